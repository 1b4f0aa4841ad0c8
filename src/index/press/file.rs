//! The file, section by section: texts, people, lists of people, numbers, what was learnt and counted.

use super::doubles::Kept;
use super::faces::{NONE, PlaceOrder, by_use, place_text};
use super::intern::Interner;
use super::lists::{Gather, Merged};
use super::merge::People;
use super::read::ReadAll;
use super::row::place_parts;
use super::sorter::{Fixed, Sorter};
use super::state::sha256_of;
use super::vocabulary::{self, Cut, Vocabulary};
use super::work::Work;
use super::{On, Plan, Pressed, Progress, Stage, tell};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use crate::hospital::matching::{Collector, Weights, learn};
use crate::hospital::names::{edition, token_of_word};
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use crate::index::codec::{push_u40, push_varint};
use crate::index::numbers::{Numbered, NumbersWriter};
use crate::index::open::{BUCKETS, FIRST_YEAR};
use crate::index::record::{BLOCK, MOBILE_BASE, Record};
use crate::index::sealed::SealedWriter;
use crate::index::texts::{BOTH, uhid_of};
use crate::index::words::{Field, push_word};
use crate::index::{Facts, FileKey, Head, IndexError, Section, postings};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

/// People, lists, numbers between two looks at whether to go on.
const TELL: u64 = 1 << 14;
/// Bytes that are handed to the sealed file at once.
const PIECE: usize = 1 << 16;
/// Of fewer people there are too few pairs to learn from: weights stay as set by hand. The test of learning is no larger than it must be.
const LEARN_MIN: u32 = if cfg!(test) { 1_000 } else { 50_000 };
/// Lists of last four digits come behind those of words.
const FOURS: u32 = 10_000;

/// Writes the whole file.
pub(super) fn write(plan: &Plan<'_>, work: &Work, read: ReadAll, mut kept: Kept, on: On<'_>) -> Result<Pressed, IndexError> {
    let head = Head::new(plan.site, plan.day, plan.made, id_of(plan.key), plan.key, plan.sealed_key);
    let mut file = SealedWriter::create(plan.out, head, plan.key)?;
    let facts = facts(plan, &read, &kept);
    let (began, base, people, runs) = (read.began, read.base.clone(), kept.people, read.state.runs);
    let mut texts = Texts::write(read, &kept, &mut file, on)?;
    (kept.faces, kept.places) = (Vec::new(), Vec::new());
    let mut gathered = Gathered::new(plan.memory, work);
    texts.people(&mut gathered, (runs, &kept), &mut file, on)?;
    let Gathered { lists, mobiles, uhids, abhas, collector, .. } = gathered;
    let vocabulary = texts.into_vocabulary();
    let windows = postings::windows(people);
    let words = write_lists(&vocabulary, lists.finish(work)?, (windows, work), &mut file, on)?;
    drop(vocabulary);
    let mut numbers = Numbers { file: &mut file, work, people: u64::from(people), directory: Vec::new(), done: 0 };
    numbers.write(mobiles, Section::Mobiles, |value| numbered(u128::from(value)), on)?;
    numbers.write(uhids, Section::Uhids, numbered, on)?;
    numbers.write(abhas, Section::Abhas, numbered, on)?;
    let directory = numbers.directory;
    section(&mut file, Section::Directory, &directory)?;
    let weights = match people {
        0..LEARN_MIN => Weights::of(f64::from(people)),
        _ => Weights::from_learnt(&learn(&collector.samples())),
    };
    section(&mut file, Section::Weights, &serde_json::to_vec(&weights).unwrap_or_default())?;
    section(&mut file, Section::Facts, &serde_json::to_vec(&facts).unwrap_or_default())?;
    let bytes = file.finish(u64::from(people))?;
    let sha256 = sha256_of(plan.out, &mut |done| {
        // The file is there: nothing is left to stop.
        on(Progress { stage: Stage::Finish, done, of: bytes });
        Ok(())
    })?;
    let (changed, gone) = (kept.changed, kept.gone);
    Ok(Pressed { began, people: u64::from(people), words, bytes, sha256, base, changed, gone, facts })
}

/// Different for each key, and so for each file.
fn id_of(key: &FileKey) -> [u8; 8] {
    let mut sha = Sha256::new();
    sha.update(b"nirantar index id");
    sha.update(key.0.as_slice());
    let mut id = [0; 8];
    for (to, from) in id.iter_mut().zip(sha.finalize()) {
        *to = from;
    }
    id
}

fn facts(plan: &Plan<'_>, read: &ReadAll, kept: &Kept) -> Facts {
    let bad = read.state.counts.rows_lost;
    Facts {
        export: plan.from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        sha256: read.sha256.clone(),
        rows: u64::from(read.state.rows - read.base_people) + bad,
        bad,
        dropped: read.state.fields_dropped,
        doubled: kept.doubled,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        names: edition(),
    }
}

