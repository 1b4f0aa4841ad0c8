//! A hospital's day without a network: counters, wards and laboratories work alone; bundles are carried by hand and get lost, doubled, mixed
//! up, torn and forged; clocks are wrong by hours; PCs die and are rebuilt from their second medium. At the end the control room has
//! exactly what was saved, and every reader sees the same.
//!
//! The same code runs small in the tests and at full size as a bench.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]
#![allow(clippy::disallowed_methods, reason = "torn files are written as they are")]

use crate::common::{Hospital, TestClock, entries, password_of, put};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::people::people;
use nirantar::desk::settings::Settings;
use nirantar::desk::{BundleWish, Counter, Desk, Place, PrintWish, SecondStanding, SetUp, bundles_in, set_up};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::opd::QueueStep;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::hospital::pack::CounterKind;
use nirantar::journal::{ChainHash, EntryId};
use nirantar::store::Held;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const OFFICER: &str = "meena";

/// How large a day.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub counters: usize,
    pub registrations: usize,
    pub admissions: usize,
    pub samples: usize,
    /// Parts of the day; after each, bundles are made and carried.
    pub rounds: usize,
    /// PCs that die.
    pub deaths: usize,
    pub seed: u64,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    pub entries: u64,
    pub bundles: usize,
    pub lost: usize,
    pub doubled: usize,
    pub torn: usize,
    pub forged: usize,
    pub died: usize,
    /// Largest bundle of one counter's whole day: entries, bytes, time to make it, time to plan it, time to take it in.
    pub whole_day: (u64, u64, Duration, Duration, Duration),
    /// The control room's figures over the whole hospital, read for the first time.
    pub looked: Duration,
    pub work: Duration,
    pub carrying: Duration,
    pub checking: Duration,
}

/// Numbers that are the same for a seed (splitmix64).
pub struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// One PC.
struct Pc {
    code: CounterCode,
    kind: CounterKind,
    folder: PathBuf,
    medium: PathBuf,
    clock: TestClock,
    desk: Option<Desk>,
    /// Numbers of patients that were registered or came here.
    patients: Vec<String>,
}

struct World {
    hospital: Hospital,
    pcs: Vec<Pc>,
    dice: Dice,
    people: Box<dyn Iterator<Item = OpdForm>>,
    /// What was saved, by address: the truth that everything is held against.
    saved: BTreeMap<i64, ChainHash>,
    /// Bundles that are on their way to the control room.
    way: Vec<PathBuf>,
    outcome: Outcome,
}

/// Runs the day and checks its end. Panics where anything is not as it has to be.
pub fn run(size: Size) -> Outcome {
    let mut world = World::new(size);
    let deaths: BTreeSet<(usize, usize)> =
        (0..size.deaths).map(|n| (1 + n % size.rounds.max(2).saturating_sub(1), (n * 7 + 3) % size.counters)).collect();
    for round in 0..size.rounds {
        let begun = Instant::now();
        world.work(round, size);
        world.outcome.work += begun.elapsed();
        for (_, at) in deaths.iter().filter(|(when, _)| *when == round) {
            world.die(*at);
        }
        let begun = Instant::now();
        world.carry();
        world.outcome.carrying += begun.elapsed();
    }
    let begun = Instant::now();
    world.evening();
    world.outcome.carrying += begun.elapsed();
    let begun = Instant::now();
    let view = world.pcs.last().and_then(|pc| pc.desk.as_ref()).unwrap().control_view().unwrap();
    world.outcome.looked = begun.elapsed();
    assert!(view.counters.iter().filter(|counter| !counter.installations.is_empty()).count() > size.counters);
    let begun = Instant::now();
    world.check();
    world.outcome.checking = begun.elapsed();
    world.outcome
}

