//! The command line as a person and a program meet it: answers in both languages, exit codes, odd but right patients,
//! refusals that say what to write, and no Aadhaar number anywhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Answer, Demo, SUPERVISOR, entries_of, forms, is_hindi, is_sentence, program, put};
use nirantar::desk::{Counter, Place, system_clock};
use nirantar::hospital::identifiers::verhoeff_ok;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::{Body, EntryId};
use regex::Regex;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Registers lines; gives the answers.
fn register(demo: &Demo, lines: &[Value], more: &[&str]) -> Answer {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let file = demo.lines("lines.jsonl", &lines);
    demo.run(&[&["opd", "register", "--from", file.to_str().unwrap()], more].concat())
}

fn radha() -> Value {
    json!({ "name": "Radha Testwali", "name_hi": "राधा टेस्टवाली", "relation": "W/o", "relative_name": "Mohan", "sex": "F", "age": 34,
        "mobile": "9812000345", "pin": "110029", "clinic": "MED-1", "category": "GEN" })
}

#[test]
fn answers_in_both_languages() {
    let demo = Demo::new();
    let mut told = String::new();
    let folder = demo.folder.path().to_str().unwrap().to_owned();
    let times = Regex::new(r"\d{4}-\d\d-\d\dT[0-9:+Z-]+").unwrap();
    let mut show = |args: &[&str]| {
        for lang in ["en", "hi"] {
            let answer = demo.run(&[&["--lang", lang], args].concat());
            let text = format!("{}{}", answer.out, answer.err).replace(&folder, "DIR");
            let text = times.replace_all(&text, "TIME");
            let shown = args.join(" ").replace(&folder, "DIR");
            writeln!(told, "$ nirantar --lang {lang} {shown}\n{}[{}]\n", text, answer.code).unwrap();
        }
    };
    let one = demo.lines("one.jsonl", &[radha().to_string()]);
    let bad = demo
        .lines("bad.jsonl", &[json!({ "name": "", "sex": "?", "age": "300", "mobile": "12", "clinic": "NOWHERE" }).to_string()]);
    let (one, bad) = (one.to_str().unwrap().to_owned(), bad.to_str().unwrap().to_owned());
    let slip = demo.path("slip.pdf");
    let slip = slip.to_str().unwrap();
    show(&["counter", "status"]);
    show(&["find", "nobody"]);
    show(&["opd", "register", "--from", &one]);
    show(&["opd", "register", "--from", &bad]);
    show(&["find", "9812000345"]);
    show(&["find", "राधा"]);
    let numbers = ["DEMO-MK7A-000001", "DEMO-MK7A-000002"].map(|start| {
        let found = demo.run(&["--json", "find", "9812000345"]).values();
        found.iter().map(|v| v["patient"].as_str().unwrap().to_owned()).find(|n| n.starts_with(start)).unwrap()
    });
    show(&["slip", &numbers[0], "--out", slip]);
    show(&["slip", "DEMO-MK7A-000001-?", "--out", slip]);
    show(&["opd", "reprint", &numbers[0], "--out", slip]);
    show(&["opd", "move", &numbers[0], "--clinic", "MED-2", "--reason", "wrong clinic"]);
    show(&["opd", "queue", "call", "MED-1"]);
    show(&["opd", "queue"]);
    show(&["opd", "void", &numbers[1], "--reason", ""]);
    show(&["opd", "void", &numbers[1], "--reason", "entered twice"]);
    show(&["opd", "day"]);
    show(&["opd", "day", "--date", "31-02-2026"]);
    show(&["counter", "status"]);
    show(&["verify"]);
    insta::assert_snapshot!("answers", told);
}

#[test]
fn the_exit_code_says_what_kind_of_trouble() {
    let demo = Demo::new();
    let code = |args: &[&str]| demo.run(args).code;
    assert_eq!(code(&["verify"]), 0);
    assert_eq!(code(&["--help"]), 0);
    assert_eq!(code(&["--version"]), 0);
    assert_eq!(code(&["opd", "day", "--date", "sometime"]), 2);
    assert_eq!(code(&["opd", "day", "--date", "yesterday"]), 0, "days are read alike by every command");
    assert_eq!(code(&["frobnicate"]), 2);
    assert_eq!(code(&["slip"]), 2);
    assert_eq!(code(&["find", "--user", "nobody", "x"]), 1);
    assert_eq!(code(&["slip", "DEMO-MK7A-999999-0", "--out", "x.pdf"]), 1);
    assert_eq!(code(&["opd", "register", "--from", demo.path("nothing").to_str().unwrap()]), 4);
    put(&demo.counter().join("counter.json"), b"{");
    assert_eq!(code(&["verify"]), 3);
    let empty = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| Answer::of(program().arg("--data").arg(empty.path()).args(args).output().unwrap());
    let answer = run(&["verify"]);
    assert_eq!((answer.code, is_sentence(answer.err.trim())), (1, true), "{}", answer.err);
    assert!(std::fs::read_dir(empty.path()).unwrap().next().is_none(), "a look makes nothing");
}

