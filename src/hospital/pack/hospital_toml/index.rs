//! `[index]` of `hospital.toml`: how the central system writes its export. Every key may be left out, and the table too.

use super::Table;
use crate::hospital::pack::{DateOrder, Delimiter, IndexColumns};
use toml::de::DeValue;

const KEYS: [&str; 4] = ["delimiter", "dates", "gone", "columns"];
const COLUMN_KEYS: [&str; 16] = [
    "uhid",
    "name",
    "name_hi",
    "relation",
    "relative",
    "relative_hi",
    "sex",
    "born",
    "birth_year",
    "age",
    "age_on",
    "mobile",
    "abha",
    "pin",
    "place",
    "change",
];
/// Longest name of a column, in characters.
const COLUMN_CHARS_MAX: usize = 60;
/// Most columns of a place, and most words for *gone*.
const LIST_MAX: usize = 10;

pub(super) fn read(table: &mut Table<'_, '_>) -> Option<IndexColumns> {
    let inner = match table.value("index") {
        None => return Some(IndexColumns::default()),
        Some(DeValue::Table(inner)) => inner,
        Some(_) => {
            table.wrong_kind("index");
            return None;
        }
    };
    let line = table.line_of_key("index");
    let mut index = table.inner("index", inner, line);
    index.only(&KEYS);
    let delimiter = word(&mut index, "delimiter", "pack-fault-index-delimiter", &Delimiter::ALL, Delimiter::code);
    let dates = word(&mut index, "dates", "pack-fault-index-dates", &DateOrder::ALL, DateOrder::code);
    let gone = match index.value("gone") {
        None => Some(IndexColumns::default().gone),
        Some(_) => texts(&mut index, "gone"),
    };
    let columns = columns(&mut index);
    Some(IndexColumns { delimiter: delimiter?, dates: dates?, gone: gone?, ..columns? })
}

/// One of a few words; the first of them where the key is left out.
fn word<T: Copy>(
    table: &mut Table<'_, '_>,
    key: &str,
    fault: &'static str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    if table.value(key).is_none() {
        return all.first().copied();
    }
    let Some(DeValue::String(text)) = table.value(key) else {
        table.wrong_kind(key);
        return None;
    };
    let found = all.iter().copied().find(|one| code(*one) == text.as_ref());
    if found.is_none() {
        table.fault(key, fault, &[("value", text)]);
    }
    found
}

fn columns(index: &mut Table<'_, '_>) -> Option<IndexColumns> {
    let inner = match index.value("columns") {
        None => return Some(IndexColumns::default()),
        Some(DeValue::Table(inner)) => inner,
        Some(_) => {
            index.wrong_kind("columns");
            return None;
        }
    };
    let line = index.line_of_key("columns");
    let mut table = index.inner("columns", inner, line);
    table.only(&COLUMN_KEYS);
    let (uhid, name) = (needed(&mut table, "uhid"), needed(&mut table, "name"));
    let place = match table.value("place") {
        Some(DeValue::Array(_)) => texts(&mut table, "place"),
        _ => optional(&mut table, "place").map(|one| if one.is_empty() { Vec::new() } else { vec![one] }),
    };
    let mut more = |key| optional(&mut table, key);
    let rest = [more("name_hi"), more("relation"), more("relative"), more("relative_hi"), more("sex"), more("born")];
    let later = [more("birth_year"), more("age"), more("age_on"), more("mobile"), more("abha"), more("pin"), more("change")];
    let [name_hi, relation, relative, relative_hi, sex, born] = rest;
    let [birth_year, age, age_on, mobile, abha, pin, change] = later;
    let columns = IndexColumns {
        own: true,
        uhid: uhid?,
        name: name?,
        name_hi: name_hi?,
        relation: relation?,
        relative: relative?,
        relative_hi: relative_hi?,
        sex: sex?,
        born: born?,
        birth_year: birth_year?,
        age: age?,
        age_on: age_on?,
        mobile: mobile?,
        abha: abha?,
        pin: pin?,
        place: place?,
        change: change?,
        ..IndexColumns::default()
    };
    once_each(&mut table, &columns).then_some(columns)
}

fn needed(table: &mut Table<'_, '_>, key: &str) -> Option<String> {
    let column = table.text(key, COLUMN_CHARS_MAX)?;
    no_aadhaar(table, key, &column).then_some(column)
}

/// Empty where the key is left out.
fn optional(table: &mut Table<'_, '_>, key: &str) -> Option<String> {
    if table.value(key).is_none() { Some(String::new()) } else { needed(table, key) }
}

/// A list of 1 to [`LIST_MAX`] texts, none of them empty.
pub(super) fn texts(table: &mut Table<'_, '_>, key: &str) -> Option<Vec<String>> {
    let list = table.texts(key)?;
    let long = |text: &String| text.chars().count() > COLUMN_CHARS_MAX;
    if list.is_empty() || list.iter().any(String::is_empty) {
        table.fault(key, "pack-fault-empty", &[]);
    } else if list.len() > LIST_MAX || list.iter().any(long) {
        let (found, max) = (list.len().to_string(), LIST_MAX.to_string());
        table.fault(key, "pack-fault-index-list", &[("found", &found), ("max", &max)]);
    } else if list.iter().all(|text| no_aadhaar(table, key, text)) {
        return Some(list);
    }
    None
}

/// Aadhaar numbers are never taken in, so no column of them is named.
fn no_aadhaar(table: &mut Table<'_, '_>, key: &str, column: &str) -> bool {
    let plain: String = column.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let named = ["aadhaar", "aadhar", "adhaar", "adhar", "आधार"].iter().any(|word| plain.contains(word));
    if named {
        table.fault(key, "pack-fault-index-aadhaar", &[("value", column)]);
    }
    !named
}

/// No column means two things.
fn once_each(table: &mut Table<'_, '_>, columns: &IndexColumns) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let mut good = true;
    for (key, column) in columns.all() {
        let plain = column.to_lowercase();
        if seen.contains(&plain) {
            table.fault(key, "pack-fault-column-twice", &[("value", column)]);
            good = false;
        }
        seen.push(plain);
    }
    good
}
