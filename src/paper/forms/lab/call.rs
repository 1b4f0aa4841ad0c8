//! The critical call log: which value, whom it was told to, when, whether it was read back; and what nobody was told of yet.

use super::sheet::{BODY, SMALL, hours, list_head, mark, person, stacked};
use super::{LabHead, LabPatient, flag_words};
use crate::hospital::lab::{Accession, Flag};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::forms::both::{both, both_with, date, joined, label, moment, same};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The calls of some days.
#[derive(Clone, Copy)]
pub struct CallLogPaper<'a> {
    pub head: LabHead<'a>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// By time.
    pub lines: &'a [CallRow],
    /// Critical values that nobody was told of.
    pub uncalled: &'a [UncalledRow],
}

/// One critical value.
#[derive(Debug, Clone)]
pub struct CallValue {
    pub name: Bilingual,
    pub value: String,
    pub unit: String,
    pub flag: Flag,
}

/// One call. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct CallRow {
    pub at: DateTime<FixedOffset>,
    /// When the value was there, so that the delay can be read; `None` where that is not known.
    pub known_at: Option<DateTime<FixedOffset>>,
    pub patient: LabPatient,
    /// Of the order.
    pub number: String,
    pub ward: Bilingual,
    pub values: Vec<CallValue>,
    pub whom: String,
    pub read_back: bool,
    pub note: String,
    pub by: Bilingual,
}

/// A critical value that waits for its call.
#[derive(Clone)]
pub struct UncalledRow {
    pub accession: Accession,
    pub patient: LabPatient,
    pub number: String,
    pub ward: Bilingual,
    pub values: Vec<CallValue>,
    pub since: DateTime<FixedOffset>,
}

/// Shares of the columns: time, patient, values, told to, by.
const COLUMNS: [f32; 5] = [24.0, 50.0, 48.0, 36.0, 28.0];

/// The log, page by page.
#[must_use]
pub fn call_log(form: &CallLogPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, form, first));
    let table = Table::new(flow.pen.x, flow.pen.width, &COLUMNS);
    if !form.uncalled.is_empty() {
        let mut words = flow.block();
        words.skip(1.2);
        mark(&mut words, &label("paper-lab-not-told-yet"), BODY.bold(), true);
        let rows: Vec<Pen> = form.uncalled.iter().map(|row| uncalled_row(flow.block(), &table, row)).collect();
        flow.put_with(words, rows.first().map_or(0.0, |row| row.y));
        for row in rows {
            flow.put(row);
        }
    }
    let mut day = None;
    for row in form.lines {
        let block = call_row(flow.block(), &table, row);
        if day.replace(row.at.date_naive()) != Some(row.at.date_naive()) {
            let mut title = flow.block();
            title.skip(1.4);
            title.text(&date(row.at.date_naive()), BODY.bold());
            title.rule(HAIR, Ink::Black);
            flow.put_with(title, block.y);
        }
        flow.put(block);
    }
    if form.lines.is_empty() {
        let mut block = flow.block();
        block.skip(2.0);
        block.text(&label("paper-lab-no-calls"), BODY);
        flow.put(block);
    }
    flow.finish(&form.head.made(false))
}

fn head(pen: &mut Pen, form: &CallLogPaper<'_>, first: bool) {
    let period = if form.from == form.to {
        date(form.from)
    } else {
        joined(&both_with("paper-book-period", &[("from", &same(&date(form.from))), ("to", &same(&date(form.to)))]))
    };
    list_head(pen, &form.head, "paper-title-calls", &period, first);
    let table = Table::new(pen.x, pen.width, &COLUMNS);
    let ids = ["paper-register-time", "paper-lab-patient", "paper-lab-value", "paper-lab-told-to", "paper-lab-told-by"];
    let heads = ids.map(|id| stacked(&both(id)));
    table.row(pen, heads.iter().map(|text| (text.as_str(), SMALL.bold())));
    pen.skip(0.4);
    pen.rule(0.25, Ink::Black);
}

fn who(pen: &mut Pen, patient: &LabPatient, ward: &Bilingual, number: &str) {
    person(pen, patient);
    pen.shrunk(&joined(ward), SMALL, 2, 1.8);
    pen.fitted(number, SMALL.muted(), 1.8, Align::Left);
}

/// `पोटैशियम · Potassium`, then its value large with what it means.
fn values(pen: &mut Pen, values: &[CallValue]) {
    for value in values {
        pen.shrunk(&joined(&value.name), SMALL, 2, 1.8);
        pen.shrunk(&format!("{} {}", value.value, value.unit), Style::new(3.4).bold(), 3, 2.2);
        if let Some(words) = flag_words(value.flag) {
            mark(pen, &joined(&words), SMALL.bold(), value.flag.is_critical());
        }
        pen.skip(0.4);
    }
}

fn call_row(mut block: Pen, table: &Table, row: &CallRow) -> Pen {
    block.skip(0.9);
    let cell = |at: usize| {
        let (x, width) = table.column(at);
        block.beside(x, width)
    };
    let (mut time, mut patient, mut told, mut whom, mut by) = (cell(0), cell(1), cell(2), cell(3), cell(4));
    time.text(&row.at.format("%H:%M").to_string(), Style::new(3.6).bold());
    if let Some(known) = row.known_at {
        let minutes = u32::try_from((row.at - known).num_minutes().max(0)).unwrap_or(u32::MAX);
        let after = both_with("paper-lab-after", &[("time", &same(&hours(minutes)))]);
        time.shrunk(&joined(&after), SMALL.muted(), 2, 1.8);
    }
    who(&mut patient, &row.patient, &row.ward, &row.number);
    values(&mut told, &row.values);
    whom.shrunk(&row.whom, BODY, 4, 2.0);
    let id = if row.read_back { "paper-lab-read-back" } else { "paper-lab-not-read-back" };
    whom.skip(0.3);
    mark(&mut whom, &label(id), SMALL.bold(), !row.read_back);
    by.shrunk(&joined(&row.by), SMALL, 3, 1.8);
    if !row.note.is_empty() {
        by.shrunk(&row.note, SMALL.muted(), 6, 1.8);
    }
    for part in [time, patient, told, whom, by] {
        block.follow(part);
    }
    block.skip(0.9);
    block.rule(HAIR, Ink::Faint);
    block
}

fn uncalled_row(mut block: Pen, table: &Table, row: &UncalledRow) -> Pen {
    block.skip(0.9);
    let cell = |at: usize| {
        let (x, width) = table.column(at);
        block.beside(x, width)
    };
    let (mut time, mut patient, mut told, mut tube) = (cell(0), cell(1), cell(2), cell(3));
    time.shrunk(&moment(row.since), SMALL.bold(), 2, 1.8);
    who(&mut patient, &row.patient, &row.ward, &row.number);
    values(&mut told, &row.values);
    tube.fitted(&row.accession.spaced(), Style::new(3.4).bold(), 2.2, Align::Left);
    for part in [time, patient, told, tube] {
        block.follow(part);
    }
    block.skip(0.9);
    block.rule(HAIR, Ink::Faint);
    block
}
