//! Who works here now: choose a name, type the password. Also the lock screen, and the change of a first password.

use super::drill::DrillPane;
use super::passwords::PasswordForm;
use super::{Screen, column, pressed, take_focus};
use crate::hospital::pack::User;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap, size};
use crate::window::widgets::{self, Button, Field, Said, card};
use crate::worker::{DemoSignIn, Event, Job, JobKind, Secret};
use egui::{Id, Key, Modifiers, Response, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const WHO: &str = "sign-in-who";
const PASSWORD: &str = "sign-in-password";
const REASON: &str = "sign-in-reason";
/// Problems of the records that a new installation letter gets around.
const NEEDS_NEW_LETTER: &[&str] = &["problem-database-damaged", "problem-rolled-back"];
const ROW: f32 = 40.0;
/// Room below the list of people: the card's edge, and what can be done with drills.
const BELOW: f32 = 96.0;

/// Sign-in, lock and first password.
#[derive(Default)]
pub struct SignInScreen {
    filter: String,
    at: usize,
    chosen: Option<String>,
    password: Secret,
    busy: bool,
    fault: Option<Problem>,
    focus: Option<Id>,
    demo: Option<DemoSignIn>,
    change: PasswordForm,
    drill: DrillPane,
    reason: String,
    reason_missing: bool,
}

impl Screen for SignInScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.password = Secret::default();
        self.fault = None;
        self.busy = false;
        if let Some(person) = cx.shared.person.as_ref().filter(|_| cx.shared.locked) {
            self.chosen = Some(person.login.clone());
        }
        if let Some(demo) = &self.demo {
            let chosen = self.chosen.get_or_insert_with(|| demo.login.clone());
            // The demo's password is on the screen anyway.
            if *chosen == demo.login && !cx.shared.locked {
                self.password = demo.password.clone();
            }
        }
        self.focus = Some(Id::unique(if self.chosen.is_some() { PASSWORD } else { WHO }));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        if self.drill.hear(event, cx) {
            return true;
        }
        match event {
            // Another folder, other people.
            Event::Started(_) => {
                self.chosen = None;
                self.filter.clear();
                false
            }
            Event::SetUpDone { demo, .. } => {
                self.demo.clone_from(demo);
                false
            }
            Event::SignedIn { person, .. } => {
                self.busy = false;
                self.fault = None;
                let typed = std::mem::take(&mut self.password);
                if person.first_password {
                    self.change = PasswordForm::after(typed);
                }
                true
            }
            Event::SignedOut => {
                let demo = self.demo.take();
                *self = Self { demo, focus: Some(Id::unique(WHO)), ..Self::default() };
                true
            }
            Event::Refused { job: JobKind::SignIn, problem } => {
                self.busy = false;
                self.fault = Some(problem.clone());
                if !self.can_begin_anew() {
                    self.password = Secret::default();
                }
                self.focus = Some(Id::unique(PASSWORD));
                true
            }
            other => changing(cx) && self.change.hear(other),
        }
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command == UiCommand::Back && self.drill.is_open() {
            self.drill.close();
            return true;
        }
        let back = command == UiCommand::Back && !cx.shared.locked && self.chosen.is_some() && !changing(cx);
        if back {
            self.somebody_else(cx);
        }
        back
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        // There is nothing else to do here: the keyboard is always in the box.
        if ui.memory(|m| m.focused().is_none()) && !changing(cx) && !self.drill.is_open() {
            self.focus.get_or_insert(Id::unique(if self.chosen.is_some() { PASSWORD } else { WHO }));
        }
        take_focus(ui, &mut self.focus);
        column(ui, 460.0, |ui| {
            ui.add_space((ui.available_height() * 0.08).max(gap::S));
            head(ui, cx);
            self.drill.tell(ui, cx);
            ui.add_space(gap::L);
            if self.drill.is_open() {
                self.drill.draw(ui, cx);
                return;
            }
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                if changing(cx) {
                    ui.label(theme::heading(cx.w.t("first-password-title")));
                    ui.add(egui::Label::new(theme::label(cx.w.t("first-password-why"))).wrap());
                    self.change.draw(ui, false, cx);
                } else if self.chosen.is_some() {
                    self.ask_password(ui, cx);
                } else {
                    self.ask_who(ui, cx);
                }
            });
            if !cx.shared.locked && !changing(cx) {
                ui.add_space(gap::M);
                self.drill.draw(ui, cx);
            }
            if let Some(demo) = &self.demo {
                ui.add_space(gap::M);
                let values = [("login", demo.login.as_str()), ("password", demo.password.as_str())];
                ui.label(theme::text(cx.w.with("sign-in-demo", &values)));
            }
        });
    }
}

