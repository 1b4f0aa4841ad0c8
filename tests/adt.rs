//! Stays of one hospital written at three counters that do not know of each other: whatever the order in which their entries arrive,
//! the board and its conflicts are the same, no bed is double-booked in silence, no stay is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod counters;

use counters::{Counter, besides_first, details, keys, shuffled, verified};
use ed25519_dalek::SigningKey;
use nirantar::desk::cases::{BedLook, CaseKind, CaseRow, WardBoard, board};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::ipd::{BedStatus, Outcome, Place};
use nirantar::hospital::number::Series;
use nirantar::hospital::pack::{Masters, check, demo};
use nirantar::journal::{Admission, Arrival, BedMark, Body, EntryId, Pack, Patient, Register, Request, Signed, sign};
use nirantar::store::TakeIn;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());
/// Few beds, so that they meet.
const BEDS: [&str; 4] = ["MED-M1-01", "MED-M1-02", "MED-F1-01", "ICU-MED-01"];

fn place(pick: u32) -> Place {
    let bed = BEDS.get(pick as usize % 5).map(|b| (*b).to_owned());
    let ward = bed.as_deref().and_then(|b| MASTERS.bed(b)).map_or("MED-M1", |b| &b.ward).to_owned();
    Place { ward, bed, department: "MED".into(), doctor: None, unit: String::new() }
}

impl Counter {
    fn board(&self) -> Vec<WardBoard> {
        board(self.store.read().unwrap(), &MASTERS, self.now().date_naive()).unwrap()
    }

    fn patient(&self, pick: u32) -> Patient {
        Patient { number: self.number(Series::Patient), details: details(self.now(), pick), matched: None }
    }

    /// Does one thing to somebody; nothing is checked, as two counters that do not know of each other cannot check.
    fn act(&mut self, what: u8, pick: u32) {
        let cases = self.cases();
        let row = cases.get(pick as usize % cases.len().max(1)).cloned();
        let Some(row) = row.filter(|_| what > 2) else { return self.begin(pick) };
        let (of, on) = (row.id.clone(), row.case.heads.clone());
        let (at, to, reason) = (self.now(), place(pick / 7), format!("reason {}", pick % 3));
        let left = row.case.stay().and_then(|s| s.course.bed().map(str::to_owned)).filter(|_| !pick.is_multiple_of(3));
        let sheet = Sheet::from([("outcome", "home"), ("remarks", &reason)]);
        let body = match what {
            3 | 4 => {
                let copy = row.patient.as_ref().map_or_else(|| self.patient(pick), |p| p.patient.clone());
                let number = self.number(Series::Admission);
                let stay = Admission { number, at, place: to, mother: None, from: None, sheet: Sheet::default() };
                let request = row.case.stay().filter(|s| s.course.number.is_none()).map(|_| of);
                Body::Admitted { of: row.case.patient.clone(), request, patient: copy, stay }
            }
            5 | 6 => Body::Transferred { of, to, at, planned: pick.is_multiple_of(4), left, reason },
            7 => {
                let with = cases[pick as usize / 3 % cases.len()].id.clone();
                Body::Swapped { of, with, to: place(pick / 11), with_to: to, at, reason }
            }
            8 | 9 => Body::Discharged { of, outcome: Outcome::ALL[pick as usize % 10], at, left, sheet },
            10 | 11 => {
                let Some(step) = row.case.steps.get(pick as usize % row.case.steps.len().max(1)) else { return };
                Body::Cancelled { of, what: step.entry.clone(), also: None, reason }
            }
            12 => {
                let bed = BEDS[pick as usize % 4].to_owned();
                let on = self.store.read().unwrap().bed(&bed).unwrap().map(|b| b.heads).unwrap_or_default();
                let mark = BedMark { status: BedStatus::ALL[pick as usize / 4 % 4], until: None, reason };
                return drop(self.append(Body::BedMarked { bed, at, mark }, on, pick));
            }
            13 => Body::Left { of, at, sheet },
            14 => Body::Filled { of, sheet },
            15 => Body::Corrected { of, sheet: Sheet::from([("name", ["a", "b"][pick as usize % 2])]), reason },
            16 => Body::Noted { of, form: FormId::Police, sheet },
            _ => {
                let Some(patient) = row.case.patient.clone() else { return };
                let details = self.patient(pick).details;
                let is = cases[pick as usize / 3 % cases.len()].case.patient.clone().filter(|p| *p != patient);
                Body::Identified { of: patient, is, details, how: reason, matched: None }
            }
        };
        self.append(body, on, pick);
    }

