//! The hand-over's FHIR road alone, record by record: how many a second of each kind, on one core and on two; and `fhir.resources`, a library
//! that others build such bundles with, on the same records in the same run.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench stops and prints"
)]

#[path = "common/mod.rs"]
mod common;
#[path = "../tests/exchange/lab_day.rs"]
#[allow(dead_code, reason = "tests use the rest")]
mod lab_day;
#[path = "../tests/exchange/sample.rs"]
#[allow(dead_code, reason = "tests use the rest")]
mod sample;

use common::{folder, goal};
use nirantar::exchange::{Batch, CameFrom, CaseRow, FhirRoad, Record, What};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hospital::pack::{Masters, check, demo};
use nirantar::journal::fold::CaseState;
use nirantar::journal::{EntryId, RecordKey, RecordKind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const PEOPLE: u32 = 60_000;
/// Orders and results are the same thirteen over and over: what they cost is in what they hold.
const DAYS: usize = 1_500;
/// Records that the peer gets; it is slow.
const PEER_RECORDS: usize = 1_000;
const WANTED_A_SECOND: f64 = 50_000.0;

struct World {
    masters: Masters,
    people: Vec<sample::Person>,
    day: lab_day::Day,
    cases: Vec<(usize, EntryId, CaseState)>,
}

impl World {
    fn new() -> Self {
        let mut masters = lab_day::lab_masters(check(&demo::files()).unwrap());
        "SEVA".clone_into(&mut masters.hospital.site);
        let people = sample::people(&masters, Mode::Event, PEOPLE);
        let day = lab_day::Day::new(&masters, Mode::Event);
        let cases = day.cases().into_iter().filter_map(|(person, id, case)| Some((person?, id.clone(), case))).collect();
        Self { masters, people, day, cases }
    }

    /// Writes every `of`-th part of the records; answers how many and how many bytes.
    fn write(&self, kind: RecordKind, (part, of): (usize, usize), mut each: impl FnMut(&[u8])) -> (usize, usize) {
        let counter = CounterCode::new("K7").unwrap();
        let batch = Batch {
            masters: &self.masters,
            mode: Mode::Event,
            counter: &counter,
            letter: 'A',
            made: sample::time(),
            by: "meena",
        };
        let mut road = FhirRoad::new(&batch).unwrap();
        let (mut line, mut count, mut bytes) = (Vec::new(), 0, 0);
        let mut take = |record: &Record<'_>| {
            line.clear();
            road.record(record, &mut line).unwrap();
            each(&line);
            count += 1;
            bytes += line.len();
        };
        match kind {
            RecordKind::Identity | RecordKind::Visit => {
                for person in self.people.iter().skip(part).step_by(of) {
                    let row = person.row();
                    if kind == RecordKind::Identity {
                        let key = RecordKey { kind, of: person.id.clone() };
                        take(&Record { key: &key, patient: Some(&row), what: What::Identity });
                        continue;
                    }
                    for visit in person.visit_rows() {
                        let key = RecordKey { kind, of: visit.id.clone() };
                        take(&Record { key: &key, patient: Some(&row), what: What::Visit(&visit) });
                    }
                }
            }
            _ => {
                for _day in (part..DAYS).step_by(of) {
                    self.cases.iter().for_each(|(person, id, case)| self.case(kind, *person, id, case, &mut take));
                }
            }
        }
        (count, bytes)
    }

    fn case(&self, kind: RecordKind, person: usize, id: &EntryId, case: &CaseState, take: &mut dyn FnMut(&Record<'_>)) {
        let patient = self.day.people[person].row();
        let released = case.order().is_some_and(|order| order.results.iter().any(|result| result.released.is_some()));
        if kind == RecordKind::Result && !released {
            return;
        }
        let key = RecordKey { kind, of: id.clone() };
        let row = CaseRow { id, case, patient_number: Some(patient.number), mother_number: None, child_number: None };
        let from = CameFrom::default();
        let what = if kind == RecordKind::Order { What::Case(&row, from) } else { What::Result(&row, from) };
        take(&Record { key: &key, patient: Some(&patient), what });
    }
}

const KINDS: [RecordKind; 4] = [RecordKind::Identity, RecordKind::Visit, RecordKind::Order, RecordKind::Result];

fn main() {
    let world = World::new();
    println!("FHIR road, best of three");
    let (mut records, mut secs) = (0, 0.0);
    for kind in KINDS {
        let (count, bytes, one) = best(|| world.write(kind, (0, 1), |_line| {}));
        println!("  {:>8}: {:>8.0} a second on one core, {} bytes each", kind.code(), count as f64 / one, bytes / count);
        records += count;
        secs += one;
    }
    println!("  {:>8}: {:>8.0} a second on one core", "all", records as f64 / secs);
    let (count, bytes, two) = best(|| both(&world));
    println!("  {:>8}: {:>8.0} a second on two cores, {:.0} MB a second", "all", count as f64 / two, bytes as f64 / two / 1e6);
    goal("  microseconds a record, two cores", two * 1e6 / count as f64, 1e6 / WANTED_A_SECOND);
    peer(&world);
}

/// Half of the records on each of two threads.
fn both(world: &World) -> (usize, usize) {
    std::thread::scope(|scope| {
        let half = |part| move || KINDS.map(|kind| world.write(kind, (part, 2), |_line| {}));
        let others = scope.spawn(half(1));
        let own = half(0)();
        own.into_iter().chain(others.join().unwrap()).fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    })
}

fn best(mut run: impl FnMut() -> (usize, usize)) -> (usize, usize, f64) {
    let mut once = || {
        let before = Instant::now();
        let (count, bytes) = run();
        (count, bytes, before.elapsed().as_secs_f64())
    };
    (0..3).map(|_| once()).min_by(|a, b| a.2.total_cmp(&b.2)).unwrap()
}

/// `fhir.resources` builds the same bundles out of the same values and writes them.
fn peer(world: &World) {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    let python = tools.join("python/bin/python");
    if !python.exists() {
        println!("  fhir.resources is not installed (tests/receivers/install); no peer in this run");
        return;
    }
    let mut lines = Vec::new();
    for kind in KINDS {
        let mut kept = 0;
        world.write(kind, (0, 20), |line| {
            if kept < PEER_RECORDS / 4 {
                lines.extend_from_slice(line);
                kept += 1;
            }
        });
    }
    std::fs::create_dir_all(folder("fhir_road")).unwrap();
    let file = folder("fhir_road").join("records.ndjson");
    std::fs::write(&file, &lines).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/fortnight/peers/fhir_resources.py");
    let run = Command::new(python).arg(script).arg(&file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let theirs: f64 = String::from_utf8(run.stdout).unwrap().trim().parse().unwrap();
    let ours = same_mix(world);
    println!(
        "  the same mix on one core: {ours:>8.0} a second here, {theirs:>8.0} with fhir.resources: {:.0} times",
        ours / theirs
    );
}

/// A second's worth of the mix that the peer got: as many of each kind.
fn same_mix(world: &World) -> f64 {
    let each: f64 = KINDS
        .iter()
        .map(|kind| {
            let (count, _, secs) = best(|| world.write(*kind, (0, 10), |_line| {}));
            secs / count as f64
        })
        .sum();
    KINDS.len() as f64 / each
}
