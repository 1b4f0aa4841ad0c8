//! Numbers for people: provisional number, visit, receipt. Shape `MK7A-004218-T`:
//! series letter, counter code, installation letter, serial of six digits, check character (ISO 7064 MOD 37,36).
//! A drill's numbers start with `X`, the demo hospital's with `DEMO-`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Under which sign a number is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The real thing: the central system is down.
    Event,
    /// Practice at a real hospital; no exporter takes it.
    Drill,
    /// The demo hospital.
    Demo,
}

/// What is counted. Each series is gap-free per counter and installation letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Series {
    Patient,
    Visit,
    Receipt,
    /// In-patient number of one stay.
    Admission,
    /// Arrival in the emergency department.
    Emergency,
    /// Medico-legal case.
    Mlc,
    Birth,
    StillBirth,
    Death,
    /// Medical certificate of cause of death.
    Cause,
    Indent,
    /// Laboratory requisition.
    Requisition,
    /// Accession of a tube; people see its ten digits, see [`crate::hospital::lab::Accession`].
    Tube,
    /// Accession of a label printed before there was a patient.
    Label,
}

impl Series {
    /// In the order in which the mark outside the database keeps them: new ones at the end.
    pub const ALL: [Self; 14] = [
        Self::Patient,
        Self::Visit,
        Self::Receipt,
        Self::Admission,
        Self::Emergency,
        Self::Mlc,
        Self::Birth,
        Self::StillBirth,
        Self::Death,
        Self::Cause,
        Self::Indent,
        Self::Requisition,
        Self::Tube,
        Self::Label,
    ];

    /// The letter the number starts with.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Patient => 'M',
            Self::Visit => 'V',
            Self::Receipt => 'R',
            Self::Admission => 'I',
            Self::Emergency => 'E',
            Self::Mlc => 'L',
            Self::Birth => 'B',
            Self::StillBirth => 'S',
            Self::Death => 'D',
            Self::Cause => 'C',
            Self::Indent => 'N',
            Self::Requisition => 'Q',
            Self::Tube => 'T',
            Self::Label => 'U',
        }
    }

    /// As it is called in JSON and in `series-…` of the words' files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Visit => "visit",
            Self::Receipt => "receipt",
            Self::Admission => "admission",
            Self::Emergency => "emergency",
            Self::Mlc => "mlc",
            Self::Birth => "birth",
            Self::StillBirth => "stillbirth",
            Self::Death => "death",
            Self::Cause => "cause",
            Self::Indent => "indent",
            Self::Requisition => "requisition",
            Self::Tube => "tube",
            Self::Label => "label",
        }
    }

    /// Its place in [`Series::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or(0)
    }
}

/// A counter's code: one letter and one or two digits (`K7`, `L12`), so that a number can be read back without a separator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CounterCode(String);

/// Largest serial of a series under one installation letter.
pub const SERIAL_MAX: u32 = 999_999;

/// Why a text is not a number of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a counter code is one letter and one or two digits, for example K7")]
    Counter,
    #[error("not one of our numbers; they look like MK7A-004218-T")]
    Shape,
    #[error("the check character does not fit; one character is wrong")]
    Check,
    #[error("the serial must be between 1 and 999999")]
    Serial,
}

impl CounterCode {
    /// Checks the shape: `[A-Z][0-9]{1,2}`; `I` and `O` are left out because they read as digits.
    ///
    /// # Errors
    /// [`NumberError::Counter`] when it is anything else.
    pub fn new(text: &str) -> Result<Self, NumberError> {
        let text = text.trim().to_ascii_uppercase();
        let mut chars = text.chars();
        let first = chars.next().is_some_and(|c| c.is_ascii_uppercase() && c != 'I' && c != 'O');
        let rest = chars.as_str();
        if first && (1..=2).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err(NumberError::Counter)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CounterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CounterCode {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::new(&text)
    }
}

impl From<CounterCode> for String {
    fn from(code: CounterCode) -> Self {
        code.0
    }
}

/// One number of a series.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

/// The parts a number is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberParts {
    pub mode: Mode,
    pub series: Series,
    pub counter: CounterCode,
    pub letter: char,
    pub serial: u32,
}

impl Number {
    /// Makes the number and its check character.
    ///
    /// # Errors
    /// [`NumberError::Serial`] outside 1..=999,999.
    pub fn new(parts: &NumberParts) -> Result<Self, NumberError> {
        if parts.serial == 0 || parts.serial > SERIAL_MAX {
            return Err(NumberError::Serial);
        }
        let series = parts.series.letter();
        let start = match (parts.mode, parts.series) {
            (Mode::Event, _) => series.to_string(),
            (Mode::Drill, Series::Patient) => "X".to_owned(),
            (Mode::Drill, _) => format!("X{series}"),
            (Mode::Demo, _) => format!("DEMO-{series}"),
        };
        let body = format!("{start}{}{}-{:06}", parts.counter, parts.letter, parts.serial);
        let check = check_character(&body);
        Ok(Self(format!("{body}-{check}")))
    }

