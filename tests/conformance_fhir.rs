//! The hand-over to the FHIR R4 server that `NIRANTAR_FHIR_SERVER` names, by the uploader that people use: HAPI FHIR's own, empty, with
//! validation on (`tests/conformance/fhir/run` starts it). Without that name there is nothing to do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

mod common;
#[path = "exchange/lab_day.rs"]
#[allow(dead_code, reason = "tests/exchange.rs uses the rest")]
mod lab_day;
#[path = "exchange/records.rs"]
mod records;
#[path = "exchange/sample.rs"]
mod sample;
#[path = "exchange/wards.rs"]
#[allow(dead_code, reason = "tests/exchange.rs uses the rest")]
mod wards;

use lab_day::lab_masters;

use nirantar::exchange::answers::fhir::Refusal;
use nirantar::exchange::fhir::uhid_system;
use nirantar::hospital::number::Mode;
use nirantar::journal::{Answer, RecordKind};
use nirantar::send::Posted;
use nirantar::send::fhir::{Login, Patience, Target, Uploader};
use records::{LINKED, Made, Maker, batch, central_person, counter, day_of, masters, of_the_day, of_the_house};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const KINDS: [&str; 12] = [
    "Organization",
    "Practitioner",
    "Patient",
    "Encounter",
    "Location",
    "RelatedPerson",
    "ServiceRequest",
    "Specimen",
    "Observation",
    "DiagnosticReport",
    "QuestionnaireResponse",
    "Provenance",
];

struct Central {
    base: String,
    uploader: Uploader,
}

impl Central {
    fn at(base: &str, uhid_system: &str) -> Self {
        // The first transaction loads the server's terminology.
        let patience = Patience { whole: Duration::from_mins(5), ..Patience::default() };
        let login = Login::Nobody;
        let target = Target { base, authorities: None, login, uhid_system, read_back: false, patience, chance: 3 };
        Self { base: base.to_owned(), uploader: Uploader::new(&target).unwrap() }
    }

    fn put(&self, resource: &Value) {
        let url = format!("{}/Patient", self.base);
        let mut answer = ureq::post(&url).header("Content-Type", "application/fhir+json").send(resource.to_string()).unwrap();
        assert_eq!(answer.status().as_u16(), 201, "{}", answer.body_mut().read_to_string().unwrap());
    }

    /// How many it has of each kind.
    fn counts(&self) -> BTreeMap<&'static str, u64> {
        let count = |kind: &str| {
            let url = format!("{}/{kind}?_summary=count", self.base);
            let text = ureq::get(&url).header("Cache-Control", "no-cache").call().unwrap().body_mut().read_to_string().unwrap();
            serde_json::from_str::<Value>(&text).unwrap()["total"].as_u64().unwrap()
        };
        KINDS.into_iter().map(|kind| (kind, count(kind))).collect()
    }

    fn refused(&mut self, one: &Made) -> Refusal {
        match self.uploader.post("0123456789ab", &one.bytes) {
            Posted::Answered(said) => match said.outcome {
                Answer::Refused { reason } => Refusal::read(&reason).unwrap().0,
                received @ Answer::Received { .. } => panic!("{}: {received:?}", one.key),
            },
            other => panic!("{}: {other:?}", one.key),
        }
    }

    /// Sends them; each must be received.
    fn take(&mut self, made: &[Made]) {
        let mut faults = Vec::new();
        for one in made {
            match self.uploader.post("0123456789ab", &one.bytes) {
                Posted::Answered(said) if matches!(said.outcome, Answer::Received { .. }) => {}
                other => faults.push(format!("{}: {other:?}", one.key)),
            }
        }
        assert!(faults.is_empty(), "{} of {}: {faults:#?}", faults.len(), made.len());
    }
}

#[test]
fn a_real_server_takes_everything_once() {
    let Ok(base) = std::env::var("NIRANTAR_FHIR_SERVER") else { return };
    let (mut masters, counter) = (lab_masters(masters(Mode::Event)), counter());
    let (people, mut day) = day_of(&masters);
    let made = of_the_day(&batch(&masters, &counter), &people, &day);
    let system = uhid_system(&masters.hospital);
    let mut central = Central::at(&base, &system);
    central.uploader.greet().unwrap();

    // Whoever is not there is not made by the way.
    let identity = |one: &&Made| one.key.kind == RecordKind::Identity;
    for one in made.iter().filter(|one| !identity(one)).step_by(5).chain(made.iter().find(|one| one.key.of == people[LINKED].id))
    {
        assert_eq!(central.refused(one), Refusal::Missing, "{}", one.key);
    }
    assert!(central.counts().values().all(|count| *count == 0), "{:?}", central.counts());

    // Half of it, then the cable breaks and all is sent; then all once more.
    central.put(&central_person(&system));
    let before = Instant::now();
    central.take(&made[..made.len() / 2]);
    central.take(&made);
    let secs = before.elapsed().as_secs_f64();
    let counts = central.counts();
    assert_eq!(counts["Patient"], people.len() as u64 + 1);
    let laboratory = ["ServiceRequest", "Specimen", "Observation", "DiagnosticReport"].map(|kind| counts[kind]);
    assert_eq!(laboratory, [13, 12, 16, 10]);
    central.take(&made);
    assert_eq!(central.counts(), counts, "a second upload made something");

    // A day later: the same resources, brought up to date.
    day.second_day();
    let mut maker = Maker::new(&batch(&masters, &counter));
    maker.laboratory(&day);
    central.take(&maker.in_order());
    let now = central.counts();
    assert_eq!((now["ServiceRequest"], now["DiagnosticReport"]), (13, 10));

    // The wards, of another site: its numbers are its own.
    masters.hospital.identifier_base.push_str("/wards");
    let (_house, of_wards) = of_the_house(&batch(&masters, &counter));
    central.take(&of_wards);
    let counts = central.counts();
    assert_eq!((counts["Patient"], counts["QuestionnaireResponse"]), (now["Patient"] + 33, 10));
    central.take(&of_wards);
    assert_eq!(central.counts(), counts, "a second upload made something");

    // Two people of one number: nothing is guessed.
    central.put(&central_person(&system));
    let hers = made.iter().find(|one| one.key.kind == RecordKind::Visit && one.key.of == people[LINKED].id).unwrap();
    assert_eq!(central.refused(hers), Refusal::Several);
    println!("{} records, then half of them again: {:.1} s; {counts:?}", made.len(), secs);
}
