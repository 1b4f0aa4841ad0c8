//! Any question to the patient index is answered: at most 20 people, best first, each once, each time the same.
//!
//! The first line is the search box; each line behind it is a box of a form: its letter and what stands in it (`nSunita`).
#![no_main]

use libfuzzer_sys::fuzz_target;
use nirantar::hospital::person::Relation;
use nirantar::hospital::sex::Sex;
use nirantar::index::{Ask, HITS_MAX, Index};
use nirantar_fuzz::{export, pressed, today};

thread_local! {
    static INDEX: Index = pressed(tempfile::tempdir().unwrap().path(), export(people()).as_bytes()).unwrap();
}

/// 1,000 are there at once; from 65,537 on a search goes window by window, but half a minute is gone before it begins.
fn people() -> usize {
    std::env::var("NIRANTAR_FUZZ_PEOPLE").map_or(1_000, |people| people.parse().unwrap())
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let mut ask = Ask::typed(lines.next().unwrap_or_default(), today());
    lines.for_each(|line| fill(&mut ask, line));
    INDEX.with(|index| {
        let hits = index.search(&ask, &|| false).unwrap();
        assert!(hits.len() <= HITS_MAX);
        assert!(hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score) && hit.bits.is_finite()));
        assert!(hits.is_sorted_by(|a, b| a.bits >= b.bits && a.score >= b.score));
        assert!(
            hits.iter().enumerate().all(|(n, hit)| hits.iter().skip(n + 1).all(|other| other.person.uhid != hit.person.uhid))
        );
        assert_eq!(hits, index.search(&ask, &|| false).unwrap());
    });
});

fn fill(ask: &mut Ask, line: &str) {
    let mut chars = line.chars();
    let letter = chars.next();
    let text = chars.as_str();
    let slot = match letter {
        Some('n') => &mut ask.name,
        Some('N') => &mut ask.name_hi,
        Some('r') => &mut ask.relative,
        Some('R') => &mut ask.relative_hi,
        Some('m') => &mut ask.mobile,
        Some('4') => &mut ask.last_four,
        Some('u') => &mut ask.uhid,
        Some('a') => &mut ask.abha,
        Some('p') => &mut ask.pin,
        Some('l') => &mut ask.place,
        Some('o') => return ask.relation = Relation::parse(text),
        Some('s') => return ask.sex = Sex::parse(text),
        Some('y') => return ask.birth_year = text.parse().ok(),
        Some('g') => return ask.age(text.parse().ok(), today()),
        Some('b') => return ask.born = text.parse().ok(),
        Some('t') => return ask.typing = !ask.typing,
        _ => return,
    };
    text.clone_into(slot);
}
