//! Accession numbers: ten digits, so that Code 128-C at X = 0.25 mm fits a 50 mm label and every analyser reads it.
//!
//! Nine digits count, the tenth checks (ISO/IEC 7064 MOD 11,10): one wrong digit, and nearly every swap of two, is noticed before a result
//! can go to another patient's tube. The nine are a mixed-radix number: counter code (24 letters × 110 endings), installation letter (A to
//! J), serial. Two counters, or two installations of one, can therefore never give out the same, without knowing of each other. Labels
//! that are printed before there is a patient have the upper part of the serials. A drill's and the demo's numbers have another check
//! digit, so that neither is ever taken for a patient's.

use crate::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Serials of one installation.
const SERIALS: u32 = 37_878;
/// The last serial of a tube; above it come the labels printed ahead.
pub const TUBE_SERIAL_MAX: u32 = 30_000;
/// The last serial of a label printed ahead, counted from 1.
pub const LABEL_SERIAL_MAX: u32 = SERIALS - 1 - TUBE_SERIAL_MAX;
const LETTERS: u32 = 10;
/// `0`–`9` and `00`–`99`.
const ENDINGS: u32 = 110;
const CODE_LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Ten digits that name one tube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Accession(u64);

/// What an accession number was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccessionKind {
    /// A tube of an order.
    Tube,
    /// A label printed before there was a patient.
    Label,
}

impl AccessionKind {
    /// The series that counts it.
    #[must_use]
    pub const fn series(self) -> Series {
        match self {
            Self::Tube => Series::Tube,
            Self::Label => Series::Label,
        }
    }
}

/// The parts it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessionParts {
    pub mode: Mode,
    pub kind: AccessionKind,
    pub counter: CounterCode,
    pub letter: char,
    /// From 1, within its kind.
    pub serial: u32,
}

/// Why a text is no accession number of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessionError {
    #[error("not an accession number; they have ten digits")]
    Shape,
    #[error("the last digit does not fit; one digit is wrong")]
    Check,
    #[error("this installation has no accession numbers left")]
    Serial,
    #[error("accession numbers are given out under the installation letters A to J")]
    Letter,
}

impl Accession {
    /// Makes the number and its check digit.
    ///
    /// # Errors
    /// [`AccessionError::Serial`] or [`AccessionError::Letter`] outside their ranges.
    pub fn new(parts: &AccessionParts) -> Result<Self, AccessionError> {
        let max = if parts.kind == AccessionKind::Tube { TUBE_SERIAL_MAX } else { LABEL_SERIAL_MAX };
        if parts.serial == 0 || parts.serial > max {
            return Err(AccessionError::Serial);
        }
        let letter = u32::from(parts.letter).checked_sub(u32::from('A')).filter(|l| *l < LETTERS);
        let letter = letter.ok_or(AccessionError::Letter)?;
        let code = code_index(&parts.counter).ok_or(AccessionError::Shape)?;
        let serial = if parts.kind == AccessionKind::Tube { parts.serial } else { TUBE_SERIAL_MAX + parts.serial };
        let payload = u64::from((code * LETTERS + letter) * SERIALS + serial);
        Ok(Self(payload * 10 + u64::from((check_digit(payload) + offset(parts.mode)) % 10)))
    }

    /// Reads what was typed or scanned: spaces and hyphens are passed over.
    ///
    /// # Errors
    /// [`AccessionError::Shape`] or [`AccessionError::Check`].
    pub fn parse(text: &str) -> Result<Self, AccessionError> {
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        if plain.len() != 10 || !plain.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AccessionError::Shape);
        }
        let read = Self(plain.parse().map_err(|_long| AccessionError::Shape)?);
        if read.parts().is_some() { Ok(read) } else { Err(AccessionError::Check) }
    }

    /// Its parts; `None` when the digits do not fit together.
    #[must_use]
    pub fn parts(self) -> Option<AccessionParts> {
        let payload = self.0 / 10;
        let differs = (u32::try_from(self.0 % 10).ok()? + 10 - check_digit(payload)) % 10;
        let mode = [Mode::Event, Mode::Drill, Mode::Demo].into_iter().find(|mode| offset(*mode) == differs)?;
        let payload = u32::try_from(payload).ok()?;
        let (installation, serial) = (payload / SERIALS, payload % SERIALS);
        let counter = code_of(installation / LETTERS)?;
        let letter = char::from_u32(u32::from('A') + installation % LETTERS)?;
        let (kind, serial) = match serial {
            0 => return None,
            s if s <= TUBE_SERIAL_MAX => (AccessionKind::Tube, s),
            s => (AccessionKind::Label, s - TUBE_SERIAL_MAX),
        };
        Some(AccessionParts { mode, kind, counter, letter, serial })
    }

    /// The same as a number of its series, for what counts all series alike: gaps, marks, verification. People never see it.
    #[must_use]
    pub fn number(self) -> Option<Number> {
        let parts = self.parts()?;
        let AccessionParts { mode, kind, counter, letter, serial } = parts;
        Number::new(&NumberParts { mode, series: kind.series(), counter, letter, serial }).ok()
    }

    /// This and the following ones, `count` together; as many as there are.
    #[must_use]
    pub fn run(self, count: u32) -> Vec<Self> {
        let Some(first) = self.parts() else { return Vec::new() };
        let serials = first.serial..first.serial.saturating_add(count.min(LABEL_SERIAL_MAX));
        serials.map_while(|serial| Self::new(&AccessionParts { serial, ..first.clone() }).ok()).collect()
    }

    /// As people read it aloud: `4071 000 318`.
    #[must_use]
    pub fn spaced(self) -> String {
        let text = self.to_string();
        let (a, rest) = text.split_at_checked(4).unwrap_or((&text, ""));
        let (b, c) = rest.split_at_checked(3).unwrap_or((rest, ""));
        format!("{a} {b} {c}")
    }
}

