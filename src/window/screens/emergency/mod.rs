//! Emergency (F8): who is here, the most urgent first, packs that wait, and what to do with the one that is marked.
//!
//! Which step fits an arrival is the desk's rule; this screen only greys out what cannot be meant.

mod panel;
mod rows;
mod strip;
pub mod triage;

use super::{Screen, take_focus};
use crate::desk::cases::{CaseKind, CaseRow, DueKind};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::number::Number;
use crate::hospital::permissions::Right;
use crate::journal::{EntryId, PaperKind};
use crate::paper::Size;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Width, age_sex, bare, head, key_cap, name_pair, pane, panes, tag, time,
};
use crate::words::{Words, grouped};
use crate::worker::{CaseEvent, CaseJob, Event, Job};
use chrono::{DateTime, FixedOffset};
use egui::{Id, Label, Rect, Ui, pos2, vec2};
use rows::{Line, arrange, waits};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Width of the panel at the right, and what the board needs beside it.
const PANEL_WIDTH: f32 = 324.0;
const PANEL_WIDTH_NARROW: f32 = 290.0;
const BOARD_WIDE: f32 = 700.0;
/// Height of the pictures above the board, and of the window from which on there is room for them.
const STRIP_HEIGHT: f32 = 96.0;
const STRIP_ROOM_MIN: f32 = 480.0;
/// Two lines of text.
const LINE_HEIGHT: f32 = 43.0;

/// The screen.
#[derive(Default)]
pub struct EmergencyScreen {
    /// Open arrivals.
    rows: Arc<Vec<CaseRow>>,
    /// Arrivals of today by hour, whether they are still here or not.
    hours: [u64; 24],
    /// Arrivals whose MLC sheet is still to be written.
    mlc_due: BTreeSet<EntryId>,
    lines: Vec<Line>,
    list: ListState,
    filter: String,
    /// Events whose packs are shown.
    opened: BTreeSet<String>,
    stale: bool,
    heard: bool,
    sift: bool,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("er-list")
}

fn filter_id() -> Id {
    Id::unique("er-filter")
}

/// Minutes, or hours and minutes: how long somebody has been here.
#[must_use]
pub fn since(from: DateTime<FixedOffset>, now: DateTime<FixedOffset>, words: &Words) -> String {
    let minutes = now.signed_duration_since(from).num_minutes().max(0);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match hours {
        0 => words.with("er-minutes", &[("n", &rest.to_string())]),
        1..=47 => words.with("er-hours", &[("n", &hours.to_string()), ("minutes", &rest.to_string())]),
        _ => words.with("er-days", &[("n", &(hours / 24).to_string())]),
    }
}

impl Screen for EmergencyScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(list_id());
        ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Case(CaseEvent::Cases { kind: CaseKind::Arrival, rows }) => {
                self.rows = Arc::clone(rows);
                self.heard = true;
                self.sift = true;
            }
            Event::Case(CaseEvent::Book { kind: CaseKind::Arrival, from, to, rows }) if from == to && *to == cx.today() => {
                self.hours = strip::by_hour(rows);
            }
            Event::Case(CaseEvent::Due(due)) => {
                self.mlc_due = due.iter().filter(|d| d.kind == DueKind::MlcSheet).map(|d| d.case.clone()).collect();
            }
            Event::Case(CaseEvent::Filled(_)) | Event::Amended { .. } => self.stale = true,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        use UiCommand as C;
        match command {
            C::NewArrival => go(FormId::Arrival, Sheet::default(), cx),
            C::Packs => go(FormId::Prepare, Sheet::default(), cx),
            C::FillArrival => self.of_arrival(FormId::Arrival, cx),
            C::Identify => self.of_arrival(FormId::Identify, cx),
            C::LeaveEmergency => self.of_arrival(FormId::Leave, cx),
            C::AdmitArrival => self.of_patient(FormId::Admission, cx),
            C::WriteMlc => self.of_patient(FormId::Mlc, cx),
            C::PrintAgain => self.print(PaperKind::ArrivalSlip, cx),
            C::PrintBand => self.print(PaperKind::Wristband, cx),
            _ => return false,
        }
        true
    }

    /// A scanned slip or wristband: marks the arrival and opens its form where nobody wears it yet. False for a number of nobody here.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let Ok(number) = Number::parse(text.trim()) else { return false };
        let is = |row: &&CaseRow| {
            row.case.number.as_ref() == Some(&number) || row.patient.as_ref().is_some_and(|p| p.patient.number == number)
        };
        let Some(row) = self.rows.iter().find(is) else { return false };
        let (id, pack, event) = (row.id.clone(), waits(row), rows::event(row).to_owned());
        self.filter.clear();
        if pack {
            self.opened.insert(event);
        }
        self.arrange(cx);
        if let Some(at) = self.line_of(&id) {
            self.list.choose(at);
        }
        if pack {
            self.of_arrival(FormId::Arrival, cx);
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            ask(cx);
        }
        if std::mem::take(&mut self.sift) {
            self.arrange(cx);
        }
        let mut command = None;
        head(ui, &cx.w.t("er-title"), &self.aside(cx), |ui| command = buttons(ui, cx));
        // A list that is not drawn yet cannot take it.
        if !self.lines.is_empty() {
            take_focus(ui, &mut self.focus);
        }
        let narrow = ui.available_width() < PANEL_WIDTH + BOARD_WIDE;
        let side = if narrow { PANEL_WIDTH_NARROW } else { PANEL_WIDTH };
        let [left, right] = panes(ui, [0.0, side]);
        bare(ui, left, 0.0, |ui| self.board(ui, cx));
        command = command.or(pane(ui, right, gap::L, |ui| panel::show(ui, self.chosen(), self.is_mlc_due(), cx)));
        if let Some(command) = command {
            self.command(command, cx);
        }
    }
}

