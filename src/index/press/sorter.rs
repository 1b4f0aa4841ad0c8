//! Sorting more numbers than fit into memory: full buffers are sorted and set down, then merged.

use super::work::{Work, WorkReader};
use crate::index::IndexError;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// A number of fixed width on the disk.
pub(super) trait Fixed: Copy + Ord {
    const BYTES: usize;
    fn put(self, out: &mut Vec<u8>);
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl Fixed for u64 {
    const BYTES: usize = 8;
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_le_bytes)
    }
}

impl Fixed for u128 {
    const BYTES: usize = 16;
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_le_bytes)
    }
}

/// Takes numbers in any order, hands them out in order.
pub(super) struct Sorter<T> {
    name: &'static str,
    buffer: Vec<T>,
    limit: usize,
    runs: u32,
}

impl<T: Fixed> Sorter<T> {
    /// `memory` in bytes. `name` is used by no other sorter of this build.
    pub fn new(name: &'static str, memory: usize) -> Self {
        Self { name, buffer: Vec::new(), limit: (memory / size_of::<T>()).max(16), runs: 0 }
    }

    pub fn push(&mut self, value: T, work: &Work) -> Result<(), IndexError> {
        if self.buffer.len() == self.limit {
            self.spill(work)?;
        }
        self.buffer.push(value);
        Ok(())
    }

    fn spill(&mut self, work: &Work) -> Result<(), IndexError> {
        self.buffer.sort_unstable();
        write_sorted(work, &run_name(self.name, self.runs), &self.buffer)?;
        self.runs += 1;
        self.buffer.clear();
        Ok(())
    }

    /// All in order.
    pub fn finish(mut self, work: &Work) -> Result<Sorted<T>, IndexError> {
        self.buffer.sort_unstable();
        let names = (0..self.runs).map(|run| run_name(self.name, run)).collect::<Vec<_>>();
        Sorted::new(work, &names, self.buffer)
    }

    #[cfg(test)]
    pub const fn runs(&self) -> u32 {
        self.runs
    }
}

fn run_name(name: &str, run: u32) -> String {
    format!("{name}-{run:05}")
}

/// Sets down numbers that are in order already.
pub(super) fn write_sorted<T: Fixed>(work: &Work, name: &str, values: &[T]) -> Result<(), IndexError> {
    let mut writer = work.create(name)?;
    let mut bytes = Vec::with_capacity(8192 + T::BYTES);
    for value in values {
        value.put(&mut bytes);
        if bytes.len() >= 8192 {
            writer.write(&bytes)?;
            bytes.clear();
        }
    }
    writer.write(&bytes)?;
    writer.finish()
}

/// Numbers in order, from runs that are each in order.
pub(super) struct Sorted<T> {
    runs: Vec<WorkReader>,
    /// What was never set down, from the end.
    rest: Vec<T>,
    /// The next of each run; the number of runs stands for `rest`.
    heap: BinaryHeap<Reverse<(T, usize)>>,
}

impl<T: Fixed> Sorted<T> {
    /// Files of [`write_sorted`], and values in order.
    pub fn new(work: &Work, names: &[String], mut rest: Vec<T>) -> Result<Self, IndexError> {
        rest.reverse();
        let runs = names.iter().map(|name| work.read(name)).collect::<Result<Vec<_>, _>>()?;
        let mut all = Self { runs, rest, heap: BinaryHeap::new() };
        for run in 0..=all.runs.len() {
            if let Some(value) = next_of(&mut all.runs, &mut all.rest, run)? {
                all.heap.push(Reverse((value, run)));
            }
        }
        Ok(all)
    }

    pub fn next(&mut self) -> Result<Option<T>, IndexError> {
        let Some(mut top) = self.heap.peek_mut() else { return Ok(None) };
        let Reverse((value, run)) = *top;
        match next_of(&mut self.runs, &mut self.rest, run)? {
            Some(next) => *top = Reverse((next, run)),
            None => drop(PeekMut::pop(top)),
        }
        Ok(Some(value))
    }
}

fn next_of<T: Fixed>(runs: &mut [WorkReader], rest: &mut Vec<T>, run: usize) -> Result<Option<T>, IndexError> {
    let Some(reader) = runs.get_mut(run) else { return Ok(rest.pop()) };
    let value = reader.take(T::BYTES)?.map(T::from_bytes);
    match value {
        None => Ok(None),
        Some(Some(value)) => Ok(Some(value)),
        Some(None) => Err(reader.damage()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::FileKey;
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn comes_out_in_order(values in proptest::collection::vec(any::<u128>(), 0..400)) {
            let folder = tempfile::tempdir().unwrap();
            let work = Work::open(folder.path(), &[b"x"], &FileKey(Zeroizing::new([1; 32]))).unwrap();
            let mut sorter = Sorter::<u128>::new("t", 16 * 40);
            for value in &values {
                sorter.push(*value, &work).unwrap();
            }
            prop_assert_eq!(sorter.runs() as usize, values.len().saturating_sub(1) / 40);
            let mut sorted = sorter.finish(&work).unwrap();
            let mut expected = values;
            expected.sort_unstable();
            let mut out = Vec::new();
            while let Some(value) = sorted.next().unwrap() {
                out.push(value);
            }
            prop_assert_eq!(out, expected);
        }
    }
}
