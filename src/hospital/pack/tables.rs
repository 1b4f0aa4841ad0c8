//! What the cells of each CSV of a pack mean: one function a file. References between files are checked here too.

use super::fault::Faults;
use super::shape::{self, Shape};
use super::sheet::{Known, Row, Sheet};
use super::{
    Bed, Bilingual, Category, Clinic, Counter, CounterKind, Department, Doctor, LabTest, Scheme, TokenShare, Triage,
    TriageColour, User, Ward,
};
use crate::hospital::number::{CounterCode, SERIAL_MAX};
use crate::hospital::permissions::Role;
use std::collections::HashMap;

/// Highest token number of a clinic's day.
pub const TOKEN_MAX: u32 = 9_999;
/// Highest fee, in rupees.
pub const FEE_RUPEES_MAX: u32 = 100_000;
const ROOM_CHARS_MAX: usize = 12;
const REGISTRATION_CHARS_MAX: usize = 30;
const LAB_CHARS_MAX: usize = 255;

pub(super) const DEPARTMENTS: (&str, &[&str]) = ("departments.csv", &["code", "name_en", "name_hi"]);
pub(super) const CLINICS: (&str, &[&str]) = (
    "clinics.csv",
    &["code", "department", "name_en", "name_hi", "room", "floor_en", "floor_hi", "days", "token_from", "token_to"],
);
pub(super) const TOKENS: (&str, &[&str]) = ("tokens.csv", &["clinic", "counter", "from", "to"]);
pub(super) const DOCTORS: (&str, &[&str]) = ("doctors.csv", &["code", "name_en", "name_hi", "department", "registration"]);
pub(super) const WARDS: (&str, &[&str]) =
    ("wards.csv", &["code", "name_en", "name_hi", "department", "floor_en", "floor_hi", "sex"]);
pub(super) const BEDS: (&str, &[&str]) = ("beds.csv", &["code", "ward", "kind"]);
pub(super) const CATEGORIES: (&str, &[&str]) =
    ("categories.csv", &["code", "name_en", "name_hi", "fee_rupees", "follow_up_rupees"]);
pub(super) const SCHEMES: (&str, &[&str]) = ("schemes.csv", &["code", "name_en", "name_hi"]);
pub(super) const TRIAGE: (&str, &[&str]) = ("triage.csv", &["code", "name_en", "name_hi", "colour"]);
pub(super) const USERS: (&str, &[&str]) = ("users.csv", &["login", "name_en", "name_hi", "roles", "counters"]);
pub(super) const COUNTERS: (&str, &[&str]) = ("counters.csv", &["code", "kind", "name_en", "name_hi", "block"]);
pub(super) const LAB_TESTS: (&str, &[&str]) = (
    "lab_tests.csv",
    &[
        "code",
        "name_en",
        "name_hi",
        "panel",
        "loinc",
        "loinc_long_name",
        "value_type",
        "specimen",
        "specimen_sct",
        "tube",
        "unit_ucum",
        "ref_low_m",
        "ref_high_m",
        "ref_low_f",
        "ref_high_f",
        "crit_low",
        "crit_high",
    ],
);

fn named(row: &mut Row<'_>, known: &mut Known, shape: Shape) -> (Option<String>, Option<Bilingual>) {
    (row.own_code("code", shape, known), row.bilingual("name_en", "name_hi"))
}

pub(super) fn departments(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<Department> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Department);
        Some(Department { code: code?, name: name? })
    })
}

pub(super) fn clinics(sheet: &Sheet, departments: &Known, known: &mut Known, faults: &mut Faults) -> Vec<Clinic> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Clinic);
        let department = row.reference("department", departments);
        if let (Some(code), Some(department)) = (&code, &department)
            && code.split('-').next() != Some(department)
        {
            row.fault("code", "pack-fault-clinic-department", &[("value", code), ("department", department)]);
        }
        let room = row.required("room", ROOM_CHARS_MAX);
        let floor = row.bilingual("floor_en", "floor_hi");
        let days = open_days(row);
        let tokens = token_range(row, "token_from", "token_to");
        let (token_from, token_to) = tokens?;
        Some(Clinic {
            code: code?,
            department: department?,
            name: name?,
            room: room?,
            floor: floor?,
            days: days?,
            token_from,
            token_to,
        })
    })
}

