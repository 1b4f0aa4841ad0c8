//! A patient as the central system's export has them. Read-only knowledge: it fills forms, and never overwrites a record of ours.

use super::identifiers::{AbhaNumber, Mobile, Pin};
use super::person::{PersonName, Relation};
use super::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use std::fmt;

/// When a patient was born, as exactly as the export says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Born {
    #[default]
    Unknown,
    /// Worked out from an age in years.
    Year(u16),
    Day(NaiveDate),
}

impl Born {
    /// The year, exact or about.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => Some(i32::from(year)),
            Self::Day(day) => Some(day.year()),
        }
    }
}

/// A patient of the central system. Aadhaar is never in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CentralPatient {
    /// The central number, as the export writes it.
    pub uhid: String,
    /// As written, titles included; either script or both.
    pub name: PersonName,
    pub relation: Option<Relation>,
    pub relative: Option<PersonName>,
    pub sex: Option<Sex>,
    pub born: Born,
    pub mobile: Option<Mobile>,
    pub abha: Option<AbhaNumber>,
    pub pin: Option<Pin>,
    /// Village, town, district: what the export has of an address, in one line.
    pub place: String,
}

/// No personal data in logs.
impl fmt::Debug for CentralPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CentralPatient(…)")
    }
}
