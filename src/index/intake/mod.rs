//! Reads the central system's export, row by row, in constant memory: a patient, or what is wrong with the row and where.
//!
//! Owns what a row of an export means. A damaged row never stops it and never takes a good one with it. Never keeps an Aadhaar number.
//! Knows nothing of how the index is written.

mod birth;
mod fault;
mod header;
mod numbers;
mod person;
mod records;
mod row;
mod text;

pub use birth::YEAR_MIN;
pub use fault::{Done, ExportFault, FaultCounts, FaultKind, FaultList, RowFault};
pub use numbers::{UHID_CHARS_MAX, UHID_DIGITS_MAX};
pub use records::{RECORD_BYTES_MAX, RECORD_LINES_MAX};

use super::IndexError;
use crate::disk::DiskError;
use crate::hospital::central::CentralPatient;
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::pack::IndexColumns;
use chrono::NaiveDate;
use header::{Header, HeaderError};
use records::{Cut, Manner, Records};
use row::{Cells, Rules};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Twelve-digit UHIDs that are seen before it is said that they are Aadhaar numbers. Of real UHIDs one in nine or ten passes the check,
/// so that half of so many do by chance happens in no hospital.
const AADHAAR_JUDGED_MIN: u64 = 50;

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
    /// Of a patient that is gone only the UHID is there.
    pub patient: CentralPatient,
    /// Taken out of the central system (a file of changes).
    pub gone: bool,
}

/// What one row of the file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// `None`: the row was left out or passed over; the last of `faults` says why.
    pub row: Option<Row>,
    /// Faults of a row that was taken are mended, or a field was left out.
    pub faults: Vec<RowFault>,
}

/// Reads an export.
pub struct Intake<R: Read> {
    records: Records<R>,
    header: Header,
    rules: Rules,
    delimiter: u8,
    /// Twelve-digit UHIDs, and how many of them might be Aadhaar numbers.
    twelve: (u64, u64),
    /// A disk that failed is not asked again.
    over: bool,
}

impl<R: Read> Intake<R> {
    /// Reads the header. `uhid` is the pack's pattern; `as_of` the day of the export: nothing in it is later, and an age without a
    /// day was said then.
    ///
    /// # Errors
    /// [`IndexError::Export`] when the file does not fit the pack; [`IndexError::Disk`]. Their `path` is empty: the caller knows it.
    pub fn new(reader: R, columns: &IndexColumns, uhid: &UhidPattern, as_of: NaiveDate) -> Result<Self, IndexError> {
        let delimiter = columns.delimiter.byte();
        let mut records = Records::new(reader, delimiter, None, Mark { offset: 0, line: 1 });
        let header = header::read(&mut records, columns).map_err(|error| match error {
            HeaderError::Disk(error) => disk(error),
            HeaderError::Export(fault) => export(fault),
        })?;
        records.expect(header.shape());
        let rules = Rules::new(columns, uhid.clone(), as_of);
        Ok(Self { records, header, rules, delimiter, twelve: (0, 0), over: false })
    }

    /// Where the next row begins; begin again there by [`Intake::at`] or [`Intake::resume`].
    #[must_use]
    pub const fn position(&self) -> Mark {
        self.records.mark()
    }

    /// Columns that would be read and are not in the file.
    #[must_use]
    pub fn absent(&self) -> &[String] {
        &self.header.absent
    }

    /// Goes on at a mark, with a reader of the same file that stands there.
    #[must_use]
    pub fn resume<S: Read>(self, reader: S, mark: Mark) -> Intake<S> {
        let records = Records::new(reader, self.delimiter, Some(self.header.shape()), mark);
        Intake { records, header: self.header, rules: self.rules, delimiter: self.delimiter, twelve: self.twelve, over: false }
    }

    fn take(&mut self) -> Result<Option<Taken>, IndexError> {
        let line = self.records.mark().line;
        let Some(cut) = self.records.cut().map_err(disk)? else { return Ok(None) };
        let lost =
            |kind| Taken { row: None, faults: vec![RowFault { line, column: String::new(), kind, done: Done::RowLeftOut }] };
        let manner = match cut {
            Cut::Long => return Ok(Some(lost(FaultKind::LineLong))),
            Cut::Open => return Ok(Some(lost(FaultKind::QuoteOpen))),
            Cut::Record(manner) => manner,
        };
        let manner = Manner { cr: manner.cr && !self.header.cr, ..manner };
        let mut cells = Cells::new(&self.records, &self.header, line);
        let row = cells.row(manner, &self.rules);
        let taken = Taken { row, faults: cells.into_faults() };
        self.count_twelve(&taken)?;
        Ok(Some(taken))
    }

    /// A column of Aadhaar numbers under the name of the UHID is stopped: one row cannot tell, many can.
    fn count_twelve(&mut self, taken: &Taken) -> Result<(), IndexError> {
        let Some(uhid) = taken.row.as_ref().map(|row| row.patient.uhid.as_str()) else { return Ok(()) };
        if uhid.len() != 12 || !uhid.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(());
        }
        self.twelve.0 += 1;
        self.twelve.1 += u64::from(numbers::like_aadhaar(uhid));
        if self.twelve.0 >= AADHAAR_JUDGED_MIN && self.twelve.1 * 2 > self.twelve.0 {
            let column = self.header.name(self.header.slots.uhid).to_owned();
            return Err(export(ExportFault::UhidsAreAadhaar { column }));
        }
        Ok(())
    }
}

impl<R: Read + Seek> Intake<R> {
    /// Goes on at a mark of the same file.
    ///
    /// # Errors
    /// [`IndexError::Disk`].
    pub fn at(mut self, mark: Mark) -> Result<Self, IndexError> {
        self.over = false;
        let shape = self.header.shape();
        let mut reader = self.records.into_reader();
        reader.seek(SeekFrom::Start(mark.offset)).map_err(disk)?;
        Ok(Self { records: Records::new(reader, self.delimiter, Some(shape), mark), ..self })
    }
}

impl<R: Read> Iterator for Intake<R> {
    type Item = Result<Taken, IndexError>;

    /// An error is the last item; a damaged row is none.
    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let taken = self.take();
        self.over = !matches!(taken, Ok(Some(_)));
        taken.transpose()
    }
}

fn disk(error: io::Error) -> IndexError {
    IndexError::Disk(DiskError::new(Path::new(""), error))
}

fn export(what: ExportFault) -> IndexError {
    IndexError::Export { path: PathBuf::new(), what }
}
