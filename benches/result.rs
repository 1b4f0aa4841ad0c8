//! Saving a laboratory result against a bare SQLCipher transaction that inserts the same bytes: same pragmas, same disk, same run, turn
//! about. What is measured is all of `Desk::fill`: the tube found, each value judged against the range of this patient, compared with the
//! last, what is worked out worked out, the entry signed and committed, what to look at told.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::bare::{Said, turn_about};
use common::folder;
use nirantar::desk::cases::CaseWish;
use nirantar::desk::{Desk, make_demo, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};

const ORDERS: usize = 1_000;
/// The electrolytes of one tube, as they are typed.
const VALUES: [(&str, &str); 7] =
    [("NA", "140"), ("K", "4.4"), ("CL", "101"), ("HCO3S", "24"), ("CA", "9.4"), ("PHOS", "3.5"), ("MG", "2.0")];

fn main() {
    let mut desk = desk();
    let tubes: Vec<String> = (0..ORDERS).map(|n| ordered(&mut desk, n)).collect();
    desk.idle().unwrap();
    let sheet = |tube: &String| Sheet::from(VALUES).with("tube", tube.as_str());
    let sheets: Vec<Sheet> = tubes.iter().map(sheet).collect();
    let said = Said {
        title: &format!("result, {ORDERS} tubes of {} values each", VALUES.len()),
        ours: "  Desk::fill until COMMIT returned and told",
        after: "  rows, while nobody waits",
    };
    turn_about(&mut desk, &said, &sheets, |desk, values| {
        desk.fill(FormId::LabResult, values, CaseWish::default()).unwrap().entry
    });
}

/// A demo counter of this run, with the technician signed in.
fn desk() -> Desk {
    let folder = folder("result");
    drop(std::fs::remove_dir_all(&folder));
    let made = make_demo(&folder, &system_clock()).unwrap();
    made.counter.sign_in("singh", &made.password).map_err(|(_counter, problem)| problem).unwrap()
}

fn ordered(desk: &mut Desk, n: usize) -> String {
    let name = format!("Bench {n}");
    let values = Sheet::from([("name", name.as_str()), ("sex", "F"), ("age", "34"), ("tests", "ELEC")]);
    let done = desk.fill(FormId::LabOrder, &values, CaseWish::default()).unwrap();
    done.tubes[0].to_string()
}
