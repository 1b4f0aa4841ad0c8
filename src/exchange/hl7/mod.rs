//! The HL7 v2.5.1 road: one record of the hand-over into messages (ADT A01 A02 A03 A04 A08 A11 A40, OML^O21, ORU^R01), many records into a
//! batch file, MLLP frames.
//!
//! The same record gives the same bytes, whenever and wherever: times are the record's own, the control ids come from its key. Owns what a
//! message says of a record. Never queries, never reads a clock, never sends; a drill is refused. Never an Aadhaar number, not even its
//! last four digits: no identifier type of table 0203 lets a receiver know that it is a part of one.
//!
//! Source: HL7 v2.5.1, chapters 2 (control), 3 (patient administration), 4 (orders), 7 (observations).
//!
//! What was decided where the standard leaves room:
//! - A new person is A04 with `PV1-2 N`: A28 would be the event for a person without a visit, but receivers of this list know A04, and
//!   ADT_A01 asks for a PV1. A link is A40: the central number survives, ours is retired.
//! - A person whose details were corrected is told as A04 *and* A08. Whether the receiver had the A04 before is not for the bytes to know;
//!   who had it takes the A08, who had not takes both, and nobody is made twice, because PID-3 is the same.
//! - What was taken back is told as it was begun and then cancelled (A11, the event that takes back an A01 or A04), so that it ends
//!   as cancelled at every receiver and its number is accounted for. A registration taken back is an A08 that says so: the events
//!   that delete a patient (A23, A29) are never sent, because what may hold a patient is a person's to delete. An order taken back is a
//!   cancel request alone, because an order that stands open for a moment may be carried out.

mod adt;
mod batch;
mod codes;
mod control;
mod head;
mod lab;
mod mllp;
mod parts;
mod pv1;
mod registers;
mod results;
mod stay;
pub(in crate::exchange) mod write;

pub use batch::{BatchName, batch_file};
pub use control::{ControlId, MESSAGES_MAX};
pub use mllp::{FRAME_MAX_BYTES, FrameFault, Unframer, frame};

use super::{Batch, Record, What, may_leave, record_of_mode};
use crate::hospital::lab::Catalogue;
use crate::hospital::number::Mode;
use crate::journal::fold::CaseBody;
use crate::journal::{Mark, RecordKind};
use crate::problem::{Problem, Trouble};
use head::Messages;

/// Turns records into messages.
pub struct Hl7Road<'a> {
    batch: Batch<'a>,
    catalogue: Catalogue,
}

impl<'a> Hl7Road<'a> {
    /// The road for the records of one counter's view.
    ///
    /// # Errors
    /// Refused for a drill.
    pub fn new(batch: &Batch<'a>) -> Result<Self, Problem> {
        may_leave(batch.mode)?;
        Ok(Self { batch: *batch, catalogue: Catalogue::of(batch.masters) })
    }

    /// False for what no message of this road tells: indents, and that a merge was taken back (A40 has no opposite). They go another road.
    #[must_use]
    pub const fn carries(record: &Record<'_>) -> bool {
        !matches!(record.key.kind, RecordKind::Indent) && !matches!(record.what, What::Merge { parted: Some(_), .. })
    }

    /// Appends the messages of a record: segments that end in CR, UTF-8. [`mark`] names what was written.
    ///
    /// # Errors
    /// Refused for a kind that the road does not carry, for a result without a value, for more than [`MESSAGES_MAX`] messages; damaged for
    /// a number of another mode or a record without its patient. Nothing was appended then.
    pub fn record(&self, record: &Record<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        let from = into.len();
        let written = self.write(record, into);
        if written.is_err() {
            into.truncate(from);
        }
        written
    }

    fn write(&self, record: &Record<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        record_of_mode(record, self.batch.mode)?;
        if !Self::carries(record) {
            return Err(Problem::refused("problem-hl7-kind"));
        }
        let patient = record
            .patient
            .ok_or_else(|| Problem::new(Trouble::Damaged, "problem-hl7-patient").with("record", record.key.to_string()))?;
        let mut messages = Messages::new(self, record.key, into);
        match record.what {
            What::Identity => adt::identity(&mut messages, patient),
            What::Merge { leads, parted: None } => adt::merge(&mut messages, patient, leads),
            What::Merge { .. } => return Err(Problem::refused("problem-hl7-kind")),
            What::Visit(row) => adt::visit(&mut messages, patient, row),
            What::Result(row, from) => {
                if let Some(order) = row.case.order() {
                    results::write(&mut messages, patient, (row, order), from);
                }
            }
            What::Case(row, from) => match &row.case.body {
                CaseBody::Stay(state) => stay::stay(&mut messages, patient, row, state),
                CaseBody::Arrival(state) => stay::arrival(&mut messages, patient, row, state),
                CaseBody::Record(state) => registers::write(&mut messages, patient, row, state),
                CaseBody::Order(order) => lab::write(&mut messages, patient, (row, order), from),
                CaseBody::Roll { .. } => {}
            },
        }
        messages.end()
    }

    fn site(&self) -> &str {
        &self.batch.masters.hospital.site
    }

    /// HL7 table 0103.
    const fn processing(&self) -> &'static str {
        match self.batch.mode {
            Mode::Event => "P",
            Mode::Drill | Mode::Demo => "T",
        }
    }

    /// MSH-3; the demo's says that nothing of it is real.
    const fn sender(&self) -> &'static str {
        sender(self.batch.mode)
    }
}

const fn sender(mode: Mode) -> &'static str {
    match mode {
        Mode::Demo => "NIRANTAR-DEMO",
        Mode::Event | Mode::Drill => "NIRANTAR",
    }
}

/// The mark of a record's messages. Each control id ends in four characters that are taken from the mark, so that an answer leads back
/// to the version it is about ([`ControlId::is_version`]); they count as `0000` in it.
#[must_use]
pub fn mark(messages: &[u8]) -> Mark {
    let mut bytes = messages.to_vec();
    for end in control_ends(messages) {
        if let Some(version) = end.checked_sub(control::VERSION_CHARS).and_then(|from| bytes.get_mut(from..end)) {
            version.fill(b'0');
        }
    }
    Mark::of(&bytes)
}

/// The control ids of messages, in their order.
pub fn control_ids(messages: &[u8]) -> impl Iterator<Item = &str> {
    control_ends(messages).filter_map(|end| {
        let before = messages.get(..end)?;
        let from = before.iter().rposition(|b| *b == b'|')? + 1;
        std::str::from_utf8(before.get(from..)?).ok()
    })
}

/// Where each MSH-10 ends.
fn control_ends(messages: &[u8]) -> impl Iterator<Item = usize> {
    let mut from = 0;
    messages.split(|b| *b == b'\r').filter_map(move |segment| {
        let start = from;
        from += segment.len() + 1;
        let bars = segment.iter().enumerate().filter(|(_, b)| **b == b'|');
        let end = bars.map(|(at, _)| at).nth(9);
        end.filter(|_end| segment.starts_with(b"MSH")).map(|end| start + end)
    })
}
