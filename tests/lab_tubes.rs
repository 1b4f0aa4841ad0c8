//! Tubes of one hospital at three counters that do not know of each other. A tube is a thing: it holds one patient's blood, and carries one
//! label at a time. Whatever is ordered, relabelled, rejected, collected again, merged and typed where, in whatever order the entries
//! arrive: no result stands on an order of another patient than whose blood was measured, unless the label is on two orders, and then
//! nothing of it can be released and the board says so.

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
use nirantar::desk::lab::{Sight, lab_board};
use nirantar::hospital::forms::Sheet;
use nirantar::hospital::lab::{Accession, AccessionKind, AccessionParts, Flag, LabValue, TubePlace, TubeStep};
use nirantar::hospital::number::Series;
use nirantar::hospital::pack::{Masters, check, demo};
use nirantar::journal::fold::{ResultPhase, ResultState, StepKind};
use nirantar::journal::{Body, EntryId, Patient, Released, Requisition, ResultSource, Signed, Told, Tube};
use nirantar::store::{CaseKind, CaseRow};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());
const SIGHT: Sight = Sight { results: true, restricted: true };

/// A tube in somebody's hand.
#[derive(Debug, Clone)]
struct Thing {
    /// Whose blood, by patient id.
    whose: EntryId,
    label: Accession,
}

impl Counter {
    fn accession(&self, kind: AccessionKind) -> Accession {
        let i = self.store.installation();
        let serial = self.store.next_serial(kind.series());
        Accession::new(&AccessionParts { mode: i.mode, kind, counter: i.counter.clone(), letter: i.letter, serial }).unwrap()
    }

    fn orders(&self) -> Vec<CaseRow> {
        self.cases().into_iter().filter(|row| row.case.order().is_some()).collect()
    }

    /// The order of a label, as the desk finds it: the only one that claims it.
    fn order_of(&self, label: Accession) -> Option<CaseRow> {
        let mut rows = self.store.read().unwrap().orders_of_tube(label).unwrap();
        rows.retain(|row| row.case.cancelled.is_none());
        if rows.len() == 1 { rows.pop() } else { None }
    }

    fn order(&mut self, things: &mut Vec<Thing>, rolls: &[Accession], pick: u32) {
        let (at, details) = (self.now(), details(self.now(), pick));
        // Somebody known here already, or new.
        let known =
            self.orders().get(pick as usize % 5).and_then(|row| row.case.patient.clone()).filter(|_| pick.is_multiple_of(3));
        let patient = Patient { number: self.number(Series::Patient), details, matched: None };
        // A label of a roll, now and then one that another counter has used: the roll was printed twice.
        let preprinted = rolls.get(pick as usize / 11 % rolls.len().max(1)).copied().filter(|_| pick.is_multiple_of(4));
        let preprinted = preprinted.filter(|label| self.store.read().unwrap().orders_of_tube(*label).unwrap().is_empty());
        let accession = preprinted.unwrap_or_else(|| self.accession(AccessionKind::Tube));
        let tests: Vec<String> = ["NA", "K"].map(str::to_owned).into();
        let tube = gel(accession, &tests);
        let order = Requisition {
            number: self.number(Series::Requisition),
            at,
            urgent: pick.is_multiple_of(2),
            tests,
            tubes: vec![tube],
            collected: Some(at),
            ward: String::new(),
            from: None,
            overrides: Vec::new(),
            sheet: Sheet::default(),
        };
        let id = self.append(Body::Ordered { of: known.clone(), patient, order }, Vec::new(), pick);
        things.push(Thing { whose: known.unwrap_or(id), label: accession });
    }

