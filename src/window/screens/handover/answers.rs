//! Answers of the central system: a file is read and laid beside the records, a person looks at what it would do, then it is taken.

use super::{Doing, HandoverScreen, ended_line, id};
use crate::desk::views::AnswerPlan;
use crate::journal::StrayAnswer;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Column, Field, List, ListState, Said, Width, bare, head, pane, panes, said_line};
use crate::words::grouped;
use crate::worker::HandoverJob;
use egui::{Label, Rect, Ui, pos2};
use std::path::PathBuf;
use std::sync::Arc;

/// Height of what stands above the list of what is not taken.
const PLAN_HEAD: f32 = 124.0;

/// What is typed, and what was read.
#[derive(Default)]
pub(super) struct Form {
    file: String,
    no_file: bool,
    pub plan: Option<Arc<AnswerPlan>>,
    pub focus_take: bool,
    list: ListState,
}

/// Why an answer was not taken, in words.
pub(super) fn why(stray: &StrayAnswer, cx: &Cx<'_>) -> String {
    if cx.w.has(&stray.why) { cx.w.t(&stray.why).into_owned() } else { stray.why.clone() }
}

impl HandoverScreen {
    pub(super) fn answers_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("hand-answers-title"), &cx.w.t("hand-answers-aside"), |_ui| {});
        let [room] = panes(ui, [0.0]);
        pane(ui, room, gap::L, |ui| {
            ui.spacing_mut().item_spacing.y = gap::M;
            if self.progress(ui, cx) {
                return;
            }
            if let Some(plan) = self.answers.plan.clone() {
                return self.plan(ui, &plan, cx);
            }
            ui.add(Label::new(theme::text(cx.w.t("hand-answers-what"))).wrap());
            let said = self.answers.no_file.then(|| Said::fault(cx.w.t("fault-hand-file").into_owned()));
            let (label, hint) = (cx.w.t("hand-answers-file"), cx.w.t("hand-answers-file.hint"));
            let field = Field::new(id("answers-file"), &label, &mut self.answers.file).hint(&hint).said(said.as_ref()).stays();
            let out = field.show(ui);
            self.answers.no_file &= !out.changed();
            if ui.add(Button::primary(&cx.w.t("hand-answers-read")).key("Enter")).clicked() || out.entered {
                self.read_answers(cx);
            }
            ended_line(ui, self.ended.as_ref(), cx);
        });
    }

    fn read_answers(&mut self, cx: &mut Cx<'_>) {
        let path = self.answers.file.trim().to_owned();
        if path.is_empty() {
            self.answers.no_file = true;
            self.focus = Some(id("answers-file"));
            return;
        }
        self.start(Doing::Read, HandoverJob::ReadAnswers { path: PathBuf::from(path) }, cx);
    }

    /// What the file would do: so many receipts, so many refusals, and each line that is not taken with its reason.
    fn plan(&mut self, ui: &mut Ui, plan: &Arc<AnswerPlan>, cx: &mut Cx<'_>) {
        let strays = &plan.settled.strays;
        let room = ui.available_rect_before_wrap();
        let values = [("received", grouped(plan.received)), ("refused", grouped(plan.refused)), ("file", plan.source.clone())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
        ui.spacing_mut().item_spacing.y = gap::S;
        let tone = if plan.refused > 0 { Tone::Warning } else { Tone::Ok };
        said_line(ui, &Said { tone, text: cx.w.with("hand-plan", &values) });
        let said = cx.w.count("hand-plan-strays", strays.len() as u64);
        said_line(ui, &if strays.is_empty() { Said::info(said) } else { Said::hint(said) });
        let label = cx.w.t("hand-answers-take");
        let button = ui.add(Button::primary(&label).key("Enter"));
        if std::mem::take(&mut self.answers.focus_take) {
            button.request_focus();
        }
        if button.clicked() {
            self.start(Doing::Take, HandoverJob::TakeAnswers { plan: Arc::clone(plan) }, cx);
        }
        if !strays.is_empty() {
            let under = Rect::from_min_max(pos2(room.left(), room.top() + PLAN_HEAD), room.max);
            bare(ui, under, 0.0, |ui| self.stray_list(ui, strays, cx));
        }
    }

    fn stray_list(&mut self, ui: &mut Ui, strays: &[StrayAnswer], cx: &Cx<'_>) {
        let columns = [
            Column::new(cx.w.t("hand-line"), Width::Exact(64.0)).right(),
            Column::new(cx.w.t("hand-about"), Width::Exact(190.0)),
            Column::new(cx.w.t("hand-why"), Width::Rest(200.0)),
            Column::new(cx.w.t("hand-said"), Width::Exact(150.0)),
        ];
        List::new(id("answers-strays"), &cx.w.t("hand-list-strays"), &columns, strays.len())
            .row_height(30.0)
            .padding(gap::S)
            .show(
                ui,
                &mut self.answers.list,
                |ui, n, column| {
                    let Some(stray) = strays.get(n) else { return };
                    let text = match column {
                        0 => grouped(stray.line),
                        1 => stray.about.clone(),
                        2 => why(stray, cx),
                        _ => stray.said.clone(),
                    };
                    ui.add(Label::new(theme::text(text)).truncate());
                },
                |n| strays.get(n).map_or_else(String::new, |stray| format!("{}: {}", stray.about, why(stray, cx))),
            );
    }
}
