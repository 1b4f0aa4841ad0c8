//! What leaves, given to real receivers: Frictionless, pandas, fhir.resources and a FHIR server in one process (Medplum).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

mod common;
#[path = "exchange/lab.rs"]
mod lab;
#[path = "exchange/lab_day.rs"]
mod lab_day;
#[path = "exchange/sample.rs"]
mod sample;
#[path = "exchange/wards.rs"]
mod wards;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::Duration;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use nirantar::desk::ExportKind;
use nirantar::exchange::{
    BUNDLES_FILE, Batch, CaseRow, CsvExport, CsvFinished, DATAPACKAGE_FILE, FhirExport, FhirFinished, Form, MANIFEST_FILE,
    Manifest, Table, file_name, folder_name,
};
use nirantar::hospital::identifiers::Mobile;
use nirantar::hospital::ipd::Outcome;
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hospital::pack::{Masters, PackKind, check, demo};
use nirantar::journal::Register;
use nirantar::journal::fold::{CaseBody, CaseState};
use nirantar::problem::{Problem, Trouble};
use sample::{Person, people};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use wards::House;

const PEOPLE: u32 = 300;
/// The server in one process looks through everything it has for every conditional entry: a few people show the same.
const SERVED: u32 = 18;

fn masters(mode: Mode) -> Masters {
    let mut masters = check(&demo::files()).unwrap();
    if mode != Mode::Demo {
        "SEVA".clone_into(&mut masters.hospital.site);
        masters.hospital.kind = PackKind::Real;
    }
    masters
}

fn batch<'a>(masters: &'a Masters, counter: &'a CounterCode, mode: Mode) -> Batch<'a> {
    Batch { masters, mode, counter, letter: 'A', made: sample::time() + Duration::hours(9), by: "meena" }
}

fn counter() -> CounterCode {
    CounterCode::new("K7").unwrap()
}

#[allow(clippy::unnecessary_wraps, reason = "the exporter is given a way to open files, which may fail")]
fn in_memory(_name: &str) -> Result<Vec<u8>, Problem> {
    Ok(Vec::new())
}

fn table(done: &CsvFinished<Vec<u8>>, table: Table) -> &Vec<u8> {
    &done.tables.iter().find(|(t, _)| *t == table).unwrap().1
}

fn csv_of(batch: Batch<'_>, people: &[Person]) -> CsvFinished<Vec<u8>> {
    let mut export = CsvExport::new(batch, in_memory).unwrap();
    for person in people {
        export.patient(&person.row()).unwrap();
        person.visit_rows().for_each(|row| export.visit(&row).unwrap());
    }
    export.finish().unwrap()
}

fn fhir_of(batch: Batch<'_>, people: &[Person]) -> FhirFinished<Vec<u8>> {
    let mut export = FhirExport::new(batch, Vec::new()).unwrap();
    for person in people {
        export.patient(&person.row()).unwrap();
        person.visit_rows().for_each(|row| export.visit(&row).unwrap());
    }
    export.finish().unwrap()
}

#[allow(clippy::disallowed_methods, reason = "files of a test in a folder of its own; a torn one fails the test")]
fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

fn put_csv(folder: &Path, mode: Mode, done: &CsvFinished<Vec<u8>>) {
    for (table, bytes) in &done.tables {
        put(folder, &file_name(mode, table.file()), bytes);
    }
    put(folder, DATAPACKAGE_FILE, &done.datapackage);
    put(folder, MANIFEST_FILE, &done.manifest.bytes());
}

/// Runs a receiver's script; its own words are the failure's.
fn receive(program: &[&str], args: &[&Path]) {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    assert!(
        tools.join("receivers.sha256").exists(),
        "the receivers are not installed in {}; run tests/run, which installs them and runs all tests",
        tools.display()
    );
    let receivers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers");
    let (runner, script) = (program[0], program[1]);
    let runner = if runner == "python" { tools.join("python/bin/python") } else { PathBuf::from(runner) };
    let run = Command::new(runner).arg(receivers.join(script)).args(args).env("NIRANTAR_TEST_TOOLS", &tools).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{script}: {told}");
}