    fn act(&mut self, what: u8, pick: u32, things: &mut Vec<Thing>, rolls: &[Accession]) {
        let at_hand = pick as usize % things.len().max(1);
        let Some(thing) = things.get(at_hand).cloned().filter(|_| what > 2) else { return self.order(things, rolls, pick) };
        let Some(row) = self.order_of(thing.label) else { return };
        let (of, on, at, reason) = (row.id.clone(), row.case.heads.clone(), self.now(), format!("reason {}", pick % 3));
        let order = row.case.order().unwrap();
        let Some(tube) = order.tube(thing.label).cloned() else { return };
        match what {
            3 | 4 => {
                let step = TubeStep::ALL[pick as usize % 4];
                let body = Body::TubeStepped {
                    of,
                    tubes: vec![thing.label],
                    step,
                    at,
                    place: String::new(),
                    why: String::new(),
                    note: String::new(),
                    told: String::new(),
                };
                drop(self.append(body, on, pick));
            }
            5 if !tube.is_gone() => {
                // The new label goes on the tube in the hand.
                let to = self.accession(AccessionKind::Tube);
                drop(self.append(Body::Relabelled { of, tube: tube.accession, to, reason }, on, pick));
                things[at_hand].label = to;
            }
            6 => {
                let (tubes, why) = (vec![thing.label], "clotted".to_owned());
                let (place, told) = (String::new(), "ward".to_owned());
                let body = Body::TubeStepped { of, tubes, step: TubeStep::Rejected, at, place, why, note: reason, told };
                drop(self.append(body, on, pick));
            }
            7 if tube.way.place == TubePlace::Rejected && tube.replaced_by.is_none() => {
                let accession = self.accession(AccessionKind::Tube);
                let (kind, specimen, tests) = (tube.kind.clone(), tube.specimen.clone(), tube.tests.clone());
                let tubes = vec![Tube { accession, kind, specimen, tests, replaces: Some(tube.accession) }];
                drop(self.append(Body::Tubed { of, at, tubes, collected: Some(at), reason }, on, pick));
                things.push(Thing { whose: thing.whose, label: accession });
            }
            8..=11 if !tube.is_gone() => self.measure(&thing, (of, on, tube.accession), pick),
            12 | 13 => {
                let ready = order
                    .results
                    .iter()
                    .filter_map(|r| Some(Released { test: r.test.clone(), entry: r.entered()?.entry.clone() }));
                let results: Vec<Released> = ready.collect();
                if !results.is_empty() {
                    drop(self.append(Body::Verified { of, results, conclusion: String::new() }, on, pick));
                }
            }
            14 => {
                let told = Body::ReportTold { of, what: Told::Handed, at, whom: "ward".into(), tests: Vec::new() };
                drop(self.append(told, on, pick));
            }
            15 => {
                let is = self.orders().get(pick as usize / 3 % 4).and_then(|row| row.case.patient.clone());
                let patient = row.case.patient.clone().unwrap();
                let is = is.filter(|is| *is != patient);
                drop(self.append(
                    Body::Identified { of: patient, is, details: details(at, pick), how: reason, matched: None },
                    on,
                    pick,
                ));
            }
            16 => {
                let Some(step) = row.case.steps.get(pick as usize % row.case.steps.len().max(1)) else { return };
                drop(self.append(Body::Cancelled { of, what: step.entry.clone(), also: None, reason }, on, pick));
            }
            _ => {}
        }
    }

    /// The analyser measures what is in the tube: whose blood it is stands in the value.
    fn measure(&mut self, thing: &Thing, (of, on, tube): (EntryId, Vec<EntryId>, Accession), pick: u32) {
        let value = |test: &str| LabValue {
            test: test.into(),
            value: format!("{} {}", thing.whose, pick % 2),
            unit: "mmol/L".into(),
            flag: if pick.is_multiple_of(5) { Flag::HH } else { Flag::Normal },
            low: String::new(),
            high: String::new(),
            delta: None,
            calculated: false,
        };
        let values = if pick.is_multiple_of(3) { vec![value("K")] } else { vec![value("NA"), value("K")] };
        let body = Body::Resulted { of, tube, at: self.now(), values, source: ResultSource::Typed, reason: String::new() };
        drop(self.append(body, on, pick));
    }
}

fn gel(accession: Accession, tests: &[String]) -> Tube {
    Tube { accession, kind: "YELLOW_SST".into(), specimen: "Serum".into(), tests: tests.to_vec(), replaces: None }
}

