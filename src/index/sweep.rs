//! Everybody once, from front to back: for whoever compares many people with the whole index, to whom 40 million rows read in their order
//! cost less than a search for each. People come as numbers that point into the lists of texts; nothing is kept of what was read.

use super::codec::{Bytes, Short};
use super::open::{FIRST_YEAR, Index};
use super::record::{BLOCK, Record};
use super::section::Section;
use super::words::{Field, skeleton};
use super::{IndexError, search};
use crate::hospital::names::{self, Token};
use crate::hospital::sex::Sex;
use std::ops::Range;

/// Blocks of people that are read at once, about 400 KB.
const BLOCKS_AT_ONCE: usize = 256;

/// A person as the sweep sees them.
#[derive(Debug)]
pub struct Row<'a> {
    pub id: u32,
    pub birth_year: Option<i32>,
    pub sex: Option<Sex>,
    /// Faces ([`Index::faces`]) of the name; and of the Devanagari name, where it is not word for word the Latin one's.
    pub name: [&'a [u32]; 2],
    /// The same of the relative.
    pub relative: [&'a [u32]; 2],
    /// Ten digits.
    pub mobile: Option<u64>,
    /// Fourteen digits.
    pub abha: Option<u64>,
    /// Number of the place ([`Index::place_at`]).
    pub place: u32,
}

impl Index {
    /// Hands the people of a range of ids to `each`, in their order; the range is rounded to blocks of 64, so that ranges that touch share
    /// nobody. `on` hears how many of the range are done and says whether to go on. Answers with the ids that could not be read because
    /// their pages are damaged.
    ///
    /// # Errors
    /// [`IndexError::Stopped`], or the disk.
    pub fn sweep(
        &self,
        ids: Range<u32>,
        each: &mut dyn FnMut(&Row<'_>),
        on: &mut dyn FnMut(u32) -> bool,
    ) -> Result<Vec<Range<u32>>, IndexError> {
        let (first, end) = (ids.start.div_ceil(BLOCK) as usize, ids.end.min(self.people).div_ceil(BLOCK) as usize);
        let (mut unread, mut at) = (Vec::new(), first);
        let mut reading = Reading { bytes: Vec::new(), record: Record::default() };
        while at < end {
            if !on(id_of(at - first)) {
                return Err(IndexError::Stopped);
            }
            let next = (at + BLOCKS_AT_ONCE).min(end);
            if !reading.blocks(self, at..next, each)? {
                for block in at..next {
                    if !reading.blocks(self, block..block + 1, each)? {
                        unread.push(id_of(block)..id_of(block + 1).min(self.people));
                    }
                }
            }
            at = next;
        }
        Ok(unread)
    }

    /// Year of birth of a person, told by the id alone.
    #[must_use]
    pub fn birth_year_of(&self, id: u32) -> Option<i32> {
        year_of(self.bucket_of(id))
    }

    /// Every face, a word as written; in both scripts where a name has both ([`super::BOTH`] between), by number.
    pub fn faces(&self) -> impl Iterator<Item = &str> {
        (0..u32::try_from(self.faces.count()).unwrap_or(u32::MAX)).map(|n| self.faces.get(n).unwrap_or_default())
    }

    /// PIN code (0: none) and faces of a place; `None` past the last.
    #[must_use]
    pub fn place_at(&self, number: u32) -> Option<(u32, Vec<u32>)> {
        self.places.faces_of(number).ok()
    }

    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> u32 {
        u32::try_from(self.places.count()).unwrap_or(u32::MAX)
    }

    /// How many people have a word with this skeleton in this field; who has several of them counts as often.
    #[must_use]
    pub fn people_with(&self, skeleton: u64, field: Field) -> u64 {
        self.words.between(skeleton, skeleton).map(|word| u64::from(self.words.count_of(word, field))).sum()
    }

    /// Hands every word of the vocabulary to `each`, with how many have it in name, relative and place.
    pub fn each_word(&self, each: &mut dyn FnMut(&Token, [u32; 3])) {
        for word in 0..u32::try_from(self.words.count()).unwrap_or(u32::MAX) {
            let counts = Field::ALL.map(|field| self.words.count_of(word, field));
            each(&names::token_of_word(self.words.text(word)), counts);
        }
    }

    /// Skeletons of the words of the index that this one may be, likeliest first, each once.
    #[must_use]
    pub fn skeletons_near(&self, word: &Token) -> Vec<u64> {
        let mut found = Vec::new();
        for spelling in self.spellings(word, false) {
            let key = skeleton(std::str::from_utf8(self.words.sound(spelling.word)).unwrap_or_default());
            if !found.contains(&key) {
                found.push(key);
            }
        }
        found
    }

    /// How many people have this very word, as spelt, in a name.
    #[must_use]
    pub fn people_called(&self, word: &Token) -> u32 {
        search::exactly(&self.words, word).map_or(0, |word| self.words.count_of(word, Field::Name))
    }
}

fn id_of(block: usize) -> u32 {
    u32::try_from(block).unwrap_or(u32::MAX).saturating_mul(BLOCK)
}

struct Reading {
    bytes: Vec<u8>,
    record: Record,
}

impl Reading {
    /// Reads blocks that lie one after another; `false` where one of their pages is damaged, and then nobody was handed out.
    fn blocks(&mut self, index: &Index, blocks: Range<usize>, each: &mut dyn FnMut(&Row<'_>)) -> Result<bool, IndexError> {
        let (Some(start), Some(end)) = (index.blocks.get(blocks.start), index.blocks.get(blocks.end)) else { return Ok(false) };
        let Some(len) = end.checked_sub(*start).and_then(|len| usize::try_from(len).ok()) else { return Ok(false) };
        match index.file.read_once(Section::Records, *start, len, &mut self.bytes) {
            Ok(()) => {}
            Err(IndexError::Damaged { .. }) => return Ok(false),
            Err(other) => return Err(other),
        }
        // Pages that are whole and hold nonsense are no damage of the disk: then nothing of the file is to be trusted.
        self.walk(index, &blocks, *start, each).map_err(|_short| index.file.nonsense(Section::Records))?;
        Ok(true)
    }

    fn walk(&mut self, index: &Index, blocks: &Range<usize>, start: u64, each: &mut dyn FnMut(&Row<'_>)) -> Result<(), Short> {
        let mut bucket = index.bucket_of(id_of(blocks.start));
        for block in blocks.clone() {
            let part = |at: usize| index.blocks.get(at).and_then(|at| usize::try_from(at.saturating_sub(start)).ok());
            let (from, to) = part(block).zip(part(block + 1)).ok_or(Short)?;
            let (mut rest, mut place) = (Bytes(self.bytes.get(from..to).unwrap_or_default()), 0);
            for id in id_of(block)..id_of(block + 1).min(index.people) {
                self.record.decode(place, &mut rest)?;
                place = self.record.place;
                while index.buckets.get(bucket + 1).is_some_and(|next| *next <= id) {
                    bucket += 1;
                }
                each(&row(id, bucket, &self.record));
            }
            if !rest.is_empty() {
                return Err(Short);
            }
        }
        Ok(())
    }
}

fn year_of(bucket: usize) -> Option<i32> {
    i32::try_from(bucket / 4).ok().filter(|year| *year > 0).map(|year| year - 1 + FIRST_YEAR)
}

fn row(id: u32, bucket: usize, record: &Record) -> Row<'_> {
    Row {
        id,
        birth_year: year_of(bucket),
        sex: [None, Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)].get(bucket % 4).copied().flatten(),
        name: [&record.name, &record.name_hi],
        relative: [&record.relative, &record.relative_hi],
        mobile: record.mobile,
        abha: record.abha,
        place: record.place,
    }
}