/// What the receivers must find, told apart from the exported files.
fn expected(people: &[Person]) -> Value {
    let visits: Vec<_> = people.iter().flat_map(|p| p.visits.iter()).collect();
    serde_json::json!({
        "patients": people.len(),
        "visits": visits.len(),
        "voided_visits": visits.iter().filter(|v| v.voided).count(),
        "names": people.iter().map(|p| (p.number.to_string(), serde_json::json!({
            "en": p.details.name.latin, "hi": p.details.name.devanagari, "address": p.details.address.line,
            "mobile": p.details.mobile.as_ref().map(Mobile::digits), "sex": p.details.sex.code(),
        }))).collect::<serde_json::Map<_, _>>(),
        "remarks": visits.iter().map(|v| (v.visit.number.to_string(), v.visit.remarks.clone().into())).collect::<serde_json::Map<_, _>>(),
        "voided": visits.iter().filter(|v| v.voided).map(|v| v.visit.number.to_string()).collect::<Vec<_>>(),
    })
}

#[test]
fn csv_is_taken_by_frictionless_and_pandas() {
    for mode in [Mode::Event, Mode::Demo] {
        let (masters, counter) = (masters(mode), counter());
        let people = people(&masters, mode, PEOPLE);
        let folder = tempfile::tempdir().unwrap();
        put_csv(folder.path(), mode, &csv_of(batch(&masters, &counter, mode), &people));
        let truth = tempfile::tempdir().unwrap();
        put(truth.path(), "expected.json", expected(&people).to_string().as_bytes());
        receive(&["python", "csv_package.py"], &[folder.path(), &truth.path().join("expected.json")]);
    }
}

#[test]
fn fhir_is_what_the_models_and_profiles_ask_for() {
    for mode in [Mode::Event, Mode::Demo] {
        let (masters, counter) = (masters(mode), counter());
        let people = people(&masters, mode, PEOPLE);
        let folder = tempfile::tempdir().unwrap();
        let name = file_name(mode, BUNDLES_FILE);
        put(folder.path(), &name, &fhir_of(batch(&masters, &counter, mode), &people).bundles);
        put(folder.path(), "expected.json", expected(&people).to_string().as_bytes());
        receive(&["python", "fhir_models.py"], &[&folder.path().join(name), &folder.path().join("expected.json")]);
    }
}

#[test]
fn fhir_is_taken_twice_by_a_server_and_makes_nothing_new() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let mut people = people(&masters, Mode::Event, SERVED);
    let folder = tempfile::tempdir().unwrap();
    let batch = batch(&masters, &counter, Mode::Event);
    put(folder.path(), BUNDLES_FILE, &fhir_of(batch, &people).bundles);
    put(folder.path(), "expected.json", expected(&people).to_string().as_bytes());
    // The same records an hour later, one more visit voided meanwhile.
    let visit = people.iter_mut().flat_map(|p| p.visits.iter_mut()).find(|v| !v.voided).unwrap();
    visit.voided = true;
    put(folder.path(), "later.ndjson", &fhir_of(batch, &people).bundles);
    put(folder.path(), "later.json", expected(&people).to_string().as_bytes());
    let files = [BUNDLES_FILE, "expected.json", "later.ndjson", "later.json"].map(|name| folder.path().join(name));
    receive(&["node", "fhir_server.mjs"], &files.each_ref().map(PathBuf::as_path));
}

#[test]
fn a_second_export_is_the_same_to_the_byte() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let people = people(&masters, Mode::Event, PEOPLE);
    let now = batch(&masters, &counter, Mode::Event);
    let later = Batch { made: now.made + Duration::days(1), by: "yusuf", ..now };
    assert_eq!(fhir_of(now, &people).bundles, fhir_of(later, &people).bundles);
    let (first, second) = (csv_of(now, &people), csv_of(later, &people));
    assert_eq!(first.tables, second.tables);
    assert_ne!(first.manifest.bytes(), second.manifest.bytes());
}

fn check_sums(manifest: &Manifest, file: impl Fn(&str) -> Vec<u8>) {
    for sum in &manifest.files {
        let bytes = file(&sum.name);
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
        assert_eq!((sum.bytes, &sum.sha256), (bytes.len() as u64, &hash), "{}", sum.name);
    }
}

