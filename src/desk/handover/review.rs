//! Deciding who a patient is where the matching was not sure: side by side, with the evidence. A link is said, never written into a
//! record; below the threshold of the pass two people say it; everything can be taken back.

use super::super::lookup::patient_line;
use super::super::merge::percent;
use super::super::register::checked_reason;
use super::super::views::{CentralPatient, PatientLine};
use super::super::{Central, Desk};
use super::lists::open_pairs;
use crate::hospital::matching::{Side, Unknown, Weights, judge};
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::fold::{LinkState, Linking};
use crate::journal::{Body, EntryId, Matched};
use crate::problem::Problem;
use crate::store::View;
use chrono::NaiveDate;

/// A patient of a list of links.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewLine {
    pub line: PatientLine,
    pub link: LinkState,
}

/// A patient beside whom the index has.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub line: PatientLine,
    pub details: Details,
    /// `None` before any pass.
    pub link: Option<LinkState>,
    /// Who came near, the best first; read from the index now.
    pub sides: Vec<ReviewSide>,
    pub visits: usize,
    pub cases: usize,
}

/// One person who came near.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSide {
    pub matched: Matched,
    /// `None` where the index is closed here, or has the number no more.
    pub person: Option<CentralPatient>,
    /// A link to this person counts only when a second person agrees.
    pub second: bool,
}

/// Two patients of ours who look like one person; nobody decided yet.
#[derive(Debug, Clone, PartialEq)]
pub struct PairOpen {
    pub one: PatientLine,
    pub other: PatientLine,
    /// Percent.
    pub score: u8,
    pub why: Vec<String>,
}

/// What is read besides the records: the index where it is open, the day, the threshold in percent.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub central: Option<&'a Central>,
    pub today: NaiveDate,
    pub sure: u8,
}

impl Review {
    /// Reads one patient for deciding.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of index or disk.
    pub fn of(view: View<'_>, patient: &EntryId, seen: Seen<'_>) -> Result<Self, Problem> {
        let state = view.patient(patient)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let link = view.linking(patient)?;
        let found = link.iter().flat_map(|link| &link.found);
        let sides = found.map(|matched| side(matched, seen)).collect::<Result<_, Problem>>()?;
        Ok(Self {
            line: patient_line(patient.clone(), &state),
            details: state.patient.details,
            link,
            sides,
            visits: view.visits_of_patient(patient)?.len(),
            cases: view.cases_of_patient(patient)?.len(),
        })
    }
}

fn side(matched: &Matched, seen: Seen<'_>) -> Result<ReviewSide, Problem> {
    let person = match seen.central {
        Some(central) => central.by_uhid(&matched.uhid, seen.today)?.map(|line| line.person),
        None => None,
    };
    Ok(ReviewSide { matched: matched.clone(), person, second: matched.score < seen.sure })
}

