//! The threads beside the desk: matching passes, pre-flight, batches and answers on one; sending, which may take hours, on another; papers of
//! the hand-over on a third. They write nothing themselves.

use super::super::threads::{Back, In, Out, Session};
use super::super::{Event, HandoverEvent, JobKind, SendOrder, making, matching};
use super::paper_out::OutJob;
use super::steps::{HandBack, Step};
use super::{crosswalk, proof};
use crate::desk::IndexWay;
use crate::desk::handover::{
    AnswerPlan, AnswersDone, BatchesTo, HandoverAt, HandoverSource, MatchFigures, MatchFound, Matching, PassWish, Passed,
    SendWish, Waiting, asked, check_records, plan_answer_file, send_waiting,
};
use crate::problem::Problem;
use crate::store::Reader;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Lines of a pass, pairs, and answers that one step has: about one entry.
const MATCHES_A_STEP: usize = 100;
const PAIRS_A_STEP: usize = 25;
const ANSWERS_A_STEP: usize = 250;
/// How long it sleeps at a time while it waits, so that a person who stops it does not wait too.
const NAP: Duration = Duration::from_millis(100);
/// Waits from so long on are told.
const TOLD_WAIT: Duration = Duration::from_secs(1);

/// Work, for whom, and what stops it.
pub(in crate::worker) struct Ask {
    pub session: Box<Session>,
    pub stop: Arc<AtomicBool>,
    pub what: What,
}

/// The work. The right to it was checked by the desk thread.
pub(in crate::worker) enum What {
    Match { way: Box<IndexWay> },
    Check { wish: PassWish },
    Make { wish: PassWish, to: PathBuf },
    Type { wish: PassWish },
    ReadAnswers { path: PathBuf },
    TakeAnswers { plan: Arc<AnswerPlan> },
    Send(SendOrder),
    Crosswalk(crosswalk::Work),
    Proof(proof::Work),
    Out(OutJob),
}

impl What {
    const fn kind(&self) -> JobKind {
        match self {
            Self::Match { .. } => JobKind::Matching,
            Self::Send(_) => JobKind::Sending,
            Self::Type { .. } => JobKind::Typing,
            Self::Crosswalk(_) => JobKind::Crosswalk,
            Self::Proof(_) => JobKind::Proof,
            Self::Out(_) => JobKind::PaperOut,
            _ => JobKind::Handover,
        }
    }
}

/// Does what is asked, one after the other, until the worker ends.
pub(in crate::worker) fn run(asks: &Receiver<Ask>, out: &Out, back: &SyncSender<In>) {
    while let Ok(Ask { session, stop, what }) = asks.recv() {
        let kind = what.kind();
        let beside = Beside { out, back, session: &session, stop: &stop, kind, gone: Cell::new(false) };
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| beside.work(what)));
        let done = done.unwrap_or_else(|_panic| Err(Problem::device("problem-internal")));
        out.send(match done {
            Ok(Some(event)) => Event::Handover(event),
            // Whoever began it has signed out: nobody is told of a trouble that is none.
            Ok(None) => Event::Cancelled { job: kind },
            Err(_gone) if beside.gone.get() => Event::Cancelled { job: kind },
            Err(problem) => Event::Refused { job: kind, problem },
        });
    }
}

pub(super) struct Beside<'a> {
    out: &'a Out,
    back: &'a SyncSender<In>,
    pub(super) session: &'a Session,
    stop: &'a AtomicBool,
    kind: JobKind,
    /// The person has signed out, or the desk has ended.
    gone: Cell<bool>,
}

