//! Tube after tube by scanner: each is received (sent, put on the bench) at once, and what became of it stands in a list.

use super::{LabScreen, list_id};
use crate::desk::cases::Done;
use crate::desk::lab::LabBoard;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Accession, LabWarning, TubeStep, tube};
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    BigNumber, Button, Column, Field, Icon, List, ListState, Width, head, in_language, paint_icon, pane, time,
};
use crate::words::grouped;
use crate::worker::{CaseJob, Job};
use chrono::{DateTime, FixedOffset};
use egui::{Id, Label, Rect, Sense, Ui, pos2, vec2};

/// Lines kept; the oldest go.
const LINES_MAX: usize = 2_000;
const LINE_HEIGHT: f32 = 40.0;
const TOP_HEIGHT: f32 = 96.0;

pub fn field_id() -> Id {
    Id::unique("lab-scan")
}

fn bench_id() -> Id {
    Id::unique("lab-scan-bench")
}

enum State {
    /// Sent; the desk has not answered.
    Waits,
    Taken(Vec<LabWarning>),
    Refused(Box<Problem>),
}

struct Line {
    text: String,
    at: DateTime<FixedOffset>,
    state: State,
}

/// The mode.
pub struct Scanning {
    step: TubeStep,
    place: String,
    typed: String,
    /// Oldest first; shown newest first.
    lines: Vec<Line>,
    list: ListState,
}

impl Scanning {
    pub fn new(step: TubeStep, place: String) -> Self {
        Self { step, place, typed: String::new(), lines: Vec::new(), list: ListState::default() }
    }

    /// One tube was scanned or typed.
    pub fn take(&mut self, text: &str, cx: &mut Cx<'_>) {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        let values = Sheet::default().with("tube", text.as_str()).with("step", self.step.code()).with("place", self.place.trim());
        cx.send(Job::Case(CaseJob::Fill { form: FormId::LabStep, values: values.filled() }));
        if self.lines.len() >= LINES_MAX {
            self.lines.remove(0);
        }
        self.lines.push(Line { text, at: cx.now, state: State::Waits });
        self.list.choose(0);
    }

    /// Answers come in the order of the questions.
    fn waiting(&mut self) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| matches!(line.state, State::Waits))
    }

    /// True when it was sent from here.
    pub fn taken(&mut self, done: &Done, cx: &mut Cx<'_>) -> bool {
        let id = match self.step {
            TubeStep::Sent => "lb-said-sent",
            TubeStep::Bench => "lb-said-bench",
            _ => "lb-said-received",
        };
        let Some(line) = self.waiting() else { return false };
        line.state = State::Taken(done.lab_warnings.clone());
        let tube = shown(&line.text);
        cx.say(cx.w.with(id, &[("tube", &tube)]));
        true
    }

    pub fn refused(&mut self, problem: &Problem) -> bool {
        let Some(line) = self.waiting() else { return false };
        line.state = State::Refused(Box::new(problem.clone()));
        true
    }

    fn counts(&self) -> (u64, u64) {
        let count = |of: fn(&State) -> bool| self.lines.iter().filter(|line| of(&line.state)).count() as u64;
        (count(|s| matches!(s, State::Taken(_))), count(|s| matches!(s, State::Refused(_))))
    }

    const fn title_id(&self) -> &'static str {
        match self.step {
            TubeStep::Sent => "lb-scan-sent",
            TubeStep::Bench => "lb-scan-bench",
            _ => "lb-scan-receive",
        }
    }
}

impl LabScreen {
    pub(super) fn scan_room(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let board = self.board.clone();
        let Some(scan) = &mut self.scan else { return };
        let mut done = false;
        head(ui, &cx.w.t(scan.title_id()), &cx.w.t("lb-scan-aside"), |ui| {
            done = ui.add(Button::secondary(&cx.w.t("lb-scan-end")).key("Esc").no_focus()).clicked();
        });
        let room = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(room.min, vec2(room.width(), TOP_HEIGHT));
        let below = Rect::from_min_max(pos2(room.left(), top.bottom() + gap::M), room.max);
        scan.top(ui, top, cx);
        pane(ui, below, 0.0, |ui| scan.table(ui, &board, cx));
        if done {
            self.scan = None;
            self.stale = true;
            self.focus = Some(list_id());
        }
    }
}

