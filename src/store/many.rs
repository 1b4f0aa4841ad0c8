//! Entries of many installations in one database: taking them in, what is held of each, and two entries at one address.
//!
//! Where two PCs worked as the same installation (a disk was copied), two entries claim one address. Both are kept. Which of them
//! counts is the same on every reader, whatever order they came in: the one that a person chose (`fork.settled`), else the one with the
//! smaller hash.

use super::append::{insert, read_copy};
use super::project::{self, day_of};
use super::{Store, StoreError, View, cases, terms};
use crate::hospital::lab::Accession;
use crate::hospital::number::CounterCode;
use crate::journal::fold::PatientState;
use crate::journal::{Body, ChainHash, Entry, EntryId, Signed};
use chrono::Timelike as _;
use rusqlite::{Connection, OptionalExtension as _, params};

/// What became of one entry that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeIn {
    New,
    /// The same bytes were here.
    Known,
    /// Other bytes are at this address: both are kept, a person has to look.
    Fork,
    /// It says to be of this very installation, after its last entry: an old copy of this database was put back. Not taken.
    Ahead,
}

/// What became of many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenIn {
    pub new: u64,
    pub known: u64,
    pub forks: Vec<EntryId>,
    pub ahead: u64,
}

impl TakenIn {
    fn count(&mut self, id: EntryId, one: TakeIn) {
        match one {
            TakeIn::New => self.new += 1,
            TakeIn::Known => self.known += 1,
            TakeIn::Fork => self.forks.push(id),
            TakeIn::Ahead => self.ahead += 1,
        }
    }
}

/// An unbroken run of an installation's entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    pub counter: CounterCode,
    pub letter: char,
    /// Sequences, both inclusive.
    pub first: u64,
    pub last: u64,
}

impl Store {
    /// Takes one entry of another carrier in, after its signature was checked.
    ///
    /// # Errors
    /// [`StoreError`]; nothing of it is kept then.
    pub fn take_in(&mut self, entry: &Entry, signed: &Signed) -> Result<TakeIn, StoreError> {
        self.settle()?;
        let (installation, last) = ((self.installation.counter.clone(), self.installation.letter), self.tip.sequence);
        let transaction = self.connection.transaction()?;
        let taken = take_one(&transaction, entry, signed, (&installation.0, installation.1, last))?;
        transaction.commit()?;
        Ok(taken)
    }

    /// Takes entries in, all of them or, on an error, none. Their signatures were checked. `progress` hears how many are done.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn take_in_all<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (&'a Entry, &'a Signed)>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<TakenIn, StoreError> {
        self.settle()?;
        let (installation, last) = ((self.installation.counter.clone(), self.installation.letter), self.tip.sequence);
        let transaction = self.connection.transaction()?;
        let mut taken = TakenIn::default();
        for (done, (entry, signed)) in (1..).zip(entries) {
            let one = take_one(&transaction, entry, signed, (&installation.0, installation.1, last))?;
            taken.count(entry.header.id(), one);
            progress(done);
        }
        transaction.commit()?;
        Ok(taken)
    }
}

fn take_one(
    connection: &Connection,
    entry: &Entry,
    signed: &Signed,
    own: (&CounterCode, char, u64),
) -> Result<TakeIn, StoreError> {
    let id = entry.header.id();
    let Some(known) = read_copy(connection, &id)? else {
        if (&id.counter, id.letter) == (own.0, own.1) && id.sequence > own.2 {
            return Ok(TakeIn::Ahead);
        }
        insert(connection, &id, signed, "")?;
        project::apply(connection, entry)?;
        terms::write(connection, entry)?;
        return Ok(TakeIn::New);
    };
    if known.bytes == signed.bytes {
        return Ok(TakeIn::Known);
    }
    let fresh = connection
        .prepare_cached("INSERT OR IGNORE INTO fork (id, hash, bytes, signature) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.packed(), signed.hash().0.as_slice(), signed.bytes, signed.signature.as_slice()])?;
    if fresh == 0 {
        return Ok(TakeIn::Known);
    }
    terms::write(connection, entry)?;
    refold(connection, &id)?;
    Ok(TakeIn::Fork)
}

/// Folds anew what each of the entries at an address touches: which of them counts may have changed. That one comes last, so that what it
/// begins stands.
pub(super) fn refold(connection: &Connection, id: &EntryId) -> Result<(), StoreError> {
    let counts = that_counts(connection, id)?;
    let mut copies = copies(connection, id)?;
    if copies.len() < 2 {
        return Ok(());
    }
    for table in ["patient", "visit", "episode"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id.packed()])?;
    }
    connection.prepare_cached("DELETE FROM tube WHERE episode = ?1")?.execute([id.packed()])?;
    copies.sort_by_key(|copy| Some(copy) == counts.as_ref());
    for copy in copies {
        let entry = copy.entry()?;
        project::rows(connection, &entry)?;
        for subject in entry.body.of().into_iter().chain(entry.body.also_of()).chain([id]) {
            cases::fold_subject(connection, subject, &entry)?;
        }
    }
    Ok(())
}