    fn begin(&mut self, pick: u32) {
        let (at, somebody) = (self.now(), self.patient(pick));
        let body = match pick % 4 {
            0 => {
                let sheet = Sheet::from([("ward", "MED-M1")]);
                Body::Requested { of: None, patient: somebody, request: Request { at, department: "MED".into(), sheet } }
            }
            1 => {
                let kit = pick.is_multiple_of(3).then(|| Pack { event: "bus".into(), no: pick % 9 });
                let arrival =
                    Arrival { number: self.number(Series::Emergency), at, unknown: true, pack: kit, sheet: Sheet::default() };
                Body::Arrived { of: None, patient: somebody, arrival }
            }
            2 => {
                let register = Register::ALL[pick as usize % 6];
                let child = (register == Register::Birth).then_some(somebody);
                let number = self.number(register.series());
                Body::Recorded { register, of: None, number, at, sheet: Sheet::from([("name", "x")]), child }
            }
            _ => {
                let stay = Admission {
                    number: self.number(Series::Admission),
                    at,
                    place: place(pick / 7),
                    mother: None,
                    from: None,
                    sheet: Sheet::default(),
                };
                Body::Admitted { of: None, request: None, patient: somebody, stay }
            }
        };
        drop(self.append(body, Vec::new(), pick));
    }
}

fn check_counter(counter: &Counter, entries: &[Signed]) -> Result<(), TestCaseError> {
    // No stay is lost: whatever opened one is there.
    let opened: BTreeSet<EntryId> = entries
        .iter()
        .map(|s| s.entry().unwrap())
        .filter_map(|entry| match &entry.body {
            Body::Requested { .. } | Body::Arrived { .. } | Body::Recorded { .. } => Some(entry.header.id()),
            Body::Admitted { request, .. } => Some(request.clone().unwrap_or_else(|| entry.header.id())),
            _ => None,
        })
        .collect();
    let cases = counter.cases();
    let there: BTreeSet<EntryId> = cases.iter().map(|row| row.id.clone()).collect();
    prop_assert_eq!(&there, &opened);
    // No bed is double-booked in silence: two in a bed are shown as two, and the other way round.
    let mut lying: BTreeMap<String, BTreeSet<EntryId>> = BTreeMap::new();
    for row in cases.iter().filter(|row| row.case.cancelled.is_none()) {
        if let Some(bed) = row.case.stay().and_then(|s| s.course.bed()) {
            lying.entry(bed.to_owned()).or_default().insert(row.id.clone());
        }
    }
    for bed in counter.board().iter().flat_map(|b| &b.beds) {
        let who: BTreeSet<EntryId> = bed.who.iter().map(|w| w.case.clone()).collect();
        prop_assert_eq!(&who, &lying.remove(&bed.code).unwrap_or_default());
        prop_assert_eq!(bed.look == BedLook::Conflict, who.len() > 1, "{}", bed.code);
        prop_assert_eq!(bed.look == BedLook::Taken, who.len() == 1, "{}", bed.code);
    }
    prop_assert!(lying.is_empty());
    // Nobody in a ward is missing from the board.
    let inside = counter.store.read().unwrap().open_cases(CaseKind::Stay, None).unwrap().len();
    let shown: usize = counter
        .board()
        .iter()
        .map(|b| b.unplaced.len() + b.requests.len() + b.beds.iter().map(|bed| bed.who.len()).sum::<usize>())
        .sum();
    prop_assert_eq!(shown, inside);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_same_board_and_conflicts(
        acts in proptest::collection::vec((0usize..3, 0u8..18, any::<u32>(), any::<bool>()), 4..60),
        seed in any::<u64>(),
    ) {
        let mut counters = [Counter::new("W1", 1), Counter::new("W2", 2), Counter::new("E1", 3)];
        for (n, what, pick, tell) in acts {
            counters[n].act(what, pick);
            if tell && pick.is_multiple_of(3) {
                // A stick goes from one counter to another.
                let entries = counters[n].entries();
                counters[(n + 1) % 3].take(&entries);
            }
        }
        let all: Vec<Signed> = counters.iter().flat_map(Counter::own_entries).collect();
        let keys = keys(&counters);
        let mut seen: Option<(Vec<CaseRow>, Vec<WardBoard>)> = None;
        for (n, counter) in counters.iter_mut().enumerate() {
            counter.take(&shuffled(&all, seed.wrapping_add(n as u64 * 977)));
            counter.time = 1_790_000_000;
            check_counter(counter, &all)?;
            prop_assert_eq!(besides_first(verified(counter, &keys)), Vec::<&str>::new());
            let now = (counter.cases(), counter.board());
            match &seen {
                None => seen = Some(now),
                Some(first) => {
                    for (a, b) in first.0.iter().zip(&now.0) {
                        prop_assert_eq!(a, b);
                    }
                    prop_assert_eq!(&first.1, &now.1);
                }
            }
        }
    }
}

/// Entries that a counter does not understand alone are still taken in once, and only once.
#[test]
fn a_stick_may_come_twice() {
    let mut ward = Counter::new("W1", 1);
    let mut other = Counter::new("W2", 2);
    for pick in [3, 7, 11, 15, 19] {
        ward.act(0, pick);
    }
    let entries = ward.entries();
    other.take(&entries);
    let once = other.cases();
    other.take(&shuffled(&entries, 5));
    assert_eq!(other.cases(), once);
    let mut later = entries[0].entry().unwrap();
    later.header.time += chrono::TimeDelta::seconds(1);
    let again = sign(&later, &SigningKey::from_bytes(&[1; 32])).unwrap();
    assert_eq!(other.store.take_in(&later, &again).unwrap(), TakeIn::Fork, "other bytes at a known address");
}
