//! The right side of a requisition: the tubes in the order of draw with what should be looked at; or what was saved.

use super::entered::entered_line;
use super::{LabOrderScreen, warning_text};
use crate::hospital::lab::{Accession, tube};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Said, said_line, split_line, told_as};
use egui::{Align, Layout, RichText, ScrollArea, Sense, Ui, vec2};

const CAP: egui::Vec2 = egui::Vec2::new(16.0, 26.0);

/// The tube as a picture.
fn cap(ui: &mut Ui, kind: &str, cx: &Cx<'_>) {
    let def = tube(kind);
    let (rect, response) = ui.allocate_exact_size(CAP, Sense::hover());
    theme::paint_tube(ui.painter(), rect, def.colour, theme::palette(ui).edge);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, def.name.get(cx.lang())));
}

/// `1 ▯ Yellow gel` with its tests beneath, and the label that was scanned for it.
fn planned_tube(ui: &mut Ui, (n, kind, tests): (usize, &str, &[String]), (label, next): (Option<Accession>, bool), cx: &Cx<'_>) {
    let def = tube(kind);
    let name = def.name.get(cx.lang());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        cap(ui, kind, cx);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(theme::strong(format!("{} · {name}", n + 1)));
            let codes = tests.join(", ");
            ui.add(egui::Label::new(theme::label(codes)).wrap());
            match label {
                Some(label) => {
                    said_line(ui, &Said { tone: Tone::Ok, text: label.spaced() });
                }
                None if next => {
                    said_line(ui, &Said::hint(cx.w.t("laborder-label-next").into_owned()));
                }
                None => {}
            }
        });
    });
}

impl LabOrderScreen {
    pub(super) fn side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        if self.taking_back.is_some() {
            return self.taking_back(ui, cx);
        }
        ScrollArea::vertical().id_salt("laborder-side").auto_shrink([false, false]).show(ui, |ui| {
            if self.show_last && !self.entered.is_empty() {
                self.receipt(ui, cx);
            } else {
                self.tubes(ui, cx);
            }
            self.list_of_entered(ui, cx);
        });
    }

    /// What is to be drawn.
    fn tubes(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let title = cx.w.t("laborder-tubes");
        let response = ui.label(theme::strong(title.clone()));
        told_as(&response, egui::accesskit::Role::Heading, &title);
        let Some(plan) = &self.plan else {
            ui.add(egui::Label::new(theme::text(cx.w.t("laborder-no-tubes")).weak()).wrap());
            return;
        };
        if !plan.unknown.is_empty() {
            said_line(ui, &Said::fault(cx.w.with("laborder-no-test", &[("text", &plan.unknown.join(", "))])));
        }
        let labels = self.labels();
        for (n, planned) in plan.tubes.iter().enumerate() {
            let label = labels.get(n).copied();
            planned_tube(ui, (n, &planned.kind, &planned.tests), (label, !labels.is_empty() && n == labels.len()), cx);
        }
        if labels.len() > plan.tubes.len() {
            said_line(ui, &Said::fault(cx.w.t("laborder-labels-more").into_owned()));
        }
        for warning in &plan.warnings {
            said_line(ui, &Said::hint(warning_text(warning, cx)));
        }
    }

    /// What was saved last: numbers large, and that the labels are on their way.
    fn receipt(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(last) = self.entered.last() else { return };
        if last.taken_back {
            return;
        }
        let done = &last.done;
        let at = crate::window::widgets::time(done.at);
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.with("laborder-saved", &[("at", &at)]) });
        if let Some(name) = &done.name {
            ui.label(theme::strong(crate::window::widgets::in_language(name, cx.lang())));
        }
        if let Some(number) = &done.number {
            let text = RichText::new(number.as_str()).font(theme::bold(size::FIGURE)).color(theme::palette(ui).primary);
            ui.add(egui::Label::new(text).wrap());
        }
        for (n, accession) in done.tubes.iter().enumerate() {
            let kind = last.kinds.get(n).filter(|_| last.kinds.len() == done.tubes.len());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::S;
                if let Some(kind) = kind {
                    cap(ui, kind, cx);
                }
                ui.label(RichText::new(accession.spaced()).font(theme::bold(size::BIG - 6.0)));
            });
        }
        let id = match (last.preprinted, done.prints.is_empty()) {
            (true, _) => "laborder-labels-ahead",
            (false, false) => "laborder-labels-printing",
            (false, true) => "laborder-labels-none",
        };
        ui.add(egui::Label::new(theme::text(cx.w.t(id)).weak()).wrap());
        for warning in &done.lab_warnings {
            said_line(ui, &Said::hint(warning_text(warning, cx)));
        }
        ui.add(egui::Label::new(theme::label(cx.w.t("laborder-next"))).wrap());
    }

    /// What was entered before, newest first: the pile, or the one that was saved last.
    fn list_of_entered(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let skip = usize::from(self.show_last);
        let most = if self.pile { usize::MAX } else { 1 };
        let lines: Vec<_> = self.entered.iter().rev().skip(skip).take(most).collect();
        if lines.is_empty() {
            return;
        }
        ui.add_space(gap::S);
        split_line(ui);
        let count = self.entered.iter().filter(|e| !e.taken_back).count();
        let id = if self.pile { "laborder-pile-count" } else { "laborder-last" };
        ui.label(theme::strong(cx.w.count(id, count as u64)));
        for line in lines {
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(gap::S, 0.0);
                entered_line(ui, line, false, cx);
            });
        }
    }
}
