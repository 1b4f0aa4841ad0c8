//! A batch as one workbook: the same tables, a sheet each. Every cell is text as it was written: a number keeps its leading zeros, a date
//! its form, and nothing can run as a formula, so that the apostrophe of the CSV files is taken off again.

use super::super::columns::{Column, Kind};
use super::super::csv_out::needs_defusing;
use super::super::{Batch, Table};
use super::{Leaving, rows};
use crate::hospital::number::Mode;
use crate::journal::Stage;
use crate::problem::{Problem, Trouble};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Ending of its file.
pub const WORKBOOK_ENDING: &str = "xlsx";

/// Writes a batch of one stage. The same batch is the same file to the byte.
///
/// # Errors
/// Damaged where a record's bytes are no rows of the stage's tables; refused for a cell of more than 32,767 characters.
pub fn workbook(batch: &Batch<'_>, stage: Stage, lines: &[Leaving<'_>]) -> Result<Vec<u8>, Problem> {
    let mut book = Workbook::new();
    let mark = if batch.mode == Mode::Demo { "DEMO: invented people of a hospital that does not exist. " } else { "" };
    // A file says when it was made; this one says the same whenever it is made.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| failed(&error, "properties"))?;
    let title = format!("{mark}{} {}", batch.masters.hospital.site, stage.code());
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for (table, rows) in rows::by_table(stage, lines)? {
        fill(book.add_worksheet(), table, &rows).map_err(|error| failed(&error, table.name()))?;
    }
    book.save_to_buffer().map_err(|error| failed(&error, stage.code()))
}

fn failed(error: &XlsxError, table: &str) -> Problem {
    match error {
        XlsxError::MaxStringLengthExceeded => Problem::refused("problem-sheet-long").with("table", table),
        _ => Problem::new(Trouble::Device, "problem-export-write"),
    }
}

fn fill(sheet: &mut Worksheet, table: Table, rows: &[csv::ByteRecord]) -> Result<(), XlsxError> {
    // A cell of this format stays text even when a person edits it.
    let text = Format::new().set_num_format("@");
    let columns = table.columns();
    sheet.set_name(table.name())?.set_freeze_panes(1, 0)?;
    for (column, at) in columns.iter().zip(0_u16..) {
        sheet.set_column_format(at, &text)?;
        sheet.write_string_with_format(0, at, Column::name(column), &Format::new().set_num_format("@").set_bold())?;
    }
    for (row, line) in rows.iter().zip(1_u32..) {
        for ((cell, column), at) in row.iter().zip(&columns).zip(0_u16..) {
            let cell = plain(&String::from_utf8_lossy(cell), column.kind);
            if !cell.is_empty() {
                sheet.write_string_with_format(line, at, cell, &text)?;
            }
        }
    }
    Ok(())
}

/// A cell without the apostrophe that kept a spreadsheet from running it. A line within a cell ends in LF there.
fn plain(cell: &str, kind: Kind) -> String {
    let bare = cell.strip_prefix('\'').filter(|bare| kind == Kind::Text && needs_defusing(bare));
    bare.unwrap_or(cell).replace("\r\n", "\n").replace('\r', "\n")
}
