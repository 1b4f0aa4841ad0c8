//! A record's fields by the names of the tables' columns: what a pre-flight asks for, and what a person types into a central screen.

use super::super::columns::Column;
use super::super::csv_out::patient_line;
use super::super::{Record, Table, What};
use super::{SheetsRoad, section, tables};
use crate::journal::Stage;
use crate::problem::{Problem, Trouble};
use std::borrow::Cow;

/// Name of a column, and what stands in it. A row further down in the same table, or another table, comes after it.
pub type Field = (String, String);

/// The value of a field. Besides the columns there are `name` and `relative_name` (as in the central list: Latin where it is known) and `age`
/// with its unit.
#[must_use]
pub fn value_of(fields: &[Field], name: &str) -> String {
    let cell = |wanted: &str| fields.iter().find(|(field, _)| field == wanted).map_or("", |(_, value)| value.as_str());
    let first = |a: &str, b: &str| if cell(a).is_empty() { cell(b).to_owned() } else { cell(a).to_owned() };
    match name {
        "name" => first("name_en", "name_hi"),
        "relative_name" => first("relative_name_en", "relative_name_hi"),
        "age" if !cell("age_value").is_empty() => format!("{} {}", cell("age_value"), cell("age_unit")),
        _ => cell(name).to_owned(),
    }
}

impl SheetsRoad<'_> {
    /// The record's fields in the order of its tables; empty cells too. A patient's are those of the person, linked or new. Of results, one
    /// field a test: its name, and value with unit.
    ///
    /// # Errors
    /// As [`Self::record`].
    pub fn fields(&self, record: &Record<'_>) -> Result<Vec<Field>, Problem> {
        let mut bytes = Vec::with_capacity(1024);
        match (record.what, record.patient) {
            (What::Identity, Some(row)) => section(&mut bytes, Table::Patients, |line| patient_line(line, row))?,
            _ => self.record(record, &mut bytes)?,
        }
        let torn =
            || Problem::new(Trouble::Damaged, "problem-sheet-row").with("record", record.key.to_string()).with("table", "");
        let mut rest = std::str::from_utf8(&bytes).map_err(|_bytes| torn())?;
        let (mut fields, mut open, mut row) = (Vec::new(), None::<Table>, Vec::new());
        while !rest.is_empty() {
            rest = next_row(rest, &mut row).ok_or_else(torn)?;
            if let [name] = row.as_slice() {
                open = all_tables().find(|table| *name == table.name());
                continue;
            }
            let table = open.ok_or_else(torn)?;
            let names = table.columns();
            let cells = names.iter().map(Column::name).zip(row.drain(..));
            // What keeps a cell text in a spreadsheet is not part of it.
            fields.extend(
                cells.map(|(name, cell)| (name, cell.strip_prefix('\'').map_or_else(|| cell.to_string(), str::to_owned))),
            );
        }
        Ok(fields)
    }
}

/// Cells of the first row of a text that [`section`] wrote, and what comes after it. A reader of `csv` takes longer to be made than a
/// patient takes to be judged.
fn next_row<'t>(mut text: &'t str, row: &mut Vec<Cow<'t, str>>) -> Option<&'t str> {
    row.clear();
    loop {
        let (cell, after) = if let Some(quoted) = text.strip_prefix('"') {
            unquoted(quoted)?
        } else {
            let (cell, after) = text.split_at_checked(text.find([',', '\r'])?)?;
            (Cow::Borrowed(cell), after)
        };
        row.push(cell);
        match after.strip_prefix(',') {
            Some(more) => text = more,
            None => return after.strip_prefix("\r\n"),
        }
    }
}

/// What stands up to the quotation mark that ends it; a doubled one is part of it.
fn unquoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (first, mut after) = text.split_once('"')?;
    let mut cell = Cow::Borrowed(first);
    while let Some(more) = after.strip_prefix('"') {
        let (next, behind) = more.split_once('"')?;
        let cell = cell.to_mut();
        cell.push('"');
        cell.push_str(next);
        after = behind;
    }
    Some((cell, after))
}

fn all_tables() -> impl Iterator<Item = Table> {
    Stage::ALL.into_iter().flat_map(|stage| tables(stage).iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_read_as_they_were_written(rows in prop::collection::vec(prop::collection::vec("[a-z,\"\r\n' क]{0,8}", 2..5), 1..5)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let (mut rest, mut read, mut row) = (std::str::from_utf8(&bytes).unwrap(), Vec::new(), Vec::new());
            while !rest.is_empty() {
                rest = next_row(rest, &mut row).unwrap();
                read.push(row.iter().map(ToString::to_string).collect::<Vec<_>>());
            }
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn torn_rows_end_quietly(text in ".*") {
            let (mut rest, mut row) = (text.as_str(), Vec::new());
            while let Some(more) = next_row(rest, &mut row) {
                rest = more;
            }
        }
    }
}
