//! The number-gap report over all series of all counters: what was given, what is missing, and why.
//!
//! A number exists only inside an entry, so a gap has one of few reasons: its entry is not held here, or a copied disk gave the number out
//! a second time. What has none of them is said to be not explained.

use super::super::super::Desk;
use super::super::super::blocks::{BlockLine, blocks};
use super::super::super::papers::Printed;
use super::{HandPapers, PROGRESS_EVERY, both, installation, paper_mark};
use crate::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::paper::{self, AllSeriesPaper, GapWhy, NumberGap, SeriesFigures, SeriesRow};
use crate::problem::Problem;
use crate::store::{Held, StoreError, View};
use std::collections::BTreeMap;

/// All number series there are here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumberSeries {
    pub rows: Vec<SeriesRow>,
}

impl NumberSeries {
    /// All of them in three figures.
    #[must_use]
    pub fn figures(&self) -> SeriesFigures {
        let gaps = || self.rows.iter().flat_map(|row| &row.gaps);
        SeriesFigures {
            series: self.rows.len() as u64,
            missing: gaps().map(|gap| gap.count).sum(),
            explained: gaps().filter(|gap| gap.why.is_explained()).map(|gap| gap.count).sum(),
        }
    }
}

/// One installation, with what explains its gaps.
struct Around<'a> {
    counter: &'a CounterCode,
    letter: char,
    mode: Mode,
    runs: Vec<&'a Held>,
    /// The letter that its counter went on under.
    next: Option<char>,
    forks: Vec<u64>,
    block: Option<&'a BlockLine>,
}

/// Serials of one series, each with the sequence of its entry.
type Given = BTreeMap<u32, u64>;

/// Reads every series of every installation held here. `progress` hears entries done and in all; `None` when it says to stop.
///
/// # Errors
/// A problem of the disk.
pub fn number_series(
    view: View<'_>,
    (masters, mode): (&Masters, Mode),
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<NumberSeries>, Problem> {
    let (held, forks, blocks) = (view.held()?, view.forked()?, blocks(view, masters)?);
    let total = held.iter().map(|run| run.last - run.first + 1).sum();
    let mut all: BTreeMap<(&CounterCode, char), Vec<&Held>> = BTreeMap::new();
    for run in &held {
        all.entry((&run.counter, run.letter)).or_default().push(run);
    }
    let (mut found, mut done) = (NumberSeries::default(), 0);
    for ((counter, letter), runs) in &all {
        let own = |id: &&EntryId| (&id.counter, id.letter) == (*counter, *letter);
        let around = Around {
            counter,
            letter: *letter,
            mode,
            runs: runs.clone(),
            next: all.keys().filter(|(other, _)| other == counter).map(|(_, next)| *next).find(|next| next > letter),
            forks: forks.iter().filter(own).map(|id| id.sequence).collect(),
            block: blocks.iter().find(|block| block.counter == **counter),
        };
        let Some(given) = around.read(view, (&mut done, total), progress)? else { return Ok(None) };
        for (series, given) in given {
            found.rows.push(around.row(series, &given));
        }
    }
    Ok(Some(found))
}

/// The end of reading.
enum Stop {
    Store(StoreError),
    Damaged,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Store(error) => error.into(),
            Stop::Damaged => Self::damaged("problem-entry-damaged"),
        }
    }
}

