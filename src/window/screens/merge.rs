//! Two records of one person: the other one is found by search or scan, the evidence stands in two columns, and a person merges them with a
//! reason, or parts them again. Both numbers stay whatever is done.

use super::compare;
use super::{Screen, take_focus};
use crate::desk::views::{Evidence, Match};
use crate::hospital::opd_form::OpdForm;
use crate::journal::EntryId;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, MatchLine, Pick, Said, Segmented, head, in_language, pane, panes, said_line};
use crate::worker::{ControlEvent, ControlJob, Event, Job, JobKind};
use egui::{Id, Key, Label, Modifiers, ScrollArea, Ui};

/// Letters before a search is sent, and lines shown.
const CHARS_MIN: usize = 2;
const LINES_MAX: usize = 30;
/// Height of what stands under the columns: who leads, reason, buttons.
const FOOT: f32 = 178.0;

/// The screen.
#[derive(Default)]
pub struct MergeScreen {
    one: Option<EntryId>,
    other: Option<EntryId>,
    text: String,
    serial: u64,
    lines: Vec<Match>,
    at: usize,
    /// The first as a form: who is alike is offered while nothing is typed.
    first: Option<Box<OpdForm>>,
    begun: bool,
    evidence: Option<Box<Evidence>>,
    /// Whose record leads: `1` or `2`.
    lead: String,
    reason: String,
    fault: Option<Problem>,
    busy: bool,
    /// A slip was scanned; its file is awaited.
    scanned: bool,
    focus: Option<Id>,
}

fn box_id() -> Id {
    Id::unique("merge-box")
}

fn reason_id() -> Id {
    Id::unique("merge-reason")
}

impl Screen for MergeScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        let Route::Merge { one, other } = route else { return };
        *self = Self { one: Some(one.clone()), lead: "1".to_owned(), focus: Some(box_id()), ..Self::default() };
        match other {
            Some(other) => self.compare(other.clone(), cx),
            // Who it is, to look for the other one by the same name.
            None => cx.send(Job::Patient { id: one.clone() }),
        }
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::File(file) if Some(&file.line.id) == self.one.as_ref() && !self.begun && self.other.is_none() => {
                self.begun = true;
                self.first = Some(Box::new(OpdForm::from_details(&file.details, cx.today())));
                self.ask(cx);
            }
            Event::File(file) if std::mem::take(&mut self.scanned) => self.compare(file.line.id.clone(), cx),
            Event::Found { serial, lines, .. } | Event::Similar { serial, lines, .. } if *serial == self.serial => {
                let ours = |m: &&Match| m.ours().is_some_and(|line| Some(&line.id) != self.one.as_ref());
                self.lines = lines.iter().filter(ours).take(LINES_MAX).cloned().collect();
                self.at = 0;
            }
            Event::Control(ControlEvent::Compared(evidence)) if self.is_ours(evidence) => {
                self.evidence = Some(evidence.clone());
                self.focus = Some(reason_id());
            }
            Event::Control(ControlEvent::Merged { .. } | ControlEvent::Parted { .. }) if self.busy => {
                self.busy = false;
                let merged = matches!(event, Event::Control(ControlEvent::Merged { .. }));
                cx.say(cx.w.t(if merged { "merge-said" } else { "merge-parted" }));
                if let Some(one) = &self.one {
                    cx.go(Route::Patient(one.clone()));
                }
            }
            Event::Refused { job: JobKind::Merge, problem } => {
                self.busy = false;
                self.fault = Some(problem.clone());
                self.focus = Some(if self.evidence.is_some() { reason_id() } else { box_id() });
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command == UiCommand::Back && self.evidence.is_some() && self.begun {
            (self.other, self.evidence, self.fault) = (None, None, None);
            self.focus = Some(box_id());
            self.ask(cx);
            return true;
        }
        false
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        self.scanned = true;
        cx.send(Job::Scan { text: text.to_owned() });
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let title = if self.is_merged() { "merge-part" } else { "merge-title" };
        head(ui, &cx.w.t(title), &cx.w.t("merge-aside"), |_ui| {});
        take_focus(ui, &mut self.focus);
        let [room] = panes(ui, [0.0]);
        pane(ui, room, gap::L, |ui| match self.evidence.take() {
            Some(evidence) => {
                self.evidence(ui, &evidence, cx);
                self.evidence.get_or_insert(evidence);
            }
            None => self.seek(ui, cx),
        });
    }
}

impl MergeScreen {
    fn is_ours(&self, evidence: &Evidence) -> bool {
        let [a, b] = &evidence.sides;
        (Some(&a.line.id), Some(&b.line.id)) == (self.one.as_ref(), self.other.as_ref())
    }

    fn is_merged(&self) -> bool {
        self.evidence.as_ref().is_some_and(|evidence| evidence.merged.is_some())
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.serial = cx.out.next_serial();
        let typed = self.text.trim();
        match &self.first {
            Some(form) if typed.is_empty() => cx.send(Job::Similar { serial: self.serial, form: form.clone() }),
            _ if typed.chars().count() < CHARS_MIN => self.lines.clear(),
            _ => cx.send(Job::Search { serial: self.serial, text: typed.to_owned() }),
        }
    }

