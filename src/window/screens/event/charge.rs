//! Which side is in charge of each part of the work, and what was said, the latest first.

use super::{EventScreen, TIMELINE};
use crate::desk::event::{ModuleStanding, SaidLine, Standing};
use crate::hospital::event::{Module, Scope, Side};
use crate::hospital::forms::{choice_text, write_moment};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, List, Width, bare, pane, panes, section, tag};
use egui::{Id, Label, Rect, Ui, pos2, vec2};

/// Width of the pane with the form.
const SAY_WIDTH: f32 = 372.0;
/// Height of a line of the modules, and of their heading.
const LINE: f32 = 40.0;
const HEAD: f32 = 30.0;
/// Narrower than this the modules show their sides only.
const NARROW: f32 = 620.0;

impl EventScreen {
    pub(super) fn charge(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (left, right) = if self.saying {
            let [left, right] = panes(ui, [0.0, SAY_WIDTH]);
            (left, Some(right))
        } else {
            let [left] = panes(ui, [0.0]);
            (left, None)
        };
        #[allow(clippy::cast_precision_loss, reason = "a handful of modules")]
        let height = HEAD + LINE * Module::ALL.len() as f32 + gap::M;
        let top = Rect::from_min_size(left.min, vec2(left.width(), height.min(left.height() * 0.62)));
        let below = Rect::from_min_max(pos2(left.left(), top.bottom() + gap::M), left.max);
        pane(ui, top, 0.0, |ui| self.modules(ui, top.width(), cx));
        pane(ui, below, 0.0, |ui| self.timeline(ui, below.width(), cx));
        if let Some(right) = right {
            pane(ui, right, gap::L, |ui| self.say.draw(ui, cx));
        }
    }

    fn modules(&self, ui: &mut Ui, width: f32, cx: &Cx<'_>) {
        let Some(status) = &self.status else { return };
        // Beside the form on a small screen there is room for the sides alone; when and why stand in the tip.
        let shares = if width < NARROW { [0.36, 0.24, 0.40, 0.0] } else { [0.25, 0.26, 0.17, 0.32] };
        let titles = ["event-column-part", "event-column-hospital", "event-column-here", "event-column-why"];
        ui.spacing_mut().item_spacing.y = 0.0;
        row(ui, width, HEAD, shares, |ui, column| {
            if let Some(id) = titles.get(column) {
                ui.add(Label::new(theme::label(cx.w.t(id))).truncate());
            }
        });
        egui::ScrollArea::vertical().id_salt("event-modules").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for module in &status.modules {
                row(ui, width, LINE, shares, |ui, column| cell(ui, module, column, width < NARROW, cx));
            }
        });
    }

    fn timeline(&mut self, ui: &mut Ui, width: f32, cx: &Cx<'_>) {
        let said = self.status.as_ref().map_or(&[][..], |status| status.said.as_slice());
        if said.is_empty() {
            let room = ui.available_rect_before_wrap();
            bare(ui, room, gap::L, |ui| {
                section(ui, &cx.w.t("event-timeline"));
                ui.label(theme::text(cx.w.t("event-timeline-none")).weak());
            });
            return;
        }
        let title = cx.w.t("event-timeline");
        let part = if width < NARROW { Width::Rest(96.0) } else { Width::Exact((width * 0.24).clamp(120.0, 240.0)) };
        let mut columns = vec![
            Column::new(cx.w.t("event-column-from"), Width::Exact(148.0)),
            Column::new(cx.w.t("event-column-part"), part),
            Column::new(cx.w.t("event-column-side"), Width::Exact(140.0)),
        ];
        if width >= NARROW {
            columns.push(Column::new(cx.w.t("event-column-why"), Width::Rest(140.0)));
        }
        List::new(Id::unique(TIMELINE), &title, &columns, said.len()).show(
            ui,
            &mut self.timeline,
            |ui, line, column| {
                if let Some(line) = said.get(line) {
                    said_cell(ui, line, column, cx);
                }
            },
            |line| said.get(line).map_or_else(String::new, |line| said_text(line, &[], cx)),
        );
    }

    /// The statement that is marked.
    pub(super) fn marked(&self) -> Option<&SaidLine> {
        self.status.as_ref().and_then(|status| status.said.get(self.timeline.chosen))
    }
}

