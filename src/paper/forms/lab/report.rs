//! The laboratory's report on A4: what was released, flagged in words too, with ranges, earlier values, calls and who answers for it.
//!
//! Restricted results stand on pages of their own, numbered by themselves: the ordinary pages do not tell that there are any.

use super::result::{Notes, panel};
use super::sheet::{BAR_QUIET, BAR_WIDE, BODY, SMALL, bar, heading, mark, moment_or_dash, tube_words};
use super::{LabHead, LabPatient};
use crate::hospital::lab::{Accession, Flag};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::codes::code128;
use crate::paper::fonts::length;
use crate::paper::forms::both::{both_with, counted, joined, label, moment, same};
use crate::paper::forms::flow::{A4, Flow};
use crate::paper::forms::kit::{Codes, FRAME, HAIR, THICK, Type, banners, qr_codes};
use crate::paper::layout::{Align, Label, Pen, dot, moved};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::size::Size;
use chrono::{DateTime, FixedOffset};

/// A report as of now.
#[derive(Clone, Copy)]
pub struct LabReportPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    /// Empty for none. `ward` may carry the bed: `Medical Ward Women I, bed MED-F1-07`.
    pub ward: &'a Bilingual,
    pub doctor: &'a Bilingual,
    pub urgent: bool,
    pub asked_at: DateTime<FixedOffset>,
    /// Tubes that results came from, or are to come from.
    pub tubes: &'a [ReportTube],
    /// The latest release.
    pub reported: Option<DateTime<FixedOffset>>,
    /// Groups in the order of the catalogue, each with what is released.
    pub panels: &'a [ReportPanel],
    /// Asked for and not released.
    pub to_follow: &'a [FollowLine],
    /// Calls about critical values.
    pub calls: &'a [ReportCall],
    /// What the verifier made of it, or empty.
    pub conclusion: &'a str,
    /// Who released results, each with the last time.
    pub verified: &'a [(Bilingual, DateTime<FixedOffset>)],
    /// Who in the laboratory ratified ranges and limits, and when; `None` while they are as they come.
    pub ratified: Option<(&'a str, &'a str)>,
    /// The signed entries with unrestricted results.
    pub qr: &'a [String],
    /// Those of the restricted ones.
    pub qr_restricted: &'a [String],
}

/// One tube.
#[derive(Debug, Clone)]
pub struct ReportTube {
    pub accession: Accession,
    /// Code of the tube.
    pub tube: String,
    pub specimen: String,
    pub collected: Option<DateTime<FixedOffset>>,
    pub received: Option<DateTime<FixedOffset>>,
    /// All its tests are restricted: it stands on their pages only.
    pub restricted: bool,
}

/// One group.
#[derive(Debug, Clone)]
pub struct ReportPanel {
    pub name: Bilingual,
    pub results: Vec<ReportResult>,
}

/// One result that is released.
#[derive(Debug, Clone)]
pub struct ReportResult {
    pub code: String,
    pub name: Bilingual,
    /// A number, a coded value in both languages, or text; alike in both where it has no words.
    pub value: Bilingual,
    /// As it is printed: `mmol/L`.
    pub unit: String,
    pub flag: Flag,
    /// The range as it was used; empty where none is defined.
    pub low: String,
    pub high: String,
    /// Normal value of a coded test, or empty.
    pub normal: Bilingual,
    /// Where the formula comes from (`CKD-EPI 2021, NEJM 385:1737`), of a calculated value; else empty.
    pub formula: String,
    /// The value before, where it differs by more than the delta limit.
    pub earlier: Option<Earlier>,
    /// Values that were released before this one, oldest first.
    pub amended: Vec<Amended>,
    pub restricted: bool,
}

/// An earlier value of the same test.
#[derive(Debug, Clone)]
pub struct Earlier {
    pub value: String,
    pub at: DateTime<FixedOffset>,
}

/// What was released before and no longer holds.
#[derive(Debug, Clone)]
pub struct Amended {
    /// The old value.
    pub value: Bilingual,
    /// When, and by whom, the new one was released in its place.
    pub at: DateTime<FixedOffset>,
    pub by: Bilingual,
    pub reason: String,
}

