//! The crosswalk: who an old slip, a number or a name is now; slips and labels of one patient; papers of many, and files for wards and analysers.
//! The old number stays true: the UHID stands beside it.

mod answer;
mod many;
mod mark;

pub use mark::uhid_mark;

use super::paper_view::PaperView;
use super::{Screen, take_focus};
use crate::desk::views::{Crossing, CrosswalkPaper, CrosswalkWho, PatientLine};
use crate::problem::Problem;
use crate::window::commands::{CrossKey, SheetKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{Tone, gap};
use crate::window::widgets::{Field, ListState, Pace, Progress, Said, bare, head, pane, panes, said_line};
use crate::worker::{CrosswalkEvent, CrosswalkJob, Event, HandoverEvent, HandoverJob, Job, JobKind};
use egui::{Id, Rect, Ui, pos2};
use std::path::PathBuf;
use std::sync::Arc;

/// Height of the box and what is said beneath it.
const BOX: f32 = 84.0;

/// Who was found: nobody, one, several.
type Hits = Arc<Vec<(PatientLine, Option<Crossing>)>>;

struct Running {
    pace: Pace,
    done: u64,
    of: u64,
    /// Files, not a paper.
    files: bool,
}

/// The screen.
#[derive(Default)]
pub struct CrosswalkScreen {
    text: String,
    /// What was looked for, and who came of it.
    found: Option<(String, Hits)>,
    /// Which of several is shown large.
    chosen: Option<usize>,
    list: ListState,
    fault: Option<Problem>,
    looking: bool,
    many: many::Form,
    running: Option<Running>,
    ended: Option<Said>,
    view: PaperView,
    focus: Option<Id>,
    unfocus: bool,
    opened: bool,
}

fn id(part: &str) -> Id {
    Id::unique(("crosswalk", part))
}

impl Screen for CrosswalkScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        if !std::mem::replace(&mut self.opened, true) {
            self.many.begin(cx);
        }
        if !self.view.is_open() && self.one().is_none() {
            self.focus = Some(id("text"));
        }
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        if self.view.hear(event, cx) {
            return true;
        }
        match event {
            Event::Handover(HandoverEvent::Crosswalk(event)) => self.heard(event, cx),
            Event::Progress { job: JobKind::Crosswalk, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Crosswalk } => {
                self.end(Said::info(cx.w.t("crosswalk-stopped").into_owned()));
            }
            Event::Refused { job: JobKind::Crosswalk, problem } if self.running.is_some() => {
                self.end(Said::fault(problem.told(cx.lang()).line()));
            }
            Event::Refused { job: JobKind::Crosswalk, problem } => {
                (self.looking, self.fault, self.found) = (false, Some(problem.clone()), None);
                self.focus = Some(id("text"));
            }
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Sheet(key) if self.view.is_open() => return self.view.key(key, cx),
            UiCommand::Sheet(SheetKey::Save) => self.write_files(cx),
            UiCommand::Cross(CrossKey::Many) => self.focus = Some(many::first()),
            UiCommand::Cross(key) => self.about_one(key, cx),
            UiCommand::Back => return self.back(cx),
            _ => return false,
        }
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        self.view.close();
        text.trim().clone_into(&mut self.text);
        self.find(cx);
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.view.is_open() {
            return self.view.draw(ui, cx);
        }
        if std::mem::take(&mut self.unfocus) {
            ui.memory_mut(|m| m.surrender_focus(id("text")));
        }
        head(ui, &cx.w.t("crosswalk-title"), &cx.w.t("crosswalk-aside"), |_ui| {});
        take_focus(ui, &mut self.focus);
        let side = if ui.available_width() < 900.0 { 316.0 } else { 380.0 };
        let [left, right] = panes(ui, [0.0, side]);
        pane(ui, left, gap::L, |ui| self.left(ui, cx));
        pane(ui, right, gap::L, |ui| self.many_pane(ui, cx));
    }
}

impl CrosswalkScreen {
    fn heard(&mut self, event: &CrosswalkEvent, cx: &mut Cx<'_>) {
        match event {
            CrosswalkEvent::Found { text, lines } => self.has_found(text, lines),
            CrosswalkEvent::Paper(paper) => {
                if self.running.take().is_some() {
                    self.view.open(paper.clone(), cx.w.t("crosswalk-title").into_owned(), cx);
                }
            }
            CrosswalkEvent::Files { at } => {
                let names: Vec<String> = at.iter().map(|path| path.display().to_string()).collect();
                let text = cx.w.with("crosswalk-files-done", &[("files", &names.join(", "))]);
                cx.say(text.as_str());
                self.end(Said { tone: Tone::Ok, text });
            }
        }
    }

