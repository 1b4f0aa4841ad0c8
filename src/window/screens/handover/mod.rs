//! The hand-over: how the backlog stands, and everything that is done with it: pre-flight, batches, sending, answers, what a person has to
//! look at. Nothing is green without its receipt.

mod answers;
mod board;
mod burn;
mod given;
mod lists;
mod make;
mod send;

use super::{Screen, take_focus};
use crate::desk::views::{MakeDone, OpenList, SendDone};
use crate::problem::Problem;
use crate::window::commands::{HandKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone};
use crate::window::widgets::{Bar, Pace, Progress, Said, bar, said_line};
use crate::words::grouped;
use crate::worker::{Event, HandoverEvent, HandoverJob, HandoverLook, Job, JobKind};
use egui::{Id, Ui};
use std::sync::Arc;
use std::time::Duration;

/// Seconds between two looks while records are being sent.
const RENEW_SECS: f64 = 10.0;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Board,
    Make,
    Send,
    Given,
    Answers,
    List(Which),
}

/// Which list of records a person has to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Open(OpenList),
    Strays,
}

impl Which {
    /// The lists with a key each, from 1.
    const ALL: [Self; 6] = [
        Self::Open(OpenList::Aside),
        Self::Open(OpenList::Refused),
        Self::Open(OpenList::Contradicted),
        Self::Open(OpenList::Excepted),
        Self::Open(OpenList::Made),
        Self::Strays,
    ];

    /// As in words.
    const fn code(self) -> &'static str {
        match self {
            Self::Open(list) => list.code(),
            Self::Strays => "strays",
        }
    }
}

/// What runs beside the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Check,
    Make,
    Read,
    Take,
}

impl Doing {
    const fn word_id(self) -> &'static str {
        match self {
            Self::Check => "hand-checking",
            Self::Make => "hand-making",
            Self::Read => "hand-reading",
            Self::Take => "hand-taking",
        }
    }
}

struct Running {
    doing: Doing,
    pace: Pace,
    done: u64,
    of: u64,
}

/// Records on their way over a cable.
struct Sending {
    pace: Pace,
    done: u64,
    of: u64,
    /// The central system asks to wait, or does not answer: so many seconds.
    resting: u64,
    stopping: bool,
}

/// How it ended.
enum Ended {
    Said(Said),
    Cancelled,
    Refused(Problem),
}

/// The screen.
#[derive(Default)]
pub struct HandoverScreen {
    look: Option<Arc<HandoverLook>>,
    mode: Mode,
    running: Option<Running>,
    sending: Option<Sending>,
    /// What came of what was done last, and of the last sending.
    ended: Option<Ended>,
    sent: Option<Ended>,
    made: Option<Arc<MakeDone>>,
    make: make::Form,
    send: send::Form,
    given: given::Form,
    answers: answers::Form,
    lists: lists::Lists,
    /// Ask how it stands as soon as it is drawn.
    wanted: bool,
    asked: f64,
    opened: bool,
    focus: Option<Id>,
}

fn id(part: &str) -> Id {
    Id::unique(("handover", part))
}

impl Screen for HandoverScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        if !std::mem::replace(&mut self.opened, true) {
            self.make.begin(cx);
            self.send.begin(cx);
        }
        self.wanted = true;
        // What is typed lies as it was; a list was left to mend something, and is read anew.
        if let Mode::List(which) = self.mode {
            self.lists.ask(which, cx);
        }
        self.focus = self.first_focus();
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Handover(event) => self.heard(event, cx),
            Event::Progress { job: JobKind::Handover, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Progress { job: JobKind::Sending, done, of } => {
                if let Some(sending) = &mut self.sending {
                    (sending.done, sending.of, sending.resting) = (*done, *of, 0);
                }
            }
            Event::Cancelled { job: JobKind::Handover } => self.end(Ended::Cancelled),
            Event::Cancelled { job: JobKind::Sending } => (self.sending, self.sent) = (None, Some(Ended::Cancelled)),
            Event::Refused { job: JobKind::Handover, problem } => self.refused(problem),
            Event::Refused { job: JobKind::Sending, problem } => {
                (self.sending, self.sent) = (None, Some(Ended::Refused(problem.clone())));
                self.focus = self.first_focus();
            }
            Event::Refused { job: JobKind::Explain, problem } => self.focus = Some(self.lists.refused(problem)),
            event => return self.lists.hear_file(event, cx),
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Hand(key) => self.key(key, cx),
            UiCommand::Back => return self.back(cx),
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.renew(ui, cx);
        let Some(look) = self.look.clone() else {
            ui.label(theme::text(cx.w.t("hand-reading-board")).weak());
            return;
        };
        take_focus(ui, &mut self.focus);
        match self.mode {
            Mode::Board => self.board(ui, &look, cx),
            Mode::Make => self.make_pane(ui, &look, cx),
            Mode::Send => self.send_pane(ui, cx),
            Mode::Given => self.given_pane(ui, &look, cx),
            Mode::Answers => self.answers_pane(ui, cx),
            Mode::List(which) => self.list_pane(ui, which, cx),
        }
    }
}

