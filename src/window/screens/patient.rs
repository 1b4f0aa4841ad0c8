//! A patient's file: who they are, every visit, who did what when; and what can be done about it, each with a key.

mod action;
mod amend;
mod cases;

use super::Screen;
use super::crosswalk::uhid_mark;
use super::likely::filled_text;
use crate::desk::views::{PatientFile, TrailLine, VisitLine};
use crate::hospital::event::Side;
use crate::hospital::identifiers::state_name;
use crate::hospital::opd::VisitKind;
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::{EntryId, PaperKind};
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Button, Column, List, ListState, Said, Width, age_sex, bare, date_time, day, money, pane, panes, pill, relative, said_line,
    second_script, tag,
};
use crate::worker::{CaseEvent, Event, Job, JobKind};
use action::Action;
use egui::{Align, Id, Layout, Rect, RichText, ScrollArea, Ui, pos2, vec2};

/// Height of the part above the panes.
const HEAD_HEIGHT: f32 = 84.0;

/// The screen.
#[derive(Default)]
pub struct PatientScreen {
    id: Option<EntryId>,
    file: Option<Box<PatientFile>>,
    /// The file was asked for and refused.
    missing: bool,
    visits: ListState,
    cases: ListState,
    trail: ListState,
    action: Option<Action>,
    forms: action::Forms,
    stale: bool,
    focus: Option<Id>,
}

fn visits_id() -> Id {
    Id::unique("patient-visits")
}

impl Screen for PatientScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        let Route::Patient(id) = route else { return };
        if self.id.as_ref() != Some(id) {
            *self = Self { id: Some(id.clone()), ..Self::default() };
        }
        self.missing = false;
        self.focus = Some(visits_id());
        cx.send(Job::Patient { id: id.clone() });
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::File(file) | Event::Amended { file } if self.id.as_ref() == Some(&file.line.id) => {
                if matches!(event, Event::Amended { .. }) {
                    self.close();
                    cx.say(cx.w.t("patient-amended"));
                }
                self.file = Some(file.clone());
            }
            Event::Voided { visit } if self.has(visit) => {
                self.close();
                self.stale = true;
                cx.say(cx.w.t("patient-voided"));
            }
            Event::Moved(saved) if self.id.as_ref() == Some(&saved.patient_id) => {
                self.forms.moved(saved);
                self.stale = true;
            }
            Event::Reprinted { visit, copy } if self.has(visit) => {
                self.stale = true;
                self.close();
                cx.say(cx.w.with("patient-reprinted", &[("copy", &copy.to_string())]));
            }
            Event::Reprinted { visit, copy } if self.has_case(visit) => {
                self.stale = true;
                cx.say(cx.w.with("patient-reprinted", &[("copy", &copy.to_string())]));
            }
            Event::Case(CaseEvent::Filled(done)) => self.stale |= self.id == done.patient,
            Event::Saved(saved) => self.stale |= self.id.as_ref() == Some(&saved.patient_id),
            Event::Refused { job: JobKind::Patient, .. } => self.missing = self.file.is_none(),
            Event::Refused { job, problem } => return self.forms.refused(*job, problem, &mut self.focus),
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        let action = match command {
            UiCommand::NewVisit => {
                self.new_visit(cx);
                return true;
            }
            UiCommand::ViewPaper => {
                self.view(cx);
                return true;
            }
            UiCommand::Back if self.action.is_some() => {
                self.close();
                return true;
            }
            UiCommand::Case(key) => {
                self.about_case(key, cx);
                return true;
            }
            UiCommand::Amend => Action::Amend,
            UiCommand::ChangeClinic => Action::Move,
            UiCommand::Void => Action::Void,
            UiCommand::PrintAgain => Action::Reprint,
            _ => return false,
        };
        self.start(action, cx);
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale)
            && let Some(id) = self.id.clone()
        {
            cx.send(Job::Patient { id });
        }
        let Some(file) = self.file.take() else {
            let id = if self.missing { "patient-missing" } else { "patient-opening" };
            ui.label(theme::text(cx.w.t(id)).weak());
            return;
        };
        let roomy = is_roomy(ui);
        self.header(ui, &file, cx);
        super::take_focus(ui, &mut self.focus);
        let left = match (self.action, ui.available_width() < 900.0) {
            (Some(_), false) => 440.0,
            (Some(_), true) => 380.0,
            (None, false) => 330.0,
            (None, true) => 250.0,
        };
        let [left, right] = panes(ui, [left, 0.0]);
        match self.action {
            None => pane(ui, left, gap::L, |ui| details(ui, &file, roomy, cx)),
            Some(action) => pane(ui, left, gap::L, |ui| self.action_pane(ui, action, &file, cx)),
        }
        bare(ui, right, 0.0, |ui| self.lists(ui, &file, cx));
        // A screen may have been told to start anew while drawing.
        self.file.get_or_insert(file);
    }
}

