//! Two lists of records: those that officers excepted, and those that the last pre-flight set aside, each with what to mend and where.

use super::super::super::Desk;
use super::super::super::papers::{Printed, person_of};
use super::super::status::handover_status;
use super::{HandPapers, both, named, paper_mark};
use crate::hospital::pack::Bilingual;
use crate::hospital::permissions::Right;
use crate::journal::fold::HandPhase;
use crate::journal::{RecordKey, RecordKind};
use crate::paper::{self, ExceptionRow, ExceptionsPaper, FixFault, FixListPaper, FixRow, kind_words};
use crate::problem::Problem;
use crate::reconcile::FixIt;
use crate::store::View;
use crate::words::{grouped, words};

/// Rows read at once.
const PAGE: usize = 500;
/// Records on one list of what to mend: a thousand sheets. The rest comes with the next check.
const FIX_MAX: usize = 12_000;

/// The officers' exceptions, in order of record.
///
/// # Errors
/// A problem of the disk.
fn exception_rows(papers: &HandPapers<'_>) -> Result<Vec<ExceptionRow>, Problem> {
    let view = papers.view();
    let (mut rows, mut after) = (Vec::new(), None::<RecordKey>);
    loop {
        let page = view.hands(HandPhase::Excepted, after.as_ref(), PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(rows) };
        after = Some(last.clone());
        for (key, hand) in page {
            let Some((entry, reason)) = hand.excepted else { continue };
            let header = view.entry(&entry)?.ok_or_else(|| Problem::damaged("problem-entry-damaged"))?.header;
            let (number, who) = named(view, &key)?;
            let by = person_of(papers.masters(), &header.by);
            rows.push(ExceptionRow { number, kind: key.kind, who, reason, by, at: header.time });
        }
    }
}

/// A fault as a sentence, and where it is mended.
fn fault(view: View<'_>, key: &RecordKey, fix: &FixIt) -> Result<FixFault, Problem> {
    let id = fix.word_id();
    let about = match fix {
        FixIt::WaitsFor(key) => {
            let kind = kind_words(key.kind);
            let (number, _) = named(view, key)?;
            Bilingual { en: format!("{} {number}", kind.en), hi: format!("{} {number}", kind.hi) }
        }
        FixIt::Unwritable(problem) => {
            let told = |lang| words(lang).t(problem).into_owned();
            Bilingual { en: told(crate::hospital::pack::Lang::En), hi: told(crate::hospital::pack::Lang::Hi) }
        }
        _ => {
            let text = fix.about();
            Bilingual { en: text.clone(), hi: text }
        }
    };
    let (en, hi) = (both(id, &[("about", &about.en)]), both(id, &[("about", &about.hi)]));
    let says = Bilingual { en: en.en, hi: hi.hi };
    Ok(FixFault { says, mend: both(mend_id(fix, key.kind), &[]) })
}

/// Where a fault of a record is mended: id of the words.
#[must_use]
pub const fn mend_id(fix: &FixIt, kind: RecordKind) -> &'static str {
    match (fix, kind) {
        (FixIt::MatchFirst, _) => "fix-where-match",
        (FixIt::Doubtful | FixIt::SecondPerson, _) => "fix-where-review",
        (FixIt::Conflict | FixIt::Misfit | FixIt::TwoCorrections, _) => "fix-where-conflicts",
        (FixIt::WaitsFor(_), _) => "fix-where-first",
        (FixIt::Unwritable(_), _) => "fix-where-support",
        (FixIt::Missing(_), RecordKind::Identity | RecordKind::Merge) => "fix-where-patient",
        (FixIt::Missing(_), RecordKind::Visit) => "fix-where-visit",
        (FixIt::Missing(_), RecordKind::Stay | RecordKind::Arrival) => "fix-where-case",
        (FixIt::Missing(_), RecordKind::Order | RecordKind::Result) => "fix-where-lab",
        (FixIt::Missing(_), _) => "fix-where-register",
    }
}

impl Desk {
    /// The list of exceptions, laid out.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn exceptions_paper(&self) -> Result<Printed, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.exceptions()
    }

    /// What the last pre-flight set aside, laid out to be worked through with a pen.
    ///
    /// # Errors
    /// `problem-handover-unchecked` before any pre-flight; a problem of right or disk.
    pub fn fix_list_paper(&self) -> Result<Printed, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.fix_list()
    }
}

impl HandPapers<'_> {
    /// The list of exceptions, laid out.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn exceptions(&self) -> Result<Printed, Problem> {
        let rows = exception_rows(self)?;
        let form = ExceptionsPaper { head: self.head(0), event: self.event_span()?, rows: &rows };
        let name = format!("{}exceptions-{}", paper_mark(self.mode()), self.counter);
        Ok(Printed { pages: paper::exceptions(&form), name })
    }

    /// What the last pre-flight set aside, laid out to be worked through with a pen.
    ///
    /// # Errors
    /// `problem-handover-unchecked` before any pre-flight; a problem of the disk.
    pub fn fix_list(&self) -> Result<Printed, Problem> {
        let view = self.view();
        let check = handover_status(view)?.check.ok_or_else(|| Problem::refused("problem-handover-unchecked"))?;
        let mut rows = Vec::new();
        for aside in view.aside(FIX_MAX)? {
            let faults: Vec<FixIt> =
                serde_json::from_str(&aside.faults).map_err(|_json| Problem::damaged("problem-entry-damaged"))?;
            let faults = faults.iter().map(|fix| fault(view, &aside.key, fix)).collect::<Result<_, _>>()?;
            let (number, who) = named(view, &aside.key)?;
            rows.push(FixRow { number, kind: aside.key.kind, who, faults });
        }
        let all = view.aside_count()?;
        let system = self.masters().hospital.central_system.clone();
        let mut target = format!(
            "{system} · {} · {}",
            both(&format!("road-{}", check.road.code()), &[]).en,
            crate::hospital::forms::write_moment(check.at)
        );
        if all > rows.len() as u64 {
            target = format!("{target} · 1–{} / {}", grouped(rows.len() as u64), grouped(all));
        }
        let fit = check.kinds.values().map(|counts| counts.leaves).sum();
        let form = FixListPaper { head: self.head(0), target: &target, fit, rows: &rows };
        Ok(Printed { pages: paper::fix_list(&form), name: format!("{}fixlist-{}", paper_mark(self.mode()), self.counter) })
    }
}
