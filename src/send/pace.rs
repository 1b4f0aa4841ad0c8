//! How fast: so many records a second, and how long to wait after a failure. Pure: times and chance come in as arguments.

use std::time::Duration;

/// Doublings after which a wait grows no more; far above what any `most` needs.
const DOUBLINGS_MAX: u32 = 20;

/// So many records a second, with a few at once (a token bucket, as the virtual scheduling of ITU-T I.371).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    each: Duration,
    ahead: Duration,
    /// When the next would be due if all had kept the pace.
    due: Duration,
}

impl Pace {
    /// `a_second` records, `at_once` of them without a wait between. No limit where `a_second` is 0.
    #[must_use]
    pub fn new(a_second: u32, at_once: u32) -> Self {
        let each = if a_second == 0 { Duration::ZERO } else { Duration::from_secs(1) / a_second };
        Self { each, ahead: each.saturating_mul(at_once.saturating_sub(1)), due: Duration::ZERO }
    }

    /// How long to wait before the next record; zero takes its turn. `now` is the time since any fixed beginning.
    pub fn wait(&mut self, now: Duration) -> Duration {
        let wait = self.due.saturating_sub(self.ahead).saturating_sub(now);
        if wait.is_zero() {
            self.due = self.due.max(now).saturating_add(self.each);
        }
        wait
    }
}

/// Longer and longer waits: doubled each time, up to a most, each between a half and the whole of it, so that many counters that
/// failed together do not come back together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackOff {
    first: Duration,
    most: Duration,
    failures: u32,
    chance: u64,
}

impl BackOff {
    /// `chance` is any number, another for each sender.
    #[must_use]
    pub const fn new(first: Duration, most: Duration, chance: u64) -> Self {
        Self { first, most, failures: 0, chance }
    }

    /// The wait after one more failure.
    pub fn failed(&mut self) -> Duration {
        let whole = self.first.saturating_mul(1 << self.failures.min(DOUBLINGS_MAX)).min(self.most);
        self.failures = self.failures.saturating_add(1);
        // Knuth's MMIX generator: enough chance to spread senders.
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(self.chance >> 54).unwrap_or_default();
        whole / 2 + whole / 2 * share / 1023
    }

    /// It works again.
    pub const fn worked(&mut self) {
        self.failures = 0;
    }

    /// Failures since it worked last.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn millis(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn the_pace_is_kept() {
        let mut pace = Pace::new(10, 3);
        let mut now = millis(5_000);
        let mut sent = Vec::new();
        while sent.len() < 53 {
            let wait = pace.wait(now);
            if wait.is_zero() {
                sent.push(now);
            }
            now += wait;
        }
        assert_eq!(sent[2], millis(5_000));
        assert_eq!(sent[3], millis(5_100));
        assert_eq!(sent[52], millis(10_000));
        assert_eq!(pace.wait(now + millis(90)), millis(10));
        let mut free = Pace::new(0, 0);
        assert!((0..1000).all(|_| free.wait(Duration::ZERO).is_zero()));
    }

    #[test]
    fn waits_grow_and_end() {
        let (first, most) = (millis(500), Duration::from_mins(1));
        for chance in 0..50 {
            let mut back_off = BackOff::new(first, most, chance);
            for nth in 0..40_u32 {
                let whole = first.saturating_mul(1 << nth.min(20)).min(most);
                let wait = back_off.failed();
                assert!(wait >= whole / 2 && wait <= whole, "{nth}: {wait:?}");
            }
            back_off.worked();
            assert!(back_off.failed() <= first);
        }
        let wait = |chance| BackOff::new(first, most, chance).failed();
        assert_ne!(wait(1), wait(2));
    }
}
