//! The incident log, the duty roster and the shifts as lists.

use super::{DUTY, EventScreen, HANDED, LOG};
use crate::hospital::forms::{choice_text, write_moment};
use crate::hospital::permissions::Right;
use crate::journal::{Incident, IncidentLine};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, DateField, List, Said, Width, bare, pane, panes, read_date, section, tag};
use crate::words::grouped;
use egui::{Id, Label, Rect, ScrollArea, Ui, pos2, vec2};

/// Width of the pane with everything said of an incident.
const DETAIL_WIDTH: f32 = 340.0;
/// Height of the line with the day of the roster.
const DAY_HEIGHT: f32 = 80.0;
/// From the label of the day to the middle of its box.
const ON_DUTY_DOWN: f32 = 27.0;

impl EventScreen {
    pub(super) fn log(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.incidents.is_empty() {
            let [room] = panes(ui, [0.0]);
            let what = cx.may(Right::LogIncident).then_some("incident-none-do");
            pane(ui, room, gap::L, |ui| nothing(ui, "incident-none", what, cx));
            return;
        }
        let [left, right] = panes(ui, [0.0, DETAIL_WIDTH.min(ui.available_width() * 0.4)]);
        let all = &self.incidents;
        // The latest stands first.
        let at = |line: usize| all.iter().rev().nth(line);
        let title = cx.w.t("incident-title");
        let columns = [
            Column::new(cx.w.t("incident-column-when"), Width::Exact(148.0)),
            Column::new(cx.w.t("incident-column-severity"), Width::Exact(112.0)),
            Column::new(cx.w.t("incident-happened"), Width::Rest(160.0)),
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
            let now: Vec<&str> = self.roster.iter().filter(|on| on.now).map(|on| on.line.sheet.get("person")).collect();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::L;
                let out = DateField::new(id, &label, &mut self.typed_day).said(fault.as_ref()).width(160.0).show(ui);
                left = out.left || out.entered;
                if !now.is_empty() {
                    ui.vertical(|ui| {
                        ui.add_space(ON_DUTY_DOWN);
                        let text = format!("{}: {}", cx.w.t("roster-on-duty"), now.join(", "));
                        ui.add(Label::new(theme::text(text)).truncate());
                    });
                }
            });
        });
        if left {
            self.go_to_day(cx);
        }
        pane(ui, below, 0.0, |ui| self.duty_list(ui, cx));
    }

    fn duty_list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.roster.is_empty() {
            let room = ui.available_rect_before_wrap();
            let what = cx.may(Right::KeepRoster).then_some("roster-none-do");
            bare(ui, room, gap::L, |ui| nothing(ui, "roster-none", what, cx));
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

    pub(super) fn shifts(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let [room] = panes(ui, [0.0]);
        if self.shifts.is_empty() {
            let what = cx.may(Right::HandShift).then_some("shifts-none-do");
            pane(ui, room, gap::L, |ui| nothing(ui, "shifts-none", what, cx));
            return;
        }
        let columns = [
            Column::new(cx.w.t("shift-column-at"), Width::Exact(148.0)),
            Column::new(cx.w.t("paper-shift-giver"), Width::Exact(160.0)),
            Column::new(cx.w.t("paper-shift-taker"), Width::Exact(160.0)),
            Column::new(cx.w.t("shift-column-entries"), Width::Exact(120.0)),
            Column::new(cx.w.t("paper-shift-note"), Width::Rest(110.0)),
        ];
        let lines = &self.shifts;
        let list = |ui: &mut Ui| {
            List::new(Id::unique(HANDED), &cx.w.t("event-tab-shifts"), &columns, lines.len()).show(
                ui,
                &mut self.handed,
                |ui, line, column| {
                    let Some(line) = lines.get(line) else { return };
                    let text = match column {
                        0 => write_moment(line.to),
                        1 => line.giver.clone(),
                        2 => line.taker.clone(),
                        3 => format!("{}–{}", grouped(line.entries.0), grouped(line.entries.1)),
                        _ => line.note.clone(),
                    };
                    ui.add(Label::new(if column == 2 { theme::strong(text) } else { theme::text(text) }).truncate());
                },
                |line| lines.get(line).map_or_else(String::new, |line| format!("{}: {}", write_moment(line.to), line.taker)),
            )
        };
        pane(ui, room, 0.0, list);
    }
}

/// Nothing stands here yet, and how to begin.
fn nothing(ui: &mut Ui, id: &str, what: Option<&str>, cx: &Cx<'_>) {
    ui.add(Label::new(theme::text(cx.w.t(id))).wrap());
    if let Some(what) = what {
        ui.add(Label::new(theme::text(cx.w.t(what)).weak()).wrap());
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
