//! One counter with everything that has come of it: numbers, entries, gaps, second medium, papers, shifts; and giving or ending numbers.

use super::line::{left, missing, troubles};
use super::{Act, ControlScreen};
use crate::desk::views::{CounterLine, InstallationLine, RootStanding};
use crate::hospital::permissions::Right;
use crate::window::commands::{ControlKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Said, date_time, said_line, section, tag};
use crate::words::grouped;
use crate::worker::{ControlJob, Job};
use egui::{Id, Key, Label, Modifiers, ScrollArea, Ui};

/// Missing stretches named of an installation; the rest is counted.
const GAPS_MAX: usize = 6;
/// Room below for giving and ending numbers, where their names may take two lines.
const ACTIONS_HEIGHT: f32 = 64.0;

pub(super) fn more_id() -> Id {
    Id::unique("control-more")
}

pub(super) fn reason_id() -> Id {
    Id::unique("control-reason")
}

/// A name and what it is, in one line that wraps.
fn fact(ui: &mut Ui, id: &str, value: &str, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.label(theme::label(cx.w.t(id)));
    ui.add(Label::new(theme::text(value)).wrap());
    ui.add_space(gap::XS + 2.0);
}

/// Everything known of a counter.
pub(super) fn show(ui: &mut Ui, line: &CounterLine, cx: &mut Cx<'_>) {
    let may = cx.may(Right::IssueNumbers);
    let foot = if may { ACTIONS_HEIGHT } else { 0.0 };
    let room = ui.available_height() - foot;
    ScrollArea::vertical().auto_shrink([false, false]).max_height(room).show(ui, |ui| {
        ui.set_width(ui.available_width() - gap::S);
        ui.add(Label::new(theme::heading(format!("{} {}", line.code, line.name.get(cx.lang())))).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(gap::XS, gap::XS);
            let troubles = troubles(line, cx.now);
            if troubles.is_empty() && !line.installations.is_empty() {
                tag(ui, &cx.w.t("control-good"), Tone::Ok);
            }
            for trouble in troubles {
                tag(ui, &trouble.text(cx), trouble.tone());
            }
        });
        ui.add_space(gap::XS);
        numbers(ui, line, cx);
        if line.installations.is_empty() {
            said_line(ui, &Said::info(cx.w.t("control-nothing-yet").into_owned()));
        }
        for installation in line.installations.iter().rev() {
            section(ui, &format!("{}{}", line.code, installation.letter));
            held(ui, installation, cx);
        }
    });
    if may {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            // Side by side in any pane and language.
            let width = (ui.available_width() - gap::S) / 2.0;
            for (key, id, cap) in [(ControlKey::Give, "control-give", "N"), (ControlKey::End, "control-end", "X")] {
                if ui.add(Button::secondary(&cx.w.t(id)).key(cap).width(width)).clicked() {
                    cx.wish(Wish::Run(UiCommand::Control(key)));
                }
            }
        });
    }
}

fn numbers(ui: &mut Ui, line: &CounterLine, cx: &Cx<'_>) {
    let last = grouped(u64::from(line.block.last));
    let text = match left(line) {
        Some(left) => cx.w.with("control-left-of", &[("left", &grouped(u64::from(left))), ("last", &last)]),
        None => cx.w.with("control-upto", &[("last", &last)]),
    };
    fact(ui, "control-numbers", &text, cx);
    if let Some(at) = line.block.issued {
        fact(ui, "control-given", &date_time(at, cx.today()), cx);
    }
    if let Some((at, reason)) = &line.block.revoked {
        fact(ui, "control-ended", &format!("{} · {reason}", date_time(*at, cx.today())), cx);
    }
}

