//! The hospital in four pictures: registrations by the hour, queues, beds, tubes by stage and age. Each has a name that says its numbers.

use crate::desk::views::{ControlView, TUBE_HOURS};
use crate::hospital::lab::TubePlace;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Bar, bar, pane, panes, told_as};
use crate::words::grouped;
use chrono::Timelike as _;
use egui::{
    Align, Align2, CornerRadius, Label, Layout, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

/// Height of the strip.
pub const HEIGHT: f32 = 190.0;
/// Queues and wards shown, the fullest first.
const LINES_MAX: usize = 4;
/// Hours of a day that are always shown.
const HOURS_MIN: (usize, usize) = (7, 17);
/// Share of beds from which a ward counts as full.
const FULL: u32 = 90;
/// Height of a line of tubes.
const TUBES_LINE: f32 = 17.0;
/// From this column on tubes are old: eight hours.
const OLD: usize = 4;

/// Draws the strip into the upper part of what is left of the room.
pub fn show(ui: &mut Ui, view: &ControlView, cx: &Cx<'_>) {
    let [a, b, c, d] = panes(ui, [0.25; 4].map(|share| share * (ui.available_width() - 3.0 * gap::L)));
    let cut = |rect: Rect| Rect::from_min_size(rect.min, vec2(rect.width(), HEIGHT));
    let padding = if a.width() < 230.0 { gap::S } else { gap::M };
    ui.scope(|ui| pane(ui, cut(a), padding, |ui| registrations(ui, view, cx)));
    ui.scope(|ui| pane(ui, cut(b), padding, |ui| queues(ui, view, cx)));
    ui.scope(|ui| pane(ui, cut(c), padding, |ui| beds(ui, view, cx)));
    ui.scope(|ui| pane(ui, cut(d), padding, |ui| tubes(ui, view, cx)));
}

/// What it is about, and the number that says most; beneath, a second line.
fn title(ui: &mut Ui, text: &str, number: &str, aside: &str) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(theme::text(number).font(theme::bold(size::HEADING)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let response = ui.add(Label::new(theme::strong(text)).truncate());
                told_as(&response, Role::Heading, &format!("{text}: {number}"));
            });
        });
    });
    ui.add(Label::new(theme::label(aside)).truncate());
    ui.add_space(gap::XS);
}

fn at(hours: &[u64], hour: usize) -> u64 {
    hours.get(hour).copied().unwrap_or(0)
}

fn registrations(ui: &mut Ui, view: &ControlView, cx: &Cx<'_>) {
    let [today, yesterday] = &view.hours;
    let now = view.at.hour() as usize;
    let so_far: u64 = yesterday.iter().take(now + 1).sum();
    let aside = cx.w.with("control-yesterday", &[("n", &grouped(so_far))]);
    let name = cx.w.t("control-registrations");
    title(ui, &name, &grouped(today.iter().sum()), &aside);
    let busy = |hour: &usize| at(today, *hour) + at(yesterday, *hour) > 0;
    let first = (0..24).find(busy).unwrap_or(HOURS_MIN.0).min(HOURS_MIN.0);
    let last = (0..24).rev().find(busy).unwrap_or(HOURS_MIN.1).max(HOURS_MIN.1);
    let told: Vec<String> =
        (first..=last).filter(busy).map(|h| format!("{h}: {} ({})", at(today, h), at(yesterday, h))).collect();
    let extent = vec2(ui.available_width(), ui.available_height());
    columns(ui, extent, (first, last, now), [today, yesterday], &format!("{name}: {}. {}", told.join(", "), aside));
}

