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

use common::bare::{bare, entry_before, put};
use common::{Times, folder, goal, line};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::{Desk, make_demo, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::journal::EntryId;
use std::time::Instant;

const ORDERS: usize = 1_000;
/// The electrolytes of one tube, as they are typed.
const VALUES: [(&str, &str); 7] =
    [("NA", "140"), ("K", "4.4"), ("CL", "101"), ("HCO3S", "24"), ("CA", "9.4"), ("PHOS", "3.5"), ("MG", "2.0")];

fn main() {
    let mut desk = desk();
    let tubes: Vec<String> = (0..ORDERS).map(|n| ordered(&mut desk, n)).collect();
    desk.idle().unwrap();
    let bare = bare(&desk);
    let (mut ours, mut peer, mut after) = (Times::default(), Times::default(), Times::default());
    let mut last = entry_before(&desk);
    for (turn, tube) in tubes.iter().enumerate() {
        let mut values = Sheet::from(VALUES);
        values.set("tube", tube.as_str());
        let mut save = || {
            let before = Instant::now();
            let done = desk.fill(FormId::LabResult, &values, CaseWish::default()).unwrap();
            (before.elapsed(), done.entry)
        };
        let insert = || {
            let before = Instant::now();
            put(&bare, &last.0, &last.1);
            before.elapsed()
        };
        let ((took, id), bare_took) = if turn % 2 == 0 {
            let ours = save();
            (ours, insert())
        } else {
            let peer = insert();
            (save(), peer)
        };
        let before = Instant::now();
        desk.idle().unwrap();
        let after_took = before.elapsed();
        last = (EntryId { sequence: id.sequence + 1, ..id.clone() }, desk.store().read().unwrap().signed(&id).unwrap().unwrap());
        if turn >= 50 {
            ours.push(took);
            peer.push(bare_took);
            after.push(after_took);
        }
    }
    println!("result, {ORDERS} tubes of {} values each", VALUES.len());
    line("  Desk::fill until COMMIT returned and told", &ours);
    line("  bare: INSERT of the same entry, COMMIT", &peer);
    line("  rows, while nobody waits", &after);
    goal("  ratio of medians", ours.at(0.5) / peer.at(0.5), 1.3);
    goal("  ratio of means", ours.mean() / peer.mean(), 1.3);
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
