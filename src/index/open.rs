//! An index that is open: what is held in memory, and people read one by one.

use super::codec::{Bytes, Short};
use super::head::Head;
use super::numbers::{self, Directory, Numbered};
use super::record::{BLOCK, RECORD_BYTES_MAX, Record};
use super::sealed::SealedReader;
use super::section::Section;
use super::texts::{BOTH, Places, Texts, join, uhid_of};
use super::words::{Field, ListAt, Words};
use super::{Facts, FileKey, IndexError, postings, search};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use crate::hospital::matching::{Commonness, Weights};
use crate::hospital::names::Token;
use crate::hospital::opd_form::is_devanagari;
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Buckets of birth year and sex.
pub(super) const BUCKETS: usize = 1024;
/// Year that the first bucket but the unknown one stands for.
pub(super) const FIRST_YEAR: i32 = 1900;
/// Bytes of a block of people.
const BLOCK_BYTES_MAX: u64 = BLOCK as u64 * RECORD_BYTES_MAX;
/// Blocks of numbers that one question reads at most.
const NUMBER_BLOCKS: usize = 64;

/// The patient index, open for reading. One a thread ([`Self::another`]); any number of programs may have the same file open.
pub struct Index {
    pub(super) file: SealedReader,
    pub(super) spelt: RefCell<HashMap<(String, bool), Vec<search::Spelling>>>,
    held: Arc<Held>,
}

/// What is held in memory and never changes: shared by all threads that read the file.
pub struct Held {
    pub(super) people: u32,
    pub(super) windows: u32,
    pub(super) buckets: Vec<u32>,
    pub(super) faces: Texts,
    pub(super) places: Places,
    templates: Texts,
    pub(super) blocks: Vec<u64>,
    pub(super) words: Words,
    pub(super) popular: Vec<u32>,
    pub(super) four: Vec<ListAt>,
    mobiles: Directory,
    uhids: Directory,
    abhas: Directory,
    pub(super) weights: Weights,
    facts: Facts,
}

impl std::ops::Deref for Index {
    type Target = Held;

    fn deref(&self) -> &Held {
        &self.held
    }
}

/// No patient in logs.
impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Index({}, {})", self.file.head.id, self.people)
    }
}

/// The three lists of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    Mobile,
    Uhid,
    Abha,
}

/// The bucket of a birth year and a sex.
#[must_use]
pub fn bucket(year: Option<i32>, sex: Option<Sex>) -> u16 {
    let year = year.map_or(0, |y| u16::try_from((y - FIRST_YEAR + 1).clamp(1, 255)).unwrap_or(0));
    let sex = match sex {
        None | Some(Sex::Unknown) => 0,
        Some(Sex::Female) => 1,
        Some(Sex::Male) => 2,
        Some(Sex::Other) => 3,
    };
    year * 4 + sex
}

