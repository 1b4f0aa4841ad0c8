//! Tables of totals: kinds of records, and the control totals that two sides compare line by line.

use super::{BODY, SMALL, heading, kind_words, put_row, stacked};
use crate::hospital::pack::Bilingual;
use crate::journal::TotalLine;
use crate::paper::forms::both::{both, joined, label};
use crate::paper::forms::flow::{Flow, Table};
use crate::paper::forms::kit::{HAIR, THICK};
use crate::paper::layout::{Align, Pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::words::grouped;

/// What a table of control totals goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlBy {
    Day,
    Counter,
    Department,
    Kind,
}

/// One table of control totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlTable {
    pub by: ControlBy,
    pub lines: Vec<ControlLine>,
}

/// A day, counter, department or kind in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlLine {
    pub name: Bilingual,
    pub saved: u64,
    pub received: u64,
    pub excepted: u64,
    pub open: u64,
    /// What the central system itself counts; `None` where it was not asked.
    pub central: Option<u64>,
}

impl ControlLine {
    /// True when the central system counts as many as there are receipts, or was not asked.
    fn agrees(&self) -> bool {
        self.central.is_none_or(|central| central == self.received)
    }
}

/// How many records of all kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub saved: u64,
    pub received: u64,
    pub excepted: u64,
    pub open: u64,
}

impl Sum {
    pub fn of(kinds: &[TotalLine]) -> Self {
        kinds.iter().fold(Self::default(), |sum, line| Self {
            saved: sum.saved.saturating_add(line.saved),
            received: sum.received.saturating_add(line.received),
            excepted: sum.excepted.saturating_add(line.excepted),
            open: sum.open.saturating_add(line.open),
        })
    }
}

/// True when what was saved is exactly what was received, excepted and is open.
pub(super) fn adds_up(line: &TotalLine) -> bool {
    line.received.checked_add(line.excepted).and_then(|n| n.checked_add(line.open)) == Some(line.saved)
}

/// Shares of the columns: name, then figures.
const KIND_COLUMNS: [f32; 5] = [48.0, 13.0, 13.0, 13.0, 13.0];
const CONTROL_COLUMNS: [f32; 6] = [45.0, 11.0, 11.0, 11.0, 11.0, 11.0];

/// A row: a name at the left, figures that end at the right of their columns.
fn row(pen: &mut Pen, shares: &[f32], name: &str, figures: &[(String, Style)], style: Style) {
    let table = Table::new(pen.x, pen.width, shares);
    let mut below = pen.beside(pen.x, pen.width);
    let (x, width) = table.column(0);
    let mut cell = pen.beside(x, width);
    cell.shrunk(name, style, 2, 2.0);
    below.follow(cell);
    for (i, (text, style)) in figures.iter().enumerate() {
        let (x, width) = table.column(i + 1);
        let mut cell = pen.beside(x, width);
        for line in text.split('\n') {
            cell.fitted(line, *style, 1.6, Align::Right);
        }
        below.follow(cell);
    }
    pen.follow(below);
}

fn heads(pen: &mut Pen, shares: &[f32], first: &str, ids: &[&str]) {
    let texts: Vec<(String, Style)> = ids.iter().map(|id| (stacked(&both(id)), SMALL.muted())).collect();
    row(pen, shares, &stacked(&both(first)), &texts, SMALL.muted());
    pen.rule(0.25, Ink::Black);
}

/// The kinds stand on the first page, which has room.
const KIND: Style = Style::new(3.1);

const COUNTS: [&str; 4] = ["paper-hand-saved", "paper-hand-received", "paper-hand-excepted", "paper-hand-open"];

/// The kinds of records with their sum. What is open is set in bold.
pub(super) fn kinds(pen: &mut Pen, lines: &[TotalLine]) {
    heading(pen, &label("paper-hand-by-kind"));
    heads(pen, &KIND_COLUMNS, "paper-hand-kind", &COUNTS);
    for line in lines {
        pen.skip(0.45);
        let open = if line.open > 0 { KIND.bold() } else { KIND };
        let counts = [(line.saved, KIND), (line.received, KIND), (line.excepted, KIND), (line.open, open)];
        let figures = counts.map(|(n, style)| (grouped(n), style));
        row(pen, &KIND_COLUMNS, &joined(&kind_words(line.kind)), &figures, KIND);
        pen.skip(0.45);
        pen.rule(HAIR, Ink::Faint);
    }
    let sum = Sum::of(lines);
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, THICK), ink: Ink::Black });
    pen.skip(0.7);
    let bold = Style::new(3.4).bold();
    let figures = [sum.saved, sum.received, sum.excepted, sum.open].map(|n| (grouped(n), bold));
    row(pen, &KIND_COLUMNS, &label("paper-hand-all"), &figures, bold);
}

