//! Matching everybody: the pass, and the review of what it left to people. One key decides, and the next one comes by itself.

mod decide;
mod list;
mod pairs;
mod sides;

use super::{Screen, take_focus};
use crate::desk::views::{Evidence, IndexStanding, LinkList, MatchFigures, PairOpen, Review, ReviewLine};
use crate::journal::EntryId;
use crate::journal::fold::Linking;
use crate::problem::Problem;
use crate::window::commands::{MatchKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, ListState, Pace, Progress, Said, bare, day, head, key_cap_size, paint_key_cap, pane, panes, said_line,
};
use crate::words::grouped;
use crate::worker::{ControlEvent, Decided, Event, HandoverEvent, HandoverJob, Job, JobKind};
use decide::Act;
use egui::{CornerRadius, Id, Rect, Sense, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};
use std::sync::Arc;

/// Height of the tabs, and of the strip of the pass beneath them.
const TABS: f32 = 50.0;
const STRIP: f32 = 104.0;
const LINE: f32 = 18.0;
/// Lines that are left when more are read.
const REFILL: usize = 50;

/// Which list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Links(Linking),
    Pairs,
}

impl Tab {
    /// In the order of their keys.
    const ALL: [Self; 6] = [
        Self::Links(Linking::Doubtful),
        Self::Links(Linking::Proposed),
        Self::Links(Linking::Linked),
        Self::Links(Linking::New),
        Self::Links(Linking::Open),
        Self::Pairs,
    ];
}

struct Running {
    pace: Pace,
    done: u64,
    of: u64,
}

/// How a pass ended.
enum Ended {
    Said(Said),
    Cancelled,
    Refused(Problem),
}

/// The screen.
pub struct MatchScreen {
    tab: Tab,
    /// The list as it was read, with the counts of all.
    read: Option<Arc<LinkList>>,
    lines: Vec<ReviewLine>,
    pairs: Vec<PairOpen>,
    filter: String,
    /// Lines shown, by place.
    order: Vec<usize>,
    list: ListState,
    review: Option<Arc<Review>>,
    evidence: Option<Box<Evidence>>,
    /// Whom the worker was asked for last; none where it has answered.
    asked: Option<EntryId>,
    /// First candidate shown.
    first: usize,
    act: Option<Act>,
    reason: String,
    fault: Option<Problem>,
    /// Own proposals cannot be agreed to, and the like.
    hint: Option<&'static str>,
    busy: bool,
    running: Option<Running>,
    ended: Option<Ended>,
    focus: Option<Id>,
}

impl Default for MatchScreen {
    fn default() -> Self {
        Self {
            tab: Tab::Links(Linking::Doubtful),
            read: None,
            lines: Vec::new(),
            pairs: Vec::new(),
            filter: String::new(),
            order: Vec::new(),
            list: ListState::default(),
            review: None,
            evidence: None,
            asked: None,
            first: 0,
            act: None,
            reason: String::new(),
            fault: None,
            hint: None,
            busy: false,
            running: None,
            ended: None,
            focus: None,
        }
    }
}

fn list_id() -> Id {
    Id::unique("match-list")
}

fn filter_id() -> Id {
    Id::unique("match-filter")
}

fn reason_id() -> Id {
    Id::unique("match-reason")
}

impl Screen for MatchScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(list_id());
        self.ask_list(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Handover(event) => self.heard(event, cx),
            Event::Control(ControlEvent::Compared(evidence)) => self.compared(evidence),
            Event::Control(ControlEvent::Merged { .. }) if self.busy && self.tab == Tab::Pairs => {
                cx.say(cx.w.t("merge-said"));
                self.decided(cx);
            }
            Event::Progress { job: JobKind::Matching, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Matching } => self.end(Ended::Cancelled, cx),
            Event::Refused { job: JobKind::Matching, problem } => self.end(Ended::Refused(problem.clone()), cx),
            Event::Refused { job: JobKind::Review | JobKind::Merge, problem } if self.busy => {
                (self.busy, self.fault) = (false, Some(problem.clone()));
                self.focus = Some(if self.act.is_some() { reason_id() } else { list_id() });
            }
            Event::Refused { job: JobKind::Review, .. } => self.asked = None,
            _ => return false,
        }
        !matches!(event, Event::Control(_))
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Match(key) => self.key(key, cx),
            UiCommand::Search => self.focus = Some(filter_id()),
            UiCommand::Back if self.act.is_some() => self.close(),
            UiCommand::Back if self.running.is_some() => cx.send(Job::Cancel),
            UiCommand::Back if !self.filter.is_empty() => {
                self.filter.clear();
                self.sift(cx);
                self.focus = Some(list_id());
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let aside = index_text(cx);
        let first = self.read.as_ref().is_some_and(|read| read.counts.iter().all(|(_, n)| *n == 0));
        head(ui, &cx.w.t("match-title"), &aside, |ui| {
            let label = cx.w.t("match-run");
            let button = if first { Button::primary(&label) } else { Button::secondary(&label) };
            if ui.add(button.key("M").no_focus().enabled(self.running.is_none())).clicked() {
                cx.wish(Wish::Run(UiCommand::Match(MatchKey::Run)));
            }
        });
        take_focus(ui, &mut self.focus);
        self.tabs(ui, cx);
        let room = ui.max_rect();
        let strip = self.strip(ui, cx);
        let top = ui.cursor().top() + if strip { gap::S } else { 0.0 };
        let under = Rect::from_min_max(pos2(room.left(), top), room.max);
        bare(ui, under, 0.0, |ui| {
            let left = if ui.available_width() < 900.0 { 258.0 } else { 350.0 };
            let [list, side] = panes(ui, [left, 0.0]);
            pane(ui, list, 0.0, |ui| self.list(ui, list, cx));
            pane(ui, side, gap::M, |ui| match self.tab {
                Tab::Links(_) => self.side(ui, cx),
                Tab::Pairs => self.pair_side(ui, cx),
            });
        });
        self.ask_chosen(cx);
    }
}

