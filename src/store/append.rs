//! Saving: the entry and what is to be printed with it, in one transaction and one row. What is derived from it: see `settle`.

use super::settle::{Pending, UNSETTLED_MAX};
use super::{Installation, Store, StoreError, Tip, many, prints};
use crate::hospital::event::Side;
use crate::journal::{self, Body, ChainHash, ClockTrust, Entry, EntryId, Header, PaperKind, Signed, VERSION};
use crate::paper::Size;
use chrono::{DateTime, FixedOffset, SubsecRound as _};
use rusqlite::{Connection, OptionalExtension as _, params};

/// What an entry is to say. Address, chain and signature are the store's.
pub struct NewEntry {
    pub time: DateTime<FixedOffset>,
    pub by: String,
    pub on: Vec<EntryId>,
    pub side: Side,
    pub body: Body,
}

/// A paper that is to come out once the entry is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrint {
    pub paper: PaperKind,
    pub size: Size,
    pub copy: u32,
}

impl Store {
    /// Saves one entry. When this returns `Ok`, it is on the disk; when it returns an error, nothing of it is.
    /// Gives the entry, its bytes and the ids of the papers put in the print queue.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append(&mut self, new: NewEntry, prints: &[NewPrint]) -> Result<(Entry, Signed, Vec<u64>), StoreError> {
        let entry = self.complete(new);
        let signed = journal::sign(&entry, &self.installation.signing)?;
        let prints = self.number_prints(prints);
        let ids = prints.iter().map(|wanted| wanted.id).collect();
        insert(&self.connection, &entry.header.id(), &signed, &prints::write_wanted(&prints)?)?;
        self.after_commit(&entry, signed.hash(), prints);
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
            side: new.side,
        };
        Entry { header, body: new.body }
    }

    fn after_commit(&mut self, entry: &Entry, hash: ChainHash, prints: Vec<prints::Wanted>) {
        self.tip = Tip { sequence: entry.header.sequence, hash, time: Some(entry.header.time) };
        self.mark.sequence = entry.header.sequence;
        for number in entry.body.numbers() {
            if let Some(parts) = number.parts() {
                self.mark.raise(parts.series, parts.serial);
            }
        }
        self.keep_token(entry);
        self.next_print += prints.len() as u64;
        // Where people wait for the next one, the rows follow when the desk is idle or something is read.
        let hurried = matches!(entry.body, Body::Registered { .. } | Body::Visited { .. } | Body::Resulted { .. });
        self.unsettled.borrow_mut().push(Pending { entry: entry.clone(), prints });
        // A disk that refuses now is met again, and told of, at the next read; the entry is safe.
        if !hurried || self.unsettled.borrow().len() >= UNSETTLED_MAX {
            drop(self.settle());
        }
    }
}

pub(super) fn insert(connection: &Connection, id: &EntryId, signed: &Signed, prints: &str) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO journal (id, bytes, signature, prints) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        id.packed(),
        signed.bytes,
        signed.signature.as_slice(),
        prints
    ])?;
    Ok(())
}

/// Reads the entry at an address that counts.
pub(super) fn read_entry(connection: &Connection, id: &EntryId) -> Result<Option<Entry>, StoreError> {
    match read_signed(connection, id)? {
        Some(signed) => Ok(Some(signed.entry()?)),
        None => Ok(None),
    }
}

/// Bytes and signature of the entry at an address that counts.
pub(super) fn read_signed(connection: &Connection, id: &EntryId) -> Result<Option<Signed>, StoreError> {
    if many::is_forked(connection, id)? { many::that_counts(connection, id) } else { read_copy(connection, id) }
}

/// Bytes and signature as they stand in the journal itself: what came first.
pub(super) fn read_copy(connection: &Connection, id: &EntryId) -> Result<Option<Signed>, StoreError> {
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
    let signed = read_copy(connection, &id)?.ok_or(StoreError::Damaged)?;
    let entry = signed.entry()?;
    Ok(Tip { sequence: id.sequence, hash: signed.hash(), time: Some(entry.header.time) })
}
