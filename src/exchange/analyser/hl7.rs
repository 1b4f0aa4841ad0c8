//! HL7 v2: ORU (R01, R32 and their kin) and OUL (R21, R22 …), one message or many, alone or in a batch (HL7 v2.5.1, chapters 2, 7 and 13).
//!
//! In ORU a specimen (SPM) stands behind the results of its order, in OUL before its orders. A message that has a specimen before its first
//! order is read as OUL is, whatever it calls itself.

use super::FileFault;
use super::count::Count;
use super::delimiters::{Delimiters, Moment, moment, nth};
use super::settle::{Found, Message, Order, Reading, WORD_MAX_CHARS};
use super::specimen::{Names, clip, of_our_order};
use super::text::{Piece, Pieces, short};
use super::unframe;
use chrono::FixedOffset;

/// Segments that may be cut within their name at the end of a file.
const KNOWN: [&str; 20] = [
    "MSH", "FHS", "BHS", "BTS", "FTS", "PID", "PD1", "PV1", "PV2", "NK1", "ORC", "OBR", "OBX", "NTE", "TQ1", "TCD", "SID", "SPM",
    "SAC", "DSC",
];

/// Reads the messages of a file.
pub(super) fn read(body: &[u8], assume: FixedOffset, reading: &mut Reading) {
    let mut pieces = Pieces::default();
    unframe::mllp(body, &mut pieces);
    pieces.join_torn(is_segment, |text| KNOWN.iter().any(|id| id.starts_with(text)));
    reading.faults.append(&mut pieces.faults);
    let mut batch = Batch::default();
    let mut open: Option<Vec<&Piece>> = None;
    for piece in &pieces.all {
        let id = piece.text.get(..3).unwrap_or("");
        let ends = matches!(id, "MSH" | "FHS" | "BHS" | "BTS" | "FTS");
        if ends && let Some(message) = open.take() {
            take_message(&message, assume, reading);
        }
        match (id, &mut open) {
            ("MSH", _) => {
                batch.messages += 1;
                open = Some(vec![piece]);
            }
            ("FHS" | "BHS" | "BTS" | "FTS", _) => batch.take(id, piece, reading),
            (_, Some(message)) => message.push(piece),
            (_, None) => {
                let fault = FileFault::new(piece.line, "fault-analyser-outside").with("text", short(&piece.text));
                reading.faults.push(fault);
            }
        }
    }
    if let Some(message) = open {
        take_message(&message, assume, reading);
    }
    batch.close(reading);
}

fn is_segment(text: &str) -> bool {
    let mut signs = text.bytes();
    let name = [signs.next(), signs.next(), signs.next()];
    let named = name.iter().all(|b| b.is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    named && name[0].is_some_and(|b| b.is_ascii_uppercase()) && signs.next().is_none_or(|b| b.is_ascii_punctuation())
}

/// What a batch says that it holds, and what was found.
#[derive(Debug, Default)]
struct Batch {
    /// Line of the head that is not ended yet.
    file: Option<u64>,
    batch: Option<u64>,
    messages: u64,
    batches: u64,
}

impl Batch {
    fn take(&mut self, id: &str, piece: &Piece, reading: &mut Reading) {
        match id {
            "FHS" => {
                self.close(reading);
                (self.file, self.batches, self.messages) = (Some(piece.line), 0, 0);
            }
            "BHS" => {
                self.end_batch(reading);
                (self.batch, self.messages) = (Some(piece.line), 0);
                self.batches += 1;
            }
            "BTS" => {
                compare(piece, self.messages, reading);
                (self.batch, self.messages) = (None, 0);
            }
            _ => {
                self.end_batch(reading);
                compare(piece, self.batches, reading);
                self.file = None;
            }
        }
    }

    fn end_batch(&mut self, reading: &mut Reading) {
        let fault = self.batch.take().map(|line| FileFault::new(line, "fault-analyser-batch-end"));
        reading.faults.extend(fault);
    }

    fn close(&mut self, reading: &mut Reading) {
        self.end_batch(reading);
        let fault = self.file.take().map(|line| FileFault::new(line, "fault-analyser-batch-end"));
        reading.faults.extend(fault);
    }
}

/// The count of a trailer (BTS-1, FTS-1), where it gives one.
fn compare(piece: &Piece, found: u64, reading: &mut Reading) {
    let sign = piece.text.chars().nth(3).unwrap_or('|');
    let said = piece.text.split(sign).nth(1).unwrap_or("").trim();
    if !said.is_empty() && said.parse() != Ok(found) {
        let fault = FileFault::new(piece.line, "fault-analyser-batch").with("said", short(said)).with("found", found.to_string());
        reading.faults.push(fault);
    }
}

fn take_message(pieces: &[&Piece], assume: FixedOffset, reading: &mut Reading) {
    let Some((head, rest)) = pieces.split_first() else { return };
    let delimiters = Delimiters::hl7(&head.text).filter(|_| head.whole);
    let Some(delimiters) = delimiters else {
        reading.faults.push(FileFault::new(head.line, "fault-analyser-header"));
        reading.faults.extend(
            rest.iter().map(|piece| FileFault::new(piece.line, "fault-analyser-outside").with("text", short(&piece.text))),
        );
        return;
    };
    let fields = delimiters.fields(&head.text);
    let (kind, event) = (delimiters.part(nth(&fields, 8), 1), delimiters.all(nth(&fields, 8)));
    if !matches!(kind.as_str(), "ORU" | "OUL") {
        reading.faults.push(FileFault::new(head.line, "fault-analyser-message").with("text", short(&event)));
        return;
    }
    let at = |id: &str| rest.iter().position(|piece| piece.text.starts_with(id));
    let specimen = [at("SPM"), at("SAC")].into_iter().flatten().min();
    let leads = specimen.is_some_and(|specimen| at("OBR").is_none_or(|order| specimen < order));
    let sender = [delimiters.part(nth(&fields, 2), 1), delimiters.part(nth(&fields, 3), 1)].join(" ");
    let message = Message {
        id: clip(delimiters.plain(nth(&fields, 9)), WORD_MAX_CHARS),
        instrument: clip(sender.split_whitespace().collect::<Vec<_>>().join(" "), WORD_MAX_CHARS),
        no_patient: matches!(delimiters.part(nth(&fields, 10), 1).as_str(), "Q" | "T" | "D"),
        parents_name: leads,
        ..Message::default()
    };
    let mut open = Open { delimiters, assume, leads, message, specimen: None, order: None, pictures: None, before: "" };
    for piece in rest {
        open.take(piece, reading);
    }
    if let Some((line, n)) = open.pictures {
        reading.faults.push(FileFault::new(line, "fault-analyser-pictures").with("n", n.to_string()));
    }
    reading.settle(open.message);
}

/// A specimen that stands before its orders.
#[derive(Debug, Clone, Default)]
struct Tube {
    names: Names,
    no_patient: bool,
    /// An order was there since.
    used: bool,
}

/// A message that is being read.
struct Open<'a> {
    delimiters: Delimiters,
    assume: FixedOffset,
    /// Specimens stand before their orders.
    leads: bool,
    message: Message,
    specimen: Option<Tube>,
    /// The order that results belong to, while it is known.
    order: Option<usize>,
    /// Results that are pictures or other data: line of the first, how many.
    pictures: Option<(u64, u64)>,
    /// The segment before, to know a copy of it.
    before: &'a str,
}