impl Index {
    /// Reads a file's head: whose it is, of which day. Needs no key and trusts nothing.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn head(path: &Path) -> Result<Head, IndexError> {
        let file = std::fs::File::open(path).map_err(|e| crate::disk::DiskError::new(path, e))?;
        Head::read(&file, path).map(|(head, ..)| head)
    }

    /// Opens a file for searching; reads its lists of words, not its people.
    ///
    /// # Errors
    /// [`IndexError`]: another hospital's, a wrong key, damaged, cut short, or the disk.
    pub fn open(path: &Path, key: &FileKey, site: &str) -> Result<Self, IndexError> {
        let found = Self::head(path)?.site;
        if found != site {
            return Err(IndexError::OtherSite { found });
        }
        let file = SealedReader::open(path, key)?;
        let people = u32::try_from(file.head.people).map_err(|_many| file.nonsense(Section::Buckets))?;
        let (words, popular) = read(&file, Section::Words, |b| {
            Words::decode(b).map(|words| {
                let popular = search::popular(&words, people);
                (words, popular)
            })
        })?;
        let (mobiles, uhids, abhas) = read(&file, Section::Directory, |b| {
            let mut bytes = Bytes(b);
            Ok((
                Directory::decode(&mut bytes, false)?,
                Directory::decode(&mut bytes, true)?,
                Directory::decode(&mut bytes, false)?,
            ))
        })?;
        let json = |section: Section| file.whole(section);
        let weights: Weights =
            serde_json::from_slice(&json(Section::Weights)?).map_err(|_shape| file.nonsense(Section::Weights))?;
        let weights = weights.of_these_levels();
        let facts = serde_json::from_slice(&json(Section::Facts)?).map_err(|_shape| file.nonsense(Section::Facts))?;
        let held = Held {
            people,
            windows: postings::windows(people),
            buckets: read(&file, Section::Buckets, |b| read_buckets(b, people))?,
            faces: read(&file, Section::Faces, Texts::decode)?,
            places: read(&file, Section::Places, Places::decode)?,
            templates: read(&file, Section::Templates, Texts::decode)?,
            blocks: read(&file, Section::Blocks, |b| read_blocks(b, people))?,
            words,
            popular,
            four: read_four(&file)?,
            mobiles,
            uhids,
            abhas,
            weights,
            facts,
        };
        Ok(Self { held: Arc::new(held), spelt: RefCell::default(), file })
    }

    /// The same file for another thread: what is held in memory is shared, the pages in the clear are its own.
    ///
    /// # Errors
    /// The disk.
    pub fn another(&self) -> Result<Self, IndexError> {
        Ok(Self { held: Arc::clone(&self.held), spelt: RefCell::default(), file: self.file.another()? })
    }

    /// The head of the file.
    #[must_use]
    pub const fn about(&self) -> &Head {
        &self.file.head
    }

    /// Day of the export.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.file.head.day
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.people
    }

    /// What was counted while it was built.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Weights of evidence, learnt while it was built.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Bytes of each part, and how many words, faces and places there are.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let parts = Section::ALL.into_iter().map(|s| (s.name(), self.file.len(s))).collect();
        let (words, faces, places) = (self.words.count(), self.faces.count(), self.places.count());
        let same_names = self.facts.names == crate::hospital::names::edition();
        Stats { people: self.people, words, faces, places, parts, same_names }
    }

    /// Reads every page. Hands out what is damaged. `on` hears pages done and pages in all, and says whether to go on.
    ///
    /// # Errors
    /// [`IndexError::Stopped`], or the disk.
    pub fn check(&self, on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<IndexError>, IndexError> {
        self.file.check(on)
    }

    pub(super) fn bucket_of(&self, id: u32) -> usize {
        self.buckets.partition_point(|start| *start <= id).saturating_sub(1)
    }

    /// Tells the disk that a person will be read.
    pub(super) fn person_soon(&self, id: u32) {
        let block = (id / BLOCK) as usize;
        if let (Some(start), Some(end)) = (self.blocks.get(block), self.blocks.get(block + 1)) {
            self.file.soon(Section::Records, *start, usize::try_from(end.saturating_sub(*start)).unwrap_or(0));
        }
    }

    /// One person.
    ///
    /// # Errors
    /// [`IndexError`]: damaged, or the disk.
    pub fn person(&self, id: u32) -> Result<CentralPatient, IndexError> {
        let block = (id / BLOCK) as usize;
        let nonsense = || self.file.nonsense(Section::Records);
        let (Some(start), Some(end)) = (self.blocks.get(block), self.blocks.get(block + 1)) else { return Err(nonsense()) };
        let mut bytes = Vec::new();
        let len = end.checked_sub(*start).and_then(|len| usize::try_from(len).ok()).ok_or_else(nonsense)?;
        self.file.read(Section::Records, *start, len, &mut bytes)?;
        let (mut rest, mut record, mut place) = (Bytes(&bytes), Record::default(), 0);
        for _ in 0..=id % BLOCK {
            record.decode(place, &mut rest).map_err(|_short| nonsense())?;
            place = record.place;
        }
        self.whole(id, &record).map_err(|_short| nonsense())
    }

    /// Every person in the order of the file, block by block.
    ///
    /// # Errors
    /// [`IndexError`], or what `each` says.
    pub fn everybody(&self, mut each: impl FnMut(u32, CentralPatient) -> Result<(), IndexError>) -> Result<(), IndexError> {
        let nonsense = || self.file.nonsense(Section::Records);
        let (mut bytes, mut record, mut id) = (Vec::new(), Record::default(), 0);
        for pair in self.blocks.windows(2) {
            let [start, end] = pair else { continue };
            let len = end.checked_sub(*start).and_then(|len| usize::try_from(len).ok()).ok_or_else(nonsense)?;
            self.file.read(Section::Records, *start, len, &mut bytes)?;
            let (mut rest, mut place) = (Bytes(&bytes), 0);
            for _ in 0..BLOCK.min(self.people.saturating_sub(id)) {
                record.decode(place, &mut rest).map_err(|_short| nonsense())?;
                place = record.place;
                each(id, self.whole(id, &record).map_err(|_short| nonsense())?)?;
                id += 1;
            }
            if !rest.is_empty() {
                return Err(nonsense());
            }
        }
        Ok(())
    }

    fn whole(&self, id: u32, record: &Record) -> Result<CentralPatient, Short> {
        let bucket = self.bucket_of(id);
        let year = i32::try_from(bucket / 4).ok().filter(|y| *y > 0).map(|y| y - 1 + FIRST_YEAR);
        let born = match (year, record.day) {
            (Some(year), Some(day)) => NaiveDate::from_yo_opt(year, u32::from(day)).map_or(Born::Unknown, Born::Day),
            (Some(year), None) => u16::try_from(year).map_or(Born::Unknown, Born::Year),
            (None, _) => Born::Unknown,
        };
        let (pin, place) =
            if self.places.count() == 0 { (0, String::new()) } else { self.places.get(record.place, &self.faces)? };
        let relative = self.name(&record.relative, &record.relative_hi)?;
        let at = usize::from(record.relation).checked_sub(1);
        Ok(CentralPatient {
            uhid: uhid_of(self.templates.get(record.template).ok_or(Short)?, record.number),
            name: self.name(&record.name, &record.name_hi)?,
            relation: at.and_then(|at| Relation::ALL.get(at)).copied(),
            relative: Some(relative).filter(|name| !name.shown().is_empty()),
            sex: [None, Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)].get(bucket % 4).copied().flatten(),
            born,
            mobile: record.mobile.and_then(|m| Mobile::parse(&m.to_string()).ok()),
            abha: record.abha.and_then(|a| AbhaNumber::parse(&format!("{a:014}")).ok()),
            pin: Some(pin).filter(|pin| *pin > 0).and_then(|pin| Pin::parse(&pin.to_string()).ok()),
            place,
        })
    }

    /// A name from its faces: both scripts, where each word has both.
    fn name(&self, faces: &[u32], own_devanagari: &[u32]) -> Result<PersonName, Short> {
        let (mut first, mut second, mut both) = (String::new(), String::new(), false);
        for face in faces {
            let face = self.faces.get(*face).ok_or(Short)?;
            if let Some((latin, devanagari)) = face.split_once(BOTH) {
                join(&mut first, latin)?;
                join(&mut second, devanagari)?;
                both = true;
            } else {
                join(&mut first, face)?;
            }
        }
        for face in own_devanagari {
            join(&mut second, self.faces.get(*face).ok_or(Short)?)?;
        }
        if !both && second.is_empty() && is_devanagari(&first) {
            std::mem::swap(&mut first, &mut second);
        }
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Ok(PersonName { honorific: None, latin: some(first), devanagari: some(second) })
    }

    /// People whose number lies between two, at most `most`.
    pub(super) fn numbered(
        &self,
        kind: NumberKind,
        low: (u32, u64),
        high: (u32, u64),
        most: usize,
    ) -> Result<Vec<Numbered>, IndexError> {
        let (directory, section, with_template) = match kind {
            NumberKind::Mobile => (&self.mobiles, Section::Mobiles, false),
            NumberKind::Uhid => (&self.uhids, Section::Uhids, true),
            NumberKind::Abha => (&self.abhas, Section::Abhas, false),
        };
        let mut found = Vec::new();
        if let Some(range) = directory.range(low, high, self.file.len(section), NUMBER_BLOCKS) {
            let mut bytes = Vec::new();
            let len = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(usize::MAX);
            self.file.read(section, range.start, len, &mut bytes)?;
            let each = |number: Numbered| {
                found.push(number);
                found.len() < most
            };
            numbers::decode(&bytes, with_template, (low, high), each).map_err(|_short| self.file.nonsense(section))?;
        }
        Ok(found)
    }

    /// Shapes of UHIDs with their numbers in the file.
    pub(super) fn templates(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..u32::try_from(self.templates.count()).unwrap_or(u32::MAX)).filter_map(|n| Some((n, self.templates.get(n)?)))
    }

    /// The patient with this very UHID.
    ///
    /// # Errors
    /// [`IndexError`]: damaged, or the disk.
    pub fn person_by_uhid(&self, uhid: &str) -> Result<Option<CentralPatient>, IndexError> {
        self.id_by_uhid(uhid)?.map(|id| self.person(id)).transpose()
    }

    /// The id of the patient with this very UHID.
    ///
    /// # Errors
    /// [`IndexError`]: damaged, or the disk.
    pub fn id_by_uhid(&self, uhid: &str) -> Result<Option<u32>, IndexError> {
        let Some((shape, number)) = super::shape_of(uhid.trim()) else { return Ok(None) };
        let Some((template, _)) = self.templates().find(|(_, t)| *t == shape) else { return Ok(None) };
        let found = self.numbered(NumberKind::Uhid, (template, number), (template, number), 1)?;
        Ok(found.first().map(|n| n.id))
    }
}

