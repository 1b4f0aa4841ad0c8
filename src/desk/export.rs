//! Handing records over in files: streams the rows into the exchange, writes every file atomically, signs the manifest.

use super::Desk;
use super::place::CounterFile;
use crate::disk::{self, AtomicFile};
use crate::exchange::{
    self, BUNDLES_FILE, Batch, CsvExport, DATAPACKAGE_FILE, FhirExport, Form, MANIFEST_FILE, Manifest, PATIENTS_FILE, PatientRow,
    VISITS_FILE, Void, file_name, folder_name,
};
use crate::hospital::number::Mode;
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::fold::VoidMark;
use crate::journal::{Body, EntryId, fingerprint};
use crate::problem::Problem;
use crate::store::{StoreError, View, VisitRow};
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use std::path::{Path, PathBuf};

/// In which form records are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    Csv,
    Fhir,
}

/// Everything an export needs, so that a thread beside the desk can do it.
pub struct ExportSource<'a> {
    pub view: View<'a>,
    pub masters: &'a Masters,
    pub file: &'a CounterFile,
    pub signing: &'a SigningKey,
    /// Login of the person who exports.
    pub by: &'a str,
    pub now: DateTime<FixedOffset>,
    /// Every own entry up to this one is in it.
    pub upto: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportDone {
    pub folder: PathBuf,
    pub kind: ExportKind,
    pub patients: u64,
    pub visits: u64,
    pub upto: u64,
    pub manifest: Vec<u8>,
}

/// Visits between two words on progress.
const PROGRESS_EVERY: u64 = 500;

enum Stop {
    Problem(Problem),
    Cancelled,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Writes an export into a new folder under `to`. `progress` gets visits done and in all; `false` from it cancels, and then no file is left.
///
/// # Errors
/// A [`Problem`]: a drill, a damaged record, or the disk.
pub fn write_export(
    source: &ExportSource<'_>,
    kind: ExportKind,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<ExportDone>, Problem> {
    if source.file.mode == Mode::Drill {
        return Err(Problem::refused("problem-export-drill"));
    }
    let batch = Batch {
        masters: source.masters,
        mode: source.file.mode,
        counter: &source.file.counter,
        letter: source.file.letter,
        made: source.now,
        by: source.by,
    };
    let form = match kind {
        ExportKind::Csv => Form::Csv,
        ExportKind::Fhir => Form::Fhir,
    };
    let folder = free_folder(&to.join(folder_name(&batch, form)));
    disk::make_folder(&folder)?;
    let written = match kind {
        ExportKind::Csv => csv(source, batch, &folder, progress),
        ExportKind::Fhir => fhir(source, batch, &folder, progress),
    };
    match written {
        Ok(manifest) => {
            for (name, bytes) in manifest.signed(source.signing) {
                disk::write(&folder.join(name), &bytes)?;
            }
            let (patients, visits) = (manifest.counts.patients, manifest.counts.visits);
            Ok(Some(ExportDone { folder, kind, patients, visits, upto: source.upto, manifest: manifest.bytes() }))
        }
        Err(Stop::Cancelled) => {
            // Only the folder this call made, and only if it is empty.
            drop(std::fs::remove_dir(&folder));
            Ok(None)
        }
        Err(Stop::Problem(problem)) => Err(problem),
    }
}

/// Two exports in one second get two folders.
fn free_folder(folder: &Path) -> PathBuf {
    let mut free = folder.to_owned();
    for n in 2..1000 {
        if !free.join(MANIFEST_FILE).exists() {
            break;
        }
        let mut name = folder.as_os_str().to_owned();
        name.push(format!("-{n}"));
        free = PathBuf::from(name);
    }
    free
}

fn csv(
    source: &ExportSource<'_>,
    batch: Batch<'_>,
    folder: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Manifest, Stop> {
    let file = |name: &str| -> Result<AtomicFile, Problem> { Ok(AtomicFile::create(&folder.join(file_name(batch.mode, name)))?) };
    let mut export = CsvExport::new(batch, file(PATIENTS_FILE)?, file(VISITS_FILE)?)?;
    feed(source, progress, &mut |part| match part {
        Part::Patient(row) => export.patient(row),
        Part::Visit(row) => export.visit(row),
    })?;
    let done = export.finish()?;
    done.patients.commit().map_err(Problem::from)?;
    done.visits.commit().map_err(Problem::from)?;
    disk::write(&folder.join(DATAPACKAGE_FILE), &done.datapackage).map_err(Problem::from)?;
    Ok(done.manifest)
}

fn fhir(
    source: &ExportSource<'_>,
    batch: Batch<'_>,
    folder: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Manifest, Stop> {
    let file = AtomicFile::create(&folder.join(file_name(batch.mode, BUNDLES_FILE))).map_err(Problem::from)?;
    let mut export = FhirExport::new(batch, file)?;
    feed(source, progress, &mut |part| match part {
        Part::Patient(row) => export.patient(row),
        Part::Visit(row) => export.visit(row),
    })?;
    let done = export.finish()?;
    done.bundles.commit().map_err(Problem::from)?;
    Ok(done.manifest)
}

enum Part<'a> {
    Patient(&'a PatientRow<'a>),
    Visit(&'a exchange::VisitRow<'a>),
}

/// Streams patients, each followed by their visits.
fn feed(
    source: &ExportSource<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), Problem>,
) -> Result<(), Stop> {
    let total = source.view.visits_total()?;
    let mut last: Option<EntryId> = None;
    let mut done = 0;
    source.view.each_visit(|row| {
        if last.as_ref() != Some(&row.visit.patient) {
            take(Part::Patient(&patient_row(&row)))?;
            last = Some(row.visit.patient.clone());
        }
        take(Part::Visit(&visit_row(&row)))?;
        done += 1;
        if done % PROGRESS_EVERY == 0 && !progress(done, total) {
            return Err(Stop::Cancelled);
        }
        Ok(())
    })
}

fn void(mark: &VoidMark) -> Void<'_> {
    Void { at: mark.at, by: &mark.by, reason: &mark.reason }
}

fn patient_row(row: &VisitRow) -> PatientRow<'_> {
    let state = &row.patient;
    PatientRow {
        id: &row.visit.patient,
        number: &state.patient.number,
        details: &state.patient.details,
        at: state.registered,
        by: &state.by,
        amended: state.amended,
        conflict: state.conflict,
        voided: state.voided.as_ref().map(void),
    }
}

