//! ADT of stays and emergency arrivals: A01 and an A02 for each bed after it, A04 for an arrival, A03 once it is over.
//!
//! A stay that goes on ends with the bed of now, because its last message is the last transfer. What is only planned (a request for a bed,
//! a prepared pack) is an A08 of class `P`: nobody was admitted.

use super::super::{CaseRow, PatientRow, Void};
use super::codes;
use super::head::{Event, Messages, Stamp};
use super::parts::{Accident, Told, names};
use super::pv1::{self, Pv1, spot};
use super::write::Segment;
use crate::hospital::forms::{FormId, Sheet, choice_text};
use crate::hospital::pack::Lang;
use crate::hospital::person::PersonName;
use crate::journal::fold::{ArrivalState, CaseState, StayState, StepKind};
use chrono::{DateTime, FixedOffset};

/// Fields of the forms that have a field of HL7's own.
const ADMISSION_ELSEWHERE: [&str; 8] = ["ward", "bed", "source", "department", "doctor", "at", "kin_name", "kin_relation"];
const REQUEST_ELSEWHERE: [&str; 3] = ["department", "doctor", "at"];
const DISCHARGE_ELSEWHERE: [&str; 1] = ["at"];
const ARRIVAL_ELSEWHERE: [&str; 1] = ["at"];

/// Who wrote down the step of that kind which happened at that time.
fn stamp<'c>(case: &'c CaseState, kinds: &[StepKind], at: DateTime<FixedOffset>) -> Stamp<'c> {
    let own = |step: &&crate::journal::fold::StepLine| kinds.contains(&step.kind) && step.at == at && step.cancelled.is_none();
    case.steps.iter().find(own).map_or(Stamp { recorded: case.entered, occurred: at, by: &case.by }, |step| Stamp {
        recorded: step.entered,
        occurred: at,
        by: &step.by,
    })
}

fn void_of<'c>(row: &CaseRow<'c>) -> Option<Void<'c>> {
    row.case.cancelled.as_ref().map(|mark| Void { at: mark.at, by: &mark.by, reason: &mark.reason })
}

fn void_stamp<'c>(void: &Void<'c>) -> Stamp<'c> {
    Stamp { recorded: void.at, occurred: void.at, by: void.by }
}

pub(super) fn stay(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &CaseRow<'_>, state: &StayState) {
    let course = &state.course;
    let Some(first) = course.held.first() else { return request(to, patient, row, state) };
    let visit = pv1::of_stay(row, state);
    to.event(Event::Admit, stamp(row.case, &[StepKind::Admitted], first.from));
    to.pid(patient, Told::Short);
    kin(to, &state.sheet);
    let place = &first.place;
    let doctor = place.doctor.as_deref().unwrap_or("");
    let pending = if course.held.len() == 1 { visit.pending } else { pv1::Spot::default() };
    to.pv1(&Pv1 { place: spot(place), doctor, department: &place.department, pending, ..pv1::of_stay(row, state) });
    admission(to, row.case, state);
    if let Some(void) = void_of(row) {
        to.event(Event::Cancel, void_stamp(&void));
        to.pid(patient, Told::Short);
        to.pv1(&visit);
        to.say().taken_back(void.reason);
        return;
    }
    for (before, held) in course.held.iter().zip(course.held.iter().skip(1)) {
        to.event(Event::Transfer, stamp(row.case, &[StepKind::Transferred, StepKind::Swapped], held.from));
        to.pid(patient, Told::Short);
        let place = &held.place;
        let doctor = place.doctor.as_deref().unwrap_or("");
        let pending = if held.to.is_none() { visit.pending } else { pv1::Spot::default() };
        let (spot, prior) = (spot(place), spot(&before.place));
        to.pv1(&Pv1 { place: spot, prior, doctor, department: &place.department, pending, ..pv1::of_stay(row, state) });
        to.say().text("UNIT", "Unit", &place.unit);
    }
    if let Some(at) = course.discharged {
        to.event(Event::Discharge, stamp(row.case, &[StepKind::Discharged], at));
        let outcome = course.outcome.map_or("", |outcome| outcome.code());
        ended(to, patient, Pv1 { ended: Some(at), ..visit }, (FormId::Discharge, &state.ending, outcome));
    }
}

/// What the admission's form says beyond PV1.
fn admission(to: &mut Messages<'_, '_>, case: &CaseState, state: &StayState) {
    let on = case.entered.date_naive();
    let mut say = to.say();
    say.sheet(FormId::Request, &state.request, &REQUEST_ELSEWHERE, on);
    say.sheet(FormId::Admission, &state.sheet, &ADMISSION_ELSEWHERE, on);
    if !case.misfits.is_empty() {
        say.text("CONFLICT", "Steps that did not fit", "a person has to look at the stay");
    }
    let said = [&state.sheet, &state.request].map(|sheet| (sheet.get("diagnosis"), sheet.get("icd")));
    let diagnosis = said.into_iter().find(|(words, icd)| !words.is_empty() || !icd.is_empty()).unwrap_or_default();
    to.diagnosis(1, "A", diagnosis, "");
    if !state.sheet.get("mlc_no").is_empty() {
        Accident { about: state.sheet.get("mlc_no"), ..Accident::default() }.write(to.out);
    }
}

