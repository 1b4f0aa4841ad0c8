//! What is shown of the hub: how this counter stands with it, and what it knows of all.

use crate::journal::Tells;
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::Serialize;

/// How a counter stands with its hub.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum HubStanding {
    /// It has none.
    #[default]
    None,
    /// It is asking for the first time.
    Asking,
    /// It answers. `at`: when it last did, by our clock. `behind`: entries that it does not have yet. `problem`: what it would not take or give.
    Connected { at: DateTime<FixedOffset>, behind: u64, problem: Option<Problem> },
    /// It does not answer, or refuses; tried again by itself.
    Waiting { problem: Problem, behind: u64 },
}

/// An installation as the hub knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubCounterLine {
    /// `K7A`.
    pub installation: String,
    /// When it was heard last by cable, by the hub's clock, and how long ago; none where it only came by stick.
    pub seen: Option<DateTime<Utc>>,
    pub silent_secs: Option<u64>,
    pub entries: u64,
    /// Sequences that are missing, first and last.
    pub gaps: Vec<(u64, u64)>,
    /// Entries at addresses that others have taken.
    pub forks: u64,
    /// What it says of itself.
    pub says: Option<Tells>,
}

/// Entries of a kind within an hour, of all counters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubHour {
    pub day: NaiveDate,
    pub hour: u32,
    pub kind: String,
    pub entries: u64,
}

/// What the hub knows, at one moment of its own clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubSight {
    pub address: String,
    /// Last day with a partition of its own; later ones are kept too, all in one.
    pub prepared: NaiveDate,
    pub now: DateTime<Utc>,
    pub counters: Vec<HubCounterLine>,
    pub hours: Vec<HubHour>,
}
