//! A counter's whole day on a stick: made, read and taken in at the control room. Beside it, in the same run, the bare operations that no
//! other way could leave out: zstd over the same entries written and synced, and each of their signatures checked.
//! `--registrations N` for another day (600: a busy counter).

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, reason = "a bench stops and prints")]
#![allow(dead_code, reason = "a bench uses a part of the tests' helpers")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Hospital, TestClock, forms};
use nirantar::desk::{BundleWish, Desk, PrintWish};
use nirantar::journal::{Signed, verify};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const OFFICER: &str = "meena";
/// Runs of each; the best counts: the others measure what else the machine does.
const RUNS: usize = 5;

fn main() {
    let mut args = std::env::args();
    let wanted = args.find(|arg| arg == "--registrations").and_then(|_| args.next());
    let registrations = wanted.and_then(|text| text.parse().ok()).unwrap_or(600);
    let clock = TestClock::at("2026-11-23T08:00:00+05:30");
    let hospital = Hospital::new(OFFICER, &clock.clock(), |_masters| {});
    let mut counter = hospital.desk(OFFICER);
    day(&mut counter, registrations);
    let mut made: Option<(Duration, u64, u64)> = None;
    let stick = hospital.folder.path().join("stick");
    let wish = BundleWish { to: Vec::new(), all: true, folder: stick.clone() };
    let mut last = None;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let bundles = counter.make_bundles(&wish, &mut |_, _| true).unwrap().unwrap();
        let took = begun.elapsed();
        let file = bundles.files.into_iter().next().unwrap();
        if made.is_none_or(|(before, ..)| took < before) {
            made = Some((took, file.entries, file.bytes));
        }
        last = Some(file.path);
    }
    let (making, entries, bytes) = made.unwrap();
    let path = last.unwrap();
    let entries_of = signed(&counter, entries);
    let bare_make = best(|| bare_make(&entries_of, &stick.join("bare")));
    let key = hospital.first_pack().verifying_key(&counter.counter().file.counter, counter.counter().file.letter).unwrap();
    let bare_read = best(|| assert!(entries_of.iter().all(|signed| verify(signed, &key).is_ok())));
    hospital.second("C1", "control", OFFICER, &clock.clock());
    let mut control = hospital.desk_in("control", OFFICER, &clock.clock());
    let mut planned = None;
    let reading = best(|| planned = Some(control.plan_bundle(&path, &mut |_, _| true).unwrap().unwrap()));
    let begun = Instant::now();
    let taken = control.take_bundle(&planned.unwrap(), &mut |_| {}).unwrap();
    let taking = begun.elapsed();
    println!(
        "a counter's whole day: {entries} entries, {bytes} bytes in the bundle, {} new at the control room",
        taken.taken.new
    );
    tell("made", making, ("zstd, written, synced", bare_make), 1.0);
    tell("read", reading, ("signatures alone", bare_read), 2.0);
    println!("  taken in (one transaction, rows and search terms) {:.3} s", taking.as_secs_f64());
}

fn day(desk: &mut Desk, registrations: usize) {
    for form in forms(7, registrations) {
        desk.register(&form, &PrintWish::default()).unwrap();
    }
    desk.idle().unwrap();
}

fn signed(desk: &Desk, most: u64) -> Vec<Signed> {
    let rows = desk.store().read().unwrap();
    let run = rows.held().unwrap().remove(0);
    let mut all = Vec::new();
    rows.each_signed::<nirantar::store::StoreError>(&run, |_, signed| {
        all.push(signed);
        Ok((all.len() as u64) < most)
    })
    .unwrap();
    all
}

/// The same entries compressed as one stream, without seal, cuts and signature.
fn bare_make(entries: &[Signed], path: &Path) {
    let mut out = zstd::Encoder::new(File::create(path).unwrap(), 3).unwrap();
    for entry in entries {
        out.write_all(&entry.bytes).unwrap();
        out.write_all(&entry.signature).unwrap();
    }
    out.finish().unwrap().sync_all().unwrap();
}

fn best(mut work: impl FnMut()) -> Duration {
    let run = |()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    std::iter::repeat_n((), RUNS).map(run).min().unwrap()
}

fn tell(what: &str, took: Duration, (peer, bare): (&str, Duration), goal: f64) {
    let (took, bare) = (took.as_secs_f64(), bare.as_secs_f64());
    let met = if took <= goal { "met" } else { "MISSED" };
    println!("  {what} {took:.3} s (goal at most {goal} s): {met}; {peer} {bare:.3} s: ratio {:.2}", took / bare);
}
