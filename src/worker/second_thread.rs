//! The second medium's thread: writes what was saved to another disk or a stick, while the desk goes on. A medium that is pulled out, full
//! or slow stops nobody; it is tried again, and catches up by itself.

use super::Event;
use super::threads::{Out, Session};
use crate::desk::{Desk, Second, SecondStanding, SecondWay};
use crate::problem::Problem;
use crate::store::Reader;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// What is asked of this thread.
pub(super) enum Ask {
    /// Somebody signed in, or chose another medium; none where no medium is wanted.
    Open(Option<Box<(Session, SecondWay)>>),
    /// Somebody signed out: write what waits, then say so.
    Shut(SyncSender<()>),
}

/// How often it looks for what was saved, in milliseconds: a quarter of the two seconds within which it is to be on the medium.
const LOOK_MILLIS: u64 = 500;
/// Looks between two tries of a medium that is in trouble.
const RETRY_LOOKS: u32 = 4;
/// Entries that wait before it says so: what one look finds while people save is no news.
const WAITING_TOLD: u64 = 20;

/// An open counter with a second medium.
struct Open {
    session: Session,
    reader: Reader,
    way: SecondWay,
    second: Option<Second>,
    /// Looks until the next try.
    pause: u32,
}

/// `upto`: own sequence up to which everything is on the medium; 0 where that is not known.
pub(super) fn run(asks: &Receiver<Ask>, out: &Out, upto: &Arc<AtomicU64>) {
    let (mut open, mut told): (Option<Open>, SecondStanding) = (None, SecondStanding::None);
    let mut tell = |standing: SecondStanding| {
        if standing != told {
            told = standing.clone();
            out.send(Event::Second(standing));
        }
    };
    loop {
        let wait = if open.is_some() { Duration::from_millis(LOOK_MILLIS) } else { Duration::from_hours(1) };
        match asks.recv_timeout(wait) {
            Ok(Ask::Open(with)) => {
                open = with.and_then(|with| begin(*with));
                upto.store(0, Ordering::Relaxed);
                // A medium that hangs never answers: that it is still being asked is then what is seen.
                tell(if open.is_some() { SecondStanding::Asking } else { SecondStanding::None });
            }
            Ok(Ask::Shut(done)) => {
                if let Some(mut open) = open.take() {
                    open.pause = 0;
                    open.look(&mut tell, upto);
                    open.end();
                }
                // Who waits for it has gone on after two seconds.
                let _heard = done.try_send(());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if let Some(open) = open.as_mut() {
            open.look(&mut tell, upto);
        }
    }
}

fn begin((session, way): (Session, SecondWay)) -> Option<Open> {
    // A counter whose records do not open for reading says so elsewhere.
    let reader = session.reader().ok()?;
    Some(Open { session, reader, way, second: None, pause: 0 })
}

impl Open {
    /// Writes what waits, and tells how the medium stands when that has changed.
    fn look(&mut self, tell: &mut dyn FnMut(SecondStanding), upto: &AtomicU64) {
        if self.pause > 0 {
            self.pause -= 1;
            return;
        }
        match self.write(tell) {
            Ok(last) => {
                upto.store(last, Ordering::Relaxed);
                tell(SecondStanding::Whole);
            }
            Err(problem) => {
                let waiting = self.second.take().and_then(|second| second.behind(self.reader.read()).ok());
                self.pause = RETRY_LOOKS;
                tell(SecondStanding::Trouble { waiting: waiting.unwrap_or(0), problem });
            }
        }
    }

    /// Gives the own sequence up to which everything is on the medium now.
    fn write(&mut self, tell: &mut dyn FnMut(SecondStanding)) -> Result<u64, Problem> {
        let view = self.reader.read();
        let second = match &mut self.second {
            Some(second) => second,
            empty @ None => empty.insert(self.way.attach(view)?),
        };
        let waiting = second.behind(view)?;
        if waiting >= WAITING_TOLD {
            tell(SecondStanding::Behind(waiting));
        }
        if waiting == 0 {
            // Nothing to write: is it still there?
            self.way.look()?;
        }
        second.catch_up(view, (self.session.clock)(), &|| true)?;
        let own =
            |run: &&crate::store::Held| (&run.counter, run.letter) == (&self.session.file.counter, self.session.file.letter);
        Ok(view.held()?.iter().rfind(own).map_or(0, |run| run.last))
    }

    fn end(&mut self) {
        if let Some(second) = self.second.as_mut() {
            // What was written is whole without its end too.
            drop(second.end_segment());
        }
    }
}

/// Brings the second medium up to date for a command that ends then, and says how it stands. One that does not answer within `limit` is
/// left alone: a stick that hangs holds up no registration, and what is missing on it is written the next time.
///
/// # Errors
/// A problem of the records; trouble of the medium itself is in the answer.
pub fn sync_second(desk: &mut Desk, limit: Duration) -> Result<SecondStanding, Problem> {
    let Some(way) = desk.second_way()? else { return Ok(SecondStanding::None) };
    // Rows of the last saves first: the thread reads them over a connection of its own.
    let waiting = desk.rows()?.held()?.iter().map(|run| run.last - run.first + 1).sum();
    let reader = Reader::open(&desk.counter().place.database(), desk.key())?;
    let (now, end) = (desk.now(), Instant::now() + limit);
    let slow = way.slow();
    let (done, heard) = sync_channel(1);
    super::threads::spawn("second", move || {
        // Who waited may have gone.
        drop(done.try_send(way.sync(reader.read(), now, &|| Instant::now() < end)));
    });
    // What it is writing when the time is up, it may finish.
    match heard.recv_timeout(limit + limit / 2) {
        Ok(standing) => {
            let standing = standing?;
            if standing == SecondStanding::Whole {
                desk.note_second(desk.store().last_sequence())?;
            }
            Ok(standing)
        }
        Err(_late) => Ok(SecondStanding::Trouble { waiting, problem: slow }),
    }
}