/// What a file is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    pub people: u32,
    pub words: usize,
    pub faces: usize,
    pub places: usize,
    /// Built with the tables of names that this program has; with others less is found, and it is time to build it anew.
    pub same_names: bool,
    /// Plain bytes of each part, by name.
    pub parts: Vec<(&'static str, u64)>,
}

/// How common a word is among the people of the index.
impl Commonness for Index {
    fn share(&self, word: &Token) -> Option<f64> {
        let word = search::exactly(&self.words, word)?;
        let count = self.words.count_of(word, Field::Name).max(self.words.count_of(word, Field::Relative));
        Some(f64::from(count.max(1)) / f64::from(self.people.max(1)))
    }
}

fn read<T>(file: &SealedReader, section: Section, decode: impl FnOnce(&[u8]) -> Result<T, Short>) -> Result<T, IndexError> {
    decode(&file.whole(section)?).map_err(|Short| file.nonsense(section))
}

fn read_buckets(bytes: &[u8], people: u32) -> Result<Vec<u32>, Short> {
    let mut rest = Bytes(bytes);
    let buckets = (0..=BUCKETS).map(|_| rest.u32()).collect::<Result<Vec<_>, _>>()?;
    if buckets.is_sorted() && buckets.first() == Some(&0) && buckets.last() == Some(&people) { Ok(buckets) } else { Err(Short) }
}

