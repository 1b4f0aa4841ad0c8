//! The control room: how the whole hospital stands in four pictures, and every counter in a list, those in trouble first.

mod detail;
mod line;
mod pictures;

use super::{Screen, take_focus};
use crate::desk::views::{ControlView, CounterLine, HubSight, HubStanding};
use crate::hospital::number::CounterCode;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::commands::{ControlKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Column, Field, List, ListState, Width, bare, date_time, head, pane, panes, tag, time};
use crate::words::grouped;
use crate::worker::{CarryEvent, ControlEvent, ControlJob, Event, HubEvent, HubJob, Job, JobKind};
use egui::{Id, Label, Rect, Ui, pos2};
use line::{left, rank, troubles};
use std::sync::Arc;
use std::time::Duration;

/// Seconds between two looks while entries come in.
const RENEW_SECS: f64 = 4.0;
/// Height of the box above the list.
const FILTER_HEIGHT: f32 = 52.0;
/// Narrower than this the list leaves out names and the second medium.
const NARROW: f32 = 700.0;

/// What is done to a counter's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Give,
    End,
}

/// The screen.
#[derive(Default)]
pub struct ControlScreen {
    view: Option<Arc<ControlView>>,
    /// What the hub heard, where one is connected.
    sight: Option<Box<HubSight>>,
    /// Ask as soon as it is drawn; something came in, ask when a few seconds have gone by.
    wanted: bool,
    stale: bool,
    waiting: bool,
    /// Second of egui's clock at which it was asked for last.
    asked: f64,
    filter: String,
    /// Counters shown, by place in the view.
    order: Vec<usize>,
    list: ListState,
    chosen: Option<CounterCode>,
    act: Option<Act>,
    more: String,
    reason: String,
    bad_more: bool,
    fault: Option<Problem>,
    busy: bool,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("control-list")
}

fn filter_id() -> Id {
    Id::unique("control-filter")
}