fn held(ui: &mut Ui, of: &InstallationLine, cx: &Cx<'_>) {
    let last = of.last_time.map(|at| date_time(at, cx.today())).unwrap_or_default();
    let entries = cx.w.with("control-entries-upto", &[("n", &grouped(of.entries)), ("last", &grouped(of.last)), ("time", &last)]);
    fact(ui, "control-entries", &entries, cx);
    if let Some(heard) = of.heard {
        fact(ui, "control-heard", &date_time(heard, cx.today()), cx);
    }
    if !of.gaps.is_empty() {
        let shown: Vec<String> =
            of.gaps.iter().take(GAPS_MAX).map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
        let more = if of.gaps.len() > GAPS_MAX { " …" } else { "" };
        let text =
            cx.w.with("control-missing", &[("n", &grouped(missing(of))), ("runs", &format!("{}{more}", shown.join(", ")))]);
        said_line(ui, &Said::fault(text));
        ui.add_space(gap::XS);
    }
    if let Some((at, tells)) = &of.tells {
        let second = match tells.second {
            Some(upto) => cx.w.with("control-second-upto", &[("last", &grouped(upto))]),
            None => cx.w.t("control-second-none").into_owned(),
        };
        fact(ui, "control-second", &second, cx);
        fact(ui, "control-unprinted", &grouped(tells.unprinted), cx);
        let program = format!("{} · {}", tells.program, cx.w.with("control-pack", &[("n", &tells.pack.to_string())]));
        fact(ui, "control-program", &program, cx);
        ui.label(theme::label(cx.w.with("control-told", &[("time", &date_time(*at, cx.today()))])));
        ui.add_space(gap::XS);
    }
    for shift in &of.shifts {
        let tone = match shift.standing {
            RootStanding::Whole => Tone::Ok,
            RootStanding::Different => Tone::Error,
            RootStanding::Missing => Tone::Warning,
            RootStanding::None => Tone::Plain,
        };
        let values = [("time", date_time(shift.to, cx.today())), ("first", grouped(shift.first)), ("last", grouped(shift.last))];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let text = format!("{}: {}", cx.w.with("control-shift", &values), cx.w.t(shift.standing.word_id()));
        said_line(ui, &Said { tone, text });
    }
}

impl ControlScreen {
    /// Giving or ending numbers, in the panel.
    pub(super) fn act_pane(&mut self, ui: &mut Ui, act: Act, line: &CounterLine, cx: &mut Cx<'_>) {
        let give = act == Act::Give;
        ui.label(theme::heading(cx.w.t(if give { "control-give" } else { "control-end" })));
        ui.add(Label::new(theme::text(format!("{} {}", line.code, line.name.get(cx.lang())))).wrap());
        numbers(ui, line, cx);
        ui.add_space(gap::XS);
        ui.spacing_mut().item_spacing.y = gap::S;
        if give {
            let said = self.bad_more.then(|| Said::fault(cx.w.t("fault-control-more").into_owned()));
            let out = Field::new(more_id(), &cx.w.t("control-more"), &mut self.more).hint("1000").said(said.as_ref()).show(ui);
            self.bad_more &= !out.changed();
        } else {
            said_line(ui, &Said::hint(cx.w.t("control-end.what").into_owned()));
        }
        let said = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let label = cx.w.t("field-reason");
        let reason = Field::new(reason_id(), &label, &mut self.reason).said(said.as_ref()).lines(2);
        if reason.show(ui).changed() {
            self.fault = None;
        }
        let label = cx.w.t(match (self.busy, give) {
            (true, _) => "list-saving",
            (false, true) => "control-give-do",
            (false, false) => "control-end-do",
        });
        let mut pressed = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(gap::S, gap::S);
            let button = if give { Button::primary(&label) } else { Button::danger(&label) };
            pressed |= ui.add(button.key("Ctrl Enter").enabled(!self.busy)).clicked();
            if ui.add(Button::secondary(&cx.w.t("list-cancel")).key("Esc")).clicked() {
                cx.wish(Wish::Run(UiCommand::Back));
            }
        });
        if pressed && !self.busy {
            self.do_act(act, line, cx);
        }
    }

    fn do_act(&mut self, act: Act, line: &CounterLine, cx: &mut Cx<'_>) {
        let reason = self.reason.trim().to_owned();
        let counter = line.code.clone();
        let job = match act {
            Act::Give => match self.more.trim().parse() {
                Ok(more) => ControlJob::Issue { counter, more, reason },
                Err(_not_a_number) => {
                    self.bad_more = true;
                    self.focus = Some(more_id());
                    return;
                }
            },
            Act::End => ControlJob::Revoke { counter, reason },
        };
        self.busy = true;
        self.fault = None;
        cx.send(Job::Control(job));
    }
}
