//! The laboratory: every form of it through [`Desk::fill`], its board and lists, analysers' files, and its papers.

mod board;
mod call;
mod files;
mod lists;
mod order;
pub(in crate::desk) mod papers;
mod restricted;
mod results;
mod subject;
mod tubes;
mod views;

pub use board::{Sight, lab_board, tube_lines, worklist};
pub use files::{LabFileLine, LabFileTaken, WorklistForm, worklist_file};
pub use lists::{LabSpan, bench_paper, calls_paper, lab_span, pending_paper, tat_paper};
pub use restricted::tells_restricted;
pub use subject::HIDDEN;
pub use views::{LabBoard, LabPlan, LabWorklist, PlannedTube, TestMark, TubeLimit, TubeLine, WorklistLine};

use super::Desk;
use super::cases::{CaseWish, Done};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::Catalogue;
use crate::problem::Problem;
use std::sync::Arc;

impl Desk {
    /// A form of the laboratory. `tube` names a tube by the label it has or had, or an order by its number.
    pub(super) fn lab(&mut self, id: FormId, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        let done = match id {
            FormId::LabOrder => self.order_tests(values, wish),
            FormId::LabRoll => self.print_roll(values, wish),
            FormId::LabStep => self.step_tubes(values),
            FormId::LabReject => self.reject_tubes(values, wish),
            FormId::LabRecollect => self.recollect(values, wish),
            FormId::LabRelabel => self.relabel(values, wish),
            FormId::LabResult => self.enter_results(values),
            FormId::LabVerify => self.verify_results(values),
            FormId::LabCall => self.note_call(values),
            FormId::LabTell => self.tell_report(values, wish),
            _ => Err(Problem::refused("problem-not-found")),
        };
        done.map_err(|problem| self.with_name(problem))
    }

    /// A sentence names people, not logins.
    fn with_name(&self, mut problem: Problem) -> Problem {
        for (_, value) in problem.args.iter_mut().filter(|(name, _)| *name == "by") {
            if let Some(user) = self.masters().user(value) {
                value.clone_from(&user.name.en);
            }
        }
        problem
    }

    /// The laboratory's catalogue, as the pack in force has it.
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        let masters = self.masters();
        if let Some((of, catalogue)) = &*self.catalogue.borrow()
            && Arc::ptr_eq(of, masters)
        {
            return Arc::clone(catalogue);
        }
        let catalogue = Arc::new(Catalogue::of(masters));
        self.catalogue.replace(Some((Arc::clone(masters), Arc::clone(&catalogue))));
        catalogue
    }
}
