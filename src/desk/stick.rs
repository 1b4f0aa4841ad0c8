//! Sticks with bundles: what lies on them and was not taken in here. Looking reads heads only; nothing is opened, nothing is taken.

use super::bundles::head_of;
use super::place::CounterFile;
use crate::bundle::{ENDING, Kind};
use crate::journal::Body;
use crate::problem::Problem;
use crate::store::View;
use crate::vault::Pack;
use chrono::{DateTime, FixedOffset};
use std::path::{Path, PathBuf};

/// A bundle that waits on a stick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StickBundle {
    pub path: PathBuf,
    /// Who made it: `K7A`.
    pub from: String,
    pub made: DateTime<FixedOffset>,
}

/// How deep sticks lie below the watched folder: `/media`, `/media/NAME`, `/media/NAME/STICK`.
const DEPTH: usize = 2;
/// Folders looked into at each depth, and bundles found, at most: a stick full of pictures must not keep the disk busy.
const FOLDERS_MAX: usize = 64;
const FOUND_MAX: usize = 500;
const NAMES_MAX: usize = 2_000;

/// Bundles below a folder, in order of their names.
#[must_use]
pub fn bundles_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    look(folder, DEPTH, &mut found);
    found.sort();
    found.truncate(FOUND_MAX);
    found
}

fn look(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    // A stick that is being pulled out gives nothing; the next look finds what there is then.
    let Ok(list) = std::fs::read_dir(folder) else { return };
    let mut folders = Vec::new();
    for entry in list.take(NAMES_MAX).flatten() {
        let path = entry.path();
        // Not through links: a stick may point anywhere.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && folders.len() < FOLDERS_MAX => folders.push(path),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|ending| ending == ENDING) => found.push(path),
            _ => {}
        }
    }
    if depth > 0 {
        for folder in &folders {
            look(folder, depth - 1, found);
        }
    }
}

/// A bundle of another counter of this hospital that was not taken in here; `None` for everything else, and for what cannot be read now.
///
/// # Errors
/// A problem of the disk that holds the records.
pub fn waiting_bundle(path: &Path, (pack, file): (&Pack, &CounterFile), view: View<'_>) -> Result<Option<StickBundle>, Problem> {
    let Ok(head) = head_of(path, pack) else { return Ok(None) };
    let own = (&head.counter, head.letter) == (&file.counter, file.letter);
    if own || head.site != file.site || head.mode != file.mode || head.kind == Kind::Medium {
        return Ok(None);
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let maker = format!("{}{}", head.counter, head.letter);
    let taken = view
        .entries_of_kind("bundle.taken")?
        .iter()
        .any(|entry| matches!(&entry.body, Body::BundleTaken { from, file, .. } if *from == maker && *file == name));
    Ok((!taken).then(|| StickBundle { path: path.to_owned(), from: maker, made: head.made }))
}
