//! The print queue's thread: one paper after the other, tried again after a while, never in the way of saving.

use super::threads::{Back, In, Session};
use crate::desk::printing::{prepare, print_one, printer_name, printer_of, retry_secs};
use crate::desk::settings::Settings;
use crate::store::{PrintState, PrintUpdate, Reader};
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

/// What is asked of this thread.
pub(super) enum Ask {
    Open(Box<Session>),
    Shut,
    /// The printer was changed.
    Settings(Box<Settings>),
    /// Get this paper out.
    Print(u64),
}

/// Longest sleep while nothing is due.
const IDLE: Duration = Duration::from_hours(1);

struct Printing {
    open: Option<(Box<Session>, Reader)>,
    now: VecDeque<u64>,
    later: Vec<(Instant, u64)>,
}

pub(super) fn run(asks: &Receiver<Ask>, back: &SyncSender<In>) {
    let mut printing = Printing { open: None, now: VecDeque::new(), later: Vec::new() };
    loop {
        let wait = printing.until_due();
        match asks.recv_timeout(wait) {
            Ok(ask) => printing.take(ask),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        while let Ok(ask) = asks.try_recv() {
            printing.take(ask);
        }
        printing.wake_due();
        if let Some(id) = printing.now.pop_front()
            && let Some(update) = printing.print(id)
        {
            drop(back.send(In::Back(Back::Printed { id, update })));
        }
    }
}

impl Printing {
    fn until_due(&self) -> Duration {
        if !self.now.is_empty() {
            return Duration::ZERO;
        }
        let now = Instant::now();
        self.later.iter().map(|(at, _)| at.saturating_duration_since(now)).min().unwrap_or(IDLE)
    }

    fn wake_due(&mut self) {
        let now = Instant::now();
        let due: Vec<u64> = self.later.iter().filter(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        self.later.retain(|(at, _)| *at > now);
        self.now.extend(due);
    }

    fn take(&mut self, ask: Ask) {
        match ask {
            Ask::Open(session) => {
                // A folder that cannot be made is told with the first paper that should go there.
                drop(prepare(&session.place));
                self.open = session.reader().ok().map(|reader| (session, reader));
            }
            Ask::Shut => *self = Self { open: None, now: VecDeque::new(), later: Vec::new() },
            Ask::Settings(settings) => {
                if let Some((session, _)) = &mut self.open {
                    session.settings = *settings;
                }
            }
            Ask::Print(id) => {
                self.later.retain(|(_, other)| *other != id);
                if !self.now.contains(&id) {
                    self.now.push_back(id);
                }
            }
        }
    }

    fn print(&mut self, id: u64) -> Option<PrintUpdate> {
        let (session, reader) = self.open.as_ref()?;
        let row = reader.read().print(id).ok()??;
        if matches!(row.state, PrintState::Printed | PrintState::Cancelled) {
            return None;
        }
        let choice = session.settings.printer_for(row.size);
        let (printer, name) = (printer_of(choice, &session.place), printer_name(choice));
        let now = (session.clock)();
        let update = print_one(reader.read(), (&session.masters, &session.file), &row, (&*printer, &name), now);
        if update.state == PrintState::Waiting {
            self.later.push((Instant::now() + Duration::from_secs(retry_secs(row.tries + 1)), id));
        }
        Some(update)
    }
}
