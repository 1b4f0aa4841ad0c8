//! First run: set up this counter, rebuild one whose PC died, or try the demo hospital. Also tells why a counter cannot be opened.

use super::{Screen, column};
use crate::problem::Problem;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Banner, card, halo};
use crate::worker::{Event, Job, JobKind};
use egui::{Id, Key, Response, RichText, Sense, Ui, WidgetInfo, accesskit::Role};

/// The first screen of a fresh installation.
#[derive(Default)]
pub struct WelcomeScreen {
    /// Set when there is a counter that cannot be opened.
    pub broken: Option<Problem>,
    /// The demo hospital is being made.
    busy: bool,
    refused: Option<Problem>,
}

impl Screen for WelcomeScreen {
    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::SetUpDone { demo: Some(_), .. } => {
                *self = Self::default();
                cx.go(Route::SignIn);
                true
            }
            Event::Refused { job: JobKind::SetUp, problem } if self.busy => {
                self.busy = false;
                self.refused = Some(problem.clone());
                true
            }
            _ => false,
        }
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        column(ui, 980.0, |ui| {
            ui.add_space((ui.available_height() * 0.12).max(gap::L));
            ui.label(RichText::new(cx.w.t("welcome-title").as_ref()).font(theme::bold(size::BIG)));
            ui.label(theme::text(cx.w.t("welcome-what")));
            ui.add_space(gap::XL);
            if let Some(problem) = self.broken.as_ref().or(self.refused.as_ref()) {
                let _dismissed = Banner::new(Tone::Error, &problem.told(cx.lang())).show(ui);
                ui.add_space(gap::L);
            }
            if self.broken.is_none() {
                self.choices(ui, cx);
            }
        });
    }
}

impl WelcomeScreen {
    fn choices(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (set_up, demo, rebuild) =
            ui.input(|i| (i.key_pressed(Key::Num1), i.key_pressed(Key::Num2), i.key_pressed(Key::Num3)));
        let width = (ui.available_width() - 2.0 * gap::L) / 3.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            let first = choice(ui, "welcome-set-up", "1", width, !self.busy, cx);
            let second = choice(ui, "welcome-demo", "2", width, !self.busy, cx);
            let third = choice(ui, "welcome-rebuild", "3", width, !self.busy, cx);
            // Arrows and Enter find their way from the start.
            if ui.memory(|m| m.focused().is_none()) {
                first.request_focus();
            }
            if !self.busy && (set_up || first.clicked()) {
                cx.go(Route::SetUp);
            }
            if !self.busy && (rebuild || third.clicked()) {
                cx.go(Route::Rebuild);
            }
            if !self.busy && (demo || second.clicked()) {
                self.busy = true;
                self.refused = None;
                cx.send(Job::Demo);
            }
        });
        ui.add_space(gap::M);
        let line = if self.busy { "welcome-demo-busy" } else { "welcome-keys" };
        ui.label(theme::label(cx.w.t(line)));
    }
}

/// A card that is one large button.
fn choice(ui: &mut Ui, id: &str, key: &str, width: f32, enabled: bool, cx: &Cx<'_>) -> Response {
    let title = cx.w.t(id);
    let inner = card(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_width(width - 34.0);
            ui.set_min_height(140.0);
            ui.horizontal(|ui| {
                ui.label(theme::heading(title.as_ref()));
                crate::window::widgets::key_cap(ui, key);
            });
            ui.add_space(gap::S);
            ui.add(egui::Label::new(theme::text(cx.w.t(&format!("{id}.what")))).wrap());
        })
    });
    let rect = inner.response.rect;
    let response = ui.interact(rect, Id::unique(id), if enabled { Sense::click() } else { Sense::hover() });
    if response.has_focus() || response.hovered() {
        halo(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, title.as_ref()));
    response
}
