//! Transport frames taken off: ASTM E1381 / CLSI LIS01-A2 for ASTM, MLLP for HL7. A frame that is not whole gives nothing.

use super::FileFault;
use super::text::{LineCounter, Pieces, decode, short};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;
const ENQ: u8 = 0x05;
const ETB: u8 = 0x17;
const VT: u8 = 0x0B;
const FS: u8 = 0x1C;
/// A sender gives a frame up after six tries (LIS01-A2 §6.5.1.2).
const TRIES_MAX: u8 = 6;

/// True when the file has frames of E1381.
pub(super) fn is_framed(body: &[u8]) -> bool {
    body.contains(&STX)
}

/// Frames of E1381: `STX number text ETB|ETX checksum CR LF`. Numbers count 1 … 7, 0, 1 …; the checksum is the sum of the bytes from the
/// number to ETB or ETX.
pub(super) fn frames(body: &[u8], pieces: &mut Pieces) {
    let mut reader = Frames { body, lines: LineCounter::new(body), pieces, due: None, last: None, bad: 0, open: None };
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        match *byte {
            STX => at = reader.frame(at),
            ENQ | EOT => {
                let line = reader.lines.line_at(at);
                reader.end_session(line);
                reader.due = (*byte == ENQ).then_some(1);
                at += 1;
            }
            b if b.is_ascii_control() || b == b' ' => at += 1,
            _ => at = reader.outside(at),
        }
        if reader.pieces.full() {
            return;
        }
    }
    let line = reader.lines.line_at(body.len());
    reader.end_session(line);
}

struct Frames<'a, 'p> {
    body: &'a [u8],
    lines: LineCounter<'a>,
    pieces: &'p mut Pieces,
    /// Number of the next frame, where it is known.
    due: Option<u8>,
    /// Number and text of the last good frame.
    last: Option<(u8, &'a [u8])>,
    /// Bad frames since.
    bad: u8,
    /// A record that goes on in the next frame, and its line.
    open: Option<(u64, Vec<u8>)>,
}

impl<'a> Frames<'a, '_> {
    /// Reads the frame whose STX stands at `at`; gives the place behind it.
    fn frame(&mut self, at: usize) -> usize {
        let line = self.lines.line_at(at);
        let rest = self.body.get(at + 1..).unwrap_or(&[]);
        let length = rest.iter().position(|b| matches!(*b, ETX | ETB | STX | ENQ | EOT));
        let end = length.and_then(|n| Some((n, *rest.get(n)?))).filter(|(_, b)| matches!(*b, ETX | ETB));
        let Some((length, end)) = end else {
            self.bad_frame(FileFault::new(line, "fault-analyser-frame"));
            return at + 1 + length.unwrap_or(rest.len());
        };
        let behind = at + 1 + length + 1;
        let (Some(inside), Some(sum)) = (rest.get(..=length), rest.get(length + 1..length + 3)) else {
            self.bad_frame(FileFault::new(line, "fault-analyser-frame"));
            return behind;
        };
        let total = inside.iter().fold(0_u8, |sum, b| sum.wrapping_add(*b));
        if !sum.eq_ignore_ascii_case(format!("{total:02X}").as_bytes()) {
            self.bad_frame(FileFault::new(line, "fault-analyser-checksum"));
            return behind + sum.iter().take_while(|b| b.is_ascii_hexdigit()).count();
        }
        match inside {
            [number @ b'0'..=b'7', text @ .., _end] => self.good_frame(at + 2, number - b'0', text, end == ETX),
            _ => self.bad_frame(FileFault::new(line, "fault-analyser-frame")),
        }
        behind + 2
    }

    fn bad_frame(&mut self, fault: FileFault) {
        self.bad = self.bad.saturating_add(1);
        if self.due.is_none() {
            // Nobody knows what its number was: it is not seen from the next one whether it came again.
            self.drop_open();
            self.pieces.lost(fault);
        } else {
            self.pieces.faults.push(fault);
        }
    }

