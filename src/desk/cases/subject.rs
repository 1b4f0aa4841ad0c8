//! Which patient, stay or record a form is about, by any of our numbers.

use super::Desk;
use crate::desk::lookup::patient_line;
use crate::desk::views::PatientLine;
use crate::hospital::forms::Sheet;
use crate::hospital::identifiers::mask_aadhaar;
use crate::hospital::ipd::Phase;
use crate::hospital::number::Number;
use crate::journal::EntryId;
use crate::journal::fold::PatientState;
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow};

/// The names under which a form says whom or what it is about.
const SUBJECTS: [&str; 4] = ["stay", "record", "patient", "arrival"];

/// The first of the names that has a value.
pub(super) fn subject(values: &Sheet) -> &str {
    SUBJECTS.iter().map(|name| values.get(name).trim()).find(|text| !text.is_empty()).unwrap_or("")
}

fn unknown(text: &str) -> Problem {
    Problem::refused("problem-number-unknown").with("number", mask_aadhaar(text))
}

impl Desk {
    /// A case by its number or address.
    pub(in crate::desk) fn case_named(&self, text: &str) -> Result<Option<CaseRow>, Problem> {
        let rows = self.rows()?;
        if let Ok(id) = text.parse::<EntryId>() {
            return Ok(rows.case(&id)?);
        }
        let Ok(number) = Number::parse(text) else { return Ok(None) };
        Ok(rows.case_by_number(number.as_str())?)
    }

    /// The patient that a form is about; `None` when it names nobody.
    pub(in crate::desk) fn patient_named(&self, values: &Sheet) -> Result<Option<(EntryId, PatientState)>, Problem> {
        let text = subject(values);
        if text.is_empty() {
            return Ok(None);
        }
        let address = text.parse::<EntryId>().ok();
        // A birth report has the newborn's address, and is about the mother: as `patient` it is the newborn.
        let newborn = address.clone().filter(|_| values.get("patient").trim() == text);
        let id = match newborn.map(|id| Ok::<_, Problem>(self.rows()?.patient(&id)?.map(|_| id))).transpose()?.flatten() {
            Some(id) => Some(id),
            None => match (self.case_named(text)?, address) {
                (Some(row), _) => row.case.patient,
                (None, Some(id)) => Some(id),
                (None, None) => self.patient_by_number(text)?,
            },
        };
        let Some(id) = id else {
            // A ward's indent is about nobody.
            return if self.case_named(text)?.is_some() { Ok(None) } else { Err(unknown(text)) };
        };
        let state = self.rows()?.patient(&id)?.ok_or_else(|| unknown(text))?;
        if state.voided.is_some() {
            return Err(Problem::refused("problem-patient-voided").with("number", state.patient.number.to_string()));
        }
        Ok(Some((id, state)))
    }

    /// The open stay of a patient: in a ward, or a bed asked for.
    pub(in crate::desk) fn open_stay(&self, patient: &EntryId) -> Result<Option<CaseRow>, Problem> {
        let cases = self.rows()?.cases_of_patient(patient)?;
        let open =
            |row: &CaseRow| row.case.stay().is_some_and(|stay| matches!(stay.course.phase, Phase::Admitted | Phase::Requested));
        Ok(cases.into_iter().rev().find(open))
    }

    /// The stay that a form is about: by its own number, or the patient's open one, or the last.
    pub(super) fn stay_named(&self, values: &Sheet) -> Result<CaseRow, Problem> {
        let text = subject(values);
        if let Some(row) = self.case_named(text)?.filter(|row| row.case.stay().is_some()) {
            return Ok(row);
        }
        let (patient, state) = self.patient_named(values)?.ok_or_else(|| Problem::refused("problem-no-patient"))?;
        if let Some(open) = self.open_stay(&patient)? {
            return Ok(open);
        }
        let last = self.rows()?.cases_of_patient(&patient)?.into_iter().rev().find(|row| row.case.stay().is_some());
        last.ok_or_else(|| Problem::refused("problem-stay-none").with("number", state.patient.number.to_string()))
    }

    /// The arrival that a form is about: by its own number, or the patient's last.
    pub(super) fn arrival_named(&self, values: &Sheet) -> Result<Option<CaseRow>, Problem> {
        let text = subject(values);
        if let Some(row) = self.case_named(text)?.filter(|row| row.case.arrival().is_some()) {
            return Ok(Some(row));
        }
        let Some((patient, _)) = self.patient_named(values)? else { return Ok(None) };
        Ok(self.rows()?.cases_of_patient(&patient)?.into_iter().rev().find(|row| row.case.arrival().is_some()))
    }

    /// The record of a register that a form is about.
    pub(super) fn record_named(&self, values: &Sheet) -> Result<CaseRow, Problem> {
        let text = subject(values);
        let row = self.case_named(text)?.ok_or_else(|| unknown(text))?;
        if row.case.record().is_none() {
            return Err(Problem::refused("problem-no-record").with("number", mask_aadhaar(text)));
        }
        Ok(row)
    }

    /// Whom a form is about, as one line; `None` when it names nobody yet.
    ///
    /// # Errors
    /// `problem-number-unknown`, or a problem of right or disk.
    pub fn about(&self, values: &Sheet) -> Result<Option<PatientLine>, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        Ok(self.patient_named(values)?.map(|(id, state)| patient_line(id, &state)))
    }

    /// Cases of a kind that are open, for lists.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn open_cases(&self, kind: CaseKind) -> Result<Vec<CaseRow>, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        let mut rows = self.rows()?.open_cases(kind, None)?;
        for row in &mut rows {
            self.hide(row);
        }
        Ok(rows)
    }

    /// A stay, an arrival or a record.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right or disk.
    pub fn case(&self, id: &EntryId) -> Result<CaseRow, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        let mut row = self.rows()?.case(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        self.hide(&mut row);
        Ok(row)
    }

    /// A stay, an arrival or a record by one of our numbers; a patient's number gives the open stay, or the last case.
    ///
    /// # Errors
    /// `problem-number-unknown`, or a problem of right or disk.
    pub fn case_by_number(&self, text: &str) -> Result<CaseRow, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        let mut row = self.case_of_number(text)?;
        self.hide(&mut row);
        Ok(row)
    }

    fn case_of_number(&self, text: &str) -> Result<CaseRow, Problem> {
        if let Some(row) = self.case_named(text)? {
            return Ok(row);
        }
        let values = Sheet::from([("patient", text)]);
        let (patient, _) = self.patient_named(&values)?.ok_or_else(|| unknown(text))?;
        if let Some(stay) = self.open_stay(&patient)? {
            return Ok(stay);
        }
        self.rows()?.cases_of_patient(&patient)?.pop().ok_or_else(|| unknown(text))
    }
}