    /// Reads a number as typed or scanned: either case, hyphens and spaces optional.
    ///
    /// # Errors
    /// [`NumberError::Shape`] or [`NumberError::Check`].
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        let parts = split(&plain).ok_or(NumberError::Shape)?;
        let number = Self::new(&parts)?;
        if number.plain() == plain { Ok(number) } else { Err(NumberError::Check) }
    }

    /// Its parts.
    #[must_use]
    pub fn parts(&self) -> Option<NumberParts> {
        split(&self.plain())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn plain(&self) -> String {
        self.0.replace('-', "")
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

fn split(plain: &str) -> Option<NumberParts> {
    let (demo, rest) = plain.strip_prefix("DEMO").map_or((false, plain), |rest| (true, rest));
    let (drill, rest) = match rest.strip_prefix('X') {
        Some(after) if !demo => (true, after),
        _ => (false, rest),
    };
    let mut chars = rest.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    // In a drill the patient's series has no letter of its own: `XK7A…`, but `XVK7A…` for a visit.
    let (series, rest) = if drill && second.is_ascii_digit() {
        (Series::Patient, rest)
    } else {
        let series = Series::ALL.into_iter().find(|s| s.letter() == first)?;
        if drill && series == Series::Patient {
            return None;
        }
        (series, rest.strip_prefix(first)?)
    };
    let mut chars = rest.char_indices();
    let at = chars.by_ref().skip(1).find(|(_, c)| !c.is_ascii_digit())?;
    let (code, after) = rest.split_at_checked(at.0)?;
    let letter = at.1;
    let digits = after.strip_prefix(letter)?;
    if digits.len() != 7 || !letter.is_ascii_uppercase() {
        return None;
    }
    let (serial, _check) = digits.split_at_checked(6)?;
    if !serial.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(NumberParts {
        mode: if demo {
            Mode::Demo
        } else if drill {
            Mode::Drill
        } else {
            Mode::Event
        },
        series,
        counter: CounterCode::new(code).ok()?,
        letter,
        serial: serial.parse().ok()?,
    })
}

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// ISO/IEC 7064 MOD 37,36 check character over the letters and digits of `text`; hyphens do not count.
#[must_use]
pub fn check_character(text: &str) -> char {
    let mut product: u32 = 36;
    for c in text.chars() {
        let Some(value) = c.to_digit(36) else { continue };
        let sum = (product + value) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    let check = (37 - product) % 36;
    ALPHABET.get(check as usize).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(mode: Mode, series: Series, counter: &str, serial: u32) -> NumberParts {
        NumberParts { mode, series, counter: CounterCode::new(counter).unwrap(), letter: 'A', serial }
    }

    #[test]
    fn published_example_of_the_standard() {
        // ISO 7064 MOD 37,36: the ISIL/GRid example `A12425GABC1234002` has check character `M`.
        assert_eq!(check_character("A12425GABC1234002"), 'M');
    }

    #[test]
    fn every_mode_and_series_reads_back() {
        for mode in [Mode::Event, Mode::Drill, Mode::Demo] {
            for series in Series::ALL {
                for counter in ["K7", "V7", "M1", "R12", "X3", "D9"] {
                    let parts = parts(mode, series, counter, 4218);
                    let number = Number::new(&parts).unwrap();
                    assert_eq!(number.parts().unwrap(), parts, "{number}");
                    assert_eq!(Number::parse(&number.as_str().to_lowercase().replace('-', " ")).unwrap(), number);
                }
            }
        }
    }

    #[test]
    fn one_wrong_character_or_two_swapped_are_noticed() {
        let number = Number::new(&parts(Mode::Event, Series::Patient, "K7", 4218)).unwrap();
        let plain: Vec<char> = number.as_str().replace('-', "").chars().collect();
        for at in 5..plain.len() {
            for other in "0123456789".chars().filter(|c| *c != plain[at]) {
                let mut wrong = plain.clone();
                wrong[at] = other;
                assert!(Number::parse(&wrong.iter().collect::<String>()).is_err(), "{wrong:?}");
            }
        }
        for at in 5..plain.len() - 2 {
            let mut swapped = plain.clone();
            swapped.swap(at, at + 1);
            if swapped != plain {
                assert!(Number::parse(&swapped.iter().collect::<String>()).is_err());
            }
        }
    }

    #[test]
    fn bad_texts_are_refused() {
        for text in ["", "M", "MK7A", "सुनीता", "MK7A-004218", "ZK7A-004218-T", "MI7A-000001-A", "XMK7A-000001-A"] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
        assert_eq!(Number::new(&parts(Mode::Event, Series::Visit, "K7", 0)), Err(NumberError::Serial));
    }
}
