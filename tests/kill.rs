//! SIGKILL at random moments: every number that was shown or printed is in the journal exactly once, nothing is half there,
//! the next number is the next one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::entries::Chance;
use common::{Demo, SUPERVISOR, entries_of, findings, forms, people_lines, program};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::views::Saved;
use nirantar::desk::{Desk, PrintWish};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::number::{Number, Series};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::{Body, PaperKind};
use nirantar::paper::Size;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const KILLS: u64 = 200;
/// Kills between two looks at the whole records.
const LOOK_EVERY: u64 = 25;

/// Lets the child speak, kills it, gives the complete lines it had said.
fn kill_while_saving(mut child: Child, wait: Duration, from_first_line: bool) -> Vec<String> {
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut said = Vec::new();
    let mut line = String::new();
    if from_first_line && reader.read_line(&mut line).unwrap() > 0 {
        said.push(line.clone());
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap() == 0 {
            break;
        }
        said.push(line.clone());
    }
    said.retain(|l| l.ends_with('\n'));
    said
}

#[derive(Default)]
struct Shown {
    numbers: BTreeSet<String>,
    lines: u64,
}

impl Shown {
    /// Takes down every number that a child told; the same number twice is the end of the test.
    fn take(&mut self, said: &[String]) {
        for line in said {
            let value: Value = serde_json::from_str(line).expect("a complete line is whole");
            if value["saved"] == true {
                self.lines += 1;
                for name in ["patient", "visit", "receipt"] {
                    if let Some(number) = value[name].as_str() {
                        assert!(self.numbers.insert(number.to_owned()), "{number} was shown twice");
                    }
                }
            }
        }
    }

    /// Every number on a slip that exists under its own name.
    fn take_slips(&mut self, folder: &Path) -> usize {
        let mut slips = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(numbers) = name.strip_suffix("-slip.pdf") else {
                assert!(name.contains(".part"), "{name}");
                continue;
            };
            slips += 1;
            let visit = numbers.rfind("-DEMO-").map(|at| numbers.split_at(at)).unwrap();
            self.numbers.insert(visit.0.to_owned());
            self.numbers.insert(visit.1.trim_start_matches('-').to_owned());
        }
        slips
    }
}

/// Numbers that the journal gave out, each once.
fn numbers_of(desk: &Desk) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for entry in entries_of(desk) {
        let value = serde_json::to_value(&entry.body).unwrap();
        let body = &value["body"];
        let mut found = vec![&body["visit"]["number"], &body["visit"]["receipt"]];
        if matches!(entry.body, Body::Registered { .. }) {
            found.push(&body["patient"]["number"]);
        }
        for number in found.into_iter().filter_map(Value::as_str) {
            assert!(all.insert(number.to_owned()), "{number} is in the journal twice");
        }
    }
    all
}

/// The serials of each series run from 1 without a gap; gives the last of each.
fn serials(numbers: &BTreeSet<String>) -> [u32; Series::ALL.len()] {
    Series::ALL.map(|series| {
        let all: BTreeSet<u32> = numbers
            .iter()
            .filter_map(|n| Number::parse(n).unwrap().parts())
            .filter(|p| p.series == series)
            .map(|p| p.serial)
            .collect();
        let last = all.last().copied().unwrap_or(0);
        assert_eq!(all.len(), usize::try_from(last).unwrap(), "{series:?} has a gap");
        last
    })
}

/// Looks at the records through the library and registers one more: it must get the next numbers.
fn look(demo: &Demo, shown: &mut Shown) {
    let mut desk = demo.desk(SUPERVISOR);
    assert_eq!(findings(&desk), [""; 0]);
    let numbers = numbers_of(&desk);
    let lost: Vec<&String> = shown.numbers.difference(&numbers).collect();
    assert!(lost.is_empty(), "shown, but not in the journal: {lost:?}");
    let [patient, visit, ..] = serials(&numbers);
    let saved = desk.register(&forms(99, 1)[0], &PrintWish::default()).unwrap();
    let serial = |n: &Number| n.parts().unwrap().serial;
    assert_eq!((serial(&saved.patient), serial(&saved.visit)), (patient + 1, visit + 1));
    desk.close().unwrap();
}

