//! A surface with a hairline around it.

use crate::window::theme::{self, RADIUS, gap, size};
use egui::{Color32, CornerRadius, Frame, InnerResponse, Margin, RichText, Stroke, Ui};

/// A card with the usual padding.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let edge = theme::palette(ui).line;
    card_edge(ui, edge, 16, content)
}

/// A card with an edge of its own colour and a padding, in points.
pub fn card_edge<R>(ui: &mut Ui, edge: Color32, padding: i8, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let colours = theme::palette(ui);
    Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(theme::HAIRLINE, edge))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin::same(padding))
        .show(ui, content)
}

/// A small heading inside a card.
pub fn section(ui: &mut Ui, title: &str) {
    ui.add_space(gap::XS);
    ui.label(RichText::new(title).font(theme::bold(size::TEXT)));
}

/// A hairline from edge to edge of what is around it.
pub fn split_line(ui: &mut Ui) {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, colours.hairline());
}
