//! Rebuilding the counter of a PC that died, as a part of the set-up: where its second medium, bundles and scans are; what they hold and what is
//! missing, before anything is made; another key for what is sealed; how far it is.

use super::papers_in::{counts, installations, where_words};
use super::pressed;
use crate::desk::papers_in::{MissingOf, OtherKey, RebuildPlan};
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Pace, Progress, Said, date_time, said_line, section};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind, RebuildDone, RebuildEvent, RebuildJob, Secret};
use egui::{Id, Label, Ui};
use std::path::PathBuf;
use std::sync::Arc;

pub const FROM: &str = "rebuild-from";
const LETTER: &str = "rebuild-letter";
const RECOVERY: &str = "rebuild-recovery";
const OPENER: &str = "rebuild-opener";
const OPENER_PASSWORD: &str = "rebuild-opener-password";
const GO: &str = "rebuild-go";

/// What is not taken that is named one by one; the list on paper has all.
const REFUSED_SHOWN_MAX: usize = 12;
/// Missing stretches or numbers named of one series.
const MISSING_SHOWN_MAX: usize = 8;

/// What the set-up screen keeps of it.
#[derive(Default)]
pub struct RebuildPart {
    /// Path typed.
    pub from: String,
    pub dropped: Vec<PathBuf>,
    letter: String,
    reading: Option<Reading>,
    pub plan: Option<Arc<RebuildPlan>>,
    done: Option<Arc<RebuildDone>>,
    recovery: Secret,
    opener: String,
    opener_password: Secret,
    pub focus: Option<Id>,
}

struct Reading {
    pace: Pace,
    done: u64,
    of: u64,
    /// It is being done, not only read: nothing stops it any more.
    doing: bool,
}

/// What the plan's buttons ask for.
pub enum Asked {
    Nothing,
    /// Read again what is sealed, with this key.
    With(OtherKey),
    Do,
}

impl RebuildPart {
    /// True when the event was its own. What was refused is the set-up's to show.
    pub fn hear(&mut self, event: &Event) -> bool {
        match event {
            Event::Progress { job: JobKind::Rebuild, done, of } => {
                if let Some(reading) = &mut self.reading {
                    (reading.done, reading.of) = (*done, *of);
                }
            }
            Event::Rebuild(RebuildEvent::Plan(plan)) => {
                self.reading = None;
                (self.recovery, self.opener_password) = (Secret::default(), Secret::default());
                let at = if plan.papers.sealed > 0 { RECOVERY } else { GO };
                self.focus = Some(Id::unique(at));
                self.plan = Some(Arc::clone(plan));
            }
            Event::Rebuild(RebuildEvent::Done(done)) => self.done = Some(Arc::clone(done)),
            Event::Cancelled { job: JobKind::Rebuild } => {
                self.reading = None;
                self.focus = Some(Id::unique(FROM));
            }
            _ => return false,
        }
        true
    }

    /// The worker refused: nothing is going on any more.
    pub fn stopped(&mut self) {
        self.reading = None;
    }

    pub const fn is_busy(&self) -> bool {
        self.reading.is_some()
    }

