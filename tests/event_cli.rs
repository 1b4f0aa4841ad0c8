//! The event from the command line: as a person and as a program, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Answer, Demo, Hospital, SUPERVISOR, is_hindi, password_of, program, put, told};
use nirantar::desk::system_clock;
use nirantar::hospital::pack::PackKind;
use serde_json::Value;
use std::path::Path;

struct Counter {
    demo: Demo,
    officer: String,
}

impl Counter {
    fn new() -> Self {
        let demo = Demo::new();
        let officer = demo.path("password").to_str().unwrap().to_owned();
        Self { demo, officer }
    }

    /// As the clerk, with the officer's password beside.
    fn say(&self, args: &[&str]) -> Answer {
        let clerk = ["--user", "asha", "--password-file", &self.officer, "--json"];
        let officer = ["--officer", "rao", "--officer-password-file", &self.officer];
        self.demo.run(&[&clerk, args, &officer].concat())
    }

    fn as_clerk(&self, args: &[&str]) -> Answer {
        self.demo.run(&[&["--user", "asha", "--password-file", &self.officer], args].concat())
    }

    fn path(&self, name: &str) -> String {
        self.demo.path(name).to_str().unwrap().to_owned()
    }
}

fn is_pdf(path: &str) -> bool {
    std::fs::read(path).unwrap().starts_with(b"%PDF")
}

fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

#[test]
fn declared_ended_listed_and_hung_on_the_wall() {
    let counter = Counter::new();
    let declared = counter.say(&["event", "declare", "--reason", "ransomware", "--at", "00:01"]).done().values().remove(0);
    assert_eq!((field(&declared, "scope"), field(&declared, "side"), field(&declared, "officer")), ("hospital", "manual", "rao"));
    counter.say(&["event", "end", "opd", "--reason", "restored"]).done();
    let here = counter.say(&["event", "declare", "opd@k7", "--reason", "no network"]).done().values().remove(0);
    assert_eq!((field(&here, "scope"), field(&here, "by")), ("opd@K7", "asha"));
    let modules = counter.as_clerk(&["--json", "event", "status"]).done().values();
    let opd = modules.iter().find(|m| m["module"] == "opd").unwrap();
    assert_eq!((field(opd, "side"), field(opd, "here"), field(&opd["except"], "K7")), ("central", "manual", "manual"));
    assert_eq!(modules.len(), 6);
    let list = counter.as_clerk(&["--json", "event", "list"]).done().values();
    assert_eq!(list.iter().map(|v| field(v, "scope")).collect::<Vec<_>>(), ["opd@K7", "opd", "hospital"]);
    for whom in ["opd", "lab", "wards", "emergency"] {
        let file = counter.path(&format!("{whom}.pdf"));
        counter.as_clerk(&["notice", "--for", whom, "--out", &file]).done();
        assert!(is_pdf(&file), "{whom}");
    }
    let hindi = counter.as_clerk(&["--lang", "hi", "event", "list"]).done();
    assert!(hindi.out.lines().count() == 3 && is_hindi(&hindi.out), "{}", hindi.out);
}

#[test]
fn what_cannot_be_is_told_in_both_languages() {
    let counter = Counter::new();
    let run = |args: &[&str], common: &[&str]| counter.as_clerk(&[common, args].concat());
    for (code, id, args) in [
        (2, "problem-scope-typed", &["event", "declare", "ward", "--reason", "x"][..]),
        (1, "problem-no-right", &["event", "declare", "--reason", "x"]),
        (1, "problem-form", &["event", "declare", "K99", "--reason", "x"]),
        (1, "problem-notice-none", &["notice", "--out", "x.pdf"]),
        (2, "problem-audience-typed", &["notice", "--for", "all", "--out", "x.pdf"]),
        (1, "problem-slip-mixed", &["event", "take", "NR9"]),
        (1, "problem-no-right", &["roster", "set", "day=today"]),
        (1, "problem-incident-unknown", &["incident", "more", "incident=K7A-99", "what=x"]),
        (1, "problem-drill-none", &["event", "drill", "report"]),
        (1, "problem-drill-where", &["event", "drill", "begin", "--reason", "x"]),
        (1, "problem-drill-none", &["event", "drill", "end"]),
    ] {
        told(code, id, |common| run(args, common));
    }
}