#[test]
fn killed_while_saving_two_hundred_times() {
    let demo = Demo::new();
    let file = demo.lines("people.jsonl", &people_lines(5, 2_000));
    let slips = demo.path("slips");
    std::fs::create_dir_all(&slips).unwrap();
    let mut chance = Chance::new(2_022);
    let (mut shown, mut saving) = (Shown::default(), 0u64);
    for kill in 0..KILLS {
        let mut command = program();
        command.arg("--data").arg(demo.counter()).args(["opd", "register", "--from"]).arg(&file);
        // Every third only saves, so that kills fall between and into commits more often.
        if kill % 3 != 0 {
            command.arg("--slips").arg(&slips);
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // One in eight dies while it signs in or opens the records, the others while they save.
        let early = kill % 8 == 7;
        let said = kill_while_saving(child, Duration::from_micros(1_000 + chance.below(149_000)), !early);
        saving += u64::from(!said.is_empty());
        shown.take(&said);
        if kill % LOOK_EVERY == LOOK_EVERY - 1 {
            look(&demo, &mut shown);
        }
    }
    let printed = shown.take_slips(&slips);
    look(&demo, &mut shown);
    assert!(saving > KILLS * 3 / 4, "only {saving} were saving when they were killed");
    assert!(shown.lines > KILLS && printed > 50, "{} lines, {printed} slips", shown.lines);
    let answer = demo.run(&["verify"]).done();
    assert!(answer.out.split_whitespace().count() > 3, "{}", answer.out);
}

#[test]
fn what_a_kill_left_unwritten_after_commit_is_made_up_for() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let wish = PrintWish(vec![(PaperKind::Slip, Size::A6)]);
    // One clinic: the first token of another would be looked up in the rows, which writes them.
    let people = forms(7, 6);
    let form = |n: usize| OpdForm { clinic: people[0].clinic.clone(), doctor: String::new(), ..people[n].clone() };
    let saved: Vec<Saved> = (0..5).map(|n| desk.register(&form(n), &wish).unwrap()).collect();
    // Rows follow COMMIT; a program killed before has only the journal. Dropped here, as the kernel would.
    let rows = desk.store().reader(desk.key()).unwrap();
    assert_eq!((rows.read().patients_total().unwrap(), rows.read().prints().unwrap().len()), (0, 0));
    drop(rows);
    drop(desk);
    let mut desk = demo.desk(SUPERVISOR);
    for one in &saved {
        assert_eq!(desk.find(one.patient.as_str()).unwrap().lines.len(), 1, "{}", one.patient);
    }
    let mut waiting: Vec<u64> = desk.prints().unwrap().iter().map(|line| line.id).collect();
    waiting.sort_unstable();
    assert_eq!(waiting, saved.iter().flat_map(|one| one.prints.clone()).collect::<Vec<_>>());
    let next = desk.register(&form(5), &wish).unwrap();
    assert_eq!(next.patient.parts().unwrap().serial, 6);
    assert_eq!(next.token.serial, 6);
    assert_eq!(next.prints, [waiting.len() as u64 + 1]);
    assert_eq!(findings(&desk), [""; 0]);
}

