//! Sending batches over a cable: stage by stage, record by record, each until it is answered. What is sent twice makes nothing twice; what
//! was not answered stays open; nothing is received because it was sent.

use super::answers::AnswerPlan;
use super::typing::patient_of;
use crate::disk;
use crate::exchange::answers::About;
use crate::exchange::answers::Said;
use crate::exchange::answers::fhir::Asked;
use crate::exchange::answers::hl7::{Ack, of_records};
use crate::exchange::hl7::{self, ControlId, control_ids};
use crate::journal::fold::HandPhase;
use crate::journal::{Answer, AnswerLine, Mark, RecordKey, RecordKind, Road, Stage};
use crate::problem::Problem;
use crate::send::fhir::Uploader;
use crate::send::mllp::{Mllp, SendFault, Waits};
use crate::send::{BackOff, Pace, Posted};
use crate::store::{BatchRow, View};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Times that one record is tried before the sending stops: with the waits between, some ten minutes of a server that is down.
const TRIES_MAX: u32 = 10;
/// A record at which the server itself fails (HTTP 5xx) is passed over after so many tries; after so many such records the sending stops.
const FAILS_MAX: u32 = 3;
const PASSED_OVER_MAX: u64 = 3;
/// Records without a wait between, where a rate is set.
const AT_ONCE: u32 = 10;

/// Folders of batches that are looked into.
const FOLDERS_MAX: usize = 10_000;

/// First and longest wait after a connection failed.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const MOST_WAIT: Duration = Duration::from_mins(2);

/// What carries records of one road over a cable.
pub trait Carrier {
    /// Sends one record, as its batch's file has it.
    fn send(&mut self, batch: &str, record: &[u8]) -> Posted;

    /// Which version a record's bytes are.
    fn mark(&self, record: &[u8]) -> Mark;

    /// Cuts a batch's file into its records, in order.
    fn records<'f>(&self, file: &'f [u8]) -> Vec<(RecordKey, &'f [u8])>;
}

/// A FHIR server.
pub struct FhirCarrier(pub Uploader);

impl Carrier for FhirCarrier {
    fn send(&mut self, batch: &str, record: &[u8]) -> Posted {
        self.0.post(batch, record)
    }

    fn mark(&self, record: &[u8]) -> Mark {
        Mark::of(record)
    }

    fn records<'f>(&self, file: &'f [u8]) -> Vec<(RecordKey, &'f [u8])> {
        let lines = file.split_inclusive(|byte| *byte == b'\n');
        lines.filter_map(|line| Some((Asked::read(line)?.key, line))).collect()
    }
}

/// An HL7 v2 receiver.
pub struct Hl7Carrier {
    address: String,
    waits: Waits,
    open: Option<Mllp>,
    back_off: BackOff,
}

impl Hl7Carrier {
    /// Connects when the first record is sent. `chance` is any number, another for each sender.
    #[must_use]
    pub fn new(address: &str, waits: Waits, chance: u64) -> Self {
        let back_off = BackOff::new(FIRST_WAIT, MOST_WAIT, chance);
        Self { address: address.to_owned(), waits, open: None, back_off }
    }

    /// All messages of a record, each until it is answered; the record is received when all are.
    fn all(&mut self, record: &[u8]) -> Result<Vec<Ack>, SendFault> {
        let mut acks = Vec::new();
        for message in messages(record) {
            let connection = match &mut self.open {
                Some(open) => open,
                none => none.insert(Mllp::connect(&self.address, self.waits)?),
            };
            let ack = connection.send(message).inspect_err(|_fault| self.open = None)?;
            let accepted = ack.code.is_accept();
            acks.push(ack);
            if !accepted {
                break;
            }
        }
        Ok(acks)
    }
}

impl Carrier for Hl7Carrier {
    fn send(&mut self, _batch: &str, record: &[u8]) -> Posted {
        match self.all(record) {
            Ok(acks) => {
                self.back_off.worked();
                let (said, _strays) = of_records(&acks);
                let garbage = || Posted::Broken { why: SendFault::Garbage(String::new()).problem(&self.address) };
                said.into_iter().next().map_or_else(garbage, |one| {
                    Posted::Answered(Said { about: About::Record(one.record), outcome: one.outcome, line: 1 })
                })
            }
            Err(fault) => {
                let why = fault.problem(&self.address);
                match fault {
                    SendFault::Message | SendFault::Address => Posted::Broken { why },
                    _ => Posted::Later { after: self.back_off.failed(), why },
                }
            }
        }
    }

    fn mark(&self, record: &[u8]) -> Mark {
        hl7::mark(record)
    }

    fn records<'f>(&self, file: &'f [u8]) -> Vec<(RecordKey, &'f [u8])> {
        by_record(file)
    }
}

/// Cuts messages apart where the next begins.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = segments(bytes).filter(|(_, segment)| segment.starts_with(b"MSH|")).map(|(at, _)| at).collect();
    let end = segments(bytes).find(|(_, segment)| segment.starts_with(b"BTS|")).map_or(bytes.len(), |(at, _)| at);
    starts.push(end);
    starts.windows(2).filter_map(|pair| bytes.get(*pair.first()?..*pair.get(1)?)).collect()
}

