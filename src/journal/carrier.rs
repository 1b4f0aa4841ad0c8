//! An entry on paper: `NR1:` + Base45 of the compressed bytes and the signature, so that a keyboard-wedge reader can type it.
//!
//! Compression: zstd with a dictionary that is fixed by the `1` in `NR1`; it is never changed, a better one becomes `NR2`.
//! A record too long for one code is split: `NR1/2/3/5F2A:` is part 2 of 3 of the record whose hash begins with 5F2A.

use super::entry::ENTRY_BYTES_MAX;
use super::{Signed, fingerprint};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use zstd::dict::EncoderDictionary;

pub(crate) static DICTIONARY: &[u8] = include_bytes!("../../assets/qr/dictionary-1");
/// Most characters in one code: QR version 20-M holds 970 alphanumerics, 37 mm at 0.375 mm a module.
pub const CODE_CHARS_MAX: usize = 970;
/// Most codes for one record.
pub const CODES_MAX: usize = 16;
const HEAD_CHARS: usize = 16;
const LEVEL: i32 = 19;
/// First bytes of every zstd frame (RFC 8878); left out on paper.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Why a scanned text is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    #[error("this code is not one of ours")]
    Foreign,
    #[error("the code was not read whole; scan it again")]
    Damaged,
    #[error("part {have} of {of} is here; scan the others too")]
    Parts { have: usize, of: usize },
    #[error("the parts belong to different records")]
    Mixed,
}

/// The text or texts of an entry's QR codes.
///
/// # Errors
/// [`CarrierError::Damaged`] when the entry is too long for sixteen codes.
pub fn to_codes(signed: &Signed) -> Result<Vec<String>, CarrierError> {
    let mut payload = compress(&signed.bytes).ok_or(CarrierError::Damaged)?;
    payload.extend_from_slice(&signed.signature);
    let text = base45::encode(&payload);
    if text.len() + 4 <= CODE_CHARS_MAX {
        return Ok(vec![format!("NR1:{text}")]);
    }
    let size = CODE_CHARS_MAX - HEAD_CHARS;
    let of = text.len().div_ceil(size);
    if of > CODES_MAX {
        return Err(CarrierError::Damaged);
    }
    let mark = mark(&signed.bytes);
    let chars: Vec<char> = text.chars().collect();
    Ok(chars
        .chunks(size)
        .enumerate()
        .map(|(i, part)| format!("NR1/{}/{of}/{mark}:{}", i + 1, part.iter().collect::<String>()))
        .collect())
}

/// True when a text claims to be one of our codes.
#[must_use]
pub fn is_code(text: &str) -> bool {
    text.starts_with("NR1:") || text.starts_with("NR1/")
}

/// Puts an entry together from its code or codes, in any order, repeats allowed. Checks no signature; that is [`super::verify`].
///
/// # Errors
/// [`CarrierError`].
pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Result<Signed, CarrierError> {
    let mut parts: BTreeMap<usize, &str> = BTreeMap::new();
    let mut expected: Option<(usize, &str)> = None;
    for code in codes {
        let code = code.trim_end_matches(['\r', '\n']);
        if let Some(text) = code.strip_prefix("NR1:") {
            return unpack(text, None);
        }
        let (at, of, mark, text) = split_head(code).ok_or(CarrierError::Foreign)?;
        if expected.is_some_and(|e| e != (of, mark)) {
            return Err(CarrierError::Mixed);
        }
        expected = Some((of, mark));
        parts.insert(at, text);
    }
    let (of, mark) = expected.ok_or(CarrierError::Foreign)?;
    if parts.len() < of {
        return Err(CarrierError::Parts { have: parts.len(), of });
    }
    unpack(&parts.into_values().collect::<String>(), Some(mark))
}

fn split_head(code: &str) -> Option<(usize, usize, &str, &str)> {
    let (head, text) = code.strip_prefix("NR1/")?.split_once(':')?;
    let mut cells = head.split('/');
    let at: usize = cells.next()?.parse().ok()?;
    let of: usize = cells.next()?.parse().ok()?;
    let mark = cells.next()?;
    (cells.next().is_none() && (1..=of).contains(&at) && of <= CODES_MAX).then_some((at, of, mark, text))
}

fn unpack(text: &str, mark_wanted: Option<&str>) -> Result<Signed, CarrierError> {
    let damaged = || CarrierError::Damaged;
    let payload = base45::decode(text).map_err(|_base45| damaged())?;
    let at = payload.len().checked_sub(64).ok_or_else(damaged)?;
    let (packed, signature) = payload.split_at_checked(at).ok_or_else(damaged)?;
    let bytes = decompress(packed, ENTRY_BYTES_MAX).ok_or_else(damaged)?;
    if mark_wanted.is_some_and(|wanted| mark(&bytes) != wanted) {
        return Err(CarrierError::Mixed);
    }
    Ok(Signed { bytes, signature: signature.try_into().map_err(|_length| damaged())? })
}

fn mark(bytes: &[u8]) -> String {
    let [a, b, ..] = fingerprint(bytes).0;
    format!("{a:02X}{b:02X}")
}

/// The dictionary read once: preparing it costs more than a whole entry.
static PREPARED: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));

pub(super) fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut compressor = zstd::bulk::Compressor::with_prepared_dictionary(&PREPARED).ok()?;
    // No content size, checksum, dictionary id or magic number in the frame: the signature guards it, and every byte is a module.
    compressor.include_contentsize(false).ok()?;
    compressor.include_checksum(false).ok()?;
    compressor.include_dictid(false).ok()?;
    compressor.compress(bytes).ok()?.strip_prefix(&ZSTD_MAGIC).map(<[u8]>::to_vec)
}

pub(super) fn decompress(packed: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    let mut decompressor = zstd::bulk::Decompressor::with_dictionary(DICTIONARY).ok()?;
    decompressor.decompress(&[&ZSTD_MAGIC, packed].concat(), bytes_max).ok()
}

/// Which part of how many a split code is, and the mark of its record; `None` where a text is no such code.
#[must_use]
pub fn part_of(code: &str) -> Option<(usize, usize, &str)> {
    split_head(code.trim_end_matches(['\r', '\n'])).map(|(at, of, mark, _text)| (at, of, mark))
}
