//! Control totals as CSV (RFC 4180, UTF-8): ours as they leave, and the central team's own counts as they come.
//!
//! A row that does not say clearly what it counts is told with its line, never guessed.

use super::analyser::text::LineCounter;
use super::answers::csv::begin;
use super::csv_out::defused;
use crate::journal::RecordKind;
use crate::problem::Problem;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Name of the file.
pub const CONTROL_FILE: &str = "control_totals.csv";
/// Largest file of counts that is read, in bytes.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// Rows of it, at most.
const ROWS_MAX: usize = 1_000_000;
/// Rows told as not understood, at most.
const STRAYS_MAX: usize = 1_000;

/// What a line counts: a day, an installation or counter, a department (may be empty), a kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountedBy {
    pub day: NaiveDate,
    pub counter: String,
    pub department: String,
    pub kind: RecordKind,
}

/// A line of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlRow {
    pub by: CountedBy,
    pub saved: u64,
    pub received: u64,
    pub explained: u64,
    /// What the central team counts; `None` where it was not asked.
    pub central: Option<u64>,
}

/// The central team's counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CentralCounts {
    pub counts: BTreeMap<CountedBy, u64>,
    /// Line, and id of the sentence that says what is wrong with it.
    pub strays: Vec<(u64, &'static str)>,
}

fn failed(_error: csv::Error) -> Problem {
    Problem::device("problem-export-write")
}

/// Our totals as a file.
///
/// # Errors
/// Never in memory; a device problem otherwise.
pub fn control_csv(rows: &[ControlRow]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let asked = rows.iter().any(|row| row.central.is_some());
    let mut head = vec!["day", "counter", "department", "kind", "saved", "received", "explained", "open"];
    if asked {
        head.push("central");
    }
    writer.write_record(head).map_err(failed)?;
    for row in rows {
        let open = row.saved.saturating_sub(row.received.saturating_add(row.explained));
        let (day, n) = (row.by.day.to_string(), |n: u64| n.to_string());
        let (counter, department) = (defused(&row.by.counter).into_owned(), defused(&row.by.department).into_owned());
        let mut cells = vec![day, counter, department, row.by.kind.code().to_owned()];
        cells.extend([n(row.saved), n(row.received), n(row.explained), n(open)]);
        if asked {
            cells.push(row.central.map(n).unwrap_or_default());
        }
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|_error| Problem::device("problem-export-write"))
}

/// Where the columns day, counter, department, kind and count stand.
fn places(head: &csv::StringRecord) -> Option<[usize; 5]> {
    let at = |wanted: &str| head.iter().position(|name| name.trim().trim_start_matches('\u{FEFF}').eq_ignore_ascii_case(wanted));
    Some([at("day")?, at("counter")?, at("department")?, at("kind")?, at("count")?])
}

/// Reads the central team's counts: a first row that names the columns day, counter, department, kind and count, in any order, separated by
/// comma, semicolon or tab.
///
/// # Errors
/// `problem-control-large`; `problem-control-columns`.
pub fn read_central(bytes: &[u8]) -> Result<CentralCounts, Problem> {
    if bytes.len() > BYTES_MAX {
        return Err(Problem::refused("problem-control-large"));
    }
    let found = [b',', b';', b'\t'].into_iter().find_map(|separator| {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(bytes);
        let mut head = csv::StringRecord::new();
        let read = reader.read_record(&mut head).unwrap_or(false);
        Some((places(&head).filter(|_places| read)?, reader))
    });
    let Some((places, mut reader)) = found else { return Err(Problem::refused("problem-control-columns")) };
    let (mut found, mut row) = (CentralCounts::default(), csv::ByteRecord::new());
    let mut lines = LineCounter::new(bytes);
    loop {
        let line = lines.line_at(begin(bytes, reader.position()));
        match reader.read_byte_record(&mut row) {
            Ok(true) if found.counts.len() >= ROWS_MAX => {
                found.stray(line, "control-many");
                return Ok(found);
            }
            Ok(true) => found.take(line, &row, places),
            Ok(false) => return Ok(found),
            Err(_unreadable) => {
                found.stray(line, "control-row");
                return Ok(found);
            }
        }
    }
}

fn read_day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"].into_iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

impl CentralCounts {
    fn stray(&mut self, line: u64, why: &'static str) {
        if self.strays.len() < STRAYS_MAX {
            self.strays.push((line, why));
        }
    }

    fn take(&mut self, line: u64, row: &csv::ByteRecord, [day, counter, department, kind, count]: [usize; 5]) {
        let cell = |at: usize| row.get(at).and_then(|cell| std::str::from_utf8(cell).ok()).map(str::trim);
        if row.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) {
            return;
        }
        let Some(day) = cell(day).and_then(read_day) else { return self.stray(line, "control-day") };
        let kind = cell(kind).and_then(|kind| RecordKind::parse(&kind.to_lowercase()));
        let Some(kind) = kind else { return self.stray(line, "control-kind") };
        let Some(count) = cell(count).and_then(|count| count.replace(',', "").parse::<u64>().ok()) else {
            return self.stray(line, "control-count");
        };
        let (Some(counter), Some(department)) = (cell(counter), cell(department)) else {
            return self.stray(line, "control-row");
        };
        let by = CountedBy { day, counter: counter.to_uppercase(), department: department.to_owned(), kind };
        // Which of two counts of one thing is right is not ours to say.
        if self.counts.contains_key(&by) {
            return self.stray(line, "control-twice");
        }
        self.counts.insert(by, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_and_what_is_unclear_is_told() {
        let text = "\u{FEFF}Kind;Day;Counter;Department;Count\r\nvisit;2022-11-24;k7a;MED;1,204\r\nvisit;24-11-2022;K7A;SURG;7\r\n\
                    visit;2022-11-24;K7A;MED;3\r\nticket;2022-11-24;K7A;MED;3\r\nvisit;2022-13-24;K7A;MED;3\r\n;;;;\r\nvisit;2022-11-24;K7A;MED;-1\r\n";
        let read = read_central(text.as_bytes()).unwrap();
        assert_eq!(read.counts.values().copied().collect::<Vec<_>>(), [1_204, 7]);
        assert_eq!(read.strays, [(4, "control-twice"), (5, "control-kind"), (6, "control-day"), (8, "control-count")]);
        assert_eq!(read_central(b"a,b,c\n1,2,3\n").unwrap_err().id, "problem-control-columns");
    }

    #[test]
    fn ours_are_written_with_what_is_open() {
        let day = NaiveDate::from_ymd_opt(2022, 11, 24).unwrap();
        let by = CountedBy { day, counter: "K7A".to_owned(), department: "=MED".to_owned(), kind: RecordKind::Visit };
        let row = ControlRow { by, saved: 5, received: 3, explained: 1, central: None };
        let text = String::from_utf8(control_csv(&[row]).unwrap()).unwrap();
        assert_eq!(text, "day,counter,department,kind,saved,received,explained,open\r\n2022-11-24,K7A,'=MED,visit,5,3,1,1\r\n");
    }
}