impl PatientScreen {
    fn has(&self, visit: &EntryId) -> bool {
        self.file.as_ref().is_some_and(|f| f.visits.iter().any(|v| v.id == *visit))
    }

    fn has_case(&self, case: &EntryId) -> bool {
        self.file.as_ref().is_some_and(|f| f.cases.iter().any(|row| row.id == *case))
    }

    fn close(&mut self) {
        self.action = None;
        self.focus = Some(visits_id());
    }

    /// The visit that is marked; the latest where none was.
    fn visit(&self) -> Option<&VisitLine> {
        self.file.as_ref().and_then(|f| f.visits.get(self.visits.chosen))
    }

    fn new_visit(&self, cx: &mut Cx<'_>) {
        if let Some(file) = self.file.clone().filter(|f| !f.line.voided) {
            cx.wish(Wish::Return(file));
        }
    }

    fn view(&self, cx: &mut Cx<'_>) {
        let size = cx.shared.settings.size;
        if let Some(visit) = self.visit() {
            cx.go(Route::Preview { visit: visit.id.clone(), paper: PaperKind::Slip, size });
        }
    }

    fn start(&mut self, action: Action, cx: &Cx<'_>) {
        let Some(file) = &self.file else { return };
        let visit = file.visits.get(self.visits.chosen);
        if !action.fits(file, visit) {
            return;
        }
        self.focus = Some(self.forms.start(action, file, visit, cx));
        self.action = Some(action);
    }

    fn header(&mut self, ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let area = Rect::from_min_size(room.min, vec2(room.width(), HEAD_HEIGHT - gap::L));
        let mut pressed = None;
        bare(ui, area, 0.0, |ui| {
            let wide = is_roomy(ui);
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                ui.spacing_mut().item_spacing.x = gap::S;
                pressed = self.buttons(ui, file, wide, cx);
                ui.with_layout(Layout::top_down(Align::LEFT), |ui| title(ui, file, wide, cx));
            });
        });
        ui.add_space(gap::L - gap::S);
        if let Some(command) = pressed {
            // The file is out while drawing; put it back for the command.
            self.file = Some(Box::new(file.clone()));
            self.command(command, cx);
        }
    }

    fn buttons(&self, ui: &mut Ui, file: &PatientFile, wide: bool, cx: &Cx<'_>) -> Option<UiCommand> {
        let visit = file.visits.get(self.visits.chosen);
        let mut pressed = None;
        let new = cx.w.t("patient-new-visit");
        let can = cx.may(Right::RegisterOpd) && !file.line.voided;
        if ui.add(Button::primary(&new).key("V").enabled(can)).clicked() {
            pressed = Some(UiCommand::NewVisit);
        }
        for (id, key, right, action, command) in [
            ("patient-reprint", "Ctrl P", Right::Reprint, Action::Reprint, UiCommand::PrintAgain),
            ("patient-move", "M", Right::ChangeDepartment, Action::Move, UiCommand::ChangeClinic),
            ("patient-amend", "A", Right::AmendPatient, Action::Amend, UiCommand::Amend),
            ("patient-void", "X", Right::VoidVisit, Action::Void, UiCommand::Void),
        ] {
            let full = cx.w.t(id);
            let short = cx.w.t(&format!("{id}.short"));
            let label = if wide { &full } else { &short };
            let can = cx.may(right) && action.fits(file, visit);
            if ui.add(Button::secondary(label).key(key).name(&full).enabled(can)).clicked() {
                pressed = Some(command);
            }
        }
        pressed
    }

    fn action_pane(&mut self, ui: &mut Ui, action: Action, file: &PatientFile, cx: &mut Cx<'_>) {
        let visit = file.visits.get(self.visits.chosen).cloned();
        let out = self.forms.draw(ui, action, file, visit.as_ref(), cx, &mut self.focus);
        if out.closed {
            self.close();
        }
        if let Some(route) = out.route {
            cx.go(route);
        }
    }

    fn lists(&mut self, ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let (with_trail, with_cases) = (!file.history.is_empty(), Self::shows_cases(file, cx));
        let [upper, middle, lower] = thirds(room, (with_cases, with_trail), file.visits.is_empty());
        pane(ui, upper, 0.0, |ui| {
            let columns = visit_columns(upper.width(), cx);
            let visits = &file.visits;
            List::new(visits_id(), &cx.w.t("patient-visits"), &columns, visits.len()).show(
                ui,
                &mut self.visits,
                |ui, line, column| {
                    if let Some(visit) = visits.get(line) {
                        visit_cell(ui, visit, column, cx);
                    }
                },
                |line| visits.get(line).map_or_else(String::new, |v| visit_name(v, cx)),
            )
        });
        if with_cases {
            pane(ui, middle, 0.0, |ui| self.case_pane(ui, file, cx));
        }
        if with_trail {
            pane(ui, lower, 0.0, |ui| trail_list(ui, &mut self.trail, &file.history, lower.width(), cx));
        }
    }
}

