//! What contradicts itself since entries of several counters met. Both copies are kept; a person with the right to settles each of
//! them by another entry. Beds, tubes and steps of a stay are settled where they are worked with (board, laboratory, patient's file).

use super::Desk;
use super::cases::{BedLook, board};
use super::lookup::patient_line;
use super::register::checked_reason;
use super::views::PatientLine;
use crate::hospital::lab::Accession;
use crate::hospital::number::{Number, Series};
use crate::hospital::opd::{Fee, Visit};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::{Body, ChainHash, Entry, EntryId, Patient, Signed};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One contradiction.
#[derive(Debug, Clone, PartialEq)]
pub enum Conflict {
    /// Two entries claim one address: two PCs worked as one counter. The one that counts stands first.
    Fork { at: EntryId, copies: Vec<Copy> },
    /// A patient was changed at two counters that did not know of each other. What counts now stands last.
    Patient { line: PatientLine, sides: Vec<Side> },
    /// Two patients in one bed.
    Bed { ward: String, bed: String, patients: Vec<Number> },
    /// Two orders claim one tube.
    Tube { accession: Accession, orders: Vec<EntryId> },
    /// A step that did not fit the case when it came: a discharge after a discharge.
    Step { case: EntryId, number: Option<Number>, patient: Option<PatientLine> },
}

/// One of the entries at an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    pub hash: ChainHash,
    pub entry: Entry,
}

/// One of the changes that did not know of each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    pub entry: EntryId,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub reason: String,
    pub details: Details,
}

/// Conflicts of one kind that are listed, at most.
const LISTED_MAX: usize = 500;

impl Conflict {
    /// Message of its kind: `conflict-fork`.
    #[must_use]
    pub const fn word_id(&self) -> &'static str {
        match self {
            Self::Fork { .. } => "conflict-fork",
            Self::Patient { .. } => "conflict-patient",
            Self::Bed { .. } => "conflict-bed",
            Self::Tube { .. } => "conflict-tube",
            Self::Step { .. } => "conflict-step",
        }
    }
}

/// Everything that contradicts itself in these records.
///
/// # Errors
/// A problem of the disk.
pub fn conflicts_of(rows: View<'_>, masters: &Masters, today: NaiveDate) -> Result<Vec<Conflict>, Problem> {
    let mut all = forks(rows)?;
    for (id, state) in rows.patients_in_conflict(LISTED_MAX)? {
        let sides = sides(rows, &id)?;
        all.push(Conflict::Patient { line: patient_line(id, &state), sides });
    }
    for ward in board(rows, masters, today)? {
        for bed in ward.beds.into_iter().filter(|bed| bed.look == BedLook::Conflict) {
            let patients = bed.who.iter().map(|o| o.patient_number.clone()).collect();
            all.push(Conflict::Bed { ward: ward.ward.clone(), bed: bed.code, patients });
        }
    }
    for (accession, orders) in rows.tubes_claimed_twice(LISTED_MAX)? {
        all.push(Conflict::Tube { accession, orders });
    }
    for row in rows.cases_with_misfits(LISTED_MAX)? {
        let patient = row.patient.as_ref().zip(row.case.patient.clone()).map(|(state, id)| patient_line(id, state));
        all.push(Conflict::Step { number: row.case.number.clone(), case: row.id, patient });
    }
    Ok(all)
}

/// Addresses that two entries claim and of which nobody has chosen one yet.
fn forks(rows: View<'_>) -> Result<Vec<Conflict>, Problem> {
    let mut forks = Vec::new();
    for at in rows.forked()? {
        let settled = rows.said_of(&at)?.iter().any(|entry| matches!(&entry.body, Body::ForkSettled { of, .. } if *of == at));
        if settled {
            continue;
        }
        let copy = |signed: Signed| Ok::<_, Problem>(Copy { hash: signed.hash(), entry: signed.entry().map_err(damaged)? });
        let copies = rows.copies(&at)?.into_iter().map(copy).collect::<Result<Vec<_>, _>>()?;
        forks.push(Conflict::Fork { at, copies });
    }
    Ok(forks)
}

/// The changes of a patient that no later one knew of.
fn sides(rows: View<'_>, patient: &EntryId) -> Result<Vec<Side>, Problem> {
    let said = rows.said_of(patient)?;
    let built_on = |id: &EntryId| said.iter().any(|other| other.header.on.contains(id));
    let side = |entry: &Entry| {
        let (details, reason) = match &entry.body {
            Body::Amended { of, details, reason, .. } if of == patient => (details, reason),
            Body::Identified { of, details, how, .. } if of == patient => (details, how),
            _ => return None,
        };
        let (at, by) = (entry.header.time, entry.header.by.clone());
        Some(Side { entry: entry.header.id(), at, by, reason: reason.clone(), details: details.clone() })
    };
    let mut sides: Vec<Side> = said.iter().filter_map(side).filter(|side| !built_on(&side.entry)).collect();
    sides.sort_by(|a, b| (a.at, &a.entry).cmp(&(b.at, &b.entry)));
    Ok(sides)
}

