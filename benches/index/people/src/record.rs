//! A row of the export: its columns, its dates, its check digit; written and read without quotes, for no field has a comma.

use crate::chance::Chance;

/// First line of every file of people.
pub const HEADER: &str =
    "uhid,name,name_hi,relation,relative,relative_hi,sex,born,age,registered_on,mobile,abha,pin,village,district";

/// A person as the export has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub uhid: String,
    pub name: String,
    pub name_hi: String,
    pub relation: String,
    pub relative: String,
    pub relative_hi: String,
    pub sex: String,
    pub born: String,
    pub age: String,
    pub registered_on: String,
    pub mobile: String,
    pub abha: String,
    pub pin: String,
    pub village: String,
    pub district: String,
}

impl Record {
    fn fields(&self) -> [&String; 15] {
        [
            &self.uhid,
            &self.name,
            &self.name_hi,
            &self.relation,
            &self.relative,
            &self.relative_hi,
            &self.sex,
            &self.born,
            &self.age,
            &self.registered_on,
            &self.mobile,
            &self.abha,
            &self.pin,
            &self.village,
            &self.district,
        ]
    }

    fn fields_mut(&mut self) -> [&mut String; 15] {
        [
            &mut self.uhid,
            &mut self.name,
            &mut self.name_hi,
            &mut self.relation,
            &mut self.relative,
            &mut self.relative_hi,
            &mut self.sex,
            &mut self.born,
            &mut self.age,
            &mut self.registered_on,
            &mut self.mobile,
            &mut self.abha,
            &mut self.pin,
            &mut self.village,
            &mut self.district,
        ]
    }

    /// Empties it and keeps its room.
    pub fn clear(&mut self) {
        for field in self.fields_mut() {
            field.clear();
        }
    }

    /// Appends the row and a line end.
    pub fn write(&self, out: &mut Vec<u8>) {
        for (at, field) in self.fields().into_iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(field.as_bytes());
        }
        out.push(b'\n');
    }

    /// Reads a row that `write` wrote.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let mut record = Self::default();
        let mut parts = line.trim_end_matches(['\n', '\r']).split(',');
        for field in record.fields_mut() {
            parts.next()?.clone_into(field);
        }
        parts.next().is_none().then_some(record)
    }

    /// Age in years on a day.
    #[must_use]
    pub fn age_on(&self, today: i32) -> Option<i32> {
        if let Some(born) = day_of(&self.born) {
            return Some(years_between(born, today));
        }
        let (age, registered) = (self.age.parse::<i32>().ok()?, day_of(&self.registered_on)?);
        Some(age + years_between(registered, today))
    }
}

/// Days since 1970-01-01 (Howard Hinnant's algorithms).
#[must_use]
pub const fn day(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month, day.
#[must_use]
pub const fn date(day: i32) -> (i32, i32, i32) {
    let days = day + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + (month <= 2) as i32, month, date)
}

/// Reads `1984-07-16`.
#[must_use]
pub fn day_of(text: &str) -> Option<i32> {
    let mut parts = text.split('-').map(str::parse::<i32>);
    let (year, month, date) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some(day(year, month, date))
}

/// Whole years from one day to another.
#[must_use]
pub const fn years_between(from: i32, to: i32) -> i32 {
    let ((y1, m1, d1), (y2, m2, d2)) = (date(from), date(to));
    y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1)) as i32
}

/// Appends `1984-07-16`.
pub fn push_day(out: &mut String, at: i32) {
    let (year, month, date) = date(at);
    push_digits(out, u64::try_from(year).unwrap_or(0), 4);
    out.push('-');
    push_digits(out, u64::try_from(month).unwrap_or(0), 2);
    out.push('-');
    push_digits(out, u64::try_from(date).unwrap_or(0), 2);
}

/// Appends a number with zeros before it.
pub fn push_digits(out: &mut String, number: u64, width: usize) {
    let (mut digits, mut left, mut count) = ([b'0'; 20], number, 0);
    for digit in digits.iter_mut().rev() {
        if left == 0 && count >= width.max(1) {
            break;
        }
        *digit = b'0' + u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        count += 1;
    }
    out.extend(digits.iter().skip(20 - count).map(|d| char::from(*d)));
}

/// The Luhn check digit that makes these digits and itself fit.
#[must_use]
pub fn luhn(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(*digit) * if at % 2 == 0 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

/// Appends an ABHA number of the sandbox: 91, eleven digits, check digit.
pub fn push_abha(out: &mut String, chance: &mut Chance) {
    let mut digits = [0u8; 13];
    digits[..2].copy_from_slice(&[9, 1]);
    let mut number = chance.number();
    for digit in digits.iter_mut().skip(2) {
        *digit = u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
    out.extend(digits.iter().chain(&[luhn(&digits)]).map(|d| char::from(b'0' + d)));
}

/// Appends ten digits as operators give them out.
pub fn push_mobile(out: &mut String, chance: &mut Chance) {
    let first = [9, 9, 9, 8, 8, 8, 7, 7, 7, 6].get(chance.below(10)).copied().unwrap_or(9);
    let rest = chance.below(1_000_000_000) as u64;
    push_digits(out, first * 1_000_000_000 + rest, 10);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_luhns() {
        // The textbook's number, and the example of the project's words.
        assert_eq!(luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1]), 3);
        assert_eq!(luhn(&[9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), 8);
        let (mut text, mut chance) = (String::new(), Chance::new(3));
        push_abha(&mut text, &mut chance);
        assert!(text.len() == 14 && text.starts_with("91"), "{text}");
    }

    #[test]
    fn days_and_dates_fit() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(day(2000, 3, 1), 11_017);
        for at in (-30_000..25_000).step_by(13) {
            let (y, m, d) = date(at);
            assert_eq!(day(y, m, d), at);
        }
        assert_eq!(years_between(day(1984, 7, 16), day(2026, 7, 15)), 41);
        assert_eq!(years_between(day(1984, 7, 16), day(2026, 7, 16)), 42);
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let line = "104,SUNITA,सुनीता,W/o,RAM LAL,,F,,35,2019-02-03,9812345678,,110094,KARAWAL NAGAR,North East\n";
        let record = Record::read(line).unwrap();
        let mut out = Vec::new();
        record.write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), line);
        let mut text = String::new();
        for (number, width) in [(0, 1), (7, 3), (1234, 2), (110_094, 6)] {
            push_digits(&mut text, number, width);
            text.push(' ');
        }
        assert_eq!(text, "0 007 1234 110094 ");
        assert_eq!(record.age_on(day(2026, 11, 22)), Some(42));
        assert_eq!(Record::read("1,2,3"), None);
        assert_eq!(HEADER.split(',').count(), 15);
    }
}