/// NK1 of the next of kin that the admission's form names.
fn kin(to: &mut Messages<'_, '_>, sheet: &Sheet) {
    let name = PersonName { latin: Some(sheet.get("kin_name").to_owned()), ..PersonName::default() };
    if name.shown().is_empty() {
        return;
    }
    let relation = sheet.get("kin_relation");
    let [code, words, system] = codes::KIN;
    let mut nk1 = Segment::new(to.out, "NK1");
    names(nk1.text(1, "1"), 2, &name, "L");
    nk1.parts(3, &[code, if relation.is_empty() { words } else { relation }, system]).end();
}

/// A bed that was asked for.
fn request(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &CaseRow<'_>, state: &StayState) {
    let address = row.id.to_string();
    let asked = state.course.requested.unwrap_or(row.case.at);
    to.event(Event::Update, stamp(row.case, &[StepKind::Requested], asked));
    to.pid(patient, Told::Short);
    let pending = [state.request.get("ward"), "", ""];
    to.pv1(&Pv1 { class: "P", preadmit: &address, pending, ..pv1::of_stay(row, state) });
    let mut say = to.say();
    say.sheet(FormId::Request, &state.request, &REQUEST_ELSEWHERE, asked.date_naive());
    if let Some(void) = void_of(row) {
        say.taken_back(void.reason);
    }
    to.diagnosis(1, "A", (state.request.get("diagnosis"), ""), "");
}

pub(super) fn arrival(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &CaseRow<'_>, state: &ArrivalState) {
    let (case, void) = (row.case, void_of(row));
    let unused = state.ending.is("outcome", "unused");
    let planned = state.waiting || unused;
    let first = if planned { Event::Update } else { Event::Register };
    let visit = pv1::of_arrival(row, state);
    to.event(first, Stamp { recorded: case.entered, occurred: case.at, by: &case.by });
    to.pid(patient, Told::Short);
    to.pv1(&Pv1 { class: if planned { "P" } else { "E" }, ..pv1::of_arrival(row, state) });
    let not_needed = if unused { Some("the pack was not needed") } else { None };
    came(to, row, state, void.map(|void| void.reason).filter(|_reason| planned).or(not_needed));
    police(to, case, state);
    if planned {
        return;
    }
    if let Some(void) = void {
        to.event(Event::Cancel, void_stamp(&void));
        to.pid(patient, Told::Short);
        to.pv1(&visit);
        to.say().taken_back(void.reason);
    } else if let Some(at) = state.left {
        to.event(Event::Discharge, stamp(case, &[StepKind::Left], at));
        ended(to, patient, Pv1 { ended: Some(at), ..visit }, (FormId::Leave, &state.ending, state.ending.get("outcome")));
    }
}

fn came(to: &mut Messages<'_, '_>, row: &CaseRow<'_>, state: &ArrivalState, taken_back: Option<&str>) {
    let pack = state.arrival.pack.as_ref().map_or_else(String::new, |pack| format!("{} {}", pack.event, pack.no));
    let mut say = to.say();
    say.sheet(FormId::Arrival, &state.arrival.sheet, &ARRIVAL_ELSEWHERE, row.case.entered.date_naive());
    say.text("PACK", "Pack of a mass-casualty event", &pack);
    if !row.case.misfits.is_empty() {
        say.text("CONFLICT", "Steps that did not fit", "a person has to look at the arrival");
    }
    if let Some(reason) = taken_back {
        say.taken_back(reason);
    }
}

/// ACC where the police were called or brought the patient.
fn police(to: &mut Messages<'_, '_>, case: &CaseState, state: &ArrivalState) {
    let sheet = &state.arrival.sheet;
    if !sheet.is("police", "yes") {
        return;
    }
    let who = choice_text("brought_by", sheet.get("brought_by"), Lang::En);
    let brought = [who, sheet.get("brought_name")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let accident = Accident {
        at: Some(case.at),
        place: sheet.get("found_at"),
        about: sheet.get("complaint"),
        brought_by: &brought,
        police_told: true,
        ..Accident::default()
    };
    accident.write(to.out);
}

/// The rest of an A03: PID, PV1 with how it ended, the last diagnosis, the form.
fn ended(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, visit: Pv1<'_>, (form, sheet, outcome): (FormId, &Sheet, &str)) {
    let on = visit.ended.map(|at| at.date_naive()).unwrap_or_default();
    to.pid(patient, Told::Short);
    to.pv1(&Pv1 { disposition: codes::disposition(outcome), pending: pv1::Spot::default(), ..visit });
    to.diagnosis(1, "F", (sheet.get("diagnosis"), sheet.get("icd")), "");
    to.say().sheet(form, sheet, &DISCHARGE_ELSEWHERE, on);
}