impl EmergencyScreen {
    fn arrange(&mut self, cx: &Cx<'_>) {
        let kept = self.chosen().map(|row| row.id.clone());
        self.lines = arrange(&self.rows, &self.filter, &self.opened, cx);
        let at = kept.and_then(|id| self.line_of(&id));
        let first = self.lines.iter().position(|line| matches!(line, Line::Arrival(_))).unwrap_or(0);
        self.list.choose(at.unwrap_or(first));
    }

    fn line_of(&self, id: &EntryId) -> Option<usize> {
        let is = |line: &Line| matches!(line, Line::Arrival(n) if self.rows.get(*n).is_some_and(|row| row.id == *id));
        self.lines.iter().position(is)
    }

    /// The arrival that is marked.
    fn chosen(&self) -> Option<&CaseRow> {
        match self.lines.get(self.list.chosen)? {
            Line::Arrival(n) => self.rows.get(*n),
            Line::Category { .. } | Line::Event { .. } => None,
        }
    }

    fn is_mlc_due(&self) -> bool {
        self.chosen().is_some_and(|row| self.mlc_due.contains(&row.id))
    }

    fn of_arrival(&self, form: FormId, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen() else { return };
        if fits(form, row) {
            go(form, Sheet::default().with("arrival", row.id.to_string()), cx);
        }
    }

    fn of_patient(&self, form: FormId, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen().filter(|row| fits(form, row)) else { return };
        let Some(patient) = &row.case.patient else { return };
        let values = Sheet::default().with("patient", patient.to_string());
        go(form, if form == FormId::Admission { values.with("source", "emergency") } else { values }, cx);
    }

    fn print(&self, paper: PaperKind, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen() else { return };
        let size = if paper == PaperKind::Wristband { Size::Band } else { cx.shared.settings.size };
        cx.send(Job::Case(CaseJob::Reprint { case: row.id.clone(), paper, size }));
        let number = row.case.number.as_ref().map_or("", |n| n.as_str());
        cx.say(cx.w.with("er-said-again", &[("number", number)]));
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        let count = |of: &dyn Fn(&CaseRow) -> bool| self.rows.iter().filter(|row| of(row)).count() as u64;
        let here = count(&|row| !waits(row));
        let unknown = count(&|row| !waits(row) && is_unknown(row));
        let packs = count(&waits);
        let mut parts = vec![cx.w.count("er-here", here)];
        for (id, n) in [("er-unknown-n", unknown), ("er-packs-n", packs)] {
            if n > 0 {
                parts.push(cx.w.count(id, n));
            }
        }
        parts.join(" · ")
    }

    fn board(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let strip = if room.height() < STRIP_ROOM_MIN { 0.0 } else { STRIP_HEIGHT + gap::L };
        if strip > 0.0 {
            let top = Rect::from_min_size(room.min, vec2(room.width(), STRIP_HEIGHT));
            strip::show(ui, top, &self.rows, &self.hours, cx);
        }
        let below = Rect::from_min_max(pos2(room.left(), room.top() + strip), room.max);
        pane(ui, below, 0.0, |ui| self.table(ui, cx));
    }

