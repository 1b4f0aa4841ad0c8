//! The scanner's folder: which files in it were not read yet. What was read is kept beside the settings, by name, length and time of each file;
//! a file that is scanned anew under an old name counts as new.

use super::bundle_in::BundleKeys;
use super::read::paper_files;
use crate::desk::Desk;
use crate::desk::place::Place;
use crate::disk;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Name of the list in the counter's folder.
const FILE: &str = "scans-read.json";

/// What tells a file from another of the same name: length and seconds of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp(u64, u64);

/// Files that were read, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScansRead(BTreeMap<PathBuf, Stamp>);

impl ScansRead {
    /// The list of a counter; an empty one where it cannot be read: then files are offered once more, which harms nothing.
    #[must_use]
    pub fn of(place: &Place) -> Self {
        disk::read(&place.folder().join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Adds files, forgets those that are gone, and keeps it.
    ///
    /// # Errors
    /// A problem of the disk.
    fn keep(mut self, files: &[PathBuf], place: &Place) -> Result<(), Problem> {
        self.0.retain(|path, _| path.exists());
        self.0.extend(files.iter().filter_map(|path| Some((path.clone(), stamp(path)?))));
        let bytes = serde_json::to_vec(&self).map_err(|_json| Problem::device("problem-internal"))?;
        Ok(disk::write(&place.folder().join(FILE), &bytes)?)
    }

    fn knows(&self, path: &Path) -> bool {
        self.0.get(path).is_some_and(|known| stamp(path) == Some(*known))
    }

    /// Files of a folder that were not read, in order of their names; none where the folder cannot be read now.
    #[must_use]
    pub fn waiting(&self, folder: &Path, keys: &BundleKeys) -> Vec<PathBuf> {
        let all = if folder.is_dir() { paper_files(&[folder.to_owned()], keys).unwrap_or_default() } else { Vec::new() };
        all.into_iter().filter(|path| !self.knows(path)).collect()
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok()?;
    let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp(meta.len(), changed.as_secs()))
}

impl Desk {
    /// Files in the scanner's folder that were not read yet.
    #[must_use]
    pub fn scans_waiting(&self) -> Vec<PathBuf> {
        let place = &self.counter.place;
        let of = |folder: &PathBuf| ScansRead::of(place).waiting(&place.folder().join(folder), &self.bundle_keys());
        self.counter.settings.scans.as_ref().map(of).unwrap_or_default()
    }

    /// Notes that files were read, and their papers taken in or known.
    pub(super) fn note_scans(&self, files: &[PathBuf]) -> Result<(), Problem> {
        if files.is_empty() || self.counter.settings.scans.is_none() {
            return Ok(());
        }
        let place = &self.counter.place;
        ScansRead::of(place).keep(files, place)
    }
}
