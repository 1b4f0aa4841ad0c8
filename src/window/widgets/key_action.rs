//! What can be done, in a line of text: the words and the key, both of which do it.

use super::key_cap::{key_cap_size, paint_key_cap};
use crate::window::theme::{self, gap, size};
use egui::{CornerRadius, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const HEIGHT: f32 = 26.0;

/// `Transfer [T]`. True when it was clicked; its key is the command table's.
pub fn key_action(ui: &mut Ui, key: &str, does: &str, enabled: bool) -> bool {
    let colours = theme::palette(ui);
    let ink = if enabled { colours.ink } else { colours.muted };
    let galley = ui.painter().layout_no_wrap(does.to_owned(), theme::regular(size::LABEL), ink);
    let cap = key_cap_size(ui, key);
    let width = galley.size().x + cap.x + gap::XS + 2.0 + gap::XS;
    let sense = if enabled { Sense::CLICK } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), sense);
    if enabled && response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(gap::XS, 0.0)), CornerRadius::same(4), colours.sunken);
    }
    let left = rect.left();
    let text_end = left + galley.size().x;
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    let at = pos2(text_end + gap::XS + 2.0, rect.center().y);
    let faint = if enabled { colours.muted } else { colours.line };
    paint_key_cap(ui.painter(), at, key, colours.surface, colours.line, faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, does));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
    response.clicked()
}
