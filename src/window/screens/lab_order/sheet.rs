//! The left side of a requisition: who, which tests, what a rule needs a reason for, and the fields of the paper form.

use super::LabOrderScreen;
use super::chooser::box_id;
use super::seek::{Chosen, seek_id};
use super::warning_text;
use crate::problem::remark_text;
use crate::window::commands::{OrderKey, UiCommand, line_of};
use crate::window::screens::form::draw::{Drawing, Touch, id_of};
use crate::window::screens::form::page::{Asked, Page};
use crate::window::screens::form::tells_who;
use crate::window::screens::likely::taken_said;
use crate::window::screens::reserve_bar;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Field, Said, bare, head, name_pair, pane, pill, said_line, tag, who_line};
use egui::{Align, Layout, Rect, ScrollArea, Ui, pos2, vec2};

/// Height of the line of buttons.
const FOOT_HEIGHT: f32 = 58.0;
/// Height of the line with the heading.
const HEAD_HEIGHT: f32 = 46.0;

/// Fields of the requisition, in the order of the screen.
const FIELDS: [&str; 9] = ["urgency", "ward", "doctor", "doctor_name", "collected", "at", "form_no", "labels", "note"];
/// Width from which three boxes stand side by side.
const THREE_COLUMNS: f32 = 640.0;

impl LabOrderScreen {
    /// Boxes of the requisition that are drawn as fields.
    pub(super) fn shown(&self) -> Vec<Asked> {
        let all: Vec<Asked> = self.page.parts().into_iter().flat_map(|p| p.fields).collect();
        let own = FIELDS.iter().filter_map(|code| all.iter().find(|a| a.item.code == *code)).copied();
        let person = all.iter().filter(|a| self.new_person && is_person(a)).copied();
        person.chain(own).collect()
    }

