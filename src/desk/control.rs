//! The control room: how every counter stands, what comes in by the hour, who waits where. Read from the records that are held here.

use super::blocks::{BlockLine, blocks};
use super::cases::{WardLine, board, ward_line};
use super::conflicts::conflicts_of;
use super::gate::gaps;
use super::place::CounterFile;
use super::views::{ClinicQueue, HubSight};
use super::{Desk, queues};
use crate::hospital::lab::TubePlace;
use crate::hospital::number::{CounterCode, Mode, NumberParts, Series};
use crate::hospital::pack::{Bilingual, CounterKind, Masters};
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, Entry, EntryId, Root, Run, Tells};
use crate::problem::{Problem, Trouble};
use crate::store::{CaseKind, Held, StoreError, View};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// One installation of a counter, as far as it has told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallationLine {
    pub letter: char,
    pub entries: u64,
    pub last: u64,
    /// Time of its last entry held here, by its own clock.
    pub last_time: Option<DateTime<FixedOffset>>,
    /// When the hub heard of it last by cable, by the hub's clock.
    pub heard: Option<DateTime<FixedOffset>>,
    /// Sequences that are missing below the last: from, to.
    pub gaps: Vec<(u64, u64)>,
    /// Highest patient serial held.
    pub patients: u32,
    /// What it said of itself last, and when.
    pub tells: Option<(DateTime<FixedOffset>, Tells)>,
    /// Shifts whose sheet is here: whether all their entries are, and the root fits.
    pub shifts: Vec<ShiftLine>,
}

/// A shift that was handed over, held against what is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftLine {
    pub entry: EntryId,
    pub to: DateTime<FixedOffset>,
    pub first: u64,
    pub last: u64,
    pub standing: RootStanding,
}

/// Whether the entries that a root speaks of are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootStanding {
    /// All of them, and the root fits.
    Whole,
    /// Some have not come.
    Missing,
    /// All have come and the root is another one.
    Different,
    /// The sheet carries no root.
    None,
}

impl RootStanding {
    /// Message of its word: `root-whole`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Whole => "root-whole",
            Self::Missing => "root-missing",
            Self::Different => "root-different",
            Self::None => "root-none",
        }
    }
}

/// A counter of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterLine {
    pub code: CounterCode,
    pub kind: CounterKind,
    pub name: Bilingual,
    pub block: BlockLine,
    /// Empty while nothing of it is held here.
    pub installations: Vec<InstallationLine>,
    /// The counter at which this is read.
    pub here: bool,
}

/// Everything that the control room looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlView {
    pub at: DateTime<FixedOffset>,
    pub counters: Vec<CounterLine>,
    /// Registrations by the hour: of today, of yesterday; 24 each.
    pub hours: [Vec<u64>; 2],
    pub queues: Vec<ClinicQueue>,
    pub wards: Vec<WardLine>,
    /// Tubes under way by stage, and by age: under 1, 2, 4, 8, 24 hours and older.
    pub lab: Vec<(TubePlace, [u32; 6])>,
    pub conflicts: usize,
}

impl ControlView {
    /// Adds what the hub has heard over the cable: when, and what a counter says of itself between two bundles.
    pub fn hear(&mut self, sight: &HubSight) {
        for counter in &mut self.counters {
            for line in &mut counter.installations {
                let name = format!("{}{}", counter.code, line.letter);
                let Some(said) = sight.counters.iter().find(|heard| heard.installation == name) else { continue };
                let Some(seen) = said.seen.map(|seen| seen.with_timezone(self.at.offset())) else { continue };
                line.heard = Some(seen);
                if let Some(says) = said.says.clone().filter(|_| line.tells.as_ref().is_none_or(|(before, _)| *before < seen)) {
                    line.tells = Some((seen, says));
                }
            }
        }
    }
}

/// Upper ends of the ages of tubes, in hours; what is older stands in the last column.
pub const TUBE_HOURS: [i64; 5] = [1, 2, 4, 8, 24];
/// What installations said of themselves, and when.
type Told = BTreeMap<(CounterCode, char), (DateTime<FixedOffset>, Tells)>;

/// Shifts shown of an installation.
const SHIFTS_MAX: usize = 6;

/// What was found of shifts' roots before: an entry never changes, so what held once is not read again.
#[derive(Debug, Default)]
pub struct KnownRoots(BTreeMap<i64, RootStanding>);

/// What the control room is read from: by the desk, or by a thread beside it.
#[derive(Clone, Copy)]
pub struct ControlSource<'a> {
    pub view: View<'a>,
    pub masters: &'a Masters,
    pub file: &'a CounterFile,
    pub now: DateTime<FixedOffset>,
}

