//! Admission, transfer, swap, discharge, and what is said of beds. The rules are `hospital::ipd`'s; here they meet the records.

use super::people::all_told;
use super::subject::subject;
use super::{CaseWish, Desk, Done};
use crate::hospital::forms::{FormId, Known, Sheet, form};
use crate::hospital::ipd::{BedStatus, BedWarning, Course, Lying, Misfit, Outcome, Phase, Place, Step, warnings};
use crate::hospital::number::Series;
use crate::hospital::opd_form::{Field, Remark};
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::fold::{CaseBody, StayState};
use crate::journal::{Admission, BedMark, Body, EntryId, PaperKind, Register, Request};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::CaseRow;
use chrono::{DateTime, FixedOffset};

/// Days below which somebody lies in a cradle.
const NEWBORN_DAYS: i64 = 28;

impl Desk {
    /// Asks for a bed; the request waits on the board until somebody admits.
    pub(super) fn request_bed(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let (who, sheet) = all_told(self.who(values), self.judged(FormId::Request, values, &Known::default()))?;
        if let Some(of) = &who.of {
            self.is_alive(of)?;
            self.no_open_stay(of)?;
        }
        let request = Request { at: self.when(&sheet, "at"), department: sheet.get("department").to_owned(), sheet };
        let body = Body::Requested { of: who.of, patient: who.patient, request };
        let (entry, _signed, prints) = self.append(body, who.heads, &[])?;
        self.done(FormId::Request, &entry, Some(&entry.header.id()), prints)
    }

    fn no_open_stay(&self, patient: &EntryId) -> Result<(), Problem> {
        let Some(open) = self.open_stay(patient)? else { return Ok(()) };
        let number = open.case.number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        let place = open.case.stay().and_then(|s| s.course.place().map(place_text)).unwrap_or_default();
        Err(Problem::refused("problem-stay-open").with("number", number).with("place", place))
    }

    /// Whoever died here comes to no bed again, unless the death was an error and is taken back.
    fn is_alive(&self, patient: &EntryId) -> Result<(), Problem> {
        let died = |row: &CaseRow| {
            let report = row.case.record().is_some_and(|r| matches!(r.register, Register::Death | Register::Cause));
            let left = row.case.stay().is_some_and(|s| s.course.outcome.is_some_and(Outcome::is_death));
            row.case.cancelled.is_none() && (report || left)
        };
        match self.rows()?.cases_of_patient(patient)?.into_iter().rev().find(died) {
            Some(row) => {
                let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
                Err(Problem::refused("problem-patient-died").with("number", number))
            }
            None => Ok(()),
        }
    }

    /// Into a ward, with or without a bed; out of a request, a visit, an arrival, or from the street.
    pub(super) fn admit(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let values = self.with_ward(values);
        let (who, sheet) = all_told(self.who(&values), self.judged(FormId::Admission, &values, &Known::default()))?;
        let place = self.place_of(&sheet, None)?;
        let mother = self.mother_of(&sheet)?;
        if let Some(of) = &who.of {
            self.is_alive(of)?;
        }
        let open = who.of.as_ref().map(|of| self.open_stay(of)).transpose()?.flatten();
        let request = open.filter(|row| row.case.stay().is_some_and(|s| s.course.phase == Phase::Requested));
        if let (Some(of), None) = (&who.of, &request) {
            self.no_open_stay(of)?;
        }
        let at = self.when(&sheet, "at");
        let alone = isolation(sheet.get("isolation"));
        let warned = self.check_bed(&place, &lying(&who.patient.details, at, alone), None)?;
        let from = who.of.as_ref().map(|of| self.came_from(of)).transpose()?.flatten();
        let stay = Admission { number: self.next_number(Series::Admission)?, at, place, mother, from, sheet: rest(sheet) };
        let mut on = who.heads;
        on.extend(request.iter().flat_map(|row| row.case.heads.clone()));
        let request = request.map(|row| row.id);
        let band = Size::band(&who.patient.details.age, self.today());
        let body = Body::Admitted { of: who.of, request: request.clone(), patient: who.patient, stay };
        let papers = wish.papers(&[PaperKind::AdmissionSlip, PaperKind::Wristband], band);
        let (entry, _signed, prints) = self.append(body, on, &papers)?;
        let id = request.unwrap_or_else(|| entry.header.id());
        Ok(Done { warnings: warned, ..self.done(FormId::Admission, &entry, Some(&id), prints)? })
    }