    fn table(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), 52.0));
        let (label, hint) = (cx.w.t("list-filter"), cx.w.t("er-filter-hint"));
        let changed = bare(ui, bar, gap::S, |ui| {
            Field::new(filter_id(), &label, &mut self.filter).hint(&hint).hide_label().width(320.0).show(ui).changed()
        });
        if changed {
            self.arrange(cx);
        }
        let table = Rect::from_min_max(bar.left_bottom(), rect.max);
        if self.lines.is_empty() {
            let id = match (self.heard, self.filter.trim().is_empty()) {
                (false, _) => "register-reading",
                (true, true) => "er-none",
                (true, false) => "er-no-match",
            };
            bare(ui, table, gap::L, |ui| ui.label(theme::text(cx.w.t(id)).weak()));
            return;
        }
        let before = self.list.chosen;
        let out = bare(ui, table, 0.0, |ui| self.list(ui, cx));
        if out.moved {
            self.pass_heading(before);
        }
        if let Some(line) = out.opened {
            self.open_line(line, cx);
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> crate::window::widgets::ListOut {
        let columns = columns(ui.available_width(), cx);
        let (rows, lines, due) = (&self.rows, &self.lines, &self.mlc_due);
        List::new(list_id(), &cx.w.t("er-title"), &columns, lines.len()).row_height(LINE_HEIGHT).show(
            ui,
            &mut self.list,
            |ui, line, column| match lines.get(line) {
                Some(Line::Arrival(n)) => {
                    if let Some(row) = rows.get(*n) {
                        cell(ui, row, column, due.contains(&row.id), cx);
                    }
                }
                Some(heading) => heading_cell(ui, heading, column, cx),
                None => {}
            },
            |line| lines.get(line).map_or_else(String::new, |line| line_name(line, rows, cx)),
        )
    }

    /// The mark goes over the heading of a category to the next arrival; an event can be opened, so it is stopped at.
    fn pass_heading(&mut self, before: usize) {
        if !matches!(self.lines.get(self.list.chosen), Some(Line::Category { .. })) {
            return;
        }
        let at = self.list.chosen;
        let next = if at < before && at > 0 { at - 1 } else { at + 1 };
        self.list.choose(next);
    }

    fn open_line(&mut self, line: usize, cx: &mut Cx<'_>) {
        match self.lines.get(line) {
            Some(Line::Arrival(n)) => {
                if let Some(patient) = self.rows.get(*n).and_then(|row| row.case.patient.clone()) {
                    cx.go(Route::Patient(patient));
                }
            }
            Some(Line::Event { name, .. }) => {
                let name = name.clone();
                if !self.opened.remove(&name) {
                    self.opened.insert(name.clone());
                }
                self.arrange(cx);
                let is = |line: &Line| matches!(line, Line::Event { name: other, .. } if *other == name);
                if let Some(at) = self.lines.iter().position(is) {
                    self.list.choose(at);
                }
            }
            Some(Line::Category { .. }) | None => {}
        }
    }
}

/// Asks for who is here; for the hours of today and what is due only where the person may read registers.
fn ask(cx: &mut Cx<'_>) {
    cx.send(Job::Case(CaseJob::List { kind: CaseKind::Arrival }));
    if cx.may(Right::ReadRegisters) {
        let today = cx.today();
        cx.send(Job::Case(CaseJob::Book { kind: CaseKind::Arrival, from: today, to: today }));
        cx.send(Job::Case(CaseJob::Due));
    }
}

fn go(form: FormId, values: Sheet, cx: &mut Cx<'_>) {
    cx.go(Route::Form { form, values });
}

/// True when nobody knows who it is.
fn is_unknown(row: &CaseRow) -> bool {
    row.patient.as_ref().is_some_and(|p| p.unknown)
}

/// What can be meant of an arrival: nobody is admitted or written an MLC for out of a pack that nobody wears.
fn fits(form: FormId, row: &CaseRow) -> bool {
    match form {
        FormId::Identify => is_unknown(row) && !waits(row),
        FormId::Admission | FormId::Mlc => !waits(row),
        _ => true,
    }
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>) -> Option<UiCommand> {
    let may = cx.may(Right::TakeArrivals);
    let mut pressed = None;
    if ui.add(Button::primary(&cx.w.t("command-new-arrival")).key("N").enabled(may)).clicked() {
        pressed = Some(UiCommand::NewArrival);
    }
    if ui.add(Button::secondary(&cx.w.t("command-unknown.side")).key("U").enabled(may)).clicked() {
        pressed = Some(UiCommand::Unknown);
    }
    if ui.add(Button::secondary(&cx.w.t("command-packs")).key("M").enabled(may)).clicked() {
        pressed = Some(UiCommand::Packs);
    }
    pressed
}

fn columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let title = |id: &str| cx.w.t(id).into_owned();
    let wide = room > 680.0;
    let mut columns = vec![
        Column::new(title("er-triage"), Width::Exact(if wide { 94.0 } else { 84.0 })),
        Column::new(title("list-name"), Width::Rest(170.0)),
        Column::new(title("list-age-sex"), Width::Exact(if wide { 136.0 } else { 104.0 })),
        Column::new(title("list-since"), Width::Exact(102.0)),
    ];
    if wide {
        columns.push(Column::new(title("er-condition"), Width::Exact(172.0)));
    }
    columns
}