/// How the whole hospital stands, as far as it has come here.
///
/// # Errors
/// A problem of the disk.
pub fn control_view(source: &ControlSource<'_>, known: &mut KnownRoots) -> Result<ControlView, Problem> {
    let today = source.now.date_naive();
    let boards = board(source.view, source.masters, today)?;
    Ok(ControlView {
        at: source.now,
        counters: source.counter_lines(known)?,
        hours: [source.hours(today)?, source.hours(today - TimeDelta::days(1))?],
        queues: queues(source.view, source.masters, today)?,
        wards: boards.iter().map(ward_line).collect(),
        lab: source.tubes_by_age()?,
        conflicts: conflicts_of(source.view, source.masters, today)?.len(),
    })
}

impl ControlSource<'_> {
    fn counter_lines(&self, known: &mut KnownRoots) -> Result<Vec<CounterLine>, Problem> {
        let held = self.view.held()?;
        let told = self.told()?;
        let shifts = self.view.entries_of_kind("shift.handed")?;
        let mut lines = Vec::with_capacity(self.masters.counters.len());
        for (counter, block) in self.masters.counters.iter().zip(blocks(self.view, self.masters)?) {
            let mut installations: BTreeMap<char, Vec<&Held>> = BTreeMap::new();
            for run in held.iter().filter(|run| run.counter == counter.code) {
                installations.entry(run.letter).or_default().push(run);
            }
            let installations = installations
                .into_iter()
                .map(|(letter, runs)| self.installation_line((&counter.code, letter), &runs, (&told, &shifts), known))
                .collect::<Result<Vec<_>, _>>()?;
            lines.push(CounterLine {
                code: counter.code.clone(),
                kind: counter.kind,
                name: counter.name.clone(),
                block,
                installations,
                here: counter.code == self.file.counter,
            });
        }
        Ok(lines)
    }

    fn installation_line(
        &self,
        (counter, letter): (&CounterCode, char),
        runs: &[&Held],
        (told, shifts): (&Told, &[Entry]),
        known: &mut KnownRoots,
    ) -> Result<InstallationLine, Problem> {
        let last = runs.iter().map(|run| run.last).max().unwrap_or(0);
        let end = self.view.entry(&EntryId { counter: counter.clone(), letter, sequence: last })?;
        let ours = |entry: &&Entry| (&entry.header.counter, entry.header.letter) == (counter, letter);
        let shifts = shifts.iter().filter(ours).rev().take(SHIFTS_MAX);
        let shifts = shifts.map(|entry| self.shift_line(entry, known)).collect::<Result<Vec<_>, _>>()?;
        let parts = NumberParts { mode: self.file.mode, series: Series::Patient, counter: counter.clone(), letter, serial: 1 };
        Ok(InstallationLine {
            letter,
            entries: runs.iter().map(|run| run.last - run.first + 1).sum(),
            last,
            last_time: end.map(|entry| entry.header.time),
            heard: None,
            gaps: gaps(runs.iter().map(|run| (run.first, run.last)), last),
            patients: self.serial_held(&parts)?,
            tells: told.get(&(counter.clone(), letter)).cloned(),
            shifts: shifts.into_iter().flatten().collect(),
        })
    }

    fn serial_held(&self, parts: &NumberParts) -> Result<u32, Problem> {
        let name = crate::store::series_name(parts.mode, &parts.counter, parts.letter, parts.series);
        Ok(u32::try_from(self.view.series_last(&name)?).unwrap_or(u32::MAX))
    }

    /// What each installation said of itself last.
    fn told(&self) -> Result<Told, Problem> {
        let mut told = BTreeMap::new();
        let mut last: BTreeMap<(CounterCode, char), u64> = BTreeMap::new();
        for entry in self.view.entries_of_kind("bundle.made")?.into_iter().chain(self.view.entries_of_kind("shift.handed")?) {
            let (Body::BundleMade { tells, .. } | Body::ShiftHanded { tells, .. }) = entry.body else { continue };
            let who = (entry.header.counter, entry.header.letter);
            let before = last.entry(who.clone()).or_default();
            if entry.header.sequence > *before {
                *before = entry.header.sequence;
                told.insert(who, (entry.header.time, tells));
            }
        }
        Ok(told)
    }

    fn hours(&self, day: NaiveDate) -> Result<Vec<u64>, Problem> {
        let mut hours = vec![0; 24];
        for kind in ["opd.registered", "opd.visited"] {
            for row in self.view.hours(kind, (day, day))? {
                if let Some(hour) = hours.get_mut(row.hour as usize) {
                    *hour += row.entries;
                }
            }
        }
        Ok(hours)
    }

    fn tubes_by_age(&self) -> Result<Vec<(TubePlace, [u32; 6])>, Problem> {
        let mut ages: BTreeMap<TubePlace, [u32; 6]> = BTreeMap::new();
        for row in self.view.open_cases(CaseKind::Order, None)? {
            let Some(order) = row.case.order() else { continue };
            let hours = (self.now - row.case.at).num_hours();
            let column = TUBE_HOURS.iter().position(|most| hours < *most).unwrap_or(TUBE_HOURS.len());
            for tube in &order.tubes {
                if let Some(count) = ages.entry(tube.way.place).or_default().get_mut(column) {
                    *count += 1;
                }
            }
        }
        Ok(ages.into_iter().collect())
    }

    /// Holds a shift's sheet against what is here.
    fn shift_line(&self, entry: &Entry, known: &mut KnownRoots) -> Result<Option<ShiftLine>, Problem> {
        let Body::ShiftHanded { to, first, last, root, .. } = &entry.body else { return Ok(None) };
        let id = entry.header.id();
        let standing = match (root, known.0.get(&id.packed())) {
            (None, _) => RootStanding::None,
            (Some(_), Some(before)) => *before,
            (Some(said), None) => {
                let run = Held { counter: id.counter.clone(), letter: id.letter, first: *first, last: *last };
                let standing = self.root_standing(&run, said)?;
                if standing != RootStanding::Missing {
                    known.0.insert(id.packed(), standing);
                }
                standing
            }
        };
        Ok(Some(ShiftLine { entry: id, to: *to, first: *first, last: *last, standing }))
    }

    fn root_standing(&self, run: &Held, said: &ChainHash) -> Result<RootStanding, Problem> {
        Ok(match root_of(self.view, run)? {
            None => RootStanding::Missing,
            Some(root) if root == *said => RootStanding::Whole,
            Some(_) => RootStanding::Different,
        })
    }
}