/// Every value that an order holds, wherever it stands.
fn values(result: &ResultState) -> impl Iterator<Item = &LabValue> {
    let released = result.released.iter().chain(&result.before).map(|line| &line.typing.value);
    result.live.iter().map(|t| &t.value).chain(released)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_result_never_stands_on_another_patients_order(
        acts in proptest::collection::vec((0usize..3, 0u8..17, any::<u32>(), any::<bool>()), 6..70),
        seed in any::<u64>(),
    ) {
        let mut counters = [Counter::new("L1", 1), Counter::new("L2", 2), Counter::new("L3", 3)];
        let mut things: Vec<Thing> = Vec::new();
        let first = counters[0].accession(AccessionKind::Label);
        counters[0].append(Body::LabelRoll { first, count: 6 }, Vec::new(), 1);
        let rolls = first.run(6);
        for (n, what, pick, tell) in acts {
            counters[n].act(what, pick, &mut things, &rolls);
            if tell && pick.is_multiple_of(3) {
                let entries = counters[n].entries();
                counters[(n + 1) % 3].take(&entries);
            }
        }
        let all: Vec<Signed> = counters.iter().flat_map(Counter::own_entries).collect();
        let keys = keys(&counters);
        let mut seen: Option<Vec<CaseRow>> = None;
        for (n, counter) in counters.iter_mut().enumerate() {
            counter.take(&shuffled(&all, seed.wrapping_add(n as u64 * 977)));
            prop_assert_eq!(besides_first(verified(counter, &keys)), Vec::<&str>::new());
            let orders = counter.orders();
            let board = lab_board(counter.store.read().unwrap(), &MASTERS, SIGHT, counter.now()).unwrap();
            let mut claims: BTreeMap<Accession, BTreeSet<EntryId>> = BTreeMap::new();
            for row in &orders {
                for tube in &row.case.order().unwrap().tubes {
                    for label in std::iter::once(&tube.accession).chain(&tube.was) {
                        claims.entry(*label).or_default().insert(row.id.clone());
                    }
                }
            }
            for row in &orders {
                let (order, patient) = (row.case.order().unwrap(), row.case.patient.clone().unwrap());
                for result in &order.results {
                    // Every result has a tube of its own order.
                    let tube = order.tubes.iter().find(|t| t.accession == result.tube).unwrap();
                    prop_assert!(tube.tests.contains(&result.test));
                    for value in values(result) {
                        let whose: EntryId = value.value.split(' ').next().unwrap().parse().unwrap();
                        let shared = order.tubes.iter().any(|t| {
                            std::iter::once(&t.accession).chain(&t.was).any(|label| claims[label].len() > 1)
                        });
                        prop_assert!(whose == patient || shared, "{} holds a value of {whose}", row.id);
                    }
                    if result.phase == ResultPhase::Verified {
                        prop_assert!(result.released.is_some() && result.live.is_empty());
                    }
                }
                // A tube stands in one place; it is on the board, or it has ended.
                for tube in order.tubes.iter().filter(|_| row.case.cancelled.is_none()) {
                    let lines = board.lines.iter().filter(|l| l.order == row.id && l.accession == tube.accession);
                    let shown = lines.clone().count();
                    let open = !tube.stands.is_final();
                    prop_assert!(shown <= 1 && (shown == 1 || !open), "{} {:?}", tube.accession, tube.stands);
                    // Two orders on one label: the board says so.
                    let clash = claims[&tube.accession].len() > 1
                        && board.lines.iter().filter(|l| l.accession == tube.accession).count() > 1;
                    prop_assert!(!clash || lines.clone().all(|line| line.doubtful));
                }
            }
            // Nothing is open that the board does not know.
            prop_assert_eq!(
                counter.store.read().unwrap().open_cases(CaseKind::Order, None).unwrap().iter().filter(|r| r.case.cancelled.is_none())
                    .flat_map(|r| r.case.order().unwrap().tubes.iter().filter(|t| !t.stands.is_final()).map(|t| t.accession)).count(),
                board.lines.iter().filter(|l| !l.stands.is_final()).count()
            );
            match &seen {
                None => seen = Some(orders),
                Some(first) => prop_assert_eq!(first, &orders),
            }
        }
    }
}

/// Tubes of the day and tests of each.
const SAMPLES: usize = 3_200;
const TESTS: usize = 20;

impl Counter {
    fn value_of(test: &str, n: usize) -> LabValue {
        LabValue {
            test: test.to_owned(),
            value: format!("{}.{}", 3 + n % 5, n % 10),
            unit: "mmol/L".into(),
            flag: Flag::Normal,
            low: "3.5".into(),
            high: "5.1".into(),
            delta: None,
            calculated: false,
        }
    }

