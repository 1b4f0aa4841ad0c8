//! A screen's room, cut into panes side by side; and the line at its head.

use super::text_marks::told_as;
use crate::window::theme::{self, RADIUS, gap};
use egui::{Align, CornerRadius, Layout, Rect, StrokeKind, Ui, UiBuilder, pos2, vec2};

/// Height of the line at the head of a screen.
const HEAD: f32 = 38.0;

/// Heading of a screen, a muted line beside it, and buttons at the right (added from the right).
pub fn head(ui: &mut Ui, title: &str, aside: &str, right: impl FnOnce(&mut Ui)) {
    let line = vec2(ui.available_width(), HEAD);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::M + 2.0;
            let response = ui.label(theme::heading(title));
            told_as(&response, egui::accesskit::Role::Heading, title);
            ui.add(egui::Label::new(theme::text(aside).weak()).truncate());
        });
    });
    ui.add_space(gap::M - gap::S);
}

/// Cuts what is left of the room into columns with a gap between them; the one of width 0 takes what is left.
#[must_use]
pub fn panes<const N: usize>(ui: &Ui, widths: [f32; N]) -> [Rect; N] {
    let room = ui.available_rect_before_wrap();
    #[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
    let gaps = gap::L * N.saturating_sub(1) as f32;
    let fixed: f32 = widths.iter().sum();
    let left_over = (room.width() - gaps - fixed).max(0.0);
    let mut left = room.left();
    widths.map(|width| {
        let width = if width > 0.0 { width } else { left_over };
        let rect = Rect::from_min_size(pos2(left, room.top()), vec2(width, room.height()));
        left = rect.right() + gap::L;
        rect
    })
}

/// Draws a surface with a hairline over `rect` and its content inside, cut off at its edge.
pub fn pane<R>(ui: &mut Ui, rect: Rect, padding: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let colours = theme::palette(ui);
    ui.painter().rect(rect, CornerRadius::same(RADIUS), colours.surface, colours.hairline(), StrokeKind::Inside);
    let inner = bare(ui, rect.shrink(1.0), padding, content);
    // Once more, over the corners of what lies inside.
    ui.painter().rect_stroke(rect, CornerRadius::same(RADIUS), colours.hairline(), StrokeKind::Inside);
    inner
}

/// Content inside `rect`, without a surface.
pub fn bare<R>(ui: &mut Ui, rect: Rect, padding: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().max_rect(rect.shrink(padding)).layout(Layout::top_down(Align::LEFT));
    let mut child = ui.new_child(builder);
    child.shrink_clip_rect(rect.expand(if padding > 0.0 { 0.0 } else { 4.0 }));
    let inner = content(&mut child);
    ui.advance_cursor_after_rect(rect);
    inner
}
