//! The day register: every visit of one counter and day, A4 landscape, with totals and number ranges.

use super::both::{both, both_with, date, joined, moment, same};
use super::kit::{HAIR, THICK, full_name};
use super::summary;
use crate::hospital::age::Age;
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::{Bilingual, Hospital};
use crate::hospital::person::{PersonName, Relative};
use crate::hospital::sex::Sex;
use crate::paper::Page;
use crate::paper::layout::{Align, Pen, moved};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A day of one counter.
#[derive(Clone, Copy)]
pub struct RegisterForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    pub day: NaiveDate,
    pub printed_at: DateTime<FixedOffset>,
    /// Who prints it.
    pub by: &'a Bilingual,
    pub lines: &'a [RegisterLine],
}

/// One visit in the register. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct RegisterLine {
    /// The patient's provisional number.
    pub number: Number,
    /// True when this visit also created the patient; only then does `number` count in the day's range.
    pub new_patient: bool,
    pub visit: Number,
    /// The token's label.
    pub token: String,
    pub name: PersonName,
    pub relative: Option<Relative>,
    pub age: Age,
    pub sex: Sex,
    /// Clinic code.
    pub clinic: String,
    /// Whole rupees taken; 0 when exempt.
    pub rupees: u32,
    pub receipt: Option<Number>,
    /// Why nothing was due, or empty.
    pub exempt: String,
    pub at: DateTime<FixedOffset>,
    /// Login of the person.
    pub by: String,
    /// Reason, when the visit was voided.
    pub voided: Option<String>,
}

/// The register, page by page.
#[must_use]
pub fn day_register(form: &RegisterForm<'_>) -> Vec<Page> {
    let mut book = Book::new(form);
    if form.lines.is_empty() {
        book.pen.skip(3.0);
        book.pen.text(&joined(&both("paper-register-empty")), BODY);
    }
    for (i, line) in form.lines.iter().enumerate() {
        book.entry(i + 1, line);
    }
    book.keep_together(summary::height(form), |pen| summary::write(pen, form));
    book.finish()
}

/// A4 across, millimetres.
const WIDTH: f32 = 297.0;
const HEIGHT: f32 = 210.0;
const MARGIN: f32 = 9.0;
/// Free at the foot of each page for who printed it and the page's number.
const FOOT: f32 = 7.0;

const BODY: Style = Style::new(2.75);
const SMALL: Style = Style::new(2.3);
/// Room inside a cell, left and right together.
const CELL_GAP: f32 = 2.0;

/// Columns: the words' id, the width in millimetres, and how many lines a cell may take before its type shrinks.
const COLUMNS: [(&str, f32, usize); 12] = [
    ("paper-register-serial", 9.0, 1),
    ("paper-register-number", 30.0, 1),
    ("paper-register-visit", 30.0, 1),
    ("paper-register-token", 15.0, 1),
    ("paper-name", 57.0, 4),
    ("paper-register-relative", 41.0, 4),
    ("paper-register-age", 15.0, 1),
    ("paper-register-clinic", 15.0, 1),
    ("paper-register-fee", 10.0, 3),
    ("paper-register-receipt", 30.0, 3),
    ("paper-register-time", 10.0, 1),
    ("paper-register-by", 17.0, 1),
];

/// Pages being filled, each with the table's head repeated.
struct Book<'a> {
    form: &'a RegisterForm<'a>,
    pen: Pen,
    done: Vec<Pen>,
}

impl<'a> Book<'a> {
    fn new(form: &'a RegisterForm<'a>) -> Self {
        let mut book = Self { form, pen: Pen::new(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN), done: Vec::new() };
        book.head();
        book
    }

    fn next_page(&mut self) {
        let fresh = Pen::new(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN);
        self.done.push(std::mem::replace(&mut self.pen, fresh));
        self.head();
    }

    /// Hospital, counter and day, then the table's head.
    fn head(&mut self) {
        let form = self.form;
        let pen = &mut self.pen;
        let mut left = pen.beside(pen.x, pen.width * 0.52);
        left.fitted(&joined(&form.hospital.name), Style::new(4.2).bold(), 2.6, Align::Left);
        left.fitted(&joined(&form.hospital.header), SMALL.muted(), 1.6, Align::Left);
        let mut right = pen.beside(pen.x + pen.width * 0.52, pen.width * 0.48);
        right.fitted(&mode_words(form.mode), Style::new(3.4).bold(), 2.0, Align::Right);
        let counter = both_with("paper-register-counter", &[("counter", &same(form.counter))]);
        let day = both_with("paper-register-day", &[("day", &same(&date(form.day)))]);
        let title = both("paper-title-register");
        let line = |lang: fn(&Bilingual) -> &str| format!("{} – {} – {}", lang(&title), lang(&counter), lang(&day));
        right.fitted(&line(|b| &b.hi), BODY, 1.8, Align::Right);
        right.fitted(&line(|b| &b.en), BODY, 1.8, Align::Right);
        pen.follow(left);
        pen.follow(right);
        pen.skip(1.0);
        pen.rule(THICK, Ink::Black);
        pen.skip(0.8);
        let heads: Vec<(String, Style)> = COLUMNS.iter().map(|(id, _, _)| (head_words(id), SMALL.bold())).collect();
        table_row(pen, &heads);
        pen.rule(0.25, Ink::Black);
    }

    fn entry(&mut self, serial: usize, line: &RegisterLine) {
        let cells = cells_of(serial, line, self.form);
        let mut row = Pen::new(self.pen.x, 0.0, self.pen.width);
        row.skip(0.5);
        table_row(&mut row, &cells);
        row.skip(0.5);
        if line.voided.is_some() {
            strike(&mut row);
        }
        row.rule(HAIR, Ink::Faint);
        let height = row.y;
        self.keep_together(height, |pen| {
            let items = moved(row.items, pen.y);
            pen.items.extend(items);
            pen.y += height;
        });
    }

