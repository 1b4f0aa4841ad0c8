//! The end of a day register: what the day came to, and whether each series of numbers is whole.

use super::both::{both, joined};
use super::kit::{HAIR, THICK};
use super::opd::rupees_text;
use super::register::{RegisterForm, RegisterLine};
use crate::hospital::number::{Number, Series};
use crate::paper::layout::Pen;
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::words::grouped;

const BODY: Style = Style::new(3.0);
/// Most missing numbers that are written out.
const MISSING_MAX: usize = 12;
/// Columns of the ranges' table, millimetres.
const RANGE_COLUMNS: [f32; 6] = [50.0, 34.0, 34.0, 18.0, 18.0, 122.0];

/// The day's counts. A voided visit counts as voided only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub valid: u64,
    pub voided: u64,
    pub paid: u64,
    pub exempt: u64,
    pub rupees: u64,
}

/// Adds the day up.
pub fn totals(lines: &[RegisterLine]) -> Totals {
    let mut all = Totals::default();
    for line in lines {
        if line.voided.is_some() {
            all.voided += 1;
            continue;
        }
        all.valid += 1;
        if line.receipt.is_some() {
            all.paid += 1;
            all.rupees += u64::from(line.rupees);
        } else {
            all.exempt += 1;
        }
    }
    all
}

/// One series as the day used it. Voided numbers are used numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    pub first: Number,
    pub last: Number,
    pub count: usize,
    pub voided: usize,
    /// Serials between first and last that no line shows.
    pub missing: Vec<u32>,
}

/// The day's range of a series; `None` when no number of it was used.
pub fn range(lines: &[RegisterLine], series: Series) -> Option<Range> {
    let number = |line: &RegisterLine| match series {
        Series::Patient => line.new_patient.then(|| line.number.clone()),
        Series::Visit => Some(line.visit.clone()),
        Series::Receipt => line.receipt.clone(),
        // Not numbers of the out-patients' register.
        _ => None,
    };
    let serial = |number: &Number| number.parts().map_or(0, |parts| parts.serial);
    let mut used: Vec<(u32, Number, bool)> =
        lines.iter().filter_map(|l| number(l).map(|n| (serial(&n), n, l.voided.is_some()))).collect();
    used.sort_by_key(|(serial, _, _)| *serial);
    let (first, last) = (used.first()?, used.last()?);
    let pairs = used.iter().zip(used.iter().skip(1));
    let missing = pairs.flat_map(|((a, _, _), (b, _, _))| a.saturating_add(1)..*b).collect();
    Some(Range {
        first: first.1.clone(),
        last: last.1.clone(),
        count: used.len(),
        voided: used.iter().filter(|(_, _, voided)| *voided).count(),
        missing,
    })
}

/// How high the summary is.
pub fn height(form: &RegisterForm<'_>) -> f32 {
    let mut pen = Pen::new(0.0, 0.0, 279.0);
    write(&mut pen, form);
    pen.y
}

/// Writes it.
pub fn write(pen: &mut Pen, form: &RegisterForm<'_>) {
    pen.skip(4.0);
    sums(pen, &totals(form.lines));
    pen.skip(2.5);
    heading(pen, "paper-register-ranges");
    let label = |id: &str| joined(&both(id));
    let heads = ["series", "first", "last", "count", "voided", "missing"].map(|part| label(&format!("paper-register-{part}")));
    table_row(pen, &heads, Style::new(2.3).muted());
    for (series, id) in [
        (Series::Patient, "paper-register-number"),
        (Series::Visit, "paper-register-visit"),
        (Series::Receipt, "paper-register-receipt"),
    ] {
        pen.rule(HAIR, Ink::Faint);
        pen.skip(0.4);
        table_row(pen, &range_cells(&label(id), range(form.lines, series)), BODY);
    }
    pen.skip(13.0);
    let mut sign = pen.beside(pen.x + pen.width * 0.6, pen.width * 0.4);
    sign.rule(HAIR, Ink::Black);
    sign.skip(0.5);
    sign.text(&label("paper-register-checked"), Style::new(2.3).muted());
    pen.follow(sign);
}

fn heading(pen: &mut Pen, id: &str) {
    pen.text(&joined(&both(id)), BODY.bold());
    pen.rule(THICK, Ink::Black);
    pen.skip(0.6);
}

/// Five figures side by side.
fn sums(pen: &mut Pen, all: &Totals) {
    heading(pen, "paper-register-totals");
    let figures = [
        ("paper-register-visits", grouped(all.valid)),
        ("paper-register-voided", grouped(all.voided)),
        ("paper-register-exempt", grouped(all.exempt)),
        ("paper-register-paid", format!("{} · {}", grouped(all.paid), sum_text(all.rupees))),
    ];
    let width = pen.width / 4.0;
    let mut below = pen.beside(pen.x, pen.width);
    for (i, (id, figure)) in figures.into_iter().enumerate() {
        let mut cell = pen.beside(pen.x + crate::paper::fonts::length(i) * width, width - 2.0);
        cell.text(&joined(&both(id)), Style::new(2.3).muted());
        cell.text(&figure, Style::new(5.0).bold());
        below.follow(cell);
    }
    pen.follow(below);
}

fn sum_text(rupees: u64) -> String {
    u32::try_from(rupees).map_or_else(|_larger| format!("₹ {}", grouped(rupees)), rupees_text)
}

fn range_cells(series: &str, range: Option<Range>) -> [String; 6] {
    let dash = || "–".to_owned();
    let Some(range) = range else { return [series.to_owned(), dash(), dash(), "0".to_owned(), "0".to_owned(), dash()] };
    let mut missing: Vec<String> = range.missing.iter().take(MISSING_MAX).map(|serial| format!("{serial:06}")).collect();
    if range.missing.len() > MISSING_MAX {
        missing.push(format!("… ({})", range.missing.len()));
    }
    let missing = if missing.is_empty() { dash() } else { missing.join(", ") };
    [
        series.to_owned(),
        range.first.to_string(),
        range.last.to_string(),
        range.count.to_string(),
        range.voided.to_string(),
        missing,
    ]
}

fn table_row(pen: &mut Pen, cells: &[String; 6], style: Style) {
    let mut x = pen.x;
    let mut below = pen.beside(pen.x, pen.width);
    for (text, width) in cells.iter().zip(RANGE_COLUMNS) {
        let mut cell = pen.beside(x, width - 2.0);
        cell.text(text, style);
        below.follow(cell);
        x += width;
    }
    pen.follow(below);
}
