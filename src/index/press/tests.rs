//! Any export in: every person is read back whole, every list of the file is the one that plain counting makes.

use super::*;
use crate::hospital::central::CentralPatient;
use crate::hospital::matching::Weights;
use crate::hospital::names::tokens;
use crate::hospital::person::PersonName;
use crate::index::intake::Intake;
use crate::index::numbers::{self, Numbered};
use crate::index::postings;
use crate::index::record::MOBILE_BASE;
use crate::index::words::{Field, ListAt, Words};
use crate::index::{Index, Section, shape_of};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use zeroize::Zeroizing;

const HEAD: &str = "uhid,name,name_hi,relation,relative,relative_hi,sex,born,birth_year,mobile,abha,pin,place,change\n";

/// One row of an export, as picks from lists.
#[derive(Debug, Clone)]
struct Pick {
    uhid: (usize, u32),
    name: Vec<usize>,
    hindi: Option<Vec<usize>>,
    relative: Option<(usize, Vec<usize>)>,
    sex: usize,
    born: usize,
    mobile: Option<u32>,
    abha: Option<u32>,
    place: (usize, Vec<usize>),
}

const WORDS: [(&str, &str); 12] = [
    ("Smt.", "श्रीमती"),
    ("SUNITA", "सुनीता"),
    ("Devi", "देवी"),
    ("Mohd", "मो"),
    ("Mohan", "मोहन"),
    ("Lal", "लाल"),
    ("Kumari", "कुमारी"),
    ("Ram-Lal", "राम-लाल"),
    ("O'Brien", "ओब्रायन"),
    ("Late", "स्वर्गीय"),
    ("Rameshwar", "रामेश्वर"),
    ("K.", "के"),
];

fn csv(picks: &[Pick]) -> String {
    let mut out = HEAD.to_owned();
    let latin = |words: &[usize]| words.iter().map(|w| WORDS[*w].0).collect::<Vec<_>>().join(" ");
    let hindi = |words: &[usize]| words.iter().map(|w| WORDS[*w].1).collect::<Vec<_>>().join(" ");
    for pick in picks {
        let (relation, relative) =
            pick.relative.as_ref().map_or(("", ""), |(r, _)| [("S/o", ""), ("W/o", "मोहन लाल"), ("", "")][*r]);
        let relative_latin = pick.relative.as_ref().map(|(_, words)| latin(words)).unwrap_or_default();
        let shape = ["", "AB/", "X-"][pick.uhid.0];
        let (born, year) = [("", ""), ("1990-02-01", ""), ("", "1961"), ("2024-02-29", "")][pick.born];
        writeln!(
            out,
            "{shape}{:04},{},{},{relation},{relative_latin},{relative},{},{born},{year},{},{},{},\"{}\",",
            pick.uhid.1,
            latin(&pick.name),
            pick.hindi.as_deref().map(hindi).unwrap_or_default(),
            ["F", "M", "O", ""][pick.sex],
            pick.mobile.map(|m| format!("98104{m:05}")).unwrap_or_default(),
            pick.abha.map(|a| format!("9100000000{a:04}")).unwrap_or_default(),
            ["", "110029", "226001"][pick.place.0],
            pick.place.1.iter().map(|w| ["Village", "Rampur", "रामपुर", "Ward 7", "Dist."][*w]).collect::<Vec<_>>().join(" "),
        )
        .unwrap();
    }
    out
}

prop_compose! {
    fn any_pick()(
        uhid in (0..3_usize, 0..60_u32), name in prop::collection::vec(1..WORDS.len(), 1..5), title in any::<bool>(),
        hindi in prop::option::weighted(0.5, prop::option::of(prop::collection::vec(0..WORDS.len(), 1..4))),
        relative in prop::option::of((0..3_usize, prop::collection::vec(0..WORDS.len(), 1..4))),
        sex in 0..4_usize, born in 0..4_usize, mobile in prop::option::of(0..40_u32), abha in prop::option::of(0..40_u32),
        place in (0..3_usize, prop::collection::vec(0..5_usize, 0..4)),
    ) -> Pick {
        let mut name = name;
        if title {
            name.insert(0, 0);
        }
        // In both scripts the same words, other words, or one script only.
        let hindi = hindi.map(|own| own.unwrap_or_else(|| name.clone()));
        Pick { uhid, name, hindi, relative, sex, born, mobile, abha, place }
    }
}