#[test]
fn killed_while_setting_up() {
    let mut chance = Chance::new(7);
    let folder = tempfile::tempdir().unwrap();
    let (mut half, mut whole) = (0, 0);
    for round in 0..24u64 {
        let out = folder.path().join(round.to_string());
        let demo = |patients: &str| {
            let mut command = program();
            command
                .args(["demo", "--no-slips", "--central", "0", "--patients", patients, "--out"])
                .arg(&out)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let mut child = demo("3").spawn().unwrap();
        std::thread::sleep(Duration::from_micros(chance.below(if round % 2 == 0 { 60_000 } else { 700_000 })));
        child.kill().unwrap();
        child.wait().unwrap();
        let counter = out.join("counter");
        if counter.join("counter.json").exists() {
            whole += 1;
        } else {
            // Nothing that counts was there yet: set-up simply begins anew.
            half += 1;
            assert!(demo("1").status().unwrap().success(), "round {round}");
        }
        let status = program().arg("--data").arg(&counter).arg("verify").status().unwrap();
        assert!(status.success(), "round {round}");
    }
    assert!(half > 0, "{half} half, {whole} whole");
}

const WORK_CHILD: &str = "NIRANTAR_TEST_WORKS_IN";

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (code, value) in pairs {
        sheet.set(code, *value);
    }
    sheet
}

/// Not a test by itself: counter, emergency, ward and registers one after the other until it is killed. Run by the test below.
#[test]
fn child_that_does_mixed_work() {
    let Some(folder) = std::env::var_os(WORK_CHILD) else { return };
    let folder = Path::new(&folder);
    let password = std::fs::read_to_string(folder.join("password")).unwrap();
    let place = nirantar::desk::Place::new(&folder.join("counter"));
    let counter = nirantar::desk::Counter::open(place, nirantar::desk::system_clock()).unwrap();
    let mut desk = counter.sign_in(SUPERVISOR, password.trim()).map_err(|(_counter, problem)| problem).unwrap();
    let mut out = std::io::stdout().lock();
    let mut tell = |numbers: &[Option<&Number>]| {
        let numbers: Vec<&str> = numbers.iter().flatten().map(|n| n.as_str()).collect();
        writeln!(out, "gave {}", numbers.join(" ")).unwrap();
        out.flush().unwrap();
    };
    let wish = CaseWish(Some(Size::A6));
    for form in forms(3, 400).iter().cycle() {
        let opd = desk.register(form, &PrintWish::default()).unwrap();
        tell(&[Some(&opd.patient), Some(&opd.visit), opd.receipt.as_ref()]);
        let came = desk.fill(FormId::Arrival, &sheet(&[("sex", "M"), ("police", "yes")]), wish).unwrap();
        tell(&[came.patient_number.as_ref(), came.number.as_ref()]);
        let about = came.patient_number.as_ref().unwrap().to_string();
        let stay = desk.fill(FormId::Admission, &sheet(&[("patient", &about), ("ward", "MED-M1")]), wish).unwrap();
        tell(&[stay.number.as_ref()]);
        desk.fill(FormId::Transfer, &sheet(&[("patient", &about), ("ward", "MED-M2"), ("reason", "full")]), wish).unwrap();
        let asked = [("ward", "MED-M2"), ("to", "pharmacy"), ("items", "ORS × 2"), ("patient", &about)];
        let indent = desk.fill(FormId::Indent, &sheet(&asked), wish).unwrap();
        tell(&[indent.number.as_ref()]);
        desk.fill(FormId::Discharge, &sheet(&[("patient", &about), ("outcome", "died-under-48")]), wish).unwrap();
        let cause = [
            ("patient", &*about),
            ("line_a", "Head injury"),
            ("manner", "accident"),
            ("injury_how", "road"),
            ("doctor", "D001"),
            ("verified", "now"),
        ];
        let cause = desk.fill(FormId::Cause, &sheet(&cause), wish).unwrap();
        tell(&[cause.number.as_ref()]);
        let packs = desk.fill(FormId::Prepare, &sheet(&[("count", "3"), ("event", "bus")]), wish).unwrap();
        tell(&[packs.patient_number.as_ref(), packs.number.as_ref()]);
    }
}

