//! The register's code pages: every entry of a counter's day as QR codes, so that the records can be made anew from the paper alone. A4 across.

use super::both::{both, both_with, date, joined, same};
use super::flow::{A4_ACROSS, Flow};
use super::kit::{Made, THICK, Type, banners};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::Page;
use crate::paper::codes::{Modules, QR_QUIET, qr};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::{CodeKind, Ink};
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Codes of a day of one counter.
#[derive(Clone, Copy)]
pub struct CodePages<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    pub day: NaiveDate,
    pub printed_at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    pub codes: &'a [DayCode],
    /// Entries of the day that stand in none of the codes, because the law keeps what they tell confidential.
    pub left_out: &'a [String],
}

/// One code and what stands under it: the addresses of its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCode {
    pub text: String,
    /// `K7A 101–104`.
    pub entries: String,
}

/// A module, millimetres: three dots of 203 dpi, three pixels of a 200 dpi scan.
const MODULE: f32 = 3.0 / 8.0;
/// Entries that are left out and named one by one.
const LEFT_OUT_MAX: usize = 6;
const SMALL: Style = Style::new(2.3);
const CAPTION: Style = Style::new(2.5);

/// The codes, as many on a page as it holds, each numbered.
#[must_use]
pub fn code_pages(form: &CodePages<'_>) -> Vec<Page> {
    let drawn: Vec<(Modules, &DayCode)> = form.codes.iter().filter_map(|code| Some((qr(&code.text).ok()?, code))).collect();
    let mut flow = Flow::new(A4_ACROSS, |pen, _first| head(pen, form));
    let widest = drawn.iter().map(|(modules, _)| modules.columns).max().unwrap_or(1);
    let (quiet, side) = (length(QR_QUIET) * MODULE, length(widest) * MODULE);
    let cell = side + 2.0 * quiet;
    let across = columns(A4_ACROSS.inner(), cell);
    let gap = (A4_ACROSS.inner() - length(across) * cell) / length(across);
    let all = drawn.len().to_string();
    for (row, codes) in drawn.chunks(across).enumerate() {
        let mut block = flow.block();
        let left = block.x + gap / 2.0;
        for (at, (modules, code)) in codes.iter().enumerate() {
            let x = left + length(at) * (cell + gap) + quiet;
            let mut one = Pen::new(x - quiet, quiet, cell);
            let area = one.code(CodeKind::Qr, modules, &code.text, x, MODULE, None);
            one.y = area.bottom() + 0.6;
            let caption = format!("{} / {all} · {}", row * across + at + 1, code.entries);
            one.fitted(&caption, CAPTION, 1.8, Align::Centre);
            block.follow(one);
        }
        flow.put(block);
    }
    flow.finish(&Made { hospital: form.hospital, at: form.printed_at, by: form.by, counter: form.counter, kept: false })
}

/// Codes side by side on a line.
fn columns(width: f32, cell: f32) -> usize {
    (1..=20).take_while(|count| length(*count) * cell <= width).last().unwrap_or(1)
}

fn head(pen: &mut Pen, form: &CodePages<'_>) {
    let mut left = pen.beside(pen.x, pen.width * 0.5);
    left.fitted(&joined(&form.hospital.name), Style::new(3.6).bold(), 2.4, Align::Left);
    let how = both("paper-codes-how");
    left.fitted(&how.hi, SMALL.muted(), 1.6, Align::Left);
    left.fitted(&how.en, SMALL.muted(), 1.6, Align::Left);
    if !form.left_out.is_empty() {
        let mut named: Vec<&str> = form.left_out.iter().take(LEFT_OUT_MAX).map(String::as_str).collect();
        if form.left_out.len() > LEFT_OUT_MAX {
            named.push("…");
        }
        let (count, named) = (form.left_out.len().to_string(), named.join(", "));
        let told = both_with("paper-codes-left-out", &[("count", &same(&count)), ("entries", &same(&named))]);
        left.fitted(&told.hi, SMALL.bold(), 1.6, Align::Left);
        left.fitted(&told.en, SMALL.bold(), 1.6, Align::Left);
    }
    let mut right = pen.beside(pen.x + pen.width * 0.52, pen.width * 0.48);
    let counter = both_with("paper-register-counter", &[("counter", &same(form.counter))]);
    let day = both_with("paper-register-day", &[("day", &same(&date(form.day)))]);
    right.fitted(&joined(&both("paper-title-codes")), Style::new(3.6).bold(), 2.2, Align::Right);
    right.fitted(&format!("{} – {}", joined(&counter), joined(&day)), Style::new(2.75), 1.8, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(0.6);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.7 }, form.mode, 0);
}
