//! Running registers on paper (MLC, births, deaths, indents, admissions …), A4 across, and the report of gaps in the numbers.

use super::both::{both, both_with, date, joined, label, moment, same};
use super::flow::{A4, A4_ACROSS, Area, Flow, Table};
use super::kit::{HAIR, Made, THICK, Type, banners};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::Page;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A register from one day to another.
#[derive(Clone)]
pub struct BookPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    pub title: Bilingual,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub printed_at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    /// Words and share of the width of each column. A running number stands before them.
    pub columns: Vec<(Bilingual, f32)>,
    /// The cells of each line, in the order of the columns. The first is set in bold.
    pub lines: Vec<Vec<String>>,
    pub series: Vec<SeriesRange>,
}

/// A series of numbers as it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRange {
    pub name: Bilingual,
    /// First and last number given, empty when none was.
    pub first: String,
    pub last: String,
    pub count: u32,
    /// Of these, those that were voided or taken back.
    pub voided: u32,
    /// Serials between first and last that no entry has.
    pub missing: Vec<u32>,
}

/// Whether every series of a counter is whole.
#[derive(Clone)]
pub struct GapPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub counter: &'a str,
    pub printed_at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    pub series: Vec<SeriesRange>,
}

const BODY: Style = Style::new(2.75);
const SMALL: Style = Style::new(2.3);
/// Share of the running number's column, of a hundred.
const SERIAL_SHARE: f32 = 4.0;
/// Most missing numbers that are written out.
const MISSING_MAX: usize = 40;
/// Shares of the columns: series, first, last, given, voided, missing.
const RANGE_COLUMNS: [f32; 6] = [24.0, 15.0, 15.0, 8.0, 8.0, 30.0];

/// The register, page by page, with its ranges of numbers at the end.
#[must_use]
pub fn book(form: &BookPaper<'_>) -> Vec<Page> {
    let all: f32 = form.columns.iter().map(|(_, share)| share.max(0.0)).sum::<f32>().max(0.01);
    let shares = form.columns.iter().map(|(_, share)| share.max(0.0) * (100.0 - SERIAL_SHARE) / all);
    let shares: Vec<f32> = std::iter::once(SERIAL_SHARE).chain(shares).collect();
    let area = A4_ACROSS;
    let table = Table::new(area.margin, area.inner(), &shares);
    let period = both_with("paper-book-period", &[("from", &same(&date(form.from))), ("to", &same(&date(form.to)))]);
    let mut heads = vec![stacked(&both("paper-register-serial"))];
    heads.extend(form.columns.iter().map(|(words, _)| stacked(words)));
    let mut flow = Flow::new(area, |pen, _first| {
        head(pen, form.hospital, form.mode, &form.title, &joined(&period));
        Table::new(area.margin, area.inner(), &shares).row(pen, heads.iter().map(|text| (text.as_str(), SMALL.bold())));
        pen.skip(0.4);
        pen.rule(0.25, Ink::Black);
    });
    if form.lines.is_empty() {
        let mut block = flow.block();
        block.skip(3.0);
        block.text(&label("paper-book-empty"), BODY);
        flow.put(block);
    }
    for (i, line) in form.lines.iter().enumerate() {
        let mut block = flow.block();
        block.skip(0.6);
        let serial = (i + 1).to_string();
        let cells = line.iter().enumerate().map(|(at, text)| (text.as_str(), if at == 0 { BODY.bold() } else { BODY }));
        table.row(&mut block, std::iter::once((serial.as_str(), BODY)).chain(cells));
        block.skip(0.6);
        block.rule(HAIR, Ink::Faint);
        flow.put(block);
    }
    ranges(&mut flow, area, &form.series);
    sign(&mut flow);
    flow.finish(&Made { hospital: form.hospital, at: form.printed_at, by: form.by, counter: form.counter, kept: false })
}