impl World {
    fn new(size: Size) -> Self {
        let hospital = Hospital::new(OFFICER, &TestClock::at("2026-11-23T07:00:00+05:30").clock(), |masters| {
            // Three registration counters more than the demo hospital has: sixty beside the control room.
            let more = masters.counters.iter().find(|c| c.kind == CounterKind::Opd).cloned().unwrap();
            for code in ["K97", "K98", "K99"] {
                masters
                    .counters
                    .push(nirantar::hospital::pack::Counter { code: CounterCode::new(code).unwrap(), ..more.clone() });
            }
        });
        let departments: Vec<String> = entries::masters().departments.iter().map(|d| d.code.clone()).collect();
        let people = Box::new(people(size.seed, &departments));
        let mut world = Self {
            hospital,
            pcs: Vec::new(),
            dice: Dice(size.seed),
            people,
            saved: BTreeMap::new(),
            way: Vec::new(),
            outcome: Outcome::default(),
        };
        let mut codes: Vec<(CounterCode, CounterKind)> =
            world.hospital.masters.counters.iter().map(|c| (c.code.clone(), c.kind)).collect();
        codes.retain(|(_, kind)| *kind != CounterKind::Control);
        // Of each kind its part, as at the hospital: every third or so a ward or a laboratory.
        world.dice.shuffle(&mut codes);
        codes.sort_by_key(|(_, kind)| *kind != CounterKind::Opd);
        let step = (codes.len() / size.counters).max(1);
        let chosen: Vec<_> = codes.into_iter().step_by(step).take(size.counters).collect();
        for (code, kind) in chosen {
            let pc = world.pc(&code, kind, 'A');
            world.pcs.push(pc);
        }
        let control = world.pc(&CounterCode::new("C1").unwrap(), CounterKind::Control, 'A');
        world.pcs.push(control);
        world
    }

    fn path(&self, name: String) -> PathBuf {
        self.hospital.folder.path().join(name)
    }

    fn pc(&mut self, code: &CounterCode, kind: CounterKind, letter: char) -> Pc {
        let folder = self.path(format!("pc-{code}{letter}"));
        let medium = self.path(format!("medium-{code}"));
        std::fs::create_dir_all(&medium).unwrap();
        let clock = TestClock::at("2026-11-23T08:00:00+05:30");
        // A third of the clocks are wrong, some by hours.
        if self.dice.one_in(3) {
            clock.forward(i64::try_from(self.dice.below(8 * 3_600)).unwrap() - 4 * 3_600);
        }
        let mut pc = Pc { code: code.clone(), kind, folder, medium, clock, desk: None, patients: Vec::new() };
        let request = SetUp {
            pack: &self.hospital.folder.path().join("hospital.pack"),
            counter: code.clone(),
            login: OFFICER,
            password: &password_of(OFFICER),
            new_password: "",
            reason: "simulation",
            drill: false,
        };
        let mut done = set_up(&Place::new(&pc.folder), &request, &pc.clock.clock()).unwrap().counter;
        while done.file.letter < letter {
            done.new_letter(OFFICER, &password_of(OFFICER), "rebuilt").unwrap();
        }
        let settings = Settings { second: Some(pc.medium.clone()), ..done.settings.clone() };
        done.place.keep_settings(&settings).unwrap();
        drop(done);
        pc.open();
        pc
    }

    /// One part of the day at every counter.
    fn work(&mut self, round: usize, size: Size) {
        let opd: Vec<usize> = self.of_kind(CounterKind::Opd);
        let wards: Vec<usize> = self.of_kind(CounterKind::Ward);
        let labs: Vec<usize> = self.of_kind(CounterKind::Lab);
        let share = |total: usize| total / size.rounds + usize::from(round < total % size.rounds);
        for n in 0..share(size.registrations) {
            let at = opd[n % opd.len()];
            let form = self.people.next().unwrap();
            self.register(at, form);
        }
        let (wards, labs) = (if wards.is_empty() { &opd } else { &wards }, if labs.is_empty() { &opd } else { &labs });
        for n in 0..share(size.admissions) {
            let at = wards[n % wards.len()];
            let form = self.people.next().unwrap();
            self.admit(at, &form);
        }
        for n in 0..share(size.samples) {
            let at = labs[n % labs.len()];
            let form = self.people.next().unwrap();
            self.sample(at, &form);
        }
        for pc in &mut self.pcs {
            let desk = pc.desk.as_mut().unwrap();
            assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
        }
    }

