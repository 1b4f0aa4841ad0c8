//! A folder as a printer: each paper becomes a PDF of its own. Never overwrites one, never leaves half of one under its name.

use super::{Format, PrintFile, Printer, PrinterError};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Copies of one name before the folder is called full.
const COPIES_MAX: u32 = 9_999;

/// Papers as files.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Made when it is not there.
    pub folder: PathBuf,
}

impl Printer for Folder {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn send(&self, job: &PrintFile) -> Result<(), PrinterError> {
        self.save(job).map(|_path| ())
    }
}

impl Folder {
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Saves the paper as `NAME.pdf`, or `NAME-2.pdf` and so on where that is taken; returns where.
    ///
    /// # Errors
    /// [`PrinterError::Folder`] when the folder cannot be made or written.
    pub fn save(&self, job: &PrintFile) -> Result<PathBuf, PrinterError> {
        let failed = |error: io::Error| PrinterError::Folder { folder: self.folder.clone(), why: error.to_string() };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let name = job.safe_name();
        let (target, part) = self.reserve(&name).map_err(failed)?;
        write(&part, &job.bytes).and_then(|()| fs::rename(&part, &target)).map_err(|error| {
            // Only what this call made is taken away again: the half file and the empty one that holds the name.
            fs::remove_file(&part).ok();
            fs::remove_file(&target).ok();
            failed(error)
        })?;
        sync_folder(&self.folder);
        Ok(target)
    }

    /// Takes a free name by creating an empty file under it, which the whole file then replaces: two programs never get one name.
    fn reserve(&self, name: &str) -> io::Result<(PathBuf, PathBuf)> {
        for copy in 1..=COPIES_MAX {
            let stem = if copy == 1 { name.to_owned() } else { format!("{name}-{copy}") };
            let target = self.folder.join(format!("{stem}.pdf"));
            match OpenOptions::new().write(true).create_new(true).open(&target) {
                Ok(_empty) => return Ok((target, self.folder.join(format!(".{stem}.part")))),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "9999 copies"))
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the new name itself last. Some file systems cannot; the file is whole either way.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Size;

    fn job(name: &str, bytes: &[u8]) -> PrintFile {
        PrintFile { name: name.to_owned(), size: Size::A6, bytes: bytes.to_vec() }
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path().join("slips"));
        for (bytes, expected) in
            [(b"1", "MK7A-000001-A-slip.pdf"), (b"2", "MK7A-000001-A-slip-2.pdf"), (b"3", "MK7A-000001-A-slip-3.pdf")]
        {
            let at = folder.save(&job("MK7A-000001-A-slip", bytes)).unwrap();
            assert_eq!(at.file_name().unwrap(), expected);
            assert_eq!(fs::read(at).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(dir.path().join("slips")).unwrap().count(), 3);
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path());
        let at = folder.save(&job("../../etc/passwd", b"x")).unwrap();
        assert_eq!(at.parent().unwrap(), dir.path());
        assert!(folder.save(&job("", b"x")).unwrap().ends_with("paper.pdf"));
    }

    #[test]
    fn a_folder_that_is_a_file_is_said_so() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("slips");
        write(&file, b"").unwrap();
        let error = Folder::new(&file).send(&job("a", b"x")).unwrap_err();
        assert_eq!(error.problem_id(), "problem-printer-folder");
    }
}
