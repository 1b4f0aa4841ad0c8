//! The end of this counter: what will happen, who orders it, why, and the last question; then how far it is, step by step. Nothing here is one key
//! away: it is reached from the proof, and begins only when the counter's own code was typed.

mod archived;

pub use archived::ArchivedScreen;

use super::officer::OfficerBox;
use super::{Screen, take_focus};
use crate::desk::views::ArchiveStep;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Bar, Button, Field, Icon, Said, Tick, bar, head, key_action, paint_icon, pane, panes, said_line, section,
};
use crate::words::grouped;
use crate::worker::{ArchiveEvent, ArchiveJob, ArchiveOrder, Event, Job, JobKind};
use egui::{Id, Label, Rect, ScrollArea, Sense, Ui, pos2, vec2};
use std::path::PathBuf;

/// How far it is.
#[derive(Clone, Copy)]
struct Running {
    step: ArchiveStep,
    done: u64,
    of: u64,
    stopping: bool,
}

/// The screen.
pub struct ArchiveScreen {
    folder: String,
    officers: [OfficerBox; 2],
    partial: bool,
    reason: String,
    /// The counter's code, typed as the answer to the last question.
    answer: String,
    /// Which box lacks something.
    lacks: Option<&'static str>,
    fault: Option<Problem>,
    stopped: bool,
    running: Option<Running>,
    focus: Option<Id>,
}

impl Default for ArchiveScreen {
    fn default() -> Self {
        Self {
            folder: String::new(),
            officers: [OfficerBox::nth(1), OfficerBox::nth(2)],
            partial: false,
            reason: String::new(),
            answer: String::new(),
            lacks: None,
            fault: None,
            stopped: false,
            running: None,
            focus: None,
        }
    }
}

fn id(part: &str) -> Id {
    Id::unique(("archive", part))
}

/// What must be done again before records that are open are left behind.
const OF_OPEN: [&str; 2] = ["problem-archive-open", "problem-archive-leftover"];

impl Screen for ArchiveScreen {
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {
        if self.running.is_none() {
            self.wipe();
            self.fault = None;
            self.focus = Some(id("folder"));
        }
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Archive(ArchiveEvent::Step { step, done, of }) => {
                if let Some(running) = &mut self.running {
                    // Each file with a key has its own two steps: what was shown as done stays so.
                    running.step = running.step.max(*step);
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Archive } => {
                (self.running, self.stopped) = (None, true);
                self.wipe();
                self.focus = Some(id("folder"));
            }
            Event::Refused { job: JobKind::Archive, problem } if self.running.is_some() => self.refused(problem),
            _ => return false,
        }
        true
    }

    /// While it runs nothing else is begun at this counter.
    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        let Some(running) = &mut self.running else { return false };
        match command {
            UiCommand::Language | UiCommand::ZoomIn | UiCommand::ZoomOut | UiCommand::ZoomReset | UiCommand::DismissBanner => {
                return false;
            }
            UiCommand::Back if running.step < ArchiveStep::Sealed => {
                running.stopping = true;
                cx.send(Job::Archive(ArchiveJob::Stop));
            }
            _ => {}
        }
        true
    }

    fn scan(&mut self, _text: &str, _cx: &mut Cx<'_>) -> bool {
        self.running.is_some()
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("archive-title"), &cx.w.t("archive-aside"), |_ui| {});
        take_focus(ui, &mut self.focus);
        let side = if ui.available_width() < 900.0 { 330.0 } else { 440.0 };
        let [left, right] = panes(ui, [0.0, side]);
        match self.running {
            Some(running) => pane(ui, left, gap::L, |ui| Self::steps(ui, running, cx)),
            None => pane(ui, left, gap::L, |ui| self.form(ui, cx)),
        }
        pane(ui, right, gap::L, |ui| explained(ui, cx));
    }
}

/// True where a refusal names this officer.
fn is_about(problem: &Problem, officer: &OfficerBox) -> bool {
    problem.args.iter().any(|(name, value)| *name == "person" && value == officer.login())
}

/// `K7A`: what has to be typed.
fn own_code(cx: &Cx<'_>) -> String {
    cx.shared.status.as_ref().map(|status| format!("{}{}", status.counter, status.letter)).unwrap_or_default()
}

impl ArchiveScreen {
    /// Forgets what must not lie about: passwords, and the answer.
    fn wipe(&mut self) {
        for officer in &mut self.officers {
            officer.wipe();
        }
        self.answer.clear();
        self.lacks = None;
    }

