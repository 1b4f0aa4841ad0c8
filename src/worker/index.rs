//! Jobs and events of the patient index. Opening and closing are the desk's; the search thread looks how it stands and says so.

use super::desk_thread::{DeskThread, State};
use super::{JobKind, Secret, long_thread, search_thread};
use crate::desk::views::{IndexChecked, IndexStanding};
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use std::sync::atomic::Ordering;

/// Login and password of an officer, typed beside the one who works; `None` where that one is an officer.
pub type OfficerSecret = Option<(String, Secret)>;

/// What can be asked of the patient index.
#[derive(Clone)]
pub enum IndexJob {
    /// Answer: `Standing`, or `Refused` with [`JobKind::Index`].
    Open { officer: OfficerSecret },
    /// Answer: `Standing`, or `Refused` with [`JobKind::Index`].
    Close { officer: OfficerSecret },
    /// Look again how it stands. Answer: `Standing`.
    Look,
    /// Read every page. Progress events of [`JobKind::IndexCheck`]; answer: `Checked`, or `Cancelled`.
    Check,
}

/// What comes of it.
#[derive(Clone)]
pub enum IndexEvent {
    /// After each sign-in, and after every change.
    Standing(IndexStanding),
    /// The index could not answer a search; own records were searched. Told once, until it is opened or looked at again.
    Trouble(Problem),
    Checked(IndexChecked),
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &IndexJob) -> JobKind {
    match job {
        IndexJob::Open { .. } | IndexJob::Close { .. } | IndexJob::Look => JobKind::Index,
        IndexJob::Check => JobKind::IndexCheck,
    }
}

impl DeskThread {
    pub(super) fn index(&mut self, job: IndexJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            IndexJob::Open { officer } => {
                desk.open_index(officer.as_ref().map(|(login, password)| (login.as_str(), password.as_str())))?;
                self.look_at_index()?;
                self.send_status();
            }
            IndexJob::Close { officer } => {
                desk.close_index(officer.as_ref().map(|(login, password)| (login.as_str(), password.as_str())))?;
                self.look_at_index()?;
                self.send_status();
            }
            IndexJob::Look => self.look_at_index()?,
            IndexJob::Check => {
                desk.may(Right::Verify)?;
                let way = Box::new(desk.index_way()?);
                self.sides.cancel.store(false, Ordering::Relaxed);
                drop(self.sides.long.send(long_thread::Ask::CheckIndex { way }));
            }
        }
        Ok(())
    }

    /// Has the search thread look: the file may lie on a folder of the network, and nobody waits for that.
    pub(super) fn look_at_index(&self) -> Result<(), Problem> {
        if let State::Open(desk) = &self.state {
            drop(self.sides.search.send(search_thread::Ask::Index(Box::new(desk.index_way()?))));
        }
        Ok(())
    }
}
