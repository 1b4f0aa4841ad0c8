//! The archive's files: bundles with every entry of these records, the list of them with their sums, and the last entry in a bundle of its own,
//! because it names the list's sum.

use super::super::Desk;
use super::super::bundles::{bundle_problem, control_counters, joined, pieces, sealed_head};
use super::super::papers::installation_of;
use super::{ArchiveProgress, ArchiveStep};
use crate::bundle::{BundleSecret, ENDING, ENTRIES_MAX, Kind, Piece, Reader, Writer};
use crate::disk::{self, AtomicFile, DiskError};
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::{ChainHash, EntryId, Root, Run, Signed, fingerprint};
use crate::problem::Problem;
use crate::store::{Held, View};
use crate::vault::random;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// The list of an archive's files.
pub const ARCHIVE_FILE: &str = "archive.json";
/// The bundle with the installation's last entry.
pub(super) const LAST_FILE: &str = "last.nrb";
/// The pack that opens it, beside it.
pub(super) const PACK_FILE: &str = "hospital.pack";
/// Bytes after which another file begins: what fits any medium.
const FILE_BYTES: u64 = 1024 * 1024 * 1024;
/// Entries between two words on progress.
const PROGRESS_EVERY: u64 = 500;

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveManifest {
    pub site: String,
    pub mode: Mode,
    pub counter: CounterCode,
    pub letter: char,
    pub made: DateTime<FixedOffset>,
    pub entries: u64,
    /// Merkle root over all entries in the order of the files (RFC 6962).
    pub root: ChainHash,
    pub files: Vec<ArchivedFile>,
}

/// One of its bundles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedFile {
    pub name: String,
    pub entries: u64,
    pub bytes: u64,
    /// SHA-256.
    pub sum: ChainHash,
}

impl ArchiveManifest {
    /// As it stands in its file.
    ///
    /// # Errors
    /// Never; a device problem otherwise.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec_pretty(self).map_err(|_json| Problem::device("problem-internal"))
    }

    /// SHA-256 of its file.
    pub(super) fn sum(&self) -> Result<ChainHash, Problem> {
        Ok(fingerprint(&self.bytes()?))
    }
}

