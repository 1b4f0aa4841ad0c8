//! The pack as one file: a line that says what it is, a line with site, hash, key and signature, then the masters and keys, compressed.
//!
//! Anyone may read it; nobody without the site's key can change it. Private keys in it are sealed.

use super::{Identity, Secret, VaultError, Work, new_identity, open, random, random_password, seal, seal_with_password};
use crate::hospital::number::CounterCode;
use crate::hospital::pack::{Masters, PackKind};
use crate::journal::{ChainHash, fingerprint};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

const MAGIC: &str = "NIRANTAR PACK 1";
const DOMAIN: &[u8] = b"nirantar pack 1\n";
/// Largest pack file, in bytes.
pub const PACK_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Largest pack unpacked, in bytes.
const CONTENT_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Installation letters a pack brings keys for; a later one comes with the next pack.
pub const LETTERS: [char; 3] = ['A', 'B', 'C'];

/// Why a pack file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackFileError {
    #[error("this file is not a pack")]
    NotAPack,
    #[error("the pack is damaged: its bytes do not fit its signature")]
    Signature,
    #[error("the pack's content cannot be read")]
    Content,
    #[error("the pack is larger than 64 MiB")]
    TooLarge,
    #[error("sealing failed: {0}")]
    Vault(#[from] VaultError),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Head {
    site: String,
    version: u32,
    sha256: ChainHash,
    /// Site's public key, base64url.
    key: String,
    signature: String,
}

/// A person's key pair in the pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserKey {
    /// `age1…`
    pub public: String,
    /// The private half, sealed with the first password; base64url.
    pub sealed: String,
}

/// A counter's signing key for one installation letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CounterKey {
    pub letter: char,
    /// Ed25519, base64url.
    pub public: String,
    sealed: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Content {
    masters: Masters,
    users: BTreeMap<String, UserKey>,
    /// One key pair that every person without a list of counters holds: keeps the file small.
    everywhere: Option<UserKey>,
    counters: BTreeMap<CounterCode, Vec<CounterKey>>,
}

/// A pack whose signature fits.
#[derive(Debug, Clone)]
pub struct Pack {
    content: Content,
    /// SHA-256 of the file.
    pub hash: ChainHash,
    /// The site's public key, base64url; a counter keeps to the one it was set up with.
    pub site_key: String,
}

impl Pack {
    #[must_use]
    pub fn masters(&self) -> &Masters {
        &self.content.masters
    }

    /// A person's key as it came with the pack.
    #[must_use]
    pub fn user_key(&self, login: &str) -> Option<&UserKey> {
        self.content.users.get(login)
    }

    /// Keys of a counter's installations.
    #[must_use]
    pub fn counter_keys(&self, counter: &CounterCode) -> &[CounterKey] {
        self.content.counters.get(counter).map_or(&[], Vec::as_slice)
    }

    /// Public signing key of one installation.
    #[must_use]
    pub fn verifying_key(&self, counter: &CounterCode, letter: char) -> Option<VerifyingKey> {
        let key = self.counter_keys(counter).iter().find(|k| k.letter == letter)?;
        let bytes: [u8; 32] = B64.decode(&key.public).ok()?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok()
    }

    /// Public keys that a counter's secrets are sealed to.
    #[must_use]
    pub fn recipients(&self, counter: &CounterCode) -> Vec<String> {
        recipients(&self.content.masters, &self.content.users, self.content.everywhere.as_ref(), counter)
    }

    /// The identities a person holds: their own, and the common one if they may open every counter.
    ///
    /// # Errors
    /// [`VaultError`] when the common key does not open.
    pub fn identities(&self, login: &str, own: Identity) -> Result<Vec<Identity>, VaultError> {
        let mut all = vec![own];
        let everywhere = self.masters().user(login).is_some_and(|u| u.counters.is_empty());
        if let (true, Some(group), Some(own)) = (everywhere, &self.content.everywhere, all.first()) {
            // A key made at this counter after a lost password does not open it; the counter's own files are sealed to that key.
            if let Ok(secret) = open(&decode(&group.sealed)?, own) {
                all.push(identity(&secret)?);
            }
        }
        Ok(all)
    }

