//! One paper of the print queue on its way out: laid out, encoded as the printer wants it, handed over.

use super::papers::{PaperJob, lay_out};
use super::place::{CounterFile, Place};
use super::settings::PrinterChoice;
use crate::disk;
use crate::hospital::pack::Masters;
use crate::paper::printers::{Cups, Device, Folder, Format, PrintFile, Printer, PrinterError};
use crate::problem::Problem;
use crate::store::{PrintRow, PrintState, PrintUpdate, View};
use chrono::{DateTime, FixedOffset};
use std::path::Path;

/// Tries before a paper counts as failed and waits for a person.
pub const TRIES_MAX: u32 = 5;

/// Seconds until the next try, by how many there were.
#[must_use]
pub const fn retry_secs(tries: u32) -> u64 {
    match tries {
        0 | 1 => 2,
        2 => 5,
        3 => 15,
        _ => 30,
    }
}

/// The printer that a counter has chosen for papers, or for labels.
#[must_use]
pub fn printer_of(choice: &PrinterChoice, place: &Place) -> Box<dyn Printer> {
    match choice {
        PrinterChoice::Folder => Box::new(Folder::new(place.slips())),
        PrinterChoice::Cups { name } => Box::new(Cups::new(name.clone(), place.folder().join("spool"))),
        PrinterChoice::EscPos { device } => Box::new(Device::new(device.clone(), Format::EscPos)),
        PrinterChoice::Zpl { device } => Box::new(Device::new(device.clone(), Format::Zpl)),
    }
}

/// What it is called in the queue.
#[must_use]
pub fn printer_name(choice: &PrinterChoice) -> String {
    match choice {
        PrinterChoice::Folder => "slips".to_owned(),
        PrinterChoice::Cups { name } => name.clone(),
        PrinterChoice::EscPos { device } | PrinterChoice::Zpl { device } => device.display().to_string(),
    }
}

/// Tries to get one paper out. Never fails: what went wrong is in the update.
#[must_use]
pub fn print_one(
    view: View<'_>,
    (masters, file): (&Masters, &CounterFile),
    row: &PrintRow,
    (printer, name): (&dyn Printer, &str),
    now: DateTime<FixedOffset>,
) -> PrintUpdate {
    let done = |state, failure: &str| PrintUpdate { state, failure: failure.to_owned(), printer: name.to_owned(), tried: true };
    let job = PaperJob { visit: row.visit.clone(), paper: row.paper, size: row.size, copy: row.copy };
    let bytes = lay_out(view, masters, file, &job, now)
        .and_then(|printed| Ok((printer.format().encode(&printed.pages, &printed.name)?, printed.name)));
    let sent = match bytes {
        Ok((bytes, title)) => printer.send(&PrintFile { name: title, size: row.size, bytes }),
        Err(problem) => return done(PrintState::Failed, problem.id),
    };
    match sent {
        Ok(()) => done(PrintState::Printed, ""),
        Err(error) if row.tries + 1 < TRIES_MAX && worth_another_try(&error) => done(PrintState::Waiting, error.problem_id()),
        Err(error) => done(PrintState::Failed, error.problem_id()),
    }
}

/// A printer that is switched off or out of paper comes back; one that refuses the form does not.
const fn worth_another_try(error: &PrinterError) -> bool {
    !matches!(error, PrinterError::Refused { .. })
}

/// Makes the folders that printing writes to.
///
/// # Errors
/// A problem of the disk.
pub fn prepare(place: &Place) -> Result<(), Problem> {
    disk::make_folder(&place.slips())?;
    Ok(disk::make_folder(&place.folder().join("spool"))?)
}

/// Writes one paper as PDF into a folder of a person's choice; says where.
///
/// # Errors
/// A problem of the folder.
pub fn to_folder(
    view: View<'_>,
    (masters, file): (&Masters, &CounterFile),
    job: &PaperJob,
    folder: &Path,
    now: DateTime<FixedOffset>,
) -> Result<std::path::PathBuf, Problem> {
    let printed = lay_out(view, masters, file, job, now)?;
    let bytes = super::papers::paper_pdf(&printed)?;
    disk::make_folder(folder)?;
    Ok(Folder::new(folder).save(&PrintFile { name: printed.name, size: job.size, bytes })?)
}
