//! What the central system said of records, read out of its answers on each road. Never believes more than stands there: what is not a
//! whole answer to a record is no answer.

pub mod fhir;

use crate::journal::RecordKey;

/// What was said of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub about: About,
    pub outcome: Outcome,
    /// Line or message of the answer, from 1.
    pub line: u64,
}

/// How the answer names the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Record(RecordKey),
    /// Control id of the message it answers.
    Message(String),
    /// A number of ours, or a name of the record, as it stands there.
    Number(String),
}

/// Taken or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// `central`: its number there; empty where the answer gives none.
    Received {
        central: String,
    },
    Refused {
        reason: String,
    },
}
