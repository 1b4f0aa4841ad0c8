//! Adding up: bits of every field, how common the name is, what a household shares; the score, and the reasons.

use super::levels::{BirthLevel, Field, MobileLevel, NameLevel, NumberLevel, PinLevel, PlaceLevel, RelativeLevel};
use super::look::{Pair, Seen, birthday_swapped, look};
use super::weights::{Table, Weights};
use super::{Commonness, Kin, Side, Why};
use crate::hospital::names::slips_apart;

/// Within a house: share of two who have the surname in common, or names made alike; and what the same birthday gives.
const NAMED_ALIKE: f64 = 0.4;
const BIRTHDAY: f64 = 4.6;
/// Reasons that are told.
const WHY_MAX: usize = 5;
/// Bits below which a field tells nothing worth a word.
const WHY_MIN: f64 = 0.4;
/// Bits that a rare name may add to an average one, and a common one take.
const RARE_MAX: f64 = 8.0;
const COMMON_MAX: f64 = 7.0;
/// A name that is worth so much more than an average one is called rare.
const RARE: f64 = 3.0;
/// Bits that each word makes where nothing is known of how common names are: one word alone is little, three are much.
const WORD: f64 = 1.5;
/// A slip of a word makes one of so many others.
const SPELLINGS: f64 = 100.0;
/// A word that nobody else of those counted has: so many would.
const NOBODY: f64 = 0.02;
/// Bits that a second slip in one word takes, and that slips may add or take at most.
const SLIP_AGAIN: f64 = 5.5;
const SLIP_MAX: f64 = 9.0;
/// What a mobile's first digits leave open: they are far from chance.
const PREFIX: f64 = 3.0;

/// What was found of two people.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Weight of the evidence, log2 of the odds ratio.
    pub bits: f32,
    /// How likely they are one person, 0.0–1.0: the prior of [`Weights`] and the bits.
    pub score: f32,
    /// Strongest first, five at most.
    pub why: Vec<Why>,
}

/// Judges whether `asked` is `known`. What is not asked or not known adds nothing.
///
/// The prior: whoever is asked for is among the `people` with probability `known`, and is each of them as likely. What a household shares
/// (relative, mobile, PIN, place) is not independent, and a brother shares all of it: together it can only lead to the house, a chance of
/// one in so many as share a house; name, age and sex say who of the house.
#[must_use]
pub fn judge(asked: &Side, known: &Side, weights: &Weights, common: &dyn Commonness) -> Judged {
    let seen = look(asked, known);
    let slip = Slip::of(Field::Name, &seen, weights, common);
    let slip_of_relative = Slip::of(Field::Relative, &seen, weights, common);
    let rare = seen.name.as_ref().map_or(0.0, |pair| rarity(pair, Field::Name, &seen, weights, common));
    let rare_relative = seen.relative.as_ref().map_or(0.0, |pair| rarity(pair, Field::Relative, &seen, weights, common));
    let bits = |field: Field| match field {
        Field::Name => slip.map_or_else(|| weights.bits(&seen.levels, field) + rare, |slip| slip.words + slip.rest),
        Field::Relative => {
            slip_of_relative.map_or_else(|| weights.bits(&seen.levels, field) + rare_relative, |slip| slip.words + slip.rest)
        }
        Field::Mobile => mobile_bits(asked, &seen, &weights.mobile),
        _ => weights.bits(&seen.levels, field),
    };
    let of_house = || Field::ALL.into_iter().filter(|f| f.of_household()).map(bits);
    let house_max = (weights.people / weights.others).max(1.0).log2();
    let for_house: f64 = of_house().filter(|b| *b > 0.0).sum();
    let against: f64 = of_house().filter(|b| *b < 0.0).sum();
    let one_house = for_house >= house_max;
    let in_house =
        |field: Field| if one_house { within_house(&seen, slip, field, bits(field), &weights.name) } else { bits(field) };
    let of_person: f64 = Field::ALL.into_iter().filter(|f| !f.of_household()).map(in_house).sum();
    let total = of_person + for_house.min(house_max) + against;
    Judged {
        bits: small(total),
        score: small(likely(total + weights.prior_bits())),
        why: reasons(asked, known, &seen, rare, &bits),
    }
}

