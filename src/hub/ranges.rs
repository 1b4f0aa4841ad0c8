//! What the hub holds of one installation: stretches of sequences, unbroken and chained, with a mark at both ends.
//!
//! Where our entry at the end of a stretch has the stretch's mark, all before it in the stretch are ours too, because each names the hash
//! of the one before. So one comparison settles any number of entries.

use super::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use serde::{Deserialize, Serialize};

/// A keyed hash of a chain hash: says whether two entries are the same, to those who have the hub's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mark(pub [u8; 16]);

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        B64.encode(mark.0)
    }
}

impl TryFrom<String> for Mark {
    type Error = HubError;
    fn try_from(text: String) -> Result<Self, HubError> {
        let damaged = || HubError::Damaged { entry: "held".to_owned() };
        let bytes = B64.decode(text).map_err(|_base64| damaged())?;
        Ok(Self(bytes.try_into().map_err(|_length| damaged())?))
    }
}

/// An unbroken, chained stretch; both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub first: u64,
    pub last: u64,
    /// Mark of what the first entry names as its predecessor.
    pub before: Mark,
    /// Mark of the last entry.
    pub end: Mark,
}

/// All stretches of one installation, in order, none overlapping.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ranges(Vec<Stretch>);

/// A part of a run, as it meets what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The hub has nothing here.
    Free { first: u64, last: u64 },
    /// The hub has entries here; `end` is the mark of the last of them where it ends a stretch.
    Held { first: u64, last: u64, end: Option<Mark> },
}

/// Most stretches of one installation: so many gaps are no accident.
const STRETCHES_MAX: usize = 10_000;

impl Ranges {
    /// Reads what the hub keeps.
    pub(super) fn read(text: &str) -> Result<Self, HubError> {
        serde_json::from_str(text).map_err(|_json| HubError::Damaged { entry: "held".to_owned() })
    }

    pub(super) fn write(&self) -> Result<String, HubError> {
        serde_json::to_string(self).map_err(|_json| HubError::Damaged { entry: "held".to_owned() })
    }

    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    /// Entries held.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.0.iter().map(|s| s.last - s.first + 1).sum()
    }

    /// Sequences that are missing before the last one held.
    #[must_use]
    pub fn gaps(&self) -> Vec<(u64, u64)> {
        let mut next = 1;
        let mut gaps = Vec::new();
        for stretch in &self.0 {
            if stretch.first > next {
                gaps.push((next, stretch.first - 1));
            }
            next = stretch.last + 1;
        }
        gaps
    }

    /// What of `first..=last` is not held.
    #[must_use]
    pub fn missing(&self, first: u64, last: u64) -> Vec<(u64, u64)> {
        let free = |part: Part| match part {
            Part::Free { first, last } => Some((first, last)),
            Part::Held { .. } => None,
        };
        self.parts(first, last).into_iter().filter_map(free).collect()
    }

    /// Cuts `first..=last` along what is held.
    pub(super) fn parts(&self, first: u64, last: u64) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = first;
        for stretch in self.0.iter().filter(|s| s.last >= first && s.first <= last) {
            if stretch.first > at {
                parts.push(Part::Free { first: at, last: stretch.first - 1 });
            }
            let (from, to) = (stretch.first.max(at), stretch.last.min(last));
            parts.push(Part::Held { first: from, last: to, end: (to == stretch.last).then_some(stretch.end) });
            at = to + 1;
        }
        if at <= last {
            parts.push(Part::Free { first: at, last });
        }
        parts
    }

    /// Adds a stretch that was free, and joins it with its neighbours where the chain goes on. Gives how many neighbours it touches
    /// without going on: two PCs wrote as this installation.
    pub(super) fn add(&mut self, mut new: Stretch) -> Result<u64, HubError> {
        if self.0.len() >= STRETCHES_MAX {
            return Err(HubError::Entries { entry: "held".to_owned() });
        }
        let mut breaks = 0;
        let mut at = self.0.partition_point(|s| s.first < new.first);
        if let Some(left) = at.checked_sub(1).and_then(|i| self.0.get(i)).copied().filter(|left| left.last + 1 == new.first) {
            if left.end == new.before {
                new = Stretch { first: left.first, before: left.before, ..new };
                at -= 1;
                self.0.remove(at);
            } else {
                breaks += 1;
            }
        }
        if let Some(right) = self.0.get(at).copied().filter(|right| new.last + 1 == right.first) {
            if new.end == right.before {
                new = Stretch { last: right.last, end: right.end, ..new };
                self.0.remove(at);
            } else {
                breaks += 1;
            }
        }
        self.0.insert(at, new);
        Ok(breaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(n: u64) -> Mark {
        let mut mark = [0; 16];
        mark[..8].copy_from_slice(&n.to_be_bytes());
        Mark(mark)
    }

    fn stretch(first: u64, last: u64) -> Stretch {
        Stretch { first, last, before: mark(first - 1), end: mark(last) }
    }

    #[test]
    fn stretches_join_where_the_chain_goes_on_and_gaps_are_named() {
        let mut ranges = Ranges::default();
        assert_eq!(ranges.add(stretch(5, 9)), Ok(0));
        assert_eq!(ranges.add(stretch(20, 30)), Ok(0));
        assert_eq!(ranges.gaps(), [(1, 4), (10, 19)]);
        assert_eq!(
            ranges.parts(3, 25),
            [
                Part::Free { first: 3, last: 4 },
                Part::Held { first: 5, last: 9, end: Some(mark(9)) },
                Part::Free { first: 10, last: 19 },
                Part::Held { first: 20, last: 25, end: None },
            ]
        );
        assert_eq!(ranges.add(stretch(10, 19)), Ok(0));
        assert_eq!(ranges.stretches(), [stretch(5, 30)]);
        assert_eq!(ranges.missing(1, 40), [(1, 4), (31, 40)]);
        // Another PC's entries follow: kept, not joined.
        assert_eq!(ranges.add(Stretch { first: 31, last: 33, before: mark(99), end: mark(33) }), Ok(1));
        assert_eq!(ranges.stretches().len(), 2);
        assert_eq!(Ranges::read(&ranges.write().unwrap()), Ok(ranges));
    }

    proptest! {
        /// Whatever order pieces come in, what is held is their union, in order, joined as far as it goes.
        #[test]
        fn any_order_of_pieces_gives_the_same_ranges(pieces in prop::collection::vec((1u64..60, 1u64..8), 1..40)) {
            let mut ranges = Ranges::default();
            let mut all = std::collections::BTreeSet::new();
            for (first, count) in pieces {
                let last = first + count - 1;
                for (from, to) in ranges.missing(first, last) {
                    prop_assert_eq!(ranges.add(stretch(from, to)), Ok(0));
                }
                all.extend(first..=last);
            }
            let held: Vec<u64> = ranges.stretches().iter().flat_map(|s| s.first..=s.last).collect();
            prop_assert_eq!(held, all.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(ranges.entries(), all.len() as u64);
            prop_assert!(ranges.stretches().windows(2).all(|w| w[0].last + 1 < w[1].first));
            prop_assert!(ranges.stretches().iter().all(|s| *s == stretch(s.first, s.last)));
        }
    }
}
