//! Cuts an export into records and cells, in constant memory. Owns quotation marks and line ends; knows no column.
//!
//! Not the `csv` crate's reader: there a quotation mark that is never closed takes the rest of the file with it, and nobody can go
//! back. Here a record is at most [`RECORD_BYTES_MAX`] and [`RECORD_LINES_MAX`], and one over several lines must hold together: quotes
//! closed where a column ends, as many columns as the header, and no line in it that is a row of its own. Otherwise only its first line
//! is damaged, and the next line is a row again.

use super::Mark;
use std::io::{self, Read};

/// Most bytes of a record, and of a line.
pub const RECORD_BYTES_MAX: usize = 64 * 1024;
/// Most lines of a record.
pub const RECORD_LINES_MAX: u64 = 50;
const BUFFER_BYTES: usize = 8 * RECORD_BYTES_MAX;
/// Longest end of a line: CR CR LF, what a file opened as text twice is full of.
const LINE_END_BYTES_MAX: usize = 3;

/// Where a cell is, in the record's bytes or, where quotes had to be taken out, in the spare bytes.
#[derive(Debug, Clone, Copy)]
struct Cell {
    from: usize,
    to: usize,
    spare: bool,
}

/// What was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// A record; its cells are at hand.
    Record(Manner),
    /// A line longer than [`RECORD_BYTES_MAX`], passed over.
    Long,
    /// A line with a quotation mark that is never closed, passed over.
    Open,
}

/// How a record was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manner {
    /// A quotation mark was never closed, and taken for a letter.
    pub open: bool,
    /// Something stood behind a closing quotation mark.
    pub stray: bool,
    /// Ended by CR alone.
    pub cr: bool,
}

/// What a record must look like to be a row: so many columns, the UHID in one of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub columns: usize,
    pub uhid: usize,
}

/// The bytes of a reader as records.
pub(super) struct Records<R> {
    reader: R,
    delimiter: u8,
    buffer: Vec<u8>,
    /// Unread bytes of the buffer.
    start: usize,
    end: usize,
    ended: bool,
    mark: Mark,
    shape: Option<Shape>,
    cells: Vec<Cell>,
    spare: Vec<u8>,
    /// Bytes of the record that was cut last.
    record: (usize, usize),
}

impl<R: Read> Records<R> {
    /// `mark`: where the reader stands.
    pub fn new(reader: R, delimiter: u8, shape: Option<Shape>, mark: Mark) -> Self {
        Self {
            reader,
            delimiter,
            buffer: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
            ended: false,
            mark,
            shape,
            cells: Vec::new(),
            spare: Vec::new(),
            record: (0, 0),
        }
    }

    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// From now on records over several lines must look so.
    pub fn expect(&mut self, shape: Shape) {
        self.shape = Some(shape);
    }

    pub fn into_reader(self) -> R {
        self.reader
    }

    /// The unread bytes at hand: at least a record's, or all that are left.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    /// Passes over bytes that are no part of any line (a byte order mark).
    pub fn skip(&mut self, bytes: usize) {
        self.advance(bytes, 0);
    }

    pub const fn cells(&self) -> usize {
        self.cells.len()
    }

    /// A cell of the record that was cut last; empty where there is none.
    pub fn cell(&self, index: usize) -> &[u8] {
        let Some(cell) = self.cells.get(index) else { return &[] };
        let bytes =
            if cell.spare { self.spare.as_slice() } else { self.buffer.get(self.record.0..self.record.1).unwrap_or_default() };
        bytes.get(cell.from..cell.to).unwrap_or_default()
    }

