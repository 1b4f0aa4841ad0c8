//! Everybody of the index drawn through the net, once, in its order: for each asked the few who fit best, roughly.

use super::net::{Net, Rough};
use super::traits::Texts;
use super::{Matcher, Slice};
use crate::index::{Index, IndexError};
use std::ops::Range;

/// People of the index that are kept for each asked, to be judged.
const KEPT_MAX: usize = 12;
/// Who fits less than this is nobody worth judging.
const ROUGH_MIN: Rough = 9 * 16;

/// Somebody who may be it: how well, roughly, and the number in the index.
pub(super) type Maybe = (i16, u32);

/// The best few of each asked.
pub(super) struct Best {
    slots: Vec<Maybe>,
    counts: Vec<u8>,
}

impl Best {
    pub fn new(asked: usize) -> Self {
        Self { slots: vec![(0, 0); asked * KEPT_MAX], counts: vec![0; asked] }
    }

    pub fn of(&self, at: usize) -> &[Maybe] {
        let count = self.counts.get(at).copied().map_or(0, usize::from);
        self.slots.get(at * KEPT_MAX..at * KEPT_MAX + count).unwrap_or_default()
    }

    /// Takes one in; of equals the one with the lower number, so that the order in which they come does not matter.
    pub fn offer(&mut self, at: usize, maybe: Maybe) {
        let (Some(slots), Some(count)) = (self.slots.get_mut(at * KEPT_MAX..(at + 1) * KEPT_MAX), self.counts.get_mut(at)) else {
            return;
        };
        let better = |a: &Maybe, b: &Maybe| (a.0, std::cmp::Reverse(a.1)) > (b.0, std::cmp::Reverse(b.1));
        let filled = usize::from(*count);
        if filled == KEPT_MAX && slots.last().is_some_and(|worst| !better(&maybe, worst)) {
            return;
        }
        // Best first: whoever is worse than the new one moves down.
        let place = slots.iter().take(filled).position(|old| better(&maybe, old)).unwrap_or(filled);
        if let Some(behind) = slots.get_mut(place..(filled + 1).min(KEPT_MAX)) {
            behind.rotate_right(1);
            if let Some(first) = behind.first_mut() {
                *first = maybe;
            }
        }
        *count = u8::try_from((filled + 1).min(KEPT_MAX)).unwrap_or(u8::MAX);
    }
}

/// What one part of the index gave, or the whole of it.
pub struct Gathered {
    pub(super) best: Best,
    /// Numbers of people of the index that could not be read: their pages are damaged.
    pub unread: Vec<Range<u32>>,
}

/// No patient in logs.
impl std::fmt::Debug for Gathered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gathered({} unread)", self.unread.len())
    }
}

impl Gathered {
    /// Puts together what the parts of one index gave for the same people; the order of the parts does not matter.
    #[must_use]
    pub fn join(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or(Self { best: Best::new(0), unread: Vec::new() });
        for part in parts {
            for at in 0..part.best.counts.len() {
                part.best.of(at).iter().for_each(|maybe| all.best.offer(at, *maybe));
            }
            all.unread.extend(part.unread);
        }
        all.unread.sort_by_key(|range| range.start);
        all
    }

    /// People of the index that could not be read.
    #[must_use]
    pub fn unread_people(&self) -> u64 {
        self.unread.iter().map(|range| u64::from(range.end.saturating_sub(range.start))).sum()
    }
}

fn rough(bits: Rough) -> i16 {
    i16::try_from(bits).unwrap_or(i16::MAX)
}

impl Matcher {
    /// Draws one part of the index through the net. `on` hears people done and people of the part, and says whether to go on.
    ///
    /// # Errors
    /// [`IndexError::Stopped`]; the disk; pages that are whole and hold nonsense. Damaged pages are no error: [`Gathered::unread`].
    pub fn gather(&self, index: &Index, part: Slice, on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Gathered, IndexError> {
        let ids = part.of_all(index.people() as usize);
        let ids = u32::try_from(ids.start).unwrap_or(u32::MAX)..u32::try_from(ids.end).unwrap_or(u32::MAX);
        let all = u64::from(ids.end - ids.start);
        let mut best = Best::new(self.asked.len());
        let mut seen = vec![u32::MAX; self.asked.len()];
        let (net, texts): (&Net, &Texts) = (&self.net, &self.texts);
        let mut band = net.band(0);
        let unread = index.sweep(
            ids,
            &mut |row| {
                let traits = texts.of_row(row);
                if !band.covers(traits.year) {
                    band = net.band(traits.year);
                }
                band.draw(&traits, row.id, &mut seen, &mut |at, bits| {
                    if bits >= ROUGH_MIN {
                        best.offer(at as usize, (rough(bits), row.id));
                    }
                });
            },
            &mut |done| on(u64::from(done), all),
        )?;
        Ok(Gathered { best, unread })
    }
}
