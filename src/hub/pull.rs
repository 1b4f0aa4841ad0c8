//! Pulling: everything that was taken after a mark, in the order in which it was taken.

use super::ranges::Mark;
use super::{Hub, HubError, Installation};
use crate::journal::{EntryId, Signed};
use chrono::NaiveDate;
use postgres::Row;
use serde::{Deserialize, Serialize};

/// How far a reader has read, and of which collection.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HubMark {
    pub hub: String,
    /// Number of the last push read.
    pub number: i64,
    /// Its mark: where the hub was put back from an old copy, the number exists again with another one, and all is read anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<Mark>,
}

/// Entries that came, of one installation.
#[derive(Debug, Clone)]
pub struct Span {
    pub installation: Installation,
    /// Entries at addresses that others have taken.
    pub is_fork: bool,
    pub entries: Vec<Signed>,
}

/// What came after a mark.
#[derive(Debug, Clone)]
pub struct Pulled {
    pub spans: Vec<Span>,
    /// To be kept once all of it is taken in.
    pub mark: HubMark,
    /// There was nothing more when it was asked.
    pub is_last: bool,
    /// Installations of which something in the hub is damaged or gone. It is left out; the gap stays and is seen.
    pub damaged: Vec<String>,
}

/// Pushes looked at in one go.
const HEADS_MAX: i64 = 2_000;
/// Entries handed out in one go, at least one push of up to 10,000.
const ENTRIES_MAX: i64 = 10_000;

const HEADS: &str = "SELECT number, installation, first, last, day_first, day_last, mark, is_fork FROM nirantar.batch \
                     WHERE site = $1 AND number > $2 ORDER BY number LIMIT $3";
const AT: &str = "SELECT mark FROM nirantar.batch WHERE site = $1 AND number = $2";
const ENTRIES: &str =
    "SELECT id, sealed FROM nirantar.entry WHERE site = $1 AND day BETWEEN $2 AND $3 AND id BETWEEN $4 AND $5 ORDER BY id";
const FORKS: &str =
    "SELECT id, sealed FROM nirantar.fork WHERE site = $1 AND day BETWEEN $2 AND $3 AND id BETWEEN $4 AND $5 ORDER BY id";

/// A push, or several of one installation that follow each other.
struct Head {
    installation: String,
    first: i64,
    last: i64,
    days: (NaiveDate, NaiveDate),
    is_fork: bool,
}

impl Hub {
    /// What came after a mark, but for what `leave` says: an installation's own entries it has already.
    ///
    /// # Errors
    /// [`HubError`].
    pub fn pull(&mut self, hub: &str, after: &HubMark, leave: &str) -> Result<Pulled, HubError> {
        let start = if self.is_known(hub, after)? { after.number } else { 0 };
        let statement = self.statement(HEADS)?;
        let rows = self.client.query(&statement, &[&self.site, &start, &HEADS_MAX])?;
        let mut mark = HubMark { hub: hub.to_owned(), number: start, mark: after.mark.filter(|_| start > 0) };
        let mut heads: Vec<Head> = Vec::new();
        let (mut entries, mut taken) = (0, 0);
        for row in &rows {
            let head = head(row)?;
            let is_own = head.installation == leave;
            let more = if is_own { 0 } else { head.last - head.first + 1 };
            if entries > 0 && entries + more > ENTRIES_MAX {
                break;
            }
            (entries, taken) = (entries + more, taken + 1);
            mark = HubMark { number: row.try_get("number")?, mark: Some(mark_of(row.try_get("mark")?)?), ..mark };
            if !is_own {
                join(&mut heads, head);
            }
        }
        let is_last = taken == rows.len() && i64::try_from(rows.len()).is_ok_and(|n| n < HEADS_MAX);
        let (mut spans, mut damaged) = (Vec::with_capacity(heads.len()), Vec::new());
        for head in heads {
            match self.span(&head) {
                Ok(span) => spans.push(span),
                Err(HubError::Damaged { .. }) => damaged.push(head.installation),
                Err(error) => return Err(error),
            }
        }
        Ok(Pulled { spans, mark, is_last, damaged })
    }

    /// Whether this collection is the one that was read up to the mark, and still has what was read last.
    fn is_known(&mut self, hub: &str, after: &HubMark) -> Result<bool, HubError> {
        if after.hub != hub || after.number == 0 {
            return Ok(false);
        }
        let statement = self.statement(AT)?;
        let row = self.client.query_opt(&statement, &[&self.site, &after.number])?;
        Ok(row.map(|row| mark_of(row.try_get(0)?)).transpose()?.is_some_and(|mark| Some(mark) == after.mark))
    }

    fn span(&mut self, head: &Head) -> Result<Span, HubError> {
        let statement = self.statement(if head.is_fork { FORKS } else { ENTRIES })?;
        let rows = self.client.query(&statement, &[&self.site, &head.days.0, &head.days.1, &head.first, &head.last])?;
        let sealer = self.sealer.as_mut().ok_or(HubError::Key)?;
        let damaged = || HubError::Damaged { entry: head.installation.clone() };
        let installation = Installation::parse(&head.installation).ok_or_else(damaged)?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = EntryId::unpacked(row.try_get(0)?).ok_or_else(damaged)?;
            entries.push(sealer.open(&id, row.try_get(1)?)?);
        }
        // What a push wrote is there with it: less is damage, not delay.
        if !head.is_fork && i64::try_from(entries.len()).is_ok_and(|n| n != head.last - head.first + 1) {
            return Err(damaged());
        }
        Ok(Span { installation, is_fork: head.is_fork, entries })
    }
}

fn mark_of(bytes: &[u8]) -> Result<Mark, HubError> {
    Ok(Mark(bytes.try_into().map_err(|_length| HubError::Damaged { entry: "mark".to_owned() })?))
}

fn head(row: &Row) -> Result<Head, HubError> {
    Ok(Head {
        installation: row.try_get("installation")?,
        first: row.try_get("first")?,
        last: row.try_get("last")?,
        days: (row.try_get("day_first")?, row.try_get("day_last")?),
        is_fork: row.try_get("is_fork")?,
    })
}

/// A counter that works by cable pushes entry by entry: what follows each other is asked for in one question.
fn join(heads: &mut Vec<Head>, head: Head) {
    let before = heads.iter_mut().rev().find(|h| h.installation == head.installation && h.is_fork == head.is_fork);
    match before {
        Some(before) if before.last + 1 == head.first => {
            before.last = head.last;
            before.days = (before.days.0.min(head.days.0), before.days.1.max(head.days.1));
        }
        _ => heads.push(head),
    }
}
