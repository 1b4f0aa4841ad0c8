//! Pushing: a run of entries goes in whole, in one transaction, or not at all; what is there already is left alone.
//!
//! The row of the installation in `held` is locked first, so that pushes of the same entries (the counter by cable, the control room from
//! a stick) wait for each other, and `COPY` may go straight into `entry`. The row of the site is locked last and only until the commit: it
//! gives the push its number, and because it is held until the commit has returned, whoever sees number 12 also sees 11. Both are
//! always taken in this order, so no two pushes wait for each other.

use super::ranges::{Mark, Part, Ranges, Stretch};
use super::run::{Link, Run};
use super::{Hub, HubError, row};
use chrono::NaiveDate;
use postgres::types::ToSql;
use postgres::{Statement, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;

/// What a push added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pushed {
    pub new: u64,
    /// The same bytes were there.
    pub known: u64,
    /// Other bytes are at the address: both are kept.
    pub forks: u64,
    /// Places where one entry does not follow the one before: two PCs wrote as this installation.
    pub breaks: u64,
}

impl std::ops::AddAssign for Pushed {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.known += other.known;
        self.forks += other.forks;
        self.breaks += other.breaks;
    }
}

/// Tries at once after another push was in the way.
const TRIES_MAX: u32 = 5;
/// Bytes handed to the connection at a time: the server works on them while the next are sealed.
const CHUNK_BYTES: usize = 64 * 1024;
/// Rows of one `INSERT` of figures. Each size is prepared once a connection.
const UPSERT_SIZES: [usize; 3] = [128, 16, 1];

const COPY: &str = "COPY nirantar.entry (site, day, id, hour, kind, mark, sealed) FROM STDIN (FORMAT binary)";
const FIRST: &str = "INSERT INTO nirantar.held (site, installation, stretches, pushes) VALUES ($1, $2, '[]', 0) \
                     ON CONFLICT (site, installation) DO NOTHING";
const LOCK: &str = "UPDATE nirantar.held SET pushes = pushes + 1 WHERE site = $1 AND installation = $2 RETURNING stretches";
const KEEP: &str = "UPDATE nirantar.held SET stretches = $3 WHERE site = $1 AND installation = $2";
const NUMBER: &str = "UPDATE nirantar.site SET batch = batch + $2 WHERE site = $1 RETURNING batch";
const BATCH: &str = "INSERT INTO nirantar.batch (site, number, installation, first, last, day_first, day_last, mark, is_fork) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const MARKS: &str = "SELECT id, mark FROM nirantar.entry WHERE site = $1 AND id BETWEEN $2 AND $3";
const FORK: &str = "INSERT INTO nirantar.fork (site, id, mark, day, hour, kind, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                    ON CONFLICT (site, id, mark) DO NOTHING";
const HELD: &str = "SELECT installation, stretches FROM nirantar.held WHERE site = $1";
const TOLD: &str = "INSERT INTO nirantar.counter AS c (site, installation, seen, told) VALUES ($1, $2, now(), $3) \
                    ON CONFLICT (site, installation) DO UPDATE SET seen = excluded.seen, told = excluded.told";

/// Statements of a push, prepared on this connection.
struct Prepared {
    first: Statement,
    lock: Statement,
    keep: Statement,
    number: Statement,
    batch: Statement,
    marks: Statement,
    fork: Statement,
    upserts: [Statement; 3],
}

/// A push under way.
struct Push<'a, 'b> {
    transaction: &'a mut Transaction<'b>,
    statements: &'a Prepared,
    sealer: &'a mut super::Sealer,
    site: &'a str,
    run: &'a Run,
    pushed: Pushed,
    /// What will be told to readers: first and last entry, fork or not.
    batches: Vec<(u64, u64, bool)>,
    pulse: BTreeMap<(NaiveDate, u32, &'a str), i64>,
}

impl Hub {
    /// What is held of each installation.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn held(&mut self) -> Result<BTreeMap<String, Ranges>, HubError> {
        let statement = self.statement(HELD)?;
        let rows = self.client.query(&statement, &[&self.site])?;
        rows.iter().map(|row| Ok((row.try_get(0)?, Ranges::read(row.try_get(1)?)?))).collect()
    }

