//! What the laboratory's sheets share: the head of a list, bar codes of tubes, marks, people in a cell.

use super::{LabHead, LabPatient};
use crate::hospital::lab::{Accession, tube};
use crate::hospital::pack::Bilingual;
use crate::paper::codes::code128;
use crate::paper::fonts::length;
use crate::paper::forms::both::{both, joined, label, moment};
use crate::paper::forms::case::black_bar;
use crate::paper::forms::kit::{FRAME, THICK, Type, banners};
use crate::paper::layout::{Align, Pen, dot, two_lines_if_needed};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset};

/// Type of the laboratory's lists.
pub const BODY: Style = Style::new(2.8);
pub const SMALL: Style = Style::new(2.3);

/// A module of a tube's bar code, and how wide its 90 modules are with what is kept free around them.
pub const BAR_MODULE: f32 = 0.25;
pub const BAR_QUIET: f32 = 2.5;
pub const BAR_WIDE: f32 = 22.5;

/// The head of a list: hospital and title on the left, what it is about on the right.
pub fn list_head(pen: &mut Pen, head: &LabHead<'_>, title: &str, about: &str, first: bool) {
    let split = pen.width * 0.6;
    let mut left = pen.beside(pen.x, split);
    left.fitted(&joined(&head.hospital.name), Style::new(if first { 4.2 } else { 3.2 }).bold(), 2.4, Align::Left);
    left.fitted(&format!("{} · {}", label(title), moment(head.at)), BODY.bold(), 2.0, Align::Left);
    let mut right = pen.beside(pen.x + split + 3.0, pen.width - split - 3.0);
    right.fitted(&label("paper-manual-mode"), Style::new(3.0).bold(), 2.0, Align::Right);
    right.fitted(about, Style::new(3.6).bold(), 2.2, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.0);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.9 }, head.mode, head.copy);
    pen.skip(1.4);
}

/// The bar code of a tube with its quiet zone from the pen's left edge; the pen goes below it.
pub fn bar(pen: &mut Pen, accession: Accession, height: f32) {
    let text = accession.to_string();
    let Ok(modules) = code128(&text) else { return };
    pen.y = dot(pen.y);
    let area = pen.code(CodeKind::Code128, &modules, &text, dot(pen.x + BAR_QUIET), BAR_MODULE, Some(dot(height)));
    pen.y = area.bottom();
}

/// A text in a frame, or white on black, no wider than it needs; the pen goes below it. Returns where it ends.
pub fn mark(pen: &mut Pen, text: &str, style: Style, solid: bool) -> f32 {
    let (top, inset) = (pen.y, style.size * 0.35);
    let ink = if solid { Ink::White } else { Ink::Black };
    let mut inner = Pen::new(pen.x + inset, top + style.size * 0.08, pen.width - 2.0 * inset);
    inner.shrunk(text, style.ink(ink), 2, style.size * 0.7);
    let right = inner.items.iter().filter_map(Item::bounds).map(|b| b.right()).fold(inner.x, f32::max);
    let area = Rect::new(pen.x, top, right + inset - pen.x, inner.y + style.size * 0.08 - top);
    pen.items.push(if solid {
        Item::Fill { area, ink: Ink::Black }
    } else {
        Item::Frame { area, radius: 0.0, line: FRAME, ink: Ink::Black }
    });
    pen.y = area.bottom();
    pen.keep(inner);
    area.right()
}

/// Name in both scripts, age and sex, number; and a mark where nobody knows who it is.
pub fn person(pen: &mut Pen, patient: &LabPatient) {
    for name in [&patient.name.hi, &patient.name.en].into_iter().filter(|name| !name.is_empty()) {
        pen.shrunk(name, BODY.bold(), 2, 2.0);
    }
    pen.shrunk(&patient.age_and_sex(), SMALL, 2, 1.8);
    if !patient.number.is_empty() {
        pen.fitted(&patient.number, BODY, 2.0, Align::Left);
    }
    if patient.doubtful {
        pen.skip(0.3);
        mark(pen, &label("paper-lab-doubtful"), SMALL.bold(), false);
        pen.skip(0.3);
    }
}

/// White words on black over the whole column, one language a line where both do not fit one.
pub fn bar_words(pen: &mut Pen, t: Type, id: &str) {
    let words = both(id);
    black_bar(pen, &two_lines_if_needed(&words.hi, &words.en, t.body().bold(), pen.width - t.mm(1.4)), t);
}

/// `पीली जेल · Yellow gel`.
pub fn tube_words(code: &str) -> String {
    joined(&tube(code).name)
}

/// One language a line.
pub fn stacked(words: &Bilingual) -> String {
    match (words.hi.as_str(), words.en.as_str()) {
        (hi, en) if hi == en || en.is_empty() => hi.to_owned(),
        ("", en) => en.to_owned(),
        (hi, en) => format!("{hi}\n{en}"),
    }
}

/// A moment, or a dash.
pub fn moment_or_dash(at: Option<DateTime<FixedOffset>>) -> String {
    at.map_or_else(|| "–".to_owned(), moment)
}

/// Minutes as hours and minutes, alike in both languages: `1:05`.
pub fn hours(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// An arrow upwards or downwards, `size` high, its foot at `bottom`: fonts of papers have none.
pub fn arrow(pen: &mut Pen, (x, bottom): (f32, f32), size: f32, up: bool) {
    const STEPS: usize = 6;
    let (head, shaft) = (size * 0.55, size * 0.24);
    let step = head / length(STEPS);
    let wide = size * 0.8;
    let top = bottom - size;
    for i in 0..STEPS {
        let w = wide * length(i + 1) / length(STEPS);
        let y = if up { top + length(i) * step } else { bottom - length(i + 1) * step };
        pen.items.push(Item::Fill { area: Rect::new(x + (wide - w) / 2.0, y, w, step), ink: Ink::Black });
    }
    let y = if up { top + head } else { top };
    pen.items.push(Item::Fill { area: Rect::new(x + (wide - shaft) / 2.0, y, shaft, size - head), ink: Ink::Black });
}

/// A heading over the column with a rule under it.
pub fn heading(pen: &mut Pen, text: &str) {
    pen.skip(1.8);
    pen.text(text, BODY.bold());
    pen.rule(0.25, Ink::Black);
    pen.skip(0.8);
}
