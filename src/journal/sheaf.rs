//! Many entries in one code, as a register carries them: `NRM1:` + Base45 of their number, their signatures, and their bytes compressed together.
//!
//! Each code stands for itself: a code that is lost costs its own entries and no others. Within a code an entry that follows the one before it
//! leaves out that one's hash, which the reader works out again. Dictionary and compression are the carrier's; the `1` fixes them.

use super::carrier::to_codes;
use super::carrier::{CODE_CHARS_MAX, CarrierError, compress, decompress};
use super::entry::ENTRY_BYTES_MAX;
use super::{Signed, fingerprint};

const HEAD: &str = "NRM1:";
/// Most entries in one code.
const ENTRIES_MAX: usize = 60;
const SIGNATURE_BYTES: usize = 64;
/// How an entry names the one before it.
const PREV: &str = "\"prev\":\"";

/// One code and the entries in it, by their places among those that were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheafCode {
    pub text: String,
    pub first: usize,
    pub last: usize,
}

/// True when a text claims to be such a code.
#[must_use]
pub fn is_sheaf(text: &str) -> bool {
    text.starts_with(HEAD)
}

/// Entries as codes, in their order, as many in each as it holds. An entry that no such code holds gets codes of its own (`NR1:`, split).
///
/// # Errors
/// [`CarrierError::Damaged`] when an entry is too long for any.
pub fn to_sheaves(entries: &[Signed]) -> Result<Vec<SheafCode>, CarrierError> {
    let mut codes = Vec::new();
    let mut first = 0;
    while let Some(rest) = entries.get(first..).filter(|rest| !rest.is_empty()) {
        let (count, text) = largest(rest);
        if let Some(text) = text {
            codes.push(SheafCode { text, first, last: first + count - 1 });
        } else {
            let own = rest.first().map(to_codes).transpose()?.unwrap_or_default();
            codes.extend(own.into_iter().map(|text| SheafCode { text, first, last: first }));
        }
        first += count;
    }
    Ok(codes)
}

/// The longest beginning of `entries` that fits one code.
fn largest(entries: &[Signed]) -> (usize, Option<String>) {
    let mut best = (1, None);
    for count in 1..=entries.len().min(ENTRIES_MAX) {
        let Some(text) = entries.get(..count).and_then(pack).filter(|text| text.len() <= CODE_CHARS_MAX) else { break };
        best = (count, Some(text));
    }
    best
}

fn pack(entries: &[Signed]) -> Option<String> {
    let mut payload = vec![u8::try_from(entries.len()).ok()?];
    let mut plain = Vec::new();
    let mut before: Option<&Signed> = None;
    for signed in entries {
        payload.extend_from_slice(&signed.signature);
        let short = before.and_then(|before| shortened(&signed.bytes, before));
        let bytes = short.as_ref().unwrap_or(&signed.bytes);
        plain.extend_from_slice(&u16::try_from(bytes.len()).ok()?.to_be_bytes());
        plain.extend_from_slice(bytes);
        before = Some(signed);
    }
    payload.extend_from_slice(&compress(&plain)?);
    Some(format!("{HEAD}{}", base45::encode(&payload)))
}

/// The bytes without the hash of the entry before; `None` where that would not come back byte for byte.
fn shortened(bytes: &[u8], before: &Signed) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let short = text.replacen(&format!("{PREV}{}\"", before.hash()), &format!("{PREV}\""), 1).into_bytes();
    (short.len() < bytes.len() && lengthened(&short, before).as_deref() == Some(bytes)).then_some(short)
}

/// The bytes with the hash of the entry before where it was left out.
fn lengthened(bytes: &[u8], before: &Signed) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.replacen(&format!("{PREV}\""), &format!("{PREV}{}\"", before.hash()), 1).into_bytes())
}

/// The entries of one code. Checks no signature; that is [`super::verify`].
///
/// # Errors
/// [`CarrierError::Foreign`] or [`CarrierError::Damaged`].
pub fn from_sheaf(text: &str) -> Result<Vec<Signed>, CarrierError> {
    let text = text.trim_end_matches(['\r', '\n']).strip_prefix(HEAD).ok_or(CarrierError::Foreign)?;
    let payload = base45::decode(text).map_err(|_base45| CarrierError::Damaged)?;
    unpack(&payload).ok_or(CarrierError::Damaged)
}

fn unpack(payload: &[u8]) -> Option<Vec<Signed>> {
    let (count, rest) = payload.split_first()?;
    let count = usize::from(*count);
    if count == 0 || count > ENTRIES_MAX {
        return None;
    }
    let (signatures, packed) = rest.split_at_checked(count * SIGNATURE_BYTES)?;
    let plain = decompress(packed, ENTRIES_MAX * ENTRY_BYTES_MAX)?;
    let mut left = plain.as_slice();
    let mut entries: Vec<Signed> = Vec::with_capacity(count);
    for signature in signatures.chunks_exact(SIGNATURE_BYTES) {
        let (length, rest) = left.split_at_checked(2)?;
        let (bytes, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(length.try_into().ok()?)))?;
        left = rest;
        let bytes = match entries.last() {
            Some(before) => lengthened(bytes, before)?,
            None => bytes.to_vec(),
        };
        entries.push(Signed { bytes, signature: signature.try_into().ok()? });
    }
    left.is_empty().then_some(entries)
}

/// What names a code when it is spoken of, without anything of what is in it: the first eight characters of its hash.
#[must_use]
pub fn code_mark(text: &str) -> String {
    fingerprint(text.as_bytes()).to_string().chars().take(8).collect()
}
