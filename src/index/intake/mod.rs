//! Reads the central system's export, row by row, in constant memory: a patient, or what is wrong with the row and where.
//!
//! Owns what a row of an export means. A damaged row never stops it and never takes a good one with it. Never keeps an Aadhaar number.
//! Knows nothing of how the index is written.

mod fault;

pub use fault::{Done, ExportFault, FaultCounts, FaultKind, FaultList, RowFault};

use super::IndexError;
use crate::hospital::central::CentralPatient;
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::pack::IndexColumns;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::io::{Read, Seek};

/// Where reading stands: after the last whole row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of the file before it.
    pub offset: u64,
    /// Line that begins there, from 1.
    pub line: u64,
}

/// A good row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file on which it begins, from 1.
    pub line: u64,
    /// Of a patient that is gone only the UHID is sure.
    pub patient: CentralPatient,
    /// Taken out of the central system (a file of changes).
    pub gone: bool,
}

/// What one row of the file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// `None`: the row was left out; the last of `faults` says why.
    pub row: Option<Row>,
    /// Faults of a row that was taken are mended, or a field was left out.
    pub faults: Vec<RowFault>,
}

/// Columns of a file, found. The same for every part of it.
#[derive(Debug, Clone)]
pub struct Header {}

/// Reads an export.
pub struct Intake<R: Read> {
    _reader: R,
}

impl<R: Read> Intake<R> {
    /// Reads the header. `uhid` is the pack's pattern; `as_of` the day of the export: nothing in it is later, and an age without a
    /// day was said then.
    ///
    /// # Errors
    /// [`IndexError::Export`] (its `path` is left empty, the caller knows it) when the file does not fit the pack; [`IndexError::Disk`].
    pub fn new(reader: R, _columns: &IndexColumns, _uhid: &UhidPattern, _as_of: NaiveDate) -> Result<Self, IndexError> {
        Ok(Self { _reader: reader })
    }

    /// Where the next row begins; begin again there by [`Intake::at`].
    #[must_use]
    pub fn position(&self) -> Mark {
        Mark { offset: 0, line: 1 }
    }
}

impl<R: Read + Seek> Intake<R> {
    /// Goes on at a mark of the same file.
    ///
    /// # Errors
    /// [`IndexError::Disk`].
    pub fn at(self, _mark: Mark) -> Result<Self, IndexError> {
        Ok(self)
    }
}

impl<R: Read> Iterator for Intake<R> {
    type Item = Result<Taken, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}
