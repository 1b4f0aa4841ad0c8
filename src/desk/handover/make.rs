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

/// Writes what can leave now into files. `each` hears of every batch once its file is on the disk, and
/// writes it down. `None` when `progress` says to stop; what was heard of before stands.
///
/// # Errors
/// Refused for a drill; a problem of the disk; what `each` returns.
pub fn make_batches(
    source: HandoverSource<'_>,
    wish: &PassWish,
    to: BatchesTo<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    each: &mut dyn FnMut(MadeBatch) -> Result<(), Problem>,
) -> Result<Option<MakeDone>, Problem> {
    may_leave(&source)?;
    let total = source.total()?;
    let batch = source.batch();
    let folder = match to {
        BatchesTo::New(under) => export::free_folder(&under.join(crate::exchange::batch_folder(&batch, wish.road))),
        BatchesTo::This(folder) => folder.to_owned(),
    };
    let mut files =
        Files { batch, road: wish.road, folder, signing: source.signing, open: BTreeMap::new(), done: Vec::new(), each };
    let mut roads = OpenRoads::new(batch);
    let from = PassSource { view: source.view, masters: source.masters };
    let passed = pass(from, wish, &mut roads, &mut |done| progress(done, total.max(done)), &mut |leaving| files.take(leaving))?;
    let Some(passed) = passed else { return Ok(None) };
    let (folder, batches) = files.finish()?;
    if !batches.is_empty() {
        let manifest = BatchManifest::new(&batch, wish.road, batches.clone());
        for (name, bytes) in manifest.signed(source.signing) {
            disk::write(&folder.join(name), &bytes)?;
        }
    }
    Ok(Some(MakeDone { folder, road: wish.road, batches, passed }))
}

/// The files that are being filled, one a stage.
struct Files<'a, 'e> {
    batch: Batch<'a>,
    road: Road,
    folder: PathBuf,
    signing: &'a SigningKey,
    open: BTreeMap<Stage, Filling>,
    done: Vec<BatchLine>,
    each: &'e mut dyn FnMut(MadeBatch) -> Result<(), Problem>,
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

impl Files<'_, '_> {
    fn take(&mut self, leaving: &Leaving<'_>) -> Result<(), Problem> {
        let filling = self.open.entry(leaving.stage).or_default();
        filling.lines.push(MadeLine { record: leaving.record.key.clone(), mark: leaving.mark });
        filling.bytes.extend_from_slice(leaving.bytes);
        let text = |number: Option<&Number>| number.map(ToString::to_string).unwrap_or_default();
        let (own, patient) = (text(leaving.record.number()), text(leaving.record.patient.map(|patient| patient.number)));
        filling.ends.push((filling.bytes.len(), own, patient));
        let most = usize::from(self.batch.masters.handover.batch);
        if filling.lines.len() >= most || filling.bytes.len() >= BATCH_BYTES_MAX {
            let full = std::mem::take(filling);
            self.write(leaving.stage, full)?;
        }
        Ok(())
    }

    fn write(&mut self, stage: Stage, mut filling: Filling) -> Result<(), Problem> {
        let name = batch_name(self.road, &filling.lines);
        let called = BatchName { name: &name, stage };
        disk::make_folder(&self.folder)?;
        let (file, bytes) = match self.road {
            Road::Hl7 => (called.file(self.batch.mode, "hl7"), batch_file(&self.batch, &called, filling.records())),
            Road::Xlsx => {
                (called.file(self.batch.mode, sheets::WORKBOOK_ENDING), sheets::workbook(&self.batch, stage, &filling.rows())?)
            }
            Road::Csv => self.tables(&called, &filling)?,
            Road::Fhir | Road::Typing => (called.file(self.batch.mode, "ndjson"), std::mem::take(&mut filling.bytes)),
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
        (self.each)(MadeBatch { name, road: self.road, stage, file, sum: Some(sum), lines: filling.lines })
    }

    /// A CSV batch is a folder of tables; its manifest stands for it.
    fn tables(&self, called: &BatchName<'_>, filling: &Filling) -> Result<(String, Vec<u8>), Problem> {
        let name = called.file(self.batch.mode, "").trim_end_matches('.').to_owned();
        let folder = self.folder.join(&name);
        disk::make_folder(&folder)?;
        let batch = sheets::csv_batch(&self.batch, called.stage, &filling.rows())?;
        for (file, bytes) in batch.files {
            disk::write(&folder.join(file), &bytes)?;
        }
        for (file, bytes) in batch.manifest.signed(self.signing) {
            disk::write(&folder.join(file), &bytes)?;
        }
        Ok((format!("{name}/{MANIFEST_FILE}"), batch.manifest.bytes()))
    }

    fn finish(mut self) -> Result<(PathBuf, Vec<BatchLine>), Problem> {
        for (stage, filling) in std::mem::take(&mut self.open) {
            if !filling.lines.is_empty() {
                self.write(stage, filling)?;
            }
        }
        Ok((self.folder, self.done))
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

    /// Makes batches at once, for the command line; see [`make_batches`].
    ///
    /// # Errors
    /// As [`make_batches`].
    pub fn make_handover(
        &mut self,
        wish: &PassWish,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<MakeDone>, Problem> {
        self.make_into(wish, BatchesTo::New(to), progress)
    }

    /// As [`Self::make_handover`], into the folder itself: for sending.
    ///
    /// # Errors
    /// As [`make_batches`].
    pub fn make_handover_in(
        &mut self,
        wish: &PassWish,
        folder: &Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<MakeDone>, Problem> {
        self.make_into(wish, BatchesTo::This(folder), progress)
    }

    fn make_into(
        &mut self,
        wish: &PassWish,
        to: BatchesTo<'_>,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<MakeDone>, Problem> {
        self.may_hand_over()?;
        // What was saved last must be in the rows that the second connection reads.
        self.rows()?;
        let reader = self.store.reader(&self.key)?;
        let (masters, file, by, now) = (self.masters().clone(), self.counter.file.clone(), self.user.login.clone(), self.now());
        let signing = self.store.installation().signing.clone();
        let source = HandoverSource { view: reader.read(), masters: &masters, file: &file, signing: &signing, by: &by, now };
        let done = make_batches(source, wish, to, progress, &mut |made| self.note_batch(made))?;
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
