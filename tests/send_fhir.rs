//! The hand-over record by record to a FHIR server nobody here wrote (Medplum's router over HTTP), by the uploader that people use: all of
//! it, twice, killed half-way, and with every misbehaviour. Nothing is lost, nothing comes twice, nothing counts without its answer.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

mod certificates;
mod common;
#[path = "exchange/lab_day.rs"]
#[allow(dead_code, reason = "tests/exchange.rs uses the rest")]
mod lab_day;
#[path = "exchange/records.rs"]
mod records;
#[path = "exchange/sample.rs"]
mod sample;
#[path = "exchange/fhir_server.rs"]
mod server;
#[path = "exchange/wards.rs"]
#[allow(dead_code, reason = "tests/exchange.rs uses the rest")]
mod wards;

use certificates::certify;
use chrono::Duration as Days;
use lab_day::lab_masters;
use nirantar::exchange::answers::About;
use nirantar::exchange::answers::fhir::Refusal;
use nirantar::exchange::fhir::uhid_system;
use nirantar::exchange::{Batch, FhirRoad, PatientRow, Record, What};
use nirantar::hospital::number::Mode;
use nirantar::journal::{Answer, RecordKey, RecordKind};
use nirantar::send::Posted;
use nirantar::send::fhir::{Login, Patience, Target, Uploader};
use records::{LINKED, Made, Maker, UHID, batch, central_person, counter, day_of, masters, of_the_day, of_the_house};
use sample::{Person, people};
use serde_json::{Value, json};
use server::{Server, receivers};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use zeroize::Zeroizing;

fn uploader(server: &Server, patience: Patience) -> Uploader {
    let login = Login::Bearer(Zeroizing::new("a-token".to_owned()));
    let base = server.base();
    let target =
        Target { base: &base, authorities: None, login, uhid_system: &server.uhid_system, read_back: true, patience, chance: 7 };
    Uploader::new(&target).unwrap()
}

/// The person whom the central system has.
fn central(server: &Server) -> Value {
    central_person(&server.uhid_system)
}

/// What the central system said of each record; everything must have been answered.
fn upload(uploader: &mut Uploader, made: &[Made]) -> BTreeMap<RecordKey, Answer> {
    let said = made.iter().map(|one| match uploader.post("0123456789ab", &one.bytes) {
        Posted::Answered(said) => {
            assert_eq!(said.about, About::Record(one.key.clone()));
            (one.key.clone(), said.outcome)
        }
        other => panic!("{}: {other:?}", one.key),
    });
    said.collect()
}

fn received(outcomes: &BTreeMap<RecordKey, Answer>) -> usize {
    outcomes.values().filter(|outcome| matches!(outcome, Answer::Received { .. })).count()
}

fn all_received(outcomes: &BTreeMap<RecordKey, Answer>) {
    for (key, outcome) in outcomes {
        assert!(matches!(outcome, Answer::Received { .. }), "{key}: {outcome:?}");
    }
}

#[test]
fn every_record_is_taken_and_a_second_upload_makes_nothing() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, mut day) = day_of(&masters);
    let made = of_the_day(&batch(&masters, &counter), &people, &day);
    let server = Server::start(&uhid_system(&masters.hospital), true);
    server.put(&central(&server));
    let mut uploader = uploader(&server, Patience::default());
    uploader.greet().unwrap();
    let first = upload(&mut uploader, &made);
    all_received(&first);
    let stored = server.stored();
    assert_eq!(stored["Patient"].len(), people.len() + 1);
    assert_eq!(stored["Encounter"].len(), people.iter().map(|person| person.visits.len()).sum::<usize>());
    assert_eq!((stored["ServiceRequest"].len(), stored["Specimen"].len(), stored["Observation"].len()), (13, 12, 16));
    look_at_people(&server, &people, &first, &stored);

    let second = upload(&mut uploader, &made);
    assert_eq!(first, second);
    let again = server.stored();
    assert_eq!(names(&stored), names(&again));

    // A day later, the laboratory has amended, completed and cancelled: the same resources, brought up to date.
    day.second_day();
    let mut maker = Maker::new(&batch(&masters, &counter));
    maker.laboratory(&day);
    let later = maker.in_order();
    let changed: Vec<Made> = later.into_iter().filter(|one| !made.contains(one)).collect();
    assert!((3..made.len()).contains(&changed.len()), "{}", changed.len());
    all_received(&upload(&mut uploader, &changed));
    let now = server.stored();
    assert_eq!((now["ServiceRequest"].len(), now["DiagnosticReport"].len()), (13, 10));
    assert_eq!(now["ServiceRequest"].iter().filter(|order| order["status"] == "revoked").count(), 3);
    let told = server.control(None);
    assert!(told["logins"].as_array().unwrap().iter().all(|login| login == "Bearer a-token"));
    assert!(told["requestIds"][0].as_str().unwrap().starts_with("0123456789ab."));
}

