//! Official forms on A4: the medico-legal sheet and the reports to the registrar, field by field in the order of the printed form.
//!
//! The fields come from `assets/forms`; what is drawn apart (Form 4's table of causes) stands in `cause`.

use super::both::{both, joined, label, moment};
use super::case::CasePaper;
use super::cause;
use super::flow::{A4, Flow};
use super::grid::{Field, Value, section};
use super::kit::{Codes, FRAME, THICK, Type, banners, full_name, number, qr_codes};
use crate::hospital::forms::{FormId, Item as FormItem, ItemKind, Sheet, form as form_of};
use crate::hospital::pack::Bilingual;
use crate::paper::layout::{Align, Pen, two_lines_if_needed};
use crate::paper::page::{Ink, Item, Rect};
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
    let t = Type { k: 1.0 };
    let mut flow = Flow::new(A4, |pen, first| head(pen, t, form, copy, first));
    for (title, items) in form_of(form.form).sections() {
        section(&mut flow, t, Some(title), fields(form, form.sheet, &items));
    }
    notes(&mut flow, t, form);
    codes(&mut flow, t, form);
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
        _ if !item.is_asked(sheet) => Value::Text("–".to_owned()),
        _ => match form.shown(item, sheet.get(&item.code)) {
            text if text.is_empty() => Value::Open,
            text => Value::Text(text),
        },
    };
    Field { no: item.no.clone(), label: joined(&item.label), value, wide }
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
    } else if let Some(words) = copy_words(form, copy) {
        pen.skip(0.6);
        pen.aligned(&words, Style::new(2.6).bold(), Align::Right);
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
    pen.skip(1.6);
    numbers(pen, t, form);
}

/// Our number with its bar code, and beside it whose case it is.
fn numbers(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    let half = pen.width * 0.46;
    let small = Style::new(2.4).muted();
    let mut left = pen.beside(pen.x, half);
    left.text(&label(form.number_id()), small);
    number(&mut left, Type { k: t.k * 0.95 }, form.number.as_str());
    let mut right = pen.beside(pen.x + half + 4.0, pen.width - half - 4.0);
    let mut line = |id: &str, text: &str, style: Style| {
        let label = super::both::label(id);
        let row = crate::paper::layout::Label { text: &label, style: small, width: 32.0, gap: 1.5, below: 0.5 };
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
