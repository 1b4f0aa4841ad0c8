//! What was not seen after a rebuild: entries and numbers to search for among the papers. A4.

use super::book::head;
use super::both::{both, both_with, joined, label, moment, same};
use super::flow::{A4, Flow, Table};
use super::kit::{HAIR, Made, THICK};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::Page;
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset};

/// The list of what was not seen.
#[derive(Clone, Copy)]
pub struct MissingForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// The installation that was filled: `K7B`.
    pub counter: &'a str,
    pub printed_at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    pub rows: &'a [MissingRow],
}

/// Entries, or a series of numbers, of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingRow {
    pub installation: String,
    /// The series; `None` for the entries themselves.
    pub name: Option<Bilingual>,
    pub first: String,
    pub last: String,
    pub seen: String,
    pub missing: Vec<String>,
    /// How many that is: a stretch stands for several.
    pub count: u64,
}

const BODY: Style = Style::new(2.75);
const SMALL: Style = Style::new(2.3);
/// Shares of the columns: installation, what, first, last, seen.
const COLUMNS: [f32; 5] = [12.0, 36.0, 21.0, 21.0, 10.0];
/// Missing numbers that are kept together on a page.
const TOGETHER: usize = 60;

/// The list, page by page. Everything that is missing is written out: it is searched for with this paper in hand.
#[must_use]
pub fn missing_report(form: &MissingForm<'_>) -> Vec<Page> {
    let title = both("paper-title-missing");
    let counter = both_with("paper-register-counter", &[("counter", &same(form.counter))]);
    let under = format!("{} · {}", joined(&counter), moment(form.printed_at));
    let mut flow = Flow::new(A4, |pen, _first| head(pen, form.hospital, form.mode, &title, &under));
    let whole = form.rows.iter().all(|row| row.missing.is_empty());
    let mut block = flow.block();
    block.skip(2.0);
    block.text(&label(if whole { "paper-missing-none" } else { "paper-missing-some" }), Style::new(3.6).bold());
    block.skip(2.0);
    flow.put(block);
    let table = Table::new(A4.margin, A4.inner(), &COLUMNS);
    let mut block = flow.block();
    let heads = ["paper-missing-of", "paper-missing-what", "paper-register-first", "paper-register-last", "paper-missing-seen"];
    let heads = heads.map(|id| format!("{}\n{}", both(id).hi, both(id).en));
    table.row(&mut block, heads.iter().map(|text| (text.as_str(), SMALL.muted())));
    block.rule(THICK, Ink::Black);
    flow.put_with(block, 8.0);
    for row in form.rows {
        write_row(&mut flow, &table, row);
    }
    let mut block = flow.block();
    block.skip(2.5);
    let words = both("paper-missing-how");
    block.text(&words.hi, SMALL.muted());
    block.text(&words.en, SMALL.muted());
    flow.put(block);
    flow.finish(&Made { hospital: form.hospital, at: form.printed_at, by: form.by, counter: form.counter, kept: false })
}

/// A line of the table, and under it everything that is missing of it.
fn write_row(flow: &mut Flow<'_>, table: &Table, row: &MissingRow) {
    let mut block = flow.block();
    block.skip(0.8);
    let name = row.name.as_ref().map_or_else(|| label("paper-missing-entries"), joined);
    let cells = [row.installation.as_str(), &name, &row.first, &row.last, &row.seen];
    table.row(&mut block, cells.into_iter().zip([BODY.bold(), BODY, BODY, BODY, BODY]));
    if row.missing.is_empty() {
        block.skip(0.8);
        block.rule(HAIR, Ink::Faint);
        flow.put(block);
        return;
    }
    flow.put_with(block, 8.0);
    let parts = row.missing.chunks(TOGETHER);
    let count = parts.len();
    for (at, part) in parts.enumerate() {
        let mut block = flow.block();
        if at == 0 {
            let words = both_with("paper-missing-numbers", &[("count", &same(&row.count.to_string()))]);
            block.text(&joined(&words), BODY.bold());
        }
        block.text(&part.join(" · "), BODY);
        if at + 1 == count {
            block.skip(0.8);
            block.rule(HAIR, Ink::Faint);
        }
        flow.put(block);
    }
}