fn cell(ui: &mut Ui, row: &CaseRow, column: usize, mlc_due: bool, cx: &Cx<'_>) {
    let Some(arrival) = row.case.arrival() else { return };
    match column {
        0 => match triage::of(row, cx) {
            Some((_, category)) => drop(triage::chip(ui, category, cx.lang())),
            None => drop(ui.label(theme::label("–"))),
        },
        1 => two_lines(ui, |ui| name_line(ui, row, mlc_due, cx), number_text(row)),
        2 => {
            if let Some(state) = &row.patient {
                let details = &state.patient.details;
                ui.label(theme::text(age_sex(&details.age, details.sex, cx.today(), cx.w)));
            }
        }
        3 => {
            let at = arrival.arrival.at;
            let first = since(at, cx.now, cx.w);
            two_lines(ui, |ui| drop(ui.label(theme::strong(first))), time(at));
        }
        _ => {
            let text = |code| super::books::text_of(FormId::Arrival, code, &arrival.arrival.sheet, cx);
            let (condition, mode) = (text("condition"), text("mode"));
            let line = |ui: &mut Ui| drop(ui.add(Label::new(theme::text(&condition)).truncate()));
            two_lines(ui, line, mode);
        }
    }
}

/// A line of text and a muted one beneath.
fn two_lines(ui: &mut Ui, first: impl FnOnce(&mut Ui), second: String) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(2.0);
        ui.horizontal(first);
        ui.add(Label::new(theme::label(second)).truncate());
    });
}

fn number_text(row: &CaseRow) -> String {
    row.case.number.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn name_line(ui: &mut Ui, row: &CaseRow, mlc_due: bool, cx: &Cx<'_>) {
    for (id, tone) in marks(row, mlc_due) {
        tag(ui, &cx.w.t(id), tone);
    }
    if let Some(state) = &row.patient {
        name_pair(ui, &state.patient.details.name, cx.lang());
    }
}

/// Marks beside the name: a pack, a police case, an MLC sheet that is due. That somebody is unknown the name says.
fn marks(row: &CaseRow, mlc_due: bool) -> Vec<(&'static str, Tone)> {
    let mut marks = Vec::new();
    if waits(row) {
        marks.push(("er-pack", Tone::Info));
    }
    if mlc_due {
        marks.push(("er-mlc-due", Tone::Error));
    } else if row.case.arrival().is_some_and(|a| a.arrival.sheet.is("police", "yes")) {
        marks.push(("er-police", Tone::Warning));
    }
    if row.case.misfits.is_empty() { marks } else { [marks, vec![("list-conflict", Tone::Error)]].concat() }
}

fn heading_cell(ui: &mut Ui, line: &Line, column: usize, cx: &Cx<'_>) {
    if !matches!(line, Line::Arrival(_)) {
        let ground = theme::palette(ui).sunken;
        ui.painter().rect_filled(ui.max_rect().expand2(vec2(gap::M, -1.0)), 0.0, ground);
    }
    match (line, column) {
        (Line::Category { at, count }, 0) => {
            let category = at.and_then(|at| cx.masters().and_then(|m| m.triage.get(at)));
            match category {
                Some(category) => triage::bar(ui, category.colour, &grouped(*count as u64)),
                None => drop(ui.label(theme::strong(grouped(*count as u64)))),
            }
        }
        (Line::Category { .. }, 1) => drop(ui.label(theme::strong(heading_text(line, cx)))),
        (Line::Event { .. }, 0) => drop(key_cap(ui, "Enter")),
        (Line::Event { open, .. }, 2) => drop(ui.label(theme::label(cx.w.t(if *open { "er-close" } else { "er-open" })))),
        (Line::Event { .. }, 1) => drop(ui.add(Label::new(theme::strong(heading_text(line, cx))).truncate())),
        _ => {}
    }
}

fn heading_text(line: &Line, cx: &Cx<'_>) -> String {
    match line {
        Line::Category { at, .. } => {
            let category = at.and_then(|at| cx.masters().and_then(|m| m.triage.get(at)));
            category.map_or_else(|| cx.w.t("er-triage-none").into_owned(), |t| t.name.get(cx.lang()).to_owned())
        }
        Line::Event { name, left, .. } => {
            let left = cx.w.count("er-packs-left", *left as u64);
            format!("{name} · {left}")
        }
        Line::Arrival(_) => String::new(),
    }
}

fn line_name(line: &Line, rows: &[CaseRow], cx: &Cx<'_>) -> String {
    let Line::Arrival(n) = line else { return heading_text(line, cx) };
    let Some(row) = rows.get(*n) else { return String::new() };
    let name = row.patient.as_ref().map_or("", |p| p.patient.details.name.shown());
    let category = triage::of(row, cx).map_or("", |(_, t)| t.name.get(cx.lang()));
    format!("{category}, {name}, {}, {}", number_text(row), since(row.case.at, cx.now, cx.w))
}
