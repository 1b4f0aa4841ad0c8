//! The end of a counter: its records go into a sealed archive, on order of two officers, and its key is destroyed.
//!
//! Nothing is destroyed before the archive was read back and compared entry by entry, and before the counter's own file says where it lies.
//! A crash at any step leaves a counter that works, or one that says it is archived and finishes by itself. The records' file stays where it
//! is; nobody can read it any more.

mod files;
mod open;
mod paper;
mod wipe;

pub use files::{ARCHIVE_FILE, ArchiveManifest, ArchivedFile};
pub use open::{ArchiveChecked, ArchiveOpened, archive_manifest, check_archive, open_archive};
pub use paper::{archive_certificate_again, archive_paper};

use super::Desk;
use super::handover::proof::event_span;
use super::index::officers;
use super::papers::{codes_of, paper_pdf, person_of};
use super::place::{Place, Standing};
use super::register::checked_reason;
use crate::disk::{self, DiskError};
use crate::hospital::number::Mode;
use crate::hospital::pack::Bilingual;
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, EntryId};
use crate::problem::Problem;
use crate::vault::Keyring;
use chrono::{DateTime, FixedOffset};
use files::{Sealing, free_folder};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A counter whose records are sealed and whose key is destroyed, as its own folder says: nothing of a patient.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchivedHere {
    pub archived: Archived,
    /// `K7A`, and the counter's name.
    pub installation: String,
    pub counter_name: Bilingual,
    pub mode: Mode,
}

/// What the folder says of a counter that was archived; `None` where it was not.
///
/// # Errors
/// A problem of the disk.
pub fn archived_here(place: &Place) -> Result<Option<ArchivedHere>, Problem> {
    let Standing::Ready { file, pack } = place.look()? else { return Ok(None) };
    let counter_name = pack.masters().counter(&file.counter).map_or_else(Bilingual::default, |counter| counter.name.clone());
    let here = |archived: Box<Archived>| ArchivedHere {
        archived: *archived,
        installation: file.installation(),
        counter_name,
        mode: file.mode,
    };
    Ok(file.archived.clone().map(here))
}

/// What two officers order.
#[derive(Clone, Copy)]
pub struct ArchiveWish<'a> {
    /// Folder in which the archive's own folder is made.
    pub folder: &'a Path,
    /// Login and password of each.
    pub officers: [(&'a str, &'a str); 2],
    /// Also while something is open here; then a reason is needed.
    pub partial: bool,
    pub reason: &'a str,
}

/// How far it is. Before [`ArchiveStep::Told`] it can be stopped, and nothing has happened; after [`ArchiveStep::Marked`] it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArchiveStep {
    /// All records are counted: is anything open?
    Counting,
    Writing,
    /// What was written is read back and compared.
    Reading,
    /// The archive is whole, but for the counter's last entry.
    Sealed,
    /// The last entry is in the records.
    Told,
    /// It is in the archive too, and the first certificate beside it.
    Closed,
    /// The counter's own file says that it is archived, and where.
    Marked,
    /// The first file with a key is overwritten.
    KeyOverwritten,
    KeyRemoved,
    /// All keys are gone, and the counter's file says when.
    Wiped,
    Done,
}

impl ArchiveStep {
    pub const ALL: [Self; 11] = [
        Self::Counting,
        Self::Writing,
        Self::Reading,
        Self::Sealed,
        Self::Told,
        Self::Closed,
        Self::Marked,
        Self::KeyOverwritten,
        Self::KeyRemoved,
        Self::Wiped,
        Self::Done,
    ];
}

/// Hears a step, entries done and in all; `false` stops where that is still possible.
pub type ArchiveProgress<'a> = &'a mut dyn FnMut(ArchiveStep, u64, u64) -> bool;

/// What `counter.json` keeps of an archive: everything its certificate says, because the records say nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    pub at: DateTime<FixedOffset>,
    /// Login of who worked here, and of those who ordered it.
    pub by: String,
    pub officers: Vec<String>,
    pub reason: String,
    /// Records that were neither received nor excepted.
    #[serde(default)]
    pub open: u64,
    pub folder: PathBuf,
    /// The installation's last entry, and its codes.
    pub entry: EntryId,
    pub codes: Vec<String>,
    pub entries: u64,
    pub root: ChainHash,
    /// SHA-256 of the archive's list of files; and bytes of all files.
    pub sum: ChainHash,
    pub bytes: u64,
    pub openers: Vec<Bilingual>,
    pub began: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DateTime<FixedOffset>>,
    /// When the key was destroyed; `None` while that is not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wiped: Option<DateTime<FixedOffset>>,
}

