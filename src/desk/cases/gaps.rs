//! The number-gap report: every series of this counter from its first number to its last, read from the journal itself.

use crate::desk::place::CounterFile;
use crate::hospital::number::{CounterCode, Number, Series};
use crate::hospital::pack::{Bilingual, Lang};
use crate::journal::{Body, EntryId, VoidScope};
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
    let mut given: HashMap<Series, BTreeMap<u32, Number>> = HashMap::new();
    let mut of_entry: HashMap<EntryId, Vec<Number>> = HashMap::new();
    let mut back: BTreeSet<String> = BTreeSet::new();
    view.each_entry(counter, letter, |entry| {
        if !entries.contains(&entry.header.sequence) {
            return;
        }
        let numbers: Vec<Number> = entry.body.numbers();
        for number in &numbers {
            if let Some(parts) = number.parts() {
                given.entry(parts.series).or_default().insert(parts.serial, number.clone());
            }
        }
        let gone = |of: &EntryId, wanted: fn(Series) -> bool| -> Vec<String> {
            let numbers = of_entry.get(of).into_iter().flatten();
            numbers.filter(|n| n.parts().is_some_and(|p| wanted(p.series))).map(ToString::to_string).collect()
        };
        match &entry.body {
            Body::Voided { of, scope: VoidScope::Visit, .. } => back.extend(gone(of, |s| s != Series::Patient)),
            Body::Voided { of, .. } => back.extend(gone(of, |_| true)),
            Body::Cancelled { what, .. } => back.extend(gone(what, |s| s != Series::Patient)),
            Body::Left { of, sheet, .. } if sheet.is("outcome", "unused") => back.extend(gone(of, |_| true)),
            _ => {}
        }
        if !numbers.is_empty() {
            of_entry.insert(entry.header.id(), numbers);
        }
    })?;
    let whole = *entries.start() <= 1;
    Ok(Series::ALL
        .into_iter()
        .map(|series| (series, range(series, given.remove(&series).unwrap_or_default(), &back, whole)))
        .collect())
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