    /// A bed says which ward it stands in.
    fn with_ward(&self, values: &Sheet) -> Sheet {
        let bed = values.get("bed").trim().to_uppercase();
        let ward = self.masters().bed(&bed).map(|b| b.ward.clone()).filter(|_| values.get("ward").trim().is_empty());
        match ward {
            Some(ward) => values.clone().with("ward", ward),
            None => values.clone(),
        }
    }

    fn mother_of(&self, sheet: &Sheet) -> Result<Option<EntryId>, Problem> {
        if sheet.get("mother").is_empty() {
            return Ok(None);
        }
        Ok(self.patient_named(&Sheet::from([("patient", sheet.get("mother"))]))?.map(|(id, _)| id))
    }

    /// The latest visit or arrival of a patient.
    fn came_from(&self, patient: &EntryId) -> Result<Option<EntryId>, Problem> {
        let rows = self.rows()?;
        let arrival =
            rows.cases_of_patient(patient)?.into_iter().rev().find(|row| row.case.arrival().is_some()).map(|row| row.id);
        let visit = rows.visits_of_patient(patient)?.pop().map(|row| row.id);
        Ok(arrival.max(visit))
    }

    /// The place that a form names. `now` fills what was left empty.
    fn place_of(&self, sheet: &Sheet, now: Option<&Place>) -> Result<Place, Problem> {
        let (ward, bed) = (sheet.get("ward"), sheet.get("bed"));
        if let Some(known) = self.masters().bed(bed).filter(|b| b.ward != ward) {
            let args = vec![("bed", bed.to_owned()), ("ward", known.ward.clone())];
            return Err(Problem::refused("problem-form").beside(vec![Remark {
                field: Field::Item("bed"),
                id: "fault-bed-ward",
                args,
            }]));
        }
        let of_ward = self.masters().ward(ward).map(|w| w.department.clone()).unwrap_or_default();
        let filled = |code: &str| Some(sheet.get(code).to_owned()).filter(|t| !t.is_empty());
        let department = filled("department").or_else(|| now.map(|p| p.department.clone())).unwrap_or(of_ward);
        Ok(Place {
            ward: ward.to_owned(),
            bed: filled("bed"),
            department,
            doctor: filled("doctor").or_else(|| now.and_then(|p| p.doctor.clone())),
            unit: filled("unit").or_else(|| now.map(|p| p.unit.clone())).unwrap_or_default(),
        })
    }

    /// A bed that somebody lies in is refused; everything else about it is a warning.
    fn check_bed(&self, place: &Place, who: &Lying, own: Option<&EntryId>) -> Result<Vec<BedWarning>, Problem> {
        let Some(code) = &place.bed else { return Ok(Vec::new()) };
        let rows = self.rows()?;
        let others: Vec<CaseRow> = rows.in_bed(code)?.into_iter().filter(|row| Some(&row.id) != own).collect();
        let lies = |row: &&CaseRow| row.case.stay().is_some_and(|s| s.course.bed() == Some(code.as_str()));
        if let Some(row) = others.iter().find(lies) {
            let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
            return Err(bed_taken(code, &number));
        }
        let said = rows.bed(code)?.map_or(BedStatus::Free, |b| b.mark.status);
        let status = if others.is_empty() { said } else { BedStatus::Reserved };
        let masters = self.masters();
        let (Some(ward), Some(bed)) = (masters.ward(&place.ward), masters.bed(code)) else { return Ok(Vec::new()) };
        Ok(warnings(ward, bed, status, *who))
    }

