//! Papers of the hand-over: certificate, exceptions, what to mend, crosswalk, number gaps, after-action report, archive certificate.
//!
//! Plain values in, pages out. Owns what these papers share: head, the event's span, names of kinds, figures, who signs. Never counts
//! anything that its form does not say, except whether a form's own figures add up.

mod after;
mod archive;
mod certificate;
mod crosswalk;
mod labels;
mod lists;
mod series;
mod totals;

pub use after::{
    AfterPaper, BurnPoint, CountLine, DeadPc, DuplicateFigures, LabFigures, MatchFigures, ModuleLine, PaperFigures, QueueLine,
    TimelineLine, after_report,
};
pub use archive::{ArchivePaper, KeyEnd, archive_certificate};
pub use certificate::{CertificatePaper, InstallationLine, SeriesFigures, certificate};
pub use crosswalk::{CrosswalkRegister, CrosswalkRow, CrosswalkSlip, crosswalk_register, crosswalk_slip};
pub use labels::{ChartLabel, UhidTube, chart_labels, uhid_tube_labels};
pub use lists::{ExceptionRow, ExceptionsPaper, FixFault, FixListPaper, FixRow, exceptions, fix_list};
pub use series::{AllSeriesPaper, GapWhy, NumberGap, SeriesRow, series_report};
pub use totals::{ControlBy, ControlLine, ControlTable};

use super::both::{both, both_with, counted, joined, label, moment, same};
use super::flow::{Flow, Table};
use super::kit::{Codes, FRAME, HAIR, Made, THICK, Type, banners, qr_codes};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::journal::RecordKind;
use crate::paper::Size;
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::{Style, line};
use crate::words::grouped;
use chrono::{DateTime, FixedOffset};

/// Whose paper it is, and who made it when.
#[derive(Clone, Copy)]
pub struct HandHead<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `C1A`.
    pub counter: &'a str,
    pub at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
}

/// From when to when the hospital worked without its central system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSpan {
    pub began: DateTime<FixedOffset>,
    /// `None` while it lasts.
    pub ended: Option<DateTime<FixedOffset>>,
}

/// An officer who answers for a paper. No `Debug`: it is a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerLine {
    pub name: Bilingual,
    pub login: String,
    /// What the officer is, in words; may be empty.
    pub role: Bilingual,
}

/// Type of these papers.
const BODY: Style = Style::new(2.8);
const SMALL: Style = Style::new(2.3);

impl<'a> HandHead<'a> {
    /// For the foot of a page.
    const fn made(&self) -> Made<'a> {
        Made { hospital: self.hospital, at: self.at, by: self.by, counter: self.counter, kept: false }
    }
}

impl EventSpan {
    /// `23-11-2022 07:00 – 07-12-2022 18:00`, or since when it lasts.
    fn written(&self) -> String {
        match self.ended {
            Some(ended) => format!("{} – {}", moment(self.began), moment(ended)),
            None => joined(&both_with("paper-hand-event-open", &[("at", &same(&moment(self.began)))])),
        }
    }
}

/// What a kind of record is called.
#[must_use]
pub fn kind_words(kind: RecordKind) -> Bilingual {
    both(match kind {
        RecordKind::Identity => "paper-kind-identity",
        RecordKind::Merge => "paper-kind-merge",
        RecordKind::Visit => "paper-kind-visit",
        RecordKind::Arrival => "paper-kind-arrival",
        RecordKind::Stay => "paper-kind-stay",
        RecordKind::Order => "paper-kind-order",
        RecordKind::Result => "paper-kind-result",
        RecordKind::Birth => "paper-kind-birth",
        RecordKind::Stillbirth => "paper-kind-stillbirth",
        RecordKind::Death => "paper-kind-death",
        RecordKind::Cause => "paper-kind-cause",
        RecordKind::Mlc => "paper-kind-mlc",
        RecordKind::Indent => "paper-kind-indent",
    })
}

/// The head of every page: hospital left, title and what it is about right. Later pages have it smaller.
fn page_head(pen: &mut Pen, head: &HandHead<'_>, title: &str, about: &str, first: bool) {
    let k = if first { 1.0 } else { 0.8 };
    let split = pen.width * 0.47;
    let mut left = pen.beside(pen.x, split);
    let name = &head.hospital.name;
    for text in [&name.hi, &name.en] {
        left.fitted(text, Style::new(4.0 * k).bold(), 2.4, Align::Left);
    }
    if first {
        left.fitted(&joined(&head.hospital.header), SMALL.muted(), 1.6, Align::Left);
    }
    left.fitted(&label("paper-manual-mode"), SMALL.bold(), 1.6, Align::Left);
    let mut right = pen.beside(pen.x + split + 3.0, pen.width - split - 3.0);
    let words = both(title);
    for text in [&words.hi, &words.en] {
        right.fitted(text, Style::new(4.6 * k).bold(), 2.4, Align::Right);
    }
    right.fitted(about, BODY, 1.8, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.0);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 0.9 }, head.mode, head.copy);
    pen.skip(1.6);
}