/// A test that is still to come.
#[derive(Debug, Clone)]
pub struct FollowLine {
    pub code: String,
    pub name: Bilingual,
    /// Its tube was rejected; another must be collected. The reason in words, or empty.
    pub recollect: bool,
    pub why: Bilingual,
    pub restricted: bool,
}

/// A call about critical values.
#[derive(Debug, Clone)]
pub struct ReportCall {
    /// `K 6.8 mmol/L`.
    pub values: Vec<String>,
    pub whom: String,
    pub at: DateTime<FixedOffset>,
    pub read_back: bool,
    pub by: Bilingual,
    pub note: String,
    pub restricted: bool,
}

/// The report, page by page, then the restricted pages.
#[must_use]
pub fn lab_report(form: &LabReportPaper<'_>) -> Vec<Page> {
    let has = |restricted: bool| {
        let results = form.panels.iter().flat_map(|panel| &panel.results).any(|r| r.restricted == restricted);
        results || form.to_follow.iter().any(|line| line.restricted == restricted)
    };
    let ordinary = has(false) || !has(true);
    let mut pages = Vec::new();
    if ordinary {
        pages.extend(part(&Part { form, restricted: false, alone: true }));
    }
    if has(true) {
        pages.extend(part(&Part { form, restricted: true, alone: !ordinary }));
    }
    pages
}

/// The ordinary pages, or the restricted ones.
struct Part<'a> {
    form: &'a LabReportPaper<'a>,
    restricted: bool,
    /// It carries what belongs to the whole order: the conclusion.
    alone: bool,
}

impl<'a> Part<'a> {
    fn results(&self) -> impl Iterator<Item = &'a ReportResult> {
        let restricted = self.restricted;
        self.form.panels.iter().flat_map(|panel| &panel.results).filter(move |r| r.restricted == restricted)
    }

    fn follow(&self) -> impl Iterator<Item = &'a FollowLine> {
        let restricted = self.restricted;
        self.form.to_follow.iter().filter(move |line| line.restricted == restricted)
    }

    fn calls(&self) -> impl Iterator<Item = &'a ReportCall> {
        let restricted = self.restricted;
        self.form.calls.iter().filter(move |call| call.restricted == restricted)
    }

    fn tubes(&self) -> Vec<&'a ReportTube> {
        self.form.tubes.iter().filter(|tube| self.restricted || !tube.restricted).collect()
    }
}

fn part(part: &Part<'_>) -> Vec<Page> {
    let form = part.form;
    let mut flow = Flow::new(A4, |pen, first| head(pen, part, first));
    let mut notes = Notes::default();
    for group in form.panels {
        let results: Vec<&ReportResult> = group.results.iter().filter(|r| r.restricted == part.restricted).collect();
        panel(&mut flow, &group.name, &results, &mut notes);
    }
    formulas(&mut flow, &notes);
    to_follow(&mut flow, part);
    calls(&mut flow, part);
    if part.alone && !form.conclusion.is_empty() {
        let mut block = flow.block();
        heading(&mut block, &label("paper-lab-conclusion"));
        block.text(form.conclusion, BODY);
        flow.put(block);
    }
    end(&mut flow, part);
    flow.finish(&form.head.made(false))
}

/// The head of each page: on the first with all that is known of the order, on the others with who it is.
fn head(pen: &mut Pen, part: &Part<'_>, first: bool) {
    let form = part.form;
    hospital(pen, &form.head, first);
    if part.restricted {
        banner(pen, &label("paper-lab-confidential"), true);
        pen.skip(0.4);
        pen.text(&label("paper-lab-confidential-why"), SMALL.bold());
    }
    let follow = part.follow().count();
    if follow > 0 {
        let words = counted("paper-lab-provisional", u64::try_from(follow).unwrap_or(0));
        banner(pen, &joined(&words), false);
    }
    if part.results().any(|r| !r.amended.is_empty()) {
        banner(pen, &label("paper-lab-amended"), true);
    }
    pen.skip(1.6);
    if first {
        about(pen, form);
        tubes(pen, &part.tubes());
    } else {
        again(pen, form);
    }
    pen.skip(0.8);
    pen.rule(THICK, Ink::Black);
}

