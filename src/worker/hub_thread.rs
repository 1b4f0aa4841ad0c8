//! The hub's thread: sends what was saved and fetches what others saved, while the counter works. Nobody waits for it: a hub that is slow,
//! away or full is tried again, later each time, and nothing is lost, because the hub itself says what it lacks.

use super::hub::HubEvent;
use super::threads::{Back, In, Out};
use super::{Event, JobKind};
use crate::desk::views::HubStanding;
use crate::desk::{Clock, FromHub, HubLine, HubOpen, HubOrder};
use crate::journal::Tells;
use crate::problem::Problem;
use crate::store::Reader;
use chrono::{NaiveDate, Timelike as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

/// What is asked of this thread.
pub(super) enum Ask {
    Open(Box<Opening>),
    Shut,
    /// Something was saved.
    Nudge(Box<Tells>),
    /// Do not wait any longer.
    Now,
    Make(Box<HubOrder>),
    Sight {
        days: (NaiveDate, NaiveDate),
    },
    /// The desk has taken in what it was handed, or could not.
    Taken {
        serial: u64,
        done: Result<(), Problem>,
    },
}

/// What it works with until it is shut.
pub(super) struct Opening {
    pub line: HubLine,
    pub reader: Reader,
    /// False once nobody wants it any more.
    pub wanted: Arc<AtomicBool>,
    pub says: Tells,
    pub clock: Clock,
}

/// Others' entries are looked for this often, and a counter is heard this often although nothing happens there.
const LOOK: Duration = Duration::from_secs(5);
const HEARD: Duration = Duration::from_secs(30);
/// After a save: long enough for the next ones to come along.
const SOON: Duration = Duration::from_millis(250);
/// Waits after a failure: doubled from the first to the last, and up to half as much again by chance, so that sixty counters do not all
/// knock at once at a hub that has just come back.
const WAIT_SECS_FIRST: u64 = 1;
const WAIT_SECS_MAX: u64 = 60;
/// So many take a moment: that they are on their way is said before.
const MANY: u64 = 1_000;
/// Entries handed to the desk at a time, so that whoever saves meanwhile waits for no more than these.
const SLICE: usize = 50;

struct HubThread<'a> {
    asks: &'a Receiver<Ask>,
    out: &'a Out,
    back: &'a SyncSender<In>,
    nudged: &'a AtomicBool,
    with: Option<Box<Opening>>,
    open: Option<HubOpen>,
    due: Instant,
    heard: Option<Instant>,
    failures: u32,
    says: Tells,
    shown: HubStanding,
    behind: u64,
    /// Of what was handed to the desk last.
    serial: u64,
}