#[test]
fn the_manifest_counts_sums_and_signs() {
    let (masters, counter) = (masters(Mode::Demo), counter());
    let people = people(&masters, Mode::Demo, 80);
    let batch = batch(&masters, &counter, Mode::Demo);
    assert_eq!(folder_name(&batch, Form::Fhir), "DEMO-K7A-fhir-20221124-170005");
    let done = csv_of(batch, &people);
    let visits: usize = people.iter().map(|p| p.visits.len()).sum();
    assert_eq!((done.manifest.counts.patients, done.manifest.counts.visits), (80, visits as u64));
    assert_eq!(done.manifest.counts.voided_patients, 6);
    assert!(done.manifest.notice.starts_with("DEMO"));
    let names: Vec<&str> = done.manifest.files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!((names[0], names[1], names[17]), ("DEMO-patients.csv", "DEMO-visits.csv", "datapackage.json"));
    check_sums(&done.manifest, |name| {
        let found = done.tables.iter().find(|(table, _)| file_name(Mode::Demo, table.file()) == name);
        found.map_or_else(|| done.datapackage.clone(), |(_, bytes)| bytes.clone())
    });
    let fhir = fhir_of(batch, &people);
    assert_eq!(fhir.manifest.counts, done.manifest.counts);
    check_sums(&fhir.manifest, |_name| fhir.bundles.clone());

    let [(_, manifest), (_, signature), (_, public)] = fhir.manifest.signed(&SigningKey::from_bytes(&[7; 32]));
    let raw = |text: &[u8]| B64.decode(String::from_utf8(text.to_vec()).unwrap().trim_end()).unwrap();
    let key = VerifyingKey::from_bytes(&raw(&public).try_into().unwrap()).unwrap();
    let signature = Signature::from_bytes(&raw(&signature).try_into().unwrap());
    key.verify_strict(&manifest, &signature).unwrap();
    let forged = String::from_utf8(manifest).unwrap().replace("\"patients\": 80", "\"patients\": 79");
    assert!(key.verify_strict(forged.as_bytes(), &signature).is_err());
}

#[test]
fn drills_and_mixed_numbers_do_not_leave() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let refused = |problem: nirantar::problem::Problem| (problem.trouble, problem.id);
    let drill = batch(&masters, &counter, Mode::Drill);
    let drilled = (Trouble::Refused, "problem-export-drill");
    assert_eq!(CsvExport::new(drill, in_memory).err().map(refused), Some(drilled));
    assert_eq!(FhirExport::new(drill, Vec::new()).err().map(refused), Some(drilled));
    for mode in [Mode::Drill, Mode::Demo] {
        let people = people(&masters, mode, 1);
        let real = batch(&masters, &counter, Mode::Event);
        let mixed = Some((Trouble::Damaged, "problem-export-mixed"));
        let mut csv = CsvExport::new(real, in_memory).unwrap();
        assert_eq!(csv.patient(&people[0].row()).err().map(refused), mixed);
        assert_eq!(csv.visit(&people[0].visit_rows().next().unwrap()).err().map(refused), mixed);
        let mut fhir = FhirExport::new(real, Vec::new()).unwrap();
        assert_eq!(fhir.patient(&people[0].row()).err().map(refused), mixed);
        assert_eq!(fhir.visit(&people[0].visit_rows().next().unwrap()).err().map(refused), mixed);
        let stay = stay_of(&people[0]);
        let row = CaseRow { id: &people[0].id, case: &stay, patient_number: None, mother_number: None, child_number: None };
        let numbered = CaseRow { patient_number: Some(&people[0].number), ..row };
        let born = CaseRow { child_number: Some(&people[0].number), ..row };
        for row in [&numbered, &born] {
            assert_eq!(csv.case(row).err().map(refused), mixed);
        }
        assert_eq!(fhir.case(&numbered).err().map(refused), mixed);
    }
}

/// A request for a bed, of somebody.
fn stay_of(person: &Person) -> CaseState {
    CaseState {
        patient: Some(person.id.clone()),
        number: None,
        at: person.at,
        entered: person.at,
        by: "asha".to_owned(),
        cancelled: None,
        misfits: Vec::new(),
        copies: BTreeMap::new(),
        steps: Vec::new(),
        heads: Vec::new(),
        body: CaseBody::Stay(Box::default()),
    }
}

