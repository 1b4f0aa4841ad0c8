//! What comes next on the bench: the next tube to be typed, the next order to be released; and the frame around both.

use super::{LabResultsScreen, Mode};
use crate::desk::lab::TubeLine;
use crate::hospital::lab::{TubePlace, calculated, tube};
use crate::journal::fold::ResultPhase;
use crate::window::commands::{COMMANDS, Line, ResultKey, UiCommand};
use crate::window::screens::lab_order::warning_text;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Said, age_sex, bare, head, key_action, name_pair, pane, pill, said_line, tag, time};
use egui::{Align, Layout, Rect, Ui, pos2, vec2};

const FOOT_HEIGHT: f32 = 58.0;
const HEAD_HEIGHT: f32 = 46.0;
const WHO_HEIGHT: f32 = 44.0;

/// The line of the table whose key works now: a letter alone, or with Alt while something is typed.
fn line_now(ui: &Ui, key: ResultKey) -> Option<&'static Line> {
    let typing = ui.ctx().text_edit_focused();
    COMMANDS.iter().find(|l| l.command == UiCommand::Result(key) && l.plain != typing)
}

/// True while somebody should type something of this tube.
fn to_type(line: &TubeLine) -> bool {
    let open = |phase| matches!(phase, ResultPhase::Awaited | ResultPhase::Second | ResultPhase::Mismatch);
    !line.stands.is_final() && line.tests.iter().any(|mark| open(mark.phase) && !calculated(&mark.code))
}

/// True while something of this tube waits to be released.
fn to_release(line: &TubeLine) -> bool {
    line.tests.iter().any(|mark| mark.phase == ResultPhase::Entered)
}

impl LabResultsScreen {
    /// The next tube: of the same group on the bench, then any on the bench, then any that is here.
    fn next_tube(&self) -> Option<&TubeLine> {
        let lines = &self.board.as_ref()?.lines;
        let here = self.tube_now().map(|t| t.accession);
        let at = lines.iter().position(|l| Some(l.accession) == here);
        let after = at.map_or(0, |at| at + 1);
        let panels = at.and_then(|at| lines.get(at)).map(|l| l.panels.clone()).unwrap_or_default();
        let round = || lines.iter().skip(after).chain(lines.iter().take(after));
        let open = || round().filter(|l| Some(l.accession) != here && to_type(l));
        let bench = |l: &&TubeLine| l.stands == TubePlace::Bench;
        let group = |l: &&TubeLine| l.panels.iter().any(|p| panels.contains(p));
        let come = |l: &&TubeLine| l.stands >= TubePlace::Received;
        let first = open().find(|l| bench(l) && group(l)).or_else(|| open().find(bench));
        first.or_else(|| open().find(|l| come(l) && group(l))).or_else(|| open().find(come))
    }

    /// The next order that has something to be released.
    fn next_release(&self) -> Option<&TubeLine> {
        let lines = &self.board.as_ref()?.lines;
        let here = self.row.as_ref().map(|row| &row.id);
        let after = lines.iter().rposition(|l| Some(&l.order) == here).map_or(0, |at| at + 1);
        let mut round = lines.iter().skip(after).chain(lines.iter().take(after));
        round.find(|l| Some(&l.order) != here && to_release(l))
    }