    fn stay_known(row: &CaseRow) -> Known {
        let age = row.patient.as_ref().map(|p| p.patient.details.age);
        Known { age, admitted: row.case.stay().and_then(|s| s.course.admitted()) }
    }

    /// To another bed, ward, unit or consultant; or planned, which holds the bed.
    pub(super) fn transfer(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let row = self.stay_named(values)?;
        let stay = stay_of(&row)?;
        let sheet = self.judged(FormId::Transfer, &self.with_ward(values), &Self::stay_known(&row))?;
        let now = stay.course.place().cloned();
        let to = self.place_of(&sheet, now.as_ref())?;
        let planned = sheet.is("planned", "yes");
        let at = self.when(&sheet, "at");
        if !planned && at > self.now() {
            let args = vec![("now", crate::hospital::forms::write_moment(self.now()))];
            return Err(Problem::refused("problem-form").beside(vec![Remark {
                field: Field::Item("at"),
                id: "fault-item-future",
                args,
            }]));
        }
        let step = if planned { Step::Plan { to: to.clone(), at } } else { Step::Move { to: to.clone(), at } };
        fits(&stay.course, &step)?;
        let details = row.patient.as_ref().map(|p| &p.patient.details);
        let warned = match details {
            Some(details) => self.check_bed(&to, &lying(details, at, isolation(stay.sheet.get("isolation"))), Some(&row.id))?,
            None => Vec::new(),
        };
        let moved_bed = now.and_then(|place| place.bed).filter(|bed| to.bed.as_ref() != Some(bed));
        let left = moved_bed.filter(|_| !planned && !sheet.is("cleaning", "no"));
        let body = Body::Transferred { of: row.id.clone(), to, at, planned, left, reason: sheet.get("reason").to_owned() };
        let papers = if planned { Vec::new() } else { wish.papers(&[PaperKind::TransferSlip], Size::Band) };
        Ok(Done { warnings: warned, ..self.take_step(FormId::Transfer, &row, body, &papers)? })
    }

    /// Two patients change beds in one step.
    pub(super) fn swap(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let sheet = self.judged(FormId::Swap, values, &Known::default())?;
        let one = self.stay_named(values)?;
        let other = self.stay_named(&Sheet::from([("patient", sheet.get("with"))]))?;
        let at = self.when(&sheet, "at");
        let place = |row: &CaseRow| stay_of(row)?.course.place().cloned().ok_or_else(|| misfit(Misfit::NotAdmitted));
        let (from, to) = (place(&one)?, place(&other)?);
        // The bed changes hands; who is responsible for the patient goes along with the patient.
        let go = |own: &Place, theirs: &Place| Place { ward: theirs.ward.clone(), bed: theirs.bed.clone(), ..own.clone() };
        let (to_other, to_one) = (go(&from, &to), go(&to, &from));
        fits(&stay_of(&one)?.course, &Step::Move { to: to_other.clone(), at })?;
        fits(&stay_of(&other)?.course, &Step::Move { to: to_one.clone(), at })?;
        let mut on = one.case.heads.clone();
        on.extend(other.case.heads.clone());
        let reason = sheet.get("reason").to_owned();
        let body = Body::Swapped { of: one.id.clone(), with: other.id, to: to_other, with_to: to_one, at, reason };
        let papers = wish.papers(&[PaperKind::TransferSlip, PaperKind::TransferSlip], Size::Band);
        let (entry, _signed, prints) = self.append(body, on, &papers)?;
        self.done(FormId::Swap, &entry, Some(&one.id), prints)
    }

