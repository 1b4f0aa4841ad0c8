//! Proof: the chain holds, every signature fits, the rows are what the entries say, every series is gap-free.

use super::append::read_copy;
use super::{StoreError, View};
use super::{many, project};
use crate::hospital::number::CounterCode;
use crate::journal::{self, Body, ChainHash, Entry, EntryId};
use ed25519_dalek::VerifyingKey;
use std::collections::{BTreeMap, BTreeSet};

/// What verification needs from outside the database.
pub struct Check<'a> {
    pub site: &'a str,
    /// The installation whose chain and series must be whole. Entries of others come in one by one, from slips and sticks.
    pub own: (&'a CounterCode, char),
    /// Public key of an installation, from the pack.
    pub key: &'a dyn Fn(&CounterCode, char) -> Option<VerifyingKey>,
    /// Called now and then with entries done and entries in all; `false` cancels.
    pub progress: &'a mut dyn FnMut(u64, u64) -> bool,
}

/// One thing found wrong: sentence id and values.
pub type FindingRow = (&'static str, Vec<(&'static str, String)>);

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    pub entries: u64,
    pub findings: Vec<FindingRow>,
    pub cancelled: bool,
}

/// Findings listed at most; a database in worse state is told as such by the first hundred.
const FINDINGS_MAX: usize = 100;
/// Entries between two words on progress.
const PROGRESS_EVERY: u64 = 2_000;

struct Walk {
    checked: Checked,
    /// Sequence and hash per installation.
    ends: BTreeMap<(String, char), (u64, ChainHash)>,
    serials: BTreeMap<String, BTreeSet<u32>>,
}

impl Walk {
    fn find(&mut self, id: &'static str, args: Vec<(&'static str, String)>) {
        if self.checked.findings.len() < FINDINGS_MAX {
            self.checked.findings.push((id, args));
        }
    }
}

/// Tables that follow from the journal, row by row.
const DERIVED: [&str; 15] = [
    "link", "patient", "visit", "series", "episode", "bed", "bed_link", "tube", "held", "moment", "told", "linking", "hand",
    "batch", "pair",
];

impl View<'_> {
    /// Walks the whole journal. Meant for a connection of its own: it makes temporary tables in memory.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read at all; what is wrong inside is a finding.
    pub fn verify(&self, check: &mut Check<'_>) -> Result<Checked, StoreError> {
        // The rows below do not touch every page (search terms, papers to print); each page must open with its own seal.
        let pages: String = self.0.query_row("PRAGMA main.quick_check(1)", [], |row| row.get(0))?;
        if pages != "ok" {
            return Err(StoreError::Damaged);
        }
        self.0.execute_batch(include_str!("sql/verify_begin.sql"))?;
        let result = self.walk(check);
        self.0.execute_batch(include_str!("sql/verify_end.sql"))?;
        result
    }

    fn walk(&self, check: &mut Check<'_>) -> Result<Checked, StoreError> {
        let total: i64 = self.0.query_row("SELECT count(*) FROM journal", [], |row| row.get(0))?;
        let mut walk = Walk { checked: Checked::default(), ends: BTreeMap::new(), serials: BTreeMap::new() };
        let mut statement = self.0.prepare("SELECT id FROM journal ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let packed: i64 = row.get(0)?;
            self.one(packed, check, &mut walk)?;
            walk.checked.entries += 1;
            if walk.checked.entries.is_multiple_of(PROGRESS_EVERY)
                && !(check.progress)(walk.checked.entries, total.unsigned_abs())
            {
                walk.checked.cancelled = true;
                return Ok(walk.checked);
            }
        }
        self.compare_rows(&mut walk)?;
        series_gaps(&mut walk);
        Ok(walk.checked)
    }

    fn one(&self, packed: i64, check: &Check<'_>, walk: &mut Walk) -> Result<(), StoreError> {
        let Some(id) = EntryId::unpacked(packed) else {
            walk.find("finding-address", vec![("entry", packed.to_string())]);
            return Ok(());
        };
        let name = || vec![("entry", id.to_string())];
        let Some(signed) = read_copy(self.0, &id)? else { return Ok(()) };
        let Some(key) = (check.key)(&id.counter, id.letter) else {
            walk.find("finding-key", name());
            return Ok(());
        };
        match journal::verify(&signed, &key) {
            Err(_forged) => walk.find("finding-signature", name()),
            Ok(entry) => {
                place(&entry, &id, check.site, walk);
                if (&id.counter, id.letter) == check.own {
                    chain(&entry, &id, walk);
                    for number in entry.body.numbers() {
                        serial(number.as_str(), &entry, walk);
                    }
                }
                // On this connection the unqualified names are the temporary tables.
                project::apply(self.0, &entry)?;
            }
        }
        if many::is_forked(self.0, &id)? {
            for other in many::copies(self.0, &id)?.iter().skip(1) {
                if journal::verify(other, &key).is_err() {
                    walk.find("finding-signature", name());
                }
            }
            many::refold(self.0, &id)?;
        }
        walk.ends.insert((id.counter.as_str().to_owned(), id.letter), (id.sequence, signed.hash()));
        Ok(())
    }

    fn compare_rows(&self, walk: &mut Walk) -> Result<(), StoreError> {
        for table in DERIVED {
            let sql = format!(
                "SELECT (SELECT count(*) FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM temp.{table})),
                        (SELECT count(*) FROM (SELECT * FROM temp.{table} EXCEPT SELECT * FROM main.{table}))"
            );
            let (more, fewer): (i64, i64) = self.0.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if more != 0 || fewer != 0 {
                walk.find(
                    "finding-rows",
                    vec![("table", table.to_owned()), ("more", more.to_string()), ("fewer", fewer.to_string())],
                );
            }
        }
        Ok(())
    }
}

