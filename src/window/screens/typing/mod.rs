//! Typing assist: a clerk types the backlog into the central system's own screen, which stands open in another window. Here the share is
//! taken; a narrow pane above all windows then shows one record after the other. Owns what was typed until the desk has it; a record's
//! fields leave the program by the clipboard only.

mod answer;
mod fields;
mod last;
mod pane;
mod setup;

use super::{Screen, take_focus};
use crate::desk::views::TypingAt;
use crate::journal::RecordKey;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::Tone;
use crate::window::widgets::{Pace, Said};
use crate::words::grouped;
use crate::worker::{Event, HandoverEvent, HandoverJob, Job, JobKind, TypingEvent, TypingJob};
use egui::{Id, Ui};
use std::sync::Arc;

/// Records that one clerk can put off at a time; a record more is put off by taking the first of them up again.
const LATER_MAX: usize = 500;

/// What the pane asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    /// The fields, then the number that came back.
    #[default]
    Fields,
    /// Why it was not taken.
    Refuse,
    /// What was typed last.
    Last,
}

/// The record that is typed now, and what was typed for it. It lies as it was until the desk has it.
#[derive(Default)]
struct Work {
    key: Option<RecordKey>,
    /// Fields that were copied, by their place.
    copied: Vec<bool>,
    /// The field that is copied next.
    mark: usize,
    number: String,
    reason: String,
    /// What speaks against the number was said: Enter once more takes it.
    doubted: bool,
    busy: bool,
}

/// A share that is being taken.
struct Running {
    pace: Pace,
    done: u64,
    of: u64,
}

/// The screen and its pane.
#[derive(Default)]
pub struct TypingScreen {
    setup: setup::Form,
    running: Option<Running>,
    ended: Option<Said>,
    at: Option<Arc<TypingAt>>,
    /// The pane is up.
    open: bool,
    /// Where it was put at first, in points.
    place: Option<egui::Pos2>,
    /// It goes up as soon as it is known that something waits.
    opens: bool,
    mode: Mode,
    work: Work,
    last: last::Form,
    /// Said in the pane: what was copied, saved or refused.
    said: Option<Said>,
    /// Put off, in this order.
    later: Vec<RecordKey>,
    /// Keys or the mouse were used in the pane since the last look.
    active: bool,
    focus: Option<Id>,
    /// Where something waits already, Enter goes on with it.
    focus_go_on: bool,
    pane_focus: Option<Id>,
    /// The box is left: keys are for the fields of the next record.
    leaves_box: bool,
    /// A text box of the pane had the focus in the frame before: Esc leaves it first.
    had_focus: bool,
}

fn id(part: &str) -> Id {
    Id::unique(("typing", part))
}

impl Screen for TypingScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.setup.begin();
        self.look(cx);
        (self.focus, self.focus_go_on) = (Some(id("nth")), true);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Handover(HandoverEvent::Typing(event)) => self.heard(event, cx),
            Event::Progress { job: JobKind::Typing, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Typing } => {
                (self.running, self.ended) = (None, Some(Said::info(cx.w.t("typing-cancelled"))));
                self.look(cx);
            }
            Event::Refused { job: JobKind::Typing, problem } => self.refused(problem, cx),
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command == UiCommand::Back && self.running.is_some() {
            cx.send(Job::Cancel);
            return true;
        }
        false
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        self.setup_screen(ui, cx);
    }
}

impl TypingScreen {
    /// True when the pane was used since the last call: for the idle lock.
    pub const fn take_active(&mut self) -> bool {
        std::mem::replace(&mut self.active, false)
    }

    fn send(job: TypingJob, cx: &mut Cx<'_>) {
        cx.send(Job::Handover(HandoverJob::Typing(job)));
    }

    fn look(&self, cx: &mut Cx<'_>) {
        Self::send(TypingJob::Look { later: self.later.clone() }, cx);
    }

