//! A worklist: the tubes of a bench with bar codes, urgent first, and a line for each value.

use super::sheet::{BAR_QUIET, BAR_WIDE, BODY, SMALL, bar, list_head, mark, moment_or_dash, person, tube_words};
use super::{LabHead, LabPatient};
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::fonts::length;
use crate::paper::forms::both::{counted, joined, label};
use crate::paper::forms::flow::{A4, Flow};
use crate::paper::forms::grid::open_line;
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::{Style, line};
use chrono::{DateTime, FixedOffset};

/// A bench's work.
#[derive(Clone, Copy)]
pub struct WorklistPaper<'a> {
    pub head: LabHead<'a>,
    /// Name of the group or bench.
    pub bench: &'a Bilingual,
    /// In the order to be worked: urgent first, oldest first.
    pub lines: &'a [WorklistRow],
}

/// One tube. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct WorklistRow {
    pub accession: Accession,
    pub patient: LabPatient,
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    /// Code of the tube.
    pub tube: String,
    pub specimen: String,
    /// Codes of the tests that have no value yet.
    pub tests: Vec<String>,
}

/// Left edges of patient and tests from the column's, millimetres.
const PATIENT_X: f32 = 36.0;
const TESTS_X: f32 = 88.0;
/// Tests beside each other, each with a line to write on, and how high a line of them is.
const TESTS_ACROSS: usize = 4;
const TEST_HIGH: f32 = 6.6;

/// The list, page by page.
#[must_use]
pub fn worklist(form: &WorklistPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, form, first));
    for (i, row) in form.lines.iter().enumerate() {
        let mut block = flow.block();
        tube_row(&mut block, row, i + 1);
        flow.put(block);
    }
    if form.lines.is_empty() {
        let mut block = flow.block();
        block.skip(2.0);
        block.text(&label("paper-lab-nothing-waits"), BODY);
        flow.put(block);
    }
    flow.finish(&form.head.made(false))
}

fn head(pen: &mut Pen, form: &WorklistPaper<'_>, first: bool) {
    list_head(pen, &form.head, "paper-title-worklist", &joined(form.bench), first);
    if first {
        let urgent = form.lines.iter().filter(|row| row.urgent).count();
        let count = |id: &str, n: usize| joined(&counted(id, u64::try_from(n).unwrap_or(0)));
        let counts = format!("{} · {}", count("paper-lab-tubes", form.lines.len()), count("paper-lab-urgent-count", urgent));
        pen.text(&counts, SMALL.bold());
        pen.skip(0.6);
    }
    pen.rule(0.25, Ink::Black);
}

fn tube_row(pen: &mut Pen, row: &WorklistRow, serial: usize) {
    pen.skip(1.2);
    let x = pen.x;
    let mut left = pen.beside(x, BAR_WIDE + 2.0 * BAR_QUIET);
    bar(&mut left, row.accession, 8.0);
    left.skip(0.4);
    left.fitted(&row.accession.spaced(), Style::new(3.8).bold(), 2.4, Align::Centre);
    if row.urgent {
        let text = label("paper-lab-urgent");
        let wide = line(&text, SMALL.bold()).width + SMALL.size * 0.7;
        let mut centred = left.beside(left.x + (left.width - wide).max(0.0) / 2.0, wide + 0.2);
        mark(&mut centred, &text, SMALL.bold(), true);
        left.follow(centred);
    }
    let mut middle = pen.beside(x + PATIENT_X, TESTS_X - PATIENT_X - 3.0);
    let mut number = pen.beside(x + BAR_WIDE + 2.0 * BAR_QUIET, PATIENT_X - BAR_WIDE - 2.0 * BAR_QUIET - 1.5);
    number.aligned(&serial.to_string(), SMALL.muted(), Align::Right);
    person(&mut middle, &row.patient);
    middle.shrunk(&format!("{} · {}", tube_words(&row.tube), row.specimen), SMALL, 2, 1.8);
    middle.shrunk(&format!("{} {}", label("paper-lab-collected"), moment_or_dash(row.collected)), SMALL, 2, 1.8);
    let mut right = pen.beside(x + TESTS_X, pen.width - TESTS_X);
    values(&mut right, &row.tests);
    for part in [left, number, middle, right] {
        pen.follow(part);
    }
    pen.skip(1.2);
    pen.rule(if row.urgent { 0.25 } else { HAIR }, if row.urgent { Ink::Black } else { Ink::Faint });
}

/// A code and a dotted line for each test.
fn values(pen: &mut Pen, tests: &[String]) {
    let width = pen.width / length(TESTS_ACROSS);
    for row in tests.chunks(TESTS_ACROSS) {
        for (i, test) in row.iter().enumerate() {
            let mut cell = pen.beside(pen.x + length(i) * width, width - 2.0);
            let style = SMALL.bold();
            let wide = line(test, style).width.min(cell.width * 0.6) + 1.0;
            cell.skip(TEST_HIGH - 1.0 - style.size * 1.05);
            let base = cell.y + style.size * 1.05;
            let mut words = cell.beside(cell.x, wide - 1.0);
            words.fitted(test, style, 1.5, Align::Left);
            let mut dotted = Pen::new(cell.x + wide, base, cell.width - wide);
            open_line(&mut dotted, 0.0);
            pen.keep(words);
            pen.keep(dotted);
        }
        pen.skip(TEST_HIGH);
    }
}
