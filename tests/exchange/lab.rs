//! The laboratory's tables and resources, each kind of order looked at, and given to the receivers.

use super::lab_day::{Day, lab_masters};
use super::{House, batch, check_sums, counter, masters, only, put, put_csv, receive};
use ed25519_dalek::SigningKey;
use nirantar::desk::{CounterFile, ExportKind, ExportSource, write_export};
use nirantar::exchange::{BUNDLES_FILE, CaseRow, CsvExport, Table, file_name};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::store::{Installation, Key, NewEntry, Store};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Rows = Vec<BTreeMap<String, String>>;

fn expected(day: &Day, resources: &[(&str, u64)]) -> Value {
    let visits: Vec<_> = day.people.iter().flat_map(|p| p.visits.iter()).collect();
    let voided: Vec<String> = visits.iter().filter(|v| v.voided).map(|v| v.visit.number.to_string()).collect();
    let resources: BTreeMap<&str, u64> = resources.iter().copied().collect();
    serde_json::json!({
        "patients": day.people.len(), "visits": visits.len(), "voided_visits": voided.len(), "voided": voided,
        "security": if day.mode == Mode::Demo { vec!["HTEST"] } else { vec![] },
        "lab": {
            "rows": { "lab_orders": 13, "lab_tubes": 14, "lab_results": 21, "lab_calls": 2, "lab_labels": 1 },
            "standing": 14, "resources": resources,
        },
    })
}

const FIRST_DAY: [(&str, u64); 4] = [("ServiceRequest", 13), ("Specimen", 12), ("Observation", 16), ("DiagnosticReport", 10)];
const SECOND_DAY: [(&str, u64); 4] = [("ServiceRequest", 13), ("Specimen", 12), ("Observation", 17), ("DiagnosticReport", 10)];

/// A table by its file in a folder.
fn table(folder: &Path, mode: Mode, table: Table) -> Rows {
    House::table(&folder.join(file_name(mode, table.file())))
}

#[test]
fn tables_of_the_laboratory_are_taken() {
    for mode in [Mode::Event, Mode::Demo] {
        let (masters, counter) = (lab_masters(masters(mode)), counter());
        let day = Day::new(&masters, mode);
        let folder = tempfile::tempdir().unwrap();
        let done = day.csv(batch(&masters, &counter, mode));
        put_csv(folder.path(), mode, &done);
        let counts = done.manifest.counts;
        assert_eq!((counts.orders, counts.cancelled_orders, counts.tubes, counts.results), (13, 2, 14, 15));
        assert_eq!((counts.label_rolls, counts.records), (1, 0));
        check_sums(&done.manifest, |name| std::fs::read(folder.path().join(name)).unwrap());
        let truth = tempfile::tempdir().unwrap();
        put(truth.path(), "expected.json", expected(&day, &[]).to_string().as_bytes());
        receive(&["python", "csv_package.py"], &[folder.path(), &truth.path().join("expected.json")]);
        look_at_orders(&day, &table(folder.path(), mode, Table::LabOrders));
        look_at_tubes(&day, folder.path());
        look_at_results(&day, &table(folder.path(), mode, Table::LabResults));
        let calls = table(folder.path(), mode, Table::LabCalls);
        let told: Vec<[&str; 4]> =
            calls.iter().map(|row| ["value", "told_to", "read_back", "note"].map(|column| row[column].as_str())).collect();
        assert_eq!(told, [["6.8", "ICU", "false", "'+nobody there"], ["6.8", "Dr Jaya Nair", "true", ""]]);
        let again = day.csv(batch(&masters, &counter, mode));
        assert_eq!(done.tables, again.tables);
        if mode == Mode::Demo {
            let text = |which: Table| {
                let bytes = &done.tables.iter().find(|(t, _)| *t == which).unwrap().1;
                String::from_utf8(bytes.clone()).unwrap().replace('\r', "")
            };
            let own = |row: &&str| row.starts_with("order_id") || [1, 5].iter().any(|serial| row.contains(&day.number(*serial)));
            let tables = [Table::LabOrders, Table::LabTubes, Table::LabResults, Table::LabCalls, Table::LabLabels].map(text);
            let lines: Vec<&str> = tables.iter().flat_map(|table| table.lines().filter(own)).collect();
            insta::assert_snapshot!("lab_tables", lines.join("\n"));
        }
    }
}