pub(super) fn run(asks: &Receiver<Ask>, out: &Out, back: &SyncSender<In>, nudged: &AtomicBool) {
    let mut thread = HubThread {
        asks,
        out,
        back,
        nudged,
        with: None,
        open: None,
        due: Instant::now(),
        heard: None,
        failures: 0,
        says: Tells::default(),
        shown: HubStanding::None,
        behind: 0,
        serial: 0,
    };
    loop {
        let wait = if thread.with.is_some() { thread.due.saturating_duration_since(Instant::now()) } else { HEARD };
        match asks.recv_timeout(wait) {
            Ok(ask) => thread.take(ask),
            Err(RecvTimeoutError::Timeout) if thread.with.is_some() => thread.exchange(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// How long to wait after so many failures, without the chance.
fn wait_secs(failures: u32) -> u64 {
    WAIT_SECS_FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(WAIT_SECS_MAX)
}

/// Up to half as much again.
fn with_chance(wait: Duration) -> Duration {
    let mut byte = [0u8; 1];
    if getrandom::fill(&mut byte).is_err() {
        // Without chance all wait alike, which is only less kind to the hub.
        return wait;
    }
    wait + wait * u32::from(byte.first().copied().unwrap_or(0)) / 512
}

impl HubThread<'_> {
    fn take(&mut self, ask: Ask) {
        match ask {
            Ask::Open(with) => {
                (self.says, self.failures, self.behind) = (with.says.clone(), 0, 0);
                (self.with, self.open, self.heard, self.due) = (Some(with), None, None, Instant::now());
                self.show(HubStanding::Asking);
            }
            Ask::Shut => {
                (self.with, self.open) = (None, None);
                self.nudged.store(false, Ordering::Relaxed);
                self.show(HubStanding::None);
            }
            Ask::Nudge(says) => {
                self.nudged.store(false, Ordering::Relaxed);
                if self.says != *says {
                    (self.says, self.heard) = (*says, None);
                }
                // While the hub does not answer, saving must not make it be asked more often.
                if self.failures == 0 {
                    self.due = self.due.min(Instant::now() + SOON);
                } else {
                    self.behind += 1;
                    self.show_waiting();
                }
            }
            Ask::Now => (self.due, self.failures) = (Instant::now(), 0),
            Ask::Make(order) => self.make(&order),
            Ask::Sight { days } => self.sight(days),
            // An answer that came after it was no longer waited for.
            Ask::Taken { .. } => {}
        }
    }

    fn wanted(&self) -> bool {
        self.with.as_ref().is_some_and(|with| with.wanted.load(Ordering::Relaxed))
    }

    /// Once there and back.
    fn exchange(&mut self) {
        match self.try_exchange() {
            Ok(problem) => {
                (self.failures, self.due) = (0, Instant::now() + LOOK);
                let Some(with) = &self.with else { return };
                let at = (with.clock)();
                self.show(HubStanding::Connected { at, behind: self.behind, problem });
            }
            Err(problem) => self.failed(problem),
        }
    }

    fn failed(&mut self, problem: Problem) {
        self.open = None;
        self.failures = self.failures.saturating_add(1);
        self.due = Instant::now() + with_chance(Duration::from_secs(wait_secs(self.failures)));
        if self.wanted() {
            self.show(HubStanding::Waiting { problem, behind: self.behind });
        }
    }

    fn open(&mut self) -> Result<(), Problem> {
        let Some(with) = self.with.as_ref().filter(|_| self.open.is_none()) else { return Ok(()) };
        let open = with.line.open()?;
        self.opened(open);
        Ok(())
    }

    fn opened(&mut self, open: HubOpen) {
        drop(self.back.send(In::Back(Back::HubOpened(Box::new(open.opened())))));
        (self.open, self.heard) = (Some(open), None);
    }

    /// Gives what was held back, where something was.
    fn try_exchange(&mut self) -> Result<Option<Problem>, Problem> {
        self.open()?;
        let (Some(with), Some(open)) = (&self.with, &mut self.open) else { return Ok(None) };
        let wanted = Arc::clone(&with.wanted);
        if self.heard.is_none_or(|at| at.elapsed() > HEARD) {
            open.tell(&self.says)?;
            self.heard = Some(Instant::now());
        }
        self.behind = open.behind(with.reader.read())?;
        if self.behind > MANY {
            let standing = HubStanding::Connected { at: (with.clock)(), behind: self.behind, problem: None };
            self.show(standing);
        }
        let (Some(with), Some(open)) = (&self.with, &mut self.open) else { return Ok(None) };
        let sent = open.push(with.reader.read(), &mut |_| wanted.load(Ordering::Relaxed))?;
        self.behind = open.behind(with.reader.read())?;
        let fetched = self.fetch()?;
        Ok(sent.problem.or(fetched))
    }

    fn fetch(&mut self) -> Result<Option<Problem>, Problem> {
        let mut held_back = None;
        while self.wanted() {
            let (Some(with), Some(open)) = (&mut self.with, &mut self.open) else { break };
            let FromHub { entries, mark, is_last, problem } = open.pull(&with.line.mark)?;
            let is_new = mark != with.line.mark;
            held_back = problem.or(held_back);
            let came = entries.len() as u64;
            let mut entries = entries.into_iter();
            loop {
                let slice: Vec<_> = entries.by_ref().take(SLICE).collect();
                if slice.is_empty() {
                    break;
                }
                self.hand_over(|serial| Back::FromHub { serial, entries: slice })?;
            }
            if is_new && self.wanted() {
                self.hand_over(|serial| Back::HubMark { serial, mark: mark.clone() })?;
                if let Some(with) = &mut self.with {
                    with.line.mark = mark;
                }
            }
            if came > 0 {
                self.out.send(Event::Hub(HubEvent::Came { entries: came }));
            }
            if is_last {
                break;
            }
        }
        Ok(held_back)
    }

    /// Hands something to the desk and waits until it has written it down: it is between two saves, never in front of one.
    fn hand_over(&mut self, what: impl FnOnce(u64) -> Back) -> Result<(), Problem> {
        let gone = || Problem::refused("problem-not-signed-in");
        self.serial += 1;
        if !self.wanted() || self.back.send(In::Back(what(self.serial))).is_err() {
            return Err(gone());
        }
        loop {
            match self.asks.recv() {
                Ok(Ask::Taken { serial, done }) if serial == self.serial => return done,
                Ok(Ask::Shut) => {
                    self.take(Ask::Shut);
                    return Err(gone());
                }
                Ok(other) => self.take(other),
                Err(_) => return Err(gone()),
            }
        }
    }

    fn make(&mut self, order: &HubOrder) {
        let Some(with) = &self.with else { return };
        match with.line.make(order) {
            Ok(open) => {
                self.opened(open);
                (self.failures, self.due) = (0, Instant::now());
            }
            Err(problem) => {
                self.out.send(Event::Refused { job: JobKind::Hub, problem: problem.clone() });
                self.failed(problem);
            }
        }
    }

    fn sight(&mut self, days: (NaiveDate, NaiveDate)) {
        let none = || Problem::refused("problem-hub-none");
        let seen = self.open().and_then(|()| self.open.as_mut().ok_or_else(none)?.sight(days));
        match seen {
            Ok(sight) => self.out.send(Event::Hub(HubEvent::Sight(Box::new(sight)))),
            Err(problem) => {
                self.out.send(Event::Refused { job: JobKind::Hub, problem: problem.clone() });
                if self.with.is_some() {
                    self.failed(problem);
                }
            }
        }
    }

    fn show_waiting(&mut self) {
        if let HubStanding::Waiting { problem, .. } = &self.shown {
            let standing = HubStanding::Waiting { problem: problem.clone(), behind: self.behind };
            self.show(standing);
        }
    }

    /// Tells a change; that another five seconds went by is none.
    fn show(&mut self, standing: HubStanding) {
        let minute = |standing: &HubStanding| match standing {
            HubStanding::Connected { at, behind, problem } => {
                Some((at.date_naive(), at.hour(), at.minute(), *behind, problem.clone()))
            }
            _ => None,
        };
        let same = match (minute(&self.shown), minute(&standing)) {
            (Some(before), Some(now)) => before == now,
            _ => self.shown == standing,
        };
        if !same {
            self.shown = standing.clone();
            self.out.send(Event::Hub(HubEvent::Standing(standing)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        assert_eq!([1, 2, 3, 6, 7, 8, 40, u32::MAX].map(wait_secs), [1, 2, 4, 32, 60, 60, 60, 60]);
        for _ in 0..100 {
            let wait = with_chance(Duration::from_mins(1));
            assert!((Duration::from_mins(1)..=Duration::from_secs(90)).contains(&wait));
        }
    }
}
