//! From rows to the sealed file: reads an export once, sorts it in the work folder, writes sections from front to back.
//!
//! Owns the building: constant memory, resumable, the same file content whatever happened on the way. The bytes of a section are the
//! codecs' of this room; what a row means is the intake's. Never changes an index that is there: a new one takes its place when whole.

mod base;
mod doubles;
mod faces;
mod file;
mod intern;
mod lists;
mod merge;
mod read;
mod row;
mod run;
mod sorter;
mod state;
#[cfg(test)]
mod tests;
mod vocabulary;
mod work;

pub use work::discard;

use super::intake::RowFault;
use super::{Facts, FileKey, IndexError};
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::pack::IndexColumns;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Buffers, when nobody says otherwise, in bytes.
pub const MEMORY: usize = 128 << 20;

/// What is to be built.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    pub columns: &'a IndexColumns,
    pub uhid: &'a UhidPattern,
    /// The export; where there is a base, the changes since.
    pub from: &'a Path,
    /// An index that the changes are to, and its key.
    pub base: Option<(&'a Path, &'a FileKey)>,
    pub out: &'a Path,
    /// A folder for this build alone.
    pub work: &'a Path,
    pub site: &'a str,
    /// Day of the export.
    pub day: NaiveDate,
    pub made: DateTime<FixedOffset>,
    /// Random, never used before: also where a build goes on that was broken off.
    pub key: &'a FileKey,
    /// The key as sealed to the officers.
    pub sealed_key: &'a [u8],
    /// For buffers, in bytes; tables of texts come on top.
    pub memory: usize,
}

/// What a build is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Bytes of the export (people of the base first).
    Read,
    /// Rows, to find those that are there twice.
    Doubles,
    /// Words as written, cut and ordered.
    Words,
    /// People, written in their order.
    People,
    /// Lists of people with a word.
    Lists,
    /// Mobiles, UHIDs, ABHA numbers.
    Numbers,
    /// Bytes of the finished file, for its SHA-256.
    Finish,
}

impl Stage {
    pub const ALL: [Self; 7] = [Self::Read, Self::Doubles, Self::Words, Self::People, Self::Lists, Self::Numbers, Self::Finish];

    /// Message of its words.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Read => "index-stage-read",
            Self::Doubles => "index-stage-doubles",
            Self::Words => "index-stage-words",
            Self::People => "index-stage-people",
            Self::Lists => "index-stage-lists",
            Self::Numbers => "index-stage-numbers",
            Self::Finish => "index-stage-finish",
        }
    }
}

/// How far a build is; `of` is 0 where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    pub of: u64,
}

/// How a build began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Began {
    /// Nothing was there.
    New,
    /// Where one was broken off.
    WentOn,
    /// Something was there, of another export, other columns or another program: it was taken away.
    Anew,
}

/// What a build made.
#[derive(Debug, Clone, PartialEq)]
pub struct Pressed {
    pub began: Began,
    pub people: u64,
    /// Words of the vocabulary.
    pub words: u64,
    pub bytes: u64,
    /// SHA-256 of the finished file, hex.
    pub sha256: String,
    /// Id of the index that the changes were to; how many of its people were changed, how many are gone.
    pub base: Option<String>,
    pub changed: u64,
    pub gone: u64,
    pub facts: Facts,
}

impl Pressed {
    /// Bytes of the file a person.
    #[must_use]
    pub fn bytes_per_person(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "files have less than 2^52 bytes")]
        let [bytes, people] = [self.bytes, self.people.max(1)].map(|n| n as f64);
        bytes / people
    }
}

/// Hears how far it is; says whether to go on.
type On<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// Tells how far it is.
fn tell(on: On<'_>, stage: Stage, done: u64, of: u64) -> Result<(), IndexError> {
    if on(Progress { stage, done, of }) { Ok(()) } else { Err(IndexError::Stopped) }
}

/// Builds an index. Stopped, killed or out of room, it goes on where it was when it is called again with the same export and columns.
///
/// # Errors
/// [`IndexError::Stopped`] where `on` says no; [`IndexError::Changed`]; [`IndexError::Export`]; [`IndexError::Disk`]; with a base all
/// that opening an index can say. `out` is then what it was before.
pub fn press(plan: &Plan<'_>, on: On<'_>, fault: &mut dyn FnMut(&RowFault)) -> Result<Pressed, IndexError> {
    let (work, seen, base) = read::open(plan)?;
    let done = press_in(plan, &work, (seen, base), on, fault);
    match done {
        Ok(pressed) => {
            work.close()?;
            Ok(pressed)
        }
        Err(IndexError::Damaged { page, part: work::PART }) => {
            // What lies there is of no use: the next build begins anew.
            work.clear()?;
            Err(IndexError::Damaged { page, part: work::PART })
        }
        Err(other) => Err(other),
    }
}

fn press_in(
    plan: &Plan<'_>,
    work: &work::Work,
    (seen, base): (state::Seen, Option<base::Base>),
    on: On<'_>,
    fault: &mut dyn FnMut(&RowFault),
) -> Result<Pressed, IndexError> {
    let read = read::read(plan, work, (seen, base), on, fault)?;
    let kept = doubles::find(work, &read, on)?;
    file::write(plan, work, read, kept, on)
}
