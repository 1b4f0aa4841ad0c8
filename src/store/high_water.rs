//! The highest numbers given out, kept outside the database too: a database put back from an old copy must not give a number twice.
//!
//! Written in place with the derived rows of each save (survives a killed program), made durable every 64 times and at the end.

use crate::disk::DiskError;
use crate::hospital::number::Series;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Times it is written between two fsyncs. The database's own fsync comes with every save.
const SYNC_EVERY: u32 = 64;

/// The numbers, as far as they have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    pub letter: char,
    pub sequence: u64,
    /// Last serial of each series, in the order of [`Series::ALL`].
    pub serials: [u32; Series::ALL.len()],
}

impl Mark {
    /// The serial of one series.
    #[must_use]
    pub fn serial(&self, series: Series) -> u32 {
        self.serials.get(series.index()).copied().unwrap_or(0)
    }

    /// Moves a series on; never back.
    pub fn raise(&mut self, series: Series, serial: u32) {
        if let Some(last) = self.serials.get_mut(series.index()) {
            *last = serial.max(*last);
        }
    }

    fn line(&self) -> String {
        let serials: Vec<String> = self.serials.iter().map(|s| format!("{s:06}")).collect();
        format!("{} {:020} {}\n", self.letter, self.sequence, serials.join(" "))
    }

    /// A file of an earlier version names fewer series; the others begin at 0.
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split_whitespace();
        let letter = cells.next()?.chars().next()?;
        let sequence = cells.next()?.parse().ok()?;
        let mut serials = [0; Series::ALL.len()];
        for (serial, cell) in serials.iter_mut().zip(cells) {
            *serial = cell.parse().ok()?;
        }
        Some(Self { letter, sequence, serials })
    }

    /// True when `self` lies before `other` in anything: numbers beyond `self` were given out already.
    #[must_use]
    pub fn is_behind(&self, other: &Self) -> bool {
        let serials = self.serials.iter().zip(&other.serials).any(|(own, theirs)| own < theirs);
        self.letter == other.letter && (self.sequence < other.sequence || serials)
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
        let mut new = Mark { letter: 'A', sequence: 900, ..Mark::default() };
        new.raise(Series::Patient, 700);
        new.raise(Series::Visit, 800);
        let (mut file, before) = HighWater::open(&path).unwrap();
        assert_eq!(before, None);
        file.write(&new).unwrap();
        file.write(&Mark { sequence: 901, ..new }).unwrap();
        assert_eq!(HighWater::open(&path).unwrap().1, Some(Mark { sequence: 901, ..new }));
        let mut less = new;
        less.serials[1] = 799;
        assert!(less.is_behind(&new));
        assert!(!new.is_behind(&less));
        let old = Mark::read("A 00000000000000000900 000700 000800 000500").unwrap();
        assert_eq!((old.serial(Series::Visit), old.serial(Series::Receipt), old.serial(Series::Indent)), (800, 500, 0));
        assert!(!Mark { letter: 'B', ..Mark::default() }.is_behind(&new), "a new letter starts at one");
    }
}
