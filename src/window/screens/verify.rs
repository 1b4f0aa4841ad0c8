//! Checking the journal: chain, signatures, tables, number series. Shows how far it is and what was found.

use super::{Screen, column};
use crate::desk::views::Verdict;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Pace, Progress, Said, card, said_line};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind};
use egui::Ui;

/// Findings drawn; the rest is counted.
const FINDINGS_SHOWN_MAX: usize = 200;

/// The check.
#[derive(Default)]
pub struct VerifyScreen {
    running: Option<Running>,
    verdict: Option<Verdict>,
    refused: Option<Problem>,
    cancelled: bool,
}

struct Running {
    pace: Pace,
    done: u64,
    of: u64,
}

impl Screen for VerifyScreen {
    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Progress { job: JobKind::Verify, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
                true
            }
            Event::Verified(verdict) => {
                *self = Self { verdict: Some(verdict.clone()), ..Self::default() };
                true
            }
            Event::Cancelled { job: JobKind::Verify } => {
                *self = Self { cancelled: true, ..Self::default() };
                true
            }
            Event::Refused { job: JobKind::Verify, problem } => {
                *self = Self { refused: Some(problem.clone()), ..Self::default() };
                true
            }
            _ => false,
        }
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        let cancel = command == UiCommand::Back && self.running.is_some();
        if cancel {
            cx.send(Job::Cancel);
        }
        cancel
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        column(ui, 760.0, |ui| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                ui.label(theme::heading(cx.w.t("verify-title")));
                ui.add(egui::Label::new(theme::text(cx.w.t("verify-what"))).wrap());
                self.work(ui, cx);
                self.outcome(ui, cx);
            });
        });
    }
}

impl VerifyScreen {
    fn work(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(running) = &self.running {
            let left = running.pace.left(cx.now, running.done, running.of);
            let what = cx.w.t("verify-running");
            if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
                cx.send(Job::Cancel);
            }
        } else {
            let response = ui.add(Button::primary(&cx.w.t("verify-go")).key("Enter"));
            if ui.memory(|m| m.focused().is_none()) {
                response.request_focus();
            }
            if response.clicked() {
                *self = Self { running: Some(Running { pace: Pace::new(cx.now), done: 0, of: 0 }), ..Self::default() };
                cx.send(Job::Verify);
            }
        }
    }

    fn outcome(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.cancelled {
            said_line(ui, &Said::info(cx.w.t("verify-cancelled").into_owned()));
        }
        if let Some(problem) = &self.refused {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        let Some(verdict) = &self.verdict else { return };
        let entries = grouped(verdict.entries);
        if verdict.findings.is_empty() {
            said_line(ui, &Said { tone: Tone::Ok, text: cx.w.with("verify-good", &[("n", &entries)]) });
            return;
        }
        let bad = cx.w.with("verify-bad", &[("n", &entries), ("found", &grouped(verdict.findings.len() as u64))]);
        said_line(ui, &Said::fault(bad));
        for finding in verdict.findings.iter().take(FINDINGS_SHOWN_MAX) {
            let args: Vec<(&str, &str)> = finding.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            ui.add(egui::Label::new(theme::text(format!("· {}", cx.w.with(finding.id, &args)))).wrap());
        }
    }
}
