//! Entries and what becomes of them: the QR carrier keeps every byte, state does not depend on the order of arrival.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;
mod counters;

use chrono::DateTime;
use common::entries::{Chance, Sample, samples};
use counters::{Counter, keys, raw, shuffled, verified};
use ed25519_dalek::{Signer as _, SigningKey};
use nirantar::hospital::number::Series;
use nirantar::hospital::opd::{Fee, QueueStep, Token, Visit, VisitKind};
use nirantar::hospital::person::Details;
use nirantar::journal::carrier::{CODE_CHARS_MAX, CarrierError, from_codes, is_code, to_codes};
use nirantar::journal::{Body, Entry, EntryError, EntryId, PaperKind, Patient, Signed, VoidScope, fingerprint, sign, verify};
use nirantar::store::TakeIn;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use rusqlite::types::ValueRef;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// SHA-256 of `assets/qr/dictionary-1`, base64url. Printed slips depend on it: it never changes, a better dictionary becomes `NR2`.
const DICTIONARY: &str = "_xENOhGm7-b0GYp0JyQK6aTtkOBghQjIOOtJZZPtXEU";

#[test]
fn the_dictionary_is_the_one_that_slips_were_printed_with() {
    assert_eq!(fingerprint(include_bytes!("../assets/qr/dictionary-1")).to_string(), DICTIONARY);
}

/// A slip's code as the first version printed it. It must be readable for ever.
#[test]
fn a_code_printed_by_the_first_version_reads_back() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let printed = include_str!("data/code-1.txt").trim_end_matches('\n');
    let bytes = include_str!("data/code-1.json").trim_end_matches('\n');
    let signed = from_codes([printed]).unwrap();
    assert_eq!(String::from_utf8_lossy(&signed.bytes), bytes, "the bytes on the slip");
    let entry = verify(&signed, &key.verifying_key()).expect("signed by the counter");
    let again = sign(&entry, &key).unwrap();
    assert_eq!(String::from_utf8_lossy(&again.bytes), bytes, "an entry made today has the same shape");
    assert_eq!(to_codes(&again).unwrap(), [printed], "printed today; if a new zstd packs otherwise, renew this line only");
}

#[test]
fn an_ordinary_registration_fits_a_code_that_every_reader_reads() {
    let (mut all, mut both) = (Vec::new(), Vec::new());
    for sample in samples(91, 1_000).iter().filter(|s| s.kind == "opd.registered") {
        let codes = to_codes(&sample.signed).unwrap();
        assert_eq!(codes.len(), 1);
        all.push(codes[0].len());
        if sample.both_scripts {
            both.push(codes[0].len());
        }
    }
    // QR version 15-M holds 600 alphanumeric characters, version 13-M 483 (ISO/IEC 18004).
    let mean = |lens: &[usize]| lens.iter().sum::<usize>() / lens.len();
    assert!(*all.iter().max().unwrap() <= 600, "longest {:?}", all.iter().max());
    assert!(mean(&all) <= 400 && mean(&both) <= 420, "mean {} and {}", mean(&all), mean(&both));
    assert!(both.len() > 40, "only {} in both scripts", both.len());
}

