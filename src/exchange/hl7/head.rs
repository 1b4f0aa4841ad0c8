//! The messages of one record, one after the other: MSH and EVN of each, and in the end their places and the version in the control ids.

use super::Hl7Road;
use super::control::{self, ControlId, MESSAGES_MAX, VERSION_CHARS};
use super::write::Segment;
use crate::journal::{Mark, RecordKey};
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

/// An event of chapter 3 with the structure of its message (HL7 v2.5.1, table 0354).
#[derive(Clone, Copy)]
pub(super) enum Event {
    Admit,
    Transfer,
    Discharge,
    Register,
    Update,
    Cancel,
    Merge,
}

impl Event {
    const fn code(self) -> &'static str {
        match self {
            Self::Admit => "A01",
            Self::Transfer => "A02",
            Self::Discharge => "A03",
            Self::Register => "A04",
            Self::Update => "A08",
            Self::Cancel => "A11",
            Self::Merge => "A40",
        }
    }

    const fn structure(self) -> &'static str {
        match self {
            Self::Admit | Self::Register | Self::Update => "ADT_A01",
            Self::Transfer => "ADT_A02",
            Self::Discharge => "ADT_A03",
            Self::Cancel => "ADT_A09",
            Self::Merge => "ADT_A39",
        }
    }
}

/// Who wrote something down, when, and when it happened.
#[derive(Clone, Copy)]
pub(super) struct Stamp<'r> {
    pub recorded: DateTime<FixedOffset>,
    pub occurred: DateTime<FixedOffset>,
    /// Login.
    pub by: &'r str,
}

/// Messages being written.
pub(super) struct Messages<'r, 'o> {
    pub road: &'r Hl7Road<'r>,
    pub key: &'r RecordKey,
    pub out: &'o mut Vec<u8>,
    /// Where the record's bytes begin.
    from: usize,
    /// Where each control id ends.
    ends: Vec<usize>,
}

impl<'r, 'o> Messages<'r, 'o> {
    pub fn new(road: &'r Hl7Road<'r>, key: &'r RecordKey, out: &'o mut Vec<u8>) -> Self {
        let from = out.len();
        Self { road, key, out, from, ends: Vec::new() }
    }

    pub fn site(&self) -> &'r str {
        self.road.site()
    }

    /// MSH, at the time of what it tells.
    pub fn head(&mut self, kind: &[&str; 3], at: DateTime<FixedOffset>) {
        let place = u16::try_from(self.ends.len()).unwrap_or(u16::MAX).saturating_add(1);
        self.out.extend_from_slice(b"MSH|^~\\&");
        let mut head = Segment::after(self.out, 2);
        head.text(3, self.road.sender()).text(4, self.road.site()).text(6, self.road.site());
        head.time(7, Some(at)).parts(9, kind);
        head.text(10, &ControlId::new(self.key.clone(), place, false).to_string());
        let end = self.out.len();
        self.ends.push(end);
        let mut rest = Segment::after(self.out, 10);
        rest.text(11, self.road.processing()).text(12, "2.5.1");
        // The answer that counts says whether the record was taken, not only that the message was read (§2.9.3).
        rest.text(15, "NE").text(16, "AL").text(17, "IND").text(18, "UNICODE UTF-8").end();
    }

    /// MSH and EVN of an ADT message.
    pub fn event(&mut self, event: Event, stamp: Stamp<'_>) {
        self.head(&["ADT", event.code(), event.structure()], stamp.recorded);
        let user = self.road.batch.masters.user(stamp.by).map_or("", |user| &user.name.en);
        let site = self.road.site();
        let mut evn = Segment::new(self.out, "EVN");
        evn.text(1, event.code()).time(2, Some(stamp.recorded));
        evn.parts(5, &[stamp.by, user, "", "", "", "", "", "", site]).time(6, Some(stamp.occurred)).text(7, site).end();
    }

    /// Marks the last message, and writes the version into every control id.
    ///
    /// # Errors
    /// Refused when there is no message, or there are too many.
    pub fn end(self) -> Result<(), Problem> {
        let count = u16::try_from(self.ends.len()).ok().filter(|count| *count <= MESSAGES_MAX);
        let Some(count) = count else {
            return Err(Problem::refused("problem-hl7-many").with("record", self.key.to_string()));
        };
        let Some(end) = self.ends.last().copied() else {
            return Err(Problem::refused("problem-hl7-nothing").with("record", self.key.to_string()));
        };
        let last = ControlId::new(self.key.clone(), count, true).to_string();
        if let Some(place) = end.checked_sub(last.len()).and_then(|from| self.out.get_mut(from..end)) {
            place.copy_from_slice(last.as_bytes());
        }
        let version = control::version(&Mark::of(self.out.get(self.from..).unwrap_or_default()));
        for end in self.ends {
            if let Some(place) = end.checked_sub(VERSION_CHARS).and_then(|from| self.out.get_mut(from..end)) {
                place.copy_from_slice(&version);
            }
        }
        Ok(())
    }
}
