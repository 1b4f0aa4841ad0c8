//! Dates and times as clerks type them: `14:30` (today), `1430`, `24-11 14:30`, `24-11-2022 14:30`, `now`.

use crate::hospital::age::Age;
use crate::hospital::age_text;
use crate::hospital::opd_form::ascii_digits;
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone as _};

/// Reads a date and a time of the local clock. `None` when it is neither that nor RFC 3339.
#[must_use]
pub fn read_moment(text: &str, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let text = ascii_digits(text.trim()).to_lowercase();
    if matches!(text.as_str(), "now" | "अभी") {
        return Some(now);
    }
    if let Ok(exact) = DateTime::parse_from_rfc3339(&text.to_uppercase()) {
        return Some(exact);
    }
    let (day, time) = match text.rsplit_once([' ', 't']) {
        Some((day, time)) => (read_day(day.trim(), now.date_naive())?, read_time(time)?),
        None => (now.date_naive(), read_time(&text)?),
    };
    now.timezone().from_local_datetime(&day.and_time(time)).single()
}

/// Reads a day: `24-11-2022`, `24-11` (this year), `today`, `yesterday`, ISO.
#[must_use]
pub fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = ascii_digits(text.trim()).to_lowercase();
    match text.as_str() {
        "today" | "आज" => return Some(today),
        "yesterday" => return today.checked_sub_days(Days::new(1)),
        _ => {}
    }
    let numbers: Vec<u32> = text.split(['-', '/', '.', ' ']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let year = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d);
    match numbers.as_slice() {
        [day, month] => year(chrono::Datelike::year(&today), *month, *day),
        [y, month, day] if *y > 31 => year(i32::try_from(*y).ok()?, *month, *day),
        [_, _, _] => match age_text::read(&text, today) {
            Ok(Age::Born(date)) => Some(date),
            _ => numbers.last().filter(|y| **y > 1000).and_then(|y| {
                let (day, month) = (*numbers.first()?, *numbers.get(1)?);
                year(i32::try_from(*y).ok()?, month, day)
            }),
        },
        _ => None,
    }
}

fn read_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) => (hour.parse().ok()?, minute.split(':').next()?.parse().ok()?),
        None if (3..=4).contains(&text.len()) => {
            let whole: u32 = text.parse().ok()?;
            (whole / 100, whole % 100)
        }
        None => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// As it stands on paper and screen: `24-11-2022 14:30`.
#[must_use]
pub fn write_moment(at: DateTime<FixedOffset>) -> String {
    at.format("%d-%m-%Y %H:%M").to_string()
}
