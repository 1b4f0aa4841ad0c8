//! Records go home: made, answered, corrected, merged and repeated in any order, each ends received once or listed as an exception.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Demo, TestClock, findings, forms};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::handover::{
    AgainWish, BatchesTo, Carrier, OpenList, PassWish, Passed, SendDone, SendWish, Waiting, open_records, plan_answers,
    send_waiting, stray_answers,
};
use nirantar::desk::{Desk, PrintWish};
use nirantar::exchange::answers::fhir::Asked;
use nirantar::exchange::answers::{About, Said};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::fold::HandPhase;
use nirantar::journal::{Answer, EntryId, Mark, RecordKey, RecordKind, Road};
use nirantar::problem::Problem;
use nirantar::send::Posted;
use nirantar::worker::run_make;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// One counter with people registered and known to be new, and a central system that takes records.
struct World {
    desk: Desk,
    clock: TestClock,
    people: Vec<EntryId>,
    out: tempfile::TempDir,
    /// What the central system has: number and version, by record.
    central: BTreeMap<RecordKey, (String, Mark)>,
    demo: Demo,
}

fn wish(road: Road) -> PassWish {
    PassWish { road, stages: Vec::new(), again: AgainWish::default(), share: None }
}

impl World {
    fn new(people: usize) -> Self {
        let demo = Demo::new();
        let clock = TestClock::at("2026-12-08T10:00:00+05:30");
        let desk = demo.desk_at("meena", &clock.clock()).unwrap();
        let out = tempfile::tempdir().unwrap();
        let mut world = Self { desk, clock, people: Vec::new(), out, central: BTreeMap::new(), demo };
        for form in forms(11, people) {
            world.register(&OpdForm { uhid: String::new(), ..form });
        }
        world
    }

    fn register(&mut self, form: &OpdForm) {
        self.clock.forward(60);
        let saved = self.desk.register(form, &PrintWish(Vec::new())).unwrap();
        let patient = saved.patient_id;
        if !self.people.contains(&patient) {
            self.desk.decide_match(&patient, None, "", None).unwrap();
            self.people.push(patient);
        }
    }

    fn make(&mut self, road: Road, again: AgainWish) -> Passed {
        self.clock.forward(60);
        let wish = PassWish { again, ..wish(road) };
        let passed = self.desk.make_handover(&wish, self.out.path(), &mut |_, _| true).unwrap().unwrap().passed;
        self.counts_are_kept();
        passed
    }

    /// What the status line is told without counting is what counting says.
    fn counts_are_kept(&self) {
        let counted = self.desk.store().read().unwrap().hand_counts().unwrap();
        assert_eq!(self.desk.store().hand_counts().unwrap().to_vec(), counted);
    }

    fn check(&mut self) -> Passed {
        self.desk.check_handover(&wish(Road::Fhir), &mut |_, _| true).unwrap().unwrap()
    }

    /// Records in a batch that wait for their answer.
    fn waiting(&self) -> Vec<(RecordKey, Mark)> {
        let hands = self.desk.store().read().unwrap().hands(HandPhase::Made, None, 10_000).unwrap();
        hands.into_iter().map(|(key, hand)| (key, hand.made.unwrap().mark)).collect()
    }

    /// The central system takes a version; what it has already it does not make again.
    fn take(&mut self, key: &RecordKey, mark: Mark) -> Answer {
        let next = format!("{}", 10_400_000 + self.central.len());
        let has = self.central.entry(key.clone()).or_insert_with(|| (next, mark));
        has.1 = mark;
        Answer::Received { central: has.0.clone() }
    }

    fn say(&mut self, said: Vec<(RecordKey, Answer)>) {
        self.clock.forward(60);
        let said: Vec<Said> =
            (1..).zip(said).map(|(line, (key, outcome))| Said { about: About::Record(key), outcome, line }).collect();
        let plan = plan_answers(self.desk.store().read().unwrap(), "server", None, &said).unwrap();
        self.desk.take_answers(&plan).unwrap();
        self.counts_are_kept();
    }

    fn answer_all(&mut self) {
        let waiting = self.waiting();
        let said = waiting.into_iter().map(|(key, mark)| (key.clone(), self.take(&key, mark))).collect();
        self.say(said);
    }

