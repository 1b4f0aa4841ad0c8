//! Made-up patients against a made-up index: who is surely whom, who is not, and that neither order nor slices change it.

#![allow(clippy::disallowed_methods, reason = "damaged files are written as they are")]

use super::gather::Best;
use super::{Asked, Gathered, Matcher, Pair, Proposal, Reason, Slice, Thresholds, Verdict};
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::central::CentralPatient;
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use crate::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use crate::hospital::sex::Sex;
use crate::index::tests::{PEOPLE, key, person, today, write};
use crate::index::{Index, IndexError};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// A house of people who are hard to tell apart, twins, and somebody who is in the index twice.
const HOUSE: [&str; 7] = [
    "20000001,Mohan Lal Verma,S/o,Kishan Lal,M,1958,9822000001,226001,Aminabad Lucknow",
    "20000002,Ram Verma,S/o,Mohan Lal Verma,M,1996,9822000001,226001,Aminabad Lucknow",
    "20000003,Shyam Verma,S/o,Mohan Lal Verma,M,1996,9822000001,226001,Aminabad Lucknow",
    "20000004,Kavita Joshi,D/o,Naresh Joshi,F,1992,9822000004,263001,Mallital Nainital",
    "20000005,Kavita Joshi,D/o,Naresh Joshi,F,1992,9822000004,263001,Mallital Nainital",
    "20000006,Harish Rawat,S/o,Balwant Rawat,M,1970,9822000006,246001,Srinagar Garhwal",
    "20000007,Harish Rawat,S/o,Harish Rawat,M,1998,9822000006,246001,Srinagar Garhwal",
];

/// Others, so that names and places are as common as they are.
fn crowd() -> Vec<CentralPatient> {
    let given = ["Anil", "Sunil", "Rajesh", "Suresh", "Dinesh", "Mahesh", "Vijay", "Ajay", "Sanjay", "Manoj", "Kamal", "Deepak"];
    let behind = ["Sharma", "Yadav", "Gupta", "Verma", "Mishra", "Chauhan", "Thakur"];
    let towns = ["Hisar", "Rohtak", "Karnal", "Panipat", "Sonipat"];
    let line = |n: usize| {
        let (name, family, father) = (given[n % 12], behind[n % 7], given[(n * 5 + 3) % 12]);
        let (year, town) = (1950 + n % 60, towns[n % 5]);
        format!("3{n:07},{name} {family},S/o,{father} {family},M,{year},97{n:08},{},{town}", 125_001 + n % 5)
    };
    (0..400).map(|n| person(&line(n))).collect()
}

static FILE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let people: Vec<CentralPatient> = PEOPLE.iter().chain(&HOUSE).map(|line| person(line)).chain(crowd()).collect();
    write(&folder.path().join("patients.nidx"), &people);
    folder
});

fn index() -> Index {
    open(&FILE.path().join("patients.nidx"))
}

fn open(path: &Path) -> Index {
    Index::open(path, &key(), "AIIMSND").unwrap()
}

/// What a clerk typed, in the columns of [`person`]; the first is the UHID typed, if any.
fn details(line: &str) -> Details {
    let cells: Vec<&str> = line.split(',').collect();
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let name = |text: &str| PersonName { honorific: None, latin: some(text), devanagari: None };
    Details {
        name: name(cells[1]),
        relative: Relation::parse(cells[2]).map(|relation| Relative { relation, name: name(cells[3]) }),
        sex: Sex::parse(cells[4]).unwrap(),
        age: cells[5].parse::<u16>().map_or(Age::Unknown(today()), |year| Age::Said {
            value: 2026 - year,
            unit: AgeUnit::Years,
            on: today(),
        }),
        mobile: Mobile::parse(cells[6]).ok(),
        mobile_of: MobileOwner::Own,
        address: Address { line: cells[8].to_owned(), pin: Pin::parse(cells[7]).ok(), ..Address::default() },
        category: "GEN".to_owned(),
        scheme: None,
        uhid: some(cells[0]),
        abha: None,
        abha_address: None,
        aadhaar: None,
    }
}

fn asked(lines: &[&str]) -> Vec<Asked> {
    (1..).zip(lines).map(|(key, line)| Asked::new(key, details(line), false)).collect()
}

fn go(_done: u64, _all: u64) -> bool {
    true
}

