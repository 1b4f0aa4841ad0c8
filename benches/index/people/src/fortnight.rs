//! The provisional patients of an outage: who came, what the clerks typed, and who they truly are.
//!
//! Seven of ten are in the index, as another clerk would write them today; of the others a quarter are of a house that is in it (a twin, a
//! sister-in-law, father and son with each other's names), the rest strangers. One row of ten is somebody who was registered before.

use crate::chance::Chance;
use crate::crowd::{Crowd, TODAY};
use crate::orders::{Options, create, read_truth, sample};
use crate::pairs::relative;
use crate::places::Places;
use crate::record::Record;
use crate::respoil::{registered_again, typed};
use crate::script::Scripts;
use crate::words::Words;
use std::collections::HashSet;
use std::io::Write as _;

pub const HEADER: &str =
    "key,person,kind,is,also,name,name_hi,relation,relative,relative_hi,sex,born,age,mobile,abha,pin,village,district,uhid";

/// Of a hundred who come: how many are in the index; of a hundred others, how many are of a house that is in it.
const KNOWN: usize = 70;
const RELATED: usize = 25;
/// Of a hundred rows, how many are somebody's second.
const TWICE: usize = 10;
/// Of a hundred rows: no relative, mobile not said, PIN not asked, village not asked.
const NO_RELATIVE: usize = 7;
const NO_MOBILE: usize = 8;
const NO_PIN: usize = 45;
const NO_VILLAGE: usize = 15;
/// Of a hundred who are in the index, how many show a paper with their number; of a thousand of these, how many numbers are typed with a
/// digit wrong, and how many are on another person's paper.
const WITH_NUMBER: usize = 20;
const DIGIT_WRONG: usize = 15;
const OTHERS_PAPER: usize = 15;
/// Of a hundred relatives of somebody in the index, how many show that person's paper.
const RELATIVES_PAPER: usize = 5;
/// Words that stand before a given name.
const BEFORE_NAMES: [&str; 14] = [
    "mohd", "md", "mohammad", "mohammed", "sk", "shaikh", "sheikh", "syed", "abdul", "baby", "b/o", "मोहम्मद", "बेबी", "बी/ओ",
];
/// How often another name is tried.
const TRIES: usize = 20;
/// Strangers are drawn from a crowd of so many.
const STRANGERS: u32 = 50_000_000;

/// Who comes.
struct Person {
    kind: &'static str,
    /// As the index has them, or would have them.
    record: Record,
    /// Number in the index; empty for who is not in it.
    is: String,
    also: String,
    /// The number of somebody of the house.
    house: String,
}

pub fn fortnight(options: &Options) -> Result<String, String> {
    let (from, out) = (options.must("from")?, options.must("out")?);
    let rows = usize::try_from(options.number("rows", 150_000)?).unwrap_or(usize::MAX);
    let seed = options.number("seed", 5)?;
    let truth = read_truth(options.get("truth"))?;
    let (words, places) = (Words::load(), Places::load());
    let scripts = Scripts::new(&words);
    let crowd = Crowd::new(&words, &places, u64::from(STRANGERS), seed + 1000);
    let mut chance = Chance::of(seed, 2);
    let persons = rows * (100 - TWICE) / 100;
    let (known, related) = (persons * KNOWN / 100, persons * (100 - KNOWN) * RELATED / 10_000);
    let mut taken: HashSet<String> = HashSet::new();
    let mut people: Vec<Person> = Vec::with_capacity(persons);
    for record in sample(from, known + related, seed)? {
        let also = truth.get(&record.uhid).cloned().unwrap_or_default();
        // Who is in the index twice comes once.
        if also.iter().any(|other| taken.contains(other)) {
            continue;
        }
        taken.insert(record.uhid.clone());
        let is = record.uhid.clone();
        people.push(Person { kind: "known", record, is, also: also.join(" "), house: String::new() });
    }
    for person in people.iter_mut().skip(known) {
        let Some(other) = other_of_house(&person.record, &scripts, &mut chance) else { continue };
        person.record = other;
        person.house = std::mem::take(&mut person.is);
        person.also.clear();
        person.kind = "relative";
    }
    let of_house = people.split_off(known.min(people.len()));
    people.extend(of_house.into_iter().filter(|person| person.kind == "relative"));
    let mut rows_taken: HashSet<usize> = HashSet::new();
    while people.len() < persons {
        let (mut record, row) = (Record::default(), chance.below(STRANGERS as usize));
        // Nobody twice, under whichever number.
        if crowd.tell(row as u64, &mut record).is_some() || !rows_taken.insert(row) {
            continue;
        }
        people.push(Person { kind: "stranger", record, is: String::new(), also: String::new(), house: String::new() });
    }
    let others: Vec<String> = people.iter().map(|p| p.is.clone()).filter(|is| !is.is_empty()).collect();
    let mut order: Vec<usize> = (0..persons).collect();
    order.extend((persons..rows).map(|_| chance.below(persons)));
    for at in (1..order.len()).rev() {
        order.swap(at, chance.below(at + 1));
    }
    let mut file = create(out)?;
    let fault = |e: std::io::Error| format!("{out}: {e}");
    writeln!(file, "{HEADER}").map_err(fault)?;
    for (key, number) in order.iter().enumerate() {
        let Some(person) = people.get(*number) else { continue };
        let typed = typed_of(person, &scripts, &mut chance);
        let uhid = number_shown(person, &others, &mut chance);
        writeln!(file, "{}", line(key, *number, person, &typed, &uhid)).map_err(fault)?;
    }
    file.flush().map_err(fault)?;
    Ok(format!("{rows} rows of {persons} people, {known} of them in the index, {related} of a house in it"))
}