fn open_days(row: &mut Row<'_>) -> Option<[bool; 7]> {
    let text = row.required("days", super::sheet::NAME_CHARS_MAX)?;
    let days = shape::days(&text);
    if days.is_none() {
        row.fault("days", "pack-fault-days", &[("value", &text)]);
    }
    days
}

fn token_range(row: &mut Row<'_>, from: &str, to: &str) -> Option<(u32, u32)> {
    let (low, high) = (row.number(from, 1..=TOKEN_MAX), row.number(to, 1..=TOKEN_MAX));
    let (low, high) = (low?, high?);
    if low > high {
        row.fault(to, "pack-fault-token-order", &[("from", &low.to_string()), ("to", &high.to_string())]);
        return None;
    }
    Some((low, high))
}

/// A share that was read, with its line.
struct Share {
    line: u64,
    from: u32,
    to: u32,
}

pub(super) fn tokens(
    sheet: &Sheet,
    (clinics, clinic_codes): (&[Clinic], &Known),
    counters: &Known,
    faults: &mut Faults,
) -> Vec<TokenShare> {
    let mut shares: HashMap<String, Vec<Share>> = HashMap::new();
    sheet.each(faults, |row| {
        let clinic = row.reference("clinic", clinic_codes);
        let counter = counter_code(row, "counter").filter(|c| row.is_known("counter", c.as_str(), counters));
        let range = token_range(row, "from", "to");
        let (clinic, (from, to)) = (clinic?, range?);
        if let Some(whole) = clinics.iter().find(|c| c.code == clinic)
            && (from < whole.token_from || to > whole.token_to)
        {
            let (low, high) = (whole.token_from.to_string(), whole.token_to.to_string());
            row.fault("from", "pack-fault-share-outside", &[("clinic", &clinic), ("from", &low), ("to", &high)]);
        }
        let others = shares.entry(clinic.clone()).or_default();
        if let Some(other) = others.iter().find(|o| from <= o.to && o.from <= to) {
            let (line, low, high) = (other.line.to_string(), other.from.to_string(), other.to.to_string());
            let args = [("clinic", clinic.as_str()), ("other", &line), ("from", &low), ("to", &high)];
            row.fault("from", "pack-fault-share-overlap", &args);
        }
        others.push(Share { line: row.line(), from, to });
        Some(TokenShare { clinic, counter: counter?, from, to })
    })
}

fn counter_code(row: &mut Row<'_>, column: &str) -> Option<CounterCode> {
    let text = row.required(column, super::sheet::NAME_CHARS_MAX)?;
    // `new` would take lower case; a pack is written as it is read out.
    let code = CounterCode::new(&text).ok().filter(|c| c.as_str() == text);
    if code.is_none() {
        row.fault(column, "pack-fault-code-counter", &[("value", &text)]);
    }
    code
}

pub(super) fn doctors(sheet: &Sheet, departments: &Known, known: &mut Known, faults: &mut Faults) -> Vec<Doctor> {
    let mut registrations = Known::new("doctors.csv", Some(sheet));
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        let department = row.reference("department", departments);
        let registration = row.required("registration", REGISTRATION_CHARS_MAX);
        let registration = registration.and_then(|r| row.once("registration", r, &mut registrations));
        Some(Doctor { code: code?, name: name?, department: department?, registration: registration? })
    })
}

pub(super) fn wards(sheet: &Sheet, departments: &Known, known: &mut Known, faults: &mut Faults) -> Vec<Ward> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        let department = row.reference("department", departments);
        let floor = row.bilingual("floor_en", "floor_hi");
        let sex = row.choice("sex", &["F", "M", "any"]);
        Some(Ward { code: code?, name: name?, department: department?, floor: floor?, sex: sex? })
    })
}

