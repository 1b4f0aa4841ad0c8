//! The print queue: durable, visible, retried. A row is never deleted, so that what did not come out can be told later.

use super::append::NewPrint;
use super::{Store, StoreError, View};
use crate::journal::{Body, Entry, EntryId, PaperKind};
use crate::paper::Size;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintState {
    Waiting,
    Printing,
    Printed,
    Failed,
    Cancelled,
}

/// One row of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintRow {
    pub id: u64,
    pub visit: EntryId,
    pub paper: PaperKind,
    pub size: Size,
    pub copy: u32,
    pub state: PrintState,
    pub tries: u32,
    /// Problem id of the last failure, or empty.
    pub failure: String,
    pub printer: String,
    pub at: DateTime<FixedOffset>,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintUpdate {
    pub state: PrintState,
    pub failure: String,
    pub printer: String,
    /// Count this as a try.
    pub tried: bool,
}

/// Rows that a list of the queue shows at most, the latest.
const LIST_MAX: i64 = 2_000;

/// A paper asked for with an entry, with its place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub id: u64,
    pub print: NewPrint,
}

/// Puts an entry's papers in the queue; those that are there already stay as they are.
pub(super) fn insert_all(connection: &Connection, entry: &Entry, wanted: &[Wanted]) -> Result<(), StoreError> {
    for (place, Wanted { id, print }) in wanted.iter().enumerate() {
        let visit = paper_of(entry, place);
        connection
            .prepare_cached("INSERT OR IGNORE INTO print (id, visit, paper, size, copy, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![
                i64::try_from(*id).unwrap_or(i64::MAX),
                visit.packed(),
                word(&print.paper)?,
                word(&print.size)?,
                print.copy,
                entry.header.time.to_rfc3339()
            ])?;
    }
    Ok(())
}

/// A paper belongs to the visit or case that its entry opens, or the one it speaks of; the second slip of a swap to the other stay.
fn paper_of(entry: &Entry, place: usize) -> EntryId {
    let own = || entry.header.id();
    match &entry.body {
        Body::Visited { .. } | Body::Requested { .. } | Body::Arrived { .. } | Body::Recorded { .. } | Body::Ordered { .. } => {
            own()
        }
        Body::Admitted { request, .. } => request.clone().unwrap_or_else(own),
        Body::Swapped { with, .. } if place == 1 => with.clone(),
        body => body.of().cloned().unwrap_or_else(own),
    }
}

/// The papers as the journal's row keeps them: `41 slip a6 0;42 receipt a6 0`.
pub(super) fn write_wanted(wanted: &[Wanted]) -> Result<String, StoreError> {
    let one = |Wanted { id, print }: &Wanted| -> Result<String, StoreError> {
        Ok(format!("{id} {} {} {}", word(&print.paper)?, word(&print.size)?, print.copy))
    };
    Ok(wanted.iter().map(one).collect::<Result<Vec<_>, _>>()?.join(";"))
}

/// Reads what [`write_wanted`] wrote.
pub(super) fn read_wanted(text: &str) -> Result<Vec<Wanted>, StoreError> {
    text.split_terminator(';').map(|one| one_wanted(one)?.ok_or(StoreError::Damaged)).collect()
}

fn one_wanted(text: &str) -> Result<Option<Wanted>, StoreError> {
    let mut cells = text.split(' ');
    let (Some(id), Some(paper), Some(size), Some(copy)) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
        return Ok(None);
    };
    let (Ok(id), Ok(copy)) = (id.parse(), copy.parse()) else { return Ok(None) };
    Ok(Some(Wanted { id, print: NewPrint { paper: unword(paper)?, size: unword(size)?, copy } }))
}

/// An enum as its serde word.
fn word(value: &impl Serialize) -> Result<String, StoreError> {
    let json = serde_json::to_string(value)?;
    Ok(json.trim_matches('"').to_owned())
}

