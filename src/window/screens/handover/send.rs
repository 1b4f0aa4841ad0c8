//! Sending over a cable: where to, with which token, how fast; how far it is, and why it stopped.

use super::{Ended, HandoverScreen, Sending, ended_line, id};
use crate::desk::views::{Reach, SendDone};
use crate::journal::Road;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Pace, Pick, Said, Segmented, head, pane, panes};
use crate::words::grouped;
use crate::worker::{HandoverJob, Job, SendOrder};
use egui::{Key, Label, Modifiers, ScrollArea, Ui};
use std::path::PathBuf;

/// Roads with a cable.
const ROADS: [Road; 2] = [Road::Fhir, Road::Hl7];

/// What is typed.
#[derive(Default)]
pub(super) struct Form {
    road: String,
    /// Address of each road.
    fhir: String,
    hl7: String,
    token: String,
    authorities: String,
    folder: String,
    rate: String,
    fault: Option<&'static str>,
}

impl Form {
    /// Starts with what the pack says.
    pub fn begin(&mut self, cx: &Cx<'_>) {
        Road::Fhir.code().clone_into(&mut self.road);
        let Some(rules) = cx.masters().map(|m| &m.handover) else { return };
        self.fhir.clone_from(&rules.fhir);
        self.hl7.clone_from(&rules.hl7);
        if rules.fhir.is_empty() && !rules.hl7.is_empty() {
            Road::Hl7.code().clone_into(&mut self.road);
        }
        if rules.fhir_rate > 0 {
            self.rate = rules.fhir_rate.to_string();
        }
    }

    fn road(&self) -> Road {
        Road::parse(&self.road).unwrap_or(Road::Fhir)
    }

    fn order(&self) -> Result<SendOrder, &'static str> {
        let some = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(PathBuf::from);
        let road = self.road();
        let to = if road == Road::Fhir { &self.fhir } else { &self.hl7 }.trim().to_owned();
        let folder = some(&self.folder).ok_or("folder")?;
        if to.is_empty() {
            return Err("to");
        }
        let rate = if self.rate.trim().is_empty() { 0 } else { self.rate.trim().parse().map_err(|_not_a_rate| "rate")? };
        let secured = road == Road::Fhir;
        let token = some(&self.token).filter(|_| secured);
        let authorities = some(&self.authorities).filter(|_| secured);
        Ok(SendOrder { reach: Reach { road, to, token, person: None, answer_secs: None, authorities }, folder, rate })
    }
}

/// What came of a sending, in a sentence.
pub(super) fn said(done: &SendDone, cx: &Cx<'_>) -> Said {
    let values = [("received", done.received), ("refused", done.refused), ("held", done.held), ("left", done.left)];
    let values = values.map(|(name, n)| (name, grouped(n)));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let text = cx.w.with("hand-sent-said", &values);
    match &done.stopped {
        Some(problem) => Said::fault(format!("{} {text}", problem.told(cx.lang()).line())),
        None if done.cancelled => Said::info(format!("{} {text}", cx.w.t("hand-send-stopped"))),
        None if done.refused + done.held > 0 => Said::hint(text),
        None => Said { tone: Tone::Ok, text },
    }
}

impl HandoverScreen {
    pub(super) fn send_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("hand-send-title"), &cx.w.t("hand-send-aside"), |_ui| {});
        let left = if ui.available_width() < 900.0 { 440.0 } else { 560.0 };
        let [form, side] = panes(ui, [left, 0.0]);
        pane(ui, form, gap::L, |ui| {
            super::super::reserve_bar(ui);
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                if self.sending_bar(ui, cx) {
                    return;
                }
                self.send_form(ui, cx);
                ended_line(ui, self.sent.as_ref(), cx);
            });
        });
        pane(ui, side, gap::L, |ui| {
            ui.spacing_mut().item_spacing.y = gap::S;
            ui.label(theme::heading(cx.w.t("hand-send-how")));
            for id in ["hand-send-what", "hand-send-safe", "hand-send-later"] {
                ui.add(Label::new(theme::text(cx.w.t(id))).wrap());
            }
        });
    }

    fn send_form(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.send.folder.is_empty() {
            // Where they were made last.
            self.send.folder = cx.shared.settings.handover.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
        }
        let picks = ROADS.map(|road| Pick::new(road.code(), cx.w.t(&format!("road-{}", road.code()))));
        Segmented::new(id("send-road"), &cx.w.t("hand-road"), &mut self.send.road, &picks).show(ui);
        let fhir = self.send.road() == Road::Fhir;
        let form = &mut self.send;
        let fault = form.fault;
        let said = |of: &str| (fault == Some(of)).then(|| Said::fault(cx.w.t(&format!("fault-hand-{of}")).into_owned()));
        let to = if fhir { &mut form.fhir } else { &mut form.hl7 };
        let mut entered = false;
        let mut changed = false;
        let mut field = |ui: &mut Ui, part: &str, word: &str, text: &mut String| {
            let hint = cx.w.t(&format!("{word}.hint"));
            let said = said(part);
            let out = Field::new(id(&format!("send-{part}")), &cx.w.t(word), text).hint(&hint).said(said.as_ref()).show(ui);
            changed |= out.changed();
            out
        };
        field(ui, "to", if fhir { "hand-to-fhir" } else { "hand-to-hl7" }, to);
        if fhir {
            field(ui, "token", "hand-token", &mut form.token);
            field(ui, "authorities", "hand-authorities", &mut form.authorities);
        }
        field(ui, "folder", "hand-send-folder", &mut form.folder);
        entered |= field(ui, "rate", "hand-rate", &mut form.rate).entered;
        if changed {
            form.fault = None;
        }
        let mut go = entered || ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        go |= ui.add(Button::primary(&cx.w.t("hand-send-go")).key("Ctrl Enter")).clicked();
        if go {
            self.send_now(cx);
        }
    }

    fn send_now(&mut self, cx: &mut Cx<'_>) {
        match self.send.order() {
            Ok(order) => {
                self.sent = None;
                self.sending = Some(Sending { pace: Pace::new(cx.now), done: 0, of: 0, resting: 0, stopping: false });
                cx.send(Job::Handover(HandoverJob::Send { order }));
            }
            Err(part) => {
                self.send.fault = Some(part);
                self.focus = Some(id(&format!("send-{part}")));
                self.sent = None::<Ended>;
            }
        }
    }
}