/// What of a patient is the same on every day and machine.
fn people_of(folder: &Path) -> Vec<Value> {
    let password = std::fs::read_to_string(folder.join("password")).unwrap();
    let counter = Counter::open(Place::new(&folder.join("counter")), system_clock()).unwrap();
    let desk = counter.sign_in(SUPERVISOR, password.trim()).map_err(|(_counter, problem)| problem).unwrap();
    let bodies = entries_of(&desk).into_iter().map(|e| e.body);
    bodies
        .filter_map(
            |body| if let Body::Registered { patient, .. } = body { Some(serde_json::to_value(patient).unwrap()) } else { None },
        )
        .map(|mut patient| {
            patient.as_object_mut().unwrap().remove("age");
            patient
        })
        .collect()
}

#[test]
fn the_demo_leaves_what_it_says_and_the_same_seed_gives_the_same_people() {
    let folder = tempfile::tempdir().unwrap();
    let demo = |name: &str, seed: &str| {
        let out = folder.path().join(name);
        let answer = program()
            .args(["--json", "demo", "--patients", "30", "--central", "200", "--seed", seed, "--out"])
            .arg(&out)
            .output()
            .unwrap();
        Answer::of(answer).done();
        out
    };
    let (first, again, other) = (demo("a", "9"), demo("b", "9"), demo("c", "10"));
    let people = people_of(&first);
    assert_eq!(people.len(), 30);
    assert_eq!(people, people_of(&again));
    assert_ne!(people, people_of(&other));
    for name in ["hospital.pack", "password", "counter/nirantar.db", "handover", "central.csv", "counter/patients.nidx"] {
        assert!(first.join(name).exists(), "{name}");
    }
    let slips = std::fs::read_dir(first.join("slips")).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>();
    let named = |part: &str| slips.iter().filter(|p| p.file_name().unwrap().to_str().unwrap().contains(part)).count();
    assert_eq!(named("-DEMO-VK7A-"), 30, "a slip for every out-patient");
    // The day of the wards: forty admissions and more, a mass casualty of twelve, births, deaths, medico-legal cases.
    assert_eq!((named("-admission-slip"), named("-arrival-slip"), named("-discharge-slip")), (42, 15, 11));
    assert_eq!(["LK7A", "BK7A", "SK7A", "DK7A", "CK7A", "NK7A"].map(|series| named(&format!("DEMO-{series}-")) > 0), [true; 6]);
    assert!(slips.iter().all(|p| std::fs::read(p).unwrap().starts_with(b"%PDF-")));
    let twice = Answer::of(program().args(["demo", "--out"]).arg(&first).output().unwrap());
    assert_eq!((twice.code, is_sentence(twice.err.trim())), (1, true), "{}", twice.err);
}

