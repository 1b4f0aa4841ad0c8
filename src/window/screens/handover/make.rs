//! Making batches: which road, which stages, what leaves once more, into which folder; and what was made.

use super::{Doing, HandoverScreen, ended_line, id};
use crate::desk::views::{AgainWish, MakeDone, PassWish};
use crate::journal::{Road, Stage};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Pick, Said, Segmented, Tick, head, pane, panes, split_line};
use crate::words::grouped;
use crate::worker::{HandoverJob, HandoverLook};
use egui::{Key, Label, Modifiers, ScrollArea, Ui};
use std::path::PathBuf;

/// Roads that are files.
const ROADS: [Road; 4] = [Road::Fhir, Road::Hl7, Road::Csv, Road::Xlsx];

/// What is typed and ticked.
#[derive(Default)]
pub(super) struct Form {
    road: String,
    folder: String,
    no_folder: bool,
    /// Stages, in their order.
    stages: [bool; 7],
    no_stage: bool,
    again_made: bool,
    again_refused: bool,
}

impl Form {
    /// Starts with what the pack and the last time say.
    pub fn begin(&mut self, cx: &Cx<'_>) {
        let rules = cx.masters().map(|m| &m.handover);
        let road = match rules {
            Some(rules) if rules.fhir.is_empty() && !rules.hl7.is_empty() => Road::Hl7,
            _ => Road::Fhir,
        };
        road.code().clone_into(&mut self.road);
        self.stages = [true; 7];
        self.folder = cx.shared.settings.handover.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    }

    pub fn road(&self) -> Road {
        Road::parse(&self.road).unwrap_or(Road::Fhir)
    }

    /// What a pre-flight asks: everything on the road chosen here.
    pub fn check(&self) -> PassWish {
        PassWish { road: self.road(), stages: Vec::new(), again: AgainWish::default(), share: None }
    }

    fn wish(&self) -> PassWish {
        let all = self.stages.iter().all(|on| *on);
        let chosen = Stage::ALL.into_iter().zip(self.stages).filter(|(_, on)| *on && !all).map(|(stage, _)| stage);
        let again = AgainWish { made: self.again_made, refused: self.again_refused };
        PassWish { road: self.road(), stages: chosen.collect(), again, share: None }
    }
}

/// What was made, in a sentence.
pub(super) fn said(made: &MakeDone, cx: &Cx<'_>) -> Said {
    let aside: u64 = made.passed.kinds.values().map(|of| of.aside).sum();
    let (records, batches) = (grouped(made.records()), grouped(made.batches.len() as u64));
    if made.batches.is_empty() {
        return Said::info(cx.w.with("hand-made-nothing", &[("aside", &grouped(aside))]));
    }
    let folder = made.folder.display().to_string();
    let values = [("records", records.as_str()), ("batches", &batches), ("folder", &folder), ("aside", &grouped(aside))];
    Said { tone: if aside > 0 { Tone::Warning } else { Tone::Ok }, text: cx.w.with("hand-made-said", &values) }
}

/// Things in two columns, line by line.
fn two_columns<T>(ui: &mut Ui, mut all: impl Iterator<Item = T>, mut draw: impl FnMut(&mut Ui, T)) {
    let width = (ui.available_width() - gap::M) / 2.0;
    while let Some(first) = all.next() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            for one in std::iter::once(first).chain(all.next()) {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    draw(ui, one);
                });
            }
        });
    }
}

