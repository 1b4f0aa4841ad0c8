//! The laboratory's further tables of a pack (`lab_panels.csv`, `lab_limits.csv`, `lab_ranges.csv`), and the defaults where it has none.

use crate::hospital::lab::{LabLimit, LabPanel, LabRange};

/// The panels that come with the program.
pub(super) fn default_panels() -> Vec<LabPanel> {
    Vec::new()
}

/// The limits that come with the program.
pub(super) fn default_limits() -> Vec<LabLimit> {
    Vec::new()
}

/// The ranges by sex and age that come with the program.
pub(super) fn default_ranges() -> Vec<LabRange> {
    Vec::new()
}
