//! `hospital.toml` into [`Hospital`], [`LabRules`] and [`IndexColumns`], every fault with its line and key, not only the first.

mod handover;
mod index;

use super::fault::{At, Faults};
use super::shape::Shape;
use super::sheet::{self, line_ends};
use super::{Bilingual, HandoverRules, Hospital, IndexColumns, Lang, PackKind, SourceFile};
use crate::hospital::identifiers::{Pin, UhidPattern};
use crate::hospital::lab::LabRules;
use std::ops::RangeInclusive;
use toml::de::{DeTable, DeValue};

pub(super) const FILE: &str = "hospital.toml";
/// Most honorifics offered.
pub const HONORIFICS_MAX: usize = 20;
const LINE_CHARS_MAX: usize = 120;
const KEYS: [&str; 19] = [
    "site",
    "kind",
    "version",
    "name",
    "header",
    "footer",
    "languages",
    "central_system",
    "uhid",
    "uhid_example",
    "facility_id",
    "identifier_base",
    "idle_lock_mins",
    "opd_valid_days",
    "home_pin",
    "honorifics",
    "lab",
    "index",
    "handover",
];
const LAB_KEYS: [&str; 8] = [
    "urgent_only",
    "duplicate_hours",
    "block_doubtful",
    "label_name",
    "label_age_sex",
    "label_number",
    "ratified_by",
    "ratified_on",
];
/// A year.
const DUPLICATE_HOURS_MAX: u32 = 8_760;

/// What the file says.
pub(super) struct Read {
    pub hospital: Hospital,
    pub lab: LabRules,
    pub index: IndexColumns,
    pub handover: HandoverRules,
}

/// Reads the file; `None` when anything in it has a fault.
pub(super) fn read(source: Option<&SourceFile>, faults: &mut Faults) -> Option<Read> {
    let Some(source) = source else {
        faults.add(At { file: FILE, line: 1, column: "" }, "pack-fault-file-missing", &[("columns", &KEYS.join(", "))]);
        return None;
    };
    let text = sheet::text(source, faults)?;
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = At { file: FILE, line: line_of(text, error.span().map_or(0, |s| s.start)), column: "" };
        faults.add(at, "pack-fault-toml", &[("value", error.message())]);
    }
    if !errors.is_empty() {
        return None;
    }
    let mut table = Table { text, table: document.get_ref(), line: 1, path: String::new(), faults };
    table.only(&KEYS);
    let (hospital, lab) = (hospital(&mut table), lab(&mut table));
    let (index, handover) = (index::read(&mut table), handover::read(&mut table));
    Some(Read { hospital: hospital?, lab: lab?, index: index?, handover: handover? })
}

/// `[lab]`: every key may be left out, and the table too.
fn lab(table: &mut Table<'_, '_>) -> Option<LabRules> {
    let default = LabRules::default();
    let inner = match table.value("lab") {
        None => return Some(default),
        Some(DeValue::Table(inner)) => inner,
        Some(_) => {
            table.wrong_kind("lab");
            return None;
        }
    };
    let line = table.line_of_key("lab");
    let mut lab = table.inner("lab", inner, line);
    lab.only(&LAB_KEYS);
    let urgent_only = lab.switch("urgent_only", default.urgent_only);
    let hours = match lab.value("duplicate_hours") {
        None => Some(default.duplicate_hours),
        Some(_) => lab.number("duplicate_hours", 0..=DUPLICATE_HOURS_MAX),
    };
    let block_doubtful = lab.switch("block_doubtful", default.block_doubtful);
    let label_name = lab.switch("label_name", default.label_name);
    let label_age_sex = lab.switch("label_age_sex", default.label_age_sex);
    let label_number = lab.switch("label_number", default.label_number);
    let ratified_by = lab.optional("ratified_by", "", |_name| true);
    let ratified_on = lab.optional("ratified_on", "", |day| day.len() == 10 && day.parse::<chrono::NaiveDate>().is_ok());
    // Who without when, or when without whom, is half a signature.
    for (this, key, other) in [(&ratified_by, "ratified_by", &ratified_on), (&ratified_on, "ratified_on", &ratified_by)] {
        if this.as_deref() == Some("") && other.as_deref().is_some_and(|o| !o.is_empty()) {
            lab.fault(key, "pack-fault-empty", &[]);
        }
    }
    Some(LabRules {
        urgent_only: urgent_only?,
        duplicate_hours: hours?,
        block_doubtful: block_doubtful?,
        label_name: label_name?,
        label_age_sex: label_age_sex?,
        label_number: label_number?,
        ratified_by: ratified_by?,
        ratified_on: ratified_on?,
    })
}

fn line_of(text: &str, offset: usize) -> u64 {
    1 + line_ends(text.as_bytes().get(..offset).unwrap_or_default())
}

