//! The entries of one counter's day, as they stand in the journal: what its register carries.

use super::append::read_copy;
use super::{StoreError, View};
use crate::hospital::number::CounterCode;
use crate::journal::{EntryId, Signed};
use chrono::{Datelike as _, NaiveDate};
use rusqlite::params;

impl View<'_> {
    /// Every entry that a counter wrote on a local day, of all its installations, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn signed_of_day(&self, counter: &CounterCode, day: NaiveDate) -> Result<Vec<(EntryId, Signed)>, StoreError> {
        let (first, last) = (EntryId::packed_range(counter, 'A').0, EntryId::packed_range(counter, 'Z').1);
        let sql = "SELECT id FROM moment WHERE day = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let ids = statement.query_map(params![i64::from(day.num_days_from_ce()), first, last], |row| row.get(0))?;
        let mut all = Vec::new();
        for id in ids {
            let id = EntryId::unpacked(id?).ok_or(StoreError::Damaged)?;
            if let Some(signed) = read_copy(self.0, &id)? {
                all.push((id, signed));
            }
        }
        Ok(all)
    }
}
