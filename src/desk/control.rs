//! The control room: how every counter stands, what comes in by the hour, who waits where. Read from the records that are held here.

use super::cases::{WardLine, board, ward_line};
use super::gate::gaps;
use super::views::ClinicQueue;
use super::{BlockLine, Desk, queues};
use crate::hospital::lab::TubePlace;
use crate::hospital::number::{CounterCode, Mode, NumberParts, Series};
use crate::hospital::pack::{Bilingual, CounterKind};
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, Entry, EntryId, Root, Run, Tells};
use crate::problem::{Problem, Trouble};
use crate::store::{CaseKind, Held};
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

/// Upper ends of the ages of tubes, in hours; what is older stands in the last column.
pub const TUBE_HOURS: [i64; 5] = [1, 2, 4, 8, 24];
/// What installations said of themselves, and when.
type Told = BTreeMap<(CounterCode, char), (DateTime<FixedOffset>, Tells)>;

/// Shifts shown of an installation.
const SHIFTS_MAX: usize = 6;

impl Desk {
    /// How the whole hospital stands, as far as it has come here.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn control_view(&self) -> Result<ControlView, Problem> {
        self.may(Right::SeeHospital)?;
        let (now, today) = (self.now(), self.today());
        let rows = self.rows()?;
        let boards = board(rows, self.masters(), today)?;
        Ok(ControlView {
            at: now,
            counters: self.counter_lines()?,
            hours: [self.hours(today)?, self.hours(today - TimeDelta::days(1))?],
            queues: queues(rows, self.masters(), today)?,
            wards: boards.iter().map(ward_line).collect(),
            lab: self.tubes_by_age(now)?,
            conflicts: self.conflicts()?.len(),
        })
    }

    /// How every counter of the pack stands.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn counter_lines(&self) -> Result<Vec<CounterLine>, Problem> {
        self.may(Right::SeeHospital)?;
        let rows = self.rows()?;
        let held = rows.held()?;
        let told = self.told()?;
        let shifts = rows.entries_of_kind("shift.handed")?;
        let mut lines = Vec::with_capacity(self.masters().counters.len());
        for counter in &self.masters().counters {
            let mut installations: BTreeMap<char, Vec<&Held>> = BTreeMap::new();
            for run in held.iter().filter(|run| run.counter == counter.code) {
                installations.entry(run.letter).or_default().push(run);
            }
            let installations = installations
                .into_iter()
                .map(|(letter, runs)| self.installation_line((&counter.code, letter), &runs, &told, &shifts))
                .collect::<Result<Vec<_>, _>>()?;
            lines.push(CounterLine {
                code: counter.code.clone(),
                kind: counter.kind,
                name: counter.name.clone(),
                block: self.block(&counter.code)?,
                installations,
                here: counter.code == self.counter.file.counter,
            });
        }
        Ok(lines)
    }

    fn installation_line(
        &self,
        (counter, letter): (&CounterCode, char),
        runs: &[&Held],
        told: &Told,
        shifts: &[Entry],
    ) -> Result<InstallationLine, Problem> {
        let rows = self.rows()?;
        let last = runs.iter().map(|run| run.last).max().unwrap_or(0);
        let end = rows.entry(&EntryId { counter: counter.clone(), letter, sequence: last })?;
        let ours = |entry: &&Entry| (&entry.header.counter, entry.header.letter) == (counter, letter);
        let shifts =
            shifts.iter().filter(ours).rev().take(SHIFTS_MAX).map(|e| self.shift_line(e)).collect::<Result<Vec<_>, _>>()?;
        let parts =
            NumberParts { mode: self.counter.file.mode, series: Series::Patient, counter: counter.clone(), letter, serial: 1 };
        Ok(InstallationLine {
            letter,
            entries: runs.iter().map(|run| run.last - run.first + 1).sum(),
            last,
            last_time: end.map(|entry| entry.header.time),
            gaps: gaps(runs.iter().map(|run| (run.first, run.last)), last),
            patients: self.serial_held(&parts)?,
            tells: told.get(&(counter.clone(), letter)).cloned(),
            shifts: shifts.into_iter().flatten().collect(),
        })
    }

    fn serial_held(&self, parts: &NumberParts) -> Result<u32, Problem> {
        let name = crate::store::series_name(parts.mode, &parts.counter, parts.letter, parts.series);
        Ok(u32::try_from(self.rows()?.series_last(&name)?).unwrap_or(u32::MAX))
    }

    /// What each installation said of itself last.
    fn told(&self) -> Result<Told, Problem> {
        let rows = self.rows()?;
        let mut told = BTreeMap::new();
        let mut last: BTreeMap<(CounterCode, char), u64> = BTreeMap::new();
        for entry in rows.entries_of_kind("bundle.made")?.into_iter().chain(rows.entries_of_kind("shift.handed")?) {
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
            for row in self.rows()?.hours(kind, (day, day))? {
                if let Some(hour) = hours.get_mut(row.hour as usize) {
                    *hour += row.entries;
                }
            }
        }
        Ok(hours)
    }

    fn tubes_by_age(&self, now: DateTime<FixedOffset>) -> Result<Vec<(TubePlace, [u32; 6])>, Problem> {
        let mut ages: BTreeMap<TubePlace, [u32; 6]> = BTreeMap::new();
        for row in self.rows()?.open_cases(CaseKind::Order, None)? {
            let Some(order) = row.case.order() else { continue };
            let hours = (now - row.case.at).num_hours();
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
    fn shift_line(&self, entry: &Entry) -> Result<Option<ShiftLine>, Problem> {
        let Body::ShiftHanded { to, first, last, root, .. } = &entry.body else { return Ok(None) };
        let id = entry.header.id();
        let run = Held { counter: id.counter.clone(), letter: id.letter, first: *first, last: *last };
        let standing = match root {
            None => RootStanding::None,
            Some(said) => match self.root_of(&run)? {
                None => RootStanding::Missing,
                Some(root) if root == *said => RootStanding::Whole,
                Some(_) => RootStanding::Different,
            },
        };
        Ok(Some(ShiftLine { entry: id, to: *to, first: *first, last: *last, standing }))
    }

    /// The Merkle root over a run of entries; `None` where one of them is not here.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn root_of(&self, run: &Held) -> Result<Option<ChainHash>, Problem> {
        let mut root = Root::default();
        self.rows()?.each_signed::<crate::store::StoreError>(run, |_, signed| {
            root.push(&signed.hash());
            Ok(true)
        })?;
        Ok(Some(root).filter(|root| root.leaves() == run.last - run.first + 1).map(|root| root.hash()))
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
