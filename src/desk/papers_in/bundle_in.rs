//! Bundles among what is read: segments of a second medium, bundles off a stick. Reads them with the keys that somebody holds; who wrote each
//! entry is for the gate to judge.

use super::tray::PaperPlace;
use crate::bundle::{BundleError, ENDING, FILE_BYTES_MAX, Fault, Head, Kind, Piece, Reader};
use crate::desk::bundles::{bundle_problem, check_head, secret_of};
use crate::disk::DiskError;
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::{ChainHash, Signed};
use crate::problem::Problem;
use crate::vault::{Identity, Pack};
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;
use std::sync::Arc;

/// What opens bundles: whose hospital they must be of, and the keys that somebody holds.
#[derive(Clone)]
pub struct BundleKeys {
    pub pack: Arc<Pack>,
    pub mode: Mode,
    pub identities: Vec<Identity>,
    /// Of a folder with second media of several counters, only this one's is read; all, where none is named.
    pub only: Option<CounterCode>,
}

/// A bundle that was opened.
pub struct BundleRead {
    pub place: PaperPlace,
    pub head: Head,
    pub mark: ChainHash,
    pub entries: Vec<Signed>,
    pub faults: Vec<Problem>,
}

/// What came of a file.
pub enum Opened {
    Read(Box<BundleRead>),
    /// It is sealed to other people. Who made it can be read all the same.
    Sealed(Box<Head>),
    Stopped,
}

/// Entries between two words on progress.
const PROGRESS_EVERY: u64 = 500;
/// How a bundle begins.
const BEGINS: &[u8] = b"NIRANTAR BUNDLE ";

/// True for a file that is called like a bundle or begins like one.
pub fn is_bundle(path: &Path) -> bool {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING)) {
        return true;
    }
    let mut first = Vec::with_capacity(BEGINS.len());
    let read = File::open(path).and_then(|file| file.take(BEGINS.len() as u64).read_to_end(&mut first));
    read.is_ok() && first == BEGINS
}

/// Name of the folder that a counter's second medium has, without the letter.
pub fn is_second_medium(folder: &Path, keys: &BundleKeys) -> bool {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return false };
    let site = &keys.pack.masters().hospital.site;
    let Some(installation) = name.strip_prefix("nirantar-").and_then(|rest| rest.strip_prefix(&format!("{site}-"))) else {
        return false;
    };
    let of = |code: &CounterCode| installation.strip_prefix(code.as_str()).is_some_and(|letter| letter.len() == 1);
    keys.only.as_ref().is_none_or(of)
}

/// Reads one bundle to its end, as far as it is whole.
pub fn read_bundle(
    path: &Path,
    place: PaperPlace,
    keys: &BundleKeys,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Opened, Problem> {
    let wrong = |error: BundleError| bundle_problem(error, path);
    let from = File::open(path).map_err(|error| DiskError::new(path, error))?;
    let size = from.metadata().map_or(0, |meta| meta.len());
    if size > FILE_BYTES_MAX {
        return Err(wrong(BundleError::TooLarge));
    }
    let of = |counter: &CounterCode, letter: char| keys.pack.verifying_key(counter, letter);
    let mut reader = Reader::new(BufReader::with_capacity(1 << 16, from), &of).map_err(wrong)?;
    let head = reader.head().clone();
    check_head(&head, (&keys.pack.masters().hospital.site, keys.mode))?;
    let secret = match secret_of(&head, &keys.identities) {
        Ok(secret) => secret,
        Err(BundleError::Key) => return Ok(Opened::Sealed(Box::new(head))),
        Err(error) => return Err(wrong(error)),
    };
    reader.unlock(&secret).map_err(wrong)?;
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    loop {
        match reader.next_piece() {
            Ok(Some(Piece::Entry(signed))) => entries.push(signed),
            // A segment of a second medium has no end while it is written, or when the PC died.
            Ok(Some(Piece::Fault(Fault::Cut))) if head.kind == Kind::Medium => {}
            Ok(Some(Piece::Fault(fault))) => faults.push(fault_problem(&fault)),
            Ok(None) => break,
            // The medium fails here: what was read is whole.
            Err(_medium) => {
                faults.push(fault_problem(&Fault::Cut));
                break;
            }
        }
        if (entries.len() as u64).is_multiple_of(PROGRESS_EVERY) && !progress(reader.bytes(), size) {
            return Ok(Opened::Stopped);
        }
    }
    Ok(Opened::Read(Box::new(BundleRead { place, mark: reader.mark(), head, entries, faults })))
}

/// What is wrong inside a bundle; all else of it is taken.
fn fault_problem(fault: &Fault) -> Problem {
    let name = |id: &Option<crate::journal::EntryId>| id.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
    match fault {
        Fault::Frame { first, last } => {
            Problem::damaged("problem-bundle-part").with("first", name(first)).with("last", name(last))
        }
        Fault::Cut => Problem::damaged("problem-bundle-cut"),
        Fault::End => Problem::damaged("problem-bundle-end"),
        Fault::TooLarge => Problem::damaged("problem-bundle-rest"),
    }
}