    /// The end of a stay.
    pub(super) fn discharge(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let row = self.stay_named(values)?;
        let stay = stay_of(&row)?;
        let values = if values.get("at").trim().is_empty() { values.clone().with("at", "now") } else { values.clone() };
        if stay.course.phase == Phase::Requested {
            return Err(misfit(Misfit::NotAdmitted));
        }
        let sheet = self.judged(FormId::Discharge, &values, &Self::stay_known(&row))?;
        let outcome = Outcome::parse(sheet.get("outcome")).ok_or_else(|| Problem::refused("problem-not-found"))?;
        let at = self.when(&sheet, "at");
        fits(&stay.course, &Step::Discharge { outcome, at })?;
        let left = stay.course.bed().map(str::to_owned).filter(|_| !sheet.is("cleaning", "no"));
        let body = Body::Discharged { of: row.id.clone(), outcome, at, left, sheet };
        self.take_step(FormId::Discharge, &row, body, &wish.papers(&[PaperKind::DischargeSlip], Size::Band))
    }

    /// Takes a step back. `what`: the step's entry; empty takes the last one.
    pub(super) fn cancel(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::CancelStep)?;
        let sheet = self.judged(FormId::Cancel, values, &Known::default())?;
        let named = self.case_named(subject(values))?;
        let row = named.map_or_else(|| self.stay_named(values), Ok)?;
        let standing = row.case.steps.iter().rev().filter(|step| step.cancelled.is_none());
        let wanted = values.get("what").trim();
        let step = match wanted {
            "" => standing.clone().next(),
            entry => {
                standing.clone().find(|step| step.entry.to_string() == entry || step.kind.word_id() == format!("step-{entry}"))
            }
        };
        let step = step.ok_or_else(|| Problem::refused("problem-step-none"))?;
        match &row.case.body {
            CaseBody::Stay(_) => self.may(Right::RunWard)?,
            CaseBody::Arrival(_) => self.may(Right::TakeArrivals)?,
            CaseBody::Record(record) => self.may(Self::register_right(record.register))?,
            CaseBody::Order(order) => self.may_take_back(order, &step.entry, &row)?,
            CaseBody::Roll { .. } => return Err(Problem::refused("problem-step-stays")),
        }
        // What others built on stands until they are taken back.
        let last = standing.clone().next().map(|s| &s.entry);
        if row.case.stay().is_some() && last != Some(&step.entry) {
            return Err(Problem::refused("problem-step-not-last"));
        }
        // Out of a discharge that is taken back comes an open stay: there may be one only.
        if let (Some(stay), Some(patient)) = (row.case.stay(), &row.case.patient)
            && stay.course.phase == Phase::Discharged
        {
            self.no_open_stay(patient)?;
        }
        let also = self.other_of_swap(&row.id, &step.entry)?;
        let stays = std::iter::once(&row).chain(&also);
        // Whoever goes back must find the bed empty, but for the one who goes back out of it.
        let out: Vec<&EntryId> = stays.clone().map(|r| &r.id).collect();
        for back in stays.filter_map(|r| r.case.stay().and_then(bed_after_cancel)) {
            self.check_free(&back, &out)?;
        }
        let mut on = row.case.heads.clone();
        on.extend(also.iter().flat_map(|r| r.case.heads.clone()));
        let (what, reason) = (step.entry.clone(), sheet.get("reason").to_owned());
        let body = Body::Cancelled { of: row.id.clone(), what, also: also.map(|r| r.id), reason };
        let (entry, _signed, prints) = self.append(body, on, &[])?;
        self.done(FormId::Cancel, &entry, Some(&row.id), prints)
    }

    /// The other stay of a swap that is to be taken back; nothing may have followed there either.
    fn other_of_swap(&self, own: &EntryId, step: &EntryId) -> Result<Option<CaseRow>, Problem> {
        let rows = self.rows()?;
        let Some(Body::Swapped { of, with, .. }) = rows.entry(step)?.map(|e| e.body) else { return Ok(None) };
        let other = if of == *own { with } else { of };
        let row = rows.case(&other)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let last = row.case.steps.iter().rev().find(|s| s.cancelled.is_none()).map(|s| &s.entry);
        if last == Some(step) { Ok(Some(row)) } else { Err(Problem::refused("problem-step-not-last")) }
    }

    fn check_free(&self, bed: &str, own: &[&EntryId]) -> Result<(), Problem> {
        let others = self.rows()?.in_bed(bed)?;
        let lies = |row: &&CaseRow| !own.contains(&&row.id) && row.case.stay().is_some_and(|s| s.course.bed() == Some(bed));
        match others.iter().find(lies) {
            Some(row) => {
                let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
                Err(bed_taken(bed, &number))
            }
            None => Ok(()),
        }
    }

    /// Says what a bed is: free, reserved, being cleaned, out of order.
    pub(super) fn mark_bed(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::RunWard)?;
        let sheet = self.judged(FormId::Bed, values, &Known::default())?;
        let bed = sheet.get("bed").to_owned();
        let status = BedStatus::parse(sheet.get("status")).unwrap_or_default();
        let lies = self.rows()?.in_bed(&bed)?;
        let taken = lies.iter().find(|row| row.case.stay().is_some_and(|s| s.course.bed() == Some(bed.as_str())));
        if let Some(row) = taken {
            let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
            return Err(bed_taken(&bed, &number));
        }
        let until = DateTime::parse_from_rfc3339(sheet.get("until")).ok();
        let mark = BedMark { status, until, reason: sheet.get("reason").to_owned() };
        let on = self.rows()?.bed(&bed)?.map(|b| b.heads).unwrap_or_default();
        let (entry, _signed, prints) = self.append(Body::BedMarked { bed, at: self.now(), mark }, on, &[])?;
        self.done(FormId::Bed, &entry, None, prints)
    }
}

