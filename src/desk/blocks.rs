//! Number blocks: how far each counter's patient numbers may go. The pack gives the first; the control room gives more, or ends them.
//!
//! A block that runs out warns and goes on: no list in the control room may stop a registration.

use super::Desk;
use super::register::checked_reason;
use crate::hospital::number::{CounterCode, SERIAL_MAX, Series};
use crate::hospital::pack::{Counter, Masters};
use crate::hospital::permissions::Right;
use crate::journal::{Body, Entry, EntryId, Tells};
use crate::problem::Problem;
use crate::store::View;
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

/// The block of every counter of the pack, in its order.
///
/// # Errors
/// A problem of the disk.
pub fn blocks(view: View<'_>, masters: &Masters) -> Result<Vec<BlockLine>, Problem> {
    let line = |c: &Counter| BlockLine { counter: c.code.clone(), last: c.block, issued: None, revoked: None };
    let mut lines: Vec<BlockLine> = masters.counters.iter().map(line).collect();
    let mut said = view.entries_of_kind("block.issued")?;
    said.extend(view.entries_of_kind("block.revoked")?);
    for entry in &said {
        let (Body::BlockIssued { counter, .. } | Body::BlockRevoked { counter, .. }) = &entry.body else { continue };
        if let Some(line) = lines.iter_mut().find(|line| line.counter == *counter) {
            line.hear(entry);
        }
    }
    for line in &mut lines {
        // Numbers given after an end open it again.
        if line.issued > line.revoked.as_ref().map(|(at, _)| *at) {
            line.revoked = None;
        }
    }
    Ok(lines)
}

impl BlockLine {
    fn hear(&mut self, entry: &Entry) {
        let at = entry.header.time;
        match &entry.body {
            Body::BlockIssued { last, .. } if *last > self.last => (self.last, self.issued) = (*last, Some(at)),
            Body::BlockRevoked { reason, .. } => self.revoked = self.revoked.take().max(Some((at, reason.clone()))),
            _ => {}
        }
    }
}

impl Desk {
    /// The block of a counter; an empty one where the pack has no such counter.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn block(&self, counter: &CounterCode) -> Result<BlockLine, Problem> {
        let all = blocks(self.rows()?, self.masters())?;
        let none = || BlockLine { counter: counter.clone(), last: 0, issued: None, revoked: None };
        Ok(all.into_iter().find(|line| line.counter == *counter).unwrap_or_else(none))
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
            clock_behind: self.status()?.clock_behind,
        })
    }

    /// Sequence up to which the second medium has everything; `None` where there is none.
    pub(super) fn second_upto(&self) -> Result<Option<u64>, Problem> {
        Ok(self.rows()?.fact(SECOND_UPTO)?.and_then(|text| text.parse().ok()))
    }
}
