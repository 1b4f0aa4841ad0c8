//! The way of a tube: label printed, collected, on the way, received, on the bench; or rejected. What comes after, its results say.
//!
//! A step may come out of order (a tube is received that nobody scanned out) but never back from the dead: a rejected or discarded tube
//! takes no step any more. A step that does not fit is kept and named.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What is done with a tube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TubeStep {
    Collected,
    Sent,
    Received,
    Bench,
    Rejected,
    /// Thrown away, by rule, once it is done with.
    Discarded,
}

impl TubeStep {
    pub const ALL: [Self; 6] = [Self::Collected, Self::Sent, Self::Received, Self::Bench, Self::Rejected, Self::Discarded];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Collected => "collected",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Bench => "bench",
            Self::Rejected => "rejected",
            Self::Discarded => "discarded",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == text)
    }

    /// The place it brings the tube to.
    #[must_use]
    pub const fn place(self) -> TubePlace {
        match self {
            Self::Collected => TubePlace::Collected,
            Self::Sent => TubePlace::OnTheWay,
            Self::Received => TubePlace::Received,
            Self::Bench => TubePlace::Bench,
            Self::Rejected => TubePlace::Rejected,
            Self::Discarded => TubePlace::Discarded,
        }
    }
}

/// Where a tube is. The order is that of its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TubePlace {
    /// The label is printed; nobody said that it was filled.
    #[default]
    Labelled,
    Collected,
    OnTheWay,
    Received,
    Bench,
    /// Every test has a value; none may be released yet.
    Resulted,
    Verified,
    /// The report was printed.
    Reported,
    /// The report is in the hands of who asked.
    Handed,
    Rejected,
    Discarded,
    /// The order was taken back.
    Cancelled,
}

impl TubePlace {
    pub const ALL: [Self; 12] = [
        Self::Labelled,
        Self::Collected,
        Self::OnTheWay,
        Self::Received,
        Self::Bench,
        Self::Resulted,
        Self::Verified,
        Self::Reported,
        Self::Handed,
        Self::Rejected,
        Self::Discarded,
        Self::Cancelled,
    ];

    /// As in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Labelled => "labelled",
            Self::Collected => "collected",
            Self::OnTheWay => "on-the-way",
            Self::Received => "received",
            Self::Bench => "bench",
            Self::Resulted => "resulted",
            Self::Verified => "verified",
            Self::Reported => "reported",
            Self::Handed => "handed",
            Self::Rejected => "rejected",
            Self::Discarded => "discarded",
            Self::Cancelled => "cancelled",
        }
    }

    /// Its words: `place-received`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Labelled => "place-labelled",
            Self::Collected => "place-collected",
            Self::OnTheWay => "place-on-the-way",
            Self::Received => "place-received",
            Self::Bench => "place-bench",
            Self::Resulted => "place-resulted",
            Self::Verified => "place-verified",
            Self::Reported => "place-reported",
            Self::Handed => "place-handed",
            Self::Rejected => "place-rejected",
            Self::Discarded => "place-discarded",
            Self::Cancelled => "place-cancelled",
        }
    }

    /// True where a tube ends; everything else is on the pending list.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Handed | Self::Rejected | Self::Discarded | Self::Cancelled)
    }
}

/// Why a step does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TubeMisfit {
    /// It was rejected, or thrown away.
    Gone,
    /// Scanned twice: it is there already.
    Again,
    /// The tube stands further on.
    Back,
}

/// The way so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TubeWay {
    /// Up to the bench, or rejected or discarded; results say the rest.
    pub place: TubePlace,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DateTime<FixedOffset>>,
}

impl TubeWay {
    /// Whether a step may come now.
    ///
    /// # Errors
    /// [`TubeMisfit`].
    pub fn may(&self, step: TubeStep) -> Result<(), TubeMisfit> {
        if matches!(self.place, TubePlace::Rejected | TubePlace::Discarded) {
            return Err(TubeMisfit::Gone);
        }
        let to = step.place();
        // To another bench it may go; to any other place only once.
        if to == self.place && step != TubeStep::Bench {
            return Err(TubeMisfit::Again);
        }
        if to < self.place && !matches!(step, TubeStep::Rejected | TubeStep::Discarded) {
            return Err(TubeMisfit::Back);
        }
        Ok(())
    }

    /// Takes a step. A collection that is told late fills in its time without moving the tube back.
    ///
    /// # Errors
    /// [`TubeMisfit`]; nothing changes then, but for the time of a collection that nobody had told yet.
    pub fn take(&mut self, step: TubeStep, at: DateTime<FixedOffset>) -> Result<(), TubeMisfit> {
        if step == TubeStep::Collected && self.collected.is_none() {
            self.collected = Some(at);
            if self.place > TubePlace::Collected {
                return Ok(());
            }
        }
        self.may(step)?;
        self.place = step.place();
        match step {
            TubeStep::Received if self.received.is_none() => self.received = Some(at),
            TubeStep::Rejected | TubeStep::Discarded => self.ended = Some(at),
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2022-11-24T{hour:02}:00:00+05:30")).unwrap()
    }

    #[test]
    fn a_tube_goes_forward_and_comes_back_from_nowhere() {
        let mut way = TubeWay::default();
        way.take(TubeStep::Collected, at(8)).unwrap();
        assert_eq!(way.take(TubeStep::Collected, at(9)), Err(TubeMisfit::Again));
        way.take(TubeStep::Received, at(9)).unwrap();
        assert_eq!(way.take(TubeStep::Sent, at(9)), Err(TubeMisfit::Back));
        way.take(TubeStep::Bench, at(10)).unwrap();
        way.take(TubeStep::Bench, at(11)).unwrap();
        way.take(TubeStep::Rejected, at(12)).unwrap();
        assert_eq!(way.take(TubeStep::Received, at(13)), Err(TubeMisfit::Gone));
        assert_eq!((way.collected, way.received, way.ended), (Some(at(8)), Some(at(9)), Some(at(12))));
    }

    #[test]
    fn a_collection_told_late_fills_its_time_in() {
        let mut way = TubeWay::default();
        way.take(TubeStep::Received, at(9)).unwrap();
        way.take(TubeStep::Collected, at(8)).unwrap();
        assert_eq!((way.place, way.collected), (TubePlace::Received, Some(at(8))));
    }
}
