//! What entries keep of stays, arrivals and registers. Readable keys; a field is added, an old one never changes its meaning.

use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::{BedStatus, Place};
use crate::hospital::number::{Number, Series};
use crate::journal::EntryId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A bed asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// When it was asked for; may lie before the entry's own time.
    pub at: DateTime<FixedOffset>,
    pub department: String,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

/// An admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// In-patient number.
    pub number: Number,
    /// When the patient came into the ward; may lie before the entry's own time.
    pub at: DateTime<FixedOffset>,
    #[serde(flatten)]
    pub place: Place,
    /// Patient id of the mother of a newborn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mother: Option<EntryId>,
    /// The visit or arrival it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EntryId>,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

/// One pack of a mass casualty: printed before anybody knows who it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    pub event: String,
    /// 1, 2, 3 … within the event.
    pub no: u32,
}

/// Somebody came to the emergency department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub number: Number,
    pub at: DateTime<FixedOffset>,
    /// Nobody knows who it is.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unknown: bool,
    /// Still to be filled: a prepared pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// Which register a record stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Register {
    Mlc,
    Birth,
    Stillbirth,
    Death,
    Cause,
    Indent,
}

impl Register {
    pub const ALL: [Self; 6] = [Self::Mlc, Self::Birth, Self::Stillbirth, Self::Death, Self::Cause, Self::Indent];

    /// Its form.
    #[must_use]
    pub const fn form(self) -> FormId {
        match self {
            Self::Mlc => FormId::Mlc,
            Self::Birth => FormId::Birth,
            Self::Stillbirth => FormId::Stillbirth,
            Self::Death => FormId::Death,
            Self::Cause => FormId::Cause,
            Self::Indent => FormId::Indent,
        }
    }

    /// The register of a form.
    #[must_use]
    pub fn of_form(form: FormId) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.form() == form)
    }

    /// Its number series.
    #[must_use]
    pub const fn series(self) -> Series {
        match self {
            Self::Mlc => Series::Mlc,
            Self::Birth => Series::Birth,
            Self::Stillbirth => Series::StillBirth,
            Self::Death => Series::Death,
            Self::Cause => Series::Cause,
            Self::Indent => Series::Indent,
        }
    }

    /// As in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.form().code()
    }

    /// The field that says when it happened; the clocks run from it.
    #[must_use]
    pub const fn when(self) -> &'static str {
        match self {
            Self::Mlc => "made",
            Self::Birth | Self::Stillbirth => "born",
            Self::Death | Self::Cause => "died",
            Self::Indent => "at",
        }
    }
}

/// What is said of a bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BedMark {
    pub status: BedStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
