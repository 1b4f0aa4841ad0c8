//! What little of an Aadhaar number may be kept: its last four digits. And the broom that sweeps whole ones out of free text.
//!
//! Source: UIDAI's rule for those who verify offline, "should not collect, use or store the Aadhaar number"; masking leaves the
//! last four digits. Check digit: Verhoeff. First digit 2–9.

use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The last four digits, and nothing more.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AadhaarTail(String);

/// What stands for the first eight digits.
pub const MASK: &str = "XXXX-XXXX-";

const D: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];
const P: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// True when the Verhoeff check digit at the end of `digits` (values 0–9) fits.
#[must_use]
pub fn verhoeff_ok(digits: &[u8]) -> bool {
    let cell = |table: &[[u8; 10]], row: usize, column: u8| table.get(row).and_then(|r| r.get(usize::from(column))).copied();
    let mut c = 0u8;
    for (i, digit) in digits.iter().rev().enumerate() {
        let Some(next) = cell(&P, i % 8, *digit).and_then(|p| cell(&D, usize::from(c), p)) else { return false };
        c = next;
    }
    c == 0 && !digits.is_empty()
}

impl AadhaarTail {
    /// Takes the last four digits of what was typed: four digits, or a whole number, of which the rest is forgotten here.
    #[must_use]
    pub fn from_typed(text: &str) -> Option<Self> {
        let digits: Zeroizing<String> = Zeroizing::new(text.chars().filter_map(decimal).map(|d| char::from(b'0' + d)).collect());
        let other = text.chars().any(|c| decimal(c).is_none() && !matches!(c, ' ' | '-' | 'X' | 'x'));
        (!other && matches!(digits.len(), 4 | 12)).then(|| Self(digits.chars().skip(digits.len() - 4).collect()))
    }

    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `XXXX-XXXX-1234`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{MASK}{}", self.0)
    }
}

impl fmt::Debug for AadhaarTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AadhaarTail(…)")
    }
}

impl TryFrom<String> for AadhaarTail {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) { Ok(Self(text)) } else { Err("four digits") }
    }
}

impl From<AadhaarTail> for String {
    fn from(tail: AadhaarTail) -> Self {
        tail.0
    }
}

/// A decimal digit in ASCII or Devanagari.
fn decimal(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '०'..='९' => u8::try_from(u32::from(c) - u32::from('०')).ok(),
        _ => None,
    }
}

/// Digits that stand together, and where: `start..end` counts characters.
struct Group {
    start: usize,
    end: usize,
    digits: Vec<u8>,
}

/// How people group the twelve digits inside a longer row of numbers.
const SHAPES: [&[usize]; 6] = [&[12], &[4, 4, 4], &[4, 8], &[8, 4], &[6, 6], &[3, 3, 3, 3]];
/// An ABHA number in its groups; its last twelve digits are no Aadhaar number.
const ABHA_SHAPE: [usize; 4] = [2, 4, 4, 4];
/// Most separators that may stand between two groups.
const GAP_MAX: usize = 3;

/// Replaces every whole Aadhaar number (12 digits, Verhoeff, first 2–9, in groups or not, either digits, also with other
/// numbers right before or after it) by its masked form. Numbers that merely look like one (14-digit ABHA, +91 mobiles)
/// stay as they are.
#[must_use]
pub fn mask_aadhaar(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let groups = groups(&chars, at);
        let Some(last) = groups.last() else {
            out.push(*c);
            at += 1;
            continue;
        };
        let end = last.end;
        let telephone = at.checked_sub(1).and_then(|before| chars.get(before)) == Some(&'+');
        if telephone {
            out.extend(chars.get(at..end).unwrap_or_default());
        } else {
            mask_groups(&chars, &groups, &mut out);
        }
        at = end;
    }
    out
}

