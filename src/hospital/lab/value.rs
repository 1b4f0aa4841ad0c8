//! A result as an entry keeps it: the value, its unit, the range it was held against, its flag.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// How a value lies to its range. HL7 table 0078.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Flag {
    #[default]
    #[serde(rename = "")]
    Normal,
    L,
    H,
    /// At or below the critical limit.
    LL,
    /// At or above the critical limit.
    HH,
    /// A coded value that is not the normal one.
    A,
    /// A coded value that somebody must be told of at once.
    AA,
}

impl Flag {
    /// As it is printed and sent; empty for what is normal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::L => "L",
            Self::H => "H",
            Self::LL => "LL",
            Self::HH => "HH",
            Self::A => "A",
            Self::AA => "AA",
        }
    }

    /// True when nobody may release it before somebody was told, and read it back.
    #[must_use]
    pub const fn is_critical(self) -> bool {
        matches!(self, Self::LL | Self::HH | Self::AA)
    }
}

/// The value before, where it differs by more than the test's delta limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    pub value: String,
    pub at: DateTime<FixedOffset>,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabValue {
    /// Code of the catalogue.
    pub test: String,
    /// A number (`6.8`, `<0.5`, `>1000`), a code of the test's list, or text.
    pub value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    #[serde(default, skip_serializing_if = "is_normal")]
    pub flag: Flag,
    /// The range as it stood for this patient on this day; empty where none is defined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub low: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub high: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<Previous>,
    /// Worked out from other results, not measured.
    #[serde(default, skip_serializing_if = "is_false")]
    pub calculated: bool,
}

fn is_normal(flag: &Flag) -> bool {
    *flag == Flag::Normal
}

fn is_false(value: &bool) -> bool {
    !*value
}
