//! Small marks in text: a number in a pill, a word in a tag, a sentence with its sign.

use super::Said;
use super::icon::{Icon, paint_icon};
use crate::window::theme::{self, Tone, gap, size};
use egui::{Color32, CornerRadius, FontId, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

/// A number beside a name: `UHID 104 882 317`.
pub fn pill(ui: &mut Ui, text: &str) -> Response {
    let colours = theme::palette(ui);
    mark(ui, text, theme::regular(size::LABEL - 0.5), colours.pill, colours.muted)
}

/// A word that says a state: `waiting`, `void`. The word carries the meaning, the colour only helps.
pub fn tag(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let pair = theme::palette(ui).pair_of(tone);
    mark(ui, text, theme::bold(size::LABEL - 0.5), pair.ground, pair.ink)
}

fn mark(ui: &mut Ui, text: &str, font: FontId, ground: Color32, ink: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ink);
    let extent = vec2(galley.size().x + 2.0 * gap::S, (galley.size().y + 2.0).max(20.0));
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(10), ground);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Tells a screen reader what a line of text is: a heading, an alert, a state that changes.
pub fn told_as(response: &Response, role: Role, text: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(text);
    });
}

/// The sign of a tone; none for plain text.
pub const fn icon_of(tone: Tone) -> Option<Icon> {
    match tone {
        Tone::Plain => None,
        Tone::Ok => Some(Icon::Ok),
        Tone::Info => Some(Icon::Info),
        Tone::Warning => Some(Icon::Warning),
        Tone::Error => Some(Icon::Error),
    }
}

/// A sentence with its sign before it, wrapped to the width there is.
pub fn said_line(ui: &mut Ui, said: &Said) -> Response {
    let ink = theme::palette(ui).ink_of(said.tone);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
        if let Some(icon) = icon_of(said.tone) {
            let (rect, _) = ui.allocate_exact_size(vec2(13.0, 18.0), Sense::hover());
            paint_icon(ui.painter(), rect.shrink2(vec2(0.0, 2.5)), icon, ink);
        }
        ui.vertical(|ui| ui.add(egui::Label::new(theme::label(&said.text).color(ink)).wrap())).inner
    })
    .inner
}