#[test]
fn incidents_roster_and_shift() {
    let counter = Counter::new();
    let as_meena =
        |args: &[&str]| counter.demo.run(&[&["--user", SUPERVISOR, "--password-file", &counter.officer], args].concat());
    let added = counter.as_clerk(&["--json", "incident", "add", "severity=high", "what=no power", "told=Dr Rao"]).done();
    let id = field(&added.values()[0], "entry").to_owned();
    counter.as_clerk(&["incident", "more", &format!("incident={id}"), "done=generator", "over=yes"]).done();
    let incidents = counter.as_clerk(&["--json", "incident", "list"]).done().values();
    assert_eq!(
        (incidents.len(), &incidents[0]["open"], incidents[0]["lines"].as_array().unwrap().len()),
        (1, &Value::Bool(false), 2)
    );
    assert_eq!(counter.as_clerk(&["--json", "incident", "list", "--open"]).done().values().len(), 0);
    as_meena(&["roster", "set", "day=today", "shift=whole", "post=K7", "person=Asha Rawat", "contact=4417"]).done();
    let roster = counter.as_clerk(&["--json", "roster", "show", "--now"]).done().values();
    assert_eq!((roster.len(), &roster[0]["now"]), (1, &Value::Bool(true)));
    let line = field(&roster[0], "line").to_owned();
    let sheet = counter.path("shift.pdf");
    counter.as_clerk(&["shift", "hand", "taker=Ravi", "note=toner is low", "--out", &sheet]).done();
    assert!(is_pdf(&sheet));
    let shifts = counter.as_clerk(&["--json", "shift", "list"]).done().values();
    assert_eq!((shifts.len(), field(&shifts[0], "taker")), (1, "Ravi"));
    for (args, name) in
        [(&["incident", "print"][..], "incidents.pdf"), (&["roster", "print"], "roster.pdf"), (&["shift", "print"], "again.pdf")]
    {
        let file = counter.path(name);
        counter.as_clerk(&[args, &["--out", &file]].concat()).done();
        assert!(is_pdf(&file), "{name}");
    }
    as_meena(&["roster", "strike", &format!("line={line}"), "reason=ill"]).done();
    assert_eq!(counter.as_clerk(&["--json", "roster", "show"]).done().values().len(), 0);
}

#[test]
fn a_drill_from_the_command_line() {
    let hospital = Hospital::new("meena", &system_clock(), |masters| {
        masters.hospital.kind = PackKind::Real;
        "SEVA".clone_into(&mut masters.hospital.site);
    });
    let file = hospital.folder.path().join("meena");
    put(&file, password_of("meena").as_bytes());
    let run = |folder: &Path, args: &[&str]| {
        let mut program = program();
        program.arg("--data").arg(folder).args(["--user", "meena", "--password-file"]).arg(&file).args(args);
        Answer::of(program.output().unwrap())
    };
    let counter = hospital.folder.path().join("counter");
    let begun = run(&counter, &["--json", "event", "drill", "begin", "--reason", "before the migration"]).done();
    let drill = Path::new(field(&begun.values()[0], "drill")).to_owned();
    assert_eq!(drill, counter.join("drill"));
    told(1, "problem-drill-running", |common| run(&counter, &[common, &["event", "drill", "begin", "--reason", "x"]].concat()));
    let patient = r#"{"name":"Radha Testwali","sex":"F","age":34,"clinic":"MED-1","category":"GEN"}"#;
    let lines = hospital.folder.path().join("one.jsonl");
    put(&lines, patient.as_bytes());
    let saved = run(&drill, &["--json", "opd", "register", "--from", lines.to_str().unwrap()]).done().values().remove(0);
    assert!(saved.to_string().contains("\"XK7A-000001-"), "{saved}");
    let notice = hospital.folder.path().join("notice.pdf");
    run(&drill, &["notice", "--drill", "--out", notice.to_str().unwrap()]).done();
    assert!(is_pdf(notice.to_str().unwrap()));
    for form in ["csv", "fhir"] {
        let out = hospital.folder.path().join("out");
        told(1, "problem-export-drill", |common| {
            run(&drill, &[common, &["export", "--as", form, "--out", out.to_str().unwrap()]].concat())
        });
    }
    let status = run(&counter, &["--json", "event", "drill", "status"]).done().values().remove(0);
    assert_eq!(field(&status, "reason"), "before the migration");
    let ended = run(&counter, &["--json", "event", "drill", "end", "--note", "good"]).done().values().remove(0);
    assert_eq!((ended["registered"].as_u64(), field(&ended, "note")), (Some(1), "good"));
    assert!(Path::new(field(&ended, "folder")).starts_with(counter.join("drills")) && !drill.exists());
    let status = run(&counter, &["--json", "event", "drill", "status"]).done().values().remove(0);
    assert!(status["drill"].is_null());
}
