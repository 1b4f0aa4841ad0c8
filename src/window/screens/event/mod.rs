//! The event (Shift+F6): what is manual and what is central, declared and ended by an officer; the incident log; the duty roster; the
//! shifts that were handed over.
//!
//! Who may say what is the desk's rule; this screen asks for the officer. What was typed as a password is wiped when it is left.

mod books;
mod charge;
mod say;

use super::{Screen, take_focus};
use crate::desk::event::{EventPaper, EventStatus, OnDuty, ShiftLine};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::number::Mode;
use crate::hospital::permissions::Right;
use crate::journal::Incident;
use crate::window::commands::{EventKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::gap;
use crate::window::widgets::{Button, ListState, head, read_date, text_has_focus, write_date};
use crate::worker::{CaseEvent, Event, EventJob, EventNews, Job, JobKind};
use chrono::NaiveDate;
use egui::{Id, Ui};
use say::SayForm;

pub use charge::{module_name, said_text};
use std::sync::Arc;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Charge,
    Incidents,
    Roster,
    Shifts,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Charge, Self::Incidents, Self::Roster, Self::Shifts];

    const fn word_id(self) -> &'static str {
        match self {
            Self::Charge => "event-tab-charge",
            Self::Incidents => "event-tab-incidents",
            Self::Roster => "event-tab-roster",
            Self::Shifts => "event-tab-shifts",
        }
    }
}

/// The screen.
#[derive(Default)]
pub struct EventScreen {
    tab: Tab,
    status: Option<Arc<EventStatus>>,
    timeline: ListState,
    say: SayForm,
    /// The form to declare or end is shown.
    saying: bool,
    incidents: Arc<Vec<Incident>>,
    log: ListState,
    day: Option<NaiveDate>,
    typed_day: String,
    roster: Arc<Vec<OnDuty>>,
    duty: ListState,
    shifts: Arc<Vec<ShiftLine>>,
    handed: ListState,
    focus: Option<Id>,
    stale: bool,
}

const TIMELINE: &str = "event-timeline";
const LOG: &str = "event-log";
const DUTY: &str = "event-duty";
const HANDED: &str = "event-shifts";

impl Screen for EventScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.say.wipe();
        let day = *self.day.get_or_insert(cx.today());
        self.typed_day = write_date(day);
        self.ask(cx);
        self.focus = Some(self.list());
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::OfEvent(EventNews::Status(status)) => self.status = Some(Arc::clone(status)),
            Event::OfEvent(EventNews::Incidents(all)) => {
                if self.incidents.len() != all.len() {
                    self.log.choose(0);
                }
                self.incidents = Arc::clone(all);
            }
            Event::OfEvent(EventNews::Roster { day, lines }) if self.day == Some(*day) => self.roster = Arc::clone(lines),
            Event::OfEvent(EventNews::Shifts(all)) => self.shifts = Arc::clone(all),
            Event::OfEvent(EventNews::Said(said)) if self.say.is_busy() => {
                cx.say(charge::said_text(&said.line, &said.also, cx));
                self.say = SayForm::default();
                self.saying = false;
                self.timeline.choose(0);
                self.focus = Some(self.list());
            }
            Event::OfEvent(EventNews::Taken(_)) | Event::Case(CaseEvent::Filled(_)) => self.stale = true,
            Event::Case(CaseEvent::ListPrinted { at: Some(at) }) => {
                cx.say(cx.w.with("books-list-saved", &[("path", &at.display().to_string())]));
            }
            Event::Refused { job: JobKind::Event, problem } if self.say.is_busy() => {
                self.say.refuse(problem);
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Event(key) => self.press(key, cx),
            UiCommand::Fill if self.saying => self.say.go(cx),
            UiCommand::Back if self.saying && !self.say.is_busy() => {
                self.saying = false;
                self.say.wipe();
                self.focus = Some(self.list());
            }
            UiCommand::Back => return self.say.is_busy(),
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            self.ask(cx);
        }
        if !text_has_focus(ui.ctx())
            && let Some(tab) = typed_tab(ui)
        {
            self.open_tab(tab, cx);
        }
        let mut pressed = None;
        head(ui, &cx.w.t("event-title"), &self.aside(cx), |ui| pressed = self.buttons(ui, cx));
        let chosen = self.tabs(ui, cx);
        // A list that is not drawn yet cannot take it.
        if self.saying || self.has_list() {
            take_focus(ui, &mut self.focus);
        }
        match self.tab {
            Tab::Charge => self.charge(ui, cx),
            Tab::Incidents => self.log(ui, cx),
            Tab::Roster => self.duty(ui, cx),
            Tab::Shifts => self.shifts(ui, cx),
        }
        if let Some(tab) = chosen {
            self.open_tab(tab, cx);
        }
        if let Some(key) = pressed {
            self.press(key, cx);
        }
    }
}

