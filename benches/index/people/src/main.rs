//! Invents the patients of a big hospital in Delhi, and spoils them as clerks, relatives and time do, with the truth beside it.
//! `people generate`, `people spoil`, `people pairs`: see README.md of the folder above.

mod chance;
mod crowd;
mod damage;
mod family;
mod fortnight;
mod naming;
mod orders;
mod pairs;
mod places;
mod queries;
mod record;
mod respoil;
mod script;
mod spelling;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match orders::run(&args) {
        Ok(said) => {
            orders::say(&said, false);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            orders::say(&fault, true);
            ExitCode::FAILURE
        }
    }
}