fn look_at_orders(day: &Day, orders: &Rows) {
    let order = |serial: u32| only(orders, "order_number", &day.number(serial)).clone();
    let status = |serial: u32| order(serial)["status"].clone();
    let all: Vec<String> = (1..=13).map(status).collect();
    let wanted = [
        "complete",
        "complete",
        "complete",
        "complete",
        "complete",
        "complete",
        "complete",
        "cancelled",
        "cancelled",
        "open",
        "open",
        "partial",
        "open",
    ];
    assert_eq!(all, wanted);
    let one = order(1);
    assert_eq!((one["note"].as_str(), one["form_no"].as_str()), ("'=fever", "'-17"));
    assert_eq!((one["doctor"].as_str(), one["doctor_name"].as_str(), one["ward"].as_str()), ("D001", "Dr Jaya Nair", "MED-M1"));
    assert_eq!(
        (one["came_from_id"].as_str(), one["handed_to"].as_str()),
        (day.people[0].visits[0].id.to_string().as_str(), "'@Sister Mary")
    );
    assert_eq!((one["tests"].as_str(), one["conclusion"].as_str()), ("NA K", "Mild hypokalaemia."));
    assert_eq!((order(6)["urgent"].as_str(), one["urgent"].as_str()), ("true", "false"));
    assert_eq!((order(7)["restricted"].as_str(), one["restricted"].as_str()), ("true", "false"));
    assert_eq!((order(8)["cancel_reason"].as_str(), order(8)["cancelled_by"].as_str()), ("'=asked twice", "meena"));
    let eleven = order(11);
    assert_eq!((eleven["doctor"].as_str(), eleven["doctor_name"].as_str()), ("", "Dr Visiting"));
    assert_eq!(
        (eleven["overrides"].as_str(), eleven["override_reason"].as_str()),
        ("urgent-only capacity", "'@asked by the superintendent")
    );
    assert!(order(3)["stray_values"].contains("CREAT 9.9"), "{}", order(3)["stray_values"]);
}

fn look_at_tubes(day: &Day, folder: &Path) {
    let tubes = table(folder, day.mode, Table::LabTubes);
    let tube = |label| only(&tubes, "accession", &format!("{label}")).clone();
    let (old, new) = (tube(day.label(3)), tube(day.label(4)));
    assert_eq!(
        (old["stands"].as_str(), old["reject_reason"].as_str(), old["note"].as_str(), old["told_to"].as_str()),
        ("rejected", "haemolysed", "'=pink", "Sister Mary")
    );
    assert_eq!((&old["replaced_by"], &new["replaces"]), (&day.label(4).to_string(), &day.label(3).to_string()));
    assert_eq!((new["specimen_sct"].as_str(), new["tube_name"].as_str()), ("119364003", "Yellow gel"));
    let relabelled = tube(day.roll_label(7));
    assert_eq!(relabelled["labels_before"], day.label(5).to_string());
    assert_eq!((tube(day.label(12))["stands"].as_str(), tube(day.label(12))["collected_at"].as_str()), ("labelled", ""));
    assert_eq!(tubes.iter().filter(|row| row["accession"] == day.label(13).to_string()).count(), 2, "two orders, one label");
    let rolls = table(folder, day.mode, Table::LabLabels);
    let ends = (day.roll_label(1).to_string(), day.roll_label(50).to_string());
    assert_eq!((rolls[0]["first"].clone(), rolls[0]["last"].clone()), ends);
}

