//! Papers in: scans are named or dropped, what stands in their codes is shown as a plan, and one key takes it. Parts that a reader typed and
//! parts of pages add up in the same tray; what is missing of them is shown until it comes.

use super::{Screen, column, pressed, take_focus};
use crate::desk::papers_in::{PaperPlan, PaperTaken, PartsWaiting, Refused};
use crate::journal::carrier;
use crate::journal::sheaf::is_sheaf;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    BigNumber, Button, Column, Field, List, ListState, Pace, Progress, Said, Width, card, pane, said_line,
};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind, PaperEvent, PaperJob};
use egui::{Id, Label, Ui};
use std::path::PathBuf;
use std::sync::Arc;

const FROM: &str = "papers-from";
const READ_NEW: &str = "papers-read-new";
const TAKE: &str = "papers-take";
const LIST: &str = "papers-list";
const WIDTH: f32 = 1180.0;
const LINE_HEIGHT: f32 = 56.0;

/// The screen.
#[derive(Default)]
pub struct PapersInScreen {
    /// Path typed.
    from: String,
    /// Files dropped on the window and not read yet.
    dropped: Vec<PathBuf>,
    reading: Option<Reading>,
    plan: Option<Arc<PaperPlan>>,
    taken: Option<PaperTaken>,
    /// Where the list of what was not seen went, as a sentence.
    printed: Option<String>,
    refused: Option<Problem>,
    list: ListState,
    focus: Option<Id>,
}

struct Reading {
    pace: Pace,
    done: u64,
    of: u64,
}

impl Screen for PapersInScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        if self.from.is_empty()
            && let Some(scans) = &cx.shared.settings.scans
        {
            self.from = scans.display().to_string();
        }
        cx.send(Job::Papers(PaperJob::Look));
        let at = if cx.shared.scans_waiting > 0 { READ_NEW } else { FROM };
        self.focus = Some(Id::unique(at));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Progress { job: JobKind::Papers, done, of } => {
                if let Some(reading) = &mut self.reading {
                    (reading.done, reading.of) = (*done, *of);
                }
                return true;
            }
            Event::Papers(PaperEvent::Plan(plan)) => {
                if self.reading.take().is_some() {
                    let at = if plan.plan.entries.is_empty() { FROM } else { TAKE };
                    self.focus = Some(Id::unique(at));
                }
                self.plan = Some(Arc::clone(plan));
            }
            Event::Papers(PaperEvent::Taken(taken)) => {
                self.taken = Some(taken.clone());
                self.focus = Some(Id::unique(FROM));
            }
            Event::Papers(PaperEvent::MissingPrinted { at }) => {
                self.printed = Some(match at {
                    Some(at) => cx.w.with("papers-list-at", &[("at", &at.display().to_string())]),
                    None => cx.w.t("papers-list-printed").into_owned(),
                });
            }
            Event::Cancelled { job: JobKind::Papers } => self.reading = None,
            Event::Refused { job: JobKind::Papers, problem } => {
                self.reading = None;
                self.refused = Some(problem.clone());
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        let cancel = command == UiCommand::Back && self.reading.is_some();
        if cancel {
            cx.send(Job::Cancel);
        }
        cancel
    }

    /// Here the reader fills the tray; a patient's number is for the other screens.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let ours = carrier::is_code(text) || is_sheaf(text);
        if ours {
            self.taken = None;
            cx.send(Job::Papers(PaperJob::Code { text: text.to_owned() }));
        }
        ours
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.take_dropped(ui);
        if self.focus != Some(Id::unique(READ_NEW)) {
            take_focus(ui, &mut self.focus);
        }
        column(ui, WIDTH, |ui| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::S;
                ui.label(theme::heading(cx.w.t("papers-title")));
                ui.add(Label::new(theme::text(cx.w.t("papers-aside"))).wrap());
                self.ask(ui, cx);
                self.said(ui, cx);
            });
            ui.add_space(gap::M);
            match self.plan.clone() {
                Some(plan) if plan.codes > 0 || plan.files > 0 || !plan.waiting.is_empty() => self.show(ui, &plan, cx),
                _ => drop(ui.label(theme::text(cx.w.t("papers-empty")).weak())),
            }
        });
    }
}