impl Screen for ControlScreen {
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {
        self.wanted = true;
        self.focus = Some(list_id());
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Control(ControlEvent::View(view)) => {
                self.view = Some(Arc::clone(view));
                self.waiting = false;
                self.add_hub();
                self.sift(cx);
            }
            Event::Hub(HubEvent::Sight(sight)) => {
                self.sight = Some(sight.clone());
                self.add_hub();
                self.sift(cx);
            }
            Event::Control(ControlEvent::Numbers { counter, entry }) => {
                let said = format!("{counter}: {}", cx.w.with("block-said", &[("entry", &entry.to_string())]));
                cx.say(said);
                self.close();
                (self.more, self.reason) = (String::new(), String::new());
                self.wanted = true;
            }
            Event::Status(_) | Event::Carry(CarryEvent::Taken(_)) | Event::Hub(HubEvent::Came { .. }) => self.stale = true,
            Event::Refused { job: JobKind::Control, problem } => {
                self.waiting = false;
                if std::mem::take(&mut self.busy) {
                    self.fault = Some(problem.clone());
                    self.focus = Some(detail::reason_id());
                    return true;
                }
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Search => self.focus = Some(filter_id()),
            UiCommand::Back if self.act.is_some() => self.close(),
            UiCommand::Back if !self.filter.is_empty() => {
                self.filter.clear();
                self.sift(cx);
                self.focus = Some(list_id());
            }
            UiCommand::Control(ControlKey::Renew) => self.wanted = true,
            UiCommand::Control(ControlKey::Give) => self.start(Act::Give),
            UiCommand::Control(ControlKey::End) => self.start(Act::End),
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.renew(ui, cx);
        let Some(view) = self.view.clone() else {
            ui.label(theme::text(cx.w.t("control-reading")).weak());
            return;
        };
        head_line(ui, &view, cx);
        pictures::show(ui, &view, cx);
        let room = ui.max_rect();
        let top = room.top() + 50.0 + pictures::HEIGHT + gap::L;
        let under = Rect::from_min_max(pos2(room.left(), top), room.max);
        take_focus(ui, &mut self.focus);
        bare(ui, under, 0.0, |ui| {
            let side = if ui.available_width() < 900.0 { 300.0 } else { 350.0 };
            let [left, right] = panes(ui, [0.0, side]);
            pane(ui, left, 0.0, |ui| self.counters(ui, left, &view, cx));
            pane(ui, right, gap::M, |ui| match (self.line(&view), self.act) {
                (Some(line), Some(act)) => self.act_pane(ui, act, &line.clone(), cx),
                (Some(line), None) => detail::show(ui, line, cx),
                (None, _) => drop(ui.label(theme::label(cx.w.t("control-none-chosen")))),
            });
        });
    }
}

impl ControlScreen {
    /// Asks anew: at once by key or on coming here; every few seconds while something comes in. Otherwise the window sleeps.
    fn renew(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let now = ui.input(|i| i.time);
        if self.waiting {
            return;
        }
        let due = self.asked + RENEW_SECS - now;
        if self.wanted || (self.stale && due <= 0.0) {
            (self.wanted, self.stale, self.waiting, self.asked) = (false, false, true, now);
            cx.send(Job::Control(ControlJob::Look));
            if matches!(cx.shared.hub, HubStanding::Connected { .. }) {
                cx.send(Job::Hub(HubJob::Sight { first: cx.today(), last: cx.today() }));
            }
        } else if self.stale {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due.max(0.05)));
        }
    }

    fn add_hub(&mut self) {
        if let (Some(view), Some(sight)) = (&mut self.view, &self.sight) {
            Arc::make_mut(view).hear(sight);
        }
    }

    fn start(&mut self, act: Act) {
        if self.chosen.is_some() {
            (self.act, self.fault, self.bad_more, self.busy) = (Some(act), None, false, false);
            // Why one counter was given numbers is not why another's end.
            self.reason.clear();
            self.focus = Some(if act == Act::Give { detail::more_id() } else { detail::reason_id() });
        }
    }

    fn close(&mut self) {
        (self.act, self.busy) = (None, false);
        self.focus = Some(list_id());
    }

    fn line<'a>(&self, view: &'a ControlView) -> Option<&'a CounterLine> {
        view.counters.iter().find(|line| Some(&line.code) == self.chosen.as_ref())
    }

    /// Which counters are shown: what fits the box, the worst first. The marked one stays marked.
    fn sift(&mut self, cx: &Cx<'_>) {
        let Some(view) = &self.view else { return };
        let wanted = self.filter.trim().to_lowercase();
        let fits = |line: &CounterLine| {
            let text = format!("{} {} {}", line.code, line.name.en, line.name.hi).to_lowercase();
            let tags = || troubles(line, cx.now).iter().any(|t| t.text(cx).to_lowercase().contains(&wanted));
            wanted.is_empty() || text.contains(&wanted) || tags()
        };
        self.order = view.counters.iter().enumerate().filter(|(_, line)| fits(line)).map(|(n, _)| n).collect();
        self.order.sort_by_key(|n| std::cmp::Reverse(view.counters.get(*n).map(|line| rank(line, cx.now))));
        let code = |n: &usize| view.counters.get(*n).map(|line| line.code.clone());
        let at = self.order.iter().position(|n| code(n) == self.chosen && self.chosen.is_some());
        self.list.choose(at.unwrap_or(0));
        if at.is_none() && self.act.is_none() {
            self.chosen = self.order.first().and_then(code);
        }
    }

    fn counters(&mut self, ui: &mut Ui, rect: Rect, view: &ControlView, cx: &Cx<'_>) {
        let top = Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + FILTER_HEIGHT));
        let before = self.filter.clone();
        bare(ui, top, gap::S, |ui| {
            ui.horizontal_centered(|ui| {
                let (label, hint) = (cx.w.t("control-filter"), cx.w.t("control-filter.hint"));
                let field = Field::new(filter_id(), &label, &mut self.filter).hint(&hint).hide_label().width(300.0).stays();
                if field.show(ui).entered {
                    self.focus = Some(list_id());
                }
                ui.label(theme::label(cx.w.count("control-counters", self.order.len() as u64)));
            });
        });
        if before != self.filter {
            self.sift(cx);
        }
        let area = Rect::from_min_max(pos2(rect.left() + 1.0, top.bottom()), rect.max - egui::vec2(1.0, 1.0));
        let columns = columns(area.width(), cx);
        let wide = area.width() >= NARROW;
        let (order, counters) = (&self.order, &view.counters);
        let line = |n: usize| order.get(n).and_then(|at| counters.get(*at));
        let out = bare(ui, area, 0.0, |ui| {
            List::new(list_id(), &cx.w.t("control-list"), &columns, order.len()).row_height(32.0).padding(gap::S).show(
                ui,
                &mut self.list,
                |ui, n, column| {
                    if let Some(line) = line(n) {
                        cell(ui, line, if wide || column == 0 { column } else { column + 1 }, wide, cx);
                    }
                },
                |n| line(n).map_or_else(String::new, |line| spoken(line, cx)),
            )
        });
        let marked = line(self.list.chosen).map(|line| line.code.clone());
        if (out.moved || self.chosen.is_none()) && self.act.is_none() {
            self.chosen = marked;
        }
    }
}

