//! Reading a bundle, frame by frame: what is whole is given out, what is damaged is named, and a cut ends it.

use super::head::Head;
use super::write::EndLine;
use super::{
    BundleError, BundleSecret, DOMAIN_END, END, ENTRIES_MAX, FILE_BYTES_MAX, FRAME_HEAD_BYTES, PLAIN_BYTES_MAX, SEALED_BYTES_MAX,
    TAG_BYTES, aad, cipher, nonce,
};
use crate::hospital::number::CounterCode;
use crate::journal::{ChainHash, EntryId, Signed};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::AeadInPlace as _;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};
use std::io::{BufRead, Read};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A frame does not open or unpack: its entries, from and to as it says itself, are not read.
    Frame { first: Option<EntryId>, last: Option<EntryId> },
    /// The file ends in the middle: what came before is whole.
    Cut,
    /// The end does not fit what came before it: frames were taken out, exchanged, or the end is another maker's.
    End,
    /// There is more than a bundle may hold; the rest is not read.
    TooLarge,
}

/// One thing read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Entry(Signed),
    Fault(Fault),
}

/// Reads one bundle.
pub struct Reader<R: BufRead> {
    from: R,
    head: Head,
    head_hash: [u8; 32],
    cipher: Option<ChaCha20Poly1305>,
    maker: Option<VerifyingKey>,
    frame: u64,
    entries: u64,
    bytes: u64,
    hash: Sha256,
    /// Entries of the frame read last, in turn.
    waiting: std::vec::IntoIter<Signed>,
    over: bool,
    whole: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads the head. `key`: public key of an installation, where the pack knows it.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn new(mut from: R, key: &dyn Fn(&CounterCode, char) -> Option<VerifyingKey>) -> Result<Self, BundleError> {
        let (head, head_hash, read) = Head::read(&mut from, key)?;
        let maker = key(&head.counter, head.letter);
        let mut hash = Sha256::new();
        hash.update(&read);
        let bytes = read.len() as u64;
        let waiting = Vec::new().into_iter();
        Ok(Self {
            from,
            head,
            head_hash,
            cipher: None,
            maker,
            frame: 0,
            entries: 0,
            bytes,
            hash,
            waiting,
            over: false,
            whole: false,
        })
    }

    /// The head.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// Gives the secret that the head's seal holds. Without it every frame is a fault.
    ///
    /// # Errors
    /// [`BundleError::Head`].
    pub fn unlock(&mut self, secret: &BundleSecret) -> Result<(), BundleError> {
        self.cipher = Some(cipher(secret, &self.head.salt().ok_or(BundleError::Head)?));
        Ok(())
    }

    /// Bytes read so far.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 of everything read so far; of the whole file after the last piece.
    #[must_use]
    pub fn mark(&self) -> ChainHash {
        ChainHash(self.hash.clone().finalize().into())
    }

    /// True once the end was read and fits.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// The next entry or fault; `None` after the end.
    ///
    /// # Errors
    /// [`BundleError::Io`] when the medium fails: what was read stays read.
    pub fn next_piece(&mut self) -> Result<Option<Piece>, BundleError> {
        loop {
            if let Some(signed) = self.waiting.next() {
                return Ok(Some(Piece::Entry(signed)));
            }
            if self.over {
                return Ok(None);
            }
            if let Some(fault) = self.read_frame()? {
                return Ok(Some(Piece::Fault(fault)));
            }
        }
    }

    const fn end_with(&mut self, fault: Fault) -> Fault {
        self.over = true;
        fault
    }

    /// Reads one frame into `waiting`.
    fn read_frame(&mut self) -> Result<Option<Fault>, BundleError> {
        let before: [u8; 32] = self.hash.clone().finalize().into();
        let Some(head) = self.take(FRAME_HEAD_BYTES)? else { return Ok(Some(self.end_with(Fault::Cut))) };
        let number = |from: usize| head.get(from..from + 8).and_then(|b| b.try_into().ok()).map_or(0, i64::from_le_bytes);
        let length = head.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        let (first, last) = (number(4), number(12));
        if length == END {
            return self.read_end(&head, last, before);
        }
        let length = length as usize;
        if !(TAG_BYTES..=SEALED_BYTES_MAX).contains(&length) || self.bytes > FILE_BYTES_MAX {
            // Where the next frame begins cannot be known.
            return Ok(Some(self.end_with(Fault::Frame { first: EntryId::unpacked(first), last: None })));
        }
        let Some(sealed) = self.take(length)? else { return Ok(Some(self.end_with(Fault::Cut))) };
        let Some(signed) = self.open(&head, sealed).and_then(|packed| unpack(&packed)) else {
            self.frame += 1;
            return Ok(Some(Fault::Frame { first: EntryId::unpacked(first), last: EntryId::unpacked(last) }));
        };
        self.frame += 1;
        self.entries += signed.len() as u64;
        if self.entries > ENTRIES_MAX {
            return Ok(Some(self.end_with(Fault::TooLarge)));
        }
        self.waiting = signed.into_iter();
        Ok(None)
    }

    fn open(&self, head: &[u8], mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        let cipher = self.cipher.as_ref()?;
        cipher.decrypt_in_place(&nonce(self.frame).into(), &aad(&self.head_hash, head), &mut sealed).ok()?;
        Some(sealed)
    }

    fn read_end(&mut self, head: &[u8], length: i64, before: [u8; 32]) -> Result<Option<Fault>, BundleError> {
        let length = usize::try_from(length).ok().filter(|l| (TAG_BYTES..4096).contains(l));
        let Some(length) = length else { return Ok(Some(self.end_with(Fault::End))) };
        let (Some(sealed), Some(signature)) = (self.take(length)?, self.take(64)?) else {
            return Ok(Some(self.end_with(Fault::Cut)));
        };
        let signature: Option<[u8; 64]> = signature.try_into().ok();
        let told = self.open(head, sealed).and_then(|json| serde_json::from_slice::<EndLine>(&json).ok());
        let fits = told == Some(EndLine { entries: self.entries, frames: self.frame });
        let message = [DOMAIN_END, &before].concat();
        let ours =
            |key: &VerifyingKey| signature.is_some_and(|s| key.verify_strict(&message, &Signature::from_bytes(&s)).is_ok());
        self.over = true;
        self.whole = fits && self.maker.as_ref().is_none_or(ours);
        Ok(if self.whole { None } else { Some(Fault::End) })
    }

    /// Exactly so many bytes, or none where the file ends before.
    fn take(&mut self, bytes: usize) -> Result<Option<Vec<u8>>, BundleError> {
        let mut taken = Vec::with_capacity(bytes);
        Read::by_ref(&mut self.from).take(bytes as u64).read_to_end(&mut taken)?;
        self.hash.update(&taken);
        self.bytes += taken.len() as u64;
        Ok(Some(taken).filter(|taken| taken.len() == bytes))
    }
}

fn unpack(packed: &[u8]) -> Option<Vec<Signed>> {
    let plain = zstd::bulk::decompress(packed, PLAIN_BYTES_MAX).ok()?;
    let (mut rest, mut entries) = (plain.as_slice(), Vec::new());
    while !rest.is_empty() {
        let (length, after) = rest.split_at_checked(4)?;
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let (bytes, after) = after.split_at_checked(length)?;
        let (signature, after) = after.split_at_checked(64)?;
        entries.push(Signed { bytes: bytes.to_vec(), signature: signature.try_into().ok()? });
        rest = after;
    }
    Some(entries)
}