const fn offset(mode: Mode) -> u32 {
    match mode {
        Mode::Event => 0,
        Mode::Demo => 3,
        Mode::Drill => 5,
    }
}

/// The check digit of nine digits.
fn check_digit(payload: u64) -> u32 {
    mod_11_10(&format!("{payload:09}"))
}

/// ISO/IEC 7064 MOD 11,10.
fn mod_11_10(digits: &str) -> u32 {
    let mut product: u32 = 10;
    for digit in digits.bytes() {
        let sum = (product + u32::from(digit - b'0')) % 10;
        product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    (11 - product) % 10
}

fn code_index(counter: &CounterCode) -> Option<u32> {
    let (first, digits) = counter.as_str().as_bytes().split_first()?;
    let letter = u32::try_from(CODE_LETTERS.iter().position(|l| l == first)?).ok()?;
    let number: u32 = counter.as_str().get(1..)?.parse().ok()?;
    Some(letter * ENDINGS + if digits.len() == 1 { number } else { 10 + number })
}

fn code_of(index: u32) -> Option<CounterCode> {
    let first = char::from(*CODE_LETTERS.get((index / ENDINGS) as usize)?);
    let ending = index % ENDINGS;
    let code = if ending < 10 { format!("{first}{ending}") } else { format!("{first}{:02}", ending - 10) };
    CounterCode::new(&code).ok()
}

impl fmt::Display for Accession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

impl TryFrom<String> for Accession {
    type Error = AccessionError;
    fn try_from(text: String) -> Result<Self, AccessionError> {
        Self::parse(&text)
    }
}

impl From<Accession> for String {
    fn from(accession: Accession) -> Self {
        accession.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn parts(mode: Mode, kind: AccessionKind, counter: &str, letter: char, serial: u32) -> AccessionParts {
        AccessionParts { mode, kind, counter: CounterCode::new(counter).unwrap(), letter, serial }
    }

    #[test]
    fn published_example_of_the_standard() {
        // ISO/IEC 7064 MOD 11,10: 0794 has check digit 5.
        assert_eq!(mod_11_10("0794"), 5);
    }

    #[test]
    fn every_counter_reads_back_and_no_two_meet() {
        let mut seen = HashSet::new();
        for counter in ["A0", "A00", "A9", "A09", "A99", "K7", "K07", "L12", "Z0", "Z99"] {
            for letter in ['A', 'B', 'J'] {
                for (kind, serials) in
                    [(AccessionKind::Tube, [1, 2, 318, TUBE_SERIAL_MAX]), (AccessionKind::Label, [1, 2, 318, LABEL_SERIAL_MAX])]
                {
                    for serial in serials {
                        for mode in [Mode::Event, Mode::Drill, Mode::Demo] {
                            let parts = parts(mode, kind, counter, letter, serial);
                            let made = Accession::new(&parts).unwrap();
                            assert_eq!(made.parts(), Some(parts.clone()), "{made}");
                            assert_eq!(Accession::parse(&made.spaced()), Ok(made));
                            assert!(seen.insert(made), "{parts:?} is {made}, as another");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_one_is_refused() {
        let made = Accession::new(&parts(Mode::Event, AccessionKind::Tube, "L1", 'A', 318)).unwrap();
        let digits = made.to_string();
        for text in ["", "318", "40710003181", "MK7A-004218-T", "४०७१०००३१८"] {
            assert_eq!(Accession::parse(text), Err(AccessionError::Shape), "{text}");
        }
        // One wrong digit among the first nine never gives another number of the same kind of day.
        for at in 0..9 {
            for other in b'0'..=b'9' {
                let mut wrong = digits.clone().into_bytes();
                if wrong[at] != other {
                    wrong[at] = other;
                    let read = Accession::parse(std::str::from_utf8(&wrong).unwrap());
                    assert!(read.is_err() || read.unwrap().parts().unwrap().mode != Mode::Event);
                }
            }
        }
        let end = parts(Mode::Event, AccessionKind::Tube, "L1", 'A', TUBE_SERIAL_MAX + 1);
        assert_eq!(Accession::new(&end), Err(AccessionError::Serial));
        assert_eq!(Accession::new(&parts(Mode::Event, AccessionKind::Tube, "L1", 'K', 1)), Err(AccessionError::Letter));
    }
}