fn look_at_results(day: &Day, results: &Rows) {
    let result = |serial: u32, test: &str| {
        let number = day.number(serial);
        let found: Vec<_> = results.iter().filter(|row| row["order_number"] == number && row["test"] == test).collect();
        assert_eq!(found.len(), 1);
        found[0].clone()
    };
    let cells = |serial: u32, test: &str, columns: [&str; 4]| columns.map(|column| result(serial, test)[column].clone());
    assert_eq!(cells(1, "K", ["value", "value_number", "flag", "loinc"]), ["3.20", "3.20", "L", "2823-3"]);
    assert_eq!(cells(1, "K", ["low", "high", "entered_by", "verified_by"]), ["3.5", "5.1", "fatima", "nair"]);
    assert_eq!(cells(1, "K", ["reported", "handed", "source", "unit"]), ["true", "true", "typed", "mmol/L"]);
    assert_eq!(cells(2, "PLT", ["value", "comparator", "value_number", "source"]), [">1500", ">", "1500", "analyser"]);
    assert_eq!(cells(3, "CREAT", ["value", "previous_value", "previous_at", "accession"])[..2], ["2.1", "0.9"]);
    assert_eq!(cells(4, "ABE", ["value", "value_number", "calculated", "amended"]), ["'-2.3", "-2.3", "false", "false"]);
    let amended = cells(5, "K", ["value", "amended", "amend_reason", "earlier_values"]);
    assert_eq!(amended[..3], ["3.9", "true", "'-wrong column"]);
    assert!(amended[3].starts_with("5.9 (nair, 2022-11-24T"), "{}", amended[3]);
    assert_eq!(cells(7, "HIV", ["value", "restricted", "value_number", "flag"]), ["reactive", "true", "", "A"]);
    assert_eq!(result(7, "HIV")["value_name"].to_lowercase(), "reactive");
    assert_eq!(cells(7, "PBS", ["value", "value_number", "restricted", "flag"]), ["'+ many \"blasts\"\nseen", "", "false", ""]);
    assert_eq!(cells(7, "TSH", ["value", "comparator", "value_number", "unit"]), ["<0.01", "<", "0.01", "m[IU]/L"]);
    assert_eq!(cells(9, "K", ["released", "order_cancelled", "value", "phase"]), ["true", "true", "4.4", "verified"]);
    assert_eq!(cells(10, "K", ["released", "value", "phase", "verified_by"]), ["false", "4.4", "entered", ""]);
    assert_eq!(cells(11, "NOSUCH", ["test_name", "loinc", "phase", "value"]), ["", "", "awaited", ""]);
    let both = cells(12, "K", ["phase", "value", "released", "unreleased_values"]);
    assert_eq!(both[..3], ["mismatch", "", "false"]);
    assert!(both[3].contains("6.9 (fatima") && both[3].contains("; 9.6 (fatima"), "{}", both[3]);
}

#[test]
fn a_drills_label_does_not_leave() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let drill = Day::new(&masters, Mode::Drill);
    let mut export = CsvExport::new(batch(&masters, &counter, Mode::Event), super::in_memory).unwrap();
    for (id, case) in drill.bare_cases() {
        let row = CaseRow { id: &id, case: &case, patient_number: None, mother_number: None, child_number: None };
        assert_eq!(export.case(&row).unwrap_err().id, "problem-export-mixed");
    }
}

