//! Chance that is the same every time: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), and choosing by weight in constant time
//! (Walker's alias method, as Vose wrote it down, IEEE TSE 17:972, 1991).

/// A stream of numbers that depends on nothing but its seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Mixes a number until nothing of its order is left.
#[must_use]
pub const fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

impl Chance {
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(mixed(seed.wrapping_add(GOLDEN)))
    }

    /// A stream for one thing of many: household 17 of this seed.
    #[must_use]
    pub const fn of(seed: u64, thing: u64) -> Self {
        Self(mixed(mixed(seed.wrapping_add(GOLDEN)) ^ thing.wrapping_mul(0xD6E8_FEB8_6659_FD93)))
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mixed(self.0)
    }

    /// 0..n; 0 where n is 0.
    #[allow(clippy::cast_possible_truncation, reason = "a part of n, which is a usize")]
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.number()) * n as u128) >> 64) as usize
    }

    /// low..=high.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// 0.0..1.0.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn part(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in this many of a thousand cases.
    pub fn rarely(&mut self, of_thousand: usize) -> bool {
        self.below(1000) < of_thousand
    }

    /// True in this many of a hundred cases.
    pub fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// Place of one of the weights; the last where all is zero.
    pub fn weighed(&mut self, weights: &[u16]) -> usize {
        let all: usize = weights.iter().map(|w| usize::from(*w)).sum();
        let mut left = self.below(all);
        for (at, weight) in weights.iter().enumerate() {
            let weight = usize::from(*weight);
            if left < weight {
                return at;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }
}

/// Chooses by weight in constant time.
#[derive(Debug, Clone, Default)]
pub struct Table {
    slots: Vec<(u32, u32)>,
}

impl Table {
    /// One slot for each weight.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "shares of 2^32; a list has fewer slots"
    )]
    pub fn new(weights: &[f64]) -> Self {
        let all: f64 = weights.iter().sum();
        let count = weights.len() as f64;
        let mut share: Vec<f64> = weights.iter().map(|w| w * count / all).collect();
        let mut slots: Vec<(u32, u32)> = (0..weights.len()).map(|at| (u32::MAX, at as u32)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|at| share.get(*at).is_some_and(|s| *s < 1.0));
        while let (Some(low), Some(high)) = (small.pop(), large.last().copied()) {
            let have = share.get(low).copied().unwrap_or(1.0);
            if let Some(slot) = slots.get_mut(low) {
                *slot = ((have * f64::from(u32::MAX)) as u32, high as u32);
            }
            let Some(rest) = share.get_mut(high) else { break };
            *rest -= 1.0 - have;
            if *rest < 1.0 {
                large.pop();
                small.push(high);
            }
        }
        Self { slots }
    }

    #[allow(clippy::cast_possible_truncation, reason = "the low half is wanted")]
    pub fn pick(&self, chance: &mut Chance) -> usize {
        let number = chance.number();
        let at = ((u128::from(number >> 32) * self.slots.len() as u128) >> 32) as usize;
        match self.slots.get(at) {
            Some((cut, other)) if number as u32 > *cut => *other as usize,
            _ => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_the_shares() {
        let table = Table::new(&[5.0, 3.0, 1.0, 1.0, 0.0]);
        let mut chance = Chance::new(1);
        let mut seen = [0u32; 5];
        for _ in 0..100_000 {
            seen[table.pick(&mut chance)] += 1;
        }
        for (count, share) in seen.iter().zip([0.5, 0.3, 0.1, 0.1, 0.0]) {
            assert!((f64::from(*count) / 100_000.0 - share).abs() < 0.006, "{seen:?}");
        }
    }

    #[test]
    fn the_same_seed_is_the_same_stream() {
        let (mut a, mut b, mut c) = (Chance::of(1, 7), Chance::of(1, 7), Chance::of(1, 8));
        assert_eq!(a.number(), b.number());
        assert_ne!(a.number(), c.number());
        assert_eq!(Chance::new(1).below(0), 0);
    }
}
