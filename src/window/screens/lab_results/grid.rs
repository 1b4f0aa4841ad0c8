//! Typing the results of a tube: one line a test, Enter goes on; what is critical is asked for again, blind.

use super::LabResultsScreen;
use crate::desk::lab::HIDDEN;
use crate::hospital::forms::{FormId, Sheet, choice_text, choices};
use crate::hospital::lab::{Catalogue, Flag, Subject, TestDef, ValueKind, judge_value, range};
use crate::journal::fold::{ResultPhase, ResultState};
use crate::problem::remark_text;
use crate::window::screens::reserve_bar;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Combo, Field, Pick, Said, date_time, said_line, tag};
use egui::{Align, Id, Layout, Response, ScrollArea, Ui, vec2};

const LINE_HEIGHT: f32 = 38.0;
const TITLE_HEIGHT: f32 = 22.0;
/// A longer text than any result.
const CHARS_MAX: usize = 400;

/// The id of a test's box.
#[must_use]
pub fn box_id(code: &str) -> Id {
    Id::unique(("labresults", code))
}

/// Widths of the columns: name, box, unit, flag, range, before; what is left is for the state.
struct Widths([f32; 6]);

impl Widths {
    fn of(room: f32) -> Self {
        if room < 900.0 { Self([190.0, 130.0, 90.0, 46.0, 90.0, 110.0]) } else { Self([270.0, 170.0, 110.0, 54.0, 120.0, 150.0]) }
    }
}

/// The tone of a flag.
#[must_use]
pub const fn flag_tone(flag: Flag) -> Tone {
    match flag {
        Flag::Normal => Tone::Plain,
        Flag::L | Flag::H | Flag::A => Tone::Warning,
        Flag::LL | Flag::HH | Flag::AA => Tone::Error,
    }
}

/// `3.5 – 5.1`, `≤ 5`, or nothing.
#[must_use]
pub fn range_text(low: &str, high: &str) -> String {
    match (low.is_empty(), high.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("< {high}"),
        (false, true) => format!("> {low}"),
        (false, false) => format!("{low}–{high}"),
    }
}

/// A value as people read it: a code of a list by its words.
#[must_use]
pub fn value_text(def: Option<&TestDef>, value: &str, cx: &Cx<'_>) -> String {
    match def {
        Some(def) if def.kind == ValueKind::Coded && !def.limit.list.is_empty() => {
            let text = choice_text(&def.limit.list, value, cx.lang());
            if text.is_empty() { value.to_owned() } else { text.to_owned() }
        }
        _ => value.to_owned(),
    }
}

fn cell(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, LINE_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        content(ui);
    });
}