#[test]
fn the_store_hands_over_the_same() {
    let masters = lab_masters(masters(Mode::Event));
    let day = Day::new(&masters, Mode::Event);
    let folder = tempfile::tempdir().unwrap();
    let (counter, signing) = (CounterCode::new("L1").unwrap(), SigningKey::from_bytes(&[3; 32]));
    let installation =
        Installation { site: "SEVA".into(), mode: day.mode, counter: counter.clone(), letter: 'A', signing: signing.clone() };
    let mut store = Store::open(&folder.path().join("nirantar.db"), &Key::new([9; 32]), installation).unwrap();
    for entry in day.entries() {
        let (header, body) = (&entry.header, entry.body.clone());
        let new = NewEntry { time: header.time, by: header.by.clone(), on: header.on.clone(), side: header.side, body };
        assert_eq!(store.append(new, &[]).unwrap().0.header.id(), header.id());
    }
    let now = day.entries().last().unwrap().header.time;
    let (site, site_key, reason, last_user) = ("SEVA".into(), String::new(), String::new(), String::new());
    let file = CounterFile {
        site,
        counter: counter.clone(),
        letter: 'A',
        mode: day.mode,
        site_key,
        since: now,
        reason,
        last_user,
        archived: None,
    };
    let upto = store.last_sequence();
    let view = store.read().unwrap();
    let source = ExportSource { view, masters: &masters, file: &file, signing: &signing, by: "meena", now, upto };
    let export = |kind| write_export(&source, kind, &folder.path().join("out"), &mut |_, _| true).unwrap().unwrap();
    let (csv, fhir) = (export(ExportKind::Csv), export(ExportKind::Fhir));
    assert_eq!((csv.counts.orders, csv.counts.label_rolls, csv.counts.patients), (13, 1, 4));
    let direct = day.csv(batch(&masters, &counter, day.mode));
    for which in [Table::LabOrders, Table::LabTubes, Table::LabResults, Table::LabCalls, Table::LabLabels] {
        let bytes = direct.tables.iter().find(|(t, _)| *t == which).unwrap().1.clone();
        assert_eq!(
            std::fs::read_to_string(csv.folder.join(which.file())).unwrap(),
            String::from_utf8(bytes).unwrap(),
            "{which:?}"
        );
    }
    let mut truth = expected(&day, &FIRST_DAY);
    for count in ["visits", "voided_visits"] {
        truth[count] = 0.into();
    }
    put(folder.path(), "expected.json", truth.to_string().as_bytes());
    let bundles = fhir.folder.join(BUNDLES_FILE);
    receive(&["python", "csv_package.py"], &[&csv.folder, &folder.path().join("expected.json")]);
    receive(&["python", "fhir_models.py"], &[&bundles, &folder.path().join("expected.json")]);
}

/// What is in the NDJSON, by kind and first identifier.
fn resources(bundles: &[u8]) -> BTreeMap<(String, String), Value> {
    let text = std::str::from_utf8(bundles).unwrap();
    let entries = text.lines().flat_map(|line| serde_json::from_str::<Value>(line).unwrap()["entry"].as_array().unwrap().clone());
    let resources = entries.map(|entry| entry["resource"].clone()).filter(|r| r["identifier"].is_array());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    resources.map(|r| ((text(&r["resourceType"]), text(&r["identifier"][0]["value"])), r)).collect()
}

