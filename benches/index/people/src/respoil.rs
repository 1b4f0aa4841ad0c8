//! The same person registered a second time: by another clerk, years later, with a new number.

use crate::chance::Chance;
use crate::damage::{Typed, untitled};
use crate::record::{Record, push_abha, push_day, push_digits};
use crate::script::Scripts;
use crate::spelling::is_devanagari;
use crate::words::List;

/// What a clerk would type of a record: in the script it has, without titles more often than not.
#[must_use]
pub fn typed(record: &Record, today: i32, keep_titles: bool) -> Typed {
    let script = |latin: &str, hindi: &str| -> String {
        let text = if latin.is_empty() { hindi } else { latin };
        let bare = if keep_titles { text.to_owned() } else { untitled(text) };
        if is_devanagari(&bare) { bare } else { titled(&bare) }
    };
    Typed {
        name: script(&record.name, &record.name_hi),
        relation: record.relation.clone(),
        relative: script(&record.relative, &record.relative_hi),
        sex: record.sex.clone(),
        age: record.age_on(today),
        mobile: record.mobile.clone(),
        pin: record.pin.clone(),
        village: titled(&record.village),
    }
}

/// Each word with a capital, the rest small; `B/o` as it is written.
#[must_use]
pub fn titled(text: &str) -> String {
    text.split_whitespace()
        .map(|w| if w.eq_ignore_ascii_case("b/o") { "B/o".to_owned() } else { crate::words::title_case(w) })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Makes the record one that another clerk made of the same person on a later day.
pub fn registered_again(record: &mut Record, scripts: &Scripts<'_>, today: i32, chance: &mut Chance) {
    let mut now = typed(record, today, false);
    let told = now.age;
    if record.relation == "B/o" && told.is_some_and(|age| age > 0) {
        // By now the child has a name; the mother still stands beside it.
        let female = record.sex == "F";
        let list = match (scripts.is_muslim(&now.relative), female) {
            (true, true) => List::MuslimF,
            (true, false) => List::MuslimM,
            (false, true) => List::NorthFYoung,
            (false, false) => List::NorthMYoung,
        };
        now.name = scripts.pick(list, chance);
        if is_devanagari(&now.relative) {
            now.name = scripts.other(&now.name);
        }
        if female { "D/o" } else { "S/o" }.clone_into(&mut now.relation);
    }
    if !chance.percent(15) {
        now.several(scripts, chance);
    }
    let capitals = chance.percent(60);
    let hindi = chance.percent(30);
    write(record, &now, scripts, capitals, hindi);
    if !record.born.is_empty() && chance.percent(35) || now.age != told {
        // This time nobody had a paper with the date.
        record.born.clear();
    }
    record.registered_on.clear();
    push_day(&mut record.registered_on, today);
    record.age.clear();
    if record.born.is_empty() {
        push_digits(&mut record.age, u64::try_from(now.age.unwrap_or(30).max(0)).unwrap_or(0), 1);
    }
    again_contact(record, chance);
}

/// Mobiles change, and ABHA numbers are not always shown.
fn again_contact(record: &mut Record, chance: &mut Chance) {
    if chance.percent(22) {
        record.mobile.clear();
        if chance.percent(85) {
            crate::record::push_mobile(&mut record.mobile, chance);
        }
    }
    if chance.percent(55) {
        record.abha.clear();
    } else if record.abha.is_empty() && chance.percent(20) {
        push_abha(&mut record.abha, chance);
    }
}

/// Writes what was typed into the record's columns.
pub fn write(record: &mut Record, now: &Typed, scripts: &Scripts<'_>, capitals: bool, hindi: bool) {
    let both = |text: &str| -> (String, String) {
        if is_devanagari(text) {
            return (String::new(), text.to_owned());
        }
        let latin = if capitals { text.to_uppercase() } else { text.to_owned() };
        (latin, if hindi { scripts.other(text) } else { String::new() })
    };
    (record.name, record.name_hi) = both(&now.name);
    (record.relative, record.relative_hi) = both(&now.relative);
    record.relation.clone_from(&now.relation);
    record.sex.clone_from(&now.sex);
    record.mobile.clone_from(&now.mobile);
    record.pin.clone_from(&now.pin);
    record.village = if capitals { now.village.to_uppercase() } else { now.village.clone() };
}
