//! Released results of an order as one ORU^R01: an order group a test, its value in an OBX by its type, what has to be known of it in NTE.
//!
//! A value that was amended is told as corrected (`C`), one that was taken back, or whose order was, is told as deleted (`D`, without the
//! value): a receiver may have it. What is not released is in no message.

use super::super::{CameFrom, CaseRow, PatientRow, rows::number_of, time_text};
use super::codes;
use super::head::Messages;
use super::lab::{self, Ordered};
use super::parts::Told;
use super::write::{Segment, needs_lines};
use crate::hospital::forms::choice_text;
use crate::hospital::lab::{LabValue, TestDef, ValueKind, source};
use crate::hospital::pack::Lang;
use crate::journal::fold::{OrderState, ReleasedLine, ResultState, StepKind};
use chrono::{DateTime, FixedOffset};

/// A result that is told: with its value, or as taken back.
struct Line<'c> {
    result: &'c ResultState,
    released: Option<&'c ReleasedLine>,
    /// Table 0085: final, corrected, deleted.
    status: &'static str,
}

pub(super) fn write(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, (row, order): Ordered<'_>, from: CameFrom<'_>) {
    let lines: Vec<Line<'_>> = order.results.iter().filter_map(|result| line(row, result)).collect();
    if lines.is_empty() {
        return;
    }
    to.head(&["ORU", "R01", "ORU_R01"], told_at(row, order));
    to.pid(patient, Told::Short);
    to.came_from(from);
    for (line, at) in lines.iter().zip(1_u32..) {
        group(to, (row, order), line, at);
    }
}

fn was_taken_back(row: &CaseRow<'_>, test: &str) -> bool {
    let gone = |step: &&crate::journal::fold::StepLine| step.kind == StepKind::Verified && step.cancelled.is_some();
    row.case.steps.iter().filter(gone).any(|step| step.tests.iter().any(|t| t == test))
}

fn line<'c>(row: &CaseRow<'_>, result: &'c ResultState) -> Option<Line<'c>> {
    let taken_back = was_taken_back(row, &result.test);
    match &result.released {
        Some(_released) if row.case.cancelled.is_some() => Some(Line { result, released: None, status: "D" }),
        Some(released) => {
            let status = if result.is_amended() || taken_back { "C" } else { "F" };
            Some(Line { result, released: Some(released), status })
        }
        None => taken_back.then_some(Line { result, released: None, status: "D" }),
    }
}

/// When the last of it was said: a release, a release taken back, the whole order taken back.
fn told_at(row: &CaseRow<'_>, order: &OrderState) -> DateTime<FixedOffset> {
    let released = order.results.iter().filter_map(|result| result.released.as_ref()).map(|line| line.at);
    let gone = row.case.steps.iter().filter(|step| step.kind == StepKind::Verified).filter_map(|step| step.cancelled.as_ref());
    let all = released.chain(gone.chain(row.case.cancelled.as_ref()).map(|mark| mark.at));
    all.max().unwrap_or(row.case.entered)
}

fn group(to: &mut Messages<'_, '_>, (row, order): Ordered<'_>, line: &Line<'_>, at: u32) {
    let (road, test) = (to.road, line.result.test.as_str());
    let placer = lab::placer(order, test);
    let mut orc = Segment::new(to.out, "ORC");
    orc.text(1, "RE").parts(2, &[&placer, road.sender()]).parts(3, &[&placer, road.sender()]);
    orc.parts(4, &[order.order.number.as_str(), road.sender()]).text(5, if line.released.is_some() { "CM" } else { "CA" });
    lab::confidential(&mut orc, road.test(test));
    orc.end();
    let mut obr = Segment::new(to.out, "OBR");
    obr.text(1, &at.to_string()).parts(2, &[&placer, road.sender()]).parts(3, &[&placer, road.sender()]);
    lab::service(&mut obr, 4, &road.catalogue, test);
    obr.time(7, lab::collected(order, test));
    lab::doctor(&mut obr, 16, road, order);
    obr.time(22, Some(line.released.map_or_else(|| told_at(row, order), |released| released.at))).text(24, "LAB");
    // Table 0123: final, corrected, or nothing to be had.
    obr.text(25, if line.status == "D" { "X" } else { line.status }).end();
    let conclusion = order.conclusions.iter().rev().find(|c| !c.text.is_empty() && is_first(road, &c.tests, test));
    if let Some(conclusion) = conclusion.filter(|_conclusion| line.released.is_some()) {
        lab::comment(to.out, 1, &conclusion.text);
    }
    value(to, order, line);
    if let Some(released) = line.released {
        for (text, at) in notes(to, order, line.result, released).iter().zip(1_u32..) {
            lab::comment(to.out, at, text);
        }
    }
    if let Some(tube) = order.tube(line.result.tube) {
        lab::specimen(to, tube, 1);
    }
}

/// A conclusion stands once: under the confidential test it may speak of, else under the first of its tests.
fn is_first(road: &super::Hl7Road<'_>, tests: &[String], test: &str) -> bool {
    let restricted = tests.iter().find(|code| road.test(code).is_some_and(|test| test.limit.restricted));
    restricted.or(tests.first()).is_some_and(|first| first == test)
}

