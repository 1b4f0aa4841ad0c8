//! ASTM E1394 / CLSI LIS02-A2: header, patients, orders, results, terminator. Fields count from 1, the record's letter first.

use super::FileFault;
use super::count::Count;
use super::delimiters::{Delimiters, Moment, moment, nth};
use super::settle::{Found, Message, Order, Reading, WORD_MAX_CHARS};
use super::specimen::{Names, clip};
use super::text::{Piece, Pieces, plain, short};
use super::unframe;
use chrono::FixedOffset;
use std::collections::HashSet;

/// Reads the messages of a file.
pub(super) fn read(body: &[u8], assume: FixedOffset, reading: &mut Reading) {
    let mut pieces = Pieces::default();
    if unframe::is_framed(body) {
        unframe::frames(body, &mut pieces);
    } else {
        plain(body, b"H|\\^&", &mut pieces);
        pieces.all.iter_mut().for_each(without_frame_number);
    }
    pieces.join_torn(is_record, |text| text.len() == 1 && text.bytes().all(|b| b.is_ascii_uppercase()));
    reading.faults.append(&mut pieces.faults);
    let mut open: Option<Open> = None;
    for piece in &pieces.all {
        if piece.text.starts_with('H') {
            if let Some(before) = open.take() {
                before.close(false, reading);
            }
            open = Open::new(piece, assume, reading);
        } else if let Some(message) = &mut open {
            message.take(piece, reading);
        } else if !piece.text.starts_with('L') {
            tell_outside(piece, reading);
        }
        if piece.text.starts_with('L')
            && let Some(message) = open.take()
        {
            message.close(true, reading);
        }
    }
    if let Some(message) = open {
        message.close(false, reading);
    }
}

/// A letter and a delimiter.
fn is_record(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next().is_some_and(|c| c.is_ascii_uppercase()) && signs.next().map_or(text == "L", |c| c.is_ascii_punctuation())
}

/// Some programs keep the number of the frame when they write what they heard into a file.
fn without_frame_number(piece: &mut Piece) {
    if let Some(record) = piece.text.strip_prefix(|c: char| ('0'..='7').contains(&c)).filter(|record| is_record(record)) {
        piece.text = record.to_owned();
    }
}

fn tell_outside(piece: &Piece, reading: &mut Reading) {
    let fault = FileFault::new(piece.line, "fault-analyser-outside").with("text", short(&piece.text));
    reading.faults.push(fault);
}

/// A message that is being read.
struct Open {
    line: u64,
    delimiters: Delimiters,
    assume: FixedOffset,
    message: Message,
    /// The order that results belong to, while it is known.
    order: Option<usize>,
    /// Orders so far, and the record before, to know copies of them.
    orders: HashSet<String>,
    before: String,
}

impl Open {
    fn new(piece: &Piece, assume: FixedOffset, reading: &mut Reading) -> Option<Self> {
        let delimiters = Delimiters::astm(&piece.text).filter(|_| piece.whole);
        let Some(delimiters) = delimiters else {
            reading.faults.push(FileFault::new(piece.line, "fault-analyser-header"));
            return None;
        };
        // The signs themselves are H-2; its first one ends the letter.
        let fields = delimiters.fields(&piece.text);
        let sender = delimiters.parts(nth(&fields, 4)).join(" ");
        let message = Message {
            id: clip(delimiters.plain(nth(&fields, 2)), WORD_MAX_CHARS),
            instrument: clip(sender.split_whitespace().collect::<Vec<_>>().join(" "), WORD_MAX_CHARS),
            no_patient: matches!(nth(&fields, 11).trim(), "Q" | "T" | "D"),
            ..Message::default()
        };
        Some(Self { line: piece.line, delimiters, assume, message, order: None, orders: HashSet::new(), before: String::new() })
    }