/// The whole pass in so many slices, by key.
fn pass(index: &Index, asked: Vec<Asked>, thresholds: Thresholds, slices: usize) -> (BTreeMap<i64, Proposal>, Vec<Pair>) {
    let matcher = Matcher::new(index, asked, thresholds);
    let each = || Slice::parts(slices);
    let gathered = Gathered::join(each().map(|slice| matcher.gather(index, slice, &mut go).unwrap()).collect());
    let proposals: Vec<Proposal> = each().flat_map(|slice| matcher.judge(index, &gathered, slice, &mut go).unwrap()).collect();
    let pairs = each().flat_map(|slice| matcher.pairs(index, slice, &mut go).unwrap());
    let pairs = Pair::join(pairs.chain(Pair::of_one_central(&proposals)));
    (proposals.into_iter().map(|proposal| (proposal.key, proposal)).collect(), pairs)
}

/// `sure UHID`, `doubtful UHID… because`, `new`.
fn told(proposal: &Proposal) -> String {
    match &proposal.verdict {
        Verdict::Sure(candidate) => format!("sure {}", candidate.uhid),
        Verdict::Doubtful(candidates) => {
            let first = candidates.first().map_or("nobody", |c| c.uhid.as_str());
            format!("doubtful {first} {:?}", proposal.reason.unwrap())
        }
        Verdict::New => "new".to_owned(),
    }
}

fn one(line: &str) -> String {
    let (proposals, _) = pass(&index(), asked(&[line]), Thresholds::default(), 1);
    told(&proposals[&1])
}

#[test]
fn who_is_surely_whom() {
    for (line, verdict) in [
        (",Suneeta Devi,W/o,Ramesh Kumar,F,1991,9811000001,122001,Wazirabad Gurgaon", "sure 10000001"),
        (",Md Saleem,S/o,Abdul Rehman,M,1985,9811000003,,Okhla", "sure 10000003"),
        (",शकुंतला चौधरी,W/o,ओम प्रकाश,F,1960,9811000012,302001,", "sure 10000012"),
        // The mobile has changed: name, father, age, PIN and place hold.
        (",Gurpreet Kaur,D/o,Harbhajan Singh,F,1999,9700000001,141001,Ludhiana", "sure 10000007"),
        ("20000006,Harish Rawat,S/o,Balwant Rawat,M,1970,9822000006,246001,Srinagar Garhwal", "doubtful 20000006 Alike"),
        (",Baldev Sahni,S/o,Ramdev Sahni,M,1977,9833000001,847211,Jhanjharpur", "new"),
        ("99999999,Baldev Sahni,S/o,Ramdev Sahni,M,1977,9833000001,847211,Jhanjharpur", "doubtful nobody UhidNotThere"),
        // Of one house, and not one of those whom the index has.
        (",Geeta Verma,D/o,Mohan Lal Verma,F,1999,,226001,Aminabad Lucknow", "new"),
    ] {
        assert_eq!(one(line), verdict, "{line}");
    }
}

#[test]
fn who_is_nearly_alike_is_never_sure() {
    for (line, verdict) in [
        // In the index twice.
        (",Kavita Joshi,D/o,Naresh Joshi,F,1992,9822000004,263001,Mallital Nainital", "doubtful 20000004 Alike"),
        // Father and son of one name, and the father's name was not said.
        (",Harish Rawat,,,M,,9822000006,246001,Srinagar Garhwal", "doubtful 20000006 Alike"),
    ] {
        assert_eq!(one(line), verdict, "{line}");
    }
    // A third brother: neither of the twins is he.
    let third = one(",Gyan Verma,S/o,Mohan Lal Verma,M,1996,9822000001,226001,Aminabad Lucknow");
    assert!(!third.starts_with("sure"), "{third}");
}

#[test]
fn what_speaks_against_is_never_outweighed() {
    for (line, verdict) in [
        ("10000012,Ramlal Yadav,S/o,Shyam Lal,M,1962,9811000004,201301,Bhangel Noida", "doubtful 10000012 UhidOfAnother"),
        ("10000003,Salma Khatun,W/o,Abdul Rahman,F,1985,9811000003,110025,Okhla Delhi", "doubtful 10000003 UhidOfAnother"),
        (",Ramlal Yadav,S/o,Shyam Lal,F,1962,9811000004,201301,Bhangel Noida", "doubtful 10000004 OtherSex"),
        (",Ramlal Yadav,S/o,Gopal Das,M,1962,9811000004,201301,Bhangel Noida", "doubtful 10000004 OtherRelative"),
        ("99999999,Ramlal Yadav,S/o,Shyam Lal,M,1962,9811000004,201301,Bhangel Noida", "doubtful 10000004 OtherUhid"),
    ] {
        let found = one(line);
        // Who has the number that was typed, and who is meant, both stand in the list; which is first is the bits' affair.
        let because = verdict.rsplit(' ').next().unwrap();
        assert!(found.starts_with("doubtful") && found.ends_with(because), "{line}: {found}, not {verdict}");
    }
}

