//! Batches that were made, and to whom they were given: on a stick, by mail, by a cable of somebody else's.

use super::{HandoverScreen, id};
use crate::desk::views::BatchRow;
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Said, Width, date_time, head, pane, panes, said_line, section,
};
use crate::words::grouped;
use crate::worker::{HandoverJob, HandoverLook, Job};
use egui::{Id, Key, Label, Modifiers, Ui};

/// Characters of a batch's name that are shown in the list; the side shows all.
const NAME_CHARS: usize = 14;

/// What is typed.
#[derive(Default)]
pub(super) struct Form {
    list: ListState,
    to: String,
    fault: Option<Problem>,
    nobody: bool,
    busy: bool,
}

pub(super) fn list_id() -> Id {
    id("given-list")
}

impl Form {
    pub fn done(&mut self) {
        (self.busy, self.fault) = (false, None);
        self.list.choose(self.list.chosen + 1);
    }

    pub fn refused(&mut self, problem: &Problem) -> Id {
        self.busy = false;
        self.fault = Some(problem.clone());
        id("given-to")
    }
}

impl HandoverScreen {
    pub(super) fn given_pane(&mut self, ui: &mut Ui, look: &HandoverLook, cx: &mut Cx<'_>) {
        let batches = &look.status.batches;
        let aside = cx.w.count("hand-batches", batches.len() as u64);
        head(ui, &cx.w.t("hand-given-title"), &aside, |_ui| {});
        let side = if ui.available_width() < 900.0 { 300.0 } else { 400.0 };
        let [left, right] = panes(ui, [0.0, side]);
        pane(ui, left, 0.0, |ui| self.batch_list(ui, batches, cx));
        pane(ui, right, gap::L, |ui| match batches.get(self.given.list.chosen) {
            Some(batch) => self.batch_side(ui, batch, cx),
            None => drop(ui.add(Label::new(theme::text(cx.w.t("hand-no-batches"))).wrap())),
        });
    }

    fn batch_list(&mut self, ui: &mut Ui, batches: &[BatchRow], cx: &Cx<'_>) {
        let columns = [
            Column::new(cx.w.t("hand-batch"), Width::Exact(132.0)),
            Column::new(cx.w.t("hand-stage"), Width::Rest(90.0)),
            Column::new(cx.w.t("hand-records"), Width::Exact(78.0)).right(),
            Column::new(cx.w.t("hand-sent-to"), Width::Exact(150.0)),
        ];
        let name = |batch: &BatchRow| batch.name.chars().take(NAME_CHARS).collect::<String>();
        let stage = |batch: &BatchRow| cx.w.t(&format!("stage-{}", batch.stage.code())).into_owned();
        let out =
            List::new(list_id(), &cx.w.t("hand-given-title"), &columns, batches.len()).row_height(32.0).padding(gap::S).show(
                ui,
                &mut self.given.list,
                |ui, n, column| {
                    let Some(batch) = batches.get(n) else { return };
                    let text = match column {
                        0 => theme::strong(name(batch)),
                        1 => theme::text(stage(batch)),
                        2 => theme::text(grouped(batch.records)),
                        _ => theme::text(
                            batch.sent.last().map_or_else(|| cx.w.t("hand-not-given").into_owned(), |sent| sent.to.clone()),
                        ),
                    };
                    ui.add(Label::new(text).truncate());
                },
                |n| batches.get(n).map_or_else(String::new, |batch| format!("{} {}", name(batch), stage(batch))),
            );
        if out.moved {
            self.given.fault = None;
        }
        if out.opened.is_some() {
            self.focus = Some(id("given-to"));
        }
    }

    fn batch_side(&mut self, ui: &mut Ui, batch: &BatchRow, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        let road = cx.w.t(&format!("road-{}", batch.road.code()));
        let stage = cx.w.t(&format!("stage-{}", batch.stage.code()));
        ui.add(Label::new(theme::strong(format!("{road} · {stage}"))).wrap());
        ui.add(Label::new(theme::label(&batch.name)).wrap());
        ui.add(Label::new(theme::text(&batch.file)).wrap());
        let made = [("time", date_time(batch.at, cx.today())), ("by", batch.by.clone()), ("n", grouped(batch.records))];
        let made: Vec<(&str, &str)> = made.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ui.add(Label::new(theme::label(cx.w.with("hand-batch-made", &made))).wrap());
        section(ui, &cx.w.t("hand-sent-to"));
        if batch.sent.is_empty() {
            said_line(ui, &Said::info(cx.w.t("hand-not-given.long").into_owned()));
        }
        for sent in &batch.sent {
            let text = format!("{} · {} · {}", sent.to, date_time(sent.at, cx.today()), sent.by);
            ui.add(Label::new(theme::text(text)).wrap());
        }
        ui.add_space(gap::M);
        let fault = self.given.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let said = fault.or_else(|| self.given.nobody.then(|| Said::fault(cx.w.t("fault-hand-given").into_owned())));
        let (label, hint) = (cx.w.t("hand-given-to"), cx.w.t("hand-given-to.hint"));
        let out = Field::new(id("given-to"), &label, &mut self.given.to).hint(&hint).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            (self.given.fault, self.given.nobody) = (None, false);
        }
        ui.add_space(gap::S);
        let mut go = out.entered || ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        go |= ui.add(Button::primary(&cx.w.t("hand-given-go")).key("Ctrl Enter").enabled(!self.given.busy)).clicked();
        if go && !self.given.busy {
            let to = self.given.to.trim().to_owned();
            self.given.nobody = to.is_empty();
            if to.is_empty() {
                self.focus = Some(id("given-to"));
            } else {
                self.given.busy = true;
                cx.send(Job::Handover(HandoverJob::Given { batch: batch.name.clone(), to }));
            }
        }
    }
}
