//! What the control room's screen asks: counters, when they were heard, what is held of them, entries an hour.

use super::ranges::Ranges;
use super::{Hub, HubError};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// One installation as the hub knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HubCounter {
    /// When it was heard last, by the hub's clock.
    pub seen: Option<DateTime<Utc>>,
    pub held: Ranges,
    /// Entries at addresses that others have taken.
    pub forks: u64,
    /// What it says of itself, as JSON; see `desk::hub`.
    pub told: String,
}

/// Entries of a kind within an hour of a day, of all counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubPulse {
    pub day: NaiveDate,
    pub hour: u32,
    pub kind: String,
    pub entries: u64,
}

/// All of it, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubFigures {
    /// The hub's clock.
    pub now: DateTime<Utc>,
    /// By installation: `K7A`.
    pub counters: BTreeMap<String, HubCounter>,
    pub pulse: Vec<HubPulse>,
}

const HELD: &str = "SELECT installation, stretches FROM nirantar.held WHERE site = $1";
const SEEN: &str = "SELECT installation, seen, told FROM nirantar.counter WHERE site = $1";
const FORKS: &str = "SELECT installation, sum(last - first + 1)::bigint AS forks FROM nirantar.batch \
                     WHERE site = $1 AND is_fork GROUP BY installation";
const PULSE: &str = "SELECT day, hour, kind, sum(entries)::bigint AS entries FROM nirantar.pulse \
                     WHERE site = $1 AND day BETWEEN $2 AND $3 GROUP BY day, hour, kind ORDER BY day, hour, kind";
const NOW: &str = "SELECT now()";

impl Hub {
    /// The figures, with the pulse of the days from the first to the last.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn figures(&mut self, days: (NaiveDate, NaiveDate)) -> Result<HubFigures, HubError> {
        let now = self.client.query_one(NOW, &[])?.try_get(0)?;
        let mut counters: BTreeMap<String, HubCounter> = BTreeMap::new();
        let statement = self.statement(HELD)?;
        for row in self.client.query(&statement, &[&self.site])? {
            counters.entry(row.try_get(0)?).or_default().held = Ranges::read(row.try_get(1)?)?;
        }
        let statement = self.statement(SEEN)?;
        for row in self.client.query(&statement, &[&self.site])? {
            let counter = counters.entry(row.try_get(0)?).or_default();
            (counter.seen, counter.told) = (Some(row.try_get(1)?), row.try_get(2)?);
        }
        let statement = self.statement(FORKS)?;
        for row in self.client.query(&statement, &[&self.site])? {
            counters.entry(row.try_get(0)?).or_default().forks = u64::try_from(row.try_get::<_, i64>(1)?).unwrap_or(0);
        }
        Ok(HubFigures { now, counters, pulse: self.pulse(days)? })
    }

    fn pulse(&mut self, (first, last): (NaiveDate, NaiveDate)) -> Result<Vec<HubPulse>, HubError> {
        let statement = self.statement(PULSE)?;
        let rows = self.client.query(&statement, &[&self.site, &first, &last])?;
        rows.iter()
            .map(|row| {
                Ok(HubPulse {
                    day: row.try_get(0)?,
                    hour: u32::try_from(row.try_get::<_, i16>(1)?).unwrap_or(0),
                    kind: row.try_get(2)?,
                    entries: u64::try_from(row.try_get::<_, i64>(3)?).unwrap_or(0),
                })
            })
            .collect()
    }
}
