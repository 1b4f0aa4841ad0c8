//! The cable to the central system: transactions to a FHIR server, messages to an HL7 v2 receiver. Sends what it is given, one record at a time, and says what came of it.
//!
//! Never says *received* without a whole answer to that very record; never knows a patient, a store or a thread; reads no clock: how long
//! to wait is told to the caller, who waits.

pub mod fhir;
pub mod mllp;
mod pace;

pub use pace::{BackOff, Pace};

use crate::exchange::answers::Said;
use crate::problem::Problem;
use std::time::Duration;

/// What came of sending one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The central system said something of it.
    Answered(Said),
    /// Nothing was said; the same may be sent again after this time, and makes nothing twice.
    Later { after: Duration, why: Problem },
    /// Nothing was said, and sending again will not help before a person has looked.
    Broken { why: Problem },
}

impl Posted {
    /// What kept the record from being answered.
    #[must_use]
    pub fn why(self) -> Option<Problem> {
        match self {
            Self::Answered(_) => None,
            Self::Later { why, .. } | Self::Broken { why } => Some(why),
        }
    }
}