impl HandoverScreen {
    fn heard(&mut self, event: &HandoverEvent, cx: &mut Cx<'_>) {
        match event {
            HandoverEvent::Status(look) => self.look = Some(Arc::clone(look)),
            HandoverEvent::Checked(passed) => {
                let (leaves, aside) =
                    passed.kinds.values().fold((0, 0), |(leaves, aside), of| (leaves + of.leaves, aside + of.aside));
                let text = cx.w.with("hand-checked", &[("leaves", &grouped(leaves)), ("aside", &grouped(aside))]);
                cx.say(text.as_str());
                let tone = if aside > 0 { Tone::Warning } else { Tone::Ok };
                self.done(Said { tone, text });
            }
            HandoverEvent::Made(made) => {
                let said = make::said(made, cx);
                cx.say(said.text.as_str());
                self.made = Some(Arc::clone(made));
                self.done(said);
            }
            HandoverEvent::Given { batch } => {
                cx.say(cx.w.with("hand-given-said", &[("batch", batch)]));
                self.given.done();
                self.focus = Some(given::list_id());
                self.end_with(None);
            }
            HandoverEvent::Planned(plan) => {
                self.answers.plan = Some(Arc::clone(plan));
                self.answers.focus_take = true;
                self.running = None;
            }
            HandoverEvent::Taken(done) => {
                let text = cx.w.with(
                    "hand-taken",
                    &[
                        ("received", &grouped(done.received)),
                        ("refused", &grouped(done.refused)),
                        ("strays", &grouped(done.strays)),
                    ],
                );
                cx.say(text.as_str());
                self.answers.plan = None;
                self.done(Said { tone: Tone::Ok, text });
                self.focus = self.first_focus();
            }
            HandoverEvent::Resting { secs } => {
                if let Some(sending) = &mut self.sending {
                    sending.resting = *secs;
                }
            }
            HandoverEvent::Sent(done) => self.has_sent(done, cx),
            HandoverEvent::Open { .. } | HandoverEvent::Strays(_) => self.lists.heard(event),
            HandoverEvent::Settled { record } => {
                cx.say(cx.w.with("hand-settled-said", &[("record", &record.to_string())]));
                self.lists.settled();
                self.focus = Some(lists::list_id());
                if let Mode::List(which) = self.mode {
                    self.lists.ask(which, cx);
                }
                self.wanted = true;
            }
            _ => {}
        }
    }

    fn has_sent(&mut self, done: &SendDone, cx: &mut Cx<'_>) {
        let said = send::said(done, cx);
        cx.say(said.text.as_str());
        (self.sending, self.sent) = (None, Some(Ended::Said(said)));
        self.wanted = true;
    }

    fn done(&mut self, said: Said) {
        self.end(Ended::Said(said));
    }

    fn end_with(&mut self, ended: Option<Ended>) {
        self.running = None;
        self.ended = ended;
        self.wanted = true;
    }

    fn end(&mut self, ended: Ended) {
        self.end_with(Some(ended));
        self.focus = self.first_focus();
    }

    fn refused(&mut self, problem: &Problem) {
        if self.mode == Mode::Given {
            self.focus = Some(self.given.refused(problem));
        } else {
            self.end(Ended::Refused(problem.clone()));
        }
    }

    /// Where typing starts.
    fn first_focus(&self) -> Option<Id> {
        match self.mode {
            Mode::Board => None,
            Mode::Make => Some(id("make-folder")),
            Mode::Send => Some(id("send-to")),
            Mode::Given => Some(given::list_id()),
            Mode::Answers => Some(id("answers-file")),
            Mode::List(_) => Some(lists::list_id()),
        }
    }

    fn show(&mut self, mode: Mode) {
        if self.mode != mode {
            // What was said of one thing says nothing of another.
            self.ended = None;
        }
        self.mode = mode;
        self.focus = self.first_focus();
    }

