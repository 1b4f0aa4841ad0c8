//! One CSV of a pack as rows of trimmed cells under known columns; every fault of the file's own form is told here.
//!
//! Knows no department and no ward; what a cell means is `tables`' business.

use super::fault::{At, Faults};
use super::shape::Shape;
use super::{Bilingual, SourceFile};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// Largest source file, in bytes.
pub const FILE_BYTES_MAX: usize = 8 << 20;
/// Most lines of one CSV.
pub const ROWS_MAX: usize = 20_000;
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;

/// The text of a file, without its byte order mark.
pub(super) fn text<'f>(file: &'f SourceFile, faults: &mut Faults) -> Option<&'f str> {
    let at = |line| At { file: &file.name, line, column: "" };
    if file.text.len() > FILE_BYTES_MAX {
        faults.add(at(1), "pack-fault-file-large", &[("max", "8 MiB")]);
        return None;
    }
    match std::str::from_utf8(&file.text) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = file.text.get(..error.valid_up_to()).unwrap_or_default();
            faults.add(at(1 + line_ends(good)), "pack-fault-utf8", &[]);
            None
        }
    }
}

/// Ends of lines in `bytes`: LF, CRLF or a lone CR.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let ends = |(i, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
    bytes.iter().enumerate().filter(|pair| ends(*pair)).count() as u64
}

/// A CSV, read.
pub(super) struct Sheet {
    file: &'static str,
    columns: &'static [&'static str],
    lines: Vec<Line>,
}

struct Line {
    number: u64,
    /// In the order of `columns`.
    cells: Vec<String>,
}

/// One line with its faults' list at hand.
pub(super) struct Row<'a> {
    file: &'static str,
    line: u64,
    columns: &'static [&'static str],
    cells: &'a [String],
    faults: &'a mut Faults,
}

/// Codes that a file defines, with the line of each. `None` lines: the file could not be read, so nothing dangles.
pub(super) struct Known {
    file: &'static str,
    lines: HashMap<String, u64>,
    readable: bool,
}

impl Known {
    pub fn new(file: &'static str, sheet: Option<&Sheet>) -> Self {
        Self { file, lines: HashMap::new(), readable: sheet.is_some() }
    }
}

impl Sheet {
    /// Reads the file; `None` when its columns are not as they must be.
    pub fn read(
        file: &'static str,
        columns: &'static [&'static str],
        source: Option<&SourceFile>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let Some(source) = source else {
            faults.add(At { file, line: 1, column: "" }, "pack-fault-file-missing", &[("columns", &columns.join(","))]);
            return None;
        };
        let text = text(source, faults)?;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut records = reader.records().filter_map(Result::ok);
        let header = records.next().unwrap_or_default();
        let order = header_order(file, columns, &header, faults)?;
        let mut place = Place::default();
        let mut lines = Vec::new();
        for record in records {
            let offset = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
            let number = place.line(text.as_bytes(), offset);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if lines.len() == ROWS_MAX {
                faults.add(At { file, line: number, column: "" }, "pack-fault-rows-many", &[("max", &ROWS_MAX.to_string())]);
                break;
            }
            if record.len() != header.len() {
                let (found, wanted) = (record.len().to_string(), header.len().to_string());
                faults.add(At { file, line: number, column: "" }, "pack-fault-cells", &[("found", &found), ("wanted", &wanted)]);
                continue;
            }
            let cells = order.iter().map(|at| record.get(*at).unwrap_or("").trim().to_owned()).collect();
            lines.push(Line { number, cells });
        }
        Some(Self { file, columns, lines })
    }

    /// Says so when the file has no line beyond its header.
    pub fn some_rows(&self, faults: &mut Faults) {
        if self.lines.is_empty() {
            faults.add(At { file: self.file, line: 1, column: "" }, "pack-fault-rows-none", &[]);
        }
    }

    /// Turns each line into a value; lines with a fault give none.
    pub fn each<T>(&self, faults: &mut Faults, mut make: impl FnMut(&mut Row<'_>) -> Option<T>) -> Vec<T> {
        let mut values = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let mut row = Row { file: self.file, line: line.number, columns: self.columns, cells: &line.cells, faults };
            row.no_control_characters();
            values.extend(make(&mut row));
        }
        values
    }
}

/// Which cell of a record each column is in.
fn header_order(
    file: &'static str,
    columns: &'static [&'static str],
    header: &csv::StringRecord,
    faults: &mut Faults,
) -> Option<Vec<usize>> {
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    let at = |column| At { file, line: 1, column };
    if let [only] = names.as_slice()
        && only.contains([';', '\t'])
    {
        faults.add(at(""), "pack-fault-separator", &[]);
        return None;
    }
    let mut good = true;
    for (i, name) in names.iter().enumerate() {
        if !columns.contains(name) {
            faults.add(at(name), "pack-fault-column-unknown", &[("value", name), ("columns", &columns.join(","))]);
            good = false;
        } else if names.iter().take(i).any(|n| n == name) {
            faults.add(at(name), "pack-fault-column-twice", &[("value", name)]);
            good = false;
        }
    }
    let mut order = Vec::with_capacity(columns.len());
    for column in columns {
        let found = names.iter().position(|n| n == column);
        if found.is_none() {
            faults.add(at(column), "pack-fault-column-missing", &[("value", column)]);
            good = false;
        }
        order.extend(found);
    }
    good.then_some(order)
}