    fn heard(&mut self, event: &TypingEvent, cx: &mut Cx<'_>) {
        match event {
            TypingEvent::Begun { records } => {
                self.running = None;
                let (id, tone) = if *records > 0 { ("typing-begun", Tone::Ok) } else { ("typing-begun-none", Tone::Info) };
                self.ended = Some(Said { tone, text: cx.w.with(id, &[("n", &grouped(*records))]) });
                self.opens = true;
                self.look(cx);
            }
            TypingEvent::At(at) => self.stands(at),
            TypingEvent::Typed { record } => {
                let number = self.shown_number(record);
                self.later.retain(|key| key != record);
                if self.work.key.as_ref() == Some(record) {
                    self.work = Work::default();
                }
                self.mode = Mode::Fields;
                self.said = Some(Said { tone: Tone::Ok, text: cx.w.with("typing-saved", &[("number", &number)]) });
            }
            TypingEvent::Mended { record, contradicted } => {
                let number = self.shown_number(record);
                let (id, tone) = if *contradicted { ("typing-mended-two", Tone::Warning) } else { ("typing-mended", Tone::Ok) };
                self.said = Some(Said { tone, text: cx.w.with(id, &[("number", &number)]) });
                self.last.mended();
            }
        }
    }

    /// Our number of a record that was shown.
    fn shown_number(&self, record: &RecordKey) -> String {
        let at = self.at.as_ref();
        let next = at.and_then(|at| at.next.as_ref()).filter(|next| next.key == *record).map(|next| next.number.clone());
        let last = || at.and_then(|at| at.last.iter().find(|line| line.key == *record)).map(|line| line.number.clone());
        next.or_else(last).unwrap_or_default()
    }

    /// The next record is here; what was typed for it already stays.
    fn stands(&mut self, at: &Arc<TypingAt>) {
        self.at = Some(Arc::clone(at));
        self.work.busy = false;
        match &at.next {
            Some(next) if self.work.key.as_ref() == Some(&next.key) => {}
            Some(next) => {
                self.work = Work { key: Some(next.key.clone()), copied: vec![false; next.fields.len()], ..Work::default() };
                self.work.mark = fields::next_filled(&next.fields, 0).unwrap_or(0);
                if next.key.kind == crate::journal::RecordKind::Identity {
                    self.work.number.clone_from(&next.uhid);
                }
                if self.mode == Mode::Refuse {
                    self.mode = Mode::Fields;
                }
                (self.pane_focus, self.leaves_box) = (None, true);
            }
            None => self.work = Work::default(),
        }
        if std::mem::take(&mut self.opens) && (at.next.is_some() || at.pace.left > 0) {
            self.put_up();
        }
    }

    fn put_up(&mut self) {
        (self.open, self.mode) = (true, Mode::Fields);
        self.said = None;
    }

    fn put_down(&mut self) {
        self.open = false;
    }

    /// Said where it was asked for: the share in the window, a record in the pane. What was typed stays.
    fn refused(&mut self, problem: &Problem, cx: &mut Cx<'_>) {
        let line = problem.told(cx.lang()).line();
        if self.running.take().is_some() {
            self.ended = Some(Said::fault(line));
            return;
        }
        self.work.busy = false;
        if !self.open {
            self.ended = Some(Said::fault(line));
            return;
        }
        if self.mode == Mode::Last {
            self.pane_focus = Some(self.last.refused(line));
            return;
        }
        match problem.id {
            "problem-typing-not" => self.gone(cx),
            "problem-typing-known" | "problem-typing-used" => {
                self.work.doubted = true;
                self.said = Some(Said::hint(format!("{line} {}", cx.w.t("typing-sure"))));
                self.pane_focus = Some(answer::number_id());
            }
            _ => {
                self.said = Some(Said::fault(line));
                self.pane_focus = Some(if self.mode == Mode::Refuse { answer::reason_id() } else { answer::number_id() });
            }
        }
    }

    /// It was answered, excepted or merged elsewhere meanwhile: said with what was typed, and the next one comes.
    fn gone(&mut self, cx: &mut Cx<'_>) {
        let number = self.work.key.clone().map(|key| self.shown_number(&key)).unwrap_or_default();
        let typed = if self.mode == Mode::Refuse { &self.work.reason } else { &self.work.number };
        self.said = Some(Said::hint(cx.w.with("typing-gone", &[("number", &number), ("typed", typed.trim())])));
        (self.work, self.mode) = (Work::default(), Mode::Fields);
        self.look(cx);
    }
}
