//! What the law's clocks ask for, and how full the house is: the part of the home screen for wards, emergency and registers.

use crate::desk::cases::{CaseKind, CaseRow, DueKind, DueLine, WardLine};
use crate::hospital::forms::Sheet;
use crate::hospital::permissions::Right;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{BigNumber, Button, card, section, tag};
use crate::words::grouped;
use crate::worker::{CaseEvent, CaseJob, Job};
use egui::{Align, Layout, Ui, vec2};
use std::sync::Arc;

/// Lines shown; the rest stands in the registers.
const LINES_MAX: usize = 6;
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
        let all =
            [(sum(|w| w.taken + w.unplaced), "home-in-beds"), (sum(|w| w.free), "home-free-beds"), (emergency, "home-emergency")];
        let width = (ui.available_width() - gap::M * 2.0) / 3.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            for (number, caption) in all {
                BigNumber::new(&grouped(number), &cx.w.t(caption)).width(width).show(ui);
            }
        });
    }

    /// The card: overdue first, each line opens the form that settles it.
    pub fn card(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(lines) = self.lines.clone() else { return };
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::XS;
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

fn due_line(ui: &mut Ui, line: &DueLine, cx: &mut Cx<'_>) {
    let (said, tone) = left(line, cx);
    let what = cx.w.t(line.kind.word_id());
    let number = line.number.as_ref().map_or("", |n| n.as_str());
    let name = line.name.as_ref().map_or("", |n| n.shown());
    let about = [name, number].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    let told = format!("{what}, {about}, {said}");
    let mut clicked = false;
    ui.horizontal(|ui| {
        clicked = ui.add(Button::quiet(&what).name(&told)).clicked();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| tag(ui, &said, tone));
    });
    ui.horizontal(|ui| {
        ui.add_space(gap::S);
        ui.add(egui::Label::new(theme::label(about)).truncate());
    });
    ui.allocate_space(vec2(0.0, 2.0));
    if clicked {
        cx.go(route(line));
    }
}
