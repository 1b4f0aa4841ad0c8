//! Numbers of an export: UHID, mobile, ABHA, PIN. Owns how spreadsheets and clerks spoil them. An Aadhaar number is refused in each.

use super::birth::Found;
use super::fault::FaultKind;
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin, UhidPattern, mask_aadhaar, verhoeff_ok};
use std::borrow::Cow;

/// Longest UHID, in characters.
pub const UHID_CHARS_MAX: usize = 40;
/// Most digits of a UHID: the index keeps them as one number.
pub const UHID_DIGITS_MAX: usize = 18;
/// A mobile that people type when they must type one.
const MADE_UP: [&str; 2] = ["9876543210", "9999999990"];

/// Devanagari digits as ASCII; those of other scripts were already turned.
pub(super) fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let digit = |c: char| u32::from(c).checked_sub(u32::from('०')).filter(|d| *d < 10).and_then(|d| char::from_digit(d, 10));
    Cow::Owned(text.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// `1.05E+11`: a spreadsheet has thrown the last digits away.
fn is_rounded(text: &str) -> bool {
    let Some((head, power)) = text.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    digits(power) && head.split_once(['.', ',']).is_some_and(|(a, b)| digits(a) && digits(b))
        || (text.contains("E+") && digits(head) && digits(power))
}

/// Digits with `.0` behind, as spreadsheets and data frames write whole numbers.
fn without_decimals(text: &str) -> Option<&str> {
    let (head, tail) = text.split_once('.')?;
    let digits = !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit());
    (digits && !tail.is_empty() && tail.bytes().all(|b| b == b'0')).then_some(head)
}

/// True when a whole Aadhaar number is in the text.
fn holds_aadhaar(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 12 && mask_aadhaar(text) != text
}

/// Twelve digits, first 2–9, whose check digit is an Aadhaar number's. One in nine of all numbers of that length.
pub(super) fn like_aadhaar(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    digits.len() == 12 && text.len() == 12 && digits.first().is_some_and(|d| *d >= 2) && verhoeff_ok(&digits)
}

/// Reads a UHID. A number that fits the pack's pattern is one, also where an Aadhaar number might look so: one in nine twelve-digit
/// numbers passes that check by chance, and the pattern is the hospital's own word. That a whole column is Aadhaar is noticed by
/// counting ([`super::Intake`]).
pub(super) fn uhid(text: &str, pattern: &UhidPattern) -> Found<String> {
    let text = ascii_digits(text);
    if text.is_empty() {
        return Err(FaultKind::UhidEmpty);
    }
    if pattern.fits(&text) {
        return within(text.into_owned(), None);
    }
    if is_rounded(&text) {
        return Err(FaultKind::Rounded);
    }
    if let Some(whole) = without_decimals(&text) {
        return uhid_of(whole, pattern, FaultKind::DecimalEnd);
    }
    if text.contains(' ') {
        let joined = text.replace(' ', "");
        // Only the pattern can say that two pieces are one number.
        return match pattern.fits(&joined) {
            true => within(joined, Some(FaultKind::UhidBlank)),
            false if holds_aadhaar(&text) => Err(FaultKind::Aadhaar),
            false => Err(FaultKind::UhidBlank),
        };
    }
    uhid_of(&text, pattern, FaultKind::UhidPattern)
}

/// A UHID without blanks; `kind` is what stands to be told of it.
fn uhid_of(text: &str, pattern: &UhidPattern, kind: FaultKind) -> Found<String> {
    if !pattern.fits(text) && holds_aadhaar(text) {
        return Err(FaultKind::Aadhaar);
    }
    let good = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_' | b':' | b'#');
    if !text.bytes().all(good) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(if text.chars().count() > UHID_CHARS_MAX { FaultKind::UhidLong } else { FaultKind::UhidShape });
    }
    within(text.to_owned(), Some(kind))
}

fn within(text: String, kind: Option<FaultKind>) -> Found<String> {
    if text.chars().count() > UHID_CHARS_MAX {
        Err(FaultKind::UhidLong)
    } else if text.bytes().filter(u8::is_ascii_digit).count() > UHID_DIGITS_MAX {
        Err(FaultKind::UhidDigits)
    } else {
        Ok((text, kind))
    }
}

/// A number without the `.0` that spreadsheets put behind it; one that they have rounded is lost.
fn as_spreadsheets_write(text: &str) -> Result<(&str, Option<FaultKind>), FaultKind> {
    if is_rounded(text) {
        return Err(FaultKind::Rounded);
    }
    Ok(without_decimals(text).map_or((text, None), |whole| (whole, Some(FaultKind::DecimalEnd))))
}