#[test]
fn a_visit_without_its_patient_is_told() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let people = people(&masters, Mode::Event, 2);
    let mut export = FhirExport::new(batch(&masters, &counter, Mode::Event), Vec::new()).unwrap();
    export.patient(&people[0].row()).unwrap();
    let problem = export.visit(&people[1].visit_rows().next().unwrap()).unwrap_err();
    assert_eq!(problem.id, "problem-export-order");
    let stay = stay_of(&people[1]);
    let (id, number) = (&people[1].id, Some(&people[1].number));
    let row = CaseRow { id, case: &stay, patient_number: number, mother_number: None, child_number: None };
    assert_eq!(export.case(&row).unwrap_err().id, "problem-export-order");
}

/// Takes some bytes, then has no room.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let people = people(&masters, Mode::Event, PEOPLE);
    let batch = batch(&masters, &counter, Mode::Event);
    let mut fhir = FhirExport::new(batch, Full(300_000)).unwrap();
    let failed = people.iter().find_map(|p| fhir.patient(&p.row()).err());
    assert_eq!(failed.unwrap().id, "problem-export-disk-full");
    let mut csv = CsvExport::new(batch, |_name| Ok(Full(30_000))).unwrap();
    for person in &people {
        csv.patient(&person.row()).unwrap();
    }
    assert_eq!(csv.finish().err().unwrap().id, "problem-export-disk-full");
}

#[test]
fn what_is_written_looks_like_this() {
    let (masters, counter) = (masters(Mode::Demo), counter());
    let people = people(&masters, Mode::Demo, 3);
    let batch = batch(&masters, &counter, Mode::Demo);
    let done = csv_of(batch, &people);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    insta::assert_snapshot!("patients", text(table(&done, Table::Patients)).replace('\r', "<CR>"));
    insta::assert_snapshot!("visits", text(table(&done, Table::Visits)).replace('\r', "<CR>"));
    let package: Value = serde_json::from_slice(&done.datapackage).unwrap();
    insta::assert_snapshot!("datapackage", in_short(&package));
    insta::assert_snapshot!("manifest", text(&done.manifest.bytes()));
    let bundles = text(&fhir_of(batch, &people).bundles);
    let first: Value = serde_json::from_str(bundles.lines().nth(1).unwrap()).unwrap();
    insta::assert_snapshot!("bundle", serde_json::to_string_pretty(&first).unwrap());
}

/// `datapackage.json` with a line for each column.
fn in_short(package: &Value) -> String {
    let mut package = package.clone();
    let mut lines = Vec::new();
    for resource in package["resources"].as_array_mut().unwrap() {
        let mut schema = resource.as_object_mut().unwrap().remove("schema").unwrap();
        let fields = schema.as_object_mut().unwrap().remove("fields").unwrap();
        lines.push(format!("{} {schema}", resource["path"]));
        for field in fields.as_array().unwrap() {
            let told = |key: &str| field[key].as_str().unwrap().to_owned();
            lines.push(format!("  {}: {} {} {}", told("name"), told("type"), field["constraints"], told("description")));
        }
    }
    format!("{}\n{}\n", serde_json::to_string_pretty(&package).unwrap(), lines.join("\n"))
}

/// What the receivers must find in a hand-over of the wards; its content is looked at here.
fn expected_of_wards(house: &House, visits: usize, encounters: usize) -> Value {
    let unknown: Vec<String> = ["e1-m", "e2-m"].map(|called| house.number(called)).to_vec();
    serde_json::json!({
        "patients": 33, "visits": visits, "encounters": encounters, "voided_visits": 0, "voided": [], "unknown": unknown,
    })
}