impl Desk {
    /// What is read besides the records.
    #[must_use]
    pub fn seen<'a>(&self, central: Option<&'a Central>) -> Seen<'a> {
        Seen { central, today: self.today(), sure: self.masters().handover.sure_percent() }
    }

    /// Patients by what is known of their link, after an address, at most so many.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn link_lines(&self, which: Linking, after: Option<&EntryId>, most: usize) -> Result<Vec<ReviewLine>, Problem> {
        self.may(Right::MatchPatients)?;
        let rows = self.rows()?;
        let mut lines = Vec::new();
        for (id, link) in rows.linkings(which, after, most)? {
            let Some(state) = rows.patient(&id)? else { continue };
            lines.push(ReviewLine { line: patient_line(id, &state), link });
        }
        Ok(lines)
    }

    /// How many patients there are by what is known of their link.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn link_counts(&self) -> Result<Vec<(Linking, u64)>, Problem> {
        self.may(Right::MatchPatients)?;
        Ok(self.rows()?.linking_counts()?)
    }

    /// One patient beside whom the index has.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right, index or disk.
    pub fn review(&self, patient: &EntryId, central: Option<&Central>) -> Result<Review, Problem> {
        self.may(Right::MatchPatients)?;
        Review::of(self.rows()?, patient, self.seen(central))
    }

    /// Says who a patient is: the person of a central number, or (`None`) nobody whom the central system has. Gives whether a second
    /// person has to agree.
    ///
    /// # Errors
    /// `problem-match-…`, `problem-reason`, or a problem of right, index or disk.
    pub fn decide_match(
        &mut self,
        patient: &EntryId,
        uhid: Option<&str>,
        reason: &str,
        central: Option<&Central>,
    ) -> Result<bool, Problem> {
        self.may(Right::MatchPatients)?;
        let state = self.rows()?.patient(patient)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        if state.voided.is_some() {
            return Err(Problem::refused("problem-voided-already"));
        }
        let link = self.rows()?.linking(patient)?;
        let found = match uhid {
            Some(uhid) => Some(self.matched(uhid.trim(), &state.patient.details, link.as_ref(), central)?),
            None => None,
        };
        let second = found.as_ref().is_some_and(|matched| matched.score < self.masters().handover.sure_percent());
        // What the evidence does not say, a person has to.
        let reason = if second || !reason.trim().is_empty() { checked_reason(reason)? } else { String::new() };
        self.append(Body::MatchDecided { of: patient.clone(), link: found, second, reason }, Vec::new(), &[])?;
        Ok(second)
    }

    /// What is kept of a link: as the pass found it, as the index says now, or the bare number where there is no index here.
    fn matched(
        &self,
        uhid: &str,
        details: &Details,
        link: Option<&LinkState>,
        central: Option<&Central>,
    ) -> Result<Matched, Problem> {
        if let Some(known) = link.iter().flat_map(|link| &link.found).find(|matched| matched.uhid == uhid) {
            return Ok(known.clone());
        }
        if !self.masters().hospital.uhid.fits(uhid) {
            return Err(Problem::refused("problem-match-uhid").with("uhid", uhid));
        }
        let Some(central) = central else {
            // Nobody looked: the number alone, with no evidence.
            let (index, day) = (String::new(), self.today());
            return Ok(Matched { uhid: uhid.to_owned(), index, day, score: 0, bits: 0, why: Vec::new() });
        };
        let there =
            central.by_uhid(uhid, self.today())?.ok_or_else(|| Problem::refused("problem-match-nobody").with("uhid", uhid))?;
        let (asked, known) = (Side::from(details), Side::from(&there.person));
        let judged = judge(&asked, &known, &Weights::default(), &Unknown);
        Ok(Matched { score: percent(judged.score), ..there.matched })
    }

    /// A second person looked at what a first decided below the threshold.
    ///
    /// # Errors
    /// `problem-match-second`, `problem-match-same-person`, `problem-reason`, or a problem of right or disk.
    pub fn second_match(&mut self, patient: &EntryId, agrees: bool, reason: &str) -> Result<(), Problem> {
        self.may(Right::MatchPatients)?;
        let link = self.rows()?.linking(patient)?.filter(|link| link.linking == Linking::Proposed);
        let said = link.and_then(|link| link.said).ok_or_else(|| Problem::refused("problem-match-second"))?;
        if said.1 == self.user.login {
            return Err(Problem::refused("problem-match-same-person").with("person", said.1));
        }
        let reason = if agrees && reason.trim().is_empty() { String::new() } else { checked_reason(reason)? };
        let body = Body::MatchSeconded { of: patient.clone(), what: said.0.clone(), agrees, reason };
        self.append(body, vec![said.0], &[])?;
        Ok(())
    }

    /// Takes back what stands of a patient's link, whoever or whatever said it.
    ///
    /// # Errors
    /// `problem-match-none`, `problem-reason`, or a problem of right or disk.
    pub fn undo_match(&mut self, patient: &EntryId, reason: &str) -> Result<(), Problem> {
        self.may(Right::MatchPatients)?;
        let said = self.rows()?.linking(patient)?.and_then(|link| link.said);
        let (what, _) = said.ok_or_else(|| Problem::refused("problem-match-none"))?;
        let body = Body::MatchUndone { of: patient.clone(), what: what.clone(), reason: checked_reason(reason)? };
        self.append(body, vec![what], &[])?;
        Ok(())
    }

    /// Pairs that passes found and nobody decided about, at most so many.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn open_pair_lines(&self, most: usize) -> Result<Vec<PairOpen>, Problem> {
        self.may(Right::MatchPatients)?;
        open_pairs(self.rows()?, most)
    }

    /// Two patients that a pass thought to be one person are two.
    ///
    /// # Errors
    /// `problem-merge-same`, `problem-reason`, or a problem of right or disk.
    pub fn say_apart(&mut self, one: &EntryId, other: &EntryId, reason: &str) -> Result<(), Problem> {
        self.may(Right::MatchPatients)?;
        if one == other {
            return Err(Problem::refused("problem-merge-same"));
        }
        let body = Body::MatchApart { of: one.clone(), with: other.clone(), reason: checked_reason(reason)? };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }
}
