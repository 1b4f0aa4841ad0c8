//! Making the tables, the row of a site, and a partition a day. Everything here may be done again.

use super::{Hub, HubError};
use crate::hospital::number::Mode;
use chrono::{Days, NaiveDate};

/// Version of the tables.
const VERSION: i32 = 1;
const SCHEMA: &str = include_str!("sql/schema.sql");
/// Days that one init prepares at most.
pub(super) const DAYS_MAX: u64 = 400;
const SITE: &str = "SELECT hub, mode, version, batch, key, prepared FROM nirantar.site WHERE site = $1";

/// A site as the hub has it.
#[derive(Clone)]
pub struct SiteRow {
    /// Name of this collection, drawn when it was made.
    pub hub: String,
    /// Number of the last push taken.
    pub batch: i64,
    /// The hub's key, sealed to the site's people.
    pub sealed_key: Vec<u8>,
    /// Last day with a partition of its own.
    pub prepared: NaiveDate,
}

/// A site that is to be collected here.
pub struct NewSite<'a> {
    pub hub: &'a str,
    pub mode: Mode,
    pub sealed_key: &'a [u8],
    /// First day with a partition of its own, and how many; at most 400.
    pub from: NaiveDate,
    pub days: u64,
}

const fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Event => "event",
        Mode::Drill => "drill",
        Mode::Demo => "demo",
    }
}

/// The statements that make the tables, one by one.
#[must_use]
pub fn statements() -> Vec<String> {
    let lines: String = SCHEMA.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
    lines.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// The partition of a site's day. A site's code is two to eight capital letters, so nothing has to be quoted.
fn partition(site: &str, day: NaiveDate) -> Option<String> {
    let next = day.checked_add_days(Days::new(1))?;
    let name = format!("entry_{}_{}", site.to_ascii_lowercase(), day.format("%Y%m%d"));
    Some(format!(
        "CREATE TABLE IF NOT EXISTS nirantar.{name} PARTITION OF nirantar.entry FOR VALUES FROM ('{site}', '{day}') TO ('{site}', '{next}')"
    ))
}

impl Hub {
    /// The row of the site; `None` where there are no tables or no such site.
    ///
    /// # Errors
    /// [`HubError::Newer`], [`HubError::OtherMode`], or what the connection says.
    pub fn look(&mut self, mode: Mode) -> Result<Option<SiteRow>, HubError> {
        let row = match self.client.query_opt(SITE, &[&self.site]).map_err(HubError::from) {
            Ok(row) => row,
            Err(HubError::NotMade) => None,
            Err(error) => return Err(error),
        };
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<_, i32>("version")? > VERSION {
            return Err(HubError::Newer);
        }
        if row.try_get::<_, &str>("mode")? != mode_code(mode) {
            return Err(HubError::OtherMode);
        }
        Ok(Some(SiteRow {
            hub: row.try_get("hub")?,
            batch: row.try_get("batch")?,
            sealed_key: row.try_get("key")?,
            prepared: row.try_get("prepared")?,
        }))
    }

    /// Makes what is missing: tables, the site's row, partitions. Two who do it at once get the same row.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn init(&mut self, new: &NewSite<'_>) -> Result<SiteRow, HubError> {
        if self.site.is_empty() || !self.site.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(HubError::Address { what: "site" });
        }
        let last = new.from.checked_add_days(Days::new(new.days.clamp(1, DAYS_MAX) - 1)).unwrap_or(new.from);
        if self.look(new.mode)?.is_none() {
            for statement in statements() {
                // Two officers at once: `IF NOT EXISTS` may still find the other's half-made name.
                again_if_there(|| Ok(self.client.batch_execute(&statement)?))?;
            }
            let insert = "INSERT INTO nirantar.site (site, hub, mode, version, batch, key, prepared) \
                          VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (site) DO NOTHING";
            let mode = mode_code(new.mode);
            self.client.execute(insert, &[&self.site, &new.hub, &mode, &VERSION, &new.sealed_key, &last])?;
        }
        for day in new.from.iter_days().take_while(|day| *day <= last) {
            self.prepare_day(day)?;
        }
        let site = self.look(new.mode)?.ok_or(HubError::NotMade)?;
        let update = "UPDATE nirantar.site SET prepared = $2 WHERE site = $1 AND prepared < $2";
        self.client.execute(update, &[&self.site, &last])?;
        Ok(SiteRow { prepared: site.prepared.max(last), ..site })
    }

    fn prepare_day(&mut self, day: NaiveDate) -> Result<(), HubError> {
        let Some(sql) = partition(&self.site, day) else { return Ok(()) };
        match again_if_there(|| Ok(self.client.batch_execute(&sql)?)) {
            // Entries of that day lie in the rest already: there they stay, and are found there.
            Err(HubError::Other { code, .. }) if code == "23514" => Ok(()),
            other => other,
        }
    }

    /// Seals the hub's key anew, to the people of a new pack.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn reseal(&mut self, sealed_key: &[u8]) -> Result<(), HubError> {
        self.client.execute("UPDATE nirantar.site SET key = $2 WHERE site = $1", &[&self.site, &sealed_key])?;
        Ok(())
    }
}

/// Runs once more what met another who makes the same: unique_violation, duplicate_table, duplicate_schema,
/// duplicate_object (the row type of a table that is being made).
fn again_if_there(mut make: impl FnMut() -> Result<(), HubError>) -> Result<(), HubError> {
    match make() {
        Err(HubError::Other { code, .. }) if ["23505", "42P07", "42P06", "42710"].contains(&code.as_str()) => make(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_single_statements_and_uses_nothing_that_citus_or_yugabytedb_lack() {
        let all = statements();
        assert_eq!(all.len(), 9);
        for statement in &all {
            assert!(statement.starts_with("CREATE SCHEMA IF NOT EXISTS") || statement.starts_with("CREATE TABLE IF NOT EXISTS"));
            for lacking in ["TRIGGER", "SERIAL", "SEQUENCE", "IDENTITY", "REFERENCES", "FUNCTION", "UNLOGGED", "INHERITS"] {
                assert!(!statement.to_uppercase().contains(lacking), "{lacking}: {statement}");
            }
            // What Citus distributes by must be in every key.
            assert!(!statement.contains("PRIMARY KEY (") || statement.contains("PRIMARY KEY (site, "), "{statement}");
        }
        let day = NaiveDate::from_ymd_opt(2022, 11, 30).unwrap();
        assert_eq!(
            partition("AIIMSND", day).unwrap(),
            "CREATE TABLE IF NOT EXISTS nirantar.entry_aiimsnd_20221130 PARTITION OF nirantar.entry FOR VALUES FROM ('AIIMSND', \
             '2022-11-30') TO ('AIIMSND', '2022-12-01')"
        );
    }
}