#[test]
fn a_day_in_the_wards_leaves_whole() {
    for mode in [Mode::Event, Mode::Demo] {
        let mut house = House::new(mode);
        house.first_day();
        let csv = house.export(ExportKind::Csv);
        let fhir = house.export(ExportKind::Fhir);
        let truth = house.path("expected.json");
        assert_eq!((csv.counts.stays, csv.counts.arrivals, csv.counts.records), (21, 11, 10));
        let again = house.export(ExportKind::Csv);
        for name in Table::ALL.map(|table| file_name(mode, table.file())) {
            let bytes = |folder: &Path| std::fs::read(folder.join(&name)).unwrap();
            assert_eq!(bytes(&csv.folder), bytes(&again.folder), "{name}");
        }
        look_at_tables(&house, &csv.folder, mode);
        look_at_resources(&house, &fhir.folder.join(file_name(mode, BUNDLES_FILE)));
        common::put(&truth, expected_of_wards(&house, 1, 33).to_string().as_bytes());
        receive(&["python", "csv_package.py"], &[&csv.folder, &truth]);
        let bundles = fhir.folder.join(file_name(mode, BUNDLES_FILE));
        receive(&["python", "fhir_models.py"], &[&bundles, &truth]);
        if mode == Mode::Demo {
            for (name, number) in [("stay", house.number("moved-m")), ("newborn", house.newborn("b1-id"))] {
                insta::assert_snapshot!(name, serde_json::to_string_pretty(&bundle_of(&bundles, &number)).unwrap());
            }
            continue;
        }
        house.second_day();
        let later = house.export(ExportKind::Fhir).folder.join(file_name(mode, BUNDLES_FILE));
        look_at_the_second_day(&house, &later);
        receive(&["node", "fhir_server.mjs"], &[&bundles, &truth, &later, &truth]);
    }
}

/// The bundle of the patient who has this number.
fn bundle_of(bundles: &Path, number: &str) -> Value {
    let text = std::fs::read_to_string(bundles).unwrap();
    let own =
        |entry: &Value| entry["resource"]["resourceType"] == "Patient" && entry["resource"]["identifier"][0]["value"] == number;
    let mut all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    all.find(|bundle| bundle["entry"].as_array().unwrap().iter().any(own)).unwrap()
}

type Rows = Vec<BTreeMap<String, String>>;

/// The one row that has this in a column.
fn only<'r>(rows: &'r Rows, column: &str, value: &str) -> &'r BTreeMap<String, String> {
    let found: Vec<_> = rows.iter().filter(|row| row[column] == value).collect();
    assert_eq!(found.len(), 1, "{column} = {value}");
    found[0]
}

fn look_at_tables(house: &House, folder: &Path, mode: Mode) {
    let table = |table: Table| House::table(&folder.join(file_name(mode, table.file())));
    let (patients, stays, movements) = (table(Table::Patients), table(Table::Stays), table(Table::Movements));
    let (arrivals, births) = (table(Table::Arrivals), table(Table::Register(Register::Birth)));
    let stay = |called: &str| only(&stays, "stay_number", &house.number(called));
    for outcome in Outcome::ALL {
        assert_eq!(
            (stay(outcome.code())["outcome"].as_str(), stay(outcome.code())["status"].as_str()),
            (outcome.code(), "discharged")
        );
    }
    assert_eq!(
        (stay("referred")["referred_to"].as_str(), stay("cured")["follow_up"].as_str()),
        ("Safdarjung Hospital", "2022-12-01")
    );
    assert_eq!(
        (stay("cured")["provisional_diagnosis"].as_str(), stay("cured")["late"].as_str()),
        ("'=cmd|' /C calc'!A0", "true")
    );
    assert_eq!((stay("moved")["bed"].as_str(), stay("moved")["planned_bed"].as_str()), ("ICU-MED-01", "MED-M2-05"));
    assert_eq!((stay("left")["bed"].as_str(), stay("right")["bed"].as_str()), ("MED-F1-02", "MED-F1-01"));
    assert_eq!((stay("wrong")["status"].as_str(), stay("wrong")["cancel_reason"].as_str()), ("cancelled", "'-wrong patient"));
    let asked = only(&stays, "stay_id", &house.number("asked-id"));
    assert_eq!((asked["status"].as_str(), asked["request_ward"].as_str(), asked["ward"].as_str()), ("requested", "MED-F2", ""));
    assert_eq!(stay("taken")["stay_id"], house.number("taken-id"));
    assert_eq!(stay("baby")["mother_number"], house.number("mother-m"));
    let beds: Vec<(&str, &str)> = movements
        .iter()
        .filter(|row| row["stay_number"] == house.number("moved"))
        .map(|row| (row["sequence"].as_str(), row["bed"].as_str()))
        .collect();
    assert_eq!(beds, [("1", "MED-M2-01"), ("2", "ICU-MED-01")]);

    let arrival = |called: &str| only(&arrivals, "arrival_id", &house.number(called));
    let e1 = arrival("e1-id");
    assert_eq!((e1["unknown"].as_str(), e1["police"].as_str(), e1["mark_1"].as_str()), ("true", "true", "'=scar on chin"));
    assert_eq!((arrival("pack-2")["outcome"].as_str(), arrival("pack-3")["pack_waiting"].as_str()), ("unused", "true"));
    let patient = |number: &str| only(&patients, "patient_number", number);
    assert_eq!((patient(&e1["patient_number"])["unknown"].as_str(), e1["outcome"].as_str()), ("true", "admitted"));
    let known = patient(&house.number("e3-m"));
    assert_eq!(
        (known["unknown"].as_str(), known["name_en"].as_str(), known["identified_how"].as_str()),
        ("false", "Abdul", "his brother")
    );
    assert!(known["called_before"].starts_with("Unknown "), "{}", known["called_before"]);
    assert_eq!(patient(&house.number("died-m"))["died_at"], "2022-11-24T10:05:00+05:30");
    assert_eq!(patient(&house.number("er-dead-m"))["died"], "true");
    let first = only(&births, "record_id", &house.number("b1-id"));
    assert_eq!((&first["patient_number"], &first["child_number"]), (&house.number("mother-m"), &house.newborn("b1-id")));
    assert_eq!(patient(&house.newborn("b1-id"))["mother_number"], house.number("mother-m"));
    look_at_registers(house, &table);
}

