//! From bytes to lines: which format it is, where each record begins and ends, whether its end was seen, what of it is text.

use super::{AnalyserKind, FileFault, RECORD_MAX_BYTES, RECORDS_MAX};

/// A record or segment with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub line: u64,
    pub text: String,
    /// Its end was seen; else it broke off and may lack anything.
    pub whole: bool,
    /// Something before it was lost: whose it is cannot be known from what stands above.
    pub after_loss: bool,
}

/// Pieces and what was wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub all: Vec<Piece>,
    pub faults: Vec<FileFault>,
    lost: bool,
    full: bool,
}

impl Pieces {
    /// Says that something is missing here.
    pub fn lost(&mut self, fault: FileFault) {
        self.lost = true;
        self.faults.push(fault);
    }

    /// True when no more is taken.
    pub const fn full(&self) -> bool {
        self.full
    }

    /// Takes a record; blank ones are passed over.
    pub fn push(&mut self, line: u64, bytes: &[u8], whole: bool) {
        let bytes = bytes.trim_ascii();
        let blank = bytes.iter().all(|b| b.is_ascii_control() || *b == b' ');
        if blank || self.full {
            return;
        }
        if self.all.len() >= RECORDS_MAX {
            self.full = true;
            self.faults.push(FileFault::new(line, "fault-analyser-many").with("n", RECORDS_MAX.to_string()));
            return;
        }
        if bytes.len() > RECORD_MAX_BYTES {
            self.lost(FileFault::new(line, "fault-analyser-long"));
            return;
        }
        let after_loss = std::mem::take(&mut self.lost);
        let text = decode(bytes).trim_matches(|c: char| c.is_ascii_control() || c == ' ').to_owned();
        self.all.push(Piece { line, text, whole, after_loss });
    }

    /// A line that is no record is the torn-off end of the one above it: told, and the one above is no longer whole. A last line that
    /// broke off within a record's name (`begins`) tears nothing.
    pub fn join_torn(&mut self, is_record: impl Fn(&str) -> bool, begins: impl Fn(&str) -> bool) {
        let pieces = std::mem::take(&mut self.all);
        for piece in pieces {
            if is_record(&piece.text) || (!piece.whole && begins(&piece.text)) {
                self.all.push(piece);
                continue;
            }
            self.faults.push(FileFault::new(piece.line, "fault-analyser-record").with("text", short(&piece.text)));
            if let Some(above) = self.all.last_mut() {
                above.whole = false;
            }
        }
    }
}

/// UTF-8 where it is, else Latin-1, which every byte is.
pub(in crate::exchange) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// The beginning of a text, to show which one is meant.
pub(super) fn short(text: &str) -> String {
    const SHOWN_CHARS: usize = 24;
    let mut out: String = text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        out.push('…');
    }
    out
}

/// Without the mark of UTF-8 in front and the fillings at the end (NUL, Ctrl-Z) that some programs write.
pub(super) fn body(bytes: &[u8]) -> &[u8] {
    let mut body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    while let [rest @ .., 0 | 0x1A] = body {
        body = rest;
    }
    body
}

/// The format, by the first line that begins a message or a batch of it.
pub(super) fn kind(body: &[u8]) -> Option<AnalyserKind> {
    body.split(|b| matches!(b, b'\r' | b'\n' | 0x02 | 0x05 | 0x0B)).find_map(|line| {
        let line = line.trim_ascii_start();
        if [b"MSH", b"FHS", b"BHS"].iter().any(|id| line.starts_with(*id)) && line.get(3).is_some_and(u8::is_ascii_punctuation) {
            return Some(AnalyserKind::Hl7);
        }
        let record = if let [b'0'..=b'7', rest @ ..] = line { rest } else { line };
        matches!(record, [b'H', a, b, c, ..] if [a, b, c].iter().all(|d| d.is_ascii_punctuation())).then_some(AnalyserKind::Astm)
    })
}

/// Counts the lines up to a place, as an editor does; places only grow.
pub(in crate::exchange) struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    pub fn line_at(&mut self, place: usize) -> u64 {
        while self.at < place {
            let Some(byte) = self.bytes.get(self.at) else { break };
            let in_pair = *byte == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            if matches!(byte, b'\r' | b'\n') && !in_pair {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

/// Plain text: CR, LF or CR LF end a line; a message that begins within a line (`head`) shows that the line broke off.
pub(super) fn plain(body: &[u8], head: &[u8], pieces: &mut Pieces) {
    let mut lines = LineCounter::new(body);
    let mut from = 0;
    for (at, byte) in body.iter().enumerate() {
        let ends = matches!(byte, b'\r' | b'\n');
        let breaks = at > from && body.get(at..).is_some_and(|rest| rest.starts_with(head));
        if ends || breaks {
            push_plain(body, from, at, ends, &mut lines, pieces);
            from = if ends { at + 1 } else { at };
        }
        if pieces.full() {
            return;
        }
    }
    push_plain(body, from, body.len(), false, &mut lines, pieces);
}

fn push_plain(body: &[u8], from: usize, to: usize, ends: bool, lines: &mut LineCounter<'_>, pieces: &mut Pieces) {
    let Some(bytes) = body.get(from..to) else { return };
    if !bytes.is_empty() {
        // Control characters of the line in front of a message are no torn record.
        pieces.push(lines.line_at(from), bytes, ends);
    }
}
