//! Batches: files of records that leave together, cut small, each named by what is in it. A file is whole on the disk before the entry that
//! says so; the same records give the same file.

use super::super::place::CounterFile;
use super::super::{Desk, export};
use super::pass::{Leaving, PassSource, PassWish, Passed, pass};
use super::roads::OpenRoads;
use crate::disk;
use crate::exchange::hl7::{BatchName, batch_file};
use crate::exchange::{Batch, BatchLine, BatchManifest, MANIFEST_FILE, sheets};
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, MadeLine, Road, Stage, batch_name, fingerprint};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A batch is closed when its records take so many bytes, however few they are.
const BATCH_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Everything a pass over the records needs, so that a thread beside the desk can do it.
#[derive(Clone, Copy)]
pub struct HandoverSource<'a> {
    pub view: View<'a>,
    pub masters: &'a Masters,
    pub file: &'a CounterFile,
    pub signing: &'a SigningKey,
    /// Login of the person who hands over.
    pub by: &'a str,
    pub now: DateTime<FixedOffset>,
}

impl<'a> HandoverSource<'a> {
    /// The batch that the roads write for.
    pub(super) fn batch(&self) -> Batch<'a> {
        Batch {
            masters: self.masters,
            mode: self.file.mode,
            counter: &self.file.counter,
            letter: self.file.letter,
            made: self.now,
            by: self.by,
        }
    }

    /// Records there are at least; for progress.
    fn total(&self) -> Result<u64, Problem> {
        Ok(self.view.patients_total()? + self.view.visits_total()? + self.view.cases_total()?)
    }
}

/// A batch whose file is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeBatch {
    pub name: String,
    pub road: Road,
    pub stage: Stage,
    /// Without a folder; empty where records are typed.
    pub file: String,
    pub sum: Option<ChainHash>,
    pub lines: Vec<MadeLine>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeDone {
    pub folder: PathBuf,
    pub road: Road,
    pub batches: Vec<BatchLine>,
    pub passed: Passed,
}

impl MakeDone {
    /// Records in all batches.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.batches.iter().map(|batch| batch.records).sum()
    }
}

/// Refuses what must never leave as a real record.
fn may_leave(source: &HandoverSource<'_>) -> Result<(), Problem> {
    if source.file.mode == Mode::Drill { Err(Problem::refused("problem-export-drill")) } else { Ok(()) }
}

