//! What a password must be, and first passwords to hand out.

use super::{Secret, VaultError, random};
use zeroize::Zeroizing;

/// Shortest password that a person may choose, in characters.
pub const PASSWORD_CHARS_MIN: usize = 8;

/// True when a person may choose it: long enough, and not one character over and over.
#[must_use]
pub fn password_fits(password: &str) -> bool {
    let mut seen: Vec<char> = password.chars().collect();
    let long = seen.len() >= PASSWORD_CHARS_MIN;
    seen.sort_unstable();
    seen.dedup();
    long && seen.len() >= 4
}

/// Letters and digits that cannot be taken for one another on a printed slip.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567893";

/// A first password: three groups of four, 60 bits.
///
/// # Errors
/// [`VaultError::Chance`].
pub fn random_password() -> Result<Secret, VaultError> {
    let bytes = random::<12>()?;
    let mut out = Zeroizing::new(String::with_capacity(14));
    for (i, byte) in bytes.iter().enumerate() {
        if i == 4 || i == 8 {
            out.push('-');
        }
        out.push(char::from(LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'x')));
    }
    Ok(out)
}