    /// Writes on this page, or on the next where this one has no room for it.
    fn keep_together(&mut self, height: f32, write: impl FnOnce(&mut Pen)) {
        if self.pen.y + height > HEIGHT - MARGIN - FOOT {
            self.next_page();
        }
        write(&mut self.pen);
    }

    fn finish(mut self) -> Vec<Page> {
        self.done.push(self.pen);
        let pages = self.done.len();
        let printable = Rect::new(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN, HEIGHT - 2.0 * MARGIN);
        let form = self.form;
        let finished = |(i, pen): (usize, Pen)| {
            let mut items = pen.items;
            items.extend(page_foot(form, i + 1, pages));
            Page { width: WIDTH, height: HEIGHT, printable, items }
        };
        self.done.into_iter().enumerate().map(finished).collect()
    }
}

fn page_foot(form: &RegisterForm<'_>, page: usize, pages: usize) -> Vec<Item> {
    let mut pen = Pen::new(MARGIN, HEIGHT - MARGIN - SMALL.leading() - 1.0, WIDTH - 2.0 * MARGIN);
    pen.rule(HAIR, Ink::Black);
    pen.skip(0.6);
    let at = same(&moment(form.printed_at));
    let mut left = pen.beside(pen.x, pen.width * 0.7);
    let printed = both_with("paper-register-printed", &[("at", &at), ("by", form.by)]);
    left.fitted(&joined(&printed), SMALL.muted(), 1.4, Align::Left);
    let mut right = pen.beside(pen.x + pen.width * 0.7, pen.width * 0.3);
    let (page, pages) = (same(&page.to_string()), same(&pages.to_string()));
    let count = both_with("paper-register-page", &[("page", &page), ("pages", &pages)]);
    right.fitted(&joined(&count), SMALL, 1.4, Align::Right);
    pen.keep(left);
    pen.keep(right);
    pen.items
}

/// `मैनुअल मोड · MANUAL MODE`, and *drill* or *demo* where it is one.
fn mode_words(mode: Mode) -> String {
    let manual = joined(&both("paper-manual-mode"));
    match mode {
        Mode::Event => manual,
        Mode::Drill => joined(&both("paper-drill")),
        Mode::Demo => joined(&both("paper-demo")),
    }
}

/// A column's words, one language a line.
fn head_words(id: &str) -> String {
    let words = both(id);
    if words.hi == words.en { words.hi } else { format!("{}\n{}", words.hi, words.en) }
}

/// One row of texts; the pen goes below the highest.
fn table_row(pen: &mut Pen, cells: &[(String, Style)]) {
    let mut x = pen.x;
    let mut below = pen.beside(pen.x, pen.width);
    for ((text, style), (_, width, lines_max)) in cells.iter().zip(COLUMNS) {
        let mut cell = pen.beside(x, width - CELL_GAP);
        let lines_max = lines_max.max(text.split('\n').count());
        cell.shrunk(text, *style, lines_max, 1.8);
        below.follow(cell);
        x += width;
    }
    pen.follow(below);
}

fn cells_of(serial: usize, line: &RegisterLine, form: &RegisterForm<'_>) -> Vec<(String, Style)> {
    let name = full_name(&line.name, form.hospital);
    let mut names = joined(&name);
    if let Some(reason) = &line.voided {
        let void = both_with("paper-register-void", &[("reason", &same(reason))]);
        names = format!("{names}\n{}", void_words(&void, reason));
    }
    let relative = line.relative.as_ref().map_or(String::new(), |relative| {
        let name = full_name(&relative.name, form.hospital);
        format!("{} {}", relative.relation.code(), joined(&name))
    });
    let age = line.age.shown(form.day);
    let years = format!("{}{} {}", if age.about { "~" } else { "" }, age.value, age.unit.letter());
    let age = format!("{}, {}", if age.known { years.as_str() } else { "?" }, line.sex.code());
    let fee = crate::words::grouped(u64::from(line.rupees));
    let nothing = if line.exempt.is_empty() { "–" } else { line.exempt.as_str() };
    let receipt = line.receipt.as_ref().map_or(nothing, |r| r.as_str()).to_owned();
    let plain = |text: String| (text, BODY);
    vec![
        plain(serial.to_string()),
        plain(line.number.as_str().to_owned()),
        plain(line.visit.as_str().to_owned()),
        (line.token.clone(), BODY.bold()),
        (names, BODY.bold()),
        plain(relative),
        plain(age),
        plain(line.clinic.clone()),
        plain(fee),
        plain(receipt),
        plain(line.at.format("%H:%M").to_string()),
        plain(line.by.clone()),
    ]
}

/// Both languages' word for *void*, the reason once.
fn void_words(void: &Bilingual, reason: &str) -> String {
    let word = |text: &str| text.strip_suffix(reason).unwrap_or(text).trim().trim_end_matches(':').to_owned();
    format!("{} · {}: {reason}", word(&void.hi), word(&void.en))
}

/// A line through the row's first line of text, from the number to the end, but not through the name, which must stay readable.
fn strike(row: &mut Pen) {
    let y = 0.5 + BODY.size * 0.72;
    let widths: Vec<f32> = COLUMNS.iter().map(|(_, width, _)| *width).collect();
    let mut x = row.x;
    for (i, width) in widths.into_iter().enumerate() {
        if !matches!(i, 0 | 4 | 5) {
            row.items.push(Item::Fill { area: Rect::new(x, y, width - CELL_GAP, 0.25), ink: Ink::Black });
        }
        x += width;
    }
}
