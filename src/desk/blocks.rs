//! Number blocks: how far each counter's patient numbers may go. The pack gives the first; the control room gives more, or ends them.
//!
//! A block that runs out warns and goes on: no list in the control room may stop a registration.

use super::Desk;
use super::register::checked_reason;
use crate::hospital::number::{CounterCode, SERIAL_MAX, Series};
use crate::hospital::permissions::Right;
use crate::journal::{Body, EntryId, Tells};
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

/// Name and version of this program, as a counter tells it.
pub const PROGRAM: &str = concat!("nirantar ", env!("CARGO_PKG_VERSION"));

/// Fact of the records: sequence up to which the second medium has everything.
pub(super) const SECOND_UPTO: &str = "second-upto";

/// A counter's block as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLine {
    pub counter: CounterCode,
    /// Last serial that it may give out.
    pub last: u32,
    /// When the control room gave more; `None` while it is the pack's.
    pub issued: Option<DateTime<FixedOffset>>,
    /// Why, and when it was ended.
    pub revoked: Option<(DateTime<FixedOffset>, String)>,
}

impl Desk {
    /// The block of a counter.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn block(&self, counter: &CounterCode) -> Result<BlockLine, Problem> {
        let last = self.masters().counter(counter).map_or(0, |c| c.block);
        let mut line = BlockLine { counter: counter.clone(), last, issued: None, revoked: None };
        for entry in self.rows()?.entries_of_kind("block.issued")? {
            if let Body::BlockIssued { counter: of, last, .. } = &entry.body
                && of == counter
                && *last > line.last
            {
                (line.last, line.issued) = (*last, Some(entry.header.time));
            }
        }
        for entry in self.rows()?.entries_of_kind("block.revoked")? {
            if let Body::BlockRevoked { counter: of, reason } = &entry.body
                && of == counter
            {
                line.revoked = line.revoked.max(Some((entry.header.time, reason.clone())));
            }
        }
        // Numbers given after an end open it again.
        if line.issued > line.revoked.as_ref().map(|(at, _)| *at) {
            line.revoked = None;
        }
        Ok(line)
    }

    /// Gives a counter more numbers. It learns of it by bundle, by hub, or by scanning the paper.
    ///
    /// # Errors
    /// `problem-counter-unknown`, `problem-block-smaller`, `problem-series-end`, or a problem of right or disk.
    pub fn issue_block(&mut self, counter: &CounterCode, more: u32, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::IssueNumbers)?;
        self.known_counter(counter)?;
        let last = self.block(counter)?.last;
        let last = last.saturating_add(more).min(SERIAL_MAX);
        if more == 0 || last <= self.block(counter)?.last {
            return Err(Problem::refused("problem-block-smaller").with("last", last.to_string()));
        }
        let body = Body::BlockIssued { counter: counter.clone(), last, reason: checked_reason(reason)? };
        Ok(self.append(body, Vec::new(), &[])?.0.header.id())
    }

    /// Ends a counter's numbers: it is not used any more.
    ///
    /// # Errors
    /// `problem-counter-unknown`, `problem-reason`, or a problem of right or disk.
    pub fn revoke_block(&mut self, counter: &CounterCode, reason: &str) -> Result<EntryId, Problem> {
        self.may(Right::IssueNumbers)?;
        self.known_counter(counter)?;
        let body = Body::BlockRevoked { counter: counter.clone(), reason: checked_reason(reason)? };
        Ok(self.append(body, Vec::new(), &[])?.0.header.id())
    }

    fn known_counter(&self, counter: &CounterCode) -> Result<(), Problem> {
        match self.masters().counter(counter) {
            Some(_) => Ok(()),
            None => Err(Problem::refused("problem-counter-unknown").with("counter", counter.as_str())),
        }
    }

    /// Patient numbers left in this counter's block, and the block.
    pub(super) fn numbers_left(&self) -> Result<(u32, BlockLine), Problem> {
        let block = self.block(&self.counter.file.counter)?;
        let given = self.store.next_serial(Series::Patient) - 1;
        Ok((block.last.saturating_sub(given), block))
    }

    /// What this counter tells the control room of itself.
    pub(super) fn tells(&self) -> Result<Tells, Problem> {
        let (waiting, failed, _) = self.rows()?.print_counts()?;
        Ok(Tells {
            numbers_left: self.numbers_left()?.0,
            unprinted: waiting + failed,
            second: self.second_upto()?,
            program: PROGRAM.to_owned(),
            pack: self.masters().hospital.version,
        })
    }

    /// Sequence up to which the second medium has everything; `None` where there is none.
    pub(super) fn second_upto(&self) -> Result<Option<u64>, Problem> {
        Ok(self.rows()?.fact(SECOND_UPTO)?.and_then(|text| text.parse().ok()))
    }
}