    fn amend(&mut self, nth: usize) {
        self.clock.forward(60);
        let id = self.people[nth % self.people.len()].clone();
        let state = self.desk.store().read().unwrap().patient(&id).unwrap().unwrap();
        let mut form = OpdForm::from_details(&state.patient.details, self.clock.now().date_naive());
        form.address = format!("{} {}", form.address, nth);
        drop(self.desk.amend(&id, &form, "moved house"));
    }
}

/// One thing that may happen.
#[derive(Debug, Clone)]
enum Step {
    Make(bool, bool),
    /// Of the records that wait: 0 received, 1 refused, 2 no answer, 3 answered twice, by turns.
    Answer(Vec<u8>),
    Amend(usize),
    Again(usize),
    Merge(usize, usize),
    Part(usize, usize),
    Except(usize),
    Readmit,
    Undo(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (any::<bool>(), any::<bool>()).prop_map(|(hl7, again)| Step::Make(hl7, again)),
        3 => prop::collection::vec(0..4u8, 1..6).prop_map(Step::Answer),
        1 => (0..4usize).prop_map(Step::Amend),
        1 => (0..4usize).prop_map(Step::Again),
        1 => (0..4usize, 0..4usize).prop_map(|(a, b)| Step::Merge(a, b)),
        1 => (0..4usize, 0..4usize).prop_map(|(a, b)| Step::Part(a, b)),
        1 => (0..9usize).prop_map(Step::Except),
        1 => Just(Step::Readmit),
        1 => (0..4usize).prop_map(Step::Undo),
    ]
}