impl MatchScreen {
    fn heard(&mut self, event: &HandoverEvent, cx: &mut Cx<'_>) {
        match event {
            HandoverEvent::Matched(figures) => {
                let said = matched_text(figures, cx);
                cx.say(said.text.as_str());
                self.end(Ended::Said(said), cx);
            }
            HandoverEvent::Links(read) if self.tab == Tab::Links(read.which) => {
                self.lines.clone_from(&read.lines);
                self.read = Some(Arc::clone(read));
                self.sift(cx);
            }
            HandoverEvent::Links(read) => self.read = Some(Arc::clone(read)),
            HandoverEvent::Pairs(pairs) => {
                self.pairs.clone_from(pairs);
                if self.tab == Tab::Pairs {
                    self.sift(cx);
                }
            }
            HandoverEvent::Review(review) => {
                self.asked = None;
                if self.chosen_id(cx).as_ref() == Some(&review.line.id) {
                    self.review = Some(Arc::clone(review));
                }
            }
            HandoverEvent::Decided { what, .. } => {
                cx.say(cx.w.t(match what {
                    Decided::Stands => "match-said-stands",
                    Decided::Waits => "match-said-waits",
                    Decided::Rejected => "match-said-rejected",
                    Decided::Undone => "match-said-undone",
                }));
                self.decided(cx);
            }
            HandoverEvent::Apart { .. } => {
                cx.say(cx.w.t("match-said-apart"));
                self.decided(cx);
            }
            _ => {}
        }
    }

    /// A pair's evidence, if it is still the one that is marked.
    fn compared(&mut self, evidence: &Evidence) {
        let [a, b] = &evidence.sides;
        let is = self.chosen_pair().is_some_and(|pair| pair.one.id == a.line.id && pair.other.id == b.line.id);
        if is {
            self.asked = None;
            self.evidence = Some(Box::new(evidence.clone()));
        }
    }

    fn end(&mut self, ended: Ended, cx: &mut Cx<'_>) {
        self.running = None;
        self.ended = Some(ended);
        self.ask_list(cx);
        self.focus = Some(list_id());
    }

    fn ask_list(&mut self, cx: &mut Cx<'_>) {
        let which = match self.tab {
            Tab::Links(which) => which,
            Tab::Pairs => {
                cx.send(Job::Handover(HandoverJob::Pairs));
                Linking::Doubtful
            }
        };
        cx.send(Job::Handover(HandoverJob::Links { which }));
    }

    fn key(&mut self, key: MatchKey, cx: &mut Cx<'_>) {
        match key {
            MatchKey::Run if self.running.is_none() => {
                self.ended = None;
                self.running = Some(Running { pace: Pace::new(cx.now), done: 0, of: 0 });
                cx.send(Job::Handover(HandoverJob::Match));
            }
            MatchKey::Run => {}
            MatchKey::List(n) => self.show_tab(n, cx),
            key => self.decide(key, cx),
        }
    }

    fn show_tab(&mut self, n: u8, cx: &mut Cx<'_>) {
        let Some(tab) = Tab::ALL.get(usize::from(n).saturating_sub(1)) else { return };
        self.tab = *tab;
        self.close();
        self.lines.clear();
        self.forget_one();
        self.list = ListState::default();
        self.sift(cx);
        self.ask_list(cx);
    }

    /// What is shown of one patient or pair is another's.
    fn forget_one(&mut self) {
        (self.review, self.evidence, self.asked) = (None, None, None);
        (self.first, self.fault, self.hint) = (0, None, None);
    }

    fn close(&mut self) {
        (self.act, self.fault, self.busy, self.hint) = (None, None, false, None);
        self.focus = Some(list_id());
    }

