//! Records of registers as A08 of whom they are about: a newborn, somebody who died, a mother, a medico-legal case. What a form says beyond
//! PID, DG1 and ACC stands in OBX, field by field; what only the pen fills (Aadhaar boxes, signatures) is in no entry and leaves in none.

use super::super::{CaseRow, Died, PatientRow};
use super::head::{Event, Messages, Stamp};
use super::parts::{self, Accident, Told, identifier, names};
use super::pv1;
use super::write::Segment;
use crate::hospital::forms::{FormId, Sheet, choice_text};
use crate::hospital::number::Number;
use crate::hospital::pack::Lang;
use crate::hospital::person::PersonName;
use crate::journal::Register;
use crate::journal::fold::{RecordState, StepKind};
use chrono::{DateTime, FixedOffset};

/// What of MCCD Form 4 stands in DG1: the chain of causes, the immediate one first.
const CAUSE_LINES: [&str; 3] = ["line_a", "line_b", "line_c"];

fn moment(sheet: &Sheet, field: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(sheet.get(field)).ok()
}

pub(super) fn write(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &CaseRow<'_>, state: &RecordState) {
    let case = row.case;
    let corrected = case.steps.iter().rev().find(|step| step.kind == StepKind::Corrected && step.cancelled.is_none());
    let stamp = corrected.map_or(Stamp { recorded: case.entered, occurred: case.at, by: &case.by }, |step| Stamp {
        recorded: step.entered,
        occurred: case.at,
        by: &step.by,
    });
    to.event(Event::Update, stamp);
    match state.register {
        Register::Birth => newborn(to, patient, row, &state.sheet),
        Register::Death | Register::Cause => {
            let died = moment(&state.sheet, "died").map(Died::At);
            to.pid(&PatientRow { died: died.or(patient.died), ..*patient }, Told::Short);
        }
        Register::Mlc | Register::Stillbirth | Register::Indent => to.pid(patient, Told::Short),
    }
    to.pv1(&pv1::none());
    told(to, row, state);
    if state.register == Register::Cause {
        for (line, at) in CAUSE_LINES.into_iter().zip(1_u32..) {
            to.diagnosis(at, "F", (state.sheet.get(line), ""), &at.to_string());
        }
    }
    if state.register == Register::Mlc {
        accident(to, state);
    }
}

/// The form, the notes made about the record, and whether it was taken back.
fn told(to: &mut Messages<'_, '_>, row: &CaseRow<'_>, state: &RecordState) {
    let on = row.case.entered.date_naive();
    let number = row.case.number.as_ref().map_or("", Number::as_str);
    let mut say = to.say();
    say.text("NUMBER", "Number in the register", number).text("REGISTER", "Register", state.register.code());
    say.sheet(state.register.form(), &state.sheet, &[], on);
    for note in &state.notes {
        say.sheet(note.form, &note.sheet, &[], note.at.date_naive());
    }
    if state.conflict {
        say.text("CONFLICT", "Two corrections did not know of each other", "a person has to look at the record");
    }
    if let Some(mark) = &row.case.cancelled {
        say.taken_back(&mark.reason);
    }
}

/// PID of the newborn that a birth report began, with the mother's number; of the patient where the report began nobody.
fn newborn(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &CaseRow<'_>, sheet: &Sheet) {
    let Some(child) = row.child_number else { return to.pid(patient, Told::Short) };
    let site = to.site();
    let own = patient.number == child;
    let mother = if own { patient.mother.map(|mother| mother.number) } else { Some(patient.number) };
    let linked = patient.linked.filter(|_central| own);
    let name = match sheet.get("child_name") {
        "" => format!("Baby of {}", sheet.get("mother_name")),
        name => name.to_owned(),
    };
    let called = PersonName { latin: Some(name), ..PersonName::default() };
    let mut pid = Segment::new(to.out, "PID");
    pid.text(1, "1");
    for number in linked.into_iter().chain([child.as_str()]) {
        identifier(&mut pid, 3, number, (site, "MR"));
    }
    names(&mut pid, 5, if own { &patient.details.name } else { &called }, "L");
    pid.time(7, moment(sheet, "born")).text(8, sheet.get("child_sex"));
    if let (false, Some(central)) = (own, patient.linked) {
        identifier(&mut pid, 21, central, (site, "MR"));
    }
    identifier(&mut pid, 21, mother.map_or("", Number::as_str), (site, "MR"));
    parts::multiple(&mut pid, sheet.get("order"));
    pid.end();
}

fn accident(to: &mut Messages<'_, '_>, state: &RecordState) {
    let sheet = &state.sheet;
    let kind = sheet.get("kind");
    let who = choice_text("brought_by", sheet.get("brought_by"), Lang::En);
    let constable = [sheet.get("police_rank"), sheet.get("police_name"), sheet.get("police_belt")];
    let brought: Vec<&str> =
        [who, sheet.get("brought_name")].into_iter().chain(constable).filter(|part| !part.is_empty()).collect();
    let told = !sheet.get("informed_at").is_empty() || state.notes_of(FormId::Police).next().is_some();
    let history = [sheet.get("history_patient"), sheet.get("history_police"), sheet.get("injuries")];
    let accident = Accident {
        at: moment(sheet, "incident_at").or_else(|| moment(sheet, "arrived")),
        kind: (kind, choice_text("mlc_kind", kind, Lang::En)),
        place: sheet.get("incident_place"),
        about: history.into_iter().find(|text| !text.is_empty()).unwrap_or(""),
        brought_by: &brought.join(", "),
        police_told: told,
    };
    accident.write(to.out);
}
