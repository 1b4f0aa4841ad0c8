//! Small pictures: one bar, and the columns of a day. Each has a name that says its numbers.

use crate::window::theme::{self, Tone, gap, size};
use egui::{Align2, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const BAR_HEIGHT: f32 = 8.0;

/// A bar that stands for `value` of `of`.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    pub value: u64,
    pub of: u64,
    pub width: f32,
    pub tone: Tone,
}

/// What share of the whole, 0.0–1.0.
#[allow(clippy::cast_precision_loss, reason = "a picture; a hundredth of a point is nothing")]
fn share(value: u64, of: u64) -> f32 {
    if of == 0 { 0.0 } else { (value as f32 / of as f32).clamp(0.0, 1.0) }
}

/// Paints a bar. `name` says it in words.
pub fn bar(ui: &mut Ui, bar: &Bar, name: &str) -> Response {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(bar.width, BAR_HEIGHT), Sense::hover());
    let radius = CornerRadius::same(4);
    ui.painter().rect_filled(rect, radius, colours.track);
    let width = rect.width() * share(bar.value, bar.of);
    if bar.value > 0 {
        let filled = Rect::from_min_size(rect.min, vec2(width.max(BAR_HEIGHT / 2.0), BAR_HEIGHT));
        ui.painter().rect_filled(filled, radius, colours.bar(bar.tone));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// Columns of a day, hour by hour (`values` from hour `first`), the hours written beneath, the highest value above.
/// `now` is the hour that still runs; it is drawn lighter. `name` says it in words.
pub fn hours(ui: &mut Ui, extent: egui::Vec2, first: u32, values: &[u64], now: Option<u32>, name: &str) -> Response {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    let highest = values.iter().copied().max().unwrap_or(0);
    let area = Rect::from_min_max(pos2(rect.left(), rect.top() + 20.0), pos2(rect.right(), rect.bottom() - 20.0));
    ui.painter().hline(rect.x_range(), area.bottom(), colours.hairline());
    #[allow(clippy::cast_precision_loss, reason = "24 hours at most")]
    let step = area.width() / values.len().max(1) as f32;
    for (n, value) in values.iter().enumerate() {
        let hour = first + u32::try_from(n).unwrap_or(0);
        #[allow(clippy::cast_precision_loss, reason = "24 hours at most")]
        let left = step.mul_add(n as f32, area.left());
        let height = area.height() * share(*value, highest);
        let column =
            Rect::from_min_max(pos2(left + step * 0.15, area.bottom() - height), pos2(left + step * 0.85, area.bottom()));
        let ink = if now == Some(hour) { colours.primary.gamma_multiply(0.55) } else { colours.primary };
        ui.painter().rect_filled(column, CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, ink);
        let centre = column.center().x;
        if *value > 0 {
            let at = pos2(centre, column.top() - 2.0);
            ui.painter().text(at, Align2::CENTER_BOTTOM, value, theme::regular(size::KEY), colours.muted);
        }
        if step > 22.0 || n % 3 == 0 {
            let at = pos2(centre, area.bottom() + gap::XS);
            ui.painter().text(at, Align2::CENTER_TOP, hour, theme::regular(size::KEY), colours.muted);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_never_outside() {
        assert!((share(5, 10) - 0.5).abs() < f32::EPSILON);
        assert!(share(5, 0).abs() < f32::EPSILON);
        assert!((share(50, 10) - 1.0).abs() < f32::EPSILON);
    }
}
