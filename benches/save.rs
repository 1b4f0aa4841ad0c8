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

use common::{SEED, Times, departments, folder, goal, line};
use nirantar::desk::people::people;
use nirantar::desk::{Desk, PrintWish};
use nirantar::journal::{EntryId, PaperKind, Signed};
use nirantar::paper::Size;
use rusqlite::{Connection, params};
use std::fmt::Write as _;
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

/// The counter's last entry, under an address that the peer has not seen yet.
fn entry_before(desk: &Desk) -> (EntryId, Signed) {
    let next = desk.store().next_id();
    let id = EntryId { sequence: next.sequence - 1, ..next.clone() };
    (next.clone(), desk.store().read().unwrap().signed(&id).unwrap().unwrap())
}

/// The peer: one table, the same key, the same pragmas, filled with every entry that the counter has.
fn bare(desk: &Desk) -> Connection {
    let path = folder("bare.db");
    for old in [path.clone(), path.with_extension("db-wal"), path.with_extension("db-shm")] {
        drop(std::fs::remove_file(old));
    }
    let mut connection = Connection::open(&path).unwrap();
    let mut key = String::from("x'");
    for byte in desk.key().iter() {
        write!(key, "{byte:02x}").unwrap();
    }
    key.push('\'');
    connection.pragma_update(None, "key", key).unwrap();
    connection.pragma_update(None, "temp_store", "memory").unwrap();
    connection.pragma_update(None, "cache_size", -8 * 1024).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection.pragma_update(None, "synchronous", "full").unwrap();
    connection
        .execute_batch("CREATE TABLE journal (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, signature BLOB NOT NULL) STRICT")
        .unwrap();
    let next = desk.store().next_id();
    let transaction = connection.transaction().unwrap();
    for sequence in 1..next.sequence {
        let id = EntryId { sequence, ..next.clone() };
        let signed = desk.store().read().unwrap().signed(&id).unwrap().unwrap();
        put(&transaction, &id, &signed);
    }
    transaction.commit().unwrap();
    connection
}

fn put(connection: &Connection, id: &EntryId, signed: &Signed) {
    let mut statement = connection.prepare_cached("INSERT INTO journal (id, bytes, signature) VALUES (?1, ?2, ?3)").unwrap();
    statement.execute(params![id.packed(), signed.bytes, signed.signature.as_slice()]).unwrap();
}