/// Each resource by its kind and identifiers.
fn names(stored: &BTreeMap<String, Vec<Value>>) -> Vec<String> {
    let name = |kind: &str, resource: &Value| {
        let own = if kind == "Provenance" { &resource["id"] } else { &resource["identifier"] };
        format!("{kind} {own}")
    };
    let mut all: Vec<String> = stored.iter().flat_map(|(kind, of)| of.iter().map(move |one| name(kind, one))).collect();
    all.sort();
    assert!(all.windows(2).all(|two| two[0] != two[1]), "something is there twice");
    all
}

fn look_at_people(server: &Server, people: &[Person], said: &BTreeMap<RecordKey, Answer>, stored: &BTreeMap<String, Vec<Value>>) {
    let of = |value: &str| {
        let own = |patient: &&Value| patient["identifier"].as_array().unwrap().iter().any(|i| i["value"] == value);
        stored["Patient"].iter().filter(own).collect::<Vec<_>>()
    };
    // The central Patient is as it was, and has her visits; ours points to it.
    let hers = of(UHID);
    assert_eq!(hers.len(), 1);
    let mut wanted = central(server);
    wanted["id"] = hers[0]["id"].clone();
    wanted["meta"] = hers[0]["meta"].clone();
    assert_eq!(*hers[0], wanted);
    let at = format!("Patient/{}", hers[0]["id"].as_str().unwrap());
    let ours = of(people[LINKED].number.as_str())[0];
    assert_eq!(
        (&ours["active"], &ours["link"][0]["type"], &ours["link"][0]["other"]["reference"]),
        (&json!(false), &json!("replaced-by"), &json!(at))
    );
    let visits = stored["Encounter"].iter().filter(|visit| visit["subject"]["reference"] == at.as_str());
    assert_eq!(visits.count(), people[LINKED].visits.len());
    let follows = of(people[6].number.as_str())[0];
    let leads = of(people[7].number.as_str())[0];
    assert_eq!(follows["active"], false);
    let links = follows["link"].as_array().unwrap();
    assert!(links.iter().any(|link| link["other"]["reference"] == format!("Patient/{}", leads["id"].as_str().unwrap())));
    // Who is new got a number there, and the answer told it.
    for (nth, person) in people.iter().enumerate().filter(|(nth, person)| *nth != LINKED && !person.voided) {
        let Answer::Received { central } = &said[&RecordKey { kind: RecordKind::Identity, of: person.id.clone() }] else {
            panic!()
        };
        let own = of(person.number.as_str())[0]["identifier"].as_array().unwrap().clone();
        let own = own.iter().find(|identifier| identifier["system"] == server.uhid_system.as_str()).unwrap();
        assert_eq!((central.is_empty(), own["value"] == central.as_str()), (false, true), "{nth}");
    }
}

