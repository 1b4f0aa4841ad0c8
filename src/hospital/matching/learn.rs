//! Learning weights without labels, from pairs of the index itself.
//!
//! Fellegi and Sunter's model with fields independent within a class, fitted by expectation maximisation (Winkler, Proc. ASA Survey
//! Research Methods, 1988). u is counted in random pairs, of which practically none are one person. m is fitted among pairs that share
//! something (blocks), for the fields that the block does not use, and two blocks are put together, as Splink does:
//! - pairs of one mobile (where most have none: of one place and PIN, without those two) give name, relative, sex, birth, PIN, place. Most of them are one *household*, which shares nearly everything but
//!   the given name: the household is a class of its own here, else it would be taken for one person. Strangers who got the number are a third;
//! - pairs of one name and birth year give relative, sex, mobile, PIN, place, ABHA. The other class are namesakes.
//!
//! Pure and deterministic: equal pairs give equal weights. A field with too few pairs keeps the weights set by hand.

use super::levels::{Field, Levels, NameLevel, SexLevel};
use super::weights::{Table, Weights};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Pairs that one sample holds at most; what comes after is not taken.
pub const PAIRS_MAX: u64 = 1_000_000;
/// Steps of the fit at most.
const STEPS_MAX: u32 = 500;
/// The fit stands when nothing moves by more.
const STILL: f64 = 1e-5;
/// Pairs of one person that a field needs, by the fit's own count, and random pairs.
const MATCHES_MIN: f64 = 200.0;
const RANDOM_MIN: f64 = 2_000.0;
/// What is thought beforehand counts as so many pairs: m as set by hand, and the other classes as the random pairs are.
const PRIOR_M: f64 = 10.0;
const PRIOR_OTHER: f64 = 20.0;
/// Seen so often, a level's count is taken as it is.
const SEEN: f64 = 10.0;
/// Share of a household's pairs that may be taken for one person.
const MISTAKEN: f64 = 0.2;
/// Others in a house, at least and at most.
const OTHERS_MIN: f64 = 0.05;
const OTHERS_MAX: f64 = 20.0;
/// No level is less likely than this between two records of one person.
const FLOOR: f64 = 1e-4;

/// Comparison vectors, counted: little memory, any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    counts: BTreeMap<Levels, u32>,
    pairs: u64,
}

impl Sample {
    /// Takes a pair; `false` when the sample is full.
    pub fn push(&mut self, levels: Levels) -> bool {
        if self.pairs >= PAIRS_MAX {
            return false;
        }
        let count = self.counts.entry(levels).or_insert(0);
        *count = count.saturating_add(1);
        self.pairs += 1;
        true
    }

    /// Pairs taken.
    #[must_use]
    pub const fn pairs(&self) -> u64 {
        self.pairs
    }

    /// Every pair by itself.
    #[cfg(test)]
    pub(super) fn each(&self) -> impl Iterator<Item = Levels> + '_ {
        self.counts.iter().flat_map(|(levels, count)| (0..*count).map(|_| *levels))
    }

    fn iter(&self) -> impl Iterator<Item = (&Levels, f64)> {
        self.counts.iter().map(|(levels, count)| (levels, f64::from(*count)))
    }
}

impl FromIterator<Levels> for Sample {
    fn from_iter<I: IntoIterator<Item = Levels>>(pairs: I) -> Self {
        let mut sample = Self::default();
        for pair in pairs {
            if !sample.push(pair) {
                break;
            }
        }
        sample
    }
}

/// What is learnt from. `Collector` fills it while the index is built.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples {
    /// Pairs of people picked by chance.
    pub random: Sample,
    /// Pairs of people with the same mobile; where most have none, of those without who have the same place and PIN.
    pub by_house: Sample,
    /// Pairs of people with the same name and year of birth.
    pub by_name: Sample,
    /// How many people there are.
    pub people: f64,
    /// Share of all pairs that have the same mobile, where it was counted: chance pairs are too few to meet it.
    pub same_mobile: Option<f64>,
    /// With how many records one shares the house, on the average.
    pub others: f64,
}

/// How a fit went.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pass {
    pub pairs: u64,
    /// Pairs of one person among them, by the fit.
    pub matches: f64,
    pub steps: u32,
    pub converged: bool,
    /// What it found are one person's records by any measure: mostly the same name or mobile, and the same sex. Otherwise it is not used.
    pub sound: bool,
}

/// What was learnt of a field; `None`: too little, the weights set by hand stay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LearntField {
    pub m: Option<Vec<f64>>,
    pub u: Option<Vec<f64>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    pub people: f64,
    /// How many other people are in a house, on the average; `None`: as by hand.
    pub others: Option<f64>,
    pub fields: BTreeMap<Field, LearntField>,
    pub by_house: Pass,
    pub by_name: Pass,
}