impl Archived {
    /// That there is nothing to work on here any more.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem::refused("problem-archived")
            .with("at", crate::hospital::forms::write_moment(self.at))
            .with("path", self.folder.display().to_string())
            .with("officers", self.officers.join(", "))
    }
}

/// A counter that was archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveDone {
    pub archived: Archived,
    pub certificate: PathBuf,
}

/// The certificates in the archive: made before the key was destroyed, and after.
const BEFORE_FILE: &str = "certificate-sealed.pdf";
const AFTER_FILE: &str = "certificate.pdf";

/// Seals a counter's records for the archive and destroys its key. `None` where `progress` stopped it in time; then the counter is as it was.
///
/// # Errors
/// `problem-archive-…`, or a problem of right, password or disk. Where the key is still there the counter works on.
pub fn archive_counter(
    mut desk: Desk,
    wish: &ArchiveWish<'_>,
    progress: ArchiveProgress<'_>,
) -> Result<Option<ArchiveDone>, Problem> {
    match seal_archive(&mut desk, wish, progress)? {
        Some(archived) => end_counter(desk, archived, progress).map(Some),
        None => Ok(None),
    }
}

/// All of it that leaves a counter that works: the archive is whole, compared, and says so. `None` where `progress` stopped it in time.
/// What follows, [`end_counter`], cannot be stopped.
///
/// # Errors
/// `problem-archive-…`, or a problem of right, password or disk; the counter works on.
pub fn seal_archive(desk: &mut Desk, wish: &ArchiveWish<'_>, progress: ArchiveProgress<'_>) -> Result<Option<Archived>, Problem> {
    let (officers, reason) = desk.ordered(wish)?;
    let Some(open) = desk.open_here(wish, progress)? else { return Ok(None) };
    let folder = free_folder(desk, wish.folder)?;
    let sealing = Sealing::new(desk, folder)?;
    let Some(manifest) = sealing.write(desk, progress)? else { return Ok(None) };
    if !progress(ArchiveStep::Sealed, manifest.entries, manifest.entries) {
        return Ok(None);
    }
    let body = Body::CounterArchived {
        officers: officers.clone(),
        file: ARCHIVE_FILE.to_owned(),
        sum: manifest.sum()?,
        entries: manifest.entries,
        root: manifest.root,
        reason: reason.clone(),
    };
    let (entry, _signed, _prints) = desk.append(body, Vec::new(), &[])?;
    progress(ArchiveStep::Told, manifest.entries, manifest.entries);
    let bytes = sealing.write_last(desk, &manifest)?;
    let span = event_span(desk.rows()?, desk.counter_file(), (desk.now(), None))?;
    let archived = Archived {
        at: entry.header.time,
        by: desk.user().login.clone(),
        officers,
        reason,
        open,
        folder: sealing.folder.clone(),
        codes: codes_of(desk.rows()?, &[entry.header.id()])?,
        entry: entry.header.id(),
        entries: manifest.entries,
        root: manifest.root,
        sum: manifest.sum()?,
        bytes,
        openers: desk.openers(),
        began: span.began,
        ended: span.ended,
        wiped: None,
    };
    certificate_file(desk, &archived, BEFORE_FILE)?;
    progress(ArchiveStep::Closed, manifest.entries, manifest.entries);
    Ok(Some(archived))
}

/// The records of a sealed counter are closed, the counter says what it is now, the keys go.
///
/// # Errors
/// A problem of the disk. Where the counter's file says already that it is archived, the next start finishes it.
pub fn end_counter(desk: Desk, archived: Archived, progress: ArchiveProgress<'_>) -> Result<ArchiveDone, Problem> {
    let mut counter = desk.close()?;
    counter.file.archived = Some(Box::new(archived));
    counter.place.write_counter(&counter.file)?;
    progress(ArchiveStep::Marked, 0, 0);
    let archived = wipe::finish(&counter.place, &mut counter.file, &counter.masters, &counter.clock, progress)?;
    let certificate = archived.folder.join(AFTER_FILE);
    progress(ArchiveStep::Done, archived.entries, archived.entries);
    Ok(ArchiveDone { archived, certificate })
}

