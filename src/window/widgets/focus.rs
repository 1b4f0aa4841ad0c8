//! Where the keyboard is, and how Enter goes on to the next field.

use crate::window::theme::{self, RADIUS};
use egui::{CornerRadius, Event, FocusDirection, Id, Key, Modifiers, Rect, Stroke, StrokeKind, Ui};

/// Enter goes to the next field, Shift+Enter to the one before. Call *before* the widget `id` is added, so that the focus
/// moves in the same frame, as with Tab. True when Enter (not Shift+Enter) was pressed here.
pub fn enter_moves(ui: &Ui, id: Id) -> bool {
    if !ui.memory(|m| m.has_focus(id)) {
        return false;
    }
    let (back, on) = ui.input_mut(|i| {
        let back = i.consume_key(Modifiers::SHIFT, Key::Enter);
        (back, !back && i.consume_key(Modifiers::NONE, Key::Enter))
    });
    if back {
        ui.memory_mut(|m| m.move_focus(FocusDirection::Previous));
    } else if on {
        ui.memory_mut(|m| m.move_focus(FocusDirection::Next));
    }
    on
}

/// Takes Enter for itself. True when it was pressed while `id` has the focus.
pub fn enter_taken(ui: &Ui, id: Id) -> bool {
    ui.memory(|m| m.has_focus(id)) && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
}

/// The halo around what has the focus.
pub fn halo(ui: &Ui, rect: Rect) {
    let colours = theme::palette(ui);
    let radius = CornerRadius::same(RADIUS + 2);
    ui.painter().rect_stroke(rect.expand(1.0), radius, Stroke::new(3.0, colours.halo), StrokeKind::Outside);
    ui.painter().rect_stroke(rect, CornerRadius::same(RADIUS), Stroke::new(2.0, colours.primary), StrokeKind::Inside);
}

/// Scrolls the marked line of a list into sight, once for each mark: asked for in every frame, an area that stands at its end tries to
/// go further for ever, and the window never sleeps.
pub fn into_sight(ui: &Ui, list: Id, mark: impl std::hash::Hash + std::fmt::Debug, rect: Rect) {
    let (list, mark) = (list.with("seen"), list.with(mark));
    if ui.data(|d| d.get_temp::<Id>(list)) != Some(mark) {
        ui.data_mut(|d| d.insert_temp(list, mark));
        ui.scroll_to_rect(rect, None);
    }
}

/// True when letters typed now go into a text field, or into a choice that a letter makes.
#[must_use]
pub fn text_has_focus(ctx: &egui::Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.text_edit_focused() || (focused.is_some() && focused == ctx.data(|d| d.get_temp(letters_id())))
}

fn letters_id() -> Id {
    Id::unique("takes-letters")
}

/// Letters are for the widget `id` while it has the focus, not for the screen's keys.
pub fn takes_letters(ui: &Ui, id: Id) {
    ui.data_mut(|d| d.insert_temp(letters_id(), id));
}

/// Letters typed in this frame.
pub fn letters(ui: &Ui) -> Vec<String> {
    ui.input(|i| i.events.iter().filter_map(|e| if let Event::Text(text) = e { Some(text.clone()) } else { None }).collect())
}
