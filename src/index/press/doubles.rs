//! UHIDs that come twice: the last row of the export wins. Then every row that stays is counted, so that texts can be ordered by use.

use super::read::ReadAll;
use super::row::place_parts;
use super::run::{RunRows, uhids_name};
use super::sorter::Sorted;
use super::work::Work;
use super::{On, Stage, tell};
use crate::index::IndexError;
use crate::index::record::Record;

/// Rows between two looks at whether to go on.
const TELL_ROWS: u64 = 1 << 16;

/// Which rows stay, and what is used by them.
pub(super) struct Kept {
    out: Bits,
    pub people: u32,
    pub doubled: u64,
    pub changed: u64,
    pub gone: u64,
    /// How often each face is used: in names and relatives by each person, in places once for each place.
    pub faces: Vec<u32>,
    pub places: Vec<u32>,
    pub shapes: Vec<u32>,
}

impl Kept {
    pub fn stays(&self, row: u32) -> bool {
        !self.out.get(row)
    }
}

/// A set of small numbers.
#[derive(Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub fn new(len: u32) -> Self {
        Self(vec![0; (len as usize).div_ceil(64)])
    }

    pub fn set(&mut self, at: u32) {
        if let Some(word) = self.0.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub fn get(&self, at: u32) -> bool {
        self.0.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

pub(super) fn find(work: &Work, read: &ReadAll, on: On<'_>) -> Result<Kept, IndexError> {
    let zeros = |len: u32| vec![0_u32; len as usize];
    let texts = &read.texts;
    let mut kept = Kept {
        out: Bits::new(read.state.rows),
        people: 0,
        doubled: 0,
        changed: 0,
        gone: 0,
        faces: zeros(texts.faces.len()),
        places: zeros(texts.places.len()),
        shapes: zeros(texts.shapes.len()),
    };
    kept.doubles(work, read, on)?;
    kept.count(work, read, on)?;
    Ok(kept)
}

impl Kept {
    fn doubles(&mut self, work: &Work, read: &ReadAll, on: On<'_>) -> Result<(), IndexError> {
        let names: Vec<String> = (0..read.state.runs).map(uhids_name).collect();
        let mut sorted = Sorted::<u128>::new(work, &names, Vec::new())?;
        let rows = u64::from(read.state.rows);
        let (mut done, mut same): (u64, Vec<u128>) = (0, Vec::new());
        while let Some(next) = sorted.next()? {
            if same.first().is_some_and(|first| first >> 32 != next >> 32) {
                self.superseded(&same, read.base_people);
                same.clear();
            }
            same.push(next);
            done += 1;
            if done.is_multiple_of(TELL_ROWS) {
                tell(on, Stage::Doubles, done, rows * 2)?;
            }
        }
        self.superseded(&same, read.base_people);
        Ok(())
    }

    /// Rows with one UHID, in the order of the export: all but the last are out.
    fn superseded(&mut self, same: &[u128], base: u32) {
        let Some((last, others)) = same.split_last() else { return };
        for (row, gone) in others.iter().map(|other| entry(*other)) {
            if gone {
                continue;
            }
            self.out.set(row);
            match (row < base, entry(*last).1) {
                (true, true) => self.gone += 1,
                (true, false) => self.changed += 1,
                (false, _) => self.doubled += 1,
            }
        }
    }

    fn count(&mut self, work: &Work, read: &ReadAll, on: On<'_>) -> Result<(), IndexError> {
        let add = |uses: &mut Vec<u32>, number: u32| {
            if let Some(count) = uses.get_mut(number as usize) {
                *count = count.saturating_add(1);
            }
        };
        let rows = u64::from(read.state.rows);
        let (mut record, mut done) = (Record::default(), 0_u64);
        for run in 0..read.state.runs {
            let mut reader = RunRows::open(work, run)?;
            while let Some(key) = reader.next(&mut record)? {
                if self.stays(key.row) {
                    self.people += 1;
                    for list in [&record.name, &record.name_hi, &record.relative, &record.relative_hi] {
                        for face in list {
                            add(&mut self.faces, *face);
                        }
                    }
                    add(&mut self.places, record.place);
                    add(&mut self.shapes, record.template);
                }
                done += 1;
                if done.is_multiple_of(TELL_ROWS) {
                    tell(on, Stage::Doubles, rows + done, rows * 2)?;
                }
            }
        }
        for (place, _) in (0..).zip(&self.places).filter(|(_, uses)| **uses > 0) {
            let (_, words) = place_parts(read.texts.places.get(place));
            for face in words {
                add(&mut self.faces, face);
            }
        }
        Ok(())
    }
}

/// Row and whether it takes the patient out.
const fn entry(value: u128) -> (u32, bool) {
    let low = (value & 0xFFFF_FFFF) as u32;
    (low >> 1, low & 1 == 1)
}
