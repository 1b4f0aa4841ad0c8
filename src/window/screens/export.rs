//! Handing records over: which form, which folder, how far it is, what came of it.

use super::{Screen, column, pressed, take_focus};
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Field, Pace, Pick, Progress, Said, Segmented, card, said_line};
use crate::words::grouped;
use crate::worker::{Event, ExportForm, Job, JobKind};
use egui::{Id, Ui};
use std::path::PathBuf;

const FORM: &str = "export-form";
const FOLDER: &str = "export-folder";

/// The export.
pub struct ExportScreen {
    form: String,
    folder: String,
    running: Option<Running>,
    result: Option<Outcome>,
    focus: Option<Id>,
}

struct Running {
    pace: Pace,
    done: u64,
    of: u64,
}

enum Outcome {
    Done { to: PathBuf, patients: u64, visits: u64 },
    Cancelled,
    Refused(Problem),
    NoFolder,
}

impl Default for ExportScreen {
    fn default() -> Self {
        Self { form: "csv".to_owned(), folder: String::new(), running: None, result: None, focus: None }
    }
}

impl Screen for ExportScreen {
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {
        self.focus = Some(Id::unique(FORM));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Progress { job: JobKind::Export, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
                true
            }
            Event::Exported { to, patients, visits } => {
                self.end(Outcome::Done { to: to.clone(), patients: *patients, visits: *visits });
                let said = cx.w.with("export-said", &[("visits", &grouped(*visits))]);
                cx.say(said);
                true
            }
            Event::Cancelled { job: JobKind::Export } => {
                self.end(Outcome::Cancelled);
                true
            }
            Event::Refused { job: JobKind::Export, problem } => {
                self.end(Outcome::Refused(problem.clone()));
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
        take_focus(ui, &mut self.focus);
        column(ui, 720.0, |ui| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                ui.label(theme::heading(cx.w.t("export-title")));
                ui.add(egui::Label::new(theme::text(cx.w.t("export-what"))).wrap());
                if let Some(status) = &cx.shared.status {
                    ui.label(theme::strong(cx.w.count("export-waiting", status.not_exported)));
                }
                self.ask(ui, cx);
                self.outcome(ui, cx);
            });
        });
    }
}

impl ExportScreen {
    fn end(&mut self, outcome: Outcome) {
        self.running = None;
        self.result = Some(outcome);
    }

    fn ask(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(running) = &self.running {
            let left = running.pace.left(cx.now, running.done, running.of);
            let what = cx.w.t("export-running");
            let progress = Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" };
            if progress.show(ui, cx.w) {
                cx.send(Job::Cancel);
            }
            return;
        }
        let picks = [Pick::new("csv", cx.w.t("export-csv")), Pick::new("fhir", cx.w.t("export-fhir"))];
        Segmented::new(Id::unique(FORM), &cx.w.t("export-form"), &mut self.form, &picks).width(420.0).show(ui);
        ui.label(theme::label(cx.w.t(&format!("export-{}.what", self.form))));
        let said =
            matches!(self.result, Some(Outcome::NoFolder)).then(|| Said::fault(cx.w.t("fault-export-folder").into_owned()));
        Field::new(Id::unique(FOLDER), &cx.w.t("export-folder"), &mut self.folder)
            .hint(&cx.w.t("export-folder.hint"))
            .said(said.as_ref())
            .show(ui);
        if pressed(ui, Button::primary(&cx.w.t("export-go"))) {
            self.start(cx);
        }
    }

    fn start(&mut self, cx: &mut Cx<'_>) {
        if self.folder.trim().is_empty() {
            self.result = Some(Outcome::NoFolder);
            self.focus = Some(Id::unique(FOLDER));
            return;
        }
        self.result = None;
        self.running = Some(Running { pace: Pace::new(cx.now), done: 0, of: 0 });
        let form = if self.form == "fhir" { ExportForm::Fhir } else { ExportForm::Csv };
        cx.send(Job::Export { form, to: PathBuf::from(self.folder.trim()) });
    }

    fn outcome(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let said = match &self.result {
            Some(Outcome::Done { to, patients, visits }) => {
                let values = [("patients", grouped(*patients)), ("visits", grouped(*visits)), ("to", to.display().to_string())];
                let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
                Said { tone: theme::Tone::Ok, text: cx.w.with("export-done", &values) }
            }
            Some(Outcome::Cancelled) => Said::info(cx.w.t("export-cancelled").into_owned()),
            Some(Outcome::Refused(problem)) => Said::fault(problem.told(cx.lang()).line()),
            Some(Outcome::NoFolder) | None => return,
        };
        said_line(ui, &said);
    }
}
