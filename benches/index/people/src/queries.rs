//! Questions with their answers: people taken from the file, and what a clerk would type of each.

use crate::chance::Chance;
use crate::crowd::TODAY;
use crate::damage::{Kind, Typed, is_title};
use crate::orders::{Options, create, each_line, read_truth, sample};
use crate::record::Record;
use crate::respoil::typed;
use crate::script::Scripts;
use crate::words::Words;
use std::collections::HashMap;
use std::io::Write as _;

pub const HEADER: &str = "uhid,kind,done,name,relative,relation,sex,age,mobile,pin,village,text,also,alike";

/// Of all questions, how many are mixed; the other kinds share what is left.
const MIXED: usize = 5;

const OLDEST: i32 = 95;

/// A question and whom it is about.
struct Question {
    record: Record,
    kind: Kind,
    done: Vec<Kind>,
    typed: Typed,
    text: String,
    /// Others whom what was given fits as well, before it was damaged.
    alike: u32,
}

pub fn spoil(options: &Options) -> Result<String, String> {
    let (from, out) = (options.must("from")?, options.must("out")?);
    let take = usize::try_from(options.number("take", 20_000)?).unwrap_or(usize::MAX);
    let seed = options.number("seed", 2)?;
    let people = sample(from, take, seed)?;
    let truth = read_truth(options.get("truth"))?;
    let words = Words::load();
    let scripts = Scripts::new(&words);
    let mut counts: HashMap<Kind, usize> = HashMap::new();
    let mut chance = Chance::of(seed, 1);
    let (mut questions, mut left_out) = (Vec::new(), 0);
    let mut whole = Vec::new();
    for record in people {
        if let Some((question, given)) = question(record, &mut counts, &scripts, &mut chance) {
            questions.push(question);
            whole.push(given);
        } else {
            left_out += 1;
        }
    }
    if options.get("alike").is_some() {
        count_alike(from, &mut questions, &whole, &truth)?;
    }
    let mut file = create(out)?;
    let fault = |e: std::io::Error| format!("{out}: {e}");
    writeln!(file, "{HEADER}").map_err(fault)?;
    for question in &questions {
        file.write_all(line(question, &truth).as_bytes()).map_err(fault)?;
    }
    file.flush().map_err(fault)?;
    Ok(format!("{} questions; {left_out} people left out, whom nothing identifies", questions.len()))
}

fn line(q: &Question, truth: &HashMap<String, Vec<String>>) -> String {
    let done: Vec<&str> = q.done.iter().map(|k| k.name()).collect();
    let also = truth.get(&q.record.uhid).map(|o| o.join(" ")).unwrap_or_default();
    let age = q.typed.age.map(|a| a.to_string()).unwrap_or_default();
    let t = &q.typed;
    let fields = [
        &q.record.uhid,
        q.kind.name(),
        &done.join("+"),
        &t.name,
        &t.relative,
        &t.relation,
        &t.sex,
        &age,
        &t.mobile,
        &t.pin,
        &t.village,
        &q.text,
        &also,
        &q.alike.to_string(),
    ];
    fields.join(",") + "\n"
}

/// The kind that has had fewest so far and that this person can be asked in; what is given before the damage.
fn question(
    record: Record,
    counts: &mut HashMap<Kind, usize>,
    scripts: &Scripts<'_>,
    chance: &mut Chance,
) -> Option<(Question, Typed)> {
    let mut kinds: Vec<Kind> = Kind::ALL.to_vec();
    let start = chance.below(kinds.len());
    kinds.rotate_left(start);
    kinds.sort_by_key(|k| counts.get(k).copied().unwrap_or(0) / if *k == Kind::Mixed { MIXED } else { 1 });
    for kind in kinds {
        let Some((given, whole)) = given(&record, kind, chance) else { continue };
        let mut now = given;
        let done = if kind == Kind::Mixed {
            now.several(scripts, chance)
        } else if now.damage(kind, scripts, chance) {
            vec![kind]
        } else {
            continue;
        };
        *counts.entry(kind).or_default() += 1;
        let text = text(&record, kind, &now);
        let hidden = matches!(kind, Kind::Uhid | Kind::Abha);
        let typed = if hidden { Typed::default() } else { now };
        return Some((Question { record, kind, done, typed, text, alike: 0 }, whole));
    }
    None
}

