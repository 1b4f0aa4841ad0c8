//! What a bar-code reader typed: our slip, one of our numbers, an ABHA card, an Aadhaar card, a UHID, or nothing of ours.
//!
//! Pure: text in, a value out; *today* is an argument. Never keeps more of an Aadhaar number than its last four digits, never
//! panics on what a forger prints, and inflates nothing beyond a limit. What a card says is claimed, not verified.
//! The text that was scanned may hold a whole Aadhaar number: the caller keeps it in a `Zeroizing` and drops it after this.

mod aadhaar;
mod abha;
mod card;
#[cfg(test)]
mod tests;

pub use card::{CardPerson, proper};

use super::identifiers::{UhidPattern, mask_aadhaar};
use super::number::{Number, NumberError};
use chrono::NaiveDate;

/// Longest scan that is looked at, in bytes: an Aadhaar Secure QR is some 5,000 digits.
pub const SCAN_BYTES_MAX: usize = 16 * 1024;
/// From this many digits on a number is an Aadhaar Secure QR, or nothing.
const SECURE_QR_DIGITS_MIN: usize = 300;
/// Longest of our own numbers as typed, in bytes.
const NUMBER_BYTES_MAX: usize = 40;

/// What a scan is.
#[derive(Clone, PartialEq, Eq)]
pub enum Scan {
    /// The QR code of one of our slips (`NR1:…`), whole, for the reader of entries.
    Slip(String),
    /// A number of ours: patient, visit or receipt.
    Number(Number),
    /// The code on an ABHA card or in the ABHA app.
    AbhaCard(Box<CardPerson>),
    /// The Aadhaar Secure QR (2018 and later).
    AadhaarQr { person: Box<CardPerson>, signature: Signature },
    /// The code on Aadhaar letters before 2018.
    AadhaarXml(Box<CardPerson>),
    /// The hospital's own *Scan & Share* code, made for the patient's telephone.
    CounterQr,
    /// A number of the central system, as its pattern has it.
    Uhid(String),
}

/// What is known of the signature inside an Aadhaar Secure QR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// The site has given no UIDAI certificate to check it with.
    NotChecked,
}

/// Why a scan cannot be used. Carries nothing of what was scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanFault {
    #[error("none of the codes that are read here")]
    Foreign,
    #[error("one of our numbers with a wrong check character")]
    Number,
    #[error("an ABHA card whose text is damaged")]
    Abha,
    #[error("an Aadhaar code that is damaged or forged")]
    Aadhaar,
    #[error("too long for any card")]
    TooLong,
}

impl ScanFault {
    /// Message in the words' files: what it was and what to do.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Foreign => "scan-fault-foreign",
            Self::Number => "scan-fault-number",
            Self::Abha => "scan-fault-abha",
            Self::Aadhaar => "scan-fault-aadhaar",
            Self::TooLong => "scan-fault-long",
        }
    }
}

impl Scan {
    /// The person a card names, to fill a form with.
    #[must_use]
    pub fn person(&self) -> Option<&CardPerson> {
        match self {
            Self::AbhaCard(person) | Self::AadhaarXml(person) | Self::AadhaarQr { person, .. } => Some(person),
            Self::Slip(_) | Self::Number(_) | Self::CounterQr | Self::Uhid(_) => None,
        }
    }

    /// Message that says what was read and how far to trust it; none for what is looked up instead.
    #[must_use]
    pub const fn word_id(&self) -> Option<&'static str> {
        match self {
            Self::AbhaCard(_) => Some("scan-abha"),
            Self::AadhaarXml(_) | Self::AadhaarQr { .. } => Some("scan-aadhaar"),
            Self::CounterQr => Some("scan-fault-counter"),
            Self::Slip(_) | Self::Number(_) | Self::Uhid(_) => None,
        }
    }
}

/// No personal data in logs: only what kind of code it was.
impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Slip(_) => "Slip(…)",
            Self::Number(_) => "Number(…)",
            Self::AbhaCard(_) => "AbhaCard(…)",
            Self::AadhaarQr { .. } => "AadhaarQr(…)",
            Self::AadhaarXml(_) => "AadhaarXml(…)",
            Self::CounterQr => "CounterQr",
            Self::Uhid(_) => "Uhid(…)",
        })
    }
}

/// Says what a scan is. `uhid` is the pack's pattern, where a pack is open; `today` dates an age that a card gives as a year.
///
/// # Errors
/// Why nothing can be done with it. [`ScanFault::word_id`] names the sentence for a person.
pub fn classify(text: &str, uhid: Option<&UhidPattern>, today: NaiveDate) -> Result<Scan, ScanFault> {
    // A blank at the end may belong to a slip's Base45; line ends come from the reader.
    let whole = text.trim_start().trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n', '\t']);
    if whole.len() > SCAN_BYTES_MAX {
        return Err(ScanFault::TooLong);
    }
    if ["NR1:", "NR1/", "NRM1:"].iter().any(|head| starts_with(whole, head)) {
        // Caps lock turns a keyboard-wedge reader's capitals over; Base45 has only capitals.
        return Ok(Scan::Slip(whole.to_ascii_uppercase()));
    }
    let text = whole.trim_end();
    if text.starts_with('{') {
        return abha::read(text, today);
    }
    if text.starts_with('<') {
        return aadhaar::read_xml(text, today).map(|person| Scan::AadhaarXml(Box::new(person)));
    }
    if is_counter_code(text) {
        return Ok(Scan::CounterQr);
    }
    if text.len() >= SECURE_QR_DIGITS_MIN && text.bytes().all(|b| b.is_ascii_digit()) {
        let person = aadhaar::read_secure(text, today)?;
        return Ok(Scan::AadhaarQr { person: Box::new(person), signature: Signature::NotChecked });
    }
    number_or_uhid(text, uhid)
}

fn number_or_uhid(text: &str, uhid: Option<&UhidPattern>) -> Result<Scan, ScanFault> {
    if text.is_empty() || text.len() > NUMBER_BYTES_MAX {
        return Err(ScanFault::Foreign);
    }
    let number = Number::parse(text);
    if let Ok(number) = number {
        return Ok(Scan::Number(number));
    }
    // A whole Aadhaar number is nobody's UHID, whatever the pattern lets through.
    let masked = mask_aadhaar(text);
    let fits = |t: &str| masked == text && uhid.is_some_and(|pattern| pattern.fits(t));
    if fits(text) {
        return Ok(Scan::Uhid(text.to_owned()));
    }
    let capitals = text.to_uppercase();
    if fits(&capitals) {
        return Ok(Scan::Uhid(capitals));
    }
    Err(if number == Err(NumberError::Check) { ScanFault::Number } else { ScanFault::Foreign })
}

/// `https://phr.abdm.gov.in/share-profile?…`, sandbox included.
fn is_counter_code(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    host.is_some_and(|rest| rest.starts_with("phr") && rest.contains(".abdm.gov.in/share-profile"))
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