pub(super) fn beds(sheet: &Sheet, wards: &Known, known: &mut Known, faults: &mut Faults) -> Vec<Bed> {
    sheet.each(faults, |row| {
        let code = row.own_code("code", Shape::Plain, known);
        let ward = row.reference("ward", wards);
        let kind = row.choice("kind", &["general", "icu", "isolation", "cradle", "private"]);
        Some(Bed { code: code?, ward: ward?, kind: kind? })
    })
}

pub(super) fn categories(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<Category> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        let fee = row.number("fee_rupees", 0..=FEE_RUPEES_MAX);
        let follow_up = row.number("follow_up_rupees", 0..=FEE_RUPEES_MAX);
        Some(Category { code: code?, name: name?, fee_rupees: fee?, follow_up_rupees: follow_up? })
    })
}

pub(super) fn schemes(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<Scheme> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        Some(Scheme { code: code?, name: name? })
    })
}

pub(super) fn triage(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<Triage> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        let colours = TriageColour::ALL.map(TriageColour::code);
        let colour = row.choice("colour", &colours).and_then(|c| TriageColour::ALL.into_iter().find(|t| t.code() == c));
        Some(Triage { code: code?, name: name?, colour: colour? })
    })
}

pub(super) fn counters(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<(u64, Counter)> {
    sheet.each(faults, |row| {
        let code = counter_code(row, "code").and_then(|c| row.once("code", c.as_str().to_owned(), known).map(|_new| c));
        let name = row.bilingual("name_en", "name_hi");
        let kinds = ["opd", "emergency", "ward", "lab", "control"];
        let kind = row.choice("kind", &kinds).and_then(|kind| counter_kind(&kind));
        let block = row.number("block", 1..=SERIAL_MAX);
        Some((row.line(), Counter { code: code?, kind: kind?, name: name?, block: block? }))
    })
}

fn counter_kind(text: &str) -> Option<CounterKind> {
    Some(match text {
        "opd" => CounterKind::Opd,
        "emergency" => CounterKind::Emergency,
        "ward" => CounterKind::Ward,
        "lab" => CounterKind::Lab,
        "control" => CounterKind::Control,
        _ => return None,
    })
}

pub(super) fn users(sheet: &Sheet, counters: &Known, faults: &mut Faults) -> Vec<User> {
    let mut known = Known::new("users.csv", Some(sheet));
    sheet.each(faults, |row| {
        let login = row.own_code("login", Shape::Login, &mut known);
        let name = row.bilingual("name_en", "name_hi");
        let roles = roles(row);
        let counters = user_counters(row, counters);
        Some(User { login: login?, name: name?, roles: roles?, counters: counters? })
    })
}

fn roles(row: &mut Row<'_>) -> Option<Vec<Role>> {
    let text = row.required("roles", LAB_CHARS_MAX)?;
    let mut roles = Vec::new();
    let mut good = true;
    for word in text.split_whitespace() {
        match Role::parse(word) {
            Some(role) if !roles.contains(&role) => roles.push(role),
            Some(_) => {}
            None => {
                let all = Role::ALL.map(Role::code).join(", ");
                row.fault("roles", "pack-fault-role", &[("value", word), ("choices", &all)]);
                good = false;
            }
        }
    }
    good.then_some(roles)
}

fn user_counters(row: &mut Row<'_>, known: &Known) -> Option<Vec<CounterCode>> {
    let text = row.cell("counters").to_owned();
    let mut codes = Vec::new();
    let mut good = true;
    for word in text.split_whitespace() {
        match CounterCode::new(word).ok().filter(|c| c.as_str() == word) {
            None => {
                row.fault("counters", "pack-fault-code-counter", &[("value", word)]);
                good = false;
            }
            Some(code) if row.is_known("counters", code.as_str(), known) => codes.push(code),
            Some(_) => good = false,
        }
    }
    good.then_some(codes)
}

/// `panels` are those of `lab_panels.csv`, where the pack has one.
pub(super) fn lab_tests(sheet: &Sheet, panels: Option<&Known>, known: &mut Known, faults: &mut Faults) -> Vec<LabTest> {
    sheet.each(faults, |row| {
        let (code, name) = named(row, known, Shape::Plain);
        let panel = row.code("panel", Shape::Plain);
        let panel = panel.filter(|p| panels.is_none_or(|panels| row.is_known("panel", p, panels)));
        let loinc = row.required("loinc", 10);
        if let Some(code) = loinc.as_deref().filter(|c| !shape::loinc_ok(c)) {
            row.fault("loinc", "pack-fault-loinc", &[("value", code)]);
        }
        let long = row.required("loinc_long_name", LAB_CHARS_MAX);
        let value_type = row.choice("value_type", &["NM", "CE", "TX"]);
        let specimen = row.required("specimen", LAB_CHARS_MAX);
        let specimen_sct = row.required("specimen_sct", 18);
        if let Some(code) = specimen_sct.as_deref().filter(|c| !c.bytes().all(|b| b.is_ascii_digit())) {
            row.fault("specimen_sct", "pack-fault-digits", &[("value", code)]);
        }
        let tube = row.required("tube", 40);
        let numeric = value_type.as_deref() == Some("NM");
        let unit = if numeric { row.required("unit_ucum", 40) } else { row.optional("unit_ucum", 40) };
        lab_ranges(row, numeric);
        let text = |row: &Row<'_>, column: &str| row.cell(column).to_owned();
        Some(LabTest {
            code: code?,
            name: name?,
            panel: panel?,
            loinc: loinc?,
            loinc_long_name: long?,
            value_type: value_type?,
            specimen: specimen?,
            specimen_sct: specimen_sct?,
            tube: tube?,
            unit_ucum: unit?,
            ref_low_m: text(row, "ref_low_m"),
            ref_high_m: text(row, "ref_high_m"),
            ref_low_f: text(row, "ref_low_f"),
            ref_high_f: text(row, "ref_high_f"),
            crit_low: text(row, "crit_low"),
            crit_high: text(row, "crit_high"),
        })
    })
}

/// A limit of a range as written, and as a number.
pub(super) fn limit(row: &mut Row<'_>, column: &'static str, numeric: bool) -> Option<f64> {
    let text = row.cell(column).to_owned();
    if text.is_empty() {
        return None;
    }
    if !numeric {
        row.fault(column, "pack-fault-range-not-numeric", &[("value", &text)]);
        return None;
    }
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number = text.parse::<f64>().ok().filter(|n| plain && n.is_finite());
    if number.is_none() {
        row.fault(column, "pack-fault-decimal", &[("value", &text)]);
    }
    number
}

/// Low below high for men and women; critical values outside both.
fn lab_ranges(row: &mut Row<'_>, numeric: bool) {
    let columns = ["ref_low_m", "ref_high_m", "ref_low_f", "ref_high_f", "crit_low", "crit_high"];
    let [low_m, high_m, low_f, high_f, crit_low, crit_high] = columns.map(|column| limit(row, column, numeric));
    let mut ordered = |low: Option<f64>, high: Option<f64>, column: &str, other: &str, id: &'static str| {
        if let (Some(a), Some(b)) = (low, high)
            && a >= b
        {
            row.fault(column, id, &[("low", &a.to_string()), ("high", &b.to_string()), ("other", other)]);
        }
    };
    ordered(low_m, high_m, "ref_high_m", "ref_low_m", "pack-fault-range-order");
    ordered(low_f, high_f, "ref_high_f", "ref_low_f", "pack-fault-range-order");
    ordered(crit_low, low_m, "crit_low", "ref_low_m", "pack-fault-critical-low");
    ordered(crit_low, low_f, "crit_low", "ref_low_f", "pack-fault-critical-low");
    ordered(high_m, crit_high, "crit_high", "ref_high_m", "pack-fault-critical-high");
    ordered(high_f, crit_high, "crit_high", "ref_high_f", "pack-fault-critical-high");
    ordered(crit_low, crit_high, "crit_high", "crit_low", "pack-fault-range-order");
}
