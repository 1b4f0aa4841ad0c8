//! A typed or sent value against what the laboratory knows of the test: is it one, can a body have it, where does it lie to the range.
//!
//! A value with `<` or `>` is a stretch of values. What in it may be critical counts as critical: a call too many harms nobody.

use super::catalogue::{TestDef, ValueKind};
use super::masters::LabRange;
use super::number::{self, Reading, Than};
use super::value::{Flag, LabValue};
use crate::hospital::age::Age;
use crate::hospital::forms::{Choice, choices};
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use std::cmp::Ordering;

/// Longest text of a result.
pub const TEXT_CHARS_MAX: usize = 2_000;
/// A patient whose age nobody knows counts as 30 years old.
const UNKNOWN_DAYS: u32 = 10_957;

/// Whose value it is, as far as ranges ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub sex: Sex,
    /// Days of life; `None` where nobody can say. Birthdays fall on the days 365, 730, 1095, 1461 … ([`birthday`]) whatever the leap
    /// years, so that a range *from 18 years* begins on the birthday.
    pub days: Option<u32>,
}

/// Day of life of a birthday: 365 for 1 year, 6574 for 18.
#[must_use]
pub const fn birthday(years: u32) -> u32 {
    years.saturating_mul(1_461) / 4
}

impl Subject {
    /// A patient on a day.
    #[must_use]
    pub fn of(sex: Sex, age: &Age, today: NaiveDate) -> Self {
        let days = age.born_about().map(|born| {
            let years = today.years_since(born).unwrap_or(0);
            let last = same_day(born, years).unwrap_or(born);
            let since = u32::try_from(today.signed_duration_since(last).num_days()).unwrap_or(0);
            birthday(years).saturating_add(since).min(birthday(years.saturating_add(1)).saturating_sub(1))
        });
        Self { sex, days }
    }

    /// Whole years.
    #[must_use]
    pub fn years(&self) -> Option<u32> {
        self.days.map(|days| days.saturating_mul(4).saturating_add(3) / 1_461)
    }
}

/// The birthday in a year; of the 29th of February the first of March.
fn same_day(born: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = born.year().checked_add(i32::try_from(years).ok()?)?;
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// The limits that hold for a patient, as numbers and as they are written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RangeUsed {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub crit_low: Option<f64>,
    pub crit_high: Option<f64>,
    pub low_text: String,
    pub high_text: String,
    pub crit_low_text: String,
    pub crit_high_text: String,
}

/// The range of a test for a patient: the first line of `lab_ranges.csv` that fits sex and age, else the columns of `lab_tests.csv`. For
/// a sex that is neither, or not known, the wider of both.
#[must_use]
pub fn range(def: &TestDef, who: &Subject) -> RangeUsed {
    match who.sex {
        Sex::Male => range_of(def, false, who.days),
        Sex::Female => range_of(def, true, who.days),
        Sex::Other | Sex::Unknown => wider(range_of(def, false, who.days), range_of(def, true, who.days)),
    }
}

fn range_of(def: &TestDef, woman: bool, days: Option<u32>) -> RangeUsed {
    let days = days.unwrap_or(UNKNOWN_DAYS);
    let letter = if woman { "F" } else { "M" };
    let fits = |r: &&LabRange| (r.sex == letter || r.sex == "any") && (r.from_days..r.to_days).contains(&days);
    let texts = def.ranges.iter().find(fits).map_or_else(
        || {
            let [low_m, low_f] = &def.low_text;
            let [high_m, high_f] = &def.high_text;
            let (low, high) = if woman { (low_f, high_f) } else { (low_m, high_m) };
            [low, high, &def.crit_low_text, &def.crit_high_text]
        },
        |r| [&r.low, &r.high, &r.crit_low, &r.crit_high],
    );
    let [low, high, crit_low, crit_high] = texts.map(|text| text.parse::<f64>().ok());
    let [low_text, high_text, crit_low_text, crit_high_text] = texts.map(Clone::clone);
    RangeUsed { low, high, crit_low, crit_high, low_text, high_text, crit_low_text, crit_high_text }
}

/// Of two ranges what either allows; a critical limit that only one has holds.
fn wider(a: RangeUsed, b: RangeUsed) -> RangeUsed {
    let lower = |x: Option<f64>, y: Option<f64>| x.zip(y).is_some_and(|(x, y)| y < x);
    let pick = |second: bool, x: (Option<f64>, String), y: (Option<f64>, String)| if second { y } else { x };
    // No limit is the widest range; no critical limit is none.
    let (low, low_text) = pick(b.low.is_none() || lower(a.low, b.low), (a.low, a.low_text), (b.low, b.low_text));
    let (high, high_text) = pick(b.high.is_none() || lower(b.high, a.high), (a.high, a.high_text), (b.high, b.high_text));
    let take = a.crit_low.is_none() || lower(a.crit_low, b.crit_low);
    let (crit_low, crit_low_text) = pick(take, (a.crit_low, a.crit_low_text), (b.crit_low, b.crit_low_text));
    let take = a.crit_high.is_none() || lower(b.crit_high, a.crit_high);
    let (crit_high, crit_high_text) = pick(take, (a.crit_high, a.crit_high_text), (b.crit_high, b.crit_high_text));
    RangeUsed { low, high, crit_low, crit_high, low_text, high_text, crit_low_text, crit_high_text }
}

/// Why a value cannot be one: a sentence of the words' files with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFault {
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl ValueFault {
    pub(super) const fn new(id: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { id, args }
    }
}

