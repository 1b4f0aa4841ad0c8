//! The laboratory: every form of it through [`Desk::fill`], its board and lists, analysers' files, and its papers.

mod views;

pub use views::{LabBoard, LabPlan, PlannedTube, TestMark, TubeLimit, TubeLine, WorklistLine};

use super::Desk;
use super::cases::{CaseWish, Done};
use crate::hospital::forms::{FormId, Sheet};
use crate::problem::Problem;

impl Desk {
    /// A form of the laboratory. `tube` names a tube by the label it has or had, or an order by its number.
    pub(super) fn lab(&mut self, _id: FormId, _values: &Sheet, _wish: CaseWish) -> Result<Done, Problem> {
        Err(Problem::refused("problem-not-found"))
    }
}
