//! Handing records over in files: streams the rows into the exchange, writes every file atomically, signs the manifest.

use super::Desk;
use super::place::CounterFile;
use crate::disk::{self, AtomicFile};
use crate::exchange::{
    BUNDLES_FILE, Batch, CaseRow, Counts, CsvExport, DATAPACKAGE_FILE, Died, FhirExport, Form, MANIFEST_FILE, Manifest, Mother,
    PatientRow, There, VisitRow, Void, file_name, folder_name,
};
use crate::hospital::ipd::Outcome;
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::fold::{CaseBody, CaseState, PatientState, VisitState, VoidMark};
use crate::journal::{Body, EntryId, Register, fingerprint};
use crate::problem::Problem;
use crate::store::{StoreError, View, Whole};
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
    /// Of everything, stays, arrivals, records and laboratory orders as well.
    pub counts: Counts,
    pub upto: u64,
    pub manifest: Vec<u8>,
}

/// Visits and cases between two words on progress.
const PROGRESS_EVERY: u64 = 500;

/// Why rows or records stopped coming.
pub(super) enum Stop {
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

/// Writes an export into a new folder under `to`. `progress` gets visits and cases done and in all; `false` from it cancels, and then no file is left.
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
            let (counts, upto) = (manifest.counts, source.upto);
            let (patients, visits) = (counts.patients, counts.visits);
            Ok(Some(ExportDone { folder, kind, patients, visits, counts, upto, manifest: manifest.bytes() }))
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
pub(super) fn free_folder(folder: &Path) -> PathBuf {
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
    let mut export = CsvExport::new(batch, |name| Ok(AtomicFile::create(&folder.join(name))?))?;
    feed(source, progress, &mut |part| match part {
        Part::Patient(row) => export.patient(row),
        Part::Visit(row) => export.visit(row),
        Part::Case(row) => export.case(row),
    })?;
    let done = export.finish()?;
    for (_, file) in done.tables {
        file.commit().map_err(Problem::from)?;
    }
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
        Part::Case(row) => export.case(row),
    })?;
    let done = export.finish()?;
    done.bundles.commit().map_err(Problem::from)?;
    Ok(done.manifest)
}

enum Part<'a> {
    Patient(&'a PatientRow<'a>),
    Visit(&'a VisitRow<'a>),
    Case(&'a CaseRow<'a>),
}

