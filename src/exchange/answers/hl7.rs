//! Acknowledgements of HL7 v2: one message or many, loose, in MLLP frames or in a batch file (HL7 v2.5.1 §2.9, §2.14.8 MSA, §2.14.5 ERR).
//!
//! A message counts by its MSA alone: `AA` and `CA` say that the other side has it, `AE`, `AR`, `CE`, `CR` that it has not. A `CA` only says
//! that the message is stored there; where an application's answer to the same message comes too, that one counts
//! ([`of_records`]).

use super::super::analyser::delimiters::{Delimiters, nth};
use super::super::analyser::text::{LineCounter, decode};
use super::super::hl7::ControlId;
use super::{About, Reading, Said, clip, small_enough};
use crate::hospital::number::Number;
use crate::journal::{Answer, RecordKey, StrayAnswer};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// MSA-1 (table 0008).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AckCode {
    /// Stored, not looked at yet.
    CommitAccept,
    CommitError,
    CommitReject,
    Accept,
    Error,
    Reject,
}

impl AckCode {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "AA" => Self::Accept,
            "AE" => Self::Error,
            "AR" => Self::Reject,
            "CA" => Self::CommitAccept,
            "CE" => Self::CommitError,
            "CR" => Self::CommitReject,
            _ => return None,
        })
    }

    /// True where the other side has the message.
    #[must_use]
    pub const fn is_accept(self) -> bool {
        matches!(self, Self::Accept | Self::CommitAccept)
    }

    /// True for the answer of the application, not only of who stores its messages.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Accept | Self::Error | Self::Reject)
    }
}

/// One acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    pub code: AckCode,
    /// MSA-2: the control id of the message it answers.
    pub about: String,
    /// What MSA-3 and the ERR segments say; empty for most accepts.
    pub text: String,
    /// The central number in PID-3, where the receiver sends one back.
    pub central: String,
    /// Line of the file where it begins, from 1.
    pub line: u64,
}

impl Ack {
    /// As an answer to a record.
    #[must_use]
    pub fn answer(&self) -> Answer {
        if self.code.is_accept() {
            Answer::Received { central: self.central.clone() }
        } else {
            let reason = if self.text.is_empty() { "no reason given" } else { &self.text };
            Answer::Refused { reason: clip(reason) }
        }
    }
}

/// Reads a file of acknowledgements: one statement a record, once all its messages are answered.
///
/// # Errors
/// `problem-answers-large`; `problem-answers-none` where no line begins a message.
pub fn read_acks(bytes: &[u8]) -> Result<Reading, Problem> {
    let mut reading = Reading::default();
    let found = acks(bytes, &mut reading)?;
    let (records, strays) = of_records(&found);
    reading.said.extend(records.into_iter().map(|one| Said {
        about: About::Message(one.id.to_string()),
        outcome: one.outcome,
        line: one.line,
    }));
    reading.strays.extend(strays);
    reading.strays.sort_by_key(|stray| stray.line);
    Ok(reading)
}

/// The acknowledgements as they stand; what is none goes to the strays.
///
/// # Errors
/// As [`read_acks`].
pub fn acks(bytes: &[u8], reading: &mut Reading) -> Result<Vec<Ack>, Problem> {
    small_enough(bytes)?;
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut lines = LineCounter::new(body);
    let (mut found, mut open, mut messages, mut from) = (Vec::new(), None::<Open>, 0_u64, 0);
    for piece in body.split_inclusive(|b| matches!(b, b'\r' | b'\n' | 0x0B | 0x1C)) {
        let whole = piece.last().is_some_and(|b| matches!(b, b'\r' | b'\n' | 0x1C));
        let segment = piece.trim_ascii_end();
        let segment = segment.strip_suffix(&[0x1C]).or_else(|| segment.strip_suffix(&[0x0B])).unwrap_or(segment).trim_ascii();
        let line = lines.line_at(from);
        from += piece.len();
        if segment.is_empty() {
            continue;
        }
        if reading.full() || found.len() >= super::LINES_MAX {
            reading.stray(line, "", "answer-many", "");
            break;
        }
        let text = decode(segment);
        let id = text.get(..3).unwrap_or("");
        if matches!(id, "MSH" | "FHS" | "BHS" | "BTS" | "FTS") {
            found.extend(open.take().and_then(|message| message.close(reading)));
        }
        match (id, &mut open) {
            ("MSH", _) => {
                messages += 1;
                open = Open::begin(&text, line, reading);
            }
            ("FHS" | "BHS" | "BTS" | "FTS", _) => {}
            (_, Some(message)) => message.take(id, &text, whole),
            (_, None) => reading.stray(line, "", "answer-outside", &text),
        }
    }
    found.extend(open.take().and_then(|message| message.close(reading)));
    if messages == 0 {
        return Err(Problem::refused("problem-answers-none"));
    }
    Ok(found)
}

/// A message that is being read.
struct Open {
    delimiters: Delimiters,
    line: u64,
    control: String,
    /// MSA: code, about, text; whether its end was seen.
    msa: Option<(String, String, String, bool)>,
    twice: bool,
    errors: Vec<String>,
    central: String,
}

impl Open {
    fn begin(head: &str, line: u64, reading: &mut Reading) -> Option<Self> {
        let Some(delimiters) = Delimiters::hl7(head) else {
            reading.stray(line, "", "answer-head", head);
            return None;
        };
        let control = delimiters.plain(nth(&delimiters.fields(head), 9));
        Some(Self { delimiters, line, control, msa: None, twice: false, errors: Vec::new(), central: String::new() })
    }

