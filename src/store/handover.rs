//! Rows of the matching and the hand-over: what entries say of many records at once, a row a record, and what follows for each.

use super::project::now_at;
use super::terms::number_term;
use super::{Store, StoreError, View};
use crate::hospital::number::Number;
use crate::journal::fold::{HandPhase, HandState, HandTold, LinkState, LinkTold, Linking, hand, linking};
use crate::journal::{Body, ChainHash, Entry, EntryId, PairLine, RecordKey, RecordKind, Road, Stage};
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `kind` of a patient's link in table `told`.
const LINK: i64 = 0;

/// A batch as its entry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    pub name: String,
    pub road: Road,
    pub stage: Stage,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<ChainHash>,
    pub records: u64,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    /// To whom and when it was sent; empty while nobody said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<SentRow>,
}

/// That a batch was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRow {
    pub to: String,
    pub at: DateTime<FixedOffset>,
    pub by: String,
}

/// Records of a kind in a phase; `sent` tells those in a batch that was sent from those in one that was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandCount {
    pub kind: RecordKind,
    pub phase: HandPhase,
    pub sent: bool,
    pub records: u64,
}

/// A record that the pre-flight set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideRow {
    pub key: RecordKey,
    /// JSON; whoever wrote it reads it.
    pub faults: String,
}

/// The number of a kind in the rows.
pub(super) fn kind_code(kind: RecordKind) -> i64 {
    1 + RecordKind::ALL.iter().position(|k| *k == kind).map_or(0, |place| i64::try_from(place).unwrap_or(0))
}

pub(super) fn kind_of(code: i64) -> Result<RecordKind, StoreError> {
    let place = usize::try_from(code - 1).map_err(|_negative| StoreError::Damaged)?;
    RecordKind::ALL.get(place).copied().ok_or(StoreError::Damaged)
}

pub(super) fn key_of(kind: i64, record: i64) -> Result<RecordKey, StoreError> {
    Ok(RecordKey { kind: kind_of(kind)?, of: EntryId::unpacked(record).ok_or(StoreError::Damaged)? })
}

/// True for entries whose rows are written here.
pub(super) const fn is_about_handover(body: &Body) -> bool {
    matches!(
        body,
        Body::MatchPassed { .. }
            | Body::MatchDecided { .. }
            | Body::MatchSeconded { .. }
            | Body::MatchUndone { .. }
            | Body::MatchApart { .. }
            | Body::HandoverMade { .. }
            | Body::HandoverSent { .. }
            | Body::HandoverAnswered { .. }
            | Body::HandoverExcepted { .. }
            | Body::HandoverReadmitted { .. }
            | Body::HandoverSettled { .. }
    )
}

/// Writes what follows from an entry. Where two claim its address, the one that counts speaks.
pub(super) fn apply(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let id = entry.header.id();
    let before = forget(connection, &id)?;
    let Some(counts) = now_at(connection, &id, entry)? else { return Ok(()) };
    links(connection, &counts)?;
    hands(connection, &counts)?;
    batch(connection, &counts)?;
    pairs(connection, &counts)?;
    for (kind, record) in before {
        if kind == LINK { fold_link(connection, record)? } else { fold_hand(connection, kind, record)? }
    }
    Ok(())
}