/// `AIIMSND-K7A-archive-20261123-1410`, a folder that is not there yet. It is made, and durable.
pub(super) fn free_folder(desk: &Desk, to: &Path) -> Result<PathBuf, Problem> {
    let stem = format!("{}-{}-archive-{}", desk.counter_file().site, desk.installation(), desk.now().format("%Y%m%d-%H%M%S"));
    let name = |n: usize| to.join(if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    let folder = (1..10_000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(10_000));
    let folder = if folder.is_absolute() {
        folder
    } else {
        std::path::absolute(&folder).map_err(|error| DiskError::new(&folder, error))?
    };
    disk::make_folder(&folder)?;
    for made in folder.ancestors().take(2) {
        disk::sync_folder(made)?;
    }
    Ok(folder)
}

/// An archive that is being written.
pub(super) struct Sealing {
    pub folder: PathBuf,
    secret: BundleSecret,
    keys: Vec<String>,
    to: Vec<CounterCode>,
}

/// Hands on every entry there is: of the pieces, in order of address, forks beside each other. `false` from `each` ends it.
fn every_entry(
    view: View<'_>,
    pieces: &[Held],
    each: &mut dyn FnMut(&EntryId, &Signed) -> Result<bool, Problem>,
) -> Result<bool, Problem> {
    let forked: BTreeSet<i64> = view.forked()?.iter().map(EntryId::packed).collect();
    let mut going = true;
    for piece in pieces {
        view.each_signed::<Problem>(piece, |id, signed| {
            going = each(&id, &signed)?;
            if going && forked.contains(&id.packed()) {
                for copy in view.copies(&id)?.iter().filter(|copy| copy.bytes != signed.bytes) {
                    going = going && each(&id, copy)?;
                }
            }
            Ok(going)
        })?;
        if !going {
            break;
        }
    }
    Ok(going)
}

impl Sealing {
    pub fn new(desk: &Desk, folder: PathBuf) -> Result<Self, Problem> {
        Ok(Self { folder, secret: random::<32>()?, keys: desk.archive_keys()?, to: control_counters(desk.masters()) })
    }

    fn begin(&self, desk: &Desk, name: &str, after: Vec<Run>) -> Result<Writer<AtomicFile>, Problem> {
        let whose = (desk.pack(), desk.counter_file());
        let (mut head, secret) = sealed_head(whose, &[], (Kind::All, desk.now(), after), (&self.keys, Some(&self.secret)))?;
        head.to.clone_from(&self.to);
        let path = self.folder.join(name);
        let out = AtomicFile::create(&path)?;
        Writer::new(out, &head, &secret, &desk.store.installation().signing).map_err(|error| bundle_problem(error, &path))
    }

    fn end(&self, name: &str, writer: Writer<AtomicFile>) -> Result<ArchivedFile, Problem> {
        let (out, written) = writer.finish().map_err(|error| bundle_problem(error, &self.folder.join(name)))?;
        out.commit()?;
        Ok(ArchivedFile { name: name.to_owned(), entries: written.entries, bytes: written.bytes, sum: written.mark })
    }

    /// Writes every entry of these records and reads it back. `None` where it was stopped.
    pub fn write(&self, desk: &Desk, progress: ArchiveProgress<'_>) -> Result<Option<ArchiveManifest>, Problem> {
        let view = desk.rows()?;
        let held = view.held()?;
        let (mut root, mut done) = (Root::default(), 0_u64);
        let total = held.iter().map(|run| run.last - run.first + 1).sum::<u64>();
        let (mut files, mut open) = (Vec::new(), None::<(String, Writer<AtomicFile>, u64)>);
        let whole = every_entry(view, &held, &mut |id, signed| {
            let full = |(_, writer, entries): &mut (String, Writer<AtomicFile>, u64)| {
                *entries >= ENTRIES_MAX || writer.bytes() >= FILE_BYTES
            };
            if let Some((name, writer, _)) = open.take_if(full) {
                files.push(self.end(&name, writer)?);
            }
            if open.is_none() {
                let name = format!("{:06}.{ENDING}", files.len() + 1);
                open = Some((name.clone(), self.begin(desk, &name, Vec::new())?, 0));
            }
            if let Some((name, writer, entries)) = &mut open {
                writer.entry(id, signed).map_err(|error| bundle_problem(error, &self.folder.join(name)))?;
                *entries += 1;
            }
            root.push(&signed.hash());
            done += 1;
            Ok(!done.is_multiple_of(PROGRESS_EVERY) || progress(ArchiveStep::Writing, done, total))
        })?;
        if let Some((name, writer, _)) = open.take() {
            files.push(self.end(&name, writer)?);
        }
        if !whole || !progress(ArchiveStep::Writing, done, total) {
            return Ok(None);
        }
        let file = desk.counter_file();
        let manifest = ArchiveManifest {
            site: file.site.clone(),
            mode: file.mode,
            counter: file.counter.clone(),
            letter: file.letter,
            made: desk.now(),
            entries: done,
            root: root.hash(),
            files,
        };
        if !self.compare(desk, &held, &manifest, progress)? {
            return Ok(None);
        }
        disk::write(&self.folder.join(PACK_FILE), &disk::read(&desk.place().pack())?)?;
        disk::write(&self.folder.join(ARCHIVE_FILE), &manifest.bytes()?)?;
        Ok(Some(manifest))
    }

    /// Reads the files back beside the records. `false` where it was stopped.
    fn compare(
        &self,
        desk: &Desk,
        pieces: &[Held],
        manifest: &ArchiveManifest,
        progress: ArchiveProgress<'_>,
    ) -> Result<bool, Problem> {
        let mut back = ReadBack::new(desk, &self.folder, &self.secret, &manifest.files);
        let (mut root, mut done) = (Root::default(), 0_u64);
        let whole = every_entry(desk.rows()?, pieces, &mut |id, signed| {
            let Some(read) = back.next()?.filter(|read| read == signed) else {
                return Err(differs(&self.folder).with("entry", id.to_string()));
            };
            root.push(&read.hash());
            done += 1;
            Ok(!done.is_multiple_of(PROGRESS_EVERY) || progress(ArchiveStep::Reading, done, manifest.entries))
        })?;
        if whole && (back.next()?.is_some() || root.hash() != manifest.root || done != manifest.entries) {
            return Err(differs(&self.folder).with("entry", installation_of(&desk.store.tip_id())));
        }
        Ok(whole && progress(ArchiveStep::Reading, done, manifest.entries))
    }

    /// Writes what came after the archive's files: the installation's last entry. Gives the bytes of all files.
    pub fn write_last(&self, desk: &Desk, manifest: &ArchiveManifest) -> Result<u64, Problem> {
        let view = desk.rows()?;
        let last = desk.store.tip_id();
        let piece = Held { counter: last.counter.clone(), letter: last.letter, first: last.sequence, last: last.sequence };
        let before: Vec<Run> = joined(view, &[], &pieces(&view.held()?, &joined(view, &[], std::slice::from_ref(&piece))?))?;
        let mut writer = self.begin(desk, LAST_FILE, before)?;
        every_entry(view, std::slice::from_ref(&piece), &mut |id, signed| {
            writer.entry(id, signed).map_err(|error| bundle_problem(error, &self.folder.join(LAST_FILE)))?;
            Ok(true)
        })?;
        let file = self.end(LAST_FILE, writer)?;
        let bytes = manifest.files.iter().map(|file| file.bytes).sum::<u64>() + file.bytes;
        let files = [file];
        let mut back = ReadBack::new(desk, &self.folder, &self.secret, &files);
        let read = back.next()?;
        if read.is_none() || read != view.copy(&last)? || back.next()?.is_some() {
            return Err(differs(&self.folder).with("entry", last.to_string()));
        }
        Ok(bytes)
    }
}

/// What was written is not what is in the records: the medium is bad. Nothing was destroyed.
fn differs(folder: &Path) -> Problem {
    Problem::device("problem-archive-differs").with("path", folder.display().to_string())
}

/// Entries of an archive's files, one after the other.
struct ReadBack<'a> {
    desk: &'a Desk,
    folder: &'a Path,
    secret: &'a BundleSecret,
    files: std::slice::Iter<'a, ArchivedFile>,
    open: Option<(&'a ArchivedFile, Reader<BufReader<File>>)>,
}

impl<'a> ReadBack<'a> {
    fn new(desk: &'a Desk, folder: &'a Path, secret: &'a BundleSecret, files: &'a [ArchivedFile]) -> Self {
        Self { desk, folder, secret, files: files.iter(), open: None }
    }

    fn next(&mut self) -> Result<Option<Signed>, Problem> {
        loop {
            let Some((file, reader)) = &mut self.open else {
                let Some(file) = self.files.next() else { return Ok(None) };
                self.open = Some((file, self.reader(file)?));
                continue;
            };
            let damaged = || differs(self.folder).with("entry", file.name.clone());
            match reader.next_piece().map_err(|error| bundle_problem(error, self.folder))? {
                Some(Piece::Entry(signed)) => return Ok(Some(signed)),
                Some(Piece::Fault(_)) => return Err(damaged()),
                None if !reader.is_whole() || reader.mark() != file.sum => return Err(damaged()),
                None => self.open = None,
            }
        }
    }

    fn reader(&self, file: &ArchivedFile) -> Result<Reader<BufReader<File>>, Problem> {
        let path = self.folder.join(&file.name);
        let from = File::open(&path).map_err(|error| DiskError::new(&path, error))?;
        let pack = self.desk.pack();
        let mut reader = Reader::new(BufReader::with_capacity(1 << 16, from), &|code, letter| pack.verifying_key(code, letter))
            .map_err(|error| bundle_problem(error, &path))?;
        reader.unlock(self.secret).map_err(|error| bundle_problem(error, &path))?;
        Ok(reader)
    }
}
