//! Pairs of records judged by the matcher, for `peers/quality`: what it says of each pair, beside what Splink and recordlinkage say.
//!
//! `cargo bench --bench judge -- A.csv B.csv PAIRS.csv > judged.csv`. A and B have a header and columns of the central system's export
//! (uhid, name, name_hi, relation, relative, relative_hi, sex, born, age, registered_on, mobile, abha, pin, village); any may be missing.
//! PAIRS: two columns, a number of A and one of B; others are passed by. A record's own number is its name here and no evidence. Weights are
//! learnt from A and B together, without labels, and so is how common a word is; with `hand` behind, the weights set by hand are taken.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

use chrono::{Datelike as _, NaiveDate};
use nirantar::hospital::central::{Born, CentralPatient};
use nirantar::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use nirantar::hospital::matching::{Collector, Commonness, Field, Judged, Learnt, Levels, Side, Weights, judge, learn, levels};
use nirantar::hospital::names::{Token, tokens};
use nirantar::hospital::person::{PersonName, Relation};
use nirantar::hospital::sex::Sex;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [a, b, pairs] => run([a, b].map(Path::new), Path::new(pairs), false),
        [a, b, pairs, "hand"] => run([a, b].map(Path::new), Path::new(pairs), true),
        _ => eprintln!("see benches/index/peers/README.md: A.csv B.csv PAIRS.csv [hand]"),
    }
}

fn run([a, b]: [&Path; 2], pairs: &Path, hand: bool) {
    let (a, b) = (read(a), read(b));
    // A file may be compared with itself.
    let everybody = || a.iter().chain(b.iter().filter(|(uhid, _)| !a.contains_key(*uhid))).map(|(_, record)| record);
    let start = Instant::now();
    let weights = if hand { Weights::of(f64::from(u32::try_from(everybody().count()).unwrap())) } else { learnt(everybody()) };
    let shares = Shares::of(everybody());
    eprintln!("weights and shares of {} words in {:.1} s", shares.0.len(), start.elapsed().as_secs_f64());
    let rows: Vec<csv::StringRecord> = csv::Reader::from_path(pairs).unwrap().records().map(Result::unwrap).collect();
    let sides: Vec<[&Side; 2]> = rows.iter().map(|row| [&a[&row[0]].side, &b[&row[1]].side]).collect();
    let start = Instant::now();
    let judged: Vec<Judged> = sides.iter().map(|[a, b]| judge(a, b, &weights, &shares)).collect();
    let took = start.elapsed().as_secs_f64();
    eprintln!("{} pairs in {took:.2} s, {:.2} µs each", rows.len(), took * 1e6 / f64::from(u32::try_from(rows.len()).unwrap()));
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(["a", "b", "bits", "score", "levels"]).unwrap();
    for ((row, [a, b]), judged) in rows.iter().zip(sides).zip(judged) {
        let (bits, score, seen) = (judged.bits.to_string(), judged.score.to_string(), told(&levels(a, b), &weights));
        out.write_record([&row[0], &row[1], &bits, &score, &seen]).unwrap();
    }
    out.flush().unwrap();
}

/// The level of each field and its bits, before rarity and household: whoever asks why a pair is judged wrong begins here.
fn told(levels: &Levels, weights: &Weights) -> String {
    let field = |field: Field| Some(format!("{field:?} {} {:.1}", levels.at(field)?, weights.bits(levels, field)));
    Field::ALL.into_iter().filter_map(field).collect::<Vec<_>>().join(", ")
}

struct Record {
    person: CentralPatient,
    side: Side,
}

fn read(path: &Path) -> HashMap<String, Record> {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let head = rows.headers().unwrap().clone();
    rows.records()
        .map(|row| {
            let row = row.unwrap();
            let get = |name: &str| head.iter().position(|h| h == name).and_then(|at| row.get(at)).unwrap_or_default().trim();
            (get("uhid").to_owned(), record(&get))
        })
        .collect()
}

fn record<'a>(get: &dyn Fn(&str) -> &'a str) -> Record {
    let person = CentralPatient {
        uhid: get("uhid").to_owned(),
        name: name(get("name"), get("name_hi")),
        relation: Relation::parse(get("relation")),
        relative: Some(name(get("relative"), get("relative_hi"))).filter(|n| !n.shown().is_empty()),
        sex: Sex::parse(get("sex")),
        born: born(get("born"), get("age"), get("registered_on")),
        mobile: Mobile::parse(get("mobile")).ok(),
        abha: AbhaNumber::parse(get("abha")).ok(),
        pin: Pin::parse(get("pin")).ok(),
        place: get("village").to_owned(),
    };
    // The number names the record; a postcode of another country has other digits.
    let side = Side { uhid: String::new(), pin: get("pin").to_owned(), ..Side::from(&person) };
    Record { person, side }
}

fn name(latin: &str, devanagari: &str) -> PersonName {
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    PersonName { honorific: None, latin: some(latin), devanagari: some(devanagari) }
}

/// A date that is none still has its year, as a clerk would read it.
fn born(date: &str, age: &str, registered: &str) -> Born {
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i32>().ok());
    if let Ok(day) = date.parse::<NaiveDate>() {
        return Born::Day(day);
    }
    let of_age = || Some(registered.parse::<NaiveDate>().ok()?.year() - age.parse::<i32>().ok()?);
    year(date).or_else(of_age).and_then(|year| u16::try_from(year).ok()).map_or(Born::Unknown, Born::Year)
}

fn learnt<'a>(people: impl Iterator<Item = &'a Record>) -> Weights {
    let mut collector = Collector::default();
    people.for_each(|record| collector.take(&record.person));
    let samples = collector.samples();
    let learnt: Learnt = learn(&samples);
    eprintln!("by house {:?}, others {:?}\nby name {:?}", learnt.by_house, learnt.others, learnt.by_name);
    Weights::from_learnt(&learnt)
}

/// How many of A and B have a word in their name.
struct Shares(HashMap<String, f64>);

impl Shares {
    fn of<'a>(people: impl Iterator<Item = &'a Record>) -> Self {
        let mut counts: HashMap<String, f64> = HashMap::new();
        let mut all = 0.0;
        for record in people {
            all += 1.0;
            let name = &record.person.name;
            let words = name.latin.iter().chain(&name.devanagari).flat_map(|text| tokens(text));
            for word in words.map(|token| token.plain).collect::<HashSet<_>>() {
                *counts.entry(word).or_default() += 1.0;
            }
        }
        for count in counts.values_mut() {
            *count /= all;
        }
        Self(counts)
    }
}

impl Commonness for Shares {
    fn share(&self, word: &Token) -> Option<f64> {
        self.0.get(&word.plain).copied()
    }
}