#[test]
fn odd_patients_are_registered_as_they_are() {
    let demo = Demo::new();
    let long = "अनिरुद्धप्रताप ".repeat(9).chars().take(119).collect::<String>() + "ह";
    assert_eq!(long.chars().count(), 120);
    let lines = [
        json!({ "name_hi": long, "sex": "M", "age": "40", "clinic": "MED-1" }),
        json!({ "name": "Baby of Radha", "relation": "B/o", "relative_name": "Radha", "sex": "F", "age": "0 d", "clinic": "MED-1" }),
        json!({ "name": "Unknown", "sex": "M", "age": "~35", "clinic": "MED-1", "mlc": true }),
        json!({ "name": "Sunita", "sex": "F", "age": "1 m", "clinic": "MED-1" }),
        json!({ "name": "Ram", "sex": "M", "age": "70", "mobile": "9812000345", "mobile_of": "relative", "clinic": "MED-1" }),
        json!({ "name": "Shyam", "sex": "M", "age": "7", "mobile": "+91 98120 00345", "mobile_of": "relative", "clinic": "MED-1" }),
        json!({ "full_name": "Gita", "gender": "female", "age": 30, "phone": "९८१२०००३४५", "department": "MED" }),
    ];
    let answer = register(&demo, &lines, &[]).done();
    let saved = answer.values();
    assert!(saved.iter().all(|v| v["saved"] == true), "{}", answer.out);
    let desk = demo.desk(SUPERVISOR);
    let details = |i: usize| {
        let id: EntryId = saved[i]["entry"].as_str().unwrap().parse().unwrap();
        serde_json::to_value(desk.file(&id).unwrap().details).unwrap()
    };
    assert_eq!(details(0)["name"]["hi"], long.as_str(), "the whole name");
    assert_eq!(details(1)["relative"]["relation"], "B/o");
    assert!(details(2)["age"].as_str().unwrap().starts_with('~'), "{}", details(2)["age"]);
    assert_eq!(details(3)["name"], json!({ "en": "Sunita" }));
    for i in 4..7 {
        assert_eq!(details(i)["mobile"], "9812000345", "one telephone, three people");
    }
    desk.close().map(drop).unwrap();
    let found = demo.run(&["--json", "find", "9812000345"]).values();
    assert_eq!(found.len(), 3);
    // A paper of each; the longest name too.
    for value in &saved {
        for paper in ["a5", "a6", "80mm", "58mm"] {
            let out = demo.path(&format!("{paper}.pdf"));
            demo.run(&["slip", value["patient"].as_str().unwrap(), "--paper", paper, "--out", out.to_str().unwrap()]).done();
        }
    }
}

#[test]
fn a_refused_line_says_field_reason_and_what_to_write() {
    let demo = Demo::new();
    let with = |field: &str, value: Value| {
        let mut line = radha();
        line[field] = value;
        line
    };
    let lines = [
        ("name_hi", with("name_hi", json!("क".repeat(121)))),
        ("sex", with("sex", json!("x"))),
        ("age", with("age", json!("34-13-2020"))),
        ("age", with("age", json!(300))),
        ("mobile", with("mobile", json!("12345"))),
        ("pin", with("pin", json!("012345"))),
        ("clinic", with("clinic", json!("NOWHERE"))),
        ("uhid", with("uhid", json!("abc"))),
        ("abha", with("abha", json!("91-1234"))),
        ("patient", with("patient", json!("DEMO-MK7A-000900-X"))),
    ];
    for (lang, hindi) in [("en", false), ("hi", true)] {
        let all: Vec<Value> = lines.iter().map(|(_, line)| line.clone()).collect();
        let answer = register(&demo, &all, &["--lang", lang]);
        assert_eq!(answer.code, 1);
        let values = answer.values();
        assert_eq!(values.len(), lines.len());
        for ((field, _), value) in lines.iter().zip(&values) {
            assert_eq!(value["saved"], false, "{field}: {value}");
            let problem = &value["problem"];
            assert!(
                is_sentence(problem["what"].as_str().unwrap()) && is_hindi(problem["what"].as_str().unwrap()) == hindi,
                "{value}"
            );
            if *field == "patient" {
                continue;
            }
            let beside: Vec<&Value> = problem["fields"].as_array().unwrap().iter().filter(|f| f["field"] == *field).collect();
            assert_eq!(beside.len(), 1, "{field}: {value}");
            for part in ["reason", "write"] {
                let text = beside[0][part].as_str().unwrap();
                assert!(text.chars().count() > 8 && is_hindi(text) == hindi, "{field} {part}: {text:?}");
            }
        }
    }
    assert_eq!(demo.run(&["--json", "counter", "status"]).values()[0]["patients"], 0);
}

/// Twelve digits that are an Aadhaar number by their check digit.
fn aadhaar() -> String {
    (0..10)
        .map(|check| format!("23456789012{check}"))
        .find(|n| verhoeff_ok(&n.bytes().map(|b| b - b'0').collect::<Vec<u8>>()))
        .unwrap()
}

/// Digits of either script, without what stands between them.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10),
            ' ' | '-' | '.' | '\u{a0}' => None,
            _ => Some('x'),
        })
        .collect()
}

fn without_aadhaar(what: &str, bytes: &[u8]) {
    assert!(!digits(&String::from_utf8_lossy(bytes)).contains(&aadhaar()), "an Aadhaar number is in {what}");
}

