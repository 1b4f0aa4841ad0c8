//! Bringing records home: who the central system has already, what leaves in which batch, what it answered, what is still open.
//! Every function here checks its right, reads rows, appends entries; files and servers are reached through the rooms that know them.

mod answers;
mod crosswalk;
mod pass;
mod records;
mod review;

pub use crate::exchange::CrosswalkFile;
pub use answers::{AnswerPlan, AnswersDone, plan_answers};
pub use crosswalk::{Crossed, Crossing, CrosswalkLine, crossing, crosswalk_csv, each_crossing};
pub use pass::{AgainWish, ControlCounts, ControlKey, KindCounts, PassWish, Passed, Share};
pub use review::{Review, ReviewLine, ReviewSide, Seen};
