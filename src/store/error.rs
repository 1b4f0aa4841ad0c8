//! What a store cannot do, sorted into what a person can act upon.

use crate::disk::DiskError;
use crate::journal::EntryError;
use crate::problem::Problem;
use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Why a store refuses or fails. In every case what was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full; nothing was saved")]
    Full,
    #[error("the folder may not be written")]
    ReadOnly,
    #[error("the key does not open this database, or it is damaged at its start")]
    Key,
    #[error("the database is damaged")]
    Damaged,
    #[error("another copy of the program has this database open")]
    Locked,
    #[error("the database is of a later version of the program")]
    Newer,
    #[error("the database is an older copy: its numbers end before those given out")]
    RolledBack,
    #[error("the series is used up")]
    SeriesEnd,
    #[error("an entry of this address with other bytes is here")]
    Forked,
    #[error("entry: {0}")]
    Entry(#[from] EntryError),
    #[error("disk: {0}")]
    Disk(#[from] DiskError),
    #[error("not found")]
    NotFound,
    #[error("database {path}: {source}")]
    Other { path: PathBuf, source: rusqlite::Error },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::NotADatabase) => Self::Key,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            _ => Self::Other { path: PathBuf::new(), source: error },
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_error: serde_json::Error) -> Self {
        Self::Damaged
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::device("problem-disk-full"),
            StoreError::ReadOnly => Self::device("problem-read-only"),
            StoreError::Key | StoreError::Damaged | StoreError::Forked => Self::damaged("problem-database-damaged"),
            StoreError::Locked => Self::device("problem-two-copies"),
            StoreError::Newer => Self::damaged("problem-database-newer"),
            StoreError::RolledBack => Self::damaged("problem-rolled-back"),
            StoreError::SeriesEnd => Self::refused("problem-series-end"),
            StoreError::Entry(_) => Self::damaged("problem-entry-damaged"),
            StoreError::Disk(error) => error.into(),
            StoreError::NotFound => Self::refused("problem-not-found"),
            StoreError::Other { source, .. } => match source.sqlite_error_code() {
                // A disk that went away in the middle speaks through these.
                Some(ErrorCode::SystemIoFailure) => Self::device("problem-disk"),
                _ => Self::device("problem-database").with("detail", source.to_string()),
            },
        }
    }
}

impl From<DiskError> for Problem {
    fn from(error: DiskError) -> Self {
        let path = error.path().display().to_string();
        match error {
            DiskError::Missing { .. } => Self::device("problem-file-missing"),
            DiskError::Full { .. } => Self::device("problem-disk-full"),
            DiskError::ReadOnly { .. } => Self::device("problem-read-only"),
            DiskError::TooLarge { .. } => Self::device("problem-file-large"),
            DiskError::Other { .. } => Self::device("problem-disk"),
        }
        .with("path", path)
    }
}
