//! What follows a COMMIT: the rows derived from the new entries, the papers in the print queue, the terms they are found by.
//!
//! COMMIT makes the journal durable, and with it the number may be shown. Everything else can be made from the journal at any time,
//! so it is written a moment later, before anything is read; after a crash the next opening does it. Each step gives the same rows
//! when it is done twice.

use super::append::{NewPrint, read_entry};
use super::prints::{self, Wanted};
use super::{Store, StoreError, project, terms};
use crate::hospital::number::Number;
use crate::hospital::opd::Token;
use crate::journal::{Body, Entry, EntryId};
use rusqlite::OptionalExtension as _;

/// An entry whose rows are not written yet.
pub(super) struct Pending {
    pub entry: Entry,
    pub prints: Vec<Wanted>,
}

/// Entries whose rows wait, at most.
pub(super) const UNSETTLED_MAX: usize = 64;
/// Entries whose terms wait, at most.
const UNINDEXED_MAX: usize = 256;
/// Entries brought up at a time when the program opens.
const CATCH_UP_STEP: i64 = 2_000;

/// The token that an entry gives out, and where.
fn token_given(body: &Body) -> Option<(&str, &Token)> {
    match body {
        Body::Registered { visit, .. } | Body::Visited { visit, .. } => Some((&visit.clinic, &visit.token)),
        Body::Moved { clinic, token, .. } => Some((clinic, token)),
        _ => None,
    }
}

impl Store {
    /// Writes the rows of what was saved last. Every read of rows through [`Store::read`] does it before.
    ///
    /// # Errors
    /// [`StoreError`]; the entries are safe in the journal and stay pending.
    pub fn settle(&self) -> Result<(), StoreError> {
        let pending = self.unsettled.take();
        if pending.is_empty() {
            return Ok(());
        }
        let done = self.write_rows(&pending);
        match done {
            Ok(()) => self.unindexed.borrow_mut().extend(pending.iter().map(|p| p.entry.header.id().packed())),
            Err(_) => drop(self.unsettled.replace(pending)),
        }
        done?;
        if self.unindexed.borrow().len() >= UNINDEXED_MAX { self.index_pending() } else { Ok(()) }
    }

    fn write_rows(&self, pending: &[Pending]) -> Result<(), StoreError> {
        let transaction = self.connection.unchecked_transaction()?;
        for Pending { entry, prints } in pending {
            project::apply(&transaction, entry)?;
            prints::insert_all(&transaction, entry, prints)?;
        }
        Ok(transaction.commit()?)
    }

    /// Writes the search terms of what was saved lately. The desk calls it when it has nothing else to do, and before a search.
    ///
    /// # Errors
    /// [`StoreError`]; they stay pending then.
    pub fn index_pending(&self) -> Result<(), StoreError> {
        self.settle()?;
        let pending = self.unindexed.take();
        let done = self.write_terms(&pending);
        if done.is_err() {
            // At the next opening `catch_up` does what does not fit in memory.
            self.unindexed.replace(pending.into_iter().take(UNINDEXED_MAX * 16).collect());
        }
        done
    }

    fn write_terms(&self, pending: &[i64]) -> Result<(), StoreError> {
        let Some(last) = pending.last() else { return Ok(()) };
        let transaction = self.connection.unchecked_transaction()?;
        for id in pending {
            if let Some(entry) = EntryId::unpacked(*id).map(|id| read_entry(&transaction, &id)).transpose()?.flatten() {
                terms::write(&transaction, &entry)?;
            }
        }
        transaction.prepare_cached("INSERT OR REPLACE INTO fact VALUES ('indexed', ?1)")?.execute([last.to_string()])?;
        Ok(transaction.commit()?)
    }

    /// The patient of one of our numbers among the entries whose terms are not written yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn unindexed_patient(&self, number: &Number) -> Result<Option<EntryId>, StoreError> {
        self.settle()?;
        for id in self.unindexed.borrow().iter().rev().filter_map(|id| EntryId::unpacked(*id)) {
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

    /// The last token of a clinic today at this counter, that of an entry saved a moment ago too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn token_last(&self, day: chrono::NaiveDate, clinic: &str) -> Result<u32, StoreError> {
        let installation = &self.installation;
        let written = self.unsettled().token_last(day, clinic, &installation.counter, installation.letter)?;
        let pending = self.unsettled.borrow();
        let today = pending.iter().filter(|p| p.entry.header.time.date_naive() == day);
        let given = today.filter_map(|p| token_given(&p.entry.body)).filter(|(at, _)| *at == clinic).map(|(_, t)| t.serial);
        Ok(given.max().unwrap_or(0).max(written))
    }

    /// How many wait at a clinic, those saved a moment ago too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn waiting(&self, day: chrono::NaiveDate, clinic: &str) -> Result<u64, StoreError> {
        let written = self.unsettled().waiting(day, clinic)?;
        let pending = self.unsettled.borrow();
        let here = |p: &&Pending| {
            p.entry.header.time.date_naive() == day && token_given(&p.entry.body).is_some_and(|(at, _)| at == clinic)
        };
        Ok(written + pending.iter().filter(here).count() as u64)
    }

    /// Finds own entries whose rows or terms were not written before the program ended, and writes them.
    pub(super) fn catch_up(&self) -> Result<(), StoreError> {
        let (first, last) = EntryId::packed_range(&self.installation.counter, self.installation.letter);
        let done: Option<String> =
            self.connection.query_row("SELECT value FROM fact WHERE name = 'indexed'", [], |row| row.get(0)).optional()?;
        let mut from = done.and_then(|t| t.parse::<i64>().ok()).filter(|d| (first..=last).contains(d)).unwrap_or(first);
        loop {
            let pending = self.saved_after(from, last)?;
            let Some(end) = pending.last().map(|p| p.entry.header.id().packed()) else { return Ok(()) };
            self.unsettled.replace(pending);
            self.index_pending()?;
            from = end;
        }
    }

    fn saved_after(&self, from: i64, last: i64) -> Result<Vec<Pending>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, prints FROM journal WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3")?;
        let rows = statement
            .query_map([from, last, CATCH_UP_STEP], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut pending = Vec::with_capacity(rows.len());
        for (id, wanted) in rows {
            let Some(id) = EntryId::unpacked(id) else { continue };
            let Some(entry) = read_entry(&self.connection, &id)? else { continue };
            pending.push(Pending { entry, prints: prints::read_wanted(&wanted)? });
        }
        Ok(pending)
    }

    /// Numbers the papers of an entry as they will stand in the queue.
    pub(super) fn number_prints(&self, prints: &[NewPrint]) -> Vec<Wanted> {
        (self.next_print..).zip(prints).map(|(id, print)| Wanted { id, print: *print }).collect()
    }
}