fn unword<T: DeserializeOwned>(word: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_value(serde_json::Value::String(word.to_owned()))?)
}

const fn code(state: PrintState) -> i64 {
    match state {
        PrintState::Waiting => 0,
        PrintState::Printing => 1,
        PrintState::Printed => 2,
        PrintState::Failed => 3,
        PrintState::Cancelled => 4,
    }
}

const fn decode(code: i64) -> PrintState {
    match code {
        0 => PrintState::Waiting,
        1 => PrintState::Printing,
        2 => PrintState::Printed,
        4 => PrintState::Cancelled,
        _ => PrintState::Failed,
    }
}

const COLUMNS: &str = "SELECT id, visit, paper, size, copy, state, tries, failure, printer, at FROM print";

fn parse(row: &Row<'_>) -> Result<PrintRow, StoreError> {
    let text = |i: usize| row.get::<_, String>(i);
    let number = |i: usize| row.get::<_, i64>(i).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    Ok(PrintRow {
        id: row.get::<_, i64>(0)?.unsigned_abs(),
        visit: EntryId::unpacked(row.get(1)?).ok_or(StoreError::Damaged)?,
        paper: unword(&text(2)?)?,
        size: unword(&text(3)?)?,
        copy: number(4)?,
        state: decode(row.get(5)?),
        tries: number(6)?,
        failure: text(7)?,
        printer: text(8)?,
        at: DateTime::parse_from_rfc3339(&text(9)?).map_err(|_text| StoreError::Damaged)?,
    })
}

impl View<'_> {
    /// One row of the queue.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn print(&self, id: u64) -> Result<Option<PrintRow>, StoreError> {
        let id = i64::try_from(id).unwrap_or(i64::MAX);
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
        statement.query_row([id], |row| Ok(parse(row))).optional()?.transpose()
    }

    /// The latest rows, newest first; those that wait or failed come before those that are done.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prints(&self) -> Result<Vec<PrintRow>, StoreError> {
        self.print_rows(&format!("{COLUMNS} ORDER BY state IN (0, 1, 3) DESC, id DESC LIMIT {LIST_MAX}"))
    }

    /// The last place in the queue; 0 when it is empty.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prints_last(&self) -> Result<u64, StoreError> {
        self.count("SELECT coalesce(max(id), 0) FROM print", params![])
    }

    /// Rows that still have to come out, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prints_to_do(&self) -> Result<Vec<PrintRow>, StoreError> {
        self.print_rows(&format!("{COLUMNS} WHERE state IN (0, 1, 3) AND state < 2 ORDER BY id LIMIT {LIST_MAX}"))
    }

    fn print_rows(&self, sql: &str) -> Result<Vec<PrintRow>, StoreError> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(parse(row)?);
        }
        Ok(out)
    }

    /// How many wait, how many failed, and the last failure's problem id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn print_counts(&self) -> Result<(u64, u64, String), StoreError> {
        let sql = "SELECT (SELECT count(*) FROM print WHERE state IN (0, 1, 3) AND state < 2),
                          (SELECT count(*) FROM print WHERE state IN (0, 1, 3) AND state = 3),
                          coalesce((SELECT failure FROM print WHERE state IN (0, 1, 3) AND failure != '' ORDER BY id DESC LIMIT 1), '')";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_row([], |row| {
            let n = |i| row.get::<_, i64>(i).map(i64::unsigned_abs);
            Ok((n(0)?, n(1)?, row.get(2)?))
        })?)
    }
}

impl Store {
    /// Writes down what became of a paper.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn update_print(&mut self, id: u64, update: &PrintUpdate) -> Result<(), StoreError> {
        self.settle()?;
        let id = i64::try_from(id).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("UPDATE print SET state = ?2, failure = ?3, printer = ?4, tries = tries + ?5 WHERE id = ?1")?
            .execute(params![id, code(update.state), update.failure, update.printer, i64::from(update.tried)])?;
        Ok(())
    }
}
