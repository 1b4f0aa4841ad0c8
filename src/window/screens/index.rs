//! The patient index at this counter: of which day it is, opening and closing with an officer's password beside whoever works here,
//! and checking the whole file. The one who works here stays signed in.

use super::officer::OfficerBox;
use super::{Screen, column, take_focus};
use crate::desk::views::{IndexChecked, IndexStanding};
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Pace, Progress, Said, card, day, said_line, section};
use crate::words::grouped;
use crate::worker::{Event, IndexEvent, IndexJob, Job, JobKind, OfficerSecret};
use egui::{Id, Ui};

const GO: &str = "index-go";
/// Troubles of a file that is no index of this hospital.
const STRANGE: [&str; 3] = ["problem-index-not", "problem-index-newer", "problem-index-other"];
/// An index is made every week; from this age on it is said how old it is.
const OLD_DAYS: u64 = 21;
/// Damaged pages named; the rest is counted.
const FAULTS_SHOWN_MAX: usize = 20;

/// The screen. What was typed as a password is wiped when it is left.
#[derive(Default)]
pub struct IndexScreen {
    officer: OfficerBox,
    /// Opening or closing is under way.
    busy: bool,
    checking: Option<Running>,
    checked: Option<Outcome>,
    focus: Option<Id>,
    focus_go: bool,
    focus_check: bool,
}

struct Running {
    pace: Pace,
    done: u64,
    of: u64,
}

enum Outcome {
    Done(IndexChecked),
    Cancelled,
    Refused(Problem),
}

impl Screen for IndexScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.officer.wipe();
        cx.send(Job::Index(IndexJob::Look));
        self.focus_first(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Index(IndexEvent::Standing(standing)) => self.stands(standing, cx),
            Event::Refused { job: JobKind::Index, problem } if self.busy => {
                self.busy = false;
                self.officer.refuse(problem);
                self.focus_first(cx);
            }
            Event::Progress { job: JobKind::IndexCheck, done, of } => {
                if let Some(running) = &mut self.checking {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Index(IndexEvent::Checked(found)) => self.end(Outcome::Done(found.clone())),
            Event::Cancelled { job: JobKind::IndexCheck } => self.end(Outcome::Cancelled),
            Event::Refused { job: JobKind::IndexCheck, problem } => self.end(Outcome::Refused(problem.clone())),
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        let cancel = command == UiCommand::Back && self.checking.is_some();
        if cancel {
            cx.send(Job::Cancel);
        }
        cancel
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        column(ui, 640.0, |ui| {
            ui.spacing_mut().item_spacing.y = gap::M;
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                ui.label(theme::heading(cx.w.t("index-title")));
                ui.add(egui::Label::new(theme::text(cx.w.t("index-what"))).wrap());
                said_line(ui, &standing_said(&cx.shared.index, cx));
                self.turn(ui, cx);
            });
            if matches!(cx.shared.index, IndexStanding::Open { .. }) && cx.may(Right::Verify) {
                card(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = gap::M;
                    self.check(ui, cx);
                });
            }
        });
    }
}

impl IndexScreen {
    fn focus_first(&mut self, cx: &Cx<'_>) {
        let own = cx.may(Right::OpenIndex);
        // Enter opens at once; what is open is not closed by one key too many.
        let open = matches!(cx.shared.index, IndexStanding::Open { .. });
        self.focus_go = own && !open;
        self.focus_check = own && open;
        self.focus = (!own).then(|| self.officer.first());
    }

    /// The answer to opening and closing, or somebody else's news.
    fn stands(&mut self, standing: &IndexStanding, cx: &mut Cx<'_>) {
        if !std::mem::take(&mut self.busy) {
            return;
        }
        self.officer.wipe();
        self.checked = None;
        self.focus_check = matches!(standing, IndexStanding::Open { .. });
        let said = match standing {
            IndexStanding::Open { day: of, .. } => cx.w.with("index-said-open", &[("day", &day(*of))]),
            IndexStanding::Closed { .. } | IndexStanding::None => cx.w.t("index-said-closed").into_owned(),
            IndexStanding::Damaged(_) => return,
        };
        cx.say(said);
    }

    fn end(&mut self, outcome: Outcome) {
        self.checking = None;
        self.checked = Some(outcome);
        self.focus_check = true;
    }