    /// The private signing key of one installation.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when none of the identities may.
    pub fn signing_key(&self, counter: &CounterCode, letter: char, by: &[Identity]) -> Result<SigningKey, VaultError> {
        let key = self.counter_keys(counter).iter().find(|k| k.letter == letter).ok_or(VaultError::WrongKey)?;
        let sealed = decode(&key.sealed)?;
        let secret = by.iter().find_map(|i| open(&sealed, i).ok()).ok_or(VaultError::WrongKey)?;
        let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(secret.as_slice().try_into().map_err(|_length| VaultError::Damaged)?);
        Ok(SigningKey::from_bytes(&bytes))
    }
}

fn identity(secret: &[u8]) -> Result<Identity, VaultError> {
    Identity::parse(std::str::from_utf8(secret).map_err(|_utf8| VaultError::Damaged)?)
}

fn decode(text: &str) -> Result<Vec<u8>, VaultError> {
    B64.decode(text).map_err(|_base64| VaultError::Damaged)
}

fn recipients(
    masters: &Masters,
    users: &BTreeMap<String, UserKey>,
    everywhere: Option<&UserKey>,
    counter: &CounterCode,
) -> Vec<String> {
    let listed = masters.users.iter().filter(|u| u.counters.contains(counter)).filter_map(|u| users.get(&u.login));
    everywhere.into_iter().chain(listed).map(|k| k.public.clone()).collect()
}

/// Reads a pack file and checks its signature against the key in it. Whether that key is the right site's is the caller's to judge.
///
/// # Errors
/// [`PackFileError`].
pub fn read_pack(bytes: &[u8]) -> Result<Pack, PackFileError> {
    if bytes.len() > PACK_BYTES_MAX {
        return Err(PackFileError::TooLarge);
    }
    let mut parts = bytes.splitn(3, |b| *b == b'\n');
    if parts.next() != Some(MAGIC.as_bytes()) {
        return Err(PackFileError::NotAPack);
    }
    let head: Head = serde_json::from_slice(parts.next().unwrap_or_default()).map_err(|_json| PackFileError::NotAPack)?;
    let packed = parts.next().unwrap_or_default();
    check_signature(&head, packed)?;
    let content = zstd::bulk::decompress(packed, CONTENT_BYTES_MAX.min(packed.len().saturating_mul(200)))
        .map_err(|_zstd| PackFileError::Content)?;
    let content: Content = serde_json::from_slice(&content).map_err(|_json| PackFileError::Content)?;
    if content.masters.hospital.site != head.site {
        return Err(PackFileError::Signature);
    }
    Ok(Pack { content, hash: fingerprint(bytes), site_key: head.key })
}

fn check_signature(head: &Head, packed: &[u8]) -> Result<(), PackFileError> {
    let wrong = || PackFileError::Signature;
    let key: [u8; 32] = B64.decode(&head.key).ok().and_then(|b| b.try_into().ok()).ok_or_else(wrong)?;
    let signature: [u8; 64] = B64.decode(&head.signature).ok().and_then(|b| b.try_into().ok()).ok_or_else(wrong)?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_point| wrong())?;
    key.verify_strict(&message(head), &Signature::from_bytes(&signature)).map_err(|_forged| wrong())?;
    if fingerprint(packed) == head.sha256 { Ok(()) } else { Err(wrong()) }
}

fn message(head: &Head) -> Vec<u8> {
    [DOMAIN, format!("{}\n{}\n{}\n", head.site, head.version, head.sha256).as_bytes()].concat()
}

/// What is to be sealed.
pub struct SealRequest<'a> {
    pub masters: &'a Masters,
    pub site_key: &'a SigningKey,
    /// Passwords by login; who is missing gets a random one.
    pub passwords: &'a BTreeMap<String, Secret>,
    /// An earlier pack of the site with the site's own secrets: people and counters keep their keys.
    pub previous: Option<(&'a Pack, &'a SiteSecrets)>,
}

/// What the site keeps to itself: the common key and the counters' private keys, for the next pack.
#[derive(Clone, Serialize, Deserialize, Default)]
pub struct SiteSecrets {
    everywhere: String,
    counters: BTreeMap<String, String>,
}

/// A sealed pack.
pub struct Sealing {
    pub bytes: Vec<u8>,
    /// First passwords of people who are new in this pack.
    pub first_passwords: Vec<(String, Secret)>,
    pub secrets: SiteSecrets,
}

