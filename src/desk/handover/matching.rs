//! Matching everybody: all patients of ours against the patient index and among each other, in one pass. The pass itself is
//! `crate::reconcile::matching`'s, run on as many threads as the caller has; here its question is put and its answer written down.

use super::super::index::index_problem;
use super::super::merge::{percent, why_code};
use super::super::{Central, Desk};
use super::answers::fitting;
use crate::hospital::pack::HandoverRules;
use crate::hospital::permissions::Right;
use crate::index::IndexError;
use crate::journal::fold::Linking;
use crate::journal::{Body, EntryId, LINE_ROOM, MatchLine, Matched, PairLine, Verdict};
use crate::problem::Problem;
use crate::reconcile::matching::{Asked, Candidate, Gathered, Matcher, Pair, Proposal, Slice, Thresholds, Verdict as Found};
use crate::store::View;
use chrono::NaiveDate;

/// Candidates of a doubtful patient that an entry keeps: what a person looks at.
const KEPT_MAX: usize = 4;

/// The question of one pass, shared by its threads.
pub struct Matching {
    matcher: Matcher,
    index: String,
    day: NaiveDate,
    rules: (u32, u32),
    path: std::path::PathBuf,
    site: String,
}

/// What a pass found, ready to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchFound {
    pub index: String,
    pub day: NaiveDate,
    rules: (u32, u32),
    pub lines: Vec<MatchLine>,
    pub pairs: Vec<FoundPair>,
    /// People of the index who could not be read, because pages are damaged: whoever may be among them is doubtful.
    pub unread: u64,
}

/// Two patients of ours who may be one person.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPair {
    pub line: PairLine,
    pub sure: bool,
}

/// How many patients a pass found what of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MatchFigures {
    pub sure: u64,
    pub doubtful: u64,
    pub new: u64,
    /// Pairs of ours that were merged, and that a person is to look at.
    pub merged: u64,
    pub pairs: u64,
    pub unread: u64,
}

#[allow(clippy::cast_possible_truncation, reason = "odds of 2 to 10^9 are 1 to 30 bits")]
fn bits(odds: u32) -> f32 {
    f64::from(odds.max(1)).log2() as f32
}

fn thresholds(rules: &HandoverRules) -> Thresholds {
    let sure = bits(rules.sure);
    Thresholds { sure, doubtful: -bits(rules.doubtful), apart: bits(rules.apart), sure_pair: sure }
}

/// The patients of one pass: everybody who was not taken back and whom no person decided about. Who is linked or new only by an earlier pass is
/// asked again: the index may be fresher.
///
/// # Errors
/// A problem of the disk.
pub fn asked(view: View<'_>) -> Result<Vec<Asked>, Problem> {
    let mut asked = Vec::new();
    view.each_whole(|whole| {
        let prepared = !whole.cases.is_empty()
            && whole.visits.is_empty()
            && whole.cases.iter().all(|(_, case)| case.arrival().is_some_and(|arrival| arrival.waiting));
        if whole.patient.voided.is_some() || prepared {
            return Ok(());
        }
        let decided = view.linking(&whole.id)?.is_some_and(|link| link.person && link.linking != Linking::Open);
        if !decided {
            asked.push(Asked::new(whole.id.packed(), whole.patient.patient.details, whole.patient.unknown));
        }
        Ok::<(), Problem>(())
    })?;
    Ok(asked)
}

impl Matching {
    /// Puts the question.
    #[must_use]
    pub fn new(central: &Central, asked: Vec<Asked>, rules: &HandoverRules) -> Self {
        let head = central.head();
        Self {
            matcher: Matcher::new(central.file(), asked, thresholds(rules)),
            index: head.id.clone(),
            day: head.day,
            rules: (rules.sure, rules.doubtful),
            path: central.path().to_owned(),
            site: head.site.clone(),
        }
    }