#[test]
fn nobody_is_matched_who_is_unknown() {
    let line = ",Suneeta Devi,W/o,Ramesh Kumar,F,1991,9811000001,122001,Wazirabad Gurgaon";
    let both = vec![Asked::new(1, details(line), true), Asked::new(2, details(line), false)];
    let (proposals, pairs) = pass(&index(), both, Thresholds::default(), 1);
    assert_eq!((&proposals[&1].verdict, proposals[&1].reason), (&Verdict::New, Some(Reason::Unknown)));
    assert_eq!((told(&proposals[&2]).as_str(), pairs.len()), ("sure 10000001", 0));
}

#[test]
fn a_number_finds_whom_nothing_else_finds() {
    let mut patient = details(",S,,,F,1991,,,");
    patient.uhid = Some("10000001".to_owned());
    let (proposals, _) = pass(&index(), vec![Asked::new(1, patient, false)], Thresholds::default(), 1);
    let Verdict::Doubtful(list) = &proposals[&1].verdict else { panic!("{proposals:?}") };
    assert_eq!(list[0].uhid, "10000001");
}

#[test]
fn who_came_twice_is_found_with_and_without_the_index() {
    let lines = [
        // Not in the index.
        ",Baldev Sahni,S/o,Ramdev Sahni,M,1977,9833000001,847211,Jhanjharpur",
        ",Baldev Sahani,S/o,Ramdev Sahni,M,1976,9833000001,847211,Jhanjharpur",
        // Both surely one of the index, though the two forms share little.
        ",Sunita Devi,W/o,Ramesh Kumar,F,1990,9811000001,122001,",
        ",Sunita Devi,W/o,Ramesh,F,1991,,122001,Wazirabad Gurgaon",
        // Sisters.
        ",Rekha Pathak,D/o,Shivnath Pathak,F,2001,9844000001,851101,Begusarai",
        ",Meena Pathak,D/o,Shivnath Pathak,F,2003,9844000001,851101,Begusarai",
    ];
    let (proposals, pairs) = pass(&index(), asked(&lines), Thresholds::default(), 2);
    assert_eq!([&proposals[&3], &proposals[&4]].map(told), ["sure 10000001", "sure 10000001"]);
    let sure: Vec<(i64, i64, Option<&str>)> = pairs.iter().filter(|p| p.sure).map(|p| (p.a, p.b, p.central.as_deref())).collect();
    assert_eq!(sure, [(1, 2, None), (3, 4, Some("10000001"))]);
}

#[test]
fn a_pass_can_be_stopped_and_says_how_far_it_is() {
    let (index, mut heard) = (index(), Vec::new());
    let matcher = Matcher::new(&index, asked(&PEOPLE), Thresholds::default());
    let gathered = matcher.gather(&index, Slice::WHOLE, &mut go).unwrap();
    assert!(matches!(matcher.gather(&index, Slice::WHOLE, &mut |_, _| false), Err(IndexError::Stopped)));
    assert!(matches!(matcher.judge(&index, &gathered, Slice::WHOLE, &mut |_, _| false), Err(IndexError::Stopped)));
    assert!(matches!(matcher.pairs(&index, Slice::WHOLE, &mut |_, _| false), Err(IndexError::Stopped)));
    let mut hear = |done, all| {
        heard.push((done, all));
        true
    };
    matcher.judge(&index, &gathered, Slice::WHOLE, &mut hear).unwrap();
    assert_eq!(heard, [(0, PEOPLE.len() as u64)]);
}

/// A file with one page damaged: whoever may be there is doubtful, never new.
#[test]
fn a_damaged_page_makes_nobody_new() {
    let path = FILE.path().join("patients.nidx");
    let whole = std::fs::read(&path).unwrap();
    let bad = FILE.path().join("bad.nidx");
    let mut unread = 0;
    for page in 1..whole.len() / 4112 {
        let mut bytes = whole.clone();
        let at = bytes.len() - page * 4112 + 100;
        bytes[at] ^= 1;
        std::fs::write(&bad, &bytes).unwrap();
        let Ok(index) = Index::open(&bad, &key(), "AIIMSND") else { continue };
        let line = ",Baldev Sahni,S/o,Ramdev Sahni,M,1977,9833000001,847211,Jhanjharpur";
        let matcher = Matcher::new(&index, asked(&[line]), Thresholds::default());
        let gathered = matcher.gather(&index, Slice::WHOLE, &mut go).unwrap();
        let proposals = matcher.judge(&index, &gathered, Slice::WHOLE, &mut go).unwrap();
        if gathered.unread_people() > 0 {
            unread += 1;
            let near = gathered.unread.iter().any(|ids| {
                let year = |id: u32| index.birth_year_of(id).unwrap_or(1977);
                year(ids.start) <= 1987 && year(ids.end - 1) >= 1967
            });
            let verdict = if near { "doubtful nobody Damaged" } else { "new" };
            assert_eq!(told(&proposals[0]), verdict, "page {page}");
        }
    }
    assert!(unread > 0, "no page of people was damaged");
}

