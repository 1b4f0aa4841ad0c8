//! A box to tick. Space ticks, Enter goes on.

use super::focus::{enter_moves, halo};
use super::icon::{Icon, paint_icon};
use super::key_cap::{key_cap_size, paint_key_cap};
use crate::window::theme::{self, FIELD_HEIGHT, gap, size};
use egui::{Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// A box with its sentence.
#[must_use = "call show"]
pub struct Tick<'a> {
    id: Id,
    label: &'a str,
    on: &'a mut bool,
    key: Option<&'a str>,
}

impl<'a> Tick<'a> {
    pub const fn new(id: Id, label: &'a str, on: &'a mut bool) -> Self {
        Self { id, label, on, key: None }
    }

    /// A key that ticks it from anywhere, shown behind the sentence.
    pub const fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let colours = theme::palette(ui);
        enter_moves(ui, self.id);
        let cap = self.key.map_or(0.0, |key| key_cap_size(ui, key).x + gap::S);
        let room = ui.available_width() - 34.0 - cap;
        let galley = ui.painter().layout(self.label.to_owned(), theme::regular(size::TEXT), colours.ink, room);
        let extent = vec2(20.0 + gap::S + galley.size().x + gap::XS + cap, galley.size().y.max(FIELD_HEIGHT));
        let (rect, _) = ui.allocate_exact_size(extent, Sense::hover());
        let mut response = ui.interact(rect, self.id, Sense::click());
        if response.clicked() {
            *self.on = !*self.on;
            response.mark_changed();
        }
        let square = Rect::from_center_size(pos2(rect.left() + 10.0, rect.center().y), vec2(20.0, 20.0));
        let (ground, edge) = if *self.on { (colours.primary, colours.primary) } else { (colours.surface, colours.edge) };
        ui.painter().rect(square, 4.0, ground, Stroke::new(1.0, edge), StrokeKind::Inside);
        if *self.on {
            paint_icon(ui.painter(), square.shrink(4.0), Icon::Ok, colours.on_primary);
        }
        let at = pos2(square.right() + gap::S, rect.center().y - galley.size().y / 2.0);
        if let Some(key) = self.key {
            let at = pos2(at.x + galley.size().x + gap::S, rect.center().y);
            paint_key_cap(ui.painter(), at, key, colours.surface, colours.line, colours.muted);
        }
        ui.painter().galley(at, galley, colours.ink);
        if response.has_focus() {
            halo(ui, square.expand(2.0));
        }
        let on = *self.on;
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, self.label));
        response
    }
}