    fn of_kind(&self, kind: CounterKind) -> Vec<usize> {
        (0..self.pcs.len()).filter(|at| self.pcs[*at].kind == kind).collect()
    }

    fn tick(&mut self, at: usize) {
        let secs = i64::try_from(self.dice.below(40)).unwrap();
        // Now and then somebody sets a clock back.
        let back = if self.dice.one_in(400) { 5_400 } else { 0 };
        self.pcs[at].clock.forward(secs - back);
    }

    fn register(&mut self, at: usize, form: OpdForm) {
        self.tick(at);
        let (call, void) = (!self.dice.one_in(4), self.dice.one_in(60));
        let pc = &mut self.pcs[at];
        let desk = pc.desk.as_mut().unwrap();
        let saved = desk.register(&form, &PrintWish::default()).unwrap();
        pc.patients.push(saved.patient.to_string());
        if call {
            desk.step(&saved.visit_id, QueueStep::Called).unwrap();
            desk.step(&saved.visit_id, QueueStep::Done).unwrap();
        } else if void {
            desk.void(&saved.visit_id, nirantar::journal::VoidScope::Visit, "entered twice").unwrap();
        }
    }

    /// Values of a form about somebody who came from another counter, or about somebody new.
    fn about(&mut self, at: usize, form: &OpdForm) -> Vec<(&'static str, String)> {
        let known = &self.pcs[at].patients;
        if !known.is_empty() && self.dice.one_in(2) {
            let number = known[self.dice.below(known.len())].clone();
            return vec![("patient", number)];
        }
        vec![("name", form.name.clone()), ("name_hi", form.name_hi.clone()), ("sex", form.sex.clone()), ("age", form.age.clone())]
    }

    fn admit(&mut self, at: usize, form: &OpdForm) {
        self.tick(at);
        let ward = self.hospital.masters.wards[self.dice.below(self.hospital.masters.wards.len())].code.clone();
        let mut values = self.about(at, form);
        values.push(("ward", ward));
        let done = self.fill(at, FormId::Admission, &values);
        // Who lies in a bed here already is not admitted again.
        if done && self.dice.one_in(3) {
            let values = vec![values.remove(0), ("outcome", "recovered".to_owned())];
            if values[0].0 == "patient" {
                self.fill(at, FormId::Discharge, &values);
            }
        }
    }

    fn sample(&mut self, at: usize, form: &OpdForm) {
        self.tick(at);
        let mut values = self.about(at, form);
        values.push(("tests", ["CBC", "ELEC", "LFT"][self.dice.below(3)].to_owned()));
        values.push(("urgency", "stat".to_owned()));
        self.fill(at, FormId::LabOrder, &values);
    }

    fn fill(&mut self, at: usize, form: FormId, values: &[(&str, String)]) -> bool {
        let mut sheet = Sheet::default();
        for (code, value) in values {
            sheet.set(code, value.as_str());
        }
        let pc = &mut self.pcs[at];
        match pc.desk.as_mut().unwrap().fill(form, &sheet, CaseWish::default()) {
            Ok(done) => {
                pc.patients.extend(done.patient_number.iter().map(ToString::to_string));
                true
            }
            // A rule of the hospital said no, as it does on any day; nothing may be broken.
            Err(problem) => {
                assert_eq!(problem.trouble, nirantar::problem::Trouble::Refused, "{problem:?}");
                false
            }
        }
    }