    fn has_found(&mut self, text: &str, lines: &Hits) {
        self.looking = false;
        self.found = Some((text.to_owned(), Arc::clone(lines)));
        self.chosen = None;
        self.list = ListState::default();
        match lines.len() {
            0 => self.focus = Some(id("text")),
            // Letters are keys now, not text.
            1 => self.unfocus = true,
            _ => self.focus = Some(answer::list_id()),
        }
    }

    fn end(&mut self, said: Said) {
        self.running = None;
        self.ended = Some(said);
    }

    /// Whoever is shown large.
    fn one(&self) -> Option<&(PatientLine, Option<Crossing>)> {
        let (_, lines) = self.found.as_ref()?;
        match (lines.as_slice(), self.chosen) {
            ([one], _) => Some(one),
            (_, Some(chosen)) => lines.get(chosen),
            _ => None,
        }
    }

    fn find(&mut self, cx: &mut Cx<'_>) {
        let text = self.text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        (self.looking, self.fault, self.found, self.chosen) = (true, None, None, None);
        cx.send(Job::Handover(HandoverJob::Crosswalk(CrosswalkJob::Find { text })));
    }

    fn about_one(&mut self, key: CrossKey, cx: &mut Cx<'_>) {
        let Some((line, crossing)) = self.one() else { return };
        let (patient, crossed) = (line.id.clone(), crossing.is_some());
        let paper = match key {
            CrossKey::File => return cx.go(Route::Patient(patient)),
            CrossKey::Slip => CrosswalkPaper::Slips(self.many.slip_size()),
            CrossKey::Chart => CrosswalkPaper::ChartLabels,
            CrossKey::Tubes => CrosswalkPaper::TubeLabels,
            CrossKey::Many => return,
        };
        if crossed {
            self.lay_out(CrosswalkWho::Patient(patient), paper, cx);
        }
    }

    fn lay_out(&mut self, who: CrosswalkWho, paper: CrosswalkPaper, cx: &mut Cx<'_>) {
        if self.running.is_none() {
            self.run(false, CrosswalkJob::Paper { who, paper }, cx);
        }
    }

    fn run(&mut self, files: bool, job: CrosswalkJob, cx: &mut Cx<'_>) {
        self.ended = None;
        self.running = Some(Running { pace: Pace::new(cx.now), done: 0, of: 0, files });
        cx.send(Job::Handover(HandoverJob::Crosswalk(job)));
    }

    fn write_files(&mut self, cx: &mut Cx<'_>) {
        match self.many.folder() {
            None => self.focus = Some(many::folder_id()),
            Some(to) if self.running.is_none() => self.run(true, CrosswalkJob::Files { to: PathBuf::from(to) }, cx),
            Some(_) => {}
        }
    }

    fn stop(cx: &mut Cx<'_>) {
        cx.send(Job::Handover(HandoverJob::Crosswalk(CrosswalkJob::Stop)));
    }

    /// Esc: puts the paper away, stops what runs, back to the list, to the box, then away.
    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.view.close() {
            return true;
        }
        if self.running.is_some() {
            Self::stop(cx);
        } else if self.chosen.take().is_some() {
            self.focus = Some(answer::list_id());
        } else if self.found.take().is_some() || self.fault.take().is_some() {
            self.focus = Some(id("text"));
        } else {
            return false;
        }
        true
    }

    fn left(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let said = match &self.fault {
            Some(problem) => Some(Said::fault(problem.told(cx.lang()).line())),
            None if self.looking => Some(Said::info(cx.w.t("crosswalk-looking").into_owned())),
            None => None,
        };
        let (label, hint) = (cx.w.t("crosswalk-box"), cx.w.t("crosswalk-box.hint"));
        let out = Field::new(id("text"), &label, &mut self.text).hint(&hint).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            self.fault = None;
        }
        if out.entered {
            self.find(cx);
        }
        let rest = Rect::from_min_max(pos2(room.left(), room.top() + BOX), room.max);
        bare(ui, rest, 0.0, |ui| self.answer(ui, cx));
    }

    /// The bar of what runs; true where something does.
    fn progress(&self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let Some(running) = &self.running else { return false };
        let what = cx.w.t(if running.files { "crosswalk-writing" } else { "crosswalk-laying" });
        let left = running.pace.left(cx.now, running.done, running.of);
        if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
            Self::stop(cx);
        }
        true
    }

    fn ended_line(&self, ui: &mut Ui) {
        if let Some(said) = &self.ended {
            said_line(ui, said);
        }
    }
}