    fn refused(&mut self, problem: &Problem) {
        self.running = None;
        self.wipe();
        let [first, second] = &mut self.officers;
        let at_officer = match problem.id {
            "problem-archive-one" => Some(second.refuse(problem)),
            "problem-unknown-person" | "problem-no-right" if is_about(problem, second) => Some(second.refuse(problem)),
            "problem-unknown-person" | "problem-no-right" => Some(first.refuse(problem)),
            _ => None,
        };
        // Which of two passwords was wrong nobody says: both are typed anew.
        self.fault = at_officer.is_none().then(|| problem.clone());
        self.focus = at_officer.or_else(|| {
            Some(match problem.id {
                "problem-reason" => id("reason"),
                open if OF_OPEN.contains(&open) => id("partial"),
                password if password.starts_with("problem-wrong-password") => first.first(),
                _ => id("folder"),
            })
        });
    }

    fn go(&mut self, cx: &mut Cx<'_>) {
        (self.fault, self.stopped, self.lacks) = (None, false, None);
        let folder = PathBuf::from(self.folder.trim());
        if folder.as_os_str().is_empty() {
            return self.lack("folder");
        }
        let [first, second] = &mut self.officers;
        let officers = match (first.typed(), second.typed()) {
            (Ok(first), Ok(second)) => [first, second],
            (Err(missing), _) | (_, Err(missing)) => {
                self.focus = Some(missing);
                return;
            }
        };
        if self.partial && self.reason.trim().is_empty() {
            return self.lack("reason");
        }
        if !self.answer.trim().eq_ignore_ascii_case(&own_code(cx)) {
            return self.lack("answer");
        }
        let order = ArchiveOrder { folder, officers, partial: self.partial, reason: self.reason.trim().to_owned() };
        self.wipe();
        self.running = Some(Running { step: ArchiveStep::Counting, done: 0, of: 0, stopping: false });
        cx.send(Job::Archive(ArchiveJob::Begin(Box::new(order))));
    }

    fn lack(&mut self, part: &'static str) {
        self.lacks = Some(part);
        self.focus = Some(id(part));
    }

    fn said(&self, part: &str, cx: &Cx<'_>) -> Option<Said> {
        let lacks = (self.lacks == Some(part)).then(|| {
            let code = own_code(cx);
            Said::fault(cx.w.with(&format!("fault-archive-{part}"), &[("code", &code)]))
        });
        let of_open = part == "partial" || part == "reason";
        let told = self.fault.as_ref().filter(|problem| match part {
            "reason" => problem.id == "problem-reason",
            _ => of_open && OF_OPEN.contains(&problem.id),
        });
        lacks.or_else(|| told.map(|problem| Said::fault(problem.told(cx.lang()).line())))
    }