fn hospital(pen: &mut Pen, head: &LabHead<'_>, first: bool) {
    let split = pen.width * 0.66;
    let name = &head.hospital.name;
    let mut left = pen.beside(pen.x, split);
    if first {
        left.fitted(&name.hi, Style::new(5.6).bold(), 3.2, Align::Left);
        left.fitted(&name.en, Style::new(4.4), 3.0, Align::Left);
        left.shrunk(&joined(&head.hospital.header), SMALL.muted(), 2, 1.8);
    } else {
        left.fitted(&joined(name), Style::new(3.2).bold(), 2.2, Align::Left);
    }
    let mut right = pen.beside(pen.x + split + 3.0, pen.width - split - 3.0);
    let manual = if first { 3.4 } else { 2.6 };
    right.fitted(&label("paper-manual-mode"), Style::new(manual).bold(), 2.0, Align::Right);
    right.fitted(&label("paper-title-lab-report"), Style::new(if first { 3.8 } else { 2.8 }).bold(), 2.0, Align::Right);
    pen.follow(left);
    pen.follow(right);
    pen.skip(0.8);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: if first { 1.1 } else { 0.8 } }, head.mode, head.copy);
}

/// Words over the whole width that nobody may overlook: white on black, or in a frame.
fn banner(pen: &mut Pen, text: &str, solid: bool) {
    pen.skip(1.2);
    let top = pen.y;
    let style = Style::new(3.6).bold().ink(if solid { Ink::White } else { Ink::Black });
    let mut words = Pen::new(pen.x + 1.5, top + 0.3, pen.width - 3.0);
    words.fitted(text, style, 2.4, Align::Centre);
    words.skip(0.5);
    let area = Rect::new(pen.x, top, pen.width, words.y - top);
    pen.items.push(if solid {
        Item::Fill { area, ink: Ink::Black }
    } else {
        Item::Frame { area, radius: 0.0, line: FRAME, ink: Ink::Black }
    });
    pen.follow(words);
}

/// Who it is, who asked, when; the order's number with its bar code on the right.
fn about(pen: &mut Pen, form: &LabReportPaper<'_>) {
    let code_width = 58.0;
    let patient = form.patient;
    let mut left = pen.beside(pen.x, pen.width - code_width - 4.0);
    for name in [&patient.name.hi, &patient.name.en].into_iter().filter(|name| !name.is_empty()) {
        left.shrunk(name, Style::new(4.6).bold(), 2, 3.0);
    }
    if patient.doubtful {
        mark(&mut left, &label("paper-lab-doubtful"), SMALL.bold(), true);
        left.skip(0.6);
    }
    let rows = [
        ("paper-age-sex", patient.age_and_sex()),
        ("paper-number", patient.number.clone()),
        ("paper-case-ward", joined(form.ward)),
        ("paper-doctor", joined(form.doctor)),
    ];
    let row = |pen: &mut Pen, id: &str, text: &str, style: Style| {
        if !text.is_empty() {
            let label = label(id);
            let label = Label { text: &label, style: SMALL.muted(), width: 30.0, gap: 1.5, below: 0.3 };
            pen.row(&label, style.size, |pen| pen.shrunk(text, style, 3, 2.2));
        }
    };
    for (id, text) in &rows {
        let style = Style::new(3.0);
        row(&mut left, id, text, if *id == "paper-number" { style.bold() } else { style });
    }
    let mut right = pen.beside(pen.x + pen.width - code_width, code_width);
    if form.urgent {
        banner(&mut right, &label("paper-lab-urgent"), true);
        right.skip(0.6);
    }
    right.fitted(&label("paper-lab-order-no"), SMALL.muted(), 1.8, Align::Left);
    right.fitted(form.number, Style::new(4.8).bold(), 3.0, Align::Left);
    order_bar(&mut right, form.number);
    right.skip(1.0);
    row(&mut right, "paper-lab-asked", &moment(form.asked_at), Style::new(2.8));
    row(&mut right, "paper-lab-reported", &moment_or_dash(form.reported), Style::new(2.8).bold());
    pen.follow(left);
    pen.follow(right);
}

