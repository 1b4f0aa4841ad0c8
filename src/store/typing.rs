//! Questions of the typing road, asked once a record while a clerk waits: each is answered from an index, however many records wait. Owns no
//! table.

use super::handover::{key_of, kind_code, kind_of};
use super::{StoreError, View};
use crate::hospital::number::CounterCode;
use crate::journal::fold::HandPhase;
use crate::journal::{Entry, EntryId, RecordKey, RecordKind};
use rusqlite::{OptionalExtension as _, params};

/// Records of a kind in a phase that left last in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchCount {
    pub batch: String,
    pub kind: RecordKind,
    pub phase: HandPhase,
    pub records: u64,
}

/// The patient of a row `h` of `hand`.
const fn patient_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Identity => "NULL",
        RecordKind::Merge => "h.record",
        RecordKind::Visit => "(SELECT v.patient FROM visit v WHERE v.id = h.record)",
        _ => "(SELECT e.patient FROM episode e WHERE e.id = h.record)",
    }
}

/// Which records waiting in a batch can be typed: those of nobody, and those whose patient the central system has. A patient with two
/// central numbers waits until a person says which counts.
fn first_sql(kind: RecordKind) -> String {
    let patient = patient_of(kind);
    format!(
        "SELECT h.record FROM hand h INDEXED BY hand_phase WHERE h.phase = ?1 AND h.kind = ?2 AND h.batch = ?3 AND h.record > ?4
           AND ({patient} IS NULL OR EXISTS (SELECT 1 FROM hand i WHERE i.kind = ?5 AND i.record = {patient}
             AND (i.phase = 'received' OR i.phase <> 'contradicted' AND i.state ->> '$.received' IS NOT NULL)))
         ORDER BY h.record LIMIT 1"
    )
}

impl View<'_> {
    /// How many records of which batch are in which phase.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn batch_counts(&self) -> Result<Vec<BatchCount>, StoreError> {
        let sql = "SELECT phase, kind, batch, count(*) FROM hand INDEXED BY hand_phase GROUP BY phase, kind, batch";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?))
        })?;
        rows.map(|row| {
            let (phase, kind, batch, records) = row?;
            let phase = HandPhase::ALL.into_iter().find(|p| p.code() == phase).ok_or(StoreError::Damaged)?;
            Ok(BatchCount { batch, kind: kind_of(kind)?, phase, records: records.unsigned_abs() })
        })
        .collect()
    }

    /// The first record of a kind after an address that waits in a batch and can be typed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn first_to_type(&self, batch: &str, kind: RecordKind, after: Option<&EntryId>) -> Result<Option<RecordKey>, StoreError> {
        let (code, identity) = (kind_code(kind), kind_code(RecordKind::Identity));
        let after = after.map_or(-1, EntryId::packed);
        let mut statement = self.0.prepare_cached(&first_sql(kind))?;
        let values = params![HandPhase::Made.code(), code, batch, after, identity];
        let record: Option<i64> = statement.query_row(values, |row| row.get(0)).optional()?;
        record.map(|record| key_of(code, record)).transpose()
    }

    /// The last entries of a kind that an installation wrote, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_of_kind(&self, kind: &str, of: (&CounterCode, char), most: usize) -> Result<Vec<Entry>, StoreError> {
        // The order of the index, so that nothing is sorted however many there are.
        let sql = "SELECT id FROM moment INDEXED BY moment_of_kind WHERE kind = ?1 AND id BETWEEN ?2 AND ?3
          ORDER BY day DESC, hour DESC, id DESC LIMIT ?4";
        let mut statement = self.0.prepare_cached(sql)?;
        let ((first, last), most) = (EntryId::packed_range(of.0, of.1), i64::try_from(most).unwrap_or(i64::MAX));
        let ids = statement.query_map(params![kind, first, last, most], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().filter_map(EntryId::unpacked).filter_map(|id| self.entry(&id).transpose()).collect()
    }
}
