//! Slower after each wrong password. Kept in a file, so that starting the program again does not help.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Wrong passwords that cost nothing: fingers slip.
const FREE: u32 = 2;
/// Longest wait, in seconds.
const WAIT_SECS_MAX: u32 = 300;

/// Wrong passwords per person since the last right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Tries(BTreeMap<String, Wrong>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Wrong {
    count: u32,
    last: DateTime<FixedOffset>,
}

/// Seconds to wait after so many wrong passwords: 0, 0, 2, 4, 8 … 300.
#[must_use]
pub fn wait_secs(wrong: u32) -> u32 {
    match wrong.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(more) => 2u32.checked_pow(more.min(16)).unwrap_or(WAIT_SECS_MAX).min(WAIT_SECS_MAX),
    }
}

impl Tries {
    /// Seconds left until this person may try again. A clock set back does not shorten the wait, nor lengthen it beyond the longest.
    #[must_use]
    pub fn left_secs(&self, login: &str, now: DateTime<FixedOffset>) -> u32 {
        let Some(wrong) = self.0.get(login) else { return 0 };
        let wait = wait_secs(wrong.count);
        let gone = u32::try_from(now.signed_duration_since(wrong.last).num_seconds().max(0)).unwrap_or(u32::MAX);
        wait.saturating_sub(gone)
    }

    /// Counts a wrong one.
    pub fn wrong(&mut self, login: &str, now: DateTime<FixedOffset>) {
        let entry = self.0.entry(login.to_owned()).or_insert(Wrong { count: 0, last: now });
        entry.count = entry.count.saturating_add(1);
        entry.last = now;
    }

    /// Forgets the wrong ones after a right one; says how many there were.
    pub fn right(&mut self, login: &str) -> u32 {
        self.0.remove(login).map_or(0, |w| w.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_one_waits_longer() {
        assert_eq!((0..13).map(wait_secs).collect::<Vec<_>>(), [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        let at = |s: i64| DateTime::from_timestamp(1_700_000_000 + s, 0).unwrap().fixed_offset();
        let mut tries = Tries::default();
        for _ in 0..4 {
            tries.wrong("asha", at(0));
        }
        assert_eq!((tries.left_secs("asha", at(1)), tries.left_secs("asha", at(4)), tries.left_secs("ravi", at(0))), (3, 0, 0));
        assert_eq!(tries.left_secs("asha", at(-86_400)), 4, "a clock set back must not lock a person out for a day");
        assert_eq!(tries.right("asha"), 4);
        assert_eq!(tries.left_secs("asha", at(0)), 0);
    }
}