/// The pre-flight alone: where each record stands, nothing is written. `None` when `progress` says to stop.
///
/// # Errors
/// Refused for a drill; a problem of the disk.
pub fn check_records(
    source: HandoverSource<'_>,
    wish: &PassWish,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Passed>, Problem> {
    check_into(source, wish, progress, &mut |_leaving| Ok(()))
}

/// As [`check_records`], with each record that could leave.
pub(super) fn check_into(
    source: HandoverSource<'_>,
    wish: &PassWish,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    leave: &mut dyn FnMut(&Leaving<'_>) -> Result<(), Problem>,
) -> Result<Option<Passed>, Problem> {
    may_leave(&source)?;
    let total = source.total()?;
    let mut roads = OpenRoads::new(source.batch());
    let from = PassSource { view: source.view, masters: source.masters };
    pass(from, wish, &mut roads, &mut |done| progress(done, total.max(done)), leave)
}

/// Where batches are written.
#[derive(Debug, Clone, Copy)]
pub enum BatchesTo<'p> {
    /// A new folder under this one, for people who carry it.
    New(&'p Path),
    /// This folder, for sending: it keeps the files of all batches, and a manifest of the last making.
    This(&'p Path),
}

/// What a pass and the writing of its batches know besides the rows; two threads share it.
#[derive(Clone)]
pub struct HandoverAt {
    pub masters: Arc<Masters>,
    pub file: CounterFile,
    pub signing: SigningKey,
    /// Login of the person who hands over.
    pub by: String,
    pub now: DateTime<FixedOffset>,
}

impl HandoverAt {
    /// With the rows that a pass reads.
    #[must_use]
    pub fn source<'a>(&'a self, view: View<'a>) -> HandoverSource<'a> {
        let Self { masters, file, signing, by, now } = self;
        HandoverSource { view, masters, file, signing, by, now: *now }
    }

    fn batch(&self) -> Batch<'_> {
        let Self { masters, file, by, now, .. } = self;
        Batch { masters, mode: file.mode, counter: &file.counter, letter: file.letter, made: *now, by }
    }
}

/// Writes what can leave now into files. `each` hears of every batch once its file is on the disk, and
/// writes it down. `None` when `progress` says to stop; what was heard of before stands.
///
/// # Errors
/// Refused for a drill; a problem of the disk; what `each` returns.
fn make_batches(
    (at, view): (&HandoverAt, View<'_>),
    wish: &PassWish,
    to: BatchesTo<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    each: &mut dyn FnMut(MadeBatch) -> Result<(), Problem>,
) -> Result<Option<MakeDone>, Problem> {
    let mut files = BatchFiles::new(at, wish.road, to);
    let passed = fill_batches(at.source(view), wish, progress, &mut |full| each(files.put(full)?))?;
    passed.map(|passed| files.finish(passed)).transpose()
}

/// The first half of [`make_batches`]: `each` gets what is to be in a file, as soon as it is full.
///
/// # Errors
/// As [`make_batches`].
pub fn fill_batches(
    source: HandoverSource<'_>,
    wish: &PassWish,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    each: &mut dyn FnMut(FullBatch) -> Result<(), Problem>,
) -> Result<Option<Passed>, Problem> {
    may_leave(&source)?;
    let total = source.total()?;
    let mut open = Open { most: usize::from(source.masters.handover.batch), stages: BTreeMap::new() };
    let mut roads = OpenRoads::new(source.batch());
    let from = PassSource { view: source.view, masters: source.masters };
    let passed = pass(from, wish, &mut roads, &mut |done| progress(done, total.max(done)), &mut |leaving| {
        open.take(leaving).map_or(Ok(()), &mut *each)
    })?;
    let Some(passed) = passed else { return Ok(None) };
    open.rest().try_for_each(each)?;
    Ok(Some(passed))
}

/// Records that leave together, before they are in a file.
pub struct FullBatch {
    stage: Stage,
    filling: Filling,
}

/// The batches that are being filled, one a stage.
struct Open {
    most: usize,
    stages: BTreeMap<Stage, Filling>,
}

impl Open {
    /// Adds a record; gives the batch that is full with it.
    fn take(&mut self, leaving: &Leaving<'_>) -> Option<FullBatch> {
        let filling = self.stages.entry(leaving.stage).or_default();
        filling.lines.push(MadeLine { record: leaving.record.key.clone(), mark: leaving.mark });
        filling.bytes.extend_from_slice(leaving.bytes);
        let text = |number: Option<&Number>| number.map(ToString::to_string).unwrap_or_default();
        let (own, patient) = (text(leaving.record.number()), text(leaving.record.patient.map(|patient| patient.number)));
        filling.ends.push((filling.bytes.len(), own, patient));
        let full = filling.lines.len() >= self.most || filling.bytes.len() >= BATCH_BYTES_MAX;
        full.then(|| FullBatch { stage: leaving.stage, filling: std::mem::take(filling) })
    }

    fn rest(self) -> impl Iterator<Item = FullBatch> {
        let begun = self.stages.into_iter().filter(|(_, filling)| !filling.lines.is_empty());
        begun.map(|(stage, filling)| FullBatch { stage, filling })
    }
}

/// A batch that is being filled.
#[derive(Default)]
struct Filling {
    lines: Vec<MadeLine>,
    bytes: Vec<u8>,
    /// Where each record ends in `bytes`, and the numbers that people say of it: its own, its patient's.
    ends: Vec<(usize, String, String)>,
}

impl Filling {
    fn records(&self) -> impl Iterator<Item = &[u8]> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, ..)| *end));
        starts.zip(&self.ends).filter_map(|(from, (to, ..))| self.bytes.get(from..*to))
    }

    fn rows(&self) -> Vec<sheets::Leaving<'_>> {
        let numbers = self.ends.iter().map(|(_, number, patient)| (number, patient));
        let all = self.lines.iter().zip(self.records()).zip(numbers);
        all.map(|((line, bytes), (number, patient_number))| sheets::Leaving {
            record: &line.record,
            mark: line.mark,
            number,
            patient_number,
            bytes,
        })
        .collect()
    }
}

/// The second half of [`make_batches`]: the files of one making.
pub struct BatchFiles<'a> {
    at: &'a HandoverAt,
    road: Road,
    folder: PathBuf,
    done: Vec<BatchLine>,
}

impl<'a> BatchFiles<'a> {
    /// Nothing is written yet.
    #[must_use]
    pub fn new(at: &'a HandoverAt, road: Road, to: BatchesTo<'_>) -> Self {
        let folder = match to {
            BatchesTo::New(under) => export::free_folder(&under.join(crate::exchange::batch_folder(&at.batch(), road))),
            BatchesTo::This(folder) => folder.to_owned(),
        };
        Self { at, road, folder, done: Vec::new() }
    }