#[test]
fn every_kind_goes_on_paper_and_comes_back_to_the_byte() {
    let mut kinds = BTreeSet::new();
    for sample in samples(3, 300) {
        let codes = to_codes(&sample.signed).unwrap();
        assert!(codes.iter().all(|c| is_code(c) && c.len() <= CODE_CHARS_MAX));
        // A keyboard-wedge reader ends the line.
        let typed: Vec<String> = codes.iter().map(|c| format!("{c}\r\n")).collect();
        let read = from_codes(typed.iter().map(String::as_str)).unwrap();
        assert_eq!(read, sample.signed);
        assert!(verify(&read, &sample.key.verifying_key()).is_ok());
        kinds.insert(sample.kind);
    }
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[test]
fn another_key_or_another_byte_is_forged() {
    let sample = samples(4, 5).remove(0);
    let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
    assert_eq!(verify(&sample.signed, &other), Err(EntryError::Signature));
    let mut changed = sample.signed.clone();
    let at = changed.bytes.iter().position(|b| *b == b'1').unwrap();
    changed.bytes[at] = b'2';
    let read = from_codes(to_codes(&changed).unwrap().iter().map(String::as_str)).unwrap();
    assert_eq!(verify(&read, &sample.key.verifying_key()), Err(EntryError::Signature));
}

/// An entry that needs several codes: text that does not compress.
fn long(sample: &Sample, chars: usize) -> Signed {
    let mut chance = Chance::new(chars as u64);
    let mut entry = sample.signed.entry().unwrap();
    let Body::Registered { visit, .. } = &mut entry.body else { panic!("not a registration") };
    let letters: Vec<char> = ('अ'..='ह').chain('a'..='z').collect();
    visit.remarks = (0..chars).map(|_| chance.pick(&letters)).collect();
    sign(&entry, &sample.key).unwrap()
}

fn registration(seed: u64) -> Sample {
    samples(seed, 12).into_iter().find(|s| s.kind == "opd.registered").unwrap()
}

#[test]
fn a_long_record_is_split_and_put_together_in_any_order() {
    let sample = registration(6);
    for chars in [700, 2_000, 6_000] {
        let signed = long(&sample, chars);
        let codes = to_codes(&signed).unwrap();
        assert!(codes.len() > 1 && codes.iter().all(|c| c.len() <= CODE_CHARS_MAX));
        let mut parts: Vec<&str> = codes.iter().map(String::as_str).rev().collect();
        parts.push(&codes[0]);
        assert_eq!(from_codes(parts.clone()).unwrap(), signed, "backwards, one twice");
        parts.retain(|c| *c != codes[1]);
        let have = codes.len() - 1;
        assert_eq!(from_codes(parts), Err(CarrierError::Parts { have, of: codes.len() }));
        let other = to_codes(&long(&registration(8), chars)).unwrap();
        let mixed = codes.iter().take(1).chain(other.iter().skip(1)).map(String::as_str);
        assert_eq!(from_codes(mixed), Err(CarrierError::Mixed));
    }
    assert_eq!(to_codes(&long(&sample, 15_000)), Err(CarrierError::Damaged), "more than sixteen codes");
}

#[test]
fn what_is_not_ours_is_told_apart_from_what_is_torn() {
    for foreign in
        ["", "NR2:AAA", "{\"hidn\":\"91-1234\"}", "NR1/0/2/AAAA:X", "NR1/3/2/AAAA:X", "NR1/1/2/AAAA/9:X", "NR1/1/99/AAAA:X"]
    {
        assert_eq!(from_codes([foreign]), Err(CarrierError::Foreign), "{foreign}");
    }
    assert_eq!(from_codes([]), Err(CarrierError::Foreign));
    let code = to_codes(&registration(6).signed).unwrap().remove(0);
    for torn in [&code[..code.len() / 2], &code[..4], "NR1:!!", "NR1:000"] {
        assert!(from_codes([torn]).map_or(true, |s| s.entry().is_err()), "{torn}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a reader misreads, no other entry is taken for the one printed, and nothing panics.
    #[test]
    fn a_misread_code_is_never_believed(at in 0usize..2_000, put in "[0-9A-Z $%*+./:-]") {
        static SAMPLE: LazyLock<Sample> = LazyLock::new(|| registration(6));
        let sample = &*SAMPLE;
        let code = to_codes(&sample.signed).unwrap().remove(0);
        let at = at % code.len();
        let misread = format!("{}{put}{}", &code[..at], &code[at + 1..]);
        if let Ok(read) = from_codes([misread.as_str()]) {
            let believed = verify(&read, &sample.key.verifying_key()).is_ok();
            prop_assert!(!believed || read.bytes == sample.signed.bytes);
        }
    }

    #[test]
    fn any_text_at_all_is_answered(text in "\\PC{0,200}", head in prop::sample::select(vec!["", "NR1:", "NR1/1/1/00AA:", "NR1/1/2/00AA:"])) {
        let text = format!("{head}{text}");
        let answer = from_codes([text.as_str()]);
        prop_assert!(answer.is_err() || answer.is_ok_and(|s| s.entry().is_err()));
    }
}

/// An entry's bytes are what was signed, whatever they look like; no carrier writes them anew.
#[test]
fn bytes_are_never_written_anew() {
    let sample = registration(6);
    let mut value: serde_json::Value = serde_json::from_slice(&sample.signed.bytes).unwrap();
    value["a field of a later version"] = serde_json::json!("नया");
    let bytes = serde_json::to_vec_pretty(&value).unwrap();
    let signature = sample.key.sign(&[b"nirantar entry 1\n".as_slice(), &bytes].concat()).to_bytes();
    let odd = Signed { bytes, signature };
    let read = from_codes(to_codes(&odd).unwrap().iter().map(String::as_str)).unwrap();
    assert_eq!(read, odd);
    let entry = verify(&read, &sample.key.verifying_key()).unwrap();
    let mut third = Counter::new("Z9", 9);
    assert_eq!(third.store.take_in(&entry, &read).unwrap(), TakeIn::New);
    assert_eq!(third.store.take_in(&entry, &read).unwrap(), TakeIn::Known);
    assert_eq!(third.store.read().unwrap().signed(&entry.header.id()).unwrap(), Some(odd));
    let other = sign(&entry, &sample.key).unwrap();
    assert_eq!(third.store.take_in(&entry, &other).unwrap(), TakeIn::Fork, "other bytes under the same address");
    assert_eq!(third.store.read().unwrap().copies(&entry.header.id()).unwrap().len(), 2, "both are kept");
}

/// A program with newer tables of names makes the terms of everybody anew, once.
#[test]
fn terms_of_older_tables_of_names_are_made_anew() {
    let (mut here, mut there) = (Counter::new("K7", 7), Counter::new("B2", 8));
    for (pick, sample) in samples(5, 12).iter().enumerate() {
        if let Body::Registered { patient, .. } = &sample.signed.entry().unwrap().body {
            there.act(0, u32::try_from(pick).unwrap(), &patient.details);
            here.act(0, u32::try_from(pick).unwrap(), &patient.details);
        }
    }
    // Another counter's patients are in the journal too.
    here.take(&there.entries());
    let rows = here.rows();
    assert!(rows.iter().filter(|r| r.starts_with("term: k:")).count() > 5);
    let edition = |path: &std::path::Path| -> String {
        raw(path).query_row("SELECT value FROM fact WHERE name = 'names'", [], |row| row.get(0)).unwrap()
    };
    let today = edition(&here.path);
    let spoil = "DELETE FROM term WHERE term LIKE 'k:%'; INSERT OR IGNORE INTO term VALUES ('w:oldspelling', 1);";
    // Terms of the same tables are left alone: looking through the whole journal at each opening would be slow.
    let mut here = here.reopened(|file| file.execute_batch(spoil).unwrap());
    assert!(here.rows().contains(&"term: w:oldspelling Integer(1)".to_owned()));
    for forget in ["UPDATE fact SET value = 'older' WHERE name = 'names'", "DELETE FROM fact WHERE name = 'names'"] {
        here = here.reopened(|file| file.execute_batch(&format!("{spoil} {forget};")).unwrap());
        assert_eq!(here.rows(), rows, "{forget}");
        assert_eq!(edition(&here.path), today);
    }
}

const TABLES: [&str; 6] = ["journal", "link", "patient", "visit", "series", "term"];
const CLINICS: [&str; 3] = ["MED-1", "EYE-21", "ENT-9"];

impl Counter {
    /// Every derived row, as text.
    fn rows(&mut self) -> Vec<String> {
        self.store.index_pending().unwrap();
        let connection = raw(&self.path);
        let mut all = Vec::new();
        for table in TABLES {
            let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells: Vec<String> = (0..columns).map(|i| cell(row.get_ref(i).unwrap())).collect();
                all.push(format!("{table}: {}", cells.join(" ")));
            }
        }
        all
    }

    /// Visits this store knows.
    fn visits(&self) -> Vec<EntryId> {
        let entries = self.entries().into_iter().map(|signed| signed.entry().unwrap());
        let visits = entries.filter(|e| matches!(e.body, Body::Registered { .. } | Body::Visited { .. }));
        visits.map(|e| e.header.id()).collect()
    }

    /// Does one random thing; what cannot be done is left out.
    fn act(&mut self, what: u8, pick: u32, details: &Details) {
        let visits = self.visits();
        let chosen = visits.get(pick as usize % visits.len().max(1)).cloned();
        let row = chosen.as_ref().and_then(|id| self.store.read().unwrap().visit(id).unwrap());
        let visit = Visit {
            number: self.number(Series::Visit),
            token: Token { serial: pick % 50 + 1, label: (pick % 50 + 1).to_string() },
            clinic: CLINICS[pick as usize % 3].into(),
            room: "7".into(),
            doctor: None,
            kind: VisitKind::New,
            referred_by: String::new(),
            mlc: false,
            fee: Fee::Paid { rupees: 10, receipt: self.number(Series::Receipt) },
            remarks: String::new(),
        };
        let details = details.clone();
        let (Some(of), Some(row)) = (chosen, row) else {
            let patient = Patient { number: self.number(Series::Patient), details, matched: None };
            return drop(self.append(Body::Registered { patient, visit }, vec![], pick));
        };
        let patient = row.visit.patient.clone();
        let (heads, visit_heads) = (row.patient.heads.clone(), row.visit.heads.clone());
        let reason = format!("reason {}", pick % 3);
        let (body, on) = match what {
            0..=2 => (
                Body::Registered { patient: Patient { number: self.number(Series::Patient), details, matched: None }, visit },
                vec![],
            ),
            3..=4 => (Body::Visited { of: patient, patient: row.patient.patient, visit }, heads),
            5..=7 => (Body::Amended { of: patient, details, reason, matched: None }, heads),
            8 => {
                let scope = if of == patient { VoidScope::Registration } else { VoidScope::Visit };
                (Body::Voided { of, scope, reason }, visit_heads)
            }
            9 => (
                Body::Moved { of, clinic: visit.clinic, room: "9".into(), doctor: None, token: visit.token, reason },
                visit_heads,
            ),
            10 => (Body::Reprinted { of, paper: PaperKind::Slip, copy: pick % 4 + 1 }, visit_heads),
            _ => {
                let steps = [QueueStep::Called, QueueStep::Skipped, QueueStep::Recalled, QueueStep::Done];
                (Body::Queue { of, step: steps[pick as usize % 4] }, visit_heads)
            }
        };
        drop(self.append(body, on, pick));
    }
}

/// A cell as text; an entry's bytes as their fingerprint.
fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => fingerprint(bytes).to_string(),
        other => format!("{other:?}"),
    }
}

