//! Typing: a clerk's share is taken beside the desk, a batch a step; what is typed is written by the desk thread at once, and the next record
//! comes with it.

use super::super::desk_thread::{DeskThread, State};
use super::super::{Event, HandoverEvent, JobKind};
use super::beside::Beside;
use super::steps::Step;
use crate::desk::Desk;
use crate::desk::handover::{PassWish, TypingAt, typing_batches};
use crate::journal::{Answer, RecordKey};
use crate::problem::Problem;
use crate::store::Reader;
use std::sync::Arc;

/// What can be asked of the typing. `later` are records that were put off: they come after all others.
#[derive(Clone)]
pub enum TypingJob {
    /// Take a share of the backlog. Progress of [`JobKind::Typing`]; answer: `Begun`, or `Cancelled`.
    Begin { wish: PassWish },
    /// Where the clerk stands. Answer: `At`.
    Look { later: Vec<RecordKey> },
    /// A record was typed, or not taken. `sure`: whoever typed was told what speaks against the number. Answer: `Typed`, then `At`.
    Typed { record: RecordKey, answer: Answer, sure: bool, later: Vec<RecordKey> },
    /// Another number for what was typed a moment ago. Answer: `Mended`, then `At`.
    Mend { record: RecordKey, central: String, later: Vec<RecordKey> },
}

/// What comes of it.
#[derive(Clone)]
pub enum TypingEvent {
    /// So many records were taken.
    Begun {
        records: u64,
    },
    At(Arc<TypingAt>),
    Typed {
        record: RecordKey,
    },
    /// `contradicted`: both numbers are kept until an officer says which counts.
    Mended {
        record: RecordKey,
        contradicted: bool,
    },
}

impl Beside<'_> {
    /// Takes a share. Batches that were written down stand when it is stopped.
    pub(super) fn begin_typing(&self, wish: &PassWish, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let batches = typing_batches(self.source(reader), wish, &mut |done, of| self.progress(done, of))?;
        let Some(batches) = batches else { return Ok(None) };
        let (mut records, of) = (0, batches.iter().map(|batch| batch.lines.len() as u64).sum());
        for batch in batches {
            records += batch.lines.len() as u64;
            self.write(Step::Batch(batch))?;
            if !self.progress(records, of) {
                return Ok(None);
            }
        }
        Ok(Some(HandoverEvent::Typing(TypingEvent::Begun { records })))
    }
}

impl DeskThread {
    /// What the desk thread does itself; beginning is not among it.
    pub(super) fn typing(&mut self, job: TypingJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let (later, saved) = match job {
            TypingJob::Begin { .. } => return Ok(()),
            TypingJob::Look { later } => (later, None),
            TypingJob::Typed { record, answer, sure, later } => {
                desk.typed(&record, answer, sure)?;
                (later, Some(TypingEvent::Typed { record }))
            }
            TypingJob::Mend { record, central, later } => {
                let contradicted = desk.mend_typed(&record, &central)?;
                (later, Some(TypingEvent::Mended { record, contradicted }))
            }
        };
        let Some(saved) = saved else {
            let at = told(desk, &later)?;
            self.out.send(at);
            return Ok(());
        };
        // Told by itself: what was typed is saved, whatever the next record brings.
        self.out.send(Event::Handover(HandoverEvent::Typing(saved)));
        let at = told(desk, &later).unwrap_or_else(|problem| Event::Refused { job: JobKind::Typing, problem });
        self.after_save(Vec::new(), at);
        Ok(())
    }
}

fn told(desk: &Desk, later: &[RecordKey]) -> Result<Event, Problem> {
    let at: TypingAt = desk.typing_at(later)?;
    Ok(Event::Handover(HandoverEvent::Typing(TypingEvent::At(Arc::new(at)))))
}
