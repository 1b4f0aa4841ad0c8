//! The box that names the patient: a number, or a name with a list as you type. A scan does the same.

use crate::desk::views::{Match, Origin};
use crate::hospital::number::Number;
use crate::window::state::Cx;
use crate::window::theme::{RADIUS, gap};
use crate::window::widgets::{Field, Pick, Said, in_language, person_line, pick_line};
use crate::worker::Job;
use egui::{Frame, Id, Key, Margin, Modifiers, Popup, PopupCloseBehavior, Response, Stroke, Ui};

/// Lines of the list.
const LINES_MAX: usize = 6;

/// Who was chosen.
pub enum Chosen {
    /// A number of somebody known here, or the text typed.
    Text(String),
    /// Somebody of the patient index.
    Central(Box<Match>),
}

impl Chosen {
    fn of(found: &Match) -> Self {
        match &found.origin {
            Origin::Here { line, .. } => Self::Text(line.number.to_string()),
            Origin::Central(_) => Self::Central(Box::new(found.clone())),
        }
    }
}

/// What is typed, and who is called so.
#[derive(Default)]
pub struct Seek {
    text: String,
    pub fault: Option<String>,
    lines: Vec<Match>,
    serial: u64,
    at: usize,
}

/// The id of the box.
#[must_use]
pub fn seek_id() -> Id {
    Id::unique("laborder-seek")
}

impl Seek {
    /// Nobody here has this number.
    pub fn miss(&mut self, text: &str, sentence: String) {
        text.clone_into(&mut self.text);
        self.fault = Some(sentence);
        self.lines.clear();
    }

    pub fn found(&mut self, serial: u64, lines: &[Match]) {
        if serial == self.serial && !self.text.trim().is_empty() {
            self.lines = lines.iter().take(LINES_MAX).cloned().collect();
            self.at = 0;
        }
    }

    /// Draws it. Answers the number or text of whoever was chosen.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<Chosen> {
        let focus = ui.memory(|m| m.has_focus(seek_id()));
        if focus && !self.lines.is_empty() {
            let (up, down) =
                ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowUp), i.consume_key(Modifiers::NONE, Key::ArrowDown)));
            if down {
                self.at = (self.at + 1).min(self.lines.len() - 1);
            } else if up {
                self.at = self.at.saturating_sub(1);
            }
        }
        let said = self.fault.as_ref().map(Said::fault);
        let (label, hint) = (cx.w.t("laborder-seek"), cx.w.t("laborder-seek-hint"));
        let mut field = Field::new(seek_id(), &label, &mut self.text).hint(&hint).said(said.as_ref());
        if !field.is_empty() {
            field = field.stays();
        }
        let out = field.show(ui);
        if out.changed() {
            self.fault = None;
            self.ask(cx);
        }
        let mut chosen = None;
        if out.entered && !self.text.trim().is_empty() {
            let line = self.lines.get(self.at).filter(|_| Number::parse(self.text.trim()).is_err());
            chosen = Some(line.map_or_else(|| Chosen::Text(self.text.trim().to_owned()), Chosen::of));
        }
        if out.response.has_focus() && !self.lines.is_empty() {
            chosen = chosen.or(self.list(ui, &out.response, cx));
        }
        chosen
    }

    /// Asks who is called so.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.serial = cx.out.next_serial();
        if self.text.trim().is_empty() {
            self.lines.clear();
        } else {
            cx.send(Job::Search { serial: self.serial, text: self.text.clone() });
        }
    }

    fn list(&self, ui: &Ui, response: &Response, cx: &Cx<'_>) -> Option<Chosen> {
        let colours = crate::window::theme::palette(ui);
        let frame = Frame::new()
            .fill(colours.surface)
            .stroke(Stroke::new(1.0, colours.edge))
            .corner_radius(RADIUS)
            .inner_margin(Margin::same(4));
        let width = response.rect.width();
        let mut clicked = None;
        Popup::from_response(response)
            .id(seek_id().with("list"))
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .gap(gap::XS)
            .frame(frame)
            .width(width)
            .show(|ui| {
                ui.set_width(width - 10.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (n, found) in self.lines.iter().enumerate() {
                    let pick = pick_of(found, cx);
                    if pick_line(ui, seek_id().with(("line", n)), &pick, n == self.at).clicked() {
                        clicked = Some(Chosen::of(found));
                    }
                }
            });
        clicked
    }
}

/// One line of the list: who, where known, and the number.
fn pick_of(found: &Match, cx: &Cx<'_>) -> Pick {
    let (key, place) = match &found.origin {
        Origin::Here { line, .. } => (line.number.to_string(), line.number.to_string()),
        Origin::Central(_) => (found.who.uhid.clone(), format!("UHID {} · {}", found.who.uhid, cx.w.t("match-central"))),
    };
    let detail = format!("{} · {place}", person_line(&found.who, cx.today(), cx.w));
    Pick::new(key, in_language(&found.who.name, cx.lang())).detail(detail)
}
