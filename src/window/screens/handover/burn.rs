//! The burn-down: receipts by the hour, and how many records are open after each.

use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::words::grouped;
use crate::worker::HandoverLook;
use chrono::{NaiveDateTime, TimeDelta, Timelike as _};
use egui::{Label, Ui, WidgetInfo, accesskit::Role};
use egui_plot::{Bar, BarChart, Line, Plot, PlotPoints};

/// Hours shown at most, the last ones.
const HOURS_MAX: i64 = 24 * 14;

/// One hour of the picture.
struct Hour {
    /// Hours since the first one.
    at: i64,
    received: u64,
    open: u64,
}

/// Draws it into the room there is.
pub fn show(ui: &mut Ui, look: &HandoverLook, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.y = gap::XS;
    ui.label(theme::strong(cx.w.t("hand-burn")));
    let Some(begun) = begun(look) else {
        ui.add(Label::new(theme::label(cx.w.t("hand-burn-none"))).wrap());
        return;
    };
    let hours = hours(look, begun);
    let told: Vec<String> = hours
        .iter()
        .rev()
        .take(24)
        .map(|hour| format!("{}: {} / {}", label(begun, hour.at), grouped(hour.received), grouped(hour.open)))
        .collect();
    let name = format!("{}: {}", cx.w.t("hand-burn-name"), told.join(", "));
    ui.horizontal(|ui| {
        let colours = theme::palette(ui);
        ui.spacing_mut().item_spacing.x = gap::S;
        for (ink, id) in [(colours.bar(theme::Tone::Ok), "hand-burn-received"), (colours.ink, "hand-burn-open")] {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 10.0), egui::Sense::hover());
            let thick = if id == "hand-burn-open" { 2.0 } else { rect.height() };
            let mark = egui::Rect::from_center_size(rect.center(), egui::vec2(rect.width(), thick));
            ui.painter().rect_filled(mark, 1, ink);
            ui.label(theme::label(cx.w.t(id)));
        }
    });
    plot(ui, &hours, begun, &name);
}

/// The hour of the first answer.
fn begun(look: &HandoverLook) -> Option<NaiveDateTime> {
    look.burn.first().and_then(|hour| hour.day.and_hms_opt(hour.hour, 0, 0))
}

/// `24-11 09`.
fn label(begun: NaiveDateTime, at: i64) -> String {
    let time = begun + TimeDelta::hours(at);
    format!("{} {:02} h", time.format("%d-%m"), time.hour())
}

fn hours(look: &HandoverLook, begun: NaiveDateTime) -> Vec<Hour> {
    let (.., open_now) = look.status.total();
    let received: u64 = look.burn.iter().map(|hour| hour.received).sum();
    // Backwards from what is open now: what was saved meanwhile counts as if it had been there.
    let mut open = open_now + received;
    let mut hours = Vec::with_capacity(look.burn.len());
    for hour in &look.burn {
        let Some(time) = hour.day.and_hms_opt(hour.hour, 0, 0) else { continue };
        open = open.saturating_sub(hour.received);
        hours.push(Hour { at: time.signed_duration_since(begun).num_hours(), received: hour.received, open });
    }
    let last = hours.last().map_or(0, |hour| hour.at);
    hours.retain(|hour| hour.at + HOURS_MAX >= last);
    hours
}

#[allow(clippy::cast_precision_loss, reason = "a picture")]
fn plot(ui: &mut Ui, hours: &[Hour], begun: NaiveDateTime, name: &str) {
    let colours = theme::palette(ui);
    let bars = hours.iter().map(|hour| Bar::new(hour.at as f64 + 0.5, hour.received as f64).width(0.8)).collect();
    let first = hours.first().map_or(0.0, |hour| (hour.open + hour.received) as f64);
    let from = hours.first().map_or(0.0, |hour| hour.at as f64);
    let open = hours.iter().map(|hour| [hour.at as f64 + 1.0, hour.open as f64]);
    let points: PlotPoints<'_> = std::iter::once([from, first]).chain(open).collect();
    let response = Plot::new("handover-burn")
        .height(ui.available_height().max(80.0))
        .width(ui.available_width())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_grid([false, true])
        .include_y(0.0)
        .include_x(from)
        .include_x(from + 8.0)
        .set_margin_fraction(egui::vec2(0.02, 0.08))
        .x_axis_formatter(move |mark, _range| short(begun, mark.value))
        .y_axis_formatter(|mark, _range| whole(mark.value))
        .show(ui, |plot| {
            plot.bar_chart(BarChart::new("received", bars).color(colours.bar(theme::Tone::Ok)));
            plot.line(Line::new("open", points).color(colours.ink).width(2.0));
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
}

/// The hour beneath a mark; nothing between two hours.
#[allow(clippy::cast_possible_truncation, reason = "hours of a fortnight")]
fn short(begun: NaiveDateTime, value: f64) -> String {
    if (value - value.round()).abs() > 0.01 || value < 0.0 {
        return String::new();
    }
    let time = begun + TimeDelta::hours(value.round() as i64);
    if time.hour() == 0 { time.format("%d-%m").to_string() } else { time.hour().to_string() }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts, never negative here")]
fn whole(value: f64) -> String {
    if value < 0.0 || (value - value.round()).abs() > 0.01 { String::new() } else { grouped(value.round() as u64) }
}
