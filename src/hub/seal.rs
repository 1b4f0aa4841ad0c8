//! The seal over an entry in the hub: compressed with the dictionary of the QR codes, encrypted with ChaCha20-Poly1305 (RFC 8439).
//!
//! The cipher is OpenSSL's, which is here for TLS: a month of a hospital is millions of short texts, and for those it takes a fifth of the
//! time that the cipher of the bundles takes.
//!
//! The nonce is a keyed hash of what is sealed: the same entry gives the same bytes, nothing depends on chance, and no nonce serves two
//! texts. What stands beside it for comparing is not the chain's hash but a keyed hash of it: who has the database and guesses
//! what an entry says cannot find out whether the guess is right.

use super::HubError;
use super::ranges::Mark;
use crate::journal::carrier::DICTIONARY;
use crate::journal::{ChainHash, ENTRY_BYTES_MAX, EntryId, Signed};
use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use openssl::error::ErrorStack;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::LazyLock;
use zeroize::Zeroizing;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// The hub's own key. The database has it only sealed to the site's people.
#[derive(Clone)]
pub struct HubKey(pub Zeroizing<[u8; 32]>);

impl fmt::Debug for HubKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HubKey(…)")
    }
}

const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
const SIGNATURE_BYTES: usize = 64;
/// A fast level: most of what can be gained comes from the dictionary.
const LEVEL: i32 = 1;

static TO_PACK: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static TO_UNPACK: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

/// Seals and opens the entries of one site.
pub struct Sealer {
    site: String,
    mark_key: Zeroizing<[u8; 32]>,
    nonce_key: Zeroizing<[u8; 32]>,
    /// What turns texts into sealed ones and back, made once; none where the system refuses to make it.
    tools: Option<Tools>,
    /// What is about to be sealed, and what it was made of.
    plain: Vec<u8>,
    packed: Vec<u8>,
}

struct Tools {
    seal: CipherCtx,
    open: CipherCtx,
    packer: Compressor<'static>,
    unpacker: Decompressor<'static>,
}

impl Tools {
    fn new(key: &[u8; 32]) -> Option<Self> {
        let (mut seal, mut open) = (CipherCtx::new().ok()?, CipherCtx::new().ok()?);
        seal.encrypt_init(Some(Cipher::chacha20_poly1305()), Some(key), None).ok()?;
        open.decrypt_init(Some(Cipher::chacha20_poly1305()), Some(key), None).ok()?;
        Some(Self {
            seal,
            open,
            packer: Compressor::with_prepared_dictionary(&TO_PACK).ok()?,
            unpacker: Decompressor::with_prepared_dictionary(&TO_UNPACK).ok()?,
        })
    }

    fn encrypt(&mut self, nonce: &[u8], address: &[u8], plain: &[u8], out: &mut Vec<u8>) -> Result<(), ErrorStack> {
        let mut tag = [0; TAG_BYTES];
        self.seal.encrypt_init(None, None, Some(nonce))?;
        self.seal.cipher_update(address, None)?;
        self.seal.cipher_update_vec(plain, out)?;
        self.seal.cipher_final_vec(out)?;
        self.seal.tag(&mut tag)?;
        out.extend_from_slice(&tag);
        Ok(())
    }

    /// What comes out is worth nothing where this fails: it is a text only once the tag fits.
    fn decrypt(
        &mut self,
        nonce: &[u8],
        address: &[u8],
        (body, tag): (&[u8], &[u8]),
        out: &mut Vec<u8>,
    ) -> Result<(), ErrorStack> {
        self.open.decrypt_init(None, None, Some(nonce))?;
        self.open.set_tag(tag)?;
        self.open.cipher_update(address, None)?;
        self.open.cipher_update_vec(body, out)?;
        self.open.cipher_final_vec(out)?;
        Ok(())
    }
}

impl Sealer {
    #[must_use]
    pub fn new(key: &HubKey, site: &str) -> Self {
        let derived = |what: &str| -> Zeroizing<[u8; 32]> {
            Zeroizing::new(Sha256::new().chain_update(format!("nirantar hub {what} 1\n")).chain_update(*key.0).finalize().into())
        };
        Self {
            site: site.to_owned(),
            mark_key: derived("mark"),
            nonce_key: derived("nonce"),
            tools: Tools::new(&derived("seal")),
            plain: Vec::new(),
            packed: Vec::with_capacity(zstd::zstd_safe::compress_bound(ENTRY_BYTES_MAX)),
        }
    }

    /// What the hub keeps in place of a chain hash. Key and hash have a fixed length, so a plain hash over both is a sound keyed hash.
    #[must_use]
    pub fn mark(&self, hash: &ChainHash) -> Mark {
        let whole: [u8; 32] = Sha256::new().chain_update(*self.mark_key).chain_update(hash.0).finalize().into();
        let mut mark = [0; 16];
        mark.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        Mark(mark)
    }

