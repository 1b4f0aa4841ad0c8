//! An officer's login and password, typed beside whoever works here. What was typed as a password is wiped when it was used, refused or left;
//! the login stays.

use super::super::widgets::{Combo, Field, Pick, Said};
use crate::hospital::pack::User;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::worker::Secret;
use egui::{Id, Ui};

/// Refusals that are about the officer, not the password.
const OF_OFFICER: [&str; 4] = ["problem-unknown-person", "problem-no-right", "problem-index-officer", "problem-archive-one"];

/// The two boxes.
#[derive(Default)]
pub struct OfficerBox {
    /// Which of several on one screen.
    nth: u8,
    login: String,
    password: Secret,
    fault: Option<Fault>,
}

enum Fault {
    NoOfficer,
    NoPassword,
    Refused(Problem),
}

/// What happened to them in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OfficerOut {
    /// Enter was pressed in the password.
    pub entered: bool,
    pub changed: bool,
}

impl OfficerBox {
    /// The `nth` of several on one screen.
    #[must_use]
    pub fn nth(nth: u8) -> Self {
        Self { nth, ..Self::default() }
    }

    fn id(&self, part: &str) -> Id {
        Id::unique(("officer-box", self.nth, part))
    }

    fn is_of_officer(&self) -> bool {
        match &self.fault {
            Some(Fault::NoOfficer) => true,
            Some(Fault::Refused(problem)) => OF_OFFICER.contains(&problem.id),
            Some(Fault::NoPassword) | None => false,
        }
    }

    /// Where typing starts: what is missing, or wrong.
    #[must_use]
    pub fn first(&self) -> Id {
        self.id(if self.login.trim().is_empty() || self.is_of_officer() { "who" } else { "password" })
    }

    /// Forgets the password and what was said of it.
    pub fn wipe(&mut self) {
        self.password = Secret::default();
        self.fault = None;
    }

    /// The desk said no. Gives where it is mended.
    pub fn refuse(&mut self, problem: &Problem) -> Id {
        self.wipe();
        self.fault = Some(Fault::Refused(problem.clone()));
        self.first()
    }

    /// The login typed; may be empty.
    #[must_use]
    pub fn login(&self) -> &str {
        self.login.trim()
    }

    /// What was typed.
    ///
    /// # Errors
    /// Where something is missing: the box that says so.
    pub fn typed(&mut self) -> Result<(String, Secret), Id> {
        if self.login.trim().is_empty() {
            self.fault = Some(Fault::NoOfficer);
            return Err(self.id("who"));
        }
        if self.password.is_empty() {
            self.fault = Some(Fault::NoPassword);
            return Err(self.id("password"));
        }
        self.fault = None;
        Ok((self.login.trim().to_owned(), self.password.clone()))
    }

    /// The boxes, one under the other. Offered are those who have the right; the desk decides.
    pub fn draw(&mut self, ui: &mut Ui, right: Right, cx: &Cx<'_>) -> OfficerOut {
        self.draw_as(ui, (right, &cx.w.t("officer-who")), cx)
    }

    /// The same, where the officer is called something else.
    pub fn draw_as(&mut self, ui: &mut Ui, (right, who): (Right, &str), cx: &Cx<'_>) -> OfficerOut {
        let picks = officers(cx, right);
        let said = self.fault.as_ref().map(|fault| Said::fault(fault_text(fault, cx)));
        let (at_officer, at_password) = if self.is_of_officer() { (said.as_ref(), None) } else { (None, said.as_ref()) };
        let (id, password) = (self.id("who"), self.id("password"));
        let officer = Combo::new(id, who, &mut self.login, &picks).hint(&cx.w.t("officer-who.hint")).said(at_officer).show(ui);
        let label = cx.w.t("officer-password");
        let out = Field::new(password, &label, &mut self.password).password().said(at_password).stays().show(ui);
        let changed = officer.changed() || out.changed();
        if changed {
            self.fault = None;
        }
        OfficerOut { entered: out.entered, changed }
    }

    /// What is wrong, in a sentence; for where no boxes are shown.
    #[must_use]
    pub fn fault(&self, cx: &Cx<'_>) -> Option<Said> {
        self.fault.as_ref().map(|fault| Said::fault(fault_text(fault, cx)))
    }
}

fn fault_text(fault: &Fault, cx: &Cx<'_>) -> String {
    match fault {
        Fault::NoOfficer => cx.w.t("fault-officer-who").into_owned(),
        Fault::NoPassword => cx.w.t("fault-officer-password").into_owned(),
        Fault::Refused(problem) => problem.told(cx.lang()).line(),
    }
}

/// Those who have a right, as the pack names them.
fn officers(cx: &Cx<'_>, right: Right) -> Vec<Pick> {
    let may = |user: &&User| user.roles.iter().any(|role| role.may(right));
    let pick = |user: &User| {
        let lang = cx.lang();
        Pick::new(&user.login, user.name.get(lang)).detail(&user.login).words(user.name.get(lang.other()))
    };
    cx.masters().map_or_else(Vec::new, |masters| masters.users.iter().filter(may).map(pick).collect())
}