impl EventScreen {
    fn list(&self) -> Id {
        Id::unique(match self.tab {
            Tab::Charge => TIMELINE,
            Tab::Incidents => LOG,
            Tab::Roster => DUTY,
            Tab::Shifts => HANDED,
        })
    }

    fn has_list(&self) -> bool {
        match self.tab {
            Tab::Charge => self.status.as_ref().is_some_and(|status| !status.said.is_empty()),
            Tab::Incidents => !self.incidents.is_empty(),
            Tab::Roster => !self.roster.is_empty(),
            Tab::Shifts => !self.shifts.is_empty(),
        }
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        cx.send(Job::Event(EventJob::Status));
        if cx.may(Right::LogIncident) || cx.may(Right::ReadTrail) {
            cx.send(Job::Event(EventJob::Incidents));
        }
        if let Some(day) = self.day {
            cx.send(Job::Event(EventJob::Roster { day }));
        }
        if cx.may(Right::HandShift) {
            cx.send(Job::Event(EventJob::Shifts));
        }
    }

    fn open_tab(&mut self, tab: Tab, cx: &mut Cx<'_>) {
        self.tab = tab;
        self.saying = false;
        self.say.wipe();
        self.ask(cx);
        self.focus = Some(self.list());
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        match self.tab {
            Tab::Charge => cx.w.t("event-what").into_owned(),
            Tab::Incidents => {
                let open = self.incidents.iter().filter(|incident| incident.is_open()).count() as u64;
                let all = cx.w.count("incident-n", self.incidents.len() as u64);
                if open == 0 { all } else { format!("{all} · {}", cx.w.count("incident-open-n", open)) }
            }
            Tab::Roster | Tab::Shifts => String::new(),
        }
    }

    /// What can be done here, each with its key.
    fn keys(&self, cx: &Cx<'_>) -> Vec<(EventKey, &'static str, &'static str, bool)> {
        let (incident, line) = (self.incident().is_some(), self.line().is_some());
        let shift = (EventKey::Shift, "shift-new", "H", cx.may(Right::HandShift));
        let drill = cx.shared.status.as_ref().is_some_and(|status| status.mode == Mode::Drill);
        match self.tab {
            Tab::Charge => {
                let say = (EventKey::Say, "event-declare", "D", true);
                let notice = (EventKey::Print, "event-print-notice", "P", self.marked().is_some());
                // That a drill is held is told on the wall while it is.
                let practice = drill.then_some((EventKey::DrillNotice, "event-drill-notice", "A", true));
                [say, notice].into_iter().chain(practice).collect()
            }
            Tab::Incidents => vec![
                (EventKey::New, "incident-new", "N", cx.may(Right::LogIncident)),
                (EventKey::More, "incident-more", "M", incident && cx.may(Right::LogIncident)),
                (EventKey::Print, "books-print", "P", incident),
            ],
            Tab::Roster => vec![
                (EventKey::New, "roster-new", "N", cx.may(Right::KeepRoster)),
                (EventKey::Replace, "roster-replace", "R", line && cx.may(Right::KeepRoster)),
                (EventKey::Strike, "roster-strike", "X", line && cx.may(Right::KeepRoster)),
                (EventKey::Print, "books-print", "P", line),
            ],
            Tab::Shifts => vec![shift, (EventKey::Print, "shift-print", "P", self.shift().is_some())],
        }
    }

    fn buttons(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<EventKey> {
        let mut pressed = None;
        for (n, (key, id, cap, can)) in self.keys(cx).into_iter().enumerate().rev() {
            let label = cx.w.t(id);
            // While the form beside is open, its own button is the filled one.
            let button = if n == 0 && !self.saying { Button::primary(&label) } else { Button::secondary(&label) };
            if ui.add(button.key(cap).enabled(can)).clicked() {
                pressed = Some(key);
            }
        }
        pressed
    }

    fn tabs(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<Tab> {
        let mut chosen = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            for (n, tab) in Tab::ALL.into_iter().enumerate() {
                let (label, cap) = (cx.w.t(tab.word_id()), (n + 1).to_string());
                let button = if tab == self.tab { Button::secondary(&label) } else { Button::quiet(&label) };
                if ui.add(button.key(&cap).no_focus()).clicked() {
                    chosen = Some(tab);
                }
            }
        });
        ui.add_space(gap::S);
        chosen
    }