impl World {
    fn run(&mut self, step: &Step) {
        let person = |world: &Self, nth: usize| world.people[nth % world.people.len()].clone();
        match step {
            Step::Make(hl7, again) => {
                let again = AgainWish { made: *again, refused: *again };
                drop(self.make(if *hl7 { Road::Hl7 } else { Road::Fhir }, again));
            }
            Step::Answer(turns) => {
                let mut said = Vec::new();
                for ((key, mark), turn) in self.waiting().into_iter().zip(turns.iter().cycle()) {
                    match turn {
                        0 => said.push((key.clone(), self.take(&key, mark))),
                        1 => said.push((key, Answer::Refused { reason: "no such clinic".into() })),
                        3 => said.extend([(key.clone(), self.take(&key, mark)), (key.clone(), self.take(&key, mark))]),
                        _ => {}
                    }
                }
                self.say(said);
            }
            Step::Amend(nth) => self.amend(*nth),
            Step::Again(nth) => {
                let state = self.desk.store().read().unwrap().patient(&person(self, *nth)).unwrap().unwrap();
                let mut form = forms(12, 1).remove(0);
                form.patient = state.patient.number.to_string();
                let fill = OpdForm::from_details(&state.patient.details, self.clock.now().date_naive());
                self.register(&OpdForm { patient: form.patient, clinic: form.clinic, category: form.category, ..fill });
            }
            Step::Merge(a, b) => drop(self.desk.merge_patients(&person(self, *a), &person(self, *b), "one person")),
            Step::Part(a, b) => drop(self.desk.unmerge_patients(&person(self, *a), &person(self, *b), "two people")),
            Step::Except(nth) => {
                let waiting = self.waiting();
                if let Some((key, _)) = waiting.get(nth % waiting.len().max(1)) {
                    drop(self.desk.except_record(key, "left the country"));
                }
            }
            Step::Readmit => {
                let open = open_records(self.desk.store().read().unwrap(), OpenList::Excepted, 1).unwrap();
                for line in &open {
                    drop(self.desk.readmit_record(&line.key, "came back"));
                }
            }
            Step::Undo(nth) => {
                let id = person(self, *nth);
                if self.desk.undo_match(&id, "too early").is_ok() {
                    self.desk.decide_match(&id, None, "", None).unwrap();
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Point 9 of the proof: whatever happened, at the end each record is there once, or an exception says why not.
    #[test]
    fn whatever_happened_each_record_ends_received_once_or_as_an_exception(steps in prop::collection::vec(step(), 4..14)) {
        let mut world = World::new(4);
        for step in &steps {
            world.run(step);
        }
        // The hand-over goes on until nothing waits.
        for _ in 0..6 {
            world.make(Road::Fhir, AgainWish { made: true, refused: true });
            world.answer_all();
        }
        // What builds on an exception cannot go: an officer says so of it too.
        for row in world.check().aside {
            prop_assert!(row.faults.contains("waits-for"), "{:?}", row);
            world.desk.except_record(&row.key, "the patient will not go").unwrap();
        }
        // One that was refused, and then waits for such a one, stays in the list of what was refused.
        for line in open_records(world.desk.store().read().unwrap(), OpenList::Refused, 100).unwrap() {
            let again = PassWish { again: AgainWish { made: true, refused: true }, ..wish(Road::Fhir) };
            let aside = world.desk.check_handover(&again, &mut |_, _| true).unwrap().unwrap().aside;
            let row = aside.iter().find(|row| row.key == line.key);
            prop_assert!(row.is_some_and(|row| row.faults.contains("waits-for")), "{:?}", line);
            world.desk.except_record(&line.key, "the patient will not go").unwrap();
        }
        let passed = world.check();
        prop_assert!(passed.aside.is_empty(), "{:?}", passed.aside);
        for (kind, counts) in &passed.kinds {
            prop_assert_eq!(counts.open(), 0, "{:?}: {:?}", kind, counts);
            prop_assert_eq!(counts.leaves, 0, "{:?}: {:?}", kind, counts);
        }
        let received: u64 = passed.kinds.values().map(|counts| counts.received).sum();
        let central = world.central.len() as u64;
        prop_assert!(received <= central, "{} received, {} there", received, central);
        // What is received is there in the version that is here.
        let rows = world.desk.store().read().unwrap();
        for (key, hand) in rows.hands(HandPhase::Received, None, 10_000).unwrap() {
            let (number, mark) = &world.central[&key];
            prop_assert_eq!((hand.central(), hand.received.as_ref().unwrap().mark), (number.as_str(), *mark));
        }
        prop_assert_eq!(findings(&world.desk), Vec::<String>::new());
    }
}

#[test]
fn the_same_records_make_the_same_batch_and_a_receipt_turns_them_green_once() {
    let mut world = World::new(3);
    let first = world.make(Road::Fhir, AgainWish::default());
    assert_eq!(first.kinds[&RecordKind::Identity].leaves, 3);
    assert_eq!(first.kinds[&RecordKind::Visit].leaves, 3);
    let batches = world.desk.store().read().unwrap().batches().unwrap();
    // Nothing leaves twice by itself; asked for again, it is the same file.
    assert!(world.make(Road::Fhir, AgainWish::default()).kinds.values().all(|counts| counts.leaves == 0));
    world.make(Road::Fhir, AgainWish { made: true, refused: false });
    let again = world.desk.store().read().unwrap().batches().unwrap();
    let sums =
        |all: &[nirantar::store::BatchRow]| all.iter().map(|b| (b.name.clone(), b.file.clone(), b.sum)).collect::<Vec<_>>();
    let all = sums(&again);
    let (before, after) = all.split_at(batches.len());
    assert_eq!(before, after, "the same records, the same bytes");
    world.answer_all();
    let done = world.check();
    assert!(done.kinds.values().all(|counts| counts.open() == 0 && counts.received == counts.saved));
    // A correction leaves again, and nothing is green until its receipt is there.
    world.amend(0);
    let after = world.make(Road::Fhir, AgainWish::default());
    assert!(after.kinds[&RecordKind::Identity].again >= 1);
    assert!(world.check().kinds[&RecordKind::Identity].open() >= 1);
    world.answer_all();
    assert_eq!(world.check().kinds[&RecordKind::Identity].open(), 0);
    assert_eq!(world.desk.handover_status().unwrap().total().3, 0);
}

/// What the last batch says of somebody, on one line.
fn last_line(world: &World, patient: &EntryId) -> String {
    let read = world.desk.store().read().unwrap();
    let file = read.batches().unwrap().into_iter().map(|batch| batch.file).rfind(|file| file.contains("identities")).unwrap();
    let found = files_below(world.out.path()).into_iter().filter(|path| path.ends_with(&file)).max().unwrap();
    let key = format!("identity:{patient}");
    std::fs::read_to_string(found).unwrap().lines().find(|line| line.contains(&key)).unwrap().to_owned()
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()).collect()
}

#[test]
fn a_correction_says_the_number_back_that_was_given_and_makes_one_new_version() {
    let mut world = World::new(3);
    world.make(Road::Fhir, AgainWish::default());
    let patient = world.people[0].clone();
    assert!(!last_line(&world, &patient).contains("10400000"));
    world.answer_all();
    let given = world.desk.crossing(&patient).unwrap().unwrap().uhid;
    world.amend(0);
    world.make(Road::Fhir, AgainWish::default());
    let line = last_line(&world, &patient);
    assert!(line.contains(&format!(r#""value":"{given}""#)) && line.contains(r#""method":"PUT""#), "{line}");
    world.answer_all();
    // The receipt changes nothing that is said: nobody leaves again.
    assert!(world.check().kinds.values().all(|counts| counts.leaves == 0));
    // Nor does a merge that the central system took.
    world.clock.forward(60);
    world.desk.merge_patients(&world.people[1], &patient, "one person").unwrap();
    world.make(Road::Fhir, AgainWish::default());
    world.answer_all();
    let after = world.check();
    assert!(after.kinds.values().all(|counts| counts.leaves == 0), "{:?}", after.kinds);
}

#[test]
fn who_is_not_matched_is_set_aside_and_the_rest_goes() {
    let mut world = World::new(2);
    let form = forms(13, 1).remove(0);
    world.clock.forward(60);
    world.desk.register(&OpdForm { uhid: String::new(), ..form }, &PrintWish(Vec::new())).unwrap();
    let made = world.make(Road::Fhir, AgainWish::default());
    let (identity, visit) = (&made.kinds[&RecordKind::Identity], &made.kinds[&RecordKind::Visit]);
    assert_eq!((identity.leaves, identity.aside, visit.leaves, visit.aside), (2, 1, 2, 1), "its visit waits for it");
    let aside = open_records(world.desk.store().read().unwrap(), OpenList::Aside, 10).unwrap();
    assert_eq!(aside.len(), 2);
    assert!(aside.iter().all(|line| !line.number.is_empty()));
}

#[test]
fn two_numbers_for_one_record_are_settled_by_a_person() {
    let mut world = World::new(1);
    world.make(Road::Fhir, AgainWish::default());
    let key = RecordKey { kind: RecordKind::Identity, of: world.people[0].clone() };
    let received = |central: &str| Answer::Received { central: central.into() };
    world.say(vec![(key.clone(), received("10400001"))]);
    world.say(vec![(key.clone(), received("10400002"))]);
    let phase = |world: &World| world.desk.store().read().unwrap().hand(&key).unwrap().unwrap().phase;
    assert_eq!(phase(&world), HandPhase::Contradicted);
    assert!(world.desk.crossing(&world.people[0]).unwrap().is_none(), "no number before a person chose");
    let wrong = world.desk.settle_central(&key, "10400009", "typed wrong").unwrap_err();
    assert_eq!(wrong.id, "problem-handover-no-contradiction");
    world.desk.settle_central(&key, "10400002", "the older one is a double there").unwrap();
    assert_eq!(phase(&world), HandPhase::Received);
    assert_eq!(world.desk.crossing(&world.people[0]).unwrap().unwrap().uhid, "10400002");
    assert_eq!(world.desk.of_central("10400002").unwrap().len(), 1);
}

#[test]
fn below_the_threshold_two_people_say_who_it_is() {
    let mut world = World::new(1);
    let patient = world.people[0].clone();
    world.desk.undo_match(&patient, "look again").unwrap();
    let uhid = world.desk.masters().hospital.uhid_example.clone();
    assert!(world.desk.decide_match(&patient, Some(&uhid), "she has the card", None).unwrap(), "a second person has to agree");
    let link = |world: &World| world.desk.store().read().unwrap().linking(&patient).unwrap().unwrap();
    assert_eq!(link(&world).uhid(), None);
    assert_eq!(world.desk.second_match(&patient, true, "").unwrap_err().id, "problem-match-same-person");
    assert_eq!(world.make(Road::Fhir, AgainWish::default()).kinds[&RecordKind::Identity].aside, 1);
    let World { desk, clock, demo, people, .. } = world;
    drop(desk);
    let mut second = demo.desk_at("rao", &clock.clock()).unwrap();
    second.second_match(&people[0], true, "").unwrap();
    let state = second.store().read().unwrap().linking(&people[0]).unwrap().unwrap();
    assert_eq!((state.uhid(), state.second.as_str()), (Some(uhid.as_str()), "rao"));
}

#[test]
fn a_link_that_is_taken_back_after_its_receipt_leaves_no_number_behind() {
    let mut world = World::new(1);
    let patient = world.people[0].clone();
    world.desk.undo_match(&patient, "look again").unwrap();
    let uhid = world.desk.masters().hospital.uhid_example.clone();
    world.desk.decide_match(&patient, Some(&uhid), "she has the card", None).unwrap();
    let World { desk, clock, people, out, central, demo } = world;
    drop(desk);
    let mut second = demo.desk_at("rao", &clock.clock()).unwrap();
    second.second_match(&patient, true, "").unwrap();
    let mut world = World { desk: second, clock, people, out, central, demo };
    world.make(Road::Fhir, AgainWish::default());
    let key = RecordKey { kind: RecordKind::Identity, of: patient.clone() };
    let received = |central: &str| Answer::Received { central: central.into() };
    // Another number than the one that we named is listed, and nothing is green.
    world.say(vec![(key.clone(), received("10499999"))]);
    let crossed = |world: &World| world.desk.crossing(&patient).unwrap().map(|crossing| (crossing.uhid, crossing.received));
    assert_eq!(crossed(&world), Some((uhid.clone(), false)));
    assert_eq!(stray_answers(world.desk.store().read().unwrap(), 10).unwrap().len(), 1);
    world.say(vec![(key.clone(), received(&uhid))]);
    assert_eq!(crossed(&world), Some((uhid, true)));
    world.clock.forward(60);
    world.desk.undo_match(&patient, "her sister's card").unwrap();
    assert_eq!(crossed(&world), None);
    world.desk.decide_match(&patient, None, "", None).unwrap();
    world.make(Road::Fhir, AgainWish::default());
    world.say(vec![(key, received("10400077"))]);
    assert_eq!(crossed(&world), Some(("10400077".to_owned(), true)), "no contradiction with a number that we named ourselves");
}

#[test]
fn a_clerk_types_records_and_the_number_that_comes_back_is_the_receipt() {
    let mut world = World::new(2);
    let begun = world.desk.begin_typing(&wish(Road::Typing), &mut |_, _| true).unwrap().unwrap();
    assert_eq!(begun, 4, "two people, two visits");
    let first = world.desk.next_to_type(&[]).unwrap().unwrap();
    assert_eq!(first.key.kind, RecordKind::Identity, "identities come first");
    let names: Vec<&str> = first.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.first().copied(), Some("patient_number"), "in the order of the pack: {names:?}");
    assert!(first.fields.iter().any(|(name, value)| name == "name" && !value.is_empty()));
    let wrong = world.desk.typed(&first.key, Answer::Received { central: "??".into() }, false).unwrap_err();
    assert_eq!(wrong.id, "problem-typing-uhid");
    let uhid = world.desk.masters().hospital.uhid_example.clone();
    world.clock.forward(40);
    world.desk.typed(&first.key, Answer::Received { central: uhid.clone() }, false).unwrap();
    assert_eq!(
        world.desk.typed(&first.key, Answer::Received { central: uhid.clone() }, false).unwrap_err().id,
        "problem-typing-not"
    );
    assert_eq!(world.desk.crossing(&first.key.of).unwrap().unwrap().uhid, uhid);
    let second = world.desk.next_to_type(&[]).unwrap().unwrap();
    assert_eq!(second.key.kind, RecordKind::Identity);
    world.clock.forward(30);
    world.desk.typed(&second.key, Answer::Refused { reason: "name too long".into() }, false).unwrap();
    // Of the two visits only that of the person who is there now can be typed.
    let third = world.desk.next_to_type(&[]).unwrap().unwrap();
    assert_eq!((third.key.kind, third.uhid.as_str()), (RecordKind::Visit, uhid.as_str()));
    world.desk.typed(&third.key, Answer::Received { central: String::new() }, false).unwrap();
    assert_eq!(world.desk.next_to_type(&[]).unwrap(), None);
    let pace = world.desk.typing_pace().unwrap();
    assert_eq!((pace.typed, pace.left), (3, 1));
}

/// A server that fails at some records each time, and takes all others.
struct Failing {
    at: Vec<EntryId>,
    taken: Vec<RecordKey>,
    tries: usize,
}

impl Carrier for Failing {
    fn send(&mut self, _batch: &str, record: &[u8]) -> Posted {
        self.tries += 1;
        let key = Asked::read(record).unwrap().key;
        if key.kind == RecordKind::Identity && self.at.contains(&key.of) {
            let why = Problem::device("problem-send-server").with("status", "500");
            return Posted::Later { after: std::time::Duration::from_secs(1), why };
        }
        self.taken.push(key.clone());
        Posted::Answered(Said { about: About::Record(key), outcome: Answer::Received { central: String::new() }, line: 1 })
    }

    fn mark(&self, record: &[u8]) -> Mark {
        Mark::of(record)
    }

    fn records<'f>(&self, file: &'f [u8]) -> Vec<(RecordKey, &'f [u8])> {
        file.split_inclusive(|b| *b == b'\n').filter_map(|line| Some((Asked::read(line)?.key, line))).collect()
    }
}

fn send(world: &mut World, carrier: &mut Failing) -> SendDone {
    world.desk.rows().unwrap();
    let reader = world.desk.store().reader(world.desk.key()).unwrap();
    let mut waiting = Waiting { elapsed: &mut std::time::Duration::default, wait: &mut |_rest| true };
    let wish = SendWish { view: reader.read(), road: Road::Fhir, folder: world.out.path(), to: "server", rate: 0 };
    send_waiting(wish, carrier, &mut waiting, &mut |_, _| true, &mut |sent| world.desk.take_sent(&sent)).unwrap()
}

#[test]
fn one_record_at_which_the_server_fails_keeps_nobody_else_back() {
    let mut world = World::new(6);
    world.make(Road::Fhir, AgainWish::default());
    let mut server = Failing { at: vec![world.people[1].clone()], taken: Vec::new(), tries: 0 };
    let done = send(&mut world, &mut server);
    assert_eq!(
        (done.received, done.passed_over, done.held, done.left),
        (10, 1, 1, 1),
        "the visit waits for its person: {done:?}"
    );
    assert_eq!(done.stopped.unwrap().id, "problem-send-passed-over");
    assert!(server.taken.iter().all(|key| key.of != world.people[1]));
    // Later it works: each once.
    server.at.clear();
    let done = send(&mut world, &mut server);
    assert_eq!((done.received, done.passed_over, done.held, done.left), (2, 0, 0, 0));
    let mut once = server.taken.clone();
    once.sort();
    once.dedup();
    assert_eq!((once.len(), server.taken.len()), (12, 12));
}

#[test]
fn a_server_that_fails_at_everything_is_not_asked_for_everything() {
    let mut world = World::new(8);
    world.make(Road::Fhir, AgainWish::default());
    let mut server = Failing { at: world.people.clone(), taken: Vec::new(), tries: 0 };
    let done = send(&mut world, &mut server);
    assert_eq!((done.received, done.passed_over), (0, 3));
    assert_eq!(done.stopped.unwrap().id, "problem-send-server");
    assert_eq!(server.tries, 12, "three tries at each of four records");
}

#[test]
fn a_record_put_off_comes_after_all_others() {
    let mut world = World::new(3);
    world.desk.begin_typing(&wish(Road::Typing), &mut |_, _| true).unwrap().unwrap();
    let next = |world: &World, later: &[RecordKey]| world.desk.next_to_type(later).unwrap().map(|record| record.key);
    let first = next(&world, &[]).unwrap();
    let second = next(&world, std::slice::from_ref(&first)).unwrap();
    let third = next(&world, &[first.clone(), second.clone()]).unwrap();
    let mut all = [&first, &second, &third].map(|key| key.of.clone());
    all.sort();
    assert_eq!(all.to_vec(), world.people, "each once");
    // When nothing else can be typed, those put off come in the order in which they were.
    let later = [second.clone(), first.clone(), third.clone()];
    assert_eq!(next(&world, &later), Some(second.clone()));
    world.desk.typed(&second, Answer::Refused { reason: "no pin".into() }, false).unwrap();
    assert_eq!(next(&world, &later), Some(first));
}

#[test]
fn a_number_that_another_has_is_doubted_and_one_typed_wrong_is_mended() {
    let mut world = World::new(2);
    world.desk.begin_typing(&wish(Road::Typing), &mut |_, _| true).unwrap().unwrap();
    let typed = |world: &mut World, key: &RecordKey, central: &str, sure| {
        world.desk.typed(key, Answer::Received { central: central.to_owned() }, sure).map_err(|problem| problem.id)
    };
    let [one, other, wrong, third] = ["104990101", "104990102", "104990103", "104990104"];
    let first = world.desk.next_to_type(&[]).unwrap().unwrap().key;
    assert_eq!(typed(&mut world, &first, "", false), Err("problem-typing-uhid"), "a new person has to have a number");
    typed(&mut world, &first, one, false).unwrap();
    let second = world.desk.next_to_type(&[]).unwrap().unwrap().key;
    assert_eq!(typed(&mut world, &second, one, false), Err("problem-typing-used"), "the clipboard still had the last one");
    typed(&mut world, &second, wrong, false).unwrap();
    // A number typed wrong: both are kept, nothing of the patient is typed until an officer says which counts.
    assert!(world.desk.mend_typed(&second, other).unwrap());
    let at = world.desk.typing_at(&[]).unwrap();
    assert!(at.last[0].contradicted && at.last[0].key == second && at.last.len() == 2, "{:?}", at.last);
    let visit = at.next.unwrap();
    assert_eq!((visit.key.kind, visit.uhid.as_str()), (RecordKind::Visit, one));
    typed(&mut world, &visit.key, "", false).unwrap();
    assert_eq!(world.desk.next_to_type(&[]).unwrap(), None, "the other visit waits");
    world.desk.settle_central(&second, other, "typed wrong").unwrap();
    assert_eq!(world.desk.next_to_type(&[]).unwrap().unwrap().uhid, other);
    // What is right already is not written again; a record of nobody's typing is not mended.
    let entries = world.desk.store().last_sequence();
    assert!(!world.desk.mend_typed(&second, other).unwrap());
    assert_eq!(world.desk.store().last_sequence(), entries);
    let visit = world.desk.next_to_type(&[]).unwrap().unwrap().key;
    assert_eq!(world.desk.mend_typed(&visit, third).unwrap_err().id, "problem-typing-mend");
    assert!(findings(&world.desk).is_empty());
}

#[test]
fn of_somebody_known_the_number_may_stay_empty_and_another_one_is_doubted() {
    let mut world = World::new(1);
    let patient = world.people[0].clone();
    world.desk.undo_match(&patient, "test").unwrap();
    let (known, wrong) = ("104990201", "104990202");
    world.desk.decide_match(&patient, Some(known), "the card", None).unwrap();
    let linking = world.desk.store().read().unwrap().linking(&patient).unwrap().unwrap();
    if linking.uhid().is_none() {
        let World { desk, clock, demo, .. } = world;
        drop(desk);
        let mut second = demo.desk_at("rao", &clock.clock()).unwrap();
        second.second_match(&patient, true, "").unwrap();
        drop(second);
        let desk = demo.desk_at("meena", &clock.clock()).unwrap();
        world = World { desk, clock, people: vec![patient], out: tempfile::tempdir().unwrap(), central: BTreeMap::new(), demo };
    }
    world.desk.begin_typing(&wish(Road::Typing), &mut |_, _| true).unwrap().unwrap();
    let record = world.desk.next_to_type(&[]).unwrap().unwrap();
    assert_eq!((record.uhid.as_str(), record.taken_back), (known, false));
    let doubted = world.desk.typed(&record.key, Answer::Received { central: wrong.into() }, false).unwrap_err();
    assert_eq!(doubted.id, "problem-typing-linked");
    let sure = world.desk.typed(&record.key, Answer::Received { central: wrong.into() }, true).unwrap_err();
    assert_eq!(sure.id, "problem-typing-linked", "a link is taken back where it was said");
    world.desk.typed(&record.key, Answer::Received { central: String::new() }, false).unwrap();
    let crossing = world.desk.crossing(&record.key.of).unwrap().unwrap();
    assert_eq!((crossing.uhid.as_str(), crossing.received), (known, true));
}

/// Found by chance: a correction between the batch and its answer.
#[test]
fn a_correction_on_the_way_leaves_again() {
    let mut world = World::new(4);
    for step in [Step::Make(false, false), Step::Amend(3), Step::Answer(vec![0, 1, 3, 2, 2]), Step::Make(false, false)] {
        world.run(&step);
    }
    for _ in 0..6 {
        world.make(Road::Fhir, AgainWish { made: true, refused: true });
        world.answer_all();
    }
    let passed = world.check();
    assert!(passed.aside.is_empty(), "{:?}", passed.aside);
    assert!(passed.kinds.values().all(|counts| counts.open() == 0 && counts.leaves == 0), "{:?}", passed.kinds);
    assert_eq!(findings(&world.desk), Vec::<String>::new());
}

/// Names and bytes of a making's batches.
fn batch_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()));
    named.filter(|(name, _)| !name.starts_with("manifest")).collect()
}

#[test]
fn two_threads_make_the_files_that_one_makes() {
    let mut world = World::new(9);
    for road in [Road::Fhir, Road::Hl7] {
        let wish = PassWish { again: AgainWish { made: true, refused: false }, ..wish(road) };
        let one = world.desk.make_handover(&wish, world.out.path(), &mut |_, _| true).unwrap().unwrap();
        let mut heard = 0;
        let on = &mut |_, _| {
            heard += 1;
            true
        };
        let two = run_make(&mut world.desk, &wish, BatchesTo::New(world.out.path()), on).unwrap().unwrap();
        assert_ne!(one.folder, two.folder);
        assert_eq!((&one.batches, one.records()), (&two.batches, 18));
        assert_eq!(batch_files(&one.folder), batch_files(&two.folder));
        assert!(heard > 0);
    }
    let stopped = run_make(&mut world.desk, &wish(Road::Csv), BatchesTo::New(world.out.path()), &mut |_, _| false);
    assert!(stopped.is_ok(), "{stopped:?}");
}

#[test]
fn a_stay_is_counted_under_its_department_when_the_patient_has_gone() {
    let mut world = World::new(0);
    let fill = |world: &mut World, form, values: &[(&str, &str)]| {
        world.clock.forward(3_600);
        let mut sheet = Sheet::default();
        for (code, value) in values {
            sheet.set(code, *value);
        }
        world.desk.fill(form, &sheet, CaseWish::default()).unwrap()
    };
    let person = [("name", "Sunita Devi"), ("sex", "F"), ("age", "40"), ("ward", "MED-F1")];
    let patient = fill(&mut world, FormId::Admission, &person).patient_number.unwrap();
    let moved = [("patient", patient.as_str()), ("ward", "SUR-F1"), ("reason", "no bed")];
    fill(&mut world, FormId::Transfer, &moved);
    let departments = |world: &mut World| -> Vec<String> {
        let control = world.check().control;
        control.into_keys().filter(|key| key.kind == RecordKind::Stay).map(|key| key.department).collect()
    };
    assert_eq!(departments(&mut world), ["MED"], "another ward is not another department");
    fill(&mut world, FormId::Discharge, &[("patient", patient.as_str()), ("outcome", "cured")]);
    assert_eq!(departments(&mut world), ["MED"]);
}