/// Reads a mobile; of several the first good one. `91` and ten digits is a mobile even where an Aadhaar number might look so, unless
/// it is written in fours.
pub(super) fn mobile(text: &str) -> Found<Mobile> {
    let text = ascii_digits(text);
    let (text, kind) = as_spreadsheets_write(&text)?;
    let fours = text.split([' ', '-']).all(|group| group.len() == 4) && holds_aadhaar(text);
    if fours {
        return Err(FaultKind::Aadhaar);
    }
    if let Some(mobile) = one_mobile(text) {
        return real(mobile, kind);
    }
    for separators in [&[',', ';', '/', '|', '&', '\\'][..], &[' ']] {
        let mut parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
        let real_one = |part| one_mobile(part).and_then(|mobile| real(mobile, None).ok());
        if let Some((mobile, _)) = parts.find_map(real_one) {
            return Ok((mobile, Some(FaultKind::MobileSeveral)));
        }
    }
    Err(no_mobile(text))
}

/// `0091` and zeros in front are taken off as well.
fn one_mobile(text: &str) -> Option<Mobile> {
    let plain = text.trim_start_matches("00").trim_start_matches(['+', ' ']);
    let after = plain.strip_prefix("91").map(|rest| rest.trim_start_matches([' ', '-']).trim_start_matches('0'));
    let shorter = || after.filter(|rest| rest.bytes().filter(u8::is_ascii_digit).count() == 10);
    Mobile::parse(text).ok().or_else(|| Mobile::parse(shorter()?).ok())
}

fn real(mobile: Mobile, kind: Option<FaultKind>) -> Found<Mobile> {
    let digits = mobile.digits();
    let same = digits.bytes().skip(1).all(|b| digits.as_bytes().first() == Some(&b));
    if same || MADE_UP.contains(&digits) { Err(FaultKind::MobilePlaceholder) } else { Ok((mobile, kind)) }
}

/// Why a text is no mobile.
fn no_mobile(text: &str) -> FaultKind {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let bare = digits.trim_start_matches('0');
    if holds_aadhaar(text) {
        FaultKind::Aadhaar
    } else if !digits.is_empty() && bare.is_empty() {
        FaultKind::MobilePlaceholder
    } else if matches!(digits.len(), 6..=8) || (matches!(digits.len(), 10 | 11) && bare.starts_with(['1', '2', '3', '4', '5'])) {
        FaultKind::MobileLandline
    } else {
        FaultKind::MobileDigits
    }
}

/// Reads an ABHA number. A wrong check digit is told, no more: nobody may check it harder than those who give it out.
pub(super) fn abha(text: &str) -> Found<AbhaNumber> {
    let text = ascii_digits(text);
    let (text, kind) = as_spreadsheets_write(&text)?;
    let zeros = text.bytes().all(|b| matches!(b, b'0' | b'-' | b' '));
    match AbhaNumber::parse(text) {
        Ok(number) if !zeros && number.check_digit_fits() => Ok((number, kind)),
        Ok(number) if !zeros => Ok((number, Some(FaultKind::AbhaCheck))),
        Err(_) if holds_aadhaar(text) => Err(FaultKind::Aadhaar),
        _ => Err(FaultKind::AbhaDigits),
    }
}

