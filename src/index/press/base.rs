//! The people of an index that changes are to, as rows.

use crate::hospital::central::CentralPatient;
use crate::index::{FileKey, Index, IndexError};
use std::path::Path;

/// An index to which there are changes.
pub(super) struct Base {
    index: Index,
}

impl Base {
    pub fn open(path: &Path, key: &FileKey, site: &str) -> Result<Self, IndexError> {
        Ok(Self { index: Index::open(path, key, site)? })
    }

    /// Id of the file.
    pub fn id(&self) -> String {
        self.index.about().id.clone()
    }

    pub fn people(&self) -> u32 {
        self.index.people()
    }

    /// Each person from this one on, in the order of the file.
    pub fn from(&self, first: u32, mut each: impl FnMut(&CentralPatient) -> Result<(), IndexError>) -> Result<(), IndexError> {
        self.index.everybody(|id, person| if id < first { Ok(()) } else { each(&person) })
    }
}
