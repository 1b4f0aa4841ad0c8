//! Encounters of stays (class `IMP`) and of emergency arrivals (class `EMER`).
//!
//! A stay is one Encounter from the request on. Before it has a number it is known by the address of its first entry, so that is
//! the identifier which every hand-over searches; the number stands beside it once there is one. Stays and arrivals go on after a
//! hand-over: each is PUT on that identifier, so that a later hand-over brings the same Encounter up to date and makes no second.

use super::super::{CaseRow, time_text};
use super::codes;
use super::parts::{Doctor, Frame, push, request};
use super::places;
use super::types::{
    Concept, Encounter, EncounterLocation, Entry, Extension, Hospitalization, Identifier, Participant, Period, Reference, Span,
    StatusHistory, Value,
};
use crate::hospital::forms::{Sheet, choice_text};
use crate::hospital::ipd::Phase;
use crate::hospital::number::Number;
use crate::hospital::pack::{Lang, Masters};
use crate::journal::fold::{ArrivalState, CaseState, StayState};
use chrono::{DateTime, FixedOffset};

/// What the bundle has already, and where its next entries go.
pub(super) struct Into<'b> {
    pub patient_urn: &'b str,
    pub doctor: Option<&'b Doctor>,
    /// Wards and beds in the bundle.
    pub places: &'b mut Vec<String>,
    pub line: &'b mut Vec<u8>,
}

type At = DateTime<FixedOffset>;

/// A period; an end before its start (a clock set back) is left out, as FHIR asks.
fn span(start: At, end: Option<At>) -> Span {
    Span { start: time_text(start), end: end.filter(|end| *end >= start).map_or_else(String::new, time_text) }
}

fn identifiers<'a>(frame: &'a Frame, system: &'a str, number: Option<&'a Number>, address: &'a str) -> Vec<Identifier<'a>> {
    let kind = Some(Concept::coded(codes::VISIT_NUMBER));
    let said = number.map(|number| Identifier { purpose: "", kind, system, value: number.as_str() });
    let own = Identifier { purpose: "", kind: None, system: &frame.entry.uri, value: address };
    said.into_iter().chain([own]).collect()
}

fn text<'a>(url: &'a str, text: &'a str) -> Option<Extension<'a>> {
    (!text.is_empty()).then_some(Extension { url, value: Value::Text(text) })
}

fn truth(url: &str, truth: bool) -> Option<Extension<'_>> {
    truth.then_some(Extension { url, value: Value::Truth(true) })
}

/// A code of ours in words, with theirs where they have one.
fn concept<'a>(coding: Option<super::types::Coding<'a>>, list: &str, code: &'a str) -> Option<Concept<'a>> {
    (!code.is_empty()).then(|| Concept { coding: coding.map(|coding| [coding]), text: choice_text(list, code, Lang::En) })
}

fn referred_to(ending: &Sheet) -> Option<Reference<'_>> {
    let to = ending.get("referred_to");
    (!to.is_empty()).then_some(Reference { display: to, ..Reference::default() })
}

/// Writes the Encounter's entry of a stay, and the Locations it speaks of; answers its `urn:uuid:…`.
pub(super) fn stay(
    (frame, masters): (&Frame, &Masters),
    row: &CaseRow<'_>,
    stay: &StayState,
    into: Into<'_>,
) -> serde_json::Result<String> {
    let (case, course) = (row.case, &stay.course);
    let urns = stay_places((frame, masters), stay, into.places, into.line)?;
    let (urn, address) = (frame.urn("Encounter", row.id), row.id.to_string());
    let place = course.last_place();
    let department = masters.department(place.map_or(&stay.department, |place| &place.department));
    let period = course.admitted().map(|at| span(at, course.discharged.or_else(|| cancelled_at(case))));
    let diagnoses = diagnoses(stay);
    let search = frame.entry.search(&address);
    let update = ["Encounter?", &search].concat();
    let entry = Entry {
        full_url: &urn,
        resource: Encounter {
            resource_type: "Encounter",
            meta: &frame.encounter_meta,
            extension: stay_extensions(frame, case, stay),
            identifier: identifiers(frame, &frame.admission.uri, case.number.as_ref(), &address),
            status: stay_status(case, course.phase),
            status_history: history(case, stay),
            class: codes::INPATIENT,
            kind: [Concept::text(if course.number.is_some() { "Admission" } else { "Admission request" })],
            service_type: department.map(|d| Concept::text(&d.name.en)),
            priority: concept(None, "urgency", stay.request.get("urgency")),
            subject: Reference::to(into.patient_urn),
            participant: into
                .doctor
                .map(|d| [Participant { kind: Some([Concept::coded(codes::ATTENDER)]), individual: Reference::to(&d.urn) }]),
            period: period.as_ref().map(|p| Period { start: &p.start, end: &p.end }),
            reason_code: diagnoses.iter().map(|text| Concept::text(text)).collect(),
            hospitalization: Hospitalization {
                admit_source: concept(codes::admit_source(stay.sheet.get("source")), "source", stay.sheet.get("source")),
                destination: referred_to(&stay.ending),
                discharge_disposition: course
                    .outcome
                    .and_then(|outcome| concept(codes::disposition(outcome.code()), "outcome", outcome.code())),
            },
            location: locations(case, stay, &urns),
            service_provider: Reference::to(&frame.organization_urn),
        },
        request: request("Encounter", &search, &update, true),
    };
    push(into.line, &entry)?;
    Ok(urn)
}

