//! The first lines of a bundle: what it is, from whom, for whom, after what. In the clear: nothing of a patient.

use super::{BundleError, DOMAIN, HEAD_BYTES_MAX, MAGIC};
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::Run;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::{BufRead, Read as _};

/// What a bundle holds of its maker's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Everything that the maker has.
    All,
    /// What came after the bundles named in `after`.
    Since,
    /// A segment of a second medium.
    Medium,
}

/// The head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub site: String,
    pub mode: Mode,
    /// The installation that made it.
    pub counter: CounterCode,
    pub letter: char,
    pub made: DateTime<FixedOffset>,
    pub kind: Kind,
    /// Counters whose people can open it.
    pub to: Vec<CounterCode>,
    /// What the receiver had before, as far as the maker knows: a reader that lacks it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Run>,
    /// 16 random bytes, base64url.
    pub salt: String,
    /// The secret, sealed with `age`, base64url.
    pub seal: String,
}

impl Head {
    /// The salt's bytes.
    pub(super) fn salt(&self) -> Option<[u8; 16]> {
        B64.decode(&self.salt).ok()?.try_into().ok()
    }

    /// The sealed secret, for whoever holds a key to it.
    #[must_use]
    pub fn sealed(&self) -> Option<Vec<u8>> {
        B64.decode(&self.seal).ok()
    }

    /// A salt or sealed secret as it stands in the head.
    #[must_use]
    pub fn text_of(bytes: &[u8]) -> String {
        B64.encode(bytes)
    }

    /// Magic, line and signature; and the hash that every frame is bound to.
    pub(super) fn bytes(&self, key: &SigningKey) -> Result<(Vec<u8>, [u8; 32]), BundleError> {
        let line = serde_json::to_string(self).map_err(|_json| BundleError::Head)?;
        if line.len() as u64 > HEAD_BYTES_MAX {
            return Err(BundleError::TooLarge);
        }
        let mut bytes = [MAGIC, line.as_bytes(), b"\n"].concat();
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let signature = key.sign(&[DOMAIN, &hash].concat()).to_bytes();
        bytes.extend_from_slice(B64.encode(signature).as_bytes());
        bytes.push(b'\n');
        Ok((bytes, hash))
    }

    /// Reads the three lines and checks the signature with the maker's key. Gives the head, its hash, and the bytes read.
    pub(super) fn read(
        from: &mut impl BufRead,
        key: &dyn Fn(&CounterCode, char) -> Option<VerifyingKey>,
    ) -> Result<(Self, [u8; 32], Vec<u8>), BundleError> {
        let mut bytes = line(from, MAGIC.len() as u64)?;
        if bytes != MAGIC {
            let ours = bytes.starts_with(b"NIRANTAR BUNDLE ");
            return Err(if ours { BundleError::Newer } else { BundleError::NotABundle });
        }
        let text = line(from, HEAD_BYTES_MAX + 1)?;
        bytes.extend_from_slice(&text);
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let head: Self = serde_json::from_slice(&text).map_err(|_json| BundleError::Head)?;
        let signed = line(from, 128)?;
        let signature = signed.strip_suffix(b"\n").and_then(|text| B64.decode(text).ok()).and_then(|b| b.try_into().ok());
        let signature: [u8; 64] = signature.ok_or(BundleError::Head)?;
        // A maker that this pack does not know yet (a later letter) cannot be checked; its entries will say so one by one.
        if let Some(key) = key(&head.counter, head.letter) {
            key.verify_strict(&[DOMAIN, &hash].concat(), &Signature::from_bytes(&signature))
                .map_err(|_forged| BundleError::Head)?;
        }
        bytes.extend_from_slice(&signed);
        Ok((head, hash, bytes))
    }
}

/// A line with its end, no longer than `most` bytes.
fn line(from: &mut impl BufRead, most: u64) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    from.by_ref().take(most).read_until(b'\n', &mut bytes)?;
    Ok(bytes)
}
