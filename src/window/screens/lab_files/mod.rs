//! Analysers' files: choose one, take its results, and read what became of every line of it. Nothing is hidden: what was refused
//! stands first in its own words, and stays shown until another file is taken.

use super::{Screen, pressed, take_focus};
use crate::desk::lab::{LabFileLine, LabFileTaken};
use crate::hospital::lab::Accession;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    BigNumber, Button, Column, Combo, Icon, List, ListState, Pick, Said, Segmented, Width, bare, card, head, paint_icon, pane,
};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind, LabEvent, LabJob};
use egui::{Id, Label, RichText, Sense, Ui, vec2};
use std::path::PathBuf;

const FILE: &str = "lab-file";
const LIST: &str = "lab-file-list";
const FIELD_WIDTH: f32 = 560.0;
const LINE_HEIGHT: f32 = 38.0;
const TAKEN: &str = "lab-file-taken";
const KNOWN: &str = "lab-file-known";

/// The screen.
#[derive(Default)]
pub struct LabFilesScreen {
    files: Vec<PathBuf>,
    file: String,
    taken: Option<Box<LabFileTaken>>,
    /// Which lines are shown: empty for all, `taken`, `known`, `left`.
    show: String,
    list: ListState,
    busy: bool,
    problem: Option<Problem>,
    focus: Option<Id>,
}

impl Screen for LabFilesScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        cx.send(Job::Lab(LabJob::Files));
        self.focus = Some(Id::unique(if self.taken.is_some() { LIST } else { FILE }));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Lab(LabEvent::Files(files)) => self.files.clone_from(files),
            Event::Lab(LabEvent::FileTaken(taken)) => {
                self.busy = false;
                self.problem = None;
                self.show = if left(taken) > 0 { "left" } else { "all" }.to_owned();
                cx.say(cx.w.with("lf-said", &[("file", &taken.file), ("n", &taken.taken.to_string())]));
                self.taken = Some(taken.clone());
                self.list = ListState::default();
                self.focus = Some(Id::unique(LIST));
            }
            Event::Refused { job: JobKind::LabFile, problem } if std::mem::take(&mut self.busy) => {
                self.problem = Some(problem.clone());
                self.focus = Some(Id::unique(FILE));
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, _cx: &mut Cx<'_>) -> bool {
        // What is being saved cannot be left; its answer comes at once.
        command == UiCommand::Back && self.busy
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.take_dropped(ui);
        take_focus(ui, &mut self.focus);
        let mut back = false;
        head(ui, &cx.w.t("lf-title"), &cx.w.t("lf-aside"), |ui| {
            back = ui.add(Button::secondary(&cx.w.t("lb-where-close")).key("Esc").no_focus()).clicked();
        });
        if back {
            cx.wish(Wish::Back);
        }
        self.ask(ui, cx);
        if let Some(taken) = self.taken.take() {
            self.counts(ui, &taken, cx);
            let rect = ui.available_rect_before_wrap();
            pane(ui, rect, 0.0, |ui| self.table(ui, &taken, cx));
            self.taken = Some(taken);
        }
    }
}

/// Lines that were not taken.
fn left(taken: &LabFileTaken) -> u64 {
    taken.lines.iter().filter(|line| !matches!(line.id, TAKEN | KNOWN)).count() as u64
}

impl LabFilesScreen {
    fn take_dropped(&mut self, ui: &Ui) {
        if let Some(path) = ui.input(|i| i.raw.dropped_files.first().map(|f| f.path().to_path_buf())) {
            self.file = path.display().to_string();
        }
    }