/// A line of cells, shares of its width.
fn row<const N: usize>(ui: &mut Ui, width: f32, height: f32, shares: [f32; N], mut cell: impl FnMut(&mut Ui, usize)) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
    ui.painter().hline(rect.x_range().shrink(1.0), rect.bottom() - 0.5, theme::palette(ui).hairline());
    let mut x = rect.left();
    for (n, share) in shares.into_iter().enumerate() {
        let wide = width * share;
        if wide <= gap::M {
            continue;
        }
        let area = Rect::from_min_size(pos2(x + gap::M, rect.top()), vec2(wide - gap::M, height));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area).layout(layout));
        child.shrink_clip_rect(area);
        cell(&mut child, n);
        x += wide;
    }
}

fn cell(ui: &mut Ui, module: &ModuleStanding, column: usize, narrow: bool, cx: &Cx<'_>) {
    match column {
        0 => {
            ui.add(Label::new(theme::strong(module_name(module.module, cx))).truncate());
        }
        1 => {
            side_tag(ui, module.standing.side, cx);
            let since = since(&module.standing, cx);
            if !narrow {
                ui.add(Label::new(theme::label(&since)).truncate()).on_hover_text(since);
            }
        }
        2 => side_tag(ui, module.here.side, cx),
        _ => {
            let except: Vec<String> =
                module.exceptions.iter().map(|(counter, side)| format!("{counter} {}", side_text(*side, cx))).collect();
            let text = if except.is_empty() {
                // What holds at this counter is what whoever looks here lives by.
                let by = module.here.by.as_ref().or(module.standing.by.as_ref());
                by.map_or_else(String::new, |by| why(&by.officer, &by.reason, cx))
            } else {
                cx.w.with("event-except", &[("counters", &except.join(", "))])
            };
            ui.add(Label::new(theme::text(&text)).truncate()).on_hover_text(text);
        }
    }
}

fn said_cell(ui: &mut Ui, line: &SaidLine, column: usize, cx: &Cx<'_>) {
    let statement = &line.statement;
    match column {
        0 => {
            ui.add(Label::new(theme::text(write_moment(statement.from))).truncate());
        }
        1 => {
            ui.add(Label::new(theme::strong(place(&statement.scope, cx))).truncate());
        }
        2 => side_tag(ui, statement.side, cx),
        _ => {
            let text = why(&statement.officer, &statement.reason, cx);
            let text = if line.entitled { text } else { format!("{} {text}", cx.w.t("event-no-right")) };
            ui.add(Label::new(theme::text(text)).truncate());
        }
    }
}

fn why(officer: &str, reason: &str, cx: &Cx<'_>) -> String {
    let name = cx.masters().and_then(|masters| masters.user(officer)).map_or(officer, |user| user.name.get(cx.lang()));
    cx.w.with("event-by", &[("officer", name), ("reason", reason)])
}

fn side_tag(ui: &mut Ui, side: Side, cx: &Cx<'_>) {
    tag(ui, &side_text(side, cx), if side == Side::Central { Tone::Ok } else { Tone::Warning });
}

fn side_text(side: Side, cx: &Cx<'_>) -> String {
    cx.w.t(if side == Side::Central { "event-side-central" } else { "event-side-manual" }).into_owned()
}

fn since(standing: &Standing, cx: &Cx<'_>) -> String {
    match &standing.by {
        Some(by) => cx.w.with("event-since", &[("at", &by.from.format("%d-%m %H:%M").to_string())]),
        None => cx.w.t("event-never-said").into_owned(),
    }
}

/// A module in the language shown.
pub fn module_name(module: Module, cx: &Cx<'_>) -> String {
    choice_text("module", module.code(), cx.lang()).to_owned()
}

/// What a statement is about, in the language shown.
fn place(scope: &Scope, cx: &Cx<'_>) -> String {
    let module = scope.module.map(|module| module_name(module, cx));
    let parts: Vec<String> = module.into_iter().chain(scope.counter.as_ref().map(ToString::to_string)).collect();
    if parts.is_empty() { cx.w.t("event-hospital").into_owned() } else { parts.join(", ") }
}

/// What was said, in one sentence, and what follows it.
pub fn said_text(line: &SaidLine, also: &[Scope], cx: &Cx<'_>) -> String {
    let statement = &line.statement;
    let id = if statement.side == Side::Central { "event-said-central" } else { "event-said-manual" };
    let said = cx.w.with(id, &[("place", &place(&statement.scope, cx)), ("at", &write_moment(statement.from))]);
    if also.is_empty() {
        return said;
    }
    let places: Vec<String> = also.iter().map(|scope| place(scope, cx)).collect();
    format!("{said} {}", cx.w.with("event-also", &[("places", &places.join(", "))]))
}
