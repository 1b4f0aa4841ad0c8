//! What a pack says of its laboratory beyond the list of tests. Each part has defaults that a laboratory ratifies.

use crate::hospital::pack::Bilingual;
use serde::{Deserialize, Serialize};

/// The lists of `choices.csv` that a coded test may have.
pub const RESULT_LISTS: [&str; 6] = ["lab_posneg", "lab_reactive", "lab_strip", "lab_abo", "lab_malaria", "lab_malaria_rdt"];

/// The site's switches: table `[lab]` of `hospital.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabRules {
    /// Only tests marked urgent are taken; another needs an override with a reason.
    pub urgent_only: bool,
    /// Hours within which the same test for the same patient warns; 0 never.
    pub duplicate_hours: u32,
    /// No result of a patient whose identity is in doubt is released.
    pub block_doubtful: bool,
    /// What of the patient stands on a tube's label.
    pub label_name: bool,
    pub label_age_sex: bool,
    pub label_number: bool,
    /// Who in the laboratory ratified ranges and critical limits, and when; empty while they are the defaults as they come.
    pub ratified_by: String,
    pub ratified_on: String,
}

impl Default for LabRules {
    fn default() -> Self {
        Self {
            urgent_only: true,
            duplicate_hours: 24,
            block_doubtful: true,
            label_name: true,
            label_age_sex: true,
            label_number: true,
            ratified_by: String::new(),
            ratified_on: String::new(),
        }
    }
}

/// A panel, which is also the group that the board, the bench and the day's capacity go by: `lab_panels.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabPanel {
    /// As in column `panel` of `lab_tests.csv`.
    pub code: String,
    pub name: Bilingual,
    /// The panel's own code where LOINC has one; else empty.
    pub loinc: String,
    pub loinc_long_name: String,
    /// Orders of this group a day; 0 is no limit.
    pub capacity: u32,
    /// Beyond the capacity an order needs an override; otherwise it only warns.
    pub enforced: bool,
}

/// What a test can be held against: `lab_limits.csv`. Decimals as text, checked; empty is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LabLimit {
    pub code: String,
    /// Hours from collection within which it must be measured; 0 is no limit.
    pub stable_hours: u32,
    /// Taken while only urgent tests are.
    pub urgent: bool,
    /// Shown only to who may read restricted results (HIV and AIDS Act 2017).
    pub restricted: bool,
    /// What the body can have at all; outside it is a slip of the pen.
    pub physical_low: String,
    pub physical_high: String,
    /// Change against the last result that a person should look at: absolute (`1.5`) or in per cent (`50%`), or `any` of
    /// a coded test; within so many hours.
    pub delta: String,
    pub delta_hours: u32,
    /// List of `choices.csv` for a coded test.
    pub list: String,
    /// Its value that is normal, and those that are critical (separated by spaces).
    pub normal: String,
    pub critical: String,
    pub decimals: u32,
}

/// A range for some patients: `lab_ranges.csv`. The first line that fits holds; else the columns of `lab_tests.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabRange {
    pub code: String,
    /// `F`, `M` or `any`.
    pub sex: String,
    /// Days of life, from and up to but without.
    pub from_days: u32,
    pub to_days: u32,
    pub low: String,
    pub high: String,
    pub crit_low: String,
    pub crit_high: String,
}
