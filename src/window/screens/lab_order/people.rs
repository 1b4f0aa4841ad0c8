//! Taking somebody for a requisition: of the list beside the boxes, or of the patient index from the box that seeks.

use super::LabOrderScreen;
use super::chooser::box_id;
use super::seek::seek_id;
use crate::desk::views::{Match, Origin};
use crate::window::screens::form::draw::id_of;
use crate::window::state::Cx;

impl LabOrderScreen {
    /// The n-th of the list beside the boxes.
    pub(super) fn take(&mut self, n: u8, cx: &mut Cx<'_>) {
        let Some(found) = self.likely.get(n).filter(|_| self.new_person).cloned() else { return };
        match &found.origin {
            Origin::Here { line, .. } => {
                let number = line.number.to_string();
                self.likely.clear(cx);
                self.wants(&number, cx);
            }
            Origin::Central(_) => self.take_central(&found, cx),
        }
    }

    /// Somebody of the patient index: the boxes of somebody new, filled.
    pub(super) fn take_central(&mut self, found: &Match, cx: &mut Cx<'_>) {
        let Some(masters) = cx.masters() else { return };
        if !self.new_person {
            self.sought = Some(std::mem::take(&mut self.seek));
            self.new_person = true;
            self.show_last = false;
        }
        self.page.take_central(found, masters, cx.today());
        self.likely.clear(cx);
        self.ask_plan(cx);
        let empty = |code: &str| self.page.typed.get(code).trim().is_empty();
        let missing = ["name", "sex", "age"].into_iter().find(|code| empty(code) && (*code != "name" || empty("name_hi")));
        self.focus = Some(missing.map_or_else(box_id, id_of));
    }

    /// Ctrl+U: what was typed before somebody was taken; else the requisition saved last.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) {
        if self.page.matched().is_none() || !self.page.go_back() {
            return self.begin_take_back();
        }
        if let Some(sought) = self.sought.take() {
            self.seek = sought;
            self.new_person = false;
            self.focus = Some(seek_id());
        } else {
            self.likely.ask_similar(&self.page.person(), cx);
            self.focus = Some(id_of("name"));
        }
    }

    /// True while the people stand beside the boxes: somebody was taken, or somebody is alike.
    pub(super) fn shows_people(&self) -> bool {
        let none_planned = self.plan.is_none() && !self.show_last;
        self.taking_back.is_none()
            && self.new_person
            && (!self.likely.shown().is_empty() || (none_planned && self.page.taken().is_some()))
    }

    /// Nobody is looked for any more.
    pub(super) fn forget_people(&mut self, cx: &mut Cx<'_>) {
        self.sought = None;
        self.likely.clear(cx);
    }
}
