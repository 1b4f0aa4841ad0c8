//! Bundles: made onto a stick for the control room or other counters; read from a stick or a folder, looked at, then taken in.

mod plan;

use super::{Screen, take_focus};
use crate::desk::views::{BundleWish, SentBundle};
use crate::hospital::number::CounterCode;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Pace, Pick, Progress, Said, Segmented, date_time, head, pane, panes, said_line};
use crate::words::grouped;
use crate::worker::{CarryEvent, CarryJob, CarryMade, CarryTaken, Event, Job, JobKind, Planned};
use egui::{Id, Label, ScrollArea, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Bundles shown of those that left.
const SENT_SHOWN: usize = 6;

/// What runs on the long thread, or on the desk's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Make,
    Read,
    Take,
}

struct Running {
    doing: Doing,
    pace: Pace,
    done: u64,
    of: u64,
}

/// How it ended other than well.
enum Ended {
    Cancelled,
    Refused(Problem),
}

/// The screen.
#[derive(Default)]
pub struct BundlesScreen {
    to: String,
    what: String,
    folder: String,
    from: String,
    stick: String,
    /// Counters that the pack does not know; no folder.
    bad_to: Option<String>,
    bad_folder: bool,
    running: Option<Running>,
    ended: Option<(Doing, Ended)>,
    made: Option<Arc<CarryMade>>,
    plans: Option<Arc<Vec<Planned>>>,
    taken: Option<Arc<Vec<CarryTaken>>>,
    /// What left here, the latest first.
    sent: Arc<Vec<SentBundle>>,
    opened: bool,
    focus: Option<Id>,
    focus_take: bool,
    focus_look: bool,
}

fn id(part: &str) -> Id {
    Id::unique(("bundles", part))
}

impl Screen for BundlesScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        let text = |path: &Option<PathBuf>| path.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
        if !std::mem::replace(&mut self.opened, true) {
            "since".clone_into(&mut self.what);
            self.folder = text(&cx.shared.settings.bundles);
        }
        // It is chosen in the settings too.
        self.stick = text(&cx.shared.settings.stick);
        cx.send(Job::Carry(CarryJob::Sent));
        if self.plans.is_some() {
            self.focus_take = true;
        } else if cx.shared.on_stick.is_empty() {
            self.focus = Some(id("folder"));
        } else {
            self.focus_look = true;
        }
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Carry(CarryEvent::Made(made)) => {
                self.running = None;
                cx.say(cx.w.t(if made.safe { "bundles-said-safe" } else { "bundles-said-made" }));
                self.made = Some(Arc::clone(made));
                cx.send(Job::Carry(CarryJob::Sent));
            }
            Event::Carry(CarryEvent::Plans(plans)) => {
                self.running = None;
                self.plans = Some(Arc::clone(plans));
                self.focus_take = true;
            }
            Event::Carry(CarryEvent::Taken(taken)) => {
                self.running = None;
                self.plans = None;
                let new = taken.iter().map(|t| t.done.taken.new + t.done.taken.forks.len() as u64).sum();
                cx.say(cx.w.with("bundles-said-taken", &[("n", &grouped(new))]));
                self.taken = Some(Arc::clone(taken));
                self.focus = Some(id("from"));
                cx.send(Job::Carry(CarryJob::Sent));
            }
            Event::Carry(CarryEvent::Sent(sent)) => self.sent = Arc::clone(sent),
            Event::Progress { job: JobKind::Carry, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Carry } => self.end(Ended::Cancelled),
            Event::Refused { job: JobKind::Carry, problem } => self.end(Ended::Refused(problem.clone())),
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match (command, &self.running) {
            (UiCommand::Back, Some(_)) => cx.send(Job::Cancel),
            (UiCommand::Back, None) if self.plans.is_some() => {
                self.plans = None;
                self.focus = Some(id("from"));
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("bundles-title"), &cx.w.t("bundles-aside"), |_ui| {});
        take_focus(ui, &mut self.focus);
        let left = if ui.available_width() < 900.0 { 300.0 } else { 400.0 };
        let [make, read] = panes(ui, [left, 0.0]);
        pane(ui, make, gap::L, |ui| scrolled(ui, "make", |ui| self.make_pane(ui, cx)));
        pane(ui, read, gap::L, |ui| scrolled(ui, "read", |ui| self.read_pane(ui, cx)));
    }
}

