//! Comparing two people field by field: which level each field reaches, and what the judge needs besides. Pure, no weights.

use super::Side;
use super::levels::{BirthLevel, Levels, NameLevel, RelativeLevel, SexLevel};
use super::numbers::{mobile, number, one_off, pin};
use super::place::place;
use crate::hospital::names::{Apart, Compared, Kind, Token, compare_words};
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};

/// From this score on, two names that are alike differ by a slip or two.
const CLOSE: f32 = 0.93;
/// From this likeness on, two given names that are not alike look alike.
const FAINT: f32 = 0.7;
/// As alike as the words of one name are at least.
const FITS: f32 = 0.86;

/// Two names compared, and the words they were cut into.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub asked: &'a [Token],
    pub known: &'a [Token],
    pub how: Compared,
}

/// All that was seen of two people.
#[derive(Default)]
pub(super) struct Seen<'a> {
    pub levels: Levels,
    pub name: Option<Pair<'a>>,
    pub relative: Option<Pair<'a>>,
    pub years_apart: u16,
    /// Relation, where both say the same or one says it.
    pub relation: Option<Relation>,
}

/// The comparison vector of two people.
#[must_use]
pub fn levels(asked: &Side, known: &Side) -> Levels {
    look(asked, known).levels
}

pub(super) fn look<'a>(asked: &'a Side, known: &'a Side) -> Seen<'a> {
    let mut seen = Seen::default();
    names(asked, known, &mut seen);
    seen.relation = match (asked.relation, known.relation) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    };
    seen.levels.sex = sex(asked.sex, known.sex);
    (seen.levels.birth, seen.years_apart) = birth(asked, known);
    seen.levels.mobile = mobile(&asked.mobile, &known.mobile);
    seen.levels.pin = pin(&asked.pin, &known.pin);
    seen.levels.place = place(&asked.place, &known.place);
    seen.levels.uhid = number(&asked.uhid, &known.uhid);
    seen.levels.abha = number(&asked.abha, &known.abha);
    seen
}

/// The level that two compared names reach.
fn name_level(how: &Compared) -> NameLevel {
    match how.likeness.kind {
        Kind::Same => NameLevel::Same,
        Kind::Alike if how.swapped && (how.sounds || how.likeness.score >= CLOSE) => NameLevel::Order,
        Kind::Alike if how.sounds => NameLevel::Sounds,
        Kind::Alike if how.likeness.score >= CLOSE => NameLevel::Close,
        Kind::Alike => NameLevel::Near,
        Kind::Begins => NameLevel::Begins,
        Kind::Different if how.apart == Apart::Twins => NameLevel::Different,
        Kind::Different if how.apart == Apart::Initials => NameLevel::Faint,
        Kind::Different if how.covered && how.slips().next().is_some() => NameLevel::Slip,
        Kind::Different if how.first >= FITS => NameLevel::First,
        Kind::Different => NameLevel::Different,
    }
}

/// As [`name_level`], with what only words that fit can tell.
fn level_of(pair: &Pair<'_>) -> NameLevel {
    let level = name_level(&pair.how);
    if level != NameLevel::Different || pair.how.apart == Apart::Twins {
        return level;
    }
    let tells = |(i, _j): (usize, usize)| pair.asked.get(i).is_some_and(|w| !w.tells_little() && w.plain.len() > 1);
    if pair.how.fits().any(tells) {
        NameLevel::Some
    } else if pair.how.first >= FAINT {
        NameLevel::Faint
    } else {
        NameLevel::Different
    }
}

/// The best pair over all scripts; a pair that is the same ends the search.
fn best<'a>(asked: &'a [Vec<Token>], known: &'a [Vec<Token>]) -> Option<(NameLevel, Pair<'a>)> {
    let mut best: Option<(NameLevel, Pair<'a>)> = None;
    for a in asked.iter().filter(|a| !a.is_empty()) {
        for k in known.iter().filter(|k| !k.is_empty()) {
            let pair = Pair { asked: a, known: k, how: compare_words(a, k) };
            let level = level_of(&pair);
            let better = best
                .as_ref()
                .is_none_or(|(old, other)| level < *old || (level == *old && pair.how.likeness.score > other.how.likeness.score));
            if better {
                best = Some((level, pair));
            }
            if level == NameLevel::Same {
                return best;
            }
        }
    }
    best
}

fn names<'a>(asked: &'a Side, known: &'a Side, seen: &mut Seen<'a>) {
    let name = best(&asked.names, &known.names);
    let relative = best(&asked.relatives, &known.relatives);
    let poor = name.as_ref().is_none_or(|(level, _)| *level > NameLevel::First);
    if poor && crossed(asked, known, seen) {
        return;
    }
    // Who types a name alone may mean the baby.
    let told = asked.relation.is_some() && known.relation.is_some();
    if told && name.is_some() && unnamed(asked) != unnamed(known) {
        seen.levels.name = Some(NameLevel::Unnamed);
    } else if let Some((level, pair)) = name {
        (seen.levels.name, seen.name) = (Some(level), Some(pair));
    }
    if let Some((level, pair)) = relative {
        let other_relation = matches!((asked.relation, known.relation), (Some(a), Some(b)) if !same_kin(a, b));
        (seen.levels.relative, seen.relative) = (Some(relative_level(level, other_relation)), Some(pair));
    }
}

