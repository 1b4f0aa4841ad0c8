//! Jobs and events of the matching and the hand-over. Lists are read by the long thread; passes, batches, answers and sending run on
//! threads of their own beside the desk, step by step: each step's entries are written by the desk thread, and the next one waits for it,
//! so that whoever saves meanwhile waits for one step at most.

mod beside;
mod crosswalk;
mod paper_out;
mod proof;
mod read;
mod steps;
mod typing;

pub use crosswalk::{CrosswalkEvent, CrosswalkJob};
pub use paper_out::{LaidOut, OutEvent, OutJob};
pub use proof::{ControlLook, ProofEvent, ProofJob};

pub(super) use beside::{Ask as BesideAsk, run};
pub(super) use paper_out::{picture, put_out};
pub(super) use read::Ask as ReadAsk;
pub(super) use steps::HandBack;
pub use typing::{TypingEvent, TypingJob};

use super::desk_thread::{DeskThread, State, session_of};
use super::long_thread::Ask as LongAsk;
use super::{Event, JobKind};
use crate::desk::Desk;
use crate::desk::handover::{
    AnswerPlan, AnswersDone, BurnHour, HandoverStatus, LinkList, MakeDone, MatchFigures, OpenLine, OpenList, PairOpen, PassWish,
    Passed, Reach, Review, SendDone,
};
use crate::hospital::permissions::Right;
use crate::journal::fold::Linking;
use crate::journal::{EntryId, RecordKey, StrayAnswer};
use crate::problem::Problem;
use beside::What;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What can be asked of the matching and the hand-over.
#[derive(Clone)]
pub enum HandoverJob {
    /// Everybody against the patient index. Progress of [`JobKind::Matching`]; answer: `Matched`, or `Cancelled`.
    Match,
    /// Patients of a state. Answer: `Links`.
    Links { which: Linking },
    /// Pairs of ours that look like one person. Answer: `Pairs`.
    Pairs,
    /// One patient beside whom the index has. Answer: `Review`.
    Review { patient: EntryId },
    /// Who somebody is; `None`: nobody the central system has. Answer: `Decided`.
    Decide { patient: EntryId, uhid: Option<String>, reason: String },
    /// A second person agrees, or does not. Answer: `Decided`.
    Second { patient: EntryId, agrees: bool, reason: String },
    /// Take back what stands. Answer: `Decided`.
    Undo { patient: EntryId, reason: String },
    /// Two patients are two. Answer: `Apart`.
    Apart { one: EntryId, other: EntryId, reason: String },
    /// How it stands. Answer: `Status`.
    Look,
    /// Records that a person has to look at. Answer: `Open`.
    Open { which: OpenList },
    /// Answers that were not taken. Answer: `Strays`.
    Strays,
    /// The pre-flight. Progress of [`JobKind::Handover`]; answer: `Checked`, or `Cancelled`.
    Check { wish: PassWish },
    /// Write batches under a folder. Progress as above; answer: `Made`, or `Cancelled`.
    Make { wish: PassWish, to: PathBuf },
    /// Typing into the central screen. Answer: `Typing`.
    Typing(TypingJob),
    /// A batch was given to somebody. Answer: `Given`.
    Given { batch: String, to: String },
    /// Read a file of answers. Answer: `Planned`.
    ReadAnswers { path: PathBuf },
    /// Take in what was planned. Progress as above; answer: `Taken`, or `Cancelled`.
    TakeAnswers { plan: Arc<AnswerPlan> },
    /// Send what waits. Progress of [`JobKind::Sending`], `Resting`; answer: `Sent`.
    Send { order: SendOrder },
    /// Stop sending; what was answered is written down.
    StopSending,
    /// A record will not go. Answer: `Settled`.
    Except { record: RecordKey, reason: String },
    /// It will go after all. Answer: `Settled`.
    Readmit { record: RecordKey, reason: String },
    /// Of two central numbers this one counts. Answer: `Settled`.
    Settle { record: RecordKey, central: String, reason: String },
    /// Numbers of both sides.
    Crosswalk(CrosswalkJob),
    /// Series, totals, certificate, report.
    Proof(ProofJob),
    /// A paper that was laid out.
    Out(OutJob),
}

