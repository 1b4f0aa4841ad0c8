//! Official forms on A4: the medico-legal sheet and the reports to the registrar, field by field in the order of the printed form.
//!
//! The fields come from `assets/forms`; what is drawn apart (Form 4's table of causes) stands in `cause`.

use super::both::{both, joined, label, moment};
use super::case::CasePaper;
use super::cause;
use super::flow::{A4, Flow};
use super::grid::{Field, Value, section};
use super::kit::{Codes, FRAME, THICK, Type, banners, full_name, number, qr_codes};
use crate::hospital::forms::{FormId, Item as FormItem, ItemKind, Need, Sheet, form as form_of};
use crate::hospital::pack::Bilingual;
use crate::paper::codes::{QR_QUIET, qr};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen, dot, two_lines_if_needed};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};

/// Which sheet of a set that is made in duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    Original,
    Second,
}

/// The whole form.
#[must_use]
pub fn sheet(form: &CasePaper<'_>, copy: Copy) -> Vec<Page> {
    if form.form == FormId::Cause {
        return cause::certificate(form, copy);
    }
    fewest_pages(&FACTORS, |factor| laid_out(form, copy, Type { k: factor }))
}

/// How far type shrinks to spare a page.
const FACTORS: [f32; 4] = [1.0, 0.97, 0.94, 0.91];

/// The layout of the fewest pages, in the largest type that gives them. `factors` go down.
pub(super) fn fewest_pages(factors: &[f32], lay_out: impl Fn(f32) -> Vec<Page>) -> Vec<Page> {
    let mut best: Vec<Page> = Vec::new();
    for factor in factors {
        let pages = lay_out(*factor);
        if best.is_empty() || pages.len() < best.len() {
            best = pages;
        }
        if best.len() == 1 {
            break;
        }
    }
    best
}

/// Where the statistical part of the registrar's forms begins: it is torn off and sent on its own, so it has a page of its own.
const STATISTICAL: &str = "residence";

fn laid_out(form: &CasePaper<'_>, copy: Copy, t: Type) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, t, form, copy, first));
    let mut coded = false;
    for (title, items) in form_of(form.form).sections() {
        if items.first().is_some_and(|i| i.section == STATISTICAL) {
            codes(&mut flow, t, form);
            coded = true;
            flow.next_page();
        }
        section(&mut flow, t, Some(title), fields(form, form.sheet, &items));
    }
    notes(&mut flow, t, form);
    if !coded {
        codes(&mut flow, t, form);
    }
    flow.finish(&form.made())
}

/// A form's items as fields of paper.
pub(super) fn fields(form: &CasePaper<'_>, sheet: &Sheet, items: &[&FormItem]) -> Vec<Field> {
    items.iter().map(|item| field(form, sheet, item)).collect()
}

pub(super) fn field(form: &CasePaper<'_>, sheet: &Sheet, item: &FormItem) -> Field {
    /// Texts that may grow longer than this have the whole width.
    const HALF_CHARS_MAX: usize = 200;
    let wide = matches!(item.kind, ItemKind::Text(max) if max > HALF_CHARS_MAX);
    let value = match item.kind {
        ItemKind::Boxes(n) => Value::Boxes(n),
        ItemKind::Line => Value::Sign,
        _ if is_ruled_out(item, sheet) => Value::Text("–".to_owned()),
        _ => match form.shown(item, sheet.get(&item.code)) {
            text if text.is_empty() => Value::Open(lines_of(&item.kind)),
            text => Value::Text(text),
        },
    };
    Field { no: item.no.clone(), label: joined(&item.label), value, wide }
}

/// True when the field is not asked because of what another one says. While that one is empty the pen may fill in both.
fn is_ruled_out(item: &FormItem, sheet: &Sheet) -> bool {
    match &item.need {
        Need::If(code, _) | Need::When(code, _) => !sheet.get(code).is_empty() && !item.is_asked(sheet),
        Need::Must | Need::May => false,
    }
}

/// Lines that an empty field has for the pen.
const fn lines_of(kind: &ItemKind) -> usize {
    match kind {
        ItemKind::Text(max) if *max > 1200 => 9,
        ItemKind::Text(max) if *max > 400 => 3,
        ItemKind::Text(max) if *max > 200 => 2,
        _ => 1,
    }
}

