//! The right side of the screen: who it might be, or the number just given out.

use super::{Kind, OpdScreen};
use crate::desk::views::{PatientFile, Saved};
use crate::window::commands::UiCommand;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{self, Button, MatchLine, Said, key_line, said_line};
use crate::words::grouped;
use egui::{Align, CornerRadius, Frame, Id, Layout, Margin, Rect, RichText, ScrollArea, Stroke, Ui};

/// Matches with a key of their own.
const MATCHES_MAX: usize = 9;
const FOOT_HEIGHT: f32 = 44.0;
const CAPS: [&str; MATCHES_MAX] = ["Alt 1", "Alt 2", "Alt 3", "Alt 4", "Alt 5", "Alt 6", "Alt 7", "Alt 8", "Alt 9"];

impl OpdScreen {
    pub(super) fn side(&mut self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        let colours = theme::palette(ui);
        let frame = Frame::new()
            .fill(colours.surface)
            .stroke(Stroke::new(theme::HAIRLINE, colours.line))
            .corner_radius(CornerRadius::same(theme::RADIUS));
        frame.show(ui, |ui| {
            ui.set_min_size(rect.size() - egui::vec2(2.0, 2.0));
            ui.set_max_width(rect.width() - 2.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            if let Some(last) = self.last.clone().filter(|_| self.show_last) {
                just_saved(ui, &last, cx);
            } else {
                self.people(ui, cx);
            }
        });
    }

    fn people(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let shown = if self.dismissed { 0 } else { self.matches.len().min(MATCHES_MAX) };
        head(ui, |ui| {
            let title = match (&self.kind, shown) {
                (Kind::Returning(_), _) => "opd-side-known",
                (Kind::Seek, _) => "opd-side-found",
                (Kind::New, _) => "opd-side-title",
            };
            ui.label(theme::strong(cx.w.t(title)));
            ui.add(egui::Label::new(theme::label(self.side_line(shown, cx))).wrap());
        });
        widgets::split_line(ui);
        let room = (ui.available_height() - FOOT_HEIGHT).max(60.0);
        if let Kind::Returning(file) = &self.kind {
            ScrollArea::vertical().id_salt("opd-visits").auto_shrink([false, false]).show(ui, |ui| past_visits(ui, file, cx));
            return;
        }
        let mut taken = None;
        ScrollArea::vertical().id_salt("opd-people").max_height(room).min_scrolled_height(room).auto_shrink([false, false]).show(
            ui,
            |ui| {
                let does = cx.w.t("opd-take");
                for (n, (found, patient)) in self.matches.iter().filter_map(|m| Some((m, m.ours()?))).take(shown).enumerate() {
                    let id = Id::unique(("opd-match", n));
                    let cap = CAPS.get(n).copied().unwrap_or("");
                    let line = MatchLine::new(id, patient, &found.why, cx.today()).key(cap, &does).chosen(n == 0);
                    if line.show(ui, cx.w).clicked() {
                        taken = u8::try_from(n + 1).ok();
                    }
                }
            },
        );
        if shown > 0 {
            foot(ui, cx);
        }
        if let Some(n) = taken {
            cx.wish(Wish::Run(UiCommand::Take(n)));
        }
    }

    /// How many are looked through and how fast, or what to do.
    fn side_line(&self, shown: usize, cx: &Cx<'_>) -> String {
        if matches!(self.kind, Kind::Returning(_)) {
            return cx.w.t("opd-side-known.what").into_owned();
        }
        if self.dismissed {
            return cx.w.t("opd-side-dismissed").into_owned();
        }
        let patients = cx.shared.status.as_ref().map_or(0, |s| s.patients);
        let typed = !self.seek.trim().is_empty() || self.is_unfinished();
        if shown == 0 {
            let id = if typed { "opd-side-nobody" } else { "opd-side-empty" };
            return cx.w.with(id, &[("patients", &grouped(patients))]);
        }
        let ms = (self.micros / 1000).max(1);
        cx.w.with("opd-side-line", &[("patients", &grouped(patients)), ("ms", &ms.to_string())])
    }
}

fn head(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 14, right: 14, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        content(ui);
    });
}

/// Where the patient has been, the latest first.
fn past_visits(ui: &mut Ui, file: &PatientFile, cx: &Cx<'_>) {
    for visit in &file.visits {
        Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(theme::strong(cx.clinic_name(&visit.clinic)));
            let at = widgets::date_time(visit.at, cx.today());
            ui.label(theme::label(
                cx.w.with("opd-visit-line", &[("at", &at), ("token", &visit.token.label), ("room", &visit.room)]),
            ));
            if visit.voided.is_some() {
                widgets::tag(ui, &cx.w.t("list-void"), Tone::Error);
            }
        });
        widgets::split_line(ui);
    }
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::split_line(ui);
    let frame = Frame::new().inner_margin(Margin::symmetric(14, 10));
    let response = frame.show(ui, |ui| key_line(ui, "Alt N", &cx.w.t("command-none-of-these"))).response;
    let response = ui.interact(response.rect, Id::unique("opd-none"), egui::Sense::CLICK);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, cx.w.t("command-none-of-these").as_ref()));
    if response.clicked() {
        cx.wish(Wish::Run(UiCommand::NoneOfThese));
    }
}

/// What is said to the patient: token, room, number. Stays until the next patient's first key.
fn just_saved(ui: &mut Ui, saved: &Saved, cx: &mut Cx<'_>) {
    head(ui, |ui| {
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.with("opd-saved-at", &[("at", &widgets::time(saved.at))]) });
        ui.add_space(gap::S);
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.label(theme::label(cx.w.t("opd-saved-token")));
            ui.label(RichText::new(&saved.token.label).font(theme::bold(size::HUGE)).color(theme::palette(ui).primary));
            let clinic = cx.clinic_name(&saved.clinic);
            let place = cx.w.with("opd-saved-place", &[("clinic", clinic), ("room", &saved.room)]);
            ui.add(egui::Label::new(theme::strong(place)).wrap());
            ui.label(theme::label(cx.w.count("opd-saved-waiting", cx.waiting_at(&saved.clinic))));
            ui.add_space(gap::L);
            ui.label(theme::label(cx.w.t("opd-saved-number")));
            ui.add(egui::Label::new(theme::big(saved.patient.as_str()).size(size::BIG - 6.0)).wrap());
            widgets::name_pair(ui, &saved.name, cx.lang());
            ui.add_space(gap::M);
            if saved.rupees > 0 {
                let receipt = saved.receipt.as_ref().map_or("", |r| r.as_str());
                let text =
                    cx.w.with("opd-saved-fee", &[("rupees", &widgets::money(u64::from(saved.rupees))), ("receipt", receipt)]);
                ui.add(egui::Label::new(theme::text(text)).wrap());
                ui.add_space(gap::M);
            }
            if ui.add(Button::secondary(&cx.w.t("command-print-again")).key("Ctrl P").no_focus()).clicked() {
                cx.wish(Wish::Run(UiCommand::PrintAgain));
            }
            ui.add_space(gap::S);
            ui.label(theme::label(cx.w.t("opd-saved-next")));
        });
    });
}