/// The report of gaps, over all series of a counter.
#[must_use]
pub fn gap_report(form: &GapPaper<'_>) -> Vec<Page> {
    let title = both("paper-title-gaps");
    let counter = both_with("paper-register-counter", &[("counter", &same(form.counter))]);
    let under = format!("{} · {}", joined(&counter), moment(form.printed_at));
    let mut flow = Flow::new(A4, |pen, _first| head(pen, form.hospital, form.mode, &title, &under));
    let lacking = form.series.iter().filter(|s| !s.missing.is_empty()).count();
    let mut block = flow.block();
    block.skip(2.0);
    let id = if lacking == 0 { "paper-gaps-whole" } else { "paper-gaps-some" };
    block.text(&label(id), Style::new(3.6).bold());
    flow.put(block);
    ranges(&mut flow, A4, &form.series);
    let mut block = flow.block();
    block.skip(2.5);
    let words = both("paper-gaps-how");
    block.text(&words.hi, SMALL.muted());
    block.text(&words.en, SMALL.muted());
    flow.put(block);
    sign(&mut flow);
    flow.finish(&Made { hospital: form.hospital, at: form.printed_at, by: form.by, counter: form.counter, kept: false })
}

fn stacked(words: &Bilingual) -> String {
    if words.hi == words.en { words.hi.clone() } else { format!("{}\n{}", words.hi, words.en) }
}

pub(super) fn head(pen: &mut Pen, hospital: &Hospital, mode: Mode, title: &Bilingual, under: &str) {
    let split = pen.width * 0.5;
    let mut left = pen.beside(pen.x, split);
    left.fitted(&joined(&hospital.name), Style::new(4.2).bold(), 2.6, Align::Left);
    left.fitted(&joined(&hospital.header), SMALL.muted(), 1.6, Align::Left);
    left.fitted(&label("paper-manual-mode"), SMALL.bold(), 1.6, Align::Left);
    let mut right = pen.beside(pen.x + split + 2.0, pen.width - split - 2.0);
    right.fitted(&joined(title), Style::new(4.0).bold(), 2.2, Align::Right);
    right.fitted(under, BODY, 1.8, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.0);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.9 }, mode, 0);
    pen.skip(1.0);
}

/// The table of the series: heading and rows, a row never cut.
pub(super) fn ranges(flow: &mut Flow<'_>, area: Area, series: &[SeriesRange]) {
    if series.is_empty() {
        return;
    }
    let table = Table::new(area.margin, area.inner(), &RANGE_COLUMNS);
    let mut block = flow.block();
    block.skip(4.0);
    block.text(&label("paper-register-ranges"), Style::new(3.0).bold());
    block.rule(THICK, Ink::Black);
    block.skip(0.6);
    let ids = ["series", "first", "last", "count", "voided", "missing"].map(|part| format!("paper-register-{part}"));
    let heads = ids.map(|id| stacked(&both(&id)));
    table.row(&mut block, heads.iter().map(|text| (text.as_str(), SMALL.muted())));
    flow.put_with(block, 8.0);
    for range in series {
        let mut block = flow.block();
        block.rule(HAIR, Ink::Faint);
        block.skip(0.6);
        let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let missing = missing(&range.missing);
        let cells = [
            stacked(&range.name),
            dash(&range.first),
            dash(&range.last),
            range.count.to_string(),
            range.voided.to_string(),
            missing,
        ];
        let last = if range.missing.is_empty() { BODY } else { BODY.bold() };
        let styles = [BODY, BODY, BODY, BODY.bold(), BODY, last];
        table.row(&mut block, cells.iter().map(String::as_str).zip(styles));
        block.skip(0.6);
        flow.put(block);
    }
}

/// `000021, 000034`, or that none is.
fn missing(serials: &[u32]) -> String {
    let mut all: Vec<String> = serials.iter().take(MISSING_MAX).map(|serial| format!("{serial:06}")).collect();
    if serials.len() > MISSING_MAX {
        all.push(format!("… ({})", serials.len()));
    }
    if all.is_empty() { label("paper-gaps-none") } else { all.join(", ") }
}

fn sign(flow: &mut Flow<'_>) {
    let mut block = flow.block();
    block.skip(13.0);
    let mut sign = block.beside(block.x + block.width * 0.6, block.width * 0.4);
    sign.rule(HAIR, Ink::Black);
    sign.skip(0.5);
    sign.text(&label("paper-register-checked"), SMALL.muted());
    block.follow(sign);
    flow.put(block);
}