/// What was added later, each under its own heading.
pub(super) fn notes(flow: &mut Flow<'_>, t: Type, form: &CasePaper<'_>) {
    for note in form.notes {
        let items: Vec<&FormItem> = form_of(note.form).items.iter().collect();
        let mut all = fields(form, note.sheet, &items);
        all.push(Field {
            no: String::new(),
            label: label("paper-case-noted"),
            value: Value::Text(format!("{} · {}", moment(note.at), joined(note.by))),
            wide: false,
        });
        section(flow, t, Some(note.form.title()), all);
    }
}

/// The record's codes at the end, with what they are.
pub(super) fn codes(flow: &mut Flow<'_>, t: Type, form: &CasePaper<'_>) {
    let all = Codes::of(form.qr);
    let mut block = flow.block();
    block.skip(3.0);
    if !all.is_empty() {
        let words = Style::new(t.mm(2.3)).muted();
        block.text(&label("paper-form-code"), words);
        block.skip(2.4);
    }
    qr_codes(&mut block, t, Size::A4, &all);
    block.skip(2.6);
    flow.put(block);
}

/// `प्रपत्र 1 · FORM No. 1` and what it is for, of the forms that have a number.
const fn form_words(id: FormId) -> Option<(&'static str, &'static str)> {
    match id {
        FormId::Birth => Some(("paper-form-1", "paper-form-21-days")),
        FormId::Death => Some(("paper-form-2", "paper-form-21-days")),
        FormId::Stillbirth => Some(("paper-form-3", "paper-form-21-days")),
        FormId::Cause => Some(("paper-form-4", "paper-form-with-2")),
        _ => None,
    }
}

/// The title without the form's number in brackets, which stands apart.
fn title(id: FormId) -> Bilingual {
    let plain = |text: &str| match (form_words(id), text.rsplit_once('(')) {
        (Some(_), Some((before, _))) => before.trim().to_owned(),
        _ => text.to_owned(),
    };
    let title = id.title();
    Bilingual { en: plain(&title.en), hi: plain(&title.hi) }
}

/// Width of the boxes at the top right.
const SIDE: f32 = 42.0;

/// The head of a page: whole on the first, one line of it on the others. A medico-legal case says so on every page.
pub(super) fn head(pen: &mut Pen, t: Type, form: &CasePaper<'_>, copy: Copy, first: bool) {
    let mut left = pen.beside(pen.x, pen.width - SIDE - 4.0);
    let mut right = pen.beside(pen.x + pen.width - SIDE, SIDE);
    if form.form == FormId::Mlc {
        mlc_box(&mut right);
    }
    let hospital = form.hospital;
    if first {
        left.shrunk(&hospital.name.hi, Style::new(5.4).bold(), 1, 3.6);
        left.shrunk(&hospital.name.en, Style::new(4.4), 1, 3.2);
        left.shrunk(&joined(&hospital.header), Style::new(2.8).muted(), 2, 2.2);
        manual_box(&mut right);
    } else {
        left.fitted(&joined(&hospital.name), Style::new(3.4).bold(), 2.0, Align::Left);
        left.fitted(&joined(&title(form.form)), Style::new(3.0), 2.0, Align::Left);
        right.fitted(form.number.as_str(), Style::new(4.4).bold(), 2.4, Align::Right);
    }
    pen.follow(left);
    pen.follow(right);
    pen.skip(1.4);
    pen.rule(THICK, Ink::Black);
    banners(pen, Type { k: 1.0 }, form.mode, form.copy);
    if first {
        first_head(pen, t, form, copy);
    } else {
        let words: Vec<String> = form.version_words().into_iter().chain(copy_words(form, copy)).collect();
        if !words.is_empty() {
            pen.skip(0.6);
            pen.aligned(&words.join(" – "), Style::new(2.6).bold(), Align::Right);
        }
    }
    pen.skip(1.6);
}

fn first_head(pen: &mut Pen, t: Type, form: &CasePaper<'_>, copy: Copy) {
    pen.skip(1.6);
    if let Some((id, _)) = form_words(form.form) {
        pen.fitted(&label(id), Style::new(3.6).bold(), 2.4, Align::Centre);
    }
    let words = title(form.form);
    let style = Style::new(5.2).bold();
    pen.aligned(&two_lines_if_needed(&words.hi, &words.en, style, pen.width), style, Align::Centre);
    if let Some((_, id)) = form_words(form.form) {
        let words = both(id);
        let style = Style::new(2.6).muted();
        pen.aligned(&two_lines_if_needed(&words.hi, &words.en, style, pen.width), style, Align::Centre);
    }
    if let Some(words) = copy_words(form, copy) {
        pen.fitted(&words, Style::new(3.4).bold(), 2.4, Align::Centre);
    }
    for line in form.small_marks() {
        pen.skip(1.0);
        let top = pen.y;
        let mut inner = Pen::new(pen.x + 1.2, pen.y + 0.4, pen.width - 2.4);
        inner.shrunk(&line, Style::new(2.8).bold(), 2, 2.2);
        pen.y = inner.y + 0.4;
        pen.keep(inner);
        pen.frame_from(top, FRAME, 0.0, Ink::Black);
    }
    // Room for the quiet zone of a code.
    pen.skip(2.0);
    numbers(pen, t, form);
}

