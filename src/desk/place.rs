//! Where a counter lives: its folder, what is in it, and the lock that keeps a second copy of the program out.
//!
//! ```text
//! DIR/counter.json   which counter this is        DIR/hospital.pack   the masters
//! DIR/keys/          sealed keys                  DIR/nirantar.db     the records (SQLCipher)
//! DIR/high-water     highest numbers given out    DIR/settings.json   printer, paper, language
//! DIR/tries.json     wrong passwords              DIR/slips/          papers of a counter without a printer
//! ```

use super::archive::Archived;
use super::settings::Settings;
use crate::disk::{self, DiskError, Lock};
use crate::hospital::number::{CounterCode, Mode};
use crate::problem::Problem;
use crate::vault::{Pack, PackFileError, Tries, read_pack};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// `counter.json`: what the folder is. Not secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterFile {
    pub site: String,
    pub counter: CounterCode,
    /// Grows when the records begin anew: a restored or damaged database, a new PC.
    pub letter: char,
    pub mode: Mode,
    /// Public key of the site this counter keeps to, base64url.
    pub site_key: String,
    pub since: DateTime<FixedOffset>,
    pub reason: String,
    /// Who signed in last; the sign-in screen begins there.
    #[serde(default)]
    pub last_user: String,
    /// Its records were sealed for the archive, and its key is destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Box<Archived>>,
}

impl CounterFile {
    /// Which installation it is: `K7A`.
    #[must_use]
    pub fn installation(&self) -> String {
        format!("{}{}", self.counter, self.letter)
    }
}

/// A counter's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(PathBuf);

/// What a folder holds.
pub enum Standing {
    /// No counter yet.
    Empty,
    /// A counter with a good pack of its own site.
    Ready { file: CounterFile, pack: Box<Pack> },
}

impl Place {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0
    }

    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join("nirantar.db")
    }

    #[must_use]
    pub fn pack(&self) -> PathBuf {
        self.0.join("hospital.pack")
    }

    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    /// Where papers go when there is no printer.
    #[must_use]
    pub fn slips(&self) -> PathBuf {
        self.0.join("slips")
    }

    /// The demo hospital's own folder beside a counter's data; the real counter is never touched by it.
    #[must_use]
    pub fn demo(&self) -> PathBuf {
        self.0.join("demo")
    }

    /// Folder of the drill that is held beside the counter, and of those that are over.
    #[must_use]
    pub fn drill(&self) -> PathBuf {
        self.0.join("drill")
    }

    #[must_use]
    pub fn drills(&self) -> PathBuf {
        self.0.join("drills")
    }

    /// Looks what is here.
    ///
    /// # Errors
    /// A [`Problem`]: pack forged, of another hospital, or a file that cannot be read.
    pub fn look(&self) -> Result<Standing, Problem> {
        let bytes = match disk::read(&self.0.join("counter.json")) {
            Ok(bytes) => bytes,
            Err(DiskError::Missing { .. }) => return Ok(Standing::Empty),
            Err(error) => return Err(error.into()),
        };
        let file: CounterFile = serde_json::from_slice(&bytes).map_err(|_json| self.damaged("counter.json"))?;
        let pack = read_pack_file(&self.pack())?;
        check_site(&pack, &file)?;
        Ok(Standing::Ready { file, pack: Box::new(pack) })
    }

    pub(crate) fn write_counter(&self, file: &CounterFile) -> Result<(), Problem> {
        self.write_json("counter.json", file)
    }

    /// Settings of this counter; the default where none were kept or they cannot be read.
    #[must_use]
    pub fn settings(&self) -> Settings {
        disk::read(&self.0.join("settings.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps the settings.
    ///
    /// # Errors
    /// A [`Problem`] of the disk.
    pub fn keep_settings(&self, settings: &Settings) -> Result<(), Problem> {
        self.write_json("settings.json", settings)
    }

    pub(crate) fn tries(&self) -> Tries {
        disk::read(&self.0.join("tries.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    pub(crate) fn keep_tries(&self, tries: &Tries) -> Result<(), Problem> {
        self.write_json("tries.json", tries)
    }

    fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), Problem> {
        let bytes = serde_json::to_vec_pretty(value).map_err(|_json| self.damaged(name))?;
        Ok(disk::write(&self.0.join(name), &bytes)?)
    }

    fn damaged(&self, name: &str) -> Problem {
        Problem::damaged("problem-file-damaged").with("path", self.0.join(name).display().to_string())
    }

    /// Keeps a second copy of the program out of this folder until dropped. The system lets go of it when a program dies.
    ///
    /// # Errors
    /// `problem-two-copies`, or a problem of the disk.
    pub fn lock(&self) -> Result<Lock, Problem> {
        Lock::take(&self.0.join("lock"))?.ok_or_else(|| Problem::device("problem-two-copies"))
    }
}

/// Reads and checks a pack file.
///
/// # Errors
/// `problem-pack-…`.
pub fn read_pack_file(path: &Path) -> Result<Pack, Problem> {
    let shown = path.display().to_string();
    let bytes = disk::read(path).map_err(|error| match error {
        DiskError::Missing { .. } => Problem::refused("problem-pack-missing").with("path", shown.clone()),
        other => other.into(),
    })?;
    read_pack(&bytes).map_err(|error| pack_problem(&error).with("path", shown))
}

fn pack_problem(error: &PackFileError) -> Problem {
    match error {
        PackFileError::NotAPack => Problem::damaged("problem-pack-not"),
        PackFileError::Signature => Problem::damaged("problem-pack-signature"),
        PackFileError::Content | PackFileError::TooLarge | PackFileError::Vault(_) => Problem::damaged("problem-pack-damaged"),
    }
}

/// A pack that a counter may use: same site, same site key.
pub(crate) fn check_site(pack: &Pack, file: &CounterFile) -> Result<(), Problem> {
    let site = &pack.masters().hospital.site;
    if *site != file.site {
        return Err(Problem::damaged("problem-pack-other").with("theirs", site.clone()).with("ours", file.site.clone()));
    }
    if pack.site_key != file.site_key {
        return Err(Problem::damaged("problem-pack-key").with("ours", file.site.clone()));
    }
    Ok(())
}
