//! Entries of many installations in one store: any order of arrival gives the same rows, gaps are known, and where two PCs worked as the
//! same counter both entries are kept and every reader counts the same one. Merged patients part again as they were.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod counters;

use counters::{Counter, besides_first, details, keys, raw, shuffled, verified};
use nirantar::hospital::number::Series;
use nirantar::hospital::opd::{Fee, QueueStep, Token, Visit, VisitKind};
use nirantar::journal::{Body, EntryId, Patient, Signed};
use nirantar::store::{Held, TakeIn, TakenIn};
use proptest::prelude::*;

fn own(counter: &Counter, sequence: u64) -> EntryId {
    let i = counter.store.installation();
    EntryId { counter: i.counter.clone(), letter: i.letter, sequence }
}

/// One thing that happens at a counter: mostly registrations, and what follows them.
fn act(counter: &mut Counter, pick: u32) {
    let known = counter.store.mark().sequence;
    let patient = Patient { number: counter.number(Series::Patient), details: details(counter.now(), pick), matched: None };
    // The first four of each are registrations, so that the others speak of somebody.
    let of = own(counter, 1 + u64::from(pick) % known.clamp(1, 4));
    let with = own(counter, 1 + u64::from(pick / 7) % known.clamp(1, 4));
    let body = match pick % 7 {
        _ if known < 4 => Body::Registered { patient, visit: visit(counter, pick) },
        0 | 1 => Body::Registered { patient, visit: visit(counter, pick) },
        2 => Body::Queue { of, step: QueueStep::Called },
        3 => {
            let mut details = details(counter.now(), pick);
            details.category = format!("C{}", pick % 7);
            Body::Amended { of, details, reason: "asked again".into(), matched: None }
        }
        4 => Body::Visited { of, patient, visit: visit(counter, pick) },
        5 => Body::Merged { of, with, score: 80, why: vec!["same-mobile".into()], reason: "same card".into() },
        _ => Body::Unmerged { of, with, what: own(counter, 1 + u64::from(pick / 3) % known), reason: "brothers".into() },
    };
    counter.append(body, Vec::new(), pick);
}

fn visit(counter: &Counter, pick: u32) -> Visit {
    Visit {
        number: counter.number(Series::Visit),
        token: Token { label: format!("T-{pick}"), serial: pick % 50 + 1 },
        clinic: format!("MED-{}", pick % 3),
        room: "101".into(),
        doctor: None,
        kind: VisitKind::default(),
        referred_by: String::new(),
        mlc: false,
        fee: Fee::Exempt { reason: "BPL".into() },
        remarks: String::new(),
    }
}

/// Every derived row of a store, as text.
fn rows(counter: &Counter) -> Vec<String> {
    counter.store.read().unwrap();
    let connection = raw(&counter.path);
    let tables = ["link", "patient", "visit", "series", "episode", "bed", "bed_link", "tube", "held", "moment", "term"];
    let mut all = Vec::new();
    for table in tables {
        let columns: i64 = connection.query_row("SELECT count(*) FROM pragma_table_info(?1)", [table], |r| r.get(0)).unwrap();
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cell = |at: i64| match row.get_ref(usize::try_from(at).unwrap()).unwrap() {
                rusqlite::types::ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
                other => format!("{other:?}"),
            };
            all.push(format!("{table} {}", (0..columns).map(cell).collect::<Vec<_>>().join(" ")));
        }
    }
    all
}

/// Takes everything in at once.
fn take_all(counter: &mut Counter, entries: &[Signed]) -> TakenIn {
    let read: Vec<_> = entries.iter().map(|signed| (signed.entry().unwrap(), signed)).collect();
    counter.store.take_in_all(read.iter().map(|(entry, signed)| (entry, *signed)), &mut |_| {}).unwrap()
}

