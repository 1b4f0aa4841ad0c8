//! Saving: the entry, the rows derived from it and the papers to print, in one transaction.

use super::{Installation, Store, StoreError, Tip, project, terms};
use crate::hospital::number::{Number, Series};
use crate::journal::{self, Body, ChainHash, ClockTrust, Entry, EntryId, Header, PaperKind, Signed, VERSION};
use crate::paper::Size;
use chrono::{DateTime, FixedOffset, SubsecRound as _};
use rusqlite::{Connection, OptionalExtension as _, params};

/// What an entry is to say. Address, chain and signature are the store's.
pub struct NewEntry {
    pub time: DateTime<FixedOffset>,
    pub by: String,
    pub on: Vec<EntryId>,
    pub body: Body,
}

/// A paper that is to come out once the entry is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrint {
    pub paper: PaperKind,
    pub size: Size,
    pub copy: u32,
}

/// Saves between two writings of search terms, at most.
const UNINDEXED_MAX: usize = 256;

impl Store {
    /// Saves one entry. When this returns `Ok`, it is on the disk; when it returns an error, nothing of it is.
    /// Gives the entry, its bytes and the ids of the papers put in the print queue.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append(&mut self, new: NewEntry, prints: &[NewPrint]) -> Result<(Entry, Signed, Vec<u64>), StoreError> {
        let entry = self.complete(new);
        let signed = journal::sign(&entry, &self.installation.signing)?;
        // A paper belongs to the visit: the one this entry opens, or the one it speaks of.
        let subject = match &entry.body {
            Body::Visited { .. } => entry.header.id(),
            body => body.of().cloned().unwrap_or_else(|| entry.header.id()),
        };
        let transaction = self.connection.transaction()?;
        insert(&transaction, &entry.header.id(), &signed)?;
        project::apply(&transaction, &entry)?;
        let mut ids = Vec::with_capacity(prints.len());
        for print in prints {
            ids.push(super::prints::insert(&transaction, &subject, print, entry.header.time)?);
        }
        transaction.commit()?;
        self.after_commit(&entry, signed.hash());
        Ok((entry, signed, ids))
    }

    fn complete(&self, new: NewEntry) -> Entry {
        let installation = &self.installation;
        let time = new.time.trunc_subsecs(0);
        let behind = self.tip.time.is_some_and(|last| time < last);
        let header = Header {
            version: VERSION,
            site: installation.site.clone(),
            mode: installation.mode,
            counter: installation.counter.clone(),
            letter: installation.letter,
            sequence: self.tip.sequence + 1,
            time,
            clock: if behind { ClockTrust::Behind } else { ClockTrust::Ok },
            by: new.by,
            prev: self.tip.hash,
            on: new.on,
        };
        Entry { header, body: new.body }
    }

    fn after_commit(&mut self, entry: &Entry, hash: ChainHash) {
        self.tip = Tip { sequence: entry.header.sequence, hash, time: Some(entry.header.time) };
        self.mark.sequence = entry.header.sequence;
        for number in project::numbers(&entry.body) {
            if let Some(parts) = number.parts() {
                let serial = match parts.series {
                    Series::Patient => &mut self.mark.patient,
                    Series::Visit => &mut self.mark.visit,
                    Series::Receipt => &mut self.mark.receipt,
                };
                *serial = (*serial).max(parts.serial);
            }
        }
        // The number is safe in the database; a mark that cannot be written is found out at the next opening.
        if self.high_water.write(&self.mark).is_err() {
            self.mark_failed = true;
        }
        self.unindexed.push(entry.header.id().packed());
        if self.unindexed.len() >= UNINDEXED_MAX && self.index_pending().is_err() {
            // Kept in memory and tried again; at the next opening `catch_up` does it.
            self.unindexed.truncate(UNINDEXED_MAX * 16);
        }
    }

    /// Takes an entry of another carrier in, after its signature was checked. Known ones are left alone.
    ///
    /// # Errors
    /// [`StoreError::Forked`] when other bytes have the same address.
    pub fn take_in(&mut self, entry: &Entry, signed: &Signed) -> Result<bool, StoreError> {
        let id = entry.header.id();
        if let Some(known) = self.read().signed(&id)? {
            return if known == *signed { Ok(false) } else { Err(StoreError::Forked) };
        }
        let transaction = self.connection.transaction()?;
        insert(&transaction, &id, signed)?;
        project::apply(&transaction, entry)?;
        terms::write(&transaction, entry)?;
        transaction.commit()?;
        Ok(true)
    }

    /// Writes the search terms of what was saved lately. The desk calls it when it has nothing else to do.
    ///
    /// # Errors
    /// [`StoreError`]; they stay pending then.
    pub fn index_pending(&mut self) -> Result<(), StoreError> {
        let Some(last) = self.unindexed.last().copied() else { return Ok(()) };
        let transaction = self.connection.transaction()?;
        for id in &self.unindexed {
            if let Some(entry) = EntryId::unpacked(*id).map(|id| read_entry(&transaction, &id)).transpose()?.flatten() {
                terms::write(&transaction, &entry)?;
            }
        }
        transaction.prepare_cached("INSERT OR REPLACE INTO fact VALUES ('indexed', ?1)")?.execute([last.to_string()])?;
        transaction.commit()?;
        self.unindexed.clear();
        Ok(())
    }

    /// The patient of one of our numbers among the entries whose terms are not written yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn unindexed_patient(&self, number: &Number) -> Result<Option<EntryId>, StoreError> {
        for id in self.unindexed.iter().rev().filter_map(|id| EntryId::unpacked(*id)) {
            let Some(entry) = read_entry(&self.connection, &id)? else { continue };
            if project::numbers(&entry.body).any(|n| n == number) {
                return Ok(Some(match &entry.body {
                    Body::Visited { of, .. } => of.clone(),
                    _ => id,
                }));
            }
        }
        Ok(None)
    }

    /// Finds own entries whose terms were not written before the program ended, and writes them.
    pub(super) fn catch_up(&mut self) -> Result<(), StoreError> {
        let (first, last) = EntryId::packed_range(&self.installation.counter, self.installation.letter);
        let done: Option<String> =
            self.connection.query_row("SELECT value FROM fact WHERE name = 'indexed'", [], |row| row.get(0)).optional()?;
        let from = done.and_then(|t| t.parse::<i64>().ok()).filter(|d| (first..=last).contains(d)).unwrap_or(first);
        let mut statement = self.connection.prepare("SELECT id FROM journal WHERE id > ?1 AND id <= ?2 ORDER BY id")?;
        let ids = statement.query_map([from, last], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        drop(statement);
        self.unindexed = ids;
        self.index_pending()
    }
}

