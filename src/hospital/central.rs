//! A patient as the central system's export has them. Read-only knowledge: it fills forms, and never overwrites a record of ours.

use super::identifiers::{AbhaNumber, Mobile, Pin};
use super::person::{PersonName, Relation};
use super::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
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

/// What a form was filled from: the person of the patient index that was taken, and how sure the program was of it.
/// Kept in the entry, so that a wrong match is found and taken back later. Says nothing about the patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matched {
    /// The central number of the person taken.
    pub uhid: String,
    /// Id of the index.
    pub index: String,
    /// Day of the export that the index was made from.
    pub day: NaiveDate,
    /// How likely it was this person, in percent.
    pub score: u8,
    /// Weight of the evidence in bits.
    pub bits: i16,
    /// Reasons that were shown: message ids without `why-`, a number after a colon (`same-mobile`, `age-apart:2`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

/// No personal data in logs.
impl fmt::Debug for Matched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Matched(…)")
    }
}
