//! Queue (F5): clinics with who waits, the tokens of one clinic, and the keys that call: N next, R again, S skip, D done.
//!
//! Which step fits a token is the hospital's rule ([`QueueState::after`]); this screen only greys out.

use super::Screen;
use crate::desk::views::{ClinicQueue, VisitLine};
use crate::hospital::opd::{QueueState, QueueStep};
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Bar, Button, Column, Field, List, ListState, Width, age_sex, bar, bare, head, name_pair, pane, panes, tag, time, told_as,
};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind};
use egui::{Align, Id, Layout, RichText, Ui, UiBuilder, accesskit::Role, vec2};

const SIDE_WIDTH: f32 = 310.0;

/// The screen.
#[derive(Default)]
pub struct QueueScreen {
    clinics: Vec<ClinicQueue>,
    clinic_list: ListState,
    /// Code of the clinic whose tokens are shown.
    clinic: String,
    lines: Vec<VisitLine>,
    /// Lines that pass the filter, in the order shown.
    order: Vec<usize>,
    tokens: ListState,
    filter: String,
    /// Something changed in the queues since they were asked for.
    stale: bool,
    /// A call was sent and not answered yet: a second N must not call two.
    calling: bool,
    nobody: bool,
    focus: bool,
}

/// The word and tone of a token's state.
#[must_use]
pub const fn state_words(state: QueueState) -> (&'static str, Tone) {
    match state {
        QueueState::Waiting => ("queue-state-waiting", Tone::Plain),
        QueueState::Called => ("queue-state-called", Tone::Info),
        QueueState::Skipped => ("queue-state-skipped", Tone::Warning),
        QueueState::Done => ("queue-state-done", Tone::Ok),
    }
}

/// Who was called last comes first, then who waits, then who was called before, skipped, done; inside that by token.
fn arrange(lines: &mut [VisitLine]) {
    let last =
        lines.iter().filter(|l| l.state == QueueState::Called).filter_map(|l| l.called.map(|at| (at, l.token.serial))).max();
    let rank = |l: &VisitLine| match l.state {
        QueueState::Called if l.called.map(|at| (at, l.token.serial)) == last => 0,
        QueueState::Waiting => 1,
        QueueState::Called => 2,
        QueueState::Skipped => 3,
        QueueState::Done => 4,
    };
    lines.sort_by_key(|l| (rank(l), l.token.serial));
}

impl Screen for QueueScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        if self.clinic.is_empty() {
            self.clinic.clone_from(&cx.shared.settings.clinic);
        }
        self.focus = true;
        self.calling = false;
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Queues { all, of } => self.take(all, of.as_ref()),
            Event::Called { line } => {
                self.calling = false;
                self.nobody = false;
                self.stale = true;
                if line.clinic == self.clinic {
                    self.put(line);
                }
            }
            Event::NobodyWaits { clinic } => {
                self.calling = false;
                self.nobody = *clinic == self.clinic;
            }
            Event::Refused { job: JobKind::Queue, .. } => self.calling = false,
            Event::Stepped { .. } | Event::Saved(_) | Event::Voided { .. } | Event::Moved(_) => self.stale = true,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::CallNext => self.call_next(cx),
            UiCommand::Recall => self.step(QueueStep::Recalled, cx),
            UiCommand::Skip => self.step(QueueStep::Skipped, cx),
            UiCommand::Done => self.step(QueueStep::Done, cx),
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            self.ask(cx);
        }
        let waiting: u64 = self.clinics.iter().map(|c| c.waiting).sum();
        let aside = cx.w.count("queue-waiting-all", waiting);
        let mut command = None;
        head(ui, &cx.w.t("queue-title"), &aside, |ui| command = self.buttons(ui, cx));
        if let Some(command) = command {
            self.command(command, cx);
        }
        let side = if ui.available_width() < 900.0 { 220.0 } else { SIDE_WIDTH };
        let [left, right] = panes(ui, [side, 0.0]);
        pane(ui, left, 0.0, |ui| self.clinic_pane(ui, cx));
        bare(ui, right, 0.0, |ui| self.clinic_board(ui, cx));
    }
}

