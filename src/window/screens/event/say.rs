//! Declaring and ending: what, where, from when, why, and by which officer.

use crate::hospital::forms::{Sheet, choices};
use crate::hospital::opd_form::Remark;
use crate::hospital::permissions::Right;
use crate::problem::{Problem, remark_text};
use crate::window::screens::officer::OfficerBox;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Combo, Field, Pick, Said, Segmented, said_line};
use crate::worker::{EventJob, Job, OfficerSecret};
use egui::{Id, ScrollArea, Ui};

const SIDE: &str = "event-say-side";
const MODULE: &str = "event-say-module";
const COUNTER: &str = "event-say-counter";
const AT: &str = "event-say-at";
const REASON: &str = "event-say-reason";

/// What is typed.
#[derive(Default)]
pub struct SayForm {
    side: String,
    module: String,
    counter: String,
    at: String,
    reason: String,
    officer: OfficerBox,
    remarks: Vec<Remark>,
    busy: bool,
    focus: Option<Id>,
}

impl SayForm {
    pub const fn is_busy(&self) -> bool {
        self.busy
    }

    /// Where typing starts.
    pub fn first() -> Id {
        Id::unique(SIDE)
    }

    /// Forgets the password; the rest stays typed.
    pub fn wipe(&mut self) {
        self.officer.wipe();
        self.busy = false;
    }

    /// The desk said no.
    pub fn refuse(&mut self, problem: &Problem) {
        self.wipe();
        self.remarks.clone_from(&problem.remarks);
        let first = self.remarks.first().map(|remark| match remark.field.code() {
            "module" => MODULE,
            "counter" => COUNTER,
            "at" => AT,
            "reason" => REASON,
            _ => SIDE,
        });
        self.focus = first.map(Id::unique);
        if self.remarks.is_empty() {
            self.focus = Some(self.officer.refuse(problem));
        }
    }

    /// The right that is asked of the officer; the desk decides.
    fn right(&self, cx: &Cx<'_>) -> Right {
        let here = cx.counter_code().is_some_and(|code| code.as_str().eq_ignore_ascii_case(self.counter.trim()));
        if self.side == "manual" && here { Right::DeclareEvent } else { Right::DirectEvent }
    }

    /// Sends it to the desk.
    pub fn go(&mut self, cx: &mut Cx<'_>) {
        if self.busy {
            return;
        }
        let officer: OfficerSecret = if cx.may(self.right(cx)) {
            None
        } else {
            match self.officer.typed() {
                Ok(typed) => Some(typed),
                Err(missing) => {
                    self.focus = Some(missing);
                    return;
                }
            }
        };
        self.remarks.clear();
        self.busy = true;
        let values = Sheet::from([
            ("side", self.side.as_str()),
            ("module", &self.module),
            ("counter", &self.counter),
            ("at", &self.at),
            ("reason", &self.reason),
        ]);
        cx.send(Job::Event(EventJob::Say { values, officer }));
    }

    pub fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        super::take_focus(ui, &mut self.focus);
        let mut go = false;
        super::super::reserve_bar(ui);
        ScrollArea::vertical().id_salt("event-say").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::S + 2.0;
            ui.add(egui::Label::new(theme::label(cx.w.t("event-declare-what"))).wrap());
            ui.add_enabled_ui(!self.busy, |ui| {
                self.what(ui, cx);
                go = self.who(ui, cx);
            });
            let label = cx.w.t(if self.busy { "event-going" } else { "event-go" });
            go |= ui.add(Button::primary(&label).key("Ctrl Enter").enabled(!self.busy)).clicked();
        });
        if go {
            self.go(cx);
        }
    }

    fn said(&self, code: &str, cx: &Cx<'_>) -> Option<Said> {
        self.remarks.iter().find(|remark| remark.field.code() == code).map(|remark| Said::fault(remark_text(remark, cx.lang())))
    }

    fn what(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let label = |code: &str| {
            let item = crate::hospital::forms::form(crate::hospital::forms::FormId::Event).item(code);
            item.map_or("", |item| item.label.get(cx.lang()))
        };
        let said = ["side", "module", "counter", "at", "reason"].map(|code| self.said(code, cx));
        let [side, module, counter, at, reason] = &said;
        let sides = [Pick::new("manual", cx.w.t("event-side-manual")), Pick::new("central", cx.w.t("event-side-central"))];
        Segmented::new(Id::unique(SIDE), label("side"), &mut self.side, &sides).said(side.as_ref()).show(ui);
        let other = cx.lang().other();
        let modules: Vec<Pick> =
            choices("module").iter().map(|c| Pick::new(&c.code, c.name.get(cx.lang())).words(c.name.get(other))).collect();
        Combo::new(Id::unique(MODULE), label("module"), &mut self.module, &modules)
            .hint(&cx.w.t("event-part-all"))
            .said(module.as_ref())
            .show(ui);
        let counters: Vec<Pick> = cx.masters().map_or_else(Vec::new, |masters| {
            let pick =
                |c: &crate::hospital::pack::Counter| Pick::new(c.code.as_str(), c.code.as_str()).detail(c.name.get(cx.lang()));
            masters.counters.iter().map(pick).collect()
        });
        let half = (ui.available_width() - gap::M) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            Combo::new(Id::unique(COUNTER), label("counter"), &mut self.counter, &counters)
                .hint(&cx.w.t("event-counter-all"))
                .said(counter.as_ref())
                .width(half)
                .show(ui);
            Field::new(Id::unique(AT), label("at"), &mut self.at)
                .hint(&cx.w.t("event-at-hint"))
                .said(at.as_ref())
                .width(half)
                .show(ui);
        });
        Field::new(Id::unique(REASON), label("reason"), &mut self.reason).said(reason.as_ref()).lines(2).show(ui);
    }

    /// Who says it. True when the password was entered.
    fn who(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let right = self.right(cx);
        if !cx.may(right) {
            return self.officer.draw(ui, right, cx).entered;
        }
        ui.add(egui::Label::new(theme::label(cx.w.t("event-own"))).wrap());
        if let Some(said) = self.officer.fault(cx) {
            said_line(ui, &said);
        }
        false
    }
}