impl Around<'_> {
    fn read(
        &self,
        view: View<'_>,
        (done, total): (&mut u64, u64),
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<BTreeMap<Series, Given>>, Problem> {
        let (mut series, mut going) = (BTreeMap::<Series, Given>::new(), true);
        for run in &self.runs {
            view.each_signed::<Stop>(run, |id, signed| {
                let entry = signed.entry().map_err(|_bytes| Stop::Damaged)?;
                for parts in entry.body.numbers().iter().filter_map(Number::parts) {
                    if (&parts.counter, parts.letter) == (self.counter, self.letter) {
                        series.entry(parts.series).or_default().insert(parts.serial, id.sequence);
                    }
                }
                *done += 1;
                going = !done.is_multiple_of(PROGRESS_EVERY) || progress(*done, total);
                Ok(going)
            })?;
            if !going {
                return Ok(None);
            }
        }
        Ok(Some(series))
    }

    fn row(&self, series: Series, given: &Given) -> SeriesRow {
        let text = |serial: Option<&u32>| serial.map_or_else(String::new, |serial| self.number(series, *serial));
        SeriesRow {
            name: both(&format!("series-{}", series.code()), &[]),
            counter: self.counter.to_string(),
            letter: self.letter,
            first: text(given.keys().next()),
            last: text(given.keys().next_back()),
            given: given.len() as u64,
            gaps: self.gaps(series, given),
        }
    }

    fn number(&self, series: Series, serial: u32) -> String {
        let (counter, letter) = (self.counter.clone(), self.letter);
        let number = Number::new(&NumberParts { mode: self.mode, series, counter, letter, serial });
        number.map_or_else(|_range| serial.to_string(), |number| number.to_string())
    }

    /// A series begins at 1, and one number follows the other.
    fn gaps(&self, series: Series, given: &Given) -> Vec<NumberGap> {
        let (mut gaps, mut before) = (Vec::new(), (0_u32, 0_u64));
        for (serial, sequence) in given {
            if *serial > before.0 + 1 {
                let (first, last) = (before.0 + 1, serial - 1);
                gaps.push(NumberGap {
                    first: self.number(series, first),
                    last: self.number(series, last),
                    count: u64::from(last - first) + 1,
                    why: self.why(series, (first, last), (before.1, *sequence)),
                });
            }
            before = (*serial, *sequence);
        }
        gaps
    }

    /// Why serials are missing whose neighbours stand in the entries `after` and `before`.
    fn why(&self, series: Series, (first, last): (u32, u32), (after, before): (u64, u64)) -> GapWhy {
        let (low, high) = (after.min(before), after.max(before));
        if let Some((from, to)) = self.hole(low, high) {
            if let Some(next) = self.next {
                return GapWhy::Abandoned { next };
            }
            let id = |sequence| format!("{}{}-{sequence}", self.counter, self.letter);
            return GapWhy::NotHeld { first: id(from), last: id(to) };
        }
        if self.forks.iter().any(|fork| (low..=high).contains(fork)) {
            return GapWhy::Fork;
        }
        let block = self.block.filter(|block| series == Series::Patient && block.last > 0);
        match block {
            // Only where the block's end lies in it did the end make the gap.
            Some(block) if (first.saturating_sub(1)..last).contains(&block.last) => GapWhy::BlockEnded,
            _ => GapWhy::NotExplained,
        }
    }

    /// The first stretch of entries between two that is not held here.
    fn hole(&self, low: u64, high: u64) -> Option<(u64, u64)> {
        let runs = self.runs.iter().map(|run| (run.first, run.last));
        let gaps = super::super::super::gate::gaps(runs, high);
        gaps.into_iter().find(|(from, to)| *to > low && *from < high)
    }
}

impl Desk {
    /// The number-gap report over all counters, laid out. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn series_paper(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<(NumberSeries, Printed)>, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.series(progress)
    }
}

impl HandPapers<'_> {
    /// The number-gap report over all counters, laid out. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn series(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<(NumberSeries, Printed)>, Problem> {
        let Some(series) = number_series(self.view(), (self.masters(), self.mode()), progress)? else { return Ok(None) };
        let form = AllSeriesPaper { head: self.head(0), rows: &series.rows };
        let name = format!("{}gaps-{}", paper_mark(self.mode()), self.counter);
        let printed = Printed { pages: paper::series_report(&form), name };
        Ok(Some((series, printed)))
    }
}

/// Installations that are held, each with its runs.
pub(super) fn by_installation(held: &[Held]) -> BTreeMap<String, Vec<(u64, u64)>> {
    let mut all: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    for run in held {
        let id = EntryId { counter: run.counter.clone(), letter: run.letter, sequence: run.first };
        all.entry(installation(&id)).or_default().push((run.first, run.last));
    }
    all
}
