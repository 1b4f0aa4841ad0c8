//! Conflicts: what contradicts itself since entries of several counters met, side by side; a person says what stands, with a reason.

use super::compare;
use super::{Screen, take_focus};
use crate::desk::views::{Conflict, Copy, Side};
use crate::hospital::permissions::Right;
use crate::journal::Body;
use crate::problem::Problem;
use crate::window::commands::{ConflictKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Pick, Said, Segmented, Tick, Width, date_time, head, in_language, pane, panes,
    said_line,
};
use crate::worker::{CarryEvent, ControlEvent, ControlJob, Event, Job, JobKind};
use egui::{Id, Key, Label, Modifiers, ScrollArea, Ui};
use std::sync::Arc;

/// Sides that have a key.
const SIDES_MAX: usize = 3;
/// Height of what stands under the columns: choice, reason, buttons.
const FOOT: f32 = 190.0;

/// The screen.
#[derive(Default)]
pub struct ConflictsScreen {
    all: Option<Arc<Vec<Conflict>>>,
    list: ListState,
    /// Which side stands: `1`, `2` …
    keep: String,
    again: bool,
    reason: String,
    fault: Option<Problem>,
    no_side: bool,
    busy: bool,
    stale: bool,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("conflicts-list")
}

fn reason_id() -> Id {
    Id::unique("conflicts-reason")
}

impl Screen for ConflictsScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(list_id());
        cx.send(Job::Control(ControlJob::Conflicts));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Control(ControlEvent::Conflicts(all)) => self.all = Some(Arc::clone(all)),
            Event::Control(ControlEvent::Settled { entry, anew }) => {
                cx.say(match anew {
                    Some(number) => cx.w.with("conflicts-said-anew", &[("number", number.as_str())]),
                    None => cx.w.with("conflict-settled", &[("entry", &entry.to_string())]),
                });
                self.forget();
                self.reason.clear();
                self.stale = true;
                self.focus = Some(list_id());
            }
            Event::Carry(CarryEvent::Taken(_)) => self.stale = true,
            Event::Refused { job: JobKind::Conflict, problem } if std::mem::take(&mut self.busy) => {
                self.fault = Some(problem.clone());
                self.focus = Some(reason_id());
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, _cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Conflict(ConflictKey::Side(n)) if usize::from(n) <= self.sides() => {
                self.keep = n.to_string();
                self.no_side = false;
                self.focus = Some(reason_id());
            }
            UiCommand::Conflict(ConflictKey::Again) => self.again = !self.again && self.can_write_again(),
            UiCommand::Back if !self.keep.is_empty() => {
                self.forget();
                self.focus = Some(list_id());
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            cx.send(Job::Control(ControlJob::Conflicts));
        }
        let all = self.all.clone().unwrap_or_default();
        let aside = if all.is_empty() { String::new() } else { cx.w.count("control-conflicts", all.len() as u64) };
        head(ui, &cx.w.t("conflicts-title"), &aside, |_ui| {});
        if all.is_empty() {
            let [room] = panes(ui, [0.0]);
            return pane(ui, room, gap::L, |ui| {
                if self.all.is_none() {
                    ui.label(theme::text(cx.w.t("conflicts-reading")).weak());
                    return;
                }
                said_line(ui, &Said { tone: Tone::Ok, text: cx.w.t("conflict-none").into_owned() });
                ui.add(Label::new(theme::label(cx.w.t("conflicts-none-what"))).wrap());
            });
        }
        take_focus(ui, &mut self.focus);
        let left = if ui.available_width() < 900.0 { 270.0 } else { 360.0 };
        let [list, side] = panes(ui, [left, 0.0]);
        pane(ui, list, 0.0, |ui| self.list(ui, &all, cx));
        pane(ui, side, gap::L, |ui| {
            if let Some(conflict) = all.get(self.list.chosen) {
                self.one(ui, conflict, cx);
            }
        });
    }
}

impl ConflictsScreen {
    fn forget(&mut self) {
        self.keep.clear();
        (self.again, self.fault, self.no_side, self.busy) = (false, None, false, false);
    }

    fn chosen(&self) -> Option<&Conflict> {
        self.all.as_ref()?.get(self.list.chosen)
    }

    fn sides(&self) -> usize {
        match self.chosen() {
            Some(Conflict::Patient { sides, .. }) => sides.len().min(SIDES_MAX),
            Some(Conflict::Fork { copies, .. }) => copies.len().min(SIDES_MAX),
            _ => 0,
        }
    }

    fn can_write_again(&self) -> bool {
        let registers = |copy: &Copy| matches!(copy.entry.body, Body::Registered { .. } | Body::Visited { .. });
        matches!(self.chosen(), Some(Conflict::Fork { copies, .. }) if copies.iter().any(registers))
    }