    /// One order of two tubes, on as much of its way as its number says.
    fn sample_order(&mut self, n: usize) {
        let at = self.now();
        self.time += 17;
        let codes: Vec<String> = MASTERS.lab_tests.iter().take(2 * TESTS).map(|t| t.code.clone()).collect();
        let serial = self.store.next_serial(Series::Tube);
        let first = self.accession(AccessionKind::Tube);
        let second = Accession::new(&AccessionParts { serial: serial + 1, ..first.parts().unwrap() }).unwrap();
        let patient = Patient { number: self.number(Series::Patient), details: details(at, 1), matched: None };
        let order = Requisition {
            number: self.number(Series::Requisition),
            at,
            urgent: n.is_multiple_of(4),
            tests: codes.clone(),
            tubes: vec![gel(first, &codes[..TESTS]), gel(second, &codes[TESTS..])],
            collected: Some(at),
            ward: String::new(),
            from: None,
            overrides: Vec::new(),
            sheet: Sheet::default(),
        };
        let of = self.append(Body::Ordered { of: None, patient, order }, Vec::new(), 1);
        let mut on = of.clone();
        let mut say = |counter: &mut Self, body: Body| on = counter.append(body, vec![on.clone()], 1);
        let step = |tubes: Vec<Accession>, step| Body::TubeStepped {
            of: of.clone(),
            tubes,
            step,
            at,
            place: String::new(),
            why: if step == TubeStep::Rejected { "clotted".into() } else { String::new() },
            note: String::new(),
            told: String::new(),
        };
        if n % 10 == 9 {
            return;
        }
        say(self, step(vec![first, second], TubeStep::Received));
        if n % 10 == 8 {
            return say(self, step(vec![first, second], TubeStep::Rejected));
        }
        let rejected = n % 10 == 7;
        if rejected {
            say(self, step(vec![second], TubeStep::Rejected));
        }
        let mut results = Vec::new();
        for (tube, tests) in [(first, &codes[..TESTS]), (second, &codes[TESTS..])] {
            if tube == second && rejected {
                continue;
            }
            let values: Vec<LabValue> = tests.iter().map(|t| Self::value_of(t, n)).collect();
            let source = ResultSource::Typed;
            say(self, Body::Resulted { of: of.clone(), tube, at, values, source, reason: String::new() });
            results.extend(tests.iter().cloned());
        }
        if n % 10 == 6 {
            return;
        }
        let row = self.store.read().unwrap().case(&of).unwrap().unwrap();
        let ready = row.case.order().unwrap().results.iter().filter_map(|r| Some((r, r.entered()?)));
        let released: Vec<Released> = ready.map(|(r, t)| Released { test: r.test.clone(), entry: t.entry.clone() }).collect();
        assert_eq!(released.len(), results.len());
        say(self, Body::Verified { of: of.clone(), results: released, conclusion: String::new() });
        if n % 10 < 5 {
            let told = |what| Body::ReportTold { of: of.clone(), what, at, whom: "ward".into(), tests: Vec::new() };
            say(self, told(Told::Reported));
            say(self, told(Told::Handed));
        }
    }
}

/// A day as the central laboratory has it: every tube ends in exactly one final place, or it is on the pending list; the records verify.
#[test]
fn a_day_of_3200_samples_from_three_counters() {
    let mut counters = [Counter::new("L1", 1), Counter::new("L2", 2), Counter::new("L3", 3)];
    for n in 0..SAMPLES / 2 {
        counters[n % 3].sample_order(n);
    }
    let keys = keys(&counters);
    let [first, second, third] = &mut counters;
    for other in [&*second, &*third] {
        let entries = other.entries();
        first.take(&entries);
    }
    assert_eq!(besides_first(verified(first, &keys)), Vec::<&str>::new());
    let board = lab_board(first.store.read().unwrap(), &MASTERS, SIGHT, first.now()).unwrap();
    let mut pending: BTreeMap<Accession, usize> = BTreeMap::new();
    board.lines.iter().filter(|l| !l.stands.is_final()).for_each(|l| *pending.entry(l.accession).or_default() += 1);
    let (mut places, mut tubes) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
    for row in first.orders() {
        for tube in &row.case.order().unwrap().tubes {
            assert!(tubes.insert(tube.accession), "{} twice", tube.accession);
            *places.entry(tube.stands.code()).or_default() += 1;
            let listed = pending.remove(&tube.accession).unwrap_or(0);
            assert_eq!(listed, usize::from(!tube.stands.is_final()), "{} {:?}", tube.accession, tube.stands);
        }
    }
    assert!(pending.is_empty());
    assert_eq!(tubes.len(), SAMPLES);
    // 1,600 orders by their last digit: 0–4 handed, 5 verified, 6 to verify, 7 one tube rejected, 8 both, 9 still on the way.
    let expected = [("collected", 320), ("handed", 1_600), ("rejected", 480), ("resulted", 320), ("verified", 480)];
    assert_eq!(places.into_iter().collect::<Vec<_>>(), expected);
}

impl Counter {
    /// An order of two tubes, both here.
    fn two_tubes(&mut self) -> (EntryId, [Accession; 2]) {
        self.sample_order(9);
        let row = self.orders().pop().unwrap();
        let tubes: Vec<Accession> = row.case.order().unwrap().tubes.iter().map(|t| t.accession).collect();
        (row.id, [tubes[0], tubes[1]])
    }