fn hospital(table: &mut Table<'_, '_>) -> Option<Hospital> {
    let kind = kind(table);
    let site = site(table, kind);
    let version = table.number("version", 1..=999_999);
    let [name, header, footer] = ["name", "header", "footer"].map(|key| table.bilingual(key));
    let languages = languages(table);
    let central_system = table.text("central_system", 40);
    let (uhid, uhid_example) = uhid(table);
    let facility_id = table.optional("facility_id", "", |id| {
        id.strip_prefix("IN").is_some_and(|d| d.len() == 10 && d.bytes().all(|b| b.is_ascii_digit()))
    });
    let identifier_base = identifier_base(table);
    let idle_lock_mins = table.number("idle_lock_mins", 1..=120);
    let opd_valid_days = table.number("opd_valid_days", 1..=3_650);
    let home_pin = table.optional("home_pin", "", |pin| Pin::parse(pin).is_ok_and(|p| p.as_str() == pin));
    let honorifics = honorifics(table);
    Some(Hospital {
        site: site?,
        kind: kind?,
        version: version?,
        name: name?,
        header: header?,
        footer: footer?,
        languages: languages?,
        central_system: central_system?,
        uhid: uhid?,
        uhid_example: uhid_example?,
        facility_id: facility_id?,
        identifier_base: identifier_base?,
        idle_lock_mins: idle_lock_mins?,
        opd_valid_days: opd_valid_days?,
        home_pin: home_pin?,
        honorifics: honorifics?,
    })
}

fn kind(table: &mut Table<'_, '_>) -> Option<PackKind> {
    let word = table.optional("kind", "real", |kind| matches!(kind, "real" | "demo"))?;
    Some(if word == "demo" { PackKind::Demo } else { PackKind::Real })
}

/// `DEMO` is the demo hospital's site code and nobody else's.
fn site(table: &mut Table<'_, '_>, kind: Option<PackKind>) -> Option<String> {
    let site = table.text("site", 80)?;
    if !Shape::Site.fits(&site) {
        table.fault("site", Shape::Site.fault(), &[("value", &site)]);
        return None;
    }
    if (site == "DEMO") != (kind? == PackKind::Demo) {
        table.fault("site", "pack-fault-site-demo", &[("value", &site)]);
        return None;
    }
    Some(site)
}

fn languages(table: &mut Table<'_, '_>) -> Option<Vec<Lang>> {
    let words = table.texts("languages")?;
    let mut languages = Vec::new();
    for word in &words {
        match Lang::ALL.into_iter().find(|l| l.code() == word) {
            Some(lang) if !languages.contains(&lang) => languages.push(lang),
            _ => {
                table.fault("languages", "pack-fault-language", &[("value", word)]);
                return None;
            }
        }
    }
    if languages.is_empty() {
        table.fault("languages", "pack-fault-empty", &[]);
        return None;
    }
    Some(languages)
}

fn uhid(table: &mut Table<'_, '_>) -> (Option<UhidPattern>, Option<String>) {
    let (source, example) = (table.text("uhid", 200), table.text("uhid_example", 40));
    let Some(source) = source else { return (None, example) };
    match UhidPattern::new(&source) {
        Err(_expression) => {
            table.fault("uhid", "pack-fault-uhid", &[("value", &source)]);
            (None, example)
        }
        Ok(pattern) => {
            let wrong = example.clone().filter(|e| !pattern.fits(e));
            if let Some(example) = &wrong {
                table.fault("uhid_example", "pack-fault-uhid-example", &[("value", example), ("pattern", &source)]);
            }
            (Some(pattern), example.filter(|_e| wrong.is_none()))
        }
    }
}

fn identifier_base(table: &mut Table<'_, '_>) -> Option<String> {
    let base = table.text("identifier_base", 200)?;
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':' | '~');
    if rest.is_some_and(|r| !r.is_empty() && !r.ends_with('/') && !r.starts_with('/') && r.chars().all(plain)) {
        return Some(base);
    }
    table.fault("identifier_base", "pack-fault-url", &[("value", &base)]);
    None
}

fn honorifics(table: &mut Table<'_, '_>) -> Option<Vec<Bilingual>> {
    let line = table.line_of_key("honorifics");
    let Some(DeValue::Array(array)) = table.value("honorifics") else {
        table.wrong_kind("honorifics");
        return None;
    };
    if array.is_empty() || array.len() > HONORIFICS_MAX {
        let (found, max) = (array.len().to_string(), HONORIFICS_MAX.to_string());
        table.fault("honorifics", "pack-fault-honorifics", &[("found", &found), ("max", &max)]);
        return None;
    }
    let mut list = Vec::new();
    for item in array {
        let DeValue::Table(inner) = item.get_ref() else {
            table.wrong_kind("honorifics");
            return None;
        };
        // An item written as `[[honorifics]]` spans its header; its keys tell the nearer line themselves.
        let line = if item.span().start > 0 { line_of(table.text, item.span().start) } else { line };
        list.push(table.inner("honorifics", inner, line).languages_pair(20));
    }
    list.into_iter().collect()
}

