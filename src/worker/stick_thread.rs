//! The watched stick and the scanner's folder: looks every two seconds for bundles of other counters and for scans that were not read, and tells
//! the window of them. It opens nothing, takes nothing.

use super::threads::{Out, Session};
use super::{CarryEvent, Event, PaperEvent};
use crate::desk::papers_in::{BundleKeys, ScansRead};
use crate::desk::{Place, StickBundle, bundles_below, waiting_bundle};
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
    /// Somebody signed in, or chose another folder for the scanner; none where there is none, and when somebody signs out.
    Scans(Option<Box<Scans>>),
    /// Something was taken in: look again at all of them.
    Look,
}

/// The scanner's folder.
pub(super) struct Scans {
    pub place: Place,
    pub folder: PathBuf,
    /// Whose second media count; no key is needed to look.
    pub keys: BundleKeys,
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
    let (mut scans, mut scans_told): (Option<(Box<Scans>, ScansRead)>, u64) = (None, 0);
    loop {
        let wait = if open.is_some() || scans.is_some() { Duration::from_millis(LOOK_MILLIS) } else { Duration::from_hours(1) };
        match asks.recv_timeout(wait) {
            Ok(Ask::Open(with)) => open = with.and_then(|with| begin(*with)),
            Ok(Ask::Scans(with)) => scans = with.map(|with| (ScansRead::of(&with.place), with)).map(|(read, with)| (with, read)),
            Ok(Ask::Look) => {
                if let Some(open) = &mut open {
                    open.known.clear();
                }
                if let Some((with, read)) = &mut scans {
                    *read = ScansRead::of(&with.place);
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
        let waiting = scans.as_ref().map_or(0, |(with, read)| read.waiting(&with.folder, &with.keys).len() as u64);
        if waiting != scans_told {
            scans_told = waiting;
            out.send(Event::Papers(PaperEvent::ScansWaiting(waiting)));
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
