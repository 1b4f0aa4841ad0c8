//! The file, section by section: texts, people, lists of people, numbers, what was learnt and counted.

use super::doubles::Kept;
use super::faces::{PlaceOrder, by_use, place_text};
use super::lists::{Gather, Merged};
use super::merge::People;
use super::read::ReadAll;
use super::sorter::Sorter;
use super::state::sha256_of;
use super::vocabulary::{self, Cut, Vocabulary};
use super::work::Work;
use super::{On, Plan, Pressed, Stage, tell};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{AbhaNumber, Mobile};
use crate::hospital::matching::{Collector, Weights, learn};
use crate::hospital::names::token_of_word;
use crate::hospital::person::PersonName;
use crate::index::codec::{push_u40, push_varint};
use crate::index::numbers::{Numbered, NumbersWriter};
use crate::index::open::{BUCKETS, FIRST_YEAR};
use crate::index::record::{BLOCK, MOBILE_BASE, Record};
use crate::index::sealed::SealedWriter;
use crate::index::texts::BOTH;
use crate::index::words::{Field, push_word};
use crate::index::{Facts, FileKey, Head, IndexError, Section, postings, uhid_of};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

/// People, lists, numbers between two looks at whether to go on.
const TELL: u64 = 1 << 14;
/// Bytes that are handed to the sealed file at once.
const PIECE: usize = 1 << 16;
/// Lists of last four digits come behind those of words.
const FOURS: u32 = 10_000;

/// Writes the whole file.
pub(super) fn write(plan: &Plan<'_>, work: &Work, read: ReadAll, kept: Kept, on: On<'_>) -> Result<Pressed, IndexError> {
    let head = Head::new(plan.site, plan.day, plan.made, id_of(plan.key), plan.key, plan.sealed_key);
    let mut file = SealedWriter::create(plan.out, head, plan.key)?;
    let facts = facts(plan, &read, &kept);
    let (began, base, people, runs) = (read.began, read.base.clone(), kept.people, read.state.runs);
    let texts = Texts::write(read, &kept, &mut file, on)?;
    let mut gathered = Gathered::new(plan.memory, work);
    texts.people(&mut gathered, (runs, &kept), &mut file, on)?;
    let Gathered { lists, mobiles, uhids, abhas, collector, .. } = gathered;
    let vocabulary = texts.cut.vocabulary;
    let windows = postings::windows(people);
    let words = write_lists(&vocabulary, lists.finish(work)?, (windows, work), &mut file, on)?;
    drop(vocabulary);
    write_numbers([mobiles, uhids, abhas], u64::from(people), work, &mut file, on)?;
    let weights = Weights::from_learnt(&learn(&collector.samples()));
    section(&mut file, Section::Weights, &serde_json::to_vec(&weights).unwrap_or_default())?;
    section(&mut file, Section::Facts, &serde_json::to_vec(&facts).unwrap_or_default())?;
    let bytes = file.finish(u64::from(people))?;
    let sha256 = sha256_of(plan.out, &mut |done| tell(on, Stage::Finish, done, bytes))?;
    let (changed, gone) = (kept.changed, kept.gone);
    Ok(Pressed { began, people, words, bytes, sha256, base, changed, gone, facts })
}

/// Different for each key, and so for each file.
fn id_of(key: &FileKey) -> [u8; 8] {
    let mut sha = Sha256::new();
    sha.update(b"nirantar index id");
    sha.update(key.0.as_slice());
    let mut id = [0; 8];
    id.iter_mut().zip(sha.finalize()).for_each(|(to, from)| *to = from);
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
}

impl Texts {
    fn write(read: ReadAll, kept: &Kept, file: &mut SealedWriter, on: On<'_>) -> Result<Self, IndexError> {
        let mut texts = read.texts;
        texts.faces.freeze();
        texts.places.freeze();
        tell(on, Stage::Words, 0, 4)?;
        let (face_list, faces) = by_use(&texts.faces, &kept.faces);
        section(file, Section::Faces, &face_list.encode())?;
        let (shape_list, shapes) = by_use(&texts.shapes, &kept.shapes);
        section(file, Section::Templates, &shape_list.encode())?;
        tell(on, Stage::Words, 1, 4)?;
        let places = PlaceOrder::new(&texts, kept);
        section(file, Section::Places, &places.encode(&texts, &faces))?;
        tell(on, Stage::Words, 2, 4)?;
        let mut text = String::new();
        let pins = places.order.iter().map(|place| place_text(&texts, *place, &mut text));
        let mut cut = vocabulary::cut(face_list, pins);
        tell(on, Stage::Words, 3, 4)?;
        for place in &places.order {
            let pin = place_text(&texts, *place, &mut text);
            cut.place(&text, pin);
        }
        let shape_list = (0..shape_list.len()).map(|n| shape_list.get(n).to_owned()).collect();
        Ok(Self { cut, faces, places: places.numbers, shapes, shape_list })
    }

    /// Writes records, blocks and buckets; what the other sections need is gathered on the way.
    fn people(
        &self,
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
            list.iter_mut().for_each(|face| last(&self.faces, face));
        }
        last(&self.places, place);
        last(&self.shapes, template);
    }

    fn gather(&self, id: u32, bucket: u16, record: &Record, out: &mut Gathered<'_>) -> Result<(), IndexError> {
        out.collector.take(&self.person(bucket, record));
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
            out.mobiles.push(with(mobile.saturating_sub(MOBILE_BASE)), out.work)?;
        }
        if let Some(abha) = record.abha {
            out.abhas.push(with(abha), out.work)?;
        }
        out.uhids.push(u128::from(record.template) << 96 | with(record.number), out.work)
    }

    /// What the learning of weights looks at.
    fn person(&self, bucket: u16, record: &Record) -> CentralPatient {
        let year = i32::from(bucket / 4) - 1 + FIRST_YEAR;
        let born = match (bucket / 4, record.day) {
            (0, _) => Born::Unknown,
            (_, Some(day)) => NaiveDate::from_yo_opt(year, u32::from(day)).map_or(Born::Unknown, Born::Day),
            (_, None) => u16::try_from(year).map_or(Born::Unknown, Born::Year),
        };
        todo!()
    }
}
