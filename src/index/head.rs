//! What stands in the clear before the pages: whose index it is, of which day, and to whom its key is sealed.

use super::{FileKey, IndexError};
use crate::disk::{self, DiskError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::path::Path;

pub(super) const MAGIC: &[u8; 8] = b"NIRIDX02";
/// What any version begins with.
const MAGIC_ANY: &[u8; 6] = b"NIRIDX";
/// Bytes before the head itself: magic, length, SHA-256.
const BEFORE: usize = 8 + 4 + 32;
/// Largest head: some hundred officers.
const HEAD_MAX: usize = 1 << 20;
/// Room for numbers that are known at the end only.
const SPARE: usize = 64;

/// The head of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Short code of the hospital.
    pub site: String,
    /// Day of the export.
    pub day: NaiveDate,
    pub made: DateTime<FixedOffset>,
    pub people: u64,
    pub pages: u64,
    /// Sixteen hex digits, different for each file.
    pub id: String,
    /// The file key, sealed to the officers; base64.
    key: String,
    /// Tells a wrong key from a damaged file.
    check: String,
}

impl Head {
    /// A head for a file that is being made.
    #[must_use]
    pub fn new(site: &str, day: NaiveDate, made: DateTime<FixedOffset>, id: [u8; 8], key: &FileKey, sealed_key: &[u8]) -> Self {
        let id = format!("{:016x}", u64::from_be_bytes(id));
        Self { site: site.to_owned(), day, made, people: 0, pages: 0, id, key: STANDARD.encode(sealed_key), check: check_of(key) }
    }

    /// The file key as sealed to the officers.
    ///
    /// # Errors
    /// [`IndexError::Damaged`].
    pub fn sealed_key(&self) -> Result<Vec<u8>, IndexError> {
        STANDARD.decode(&self.key).map_err(|_letters| damaged_head())
    }

    /// Whether this key was the file's when it was made.
    #[must_use]
    pub fn fits(&self, key: &FileKey) -> bool {
        self.check == check_of(key)
    }

    /// The bytes before the first page. `len`: of the whole, to keep the length that was left free at the beginning.
    pub(super) fn bytes(&self, len: Option<usize>) -> Result<Vec<u8>, IndexError> {
        let mut json = serde_json::to_vec(self).map_err(|_memory| damaged_head())?;
        json.resize(len.map_or(json.len() + SPARE, |len| len.saturating_sub(BEFORE)), b' ');
        let mut out = Vec::with_capacity(BEFORE + json.len());
        out.extend(MAGIC);
        out.extend(u32::try_from(json.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(Sha256::digest(&json));
        out.extend(json);
        Ok(out)
    }

    /// Reads the head of a file. Also hands out the length of all that stands before the first page, and its SHA-256.
    pub(super) fn read(file: &File, path: &Path) -> Result<(Self, u64, [u8; 32]), IndexError> {
        let wrap = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::UnexpectedEof => IndexError::NotAnIndex,
            _ => IndexError::Disk(DiskError::new(path, e)),
        };
        let mut before = [0_u8; BEFORE];
        disk::read_at(file, &mut before, 0).map_err(wrap)?;
        if !before.starts_with(MAGIC) {
            return Err(match before.starts_with(MAGIC_ANY) {
                false => IndexError::NotAnIndex,
                true if before.as_slice() < MAGIC.as_slice() => IndexError::Older,
                true => IndexError::Newer,
            });
        }
        let mut rest = super::codec::Bytes(before.get(MAGIC.len()..).unwrap_or_default());
        let len = rest.u32().map_or(usize::MAX, |len| usize::try_from(len).unwrap_or(usize::MAX));
        if len > HEAD_MAX {
            return Err(damaged_head());
        }
        let mut json = vec![0; len];
        let cut = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::UnexpectedEof => damaged_head(),
            _ => IndexError::Disk(DiskError::new(path, e)),
        };
        disk::read_at(file, &mut json, BEFORE as u64).map_err(cut)?;
        let sha: [u8; 32] = Sha256::digest(&json).into();
        if rest.0 != sha {
            return Err(damaged_head());
        }
        let head = serde_json::from_slice(&json).map_err(|_shape| damaged_head())?;
        Ok((head, (BEFORE + len) as u64, sha))
    }
}

/// The head has no page number.
const fn damaged_head() -> IndexError {
    IndexError::Damaged { page: 0, part: "head" }
}

fn check_of(key: &FileKey) -> String {
    let mut sha = Sha256::new();
    sha.update(b"nirantar index key");
    sha.update(key.0.as_slice());
    let first = sha.finalize().iter().take(8).fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    format!("{first:016x}")
}