    fn take(&mut self, piece: &Piece, reading: &mut Reading) {
        if piece.after_loss {
            self.order = None;
        }
        let letter = piece.text.chars().next().unwrap_or(' ');
        if !piece.whole && letter != 'L' {
            self.cut(piece, letter, reading);
            return;
        }
        let fields = self.delimiters.fields(&piece.text);
        if nth(&fields, 0).chars().count() > 1 {
            reading.faults.push(FileFault::new(piece.line, "fault-analyser-record").with("text", short(&piece.text)));
            self.order = None;
            return;
        }
        let copy = piece.text == self.before;
        match letter {
            'P' | 'O' if copy => reading.faults.push(FileFault::new(piece.line, "fault-analyser-copy")),
            'P' => {
                self.order = None;
                self.message.parents.push((piece.line, Count::of(nth(&fields, 1))));
            }
            'O' => {
                if !self.orders.insert(piece.text.clone()) {
                    reading.faults.push(FileFault::new(piece.line, "fault-analyser-copy"));
                }
                self.order(piece, &fields);
            }
            'R' => self.result(piece, &fields, reading),
            'C' | 'Q' | 'M' | 'S' | 'L' => {}
            _ => reading.faults.push(FileFault::new(piece.line, "fault-analyser-record").with("text", short(&piece.text))),
        }
        self.before.clone_from(&piece.text);
    }

    /// A record that broke off: a result still counts; what stands below another record is nobody's until the next order.
    fn cut(&mut self, piece: &Piece, letter: char, reading: &mut Reading) {
        reading.faults.push(FileFault::new(piece.line, "fault-analyser-cut").with("text", short(&piece.text)));
        match (letter, self.order.and_then(|at| self.message.orders.get_mut(at))) {
            ('R', Some(order)) => {
                let count = Count::of_cut(&piece.text, self.delimiters.field);
                let raw = piece.text.clone();
                order.results.push(Found { line: piece.line, count, cut: true, raw, ..Found::default() });
            }
            ('C' | 'M' | 'Q' | 'S', _) => {}
            _ => self.order = None,
        }
        self.before.clear();
    }

    fn order(&mut self, piece: &Piece, fields: &[&str]) {
        // O-3, then O-4: the instrument's own name of the specimen, where some put the bar code behind rack and position.
        let names = [nth(fields, 2), nth(fields, 3)];
        let names = names.iter().flat_map(|field| field.split(self.delimiters.repeat)).flat_map(|one| self.delimiters.parts(one));
        self.order = Some(self.message.orders.len());
        self.message.orders.push(Order {
            line: piece.line,
            count: Count::of(nth(fields, 1)),
            parent: self.message.parents.len(),
            specimen: Names::default(),
            names: names.collect(),
            no_patient: nth(fields, 11).trim() == "Q",
            doubtful: false,
            results: Vec::new(),
        });
    }

    fn result(&mut self, piece: &Piece, fields: &[&str], reading: &mut Reading) {
        let (test, names) = tests(self.delimiters.parts(nth(fields, 2)));
        let time = nth(fields, 12);
        let at = moment(time, self.assume);
        let found = Found {
            line: piece.line,
            count: Count::of(nth(fields, 1)),
            cut: false,
            raw: piece.text.clone(),
            said: fields.get(2..).unwrap_or(&[]).join("\t"),
            test,
            names,
            value: self.delimiters.all(nth(fields, 3)),
            unit: self.delimiters.part(nth(fields, 4), 1),
            flag: self.delimiters.all(nth(fields, 6)),
            status: self.delimiters.part(nth(fields, 8), 1),
            at: if let Moment::At(at) = at { Some(at) } else { None },
        };
        if at == Moment::Unreadable {
            reading.faults.push(found.fault("fault-analyser-time").with("text", short(time)));
        }
        match self.order.and_then(|at| self.message.orders.get_mut(at)) {
            Some(order) => order.results.push(found),
            None => reading.faults.push(found.fault("fault-analyser-no-order")),
        }
    }

    fn close(self, ended: bool, reading: &mut Reading) {
        if !ended {
            reading.faults.push(FileFault::new(self.line, "fault-analyser-no-end"));
        }
        reading.settle(self.message);
    }
}

/// The code of a test and its other names. The instrument's own code is the fourth component (`^^^HGB`), with some makers the fifth; before
/// it stand a universal code and its name. What is only digits behind the code is a dilution or a mode, no name.
fn tests(parts: Vec<String>) -> (String, Vec<String>) {
    let code =
        [3, 4, 0, 1, 2].into_iter().find_map(|at| parts.get(at).filter(|part| !part.is_empty())).cloned().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        if !digits && part != code && !names.contains(&part) {
            names.push(part);
        }
    }
    (code, names)
}