    /// Appends an entry to `out`, sealed: nonce, ciphertext, tag.
    ///
    /// # Errors
    /// [`HubError::Entries`] when it cannot be compressed or encrypted, which memory alone can cause.
    pub fn seal(&mut self, id: &EntryId, signed: &Signed, out: &mut Vec<u8>) -> Result<(), HubError> {
        let failed = || HubError::Entries { entry: id.to_string() };
        let address = self.address(id);
        let tools = self.tools.as_mut().ok_or_else(failed)?;
        self.packed.clear();
        tools.packer.compress_to_buffer(&signed.bytes, &mut self.packed).map_err(|_zstd| failed())?;
        self.plain.clear();
        self.plain.extend_from_slice(&signed.signature);
        self.plain.extend_from_slice(&self.packed);
        // Truncated to 12 of 32 bytes, so that nobody can go on hashing where this ends.
        let whole: [u8; 32] = Sha256::new().chain_update(*self.nonce_key).chain_update(&self.plain).finalize().into();
        let nonce = whole.first_chunk::<NONCE_BYTES>().ok_or_else(failed)?;
        out.extend_from_slice(nonce);
        tools.encrypt(nonce, &address, &self.plain, out).map_err(|_openssl| failed())
    }

    /// Opens what [`Sealer::seal`] made.
    ///
    /// # Errors
    /// [`HubError::Damaged`] when it was made with another key, for another address, or is not whole.
    pub fn open(&mut self, id: &EntryId, sealed: &[u8]) -> Result<Signed, HubError> {
        let damaged = || HubError::Damaged { entry: id.to_string() };
        let (nonce, rest) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(damaged)?;
        let at = rest.len().checked_sub(TAG_BYTES).ok_or_else(damaged)?;
        let parts = rest.split_at_checked(at).ok_or_else(damaged)?;
        let address = self.address(id);
        let tools = self.tools.as_mut().ok_or_else(damaged)?;
        self.plain.clear();
        tools.decrypt(nonce, &address, parts, &mut self.plain).map_err(|_forged| damaged())?;
        let (signature, packed) = self.plain.split_at_checked(SIGNATURE_BYTES).ok_or_else(damaged)?;
        let signature = signature.try_into().map_err(|_length| damaged())?;
        let bytes = tools.unpacker.decompress(packed, ENTRY_BYTES_MAX).map_err(|_zstd| damaged())?;
        Ok(Signed { bytes, signature })
    }

    /// Where the entry belongs; sealed with it, so that no row can be put in another's place.
    fn address(&self, id: &EntryId) -> Vec<u8> {
        [self.site.as_bytes(), &[0], &id.packed().to_be_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(key: u8, site: &str) -> Sealer {
        Sealer::new(&HubKey(Zeroizing::new([key; 32])), site)
    }

    #[test]
    fn what_is_sealed_opens_only_with_the_key_at_its_place() {
        let id: EntryId = "K7A-12".parse().unwrap();
        let signed = Signed { bytes: br#"{"v":1,"site":"AIIMS","name":"Ramesh Kumar"}"#.to_vec(), signature: [9; 64] };
        let (mut sealed, mut again) = (Vec::new(), Vec::new());
        sealer(1, "AIIMS").seal(&id, &signed, &mut sealed).unwrap();
        sealer(1, "AIIMS").seal(&id, &signed, &mut again).unwrap();
        assert_eq!(sealed, again, "the same entry gives the same bytes");
        assert!(!sealed.windows(6).any(|w| w == b"Ramesh"));
        assert_eq!(sealer(1, "AIIMS").open(&id, &sealed).unwrap(), signed);
        let other: EntryId = "K7A-13".parse().unwrap();
        assert!(sealer(2, "AIIMS").open(&id, &sealed).is_err());
        assert!(sealer(1, "KEM").open(&id, &sealed).is_err());
        assert!(sealer(1, "AIIMS").open(&other, &sealed).is_err());
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert!(sealer(1, "AIIMS").open(&id, &flipped).is_err(), "byte {at}");
            assert!(sealer(1, "AIIMS").open(&id, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn another_text_has_another_nonce_and_a_mark_says_nothing_without_the_key() {
        let id: EntryId = "K7A-12".parse().unwrap();
        let nonce = |bytes: &[u8], signature: u8| {
            let mut out = Vec::new();
            sealer(1, "AIIMS").seal(&id, &Signed { bytes: bytes.to_vec(), signature: [signature; 64] }, &mut out).unwrap();
            out[..NONCE_BYTES].to_vec()
        };
        assert_ne!(nonce(b"a", 1), nonce(b"b", 1));
        assert_ne!(nonce(b"a", 1), nonce(b"a", 2));
        let hash = crate::journal::fingerprint(b"a");
        assert_eq!(sealer(1, "AIIMS").mark(&hash), sealer(1, "AIIMS").mark(&hash));
        assert_ne!(sealer(1, "AIIMS").mark(&hash), sealer(2, "AIIMS").mark(&hash));
        assert_ne!(sealer(1, "AIIMS").mark(&hash).0, hash.0[..16]);
    }
}