/// Copies a row of groups, with whatever is an Aadhaar number in it masked.
fn mask_groups(chars: &[char], groups: &[Group], out: &mut String) {
    let shape: Vec<usize> = groups.iter().map(|g| g.digits.len()).collect();
    let mut copied = groups.first().map_or(0, |g| g.start);
    let mut index = 0;
    while index < groups.len() {
        let window = window_at(groups, index).filter(|_| shape != ABHA_SHAPE);
        if let Some(window) = window
            && let (Some(first), Some(last)) = (window.first(), window.last())
        {
            out.extend(chars.get(copied..first.start).unwrap_or_default());
            let tail = window.iter().flat_map(|g| &g.digits).skip(8).map(|d| char::from(b'0' + d));
            out.push_str(MASK);
            out.extend(tail);
            copied = last.end;
            index += window.len();
        } else {
            index += 1;
        }
    }
    let end = groups.last().map_or(copied, |g| g.end);
    out.extend(chars.get(copied..end).unwrap_or_default());
}

/// The groups from `index` on that make one Aadhaar number.
fn window_at(groups: &[Group], index: usize) -> Option<&[Group]> {
    let whole = groups.iter().map(|g| g.digits.len()).sum::<usize>() == 12;
    (1..=12.min(groups.len() - index)).filter_map(|len| groups.get(index..index + len)).find(|window| {
        let digits: Vec<u8> = window.iter().flat_map(|g| g.digits.clone()).collect();
        let shape: Vec<usize> = window.iter().map(|g| g.digits.len()).collect();
        is_aadhaar(&digits) && (whole || SHAPES.contains(&shape.as_slice()))
    })
}

fn is_aadhaar(digits: &[u8]) -> bool {
    digits.len() == 12 && digits.first().is_some_and(|d| *d >= 2) && verhoeff_ok(digits)
}

/// The row of digit groups that starts at `at`, none when no digit stands there.
fn groups(chars: &[char], at: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut next = at;
    while let Some(c) = chars.get(next) {
        match (decimal(*c), groups.last_mut()) {
            (Some(digit), Some(group)) if group.end == next => {
                group.digits.push(digit);
                group.end = next + 1;
            }
            (Some(digit), _) => groups.push(Group { start: next, end: next + 1, digits: vec![digit] }),
            (None, Some(group)) if is_gap(*c) && next - group.end < GAP_MAX => {}
            (None, _) => break,
        }
        next += 1;
    }
    groups
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '_' | '/' | '‐' | '‑' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|b| b - b'0').collect()
    }

    #[test]
    fn verhoeff_vectors() {
        // UIDAI's published test numbers.
        for good in ["2363", "123451", "999941057058", "999971658847", "999933119405", "999955183433", "999990501894"] {
            assert!(verhoeff_ok(&digits(good)), "{good}");
        }
        assert!(!verhoeff_ok(&digits("123456789012")));
    }

    #[test]
    fn whole_numbers_are_swept_out_of_text() {
        for (text, kept) in [
            ("card 9999 4105 7058 seen", "card XXXX-XXXX-7058 seen"),
            ("999941057058", "XXXX-XXXX-7058"),
            ("आधार ९९९९-४१०५-७०५८।", "आधार XXXX-XXXX-7058।"),
            ("91-0000-0000-0018", "91-0000-0000-0018"),
            ("call 9810442217 or 123456789012", "call 9810442217 or 123456789012"),
            ("9999 4105 7058 110029", "XXXX-XXXX-7058 110029"),
            ("12 999941057058", "12 XXXX-XXXX-7058"),
            ("9999  4105 -\n7058", "XXXX-XXXX-7058"),
            ("9999 4105 7058 9999 7165 8847", "XXXX-XXXX-7058 XXXX-XXXX-8847"),
            ("99 9999 4105 7058", "99 9999 4105 7058"),
            ("+919810442217 x", "+919810442217 x"),
            ("", ""),
        ] {
            assert_eq!(mask_aadhaar(text), kept);
        }
    }

    #[test]
    fn the_tail_is_all_that_stays() {
        assert_eq!(AadhaarTail::from_typed("9999 4105 7058").unwrap().masked(), "XXXX-XXXX-7058");
        assert_eq!(AadhaarTail::from_typed("XXXX-XXXX-7058").unwrap().digits(), "7058");
        assert!(AadhaarTail::from_typed("99994").is_none());
    }
}