/// Takes out what an entry at this address said before, where there is a fork; gives the records it spoke of.
fn forget(connection: &Connection, id: &EntryId) -> Result<Vec<(i64, i64)>, StoreError> {
    if !super::many::is_forked(connection, id)? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached("DELETE FROM told WHERE entry = ?1 RETURNING kind, record")?;
    let gone = statement.query_map([id.packed()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
    for table in ["batch", "pair"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE entry = ?1"))?.execute([id.packed()])?;
    }
    Ok(gone)
}

fn tell(connection: &Connection, kind: i64, record: i64, entry: i64, text: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO told (kind, record, entry, text) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![kind, record, entry, text])?;
    Ok(())
}

fn links(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let (id, at, by) = (entry.header.id(), entry.header.time, &entry.header.by);
    for (of, line) in LinkTold::of(entry) {
        let told = LinkTold { entry: id.clone(), at, by: by.clone(), line };
        tell(connection, LINK, of.packed(), id.packed(), &serde_json::to_string(&told)?)?;
        fold_link(connection, of.packed())?;
    }
    Ok(())
}

fn hands(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let (id, at, by) = (entry.header.id(), entry.header.time, &entry.header.by);
    let mut by_record: BTreeMap<RecordKey, Vec<_>> = BTreeMap::new();
    for (key, line) in HandTold::of(entry) {
        by_record.entry(key).or_default().push(line);
    }
    for (key, lines) in by_record {
        let told = HandTold { entry: id.clone(), at, by: by.clone(), lines };
        let (kind, record) = (kind_code(key.kind), key.of.packed());
        tell(connection, kind, record, id.packed(), &serde_json::to_string(&told)?)?;
        fold_hand(connection, kind, record)?;
    }
    Ok(())
}

fn told<T: serde::de::DeserializeOwned>(connection: &Connection, kind: i64, record: i64) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT text FROM told WHERE kind = ?1 AND record = ?2")?;
    let texts = statement.query_map([kind, record], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    texts.iter().map(|text| Ok(serde_json::from_str(text)?)).collect()
}

fn fold_link(connection: &Connection, patient: i64) -> Result<(), StoreError> {
    let Some(state) = linking(&told::<LinkTold>(connection, LINK, patient)?) else {
        connection.prepare_cached("DELETE FROM linking WHERE patient = ?1")?.execute([patient])?;
        return Ok(());
    };
    connection
        .prepare_cached("INSERT OR REPLACE INTO linking (patient, linking, uhid, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![patient, state.linking.code(), state.uhid().unwrap_or_default(), serde_json::to_string(&state)?])?;
    Ok(())
}

fn fold_hand(connection: &Connection, kind: i64, record: i64) -> Result<(), StoreError> {
    let Some(state) = hand(kind_of(kind)?, &told::<HandTold>(connection, kind, record)?) else {
        connection.prepare_cached("DELETE FROM hand WHERE kind = ?1 AND record = ?2")?.execute([kind, record])?;
        return Ok(());
    };
    let batch = state.made.as_ref().map_or("", |made| made.batch.as_str());
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO hand (kind, record, phase, batch, central, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![kind, record, state.phase.code(), batch, state.central(), serde_json::to_string(&state)?])?;
    Ok(())
}

fn batch(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let (at, by) = (entry.header.time, entry.header.by.clone());
    let (name, sent, text) = match &entry.body {
        Body::HandoverMade { batch, road, stage, file, sum, lines } => {
            let (road, stage, file, sum, records) = (*road, *stage, file.clone(), *sum, lines.len() as u64);
            let row = BatchRow { name: batch.clone(), road, stage, file, sum, records, at, by, sent: Vec::new() };
            (batch, 0, serde_json::to_string(&row)?)
        }
        Body::HandoverSent { batch, to } => (batch, 1, serde_json::to_string(&SentRow { to: to.clone(), at, by })?),
        _ => return Ok(()),
    };
    connection
        .prepare_cached("INSERT OR REPLACE INTO batch (name, entry, sent, text) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![name, entry.header.id().packed(), sent, text])?;
    Ok(())
}

fn pairs(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let keep = |of: &EntryId, with: &EntryId, text: &str| -> Result<(), StoreError> {
        let (one, other) = (of.packed().min(with.packed()), of.packed().max(with.packed()));
        connection
            .prepare_cached("INSERT OR REPLACE INTO pair (one, other, entry, text) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![one, other, entry.header.id().packed(), text])?;
        Ok(())
    };
    match &entry.body {
        Body::MatchPassed { pairs, .. } => {
            pairs.iter().try_for_each(|pair| keep(&pair.of, &pair.with, &serde_json::to_string(pair)?))
        }
        Body::MatchApart { of, with, .. } => keep(of, with, ""),
        _ => Ok(()),
    }
}

const BATCHES: &str = "SELECT m.text, (SELECT json_group_array(json(s.text)) FROM batch s WHERE s.name = m.name AND s.sent = 1)
  FROM batch m WHERE m.sent = 0";

impl View<'_> {
    /// What is known of a patient's link.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn linking(&self, patient: &EntryId) -> Result<Option<LinkState>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT state FROM linking WHERE patient = ?1")?;
        let text: Option<String> = statement.query_row([patient.packed()], |row| row.get(0)).optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// Patients by what is known of their link, after an address, at most so many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn linkings(
        &self,
        which: Linking,
        after: Option<&EntryId>,
        most: usize,
    ) -> Result<Vec<(EntryId, LinkState)>, StoreError> {
        let sql = "SELECT patient, state FROM linking WHERE linking = ?1 AND patient > ?2 ORDER BY patient LIMIT ?3";
        let mut statement = self.0.prepare_cached(sql)?;
        let (after, most) = (after.map_or(-1, EntryId::packed), i64::try_from(most).unwrap_or(i64::MAX));
        let rows = statement.query_map(params![which.code(), after, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (patient, text): (i64, String) = row?;
            Ok((EntryId::unpacked(patient).ok_or(StoreError::Damaged)?, serde_json::from_str(&text)?))
        })
        .collect()
    }

    /// How many patients there are by what is known of their link.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn linking_counts(&self) -> Result<Vec<(Linking, u64)>, StoreError> {
        Linking::ALL
            .into_iter()
            .map(|which| {
                let sql = "SELECT count(*) FROM linking WHERE linking = ?1";
                let count: i64 = self.0.prepare_cached(sql)?.query_row([which.code()], |row| row.get(0))?;
                Ok((which, count.unsigned_abs()))
            })
            .collect()
    }

    /// Patients of whom neither a pass nor a person said anything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn unlinked_count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM patient p WHERE NOT EXISTS (SELECT 1 FROM linking l WHERE l.patient = p.id)";
        let count: i64 = self.0.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Patients linked to a central number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn linked_to(&self, uhid: &str) -> Result<Vec<EntryId>, StoreError> {
        let mut statement =
            self.0.prepare_cached("SELECT patient FROM linking WHERE uhid = ?1 AND uhid <> '' ORDER BY patient")?;
        let ids = statement.query_map([uhid], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().map(|id| EntryId::unpacked(id).ok_or(StoreError::Damaged)).collect()
    }

    /// The patient that one of our numbers leads to, by the search terms.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn patient_of_number(&self, number: &Number) -> Result<Option<EntryId>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT patient FROM term WHERE term = ?1 LIMIT 1")?;
        let id: Option<i64> = statement.query_row([number_term(number.as_str())], |row| row.get(0)).optional()?;
        id.map(|id| EntryId::unpacked(id).ok_or(StoreError::Damaged)).transpose()
    }

    /// How far a record is; `None` while it was in no batch.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hand(&self, key: &RecordKey) -> Result<Option<HandState>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT state FROM hand WHERE kind = ?1 AND record = ?2")?;
        let text: Option<String> = statement.query_row([kind_code(key.kind), key.of.packed()], |row| row.get(0)).optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// Records of kinds in a phase, after a key, at most so many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hands(
        &self,
        phase: HandPhase,
        after: Option<&RecordKey>,
        most: usize,
    ) -> Result<Vec<(RecordKey, HandState)>, StoreError> {
        let sql = "SELECT kind, record, state FROM hand WHERE phase = ?1 AND (kind, record) > (?2, ?3)
          ORDER BY kind, record LIMIT ?4";
        let (kind, record) = after.map_or((-1, -1), |key| (kind_code(key.kind), key.of.packed()));
        let mut statement = self.0.prepare_cached(sql)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows =
            statement.query_map(params![phase.code(), kind, record, most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (kind, record, text): (i64, i64, String) = row?;
            Ok((key_of(kind, record)?, serde_json::from_str(&text)?))
        })
        .collect()
    }

    /// Records that left last in a batch.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hands_of_batch(&self, name: &str) -> Result<Vec<(RecordKey, HandState)>, StoreError> {
        let sql = "SELECT kind, record, state FROM hand WHERE batch = ?1 ORDER BY kind, record";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (kind, record, text): (i64, i64, String) = row?;
            Ok((key_of(kind, record)?, serde_json::from_str(&text)?))
        })
        .collect()
    }

    /// The record that the central system gave a number to.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hands_of_central(&self, central: &str) -> Result<Vec<RecordKey>, StoreError> {
        let sql = "SELECT kind, record FROM hand WHERE central = ?1 AND central <> '' ORDER BY kind, record";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([central], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|(kind, record)| key_of(kind, record)).collect()
    }

    /// How many records are in which phase.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hand_counts(&self) -> Result<Vec<HandCount>, StoreError> {
        let sql = "SELECT kind, phase, EXISTS (SELECT 1 FROM batch b WHERE b.name = h.batch AND b.sent = 1), sum(records)
          FROM (SELECT phase, kind, batch, count(*) AS records FROM hand GROUP BY 1, 2, 3) h GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?, row.get::<_, i64>(3)?))
        })?;
        rows.map(|row| {
            let (kind, phase, sent, records) = row?;
            let phase = HandPhase::ALL.into_iter().find(|p| p.code() == phase).ok_or(StoreError::Damaged)?;
            Ok(HandCount { kind: kind_of(kind)?, phase, sent, records: records.unsigned_abs() })
        })
        .collect()
    }

    /// How many records left in a batch at least once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hands_left(&self) -> Result<u64, StoreError> {
        let count: i64 = self.0.prepare_cached("SELECT count(*) FROM hand WHERE batch <> ''")?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// All batches, with when they were sent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn batches(&self) -> Result<Vec<BatchRow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{BATCHES} ORDER BY m.entry"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(batch_row).collect()
    }

    /// A batch by its name; the first, where two PCs made the same one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn batch(&self, name: &str) -> Result<Option<BatchRow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{BATCHES} AND m.name = ?1 ORDER BY m.entry LIMIT 1"))?;
        statement.query_row([name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.map(batch_row).transpose()
    }

    /// Pairs of patients that passes thought to be one person and nobody said are two. Merged ones are among them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn pairs(&self, most: usize) -> Result<Vec<PairLine>, StoreError> {
        let sql = "SELECT max(text) FROM pair GROUP BY one, other HAVING min(text) <> '' ORDER BY one, other LIMIT ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let texts = statement.query_map([most], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        texts.iter().map(|text| Ok(serde_json::from_str(text)?)).collect()
    }

    /// True where a person said that two patients are two.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn said_apart(&self, one: &EntryId, other: &EntryId) -> Result<bool, StoreError> {
        let (one, other) = (one.packed().min(other.packed()), one.packed().max(other.packed()));
        let sql = "SELECT 1 FROM pair WHERE one = ?1 AND other = ?2 AND text = ''";
        Ok(self.0.prepare_cached(sql)?.exists([one, other])?)
    }

    /// What the last pre-flight set aside.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn aside(&self, most: usize) -> Result<Vec<AsideRow>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT kind, record, faults FROM aside ORDER BY kind, record LIMIT ?1")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map([most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (kind, record, faults) = row?;
            Ok(AsideRow { key: key_of(kind, record)?, faults })
        })
        .collect()
    }

    /// How many it set aside.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn aside_count(&self) -> Result<u64, StoreError> {
        let count: i64 = self.0.prepare_cached("SELECT count(*) FROM aside")?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

