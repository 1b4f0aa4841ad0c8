//! Whom a form is about: the line at its top, the box that seeks, and taking somebody of the list beside it.

use super::draw::id_of;
use super::page::Page;
use super::{FormScreen, SEEK_WIDTH, SOUGHT, seek_id};
use crate::desk::views::Origin;
use crate::hospital::forms::FormId;
use crate::hospital::number::Number;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Field, Said, name_pair, pill, told_as, who_line};
use egui::{Align, Layout, Ui, accesskit::Role};

/// Boxes whose change may bring up other people.
pub fn tells_who(slot: &str) -> bool {
    matches!(slot, "name" | "name_hi" | "relation" | "relative_name" | "sex" | "age" | "mobile" | "pin" | "uhid" | "is")
}

impl FormScreen {
    /// Asks who is sought, or like what stands in the form now.
    pub(super) fn look_alike(&mut self, cx: &mut Cx<'_>) {
        match self.page().filter(|page| page.asks_person()).map(|page| (page.seek.clone(), page.person())) {
            Some((seek, _)) if !seek.trim().is_empty() => self.likely.ask_found(&seek, cx),
            Some((_, person)) => self.likely.ask_similar(&person, cx),
            None => self.likely.clear(cx),
        }
    }

    /// Takes the n-th of the list: one of ours is named, one of the patient index fills the boxes.
    pub(super) fn take(&mut self, n: u8, cx: &mut Cx<'_>) {
        if self.saving.is_some() || self.done.is_some() {
            return;
        }
        let (Some(found), Some(masters)) = (self.likely.get(n).cloned(), cx.masters()) else { return };
        let Some(page) = self.page() else { return };
        match &found.origin {
            Origin::Here { line, .. } if page.form == FormId::Identify => {
                page.put("is", line.number.as_str());
                self.focus_first();
            }
            Origin::Here { line, .. } => self.name(line.number.as_str(), cx),
            Origin::Central(_) => {
                page.take_central(&found, masters, cx.today());
                page.seek_fault = None;
                self.focus = page.after_person().map(id_of);
                self.focus_save = self.focus.is_none();
            }
        }
        self.likely.clear(cx);
    }

    /// What was typed before somebody of the index was taken comes back.
    pub(super) fn take_back(&mut self, cx: &mut Cx<'_>) {
        if self.saving.is_some() || !self.page().is_some_and(Page::go_back) {
            return;
        }
        self.look_alike(cx);
        if self.page().is_some_and(|page| !page.seek.is_empty()) {
            self.focus = Some(seek_id());
        } else {
            self.focus_first();
        }
    }

    /// Which form, and about whom. True when Enter takes the first of those found.
    pub(super) fn heading(&mut self, ui: &mut Ui, page: &mut Page, cx: &mut Cx<'_>) -> bool {
        let mut entered = false;
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            let title = page.form.title().get(cx.lang());
            let response = ui.label(theme::heading(title));
            told_as(&response, Role::Heading, title);
            ui.add_space(gap::S);
            let bed = page.given.get("bed");
            match &page.about {
                Some(line) => {
                    name_pair(ui, &line.name, cx.lang());
                    pill(ui, line.number.as_str());
                    ui.add(egui::Label::new(theme::text(who_line(line, cx.today(), cx.w))).truncate());
                }
                None if !bed.is_empty() => drop(pill(ui, bed)),
                None if page.seeks() => drop(ui.label(theme::label(cx.w.t("fill-new-patient")))),
                None => {}
            }
            if page.seeks() {
                entered = ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.seek(ui, page, cx)).inner;
            }
        });
        entered
    }

    /// The box for somebody known: a number, or where the form can take somebody new, a name too. A scan does the same.
    fn seek(&mut self, ui: &mut Ui, page: &mut Page, cx: &mut Cx<'_>) -> bool {
        let said = page.seek_fault.filter(|id| *id != SOUGHT).map(|id| Said::fault(cx.w.t(id)));
        let by_name = page.asks_person();
        let hint = cx.w.t(if by_name { "index-seek-hint" } else { "fill-seek-hint" });
        let field = Field::new(seek_id(), &cx.w.t("fill-seek"), &mut page.seek)
            .hint(&hint)
            .said(said.as_ref())
            .width(SEEK_WIDTH.min(ui.available_width()))
            .hide_label()
            .bare()
            .show(ui);
        if field.changed() {
            page.seek_fault = None;
            if by_name {
                self.likely.ask_found(&page.seek, cx);
            }
        }
        let text = page.seek.trim();
        let name = by_name && Number::parse(text).is_err() && !self.likely.shown().is_empty();
        if (field.left || field.entered) && !text.is_empty() {
            if name {
                return field.entered;
            }
            page.seek_fault = Some(SOUGHT);
        }
        false
    }
}