fn section(file: &mut SealedWriter, section: Section, bytes: &[u8]) -> Result<(), IndexError> {
    file.begin(section)?;
    file.write(bytes)
}

/// Texts in their last order.
struct Texts {
    cut: Cut,
    /// Last numbers of faces, places, shapes.
    faces: Vec<u32>,
    places: Vec<u32>,
    shapes: Vec<u32>,
    /// Shapes themselves; they are few.
    shape_list: Vec<String>,
    /// Places as they came, and which of them is which in the file.
    came: Interner,
    order: Vec<u32>,
}

impl Texts {
    fn write(read: ReadAll, kept: &Kept, file: &mut SealedWriter, on: On<'_>) -> Result<Self, IndexError> {
        let mut texts = read.texts;
        texts.faces.freeze();
        texts.places.freeze();
        let (face_list, faces) = by_use(&texts.faces, &kept.faces);
        section(file, Section::Faces, &face_list.encode())?;
        let (shape_list, shapes) = by_use(&texts.shapes, &kept.shapes);
        section(file, Section::Templates, &shape_list.encode())?;
        let places = PlaceOrder::new(&texts, kept);
        section(file, Section::Places, &places.encode(&texts, &faces))?;
        let mut done = u64::from(face_list.len());
        let of = done + places.order.len() as u64;
        let mut text = String::new();
        let pins = places.order.iter().map(|place| place_text(&texts, *place, &mut text));
        let mut cut = vocabulary::cut(face_list, pins, &mut |done| tell(on, Stage::Words, done, of))?;
        for place in &places.order {
            let pin = place_text(&texts, *place, &mut text);
            cut.place(&text, pin);
            done += 1;
            if done.is_multiple_of(TELL) {
                tell(on, Stage::Words, done, of)?;
            }
        }
        let shape_list = (0..shape_list.len()).map(|n| shape_list.get(n).to_owned()).collect();
        let PlaceOrder { order, numbers } = places;
        Ok(Self { cut, faces, places: numbers, shapes, shape_list, came: texts.places, order })
    }

    /// The rest is not needed any more.
    fn into_vocabulary(self) -> Vocabulary {
        self.cut.vocabulary
    }

    /// Writes records, blocks and buckets; what the other sections need is gathered on the way.
    fn people(
        &mut self,
        out: &mut Gathered<'_>,
        (runs, kept): (u32, &Kept),
        file: &mut SealedWriter,
        on: On<'_>,
    ) -> Result<(), IndexError> {
        let mut rows = People::open(out.work, runs, kept)?;
        let mut buckets = vec![0_u32; BUCKETS];
        let (mut blocks, mut bytes, mut before) = (Vec::new(), Vec::new(), 0);
        let (mut record, mut id) = (Record::default(), 0_u32);
        file.begin(Section::Records)?;
        while let Some(key) = rows.next(&mut record)? {
            if id.is_multiple_of(BLOCK) {
                push_u40(file.position() + bytes.len() as u64, &mut blocks);
                before = 0;
            }
            self.last_numbers(&mut record);
            record.encode(before, &mut bytes);
            before = record.place;
            if let Some(count) = buckets.get_mut(usize::from(key.bucket())) {
                *count += 1;
            }
            self.gather(id, key.bucket(), &record, out)?;
            id += 1;
            if bytes.len() >= PIECE {
                file.write(&bytes)?;
                bytes.clear();
            }
            if u64::from(id).is_multiple_of(TELL) {
                tell(on, Stage::People, u64::from(id), u64::from(kept.people))?;
            }
        }
        file.write(&bytes)?;
        push_u40(file.position(), &mut blocks);
        section(file, Section::Blocks, &blocks)?;
        section(file, Section::Buckets, &starts(&buckets))
    }

    fn last_numbers(&self, record: &mut Record) {
        let last = |list: &[u32], number: &mut u32| *number = list.get(*number as usize).copied().unwrap_or(0);
        let Record { name, name_hi, relative, relative_hi, place, template, .. } = record;
        for list in [name, name_hi, relative, relative_hi] {
            for face in list {
                last(&self.faces, face);
            }
        }
        last(&self.places, place);
        last(&self.shapes, template);
    }