/// Two PCs that began as one installation: the second is a copy of the first's disk after some entries.
fn twins(before: &[u32], apart: [&[u32]; 2]) -> [Counter; 2] {
    let [mut one, mut two] = [Counter::new("K7", 7), Counter::new("K7", 7)];
    for pick in before {
        act(&mut one, *pick);
        act(&mut two, *pick);
    }
    two.time += 3_600;
    for (counter, picks) in [&mut one, &mut two].into_iter().zip(apart) {
        for pick in picks.iter().copied() {
            act(counter, pick);
        }
    }
    [one, two]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_reader_has_the_same_rows(
        before in prop::collection::vec(0u32..5_000, 1..6),
        ones in prop::collection::vec(0u32..5_000, 0..8),
        twos in prop::collection::vec(0u32..5_000, 0..8),
        others in prop::collection::vec(0u32..5_000, 0..6),
        seed in any::<u64>(),
    ) {
        let mut counters = Vec::from(twins(&before, [&ones, &twos]));
        let mut other = Counter::new("B2", 2);
        for pick in others.iter().copied() {
            act(&mut other, pick);
        }
        counters.push(other);
        let mut all: Vec<Signed> = counters.iter().flat_map(Counter::own_entries).collect();
        let settled = keep_of(&all, seed);
        if let Some((of, keep)) = &settled {
            counters[2].append(Body::ForkSettled { of: of.clone(), keep: *keep, also: None, reason: "asked".into() }, Vec::new(), 3);
            all.extend(counters[2].own_entries().pop());
        }
        let keys = keys(&counters);
        let mut readers: Vec<Counter> = (1..=3).map(|n| Counter::new(&format!("C{n}"), n)).collect();
        readers[0].take(&all);
        take_all(&mut readers[1], &shuffled(&all, seed));
        readers[2].take(&shuffled(&all, seed.rotate_left(17)));
        take_all(&mut readers[2], &all);
        let first = rows(&readers[0]);
        for reader in &readers {
            prop_assert_eq!(&rows(reader), &first);
            prop_assert_eq!(besides_first(verified(reader, &keys)), Vec::<&str>::new());
        }
        if let Some((of, keep)) = settled {
            let view = readers[1].store.read().unwrap();
            prop_assert_eq!(view.signed(&of).unwrap().unwrap().hash(), keep);
        }
    }

    #[test]
    fn who_is_merged_and_parted_again_is_as_before(
        picks in prop::collection::vec(0u32..5_000, 2..10),
        a in 0u64..10, b in 0u64..10, seed in any::<u64>(),
    ) {
        let mut counter = Counter::new("K7", 7);
        for pick in picks.iter().copied() {
            act(&mut counter, pick);
        }
        let (of, with) = (own(&counter, 1 + a % picks.len() as u64), own(&counter, 1 + b % picks.len() as u64));
        let people = |counter: &Counter| rows(counter).into_iter().filter(|r| ["patient", "visit", "episode"].iter().any(|t| r.starts_with(t))).collect::<Vec<_>>();
        let before = people(&counter);
        let patient = |counter: &Counter, id: &EntryId| counter.store.read().unwrap().patient(id).unwrap();
        let already = patient(&counter, &with).is_some_and(|state| state.led_by.contains(&of));
        let merge = Body::Merged { of: of.clone(), with: with.clone(), score: 90, why: Vec::new(), reason: "one person".into() };
        let what = counter.append(merge, Vec::new(), 1);
        let merged = people(&counter);
        if of != with && patient(&counter, &of).is_some() && patient(&counter, &with).is_some() {
            prop_assert_eq!(merged == before, already);
            prop_assert!(patient(&counter, &with).unwrap().led_by.contains(&of));
        }
        counter.append(Body::Unmerged { of, with, what, reason: "two after all".into() }, Vec::new(), 2);
        // Only that they were parted is kept: where the merge left, the central system has to hear of it.
        let after = people(&counter);
        let plain = |rows: &[String]| rows.iter().map(|row| without_parted(row)).collect::<Vec<_>>();
        prop_assert_eq!(plain(&after), plain(&before));
        let mut other = Counter::new("B2", 2);
        take_all(&mut other, &shuffled(&counter.entries(), seed));
        prop_assert_eq!(people(&other), after);
    }
}

/// A patient's row without from whom the record was parted.
fn without_parted(row: &str) -> String {
    let Some((before, rest)) = row.split_once(",\"parted\":") else { return row.to_owned() };
    let (_parted, after) = rest.split_once("}}").unwrap();
    format!("{before}{after}")
}

/// One of the addresses that two entries claim, and one of the two.
fn keep_of(all: &[Signed], seed: u64) -> Option<(EntryId, nirantar::journal::ChainHash)> {
    let id = |signed: &Signed| signed.entry().unwrap().header.id();
    let claimed: Vec<&Signed> =
        all.iter().filter(|one| all.iter().any(|other| id(one) == id(other) && one.bytes != other.bytes)).collect();
    let one = claimed.get(usize::try_from(seed).unwrap_or(0) % claimed.len().max(1))?;
    Some((id(one), one.hash()))
}

#[test]
fn what_is_held_and_what_is_missing_is_known() {
    let mut counter = Counter::new("K7", 7);
    for n in 0..12 {
        act(&mut counter, n * 7);
    }
    let entries = counter.entries();
    let mut hub = Counter::new("C1", 1);
    let held = |hub: &Counter| -> Vec<(u64, u64)> {
        hub.store.read().unwrap().held().unwrap().iter().map(|Held { first, last, .. }| (*first, *last)).collect()
    };
    for (at, runs) in [(4, vec![(5, 5)]), (6, vec![(5, 5), (7, 7)]), (5, vec![(5, 7)]), (0, vec![(1, 1), (5, 7)])] {
        assert_eq!(hub.store.take_in(&entries[at].entry().unwrap(), &entries[at]).unwrap(), TakeIn::New);
        assert_eq!(held(&hub), runs);
    }
    assert_eq!(take_all(&mut hub, &entries), TakenIn { new: 8, known: 4, ..TakenIn::default() });
    assert_eq!(held(&hub), [(1, 12)]);
    act(&mut hub, 0);
    assert_eq!(held(&hub), [(1, 1), (1, 12)], "its own entry is held too, under its own code");
}

#[test]
fn an_old_copy_of_its_own_records_does_not_run_into_the_newer_ones() {
    let [mut old, newer] = twins(&[0, 7, 14], [&[], &[21, 28]]);
    let taken = take_all(&mut old, &newer.entries());
    assert_eq!(taken, TakenIn { known: 3, ahead: 2, ..TakenIn::default() });
    act(&mut old, 35);
    assert_eq!(old.store.last_sequence(), 4, "it goes on, and what was not taken is no part of it");
}
