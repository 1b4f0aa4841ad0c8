//! From a stay, an arrival or a record to its paper: gathers what the paper says. Reads only; works over any connection.

use super::papers::{PaperJob, Printed, codes_of, installation_of, person_of};
use super::place::CounterFile;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::Place;
use crate::hospital::pack::{Bilingual, Masters};
use crate::journal::fold::{CaseBody, CaseState, StepKind};
use crate::journal::{Body, EntryId, PaperKind, Patient, Register};
use crate::paper::{CaseForm, CaseNote, CasePaper, case_in_duplicate, case_paper};
use crate::problem::Problem;
use crate::store::{CaseRow, View};
use chrono::{DateTime, FixedOffset};

/// Everything a case's paper borrows.
struct Gathered {
    row: CaseRow,
    sheet: Sheet,
    form: FormId,
    transfer: Option<Sheet>,
    mother: Option<Patient>,
    mlc: Option<String>,
    child: Option<Patient>,
    qr: Vec<String>,
    notes: Vec<(FormId, Sheet, DateTime<FixedOffset>, Bilingual)>,
    by: Bilingual,
}

/// Lays a case's paper out.
///
/// # Errors
/// `problem-not-found`, `problem-paper-none` when the case has no such paper, or a problem of the disk.
pub(super) fn lay_out(
    view: View<'_>,
    masters: &Masters,
    file: &CounterFile,
    job: &PaperJob,
    now: DateTime<FixedOffset>,
) -> Result<Printed, Problem> {
    let row = view.case(&job.visit)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
    let kind = case_form(&row.case, job.paper).ok_or_else(|| Problem::refused("problem-paper-none"))?;
    let gathered = gather(view, masters, row, job.paper)?;
    let number = gathered.row.case.number.clone().ok_or_else(|| Problem::refused("problem-paper-none"))?;
    let counter = installation_of(&gathered.row.id);
    let notes: Vec<CaseNote<'_>> =
        gathered.notes.iter().map(|(form, sheet, at, by)| CaseNote { form: *form, sheet, at: *at, by }).collect();
    let stay = gathered.row.case.stay();
    let record = gathered.row.case.record();
    let arrival = gathered.row.case.arrival();
    let form = CasePaper {
        hospital: &masters.hospital,
        masters,
        mode: number.parts().map_or(file.mode, |p| p.mode),
        patient: gathered.child.as_ref().or_else(|| gathered.row.patient.as_ref().map(|p| &p.patient)),
        number: &number,
        form: gathered.form,
        sheet: &gathered.sheet,
        at: gathered.row.case.at,
        entered: gathered.row.case.entered,
        today: now.date_naive(),
        by: &gathered.by,
        counter: &counter,
        copy: job.copy,
        qr: &gathered.qr,
        version: record.map_or(1, |r| r.version),
        course: stay.map(|s| &s.course),
        ending: stay.map(|s| &s.ending).filter(|sheet| !sheet.is_empty()),
        transfer: gathered.transfer.as_ref(),
        mother: gathered.mother.as_ref(),
        mlc: gathered.mlc.as_deref(),
        notes: &notes,
        pack: arrival.and_then(|a| a.arrival.pack.as_ref()).map(|pack| (pack.event.as_str(), pack.no)),
    };
    // The MLC sheet is made in duplicate.
    let twice = record.is_some_and(|r| r.register == Register::Mlc) && job.copy == 0;
    let pages = if twice && kind == CaseForm::Sheet { case_in_duplicate(&form) } else { case_paper(kind, &form, job.size) };
    Ok(Printed { pages, name: name(&gathered.row, &number.to_string(), job) })
}

fn name(row: &CaseRow, number: &str, job: &PaperJob) -> String {
    let patient = row.patient.as_ref().map_or_else(String::new, |p| format!("{}-", p.patient.number));
    let copy = if job.copy == 0 { String::new() } else { format!("-duplicate-{}", job.copy) };
    format!("{patient}{number}-{}{copy}", job.paper.code())
}

/// Which papers a case can have.
const fn case_form(case: &CaseState, paper: PaperKind) -> Option<CaseForm> {
    Some(match (&case.body, paper) {
        (CaseBody::Stay(_), PaperKind::AdmissionSlip) => CaseForm::AdmissionSlip,
        (CaseBody::Stay(_), PaperKind::FaceSheet) => CaseForm::FaceSheet,
        (CaseBody::Stay(_), PaperKind::TransferSlip) => CaseForm::TransferSlip,
        (CaseBody::Stay(_), PaperKind::DischargeSlip) => CaseForm::DischargeSlip,
        (CaseBody::Arrival(_), PaperKind::ArrivalSlip) => CaseForm::ArrivalSlip,
        (CaseBody::Stay(_) | CaseBody::Arrival(_), PaperKind::Wristband) => CaseForm::Wristband,
        (CaseBody::Record(_), PaperKind::Sheet) => CaseForm::Sheet,
        _ => return None,
    })
}

