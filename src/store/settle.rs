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
use chrono::NaiveDate;
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
        // The numbers are safe in the database; a mark that cannot be written is found out at the next opening.
        if self.high_water.borrow_mut().write(&self.mark).is_err() {
            self.mark_failed.set(true);
        }
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
            if entry.body.numbers().contains(number) {
                // A record's number leads to whom it is about, a birth report's to the newborn: as the terms will say.
                return Ok(match entry.body.patient() {
                    Some((of, _)) => Some(of.cloned().unwrap_or(id)),
                    None => entry.body.of().cloned().or(Some(id)),
                });
            }
        }
        Ok(None)
    }

    /// The last token of a clinic today at this counter.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn token_last(&self, day: NaiveDate, clinic: &str) -> Result<u32, StoreError> {
        if let Some((of, last)) = self.tokens.borrow().get(clinic)
            && *of == day
        {
            return Ok(*last);
        }
        let installation = &self.installation;
        let last = self.read()?.token_last(day, clinic, &installation.counter, installation.letter)?;
        self.tokens.borrow_mut().insert(clinic.to_owned(), (day, last));
        Ok(last)
    }

    /// Keeps the token that an entry gave out for the next one to follow.
    pub(super) fn keep_token(&self, entry: &Entry) {
        let Some((clinic, token)) = token_given(&entry.body) else { return };
        let day = entry.header.time.date_naive();
        let mut tokens = self.tokens.borrow_mut();
        match tokens.get_mut(clinic) {
            Some((of, last)) if *of == day => *last = token.serial.max(*last),
            // Another day than was asked for: the rows will say it.
            Some(_) => drop(tokens.remove(clinic)),
            None => {}
        }
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
            // Without the mark outside: it is read, and compared, only when everything is caught up.
            self.write_rows(&pending)?;
            let ids: Vec<i64> = pending.iter().map(|p| p.entry.header.id().packed()).collect();
            self.write_terms(&ids)?;
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
