//! What entries keep of the laboratory: requisitions with their tubes, steps of a tube, results, releases, calls. Readable keys; a field is
//! added, an old one never changes its meaning.

use crate::hospital::forms::Sheet;
use crate::hospital::lab::Accession;
use crate::hospital::number::Number;
use crate::journal::EntryId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// One tube of a requisition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tube {
    pub accession: Accession,
    /// Code of the tube: `YELLOW_SST`.
    pub kind: String,
    pub specimen: String,
    /// Codes of the tests that are measured from it.
    pub tests: Vec<String>,
    /// The rejected tube whose tests it takes over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Accession>,
}

/// What had to be passed over, and why; who did it stands in the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// `urgent-only` or `capacity`.
    pub rule: String,
    pub reason: String,
}

/// A requisition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisition {
    pub number: Number,
    /// When it was asked for; may lie before the entry's own time.
    pub at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub urgent: bool,
    /// Codes of single tests, in the order of the report. Panels are kept as their tests.
    pub tests: Vec<String>,
    pub tubes: Vec<Tube>,
    /// When the tubes were filled, if they were when this was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<DateTime<FixedOffset>>,
    /// Ward, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ward: String,
    /// The visit, stay or arrival it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EntryId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// `doctor`, `doctor_name`, `note`, `form_no` and what else the form has.
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

/// Where results came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "from")]
pub enum ResultSource {
    Typed,
    /// An analyser's file: its name, the instrument as it calls itself, SHA-256 of its message so that nothing is taken twice.
    Analyser {
        file: String,
        instrument: String,
        mark: String,
    },
}

impl ResultSource {
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        matches!(self, Self::Typed)
    }
}

/// A line of an analyser's file that was not taken, and why: a sentence of the words' files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftLine {
    pub line: u64,
    pub accession: String,
    pub test: String,
    pub value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub why: String,
}

/// A result that is released: which typing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    pub test: String,
    /// The entry that holds the value.
    pub entry: EntryId,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// Printed.
    Reported,
    /// In the hands of the ward, the doctor or the patient.
    Handed,
}

/// The call about a critical value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Tests it was about, with the values that were told.
    pub values: Vec<(String, String)>,
    pub whom: String,
    pub at: DateTime<FixedOffset>,
    /// The other end said the value back.
    pub read_back: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn is_false(value: &bool) -> bool {
    !*value
}