/// Learns m and u of every field that there are enough pairs for.
#[must_use]
pub fn learn(samples: &Samples) -> Learnt {
    let hand = Weights::of(samples.people);
    let mut fields: BTreeMap<Field, LearntField> = BTreeMap::new();
    let mut with_u = hand.clone();
    for field in Field::ALL {
        let u = chance(&samples.random, field, hand.table(field), samples.same_mobile);
        if let Some(u) = &u {
            with_u.table_mut(field).u.clone_from(u);
        }
        fields.insert(field, LearntField { m: None, u });
    }
    let mut house = Fit::new(&samples.by_house, &with_u, &HOUSE_FIELDS, true);
    let mut name = Fit::new(&samples.by_name, &with_u, &NAME_FIELDS, false);
    let (by_house, by_name) = (house.run(), name.run());
    for (field, learnt) in &mut fields {
        learnt.m = together(*field, &hand, &[(&house, by_house), (&name, by_name)]);
    }
    // All but what is one person twice.
    let share = house.classes.first().map_or(0.0, |class| class.share);
    let known = by_house.sound && by_house.converged && by_house.matches >= MATCHES_MIN;
    let others = known.then(|| (samples.others * (1.0 - share)).clamp(OTHERS_MIN, OTHERS_MAX));
    Learnt { people: samples.people, others, fields, by_house, by_name }
}

impl Weights {
    /// Weights as learnt, those set by hand where nothing was; nearer levels never weigh less than farther ones.
    #[must_use]
    pub fn from_learnt(learnt: &Learnt) -> Self {
        let mut weights = Self::of(learnt.people);
        weights.others = learnt.others.unwrap_or(weights.others);
        for (field, found) in &learnt.fields {
            let table = weights.table_mut(*field);
            if let Some(m) = &found.m {
                table.m.clone_from(m);
            }
            if let Some(u) = &found.u {
                table.u.clone_from(u);
            }
            table.in_order();
        }
        weights
    }
}

/// What each block leaves open.
const HOUSE_FIELDS: [Field; 6] = [Field::Name, Field::Relative, Field::Sex, Field::Birth, Field::Pin, Field::Place];
const NAME_FIELDS: [Field; 6] = [Field::Relative, Field::Sex, Field::Mobile, Field::Pin, Field::Place, Field::Abha];

/// u of a field from random pairs. A level seen seldom or never is as likely as set by hand, as far as the pairs allow: what was not seen in
/// n pairs has a chance of at most 3/n.
fn chance(random: &Sample, field: Field, hand: &Table, same_mobile: Option<f64>) -> Option<Vec<f64>> {
    let mut seen = vec![0.0; field.levels()];
    for (levels, count) in random.iter() {
        if let Some(slot) = levels.at(field).and_then(|at| seen.get_mut(at)) {
            *slot += count;
        }
    }
    let all: f64 = seen.iter().sum();
    if all < RANDOM_MIN {
        return None;
    }
    let mut u: Vec<f64> = seen
        .iter()
        .zip(&hand.u)
        .map(|(count, hand)| if *count >= SEEN { count / all } else { hand.clamp(count / all, (count + 3.0) / all) })
        .collect();
    if let (Field::Mobile, Some(share), Some(first)) = (field, same_mobile, u.first_mut()) {
        *first = share.clamp(1e-12, 0.5);
    }
    even(&mut u);
    Some(u)
}

/// Makes the sum one.
fn even(chances: &mut [f64]) {
    let sum: f64 = chances.iter().sum();
    if sum > 0.0 {
        for chance in chances.iter_mut() {
            *chance /= sum;
        }
    }
}

