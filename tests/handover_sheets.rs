//! Batches as tables, given to real receivers: Frictionless takes the CSV folder of each stage, openpyxl reads the workbook, and both hold
//! the same, cell by cell.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

#[allow(dead_code, reason = "shared with tests/exchange.rs, which uses the rest")]
#[path = "exchange/lab_day.rs"]
mod lab_day;
#[allow(dead_code, reason = "shared with tests/exchange.rs, which uses the rest")]
#[path = "exchange/sample.rs"]
mod sample;
#[path = "handover/world.rs"]
mod world;

use nirantar::exchange::Batch;
use nirantar::exchange::sheets::{Leaving, SheetsRoad, csv_batch, tables, workbook};
use nirantar::hospital::number::Mode;
use nirantar::journal::{Mark, RecordKey, Stage};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use world::World;

struct Left {
    stage: Stage,
    key: RecordKey,
    number: String,
    patient_number: String,
    bytes: Vec<u8>,
}

impl Left {
    fn leaving(&self) -> Leaving<'_> {
        Leaving {
            record: &self.key,
            mark: Mark::of(&self.bytes),
            number: &self.number,
            patient_number: &self.patient_number,
            bytes: &self.bytes,
        }
    }
}

fn leave(world: &World) -> Vec<Left> {
    let road = SheetsRoad::new(&world.batch()).unwrap();
    let mut all = Vec::new();
    world.each(&mut |name, record| {
        let mut bytes = b"before".to_vec();
        road.record(record, &mut bytes).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let bytes = bytes.split_off(6);
        assert!(!bytes.is_empty(), "{name}");
        let number = record.number().map_or_else(String::new, ToString::to_string);
        let patient_number = record.patient.map_or_else(String::new, |row| row.number.to_string());
        all.push(Left { stage: record.stage(), key: record.key.clone(), number, patient_number, bytes });
    });
    all
}

#[test]
fn a_merge_that_is_taken_back_says_so() {
    let world = World::new(Mode::Event);
    let road = SheetsRoad::new(&world.batch()).unwrap();
    let mut told = BTreeMap::new();
    world.again(&mut |name, record| {
        let fields = road.fields(record).unwrap();
        told.insert(name.to_owned(), fields.into_iter().find(|(name, _)| name == "kind").map(|(_, kind)| kind));
    });
    assert_eq!(told["merge_taken_back"].as_deref(), Some("apart"));
    assert_eq!(told.len(), 3);
}

#[allow(clippy::disallowed_methods, reason = "files of a test in a folder of its own; a torn one fails the test")]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

fn receive(args: &[&Path]) {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    assert!(
        tools.join("receivers.sha256").exists(),
        "the receivers are not installed in {}; run tests/run, which installs them and runs all tests",
        tools.display()
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers/sheets.py");
    let run = Command::new(tools.join("python/bin/python")).arg(script).args(args).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "sheets.py: {told}");
}

#[test]
fn every_stage_is_taken_as_folder_and_as_workbook() {
    for mode in [Mode::Event, Mode::Demo] {
        let world = World::new(mode);
        let left = leave(&world);
        let folder = tempfile::tempdir().unwrap();
        let mut stages = BTreeMap::new();
        for stage in Stage::ALL {
            let lines: Vec<Leaving<'_>> = left.iter().filter(|one| one.stage == stage).map(Left::leaving).collect();
            assert!(!lines.is_empty(), "{stage:?}");
            let at = folder.path().join(stage.code());
            std::fs::create_dir(&at).unwrap();
            let batch = csv_batch(&world.batch(), stage, &lines).unwrap();
            for (name, bytes) in &batch.files {
                put(&at.join(name), bytes);
            }
            let book = workbook(&world.batch(), stage, &lines).unwrap();
            put(&folder.path().join(format!("{}.xlsx", stage.code())), &book);
            let later = Batch { made: chrono::DateTime::UNIX_EPOCH.fixed_offset(), by: "yusuf", ..world.batch() };
            assert!(csv_batch(&later, stage, &lines).unwrap().files == batch.files, "{stage:?}: the same batch, other files");
            assert!(workbook(&later, stage, &lines).unwrap() == book, "{stage:?}: the same batch, another workbook");
            let names: Vec<&str> = tables(stage).iter().map(|table| table.name()).chain(["records"]).collect();
            let keys: Vec<String> = lines.iter().map(|line| line.record.to_string()).collect();
            let marks: Vec<String> = lines.iter().map(|line| line.mark.to_string()).collect();
            stages.insert(stage.code(), json!({ "tables": names, "records": keys, "marks": marks }));
            let sums: Vec<&str> = batch.manifest.files.iter().map(|file| file.name.as_str()).collect();
            assert_eq!(sums, batch.files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
        }
        put(&folder.path().join("expected.json"), json!(stages).to_string().as_bytes());
        receive(&[folder.path(), &folder.path().join("expected.json")]);
    }
}

#[test]
fn a_record_looks_like_this() {
    let left = leave(&World::new(Mode::Demo));
    let mut seen: Vec<&str> = Vec::new();
    for one in &left {
        let name = one.key.kind.code();
        let name = if one.stage == Stage::Links && name == "identity" { "link" } else { name };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        insta::with_settings!({ snapshot_path => "handover/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("rows_{name}"), String::from_utf8(one.bytes.clone()).unwrap().replace('\r', "<CR>"));
        });
    }
    assert_eq!(seen.len(), 14);
}

#[test]
fn what_is_no_row_of_the_stage_is_told() {
    let world = World::new(Mode::Event);
    let left = leave(&world);
    let visit = left.iter().find(|one| one.stage == Stage::Over).unwrap().leaving();
    let wrong = |stage: Stage, line: Leaving<'_>| csv_batch(&world.batch(), stage, &[line]).err().unwrap().id;
    assert_eq!(wrong(Stage::Orders, visit), "problem-sheet-row");
    assert_eq!(wrong(Stage::Over, Leaving { bytes: b"a,b\r\n", ..visit }), "problem-sheet-row");
    assert_eq!(wrong(Stage::Over, Leaving { bytes: b"visits\r\na,b\r\n", ..visit }), "problem-export-write");
    assert_eq!(wrong(Stage::Over, Leaving { bytes: b"nonsense\r\n", ..visit }), "problem-sheet-row");
    let long = format!("visits\r\na,{}\r\n", "x".repeat(40_000));
    let problem = workbook(&world.batch(), Stage::Over, &[Leaving { bytes: long.as_bytes(), ..visit }]).unwrap_err();
    assert_eq!(problem.id, "problem-sheet-long");
    let drill = World::new(Mode::Drill);
    assert_eq!(SheetsRoad::new(&drill.batch()).err().unwrap().id, "problem-export-drill");
    let road = SheetsRoad::new(&world.batch()).unwrap();
    drill.each(&mut |name, record| {
        let mut out = Vec::new();
        assert_eq!(road.record(record, &mut out).unwrap_err().id, "problem-export-mixed", "{name}");
        assert!(out.is_empty());
    });
}