    /// Goes there.
    pub(super) fn next(&mut self, cx: &mut Cx<'_>) {
        let (text, mode) = match self.mode {
            Mode::Typing => (self.next_tube().map(|l| l.accession.to_string()), Mode::Typing),
            Mode::Releasing => (self.next_release().map(|l| l.order.to_string()), Mode::Releasing),
        };
        match text {
            Some(text) => self.find(&text, Some(mode), cx),
            None => cx.say(cx.w.t("labresults-no-next").into_owned()),
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(room.min, vec2(room.width(), HEAD_HEIGHT));
        bare(ui, top, 0.0, |ui| self.heading(ui, cx));
        let body = Rect::from_min_max(pos2(room.left(), top.bottom() + gap::S), room.max);
        pane(ui, body, 0.0, |_ui| {});
        let inner = body.shrink2(vec2(gap::L, 0.0));
        let who = Rect::from_min_size(inner.min, vec2(inner.width(), WHO_HEIGHT));
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - FOOT_HEIGHT), inner.max);
        let work = Rect::from_min_max(pos2(inner.left(), who.bottom()), pos2(inner.right(), foot.top()));
        let colours = theme::palette(ui);
        ui.painter().hline(body.x_range().shrink(1.0), who.bottom() - 0.5, colours.hairline());
        ui.painter().hline(body.x_range().shrink(1.0), foot.top() + 0.5, colours.hairline());
        bare(ui, who, 0.0, |ui| self.who(ui, cx));
        bare(ui, work, 0.0, |ui| self.work(ui, cx));
        bare(ui, foot, 0.0, |ui| self.foot(ui, cx));
    }

    fn heading(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let title = cx.w.t(if self.mode == Mode::Releasing { "labresults-title-release" } else { "labresults-title-type" });
        let waiting = self.board.as_ref().map_or(0, |board| match self.mode {
            Mode::Typing => board.lines.iter().filter(|l| to_type(l) && l.stands >= TubePlace::Received).count(),
            Mode::Releasing => board.lines.iter().filter(|l| to_release(l)).count(),
        });
        let id = if self.mode == Mode::Releasing { "labresults-to-release" } else { "labresults-to-type" };
        head(ui, &title, &cx.w.count(id, waiting as u64), |ui| {
            let other = if self.mode == Mode::Releasing { ResultKey::Type } else { ResultKey::Release };
            for key in [ResultKey::Next, other] {
                let Some(line) = line_now(ui, key) else { continue };
                let may = line.right.is_none_or(|right| cx.may(right));
                let label = cx.w.t(&format!("{}.short", line.id));
                if may && ui.add(Button::secondary(&label).key(line.cap).no_focus()).clicked() {
                    cx.wish(Wish::Run(UiCommand::Result(key)));
                }
            }
        });
    }

    /// Whose results: name, number, age and sex, requisition, tube.
    fn who(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(row) = &self.row else {
            if self.fault.is_none() {
                ui.label(theme::text(cx.w.t("register-reading")).weak());
            }
            return;
        };
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            if let Some(tube_now) = self.tube_now().filter(|_| self.mode == Mode::Typing) {
                let def = tube(&tube_now.kind);
                let (rect, _) = ui.allocate_exact_size(vec2(16.0, 26.0), egui::Sense::hover());
                theme::paint_tube(ui.painter(), rect, def.colour, theme::palette(ui).edge);
                ui.label(theme::strong(tube_now.accession.spaced()));
                ui.label(theme::label(def.name.get(cx.lang())));
            }
            if let Some(patient) = &row.patient {
                let details = &patient.patient.details;
                name_pair(ui, &details.name, cx.lang());
                ui.label(theme::text(age_sex(&details.age, details.sex, cx.today(), cx.w)));
                pill(ui, patient.patient.number.as_str());
                if patient.unknown || patient.conflict || patient.voided.is_some() {
                    tag(ui, &cx.w.t("laborder-doubtful"), Tone::Warning);
                }
            }
            if let Some(number) = &row.case.number {
                pill(ui, number.as_str());
            }
            if let Some(order) = row.case.order() {
                if order.order.urgent {
                    tag(ui, &cx.w.t("labresults-urgent"), Tone::Error);
                }
                ui.add(egui::Label::new(theme::label(format!("{} {}", order.order.ward, time(row.case.at)))).truncate());
            }
        });
    }

    fn work(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        ui.add_space(gap::S);
        if let Some(fault) = &self.fault {
            let text = [&fault.what, &fault.act].map(|t| t.trim()).join(" ");
            said_line(ui, &Said::fault(text.trim()));
        }
        let again = |id: &str| matches!(id, "lab-warning-second" | "lab-warning-mismatch");
        for warning in self.warnings.iter().filter(|w| !again(w.id)) {
            said_line(ui, &Said::hint(warning_text(warning, cx)));
        }
        if self.row.is_none() {
            return;
        }
        let enabled = self.saving.is_none();
        ui.add_enabled_ui(enabled, |ui| {
            if self.ask.is_some() {
                self.asked(ui, cx);
            }
            match self.mode {
                Mode::Typing => self.grid(ui, cx),
                Mode::Releasing => self.releasing(ui, cx),
            }
        });
    }

    fn foot(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let label = match (self.saving.is_some(), self.ask.is_some(), self.mode) {
                (true, ..) => cx.w.t("list-saving").into_owned(),
                (_, true, _) | (_, _, Mode::Typing) => cx.w.t("labresults-save").into_owned(),
                (_, _, Mode::Releasing) => cx.w.count("labresults-release-n", self.included().len() as u64),
            };
            if ui.add(Button::primary(&label).key("Ctrl Enter").enabled(self.saving.is_none() && self.row.is_some())).clicked() {
                cx.wish(Wish::Run(UiCommand::Fill));
            }
            if ui.add(Button::secondary(&cx.w.t("command-back")).key("Esc").no_focus()).clicked() {
                cx.wish(Wish::Back);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for key in [ResultKey::Handed, ResultKey::Report, ResultKey::Call, ResultKey::Amend] {
                    let Some(line) = line_now(ui, key) else { continue };
                    let may = line.right.is_none_or(|right| cx.may(right)) && self.can(key);
                    if key_action(ui, line.cap, &cx.w.t(&format!("{}.short", line.id)), may) {
                        cx.wish(Wish::Run(UiCommand::Result(key)));
                    }
                }
            });
        });
    }

    /// Whether a key can mean something here.
    fn can(&self, key: ResultKey) -> bool {
        let Some(order) = self.order() else { return false };
        match key {
            ResultKey::Handed | ResultKey::Report => order.has_report(),
            ResultKey::Call => order.uncalled().next().is_some(),
            ResultKey::Amend => order.results.iter().any(|r| r.value().is_some()),
            ResultKey::Next | ResultKey::Type | ResultKey::Release => true,
        }
    }
}