fn scrolled(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    super::reserve_bar(ui);
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::M;
        content(ui);
    });
}

impl BundlesScreen {
    /// Bundles were dropped on the window: look at them.
    pub fn look_at(&mut self, paths: Vec<PathBuf>, cx: &mut Cx<'_>) {
        if self.running.is_some() {
            return;
        }
        self.from = paths.first().map(|p| p.display().to_string()).unwrap_or_default();
        self.start(Doing::Read, CarryJob::Plan { paths }, cx);
    }

    fn start(&mut self, doing: Doing, job: CarryJob, cx: &mut Cx<'_>) {
        self.ended = None;
        match doing {
            Doing::Make => self.made = None,
            Doing::Read => (self.plans, self.taken) = (None, None),
            Doing::Take => {}
        }
        self.running = Some(Running { doing, pace: Pace::new(cx.now), done: 0, of: 0 });
        cx.send(Job::Carry(job));
    }

    fn end(&mut self, how: Ended) {
        if let Some(running) = self.running.take() {
            self.focus = Some(id(if running.doing == Doing::Make { "folder" } else { "from" }));
            self.ended = Some((running.doing, how));
        }
    }

    /// The bar of what runs, in the pane where it was begun.
    fn progress(&self, ui: &mut Ui, of: &[Doing], cx: &mut Cx<'_>) -> bool {
        let Some(running) = self.running.as_ref().filter(|r| of.contains(&r.doing)) else { return false };
        let what = cx.w.t(match running.doing {
            Doing::Make => "bundles-making",
            Doing::Read => "bundles-reading",
            Doing::Take => "bundles-taking",
        });
        let left = running.pace.left(cx.now, running.done, running.of);
        if running.doing == Doing::Take {
            // One transaction: it is taken as a whole or not at all.
            ui.label(theme::strong(what));
        } else if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
            cx.send(Job::Cancel);
        }
        true
    }

    fn how_it_ended(&self, ui: &mut Ui, of: &[Doing], cx: &Cx<'_>) {
        match self.ended.as_ref().filter(|(doing, _)| of.contains(doing)) {
            Some((_, Ended::Cancelled)) => drop(said_line(ui, &Said::info(cx.w.t("bundles-cancelled").into_owned()))),
            Some((_, Ended::Refused(problem))) => drop(said_line(ui, &Said::fault(problem.told(cx.lang()).line()))),
            None => {}
        }
    }

    fn make_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.label(theme::heading(cx.w.t("bundles-make")));
        ui.add(Label::new(theme::label(cx.w.t("bundles-make.what"))).wrap());
        if self.progress(ui, &[Doing::Make], cx) {
            return;
        }
        let picks = [Pick::new("since", cx.w.t("bundles-since")), Pick::new("all", cx.w.t("bundles-all"))];
        Segmented::new(id("what"), &cx.w.t("bundles-which"), &mut self.what, &picks).show(ui);
        let said = self.bad_to.as_ref().map(|code| Said::fault(cx.w.with("fault-bundles-to", &[("typed", code)])));
        let hint = cx.w.t("bundles-to.hint");
        if Field::new(id("to"), &cx.w.t("bundles-to"), &mut self.to).hint(&hint).said(said.as_ref()).show(ui).changed() {
            self.bad_to = None;
        }
        let said = self.bad_folder.then(|| Said::fault(cx.w.t("fault-bundles-folder").into_owned()));
        let (label, hint) = (cx.w.t("bundles-folder"), cx.w.t("bundles-folder.hint"));
        let folder = Field::new(id("folder"), &label, &mut self.folder).hint(&hint);
        let out = folder.said(said.as_ref()).stays().show(ui);
        self.bad_folder &= !out.changed();
        let label = cx.w.t("bundles-make-go");
        let other = self.plans.is_some() || !cx.shared.on_stick.is_empty();
        let button = if other { Button::secondary(&label) } else { Button::primary(&label) };
        let pressed = ui.add(button.key("Enter").enabled(self.running.is_none())).clicked();
        if (pressed || out.entered) && self.running.is_none() {
            self.make(cx);
        }
        self.how_it_ended(ui, &[Doing::Make], cx);
        if let Some(made) = self.made.clone() {
            made_lines(ui, &made, cx);
        }
        self.sent_lines(ui, cx);
    }

    /// What left here, and whether its receipts have come.
    fn sent_lines(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.sent.is_empty() {
            return;
        }
        ui.add_space(gap::S);
        ui.label(theme::strong(cx.w.t("bundles-sent")));
        for bundle in self.sent.iter().take(SENT_SHOWN) {
            let to = bundle.to.iter().map(CounterCode::as_str).collect::<Vec<_>>().join(", ");
            let entries = cx.w.count("bundles-sent-entries", bundle.entries);
            ui.add(Label::new(theme::text(format!("{} → {to} · {entries}", date_time(bundle.at, cx.today())))).wrap());
            let said = match bundle.taken.first() {
                Some((by, at)) => {
                    let text = cx.w.with("bundle-receipt", &[("by", by), ("at", &date_time(*at, cx.today()))]);
                    Said { tone: Tone::Ok, text }
                }
                None => Said::hint(cx.w.t("bundle-no-receipt").into_owned()),
            };
            said_line(ui, &said);
        }
    }

    fn make(&mut self, cx: &mut Cx<'_>) {
        let mut to = Vec::new();
        for code in self.to.split([' ', ',', ';']).filter(|code| !code.is_empty()) {
            let known = CounterCode::new(&code.to_uppercase()).ok();
            let Some(code) = known.filter(|known| cx.masters().is_some_and(|m| m.counter(known).is_some())) else {
                self.bad_to = Some(code.to_owned());
                self.focus = Some(id("to"));
                return;
            };
            to.push(code);
        }
        if self.folder.trim().is_empty() {
            self.bad_folder = true;
            self.focus = Some(id("folder"));
            return;
        }
        let folder = PathBuf::from(self.folder.trim());
        let mut settings = cx.shared.settings.clone();
        if settings.bundles.as_ref() != Some(&folder) {
            settings.bundles = Some(folder.clone());
            cx.wish(Wish::Settings(settings));
        }
        let wish = BundleWish { to, all: self.what == "all", folder };
        self.start(Doing::Make, CarryJob::Make { wish }, cx);
    }

    fn read_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.label(theme::heading(cx.w.t("bundles-read")));
        if self.progress(ui, &[Doing::Read, Doing::Take], cx) {
            return;
        }
        self.on_stick(ui, cx);
        let (label, hint) = (cx.w.t("bundles-from"), cx.w.t("bundles-from.hint"));
        let entered = Field::new(id("from"), &label, &mut self.from).hint(&hint).stays().show(ui).entered;
        let free = self.running.is_none();
        if self.plans.is_none() && ui.add(Button::secondary(&cx.w.t("bundles-look")).key("Enter").enabled(free)).clicked()
            || entered && free
        {
            self.read(cx);
        }
        self.how_it_ended(ui, &[Doing::Read, Doing::Take], cx);
        if let Some(plans) = self.plans.clone() {
            self.plan(ui, &plans, cx);
        } else if let Some(taken) = &self.taken {
            plan::taken(ui, taken, cx);
        }
        if self.plans.is_none() {
            self.watched(ui, cx);
        }
    }

    fn read(&mut self, cx: &mut Cx<'_>) {
        let from = self.from.trim().to_owned();
        if from.is_empty() {
            self.focus = Some(id("from"));
        } else {
            self.start(Doing::Read, CarryJob::Plan { paths: vec![PathBuf::from(from)] }, cx);
        }
    }

    /// What lies on the watched stick: told, never more.
    fn on_stick(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let waiting = Arc::clone(&cx.shared.on_stick);
        if waiting.is_empty() || self.plans.is_some() {
            return;
        }
        let line = |b: &crate::desk::views::StickBundle| format!("{} · {}", b.from, date_time(b.made, cx.today()));
        let named: Vec<String> = waiting.iter().take(plan::LINES_MAX).map(line).collect();
        said_line(ui, &Said::info(cx.w.with("bundles-on-stick", &[("from", &named.join(", "))])));
        let label = cx.w.count("bundles-look-stick", waiting.len() as u64);
        let button = ui.add(Button::primary(&label).key("Enter").enabled(self.running.is_none()));
        if std::mem::take(&mut self.focus_look) {
            button.request_focus();
        }
        if button.clicked() {
            let paths = waiting.iter().map(|b| b.path.clone()).collect();
            self.start(Doing::Read, CarryJob::Plan { paths }, cx);
        }
    }

    /// Which folder is watched for bundles.
    fn watched(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.add_space(gap::M);
        let (label, hint) = (cx.w.t("bundles-stick"), cx.w.t("bundles-stick.hint"));
        let out = Field::new(id("stick"), &label, &mut self.stick).hint(&hint).show(ui);
        ui.add(Label::new(theme::label(cx.w.t("bundles-stick.what"))).wrap());
        let path = Some(self.stick.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
        if (out.left || out.entered) && path != cx.shared.settings.stick {
            let mut settings = cx.shared.settings.clone();
            settings.stick = path;
            cx.wish(Wish::Settings(settings));
        }
    }

    fn plan(&mut self, ui: &mut Ui, plans: &[Planned], cx: &mut Cx<'_>) {
        let takes: Vec<_> = plans.iter().filter_map(|(_, plan)| plan.as_ref().ok()).cloned().collect();
        let new: u64 = takes.iter().map(|plan| plan.plan.entries.len() as u64).sum();
        let mut go = false;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            // What several bring of the same is counted once only when it is taken.
            let label = match takes.len() {
                0 | 1 => cx.w.with("bundles-take", &[("n", &grouped(new))]),
                files => cx.w.with("bundles-take-files", &[("n", &grouped(files as u64))]),
            };
            let button = ui.add(Button::primary(&label).key("Enter").enabled(!takes.is_empty()));
            if std::mem::take(&mut self.focus_take) {
                button.request_focus();
            }
            go = button.clicked();
            if ui.add(Button::secondary(&cx.w.t("list-cancel")).key("Esc")).clicked() {
                self.plans = None;
            }
        });
        for planned in plans.iter().take(plan::FILES_MAX) {
            plan::file(ui, planned, cx);
        }
        if plans.len() > plan::FILES_MAX {
            ui.label(theme::label(cx.w.count("bundles-more-files", (plans.len() - plan::FILES_MAX) as u64)));
        }
        if go {
            self.start(Doing::Take, CarryJob::Take { plans: takes }, cx);
        }
    }
}

/// What was made, where it lies, and that the stick can be pulled out.
fn made_lines(ui: &mut Ui, told: &CarryMade, cx: &Cx<'_>) {
    let to = told.made.to.iter().map(CounterCode::as_str).collect::<Vec<_>>().join(", ");
    if told.made.files.is_empty() {
        said_line(ui, &Said::info(cx.w.with("bundle-nothing-new", &[("to", &to)])));
        return;
    }
    if told.safe {
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.t("bundles-safe").into_owned() });
    }
    for file in &told.made.files {
        let values = [
            ("to", to.clone()),
            ("path", file.path.display().to_string()),
            ("entries", grouped(file.entries)),
            ("mark", file.mark.to_string().chars().take(plan::MARK_CHARS).collect()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        ui.add(Label::new(theme::text(cx.w.with("bundle-made", &values))).wrap());
    }
    if let Some(sheet) = &told.sheet {
        ui.add(Label::new(theme::text(cx.w.with("bundle-sheet", &[("path", &sheet.display().to_string())]))).wrap());
    }
    if let Some(problem) = &told.printed {
        said_line(ui, &Said::hint(problem.told(cx.lang()).line()));
    }
}
