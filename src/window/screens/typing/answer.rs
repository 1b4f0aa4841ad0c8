//! What comes back of a record: the central number, typed or scanned; or why it was not taken.

use super::{LATER_MAX, Mode, TypingScreen, Work, id};
use crate::desk::views::TypingRecord;
use crate::journal::{Answer, RecordKind};
use crate::window::state::Cx;
use crate::window::theme::{Tone, gap};
use crate::window::widgets::{Button, Field, key_action};
use crate::worker::TypingJob;
use egui::{Context, Id, Key, Ui};

pub(super) fn number_id() -> Id {
    id("number")
}

pub(super) fn reason_id() -> Id {
    id("reason")
}

impl TypingScreen {
    /// What else can be said of a record, while no box has the focus.
    pub(super) fn answer_keys(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let pressed = |key| super::fields::pressed(ctx, key);
        if pressed(Key::R) {
            self.begin_refusal();
        }
        if pressed(Key::L) {
            self.put_off(cx);
        }
        if pressed(Key::H) {
            self.show_last();
        }
    }

    fn begin_refusal(&mut self) {
        (self.mode, self.said, self.pane_focus) = (Mode::Refuse, None, Some(reason_id()));
    }

    /// Puts the record at the end of the list; the next one comes.
    fn put_off(&mut self, cx: &mut Cx<'_>) {
        let Some(key) = self.work.key.clone().filter(|_| !self.work.busy) else { return };
        self.later.retain(|known| *known != key);
        self.later.push(key);
        if self.later.len() > LATER_MAX {
            self.later.remove(0);
        }
        (self.work, self.said) = (Work::default(), None);
        self.look(cx);
    }

    /// The box for the number, and what else can be said.
    pub(super) fn number_box(&mut self, ui: &mut Ui, record: &TypingRecord, cx: &mut Cx<'_>) {
        let identity = record.key.kind == RecordKind::Identity;
        let label = match (identity, record.uhid.is_empty()) {
            (true, true) => cx.w.t("typing-back-uhid"),
            (true, false) => cx.w.t("typing-back-uhid-known"),
            _ => cx.w.t("typing-back-number"),
        };
        // What went well stands in the line above: the box stays where it is.
        let said = self.said.clone().filter(|said| said.tone != Tone::Ok);
        let hint = if identity { cx.masters().map_or("", |m| m.hospital.uhid_example.as_str()) } else { "" };
        let out = Field::new(number_id(), &label, &mut self.work.number).hint(hint).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            (self.work.doubted, self.said) = (false, None);
        }
        let label = cx.w.t(if self.work.busy { "typing-saving" } else { "typing-save" });
        let save = ui.add(Button::primary(&label).key("Enter").enabled(!self.work.busy).width(ui.available_width()).no_focus());
        if (save.clicked() || out.entered) && !self.work.busy {
            let central = self.work.number.trim().to_owned();
            self.say(Answer::Received { central }, cx);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            if key_action(ui, "R", &cx.w.t("typing-refuse"), true) {
                self.begin_refusal();
            }
            if key_action(ui, "L", &cx.w.t("typing-later"), true) {
                self.put_off(cx);
            }
            if key_action(ui, "H", &cx.w.t("typing-last"), true) {
                self.show_last();
            }
        });
    }

    /// The box for the reason.
    pub(super) fn reason_box(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let said = self.said.clone();
        let out = Field::new(reason_id(), &cx.w.t("typing-reason"), &mut self.work.reason).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            self.said = None;
        }
        let label = cx.w.t(if self.work.busy { "typing-saving" } else { "typing-refuse-save" });
        let save = ui.add(Button::primary(&label).key("Enter").enabled(!self.work.busy).width(ui.available_width()).no_focus());
        if (save.clicked() || out.entered) && !self.work.busy {
            let reason = self.work.reason.trim().to_owned();
            self.say(Answer::Refused { reason }, cx);
        }
        if key_action(ui, "Esc", &cx.w.t("typing-back"), true) {
            self.mode = Mode::Fields;
        }
    }

    /// A number was read by the scanner where the pane lies in the window: as if it were typed, with Enter.
    pub fn scanned(&mut self, text: &str, cx: &mut Cx<'_>) {
        if self.mode == Mode::Fields && !self.work.busy {
            text.trim().clone_into(&mut self.work.number);
            self.say(Answer::Received { central: self.work.number.clone() }, cx);
        }
    }

    fn say(&mut self, answer: Answer, cx: &mut Cx<'_>) {
        let Some(record) = self.work.key.clone() else { return };
        (self.work.busy, self.said) = (true, None);
        let (sure, later) = (self.work.doubted, self.later.clone());
        Self::send(TypingJob::Typed { record, answer, sure, later }, cx);
    }
}