    /// The disk of a PC dies. It is rebuilt from its second medium, under the next letter.
    fn die(&mut self, at: usize) {
        self.outcome.died += 1;
        self.note_saved(at);
        let pc = &mut self.pcs[at];
        drop(pc.desk.take());
        std::fs::remove_dir_all(&pc.folder).unwrap();
        let (code, kind, patients) = (pc.code.clone(), pc.kind, std::mem::take(&mut pc.patients));
        let segments = bundles_in(&folders(&pc.medium)).unwrap();
        let mut rebuilt = self.pc(&code, kind, 'B');
        rebuilt.patients = patients;
        let desk = rebuilt.desk.as_mut().unwrap();
        let mut found = 0;
        for segment in segments {
            let plan = desk.plan_bundle(&segment, &mut |_, _| true).unwrap().unwrap();
            assert!(plan.faults.is_empty() && plan.plan.refused.is_empty(), "{:?}", plan.faults);
            found += desk.take_bundle(&plan, &mut |_| {}).unwrap().taken.new;
        }
        let before = self.saved.keys().filter(|at| EntryId::unpacked(**at).is_some_and(|id| id.counter == code)).count();
        assert!(found >= before as u64, "{code}: {found} of {before} came back from the second medium");
        self.pcs[at] = rebuilt;
    }

    /// Bundles are made and carried to the control room, badly. Some come back to wards and laboratories.
    fn carry(&mut self) {
        let control = self.pcs.len() - 1;
        for at in 0..control {
            if self.dice.one_in(4) {
                continue;
            }
            let name = format!("stick-{}", self.dice.next());
            let stick = self.path(name);
            let made = self.make(at, &BundleWish { to: Vec::new(), all: false, folder: stick });
            for path in made {
                self.outcome.bundles += 1;
                match self.dice.below(12) {
                    0 => self.outcome.lost += 1,
                    1 => {
                        self.outcome.doubled += 1;
                        self.way.extend([path.clone(), path]);
                    }
                    2 => self.tear(&path),
                    3 => self.forge(&path),
                    _ => self.way.push(path),
                }
            }
        }
        let mut arriving = std::mem::take(&mut self.way);
        self.dice.shuffle(&mut arriving);
        // A third is still on the road.
        self.way = arriving.split_off(arriving.len() * 2 / 3);
        for path in arriving {
            self.take(control, &path);
        }
        self.send_back(control);
    }

    /// The control room gives what it has to two wards or laboratories, which go on with patients of others.
    fn send_back(&mut self, control: usize) {
        for _ in 0..2 {
            let at = self.dice.below(control);
            let name = format!("stick-{}", self.dice.next());
            let stick = self.path(name);
            let to = vec![self.pcs[at].code.clone()];
            for path in self.make(control, &BundleWish { to, all: false, folder: stick }) {
                self.take(at, &path);
            }
            let others: Vec<String> = (0..control).filter_map(|pc| self.pcs[pc].patients.first().cloned()).collect();
            let desk = self.pcs[at].desk.as_ref().unwrap();
            let known: Vec<String> = others.into_iter().filter(|n| desk.patient_of_number(n).unwrap().is_some()).collect();
            self.pcs[at].patients.extend(known);
        }
    }

    fn make(&mut self, at: usize, wish: &BundleWish) -> Vec<PathBuf> {
        let desk = self.pcs[at].desk.as_mut().unwrap();
        let made = desk.make_bundles(wish, &mut |_, _| true).unwrap().unwrap();
        made.files.into_iter().map(|file| file.path).collect()
    }

    fn take(&mut self, at: usize, path: &Path) {
        let desk = self.pcs[at].desk.as_mut().unwrap();
        match desk.plan_bundle(path, &mut |_, _| true) {
            Ok(plan) => {
                let plan = plan.unwrap();
                assert!(plan.plan.refused.is_empty(), "an honest entry was refused: {:?}", plan.plan.refused);
                assert_eq!(plan.plan.forks, [], "no address was given twice");
                let before = desk.store().last_sequence();
                let done = desk.take_bundle(&plan, &mut |_| {}).unwrap();
                assert_eq!(done.taken.new, plan.plan.new_entries());
                assert_eq!(desk.store().last_sequence(), before + 1, "the receipt");
            }
            Err(problem) => assert_eq!(problem.trouble, nirantar::problem::Trouble::Damaged, "{problem:?}"),
        }
    }