/// The Merkle root over a run of entries; `None` where one of them is not here.
///
/// # Errors
/// A problem of the disk.
pub fn root_of(view: View<'_>, run: &Held) -> Result<Option<ChainHash>, Problem> {
    let covered = |held: &Held| {
        (&held.counter, held.letter) == (&run.counter, run.letter) && held.first <= run.first && run.last <= held.last
    };
    if !view.held()?.iter().any(covered) {
        return Ok(None);
    }
    let mut root = Root::default();
    view.each_signed::<StoreError>(run, |_, signed| {
        root.push(&signed.hash());
        Ok(true)
    })?;
    Ok(Some(root).filter(|root| root.leaves() == run.last - run.first + 1).map(|root| root.hash()))
}

impl Desk {
    /// How the whole hospital stands, as far as it has come here.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn control_view(&self) -> Result<ControlView, Problem> {
        self.may(Right::SeeHospital)?;
        control_view(&self.control_source()?, &mut KnownRoots::default())
    }

    /// How every counter of the pack stands.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn counter_lines(&self) -> Result<Vec<CounterLine>, Problem> {
        self.may(Right::SeeHospital)?;
        self.control_source()?.counter_lines(&mut KnownRoots::default())
    }

    fn control_source(&self) -> Result<ControlSource<'_>, Problem> {
        Ok(ControlSource { view: self.rows()?, masters: self.masters(), file: &self.counter.file, now: self.now() })
    }

    /// The root over a run that is held here.
    pub(super) fn root_of(&self, run: &Held) -> Result<Option<ChainHash>, Problem> {
        root_of(self.rows()?, run)
    }

    /// The root over a run of an installation (`K7A`; this one where none is named), and the run as it is written: `K7A 1–412`.
    ///
    /// # Errors
    /// `problem-installation`, `problem-root-missing`, or a problem of right or disk.
    pub fn root_between(&self, name: Option<&str>, first: u64, last: Option<u64>) -> Result<(String, ChainHash), Problem> {
        self.may(Right::Find)?;
        let name = name.map_or_else(|| self.installation(), str::to_owned);
        let wrong = |_shape| Problem::new(Trouble::Usage, "problem-installation").with("typed", name.clone());
        let one: EntryId = format!("{name}-1").parse().map_err(wrong)?;
        let held = self.rows()?.held()?;
        let ours = |run: &&Held| (&run.counter, run.letter) == (&one.counter, one.letter);
        let last = last.or_else(|| held.iter().rfind(ours).map(|run| run.last)).unwrap_or(0);
        let text = format!("{name} {first}–{last}");
        let run = Held { counter: one.counter, letter: one.letter, first, last };
        let root = if first <= last { self.root_of(&run)? } else { None };
        root.map(|root| (text.clone(), root)).ok_or_else(|| Problem::refused("problem-root-missing").with("run", text))
    }

    /// The runs that are held of every installation, with the hash at the end of each.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn runs(&self) -> Result<Vec<Run>, Problem> {
        super::bundles::joined(self.rows()?, &[], &self.rows()?.held()?)
    }

    /// Mode of this installation's records.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.counter.file.mode
    }
}
