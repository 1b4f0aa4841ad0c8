//! One place that makes the schema and carries an old file forward. `PRAGMA user_version` says how far a file is.

use super::StoreError;
use rusqlite::Connection;

/// Each step brings a file from its index to the next. Steps are never edited, only added.
const STEPS: [&str; 7] = [
    include_str!("sql/001_first.sql"),
    include_str!("sql/002_print_list.sql"),
    include_str!("sql/003_journal_prints.sql"),
    include_str!("sql/004_episodes.sql"),
    include_str!("sql/005_tubes.sql"),
    include_str!("sql/006_many.sql"),
    include_str!("sql/007_handover.sql"),
];

/// The version this program writes.
pub const VERSION: usize = STEPS.len();

/// Brings a database to the current version, all steps or none.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a later program.
pub fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let at: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let at = usize::try_from(at).map_err(|_negative| StoreError::Damaged)?;
    if at > VERSION {
        return Err(StoreError::Newer);
    }
    if at == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for step in STEPS.iter().skip(at) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", i64::try_from(VERSION).unwrap_or(i64::MAX))?;
    transaction.commit()?;
    Ok(())
}
