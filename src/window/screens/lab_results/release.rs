//! Releasing: every value with its flag, range and who entered it; Space leaves one out, Ctrl+Enter releases the rest.

use super::grid::{flag_tone, range_text, value_text};
use super::{LabResultsScreen, Mode};
use crate::desk::lab::HIDDEN;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Catalogue, Flag, LabValue};
use crate::journal::fold::{OrderState, ResultPhase, ResultState};
use crate::problem::Told;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, Field, Icon, List, Width, date_time, paint_icon, tag};
use egui::{Id, Key, Modifiers, Ui, vec2};

const LINE_HEIGHT: f32 = 28.0;
/// Width below which the columns are narrower.
const NARROW: f32 = 960.0;
/// Room for the conclusion beneath the list.
const BELOW: f32 = 66.0;

/// The id of the list.
#[must_use]
pub fn list_id() -> Id {
    Id::unique("labresults-release")
}

impl LabResultsScreen {
    /// Values that Ctrl+Enter would release.
    pub(super) fn included(&self) -> Vec<LabValue> {
        let Some(order) = self.order() else { return Vec::new() };
        let entered = order.results.iter().filter_map(|r| r.entered()).map(|t| &t.value);
        entered.filter(|v| v.value != HIDDEN && !self.excluded.contains(&v.test)).cloned().collect()
    }

    pub(super) fn release(&mut self, cx: &mut Cx<'_>) {
        let included = self.included();
        let Some(order) = self.order() else { return };
        if included.is_empty() {
            let what =
                cx.w.t(if order.results.iter().any(is_again) { "labresults-release-second" } else { "labresults-release-none" });
            self.fault = Some(Told { what: what.into_owned(), safe: String::new(), act: String::new() });
            return;
        }
        if included.iter().any(|v| v.flag.is_critical() && !order.was_called(v)) {
            self.ask_call(cx);
            return;
        }
        let entered = order.results.iter().filter(|r| r.entered().is_some()).count();
        let mut values = Sheet::from([("tube", self.order_name().as_str()), ("conclusion", self.conclusion.trim())]);
        if included.len() < entered {
            values.set("tests", included.iter().map(|v| v.test.clone()).collect::<Vec<_>>().join(", "));
        }
        self.fill(FormId::LabVerify, values.filled(), cx);
    }

