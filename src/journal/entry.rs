//! The entry itself. Its bytes are made once and never re-serialised; everything else is read from them.
//!
//! Hash: SHA-256 over the bytes. Signature: Ed25519 (RFC 8032) over a fixed prefix and the bytes.

use super::{Body, EntryId};
use crate::hospital::event::Side;
use crate::hospital::number::{CounterCode, Mode};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Version of the entry's shape.
pub const VERSION: u8 = 1;
/// Longest entry that is taken from any carrier, in bytes.
pub const ENTRY_BYTES_MAX: usize = 64 * 1024;
/// What the signature covers before the bytes, so that it can mean nothing else.
const DOMAIN: &[u8] = b"nirantar entry 1\n";

/// SHA-256 of an entry's bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChainHash(pub [u8; 32]);

impl ChainHash {
    /// What the first entry of an installation names as its predecessor.
    pub const ZERO: Self = Self([0; 32]);
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&B64.encode(self.0))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl TryFrom<String> for ChainHash {
    type Error = EntryError;
    fn try_from(text: String) -> Result<Self, EntryError> {
        let bytes = B64.decode(text).map_err(|_encoding| EntryError::Shape)?;
        Ok(Self(bytes.try_into().map_err(|_length| EntryError::Shape)?))
    }
}

impl From<ChainHash> for String {
    fn from(hash: ChainHash) -> Self {
        hash.to_string()
    }
}

/// How far the counter's clock can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum ClockTrust {
    /// Later than the entry before it.
    #[default]
    Ok,
    /// Earlier than the entry before it: the clock was set back.
    Behind,
}

/// Everything about an entry but its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    #[serde(rename = "v")]
    pub version: u8,
    pub site: String,
    pub mode: Mode,
    pub counter: CounterCode,
    pub letter: char,
    #[serde(rename = "seq")]
    pub sequence: u64,
    /// Local time with its offset from UTC, whole seconds.
    pub time: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "is_ok")]
    pub clock: ClockTrust,
    /// Login of the person.
    pub by: String,
    /// Hash of the entry before it at this installation.
    pub prev: ChainHash,
    /// Entries of the same subject that this one builds on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<EntryId>,
    /// Which side was in charge of what the entry is about when it was saved, as this counter knew then. What was said elsewhere and came
    /// later changes no entry: see [`crate::journal::charges`] for what was said.
    #[serde(default, skip_serializing_if = "Side::is_manual")]
    pub side: Side,
}

fn is_ok(clock: &ClockTrust) -> bool {
    *clock == ClockTrust::Ok
}

impl Header {
    #[must_use]
    pub fn id(&self) -> EntryId {
        EntryId { counter: self.counter.clone(), letter: self.letter, sequence: self.sequence }
    }
}

/// An entry, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(flatten)]
    pub header: Header,
    #[serde(flatten)]
    pub body: Body,
}

/// What is wrong with an entry's bytes or signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error("the bytes are not an entry")]
    Shape,
    #[error("the entry is of a version that this program does not know")]
    Version,
    #[error("the entry is larger than 64 KiB")]
    TooLarge,
    #[error("the signature does not fit the bytes")]
    Signature,
}

/// The bytes of an entry with the signature over them: what every carrier carries.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    pub bytes: Vec<u8>,
    pub signature: [u8; 64],
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signed({} bytes)", self.bytes.len())
    }
}

impl Signed {
    /// SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> ChainHash {
        fingerprint(&self.bytes)
    }

    /// Reads the bytes. Does not check the signature; see [`verify`].
    ///
    /// # Errors
    /// [`EntryError::Shape`], [`EntryError::Version`] or [`EntryError::TooLarge`].
    pub fn entry(&self) -> Result<Entry, EntryError> {
        #[derive(Deserialize)]
        struct Version {
            v: u8,
        }
        if self.bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLarge);
        }
        let version: Version = serde_json::from_slice(&self.bytes).map_err(|_json| EntryError::Shape)?;
        if version.v != VERSION {
            return Err(EntryError::Version);
        }
        serde_json::from_slice(&self.bytes).map_err(|_json| EntryError::Shape)
    }
}

/// SHA-256.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> ChainHash {
    ChainHash(Sha256::digest(bytes).into())
}

/// Makes the bytes, once, and signs them.
///
/// # Errors
/// [`EntryError::TooLarge`] above 64 KiB, [`EntryError::Shape`] when a value cannot be written as JSON.
pub fn sign(entry: &Entry, key: &SigningKey) -> Result<Signed, EntryError> {
    let bytes = serde_json::to_vec(entry).map_err(|_json| EntryError::Shape)?;
    if bytes.len() > ENTRY_BYTES_MAX {
        return Err(EntryError::TooLarge);
    }
    let signature = key.sign(&message(&bytes)).to_bytes();
    Ok(Signed { bytes, signature })
}

/// Checks the signature and reads the entry.
///
/// # Errors
/// [`EntryError::Signature`] when it was not made by `key` over these bytes, else as [`Signed::entry`].
pub fn verify(signed: &Signed, key: &VerifyingKey) -> Result<Entry, EntryError> {
    key.verify_strict(&message(&signed.bytes), &Signature::from_bytes(&signed.signature))
        .map_err(|_forged| EntryError::Signature)?;
    signed.entry()
}

fn message(bytes: &[u8]) -> Vec<u8> {
    [DOMAIN, bytes].concat()
}
