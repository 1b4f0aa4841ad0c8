//! An archive opened again, to be read: its files are checked against its list, its root and its last entry, then laid into a new folder's
//! records as a dead PC's are. Nothing in the archive is changed.

use super::super::bundles::{bundle_problem, check_head, secret_of};
use super::super::clock::Clock;
use super::super::papers_in::{BundleKeys, Rebuild, read_papers, rebuild};
use super::super::place::Place;
use super::super::session::Counter;
use super::super::set_up::SetUp;
use super::files::{ARCHIVE_FILE, ArchiveManifest, LAST_FILE};
use crate::bundle::{Piece, Reader};
use crate::disk::{self, DiskError};
use crate::journal::{Body, ChainHash, Entry, Root, Signed, fingerprint};
use crate::problem::Problem;
use crate::vault::Secret;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// An archive whose files are whole.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchiveChecked {
    pub folder: PathBuf,
    pub manifest: ArchiveManifest,
    /// The last entry of the installation; it names the sum of the list.
    pub last: Entry,
}

impl ArchiveChecked {
    /// Its bundles, the last entry's too.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let names = self.manifest.files.iter().map(|file| file.name.as_str());
        names.chain([LAST_FILE]).map(|name| self.folder.join(name)).collect()
    }
}

/// An archive that lies open in a new folder.
pub struct ArchiveOpened {
    pub counter: Counter,
    /// Of the new folder's keys; shown once.
    pub recovery_key: Secret,
    /// Entries that lie there now, and those of the archive that were not taken, each with its reason.
    pub entries: u64,
    pub refused: u64,
    pub root: ChainHash,
}

/// What an archive says it holds, before it is opened: its folder, or any of its files.
///
/// # Errors
/// `problem-archive-not`, or a problem of the disk.
pub fn archive_manifest(path: &Path) -> Result<(PathBuf, ArchiveManifest), Problem> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let not = || Problem::damaged("problem-archive-not").with("path", path.display().to_string());
    let bytes = match disk::read(&folder.join(ARCHIVE_FILE)) {
        Err(DiskError::Missing { .. }) => return Err(not()),
        read => read?,
    };
    let manifest: ArchiveManifest = serde_json::from_slice(&bytes).map_err(|_json| not())?;
    // A name with a folder in it would lead out of the archive.
    let plain = |name: &str| Path::new(name).file_name().is_some_and(|own| own == name);
    if manifest.files.iter().all(|file| plain(&file.name)) { Ok((folder.to_owned(), manifest)) } else { Err(not()) }
}

/// Reads every file of an archive: each is whole and as the list says, the root over all entries is the list's, and the last entry names this
/// very list. `progress` hears entries done and in all; `None` when it says to stop.
///
/// # Errors
/// `problem-archive-…`, `problem-bundle-…`, or a problem of the disk.
pub fn check_archive(
    path: &Path,
    keys: &BundleKeys,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<ArchiveChecked>, Problem> {
    let (folder, manifest) = archive_manifest(path)?;
    let broken = |name: &str| {
        Problem::damaged("problem-archive-broken").with("path", folder.display().to_string()).with("file", name.to_owned())
    };
    let (mut root, mut done) = (Root::default(), 0_u64);
    for file in &manifest.files {
        let sum = each_of(&folder.join(&file.name), keys, &mut |signed| {
            root.push(&signed.hash());
            done += 1;
            Ok(progress(done, manifest.entries))
        })?;
        match sum {
            None => return Ok(None),
            Some(Read::Whole(sum)) if sum == file.sum => {}
            Some(_) => return Err(broken(&file.name)),
        }
    }
    if root.hash() != manifest.root || done != manifest.entries {
        return Err(broken(ARCHIVE_FILE));
    }
    let mut last = None;
    each_of(&folder.join(LAST_FILE), keys, &mut |signed| {
        last = signed.entry().ok();
        Ok(true)
    })?;
    let listed = fingerprint(&disk::read(&folder.join(ARCHIVE_FILE))?);
    let names_it = |entry: &Entry| {
        let whose = (&entry.header.counter, entry.header.letter) == (&manifest.counter, manifest.letter);
        let Body::CounterArchived { sum, entries, root, .. } = &entry.body else { return false };
        whose && (*sum, *entries, *root) == (listed, manifest.entries, manifest.root)
    };
    let last = last.filter(names_it).ok_or_else(|| broken(LAST_FILE))?;
    Ok(Some(ArchiveChecked { folder, manifest, last }))
}

/// How a file was read.
enum Read {
    /// To its end, and its SHA-256.
    Whole(ChainHash),
    Broken,
}

/// Hands on the entries of one bundle; `None` where `each` stopped it.
fn each_of(
    path: &Path,
    keys: &BundleKeys,
    each: &mut dyn FnMut(&Signed) -> Result<bool, Problem>,
) -> Result<Option<Read>, Problem> {
    let from = File::open(path).map_err(|error| DiskError::new(path, error))?;
    let of = |counter: &_, letter| keys.pack.verifying_key(counter, letter);
    let mut reader = Reader::new(BufReader::with_capacity(1 << 16, from), &of).map_err(|error| bundle_problem(error, path))?;
    let head = reader.head().clone();
    check_head(&head, (&keys.pack.masters().hospital.site, keys.mode))?;
    let secret = secret_of(&head, &keys.identities).map_err(|error| bundle_problem(error, path))?;
    reader.unlock(&secret).map_err(|error| bundle_problem(error, path))?;
    loop {
        match reader.next_piece().map_err(|error| bundle_problem(error, path))? {
            Some(Piece::Entry(signed)) => {
                let key = signed.entry().ok().and_then(|entry| of(&entry.header.counter, entry.header.letter));
                if key.is_none_or(|key| crate::journal::verify(&signed, &key).is_err()) {
                    return Ok(Some(Read::Broken));
                }
                if !each(&signed)? {
                    return Ok(None);
                }
            }
            None if reader.is_whole() => return Ok(Some(Read::Whole(reader.mark()))),
            Some(Piece::Fault(_)) | None => return Ok(Some(Read::Broken)),
        }
    }
}

/// Lays a checked archive into a new folder, under the letter after the archived one's: a copy for reading, in which nothing of the archive can
/// clash with what is written there. The root over the archive's entries stands in the answer.
///
/// # Errors
/// `problem-set-up-already`, `problem-letters-end`, or a problem of right, password or disk.
pub fn open_archive(
    place: &Place,
    request: SetUp<'_>,
    (checked, keys): (&ArchiveChecked, &BundleKeys),
    clock: &Clock,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<ArchiveOpened>, Problem> {
    let Some(reads) = read_papers(&checked.files(), keys, progress)? else { return Ok(None) };
    let (login, first) = (request.login.to_owned(), request.password.to_owned());
    let password = if request.new_password.is_empty() { first } else { request.new_password.to_owned() };
    let dead = (request.counter == checked.manifest.counter).then_some(checked.manifest.letter);
    let wish = Rebuild { set_up: request, dead };
    let done = rebuild(place, &wish, &super::super::papers_in::Tray::default(), clock)?;
    let mut desk = done.counter.sign_in(&login, &password).map_err(|(_counter, problem)| problem)?;
    desk.lay_in(reads)?;
    let taken = desk.take_papers(&mut |_done| {})?;
    let counter = desk.close()?;
    let (entries, refused) = (taken.new + taken.known, taken.refused);
    Ok(Some(ArchiveOpened { counter, recovery_key: done.recovery_key, entries, refused, root: checked.manifest.root }))
}