    fn gather(&mut self, id: u32, bucket: u16, record: &Record, out: &mut Gathered<'_>) -> Result<(), IndexError> {
        let light = self.light(bucket, record);
        out.collector.take_light(&light, || self.person(&light, record));
        let fields = [(Field::Name, &record.name, &record.name_hi), (Field::Relative, &record.relative, &record.relative_hi)];
        for (field, faces, own) in fields {
            self.cut.of_name(faces, own, &mut out.words);
            for word in &out.words {
                out.lists.push(list_of(*word, field), id, out.work)?;
            }
        }
        for word in self.cut.of_place(record.place) {
            out.lists.push(list_of(*word, Field::Place), id, out.work)?;
        }
        let with = |number: u64| u128::from(number) << 32 | u128::from(id);
        if let Some(mobile) = record.mobile {
            let four = u32::try_from(mobile % u64::from(FOURS)).unwrap_or(0);
            out.lists.push(self.cut.vocabulary.len() * 3 + four, id, out.work)?;
            out.mobiles.push(mobile.saturating_sub(MOBILE_BASE) << 32 | u64::from(id), out.work)?;
        }
        if let Some(abha) = record.abha {
            out.abhas.push(with(abha), out.work)?;
        }
        out.uhids.push(u128::from(record.template) << 96 | with(record.number), out.work)
    }

    /// What the learning of weights picks by.
    fn light(&self, bucket: u16, record: &Record) -> CentralPatient {
        let mobile = record.mobile.and_then(|m| Mobile::parse(&m.to_string()).ok());
        let (pin, place) = if mobile.is_none() { self.place(record.place) } else { (None, String::new()) };
        CentralPatient {
            uhid: self.shape_list.get(record.template as usize).map(|shape| uhid_of(shape, record.number)).unwrap_or_default(),
            name: self.name(&record.name, &record.name_hi),
            sex: [None, Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)].get(usize::from(bucket % 4)).copied().flatten(),
            born: born(bucket, record.day),
            mobile,
            pin,
            place,
            ..CentralPatient::default()
        }
    }

    /// The person as the learning of weights looks at them.
    fn person(&self, light: &CentralPatient, record: &Record) -> CentralPatient {
        let (pin, place) = self.place(record.place);
        CentralPatient {
            relation: usize::from(record.relation).checked_sub(1).and_then(|at| Relation::ALL.get(at)).copied(),
            relative: Some(self.name(&record.relative, &record.relative_hi)).filter(|name| !name.shown().is_empty()),
            abha: record.abha.and_then(|a| AbhaNumber::parse(&format!("{a:014}")).ok()),
            pin,
            place,
            ..light.clone()
        }
    }

    fn place(&self, number: u32) -> (Option<Pin>, String) {
        let (pin, words) = place_parts(self.order.get(number as usize).map_or(&[], |came| self.came.get(*came)));
        let mut text = String::new();
        for (at, face) in words.enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(self.cut.face(self.faces.get(face as usize).copied().unwrap_or(NONE)));
        }
        (Some(pin).filter(|pin| *pin > 0).and_then(|pin| Pin::parse(&pin.to_string()).ok()), text)
    }

    fn name(&self, faces: &[u32], own: &[u32]) -> PersonName {
        let (mut first, mut second) = (String::new(), String::new());
        let push = |text: &mut String, word: &str| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        };
        for face in faces {
            let face = self.cut.face(*face);
            let (one, other) = face.split_once(BOTH).unwrap_or((face, ""));
            push(&mut first, one);
            if !other.is_empty() {
                push(&mut second, other);
            }
        }
        for face in own {
            push(&mut second, self.cut.face(*face));
        }
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        PersonName { honorific: None, latin: some(first), devanagari: some(second) }
    }
}

fn born(bucket: u16, day: Option<u16>) -> Born {
    let year = i32::from(bucket / 4) - 1 + FIRST_YEAR;
    match (bucket / 4, day) {
        (0, _) => Born::Unknown,
        (_, Some(day)) => NaiveDate::from_yo_opt(year, u32::from(day)).map_or(Born::Unknown, Born::Day),
        (_, None) => u16::try_from(year).map_or(Born::Unknown, Born::Year),
    }
}

/// The first id of each bucket, and the end.
fn starts(counts: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 * (counts.len() + 1));
    let mut start = 0_u32;
    for count in counts.iter().chain([&0]) {
        out.extend(start.to_le_bytes());
        start += count;
    }
    out
}

const fn list_of(word: u32, field: Field) -> u32 {
    word * 3 + field as u32
}

/// What is sorted while people go by.
struct Gathered<'a> {
    work: &'a Work,
    lists: Gather,
    /// Mobile less the smallest there is, and person.
    mobiles: Sorter<u64>,
    uhids: Sorter<u128>,
    abhas: Sorter<u128>,
    collector: Collector,
    /// Words of the name at hand.
    words: Vec<u32>,
}

