//! What the program's own commands cannot tell: how long a step takes without the signing in before it, and the most memory it held.

use super::hospital::{OFFICER, folder_of};
use super::laboratory::RESULTS;
use super::matched::sign_in;
use nirantar::desk::handover::{AgainWish, BatchesTo, OpenList, PassWish, handover_status, open_records};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::{RecordKey, RecordKind, Road};
use nirantar::worker::run_make;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

/// Lines of a list, at most.
const ALL: usize = 10_000_000;

fn wish(road: Road) -> PassWish {
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
    // As after each save of a form, when nothing was said of the hand-over between.
    let began = Instant::now();
    drop(desk.status().unwrap());
    let line_again_secs = began.elapsed().as_secs_f64();
    desk.close().unwrap();
    let reports = done.passed.kinds.get(&RecordKind::Result).map_or(0, |kind| kind.leaves);
    let values = records - reports + reports * RESULTS as u64;
    println!(
        "checked,{all}\ncheck_s,{check_secs:.3}\nrecords,{records}\nbytes,{bytes}\nmake_s,{secs:.3}\nper_s,{:.0}",
        records as f64 / secs
    );
    println!("values_per_s,{:.0}", values as f64 / secs);
    println!("status_s,{status_secs:.4}\nline_s,{line_secs:.4}\nline_again_s,{line_again_secs:.4}\npeak_mb,{}", peak_mb());
}

/// Most memory this process ever held, in MB.
pub fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
}

/// What was refused of people is mended, as somebody would who looks into it.
pub fn mend(folder: &Path, control: &str) {
    let mut desk = sign_in(&folder_of(folder, control).join("counter"), OFFICER);
    let mut mended = 0;
    for line in open_records(desk.rows().unwrap(), OpenList::Refused, ALL).unwrap() {
        if line.key.kind != RecordKind::Identity {
            continue;
        }
        let state = desk.rows().unwrap().patient(&line.key.of).unwrap().unwrap();
        let mut form = OpdForm::from_details(&state.patient.details, desk.today());
        form.address.push_str(", checked");
        desk.amend(&line.key.of, &form, "the central system asked").unwrap();
        mended += 1;
    }
    desk.close().unwrap();
    println!("mended,{mended}");
}

/// What the central system will not have, and what builds on it, is excepted by an officer.
pub fn except(folder: &Path, control: &str) {
    let mut desk = sign_in(&folder_of(folder, control).join("counter"), OFFICER);
    let mut excepted = 0;
    loop {
        desk.check_handover(&wish(Road::Fhir), &mut |_, _| true).unwrap().unwrap();
        let lists = [OpenList::Refused, OpenList::Aside].map(|list| open_records(desk.rows().unwrap(), list, ALL).unwrap());
        let open: BTreeSet<RecordKey> = lists.into_iter().flatten().map(|line| line.key).collect();
        if open.is_empty() {
            break;
        }
        for key in open {
            desk.except_record(&key, "the central system will not have it").unwrap();
            excepted += 1;
        }
    }
    desk.close().unwrap();
    println!("excepted,{excepted}");
}

/// How it ended.
pub fn end(folder: &Path, control: &str) {
    let desk = sign_in(&folder_of(folder, control).join("counter"), OFFICER);
    let (saved, received, explained, open) = desk.handover_status().unwrap().total();
    desk.close().unwrap();
    println!("saved,{saved}\nreceived,{received}\nexplained,{explained}\nopen,{open}");
    assert_eq!(open, 0);
}
