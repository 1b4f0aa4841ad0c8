//! Age as people say it: years, months or days, a date of birth, or *about*. `0` is an age: a newborn of today.
//!
//! No clock in here: *today* is an argument.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Unit of an age that was said, not computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeUnit {
    Years,
    Months,
    Days,
}

impl AgeUnit {
    /// `y`, `m`, `d`.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Years => 'y',
            Self::Months => 'm',
            Self::Days => 'd',
        }
    }

    /// Message of its word in the words' files.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Years => "unit-y",
            Self::Months => "unit-m",
            Self::Days => "unit-d",
        }
    }
}

/// An age with the day on which it was true. Kept in an entry as one short text:
/// `born 1990-05-17`, `34y 2022-11-24`, `~35y 2022-11-24`, `? 2022-11-24`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Age {
    /// Date of birth, known to the day.
    Born(NaiveDate),
    /// Said on that day.
    Said { value: u16, unit: AgeUnit, on: NaiveDate },
    /// A guess in years, by the patient or by the registrar.
    About { years: u16, on: NaiveDate },
    /// Nobody can say: an unconscious patient, a mass-casualty pack before it is filled.
    Unknown(NaiveDate),
}

/// Oldest age that is taken, in years.
pub const AGE_MAX_YEARS: u16 = 125;

/// Why a typed age is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgeError {
    #[error("nothing typed")]
    Empty,
    #[error("not an age and not a date; type 34, 8 m, 10 d, ~35 or 17-05-1990")]
    Shape,
    #[error("the date of birth lies in the future")]
    Future,
    #[error("older than 125 years")]
    TooOld,
    #[error("that day is not in the calendar")]
    Calendar,
}

/// How old, in the largest unit that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub value: u16,
    pub unit: AgeUnit,
    pub about: bool,
    /// False: nobody can say; the number means nothing.
    pub known: bool,
}

impl Shown {
    /// Message of the age as shown, `34 y` or `~35 y`, with `{ $n }` for the number.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match (self.about, self.unit) {
            _ if !self.known => "age-shown-unknown",
            (true, _) => "age-shown-about",
            (false, AgeUnit::Years) => "age-shown-y",
            (false, AgeUnit::Months) => "age-shown-m",
            (false, AgeUnit::Days) => "age-shown-d",
        }
    }
}

impl Age {
    /// How old on `today`. Ages that were said grow with the time since.
    #[must_use]
    pub fn shown(&self, today: NaiveDate) -> Shown {
        match *self {
            Self::Born(born) => between(born, today),
            Self::Unknown(_) => Shown { value: 0, unit: AgeUnit::Years, about: false, known: false },
            Self::About { years, on } => {
                Shown { value: years.saturating_add(whole_years(on, today)), unit: AgeUnit::Years, about: true, known: true }
            }
            Self::Said { value, unit: AgeUnit::Years, on } => {
                Shown { value: value.saturating_add(whole_years(on, today)), unit: AgeUnit::Years, about: false, known: true }
            }
            Self::Said { value, unit, on } if on >= today => Shown { value, unit, about: false, known: true },
            Self::Said { .. } => self
                .born_about()
                .map_or(Shown { value: 0, unit: AgeUnit::Days, about: false, known: true }, |born| between(born, today)),
        }
    }

    /// The day of birth, exact for [`Age::Born`], else the best guess.
    #[must_use]
    pub fn born_about(&self) -> Option<NaiveDate> {
        match *self {
            Self::Born(born) => Some(born),
            Self::Unknown(_) => None,
            Self::Said { value, unit: AgeUnit::Years, on } | Self::About { years: value, on } => {
                let year = on.year() - i32::from(value);
                on.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, on.month(), 28))
            }
            Self::Said { value, unit: AgeUnit::Months, on } => on.checked_sub_months(chrono::Months::new(u32::from(value))),
            Self::Said { value, unit: AgeUnit::Days, on } => on.checked_sub_days(chrono::Days::new(u64::from(value))),
        }
    }

    /// Year of birth, exact or guessed.
    #[must_use]
    pub fn birth_year(&self) -> Option<i32> {
        self.born_about().map(|d| d.year())
    }
}

fn whole_years(from: NaiveDate, to: NaiveDate) -> u16 {
    to.years_since(from).and_then(|y| u16::try_from(y).ok()).unwrap_or(0)
}

fn between(born: NaiveDate, today: NaiveDate) -> Shown {
    let years = whole_years(born, today);
    if years >= 1 {
        return Shown { value: years, unit: AgeUnit::Years, about: false, known: true };
    }
    let months =
        (0..12u16).rev().find(|m| born.checked_add_months(chrono::Months::new(u32::from(*m))).is_some_and(|d| d <= today));
    match months {
        Some(value) if value >= 1 => Shown { value, unit: AgeUnit::Months, about: false, known: true },
        _ => {
            let days = today.signed_duration_since(born).num_days().max(0);
            Shown { value: u16::try_from(days).unwrap_or(0), unit: AgeUnit::Days, about: false, known: true }
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Born(date) => write!(f, "born {date}"),
            Self::Said { value, unit, on } => write!(f, "{value}{} {on}", unit.letter()),
            Self::About { years, on } => write!(f, "~{years}y {on}"),
            Self::Unknown(on) => write!(f, "? {on}"),
        }
    }
}

/// No personal data in logs.
impl fmt::Debug for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Age(…)")
    }
}

impl From<Age> for String {
    fn from(age: Age) -> Self {
        age.to_string()
    }
}

impl TryFrom<String> for Age {
    type Error = AgeError;

    /// Reads the kept form (not what a person types; that is [`super::age_text`]).
    fn try_from(text: String) -> Result<Self, AgeError> {
        let (what, date) = text.rsplit_once(' ').ok_or(AgeError::Shape)?;
        let on: NaiveDate = date.parse().map_err(|_ignored| AgeError::Calendar)?;
        if what == "born" {
            return Ok(Self::Born(on));
        }
        if what == "?" {
            return Ok(Self::Unknown(on));
        }
        let number = |t: &str| t.parse::<u16>().map_err(|_ignored| AgeError::Shape);
        if let Some(years) = what.strip_prefix('~').and_then(|t| t.strip_suffix('y')) {
            return Ok(Self::About { years: number(years)?, on });
        }
        [AgeUnit::Years, AgeUnit::Months, AgeUnit::Days]
            .into_iter()
            .find_map(|unit| what.strip_suffix(unit.letter()).map(|t| number(t).map(|value| Self::Said { value, unit, on })))
            .ok_or(AgeError::Shape)?
    }
}
