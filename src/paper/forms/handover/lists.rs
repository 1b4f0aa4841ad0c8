//! Two lists of records: those that will not go, each with its reason and who said so; and those that must be mended before they go.

use super::{BODY, EventSpan, HandHead, SMALL, checked, kind_words, page_head, put_row, sentence, stacked, table_heads};
use crate::hospital::pack::Bilingual;
use crate::journal::RecordKind;
use crate::paper::Page;
use crate::paper::forms::both::{both_with, joined, label, moment, same};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::{FRAME, HAIR};
use crate::paper::layout::Pen;
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset};

/// The records that officers said will not go to the central system.
#[derive(Clone, Copy)]
pub struct ExceptionsPaper<'a> {
    pub head: HandHead<'a>,
    pub event: EventSpan,
    pub rows: &'a [ExceptionRow],
}

/// One of them. No `Debug`: it is a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct ExceptionRow {
    /// The record's own number, or its address.
    pub number: String,
    pub kind: RecordKind,
    /// Whose it is; one of the two may be empty.
    pub who: Bilingual,
    pub reason: String,
    /// Who said so, and when.
    pub by: Bilingual,
    pub at: DateTime<FixedOffset>,
}

/// The records that the pre-flight set aside.
#[derive(Clone, Copy)]
pub struct FixListPaper<'a> {
    pub head: HandHead<'a>,
    /// What they were checked against: `e-Hospital · FHIR R4`.
    pub target: &'a str,
    /// Records that were fit in the same check.
    pub fit: u64,
    pub rows: &'a [FixRow],
}

/// One of them. No `Debug`: it is a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct FixRow {
    /// The record's own number, or its address.
    pub number: String,
    pub kind: RecordKind,
    pub who: Bilingual,
    pub faults: Vec<FixFault>,
}

/// What is wrong with a record.
#[derive(Clone, PartialEq, Eq)]
pub struct FixFault {
    /// In a sentence.
    pub says: Bilingual,
    /// Screen and field where it is mended.
    pub mend: Bilingual,
}

/// Shares of the columns: running number, number and kind, whose, reason, who said so.
const EXCEPTION_COLUMNS: [f32; 5] = [6.0, 23.0, 23.0, 28.0, 20.0];
const EXCEPTION_HEADS: [&str; 5] =
    ["paper-register-serial", "paper-hand-record", "paper-name", "paper-hand-reason", "paper-hand-said-by"];

/// The exceptions, page by page.
#[must_use]
pub fn exceptions(form: &ExceptionsPaper<'_>) -> Vec<Page> {
    let about = format!("{}: {}", label("paper-hand-event"), form.event.written());
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-exceptions", &about, first));
    let table = Table::new(A4.margin, A4.inner(), &EXCEPTION_COLUMNS);
    counted_head(&mut flow, "paper-hand-exceptions", form.rows.len(), &table, &EXCEPTION_HEADS);
    for (i, row) in form.rows.iter().enumerate() {
        let mut block = flow.block();
        block.skip(0.7);
        let number = format!("{}\n{}", row.number, stacked(&kind_words(row.kind)));
        let by = format!("{}\n{}", stacked(&row.by), moment(row.at));
        let serial = (i + 1).to_string();
        let cells = [(serial, SMALL), (number, BODY.bold()), (stacked(&row.who), BODY), (row.reason.clone(), BODY), (by, SMALL)];
        table.row(&mut block, cells.iter().map(|(text, style)| (text.as_str(), *style)));
        block.skip(0.7);
        block.rule(HAIR, Ink::Faint);
        put_row(&mut flow, block, |again| table_heads(again, &table, &EXCEPTION_HEADS));
    }
    checked(&mut flow);
    flow.finish(&form.head.made())
}

/// How many there are, large, and the heads of the table; or that there are none.
fn counted_head(flow: &mut Flow<'_>, id: &str, count: usize, table: &Table, heads: &[&str]) {
    let mut block = flow.block();
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    if count == 0 {
        block.text(&label(&format!("{id}-none")), Style::new(3.8).bold());
        return flow.put(block);
    }
    block.text(&sentence(id, count), Style::new(3.8).bold());
    block.skip(1.6);
    table_heads(&mut block, table, heads);
    flow.put_with(block, 10.0);
}

/// Shares of the columns: box to tick, record, whose, faults with where to mend.
const FIX_COLUMNS: [f32; 4] = [5.0, 24.0, 23.0, 48.0];
const FIX_HEADS: [&str; 4] = ["", "paper-hand-record", "paper-name", "paper-fix-what"];
/// Side of the box to tick, millimetres.
const TICK: f32 = 3.6;

/// The list of what is to be mended, page by page.
#[must_use]
pub fn fix_list(form: &FixListPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-fix", form.target, first));
    let table = Table::new(A4.margin, A4.inner(), &FIX_COLUMNS);
    let mut block = flow.block();
    let fit = both_with("paper-fix-fit", &[("count", &same(&crate::words::grouped(form.fit)))]);
    block.text(&joined(&fit), BODY);
    block.skip(0.8);
    flow.put(block);
    counted_head(&mut flow, "paper-fix-count", form.rows.len(), &table, &FIX_HEADS);
    for row in form.rows {
        let block = fix_row(&flow, &table, row);
        put_row(&mut flow, block, |again| table_heads(again, &table, &FIX_HEADS));
    }
    let mut block = flow.block();
    block.skip(2.5);
    block.text(&label("paper-fix-how"), SMALL.muted());
    flow.put(block);
    flow.finish(&form.head.made())
}

fn fix_row(flow: &Flow<'_>, table: &Table, row: &FixRow) -> Pen {
    let mut block = flow.block();
    block.skip(0.9);
    let (x, _width) = table.column(0);
    let tick = Rect::new(x, block.y + 0.2, TICK, TICK);
    block.items.push(Item::Frame { area: tick, radius: 0.0, line: FRAME, ink: Ink::Black });
    let top = block.y;
    let number = format!("{}\n{}", row.number, stacked(&kind_words(row.kind)));
    table.row(&mut block, ["", &number, &stacked(&row.who)].into_iter().zip([BODY, BODY.bold(), BODY]));
    let (x, width) = table.column(3);
    let mut faults = Pen::new(x, top, width);
    for fault in &row.faults {
        for text in [&fault.says.hi, &fault.says.en] {
            faults.shrunk(text, BODY.bold(), 3, 2.2);
        }
        let mend = both_with("paper-fix-mend", &[("where", &fault.mend)]);
        faults.shrunk(&joined(&mend), SMALL, 3, 1.9);
        faults.skip(0.9);
    }
    block.follow(faults);
    block.skip(0.4);
    block.rule(HAIR, Ink::Faint);
    block
}
