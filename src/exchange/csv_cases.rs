//! Lines of stays, their places, arrivals, registers and notes.

use super::columns::{ARRIVAL_FIELDS, Carried, NOTE_FIELDS, STAY_FIELDS, has_name};
use super::csv_out::Line;
use super::{Batch, CaseRow, Void};
use crate::hospital::forms::{FormId, Item, ItemKind, Sheet, form, shown};
use crate::hospital::ipd::{Phase, Place};
use crate::hospital::number::Number;
use crate::hospital::pack::Lang;
use crate::journal::fold::{ArrivalState, CaseState, RecordState, StayState, StepKind};
use crate::journal::{EntryId, Register};
use chrono::DateTime;
use std::io::Write;

impl<W: Write> Line<'_, W> {
    /// A value of a form as its entry keeps it: codes and dates as they are, times in our one writing, `yes` as a truth.
    fn field(&mut self, kind: &ItemKind, value: &str) -> csv::Result<()> {
        match kind {
            ItemKind::Moment | ItemKind::Planned => match DateTime::parse_from_rfc3339(value) {
                Ok(at) => self.time(Some(at)),
                Err(_typed) => self.text(value),
            },
            ItemKind::Yes if !value.is_empty() => self.truth(value == "yes"),
            _ => self.text(value),
        }
    }

    /// Fields of several forms, each out of the sheet that `sheet_of` gives for its form.
    pub fn carried<'s>(&mut self, fields: &[Carried], sheet_of: impl Fn(FormId) -> Option<&'s Sheet>) -> csv::Result<()> {
        for field in fields {
            let value = sheet_of(field.form).map_or("", |sheet| sheet.get(field.code));
            match form(field.form).item(field.code) {
                Some(item) => self.field(&item.kind, value)?,
                None => self.text(value)?,
            }
        }
        Ok(())
    }

    pub fn address(&mut self, id: Option<&EntryId>) -> csv::Result<()> {
        self.plain(&id.map_or_else(String::new, ToString::to_string))
    }

    pub fn said(&mut self, number: Option<&Number>) -> csv::Result<()> {
        self.plain(number.map_or("", Number::as_str))
    }

    /// Counter, letter, and whether and why the case was taken back.
    pub fn origin(&mut self, row: &CaseRow<'_>) -> csv::Result<()> {
        self.counter(row.id)?;
        self.void(row.case.cancelled.as_ref().map(|mark| Void { at: mark.at, by: &mark.by, reason: &mark.reason }))
    }

    fn counter(&mut self, id: &EntryId) -> csv::Result<()> {
        self.plain(id.counter.as_str())?;
        self.plain(id.letter.encode_utf8(&mut [0; 4]))
    }
}

pub(super) fn stay_line<W: Write>(
    line: &mut Line<'_, W>,
    batch: &Batch<'_>,
    row: &CaseRow<'_>,
    stay: &StayState,
) -> csv::Result<()> {
    let (case, course) = (row.case, &stay.course);
    line.plain(&row.id.to_string())?;
    line.said(case.number.as_ref())?;
    line.address(case.patient.as_ref())?;
    line.said(row.patient_number)?;
    line.plain(phase_word(case, course.phase))?;
    line.time(course.requested)?;
    line.time(course.admitted())?;
    line.time(course.discharged)?;
    line.time(Some(case.entered))?;
    line.truth(case.is_late())?;
    line.plain(&case.by)?;
    place(line, batch, course.last_place(), &stay.department)?;
    let plan = course.plan.as_ref();
    line.plain(plan.map_or("", |plan| &plan.place.ward))?;
    line.plain(plan.and_then(|plan| plan.place.bed.as_deref()).unwrap_or(""))?;
    line.time(plan.map(|plan| plan.at))?;
    line.said(row.mother_number)?;
    line.address(stay.from.as_ref())?;
    line.plain(course.outcome.map_or("", |outcome| outcome.code()))?;
    line.carried(STAY_FIELDS, |form| match form {
        FormId::Request => Some(&stay.request),
        FormId::Admission => Some(&stay.sheet),
        FormId::Discharge => Some(&stay.ending),
        _ => None,
    })?;
    conflicts(line, case)?;
    line.origin(row)?;
    line.end()
}

const fn phase_word(case: &CaseState, phase: Phase) -> &'static str {
    match phase {
        _ if case.cancelled.is_some() => "cancelled",
        Phase::Requested => "requested",
        Phase::Admitted => "admitted",
        Phase::Discharged => "discharged",
        Phase::Cancelled => "cancelled",
    }
}

/// Ward, bed, department, consultant and unit, with their names.
fn place<W: Write>(line: &mut Line<'_, W>, batch: &Batch<'_>, place: Option<&Place>, asked: &str) -> csv::Result<()> {
    let masters = batch.masters;
    let ward = place.map_or("", |place| &place.ward);
    let department = place.map_or(asked, |place| &place.department);
    let doctor = place.and_then(|place| place.doctor.as_deref()).unwrap_or("");
    line.plain(ward)?;
    line.text(masters.ward(ward).map_or("", |ward| &ward.name.en))?;
    line.plain(place.and_then(|place| place.bed.as_deref()).unwrap_or(""))?;
    line.plain(department)?;
    line.text(masters.department(department).map_or("", |department| &department.name.en))?;
    line.plain(doctor)?;
    line.text(masters.doctor(doctor).map_or("", |doctor| &doctor.name.en))?;
    line.text(masters.doctor(doctor).map_or("", |doctor| &doctor.registration))?;
    line.text(place.map_or("", |place| &place.unit))
}

