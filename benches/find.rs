//! Finding in 100,000 patients: by number, mobile, name in either script, misspelt, half typed. Beside it the same question put to the
//! same database as a plain `LIKE`, which finds less and reads everything.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::{Times, goal, line};
use nirantar::desk::views::Match;
use nirantar::desk::{Desk, Searcher};
use nirantar::journal::EntryId;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::time::Instant;

const PATIENTS: u64 = 100_000;
const QUESTIONS: usize = 400;
const PEER_QUESTIONS: usize = 12;

/// One patient to look for: what the counter knows of them.
struct Known {
    number: String,
    mobile: String,
    latin: String,
    devanagari: String,
}

fn main() {
    let desk = common::desk(PATIENTS);
    let known = known(&desk);
    let reader = desk.store().reader(desk.key()).unwrap();
    let searcher = Searcher { view: reader.read(), masters: desk.masters(), today: desk.today(), central: None, stop: &|| false };
    println!("find among {} patients, {QUESTIONS} questions a kind", desk.store().read().unwrap().patients_total().unwrap());
    let by = |what: &str, text: &dyn Fn(&Known) -> String| ask(&searcher, what, &known, text);
    by("number", &|k| k.number.clone());
    by("mobile", &|k| k.mobile.clone());
    by("last four digits of the mobile", &|k| k.mobile.chars().skip(6).collect());
    by("name, Latin", &|k| k.latin.clone());
    by("name, Devanagari", &|k| k.devanagari.clone());
    by("name, misspelt", &|k| misspelt(&k.latin));
    by("first word of the name", &|k| k.latin.split(' ').next().unwrap_or_default().to_owned());
    by("first three letters", &|k| k.latin.chars().take(3).collect());
    by("first letter", &|k| k.latin.chars().take(1).collect());
    peer(&desk, &known);
}

/// Patients with both scripts and a mobile, spread over the whole journal.
fn known(desk: &Desk) -> Vec<Known> {
    let next = desk.store().next_id();
    let mut all = Vec::new();
    for sequence in (3..next.sequence).step_by(20) {
        let id = EntryId { sequence, ..next.clone() };
        let Some(state) = desk.store().read().unwrap().patient(&id).unwrap() else { continue };
        let details = state.patient.details;
        let (Some(latin), Some(devanagari), Some(mobile)) = (details.name.latin, details.name.devanagari, details.mobile) else {
            continue;
        };
        all.push(Known { number: state.patient.number.to_string(), mobile: mobile.digits().to_owned(), latin, devanagari });
    }
    assert!(all.len() >= QUESTIONS, "too few patients with both scripts and a mobile: {}", all.len());
    let step = all.len() / QUESTIONS;
    all.into_iter().step_by(step).take(QUESTIONS).collect()
}

/// As a clerk who only hears the name writes it.
fn misspelt(name: &str) -> String {
    let turns =
        [("ee", "i"), ("oo", "u"), ("sh", "s"), ("aa", "a"), ("th", "t"), ("v", "w"), ("i", "ee"), ("u", "oo"), ("a", "aa")];
    let lower = name.to_lowercase();
    let turned = turns.iter().find(|(from, _)| lower.contains(from)).map(|(from, to)| lower.replacen(from, to, 1));
    turned.unwrap_or(lower)
}

fn ask(searcher: &Searcher<'_>, what: &str, known: &[Known], text: &dyn Fn(&Known) -> String) {
    let (mut times, mut hits, mut asked) = (Times::default(), 0u32, 0u32);
    for patient in known {
        let question = text(patient);
        let before = Instant::now();
        let lines = searcher.search(&question).unwrap().lines;
        times.push(before.elapsed());
        asked += 1;
        // A name that hundreds bear is answered by its twenty latest bearers.
        let named = |m: &Match| {
            m.who.name.latin.as_deref() == Some(&patient.latin) || m.who.name.devanagari.as_deref() == Some(&patient.devanagari)
        };
        hits += u32::from(lines.iter().any(|m| m.ours().is_some_and(|line| line.number.as_str() == patient.number) || named(m)));
    }
    line(&format!("  {what}"), &times);
    println!("  {what}: the patient, or one of the very name, is shown in {hits} of {asked}");
    goal(&format!("  {what}: p99, ms"), times.at(0.99), 5.0);
}

/// The bare operation: `LIKE '%…%'` over the same rows of the same database.
fn peer(desk: &Desk, known: &[Known]) {
    let path = common::folder(&format!("demo-{PATIENTS}")).join("counter").join("nirantar.db");
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let mut key = String::from("x'");
    for byte in desk.key().iter() {
        write!(key, "{byte:02x}").unwrap();
    }
    key.push('\'');
    connection.pragma_update(None, "key", key).unwrap();
    connection.pragma_update(None, "cache_size", -8 * 1024).unwrap();
    let mut statement = connection.prepare("SELECT id, state FROM patient WHERE state LIKE '%' || ?1 || '%' LIMIT 20").unwrap();
    let mut times = Times::default();
    for patient in known.iter().take(PEER_QUESTIONS) {
        let before = Instant::now();
        let rows = statement.query_map([&patient.mobile], |row| row.get::<_, String>(1)).unwrap().count();
        times.push(before.elapsed());
        assert!(rows > 0, "LIKE finds the mobile");
    }
    line("  peer: SELECT … LIKE '%mobile%'", &times);
}
