//! What the law's clocks ask for, and how full the house is: the part of the home screen for wards, emergency and registers.

use crate::desk::cases::{CaseKind, CaseRow, DueKind, DueLine, WardLine};
use crate::hospital::forms::Sheet;
use crate::hospital::permissions::Right;
use crate::window::routes::Route;
use crate::window::screens::books::name_in;
use crate::window::state::Cx;
use crate::window::theme::{self, RADIUS, Tone, gap, size};
use crate::window::widgets::{Button, card, card_edge, halo, section, tag};
use crate::words::grouped;
use crate::worker::{CaseEvent, CaseJob, Job};
use egui::{Align, CornerRadius, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};
use std::sync::Arc;

/// Lines shown; the rest stands in the registers.
const LINES_MAX: usize = 6;
/// Two lines of text.
const LINE_HEIGHT: f32 = 46.0;
/// From so many hours left on they are told in days.
const HOURS_TOLD: i64 = 48;

/// What was heard last.
#[derive(Default)]
pub struct Due {
    lines: Option<Arc<Vec<DueLine>>>,
    wards: Option<Arc<Vec<WardLine>>>,
    /// In the emergency now, without packs that wait.
    emergency: Option<u64>,
}

/// Asks for it, as far as the person may know it.
pub fn ask(cx: &mut Cx<'_>) {
    if cx.may(Right::ReadRegisters) {
        cx.send(Job::Case(CaseJob::Due));
    }
    if cx.may(Right::Find) {
        cx.send(Job::Case(CaseJob::Board));
        cx.send(Job::Case(CaseJob::List { kind: CaseKind::Arrival }));
    }
}

impl Due {
    pub fn hear(&mut self, event: &CaseEvent) {
        let here = |row: &&CaseRow| row.case.arrival().is_some_and(|a| !a.waiting);
        match event {
            CaseEvent::Due(lines) => self.lines = Some(Arc::clone(lines)),
            CaseEvent::Board { wards, .. } => self.wards = Some(Arc::clone(wards)),
            CaseEvent::Cases { kind: CaseKind::Arrival, rows } => {
                self.emergency = Some(rows.iter().filter(here).count() as u64);
            }
            _ => {}
        }
    }

    /// In beds, free, in the emergency. Nothing until all is known, nor in a house without beds.
    pub fn numbers(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let (Some(wards), Some(emergency)) = (&self.wards, self.emergency) else { return };
        let sum = |of: fn(&WardLine) -> u32| wards.iter().map(|w| u64::from(of(w))).sum::<u64>();
        let all = [(sum(|w| w.taken), "home-in-beds"), (sum(|w| w.free), "home-free-beds"), (emergency, "home-emergency")];
        let width = (ui.available_width() - gap::M * 2.0) / 3.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            for (number, caption) in all {
                figure(ui, &grouped(number), &cx.w.t(caption), width);
            }
        });
    }

    /// The card: overdue first, each line opens the form that settles it.
    pub fn card(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(lines) = self.lines.clone() else { return };
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            section(ui, &cx.w.t("home-due"));
            if lines.is_empty() {
                ui.label(theme::label(cx.w.t("home-due-none")));
            }
            for line in lines.iter().take(LINES_MAX) {
                due_line(ui, line, cx);
            }
            let more = lines.len().saturating_sub(LINES_MAX);
            if more > 0 && ui.add(Button::quiet(&cx.w.count("home-due-more", more as u64)).key("Shift F9")).clicked() {
                cx.go(Route::Book(None));
            }
        });
    }
}

/// A number with what it counts beside it, in a low card.
fn figure(ui: &mut Ui, number: &str, caption: &str, width: f32) {
    let edge = theme::palette(ui).line;
    let response = card_edge(ui, edge, 6, |ui| {
        ui.set_width(width - 14.0);
        ui.horizontal(|ui| {
            ui.add_space(gap::XS + 2.0);
            ui.label(RichText::new(number).font(theme::bold(size::FIGURE)));
            ui.add(Label::new(theme::label(caption)).truncate());
        });
    })
    .response;
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, format!("{caption}: {number}")));
}

/// How long is left, or how long it is over, and how pressing that is.
fn left(line: &DueLine, cx: &Cx<'_>) -> (String, Tone) {
    let left = line.due.signed_duration_since(cx.now);
    let (hours, days) = (left.num_hours().unsigned_abs(), left.num_days().unsigned_abs());
    let in_days = left.num_hours().abs() >= HOURS_TOLD;
    match (line.overdue || left.num_seconds() < 0, in_days) {
        (true, true) => (cx.w.count("home-overdue-days", days), Tone::Error),
        (true, false) => (cx.w.count("home-overdue-hours", hours), Tone::Error),
        (false, true) => (cx.w.count("home-left-days", days), Tone::Plain),
        (false, false) => (cx.w.count("home-left-hours", hours), Tone::Warning),
    }
}

/// The form that settles it, with whom or what it is about.
fn route(line: &DueLine) -> Route {
    let subject = match line.kind {
        DueKind::Police | DueKind::Registrar => "record",
        DueKind::MlcSheet => "arrival",
        DueKind::DeathReport | DueKind::CauseOfDeath => "stay",
    };
    Route::Form { form: line.kind.form(), values: Sheet::default().with(subject, line.case.to_string()) }
}

/// One line: what, about whom, how long is left. The whole of it is a button.
fn due_line(ui: &mut Ui, line: &DueLine, cx: &mut Cx<'_>) {
    let (said, tone) = left(line, cx);
    let what = cx.w.t(line.kind.word_id());
    let number = line.number.as_ref().map_or("", |n| n.as_str());
    let name = line.name.as_ref().map_or("", |name| name_in(name, cx.lang()));
    let about = [name, number].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_HEIGHT), Sense::click());
    let colours = theme::palette(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), colours.sunken);
    }
    let inner = rect.shrink2(vec2(gap::S, 2.0));
    let right = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let mark = ui.scope_builder(right, |ui| tag(ui, &said, tone).rect).inner;
    let words = Rect::from_min_max(inner.min, pos2(mark.left() - gap::S, inner.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::LEFT)), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(Label::new(theme::text(what.as_ref()).color(colours.primary)).truncate());
        ui.add(Label::new(theme::label(&about)).truncate());
    });
    if response.has_focus() {
        halo(ui, rect);
    }
    let told = format!("{what}, {about}, {said}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
    if response.clicked() {
        cx.go(route(line));
    }
}
