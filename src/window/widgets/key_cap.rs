//! A key as it looks on the keyboard, small, beside what it does.

use crate::window::theme::{self, gap, size};
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

const HEIGHT: f32 = 19.0;
const PAD: f32 = 6.0;

/// How large the cap of a key is.
#[must_use]
pub fn key_cap_size(ui: &Ui, key: &str) -> Vec2 {
    let galley = ui.painter().layout_no_wrap(key.to_owned(), theme::bold(size::KEY), Color32::PLACEHOLDER);
    vec2((galley.size().x + 2.0 * PAD).max(HEIGHT), HEIGHT)
}

/// Paints a cap with its left middle at `at`: ground, edge and ink as given. Returns what it covers.
pub fn paint_key_cap(painter: &Painter, at: Pos2, key: &str, ground: Color32, edge: Color32, ink: Color32) -> Rect {
    let galley = painter.layout_no_wrap(key.to_owned(), theme::bold(size::KEY), ink);
    let extent = vec2((galley.size().x + 2.0 * PAD).max(HEIGHT), HEIGHT);
    let rect = Rect::from_min_size(at - vec2(0.0, HEIGHT / 2.0), extent);
    painter.rect(rect, CornerRadius::same(4), ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, ink);
    rect
}

/// A key cap in a line of text.
pub fn key_cap(ui: &mut Ui, key: &str) -> egui::Response {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(key_cap_size(ui, key), egui::Sense::hover());
    if ui.is_rect_visible(rect) {
        paint_key_cap(ui.painter(), rect.left_center(), key, colours.surface, colours.line, colours.muted);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, key));
    response
}

/// A key cap and what the key does.
pub fn key_line(ui: &mut Ui, key: &str, does: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
        key_cap(ui, key);
        ui.add(egui::Label::new(theme::label(does)).wrap());
    });
}