fn conflicts<W: Write>(line: &mut Line<'_, W>, case: &CaseState) -> csv::Result<()> {
    line.plain(&case.misfits.len().to_string())
}

pub(super) fn movement_lines<W: Write>(
    line: &mut Line<'_, W>,
    batch: &Batch<'_>,
    row: &CaseRow<'_>,
    stay: &StayState,
) -> csv::Result<()> {
    for (held, sequence) in stay.course.held.iter().zip(1_u32..) {
        let place = &held.place;
        line.plain(&row.id.to_string())?;
        line.said(row.case.number.as_ref())?;
        line.number(Some(sequence))?;
        line.plain(&place.ward)?;
        line.text(batch.masters.ward(&place.ward).map_or("", |ward| &ward.name.en))?;
        line.plain(place.bed.as_deref().unwrap_or(""))?;
        line.plain(&place.department)?;
        line.plain(place.doctor.as_deref().unwrap_or(""))?;
        line.text(&place.unit)?;
        line.time(Some(held.from))?;
        line.time(held.to)?;
        line.truth(row.case.cancelled.is_some())?;
        line.end()?;
    }
    Ok(())
}

pub(super) fn arrival_line<W: Write>(line: &mut Line<'_, W>, row: &CaseRow<'_>, state: &ArrivalState) -> csv::Result<()> {
    let (case, arrival) = (row.case, &state.arrival);
    line.plain(&row.id.to_string())?;
    line.said(Some(&arrival.number))?;
    line.address(case.patient.as_ref())?;
    line.said(row.patient_number)?;
    line.time(Some(case.at))?;
    line.time(Some(case.entered))?;
    line.truth(case.is_late())?;
    line.plain(&case.by)?;
    line.truth(arrival.unknown)?;
    line.maybe(arrival.pack.as_ref().map(|pack| pack.event.as_str()))?;
    line.number(arrival.pack.as_ref().map(|pack| pack.no))?;
    line.truth(state.waiting)?;
    line.time(state.left)?;
    line.carried(ARRIVAL_FIELDS, |form| match form {
        FormId::Arrival => Some(&arrival.sheet),
        FormId::Leave => Some(&state.ending),
        _ => None,
    })?;
    conflicts(line, case)?;
    line.origin(row)?;
    line.end()
}

pub(super) fn record_line<W: Write>(
    line: &mut Line<'_, W>,
    batch: &Batch<'_>,
    row: &CaseRow<'_>,
    record: &RecordState,
) -> csv::Result<()> {
    let case = row.case;
    let corrected = case.steps.iter().rev().find(|step| step.kind == StepKind::Corrected && step.cancelled.is_none());
    line.plain(&row.id.to_string())?;
    line.said(case.number.as_ref())?;
    line.address(case.patient.as_ref())?;
    line.said(row.patient_number)?;
    line.time(Some(case.at))?;
    line.time(Some(case.entered))?;
    line.truth(case.is_late())?;
    line.plain(&case.by)?;
    line.number(Some(record.version))?;
    line.time(corrected.map(|step| step.entered))?;
    line.plain(corrected.map_or("", |step| &step.by))?;
    line.maybe(corrected.map(|step| step.note.as_str()))?;
    line.truth(record.conflict)?;
    if record.register == Register::Birth {
        line.said(row.child_number)?;
    }
    for item in form(record.register.form()).items.iter().filter(|item| !item.kind.is_for_pen()) {
        let value = record.sheet.get(&item.code);
        line.field(&item.kind, value)?;
        if has_name(&item.kind) {
            line.text(&name_of(item, value, batch, row))?;
        }
    }
    line.origin(row)?;
    line.end()
}

fn name_of(item: &Item, value: &str, batch: &Batch<'_>, row: &CaseRow<'_>) -> String {
    if value.is_empty() {
        return String::new();
    }
    shown(item, value, batch.masters, row.case.entered.date_naive(), Lang::En)
}

pub(super) fn note_lines<W: Write>(line: &mut Line<'_, W>, row: &CaseRow<'_>, record: &RecordState) -> csv::Result<()> {
    for note in &record.notes {
        line.plain(&note.entry.to_string())?;
        line.plain(&row.id.to_string())?;
        line.said(row.case.number.as_ref())?;
        line.plain(record.register.code())?;
        line.plain(note.form.code())?;
        line.time(Some(note.at))?;
        line.plain(&note.by)?;
        line.carried(NOTE_FIELDS, |form| (form == note.form).then_some(&note.sheet))?;
        line.counter(&note.entry)?;
        line.end()?;
    }
    Ok(())
}
