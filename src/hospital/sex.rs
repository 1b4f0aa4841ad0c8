//! Sex as registered. Codes follow HL7 v2 table 0001 (`F M O U`); FHIR's words are derived in `exchange`.

use serde::{Deserialize, Serialize};

/// Administrative sex of a patient. `Other` is what Indian forms call *transgender person*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    #[serde(rename = "F")]
    Female,
    #[serde(rename = "M")]
    Male,
    #[serde(rename = "O")]
    Other,
    #[serde(rename = "U")]
    Unknown,
}

impl Sex {
    /// Every value, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::Female, Self::Male, Self::Other, Self::Unknown];

    /// One letter, HL7 table 0001.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Other => "O",
            Self::Unknown => "U",
        }
    }

    /// Message of its word in the words' files; `.short` is the letter on paper.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Female => "sex-F",
            Self::Male => "sex-M",
            Self::Other => "sex-O",
            Self::Unknown => "sex-U",
        }
    }

    /// Reads a letter or a word in English or Hindi, as typed or scanned (`F`, `female`, `महिला`, Aadhaar's `T`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "f" | "female" | "woman" | "girl" | "महिला" | "स्त्री" | "म" => Some(Self::Female),
            "m" | "male" | "man" | "boy" | "पुरुष" | "पु" => Some(Self::Male),
            "o" | "t" | "other" | "transgender" | "अन्य" | "ट्रांसजेंडर" => Some(Self::Other),
            "u" | "unknown" | "अज्ञात" => Some(Self::Unknown),
            _ => None,
        }
    }
}
