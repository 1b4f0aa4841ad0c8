//! Questions that lists and papers ask. Rows are states as JSON; ids come out unpacked.

use super::append::{read_entry, read_signed};
use super::project::{VOIDED, token_name};
use super::{StoreError, View};
use crate::hospital::number::CounterCode;
use crate::journal::fold::{PatientState, VisitState};
use crate::journal::{Book, Entry, EntryId, Signed};
use chrono::{Datelike as _, NaiveDate};
use rusqlite::{OptionalExtension as _, Row, params};

/// A visit with its patient as known now.
#[derive(Debug, Clone)]
pub struct VisitRow {
    pub id: EntryId,
    pub visit: VisitState,
    pub patient: PatientState,
}

/// How many stand where in one clinic's queue on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueCounts {
    pub clinic: String,
    pub waiting: u64,
    pub called: u64,
    pub skipped: u64,
    pub done: u64,
}

const VISITS: &str = "SELECT v.id, v.state, p.state FROM visit v JOIN patient p ON p.id = v.patient";

fn days(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

fn visit_row(row: &Row<'_>) -> rusqlite::Result<(i64, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn parse_visit((id, visit, patient): (i64, String, String)) -> Result<VisitRow, StoreError> {
    Ok(VisitRow {
        id: EntryId::unpacked(id).ok_or(StoreError::Damaged)?,
        visit: serde_json::from_str(&visit)?,
        patient: serde_json::from_str(&patient)?,
    })
}

impl View<'_> {
    /// A patient as known now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn patient(&self, id: &EntryId) -> Result<Option<PatientState>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT state FROM patient WHERE id = ?1")?;
        let state: Option<String> = statement.query_row([id.packed()], |row| row.get(0)).optional()?;
        Ok(state.map(|s| serde_json::from_str(&s)).transpose()?)
    }

    /// A visit with its patient.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visit(&self, id: &EntryId) -> Result<Option<VisitRow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{VISITS} WHERE v.id = ?1"))?;
        statement.query_row([id.packed()], visit_row).optional()?.map(parse_visit).transpose()
    }

    /// A patient's visits, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visits_of_patient(&self, patient: &EntryId) -> Result<Vec<VisitRow>, StoreError> {
        self.visits(&format!("{VISITS} WHERE v.patient = ?1 ORDER BY v.id"), params![patient.packed()])
    }

    /// All visits of a day, in the order of registration; voided ones too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visits_of_day(&self, day: NaiveDate) -> Result<Vec<VisitRow>, StoreError> {
        self.visits(&format!("{VISITS} WHERE v.day = ?1 ORDER BY v.id"), params![days(day)])
    }

    /// A clinic's visits of a day that are not voided, in the order of their tokens.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visits_of_clinic(&self, day: NaiveDate, clinic: &str) -> Result<Vec<VisitRow>, StoreError> {
        let mut rows = self
            .visits(&format!("{VISITS} WHERE v.day = ?1 AND v.clinic = ?2 AND v.queue < {VOIDED}"), params![days(day), clinic])?;
        rows.sort_by_key(|r| (r.visit.visit.token.serial, r.id.packed()));
        Ok(rows)
    }

    /// The token that is next in a clinic's queue, and how many wait.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next_waiting(&self, day: NaiveDate, clinic: &str) -> Result<Option<VisitRow>, StoreError> {
        let sql = format!("{VISITS} WHERE v.day = ?1 AND v.clinic = ?2 AND v.queue = 0");
        let rows = self.visits(&sql, params![days(day), clinic])?;
        Ok(rows.into_iter().min_by_key(|r| (r.visit.visit.token.serial, r.id.packed())))
    }

    fn visits(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<VisitRow>, StoreError> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(parse_visit(visit_row(row)?)?);
        }
        Ok(out)
    }

    /// Queue counts of every clinic that has a token on that day.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn queue_counts(&self, day: NaiveDate) -> Result<Vec<QueueCounts>, StoreError> {
        let sql = "SELECT clinic, sum(queue = 0), sum(queue = 1), sum(queue = 2), sum(queue = 3)
                   FROM visit WHERE day = ?1 AND queue < 9 GROUP BY clinic ORDER BY clinic";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([days(day)], |row| {
            let n = |i| row.get::<_, i64>(i).map(i64::unsigned_abs);
            Ok(QueueCounts { clinic: row.get(0)?, waiting: n(1)?, called: n(2)?, skipped: n(3)?, done: n(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Visits of a day, voided ones left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visits_count(&self, day: NaiveDate) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM visit WHERE day = ?1 AND queue < 9", params![days(day)])
    }

    /// All visits of all days, voided ones too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn visits_total(&self) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM visit", params![])
    }

    /// All patients.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn patients_total(&self) -> Result<u64, StoreError> {
        self.count("SELECT count(DISTINCT patient) FROM visit", params![])
    }

    pub(super) fn count(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<u64, StoreError> {
        let n: i64 = self.0.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// Highest serial of a series by its name; 0 when none was given out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn series_last(&self, name: &str) -> Result<i64, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT last FROM series WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Highest token serial that this counter gave out for a clinic on a day.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn token_last(&self, day: NaiveDate, clinic: &str, counter: &CounterCode, letter: char) -> Result<u32, StoreError> {
        let last = self.series_last(&token_name(days(day), clinic, counter, letter))?;
        Ok(u32::try_from(last).unwrap_or(u32::MAX))
    }

    /// One entry's bytes and signature.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn signed(&self, id: &EntryId) -> Result<Option<Signed>, StoreError> {
        read_signed(self.0, id)
    }

    /// One entry, read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn entry(&self, id: &EntryId) -> Result<Option<Entry>, StoreError> {
        read_entry(self.0, id)
    }

    /// The entries that are about a subject itself, and the one that began it, by address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn said_of(&self, subject: &EntryId) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT ?1 UNION SELECT entry FROM link WHERE subject = ?1 ORDER BY 1")?;
        let ids = statement.query_map([subject.packed()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().filter_map(EntryId::unpacked).filter_map(|id| self.entry(&id).transpose()).collect()
    }

    /// The entries about a patient, all their visits, stays, arrivals and records, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn trail(&self, patient: &EntryId) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT ?1 UNION SELECT entry FROM link WHERE subject = ?1
                   UNION SELECT l.entry FROM link l JOIN visit v ON v.id = l.subject WHERE v.patient = ?1
                   UNION SELECT e.id FROM episode e WHERE e.patient = ?1
                   UNION SELECT l.entry FROM link l JOIN episode e ON e.id = l.subject WHERE e.patient = ?1 ORDER BY 1";
        let mut statement = self.0.prepare_cached(sql)?;
        let ids = statement.query_map([patient.packed()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().filter_map(EntryId::unpacked).filter_map(|id| self.entry(&id).transpose()).collect()
    }

    /// The entries of a book of the control room, by address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn book(&self, book: Book) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT entry FROM link WHERE subject = ?1 ORDER BY entry")?;
        let ids = statement.query_map([book.subject()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().filter_map(EntryId::unpacked).filter_map(|id| self.entry(&id).transpose()).collect()
    }

    /// How many entries a book has. They never become fewer: who knows the number knows whether something new was said.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn book_count(&self, book: Book) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM link WHERE subject = ?1", &[&book.subject()])
    }

    /// A small fact kept beside the records.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn fact(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.query_row("SELECT value FROM fact WHERE name = ?1", [name], |row| row.get(0)).optional()?)
    }

    /// What a person has typed and not saved.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn draft(&self, login: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.query_row("SELECT form FROM draft WHERE login = ?1", [login], |row| row.get(0)).optional()?)
    }
}

impl super::Store {
    /// Keeps what a person has typed; an empty text forgets it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep_draft(&mut self, login: &str, form: &str) -> Result<(), StoreError> {
        if form.is_empty() {
            self.connection.execute("DELETE FROM draft WHERE login = ?1", [login])?;
        } else {
            self.connection.execute("INSERT OR REPLACE INTO draft (login, form) VALUES (?1, ?2)", [login, form])?;
        }
        Ok(())
    }

    /// Keeps a small fact.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep_fact(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?1, ?2)", [name, value])?;
        Ok(())
    }
}
