//! The books of the control room: what was said of the event, incidents, the duty roster. Folds over entries, in any order of arrival.

use super::{Body, Entry, EntryId};
use crate::hospital::event::{Charges, Side, Statement};
use crate::hospital::forms::Sheet;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};

/// Which book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Book {
    /// Declarations and ends.
    Event,
    Incidents,
    Roster,
    /// Shifts handed over.
    Shifts,
    Drill,
    /// Certificates of the hand-over and of archives.
    Certificates,
}

impl Book {
    /// Under which subject its entries are linked. No address packs to a negative number.
    #[must_use]
    pub const fn subject(self) -> i64 {
        match self {
            Self::Event => -1,
            Self::Incidents => -2,
            Self::Roster => -3,
            Self::Shifts => -4,
            Self::Drill => -5,
            Self::Certificates => -6,
        }
    }
}

/// What a declaration or an end says.
#[must_use]
pub fn statement(entry: &Entry) -> Option<Statement> {
    let (scope, side, from, reason, officer) = match &entry.body {
        Body::EventDeclared { scope, since, reason, officer } => (scope, Side::Manual, since, reason, officer),
        Body::EventEnded { scope, at, reason, officer } => (scope, Side::Central, at, reason, officer),
        _ => return None,
    };
    Some(Statement {
        scope: scope.clone(),
        side,
        from: *from,
        reason: reason.clone(),
        officer: officer.clone(),
        said: entry.header.time,
        key: entry.header.id().packed(),
    })
}

/// Who is in charge, by all that was said.
#[must_use]
pub fn charges(entries: &[Entry]) -> Charges {
    entries.iter().filter_map(statement).collect()
}

/// An incident with all that was added to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    pub id: EntryId,
    /// The lines, first what was logged first. Form `incident`, then `incident-line`.
    pub lines: Vec<IncidentLine>,
}

/// One line of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentLine {
    pub id: EntryId,
    pub at: DateTime<FixedOffset>,
    /// Login of who wrote it.
    pub by: String,
    pub sheet: Sheet,
}

impl Incident {
    /// What a field says now: the last line that fills it. Nothing is taken out of the earlier ones.
    #[must_use]
    pub fn now(&self, field: &str) -> &str {
        self.lines.iter().rev().map(|line| line.sheet.get(field)).find(|value| !value.is_empty()).unwrap_or("")
    }

    /// False once a line says that it is over.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.now("over") != "yes"
    }
}

/// The incidents, by when they happened. A line whose incident has not arrived yet waits for it.
#[must_use]
pub fn incidents(entries: &[Entry]) -> Vec<Incident> {
    let mut all: BTreeMap<i64, (EntryId, Vec<IncidentLine>)> = BTreeMap::new();
    let mut begun: BTreeSet<i64> = BTreeSet::new();
    for entry in entries {
        let Body::IncidentLogged { of, sheet } = &entry.body else { continue };
        let id = entry.header.id();
        let begins = of.clone().unwrap_or_else(|| id.clone());
        if of.is_none() {
            begun.insert(id.packed());
        }
        let line = IncidentLine { id, at: entry.header.time, by: entry.header.by.clone(), sheet: sheet.clone() };
        all.entry(begins.packed()).or_insert_with(|| (begins, Vec::new())).1.push(line);
    }
    let mut incidents: Vec<Incident> = all
        .into_iter()
        .filter(|(key, _)| begun.contains(key))
        .map(|(key, (id, mut lines))| {
            lines.sort_by_key(|line| (line.id.packed() != key, line.at, line.id.packed()));
            lines.dedup_by(|a, b| a.id == b.id);
            Incident { id, lines }
        })
        .collect();
    incidents.sort_by_cached_key(|incident| (incident.when(), incident.id.packed()));
    incidents
}

impl Incident {
    /// When it happened, as its first line says.
    #[must_use]
    pub fn when(&self) -> Option<DateTime<FixedOffset>> {
        let first = self.lines.first()?;
        Some(DateTime::parse_from_rfc3339(first.sheet.get("at")).unwrap_or(first.at))
    }
}

/// A line of the roster that holds. Form `roster`.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterLine {
    pub id: EntryId,
    /// Login of who wrote it.
    pub by: String,
    pub sheet: Sheet,
}

/// The lines of the roster that nobody replaced or struck, by day, shift and post. Where two counters replaced one line without
/// knowing of each other, both stand there: a person strikes one.
#[must_use]
pub fn roster(entries: &[Entry]) -> Vec<RosterLine> {
    let gone: BTreeSet<i64> = entries
        .iter()
        .filter_map(|entry| match &entry.body {
            Body::RosterSet { of, .. } => of.as_ref(),
            Body::RosterStruck { of, .. } => Some(of),
            _ => None,
        })
        .map(EntryId::packed)
        .collect();
    let standing = |entry: &Entry| match &entry.body {
        Body::RosterSet { sheet, .. } if !gone.contains(&entry.header.id().packed()) => {
            Some(RosterLine { id: entry.header.id(), by: entry.header.by.clone(), sheet: sheet.clone() })
        }
        _ => None,
    };
    let mut lines: Vec<RosterLine> = entries.iter().filter_map(standing).collect();
    let order = |line: &RosterLine| {
        let field = |code| line.sheet.get(code).to_owned();
        (field("day"), field("shift"), field("post"), line.id.packed())
    };
    lines.sort_by_cached_key(order);
    lines.dedup_by(|a, b| a.id == b.id);
    lines
}

#[cfg(test)]
mod tests;
