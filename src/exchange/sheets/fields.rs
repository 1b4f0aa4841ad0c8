//! A record's fields by the names of the tables' columns: what a pre-flight asks for, and what a person types into a central screen.

use super::super::columns::Column;
use super::super::csv_out::patient_line;
use super::super::{Record, Table, What};
use super::{SheetsRoad, section, tables};
use crate::journal::Stage;
use crate::problem::{Problem, Trouble};

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
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let (mut fields, mut open, mut row) = (Vec::new(), None::<Table>, csv::StringRecord::new());
        while reader.read_record(&mut row).map_err(|_bytes| torn())? {
            if row.len() == 1 {
                open = all_tables().find(|table| row.get(0) == Some(table.name()));
                continue;
            }
            let table = open.ok_or_else(torn)?;
            let names = table.columns();
            let cells = names.iter().map(Column::name).zip(row.iter());
            // What keeps a cell text in a spreadsheet is not part of it.
            fields.extend(cells.map(|(name, cell)| (name, cell.strip_prefix('\'').unwrap_or(cell).to_owned())));
        }
        Ok(fields)
    }
}

fn all_tables() -> impl Iterator<Item = Table> {
    Stage::ALL.into_iter().flat_map(|stage| tables(stage).iter().copied())
}