impl<'a> Gathered<'a> {
    fn new(memory: usize, work: &'a Work) -> Self {
        // The lists take half: their runs are the most.
        Self {
            work,
            lists: Gather::new(memory / 2),
            mobiles: Sorter::new("mobiles", memory / 6),
            uhids: Sorter::new("sorted-uhids", memory / 6),
            abhas: Sorter::new("abhas", memory / 6),
            collector: Collector::default(),
            words: Vec::new(),
        }
    }
}

/// Writes words with their lists, and the lists of last four digits. Says how many words there are.
fn write_lists(
    vocabulary: &Vocabulary,
    mut merged: Merged,
    (windows, work): (u32, &Work),
    file: &mut SealedWriter,
    on: On<'_>,
) -> Result<u64, IndexError> {
    let (mut words, mut count, mut before) = (Vec::new(), 0_u64, "");
    let (mut ids, mut bytes) = (Vec::new(), Vec::new());
    file.begin(Section::Lists)?;
    while let Some(word) = merged.peek().map(|list| list / 3).filter(|word| *word < vocabulary.len()) {
        let mut lists = [(0_u32, 0_u32); 3];
        for (at, slot) in (0..).zip(&mut lists) {
            if merged.peek() == Some(word * 3 + at) {
                *slot = write_list(&mut merged, windows, (&mut ids, &mut bytes), &mut |b| file.write(b))?;
            }
        }
        let text = vocabulary.get(word);
        push_word(before, text, &token_of_word(text).sound_text(), lists, &mut words);
        before = text;
        count += 1;
        if count.is_multiple_of(TELL) {
            tell(on, Stage::Lists, u64::from(word), u64::from(vocabulary.len()))?;
        }
    }
    write_fours(&mut merged, vocabulary.len() * 3, (windows, work), file)?;
    let mut head = Vec::new();
    push_varint(count, &mut head);
    section(file, Section::Words, &head)?;
    file.write(&words)?;
    Ok(count)
}

/// The next list: how many people, how many bytes.
fn write_list(
    merged: &mut Merged,
    windows: u32,
    (ids, bytes): (&mut Vec<u32>, &mut Vec<u8>),
    write: &mut dyn FnMut(&[u8]) -> Result<(), IndexError>,
) -> Result<(u32, u32), IndexError> {
    merged.next(ids)?;
    bytes.clear();
    postings::encode(ids, windows, bytes);
    write(bytes)?;
    let small = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    Ok((small(ids.len()), small(bytes.len())))
}

/// The table stands before the lists and is known behind them: they wait in the work folder.
fn write_fours(
    merged: &mut Merged,
    first: u32,
    (windows, work): (u32, &Work),
    file: &mut SealedWriter,
) -> Result<(), IndexError> {
    const NAME: &str = "fours";
    let mut waiting = work.create(NAME)?;
    let (mut table, mut ids, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for four in 0..FOURS {
        let (mut count, mut len) = (0, 0);
        if merged.peek() == Some(first + four) {
            (count, len) = write_list(merged, windows, (&mut ids, &mut bytes), &mut |b| waiting.write(b))?;
        }
        push_varint(u64::from(count), &mut table);
        push_varint(u64::from(len), &mut table);
    }
    waiting.finish()?;
    section(file, Section::Four, &table)?;
    let mut reader = work.read(NAME)?;
    while let Some(bytes) = reader.some()? {
        file.write(bytes)?;
    }
    work.remove(NAME)
}

/// Writes the lists of numbers, and gathers their directory.
struct Numbers<'a> {
    file: &'a mut SealedWriter,
    work: &'a Work,
    people: u64,
    directory: Vec<u8>,
    done: u64,
}

impl Numbers<'_> {
    fn write<T: Fixed>(
        &mut self,
        sorter: Sorter<T>,
        part: Section,
        numbered: impl Fn(T) -> Numbered,
        on: On<'_>,
    ) -> Result<(), IndexError> {
        let mut values = sorter.finish(self.work)?;
        let mut writer = NumbersWriter::new(part == Section::Uhids);
        self.file.begin(part)?;
        while let Some(value) = values.next()? {
            writer.push(numbered(value));
            if writer.waiting() >= PIECE {
                self.file.write(&writer.take())?;
            }
            self.done += 1;
            if self.done.is_multiple_of(TELL) {
                tell(on, Stage::Numbers, self.done, self.people * 3)?;
            }
        }
        self.file.write(&writer.take())?;
        self.directory.extend(writer.directory());
        Ok(())
    }
}

/// A UHID's shape, a number, a person, as they are sorted.
const fn numbered(value: u128) -> Numbered {
    Numbered {
        template: (value >> 96) as u32,
        number: (value >> 32 & 0xFFFF_FFFF_FFFF_FFFF) as u64,
        id: (value & 0xFFFF_FFFF) as u32,
    }
}