/// Seals masters into one signed file, with keys for every person and counter.
///
/// # Errors
/// [`PackFileError`].
pub fn seal_pack(request: &SealRequest<'_>) -> Result<Sealing, PackFileError> {
    let work = match request.masters.hospital.kind {
        PackKind::Real => Work::Real,
        PackKind::Demo => Work::Demo,
    };
    let (users, first_passwords) = user_keys(request, work)?;
    let mut secrets = request.previous.map(|(_, s)| s.clone()).unwrap_or_default();
    let everywhere = common_key(request.masters, &users, &mut secrets)?;
    let mut counters = BTreeMap::new();
    for counter in &request.masters.counters {
        let to = recipients(request.masters, &users, everywhere.as_ref(), &counter.code);
        let keys = LETTERS.iter().map(|l| counter_key(&counter.code, *l, &to, &mut secrets)).collect::<Result<Vec<_>, _>>()?;
        counters.insert(counter.code.clone(), keys);
    }
    let content = Content { masters: request.masters.clone(), users, everywhere, counters };
    let json = serde_json::to_vec(&content).map_err(|_json| PackFileError::Content)?;
    let packed = zstd::bulk::compress(&json, 9).map_err(|_zstd| PackFileError::Content)?;
    Ok(Sealing { bytes: signed_file(request, &packed)?, first_passwords, secrets })
}

fn signed_file(request: &SealRequest<'_>, packed: &[u8]) -> Result<Vec<u8>, PackFileError> {
    let hospital = &request.masters.hospital;
    let mut head = Head {
        site: hospital.site.clone(),
        version: hospital.version,
        sha256: fingerprint(packed),
        key: B64.encode(request.site_key.verifying_key().as_bytes()),
        signature: String::new(),
    };
    head.signature = B64.encode(request.site_key.sign(&message(&head)).to_bytes());
    let line = serde_json::to_string(&head).map_err(|_json| PackFileError::Content)?;
    let bytes = [MAGIC.as_bytes(), b"\n", line.as_bytes(), b"\n", packed].concat();
    if bytes.len() > PACK_BYTES_MAX { Err(PackFileError::TooLarge) } else { Ok(bytes) }
}

type UserKeys = (BTreeMap<String, UserKey>, Vec<(String, Secret)>);

fn user_keys(request: &SealRequest<'_>, work: Work) -> Result<UserKeys, VaultError> {
    let mut keys = BTreeMap::new();
    let mut first = Vec::new();
    for user in &request.masters.users {
        let given = request.passwords.get(&user.login);
        let kept = request.previous.and_then(|(pack, _)| pack.user_key(&user.login)).filter(|_| given.is_none());
        let key = if let Some(kept) = kept {
            kept.clone()
        } else {
            let password = given.cloned().map_or_else(random_password, Ok)?;
            let identity = new_identity();
            let sealed = seal_with_password(identity.secret().as_bytes(), &password, work)?;
            first.push((user.login.clone(), password));
            UserKey { public: identity.public(), sealed: B64.encode(sealed) }
        };
        keys.insert(user.login.clone(), key);
    }
    Ok((keys, first))
}

fn common_key(
    masters: &Masters,
    users: &BTreeMap<String, UserKey>,
    secrets: &mut SiteSecrets,
) -> Result<Option<UserKey>, VaultError> {
    let holders: Vec<String> = masters
        .users
        .iter()
        .filter(|u| u.counters.is_empty())
        .filter_map(|u| users.get(&u.login))
        .map(|k| k.public.clone())
        .collect();
    if holders.is_empty() {
        return Ok(None);
    }
    let key = if secrets.everywhere.is_empty() { new_identity() } else { Identity::parse(&secrets.everywhere)? };
    secrets.everywhere = key.secret().to_string();
    let sealed = seal(key.secret().as_bytes(), &holders)?;
    Ok(Some(UserKey { public: key.public(), sealed: B64.encode(sealed) }))
}

fn counter_key(code: &CounterCode, letter: char, to: &[String], secrets: &mut SiteSecrets) -> Result<CounterKey, VaultError> {
    let name = format!("{code}{letter}");
    let seed = match secrets.counters.get(&name) {
        Some(kept) => Zeroizing::new(decode(kept)?.try_into().map_err(|_length| VaultError::Damaged)?),
        None => random::<32>()?,
    };
    secrets.counters.insert(name, B64.encode(seed.as_slice()));
    let key = SigningKey::from_bytes(&seed);
    let sealed = seal(seed.as_slice(), to)?;
    Ok(CounterKey { letter, public: B64.encode(key.verifying_key().as_bytes()), sealed: B64.encode(sealed) })
}