fn place(entry: &Entry, id: &EntryId, site: &str, walk: &mut Walk) {
    let name = || vec![("entry", id.to_string())];
    if entry.header.id() != *id {
        walk.find("finding-address", name());
    }
    if entry.header.site != site {
        walk.find("finding-site", name());
    }
}

fn chain(entry: &Entry, id: &EntryId, walk: &mut Walk) {
    let name = || vec![("entry", id.to_string())];
    let (sequence, hash) = walk.ends.get(&(id.counter.as_str().to_owned(), id.letter)).copied().unwrap_or((0, ChainHash::ZERO));
    if id.sequence != sequence + 1 {
        walk.find("finding-missing", vec![("entry", id.to_string()), ("after", sequence.to_string())]);
    } else if entry.header.prev != hash {
        walk.find("finding-chain", name());
    }
    if id.sequence == 1 && !matches!(entry.body, Body::CounterOpened { .. }) {
        walk.find("finding-first", name());
    }
}

fn serial(number: &str, entry: &Entry, walk: &mut Walk) {
    let parts = crate::hospital::number::Number::parse(number).ok().and_then(|n| n.parts());
    let Some(parts) =
        parts.filter(|p| p.counter == entry.header.counter && p.letter == entry.header.letter && p.mode == entry.header.mode)
    else {
        walk.find("finding-number", vec![("number", number.to_owned()), ("entry", entry.header.id().to_string())]);
        return;
    };
    let name = project::series_name(parts.mode, &parts.counter, parts.letter, parts.series);
    if !walk.serials.entry(name).or_default().insert(parts.serial) {
        walk.find("finding-twice", vec![("number", number.to_owned())]);
    }
}

fn series_gaps(walk: &mut Walk) {
    let mut gaps = Vec::new();
    for (name, serials) in &walk.serials {
        let last = serials.last().copied().unwrap_or(0);
        let missing: Vec<String> = (1..=last).filter(|s| !serials.contains(s)).take(10).map(|s| s.to_string()).collect();
        if !missing.is_empty() {
            gaps.push((name.clone(), missing.join(", ")));
        }
    }
    for (name, missing) in gaps {
        walk.find("finding-gap", vec![("series", name), ("missing", missing)]);
    }
}
