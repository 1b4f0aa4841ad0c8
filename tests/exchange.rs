//! What leaves, given to real receivers: Frictionless, pandas, fhir.resources and a FHIR server in one process (Medplum).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

#[path = "exchange/sample.rs"]
mod sample;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::Duration;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use nirantar::exchange::{
    BUNDLES_FILE, Batch, CsvExport, CsvFinished, DATAPACKAGE_FILE, FhirExport, FhirFinished, Form, MANIFEST_FILE, Manifest, Table,
    file_name, folder_name,
};
use nirantar::hospital::identifiers::Mobile;
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hospital::pack::{Masters, PackKind, check, demo};
use nirantar::problem::{Problem, Trouble};
use sample::{Person, people};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

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
fn expected(people: &[Person]) -> serde_json::Value {
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
    assert_eq!((names[0], names[1], names[12]), ("DEMO-patients.csv", "DEMO-visits.csv", "datapackage.json"));
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
    insta::assert_snapshot!("datapackage", text(&done.datapackage));
    insta::assert_snapshot!("manifest", text(&done.manifest.bytes()));
    let bundles = text(&fhir_of(batch, &people).bundles);
    let first: serde_json::Value = serde_json::from_str(bundles.lines().nth(1).unwrap()).unwrap();
    insta::assert_snapshot!("bundle", serde_json::to_string_pretty(&first).unwrap());
}