/// True while the person must choose a password of their own first.
fn changing(cx: &Cx<'_>) -> bool {
    cx.shared.person.as_ref().is_some_and(|p| p.first_password)
}

fn head(ui: &mut Ui, cx: &Cx<'_>) {
    if let Some(masters) = cx.masters() {
        ui.label(RichText::new(masters.hospital.name.get(cx.lang())).font(theme::bold(size::HEADING)));
    }
    if let Some(counter) = &cx.shared.counter {
        let text = cx.w.with("sign-in-counter", &[("code", counter.code.as_str()), ("name", counter.name.get(cx.lang()))]);
        ui.label(theme::text(text));
    }
}

impl SignInScreen {
    fn ask_who(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::M;
        ui.label(theme::heading(cx.w.t("sign-in-title")));
        let before = self.filter.clone();
        let (up, down) = arrows(ui);
        let out = Field::new(Id::unique(WHO), &cx.w.t("sign-in-who"), &mut self.filter)
            .hint(&cx.w.t("sign-in-who.hint"))
            .stays()
            .show(ui);
        let found = people(cx, &self.filter);
        if before != self.filter {
            self.at = 0;
        }
        let last = found.len().saturating_sub(1);
        self.at = if down {
            (self.at + 1).min(last)
        } else if up {
            self.at.saturating_sub(1)
        } else {
            self.at.min(last)
        };
        let mut taken = out.entered.then_some(self.at);
        ScrollArea::vertical().max_height((ui.available_height() - BELOW).max(ROW * 3.0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (n, user) in found.iter().enumerate() {
                if person_line(ui, user, n == self.at, cx).clicked() {
                    taken = Some(n);
                }
            }
        });
        if found.is_empty() {
            ui.label(theme::label(cx.w.t("sign-in-nobody")));
        }
        if let Some(user) = taken.and_then(|n| found.get(n)) {
            self.chosen = Some(user.login.clone());
            self.fault = None;
            self.focus = Some(Id::unique(PASSWORD));
            ui.ctx().request_repaint();
        }
    }

    fn ask_password(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::M;
        let locked = cx.shared.locked;
        ui.label(theme::heading(cx.w.t(if locked { "locked-title" } else { "sign-in-title" })));
        let login = self.chosen.clone().unwrap_or_default();
        let user = cx.shared.users.iter().find(|u| u.login == login);
        let name = user.map_or(login.as_str(), |u| u.name.get(cx.lang()));
        ui.label(theme::strong(name));
        let said = self.fault.as_ref().map(|p| Said::fault(p.told(cx.lang()).line()));
        let out = Field::new(Id::unique(PASSWORD), &cx.w.t("sign-in-password"), &mut self.password)
            .password()
            .said(said.as_ref())
            .stays()
            .show(ui);
        let label = if self.busy { "sign-in-busy" } else { "sign-in-go" };
        let mut go = out.entered;
        let mut other = false;
        ui.horizontal(|ui| {
            go |= pressed(ui, Button::primary(&cx.w.t(label)).key("Enter").enabled(!self.busy));
            let text = cx.w.t(if locked { "locked-other" } else { "sign-in-other" });
            let button = Button::secondary(&text);
            other |= pressed(ui, if locked { button } else { button.key("Esc") });
        });
        if self.can_begin_anew() {
            self.ask_letter(ui, &login, cx);
        }
        if go && !self.busy && !self.password.is_empty() {
            self.busy = true;
            self.fault = None;
            cx.send(Job::SignIn { login, password: self.password.clone() });
        } else if other {
            self.somebody_else(cx);
        }
    }

