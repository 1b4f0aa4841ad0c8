//! Handing over 100,000 visits as CSV and as FHIR: how many a second, and that memory does not grow with their number. Each run is a
//! process of its own, so that its peak memory (VmHWM) is its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::{folder, goal};
use nirantar::desk::ExportKind;
use std::process::Command;
use std::time::Instant;

const SIZES: [u64; 2] = [10_000, 100_000];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, word, kind, patients] = args.as_slice()
        && word == "--child"
    {
        return child(kind, patients.parse().unwrap());
    }
    for patients in SIZES {
        drop(common::desk(patients));
    }
    println!("export, one process a run");
    for kind in ["csv", "fhir"] {
        let runs: Vec<Run> = SIZES.iter().map(|patients| best(kind, *patients)).collect();
        for run in &runs {
            println!(
                "  {kind}: {:>7.0} visits in {:.2} s, {:>7.0} a second, peak {:.1} MB",
                run.visits,
                run.secs,
                run.visits / run.secs,
                run.peak_mb
            );
        }
        goal(&format!("  {kind}: microseconds a visit"), runs[1].secs * 1e6 / runs[1].visits, 20.0);
        goal(&format!("  {kind}: peak at 100,000 over 10,000"), runs[1].peak_mb / runs[0].peak_mb, 1.1);
    }
}

struct Run {
    visits: f64,
    secs: f64,
    peak_mb: f64,
}

/// The best of three: the others measure what else the machine does.
fn best(kind: &str, patients: u64) -> Run {
    let run = || {
        let output =
            Command::new(std::env::current_exe().unwrap()).args(["--child", kind, &patients.to_string()]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let values: Vec<f64> = text.split_whitespace().map(|value| value.parse().unwrap()).collect();
        Run { visits: values[0], secs: values[1], peak_mb: values[2] }
    };
    (0..3).map(|_| run()).min_by(|a, b| a.secs.total_cmp(&b.secs)).unwrap()
}

fn child(kind: &str, patients: u64) {
    let mut desk = common::desk(patients);
    let form = if kind == "csv" { ExportKind::Csv } else { ExportKind::Fhir };
    let to = folder("export");
    let before = Instant::now();
    let done = desk.export(form, &to, &mut |_, _| true).unwrap().unwrap();
    let secs = before.elapsed().as_secs_f64();
    println!("{} {secs} {}", done.visits, peak_mb());
    std::fs::remove_dir_all(to).unwrap();
}

/// Peak resident memory of this process, in MB (Linux).
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1000.0
}
