//! Who a patient is: the name in one or both scripts, the relative, the household's mobile, the address.
//!
//! Owns the shape that an entry keeps. Never reads a clock or a file; every value here was checked by [`crate::hospital::opd`].

use super::age::Age;
use super::identifiers::{AadhaarTail, AbhaAddress, AbhaNumber, Mobile, Pin};
use super::sex::Sex;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A name as typed, in Latin letters, in Devanagari, or in both. At least one of the two is there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PersonName {
    /// `Smt`, `Shri`, `Dr` …, as the pack lists them.
    #[serde(rename = "title", skip_serializing_if = "Option::is_none", default)]
    pub honorific: Option<String>,
    #[serde(rename = "en", skip_serializing_if = "Option::is_none", default)]
    pub latin: Option<String>,
    #[serde(rename = "hi", skip_serializing_if = "Option::is_none", default)]
    pub devanagari: Option<String>,
}

impl PersonName {
    /// The name in the script it was typed in; Latin first where both were typed.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.latin.as_deref().or(self.devanagari.as_deref()).unwrap_or("")
    }
}

/// No personal data in logs: only whether a name is there.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// How the named relative stands to the patient, as Indian forms write it (`S/o`, `W/o` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relation {
    #[serde(rename = "S/o")]
    SonOf,
    #[serde(rename = "D/o")]
    DaughterOf,
    #[serde(rename = "W/o")]
    WifeOf,
    #[serde(rename = "H/o")]
    HusbandOf,
    #[serde(rename = "C/o")]
    CareOf,
    #[serde(rename = "F/o")]
    FatherOf,
    #[serde(rename = "M/o")]
    MotherOf,
    #[serde(rename = "B/o")]
    BabyOf,
}

impl Relation {
    /// Every relation, in the order a form offers them.
    pub const ALL: [Self; 8] = [
        Self::SonOf,
        Self::DaughterOf,
        Self::WifeOf,
        Self::CareOf,
        Self::HusbandOf,
        Self::FatherOf,
        Self::MotherOf,
        Self::BabyOf,
    ];

    /// The short form printed in English: `S/o`, `W/o` …
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SonOf => "S/o",
            Self::DaughterOf => "D/o",
            Self::WifeOf => "W/o",
            Self::HusbandOf => "H/o",
            Self::CareOf => "C/o",
            Self::FatherOf => "F/o",
            Self::MotherOf => "M/o",
            Self::BabyOf => "B/o",
        }
    }

    /// Message of its word in the words' files; `.long` says it in words, `.kin` is what the relative is to the patient.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::SonOf => "relation-son-of",
            Self::DaughterOf => "relation-daughter-of",
            Self::WifeOf => "relation-wife-of",
            Self::HusbandOf => "relation-husband-of",
            Self::CareOf => "relation-care-of",
            Self::FatherOf => "relation-father-of",
            Self::MotherOf => "relation-mother-of",
            Self::BabyOf => "relation-baby-of",
        }
    }

    /// The Hindi word that stands between the two names on a form: `सुनीता पत्नी मोहन`.
    const fn hindi(self) -> &'static str {
        match self {
            Self::SonOf => "पुत्र",
            Self::DaughterOf => "पुत्री",
            Self::WifeOf => "पत्नी",
            Self::HusbandOf => "पति",
            Self::CareOf => "द्वारा",
            Self::FatherOf => "पिता",
            Self::MotherOf => "माता",
            Self::BabyOf => "शिशु",
        }
    }

    /// Reads `W/o`, `w/o`, `W/O:`, `wo`, `पत्नी`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(found) = Self::ALL.into_iter().find(|r| text.trim().trim_end_matches([':', ' ']) == r.hindi()) {
            return Some(found);
        }
        let key: String = text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        Self::ALL.into_iter().find(|r| r.code().replace('/', "").eq_ignore_ascii_case(&key))
    }
}

/// The relative that a name is told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    pub relation: Relation,
    pub name: PersonName,
}

/// Whose telephone it is. A mobile is a *household's*, never an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum MobileOwner {
    #[default]
    Own,
    Relative,
    Other,
}

impl MobileOwner {
    /// Every owner, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Own, Self::Relative, Self::Other];

    /// Message of its word in the words' files.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Own => "mobile-of-own",
            Self::Relative => "mobile-of-relative",
            Self::Other => "mobile-of-other",
        }
    }
}

/// Where the patient lives. District and state come from the PIN where one was typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Address {
    /// House, street, village, as typed.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub line: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pin: Option<Pin>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub district: String,
    /// LGD state code (1–38), see `assets/states_lgd.csv`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub state: Option<u8>,
}

impl Address {
    /// True when nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line.is_empty() && self.pin.is_none() && self.district.is_empty() && self.state.is_none()
    }
}

/// No personal data in logs.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Everything known of a patient, as one amendment leaves it. An amendment replaces the whole, so that both copies stay readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    pub name: PersonName,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relative: Option<Relative>,
    pub sex: Sex,
    pub age: Age,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mobile: Option<Mobile>,
    #[serde(skip_serializing_if = "is_own", default)]
    pub mobile_of: MobileOwner,
    #[serde(skip_serializing_if = "Address::is_empty", default)]
    pub address: Address,
    /// Category code of the pack (`GEN`, `BPL` …).
    pub category: String,
    /// Scheme code of the pack (`PMJAY`, `CGHS` …).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scheme: Option<String>,
    /// The central hospital number, if the patient has one; checked against the pack's pattern.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uhid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub abha: Option<AbhaNumber>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub abha_address: Option<AbhaAddress>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub aadhaar: Option<AadhaarTail>,
}

fn is_own(owner: &MobileOwner) -> bool {
    *owner == MobileOwner::Own
}