#[test]
fn killed_two_hundred_times_during_mixed_work() {
    let demo = Demo::new();
    let mut chance = Chance::new(1_947);
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut working = 0;
    for kill in 0..KILLS {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["child_that_does_mixed_work", "--exact", "--nocapture", "--test-threads=1"])
            .env(WORK_CHILD, demo.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = kill_after(child, Duration::from_micros(chance.below(120_000)), "gave ");
        for line in &said {
            let Some((_, numbers)) = line.trim().split_once("gave ") else { continue };
            working += 1;
            for number in numbers.split_whitespace() {
                assert!(given.insert(number.to_owned()), "{number} was shown twice");
            }
        }
        if kill % LOOK_EVERY == LOOK_EVERY - 1 {
            whole(&demo, &given);
        }
    }
    assert!(working > KILLS, "{working} steps were told");
    whole(&demo, &given);
    let gaps = demo.run(&["register", "gaps", "--json"]).done();
    assert!(gaps.values().iter().all(|v| v["missing"].as_array().is_some_and(Vec::is_empty)), "{}", gaps.out);
    assert!(gaps.values().iter().filter(|v| v["count"].as_u64() > Some(10)).count() >= 6, "{}", gaps.out);
}

/// Chain, rows and series are sound, and everything that was told is there.
fn whole(demo: &Demo, given: &BTreeSet<String>) {
    let desk = demo.desk(SUPERVISOR);
    assert_eq!(findings(&desk), [""; 0]);
    let mut there: BTreeSet<String> = BTreeSet::new();
    for entry in entries_of(&desk) {
        for number in entry.body.numbers() {
            assert!(there.insert(number.to_string()), "{number} is in the journal twice");
        }
    }
    let lost: Vec<&String> = given.difference(&there).collect();
    assert!(lost.is_empty(), "shown, but not in the journal: {lost:?}");
    desk.close().map(drop).unwrap();
}

const DRAFT_CHILD: &str = "NIRANTAR_TEST_DRAFTS_IN";

/// Not a test by itself: keeps one draft after the other until it is killed. Run by the test below.
#[test]
fn child_that_keeps_drafts() {
    let Some(folder) = std::env::var_os(DRAFT_CHILD) else { return };
    let folder = Path::new(&folder);
    let password = std::fs::read_to_string(folder.join("password")).unwrap();
    let place = nirantar::desk::Place::new(&folder.join("counter"));
    let counter = nirantar::desk::Counter::open(place, nirantar::desk::system_clock()).unwrap();
    let mut desk = counter.sign_in(SUPERVISOR, password.trim()).map_err(|(_counter, problem)| problem).unwrap();
    let mut form = forms(3, 1).remove(0);
    let mut out = std::io::stdout().lock();
    for n in 0u64.. {
        form.remarks = format!("{n} {}", "घुटने में दर्द ".repeat(8));
        desk.keep_draft(&form).unwrap();
        writeln!(out, "kept {n}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_draft_survives_a_kill() {
    let demo = Demo::new();
    let mut chance = Chance::new(11);
    for _ in 0..12 {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["child_that_keeps_drafts", "--exact", "--nocapture", "--test-threads=1"])
            .env(DRAFT_CHILD, demo.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = kill_after(child, Duration::from_micros(chance.below(80_000)), "kept ");
        let last: u64 = said.iter().rev().find_map(|l| l.trim().rsplit_once("kept ")?.1.parse().ok()).expect("a draft was kept");
        let desk = demo.desk(SUPERVISOR);
        let draft = desk.draft().unwrap().expect("the draft is there");
        let n: u64 = draft.remarks.split(' ').next().unwrap().parse().unwrap();
        assert!(n == last || n == last + 1, "draft {n}, told {last}");
        assert_eq!(draft.name, forms(3, 1)[0].name);
        desk.close().unwrap();
    }
}

/// As `kill_while_saving`, but counts from the first line of the child's own: the test harness speaks before it.
fn kill_after(mut child: Child, wait: Duration, mark: &str) -> Vec<String> {
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut said = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 0 {
        said.push(std::mem::take(&mut line));
        if said.last().is_some_and(|l| l.contains(mark)) {
            break;
        }
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    while reader.read_line(&mut line).unwrap() > 0 {
        said.push(std::mem::take(&mut line));
    }
    said.retain(|l| l.ends_with('\n'));
    said
}
