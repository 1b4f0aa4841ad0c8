//! The right side of the screen: who it might be, or the number just given out.

use super::{Kind, OpdScreen};
use crate::desk::views::{PatientFile, Saved};
use crate::window::commands::UiCommand;
use crate::window::screens::crosswalk::uhid_mark;
use crate::window::screens::likely::{self, MATCHES_MAX};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{self, Button, Said, said_line};
use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, RichText, ScrollArea, Stroke, Ui};

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

    fn people(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let shown =
            if self.dismissed { &[][..] } else { self.matches.get(..self.matches.len().min(MATCHES_MAX)).unwrap_or_default() };
        if let Some(matched) = self.form.still_matched() {
            return likely::taken_panel(ui, matched, self.taken.as_ref(), cx);
        }
        let title = match &self.kind {
            Kind::Returning(_) => "opd-side-known",
            Kind::Seek => "opd-side-found",
            Kind::New => "opd-side-title",
        };
        likely::head(ui, &cx.w.t(title), &self.side_line(shown.len(), cx));
        widgets::split_line(ui);
        if let Kind::Returning(file) = &self.kind {
            ScrollArea::vertical().id_salt("opd-visits").auto_shrink([false, false]).show(ui, |ui| {
                if file.central.is_some() {
                    Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| uhid_mark(ui, file.central.as_ref(), cx));
                    widgets::split_line(ui);
                }
                past_visits(ui, file, cx);
            });
            return;
        }
        likely::people(ui, shown, cx);
    }

    /// How many are looked through and how fast, or what to do.
    fn side_line(&self, shown: usize, cx: &Cx<'_>) -> String {
        if matches!(self.kind, Kind::Returning(_)) {
            return cx.w.t("opd-side-known.what").into_owned();
        }
        if self.dismissed {
            return cx.w.t("opd-side-dismissed").into_owned();
        }
        let typed = !self.seek.trim().is_empty() || self.is_unfinished();
        likely::side_line((shown, self.micros), typed, cx)
    }
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

fn head(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 14, right: 14, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        content(ui);
    });
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
