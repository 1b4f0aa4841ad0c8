//! A date typed as people write it here: day, month, year.

use super::Said;
use super::field::{Field, FieldOut};
use crate::hospital::opd_form::ascii_digits;
use chrono::NaiveDate;
use egui::{Id, Ui};

/// Reads `24-11-2022`, `24/11/2022`, `24.11.22`, `24 11 2022`, `24112022`, also in Devanagari digits. Two digits of a year are of this century.
#[must_use]
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let plain = ascii_digits(text.trim());
    let digits = plain.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<String> = if digits && matches!(plain.len(), 6 | 8) {
        let chars: Vec<char> = plain.chars().collect();
        let cut = |from: usize, to: usize| chars.iter().skip(from).take(to - from).collect();
        vec![cut(0, 2), cut(2, 4), cut(4, chars.len())]
    } else {
        plain.split(['-', '/', '.', ' ']).filter(|p| !p.is_empty()).map(ToOwned::to_owned).collect()
    };
    let [day, month, year] = parts.as_slice() else { return None };
    let whole: i32 = year.parse().ok()?;
    let year = match year.len() {
        2 => 2000 + whole,
        4 => whole,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// `24-11-2022`.
#[must_use]
pub fn write_date(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// A field for a date. When it is left, a date that can be read is written out in full; what cannot be read stays.
#[must_use = "call show"]
pub struct DateField<'a> {
    id: Id,
    label: &'a str,
    text: &'a mut String,
    said: Option<&'a Said>,
    width: Option<f32>,
}

impl<'a> DateField<'a> {
    pub const fn new(id: Id, label: &'a str, text: &'a mut String) -> Self {
        Self { id, label, text, said: None, width: None }
    }

    pub const fn said(mut self, said: Option<&'a Said>) -> Self {
        self.said = said;
        self
    }

    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub fn show(self, ui: &mut Ui) -> FieldOut {
        let mut field = Field::new(self.id, self.label, self.text).hint("24-11-2022").said(self.said).chars_max(20);
        if let Some(width) = self.width {
            field = field.width(width);
        }
        let out = field.show(ui);
        if out.left
            && let Some(date) = read_date(self.text)
        {
            *self.text = write_date(date);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2022, 11, 24).unwrap();
        for text in ["24-11-2022", "24/11/2022", "24.11.22", " 24 11 2022 ", "24112022", "241122", "२४-११-२०२२"] {
            assert_eq!(read_date(text), Some(day), "{text}");
        }
        for text in ["", "24-11", "31-02-2022", "11-24-2022", "24-11-202", "आज", "2022-11-24"] {
            assert_eq!(read_date(text), None, "{text}");
        }
        assert_eq!(write_date(day), "24-11-2022");
    }
}
