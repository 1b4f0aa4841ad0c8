//! Mobiles, UHIDs and ABHA numbers in order, each with the person who has it: blocks of 128, found through a directory in memory.

use super::codec::{Bytes, Short, push_u40, push_varint};

/// Numbers of a block.
pub(super) const NUMBERS: usize = 128;

/// A number of a person. For mobiles and ABHA numbers the template is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Numbered {
    pub template: u32,
    pub number: u64,
    pub id: u32,
}

/// First number and offset of each block of one kind.
#[derive(Default)]
pub(super) struct Directory {
    firsts: Vec<(u32, u64)>,
    offsets: Vec<u64>,
}

/// Writes a sorted list bit by bit: [`Self::push`] each, take [`Self::bytes`] whenever it is large, [`Self::directory`] at the end.
pub(super) struct NumbersWriter {
    /// UHIDs name their template.
    with_template: bool,
    before: Option<Numbered>,
    in_block: usize,
    written: u64,
    pub bytes: Vec<u8>,
    directory: Vec<u8>,
    blocks: u64,
}

impl NumbersWriter {
    pub const fn new(with_template: bool) -> Self {
        Self { with_template, before: None, in_block: 0, written: 0, bytes: Vec::new(), directory: Vec::new(), blocks: 0 }
    }

    /// Adds the next; they come sorted.
    pub fn push(&mut self, next: Numbered) {
        if self.in_block == NUMBERS {
            (self.before, self.in_block) = (None, 0);
        }
        if self.before.is_none() {
            if self.with_template {
                self.directory.extend(next.template.to_le_bytes());
            }
            self.directory.extend(next.number.to_le_bytes());
            push_u40(self.written + self.bytes.len() as u64, &mut self.directory);
            self.blocks += 1;
        }
        let before = self.before.unwrap_or(Numbered { template: 0, number: 0, id: 0 });
        let moved = next.template.wrapping_sub(before.template);
        if self.with_template {
            push_varint(u64::from(moved), &mut self.bytes);
        }
        push_varint(if moved == 0 { next.number.wrapping_sub(before.number) } else { next.number }, &mut self.bytes);
        self.bytes.extend(next.id.to_le_bytes());
        (self.before, self.in_block) = (Some(next), self.in_block + 1);
    }

    /// Hands out what is written so far.
    pub fn take(&mut self) -> Vec<u8> {
        self.written += self.bytes.len() as u64;
        std::mem::take(&mut self.bytes)
    }

    /// Bytes waiting to be taken.
    pub const fn waiting(&self) -> usize {
        self.bytes.len()
    }

    /// The directory, as it stands in the file.
    pub fn directory(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.directory.len() + 9);
        push_varint(self.blocks, &mut out);
        out.extend_from_slice(&self.directory);
        out
    }
}

impl Directory {
    /// Reads one kind's from the front of what is left of the section.
    pub fn decode(bytes: &mut Bytes<'_>, with_template: bool) -> Result<Self, Short> {
        let count = bytes.size()?;
        let mut directory = Self::default();
        for _ in 0..count {
            let template = if with_template { bytes.u32()? } else { 0 };
            directory.firsts.push((template, bytes.u64()?));
            directory.offsets.push(bytes.u40()?);
        }
        Ok(directory)
    }

    /// The bytes in which all numbers from `low` to `high` lie, both included. `len`: bytes of the section. At most `blocks` blocks.
    pub fn range(&self, low: (u32, u64), high: (u32, u64), len: u64, blocks: usize) -> Option<std::ops::Range<u64>> {
        // Equal numbers may begin in the block before.
        let first = self.firsts.partition_point(|f| *f < low).saturating_sub(1);
        let end = self.firsts.partition_point(|f| *f <= high).min(first + blocks);
        (first < end).then(|| {
            let at = |n: usize| self.offsets.get(n).copied().unwrap_or(len);
            at(first)..at(end)
        })
    }
}

/// Reads blocks and hands the numbers within bounds to `each`, until it says no.
pub(super) fn decode(
    bytes: &[u8],
    with_template: bool,
    (low, high): ((u32, u64), (u32, u64)),
    mut each: impl FnMut(Numbered) -> bool,
) -> Result<(), Short> {
    let mut bytes = Bytes(bytes);
    let (mut before, mut in_block) = ((0_u32, 0_u64), 0);
    while !bytes.is_empty() {
        if in_block == NUMBERS {
            (before, in_block) = ((0, 0), 0);
        }
        let moved = if with_template { bytes.varint32()? } else { 0 };
        let number = bytes.varint()?;
        let id = bytes.u32()?;
        before = if moved == 0 { (before.0, before.1.wrapping_add(number)) } else { (before.0.wrapping_add(moved), number) };
        in_block += 1;
        if before > high {
            break;
        }
        if before >= low && !each(Numbered { template: before.0, number: before.1, id }) {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_found_again(mut all in prop::collection::vec((0_u32..3, 0_u64..500, 0_u32..9), 1..900), ask in (0_u32..3, 0_u64..500, 0_u64..50)) {
            all.sort_unstable();
            let mut writer = NumbersWriter::new(true);
            let mut bytes = Vec::new();
            for (template, number, id) in &all {
                writer.push(Numbered { template: *template, number: *number, id: *id });
                if writer.waiting() > 300 {
                    bytes.extend(writer.take());
                }
            }
            bytes.extend(writer.take());
            let head = writer.directory();
            let directory = Directory::decode(&mut Bytes(&head), true).unwrap();
            let (low, high) = ((ask.0, ask.1), (ask.0, ask.1 + ask.2));
            let mut found = Vec::new();
            if let Some(range) = directory.range(low, high, bytes.len() as u64, 99) {
                let slice = &bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
                decode(slice, true, (low, high), |n| { found.push((n.template, n.number, n.id)); true }).unwrap();
            }
            let want: Vec<_> = all.iter().copied().filter(|(t, n, _)| (*t, *n) >= low && (*t, *n) <= high).collect();
            prop_assert_eq!(found, want);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _any = decode(&bytes, true, ((0, 0), (u32::MAX, u64::MAX)), |_| true);
            drop(Directory::decode(&mut Bytes(&bytes), false));
        }
    }
}