    /// Pulled out in the middle.
    fn tear(&mut self, path: &Path) {
        self.outcome.torn += 1;
        let bytes = std::fs::read(path).unwrap();
        let at = self.dice.below(bytes.len());
        put(path, &bytes[..at]);
        self.way.push(path.to_owned());
    }

    /// A byte is changed by somebody.
    fn forge(&mut self, path: &Path) {
        self.outcome.forged += 1;
        let mut bytes = std::fs::read(path).unwrap();
        let at = self.dice.below(bytes.len());
        bytes[at] ^= 1 << self.dice.below(8);
        put(path, &bytes);
        self.way.push(path.to_owned());
    }

    /// Everything that is still on the road arrives, and each counter gives all it has: bundles had been lost.
    fn evening(&mut self) {
        let control = self.pcs.len() - 1;
        for path in std::mem::take(&mut self.way) {
            self.take(control, &path);
        }
        for at in 0..control {
            let stick = self.path(format!("evening-{at}"));
            let begun = Instant::now();
            let made = self.make(at, &BundleWish { to: Vec::new(), all: true, folder: stick });
            let making = begun.elapsed();
            assert_eq!(made.len(), 1);
            let begun = Instant::now();
            let plan = self.pcs[control].desk.as_ref().unwrap().plan_bundle(&made[0], &mut |_, _| true).unwrap().unwrap();
            let planning = begun.elapsed();
            assert!(plan.faults.is_empty() && plan.lacks.is_empty());
            let entries = plan.plan.new_entries() + plan.plan.known;
            let begun = Instant::now();
            self.pcs[control].desk.as_mut().unwrap().take_bundle(&plan, &mut |_| {}).unwrap();
            if entries > self.outcome.whole_day.0 {
                let bytes = std::fs::metadata(&made[0]).unwrap().len();
                self.outcome.whole_day = (entries, bytes, making, planning, begun.elapsed());
            }
        }
    }

    /// Adds what a PC has saved to the truth.
    fn note_saved(&mut self, at: usize) {
        let pc = &self.pcs[at];
        let desk = pc.desk.as_ref().unwrap();
        for (id, hash) in held_by(desk) {
            if id.counter == pc.code {
                let known = self.saved.insert(id.packed(), hash);
                assert!(known.is_none_or(|known| known == hash), "{id} has two meanings");
            }
        }
    }

    fn check(&mut self) {
        for at in 0..self.pcs.len() {
            self.note_saved(at);
        }
        let control = self.pcs.len() - 1;
        let all: BTreeMap<i64, ChainHash> =
            held_by(self.pcs[control].desk.as_ref().unwrap()).into_iter().map(|(id, hash)| (id.packed(), hash)).collect();
        // The hub is the union of what was saved: but for what each counter wrote after its last bundle.
        let missing: Vec<EntryId> =
            self.saved.keys().filter(|at| !all.contains_key(at)).filter_map(|at| EntryId::unpacked(*at)).collect();
        for id in &missing {
            let pc = self.pcs.iter().find(|pc| pc.code == id.counter).unwrap();
            let desk = pc.desk.as_ref().unwrap();
            assert_eq!(
                desk.store().read().unwrap().entry(id).unwrap().unwrap().body.kind(),
                "bundle.made",
                "{id} was saved and is not there"
            );
        }
        assert!(missing.len() <= self.pcs.len());
        for (at, hash) in &all {
            assert_eq!(self.saved.get(at), Some(hash), "nothing came in that nobody saved");
        }
        self.outcome.entries = all.len() as u64;
        self.check_series();
        self.check_second_reader(control);
    }

