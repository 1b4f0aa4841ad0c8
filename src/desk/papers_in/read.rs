//! Files of scans → the texts of their codes, each with file and page; bundles → their entries. Knows no counter.

use super::bundle_in::{BundleKeys, BundleRead, Opened, is_bundle, is_second_medium, read_bundle};
use super::tray::PaperPlace;
use crate::bundle::Head;
use crate::disk::{self, DiskError};
use crate::problem::Problem;
use crate::scan::{self, ScanError};
use std::path::{Path, PathBuf};

/// Most files of one reading.
const FILES_MAX: usize = 20_000;
/// Endings that are taken of a folder; a file that is named is read whatever it is called.
const ENDINGS: [&str; 7] = ["pdf", "png", "jpg", "jpeg", "tif", "tiff", crate::bundle::ENDING];

/// The text of one code, and where it stood.
pub struct PaperCode {
    pub text: String,
    pub place: PaperPlace,
}

/// What is wrong with a file or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFault {
    pub place: PaperPlace,
    pub problem: Problem,
}

/// What was read of files.
#[derive(Default)]
pub struct Reads {
    pub codes: Vec<PaperCode>,
    pub faults: Vec<PaperFault>,
    pub files: u64,
    pub pages: u64,
    /// Pages without any code: the backs of slips, and other people's papers.
    pub empty: u64,
    pub bundles: Vec<BundleRead>,
    /// Bundles that none of the keys opens.
    pub sealed: Vec<SealedFile>,
    /// Every file that was looked at.
    pub paths: Vec<PathBuf>,
}

/// A bundle that is sealed to other people.
pub struct SealedFile {
    pub path: PathBuf,
    pub place: PaperPlace,
    pub head: Head,
}

/// Files named, and those of folders named, sorted. A folder gives its pictures, PDFs and bundles, and the second media in it; what lies in
/// any other folder of its own is left alone.
///
/// # Errors
/// `problem-file-missing`, `problem-scan-files`, or a problem of the disk.
pub fn paper_files(paths: &[PathBuf], keys: &BundleKeys) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut here = in_folder(path)?;
        here.sort();
        for inner in here {
            if inner.is_file() && is_ours(&inner) {
                files.push(inner);
            } else if inner.is_dir() && is_second_medium(&inner, keys) {
                let mut segments: Vec<PathBuf> = in_folder(&inner)?.into_iter().filter(|p| p.is_file() && is_ours(p)).collect();
                segments.sort();
                files.extend(segments);
            }
        }
    }
    if files.len() > FILES_MAX {
        return Err(Problem::refused("problem-scan-files").with("files", files.len().to_string()));
    }
    Ok(files)
}

fn in_folder(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = std::fs::read_dir(path).map_err(|error| DiskError::new(path, error))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
}

fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|e| ENDINGS.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
}

/// Parts that a file counts for in the progress.
const FILE_PARTS: u64 = 100;

/// Reads every page of every file. `progress` hears how much of all is done and says whether to go on; `None` when it said no.
///
/// # Errors
/// As [`paper_files`]. What is wrong with one file stands in the answer.
pub fn read_papers(
    paths: &[PathBuf],
    keys: &BundleKeys,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Reads>, Problem> {
    let files = paper_files(paths, keys)?;
    let all = files.len() as u64 * FILE_PARTS;
    let mut reads = Reads::default();
    for (number, path) in (0u64..).zip(&files) {
        let done = number * FILE_PARTS;
        if !progress(done, all) {
            return Ok(None);
        }
        let go_on = &mut |part: u64, of: u64| progress(done + part.saturating_mul(FILE_PARTS) / of.max(1), all);
        let went_on =
            if is_bundle(path) { open(path, keys, &mut reads, go_on) } else { read_one(path, &name_of(path), &mut reads, go_on) };
        if !went_on {
            return Ok(None);
        }
    }
    progress(all, all);
    reads.paths = files;
    Ok(Some(reads))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A segment is called by its number: its folder says whose it is.
fn bundle_name(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    match folder.filter(|name| name.starts_with("nirantar-")) {
        Some(folder) => format!("{folder}/{}", name_of(path)),
        None => name_of(path),
    }
}

/// Opens one bundle; false when `go_on` said no.
fn open(path: &Path, keys: &BundleKeys, reads: &mut Reads, go_on: &mut dyn FnMut(u64, u64) -> bool) -> bool {
    reads.files += 1;
    let place = PaperPlace { file: bundle_name(path), page: 0 };
    match read_bundle(path, place.clone(), keys, go_on) {
        Ok(Opened::Read(bundle)) => reads.bundles.push(*bundle),
        Ok(Opened::Sealed(head)) => reads.sealed.push(SealedFile { path: path.to_owned(), place, head: *head }),
        Ok(Opened::Stopped) => return false,
        Err(problem) => reads.faults.push(PaperFault { place, problem }),
    }
    true
}

/// Reads one file; false when `go_on` said no.
fn read_one(path: &Path, file: &str, reads: &mut Reads, go_on: &mut dyn FnMut(u64, u64) -> bool) -> bool {
    reads.files += 1;
    let whole = || PaperPlace { file: file.to_owned(), page: 0 };
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(problem) => {
            reads.faults.push(PaperFault { place: whole(), problem });
            return true;
        }
    };
    let mut stopped = false;
    let read = scan::read_file(bytes, &mut |page| {
        let (number, of) = (page.number as u64, page.of as u64);
        let place = PaperPlace { file: file.to_owned(), page: number };
        take_page(page.sheet, &place, reads);
        stopped = !go_on(number, of);
        !stopped
    });
    if let Err(error) = read {
        reads.faults.push(PaperFault { place: whole(), problem: fault(error) });
    }
    !stopped
}

fn take_page(sheet: Result<scan::Sheet, ScanError>, place: &PaperPlace, reads: &mut Reads) {
    reads.pages += 1;
    match sheet {
        Ok(sheet) => {
            if sheet.texts.is_empty() && sheet.unread == 0 {
                reads.empty += 1;
            }
            if sheet.unread > 0 {
                let problem = Problem::refused("problem-scan-unread").with("codes", sheet.unread.to_string());
                reads.faults.push(PaperFault { place: place.clone(), problem });
            }
            reads.codes.extend(sheet.texts.into_iter().map(|text| PaperCode { text, place: place.clone() }));
        }
        Err(error) => reads.faults.push(PaperFault { place: place.clone(), problem: fault(error) }),
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Problem> {
    let length = std::fs::metadata(path).map_err(|error| DiskError::new(path, error))?.len();
    if length > scan::FILE_BYTES_MAX {
        return Err(fault(ScanError::FileTooLarge));
    }
    Ok(disk::read(path)?)
}

fn fault(error: ScanError) -> Problem {
    match error {
        ScanError::FileTooLarge => Problem::refused("problem-scan-large"),
        ScanError::Kind => Problem::refused("problem-scan-kind"),
        ScanError::Pages => Problem::refused("problem-scan-pages"),
        ScanError::Pixels => Problem::refused("problem-scan-pixels"),
        ScanError::Damaged => Problem::damaged("problem-scan-damaged"),
        ScanError::Locked => Problem::refused("problem-scan-locked"),
    }
}
