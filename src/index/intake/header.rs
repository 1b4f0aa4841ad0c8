//! The first line of an export: which column is what. Knows no row.

use super::fault::ExportFault;
use super::records::{Cut, Records, Shape};
use crate::hospital::pack::{Delimiter, IndexColumns};
use std::io::{self, Read};

const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
/// How spreadsheets and archives begin.
const NOT_TEXT: [&[u8]; 4] = [b"PK\x03\x04", &[0xd0, 0xcf, 0x11, 0xe0], &[0x1f, 0x8b], b"%PDF"];
/// Lines that may stand before the header: empty ones, and a spreadsheet's `sep=;`.
const LINES_BEFORE_MAX: u64 = 10;

/// Where each column of the pack is in the file; `None`: the file has no such column.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    pub uhid: usize,
    pub name: usize,
    pub name_hi: Option<usize>,
    pub relation: Option<usize>,
    pub relative: Option<usize>,
    pub relative_hi: Option<usize>,
    pub sex: Option<usize>,
    pub born: Option<usize>,
    pub birth_year: Option<usize>,
    pub age: Option<usize>,
    pub age_on: Option<usize>,
    pub mobile: Option<usize>,
    pub abha: Option<usize>,
    pub pin: Option<usize>,
    pub place: Vec<usize>,
    pub change: Option<usize>,
}

/// The header, read.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Names as the file writes them.
    pub names: Vec<String>,
    pub slots: Slots,
    /// The header ended with CR alone, so CR is what ends a line here.
    pub cr: bool,
    /// Columns that would be read and are not there.
    pub absent: Vec<String>,
}

impl Header {
    pub fn shape(&self) -> Shape {
        Shape { columns: self.names.len(), uhid: self.slots.uhid }
    }

    /// Name of a column as the file writes it.
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

/// What stands in the way: the disk, or the file.
pub(super) enum HeaderError {
    Disk(io::Error),
    Export(ExportFault),
}

impl From<io::Error> for HeaderError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Reads the header, and leaves `records` at the first row.
pub(super) fn read<R: Read>(records: &mut Records<R>, columns: &IndexColumns) -> Result<Header, HeaderError> {
    no_other_file(records.peek()?).map_err(HeaderError::Export)?;
    if records.peek()?.starts_with(UTF8_MARK) {
        records.skip(UTF8_MARK.len());
    }
    loop {
        let past = records.mark().line > LINES_BEFORE_MAX;
        match records.cut()? {
            None => return Err(HeaderError::Export(ExportFault::Empty)),
            Some(_) if past => return Err(HeaderError::Export(ExportFault::NotText)),
            Some(Cut::Long | Cut::Open) => return Err(HeaderError::Export(ExportFault::NotText)),
            Some(Cut::Record(manner)) => {
                let names: Vec<String> = (0..records.cells()).map(|i| plain(records.cell(i))).collect();
                if !before(&names) {
                    return header(names, columns, manner.cr).map_err(HeaderError::Export);
                }
            }
        }
    }
}

/// A line that is not yet the header.
fn before(names: &[String]) -> bool {
    names.iter().all(String::is_empty) || names.first().is_some_and(|name| name.to_lowercase().starts_with("sep="))
}

fn no_other_file(start: &[u8]) -> Result<(), ExportFault> {
    if UTF16_MARKS.iter().any(|mark| start.starts_with(mark)) {
        return Err(ExportFault::Utf16);
    }
    let line: Vec<u8> = start.iter().copied().take_while(|b| *b != b'\n').collect();
    let zeros = line.split(|b| *b == 0).count().saturating_sub(1);
    if zeros * 3 > line.len() {
        return Err(ExportFault::Utf16);
    }
    if zeros > 0 || NOT_TEXT.iter().any(|mark| start.starts_with(mark)) { Err(ExportFault::NotText) } else { Ok(()) }
}

/// A name in the header without what cannot be seen.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let seen = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text: String = text.chars().filter(seen).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn header(names: Vec<String>, columns: &IndexColumns, cr: bool) -> Result<Header, ExportFault> {
    let other = |one: &Delimiter| *one != columns.delimiter && names.iter().any(|n| n.as_bytes().contains(&one.byte()));
    if names.len() == 1 && Delimiter::ALL.iter().any(other) {
        return Err(ExportFault::Separator { wanted: columns.delimiter.code() });
    }
    let mut slots = Slots::default();
    let (mut missing, mut absent) = (Vec::new(), Vec::new());
    for (key, column) in columns.all() {
        let same = |name: &&String| name.to_lowercase() == plain(column.as_bytes()).to_lowercase();
        if names.iter().filter(same).count() > 1 {
            return Err(ExportFault::ColumnTwice { column: column.to_owned() });
        }
        match names.iter().position(|name| same(&name)) {
            Some(at) => put(&mut slots, key, at),
            None if matches!(key, "uhid" | "name") || (columns.own && key != "change") => missing.push(column.to_owned()),
            None => absent.push(column.to_owned()),
        }
    }
    if missing.is_empty() {
        Ok(Header { names, slots, cr, absent })
    } else {
        Err(ExportFault::ColumnsMissing { columns: missing })
    }
}

fn put(slots: &mut Slots, key: &str, at: usize) {
    let slot = match key {
        "uhid" => {
            slots.uhid = at;
            return;
        }
        "name" => {
            slots.name = at;
            return;
        }
        "place" => {
            slots.place.push(at);
            return;
        }
        "name_hi" => &mut slots.name_hi,
        "relation" => &mut slots.relation,
        "relative" => &mut slots.relative,
        "relative_hi" => &mut slots.relative_hi,
        "sex" => &mut slots.sex,
        "born" => &mut slots.born,
        "birth_year" => &mut slots.birth_year,
        "age" => &mut slots.age,
        "age_on" => &mut slots.age_on,
        "mobile" => &mut slots.mobile,
        "abha" => &mut slots.abha,
        "pin" => &mut slots.pin,
        _ => &mut slots.change,
    };
    *slot = Some(at);
}