fn order_bar(pen: &mut Pen, number: &str) {
    let Ok(modules) = code128(number) else { return };
    let wide = length(modules.columns) * 0.25;
    if wide > pen.width {
        return;
    }
    pen.y = dot(pen.y);
    let area = pen.code(CodeKind::Code128, &modules, number, dot(pen.x), 0.25, Some(7.0));
    pen.y = area.bottom();
}

/// The same in one line, on the pages that follow.
fn again(pen: &mut Pen, form: &LabReportPaper<'_>) {
    let patient = form.patient;
    pen.shrunk(&joined(&patient.name), Style::new(3.2).bold(), 2, 2.2);
    let rest = [patient.number.as_str(), &patient.age_and_sex(), form.number];
    let rest: Vec<&str> = rest.into_iter().filter(|text| !text.is_empty()).collect();
    pen.shrunk(&rest.join(" · "), BODY, 2, 2.0);
}

/// Each tube with its bar code and times, two beside each other.
fn tubes(pen: &mut Pen, tubes: &[&ReportTube]) {
    if tubes.is_empty() {
        return;
    }
    pen.skip(1.2);
    pen.rule(HAIR, Ink::Faint);
    let (half, code) = (pen.width / 2.0, BAR_WIDE + 2.0 * BAR_QUIET);
    for pair in tubes.chunks(2) {
        pen.skip(1.0);
        let mut below = pen.beside(pen.x, pen.width);
        for (i, tube) in pair.iter().enumerate() {
            let x = pen.x + length(i) * half;
            let mut left = pen.beside(x - BAR_QUIET, code);
            left.skip(0.6);
            bar(&mut left, tube.accession, 7.0);
            let mut right = pen.beside(x - BAR_QUIET + code, half - code + BAR_QUIET - 2.0);
            right.fitted(&tube.accession.spaced(), Style::new(3.2).bold(), 2.2, Align::Left);
            right.fitted(&format!("{} · {}", tube_words(&tube.tube), tube.specimen), SMALL, 1.6, Align::Left);
            let times = [("paper-lab-collected", tube.collected), ("paper-lab-received", tube.received)];
            for (id, at) in times {
                right.fitted(&format!("{} {}", label(id), moment_or_dash(at)), SMALL, 1.6, Align::Left);
            }
            below.follow(left);
            below.follow(right);
        }
        pen.follow(below);
    }
}

/// Where the formulas of calculated values come from, by the marks that stand beside them.
fn formulas(flow: &mut Flow<'_>, notes: &Notes) {
    if notes.formulas.is_empty() {
        return;
    }
    let mut block = flow.block();
    block.skip(1.4);
    for (i, formula) in notes.formulas.iter().enumerate() {
        let words = both_with("paper-lab-calculated", &[("source", &same(formula))]);
        block.text(&format!("[{}] {}", i + 1, joined(&words)), SMALL);
    }
    flow.put(block);
}

fn to_follow(flow: &mut Flow<'_>, part: &Part<'_>) {
    let lines: Vec<&FollowLine> = part.follow().collect();
    if lines.is_empty() {
        return;
    }
    let (waits, again): (Vec<&FollowLine>, Vec<&FollowLine>) = lines.into_iter().partition(|line| !line.recollect);
    let mut block = flow.block();
    heading(&mut block, &label("paper-lab-to-follow"));
    if !waits.is_empty() {
        let names: Vec<String> = waits.iter().map(|line| joined(&line.name).replace(' ', "\u{a0}")).collect();
        block.text(&names.join("; "), BODY);
    }
    for line in again {
        block.skip(0.3);
        let why =
            if line.why.hi.is_empty() && line.why.en.is_empty() { String::new() } else { format!(" ({})", joined(&line.why)) };
        let mut words = block.beside(block.x, block.width);
        words.shrunk(&format!("{}: {}{why}", joined(&line.name), label("paper-lab-recollect")), BODY.bold(), 3, 2.2);
        block.follow(words);
    }
    flow.put(block);
}