    /// Tells that a counter is there, and what it says of itself: JSON without anything of a patient.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn tell(&mut self, installation: &str, told: &str) -> Result<(), HubError> {
        let statement = self.statement(TOLD)?;
        self.client.execute(&statement, &[&self.site, &installation, &told])?;
        Ok(())
    }

    /// The mark that an entry with this hash has in the hub.
    ///
    /// # Errors
    /// [`HubError::Key`] before [`Hub::unlock`].
    pub fn mark(&self, hash: &crate::journal::ChainHash) -> Result<Mark, HubError> {
        Ok(self.sealer.as_ref().ok_or(HubError::Key)?.mark(hash))
    }

    /// Puts a run into the hub: all of it or, on an error, nothing. Doing it twice is as doing it once. Where the connection broke at the
    /// commit, nobody knows whether it was taken: pushing again finds out.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn push(&mut self, run: &Run) -> Result<Pushed, HubError> {
        let mut tries = 1;
        loop {
            match self.push_once(run) {
                Err(error) if error.at_once() && tries < TRIES_MAX => tries += 1,
                done => return done,
            }
        }
    }

    fn push_once(&mut self, run: &Run) -> Result<Pushed, HubError> {
        let statements = self.prepared_push()?;
        let mut transaction = self.client.transaction()?;
        let mut push = Push {
            transaction: &mut transaction,
            statements: &statements,
            sealer: self.sealer.as_mut().ok_or(HubError::Key)?,
            site: &self.site,
            run,
            pushed: Pushed::default(),
            batches: Vec::new(),
            pulse: BTreeMap::new(),
        };
        push.all()?;
        let pushed = push.pushed;
        transaction.commit()?;
        Ok(pushed)
    }

    fn prepared_push(&mut self) -> Result<Prepared, HubError> {
        let mut upserts = Vec::with_capacity(UPSERT_SIZES.len());
        for size in UPSERT_SIZES {
            upserts.push(self.upsert(size)?);
        }
        Ok(Prepared {
            first: self.statement(FIRST)?,
            lock: self.statement(LOCK)?,
            keep: self.statement(KEEP)?,
            number: self.statement(NUMBER)?,
            batch: self.statement(BATCH)?,
            marks: self.statement(MARKS)?,
            fork: self.statement(FORK)?,
            upserts: upserts.try_into().map_err(|_length| HubError::NotMade)?,
        })
    }

    /// `INSERT` of so many figures. A row a value, not `unnest`: Citus sends each to its place.
    fn upsert(&mut self, rows: usize) -> Result<Statement, HubError> {
        if let Some(statement) = self.upserts.get(&rows) {
            return Ok(statement.clone());
        }
        let mut sql = "INSERT INTO nirantar.pulse AS p (site, installation, day, hour, kind, entries) VALUES ".to_owned();
        for row in 0..rows {
            let at = 3 + row * 4;
            let comma = if row == 0 { "" } else { ", " };
            let _written = write!(sql, "{comma}($1, $2, ${at}, ${}, ${}, ${})", at + 1, at + 2, at + 3);
        }
        sql.push_str(" ON CONFLICT (site, day, hour, installation, kind) DO UPDATE SET entries = p.entries + excluded.entries");
        let statement = self.client.prepare(&sql)?;
        self.upserts.insert(rows, statement.clone());
        Ok(statement)
    }
}