/// Writes the Locations of a stay that the bundle lacks; answers those of its places, of its plan, and of the ward wished.
fn stay_places(
    from: (&Frame, &Masters),
    stay: &StayState,
    written: &mut Vec<String>,
    line: &mut Vec<u8>,
) -> serde_json::Result<Vec<String>> {
    let course = &stay.course;
    let places = course.held.iter().map(|held| &held.place).chain(course.plan.as_ref().map(|plan| &plan.place));
    let mut urns = places.map(|place| places::write(from, place, written, line)).collect::<serde_json::Result<Vec<_>>>()?;
    let wished = stay.request.get("ward");
    if urns.is_empty() && !wished.is_empty() {
        urns.push(places::ward(from.0, from.1, wished, written, line)?);
    }
    Ok(urns)
}

fn locations<'a>(case: &CaseState, stay: &StayState, urns: &'a [String]) -> Vec<EncounterLocation<'a>> {
    let course = &stay.course;
    let over = cancelled_at(case);
    let held = course.held.iter().map(|held| {
        let to = held.to.or(over);
        (if to.is_some() { "completed" } else { "active" }, Some(span(held.from, to)))
    });
    let planned = course.plan.as_ref().map(|plan| ("planned", Some(span(plan.at, None))));
    // A ward that is wished for has no time yet.
    let wished = std::iter::repeat_with(|| ("planned", None));
    let told = held.chain(planned).chain(wished);
    urns.iter()
        .zip(told)
        .map(|(urn, (status, period))| EncounterLocation { location: Reference::to(urn), status, period })
        .collect()
}

fn cancelled_at(case: &CaseState) -> Option<At> {
    case.cancelled.as_ref().map(|mark| mark.at)
}

const fn stay_status(case: &CaseState, phase: Phase) -> &'static str {
    match phase {
        _ if case.cancelled.is_some() => "cancelled",
        Phase::Requested => "planned",
        Phase::Admitted => "in-progress",
        Phase::Discharged => "finished",
        Phase::Cancelled => "cancelled",
    }
}

/// From when to when the stay was asked for, and from when to when the patient was in.
fn history(case: &CaseState, stay: &StayState) -> Vec<StatusHistory<'static>> {
    let course = &stay.course;
    let over = cancelled_at(case);
    let planned = course.requested.map(|at| StatusHistory { status: "planned", period: span(at, course.admitted().or(over)) });
    let end = course.discharged.or(over);
    let inside = course.admitted().filter(|_at| end.is_some());
    let inside = inside.map(|at| StatusHistory { status: "in-progress", period: span(at, end) });
    planned.into_iter().chain(inside).collect()
}

/// As texts: the profile takes SNOMED CT codes only, and ours are words with an ICD-10 code at best.
fn diagnoses(stay: &StayState) -> Vec<String> {
    let told = |which: &str, sheet: &Sheet| {
        let (words, icd) = (sheet.get("diagnosis"), sheet.get("icd"));
        let code = if icd.is_empty() { String::new() } else { format!("ICD-10 {icd}") };
        let all = [words, &code].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        (!all.is_empty()).then(|| format!("{which}: {all}"))
    };
    let first = told("Provisional diagnosis", &stay.sheet).or_else(|| told("Provisional diagnosis", &stay.request));
    first.into_iter().chain(told("Final diagnosis", &stay.ending)).collect()
}

