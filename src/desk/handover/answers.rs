//! What the central system said, written down: each answer laid beside the record and the version it is about, the rest listed.

use super::super::Desk;
use super::super::register::checked_reason;
use super::send::SentBatch;
use crate::disk;
use crate::exchange::answers::csv::read_answers;
use crate::exchange::answers::hl7::read_acks;
use crate::exchange::answers::{About, Reading, Said};
use crate::exchange::hl7::ControlId;
use crate::hospital::number::Number;
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::fold::{HandPhase, HandState, MadeMark};
use crate::journal::{Answer, AnswerLine, Body, ChainHash, EntryId, LINE_ROOM, RecordKey, RecordKind, Road, Stage, fingerprint};
use crate::problem::Problem;
use crate::reconcile::{Expected, Settled, settle};
use crate::store::View;
use std::path::Path;

/// Answers that were read and laid beside the records; taking them in is the next step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerPlan {
    /// File or server that they came from.
    pub source: String,
    /// SHA-256 of the file.
    pub sum: Option<ChainHash>,
    pub settled: Settled,
    /// Receipts and refusals among the lines.
    pub received: u64,
    pub refused: u64,
}

impl AnswerPlan {
    /// Of answers that came to the very bytes that were sent.
    pub(super) fn of_lines(source: &str, lines: Vec<AnswerLine>) -> Self {
        Self::new(source, None, Settled { lines, strays: Vec::new() })
    }

    fn new(source: &str, sum: Option<ChainHash>, settled: Settled) -> Self {
        let is_receipt = |line: &&AnswerLine| matches!(line.answer, Answer::Received { .. });
        let received = settled.lines.iter().filter(is_receipt).count() as u64;
        let refused = settled.lines.len() as u64 - received;
        Self { source: source.to_owned(), sum, settled, received, refused }
    }
}

/// What was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnswersDone {
    pub received: u64,
    pub refused: u64,
    pub strays: u64,
}

/// Lays answers beside the records that left.
///
/// # Errors
/// A problem of the disk.
pub fn plan_answers(view: View<'_>, source: &str, sum: Option<ChainHash>, said: &[Said]) -> Result<AnswerPlan, Problem> {
    let settled = settle(said, |about| expected(view, about))?;
    Ok(AnswerPlan::new(source, sum, settled))
}

/// The records that left, of those an answer may speak of.
fn expected(view: View<'_>, about: &About) -> Result<Vec<Expected>, Problem> {
    let keys = match about {
        About::Record(key) => vec![key.clone()],
        About::Message(id) => return of_message(view, id),
        About::Number { number, kind, .. } => {
            let mut keys = records_of_number(view, number)?;
            keys.retain(|key| kind.is_none_or(|kind| kind == key.kind));
            keys
        }
    };
    let mut found = Vec::new();
    for key in keys {
        let Some(hand) = view.hand(&key)? else { continue };
        let Some(made) = &hand.made else { continue };
        found.push(of_made(view, key, made)?);
    }
    Ok(found)
}

/// The record of a message, if that version left last.
fn of_message(view: View<'_>, id: &str) -> Result<Vec<Expected>, Problem> {
    let Some(id) = ControlId::parse(id) else { return Ok(Vec::new()) };
    let Some(hand) = view.hand(&id.record)? else { return Ok(Vec::new()) };
    let made = hand.made.as_ref().filter(|made| made.road == Road::Hl7 && id.is_version(&made.mark));
    Ok(made.map(|made| of_made(view, id.record.clone(), made)).transpose()?.into_iter().collect())
}

fn of_made(view: View<'_>, key: RecordKey, made: &MadeMark) -> Result<Expected, Problem> {
    let is_link = key.kind == RecordKind::Identity && made.stage == Stage::Links;
    let link = if is_link { view.linking(&key.of)? } else { None };
    Ok(Expected { mark: made.mark, linked: link.and_then(|link| link.uhid().map(str::to_owned)), key })
}

