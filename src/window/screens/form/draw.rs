//! Draws a form: sections, boxes in columns, what stays for the pen. Reports what changed and what was left; decides nothing.

use super::page::{Asked, Page, Part};
use super::picks::Picks;
use crate::hospital::forms::ItemKind;
use crate::problem::remark_text;
use crate::window::state::Cx;
use crate::window::theme::{self, gap, size};
use crate::window::widgets::{Combo, Field, Said};
use egui::{Align, Id, Key, Layout, Modifiers, Response, TextEdit, Ui, text::CCursorRange, vec2};

/// Width of the form from which three boxes stand side by side.
const THREE_COLUMNS: f32 = 820.0;
/// Room that a label takes above its box, for what comes into sight with it.
const LABEL_HEIGHT: f32 = 30.0;
/// Texts longer than this take the whole width.
const WIDE_CHARS: usize = 600;
/// A little more than a field takes, so that too long a text gets a sentence and is not cut.
const CHARS_MORE: usize = 200;

/// The id of a box.
#[must_use]
pub fn id_of(slot: &str) -> Id {
    Id::unique(("form", slot))
}

/// What happened while drawing.
#[derive(Default)]
pub struct Touch {
    pub changed: Vec<&'static str>,
    pub left: Vec<&'static str>,
}

/// One drawing of a form.
pub struct Drawing<'a, 'c> {
    pub page: &'a mut Page,
    pub picks: &'a mut Picks,
    pub cx: &'a Cx<'c>,
    pub touch: Touch,
}

