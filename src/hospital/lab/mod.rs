//! The laboratory: tests and panels, tubes in the order of draw, accession numbers, ranges and flags, delta checks, calculated tests, and
//! the way of a tube.
//!
//! Pure: the catalogue comes from the pack ([`Masters`]), time as an argument. Sources stand beside what comes from them.

mod accession;
mod catalogue;
mod masters;
mod tube;
mod value;
mod warning;
mod way;

pub use accession::{Accession, AccessionError, AccessionKind, AccessionParts};
pub use catalogue::{Catalogue, TestDef, ValueKind};
pub use masters::{LabLimit, LabPanel, LabRange, LabRules};
pub use tube::{TubeDef, tube};
pub use value::{Flag, LabValue, Previous};
pub use warning::LabWarning;
pub use way::{TubeMisfit, TubePlace, TubeStep, TubeWay};

#[allow(unused_imports, reason = "named in the documentation above")]
use super::pack::Masters;