/// The bed that a stay is in again once its last step is taken back.
fn bed_after_cancel(stay: &StayState) -> Option<String> {
    let held = &stay.course.held;
    match stay.course.phase {
        Phase::Discharged => held.last().and_then(|h| h.place.bed.clone()),
        // A plan that is taken back moves nobody.
        Phase::Admitted if stay.course.plan.is_none() => held.iter().rev().nth(1).and_then(|h| h.place.bed.clone()),
        _ => None,
    }
}

fn stay_of(row: &CaseRow) -> Result<&StayState, Problem> {
    if let Some(mark) = &row.case.cancelled {
        return Err(Problem::refused("problem-stay-cancelled").with("reason", mark.reason.clone()));
    }
    row.case.stay().ok_or_else(|| Problem::refused("problem-no-patient"))
}

/// Somebody lies there: told as a whole, and beside the field.
fn bed_taken(bed: &str, number: &str) -> Problem {
    let args = vec![("bed", bed.to_owned()), ("number", number.to_owned())];
    let remark = Remark { field: Field::Item("bed"), id: "fault-bed-taken", args };
    Problem::refused("problem-bed-taken").with("bed", bed).with("number", number).beside(vec![remark])
}

/// Tries a step on a copy of the course.
fn fits(course: &Course, step: &Step) -> Result<(), Problem> {
    course.clone().take(step).map_err(misfit)
}

const fn misfit(misfit: Misfit) -> Problem {
    Problem::refused(misfit.problem_id())
}

/// `MED-M1-04`, or the ward where there is no bed.
pub(super) fn place_text(place: &Place) -> String {
    place.bed.clone().unwrap_or_else(|| place.ward.clone())
}

fn isolation(code: &str) -> bool {
    !matches!(code, "" | "none")
}

fn lying(details: &Details, at: DateTime<FixedOffset>, isolation: bool) -> Lying {
    let days = details.age.born_about().map(|born| at.date_naive().signed_duration_since(born).num_days());
    Lying { sex: details.sex, newborn: days.is_some_and(|d| d < NEWBORN_DAYS), isolation }
}

/// What the entry's own fields do not say already.
fn rest(mut sheet: Sheet) -> Sheet {
    for code in ["ward", "bed", "department", "doctor", "unit", "at", "mother"] {
        sheet.set(code, "");
    }
    sheet.part(form(FormId::Admission))
}