    /// The records were refused, not the person: they may begin anew under the next letter.
    fn can_begin_anew(&self) -> bool {
        self.fault.as_ref().is_some_and(|p| NEEDS_NEW_LETTER.contains(&p.id))
    }

    fn ask_letter(&mut self, ui: &mut Ui, login: &str, cx: &mut Cx<'_>) {
        widgets::split_line(ui);
        widgets::section(ui, &cx.w.t("letter-title"));
        ui.add(egui::Label::new(theme::text(cx.w.t("letter-what"))).wrap());
        let missing = self.reason_missing.then(|| Said::fault(cx.w.t("fault-letter-reason").into_owned()));
        Field::new(Id::unique(REASON), &cx.w.t("letter-reason"), &mut self.reason)
            .hint(&cx.w.t("letter-reason.hint"))
            .said(missing.as_ref())
            .show(ui);
        if !pressed(ui, Button::secondary(&cx.w.t("letter-go")).enabled(!self.busy)) {
            return;
        }
        self.reason_missing = self.reason.trim().is_empty();
        if self.reason_missing || self.password.is_empty() {
            self.focus = Some(Id::unique(if self.password.is_empty() { PASSWORD } else { REASON }));
            return;
        }
        self.busy = true;
        let reason = self.reason.trim().to_owned();
        cx.send(Job::NewLetter { login: login.to_owned(), password: self.password.clone(), reason });
    }

    fn somebody_else(&mut self, cx: &mut Cx<'_>) {
        self.chosen = None;
        self.filter.clear();
        self.password = Secret::default();
        self.fault = None;
        self.focus = Some(Id::unique(WHO));
        if cx.shared.locked {
            cx.wish(Wish::Run(UiCommand::SignOut));
        }
    }
}

/// Up and down, taken before the field sees them.
fn arrows(ui: &Ui) -> (bool, bool) {
    ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowUp), i.consume_key(Modifiers::NONE, Key::ArrowDown)))
}

/// Those who may open this counter and fit what was typed: login or name in either language.
fn people<'a>(cx: &Cx<'a>, typed: &str) -> Vec<&'a User> {
    let typed = typed.trim().to_lowercase();
    let fits = |u: &&User| {
        u.login.starts_with(&typed) || u.name.en.to_lowercase().contains(&typed) || u.name.hi.contains(typed.as_str())
    };
    let may = |u: &&User| cx.counter_code().is_none_or(|code| u.may_open(code));
    cx.shared.users.iter().filter(may).filter(fits).collect()
}

fn person_line(ui: &mut Ui, user: &User, marked: bool, cx: &Cx<'_>) -> Response {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("sign-in", &user.login)), Sense::CLICK);
    if marked {
        widgets::into_sight(ui, Id::unique("sign-in-people"), &user.login, rect);
    }
    let ground = if marked || response.hovered() { colours.soft } else { colours.surface };
    ui.painter().rect_filled(rect, f32::from(theme::RADIUS), ground);
    let name = user.name.get(cx.lang());
    let font = if marked { theme::bold(size::TEXT) } else { theme::regular(size::TEXT) };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, colours.ink);
    ui.painter().galley(pos2(rect.left() + gap::M, rect.center().y - galley.size().y / 2.0), galley, colours.ink);
    let roles: Vec<String> = user.roles.iter().map(|r| cx.w.t(&format!("role-{}", r.code())).into_owned()).collect();
    let detail = ui.painter().layout_no_wrap(roles.join(", "), theme::regular(size::LABEL), colours.muted);
    let at = pos2(rect.right() - gap::M - detail.size().x, rect.center().y - detail.size().y / 2.0);
    ui.painter().galley(at, detail, colours.muted);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, name));
    response
}
