//! A paper of the hand-over that was laid out beside the desk: looked at page by page, printed, saved as PDF. A part of the screens that make one.

use super::preview::{Shown, widths};
use crate::problem::Problem;
use crate::window::commands::{SheetKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Said, head, key_action, said_line};
use crate::words::grouped;
use crate::worker::{Event, HandoverEvent, HandoverJob, Job, JobKind, LaidOut, OutEvent, OutJob};
use egui::{Id, Ui};
use std::path::PathBuf;

/// Width of the box for a folder.
const FOLDER: f32 = 420.0;

/// The part.
#[derive(Default)]
pub struct PaperView {
    paper: Option<LaidOut>,
    title: String,
    page: usize,
    shown: Option<Shown>,
    /// It is on its way to a printer or a file.
    busy: bool,
    folder: String,
    no_folder: bool,
    said: Option<Said>,
}

fn folder_id() -> Id {
    Id::unique("sheet-view-folder")
}

impl PaperView {
    /// Shows a paper from its first page on. `title` is in words.
    pub fn open(&mut self, paper: LaidOut, title: String, cx: &mut Cx<'_>) {
        let folder = std::mem::take(&mut self.folder);
        *self = Self { paper: Some(paper), title, folder, ..Self::default() };
        if self.folder.is_empty() {
            self.folder = cx.shared.settings.handover.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        }
        self.ask(cx);
    }

    pub const fn is_open(&self) -> bool {
        self.paper.is_some()
    }

    /// Puts it away; true where one was shown.
    pub fn close(&mut self) -> bool {
        self.shown = None;
        self.paper.take().is_some()
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let Some(paper) = self.paper.clone() else { return };
        self.shown = None;
        let (width_px, page) = (widths(paper.size()).0, self.page);
        cx.send(Job::Handover(HandoverJob::Out(OutJob::Page { paper, page, width_px })));
    }

    /// Hears of its own paper only.
    pub fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        let Some(paper) = &self.paper else { return false };
        match event {
            Event::Handover(HandoverEvent::Out(OutEvent::Page { name, page, image })) => {
                if name == paper.name() && *page == self.page {
                    self.shown = Some(Shown::new(image.clone()));
                }
            }
            Event::Handover(HandoverEvent::Out(OutEvent::Out { name, at })) if name == paper.name() => {
                self.busy = false;
                let text = match at {
                    Some(path) => cx.w.with("sheet-saved", &[("path", &path.display().to_string())]),
                    None => cx.w.t("sheet-printed").into_owned(),
                };
                cx.say(text.as_str());
                self.said = Some(Said { tone: Tone::Ok, text });
            }
            Event::Refused { job: JobKind::PaperOut, problem } => self.refused(problem, cx),
            _ => return false,
        }
        true
    }

    fn refused(&mut self, problem: &Problem, cx: &Cx<'_>) {
        self.busy = false;
        self.said = Some(Said::fault(problem.told(cx.lang()).line()));
    }

    /// A key of the paper's own; true where it was used.
    pub fn key(&mut self, key: SheetKey, cx: &mut Cx<'_>) -> bool {
        let Some(paper) = self.paper.clone() else { return false };
        let last = paper.pages().saturating_sub(1);
        match key {
            SheetKey::Next | SheetKey::Before => {
                let page = if key == SheetKey::Next { (self.page + 1).min(last) } else { self.page.saturating_sub(1) };
                if page != self.page {
                    self.page = page;
                    self.ask(cx);
                }
            }
            SheetKey::Print if !self.busy => self.send(OutJob::Print { paper }, cx),
            SheetKey::Save if !self.busy => {
                let to = self.folder.trim();
                self.no_folder = to.is_empty();
                if !self.no_folder {
                    let to = PathBuf::from(to);
                    self.send(OutJob::Save { paper, to }, cx);
                }
            }
            SheetKey::Print | SheetKey::Save => {}
        }
        true
    }

    fn send(&mut self, job: OutJob, cx: &mut Cx<'_>) {
        (self.busy, self.said) = (true, None);
        cx.send(Job::Handover(HandoverJob::Out(job)));
    }

    /// Draws it into what is left of the room.
    pub fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(paper) = self.paper.clone() else { return };
        let (page, pages) = (grouped(self.page as u64 + 1), grouped(paper.pages() as u64));
        let aside = cx.w.with("sheet-page", &[("page", &page), ("pages", &pages), ("name", paper.name())]);
        let title = self.title.clone();
        head(ui, &title, &aside, |ui| {
            if ui.add(Button::primary(&cx.w.t("sheet-print")).key("Ctrl P").enabled(!self.busy)).clicked() {
                cx.wish(Wish::Run(UiCommand::Sheet(SheetKey::Print)));
            }
        });
        self.line(ui, paper.pages(), cx);
        if let Some(said) = &self.said {
            said_line(ui, said);
        }
        ui.add_space(gap::S);
        let name = format!("{title} · {page}");
        match &mut self.shown {
            Some(shown) => shown.draw(ui, widths(paper.size()).1, &name),
            None => drop(ui.label(theme::text(cx.w.t("preview-drawing")).weak())),
        }
    }

    /// The folder, and keys for what can be done.
    fn line(&mut self, ui: &mut Ui, pages: usize, cx: &mut Cx<'_>) {
        let said = self.no_folder.then(|| Said::fault(cx.w.t("fault-hand-folder").into_owned()));
        let mut save = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let (label, hint) = (cx.w.t("sheet-folder"), cx.w.t("hand-folder.hint"));
            let width = FOLDER.min(ui.available_width() * 0.5);
            let field = Field::new(folder_id(), &label, &mut self.folder).hint(&hint).said(said.as_ref()).width(width).stays();
            let out = field.show(ui);
            self.no_folder &= !out.changed();
            save = out.entered;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space(if pages > 1 { gap::S } else { gap::L + gap::S });
                save |= key_action(ui, "Ctrl S", &cx.w.t("sheet-save"), !self.busy);
                if pages > 1 {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = gap::M;
                        let keys = [(SheetKey::Before, "Ctrl PgUp", "sheet-before"), (SheetKey::Next, "Ctrl PgDn", "sheet-next")];
                        for (key, cap, id) in keys {
                            if key_action(ui, cap, &cx.w.t(id), true) {
                                cx.wish(Wish::Run(UiCommand::Sheet(key)));
                            }
                        }
                    });
                }
            });
        });
        if save {
            cx.wish(Wish::Run(UiCommand::Sheet(SheetKey::Save)));
        }
    }
}