/// What comes of it.
#[derive(Clone)]
pub enum HandoverEvent {
    Matched(MatchFigures),
    Links(Arc<LinkList>),
    Pairs(Arc<Vec<PairOpen>>),
    Review(Arc<Review>),
    Decided {
        patient: EntryId,
        what: Decided,
    },
    Apart {
        one: EntryId,
        other: EntryId,
    },
    Status(Arc<HandoverLook>),
    Open {
        which: OpenList,
        lines: Arc<Vec<OpenLine>>,
    },
    /// Each with the file or server that it came from.
    Strays(Arc<Vec<(String, StrayAnswer)>>),
    Checked(Arc<Passed>),
    Made(Arc<MakeDone>),
    Typing(TypingEvent),
    Given {
        batch: String,
    },
    Planned(Arc<AnswerPlan>),
    Taken(AnswersDone),
    /// The central system does not answer, or asks to wait: so many seconds.
    Resting {
        secs: u64,
    },
    Sent(Arc<SendDone>),
    Settled {
        record: RecordKey,
    },
    Crosswalk(CrosswalkEvent),
    Proof(ProofEvent),
    Out(OutEvent),
}

/// What came of a decision about a patient's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It stands.
    Stands,
    /// A second person has to agree.
    Waits,
    /// The second person did not agree.
    Rejected,
    Undone,
}

/// How the hand-over stands, with the receipts by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoverLook {
    pub status: HandoverStatus,
    pub burn: Vec<BurnHour>,
}

/// Where to send, from which folder, how fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendOrder {
    pub reach: Reach,
    /// The folder of the batches, or the one above it.
    pub folder: PathBuf,
    /// Records a second; 0 without limit.
    pub rate: u16,
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &HandoverJob) -> JobKind {
    match job {
        HandoverJob::Match => JobKind::Matching,
        HandoverJob::Links { .. }
        | HandoverJob::Pairs
        | HandoverJob::Review { .. }
        | HandoverJob::Decide { .. }
        | HandoverJob::Second { .. }
        | HandoverJob::Undo { .. }
        | HandoverJob::Apart { .. } => JobKind::Review,
        HandoverJob::Typing(_) => JobKind::Typing,
        HandoverJob::Send { .. } | HandoverJob::StopSending => JobKind::Sending,
        HandoverJob::Except { .. } | HandoverJob::Readmit { .. } | HandoverJob::Settle { .. } => JobKind::Explain,
        HandoverJob::Crosswalk(_) => JobKind::Crosswalk,
        HandoverJob::Proof(_) => JobKind::Proof,
        HandoverJob::Out(_) => JobKind::PaperOut,
        _ => JobKind::Handover,
    }
}

/// What stops the work beside the desk: a new one for each job, so that no order to stop reaches the next.
#[derive(Default)]
pub(super) struct Stops {
    work: Arc<AtomicBool>,
    sending: Arc<AtomicBool>,
    crosswalk: Arc<AtomicBool>,
    proof: Arc<AtomicBool>,
}

impl Stops {
    /// A person has cancelled. Sending has a stop of its own: it may run for hours beside other work.
    pub fn stop_work(&self) {
        self.work.store(true, Ordering::Relaxed);
    }