#[test]
fn a_day_in_the_wards_is_taken_and_read_by_the_models() {
    let (masters, counter) = (masters(Mode::Event), counter());
    let (mut house, made) = of_the_house(&batch(&masters, &counter));
    let kinds: BTreeMap<&str, usize> = made.iter().fold(BTreeMap::new(), |mut all, one| {
        *all.entry(one.key.kind.code()).or_default() += 1;
        all
    });
    let wanted = [
        ("arrival", 11),
        ("birth", 3),
        ("cause", 1),
        ("death", 1),
        ("identity", 33),
        ("indent", 2),
        ("mlc", 2),
        ("stay", 21),
        ("stillbirth", 1),
        ("visit", 0),
    ];
    for (kind, count) in wanted {
        assert_eq!(kinds.get(kind).copied().unwrap_or_default(), count, "{kind}: {kinds:?}");
    }
    let server = Server::start(&uhid_system(&masters.hospital), true);
    let mut uploader = uploader(&server, Patience::default());
    all_received(&upload(&mut uploader, &made));
    let stored = server.stored();
    assert_eq!((stored["Patient"].len(), stored["Encounter"].len(), stored["QuestionnaireResponse"].len()), (33, 32, 10));

    house.second_day();
    let batch = batch(&masters, &counter);
    let mut maker = Maker::new(&batch);
    maker.house(&house);
    let later = maker.in_order();
    let changed: Vec<Made> = later.iter().filter(|one| !made.contains(one)).cloned().collect();
    assert!(changed.len() < made.len() / 3, "{}", changed.len());
    all_received(&upload(&mut uploader, &changed));
    let now = server.stored();
    let finished = |of: &BTreeMap<String, Vec<Value>>| of["Encounter"].iter().filter(|one| one["status"] == "finished").count();
    assert_eq!((now["Encounter"].len(), finished(&now)), (stored["Encounter"].len(), finished(&stored) + 2));

    let (people, day) = day_of(&masters);
    for records in [later, of_the_day(&batch, &people, &day)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("records.ndjson");
        common::put(&file, &records.iter().flat_map(|one| one.bytes.clone()).collect::<Vec<u8>>());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers/fhir_records.py");
        let run = Command::new(receivers().join("python/bin/python")).arg(script).arg(file).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "fhir_records.py: {told}");
    }
}

#[test]
fn killed_half_way_and_resumed() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, day) = day_of(&masters);
    let made = of_the_day(&batch(&masters, &counter), &people, &day);
    let whole = {
        let server = Server::start(&uhid_system(&masters.hospital), false);
        server.put(&central(&server));
        all_received(&upload(&mut uploader(&server, Patience::default()), &made));
        names(&server.stored())
    };
    let mut server = Server::start(&uhid_system(&masters.hospital), false);
    server.put(&central(&server));
    let mut got: Vec<RecordKey> = Vec::new();
    // It dies five times, once the record is in its store and before it has answered; the uploader begins anew each time too.
    for nth in 0..=5_usize {
        if nth > 0 {
            server = server.again();
        }
        let mut uploader = uploader(&server, Patience::default());
        let waiting: Vec<&Made> = made.iter().filter(|one| !got.contains(&one.key)).collect();
        let until = if nth < 5 { made.len() / 6 } else { waiting.len() };
        for (at, one) in waiting.into_iter().take(until).enumerate() {
            let last = nth < 5 && at + 1 == until;
            if last {
                server.misbehave("die", 1, true);
            }
            match uploader.post("b", &one.bytes) {
                Posted::Answered(said) if !last => {
                    assert!(matches!(said.outcome, Answer::Received { .. }), "{}: {said:?}", one.key);
                    got.push(one.key.clone());
                }
                Posted::Later { why, .. } if last => assert_eq!(why.id, "problem-send-cut"),
                other => panic!("{}: {other:?}", one.key),
            }
        }
    }
    assert_eq!(got.len(), made.len());
    assert_eq!(names(&server.stored()), whole);
}

