//! A batch as a folder: the tables of its stage, `records.csv`, `datapackage.json`, and a manifest over them.

use super::super::columns::Column;
use super::super::manifest::{Counts, FileSum, Form, Manifest, Tally};
use super::super::{Batch, DATAPACKAGE_FILE, Table, counted, csv_out, datapackage, file_name};
use super::{Leaving, rows};
use crate::journal::Stage;
use crate::problem::Problem;

/// What is to be written into the batch's folder.
pub struct CsvBatch {
    /// Names and bytes: the tables, `records.csv`, `datapackage.json`. The same batch has the same bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Over these files; says who made it and when.
    pub manifest: Manifest,
}

/// Writes a batch of one stage.
///
/// # Errors
/// Damaged where a record's bytes are no rows of the stage's tables.
pub fn csv_batch(batch: &Batch<'_>, stage: Stage, lines: &[Leaving<'_>]) -> Result<CsvBatch, Problem> {
    let tables = rows::by_table(stage, lines)?;
    let mut tally = Tally::default();
    let (mut files, mut sums) = (Vec::with_capacity(tables.len() + 1), Vec::with_capacity(tables.len()));
    for (table, rows) in &tables {
        count(*table, rows, &mut tally.counts);
        let bytes = table_bytes(*table, rows)?;
        let name = file_name(batch.mode, table.file());
        sums.push((*table, FileSum::new(&name, counted::sum(&bytes))));
        files.push((name, bytes));
    }
    let present: Vec<Table> = tables.iter().map(|(table, _)| *table).collect();
    let package = datapackage::of_batch(batch, &sums, &present);
    let mut all: Vec<FileSum> = sums.into_iter().map(|(_, sum)| sum).collect();
    all.push(FileSum::new(DATAPACKAGE_FILE, counted::sum(&package)));
    files.push((DATAPACKAGE_FILE.to_owned(), package));
    Ok(CsvBatch { files, manifest: Manifest::new(batch, Form::Csv, &tally, all) })
}

fn table_bytes(table: Table, rows: &[csv::ByteRecord]) -> Result<Vec<u8>, Problem> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(table.columns().iter().map(Column::name)).map_err(|e| csv_out::failed(&e))?;
    for row in rows {
        out.write_byte_record(row).map_err(|e| csv_out::failed(&e))?;
    }
    out.into_inner().map_err(|e| super::super::not_written(e.error()))
}

fn count(table: Table, rows: &[csv::ByteRecord], counts: &mut Counts) {
    let columns = table.columns();
    let having = |column: &str| {
        let at = columns.iter().position(|c| c.name() == column);
        let is = |row: &&csv::ByteRecord| at.and_then(|at| row.get(at)) == Some(b"true".as_slice());
        rows.iter().filter(is).count() as u64
    };
    let (all, gone) = (rows.len() as u64, having("cancelled"));
    match table {
        Table::Patients => (counts.patients, counts.voided_patients) = (all, having("voided")),
        Table::Visits => (counts.visits, counts.voided_visits) = (all, having("voided")),
        Table::Stays => (counts.stays, counts.cancelled_stays) = (all, gone),
        Table::Arrivals => (counts.arrivals, counts.cancelled_arrivals) = (all, gone),
        Table::Register(_) => {
            counts.records += all;
            counts.cancelled_records += gone;
        }
        Table::LabOrders => (counts.orders, counts.cancelled_orders) = (all, gone),
        Table::LabTubes => counts.tubes = all,
        Table::LabResults => counts.results = having("released"),
        Table::Movements | Table::Notes | Table::LabCalls | Table::LabLabels | Table::Links | Table::Records => {}
    }
}