/// Rows that only one of two has.
fn difference(one: &[String], two: &[String]) -> Vec<String> {
    let only = |a: &[String], b: &[String]| a.iter().filter(|row| !b.contains(row)).cloned().collect::<Vec<_>>();
    [only(one, two), only(two, one)].concat()
}

/// Patients with amendments that did not know of each other and do not agree, told from the entries alone.
fn conflicts(entries: &[Entry]) -> BTreeSet<EntryId> {
    let all: BTreeMap<EntryId, &Entry> = entries.iter().map(|e| (e.header.id(), e)).collect();
    let knew_of = |from: &Entry| {
        let (mut known, mut next) = (BTreeSet::new(), from.header.on.clone());
        while let Some(id) = next.pop() {
            if known.insert(id.clone()) {
                next.extend(all.get(&id).iter().flat_map(|e| e.header.on.clone()));
            }
        }
        known
    };
    let mut standing: BTreeMap<&EntryId, Vec<&Entry>> = BTreeMap::new();
    let amendments: Vec<&Entry> = all.values().copied().filter(|e| matches!(e.body, Body::Amended { .. })).collect();
    for entry in &amendments {
        let id = entry.header.id();
        if !amendments.iter().any(|later| later.body.of() == entry.body.of() && knew_of(later).contains(&id)) {
            standing.entry(entry.body.of().unwrap()).or_default().push(entry);
        }
    }
    let details = |e: &Entry| if let Body::Amended { details, .. } = &e.body { details.clone() } else { unreachable!() };
    standing.into_iter().filter(|(_, s)| s.iter().any(|e| details(e) != details(s[0]))).map(|(of, _)| of.clone()).collect()
}

