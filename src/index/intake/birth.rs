//! When a patient was born, from a date, a year or an age of an export. Pure; the day of the export is an argument.

use super::fault::FaultKind;
use super::numbers::ascii_digits;
use crate::hospital::age::{AGE_MAX_YEARS, Age, AgeError};
use crate::hospital::age_text;
use crate::hospital::central::Born;
use crate::hospital::pack::DateOrder;
use chrono::{Datelike as _, NaiveDate};

/// Nobody alive was born before.
pub const YEAR_MIN: i32 = 1890;

/// What a cell gave, and what was mended in it.
pub(super) type Found<T> = Result<(T, Option<FaultKind>), FaultKind>;

/// One part of a date.
#[derive(Clone, Copy)]
enum Part {
    /// Its value and how many digits it had.
    Number(u32, usize),
    Month(u32),
}

/// Reads a date in the order said; a year first or a month by name is understood in any order.
pub(super) fn date(text: &str, order: DateOrder, as_of: NaiveDate) -> Found<Born> {
    let text = ascii_digits(text);
    let parts = parts(without_time(&text)).ok_or(FaultKind::DateUnread)?;
    let (year, month, day, kind) = match *parts.as_slice() {
        [Part::Number(year, 4)] => return year_alone(year, as_of).map(|year| (Born::Year(year), None)).ok_or(year_fault(year)),
        [Part::Number(whole, 8)] => {
            let (year, month, day) = eight(whole, order);
            (year, month, day, None)
        }
        [a, b, c] => three([a, b, c], order, as_of).ok_or(FaultKind::DateUnread)?,
        _ => return Err(FaultKind::DateUnread),
    };
    if (year, month, day) == (1900, 1, 1) || (year, month, day) == (0, 0, 0) {
        return Err(FaultKind::DatePlaceholder);
    }
    let number = i32::try_from(year).map_err(|_large| FaultKind::DateUnread)?;
    let Some(date) = NaiveDate::from_ymd_opt(number, month, day) else {
        // The thirty-first of February: somebody knew the year.
        return year_alone(year, as_of).map(|year| (Born::Year(year), Some(FaultKind::DatePartly))).ok_or(FaultKind::DateUnread);
    };
    if date > as_of {
        Err(FaultKind::DateFuture)
    } else if number < YEAR_MIN {
        Err(FaultKind::DateOld)
    } else {
        Ok((Born::Day(date), kind))
    }
}

fn year_fault(year: u32) -> FaultKind {
    if i32::try_from(year).is_ok_and(|y| y < YEAR_MIN) { FaultKind::DateOld } else { FaultKind::DateFuture }
}

/// A year of birth that can be.
fn year_alone(year: u32, as_of: NaiveDate) -> Option<u16> {
    let year = u16::try_from(year).ok()?;
    (YEAR_MIN..=as_of.year()).contains(&i32::from(year)).then_some(year)
}

/// Without `00:00:00` behind.
fn without_time(text: &str) -> &str {
    let before = if text.contains(':') { text.split([' ', 'T']).next() } else { None };
    before.unwrap_or(text)
}

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::with_capacity(3);
    for word in text.split(['-', '/', '.', ' ', ',']).filter(|w| !w.is_empty()) {
        let part = if word.bytes().all(|b| b.is_ascii_digit()) {
            Part::Number(word.parse().ok()?, word.len())
        } else {
            Part::Month(month(word)?)
        };
        parts.push(part);
        if parts.len() > 3 {
            return None;
        }
    }
    Some(parts)
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| lower.starts_with(m) && lower.bytes().all(|b| b.is_ascii_lowercase()))?;
    u32::try_from(at + 1).ok()
}

fn eight(whole: u32, order: DateOrder) -> (u32, u32, u32) {
    match order {
        DateOrder::Ymd => (whole / 10_000, whole / 100 % 100, whole % 100),
        DateOrder::Dmy => (whole % 10_000, whole / 10_000 % 100, whole / 1_000_000),
        DateOrder::Mdy => (whole % 10_000, whole / 1_000_000, whole / 10_000 % 100),
    }
}

