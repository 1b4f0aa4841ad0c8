//! The counter's records: `SQLCipher`, append-only journal, rows derived from it. The only room that knows SQL.
//!
//! Saved means COMMIT returned with `synchronous=FULL`. Never deletes or overwrites an entry.

mod append;
mod cases;
mod day;
mod error;
mod event;
mod find;
mod handover;
mod high_water;
mod many;
mod migrate;
mod prints;
mod project;
mod query;
mod settle;
mod terms;
mod typing;
mod verify;

pub use append::{NewEntry, NewPrint};
pub use cases::{CaseKind, CaseRow, Whole};
pub use error::StoreError;
pub use find::{CANDIDATES_MAX, Found, Group, Query, Snapshot};
pub use handover::{AsideRow, BatchRow, HandCount, SentRow};
pub use high_water::Mark;
pub use many::{Held, HourRow, TakeIn, TakenIn};
pub use migrate::VERSION;
pub use prints::{PrintRow, PrintState, PrintUpdate};
pub use project::series_name;
pub use query::{QueueCounts, VisitRow};
pub use typing::BatchCount;
pub use verify::{Check, Checked, FindingRow};

use crate::disk;
use crate::hospital::event::Charges;
use crate::hospital::number::{CounterCode, Mode, Series};
use crate::journal::{ChainHash, EntryId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use ed25519_dalek::SigningKey;
use high_water::HighWater;
use rusqlite::{Connection, OpenFlags};
use settle::Pending;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The database key, raw.
pub type Key = Zeroizing<[u8; 32]>;

/// Which installation this store belongs to, and what it signs with.
#[derive(Clone)]
pub struct Installation {
    pub site: String,
    pub mode: Mode,
    pub counter: CounterCode,
    pub letter: char,
    pub signing: SigningKey,
}

/// Where the chain ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tip {
    pub sequence: u64,
    pub hash: ChainHash,
    pub time: Option<DateTime<FixedOffset>>,
}

/// The one writer of a counter's database.
pub struct Store {
    connection: Connection,
    installation: Installation,
    tip: Tip,
    mark: Mark,
    high_water: RefCell<HighWater>,
    /// Entries whose search terms are not written yet.
    unindexed: RefCell<Vec<i64>>,
    /// Entries whose rows are not written yet.
    unsettled: RefCell<Vec<Pending>>,
    /// Place that the next paper will have in the print queue.
    next_print: u64,
    /// The mark outside could not be written: the disk is in trouble.
    mark_failed: Cell<bool>,
    /// Last token of each clinic that was asked for, with its day.
    tokens: RefCell<HashMap<String, (NaiveDate, u32)>>,
    /// Who is in charge, by so many entries.
    charges: RefCell<(u64, Arc<Charges>)>,
    /// How many records are in which phase of the hand-over, by so many entries that speak of it.
    hand_counts: RefCell<(i64, Arc<[HandCount]>)>,
    path: PathBuf,
}

/// Pages kept in memory per connection, in KiB (negative means KiB to `SQLite`).
const CACHE_KIB: i64 = 8 * 1024;
/// How long one connection waits for the other's lock, in milliseconds.
const BUSY_MILLIS: u64 = 3_000;

impl Store {
    /// Opens the database of an installation, making it if it is new.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::RolledBack`] when the numbers outside say that this is an older copy.
    pub fn open(path: &Path, key: &Key, installation: Installation) -> Result<Self, StoreError> {
        let mut connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        migrate::migrate(&mut connection)?;
        let (high_water, outside) = HighWater::open(&path.with_file_name("high-water"))?;
        let tip = append::read_tip(&connection, &installation)?;
        let mut store = Self {
            connection,
            installation,
            tip,
            mark: Mark::default(),
            high_water: RefCell::new(high_water),
            unindexed: RefCell::default(),
            unsettled: RefCell::default(),
            next_print: 1,
            mark_failed: Cell::new(false),
            tokens: RefCell::default(),
            charges: RefCell::default(),
            hand_counts: RefCell::new((0, Arc::new([]))),
            path: path.to_owned(),
        };
        many::renew(&store.connection)?;
        cases::refold_orders(&store.connection)?;
        store.catch_up()?;
        terms::renew(&store.connection)?;
        store.mark = store.read_mark()?;
        if outside.is_some_and(|outside| store.mark.is_behind(&outside)) {
            return Err(StoreError::RolledBack);
        }
        store.next_print = store.unsettled().prints_last()? + 1;
        Ok(store)
    }