/// Filled columns of today; over them, as a line, yesterday's.
#[allow(clippy::cast_precision_loss, reason = "a picture; 24 columns at most")]
fn columns(
    ui: &mut Ui,
    extent: egui::Vec2,
    (first, last, now): (usize, usize, usize),
    [today, yesterday]: [&Vec<u64>; 2],
    name: &str,
) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let area = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 16.0));
    let highest = today.iter().chain(yesterday).copied().max().unwrap_or(0).max(1) as f32;
    let step = area.width() / (last - first + 1) as f32;
    ui.painter().hline(rect.x_range(), area.bottom(), colours.hairline());
    for (n, hour) in (first..=last).enumerate() {
        let left = step.mul_add(n as f32, area.left());
        let top = |value: u64| area.bottom() - (area.height() - 2.0) * value as f32 / highest;
        let column = |value| Rect::from_min_max(pos2(left + step * 0.15, top(value)), pos2(left + step * 0.85, area.bottom()));
        let ink = if hour == now { colours.primary.gamma_multiply(0.55) } else { colours.primary };
        if at(today, hour) > 0 {
            ui.painter().rect_filled(column(at(today, hour)), CornerRadius { nw: 2, ne: 2, sw: 0, se: 0 }, ink);
        }
        if at(yesterday, hour) > 0 {
            let line = Stroke::new(2.0, colours.ink.gamma_multiply(0.75));
            ui.painter().hline(left + step * 0.05..=left + step * 0.95, top(at(yesterday, hour)), line);
        }
        if step > 22.0 || n % 2 == 0 {
            let under = pos2(left + step / 2.0, area.bottom() + 2.0);
            ui.painter().text(under, Align2::CENTER_TOP, hour, theme::regular(size::KEY), colours.muted);
        }
    }
}

/// A name, a number at the right, a bar beneath.
fn measured(ui: &mut Ui, name: &str, number: &str, (value, of): (u64, u64), tone: Tone) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let ink = if tone == Tone::Plain { theme::palette(ui).ink } else { theme::palette(ui).ink_of(tone) };
            ui.label(theme::text(number).font(theme::bold(size::LABEL)).color(ink));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(theme::text(name).font(theme::regular(size::LABEL))).truncate());
            });
        });
    });
    let width = ui.available_width();
    bar(ui, &Bar { value, of, width, tone }, &format!("{name}: {number}"));
    ui.add_space(2.0);
}

fn queues(ui: &mut Ui, view: &ControlView, cx: &Cx<'_>) {
    let waiting: u64 = view.queues.iter().map(|q| q.waiting).sum();
    let clinics = view.queues.iter().filter(|q| q.waiting > 0).count() as u64;
    title(ui, &cx.w.t("control-waiting"), &grouped(waiting), &cx.w.count("control-clinics", clinics));
    let mut longest: Vec<_> = view.queues.iter().filter(|q| q.waiting > 0).collect();
    longest.sort_by_key(|q| std::cmp::Reverse(q.waiting));
    let most = longest.first().map_or(0, |q| q.waiting);
    for queue in longest.into_iter().take(LINES_MAX) {
        measured(ui, cx.clinic_name(&queue.clinic), &grouped(queue.waiting), (queue.waiting, most), Tone::Plain);
    }
}

fn beds(ui: &mut Ui, view: &ControlView, cx: &Cx<'_>) {
    let taken: u32 = view.wards.iter().map(|w| w.taken).sum();
    let all: u32 = view.wards.iter().map(|w| w.beds).sum();
    let full = view.wards.iter().filter(|w| w.per_cent() >= FULL).count() as u64;
    let number = format!("{} / {}", grouped(u64::from(taken)), grouped(u64::from(all)));
    title(ui, &cx.w.t("control-beds"), &number, &cx.w.count("control-full-wards", full));
    let mut fullest: Vec<_> = view.wards.iter().filter(|w| w.beds > 0).collect();
    fullest.sort_by_key(|w| std::cmp::Reverse((w.per_cent(), w.taken)));
    for ward in fullest.into_iter().take(LINES_MAX) {
        let tone = if ward.per_cent() >= FULL { Tone::Error } else { Tone::Plain };
        let known = cx.masters().and_then(|m| m.wards.iter().find(|w| w.code == ward.code));
        let name = known.map_or_else(|| ward.code.clone(), |w| format!("{} {}", w.code, w.name.get(cx.lang())));
        measured(ui, &name, &format!("{} %", ward.per_cent()), (u64::from(ward.taken), u64::from(ward.beds)), tone);
    }
}

