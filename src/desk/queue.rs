//! Tokens: call the next, skip, recall, done.

use super::Desk;
use super::lookup::visit_line;
use super::views::{ClinicQueue, VisitLine};
use crate::hospital::opd::QueueStep;
use crate::hospital::permissions::Right;
use crate::journal::{Body, EntryId};
use crate::problem::Problem;
use crate::store::View;
use chrono::NaiveDate;

impl Desk {
    /// Does one step with a token.
    ///
    /// # Errors
    /// `problem-queue-step` when the token does not stand where the step begins; or a problem of right or disk.
    pub fn step(&mut self, visit: &EntryId, step: QueueStep) -> Result<VisitLine, Problem> {
        self.may(Right::RunQueue)?;
        let row = self.open_visit(visit)?;
        if row.visit.state.after(step).is_none() {
            return Err(Problem::refused("problem-queue-step").with("token", row.visit.visit.token.label));
        }
        self.append(Body::Queue { of: visit.clone(), step }, row.visit.heads, &[])?;
        Ok(visit_line(self.visit_row(visit)?))
    }

    /// Calls the next token of a clinic; the one called before is done with. `None` when nobody waits.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn call_next(&mut self, clinic: &str) -> Result<Option<VisitLine>, Problem> {
        self.may(Right::RunQueue)?;
        let today = self.today();
        let Some(next) = self.rows()?.next_waiting(today, clinic)? else { return Ok(None) };
        self.step(&next.id, QueueStep::Called).map(Some)
    }
}

/// Every clinic's queue on a day, those with most waiting first; and one clinic's tokens.
///
/// # Errors
/// A problem of the disk.
pub fn queues(view: View<'_>, masters: &crate::hospital::pack::Masters, day: NaiveDate) -> Result<Vec<ClinicQueue>, Problem> {
    let mut all = Vec::new();
    for counts in view.queue_counts(day)? {
        let now = view
            .visits_of_clinic(day, &counts.clinic)?
            .into_iter()
            .filter_map(|r| r.visit.called.map(|at| (at, r.visit.visit.token.label)))
            .max_by_key(|(at, _)| *at);
        let room = masters.clinic(&counts.clinic).map(|c| c.room.clone()).unwrap_or_default();
        all.push(ClinicQueue {
            room,
            waiting: counts.waiting,
            called: counts.called,
            done: counts.done,
            skipped: counts.skipped,
            now: now.map(|(_, label)| label).unwrap_or_default(),
            clinic: counts.clinic,
        });
    }
    all.sort_by(|a, b| b.waiting.cmp(&a.waiting).then_with(|| a.clinic.cmp(&b.clinic)));
    Ok(all)
}