type Take<'a> = &'a mut dyn FnMut(Part<'_>) -> Result<(), Problem>;

/// Streams patients, each followed by their visits and cases; at the end the cases of nobody.
fn feed(source: &ExportSource<'_>, progress: &mut dyn FnMut(u64, u64) -> bool, take: Take<'_>) -> Result<(), Stop> {
    let view = source.view;
    let total = view.visits_total()? + view.cases_total()?;
    let (mut done, mut told) = (0, 0);
    let mut step = |more: usize| {
        done += more as u64;
        if done >= told + PROGRESS_EVERY {
            told = done;
            if !progress(done, total) {
                return Err(Stop::Cancelled);
            }
        }
        Ok(())
    };
    view.each_whole(|whole| {
        patient(&view, &whole, take)?;
        step(whole.visits.len() + whole.cases.len())
    })?;
    view.each_loose_case(|id, case| {
        loose(&view, &id, &case, take)?;
        step(1)
    })
}

/// What is looked up of a patient besides the own row.
pub(super) struct Around {
    mother: Option<PatientState>,
    same_as: Vec<Number>,
    /// See [`PatientRow::linked`].
    linked: Option<String>,
}

impl Around {
    /// # Errors
    /// A problem of the disk.
    pub(super) fn of(view: &View<'_>, whole: &Whole) -> Result<Self, StoreError> {
        let mother = mother_id(whole).map(|id| view.patient(id)).transpose()?.flatten();
        let mut same_as = Vec::with_capacity(whole.patient.same_as.len());
        for other in &whole.patient.same_as {
            same_as.extend(view.patient(other)?.map(|other| other.patient.number));
        }
        Ok(Self { mother, same_as, linked: linked(view, &whole.id)? })
    }
}

/// The central number of a link that counts.
pub(super) fn linked(view: &View<'_>, patient: &EntryId) -> Result<Option<String>, StoreError> {
    Ok(view.linking(patient)?.and_then(|state| state.uhid().map(str::to_owned)))
}

/// The patient's row.
pub(super) fn patient_row<'a>(whole: &'a Whole, around: &'a Around) -> PatientRow<'a> {
    let state = &whole.patient;
    let order = whole.birth.as_ref().and_then(|case| case.record()).map_or("", |record| record.sheet.get("order"));
    let prepared = |(_, case): &(EntryId, CaseState)| case.arrival().is_some_and(|arrival| arrival.waiting);
    PatientRow {
        id: &whole.id,
        number: &state.patient.number,
        details: &state.patient.details,
        at: state.registered,
        by: &state.by,
        amended: state.amended,
        conflict: state.conflict,
        voided: state.voided.as_ref().map(void),
        unknown: state.unknown,
        waiting: whole.visits.is_empty() && !whole.cases.is_empty() && whole.cases.iter().all(prepared),
        identified: state.identified.as_ref(),
        same_as: &around.same_as,
        died: died(&whole.cases),
        mother: around.mother.as_ref().map(|m| Mother { number: &m.patient.number, name: &m.patient.details.name }),
        birth_order: order,
        matched: state.patient.matched.as_ref(),
        linked: around.linked.as_deref(),
        there: There::default(),
    }
}

/// Numbers of the people that a case names besides its patient.
pub(super) struct Named {
    mother: Option<Number>,
    child: Option<Number>,
}

impl Named {
    /// # Errors
    /// A problem of the disk.
    pub(super) fn of(view: &View<'_>, id: &EntryId, case: &CaseState) -> Result<Self, StoreError> {
        let mother = case.stay().and_then(|stay| stay.mother.as_ref()).map(|id| view.patient(id)).transpose()?.flatten();
        Ok(Self { mother: mother.map(|m| m.patient.number), child: child(view, id, case)? })
    }

    /// The case's row.
    pub(super) fn row<'a>(&'a self, id: &'a EntryId, case: &'a CaseState, patient: Option<&'a Number>) -> CaseRow<'a> {
        CaseRow { id, case, patient_number: patient, mother_number: self.mother.as_ref(), child_number: self.child.as_ref() }
    }
}

/// One patient with everything of theirs.
fn patient(view: &View<'_>, whole: &Whole, take: Take<'_>) -> Result<(), Stop> {
    let state = &whole.patient;
    let around = Around::of(view, whole)?;
    take(Part::Patient(&patient_row(whole, &around)))?;
    for (id, visit) in &whole.visits {
        take(Part::Visit(&visit_row(id, visit, state)))?;
    }
    // Orders last: they name the visit, stay or arrival that they came from.
    let (orders, others): (Vec<_>, Vec<_>) = whole.cases.iter().partition(|(_, case)| case.order().is_some());
    for (id, case) in others.into_iter().chain(orders) {
        take(Part::Case(&Named::of(view, id, case)?.row(id, case, Some(&state.patient.number))))?;
    }
    Ok(())
}

/// A case whose patient is nobody, or not here.
fn loose(view: &View<'_>, id: &EntryId, case: &CaseState, take: Take<'_>) -> Result<(), Stop> {
    take(Part::Case(&Named::of(view, id, case)?.row(id, case, None)))?;
    Ok(())
}

/// As the birth report says, else as the newborn's stay does.
fn mother_id(whole: &Whole) -> Option<&EntryId> {
    let born = whole.birth.as_ref().and_then(|case| case.patient.as_ref());
    born.or_else(|| whole.cases.iter().find_map(|(_, case)| case.stay()?.mother.as_ref()))
}

/// The number of the newborn that a birth report began.
fn child(view: &View<'_>, id: &EntryId, case: &CaseState) -> Result<Option<Number>, StoreError> {
    if !case.record().is_some_and(|record| record.child) {
        return Ok(None);
    }
    Ok(view.patient(id)?.map(|child| child.patient.number))
}

/// What the records say of a death, the legal ones first.
fn died(cases: &[(EntryId, CaseState)]) -> Option<Died> {
    let standing = || cases.iter().map(|(_, case)| case).filter(|case| case.cancelled.is_none());
    let recorded = |register| standing().find(|case| case.record().is_some_and(|r| r.register == register)).map(|case| case.at);
    let in_stay = || {
        standing().find_map(|case| {
            let course = &case.stay()?.course;
            course.discharged.filter(|_at| course.outcome.is_some_and(Outcome::is_death))
        })
    };
    let left = |outcome: &'static str| {
        standing().find_map(move |case| match &case.body {
            CaseBody::Arrival(arrival) if arrival.ending.is("outcome", outcome) => arrival.left,
            _ => None,
        })
    };
    let known = recorded(Register::Death).or_else(|| recorded(Register::Cause)).or_else(in_stay).or_else(|| left("died"));
    known.map(Died::At).or_else(|| left("brought-dead").map(|_left| Died::Before))
}

pub(super) fn void(mark: &VoidMark) -> Void<'_> {
    Void { at: mark.at, by: &mark.by, reason: &mark.reason }
}

/// The visit's row.
pub(super) fn visit_row<'a>(id: &'a EntryId, state: &'a VisitState, patient: &'a PatientState) -> VisitRow<'a> {
    VisitRow {
        id,
        patient: &state.patient,
        patient_number: &patient.patient.number,
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
        let counts = &done.counts;
        let cases = counts.stays + counts.arrivals + counts.records + counts.orders + counts.label_rolls;
        let body = Body::Exported {
            form: form.to_owned(),
            patients: done.patients,
            visits: done.visits,
            cases,
            upto: done.upto,
            manifest: fingerprint(&done.manifest),
        };
        self.append(body, Vec::new(), &[])?;
        Ok(self.store.keep_fact("exported-visits", &(done.visits + cases).to_string())?)
    }
}
