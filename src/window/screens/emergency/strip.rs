//! Two pictures above the board: how many are in each category now, and who came by hour today.

use super::rows::waits;
use super::triage;
use crate::desk::cases::CaseRow;
use crate::window::state::Cx;
use crate::window::theme::{self, gap, size};
use crate::window::widgets::{bare, hours, pane};
use crate::words::grouped;
use chrono::Timelike as _;
use egui::{CornerRadius, Label, Rect, RichText, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// Share of the width that the hours take.
const HOURS_SHARE: f32 = 0.42;

/// Arrivals by hour of the day; packs that nobody wears do not count.
#[must_use]
pub fn by_hour(rows: &[CaseRow]) -> [u64; 24] {
    let mut hours = [0; 24];
    for row in rows.iter().filter(|row| row.case.cancelled.is_none() && !waits(row)) {
        if let Some(hour) = hours.get_mut(row.case.at.hour() as usize) {
            *hour += 1;
        }
    }
    hours
}

/// Draws both into `rect`.
pub fn show(ui: &mut Ui, rect: Rect, rows: &[CaseRow], by_hour: &[u64; 24], cx: &Cx<'_>) {
    let cut = rect.left() + rect.width() * (1.0 - HOURS_SHARE);
    let left = Rect::from_min_max(rect.min, pos2(cut - gap::M, rect.bottom()));
    let right = Rect::from_min_max(pos2(cut, rect.top()), rect.max);
    categories(ui, left, rows, cx);
    pane(ui, right, gap::S, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let title = cx.w.t("er-by-hour");
        ui.label(theme::label(title.as_ref()));
        let extent = vec2(ui.available_width(), ui.available_height());
        // The last hours that fit, up to now.
        let now = cx.now.hour();
        let first = now.saturating_sub(11);
        let shown: Vec<u64> = (first..=now.max(first + 11).min(23)).map(|h| at_hour(by_hour, h)).collect();
        let told: Vec<String> =
            (0..24).filter(|h| at_hour(by_hour, *h) > 0).map(|h| format!("{h}: {}", at_hour(by_hour, h))).collect();
        hours(ui, extent, first, &shown, Some(now), &format!("{title}: {}", told.join(", ")));
    });
}

fn at_hour(by_hour: &[u64; 24], hour: u32) -> u64 {
    by_hour.get(hour as usize).copied().unwrap_or(0)
}

/// A box for each category: its colour, its word, how many.
fn categories(ui: &mut Ui, rect: Rect, rows: &[CaseRow], cx: &Cx<'_>) {
    let Some(masters) = cx.masters() else { return };
    let here: Vec<usize> =
        rows.iter().filter(|row| !waits(row)).filter_map(|row| triage::of(row, cx)).map(|(at, _)| at).collect();
    #[allow(clippy::cast_precision_loss, reason = "a handful of categories")]
    let count = masters.triage.len().max(1) as f32;
    let width = (rect.width() - gap::S * (count - 1.0)) / count;
    let mut left = rect.left();
    for (at, category) in masters.triage.iter().enumerate() {
        let own = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left = own.right() + gap::S;
        let n = here.iter().filter(|other| **other == at).count() as u64;
        let pair = triage::pair(theme::palette(ui), category.colour);
        pane(ui, own, 0.0, |ui| {
            let stripe = Rect::from_min_size(own.min, vec2(own.width(), 6.0));
            let rounded = CornerRadius { nw: theme::RADIUS, ne: theme::RADIUS, sw: 0, se: 0 };
            ui.painter().rect_filled(stripe, rounded, pair.ground);
            let inner = Rect::from_min_max(pos2(own.left(), own.top() + 6.0), own.max);
            bare(ui, inner, gap::S, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let figure = RichText::new(grouped(n)).font(theme::bold(size::BIG));
                ui.label(if n == 0 { figure.weak() } else { figure });
                ui.add(Label::new(theme::label(category.name.get(cx.lang()))).wrap());
            });
        });
        let response = ui.interact(own, ui.scope_id().with(("er-category", at)), egui::Sense::hover());
        let name = format!("{}: {n}", category.name.get(cx.lang()));
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    }
}
