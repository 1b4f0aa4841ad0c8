//! Are these two one person? Fellegi and Sunter's weights (JASA 64:1183, 1969) over name, relative, age, sex, mobile, PIN and place,
//! with how common a name is; and the reasons in words. Pure. Never decides: it says how likely, and why.
//!
//! `look` compares two [`Side`]s field by field into [`Levels`]; [`Weights`] say what each level is worth; [`judge`] adds them up and
//! gives reasons; [`learn`] finds the weights from pairs of the index itself, without labels.

mod collect;
mod judge;
mod learn;
mod levels;
mod look;
mod numbers;
mod place;
mod side;
mod sure;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_learn;
mod weights;
mod why;

pub use collect::Collector;
pub use judge::{Judged, judge};
pub use learn::{Learnt, LearntField, PAIRS_MAX, Pass, Sample, Samples, learn};
pub use levels::{BirthLevel, Field, Levels, MobileLevel, NameLevel, NumberLevel, PinLevel, PlaceLevel, RelativeLevel, SexLevel};
pub use look::levels;
pub use side::is_round;
pub use sure::Sure;
pub use weights::{Table, Weights};
pub use why::{Kin, Why};

use super::names::Token;
use super::person::Relation;
use super::sex::Sex;
use chrono::NaiveDate;

/// One of two people that are compared; only what is known is filled.
#[derive(Clone, Default)]
pub struct Side {
    /// The name cut into words, once for each script it is known in.
    pub names: Vec<Vec<Token>>,
    pub relation: Option<Relation>,
    pub relatives: Vec<Vec<Token>>,
    pub sex: Option<Sex>,
    pub birth_year: Option<i32>,
    /// Where the day is known.
    pub born: Option<NaiveDate>,
    /// The age was said as a round number, a multiple of five: it is as often two years off.
    pub round_age: bool,
    /// Ten digits; while typing, fewer.
    pub mobile: String,
    pub pin: String,
    /// Words of the place.
    pub place: Vec<Token>,
    pub uhid: String,
    /// Fourteen digits.
    pub abha: String,
}

/// No personal data in logs.
impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Side(…)")
    }
}

/// How common a word of a name is.
pub trait Commonness {
    /// Share of all people who have this word in their name, 0.0–1.0; `None`: not known.
    fn share(&self, word: &Token) -> Option<f64>;
}

/// Nothing is known of how common names are.
#[derive(Debug, Clone, Copy)]
pub struct Unknown;

impl Commonness for Unknown {
    fn share(&self, _word: &Token) -> Option<f64> {
        None
    }
}
