//! Analysers' files and other people's HL7: our worklists are valid for hl7apy (STRICT) and python-hl7, and a file of results that these
//! take is read by us.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

use chrono::{DateTime, FixedOffset, NaiveDate};
use nirantar::exchange::analyser::{WorkTest, WorklistHead, WorklistItem, read, worklist_hl7};
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::lab::{Accession, AccessionKind, AccessionParts, Catalogue};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hospital::pack::{check, demo};
use nirantar::hospital::sex::Sex;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn time() -> DateTime<FixedOffset> {
    "2022-11-24T09:30:05+05:30".parse().unwrap()
}

fn tube(serial: u32) -> Accession {
    let counter = CounterCode::new("L1").unwrap();
    Accession::new(&AccessionParts { mode: Mode::Event, kind: AccessionKind::Tube, counter, letter: 'A', serial }).unwrap()
}

const NAMES: [&str; 4] = ["Sunita Devi", "A | B ^ C & D ~ E \\ F", "सुनीता देवी", "D'Souza, Père"];

/// Sixty tubes with every test of the catalogue among them.
fn items() -> Vec<WorklistItem> {
    let catalogue = Catalogue::of(&check(&demo::files()).unwrap());
    let day = NaiveDate::from_ymd_opt(2022, 11, 24).unwrap();
    let ages = [
        Age::Born(day),
        Age::Said { value: 34, unit: AgeUnit::Years, on: day },
        Age::About { years: 60, on: day },
        Age::Unknown(day),
    ];
    let sexes = [Sex::Female, Sex::Male, Sex::Other, Sex::Unknown];
    let tests = |n: usize| catalogue.tests.iter().skip(n * 2 % catalogue.tests.len()).take(1 + n % 5);
    (0..60)
        .map(|n| {
            let first = tests(n).next().unwrap();
            WorklistItem {
                accession: tube(u32::try_from(n).unwrap() + 1),
                patient_number: if n % 7 == 0 { String::new() } else { format!("MK7A-{n:06}-T") },
                name: NAMES[n % 4].to_owned(),
                sex: sexes[n % 4],
                age: ages[n % 4],
                urgent: n % 3 == 0,
                collected: (n % 2 == 0).then(time),
                specimen: first.specimen.clone(),
                specimen_sct: if n % 5 == 0 { String::new() } else { first.specimen_sct.clone() },
                tests: tests(n)
                    .map(|t| WorkTest { code: t.code.clone(), loinc: t.loinc.clone(), name: t.name.en.clone() })
                    .collect(),
            }
        })
        .collect()
}

#[allow(clippy::disallowed_methods, reason = "files of a test in a folder of its own; a torn one fails the test")]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// Gives a batch to the receivers, with what they must find in it.
fn receive(bytes: &[u8], truth: &Value) {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    assert!(
        tools.join("receivers.sha256").exists(),
        "the receivers are not installed in {}; run tests/run, which installs them and runs all tests",
        tools.display()
    );
    let folder = tempfile::tempdir().unwrap();
    let (batch, expected) = (folder.path().join("batch.hl7"), folder.path().join("expected.json"));
    put(&batch, bytes);
    put(&expected, truth.to_string().as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers/hl7_batch.py");
    let run = Command::new(tools.join("python/bin/python")).arg(script).args([batch, expected]).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "hl7_batch.py: {told}");
}

#[test]
fn a_worklist_is_valid_hl7_for_others() {
    let items = items();
    let head = WorklistHead {
        mode: Mode::Event,
        facility: "AIIMSND".to_owned(),
        counter: "L1A".to_owned(),
        made: time(),
        control: "L1A2211240930".to_owned(),
    };
    let orders = items.iter().flat_map(|item| item.tests.iter().map(move |test| (item, test)));
    let messages: Vec<Value> = orders
        .enumerate()
        .map(|(n, (item, test))| {
            json!({
                "id": format!("L1A2211240930-{}", n + 1),
                "name": item.name,
                "specimens": [item.accession.to_string()],
                "tests": [if test.loinc.is_empty() { &test.code } else { &test.loinc }],
            })
        })
        .collect();
    let bytes = worklist_hl7(&head, &items).unwrap();
    receive(&bytes, &json!({ "event": "OML^O21^OML_O21", "messages": messages }));
}