impl<'a> Open<'a> {
    fn take(&mut self, piece: &'a Piece, reading: &mut Reading) {
        if piece.after_loss {
            (self.order, self.specimen) = (None, None);
        }
        let id = piece.text.get(..3).unwrap_or("");
        if !piece.whole {
            self.cut(piece, reading);
            return;
        }
        let fields = self.delimiters.fields(&piece.text);
        let copy = piece.text == self.before;
        match id {
            "PID" | "OBR" | "SPM" | "SAC" if copy => reading.faults.push(FileFault::new(piece.line, "fault-analyser-copy")),
            "PID" => {
                (self.order, self.specimen) = (None, None);
                if !self.leads {
                    self.message.parents.push((piece.line, Count::of(nth(&fields, 1))));
                }
            }
            "SPM" => {
                let names = self.identifiers(nth(&fields, 2));
                let kind = self.delimiters.part(nth(&fields, 11), 1);
                let no_patient = !matches!(kind.as_str(), "" | "P" | "R" | "G");
                let count = Count::of(nth(&fields, 1));
                self.tube(piece.line, count, true, Tube { names, no_patient, used: false });
            }
            "SAC" => {
                let names = self.identifiers(nth(&fields, 3));
                self.tube(piece.line, Count::Absent, false, Tube { names, no_patient: false, used: false });
            }
            "OBR" => self.order(piece, &fields),
            "OBX" => self.result(piece, &fields, reading),
            _ => {}
        }
        self.before = &piece.text;
    }

    /// A segment that broke off. What it would have named is doubtful.
    fn cut(&mut self, piece: &Piece, reading: &mut Reading) {
        reading.faults.push(FileFault::new(piece.line, "fault-analyser-cut").with("text", short(&piece.text)));
        self.before = "";
        let id = piece.text.get(..3).unwrap_or(&piece.text);
        let order = self.order.and_then(|at| self.message.orders.get_mut(at));
        match (id, order) {
            ("OBX", Some(order)) => {
                let count = Count::of_cut(&piece.text, self.delimiters.field);
                order.results.push(Found { line: piece.line, count, cut: true, raw: piece.text.clone(), ..Found::default() });
            }
            ("S" | "SP" | "SA" | "SPM" | "SAC", Some(order)) if !self.leads => order.doubtful = true,
            ("S" | "SP" | "SA" | "SPM" | "SAC" | "OBR" | "PID", _) => (self.order, self.specimen) = (None, None),
            _ => {}
        }
    }