    /// Cuts the next record off; `None` at the end.
    pub fn cut(&mut self) -> io::Result<Option<Cut>> {
        self.fill()?;
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(None);
        }
        self.cells.clear();
        self.spare.clear();
        let line = line(bytes, self.delimiter, &mut self.cells);
        let (Some(length), quoted) = (line.length, line.quoted) else {
            self.skip_line()?;
            return Ok(Some(Cut::Long));
        };
        let manner = Manner { cr: line_end(bytes, length) == LineEnd::Cr, ..Manner::default() };
        if !quoted {
            return Ok(Some(self.take(length, 1, manner)));
        }
        // The cells are read again, now with what quotation marks mean.
        let plain = std::mem::take(&mut self.cells);
        let mut split = Split { delimiter: self.delimiter, bytes, cells: &mut self.cells, spare: &mut self.spare };
        match split.record() {
            Some(whole) if holds_together(&whole, self.cells.len(), bytes, self.delimiter, self.shape) => {
                let manner = Manner { stray: whole.stray, cr: line_end(bytes, whole.length) == LineEnd::Cr, ..manner };
                Ok(Some(self.take(whole.length, whole.lines, manner)))
            }
            _ if self.shape.is_none_or(|shape| shape.columns == plain.len()) => {
                self.cells = plain;
                Ok(Some(self.take(length, 1, Manner { open: true, ..manner })))
            }
            _ => {
                self.take(length, 1, manner);
                Ok(Some(Cut::Open))
            }
        }
    }

    /// Goes behind a record and its line end.
    fn take(&mut self, length: usize, lines: u64, manner: Manner) -> Cut {
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        let end = line_end(bytes, length).bytes();
        self.record = (self.start, self.start + length);
        self.advance(length + end, lines);
        Cut::Record(manner)
    }

    fn advance(&mut self, bytes: usize, lines: u64) {
        self.start += bytes;
        self.mark.offset += bytes as u64;
        self.mark.line += lines;
    }

    /// Passes over the rest of a line that is too long to be held.
    fn skip_line(&mut self) -> io::Result<()> {
        self.record = (0, 0);
        loop {
            self.fill()?;
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            let found = bytes.iter().position(|b| matches!(b, b'\n' | b'\r'));
            let (pass, lines) = match found {
                Some(length) => (length + line_end(bytes, length).bytes(), 1),
                None => (bytes.len(), u64::from(self.ended)),
            };
            self.advance(pass, lines);
            if lines == 1 {
                return Ok(());
            }
        }
    }

    /// Reads until a whole record with its end is at hand, or nothing is left.
    fn fill(&mut self) -> io::Result<()> {
        if self.ended || self.end - self.start > RECORD_BYTES_MAX + LINE_END_BYTES_MAX {
            return Ok(());
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while let Some(free) = self.buffer.get_mut(self.end..).filter(|free| !free.is_empty()) {
            match self.reader.read(free) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(());
                }
                Ok(count) => self.end += count.min(free.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// The file does.
    None,
    Lf,
    Cr,
    CrLf,
    CrCrLf,
}

impl LineEnd {
    const fn bytes(self) -> usize {
        match self {
            Self::None => 0,
            Self::Lf | Self::Cr => 1,
            Self::CrLf => 2,
            Self::CrCrLf => LINE_END_BYTES_MAX,
        }
    }
}

/// The end that stands at `at`.
fn line_end(bytes: &[u8], at: usize) -> LineEnd {
    let mut next = bytes.iter().skip(at);
    match (next.next(), next.next(), next.next()) {
        (Some(b'\n'), _, _) => LineEnd::Lf,
        (Some(b'\r'), Some(b'\n'), _) => LineEnd::CrLf,
        (Some(b'\r'), Some(b'\r'), Some(b'\n')) => LineEnd::CrCrLf,
        (Some(b'\r'), _, _) => LineEnd::Cr,
        _ => LineEnd::None,
    }
}

/// One line, cut at every delimiter.
struct Line {
    /// Without its end; `None`: too long.
    length: Option<usize>,
    /// There is a quotation mark in it.
    quoted: bool,
}

fn line(bytes: &[u8], delimiter: u8, cells: &mut Vec<Cell>) -> Line {
    let (mut from, mut quoted, mut length) = (0, false, None);
    for (at, byte) in bytes.iter().enumerate().take(RECORD_BYTES_MAX + 1) {
        let byte = *byte;
        if byte == delimiter {
            cells.push(Cell { from, to: at, spare: false });
            from = at + 1;
        } else if byte == b'\n' || byte == b'\r' {
            length = Some(at);
            break;
        } else if byte == b'"' {
            quoted = true;
        }
    }
    // The last line of the file may have no end.
    let length = length.or_else(|| (bytes.len() <= RECORD_BYTES_MAX).then_some(bytes.len()));
    cells.push(Cell { from, to: length.unwrap_or(from), spare: false });
    Line { length, quoted }
}

/// A record that was read to its end.
struct Whole {
    length: usize,
    lines: u64,
    stray: bool,
}

/// Reads one record with quotation marks.
struct Split<'a> {
    delimiter: u8,
    bytes: &'a [u8],
    cells: &'a mut Vec<Cell>,
    spare: &'a mut Vec<u8>,
}

/// What a cell was followed by.
enum After {
    Delimiter,
    End,
}

impl Split<'_> {
    /// `None` when a quotation mark is not closed within the limits.
    fn record(&mut self) -> Option<Whole> {
        let (mut at, mut lines, mut stray) = (0, 1, false);
        loop {
            let blanks = self.rest(at).iter().take_while(|b| **b == b' ').count();
            let after = if self.byte(at + blanks) == Some(b'"') {
                self.quoted(at + blanks + 1, &mut at, &mut lines, &mut stray)?
            } else {
                self.bare(&mut at)
            };
            match after {
                After::Delimiter => at += 1,
                After::End if at <= RECORD_BYTES_MAX => return Some(Whole { length: at, lines, stray }),
                After::End => return None,
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn ends(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    fn after(&self, at: usize) -> After {
        if self.byte(at) == Some(self.delimiter) { After::Delimiter } else { After::End }
    }

    /// A cell without quotation marks around it; those inside are letters.
    fn bare(&mut self, at: &mut usize) -> After {
        let from = *at;
        *at += self.rest(from).iter().take_while(|b| !self.ends(**b)).count();
        self.cells.push(Cell { from, to: *at, spare: false });
        self.after(*at)
    }

    /// A cell from behind its opening quotation mark on.
    fn quoted(&mut self, from: usize, at: &mut usize, lines: &mut u64, stray: &mut bool) -> Option<After> {
        let begin = self.spare.len();
        let mut next = from;
        loop {
            let byte = self.byte(next)?;
            match byte {
                b'"' if self.byte(next + 1) == Some(b'"') => {
                    self.spare.push(b'"');
                    next += 2;
                }
                b'"' => break,
                b'\n' | b'\r' => {
                    let end = line_end(self.bytes, next).bytes();
                    self.spare.push(b'\n');
                    next += end.max(1);
                    *lines += 1;
                }
                _ => {
                    self.spare.push(byte);
                    next += 1;
                }
            }
            if *lines > RECORD_LINES_MAX || next > RECORD_BYTES_MAX {
                return None;
            }
        }
        next += 1;
        let tail = self.rest(next).iter().take_while(|b| !self.ends(**b)).count();
        let more = self.bytes.get(next..next + tail).unwrap_or_default();
        if more.iter().any(|b| *b != b' ') {
            *stray = true;
            self.spare.extend_from_slice(more);
        }
        *at = next + tail;
        self.cells.push(Cell { from: begin, to: self.spare.len(), spare: true });
        Some(self.after(*at))
    }
}

/// True when a record over several lines is one, and not damaged rows with good ones between.
fn holds_together(whole: &Whole, cells: usize, bytes: &[u8], delimiter: u8, shape: Option<Shape>) -> bool {
    if whole.lines == 1 {
        return true;
    }
    let Some(shape) = shape else { return !whole.stray };
    !whole.stray && cells == shape.columns && !holds_a_row(bytes.get(..whole.length).unwrap_or_default(), delimiter, shape)
}

/// True when a line behind the first one is a row of its own.
fn holds_a_row(bytes: &[u8], delimiter: u8, shape: Shape) -> bool {
    let mut lines = bytes.split(|b| matches!(b, b'\n' | b'\r'));
    lines.next();
    lines.any(|line| is_row(line, delimiter, shape))
}

fn is_row(line: &[u8], delimiter: u8, shape: Shape) -> bool {
    let (mut cells, mut spare) = (Vec::new(), Vec::new());
    let mut split = Split { delimiter, bytes: line, cells: &mut cells, spare: &mut spare };
    let whole = split.record().is_some_and(|whole| !whole.stray);
    if !whole || cells.len() != shape.columns {
        return false;
    }
    let text = |cell: &Cell| {
        let bytes = if cell.spare { spare.as_slice() } else { line };
        bytes.get(cell.from..cell.to).unwrap_or_default()
    };
    let bare_quote = cells.iter().any(|cell| !cell.spare && text(cell).contains(&b'"'));
    !bare_quote && cells.get(shape.uhid).is_some_and(|cell| like_a_uhid(text(cell)))
}

/// Letters and digits without a blank, at least one digit.
fn like_a_uhid(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    bytes.iter().any(u8::is_ascii_digit) && bytes.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, shape: Option<Shape>) -> Vec<(u64, Cut, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', shape, Mark { offset: 0, line: 1 });
        let mut all = Vec::new();
        loop {
            let line = records.mark().line;
            let Some(cut) = records.cut().unwrap() else { break };
            let cells = if matches!(cut, Cut::Record(_)) { 0..records.cells() } else { 0..0 };
            all.push((line, cut, cells.map(|i| String::from_utf8_lossy(records.cell(i)).into_owned()).collect()));
        }
        assert_eq!(records.mark().offset, text.len() as u64, "nothing is left");
        all
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        cut(text, None).into_iter().map(|(_, _, cells)| cells).collect()
    }

    #[test]
    fn lines_and_cells() {
        for text in ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2", "a,b\r\r\n1,2", "\"a\",b\n1 , 2", "a , \"b\" \n\"1\",\"2\""] {
            let all: Vec<Vec<String>> = cells(text).iter().map(|row| row.iter().map(|c| c.trim().to_owned()).collect()).collect();
            assert_eq!(all, [["a", "b"], ["1", "2"]], "{text:?}");
        }
        assert_eq!(cells("a,,\n\n,\n"), [vec!["a", "", ""], vec![""], vec!["", ""]]);
        assert_eq!(cells("\"a,\"\"b\"\"\nc\",d\n")[0], ["a,\"b\"\nc", "d"]);
        assert_eq!(cells("5'6\" tall,b\n")[0], ["5'6\" tall", "b"]);
        assert_eq!(cells("\"a\" x,b\n")[0], ["a x", "b"]);
        assert!(cells("").is_empty());
    }

    #[test]
    fn an_open_quote_takes_no_other_row_with_it() {
        let shape = Some(Shape { columns: 3, uhid: 0 });
        for (damaged, good) in [
            ("1,\"Sunita,F", "2,Mohan,M"),
            ("1,\"Sunita,F", "2,\"Mohan\",M"),
            ("1,\"Sunita,F", "\"2\",\"Mohan\",\"M\""),
            ("1,\"Sunita,F", "2,\"\",M"),
            ("1,\"Sunita", "2,Mohan,M"),
            ("1,Sunita,\"F", "2,Mohan,\"M\""),
        ] {
            for tail in ["", "\n3,Ram\",M", "\n3,\"Ram", "\nx\",y"] {
                let text = format!("{damaged}\n{good}{tail}\n");
                let all = cut(&text, shape);
                let two = all.iter().find(|(line, _, _)| *line == 2).map(|(_, _, cells)| cells.join("|").replace('"', ""));
                let wanted = good.replace('"', "").replace(',', "|");
                assert_eq!(two.as_deref(), Some(wanted.as_str()), "{text:?}");
            }
        }
        let whole = cut("1,\"Gali 4,\nnear 2, temple\",F\n2,Mohan,M\n", shape);
        assert_eq!(whole[0].2, ["1", "Gali 4,\nnear 2, temple", "F"]);
        assert_eq!((whole[1].0, whole[1].2.len()), (3, 3));
    }

    #[test]
    fn a_record_has_its_limits() {
        let shape = Some(Shape { columns: 2, uhid: 0 });
        let long = format!("1,{}\n2,b\n", "x".repeat(RECORD_BYTES_MAX * 20));
        assert_eq!(cut(&long, shape).iter().map(|(line, cut, _)| (*line, *cut)).next(), Some((1, Cut::Long)));
        assert_eq!(cut(&long, shape)[1].2, ["2", "b"]);
        let just = format!("1,{}\n2,b\n", "x".repeat(RECORD_BYTES_MAX - 2));
        assert_eq!(cut(&just, shape).len(), 2);
        assert!(cut(&just, shape).iter().all(|(_, cut, _)| matches!(cut, Cut::Record(_))));
        let lines = format!("1,\"{}\"\n2,b\n", "x\n".repeat(60));
        let all = cut(&lines, shape);
        assert_eq!(
            (all[0].1, all.last().unwrap().2.clone()),
            (Cut::Record(Manner { open: true, ..Manner::default() }), vec!["2".to_owned(), "b".to_owned()])
        );
        let deep = format!("1,\"{}", "x,y\n".repeat(RECORD_BYTES_MAX));
        assert_eq!(cut(&deep, shape).len(), RECORD_BYTES_MAX);
    }
}
