//! Records into HL7 messages and into rows, on one core: how many a second the roads alone make, marks counted in. Reading the records is
//! the desk's and not in it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;
#[allow(dead_code, reason = "shared with the tests, which use the rest")]
#[path = "../tests/exchange/lab_day.rs"]
mod lab_day;
#[allow(dead_code, reason = "shared with the tests, which use the rest")]
#[path = "../tests/exchange/sample.rs"]
mod sample;
#[allow(dead_code, reason = "shared with tests/handover_hl7.rs, which uses the rest")]
#[path = "../tests/handover/world.rs"]
mod world;

use common::goal;
use nirantar::exchange::Record;
use nirantar::exchange::hl7::{Hl7Road, mark};
use nirantar::exchange::sheets::SheetsRoad;
use nirantar::hospital::number::Mode;
use nirantar::journal::{Mark, RecordKind};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use world::World;

const ROUNDS: u32 = 300;

/// Records, bytes and time of one kind.
#[derive(Default, Clone, Copy)]
struct Sum {
    records: u32,
    bytes: usize,
    time: Duration,
}

impl Sum {
    fn add(&mut self, other: Self) {
        (self.records, self.bytes, self.time) = (self.records + other.records, self.bytes + other.bytes, self.time + other.time);
    }

    fn told(&self, name: &str) -> f64 {
        let each = self.time.as_secs_f64() * 1e6 / f64::from(self.records);
        let bytes = self.bytes / usize::try_from(self.records).unwrap();
        println!("  {name}: {:>8.0} records a second, {each:.1} µs and {bytes} bytes each", 1e6 / each);
        each
    }
}

fn run(name: &str, world: &World, road: &dyn Fn(&Record<'_>, &mut Vec<u8>) -> Mark) {
    let mut kinds: BTreeMap<RecordKind, Sum> = BTreeMap::new();
    let mut bytes = Vec::new();
    for _ in 0..ROUNDS {
        world.each(&mut |_, record| {
            if !Hl7Road::carries(record) {
                return;
            }
            bytes.clear();
            let began = Instant::now();
            std::hint::black_box(road(record, &mut bytes));
            kinds.entry(record.key.kind).or_default().add(Sum { records: 1, bytes: bytes.len(), time: began.elapsed() });
        });
    }
    let mut all = Sum::default();
    for (kind, sum) in &kinds {
        sum.told(&format!("{name} {}", kind.code()));
        all.add(*sum);
    }
    goal(&format!("  {name}: microseconds a record, all kinds"), all.told(&format!("{name} all kinds")), 20.0);
}

fn main() {
    let world = World::new(Mode::Event);
    let hl7 = Hl7Road::new(&world.batch()).unwrap();
    let sheets = SheetsRoad::new(&world.batch()).unwrap();
    println!("roads alone, one core");
    run("hl7", &world, &|record, bytes| {
        hl7.record(record, bytes).unwrap();
        mark(bytes)
    });
    run("rows", &world, &|record, bytes| {
        sheets.record(record, bytes).unwrap();
        Mark::of(bytes)
    });
}
