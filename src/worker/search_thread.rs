//! Search as you type, over own records and the patient index. Only the newest question is answered; older ones in the queue are dropped
//! unread, one that is being answered is stopped.

use super::index::IndexEvent;
use super::threads::{Newest, Out, Session};
use super::{Event, JobKind};
use crate::desk::views::{Match, Matches};
use crate::desk::{Central, IndexWay, Searcher};
use crate::hospital::opd_form::OpdForm;
use crate::problem::Problem;
use crate::store::Reader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Instant;

/// What is asked of this thread.
pub(super) enum Ask {
    Open(Box<Session>),
    Shut,
    /// Look at the patient index, and open it where an officer has.
    Index(Box<IndexWay>),
    Search {
        serial: u64,
        text: String,
    },
    Similar {
        serial: u64,
        form: Box<OpdForm>,
    },
}

/// What was asked last of each kind.
#[derive(Default)]
struct Asked {
    search: Option<(u64, String)>,
    similar: Option<(u64, Box<OpdForm>)>,
}

struct SearchThread<'a> {
    out: &'a Out,
    open: Option<(Box<Session>, Reader)>,
    central: Option<Central>,
    /// The index is in trouble, and it was told.
    told: bool,
}

pub(super) fn run(asks: &Receiver<Ask>, out: &Out, newest: &Newest) {
    let mut thread = SearchThread { out, open: None, central: None, told: false };
    while let Ok(first) = asks.recv() {
        let mut asked = Asked::default();
        thread.take(first, &mut asked);
        while let Ok(more) = asks.try_recv() {
            thread.take(more, &mut asked);
        }
        if let Some((serial, text)) = asked.search {
            let found = |searcher: &Searcher<'_>| searcher.search(&text);
            thread.answer(serial, &newest.search, found, |lines, micros| Event::Found { serial, lines, micros });
        }
        if let Some((serial, form)) = asked.similar {
            let found = |searcher: &Searcher<'_>| searcher.similar(&form);
            thread.answer(serial, &newest.similar, found, |lines, micros| Event::Similar { serial, lines, micros });
        }
    }
}

impl SearchThread<'_> {
    fn take(&mut self, ask: Ask, asked: &mut Asked) {
        match ask {
            Ask::Open(session) => match session.reader() {
                Ok(reader) => self.open = Some((session, reader)),
                Err(error) => self.out.send(Event::Refused { job: JobKind::Search, problem: error.into() }),
            },
            Ask::Shut => (self.open, self.central) = (None, None),
            Ask::Index(way) => self.look(&way),
            Ask::Search { serial, text } => asked.search = Some((serial, text)),
            Ask::Similar { serial, form } => asked.similar = Some((serial, form)),
        }
    }

    fn look(&mut self, way: &IndexWay) {
        let (standing, central) = way.look();
        // What is wrong with it stands in the standing.
        (self.central, self.told) = (central.ok().flatten(), false);
        self.out.send(Event::Index(IndexEvent::Standing(standing)));
    }

    fn answer(
        &mut self,
        serial: u64,
        newest: &AtomicU64,
        find: impl FnOnce(&Searcher<'_>) -> Result<Matches, Problem>,
        event: impl FnOnce(Vec<Match>, u64) -> Event,
    ) {
        let Some((session, reader)) = &self.open else { return };
        let stop = || newest.load(Ordering::Relaxed) > serial;
        let (masters, today, central) = (&session.masters, (session.clock)().date_naive(), self.central.as_ref());
        let searcher = Searcher { view: reader.read(), masters, today, central, stop: &stop };
        let start = Instant::now();
        // A fault in the search must not end searching.
        let found = catch_unwind(AssertUnwindSafe(|| find(&searcher)));
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        match found.unwrap_or_else(|_panic| Err(Problem::device("problem-internal"))) {
            // Somebody has typed on; half an answer helps nobody.
            Ok(_) if stop() => {}
            Ok(found) => {
                self.out.send(event(found.lines, micros));
                if let Some(problem) = found.trouble.filter(|_| !self.told) {
                    self.told = true;
                    self.out.send(Event::Index(IndexEvent::Trouble(problem)));
                }
            }
            Err(problem) => self.out.send(Event::Refused { job: JobKind::Search, problem }),
        }
    }
}