    /// Writes a batch's file. When this returns it is on the disk.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn put(&mut self, full: FullBatch) -> Result<MadeBatch, Problem> {
        let FullBatch { stage, mut filling } = full;
        let name = batch_name(self.road, &filling.lines);
        let (batch, called) = (self.at.batch(), BatchName { name: &name, stage });
        disk::make_folder(&self.folder)?;
        let (file, bytes) = match self.road {
            Road::Hl7 => (called.file(batch.mode, "hl7"), batch_file(&batch, &called, filling.records())),
            Road::Xlsx => (called.file(batch.mode, sheets::WORKBOOK_ENDING), sheets::workbook(&batch, stage, &filling.rows())?),
            Road::Csv => self.tables(&batch, &called, &filling)?,
            Road::Fhir | Road::Typing => (called.file(batch.mode, "ndjson"), std::mem::take(&mut filling.bytes)),
        };
        if self.road != Road::Csv {
            disk::write(&self.folder.join(&file), &bytes)?;
        }
        let sum = fingerprint(&bytes);
        self.done.push(BatchLine {
            name: name.clone(),
            stage,
            file: file.clone(),
            records: filling.lines.len() as u64,
            bytes: bytes.len() as u64,
            sha256: sum.to_string(),
        });
        Ok(MadeBatch { name, road: self.road, stage, file, sum: Some(sum), lines: filling.lines })
    }

    /// A CSV batch is a folder of tables; its manifest stands for it.
    fn tables(&self, batch: &Batch<'_>, called: &BatchName<'_>, filling: &Filling) -> Result<(String, Vec<u8>), Problem> {
        let name = called.file(batch.mode, "").trim_end_matches('.').to_owned();
        let folder = self.folder.join(&name);
        disk::make_folder(&folder)?;
        let written = sheets::csv_batch(batch, called.stage, &filling.rows())?;
        for (file, bytes) in written.files {
            disk::write(&folder.join(file), &bytes)?;
        }
        for (file, bytes) in written.manifest.signed(&self.at.signing) {
            disk::write(&folder.join(file), &bytes)?;
        }
        Ok((format!("{name}/{MANIFEST_FILE}"), written.manifest.bytes()))
    }

    /// Writes the manifest of all files, where there are any.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn finish(self, passed: Passed) -> Result<MakeDone, Problem> {
        let Self { at, road, folder, done: batches } = self;
        if !batches.is_empty() {
            let manifest = BatchManifest::new(&at.batch(), road, batches.clone());
            for (name, bytes) in manifest.signed(&at.signing) {
                disk::write(&folder.join(name), &bytes)?;
            }
        }
        Ok(MakeDone { folder, road, batches, passed })
    }
}

impl Desk {
    /// Refuses a hand-over that the person or the mode does not allow.
    ///
    /// # Errors
    /// `problem-no-right` or `problem-export-drill`.
    pub fn may_hand_over(&self) -> Result<(), Problem> {
        self.may(Right::HandOver)?;
        if self.counter.file.mode == Mode::Drill { Err(Problem::refused("problem-export-drill")) } else { Ok(()) }
    }

    /// What a pass reads from, at this desk.
    pub(super) fn handover_source(&self) -> Result<HandoverSource<'_>, Problem> {
        let signing = &self.store.installation().signing;
        let (file, by, now) = (&self.counter.file, self.user.login.as_str(), self.now());
        Ok(HandoverSource { view: self.rows()?, masters: self.masters(), file, signing, by, now })
    }

    /// What a making needs besides the rows, for threads beside the desk.
    #[must_use]
    pub fn handover_at(&self) -> HandoverAt {
        let (masters, file, by, now) =
            (Arc::clone(&self.counter.masters), self.counter.file.clone(), self.user.login.clone(), self.now());
        HandoverAt { masters, file, signing: self.store.installation().signing.clone(), by, now }
    }

    /// Writes down that a batch was made. Its file is on the disk.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn note_batch(&mut self, made: MadeBatch) -> Result<(), Problem> {
        self.may_hand_over()?;
        let MadeBatch { name, road, stage, file, sum, lines } = made;
        self.append(Body::HandoverMade { batch: name, road, stage, file, sum, lines }, Vec::new(), &[])?;
        Ok(())
    }

    /// Makes batches at once, on this thread, into a new folder.
    ///
    /// # Errors
    /// A problem of right or disk, or `problem-export-drill`.
    pub fn make_handover(
        &mut self,
        wish: &PassWish,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<MakeDone>, Problem> {
        self.may_hand_over()?;
        // What was saved last must be in the rows that the second connection reads.
        self.rows()?;
        let (at, reader) = (self.handover_at(), self.store.reader(&self.key)?);
        let done = make_batches((&at, reader.read()), wish, BatchesTo::New(to), progress, &mut |made| self.note_batch(made))?;
        if let Some(done) = &done {
            self.keep_check(&done.passed, wish)?;
        }
        Ok(done)
    }

    /// The pre-flight at once, for the command line; see [`check_records`].
    ///
    /// # Errors
    /// As [`check_records`].
    pub fn check_handover(
        &mut self,
        wish: &PassWish,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Passed>, Problem> {
        self.may_hand_over()?;
        let passed = check_records(self.handover_source()?, wish, progress)?;
        if let Some(passed) = &passed {
            self.keep_check(passed, wish)?;
        }
        Ok(passed)
    }
}
