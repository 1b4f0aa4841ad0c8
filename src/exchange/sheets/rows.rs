//! A batch's rows by table, read back out of the records' bytes.

use super::super::Table;
use super::{Leaving, tables};
use crate::journal::Stage;
use crate::problem::{Problem, Trouble};

/// The rows of each table of a stage, in the order of the records; the list of the records last.
pub(super) fn by_table(stage: Stage, lines: &[Leaving<'_>]) -> Result<Vec<(Table, Vec<csv::ByteRecord>)>, Problem> {
    let mut all: Vec<(Table, Vec<csv::ByteRecord>)> = tables(stage).iter().map(|table| (*table, Vec::new())).collect();
    let mut records = Vec::with_capacity(lines.len());
    for line in lines {
        take(line, &mut all)?;
        let (record, mark) = (line.record.to_string(), line.mark.to_string());
        records.push(csv::ByteRecord::from(vec![&record, line.record.kind.code(), line.number, line.patient_number, &mark]));
    }
    all.push((Table::Records, records));
    Ok(all)
}

/// The number of cells tells a table's name from a row: no table has a single column.
fn take(line: &Leaving<'_>, all: &mut [(Table, Vec<csv::ByteRecord>)]) -> Result<(), Problem> {
    let torn = |table: &str| {
        let problem = Problem::new(Trouble::Damaged, "problem-sheet-row");
        problem.with("record", line.record.to_string()).with("table", table)
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.bytes);
    let mut open = None;
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(|_bytes| torn(""))? {
        if row.len() == 1 {
            let name = row.get(0).unwrap_or_default();
            let at = all.iter().position(|(table, _)| table.name().as_bytes() == name);
            open = Some(at.ok_or_else(|| torn(&String::from_utf8_lossy(name)))?);
        } else {
            let (_, rows) = open.and_then(|at| all.get_mut(at)).ok_or_else(|| torn(""))?;
            rows.push(row.clone());
        }
    }
    Ok(())
}
