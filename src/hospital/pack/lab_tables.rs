//! The laboratory's further tables of a pack (`lab_panels.csv`, `lab_limits.csv`, `lab_ranges.csv`), and the defaults where it has none.
//!
//! The defaults are files of the same form in `assets/lab/`, read by the same functions.

use super::fault::Faults;
use super::shape::{self, Shape};
use super::sheet::{Known, Row, Sheet};
use super::{LabTest, SourceFile, demo, tables};
use crate::hospital::forms::choices;
use crate::hospital::lab::{DELTA_ANY, LabLimit, LabPanel, LabRange, RESULT_LISTS};
use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) const LAB_PANELS: (&str, &[&str]) =
    ("lab_panels.csv", &["code", "name_en", "name_hi", "loinc", "loinc_long_name", "capacity", "enforced"]);
pub(super) const LAB_LIMITS: (&str, &[&str]) = (
    "lab_limits.csv",
    &[
        "code",
        "stable_hours",
        "urgent",
        "restricted",
        "physical_low",
        "physical_high",
        "delta",
        "delta_hours",
        "list",
        "normal",
        "critical",
        "decimals",
        "source",
    ],
);
pub(super) const LAB_RANGES: (&str, &[&str]) =
    ("lab_ranges.csv", &["code", "sex", "from_days", "to_days", "low", "high", "crit_low", "crit_high", "source"]);

/// Most orders of a group a day.
pub const CAPACITY_MAX: u32 = 100_000;
const STABLE_HOURS_MAX: u32 = 8_760;
/// A hundred years.
const DELTA_HOURS_MAX: u32 = 876_000;
/// The last day of life, and one.
const DAYS_MAX: u32 = 50_000;
const DECIMALS_MAX: u32 = 6;
const TEXT_MAX: usize = 255;
const YES_NO: [&str; 2] = ["yes", "no"];

/// The tests that the tables speak of. Without them (the program's own files) no code dangles.
#[derive(Clone, Copy)]
pub(super) struct Tests<'a> {
    pub known: &'a Known,
    pub list: &'a [LabTest],
}

impl Tests<'_> {
    fn find(&self, code: &str) -> Option<&LabTest> {
        self.list.iter().find(|t| t.code == code)
    }
}

/// Reads `lab_panels.csv`; which tests name a panel is checked where they are read.
pub(super) fn panels(sheet: &Sheet, known: &mut Known, faults: &mut Faults) -> Vec<LabPanel> {
    sheet.each(faults, |row| {
        let (code, name) = (row.own_code("code", Shape::Plain, known), row.bilingual("name_en", "name_hi"));
        let loinc = row.optional("loinc", 10);
        if let Some(loinc) = loinc.as_deref().filter(|l| !l.is_empty() && !shape::loinc_ok(l)) {
            row.fault("loinc", "pack-fault-loinc", &[("value", loinc)]);
        }
        let long = row.optional("loinc_long_name", TEXT_MAX);
        let capacity = row.number("capacity", 0..=CAPACITY_MAX);
        let enforced = yes_no(row, "enforced");
        Some(LabPanel {
            code: code?,
            name: name?,
            loinc: loinc?,
            loinc_long_name: long?,
            capacity: capacity?,
            enforced: enforced?,
        })
    })
}

fn yes_no(row: &mut Row<'_>, column: &str) -> Option<bool> {
    row.choice(column, &YES_NO).map(|word| word == "yes")
}

/// Code of a test, as this table may have it, and the test where it is known.
fn test<'t>(row: &mut Row<'_>, tests: Option<Tests<'t>>) -> Option<(String, Option<&'t LabTest>)> {
    let code = row.code("code", Shape::Plain)?;
    match tests {
        Some(tests) if !row.is_known("code", &code, tests.known) => None,
        Some(tests) => {
            let found = tests.list.iter().find(|t| t.code == code);
            Some((code, found))
        }
        None => Some((code, None)),
    }
}

/// Reads `lab_limits.csv`.
pub(super) fn limits(sheet: &Sheet, tests: Option<Tests<'_>>, faults: &mut Faults) -> Vec<LabLimit> {
    let mut known = Known::new(LAB_LIMITS.0, Some(sheet));
    sheet.each(faults, |row| {
        let found = test(row, tests);
        let once = found.as_ref().and_then(|(code, _)| row.once("code", code.clone(), &mut known));
        let def = found.as_ref().and_then(|(_, test)| *test);
        let stable_hours = row.number("stable_hours", 0..=STABLE_HOURS_MAX);
        let (urgent, restricted) = (yes_no(row, "urgent"), yes_no(row, "restricted"));
        let physical = physical(row, def);
        let delta = delta(row, def);
        let coded = coded(row, def);
        let decimals = row.number("decimals", 0..=DECIMALS_MAX);
        row.optional("source", TEXT_MAX)?;
        let ((physical_low, physical_high), (delta, delta_hours), (list, normal, critical)) = (physical?, delta?, coded?);
        Some(LabLimit {
            code: once?,
            stable_hours: stable_hours?,
            urgent: urgent?,
            restricted: restricted?,
            physical_low,
            physical_high,
            delta,
            delta_hours,
            list,
            normal,
            critical,
            decimals: decimals?,
        })
    })
}