/// True where the head has room for more than who it is and what can be done.
fn is_roomy(ui: &Ui) -> bool {
    ui.available_width() > 950.0
}

/// Visits, cases, trail: one under the other, as far as they are there.
fn thirds(room: Rect, (cases, trail): (bool, bool), no_visit: bool) -> [Rect; 3] {
    let weights = match (cases, trail) {
        (true, true) if no_visit => [0.15, 0.5, 0.35],
        (true, true) => [0.3, 0.4, 0.3],
        (true, false) => [0.45, 0.55, 0.0],
        (false, true) => [0.5, 0.0, 0.5],
        (false, false) => [1.0, 0.0, 0.0],
    };
    let gaps = f32::from(u8::from(cases) + u8::from(trail)) * gap::L;
    let mut top = room.top();
    weights.map(|weight| {
        let height = weight * (room.height() - gaps);
        let rect = Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), height));
        if weight > 0.0 {
            top = rect.bottom() + gap::L;
        }
        rect
    })
}

fn title(ui: &mut Ui, file: &PatientFile, roomy: bool, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let name = &file.line.name;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        let first = if cx.lang() == crate::hospital::pack::Lang::Hi {
            name.devanagari.as_deref().or(name.latin.as_deref())
        } else {
            name.latin.as_deref().or(name.devanagari.as_deref())
        };
        let said = name.honorific.as_deref().unwrap_or_default();
        let known = cx.masters().and_then(|m| m.hospital.honorifics.iter().find(|h| h.en == said || h.hi == said));
        let honorific = known.map_or(said, |h| h.get(cx.lang()));
        let shown = format!("{honorific} {}", first.unwrap_or_default());
        ui.add(egui::Label::new(theme::heading(shown.trim())).truncate());
        if let Some(second) = second_script(name, cx.lang()) {
            ui.add(egui::Label::new(RichText::new(second).font(theme::regular(size::HEADING)).weak()).truncate());
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        pill(ui, file.line.number.as_str());
        if roomy {
            uhid_mark(ui, file.central.as_ref(), cx);
        }
        if file.line.voided {
            tag(ui, &cx.w.t("list-void"), Tone::Error);
        }
        if file.line.conflict {
            tag(ui, &cx.w.t("list-conflict"), Tone::Warning);
        }
        let mut who = vec![age_sex(&file.line.age, file.line.sex, cx.today(), cx.w)];
        who.extend(file.line.relative.as_ref().map(|r| relative(r, cx.w)));
        ui.add(egui::Label::new(theme::text(who.join(" · "))).truncate());
    });
}