struct Bench {
    folder: tempfile::TempDir,
    columns: IndexColumns,
    uhid: UhidPattern,
    key: FileKey,
}

impl Bench {
    fn new(csv: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        crate::disk::write(&folder.path().join("export.csv"), csv.as_bytes()).unwrap();
        let columns = IndexColumns { place: vec!["place".to_owned()], ..IndexColumns::default() };
        Self { folder, columns, uhid: UhidPattern::new(".*").unwrap(), key: FileKey(Zeroizing::new([7; 32])) }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn press(&self, memory: usize) -> (Pressed, Index) {
        self.build("export.csv", None, "out.idx", memory)
    }

    fn build(&self, from: &str, base: Option<&str>, out: &str, memory: usize) -> (Pressed, Index) {
        let path = |name: &str| self.folder.path().join(name);
        let (from, base, out, work) = (path(from), base.map(path), path(out), path("work"));
        let plan = Plan {
            columns: &self.columns,
            uhid: &self.uhid,
            from: &from,
            base: base.as_deref().map(|base| (base, &self.key)),
            out: &out,
            work: &work,
            site: "DEMO",
            day: Self::day(),
            made: DateTime::parse_from_rfc3339("2026-11-23T10:00:00+05:30").unwrap(),
            key: &self.key,
            sealed_key: b"sealed",
            memory,
        };
        let pressed = press(&plan, &mut |_| true, &mut |_| {}).unwrap();
        assert!(!work.exists(), "the work folder stays");
        (pressed, Index::open(&out, &self.key, "DEMO").unwrap())
    }

    /// What the intake makes of the export, the last row of a UHID.
    fn patients(&self) -> BTreeMap<String, CentralPatient> {
        let file = std::fs::File::open(self.folder.path().join("export.csv")).unwrap();
        let intake = Intake::new(file, &self.columns, &self.uhid, Self::day()).unwrap();
        intake.filter_map(|taken| taken.unwrap().row).map(|row| (row.patient.uhid.clone(), row.patient)).collect()
    }
}

fn everybody(index: &Index) -> Vec<CentralPatient> {
    let mut all = Vec::new();
    index
        .everybody(|_, person| {
            all.push(person);
            Ok(())
        })
        .unwrap();
    all
}

fn words_of(name: &PersonName) -> BTreeSet<String> {
    name.latin.iter().chain(&name.devanagari).flat_map(|text| tokens(text)).map(|token| token.plain).collect()
}

type Lists = BTreeMap<(String, usize), Vec<u32>>;

/// By plain counting.
fn lists_of(people: &[CentralPatient]) -> Lists {
    let mut lists = Lists::new();
    for (id, person) in (0..).zip(people) {
        let mut add = |field: Field, words: BTreeSet<String>| {
            for word in words {
                lists.entry((word, field as usize)).or_default().push(id);
            }
        };
        add(Field::Name, words_of(&person.name));
        add(Field::Relative, person.relative.as_ref().map(words_of).unwrap_or_default());
        let pin = person.pin.as_ref().map(|pin| pin.as_str().to_owned());
        add(Field::Place, tokens(&person.place).into_iter().map(|t| t.plain).chain(pin).collect());
    }
    lists
}

fn read_list(index: &Index, section: Section, at: ListAt) -> Vec<u32> {
    let (mut bytes, mut ids) = (Vec::new(), Vec::new());
    index.file.read(section, at.start, at.bytes as usize, &mut bytes).unwrap();
    if postings::is_short(at.count, index.windows) {
        postings::decode(&bytes, |id| ids.push(id)).unwrap();
    } else {
        let starts = postings::directory(&bytes, index.windows).unwrap();
        for (window, pair) in (0..).zip(starts.windows(2)) {
            let (chunk, dense) = (&bytes[pair[0] as usize..pair[1] as usize], postings::is_dense(at.count, index.windows));
            postings::decode_chunk(chunk, dense, u16::MAX, |low| ids.push(window * postings::WINDOW + low)).unwrap();
        }
    }
    assert_eq!(ids.len(), at.count as usize);
    ids
}

fn lists_in(index: &Index) -> Lists {
    let words = Words::decode(&index.file.whole(Section::Words).unwrap()).unwrap();
    let mut lists = Lists::new();
    for word in 0..u32::try_from(words.count()).unwrap() {
        for field in Field::ALL {
            if let Some(at) = words.list(word, field) {
                lists.insert((words.text(word).to_owned(), field as usize), read_list(index, Section::Lists, at));
            }
        }
    }
    lists
}

fn numbers_in(index: &Index, section: Section) -> Vec<(u32, u64, u32)> {
    let bytes = index.file.whole(section).unwrap();
    let mut found = Vec::new();
    let all = ((0, 0), (u32::MAX, u64::MAX));
    let each = |n: Numbered| {
        found.push((n.template, n.number, n.id));
        true
    };
    numbers::decode(&bytes, section == Section::Uhids, all, each).unwrap();
    found
}

fn check_numbers(index: &Index, people: &[CentralPatient]) {
    let sorted = |of: &dyn Fn(&CentralPatient) -> Option<(u32, u64)>| {
        let with = (0..).zip(people).filter_map(|(id, person)| of(person).map(|(t, n)| (t, n, id)));
        with.collect::<BTreeSet<(u32, u64, u32)>>().into_iter().collect::<Vec<_>>()
    };
    let mobile = |p: &CentralPatient| p.mobile.as_ref().map(|m| m.digits().parse::<u64>().unwrap());
    assert_eq!(numbers_in(index, Section::Mobiles), sorted(&|p| Some((0, mobile(p)? - MOBILE_BASE))));
    assert_eq!(numbers_in(index, Section::Abhas), sorted(&|p| Some((0, p.abha.as_ref()?.digits().parse().unwrap()))));
    let shapes: BTreeMap<String, u32> = index.templates().map(|(n, shape)| (shape.to_owned(), n)).collect();
    let uhid = |p: &CentralPatient| shape_of(&p.uhid).map(|(shape, number)| (shapes[&shape], number));
    assert_eq!(numbers_in(index, Section::Uhids), sorted(&uhid));
    for (four, at) in (0..).zip(&index.four) {
        let want: Vec<u32> =
            (0..).zip(people).filter(|(_, p)| mobile(p).is_some_and(|m| m % 10_000 == four)).map(|(id, _)| id).collect();
        assert_eq!(read_list(index, Section::Four, *at), want);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn everybody_is_read_back_and_every_list_is_whole(picks in prop::collection::vec(any_pick(), 1..150), memory in 2_000..20_000_usize) {
        let bench = Bench::new(&csv(&picks));
        let (pressed, index) = bench.press(memory);
        let mut want = bench.patients();
        let uhids: BTreeSet<_> = picks.iter().map(|p| p.uhid).collect();
        prop_assert_eq!(want.len(), uhids.len(), "the intake left rows out");
        prop_assert_eq!(pressed.people, want.len() as u64);
        prop_assert_eq!(pressed.facts.doubled, (picks.len() - uhids.len()) as u64);
        let people = everybody(&index);
        for person in &people {
            let wanted = want.remove(&person.uhid);
            let both = wanted.as_ref().map(tell);
            prop_assert!(wanted.as_ref() == Some(person), "{:?} {:?}", tell(person), both);
        }
        prop_assert!(want.is_empty());
        prop_assert_eq!(lists_in(&index), lists_of(&people));
        check_numbers(&index, &people);
        prop_assert!(index.check(&mut |_, _| true).unwrap().is_empty());
    }
}

/// Of an invented person, for the message of a test.
fn tell(p: &CentralPatient) -> String {
    let name = |n: &PersonName| format!("{:?}/{:?}", n.latin, n.devanagari);
    format!(
        "{} {} {:?} {:?} {:?} {} {:?}",
        p.uhid,
        name(&p.name),
        p.relation,
        p.relative.as_ref().map(name),
        p.born,
        p.place,
        p.sex
    )
}

/// Rows of many people, `salt` of another household each.
fn rows(from: u32, to: u32, salt: u32) -> Vec<(u32, String)> {
    let row = |n: u32| {
        let hash = n.wrapping_add(salt).wrapping_mul(2_654_435_761);
        let (given, last) = (WORDS[(hash >> 8) as usize % 12], WORDS[1 + (hash >> 12) as usize % 5]);
        let hindi = if hash.is_multiple_of(3) { format!("{} {}", given.1, last.1) } else { String::new() };
        let (relative, year) = (WORDS[1 + (hash >> 16) as usize % 5].0, 1940 + (hash >> 20) % 80);
        let (mobile, village) = (hash % 3000, (hash >> 4) % 50);
        format!("N{n:06},{} {},{hindi},S/o,{relative},,M,,{year},98104{mobile:05},,110029,Village {village},", given.0, last.0)
    };
    (from..to).map(|n| (n, row(n))).collect()
}

fn text_of<'a>(rows: impl IntoIterator<Item = &'a String>) -> String {
    rows.into_iter().fold(HEAD.to_owned(), |text, row| text + row + "\n")
}

fn sections(index: &Index) -> Vec<(Section, Vec<u8>)> {
    let told = Section::ALL.into_iter().filter(|s| *s != Section::Facts);
    told.map(|section| (section, index.file.whole(section).unwrap())).collect()
}

#[test]
fn small_buffers_and_large_ones_make_the_same_file() {
    let all: Vec<String> = [rows(0, 900, 0), rows(500, 700, 77)].concat().into_iter().map(|(_, row)| row).collect();
    let bench = Bench::new(&text_of(&all));
    let (one, small) = bench.press(20_000);
    let of_small = sections(&small);
    drop(small);
    let (other, large) = bench.press(MEMORY);
    assert!(of_small == sections(&large), "another content");
    assert_eq!(one, other);
    assert_eq!((one.people, one.facts.doubled, one.facts.rows), (900, 200, 1100));
    assert_eq!(everybody(&large).len(), 900);
}

#[test]
fn changes_make_what_the_whole_export_would() {
    let old = rows(0, 800, 0);
    let bench = Bench::new(&text_of(old.iter().map(|(_, row)| row)));
    bench.press(30_000);
    // Some are changed (one of them twice), some are new, some are gone (one of them after a change), one was never there.
    let mut changes: Vec<(u32, String)> = [rows(100, 160, 5), rows(800, 900, 0), rows(150, 151, 9)].concat();
    changes.extend([20, 21, 22, 159, 9999].map(|n| (n, format!("N{n:06},,,,,,,,,,,,,D"))));
    let text = text_of(changes.iter().map(|(_, row)| row));
    crate::disk::write(&bench.folder.path().join("changes.csv"), text.as_bytes()).unwrap();
    let mut merged: BTreeMap<u32, String> = old.into_iter().collect();
    for (n, row) in changes {
        if row.ends_with(",D") {
            merged.remove(&n)
        } else {
            merged.insert(n, row)
        };
    }
    crate::disk::write(&bench.folder.path().join("merged.csv"), text_of(merged.values()).as_bytes()).unwrap();
    let (of_changes, one) = bench.build("changes.csv", Some("out.idx"), "new.idx", 30_000);
    let (of_all, other) = bench.build("merged.csv", None, "all.idx", MEMORY);
    assert_eq!(everybody(&one).len(), 896);
    assert!(sections(&one) == sections(&other), "another content");
    assert_eq!((of_changes.people, of_changes.changed, of_changes.gone), (896, 59, 4));
    assert_eq!((of_changes.facts.rows, of_changes.facts.doubled), (166, 2));
    assert_eq!((of_all.people, of_all.changed, of_all.gone, of_all.base), (896, 0, 0, None));
    assert_eq!(of_changes.base, Some(Index::head(&bench.folder.path().join("out.idx")).unwrap().id));
}

#[test]
fn of_many_people_weights_are_learnt() {
    let all: Vec<String> = rows(0, 1000, 0).into_iter().map(|(_, row)| row).collect();
    let bench = Bench::new(&text_of(&all));
    let (_, index) = bench.press(MEMORY);
    let by_hand = Weights::of(1000.0);
    assert!((index.weights().people - 1000.0).abs() < 0.5);
    assert!(*index.weights() != by_hand, "nothing was learnt");
}

#[test]
fn an_export_without_people_is_an_index_without_people() {
    let bench = Bench::new(HEAD);
    let (pressed, index) = bench.press(MEMORY);
    assert_eq!((pressed.people, index.people()), (0, 0));
    assert!(everybody(&index).is_empty());
}