    fn take(&mut self, id: &str, text: &str, whole: bool) {
        let delimiters = self.delimiters;
        let fields = delimiters.fields(text);
        match id {
            "MSA" => {
                let told = [1, 2, 3].map(|at| delimiters.plain(nth(&fields, at)));
                let [code, about, text] = told;
                self.twice |= self.msa.is_some();
                self.msa = Some((code, about, text, whole));
            }
            "ERR" => self.errors.extend(error(delimiters, &fields)),
            "PID" if self.central.is_empty() => self.central = central(delimiters, nth(&fields, 3)),
            _ => {}
        }
    }

    fn close(self, reading: &mut Reading) -> Option<Ack> {
        let Some((code, about, text, whole)) = self.msa else {
            reading.stray(self.line, &self.control, "answer-no-msa", "");
            return None;
        };
        // The end of a control id of ours is its version, so that one that broke off names no version that was sent.
        if !whole && ControlId::parse(&about).is_none() {
            reading.stray(self.line, &about, "answer-cut", &code);
            return None;
        }
        let known = AckCode::parse(&code).filter(|_code| !about.is_empty() && !self.twice);
        let Some(code) = known else {
            let why = if about.is_empty() || self.twice { "answer-about" } else { "answer-code" };
            reading.stray(self.line, &about, why, &code);
            return None;
        };
        let mut told: Vec<String> = Some(text).into_iter().chain(self.errors).filter(|text| !text.is_empty()).collect();
        told.dedup();
        Some(Ack { code, about, text: clip(&told.join("; ")), central: clip(&self.central), line: self.line })
    }
}

/// ERR: where (ERR-2), what (ERR-3), in words (ERR-7, ERR-8). Before v2.5 it is all in ERR-1.
fn error(delimiters: Delimiters, fields: &[&str]) -> Option<String> {
    let place = delimiters.parts(nth(fields, 2));
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let code = delimiters.parts(nth(fields, 3));
    let code = [0, 1].map(|at| code.get(at).cloned().unwrap_or_default());
    let words = [delimiters.plain(nth(fields, 8)), delimiters.plain(nth(fields, 7))];
    let old = if place.is_empty() && code.iter().all(String::is_empty) { delimiters.all(nth(fields, 1)) } else { String::new() };
    let all: Vec<String> =
        [vec![place], code.to_vec(), words.to_vec(), vec![old]].concat().into_iter().filter(|part| !part.is_empty()).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The first number in PID-3 that is neither ours nor an ABHA's.
fn central(delimiters: Delimiters, field: &str) -> String {
    let ours = |number: &str| Number::parse(number).is_ok();
    let numbers = field.split(delimiters.repeat).map(|one| delimiters.parts(one)).find(|parts| {
        let part = |at: usize| parts.get(at).map_or("", String::as_str);
        !part(0).is_empty() && !ours(part(0)) && part(3) != "ABDM"
    });
    numbers.and_then(|parts| parts.into_iter().next()).unwrap_or_default()
}

/// What was said of one version of a record, all its messages taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSaid {
    pub record: RecordKey,
    /// Any of the control ids: [`ControlId::is_version`] says which version it is.
    pub id: ControlId,
    pub outcome: Answer,
    pub line: u64,
}

/// A record and the version that an answer names.
type Version = (RecordKey, String);

/// Puts the answers to the messages of a record together: received once every message was, refused where one was. What is not all
/// answered yet, is answered both ways, or names no message of ours, is listed.
#[must_use]
pub fn of_records(acks: &[Ack]) -> (Vec<RecordSaid>, Vec<StrayAnswer>) {
    let mut strays = Vec::new();
    let mut stray = |ack: &Ack, why: &str| {
        let (about, said) = (ack.about.clone(), ack.text.clone());
        strays.push(StrayAnswer { line: ack.line, about, why: why.to_owned(), said });
    };
    let mut versions: BTreeMap<Version, BTreeMap<u16, (ControlId, &Ack)>> = BTreeMap::new();
    let mut torn = Vec::new();
    for ack in acks {
        let Some(id) = ControlId::parse(&ack.about) else {
            stray(ack, "answer-unknown");
            continue;
        };
        let messages = versions.entry((id.record.clone(), id.version_text().to_owned())).or_default();
        match messages.get(&id.message) {
            Some((_, before)) if before.code.is_final() && ack.code.is_final() && before.code != ack.code => {
                stray(ack, "answer-both");
                torn.push((id.record.clone(), id.version_text().to_owned()));
            }
            Some((_, before)) if before.code.is_final() && !ack.code.is_final() => {}
            _ => drop(messages.insert(id.message, (id, ack))),
        }
    }
    let mut said = Vec::new();
    for (key, messages) in versions {
        let all = || messages.values();
        let Some((id, first)) = all().next() else { continue };
        if torn.contains(&key) {
            stray(first, "answer-both");
            continue;
        }
        let refused = all().find(|(_, ack)| !ack.code.is_accept());
        let last = all().next_back().filter(|(id, _)| id.last).map(|(id, _)| usize::from(id.message));
        let outcome = match refused {
            Some((_, ack)) => Some((ack.answer(), ack.line)),
            None if last == Some(messages.len()) => {
                let central = all().map(|(_, ack)| ack.central.as_str()).find(|central| !central.is_empty()).unwrap_or("");
                Some((Answer::Received { central: central.to_owned() }, first.line))
            }
            None => None,
        };
        match outcome {
            Some((outcome, line)) => said.push(RecordSaid { record: id.record.clone(), id: id.clone(), outcome, line }),
            None => stray(first, "answer-part"),
        }
    }
    (said, strays)
}