impl QueueScreen {
    fn ask(&self, cx: &mut Cx<'_>) {
        let clinic = (!self.clinic.is_empty()).then(|| self.clinic.clone());
        cx.send(Job::Queues { clinic });
    }

    fn take(&mut self, all: &[ClinicQueue], of: Option<&(String, Vec<VisitLine>)>) {
        self.clinics = all.to_vec();
        self.clinics.sort_by(|a, b| b.waiting.cmp(&a.waiting).then_with(|| a.clinic.cmp(&b.clinic)));
        if self.clinic.is_empty()
            && let Some(first) = self.clinics.first()
        {
            self.clinic.clone_from(&first.clinic);
            self.stale = true;
        }
        if let Some(at) = self.clinics.iter().position(|c| c.clinic == self.clinic) {
            self.clinic_list.choose(at);
        }
        if let Some((clinic, lines)) = of
            && *clinic == self.clinic
        {
            let kept = self.chosen().map(|l| l.id.clone());
            self.lines.clone_from(lines);
            self.lines.retain(|l| l.voided.is_none());
            arrange(&mut self.lines);
            self.sift();
            if let Some(at) = kept.and_then(|id| self.position(&id)) {
                self.tokens.choose(at);
            }
        }
    }

    /// Puts one changed line in its place and marks it.
    fn put(&mut self, line: &VisitLine) {
        self.lines.retain(|l| l.id != line.id);
        self.lines.push(line.clone());
        arrange(&mut self.lines);
        self.filter.clear();
        self.sift();
        if let Some(at) = self.position(&line.id) {
            self.tokens.choose(at);
        }
    }

    fn position(&self, id: &crate::journal::EntryId) -> Option<usize> {
        self.order.iter().position(|n| self.lines.get(*n).is_some_and(|l| l.id == *id))
    }

    fn sift(&mut self) {
        let wanted = self.filter.trim().to_lowercase();
        let fits = |l: &VisitLine| {
            let names = [l.name.latin.as_deref(), l.name.devanagari.as_deref()];
            wanted.is_empty()
                || l.token.label.to_lowercase().contains(&wanted)
                || l.patient_number.as_str().to_lowercase().contains(&wanted)
                || names.into_iter().flatten().any(|n| n.to_lowercase().contains(&wanted))
        };
        self.order = self.lines.iter().enumerate().filter(|(_, l)| fits(l)).map(|(n, _)| n).collect();
    }

    fn chosen(&self) -> Option<&VisitLine> {
        self.order.get(self.tokens.chosen).and_then(|n| self.lines.get(*n))
    }

    fn call_next(&mut self, cx: &mut Cx<'_>) {
        if self.clinic.is_empty() || self.calling {
            return;
        }
        self.calling = true;
        cx.send(Job::CallNext { clinic: self.clinic.clone() });
    }

    fn step(&self, step: QueueStep, cx: &mut Cx<'_>) {
        if let Some(line) = self.chosen().filter(|l| l.state.after(step).is_some()) {
            cx.send(Job::Step { visit: line.id.clone(), step });
        }
    }

