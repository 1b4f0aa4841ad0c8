//! What the desk shows: plain values that a screen, a paper or a JSON answer can use. No handle to anything.

use crate::hospital::age::Age;
use crate::hospital::number::{CounterCode, Mode, Number};
use crate::hospital::opd::{QueueState, Token, VisitKind};
use crate::hospital::pack::{Bilingual, Lang};
use crate::hospital::permissions::Role;
use crate::hospital::person::{Details, PersonName, Relative};
use crate::hospital::sex::Sex;
use crate::journal::{EntryId, PaperKind};
use crate::words::words;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A patient as one line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientLine {
    pub id: EntryId,
    pub number: Number,
    pub name: PersonName,
    pub relative: Option<Relative>,
    pub sex: Sex,
    pub age: Age,
    /// Ten digits, or empty.
    pub mobile: String,
    /// Locality and district, as far as known.
    pub place: String,
    pub uhid: String,
    pub registered: DateTime<FixedOffset>,
    pub voided: bool,
    /// Two amendments that did not know of each other; both are kept.
    pub conflict: bool,
    /// Clinic code of the latest visit, or empty.
    pub last_clinic: String,
}

pub use crate::hospital::matching::Why;

impl Why {
    /// The reason in words.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::AgeApart(years) => words(lang).count(self.why_id(), u64::from(years)),
            _ => words(lang).t(self.why_id()).into_owned(),
        }
    }
}

/// A likely match, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    pub patient: PatientLine,
    /// 0.0–1.0.
    pub score: f32,
    pub why: Vec<Why>,
}

/// A visit as one line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitLine {
    pub id: EntryId,
    pub patient: EntryId,
    pub number: Number,
    pub patient_number: Number,
    pub name: PersonName,
    pub relative: Option<Relative>,
    pub sex: Sex,
    pub age: Age,
    pub mobile: String,
    pub token: Token,
    pub clinic: String,
    pub room: String,
    pub kind: VisitKind,
    pub at: DateTime<FixedOffset>,
    /// Day on which the token counts.
    pub day: NaiveDate,
    pub state: QueueState,
    /// When the token was last called.
    pub called: Option<DateTime<FixedOffset>>,
    pub rupees: u32,
    pub receipt: Option<Number>,
    pub exempt: String,
    pub mlc: bool,
    /// Reason, when the visit was voided.
    pub voided: Option<String>,
    pub by: String,
    /// How often a paper of this visit was printed again.
    pub copies: u32,
}

/// One patient with everything known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientFile {
    pub line: PatientLine,
    pub details: Details,
    pub visits: Vec<VisitLine>,
    /// Stays, arrivals and records, oldest first.
    pub cases: Vec<CaseRow>,
    /// Nobody knows yet who it is.
    pub unknown: bool,
    /// Other records of the same person here.
    pub same_as: Vec<PatientLine>,
    pub history: Vec<TrailLine>,
}

/// One entry in the trail: who did what when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailLine {
    pub id: EntryId,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub kind: String,
    /// The reason given, if the kind has one.
    pub reason: String,
    /// The clock had been set back when this was written.
    pub clock_behind: bool,
}

/// What a saved registration is called. Exists only after COMMIT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub visit_id: EntryId,
    pub patient_id: EntryId,
    pub patient: Number,
    pub visit: Number,
    pub token: Token,
    pub clinic: String,
    pub room: String,
    pub receipt: Option<Number>,
    pub rupees: u32,
    pub at: DateTime<FixedOffset>,
    pub name: PersonName,
    /// Jobs in the print queue that belong to it.
    pub prints: Vec<u64>,
}

/// One clinic's queue today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClinicQueue {
    pub clinic: String,
    pub room: String,
    pub waiting: u64,
    pub called: u64,
    pub done: u64,
    pub skipped: u64,
    /// Label of the token called last.
    pub now: String,
}

pub use crate::store::{CaseRow, PrintState};

/// One job of the print queue. Durable: it outlives the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintLine {
    pub id: u64,
    pub visit: EntryId,
    pub number: Number,
    pub name: PersonName,
    pub paper: PaperKind,
    pub state: PrintState,
    pub tries: u32,
    /// Problem id of the last failure, `problem-printer-…`, or empty.
    pub failure: String,
    pub at: DateTime<FixedOffset>,
    /// Which printer it goes to.
    pub printer: String,
}

/// What the band and the status line always say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub hospital: Bilingual,
    pub site: String,
    pub central_system: String,
    pub mode: Mode,
    pub since: DateTime<FixedOffset>,
    pub counter: CounterCode,
    pub letter: char,
    pub counter_name: Bilingual,
    /// Patient numbers left in this counter's block, and whether that is 10 % or less.
    pub numbers_left: u32,
    pub numbers_low: bool,
    pub patients: u64,
    pub visits_today: u64,
    /// Waiting now, per clinic code; clinics where nobody waits are left out.
    pub waiting: Vec<(String, u64)>,
    /// Visits, stays, arrivals and records without the central system's receipt. Only a receipt brings this down; an export does not.
    pub not_handed_over: u64,
    /// Of them, those that have not been in the last export; registers leave as CSV only.
    pub not_exported: u64,
    pub prints_waiting: u64,
    pub prints_failed: u64,
    /// Problem id of the last printer failure, or empty.
    pub printer_failure: String,
    pub clock_behind: bool,
}

/// Who works now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub login: String,
    pub name: Bilingual,
    pub roles: Vec<Role>,
    /// The password is still the one that came with the pack.
    pub first_password: bool,
}

/// Counts for the home screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayFigures {
    /// Registrations per hour of today, 0–23.
    pub by_hour: Vec<u64>,
    /// Waiting now, per clinic code, longest first.
    pub waiting: Vec<(String, u64)>,
    pub new_visits: u64,
    pub follow_ups: u64,
    pub rupees: u64,
    pub voided: u64,
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    pub entries: u64,
    /// What is wrong, one sentence id with values each; empty when all is well.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong in the journal or its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `finding-…` in the words' files.
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_is_told_in_words() {
        for (why, en, hi) in [
            (Why::SameMobile, "same mobile", "वही मोबाइल"),
            (Why::AgeApart(1), "age 1 year apart", "आयु में 1 वर्ष का अंतर"),
            (Why::AgeApart(3), "age 3 years apart", "आयु में 3 वर्ष का अंतर"),
        ] {
            assert_eq!((why.text(Lang::En).as_str(), why.text(Lang::Hi).as_str()), (en, hi));
        }
    }
}
