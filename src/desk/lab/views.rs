//! What the laboratory's screens and lists show: plain values.

use crate::hospital::age::Age;
use crate::hospital::lab::{Accession, Flag, LabWarning, TubePlace};
use crate::hospital::number::Number;
use crate::hospital::person::PersonName;
use crate::hospital::sex::Sex;
use crate::journal::EntryId;
use crate::journal::fold::ResultPhase;
use chrono::{DateTime, FixedOffset};

/// One test of a tube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestMark {
    pub code: String,
    pub phase: ResultPhase,
    /// Of the value that stands; normal while there is none, and for who may not read it.
    pub flag: Flag,
}

/// How long a tube keeps: the test that is the first to spoil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TubeLimit {
    pub test: String,
    pub hours: u32,
    pub until: DateTime<FixedOffset>,
}

/// A tube as one line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TubeLine {
    pub order: EntryId,
    /// Number of the requisition.
    pub number: Option<Number>,
    pub accession: Accession,
    /// Labels that it had before.
    pub was: Vec<Accession>,
    /// Code of the tube, see [`crate::hospital::lab::tube`].
    pub kind: String,
    pub patient: Option<EntryId>,
    pub patient_number: Option<Number>,
    pub name: PersonName,
    pub sex: Sex,
    pub age: Age,
    /// Nobody knows, or two counters differ in, who the patient is; or two orders claim the label.
    pub doubtful: bool,
    pub urgent: bool,
    pub ward: String,
    /// Groups that its tests belong to, in the order of the catalogue.
    pub panels: Vec<String>,
    pub tests: Vec<TestMark>,
    /// The same as people say it: `CBC`, or each test.
    pub asked: Vec<String>,
    pub stands: TubePlace,
    /// Ward, bench or laboratory, as the last step said.
    pub at: String,
    pub since: DateTime<FixedOffset>,
    /// Login of who had it last.
    pub by: String,
    pub collected: Option<DateTime<FixedOffset>>,
    /// While it is not measured.
    pub limit: Option<TubeLimit>,
    /// Critical values (`K 6.8 HH`) that nobody was told of.
    pub critical: Vec<String>,
    /// Reason of a rejection: list `lab_reject`.
    pub why: String,
    /// Rejected, and no other was collected yet.
    pub recollect: bool,
    /// Steps that did not fit.
    pub misfits: usize,
}

/// The laboratory's board: every tube that has not ended, urgent first, oldest first.
#[derive(Debug, Clone, Default)]
pub struct LabBoard {
    pub lines: Vec<TubeLine>,
    /// Tubes rejected today.
    pub rejected_today: u64,
    /// Orders taken today and the capacity, per group that has one.
    pub capacity: Vec<(String, u32, u32)>,
}

/// A tube as an order would make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedTube {
    pub kind: String,
    pub specimen: String,
    pub tests: Vec<String>,
}

/// What an order would be, before it is one.
#[derive(Debug, Clone, Default)]
pub struct LabPlan {
    /// Single tests, in the order of the report.
    pub tests: Vec<String>,
    /// What no test or panel is called.
    pub unknown: Vec<String>,
    pub tubes: Vec<PlannedTube>,
    pub warnings: Vec<LabWarning>,
    /// Rules that need an override: `urgent-only`, `capacity`.
    pub overrides: Vec<LabWarning>,
}

/// A line of a worklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorklistLine {
    pub accession: Accession,
    pub patient_number: Option<Number>,
    pub name: PersonName,
    pub sex: Sex,
    pub age: Age,
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    pub specimen: String,
    pub stands: TubePlace,
    /// Tests of the group that have no value yet.
    pub tests: Vec<String>,
}

/// What waits on a bench.
#[derive(Debug, Clone, Default)]
pub struct LabWorklist {
    /// The group, or empty for all.
    pub panel: String,
    pub lines: Vec<WorklistLine>,
}
