//! The number-gap report: every series of this counter from its first number to its last, read from the journal itself.

use crate::desk::place::CounterFile;
use crate::hospital::number::{CounterCode, Number, Series};
use crate::hospital::pack::{Bilingual, Lang};
use crate::journal::{Body, Entry, EntryId, VoidScope};
use crate::paper::SeriesRange;
use crate::problem::Problem;
use crate::store::View;
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// Each series with its range, what was taken back and what is missing, in the order of [`Series::ALL`].
///
/// # Errors
/// A problem of the disk.
pub fn series_ranges(view: View<'_>, file: &CounterFile) -> Result<Vec<(Series, SeriesRange)>, Problem> {
    series_ranges_of(view, (&file.counter, file.letter), 1..=u64::MAX)
}

/// The same of some entries, by sequence: what a shift gave out. Its numbers begin where the shift before ended.
///
/// # Errors
/// A problem of the disk.
pub fn series_ranges_of(
    view: View<'_>,
    (counter, letter): (&CounterCode, char),
    entries: RangeInclusive<u64>,
) -> Result<Vec<(Series, SeriesRange)>, Problem> {
    let mut ranges = SeriesRanges::new(*entries.start() <= 1);
    view.each_entry(counter, letter, |entry| {
        if entries.contains(&entry.header.sequence) {
            ranges.entry(&entry);
        }
    })?;
    Ok(ranges.finish())
}

/// The numbers of one installation's entries, gathered one after the other.
#[derive(Default)]
pub struct SeriesRanges {
    given: HashMap<Series, BTreeMap<u32, Number>>,
    of_entry: HashMap<EntryId, Vec<Number>>,
    back: BTreeSet<String>,
    /// Every series is to begin at 1.
    whole: bool,
}

impl SeriesRanges {
    /// Nothing yet. `whole`: every series is to begin at 1.
    #[must_use]
    pub fn new(whole: bool) -> Self {
        Self { whole, ..Self::default() }
    }

    /// Takes the numbers of one more entry, in order of sequence.
    pub fn entry(&mut self, entry: &Entry) {
        let numbers: Vec<Number> = entry.body.numbers();
        for number in &numbers {
            if let Some(parts) = number.parts() {
                self.given.entry(parts.series).or_default().insert(parts.serial, number.clone());
            }
        }
        let gone = |of: &EntryId, wanted: fn(Series) -> bool| -> Vec<String> {
            let numbers = self.of_entry.get(of).into_iter().flatten();
            numbers.filter(|n| n.parts().is_some_and(|p| wanted(p.series))).map(ToString::to_string).collect()
        };
        let back = match &entry.body {
            Body::Voided { of, scope: VoidScope::Visit, .. } => gone(of, |s| s != Series::Patient),
            Body::Voided { of, .. } => gone(of, |_| true),
            Body::Cancelled { what, .. } => gone(what, |s| s != Series::Patient),
            Body::Left { of, sheet, .. } if sheet.is("outcome", "unused") => gone(of, |_| true),
            _ => Vec::new(),
        };
        self.back.extend(back);
        if !numbers.is_empty() {
            self.of_entry.insert(entry.header.id(), numbers);
        }
    }

    /// Each series, in the order of [`Series::ALL`].
    #[must_use]
    pub fn finish(mut self) -> Vec<(Series, SeriesRange)> {
        let mut of = |series| range(series, self.given.remove(&series).unwrap_or_default(), &self.back, self.whole);
        Series::ALL.into_iter().map(|series| (series, of(series))).collect()
    }
}

fn range(series: Series, given: BTreeMap<u32, Number>, back: &BTreeSet<String>, whole: bool) -> SeriesRange {
    let id = format!("series-{}", series.code());
    let text = |number: Option<(&u32, &Number)>| number.map_or_else(String::new, |(_, n)| n.to_string());
    let last = given.last_key_value().map_or(0, |(serial, _)| *serial);
    let first = if whole { 1 } else { given.first_key_value().map_or(1, |(serial, _)| *serial) };
    SeriesRange {
        name: Bilingual { en: words(Lang::En).t(&id).into_owned(), hi: words(Lang::Hi).t(&id).into_owned() },
        first: text(given.first_key_value()),
        last: text(given.last_key_value()),
        count: u32::try_from(given.len()).unwrap_or(u32::MAX),
        voided: u32::try_from(given.values().filter(|n| back.contains(n.as_str())).count()).unwrap_or(u32::MAX),
        missing: (first..=last).filter(|serial| !given.contains_key(serial)).collect(),
    }
}