/// Our number with its bar code, and beside it whose case it is.
fn numbers(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    let mut codes = pen.beside(pen.x, pen.width);
    // The certificate is one page: its code stands in the head.
    let reach = if form.form == FormId::Cause { code_at_the_right(&mut codes, form) } else { 0.0 };
    let half = (pen.width - reach) * 0.46;
    let small = Style::new(2.4).muted();
    let mut left = pen.beside(pen.x, half);
    left.text(&label(form.number_id()), small);
    number(&mut left, Type { k: t.k * 0.95 }, form.number.as_str());
    let mut right = pen.beside(pen.x + half + 4.0, pen.width - half - 4.0 - reach);
    let mut line = |id: &str, text: &str, style: Style| {
        let label = super::both::label(id);
        let row = crate::paper::layout::Label { text: &label, style: small, width: 37.0, gap: 1.5, below: 0.5 };
        right.row(&row, style.size, |pen| pen.shrunk(text, style, 2, 2.2));
    };
    let bold = Style::new(3.2).bold();
    if let Some(patient) = form.patient {
        line("paper-number", patient.number.as_str(), bold);
        line("paper-name", &joined(&full_name(&patient.details.name, form.hospital)), bold);
        line("paper-age-sex", &form.age_and_sex(), Style::new(3.0));
    }
    line("paper-case-happened", &moment(form.at), Style::new(3.0));
    pen.follow(left);
    pen.follow(right);
    pen.follow(codes);
}

/// The record's only code, at the right edge. Returns the width that it takes; more than one code do not fit there.
fn code_at_the_right(pen: &mut Pen, form: &CasePaper<'_>) -> f32 {
    let [text] = form.qr else { return 0.0 };
    let Ok(modules) = qr(text) else { return 0.0 };
    let (module, columns) = (0.375, length(modules.columns));
    let (wide, quiet) = (columns * module, length(QR_QUIET) * module);
    if wide > CODE_MAX {
        return 0.0;
    }
    pen.y = dot(pen.y);
    let x = dot(pen.x + pen.width - wide) - 0.125;
    let area = pen.code(CodeKind::Qr, &modules, text, x, module, None);
    pen.y = area.bottom() + quiet;
    wide + quiet + 2.0
}

/// Widest code that stands in the head, millimetres.
const CODE_MAX: f32 = 40.0;

/// True when the record's code stands in the head.
pub(super) fn coded_in_head(form: &CasePaper<'_>) -> bool {
    code_at_the_right(&mut Pen::new(0.0, 0.0, 100.0), form) > 0.0
}

/// `मूल प्रति · ORIGINAL` on what is made in duplicate.
fn copy_words(form: &CasePaper<'_>, copy: Copy) -> Option<String> {
    let id = match copy {
        Copy::Original => "paper-form-original",
        Copy::Second => "paper-form-second",
    };
    (form.form == FormId::Mlc).then(|| label(id))
}

/// MLC, white on black, at the top right of a page.
fn mlc_box(pen: &mut Pen) {
    let style = Style::new(7.0).bold().ink(Ink::White);
    let mut inner = Pen::new(pen.x, pen.y, pen.width);
    super::kit::tight(&mut inner, "MLC", style);
    inner.skip(1.4);
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y - pen.y), ink: Ink::Black });
    pen.follow(inner);
    pen.skip(1.0);
}

fn manual_box(pen: &mut Pen) {
    let words = both("paper-manual-mode");
    let top = pen.y;
    pen.skip(0.7);
    for text in [&words.en, &words.hi] {
        pen.fitted(text, Style::new(3.2).bold(), 2.0, Align::Centre);
    }
    pen.skip(0.7);
    pen.frame_from(top, FRAME, 0.0, Ink::Black);
}