    /// Every series of every installation is gap-free at the control room, and so is every journal.
    fn check_series(&self) {
        let desk = self.pcs.last().unwrap().desk.as_ref().unwrap();
        for line in desk.counter_lines().unwrap() {
            for installation in &line.installations {
                assert_eq!(installation.gaps, [], "{}{}", line.code, installation.letter);
            }
        }
        let mut serials: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        let rows = desk.store().read().unwrap();
        for run in rows.held().unwrap() {
            rows.each_signed::<nirantar::store::StoreError>(&run, |_, signed| {
                for number in signed.entry().unwrap().body.numbers() {
                    let parts = number.parts().unwrap();
                    let series = format!("{:?} {}{}", parts.series, parts.counter, parts.letter);
                    assert!(serials.entry(series).or_default().insert(parts.serial), "{number} was given out twice");
                }
                Ok(true)
            })
            .unwrap();
        }
        for (series, found) in serials {
            assert_eq!(found.len(), *found.last().unwrap() as usize, "series {series} has a gap");
        }
        let verdict = desk.verify(&mut |_, _| true).unwrap().unwrap();
        assert_eq!(verdict.findings, []);
    }

    /// A second control room that gets everything at once, in another order, has the same rows.
    fn check_second_reader(&mut self, control: usize) {
        let stick = self.path("second-reader".to_owned());
        let to = vec![CounterCode::new("C2").unwrap()];
        let made = self.make(control, &BundleWish { to, all: true, folder: stick });
        let reader = self.pc(&CounterCode::new("C2").unwrap(), CounterKind::Control, 'A');
        self.pcs.push(reader);
        let at = self.pcs.len() - 1;
        for path in made.iter().rev() {
            self.take(at, path);
        }
        let first = rows(self.pcs[control].desk.as_ref().unwrap());
        let second = rows(self.pcs[at].desk.as_ref().unwrap());
        for (one, other) in first.iter().zip(&second) {
            assert_eq!(one, other);
        }
        assert_eq!(first.len(), second.len());
    }
}

impl Pc {
    fn open(&mut self) {
        let counter = Counter::open(Place::new(&self.folder), self.clock.clock()).unwrap();
        self.desk = Some(counter.sign_in(OFFICER, &password_of(OFFICER)).map_err(|(_, problem)| problem).unwrap());
    }
}

fn folders(medium: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(medium).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Everything that a desk holds: address and hash.
fn held_by(desk: &Desk) -> Vec<(EntryId, ChainHash)> {
    let rows = desk.store().read().unwrap();
    let mut all = Vec::new();
    let runs: Vec<Held> = rows.held().unwrap();
    for run in runs {
        rows.each_signed::<nirantar::store::StoreError>(&run, |id, signed| {
            all.push((id, signed.hash()));
            Ok(true)
        })
        .unwrap();
    }
    all
}

/// The derived rows of patients, visits and cases, without what the reader's own entries are about.
fn rows(desk: &Desk) -> Vec<String> {
    desk.rows().unwrap();
    let connection = rusqlite::Connection::open(desk.place().database()).unwrap();
    let hex: String =
        desk.key().iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|h| char::from_digit(u32::from(h), 16)).collect();
    connection.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT 'patient', id, state FROM patient ORDER BY id",
        "SELECT 'visit', id, state FROM visit ORDER BY id",
        "SELECT kind, id, state FROM episode ORDER BY id",
        "SELECT 'bed', 0, code || state FROM bed ORDER BY code",
        "SELECT 'tube', episode, accession FROM tube ORDER BY accession, episode",
        "SELECT 'series', last, name FROM series ORDER BY name",
        "SELECT 'term', patient, term FROM term ORDER BY term, patient",
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let found = statement
            .query_map([], |row| {
                Ok(format!("{} {} {}", row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
            })
            .unwrap();
        all.extend(found.map(Result::unwrap));
    }
    all
}
