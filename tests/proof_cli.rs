//! The proof of a hand-over from the command line: as a person and as a program, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;
#[path = "handover/handed.rs"]
mod handed;

use common::{Answer, Demo, SUPERVISOR, is_hindi, put, told};
use handed::{Handed, uhid};
use std::fmt::Write as _;

struct World {
    demo: Demo,
    password: String,
    numbers: Vec<String>,
}

impl World {
    /// Five people, of whom the last has no receipt.
    fn new() -> Self {
        let mut handed = Handed::new(5);
        handed.check();
        handed.hand_over(1);
        let numbers = handed.saved.iter().map(|saved| saved.patient.to_string()).collect();
        let Handed { demo, desk, .. } = handed;
        desk.close().unwrap();
        let password = demo.path("password").to_str().unwrap().to_owned();
        Self { demo, password, numbers }
    }

    fn run(&self, args: &[&str]) -> Answer {
        self.demo.run(&[&["--user", SUPERVISOR, "--password-file", &self.password], args].concat())
    }

    fn path(&self, name: &str) -> String {
        self.demo.path(name).to_str().unwrap().to_owned()
    }
}

fn is_pdf(path: &str) -> bool {
    std::fs::read(path).unwrap().starts_with(b"%PDF")
}

#[test]
fn every_paper_is_written() {
    let world = World::new();
    let papers: [&[&str]; 11] = [
        &["gaps"],
        &["report", "--note", "more printers"],
        &["report", "--from", "24-11-2022"],
        &["exceptions"],
        &["fixlist"],
        &["crosswalk", "slips"],
        &["crosswalk", "slips", "--paper", "80mm", "--patient", &uhid(1)],
        &["crosswalk", "labels"],
        &["crosswalk", "labels", "--day", "today"],
        &["crosswalk", "register"],
        &["certificate", "--officer", "rao", "--officer-password-file", &world.password, "--note", "first half"],
    ];
    for (at, args) in papers.into_iter().enumerate() {
        let file = world.path(&format!("{at}.pdf"));
        let answer = world.run(&[&["--json"], args, &["--out", &file]].concat()).done();
        assert!(is_pdf(&file), "{args:?}");
        assert!(answer.values().iter().any(|value| value["file"] == file.as_str()), "{args:?}: {}", answer.out);
    }
    let made = world.run(&["--json", "certificate", "--list"]).done().values();
    assert_eq!((made.len(), &made[0]["partial"], &made[0]["open"]), (1, &true.into(), &2.into()));
    let again = world.path("again.pdf");
    world.run(&["certificate", "--of", made[0]["certificate"].as_str().unwrap(), "--out", &again]).done();
    assert!(is_pdf(&again));
    let hindi = world.run(&["--lang", "hi", "certificate", "--list"]).done();
    assert!(is_hindi(&hindi.out) && hindi.out.contains("आंशिक"), "{}", hindi.out);
}

#[test]
fn numbers_lead_to_the_uhid_and_back() {
    let world = World::new();
    let find = |text: &str| world.run(&["--json", "crosswalk", "find", text]).done().values().remove(0);
    assert_eq!(find(&world.numbers[2])["central"]["uhid"], uhid(2).as_str());
    assert_eq!(find(&uhid(2))["patient"], world.numbers[2].as_str());
    assert!(find(&world.numbers[4])["central"].is_null());
    let hindi = world.run(&["--lang", "hi", "crosswalk", "find", &uhid(0)]).done().out;
    assert!(is_hindi(&hindi) && hindi.contains(&world.numbers[0]), "{hindi}");
    let found = world.run(&["--json", "find", &uhid(3)]).done().values().remove(0);
    assert_eq!((&found["patient"], &found["crossing"]["received"]), (&world.numbers[3].as_str().into(), &true.into()));
    let folder = world.path("crosswalk");
    world.run(&["crosswalk", "csv", "--out", &folder]).done();
    let csv = std::fs::read_to_string(world.demo.path("crosswalk").join("crosswalk.csv")).unwrap();
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(csv.contains(&format!("{},{},given,yes", world.numbers[0], uhid(0))), "{csv}");
}

#[test]
fn both_sides_are_compared() {
    let world = World::new();
    let (file, central) = (world.path("control_totals.csv"), world.path("central.csv"));
    world.run(&["totals", "--out", &file]).done();
    let ours = std::fs::read_to_string(&file).unwrap();
    let mut theirs = "day,counter,department,kind,count\n".to_owned();
    for line in ours.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(theirs, "{},{}", cells[..4].join(","), cells[5]).unwrap();
    }
    put(world.demo.path("central.csv").as_path(), theirs.as_bytes());
    world.run(&["totals", "--out", &file, "--central", &central]).done();
    put(
        world.demo.path("central.csv").as_path(),
        (theirs + "2022-11-24,K9A,MED,visit,4\nyesterday,K9A,MED,visit,4\n").as_bytes(),
    );
    let differs = world.run(&["--json", "totals", "--out", &file, "--central", &central]);
    assert_eq!(differs.code, 1);
    let said = differs.values();
    assert_eq!((&said[0]["counter"], &said[0]["central"], &said[0]["received"]), (&"K9A".into(), &4.into(), &0.into()));
    assert_eq!(said.last().unwrap()["not_understood"].as_array().unwrap().len(), 1);
    let hindi = world.run(&["--lang", "hi", "totals", "--out", &file, "--central", &central]).out;
    assert!(hindi.lines().skip(1).all(is_hindi), "{hindi}");
    assert!(std::fs::read_to_string(&file).unwrap().lines().next().unwrap().ends_with(",central"));
}

#[test]
fn what_cannot_be_is_told_in_both_languages() {
    let world = World::new();
    put(world.demo.path("bad.csv").as_path(), b"a,b\n1,2\n");
    let (bad, out) = (world.path("bad.csv"), world.path("x.pdf"));
    for (code, id, args) in [
        (1, "problem-control-columns", &["totals", "--out", &out, "--central", &bad][..]),
        (1, "problem-report-days", &["report", "--out", &out, "--from", "24-11-2030", "--to", "23-11-2030"]),
        (2, "problem-date", &["report", "--out", &out, "--from", "soon"]),
        (1, "problem-ward-unknown", &["crosswalk", "slips", "--out", &out, "--ward", "XX"]),
        (1, "problem-clinic-unknown", &["crosswalk", "slips", "--out", &out, "--clinic", "XX"]),
        (1, "problem-crosswalk-none", &["crosswalk", "labels", "--tubes", "--out", &out]),
        (1, "problem-crosswalk-none", &["crosswalk", "slips", "--out", &out, "--patient", &world.numbers[4]]),
        (1, "problem-not-found", &["certificate", "--of", "K7A-1", "--out", &out]),
    ] {
        told(code, id, |common| world.run(&[common, args].concat()));
    }
    let clerk = |args: &[&str]| world.demo.run(&[&["--user", "asha", "--password-file", &world.password], args].concat());
    told(1, "problem-no-right", |common| clerk(&[common, &["certificate"]].concat()));
    told(1, "problem-no-right", |common| clerk(&[common, &["gaps", "--out", &out]].concat()));
}