    pub(super) fn sheet(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(room.min, vec2(room.width(), HEAD_HEIGHT));
        bare(ui, top, 0.0, |ui| self.heading(ui, cx));
        let body = Rect::from_min_max(pos2(room.left(), top.bottom() + gap::S), room.max);
        pane(ui, body, 0.0, |_ui| {});
        let inner = body.shrink2(vec2(gap::L, 0.0));
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - FOOT_HEIGHT), inner.max);
        let fields = Rect::from_min_max(inner.min, pos2(inner.right(), foot.top()));
        ui.painter().hline(body.x_range().shrink(1.0), foot.top() + 0.5, theme::palette(ui).hairline());
        let enabled = self.saving.is_none();
        bare(ui, fields, 0.0, |ui| {
            reserve_bar(ui);
            ScrollArea::vertical().id_salt("laborder-scroll").auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = gap::S;
                ui.add_space(gap::M);
                ui.add_enabled_ui(enabled, |ui| self.body(ui, cx));
            });
        });
        bare(ui, foot, 0.0, |ui| self.foot(ui, cx));
    }

    fn heading(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let aside = if self.pile { cx.w.t("laborder-pile-on") } else { cx.w.t("laborder-aside") };
        head(ui, &cx.w.t("laborder-title"), &aside, |ui| {
            for key in [OrderKey::TakeBack, OrderKey::Pile, OrderKey::NewPerson] {
                let Some(line) = line_of(UiCommand::Order(key)) else { continue };
                if key == OrderKey::TakeBack && self.entered.iter().all(|e| e.taken_back) {
                    continue;
                }
                if ui.add(Button::secondary(&cx.w.t(&format!("{}.short", line.id))).key(line.cap).no_focus()).clicked() {
                    cx.wish(Wish::Run(UiCommand::Order(key)));
                }
            }
        });
    }

    fn body(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(notice) = &self.notice {
            said_line(ui, &Said::hint(notice.clone()));
        }
        let shown = self.shown();
        let stray = |code: &str| !matches!(code, "tests" | "override") && shown.iter().all(|a| a.item.code != code);
        let texts: Vec<String> =
            self.page.remarks.iter().filter(|r| stray(r.field.code())).map(|r| remark_text(r, cx.lang())).collect();
        for text in texts {
            said_line(ui, &Said::fault(text));
        }
        self.who(ui, cx);
        let Some(catalogue) = self.catalogue.take() else { return };
        let chosen = self.chooser.show(ui, &catalogue, cx);
        self.catalogue = Some(catalogue);
        if chosen.changed {
            self.tests_changed(cx);
            self.focus.get_or_insert(box_id());
        }
        self.rules(ui, cx);
        ui.add_space(gap::XS);
        let own: Vec<Asked> = shown.into_iter().filter(|a| !is_person(a)).collect();
        self.boxes(ui, &own, cx);
        ui.add_space(gap::M);
    }

    fn boxes(&mut self, ui: &mut Ui, fields: &[Asked], cx: &Cx<'_>) -> Touch {
        let mut drawing = Drawing { page: &mut self.page, picks: &mut self.picks, cx, touch: Touch::default() };
        let columns = if ui.available_width() >= THREE_COLUMNS { 3 } else { 2 };
        drawing.boxes(ui, fields, columns);
        drawing.touch
    }

    /// Whom it is for: the patient, the box that asks, or the fields of somebody new.
    fn who(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(line) = &self.page.about {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = gap::S;
                name_pair(ui, &line.name, cx.lang());
                pill(ui, line.number.as_str());
                ui.label(theme::text(who_line(line, cx.today(), cx.w)));
                if line.conflict {
                    tag(ui, &cx.w.t("laborder-doubtful"), theme::Tone::Warning);
                }
            });
            return;
        }
        if self.new_person {
            ui.label(theme::strong(cx.w.t("laborder-new-person")).color(theme::palette(ui).primary));
            // The panel beside tells it, until the tubes stand there.
            if let Some(matched) = self.page.matched().filter(|_| !self.shows_people()) {
                said_line(ui, &taken_said(&matched, cx));
            }
            let person: Vec<Asked> = self.shown().into_iter().filter(is_person).collect();
            let touch = self.boxes(ui, &person, cx);
            if touch.changed.iter().any(|slot| tells_who(slot)) {
                self.likely.ask_similar(&self.page.person(), cx);
            }
            return;
        }
        if let Some(chosen) = self.seek.show(ui, cx) {
            match chosen {
                Chosen::Text(number) => self.wants(&number, cx),
                Chosen::Central(found) => self.take_central(&found, cx),
            }
        } else if ui.memory(|m| m.has_focus(seek_id())) {
            self.notice = None;
        }
    }

    /// Rules that need an override, and the reason.
    fn rules(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let rules: Vec<String> = self.plan.iter().flat_map(|plan| &plan.overrides).map(|rule| warning_text(rule, cx)).collect();
        let remark = self.page.remarks.iter().find(|r| r.field.code() == "override").map(|r| remark_text(r, cx.lang()));
        if rules.is_empty() && remark.is_none() {
            return;
        }
        for rule in rules {
            said_line(ui, &Said::hint(rule));
        }
        let said = remark.map(Said::fault);
        let label = crate::hospital::forms::form(crate::hospital::forms::FormId::LabOrder)
            .item("override")
            .map_or_else(String::new, |item| item.label.get(cx.lang()).to_owned());
        let mut text = self.page.typed.get("override").to_owned();
        if Field::new(id_of("override"), &label, &mut text).said(said.as_ref()).show(ui).changed() {
            self.page.put("override", &text);
        }
    }

    fn foot(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let id = if self.saving.is_some() { "list-saving" } else { "laborder-save" };
            if ui.add(Button::primary(&cx.w.t(id)).key("Ctrl Enter").enabled(self.saving.is_none())).clicked() {
                cx.wish(Wish::Run(UiCommand::Fill));
            }
            if ui.add(Button::secondary(&cx.w.t("command-back")).key("Esc").no_focus()).clicked() {
                cx.wish(Wish::Back);
            }
            if self.page.matched().is_some()
                && self.page.can_go_back()
                && ui.add(Button::quiet(&cx.w.t("command-undo")).key("Ctrl U").no_focus()).clicked()
            {
                cx.wish(Wish::Run(UiCommand::Undo));
            }
            if self.is_begun()
                && let Some(line) = line_of(UiCommand::Order(OrderKey::Anew))
                && ui.add(Button::quiet(&cx.w.t("command-order-anew.short")).key(line.cap).no_focus()).clicked()
            {
                cx.wish(Wish::Run(UiCommand::Order(OrderKey::Anew)));
            }
        });
    }

    /// True when there is a patient, a test or something typed.
    pub(super) fn is_begun(&self) -> bool {
        self.page.about.is_some() || self.new_person || !self.chooser.chosen.is_empty() || self.page.is_touched()
    }
}

fn is_person(asked: &Asked) -> bool {
    Page::new(crate::hospital::forms::FormId::Person)
        .parts()
        .iter()
        .flat_map(|p| &p.fields)
        .any(|a| std::ptr::eq(a.item, asked.item))
}