/// `B/o Sarla`, of Sarla: a baby that has no name of its own yet.
fn unnamed(side: &Side) -> bool {
    side.relation == Some(Relation::BabyOf)
        && best(&side.names, &side.relatives).is_none_or(|(level, _)| level <= NameLevel::First)
}

/// The clerk wrote the husband's name where the patient's belongs. Where a relative was asked too, it must be the patient then.
fn crossed<'a>(asked: &'a Side, known: &'a Side, seen: &mut Seen<'a>) -> bool {
    let alike = |found: Option<(NameLevel, Pair<'a>)>| found.filter(|(level, _)| *level <= NameLevel::Near);
    let Some((_, pair)) = alike(best(&asked.names, &known.relatives)) else { return false };
    if !asked.relatives.is_empty() {
        let Some((_, back)) = alike(best(&asked.relatives, &known.names)) else { return false };
        (seen.levels.relative, seen.relative) = (Some(RelativeLevel::Crossed), Some(back));
    }
    (seen.levels.name, seen.name) = (Some(NameLevel::Crossed), Some(pair));
    true
}

const fn relative_level(level: NameLevel, other_relation: bool) -> RelativeLevel {
    match level {
        NameLevel::Same => RelativeLevel::Same,
        NameLevel::Sounds => RelativeLevel::Sounds,
        NameLevel::Close | NameLevel::Order | NameLevel::Near => RelativeLevel::Near,
        NameLevel::Begins | NameLevel::First => RelativeLevel::Begins,
        NameLevel::Slip => RelativeLevel::Slip,
        NameLevel::Some | NameLevel::Unnamed | NameLevel::Crossed => RelativeLevel::Some,
        NameLevel::Faint | NameLevel::Different if other_relation => RelativeLevel::OtherRelation,
        NameLevel::Faint | NameLevel::Different => RelativeLevel::Different,
    }
}

/// True where both relations mean the same relative: a son's and a daughter's father.
fn same_kin(a: Relation, b: Relation) -> bool {
    let parent = |r: Relation| matches!(r, Relation::SonOf | Relation::DaughterOf);
    a == b || (parent(a) && parent(b))
}

/// A transgender person may have been written as either before: that says nothing.
fn sex(asked: Option<Sex>, known: Option<Sex>) -> Option<SexLevel> {
    let told = |sex: Option<Sex>| sex.filter(|s| *s != Sex::Unknown);
    match (told(asked)?, told(known)?) {
        (a, b) if a == b => Some(SexLevel::Same),
        (Sex::Other, _) | (_, Sex::Other) => None,
        _ => Some(SexLevel::Other),
    }
}

/// Level of the birth, and how many years it is apart.
fn birth(asked: &Side, known: &Side) -> (Option<BirthLevel>, u16) {
    let year = |side: &Side| side.birth_year.or_else(|| side.born.map(|day| day.year()));
    let (Some(a), Some(b)) = (year(asked), year(known)) else { return (None, 0) };
    let apart = u16::try_from(a.abs_diff(b)).unwrap_or(u16::MAX);
    let days = asked.born.filter(|d| tells(*d)).zip(known.born.filter(|d| tells(*d)));
    if let Some(level) = days.and_then(|(a, b)| day_level(a, b, apart)) {
        return (Some(level), apart);
    }
    // A round age is as often two years off: 38 is said as 40.
    let round = asked.round_age || known.round_age;
    let level = match apart {
        0 => BirthLevel::SameYear,
        1 => BirthLevel::Apart1,
        2 if round => BirthLevel::Apart1,
        2 => BirthLevel::Apart2,
        3..=5 if round => BirthLevel::Apart2,
        3..=5 => BirthLevel::Apart5,
        6..=10 => BirthLevel::Apart10,
        11..=20 => BirthLevel::Apart20,
        _ => BirthLevel::Far,
    };
    (Some(level), apart)
}

/// The first of January is written where only the year is known.
fn tells(day: NaiveDate) -> bool {
    (day.month(), day.day()) != (1, 1)
}

fn day_level(a: NaiveDate, b: NaiveDate, apart: u16) -> Option<BirthLevel> {
    match (a.day() == b.day(), a.month() == b.month()) {
        (true, true) if apart == 0 => Some(BirthLevel::SameDay),
        (true, true) if apart <= 10 || one_off(a.year().to_string(), b.year().to_string()) => Some(BirthLevel::AlmostDay),
        (true, false) | (false, true) if apart == 0 => Some(BirthLevel::AlmostDay),
        (false, false) if apart == 0 && (a.day(), a.month()) == (b.month(), b.day()) => Some(BirthLevel::AlmostDay),
        // Two days that are known and differ say less than a year alone.
        (false, false) if apart == 0 => Some(BirthLevel::Apart1),
        _ => None,
    }
}

/// True where day and month of birth are exchanged.
pub(super) fn birthday_swapped(asked: &Side, known: &Side) -> bool {
    let swapped = |(a, b): (NaiveDate, NaiveDate)| (a.day(), a.month(), a.year()) == (b.month(), b.day(), b.year()) && a != b;
    asked.born.zip(known.born).is_some_and(swapped)
}
