//! Writing a bundle: entries gather in a frame, a full frame is sealed and written.

use super::head::Head;
use super::{
    BundleError, BundleSecret, DOMAIN_END, END, ENTRIES_MAX, FRAME_BYTES, FRAME_HEAD_BYTES, TAG_BYTES, aad, cipher, nonce,
};
use crate::journal::{ChainHash, EntryId, Signed};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::AeadInPlace as _;
use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::Write;

/// zstd's level: a day of a counter in milliseconds, a third of the bytes.
const LEVEL: i32 = 3;

/// What the last frame says of all the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EndLine {
    pub entries: u64,
    pub frames: u64,
}

/// A bundle that was written to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub entries: u64,
    pub bytes: u64,
    /// SHA-256 of the whole file: what the receipt sheet says of it.
    pub mark: ChainHash,
}

/// Writes one bundle into anything that takes bytes.
pub struct Writer<W: Write> {
    out: W,
    cipher: ChaCha20Poly1305,
    head: [u8; 32],
    signing: SigningKey,
    /// Entries of the frame that is being filled, in the clear.
    plain: Vec<u8>,
    first: i64,
    last: i64,
    frames: u64,
    entries: u64,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Writer<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn new(out: W, head: &Head, secret: &BundleSecret, signing: &SigningKey) -> Result<Self, BundleError> {
        let salt = head.salt().ok_or(BundleError::Head)?;
        let (lines, hash) = head.bytes(signing)?;
        let mut writer = Self {
            out,
            cipher: cipher(secret, &salt),
            head: hash,
            signing: signing.clone(),
            plain: Vec::with_capacity(FRAME_BYTES * 2),
            first: 0,
            last: 0,
            frames: 0,
            entries: 0,
            bytes: 0,
            hash: Sha256::new(),
        };
        writer.write(&lines)?;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Takes one entry. A frame that is full is written.
    ///
    /// # Errors
    /// [`BundleError::TooLarge`] past the limit, or [`BundleError::Io`].
    pub fn entry(&mut self, id: &EntryId, signed: &Signed) -> Result<(), BundleError> {
        if self.entries >= ENTRIES_MAX {
            return Err(BundleError::TooLarge);
        }
        let length = u32::try_from(signed.bytes.len()).map_err(|_long| BundleError::TooLarge)?;
        if self.plain.is_empty() {
            self.first = id.packed();
        }
        self.last = id.packed();
        self.plain.extend_from_slice(&length.to_le_bytes());
        self.plain.extend_from_slice(&signed.bytes);
        self.plain.extend_from_slice(&signed.signature);
        self.entries += 1;
        if self.plain.len() >= FRAME_BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes the entries that wait in a frame.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn flush(&mut self) -> Result<(), BundleError> {
        if self.plain.is_empty() {
            return Ok(());
        }
        let plain = std::mem::take(&mut self.plain);
        let packed = zstd::bulk::compress(&plain, LEVEL)?;
        let length = u32::try_from(packed.len() + TAG_BYTES).map_err(|_long| BundleError::TooLarge)?;
        self.frame(length, packed)?;
        self.plain = plain;
        self.plain.clear();
        Ok(())
    }

    fn frame(&mut self, length: u32, mut content: Vec<u8>) -> Result<(), BundleError> {
        let mut head = Vec::with_capacity(FRAME_HEAD_BYTES);
        head.extend_from_slice(&length.to_le_bytes());
        head.extend_from_slice(&self.first.to_le_bytes());
        head.extend_from_slice(&self.last.to_le_bytes());
        self.cipher
            .encrypt_in_place(&nonce(self.frames).into(), &aad(&self.head, &head), &mut content)
            .map_err(|_length| BundleError::TooLarge)?;
        self.frames += 1;
        self.write(&head)?;
        self.write(&content)
    }

    /// What it writes into, to make it durable.
    pub const fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Entries so far.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// Bytes so far.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes the end.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn finish(mut self) -> Result<(W, Written), BundleError> {
        self.flush()?;
        let line = EndLine { entries: self.entries, frames: self.frames };
        let json = serde_json::to_vec(&line).map_err(|_json| BundleError::Head)?;
        let before: [u8; 32] = self.hash.clone().finalize().into();
        let signature = self.signing.sign(&[DOMAIN_END, &before].concat()).to_bytes();
        (self.first, self.last) = (0, i64::try_from(json.len() + TAG_BYTES).map_err(|_long| BundleError::TooLarge)?);
        self.frame(END, json)?;
        self.write(&signature)?;
        self.out.flush()?;
        let mark = ChainHash(self.hash.finalize().into());
        Ok((self.out, Written { entries: self.entries, bytes: self.bytes, mark }))
    }
}
