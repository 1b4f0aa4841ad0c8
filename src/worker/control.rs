//! Jobs and events of the control room, of conflicts and of merges; each arm calls one function of the desk. The whole hospital is looked
//! at by the long thread: a registration at this counter does not wait for it.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, long_thread};
use crate::desk::{Conflict, ControlView, Evidence};
use crate::hospital::number::{CounterCode, Number};
use crate::hospital::permissions::Right;
use crate::journal::{ChainHash, EntryId};
use crate::problem::Problem;
use std::sync::Arc;

/// What can be asked.
#[derive(Clone)]
pub enum ControlJob {
    /// How the whole hospital stands. Answer: `View`.
    Look,
    /// More numbers for a counter. Answer: `Numbers`.
    Issue { counter: CounterCode, more: u32, reason: String },
    /// No more numbers for a counter. Answer: `Numbers`.
    Revoke { counter: CounterCode, reason: String },
    /// Everything that contradicts itself. Answer: `Conflicts`.
    Conflicts,
    /// What one side says of a patient stands. Answer: `Settled`.
    SettlePatient { patient: EntryId, keep: EntryId, reason: String },
    /// One of the entries at an address counts. `again`: the other is written anew. Answer: `Settled`.
    SettleFork { at: EntryId, keep: ChainHash, again: bool, reason: String },
    /// Two records side by side. Answer: `Compared`.
    Compare { one: EntryId, other: EntryId },
    /// They are of one person; `keep` leads. Answer: `Merged`.
    Merge { keep: EntryId, with: EntryId, reason: String },
    /// They are two after all. Answer: `Parted`.
    Part { one: EntryId, other: EntryId, reason: String },
}

/// What comes of it.
#[derive(Clone)]
pub enum ControlEvent {
    View(Arc<ControlView>),
    Numbers {
        counter: CounterCode,
        entry: EntryId,
    },
    Conflicts(Arc<Vec<Conflict>>),
    /// `anew`: the new number of the patient that was written anew.
    Settled {
        entry: EntryId,
        anew: Option<Number>,
    },
    Compared(Box<Evidence>),
    Merged {
        keep: EntryId,
        with: EntryId,
    },
    Parted {
        one: EntryId,
        other: EntryId,
    },
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &ControlJob) -> JobKind {
    match job {
        ControlJob::Look | ControlJob::Issue { .. } | ControlJob::Revoke { .. } => JobKind::Control,
        ControlJob::Conflicts | ControlJob::SettlePatient { .. } | ControlJob::SettleFork { .. } => JobKind::Conflict,
        ControlJob::Compare { .. } | ControlJob::Merge { .. } | ControlJob::Part { .. } => JobKind::Merge,
    }
}

impl DeskThread {
    pub(super) fn control(&mut self, job: ControlJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let (told, saved) = match job {
            ControlJob::Look => {
                desk.may(Right::SeeHospital)?;
                // The long thread reads over a connection of its own: what was saved last must be in the rows.
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::Control));
                return Ok(());
            }
            ControlJob::Conflicts => (ControlEvent::Conflicts(Arc::new(desk.conflicts()?)), false),
            ControlJob::Compare { one, other } => (ControlEvent::Compared(Box::new(desk.compare_patients(&one, &other)?)), false),
            ControlJob::Issue { counter, more, reason } => {
                let entry = desk.issue_block(&counter, more, &reason)?;
                (ControlEvent::Numbers { counter, entry }, true)
            }
            ControlJob::Revoke { counter, reason } => {
                let entry = desk.revoke_block(&counter, &reason)?;
                (ControlEvent::Numbers { counter, entry }, true)
            }
            ControlJob::SettlePatient { patient, keep, reason } => {
                (ControlEvent::Settled { entry: desk.settle_patient(&patient, &keep, &reason)?, anew: None }, true)
            }
            ControlJob::SettleFork { at, keep, again, reason } => {
                let entry = desk.settle_fork(&at, keep, again, &reason)?;
                let anew = desk.written_anew(&entry)?;
                (ControlEvent::Settled { entry, anew }, true)
            }
            ControlJob::Merge { keep, with, reason } => {
                desk.merge_patients(&keep, &with, &reason)?;
                (ControlEvent::Merged { keep, with }, true)
            }
            ControlJob::Part { one, other, reason } => {
                desk.unmerge_patients(&one, &other, &reason)?;
                (ControlEvent::Parted { one, other }, true)
            }
        };
        if saved {
            self.after_save(Vec::new(), Event::Control(told));
        } else {
            self.out.send(Event::Control(told));
        }
        Ok(())
    }
}