    /// Esc: stops the reading, or goes back from the plan. True when there was something to leave.
    pub fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.reading.as_ref().is_some_and(|reading| !reading.doing) {
            cx.send(Job::Cancel);
            return true;
        }
        if self.reading.is_some() {
            return true;
        }
        let had = self.plan.take().is_some();
        if had {
            cx.send(Job::Rebuild(RebuildJob::Forget));
            self.focus = Some(Id::unique(FROM));
        }
        had
    }

    /// Something begins that takes a while.
    pub fn begin(&mut self, doing: bool, cx: &Cx<'_>) {
        self.reading = Some(Reading { pace: Pace::new(cx.now), done: 0, of: 0, doing });
    }

    /// Files and folders that were named; none where nothing was.
    pub fn files(&self) -> Vec<PathBuf> {
        let typed = self.from.trim();
        let typed = (!typed.is_empty()).then(|| PathBuf::from(typed));
        typed.into_iter().chain(self.dropped.iter().cloned()).collect()
    }

    /// The dead PC's letter as typed; `Err` where that is no letter.
    pub fn letter(&self) -> Result<Option<char>, ()> {
        let mut letters = self.letter.trim().chars();
        match (letters.next(), letters.next()) {
            (None, _) => Ok(None),
            (Some(letter), None) if letter.is_ascii_alphabetic() => Ok(Some(letter.to_ascii_uppercase())),
            _ => Err(()),
        }
    }

    /// The boxes of the set-up's second step that only a rebuild has. `said`: what is wrong with the first, with the second.
    pub fn ask(&mut self, ui: &mut Ui, (from, letter): (Option<Said>, Option<Said>), cx: &Cx<'_>) {
        section(ui, &cx.w.t("rebuild-what-is-left"));
        Field::new(Id::unique(FROM), &cx.w.t("rebuild-from"), &mut self.from)
            .hint(&cx.w.t("rebuild-from.hint"))
            .said(from.as_ref())
            .show(ui);
        if !self.dropped.is_empty() {
            ui.label(theme::label(cx.w.with("papers-dropped", &[("n", &grouped(self.dropped.len() as u64))])));
        }
        Field::new(Id::unique(LETTER), &cx.w.t("rebuild-letter"), &mut self.letter)
            .hint(&cx.w.t("rebuild-letter.hint"))
            .said(letter.as_ref())
            .width(320.0)
            .show(ui);
    }

    /// How far it is.
    pub fn progress(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(reading) = &self.reading else { return };
        let left = reading.pace.left(cx.now, reading.done, reading.of);
        let what = cx.w.t(if reading.doing { "rebuild-doing" } else { "rebuild-reading" });
        let key = if reading.doing { "" } else { "Esc" };
        let bar = Progress { what: &what, done: reading.done, of: reading.of, left, cancel_key: key };
        let shown = ui.scope(|ui| bar.show(ui, cx.w));
        // It stands below the boxes that were typed, on a low screen out of sight.
        shown.response.scroll_to_me(None);
        let stop = shown.inner;
        if stop && !reading.doing {
            cx.send(Job::Cancel);
        }
    }

    /// What would be done, and what to press.
    pub fn show(&mut self, ui: &mut Ui, refused: Option<&Problem>, cx: &Cx<'_>) -> Asked {
        let Some(plan) = self.plan.clone() else { return Asked::Nothing };
        let (counter, new) = (plan.counter.as_str(), grouped(plan.papers.plan.new_entries()));
        let (dead, letter) = (plan.dead.to_string(), plan.letter.to_string());
        let values = [("counter", counter), ("dead", dead.as_str()), ("letter", letter.as_str()), ("new", new.as_str())];
        ui.label(theme::heading(cx.w.with("rebuild-plan-title", &values)));
        ui.add(Label::new(theme::text(cx.w.with("rebuild-plan-what", &values))).wrap());
        counts(ui, &plan.papers, cx);
        plan.missing.iter().for_each(|of| told_missing(ui, of, true, cx));
        if plan.missing.is_empty() {
            installations(ui, &plan.papers, cx);
        } else {
            ui.add(Label::new(theme::label(cx.w.t("rebuild-after"))).wrap());
        }
        let mut asked = Asked::Nothing;
        if plan.papers.sealed > 0 {
            asked = self.ask_key(ui, &plan, cx);
        }
        not_taken(ui, &plan, cx);
        if let Some(problem) = refused {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        ui.add_space(gap::S);
        let response = ui.push_id(GO, |ui| ui.add(Button::primary(&cx.w.with("rebuild-go", &values)).key("Enter"))).inner;
        if self.focus == Some(Id::unique(GO)) {
            response.request_focus();
            response.scroll_to_me(None);
            self.focus = None;
        }
        if response.clicked() {
            asked = Asked::Do;
        }
        asked
    }

    /// Bundles that are sealed to others: the dead PC's recovery key, or somebody whom they are for.
    fn ask_key(&mut self, ui: &mut Ui, plan: &RebuildPlan, cx: &Cx<'_>) -> Asked {
        section(ui, &cx.w.t("rebuild-sealed"));
        let n = grouped(plan.papers.sealed);
        ui.add(Label::new(theme::text(cx.w.with("rebuild-sealed-what", &[("n", &n)]))).wrap());
        Field::new(Id::unique(RECOVERY), &cx.w.t("rebuild-recovery"), &mut self.recovery).password().show(ui);
        let width = (ui.available_width() - gap::M) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            Field::new(Id::unique(OPENER), &cx.w.t("rebuild-opener"), &mut self.opener).width(width).show(ui);
            Field::new(Id::unique(OPENER_PASSWORD), &cx.w.t("rebuild-opener-password"), &mut self.opener_password)
                .password()
                .width(width)
                .show(ui);
        });
        if !pressed(ui, Button::secondary(&cx.w.t("rebuild-open"))) {
            return Asked::Nothing;
        }
        if !self.recovery.trim().is_empty() {
            return Asked::With(OtherKey::Recovery(self.recovery.clone()));
        }
        let login = self.opener.trim().to_owned();
        if login.is_empty() {
            return Asked::Nothing;
        }
        Asked::With(OtherKey::Person { login, password: self.opener_password.clone() })
    }

    /// What came back, beside the new recovery key.
    pub fn told(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(done) = &self.done else { return };
        let new = grouped(done.taken.new);
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.with("rebuild-done", &[("new", &new)]) });
        done.missing.iter().for_each(|of| told_missing(ui, of, false, cx));
        if done.missing.iter().any(|of| !of.is_complete()) {
            ui.add(Label::new(theme::label(cx.w.t("rebuild-list"))).wrap());
        }
    }
}

