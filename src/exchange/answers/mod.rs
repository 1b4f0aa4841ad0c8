//! What the central system says of what it was sent: FHIR responses, HL7 acknowledgements, lists in CSV. Bytes in, one [`Said`] a statement out.
//!
//! Nothing is guessed here: what cannot be read, or does not say about what it is, is a stray with its line. Whether the record is ours,
//! whether two answers contradict each other, is for who has the batches to say. Any bytes end in a reading or a problem, never in a crash.

pub mod csv;
pub mod fhir;
pub mod hl7;

use crate::journal::{Answer, Mark, RecordKey, RecordKind, StrayAnswer};
use crate::problem::Problem;

/// Largest file of answers.
pub const FILE_MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most answers and strays of one file.
pub const LINES_MAX: usize = 200_000;
/// Longest text of an answer that is kept, in characters.
pub const REASON_MAX_CHARS: usize = 400;

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub about: About,
    pub outcome: Answer,
    /// Line or place in the file, from 1.
    pub line: u64,
}

/// What a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Record(RecordKey),
    /// Control id of an HL7 message, as it stands there.
    Message(String),
    /// Our number, as it stands there, and the kind of record where the statement says it.
    Number {
        number: String,
        kind: Option<RecordKind>,
        /// The version, as it stands there, where the statement says it.
        mark: Option<String>,
    },
}

impl About {
    /// True where a version is named, and it is not this one.
    #[must_use]
    pub fn is_other_version(&self, mark: Mark) -> bool {
        matches!(self, Self::Number { mark: Some(named), .. } if *named != mark.to_string())
    }
}

/// What stood in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    pub said: Vec<Said>,
    /// What was not taken, in the order of the file.
    pub strays: Vec<StrayAnswer>,
}

impl Reading {
    fn stray(&mut self, line: u64, about: &str, why: &str, said: &str) {
        self.strays.push(StrayAnswer { line, about: clip(about), why: why.to_owned(), said: clip(said) });
    }

    fn full(&self) -> bool {
        self.said.len() + self.strays.len() >= LINES_MAX
    }
}

/// One line of bounded length, control characters made blanks.
fn clip(text: &str) -> String {
    let plain = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(REASON_MAX_CHARS).collect::<String>().trim_end().to_owned()
}

/// Refuses a file that is too large to be answers.
fn small_enough(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.len() > FILE_MAX_BYTES {
        let most = (FILE_MAX_BYTES / (1024 * 1024)).to_string();
        return Err(Problem::refused("problem-answers-large").with("n", most));
    }
    Ok(())
}