    fn buttons(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<UiCommand> {
        let may = cx.may(Right::RunQueue);
        let fits = |step| may && self.chosen().is_some_and(|l| l.state.after(step).is_some());
        let mut pressed = None;
        let call = cx.w.t("queue-call-next");
        if ui.add(Button::primary(&call).key("N").enabled(may && !self.clinic.is_empty())).clicked() {
            pressed = Some(UiCommand::CallNext);
        }
        for (id, key, step, command) in [
            ("queue-done", "D", QueueStep::Done, UiCommand::Done),
            ("queue-skip", "S", QueueStep::Skipped, UiCommand::Skip),
            ("queue-recall", "R", QueueStep::Recalled, UiCommand::Recall),
        ] {
            if ui.add(Button::secondary(&cx.w.t(id)).key(key).enabled(fits(step))).clicked() {
                pressed = Some(command);
            }
        }
        pressed
    }

    fn clinic_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let id = Id::unique("queue-clinics");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let most = self.clinics.iter().map(|c| c.waiting).max().unwrap_or(0);
        let last = if ui.available_width() < BARS_WIDTH_MIN { 76.0 } else { 116.0 };
        let columns = [
            Column::new(cx.w.t("queue-clinic"), Width::Rest(80.0)),
            Column::new(cx.w.t("queue-waiting"), Width::Exact(last)).right(),
        ];
        let (clinics, words) = (&self.clinics, cx.w);
        let out = List::new(id, &cx.w.t("queue-clinics"), &columns, clinics.len()).row_height(46.0).show(
            ui,
            &mut self.clinic_list,
            |ui, line, column| {
                if let Some(queue) = clinics.get(line) {
                    clinic_cell(ui, queue, column, most, cx);
                }
            },
            |line| clinics.get(line).map_or_else(String::new, |c| clinic_name(c, words, cx)),
        );
        if out.moved || out.opened.is_some() {
            self.choose_clinic(cx);
        }
    }

    fn choose_clinic(&mut self, cx: &mut Cx<'_>) {
        let Some(code) = self.clinics.get(self.clinic_list.chosen).map(|c| c.clinic.clone()) else { return };
        if code == self.clinic {
            return;
        }
        self.clinic = code;
        self.lines.clear();
        self.order.clear();
        self.tokens = ListState::default();
        self.filter.clear();
        self.nobody = false;
        self.ask(cx);
    }

    fn clinic_board(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(queue) = self.clinics.iter().find(|c| c.clinic == self.clinic).cloned() else {
            let rect = ui.available_rect_before_wrap();
            let said = cx.w.t("queue-none").into_owned();
            pane(ui, rect, gap::L, |ui| ui.label(theme::text(said).weak()));
            return;
        };
        let room = ui.available_rect_before_wrap();
        let top = egui::Rect::from_min_size(room.min, vec2(room.width(), 116.0));
        let below = egui::Rect::from_min_max(egui::pos2(room.left(), top.bottom() + gap::L), room.max);
        pane(ui, top, gap::L, |ui| self.now_panel(ui, &queue, cx));
        pane(ui, below, 0.0, |ui| self.token_list(ui, cx));
    }

    fn now_panel(&self, ui: &mut Ui, queue: &ClinicQueue, cx: &Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(builder, |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(theme::heading(cx.clinic_name(&queue.clinic)));
                ui.label(theme::label(place_text(queue, cx)));
                let said = if self.nobody { cx.w.t("queue-nobody").into_owned() } else { counts_text(queue, cx) };
                told_as(&ui.label(theme::text(&said)), Role::Status, &said);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = gap::L;
                let called = RichText::new(&queue.now).font(theme::bold(size::HUGE)).color(theme::palette(ui).primary);
                let nobody = RichText::new("–").font(theme::regular(size::BIG)).weak();
                ui.label(if queue.now.is_empty() { nobody } else { called });
                ui.label(theme::label(cx.w.t("queue-now")));
            });
        });
    }

    fn token_list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let bar = egui::Rect::from_min_size(rect.min, vec2(rect.width(), 52.0));
        let label = cx.w.t("queue-filter");
        let changed = bare(ui, bar, gap::S, |ui| {
            Field::new(Id::unique("queue-filter"), &label, &mut self.filter)
                .hint(&label)
                .hide_label()
                .width(280.0)
                .show(ui)
                .changed()
        });
        if changed {
            self.sift();
        }
        let columns = token_columns(ui.available_width(), cx);
        let (lines, order) = (&self.lines, &self.order);
        let at = |line: usize| order.get(line).and_then(|n| lines.get(*n));
        let table = egui::Rect::from_min_max(bar.left_bottom(), rect.max);
        let cell_cx = &*cx;
        let tokens = &mut self.tokens;
        let out = bare(ui, table, 0.0, |ui| {
            List::new(Id::unique("queue-tokens"), &cell_cx.w.t("queue-tokens"), &columns, order.len()).show(
                ui,
                tokens,
                |ui, line, column| {
                    if let Some(visit) = at(line) {
                        token_cell(ui, visit, column, cell_cx);
                    }
                },
                |line| at(line).map_or_else(String::new, |v| token_name(v, cell_cx)),
            )
        });
        if let Some(patient) = out.opened.and_then(at).map(|v| v.patient.clone()) {
            cx.go(Route::Patient(patient));
        }
    }
}