/// Reads a PIN.
pub(super) fn pin(text: &str) -> Found<Pin> {
    let text = ascii_digits(text);
    let (text, kind) = match without_decimals(&text) {
        Some(whole) => (whole, Some(FaultKind::DecimalEnd)),
        None => (text.as_ref(), None),
    };
    match Pin::parse(text) {
        Ok(pin) => Ok((pin, kind)),
        Err(_) if holds_aadhaar(text) => Err(FaultKind::Aadhaar),
        Err(_) => Err(FaultKind::PinDigits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number of UIDAI's for tests.
    const AADHAAR: &str = "999941057058";

    #[test]
    fn uhids() {
        let nine = UhidPattern::new(r"\d{9}").unwrap();
        for (text, found) in [
            ("104882217", Ok(("104882217", None))),
            ("१०४८८२२१७", Ok(("104882217", None))),
            ("104 882 217", Ok(("104882217", Some(FaultKind::UhidBlank)))),
            ("104882217.0", Ok(("104882217", Some(FaultKind::DecimalEnd)))),
            ("AIIMS/2019/000123", Ok(("AIIMS/2019/000123", Some(FaultKind::UhidPattern)))),
            ("1E5", Ok(("1E5", Some(FaultKind::UhidPattern)))),
            ("", Err(FaultKind::UhidEmpty)),
            ("1.05E+11", Err(FaultKind::Rounded)),
            ("1E+11", Err(FaultKind::Rounded)),
            ("104 88", Err(FaultKind::UhidBlank)),
            ("unknown", Err(FaultKind::UhidShape)),
            ("104;88", Err(FaultKind::UhidShape)),
            ("1234567890123456789", Err(FaultKind::UhidDigits)),
            ("X1234567890123456789012345678901234567890", Err(FaultKind::UhidLong)),
            (AADHAAR, Err(FaultKind::Aadhaar)),
            ("9999 4105 7058", Err(FaultKind::Aadhaar)),
            ("9999-4105-7058", Err(FaultKind::Aadhaar)),
            ("999941057058.0", Err(FaultKind::Aadhaar)),
        ] {
            assert_eq!(uhid(text, &nine), found.map(|(t, k): (&str, _)| (t.to_owned(), k)), "{text}");
        }
        let twelve = UhidPattern::new(r"\d{12}").unwrap();
        assert_eq!(uhid(AADHAAR, &twelve), Ok((AADHAAR.to_owned(), None)));
        assert!(like_aadhaar(AADHAAR) && !like_aadhaar("123456789012") && !like_aadhaar("9999 4105 7058"));
    }

    #[test]
    fn mobiles() {
        let several = Some(FaultKind::MobileSeveral);
        for (text, found) in [
            ("9810442217", Ok(("9810442217", None))),
            ("98104 42217", Ok(("9810442217", None))),
            ("+91-98104-42217", Ok(("9810442217", None))),
            ("919810442217", Ok(("9810442217", None))),
            ("09810442217", Ok(("9810442217", None))),
            ("0091 9810442217", Ok(("9810442217", None))),
            ("+91 09810442217", Ok(("9810442217", None))),
            ("९८१०४४२२१७", Ok(("9810442217", None))),
            ("9810442217.0", Ok(("9810442217", Some(FaultKind::DecimalEnd)))),
            ("011-26588500, 9810442217", Ok(("9810442217", several))),
            ("9810442217/9810442218", Ok(("9810442217", several))),
            ("9810442217 9810442218", Ok(("9810442217", several))),
            ("98104422177", Err(FaultKind::MobileDigits)),
            ("981044221", Err(FaultKind::MobileDigits)),
            ("not given", Err(FaultKind::MobileDigits)),
            ("011-26588500", Err(FaultKind::MobileLandline)),
            ("26588500", Err(FaultKind::MobileLandline)),
            ("9.81E+09", Err(FaultKind::Rounded)),
            ("9999999999", Err(FaultKind::MobilePlaceholder)),
            ("9876543210", Err(FaultKind::MobilePlaceholder)),
            ("0000000000", Err(FaultKind::MobilePlaceholder)),
            ("0", Err(FaultKind::MobilePlaceholder)),
            (AADHAAR, Err(FaultKind::Aadhaar)),
            ("9999 4105 7058", Err(FaultKind::Aadhaar)),
        ] {
            let read = mobile(text).map(|(m, k)| (m.digits().to_owned(), k));
            assert_eq!(read, found.map(|(t, k): (&str, _)| (t.to_owned(), k)), "{text}");
        }
    }

    #[test]
    fn abha_and_pin() {
        let read = |text| abha(text).map(|(a, k)| (a.digits().to_owned(), k));
        let number = |text: &str, kind| Ok((text.to_owned(), kind));
        assert_eq!(read("91-0000-0000-0018"), number("91000000000018", None));
        assert_eq!(read("91-1234-5678-9012"), number("91123456789012", Some(FaultKind::AbhaCheck)));
        assert_eq!(read("9.1E+13"), Err(FaultKind::Rounded));
        for (bad, kind) in
            [("91-0000", FaultKind::AbhaDigits), ("sunita@abdm", FaultKind::AbhaDigits), (AADHAAR, FaultKind::Aadhaar)]
        {
            assert_eq!(read(bad), Err(kind), "{bad}");
        }
        assert_eq!(read("00-0000-0000-0000"), Err(FaultKind::AbhaDigits));
        let pin_of = |text| pin(text).map(|(p, k)| (p.as_str().to_owned(), k));
        assert_eq!(pin_of("110 029"), number("110029", None));
        assert_eq!(pin_of("११००२९"), number("110029", None));
        assert_eq!(pin_of("110029.0"), number("110029", Some(FaultKind::DecimalEnd)));
        for bad in ["011002", "11002", "000000", "Delhi"] {
            assert_eq!(pin_of(bad), Err(FaultKind::PinDigits), "{bad}");
        }
        assert_eq!(pin_of(AADHAAR), Err(FaultKind::Aadhaar));
    }
}