    pub(super) fn releasing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(row) = self.row.take() else { return };
        let Some(catalogue) = self.catalogue.take() else { return };
        if let Some(order) = row.case.order() {
            self.keys(ui, order);
            let room = ui.available_rect_before_wrap();
            let list = egui::Rect::from_min_max(room.min, egui::pos2(room.right(), room.bottom() - BELOW));
            crate::window::widgets::bare(ui, list, 0.0, |ui| self.table(ui, order, &catalogue, cx));
            let below = egui::Rect::from_min_max(egui::pos2(room.left(), list.bottom() + gap::XS), room.max);
            crate::window::widgets::bare(ui, below, 0.0, |ui| {
                let label = cx.w.t("labresults-conclusion");
                let width = ui.available_width().min(760.0);
                Field::new(Id::unique("labresults-conclusion"), &label, &mut self.conclusion)
                    .width(width)
                    .chars_max(700)
                    .show(ui);
            });
        }
        self.row = Some(row);
        self.catalogue = Some(catalogue);
    }

    /// Space leaves the marked value out, or takes it in again.
    fn keys(&mut self, ui: &Ui, order: &OrderState) {
        let here = ui.memory(|m| m.has_focus(list_id()));
        if !here || self.mode != Mode::Releasing || !ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space)) {
            return;
        }
        let Some(result) = in_turn(order).get(self.list.chosen).copied() else { return };
        if result.entered().is_some() && !self.excluded.remove(&result.test) {
            self.excluded.insert(result.test.clone());
        }
    }

    fn table(&mut self, ui: &mut Ui, order: &OrderState, catalogue: &Catalogue, cx: &Cx<'_>) {
        let title = |id: &str, width| Column::new(cx.w.t(id), width);
        // Before and by whom give way first where the window is narrow.
        let [value, flag, limits, before, by, state] = if ui.available_width() < NARROW {
            [118.0, 50.0, 86.0, 112.0, 78.0, 122.0]
        } else {
            [150.0, 60.0, 110.0, 170.0, 110.0, 150.0]
        };
        let columns = [
            Column::new(String::new(), Width::Exact(34.0)),
            title("labresults-test", Width::Rest(120.0)),
            title("labresults-value", Width::Exact(value)),
            title("labresults-flag", Width::Exact(flag)),
            title("labresults-range", Width::Exact(limits)),
            title("labresults-before", Width::Exact(before)),
            title("labresults-by", Width::Exact(by)),
            title("labresults-state", Width::Exact(state)),
        ];
        let results = in_turn(order);
        let mut list = std::mem::take(&mut self.list);
        let name = cx.w.t("labresults-title-release");
        let out = List::new(list_id(), &name, &columns, results.len()).row_height(LINE_HEIGHT).show(
            ui,
            &mut list,
            |ui, line, column| {
                if let Some(result) = results.get(line) {
                    self.release_cell(ui, (order, result), column, catalogue, cx);
                }
            },
            |line| results.get(line).map_or_else(String::new, |r| self.line_name(r, catalogue, cx)),
        );
        self.list = list;
        if let Some(result) = out.opened.and_then(|line| results.get(line))
            && result.entered().is_some()
            && !self.excluded.remove(&result.test)
        {
            self.excluded.insert(result.test.clone());
        }
    }

    /// What a screen reader says of a line.
    fn line_name(&self, result: &ResultState, catalogue: &Catalogue, cx: &Cx<'_>) -> String {
        let def = catalogue.test(&result.test);
        let value = result.value().map_or_else(String::new, |v| format!("{} {}", value_text(def, &v.value, cx), v.flag.code()));
        let out = if self.excluded.contains(&result.test) { cx.w.t("labresults-left-out").into_owned() } else { String::new() };
        format!("{} {value} {} {out}", catalogue.name(&result.test, cx.lang()), cx.w.t(result.phase.word_id())).trim().to_owned()
    }

    fn release_cell(
        &self,
        ui: &mut Ui,
        (order, result): (&OrderState, &ResultState),
        column: usize,
        catalogue: &Catalogue,
        cx: &Cx<'_>,
    ) {
        let def = catalogue.test(&result.test);
        let value = result.value();
        let text = |ui: &mut Ui, text: String| drop(ui.add(egui::Label::new(theme::text(text)).truncate()));
        match column {
            0 => self.take_mark(ui, result),
            1 => text(ui, format!("{} · {}", catalogue.name(&result.test, cx.lang()), result.test)),
            2 => {
                let shown = value.map_or_else(String::new, |v| format!("{} {}", value_text(def, &v.value, cx), v.unit));
                ui.add(egui::Label::new(theme::strong(shown)).truncate());
            }
            3 => {
                if let Some(flag) = value.map(|v| v.flag).filter(|f| *f != Flag::Normal) {
                    tag(ui, flag.code(), flag_tone(flag));
                }
            }
            4 => text(ui, value.map_or_else(String::new, |v| range_text(&v.low, &v.high))),
            5 => self.before_cell(ui, result, cx),
            6 => text(
                ui,
                result.entered().map_or_else(|| result.released.as_ref().map_or("", |r| &r.typing.by), |t| &t.by).to_owned(),
            ),
            7 => state_cell(ui, order, result, cx),
            _ => {}
        }
    }

    fn take_mark(&self, ui: &mut Ui, result: &ResultState) {
        let takes = result.entered().is_some_and(|t| t.value.value != HIDDEN) && !self.excluded.contains(&result.test);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
        if takes {
            paint_icon(ui.painter(), rect, Icon::Ok, theme::palette(ui).ok.ink);
        }
    }

    /// The value before, marked where it differs by more than the test's limit.
    fn before_cell(&self, ui: &mut Ui, result: &ResultState, cx: &Cx<'_>) {
        if let Some(was) = result.value().and_then(|v| v.delta.as_ref()) {
            let text = cx.w.with("labresults-delta", &[("value", &was.value), ("at", &date_time(was.at, cx.today()))]);
            tag(ui, &text, Tone::Warning);
        } else if let Some((value, at)) = self.before.get(&result.test) {
            ui.add(egui::Label::new(theme::label(format!("{value} · {}", date_time(*at, cx.today())))).truncate());
        }
    }
}

/// What waits to be released comes first, then what has to be typed again, what is released, what is awaited.
fn in_turn(order: &OrderState) -> Vec<&ResultState> {
    let mut all: Vec<&ResultState> = order.results.iter().collect();
    all.sort_by_key(|result| match result.phase {
        ResultPhase::Entered => 0,
        ResultPhase::Mismatch | ResultPhase::Second => 1,
        ResultPhase::Verified => 2,
        ResultPhase::Recollect => 3,
        ResultPhase::Awaited => 4,
    });
    all
}

fn is_again(result: &ResultState) -> bool {
    matches!(result.phase, ResultPhase::Second | ResultPhase::Mismatch)
}

fn state_cell(ui: &mut Ui, order: &OrderState, result: &ResultState, cx: &Cx<'_>) {
    let uncalled = result.value().is_some_and(|v| v.flag.is_critical() && !order.was_called(v));
    if uncalled {
        tag(ui, &cx.w.t("labresults-call-first"), Tone::Error);
        return;
    }
    let tone = match result.phase {
        ResultPhase::Second => Tone::Warning,
        ResultPhase::Mismatch | ResultPhase::Recollect => Tone::Error,
        ResultPhase::Verified => Tone::Ok,
        ResultPhase::Awaited | ResultPhase::Entered => Tone::Plain,
    };
    let mut text = cx.w.t(result.phase.word_id()).into_owned();
    if result.is_amended() {
        text = format!("{text} · {}", cx.w.t("labresults-amended"));
    }
    tag(ui, &text, tone);
}
