//! The shift handover sheet, A4: who hands over to whom, what was done, which numbers were given out, what is open, and signatures.

use super::book::{self, SeriesRange};
use super::both::{both, both_with, joined, label, moment, same};
use super::flow::{A4, Flow, Table};
use super::kit::{Codes, HAIR, Made, THICK, Type, banners, qr_codes, sign_here};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// A shift of a counter.
#[derive(Clone)]
pub struct ShiftPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`, and its name.
    pub counter: &'a str,
    pub counter_name: &'a Bilingual,
    pub from: DateTime<FixedOffset>,
    pub to: DateTime<FixedOffset>,
    pub giver: &'a str,
    pub taker: &'a str,
    /// First and last entry, by sequence.
    pub entries: (u64, u64),
    pub volumes: Vec<(Bilingual, u64)>,
    pub series: Vec<SeriesRange>,
    pub open: Vec<(Bilingual, u64)>,
    pub incidents: Vec<String>,
    pub note: &'a str,
    /// What proves with no network that nothing of the shift is missing.
    pub root: Option<ShiftRoot<'a>>,
    pub printed_at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
}

/// The code of a shift's root, and the line that people compare.
#[derive(Clone, Copy)]
pub struct ShiftRoot<'a> {
    pub codes: &'a [String],
    pub line: &'a str,
}

const BODY: Style = Style::new(3.2);
const SMALL: Style = Style::new(2.4);

/// The sheet.
#[must_use]
pub fn shift_sheet(form: &ShiftPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, _first| head(pen, form));
    let mut who = flow.block();
    persons(&mut who, form);
    flow.put(who);
    counts(&mut flow, "paper-shift-done", "paper-shift-nothing", &form.volumes);
    counts(&mut flow, "paper-shift-open", "paper-shift-none-open", &form.open);
    texts(&mut flow, "paper-shift-incidents", &form.incidents);
    if !form.note.is_empty() {
        texts(&mut flow, "paper-shift-note", &[form.note.to_owned()]);
    }
    book::ranges(&mut flow, A4, &form.series);
    if let Some(root) = &form.root {
        let codes = Codes::of(root.codes);
        let mut block = flow.block();
        block.skip(4.0);
        block.text(&label("paper-shift-root"), Style::new(3.0).bold());
        block.text(root.line, BODY);
        block.skip(2.0);
        qr_codes(&mut block, Type { k: 1.0 }, Size::A6, &codes);
        flow.put(block);
    }
    let mut signs = flow.block();
    signatures(&mut signs, form);
    flow.put_at_the_foot(signs);
    flow.finish(&Made { hospital: form.hospital, at: form.printed_at, by: form.by, counter: form.counter, kept: false })
}

fn head(pen: &mut Pen, form: &ShiftPaper<'_>) {
    let split = pen.width * 0.56;
    let mut left = pen.beside(pen.x, split);
    left.fitted(&joined(&form.hospital.name), Style::new(4.2).bold(), 2.4, Align::Left);
    left.fitted(&label("paper-manual-mode"), SMALL.bold(), 1.8, Align::Left);
    let mut right = pen.beside(pen.x + split + 2.0, pen.width - split - 2.0);
    right.fitted(&label("paper-title-shift"), Style::new(4.0).bold(), 2.2, Align::Right);
    right.fitted(&format!("{} · {}", form.counter, joined(form.counter_name)), BODY, 2.0, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.0);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.95 }, form.mode, 0);
    pen.skip(2.0);
}

/// Who, from when to when, which entries.
fn persons(pen: &mut Pen, form: &ShiftPaper<'_>) {
    let third = pen.width / 3.0;
    let entries = format!("{}–{}", form.entries.0, form.entries.1);
    let span = format!("{}\n{}", moment(form.from), moment(form.to));
    let cells =
        [("paper-shift-span", span), ("paper-shift-giver", form.giver.to_owned()), ("paper-shift-taker", form.taker.to_owned())];
    let mut below = pen.beside(pen.x, pen.width);
    for (i, (id, text)) in cells.iter().enumerate() {
        let mut cell = pen.beside(third.mul_add(crate::paper::fonts::length(i), pen.x), third - 3.0);
        cell.text(&label(id), SMALL.muted());
        cell.shrunk(text, Style::new(4.2).bold(), 2, 2.8);
        below.follow(cell);
    }
    pen.follow(below);
    pen.skip(1.5);
    let words = both_with("paper-shift-entries", &[("entries", &same(&entries))]);
    pen.text(&joined(&words), SMALL);
    pen.skip(1.0);
    pen.rule(HAIR, Ink::Black);
}

fn title(pen: &mut Pen, id: &str) {
    pen.skip(3.5);
    pen.text(&label(id), Style::new(3.4).bold());
    pen.rule(0.25, Ink::Black);
    pen.skip(0.8);
}

/// Words and figures, two beside each other.
fn counts(flow: &mut Flow<'_>, heading: &str, none: &str, lines: &[(Bilingual, u64)]) {
    let mut block = flow.block();
    title(&mut block, heading);
    if lines.is_empty() {
        block.text(&label(none), BODY);
    }
    flow.put_with(block, 6.0);
    let table = Table::new(A4.margin, A4.inner(), &[38.0, 10.0, 4.0, 38.0, 10.0]);
    for pair in lines.chunks(2) {
        let mut block = flow.block();
        let mut cells: Vec<(String, Style)> = Vec::new();
        for (words, count) in pair {
            if !cells.is_empty() {
                cells.push((String::new(), BODY));
            }
            cells.push((stacked(words), BODY));
            cells.push((count.to_string(), Style::new(4.4).bold()));
        }
        table.row(&mut block, cells.iter().map(|(text, style)| (text.as_str(), *style)));
        block.skip(0.6);
        block.rule(HAIR, Ink::Faint);
        block.skip(0.6);
        flow.put(block);
    }
}

fn stacked(words: &Bilingual) -> String {
    format!("{}\n{}", words.hi, words.en)
}

fn texts(flow: &mut Flow<'_>, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let mut block = flow.block();
    title(&mut block, heading);
    flow.put_with(block, 8.0);
    for line in lines {
        let mut block = flow.block();
        block.text(line, BODY);
        block.skip(1.0);
        flow.put(block);
    }
}

fn signatures(pen: &mut Pen, form: &ShiftPaper<'_>) {
    let t = Type { k: 1.2 };
    let half = (pen.width - 10.0) / 2.0;
    let words = both("paper-shift-sign");
    pen.skip(3.0);
    pen.text(&words.hi, SMALL);
    pen.text(&words.en, SMALL);
    let mut left = pen.beside(pen.x, half);
    sign_here(&mut left, t, &format!("{} · {}", label("paper-shift-giver"), form.giver), 12.0);
    let mut right = pen.beside(pen.x + half + 10.0, half);
    sign_here(&mut right, t, &format!("{} · {}", label("paper-shift-taker"), form.taker), 12.0);
    pen.follow(left);
    pen.follow(right);
}