/// OBX of a value.
fn value(to: &mut Messages<'_, '_>, order: &OrderState, line: &Line<'_>) {
    let (road, result) = (to.road, line.result);
    let def = road.test(&result.test);
    let told = line.released.map(|released| &released.typing.value);
    let kind = told.map_or(Kind::Text, |value| kind_of(def, value));
    let text = told.map_or("", |value| &value.value);
    let mut obx = Segment::new(to.out, "OBX");
    obx.text(1, "1").text(2, if told.is_some() { kind.code(text) } else { "" });
    lab::service(&mut obx, 3, &road.catalogue, &result.test);
    match kind {
        Kind::Compared(comparator, number) => obx.parts(5, &[comparator, number]),
        Kind::Coded(list) => obx.parts(5, &[text, choice_text(list, text, Lang::En), codes::OURS]),
        Kind::Text if needs_lines(text) => obx.lines(5, text),
        Kind::Number | Kind::Text => obx.text(5, text),
    };
    if let Some(value) = told {
        if !value.unit.is_empty() {
            obx.parts(6, &[&value.unit, &value.unit, codes::UCUM]);
        }
        obx.text(7, &range(def, value));
        let normal = !value.low.is_empty() || !value.high.is_empty() || def.is_some_and(|def| def.limit.normal == value.value);
        obx.text(8, if value.flag.code().is_empty() && normal { "N" } else { value.flag.code() });
    }
    obx.text(11, line.status).time(14, lab::collected(order, &result.test));
    if let Some(released) = line.released {
        let name = road.batch.masters.user(&released.by).map_or("", |user| &user.name.en);
        obx.parts(16, &[&released.by, name, "", "", "", "", "", "", road.site()]).time(19, Some(released.typing.at));
    }
    obx.end();
}

/// What OBX-5 holds.
enum Kind<'t> {
    Number,
    /// SN: comparator and number.
    Compared(&'t str, &'t str),
    /// A code of this list.
    Coded(&'t str),
    Text,
}

impl Kind<'_> {
    fn code(&self, text: &str) -> &'static str {
        match self {
            Self::Number => "NM",
            Self::Compared(..) => "SN",
            Self::Coded(_) => "CWE",
            Self::Text if needs_lines(text) => "TX",
            Self::Text => "ST",
        }
    }
}

/// As what the test's values are; what does not read as a number leaves as text.
fn kind_of<'t>(def: Option<&'t TestDef>, value: &'t LabValue) -> Kind<'t> {
    let number = || match number_of(&value.value) {
        Some(("", _number)) => Kind::Number,
        Some((comparator, number)) => Kind::Compared(comparator, number),
        None => Kind::Text,
    };
    match def.map(|def| (def.kind, def.limit.list.as_str())) {
        Some((ValueKind::Coded, list)) if !list.is_empty() => Kind::Coded(list),
        Some((ValueKind::Coded | ValueKind::Text, _)) => Kind::Text,
        // A test that this pack does not know any more is a number where it has a unit.
        None if value.unit.is_empty() => Kind::Text,
        Some((ValueKind::Number, _)) | None => number(),
    }
}

/// OBX-7: `3.5-5.1`, `<5`, `>40`, or the word that is normal.
fn range(def: Option<&TestDef>, value: &LabValue) -> String {
    match (value.low.as_str(), value.high.as_str()) {
        ("", "") => {
            let normal = def.map_or("", |def| &def.limit.normal);
            let list = def.map_or("", |def| &def.limit.list);
            if list.is_empty() { normal.to_owned() } else { choice_text(list, normal, Lang::En).to_owned() }
        }
        ("", high) => ["<", high].concat(),
        (low, "") => [">", low].concat(),
        (low, high) => [low, "-", high].concat(),
    }
}

/// Worked out, amended from what, and who was told of a critical value.
fn notes(to: &Messages<'_, '_>, order: &OrderState, result: &ResultState, released: &ReleasedLine) -> Vec<String> {
    let masters = to.road.batch.masters;
    let person = |login: &str| masters.user(login).map_or_else(|| login.to_owned(), |user| user.name.en.clone());
    let calculated = released.typing.value.calculated.then(|| match source(&result.test) {
        "" => "Calculated from other results, not measured".to_owned(),
        formula => format!("Calculated from other results, not measured: {formula}"),
    });
    let before = result.before.iter().map(|line| {
        let value = &line.typing.value;
        let told = [value.value.as_str(), value.unit.as_str()].join(" ");
        format!("Amended. Released before: {}, {}, by {}", told.trim_end(), time_text(line.at), person(&line.by))
    });
    let reason = Some(&released.typing.reason).filter(|reason| result.is_amended() && !reason.is_empty());
    let calls = order.calls.iter().flat_map(|line| {
        let own = line.call.values.iter().filter(|(test, _)| *test == result.test);
        let back = if line.call.read_back { "read back" } else { "not read back" };
        let (at, by) = (time_text(line.call.at), person(&line.by));
        own.map(move |(_, told)| format!("Critical value {told} told to {} at {at} by {by}, {back}", line.call.whom))
    });
    let amended = before.chain(reason.map(|reason| format!("Reason: {reason}")));
    calculated.into_iter().chain(amended).chain(calls).collect()
}
