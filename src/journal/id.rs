//! The address of an entry: counter, installation letter, sequence. Text form `K7A-123`.

use crate::hospital::number::CounterCode;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Identifies an entry, and with it the patient or visit that it begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId {
    pub counter: CounterCode,
    /// Installation letter, `A`–`Z`.
    pub letter: char,
    /// 1 for the first entry of an installation.
    pub sequence: u64,
}

/// Not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry's address looks like K7A-123")]
pub struct IdError;

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}-{}", self.counter, self.letter, self.sequence)
    }
}

impl std::str::FromStr for EntryId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let (head, sequence) = text.split_once('-').ok_or(IdError)?;
        let letter = head.chars().last().filter(char::is_ascii_uppercase).ok_or(IdError)?;
        let counter = CounterCode::new(head.strip_suffix(letter).ok_or(IdError)?).map_err(|_shape| IdError)?;
        let sequence = sequence.parse().map_err(|_digits| IdError)?;
        Ok(Self { counter, letter, sequence })
    }
}

impl TryFrom<String> for EntryId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> Self {
        id.to_string()
    }
}