fn files_below(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn no_aadhaar_number_wherever_it_is_typed() {
    let demo = Demo::new();
    let whole = aadhaar();
    let groups = [&whole[..4], &whole[4..8], &whole[8..]];
    let hindi: String = whole.chars().map(|c| char::from_u32(u32::from('०') + c.to_digit(10).unwrap()).unwrap()).collect();
    let ways = [
        whole.clone(),
        groups.join(" "),
        groups.join("-"),
        hindi,
        format!("uid:{whole}."),
        format!("{} {} no", groups.join(" "), "12"),
    ];
    let fields: Vec<String> = serde_json::to_value(OpdForm::default()).unwrap().as_object().unwrap().keys().cloned().collect();
    let mut lines = Vec::new();
    for way in &ways {
        for field in fields.iter().filter(|f| *f != "mlc").map(String::as_str).chain(["patient", "mobile_of"]) {
            let mut line = radha();
            let sole = ["aadhaar", "mobile", "uhid", "abha", "pin", "patient", "age", "sex", "clinic"].contains(&field);
            line[field] = json!(if sole { way.clone() } else { format!("test {way}") });
            if field == "fee" {
                line["fee"] = json!(format!("exempt: card {way}"));
            }
            lines.push(line);
        }
    }
    let slips = demo.path("slips");
    let answer = register(&demo, &lines, &["--slips", slips.to_str().unwrap()]);
    for line in answer.out.lines() {
        without_aadhaar(&line.replace(|c: char| c.is_ascii_digit(), "#"), line.as_bytes());
    }
    let saved: Vec<Value> = answer.values().into_iter().filter(|v| v["saved"] == true).collect();
    assert!(saved.len() > ways.len() * 8, "only {} were saved: too few to prove it", saved.len());
    let number = |i: usize| saved[i]["visit"].as_str().unwrap().to_owned();
    let reason = format!("card {}", groups.join(" "));
    let change = demo.lines(
        "change.json",
        &[json!({ "remarks": "", "address": format!("near {whole}"), "name": format!("Radha {whole}") }).to_string()],
    );
    demo.run(&["opd", "void", &number(0), "--reason", &reason]).done();
    demo.run(&["opd", "move", &number(1), "--clinic", "MED-2", "--reason", &reason]).done();
    let amended = demo.run(&["opd", "amend", &number(2), "--from", change.to_str().unwrap(), "--reason", &reason]);
    assert!(amended.code <= 1, "{}", amended.err);
    without_aadhaar("the answer to an amendment", amended.err.as_bytes());
    for form in ["csv", "fhir"] {
        demo.run(&["export", "--as", form, "--out", demo.path("handover").to_str().unwrap()]).done();
    }
    demo.run(&["opd", "day", "--out", demo.path("register.pdf").to_str().unwrap()]).done();
    // The journal, as it lies sealed in the database.
    let mut desk = demo.desk(SUPERVISOR);
    desk.keep_draft(&OpdForm { remarks: format!("card {whole}"), aadhaar: whole.clone(), ..forms(1, 1).remove(0) }).unwrap();
    without_aadhaar("a draft", serde_json::to_string(&desk.draft().unwrap().unwrap()).unwrap().as_bytes());
    let mut masked = 0;
    for entry in entries_of(&desk) {
        let signed = desk.store().read().unwrap().signed(&entry.header.id()).unwrap().unwrap();
        without_aadhaar(&entry.header.id().to_string(), &signed.bytes);
        masked += usize::from(String::from_utf8_lossy(&signed.bytes).contains(&whole[8..]));
    }
    assert!(masked > ways.len(), "the last four digits are kept");
    desk.close().map(drop).unwrap();
    // A new letter, opened for a reason.
    demo.run(&["counter", "open", "--new-letter", "--reason", &reason]).done();
    drop(demo.desk(SUPERVISOR));
    no_aadhaar_in_files(demo.folder.path());
}

/// Every file that the program wrote, and what a person reads on its papers.
fn no_aadhaar_in_files(folder: &Path) {
    let mut files = Vec::new();
    files_below(folder, &mut files);
    let mut papers = 0;
    for path in files.iter().filter(|p| !p.ends_with("lines.jsonl") && !p.ends_with("change.json")) {
        without_aadhaar(&path.display().to_string(), &std::fs::read(path).unwrap());
        without_aadhaar("a file's name", path.to_str().unwrap().as_bytes());
        if papers == 40 || path.extension().is_none_or(|e| e != "pdf") {
            continue;
        }
        // Where the reader of PDFs is there; `tests/run` brings it.
        if let Ok(text) = std::process::Command::new("pdftotext").arg("-layout").arg(path).arg("-").output() {
            papers += 1;
            without_aadhaar(&path.display().to_string(), &text.stdout);
        }
    }
}
