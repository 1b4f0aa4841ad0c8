//! Every record of some invented people, of a day in the wards and of a day in the laboratory, as a hand-over gets them.

use super::lab_day::Day;
use super::sample::{self, Person, people};
use super::wards::House;
use chrono::Duration as Days;
use nirantar::exchange::{Batch, CameFrom, CaseRow, FhirRoad, Mother, PatientRow, Record, There, VisitRow, What};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hospital::pack::{Masters, PackKind, check, demo};
use nirantar::journal::fold::{CaseBody, CaseState};
use nirantar::journal::{EntryId, RecordKey, RecordKind, Stage};
use nirantar::store::StoreError;
use serde_json::{Value, json};

/// The person whom the central system has already.
pub const LINKED: usize = 5;
pub const UHID: &str = "104899999";

pub fn masters(mode: Mode) -> Masters {
    let mut masters = check(&demo::files()).unwrap();
    if mode != Mode::Demo {
        "SEVA".clone_into(&mut masters.hospital.site);
        masters.hospital.kind = PackKind::Real;
    }
    masters
}

pub fn batch<'a>(masters: &'a Masters, counter: &'a CounterCode) -> Batch<'a> {
    Batch { masters, mode: Mode::Event, counter, letter: 'A', made: sample::time() + Days::hours(9), by: "meena" }
}

pub fn counter() -> CounterCode {
    CounterCode::new("K7").unwrap()
}

/// People, one of them linked and one merged into another, and what the laboratory did for four of them.
pub fn of_the_day(batch: &Batch<'_>, people: &[Person], day: &Day) -> Vec<Made> {
    let mut maker = Maker::new(batch);
    maker.people(people, |nth| (nth == LINKED).then_some(UHID));
    let (follows, leads) = (people[6].row(), people[7].row());
    maker.take(RecordKind::Merge, follows.id, Some(&follows), What::Merge { leads: &leads, parted: None });
    maker.laboratory(day);
    maker.in_order()
}

pub fn of_the_house(batch: &Batch<'_>) -> (House, Vec<Made>) {
    let mut house = House::new(Mode::Event);
    house.first_day();
    let mut maker = Maker::new(batch);
    maker.house(&house);
    (house, maker.in_order())
}

pub fn day_of(masters: &Masters) -> (Vec<Person>, Day) {
    let day = Day::new(masters, Mode::Event);
    let people = people(masters, Mode::Event, 8);
    assert!(day.people.iter().zip(&people).all(|(a, b)| a.id == b.id && a.number == b.number));
    (people, day)
}

/// The person whom the central system has.
pub fn central_person(uhid_system: &str) -> Value {
    json!({ "resourceType": "Patient", "active": true, "gender": "female",
        "identifier": [{ "system": uhid_system, "value": UHID }], "name": [{ "text": "As the central system has her" }] })
}

/// A record as the road wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub key: RecordKey,
    pub stage: Stage,
    pub bytes: Vec<u8>,
}

/// Takes records to the road.
pub struct Maker<'a> {
    road: FhirRoad<'a>,
    pub made: Vec<Made>,
}

impl<'a> Maker<'a> {
    pub fn new(batch: &Batch<'a>) -> Self {
        Self { road: FhirRoad::new(batch).unwrap(), made: Vec::new() }
    }

    pub fn take(&mut self, kind: RecordKind, of: &EntryId, patient: Option<&PatientRow<'_>>, what: What<'_>) {
        let key = RecordKey { kind, of: of.clone() };
        let record = Record { key: &key, patient, what };
        let mut bytes = Vec::new();
        self.road.record(&record, &mut bytes).unwrap_or_else(|problem| panic!("{key}: {} {:?}", problem.id, problem.args));
        let stage = record.stage();
        self.made.push(Made { key, stage, bytes });
    }

    /// Identities and visits.
    pub fn people(&mut self, people: &[Person], linked: impl Fn(usize) -> Option<&'a str>) {
        for (nth, person) in people.iter().enumerate() {
            let row = PatientRow { linked: linked(nth), ..person.row() };
            self.take(RecordKind::Identity, row.id, Some(&row), What::Identity);
            for visit in person.visit_rows() {
                self.take(RecordKind::Visit, visit.id, Some(&row), What::Visit(&visit));
            }
        }
    }

    /// Orders and their results, of people told before.
    pub fn laboratory(&mut self, day: &Day) {
        for (person, id, case) in day.cases() {
            let (Some(person), Some(order)) = (person.map(|at| &day.people[at]), case.order()) else { continue };
            let patient = PatientRow { unknown: person.id == day.people[day.people.len() - 1].id, ..person.row() };
            let row = CaseRow { id, case: &case, patient_number: Some(&person.number), mother_number: None, child_number: None };
            let visits: Vec<VisitRow<'_>> = person.visit_rows().collect();
            let from = CameFrom { visit: visits.iter().find(|visit| Some(visit.id) == order.order.from.as_ref()), case: None };
            self.take(RecordKind::Order, id, Some(&patient), What::Case(&row, from));
            let released = order.results.iter().any(|result| result.released.is_some());
            if released || case.steps.iter().any(|step| step.kind == nirantar::journal::fold::StepKind::Verified) {
                self.take(RecordKind::Result, id, Some(&patient), What::Result(&row, from));
            }
        }
    }

    /// Identities, visits, stays, arrivals and registers of a house.
    pub fn house(&mut self, house: &House) {
        let view = house.view();
        view.each_whole(|whole| {
            let state = &whole.patient;
            let born = whole.birth.as_ref().and_then(|case| case.patient.as_ref());
            let mother = born.map(|id| view.patient(id).unwrap().unwrap());
            let row = PatientRow {
                id: &whole.id,
                number: &state.patient.number,
                details: &state.patient.details,
                at: state.registered,
                by: &state.by,
                amended: state.amended,
                conflict: state.conflict,
                voided: None,
                unknown: state.unknown,
                waiting: false,
                identified: state.identified.as_ref(),
                same_as: &[],
                died: None,
                mother: mother.as_ref().map(|m| Mother { number: &m.patient.number, name: &m.patient.details.name }),
                birth_order: "",
                matched: None,
                linked: None,
                there: There::default(),
            };
            self.take(RecordKind::Identity, row.id, Some(&row), What::Identity);
            for (id, case) in &whole.cases {
                self.case(Some(&row), id, case);
            }
            Ok::<(), StoreError>(())
        })
        .unwrap();
        view.each_loose_case(|id, case| {
            self.case(None, &id, &case);
            Ok::<(), StoreError>(())
        })
        .unwrap();
    }

    fn case(&mut self, patient: Option<&PatientRow<'_>>, id: &EntryId, case: &CaseState) {
        let kind = match &case.body {
            CaseBody::Stay(_) => RecordKind::Stay,
            CaseBody::Arrival(_) => RecordKind::Arrival,
            CaseBody::Record(record) => RecordKind::of_register(record.register),
            CaseBody::Order(_) | CaseBody::Roll { .. } => return,
        };
        let number = patient.map(|row| row.number);
        let row = CaseRow { id, case, patient_number: number, mother_number: None, child_number: None };
        self.take(kind, id, patient, What::Case(&row, CameFrom::default()));
    }

    /// In the order of the upload.
    pub fn in_order(mut self) -> Vec<Made> {
        self.made.sort_by_key(|one| (one.stage, one.key.kind));
        self.made
    }
}
