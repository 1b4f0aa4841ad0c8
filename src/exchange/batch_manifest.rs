//! What lies in a folder of batches: which files, how many records, the sum of each. Signed as every manifest is.

use super::manifest::{notice, signed_files};
use super::{Batch, time_text};
use crate::journal::{Road, Stage};
use ed25519_dalek::SigningKey;
use serde::Serialize;

/// One batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchLine {
    /// See [`crate::journal::batch_name`].
    pub name: String,
    pub stage: Stage,
    /// Name of the file in the folder.
    pub file: String,
    pub records: u64,
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}

/// `manifest.json` of a folder of batches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchManifest {
    /// `nirantar-batches-1`.
    pub format: &'static str,
    /// Only the demo hospital's: says that nothing in the files is real.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub notice: &'static str,
    pub road: Road,
    pub site: String,
    pub counter: String,
    pub made: String,
    /// Login.
    pub by: String,
    /// In the order in which they are to be taken in.
    pub batches: Vec<BatchLine>,
}

impl BatchManifest {
    /// Of what was written; the batches are put in the order of their stages.
    #[must_use]
    pub fn new(batch: &Batch<'_>, road: Road, mut batches: Vec<BatchLine>) -> Self {
        batches.sort_by_key(|batch| batch.stage);
        Self {
            format: "nirantar-batches-1",
            notice: notice(batch.mode),
            road,
            site: batch.masters.hospital.site.clone(),
            counter: format!("{}{}", batch.counter, batch.letter),
            made: time_text(batch.made),
            by: batch.by.to_owned(),
            batches,
        }
    }

    /// Manifest, signature and public key, by file name.
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> [(&'static str, Vec<u8>); 3] {
        // Texts and numbers under fixed keys: cannot fail.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        signed_files(bytes, key)
    }
}
