//! The number-gap report over all series of all counters: what was given, what is missing, and why.

use super::{BODY, HandHead, SMALL, checked, page_head, put_row, sentence, stacked, standing, table_heads};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::forms::both::{both, both_with, joined, same};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::Pen;
use crate::paper::page::Ink;
use crate::words::grouped;

/// Every series of every counter.
#[derive(Clone, Copy)]
pub struct AllSeriesPaper<'a> {
    pub head: HandHead<'a>,
    pub rows: &'a [SeriesRow],
}

/// One series of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    pub name: Bilingual,
    /// Counter code, and the letter of its installation.
    pub counter: String,
    pub letter: char,
    /// First and last number given; empty when none was.
    pub first: String,
    pub last: String,
    pub given: u64,
    pub gaps: Vec<NumberGap>,
}

/// Numbers beside each other that no entry has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberGap {
    pub first: String,
    /// The same as the first where it is one number.
    pub last: String,
    pub count: u64,
    pub why: GapWhy,
}

/// Why numbers are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapWhy {
    NotExplained,
    /// The PC died; its counter went on under the next letter.
    Abandoned {
        next: char,
    },
    /// The entries they stand in are on another machine; from and to, as `K7A-5`.
    NotHeld {
        first: String,
        last: String,
    },
    /// A copied disk gave them out a second time.
    Fork,
    /// The counter's block of numbers ended, or another was given to it.
    BlockEnded,
    /// What an officer said, in the officer's words.
    Said {
        text: String,
        by: String,
    },
}

impl GapWhy {
    /// False where somebody has to look into it.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        *self != Self::NotExplained
    }

    fn written(&self) -> String {
        joined(&self.words())
    }

    /// The reason in words.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        match self {
            Self::NotExplained => both("paper-series-not-explained"),
            Self::Abandoned { next } => both_with("paper-series-abandoned", &[("letter", &same(&next.to_string()))]),
            Self::NotHeld { first, last } => {
                both_with("paper-series-not-held", &[("first", &same(first)), ("last", &same(last))])
            }
            Self::Fork => both("paper-series-fork"),
            Self::BlockEnded => both("paper-series-block"),
            Self::Said { text, by } => same(&format!("{text} ({by})")),
        }
    }
}

/// Shares of the columns: series, counter, letter, first, last, given, missing.
const COLUMNS: [f32; 7] = [29.0, 9.0, 7.0, 19.0, 19.0, 9.0, 8.0];
const HEADS: [&str; 7] = [
    "paper-register-series",
    "paper-hand-counter",
    "paper-series-letter",
    "paper-register-first",
    "paper-register-last",
    "paper-register-count",
    "paper-series-missing",
];
/// Shares under a series: room at the left, numbers, how many, why.
const GAP_COLUMNS: [f32; 4] = [4.0, 36.0, 8.0, 52.0];

/// The report, page by page: first all together, then series by series.
#[must_use]
pub fn series_report(form: &AllSeriesPaper<'_>) -> Vec<Page> {
    let gaps = || form.rows.iter().flat_map(|row| &row.gaps);
    let missing = gaps().map(|gap| gap.count).fold(0, u64::saturating_add);
    let open = gaps().filter(|gap| !gap.why.is_explained()).map(|gap| gap.count).fold(0, u64::saturating_add);
    let count = u64::try_from(form.rows.len()).unwrap_or(u64::MAX);
    let about = sentence("paper-series-count", count);
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-gaps", &about, first));
    let mut block = flow.block();
    if open > 0 {
        standing(&mut block, "paper-series-open", &[sentence("paper-hand-lacks-numbers", open), totals(missing, open)]);
    } else {
        standing(&mut block, if missing == 0 { "paper-series-whole" } else { "paper-series-explained" }, &[]);
        if missing > 0 {
            block.skip(1.0);
            block.text(&totals(missing, open), BODY);
        }
    }
    block.skip(3.0);
    let table = Table::new(A4.margin, A4.inner(), &COLUMNS);
    table_heads(&mut block, &table, &HEADS);
    flow.put(block);
    for row in form.rows {
        series(&mut flow, &table, row);
    }
    let mut block = flow.block();
    block.skip(2.5);
    let how = both("paper-gaps-how");
    block.text(&how.hi, SMALL.muted());
    block.text(&how.en, SMALL.muted());
    flow.put(block);
    checked(&mut flow);
    flow.finish(&form.head.made())
}

fn totals(missing: u64, open: u64) -> String {
    let values = [("missing", same(&grouped(missing))), ("explained", same(&grouped(missing.saturating_sub(open))))];
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text)).collect();
    joined(&both_with("paper-series-totals", &values))
}

/// A series, and under it each of its gaps with its reason.
fn series(flow: &mut Flow<'_>, table: &Table, row: &SeriesRow) {
    let mut block = flow.block();
    block.rule(HAIR, Ink::Faint);
    block.skip(0.6);
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let missing = row.gaps.iter().map(|gap| gap.count).fold(0, u64::saturating_add);
    let missing = if missing == 0 { "–".to_owned() } else { grouped(missing) };
    let cells = [
        stacked(&row.name),
        row.counter.clone(),
        row.letter.to_string(),
        dash(&row.first),
        dash(&row.last),
        grouped(row.given),
        missing,
    ];
    let styles = [BODY, BODY.bold(), BODY.bold(), BODY, BODY, BODY, if row.gaps.is_empty() { BODY } else { BODY.bold() }];
    table.row(&mut block, cells.iter().map(String::as_str).zip(styles));
    block.skip(0.6);
    // A series does not stand alone at the end of a page when its gaps begin the next.
    let first = row.gaps.first().map_or(0.0, |gap| gap_row(flow, gap).y);
    if block.y + first > flow.room() {
        flow.next_page();
        let mut again = flow.block();
        table_heads(&mut again, table, &HEADS);
        flow.put(again);
    }
    flow.put(block);
    for gap in &row.gaps {
        let block = gap_row(flow, gap);
        put_row(flow, block, |again| {
            let name = joined(&row.name);
            again.text(&format!("{name} · {}{} …", row.counter, row.letter), BODY.bold());
        });
    }
}

fn gap_row(flow: &Flow<'_>, gap: &NumberGap) -> Pen {
    let mut block = flow.block();
    let table = Table::new(block.x, block.width, &GAP_COLUMNS);
    let numbers = if gap.first == gap.last { gap.first.clone() } else { format!("{} – {}", gap.first, gap.last) };
    let style = if gap.why.is_explained() { SMALL } else { BODY.bold() };
    let cells = ["", &numbers, &format!("× {}", grouped(gap.count)), &gap.why.written()];
    table.row(&mut block, cells.into_iter().zip([SMALL, BODY, BODY, style]));
    block.skip(0.4);
    block
}
