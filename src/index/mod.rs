//! The patient index: the central system's patients in one sealed file, built where the export is, read-only at every counter.
//!
//! Owns the file, its building and its search. Every page is encrypted and authenticated; who may open it is the desk's and the
//! vault's. Knows no entry, no counter, no screen. The format is told in `format.md` of this folder.

mod ask;
mod codec;
mod head;
pub mod intake;
mod numbers;
mod open;
mod postings;
pub mod press;
mod record;
mod sealed;
mod search;
mod section;
mod sweep;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod words;

pub use ask::Digits;
pub use head::Head;
pub use open::{Index, Stats, bucket};
pub use search::HITS_MAX;
pub use section::Section;
pub use sweep::Row;
pub use texts::{BOTH, shape_of};
pub use words::{Field, skeleton};

use crate::disk::DiskError;
use crate::hospital::central::CentralPatient;
use crate::hospital::matching::Why;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Key of one file: random, used for no other.
#[derive(Clone)]
pub struct FileKey(pub Zeroizing<[u8; 32]>);

/// No secret in logs.
impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("not a patient index")]
    NotAnIndex,
    #[error("made by a newer program")]
    Newer,
    #[error("made by an earlier version")]
    Older,
    #[error("the index of site {found}")]
    OtherSite { found: String },
    #[error("the key does not open it")]
    WrongKey,
    /// Page `page`, counted from 1, of the part named is not what was written.
    #[error("page {page} ({part}) is damaged")]
    Damaged { page: u64, part: &'static str },
    #[error("cut short: {have} bytes of {need}")]
    Cut { have: u64, need: u64 },
    #[error("stopped")]
    Stopped,
    /// The export is not what it was when its reading began.
    #[error("{path} changed while it was read")]
    Changed { path: PathBuf },
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The export cannot be read at all: a column that the pack names is missing, no header, not text.
    #[error("the export does not fit the pack: {what}")]
    Export { path: PathBuf, what: intake::ExportFault },
}

/// What is looked for, sorted into fields; empty is not asked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// Words that may be of the patient's name, the relative's, or the place: the search box.
    pub words: Vec<String>,
    /// Name as typed into a form, either script.
    pub name: String,
    pub name_hi: String,
    pub relation: Option<crate::hospital::person::Relation>,
    pub relative: String,
    pub relative_hi: String,
    pub sex: Option<crate::hospital::sex::Sex>,
    pub birth_year: Option<i32>,
    /// The age was said as a multiple of five: it is as often two years off.
    pub round_age: bool,
    pub born: Option<NaiveDate>,
    /// Digits of a mobile, from the front.
    pub mobile: String,
    /// Last four digits of a mobile.
    pub last_four: String,
    /// Digits typed into one box: each may be a mobile, a UHID, the beginning of either, or a PIN ([`Digits`]).
    pub digits: Vec<String>,
    pub uhid: String,
    pub abha: String,
    pub pin: String,
    pub place: String,
    /// The last word of `words`, else of what was typed last, may be a beginning.
    pub typing: bool,
}

/// A line of an answer, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub person: CentralPatient,
    /// How likely it is this person, 0.0–1.0.
    pub score: f32,
    /// Weight of the evidence in bits (log2 of the odds ratio).
    pub bits: f32,
    pub why: Vec<Why>,
}

/// Sixteenths of a bit of evidence.
type Bits = u16;

/// What was counted while a file was built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Name of the export's file.
    pub export: String,
    /// SHA-256 of the export, hex.
    pub sha256: String,
    /// Rows read, without the header.
    pub rows: u64,
    /// Rows left out.
    pub bad: u64,
    /// Fields left out of rows that were taken.
    pub dropped: u64,
    /// Rows of a UHID that came again.
    pub doubled: u64,
    /// Version of the program.
    pub program: String,
    /// Edition of the tables of names that words were cut with ([`crate::hospital::names::edition`]); with other tables less is found.
    #[serde(default)]
    pub names: u64,
}