    fn form(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        super::reserve_bar(ui);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::M;
            if self.stopped {
                said_line(ui, &Said::info(cx.w.t("archive-stopped").into_owned()));
            }
            let beside = |problem: &&Problem| !OF_OPEN.contains(&problem.id) && problem.id != "problem-reason";
            if let Some(problem) = self.fault.as_ref().filter(beside) {
                said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
            }
            let (said, label, hint) = (self.said("folder", cx), cx.w.t("archive-folder"), cx.w.t("archive-folder.hint"));
            Field::new(id("folder"), &label, &mut self.folder).hint(&hint).said(said.as_ref()).show(ui);
            self.who(ui, cx);
            Tick::new(id("partial"), &cx.w.t("archive-partial"), &mut self.partial).show(ui);
            if let Some(said) = self.said("partial", cx) {
                said_line(ui, &said);
            }
            let (said, label) =
                (self.said("reason", cx), cx.w.t(if self.partial { "archive-reason-partial" } else { "archive-reason" }));
            Field::new(id("reason"), &label, &mut self.reason).said(said.as_ref()).lines(2).show(ui);
            section(ui, &cx.w.t("archive-last"));
            let code = own_code(cx);
            let (said, label) = (self.said("answer", cx), cx.w.with("archive-answer", &[("code", &code)]));
            let out = Field::new(id("answer"), &label, &mut self.answer).said(said.as_ref()).width(220.0).stays().show(ui);
            let ready = self.answer.trim().eq_ignore_ascii_case(&code) && !code.is_empty();
            let clicked = ui.add(Button::danger(&cx.w.t("archive-go")).key("Enter").enabled(ready)).clicked();
            if clicked || out.entered {
                self.go(cx);
            }
        });
    }

    fn who(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let half = (ui.available_width() - gap::L) / 2.0;
        let mut entered = Vec::new();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            for (officer, word) in self.officers.iter_mut().zip(["archive-first", "archive-second"]) {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    ui.spacing_mut().item_spacing.y = gap::S;
                    entered.push(officer.draw_as(ui, (Right::CloseHandOver, &cx.w.t(word)), cx).entered);
                });
            }
        });
        // Enter goes on, as in every other box.
        match entered.as_slice() {
            [true, _] => self.focus = self.officers.last().map(OfficerBox::first),
            [_, true] => self.focus = Some(id("reason")),
            _ => {}
        }
    }

    /// Every step in words, done, under way, to come.
    fn steps(ui: &mut Ui, running: Running, cx: &mut Cx<'_>) {
        let stoppable = running.step < ArchiveStep::Sealed;
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::XS;
            section(ui, &cx.w.t("archive-running"));
            ui.add_space(gap::XS);
            for step in ArchiveStep::ALL {
                step_line(ui, step, running.step, &cx.w.t(step_id(step)));
                if step == running.step && running.of > 0 {
                    let counts = [("done", grouped(running.done)), ("of", grouped(running.of))];
                    let counts = counts.each_ref().map(|(name, n)| (*name, n.as_str()));
                    let text = cx.w.with("list-progress-count", &counts);
                    let width = ui.available_width();
                    bar(ui, &Bar { value: running.done, of: running.of, width, tone: Tone::Plain }, &text);
                    ui.label(theme::label(text));
                }
            }
            ui.add_space(gap::S);
            let word = match (running.stopping, stoppable) {
                (true, _) => "archive-stopping",
                (false, true) => "archive-can-stop",
                (false, false) => "archive-cannot-stop",
            };
            ui.add(Label::new(theme::label(cx.w.t(word))).wrap());
            if stoppable && !running.stopping && key_action(ui, "Esc", &cx.w.t("list-cancel"), true) {
                cx.wish(crate::window::state::Wish::Run(UiCommand::Back));
            }
        });
    }
}

/// What a step does, in words.
const fn step_id(step: ArchiveStep) -> &'static str {
    match step {
        ArchiveStep::Counting => "archive-step-counting",
        ArchiveStep::Writing => "archive-step-writing",
        ArchiveStep::Reading => "archive-step-reading",
        ArchiveStep::Sealed => "archive-step-sealed",
        ArchiveStep::Told => "archive-step-told",
        ArchiveStep::Closed => "archive-step-closed",
        ArchiveStep::Marked => "archive-step-marked",
        ArchiveStep::KeyOverwritten => "archive-step-overwritten",
        ArchiveStep::KeyRemoved => "archive-step-removed",
        ArchiveStep::Wiped => "archive-step-wiped",
        ArchiveStep::Done => "archive-step-done",
    }
}

fn step_line(ui: &mut Ui, step: ArchiveStep, now: ArchiveStep, text: &str) {
    let colours = theme::palette(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 22.0), Sense::hover());
        let sign = Rect::from_center_size(pos2(rect.center().x, rect.center().y), vec2(13.0, 13.0));
        let shown = match step.cmp(&now) {
            std::cmp::Ordering::Less => {
                paint_icon(ui.painter(), sign, Icon::Ok, colours.ink_of(Tone::Ok));
                theme::text(text)
            }
            std::cmp::Ordering::Equal => {
                ui.painter().circle_filled(sign.center(), 5.0, colours.primary);
                theme::strong(text)
            }
            std::cmp::Ordering::Greater => {
                ui.painter().circle_stroke(sign.center(), 4.5, colours.hairline());
                theme::text(text).weak()
            }
        };
        ui.add(Label::new(shown).wrap());
    });
}

/// What happens, in plain words.
fn explained(ui: &mut Ui, cx: &Cx<'_>) {
    ScrollArea::vertical().id_salt("archive-what").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::S;
        ui.label(theme::heading(cx.w.t("archive-what")));
        for id in ["archive-what-sealed", "archive-what-read", "archive-what-key", "archive-what-crash", "archive-what-openers"] {
            ui.add(Label::new(theme::text(cx.w.t(id))).wrap());
        }
        said_line(ui, &Said::fault(cx.w.t("archive-what-end").into_owned()));
    });
}