impl Desk {
    /// Everything that contradicts itself here.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, Problem> {
        self.may(Right::Find)?;
        conflicts_of(self.rows()?, self.masters(), self.today())
    }

    /// Settles a patient's contradiction: what `keep` says stands, and the others are kept in the trail.
    ///
    /// # Errors
    /// `problem-conflict-gone`, `problem-reason`, or a problem of right or disk.
    pub fn settle_patient(&mut self, patient: &EntryId, keep: &EntryId, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::MergePatients)?;
        let reason = checked_reason(reason)?;
        let gone = || Problem::refused("problem-conflict-gone");
        let state = self.rows()?.patient(patient)?.filter(|state| state.conflict).ok_or_else(gone)?;
        let side = sides(self.rows()?, patient)?.into_iter().find(|side| side.entry == *keep).ok_or_else(gone)?;
        let body = Body::Amended { of: patient.clone(), details: side.details, reason, matched: None };
        Ok(self.append(body, state.heads, &[])?.0.header.id())
    }

    /// The copy at an address whose hash begins as typed.
    ///
    /// # Errors
    /// `problem-fork-hash` when none or several begin so, or a problem of the disk.
    pub fn copy_named(&self, at: &EntryId, typed: &str) -> Result<ChainHash, Problem> {
        let hashes: Vec<ChainHash> = self.rows()?.copies(at)?.iter().map(Signed::hash).collect();
        let mut fits = hashes.into_iter().filter(|hash| hash.to_string().starts_with(typed.trim()));
        let wrong = || Problem::refused("problem-fork-hash").with("typed", typed);
        let hash = fits.next().ok_or_else(wrong)?;
        if fits.next().is_some() { Err(wrong()) } else { Ok(hash) }
    }

    /// Settles which of two entries counts at an address. `again`: what the other one registered is written anew under numbers of this
    /// counter, because both patients exist; its slip has to be printed again.
    ///
    /// # Errors
    /// `problem-conflict-gone`, `problem-fork-again`, `problem-reason`, or a problem of right or disk.
    pub fn settle_fork(&mut self, at: &EntryId, keep: ChainHash, again: bool, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::MergePatients)?;
        let reason = checked_reason(reason)?;
        let copies = self.rows()?.copies(at)?;
        let gone = || Problem::refused("problem-conflict-gone");
        if copies.len() < 2 || !copies.iter().any(|copy| copy.hash() == keep) {
            return Err(gone());
        }
        let other = copies.iter().find(|copy| copy.hash() != keep).ok_or_else(gone)?;
        let also = if again { Some(self.write_again(&other.entry().map_err(damaged)?)?) } else { None };
        let body = Body::ForkSettled { of: at.clone(), keep, also, reason };
        Ok(self.append(body, Vec::new(), &[])?.0.header.id())
    }

    /// The number under which a settled fork had its other patient written anew.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn written_anew(&self, settled: &EntryId) -> Result<Option<Number>, Problem> {
        let rows = self.rows()?;
        let Some(Body::ForkSettled { also: Some(also), .. }) = rows.entry(settled)?.map(|entry| entry.body) else {
            return Ok(None);
        };
        Ok(rows.entry(&also)?.and_then(|entry| entry.body.patient().map(|(_, patient)| patient.number.clone())))
    }

    /// A registration of the other PC under numbers of its own.
    fn write_again(&mut self, other: &Entry) -> Result<EntryId, Problem> {
        let body = match &other.body {
            Body::Registered { patient, visit } => {
                let number = self.next_number(Series::Patient)?;
                Body::Registered { patient: Patient { number, ..patient.clone() }, visit: self.visit_again(visit)? }
            }
            Body::Visited { of, patient, visit } => {
                Body::Visited { of: of.clone(), patient: patient.clone(), visit: self.visit_again(visit)? }
            }
            _ => return Err(Problem::refused("problem-fork-again")),
        };
        Ok(self.append(body, Vec::new(), &[])?.0.header.id())
    }

    /// The same visit with a number of this counter. The money was taken there: no second receipt.
    fn visit_again(&self, visit: &Visit) -> Result<Visit, Problem> {
        let fee = match &visit.fee {
            Fee::Paid { receipt, .. } => Fee::Exempt { reason: receipt.to_string() },
            exempt @ Fee::Exempt { .. } => exempt.clone(),
        };
        Ok(Visit { number: self.next_number(Series::Visit)?, fee, ..visit.clone() })
    }
}

fn damaged(_entry: crate::journal::EntryError) -> Problem {
    Problem::damaged("problem-entry-damaged")
}