fn segments(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    bytes.split_inclusive(|byte| *byte == b'\r').map(move |segment| {
        let from = at;
        at += segment.len();
        (from, segment)
    })
}

/// The messages of a batch file, those of one record together.
fn by_record(file: &[u8]) -> Vec<(RecordKey, &[u8])> {
    let mut records: Vec<(RecordKey, &[u8])> = Vec::new();
    let mut from = None;
    let mut at = segments(file).find(|(_, segment)| segment.starts_with(b"MSH|")).map_or(0, |(at, _)| at);
    for message in messages(file) {
        let begins = *from.get_or_insert(at);
        at += message.len();
        let Some(id) = control_ids(message).next().and_then(ControlId::parse) else { continue };
        if id.last {
            records.extend(file.get(begins..at).map(|bytes| (id.record, bytes)));
            from = None;
        }
    }
    records
}

/// Time as the caller has it.
pub struct Waiting<'w> {
    /// Since any fixed beginning.
    pub elapsed: &'w mut dyn FnMut() -> Duration,
    /// Waits; `false` when a person has stopped it.
    pub wait: &'w mut dyn FnMut(Duration) -> bool,
}

/// What is to be sent, from where, how fast.
#[derive(Clone, Copy)]
pub struct SendWish<'a> {
    pub view: View<'a>,
    pub road: Road,
    /// Where the batches' files lie.
    pub folder: &'a Path,
    /// Server, for the entries; without a password.
    pub to: &'a str,
    /// Records a second; 0 without limit.
    pub rate: u16,
}

/// One batch's answers, to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBatch {
    pub batch: String,
    pub to: String,
    /// The first answers of this batch: that it was sent is written down with them.
    pub first: bool,
    pub answers: AnswerPlan,
}

/// What came of a sending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SendDone {
    pub received: u64,
    pub refused: u64,
    /// Not sent, because what they build on was refused.
    pub held: u64,
    /// The server failed each time it got one of these: they stay open, and the others went on.
    pub passed_over: u64,
    /// Still without an answer, those among them.
    pub left: u64,
    /// Why it stopped before its end; `None` at the end, and where a person stopped it.
    pub stopped: Option<Problem>,
    pub cancelled: bool,
}

/// Batches of a road with records that wait for an answer, in the order of the upload.
///
/// # Errors
/// A problem of the disk.
pub fn waiting_batches(view: View<'_>, road: Road) -> Result<Vec<(BatchRow, Vec<RecordKey>)>, Problem> {
    let mut by_stage: BTreeMap<Stage, Vec<(BatchRow, Vec<RecordKey>)>> = BTreeMap::new();
    for batch in view.batches()?.into_iter().filter(|batch| batch.road == road) {
        let hands = view.hands_of_batch(&batch.name)?;
        let open = hands.into_iter().filter(|(_, hand)| hand.phase == HandPhase::Made).map(|(key, _)| key).collect::<Vec<_>>();
        let known = by_stage.get(&batch.stage).is_some_and(|all| all.iter().any(|(other, _)| other.name == batch.name));
        if !open.is_empty() && !known {
            by_stage.entry(batch.stage).or_default().push((batch, open));
        }
    }
    Ok(by_stage.into_values().flatten().collect())
}

/// Sends everything that waits. `progress` hears records done and in all; `answered` writes each batch's answers down.
///
/// # Errors
/// A problem of the disk; what `answered` returns.
pub fn send_waiting(
    wish: SendWish<'_>,
    carrier: &mut dyn Carrier,
    waiting: &mut Waiting<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    answered: &mut dyn FnMut(SentBatch) -> Result<(), Problem>,
) -> Result<SendDone, Problem> {
    let batches = waiting_batches(wish.view, wish.road)?;
    let all = batches.iter().map(|(_, open)| open.len() as u64).sum();
    let pace = Pace::new(u32::from(wish.rate), AT_ONCE);
    let mut sending =
        Sending { wish, carrier, waiting, pace, done: SendDone::default(), seen: 0, all, fails_in_a_row: 0, progress };
    for (batch, open) in batches {
        let lines = sending.batch(&batch, &open)?;
        let end = sending.done.stopped.is_some() || sending.done.cancelled;
        if !lines.is_empty() {
            let answers = AnswerPlan::of_lines(wish.to, lines);
            answered(SentBatch { batch: batch.name, to: wish.to.to_owned(), first: batch.sent.is_empty(), answers })?;
        }
        if end {
            break;
        }
    }
    if sending.done.passed_over > 0 && sending.done.stopped.is_none() {
        let n = sending.done.passed_over.to_string();
        sending.done.stopped = Some(Problem::device("problem-send-passed-over").with("n", n));
    }
    sending.done.left = all - sending.done.received - sending.done.refused - sending.done.held;
    Ok(sending.done)
}

