//! Judging the few that the sweep left of each patient, and what is proposed of it.

use super::gather::{Gathered, Maybe};
use super::net::{YEARS_APART, years_apart};
use super::{Asked, CANDIDATES_MAX, Candidate, Matcher, Proposal, Reason, Slice, Verdict};
use crate::hospital::matching::{
    BirthLevel, Levels, MobileLevel, NameLevel, NumberLevel, PinLevel, PlaceLevel, RelativeLevel, SexLevel, Side, judge, levels,
};
use crate::index::{Index, IndexError};

/// Who is so far behind the best roughly is not judged, but a few always are.
const BEHIND_MAX: i16 = 12 * 16;
const JUDGED_MIN: usize = 3;
/// Asked between two looks at whether to go on.
const STEP: usize = 256;

/// A candidate and who it is.
struct Judged {
    candidate: Candidate,
    known: Side,
    /// log2 of the odds that it is the patient.
    odds: f32,
}

/// What was found of one patient.
struct Found {
    judged: Vec<Judged>,
    /// The person of the index whose UHID was typed.
    typed: Option<u32>,
    damaged: bool,
}

impl Matcher {
    /// Proposals for one part of those asked, in the matcher's order. `on` hears patients done and patients of the part.
    ///
    /// # Errors
    /// [`IndexError::Stopped`], or the disk. A damaged page is none: the patient is doubtful then.
    pub fn judge(
        &self,
        index: &Index,
        gathered: &Gathered,
        part: Slice,
        on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Vec<Proposal>, IndexError> {
        let range = part.of_all(self.asked.len());
        let (first, all) = (range.start, range.len() as u64);
        let unread = Unread::of(index, gathered);
        let mut proposals = Vec::with_capacity(range.len());
        for at in range {
            if (at - first) % STEP == 0 && !on((at - first) as u64, all) {
                return Err(IndexError::Stopped);
            }
            let Some(one) = self.asked.get(at) else { continue };
            proposals.push(self.proposal(index, one, gathered.best.of(at), unread.may_hold(self.year(at)))?);
        }
        Ok(proposals)
    }

    fn year(&self, at: usize) -> i16 {
        self.traits.get(at).map_or(0, |traits| traits.year)
    }

    fn proposal(&self, index: &Index, one: &Asked, maybe: &[Maybe], hidden: bool) -> Result<Proposal, IndexError> {
        let say = |verdict: Verdict, reason: Option<Reason>| Ok(Proposal { key: one.key, verdict, reason });
        if one.unknown {
            return say(Verdict::New, Some(Reason::Unknown));
        }
        let side = one.side();
        let mut found = self.found(index, &side, maybe)?;
        let damaged = found.damaged || hidden;
        let worth = |judged: &Judged| judged.odds >= self.thresholds.doubtful || found.typed == Some(judged.candidate.number);
        if !found.judged.iter().any(worth) {
            // Who was not read may be it; and who has a number is hardly new.
            let reason = match (damaged, side.uhid.is_empty()) {
                (true, _) => Reason::Damaged,
                (_, false) => Reason::UhidNotThere,
                _ => return say(Verdict::New, None),
            };
            return say(Verdict::Doubtful(Vec::new()), Some(reason));
        }
        let reason = if found.damaged { Some(Reason::Damaged) } else { self.doubt(&side, &found) };
        found.judged.retain(|judged| judged.odds >= self.thresholds.doubtful || found.typed == Some(judged.candidate.number));
        let mut candidates = found.judged.into_iter().map(|judged| judged.candidate);
        match (reason, candidates.next()) {
            (None, Some(best)) => say(Verdict::Sure(best), None),
            (reason, first) => say(Verdict::Doubtful(first.into_iter().chain(candidates).take(CANDIDATES_MAX).collect()), reason),
        }
    }

    /// Judges those who may be it, best first.
    fn found(&self, index: &Index, side: &Side, maybe: &[Maybe]) -> Result<Found, IndexError> {
        let mut found = Found { judged: Vec::with_capacity(maybe.len() + 1), typed: None, damaged: false };
        if !side.uhid.is_empty() {
            found.typed = readable(index.id_by_uhid(&side.uhid), &mut found.damaged)?.flatten();
        }
        let best = maybe.first().map_or(0, |first| first.0);
        let near = maybe.iter().enumerate().filter(|(n, one)| *n < JUDGED_MIN || one.0.saturating_add(BEHIND_MAX) >= best);
        let typed = found.typed.into_iter();
        for number in typed.chain(near.map(|(_, one)| one.1).filter(|number| Some(*number) != found.typed)) {
            let Some(person) = readable(index.person(number), &mut found.damaged)? else { continue };
            let known = Side::from(&person);
            let judged = judge(side, &known, &self.weights, index);
            #[expect(clippy::cast_possible_truncation, reason = "odds need no more than seven digits")]
            let odds = judged.bits + self.weights.prior_bits() as f32;
            let candidate = Candidate { number, uhid: person.uhid, score: judged.score, bits: judged.bits, why: judged.why };
            found.judged.push(Judged { candidate, known, odds });
        }
        found.judged.sort_by(|a, b| b.odds.total_cmp(&a.odds).then(a.candidate.number.cmp(&b.candidate.number)));
        Ok(found)
    }

    /// Why the best is not surely it; `None` where it is.
    fn doubt(&self, side: &Side, found: &Found) -> Option<Reason> {
        let best = found.judged.first()?;
        if let Some(typed) = found.judged.iter().find(|judged| Some(judged.candidate.number) == found.typed) {
            let seen = levels(side, &typed.known);
            if is_another(&seen).is_some() || seen.name == Some(NameLevel::Slip) {
                return Some(Reason::UhidOfAnother);
            }
        }
        let seen = levels(side, &best.known);
        if let Some(reason) = contradicts(&seen) {
            return Some(reason);
        }
        let vague = is_initial(side) || is_initial(&best.known) || !holds(&seen);
        if best.odds < self.thresholds.sure || vague && !by_number(&seen) {
            return Some(Reason::TooLittle);
        }
        let near = |other: &Judged| {
            best.odds - other.odds < self.thresholds.apart
                || other.odds >= self.thresholds.doubtful && namesake(&levels(side, &other.known))
        };
        found.judged.iter().skip(1).any(near).then_some(Reason::Alike)
    }
}

/// What says that it is another person, whatever else fits.
fn is_another(levels: &Levels) -> Option<Reason> {
    if levels.sex == Some(SexLevel::Other) {
        return Some(Reason::OtherSex);
    }
    levels.name.is_none_or(|name| name >= NameLevel::Unnamed).then_some(Reason::OtherName)
}

/// What speaks against so much that no other evidence makes it sure.
pub(super) fn contradicts(levels: &Levels) -> Option<Reason> {
    let other = |level: Option<NumberLevel>| level == Some(NumberLevel::Other);
    if let Some(reason) = is_another(levels) {
        return Some(reason);
    }
    if other(levels.uhid) {
        return Some(Reason::OtherUhid);
    }
    if other(levels.abha) {
        return Some(Reason::OtherAbha);
    }
    let relative = matches!(levels.relative, Some(RelativeLevel::Some | RelativeLevel::Different));
    (relative && !by_number(levels)).then_some(Reason::OtherRelative)
}

/// One number that only one person has is the same.
pub(super) fn by_number(levels: &Levels) -> bool {
    [levels.uhid, levels.abha].contains(&Some(NumberLevel::Same))
}

/// Whether more than a name and the relative's fits: in a crowd of millions two couples may be called the same.
pub(super) fn holds(levels: &Levels) -> bool {
    levels.mobile.is_some_and(|mobile| mobile <= MobileLevel::LastFour)
        || levels.pin == Some(PinLevel::Same)
        || levels.place.is_some_and(|place| place <= PlaceLevel::Sounds)
        || levels.birth == Some(BirthLevel::SameDay)
}

/// Whether of the given name no more is known than a letter.
pub(super) fn is_initial(side: &Side) -> bool {
    side.names.iter().all(|words| words.first().is_none_or(|word| word.plain.len() < 2))
}

/// Somebody of the same house who is called the same: never told apart by a program alone.
fn namesake(levels: &Levels) -> bool {
    let called = levels.name.is_some_and(|name| name <= NameLevel::Order) && levels.sex != Some(SexLevel::Other);
    let house = levels.mobile == Some(MobileLevel::Same)
        || levels.place.is_some_and(|place| place <= PlaceLevel::Sounds)
            && levels.relative.is_some_and(|relative| relative <= RelativeLevel::Near);
    called && house
}

/// What could be read; `damaged` is set where a page is not what was written.
fn readable<T>(read: Result<T, IndexError>, damaged: &mut bool) -> Result<Option<T>, IndexError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(IndexError::Damaged { .. }) => {
            *damaged = true;
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// Birth years of people who could not be read.
struct Unread(Vec<(i16, i16)>);

impl Unread {
    fn of(index: &Index, gathered: &Gathered) -> Self {
        let year = |id: u32| index.birth_year_of(id).and_then(|year| i16::try_from(year).ok()).unwrap_or(0);
        Self(gathered.unread.iter().map(|range| (year(range.start), year(range.end.saturating_sub(1)))).collect())
    }

    /// Whether a patient born in this year (0: not known) may be one of them.
    fn may_hold(&self, year: i16) -> bool {
        let near = |first: i16, last: i16| (first..=last).any(|other| years_apart(year, other) <= YEARS_APART);
        self.0.iter().any(|(first, last)| near(*first, *last))
    }
}
