//! An indent: what a ward asks for, as a numbered list with what was issued, room for the pen, and who asked, issued and received.

use super::both::{both_with, joined, label, moment, same};
use super::case::{CaseNote, CasePaper, black_bar};
use super::kit::{Codes, HAIR, Row, Type, banners, foot, header, number, rows};
use super::slips::signed_foot;
use crate::hospital::forms::{FormId, Sheet};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Filled, Pen, one_line, one_page, pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};

/// One line of an indent.
struct Line {
    what: String,
    /// How much, as it was asked for.
    asked: String,
    /// How much was issued, where that is known.
    issued: String,
}

/// Lines on one page of a sheet; a roll is as long as it has to be.
const fn lines_max(size: Size) -> usize {
    match size {
        Size::A4 => 24,
        Size::A5 => 14,
        Size::A6 => 8,
        _ => usize::MAX,
    }
}

/// The indent, on more pages when the list is long.
#[must_use]
pub fn indent(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let lines = lines_of(form);
    let mut parts: Vec<&[Line]> = lines.chunks(lines_max(size)).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    let (codes, none) = (Codes::of(form.qr), Codes::of(&[]));
    let pages = parts.len();
    let page = |(at, part): (usize, &[Line])| {
        let last = at + 1 == pages;
        let place = Place { first: at * lines_max(size).min(lines.len()), page: at + 1, pages };
        one_page(size, |factor| fill(form, size, Type::of(size, factor), if last { &codes } else { &none }, part, place))
    };
    parts.into_iter().enumerate().map(page).collect()
}

/// Which part of the list a page has.
#[derive(Clone, Copy)]
struct Place {
    /// Lines on the pages before.
    first: usize,
    page: usize,
    pages: usize,
}

fn fill(form: &CasePaper<'_>, size: Size, t: Type, codes: &Codes<'_>, lines: &[Line], place: Place) -> Filled {
    let mut top = pen(size);
    let mut title = label("paper-title-indent");
    if place.pages > 1 {
        let (page, pages) = (same(&place.page.to_string()), same(&place.pages.to_string()));
        title = format!("{title} · {}", joined(&both_with("paper-register-page", &[("page", &page), ("pages", &pages)])));
    }
    header(&mut top, t, size, form.hospital, &title);
    banners(&mut top, t, form.mode, form.copy);
    form.marks(&mut top, t);
    if form.sheet.is("urgent", "yes") {
        top.skip(t.mm(1.4));
        black_bar(&mut top, &label("paper-case-urgent"), t);
    }
    top.skip(t.mm(1.8));
    number(&mut top, t, form.number.as_str());
    top.skip(t.mm(2.0));
    rows(&mut top, t, size, &head_rows(form, t));
    list(&mut top, t, lines, place.first);
    let last = place.page == place.pages;
    let mut under = Pen::new(top.x, 0.0, top.width);
    if last {
        for note in form.notes.iter().filter(|n| n.form == FormId::Issue) {
            issue(&mut top, t, form, note);
        }
        let remarks = form.sheet.get("remarks");
        if !remarks.is_empty() {
            top.skip(t.mm(1.0));
            rows(&mut top, t, size, &[Row::new(label("paper-remarks"), remarks, t.body())]);
        }
        signed_foot(&mut under, t, size, form, codes, ["paper-sign-issued", "paper-sign-taken"]);
    } else {
        foot(&mut under, t, size, &form.made(), codes);
    }
    Filled { top, foot: under }
}

fn head_rows(form: &CasePaper<'_>, t: Type) -> Vec<Row> {
    let value = |code: &str| form.value(FormId::Indent, form.sheet, code);
    let mut all = vec![
        Row::new(label("paper-case-from-ward"), value("ward"), t.body().bold()),
        Row::new(label("paper-case-indent-to"), value("to"), t.body().bold()),
    ];
    if let Some(patient) = form.patient {
        let name = super::kit::full_name(&patient.details.name, form.hospital);
        let who = format!("{}\n{} · {}", joined(&name), patient.number, form.age_and_sex());
        all.push(Row::new(label("paper-case-for-patient"), who, t.body()));
    } else if !form.sheet.get("patient").is_empty() {
        all.push(Row::new(label("paper-case-for-patient"), form.sheet.get("patient"), t.body()));
    }
    let asked_by = value("asked_by");
    let asked = if asked_by.is_empty() { moment(form.at) } else { format!("{} · {asked_by}", moment(form.at)) };
    all.push(Row::new(label("paper-case-asked"), asked, t.body()));
    all
}