impl Drawing<'_, '_> {
    pub fn parts(&mut self, ui: &mut Ui) {
        let parts = self.page.parts();
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                ui.add_space(gap::S);
            }
            self.part(ui, part);
        }
        ui.add_space(gap::S);
    }

    fn part(&mut self, ui: &mut Ui, part: &Part) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            ui.label(theme::strong(part.title.get(self.cx.lang())).color(theme::palette(ui).primary));
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
            ui.painter().hline(rect.x_range(), rect.center().y, theme::palette(ui).hairline());
        });
        let columns = if ui.available_width() >= THREE_COLUMNS { 3 } else { 2 };
        self.boxes(ui, &part.fields, columns);
        if !part.by_pen.is_empty() {
            let lang = self.cx.lang();
            let what: Vec<&str> = part.by_pen.iter().map(|i| i.label.get(lang)).collect();
            let line = self.cx.w.with("fill-by-pen", &[("what", &what.join(" · "))]);
            ui.add(egui::Label::new(theme::label(line)).wrap());
        }
    }

    /// Boxes in columns.
    pub fn boxes(&mut self, ui: &mut Ui, fields: &[Asked], columns: usize) {
        let mut row = Vec::new();
        let mut used = 0;
        for asked in fields {
            let span = span_of(&asked.item.kind, columns);
            if used + span > columns {
                self.row(ui, &std::mem::take(&mut row), columns);
                used = 0;
            }
            row.push((*asked, span));
            used += span;
        }
        self.row(ui, &row, columns);
    }

    /// Boxes side by side; a label of two lines pushes none of its neighbours down.
    fn row(&mut self, ui: &mut Ui, row: &[(Asked, usize)], columns: usize) {
        if row.is_empty() {
            return;
        }
        #[allow(clippy::cast_precision_loss, reason = "three columns at most")]
        let (all, gaps) = (columns as f32, (columns - 1) as f32);
        let unit = ((ui.available_width() - gaps * gap::M) / all).floor();
        #[allow(clippy::cast_precision_loss, reason = "three columns at most")]
        let width = |span: usize| unit.mul_add(span as f32, gap::M * (span.saturating_sub(1)) as f32);
        let height = |ui: &Ui, asked: &Asked, span: usize| {
            let text = self.label(asked);
            let font = theme::regular(size::LABEL);
            ui.painter().layout(text, font, egui::Color32::PLACEHOLDER, width(span)).size().y
        };
        let heights: Vec<f32> = row.iter().map(|(asked, span)| height(ui, asked, *span)).collect();
        let highest = heights.iter().copied().fold(0.0, f32::max);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::M, gap::XS);
            for ((asked, span), own) in row.iter().zip(&heights) {
                let width = width(*span);
                ui.allocate_ui_with_layout(vec2(width, theme::FIELD_HEIGHT), Layout::top_down(Align::LEFT), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    if highest > *own {
                        ui.add_space(highest - own);
                    }
                    self.field(ui, *asked, width);
                });
            }
        });
    }

    /// `4 · Name of the mother *`: number on the printed form, label, and whether it must be filled.
    fn label(&self, asked: &Asked) -> String {
        let label = asked.item.label.get(self.cx.lang());
        let no = if asked.item.no.is_empty() { String::new() } else { format!("{} · ", asked.item.no) };
        let mark = if asked.needed { " *" } else { "" };
        format!("{no}{label}{mark}")
    }

    fn said(&self, asked: Asked) -> Option<Said> {
        let remark = self.page.remarks.iter().find(|r| r.field.code() == asked.item.code)?;
        Some(Said::fault(remark_text(remark, self.cx.lang())))
    }

    fn field(&mut self, ui: &mut Ui, asked: Asked, width: f32) {
        let (label, said, kind) = (self.label(&asked), self.said(asked), &asked.item.kind);
        let id = id_of(asked.slot);
        let place = (self.page.typed.get("ward").to_owned(), self.page.typed.get("bed").to_owned());
        let picks = self.picks.of(kind, (&place.0, &place.1), self.cx);
        let hint = self.hint(kind);
        let text = self.page.typed.entry(asked.slot);
        let response = if let Some(picks) = picks {
            Combo::new(id, &label, text, &picks).hint(&hint).said(said.as_ref()).width(width).show(ui)
        } else {
            if kind.lines() > 1 {
                new_line(ui, id, text);
            }
            let max = chars_max(kind) + CHARS_MORE;
            let field = Field::new(id, &label, text).hint(&hint).said(said.as_ref()).width(width);
            field.lines(kind.lines()).chars_max(max).show(ui).response
        };
        if asked.needed {
            ui.ctx().accesskit_node_builder(id, egui::accesskit::Node::set_required);
        }
        self.note(ui, asked, &response);
    }

    fn hint(&self, kind: &ItemKind) -> String {
        let id = match kind {
            ItemKind::Moment | ItemKind::Planned => "fill-hint-moment",
            ItemKind::Date => "fill-hint-date",
            ItemKind::Age => "fill-hint-age",
            _ => return String::new(),
        };
        self.cx.w.t(id).into_owned()
    }

    fn note(&mut self, ui: &Ui, asked: Asked, response: &Response) {
        if response.changed() {
            self.page.touch(asked);
            self.touch.changed.push(asked.slot);
        }
        if response.lost_focus() {
            self.touch.left.push(asked.slot);
        }
        if response.gained_focus() {
            let mut seen = response.rect;
            seen.min.y -= LABEL_HEIGHT;
            // The sentence beside a bad field stands below it.
            seen.max.y += 2.0 * LABEL_HEIGHT;
            ui.scroll_to_rect(seen, None);
        }
    }
}

const fn span_of(kind: &ItemKind, columns: usize) -> usize {
    match kind {
        ItemKind::Text(max) if *max > WIDE_CHARS => columns,
        ItemKind::Text(max) if *max >= 100 => 2,
        _ => 1,
    }
}

const fn chars_max(kind: &ItemKind) -> usize {
    if let ItemKind::Text(max) = kind { *max } else { 200 }
}

/// Alt+Enter begins a new line where the cursor is; Enter alone goes on to the next field.
fn new_line(ui: &Ui, id: Id, text: &mut String) {
    let wanted = ui.memory(|m| m.has_focus(id)) && ui.input_mut(|i| i.consume_key(Modifiers::ALT, Key::Enter));
    if !wanted {
        return;
    }
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = text.chars().count();
    let at = state.cursor.char_range().map_or(end, |range| usize::from(range.primary.index).min(end));
    let byte = text.char_indices().nth(at).map_or(text.len(), |(n, _)| n);
    text.insert(byte, '\n');
    state.cursor.set_char_range(Some(CCursorRange::one(egui::text::CCursor::new(at + 1))));
    TextEdit::store_state(ui.ctx(), id, state);
}
