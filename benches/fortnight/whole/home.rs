//! What the program's own commands cannot tell: how long a step takes without the signing in before it, and the most memory it held.

use super::hospital::{OFFICER, folder_of};
use super::matched::sign_in;
use nirantar::desk::handover::{AgainWish, BatchesTo, PassWish, handover_status};
use nirantar::journal::Road;
use nirantar::worker::run_make;
use std::path::Path;
use std::time::Instant;

pub fn wish(road: Road) -> PassWish {
    PassWish { road, stages: Vec::new(), again: AgainWish::default(), share: None }
}

fn road(name: &str) -> Road {
    Road::ALL.into_iter().find(|road| road.code() == name).unwrap()
}

/// Pre-flight and batches of everything on one road.
pub fn make(folder: &Path, control: &str, name: &str, out: &Path) {
    let (home, wish) = (folder_of(folder, control), wish(road(name)));
    let mut desk = sign_in(&home.join("counter"), OFFICER);
    let began = Instant::now();
    let passed = desk.check_handover(&wish, &mut |_, _| true).unwrap().unwrap();
    let check_secs = began.elapsed().as_secs_f64();
    let all: u64 = passed.kinds.values().map(|kind| kind.saved).sum();
    let began = Instant::now();
    let done = run_make(&mut desk, &wish, BatchesTo::New(out), &mut |_, _| true).unwrap().unwrap();
    let secs = began.elapsed().as_secs_f64();
    let (records, bytes) = (done.records(), done.batches.iter().map(|batch| batch.bytes).sum::<u64>());
    let began = Instant::now();
    drop(handover_status(desk.rows().unwrap()).unwrap());
    let status_secs = began.elapsed().as_secs_f64();
    let began = Instant::now();
    drop(desk.status().unwrap());
    let line_secs = began.elapsed().as_secs_f64();
    desk.close().unwrap();
    println!("checked,{all}\ncheck_s,{check_secs:.3}\nrecords,{records}\nbytes,{bytes}\nmake_s,{secs:.3}\nper_s,{:.0}", records as f64 / secs);
    println!("status_s,{status_secs:.4}\nline_s,{line_secs:.4}\npeak_mb,{}", peak_mb());
}

/// Most memory this process ever held, in MB.
pub fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
}
