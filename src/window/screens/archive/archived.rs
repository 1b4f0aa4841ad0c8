//! A counter that was archived: where its records lie, who ordered it, and the certificate. There is nothing else to do here.

use crate::desk::views::{Archived, ArchivedHere};
use crate::hospital::forms::write_moment;
use crate::hospital::number::Mode;
use crate::window::commands::{SheetKey, UiCommand};
use crate::window::routes::Route;
use crate::window::screens::preview::{Shown, widths};
use crate::window::screens::{Screen, take_focus};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Said, head, key_action, pane, panes, said_line, split_line, tag};
use crate::words::grouped;
use crate::worker::{ArchiveEvent, ArchiveJob, Event, Job, JobKind, Size};
use egui::{Id, Label, ScrollArea, Ui};
use std::path::PathBuf;

/// The screen.
#[derive(Default)]
pub struct ArchivedScreen {
    here: Option<ArchivedHere>,
    /// This start destroyed the key that a crash had left.
    finished: bool,
    page: usize,
    pages: usize,
    shown: Option<Shown>,
    folder: String,
    no_folder: bool,
    busy: bool,
    said: Option<Said>,
    focus: Option<Id>,
}

fn folder_id() -> Id {
    Id::unique("archived-folder")
}

impl ArchivedScreen {
    /// What the folder says of it.
    pub fn show(&mut self, here: ArchivedHere, finished: bool) {
        *self = Self { here: Some(here), finished, ..Self::default() };
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.shown = None;
        cx.send(Job::Archive(ArchiveJob::Page { page: self.page, width_px: widths(Size::A4).0 }));
    }

    fn key(&mut self, key: SheetKey, cx: &mut Cx<'_>) {
        match key {
            SheetKey::Next | SheetKey::Before => {
                let last = self.pages.saturating_sub(1);
                let page = if key == SheetKey::Next { (self.page + 1).min(last) } else { self.page.saturating_sub(1) };
                if page != self.page {
                    self.page = page;
                    self.ask(cx);
                }
            }
            SheetKey::Print => self.out(None, cx),
            SheetKey::Save => {
                let to = self.folder.trim().to_owned();
                self.no_folder = to.is_empty();
                if to.is_empty() {
                    self.focus = Some(folder_id());
                } else {
                    self.out(Some(PathBuf::from(to)), cx);
                }
            }
        }
    }

    fn out(&mut self, to: Option<PathBuf>, cx: &mut Cx<'_>) {
        if !std::mem::replace(&mut self.busy, true) {
            self.said = None;
            cx.send(Job::Archive(ArchiveJob::Certificate { to }));
        }
    }

    fn left(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(here) = self.here.clone() else { return };
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::S;
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::heading(format!("{} · {}", here.installation, here.counter_name.get(cx.lang()))));
                tag(ui, &cx.w.t("archived-tag"), Tone::Info);
                if here.mode == Mode::Demo {
                    tag(ui, &cx.w.t("band-demo"), Tone::Warning);
                }
            });
            ui.add(Label::new(theme::text(cx.w.t("archived-what"))).wrap());
            if self.finished {
                said_line(ui, &Said::hint(cx.w.t("archived-finished").into_owned()));
            }
            split_line(ui);
            for (id, value) in facts(&here.archived) {
                if !value.is_empty() {
                    ui.label(theme::label(cx.w.t(id)));
                    ui.add(Label::new(theme::text(value)).wrap());
                }
            }
            if here.archived.open > 0 {
                said_line(ui, &Said::hint(cx.w.count("archive-open-records", here.archived.open)));
            }
            split_line(ui);
            ui.add(Label::new(theme::label(cx.w.t("archived-next"))).wrap());
        });
    }

    fn right(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        let said = self.no_folder.then(|| Said::fault(cx.w.t("fault-hand-folder").into_owned()));
        let (label, hint) = (cx.w.t("sheet-folder"), cx.w.t("hand-folder.hint"));
        let out = Field::new(folder_id(), &label, &mut self.folder).hint(&hint).said(said.as_ref()).stays().show(ui);
        self.no_folder &= !out.changed();
        let mut wish = out.entered.then_some(SheetKey::Save);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let mut keys = vec![(SheetKey::Save, "Ctrl S", "sheet-save")];
            if self.pages > 1 {
                keys.extend([(SheetKey::Before, "Ctrl PgUp", "sheet-before"), (SheetKey::Next, "Ctrl PgDn", "sheet-next")]);
            }
            for (key, cap, id) in keys {
                if key_action(ui, cap, &cx.w.t(id), !self.busy) {
                    wish = Some(key);
                }
            }
        });
        if let Some(key) = wish {
            cx.wish(Wish::Run(UiCommand::Sheet(key)));
        }
        if let Some(said) = &self.said {
            said_line(ui, said);
        }
        let name = cx.w.t("archived-certificate");
        match &mut self.shown {
            Some(shown) => shown.draw(ui, widths(Size::A4).1, &name),
            None => drop(ui.label(theme::text(cx.w.t("preview-drawing")).weak())),
        }
    }
}

impl Screen for ArchivedScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        if self.here.is_none() {
            return false;
        }
        match event {
            Event::Archive(ArchiveEvent::Page { page, pages, image }) if *page == self.page => {
                self.pages = *pages;
                self.shown = Some(Shown::new(image.clone()));
            }
            Event::Archive(ArchiveEvent::CertificateOut { at }) => {
                self.busy = false;
                let text = match at {
                    Some(path) => cx.w.with("sheet-saved", &[("path", &path.display().to_string())]),
                    None => cx.w.t("sheet-printed").into_owned(),
                };
                self.said = Some(Said { tone: Tone::Ok, text });
            }
            Event::Refused { job: JobKind::Archive, problem } => {
                self.busy = false;
                self.said = Some(Said::fault(problem.told(cx.lang()).line()));
            }
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Sheet(key) => self.key(key, cx),
            // There is nowhere to go back to.
            UiCommand::Back => {}
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        head(ui, &cx.w.t("archived-title"), "", |ui| {
            if ui.add(Button::primary(&cx.w.t("archived-print")).key("Ctrl P").enabled(!self.busy)).clicked() {
                cx.wish(Wish::Run(UiCommand::Sheet(SheetKey::Print)));
            }
        });
        let side = if ui.available_width() < 1100.0 { 380.0 } else { 460.0 };
        let [left, right] = panes(ui, [side, 0.0]);
        pane(ui, left, gap::L, |ui| self.left(ui, cx));
        pane(ui, right, gap::L, |ui| self.right(ui, cx));
    }
}

/// What is kept of it, by message id.
fn facts(archived: &Archived) -> [(&'static str, String); 7] {
    [
        ("archived-place", archived.folder.display().to_string()),
        ("archived-at", write_moment(archived.at)),
        ("archived-wiped", archived.wiped.map(write_moment).unwrap_or_default()),
        ("archived-officers", archived.officers.join(", ")),
        ("archived-reason", archived.reason.clone()),
        ("archived-entries", grouped(archived.entries)),
        ("archived-root", archived.root.to_string()),
    ]
}