/// What the clerk has been told: name, relative, age, sex; village or PIN; half of the time the mobile. Twice: to be damaged, and whole.
fn given(record: &Record, kind: Kind, chance: &mut Chance) -> Option<(Typed, Typed)> {
    let mut all = typed(record, TODAY, kind == Kind::Exact || chance.percent(20));
    // Who is past this is not in the queue any more; who was a new-born has a name by now.
    if all.age.is_some_and(|age| age > OLDEST || (age > 0 && record.relation == "B/o")) {
        return None;
    }
    match kind {
        Kind::Uhid => return Some((all.clone(), all)),
        Kind::Abha => return (!record.abha.is_empty()).then(|| (all.clone(), all)),
        Kind::Mobile => {
            let only = Typed { mobile: all.mobile.clone(), ..Typed::default() };
            return (!all.mobile.is_empty()).then(|| (only.clone(), only));
        }
        Kind::Four => {
            let four = all.mobile.get(6..)?.to_owned();
            let few = Typed { name: all.name, age: all.age, sex: all.sex, mobile: four, ..Typed::default() };
            return Some((few.clone(), few));
        }
        _ => {}
    }
    let of_mobile = matches!(kind, Kind::MobileDigit | Kind::MobileSwap | Kind::MobileOther);
    let of_place = matches!(kind, Kind::Pin | Kind::Village);
    let thin = all.relative.is_empty() || !all.name.contains(' ');
    if of_mobile && all.mobile.is_empty() {
        return None;
    }
    // A new-born, and who has no relative in the file, is asked for with the mobile.
    if !(of_mobile || chance.percent(if thin { 80 } else { 50 })) {
        all.mobile.clear();
    }
    match chance.below(10) {
        _ if of_place => {}
        0..5 if !all.village.is_empty() => all.pin.clear(),
        5..8 if !all.pin.is_empty() => all.village.clear(),
        _ => {}
    }
    if kind == Kind::Village {
        all.pin.clear();
    }
    // A relative or a mobile, and a place or a mobile, or it could be anybody.
    let places = usize::from(!all.village.is_empty() || !all.pin.is_empty());
    let known =
        usize::from(!all.relative.is_empty()) + places + 2 * usize::from(!all.mobile.is_empty()) + usize::from(all.age.is_some());
    (known >= 3).then(|| (all.clone(), all))
}

