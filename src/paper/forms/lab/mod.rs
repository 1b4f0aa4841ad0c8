//! Papers of the laboratory: labels, requisition, report, rejection slip, and the laboratory's own lists.
//!
//! Plain values in, pages out. What a reader may not see is left out by who fills the form; what is restricted stands on pages of its own.

mod call;
mod label;
mod pending;
mod reject;
mod report;
mod requisition;
mod result;
mod sheet;
mod tat;
mod worklist;

pub use call::{CallLogPaper, CallRow, CallValue, UncalledRow, call_log};
pub use label::{TubeLabel, tube_labels};
pub use pending::{PendingPaper, PendingRow, pending_list};
pub use reject::{RejectionPaper, rejection_slip};
pub use report::{Amended, Earlier, FollowLine, LabReportPaper, ReportCall, ReportPanel, ReportResult, ReportTube, lab_report};
pub use requisition::{OverrideLine, RequisitionPaper, RequisitionTube, requisition};
pub use tat::{TatGroup, TatPaper, TatSpan, tat_summary};
pub use worklist::{WorklistPaper, WorklistRow, worklist};

pub(super) use label::{put, tube_label};
pub(super) use sheet::arrow;
pub(super) use tat::groups as tat_groups;

use super::both::{age, both, joined, sex};
use super::kit::{Made, full_name};
use crate::hospital::age::AgeUnit;
use crate::hospital::lab::{Flag, TubePlace};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::hospital::person::{Details, PersonName};
use crate::hospital::sex::Sex;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Whose paper it is, and who made it when: alike on every paper of the laboratory.
#[derive(Clone, Copy)]
pub struct LabHead<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// When this paper, or what it says, was made.
    pub at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
}

/// Who it is about. No `Debug`: it is a person's.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LabPatient {
    /// Empty when there is none yet.
    pub number: String,
    /// With its honorific; one of the two may be empty.
    pub name: Bilingual,
    /// Without the honorific, for a label.
    pub bare: Bilingual,
    /// `34 y, Female` in both languages.
    pub age_sex: Bilingual,
    /// For a label: `34y F`.
    pub short: String,
    /// Nobody knows, or two counters differ in, who it is.
    pub doubtful: bool,
}

impl LabPatient {
    /// Of a patient's number and details as they are on `today`.
    #[must_use]
    pub fn of(number: &str, details: &Details, hospital: &Hospital, today: NaiveDate, doubtful: bool) -> Self {
        let (old, gender) = (age(details.age, today), sex(details.sex));
        Self {
            number: number.to_owned(),
            name: full_name(&details.name, hospital),
            bare: full_name(&PersonName { honorific: None, ..details.name.clone() }, hospital),
            age_sex: Bilingual { en: format!("{}, {}", old.en, gender.en), hi: format!("{}, {}", old.hi, gender.hi) },
            short: short(details, today),
            doubtful,
        }
    }

    /// `हिंदी · Latin` of the age and sex.
    fn age_and_sex(&self) -> String {
        joined(&self.age_sex)
    }
}

/// `34y F`, `~60y M`, `0d M`, `? U`: what fits a label.
fn short(details: &Details, today: NaiveDate) -> String {
    let letter = match details.sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Other => "T",
        Sex::Unknown => "U",
    };
    let shown = details.age.shown(today);
    if !shown.known {
        return format!("? {letter}");
    }
    let unit = match shown.unit {
        AgeUnit::Years => 'y',
        AgeUnit::Months => 'm',
        AgeUnit::Days => 'd',
    };
    format!("{}{}{unit} {letter}", if shown.about { "~" } else { "" }, shown.value)
}

impl<'a> LabHead<'a> {
    /// For the foot of a page.
    const fn made(&self, kept: bool) -> Made<'a> {
        Made { hospital: self.hospital, at: self.at, by: self.by, counter: self.counter, kept }
    }
}

/// A test as people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabTestName {
    pub code: String,
    pub name: Bilingual,
}

/// What a flag says in words; `None` for what is normal.
fn flag_words(flag: Flag) -> Option<Bilingual> {
    let id = match flag {
        Flag::Normal => return None,
        Flag::L => "paper-lab-low",
        Flag::H => "paper-lab-high",
        Flag::LL => "paper-lab-critical-low",
        Flag::HH => "paper-lab-critical-high",
        Flag::A => "paper-lab-abnormal",
        Flag::AA => "paper-lab-critical",
    };
    Some(both(id))
}

/// Where a tube is, in words.
fn place_words(place: TubePlace) -> Bilingual {
    both(match place {
        TubePlace::Labelled => "paper-lab-place-labelled",
        TubePlace::Collected => "paper-lab-place-collected",
        TubePlace::OnTheWay => "paper-lab-place-on-the-way",
        TubePlace::Received => "paper-lab-place-received",
        TubePlace::Bench => "paper-lab-place-bench",
        TubePlace::Resulted => "paper-lab-place-resulted",
        TubePlace::Verified => "paper-lab-place-verified",
        TubePlace::Reported => "paper-lab-place-reported",
        TubePlace::Handed => "paper-lab-place-handed",
        TubePlace::Rejected => "paper-lab-place-rejected",
        TubePlace::Discarded => "paper-lab-place-discarded",
        TubePlace::Cancelled => "paper-lab-place-cancelled",
    })
}
