//! A counter's `keys/` folder: the database key and the signing key, sealed to those who may open the counter and to the recovery key;
//! and the private keys of people who changed their password here.

use super::{Identity, Pack, Secret, VaultError, Work, new_identity, open, open_with_password, random, seal, seal_with_password};
use crate::disk::{self, DiskError};
use crate::hospital::number::CounterCode;
use crate::hospital::pack::PackKind;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What opens a counter's records and signs its entries.
#[derive(Clone)]
pub struct CounterKeys {
    /// Raw SQLCipher key.
    pub database: Zeroizing<[u8; 32]>,
    pub signing: SigningKey,
}

#[derive(Serialize, Deserialize)]
struct KeysFile {
    database: String,
    signing: String,
}

/// Who the counter's keys are sealed to besides the pack's people.
#[derive(Serialize, Deserialize, Default)]
struct Extra {
    recovery: String,
    /// Public keys made here after a lost password, by login.
    people: std::collections::BTreeMap<String, String>,
}

/// A person's own seal at this counter, after the first password was changed.
#[derive(Serialize, Deserialize)]
struct OwnSeal {
    sealed: String,
}

/// The folder.
pub struct Keyring {
    folder: PathBuf,
}

/// A person who has shown the right password, and what it opens.
pub struct Opened {
    pub keys: CounterKeys,
    pub identities: Vec<Identity>,
    /// The password is still the one that came with the pack.
    pub first_password: bool,
}

/// The recovery key of a counter just set up. Shown and printed once, kept nowhere.
pub struct Recovery {
    pub key: Secret,
}

/// Why a keyring does not open.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("this person is not in the pack")]
    Unknown,
    #[error("this person may not open this counter")]
    NotHere,
}

impl Keyring {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Makes the keys of a new counter, sealed to its people and to a fresh recovery key.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn create(
        &self,
        pack: &Pack,
        counter: &CounterCode,
        signing: SigningKey,
    ) -> Result<(CounterKeys, Recovery), KeyringError> {
        let recovery = new_identity();
        let keys = CounterKeys { database: random::<32>()?, signing };
        // People whose keys another counter lent.
        let people = self.extra().map(|extra| extra.people).unwrap_or_default();
        let extra = Extra { recovery: recovery.public(), people };
        self.write_json("recipients.json", &extra)?;
        self.seal_keys(&keys, pack, counter, &extra)?;
        Ok((keys, Recovery { key: recovery.secret() }))
    }

    /// Opens the counter with a person's password.
    ///
    /// # Errors
    /// [`KeyringError`]; a wrong password is [`VaultError::WrongPassword`].
    pub fn open(&self, pack: &Pack, counter: &CounterCode, login: &str, password: &str) -> Result<Opened, KeyringError> {
        let user = pack.masters().user(login).ok_or(KeyringError::Unknown)?;
        if !user.may_open(counter) {
            return Err(KeyringError::NotHere);
        }
        let (own, first_password) = self.person(pack, login, password)?;
        let identities = pack.identities(login, own)?;
        let sealed = disk::read(&self.folder.join("counter.age"))?;
        let file = identities.iter().find_map(|i| open(&sealed, i).ok()).ok_or(VaultError::WrongKey)?;
        Ok(Opened { keys: read_keys(&file)?, identities, first_password })
    }