impl PapersInScreen {
    fn take_dropped(&mut self, ui: &Ui) {
        let dropped: Vec<PathBuf> = ui.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.dropped.extend(dropped);
            self.focus = Some(Id::unique(FROM));
        }
    }

    /// Where the scans are, and reading them.
    fn ask(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(reading) = &self.reading {
            let left = reading.pace.left(cx.now, reading.done, reading.of);
            let share = |n: u64| (n / 100).to_string();
            let (done, of) = (share(reading.done), share(reading.of));
            let what = cx.w.with("papers-reading", &[("done", &done), ("of", &of)]);
            if (Progress { what: &what, done: reading.done, of: reading.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
                cx.send(Job::Cancel);
            }
            return;
        }
        self.new_scans(ui, cx);
        let mut go = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - 160.0).max(200.0));
                let out = Field::new(Id::unique(FROM), &cx.w.t("papers-from"), &mut self.from)
                    .hint(&cx.w.t("papers-from-hint"))
                    .show(ui);
                go |= out.entered;
            });
            ui.vertical(|ui| {
                ui.add_space(22.0);
                let label = cx.w.t("papers-read");
                let read = Button::secondary(&label);
                // One button at a time is Enter's.
                go |= pressed(ui, if cx.shared.scans_waiting > 0 { read } else { read.key("Enter") });
            });
        });
        if !self.dropped.is_empty() {
            ui.label(theme::label(cx.w.with("papers-dropped", &[("n", &grouped(self.dropped.len() as u64))])));
        }
        if go {
            self.read(cx);
        }
    }

    /// What lies in the scanner's folder and was not read: one key reads it.
    fn new_scans(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let waiting = cx.shared.scans_waiting;
        let wanted = self.focus == Some(Id::unique(READ_NEW));
        if wanted {
            self.focus = None;
        }
        if waiting == 0 {
            return;
        }
        let response = ui.add(Button::primary(&cx.w.count("papers-read-new", waiting)).key("Enter"));
        if wanted {
            response.request_focus();
        }
        if response.clicked() {
            (self.taken, self.refused, self.printed) = (None, None, None);
            self.reading = Some(Reading { pace: Pace::new(cx.now), done: 0, of: 0 });
            cx.send(Job::Papers(PaperJob::ReadNew));
        }
    }

    fn read(&mut self, cx: &mut Cx<'_>) {
        let mut files = std::mem::take(&mut self.dropped);
        let typed = self.from.trim();
        if files.is_empty() && !typed.is_empty() {
            files.push(PathBuf::from(typed));
        }
        if files.is_empty() {
            return;
        }
        (self.taken, self.refused, self.printed) = (None, None, None);
        self.reading = Some(Reading { pace: Pace::new(cx.now), done: 0, of: 0 });
        cx.send(Job::Papers(PaperJob::Read { files }));
    }

    fn said(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(problem) = &self.refused {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        if let Some(taken) = &self.taken {
            let values = [("new", grouped(taken.new)), ("known", grouped(taken.known))];
            let values = values.each_ref().map(|(name, n)| (*name, n.as_str()));
            let id = if taken.new > 0 { "papers-taken" } else { "papers-taken-none" };
            said_line(ui, &Said { tone: Tone::Ok, text: cx.w.with(id, &values) });
        }
        if let Some(printed) = &self.printed {
            said_line(ui, &Said::info(printed.clone()));
        }
    }

    /// The plan: figures, what to press, what each counter gives, what waits, what is not taken.
    fn show(&mut self, ui: &mut Ui, plan: &PaperPlan, cx: &mut Cx<'_>) {
        counts(ui, plan, cx);
        ui.add_space(gap::S);
        self.buttons(ui, plan, cx);
        ui.add_space(gap::S);
        installations(ui, plan, cx);
        if plan.plan.ahead > 0 {
            said_line(ui, &Said::fault(cx.w.with("papers-ahead", &[("ahead", &grouped(plan.plan.ahead))])));
        }
        for fork in &plan.plan.forks {
            let problem = Problem::damaged("problem-slip-fork").with("entry", fork.to_string());
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        self.lines(ui, plan, cx);
    }

    fn buttons(&mut self, ui: &mut Ui, plan: &PaperPlan, cx: &mut Cx<'_>) {
        let new = plan.plan.new_entries();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let idle = self.reading.is_none();
            let label = cx.w.with("papers-take", &[("new", &grouped(new))]);
            let take = ui.push_id(TAKE, |ui| {
                let response = ui.add(Button::primary(&label).key("Enter").enabled(idle && !plan.plan.entries.is_empty()));
                if self.focus == Some(Id::unique(TAKE)) {
                    response.request_focus();
                    self.focus = None;
                }
                response.clicked()
            });
            if take.inner {
                cx.send(Job::Papers(PaperJob::Take));
            }
            if pressed(ui, Button::secondary(&cx.w.t("papers-forget")).enabled(idle)) {
                self.taken = None;
                cx.send(Job::Papers(PaperJob::Forget));
            }
            if pressed(ui, Button::secondary(&cx.w.t("papers-list")).enabled(idle)) {
                cx.send(Job::Papers(PaperJob::PrintMissing { to: None }));
            }
        });
    }

    /// What waits for its other parts, and what is not taken and why.
    fn lines(&mut self, ui: &mut Ui, plan: &PaperPlan, cx: &Cx<'_>) {
        let all = plan.waiting.len() + plan.refused.len();
        if all == 0 {
            return;
        }
        let rect = ui.available_rect_before_wrap();
        pane(ui, rect, 0.0, |ui| {
            let columns = [
                Column::new(cx.w.t("papers-from").into_owned(), Width::Exact(280.0)),
                Column::new(cx.w.t("papers-not-taken").into_owned(), Width::Rest(300.0)),
            ];
            let line = |n: usize| match plan.waiting.get(n) {
                Some(parts) => Some((where_words(&parts.place.file, parts.place.page, cx), waits(parts, cx), Tone::Warning)),
                None => plan.refused.get(n - plan.waiting.len()).map(|refused| not_taken(refused, cx)),
            };
            List::new(Id::unique(LIST), &cx.w.t("papers-not-taken"), &columns, all).row_height(LINE_HEIGHT).show(
                ui,
                &mut self.list,
                |ui, n, at| {
                    if let Some((place, words, tone)) = line(n) {
                        let colours = theme::palette(ui);
                        match at {
                            0 => drop(ui.add(Label::new(theme::text(place)).truncate())),
                            _ => drop(ui.add(Label::new(theme::label(words).color(colours.ink_of(tone))).wrap())),
                        }
                    }
                },
                |n| line(n).map_or_else(String::new, |(place, words, _)| format!("{place}: {words}")),
            );
        });
    }
}