#[test]
fn an_abha_number_is_enough_with_the_name() {
    let mut central = person("40000001,Savita Bisht,W/o,Prakash Bisht,F,1980,9855000001,263601,Almora");
    central.abha = AbhaNumber::parse("91-1111-2222-3333").ok();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("abha.nidx");
    write(&path, &[crowd(), vec![central]].concat());
    let mut patient = details(",Savita Bisht,,,F,1981,,,");
    patient.abha = AbhaNumber::parse("91-1111-2222-3333").ok();
    let (proposals, _) = pass(&open(&path), vec![Asked::new(1, patient, false)], Thresholds::default(), 1);
    assert_eq!(told(&proposals[&1]), "sure 40000001");
}

/// People as a clerk may have typed them: parts of those of the index, changed and mixed.
fn any_line() -> impl Strategy<Value = String> {
    let cell = |at: usize| {
        move |n: usize| -> String {
            let all: Vec<&str> = PEOPLE.iter().chain(&HOUSE).copied().collect();
            all[n % all.len()].split(',').nth(at).unwrap().split('|').next().unwrap().to_owned()
        }
    };
    (0..21_usize, prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8), 9)).prop_map(move |(base, changes)| {
        let cells: Vec<String> = (0..9)
            .map(|at| match changes[at].1 {
                0 if at != 4 => String::new(),
                1 => cell(at)(changes[at].0.index(21)),
                _ if at == 0 => String::new(),
                _ => cell(at)(base),
            })
            .collect();
        cells.join(",")
    })
}

/// Of a pass, what does not depend on the matcher's own order.
fn verdicts(
    index: &Index,
    lines: &[String],
    order: &[usize],
    slices: usize,
    thresholds: Thresholds,
) -> (Vec<Proposal>, Vec<Pair>) {
    let asked = order.iter().map(|at| Asked::new(i64::try_from(*at).unwrap(), details(&lines[*at]), false)).collect();
    let (proposals, pairs) = pass(index, asked, thresholds, slices);
    (proposals.into_values().collect(), pairs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn neither_order_nor_slices_change_a_verdict(
        lines in prop::collection::vec(any_line(), 1..12),
        seed in any::<prop::sample::Index>(),
        slices in 1_usize..5,
    ) {
        let index = index();
        let order: Vec<usize> = (0..lines.len()).collect();
        let mut turned = order.clone();
        turned.rotate_left(seed.index(lines.len()));
        turned.reverse();
        let usual = Thresholds::default();
        let all = verdicts(&index, &lines, &order, 1, usual);
        prop_assert_eq!(&verdicts(&index, &lines, &turned, 1, usual), &all);
        prop_assert_eq!(&verdicts(&index, &lines, &turned, slices, usual), &all);
    }

    #[test]
    fn nobody_is_sure_below_the_threshold(lines in prop::collection::vec(any_line(), 1..12), sure in -5.0_f32..60.0) {
        let index = index();
        let thresholds = Thresholds { sure, ..Thresholds::default() };
        let order: Vec<usize> = (0..lines.len()).collect();
        let (proposals, _) = verdicts(&index, &lines, &order, 1, thresholds);
        #[expect(clippy::cast_possible_truncation, reason = "odds need no more than seven digits")]
        let prior = index.weights().prior_bits() as f32;
        for proposal in proposals {
            if let Verdict::Sure(candidate) = proposal.verdict {
                prop_assert!(candidate.bits + prior >= sure);
                prop_assert!(proposal.reason.is_none());
            }
        }
    }

    #[test]
    fn the_best_are_kept_whatever_comes_first(all in prop::collection::btree_set((0_i16..30, 0_u32..200), 0..40), turn in 0_usize..40) {
        let mut all: Vec<(i16, u32)> = all.into_iter().collect();
        let turn = turn % all.len().max(1);
        all.rotate_left(turn);
        let mut best = Best::new(2);
        for maybe in &all {
            best.offer(1, *maybe);
        }
        all.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
        all.truncate(best.of(1).len());
        prop_assert_eq!(best.of(1), &all[..]);
        prop_assert!(best.of(0).is_empty());
    }

    #[test]
    fn slices_leave_nothing_out(count in 0_usize..1000, of in 1_usize..9) {
        let all: Vec<usize> = Slice::parts(of).flat_map(|slice| slice.of_all(count)).collect();
        prop_assert_eq!(all, (0..count).collect::<Vec<_>>());
    }
}
