//! The census of a ward at the change of shift: every bed with who lies in it, on A4. Each patient has a code to scan in place of typing.

use super::both::{age, both, both_with, counted, joined, label, moment, same, sex};
use super::flow::{A4, Flow, Table};
use super::kit::{FRAME, HAIR, Made, THICK, Type, banners, full_name};
use crate::hospital::age::Age;
use crate::hospital::ipd::BedStatus;
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::{Bilingual, Hospital};
use crate::hospital::person::PersonName;
use crate::hospital::sex::Sex;
use crate::paper::Page;
use crate::paper::codes::{QR_QUIET, qr};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen, dot};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset};

/// A ward at one moment.
#[derive(Clone, Copy)]
pub struct CensusPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    pub ward: &'a Bilingual,
    /// Comings and goings are counted from here on.
    pub since: DateTime<FixedOffset>,
    pub at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    pub copy: u32,
    pub counts: CensusCounts,
    /// Beds in the order of the ward, then patients without one.
    pub lines: &'a [CensusLine],
}

/// The ward in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CensusCounts {
    pub beds: u32,
    pub taken: u32,
    pub free: u32,
    pub cleaning: u32,
    pub reserved: u32,
    pub out_of_order: u32,
    /// Of the patients here, those without a bed.
    pub without_bed: u32,
    pub admitted: u32,
    pub moved_in: u32,
    pub moved_out: u32,
    pub discharged: u32,
    pub died: u32,
}

/// A bed, or a patient without one. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct CensusLine {
    pub bed: Option<String>,
    /// Of an empty bed.
    pub status: BedStatus,
    /// Why it is kept or closed, and until when.
    pub remark: String,
    pub who: Option<CensusPatient>,
    /// Two counters put somebody here, or say different things of this patient.
    pub conflict: bool,
}

/// Who lies there.
#[derive(Clone)]
pub struct CensusPatient {
    pub number: Number,
    pub stay: Option<Number>,
    pub name: PersonName,
    pub age: Age,
    pub sex: Sex,
    pub since: DateTime<FixedOffset>,
    /// Empty when nobody is named.
    pub consultant: Bilingual,
    pub diagnosis: String,
    pub mlc: bool,
}

const BODY: Style = Style::new(2.8);
const SMALL: Style = Style::new(2.3);
/// A module of a bed's code, three dots of a 203 dpi printer.
const MODULE: f32 = 0.375;
/// Shares of the columns: code, bed, name, numbers, since, consultant and diagnosis.
const COLUMNS: [f32; 6] = [12.5, 20.0, 52.0, 34.0, 22.0, 45.5];

/// The census, page by page.
#[must_use]
pub fn ward_census(form: &CensusPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, form, first));
    let table = Table::new(flow.pen.x, flow.pen.width, &COLUMNS);
    for line in form.lines {
        let mut block = flow.block();
        match &line.who {
            Some(who) => taken(&mut block, &table, form, line, who),
            None => empty(&mut block, &table, line),
        }
        block.rule(HAIR, Ink::Faint);
        flow.put(block);
    }
    let mut end = flow.block();
    end.skip(12.0);
    let half = (end.width - 8.0) / 2.0;
    let mut below = end.beside(end.x, end.width);
    for (id, x) in [("paper-sign-handing", end.x), ("paper-sign-taking", end.x + half + 8.0)] {
        let mut sign = end.beside(x, half);
        sign.rule(HAIR, Ink::Black);
        sign.skip(0.5);
        sign.text(&label(id), SMALL.muted());
        below.follow(sign);
    }
    end.follow(below);
    flow.put(end);
    flow.finish(&Made { hospital: form.hospital, at: form.at, by: form.by, counter: form.counter, kept: false })
}

fn head(pen: &mut Pen, form: &CensusPaper<'_>, first: bool) {
    let split = pen.width * 0.6;
    let mut left = pen.beside(pen.x, split);
    left.fitted(&joined(&form.hospital.name), Style::new(if first { 4.2 } else { 3.2 }).bold(), 2.4, Align::Left);
    left.fitted(&format!("{} · {}", label("paper-title-census"), moment(form.at)), BODY, 2.0, Align::Left);
    let mut right = pen.beside(pen.x + split + 3.0, pen.width - split - 3.0);
    right.fitted(&label("paper-manual-mode"), Style::new(3.0).bold(), 2.0, Align::Right);
    right.fitted(&joined(form.ward), Style::new(3.6).bold(), 2.2, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.0);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.9 }, form.mode, form.copy);
    pen.skip(1.2);
    if first {
        figures(pen, form);
    }
    let table = Table::new(pen.x, pen.width, &COLUMNS);
    let ids = ["", "paper-case-bed", "paper-census-who", "paper-census-numbers", "paper-case-since", "paper-census-under"];
    let heads = ids.map(|id| if id.is_empty() { String::new() } else { stacked(&both(id)) });
    table.row(pen, heads.iter().map(|text| (text.as_str(), SMALL.bold())));
    pen.skip(0.4);
    pen.rule(0.25, Ink::Black);
}

/// One language a line.
fn stacked(words: &Bilingual) -> String {
    if words.hi == words.en { words.hi.clone() } else { format!("{}\n{}", words.hi, words.en) }
}