    /// A person's private key. The seal made here wins over the pack's.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn person(&self, pack: &Pack, login: &str, password: &str) -> Result<(Identity, bool), KeyringError> {
        let own = self.own_seal(login);
        let (text, first) = match disk::read(&own) {
            Ok(bytes) => {
                let seal: OwnSeal = serde_json::from_slice(&bytes).map_err(|_json| VaultError::Damaged)?;
                (seal.sealed, false)
            }
            Err(DiskError::Missing { .. }) => (pack.user_key(login).ok_or(KeyringError::Unknown)?.sealed.clone(), true),
            Err(error) => return Err(error.into()),
        };
        let sealed = B64.decode(text).map_err(|_base64| VaultError::Damaged)?;
        let secret = open_with_password(&sealed, password)?;
        let text = std::str::from_utf8(&secret).map_err(|_utf8| VaultError::Damaged)?;
        // The demo's passwords are public; nobody is asked to change them.
        let first = first && pack.masters().hospital.kind == PackKind::Real;
        Ok((Identity::parse(text)?, first))
    }

    /// Seals a person's key with a new password.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn set_password(&self, login: &str, identity: &Identity, password: &str, work: Work) -> Result<(), KeyringError> {
        let sealed = seal_with_password(identity.secret().as_bytes(), password, work)?;
        let seal = OwnSeal { sealed: B64.encode(sealed) };
        disk::make_folder(&self.folder.join("people"))?;
        let bytes = serde_json::to_vec(&seal).map_err(|_json| VaultError::Damaged)?;
        disk::write_private(&self.own_seal(login), &bytes)?;
        Ok(())
    }

    /// Gives another keyring, not made yet, the passwords that people changed here.
    ///
    /// # Errors
    /// [`KeyringError::Disk`].
    pub fn lend_people(&self, to: &Self) -> Result<(), KeyringError> {
        let people = self.folder.join("people");
        if people.exists() {
            disk::make_folder(&to.folder.join("people"))?;
            for file in std::fs::read_dir(&people).map_err(|error| DiskError::new(&people, error))? {
                let path = file.map_err(|error| DiskError::new(&people, error))?.path();
                let Some(name) = path.file_name() else { continue };
                disk::write_private(&to.folder.join("people").join(name), &disk::read(&path)?)?;
            }
        }
        to.write_json("recipients.json", &Extra { recovery: String::new(), ..self.extra()? })
    }

    /// Gives a person a new key and password with the recovery key.
    ///
    /// # Errors
    /// [`KeyringError`]; [`VaultError::WrongKey`] when it is another counter's recovery key.
    pub fn recover(
        &self,
        pack: &Pack,
        counter: &CounterCode,
        recovery: &Identity,
        login: &str,
        password: &str,
    ) -> Result<(), KeyringError> {
        let user = pack.masters().user(login).ok_or(KeyringError::Unknown)?;
        if !user.may_open(counter) {
            return Err(KeyringError::NotHere);
        }
        let keys = read_keys(&open(&disk::read(&self.folder.join("counter.age"))?, recovery)?)?;
        let identity = new_identity();
        let mut extra = self.extra()?;
        extra.people.insert(login.to_owned(), identity.public());
        // First the counter's keys, then the person's seal: whichever way it is cut off, the old password still opens.
        self.write_json("recipients.json", &extra)?;
        self.seal_keys(&keys, pack, counter, &extra)?;
        self.set_password(login, &identity, password, work_of(pack))
    }

    /// Seals the keys anew: to a new pack's people, or with the signing key of a new installation letter.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn reseal(&self, keys: &CounterKeys, pack: &Pack, counter: &CounterCode) -> Result<(), KeyringError> {
        let extra = self.extra()?;
        self.seal_keys(keys, pack, counter, &extra)
    }

    /// Public keys that the counter's keys are sealed to beside the pack's people: the recovery key's, and of people whose password was
    /// lost.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn also(&self) -> Result<Vec<String>, KeyringError> {
        let extra = self.extra()?;
        Ok(extra.people.into_values().chain([extra.recovery]).collect())
    }

    /// Public key of the counter's recovery key; `None` where it has none.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn recovery(&self) -> Result<Option<String>, KeyringError> {
        Ok(Some(self.extra()?.recovery).filter(|key| !key.is_empty()))
    }

    /// Destroys every key of this counter: each file, the counter's own first, is overwritten with random bytes, made durable, and removed.
    /// Called again after a crash it goes on. What the counter's records say can then only be read from elsewhere.
    ///
    /// # Errors
    /// [`KeyringError::Disk`]; what was not reached is still there.
    pub fn destroy(&self, heard: &mut dyn FnMut(KeyEnding)) -> Result<(), KeyringError> {
        let mut files = Vec::new();
        files_below(&self.folder, &mut files)?;
        files.sort_by_key(|path| (path.file_name().is_none_or(|name| name != "counter.age"), path.clone()));
        for path in files {
            overwrite(&path)?;
            heard(KeyEnding::Overwritten);
            std::fs::remove_file(&path).map_err(|error| DiskError::new(&path, error))?;
            disk::sync_folder(&path)?;
            heard(KeyEnding::Removed);
        }
        Ok(())
    }

    fn extra(&self) -> Result<Extra, KeyringError> {
        let bytes = disk::read(&self.folder.join("recipients.json"))?;
        Ok(serde_json::from_slice(&bytes).map_err(|_json| VaultError::Damaged)?)
    }

    fn seal_keys(&self, keys: &CounterKeys, pack: &Pack, counter: &CounterCode, extra: &Extra) -> Result<(), KeyringError> {
        let mut to = pack.recipients(counter);
        to.push(extra.recovery.clone());
        to.extend(extra.people.values().cloned());
        let file = KeysFile { database: B64.encode(keys.database.as_slice()), signing: B64.encode(keys.signing.to_bytes()) };
        let json = Zeroizing::new(serde_json::to_vec(&file).map_err(|_json| VaultError::Damaged)?);
        disk::make_folder(&self.folder)?;
        disk::write_private(&self.folder.join("counter.age"), &seal(&json, &to)?)?;
        Ok(())
    }

    fn own_seal(&self, login: &str) -> PathBuf {
        self.folder.join("people").join(format!("{login}.json"))
    }

    fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), KeyringError> {
        disk::make_folder(&self.folder)?;
        let bytes = serde_json::to_vec_pretty(value).map_err(|_json| VaultError::Damaged)?;
        disk::write_private(&self.folder.join(name), &bytes)?;
        Ok(())
    }
}