impl<'a> Push<'a, '_> {
    fn all(&mut self) -> Result<(), HubError> {
        let (first, last) = self.run.ends();
        if first == 0 {
            return Ok(());
        }
        let installation = self.run.installation.to_string();
        let mut ranges = self.lock(&installation)?;
        for part in ranges.parts(first, last) {
            match part {
                Part::Free { first, last } => self.copy_in(&mut ranges, first, last)?,
                Part::Held { first, last, end } => self.compare(first, last, end)?,
            }
        }
        if !self.batches.is_empty() {
            let kept = ranges.write()?;
            self.transaction.execute(&self.statements.keep, &[&self.site, &installation, &kept])?;
            self.count(&installation)?;
            self.number(&installation)?;
        }
        Ok(())
    }

    /// Takes the lock of the installation. It is taken by a write, and before `COPY`, so that YugabyteDB copies within this transaction.
    fn lock(&mut self, installation: &str) -> Result<Ranges, HubError> {
        let key: [&(dyn ToSql + Sync); 2] = [&self.site, &installation];
        if let Some(row) = self.transaction.query_opt(&self.statements.lock, &key)? {
            return Ranges::read(row.try_get(0)?);
        }
        self.transaction.execute(&self.statements.first, &key)?;
        let row = self.transaction.query_one(&self.statements.lock, &key)?;
        Ranges::read(row.try_get(0)?)
    }

    fn copy_in(&mut self, ranges: &mut Ranges, first: u64, last: u64) -> Result<(), HubError> {
        let links = self.run.slice(first, last);
        let (Some(start), Some(end)) = (links.first(), links.last()) else { return Ok(()) };
        let mut writer = self.transaction.copy_in(COPY)?;
        let broken = |error: std::io::Error| match error.downcast::<postgres::Error>() {
            Ok(error) => error.into(),
            Err(error) => HubError::Unreachable { detail: error.to_string() },
        };
        let mut chunk = Vec::with_capacity(CHUNK_BYTES + 4096);
        chunk.extend_from_slice(row::HEAD);
        for link in links {
            row::append(&mut chunk, (self.site, &self.run.installation), link, self.sealer)?;
            if chunk.len() >= CHUNK_BYTES {
                writer.write_all(&chunk).map_err(broken)?;
                writer.flush().map_err(broken)?;
                chunk.clear();
            }
        }
        chunk.extend_from_slice(&row::END);
        writer.write_all(&chunk).map_err(broken)?;
        writer.finish()?;
        for link in links {
            *self.pulse.entry((link.day, link.hour, link.kind.as_str())).or_default() += 1;
        }
        let stretch = Stretch { first, last, before: self.sealer.mark(&start.prev), end: self.sealer.mark(&end.hash) };
        self.pushed.breaks += ranges.add(stretch)?;
        self.pushed.new += links.len() as u64;
        self.batches.push((first, last, false));
        Ok(())
    }

    /// The hub has entries here. If the last of them is ours, all are; else those that are not are kept beside.
    fn compare(&mut self, first: u64, last: u64, end: Option<Mark>) -> Result<(), HubError> {
        let links = self.run.slice(first, last);
        let Some(ours) = links.last() else { return Ok(()) };
        let mark = self.sealer.mark(&ours.hash);
        if end == Some(mark) {
            self.pushed.known += links.len() as u64;
            return Ok(());
        }
        let id = |sequence: u64| self.run.installation.id(sequence).packed();
        // Where our run ends within a stretch, the row itself has to say.
        let from = if end.is_none() { id(last) } else { id(first) };
        let mut theirs = self.marks(from, id(last))?;
        if end.is_none() && !theirs.contains(&(id(last), mark)) {
            theirs = self.marks(id(first), id(last))?;
        } else if end.is_none() {
            self.pushed.known += links.len() as u64;
            return Ok(());
        }
        for link in links {
            if theirs.contains(&(id(link.sequence), self.sealer.mark(&link.hash))) {
                self.pushed.known += 1;
            } else {
                self.keep_fork(link)?;
            }
        }
        Ok(())
    }

    fn marks(&mut self, first: i64, last: i64) -> Result<BTreeSet<(i64, Mark)>, HubError> {
        let rows = self.transaction.query(&self.statements.marks, &[&self.site, &first, &last])?;
        rows.iter()
            .map(|row| {
                let mark: &[u8] = row.try_get(1)?;
                let mark = mark.try_into().map_err(|_length| HubError::Damaged { entry: "mark".to_owned() })?;
                Ok((row.try_get(0)?, Mark(mark)))
            })
            .collect()
    }

    fn keep_fork(&mut self, link: &'a Link) -> Result<(), HubError> {
        let id = self.run.installation.id(link.sequence);
        let mark = self.sealer.mark(&link.hash);
        let mut sealed = Vec::new();
        self.sealer.seal(&id, &link.signed, &mut sealed)?;
        let hour = i16::try_from(link.hour).unwrap_or(0);
        let values: [&(dyn ToSql + Sync); 7] =
            [&self.site, &id.packed(), &mark.0.as_slice(), &link.day, &hour, &link.kind, &sealed];
        if self.transaction.execute(&self.statements.fork, &values)? == 0 {
            self.pushed.known += 1;
            return Ok(());
        }
        self.pushed.forks += 1;
        match self.batches.last_mut() {
            Some((_, last, true)) if *last + 1 == link.sequence => *last = link.sequence,
            _ => self.batches.push((link.sequence, link.sequence, true)),
        }
        Ok(())
    }

    /// Adds what was new to the figures of each hour.
    fn count(&mut self, installation: &str) -> Result<(), HubError> {
        let rows: Vec<(NaiveDate, i16, &str, i64)> =
            self.pulse.iter().map(|((day, hour, kind), n)| (*day, i16::try_from(*hour).unwrap_or(0), *kind, *n)).collect();
        let mut rest = rows.as_slice();
        for (size, statement) in UPSERT_SIZES.iter().zip(&self.statements.upserts) {
            while let Some((now, later)) = rest.split_at_checked(*size) {
                let mut values: Vec<&(dyn ToSql + Sync)> = vec![&self.site, &installation];
                for (day, hour, kind, entries) in now {
                    values.extend([day as &(dyn ToSql + Sync), hour, kind, entries]);
                }
                self.transaction.execute(statement, &values)?;
                rest = later;
            }
        }
        Ok(())
    }

    /// Takes the next numbers of the site and tells readers what came.
    fn number(&mut self, installation: &str) -> Result<(), HubError> {
        let count = i64::try_from(self.batches.len()).unwrap_or(i64::MAX);
        let last_number: i64 = self.transaction.query_one(&self.statements.number, &[&self.site, &count])?.try_get(0)?;
        for (number, (first, last, is_fork)) in (last_number - count + 1..).zip(&self.batches) {
            let links = self.run.slice(*first, *last);
            let (Some(day_first), Some(day_last)) = (links.iter().map(|l| l.day).min(), links.iter().map(|l| l.day).max()) else {
                continue;
            };
            let Some(end) = links.last() else { continue };
            let mark = self.sealer.mark(&end.hash);
            let (first, last) = (self.run.installation.id(*first).packed(), self.run.installation.id(*last).packed());
            let values: [&(dyn ToSql + Sync); 9] =
                [&self.site, &number, &installation, &first, &last, &day_first, &day_last, &mark.0.as_slice(), is_fork];
            self.transaction.execute(&self.statements.batch, &values)?;
        }
        Ok(())
    }
}
