//! The roads of tables: a record as its rows in the tables of the CSV export, many records as a folder of CSV files with a data package,
//! or as one workbook.
//!
//! A record's bytes are its rows, each table's behind a line with the table's name: that is what is marked, and what both roads write
//! out again, so that what is sent is what was marked. No clock, no file, no query; a drill is refused.

mod csv_batch;
mod fields;
mod links;
mod rows;
mod xlsx;

pub use csv_batch::{CsvBatch, csv_batch};
pub use fields::{Field, value_of};
pub(super) use links::{LINKS, RECORDS};
pub use xlsx::{WORKBOOK_ENDING, workbook};

use super::csv_cases::{arrival_line, movement_lines, note_lines, record_line, stay_line};
use super::csv_lab::{call_lines, order_line, result_lines, tube_lines};
use super::csv_out::{self, Line, patient_line, visit_line};
use super::{Batch, CaseRow, Record, Table, What, may_leave, record_of_mode};
use crate::hospital::lab::Catalogue;
use crate::journal::fold::CaseBody;
use crate::journal::{Mark, RecordKey, RecordKind, Register, Stage};
use crate::problem::{Problem, Trouble};

/// Turns records into rows.
pub struct SheetsRoad<'a> {
    batch: Batch<'a>,
    catalogue: Catalogue,
}

/// A record that leaves in a batch.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    pub record: &'a RecordKey,
    /// Of its bytes.
    pub mark: Mark,
    /// The number people say of it; may be empty.
    pub number: &'a str,
    /// The patient's provisional number; may be empty.
    pub patient_number: &'a str,
    /// What [`SheetsRoad::record`] wrote.
    pub bytes: &'a [u8],
}

type Out<'o> = csv::Writer<&'o mut Vec<u8>>;

impl<'a> SheetsRoad<'a> {
    /// The road for the records of one counter's view.
    ///
    /// # Errors
    /// Refused for a drill.
    pub fn new(batch: &Batch<'a>) -> Result<Self, Problem> {
        may_leave(batch.mode)?;
        Ok(Self { batch: *batch, catalogue: Catalogue::of(batch.masters) })
    }

    /// Tables have a place for every kind of record.
    #[must_use]
    pub const fn carries(_kind: RecordKind) -> bool {
        true
    }

    /// Appends the rows of a record.
    ///
    /// # Errors
    /// Damaged for a number of another mode or a record without its patient. Nothing was appended then.
    pub fn record(&self, record: &Record<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        record_of_mode(record, self.batch.mode)?;
        let from = into.len();
        let written = self.write(record, into);
        if written.is_err() {
            into.truncate(from);
        }
        written
    }

    fn write(&self, record: &Record<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        let patient = || {
            let lost = Problem::new(Trouble::Damaged, "problem-hl7-patient");
            record.patient.ok_or_else(|| lost.with("record", record.key.to_string()))
        };
        let batch = &self.batch;
        match record.what {
            What::Identity => match patient()? {
                row if row.linked.is_some() => section(into, Table::Links, |line| links::link(line, row)),
                row => section(into, Table::Patients, |line| patient_line(line, row)),
            },
            What::Merge { leads, parted } => {
                let row = patient()?;
                section(into, Table::Links, |line| links::merge(line, row, (leads, parted.is_some())))
            }
            What::Visit(row) => section(into, Table::Visits, |line| visit_line(line, batch, row)),
            What::Result(row, _) => match row.case.order() {
                Some(order) => {
                    section(into, Table::LabResults, |line| result_lines(line, &self.catalogue, row, order))?;
                    section(into, Table::LabCalls, |line| call_lines(line, &self.catalogue, row, order))
                }
                None => Ok(()),
            },
            What::Case(row, _) => self.case(row, into),
        }
    }

    fn case(&self, row: &CaseRow<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        let batch = &self.batch;
        match &row.case.body {
            CaseBody::Stay(stay) => {
                section(into, Table::Stays, |line| stay_line(line, batch, row, stay))?;
                section(into, Table::Movements, |line| movement_lines(line, batch, row, stay))
            }
            CaseBody::Arrival(arrival) => section(into, Table::Arrivals, |line| arrival_line(line, row, arrival)),
            CaseBody::Record(record) => {
                section(into, Table::Register(record.register), |line| record_line(line, batch, row, record))?;
                section(into, Table::Notes, |line| note_lines(line, row, record))
            }
            CaseBody::Order(order) => {
                section(into, Table::LabOrders, |line| order_line(line, (batch, &self.catalogue), row, order))?;
                section(into, Table::LabTubes, |line| tube_lines(line, &self.catalogue, row, order))
            }
            CaseBody::Roll { .. } => Ok(()),
        }
    }
}

/// The name of a table, then its rows; nothing where there is no row.
fn section(
    into: &mut Vec<u8>,
    table: Table,
    write: impl FnOnce(&mut Line<'_, &mut Vec<u8>>) -> csv::Result<()>,
) -> Result<(), Problem> {
    let head = into.len();
    into.extend_from_slice(table.name().as_bytes());
    into.extend_from_slice(b"\r\n");
    let rows = into.len();
    let mut out: Out<'_> = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(into);
    let mut spare = String::new();
    write(&mut Line::new(&mut out, &mut spare)).map_err(|e| csv_out::failed(&e))?;
    out.flush().map_err(|e| super::not_written(&e))?;
    drop(out);
    if into.len() == rows {
        into.truncate(head);
    }
    Ok(())
}

/// The tables of a step of the upload, in their order.
#[must_use]
pub const fn tables(stage: Stage) -> &'static [Table] {
    match stage {
        Stage::Identities => &[Table::Patients],
        Stage::Links => &[Table::Links],
        Stage::Over => &[Table::Visits, Table::Arrivals, Table::Stays, Table::Movements],
        Stage::Here => &[Table::Arrivals, Table::Stays, Table::Movements],
        Stage::Orders => &[Table::LabOrders, Table::LabTubes],
        Stage::Results => &[Table::LabResults, Table::LabCalls],
        Stage::Registers => &[
            Table::Register(Register::Mlc),
            Table::Register(Register::Birth),
            Table::Register(Register::Stillbirth),
            Table::Register(Register::Death),
            Table::Register(Register::Cause),
            Table::Register(Register::Indent),
            Table::Notes,
        ],
    }
}