    fn ask(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let picks: Vec<Pick> = self
            .files
            .iter()
            .map(|path| {
                let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                let folder = path.parent().map_or_else(String::new, |p| p.display().to_string());
                Pick::new(path.display().to_string(), name).detail(folder)
            })
            .collect();
        let said = self.problem.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let mut go = false;
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                ui.vertical(|ui| {
                    let width = FIELD_WIDTH.min(ui.available_width() - 180.0);
                    ui.set_width(width);
                    Combo::new(Id::unique(FILE), &cx.w.t("lf-file"), &mut self.file, &picks)
                        .hint(&cx.w.t("lf-file-hint"))
                        .said(said.as_ref())
                        .width(width)
                        .show(ui);
                    let found = match self.files.len() {
                        0 => cx.w.t("lf-found-none").into_owned(),
                        n => cx.w.count("lf-found", n as u64),
                    };
                    ui.label(theme::label(found));
                });
                ui.vertical(|ui| {
                    ui.add_space(22.0);
                    let label = cx.w.t(if self.busy { "list-saving" } else { "lf-take" });
                    go = pressed(ui, Button::primary(&label).enabled(!self.busy));
                });
            });
        });
        ui.add_space(gap::S);
        let file = self.file.trim();
        if go && !file.is_empty() {
            self.busy = true;
            self.problem = None;
            cx.send(Job::Lab(LabJob::TakeFile { file: PathBuf::from(file) }));
        }
    }

    fn counts(&mut self, ui: &mut Ui, taken: &LabFileTaken, cx: &Cx<'_>) {
        let left = left(taken);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let tone = if left > 0 { Tone::Error } else { Tone::Plain };
            for (n, id, tone) in [
                (u64::from(taken.taken), "lf-taken", Tone::Ok),
                (u64::from(taken.known), "lf-known", Tone::Plain),
                (left, "lf-left", tone),
            ] {
                BigNumber::new(&grouped(n), &cx.w.t(id)).tone(tone).width(170.0).show(ui);
            }
            ui.vertical(|ui| {
                let from = [taken.file.as_str(), taken.instrument.as_str()];
                let from = from.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
                let before = self.show.clone();
                let picks = [
                    Pick::new("all", cx.w.t("lf-show-all")),
                    Pick::new("left", cx.w.t("lf-left")),
                    Pick::new("taken", cx.w.t("lf-taken")),
                    Pick::new("known", cx.w.t("lf-known")),
                ];
                let width = ui.available_width().min(520.0);
                Segmented::new(Id::unique("lab-file-show"), &from, &mut self.show, &picks).width(width).show(ui);
                if before != self.show {
                    self.list = ListState::default();
                }
            });
        });
        ui.add_space(gap::S);
    }

    fn table(&mut self, ui: &mut Ui, taken: &LabFileTaken, cx: &Cx<'_>) {
        let fits = |line: &&LabFileLine| match self.show.as_str() {
            "taken" => line.id == TAKEN,
            "known" => line.id == KNOWN,
            "left" => !matches!(line.id, TAKEN | KNOWN),
            _ => true,
        };
        let lines: Vec<&LabFileLine> = taken.lines.iter().filter(fits).collect();
        if lines.is_empty() {
            let rect = ui.available_rect_before_wrap();
            bare(ui, rect, gap::L, |ui| ui.label(theme::text(cx.w.t("lf-none")).weak()));
            return;
        }
        let title = |id: &str| cx.w.t(id).into_owned();
        let columns = [
            Column::new(title("lf-column-line"), Width::Exact(70.0)).right(),
            Column::new(title("lb-column-tube"), Width::Exact(140.0)),
            Column::new(title("lf-column-test"), Width::Exact(110.0)),
            Column::new(title("lf-column-value"), Width::Exact(140.0)),
            Column::new(title("lb-scan-became"), Width::Rest(220.0)),
        ];
        List::new(Id::unique(LIST), &cx.w.t("lf-list"), &columns, lines.len()).row_height(LINE_HEIGHT).show(
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

fn label(line: &LabFileLine) -> String {
    Accession::parse(&line.accession).map_or_else(|_error| line.accession.clone(), Accession::spaced)
}

fn value(line: &LabFileLine) -> String {
    [line.value.as_str(), &line.unit].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What became of it: the sentence of the desk.
fn became(line: &LabFileLine, cx: &Cx<'_>) -> String {
    let mut args: Vec<(&str, &str)> = line.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    // A choice's list comes in both languages; a sentence shows its own.
    if cx.lang() == crate::hospital::pack::Lang::Hi
        && let Some(hi) = line.args.iter().find(|(n, _)| *n == "hi")
    {
        args.retain(|(n, _)| *n != "en");
        args.push(("en", &hi.1));
    }
    cx.w.with(line.id, &args)
}

fn spoken(line: &LabFileLine, cx: &Cx<'_>) -> String {
    let parts = [line.line.to_string(), label(line), line.test.clone(), value(line), became(line, cx)];
    parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ")
}

fn cell(ui: &mut Ui, line: &LabFileLine, column: usize, cx: &Cx<'_>) {
    match column {
        0 => drop(ui.label(theme::label(line.line.to_string()))),
        1 => drop(ui.add(Label::new(theme::text(label(line))).truncate())),
        2 => drop(ui.add(Label::new(theme::strong(&line.test)).truncate())),
        3 => drop(ui.add(Label::new(theme::text(value(line))).truncate())),
        _ => {
            let (tone, icon) = match line.id {
                TAKEN => (Tone::Ok, Icon::Ok),
                KNOWN => (Tone::Plain, Icon::Dot),
                _ => (Tone::Error, Icon::Error),
            };
            let colours = theme::palette(ui);
            let ink = if tone == Tone::Plain { colours.muted } else { colours.ink_of(tone) };
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            paint_icon(ui.painter(), rect, icon, ink);
            ui.add(Label::new(RichText::new(became(line, cx)).font(theme::regular(size::LABEL)).color(ink)).wrap());
        }
    }
}