/// The same as one line for the search box.
fn text(record: &Record, kind: Kind, now: &Typed) -> String {
    match kind {
        Kind::Uhid => return record.uhid.clone(),
        Kind::Abha => return record.abha.clone(),
        // The word being typed stands last.
        Kind::Partial => {
            let rest = [&now.relative, &now.mobile, if now.village.is_empty() { &now.pin } else { &now.village }];
            return rest
                .into_iter()
                .chain([&now.name])
                .filter(|p| !p.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase();
        }
        _ => {}
    }
    let age = now.age.map(|a| a.to_string()).unwrap_or_default();
    let place = if now.village.is_empty() { &now.pin } else { &now.village };
    let parts = [&now.name, &now.relative, &age, place, &now.mobile];
    parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Words of a name in any order, without titles and capitals, as one number (FNV-1a of each word, added up).
fn key(name: &str) -> u64 {
    let word = |word: &str| {
        word.bytes()
            .fold(0xCBF2_9CE4_8422_2325, |sum: u64, b| (sum ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3))
    };
    name.split(' ').skip_while(|w| is_title(w)).map(word).fold(0, u64::wrapping_add)
}

/// What a question is looked up by: the name with the village, else with the PIN, else with the end of the mobile.
fn lookup(name: &str, village: &str, pin: &str, mobile: &str) -> u64 {
    let four = mobile.get(mobile.len().saturating_sub(4)..).unwrap_or_default();
    let (place, which) = if !village.is_empty() {
        (village, 3)
    } else if !pin.is_empty() {
        (pin, 5)
    } else {
        (four, 7)
    };
    key(name).wrapping_mul(which) ^ key(place).rotate_left(17)
}

/// Reads the file once more and counts for each question whom else it fits.
fn count_alike(
    from: &str,
    questions: &mut [Question],
    whole: &[Typed],
    truth: &HashMap<String, Vec<String>>,
) -> Result<(), String> {
    let mut wanted: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, given) in whole.iter().enumerate() {
        wanted.entry(lookup(&given.name, &given.village, &given.pin, &given.mobile)).or_default().push(at);
    }
    each_line(from, |line| {
        let mut columns = line.split(',');
        let (_, name, name_hi) = (columns.next(), columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let (mobile, _, pin, village) = (
            columns.nth(7).unwrap_or_default(),
            columns.next(),
            columns.next().unwrap_or_default(),
            columns.next().unwrap_or_default(),
        );
        let name = if name.is_empty() { name_hi } else { name };
        let ways =
            [lookup(name, village, "", ""), lookup(name, "", pin, ""), lookup(name, "", "", mobile), lookup("", "", "", mobile)];
        for at in ways.iter().filter_map(|way| wanted.get(way)).flatten() {
            let (Some(question), Some(given)) = (questions.get_mut(*at), whole.get(*at)) else { continue };
            let other = Record::read(line).ok_or("not a row of `people generate`")?;
            let same_person =
                other.uhid == question.record.uhid || truth.get(&other.uhid).is_some_and(|o| o.contains(&question.record.uhid));
            if !same_person && fits(&other, given) {
                question.alike += 1;
            }
        }
        Ok(())
    })
}

fn fits(other: &Record, given: &Typed) -> bool {
    let they = typed(other, TODAY, false);
    let same = |a: &str, b: &str| a.is_empty() || key(a) == key(b);
    let years = given.age.zip(they.age).is_none_or(|(a, b)| (a - b).abs() <= 2);
    years
        && they.mobile.ends_with(&given.mobile)
        && same(&given.relative, &they.relative)
        && same(&given.village, &they.village)
        && same(&given.pin, &they.pin)
        && same(&given.sex, &they.sex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crowd::Crowd;
    use crate::places::Places;

    fn questions(people: u64) -> Vec<(Question, Typed)> {
        let (words, places) = (Words::load(), Places::load());
        let scripts = Scripts::new(&words);
        let crowd = Crowd::new(&words, &places, people, 3);
        let (mut counts, mut chance) = (HashMap::new(), Chance::new(3));
        let told = |row| {
            let mut record = Record::default();
            crowd.tell(row, &mut record);
            record
        };
        (0..people).filter_map(|row| question(told(row), &mut counts, &scripts, &mut chance)).collect()
    }

    #[test]
    fn order_capitals_and_titles_do_not_matter() {
        assert_eq!(key("SMT SUNITA DEVI"), key("Devi Sunita"));
        assert_ne!(key("Sunita Devi"), key("Sunita"));
    }

    #[test]
    fn every_kind_is_asked_as_often_as_the_others_and_mixed_more() {
        let all = questions(3000);
        let count = |kind: Kind| all.iter().filter(|(q, _)| q.kind == kind).count();
        for kind in Kind::ALL.iter().filter(|k| **k != Kind::Mixed) {
            assert!((85..=110).contains(&count(*kind)), "{}: {}", kind.name(), count(*kind));
        }
        assert!((420..550).contains(&count(Kind::Mixed)));
        assert!(all.len() > 2900, "{}", all.len());
    }

    #[test]
    fn what_is_given_is_whole_but_for_the_damage() {
        for (q, whole) in questions(2000) {
            match q.kind {
                Kind::Uhid => assert_eq!(q.text, q.record.uhid),
                Kind::Abha => assert_eq!(q.text, q.record.abha),
                Kind::Mobile => assert_eq!(q.text, q.record.mobile),
                Kind::Four => assert!(q.record.mobile.ends_with(&q.typed.mobile) && q.typed.mobile.len() == 4),
                Kind::Exact => assert_eq!(q.typed, whole),
                Kind::Mixed => assert!(!q.done.is_empty() && q.typed != whole, "{:?}", q.typed),
                _ => assert_ne!(q.typed, whole, "{}", q.kind.name()),
            }
            // The undamaged question finds its own person.
            assert!(matches!(q.kind, Kind::Uhid | Kind::Abha) || fits(&q.record, &whole), "{:?} {whole:?}", q.record);
            assert!(!q.text.is_empty() && !q.text.contains(','));
        }
    }
}
