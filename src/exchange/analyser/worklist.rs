//! What a worklist for an analyser is made of. The same items go into each of its forms.

use crate::hospital::age::Age;
use crate::hospital::lab::Accession;
use crate::hospital::number::Mode;
use crate::hospital::sex::Sex;
use crate::problem::{Problem, Trouble};
use chrono::{DateTime, FixedOffset};

/// One worklist: from where, when, which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorklistHead {
    /// A drill's and the demo's say that they are for training (MSH-11 and H-12 `T`).
    pub mode: Mode,
    /// Code of the hospital: `AIIMSND`.
    pub facility: String,
    /// Counter and letter: `K7A`.
    pub counter: String,
    pub made: DateTime<FixedOffset>,
    /// Names this worklist, so that it is not taken twice. At most 14 characters: the number of a message is put behind it, and HL7 has room
    /// for 20 in all.
    pub control: String,
}

/// One tube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorklistItem {
    pub accession: Accession,
    /// Number of the patient here; may be empty.
    pub patient_number: String,
    /// As it is to stand on the analyser: in Latin letters where there are any.
    pub name: String,
    pub sex: Sex,
    pub age: Age,
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    /// In words: `Serum`.
    pub specimen: String,
    /// SNOMED CT; may be empty.
    pub specimen_sct: String,
    pub tests: Vec<WorkTest>,
}

/// One test of a tube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkTest {
    /// Code of the catalogue.
    pub code: String,
    /// May be empty.
    pub loinc: String,
    pub name: String,
}

/// Refuses a tube of another mode than the worklist's.
pub(super) fn same_mode(head: &WorklistHead, items: &[WorklistItem]) -> Result<(), Problem> {
    let foreign = items.iter().find(|item| item.accession.parts().is_none_or(|parts| parts.mode != head.mode));
    foreign.map_or(Ok(()), |item| {
        let number = item.accession.to_string();
        Err(Problem::new(Trouble::Damaged, "problem-export-mixed").with("number", number.as_str()))
    })
}

/// `P` production, `T` training (HL7 table 0103; LIS02-A2 §6.12).
pub(super) const fn processing(mode: Mode) -> &'static str {
    match mode {
        Mode::Event => "P",
        Mode::Drill | Mode::Demo => "T",
    }
}
