//! Labels with the UHID, 50 × 25 mm: one for a chart, and the tube's own label with the UHID beside its accession number.
//!
//! A tube keeps its accession number and its bars: what an analyser or a rack already knows stays true.

use super::HandHead;
use crate::hospital::number::Mode;
use crate::paper::codes::{CODE128_QUIET, QR_QUIET, code128, qr};
use crate::paper::fonts::length;
use crate::paper::forms::both::both;
use crate::paper::forms::lab::{LabPatient, TubeLabel, put, tube_label};
use crate::paper::layout::{Align, Pen, one_line};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::{Style, line};
use crate::paper::{Page, Size};

/// A chart's label. No `Debug`: it is a person's.
#[derive(Clone, Copy)]
pub struct ChartLabel<'a> {
    pub head: HandHead<'a>,
    /// With our provisional number.
    pub who: &'a LabPatient,
    pub uhid: &'a str,
}

/// A tube's label and its patient's UHID.
#[derive(Clone)]
pub struct UhidTube<'a> {
    pub label: TubeLabel<'a>,
    pub uhid: &'a str,
}

/// Modules, millimetres: two dots of a 203 dpi printer for the bars, three for the QR code.
const BAR: f32 = 0.25;
const SQUARE: f32 = 0.375;
/// Where the codes stand.
const BARS_X: f32 = 3.5;
const BARS_Y: f32 = 1.0;
const BARS_HIGH: f32 = 7.0;
const QR_Y: f32 = 1.5;
/// Baselines: UHID, name, our number.
const UHID_LINE: f32 = 13.7;
const NAME_LINE: f32 = 19.0;
const OURS_LINE: f32 = 23.2;

/// A page a label, in this order.
#[must_use]
pub fn chart_labels(labels: &[ChartLabel<'_>]) -> Vec<Page> {
    labels.iter().filter_map(chart).collect()
}

/// The tubes' labels, each with the UHID; a page a label, in this order.
#[must_use]
pub fn uhid_tube_labels(labels: &[UhidTube<'_>]) -> Vec<Page> {
    labels.iter().filter_map(|form| tube_label(&form.label, Some(form.uhid))).collect()
}

fn chart(form: &ChartLabel<'_>) -> Option<Page> {
    let (width, height, margin) = (Size::Label.width_mm(), Size::Label.height_mm()?, Size::Label.margin_mm());
    let printable = Rect::new(margin, margin, width - 2.0 * margin, height - 2.0 * margin);
    let mut pen = Pen::new(printable.x, QR_Y, printable.w);
    let square = qr(form.uhid).ok()?;
    let (side, quiet) = (length(square.columns) * SQUARE, length(QR_QUIET) * SQUARE);
    let qr_x = width - quiet - side;
    pen.code(CodeKind::Qr, &square, form.uhid, qr_x, SQUARE, None);
    let room = qr_x - quiet;
    if let Ok(bars) = code128(form.uhid)
        && BARS_X + length(bars.columns + CODE128_QUIET) * BAR <= room
    {
        pen.y = BARS_Y;
        pen.code(CodeKind::Code128, &bars, form.uhid, BARS_X, BAR, Some(BARS_HIGH));
    }
    let words = Style::new(2.3).bold();
    let after = line("UHID", words).width + 1.2;
    put(&mut pen, "UHID", words, UHID_LINE, (printable.x, after), Align::Left);
    put(&mut pen, form.uhid, Style::new(5.6).bold(), UHID_LINE, (printable.x + after, room - printable.x - after), Align::Left);
    let (left, wide) = (printable.x, printable.w);
    let age = line(&form.who.short, Style::new(2.8).bold()).width;
    put(
        &mut pen,
        &one_line(&form.who.bare.en, &form.who.bare.hi),
        Style::new(3.2).bold(),
        NAME_LINE,
        (left, wide - age - 1.5),
        Align::Left,
    );
    put(&mut pen, &form.who.short, Style::new(2.8).bold(), NAME_LINE, (left, wide), Align::Right);
    ours(&mut pen, form, (left, wide));
    Some(Page { width, height, printable, items: pen.items })
}

/// Our number, and at the right that it is no real patient's.
fn ours(pen: &mut Pen, form: &ChartLabel<'_>, (x, wide): (f32, f32)) {
    let mark = match form.head.mode {
        Mode::Event => None,
        Mode::Drill => Some("paper-lab-drill"),
        Mode::Demo => Some("paper-lab-demo"),
    };
    let mut room = wide;
    if let Some(id) = mark {
        let (words, style) = (both(id), Style::new(2.5).bold().ink(Ink::White));
        let text = format!("{} {}", words.hi, words.en);
        let need = line(&text, style).width + 1.6;
        room -= need + 1.0;
        let area = Rect::new(x + wide - need, OURS_LINE - 2.5, need, 3.1);
        pen.items.push(Item::Fill { area, ink: Ink::Black });
        put(pen, &text, style, OURS_LINE, (area.x + 0.8, need - 1.6), Align::Centre);
    }
    let words = both("paper-cross-label-ours");
    let style = Style::new(2.7);
    let whole = format!("{} {} {}", words.hi, words.en, form.who.number);
    // The number is never cut for the sake of the words.
    let fits = line(&whole, style).width <= room;
    put(pen, if fits { &whole } else { &form.who.number }, style, OURS_LINE, (x, room), Align::Left);
}
