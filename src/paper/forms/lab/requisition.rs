//! The requisition: what is asked for, from whom, in which tubes; large numbers to be copied to the site's own red or yellow form.

use super::sheet::{bar_words, mark, tube_words};
use super::{LabHead, LabPatient, LabTestName};
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::forms::both::{both_with, joined, label, moment, same};
use crate::paper::forms::kit::{Codes, HAIR, Row, Type, banners, foot, header, number, rows};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};
use std::cell::Cell;

/// A requisition as it stands.
#[derive(Clone, Copy)]
pub struct RequisitionPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    pub asked_at: DateTime<FixedOffset>,
    pub urgent: bool,
    /// Empty for none.
    pub ward: &'a Bilingual,
    /// Who asks; empty for nobody named.
    pub doctor: &'a Bilingual,
    pub note: &'a str,
    /// Number on the site's own printed form, or empty.
    pub form_no: &'a str,
    pub tubes: &'a [RequisitionTube],
    pub overrides: &'a [OverrideLine],
    pub collected: Option<DateTime<FixedOffset>>,
    /// The order was taken back.
    pub cancelled: bool,
    /// The signed record's codes.
    pub qr: &'a [String],
}

/// One tube with its tests, in the order of draw.
#[derive(Debug, Clone)]
pub struct RequisitionTube {
    pub accession: Accession,
    /// Code of the tube: `YELLOW_SST`.
    pub tube: String,
    pub specimen: String,
    pub tests: Vec<LabTestName>,
    /// The rejected tube whose tests it takes over.
    pub replaces: Option<Accession>,
    /// Rejected or thrown away.
    pub gone: bool,
}

/// A rule that was passed over.
#[derive(Debug, Clone)]
pub struct OverrideLine {
    /// `urgent-only` or `capacity`, in words.
    pub rule: Bilingual,
    pub reason: String,
    pub by: Bilingual,
}

/// Type smaller than this share of its size is not worth one page less.
const FACTOR_MIN: f32 = 0.72;

/// The requisition on a sheet or a roll; more pages where the tubes are many.
#[must_use]
pub fn requisition(form: &RequisitionPaper<'_>, size: Size) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    let mut parts: Vec<&[RequisitionTube]> = Vec::new();
    let mut rest = form.tubes;
    loop {
        // How many pages there will be is not known yet; the longest words are tried.
        let place = |last| Place { page: parts.len() + 1, pages: if last { parts.len() + 1 } else { 99 } };
        let whole = one(form, size, &codes, rest, place(true)).1;
        if whole >= FACTOR_MIN || rest.len() <= 1 {
            parts.push(rest);
            break;
        }
        let fits = |n: &usize| one(form, size, &codes, rest.get(..*n).unwrap_or(rest), place(false)).1 >= FACTOR_MIN;
        let taken = (1..rest.len()).rev().find(fits).unwrap_or(1);
        let (part, after) = rest.split_at(taken);
        parts.push(part);
        rest = after;
    }
    let pages = parts.len();
    let page = |(at, tubes): (usize, &[RequisitionTube])| one(form, size, &codes, tubes, Place { page: at + 1, pages }).0;
    parts.into_iter().enumerate().map(page).collect()
}

/// One page, and by how much its type had to shrink.
fn one(form: &RequisitionPaper<'_>, size: Size, codes: &Codes<'_>, tubes: &[RequisitionTube], place: Place) -> (Page, f32) {
    let smallest = Cell::new(1.0_f32);
    let page = one_page(size, |factor| {
        smallest.set(smallest.get().min(factor));
        fill(form, (size, Type::of(size, factor)), codes, tubes, place)
    });
    (page, smallest.get())
}

/// Which page it is.
#[derive(Clone, Copy)]
struct Place {
    page: usize,
    pages: usize,
}

fn fill(
    form: &RequisitionPaper<'_>,
    (size, t): (Size, Type),
    codes: &Codes<'_>,
    tubes: &[RequisitionTube],
    place: Place,
) -> Filled {
    let mut top = pen(size);
    let mut title = label("paper-title-requisition");
    if place.pages > 1 {
        title = format!("{title} · {}/{}", place.page, place.pages);
    }
    header(&mut top, t, size, form.head.hospital, &title);
    banners(&mut top, t, form.head.mode, form.head.copy);
    for (id, wanted) in [("paper-lab-cancelled", form.cancelled), ("paper-lab-urgent", form.urgent)] {
        if wanted {
            top.skip(t.mm(1.4));
            bar_words(&mut top, t, id);
        }
    }
    top.skip(t.mm(1.8));
    number(&mut top, t, form.number);
    top.skip(t.mm(2.0));
    let first = place.page == 1;
    rows(&mut top, t, size, &who_rows(form, t, first));
    if first {
        rows(&mut top, t, size, &rest_rows(form, t));
    }
    for tube in tubes {
        tube_block(&mut top, t, size, tube);
    }
    let mut under = Pen::new(top.x, 0.0, top.width);
    let none = Codes::of(&[]);
    foot(&mut under, t, size, &form.head.made(false), if place.page == place.pages { codes } else { &none });
    Filled { top, foot: under }
}