/// Somebody of the house who is not called the same: parents do not give one name twice. `None` where none is found: `Mohd Asif` has the
/// name behind the word that a relative has another of.
fn other_of_house(person: &Record, scripts: &Scripts<'_>, chance: &mut Chance) -> Option<Record> {
    let given = |record: &Record| {
        let name = typed(record, TODAY, false).name.to_lowercase();
        name.split_whitespace().find(|word| !BEFORE_NAMES.contains(word)).map(str::to_owned)
    };
    (0..TRIES).map(|_| relative(person, scripts, chance)).find(|other| given(other) != given(person) && !begins_so(person))
}

fn begins_so(person: &Record) -> bool {
    let name = typed(person, TODAY, false).name.to_lowercase();
    name.split_whitespace().next().is_some_and(|word| BEFORE_NAMES.contains(&word))
}

/// What the clerk typed of a person.
fn typed_of(person: &Person, scripts: &Scripts<'_>, chance: &mut Chance) -> Record {
    let mut record = person.record.clone();
    registered_again(&mut record, scripts, TODAY, chance);
    for (percent, fields) in [
        (NO_RELATIVE, [&mut record.relative, &mut record.relative_hi]),
        (NO_MOBILE, [&mut record.mobile, &mut String::new()]),
        (NO_PIN, [&mut record.pin, &mut String::new()]),
        (NO_VILLAGE, [&mut record.village, &mut record.district]),
    ] {
        if chance.percent(percent) {
            fields.into_iter().for_each(String::clear);
        }
    }
    record
}

/// The number on the paper that was shown, right or wrong.
fn number_shown(person: &Person, others: &[String], chance: &mut Chance) -> String {
    if person.is.is_empty() {
        return if chance.percent(RELATIVES_PAPER) { person.house.clone() } else { String::new() };
    }
    if !chance.percent(WITH_NUMBER) {
        return String::new();
    }
    match chance.below(1000) {
        n if n < OTHERS_PAPER => chance.pick(others).cloned().unwrap_or_default(),
        n if n < OTHERS_PAPER + DIGIT_WRONG => wrong_digit(&person.is, chance),
        _ => person.is.clone(),
    }
}

fn wrong_digit(number: &str, chance: &mut Chance) -> String {
    let (at, more) = (chance.below(number.len()), 1 + chance.below(9));
    let wrong = |(n, c): (usize, char)| match c.to_digit(10) {
        Some(digit) if n == at => {
            char::from_digit((digit + u32::try_from(more).unwrap_or(1)) % 10, 10).unwrap_or(c)
        }
        _ => c,
    };
    number.chars().enumerate().map(wrong).collect()
}

fn line(key: usize, number: usize, person: &Person, typed: &Record, uhid: &str) -> String {
    let (key, number) = (key.to_string(), number.to_string());
    let t = typed;
    [
        key.as_str(),
        &number,
        person.kind,
        &person.is,
        &person.also,
        &t.name,
        &t.name_hi,
        &t.relation,
        &t.relative,
        &t.relative_hi,
        &t.sex,
        &t.born,
        &t.age,
        &t.mobile,
        &t.abha,
        &t.pin,
        &t.village,
        &t.district,
        uhid,
    ]
    .join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digit_is_wrong_or_none() {
        let mut chance = Chance::new(1);
        for _ in 0..100 {
            let wrong = wrong_digit("2015/0012345", &mut chance);
            let apart = wrong.chars().zip("2015/0012345".chars()).filter(|(a, b)| a != b).count();
            assert!(wrong.len() == 12 && apart <= 1 && wrong.contains('/'), "{wrong}");
        }
    }
}
