//! What the band, the status line and the home screen say.

use super::Desk;
use super::handover::not_handed_over;
use super::views::{DayFigures, Status};
use crate::hospital::event::{Module, Side};
use crate::hospital::opd::{Fee, QueueState, VisitKind};
use crate::hospital::pack::Bilingual;
use crate::problem::Problem;
use chrono::{NaiveDate, Timelike as _};
use std::collections::BTreeMap;

impl Desk {
    /// The state of the counter now.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn status(&self) -> Result<Status, Problem> {
        let view = self.rows()?;
        let file = &self.counter.file;
        let masters = self.masters();
        let counter = masters.counter(&file.counter);
        let given = self.store.next_serial(crate::hospital::number::Series::Patient) - 1;
        let (numbers_left, block) = self.numbers_left()?;
        let (prints_waiting, prints_failed, printer_failure) = view.print_counts()?;
        // Stays, arrivals and records wait for their receipt as visits do; an export is none.
        let records = view.visits_total()? + view.cases_total()?;
        let exported: u64 = view.fact("exported-visits")?.and_then(|t| t.parse().ok()).unwrap_or(0);
        let (charges, now) = (self.store.charges()?, self.now());
        let holding = |module| charges.holding(module, Some(&file.counter), now);
        let is_central = |module: &Module| holding(Some(*module)).is_some_and(|said| said.side == Side::Central);
        let central: Vec<Module> = Module::ALL.into_iter().filter(is_central).collect();
        // Since when, as an officer said it; else since the counter was set up.
        let since = holding(None).filter(|said| said.side == Side::Manual).map_or(file.since, |said| said.from);
        Ok(Status {
            hospital: masters.hospital.name.clone(),
            site: file.site.clone(),
            central_system: masters.hospital.central_system.clone(),
            mode: file.mode,
            since,
            counter: file.counter.clone(),
            letter: file.letter,
            counter_name: counter.map_or_else(Bilingual::default, |c| c.name.clone()),
            second_waiting: 0,
            numbers_left,
            // Ten per cent of the block, the control room's time to hand out the next.
            numbers_low: block.revoked.is_some() || numbers_left.saturating_mul(10) <= block.last,
            patients: u64::from(given),
            visits_today: view.visits_count(self.today())?,
            waiting: view
                .queue_counts(self.today())?
                .into_iter()
                .filter(|q| q.waiting > 0)
                .map(|q| (q.clinic, q.waiting))
                .collect(),
            not_handed_over: not_handed_over(view, &self.store.hand_counts()?, records)?,
            not_exported: records.saturating_sub(exported),
            prints_waiting,
            prints_failed,
            printer_failure,
            clock_behind: self.store.last_time().is_some_and(|last| self.now() < last),
            central,
        })
    }

    /// Counts of one day.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn figures(&self, day: NaiveDate) -> Result<DayFigures, Problem> {
        let mut figures = DayFigures { by_hour: vec![0; 24], ..DayFigures::default() };
        let mut waiting: BTreeMap<String, u64> = BTreeMap::new();
        for row in self.rows()?.visits_of_day(day)? {
            let visit = row.visit;
            if visit.voided.is_some() {
                figures.voided += 1;
                continue;
            }
            if let Some(hour) = figures.by_hour.get_mut(usize::try_from(visit.at.hour()).unwrap_or(0)) {
                *hour += 1;
            }
            match visit.visit.kind {
                VisitKind::New => figures.new_visits += 1,
                VisitKind::FollowUp => figures.follow_ups += 1,
            }
            if let Fee::Paid { rupees, .. } = visit.visit.fee {
                figures.rupees += u64::from(rupees);
            }
            if visit.state == QueueState::Waiting {
                *waiting.entry(visit.visit.clinic).or_default() += 1;
            }
        }
        figures.waiting = waiting.into_iter().collect();
        figures.waiting.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        Ok(figures)
    }
}