    fn list(&mut self, ui: &mut Ui, all: &[Conflict], cx: &mut Cx<'_>) {
        let columns = [Column::new(cx.w.t("conflicts-what"), Width::Rest(120.0))];
        let told = |n: usize| all.get(n).map_or_else(String::new, |c| format!("{}: {}", cx.w.t(c.word_id()), about(c, cx)));
        let out = List::new(list_id(), &cx.w.t("conflicts-list"), &columns, all.len()).row_height(52.0).show(
            ui,
            &mut self.list,
            |ui, n, _column| {
                let Some(conflict) = all.get(n) else { return };
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.add_space(5.0);
                    ui.add(Label::new(theme::strong(about(conflict, cx))).truncate());
                    ui.add(Label::new(theme::label(cx.w.t(conflict.word_id()))).truncate());
                });
            },
            told,
        );
        if out.moved {
            self.forget();
        }
        if let Some(conflict) = out.opened.and_then(|n| all.get(n)) {
            lead(conflict, cx);
        }
    }

    fn one(&mut self, ui: &mut Ui, conflict: &Conflict, cx: &mut Cx<'_>) {
        ui.add(Label::new(theme::heading(cx.w.t(conflict.word_id()))).wrap());
        ui.add(Label::new(theme::text(about(conflict, cx))).wrap());
        ui.add(Label::new(theme::label(cx.w.t(&format!("{}.what", conflict_id(conflict))))).wrap());
        ui.add_space(gap::S);
        match conflict {
            Conflict::Patient { sides, .. } => {
                let room = (ui.available_height() - FOOT).max(120.0);
                ScrollArea::vertical().auto_shrink([false, false]).max_height(room).show(ui, |ui| {
                    ui.set_width(ui.available_width() - gap::S);
                    let sides: Vec<&Side> = sides.iter().take(SIDES_MAX).collect();
                    let heads: Vec<String> = sides.iter().enumerate().map(|(n, side)| side_head(n, side, cx)).collect();
                    let details: Vec<_> = sides.iter().map(|side| &side.details).collect();
                    compare::columns(ui, &heads, &details, cx);
                });
            }
            Conflict::Fork { copies, .. } => {
                let room = (ui.available_height() - FOOT - 40.0).max(100.0);
                ScrollArea::vertical().auto_shrink([false, false]).max_height(room).show(ui, |ui| forks(ui, copies, cx));
            }
            _ => {
                if ui.add(Button::primary(&cx.w.t("conflicts-open")).key("Enter").no_focus()).clicked() {
                    lead(conflict, cx);
                }
                return;
            }
        }
        if cx.may(Right::MergePatients) {
            self.settle(ui, conflict, cx);
        } else {
            said_line(ui, &Said::info(cx.w.t("conflicts-no-right").into_owned()));
        }
    }

    fn settle(&mut self, ui: &mut Ui, conflict: &Conflict, cx: &mut Cx<'_>) {
        ui.add_space(gap::S);
        ui.spacing_mut().item_spacing.y = gap::S;
        let picks: Vec<Pick> =
            (1..=self.sides()).map(|n| Pick::new(n.to_string(), cx.w.with("conflicts-side", &[("n", &n.to_string())]))).collect();
        let said = self.no_side.then(|| Said::fault(cx.w.t("fault-conflicts-side").into_owned()));
        Segmented::new(Id::unique("conflicts-keep"), &cx.w.t("conflicts-keep"), &mut self.keep, &picks)
            .said(said.as_ref())
            .show(ui);
        if self.can_write_again() {
            Tick::new(Id::unique("conflicts-again"), &cx.w.t("conflicts-again"), &mut self.again).key("Alt W").show(ui);
        }
        let said = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let label = cx.w.t("field-reason");
        let field = Field::new(reason_id(), &label, &mut self.reason).said(said.as_ref()).stays();
        if field.show(ui).changed() {
            self.fault = None;
        }
        let mut go = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        let label = cx.w.t(if self.busy { "list-saving" } else { "conflicts-settle" });
        go |= ui.add(Button::primary(&label).key("Ctrl Enter").enabled(!self.busy)).clicked();
        if go && !self.busy {
            self.send(conflict, cx);
        }
    }

    fn send(&mut self, conflict: &Conflict, cx: &mut Cx<'_>) {
        let at = self.keep.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let reason = self.reason.trim().to_owned();
        let job = match (conflict, at) {
            (Conflict::Patient { line, sides }, Some(n)) => {
                sides.get(n).map(|side| ControlJob::SettlePatient { patient: line.id.clone(), keep: side.entry.clone(), reason })
            }
            (Conflict::Fork { at, copies }, Some(n)) => {
                copies.get(n).map(|copy| ControlJob::SettleFork { at: at.clone(), keep: copy.hash, again: self.again, reason })
            }
            _ => None,
        };
        self.no_side = job.is_none();
        if let Some(job) = job {
            (self.busy, self.fault) = (true, None);
            cx.send(Job::Control(job));
        }
    }
}

/// Message whose `.what` says what to do about it.
const fn conflict_id(conflict: &Conflict) -> &'static str {
    match conflict {
        Conflict::Fork { .. } => "conflicts-fork",
        Conflict::Patient { .. } => "conflicts-patient",
        Conflict::Bed { .. } => "conflicts-bed",
        Conflict::Tube { .. } => "conflicts-tube",
        Conflict::Step { .. } => "conflicts-step",
    }
}