fn look_at_registers(house: &House, table: &dyn Fn(Table) -> Rows) {
    let mlc = table(Table::Register(Register::Mlc));
    let row = only(&mlc, "number", &house.number("l1"));
    assert_eq!(
        (row["version"].as_str(), row["nature"].as_str(), row["correction_reason"].as_str()),
        ("2", "dangerous", "'=X-ray")
    );
    assert_eq!((row["doctor"].as_str(), row["doctor_name"].as_str()), ("D001", "Dr Jaya Nair"));
    assert_eq!(row["injuries"], "'=1. cut\n2. -bruise");
    assert_eq!(only(&mlc, "number", &house.number("l2"))["cancelled"], "true");
    let (deaths, causes) = (table(Table::Register(Register::Death)), table(Table::Register(Register::Cause)));
    assert_eq!(only(&deaths, "number", &house.number("d1"))["smoked"], "false");
    assert_eq!(only(&causes, "number", &house.number("c1"))["line_a_interval"], "'-1 day");
    assert_eq!(table(Table::Register(Register::Stillbirth)).len(), 1);
    let indents = table(Table::Register(Register::Indent));
    assert_eq!(only(&indents, "number", &house.number("n1"))["patient_number"], "");
    assert_eq!(only(&indents, "number", &house.number("n2"))["patient_number"], house.number("moved-m"));
    let notes = table(Table::Notes);
    let forms: Vec<(&str, &str)> = notes.iter().map(|row| (row["register"].as_str(), row["form"].as_str())).collect();
    assert_eq!(forms.len(), 3, "{forms:?}");
    assert_eq!(only(&notes, "form", "police")["police_station"], "'+Hauz Khas");
    assert_eq!(only(&notes, "form", "registrar")["registrar_registration"], "'-5");
    assert_eq!(only(&notes, "form", "issue")["issue_reason"], "'=none left");
}

/// The Encounter or Patient that has this value among its identifiers.
fn having<'r>(resources: &'r [Value], kind: &str, value: &str) -> &'r Value {
    let has = |r: &&Value| r["resourceType"] == kind && r["identifier"].as_array().unwrap().iter().any(|i| i["value"] == value);
    let found: Vec<&Value> = resources.iter().filter(has).collect();
    assert_eq!(found.len(), 1, "{kind} {value}");
    found[0]
}

