//! The peer of everything that is saved: one table, the same key, pragmas and disk, one `INSERT` of the same entry.

use super::{Times, folder, goal, line};
use nirantar::desk::Desk;
use nirantar::journal::{EntryId, Signed};
use rusqlite::{Connection, params};
use std::fmt::Write as _;
use std::time::Instant;

/// Turns that fill the caches of statements and pages, and do not count.
const WARM: usize = 50;

/// What is saved, in words: with how many, until when, and what follows while nobody waits.
pub struct Said<'a> {
    pub title: &'a str,
    pub ours: &'a str,
    pub after: &'a str,
}

/// Saves each, and lets the peer insert the entry of the turn before, turn about: whoever follows the other finds warm caches.
pub fn turn_about<T>(desk: &mut Desk, said: &Said<'_>, all: &[T], mut save: impl FnMut(&mut Desk, &T) -> EntryId) {
    let bare = bare(desk);
    let (mut ours, mut peer, mut after) = (Times::default(), Times::default(), Times::default());
    let mut last = entry_before(desk);
    for (turn, one) in all.iter().enumerate() {
        let mut save = || {
            let before = Instant::now();
            let id = save(desk, one);
            (before.elapsed(), id)
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
        if turn >= WARM {
            ours.push(took);
            peer.push(bare_took);
            after.push(after_took);
        }
    }
    println!("{}", said.title);
    line(said.ours, &ours);
    line("  bare: INSERT of the same entry, COMMIT", &peer);
    line(said.after, &after);
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