/// Whom or what it is about, in a few words.
fn about(conflict: &Conflict, cx: &Cx<'_>) -> String {
    match conflict {
        Conflict::Fork { at, copies } => {
            let names: Vec<String> = copies.iter().take(SIDES_MAX).filter_map(|copy| registered(copy, cx)).collect();
            let what = match (names.is_empty(), copies.first()) {
                (true, Some(copy)) => kind_text(copy, cx),
                _ => names.join(" / "),
            };
            format!("{what} · {at}")
        }
        Conflict::Patient { line, .. } => format!("{} · {}", in_language(&line.name, cx.lang()), line.number),
        Conflict::Bed { ward, bed, patients } => {
            let who: Vec<&str> = patients.iter().map(crate::hospital::number::Number::as_str).collect();
            let bed = if bed.starts_with(ward.as_str()) { bed.clone() } else { format!("{ward} {bed}") };
            format!("{bed} · {}", who.join(", "))
        }
        Conflict::Tube { accession, orders } => {
            format!("{accession} · {}", orders.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        Conflict::Step { case, number, patient } => {
            let number = number.as_ref().map_or_else(|| case.to_string(), ToString::to_string);
            let who = patient.as_ref().map(|line| format!(" · {}", in_language(&line.name, cx.lang()))).unwrap_or_default();
            format!("{number}{who}")
        }
    }
}

/// Who is registered or amended by one of two entries at an address.
fn registered(copy: &Copy, cx: &Cx<'_>) -> Option<String> {
    match &copy.entry.body {
        Body::Registered { patient, .. } | Body::Visited { patient, .. } => {
            Some(in_language(&patient.details.name, cx.lang()).to_owned())
        }
        Body::Amended { details, .. } => Some(in_language(&details.name, cx.lang()).to_owned()),
        _ => None,
    }
}

/// What an entry is: `Registered`.
fn kind_text(copy: &Copy, cx: &Cx<'_>) -> String {
    cx.w.t(&format!("trail-{}", copy.entry.body.kind().replace('.', "-"))).into_owned()
}

/// Where it is settled: the board, the laboratory, the patient's file.
fn lead(conflict: &Conflict, cx: &mut Cx<'_>) {
    match conflict {
        Conflict::Bed { ward, bed, .. } => cx.go(Route::Ward { ward: ward.clone(), bed: bed.clone() }),
        Conflict::Tube { accession, .. } => cx.go(Route::LabBoard { tube: Some(*accession) }),
        Conflict::Step { patient: Some(line), .. } | Conflict::Patient { line, .. } => cx.go(Route::Patient(line.id.clone())),
        Conflict::Step { patient: None, .. } => cx.wish(Wish::Run(UiCommand::Books)),
        Conflict::Fork { .. } => {}
    }
}

/// `1 · 24-11 09:14 · asha: wrong mobile`.
fn side_head(n: usize, side: &Side, cx: &Cx<'_>) -> String {
    let counter = format!("{}{}", side.entry.counter, side.entry.letter);
    let reason = if side.reason.is_empty() { String::new() } else { format!(": {}", side.reason) };
    format!("{} · {counter} · {} · {}{reason}", n + 1, date_time(side.at, cx.today()), side.by)
}

/// Entries at one address: what each is, by whom, and whom it registered.
fn forks(ui: &mut Ui, copies: &[Copy], cx: &Cx<'_>) {
    ui.set_width(ui.available_width() - gap::S);
    for (n, copy) in copies.iter().enumerate().take(SIDES_MAX) {
        let header = &copy.entry.header;
        let kind = kind_text(copy, cx);
        let counts = if n == 0 { format!(" · {}", cx.w.t("conflicts-counts")) } else { String::new() };
        ui.add(Label::new(theme::strong(format!("{} · {kind}{counts}", n + 1))).wrap());
        let hash: String = copy.hash.to_string().chars().take(12).collect();
        ui.label(theme::label(format!("{} · {} · {hash}", date_time(header.time, cx.today()), header.by)));
        ui.add_space(gap::S);
    }
    let details: Vec<_> = copies
        .iter()
        .take(SIDES_MAX)
        .filter_map(|copy| match &copy.entry.body {
            Body::Registered { patient, .. } => Some((patient.number.to_string(), &patient.details)),
            Body::Amended { of, details, .. } => Some((of.to_string(), details)),
            _ => None,
        })
        .collect();
    if details.len() == copies.len().min(SIDES_MAX) {
        let heads: Vec<String> = details.iter().enumerate().map(|(n, (number, _))| format!("{} · {number}", n + 1)).collect();
        let details: Vec<_> = details.iter().map(|(_, details)| *details).collect();
        compare::columns(ui, &heads, &details, cx);
    } else {
        ui.add(Label::new(theme::label(cx.w.t("conflicts-no-details"))).wrap());
    }
}