/// The ward in figures: what is, and what has happened since.
fn figures(pen: &mut Pen, form: &CensusPaper<'_>) {
    let c = &form.counts;
    let beds = [
        ("paper-census-beds", c.beds),
        ("paper-census-taken", c.taken),
        ("paper-census-free", c.free),
        ("paper-census-cleaning", c.cleaning),
        ("paper-census-reserved", c.reserved),
        ("paper-census-out", c.out_of_order),
        ("paper-census-without", c.without_bed),
    ];
    let moves = [
        ("paper-census-admitted", c.admitted),
        ("paper-census-in", c.moved_in),
        ("paper-census-out-of", c.moved_out),
        ("paper-census-discharged", c.discharged),
        ("paper-census-died", c.died),
    ];
    row_of_figures(pen, &beds);
    let since = both_with("paper-census-since", &[("at", &same(&moment(form.since)))]);
    pen.skip(0.8);
    pen.text(&joined(&since), SMALL.bold());
    pen.skip(0.4);
    row_of_figures(pen, &moves);
    pen.skip(1.0);
}

/// Figures beside each other.
const FIGURES: f32 = 7.0;

fn row_of_figures(pen: &mut Pen, all: &[(&str, u32)]) {
    let width = pen.width / FIGURES;
    let mut below = pen.beside(pen.x, pen.width);
    for (i, (id, count)) in all.iter().enumerate() {
        let x = pen.x + length(i) * width;
        let mut cell = pen.beside(x, width - 2.0);
        let words = both(id);
        cell.fitted(&words.hi, SMALL.muted(), 1.6, Align::Left);
        cell.fitted(&words.en, SMALL.muted(), 1.6, Align::Left);
        cell.text(&count.to_string(), Style::new(4.6).bold());
        below.follow(cell);
    }
    pen.follow(below);
    pen.skip(0.6);
}

/// A line with somebody in it.
fn taken(pen: &mut Pen, table: &Table, form: &CensusPaper<'_>, line: &CensusLine, who: &CensusPatient) {
    let Ok(code) = qr(who.number.as_str()) else { return };
    let quiet = length(QR_QUIET) * MODULE;
    let mut left = pen.beside(pen.x, 0.0);
    left.skip(quiet);
    left.y = dot(left.y);
    let area = left.code(CodeKind::Qr, &code, who.number.as_str(), dot(table.column(0).0), MODULE, None);
    left.y = area.bottom() + quiet;
    let name = full_name(&who.name, form.hospital);
    let (age, sex) = (age(who.age, form.at.date_naive()), sex(who.sex));
    let person = format!("{}, {} · {}, {}", age.hi, sex.hi, age.en, sex.en);
    let stay = who.stay.as_ref().map_or(String::new(), Number::to_string);
    let days = u64::try_from((form.at.date_naive() - who.since.date_naive()).num_days()).unwrap_or(0);
    let since = format!("{}\n{}", moment(who.since), joined(&counted("paper-census-days", days)));
    let under =
        [joined(&who.consultant), who.diagnosis.clone()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
    let bed = line.bed.clone().unwrap_or_else(|| stacked(&both("paper-census-no-bed")));
    let mut right = pen.beside(pen.x, pen.width);
    right.skip(0.8);
    let mut below = right.beside(right.x, right.width);
    let cells: [(usize, Vec<(String, Style)>); 5] = [
        (1, vec![(bed, Style::new(3.4).bold())]),
        (2, vec![(two_lines(&name), BODY.bold()), (person, SMALL)]),
        (3, vec![(who.number.to_string(), BODY.bold()), (stay, BODY)]),
        (4, vec![(since, SMALL)]),
        (5, vec![(under, SMALL)]),
    ];
    for (at, texts) in cells {
        let (x, width) = table.column(at);
        let mut cell = right.beside(x, width);
        for (text, style) in texts {
            let lines_max = text.split('\n').count().max(3);
            cell.shrunk(&text, style, lines_max, 1.8);
        }
        if at == 1 && who.mlc {
            mark(&mut cell, "MLC", true);
        }
        if at == 2 && line.conflict {
            cell.skip(0.3);
            mark(&mut cell, &label("paper-census-conflict"), false);
        }
        below.follow(cell);
    }
    below.skip(0.6);
    pen.follow(left);
    pen.follow(below);
}

/// White on black, or in a frame.
fn mark(pen: &mut Pen, text: &str, solid: bool) {
    let top = pen.y;
    let ink = if solid { Ink::White } else { Ink::Black };
    let mut inner = Pen::new(pen.x + 0.8, pen.y + 0.2, pen.width - 1.6);
    inner.shrunk(text, SMALL.bold().ink(ink), 2, 1.8);
    let area = Rect::new(pen.x, top, pen.width, inner.y + 0.2 - top);
    pen.items.push(if solid {
        Item::Fill { area, ink: Ink::Black }
    } else {
        Item::Frame { area, radius: 0.0, line: FRAME, ink: Ink::Black }
    });
    pen.y = area.bottom();
    pen.keep(inner);
}

/// An empty bed with its state.
fn empty(pen: &mut Pen, table: &Table, line: &CensusLine) {
    let state = crate::hospital::forms::choice("bed_status", line.status.code()).map_or_else(String::new, |c| joined(&c.name));
    let bed = line.bed.clone().unwrap_or_default();
    pen.skip(0.8);
    let state = if line.conflict { format!("{state} · {}", label("paper-census-conflict")) } else { state };
    let muted = if line.status == BedStatus::Free { BODY.muted() } else { BODY };
    let cells = ["", bed.as_str(), state.as_str(), "", "", line.remark.as_str()];
    let styles = [SMALL, Style::new(3.4).bold(), muted, SMALL, SMALL, SMALL];
    table.row(pen, cells.into_iter().zip(styles));
    pen.skip(0.8);
}

/// A name, one script a line.
fn two_lines(name: &Bilingual) -> String {
    [name.hi.as_str(), name.en.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
