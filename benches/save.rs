//! Saving a registration against a bare SQLCipher transaction that inserts the same bytes: same pragmas, same disk, same run,
//! turn about, into a database of its own that has grown by the same entries.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::bare::{Said, turn_about};
use common::{SEED, departments};
use nirantar::desk::PrintWish;
use nirantar::desk::people::people;
use nirantar::journal::PaperKind;
use nirantar::paper::Size;

const BEFORE: u64 = 10_000;
const SAVES: u64 = 1_500;

fn main() {
    let mut desk = common::desk(BEFORE);
    let here = desk.store().read().unwrap().patients_total().unwrap();
    let wish = PrintWish(vec![(PaperKind::Slip, Size::A6)]);
    let forms: Vec<_> =
        people(SEED, &departments(&desk)).skip(usize::try_from(here).unwrap()).take(usize::try_from(SAVES).unwrap()).collect();
    let said = Said {
        title: &format!("save, {SAVES} registrations after {here}, each with a slip to print"),
        ours: "  Desk::register until COMMIT returned",
        after: "  rows and search terms, while nobody waits",
    };
    turn_about(&mut desk, &said, &forms, |desk, form| desk.register(form, &wish).unwrap().visit_id);
}
