//! Today in figures and pictures, and what to do next.

mod due;
mod lab;

use super::{Screen, column};
use crate::desk::views::{DayFigures, Status};
use crate::window::commands::{UiCommand, line_of};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{self, Bar, BigNumber, Button, bar, card, hours, section};
use crate::words::grouped;
use crate::worker::{Event, Job};
use chrono::{DateTime, FixedOffset, TimeDelta, Timelike as _};
use egui::{Ui, vec2};

/// Figures older than this are asked for again while the screen is shown.
const FRESH_SECS: i64 = 55;
/// Clinics shown with their queue.
const CLINICS_SHOWN_MAX: usize = 8;
/// Hours of an OPD day that are always shown.
const FIRST_HOUR: usize = 7;
const LAST_HOUR: usize = 17;

/// The home screen.
#[derive(Default)]
pub struct HomeScreen {
    figures: Option<Box<DayFigures>>,
    asked: Option<DateTime<FixedOffset>>,
    due: due::Due,
    lab: lab::Lab,
    /// Said by the OPD screen: a form with something typed waits.
    pub unfinished: bool,
}

impl Screen for HomeScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Figures(figures) => {
                self.figures = Some(figures.clone());
                return true;
            }
            Event::Case(event) => self.due.hear(event),
            Event::Lab(event) => self.lab.hear(event),
            _ => {}
        }
        false
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.asked.is_none_or(|at| cx.now.signed_duration_since(at) > TimeDelta::seconds(FRESH_SECS)) {
            self.ask(cx);
        }
        let figures = self.figures.clone().unwrap_or_default();
        column(ui, 1100.0, |ui| {
            ui.spacing_mut().item_spacing.y = gap::L;
            ui.label(theme::heading(greeting(cx)));
            let laboratory = lab::is_home(cx);
            if laboratory {
                self.lab.numbers(ui, cx);
            } else {
                numbers(ui, &figures, cx);
            }
            self.due.numbers(ui, cx);
            let width = ui.available_width();
            let left = (width - gap::L) * 0.58;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::L;
                ui.vertical(|ui| {
                    ui.set_width(left);
                    if laboratory {
                        self.lab.by_age(ui, cx);
                    } else {
                        by_hour(ui, &figures, cx);
                    }
                    self.next_steps(ui, cx);
                });
                ui.vertical(|ui| {
                    ui.set_width(width - gap::L - left);
                    self.due.card(ui, cx);
                    if laboratory {
                        self.lab.capacity(ui, cx);
                    } else {
                        self.lab.card(ui, cx);
                        waiting(ui, &figures, cx);
                    }
                });
            });
        });
    }
}

impl HomeScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.now);
        cx.send(Job::Figures { day: cx.today() });
        due::ask(cx);
        lab::ask(cx);
    }

    /// At most five lines, the most pressing first.
    fn next_steps(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            section(ui, &cx.w.t("home-next"));
            if let Some(status) = cx.shared.status.clone() {
                pressing(ui, &status, cx);
            }
            if self.unfinished {
                step(ui, UiCommand::OpdNew, "home-unfinished", cx);
            }
            if lab::is_home(cx) {
                step(ui, UiCommand::Lab, "home-lab-board", cx);
                step(ui, UiCommand::LabOrder, "command-lab-order", cx);
            }
            step(ui, UiCommand::OpdNew, "home-new", cx);
            step(ui, UiCommand::OpdReturning, "home-returning", cx);
            step(ui, UiCommand::Queue, "home-queue", cx);
            if cx.shared.status.as_ref().is_some_and(|s| s.not_handed_over > 0) {
                step(ui, UiCommand::HandoverScreen, "home-handover", cx);
            }
        });
    }
}

fn greeting(cx: &Cx<'_>) -> String {
    let part = match cx.now.hour() {
        4..=11 => "home-morning",
        12..=16 => "home-afternoon",
        _ => "home-evening",
    };
    let name = cx.shared.person.as_ref().map_or("", |p| p.name.get(cx.lang()));
    cx.w.with(part, &[("name", name)])
}

fn numbers(ui: &mut Ui, figures: &DayFigures, cx: &Cx<'_>) {
    let waiting: u64 = figures.waiting.iter().map(|(_, n)| n).sum();
    let all = [
        (grouped(figures.new_visits), "home-new-visits"),
        (grouped(figures.follow_ups), "home-follow-ups"),
        (grouped(waiting), "home-waiting"),
        (widgets::money(figures.rupees), "home-fees"),
        (grouped(figures.voided), "home-voided"),
    ];
    let width = (ui.available_width() - gap::M * 4.0) / 5.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::M;
        for (number, caption) in all {
            BigNumber::new(&number, &cx.w.t(caption)).called().width(width).show(ui);
        }
    });
}

fn by_hour(ui: &mut Ui, figures: &DayFigures, cx: &Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        section(ui, &cx.w.t("home-by-hour"));
        let busy = |n: &usize| figures.by_hour.get(*n).is_some_and(|v| *v > 0);
        let first = (0..24).find(busy).unwrap_or(FIRST_HOUR).min(FIRST_HOUR);
        let last = (0..24).rev().find(busy).unwrap_or(LAST_HOUR).max(LAST_HOUR);
        let values: Vec<u64> = (first..=last).map(|h| figures.by_hour.get(h).copied().unwrap_or(0)).collect();
        let extent = vec2(ui.available_width(), 150.0);
        hours(ui, extent, u32::try_from(first).unwrap_or(0), &values, Some(cx.now.hour()), &cx.w.t("home-by-hour"));
    });
}

fn waiting(ui: &mut Ui, figures: &DayFigures, cx: &Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::S;
        section(ui, &cx.w.t("home-waiting-by-clinic"));
        if figures.waiting.is_empty() {
            ui.label(theme::label(cx.w.t("home-nobody-waits")));
        }
        let most = figures.waiting.iter().map(|(_, n)| *n).max().unwrap_or(0);
        for (clinic, n) in figures.waiting.iter().take(CLINICS_SHOWN_MAX) {
            let name = cx.clinic_name(clinic);
            let width = ui.available_width();
            ui.horizontal(|ui| {
                ui.add(egui::Label::new(theme::text(name)).truncate());
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.label(theme::strong(grouped(*n))));
            });
            bar(ui, &Bar { value: *n, of: most, width, tone: Tone::Plain }, &format!("{name}: {n}"));
        }
    });
}

fn pressing(ui: &mut Ui, status: &Status, cx: &mut Cx<'_>) {
    if status.prints_failed > 0 {
        let text = cx.w.count("home-prints-failed", status.prints_failed);
        step_text(ui, UiCommand::Prints, &text, cx);
    }
    if status.numbers_low {
        let text = cx.w.with("home-numbers-low", &[("n", &grouped(u64::from(status.numbers_left)))]);
        crate::window::widgets::said_line(ui, &crate::window::widgets::Said::hint(text));
    }
}

fn step(ui: &mut Ui, command: UiCommand, id: &str, cx: &mut Cx<'_>) {
    let text = cx.w.t(id);
    step_text(ui, command, &text, cx);
}

fn step_text(ui: &mut Ui, command: UiCommand, text: &str, cx: &mut Cx<'_>) {
    let Some(line) = line_of(command) else { return };
    if line.right.is_some_and(|right| !cx.may(right)) {
        return;
    }
    if ui.add(Button::quiet(text).key(line.cap)).clicked() {
        cx.wish(Wish::Run(command));
    }
}
