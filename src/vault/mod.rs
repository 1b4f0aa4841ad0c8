//! Keys: the site's, each person's, each counter's. Everything secret is sealed with `age` (X25519, or scrypt for passwords).
//!
//! Owns the pack file's seal and a counter's `keys/` folder. Never writes a secret in the clear, never logs one.

mod keyring;
mod pack_file;
mod password;
mod seal;
mod tries;

pub use keyring::{CounterKeys, KeyEnding, Keyring, KeyringError, Opened, Recovery, work_of};
pub use pack_file::{CounterKey, LETTERS, Pack, PackFileError, SealRequest, Sealing, SiteSecrets, read_pack, seal_pack};
pub use password::{PASSWORD_CHARS_MIN, password_fits, random_password};
pub use seal::{Identity, VaultError, Work, new_identity, open, open_with_password, seal, seal_with_password};
pub use tries::{Tries, wait_secs};

use zeroize::Zeroizing;

/// A text that is wiped when dropped.
pub type Secret = Zeroizing<String>;

/// Fills a fixed array with the system's randomness.
///
/// # Errors
/// [`VaultError::Chance`] when the system has none to give.
pub fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0u8; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_source| VaultError::Chance)?;
    Ok(bytes)
}