fn batch_row((made, sent): (String, String)) -> Result<BatchRow, StoreError> {
    let mut row: BatchRow = serde_json::from_str(&made)?;
    row.sent = serde_json::from_str(&sent)?;
    row.sent.sort_by_key(|sent| sent.at);
    Ok(row)
}

/// Entries that say anything of a record's hand-over, and whatever changes which of two entries counts: who knows the number knows
/// whether any row of `hand` may have changed.
const SAID_OF_HANDS: &str = "SELECT (SELECT count(*) FROM moment WHERE kind >= 'handover.' AND kind < 'handover/')
  + (SELECT count(*) FROM moment WHERE kind = 'fork.settled') + (SELECT count(*) FROM fork)";

impl Store {
    /// [`View::hand_counts`], counted anew only when something was said: the status line asks after each save, and half a million rows
    /// take some hundredths of a second.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hand_counts(&self) -> Result<Arc<[HandCount]>, StoreError> {
        let view = self.read()?;
        let said: i64 = view.0.prepare_cached(SAID_OF_HANDS)?.query_row([], |row| row.get(0))?;
        if self.hand_counts.borrow().0 != said {
            self.hand_counts.replace((said, view.hand_counts()?.into()));
        }
        Ok(Arc::clone(&self.hand_counts.borrow().1))
    }

    /// Writes down what a pre-flight set aside, in place of what the one before did.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_aside(&mut self, rows: &[AsideRow]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM aside", [])?;
        for row in rows {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO aside (kind, record, faults) VALUES (?1, ?2, ?3)")?
                .execute(params![kind_code(row.key.kind), row.key.of.packed(), row.faults])?;
        }
        Ok(transaction.commit()?)
    }
}