struct Sending<'s, 'w> {
    wish: SendWish<'s>,
    carrier: &'s mut dyn Carrier,
    waiting: &'s mut Waiting<'w>,
    pace: Pace,
    done: SendDone,
    seen: u64,
    all: u64,
    /// Records passed over since the last answer.
    fails_in_a_row: u64,
    progress: &'s mut dyn FnMut(u64, u64) -> bool,
}

impl Sending<'_, '_> {
    /// Sends what is open of a batch; stops at the first trouble that waiting does not help.
    fn batch(&mut self, batch: &BatchRow, open: &[RecordKey]) -> Result<Vec<AnswerLine>, Problem> {
        let path = file_in(self.wish.folder, &batch.file);
        let file = disk::read(&path)?;
        let sum = crate::journal::fingerprint(&file);
        if batch.sum.is_some_and(|known| known != sum) {
            return Err(Problem::damaged("problem-handover-file").with("path", path.display().to_string()));
        }
        let mut lines = Vec::with_capacity(open.len());
        for (key, record) in self.carrier.records(&file) {
            if !open.contains(&key) {
                continue;
            }
            self.seen += 1;
            if !(self.progress)(self.seen, self.all) {
                self.done.cancelled = true;
                break;
            }
            if self.is_held(&key)? {
                self.done.held += 1;
                continue;
            }
            match self.until_answered(&batch.name, record) {
                // Whoever answers to another record than was sent is not believed.
                Some(one) if one.about != About::Record(key.clone()) => {
                    self.done.stopped = Some(Problem::device("problem-send-other").with("address", self.wish.to));
                    break;
                }
                Some(one) => {
                    self.fails_in_a_row = 0;
                    let count = if is_receipt(&one) { &mut self.done.received } else { &mut self.done.refused };
                    *count += 1;
                    lines.push(AnswerLine { record: key, mark: self.carrier.mark(record), answer: one.outcome });
                }
                None if self.passes_over() => {}
                None => break,
            }
        }
        Ok(lines)
    }

    /// Whether what stopped is about this record alone, so that the next one is worth a try.
    fn passes_over(&mut self) -> bool {
        let of_record = self.done.stopped.as_ref().is_some_and(fails_at_it);
        if self.done.cancelled || !of_record || self.fails_in_a_row >= PASSED_OVER_MAX {
            return false;
        }
        self.fails_in_a_row += 1;
        self.done.passed_over += 1;
        self.done.stopped = None;
        true
    }

    /// A record whose patient is not there is not sent: it would be refused for that, and not for itself.
    fn is_held(&self, key: &RecordKey) -> Result<bool, Problem> {
        let view = self.wish.view;
        let Some(of) = patient_of(view, key)?.filter(|_| key.kind != RecordKind::Identity) else { return Ok(false) };
        let hand = view.hand(&RecordKey { kind: RecordKind::Identity, of })?;
        Ok(hand.is_some_and(|hand| match hand.phase {
            HandPhase::Refused | HandPhase::Contradicted | HandPhase::Excepted => true,
            HandPhase::Made => hand.received.is_none(),
            HandPhase::Received => false,
        }))
    }

    fn until_answered(&mut self, batch: &str, record: &[u8]) -> Option<Said> {
        let mut fails = 0;
        for _try in 0..TRIES_MAX {
            loop {
                let rest = self.pace.wait((self.waiting.elapsed)());
                if rest.is_zero() {
                    break;
                }
                self.pause(rest)?;
            }
            match self.carrier.send(batch, record) {
                Posted::Answered(said) => {
                    self.done.stopped = None;
                    return Some(said);
                }
                Posted::Later { after, why } => {
                    fails = if fails_at_it(&why) { fails + 1 } else { 0 };
                    self.done.stopped = Some(why);
                    if fails >= FAILS_MAX {
                        return None;
                    }
                    self.pause(after)?;
                }
                Posted::Broken { why } => {
                    self.done.stopped = Some(why);
                    return None;
                }
            }
        }
        None
    }

    fn pause(&mut self, rest: Duration) -> Option<()> {
        if (self.waiting.wait)(rest) {
            return Some(());
        }
        self.done.cancelled = true;
        self.done.stopped = None;
        None
    }
}

/// A batch's file in the folder it was written into, or in one of the folders there: each making has one of its own.
fn file_in(folder: &Path, file: &str) -> PathBuf {
    let direct = folder.join(file);
    if direct.exists() {
        return direct;
    }
    let below = std::fs::read_dir(folder).into_iter().flatten().take(FOLDERS_MAX).flatten();
    let mut found: Vec<PathBuf> = below.map(|entry| entry.path().join(file)).filter(|path| path.exists()).collect();
    found.sort();
    found.pop().unwrap_or(direct)
}

/// True where the server answers and fails: at the record, for all we know. A gateway's word says nothing of a record.
fn fails_at_it(why: &Problem) -> bool {
    let of_gateway = |status: &str| ["408", "425", "502", "504"].contains(&status);
    why.id == "problem-send-server" && !why.args.iter().any(|(name, status)| *name == "status" && of_gateway(status))
}

fn is_receipt(said: &Said) -> bool {
    matches!(said.outcome, Answer::Received { .. })
}
