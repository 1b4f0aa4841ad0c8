//! An OPD visit: where the patient goes, under which number and token, what was paid.

use super::number::Number;
use serde::{Deserialize, Serialize};

/// New to this department, or coming back to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum VisitKind {
    #[default]
    New,
    FollowUp,
}

impl VisitKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 2] = [Self::New, Self::FollowUp];

    /// As a form keeps it: `new`, `follow-up`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::FollowUp => "follow-up",
        }
    }

    /// Message of its word in the words' files.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::New => "visit-new",
            Self::FollowUp => "visit-follow-up",
        }
    }
}

/// The number that is called out. `label` is what is printed and said; it carries the counter's code
/// where two counters may hand out the same number for one clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub serial: u32,
    pub label: String,
}

/// What the patient paid, or why nothing was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "fee")]
pub enum Fee {
    /// Whole rupees, with the receipt's number.
    Paid { rupees: u32, receipt: Number },
    /// No money taken; the reason is a category (`BPL`) or a sentence.
    Exempt { reason: String },
}

/// One attendance at one clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub number: Number,
    pub token: Token,
    /// Clinic code of the pack; department and room follow from it.
    pub clinic: String,
    /// Room as it was on that day (a pack may change later).
    pub room: String,
    /// Doctor code of the pack.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub doctor: Option<String>,
    #[serde(default)]
    pub kind: VisitKind,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub referred_by: String,
    /// Medico-legal case.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub mlc: bool,
    #[serde(flatten)]
    pub fee: Fee,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub remarks: String,
}

/// What is done with a token in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueueStep {
    Called,
    Skipped,
    Recalled,
    Done,
}

/// Where a token stands. A fold over its [`QueueStep`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum QueueState {
    #[default]
    Waiting,
    Called,
    Skipped,
    Done,
}

impl QueueState {
    /// The state after a step; a step that does not fit leaves `None`.
    #[must_use]
    pub const fn after(self, step: QueueStep) -> Option<Self> {
        match (self, step) {
            (Self::Waiting | Self::Skipped, QueueStep::Called)
            | (Self::Called | Self::Skipped | Self::Done, QueueStep::Recalled) => Some(Self::Called),
            (Self::Waiting | Self::Called, QueueStep::Skipped) => Some(Self::Skipped),
            (Self::Waiting | Self::Called | Self::Skipped, QueueStep::Done) => Some(Self::Done),
            _ => None,
        }
    }
}