/// Reads a file of answers: HL7 acknowledgements, or a list in CSV.
///
/// # Errors
/// `problem-answers-…`, or a problem of the disk.
pub fn read_answer_file(path: &Path, masters: &Masters) -> Result<(Reading, ChainHash), Problem> {
    let bytes = disk::read(path)?;
    let sum = fingerprint(&bytes);
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
    let is_hl7 = [&b"MSH"[..], b"FHS", b"BHS", b"\x0B"].iter().any(|head| start.starts_with(head));
    let reading = if is_hl7 { read_acks(&bytes)? } else { read_answers(&bytes, &masters.handover.answers)? };
    Ok((reading, sum))
}

/// Every record that one of our numbers may mean: a patient's its identity and merge, an order's the order and its results.
pub(super) fn records_of_number(view: View<'_>, text: &str) -> Result<Vec<RecordKey>, Problem> {
    let Ok(number) = Number::parse(text.trim()) else { return Ok(Vec::new()) };
    let key = |kind, of: &EntryId| RecordKey { kind, of: of.clone() };
    if let Some(row) = view.case_by_number(number.as_str())? {
        let kinds = super::records::kind_of(&row.case).into_iter();
        let results = row.case.order().map(|_| RecordKind::Result);
        return Ok(kinds.chain(results).map(|kind| key(kind, &row.id)).collect());
    }
    let Some(patient) = view.patient_of_number(&number)? else { return Ok(Vec::new()) };
    let state = view.patient(&patient)?;
    if state.is_some_and(|state| state.patient.number == number) {
        return Ok(vec![key(RecordKind::Identity, &patient), key(RecordKind::Merge, &patient)]);
    }
    let visits = view.visits_of_patient(&patient)?;
    Ok(visits.iter().filter(|row| row.visit.visit.number == number).map(|row| key(RecordKind::Visit, &row.id)).collect())
}

/// Reads a file and lays its answers beside the records that left.
///
/// # Errors
/// As [`read_answer_file`].
pub fn plan_answer_file(view: View<'_>, path: &Path, masters: &Masters) -> Result<AnswerPlan, Problem> {
    let (reading, sum) = read_answer_file(path, masters)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut plan = plan_answers(view, &name, Some(sum), &reading.said)?;
    plan.settled.strays.extend(reading.strays);
    plan.settled.strays.sort_by_key(|stray| stray.line);
    Ok(plan)
}

impl Desk {
    /// Writes answers down: as many entries as they need, each whole.
    ///
    /// # Errors
    /// A problem of right or disk; what was written before it stands.
    pub fn take_answers(&mut self, plan: &AnswerPlan) -> Result<AnswersDone, Problem> {
        self.may(Right::HandOver)?;
        let Settled { lines, strays } = &plan.settled;
        let mut lines = lines.as_slice();
        let mut strays = strays.as_slice();
        while !lines.is_empty() || !strays.is_empty() {
            let (now, later) = lines.split_at(fitting(lines, LINE_ROOM));
            // Strays go where there is room left.
            let room = if later.is_empty() { LINE_ROOM - size_of_lines(now) } else { 0 };
            let (told, untold) = strays.split_at(fitting(strays, room));
            let body =
                Body::HandoverAnswered { source: plan.source.clone(), sum: plan.sum, lines: now.to_vec(), strays: told.to_vec() };
            self.append(body, Vec::new(), &[])?;
            (lines, strays) = (later, untold);
        }
        Ok(AnswersDone { received: plan.received, refused: plan.refused, strays: plan.settled.strays.len() as u64 })
    }

    /// Writes down that a batch was sent, and what was answered.
    ///
    /// # Errors
    /// As [`Self::take_answers`].
    pub fn take_sent(&mut self, sent: &SentBatch) -> Result<(), Problem> {
        if sent.first {
            self.note_sent(&sent.batch, &sent.to)?;
        }
        self.take_answers(&sent.answers)?;
        Ok(())
    }