/// Complete up to when, or what was not seen; series by series, every one or only those that lack something.
fn told_missing(ui: &mut Ui, of: &MissingOf, every: bool, cx: &Cx<'_>) {
    let (held, last) = (grouped(of.held), grouped(of.last));
    let at = of.last_at.map_or_else(String::new, |at| date_time(at, cx.now.date_naive()));
    let run = |(first, last): &(u64, u64)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let gaps = short(of.gaps.iter().map(run).collect());
    let values = [("installation", of.installation.as_str()), ("held", &held), ("last", &last), ("at", &at), ("missing", &gaps)];
    let (tone, id) = if of.gaps.is_empty() { (Tone::Ok, "cli-missing-none") } else { (Tone::Warning, "cli-missing-entries") };
    said_line(ui, &Said { tone, text: cx.w.with(id, &values) });
    for series in of.series.iter().filter(|series| every || !series.missing.is_empty()) {
        let (name, seen, missing) = (series.name.get(cx.lang()), grouped(u64::from(series.seen)), short(series.missing.clone()));
        let values = [
            ("series", name),
            ("first", series.first.as_str()),
            ("last", series.last.as_str()),
            ("seen", seen.as_str()),
            ("missing", missing.as_str()),
        ];
        let id = if missing.is_empty() { "rebuild-series" } else { "cli-missing-series" };
        ui.add(Label::new(theme::text(cx.w.with(id, &values))).wrap());
    }
}

fn short(mut all: Vec<String>) -> String {
    if all.len() > MISSING_SHOWN_MAX {
        all.truncate(MISSING_SHOWN_MAX);
        all.push("…".into());
    }
    all.join(", ")
}

/// Files and pages that are not taken, and why.
fn not_taken(ui: &mut Ui, plan: &RebuildPlan, cx: &Cx<'_>) {
    let refused = &plan.papers.refused;
    if refused.is_empty() {
        return;
    }
    section(ui, &cx.w.t("papers-not-taken"));
    for one in refused.iter().take(REFUSED_SHOWN_MAX) {
        let told = one.problem.told(cx.lang());
        let place = where_words(&one.place.file, one.place.page, cx);
        ui.add(Label::new(theme::text(format!("{place}: {} {}", told.what, told.act))).wrap());
    }
    if refused.len() > REFUSED_SHOWN_MAX {
        let more = grouped((refused.len() - REFUSED_SHOWN_MAX) as u64);
        ui.label(theme::label(cx.w.with("rebuild-more", &[("n", &more)])));
    }
}
