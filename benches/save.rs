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

use common::bare::{bare, entry_before, put};
use common::{SEED, Times, departments, goal, line};
use nirantar::desk::PrintWish;
use nirantar::desk::people::people;
use nirantar::journal::{EntryId, PaperKind};
use nirantar::paper::Size;
use std::time::Instant;

const BEFORE: u64 = 10_000;
const SAVES: u64 = 1_500;

fn main() {
    let mut desk = common::desk(BEFORE);
    let here = desk.store().read().unwrap().patients_total().unwrap();
    let bare = bare(&desk);
    let wish = PrintWish(vec![(PaperKind::Slip, Size::A6)]);
    let forms: Vec<_> =
        people(SEED, &departments(&desk)).skip(usize::try_from(here).unwrap()).take(usize::try_from(SAVES).unwrap()).collect();
    let (mut ours, mut peer, mut after) = (Times::default(), Times::default(), Times::default());
    // The peer inserts the entry of the turn before, so that either can come first: whoever follows the other finds warm caches.
    let mut last = entry_before(&desk);
    for (turn, form) in forms.iter().enumerate() {
        let mut register = || {
            let before = Instant::now();
            let saved = desk.register(form, &wish).unwrap();
            (before.elapsed(), saved.visit_id)
        };
        let insert = || {
            let before = Instant::now();
            put(&bare, &last.0, &last.1);
            before.elapsed()
        };
        let ((took, id), bare_took) = if turn % 2 == 0 {
            let ours = register();
            (ours, insert())
        } else {
            let peer = insert();
            (register(), peer)
        };
        let before = Instant::now();
        desk.idle().unwrap();
        let after_took = before.elapsed();
        last = (EntryId { sequence: id.sequence + 1, ..id.clone() }, desk.store().read().unwrap().signed(&id).unwrap().unwrap());
        // The first turns fill the caches of statements and pages.
        if turn >= 50 {
            ours.push(took);
            peer.push(bare_took);
            after.push(after_took);
        }
    }
    println!("save, {SAVES} registrations after {here}, each with a slip to print");
    line("  Desk::register until COMMIT returned", &ours);
    line("  bare: INSERT of the same entry, COMMIT", &peer);
    line("  rows and search terms, while nobody waits", &after);
    goal("  ratio of medians", ours.at(0.5) / peer.at(0.5), 1.3);
    goal("  ratio of means", ours.mean() / peer.mean(), 1.3);
}