fn certificate_file(desk: &Desk, archived: &Archived, name: &str) -> Result<(), Problem> {
    let printed = archive_paper((desk.masters(), desk.counter_file()), archived, 0);
    Ok(disk::write(&archived.folder.join(name), &paper_pdf(&printed)?)?)
}

impl Desk {
    /// Two different people with the right, each with their password; and why.
    fn ordered(&self, wish: &ArchiveWish<'_>) -> Result<(Vec<String>, String), Problem> {
        if self.mode() == Mode::Drill {
            return Err(Problem::refused("problem-archive-drill"));
        }
        let [one, other] = wish.officers;
        if one.0 == other.0 {
            return Err(Problem::refused("problem-archive-one").with("person", one.0));
        }
        let mut logins = Vec::new();
        for officer in [one, other] {
            logins.push(self.officer(Some(officer), Right::CloseHandOver)?.0);
        }
        let reason = if wish.partial || !wish.reason.trim().is_empty() { checked_reason(wish.reason)? } else { String::new() };
        Ok((logins, reason))
    }

    /// How many records are open; refuses where there are any and nobody said *partial*, or where older records lie here that only this
    /// counter's key opens. `None` where it was stopped.
    fn open_here(&self, wish: &ArchiveWish<'_>, progress: ArchiveProgress<'_>) -> Result<Option<u64>, Problem> {
        if let Some(path) = leftover(self.place())?.filter(|_path| !wish.partial) {
            return Err(Problem::refused("problem-archive-leftover").with("path", path.display().to_string()));
        }
        let passed = self.hand_papers()?.count(&mut |done, of| progress(ArchiveStep::Counting, done, of))?;
        let Some(passed) = passed.filter(|_passed| progress(ArchiveStep::Counting, 0, 0)) else { return Ok(None) };
        let open: u64 = passed.kinds.values().map(super::handover::KindCounts::open).sum();
        if open > 0 && !wish.partial {
            return Err(Problem::refused("problem-archive-open").with("n", crate::words::grouped(open)));
        }
        Ok(Some(open))
    }

    /// Public keys that the archive is sealed to: of the control room's people, each their own, and the counter's recovery key.
    fn archive_keys(&self) -> Result<Vec<String>, Problem> {
        let pack = self.pack();
        let people = officers(pack.masters(), Right::DirectEvent).filter_map(|login| pack.user_key(login));
        let mut keys: Vec<String> = people.map(|key| key.public.clone()).collect();
        let recovery = Keyring::new(&self.place().keys()).recovery().map_err(|_keys| Problem::damaged("problem-keys-damaged"))?;
        keys.extend(recovery);
        if keys.is_empty() { Err(Problem::refused("problem-bundle-nobody")) } else { Ok(keys) }
    }

    /// Who can open it, in words.
    fn openers(&self) -> Vec<Bilingual> {
        let people = officers(self.masters(), Right::DirectEvent);
        let recovery = super::handover::proof::both("archive-recovery-key", &[("counter", &self.installation())]);
        people.map(|login| person_of(self.masters(), login)).chain([recovery]).collect()
    }
}

/// Records that were set aside here when an installation ended badly: `nirantar.db.letter-A`.
fn leftover(place: &Place) -> Result<Option<PathBuf>, Problem> {
    let wrap = |e| Problem::from(DiskError::new(place.folder(), e));
    for file in std::fs::read_dir(place.folder()).map_err(wrap)? {
        let path = file.map_err(wrap)?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("nirantar.db.")) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

impl Place {
    /// What is kept of an archive where this counter was archived; finishes what a crash left undone, and then refuses to work.
    pub(super) fn refuse_archived(
        &self,
        file: &mut super::CounterFile,
        masters: &crate::hospital::pack::Masters,
        clock: &super::Clock,
    ) -> Result<(), Problem> {
        if file.archived.is_none() {
            return Ok(());
        }
        Err(wipe::finish(self, file, masters, clock, &mut |_step, _done, _of| true)?.problem())
    }
}
