//! A result's number as it is typed or sent: `6.8`, `<0.5`, `>1000`. Never `6,8`: a comma may mean a point or a thousand.

use crate::hospital::opd_form::ascii_digits;

/// Digits of a result, before and behind the point together.
const DIGITS_MAX: usize = 12;

/// What stands before the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Than {
    Exactly,
    Less,
    More,
}

/// A number, read, and as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub than: Than,
    pub value: f64,
    pub text: String,
}

/// Reads a number; the digits behind the point stay as typed, `6.80` is not `6.8`.
pub(super) fn read(typed: &str) -> Option<Reading> {
    let ascii = ascii_digits(typed.trim()).replace('\u{2212}', "-");
    let (than, rest) = match ascii.strip_prefix('<').map(|r| (Than::Less, r)) {
        Some(less) => less,
        None => ascii.strip_prefix('>').map_or((Than::Exactly, ascii.as_str()), |r| (Than::More, r)),
    };
    let rest = rest.trim_start();
    let (sign, digits) = rest.strip_prefix('-').map_or(("", rest), |r| ("-", r));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let count = whole.len() + part.map_or(0, str::len);
    if !plain(whole) || !part.is_none_or(|p| plain(p) && !p.is_empty()) || count == 0 || count > DIGITS_MAX {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let number = part.map_or_else(|| format!("{sign}{whole}"), |p| format!("{sign}{whole}.{p}"));
    let value: f64 = number.parse().ok()?;
    let before = match than {
        Than::Exactly => "",
        Than::Less => "<",
        Than::More => ">",
    };
    Some(Reading { than, value, text: format!("{before}{number}") })
}

/// A number without `<` or `>`.
pub(super) fn exact(typed: &str) -> Option<f64> {
    read(typed).filter(|r| r.than == Than::Exactly).map(|r| r.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (typed, wanted) in [
            ("6.8", Some("6.8")),
            (" 6.80 ", Some("6.80")),
            ("६.८", Some("6.8")),
            ("<0.5", Some("<0.5")),
            ("> 1000", Some(">1000")),
            ("-2", Some("-2")),
            ("\u{2212}2.5", Some("-2.5")),
            (".5", Some("0.5")),
            ("007", Some("7")),
            ("0", Some("0")),
            ("0.0", Some("0.0")),
            ("6,8", None),
            ("1,000", None),
            ("5.", None),
            (".", None),
            ("", None),
            ("<", None),
            ("<>5", None),
            ("<=5", None),
            ("--2", None),
            ("+2", None),
            ("1e3", None),
            ("NaN", None),
            ("inf", None),
            ("6 8", None),
            ("6.8.1", None),
            ("6.8 mmol/L", None),
            ("1234567890123", None),
        ] {
            assert_eq!(read(typed).map(|r| r.text).as_deref(), wanted, "{typed}");
        }
        assert_eq!((exact("<5"), exact("5")), (None, Some(5.0)));
    }
}
