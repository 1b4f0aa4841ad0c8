//! What every bench needs: counters with so many patients, made once in the build folder; times sorted; a table printed.

#![allow(dead_code, reason = "each bench is a program of its own and uses a part of this")]

pub mod bare;
pub mod stage;

use nirantar::desk::people::people;
use nirantar::desk::{Counter, Desk, Place, PrintWish, make_demo, system_clock};
use nirantar::disk;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Seed of the people in every bench.
pub const SEED: u64 = 1;

/// A folder of this bench run in the build folder.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The demo hospital's counter with at least so many patients; made at the first call, kept for the next run. The same folder as
/// `nirantar demo --patients N --no-slips` makes in the build folder.
pub fn desk(patients: u64) -> Desk {
    let folder = folder(&format!("demo-{patients}"));
    let mut desk = open(&folder).unwrap_or_else(|| {
        let made = make_demo(&folder, &system_clock()).unwrap();
        made.counter.sign_in(&made.login, &made.password).map_err(|(_counter, problem)| problem).unwrap()
    });
    let here = desk.store().read().unwrap().patients_total().unwrap();
    if here < patients {
        eprintln!("making a counter of {patients} patients; this is done once");
        register(&mut desk, here, patients - here);
    }
    desk.idle().unwrap();
    desk
}

/// Registers made-up people after the first `from`.
pub fn register(desk: &mut Desk, from: u64, count: u64) {
    let departments = departments(desk);
    let (from, count) = (usize::try_from(from).unwrap(), usize::try_from(count).unwrap());
    for form in people(SEED, &departments).skip(from).take(count) {
        desk.register(&form, &PrintWish::default()).unwrap();
    }
}

/// Codes of the hospital's departments, from which the people choose.
pub fn departments(desk: &Desk) -> Vec<String> {
    desk.masters().departments.iter().map(|d| d.code.clone()).collect()
}

/// A counter made before.
pub fn open(folder: &Path) -> Option<Desk> {
    let place = Place::new(&folder.join("counter"));
    if !place.folder().join("counter.json").exists() {
        return None;
    }
    let password = String::from_utf8(disk::read(&folder.join("password")).unwrap()).unwrap();
    let counter = Counter::open(place, system_clock()).unwrap();
    let login = counter.file.last_user.clone();
    Some(counter.sign_in(&login, password.lines().next().unwrap()).map_err(|(_counter, problem)| problem).unwrap())
}

/// Times of one thing, done many times.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time that this share of the runs did not exceed, in milliseconds: 0.5 is the median.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index into some thousand times"
        )]
        let index = ((sorted.len() as f64 * share) as usize).min(sorted.len() - 1);
        millis(sorted[index])
    }

    pub fn mean(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "some thousand times")]
        let count = self.0.len() as f64;
        millis(self.0.iter().sum()) / count
    }
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// One line: what, median, 99th percentile, mean.
pub fn line(what: &str, times: &Times) {
    println!("{what:<44} p50 {:>8.3} ms   p99 {:>8.3} ms   mean {:>8.3} ms", times.at(0.5), times.at(0.99), times.mean());
}

/// Says whether a goal is met, and goes on: the figures are honest whatever they are.
pub fn goal(what: &str, value: f64, most: f64) {
    let met = if value <= most { "met" } else { "MISSED" };
    println!("{what:<44} {value:.2} (goal at most {most}): {met}");
}