    /// The lists with their counts and keys.
    fn tabs(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        #[allow(clippy::cast_precision_loss, reason = "six tabs")]
        let width = (ui.available_width() - gap::S * 5.0) / Tab::ALL.len() as f32;
        let clicked = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            let mut clicked = None;
            for (n, tab) in (1_u8..).zip(Tab::ALL) {
                if self.tab(ui, n, tab, width, cx) {
                    clicked = Some(n);
                }
            }
            clicked
        });
        if let Some(n) = clicked.inner {
            cx.wish(Wish::Run(UiCommand::Match(MatchKey::List(n))));
        }
        ui.add_space(gap::S);
    }

    fn tab(&self, ui: &mut Ui, n: u8, tab: Tab, width: f32, cx: &Cx<'_>) -> bool {
        let colours = theme::palette(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(width, TABS), Sense::CLICK);
        let here = self.tab == tab;
        let ground = if here { colours.soft } else { colours.surface };
        ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), ground, colours.hairline(), StrokeKind::Inside);
        let name = cx.w.t(match tab {
            Tab::Links(Linking::Doubtful) => "match-tab-doubtful",
            Tab::Links(Linking::Proposed) => "match-tab-proposed",
            Tab::Links(Linking::Linked) => "match-tab-linked",
            Tab::Links(Linking::New) => "match-tab-new",
            Tab::Links(Linking::Open) => "match-tab-open",
            Tab::Pairs => "match-tab-pairs",
        });
        let count = grouped(self.count(tab));
        let ink = if here { colours.primary } else { colours.ink };
        let inner = rect.shrink2(vec2(gap::S, 6.0));
        let mut job = egui::text::LayoutJob::simple_singleline(name.to_string(), theme::regular(theme::size::LABEL), colours.ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(inner.width());
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(inner.min, galley, colours.ink);
        let base = inner.bottom();
        ui.painter().text(pos2(inner.left(), base), egui::Align2::LEFT_BOTTOM, &count, theme::bold(theme::size::TEXT), ink);
        let key = format!("Alt {n}");
        let cap = key_cap_size(ui, &key);
        let at = pos2(inner.right() - cap.x, base - cap.y / 2.0);
        paint_key_cap(ui.painter(), at, &key, ground, colours.line, colours.muted);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, here, format!("{name}: {count}")));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key.as_str()));
        response.clicked()
    }

    fn count(&self, tab: Tab) -> u64 {
        let Some(read) = &self.read else { return 0 };
        let of = |which| read.counts.iter().find(|(known, _)| *known == which).map_or(0, |(_, n)| *n);
        match tab {
            Tab::Links(Linking::Open) => of(Linking::Open) + read.unmatched,
            Tab::Links(which) => of(which),
            Tab::Pairs => read.pairs,
        }
    }

    /// The pass: how far it is, or how it ended. True where something is shown.
    fn strip(&self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let room = ui.available_rect_before_wrap();
        let cut = |height: f32| Rect::from_min_size(room.min, vec2(room.width(), height));
        if let Some(running) = &self.running {
            let left = running.pace.left(cx.now, running.done, running.of);
            let what = cx.w.t("match-running");
            let bar = Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" };
            if bare(ui, cut(STRIP), 0.0, |ui| bar.show(ui, cx.w)) {
                cx.send(Job::Cancel);
            }
            return true;
        }
        let said = match &self.ended {
            Some(Ended::Said(said)) => said.clone(),
            Some(Ended::Cancelled) => Said::info(cx.w.t("match-cancelled").into_owned()),
            Some(Ended::Refused(problem)) => Said::fault(problem.told(cx.lang()).line()),
            None => return false,
        };
        bare(ui, cut(LINE), 0.0, |ui| said_line(ui, &said));
        true
    }
}

/// Of which day the index is, and how many people it has; or why there is none.
fn index_text(cx: &Cx<'_>) -> String {
    match &cx.shared.index {
        IndexStanding::Open { day: of, people, .. } => {
            cx.w.with("match-index", &[("day", &day(*of)), ("people", &grouped(*people))])
        }
        IndexStanding::None => cx.w.t("match-index-none").into_owned(),
        IndexStanding::Closed { .. } => cx.w.t("match-index-closed").into_owned(),
        IndexStanding::Damaged(_) => cx.w.t("band-index-damaged").into_owned(),
    }
}

fn matched_text(figures: &MatchFigures, cx: &Cx<'_>) -> Said {
    let values = [
        ("sure", figures.sure),
        ("doubtful", figures.doubtful),
        ("new", figures.new),
        ("merged", figures.merged),
        ("pairs", figures.pairs),
    ];
    let values = values.map(|(name, n)| (name, grouped(n)));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let text = cx.w.with("match-done", &values);
    if figures.unread > 0 {
        return Said::hint(format!("{text} {}", cx.w.count("match-unread", figures.unread)));
    }
    Said { tone: Tone::Ok, text }
}