/// A heading over the column with a rule under it.
fn heading(pen: &mut Pen, text: &str) {
    pen.skip(3.4);
    pen.text(text, Style::new(3.3).bold());
    pen.rule(0.25, Ink::Black);
    pen.skip(0.8);
}

/// One language a line.
fn stacked(words: &Bilingual) -> String {
    match (words.hi.as_str(), words.en.as_str()) {
        (hi, en) if hi == en || en.is_empty() => hi.to_owned(),
        ("", en) => en.to_owned(),
        (hi, en) => format!("{hi}\n{en}"),
    }
}

/// A figure and the words under it.
struct Figure {
    count: u64,
    words: Bilingual,
    /// What people must not overlook: white on black.
    loud: bool,
}

impl Figure {
    fn new(id: &str, count: u64) -> Self {
        Self { count, words: both(id), loud: false }
    }
}

/// Figures beside each other in one frame, large enough to be read across a table.
fn figures(pen: &mut Pen, all: &[Figure]) {
    let width = pen.width / length(all.len().max(1));
    let top = pen.y;
    // One size for all: a small figure must not look like a large one.
    let mut style = Style::new(8.4).bold();
    let widest = all.iter().map(|figure| line(&grouped(figure.count), style).width).fold(0.1, f32::max);
    style.size *= ((width - 6.0) / widest).min(1.0);
    let mut below = pen.beside(pen.x, pen.width);
    let mut grounds = Vec::new();
    for (i, figure) in all.iter().enumerate() {
        let left = width.mul_add(length(i), pen.x);
        let ink = if figure.loud { Ink::White } else { Ink::Black };
        let mut cell = Pen::new(left + 3.0, top + 1.2, width - 6.0);
        cell.line(&line(&grouped(figure.count), Style { ink, ..style }), style, Align::Centre);
        for text in [&figure.words.hi, &figure.words.en] {
            cell.fitted(text, Style::new(2.9).ink(ink), 1.8, Align::Centre);
        }
        cell.skip(1.2);
        below.follow(cell);
        grounds.push((left, figure.loud));
    }
    let bottom = below.y;
    for (left, loud) in grounds {
        if loud {
            pen.items.push(Item::Fill { area: Rect::new(left, top, width, bottom - top), ink: Ink::Black });
        } else if left > pen.x + 0.1 {
            pen.items.push(Item::Fill { area: Rect::new(left, top, HAIR, bottom - top), ink: Ink::Black });
        }
    }
    pen.follow(below);
    pen.frame_from(top, FRAME, 0.0, Ink::Black);
}

/// How a paper stands: whole in a frame, or *partial* white on black with what is lacking under it.
fn standing(pen: &mut Pen, id: &str, lacking: &[String]) {
    let words = both(id);
    let partial = !lacking.is_empty();
    let (top, inset) = (pen.y, 3.0);
    let ink = if partial { Ink::White } else { Ink::Black };
    let mut inner = Pen::new(pen.x + inset, top + 0.6, pen.width - 2.0 * inset);
    let size = if partial { 7.0 } else { 5.0 };
    inner.fitted(&joined(&words), Style::new(size).bold().ink(ink), 3.0, Align::Centre);
    inner.skip(0.6);
    let dark = inner.y;
    if partial {
        pen.items.push(Item::Fill { area: Rect::new(pen.x, top, pen.width, dark - top), ink: Ink::Black });
        inner.skip(1.0);
        for text in lacking {
            inner.shrunk(text, Style::new(3.1).bold(), 2, 2.2);
        }
        inner.skip(0.8);
    }
    pen.follow(inner);
    pen.frame_from(top, FRAME, 0.0, Ink::Black);
}

/// Room for a pen's signature and a stamp, millimetres.
const SIGN_HIGH: f32 = 19.0;
/// Officers beside each other.
const OFFICERS_A_LINE: usize = 3;

