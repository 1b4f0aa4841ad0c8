//! Candidates for a search: the patients whose terms fit. Scoring and wording are the desk's.

use super::{StoreError, View};
use crate::journal::EntryId;
use crate::journal::fold::PatientState;
use rusqlite::params;
use std::collections::BTreeSet;

/// One thing typed: any of its terms may fit. A term that ends in `*` is a beginning.
pub type Group = Vec<String>;

/// What to look for: every group must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub groups: Vec<Group>,
}

/// A candidate.
#[derive(Debug, Clone)]
pub struct Found {
    pub id: EntryId,
    pub state: PatientState,
}

/// Terms read for one group at most; beyond, the group is too common to narrow by and is left to scoring.
const GROUP_MAX: usize = 1_500;
/// Candidates handed out at most, the latest first.
pub const CANDIDATES_MAX: usize = 150;

impl View<'_> {
    /// The candidates, latest registered first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn candidates(&self, query: &Query) -> Result<Vec<Found>, StoreError> {
        let mut sets = Vec::with_capacity(query.groups.len());
        for group in &query.groups {
            sets.push(self.group(group)?);
        }
        // The rarest group leads; a group cut off at its limit cannot rule anybody out.
        sets.sort_by_key(BTreeSet::len);
        let Some((first, others)) = sets.split_first() else { return Ok(Vec::new()) };
        let fits = |id: &i64| others.iter().all(|set| set.len() >= GROUP_MAX || set.contains(id));
        let ids: Vec<i64> = first.iter().rev().filter(|id| fits(id)).take(CANDIDATES_MAX).copied().collect();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids.into_iter().filter_map(EntryId::unpacked) {
            if let Some(state) = self.patient(&id)? {
                found.push(Found { id, state });
            }
        }
        Ok(found)
    }

    fn group(&self, terms: &[String]) -> Result<BTreeSet<i64>, StoreError> {
        let mut ids = BTreeSet::new();
        for term in terms {
            let left = GROUP_MAX.saturating_sub(ids.len());
            if left == 0 {
                break;
            }
            self.term(term, left, &mut ids)?;
        }
        Ok(ids)
    }

    fn term(&self, term: &str, limit: usize, ids: &mut BTreeSet<i64>) -> Result<(), StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        if let Some(beginning) = term.strip_suffix('*') {
            let end = format!("{beginning}\u{10FFFF}");
            let sql = "SELECT patient FROM term WHERE term >= ?1 AND term < ?2 LIMIT ?3";
            let mut statement = self.0.prepare_cached(sql)?;
            for id in statement.query_map(params![beginning, end, limit], |row| row.get(0))? {
                ids.insert(id?);
            }
        } else {
            let mut statement =
                self.0.prepare_cached("SELECT patient FROM term WHERE term = ?1 ORDER BY patient DESC LIMIT ?2")?;
            for id in statement.query_map(params![term, limit], |row| row.get(0))? {
                ids.insert(id?);
            }
        }
        Ok(())
    }
}