fn is_numeric(def: Option<&LabTest>) -> bool {
    def.is_none_or(|t| t.value_type == "NM")
}

/// What a body can have: both limits or none, in order, and around every limit of `lab_tests.csv`.
fn physical(row: &mut Row<'_>, def: Option<&LabTest>) -> Option<(String, String)> {
    const LOW: &str = "physical_low";
    const HIGH: &str = "physical_high";
    let texts = (row.cell(LOW).to_owned(), row.cell(HIGH).to_owned());
    if texts.0.is_empty() && texts.1.is_empty() {
        return Some(texts);
    }
    let numeric = is_numeric(def);
    let (low, high) = (tables::limit(row, LOW, numeric), tables::limit(row, HIGH, numeric));
    for (column, text) in [(LOW, &texts.0), (HIGH, &texts.1)] {
        if text.is_empty() {
            row.fault(column, "pack-fault-empty", &[]);
        }
    }
    let (low, high) = (low?, high?);
    if low >= high {
        row.fault(HIGH, "pack-fault-range-order", &[("low", &texts.0), ("high", &texts.1), ("other", LOW)]);
        return None;
    }
    let Some(t) = def else { return Some(texts) };
    let others = [&t.ref_low_m, &t.ref_low_f, &t.ref_high_m, &t.ref_high_f, &t.crit_low, &t.crit_high];
    for text in others {
        let Ok(value) = text.parse::<f64>() else { continue };
        if value < low || value > high {
            let column = if value < low { LOW } else { HIGH };
            row.fault(column, "pack-fault-lab-physical", &[("value", text), ("low", &texts.0), ("high", &texts.1)]);
            return None;
        }
    }
    Some(texts)
}

/// `1.5`, `50%`, or `any` for a coded test; with its hours.
fn delta(row: &mut Row<'_>, def: Option<&LabTest>) -> Option<(String, u32)> {
    let text = row.optional("delta", 20)?;
    let hours = row.number("delta_hours", u32::from(!text.is_empty())..=DELTA_HOURS_MAX)?;
    let number = text.strip_suffix('%').unwrap_or(&text);
    let plain = !number.starts_with('-') && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let amount = plain && number.parse::<f64>().is_ok_and(|n| n > 0.0 && n.is_finite());
    let good = match def.map(|t| t.value_type.as_str()) {
        _ if text.is_empty() => true,
        Some("NM") => amount,
        Some("CE") => text == DELTA_ANY,
        Some(_) => false,
        None => amount || text == DELTA_ANY,
    };
    if !good {
        row.fault("delta", "pack-fault-lab-delta", &[("value", &text)]);
        return None;
    }
    Some((text, hours))
}

/// List, normal value, critical values of a coded test; empty for the others.
fn coded(row: &mut Row<'_>, def: Option<&LabTest>) -> Option<(String, String, String)> {
    let [list, normal, critical] = ["list", "normal", "critical"].map(|column| row.cell(column).to_owned());
    if def.is_some_and(|t| t.value_type != "CE") {
        for (column, text) in [("list", &list), ("normal", &normal), ("critical", &critical)] {
            if !text.is_empty() {
                row.fault(column, "pack-fault-lab-not-coded", &[("value", text)]);
                return None;
            }
        }
    }
    if list.is_empty() {
        if def.is_some_and(|t| t.value_type == "CE") {
            row.fault("list", "pack-fault-empty", &[]);
            return None;
        }
        return Some((list, normal, critical));
    }
    let list = row.choice("list", &RESULT_LISTS)?;
    let codes: Vec<&str> = choices(&list).iter().map(|c| c.code.as_str()).collect();
    let mut good = true;
    for (column, word) in std::iter::once(("normal", normal.as_str())).chain(critical.split_whitespace().map(|w| ("critical", w)))
    {
        if !word.is_empty() && !codes.contains(&word) {
            row.fault(column, "pack-fault-choice", &[("value", word), ("choices", &codes.join(", "))]);
            good = false;
        }
    }
    good.then_some((list, normal, critical))
}

/// A line that was read, for the lines after it.
struct Above {
    line: u64,
    sex: String,
    from: u32,
    to: u32,
}