    fn good_frame(&mut self, at: usize, number: u8, text: &'a [u8], last_of_record: bool) {
        let line = self.lines.line_at(at);
        if self.last == Some((number, text)) && self.due.is_some_and(|due| due != number) {
            // Sent once more, because the answer to the first was lost.
            return;
        }
        if self.due.is_some_and(|due| due != number) || self.bad > TRIES_MAX {
            self.drop_open();
            self.pieces.lost(FileFault::new(line, "fault-analyser-frame-order"));
        }
        (self.due, self.last, self.bad) = (Some((number + 1) % 8), Some((number, text)), 0);
        self.records(at, text);
        if last_of_record && let Some((line, record)) = self.open.take() {
            self.pieces.push(line, &record, true);
        }
    }

    /// Records in a frame's text; the last one stays open.
    fn records(&mut self, at: usize, text: &'a [u8]) {
        let mut place = at;
        let mut parts = text.split(|b| matches!(b, b'\r' | b'\n')).peekable();
        while let Some(part) = parts.next() {
            let line = self.lines.line_at(place);
            place += part.len() + 1;
            let (line, mut record) = self.open.take().unwrap_or((line, Vec::new()));
            record.extend_from_slice(part);
            if parts.peek().is_some() {
                self.pieces.push(line, &record, true);
            } else if !record.is_empty() {
                self.open = Some((line, record));
            }
        }
    }

    /// What was begun and is not ended within its session.
    fn drop_open(&mut self) {
        if let Some((line, record)) = self.open.take() {
            self.pieces.lost(FileFault::new(line, "fault-analyser-cut").with("text", short(&decode(&record))));
        }
    }

    fn end_session(&mut self, line: u64) {
        self.drop_open();
        if self.bad > 0 {
            // The bad frame did not come again.
            self.pieces.lost(FileFault::new(line, "fault-analyser-frame-order"));
        }
        (self.due, self.last, self.bad) = (None, None, 0);
    }

    /// Text between frames; gives the place behind it.
    fn outside(&mut self, at: usize) -> usize {
        let line = self.lines.line_at(at);
        let rest = self.body.get(at..).unwrap_or(&[]);
        let length = rest.iter().position(|b| matches!(*b, STX | ENQ | EOT)).unwrap_or(rest.len());
        self.drop_open();
        let text = rest.get(..length).unwrap_or(rest);
        self.pieces.lost(FileFault::new(line, "fault-analyser-outside").with("text", short(&decode(text))));
        at + length
    }
}

/// Segments of HL7, in MLLP frames (`VT message FS CR`) or plain.
pub(super) fn mllp(body: &[u8], pieces: &mut Pieces) {
    const HEAD: &[u8] = b"MSH|^~\\&";
    let mut lines = LineCounter::new(body);
    let (mut from, mut framed) = (0, false);
    for (at, byte) in body.iter().enumerate() {
        let ends = matches!(*byte, b'\r' | b'\n' | FS);
        let begins = *byte == VT;
        let breaks = at > from && body.get(at..).is_some_and(|rest| rest.starts_with(HEAD));
        if !ends && !begins && !breaks {
            continue;
        }
        if at > from
            && let Some(segment) = body.get(from..at)
        {
            pieces.push(lines.line_at(from), segment, ends);
        }
        from = if breaks { at } else { at + 1 };
        if begins && framed {
            pieces.lost(FileFault::new(lines.line_at(at), "fault-analyser-frame"));
        }
        framed = begins || (framed && *byte != FS);
        if pieces.full() {
            return;
        }
    }
    if let Some(segment) = body.get(from..).filter(|s| !s.is_empty()) {
        pieces.push(lines.line_at(from), segment, false);
    }
    if framed {
        pieces.lost(FileFault::new(lines.line_at(body.len()), "fault-analyser-frame"));
    }
}