fn names(by: ControlBy) -> (&'static str, &'static str) {
    match by {
        ControlBy::Day => ("paper-hand-by-day", "paper-hand-day"),
        ControlBy::Counter => ("paper-hand-by-counter", "paper-hand-counter"),
        ControlBy::Department => ("paper-hand-by-department", "paper-department"),
        ControlBy::Kind => ("paper-hand-by-kind", "paper-hand-kind"),
    }
}

/// A table of control totals, of any length, each page with its heads.
pub(super) fn control(flow: &mut Flow<'_>, table: &ControlTable) {
    let (title, first) = names(table.by);
    let asked = table.lines.iter().any(|line| line.central.is_some());
    let shares: &[f32] = if asked { &CONTROL_COLUMNS } else { &KIND_COLUMNS };
    let mut ids = COUNTS.to_vec();
    if asked {
        ids.push("paper-hand-central");
    }
    let mut block = flow.block();
    heading(&mut block, &label(title));
    heads(&mut block, shares, first, &ids);
    flow.put_with(block, 6.0);
    for line in &table.lines {
        let mut block = control_row(flow, shares, line, asked, BODY);
        block.rule(HAIR, Ink::Faint);
        put_row(flow, block, |again| {
            again.text(&format!("{} …", label(title)), BODY.bold());
            heads(again, shares, first, &ids);
        });
    }
    let mut block = flow.block();
    block.rule(THICK, Ink::Black);
    flow.put_with(block, 6.0);
    let sum = control_row(flow, shares, &all(&table.lines), asked, BODY.bold());
    flow.put(sum);
}

fn control_row(flow: &Flow<'_>, shares: &[f32], line: &ControlLine, asked: bool, style: Style) -> Pen {
    let mut block = flow.block();
    block.skip(0.4);
    let open = if line.open > 0 { style.bold() } else { style };
    let mut figures: Vec<(String, Style)> = [line.saved, line.received, line.excepted].map(|n| (grouped(n), style)).to_vec();
    figures.push((grouped(line.open), open));
    if asked {
        let text = line.central.map_or_else(|| "–".to_owned(), grouped);
        // What two sides count differently must be found by running a finger down the column.
        figures.push(if line.agrees() { (text, style) } else { (format!("≠ {text}"), style.bold()) });
    }
    row(&mut block, shares, &joined(&line.name), &figures, style);
    block.skip(0.4);
    block
}

fn all(lines: &[ControlLine]) -> ControlLine {
    let sum = |of: fn(&ControlLine) -> u64| lines.iter().map(of).fold(0, u64::saturating_add);
    let whole = lines.iter().all(|line| line.central.is_some());
    ControlLine {
        name: both("paper-hand-all"),
        saved: sum(|l| l.saved),
        received: sum(|l| l.received),
        excepted: sum(|l| l.excepted),
        open: sum(|l| l.open),
        central: whole.then(|| sum(|l| l.central.unwrap_or(0))),
    }
}

/// Lines that the central system counts differently, in all tables.
pub(super) fn differing(tables: &[ControlTable]) -> u64 {
    let count = tables.iter().flat_map(|table| &table.lines).filter(|line| !line.agrees()).count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::RecordKind;

    #[test]
    fn figures_add_up_or_do_not() {
        let line = TotalLine { kind: RecordKind::Visit, saved: 10, received: 7, excepted: 2, open: 1 };
        assert!(adds_up(&line));
        assert!(!adds_up(&TotalLine { saved: 11, ..line }));
        assert!(!adds_up(&TotalLine { received: u64::MAX, ..line }));
        assert_eq!(Sum::of(&[line, line]), Sum { saved: 20, received: 14, excepted: 4, open: 2 });
    }
}
