//! The peer of everything that is saved: one table, the same key, pragmas and disk, one `INSERT` of the same entry.

use super::folder;
use nirantar::desk::Desk;
use nirantar::journal::{EntryId, Signed};
use rusqlite::{Connection, params};
use std::fmt::Write as _;

/// The counter's last entry, under an address that the peer has not seen yet.
pub fn entry_before(desk: &Desk) -> (EntryId, Signed) {
    let next = desk.store().next_id();
    let id = EntryId { sequence: next.sequence - 1, ..next.clone() };
    (next.clone(), desk.store().read().unwrap().signed(&id).unwrap().unwrap())
}

/// The peer: one table, the same key, the same pragmas, filled with every entry that the counter has.
pub fn bare(desk: &Desk) -> Connection {
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

pub fn put(connection: &Connection, id: &EntryId, signed: &Signed) {
    let mut statement = connection.prepare_cached("INSERT INTO journal (id, bytes, signature) VALUES (?1, ?2, ?3)").unwrap();
    statement.execute(params![id.packed(), signed.bytes, signed.signature.as_slice()]).unwrap();
}