#[test]
fn no_misbehaviour_counts_as_received() {
    const BAD: [(&str, &str); 16] = [
        ("500", "problem-send-server"),
        ("503", "problem-send-busy"),
        ("429", "problem-send-busy"),
        ("401", "problem-send-login"),
        ("302", "problem-answer-garbled"),
        ("garbage", "problem-answer-garbled"),
        ("half-json", "problem-answer-garbled"),
        ("half", "problem-send-cut"),
        ("other", "problem-answer-other"),
        ("patient", "problem-answer-garbled"),
        ("close", "problem-send-cut"),
        ("huge", "problem-answer-too-big"),
        ("slowly", "problem-send-slow"),
        ("never", "problem-send-slow"),
        ("412", "several-match"),
        ("409", "conflict"),
    ];
    let (masters, counter) = (masters(Mode::Event), counter());
    let people = people(&masters, Mode::Event, 1);
    let mut maker = Maker::new(&batch(&masters, &counter));
    maker.people(&people, |_| None);
    let made = maker.in_order();
    let server = Server::start(&uhid_system(&masters.hospital), true);
    let mut patient_one = uploader(&server, Patience::default());
    let short = Patience { whole: Duration::from_millis(800), ..Patience::default() };
    let mut hasty = uploader(&server, short);
    for after in [false, true] {
        for (what, wanted) in &BAD {
            server.misbehave(what, 1, after);
            let uploader = if matches!(*what, "slowly" | "never") { &mut hasty } else { &mut patient_one };
            let told = match uploader.post("b", &made[0].bytes) {
                Posted::Later { after, why } => {
                    assert!(*what != "429" || after >= Duration::from_secs(7), "{after:?}");
                    why.id.to_owned()
                }
                Posted::Broken { why } => why.id.to_owned(),
                Posted::Answered(said) => match said.outcome {
                    Answer::Refused { reason } => Refusal::read(&reason).unwrap().0.code().to_owned(),
                    Answer::Received { .. } => panic!("{what}: received"),
                },
            };
            assert_eq!(told, *wanted, "{what}");
            let stored = server.stored();
            assert_eq!(stored.get("Patient").map_or(0, Vec::len), usize::from(after), "{what}");
        }
    }
    all_received(&upload(&mut patient_one, &made));
    assert_eq!(server.stored()["Patient"].len(), 1);
    let base = server.base();
    drop(server);
    match patient_one.post("b", &made[0].bytes) {
        Posted::Later { why, .. } => assert!(["problem-send-nobody", "problem-send-cut"].contains(&why.id), "{base}: {}", why.id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_lacks_its_person_is_refused_and_makes_nobody() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, day) = day_of(&masters);
    let made = of_the_day(&batch(&masters, &counter), &people, &day);
    let server = Server::start(&uhid_system(&masters.hospital), true);
    let mut uploader = uploader(&server, Patience::default());
    let (alone, rest): (Vec<Made>, Vec<Made>) =
        made.into_iter().partition(|one| one.key.kind != RecordKind::Identity || one.key.of == people[LINKED].id);
    let said = upload(&mut uploader, &alone);
    assert_eq!(received(&said), 0);
    for outcome in said.values() {
        let Answer::Refused { reason } = outcome else { panic!("{outcome:?}") };
        assert_eq!(Refusal::read(reason).unwrap().0, Refusal::Missing, "{reason}");
    }
    assert!(server.stored().is_empty());
    // Two people of one number there: nothing is guessed.
    all_received(&upload(&mut uploader, &rest));
    server.put(&central(&server));
    server.put(&central(&server));
    let linked: Vec<Made> = alone.into_iter().filter(|one| one.key.of == people[LINKED].id).collect();
    let said = upload(&mut uploader, &linked);
    for outcome in said.values() {
        let Answer::Refused { reason } = outcome else { panic!("{outcome:?}") };
        assert_eq!(Refusal::read(reason).unwrap().0, Refusal::Several, "{reason}");
    }
}

#[test]
fn the_same_record_is_the_same_bytes_whenever() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, day) = day_of(&masters);
    let now = batch(&masters, &counter);
    let later = Batch { made: now.made + Days::days(3), by: "yusuf", letter: 'B', ..now };
    let made = of_the_day(&now, &people, &day);
    assert_eq!(made, of_the_day(&later, &people, &day));
    assert!(
        made.iter()
            .all(|one| one.bytes.ends_with(b"]}\n") && one.bytes.iter().position(|b| *b == b'\n') == Some(one.bytes.len() - 1))
    );
    // A record that cannot be told leaves nothing behind, and a drill's never leaves.
    let mut road = FhirRoad::new(&now).unwrap();
    let row = PatientRow { number: &sample::people(&masters, Mode::Drill, 1)[0].number.clone(), ..people[0].row() };
    let key = RecordKey { kind: RecordKind::Identity, of: people[0].id.clone() };
    let mut into = b"before".to_vec();
    for (patient, id) in [(None, "problem-export-order"), (Some(&row), "problem-export-mixed")] {
        let record = Record { key: &key, patient, what: What::Identity };
        assert_eq!(road.record(&record, &mut into).unwrap_err().id, id);
    }
    assert_eq!(into, b"before");
    assert_eq!(FhirRoad::new(&Batch { mode: Mode::Drill, ..now }).err().unwrap().id, "problem-export-drill");
}