    fn step(&mut self, of: &EntryId, tube: Accession, step: TubeStep, (note, told): (&str, &str)) {
        let row = self.store.read().unwrap().case(of).unwrap().unwrap();
        let why = if step == TubeStep::Rejected { "clotted".into() } else { String::new() };
        let (place, at) = ("chemistry".into(), self.now());
        let (note, told) = (note.to_owned(), told.to_owned());
        let body = Body::TubeStepped { of: of.clone(), tubes: vec![tube], step, at, place, why, note, told };
        self.append(body, row.case.heads, 1);
    }

    /// Note of a tube, and who was told.
    fn said(&self, of: &EntryId, tube: Accession) -> (String, String) {
        let row = self.store.read().unwrap().case(of).unwrap().unwrap();
        let tube = row.case.order().unwrap().tube(tube).unwrap().clone();
        (tube.note, tube.told)
    }
}

/// Before `told` was there, the name stood in the note behind an arrow; an entry without it has the same bytes as then.
#[test]
fn who_was_told_of_a_rejection_is_read_from_old_entries_too() {
    let mut counter = Counter::new("L1", 1);
    for (written, read) in [
        (("pink → Sister Mary", ""), ("pink", "Sister Mary")),
        (("→ Sister Mary", ""), ("", "Sister Mary")),
        (("pink", ""), ("pink", "")),
        (("pink", "Sister Mary"), ("pink", "Sister Mary")),
        (("tube A → tube B", "Sister Mary"), ("tube A → tube B", "Sister Mary")),
    ] {
        let (of, [tube, other]) = counter.two_tubes();
        counter.step(&of, tube, TubeStep::Rejected, written);
        counter.step(&of, other, TubeStep::Received, written);
        let (note, told) = counter.said(&of, tube);
        assert_eq!((note.as_str(), told.as_str()), read);
        let (note, told) = counter.said(&of, other);
        assert_eq!((note.as_str(), told.as_str()), written, "only a rejection is told of");
        let bytes = counter.entries().pop().unwrap().bytes;
        assert_eq!(String::from_utf8(bytes).unwrap().contains("\"told\""), !written.1.is_empty());
    }
}

#[test]
fn a_step_says_which_tubes_it_is_about() {
    let mut counter = Counter::new("L1", 1);
    let (of, [one, two]) = counter.two_tubes();
    // The label of the other tube stands in the text: text says nothing about tubes.
    counter.step(&of, one, TubeStep::Received, (&two.to_string(), ""));
    let to = counter.accession(AccessionKind::Tube);
    let on = counter.orders().pop().unwrap().case.heads;
    counter.append(Body::Relabelled { of: of.clone(), tube: one, to, reason: "torn".into() }, on, 1);
    counter.step(&of, to, TubeStep::Bench, ("", ""));
    let row = counter.orders().pop().unwrap();
    let order = row.case.order().unwrap();
    let way = |label| -> Vec<StepKind> {
        let tube = order.tube(label).unwrap();
        row.case.steps.iter().filter(|step| step.is_about(tube)).map(|step| step.kind).collect()
    };
    assert_eq!(way(to), [StepKind::Ordered, StepKind::Received, StepKind::Relabelled, StepKind::Benched]);
    assert_eq!(way(one), way(to), "by the old label too");
    assert_eq!(way(two), [StepKind::Ordered]);
    let last = row.case.steps.last().unwrap();
    assert_eq!((last.tubes.as_slice(), last.note.as_str()), ([to].as_slice(), "chemistry"));
}

/// Rows of orders that an earlier program wrote say less; they are made anew from the journal when the file is opened.
#[test]
fn orders_of_an_earlier_program_are_folded_anew() {
    let mut counter = Counter::new("L1", 1);
    let (of, [one, _two]) = counter.two_tubes();
    counter.step(&of, one, TubeStep::Rejected, ("pink → Sister Mary", ""));
    let before = counter.orders();
    let counter = counter.reopened(|database| {
        database.execute("DELETE FROM fact WHERE name = 'orders-fold'", []).unwrap();
        let old = "UPDATE episode SET state = json_remove(state, '$.steps[1].tubes', '$.steps[0].tests', '$.body.tubes[0].told')";
        assert_eq!(database.execute(old, []).unwrap(), 1);
        let still =
            "SELECT count(*) FROM episode WHERE state LIKE '%Sister Mary%' OR json_extract(state, '$.steps[1].tubes') NOTNULL";
        assert_eq!(database.query_row(still, [], |row| row.get::<_, u32>(0)).unwrap(), 0, "as an earlier program wrote it");
    });
    assert_eq!(counter.orders(), before);
    assert_eq!(besides_first(verified(&counter, &keys(std::slice::from_ref(&counter)))), Vec::<&str>::new());
}