impl Scanning {
    fn top(&mut self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        let (taken, refused) = self.counts();
        let mut entered = false;
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                BigNumber::new(&grouped(taken), &cx.w.t("lb-scan-taken")).called().width(150.0).show(ui);
                let tone = if refused > 0 { Tone::Error } else { Tone::Plain };
                BigNumber::new(&grouped(refused), &cx.w.t("lb-scan-refused")).tone(tone).called().width(150.0).show(ui);
                ui.vertical(|ui| {
                    let (label, hint) = (cx.w.t("lb-scan-field"), cx.w.t("lb-scan-hint"));
                    let field =
                        Field::new(field_id(), &label, &mut self.typed).hint(&hint).width(280.0).stays().chars_max(40).show(ui);
                    entered = field.entered;
                });
                if self.step == TubeStep::Bench {
                    ui.vertical(|ui| {
                        Field::new(bench_id(), &cx.w.t("lb-scan-place"), &mut self.place).width(240.0).show(ui);
                    });
                }
            });
        });
        if entered {
            let text = std::mem::take(&mut self.typed);
            self.take(&text, cx);
        }
    }

    fn table(&mut self, ui: &mut Ui, board: &LabBoard, cx: &Cx<'_>) {
        if self.lines.is_empty() {
            let inner = ui.available_rect_before_wrap().shrink(gap::L);
            crate::window::widgets::bare(ui, inner, 0.0, |ui| {
                ui.add(Label::new(theme::text(cx.w.t("lb-scan-none")).weak()).wrap());
            });
            return;
        }
        let columns = [
            Column::new(cx.w.t("lb-column-tube"), Width::Exact(160.0)),
            Column::new(cx.w.t("lb-column-patient"), Width::Exact(230.0)),
            Column::new(cx.w.t("lb-scan-became"), Width::Rest(240.0)),
            Column::new(cx.w.t("list-time"), Width::Exact(80.0)),
        ];
        let lines = &self.lines;
        let at = |n: usize| lines.iter().rev().nth(n);
        List::new(Id::unique("lab-scan-list"), &cx.w.t("lb-scan-list"), &columns, lines.len()).row_height(LINE_HEIGHT).show(
            ui,
            &mut self.list,
            |ui, n, column| {
                if let Some(line) = at(n) {
                    cell(ui, line, column, board, cx);
                }
            },
            |n| at(n).map_or_else(String::new, |line| format!("{}, {}", shown(&line.text), became(line, cx).0)),
        );
    }
}

/// A label as people read it; anything else as it was scanned.
fn shown(text: &str) -> String {
    Accession::parse(text).map_or_else(|_error| text.chars().take(24).collect(), Accession::spaced)
}

fn became(line: &Line, cx: &Cx<'_>) -> (String, Tone) {
    match &line.state {
        State::Waits => (cx.w.t("lb-scan-waits").into_owned(), Tone::Plain),
        State::Taken(warnings) if warnings.is_empty() => (cx.w.t("lb-scan-is-taken").into_owned(), Tone::Ok),
        State::Taken(warnings) => {
            let told = warnings.iter().map(|w| super::steps::warning(w, cx)).collect::<Vec<_>>().join(" ");
            (format!("{} · {told}", cx.w.t("lb-scan-is-taken")), Tone::Warning)
        }
        State::Refused(problem) => {
            let told = problem.told(cx.lang());
            (format!("{} {}", told.what, told.act), Tone::Error)
        }
    }
}

fn cell(ui: &mut Ui, line: &Line, column: usize, board: &LabBoard, cx: &Cx<'_>) {
    let known =
        Accession::parse(&line.text).ok().and_then(|a| board.lines.iter().find(|l| l.accession == a || l.was.contains(&a)));
    match column {
        0 => {
            if let Some(known) = known {
                super::draw::tube_mark(ui, tube(&known.kind).colour, tube(&known.kind).name.get(cx.lang()));
            }
            ui.label(theme::text(shown(&line.text)));
        }
        1 => {
            if let Some(known) = known {
                ui.add(Label::new(theme::strong(in_language(&known.name, cx.lang()))).truncate());
            }
        }
        2 => {
            let (text, tone) = became(line, cx);
            let ink = theme::palette(ui).ink_of(tone);
            if let Some(icon) = icon(tone) {
                let (rect, _) = ui.allocate_exact_size(vec2(15.0, 15.0), Sense::hover());
                paint_icon(ui.painter(), rect, icon, ink);
            }
            let text = egui::RichText::new(text).font(theme::regular(size::LABEL)).color(ink);
            ui.add(Label::new(text).wrap());
        }
        _ => drop(ui.label(theme::label(time(line.at)))),
    }
}

const fn icon(tone: Tone) -> Option<Icon> {
    match tone {
        Tone::Ok => Some(Icon::Ok),
        Tone::Warning => Some(Icon::Warning),
        Tone::Error => Some(Icon::Error),
        Tone::Plain => Some(Icon::Wait),
        Tone::Info => None,
    }
}