#[test]
fn records_look_like_this() {
    let (masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, day) = day_of(&masters);
    let batch = batch(&masters, &counter);
    let shown = |one: &Made| serde_json::to_string_pretty(&serde_json::from_slice::<Value>(&one.bytes).unwrap()).unwrap();
    let of_day = of_the_day(&batch, &people, &day);
    let linked = of_day.iter().find(|one| one.key == RecordKey { kind: RecordKind::Identity, of: people[LINKED].id.clone() });
    insta::assert_snapshot!("linked", shown(linked.unwrap()));
    let of_house = of_the_house(&batch).1;
    for kind in RecordKind::ALL {
        let one = of_day.iter().chain(&of_house).find(|one| one.key.kind == kind);
        insta::assert_snapshot!(kind.code(), shown(one.unwrap_or_else(|| panic!("no {}", kind.code()))));
    }
}

#[test]
fn only_a_server_of_our_authority_is_spoken_to() {
    const FAR: i64 = 4_000_000_000;
    let (masters, counter) = (masters(Mode::Event), counter());
    let people = people(&masters, Mode::Event, 1);
    let mut maker = Maker::new(&batch(&masters, &counter));
    maker.people(&people, |_| None);
    let made = maker.in_order();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (ours, other) = (certify("Our authority", FAR, None), certify("Another authority", FAR, None));
    common::put(&path("ours.pem"), &ours.certificate.to_pem().unwrap());
    common::put(&path("other.pem"), &other.certificate.to_pem().unwrap());
    for (name, until, trusted) in [("localhost", FAR, true), ("elsewhere", FAR, false), ("localhost", 1_600_000_000, false)] {
        let own = certify(name, until, Some(&ours));
        let pem = [own.key.private_key_to_pem_pkcs8().unwrap(), own.certificate.to_pem().unwrap()].concat();
        common::put(&path("server.pem"), &pem);
        let server = Server::start_tls(&uhid_system(&masters.hospital), &path("server.pem"));
        for (authority, ours) in [(Some("ours.pem"), true), (Some("other.pem"), false), (None, false)] {
            let authorities = authority.map(path);
            let login = Login::Basic("nirantar".to_owned(), Zeroizing::new("secret".to_owned()));
            let target = Target {
                base: &server.base_tls(),
                authorities: authorities.as_deref(),
                login,
                uhid_system: &server.uhid_system,
                read_back: true,
                patience: Patience::default(),
                chance: 1,
            };
            match Uploader::new(&target).unwrap().post("b", &made[0].bytes) {
                Posted::Answered(said) => {
                    assert!(trusted && ours && matches!(said.outcome, Answer::Received { .. }), "{name} {authority:?}: {said:?}");
                }
                Posted::Broken { why } => {
                    assert_eq!((why.id, trusted && ours), ("problem-send-certificate", false), "{name} {authority:?}");
                }
                later @ Posted::Later { .. } => panic!("{name} {authority:?}: {later:?}"),
            }
        }
    }
}