    /// First step, once for each slice: who comes near. `Ok(None)` when `on` says to stop.
    ///
    /// # Errors
    /// `problem-index-…`, or a problem of the disk.
    pub fn gather(
        &self,
        central: &Central,
        part: Slice,
        on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Gathered>, Problem> {
        self.stopped(self.matcher.gather(central.file(), part, on))
    }

    /// Second step, once for each slice, after all are gathered and joined: who it is.
    ///
    /// # Errors
    /// As [`Self::gather`].
    pub fn judge(
        &self,
        central: &Central,
        gathered: &Gathered,
        part: Slice,
        on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Vec<Proposal>>, Problem> {
        self.stopped(self.matcher.judge(central.file(), gathered, part, on))
    }

    /// Third step, once for each slice: who was registered twice.
    ///
    /// # Errors
    /// As [`Self::gather`].
    pub fn pairs(
        &self,
        central: &Central,
        part: Slice,
        on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Vec<Pair>>, Problem> {
        self.stopped(self.matcher.pairs(central.file(), part, on))
    }

    fn stopped<T>(&self, done: Result<T, IndexError>) -> Result<Option<T>, Problem> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(IndexError::Stopped) => Ok(None),
            Err(error) => Err(index_problem(&error, &self.path, &self.site)),
        }
    }

    /// Puts the answers of all slices together.
    #[must_use]
    pub fn found(&self, proposals: &[Proposal], pairs: Vec<Pair>, unread: u64) -> MatchFound {
        let all = Pair::join(pairs.into_iter().chain(Pair::of_one_central(proposals)));
        let mut lines: Vec<MatchLine> = proposals.iter().filter_map(|proposal| self.line(proposal)).collect();
        lines.sort_by_key(|line| line.of.packed());
        let pairs = all.iter().filter_map(found_pair).collect();
        let (index, day, rules) = (self.index.clone(), self.day, self.rules);
        MatchFound { index, day, rules, lines, pairs, unread }
    }

    fn line(&self, proposal: &Proposal) -> Option<MatchLine> {
        let of = EntryId::unpacked(proposal.key)?;
        let (verdict, found): (Verdict, &[Candidate]) = match &proposal.verdict {
            Found::Sure(one) => (Verdict::Sure, std::slice::from_ref(one)),
            Found::Doubtful(all) => (Verdict::Doubtful, all),
            Found::New => (Verdict::New, &[]),
        };
        let found = found.iter().take(KEPT_MAX).map(|candidate| self.matched(candidate)).collect();
        let doubt = proposal.reason.map(|reason| reason.word_id().trim_start_matches("match-reason-").to_owned());
        Some(MatchLine { of, verdict, found, doubt: doubt.unwrap_or_default() })
    }

    #[allow(clippy::cast_possible_truncation, reason = "clamped to what fits before")]
    fn matched(&self, candidate: &Candidate) -> Matched {
        Matched {
            uhid: candidate.uhid.clone(),
            index: self.index.clone(),
            day: self.day,
            score: percent(candidate.score),
            bits: candidate.bits.clamp(f32::from(i16::MIN), f32::from(i16::MAX)).round() as i16,
            why: candidate.why.iter().map(|why| why_code(*why)).collect(),
        }
    }
}

fn found_pair(pair: &Pair) -> Option<FoundPair> {
    let (of, with) = (EntryId::unpacked(pair.a)?, EntryId::unpacked(pair.b)?);
    let why = pair.why.iter().map(|why| why_code(*why)).collect();
    Some(FoundPair { line: PairLine { of, with, score: percent(pair.score), why }, sure: pair.sure })
}

impl Desk {
    /// Refuses a matching pass that the person does not have the right to.
    ///
    /// # Errors
    /// `problem-no-right`.
    pub fn may_match(&self) -> Result<(), Problem> {
        self.may(Right::MatchPatients)
    }

    /// Writes a pass down: every verdict, every pair; pairs that are surely one person are merged, which can be undone. `progress` hears lines
    /// written.
    ///
    /// # Errors
    /// A problem of right or disk; what was written before it stands, and the same pass can be written again.
    pub fn take_matches(&mut self, found: &MatchFound, progress: &mut dyn FnMut(u64)) -> Result<MatchFigures, Problem> {
        self.may_match()?;
        let mut figures = MatchFigures { unread: found.unread, ..MatchFigures::default() };
        for line in &found.lines {
            match line.verdict {
                Verdict::Sure => figures.sure += 1,
                Verdict::Doubtful => figures.doubtful += 1,
                Verdict::New => figures.new += 1,
            }
        }
        let body = |lines: &[MatchLine], pairs: &[PairLine]| Body::MatchPassed {
            index: found.index.clone(),
            day: found.day,
            sure: found.rules.0,
            doubtful: found.rules.1,
            lines: lines.to_vec(),
            pairs: pairs.to_vec(),
        };
        let mut lines = found.lines.as_slice();
        while !lines.is_empty() {
            let (now, later) = lines.split_at(fitting(lines, LINE_ROOM).max(1));
            self.append(body(now, &[]), Vec::new(), &[])?;
            lines = later;
            progress((found.lines.len() - later.len()) as u64);
        }
        let open = self.open_pairs(found, &mut figures)?;
        let mut pairs = open.as_slice();
        while !pairs.is_empty() {
            let (now, later) = pairs.split_at(fitting(pairs, LINE_ROOM).max(1));
            self.append(body(&[], now), Vec::new(), &[])?;
            pairs = later;
        }
        figures.pairs = open.len() as u64;
        Ok(figures)
    }

    /// Merges those who are surely one, and gives the pairs that a person is to look at.
    fn open_pairs(&mut self, found: &MatchFound, figures: &mut MatchFigures) -> Result<Vec<PairLine>, Problem> {
        let mut open = Vec::new();
        for pair in &found.pairs {
            let PairLine { of, with, score, why } = &pair.line;
            let rows = self.rows()?;
            let known = rows.patient(of)?.is_some_and(|state| state.same_as.contains(with)) || rows.said_apart(of, with)?;
            if known {
                continue;
            }
            if pair.sure && self.may(Right::MergePatients).is_ok() {
                let (of, with, score, why) = (of.clone(), with.clone(), *score, why.clone());
                let reason = MERGED_BY_PASS.to_owned();
                self.append(Body::Merged { of, with, score, why, reason }, Vec::new(), &[])?;
                figures.merged += 1;
            } else {
                open.push(pair.line.clone());
            }
        }
        Ok(open)
    }
}

/// Reason of a merge that a pass made; read by people and by the report.
pub const MERGED_BY_PASS: &str = "matching pass";
