//! `age` in our words: seal to people, seal with a password, open again.

use super::Secret;
use age::secrecy::{ExposeSecret as _, SecretString};
use std::io::{Read as _, Write as _};
use std::str::FromStr as _;
use zeroize::Zeroizing;

/// What can go wrong with a sealed thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the password does not fit")]
    WrongPassword,
    #[error("this key does not open it")]
    WrongKey,
    #[error("the sealed bytes are damaged")]
    Damaged,
    #[error("the system gives no random numbers")]
    Chance,
    #[error("not a key")]
    NotAKey,
    #[error("nobody to seal to")]
    NoRecipient,
}

/// The private half of somebody's key pair. Wiped when dropped (by `age`).
#[derive(Clone)]
pub struct Identity(age::x25519::Identity);

impl Identity {
    /// Reads `AGE-SECRET-KEY-1…`, in any case, blanks and hyphen groups allowed as printed on the recovery sheet.
    ///
    /// # Errors
    /// [`VaultError::NotAKey`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let plain: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase());
        let rest = plain.strip_prefix("AGESECRETKEY1").ok_or(VaultError::NotAKey)?;
        let whole = Zeroizing::new(format!("AGE-SECRET-KEY-1{rest}"));
        age::x25519::Identity::from_str(&whole).map(Self).map_err(|_text| VaultError::NotAKey)
    }

    /// The public half, `age1…`.
    #[must_use]
    pub fn public(&self) -> String {
        self.0.to_public().to_string()
    }

    /// The secret half as text.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }
}

/// How much work a password costs, as log2 N of scrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// 2^15: about 80 ms and 32 MiB on an office PC.
    Real,
    /// 2^10: the demo hospital protects nobody, and is to be ready in seconds.
    Demo,
}

impl Work {
    const fn log_n(self) -> u8 {
        match self {
            Self::Real => 15,
            Self::Demo => 10,
        }
    }
}

/// Most work that an opened file may ask for (2^18, about 1 s): a forged file must not stall a counter.
const WORK_MAX_LOG_N: u8 = 18;
/// Largest thing that is opened, in bytes.
const OPEN_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A fresh key pair.
#[must_use]
pub fn new_identity() -> Identity {
    Identity(age::x25519::Identity::generate())
}

/// Seals bytes so that each of the public keys opens them.
///
/// # Errors
/// [`VaultError::NotAKey`] or [`VaultError::NoRecipient`].
pub fn seal(bytes: &[u8], publics: &[String]) -> Result<Vec<u8>, VaultError> {
    let recipients: Vec<age::x25519::Recipient> =
        publics.iter().map(|p| p.parse().map_err(|_text| VaultError::NotAKey)).collect::<Result<_, _>>()?;
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
        .map_err(|_empty| VaultError::NoRecipient)?;
    write(encryptor, bytes)
}

/// Opens what was sealed to this key.
///
/// # Errors
/// [`VaultError::WrongKey`] or [`VaultError::Damaged`].
pub fn open(sealed: &[u8], identity: &Identity) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    read(sealed, &identity.0, VaultError::WrongKey)
}

/// Seals bytes with a password.
///
/// # Errors
/// [`VaultError::Damaged`] when `age` cannot write, which memory alone can cause.
pub fn seal_with_password(bytes: &[u8], password: &str, work: Work) -> Result<Vec<u8>, VaultError> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(password.to_owned()));
    recipient.set_work_factor(work.log_n());
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_empty| VaultError::NoRecipient)?;
    write(encryptor, bytes)
}

/// Opens what was sealed with a password.
///
/// # Errors
/// [`VaultError::WrongPassword`] or [`VaultError::Damaged`].
pub fn open_with_password(sealed: &[u8], password: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut identity = age::scrypt::Identity::new(SecretString::from(password.to_owned()));
    identity.set_max_work_factor(WORK_MAX_LOG_N);
    read(sealed, &identity, VaultError::WrongPassword)
}

fn write(encryptor: age::Encryptor, bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
    let mut out = Vec::with_capacity(bytes.len() + 512);
    let mut writer = encryptor.wrap_output(&mut out).map_err(|_io| VaultError::Damaged)?;
    writer.write_all(bytes).map_err(|_io| VaultError::Damaged)?;
    writer.finish().map_err(|_io| VaultError::Damaged)?;
    Ok(out)
}

fn read(sealed: &[u8], identity: &dyn age::Identity, wrong: VaultError) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let decryptor = age::Decryptor::new(sealed).map_err(|_header| VaultError::Damaged)?;
    let reader = decryptor.decrypt(std::iter::once(identity)).map_err(|error| match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys | age::DecryptError::KeyDecryptionFailed => wrong,
        _ => VaultError::Damaged,
    })?;
    let mut bytes = Zeroizing::new(Vec::new());
    reader.take(OPEN_BYTES_MAX).read_to_end(&mut bytes).map_err(|_io| VaultError::Damaged)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_it_is_sealed_to_open_it() {
        let (asha, ravi, third) = (new_identity(), new_identity(), new_identity());
        let sealed = seal(b"key", &[asha.public(), ravi.public()]).unwrap();
        assert_eq!(open(&sealed, &asha).unwrap().as_slice(), b"key");
        assert_eq!(open(&sealed, &ravi).unwrap().as_slice(), b"key");
        assert_eq!(open(&sealed, &third), Err(VaultError::WrongKey));
    }

    #[test]
    fn a_password_opens_and_a_wrong_one_does_not() {
        let sealed = seal_with_password(b"identity", "नमस्ते 7", Work::Demo).unwrap();
        assert_eq!(open_with_password(&sealed, "नमस्ते 7").unwrap().as_slice(), b"identity");
        assert_eq!(open_with_password(&sealed, "नमस्ते 8"), Err(VaultError::WrongPassword));
        let mut torn = sealed.clone();
        torn.truncate(sealed.len() / 2);
        assert_eq!(open_with_password(&torn, "नमस्ते 7"), Err(VaultError::Damaged));
    }

    #[test]
    fn a_printed_key_reads_back_however_it_is_grouped() {
        let key = new_identity();
        let text = key.secret();
        let grouped: String = text
            .replace('-', "")
            .chars()
            .enumerate()
            .map(|(i, c)| if i % 6 == 5 { format!("{c} ") } else { c.to_string() })
            .collect();
        assert_eq!(Identity::parse(&grouped.to_lowercase()).unwrap().public(), key.public());
        assert_eq!(Identity::parse("AGE-SECRET-KEY-1QQ").err(), Some(VaultError::NotAKey));
    }
}
