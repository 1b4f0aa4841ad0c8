//! What waits on a bench (Shift+K on the board): by group, urgent first, oldest first; on paper, or as a file for an analyser.

use super::{Screen, pressed, take_focus};
use crate::desk::lab::{LabWorklist, WorklistForm, WorklistLine};
use crate::problem::Problem;
use crate::window::commands::{UiCommand, WorklistKey, line_of};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Button, Column, Combo, Field, List, ListState, Pick, Said, Segmented, Width, age, bare, card, date_time, head, in_language,
    pane, said_line, sex, tag,
};
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind, LabEvent, LabJob, ListPaper};
use egui::{Id, Label, RichText, Ui};
use std::path::PathBuf;
use std::sync::Arc;

const PANEL: &str = "lab-worklist-panel";
const LIST: &str = "lab-worklist-list";
const FOLDER: &str = "lab-worklist-folder";
const LINE_HEIGHT: f32 = 35.0;
/// Width under which the patient's number is left out.
const NARROW: f32 = 900.0;

/// The screen.
pub struct LabWorklistScreen {
    panel: String,
    /// The group that was asked for.
    asked: Option<String>,
    worklist: Arc<LabWorklist>,
    known: bool,
    list: ListState,
    form: String,
    folder: String,
    /// The line for a file is shown.
    saving: bool,
    said: Option<Said>,
    problem: Option<Problem>,
    printing: bool,
    stale: bool,
    focus: Option<Id>,
}

impl Default for LabWorklistScreen {
    fn default() -> Self {
        Self {
            panel: String::new(),
            asked: None,
            worklist: Arc::default(),
            known: false,
            list: ListState::default(),
            form: "csv".to_owned(),
            folder: String::new(),
            saving: false,
            said: None,
            problem: None,
            printing: false,
            stale: false,
            focus: None,
        }
    }
}

impl Screen for LabWorklistScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.said = None;
        self.focus = Some(Id::unique(LIST));
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Lab(LabEvent::Worklist(list)) => {
                self.worklist = Arc::clone(list);
                self.known = true;
                self.problem = None;
            }
            Event::Lab(LabEvent::WorklistSaved { at, lines }) => {
                self.problem = None;
                let text = cx.w.with("lw-saved", &[("at", &at.display().to_string()), ("n", &lines.to_string())]);
                self.said = Some(Said { tone: Tone::Ok, text });
            }
            Event::Refused { job: JobKind::Worklist, problem } => {
                self.known = true;
                self.problem = Some(problem.clone());
                return true;
            }
            Event::Case(CaseEvent::ListPrinted { .. }) if std::mem::take(&mut self.printing) => {
                cx.say(cx.w.t("lb-said-list").into_owned());
            }
            Event::Case(CaseEvent::Filled(_)) | Event::Lab(LabEvent::FileTaken(_)) => self.stale = true,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Worklist(WorklistKey::Print) => {
                self.printing = true;
                let list = ListPaper::Worklist { panel: self.panel.clone() };
                cx.send(Job::Case(CaseJob::PrintList { list, to: None }));
            }
            UiCommand::Worklist(WorklistKey::File) => {
                self.saving = true;
                self.said = None;
                self.focus = Some(Id::unique(FOLDER));
            }
            UiCommand::Worklist(WorklistKey::Group) => self.focus = Some(Id::unique(PANEL)),
            UiCommand::Back if self.saving => {
                self.saving = false;
                self.focus = Some(Id::unique(LIST));
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) || self.asked.as_ref() != Some(&self.panel) {
            self.ask(cx);
        }
        take_focus(ui, &mut self.focus);
        let aside = if self.known {
            let of = [("tubes", self.worklist.lines.len().to_string()), ("tests", self.worklist.tests().to_string())];
            cx.w.with("lw-aside", &of.each_ref().map(|(n, v)| (*n, v.as_str())))
        } else {
            cx.w.t("lb-reading").into_owned()
        };
        let mut command = None;
        head(ui, &cx.w.t("lw-title"), &aside, |ui| {
            for (key, filled) in [(WorklistKey::Print, !self.saving), (WorklistKey::File, false)] {
                let Some(line) = line_of(UiCommand::Worklist(key)) else { continue };
                let label = cx.w.t(line.id);
                let button = if filled { Button::primary(&label) } else { Button::secondary(&label) };
                if ui.add(button.key(line.cap).no_focus()).clicked() {
                    command = Some(UiCommand::Worklist(key));
                }
            }
        });
        self.tools(ui, cx);
        if self.saving {
            self.save(ui, cx);
        }
        if let Some(said) = &self.said {
            said_line(ui, said);
        }
        if let Some(problem) = &self.problem {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        let rect = ui.available_rect_before_wrap();
        pane(ui, rect, 0.0, |ui| self.table(ui, cx));
        if let Some(command) = command {
            cx.wish(Wish::Run(command));
        }
    }
}

/// Groups of the pack in the order of its tests.
fn groups(cx: &Cx<'_>) -> Vec<Pick> {
    let mut all = vec![Pick::new("", cx.w.t("lb-group-all"))];
    for test in cx.masters().into_iter().flat_map(|m| &m.lab_tests) {
        if !all.iter().any(|pick| pick.key == test.panel) {
            let name = cx.masters().and_then(|m| m.lab_panels.iter().find(|p| p.code == test.panel));
            let name = name.map_or(test.panel.as_str(), |p| p.name.get(cx.lang()));
            all.push(Pick::new(test.panel.as_str(), name).words(test.panel.as_str()));
        }
    }
    all
}