fn read_blocks(bytes: &[u8], people: u32) -> Result<Vec<u64>, Short> {
    let mut rest = Bytes(bytes);
    let blocks = (0..=people.div_ceil(BLOCK)).map(|_| rest.u40()).collect::<Result<Vec<_>, _>>()?;
    let whole = |pair: &[u64]| matches!(pair, [start, end] if (*start..=start + BLOCK_BYTES_MAX).contains(end));
    if blocks.windows(2).all(whole) { Ok(blocks) } else { Err(Short) }
}

/// Only the table in front: the lists behind it are read when they are asked for.
fn read_four(file: &SealedReader) -> Result<Vec<ListAt>, IndexError> {
    const TABLE_MAX: u64 = 10_000 * 2 * 5;
    let (mut bytes, len) = (Vec::new(), file.len(Section::Four).min(TABLE_MAX));
    file.read(Section::Four, 0, usize::try_from(len).unwrap_or(0), &mut bytes)?;
    four_lists(&bytes).map_err(|Short| file.nonsense(Section::Four))
}

fn four_lists(bytes: &[u8]) -> Result<Vec<ListAt>, Short> {
    let mut rest = Bytes(bytes);
    let mut lists = Vec::with_capacity(10_000);
    let mut start = 0_u64;
    for _ in 0..10_000 {
        let (count, len) = (rest.varint32()?, rest.varint32()?);
        lists.push(ListAt { start, bytes: len, count });
        start = start.checked_add(u64::from(len)).ok_or(Short)?;
    }
    let head = (bytes.len() - rest.0.len()) as u64;
    for list in &mut lists {
        list.start += head;
    }
    Ok(lists)
}
