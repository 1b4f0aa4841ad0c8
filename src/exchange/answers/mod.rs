//! What the central system says of records: readers of its answers, one file a road. Bytes in, [`Said`] out; what cannot be read is
//! listed with its line, never guessed.

pub mod fhir;

use crate::journal::{RecordKey, RecordKind};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub about: About,
    pub outcome: Outcome,
    /// Line or place in the file, from 1.
    pub line: u64,
}

/// What an answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Record(RecordKey),
    /// Control id of an HL7 message.
    Message(String),
    /// Our number, and the kind of record where the answer says it.
    Number {
        number: String,
        kind: Option<RecordKind>,
    },
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// `central`: the central number, empty where none was given.
    Received {
        central: String,
    },
    Refused {
        reason: String,
    },
}