    /// The person has gone.
    pub fn stop_all(&self) {
        self.stop_work();
        for stop in [&self.sending, &self.crosswalk, &self.proof] {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl DeskThread {
    pub(super) fn handover(&mut self, job: HandoverJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        // The threads beside read over connections of their own: what was saved last must be in the rows.
        desk.rows()?;
        let job = match to_read(desk, job)? {
            Ok(ask) => {
                drop(self.sides.long.send(LongAsk::Handover(ask)));
                return Ok(());
            }
            Err(job) => job,
        };
        let job = match to_work(desk, job)? {
            Ok(what) => {
                let session = Box::new(session_of(desk));
                let stop = Arc::new(AtomicBool::new(false));
                let (slot, side) = match what {
                    What::Send(_) => (&mut self.stops.sending, &self.sides.sending),
                    What::Crosswalk(_) => (&mut self.stops.crosswalk, &self.sides.papers),
                    What::Proof(_) => (&mut self.stops.proof, &self.sides.papers),
                    What::Out(_) => (&mut Arc::default(), &self.sides.papers),
                    _ => (&mut self.stops.work, &self.sides.handover),
                };
                *slot = Arc::clone(&stop);
                drop(side.send(BesideAsk { session, stop, what }));
                return Ok(());
            }
            Err(job) => job,
        };
        let job = match job {
            HandoverJob::Typing(job) => return self.typing(job),
            other => other,
        };
        let stop = match &job {
            HandoverJob::StopSending => Some(&self.stops.sending),
            HandoverJob::Crosswalk(CrosswalkJob::Stop) => Some(&self.stops.crosswalk),
            HandoverJob::Proof(ProofJob::Stop) => Some(&self.stops.proof),
            _ => None,
        };
        if let Some(stop) = stop {
            stop.store(true, Ordering::Relaxed);
            return Ok(());
        }
        if let Some(event) = said(desk, job)? {
            self.after_save(Vec::new(), Event::Handover(event));
        }
        Ok(())
    }
}

/// What the long thread reads; the right to it is checked here. Gives the job back where it is another's.
fn to_read(desk: &Desk, job: HandoverJob) -> Result<Result<ReadAsk, HandoverJob>, Problem> {
    let ask = match job {
        HandoverJob::Links { which } => ReadAsk::Links { which },
        HandoverJob::Pairs => ReadAsk::Pairs,
        HandoverJob::Review { patient } => ReadAsk::Review { patient, way: Box::new(desk.index_way()?) },
        HandoverJob::Look => ReadAsk::Look,
        HandoverJob::Open { which } => ReadAsk::Open { which },
        HandoverJob::Strays => ReadAsk::Strays,
        HandoverJob::Proof(ProofJob::Certificates) => ReadAsk::Certificates,
        other => return Ok(Err(other)),
    };
    desk.may(match ask {
        ReadAsk::Links { .. } | ReadAsk::Pairs | ReadAsk::Review { .. } => Right::MatchPatients,
        ReadAsk::Look | ReadAsk::Open { .. } | ReadAsk::Strays | ReadAsk::Certificates => Right::SeeHospital,
    })?;
    Ok(Ok(ask))
}

/// What runs beside the desk; the right to it is checked here.
fn to_work(desk: &Desk, job: HandoverJob) -> Result<Result<What, HandoverJob>, Problem> {
    let what = match job {
        HandoverJob::Match => {
            desk.may_match()?;
            return Ok(Ok(What::Match { way: Box::new(desk.index_way()?) }));
        }
        HandoverJob::Crosswalk(job) => {
            return Ok(crosswalk::to_work(desk, job)?.map(What::Crosswalk).map_err(HandoverJob::Crosswalk));
        }
        HandoverJob::Proof(job) => return Ok(proof::to_work(desk, job)?.map(What::Proof).map_err(HandoverJob::Proof)),
        // Whoever holds a paper had the right to lay it out.
        HandoverJob::Out(job) => return Ok(Ok(What::Out(job))),
        HandoverJob::Check { wish } => What::Check { wish },
        HandoverJob::Make { wish, to } => What::Make { wish, to },
        HandoverJob::Typing(TypingJob::Begin { wish }) => What::Type { wish },
        HandoverJob::ReadAnswers { path } => What::ReadAnswers { path },
        HandoverJob::TakeAnswers { plan } => What::TakeAnswers { plan },
        HandoverJob::Send { order } => What::Send(order),
        other => return Ok(Err(other)),
    };
    desk.may_hand_over()?;
    Ok(Ok(what))
}

/// What is said of one patient or one record, at once.
fn said(desk: &mut Desk, job: HandoverJob) -> Result<Option<HandoverEvent>, Problem> {
    Ok(Some(match job {
        HandoverJob::Decide { patient, uhid, reason } => {
            // The window links to those who came near only, and these are in the records: no index is opened for it.
            let second = desk.decide_match(&patient, uhid.as_deref(), &reason, None)?;
            HandoverEvent::Decided { patient, what: if second { Decided::Waits } else { Decided::Stands } }
        }
        HandoverJob::Second { patient, agrees, reason } => {
            desk.second_match(&patient, agrees, &reason)?;
            HandoverEvent::Decided { patient, what: if agrees { Decided::Stands } else { Decided::Rejected } }
        }
        HandoverJob::Undo { patient, reason } => {
            desk.undo_match(&patient, &reason)?;
            HandoverEvent::Decided { patient, what: Decided::Undone }
        }
        HandoverJob::Apart { one, other, reason } => {
            desk.say_apart(&one, &other, &reason)?;
            HandoverEvent::Apart { one, other }
        }
        HandoverJob::Given { batch, to } => {
            desk.note_sent(&batch, &to)?;
            HandoverEvent::Given { batch }
        }
        HandoverJob::Except { record, reason } => {
            desk.except_record(&record, &reason)?;
            HandoverEvent::Settled { record }
        }
        HandoverJob::Readmit { record, reason } => {
            desk.readmit_record(&record, &reason)?;
            HandoverEvent::Settled { record }
        }
        HandoverJob::Settle { record, central, reason } => {
            desk.settle_central(&record, &central, &reason)?;
            HandoverEvent::Settled { record }
        }
        HandoverJob::Crosswalk(CrosswalkJob::Find { text }) => crosswalk::find(desk, text)?,
        HandoverJob::Proof(ProofJob::Take { codes }) => proof::take(desk, &codes)?,
        _ => return Ok(None),
    }))
}
