//! People in their order, from all runs at once.

use super::doubles::Kept;
use super::row::{self, Key};
use super::run::RunRows;
use super::work::Work;
use crate::index::IndexError;
use crate::index::record::Record;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Rows that stay, in the order of people.
pub(super) struct People<'a> {
    kept: &'a Kept,
    runs: Vec<(RunRows, Vec<u8>)>,
    next: BinaryHeap<Reverse<(Key, usize)>>,
}

impl<'a> People<'a> {
    pub fn open(work: &Work, runs: u32, kept: &'a Kept) -> Result<Self, IndexError> {
        let mut people = Self { kept, runs: Vec::new(), next: BinaryHeap::new() };
        for run in 0..runs {
            let (mut rows, mut bytes) = (RunRows::open(work, run)?, Vec::new());
            if let Some(key) = rows.next_bytes(&mut bytes)? {
                people.next.push(Reverse((key, people.runs.len())));
            }
            people.runs.push((rows, bytes));
        }
        Ok(people)
    }

    /// The next person, with numbers of this build.
    pub fn next(&mut self, record: &mut Record) -> Result<Option<Key>, IndexError> {
        loop {
            let Some(mut top) = self.next.peek_mut() else { return Ok(None) };
            let Reverse((key, run)) = *top;
            let Some((rows, bytes)) = self.runs.get_mut(run) else { return Ok(None) };
            let stays = self.kept.stays(key.row);
            if stays && row::decode(bytes, record).is_none() {
                return Err(rows.damage());
            }
            match rows.next_bytes(bytes)? {
                Some(after) => *top = Reverse((after, run)),
                None => drop(PeekMut::pop(top)),
            }
            if stays {
                return Ok(Some(key));
            }
        }
    }
}
