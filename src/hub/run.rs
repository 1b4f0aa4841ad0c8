//! A run: consecutive entries of one installation whose chain holds and whose last signature is good. Then all of it is authentic.

use super::HubError;
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::{ChainHash, ENTRY_BYTES_MAX, EntryId, Signed, VERSION, verify};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::{DateTime, NaiveDate, Timelike as _};
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;
use std::fmt;

/// Entries in one push at most. Below what YugabyteDB commits at a time while it copies (20,000), so that a push is one transaction there too.
pub const BATCH_MAX: usize = 10_000;

/// One installation of a counter: `K7A`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Installation {
    pub counter: CounterCode,
    pub letter: char,
}

impl Installation {
    #[must_use]
    pub fn id(&self, sequence: u64) -> EntryId {
        EntryId { counter: self.counter.clone(), letter: self.letter, sequence }
    }

    /// Reads `K7A`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letter = text.chars().last().filter(char::is_ascii_uppercase)?;
        Some(Self { counter: CounterCode::new(text.strip_suffix(letter)?).ok()?, letter })
    }
}

impl fmt::Display for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.counter, self.letter)
    }
}

/// Why entries are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    #[error("{entry} is not an entry of this program")]
    Shape { entry: String },
    #[error("{entry} is of another site or mode")]
    Foreign { entry: String },
    #[error("the key of {entry} is not known")]
    Unknown { entry: String },
    #[error("the signature of {entry} is not good")]
    Forged { entry: String },
}

impl From<RunError> for HubError {
    fn from(error: RunError) -> Self {
        let (RunError::Shape { entry } | RunError::Foreign { entry } | RunError::Unknown { entry } | RunError::Forged { entry }) =
            error;
        Self::Entries { entry }
    }
}

/// What the hub must know of an entry; the body is skipped, not read.
#[derive(Deserialize)]
struct Head<'a> {
    v: u8,
    site: &'a str,
    mode: Mode,
    counter: &'a str,
    letter: char,
    seq: u64,
    time: &'a str,
    prev: &'a str,
    kind: &'a str,
}

/// An entry of a run.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub sequence: u64,
    pub day: NaiveDate,
    pub hour: u32,
    pub kind: String,
    pub prev: ChainHash,
    pub hash: ChainHash,
    pub signed: Signed,
}

/// Consecutive entries whose chain holds.
#[derive(Debug, Clone)]
pub struct Run {
    pub installation: Installation,
    pub(super) links: Vec<Link>,
}

impl Run {
    /// Sequences of the first and the last entry.
    #[must_use]
    pub fn ends(&self) -> (u64, u64) {
        (self.links.first().map_or(0, |l| l.sequence), self.links.last().map_or(0, |l| l.sequence))
    }

    /// Entries in it.
    pub fn entries(&self) -> impl Iterator<Item = &Signed> {
        self.links.iter().map(|link| &link.signed)
    }

    /// The part from one sequence to another, both inclusive.
    pub(super) fn slice(&self, first: u64, last: u64) -> &[Link] {
        let (start, _) = self.ends();
        let at = |sequence: u64| usize::try_from(sequence.saturating_sub(start)).unwrap_or(usize::MAX);
        self.links.get(at(first)..at(last.saturating_add(1)).min(self.links.len())).unwrap_or_default()
    }
}

/// Reads one entry. `before`: that of the entry before it, most often this one's too.
fn read(signed: Signed, (site, mode): (&str, Mode), before: Option<&Installation>) -> Result<(Installation, Link), RunError> {
    let shape = || RunError::Shape { entry: signed.hash().to_string() };
    if signed.bytes.len() > ENTRY_BYTES_MAX {
        return Err(shape());
    }
    let head: Head<'_> = serde_json::from_slice(&signed.bytes).map_err(|_json| shape())?;
    let installation = match before {
        Some(before) if before.letter == head.letter && before.counter.as_str() == head.counter => before.clone(),
        _ => Installation { counter: CounterCode::new(head.counter).map_err(|_code| shape())?, letter: head.letter },
    };
    let entry = || installation.id(head.seq).to_string();
    if head.v != VERSION || head.seq == 0 || !head.letter.is_ascii_uppercase() {
        return Err(RunError::Shape { entry: entry() });
    }
    if head.site != site || head.mode != mode {
        return Err(RunError::Foreign { entry: entry() });
    }
    let time = DateTime::parse_from_rfc3339(head.time).map_err(|_time| shape())?;
    let mut prev = [0; 32];
    if B64.decode_slice(head.prev, &mut prev).ok() != Some(prev.len()) {
        return Err(shape());
    }
    let (sequence, prev) = (head.seq, ChainHash(prev));
    let (day, hour, kind) = (time.date_naive(), time.hour(), head.kind.to_owned());
    let hash = signed.hash();
    Ok((installation, Link { sequence, day, hour, kind, prev, hash, signed }))
}

/// Cuts entries, in the order given, into runs: a run ends where the installation changes, a sequence is left out or the chain breaks.
/// The signature of each run's last entry is checked; with it all before it, because each names the hash of the one before.
///
/// # Errors
/// [`RunError`] for the first entry that is none of this site and mode, or is forged.
pub fn runs(
    entries: impl IntoIterator<Item = Signed>,
    (site, mode): (&str, Mode),
    key: impl Fn(&CounterCode, char) -> Option<VerifyingKey>,
) -> Result<Vec<Run>, RunError> {
    let mut runs: Vec<Run> = Vec::new();
    for signed in entries {
        let (installation, link) = read(signed, (site, mode), runs.last().map(|run| &run.installation))?;
        let goes_on = |run: &Run| {
            let last = run.links.last();
            run.installation == installation && last.is_some_and(|l| l.sequence + 1 == link.sequence && l.hash == link.prev)
        };
        match runs.last_mut().filter(|run| goes_on(run)) {
            Some(run) => run.links.push(link),
            None => runs.push(Run { installation, links: vec![link] }),
        }
    }
    for run in &runs {
        let Some(last) = run.links.last() else { continue };
        let entry = || run.installation.id(last.sequence).to_string();
        let key = key(&run.installation.counter, run.installation.letter).ok_or_else(|| RunError::Unknown { entry: entry() })?;
        verify(&last.signed, &key).map_err(|_bad| RunError::Forged { entry: entry() })?;
    }
    Ok(runs)
}
