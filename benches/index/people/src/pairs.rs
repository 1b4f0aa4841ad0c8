//! Two files of records that share some people, each spoilt on its own, among strangers of whom some are of the same household.

use crate::chance::Chance;
use crate::crowd::TODAY;
use crate::orders::{Options, create, read_truth, sample};
use crate::record::{HEADER, Record, day_of, push_abha, push_day, push_digits};
use crate::respoil::{registered_again, titled, typed, write};
use crate::script::Scripts;
use crate::spelling::is_devanagari;
use crate::words::{List, Words};
use std::collections::{HashMap, HashSet};
use std::io::Write as _;

/// Of a hundred people of the first file, how many are in the second too; how many have a relative there.
const SHARED: usize = 50;
const RELATED: usize = 25;

/// UHIDs of the first file with UHIDs of the second.
type Numbers = Vec<(String, String)>;

pub fn pairs(options: &Options) -> Result<String, String> {
    let (from, folder) = (options.must("from")?, options.must("out")?);
    let records = usize::try_from(options.number("records", 20_000)?).unwrap_or(usize::MAX);
    let (wanted, seed) = (options.number("pairs", 100_000)?, options.number("seed", 3)?);
    // A person who is in the file twice would make a truth of which nobody knows.
    let known = read_truth(options.get("truth"))?;
    let people: Vec<Record> = sample(from, records * 2, seed)?.into_iter().filter(|p| !known.contains_key(&p.uhid)).collect();
    let words = Words::load();
    let scripts = Scripts::new(&words);
    let mut chance = Chance::of(seed, 1);
    let (ours, strangers) = people.split_at(records.min(people.len() / 2));
    let mut theirs: Vec<Record> = Vec::new();
    let (mut truth, mut near): (Numbers, Numbers) = (Vec::new(), Vec::new());
    for person in ours {
        if chance.percent(SHARED) {
            let mut other = person.clone();
            let registered = day_of(&person.registered_on).unwrap_or(TODAY);
            registered_again(&mut other, &scripts, registered + chance.between(0, TODAY - registered), &mut chance);
            truth.push((person.uhid.clone(), number(&mut other, theirs.len())));
            theirs.push(other);
        }
        if chance.percent(RELATED) {
            let mut other = relative(person, &scripts, &mut chance);
            near.push((person.uhid.clone(), number(&mut other, theirs.len())));
            theirs.push(other);
        }
    }
    for stranger in strangers.iter().take(records.saturating_sub(theirs.len())) {
        let mut other = stranger.clone();
        number(&mut other, theirs.len());
        theirs.push(other);
    }
    // Nothing is to be learnt from the order.
    for at in (1..theirs.len()).rev() {
        theirs.swap(at, chance.below(at + 1));
    }
    let list = candidates(ours, &theirs, &truth, &near, usize::try_from(wanted).unwrap_or(usize::MAX), &mut chance);
    write_people(&format!("{folder}/a.csv"), ours)?;
    write_people(&format!("{folder}/b.csv"), &theirs)?;
    write_lines(&format!("{folder}/truth.csv"), "uhid_a,uhid_b", truth.iter().map(|(a, b)| format!("{a},{b}")))?;
    write_lines(
        &format!("{folder}/pairs.csv"),
        "uhid_a,uhid_b,same",
        list.iter().map(|(a, b, same)| format!("{a},{b},{}", u8::from(*same))),
    )?;
    Ok(format!(
        "a.csv {} people, b.csv {}, of both {}, relatives {}; pairs.csv {} pairs",
        ours.len(),
        theirs.len(),
        truth.len(),
        near.len(),
        list.len()
    ))
}

/// A number of the second file's own.
fn number(record: &mut Record, at: usize) -> String {
    record.uhid.clear();
    record.uhid.push('B');
    push_digits(&mut record.uhid, at as u64, 8);
    record.uhid.clone()
}