/// Reads `lab_ranges.csv`.
pub(super) fn ranges(sheet: &Sheet, tests: Option<Tests<'_>>, faults: &mut Faults) -> Vec<LabRange> {
    let mut above: HashMap<String, Vec<Above>> = HashMap::new();
    sheet.each(faults, |row| {
        let found = test(row, tests);
        let numeric = is_numeric(found.as_ref().and_then(|(_, test)| *test));
        let sex = row.choice("sex", &["F", "M", "any"]);
        let (from, to) = (row.number("from_days", 0..=DAYS_MAX), row.number("to_days", 1..=DAYS_MAX));
        let columns = ["crit_low", "low", "high", "crit_high"];
        let numbers = columns.map(|column| (column, tables::limit(row, column, numeric)));
        in_order(row, &numbers);
        row.optional("source", TEXT_MAX)?;
        let (code, sex, from, to) = (found?.0, sex?, from?, to?);
        if from >= to {
            let args = [("low", from.to_string()), ("high", to.to_string())];
            let [(low, from), (high, to)] = &args;
            row.fault("to_days", "pack-fault-range-order", &[(low, from), (high, to), ("other", "from_days")]);
            return None;
        }
        let lines = above.entry(code.clone()).or_default();
        let covers = |a: &&Above| (a.sex == sex || a.sex == "any") && a.from <= from && to <= a.to;
        if let Some(first) = lines.iter().find(covers) {
            row.fault("from_days", "pack-fault-lab-hidden", &[("other", &first.line.to_string())]);
        }
        lines.push(Above { line: row.line(), sex: sex.clone(), from, to });
        let [low, high, crit_low, crit_high] = ["low", "high", "crit_low", "crit_high"].map(|c| row.cell(c).to_owned());
        Some(LabRange { code, sex, from_days: from, to_days: to, low, high, crit_low, crit_high })
    })
}

/// Critical low, low, high, critical high: each below the next one that is there.
fn in_order(row: &mut Row<'_>, limits: &[(&'static str, Option<f64>); 4]) {
    let there: Vec<(&str, f64)> = limits.iter().filter_map(|(column, value)| value.map(|v| (*column, v))).collect();
    for pair in there.windows(2) {
        if let [(other, low), (column, high)] = pair
            && low >= high
        {
            row.fault(
                column,
                "pack-fault-range-order",
                &[("low", &low.to_string()), ("high", &high.to_string()), ("other", other)],
            );
        }
    }
}

static PANELS: LazyLock<Vec<LabPanel>> = LazyLock::new(|| {
    own(LAB_PANELS, include_str!("../../../assets/lab/panels.csv"), |sheet, faults| {
        panels(sheet, &mut Known::new(LAB_PANELS.0, Some(sheet)), faults)
    })
});
static LIMITS: LazyLock<Vec<LabLimit>> = LazyLock::new(|| {
    own(LAB_LIMITS, include_str!("../../../assets/lab/limits.csv"), |sheet, faults| limits(sheet, None, faults))
});
static RANGES: LazyLock<Vec<LabRange>> = LazyLock::new(|| {
    own(LAB_RANGES, include_str!("../../../assets/lab/ranges.csv"), |sheet, faults| ranges(sheet, None, faults))
});

/// A file of the program; a test says that nothing in it is wrong.
fn own<T>(
    (name, columns): (&'static str, &'static [&'static str]),
    text: &str,
    read: impl Fn(&Sheet, &mut Faults) -> Vec<T>,
) -> Vec<T> {
    let file = SourceFile { name: name.to_owned(), text: text.as_bytes().to_vec() };
    let mut faults = Faults::default();
    Sheet::read(name, columns, Some(&file), &mut faults).map_or_else(Vec::new, |sheet| read(&sheet, &mut faults))
}

/// The panels that come with the program.
pub(super) fn default_panels() -> Vec<LabPanel> {
    PANELS.clone()
}

/// The limits that come with the program.
pub(super) fn default_limits() -> Vec<LabLimit> {
    LIMITS.clone()
}

/// The ranges by sex and age that come with the program.
pub(super) fn default_ranges() -> Vec<LabRange> {
    RANGES.clone()
}

/// Units of the tests that the defaults were written for.
fn default_units() -> HashMap<String, String> {
    let file = demo::files().into_iter().find(|f| f.name == tables::LAB_TESTS.0);
    let mut faults = Faults::default();
    let sheet = Sheet::read(tables::LAB_TESTS.0, tables::LAB_TESTS.1, file.as_ref(), &mut faults);
    let tests = sheet.map_or_else(Vec::new, |s| tables::lab_tests(&s, None, &mut Known::new("", Some(&s)), &mut faults));
    tests.into_iter().map(|t| (t.code, t.unit_ucum)).collect()
}

/// True when a laboratory counts a test in the unit that the defaults are written in: 13 g/dL is nothing to hold 130 g/L against.
fn same_unit(tests: Tests<'_>, code: &str, units: &HashMap<String, String>) -> bool {
    tests.find(code).is_some_and(|t| units.get(code).is_some_and(|unit| *unit == t.unit_ucum))
}

/// The default limits that fit a pack's own tests.
pub(super) fn limits_for(tests: Tests<'_>) -> Vec<LabLimit> {
    let units = default_units();
    let fitted = default_limits().into_iter().map(|limit| {
        if same_unit(tests, &limit.code, &units) {
            return limit;
        }
        let none = String::new;
        LabLimit { physical_low: none(), physical_high: none(), delta: none(), delta_hours: 0, ..limit }
    });
    fitted.collect()
}

/// The default ranges that fit a pack's own tests.
pub(super) fn ranges_for(tests: Tests<'_>) -> Vec<LabRange> {
    let units = default_units();
    default_ranges().into_iter().filter(|r| same_unit(tests, &r.code, &units)).collect()
}