fn insert(connection: &Connection, id: &EntryId, signed: &Signed) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO journal (id, bytes, signature) VALUES (?1, ?2, ?3)")?.execute(params![
        id.packed(),
        signed.bytes,
        signed.signature.as_slice()
    ])?;
    Ok(())
}

/// Reads one entry.
pub(super) fn read_entry(connection: &Connection, id: &EntryId) -> Result<Option<Entry>, StoreError> {
    match read_signed(connection, id)? {
        Some(signed) => Ok(Some(signed.entry()?)),
        None => Ok(None),
    }
}

/// Reads one entry's bytes and signature.
pub(super) fn read_signed(connection: &Connection, id: &EntryId) -> Result<Option<Signed>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes, signature FROM journal WHERE id = ?1")?;
    let row = statement.query_row([id.packed()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
    row.map(|(bytes, signature)| {
        let signature = signature.try_into().map_err(|_length| StoreError::Damaged)?;
        Ok(Signed { bytes, signature })
    })
    .transpose()
}

/// Where the chain of an installation ends.
pub(super) fn read_tip(connection: &Connection, installation: &Installation) -> Result<Tip, StoreError> {
    let (first, last) = EntryId::packed_range(&installation.counter, installation.letter);
    let id: Option<i64> =
        connection.query_row("SELECT max(id) FROM journal WHERE id BETWEEN ?1 AND ?2", [first, last], |r| r.get(0))?;
    let Some(id) = id.and_then(EntryId::unpacked) else { return Ok(Tip { sequence: 0, hash: ChainHash::ZERO, time: None }) };
    let signed = read_signed(connection, &id)?.ok_or(StoreError::Damaged)?;
    let entry = signed.entry()?;
    Ok(Tip { sequence: id.sequence, hash: signed.hash(), time: Some(entry.header.time) })
}