/// A file of results as an analyser would write it, valid for others.
fn results() -> (Vec<u8>, Value) {
    let mut text = String::from("FHS|^~\\&|BS-240|LAB|NIRANTAR|AIIMSND|20221124100000+0530||results.hl7||B1\r");
    text.push_str("BHS|^~\\&|BS-240|LAB|NIRANTAR|AIIMSND|20221124100000+0530||ORU|results|B1\r");
    let mut messages = Vec::new();
    for n in 1..=20_u32 {
        let (tube, name) = (tube(n), if n % 2 == 0 { "Devi^Sunita" } else { "देवी^सुनीता" });
        write!(
            text,
            "MSH|^~\\&|BS-240|LAB|NIRANTAR|AIIMSND|20221124093000+0530||ORU^R01^ORU_R01|R{n}|P|2.5.1|||AL|NE|IND|UNICODE UTF-8\r\
             PID|1||X{n}^^^AIIMSND^MR||{name}|||F\r\
             ORC|RE|LO{n:06}^NIRANTAR|LR{n:06}^LAB\r\
             OBR|1|LO{n:06}^NIRANTAR|LR{n:06}^LAB|24326-1^Electrolytes^LN|||20221124090000+0530|||||||||||||||20221124093000+0530||CH|F\r\
             OBX|1|NM|2823-3^Potassium^LN^K^Potassium^L||{n}.5|mmol/L^^UCUM|3.5-5.1|HH|||F|||20221124090000+0530|||||202211240929{n:02}+0530\r\
             OBX|2|SN|2951-2^Sodium^LN^NA^Sodium^L||<^1{n:02}|mmol/L^^UCUM|136-145||||F\r\
             OBX|3|ST|600-7^Culture^LN||grown \\T\\ typed {n}||||||F\r\
             NTE|1||A remark\r\
             SPM|1|{tube}&NIRANTAR||119364003^Serum^SCT|||||||||||||20221124090000+0530\r",
        ).unwrap();
        messages.push(json!({
            "id": format!("R{n}"),
            "name": name.split('^').next(),
            "specimens": [tube.to_string()],
            "tests": ["24326-1"],
            "values": [format!("{n}.5"), format!("<^1{n:02}"), format!("grown & typed {n}")],
        }));
    }
    text.push_str("BTS|20|results\rFTS|1|end\r");
    (text.into_bytes(), json!({ "event": "ORU^R01^ORU_R01", "messages": messages }))
}

#[test]
fn results_that_are_valid_for_others_are_read() {
    let (bytes, truth) = results();
    receive(&bytes, &truth);
    let file = read(&bytes, *time().offset()).unwrap();
    assert_eq!((file.results.len(), file.faults.len()), (60, 0), "{:?}", file.faults);
    for (at, three) in file.results.chunks(3).enumerate() {
        let n = u32::try_from(at).unwrap() + 1;
        assert!(three.iter().all(|r| r.accession == tube(n).to_string()));
        let values: Vec<&str> = three.iter().map(|r| r.value.as_str()).collect();
        assert_eq!(values, [format!("{n}.5"), format!("<1{n:02}"), format!("grown & typed {n}")]);
    }
    let first = &file.results[0];
    assert_eq!(
        (first.test.as_str(), first.names.as_slice(), first.flag.as_str()),
        ("2823-3", ["K", "Potassium"].map(str::to_owned).as_slice(), "HH")
    );
    assert_eq!(first.at.unwrap().to_rfc3339(), "2022-11-24T09:29:01+05:30");
}
