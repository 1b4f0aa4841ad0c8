//! PIN codes with their districts and LGD states (India Post's open directory, `assets/pincodes.csv`).

use crate::hospital::pack::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;

/// Six digits, the first not 0.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pin(String);

/// Why a text is not a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    #[error("a PIN has 6 digits and does not start with 0, for example 110029")]
    Shape,
}

/// One district that a PIN serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinPlace {
    pub district: &'static str,
    /// LGD state code.
    pub state: u8,
    /// Post offices of this PIN in this district; the district with most comes first.
    pub offices: u16,
}

impl Pin {
    /// Reads `110029` or `110 029`.
    ///
    /// # Errors
    /// [`PinError::Shape`] for anything else.
    pub fn parse(text: &str) -> Result<Self, PinError> {
        let digits: String = text.chars().filter(|c| *c != ' ').collect();
        let good = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        if good { Ok(Self(digits)) } else { Err(PinError::Shape) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

impl TryFrom<String> for Pin {
    type Error = PinError;
    fn try_from(text: String) -> Result<Self, PinError> {
        Self::parse(&text)
    }
}

impl From<Pin> for String {
    fn from(pin: Pin) -> Self {
        pin.0
    }
}

static PINS: &str = include_str!("../../../assets/pincodes.csv");
static STATES: &str = include_str!("../../../assets/states_lgd.csv");

/// Offsets of the data lines, sorted by PIN (the file is).
static LINES: LazyLock<Vec<&'static str>> = LazyLock::new(|| PINS.lines().skip(1).collect());
static STATE_NAMES: LazyLock<Vec<(u8, Bilingual)>> = LazyLock::new(|| {
    STATES
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let code = cells.next()?.parse().ok()?;
            Some((code, Bilingual { en: cells.next()?.to_owned(), hi: cells.next()?.to_owned() }))
        })
        .collect()
});

/// The districts a PIN serves, the likeliest first; empty when the directory does not know it.
#[must_use]
pub fn district_choices(pin: &Pin) -> Vec<PinPlace> {
    let start = LINES.partition_point(|line| line.split(',').next().unwrap_or("") < pin.as_str());
    let mut places: Vec<PinPlace> = LINES
        .iter()
        .skip(start)
        .map_while(|line| {
            let mut cells = line.split(',');
            (cells.next() == Some(pin.as_str())).then_some(cells)
        })
        .filter_map(|mut cells| {
            Some(PinPlace { district: cells.next()?, state: cells.next()?.parse().ok()?, offices: cells.next()?.parse().ok()? })
        })
        .collect();
    places.sort_by_key(|p| std::cmp::Reverse(p.offices));
    places
}

/// Name of a state by its LGD code.
#[must_use]
pub fn state_name(code: u8) -> Option<&'static Bilingual> {
    STATE_NAMES.iter().find(|(c, _)| *c == code).map(|(_, name)| name)
}

/// LGD code of a state by its name in either language.
#[must_use]
pub fn state_code(name: &str) -> Option<u8> {
    let same = |known: &str| known.eq_ignore_ascii_case(name.trim()) || known == name.trim();
    STATE_NAMES.iter().find(|(_, n)| same(&n.en) || same(&n.hi)).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_names_its_districts() {
        let places = district_choices(&Pin::parse("110 003").unwrap());
        assert!(places.len() >= 2);
        assert_eq!((places[0].district, places[0].state), ("South East", 7));
        assert!(district_choices(&Pin::parse("999999").unwrap()).is_empty());
        assert_eq!(state_name(7).unwrap().hi, "दिल्ली");
        for bad in ["", "11002", "010029", "1100291", "११००२९"] {
            assert!(Pin::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_directory_is_sorted_and_whole() {
        assert!(LINES.len() > 20_000);
        assert!(LINES.windows(2).all(|w| w[0].split(',').next() <= w[1].split(',').next()));
        assert!(LINES.iter().all(|line| {
            let cells: Vec<_> = line.split(',').collect();
            cells.len() == 4 && Pin::parse(cells[0]).is_ok() && cells[2].parse().ok().and_then(state_name).is_some()
        }));
    }
}
