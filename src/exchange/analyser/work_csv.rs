//! A worklist as CSV (RFC 4180, UTF-8, CR LF): a line for each tube and test.

use super::worklist::{WorkTest, WorklistHead, WorklistItem, same_mode};
use crate::exchange::csv_out::needs_defusing;
use crate::hospital::age::Age;
use crate::hospital::number::Mode;
use crate::problem::Problem;
use std::borrow::Cow;

/// The heading.
pub const WORKLIST_COLUMNS: [&str; 14] = [
    "accession",
    "priority",
    "patient_number",
    "name",
    "sex",
    "birth_date",
    "birth_year",
    "collected",
    "specimen",
    "specimen_sct",
    "test",
    "loinc",
    "test_name",
    "mode",
];

/// Writes it. A text that a spreadsheet would run has an apostrophe in front.
///
/// # Errors
/// A tube of another mode than the worklist's.
pub fn worklist_csv(head: &WorklistHead, items: &[WorklistItem]) -> Result<Vec<u8>, Problem> {
    same_mode(head, items)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let lines = items.iter().flat_map(|item| item.tests.iter().map(move |test| (item, test)));
    let mut written = writer.write_record(WORKLIST_COLUMNS);
    for (item, test) in lines {
        written = written.and_then(|()| writer.write_record(cells(head, item, test).iter().map(|cell| cell.as_ref().as_bytes())));
    }
    // Neither can fail: the number of cells is fixed, and a vector takes every byte.
    written.map_err(|_never| Problem::device("problem-export-write"))?;
    writer.into_inner().map_err(|_never| Problem::device("problem-export-write"))
}

fn cells<'a>(head: &WorklistHead, item: &'a WorklistItem, test: &'a WorkTest) -> [Cow<'a, str>; WORKLIST_COLUMNS.len()] {
    let born = if let Age::Born(date) = item.age { date.to_string() } else { String::new() };
    [
        item.accession.to_string().into(),
        (if item.urgent { "urgent" } else { "routine" }).into(),
        safe(&item.patient_number),
        safe(&item.name),
        item.sex.code().into(),
        born.into(),
        item.age.birth_year().map_or_else(String::new, |year| year.to_string()).into(),
        item.collected.map_or_else(String::new, crate::exchange::time_text).into(),
        safe(&item.specimen),
        safe(&item.specimen_sct),
        safe(&test.code),
        safe(&test.loinc),
        safe(&test.name),
        mode_word(head.mode).into(),
    ]
}

fn safe(text: &str) -> Cow<'_, str> {
    if needs_defusing(text) { format!("'{text}").into() } else { text.into() }
}

const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Event => "real",
        Mode::Drill => "drill",
        Mode::Demo => "demo",
    }
}
