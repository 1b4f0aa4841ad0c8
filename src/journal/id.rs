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

impl EntryId {
    /// Number of addresses of one installation, 2^44: more than any disk holds.
    const PER_INSTALLATION: i64 = 1 << 44;

    /// The address as one integer that sorts by installation, then sequence: the key of the tables.
    #[must_use]
    pub fn packed(&self) -> i64 {
        let code = self.counter.as_str();
        let mut chars = code.chars();
        let first = chars.next().map_or(0, alphabet);
        let digits = chars.as_str();
        // `K7` and `K07` are two counters.
        let number = digits.parse::<i64>().unwrap_or(0) + if digits.len() == 2 { 10 } else { 0 };
        let installation = (first * 110 + number) * 26 + alphabet(self.letter);
        installation * Self::PER_INSTALLATION + i64::try_from(self.sequence).unwrap_or(0).min(Self::PER_INSTALLATION - 1)
    }

    /// The address that [`Self::packed`] made.
    #[must_use]
    pub fn unpacked(packed: i64) -> Option<Self> {
        let (installation, sequence) = (packed / Self::PER_INSTALLATION, packed % Self::PER_INSTALLATION);
        let (code, letter) = (installation / 26, installation % 26);
        let (first, number) = (code / 110, code % 110);
        let digits = if number >= 10 { format!("{:02}", number - 10) } else { number.to_string() };
        let counter = CounterCode::new(&format!("{}{digits}", of_alphabet(first)?)).ok()?;
        Some(Self { counter, letter: of_alphabet(letter)?, sequence: u64::try_from(sequence).ok()? })
    }

    /// Packed addresses of a whole installation: first and last.
    #[must_use]
    pub fn packed_range(counter: &CounterCode, letter: char) -> (i64, i64) {
        let first = Self { counter: counter.clone(), letter, sequence: 0 }.packed();
        (first, first + Self::PER_INSTALLATION - 1)
    }
}

fn alphabet(letter: char) -> i64 {
    i64::from(u32::from(letter).saturating_sub(u32::from('A')).min(25))
}

fn of_alphabet(value: i64) -> Option<char> {
    let value = u8::try_from(value).ok().filter(|v| *v < 26)?;
    Some(char::from(b'A' + value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_packs_and_unpacks() {
        let mut all: Vec<EntryId> = Vec::new();
        for code in ["A0", "K7", "K07", "K17", "Z99"] {
            for letter in ['A', 'Z'] {
                for sequence in [1, 123_456_789_012] {
                    all.push(EntryId { counter: CounterCode::new(code).unwrap(), letter, sequence });
                }
            }
        }
        for id in &all {
            assert_eq!(EntryId::unpacked(id.packed()).as_ref(), Some(id));
            assert_eq!(id.to_string().parse::<EntryId>().as_ref(), Ok(id));
        }
        let mut packed: Vec<i64> = all.iter().map(EntryId::packed).collect();
        packed.sort_unstable();
        packed.dedup();
        assert_eq!(packed.len(), all.len());
    }
}