/// Below this width the pane of clinics has room for names only, not for bars.
const BARS_WIDTH_MIN: f32 = 260.0;

fn token_columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::new(cx.w.t("list-token"), Width::Exact(96.0)),
        Column::new(cx.w.t("list-name"), Width::Rest(160.0)),
        Column::new(cx.w.t("list-age-sex"), Width::Exact(122.0)),
        Column::new(cx.w.t("list-state"), Width::Exact(110.0)),
        Column::new(cx.w.t("list-since"), Width::Exact(86.0)),
    ];
    if room > 700.0 {
        columns.push(Column::new(cx.w.t("list-number"), Width::Exact(178.0)));
    }
    columns
}

fn token_cell(ui: &mut Ui, visit: &VisitLine, column: usize, cx: &Cx<'_>) {
    match column {
        0 => drop(ui.label(theme::strong(&visit.token.label))),
        1 => drop(name_pair(ui, &visit.name, cx.lang())),
        2 => drop(ui.label(theme::text(age_sex(&visit.age, visit.sex, cx.today(), cx.w)))),
        3 => {
            let (id, tone) = state_words(visit.state);
            tag(ui, &cx.w.t(id), tone);
        }
        4 => drop(ui.label(theme::text(time(visit.called.unwrap_or(visit.at))).weak())),
        _ => drop(ui.label(theme::label(visit.patient_number.as_str()))),
    }
}

fn token_name(visit: &VisitLine, cx: &Cx<'_>) -> String {
    let (id, _) = state_words(visit.state);
    format!("{}, {}, {}", visit.token.label, visit.name.shown(), cx.w.t(id))
}

fn clinic_cell(ui: &mut Ui, queue: &ClinicQueue, column: usize, most: u64, cx: &Cx<'_>) {
    if column == 0 {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(3.0);
            ui.add(egui::Label::new(theme::text(cx.clinic_name(&queue.clinic))).truncate());
            ui.label(theme::label(&queue.clinic));
        });
        return;
    }
    let count = grouped(queue.waiting);
    ui.allocate_ui_with_layout(vec2(38.0, 20.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_width(38.0);
        ui.label(theme::strong(&count));
    });
    if ui.available_width() < 46.0 {
        return;
    }
    bar(
        ui,
        &Bar { value: queue.waiting, of: most, width: 46.0, tone: Tone::Plain },
        &cx.w.count("queue-waiting-n", queue.waiting),
    );
}

fn clinic_name(queue: &ClinicQueue, words: &crate::words::Words, cx: &Cx<'_>) -> String {
    format!("{}, {}, {}", cx.clinic_name(&queue.clinic), queue.clinic, words.count("queue-waiting-n", queue.waiting))
}

fn place_text(queue: &ClinicQueue, cx: &Cx<'_>) -> String {
    let floor = cx.clinic(&queue.clinic).map(|c| c.floor.get(cx.lang())).unwrap_or_default();
    let room = cx.w.with("list-room", &[("room", &queue.room)]);
    [queue.clinic.as_str(), &room, floor].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn counts_text(queue: &ClinicQueue, cx: &Cx<'_>) -> String {
    [
        ("queue-waiting-n", queue.waiting),
        ("queue-called-n", queue.called),
        ("queue-skipped-n", queue.skipped),
        ("queue-done-n", queue.done),
    ]
    .map(|(id, n)| cx.w.count(id, n))
    .join(" · ")
}