impl Beside<'_> {
    /// What came of it; `None` when it was stopped.
    fn work(&self, what: What) -> Result<Option<HandoverEvent>, Problem> {
        let reader = self.session.reader()?;
        let event = match what {
            What::Match { way } => self.pass(&way, &reader)?,
            What::Check { wish } => self.check(&wish, &reader)?,
            What::Make { wish, to } => self.make(&wish, &to)?,
            What::Type { wish } => self.begin_typing(&wish, &reader)?,
            What::ReadAnswers { path } => {
                let plan = plan_answer_file(reader.read(), &path, &self.session.masters)?;
                return Ok(Some(HandoverEvent::Planned(Arc::new(plan))));
            }
            What::TakeAnswers { plan } => self.answers(&plan)?,
            What::Send(order) => self.send(&order, &reader)?,
            What::Crosswalk(work) => self.crosswalk(work, &reader)?,
            What::Proof(work) => self.proof(work, &reader)?,
            What::Out(job) => self.paper_out(job)?,
        };
        // A person who has gone hears nothing of it.
        self.write(Step::End)?;
        Ok(event)
    }

    pub(super) fn progress(&self, done: u64, of: u64) -> bool {
        self.out.send(Event::Progress { job: self.kind, done, of });
        !self.stop.load(Ordering::Relaxed)
    }

    /// Has the desk write a step down, and waits until it is.
    pub(super) fn write(&self, step: Step) -> Result<MatchFigures, Problem> {
        let (done, heard) = sync_channel(1);
        let by = self.session.user.login.clone();
        let sent = self.back.send(In::Back(Back::Hand(Box::new(HandBack { by, step, done }))));
        let told = if sent.is_ok() { heard.recv().ok() } else { None };
        told.unwrap_or_else(|| {
            self.gone.set(true);
            Err(Problem::refused("problem-not-signed-in"))
        })
    }

    fn pass(&self, way: &IndexWay, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let central = way.open()?.ok_or_else(|| Problem::refused("problem-index-closed"))?;
        let question = Matching::new(&central, asked(reader.read())?, &self.session.masters.handover);
        drop(central);
        let found = matching::run_match(way, &question, &mut |done, of| self.progress(done, of))?;
        let Some(found) = found else { return Ok(None) };
        Ok(self.take_matches(found)?.map(HandoverEvent::Matched))
    }

    /// Writing a pass down takes minutes for a whole hospital: a step at a time. The same pass can be written again where it broke off.
    fn take_matches(&self, mut found: MatchFound) -> Result<Option<MatchFigures>, Problem> {
        let (lines, pairs) = (std::mem::take(&mut found.lines), std::mem::take(&mut found.pairs));
        let (mut written, of) = (0, (lines.len() + pairs.len()) as u64);
        let mut sum = MatchFigures { unread: found.unread, ..MatchFigures::default() };
        let parts = lines.chunks(MATCHES_A_STEP).map(|part| (part, &[][..]));
        for (lines, pairs) in parts.chain(pairs.chunks(PAIRS_A_STEP).map(|part| (&[][..], part))) {
            let mut part = found.clone();
            (part.lines, part.pairs) = (lines.to_vec(), pairs.to_vec());
            let figures = self.write(Step::Matches(part))?;
            sum = added(sum, figures);
            written += (lines.len() + pairs.len()) as u64;
            if !self.progress(written, of) {
                return Ok(None);
            }
        }
        Ok(Some(sum))
    }

    fn at(&self) -> HandoverAt {
        let Session { masters, file, signing, user, clock, .. } = self.session;
        HandoverAt {
            masters: Arc::clone(masters),
            file: file.clone(),
            signing: signing.clone(),
            by: user.login.clone(),
            now: clock(),
        }
    }

    pub(super) fn source<'s>(&'s self, reader: &'s Reader) -> HandoverSource<'s> {
        source_of(self.session, reader)
    }

    fn keep(&self, passed: &Passed, wish: &PassWish) -> Result<(), Problem> {
        self.write(Step::Checked(Box::new((passed.clone(), wish.clone())))).map(drop)
    }

    fn check(&self, wish: &PassWish, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let passed = check_records(self.source(reader), wish, &mut |done, of| self.progress(done, of))?;
        let Some(passed) = passed else { return Ok(None) };
        self.keep(&passed, wish)?;
        Ok(Some(HandoverEvent::Checked(Arc::new(passed))))
    }

    fn make(&self, wish: &PassWish, to: &Path) -> Result<Option<HandoverEvent>, Problem> {
        let progress = &mut |done, of| self.progress(done, of);
        let each = &mut |made| self.write(Step::Batch(made)).map(drop);
        let rows = self.session.reader()?;
        let Some(done) = making::make((&self.at(), rows), wish, BatchesTo::New(to), progress, each)? else { return Ok(None) };
        self.keep(&done.passed, wish)?;
        Ok(Some(HandoverEvent::Made(Arc::new(done))))
    }

    fn answers(&self, plan: &AnswerPlan) -> Result<Option<HandoverEvent>, Problem> {
        let (lines, strays) = (&plan.settled.lines, &plan.settled.strays);
        let (mut written, of) = (0, (lines.len() + strays.len()) as u64);
        let parts = lines.chunks(ANSWERS_A_STEP).map(|part| (part, &[][..]));
        for (lines, strays) in parts.chain(strays.chunks(ANSWERS_A_STEP).map(|part| (&[][..], part))) {
            let mut part = AnswerPlan { source: plan.source.clone(), sum: plan.sum, ..AnswerPlan::default() };
            (part.settled.lines, part.settled.strays) = (lines.to_vec(), strays.to_vec());
            self.write(Step::Answers(part))?;
            written += (lines.len() + strays.len()) as u64;
            if !self.progress(written, of) {
                return Ok(None);
            }
        }
        let (received, refused, strays) = (plan.received, plan.refused, strays.len() as u64);
        Ok(Some(HandoverEvent::Taken(AnswersDone { received, refused, strays })))
    }

    /// What was answered until it was stopped is written down; the event says how far it came.
    fn send(&self, order: &SendOrder, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let mut chance = [0_u8; 8];
        // Without chance all senders wait alike, which is only less kind to the server.
        if getrandom::fill(&mut chance).is_err() {
            chance = [0; 8];
        }
        let mut carrier = order.reach.carrier(&self.session.masters, u64::from_le_bytes(chance))?;
        let begun = Instant::now();
        let (elapsed, wait) = (&mut || begun.elapsed(), &mut |rest| self.rest(rest));
        let wish = SendWish {
            view: reader.read(),
            road: order.reach.road,
            folder: &order.folder,
            to: &order.reach.to,
            rate: order.rate,
        };
        let progress = &mut |done, of| self.progress(done, of);
        let answered = &mut |sent| self.write(Step::Sent(sent)).map(drop);
        let done = send_waiting(wish, carrier.as_mut(), &mut Waiting { elapsed, wait }, progress, answered)?;
        Ok(Some(HandoverEvent::Sent(Arc::new(done))))
    }

    /// Waits; `false` once a person has stopped it.
    fn rest(&self, rest: Duration) -> bool {
        if rest >= TOLD_WAIT {
            self.out.send(Event::Handover(HandoverEvent::Resting { secs: rest.as_secs() }));
        }
        let begun = Instant::now();
        while !self.stop.load(Ordering::Relaxed) {
            let left = rest.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return true;
            }
            thread::park_timeout(left.min(NAP));
        }
        false
    }
}

/// What a pass reads from, beside the desk.
pub(super) fn source_of<'s>(session: &'s Session, reader: &'s Reader) -> HandoverSource<'s> {
    HandoverSource {
        view: reader.read(),
        masters: &session.masters,
        file: &session.file,
        signing: &session.signing,
        by: &session.user.login,
        now: (session.clock)(),
    }
}

const fn added(a: MatchFigures, b: MatchFigures) -> MatchFigures {
    MatchFigures {
        sure: a.sure + b.sure,
        doubtful: a.doubtful + b.doubtful,
        new: a.new + b.new,
        merged: a.merged + b.merged,
        pairs: a.pairs + b.pairs,
        unread: a.unread,
    }
}
