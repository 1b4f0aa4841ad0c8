//! What leaves this house: patients, visits, stays, arrivals, registers and the laboratory as CSV; what of them FHIR has a place for as
//! FHIR; each with a manifest. Values into bytes, one row at a time, in constant memory.
//!
//! Never queries, never opens a file: rows are fed by the desk, every file is a [`std::io::Write`] that the caller provides
//! (an atomic one) and gets back. No clock: times come with the batch and the rows. A drill is refused here too.

pub mod analyser;
pub mod answers;
mod batch_manifest;
mod columns;
mod control;
mod counted;
mod crosswalk;
mod csv_cases;
mod csv_lab;
mod csv_out;
mod datapackage;
pub mod fhir;
pub mod hl7;
mod lab_columns;
mod manifest;
mod record;
mod rows;
pub mod sheets;

pub use batch_manifest::{BatchLine, BatchManifest};
pub use columns::Table;
pub use control::{CONTROL_FILE, CentralCounts, ControlRow, CountedBy, control_csv, read_central};
pub use crosswalk::{CrosswalkCsv, CrosswalkFile};
pub use csv_out::{CsvExport, CsvFinished, defused};
pub use datapackage::DATAPACKAGE_FILE;
pub use fhir::{BUNDLES_FILE, FhirExport, FhirFinished, FhirRoad};
pub use manifest::{Counts, FileSum, Form, MANIFEST_FILE, Manifest, PUBLIC_KEY_FILE, SIGNATURE_FILE};
pub use record::{CameFrom, Record, What};
pub use rows::{Batch, CaseRow, Died, Mother, PatientRow, There, VisitRow, Void};

use crate::hospital::lab::Accession;
use crate::hospital::number::{Mode, Number};
use crate::journal::fold::CaseBody;
use crate::problem::{Problem, Trouble};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use std::io;

/// The name a data file has in this mode: the demo hospital's say so.
/// `datapackage.json` and `manifest.json` keep theirs, because readers look for it; they say it inside.
#[must_use]
pub fn file_name(mode: Mode, name: &str) -> String {
    match mode {
        Mode::Demo => format!("DEMO-{name}"),
        Mode::Event | Mode::Drill => name.to_owned(),
    }
}

/// A name for the folder of one export: `AIIMSND-K7A-csv-20221124-173005`; the demo's begins with `DEMO`, as its site is called.
#[must_use]
pub fn folder_name(batch: &Batch<'_>, form: Form) -> String {
    let site = &batch.masters.hospital.site;
    let mark = if batch.mode == Mode::Demo && site != "DEMO" { "DEMO-" } else { "" };
    let at = batch.made.format("%Y%m%d-%H%M%S");
    format!("{mark}{site}-{}{}-{}-{at}", batch.counter, batch.letter, form.code())
}

/// A name for a folder of batches: `AIIMSND-C1A-fhir-batches-20221208-173005`.
#[must_use]
pub fn batch_folder(batch: &Batch<'_>, road: crate::journal::Road) -> String {
    let site = &batch.masters.hospital.site;
    let mark = if batch.mode == Mode::Demo && site != "DEMO" { "DEMO-" } else { "" };
    let at = batch.made.format("%Y%m%d-%H%M%S");
    format!("{mark}{site}-{}{}-{}-batches-{at}", batch.counter, batch.letter, road.code())
}

/// Refuses what must never leave as a real record.
fn may_leave(mode: Mode) -> Result<(), Problem> {
    if mode == Mode::Drill { Err(Problem::refused("problem-export-drill")) } else { Ok(()) }
}

/// A number of another mode than the batch's: a drill's among real ones, or the demo's.
fn same_mode(number: &Number, mode: Mode) -> Result<(), Problem> {
    if number.parts().is_some_and(|p| p.mode == mode) {
        Ok(())
    } else {
        Err(Problem::new(Trouble::Damaged, "problem-export-mixed").with("number", number.as_str()))
    }
}

/// The same of a tube's label; people read its ten digits.
fn label_of_mode(label: Accession, mode: Mode) -> Result<(), Problem> {
    if label.parts().is_some_and(|p| p.mode == mode) {
        Ok(())
    } else {
        Err(Problem::new(Trouble::Damaged, "problem-export-mixed").with("number", label.to_string()))
    }
}

/// Every number and label of a case.
fn case_of_mode(row: &CaseRow<'_>, mode: Mode) -> Result<(), Problem> {
    for number in row.case.number.iter().chain(row.patient_number).chain(row.mother_number).chain(row.child_number) {
        same_mode(number, mode)?;
    }
    match &row.case.body {
        CaseBody::Order(order) => {
            let mut labels = order.tubes.iter().flat_map(|tube| tube.was.iter().chain([&tube.accession]));
            labels.try_for_each(|label| label_of_mode(*label, mode))
        }
        CaseBody::Roll { first, .. } => label_of_mode(*first, mode),
        CaseBody::Stay(_) | CaseBody::Arrival(_) | CaseBody::Record(_) => Ok(()),
    }
}

/// Every number that a record names.
fn record_of_mode(record: &Record<'_>, mode: Mode) -> Result<(), Problem> {
    record.patient.map_or(Ok(()), |row| same_mode(row.number, mode))?;
    match record.what {
        What::Identity => Ok(()),
        What::Merge { leads, .. } => same_mode(leads.number, mode),
        What::Visit(row) => same_mode(&row.visit.number, mode),
        What::Case(row, _) | What::Result(row, _) => case_of_mode(row, mode),
    }
}

fn not_written(error: &io::Error) -> Problem {
    Problem::device(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "problem-export-disk-full",
        _ => "problem-export-write",
    })
}

/// `2022-11-24T09:03:05+05:30`.
fn time_text(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