    fn press(&mut self, key: EventKey, cx: &mut Cx<'_>) {
        // A shift is handed over from any of the lists.
        let shift = key == EventKey::Shift && cx.may(Right::HandShift);
        if !shift && !self.keys(cx).iter().any(|(own, _, _, can)| *own == key && *can) {
            return;
        }
        let go = |form, values, cx: &mut Cx<'_>| cx.go(Route::Form { form, values });
        match (key, self.tab) {
            (EventKey::Say, _) => {
                self.saying = true;
                self.focus = Some(SayForm::first());
            }
            (EventKey::New, Tab::Incidents) => go(FormId::Incident, Sheet::default(), cx),
            (EventKey::New, _) => {
                let day = self.day.unwrap_or_else(|| cx.today());
                go(FormId::Roster, Sheet::default().with("day", write_date(day)), cx);
            }
            (EventKey::More, _) => {
                if let Some(incident) = self.incident() {
                    go(FormId::IncidentLine, Sheet::default().with("incident", incident.id.to_string()), cx);
                }
            }
            (EventKey::Replace, _) => {
                if let Some(on) = self.line() {
                    go(FormId::Roster, roster_values(on), cx);
                }
            }
            (EventKey::Strike, _) => {
                if let Some(on) = self.line() {
                    go(FormId::RosterStrike, Sheet::default().with("line", on.line.id.to_string()), cx);
                }
            }
            (EventKey::Print, tab) => self.print(tab, cx),
            (EventKey::DrillNotice, _) => send_paper(EventPaper::DrillNotice, cx),
            (EventKey::Shift, _) => go(FormId::Shift, Sheet::default(), cx),
        }
    }

    fn print(&self, tab: Tab, cx: &mut Cx<'_>) {
        let day = self.day.unwrap_or_else(|| cx.today());
        let paper = match tab {
            Tab::Charge => self.marked().map(|line| EventPaper::Notice { of: line.id.clone(), audience: None }),
            Tab::Incidents => {
                let first = self.incidents.first().and_then(Incident::when).map_or_else(|| cx.today(), |at| at.date_naive());
                Some(EventPaper::Incidents { from: first, to: cx.today() })
            }
            Tab::Roster => Some(EventPaper::Roster { day }),
            Tab::Shifts => self.shift().map(|line| EventPaper::Shift { of: line.id.clone() }),
        };
        if let Some(paper) = paper {
            send_paper(paper, cx);
        }
    }

    fn go_to_day(&mut self, cx: &mut Cx<'_>) {
        if let Some(day) = read_date(&self.typed_day).filter(|day| self.day != Some(*day)) {
            self.day = Some(day);
            self.roster = Arc::default();
            cx.send(Job::Event(EventJob::Roster { day }));
        }
    }

    fn incident(&self) -> Option<&Incident> {
        // The latest stands first.
        self.incidents.iter().rev().nth(self.log.chosen)
    }

    fn line(&self) -> Option<&OnDuty> {
        self.roster.get(self.duty.chosen)
    }

    fn shift(&self) -> Option<&ShiftLine> {
        self.shifts.get(self.handed.chosen)
    }
}

fn send_paper(paper: EventPaper, cx: &mut Cx<'_>) {
    cx.send(Job::Event(EventJob::Print { paper, to: None }));
    cx.wish(Wish::Say(cx.w.t("books-list-printing").into_owned()));
}

/// A line of the roster as it is typed anew.
fn roster_values(on: &OnDuty) -> Sheet {
    let mut values = on.line.sheet.clone();
    if let Ok(day) = values.get("day").parse() {
        values.set("day", write_date(day));
    }
    values.with("line", on.line.id.to_string())
}

/// A digit opens the tab of that place.
fn typed_tab(ui: &Ui) -> Option<Tab> {
    let digit = super::unknown::typed_digits(ui).into_iter().last()?;
    Tab::ALL.get((digit as usize).checked_sub(1)?).copied()
}