/// All entries at an address: that of the journal first.
pub(super) fn copies(connection: &Connection, id: &EntryId) -> Result<Vec<Signed>, StoreError> {
    let mut copies: Vec<Signed> = read_copy(connection, id)?.into_iter().collect();
    let mut statement = connection.prepare_cached("SELECT bytes, signature FROM fork WHERE id = ?1 ORDER BY hash")?;
    let rows = statement.query_map([id.packed()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    for row in rows {
        let (bytes, signature) = row?;
        copies.push(Signed { bytes, signature: signature.try_into().map_err(|_length| StoreError::Damaged)? });
    }
    Ok(copies)
}

/// Whether more than one entry claims an address.
pub(super) fn is_forked(connection: &Connection, id: &EntryId) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM fork WHERE id = ?1")?.exists([id.packed()])?)
}

/// The entry at an address that counts.
pub(super) fn that_counts(connection: &Connection, id: &EntryId) -> Result<Option<Signed>, StoreError> {
    let mut copies = copies(connection, id)?;
    if copies.len() > 1 {
        let chosen = settled(connection, id)?;
        copies.sort_by_key(|copy| (Some(copy.hash()) != chosen, copy.hash().0));
    }
    Ok(copies.into_iter().next())
}

/// Which of them a person chose last.
fn settled(connection: &Connection, id: &EntryId) -> Result<Option<ChainHash>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT entry FROM link WHERE subject = ?1")?;
    let linked = statement.query_map([id.packed()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut last = None;
    for other in linked.into_iter().filter_map(EntryId::unpacked).filter(|other| other != id) {
        // A choice that is itself in doubt chooses nothing.
        if is_forked(connection, &other)? {
            continue;
        }
        let Some(entry) = read_copy(connection, &other)?.map(|signed| signed.entry()).transpose()? else { continue };
        if let Body::ForkSettled { of, keep, .. } = &entry.body
            && of == id
        {
            last = last.max(Some((entry.header.time, other, keep.0)));
        }
    }
    Ok(last.map(|(_, _, keep)| ChainHash(keep)))
}

/// Adds one address to the runs that are held; twice is as once.
pub(super) fn hold(connection: &Connection, id: &EntryId) -> Result<(), StoreError> {
    let at = id.packed();
    let before: Option<(i64, i64)> = connection
        .prepare_cached("SELECT first, last FROM held WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?
        .query_row([at], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let joins = before.filter(|(_, last)| at <= last.saturating_add(1));
    if joins.is_some_and(|(_, last)| at <= last) {
        return Ok(());
    }
    let after: Option<i64> =
        connection.prepare_cached("SELECT last FROM held WHERE first = ?1")?.query_row([at + 1], |row| row.get(0)).optional()?;
    if after.is_some() {
        connection.prepare_cached("DELETE FROM held WHERE first = ?1")?.execute([at + 1])?;
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO held (first, last) VALUES (?1, ?2)")?
        .execute([joins.map_or(at, |(first, _)| first), after.unwrap_or(at)])?;
    Ok(())
}

/// Keeps when an entry was written.
pub(super) fn keep_moment(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let (time, id) = (entry.header.time, entry.header.id());
    connection
        .prepare_cached("INSERT OR REPLACE INTO moment (id, day, hour, kind) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.packed(), day_of(time), time.hour(), entry.body.kind()])?;
    Ok(())
}

/// Fills both tables from a journal that was written before they were. Done once.
pub(super) fn renew(connection: &Connection) -> Result<(), StoreError> {
    const DONE: &str = "SELECT 1 FROM fact WHERE name = 'held'";
    if connection.prepare(DONE)?.exists([])? {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    {
        let mut statement = transaction.prepare("SELECT id FROM journal ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(id) = EntryId::unpacked(row.get(0)?) else { continue };
            hold(&transaction, &id)?;
            if let Some(signed) = read_copy(&transaction, &id)? {
                keep_moment(&transaction, &signed.entry()?)?;
            }
        }
    }
    transaction.execute("INSERT INTO fact VALUES ('held', '1')", [])?;
    Ok(transaction.commit()?)
}

impl View<'_> {
    /// What is held of each installation, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn held(&self) -> Result<Vec<Held>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT first, last FROM held ORDER BY first")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(i64, i64)>, _>>()?;
        rows.into_iter()
            .map(|(first, last)| {
                let (first, last) = (EntryId::unpacked(first), EntryId::unpacked(last));
                let (first, last) = first.zip(last).ok_or(StoreError::Damaged)?;
                Ok(Held { counter: first.counter, letter: first.letter, first: first.sequence, last: last.sequence })
            })
            .collect()
    }

    /// Addresses that more than one entry claims.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forked(&self) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT DISTINCT id FROM fork ORDER BY id")?;
        let rows = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        rows.into_iter().map(|id| EntryId::unpacked(id).ok_or(StoreError::Damaged)).collect()
    }

    /// Patients that were changed at counters which did not know of each other, by address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn patients_in_conflict(&self, most: usize) -> Result<Vec<(EntryId, PatientState)>, StoreError> {
        let sql = "SELECT id, state FROM patient WHERE instr(state, '\"conflict\":true') > 0 ORDER BY id LIMIT ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([count(most)], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| {
            let (id, state) = row?;
            Ok((EntryId::unpacked(id).ok_or(StoreError::Damaged)?, serde_json::from_str(&state)?))
        })
        .collect()
    }

    /// Tubes that more than one order claims, each with the orders.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tubes_claimed_twice(&self, most: usize) -> Result<Vec<(Accession, Vec<EntryId>)>, StoreError> {
        let sql = "SELECT accession FROM tube GROUP BY accession HAVING count(*) > 1 ORDER BY accession LIMIT ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let tubes = statement.query_map([count(most)], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let mut claimed = Vec::with_capacity(tubes.len());
        for accession in tubes.iter().filter_map(|text| Accession::parse(text).ok()) {
            claimed.push((accession, self.orders_of_tube(accession)?.into_iter().map(|row| row.id).collect()));
        }
        Ok(claimed)
    }

    /// All entries that claim an address, with the one that counts first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn copies(&self, id: &EntryId) -> Result<Vec<Signed>, StoreError> {
        let counts = that_counts(self.0, id)?;
        let mut copies = copies(self.0, id)?;
        copies.sort_by_key(|copy| (Some(copy) != counts.as_ref(), copy.hash().0));
        Ok(copies)
    }

    /// The entry at an address as it stands in the journal itself: what came first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn copy(&self, id: &EntryId) -> Result<Option<Signed>, StoreError> {
        read_copy(self.0, id)
    }

    /// What would become of an entry that came in. Never says [`TakeIn::Ahead`]: which entries are ours is the writer's to know.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn standing(&self, id: &EntryId, signed: &Signed) -> Result<TakeIn, StoreError> {
        let copies = copies(self.0, id)?;
        Ok(match copies.iter().any(|copy| copy.bytes == signed.bytes) {
            true => TakeIn::Known,
            false if copies.is_empty() => TakeIn::New,
            false => TakeIn::Fork,
        })
    }

    /// Hands on the entries of a run, in order: bytes as they are in the journal. `each` says whether to go on.
    ///
    /// # Errors
    /// [`StoreError`], or what `each` returns.
    pub fn each_signed<E: From<StoreError>>(
        &self,
        run: &Held,
        mut each: impl FnMut(EntryId, Signed) -> Result<bool, E>,
    ) -> Result<(), E> {
        for sequence in run.first..=run.last {
            let id = EntryId { counter: run.counter.clone(), letter: run.letter, sequence };
            let Some(signed) = read_copy(self.0, &id)? else { continue };
            if !each(id, signed)? {
                break;
            }
        }
        Ok(())
    }

    /// Entries of a kind, of all installations, in order of address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn entries_of_kind(&self, kind: &str) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT id FROM moment WHERE kind = ?1 ORDER BY id")?;
        let ids = statement.query_map([kind], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().filter_map(EntryId::unpacked).filter_map(|id| self.entry(&id).transpose()).collect()
    }

    /// Entries of a kind by hour of the days from the first to the last: day, hour, installation, how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hours(&self, kind: &str, days: (chrono::NaiveDate, chrono::NaiveDate)) -> Result<Vec<HourRow>, StoreError> {
        use chrono::Datelike as _;
        let sql = "SELECT day, hour, id >> 44, count(*) FROM moment WHERE kind = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY 1, 2, 3";
        let mut statement = self.0.prepare_cached(sql)?;
        let (from, to) = (i64::from(days.0.num_days_from_ce()), i64::from(days.1.num_days_from_ce()));
        let rows = statement.query_map(params![kind, from, to], |row| {
            Ok((row.get::<_, i32>(0)?, row.get::<_, u32>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
        })?;
        let mut hours = Vec::new();
        for row in rows {
            let (day, hour, installation, entries) = row?;
            let first = EntryId::unpacked(installation << 44).ok_or(StoreError::Damaged)?;
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(day).ok_or(StoreError::Damaged)?;
            let entries = u64::try_from(entries).unwrap_or(0);
            hours.push(HourRow { day, hour, counter: first.counter, letter: first.letter, entries });
        }
        Ok(hours)
    }
}

fn count(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// Entries of one kind that an installation wrote within an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourRow {
    pub day: chrono::NaiveDate,
    pub hour: u32,
    pub counter: CounterCode,
    pub letter: char,
    pub entries: u64,
}
