//! The wristband: who it is, printed along the band, with a code at both ends of the print so that one of them shows on a round wrist.
//!
//! The codes hold the patient's number alone: nothing personal for a stranger's telephone. The ward is not on it, because it changes.

use super::both::{both_with, joined, label, same};
use super::case::CasePaper;
use super::kit::full_name;
use crate::hospital::number::Mode;
use crate::paper::codes::{Modules, QR_QUIET, qr};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen, dot, moved, two_lines_if_needed};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::{Style, line};
use crate::paper::{Page, Size};

/// Where the print begins and how long it is; the rest of the band is the clasp's. Millimetres.
const fn print_of(size: Size) -> (f32, f32) {
    match size {
        Size::BandChild => (26.0, 118.0),
        _ => (40.0, 160.0),
    }
}

/// A module of the code, millimetres: five dots of a 203 dpi printer, four where the wrist is small.
const fn module_of(size: Size) -> f32 {
    match size {
        Size::BandChild => 0.5,
        _ => 0.625,
    }
}

/// How far the type may shrink for long names.
const FACTOR_MIN: f32 = 0.4;
const FACTOR_STEP: f32 = 0.96;

/// The band of a patient; of a case without one there is none.
#[must_use]
pub fn wristband(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let Some(patient) = form.patient else { return Vec::new() };
    let size = if size.is_band() { size } else { Size::band(&patient.details.age, form.today) };
    let Ok(code) = qr(patient.number.as_str()) else { return Vec::new() };
    let (start, wide) = print_of(size);
    let (margin, height) = (size.margin_mm(), size.height_mm().unwrap_or(0.0));
    let printable = Rect::new(start, margin, wide, height - 2.0 * margin);
    let mut items = Vec::new();
    let (edge, quiet) = (length(code.columns) * module_of(size), length(QR_QUIET) * module_of(size));
    for x in [printable.x + quiet, printable.right() - quiet - edge] {
        items.push(code_at(&code, patient.number.as_str(), dot(x) - 0.125, (height - edge) / 2.0, module_of(size)));
    }
    let room = edge + 2.0 * quiet + 1.0;
    let mut factor = 1.0;
    let words = loop {
        let mut pen = Pen::new(printable.x + room, 0.0, printable.w - 2.0 * room);
        write(&mut pen, form, factor);
        if pen.y <= printable.h || factor <= FACTOR_MIN {
            break pen;
        }
        factor *= FACTOR_STEP;
    };
    items.extend(moved(words.items, printable.y + (printable.h - words.y).max(0.0) / 2.0));
    vec![Page { width: size.width_mm(), height, printable, items }]
}

fn code_at(code: &Modules, text: &str, x: f32, y: f32, module: f32) -> Item {
    let mut pen = Pen::new(x, dot(y) - 0.125, 0.0);
    pen.code(CodeKind::Qr, code, text, x, module, None);
    pen.items.swap_remove(0)
}

/// Name, number with age and sex, then what else tells this patient from others.
fn write(pen: &mut Pen, form: &CasePaper<'_>, k: f32) {
    let Some(patient) = form.patient else { return };
    let warning = match form.mode {
        Mode::Event => None,
        Mode::Drill => Some("paper-drill"),
        Mode::Demo => Some("paper-demo"),
    };
    if let Some(id) = warning {
        let mut inner = Pen::new(pen.x, pen.y + 0.1, pen.width);
        inner.fitted(&label(id), Style::new(2.6 * k).bold().ink(Ink::White), 1.2, Align::Centre);
        pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y + 0.1 - pen.y), ink: Ink::Black });
        pen.follow(inner);
        pen.skip(0.1);
    }
    let name = full_name(&patient.details.name, form.hospital);
    let style = Style::new(5.0 * k).bold();
    pen.shrunk(&two_lines_if_needed(&name.hi, &name.en, style, pen.width), style, 2, 3.2 * k);
    let number = line(patient.number.as_str(), Style::new(5.6 * k).bold());
    let mut left = pen.beside(pen.x, pen.width);
    left.line(&number, Style::new(5.6 * k).bold(), Align::Left);
    let room = number.width + 3.0;
    let mut right = pen.beside(pen.x + room, (pen.width - room).max(10.0));
    let (age, style) = (form.age_and_sex(), Style::new(4.2 * k).bold());
    if line(&age, style).width <= right.width {
        right.skip(1.0 * k);
        right.aligned(&age, style, Align::Right);
    } else {
        // One language below the other.
        for part in age.split(" · ") {
            right.fitted(part, Style::new(2.8 * k).bold(), 1.4, Align::Right);
        }
    }
    pen.follow(left);
    pen.follow(right);
    let style = Style::new(3.2 * k);
    for words in lines_below(form) {
        pen.shrunk(&words, style, 1, 2.2 * k);
    }
}

fn lines_below(form: &CasePaper<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(mother) = form.mother_line() {
        all.push(format!("{} {mother}", label("paper-case-mother")));
    }
    let mut numbers = vec![format!("{} {}", label(form.number_id()), form.number)];
    if let Some((event, serial)) = form.pack {
        numbers.push(format!("{event} · {} {serial}", label("paper-case-pack")));
    } else if let Some(triage) = form.masters.triage(form.sheet.get("triage")) {
        numbers.push(joined(&triage.name));
    }
    if form.mlc.is_some() {
        numbers.push("MLC".to_owned());
    }
    if form.copy > 0 {
        numbers.push(joined(&both_with("paper-duplicate", &[("n", &same(&form.copy.to_string()))])));
    }
    all.push(numbers.join(" · "));
    all
}