fn visit_row(row: &VisitRow) -> exchange::VisitRow<'_> {
    let state = &row.visit;
    exchange::VisitRow {
        id: &row.id,
        patient: &state.patient,
        patient_number: &row.patient.patient.number,
        visit: &state.visit,
        at: state.at,
        by: &state.by,
        state: state.state,
        done: state.done,
        clock_behind: state.clock_behind,
        voided: state.voided.as_ref().map(void),
    }
}

impl Desk {
    /// Refuses an export that the person or the mode does not allow.
    ///
    /// # Errors
    /// `problem-no-right` or `problem-export-drill`.
    pub fn may_export(&self) -> Result<(), Problem> {
        self.may(Right::Export)?;
        if self.counter.file.mode == Mode::Drill { Err(Problem::refused("problem-export-drill")) } else { Ok(()) }
    }

    /// Exports everything there is now.
    ///
    /// # Errors
    /// A [`Problem`].
    pub fn export(
        &mut self,
        kind: ExportKind,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<ExportDone>, Problem> {
        self.may_export()?;
        let source = ExportSource {
            view: self.rows()?,
            masters: self.masters(),
            file: &self.counter.file,
            signing: &self.store.installation().signing,
            by: &self.user.login,
            now: self.now(),
            upto: self.store.last_sequence(),
        };
        let done = write_export(&source, kind, to, progress)?;
        if let Some(done) = &done {
            self.note_export(done)?;
        }
        Ok(done)
    }

    /// Writes down in the journal that records left this counter.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn note_export(&mut self, done: &ExportDone) -> Result<(), Problem> {
        let form = match done.kind {
            ExportKind::Csv => "csv",
            ExportKind::Fhir => "fhir",
        };
        let body = Body::Exported {
            form: form.to_owned(),
            patients: done.patients,
            visits: done.visits,
            upto: done.upto,
            manifest: fingerprint(&done.manifest),
        };
        self.append(body, Vec::new(), &[])?;
        Ok(self.store.keep_fact("exported-visits", &done.visits.to_string())?)
    }
}
