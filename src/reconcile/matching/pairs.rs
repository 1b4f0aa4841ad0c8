//! Provisional patients among each other: who was registered twice during the outage.

use super::gather::Best;
use super::net::Rough;
use super::verdict::{by_number, contradicts, holds, is_initial};
use super::{Matcher, Proposal, Slice, Verdict};
use crate::hospital::matching::{Judged, Side, Weights, Why, judge, levels};
use crate::index::{Index, IndexError};
use std::collections::{BTreeMap, HashMap};

/// Of a hundred who come, so many come again and are not known: for the prior.
const AGAIN: f64 = 0.1;
/// Others of one's house who come in the same weeks, about.
const OTHERS: f64 = 1.0;
/// Who fits less than this is nobody worth judging.
const ROUGH_MIN: Rough = 12 * 16;
/// Asked between two looks at whether to go on.
const STEP: usize = 256;

/// Two provisional patients who may be one person; `a` is the lower address.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub a: i64,
    pub b: i64,
    pub sure: bool,
    /// How likely, 0.0–1.0; 1 for two who are surely one central patient.
    pub score: f32,
    /// Weight of the evidence in bits; 0 for two who are surely one central patient.
    pub bits: f32,
    pub why: Vec<Why>,
    /// The central patient that both surely are.
    pub central: Option<String>,
}

impl Pair {
    /// Pairs of all parts, each once, sorted; a pair that is sure by what both are in the index stays so.
    #[must_use]
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut all: BTreeMap<(i64, i64), Self> = BTreeMap::new();
        for pair in parts {
            let old = all.entry((pair.a, pair.b)).or_insert_with(|| pair.clone());
            let stronger = |new: &Self, old: &Self| new.central.is_some() && old.central.is_none();
            if stronger(&pair, old) {
                let (score, bits, why) = (old.score.max(pair.score), old.bits, std::mem::take(&mut old.why));
                *old = Self { score, bits, why, ..pair };
            }
        }
        all.into_values().collect()
    }

    /// Patients who are surely the same person of the index are one person: each with the first of them.
    #[must_use]
    pub fn of_one_central(proposals: &[Proposal]) -> Vec<Self> {
        let mut by_number: HashMap<u32, Vec<(i64, &str)>> = HashMap::new();
        for proposal in proposals {
            if let Verdict::Sure(candidate) = &proposal.verdict {
                by_number.entry(candidate.number).or_default().push((proposal.key, &candidate.uhid));
            }
        }
        let mut pairs = Vec::new();
        for mut same in by_number.into_values().filter(|same| same.len() > 1) {
            same.sort_unstable();
            let Some((first, uhid)) = same.first().copied() else { continue };
            let pair = |b: i64| Self {
                a: first,
                b,
                sure: true,
                score: 1.0,
                bits: 0.0,
                why: vec![Why::SameUhid],
                central: Some(uhid.to_owned()),
            };
            pairs.extend(same.iter().skip(1).map(|(key, _)| pair(*key)));
        }
        pairs.sort_by_key(|pair| (pair.a, pair.b));
        pairs
    }
}

impl Matcher {
    /// Who among those asked may be one person with somebody of this part. Parts may both find a pair: [`Pair::join`].
    ///
    /// # Errors
    /// [`IndexError::Stopped`].
    pub fn pairs(&self, index: &Index, part: Slice, on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<Pair>, IndexError> {
        let range = part.of_all(self.asked.len());
        let (start, all) = (range.start, range.len() as u64);
        let weights = self.weights_here();
        let mut seen = vec![u32::MAX; self.asked.len()];
        let mut pairs = Vec::new();
        let mut band = self.net.band(0);
        for at in range {
            if (at - start) % STEP == 0 && !on((at - start) as u64, all) {
                return Err(IndexError::Stopped);
            }
            let Some(traits) = self.traits.get(at) else { continue };
            if !band.covers(traits.year) {
                band = self.net.band(traits.year);
            }
            let mut best = Best::new(1);
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            band.draw(traits, number, &mut seen, &mut |other, bits| {
                if other != number && bits >= ROUGH_MIN {
                    best.offer(0, (i16::try_from(bits).unwrap_or(i16::MAX), other));
                }
            });
            for (_, other) in best.of(0) {
                pairs.extend(self.pair(index, at, *other as usize, &weights));
            }
        }
        Ok(pairs)
    }

    /// Those of the index, for the few who are asked: chance alone brings fewer together.
    fn weights_here(&self) -> Weights {
        let mut weights = self.weights.clone();
        #[expect(clippy::cast_precision_loss, reason = "a count of people")]
        let people = (self.asked.len() as f64).max(1000.0);
        (weights.people, weights.known, weights.others) = (people, AGAIN, OTHERS);
        if let Some(chance) = weights.mobile.u.first_mut() {
            *chance = OTHERS / people;
        }
        weights
    }

    fn pair(&self, index: &Index, a: usize, b: usize, weights: &Weights) -> Option<Pair> {
        let (a, b) = (self.asked.get(a)?, self.asked.get(b)?);
        let (a, b) = if a.key <= b.key { (a, b) } else { (b, a) };
        let (first, second): (Side, Side) = (a.side(), b.side());
        let Judged { bits, score, why } = judge(&first, &second, weights, index);
        #[expect(clippy::cast_possible_truncation, reason = "odds need no more than seven digits")]
        let odds = bits + weights.prior_bits() as f32;
        let seen = levels(&first, &second);
        let told = by_number(&seen) || holds(&seen) && !is_initial(&first) && !is_initial(&second);
        let sure = odds >= self.thresholds.sure_pair && contradicts(&seen).is_none() && told;
        (odds >= self.thresholds.doubtful).then_some(Pair { a: a.key, b: b.key, sure, score, bits, why, central: None })
    }
}
