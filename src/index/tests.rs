//! A file made in memory, simply and slowly, and asked: what is found, and what is said of a file that is not as it was written.

#![allow(clippy::too_many_lines, reason = "the file by brute force is one list after another")]
#![allow(clippy::disallowed_methods, reason = "damaged files are written as they are")]

use super::codec::{push_u40, push_varint};
use super::numbers::{Numbered, NumbersWriter};
use super::open::BUCKETS;
use super::record::{BLOCK, Record};
use super::sealed::{SealedReader, SealedWriter};
use super::section::Section;
use super::texts::{Places, Texts};
use super::words::push_word;
use super::{Ask, Facts, FileKey, Head, Hit, Index, IndexError, bucket, postings, shape_of, skeleton};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{Mobile, Pin};
use crate::hospital::matching::Weights;
use crate::hospital::names;
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(crate) fn key() -> FileKey {
    FileKey(zeroize::Zeroizing::new([7; 32]))
}

pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Texts numbered as they come.
#[derive(Default)]
struct Numbering(Vec<String>);

impl Numbering {
    fn of(&mut self, text: &str) -> u32 {
        let at = self.0.iter().position(|t| t == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        u32::try_from(at).unwrap()
    }

    fn all(&mut self, text: &str) -> Vec<u32> {
        text.split_whitespace().map(|w| self.of(w)).collect()
    }
}

/// Writes people into a file, each list by brute force.
pub(crate) fn write(path: &Path, people: &[CentralPatient]) {
    let mut people = people.to_vec();
    people.sort_by_key(|p| (bucket(p.born.year(), p.sex), p.pin.as_ref().map(|p| p.as_str().to_owned()), p.place.clone()));
    let count = u32::try_from(people.len()).unwrap();
    let (mut faces, mut places, mut templates) = (Numbering::default(), Vec::<(u32, Vec<u32>)>::new(), Numbering::default());
    let pin_of = |p: &CentralPatient| p.pin.as_ref().map_or(0, |p| p.as_str().parse().unwrap());
    for person in &people {
        let place = (pin_of(person), faces.all(&person.place));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.sort();
    let (mut records, mut blocks, mut place_before) = (Vec::new(), Vec::new(), 0);
    let mut lists: BTreeMap<(u64, String), [BTreeSet<u32>; 3]> = BTreeMap::new();
    let (mut mobiles, mut uhids, mut abhas, mut four) = (Vec::new(), Vec::new(), Vec::new(), vec![Vec::new(); 10_000]);
    for (id, person) in (0..).zip(&people) {
        if id % BLOCK == 0 {
            push_u40(records.len() as u64, &mut blocks);
            place_before = 0;
        }
        let (shape, number) = shape_of(&person.uhid).unwrap();
        let place = (pin_of(person), faces.all(&person.place));
        let relative = person.relative.clone().unwrap_or_default();
        let digits = |t: &str| t.parse::<u64>().unwrap();
        let record = Record {
            template: templates.of(&shape),
            number,
            relation: person
                .relation
                .map_or(0, |r| 1 + u8::try_from(Relation::ALL.iter().position(|o| *o == r).unwrap()).unwrap()),
            name: faces.all(person.name.latin.as_deref().unwrap_or_default()),
            name_hi: faces.all(person.name.devanagari.as_deref().unwrap_or_default()),
            relative: faces.all(relative.latin.as_deref().unwrap_or_default()),
            relative_hi: faces.all(relative.devanagari.as_deref().unwrap_or_default()),
            day: if let Born::Day(day) = person.born { u16::try_from(day.ordinal()).ok() } else { None },
            mobile: person.mobile.as_ref().map(|m| digits(m.digits())),
            abha: person.abha.as_ref().map(|a| digits(a.digits())),
            place: u32::try_from(places.iter().position(|p| *p == place).unwrap()).unwrap(),
        };
        record.encode(place_before, &mut records);
        place_before = record.place;
        let mut put = |text: &str, field: usize| {
            for token in names::tokens(text) {
                lists.entry((skeleton(&token.sound_text()), token.plain)).or_default()[field].insert(id);
            }
        };
        for (name, field) in [(&person.name, 0), (&relative, 1)] {
            name.latin.iter().chain(&name.devanagari).for_each(|text| put(text, field));
        }
        put(&person.place, 2);
        put(person.pin.as_ref().map_or("", |p| p.as_str()), 2);
        uhids.push(Numbered { template: record.template, number, id });
        mobiles.extend(record.mobile.map(|m| Numbered { template: 0, number: m - super::record::MOBILE_BASE, id }));
        abhas.extend(record.abha.map(|number| Numbered { template: 0, number, id }));
        if let Some(mobile) = record.mobile {
            four[usize::try_from(mobile % 10_000).unwrap()].push(id);
        }
    }
    push_u40(records.len() as u64, &mut blocks);
    let head = Head::new("AIIMSND", today(), "2026-11-23T08:00:00+05:30".parse().unwrap(), [1; 8], &key(), b"sealed");
    let mut file = SealedWriter::create(path, head, &key()).unwrap();
    let mut put = |section: Section, bytes: &[u8]| {
        file.begin(section).unwrap();
        file.write(bytes).unwrap();
    };
    let buckets = (0..=BUCKETS).flat_map(|b| {
        let before = people.iter().filter(|p| usize::from(bucket(p.born.year(), p.sex)) < b).count();
        u32::try_from(before).unwrap().to_le_bytes()
    });
    put(Section::Buckets, &buckets.collect::<Vec<u8>>());
    put(Section::Faces, &Texts::encode(faces.0.iter().map(String::as_str)));
    let mut bytes = Vec::new();
    push_varint(places.len() as u64, &mut bytes);
    let mut before = 0;
    for (pin, words) in &places {
        Places::push(*pin, before, words, &mut bytes);
        before = *pin;
    }
    put(Section::Places, &bytes);
    put(Section::Templates, &Texts::encode(templates.0.iter().map(String::as_str)));
    put(Section::Records, &records);
    put(Section::Blocks, &blocks);
    let (mut words, mut all, mut before) = (Vec::new(), Vec::new(), String::new());
    push_varint(lists.len() as u64, &mut words);
    for ((_, word), fields) in &lists {
        let sizes = fields.each_ref().map(|ids| {
            let start = all.len();
            postings::encode(&ids.iter().copied().collect::<Vec<_>>(), postings::windows(count), &mut all);
            (u32::try_from(ids.len()).unwrap(), u32::try_from(all.len() - start).unwrap())
        });
        push_word(&before, word, &names::token_of_word(word).sound_text(), sizes, &mut words);
        before.clone_from(word);
    }
    put(Section::Words, &words);
    put(Section::Lists, &all);
    let (mut table, mut all) = (Vec::new(), Vec::new());
    for ids in &four {
        let start = all.len();
        postings::encode(ids, postings::windows(count), &mut all);
        push_varint(ids.len() as u64, &mut table);
        push_varint((all.len() - start) as u64, &mut table);
    }
    table.extend(all);
    put(Section::Four, &table);
    let mut directory = Vec::new();
    for (section, numbers, with_template) in
        [(Section::Mobiles, &mut mobiles, false), (Section::Uhids, &mut uhids, true), (Section::Abhas, &mut abhas, false)]
    {
        numbers.sort_unstable();
        let mut writer = NumbersWriter::new(with_template);
        for number in numbers.iter() {
            writer.push(*number);
        }
        put(section, &writer.take());
        directory.extend(writer.directory());
    }
    put(Section::Directory, &directory);
    put(Section::Weights, &serde_json::to_vec(&Weights::of(f64::from(count))).unwrap());
    put(Section::Facts, &serde_json::to_vec(&Facts::default()).unwrap());
    file.finish(u64::from(count)).unwrap();
}

fn name(text: &str) -> PersonName {
    let (latin, devanagari) = text.split_once('|').unwrap_or((text, ""));
    let some = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    PersonName { honorific: None, latin: some(latin), devanagari: some(devanagari) }
}

/// `uhid,name,relation,relative,sex,year,mobile,pin,place`: a name in both scripts as `Sunita|सुनीता`.
pub(crate) fn person(line: &str) -> CentralPatient {
    let cells: Vec<&str> = line.split(',').collect();
    CentralPatient {
        uhid: cells[0].to_owned(),
        name: name(cells[1]),
        relation: Relation::parse(cells[2]),
        relative: Some(name(cells[3])).filter(|n| !n.shown().is_empty()),
        sex: Sex::parse(cells[4]),
        born: cells[5].parse().map_or(Born::Unknown, Born::Year),
        mobile: Mobile::parse(cells[6]).ok(),
        abha: None,
        pin: Pin::parse(cells[7]).ok(),
        place: cells[8].to_owned(),
    }
}

pub(crate) const PEOPLE: [&str; 14] = [
    "10000001,Sunita Devi|सुनीता देवी,W/o,Ramesh Kumar,F,1990,9811000001,122001,Wazirabad Gurgaon",
    "10000002,SUNEETA DEVI,W/o,RAMESH,F,1971,9811000002,110029,Munirka Delhi",
    "10000003,Mohd Salim,S/o,Abdul Rahman,M,1985,9811000003,110025,Okhla Delhi",
    "10000004,Ramlal Yadav,S/o,Shyam Lal,M,1962,9811000004,201301,Bhangel Noida",
    "10000005,|लक्ष्मी,D/o,|कृष्णन,F,2001,,110003,Lodhi Colony Delhi",
    "10000006,K. Ramesh,S/o,Krishnan,M,1978,9811000006,560001,Bengaluru",
    "10000007,Gurpreet Kaur,D/o,Harbhajan Singh,F,1999,9811000007,141001,Ludhiana",
    "10000008,Ramesh Kumar,S/o,Mohan Lal,M,1986,9811000001,122001,Wazirabad Gurgaon",
    "AIIMS/2022/000451,Asha Rani,W/o,Vijay Pal,F,1955,9811000009,110029,Munirka Delhi",
    "AIIMS/2022/000452,Usha Rani,W/o,Vijay Pal,F,1955,9811000010,110029,Munirka Delhi",
    "10000011,Baby of Sunita,B/o,Sunita Devi,F,2026,9811000001,122001,Wazirabad Gurgaon",
    "10000012,Shakuntala Chaudhary,W/o,Om Prakash,F,1960,9811000012,302001,Jaipur",
    "10000013,Sk Imran Hossain,S/o,Sk Rahim,M,1993,9811000013,700001,Kolkata",
    "10000014,Jagdish,,,M,,,,",
];

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn small(folder: &Path) -> PathBuf {
    let path = folder.join("patients.nidx");
    write(&path, &PEOPLE.map(person));
    path
}

fn found(index: &Index, text: &str) -> Vec<String> {
    let hits: Vec<Hit> = index.search(&Ask::typed(text, today()), &|| false).unwrap();
    hits.into_iter().map(|h| h.person.uhid).collect()
}

#[test]
fn everybody_comes_back_whole() {
    let folder = folder();
    let index = Index::open(&small(folder.path()), &key(), "AIIMSND").unwrap();
    let mut read = Vec::new();
    index
        .everybody(|id, person| {
            assert_eq!(index.person(id).unwrap(), person);
            assert_eq!(index.person_by_uhid(&person.uhid).unwrap().as_ref(), Some(&person));
            read.push(person);
            Ok(())
        })
        .unwrap();
    read.sort_by_key(|p| p.uhid.clone());
    let mut all = PEOPLE.map(person).to_vec();
    all.sort_by_key(|p| p.uhid.clone());
    assert_eq!(read.len(), all.len());
    for (read, written) in read.iter().zip(&all) {
        assert_eq!(read, written, "{}", written.uhid);
    }
}

#[test]
fn the_right_person_comes_first() {
    let folder = folder();
    let index = Index::open(&small(folder.path()), &key(), "AIIMSND").unwrap();
    for (text, uhid) in [
        ("sunita devi", "10000001"),
        ("sunita devi 55", "10000002"),
        ("सुनीता 36", "10000001"),
        ("sunta devi gurgaon", "10000001"),
        ("suneetha wazirabad", "10000001"),
        ("md saleem", "10000003"),
        ("mohammad salim 41m", "10000003"),
        ("मोहम्मद सलीम", "10000003"),
        ("ram lal yadav", "10000004"),
        ("laxmi krishnan", "10000005"),
        ("k ramesh", "10000006"),
        ("gurprit", "10000007"),
        ("gurpr", "10000007"),
        ("asha rani", "AIIMS/2022/000451"),
        ("usha rani", "AIIMS/2022/000452"),
        ("choudhury shakuntla", "10000012"),
        ("shaikh imran husain", "10000013"),
        ("jagdeesh", "10000014"),
        ("jadgish", "10000014"),
        ("9811000013", "10000013"),
        ("0007", "10000007"),
        ("98110000 13", "10000013"),
        ("10000008", "10000008"),
        ("AIIMS/2022/000452", "AIIMS/2022/000452"),
        ("aiims/2022/000452", "AIIMS/2022/000452"),
        ("baby sunita", "10000011"),
        ("sunita w/o ramesh 36f", "10000001"),
        ("ramesh s/o mohan", "10000008"),
    ] {
        assert_eq!(found(&index, text).first().map(String::as_str), Some(uhid), "{text}: {:?}", found(&index, text));
    }
    assert!(found(&index, "zzyzx").is_empty());
    // A page pasted into a form's box: the sum of what its words may say must not run over.
    let pasted = Ask { words: vec!["sunita".to_owned(); 400], ..Ask::typed("sunita devi", today()) };
    assert!(index.search(&pasted, &|| false).unwrap().iter().any(|hit| hit.person.uhid == "10000001"));
    let house = found(&index, "9811000001");
    assert_eq!(house.iter().map(String::as_str).collect::<BTreeSet<_>>(), ["10000001", "10000008", "10000011"].into());
}

#[test]
fn a_flipped_byte_anywhere_is_noticed_and_named() {
    let folder = folder();
    let path = small(folder.path());
    let whole = std::fs::read(&path).unwrap();
    let bad = folder.path().join("bad.nidx");
    // Every byte of the head, and of every page some.
    let step = |at: usize| if at < 60 { 1 } else { 499 };
    let mut at = 0;
    while at < whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        std::fs::write(&bad, &bytes).unwrap();
        let faults = match Index::open(&bad, &key(), "AIIMSND") {
            Ok(index) => index.check(&mut |_, _| true).unwrap(),
            Err(fault) => vec![fault],
        };
        assert_eq!(faults.len(), 1, "byte {at}");
        let named = matches!(
            &faults[0],
            IndexError::Damaged { .. }
                | IndexError::NotAnIndex
                | IndexError::Newer
                | IndexError::Older
                | IndexError::OtherSite { .. }
                | IndexError::Cut { .. }
        );
        assert!(named, "byte {at}: {:?}", faults[0]);
        at += step(at);
    }
}

#[test]
fn what_is_said_of_a_file_that_is_not_ours() {
    let folder = folder();
    let path = small(folder.path());
    let whole = std::fs::read(&path).unwrap();
    let open = |bytes: &[u8], key: &FileKey, site: &str| {
        let other = folder.path().join("other.nidx");
        std::fs::write(&other, bytes).unwrap();
        Index::open(&other, key, site).err()
    };
    assert!(matches!(open(&whole, &key(), "PGICHD"), Some(IndexError::OtherSite { found }) if found == "AIIMSND"));
    let wrong = FileKey(zeroize::Zeroizing::new([8; 32]));
    assert!(matches!(open(&whole, &wrong, "AIIMSND"), Some(IndexError::WrongKey)));
    assert!(matches!(open(b"hello", &key(), "AIIMSND"), Some(IndexError::NotAnIndex)));
    assert!(matches!(open(&whole[..whole.len() - 1], &key(), "AIIMSND"), Some(IndexError::Cut { .. })));
    assert!(matches!(open(&whole[..5000], &key(), "AIIMSND"), Some(IndexError::Cut { .. })));
    let longer: Vec<u8> = whole.iter().copied().chain([0]).collect();
    assert!(matches!(open(&longer, &key(), "AIIMSND"), Some(IndexError::Damaged { part: "end", .. })));
    let mut other = whole.clone();
    other[7] = b'9';
    assert!(matches!(open(&other, &key(), "AIIMSND"), Some(IndexError::Newer)));
    other[7] = b'1';
    assert!(matches!(open(&other, &key(), "AIIMSND"), Some(IndexError::Older)));
    // Two pages that changed places.
    let mut moved = whole;
    let at = moved.len() - 2 * 4112;
    moved[at..].rotate_left(4112);
    let fault = open(&moved, &key(), "AIIMSND");
    assert!(matches!(fault, Some(IndexError::Damaged { .. })), "{fault:?}");
}

/// The same file with sections that hold something else, sealed as the others are.
fn with(path: &Path, other_bytes: &[(Section, &[u8])]) -> Result<Index, IndexError> {
    let (file, other) = (SealedReader::open(path, &key()).unwrap(), path.with_extension("other"));
    let head = Head::new("AIIMSND", today(), file.head.made, [1; 8], &key(), b"sealed");
    let mut writer = SealedWriter::create(&other, head, &key()).unwrap();
    for one in Section::ALL {
        let own = file.whole(one).unwrap();
        writer.begin(one).unwrap();
        writer.write(other_bytes.iter().find(|(section, _)| *section == one).map_or(&own, |(_, bytes)| bytes)).unwrap();
    }
    writer.finish(file.head.people).unwrap();
    Index::open(&other, &key(), "AIIMSND")
}

/// Whole pages that hold nonsense are made by who has the key. Found by fuzzing (`tests/fuzz`), and by reading for it.
#[test]
fn nonsense_on_whole_pages_is_damage_and_no_more() {
    let folder = folder();
    let path = small(folder.path());
    let damaged = |other: &[(Section, &[u8])], section: Section| {
        let fault = with(&path, other).and_then(|index| index.everybody(|_, _| Ok(()))).err();
        assert!(matches!(fault, Some(IndexError::Damaged { part, .. }) if part == section.name()), "{section:?}: {fault:?}");
    };
    // A UHID of more digits than can be written, a word without end, a name of words that are long.
    let (nines, long) = ("9".repeat(70_000), "a".repeat(60_000));
    let texts = |text: &str| Texts::encode([text; 99].into_iter());
    damaged(&[(Section::Templates, &texts(&nines))], Section::Templates);
    damaged(&[(Section::Faces, &texts(&nines))], Section::Faces);
    damaged(&[(Section::Faces, &texts(&long))], Section::Records);
    // Blocks of people that go back, that are longer than people can be, that hold more people than there are.
    let records = SealedReader::open(&path, &key()).unwrap().whole(Section::Records).unwrap();
    let blocks = |ends: [usize; 2]| ends.iter().flat_map(|end| end.to_le_bytes().into_iter().take(5)).collect::<Vec<_>>();
    damaged(&[(Section::Blocks, &blocks([9, 8]))], Section::Blocks);
    damaged(&[(Section::Blocks, &blocks([0, 1 << 20]))], Section::Blocks);
    let twice = [(Section::Records, &*records.repeat(2)), (Section::Blocks, &*blocks([0, records.len() * 2]))];
    damaged(&twice, Section::Records);
    // Weights that are no probabilities: an answer all the same.
    let mut weights = Weights::of(14.0);
    (weights.mobile.u[0], weights.people) = (7.0, -1.0);
    let index = with(&path, &[(Section::Weights, &serde_json::to_vec(&weights).unwrap())]).unwrap();
    let hits = index.search(&Ask::typed("981100", today()), &|| false).unwrap();
    assert!(!hits.is_empty() && hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
}

#[test]
fn a_new_question_stops_the_old_one() {
    let folder = folder();
    let index = Index::open(&small(folder.path()), &key(), "AIIMSND").unwrap();
    let fault = index.search(&Ask::typed("sunita", today()), &|| true).err();
    assert!(matches!(fault, Some(IndexError::Stopped)));
}

#[test]
fn a_sweep_reads_everybody_once_however_it_is_cut() {
    let folder = folder();
    let index = Index::open(&small(folder.path()), &key(), "AIIMSND").unwrap();
    let faces: Vec<String> = index.faces().map(str::to_owned).collect();
    let text = |face: &u32| faces[*face as usize].clone();
    let mut swept = Vec::new();
    for ids in [0..1, 1..9, 9..index.people()] {
        // Another reader shares what is in memory, and reads for itself.
        let unread = index.another().unwrap().sweep(
            ids,
            &mut |row| {
                let name = row.name[0].iter().map(text).collect::<Vec<_>>().join(" ");
                let place = index.place_at(row.place).unwrap();
                swept.push((row.id, name, row.birth_year, row.sex, row.mobile, place.0));
            },
            &mut |_| true,
        );
        assert_eq!(unread.unwrap(), []);
    }
    let mut all = Vec::new();
    index
        .everybody(|id, p| {
            let mobile = p.mobile.as_ref().map(|m| m.digits().parse::<u64>().unwrap());
            let pin = p.pin.as_ref().map_or(0, |pin| pin.as_str().parse().unwrap());
            all.push((id, p.name.latin.clone().unwrap_or_default(), p.born.year(), p.sex, mobile, pin));
            Ok(())
        })
        .unwrap();
    assert_eq!(swept, all);
    let stopped = index.sweep(0..index.people(), &mut |_| {}, &mut |_| false);
    assert!(matches!(stopped, Err(IndexError::Stopped)));
}