#[test]
fn resources_of_the_laboratory_are_taken_and_brought_up_to_date() {
    for mode in [Mode::Event, Mode::Demo] {
        let (masters, counter) = (lab_masters(masters(mode)), counter());
        let batch = batch(&masters, &counter, mode);
        let mut day = Day::new(&masters, mode);
        let folder = tempfile::tempdir().unwrap();
        let name = file_name(mode, BUNDLES_FILE);
        let first = day.fhir(batch);
        let counts = first.manifest.counts;
        assert_eq!((counts.orders, counts.tubes, counts.results, counts.label_rolls), (13, 12, 15, 0));
        put(folder.path(), &name, &first.bundles);
        put(folder.path(), "expected.json", expected(&day, &FIRST_DAY).to_string().as_bytes());
        assert_eq!(first.bundles, day.fhir(batch).bundles);
        let text = std::str::from_utf8(&first.bundles).unwrap();
        assert!(text.contains(r#""valueQuantity":{"value":3.20,"unit":"mmol/L""#), "a number as it was typed");
        receive(&["python", "fhir_models.py"], &[&folder.path().join(&name), &folder.path().join("expected.json")]);
        look_at_resources(&day, &resources(&first.bundles));
        if mode == Mode::Demo {
            let all = String::from_utf8(first.bundles).unwrap();
            let bundle: Value = serde_json::from_str(all.lines().next().unwrap()).unwrap();
            let about = bundle["entry"].as_array().unwrap().iter().filter(|e| e.to_string().contains(&day.number(1)));
            insta::assert_snapshot!("lab_order", serde_json::to_string_pretty(&about.collect::<Vec<_>>()).unwrap());
            continue;
        }
        day.second_day();
        let later = day.fhir(batch);
        look_at_the_second_day(&day, &resources(&later.bundles));
        put(folder.path(), "later.ndjson", &later.bundles);
        put(folder.path(), "later.json", expected(&day, &SECOND_DAY).to_string().as_bytes());
        receive(&["python", "fhir_models.py"], &[&folder.path().join("later.ndjson"), &folder.path().join("later.json")]);
        let files = [name.as_str(), "expected.json", "later.ndjson", "later.json"].map(|name| folder.path().join(name));
        receive(&["node", "fhir_server.mjs"], &files.each_ref().map(PathBuf::as_path));
    }
}

fn look_at_resources(day: &Day, all: &BTreeMap<(String, String), Value>) {
    let get = |kind: &str, name: String| all.get(&(kind.to_owned(), name.clone())).unwrap_or_else(|| panic!("{kind} {name}"));
    let request = |serial: u32| get("ServiceRequest", day.number(serial));
    let result = |serial: u32, test: &str| get("Observation", format!("{}-{test}", day.number(serial)));
    let report = |serial: u32| get("DiagnosticReport", day.number(serial));
    let specimen = |serial: u32, label: u32| get("Specimen", format!("{}-{}", day.number(serial), day.label(label)));
    let status: Vec<&str> = (1..=13).map(|serial| request(serial)["status"].as_str().unwrap()).collect();
    let done = ["completed"; 7].into_iter().chain(["revoked", "revoked", "active", "active", "active", "active"]);
    assert_eq!(status, done.collect::<Vec<_>>());
    assert_eq!((&request(6)["priority"], &request(1)["priority"]), (&"urgent".into(), &"routine".into()));
    assert_eq!((&request(1)["code"]["text"], &request(1)["code"]["coding"]), (&"Sodium, Potassium".into(), &Value::Null));
    assert!(request(1)["encounter"]["reference"].is_string() && request(2)["encounter"].is_null());
    assert_eq!((&request(11)["requester"]["display"], request(11)["meta"]["profile"].is_null()), (&"Dr Visiting".into(), true));

    let kalium = result(1, "K");
    assert_eq!((kalium["valueQuantity"]["unit"].as_str(), kalium["status"].as_str()), (Some("mmol/L"), Some("final")));
    assert_eq!(kalium["interpretation"][0]["coding"][0]["code"], "L");
    assert_eq!(result(1, "NA")["interpretation"][0]["coding"][0]["code"], "N");
    assert!(result(2, "PLT")["interpretation"].is_null(), "no range, nothing said");
    assert_eq!(result(2, "PLT")["valueQuantity"]["comparator"], ">");
    let calculated = result(4, "LDL")["note"][0]["text"].as_str().unwrap();
    assert!(calculated.starts_with("Calculated from other results, not measured: CHOL − HDL − TG / 5"), "{calculated}");
    assert!(result(4, "ABE")["note"].is_null());
    let amended = result(5, "K");
    assert_eq!(amended["status"], "amended");
    let note = amended["note"][0]["text"].as_str().unwrap();
    assert!(
        note.starts_with("Amended. Released before: 5.9 mmol/L, 2022-11-24T") && note.ends_with("Reason: -wrong column"),
        "{note}"
    );
    let told: Vec<&str> = result(6, "K")["note"].as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap()).collect();
    let wanted = [
        "Critical value 6.8 told to ICU at 2022-11-24T10:50:00+05:30 by Fatima Begum, not read back. +nobody there",
        "Critical value 6.8 told to Dr Jaya Nair at 2022-11-24T10:50:00+05:30 by Fatima Begum, read back",
    ];
    assert_eq!(told, wanted);
    assert_eq!(result(7, "PBS")["valueString"], "+ many \"blasts\"\nseen");
    assert_eq!(result(7, "HIV")["valueCodeableConcept"]["text"].as_str().unwrap().to_lowercase(), "reactive");
    let restricted = |r: &Value| r["meta"]["security"][0]["code"] == "R";
    let labels = [result(7, "HIV"), result(7, "TSH"), report(7), request(7), specimen(7, 8), result(1, "K")].map(restricted);
    assert_eq!(labels, [true, false, true, true, false, false]);
    look_at_ends(day, all);

    let codes = [1, 2, 4, 7].map(|serial| report(serial)["code"]["coding"][0]["code"].as_str().unwrap());
    assert_eq!(codes, ["24326-1", "58410-2", "11502-2", "11502-2"]);
    assert_eq!((&report(1)["conclusion"], &report(5)["status"]), (&"Mild hypokalaemia.".into(), &"amended".into()));
    let claims = [1, 2].map(|serial| report(serial)["meta"]["profile"].is_array());
    assert_eq!(claims, [true, false], "a report without a conclusion is none of NRCES");
}

/// Tubes that came to an end, orders and releases that were taken back.
fn look_at_ends(day: &Day, all: &BTreeMap<(String, String), Value>) {
    let get = |kind: &str, name: String| all.get(&(kind.to_owned(), name));
    let specimen = |serial: u32, label: u32| get("Specimen", format!("{}-{}", day.number(serial), day.label(label)));
    let old = specimen(3, 3).unwrap();
    let notes: Vec<&str> = old["note"].as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap()).collect();
    assert_eq!((old["status"].as_str(), notes[1]), (Some("unsatisfactory"), "=pink"));
    assert!(notes[0].starts_with("Rejected at 2022-11-24T") && notes[0].ends_with(": Haemolysed"), "{notes:?}");
    let relabelled = specimen(4, 5).unwrap();
    assert_eq!(relabelled["accessionIdentifier"]["value"], day.roll_label(7).to_string());
    assert_eq!(
        (&relabelled["identifier"][1]["value"], &relabelled["identifier"][1]["use"]),
        (&day.label(5).to_string().into(), &"old".into())
    );
    assert!(relabelled["meta"]["profile"].is_null(), "nobody said when it was collected");
    assert!(specimen(11, 12).is_none(), "a label that nobody filled is no specimen");
    assert_eq!((specimen(12, 13).is_some(), specimen(13, 13).is_some()), (true, true), "two orders, one label, two specimens");
    for serial in [9, 10] {
        let status = |kind: &str, name: String| get(kind, name).unwrap()["status"].as_str().unwrap().to_owned();
        let own = [status("Observation", format!("{}-K", day.number(serial))), status("DiagnosticReport", day.number(serial))];
        assert_eq!(own, ["entered-in-error", "entered-in-error"]);
    }
    assert!(get("DiagnosticReport", day.number(8)).is_none() && get("DiagnosticReport", day.number(13)).is_none());
    let partial = get("DiagnosticReport", day.number(12)).unwrap();
    assert_eq!((partial["status"].as_str(), partial["result"].as_array().unwrap().len()), (Some("partial"), 1));
}

fn look_at_the_second_day(day: &Day, all: &BTreeMap<(String, String), Value>) {
    let get = |kind: &str, name: String| all.get(&(kind.to_owned(), name.clone())).unwrap_or_else(|| panic!("{kind} {name}"));
    let status = |kind: &str, name: String| get(kind, name)["status"].as_str().unwrap().to_owned();
    let kalium = |serial: u32| format!("{}-K", day.number(serial));
    assert_eq!(get("Observation", kalium(5))["note"].as_array().unwrap().len(), 2, "both earlier values");
    assert_eq!(
        (status("Observation", kalium(10)), status("DiagnosticReport", day.number(10))),
        ("amended".into(), "amended".into())
    );
    assert_eq!(
        (status("ServiceRequest", day.number(12)), status("DiagnosticReport", day.number(12))),
        ("completed".into(), "final".into())
    );
    assert_eq!(status("Specimen", format!("{}-{}", day.number(1), day.label(1))), "unavailable");
    let gone = [status("ServiceRequest", day.number(2)), status("DiagnosticReport", day.number(2))];
    assert_eq!(gone, ["revoked", "entered-in-error"]);
    assert_eq!(status("Observation", format!("{}-HGB", day.number(2))), "entered-in-error");
}