/// Year, month, day, and whether they stood in another order than said.
fn three(parts: [Part; 3], order: DateOrder, as_of: NaiveDate) -> Option<(u32, u32, u32, Option<FaultKind>)> {
    let other = |is: bool| is.then_some(FaultKind::DateOrder);
    match parts {
        [Part::Number(day, 1..=2), Part::Month(month), Part::Number(year, digits @ (2 | 4))]
        | [Part::Month(month), Part::Number(day, 1..=2), Part::Number(year, digits @ 4)]
        | [Part::Number(year, digits @ 4), Part::Month(month), Part::Number(day, 1..=2)] => {
            let year = if digits == 2 { century(year, (month, day), as_of) } else { year };
            Some((year, month, day, None))
        }
        [Part::Number(year, 4), Part::Number(month, 1..=2), Part::Number(day, 1..=2)] => {
            Some((year, month, day, other(order != DateOrder::Ymd)))
        }
        [Part::Number(a, 1..=2), Part::Number(b, 1..=2), Part::Number(year, digits @ (2 | 4))]
            if digits == 4 || order != DateOrder::Ymd =>
        {
            let (month, day) = if order == DateOrder::Mdy { (a, b) } else { (b, a) };
            // 05/17: only one of the two can be a month.
            let swap = month > 12 && (1..=12).contains(&day) && month <= 31;
            let (month, day) = if swap { (day, month) } else { (month, day) };
            let year = if digits == 2 { century(year, (month, day), as_of) } else { year };
            Some((year, month, day, other(swap || order == DateOrder::Ymd)))
        }
        [Part::Number(short, 2), Part::Number(month, 1..=2), Part::Number(day, 1..=2)] if order == DateOrder::Ymd => {
            Some((century(short, (month, day), as_of), month, day, None))
        }
        _ => None,
    }
}

/// A year of two digits is the latest one that is not in the future.
fn century(short: u32, (month, day): (u32, u32), as_of: NaiveDate) -> u32 {
    let this = u32::try_from(as_of.year()).unwrap_or(0);
    let year = this / 100 * 100 + short;
    let date = i32::try_from(year).ok().and_then(|y| NaiveDate::from_ymd_opt(y, month, day));
    if date.map_or(year > this, |d| d > as_of) { year.saturating_sub(100) } else { year }
}

/// Reads a year of birth.
pub(super) fn year(text: &str, as_of: NaiveDate) -> Found<Born> {
    let text = ascii_digits(text);
    let (digits, kind) = match text.strip_suffix(".0") {
        Some(digits) => (digits, Some(FaultKind::DecimalEnd)),
        None => (text.as_ref(), None),
    };
    let year = if digits.len() == 4 { digits.parse().ok() } else { None };
    year.and_then(|y| year_alone(y, as_of)).map(|y| (Born::Year(y), kind)).ok_or(FaultKind::YearImpossible)
}

