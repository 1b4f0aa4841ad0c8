//! The after-action report: from when to when, and what the hospital learnt.

use super::{ProofScreen, id};
use crate::desk::views::ReportWish;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, DateField, Field, Said, read_date};
use crate::worker::ProofJob;
use chrono::NaiveDate;
use egui::{Id, Key, Label, Modifiers, Ui};

/// What is typed.
#[derive(Default)]
pub(super) struct Report {
    from: String,
    to: String,
    note: String,
    /// Which day cannot be read.
    fault: Option<&'static str>,
}

/// Where typing starts.
pub(super) fn first() -> Id {
    id("report-from")
}

impl Report {
    fn wish(&self) -> Result<ReportWish, &'static str> {
        let day = |text: &str, part| -> Result<Option<NaiveDate>, &'static str> {
            if text.trim().is_empty() { Ok(None) } else { read_date(text).map(Some).ok_or(part) }
        };
        Ok(ReportWish {
            from: day(&self.from, "report-from")?,
            to: day(&self.to, "report-to")?,
            note: self.note.trim().to_owned(),
        })
    }
}

impl ProofScreen {
    pub(super) fn make_report(&mut self, cx: &mut Cx<'_>) {
        match self.report.wish() {
            Ok(wish) => {
                self.report.fault = None;
                self.lay_out("proof-report", ProofJob::Report { wish }, cx);
            }
            Err(part) => {
                self.report.fault = Some(part);
                self.focus = Some(id(part));
            }
        }
    }

    pub(super) fn report_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let fault = self.report.fault;
        let said = |part: &str| (fault == Some(part)).then(|| Said::fault(cx.w.t("fault-proof-day").into_owned()));
        let half = ((ui.available_width() - gap::M) / 2.0).min(260.0);
        let form = &mut self.report;
        let mut changed = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let days = [("report-from", "proof-from", &mut form.from), ("report-to", "proof-to", &mut form.to)];
            for (part, word, text) in days {
                let out = DateField::new(id(part), &cx.w.t(word), text).said(said(part).as_ref()).width(half).show(ui);
                changed |= out.changed();
            }
        });
        if changed {
            form.fault = None;
        }
        ui.add(Label::new(theme::label(cx.w.t("proof-report-days"))).wrap());
        Field::new(id("report-note"), &cx.w.t("proof-learnt"), &mut form.note).lines(4).show(ui);
        let mut go = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        go |= ui.add(Button::primary(&cx.w.t("proof-report-go")).key("Ctrl Enter")).clicked();
        if go {
            self.make_report(cx);
        }
    }
}