/// Line numbers by byte offset, counted once from front to back.
#[derive(Default)]
struct Place {
    offset: usize,
    line_ends: u64,
}

impl Place {
    /// The line that the record at or after `offset` starts on; the reader skips empty lines without telling.
    fn line(&mut self, bytes: &[u8], offset: usize) -> u64 {
        let skipped = bytes.get(offset..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let start = offset + skipped;
        self.line_ends += line_ends(bytes.get(self.offset..start).unwrap_or_default());
        self.offset = start;
        self.line_ends + 1
    }
}

impl Row<'_> {
    pub fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|c| *c == column);
        at.and_then(|i| self.cells.get(i)).map_or("", String::as_str)
    }

    pub const fn line(&self) -> u64 {
        self.line
    }

    pub fn fault(&mut self, column: &str, id: &'static str, args: &[(&'static str, &str)]) {
        self.faults.add(At { file: self.file, line: self.line, column }, id, args);
    }

    fn no_control_characters(&mut self) {
        for (column, cell) in self.columns.iter().zip(self.cells) {
            if cell.chars().any(char::is_control) {
                self.faults.add(At { file: self.file, line: self.line, column }, "pack-fault-control", &[]);
            }
        }
    }

    /// A text of up to `max` characters, possibly empty.
    pub fn optional(&mut self, column: &str, max: usize) -> Option<String> {
        let text = self.cell(column).to_owned();
        let found = text.chars().count();
        if found > max {
            self.fault(column, "pack-fault-long", &[("found", &found.to_string()), ("max", &max.to_string())]);
            return None;
        }
        Some(text)
    }

    /// A text of 1 to `max` characters.
    pub fn required(&mut self, column: &str, max: usize) -> Option<String> {
        if self.cell(column).is_empty() {
            self.fault(column, "pack-fault-empty", &[]);
            return None;
        }
        self.optional(column, max)
    }

    /// A text in both languages, each required.
    pub fn bilingual(&mut self, en: &str, hi: &str) -> Option<Bilingual> {
        let (en, hi) = (self.required(en, NAME_CHARS_MAX), self.required(hi, NAME_CHARS_MAX));
        Some(Bilingual { en: en?, hi: hi? })
    }

    /// A code of a shape.
    pub fn code(&mut self, column: &str, shape: Shape) -> Option<String> {
        let code = self.required(column, NAME_CHARS_MAX)?;
        if shape.fits(&code) {
            return Some(code);
        }
        self.fault(column, shape.fault(), &[("value", &code)]);
        None
    }

    /// A code that this file defines, once. Takes it into `known` even when the rest of the line has faults.
    pub fn own_code(&mut self, column: &str, shape: Shape, known: &mut Known) -> Option<String> {
        let Some(code) = self.code(column, shape) else {
            // One wrong code is one fault, not one more for each line that names it.
            known.lines.entry(self.cell(column).to_owned()).or_insert(self.line);
            return None;
        };
        self.once(column, code, known)
    }

    /// A value that must not be twice in its column.
    pub fn once(&mut self, column: &str, value: String, known: &mut Known) -> Option<String> {
        if let Some(first) = known.lines.get(&value) {
            let first = first.to_string();
            self.fault(column, "pack-fault-twice", &[("value", &value), ("first", &first)]);
            return None;
        }
        known.lines.insert(value.clone(), self.line);
        Some(value)
    }

    /// A code that another file defines.
    pub fn reference(&mut self, column: &str, known: &Known) -> Option<String> {
        let code = self.required(column, NAME_CHARS_MAX)?;
        self.is_known(column, &code, known).then_some(code)
    }

    /// True when the code is defined; tells so when not.
    pub fn is_known(&mut self, column: &str, code: &str, known: &Known) -> bool {
        let found = !known.readable || known.lines.contains_key(code);
        if !found {
            self.fault(column, "pack-fault-dangling", &[("value", code), ("other", known.file)]);
        }
        found
    }

    /// A whole number within limits.
    pub fn number(&mut self, column: &str, limits: RangeInclusive<u32>) -> Option<u32> {
        let text = self.required(column, NAME_CHARS_MAX)?;
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|n| plain && limits.contains(n));
        if number.is_none() {
            let (from, to) = (limits.start().to_string(), limits.end().to_string());
            self.fault(column, "pack-fault-number", &[("value", &text), ("from", &from), ("to", &to)]);
        }
        number
    }

    /// One of a few words.
    pub fn choice(&mut self, column: &str, choices: &[&str]) -> Option<String> {
        let text = self.required(column, NAME_CHARS_MAX)?;
        if choices.contains(&text.as_str()) {
            return Some(text);
        }
        self.fault(column, "pack-fault-choice", &[("value", &text), ("choices", &choices.join(", "))]);
        None
    }
}
