//! The Encounter resource (NRCES Encounter) of one OPD visit. A voided one is handed over as entered in error.

use super::super::{VisitRow, time_text};
use super::codes;
use super::parts::{Doctor, Frame, push, request};
use super::types::{
    Concept, Encounter, EncounterLocation, Entry, Extension, Hospitalization, Identifier, Money, Participant, Period, Reference,
    Value,
};
use crate::hospital::opd::{Fee, QueueState, Visit, VisitKind};
use crate::hospital::pack::Masters;

/// Writes the Encounter's entry, brought up to date where it `changes`; answers its `urn:uuid:…`.
pub(super) fn write(
    (frame, masters): (&Frame, &Masters),
    row: &VisitRow<'_>,
    (patient_urn, doctor): (&str, Option<&Doctor>),
    (changes, line): (bool, &mut Vec<u8>),
) -> serde_json::Result<String> {
    let visit = row.visit;
    let urn = frame.urn("Encounter", row.id);
    let clinic = masters.clinic(&visit.clinic);
    let department = clinic.and_then(|c| masters.department(&c.department));
    let (start, end) = (time_text(row.at), row.done.filter(|done| *done >= row.at).map_or_else(String::new, time_text));
    let place = clinic.map_or_else(
        || format!("{}, room {}", visit.clinic, visit.room),
        |c| format!("{}, room {}, {}", c.name.en, visit.room, c.floor.en),
    );
    let search = frame.visit.search(visit.number.as_str());
    let correction = ["Encounter?", &search].concat();
    let entry = Entry {
        full_url: &urn,
        resource: Encounter {
            resource_type: "Encounter",
            meta: &frame.encounter_meta,
            extension: extensions(frame, row),
            identifier: vec![Identifier {
                purpose: "",
                kind: Some(Concept::coded(codes::VISIT_NUMBER)),
                system: &frame.visit.uri,
                value: visit.number.as_str(),
            }],
            status: status(row),
            status_history: Vec::new(),
            class: codes::AMBULATORY,
            kind: [Concept::text(match visit.kind {
                VisitKind::New => "New OPD visit",
                VisitKind::FollowUp => "Follow-up OPD visit",
            })],
            service_type: department.map(|d| Concept::text(&d.name.en)),
            priority: None,
            subject: Reference::to(patient_urn),
            participant: doctor.map(|d| [Participant { kind: None, individual: Reference::to(&d.urn) }]),
            period: Some(Period { start: &start, end: &end }),
            reason_code: Vec::new(),
            hospitalization: Hospitalization::default(),
            location: vec![EncounterLocation {
                location: Reference { display: &place, ..Reference::default() },
                status: "",
                period: None,
            }],
            service_provider: Reference::to(&frame.organization_urn),
        },
        request: request("Encounter", &search, &correction, changes),
    };
    push(line, &entry)?;
    Ok(urn)
}

/// What the counter knows of the visit; only a token that was done is a finished visit.
const fn status(row: &VisitRow<'_>) -> &'static str {
    match (row.voided.is_some(), row.state) {
        (true, _) => "entered-in-error",
        (false, QueueState::Done) => "finished",
        (false, QueueState::Called) => "in-progress",
        (false, QueueState::Waiting | QueueState::Skipped) => "arrived",
    }
}

fn extensions<'a>(frame: &'a Frame, row: &VisitRow<'a>) -> Vec<Extension<'a>> {
    let visit: &'a Visit = row.visit;
    let ours = &frame.ours;
    let text = |text: &'a str| (!text.is_empty()).then_some(Value::Text(text));
    let mut list = Vec::with_capacity(4);
    let mut add = |url: &'a String, value: Option<Value<'a>>| list.extend(value.map(|value| Extension { url, value }));
    add(&ours.token, text(&visit.token.label));
    match &visit.fee {
        Fee::Paid { rupees, receipt } => {
            add(&ours.fee, Some(Value::Money(Money { value: *rupees, currency: "INR" })));
            let paper = Identifier { purpose: "", kind: None, system: &frame.receipt, value: receipt.as_str() };
            add(&ours.receipt, Some(Value::Identifier(paper)));
        }
        Fee::Exempt { reason } => {
            add(&ours.fee, Some(Value::Money(Money { value: 0, currency: "INR" })));
            add(&ours.exemption, text(reason));
        }
    }
    add(&ours.referred_by, text(&visit.referred_by));
    add(&ours.mlc, visit.mlc.then_some(Value::Truth(true)));
    add(&ours.remarks, text(&visit.remarks));
    add(&ours.clock_behind, row.clock_behind.then_some(Value::Truth(true)));
    list
}
