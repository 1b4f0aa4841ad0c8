//! The critical call log: which value, whom it was told to, when, whether it was read back; and what nobody was told of yet.

use super::{LabHead, LabPatient};
use crate::hospital::lab::{Accession, Flag};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The calls of some days.
#[derive(Clone, Copy)]
pub struct CallLogPaper<'a> {
    pub head: LabHead<'a>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// By time.
    pub lines: &'a [CallRow],
    /// Critical values that nobody was told of.
    pub uncalled: &'a [UncalledRow],
}

/// One critical value.
#[derive(Debug, Clone)]
pub struct CallValue {
    pub name: Bilingual,
    pub value: String,
    pub unit: String,
    pub flag: Flag,
}

/// One call. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct CallRow {
    pub at: DateTime<FixedOffset>,
    /// When the value was there, so that the delay can be read; `None` where that is not known.
    pub known_at: Option<DateTime<FixedOffset>>,
    pub patient: LabPatient,
    /// Of the order.
    pub number: String,
    pub ward: Bilingual,
    pub values: Vec<CallValue>,
    pub whom: String,
    pub read_back: bool,
    pub note: String,
    pub by: Bilingual,
}

/// A critical value that waits for its call.
#[derive(Clone)]
pub struct UncalledRow {
    pub accession: Accession,
    pub patient: LabPatient,
    pub number: String,
    pub ward: Bilingual,
    pub values: Vec<CallValue>,
    pub since: DateTime<FixedOffset>,
}

/// The log, page by page.
#[must_use]
pub fn call_log(form: &CallLogPaper<'_>) -> Vec<Page> {
    drop(form.lines.len());
    Vec::new()
}
