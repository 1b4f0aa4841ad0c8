//! Two records of one person: the evidence, merging them, and parting them again. Nothing of either record is changed: a merge is an
//! entry that links them, and taking it back leaves both exactly as they were.

use super::Desk;
use super::lookup::patient_line;
use super::merge::{percent, why_code};
use super::register::checked_reason;
use super::views::{PatientLine, Why};
use crate::hospital::matching::{Side, Unknown, Weights, judge};
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::fold::PatientState;
use crate::journal::{Body, EntryId};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// Two records side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub sides: [EvidenceSide; 2],
    /// How likely they are one person, in percent, and why.
    pub score: u8,
    pub why: Vec<Why>,
    /// The merge that holds, when they are merged.
    pub merged: Option<EntryId>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceSide {
    pub line: PatientLine,
    pub details: Details,
    pub visits: usize,
    pub cases: usize,
}

impl Desk {
    /// The patient that one of our numbers names.
    ///
    /// # Errors
    /// `problem-number-shape`, or a problem of right or disk.
    pub fn patient_of_number(&self, number: &str) -> Result<Option<EntryId>, Problem> {
        self.may(Right::Find)?;
        self.patient_by_number(number)
    }

    fn patient_at(&self, id: &EntryId) -> Result<PatientState, Problem> {
        self.rows()?.patient(id)?.ok_or_else(|| Problem::refused("problem-not-found"))
    }

    fn side(&self, id: &EntryId, state: &PatientState) -> Result<EvidenceSide, Problem> {
        let rows = self.rows()?;
        Ok(EvidenceSide {
            line: patient_line(id.clone(), state),
            details: state.patient.details.clone(),
            visits: rows.visits_of_patient(id)?.len(),
            cases: rows.cases_of_patient(id)?.len(),
        })
    }

    /// What speaks for two records being of one person.
    ///
    /// # Errors
    /// `problem-not-found`, `problem-merge-same`, or a problem of right or disk.
    pub fn compare_patients(&self, one: &EntryId, other: &EntryId) -> Result<Evidence, Problem> {
        self.may(Right::Find)?;
        if one == other {
            return Err(Problem::refused("problem-merge-same"));
        }
        let (a, b) = (self.patient_at(one)?, self.patient_at(other)?);
        let (asked, known) = (Side::from(&a.patient.details), Side::from(&b.patient.details));
        let judged = judge(&asked, &known, &Weights::default(), &Unknown);
        let merged = self.merge_that_holds(one, other)?;
        Ok(Evidence {
            sides: [self.side(one, &a)?, self.side(other, &b)?],
            score: percent(judged.score),
            why: judged.why,
            merged,
        })
    }

    /// The merge of two records that was not taken back.
    fn merge_that_holds(&self, one: &EntryId, other: &EntryId) -> Result<Option<EntryId>, Problem> {
        let trail = self.rows()?.said_of(one)?;
        let undone: BTreeSet<&EntryId> = trail
            .iter()
            .filter_map(|entry| match &entry.body {
                Body::Unmerged { what, .. } => Some(what),
                _ => None,
            })
            .collect();
        let holds = trail.iter().rfind(|entry| match &entry.body {
            Body::Merged { of, with, .. } => {
                [(of, with), (with, of)].contains(&(one, other)) && !undone.contains(&entry.header.id())
            }
            _ => false,
        });
        Ok(holds.map(|entry| entry.header.id()))
    }

    /// Says that two records are of one person. `keep` leads from now on; both numbers stay and both are found.
    ///
    /// # Errors
    /// `problem-merge-…`, `problem-reason`, or a problem of right or disk.
    pub fn merge_patients(&mut self, keep: &EntryId, with: &EntryId, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::MergePatients)?;
        let reason = checked_reason(reason)?;
        let evidence = self.compare_patients(keep, with)?;
        if evidence.merged.is_some() {
            return Err(Problem::refused("problem-merge-already"));
        }
        let why = evidence.why.iter().map(|why| why_code(*why)).collect();
        let body = Body::Merged { of: keep.clone(), with: with.clone(), score: evidence.score, why, reason };
        Ok(self.append(body, Vec::new(), &[])?.0.header.id())
    }

    /// Says that they are two after all.
    ///
    /// # Errors
    /// `problem-merge-none`, `problem-reason`, or a problem of right or disk.
    pub fn unmerge_patients(&mut self, one: &EntryId, other: &EntryId, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::MergePatients)?;
        let reason = checked_reason(reason)?;
        let what = self.merge_that_holds(one, other)?.ok_or_else(|| Problem::refused("problem-merge-none"))?;
        let body = Body::Unmerged { of: one.clone(), with: other.clone(), what: what.clone(), reason };
        Ok(self.append(body, vec![what], &[])?.0.header.id())
    }
}