    /// Opens or closes, by whoever may.
    fn turn(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let close = match &cx.shared.index {
            IndexStanding::None => {
                ui.add(egui::Label::new(theme::label(cx.w.t("index-none-what"))).wrap());
                return;
            }
            // Another hospital's or no index at all: nothing of it was ever open.
            IndexStanding::Damaged(problem) if STRANGE.contains(&problem.id) => return,
            IndexStanding::Closed { .. } => false,
            // A damaged one can be closed; its key is forgotten here.
            IndexStanding::Open { .. } | IndexStanding::Damaged(_) => true,
        };
        let own = cx.may(Right::OpenIndex);
        if own {
            ui.add(egui::Label::new(theme::label(cx.w.t("index-own"))).wrap());
            if let Some(said) = self.officer.fault(cx) {
                said_line(ui, &said);
            }
        } else if self.officer.draw(ui, Right::OpenIndex, cx).entered {
            self.go(close, false, cx);
        }
        let id = match (self.busy, close) {
            (true, false) => "index-opening",
            (true, true) => "index-closing",
            (false, false) => "index-open",
            (false, true) => "index-close",
        };
        let label = cx.w.t(id);
        let button = if close { Button::secondary(&label) } else { Button::primary(&label).key("Enter") };
        let response = ui.push_id((GO, close), |ui| ui.add(button.enabled(!self.busy))).inner;
        if std::mem::take(&mut self.focus_go) {
            response.request_focus();
        }
        if response.clicked() {
            self.go(close, own, cx);
        }
        if close {
            ui.add(egui::Label::new(theme::label(cx.w.t("index-close.what"))).wrap());
        } else if !own {
            ui.add(egui::Label::new(theme::label(cx.w.t("index-open.what"))).wrap());
        }
    }

    fn go(&mut self, close: bool, own: bool, cx: &mut Cx<'_>) {
        if self.busy {
            return;
        }
        let officer: OfficerSecret = if own {
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
        if own {
            self.officer.wipe();
        }
        self.busy = true;
        cx.send(Job::Index(if close { IndexJob::Close { officer } } else { IndexJob::Open { officer } }));
    }

    fn check(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("index-check"));
        if let Some(running) = &self.checking {
            let left = running.pace.left(cx.now, running.done, running.of);
            let what = cx.w.t("index-checking");
            if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
                cx.send(Job::Cancel);
            }
            return;
        }
        ui.add(egui::Label::new(theme::label(cx.w.t("index-check.what"))).wrap());
        let go = ui.add(Button::secondary(&cx.w.t("index-check-go")));
        if std::mem::take(&mut self.focus_check) {
            go.request_focus();
        }
        if go.clicked() {
            self.checking = Some(Running { pace: Pace::new(cx.now), done: 0, of: 0 });
            self.checked = None;
            cx.send(Job::Index(IndexJob::Check));
        }
        for said in self.checked.iter().flat_map(|outcome| outcome_said(outcome, cx)) {
            said_line(ui, &said);
        }
    }
}

/// How it stands, in one sentence.
#[must_use]
pub fn standing_said(standing: &IndexStanding, cx: &Cx<'_>) -> Said {
    let values = |of: chrono::NaiveDate, people: u64| [("day", day(of)), ("people", grouped(people))];
    let text = |id: &str, values: [(&'static str, String); 2]| {
        let [(day, of), (people, n)] = &values;
        cx.w.with(id, &[(*day, of.as_str()), (*people, n.as_str())])
    };
    match standing {
        IndexStanding::None => Said::info(cx.w.t("index-standing-none").into_owned()),
        IndexStanding::Closed { day, people, newer } => {
            let id = if *newer { "index-standing-newer" } else { "index-standing-closed" };
            Said { tone: Tone::Warning, text: text(id, values(*day, *people)) + &old_text(*day, cx) }
        }
        IndexStanding::Open { day, people, officer } => {
            let name = cx.masters().and_then(|m| m.user(officer)).map_or(officer.as_str(), |user| user.name.get(cx.lang()));
            let by = cx.w.with("index-opened-by", &[("officer", name)]);
            let old = old_text(*day, cx);
            let tone = if old.is_empty() { Tone::Ok } else { Tone::Warning };
            Said { tone, text: format!("{} {by}{old}", text("index-standing-open", values(*day, *people))) }
        }
        IndexStanding::Damaged(problem) => Said::fault(problem.told(cx.lang()).line()),
    }
}

/// How old it is, where that matters.
fn old_text(day: chrono::NaiveDate, cx: &Cx<'_>) -> String {
    let days = u64::try_from(cx.today().signed_duration_since(day).num_days()).unwrap_or(0);
    if days > OLD_DAYS { format!(" {}", cx.w.count("index-old", days)) } else { String::new() }
}

/// What the check found, each in a sentence.
fn outcome_said(outcome: &Outcome, cx: &Cx<'_>) -> Vec<Said> {
    match outcome {
        Outcome::Cancelled => vec![Said::info(cx.w.t("index-check-cancelled").into_owned())],
        Outcome::Refused(problem) => vec![Said::fault(problem.told(cx.lang()).line())],
        Outcome::Done(found) if found.faults.is_empty() => {
            let text = cx.w.with("index-check-good", &[("n", &grouped(found.pages))]);
            vec![Said { tone: Tone::Ok, text }]
        }
        Outcome::Done(found) => {
            let values = [("n", grouped(found.pages)), ("found", grouped(found.faults.len() as u64))];
            let [(n, pages), (bad, faults)] = &values;
            let first = Said::fault(cx.w.with("index-check-bad", &[(*n, pages.as_str()), (*bad, faults.as_str())]));
            let named = found.faults.iter().take(FAULTS_SHOWN_MAX).map(|p| Said::fault(p.told(cx.lang()).what));
            std::iter::once(first).chain(named).collect()
        }
    }
}
