//! The watched stick: looks every two seconds for bundles of other counters and tells the window of them. It opens nothing, takes nothing.

use super::threads::{Out, Session};
use super::{CarryEvent, Event};
use crate::desk::{StickBundle, bundles_below, waiting_bundle};
use crate::store::Reader;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// What is asked of this thread.
pub(super) enum Ask {
    /// Somebody signed in, or chose another folder; none where nothing is watched, and when somebody signs out.
    Open(Option<Box<(Session, PathBuf)>>),
    /// Something was taken in: look again at all of them.
    Look,
}

/// Between two looks, in milliseconds.
const LOOK_MILLIS: u64 = 2_000;

struct Open {
    session: Session,
    reader: Reader,
    folder: PathBuf,
    /// Every bundle that lies there, and whether it is one to tell of.
    known: BTreeMap<PathBuf, Option<StickBundle>>,
}

pub(super) fn run(asks: &Receiver<Ask>, out: &Out) {
    let (mut open, mut told): (Option<Open>, Vec<StickBundle>) = (None, Vec::new());
    loop {
        let wait = if open.is_some() { Duration::from_millis(LOOK_MILLIS) } else { Duration::from_hours(1) };
        match asks.recv_timeout(wait) {
            Ok(Ask::Open(with)) => open = with.and_then(|with| begin(*with)),
            Ok(Ask::Look) => {
                if let Some(open) = &mut open {
                    open.known.clear();
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let now = open.as_mut().map(Open::look).unwrap_or_default();
        if now != told {
            told.clone_from(&now);
            out.send(Event::Carry(CarryEvent::OnStick(Arc::new(now))));
        }
    }
}

fn begin((session, folder): (Session, PathBuf)) -> Option<Open> {
    // A counter whose records do not open for reading says so elsewhere.
    let reader = session.reader().ok()?;
    Some(Open { session, reader, folder, known: BTreeMap::new() })
}

impl Open {
    /// What waits there now. Each file is read once while it lies there; a stick that comes again is looked at again.
    fn look(&mut self) -> Vec<StickBundle> {
        let there = bundles_below(&self.folder);
        self.known.retain(|path, _| there.binary_search(path).is_ok());
        for path in there {
            if !self.known.contains_key(&path)
                && let Ok(found) = waiting_bundle(&path, (&self.session.pack, &self.session.file), self.reader.read())
            {
                self.known.insert(path, found);
            }
        }
        self.known.values().flatten().cloned().collect()
    }
}