    /// First sub-component of each component: an id, not who gave it.
    fn identifiers(&self, field: &str) -> Names {
        let first = field.split(self.delimiters.repeat).next().unwrap_or("");
        let id = |part: &str| match self.delimiters.sub {
            Some(sub) => self.delimiters.plain(part.split(sub).next().unwrap_or("")),
            None => self.delimiters.plain(part),
        };
        first.split(self.delimiters.part).map(id).collect()
    }

    fn tube(&mut self, line: u64, count: Count, begins: bool, tube: Tube) {
        if !self.leads {
            if let Some(order) = self.order.and_then(|at| self.message.orders.get_mut(at)) {
                order.specimen = order.specimen.then(&tube.names);
                order.no_patient |= tube.no_patient;
            }
            return;
        }
        self.order = None;
        match &mut self.specimen {
            Some(open) if !begins && !open.used => open.names = open.names.then(&tube.names),
            _ => {
                self.specimen = Some(tube);
                self.message.parents.push((line, count));
            }
        }
    }

    fn order(&mut self, piece: &Piece, fields: &[&str]) {
        let (placer, filler) = (self.delimiters.part(nth(fields, 2), 1), self.delimiters.part(nth(fields, 3), 1));
        let ours = of_our_order(&placer);
        if self.leads && self.specimen.is_none() {
            // Its specimen was lost, or stands elsewhere: its own numbers alone do not name it.
            self.order = None;
            return;
        }
        let tube = self.specimen.as_mut().map(|tube| {
            tube.used = true;
            tube.clone()
        });
        let tube = tube.unwrap_or_default();
        self.order = Some(self.message.orders.len());
        self.message.orders.push(Order {
            line: piece.line,
            count: Count::of(nth(fields, 1)),
            parent: self.message.parents.len(),
            specimen: tube.names,
            names: [filler, placer].into_iter().chain(ours).collect(),
            no_patient: tube.no_patient,
            doubtful: false,
            results: Vec::new(),
        });
    }

    fn result(&mut self, piece: &Piece, fields: &[&str], reading: &mut Reading) {
        let kind = nth(fields, 2).trim();
        let picture = matches!(kind, "ED" | "RP");
        let test = self.delimiters.parts(nth(fields, 3));
        let [code, name, alternative, other_name] = [0, 1, 3, 4].map(|at| test.get(at).cloned().unwrap_or_default());
        let code = [&code, &alternative, &name].into_iter().find(|part| !part.is_empty()).cloned().unwrap_or_default();
        let mut names = Vec::new();
        for part in [alternative, name, other_name] {
            if !part.is_empty() && part != code && !names.contains(&part) {
                names.push(part);
            }
        }
        let time = [19, 14].map(|at| nth(fields, at).trim()).into_iter().find(|text| !text.is_empty()).unwrap_or("");
        let at = moment(time, self.assume);
        let found = Found {
            line: piece.line,
            count: Count::of(nth(fields, 1)),
            cut: picture,
            raw: piece.text.clone(),
            said: fields.get(2..).unwrap_or(&[]).join("\t"),
            test: code,
            names,
            value: if picture { String::new() } else { value(self.delimiters, kind, nth(fields, 5)) },
            unit: self.unit(nth(fields, 6)),
            flag: self.delimiters.all(nth(fields, 8)),
            status: self.delimiters.part(nth(fields, 11), 1),
            at: if let Moment::At(at) = at { Some(at) } else { None },
        };
        if picture {
            let (line, n) = self.pictures.unwrap_or((piece.line, 0));
            self.pictures = Some((line, n + 1));
        } else if at == Moment::Unreadable {
            reading.faults.push(found.fault("fault-analyser-time").with("text", short(time)));
        }
        match self.order.and_then(|at| self.message.orders.get_mut(at)) {
            Some(order) => order.results.push(found),
            None if picture => {}
            None => reading.faults.push(found.fault("fault-analyser-no-order")),
        }
    }

    fn unit(&self, field: &str) -> String {
        let parts = self.delimiters.parts(field);
        parts.into_iter().find(|part| !part.is_empty()).unwrap_or_default()
    }
}

/// OBX-5 by its type.
fn value(delimiters: Delimiters, kind: &str, field: &str) -> String {
    let repeats: Vec<String> = field.split(delimiters.repeat).map(|one| one_value(delimiters, kind, one)).collect();
    let filled: Vec<&str> = repeats.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    filled.join("; ")
}

fn one_value(delimiters: Delimiters, kind: &str, one: &str) -> String {
    let parts = delimiters.parts(one);
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    match kind {
        // Comparator, number, separator, number: `<^5`, `^1^:^128`.
        "SN" => [0, 1, 2, 3].map(part).concat(),
        // A code of the laboratory's own as it is; of a published system its words.
        "CE" | "CWE" | "CNE" => {
            let own = matches!(part(2), "" | "L") || part(2).starts_with("99");
            let first = if own { [0, 1, 3, 4] } else { [1, 0, 4, 3] };
            first.map(part).into_iter().find(|text| !text.is_empty()).unwrap_or("").to_owned()
        }
        _ => delimiters.all(one),
    }
}
