//! A box to tick. Space ticks, Enter goes on.

use super::focus::{enter_moves, halo};
use super::icon::{Icon, paint_icon};
use crate::window::theme::{self, FIELD_HEIGHT, gap, size};
use egui::{Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// A box with its sentence.
#[must_use = "call show"]
pub struct Tick<'a> {
    id: Id,
    label: &'a str,
    on: &'a mut bool,
}

impl<'a> Tick<'a> {
    pub const fn new(id: Id, label: &'a str, on: &'a mut bool) -> Self {
        Self { id, label, on }
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let colours = theme::palette(ui);
        enter_moves(ui, self.id);
        let galley =
            ui.painter().layout(self.label.to_owned(), theme::regular(size::TEXT), colours.ink, ui.available_width() - 34.0);
        let extent = vec2(20.0 + gap::S + galley.size().x + gap::XS, galley.size().y.max(FIELD_HEIGHT));
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
        ui.painter().galley(at, galley, colours.ink);
        if response.has_focus() {
            halo(ui, square.expand(2.0));
        }
        let on = *self.on;
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, self.label));
        response
    }
}