impl LabWorklistScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(self.panel.clone());
        cx.send(Job::Lab(LabJob::Worklist { panel: self.panel.clone() }));
    }

    fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let picks = groups(cx);
        let mut panel = self.panel.clone();
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(280.0);
                Combo::new(Id::unique(PANEL), &cx.w.t("lb-group"), &mut panel, &picks).width(280.0).show(ui);
            });
        });
        if panel != self.panel && picks.iter().any(|pick| pick.key == panel) {
            self.panel = panel;
            self.known = false;
            self.list = ListState::default();
            self.focus = Some(Id::unique(LIST));
        }
    }

    /// As which file, and into which folder.
    fn save(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let picks = ["csv", "astm", "hl7"].map(|form| Pick::new(form, cx.w.t(&format!("lw-form-{form}"))));
        let mut go = false;
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                ui.vertical(|ui| {
                    Segmented::new(Id::unique("lab-worklist-form"), &cx.w.t("lw-form"), &mut self.form, &picks)
                        .width(300.0)
                        .show(ui);
                });
                ui.vertical(|ui| {
                    let (label, hint) = (cx.w.t("lw-folder"), cx.w.t("lw-folder-hint"));
                    let width = (ui.available_width() - 150.0).clamp(160.0, 420.0);
                    let field = Field::new(Id::unique(FOLDER), &label, &mut self.folder).hint(&hint).width(width).stays();
                    go = field.show(ui).entered;
                });
                ui.vertical(|ui| {
                    ui.add_space(22.0);
                    go |= pressed(ui, Button::primary(&cx.w.t("lw-save")).key("Enter"));
                });
            });
        });
        let folder = self.folder.trim();
        if go && !folder.is_empty() {
            let form = match self.form.as_str() {
                "astm" => WorklistForm::Astm,
                "hl7" => WorklistForm::Hl7,
                _ => WorklistForm::Csv,
            };
            cx.send(Job::Lab(LabJob::SaveWorklist { panel: self.panel.clone(), form, to: PathBuf::from(folder) }));
        } else if go {
            self.said = Some(Said::fault(cx.w.t("fault-export-folder").into_owned()));
        }
    }

    fn table(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let lines = &self.worklist.lines;
        if lines.is_empty() {
            let id = if self.known { "lw-none" } else { "lb-reading" };
            let rect = ui.available_rect_before_wrap();
            bare(ui, rect, gap::L, |ui| ui.label(theme::text(cx.w.t(id)).weak()));
            return;
        }
        let title = |id: &str| cx.w.t(id).into_owned();
        let narrow = ui.available_width() < NARROW;
        let columns = [
            Column::new(title("lb-column-tube"), Width::Exact(138.0)),
            Column::new(title("lb-column-patient"), Width::Exact(if narrow { 190.0 } else { 300.0 })),
            Column::new(title("lb-column-tests"), Width::Rest(200.0)),
            Column::new(title("lw-column-specimen"), Width::Exact(if narrow { 120.0 } else { 160.0 })),
            Column::new(title("lw-column-collected"), Width::Exact(130.0)),
        ];
        List::new(Id::unique(LIST), &cx.w.t("lw-title"), &columns, lines.len()).row_height(LINE_HEIGHT).show(
            ui,
            &mut self.list,
            |ui, n, column| {
                if let Some(line) = lines.get(n) {
                    cell(ui, line, column, cx);
                }
            },
            |n| lines.get(n).map_or_else(String::new, |line| spoken(line, cx)),
        );
    }
}

fn spoken(line: &WorklistLine, cx: &Cx<'_>) -> String {
    let urgent = if line.urgent { cx.w.t("lb-urgent").into_owned() } else { String::new() };
    let name = in_language(&line.name, cx.lang()).to_owned();
    let parts = [line.accession.spaced(), name, urgent, line.tests.join(" "), line.specimen.clone()];
    parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ")
}

fn cell(ui: &mut Ui, line: &WorklistLine, column: usize, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let small = |text: &str| RichText::new(text).font(theme::regular(size::LABEL)).color(colours.ink);
    match column {
        0 => drop(ui.label(small(&line.accession.spaced()))),
        1 => {
            let who = format!("{} {}", age(&line.age, cx.today(), cx.w), sex(line.sex, cx.w));
            let number = line.patient_number.as_ref().map_or("", |n| n.as_str().trim_start_matches("DEMO-"));
            let mut job = egui::text::LayoutJob::default();
            let name = in_language(&line.name, cx.lang());
            job.append(name, 0.0, egui::TextFormat::simple(theme::bold(size::LABEL), colours.ink));
            let about = format!("{who} · {number}");
            job.append(&about, gap::XS, egui::TextFormat::simple(theme::regular(size::LABEL), colours.muted));
            ui.add(Label::new(job).truncate());
        }
        2 => {
            if line.urgent {
                tag(ui, &cx.w.t("lb-urgent"), Tone::Error);
            }
            ui.add(Label::new(small(&line.tests.join("  "))).truncate());
        }
        3 => drop(ui.add(Label::new(small(&line.specimen)).truncate())),
        _ => {
            let at = line.collected.map_or_else(|| cx.w.t("lb-not-collected").into_owned(), |at| date_time(at, cx.today()));
            ui.add(Label::new(small(&at)).truncate());
        }
    }
}
