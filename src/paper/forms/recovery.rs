//! The recovery sheet: a counter's recovery key on one A4 page, for the safe.

use crate::hospital::number::Mode;
use crate::hospital::pack::Hospital;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset};

/// What the sheet says.
#[derive(Clone, Copy)]
pub struct RecoveryForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// The key as text, as it has to be typed.
    pub key: &'a str,
    pub at: DateTime<FixedOffset>,
}

/// Lays the sheet out.
#[must_use]
pub fn recovery_sheet(_form: &RecoveryForm<'_>) -> Vec<Page> {
    Vec::new()
}
