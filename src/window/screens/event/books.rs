//! The incident log and the duty roster as lists.

use super::{DUTY, EventScreen, LOG};
use crate::hospital::forms::{choice_text, write_moment};
use crate::journal::{Incident, IncidentLine};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, DateField, List, Said, Width, bare, pane, panes, read_date, section, tag};
use egui::{Id, Label, Rect, ScrollArea, Ui, pos2, vec2};

/// Width of the pane with everything said of an incident.
const DETAIL_WIDTH: f32 = 340.0;
/// Height of the line with the day of the roster.
const DAY_HEIGHT: f32 = 80.0;

impl EventScreen {
    pub(super) fn log(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.incidents.is_empty() {
            ui.label(theme::text(cx.w.t("incident-none")).weak());
            return;
        }
        let [left, right] = panes(ui, [0.0, DETAIL_WIDTH.min(ui.available_width() * 0.4)]);
        let all = &self.incidents;
        // The latest stands first.
        let at = |line: usize| all.iter().rev().nth(line);
        let title = cx.w.t("incident-title");
        let columns = [
            Column::new(cx.w.t("incident-column-when"), Width::Exact(148.0)),
            Column::new(cx.w.t("incident-column-severity"), Width::Exact(150.0)),
            Column::new(cx.w.t("incident-column-what"), Width::Rest(160.0)),
        ];
        pane(ui, left, 0.0, |ui| {
            List::new(Id::unique(LOG), &title, &columns, all.len()).show(
                ui,
                &mut self.log,
                |ui, line, column| {
                    if let Some(incident) = at(line) {
                        incident_cell(ui, incident, column, cx);
                    }
                },
                |line| at(line).map_or_else(String::new, |incident| incident.now("what").to_owned()),
            );
        });
        pane(ui, right, gap::L, |ui| {
            if let Some(incident) = self.incident() {
                detail(ui, incident, cx);
            }
        });
    }

    pub(super) fn duty(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(room.min, vec2(room.width(), DAY_HEIGHT));
        let below = Rect::from_min_max(pos2(room.left(), top.bottom()), room.max);
        let mut left = false;
        bare(ui, top, 0.0, |ui| {
            let id = Id::unique("event-day");
            let bad = read_date(&self.typed_day).is_none() && !ui.memory(|m| m.has_focus(id));
            let fault = bad.then(|| Said::fault(cx.w.t("register-date-fault")));
            let label = cx.w.t("roster-day");
            let out = DateField::new(id, &label, &mut self.typed_day).said(fault.as_ref()).width(160.0).show(ui);
            left = out.left || out.entered;
        });
        if left {
            self.go_to_day(cx);
        }
        pane(ui, below, 0.0, |ui| self.duty_list(ui, cx));
    }

    fn duty_list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.roster.is_empty() {
            let room = ui.available_rect_before_wrap();
            bare(ui, room, gap::L, |ui| ui.label(theme::text(cx.w.t("roster-none")).weak()));
            return;
        }
        let title = cx.w.t("roster-title");
        let columns = [
            Column::new(cx.w.t("roster-column-shift"), Width::Exact(172.0)),
            Column::new(cx.w.t("roster-column-post"), Width::Rest(110.0)),
            Column::new(cx.w.t("roster-column-person"), Width::Exact(190.0)),
            Column::new(cx.w.t("roster-column-contact"), Width::Exact(150.0)),
            Column::new("", Width::Exact(136.0)),
        ];
        let lines = &self.roster;
        List::new(Id::unique(DUTY), &title, &columns, lines.len()).show(
            ui,
            &mut self.duty,
            |ui, line, column| {
                let Some(on) = lines.get(line) else { return };
                let sheet = &on.line.sheet;
                let text = match column {
                    0 => choice_text("roster_shift", sheet.get("shift"), cx.lang()),
                    1 => sheet.get("post"),
                    2 => sheet.get("person"),
                    3 => sheet.get("contact"),
                    _ => {
                        if on.now {
                            tag(ui, &cx.w.t("roster-now"), Tone::Ok);
                        }
                        return;
                    }
                };
                ui.add(Label::new(if column == 2 { theme::strong(text) } else { theme::text(text) }).truncate());
            },
            |line| lines.get(line).map_or_else(String::new, |on| on.line.sheet.get("person").to_owned()),
        );
    }
}

fn severity_tone(incident: &Incident) -> Tone {
    match (incident.is_open(), incident.now("severity")) {
        (false, _) => Tone::Ok,
        (true, "critical" | "high") => Tone::Error,
        (true, "medium") => Tone::Warning,
        (true, _) => Tone::Info,
    }
}

fn incident_cell(ui: &mut Ui, incident: &Incident, column: usize, cx: &Cx<'_>) {
    match column {
        0 => {
            ui.add(Label::new(theme::text(incident.when().map_or_else(String::new, write_moment))).truncate());
        }
        1 => {
            let state = if incident.is_open() {
                let text = choice_text("incident_severity", incident.now("severity"), cx.lang());
                // The word before the colon; what it means stands in the panel.
                text.split(':').next().unwrap_or(text).to_owned()
            } else {
                cx.w.t("incident-over").into_owned()
            };
            tag(ui, &state, severity_tone(incident));
        }
        _ => {
            ui.add(Label::new(theme::text(incident.now("what"))).truncate());
        }
    }
}

/// Everything that was said of it, in order.
fn detail(ui: &mut Ui, incident: &Incident, cx: &Cx<'_>) {
    super::super::reserve_bar(ui);
    ScrollArea::vertical().id_salt("incident-detail").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = gap::S;
        ui.label(theme::heading(incident.id.to_string()));
        ui.label(theme::text(choice_text("incident_severity", incident.now("severity"), cx.lang())));
        let place = [choice_text("module", incident.now("module"), cx.lang()), incident.now("place")];
        let place = place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        if !place.is_empty() {
            ui.label(theme::text(place).weak());
        }
        for line in &incident.lines {
            ui.add_space(gap::S);
            one_line(ui, line, cx);
        }
    });
}

fn one_line(ui: &mut Ui, line: &IncidentLine, cx: &Cx<'_>) {
    let name = cx.masters().and_then(|m| m.user(&line.by)).map_or(line.by.as_str(), |user| user.name.get(cx.lang()));
    section(ui, &format!("{} · {name}", write_moment(line.at)));
    for code in ["what", "done", "told"] {
        let text = line.sheet.get(code);
        if text.is_empty() {
            continue;
        }
        let item = crate::hospital::forms::form(crate::hospital::forms::FormId::Incident).item(code);
        ui.label(theme::label(item.map_or("", |item| item.label.get(cx.lang()))));
        ui.add(Label::new(theme::text(text)).wrap());
    }
    if line.sheet.is("over", "yes") {
        tag(ui, &cx.w.t("incident-over"), Tone::Ok);
    }
}