/// What is known, field by field; what was never told is left out.
fn details(ui: &mut Ui, file: &PatientFile, roomy: bool, cx: &mut Cx<'_>) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if !roomy && file.central.is_some() {
            uhid_mark(ui, file.central.as_ref(), cx);
            ui.add_space(gap::S);
        }
        cases::identity(ui, file, cx);
        if let Some(matched) = &file.matched {
            said_line(ui, &Said::info(filled_text(matched, cx)));
            ui.add_space(gap::S);
        }
        for (id, value) in detail_lines(file, cx) {
            if value.is_empty() {
                continue;
            }
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(theme::label(cx.w.t(id)));
            ui.add(egui::Label::new(theme::text(value)).wrap());
            ui.add_space(gap::S);
        }
        cases::same_person(ui, file, cx);
    });
}

fn detail_lines(file: &PatientFile, cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let mut lines = known_lines(&file.details, cx);
    lines.push(("find-registered", date_time(file.line.registered, cx.today())));
    lines
}

/// What is known of somebody beside name, sex and age, by message id; empty where it was never told.
pub fn known_lines(d: &Details, cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let lang = cx.lang();
    let state = d.address.state.and_then(state_name).map(|n| n.get(lang).to_owned()).unwrap_or_default();
    let pin = d.address.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default();
    let place = [d.address.line.clone(), d.address.district.clone(), state, pin];
    let place: Vec<String> = place.into_iter().filter(|t| !t.is_empty()).collect();
    let category =
        cx.masters().and_then(|m| m.category(&d.category)).map_or_else(|| d.category.clone(), |c| c.name.get(lang).to_owned());
    let scheme = d.scheme.clone().unwrap_or_default();
    let scheme = cx.masters().and_then(|m| m.scheme(&scheme)).map_or(scheme, |s| s.name.get(lang).to_owned());
    let aside = d.relative.as_ref().and_then(|r| second_script(&r.name, lang)).unwrap_or_default();
    let kin = d.relative.as_ref().map(|r| format!("{} {aside}", relative(r, cx.w))).unwrap_or_default();
    vec![
        ("field-mobile", d.mobile.as_ref().map(crate::hospital::identifiers::Mobile::grouped).unwrap_or_default()),
        ("field-relative_name", kin),
        ("field-address", place.join(", ")),
        ("field-category", category),
        ("field-scheme", scheme),
        ("find-uhid", d.uhid.clone().unwrap_or_default()),
        ("field-abha", d.abha.as_ref().map(crate::hospital::identifiers::AbhaNumber::grouped).unwrap_or_default()),
        ("field-abha_address", d.abha_address.as_ref().map(|a| a.as_str().to_owned()).unwrap_or_default()),
        ("field-aadhaar", d.aadhaar.as_ref().map(crate::hospital::identifiers::AadhaarTail::masked).unwrap_or_default()),
    ]
}

fn visit_columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let narrow = room < 500.0;
    let mut columns = vec![
        Column::new(cx.w.t("list-time"), Width::Exact(152.0)),
        Column::new(cx.w.t("list-clinic"), Width::Rest(80.0)),
        Column::new(cx.w.t("list-token"), Width::Exact(if narrow { 70.0 } else { 88.0 })),
        Column::new(cx.w.t("list-state"), Width::Exact(if narrow { 104.0 } else { 112.0 })),
    ];
    if room > 640.0 {
        columns.push(Column::new(cx.w.t("list-number"), Width::Exact(178.0)));
        columns.push(Column::new(cx.w.t("list-fee"), Width::Exact(80.0)).right());
    }
    columns
}

