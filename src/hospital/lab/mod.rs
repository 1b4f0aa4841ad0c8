//! The laboratory: tests and panels, tubes in the order of draw, accession numbers, ranges and flags, delta checks, calculated tests, and
//! the way of a tube.
//!
//! Pure: the catalogue comes from the pack ([`Masters`]), time as an argument. Sources stand beside what comes from them.

mod accession;
pub mod calc;
mod catalogue;
pub mod choose;
pub mod delta;
pub mod judge;
mod masters;
mod number;
#[cfg(test)]
mod tests;
mod tube;
pub mod unit;
mod value;
mod warning;
mod way;

pub use accession::{Accession, AccessionError, AccessionKind, AccessionParts};
pub use calc::{calculate, calculated, source};
pub use catalogue::{Catalogue, TestDef, ValueKind};
pub use choose::{PlannedTubeDef, TestHit};
pub use delta::{DELTA_ANY, differs, limit_of};
pub use judge::{RangeUsed, Subject, TEXT_CHARS_MAX, ValueFault, birthday, judge_value, range, same_value};
pub use masters::{LabLimit, LabPanel, LabRange, LabRules, RESULT_LISTS};
pub use tube::{TubeDef, tube};
pub use unit::convert;
pub use value::{Flag, LabValue, Previous};
pub use warning::LabWarning;
pub use way::{TubeMisfit, TubePlace, TubeStep, TubeWay};

#[allow(unused_imports, reason = "named in the documentation above")]
use super::pack::Masters;
