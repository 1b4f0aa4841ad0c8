//! What the law's clocks ask for: police told of an MLC, births and deaths with the registrar, papers that a death needs.

use super::Desk;
use crate::hospital::forms::FormId;
use crate::hospital::number::Number;
use crate::hospital::permissions::Right;
use crate::hospital::person::PersonName;
use crate::journal::{EntryId, Register};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow};
use chrono::{DateTime, Duration, FixedOffset};

/// Days from a birth, still-birth or death until its report must be with the registrar (RBD Act 1969, state rules).
pub const REGISTRAR_DAYS: i64 = 21;
/// Hours until the police must have been told of an MLC. No law names a number; hospitals' orders say *at once*.
pub const POLICE_HOURS: i64 = 24;
/// Days back that are looked at for deaths without their forms.
const LOOK_BACK_DAYS: i64 = 60;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DueKind {
    /// Tell the police of an MLC.
    Police,
    /// Write the MLC sheet of a police case.
    MlcSheet,
    /// Write Form 2 for somebody who died here.
    DeathReport,
    /// Write Form 4.
    CauseOfDeath,
    /// Hand a report to the registrar.
    Registrar,
}

impl DueKind {
    /// Message of its sentence: `due-police`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Police => "due-police",
            Self::MlcSheet => "due-mlc-sheet",
            Self::DeathReport => "due-death-report",
            Self::CauseOfDeath => "due-cause-of-death",
            Self::Registrar => "due-registrar",
        }
    }

    /// The form that settles it.
    #[must_use]
    pub const fn form(self) -> FormId {
        match self {
            Self::Police => FormId::Police,
            Self::MlcSheet => FormId::Mlc,
            Self::DeathReport => FormId::Death,
            Self::CauseOfDeath => FormId::Cause,
            Self::Registrar => FormId::Registrar,
        }
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    pub kind: DueKind,
    /// The record, stay or arrival that asks for it.
    pub case: EntryId,
    /// Number to name it by.
    pub number: Option<Number>,
    pub register: Option<Register>,
    pub patient: Option<EntryId>,
    pub name: Option<PersonName>,
    pub since: DateTime<FixedOffset>,
    pub due: DateTime<FixedOffset>,
    pub overdue: bool,
}

impl Desk {
    /// Everything that is due, the most urgent first.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn due(&self) -> Result<Vec<DueLine>, Problem> {
        self.may(Right::ReadRegisters)?;
        let mut all = Vec::new();
        let rows = self.rows()?;
        for register in [Register::Mlc, Register::Birth, Register::Stillbirth, Register::Death] {
            for row in rows.open_cases(CaseKind::Register(register), None)? {
                all.extend(self.record_due(register, &row));
            }
        }
        let today = self.today();
        let from = today - Duration::days(LOOK_BACK_DAYS);
        for row in rows.cases_between(CaseKind::Arrival, from, today)? {
            all.extend(self.arrival_due(&row)?);
        }
        for row in rows.cases_between(CaseKind::Stay, from, today)? {
            all.extend(self.stay_due(&row)?);
        }
        all.sort_by_key(|line| (line.due, line.case.packed(), line.kind));
        Ok(all)
    }

    fn line(&self, kind: DueKind, row: &CaseRow, since: DateTime<FixedOffset>, within: Duration) -> DueLine {
        let due = since + within;
        DueLine {
            kind,
            case: row.id.clone(),
            number: row.case.number.clone(),
            register: row.case.record().map(|r| r.register),
            patient: row.case.patient.clone(),
            name: row.patient.as_ref().map(|p| p.patient.details.name.clone()),
            since,
            due,
            overdue: due < self.now(),
        }
    }

    fn record_due(&self, register: Register, row: &CaseRow) -> Option<DueLine> {
        let record = row.case.record()?;
        let (kind, form, within) = match register {
            Register::Mlc => (DueKind::Police, FormId::Police, Duration::hours(POLICE_HOURS)),
            _ => (DueKind::Registrar, FormId::Registrar, Duration::days(REGISTRAR_DAYS)),
        };
        let done = record.notes_of(form).next().is_some();
        (!done).then(|| self.line(kind, row, row.case.at, within))
    }

    /// Brought dead, unknown, or said to be a police case: an MLC by default.
    fn arrival_due(&self, row: &CaseRow) -> Result<Option<DueLine>, Problem> {
        let Some(arrival) = row.case.arrival().filter(|a| !a.waiting && row.case.cancelled.is_none()) else { return Ok(None) };
        let sheet = &arrival.arrival.sheet;
        let unknown = row.patient.as_ref().is_some_and(|p| p.unknown);
        if !(sheet.is("police", "yes") || sheet.is("condition", "brought-dead") || unknown) {
            return Ok(None);
        }
        let there = self.has_record(row, Register::Mlc)?;
        Ok((!there).then(|| self.line(DueKind::MlcSheet, row, arrival.arrival.at, Duration::hours(POLICE_HOURS))))
    }

    fn stay_due(&self, row: &CaseRow) -> Result<Vec<DueLine>, Problem> {
        let died = row
            .case
            .stay()
            .filter(|s| s.course.outcome.is_some_and(crate::hospital::ipd::Outcome::is_death))
            .and_then(|s| s.course.discharged);
        let Some(died) = died else { return Ok(Vec::new()) };
        let mut lines = Vec::new();
        for (register, kind) in [(Register::Death, DueKind::DeathReport), (Register::Cause, DueKind::CauseOfDeath)] {
            if !self.has_record(row, register)? {
                lines.push(self.line(kind, row, died, Duration::days(REGISTRAR_DAYS)));
            }
        }
        Ok(lines)
    }

    fn has_record(&self, row: &CaseRow, register: Register) -> Result<bool, Problem> {
        let Some(patient) = &row.case.patient else { return Ok(false) };
        let cases = self.rows()?.cases_of_patient(patient)?;
        Ok(cases.iter().any(|r| r.case.cancelled.is_none() && r.case.record().is_some_and(|record| record.register == register)))
    }
}