/// Stages on the way to a report; what has ended is no backlog.
const STAGES: [TubePlace; 6] =
    [TubePlace::Labelled, TubePlace::Collected, TubePlace::OnTheWay, TubePlace::Received, TubePlace::Bench, TubePlace::Resulted];

fn tubes(ui: &mut Ui, view: &ControlView, cx: &Cx<'_>) {
    let of = |stage: TubePlace| view.lab.iter().find(|(place, _)| *place == stage).map_or([0; 6], |(_, ages)| *ages);
    let all: u64 = STAGES.iter().flat_map(|stage| of(*stage)).map(u64::from).sum();
    let old: u64 = STAGES.iter().flat_map(|stage| of(*stage).into_iter().skip(OLD)).map(u64::from).sum();
    title(ui, &cx.w.t("control-tubes"), &grouped(all), &cx.w.count("control-old-tubes", old));
    let most = STAGES.iter().flat_map(|stage| of(*stage)).max().unwrap_or(0);
    let label = (ui.available_width() * 0.4).clamp(62.0, 104.0);
    let heads: Vec<String> = TUBE_HOURS.iter().map(|hours| format!("<{hours}")).chain(["24+".to_owned()]).collect();
    let line = |ui: &mut Ui| ui.allocate_exact_size(vec2(ui.available_width(), TUBES_LINE - 1.0), Sense::hover());
    #[allow(clippy::cast_precision_loss, reason = "six columns")]
    let cell = |rect: Rect, n: usize| {
        let width = (rect.width() - label) / 6.0;
        Rect::from_min_size(pos2(rect.left() + label + width * n as f32, rect.top()), vec2(width, rect.height())).shrink(0.5)
    };
    let colours = theme::palette(ui);
    let (rect, _) = line(ui);
    let small = theme::regular(size::KEY - 1.0);
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, cx.w.t("control-age-hours"), small.clone(), colours.muted);
    let narrow = (rect.width() - label) / 6.0 < 24.0;
    for (n, head) in heads.iter().enumerate() {
        let head = if narrow { head.trim_start_matches(['<']).replace("24+", "+") } else { head.clone() };
        ui.painter().text(cell(rect, n).center(), Align2::CENTER_CENTER, head, small.clone(), colours.muted);
    }
    for stage in STAGES {
        let (rect, response) = line(ui);
        let word = cx.w.t(&format!("control-{}", stage.word_id()));
        let ages = of(stage);
        let told: Vec<String> =
            heads.iter().zip(ages).filter(|(_, n)| *n > 0).map(|(head, n)| format!("{head} h: {n}")).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{word}: {}", told.join(", "))));
        let mut job = egui::text::LayoutJob::simple_singleline(word.into_owned(), theme::regular(size::KEY), colours.ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(label - 4.0);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colours.ink);
        for (n, value) in ages.into_iter().enumerate() {
            heat(ui, cell(rect, n), value, most, n >= OLD);
        }
    }
}

/// A number on a ground that is the deeper the more there are; where it is old, with an edge.
#[allow(clippy::cast_precision_loss, reason = "a picture")]
fn heat(ui: &Ui, rect: Rect, value: u32, most: u32, old: bool) {
    let colours = theme::palette(ui);
    let radius = CornerRadius::same(2);
    if value == 0 {
        ui.painter().rect_filled(rect, radius, colours.track.gamma_multiply(0.45));
        return;
    }
    let share = (value as f32 / most.max(1) as f32).clamp(0.12, 1.0);
    let pair = if old { colours.warning } else { colours.info };
    let ground = if old { pair.ground } else { colours.soft };
    ui.painter().rect_filled(rect, radius, ground);
    // A bar at the foot says how many against the others, where shades would be told apart by colour alone.
    let foot = Rect::from_min_size(pos2(rect.left(), rect.bottom() - 3.0), vec2(rect.width() * share, 3.0));
    ui.painter().rect_filled(foot, radius, if old { pair.ink } else { colours.primary });
    if old {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, pair.ink), StrokeKind::Inside);
    }
    let ink = if old { pair.ink } else { colours.ink };
    ui.painter().text(rect.center() - vec2(0.0, 1.0), Align2::CENTER_CENTER, value, theme::bold(size::KEY - 0.5), ink);
}