impl HandoverScreen {
    pub(super) fn make_pane(&mut self, ui: &mut Ui, look: &HandoverLook, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("hand-make-title"), &cx.w.t("hand-make-aside"), |_ui| {});
        let left = if ui.available_width() < 900.0 { 440.0 } else { 560.0 };
        let [form, side] = panes(ui, [left, 0.0]);
        pane(ui, form, gap::L, |ui| {
            super::super::reserve_bar(ui);
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                if self.progress(ui, cx) {
                    return;
                }
                self.make_form(ui, cx);
                ended_line(ui, self.ended.as_ref(), cx);
            });
        });
        pane(ui, side, gap::L, |ui| self.made_side(ui, look, cx));
    }

    fn make_form(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let picks = ROADS.map(|road| Pick::new(road.code(), cx.w.t(&format!("road-{}", road.code()))));
        Segmented::new(id("make-road"), &cx.w.t("hand-road"), &mut self.make.road, &picks).show(ui);
        ui.add(Label::new(theme::label(cx.w.t(&format!("hand-road-{}", self.make.road)))).wrap());
        ui.label(theme::label(cx.w.t("hand-stages")));
        ui.spacing_mut().item_spacing.y = gap::XS;
        let ticked = self.make.stages;
        two_columns(ui, Stage::ALL.into_iter().zip(&mut self.make.stages), |ui, (stage, on)| {
            let code = stage.code();
            Tick::new(id(code), &cx.w.t(&format!("stage-{code}")), on).show(ui);
        });
        self.make.no_stage &= ticked == self.make.stages;
        if self.make.no_stage {
            crate::window::widgets::said_line(ui, &Said::fault(cx.w.t("fault-hand-stages").into_owned()));
        }
        ui.add_space(gap::XS);
        ui.label(theme::label(cx.w.t("hand-again")));
        let again = [("again-made", &mut self.make.again_made), ("again-refused", &mut self.make.again_refused)];
        two_columns(ui, again.into_iter(), |ui, (word, on)| {
            Tick::new(id(word), &cx.w.t(&format!("hand-{word}")), on).show(ui);
        });
        ui.spacing_mut().item_spacing.y = gap::M;
        let said = self.make.no_folder.then(|| Said::fault(cx.w.t("fault-hand-folder").into_owned()));
        let (label, hint) = (cx.w.t("hand-folder"), cx.w.t("hand-folder.hint"));
        let folder = Field::new(id("make-folder"), &label, &mut self.make.folder).hint(&hint).said(said.as_ref()).stays();
        let out = folder.show(ui);
        self.make.no_folder &= !out.changed();
        let mut go = out.entered || ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        go |= ui.add(Button::primary(&cx.w.t("hand-make-go")).key("Ctrl Enter")).clicked();
        if go {
            self.make_now(cx);
        }
    }

    fn make_now(&mut self, cx: &mut Cx<'_>) {
        if !self.make.stages.iter().any(|on| *on) {
            self.make.no_stage = true;
            return;
        }
        let folder = PathBuf::from(self.make.folder.trim());
        if folder.as_os_str().is_empty() {
            self.make.no_folder = true;
            self.focus = Some(id("make-folder"));
            return;
        }
        if cx.shared.settings.handover.as_ref() != Some(&folder) {
            let mut settings = cx.shared.settings.clone();
            settings.handover = Some(folder.clone());
            cx.wish(Wish::Settings(settings));
        }
        self.made = None;
        let wish = self.make.wish();
        self.start(Doing::Make, HandoverJob::Make { wish, to: folder }, cx);
    }

    /// What was made last, by stage; before that, what the last pre-flight says will leave.
    fn made_side(&self, ui: &mut Ui, look: &HandoverLook, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        let Some(made) = &self.made else {
            ui.label(theme::heading(cx.w.t("hand-leaves-title")));
            let leaves: u64 = look.status.check.iter().flat_map(|check| check.kinds.values()).map(|of| of.leaves).sum();
            let id = if look.status.check.is_some() { "hand-leaves" } else { "hand-no-check" };
            ui.add(Label::new(theme::text(cx.w.with(id, &[("n", &grouped(leaves))]))).wrap());
            ui.add(Label::new(theme::label(cx.w.t("hand-make-what"))).wrap());
            return;
        };
        ui.label(theme::heading(cx.w.t("hand-made-title")));
        ui.add(Label::new(theme::label(made.folder.display().to_string())).wrap());
        ui.add_space(gap::S);
        for stage in Stage::ALL {
            let of = made.batches.iter().filter(|batch| batch.stage == stage);
            let (batches, records) = of.fold((0, 0), |(batches, records), batch| (batches + 1, records + batch.records));
            if batches == 0 {
                continue;
            }
            split_line(ui);
            let name = cx.w.t(&format!("stage-{}", stage.code()));
            let text = cx.w.with("hand-stage-line", &[("batches", &grouped(batches)), ("records", &grouped(records))]);
            ui.add(Label::new(theme::strong(name)).wrap());
            ui.add(Label::new(theme::text(text)).wrap());
        }
        ui.add_space(gap::S);
        ui.add(Label::new(theme::label(cx.w.t("hand-made-next"))).wrap());
    }
}
