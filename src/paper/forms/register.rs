//! The day register: every visit of one counter and day, A4 landscape, with totals and number ranges.

use crate::hospital::age::Age;
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::{Bilingual, Hospital};
use crate::hospital::person::{PersonName, Relative};
use crate::hospital::sex::Sex;
use crate::paper::Page;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A day of one counter.
#[derive(Clone, Copy)]
pub struct RegisterForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    pub day: NaiveDate,
    pub printed_at: DateTime<FixedOffset>,
    /// Who prints it.
    pub by: &'a Bilingual,
    pub lines: &'a [RegisterLine],
}

/// One visit in the register.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    /// The patient's provisional number.
    pub number: Number,
    pub visit: Number,
    /// The token's label.
    pub token: String,
    pub name: PersonName,
    pub relative: Option<Relative>,
    pub age: Age,
    pub sex: Sex,
    /// Clinic code.
    pub clinic: String,
    /// Whole rupees taken; 0 when exempt.
    pub rupees: u32,
    pub receipt: Option<Number>,
    /// Why nothing was due, or empty.
    pub exempt: String,
    pub at: DateTime<FixedOffset>,
    /// Login of the person.
    pub by: String,
    /// Reason, when the visit was voided.
    pub voided: Option<String>,
}

/// Lays the register out.
#[must_use]
pub fn day_register(_form: &RegisterForm<'_>) -> Vec<Page> {
    Vec::new()
}