fn stay_extensions<'a>(frame: &'a Frame, case: &'a CaseState, stay: &'a StayState) -> Vec<Extension<'a>> {
    let ours = &frame.ours;
    let isolation = [stay.sheet.get("isolation"), stay.request.get("isolation")].into_iter().find(|code| !code.is_empty());
    let unit = stay.course.last_place().map_or("", |place| &place.unit);
    [
        text(&ours.unit, unit),
        text(&ours.isolation, isolation.map_or("", |code| choice_text("isolation", code, Lang::En))),
        truth(&ours.mlc, !stay.sheet.get("mlc_no").is_empty()),
        truth(&ours.conflict, !case.misfits.is_empty()),
        text(&ours.void_reason, case.cancelled.as_ref().map_or("", |mark| &mark.reason)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Writes the Encounter's entry of an arrival; answers its `urn:uuid:…`.
pub(super) fn arrival(
    (frame, masters): (&Frame, &Masters),
    row: &CaseRow<'_>,
    state: &ArrivalState,
    into: Into<'_>,
) -> serde_json::Result<String> {
    let (case, sheet) = (row.case, &state.arrival.sheet);
    let (urn, address) = (frame.urn("Encounter", row.id), row.id.to_string());
    let triage = sheet.get("triage");
    let triage = masters.triage.iter().find(|t| t.code == triage).map_or(triage, |t| &t.name.en);
    let status = arrival_status(case, state);
    let period = (status != "planned").then(|| span(case.at, state.left.or_else(|| cancelled_at(case))));
    let source = sheet.get("mode");
    let referred = (source == "referred").then(|| codes::admit_source(source)).flatten();
    let outcome = state.ending.get("outcome");
    let search = frame.entry.search(&address);
    let update = ["Encounter?", &search].concat();
    let pack = state.arrival.pack.as_ref().map(|pack| format!("{} {}", pack.event, pack.no));
    let entry = Entry {
        full_url: &urn,
        resource: Encounter {
            resource_type: "Encounter",
            meta: &frame.encounter_meta,
            extension: arrival_extensions(frame, case, sheet, pack.as_deref().unwrap_or("")),
            identifier: identifiers(frame, &frame.emergency.uri, Some(&state.arrival.number), &address),
            status,
            status_history: Vec::new(),
            class: codes::EMERGENCY,
            kind: [Concept::text("Emergency arrival")],
            service_type: None,
            priority: (!triage.is_empty()).then_some(Concept::text(triage)),
            subject: Reference::to(into.patient_urn),
            participant: None,
            period: period.as_ref().map(|p| Period { start: &p.start, end: &p.end }),
            reason_code: Some(sheet.get("complaint")).filter(|c| !c.is_empty()).map(Concept::text).into_iter().collect(),
            hospitalization: Hospitalization {
                admit_source: concept(referred, "arrival_mode", source),
                destination: referred_to(&state.ending),
                discharge_disposition: concept(codes::disposition(outcome), "er_outcome", outcome),
            },
            location: Vec::new(),
            service_provider: Reference::to(&frame.organization_urn),
        },
        request: request("Encounter", &search, &update, true),
    };
    push(into.line, &entry)?;
    Ok(urn)
}

/// A pack that nobody wears is meant for somebody; one that nobody needed was for nobody.
fn arrival_status(case: &CaseState, state: &ArrivalState) -> &'static str {
    match state.left {
        _ if case.cancelled.is_some() || state.ending.is("outcome", "unused") => "cancelled",
        None if state.waiting => "planned",
        None => "in-progress",
        Some(_) => "finished",
    }
}

fn arrival_extensions<'a>(frame: &'a Frame, case: &'a CaseState, sheet: &'a Sheet, pack: &'a str) -> Vec<Extension<'a>> {
    let ours = &frame.ours;
    let by = sheet.get("brought_by");
    let brought =
        if sheet.get("brought_name").is_empty() { choice_text("brought_by", by, Lang::En) } else { sheet.get("brought_name") };
    [
        truth(&ours.mlc, sheet.is("police", "yes")),
        text(&ours.condition, choice_text("condition", sheet.get("condition"), Lang::En)),
        text(&ours.mark, sheet.get("mark_1")),
        text(&ours.mark, sheet.get("mark_2")),
        text(&ours.found_at, sheet.get("found_at")),
        text(&ours.brought_by, brought),
        text(&ours.pack, pack),
        truth(&ours.conflict, !case.misfits.is_empty()),
        text(&ours.void_reason, case.cancelled.as_ref().map_or("", |mark| &mark.reason)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
