//! Bundles: entries of any counters in one sealed file (`format.md`). Turns entries into bytes and back; knows no store, no clock, no
//! chance, and believes nothing that it reads: who wrote an entry is the caller's to verify.

mod head;
mod read;
mod write;

pub use head::{Head, Kind};
pub use read::{Fault, Piece, Reader};
pub use write::{Writer, Written};

use crate::disk::DiskError;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// What a bundle's frames are sealed with, before the salt; 32 random bytes.
pub type BundleSecret = Zeroizing<[u8; 32]>;

/// File ending of bundles.
pub const ENDING: &str = "nrb";
/// Entries in one bundle, at most: what a reader may hold in memory.
pub const ENTRIES_MAX: u64 = 250_000;
/// Largest bundle, in bytes.
pub const FILE_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

const MAGIC: &[u8] = b"NIRANTAR BUNDLE 1\n";
const DOMAIN: &[u8] = b"nirantar bundle 1\n";
const DOMAIN_END: &[u8] = b"nirantar bundle end 1\n";
const DOMAIN_KEY: &[u8] = b"nirantar bundle key 1\n";
const HEAD_BYTES_MAX: u64 = 256 * 1024;
const SEALED_BYTES_MAX: usize = 1024 * 1024;
const PLAIN_BYTES_MAX: usize = 1024 * 1024;
/// Plain bytes at which a frame is sealed: small, so that a cut or a flipped bit costs few entries.
const FRAME_BYTES: usize = 128 * 1024;
const FRAME_HEAD_BYTES: usize = 20;
const END: u32 = u32::MAX;
const TAG_BYTES: usize = 16;

/// Why a bundle cannot be made or opened. What is wrong inside one that opens is a [`Fault`].
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    #[error("this file is not a bundle")]
    NotABundle,
    #[error("the bundle is of a later version of the program")]
    Newer,
    #[error("the bundle's first lines are damaged or forged")]
    Head,
    #[error("the bundle is sealed to somebody else")]
    Key,
    #[error("the bundle is too large")]
    TooLarge,
    #[error("disk: {0}")]
    Disk(#[from] DiskError),
    #[error("reading or writing: {0}")]
    Io(#[from] std::io::Error),
}

fn cipher(secret: &BundleSecret, salt: &[u8; 16]) -> ChaCha20Poly1305 {
    let mut hash = Sha256::new();
    hash.update(DOMAIN_KEY);
    hash.update(secret.as_slice());
    hash.update(salt);
    let key: [u8; 32] = hash.finalize().into();
    ChaCha20Poly1305::new(key.as_slice().into())
}

fn nonce(frame: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    for (to, from) in nonce.iter_mut().zip(frame.to_le_bytes()) {
        *to = from;
    }
    nonce
}

fn aad(head: &[u8; 32], frame: &[u8]) -> Vec<u8> {
    [head.as_slice(), frame].concat()
}