/// Reads an age that was said `on` a day: `34`, `34 Y`, `8 M`, `5 Days`, `३४`, `34.0`.
pub(super) fn age(text: &str, on: NaiveDate) -> Found<Born> {
    let text = ascii_digits(text);
    // Half a year more does not make another year of birth.
    let whole =
        text.split_once('.').filter(|(_, tail)| tail.bytes().all(|b| b.is_ascii_digit())).map_or(text.as_ref(), |(w, _)| w);
    let years = if whole.len() <= 3 && whole.bytes().all(|b| b.is_ascii_digit()) { whole.parse::<u16>().ok() } else { None };
    if let Some(years) = years {
        let year = u16::try_from(on.year() - i32::from(years)).ok().filter(|_y| years <= AGE_MAX_YEARS);
        return year.map(|y| (Born::Year(y), None)).ok_or(FaultKind::AgeImpossible);
    }
    match age_text::read(&text, on) {
        Ok(Age::Born(day)) => Ok((Born::Day(day), None)),
        Ok(age) => {
            let year = age.birth_year().and_then(|y| u16::try_from(y).ok());
            Ok((year.map_or(Born::Unknown, Born::Year), None))
        }
        Err(AgeError::Empty) => Ok((Born::Unknown, None)),
        Err(AgeError::TooOld | AgeError::Future) => Err(FaultKind::AgeImpossible),
        Err(_) if text.starts_with('-') || text.bytes().all(|b| b.is_ascii_digit()) => Err(FaultKind::AgeImpossible),
        Err(_) => Err(FaultKind::AgeUnread),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_in_their_order() {
        use DateOrder::{Dmy, Mdy, Ymd};
        let may = Born::Day(day(1990, 5, 17));
        let order = Some(FaultKind::DateOrder);
        for (text, written, found) in [
            ("1990-05-17", Ymd, Ok((may, None))),
            ("17/05/1990", Dmy, Ok((may, None))),
            ("17.5.1990", Dmy, Ok((may, None))),
            ("05/17/1990", Mdy, Ok((may, None))),
            ("1990-05-17 00:00:00", Ymd, Ok((may, None))),
            ("1990-05-17T00:00:00", Ymd, Ok((may, None))),
            ("१७-०५-१९९०", Dmy, Ok((may, None))),
            ("17-May-1990", Ymd, Ok((may, None))),
            ("17 May 90", Dmy, Ok((may, None))),
            ("May 17, 1990", Mdy, Ok((may, None))),
            ("19900517", Ymd, Ok((may, None))),
            ("17051990", Dmy, Ok((may, None))),
            ("90-05-17", Ymd, Ok((may, None))),
            ("17/05/90", Dmy, Ok((may, None))),
            ("17/05/1990", Ymd, Ok((may, order))),
            ("1990-05-17", Dmy, Ok((may, order))),
            ("05/17/1990", Dmy, Ok((may, order))),
            ("1990", Dmy, Ok((Born::Year(1990), None))),
            ("31/02/1990", Dmy, Ok((Born::Year(1990), Some(FaultKind::DatePartly)))),
            ("1990-00-00", Ymd, Ok((Born::Year(1990), Some(FaultKind::DatePartly)))),
            ("2023-01-02", Ymd, Err(FaultKind::DateFuture)),
            ("2031", Ymd, Err(FaultKind::DateFuture)),
            ("1889-12-31", Ymd, Err(FaultKind::DateOld)),
            ("1900-01-01", Ymd, Err(FaultKind::DatePlaceholder)),
            ("0000-00-00", Ymd, Err(FaultKind::DatePlaceholder)),
            ("33010", Ymd, Err(FaultKind::DateUnread)),
            ("17-05", Dmy, Err(FaultKind::DateUnread)),
            ("not said", Dmy, Err(FaultKind::DateUnread)),
            ("99999999999999999999", Dmy, Err(FaultKind::DateUnread)),
        ] {
            assert_eq!(date(text, written, day(2023, 1, 1)), found, "{text} {written:?}");
        }
        assert_eq!(date("02/01/23", Dmy, day(2023, 1, 1)).unwrap().0, Born::Day(day(1923, 1, 2)));
        assert_eq!(date("01/01/23", Dmy, day(2023, 1, 1)).unwrap().0, Born::Day(day(2023, 1, 1)));
    }

    #[test]
    fn ages_become_years() {
        for (text, found) in [
            ("34", Ok(Born::Year(1989))),
            ("0", Ok(Born::Year(2023))),
            ("34.5", Ok(Born::Year(1989))),
            ("34 Years", Ok(Born::Year(1989))),
            ("३४", Ok(Born::Year(1989))),
            ("12 M", Ok(Born::Year(2022))),
            ("5 Days", Ok(Born::Year(2023))),
            ("1989", Ok(Born::Year(1989))),
            ("300", Err(FaultKind::AgeImpossible)),
            ("-5", Err(FaultKind::AgeImpossible)),
            ("2190", Err(FaultKind::AgeImpossible)),
            ("adult", Err(FaultKind::AgeUnread)),
        ] {
            assert_eq!(age(text, day(2023, 6, 15)).map(|(born, _)| born), found, "{text}");
        }
        assert_eq!(year("1989", day(2023, 1, 1)), Ok((Born::Year(1989), None)));
        assert_eq!(year("1989.0", day(2023, 1, 1)), Ok((Born::Year(1989), Some(FaultKind::DecimalEnd))));
        for bad in ["1889", "2024", "89", "year"] {
            assert_eq!(year(bad, day(2023, 1, 1)), Err(FaultKind::YearImpossible), "{bad}");
        }
    }
}
