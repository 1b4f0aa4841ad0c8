//! Picking the pairs that weights are learnt from while patients stream by, in any order and in bounded memory.
//!
//! Whole blocks are kept or none of them: a patient is kept when the hash of the mobile (of name and birth year, of the UHID) falls below a
//! mark, and the mark is halved whenever too many are kept. So which are kept depends on the patients only, not on their order (but for
//! blocks of more than [`BLOCK_MAX`], of which the first are kept).

use super::learn::{Sample, Samples};
use super::{Levels, Side, levels};
use crate::hospital::central::CentralPatient;
use std::collections::BTreeMap;

/// Patients kept for one kind of block, about 300 bytes each.
const KEPT_MAX: usize = 60_000;
/// Patients kept for random pairs, and with how many others each is compared.
const RANDOM_MAX: usize = 2_000;
const RANDOM_EACH: usize = 150;
/// In one block each is compared with so many others: a number like 9999999999 has thousands of owners.
const BLOCK_EACH: usize = 6;

/// Patients of one block that are kept.
const BLOCK_MAX: usize = 100;

/// Patients picked by the hash of a key.
struct Picked {
    most: usize,
    /// Kept below this hash.
    mark: u64,
    kept: BTreeMap<u64, Vec<CentralPatient>>,
    people: usize,
}

impl Picked {
    const fn new(most: usize) -> Self {
        Self { most, mark: u64::MAX, kept: BTreeMap::new(), people: 0 }
    }

    fn take(&mut self, hash: u64, person: &CentralPatient) {
        if hash > self.mark {
            return;
        }
        let block = self.kept.entry(hash).or_default();
        if block.len() >= BLOCK_MAX {
            return;
        }
        block.push(person.clone());
        self.people += 1;
        while self.people > self.most && self.mark > 0 {
            self.mark /= 2;
            let gone = self.kept.split_off(&(self.mark + 1));
            self.people -= gone.values().map(Vec::len).sum::<usize>();
        }
    }

    /// Share of all keys that are kept.
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    fn share(&self) -> f64 {
        self.mark as f64 / u64::MAX as f64
    }

    /// Those kept with a mobile, and those without.
    fn split(self) -> (Self, Self) {
        let (mark, most) = (self.mark, self.most);
        let (with, without) = self.kept.into_iter().partition(|(_, block)| block.iter().any(|person| person.mobile.is_some()));
        let picked =
            |kept: BTreeMap<u64, Vec<CentralPatient>>| Self { most, mark, people: kept.values().map(Vec::len).sum(), kept };
        (picked(with), picked(without))
    }

    /// Ordered pairs of one block.
    #[expect(clippy::cast_precision_loss, reason = "numbers of people")]
    fn shared(&self) -> f64 {
        self.kept.values().map(|b| b.len() as f64 * (b.len() as f64 - 1.0)).sum()
    }

    /// `blank` takes away what all pairs of a block share: it tells nothing there.
    fn pairs(self, blank: fn(Levels) -> Levels) -> Sample {
        let mut sample = Sample::default();
        for block in self.kept.into_values().filter(|b| b.len() > 1) {
            push_pairs(block, BLOCK_EACH, blank, &mut sample);
        }
        sample
    }
}

/// Each with so many of those that follow.
fn push_pairs(mut people: Vec<CentralPatient>, each: usize, blank: fn(Levels) -> Levels, sample: &mut Sample) {
    people.sort_by(|a, b| a.uhid.cmp(&b.uhid));
    let sides: Vec<Side> = people.iter().map(Side::from).collect();
    for (at, one) in sides.iter().enumerate() {
        for other in sides.iter().skip(at + 1).take(each) {
            sample.push(blank(levels(one, other)));
        }
    }
}

/// Picks pairs to learn from. Takes each patient once; holds at most some 120,000 of them, about 40 MB.
pub struct Collector {
    by_house: Picked,
    by_name: Picked,
    random: Picked,
    people: u64,
}

/// No personal data in logs.
impl std::fmt::Debug for Collector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Collector(…)")
    }
}

impl Default for Collector {
    fn default() -> Self {
        Self::keeping(KEPT_MAX, RANDOM_MAX)
    }
}

impl Collector {
    /// Keeps at most `kept` patients of each kind of block, and `random` for random pairs.
    pub(super) const fn keeping(kept: usize, random: usize) -> Self {
        Self { by_house: Picked::new(kept), by_name: Picked::new(kept), random: Picked::new(random), people: 0 }
    }

    /// Looks at a patient; most are passed by after three hashes.
    pub fn take(&mut self, person: &CentralPatient) {
        self.people += 1;
        for (picked, hash) in self.picked().into_iter().zip(hashes(person)) {
            if let Some(hash) = hash {
                picked.take(hash, person);
            }
        }
    }

    /// As [`Self::take`], for a patient who costs something to put together: of `light` only mobile (or place and PIN where there is none),
    /// birth, name and UHID are looked at,
    /// and `whole` is asked for those that are kept.
    pub fn take_light(&mut self, light: &CentralPatient, whole: impl FnOnce() -> CentralPatient) {
        let keep = self.picked().into_iter().zip(hashes(light)).any(|(picked, hash)| hash.is_some_and(|h| h <= picked.mark));
        if keep {
            self.take(&whole());
        } else {
            self.people += 1;
        }
    }

    const fn picked(&mut self) -> [&mut Picked; 3] {
        [&mut self.by_house, &mut self.by_name, &mut self.random]
    }

    /// The pairs.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of people")]
    pub fn samples(self) -> Samples {
        let people = self.people as f64;
        // Ordered pairs of one mobile among those kept, scaled up to all mobiles.
        let (by_mobile, by_place) = self.by_house.split();
        let shared: f64 = by_mobile.shared();
        let all = people * (people - 1.0) * by_mobile.share();
        let same_mobile = (shared > 0.0 && all > 0.0).then(|| shared / all);
        let by_house = if by_mobile.people >= by_place.people { by_mobile } else { by_place };
        let others = by_house.shared() / (by_house.people as f64).max(1.0);
        let mut random = Sample::default();
        // By their hash, not by their UHID: neighbours by number came on the same day.
        let mixed: Vec<Side> = self.random.kept.into_values().flatten().map(|person| Side::from(&person)).collect();
        for (at, one) in mixed.iter().enumerate() {
            for other in mixed.iter().skip(at + 1).take(RANDOM_EACH) {
                random.push(levels(one, other));
            }
        }
        let without_place =
            |levels: Levels| if levels.mobile.is_none() { Levels { pin: None, place: None, ..levels } } else { levels };
        let (by_house, by_name) = (by_house.pairs(without_place), self.by_name.pairs(|levels| levels));
        Samples { random, by_house, by_name, people, same_mobile, others }
    }
}

/// By mobile or, without one, by place; by name and birth year; by UHID.
fn hashes(person: &CentralPatient) -> [Option<u64>; 3] {
    let by_name = person.born.year().map(|year| {
        let name = person.name.shown().bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_lowercase());
        hash(2, name.chain(year.to_le_bytes()))
    });
    let place = || person.place.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    let by_house = match (&person.mobile, &person.pin) {
        (Some(mobile), _) => Some(hash(1, mobile.digits().bytes())),
        (None, Some(pin)) if place().next().is_some() => Some(hash(4, place().chain(pin.as_str().bytes()))),
        _ => None,
    };
    [by_house, by_name, Some(hash(3, person.uhid.bytes()))]
}

/// FNV-1a of 64 bits, stirred (the finaliser of MurmurHash3), so that its size is even.
fn hash(salt: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325u64 ^ salt;
    for byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}
