//! Codes on Aadhaar cards and letters: the Secure QR (2018 and later) and the XML before it.
//!
//! The Secure QR is one decimal integer: big-endian bytes, gzip, fields parted by 0xFF in ISO-8859-1, then photo, hashes and an
//! RSA signature. It holds only the last four digits. The XML holds the whole number: it is wiped here, four digits survive.
//! Sources: UIDAI's Secure QR description as implemented by pyaadhaar 2.0.2 (field order).

use super::ScanFault;
use super::card::{self, CardPerson};
use crate::hospital::identifiers::{AadhaarTail, Pin};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use flate2::read::GzDecoder;
use num_bigint::BigUint;
use std::io::Read as _;
use zeroize::Zeroizing;

/// Most digits that are turned into a number; the largest codes have some 5,500.
const DIGITS_MAX: usize = 8_000;
/// Most bytes that are inflated. A card has some 2,000; more is a bomb.
const INFLATED_MAX: u64 = 64 * 1024;
/// Between two fields.
const SEPARATOR: u8 = 0xFF;

/// Order of the fields after the version mark.
#[derive(Clone, Copy)]
enum At {
    Status,
    Reference,
    Name,
    Birth,
    Gender,
    CareOf,
    District,
    Landmark,
    House,
    Location,
    Pin,
    PostOffice,
    State,
    Street,
    SubDistrict,
    Vtc,
}

/// Fields that must be there, the last one closed by a separator.
const FIELDS: usize = At::Vtc as usize + 1;

/// Reads a Secure QR. The signature is not checked here.
pub(super) fn read_secure(digits: &str, today: NaiveDate) -> Result<CardPerson, ScanFault> {
    if digits.len() > DIGITS_MAX {
        return Err(ScanFault::TooLong);
    }
    let number = BigUint::parse_bytes(digits.as_bytes(), 10).ok_or(ScanFault::Aadhaar)?;
    let bytes = inflate(&number.to_bytes_be())?;
    let fields = fields(&bytes)?;
    let text = |at: At| fields.get(at as usize).map(|t| card::clean(t)).unwrap_or_default();
    let (relation, relative_name, _none) = card::split_careof(&text(At::CareOf));
    let line = [At::House, At::Street, At::Landmark, At::Location, At::Vtc, At::PostOffice, At::SubDistrict].map(text);
    Ok(CardPerson {
        name: named(&text(At::Name))?,
        sex: Sex::parse(&text(At::Gender)),
        age: card::birth(&text(At::Birth), today),
        mobile: None,
        relation,
        relative_name,
        line: card::address_line(&line, &text(At::District)),
        district: card::proper(&text(At::District)),
        state: card::state(&text(At::State)),
        pin: Pin::parse(&text(At::Pin)).ok(),
        abha: None,
        abha_address: None,
        aadhaar_tail: Some(reference_tail(&text(At::Status), &text(At::Reference))?),
    })
}

fn inflate(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, ScanFault> {
    let mut out = Zeroizing::new(Vec::new());
    let mut limited = GzDecoder::new(bytes).take(INFLATED_MAX + 1);
    limited.read_to_end(&mut out).map_err(|_damaged| ScanFault::Aadhaar)?;
    if u64::try_from(out.len()).is_ok_and(|len| len <= INFLATED_MAX) { Ok(out) } else { Err(ScanFault::TooLong) }
}

/// The text fields, version mark (`V2` …) taken off.
fn fields(bytes: &[u8]) -> Result<Vec<String>, ScanFault> {
    let latin = |field: &[u8]| field.iter().map(|b| char::from(*b)).collect::<String>();
    let mut parts = bytes.split(|b| *b == SEPARATOR).peekable();
    if parts.peek().is_some_and(|first| matches!(first, [b'V', b'0'..=b'9'])) {
        parts.next();
    }
    let fields: Vec<String> = parts.by_ref().take(FIELDS).map(latin).collect();
    // Something (photo, signature) must follow the last field, or it was cut off.
    if fields.len() == FIELDS && parts.next().is_some() { Ok(fields) } else { Err(ScanFault::Aadhaar) }
}

fn named(name: &str) -> Result<String, ScanFault> {
    if name.chars().any(char::is_alphabetic) { Ok(card::proper(name)) } else { Err(ScanFault::Aadhaar) }
}

/// The last four digits, out of the reference id: four digits and a time stamp.
fn reference_tail(status: &str, reference: &str) -> Result<AadhaarTail, ScanFault> {
    let good = matches!(status, "0" | "1" | "2" | "3") && reference.len() >= 4 && reference.bytes().all(|b| b.is_ascii_digit());
    let tail = reference.get(..4).filter(|_| good).and_then(AadhaarTail::from_typed);
    tail.ok_or(ScanFault::Aadhaar)
}

/// Reads the XML of the letters before 2018: `<PrintLetterBarcodeData uid="…" name="…" …/>`.
pub(super) fn read_xml(text: &str, today: NaiveDate) -> Result<CardPerson, ScanFault> {
    let (_, inside) = text.split_once("PrintLetterBarcodeData").ok_or(ScanFault::Foreign)?;
    let attributes = attributes(inside).ok_or(ScanFault::Aadhaar)?;
    let raw = |key: &str| attributes.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map_or("", |(_, v)| v.as_str());
    let text = |key: &str| card::clean(raw(key));
    let (relation, relative_name, _none) = card::split_careof(&text("co"));
    let line = ["house", "street", "lm", "loc", "vtc", "po", "subdist"].map(text);
    let birth = card::birth(&text("dob"), today).or_else(|| card::birth(&text("yob"), today));
    Ok(CardPerson {
        name: named(&text("name"))?,
        sex: Sex::parse(&text("gender")),
        age: birth,
        mobile: None,
        relation,
        relative_name,
        line: card::address_line(&line, &text("dist")),
        district: card::proper(&text("dist")),
        state: card::state(&text("state")),
        pin: Pin::parse(&text("pc")).ok(),
        abha: None,
        abha_address: None,
        aadhaar_tail: AadhaarTail::from_typed(raw("uid")),
    })
}

/// `key="value"` pairs up to the end of the element; values are wiped when dropped.
fn attributes(inside: &str) -> Option<Vec<(&str, Zeroizing<String>)>> {
    let mut out = Vec::new();
    let mut rest = inside;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with(['/', '>', '?']) {
            return Some(out);
        }
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.strip_prefix(quote)?.split_once(quote)?;
        out.push((key.trim(), Zeroizing::new(unescape(value))));
        rest = after;
    }
}

/// The five named entities of XML and numbered ones.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, behind)| entity(name).map(|c| (c, behind)));
        if let Some((c, behind)) = found {
            out.push(c);
            rest = behind;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let numbered = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => numbered(hex.get(1..)?, 16),
            decimal => numbered(decimal, 10),
        },
    }
}
