//! The event: who is in charge, declared and ended by named officers; incidents, duty roster, shifts, notices, drills.

mod books;
mod drill;
mod papers;
mod say;
mod shift;
mod views;

pub use drill::{DrillDone, DrillPerson, DrillReport, DrillStanding, DrillWish, end_drill};
pub use papers::{Audience, EventPaper};
pub use say::EventSaid;
pub use shift::{OpenMatter, ShiftLine, ShiftSheet};
pub use views::{EventStatus, IncidentView, ModuleStanding, OnDuty, SaidLine, Standing, shift_at};
