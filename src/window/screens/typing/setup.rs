//! Taking a share: which clerk of how many, which stages; how many records wait already; how it works.

use super::{Running, TypingScreen, id};
use crate::desk::views::{AgainWish, PassWish, Share};
use crate::journal::{Road, Stage};
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Field, Pace, Progress, Said, Tick, head, pane, panes, said_line};
use crate::worker::{Job, TypingJob};
use egui::{Key, Label, Modifiers, ScrollArea, Ui};

/// Clerks who share a backlog at most.
const CLERKS_MAX: u16 = 99;
/// Width of a number's box.
const NUMBER_WIDTH: f32 = 132.0;

/// What is typed and ticked.
#[derive(Default)]
pub(super) struct Form {
    nth: String,
    of: String,
    /// In their order.
    stages: [bool; 7],
    begun: bool,
    /// The word of what is missing.
    fault: Option<&'static str>,
}

impl Form {
    /// Starts with one clerk and all stages; what was typed stays.
    pub fn begin(&mut self) {
        if !std::mem::replace(&mut self.begun, true) {
            (self.nth, self.of, self.stages) = ("1".to_owned(), "1".to_owned(), [true; 7]);
        }
    }

    fn share(&self) -> Option<Share> {
        let number = |text: &str| text.trim().parse::<u16>().ok().filter(|n| (1..=CLERKS_MAX).contains(n));
        let (nth, of) = (number(&self.nth)?, number(&self.of)?);
        (nth <= of).then_some(Share { nth, of })
    }

    fn wish(&self) -> Result<PassWish, &'static str> {
        let share = self.share().ok_or("fault-typing-share")?;
        let chosen: Vec<Stage> = Stage::ALL.into_iter().zip(self.stages).filter(|(_, on)| *on).map(|(stage, _)| stage).collect();
        if chosen.is_empty() {
            return Err("fault-hand-stages");
        }
        let stages = if chosen.len() == Stage::ALL.len() { Vec::new() } else { chosen };
        Ok(PassWish { road: Road::Typing, stages, again: AgainWish::default(), share: Some(share) })
    }
}

impl TypingScreen {
    pub(super) fn setup_screen(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("typing-title"), &cx.w.t("typing-aside"), |_ui| {});
        let left = if ui.available_width() < 900.0 { 440.0 } else { 560.0 };
        let [form, side] = panes(ui, [left, 0.0]);
        pane(ui, form, gap::L, |ui| {
            super::super::reserve_bar(ui);
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                if self.taking(ui, cx) {
                    return;
                }
                if let Some(at) = &self.at {
                    ui.add(Label::new(theme::strong(cx.w.count("typing-waiting", at.pace.left))).wrap());
                }
                if self.open {
                    self.is_open(ui, cx);
                } else {
                    self.share_form(ui, cx);
                }
                if let Some(said) = &self.ended {
                    said_line(ui, said);
                }
            });
        });
        pane(ui, side, gap::L, |ui| {
            ui.spacing_mut().item_spacing.y = gap::S;
            ui.label(theme::heading(cx.w.t("typing-how")));
            for id in ["typing-how-pane", "typing-how-keys", "typing-share-what", "typing-how-safe"] {
                ui.add(Label::new(theme::text(cx.w.t(id))).wrap());
            }
        });
    }

    /// The bar while a share is taken; true while one is.
    fn taking(&self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let Some(running) = &self.running else { return false };
        let left = running.pace.left(cx.now, running.done, running.of);
        let what = cx.w.t("typing-taking");
        if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
            cx.send(Job::Cancel);
        }
        true
    }

    fn is_open(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        said_line(ui, &Said::info(cx.w.t("typing-open")));
        if ui.add(Button::secondary(&cx.w.t("typing-close"))).clicked() {
            self.put_down();
        }
    }

    fn share_form(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let fault = self.setup.fault;
        let wrong = (fault == Some("fault-typing-share")).then(|| Said::fault(cx.w.t("fault-typing-share")));
        let mut changed = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            for (part, word, text) in [("nth", "typing-nth", &mut self.setup.nth), ("of", "typing-of", &mut self.setup.of)] {
                let label = cx.w.t(word);
                let field = Field::new(id(part), &label, text).width(NUMBER_WIDTH).chars_max(2).bare();
                changed |= field.said(wrong.as_ref()).show(ui).changed();
            }
        });
        if let Some(wrong) = &wrong {
            said_line(ui, wrong);
        }
        ui.label(theme::label(cx.w.t("hand-stages")));
        ui.spacing_mut().item_spacing.y = gap::XS;
        let ticked = self.setup.stages;
        for (stage, on) in Stage::ALL.into_iter().zip(&mut self.setup.stages) {
            Tick::new(id(stage.code()), &cx.w.t(&format!("stage-{}", stage.code())), on).show(ui);
        }
        if fault == Some("fault-hand-stages") {
            said_line(ui, &Said::fault(cx.w.t("fault-hand-stages")));
        }
        // Whoever has begun to type a number is not taken away from it.
        self.focus_go_on &= !changed;
        if changed || ticked != self.setup.stages {
            self.setup.fault = None;
        }
        ui.spacing_mut().item_spacing.y = gap::M;
        ui.add_space(gap::XS);
        let waits = self.at.as_ref().is_some_and(|at| at.pace.left > 0);
        let mut begin = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        ui.horizontal(|ui| {
            let label = cx.w.t(if waits { "typing-more" } else { "typing-begin" });
            if waits {
                let go_on = ui.add(Button::primary(&cx.w.t("typing-go-on")).key("Enter"));
                if std::mem::take(&mut self.focus_go_on) {
                    go_on.request_focus();
                }
                if go_on.clicked() {
                    self.put_up();
                }
            }
            let button = if waits { Button::secondary(&label) } else { Button::primary(&label) };
            begin |= ui.add(button.key("Ctrl Enter")).clicked();
        });
        if begin {
            self.begin(cx);
        }
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        match self.setup.wish() {
            Ok(wish) => {
                self.ended = None;
                self.running = Some(Running { pace: Pace::new(cx.now), done: 0, of: 0 });
                Self::send(TypingJob::Begin { wish }, cx);
            }
            Err(fault) => {
                self.setup.fault = Some(fault);
                self.focus = Some(id(if fault == "fault-hand-stages" { Stage::Identities.code() } else { "nth" }));
            }
        }
    }
}