/// A box for each officer: who, and room for signature and stamp.
fn officers(pen: &mut Pen, all: &[OfficerLine]) {
    for line in all.chunks(OFFICERS_A_LINE) {
        let count = length(line.len().clamp(2, OFFICERS_A_LINE));
        let (gap, top) = (3.0, pen.y);
        let width = (pen.width + gap) / count - gap;
        let mut below = pen.beside(pen.x, pen.width);
        for (i, officer) in line.iter().enumerate() {
            let x = (width + gap).mul_add(length(i), pen.x);
            let mut cell = Pen::new(x + 1.6, top + 0.8, width - 3.2);
            cell.shrunk(&joined(&officer.name), Style::new(3.2).bold(), 2, 2.2);
            if !officer.role.en.is_empty() || !officer.role.hi.is_empty() {
                cell.shrunk(&joined(&officer.role), SMALL, 2, 1.8);
            }
            let login = both_with("paper-hand-login", &[("login", &same(&officer.login))]);
            cell.fitted(&joined(&login), SMALL.muted(), 1.6, Align::Left);
            below.follow(cell);
        }
        let line_at = below.y + SIGN_HIGH;
        for i in 0..line.len() {
            let x = (width + gap).mul_add(length(i), pen.x);
            let mut under = Pen::new(x + 1.6, line_at, width - 3.2);
            under.rule(HAIR, Ink::Black);
            under.skip(0.3);
            under.fitted(&label("paper-hand-sign"), SMALL.muted(), 1.6, Align::Left);
            under.skip(0.6);
            below.follow(under);
        }
        let bottom = below.y;
        pen.keep(below);
        for i in 0..line.len() {
            let x = (width + gap).mul_add(length(i), pen.x);
            let area = Rect::new(x, top, width, bottom - top);
            pen.items.push(Item::Frame { area, radius: 0.0, line: FRAME, ink: Ink::Black });
        }
        pen.y = bottom + gap;
    }
}

/// The paper's own signed entry as codes, and beside them what they are.
fn own_codes(pen: &mut Pen, codes: &Codes<'_>, entry: &str) {
    if codes.is_empty() {
        return;
    }
    // The quiet zone of the codes.
    pen.skip(2.4);
    let mut left = pen.beside(pen.x + 2.4, pen.width - 2.4);
    let reach = qr_codes(&mut left, Type { k: 1.0 }, Size::A6, codes);
    let free = pen.x + pen.width - reach - 5.0;
    let (x, y, width) = if free > 45.0 { (reach + 5.0, pen.y, free) } else { (pen.x, left.y + 2.4, pen.width) };
    let mut words = Pen::new(x, y, width);
    words.text(&joined(&both_with("paper-hand-entry", &[("entry", &same(entry))])), BODY.bold());
    let what = both("paper-hand-entry-how");
    words.text(&what.hi, SMALL);
    words.text(&what.en, SMALL);
    pen.follow(left);
    pen.follow(words);
    pen.skip(2.4);
}

/// What an officer wrote, in its own words.
fn note(flow: &mut Flow<'_>, text: &str) {
    if text.is_empty() {
        return;
    }
    let mut block = flow.block();
    heading(&mut block, &label("paper-hand-note"));
    block.text(text, BODY);
    flow.put(block);
}

/// Takes a row of a table in; where it begins a new page, under the table's heads again.
fn put_row(flow: &mut Flow<'_>, row: Pen, again: impl FnOnce(&mut Pen)) {
    if row.y > flow.room() {
        flow.next_page();
        let mut heads = flow.block();
        again(&mut heads);
        flow.put(heads);
    }
    flow.put(row);
}

/// The heads of a table's columns, a language a line, with a rule under them.
fn table_heads(pen: &mut Pen, table: &Table, ids: &[&str]) {
    let texts: Vec<String> = ids.iter().map(|id| if id.is_empty() { String::new() } else { stacked(&both(id)) }).collect();
    table.row(pen, texts.iter().map(|text| (text.as_str(), SMALL.muted())));
    pen.rule(0.25, Ink::Black);
}

/// A line to sign on at the right of the column.
fn checked(flow: &mut Flow<'_>) {
    let mut block = flow.block();
    block.skip(13.0);
    let mut sign = block.beside(block.x + block.width * 0.6, block.width * 0.4);
    sign.rule(HAIR, Ink::Black);
    sign.skip(0.5);
    sign.text(&label("paper-register-checked"), SMALL.muted());
    block.follow(sign);
    flow.put(block);
}

/// A sentence with a count, both languages on a line where they fit.
fn sentence(id: &str, count: u64) -> String {
    joined(&counted(id, count))
}
