//! What was not seen yet of an installation: addresses and numbers between the first and the last that came.

use crate::desk::cases::{SeriesRanges, series_ranges};
use crate::desk::gate::Plan;
use crate::desk::place::CounterFile;
use crate::desk::{Desk, Printed};
use crate::hospital::number::{CounterCode, Number, NumberParts, Series};
use crate::hospital::pack::{Bilingual, Masters};
use crate::hospital::permissions::Right;
use crate::journal::{Entry, EntryId};
use crate::paper::{MissingForm, MissingRow, SeriesRange, missing_report};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// What is not there of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingOf {
    /// `K7A`.
    pub installation: String,
    /// Entries that are here.
    pub held: u64,
    /// The highest sequence that any paper showed.
    pub last: u64,
    /// When that one was written.
    pub last_at: Option<DateTime<FixedOffset>>,
    /// Sequences from 1 to the last that are not here: from, to.
    pub gaps: Vec<(u64, u64)>,
    pub series: Vec<MissingSeries>,
}

/// A series of numbers of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSeries {
    pub name: Bilingual,
    pub first: String,
    pub last: String,
    pub seen: u32,
    /// Numbers from the first to the last that no entry here has, as printed on the papers.
    pub missing: Vec<String>,
}

/// What is not there of each installation but the own, in order.
///
/// # Errors
/// A problem of the disk.
pub fn missing(view: View<'_>, file: &CounterFile) -> Result<Vec<MissingOf>, Problem> {
    let mut runs: BTreeMap<_, Vec<(u64, u64)>> = BTreeMap::new();
    for held in view.held()? {
        runs.entry((held.counter, held.letter)).or_default().push((held.first, held.last));
    }
    let mut all = Vec::new();
    for ((counter, letter), runs) in runs {
        if (&counter, letter) == (&file.counter, file.letter) {
            continue;
        }
        let other = CounterFile { counter, letter, ..file.clone() };
        let last = runs.last().map_or(0, |(_, last)| *last);
        let id = EntryId { counter: other.counter.clone(), letter, sequence: last };
        let last_at = view.entry(&id)?.map(|entry| entry.header.time);
        all.push(of(&other, &runs, series_ranges(view, &other)?, last_at));
    }
    Ok(all)
}

fn of(
    file: &CounterFile,
    runs: &[(u64, u64)],
    ranges: Vec<(Series, SeriesRange)>,
    last_at: Option<DateTime<FixedOffset>>,
) -> MissingOf {
    let series = ranges.into_iter().filter(|(_, range)| range.count > 0).map(|(series, range)| MissingSeries {
        missing: range.missing.iter().filter_map(|serial| number(file, series, *serial)).collect(),
        name: range.name,
        first: range.first,
        last: range.last,
        seen: range.count,
    });
    MissingOf {
        installation: file.installation(),
        held: runs.iter().map(|(first, last)| last - first + 1).sum(),
        last: runs.last().map_or(0, |(_, last)| *last),
        last_at,
        gaps: between(runs),
        series: series.collect(),
    }
}

/// What would not be there of each installation, where nothing is there yet but what a plan brings.
#[must_use]
pub fn missing_after(plan: &Plan, file: &CounterFile) -> Vec<MissingOf> {
    let mut of_each: BTreeMap<(&CounterCode, char), BTreeMap<u64, &Entry>> = BTreeMap::new();
    for (entry, _) in &plan.entries {
        let header = &entry.header;
        of_each.entry((&header.counter, header.letter)).or_default().insert(header.sequence, entry);
    }
    let one = |((counter, letter), entries): ((&CounterCode, char), BTreeMap<u64, &Entry>)| {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        let mut ranges = SeriesRanges::new(true);
        for (sequence, entry) in &entries {
            ranges.entry(entry);
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == *sequence => *last = *sequence,
                _ => runs.push((*sequence, *sequence)),
            }
        }
        let last_at = entries.last_key_value().map(|(_, entry)| entry.header.time);
        of(&CounterFile { counter: counter.clone(), letter, ..file.clone() }, &runs, ranges.finish(), last_at)
    };
    of_each.into_iter().map(one).collect()
}

impl MissingOf {
    /// Everything up to the last that came is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty() && self.series.iter().all(|series| series.missing.is_empty())
    }
}

fn between(runs: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut next = 1;
    let mut gaps = Vec::new();
    for (first, last) in runs {
        if *first > next {
            gaps.push((next, first - 1));
        }
        next = last + 1;
    }
    gaps
}

fn number(file: &CounterFile, series: Series, serial: u32) -> Option<String> {
    let parts = NumberParts { mode: file.mode, series, counter: file.counter.clone(), letter: file.letter, serial };
    Number::new(&parts).ok().map(|number| number.to_string())
}

/// The same as a paper to search with, A4.
#[must_use]
pub fn missing_paper(
    all: &[MissingOf],
    (masters, file, by, now): (&Masters, &CounterFile, &Bilingual, DateTime<FixedOffset>),
) -> Printed {
    let rows: Vec<MissingRow> = all.iter().flat_map(rows_of).collect();
    let form = MissingForm {
        hospital: &masters.hospital,
        mode: file.mode,
        counter: &file.installation(),
        printed_at: now,
        by,
        rows: &rows,
    };
    let name = format!("not-seen-{}-{}", file.installation(), now.date_naive());
    Printed { pages: missing_report(&form), name }
}

fn rows_of(of: &MissingOf) -> Vec<MissingRow> {
    let run = |(first, last): &(u64, u64)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let mut rows = vec![MissingRow {
        installation: of.installation.clone(),
        name: None,
        first: "1".into(),
        last: of.last.to_string(),
        seen: of.held.to_string(),
        missing: of.gaps.iter().map(run).collect(),
        count: of.gaps.iter().map(|(first, last)| last - first + 1).sum(),
    }];
    rows.extend(of.series.iter().map(|series| MissingRow {
        installation: of.installation.clone(),
        name: Some(series.name.clone()),
        first: series.first.clone(),
        last: series.last.clone(),
        seen: series.seen.to_string(),
        missing: series.missing.clone(),
        count: series.missing.len() as u64,
    }));
    rows
}

impl Desk {
    /// What was not seen yet of the other installations here.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn missing(&self) -> Result<Vec<MissingOf>, Problem> {
        self.may(Right::DayRegister)?;
        missing(self.rows()?, &self.counter.file)
    }
}