fn gather(view: View<'_>, masters: &Masters, row: CaseRow, paper: PaperKind) -> Result<Gathered, Problem> {
    let (form, sheet) = match &row.case.body {
        CaseBody::Stay(stay) => {
            let place = stay.course.held.first().map(|held| &held.place);
            (FormId::Admission, with_place(stay.sheet.clone(), place).with("at", row.case.at.to_rfc3339()))
        }
        CaseBody::Arrival(arrival) => (FormId::Arrival, arrival.arrival.sheet.clone()),
        CaseBody::Record(record) => (record.register.form(), record.sheet.clone()),
        // Papers of the laboratory are laid out by `desk::lab`.
        CaseBody::Order(_) | CaseBody::Roll { .. } => return Err(Problem::refused("problem-not-found")),
    };
    let mother = match row.case.stay().and_then(|s| s.mother.as_ref()) {
        Some(id) => view.patient(id)?.map(|state| state.patient),
        None => None,
    };
    let notes = row.case.record().map(|record| record.notes.clone()).unwrap_or_default();
    let notes = notes.into_iter().map(|n| (n.form, n.sheet, n.at, person_of(masters, &n.by))).collect();
    Ok(Gathered {
        transfer: transfer_of(view, &row)?,
        mlc: mlc_of(view, &row)?,
        child: child_of(view, &row)?,
        qr: codes(view, &row, paper)?,
        by: person_of(masters, &row.case.by),
        row,
        sheet,
        form,
        mother,
        notes,
    })
}

/// The newborn of a birth report is a patient of its own: the report's own address.
fn child_of(view: View<'_>, row: &CaseRow) -> Result<Option<Patient>, Problem> {
    if row.case.record().is_none_or(|record| !record.child) {
        return Ok(None);
    }
    Ok(view.patient(&row.id)?.map(|state| state.patient))
}

fn with_place(mut sheet: Sheet, place: Option<&Place>) -> Sheet {
    if let Some(place) = place {
        sheet.set("ward", place.ward.clone());
        sheet.set("bed", place.bed.clone().unwrap_or_default());
        sheet.set("department", place.department.clone());
        sheet.set("doctor", place.doctor.clone().unwrap_or_default());
        sheet.set("unit", place.unit.clone());
    }
    sheet
}

/// The transfer that came last, as a sheet of its form.
fn transfer_of(view: View<'_>, row: &CaseRow) -> Result<Option<Sheet>, Problem> {
    let moved = |kind| matches!(kind, StepKind::Transferred | StepKind::Swapped);
    let last = row.case.steps.iter().rev().find(|step| moved(step.kind) && step.cancelled.is_none());
    let Some(step) = last else { return Ok(None) };
    let sheet = match view.entry(&step.entry)?.map(|entry| entry.body) {
        Some(Body::Transferred { to, reason, .. }) => with_place(Sheet::default().with("reason", reason), Some(&to)),
        Some(Body::Swapped { of, to, with_to, reason, .. }) => {
            with_place(Sheet::default().with("reason", reason), Some(if of == row.id { &to } else { &with_to }))
        }
        _ => return Ok(None),
    };
    Ok(Some(sheet.with("at", step.at.to_rfc3339())))
}

/// The number of the patient's MLC; empty when somebody said it is one and none was written yet.
fn mlc_of(view: View<'_>, row: &CaseRow) -> Result<Option<String>, Problem> {
    let Some(patient) = &row.case.patient else { return Ok(None) };
    let cases = view.cases_of_patient(patient)?;
    let record = |r: &&CaseRow| r.case.cancelled.is_none() && r.case.record().is_some_and(|r| r.register == Register::Mlc);
    if let Some(number) = cases.iter().rev().find(record).and_then(|r| r.case.number.clone()) {
        return Ok(Some(number.to_string()));
    }
    let typed = row.case.stay().map(|s| s.sheet.get("mlc_no").to_owned()).filter(|n| !n.is_empty());
    let said = cases.iter().filter_map(|r| r.case.arrival()).any(|a| a.arrival.sheet.is("police", "yes"));
    Ok(typed.or_else(|| said.then(String::new)))
}

/// The entry that opened the case, and the latest that changed what this paper says.
fn codes(view: View<'_>, row: &CaseRow, paper: PaperKind) -> Result<Vec<String>, Problem> {
    // A wristband and the many-paged official forms carry a number, not the whole record.
    if matches!(paper, PaperKind::Wristband | PaperKind::FaceSheet) {
        return Ok(Vec::new());
    }
    let wanted = |kind| match paper {
        PaperKind::TransferSlip => matches!(kind, StepKind::Transferred | StepKind::Swapped),
        PaperKind::DischargeSlip => kind == StepKind::Discharged,
        PaperKind::ArrivalSlip => kind == StepKind::Filled,
        PaperKind::Sheet => kind == StepKind::Corrected,
        _ => false,
    };
    let last = row.case.steps.iter().rev().find(|step| wanted(step.kind) && step.cancelled.is_none());
    let opening = row.case.steps.first().map_or_else(|| row.id.clone(), |step| step.entry.clone());
    let mut ids: Vec<EntryId> = vec![opening];
    ids.extend(last.map(|step| step.entry.clone()));
    codes_of(view, &ids)
}
