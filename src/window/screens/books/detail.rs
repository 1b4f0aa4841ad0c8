//! What a case holds, line by line: its fields, its course, what was done about it. Drawn beside lists; changes nothing.

use crate::hospital::forms::{FormId, Item, Sheet, choice, choice_text, form, shown};
use crate::journal::fold::{NoteLine, StepKind, StepLine};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{date_time, section, tag};
use egui::{Align, Label, Layout, RichText, Ui, vec2};

/// Share of the width that labels take.
const LABELS: f32 = 0.40;

/// A label and its value, side by side, both wrapped.
pub fn value(ui: &mut Ui, label: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        let width = ui.available_width() * LABELS;
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width);
            ui.add(Label::new(theme::label(label)).wrap());
        });
        ui.vertical(|ui| ui.add(Label::new(theme::text(value)).wrap()));
    });
}

/// A kept value of a field as people read it.
#[must_use]
pub fn text(item: &Item, sheet: &Sheet, cx: &Cx<'_>) -> String {
    let kept = sheet.get(&item.code);
    cx.masters().map_or_else(|| kept.to_owned(), |m| shown(item, kept, m, cx.today(), cx.lang()))
}

/// A kept value by its code; empty where the form has no such field.
#[must_use]
pub fn text_of(id: FormId, code: &str, sheet: &Sheet, cx: &Cx<'_>) -> String {
    form(id).item(code).map(|item| text(item, sheet, cx)).unwrap_or_default()
}

/// Every filled field of a form, under its sections.
pub fn fields(ui: &mut Ui, id: FormId, sheet: &Sheet, titles: bool, cx: &Cx<'_>) {
    for (title, items) in form(id).sections() {
        let filled: Vec<&Item> = items.into_iter().filter(|item| !sheet.get(&item.code).is_empty()).collect();
        if filled.is_empty() {
            continue;
        }
        if titles {
            section(ui, title.get(cx.lang()));
        }
        for item in filled {
            let number = if item.no.is_empty() { String::new() } else { format!("{} ", item.no) };
            value(ui, &format!("{number}{}", item.label.get(cx.lang())), &text(item, sheet, cx));
        }
    }
}

/// What a step's note says: a code of a list in words, else as it was written.
fn note(step: &StepLine, cx: &Cx<'_>) -> String {
    let lang = cx.lang();
    match step.kind {
        StepKind::Left => choice_text("er_outcome", &step.note, lang).to_owned(),
        StepKind::Discharged => choice_text("outcome", &step.note, lang).to_owned(),
        StepKind::Noted => choice("form", &step.note).map_or(step.note.as_str(), |c| c.name.get(lang)).to_owned(),
        _ => step.note.clone(),
    }
}

/// What was done, in order; what was taken back is struck out.
pub fn course(ui: &mut Ui, steps: &[StepLine], cx: &Cx<'_>) {
    for step in steps {
        let what = [cx.w.t(step.kind.word_id()).into_owned(), note(step, cx)];
        let what = what.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            let struck = |text: RichText| if step.cancelled.is_some() { text.strikethrough() } else { text };
            ui.label(struck(theme::label(date_time(step.at, cx.today()))));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(struck(theme::text(&what))).wrap());
                let by = if step.is_late() {
                    cx.w.with("er-late", &[("by", &step.by), ("at", &date_time(step.entered, cx.today()))])
                } else {
                    step.by.clone()
                };
                ui.add(Label::new(theme::label(by)).wrap());
                if let Some(mark) = &step.cancelled {
                    tag(ui, &cx.w.t("books-cancelled"), Tone::Error);
                    ui.add(Label::new(theme::label(&mark.reason)).wrap());
                }
            });
        });
    }
}

/// What was done about a record: police told, handed over, issued.
pub fn notes(ui: &mut Ui, notes: &[NoteLine], cx: &Cx<'_>) {
    for note in notes {
        section(ui, note.form.title().get(cx.lang()));
        ui.label(theme::label(format!("{} · {}", date_time(note.at, cx.today()), note.by)));
        fields(ui, note.form, &note.sheet, false, cx);
    }
}
