//! How far reading is: enough to go on after a kill, and to know whether the export is still the one that was begun.

use super::Plan;
use super::base::Base;
use super::work::Work;
use crate::disk::DiskError;
use crate::index::IndexError;
use crate::index::intake::{FaultCounts, Mark};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

const NAME: &str = "state";
/// Read at once for a SHA-256.
const PIECE: usize = 1 << 18;

/// Set down after each run; names only numbers, and is sealed like all else in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// What the build was asked to do, and by which program: hex digest.
    pub asked: String,
    pub stamp: Stamp,
    /// People of the base taken.
    pub base: u32,
    /// Where the next row of the export begins; `None`: before the first.
    pub mark: Option<Mark>,
    /// SHA-256 of the export before the mark, hex.
    pub sha256: String,
    /// Rows taken, the base's people first.
    pub rows: u32,
    pub runs: u32,
    pub counts: FaultCounts,
    pub fields_dropped: u64,
    /// All is read.
    pub whole: bool,
}

/// What tells that a file was not written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub bytes: u64,
    /// Nanoseconds since 1970; 0 where the system does not say.
    modified: u64,
}

impl Stamp {
    fn new(meta: &Metadata) -> Self {
        let since = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self { bytes: meta.len(), modified: since.and_then(|s| u64::try_from(s.as_nanos()).ok()).unwrap_or(0) }
    }

    pub fn of(path: &Path) -> Result<Self, IndexError> {
        Ok(Self::new(&std::fs::metadata(path).map_err(|e| DiskError::new(path, e))?))
    }
}

/// What was found in the work folder.
pub(super) struct Seen {
    pub state: State,
    pub began: super::Began,
    pub prefix: Prefix,
}

impl State {
    /// Goes on from what is there if it is of this export and this plan; else takes it away.
    pub fn find(plan: &Plan<'_>, base: Option<&Base>, work: &Work) -> Result<Seen, IndexError> {
        let mut fresh = Self { asked: asked(plan, base), stamp: Stamp::of(plan.from)?, ..Self::default() };
        let mut prefix = Prefix::open(plan.from)?;
        let old: Option<Self> = work.get(NAME)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if let Some(old) = old.filter(|old| old.asked == fresh.asked && old.stamp == fresh.stamp) {
            prefix.up_to(old.mark.map_or(0, |mark| mark.offset))?;
            if prefix.hex() == old.sha256 {
                return Ok(Seen { state: old, began: super::Began::WentOn, prefix });
            }
            prefix = Prefix::open(plan.from)?;
        }
        fresh.sha256 = prefix.hex();
        let began = if work.is_empty()? { super::Began::New } else { super::Began::Anew };
        work.clear()?;
        fresh.put(work)?;
        Ok(Seen { state: fresh, began, prefix })
    }

    pub fn put(&self, work: &Work) -> Result<(), IndexError> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        work.put(NAME, &bytes)
    }
}

/// All that decides what is in the file, but for the rows.
fn asked(plan: &Plan<'_>, base: Option<&Base>) -> String {
    let columns = serde_json::to_vec(plan.columns).unwrap_or_default();
    let base = base.map(Base::id).unwrap_or_default();
    let mut sha = Sha256::new();
    let day = plan.day.to_string();
    let parts = [env!("CARGO_PKG_VERSION").as_bytes(), &columns, plan.uhid.source().as_bytes(), day.as_bytes(), base.as_bytes()];
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part);
    }
    hex(&sha.finalize())
}

/// SHA-256 of the front of a file.
pub(super) struct Prefix {
    file: File,
    path: std::path::PathBuf,
    sha: Sha256,
    at: u64,
}

impl Prefix {
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        let file = File::open(path).map_err(|e| DiskError::new(path, e))?;
        Ok(Self { file, path: path.to_owned(), sha: Sha256::new(), at: 0 })
    }

    /// Goes on to this byte; a file that ends before has changed.
    pub fn up_to(&mut self, end: u64) -> Result<(), IndexError> {
        let mut piece = vec![0; PIECE];
        while self.at < end {
            let want = usize::try_from(end - self.at).unwrap_or(PIECE).min(PIECE);
            let have = self.file.read(piece.get_mut(..want).unwrap_or_default()).map_err(|e| DiskError::new(&self.path, e))?;
            if have == 0 {
                return Err(IndexError::Changed { path: self.path.clone() });
            }
            self.sha.update(piece.get(..have).unwrap_or_default());
            self.at += have as u64;
        }
        Ok(())
    }

    pub fn hex(&self) -> String {
        hex(&self.sha.clone().finalize())
    }
}

/// SHA-256 of a whole file; `on` hears the bytes done.
pub(super) fn sha256_of(path: &Path, on: &mut dyn FnMut(u64) -> Result<(), IndexError>) -> Result<String, IndexError> {
    let bytes = Stamp::of(path)?.bytes;
    let mut prefix = Prefix::open(path)?;
    while prefix.at < bytes {
        prefix.up_to(bytes.min(prefix.at + (64 << 20)))?;
        on(prefix.at)?;
    }
    Ok(prefix.hex())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
