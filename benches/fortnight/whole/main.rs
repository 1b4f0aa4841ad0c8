//! The whole fortnight of a hospital without its central system, through the same desk as every counter: registered, admitted, measured,
//! carried together, matched. `benches/fortnight/run` calls it step by step and the program itself for the rest; see the README beside it.
//!
//! `cargo bench --bench fortnight -- pack FOLDER | work FOLDER CAME.csv DIVISOR | carry FOLDER CONTROL [COUNTERS] | match FOLDER CONTROL INDEX CAME.csv`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    reason = "a bench fails as tests do, and says its figures"
)]

mod came;
mod carry;
mod home;
mod hospital;
mod laboratory;
mod matched;
mod opd;
mod ward;

use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["pack", folder] => hospital::make_pack(Path::new(folder)),
        ["work", folder, came, divisor] => hospital::work(Path::new(folder), Path::new(came), divisor.parse().unwrap()),
        ["carry", folder, control] => carry::carry(Path::new(folder), control, usize::MAX),
        ["carry", folder, control, counters] => carry::carry(Path::new(folder), control, counters.parse().unwrap()),
        ["match", folder, control, index, came] => {
            matched::run(Path::new(folder), control, Path::new(index), Path::new(came));
        }
        ["make", folder, control, road, out] => home::make(Path::new(folder), control, road, Path::new(out)),
        ["mend", folder, control] => home::mend(Path::new(folder), control),
        ["except", folder, control] => home::except(Path::new(folder), control),
        ["end", folder, control] => home::end(Path::new(folder), control),
        _ => eprintln!("see benches/fortnight/README.md"),
    }
}
