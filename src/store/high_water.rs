//! The highest numbers given out, kept outside the database too: a database put back from an old copy must not give a number twice.
//!
//! Written in place after each COMMIT (survives a killed program), made durable every 64 saves and at the end.

use crate::disk::DiskError;
use crate::hospital::number::Series;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Saves between two fsyncs of the mark. The database's own fsync comes with every save.
const SYNC_EVERY: u32 = 64;

/// The numbers, as far as they have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    pub letter: char,
    pub sequence: u64,
    pub patient: u32,
    pub visit: u32,
    pub receipt: u32,
}

impl Mark {
    /// The serial of one series.
    #[must_use]
    pub const fn serial(&self, series: Series) -> u32 {
        match series {
            Series::Patient => self.patient,
            Series::Visit => self.visit,
            Series::Receipt => self.receipt,
        }
    }

    fn line(&self) -> String {
        format!("{} {:020} {:06} {:06} {:06}\n", self.letter, self.sequence, self.patient, self.visit, self.receipt)
    }

    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split_whitespace();
        let letter = cells.next()?.chars().next()?;
        let sequence = cells.next()?.parse().ok()?;
        let (patient, visit, receipt) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(Self { letter, sequence, patient, visit, receipt })
    }

    /// True when `self` lies before `other` in anything: numbers beyond `self` were given out already.
    #[must_use]
    pub const fn is_behind(&self, other: &Self) -> bool {
        self.letter as u32 == other.letter as u32
            && (self.sequence < other.sequence
                || self.patient < other.patient
                || self.visit < other.visit
                || self.receipt < other.receipt)
    }
}

/// The file that holds the mark.
pub struct HighWater {
    path: PathBuf,
    file: File,
    unsynced: u32,
}

impl HighWater {
    /// Opens the file and reads the mark; `None` when there is none yet.
    ///
    /// # Errors
    /// [`DiskError`].
    pub fn open(path: &Path) -> Result<(Self, Option<Mark>), DiskError> {
        let wrap = |e| DiskError::new(path, e);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(wrap)?;
        let mut text = String::new();
        Read::by_ref(&mut file).take(4096).read_to_string(&mut text).map_err(wrap)?;
        let mark = text.lines().next().and_then(Mark::read);
        Ok((Self { path: path.to_owned(), file, unsynced: 0 }, mark))
    }

    /// Writes the mark in place.
    ///
    /// # Errors
    /// [`DiskError`]; the numbers are safe in the database all the same.
    pub fn write(&mut self, mark: &Mark) -> Result<(), DiskError> {
        let wrap = |e| DiskError::new(&self.path, e);
        self.file.seek(SeekFrom::Start(0)).map_err(wrap)?;
        self.file.write_all(mark.line().as_bytes()).map_err(wrap)?;
        self.unsynced += 1;
        if self.unsynced >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// [`DiskError`].
    pub fn sync(&mut self) -> Result<(), DiskError> {
        self.unsynced = 0;
        self.file.sync_data().map_err(|e| DiskError::new(&self.path, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_reads_back_and_knows_what_is_older() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("high-water");
        let new = Mark { letter: 'A', sequence: 900, patient: 700, visit: 800, receipt: 500 };
        let (mut file, before) = HighWater::open(&path).unwrap();
        assert_eq!(before, None);
        file.write(&new).unwrap();
        file.write(&Mark { sequence: 901, ..new }).unwrap();
        assert_eq!(HighWater::open(&path).unwrap().1, Some(Mark { sequence: 901, ..new }));
        assert!(Mark { visit: 799, ..new }.is_behind(&new));
        assert!(!Mark { letter: 'B', ..Mark::default() }.is_behind(&new), "a new letter starts at one");
    }
}
