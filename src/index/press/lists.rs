//! Lists of people for every word: gathered in memory, set down sorted whenever full, merged into the file.

use super::work::{Work, WorkReader};
use crate::index::IndexError;
use crate::index::codec::push_varint;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pairs of a list and a person, as they come: ids ascend.
pub(super) struct Gather {
    pairs: Vec<u64>,
    limit: usize,
    segments: u32,
}

impl Gather {
    /// `memory` in bytes.
    pub fn new(memory: usize) -> Self {
        Self { pairs: Vec::new(), limit: (memory / 8).max(64), segments: 0 }
    }

    pub fn push(&mut self, list: u32, id: u32, work: &Work) -> Result<(), IndexError> {
        if self.pairs.len() == self.limit {
            self.spill(work)?;
        }
        self.pairs.push(u64::from(list) << 32 | u64::from(id));
        Ok(())
    }

    /// Of each list: its number less the one before, how many, and the gaps between the people.
    fn spill(&mut self, work: &Work) -> Result<(), IndexError> {
        self.pairs.sort_unstable();
        let mut writer = work.create(&name(self.segments))?;
        let mut bytes = Vec::new();
        let mut list_before = 0;
        for group in self.pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            let list = group.first().map_or(0, |pair| pair >> 32);
            push_varint(list - list_before, &mut bytes);
            push_varint(group.len() as u64, &mut bytes);
            let mut before = 0;
            for pair in group {
                let id = pair & 0xFFFF_FFFF;
                push_varint(id - before, &mut bytes);
                before = id;
            }
            list_before = list;
            if bytes.len() >= 1 << 16 {
                writer.write(&bytes)?;
                bytes.clear();
            }
        }
        writer.write(&bytes)?;
        writer.finish()?;
        self.pairs.clear();
        self.segments += 1;
        Ok(())
    }

    /// All lists in order.
    pub fn finish(mut self, work: &Work) -> Result<Merged, IndexError> {
        self.spill(work)?;
        self.pairs = Vec::new();
        let mut merged = Merged { segments: Vec::new(), next: BinaryHeap::new() };
        for segment in 0..self.segments {
            let mut reader = work.read(&name(segment))?;
            if let Some(list) = next_list(&mut reader, 0)? {
                merged.next.push(Reverse((list, segment)));
            }
            merged.segments.push(reader);
        }
        Ok(merged)
    }
}

fn name(segment: u32) -> String {
    format!("lists-{segment:05}")
}

fn next_list(reader: &mut WorkReader, before: u32) -> Result<Option<u32>, IndexError> {
    let Some(step) = reader.varint()? else { return Ok(None) };
    let list = u32::try_from(step).ok().and_then(|step| before.checked_add(step)).ok_or_else(|| reader.damage())?;
    Ok(Some(list))
}

/// Lists in order, each whole.
pub(super) struct Merged {
    segments: Vec<WorkReader>,
    /// The list that comes next in each segment.
    next: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Merged {
    /// Number of the list that comes next.
    pub fn peek(&self) -> Option<u32> {
        self.next.peek().map(|Reverse((list, _))| *list)
    }

    /// The people of the next list; `peek` has told its number.
    pub fn next(&mut self, ids: &mut Vec<u32>) -> Result<(), IndexError> {
        ids.clear();
        let Some(list) = self.peek() else { return Ok(()) };
        // Of one list the segments come in their order, and so do the ids.
        while let Some(Reverse((_, segment))) = self.next.peek().copied().filter(|Reverse((next, _))| *next == list) {
            self.next.pop();
            let Some(reader) = self.segments.get_mut(segment as usize) else { continue };
            let mut id = 0_u32;
            for _ in 0..reader.number()? {
                let gap = u32::try_from(reader.number()?).ok().and_then(|gap| id.checked_add(gap));
                id = gap.ok_or_else(|| reader.damage())?;
                ids.push(id);
            }
            if let Some(after) = next_list(reader, list)? {
                self.next.push(Reverse((after, segment)));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::FileKey;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};
    use zeroize::Zeroizing;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn lists_come_out_whole(people in prop::collection::vec(prop::collection::btree_set(0_u32..30, 0..6), 0..90)) {
            let folder = tempfile::tempdir().unwrap();
            let work = Work::open(folder.path(), &[b"x"], &FileKey(Zeroizing::new([1; 32]))).unwrap();
            let mut gather = Gather::new(0);
            let mut want: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for (id, lists) in (0..).zip(&people) {
                for list in lists {
                    gather.push(*list, id, &work).unwrap();
                    want.entry(*list).or_default().insert(id);
                }
            }
            let mut merged = gather.finish(&work).unwrap();
            let mut ids = Vec::new();
            for (list, people) in want {
                prop_assert_eq!(merged.peek(), Some(list));
                merged.next(&mut ids).unwrap();
                prop_assert_eq!(&ids, &people.into_iter().collect::<Vec<_>>());
            }
            prop_assert_eq!(merged.peek(), None);
        }
    }
}