    fn compare(&mut self, other: EntryId, cx: &mut Cx<'_>) {
        let Some(one) = self.one.clone() else { return };
        self.fault = None;
        self.other = Some(other.clone());
        cx.send(Job::Control(ControlJob::Compare { one, other }));
    }

    /// The other record: by name, number or scan.
    fn seek(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if ui.memory(|m| m.has_focus(box_id())) {
            let last = self.lines.len().saturating_sub(1);
            ui.input_mut(|i| {
                if i.consume_key(Modifiers::NONE, Key::ArrowDown) {
                    self.at = (self.at + 1).min(last);
                }
                if i.consume_key(Modifiers::NONE, Key::ArrowUp) {
                    self.at = self.at.saturating_sub(1);
                }
            });
        }
        let said = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let (label, hint) = (cx.w.t("merge-other"), cx.w.t("merge-other.hint"));
        let field = Field::new(box_id(), &label, &mut self.text).hint(&hint);
        let out = field.said(said.as_ref()).stays().show(ui);
        if out.changed() {
            self.fault = None;
            self.ask(cx);
        }
        let mut taken = out.entered.then_some(self.at);
        ui.add_space(gap::S);
        if self.lines.is_empty() && self.begun {
            ui.label(theme::label(cx.w.t("merge-nobody")));
        }
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (n, found) in self.lines.iter().enumerate() {
                let line = MatchLine::new(Id::unique(("merge-line", n)), found, cx.today()).chosen(n == self.at);
                if line.show(ui, cx.w).clicked() {
                    taken = Some(n);
                }
            }
        });
        if let Some(id) = taken.and_then(|n| self.lines.get(n)).and_then(Match::ours).map(|line| line.id.clone()) {
            self.compare(id, cx);
        }
    }

    fn evidence(&mut self, ui: &mut Ui, evidence: &Evidence, cx: &mut Cx<'_>) {
        let lang = cx.lang();
        let why: Vec<String> = evidence.why.iter().map(|why| why.text(lang)).collect();
        let score = cx.w.with("evidence-score", &[("score", &evidence.score.to_string()), ("why", &why.join(", "))]);
        let tone = if evidence.score >= 80 { Tone::Ok } else { Tone::Warning };
        if evidence.merged.is_some() {
            said_line(ui, &Said::info(cx.w.t("merge-is").into_owned()));
        }
        said_line(ui, &Said { tone, text: score });
        ui.add_space(gap::S);
        let heads: Vec<String> = evidence
            .sides
            .iter()
            .enumerate()
            .map(|(n, side)| {
                let (visits, cases) = (side.visits.to_string(), side.cases.to_string());
                let counts = cx.w.with("merge-side", &[("visits", &visits), ("cases", &cases)]);
                format!("{} · {} · {} · {counts}", n + 1, side.line.number, in_language(&side.line.name, lang))
            })
            .collect();
        let room = (ui.available_height() - FOOT).max(120.0);
        ScrollArea::vertical().auto_shrink([false, false]).max_height(room).show(ui, |ui| {
            ui.set_width(ui.available_width() - gap::S);
            let [a, b] = &evidence.sides;
            compare::columns(ui, &heads, &[&a.details, &b.details], cx);
        });
        self.foot(ui, evidence, cx);
    }

    fn foot(&mut self, ui: &mut Ui, evidence: &Evidence, cx: &mut Cx<'_>) {
        ui.add_space(gap::S);
        ui.spacing_mut().item_spacing.y = gap::S;
        let part = evidence.merged.is_some();
        if part {
            ui.add(Label::new(theme::label(cx.w.t("merge-part.what"))).wrap());
        } else {
            let [a, b] = &evidence.sides;
            let picks = [Pick::new("1", format!("1 · {}", a.line.number)), Pick::new("2", format!("2 · {}", b.line.number))];
            Segmented::new(Id::unique("merge-lead"), &cx.w.t("merge-lead"), &mut self.lead, &picks).show(ui);
        }
        let said = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let label = cx.w.t("field-reason");
        let reason = Field::new(reason_id(), &label, &mut self.reason).said(said.as_ref()).stays();
        if reason.show(ui).changed() {
            self.fault = None;
        }
        let mut go = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        let label = cx.w.t(match (self.busy, part) {
            (true, _) => "list-saving",
            (false, true) => "merge-part-do",
            (false, false) => "merge-do",
        });
        let button = if part { Button::secondary(&label) } else { Button::primary(&label) };
        go |= ui.add(button.key("Ctrl Enter").enabled(!self.busy)).clicked();
        if go && !self.busy {
            self.send(evidence, cx);
        }
    }

    fn send(&mut self, evidence: &Evidence, cx: &mut Cx<'_>) {
        let [a, b] = evidence.sides.each_ref().map(|side| side.line.id.clone());
        let reason = self.reason.trim().to_owned();
        let job = match (evidence.merged.is_some(), self.lead == "2") {
            (true, _) => ControlJob::Part { one: a, other: b, reason },
            (false, false) => ControlJob::Merge { keep: a, with: b, reason },
            (false, true) => ControlJob::Merge { keep: b, with: a, reason },
        };
        (self.busy, self.fault) = (true, None);
        cx.send(Job::Control(job));
    }
}