/// Somebody of the same household who is another person: sister-in-law, twin, son, brother, father and son with each other's names.
pub fn relative(person: &Record, scripts: &Scripts<'_>, chance: &mut Chance) -> Record {
    let mut now = typed(person, TODAY, false);
    let hindi = is_devanagari(&now.name);
    let latin = if hindi { titled(&scripts.other(&now.name)) } else { now.name.clone() };
    let muslim = scripts.is_muslim(&latin);
    let lists = if muslim { (List::MuslimM, List::MuslimF) } else { (List::NorthM, List::NorthF) };
    let woman = now.sex == "F";
    let given = |female: bool, chance: &mut Chance| {
        let word = scripts.pick(if female { lists.1 } else { lists.0 }, chance);
        if hindi { scripts.other(&word) } else { word }
    };
    let rest = now.name.split_once(' ').map(|(_, rest)| rest.to_owned());
    let with_rest =
        |first: String, rest: &Option<String>| rest.as_ref().map_or_else(|| first.clone(), |r| format!("{first} {r}"));
    let mut other = person.clone();
    let mut years = 0;
    match (chance.below(4), now.relation.as_str()) {
        // Sister-in-law: the same house, another husband.
        (_, "W/o") if woman => {
            now.name = with_rest(given(true, chance), &rest);
            let behind = now.relative.split_once(' ').map(|(_, r)| r.to_owned());
            now.relative = with_rest(given(false, chance), &behind);
            years = chance.between(-6, 6);
        }
        // Father for son: what was the name is the relative's.
        (0, "S/o") => {
            std::mem::swap(&mut now.name, &mut now.relative);
            years = -chance.between(20, 32);
        }
        (1, "S/o") => {
            now.relative = std::mem::take(&mut now.name);
            now.name = with_rest(given(false, chance), &rest);
            years = chance.between(20, 32);
        }
        // Twin or brother or sister: the same parents.
        (2, _) => now.name = with_rest(twin(&now.name, given(woman, chance)), &rest),
        _ => {
            now.name = with_rest(given(woman, chance), &rest);
            years = chance.between(-8, 8);
        }
    }
    shift_birth(&mut other, years);
    write(&mut other, &now, scripts, chance.percent(60), chance.percent(30));
    other.abha.clear();
    if chance.percent(35) {
        push_abha(&mut other.abha, chance);
    }
    other
}

/// Ram and Shyam, Sita and Gita: twins sound alike.
fn twin(name: &str, usual: String) -> String {
    const TWINS: [(&str, &str); 10] = [
        ("Ram", "Shyam"),
        ("Sita", "Gita"),
        ("Sunita", "Anita"),
        ("Mohan", "Sohan"),
        ("Rohit", "Mohit"),
        ("Sonu", "Monu"),
        ("Ramesh", "Suresh"),
        ("Rinki", "Pinki"),
        ("Hasan", "Husain"),
        ("Karan", "Arjun"),
    ];
    let first = name.split_whitespace().next().unwrap_or_default();
    let other = TWINS.iter().find_map(|(a, b)| {
        if *a == first {
            Some(*b)
        } else if *b == first {
            Some(*a)
        } else {
            None
        }
    });
    other.map_or(usual, str::to_owned)
}

/// Born this many years later.
fn shift_birth(record: &mut Record, years: i32) {
    if let Some(born) = day_of(&record.born) {
        record.born.clear();
        push_day(&mut record.born, (born + years * 365).min(TODAY - 30));
    } else if let Ok(age) = record.age.parse::<i32>() {
        record.age = (age - years).clamp(0, 99).to_string();
    }
}