fn look_at_resources(house: &House, bundles: &Path) {
    let all = House::resources(bundles);
    let encounter = |called: &str| having(&all, "Encounter", &house.number(called));
    let disposition = |called: &str| encounter(called)["hospitalization"]["dischargeDisposition"]["coding"][0]["code"].clone();
    for (outcome, code) in [
        ("relieved", "home"),
        ("cured", "home"),
        ("same", "home"),
        ("worse", "home"),
        ("dor", "home"),
        ("lama", "aadvice"),
        ("absconded", "oth"),
        ("referred", "other-hcf"),
        ("died-under-48", "exp"),
        ("died-48", "exp"),
        ("er-died", "exp"),
        ("er-home", "home"),
    ] {
        assert_eq!((&disposition(outcome), &encounter(outcome)["status"]), (&code.into(), &"finished".into()), "{outcome}");
    }
    assert_eq!(encounter("referred")["hospitalization"]["destination"]["display"], "Safdarjung Hospital");
    let moved = encounter("moved");
    let places: Vec<&str> = moved["location"].as_array().unwrap().iter().map(|place| place["status"].as_str().unwrap()).collect();
    assert_eq!((places, &moved["status"]), (vec!["completed", "active", "planned"], &"in-progress".into()));
    assert_eq!(moved["participant"][0]["type"][0]["coding"][0]["code"], "ATND");
    for (called, status) in
        [("asked-id", "planned"), ("dropped-id", "cancelled"), ("wrong", "cancelled"), ("taken", "in-progress")]
    {
        assert_eq!(encounter(called)["status"], status, "{called}");
    }
    assert_eq!(encounter("taken")["statusHistory"][0]["status"], "planned");
    for (called, status) in
        [("e1", "finished"), ("e2", "in-progress"), ("pack-1", "in-progress"), ("pack-2", "cancelled"), ("pack-3", "planned")]
    {
        assert_eq!(
            (&encounter(called)["status"], &encounter(called)["class"]["code"]),
            (&status.into(), &"EMER".into()),
            "{called}"
        );
    }
    let patient = |number: &str| having(&all, "Patient", number);
    let unknown = patient(&house.number("e1-m"));
    assert!(unknown["name"][0]["text"].as_str().unwrap().starts_with("Unknown ") && unknown["birthDate"].is_null(), "{unknown}");
    let known = patient(&house.number("e3-m"));
    assert_eq!((&known["name"][0]["text"], &known["name"][1]["use"]), (&"Abdul".into(), &"old".into()));
    assert_eq!(patient(&house.number("died-m"))["deceasedDateTime"], "2022-11-24T10:05:00+05:30");
    assert_eq!(patient(&house.number("er-dead-m"))["deceasedBoolean"], true);
    let twins = ["b1-id", "b2-id"].map(|report| patient(&house.newborn(report))["multipleBirthInteger"].clone());
    assert_eq!((twins, &patient(&house.newborn("b3-id"))["multipleBirthBoolean"]), ([1.into(), 2.into()], &false.into()));
    let mothers: Vec<&Value> = all.iter().filter(|r| r["resourceType"] == "RelatedPerson").collect();
    assert_eq!(mothers.len(), 2);
    for mother in mothers {
        assert_eq!(
            (&mother["identifier"][0]["value"], &mother["name"][0]["text"]),
            (&house.number("mother-m").into(), &"Meera".into())
        );
        assert_eq!(mother["relationship"][0]["coding"][0]["code"], "MTH");
    }
}

fn look_at_the_second_day(house: &House, bundles: &Path) {
    let all = House::resources(bundles);
    let (e2, moved) = (house.number("e2-m"), house.number("moved-m"));
    for (one, other) in [(&e2, &moved), (&moved, &e2)] {
        let link = &having(&all, "Patient", one)["link"][0];
        assert_eq!((&link["type"], &link["other"]["identifier"]["value"]), (&"seealso".into(), &other.as_str().into()));
    }
    for (called, status) in [("asked-id", "in-progress"), ("asked", "in-progress"), ("left", "finished"), ("pack-3", "finished")]
    {
        assert_eq!(having(&all, "Encounter", &house.number(called))["status"], status, "{called}");
    }
}
