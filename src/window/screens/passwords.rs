//! The form that changes a password: old, new, new again. Used after the first sign-in and in the settings.

use super::{pressed, take_focus};
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{Button, Field, Said};
use crate::worker::{Event, Job, JobKind, Secret};
use egui::{Id, Ui};

/// What was typed; wiped when dropped.
#[derive(Default)]
pub struct PasswordForm {
    old: Secret,
    new: Secret,
    again: Secret,
    fault: Option<Fault>,
    busy: bool,
    focus: Option<Id>,
}

enum Fault {
    Different,
    Empty,
    Refused(Problem),
}

const OLD: &str = "password-old";
const NEW: &str = "password-new";
const AGAIN: &str = "password-again";

impl PasswordForm {
    /// A form whose old password was typed a moment ago.
    #[must_use]
    pub fn after(old: Secret) -> Self {
        let mut form = Self { old, ..Self::default() };
        form.start();
        form
    }

    /// Puts the focus on the first box that has to be typed into.
    pub fn start(&mut self) {
        self.focus = Some(Id::unique(if self.old.is_empty() { OLD } else { NEW }));
    }

    /// True when the answer was for this form.
    pub fn hear(&mut self, event: &Event) -> bool {
        match event {
            Event::PasswordChanged => {
                *self = Self::default();
                true
            }
            Event::Refused { job: JobKind::ChangePassword, problem } => {
                self.busy = false;
                self.fault = Some(Fault::Refused(problem.clone()));
                self.focus = Some(Id::unique(NEW));
                true
            }
            _ => false,
        }
    }

    /// Draws the three boxes and the button. `ask_old` is false where the old one was typed a moment ago.
    pub fn draw(&mut self, ui: &mut Ui, ask_old: bool, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        ui.spacing_mut().item_spacing.y = gap::M;
        let said = self.fault.as_ref().map(|fault| Said::fault(fault_text(fault, cx)));
        if ask_old {
            Field::new(Id::unique(OLD), &cx.w.t("password-old"), &mut self.old).password().show(ui);
        }
        Field::new(Id::unique(NEW), &cx.w.t("password-new"), &mut self.new)
            .hint(&cx.w.t("password-new.hint"))
            .password()
            .show(ui);
        Field::new(Id::unique(AGAIN), &cx.w.t("password-again"), &mut self.again).password().said(said.as_ref()).show(ui);
        ui.add_space(gap::XS);
        if pressed(ui, Button::primary(&cx.w.t("password-change")).enabled(!self.busy)) {
            self.send(cx);
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>) {
        self.fault = if self.new.is_empty() {
            Some(Fault::Empty)
        } else if *self.new != *self.again {
            Some(Fault::Different)
        } else {
            None
        };
        if self.fault.is_some() {
            self.focus = Some(Id::unique(NEW));
            return;
        }
        self.busy = true;
        cx.send(Job::ChangePassword { old: self.old.clone(), new: self.new.clone() });
    }
}

fn fault_text(fault: &Fault, cx: &Cx<'_>) -> String {
    match fault {
        Fault::Different => cx.w.t("fault-password-different").into_owned(),
        Fault::Empty => cx.w.t("fault-password-empty").into_owned(),
        Fault::Refused(problem) => problem.told(cx.lang()).line(),
    }
}