impl LabResultsScreen {
    pub(super) fn grid(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(catalogue) = self.catalogue.take() else { return };
        let Some(tube) = self.tube_now().cloned() else {
            ui.label(theme::text(cx.w.t("labresults-no-tube")).weak());
            self.catalogue = Some(catalogue);
            return;
        };
        let who = self.subject(cx);
        reserve_bar(ui);
        let widths = Widths::of(ui.available_width());
        titles(ui, &widths, cx);
        ScrollArea::vertical().id_salt(("labresults-grid", tube.accession)).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::XS;
            if tube.is_gone() {
                said_line(ui, &Said::fault(cx.w.with("labresults-gone", &[("tube", &tube.accession.spaced())])));
            }
            if self.amending {
                self.reason_box(ui, cx);
            }
            for code in &tube.tests {
                self.line(ui, code, (&catalogue, &who, &widths), cx);
            }
            if !tube.tests.iter().any(|code| self.is_open(code)) {
                ui.add_space(gap::S);
                ui.label(theme::text(cx.w.t("labresults-all-typed")));
            }
        });
        self.catalogue = Some(catalogue);
    }

    fn reason_box(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        said_line(ui, &Said::info(cx.w.t("labresults-amending").into_owned()));
        let remark = self.remarks.iter().find(|r| r.field.code() == "reason").map(|r| Said::fault(remark_text(r, cx.lang())));
        let label = cx.w.t("labresults-reason");
        Field::new(Id::unique("labresults-reason"), &label, &mut self.reason).said(remark.as_ref()).width(520.0).show(ui);
    }

    fn line(&mut self, ui: &mut Ui, code: &str, (catalogue, who, widths): (&Catalogue, &Subject, &Widths), cx: &Cx<'_>) {
        let Some(result) = self.result(code).cloned() else { return };
        let Some(def) = catalogue.test(code) else { return };
        let [name, value, unit, flag, limits, before] = widths.0;
        let typed = self.row.as_ref().and_then(|row| self.typed.get(&row.id)).map_or("", |s| s.get(code)).trim().to_owned();
        let open = self.is_open(code);
        let preview = (open && !typed.is_empty() && self.left.contains(code)).then(|| judge_value(def, &typed, who));
        let again = open && matches!(result.phase, ResultPhase::Second | ResultPhase::Mismatch);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            cell(ui, name, |ui| {
                let text = format!("{} · {code}", def.name.get(cx.lang()));
                ui.add(egui::Label::new(if again { theme::strong(text) } else { theme::text(text) }).truncate());
            });
            cell(ui, value, |ui| {
                if open {
                    self.value_box(ui, def, (again, value), cx);
                } else {
                    let shown = result.value().map_or("", |v| v.value.as_str());
                    ui.add(egui::Label::new(theme::strong(value_text(Some(def), shown, cx))).truncate());
                }
            });
            cell(ui, unit, |ui| drop(ui.add(egui::Label::new(theme::label(def.unit.as_str())).truncate())));
            cell(ui, flag, |ui| {
                let standing = result.value().filter(|_| !open).map(|v| v.flag);
                let shown = preview.as_ref().and_then(|p| p.as_ref().ok()).map(|v| v.flag).or(standing).unwrap_or_default();
                if shown != Flag::Normal {
                    tag(ui, shown.code(), flag_tone(shown));
                }
            });
            let used = range(def, who);
            cell(ui, limits, |ui| {
                drop(ui.add(egui::Label::new(theme::label(range_text(&used.low_text, &used.high_text))).truncate()));
            });
            cell(ui, before, |ui| {
                if let Some((value, at)) = self.before.get(code) {
                    let text = format!("{} · {}", value_text(Some(def), value, cx), date_time(*at, cx.today()));
                    ui.add(egui::Label::new(theme::label(text)).truncate());
                }
            });
            state(ui, &result, def, again, cx);
        });
        let fault = preview.and_then(Result::err).map(|fault| {
            let args: Vec<(&str, &str)> = fault.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            cx.w.with(fault.id, &args)
        });
        let fault = self.remark_of(code).map(|r| remark_text(r, cx.lang())).or(fault);
        if let Some(fault) = fault {
            ui.horizontal(|ui| {
                ui.add_space(name + gap::S);
                said_line(ui, &Said::fault(fault));
            });
        }
    }

    fn value_box(&mut self, ui: &mut Ui, def: &TestDef, (again, width): (bool, f32), cx: &Cx<'_>) {
        let Some(order) = self.row.as_ref().map(|row| row.id.clone()) else { return };
        let again_text = cx.w.with("labresults-again", &[("test", &def.code)]);
        let bad = self.remark_of(&def.code).is_some();
        let said = match (bad, again) {
            (true, _) => Some(Said::fault(String::new())),
            (_, true) => Some(Said::hint(again_text.clone())),
            _ => None,
        };
        let name = format!("{} ({})", def.name.get(cx.lang()), def.code);
        let id = box_id(&def.code);
        let text = self.typed.entry(order).or_default().entry(&def.code);
        let hint = if again { again_text.as_str() } else { "" };
        let coded = def.kind == ValueKind::Coded && !choices(&def.limit.list).is_empty();
        let response = if coded {
            let picks: Vec<Pick> = choices(&def.limit.list)
                .iter()
                .map(|c| Pick::new(&c.code, c.name.get(cx.lang())).words(c.name.get(cx.lang().other())))
                .collect();
            Combo::new(id, &name, text, &picks).hint(hint).said(said.as_ref()).bare().width(width).show(ui)
        } else {
            let field = Field::new(id, &name, text).hint(hint).said(said.as_ref()).chars_max(CHARS_MAX);
            field.hide_label().bare().width(width).show(ui).response
        };
        self.note(ui, &def.code, &response);
    }

    fn note(&mut self, ui: &Ui, code: &str, response: &Response) {
        if response.changed() {
            self.left.remove(code);
            self.remarks.retain(|r| !r.args.iter().any(|(name, value)| *name == "test" && value == code));
            self.fault = None;
        }
        if response.lost_focus() {
            self.left.insert(code.to_owned());
        }
        if response.gained_focus() {
            ui.scroll_to_rect(response.rect.expand2(vec2(0.0, LINE_HEIGHT)), None);
        }
    }

    /// Sends what was typed; boxes left empty say nothing.
    pub(super) fn save_typed(&mut self, cx: &mut Cx<'_>) {
        let Some((order, tube)) = self.row.as_ref().map(|row| row.id.clone()).zip(self.tube_now().map(|t| t.accession)) else {
            return;
        };
        let mut values = Sheet::from([("tube", tube.to_string().as_str())]);
        let sheet = self.typed.get(&order).cloned().unwrap_or_default();
        for code in self.boxes().iter().filter(|code| self.is_open(code)) {
            values.set(code, sheet.get(code).trim());
        }
        if self.amending {
            values.set("reason", self.reason.trim());
        }
        self.fill(FormId::LabResult, values.filled(), cx);
    }
}

fn titles(ui: &mut Ui, widths: &Widths, cx: &Cx<'_>) {
    let ids =
        ["labresults-test", "labresults-value", "labresults-unit", "labresults-flag", "labresults-range", "labresults-before"];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        for (id, width) in ids.into_iter().zip(widths.0) {
            ui.allocate_ui_with_layout(vec2(width, TITLE_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                ui.add(egui::Label::new(theme::label(cx.w.t(id))).truncate());
            });
        }
        ui.label(theme::label(cx.w.t("labresults-state")));
    });
}

/// What becomes of the test: typed again, calculated, entered by whom, released.
fn state(ui: &mut Ui, result: &ResultState, def: &TestDef, again: bool, cx: &Cx<'_>) {
    if again {
        let mismatch = result.phase == ResultPhase::Mismatch;
        let id = if mismatch { "labresults-mismatch" } else { "labresults-again" };
        let text = cx.w.with(id, &[("test", &def.code)]);
        tag(ui, &text, if mismatch { Tone::Error } else { Tone::Warning });
        return;
    }
    let text = match result.phase {
        ResultPhase::Awaited if crate::hospital::lab::calculated(&def.code) => cx.w.t("labresults-calculated").into_owned(),
        ResultPhase::Awaited => String::new(),
        phase if result.value().is_some_and(|v| v.value == HIDDEN) => {
            format!("{} · {}", cx.w.t(phase.word_id()), cx.w.t("labresults-restricted"))
        }
        phase => cx.w.t(phase.word_id()).into_owned(),
    };
    ui.add(egui::Label::new(theme::label(text)).truncate());
}