fn who_rows(form: &RequisitionPaper<'_>, t: Type, first: bool) -> Vec<Row> {
    let patient = form.patient;
    let style = if first { t.name() } else { t.body().bold() };
    let names = [&patient.name.hi, &patient.name.en].into_iter().filter(|name| !name.is_empty());
    let mut rows = vec![Row { label: label("paper-name"), texts: names.map(|name| (name.clone(), style)).collect() }];
    rows.push(Row::new(label("paper-age-sex"), patient.age_and_sex(), t.body()));
    if !patient.number.is_empty() {
        rows.push(Row::new(label("paper-number"), patient.number.as_str(), t.body().bold()));
    }
    if patient.doubtful {
        rows.push(Row::new(String::new(), label("paper-lab-doubtful"), t.small().bold()));
    }
    rows
}

fn rest_rows(form: &RequisitionPaper<'_>, t: Type) -> Vec<Row> {
    let plain = [
        ("paper-case-ward", joined(form.ward)),
        ("paper-doctor", joined(form.doctor)),
        ("paper-lab-asked", moment(form.asked_at)),
        ("paper-lab-collected", form.collected.map_or_else(String::new, moment)),
        ("paper-lab-note", form.note.to_owned()),
    ];
    let filled = plain.into_iter().filter(|(_, text)| !text.is_empty());
    let mut rows: Vec<Row> = filled.map(|(id, text)| Row::new(label(id), text, t.body())).collect();
    if !form.form_no.is_empty() {
        rows.push(Row::new(label("paper-lab-form-no"), form.form_no, t.name()));
    }
    for line in form.overrides {
        let text = format!("{}: {} ({})", joined(&line.rule), line.reason, joined(&line.by));
        rows.push(Row::new(label("paper-lab-override"), text, t.body()));
    }
    rows
}

/// A tube: its number large, what it is, what is measured from it.
fn tube_block(pen: &mut Pen, t: Type, size: Size, tube: &RequisitionTube) {
    pen.skip(t.mm(0.8));
    pen.rule(HAIR, Ink::Black);
    pen.skip(t.mm(0.6));
    let split = if size.is_roll() { 0.0 } else { pen.width * 0.46 };
    let mut left = pen.beside(pen.x, if size.is_roll() { pen.width } else { split - t.mm(1.5) });
    left.fitted(&tube.accession.spaced(), Style::new(t.mm(5.2)).bold(), t.mm(3.0), Align::Left);
    let mut right = pen.beside(pen.x + split, pen.width - split);
    if size.is_roll() {
        right.y = left.y;
    } else {
        right.skip(t.mm(0.5));
    }
    right.shrunk(&tube_words(&tube.tube), t.body().bold(), 2, t.mm(2.2));
    right.shrunk(&tube.specimen, t.small(), 1, t.mm(1.9));
    pen.follow(left);
    pen.follow(right);
    if tube.gone {
        mark(pen, &label("paper-lab-rejected"), t.small().bold(), true);
        pen.skip(t.mm(0.4));
    }
    if let Some(old) = tube.replaces {
        pen.text(&joined(&both_with("paper-lab-replaces", &[("tube", &same(&old.spaced()))])), t.small().bold());
    }
    let names = |hindi: bool| {
        let name = |test: &LabTestName| {
            let text = if hindi { &test.name.hi } else { &test.name.en };
            if text.is_empty() { test.code.clone() } else { whole(text, size) }
        };
        tube.tests.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (hindi, english) = (names(true), names(false));
    pen.text(&english, t.body());
    if hindi != english {
        pen.text(&hindi, t.small());
    }
}

/// A name that stays on one line, but on a roll, which may be too narrow for it.
fn whole(text: &str, size: Size) -> String {
    if size.is_roll() { text.to_owned() } else { text.replace(' ', "\u{a0}") }
}
