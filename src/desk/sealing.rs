//! Sealing a hospital's masters into a pack: the site key, the people's first passwords, what the site keeps for the next pack.

use super::place::read_pack_file;
use super::session::check_new_password;
use crate::disk::{self, DiskError};
use crate::hospital::pack::Masters;
use crate::problem::Problem;
use crate::vault::{Pack, SealRequest, Secret, SiteSecrets, Work, open_with_password, random, seal_pack, seal_with_password};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The files that sealing reads and writes.
pub struct SealFiles<'a> {
    pub target: &'a Path,
    /// CSV `login,password`.
    pub passwords: Option<&'a Path>,
    pub previous: Option<&'a Path>,
    pub site_key: &'a Path,
}

/// What sealing wrote.
pub struct Sealed {
    /// CSV `login,password` of people who are new in this pack.
    pub first_passwords: Option<PathBuf>,
}

/// Reads the site's signing key from its sealed file, or makes the file with a new key (then `true`).
///
/// # Errors
/// A wrong password, or a problem of the disk.
pub fn site_key(path: &Path, password: &str) -> Result<(SigningKey, bool), Problem> {
    match disk::read(path) {
        Ok(sealed) => {
            let secret = open_with_password(&sealed, password).map_err(|_wrong| Problem::refused("problem-site-password"))?;
            let bytes: Zeroizing<[u8; 32]> =
                Zeroizing::new(secret.as_slice().try_into().map_err(|_length| Problem::damaged("problem-keys-damaged"))?);
            Ok((SigningKey::from_bytes(&bytes), false))
        }
        Err(DiskError::Missing { .. }) => {
            check_new_password(password)?;
            let secret = random::<32>()?;
            disk::write_private(path, &seal_with_password(secret.as_slice(), password, Work::Real)?)?;
            Ok((SigningKey::from_bytes(&secret), true))
        }
        Err(error) => Err(error.into()),
    }
}

/// Seals checked masters into one file.
///
/// # Errors
/// A [`Problem`]: the previous pack is of another site, a password file cannot be read, or the disk.
pub fn seal_folder(masters: &Masters, key: &SigningKey, site_password: &str, files: &SealFiles<'_>) -> Result<Sealed, Problem> {
    let passwords = files.passwords.map(read_passwords).transpose()?.unwrap_or_default();
    let secrets_file = files.site_key.with_extension("secrets");
    let previous = files.previous.map(|path| previous_pack(path, key, &secrets_file, site_password)).transpose()?;
    let request = SealRequest {
        masters,
        site_key: key,
        passwords: &passwords,
        previous: previous.as_ref().map(|(pack, secrets)| (pack, secrets)),
    };
    let sealing = seal_pack(&request).map_err(|_seal| Problem::damaged("problem-keys-damaged"))?;
    let secrets = Zeroizing::new(serde_json::to_vec(&sealing.secrets).map_err(|_json| Problem::damaged("problem-keys-damaged"))?);
    disk::write_private(&secrets_file, &seal_with_password(&secrets, site_password, Work::Real)?)?;
    disk::write(files.target, &sealing.bytes)?;
    let mut csv = Zeroizing::new(String::from("login,password\n"));
    let new: Vec<_> = sealing.first_passwords.iter().filter(|(login, _)| !passwords.contains_key(login)).collect();
    for (login, password) in &new {
        csv.push_str(login);
        csv.push(',');
        csv.push_str(password);
        csv.push('\n');
    }
    if new.is_empty() {
        return Ok(Sealed { first_passwords: None });
    }
    let path = files.target.with_extension("first-passwords.csv");
    disk::write_private(&path, csv.as_bytes())?;
    Ok(Sealed { first_passwords: Some(path) })
}

fn previous_pack(path: &Path, key: &SigningKey, secrets: &Path, password: &str) -> Result<(Pack, SiteSecrets), Problem> {
    let pack = read_pack_file(path)?;
    if pack.site_key != B64.encode(key.verifying_key().as_bytes()) {
        return Err(Problem::damaged("problem-pack-key").with("ours", pack.masters().hospital.site.clone()));
    }
    let bytes =
        open_with_password(&disk::read(secrets)?, password).map_err(|_wrong| Problem::refused("problem-site-password"))?;
    let secrets = serde_json::from_slice(&bytes).map_err(|_json| Problem::damaged("problem-keys-damaged"))?;
    Ok((pack, secrets))
}

fn read_passwords(path: &Path) -> Result<BTreeMap<String, Secret>, Problem> {
    let bytes = disk::read(path)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let bad = || Problem::refused("problem-passwords-file").with("path", path.display().to_string());
    let mut all = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|_csv| bad())?;
        let (Some(login), Some(password)) = (record.get(0), record.get(1)) else { return Err(bad()) };
        check_new_password(password)?;
        all.insert(login.to_owned(), Zeroizing::new(password.to_owned()));
    }
    Ok(all)
}