/// One table of the document with its faults' list at hand.
struct Table<'t, 'f> {
    text: &'t str,
    table: &'t DeTable<'t>,
    /// Line of the table itself, for keys that are missing.
    line: u64,
    /// `name.` in front of its keys.
    path: String,
    faults: &'f mut Faults,
}

impl<'t> Table<'t, '_> {
    fn value(&self, key: &str) -> Option<&'t DeValue<'t>> {
        self.table.get(key).map(toml::Spanned::get_ref)
    }

    fn line_of_key(&self, key: &str) -> u64 {
        self.table.get_key_value(key).map_or(self.line, |(k, _)| line_of(self.text, k.span().start))
    }

    fn fault(&mut self, key: &str, id: &'static str, args: &[(&'static str, &str)]) {
        let at = At { file: FILE, line: self.line_of_key(key), column: &format!("{}{key}", self.path) };
        self.faults.add(at, id, args);
    }

    /// Missing, or of another type than it must be.
    fn wrong_kind(&mut self, key: &str) {
        let id = if self.value(key).is_some() { "pack-fault-key-type" } else { "pack-fault-key-missing" };
        self.fault(key, id, &[]);
    }

    fn only(&mut self, keys: &[&str]) {
        let unknown: Vec<&str> = self.table.keys().map(|k| k.get_ref().as_ref()).filter(|k| !keys.contains(k)).collect();
        for key in unknown {
            self.fault(key, "pack-fault-key-unknown", &[("value", key), ("keys", &keys.join(", "))]);
        }
    }

    fn text(&mut self, key: &str, max: usize) -> Option<String> {
        let Some(DeValue::String(text)) = self.value(key) else {
            self.wrong_kind(key);
            return None;
        };
        let text = text.trim();
        let found = text.chars().count();
        if found == 0 {
            self.fault(key, "pack-fault-empty", &[]);
        } else if found > max {
            self.fault(key, "pack-fault-long", &[("found", &found.to_string()), ("max", &max.to_string())]);
        } else if text.chars().any(char::is_control) {
            self.fault(key, "pack-fault-control", &[]);
        } else {
            return Some(text.to_owned());
        }
        None
    }

    /// A text that may be left out; `id` of the fault is `pack-fault-<key>`.
    fn optional(&mut self, key: &'static str, default: &str, good: impl Fn(&str) -> bool) -> Option<String> {
        match self.value(key) {
            None => return Some(default.to_owned()),
            Some(DeValue::String(text)) if text.trim().is_empty() => return Some(default.to_owned()),
            Some(_) => {}
        }
        let text = self.text(key, 80)?;
        if good(&text) {
            return Some(text);
        }
        let id = match key {
            "kind" => "pack-fault-pack-kind",
            "facility_id" => "pack-fault-facility-id",
            "ratified_on" => "pack-fault-lab-day",
            _ => "pack-fault-pin",
        };
        self.fault(key, id, &[("value", &text)]);
        None
    }

    fn number(&mut self, key: &str, limits: RangeInclusive<u32>) -> Option<u32> {
        let Some(DeValue::Integer(integer)) = self.value(key) else {
            self.wrong_kind(key);
            return None;
        };
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|n| limits.contains(n));
        if number.is_none() {
            let (from, to) = (limits.start().to_string(), limits.end().to_string());
            self.fault(key, "pack-fault-number", &[("value", integer.as_str()), ("from", &from), ("to", &to)]);
        }
        number
    }

    fn switch(&mut self, key: &str, default: bool) -> Option<bool> {
        match self.value(key) {
            None => Some(default),
            Some(DeValue::Boolean(on)) => Some(*on),
            Some(_) => {
                self.wrong_kind(key);
                None
            }
        }
    }

    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let Some(DeValue::Array(array)) = self.value(key) else {
            self.wrong_kind(key);
            return None;
        };
        let texts: Option<Vec<String>> = array
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.trim().to_owned()),
                _ => None,
            })
            .collect();
        if texts.is_none() {
            self.wrong_kind(key);
        }
        texts
    }

    fn bilingual(&mut self, key: &str) -> Option<Bilingual> {
        let Some(DeValue::Table(table)) = self.value(key) else {
            self.wrong_kind(key);
            return None;
        };
        let line = self.line_of_key(key);
        self.inner(key, table, line).languages_pair(LINE_CHARS_MAX)
    }

    fn inner<'s>(&'s mut self, key: &str, table: &'t DeTable<'t>, line: u64) -> Table<'t, 's> {
        Table { text: self.text, table, line, path: format!("{}{key}.", self.path), faults: self.faults }
    }

    fn languages_pair(&mut self, max: usize) -> Option<Bilingual> {
        self.only(&["en", "hi"]);
        let (en, hi) = (self.text("en", max), self.text("hi", max));
        Some(Bilingual { en: en?, hi: hi? })
    }
}