fn some_details() -> &'static Vec<Details> {
    static DETAILS: LazyLock<Vec<Details>> = LazyLock::new(|| {
        let bodies = samples(12, 60).into_iter().map(|s| s.signed.entry().unwrap().body);
        bodies.filter_map(|b| if let Body::Registered { patient, .. } = b { Some(patient.details) } else { None }).collect()
    });
    &DETAILS
}

/// What the tests below look at in one history.
fn check_history(history: &[(u8, u32, bool)]) -> Result<usize, TestCaseError> {
    let mut counters = [Counter::new("K1", 1), Counter::new("K2", 2)];
    for counter in &mut counters {
        let since = DateTime::from_timestamp(counter.time, 0).unwrap().fixed_offset();
        counter.append(Body::CounterOpened { since, reason: "test".into(), pack: "x".into() }, vec![], 1);
    }
    for (what, pick, second) in history {
        let [one, two] = &mut counters;
        let (here, there) = if *second { (two, one) } else { (one, two) };
        if *what >= 13 {
            // A stick or a slip comes from the other counter, with a part of what is there, in any order.
            let some: Vec<_> = shuffled(&there.entries(), u64::from(*pick)).into_iter().take(*pick as usize % 9 + 1).collect();
            here.take(&some);
        } else {
            here.act(*what, *pick, &some_details()[*pick as usize % some_details().len()]);
        }
    }
    let mut all = counters[0].entries();
    all.extend(counters[1].entries());
    let [one, two] = &mut counters;
    two.take(&shuffled(&all, 1));
    one.take(&all);
    let rows = one.rows();
    prop_assert_eq!(difference(&two.rows(), &rows), [""; 0], "the two counters agree once each has everything");
    let mut orders = vec![all.clone(), all.iter().rev().cloned().collect()];
    orders.extend((2..4).map(|seed| shuffled(&all, seed)));
    for order in orders {
        let mut third = Counter::new("Z9", 9);
        third.take(&order);
        prop_assert_eq!(difference(&third.rows(), &rows), [""; 0], "another order of arrival");
    }
    let entries: Vec<Entry> = all.iter().map(|signed| signed.entry().unwrap()).collect();
    let expected = conflicts(&entries);
    for entry in &entries {
        if let Some(state) = one.store.read().unwrap().patient(&entry.header.id()).unwrap() {
            prop_assert_eq!(state.conflict, expected.contains(&entry.header.id()), "{}", entry.header.id());
        }
    }
    let keys = keys(&counters);
    for counter in &counters {
        prop_assert_eq!(verified(counter, &keys), Vec::<&str>::new());
    }
    Ok(expected.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two counters work apart, hear of each other now and then, and everything ends up the same everywhere.
    #[test]
    fn state_does_not_depend_on_the_order_of_arrival(history in prop::collection::vec((0u8..16, any::<u32>(), any::<bool>()), 6..30)) {
        check_history(&history)?;
    }
}

#[test]
fn two_amendments_apart_are_a_conflict_and_a_third_that_saw_both_ends_it() {
    let (mut one, mut two) = (Counter::new("K1", 1), Counter::new("K2", 2));
    let details = some_details();
    let amend = |counter: &mut Counter, of: &EntryId, which: usize| {
        let heads = counter.store.read().unwrap().patient(of).unwrap().unwrap().heads;
        counter.append(
            Body::Amended { of: of.clone(), details: details[which].clone(), reason: "x".into(), matched: None },
            heads,
            1,
        );
    };
    let state = |counter: &Counter, of: &EntryId| counter.store.read().unwrap().patient(of).unwrap().unwrap();
    one.act(0, 1, &details[0]);
    let of = one.visits()[0].clone();
    two.take(&one.entries());
    amend(&mut one, &of, 1);
    amend(&mut two, &of, 2);
    assert!(!state(&one, &of).conflict && !state(&two, &of).conflict);
    let (from_one, from_two) = (one.entries(), two.entries());
    one.take(&from_two);
    two.take(&from_one);
    assert!(state(&one, &of).conflict, "both are kept and it is told");
    assert_eq!(state(&one, &of), state(&two, &of));
    assert_eq!(state(&one, &of).heads.len(), 2);
    amend(&mut two, &of, 3);
    let settled = two.entries();
    one.take(&settled);
    assert!(!state(&one, &of).conflict && state(&one, &of).patient.details == details[3]);
    assert_eq!(state(&one, &of), state(&two, &of));
}

#[test]
fn the_journal_can_only_grow() {
    let mut counter = Counter::new("K1", 1);
    counter.act(0, 1, &some_details()[0]);
    let connection = raw(&counter.path);
    for sql in ["DELETE FROM journal", "UPDATE journal SET bytes = x'00'"] {
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
}