fn visit_cell(ui: &mut Ui, visit: &VisitLine, column: usize, cx: &Cx<'_>) {
    match column {
        0 => drop(ui.label(theme::text(date_time(visit.at, cx.today())))),
        1 => {
            let kind = cx.w.t(if visit.kind == VisitKind::New { "visit-new" } else { "visit-follow-up" });
            ui.add(egui::Label::new(theme::text(format!("{} · {kind}", cx.clinic_name(&visit.clinic)))).truncate());
        }
        2 => drop(ui.label(theme::strong(&visit.token.label))),
        3 if visit.voided.is_some() => drop(tag(ui, &cx.w.t("list-void"), Tone::Error)),
        3 => {
            let (id, tone) = super::queue::state_words(visit.state);
            tag(ui, &cx.w.t(id), tone);
        }
        4 => drop(ui.label(theme::label(visit.number.as_str()))),
        _ if visit.receipt.is_none() => drop(ui.label(theme::label(cx.w.t("list-exempt")))),
        _ => drop(ui.label(theme::text(money(u64::from(visit.rupees))))),
    }
}

fn visit_name(visit: &VisitLine, cx: &Cx<'_>) -> String {
    format!("{}, {}, {}", date_time(visit.at, cx.today()), cx.clinic_name(&visit.clinic), visit.token.label)
}

fn trail_list(ui: &mut Ui, state: &mut ListState, history: &[TrailLine], room: f32, cx: &Cx<'_>) {
    let mut columns = vec![
        Column::new(cx.w.t("list-time"), Width::Exact(152.0)),
        Column::new(cx.w.t("patient-what"), Width::Rest(140.0)),
        Column::new(cx.w.t("list-by"), Width::Exact(110.0)),
    ];
    if room > 640.0 {
        columns.push(Column::new(cx.w.t("field-reason"), Width::Exact(220.0)));
    }
    List::new(Id::unique("patient-trail"), &cx.w.t("patient-trail"), &columns, history.len()).row_height(30.0).show(
        ui,
        state,
        |ui, line, column| {
            if let Some(entry) = history.get(line) {
                trail_cell(ui, entry, column, cx);
            }
        },
        |line| history.get(line).map_or_else(String::new, |t| format!("{}, {}", date_time(t.at, cx.today()), trail_kind(t, cx))),
    );
}

fn trail_kind(entry: &TrailLine, cx: &Cx<'_>) -> String {
    cx.w.t(&format!("trail-{}", entry.kind.replace('.', "-"))).into_owned()
}

fn trail_cell(ui: &mut Ui, entry: &TrailLine, column: usize, cx: &Cx<'_>) {
    match column {
        0 => drop(ui.label(theme::text(date_time(entry.at, cx.today())))),
        1 => {
            if entry.clock_behind {
                tag(ui, &cx.w.t("patient-clock"), Tone::Warning);
            }
            if let Some(id) = side_id(entry) {
                tag(ui, &cx.w.t("event-side-central"), Tone::Info).on_hover_text(cx.w.t(id).as_ref());
            }
            ui.add(egui::Label::new(theme::text(trail_kind(entry, cx))).truncate());
        }
        2 => drop(ui.add(egui::Label::new(theme::text(&entry.by)).truncate())),
        _ => drop(ui.add(egui::Label::new(theme::text(trail_reason(entry, cx))).truncate())),
    }
}

/// Where the central system was in charge: whether the counter knew it then.
fn side_id(entry: &TrailLine) -> Option<&'static str> {
    match (entry.side, entry.side_said) {
        (Side::Central, _) => Some("trail-side-central"),
        (Side::Manual, Side::Central) => Some("trail-side-later"),
        (Side::Manual, Side::Manual) => None,
    }
}

/// A reprint keeps the number of its copy where others keep a reason.
fn trail_reason(entry: &TrailLine, cx: &Cx<'_>) -> String {
    if entry.kind == "paper.reprinted" && !entry.reason.is_empty() {
        return cx.w.with("patient-copy", &[("copy", &entry.reason)]);
    }
    match &entry.matched {
        Some(matched) => {
            let from = cx.w.with("index-trail", &[("day", &day(matched.day))]);
            if entry.reason.is_empty() { from } else { format!("{from} · {}", entry.reason) }
        }
        None => entry.reason.clone(),
    }
}
