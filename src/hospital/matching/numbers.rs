//! Numbers as people write them: whole, half typed, one digit wrong, two neighbours exchanged.

use super::levels::{MobileLevel, NumberLevel, PinLevel};

/// Digits of a mobile.
const MOBILE: usize = 10;

/// True where the two, of equal length, differ in one place or by two neighbours exchanged.
pub(super) fn one_off(a: impl AsRef<[u8]>, b: impl AsRef<[u8]>) -> bool {
    let (a, b) = (a.as_ref(), b.as_ref());
    if a.len() != b.len() {
        return false;
    }
    let mut differ = a.iter().zip(b).enumerate().filter(|(_, digits)| digits.0 != digits.1);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, _) => true,
        (Some((at, first)), Some((next, second)), None) => next == at + 1 && first.0 == second.1 && first.1 == second.0,
        _ => false,
    }
}

pub(super) fn mobile(asked: &str, known: &str) -> Option<MobileLevel> {
    if asked.is_empty() || known.is_empty() {
        return None;
    }
    Some(if asked == known {
        MobileLevel::Same
    } else if one_off(asked, known) {
        MobileLevel::OneOff
    } else if last_four(asked).is_some() && last_four(asked) == last_four(known) {
        MobileLevel::LastFour
    } else if asked.len() < MOBILE && known.starts_with(asked) {
        MobileLevel::Begins
    } else {
        MobileLevel::Other
    })
}

/// Of a whole number, or where only four digits were said.
fn last_four(digits: &str) -> Option<&str> {
    (digits.len() == MOBILE || digits.len() == 4).then(|| digits.get(digits.len() - 4..))?
}

pub(super) fn pin(asked: &str, known: &str) -> Option<PinLevel> {
    if asked.is_empty() || known.is_empty() {
        return None;
    }
    Some(if asked == known {
        PinLevel::Same
    } else if one_off(asked, known) {
        PinLevel::OneOff
    } else if asked.get(..3).is_some_and(|district| known.starts_with(district)) {
        PinLevel::District
    } else {
        PinLevel::Other
    })
}

/// UHID or ABHA: signs and case do not count.
pub(super) fn number(asked: &str, known: &str) -> Option<NumberLevel> {
    let plain =
        |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect() };
    if asked.is_empty() || known.is_empty() {
        return None;
    }
    let (a, b) = (plain(asked), plain(known));
    // A number half typed says nothing yet.
    if a.is_empty() || b.len() > a.len() && b.starts_with(&a) {
        return None;
    }
    Some(if a == b {
        NumberLevel::Same
    } else if one_off(&a, &b) {
        NumberLevel::OneOff
    } else {
        NumberLevel::Other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles() {
        for (asked, known, level) in [
            ("9812000345", "9812000345", Some(MobileLevel::Same)),
            ("9812000346", "9812000345", Some(MobileLevel::OneOff)),
            ("9812003045", "9812000345", Some(MobileLevel::OneOff)),
            ("9712003045", "9812000345", Some(MobileLevel::Other)),
            ("7012340345", "9812000345", Some(MobileLevel::LastFour)),
            ("0345", "9812000345", Some(MobileLevel::LastFour)),
            ("9812", "9812000345", Some(MobileLevel::Begins)),
            ("98", "9812000345", Some(MobileLevel::Begins)),
            ("345", "9812000345", Some(MobileLevel::Other)),
            ("", "9812000345", None),
            ("9812000345", "", None),
        ] {
            assert_eq!(mobile(asked, known), level, "{asked} {known}");
        }
    }

    #[test]
    fn pins() {
        for (asked, known, level) in [
            ("800001", "800001", PinLevel::Same),
            ("800010", "800001", PinLevel::OneOff),
            ("800002", "800001", PinLevel::OneOff),
            ("800123", "800001", PinLevel::District),
            ("110029", "800001", PinLevel::Other),
        ] {
            assert_eq!(pin(asked, known), Some(level), "{asked} {known}");
        }
        assert_eq!(pin("", "800001"), None);
    }

    #[test]
    fn uhids() {
        assert_eq!(number("aiims/2020-000123", "AIIMS 2020 000123"), Some(NumberLevel::Same));
        assert_eq!(number("AIIMS/2020/000123", "AIIMS/2020/000132"), Some(NumberLevel::OneOff));
        assert_eq!(number("AIIMS/2020/000123", "AIIMS/2021/000132"), Some(NumberLevel::Other));
        assert_eq!(number("AIIMS/2020/0001", "AIIMS/2020/000123"), None);
        assert_eq!(number("--", "AIIMS/2021/000132"), None);
    }
}
