//! Texts as numbers: each different text once, in the order in which they came. No allocation for a text that is known.
//!
//! Owns the table of texts and the hash that the order of people uses, which is the same on every machine. Knows no field.

/// A text of 4 GiB and more is not kept; callers cut long before.
const SLOTS_MIN: usize = 1 << 10;

/// A number for a text that is the same on every machine and in every version. Not against someone who wants two to be equal.
#[must_use]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const START: u64 = 0x9E37_79B9_7F4A_7C15;
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0_u8; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let start = fold(START ^ bytes.len() as u64);
    let all = chunks.iter().fold(start, |state, chunk| fold(state ^ u64::from_le_bytes(*chunk)));
    fold(all ^ u64::from_le_bytes(last))
}

fn fold(value: u64) -> u64 {
    const BY: u64 = 0xD6E8_FEB8_6659_FD93;
    let product = u128::from(value) * u128::from(BY);
    let [low, high] = halves(product);
    low ^ high ^ BY.rotate_left(17)
}

const fn halves(value: u128) -> [u64; 2] {
    [(value & 0xFFFF_FFFF_FFFF_FFFF) as u64, (value >> 64) as u64]
}

/// The upper half, for where four bytes must do.
pub(super) const fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Each different text once.
#[derive(Default)]
pub(super) struct Interner {
    text: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Upper half of the hash, and number + 1; 0 is free.
    slots: Vec<u64>,
}

impl Interner {
    /// The number of a text; a new one gets the next.
    pub fn intern(&mut self, text: &[u8]) -> u32 {
        if self.slots.len() < SLOTS_MIN.max(self.ends.len() + self.ends.len() / 2) {
            self.grow();
        }
        let tag = short(hash(text));
        let mask = self.slots.len() - 1;
        let mut at = tag as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                break;
            }
            let number = number_in(slot);
            if short(slot) == tag && self.get(number) == text {
                return number;
            }
            at = (at + 1) & mask;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.extend_from_slice(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = u64::from(tag) << 32 | (u64::from(number) + 1);
        }
        number
    }

    /// The number of a text that is there already.
    pub fn find(&self, text: &[u8]) -> Option<u32> {
        let tag = short(hash(text));
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = tag as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                return None;
            }
            let number = number_in(slot);
            if short(slot) == tag && self.get(number) == text {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    pub fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let end = self.ends.get(number).map_or(0, |e| *e as usize);
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |e| *e as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Frees what only finding a text by itself needs.
    pub fn freeze(&mut self) {
        self.slots = Vec::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Twice the places; a number keeps its tag, so no text is looked at.
    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(SLOTS_MIN);
        let mask = len - 1;
        let old = std::mem::replace(&mut self.slots, vec![0; len]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let mut at = short(slot) as usize & mask;
            while self.slots.get(at).is_some_and(|there| *there != 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

const fn number_in(slot: u64) -> u32 {
    ((slot & 0xFFFF_FFFF) as u32).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn the_hash_stays_what_it_is() {
        // The order of people in files hangs on these.
        let found = ["", "a", "ग्राम रामपुर"].map(|text| hash(text.as_bytes()));
        assert_eq!(found, [0x06F9_6F30_F29E_33B1, 0x7EE9_2A7E_4A07_826F, 0x63A9_C9D5_142D_50DF]);
    }

    #[test]
    fn many_texts_keep_their_numbers() {
        let mut all = Interner::default();
        let texts: Vec<String> = (0..50_000).map(|n| format!("word {n}")).collect();
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(all.intern(text.as_bytes()) as usize, at);
        }
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(all.intern(text.as_bytes()) as usize, at);
            assert_eq!(all.find(text.as_bytes()).unwrap() as usize, at);
            assert_eq!(all.get(u32::try_from(at).unwrap()), text.as_bytes());
        }
        assert_eq!(all.find(b"word"), None);
    }

    proptest! {
        #[test]
        fn as_a_map_would(texts in proptest::collection::vec("[ab\\x00]{0,9}", 0..60)) {
            let mut all = Interner::default();
            let mut map: HashMap<String, u32> = HashMap::new();
            for text in texts {
                let next = u32::try_from(map.len()).unwrap();
                let expected = *map.entry(text.clone()).or_insert(next);
                prop_assert_eq!(all.intern(text.as_bytes()), expected);
                prop_assert_eq!(all.get(expected), text.as_bytes());
            }
        }
    }
}
