//! The control room takes the counters' bundles in, and gives what it holds to nobody.

use super::hospital::{OFFICER, begin, folder_of, password};
use nirantar::desk::{Counter, Place, bundles_in, system_clock};
use nirantar::disk;
use nirantar::hospital::number::CounterCode;
use std::path::Path;
use std::time::{Duration, Instant};

/// Takes the bundles of the first so many counters into a control counter, which is set up where it is not.
pub fn carry(folder: &Path, control: &str, counters: usize) {
    let home = folder_of(folder, control);
    let taken = home.join("taken");
    if taken.exists() {
        return;
    }
    if home.exists() {
        std::fs::remove_dir_all(&home).unwrap();
    }
    let code = CounterCode::new(control).unwrap();
    let place: Place = begin(folder, &code, &home.join("counter"), &system_clock());
    let counter = Counter::open(place, system_clock()).unwrap();
    let mut desk = counter.sign_in(OFFICER, &password(OFFICER)).map_err(|(_counter, problem)| problem).unwrap();
    let mut sticks: Vec<_> =
        std::fs::read_dir(folder.join("counters")).unwrap().map(|entry| entry.unwrap().path().join("stick")).collect();
    sticks.retain(|stick| stick.exists());
    sticks.sort();
    // Of each kind of counter its part.
    let step = (sticks.len() / counters.clamp(1, sticks.len())).max(1);
    let sticks: Vec<_> = sticks.into_iter().step_by(step).take(counters).collect();
    let (mut planning, mut taking, mut entries) = (Duration::ZERO, Duration::ZERO, 0);
    for bundle in bundles_in(&sticks).unwrap() {
        let began = Instant::now();
        let plan = desk.plan_bundle(&bundle, &mut |_, _| true).unwrap().unwrap();
        assert!(plan.faults.is_empty() && plan.plan.refused.is_empty() && plan.plan.forks.is_empty(), "{:?}", plan.faults);
        planning += began.elapsed();
        let began = Instant::now();
        entries += desk.take_bundle(&plan, &mut |_| {}).unwrap().taken.new;
        taking += began.elapsed();
    }
    let began = Instant::now();
    desk.idle().unwrap();
    desk.close().unwrap();
    let (planned, took, closed) = (planning.as_secs_f64(), taking.as_secs_f64(), began.elapsed().as_secs_f64());
    println!("bundles,{}\nentries,{entries}\nplanned_s,{planned:.1}\ntaken_s,{took:.1}\nclosed_s,{closed:.1}", sticks.len());
    disk::write(&taken, entries.to_string().as_bytes()).unwrap();
}