    /// The installation it belongs to.
    #[must_use]
    pub const fn installation(&self) -> &Installation {
        &self.installation
    }

    /// A second connection that only reads: for search and lists beside the writer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reader(&self, key: &Key) -> Result<Reader, StoreError> {
        Reader::open(&self.path, key)
    }

    /// Serial that the next number of a series will have.
    #[must_use]
    pub fn next_serial(&self, series: Series) -> u32 {
        self.mark.serial(series) + 1
    }

    /// Sequence of the last entry.
    #[must_use]
    pub const fn last_sequence(&self) -> u64 {
        self.tip.sequence
    }

    /// Address of the last entry.
    #[must_use]
    pub fn tip_id(&self) -> EntryId {
        EntryId { sequence: self.tip.sequence, ..self.next_id() }
    }

    /// Time of the last entry.
    #[must_use]
    pub const fn last_time(&self) -> Option<DateTime<FixedOffset>> {
        self.tip.time
    }

    /// True when the mark outside the database could not be written since the last time asked.
    pub fn take_mark_failed(&self) -> bool {
        self.mark_failed.replace(false)
    }

    /// For queries through the writer's own connection, after the rows of the last saves were written.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be written.
    pub fn read(&self) -> Result<View<'_>, StoreError> {
        self.settle()?;
        Ok(self.unsettled())
    }

    /// As [`Store::read`], for what is read from the journal alone: rows of the last saves may be missing.
    const fn unsettled(&self) -> View<'_> {
        View(&self.connection)
    }

    /// Writes what is pending and makes the mark durable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn close(mut self) -> Result<(), StoreError> {
        self.index_pending()?;
        self.high_water.get_mut().sync()?;
        self.connection.close().map_err(|(_connection, error)| error.into())
    }

    fn read_mark(&self) -> Result<Mark, StoreError> {
        let i = &self.installation;
        let mut mark = Mark { letter: i.letter, sequence: self.tip.sequence, ..Mark::default() };
        for series in Series::ALL {
            let name = series_name(i.mode, &i.counter, i.letter, series);
            mark.raise(series, u32::try_from(self.unsettled().series_last(&name)?).unwrap_or(u32::MAX));
        }
        Ok(mark)
    }

    /// The highest numbers given out.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// Address that the next entry will have.
    #[must_use]
    pub fn next_id(&self) -> EntryId {
        let i = &self.installation;
        EntryId { counter: i.counter.clone(), letter: i.letter, sequence: self.tip.sequence + 1 }
    }
}

/// A connection that only reads.
pub struct Reader {
    connection: Connection,
}

impl Reader {
    /// Opens an existing database read-only.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(path: &Path, key: &Key) -> Result<Self, StoreError> {
        let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "query_only", "on")?;
        Ok(Self { connection })
    }

    #[must_use]
    pub const fn read(&self) -> View<'_> {
        View(&self.connection)
    }
}

/// Queries over one connection; see `query`, `find`, `prints`, `verify`.
#[derive(Clone, Copy)]
pub struct View<'a>(pub(crate) &'a Connection);

fn connect(path: &Path, key: &Key, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLCipher would tell of a damaged page on standard error, in words for programmers; ours come with the error.
    connection.pragma_update(None, "cipher_log_level", "none")?;
    let mut hex = Zeroizing::new(String::with_capacity(70));
    hex.push_str("x'");
    for byte in key.iter() {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    hex.push('\'');
    connection.pragma_update(None, "key", hex.as_str())?;
    // Nothing of a patient may reach a plain temporary file.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "foreign_keys", "on")?;
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MILLIS))?;
    connection.set_prepared_statement_cache_capacity(64);
    // The first read tells whether the key fits.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// Moves a database that cannot be used out of the way, with its write-ahead log; nothing is deleted.
///
/// # Errors
/// [`StoreError::Disk`].
pub fn set_aside(path: &Path, mark: &str) -> Result<PathBuf, StoreError> {
    let aside = disk::set_aside(path, mark)?;
    for suffix in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let log = PathBuf::from(name);
        if log.exists() {
            let mut target = aside.as_os_str().to_owned();
            target.push(suffix);
            std::fs::rename(&log, &target).map_err(|e| disk::DiskError::new(&log, e))?;
        }
    }
    Ok(aside)
}