    fn key(&mut self, key: HandKey, cx: &mut Cx<'_>) {
        match key {
            HandKey::Check => {
                self.show(Mode::Board);
                let wish = self.make.check();
                self.start(Doing::Check, HandoverJob::Check { wish }, cx);
            }
            HandKey::Make => self.show(Mode::Make),
            HandKey::Send => self.show(Mode::Send),
            HandKey::Type => cx.go(Route::Typing),
            HandKey::Given => self.show(Mode::Given),
            HandKey::Answers => self.show(Mode::Answers),
            HandKey::Renew => self.wanted = true,
            HandKey::List(n) => {
                if let Some(which) = Which::ALL.get(usize::from(n).saturating_sub(1)) {
                    self.show(Mode::List(*which));
                    self.lists.ask(*which, cx);
                }
            }
            HandKey::Except | HandKey::Readmit | HandKey::Settle => {
                if let Mode::List(which) = self.mode {
                    self.focus = self.lists.act(key, which).or(self.focus.take());
                }
            }
        }
    }

    /// Esc: stops what runs, then goes back to the board, then away.
    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.running.is_some() {
            cx.send(Job::Cancel);
        } else if self.mode == Mode::Send && self.sending.is_some() {
            self.stop_sending(cx);
        } else if self.put_away() {
            self.focus = self.first_focus();
        } else if self.mode == Mode::Board {
            return false;
        } else {
            self.show(Mode::Board);
        }
        true
    }

    /// Puts away what was begun on this screen; true where something was.
    fn put_away(&mut self) -> bool {
        match self.mode {
            Mode::List(_) => self.lists.close(),
            Mode::Answers => self.answers.plan.take().is_some(),
            _ => false,
        }
    }

    fn start(&mut self, doing: Doing, job: HandoverJob, cx: &mut Cx<'_>) {
        if self.running.is_some() {
            return;
        }
        self.ended = None;
        self.running = Some(Running { doing, pace: Pace::new(cx.now), done: 0, of: 0 });
        cx.send(Job::Handover(job));
    }

    fn stop_sending(&mut self, cx: &mut Cx<'_>) {
        if let Some(sending) = &mut self.sending {
            sending.stopping = true;
            cx.send(Job::Handover(HandoverJob::StopSending));
        }
    }

    fn renew(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let now = ui.input(|i| i.time);
        let due = self.asked + RENEW_SECS - now;
        if self.wanted || (self.sending.is_some() && due <= 0.0) {
            (self.wanted, self.asked) = (false, now);
            cx.send(Job::Handover(HandoverJob::Look));
        } else if self.sending.is_some() {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due.max(0.05)));
        }
    }

    /// The bar of what runs beside the desk; true where something does.
    fn progress(&self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let Some(running) = &self.running else { return false };
        let what = cx.w.t(running.doing.word_id());
        let left = running.pace.left(cx.now, running.done, running.of);
        if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
            cx.send(Job::Cancel);
        }
        true
    }

    /// The bar of the sending; true where something is sent.
    fn sending_bar(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let Some(sending) = &self.sending else { return false };
        let what = cx.w.t(if sending.stopping { "hand-stopping" } else { "hand-sending" });
        let left = sending.pace.left(cx.now, sending.done, sending.of);
        if self.mode != Mode::Send {
            // In short where other work is done; it is stopped where it was begun.
            let counts = [("done", grouped(sending.done)), ("of", grouped(sending.of))];
            let counts = counts.each_ref().map(|(name, n)| (*name, n.as_str()));
            let text = format!("{what}: {}", cx.w.with("list-progress-count", &counts));
            let width = ui.available_width();
            bar(ui, &Bar { value: sending.done, of: sending.of, width, tone: Tone::Plain }, &text);
            let rest = cx.w.with("hand-resting.short", &[("n", &grouped(sending.resting))]);
            let text = if sending.resting > 0 { format!("{text} · {rest}") } else { text };
            ui.add(egui::Label::new(theme::label(text)).truncate());
            return true;
        }
        let stop = (Progress { what: &what, done: sending.done, of: sending.of, left, cancel_key: "Esc" }).show(ui, cx.w);
        if sending.resting > 0 {
            said_line(ui, &Said::hint(cx.w.with("hand-resting", &[("n", &grouped(sending.resting))])));
        }
        if stop {
            self.stop_sending(cx);
        }
        true
    }
}

/// How something ended, in a line.
fn ended_line(ui: &mut Ui, ended: Option<&Ended>, cx: &Cx<'_>) {
    match ended {
        Some(Ended::Said(said)) => drop(said_line(ui, said)),
        Some(Ended::Cancelled) => drop(said_line(ui, &Said::info(cx.w.t("hand-cancelled").into_owned()))),
        Some(Ended::Refused(problem)) => drop(said_line(ui, &Said::fault(problem.told(cx.lang()).line()))),
        None => {}
    }
}