/// `Paracetamol 500 mg × 100` is the thing and how much of it.
fn split(line: &str) -> (&str, &str) {
    let line = line.trim();
    let parts = line.rsplit_once('×').or_else(|| line.rsplit_once(" x ")).or_else(|| line.rsplit_once(" X "));
    parts.map_or((line, ""), |(what, count)| (what.trim(), count.trim()))
}

fn lines_of(form: &CasePaper<'_>) -> Vec<Line> {
    let issued: Vec<&Sheet> = form.notes.iter().filter(|n| n.form == FormId::Issue).map(|n| n.sheet).collect();
    let given = |what: &str, asked: &str| {
        let of = |sheet: &&Sheet| match sheet.get("outcome") {
            "full" => Some(if asked.is_empty() { "✓".to_owned() } else { asked.to_owned() }),
            "refused" => Some("0".to_owned()),
            _ => {
                let same_thing = |line: &str| split(line).0.to_lowercase() == what.to_lowercase();
                sheet.get("items").lines().find(|line| same_thing(line)).map(|line| split(line).1.to_owned())
            }
        };
        issued.iter().find_map(of).unwrap_or_default()
    };
    let line = |text: &str| {
        let (what, asked) = split(text);
        Line { what: what.to_owned(), asked: asked.to_owned(), issued: given(what, asked) }
    };
    form.sheet.get("items").lines().filter(|l| !l.trim().is_empty()).map(line).collect()
}

/// Shares of the list's columns: number, thing, asked, issued.
const COLUMNS: [f32; 4] = [0.08, 0.52, 0.2, 0.2];

fn list(pen: &mut Pen, t: Type, lines: &[Line], first: usize) {
    pen.skip(t.mm(0.6));
    pen.rule(0.25, Ink::Black);
    let small = Style::new(t.mm(2.3)).muted();
    let heads = ["paper-register-serial", "paper-case-item", "paper-case-asked-count", "paper-case-issued"].map(|id| {
        let words = super::both::both(id);
        if words.hi == words.en { words.hi } else { format!("{}\n{}", words.hi, words.en) }
    });
    table_row(pen, t, &heads, [small; 4]);
    pen.rule(0.25, Ink::Black);
    for (i, line) in lines.iter().enumerate() {
        let top = pen.y;
        let cells = [(first + i + 1).to_string(), line.what.clone(), line.asked.clone(), line.issued.clone()];
        table_row(pen, t, &cells, [t.small(), t.body(), t.body().bold(), t.body().bold()]);
        pen.y = pen.y.max(top + t.mm(5.6));
        if line.issued.is_empty() {
            // A box for the pen.
            let (width, x) = (pen.width * 0.2, pen.x + pen.width * 0.8);
            let area = Rect::new(x, top + t.mm(0.5), width - t.mm(1.0), pen.y - top - t.mm(1.0));
            pen.items.push(Item::Frame { area, radius: 0.0, line: 0.2, ink: Ink::Faint });
        }
        pen.rule(HAIR, Ink::Faint);
    }
    pen.skip(t.mm(1.2));
}

fn table_row(pen: &mut Pen, t: Type, cells: &[String; 4], styles: [Style; 4]) {
    let (mut x, mut below) = (pen.x, pen.beside(pen.x, pen.width));
    for (i, ((text, share), style)) in cells.iter().zip(COLUMNS).zip(styles).enumerate() {
        let width = pen.width * share;
        let mut cell = pen.beside(x, width - t.mm(1.2));
        cell.skip(t.mm(0.5));
        let lines = if i == 1 { 3 } else { text.split('\n').count().max(2) };
        cell.shrunk(text, style, lines, t.mm(1.6));
        below.follow(cell);
        x += width;
    }
    pen.follow(below);
    pen.skip(t.mm(0.4));
}

/// What was issued, when and by whom.
fn issue(pen: &mut Pen, t: Type, form: &CasePaper<'_>, note: &CaseNote<'_>) {
    let value = |code: &str| form.value(FormId::Issue, note.sheet, code);
    pen.skip(t.mm(0.6));
    pen.fitted(&format!("{}: {}", joined(FormId::Issue.title()), value("outcome")), t.body().bold(), t.mm(2.2), Align::Left);
    let items: Vec<&str> = note.sheet.get("items").lines().collect();
    for text in [items.join("; "), value("reason")] {
        if !text.is_empty() {
            pen.shrunk(&text, t.small(), 3, t.mm(2.0));
        }
    }
    let by = one_line(&note.by.hi, &note.by.en);
    let who = [value("by"), by].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    pen.shrunk(&format!("{} · {who}", moment(note.at)), t.small().muted(), 2, t.mm(2.0));
    pen.skip(length(1) * t.mm(0.4));
}
