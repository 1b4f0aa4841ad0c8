//! One reading of all entries for the report, in memory that grows with visits alone.

use super::queue::Queues;
use crate::hospital::number::CounterCode;
use crate::hospital::opd::QueueStep;
use crate::hospital::pack::{Bilingual, Masters};
use crate::journal::{Body, Entry, EntryId, VoidScope};
use crate::paper::{CountLine, DeadPc, QueueLine};
use crate::problem::Problem;
use crate::store::{Held, StoreError, View};
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};
use std::collections::BTreeMap;

/// Entries between two words on progress.
const PROGRESS_EVERY: u64 = 500;

/// What was counted.
#[derive(Default)]
pub(super) struct Gathered {
    pub patients: u64,
    pub visits: u64,
    pub arrivals: u64,
    pub stays: u64,
    pub orders: u64,
    pub merged: u64,
    pub unmerged: u64,
    /// By a module's code.
    pub modules: BTreeMap<&'static str, Volume>,
    by_counter: BTreeMap<CounterCode, u64>,
    /// When an installation began after another of its counter.
    begun: Vec<(CounterCode, char, DateTime<FixedOffset>)>,
    queues: Queues,
}

/// Entries of a module.
#[derive(Default)]
pub(super) struct Volume {
    pub by_hour: [u64; 24],
    pub by_day: BTreeMap<NaiveDate, u64>,
}

impl Gathered {
    /// Reads every entry of these days. `None` when `progress` says to stop.
    pub fn read(
        view: View<'_>,
        days: (NaiveDate, NaiveDate),
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Self>, Problem> {
        let held = view.held()?;
        let total = held.iter().map(|run| run.last - run.first + 1).sum();
        let (mut all, mut done, mut going) = (Self::default(), 0_u64, true);
        for run in &held {
            view.each_signed::<StoreError>(run, |_id, signed| {
                let entry = signed.entry()?;
                if (days.0..=days.1).contains(&entry.header.time.date_naive()) {
                    all.take(&entry);
                }
                done += 1;
                going = !done.is_multiple_of(PROGRESS_EVERY) || progress(done, total);
                Ok(going)
            })?;
            if !going {
                return Ok(None);
            }
        }
        Ok(Some(all))
    }

    fn take(&mut self, entry: &Entry) {
        let header = &entry.header;
        if let Some(module) = entry.body.module() {
            let volume = self.modules.entry(module.code()).or_default();
            if let Some(hour) = volume.by_hour.get_mut(header.time.hour() as usize) {
                *hour += 1;
            }
            *volume.by_day.entry(header.time.date_naive()).or_default() += 1;
        }
        self.patients += u64::from(entry.body.patient().is_some_and(|(of, _)| of.is_none()));
        match &entry.body {
            Body::Registered { visit, .. } | Body::Visited { visit, .. } => {
                self.visits += 1;
                *self.by_counter.entry(header.counter.clone()).or_default() += 1;
                self.queues.came(&header.id(), &visit.clinic, header.time);
            }
            Body::Moved { of, clinic, .. } => self.queues.moved(of, clinic, header.time),
            Body::Queue { of, step: QueueStep::Called | QueueStep::Done | QueueStep::Skipped } => {
                self.queues.called(of, header.time);
            }
            Body::Voided { of, scope: VoidScope::Visit, .. } => self.queues.gone(of, header.time),
            Body::Arrived { .. } => self.arrivals += 1,
            Body::Admitted { .. } => self.stays += 1,
            Body::Ordered { .. } => self.orders += 1,
            Body::Merged { .. } => self.merged += 1,
            Body::Unmerged { .. } => self.unmerged += 1,
            Body::CounterOpened { .. } if header.letter > 'A' => {
                self.begun.push((header.counter.clone(), header.letter, header.time));
            }
            _ => {}
        }
    }

    /// Registrations by counter, most first.
    pub fn counters(&self, masters: &Masters) -> Vec<CountLine> {
        let name = |code: &CounterCode| {
            let known = masters.counter(code).map(|counter| counter.name.clone()).unwrap_or_default();
            Bilingual { en: format!("{code} {}", known.en), hi: format!("{code} {}", known.hi) }
        };
        let mut lines: Vec<CountLine> =
            self.by_counter.iter().map(|(code, count)| CountLine { name: name(code), count: *count }).collect();
        lines.sort_by_key(|line| (std::cmp::Reverse(line.count), line.name.en.clone()));
        lines
    }

    /// The longest queue of each clinic, the longest first.
    pub fn queues(&self, masters: &Masters) -> Vec<QueueLine> {
        let name = |code: &str| {
            masters
                .clinic(code)
                .map_or_else(|| Bilingual { en: code.to_owned(), hi: code.to_owned() }, |clinic| clinic.name.clone())
        };
        let mut lines = self.queues.lines(&name);
        lines.sort_by_key(|line| (std::cmp::Reverse(line.longest), line.place.en.clone()));
        lines
    }

    /// Installations that ended badly: what of them is held here, and what is missing below the last that is.
    pub fn dead(&self, view: View<'_>) -> Result<Vec<DeadPc>, Problem> {
        let held = view.held()?;
        let mut dead = Vec::new();
        for (counter, next, at) in &self.begun {
            let earlier = |run: &&Held| run.counter == *counter && run.letter < *next;
            let Some(letter) = held.iter().filter(earlier).map(|run| run.letter).max() else { continue };
            let runs: Vec<&Held> = held.iter().filter(|run| (&run.counter, run.letter) == (counter, letter)).collect();
            let back: u64 = runs.iter().map(|run| run.last - run.first + 1).sum();
            let last = runs.iter().map(|run| run.last).max().unwrap_or(0);
            dead.push(DeadPc {
                counter: counter.to_string(),
                at: *at,
                letter,
                next: *next,
                back,
                lost: last.saturating_sub(back),
            });
        }
        dead.sort_by_key(|pc| pc.at);
        Ok(dead)
    }
}

/// Key of a visit.
pub(super) fn key(id: &EntryId) -> i64 {
    id.packed()
}
