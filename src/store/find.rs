//! Candidates for a search: the patients whose terms fit. Scoring and wording are the desk's.

use super::{StoreError, View};
use crate::journal::EntryId;
use crate::journal::fold::PatientState;
use rusqlite::{OptionalExtension as _, params};

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

/// Terms read for one group at most; a group beyond that is *cut*: it no longer tells who does not belong.
const GROUP_MAX: usize = 1_500;
/// Patients of the leading group looked up one by one in groups that were cut, at most.
const LOOKUPS_MAX: usize = 300;
/// Candidates handed out at most, the latest first.
pub const CANDIDATES_MAX: usize = 150;

/// Patients of one group, by their packed ids in ascending order.
struct Set<'a> {
    terms: &'a [String],
    ids: Vec<i64>,
    /// Those whose name has the very word.
    exact: Vec<i64>,
    cut: bool,
}

/// How a patient of the leading group stands to another group.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Yes,
    /// Half a word that too many begin with: scoring decides.
    Perhaps,
    No,
}

/// Several questions to one state of the records, and the lock taken once. Reads only; ends when dropped.
pub struct Snapshot<'a>(#[allow(dead_code, reason = "held until dropped")] rusqlite::Transaction<'a>);

impl View<'_> {
    /// Holds one state of the records for the questions that follow.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        Ok(Snapshot(self.0.unchecked_transaction()?))
    }

    /// The candidates, latest registered first; whose name has the very words come before those who only sound alike.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn candidates(&self, query: &Query) -> Result<Vec<Found>, StoreError> {
        self.candidates_most(query, CANDIDATES_MAX)
    }

    /// As [`Self::candidates`], but only so many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn candidates_most(&self, query: &Query, most: usize) -> Result<Vec<Found>, StoreError> {
        let mut sets = query.groups.iter().map(|group| self.group(group)).collect::<Result<Vec<_>, _>>()?;
        // The rarest group leads.
        sets.sort_by_key(|set| set.ids.len());
        let Some((first, others)) = sets.split_first() else { return Ok(Vec::new()) };
        let (mut sure, mut perhaps, mut lookups) = (Vec::new(), Vec::new(), 0);
        for id in first.ids.iter().rev() {
            match self.fit(*id, others, &mut lookups)? {
                Fit::Yes => sure.push(*id),
                Fit::Perhaps => perhaps.push(*id),
                Fit::No => {}
            }
            if sure.len() >= most {
                break;
            }
        }
        sure.sort_by_key(|id| !sets.iter().all(|set| set.exact.binary_search(id).is_ok()));
        sure.extend(perhaps);
        sure.truncate(most);
        let mut found = Vec::with_capacity(sure.len());
        for id in sure.into_iter().filter_map(EntryId::unpacked) {
            if let Some(state) = self.patient(&id)? {
                found.push(Found { id, state });
            }
        }
        Ok(found)
    }

    fn fit(&self, id: i64, others: &[Set<'_>], lookups: &mut usize) -> Result<Fit, StoreError> {
        let mut fit = Fit::Yes;
        for set in others {
            if set.ids.binary_search(&id).is_ok() {
                continue;
            }
            let this = if !set.cut {
                Fit::No
            } else if *lookups < LOOKUPS_MAX && self.has(id, set.terms, lookups)? {
                Fit::Yes
            } else if *lookups >= LOOKUPS_MAX || set.terms.iter().any(|term| term.ends_with('*')) {
                Fit::Perhaps
            } else {
                Fit::No
            };
            fit = fit.max(this);
            if fit == Fit::No {
                break;
            }
        }
        Ok(fit)
    }

    /// True when the patient has the group's sound, or its word where it has none: every word has its sound too.
    fn has(&self, id: i64, terms: &[String], lookups: &mut usize) -> Result<bool, StoreError> {
        let Some(term) = terms.last() else { return Ok(false) };
        *lookups += 1;
        let mut statement = self.0.prepare_cached("SELECT 1 FROM term WHERE term = ?1 AND patient = ?2")?;
        Ok(statement.exists(params![term.strip_suffix('*').unwrap_or(term), id])?)
    }

    /// Whole words and sounds first, the latest patients of each; then what only begins like it.
    fn group<'a>(&self, terms: &'a [String]) -> Result<Set<'a>, StoreError> {
        let mut set = Set { terms, ids: Vec::new(), exact: Vec::new(), cut: false };
        if let Some(word) = terms.iter().find(|term| term.starts_with("w:")) {
            self.whole(word.strip_suffix('*').unwrap_or(word), GROUP_MAX, &mut set.exact)?;
            set.ids.clone_from(&set.exact);
            set.exact.sort_unstable();
        }
        for term in terms.iter().filter(|term| !term.ends_with('*')) {
            self.whole(term, GROUP_MAX.saturating_sub(set.ids.len()), &mut set.ids)?;
        }
        for beginning in terms.iter().filter_map(|term| term.strip_suffix('*')) {
            self.beginning(beginning, GROUP_MAX.saturating_sub(set.ids.len()), &mut set.ids)?;
        }
        set.cut = set.ids.len() >= GROUP_MAX;
        set.ids.sort_unstable();
        set.ids.dedup();
        Ok(set)
    }

    fn whole(&self, term: &str, limit: usize, ids: &mut Vec<i64>) -> Result<(), StoreError> {
        let sql = "SELECT patient FROM term WHERE term = ?1 ORDER BY patient DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        for id in statement.query_map(params![term, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))? {
            ids.push(id?);
        }
        Ok(())
    }

    fn beginning(&self, beginning: &str, limit: usize, ids: &mut Vec<i64>) -> Result<(), StoreError> {
        if limit == 0 {
            return Ok(());
        }
        let end = format!("{beginning}\u{10FFFF}");
        let sql = "SELECT patient FROM term WHERE term >= ?1 AND term < ?2 LIMIT ?3";
        let mut statement = self.0.prepare_cached(sql)?;
        for id in statement.query_map(params![beginning, end, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))? {
            ids.push(id?);
        }
        Ok(())
    }

    /// Clinic of a patient's latest visit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_clinic(&self, patient: &EntryId) -> Result<Option<String>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT clinic FROM visit WHERE patient = ?1 ORDER BY id DESC LIMIT 1")?;
        Ok(statement.query_row([patient.packed()], |row| row.get(0)).optional()?)
    }
}
