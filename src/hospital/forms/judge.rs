//! Each field of a form on its own: what was typed becomes what an entry keeps, or a sentence beside the field.

use super::moment::{read_day, read_moment, write_moment};
use super::{Form, Item, ItemKind, Sheet, choice, choices};
use crate::hospital::age::Age;
use crate::hospital::age_text;
use crate::hospital::identifiers::{Mobile, Pin, mask_aadhaar, state_code, state_name};
use crate::hospital::number::Number;
use crate::hospital::opd_form::{Field, NAME_CHARS_MAX, Remark, ascii_digits, tidy};
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::hospital::sex::Sex;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What judging needs from outside the form.
#[derive(Clone, Copy)]
pub struct Judging<'a> {
    pub masters: &'a Masters,
    pub now: DateTime<FixedOffset>,
}

/// Judges every field of a form on its own; all faults at once, in the order of the form.
///
/// # Errors
/// One remark for each field that cannot stay so.
pub fn judge(form: &'static Form, typed: &Sheet, with: Judging<'_>) -> Result<Sheet, Vec<Remark>> {
    let mut faults = Vec::new();
    let mut kept = Sheet::default();
    // Conditions look at values as they are kept: first those that stand on nothing else.
    let mut plain = typed.filled();
    for item in &form.items {
        if let Ok(value) = value_of(item, typed.get(&item.code), with) {
            plain.set(&item.code, value);
        }
    }
    for item in &form.items {
        if item.kind.is_for_pen() || !item.is_asked(&plain) {
            continue;
        }
        match value_of(item, typed.get(&item.code), with) {
            Ok(value) if value.is_empty() && item.is_needed(&plain) => faults.push(remark(item, "fault-item-empty", &[])),
            Ok(value) => kept.set(&item.code, value),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(kept) } else { Err(faults) }
}

pub(super) fn remark(item: &'static Item, id: &'static str, args: &[(&'static str, &str)]) -> Remark {
    Remark { field: Field::Item(&item.code), id, args: args.iter().map(|(n, v)| (*n, (*v).to_owned())).collect() }
}

type Value = Result<String, Remark>;

fn value_of(item: &'static Item, typed: &str, with: Judging<'_>) -> Value {
    let text = mask_aadhaar(typed.trim());
    if text.is_empty() {
        return Ok(String::new());
    }
    match &item.kind {
        ItemKind::Text(max) => long(item, lines(&text), *max),
        ItemKind::Name => long(item, tidy(&text), NAME_CHARS_MAX),
        ItemKind::Email => email(item, &text),
        ItemKind::Choice(list) => one_of(item, list, &text),
        ItemKind::Yes => yes(item, &text),
        ItemKind::Moment | ItemKind::Planned | ItemKind::Date => time(item, &text, with),
        ItemKind::Count(low, high) => count(item, &text, (*low, *high)),
        ItemKind::Decimal(low, high) => decimal(item, &text, (*low, *high)),
        ItemKind::Sex => Sex::parse(&text).map(|s| s.code().to_owned()).ok_or_else(|| remark(item, "fault-sex", &[])),
        ItemKind::Age => age(item, &text, with),
        ItemKind::Mobile => {
            let mobile = Mobile::parse(&ascii_digits(&text)).map(|m| m.digits().to_owned());
            mobile.map_err(|_shape| remark(item, "fault-mobile", &[]))
        }
        ItemKind::Pin => {
            let pin = Pin::parse(&ascii_digits(&text)).map(|p| p.as_str().to_owned());
            pin.map_err(|_shape| remark(item, "fault-pin", &[]))
        }
        ItemKind::State => {
            let code = text.parse::<u8>().ok().filter(|c| state_name(*c).is_some()).or_else(|| state_code(&text));
            code.map(|c| c.to_string()).ok_or_else(|| remark(item, "fault-state", &[]))
        }
        ItemKind::Number => {
            let number = Number::parse(&text).map(|n| n.to_string());
            number.map_err(|_shape| remark(item, "fault-item-number", &[]))
        }
        ItemKind::Doctor | ItemKind::Department | ItemKind::Ward | ItemKind::Bed | ItemKind::Triage => {
            of_pack(item, &text, with.masters)
        }
        ItemKind::Boxes(_) | ItemKind::Line => Ok(String::new()),
    }
}

/// Line ends stay, the rest is tidied: injuries are numbered one a line.
fn lines(text: &str) -> String {
    text.lines().map(tidy).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn long(item: &'static Item, text: String, max: usize) -> Value {
    if text.chars().count() > max {
        return Err(remark(item, "fault-text-long", &[("max", &max.to_string())]));
    }
    Ok(text)
}

fn email(item: &'static Item, text: &str) -> Value {
    let good = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '));
    if good { long(item, text.to_owned(), NAME_CHARS_MAX) } else { Err(remark(item, "fault-item-email", &[])) }
}

fn one_of(item: &'static Item, list: &str, text: &str) -> Value {
    let key = text.to_lowercase();
    let found =
        choices(list).iter().find(|c| c.code.to_lowercase() == key || c.name.en.to_lowercase() == key || c.name.hi == text);
    found.map(|c| c.code.clone()).ok_or_else(|| remark(item, "fault-item-choice", &[]))
}

fn yes(item: &'static Item, text: &str) -> Value {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "हाँ" | "हां" => Ok("yes".to_owned()),
        "no" | "n" | "false" | "0" | "नहीं" => Ok("no".to_owned()),
        _ => Err(remark(item, "fault-item-yes", &[])),
    }
}

fn time(item: &'static Item, text: &str, with: Judging<'_>) -> Value {
    if item.kind == ItemKind::Date {
        let day = read_day(text, with.now.date_naive()).ok_or_else(|| remark(item, "fault-item-date", &[]))?;
        return Ok(day.to_string());
    }
    let at = read_moment(text, with.now).ok_or_else(|| remark(item, "fault-item-moment", &[]))?;
    if item.kind == ItemKind::Moment && at > with.now {
        return Err(remark(item, "fault-item-future", &[("now", &write_moment(with.now))]));
    }
    Ok(at.to_rfc3339())
}

fn count(item: &'static Item, text: &str, (low, high): (u32, u32)) -> Value {
    let number = ascii_digits(text).parse::<u32>().ok().filter(|n| (low..=high).contains(n));
    let range = [("min", &*low.to_string()), ("max", &*high.to_string())];
    number.map(|n| n.to_string()).ok_or_else(|| remark(item, "fault-item-count", &range))
}

fn decimal(item: &'static Item, text: &str, (low, high): (u32, u32)) -> Value {
    let text = ascii_digits(text).replace(',', ".");
    let number = text.parse::<f64>().ok().filter(|n| (f64::from(low)..=f64::from(high)).contains(n));
    let range = [("min", &*low.to_string()), ("max", &*high.to_string())];
    number.map(|_n| text).ok_or_else(|| remark(item, "fault-item-count", &range))
}

fn age(item: &'static Item, text: &str, with: Judging<'_>) -> Value {
    // As an entry keeps it, or as a person types it.
    if let Ok(age) = Age::try_from(text.to_owned()) {
        return Ok(age.to_string());
    }
    let age = age_text::read(text, with.now.date_naive());
    age.map(|a| a.to_string()).map_err(|_shape| remark(item, "fault-age", &[]))
}

fn of_pack(item: &'static Item, text: &str, masters: &Masters) -> Value {
    let key = text.to_lowercase();
    let fits = |code: &str, name: Option<&Bilingual>| {
        code.to_lowercase() == key || name.is_some_and(|n| n.en.to_lowercase() == key || n.hi == text)
    };
    let (found, fault) = match item.kind {
        ItemKind::Doctor => (
            masters.doctors.iter().find(|d| fits(&d.code, Some(&d.name)) || d.registration == text).map(|d| &d.code),
            "fault-doctor",
        ),
        ItemKind::Department => {
            (masters.departments.iter().find(|d| fits(&d.code, Some(&d.name))).map(|d| &d.code), "fault-item-department")
        }
        ItemKind::Ward => (masters.wards.iter().find(|w| fits(&w.code, Some(&w.name))).map(|w| &w.code), "fault-item-ward"),
        ItemKind::Bed => (masters.beds.iter().find(|b| fits(&b.code, None)).map(|b| &b.code), "fault-item-bed"),
        _ => (masters.triage.iter().find(|t| fits(&t.code, Some(&t.name))).map(|t| &t.code), "fault-item-triage"),
    };
    found.cloned().ok_or_else(|| remark(item, fault, &[("value", text), ("typed", text)]))
}

/// A kept value as people read it.
#[must_use]
pub fn shown(item: &Item, value: &str, masters: &Masters, today: NaiveDate, lang: Lang) -> String {
    let name = |known: Option<&Bilingual>| known.map_or(value, |n| n.get(lang)).to_owned();
    match &item.kind {
        ItemKind::Choice(list) => name(choice(list, value).map(|c| &c.name)),
        ItemKind::Yes => name(choice("yes", value).map(|c| &c.name)),
        ItemKind::Sex => name(choice("sex", value).map(|c| &c.name)),
        ItemKind::Moment | ItemKind::Planned => {
            DateTime::parse_from_rfc3339(value).map_or_else(|_typed| value.to_owned(), write_moment)
        }
        ItemKind::Date => {
            value.parse::<NaiveDate>().map_or_else(|_typed| value.to_owned(), |day| day.format("%d-%m-%Y").to_string())
        }
        ItemKind::Age => {
            Age::try_from(value.to_owned()).map_or_else(|_typed| value.to_owned(), |age| age_text::write(&age, today))
        }
        ItemKind::Mobile => Mobile::parse(value).map_or_else(|_typed| value.to_owned(), |m| m.grouped()),
        ItemKind::State => name(value.parse().ok().and_then(state_name)),
        ItemKind::Doctor => name(masters.doctor(value).map(|d| &d.name)),
        ItemKind::Department => name(masters.department(value).map(|d| &d.name)),
        ItemKind::Ward => name(masters.ward(value).map(|w| &w.name)),
        ItemKind::Triage => name(masters.triage.iter().find(|t| t.code == value).map(|t| &t.name)),
        _ => value.to_owned(),
    }
}
