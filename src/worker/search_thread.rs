//! Search as you type. Only the newest question is answered; older ones in the queue are dropped unread.

use super::threads::{Out, Session};
use super::{Event, JobKind};
use crate::desk::Searcher;
use crate::desk::views::Match;
use crate::hospital::opd_form::OpdForm;
use crate::problem::Problem;
use crate::store::Reader;
use std::sync::mpsc::Receiver;
use std::time::Instant;

/// What is asked of this thread.
pub(super) enum Ask {
    Open(Box<Session>),
    Shut,
    Search { serial: u64, text: String },
    Similar { serial: u64, form: Box<OpdForm> },
}

#[derive(Default)]
struct Newest {
    search: Option<(u64, String)>,
    similar: Option<(u64, Box<OpdForm>)>,
}

pub(super) fn run(asks: &Receiver<Ask>, out: &Out) {
    let mut open: Option<(Box<Session>, Reader)> = None;
    while let Ok(first) = asks.recv() {
        let mut newest = Newest::default();
        take(first, &mut open, &mut newest, out);
        while let Ok(more) = asks.try_recv() {
            take(more, &mut open, &mut newest, out);
        }
        let Some((session, reader)) = &open else { continue };
        let searcher = Searcher { view: reader.read(), masters: &session.masters, today: (session.clock)().date_naive() };
        if let Some((serial, text)) = newest.search {
            answer(out, || searcher.search(&text), |lines, micros| Event::Found { serial, lines, micros });
        }
        if let Some((serial, form)) = newest.similar {
            answer(out, || searcher.similar(&form), |lines, micros| Event::Similar { serial, lines, micros });
        }
    }
}

fn take(ask: Ask, open: &mut Option<(Box<Session>, Reader)>, newest: &mut Newest, out: &Out) {
    match ask {
        Ask::Open(session) => match session.reader() {
            Ok(reader) => *open = Some((session, reader)),
            Err(error) => out.send(Event::Refused { job: JobKind::Search, problem: error.into() }),
        },
        Ask::Shut => *open = None,
        Ask::Search { serial, text } => newest.search = Some((serial, text)),
        Ask::Similar { serial, form } => newest.similar = Some((serial, form)),
    }
}

fn answer(out: &Out, find: impl FnOnce() -> Result<Vec<Match>, Problem>, event: impl FnOnce(Vec<Match>, u64) -> Event) {
    let start = Instant::now();
    match find() {
        Ok(lines) => out.send(event(lines, u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX))),
        Err(problem) => out.send(Event::Refused { job: JobKind::Search, problem }),
    }
}
