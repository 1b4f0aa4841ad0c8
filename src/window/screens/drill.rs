//! Drills, on the sign-in screen: held and ended by an officer; going on with one; back to the real counter.

use super::officer::OfficerBox;
use super::{pressed, take_focus};
use crate::hospital::forms::write_moment;
use crate::hospital::number::Mode;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Said, card, said_line, section};
use crate::worker::{DrillJob, DrillNews, Event, EventNews, Job, JobKind};
use egui::{Id, Key, Modifiers, Ui};

const TEXT: &str = "drill-text";

/// What the pane asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Begin,
    End,
}

/// The pane.
#[derive(Default)]
pub struct DrillPane {
    asking: Option<Asking>,
    officer: OfficerBox,
    /// What for, or what was seen.
    text: String,
    /// Of the text.
    fault: Option<Problem>,
    busy: bool,
    focus: Option<Id>,
    ended: Option<String>,
}

/// What can be done, with its key.
type Action = (Key, &'static str, &'static str);

const BEGIN: Action = (Key::D, "Alt D", "drill-begin");
const ON: Action = (Key::D, "Alt D", "drill-on");
const LEAVE: Action = (Key::B, "Alt B", "drill-leave");
const END: Action = (Key::E, "Alt E", "drill-end");

impl DrillPane {
    /// True while it has the keyboard.
    pub const fn is_open(&self) -> bool {
        self.asking.is_some()
    }

    /// Leaves what was asked for; the password is wiped.
    pub fn close(&mut self) {
        *self = Self { ended: self.ended.take(), ..Self::default() };
    }

    pub fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::OfEvent(EventNews::Drill(news)) => {
                if self.busy && matches!(news, DrillNews::Here(_)) {
                    cx.say(cx.w.t("drill-began").into_owned());
                }
                self.close();
            }
            Event::OfEvent(EventNews::DrillEnded { report, folder }) => {
                let secs = report.median_secs().map_or_else(|| "–".to_owned(), |secs| secs.to_string());
                let values = [("n", report.registered().to_string()), ("secs", secs), ("path", folder.display().to_string())];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.ended = Some(cx.w.with("drill-ended", &values));
            }
            Event::Refused { job: JobKind::Drill, problem } => {
                self.busy = false;
                self.focus = Some(if problem.id == "problem-reason" {
                    self.officer.wipe();
                    self.fault = Some(problem.clone());
                    Id::unique(TEXT)
                } else {
                    self.officer.refuse(problem)
                });
                return self.is_open();
            }
            Event::SignedIn { .. } => *self = Self::default(),
            _ => {}
        }
        false
    }

    /// What can be done now.
    fn actions(cx: &Cx<'_>) -> Vec<Action> {
        match &cx.shared.drill {
            DrillNews::Here(_) => vec![LEAVE, END],
            DrillNews::Beside(_) => vec![ON, END],
            DrillNews::None if cx.masters().is_some_and(|m| m.mode() == Mode::Event) => vec![BEGIN],
            DrillNews::None => Vec::new(),
        }
    }

    /// How it stands, above everything else.
    pub fn tell(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let drill = match &cx.shared.drill {
            DrillNews::Here(_) => Some(Said::hint(cx.w.t("drill-here"))),
            DrillNews::Beside(drill) => {
                let at = write_moment(drill.since);
                Some(Said::info(cx.w.with("drill-running", &[("at", &at), ("reason", &drill.reason)])))
            }
            DrillNews::None => None,
        };
        let ended = self.ended.as_ref().map(|text| Said { tone: Tone::Ok, text: text.clone() });
        for said in drill.into_iter().chain(ended) {
            ui.add_space(gap::S);
            said_line(ui, &said);
        }
    }

    pub fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        if let Some(asking) = self.asking {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.ask(ui, asking, cx);
            });
            return;
        }
        let actions = Self::actions(cx);
        let mut chosen = actions.iter().find(|(key, ..)| ui.input_mut(|i| i.consume_key(Modifiers::ALT, *key))).copied();
        ui.horizontal_wrapped(|ui| {
            for action in actions {
                if pressed(ui, Button::quiet(&cx.w.t(action.2)).key(action.1).enabled(!self.busy)) {
                    chosen = Some(action);
                }
            }
        });
        match chosen {
            Some(BEGIN) => self.open(Asking::Begin),
            Some(END) => self.open(Asking::End),
            Some(ON) => self.send(DrillJob::Enter, cx),
            Some(_) => self.send(DrillJob::Leave, cx),
            None => {}
        }
    }

    fn open(&mut self, asking: Asking) {
        self.close();
        self.ended = None;
        self.asking = Some(asking);
        self.focus = Some(Id::unique(TEXT));
    }

    fn send(&mut self, job: DrillJob, cx: &mut Cx<'_>) {
        self.busy = true;
        cx.send(Job::Drill(job));
    }

    fn ask(&mut self, ui: &mut Ui, asking: Asking, cx: &mut Cx<'_>) {
        let (title, label, go) = match asking {
            Asking::Begin => ("drill-begin", "drill-reason", "drill-go"),
            Asking::End => ("drill-end", "drill-note", "drill-end"),
        };
        section(ui, &cx.w.t(title));
        ui.add(egui::Label::new(theme::label(cx.w.t("drill-begin-what"))).wrap());
        let told = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        Field::new(Id::unique(TEXT), &cx.w.t(label), &mut self.text).said(told.as_ref()).show(ui);
        let out = self.officer.draw(ui, Right::DeclareEvent, cx);
        let label = cx.w.t(if self.busy { "event-going" } else { go });
        let clicked = pressed(ui, Button::primary(&label).key("Enter").enabled(!self.busy));
        if (out.entered || clicked) && !self.busy {
            self.go(asking, cx);
        }
    }

    fn go(&mut self, asking: Asking, cx: &mut Cx<'_>) {
        self.fault = None;
        let (login, password) = match self.officer.typed() {
            Ok(typed) => typed,
            Err(missing) => {
                self.focus = Some(missing);
                return;
            }
        };
        let text = self.text.trim().to_owned();
        self.send(
            match asking {
                Asking::Begin => DrillJob::Begin { login, password, reason: text },
                Asking::End => DrillJob::End { login, password, note: text },
            },
            cx,
        );
    }
}