/// What brothers and twins share is no chance: in one house the surname says nothing, names are made alike, and one birthday is a twin's.
fn within_house(seen: &Seen<'_>, slip: Option<Slip>, field: Field, bits: f64, name: &Table) -> f64 {
    let alike = || name.m.get(NameLevel::Some.at()).map_or(0.0, |m| (m / NAMED_ALIKE).log2());
    match field {
        Field::Name => match (seen.levels.name, slip) {
            (_, Some(slip)) if slip.words >= 0.0 => slip.words,
            (_, Some(slip)) => slip.words.min(alike()),
            (Some(NameLevel::Some | NameLevel::Faint), _) => bits.min(alike()),
            _ => bits,
        },
        Field::Birth => bits.min(BIRTHDAY),
        _ => bits,
    }
}

/// Probability from log2 of the odds.
fn likely(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

#[expect(clippy::cast_possible_truncation, reason = "a score needs no more than seven digits")]
const fn small(value: f64) -> f32 {
    value as f32
}

/// Four digits are the last four or the first: whoever says them means the mobile that is the same.
fn mobile_bits(asked: &Side, seen: &Seen<'_>, table: &Table) -> f64 {
    let Some(level) = seen.levels.mobile else { return 0.0 };
    let same = table.m.first().copied().unwrap_or(0.0);
    let chance = match level {
        MobileLevel::LastFour if asked.mobile.len() == 4 => table.chance(level.at()),
        MobileLevel::Begins => {
            let digits = i32::try_from(asked.mobile.len()).unwrap_or(10);
            Some((PREFIX * 0.1f64.powi(digits - 1)).max(table.chance(0).unwrap_or(1e-9)).min(1.0))
        }
        _ => None,
    };
    chance.filter(|_| same > 0.0).map_or_else(|| table.bits(level.at()), |u| (same / u).log2())
}

/// Bits more for words that few have, fewer for words that many have, than an average name of this level is worth: its u is replaced by the
/// share of people who have the words that fit (Winkler 2000, frequency-based matching).
fn rarity(pair: &Pair<'_>, field: Field, seen: &Seen<'_>, weights: &Weights, common: &dyn Commonness) -> f64 {
    let Some((part, from)) = rarity_counts(field, seen) else { return 0.0 };
    let Some(average) = weights.table(field).chance(from) else { return 0.0 };
    let (mut share, mut words, mut unknown) = (0.0f64, 0.0f64, false);
    for (i, j) in pair.how.fits() {
        let (Some(a), Some(b)) = (pair.asked.get(i), pair.known.get(j)) else { continue };
        // An initial stands for many names.
        if a.plain.len() < 2 || b.plain.len() < 2 {
            continue;
        }
        let counts = if i > 0 && (a.tells_little() || b.tells_little()) { 0.3 } else { 1.0 };
        words += counts;
        let both = [a, b].map(|word| common.share(word));
        match both.into_iter().flatten().reduce(f64::max) {
            // A slip of the clerk is rare, but the name behind it need not be.
            Some(known) => share += counts * known.max(1.0 / weights.people).min(1.0).log2(),
            None => unknown = true,
        }
    }
    let more = if unknown || words <= 0.0 { (words - 2.0) * WORD } else { average.log2() - share };
    if more > 0.0 { (more * part).min(RARE_MAX) } else { more.max(-COMMON_MAX) }
}

/// What a word is worth that is only a slip away, and the words that fit beside it.
#[derive(Clone, Copy)]
struct Slip {
    words: f64,
    rest: f64,
}

impl Slip {
    /// A slip makes a word that nobody has; Ramesh and Rajesh have many each. So the rarer of the two words tells: how likely a slip of
    /// the other would be just this, against how many are called so. `None` where the level is another.
    fn of(field: Field, seen: &Seen<'_>, weights: &Weights, common: &dyn Commonness) -> Option<Self> {
        let pair = match field {
            Field::Name if seen.levels.name? == NameLevel::Slip => seen.name?,
            Field::Relative if seen.levels.relative? == RelativeLevel::Slip => seen.relative?,
            _ => return None,
        };
        // What it is where nothing is known of how common names are.
        let (level, unknown) = match (field, pair.how.fits().any(|places| places == (0, 0))) {
            (Field::Name, true) => (NameLevel::Slip.at(), NameLevel::First.at()),
            (Field::Name, false) => (NameLevel::Slip.at(), NameLevel::Faint.at()),
            (_, true) => (RelativeLevel::Slip.at(), RelativeLevel::Begins.at()),
            (_, false) => (RelativeLevel::Slip.at(), RelativeLevel::Some.at()),
        };
        let table = weights.table(field);
        let made = table.m.get(level).copied().unwrap_or(0.0) / SPELLINGS;
        let (mut words, mut rest, mut known) = (0.0, 0.0, false);
        for (i, j) in pair.how.slips() {
            let (Some(a), Some(b)) = (pair.asked.get(i), pair.known.get(j)) else { continue };
            let shares = [a, b].map(|word| common.share(word));
            known |= shares.iter().any(Option::is_some);
            // Those who are compared have it themselves.
            let rarer = shares.map(|share| share.unwrap_or(0.0) - 1.0 / weights.people).into_iter().fold(1.0, f64::min);
            let twice = slips_apart(&a.plain, &b.plain).is_some_and(|slips| slips > 1);
            words += (made / rarer.max(NOBODY / weights.people)).log2() - if twice { SLIP_AGAIN } else { 0.0 };
        }
        if !known {
            return Some(Self { words: table.bits(unknown), rest: 0.0 });
        }
        for (i, _) in pair.how.fits() {
            let Some(word) = pair.asked.get(i).filter(|w| w.plain.len() > 1) else { continue };
            let counts = if i > 0 && word.tells_little() { 0.3 } else { 1.0 };
            rest -= counts * common.share(word).unwrap_or(1.0).clamp(1.0 / weights.people, 1.0).log2();
        }
        Some(Self { words: words.clamp(-SLIP_MAX, SLIP_MAX), rest: rest.min(RARE_MAX) })
    }
}

/// How far a rare word counts at this level, and which level's u it takes the place of.
fn rarity_counts(field: Field, seen: &Seen<'_>) -> Option<(f64, usize)> {
    if field == Field::Name {
        Some(match seen.levels.name? {
            NameLevel::Same | NameLevel::Order => (1.0, NameLevel::Same.at()),
            NameLevel::Sounds => (0.9, NameLevel::Same.at()),
            NameLevel::Close => (0.7, NameLevel::Same.at()),
            NameLevel::Near => (0.5, NameLevel::Same.at()),
            level @ (NameLevel::Begins | NameLevel::First) => (0.5, level.at()),
            _ => return None,
        })
    } else {
        Some(match seen.levels.relative? {
            RelativeLevel::Same => (1.0, RelativeLevel::Same.at()),
            RelativeLevel::Sounds => (0.9, RelativeLevel::Same.at()),
            RelativeLevel::Near => (0.6, RelativeLevel::Same.at()),
            _ => return None,
        })
    }
}

fn reasons(asked: &Side, known: &Side, seen: &Seen<'_>, rare: f64, bits: &dyn Fn(Field) -> f64) -> Vec<Why> {
    let mut found: Vec<(f64, Why)> = Vec::with_capacity(Field::ALL.len());
    for field in Field::ALL {
        let weight = bits(field);
        let Some(why) = reason(asked, known, seen, rare, field, weight) else { continue };
        if weight.abs() >= WHY_MIN || field == Field::Name {
            found.push((weight.abs(), why));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(WHY_MAX).map(|(_, why)| why).collect()
}

fn reason(asked: &Side, known: &Side, seen: &Seen<'_>, rare: f64, field: Field, weight: f64) -> Option<Why> {
    match field {
        Field::Name => seen.levels.name.map(|level| name_reason(level, rare, weight)),
        Field::Relative => relative_reason(seen),
        Field::Sex => (seen.levels.sex? == super::SexLevel::Other).then_some(Why::OtherSex),
        Field::Birth => Some(match seen.levels.birth? {
            BirthLevel::SameDay => Why::SameBirthday,
            BirthLevel::AlmostDay if birthday_swapped(asked, known) => Why::BirthdaySwapped,
            _ if seen.years_apart == 0 => Why::SameAge,
            _ => Why::AgeApart(seen.years_apart),
        }),
        Field::Mobile => Some(match seen.levels.mobile? {
            MobileLevel::Same => Why::SameMobile,
            MobileLevel::OneOff => Why::MobileAlmost,
            MobileLevel::LastFour => Why::SameLastFour,
            MobileLevel::Begins => Why::MobileBegins,
            MobileLevel::Other => Why::OtherMobile,
        }),
        Field::Pin => match seen.levels.pin? {
            PinLevel::Same => Some(Why::SamePin),
            PinLevel::OneOff => Some(Why::PinAlmost),
            PinLevel::District => Some(Why::SameDistrict),
            // The place says it better.
            PinLevel::Other => seen.levels.place.is_none().then_some(Why::OtherPlace),
        },
        Field::Place => match seen.levels.place? {
            PlaceLevel::Same => Some(Why::SamePlace),
            PlaceLevel::Sounds | PlaceLevel::Most | PlaceLevel::Some => Some(Why::PlaceAlike),
            PlaceLevel::Other => Some(Why::OtherPlace),
        },
        Field::Uhid => Some(number_reason(seen.levels.uhid?, [Why::SameUhid, Why::UhidAlmost, Why::OtherUhid])),
        Field::Abha => Some(number_reason(seen.levels.abha?, [Why::SameAbha, Why::AbhaAlmost, Why::OtherAbha])),
    }
}

const fn number_reason(level: NumberLevel, [same, almost, other]: [Why; 3]) -> Why {
    match level {
        NumberLevel::Same => same,
        NumberLevel::OneOff => almost,
        NumberLevel::Other => other,
    }
}

fn name_reason(level: NameLevel, rare: f64, weight: f64) -> Why {
    match level {
        NameLevel::Same if rare >= RARE => Why::RareName,
        NameLevel::Same => Why::SameName,
        NameLevel::Sounds | NameLevel::Close | NameLevel::Near => Why::NameAlike,
        NameLevel::Order => Why::NameOrder,
        NameLevel::Begins => Why::NameBegins,
        NameLevel::Slip if weight >= 0.0 => Why::NameSlip,
        NameLevel::First => Why::NamePart,
        NameLevel::Unnamed => Why::NoNameYet,
        NameLevel::Crossed => Why::NameIsRelative,
        NameLevel::Slip | NameLevel::Some | NameLevel::Faint | NameLevel::Different => Why::OtherName,
    }
}

fn relative_reason(seen: &Seen<'_>) -> Option<Why> {
    let kin = seen.relation.and_then(Kin::of);
    Some(match seen.levels.relative? {
        RelativeLevel::Same => kin.map_or(Why::SameRelative, Why::SameKin),
        RelativeLevel::Sounds | RelativeLevel::Near | RelativeLevel::Begins | RelativeLevel::Slip => {
            kin.map_or(Why::RelativeAlike, Why::KinAlike)
        }
        // The name says it.
        RelativeLevel::Crossed => return None,
        RelativeLevel::OtherRelation => Why::OtherRelative,
        RelativeLevel::Some | RelativeLevel::Different => kin.map_or(Why::OtherRelative, Why::OtherKin),
    })
}