/// Pairs to judge: all that are one person, all relatives, those that share a mobile, a name or a village, and any.
fn candidates(
    ours: &[Record],
    theirs: &[Record],
    truth: &[(String, String)],
    near: &[(String, String)],
    wanted: usize,
    chance: &mut Chance,
) -> Vec<(String, String, bool)> {
    let same: HashSet<(&str, &str)> = truth.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let mut taken: HashSet<(String, String)> = HashSet::new();
    let mut out = Vec::new();
    let mut take = |a: &str, b: &str| {
        if out.len() < wanted && taken.insert((a.to_owned(), b.to_owned())) {
            out.push((a.to_owned(), b.to_owned(), same.contains(&(a, b))));
        }
    };
    truth.iter().chain(near).for_each(|(a, b)| take(a, b));
    let first_word = |r: &Record| r.name.split_whitespace().next().map(str::to_lowercase).unwrap_or_default();
    let keys: [fn(&Record) -> String; 3] =
        [|r| r.mobile.clone(), |r| r.name.to_lowercase(), |r| format!("{} {}", r.village.to_lowercase(), r.sex)];
    for key in keys {
        let mut by_key: HashMap<String, Vec<&Record>> = HashMap::new();
        theirs.iter().filter(|r| key(r).len() > 2).for_each(|r| by_key.entry(key(r)).or_default().push(r));
        // At most three of a kind for each, or the frequent would be all there is.
        for person in ours {
            for other in by_key.get(&key(person)).into_iter().flatten().take(3) {
                if chance.percent(60) || first_word(person) == first_word(other) {
                    take(&person.uhid, &other.uhid);
                }
            }
        }
    }
    for _ in 0..wanted.saturating_mul(2) {
        if let (Some(a), Some(b)) = (chance.pick(ours), chance.pick(theirs)) {
            take(&a.uhid, &b.uhid);
        }
    }
    out
}

fn write_people(path: &str, people: &[Record]) -> Result<(), String> {
    let mut file = create(path)?;
    let mut out = format!("{HEADER}\n").into_bytes();
    for person in people {
        person.write(&mut out);
    }
    file.write_all(&out).and_then(|()| file.flush()).map_err(|e| format!("{path}: {e}"))
}

fn write_lines(path: &str, header: &str, lines: impl Iterator<Item = String>) -> Result<(), String> {
    let mut file = create(path)?;
    let text = std::iter::once(header.to_owned()).chain(lines).collect::<Vec<_>>().join("\n");
    writeln!(file, "{text}").and_then(|()| file.flush()).map_err(|e| format!("{path}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crowd::Crowd;
    use crate::places::Places;

    #[test]
    fn a_relative_is_somebody_else_of_the_house() {
        let (words, places) = (Words::load(), Places::load());
        let scripts = Scripts::new(&words);
        let crowd = Crowd::new(&words, &places, 2000, 5);
        let (mut record, mut chance) = (Record::default(), Chance::new(5));
        let (mut same, mut swapped) = (0, 0);
        for row in 0..2000 {
            crowd.tell(row, &mut record);
            let other = relative(&record, &scripts, &mut chance);
            let (they, we) = (typed(&other, TODAY, false), typed(&record, TODAY, false));
            assert!(other.mobile == record.mobile && they.village == we.village && other.sex == record.sex);
            same += usize::from(they.name == we.name);
            swapped += usize::from(they.name == we.relative && they.relative == we.name && they.name != we.name);
            assert!(we.relation != "W/o" || we.sex != "F" || they.relative != we.relative || they.name != we.name);
        }
        // A name may be drawn twice; not often.
        assert!(same < 60, "{same}");
        assert!(swapped > 100, "{swapped}");
    }

    #[test]
    fn all_that_are_one_person_are_among_the_pairs() {
        let person = |uhid: &str, name: &str| Record { uhid: uhid.into(), name: name.into(), ..Record::default() };
        let (ours, theirs) = ([person("1", "A B"), person("2", "C D")], [person("B1", "A B"), person("B2", "X Y")]);
        let truth = [("1".to_owned(), "B1".to_owned())];
        let list = candidates(&ours, &theirs, &truth, &[], 4, &mut Chance::new(1));
        assert_eq!(list.len(), 4);
        assert_eq!(list.iter().filter(|(.., same)| *same).count(), 1);
        assert_eq!(list[0], ("1".into(), "B1".into(), true));
    }
}