    /// An officer says that a record will not go, and why.
    ///
    /// # Errors
    /// `problem-handover-received`, `problem-reason`, or a problem of right or disk.
    pub fn except_record(&mut self, key: &RecordKey, reason: &str) -> Result<(), Problem> {
        self.may(Right::CloseHandOver)?;
        let hand = self.rows()?.hand(key)?;
        match hand.map(|hand| hand.phase) {
            Some(HandPhase::Received) => return Err(Problem::refused("problem-handover-received")),
            Some(HandPhase::Excepted) => return Err(Problem::refused("problem-handover-excepted")),
            _ => {}
        }
        self.known_record(key)?;
        let body = Body::HandoverExcepted { record: key.clone(), reason: checked_reason(reason)? };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }

    /// It will go after all.
    ///
    /// # Errors
    /// `problem-handover-not-excepted`, `problem-reason`, or a problem of right or disk.
    pub fn readmit_record(&mut self, key: &RecordKey, reason: &str) -> Result<(), Problem> {
        self.may(Right::CloseHandOver)?;
        let excepted = self.rows()?.hand(key)?.and_then(|hand| hand.excepted);
        let (what, _) = excepted.ok_or_else(|| Problem::refused("problem-handover-not-excepted"))?;
        let reason = checked_reason(reason)?;
        self.append(Body::HandoverReadmitted { record: key.clone(), what: what.clone(), reason }, vec![what], &[])?;
        Ok(())
    }

    /// The central system gave two numbers for a record: this one counts.
    ///
    /// # Errors
    /// `problem-handover-no-contradiction`, `problem-reason`, or a problem of right or disk.
    pub fn settle_central(&mut self, key: &RecordKey, central: &str, reason: &str) -> Result<(), Problem> {
        self.may(Right::CloseHandOver)?;
        let hand = self.rows()?.hand(key)?.filter(|hand| hand.phase == HandPhase::Contradicted);
        let given = hand.is_some_and(|hand: HandState| hand.centrals.iter().any(|given| given == central));
        if !given {
            return Err(Problem::refused("problem-handover-no-contradiction").with("central", central));
        }
        let body = Body::HandoverSettled { record: key.clone(), central: central.to_owned(), reason: checked_reason(reason)? };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }

    /// Says that a batch is with the people of the central system.
    ///
    /// # Errors
    /// `problem-handover-no-batch`, or a problem of right or disk.
    pub fn note_sent(&mut self, batch: &str, to: &str) -> Result<(), Problem> {
        self.may(Right::HandOver)?;
        if self.rows()?.batch(batch)?.is_none() {
            return Err(Problem::refused("problem-handover-no-batch").with("batch", batch));
        }
        self.append(Body::HandoverSent { batch: batch.to_owned(), to: to.to_owned() }, Vec::new(), &[])?;
        Ok(())
    }

    /// Refuses a key of nothing that is here.
    fn known_record(&self, key: &RecordKey) -> Result<(), Problem> {
        let rows = self.rows()?;
        let known = match key.kind {
            RecordKind::Identity | RecordKind::Merge => rows.patient(&key.of)?.is_some(),
            RecordKind::Visit => rows.visit(&key.of)?.is_some(),
            _ => rows.case(&key.of)?.is_some(),
        };
        if known { Ok(()) } else { Err(Problem::refused("problem-not-found")) }
    }
}

/// Bytes of lines as an entry has them.
fn size_of_lines<T: serde::Serialize>(lines: &[T]) -> usize {
    lines.iter().map(|line| serde_json::to_vec(line).map_or(0, |bytes| bytes.len() + 1)).sum()
}

/// How many of the lines fit a room; at least one where there is any room at all.
pub(super) fn fitting<T: serde::Serialize>(lines: &[T], room: usize) -> usize {
    let (mut used, mut count) = (0, 0);
    for line in lines {
        used += serde_json::to_vec(line).map_or(0, |bytes| bytes.len() + 1);
        if used > room {
            break;
        }
        count += 1;
    }
    if count == 0 && room == LINE_ROOM { lines.len().min(1) } else { count }
}
