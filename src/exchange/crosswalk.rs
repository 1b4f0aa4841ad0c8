//! Our numbers beside the central system's, as CSV (RFC 4180, UTF-8): for wards and records rooms, and for analysers.

use super::csv_out::defused;
use crate::problem::Problem;

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrosswalkFile {
    /// A line a patient.
    Patients,
    /// A line a tube.
    Tubes,
}

impl CrosswalkFile {
    /// Columns, in order.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Patients => &["provisional_number", "uhid", "how", "received", "name", "name_hi", "sex"],
            Self::Tubes => &["accession", "provisional_number", "uhid", "name"],
        }
    }

    /// Name of the file.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Patients => "crosswalk.csv",
            Self::Tubes => "crosswalk_tubes.csv",
        }
    }
}

/// Writes it, line by line.
pub struct CrosswalkCsv {
    writer: csv::Writer<Vec<u8>>,
}

fn failed(_error: csv::Error) -> Problem {
    Problem::device("problem-export-write")
}

impl CrosswalkCsv {
    /// Begins with the columns' names.
    ///
    /// # Errors
    /// Never in memory; a device problem otherwise.
    pub fn new(which: CrosswalkFile) -> Result<Self, Problem> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(which.columns()).map_err(failed)?;
        Ok(Self { writer })
    }

    /// Adds a line; cells that a spreadsheet would run are defused.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn line(&mut self, cells: &[&str]) -> Result<(), Problem> {
        self.writer
            .write_record(cells.iter().map(|cell| defused(cell)).map(|cell| cell.into_owned().into_bytes()))
            .map_err(failed)
    }

    /// The file.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn finish(self) -> Result<Vec<u8>, Problem> {
        self.writer.into_inner().map_err(|_error| Problem::device("problem-export-write"))
    }
}