pub(super) fn where_words(file: &str, page: u64, cx: &Cx<'_>) -> String {
    match (file, page) {
        ("", _) => cx.w.t("papers-place-reader").into_owned(),
        (file, 0) => file.to_owned(),
        (file, page) => cx.w.with("papers-place", &[("file", file), ("page", &page.to_string())]),
    }
}

fn waits(parts: &PartsWaiting, cx: &Cx<'_>) -> String {
    let missing = parts.missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    cx.w.with("papers-waits", &[("mark", &parts.mark), ("missing", &missing), ("of", &parts.of.to_string())])
}

fn not_taken(refused: &Refused, cx: &Cx<'_>) -> (String, String, Tone) {
    let told = refused.problem.told(cx.lang());
    let place = where_words(&refused.place.file, refused.place.page, cx);
    (place, format!("{} {}", told.what, told.act), Tone::Error)
}

pub(super) fn counts(ui: &mut Ui, plan: &PaperPlan, cx: &Cx<'_>) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::M;
        let (waiting, refused) = (plan.waiting.len() as u64, plan.refused.len() as u64);
        let tone = |n: u64, tone| if n > 0 { tone } else { Tone::Plain };
        let width = ((ui.available_width() - 6.0 * gap::M) / 7.0).clamp(76.0, 180.0);
        for (n, id, tone) in [
            (plan.bundles, "papers-count-bundles", Tone::Plain),
            (plan.pages, "papers-count-pages", Tone::Plain),
            (plan.codes, "papers-count-codes", Tone::Plain),
            (plan.plan.new_entries(), "papers-count-new", tone(plan.plan.new_entries(), Tone::Ok)),
            (plan.plan.known, "papers-count-known", Tone::Plain),
            (waiting, "papers-count-waiting", tone(waiting, Tone::Warning)),
            (refused, "papers-count-refused", tone(refused, Tone::Error)),
        ] {
            BigNumber::new(&grouped(n), &cx.w.t(id)).tone(tone).width(width).show(ui);
        }
    });
}

/// Installations whose lines are drawn; a stack rarely holds more.
const INSTALLATIONS_SHOWN_MAX: usize = 8;
/// Missing stretches named of one.
const GAPS_SHOWN_MAX: usize = 6;

/// A line for each installation: what came, and what is still not seen.
pub(super) fn installations(ui: &mut Ui, plan: &PaperPlan, cx: &Cx<'_>) {
    for line in plan.plan.lines.iter().take(INSTALLATIONS_SHOWN_MAX) {
        let run = |(from, to): &(u64, u64)| if from == to { from.to_string() } else { format!("{from}–{to}") };
        let mut gaps: Vec<String> = line.missing.iter().take(GAPS_SHOWN_MAX).map(run).collect();
        if line.missing.len() > GAPS_SHOWN_MAX {
            gaps.push("…".into());
        }
        let gaps = if gaps.is_empty() { cx.w.t("papers-missing-none").into_owned() } else { gaps.join(", ") };
        let words = format!(
            "{}{}  ·  {} {}  ·  {} {}  ·  {}: {gaps}",
            line.counter,
            line.letter,
            grouped(line.new),
            cx.w.t("papers-new"),
            grouped(line.known),
            cx.w.t("papers-known"),
            cx.w.t("papers-missing"),
        );
        ui.add(Label::new(theme::text(words)).wrap());
    }
}