fn calls(flow: &mut Flow<'_>, part: &Part<'_>) {
    for (i, call) in part.calls().enumerate() {
        let mut block = flow.block();
        if i == 0 {
            heading(&mut block, &label("paper-lab-calls"));
        }
        let whom = [("values", same(&call.values.join(", "))), ("whom", same(&call.whom)), ("at", same(&moment(call.at)))];
        let [values, to, at] = &whom;
        let told = both_with("paper-lab-told", &[(values.0, &values.1), (to.0, &to.1), (at.0, &at.1), ("by", &call.by)]);
        block.text(&told.en, BODY);
        block.text(&told.hi, SMALL);
        let id = if call.read_back { "paper-lab-read-back" } else { "paper-lab-not-read-back" };
        let note = if call.note.is_empty() { String::new() } else { format!(" · {}", call.note) };
        block.text(&format!("{}{note}", label(id)), SMALL.bold());
        block.skip(0.6);
        flow.put(block);
    }
}

/// Most codes beside each other.
const CODES_ACROSS: usize = 6;
/// Width that the words beside the codes need.
const WORDS_WIDTH: f32 = 70.0;

/// The signed results as codes, who released them, what the ranges are worth.
fn end(flow: &mut Flow<'_>, part: &Part<'_>) {
    let t = Type { k: 0.8 };
    let texts = if part.restricted { part.form.qr_restricted } else { part.form.qr };
    let beside = texts.len() <= 2;
    let mut words = Pen::new(flow.pen.x, 0.0, flow.pen.width);
    if beside {
        let mut block = flow.block();
        block.skip(3.0);
        let top = block.y;
        let codes = Codes::of(texts);
        let mut left = block.beside(block.x, block.width - WORDS_WIDTH);
        let reach = if codes.is_empty() { left.x - 5.0 } else { qr_codes(&mut left, t, Size::A4, &codes) };
        words = Pen::new(reach + 5.0, top, block.x + block.width - reach - 5.0);
        released(&mut words, part);
        block.follow(left);
        block.follow(words);
        flow.put(block);
        return;
    }
    released(&mut words, part);
    let mut block = flow.block();
    block.skip(2.0);
    block.items.extend(moved(words.items, block.y));
    block.y += words.y;
    flow.put(block);
    let mut before = 0;
    while let Some(rest) = texts.get(before..).filter(|rest| !rest.is_empty()) {
        let (block, taken) = row_of_codes(&flow.block(), t, rest, (before, texts.len()));
        flow.put(block);
        before += taken;
    }
}

/// As many codes as stand beside each other, in a block; and how many.
fn row_of_codes(column: &Pen, t: Type, texts: &[String], (before, all): (usize, usize)) -> (Pen, usize) {
    let lay = |n: usize| {
        let mut block = Pen::new(column.x, 3.0, column.width);
        qr_codes(&mut block, t, Size::A4, &Codes::of(texts.get(..n).unwrap_or(texts)).counted(before, all));
        block
    };
    let tops = |block: &Pen| {
        let code = |item: &Item| if let Item::Code(code) = item { Some(code.area.y) } else { None };
        block.items.iter().filter_map(code).fold(0.0, f32::max)
    };
    let first = lay(1);
    let (mut best, mut taken) = (first, 1);
    for n in 2..=texts.len().min(CODES_ACROSS) {
        let more = lay(n);
        if tops(&more) > tops(&best) + 0.01 {
            break;
        }
        (best, taken) = (more, n);
    }
    (best, taken)
}

fn released(pen: &mut Pen, part: &Part<'_>) {
    let form = part.form;
    if form.verified.is_empty() {
        pen.text(&label("paper-lab-nothing-released"), BODY.bold());
    } else {
        pen.text(&label("paper-lab-verified"), SMALL.muted());
    }
    for (who, at) in form.verified {
        pen.shrunk(&joined(who), BODY.bold(), 2, 2.2);
        pen.text(&moment(*at), SMALL);
        pen.skip(0.4);
    }
    pen.skip(0.8);
    let ranges = match form.ratified {
        Some((who, when)) => both_with("paper-lab-ratified", &[("who", &same(who)), ("when", &same(when))]),
        None => crate::paper::forms::both::both("paper-lab-not-ratified"),
    };
    pen.text(&ranges.hi, SMALL);
    pen.text(&ranges.en, SMALL);
    if !(if part.restricted { form.qr_restricted } else { form.qr }).is_empty() {
        pen.text(&label("paper-form-code"), SMALL.muted());
    }
    pen.skip(0.8);
    pen.text(&label("paper-lab-end"), SMALL.muted());
}