/// Judges a value of a test for a patient. The unit is the test's; `delta` and `calculated` are the caller's.
///
/// # Errors
/// [`ValueFault`] where it is no value of this test.
pub fn judge_value(def: &TestDef, text: &str, who: &Subject) -> Result<LabValue, ValueFault> {
    let range = range(def, who);
    let (value, flag) = match def.kind {
        _ if text.trim().is_empty() => return Err(ValueFault::new("fault-item-empty", Vec::new())),
        ValueKind::Number => number(def, text, &range)?,
        ValueKind::Coded if !choices(&def.limit.list).is_empty() => coded(def, text)?,
        ValueKind::Coded | ValueKind::Text => (free_text(text)?, Flag::Normal),
    };
    Ok(LabValue {
        test: def.code.clone(),
        value,
        unit: def.unit.clone(),
        flag,
        low: range.low_text,
        high: range.high_text,
        delta: None,
        calculated: false,
    })
}

fn number(def: &TestDef, text: &str, range: &RangeUsed) -> Result<(String, Flag), ValueFault> {
    let fault = || ValueFault::new("fault-lab-number", vec![("value", text.trim().to_owned())]);
    let reading = number::read(text).ok_or_else(fault)?;
    let (low, high) = (&def.limit.physical_low, &def.limit.physical_high);
    let below = low.parse::<f64>().is_ok_and(|low| reading.value < low);
    let above = high.parse::<f64>().is_ok_and(|high| reading.value > high);
    if below || above {
        let or_open = |limit: &String| if limit.is_empty() { "…".to_owned() } else { limit.clone() };
        let (low, high) = (or_open(low), or_open(high));
        let args = vec![("value", reading.text), ("low", low), ("high", high), ("unit", def.unit.clone())];
        return Err(ValueFault::new("fault-lab-physical", args));
    }
    let flag = flag(&reading, range);
    Ok((reading.text, flag))
}

/// Where a number lies. Outside the range is strictly outside; at a critical limit is critical.
fn flag(reading: &Reading, range: &RangeUsed) -> Flag {
    let value = reading.value;
    let is = |limit: Option<f64>, test: fn(f64, f64) -> bool| limit.is_some_and(|limit| test(value, limit));
    let order: [(bool, Flag); 4] = match reading.than {
        Than::Exactly => [
            (is(range.crit_low, |v, limit| v <= limit), Flag::LL),
            (is(range.crit_high, |v, limit| v >= limit), Flag::HH),
            (is(range.low, |v, limit| v < limit), Flag::L),
            (is(range.high, |v, limit| v > limit), Flag::H),
        ],
        // Anything below: the critical limit may be passed, whatever it is; the range is left for sure when all of it is.
        Than::Less => [
            (range.crit_low.is_some(), Flag::LL),
            (is(range.crit_high, |v, limit| v > limit), Flag::HH),
            (is(range.low, |v, limit| v <= limit), Flag::L),
            (false, Flag::Normal),
        ],
        Than::More => [
            (range.crit_high.is_some(), Flag::HH),
            (is(range.crit_low, |v, limit| v < limit), Flag::LL),
            (is(range.high, |v, limit| v >= limit), Flag::H),
            (false, Flag::Normal),
        ],
    };
    order.into_iter().find_map(|(holds, flag)| holds.then_some(flag)).unwrap_or_default()
}

/// A value of the test's list by its code or its words.
fn coded(def: &TestDef, text: &str) -> Result<(String, Flag), ValueFault> {
    let list = choices(&def.limit.list);
    let wanted = folded(text);
    let by_words = |c: &&Choice| folded(&c.name.en) == wanted || folded(&c.name.hi) == wanted;
    let found = list.iter().find(|c| folded(&c.code) == wanted).or_else(|| list.iter().find(by_words));
    let Some(found) = found else {
        let words = |pick: fn(&Choice) -> &str| list.iter().map(pick).collect::<Vec<_>>().join(", ");
        let args = vec![("value", text.trim().to_owned()), ("en", words(|c| &c.name.en)), ("hi", words(|c| &c.name.hi))];
        return Err(ValueFault::new("fault-lab-choice", args));
    };
    let flag = if def.limit.critical.split_whitespace().any(|c| c == found.code) {
        Flag::AA
    } else if !def.limit.normal.is_empty() && def.limit.normal != found.code {
        Flag::A
    } else {
        Flag::Normal
    };
    Ok((found.code.clone(), flag))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A text without control characters but for the ends of its lines.
fn free_text(text: &str) -> Result<String, ValueFault> {
    let clean = |line: &str| line.replace(char::is_control, " ").trim().to_owned();
    let text = text.lines().map(clean).collect::<Vec<_>>().join("\n").trim().to_owned();
    if text.is_empty() {
        return Err(ValueFault::new("fault-item-empty", Vec::new()));
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(ValueFault::new("fault-lab-text-long", vec![("max", TEXT_CHARS_MAX.to_string())]));
    }
    Ok(text)
}

/// True when two judged values say the same, for the blind second entry: `6.80` and `6.8` do, `<5` and `5` do not.
#[must_use]
pub fn same_value(def: &TestDef, a: &str, b: &str) -> bool {
    if def.kind != ValueKind::Number {
        return folded(a) == folded(b);
    }
    match (number::read(a), number::read(b)) {
        (Some(a), Some(b)) => a.than == b.than && a.value.partial_cmp(&b.value) == Some(Ordering::Equal),
        _ => false,
    }
}