/// m of a field from both passes, weighed by how many pairs of one person each has for it.
fn together(field: Field, hand: &Weights, passes: &[(&Fit<'_>, Pass)]) -> Option<Vec<f64>> {
    let mut sum = vec![0.0; field.levels()];
    let mut all = 0.0;
    for (fit, pass) in passes {
        if !pass.sound || !pass.converged {
            continue;
        }
        for (slot, count) in sum.iter_mut().zip(fit.matched(field, hand)) {
            *slot += count;
            all += count;
        }
    }
    if all < MATCHES_MIN {
        return None;
    }
    let mut m: Vec<f64> = sum
        .iter()
        .zip(&hand.table(field).m)
        .map(|(count, hand)| ((count + PRIOR_M * hand) / (all + PRIOR_M)).max(FLOOR))
        .collect();
    even(&mut m);
    Some(m)
}

/// Chances of every level of every field within one class of pairs.
type Chances = BTreeMap<Field, Vec<f64>>;

/// A class of pairs: one person, one household, strangers.
struct Class {
    share: f64,
    chances: Chances,
    /// What is thought beforehand, and as how many pairs it counts; `None`: known, not fitted.
    prior: Option<(Chances, f64)>,
}

/// A mixture of classes over one block's pairs; the first class is one person.
struct Fit<'a> {
    sample: &'a Sample,
    fields: &'a [Field],
    classes: Vec<Class>,
    /// Pairs of each class at each level, by the last step.
    seen: Vec<Chances>,
}

impl<'a> Fit<'a> {
    fn new(sample: &'a Sample, weights: &Weights, fields: &'a [Field], households: bool) -> Self {
        let pick = |of: &dyn Fn(Field) -> Vec<f64>| -> Chances { fields.iter().map(|f| (*f, of(*f))).collect() };
        let of_m = pick(&|f| weights.table(f).m.clone());
        let of_u = pick(&|f| weights.table(f).u.clone());
        // A household shares what it shares as one person does, and differs in name, sex and age as strangers do.
        let of_house = pick(&|f| {
            let table = weights.table(f);
            if f.of_household() { table.m.clone() } else { table.u.clone() }
        });
        let class = |share: f64, start: Chances, strength: f64| Class {
            share,
            prior: (strength > 0.0).then(|| (start.clone(), strength)),
            chances: start,
        };
        let classes = if households {
            vec![class(0.2, of_m, PRIOR_M), class(0.6, of_house, PRIOR_OTHER), class(0.2, of_u, 0.0)]
        } else {
            vec![class(0.2, of_m, PRIOR_M), class(0.8, of_u, PRIOR_OTHER)]
        };
        Self { sample, fields, classes, seen: Vec::new() }
    }

    fn run(&mut self) -> Pass {
        let (mut steps, mut converged) = (0, false);
        let mut matches = 0.0;
        while steps < STEPS_MAX && !converged && self.sample.pairs() > 0 {
            let (moved, found) = self.step();
            (converged, matches) = (moved < STILL, found);
            steps += 1;
        }
        Pass { pairs: self.sample.pairs(), matches, steps, converged, sound: self.sound() }
    }

    /// One step of expectation and maximisation; the largest change, and the pairs of one person.
    fn step(&mut self) -> (f64, f64) {
        let empty = || -> Chances { self.fields.iter().map(|f| (*f, vec![0.0; f.levels()])).collect() };
        let mut seen: Vec<(f64, Chances)> = self.classes.iter().map(|_| (0.0, empty())).collect();
        for (levels, count) in self.sample.iter() {
            let shares = self.shares(levels);
            for ((all, chances), share) in seen.iter_mut().zip(shares) {
                *all += share * count;
                for (field, slots) in chances.iter_mut() {
                    if let Some(slot) = levels.at(*field).and_then(|at| slots.get_mut(at)) {
                        *slot += share * count;
                    }
                }
            }
        }
        let pairs: f64 = seen.iter().map(|(all, _)| all).sum();
        let matches = seen.first().map_or(0.0, |(all, _)| *all);
        let mut moved = 0.0f64;
        for (class, (all, chances)) in self.classes.iter_mut().zip(&seen) {
            let share = if pairs > 0.0 { all / pairs } else { 0.0 };
            moved = moved.max((share - class.share).abs());
            class.share = share;
            moved = moved.max(class.fit(chances));
        }
        self.seen = seen.into_iter().map(|(_, chances)| chances).collect();
        (moved, matches)
    }

    /// Pairs of one person at each level of a field. In a house the name alone tells a twin from the same person: where the house has many
    /// pairs of a level, so many of them may have been taken for one person that no more than by hand is believed.
    fn matched(&self, field: Field, hand: &Weights) -> Vec<f64> {
        let of = |class: usize| self.seen.get(class).and_then(|chances| chances.get(&field));
        let mut found = of(0).cloned().unwrap_or_default();
        if let (Field::Name, 3, Some(house)) = (field, self.classes.len(), of(1)) {
            let all: f64 = found.iter().sum();
            for ((count, house), m) in found.iter_mut().zip(house).zip(&hand.name.m) {
                *count = (*count - MISTAKEN * house).max(count.min(m * all));
            }
        }
        found
    }

    /// How likely a pair is of each class.
    fn shares(&self, levels: &Levels) -> Vec<f64> {
        let mut shares: Vec<f64> = self.classes.iter().map(|class| class.share * class.likelihood(levels)).collect();
        even(&mut shares);
        shares
    }

    /// What the first class must look like to be taken for one person; else the fit found something else, say brothers.
    fn sound(&self) -> bool {
        let Some(class) = self.classes.first() else { return false };
        let sum = |field: Field, to: usize| class.chances.get(&field).map(|c| c.iter().take(to + 1).sum::<f64>());
        sum(Field::Name, NameLevel::Slip.at()).is_none_or(|near| near >= 0.5)
            && sum(Field::Sex, SexLevel::Same.at()).is_none_or(|same| same >= 0.85)
    }
}

impl Class {
    fn likelihood(&self, levels: &Levels) -> f64 {
        self.chances.iter().filter_map(|(field, chances)| levels.at(*field).and_then(|at| chances.get(at))).product()
    }

    /// Takes the counts of a step; the largest change.
    fn fit(&mut self, seen: &Chances) -> f64 {
        let Some((prior, strength)) = &self.prior else { return 0.0 };
        let mut moved = 0.0f64;
        for (field, chances) in &mut self.chances {
            let (Some(seen), Some(prior)) = (seen.get(field), prior.get(field)) else { continue };
            let all: f64 = seen.iter().sum::<f64>() + strength;
            for ((chance, count), before) in chances.iter_mut().zip(seen).zip(prior) {
                let new = (count + strength * before) / all;
                moved = moved.max((new - *chance).abs());
                *chance = new;
            }
        }
        moved
    }
}
