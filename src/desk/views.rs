//! What the desk shows: plain values that a screen, a paper or a JSON answer can use. No handle to anything.

use crate::hospital::age::Age;
use crate::hospital::event::{Module, Side as InCharge};
use crate::hospital::number::{CounterCode, Mode, Number};
use crate::hospital::opd::{QueueState, Token, VisitKind};
use crate::hospital::pack::{Bilingual, Lang};
use crate::hospital::permissions::Role;
use crate::hospital::person::{Details, PersonName, Relative};
use crate::hospital::sex::Sex;
use crate::journal::{EntryId, PaperKind};
use crate::problem::Problem;
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
    /// Numbers of other records of the same person, merged with this one; where this one leads.
    pub also: Vec<Number>,
}

pub use super::archive::{ArchiveStep, Archived, ArchivedHere};
pub use super::blocks::BlockLine;
pub use super::bundles::{BundleDone, BundleFile, BundlePlan, BundleWish, BundlesMade, control_counters, fault_text};
pub use super::conflicts::{Conflict, Copy, Side};
pub use super::control::{ControlView, CounterLine, InstallationLine, RootStanding, ShiftLine, TUBE_HOURS};
pub use super::gate::{Plan, PlanLine};
pub use super::handover::{
    AgainWish, AnswerPlan, AnswersDone, BurnHour, CertificateLine, CheckFigures, ControlCheck, ControlRow, CountedBy, Crossed,
    Crossing, CrosswalkPaper, CrosswalkWho, HandoverStatus, KindCounts, KindLine, LinkList, MakeDone, MatchFigures, NumberSeries,
    OpenLine, OpenList, OpenWhat, PairOpen, PassWish, Passed, Reach, ReportWish, Review, ReviewLine, ReviewSide, SendDone, Share,
    TypedLine, TypingAt, TypingPace, TypingRecord, fix_text, mend_id,
};
pub use super::hub_views::{HubCounterLine, HubHour, HubSight, HubStanding};
pub use super::one_person::{Evidence, EvidenceSide};
pub use super::second::SecondStanding;
pub use super::sent::SentBundle;
pub use super::stick::StickBundle;
pub use super::taking::{fill_form, fill_sheet};
pub use crate::hospital::central::{CentralPatient, Matched};
pub use crate::hospital::matching::{Sure, Why};
pub use crate::reconcile::FixIt;

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

/// A reason as an entry keeps it (`age-apart:2`) in words; none where a later version has said more than this one knows.
#[must_use]
pub fn why_text(code: &str, lang: Lang) -> Option<String> {
    let (code, years) = code.split_once(':').unwrap_or((code, ""));
    let id = format!("why-{code}");
    let said = || years.parse().map_or_else(|_not_years| words(lang).t(&id).into_owned(), |n| words(lang).count(&id, n));
    words(lang).has(&id).then(said)
}

/// Who somebody is, in one line, whether known here or in the patient index only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub name: PersonName,
    pub relative: Option<Relative>,
    pub sex: Sex,
    pub age: Age,
    /// Ten digits, or empty.
    pub mobile: String,
    /// Locality and district, as far as known.
    pub place: String,
    pub uhid: String,
}

impl From<&PatientLine> for PersonLine {
    fn from(line: &PatientLine) -> Self {
        Self {
            name: line.name.clone(),
            relative: line.relative.clone(),
            sex: line.sex,
            age: line.age,
            mobile: line.mobile.clone(),
            place: line.place.clone(),
            uhid: line.uhid.clone(),
        }
    }
}

/// A person of the patient index, with all that a form is filled from.
#[derive(Debug, Clone, PartialEq)]
pub struct CentralLine {
    pub person: CentralPatient,
    /// What the entry keeps when it is taken.
    pub matched: Matched,
}

/// Where a match is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A patient of this counter. `central`: the patient index has the same UHID; the person is shown once, as ours.
    Here { line: Box<PatientLine>, central: bool },
    /// Only in the patient index: taking it fills a form ([`fill_form`], [`fill_sheet`]).
    Central(Box<CentralLine>),
}

/// A likely match, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    pub who: PersonLine,
    pub origin: Origin,
    /// 0.0–1.0.
    pub score: f32,
    pub why: Vec<Why>,
}

impl Match {
    /// A patient of this counter.
    #[must_use]
    pub fn here(line: PatientLine, score: f32, why: Vec<Why>) -> Self {
        Self { who: PersonLine::from(&line), origin: Origin::Here { line: Box::new(line), central: false }, score, why }
    }

    /// The patient of this counter, where it is one.
    #[must_use]
    pub fn ours(&self) -> Option<&PatientLine> {
        match &self.origin {
            Origin::Here { line, .. } => Some(line),
            Origin::Central(_) => None,
        }
    }

    /// How sure it is that this is who was asked for.
    #[must_use]
    pub fn sure(&self) -> Sure {
        self.central().map_or_else(|| Sure::of(self.score), |line| Sure::of_percent(line.matched.score))
    }

    /// The person of the patient index, where it is nobody of ours.
    #[must_use]
    pub fn central(&self) -> Option<&CentralLine> {
        match &self.origin {
            Origin::Here { .. } => None,
            Origin::Central(line) => Some(line),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matches {
    /// Best first.
    pub lines: Vec<Match>,
    /// Why the patient index could not answer; the lines are of this counter's own records then.
    pub trouble: Option<Problem>,
}

/// What checking a whole file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexChecked {
    pub pages: u64,
    /// One problem for each page that is not what was written.
    pub faults: Vec<Problem>,
}

/// How the patient index stands at this counter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum IndexStanding {
    /// There is no file.
    #[default]
    None,
    /// There is one, and no officer has opened it here. `newer`: an older one was open.
    Closed { day: NaiveDate, people: u64, newer: bool },
    /// `officer`: login of who opened it.
    Open { day: NaiveDate, people: u64, officer: String },
    /// There is one that cannot be used; own records are searched all the same.
    Damaged(Problem),
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
    /// Which of them leads, where it is not this one.
    pub led_by: Option<EntryId>,
    pub history: Vec<TrailLine>,
    /// The person of the patient index that the record was filled from.
    pub matched: Option<Matched>,
    /// The central number that the person has now: linked to it, or given it in the hand-over.
    pub central: Option<Crossing>,
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
    /// The person of the patient index that this entry was filled from.
    pub matched: Option<Matched>,
    /// Which side was in charge when it was saved: as the counter knew, and as was said, which may have come later.
    pub side: InCharge,
    pub side_said: InCharge,
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

pub use crate::store::{BatchRow, CaseRow, PrintState};

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
    /// Entries that the second medium does not have yet, where there is one.
    pub second_waiting: u64,
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
    /// Modules that the central system has again, at this counter.
    pub central: Vec<Module>,
}

impl Status {
    /// True when nothing is manual here any more.
    #[must_use]
    pub fn is_all_central(&self) -> bool {
        self.central.len() == Module::ALL.len()
    }
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
