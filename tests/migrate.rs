//! A counter's folder of schema version 1, as that program left it, opened by today's: nothing is lost, the schema is a fresh one's.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{Answer, TestClock, entries_of, findings, forms, password_of, program, put, told};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::{Counter, Desk, Place, PrintWish};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::problem::Problem;
use nirantar::store::{Key, VERSION};
use nirantar::vault::{Keyring, read_pack};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;

const LOGIN: &str = "meena";
/// Entries in the old folder, and papers in its print queue.
const ENTRIES: u64 = 21;
const PAPERS: usize = 11;

/// A copy of the old folder, to work upon.
fn old() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/v1"), folder.path());
    put(&folder.path().join("password"), format!("{}\n", password_of(LOGIN)).as_bytes());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn open(folder: &Path) -> Result<Desk, Problem> {
    let clock = TestClock::at("2026-12-01T09:00:00+05:30").clock();
    Counter::open(Place::new(folder), clock)?.sign_in(LOGIN, &password_of(LOGIN)).map_err(|(_counter, problem)| problem)
}

fn key(folder: &Path) -> Key {
    let pack = read_pack(&std::fs::read(folder.join("hospital.pack")).unwrap()).unwrap();
    let counter = "K7".to_owned().try_into().unwrap();
    Keyring::new(&folder.join("keys")).open(&pack, &counter, LOGIN, &password_of(LOGIN)).unwrap().keys.database
}

/// The database past the program.
fn raw(folder: &Path, key: &Key) -> Connection {
    let connection = Connection::open(folder.join("nirantar.db")).unwrap();
    let hex: String = key.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|h| char::from_digit(u32::from(h), 16)).collect();
    connection.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
    connection
}

fn version(connection: &Connection) -> usize {
    connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap() as usize
}

/// Every table, index and trigger with the words that made it.
fn schema(connection: &Connection) -> BTreeSet<[String; 4]> {
    let sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn an_old_counter_is_carried_forward_whole() {
    let folder = old();
    let key = key(folder.path());
    let before = raw(folder.path(), &key);
    assert_eq!(version(&before), 1);
    let old_bytes: Vec<Vec<u8>> = bytes(&before);
    drop(before);
    let mut desk = open(folder.path()).unwrap();
    assert_eq!(findings(&desk), [""; 0]);
    assert_eq!(desk.store().last_sequence(), ENTRIES + 1, "one more: somebody signed in");
    let kinds: BTreeSet<&str> = entries_of(&desk).iter().map(|e| e.body.kind()).collect();
    assert_eq!(kinds.len(), 11, "every kind is in it: {kinds:?}");
    let sides: BTreeSet<&str> = entries_of(&desk).iter().map(|e| e.header.side.code()).collect();
    assert_eq!(sides, BTreeSet::from(["manual"]), "what does not say who was in charge was written in manual mode");
    assert!(desk.event_status().unwrap().said.is_empty());
    assert_eq!(desk.prints().unwrap().len(), PAPERS);
    assert!(desk.draft().unwrap().is_some(), "what was typed is there");
    let status = desk.status().unwrap();
    assert_eq!(status.patients, 7);
    let saved = desk.register(&forms(50, 1)[0], &PrintWish::default()).unwrap();
    assert_eq!(saved.patient.parts().unwrap().serial, 8, "the next number is the next one");
    assert_eq!(desk.find(saved.patient.as_str()).unwrap().lines.len(), 1);
    // A patient of the old file comes to the emergency, which the old program and its pack knew nothing of.
    let came = desk.fill(FormId::Arrival, &Sheet::from([("patient", saved.patient.as_str())]), CaseWish::default()).unwrap();
    assert_eq!(came.number.and_then(|n| n.parts()).unwrap().serial, 1);
    assert_eq!(findings(&desk), [""; 0]);
    desk.close().map(drop).unwrap();
    let after = raw(folder.path(), &key);
    assert_eq!(version(&after), VERSION);
    assert_eq!(bytes(&after)[..old_bytes.len()], old_bytes, "no entry was touched");
}

fn bytes(connection: &Connection) -> Vec<Vec<u8>> {
    let mut statement = connection.prepare("SELECT bytes FROM journal ORDER BY id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn its_schema_is_a_fresh_ones() {
    let folder = old();
    open(folder.path()).unwrap().close().map(drop).unwrap();
    let carried = schema(&raw(folder.path(), &key(folder.path())));
    let fresh = old();
    std::fs::remove_file(fresh.path().join("nirantar.db")).unwrap();
    std::fs::remove_file(fresh.path().join("high-water")).unwrap();
    open(fresh.path()).unwrap().close().map(drop).unwrap();
    let made = raw(fresh.path(), &key(fresh.path()));
    assert_eq!(version(&made), VERSION);
    assert_eq!(carried, schema(&made));
    assert!(carried.len() > 15, "{carried:?}");
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let folder = old();
    let key = key(folder.path());
    let connection = raw(folder.path(), &key);
    // Something is in the way of the second step.
    connection.execute_batch("CREATE TABLE print_list (x)").unwrap();
    let before = schema(&connection);
    drop(connection);
    assert!(open(folder.path()).is_err());
    let connection = raw(folder.path(), &key);
    assert_eq!((version(&connection), schema(&connection)), (1, before));
    connection.execute_batch("DROP TABLE print_list").unwrap();
    drop(connection);
    assert_eq!(findings(&open(folder.path()).unwrap()), [""; 0]);
}

#[test]
fn a_file_of_a_later_program_is_refused() {
    let folder = old();
    let key = key(folder.path());
    raw(folder.path(), &key).pragma_update(None, "user_version", i64::try_from(VERSION).unwrap() + 1).unwrap();
    assert_eq!(open(folder.path()).err().unwrap().id, "problem-database-newer");
    told(3, "problem-database-newer", |common| {
        let password = folder.path().join("password");
        Answer::of(
            program()
                .arg("--data")
                .arg(folder.path())
                .arg("--password-file")
                .arg(password)
                .args(common)
                .arg("verify")
                .output()
                .unwrap(),
        )
    });
    let connection = raw(folder.path(), &key);
    assert_eq!(version(&connection), VERSION + 1, "it was not touched");
    assert_eq!(bytes(&connection).len() as u64, ENTRIES);
}

#[test]
fn the_print_queue_is_listed_without_sorting_every_paper() {
    let folder = old();
    open(folder.path()).unwrap().close().map(drop).unwrap();
    let connection = raw(folder.path(), &key(folder.path()));
    let plan = |sql: &str| -> String {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        statement.query_map([], |row| row.get::<_, String>(3)).unwrap().map(Result::unwrap).collect::<Vec<_>>().join("; ")
    };
    let list = plan("SELECT * FROM print ORDER BY state IN (0, 1, 3) DESC, id DESC LIMIT 2000");
    assert!(list.contains("print_list") && !list.contains("TEMP"), "{list}");
    let to_do = plan("SELECT * FROM print WHERE state IN (0, 1, 3) AND state < 2 ORDER BY id LIMIT 2000");
    assert!(to_do.contains("print_open"), "{to_do}");
}