fn head_line(ui: &mut Ui, view: &ControlView, cx: &mut Cx<'_>) {
    let bad = view.counters.iter().filter(|line| !troubles(line, cx.now).is_empty()).count() as u64;
    let aside = format!("{} · {}", cx.w.with("control-as-of", &[("time", &time(view.at))]), cx.w.count("control-bad", bad));
    let conflicts = cx.w.count("control-conflicts", view.conflicts as u64);
    let wide = ui.available_width() > 1000.0;
    head(ui, &cx.w.t("control-title"), &aside, |ui| {
        for (label, cap, command, right) in [
            (conflicts.as_str(), "Shift F10", UiCommand::Conflicts, Right::MergePatients),
            (&cx.w.t("control-bundles"), "Shift F5", UiCommand::Bundles, Right::CarryRecords),
            (&cx.w.t("control-renew"), "R", UiCommand::Control(ControlKey::Renew), Right::SeeHospital),
        ] {
            let button = Button::secondary(label).no_focus();
            let button = if wide || cap.len() == 1 { button.key(cap) } else { button };
            if cx.may(right) && ui.add(button).clicked() {
                cx.wish(Wish::Run(command));
            }
        }
    });
}

fn columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let wide = room >= NARROW;
    let mut columns = vec![Column::new(cx.w.t("control-counter"), Width::Exact(70.0))];
    if wide {
        columns.push(Column::new(cx.w.t("control-name"), Width::Exact(176.0)));
    }
    columns.push(Column::new(cx.w.t("control-look"), Width::Rest(150.0)));
    columns.push(Column::new(cx.w.t("control-last"), Width::Exact(if wide { 126.0 } else { 118.0 })));
    columns.push(Column::new(cx.w.t("control-entries"), Width::Exact(if wide { 78.0 } else { 70.0 })).right());
    columns.push(Column::new(cx.w.t("control-left"), Width::Exact(104.0)).right());
    columns
}

fn cell(ui: &mut Ui, line: &CounterLine, column: usize, wide: bool, cx: &Cx<'_>) {
    let newest = line::newest(line);
    match column {
        0 => {
            let letter = newest.map(|i| i.letter.to_string()).unwrap_or_default();
            ui.label(theme::strong(format!("{}{letter}", line.code)));
        }
        1 => drop(ui.add(Label::new(theme::text(line.name.get(cx.lang()))).truncate())),
        2 if line.installations.is_empty() => drop(ui.label(theme::label(cx.w.t("control-nothing-yet.short")))),
        2 => {
            let all = troubles(line, cx.now);
            if all.is_empty() {
                tag(ui, &cx.w.t("control-good"), Tone::Ok);
            }
            // Where there is little room the worst is named and the others are counted; the panel names them all.
            let most = if wide { all.len() } else { 1 };
            for trouble in all.iter().take(most) {
                tag(ui, &trouble.text(cx), trouble.tone());
            }
            if all.len() > most {
                ui.label(theme::label(format!("+{}", all.len() - most)));
            }
        }
        3 => {
            let at = newest.and_then(|i| i.last_time.max(i.heard)).map(|at| date_time(at, cx.today()));
            ui.add(Label::new(theme::text(at.unwrap_or_default())).truncate());
        }
        4 => {
            let n: u64 = line.installations.iter().map(|i| i.entries).sum();
            ui.label(theme::text(if n == 0 { String::new() } else { grouped(n) }));
        }
        _ => drop(ui.label(theme::text(left(line).map(|n| grouped(u64::from(n))).unwrap_or_default()))),
    }
}

/// What a screen reader says of a counter.
fn spoken(line: &CounterLine, cx: &Cx<'_>) -> String {
    let said: Vec<String> = troubles(line, cx.now).into_iter().map(|t| t.text(cx)).collect();
    format!("{} {}: {}", line.code, line.name.get(cx.lang()), said.join(", "))
}
