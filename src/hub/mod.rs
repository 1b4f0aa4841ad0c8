//! The hub: one PostgreSQL database that collects the journals of all counters, where the hospital or the state outgrows one machine.
//!
//! Counters with a cable push their entries here and take those of others from here; several control rooms read it at once. Owns the
//! schema (`sql/`), its statements, TLS and the seal over each entry. The database sees no patient: an entry lies in it compressed and
//! encrypted under a key that it never has; in the clear stand site, day, hour, address, kind and sizes. Never holds a rule, spawns,
//! reads a clock or gives SQL away; how it works, and on what: `hub.md` beside this file.

mod error;
mod figures;
mod pull;
mod push;
mod ranges;
mod row;
mod run;
mod schema;
mod seal;
mod way;

pub use error::HubError;
pub use figures::{HubCounter, HubFigures, HubPulse};
pub use pull::{HubMark, Pulled, Span};
pub use push::Pushed;
pub use ranges::{Mark, Ranges, Stretch};
pub use run::{BATCH_MAX, Installation, Run, RunError, runs};
pub use schema::{NewSite, SiteRow, statements};
pub use seal::{HubKey, Sealer};
pub use way::{Address, HubSecret, HubWay};

use postgres::{Client, Statement};
use std::collections::HashMap;

/// A connection to the hub.
pub struct Hub {
    client: Client,
    site: String,
    /// Statements that were prepared on this connection, by their text.
    prepared: HashMap<&'static str, Statement>,
    /// Statements with as many rows as stand behind `VALUES`.
    upserts: HashMap<usize, Statement>,
    sealer: Option<Sealer>,
}

/// How long a statement may take, and how long the server waits for a counter that fell silent in the middle of a push before it gives
/// up its locks, in seconds.
const PATIENCE_SECS: u32 = 60;

impl Hub {
    /// Connects. Does not look whether the tables are there: see [`Hub::look`].
    ///
    /// # Errors
    /// [`HubError`].
    pub fn connect(way: &HubWay, site: &str) -> Result<Self, HubError> {
        let mut client = way.client()?;
        client.batch_execute(&format!(
            "SET statement_timeout = '{PATIENCE_SECS}s'; SET idle_in_transaction_session_timeout = '{PATIENCE_SECS}s'; \
             SET client_min_messages = warning; SET DateStyle = ISO"
        ))?;
        Ok(Self { client, site: site.to_owned(), prepared: HashMap::new(), upserts: HashMap::new(), sealer: None })
    }

    /// From now on entries can be sealed and opened.
    pub fn unlock(&mut self, key: &HubKey) {
        self.sealer = Some(Sealer::new(key, &self.site));
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, HubError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}