/// What became of one file with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEnding {
    Overwritten,
    Removed,
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), DiskError> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(|error| DiskError::new(folder, error))? {
        let path = entry.map_err(|error| DiskError::new(folder, error))?.path();
        // A link is no folder of ours: only the link itself goes.
        if path.is_dir() && !path.is_symlink() {
            files_below(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Bytes written at once.
const CHUNK: usize = 4096;

fn overwrite(path: &Path) -> Result<(), KeyringError> {
    if path.is_symlink() {
        return Ok(());
    }
    let wrap = |error| DiskError::new(path, error);
    let mut file = std::fs::OpenOptions::new().write(true).open(path).map_err(wrap)?;
    let mut left = file.metadata().map_err(wrap)?.len();
    while left > 0 {
        let noise = random::<CHUNK>()?;
        let part = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        file.write_all(noise.get(..part).unwrap_or_default()).map_err(wrap)?;
        left -= part as u64;
    }
    file.sync_all().map_err(wrap)?;
    Ok(())
}

/// How much work a password costs at this hospital.
#[must_use]
pub fn work_of(pack: &Pack) -> Work {
    match pack.masters().hospital.kind {
        PackKind::Real => Work::Real,
        PackKind::Demo => Work::Demo,
    }
}

fn read_keys(json: &[u8]) -> Result<CounterKeys, VaultError> {
    let file: KeysFile = serde_json::from_slice(json).map_err(|_json| VaultError::Damaged)?;
    let raw = |text: &str| -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let bytes = Zeroizing::new(B64.decode(text).map_err(|_base64| VaultError::Damaged)?);
        Ok(Zeroizing::new(bytes.as_slice().try_into().map_err(|_length| VaultError::Damaged)?))
    };
    Ok(CounterKeys { database: raw(&file.database)?, signing: SigningKey::from_bytes(&*raw(&file.signing)?) })
}
