//! Print queue (F10): what waits, what failed and why; send again, cancel, send to a folder, look at it.

use super::Screen;
use super::preview::{paper_id, usual_size};
use crate::desk::views::{PrintLine, PrintState};
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Pick, Said, Segmented, Width, bare, date_time, head, name_pair, pane, said_line, tag,
};
use crate::worker::{Event, Job};
use egui::{Id, Rect, Ui, pos2, vec2};
use std::path::PathBuf;

/// Height of the sentence under the list.
const FOOT_HEIGHT: f32 = 46.0;

/// The screen.
#[derive(Default)]
pub struct PrintsScreen {
    lines: Vec<PrintLine>,
    order: Vec<usize>,
    list: ListState,
    /// `open` or `all`.
    shown: String,
    filter: String,
    folder: String,
    /// The folder is being asked for.
    asking: bool,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("prints-list")
}

fn folder_id() -> Id {
    Id::unique("prints-folder")
}

/// The word and tone of a paper's state.
const fn state_words(state: PrintState) -> (&'static str, Tone) {
    match state {
        PrintState::Waiting => ("prints-waiting", Tone::Warning),
        PrintState::Printing => ("prints-printing", Tone::Info),
        PrintState::Printed => ("prints-printed", Tone::Ok),
        PrintState::Failed => ("prints-failed", Tone::Error),
        PrintState::Cancelled => ("prints-cancelled", Tone::Plain),
    }
}

/// What failed comes first.
const fn rank(state: PrintState) -> u8 {
    match state {
        PrintState::Failed => 0,
        PrintState::Printing => 1,
        PrintState::Waiting => 2,
        PrintState::Printed => 3,
        PrintState::Cancelled => 4,
    }
}

const fn open(state: PrintState) -> bool {
    matches!(state, PrintState::Waiting | PrintState::Printing | PrintState::Failed)
}

impl Screen for PrintsScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        if self.shown.is_empty() {
            "open".clone_into(&mut self.shown);
        }
        self.focus = Some(list_id());
        cx.send(Job::Prints);
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Prints(lines) => {
                self.lines.clone_from(lines);
                self.sift();
            }
            Event::Print(line) => {
                match self.lines.iter_mut().find(|l| l.id == line.id) {
                    Some(known) => known.clone_from(line),
                    None => self.lines.push((**line).clone()),
                }
                self.sift();
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::RetryPrint => self.retry(cx),
            UiCommand::CancelPrint => self.cancel(cx),
            UiCommand::PrintToFolder => self.ask_folder(),
            UiCommand::ViewPaper => self.view(cx),
            UiCommand::Back if self.asking => {
                self.asking = false;
                self.focus = Some(list_id());
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let failed = self.lines.iter().filter(|l| l.state == PrintState::Failed).count() as u64;
        let waiting = self.lines.iter().filter(|l| matches!(l.state, PrintState::Waiting | PrintState::Printing)).count() as u64;
        let aside = format!("{} · {}", cx.w.count("prints-waiting-n", waiting), cx.w.count("prints-failed-n", failed));
        let mut command = None;
        head(ui, &cx.w.t("prints-title"), &aside, |ui| command = self.buttons(ui, cx));
        if let Some(command) = command {
            self.command(command, cx);
        }
        super::take_focus(ui, &mut self.focus);
        let rect = ui.available_rect_before_wrap();
        pane(ui, rect, 0.0, |ui| {
            self.top(ui, cx);
            self.table(ui, cx);
        });
    }
}

impl PrintsScreen {
    fn sift(&mut self) {
        let kept = self.chosen().map(|l| l.id);
        let wanted = self.filter.trim().to_lowercase();
        let all = self.shown == "all";
        let fits = |l: &PrintLine| {
            let names = [l.name.latin.as_deref(), l.name.devanagari.as_deref(), Some(l.number.as_str())];
            (all || open(l.state))
                && (wanted.is_empty() || names.into_iter().flatten().any(|n| n.to_lowercase().contains(&wanted)))
        };
        self.order = self.lines.iter().enumerate().filter(|(_, l)| fits(l)).map(|(n, _)| n).collect();
        let lines = &self.lines;
        let sort = self.list.sort.unwrap_or((0, false));
        self.order.sort_by_cached_key(|n| lines.get(*n).map(|l| sort_key(l, sort.0)));
        if sort.1 {
            self.order.reverse();
        }
        if let Some(at) = kept.and_then(|id| self.order.iter().position(|n| self.lines.get(*n).is_some_and(|l| l.id == id))) {
            self.list.choose(at);
        }
    }

    fn chosen(&self) -> Option<&PrintLine> {
        self.order.get(self.list.chosen).and_then(|n| self.lines.get(*n))
    }

    fn retry(&self, cx: &mut Cx<'_>) {
        if let Some(line) = self.chosen().filter(|l| l.state != PrintState::Printing) {
            cx.send(Job::RetryPrint { id: line.id });
        }
    }

    fn cancel(&self, cx: &mut Cx<'_>) {
        if let Some(line) = self.chosen().filter(|l| open(l.state)) {
            cx.send(Job::CancelPrint { id: line.id });
        }
    }

    fn ask_folder(&mut self) {
        if self.chosen().is_some() {
            self.asking = true;
            self.focus = Some(folder_id());
        }
    }

    fn send_to_folder(&mut self, cx: &mut Cx<'_>) {
        let folder = self.folder.trim().to_owned();
        if let (Some(line), false) = (self.chosen(), folder.is_empty()) {
            cx.send(Job::PrintToFolder { id: line.id, to: PathBuf::from(folder) });
            self.asking = false;
            self.focus = Some(list_id());
        }
    }

    fn view(&self, cx: &mut Cx<'_>) {
        if let Some(line) = self.chosen() {
            let (visit, paper) = (line.visit.clone(), line.paper);
            let size = usual_size(paper, cx.shared.settings.size);
            cx.go(Route::Preview { visit, paper, size });
        }
    }

    fn buttons(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<UiCommand> {
        let may = cx.may(Right::PrintQueue);
        let line = self.chosen();
        let mut pressed = None;
        let retry = cx.w.t("prints-retry");
        let can = may && line.is_some_and(|l| l.state != PrintState::Printing);
        if ui.add(Button::primary(&retry).key("R").enabled(can)).clicked() {
            pressed = Some(UiCommand::RetryPrint);
        }
        for (id, key, can, command) in [
            ("prints-cancel", "X", line.is_some_and(|l| open(l.state)), UiCommand::CancelPrint),
            ("prints-folder", "F", line.is_some(), UiCommand::PrintToFolder),
            ("prints-view", "W", line.is_some(), UiCommand::ViewPaper),
        ] {
            if ui.add(Button::secondary(&cx.w.t(id)).key(key).enabled(may && can)).clicked() {
                pressed = Some(command);
            }
        }
        pressed
    }

    fn top(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), 80.0));
        let mut sift = false;
        let mut send = false;
        bare(ui, bar, gap::M, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::L;
                let picks = [Pick::new("open", cx.w.t("prints-open")), Pick::new("all", cx.w.t("prints-all"))];
                let label = cx.w.t("prints-shown");
                sift |=
                    Segmented::new(Id::unique("prints-shown"), &label, &mut self.shown, &picks).width(240.0).show(ui).changed();
                let label = cx.w.t("list-filter");
                let hint = cx.w.t("prints-filter-hint");
                let filter = Field::new(Id::unique("prints-filter"), &label, &mut self.filter).hint(&hint).width(220.0);
                sift |= filter.show(ui).changed();
                if self.asking {
                    let label = cx.w.t("prints-folder-path");
                    let hint = cx.w.t("list-folder-hint");
                    let width = (ui.available_width() - gap::S).max(160.0);
                    let field = Field::new(folder_id(), &label, &mut self.folder).hint(&hint).width(width).stays();
                    send = field.show(ui).entered;
                }
            });
        });
        if sift {
            self.sift();
        }
        if send {
            self.send_to_folder(cx);
        }
    }

    fn table(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let failed = self.chosen().filter(|l| l.state == PrintState::Failed).cloned();
        let foot = if failed.is_some() { FOOT_HEIGHT } else { 0.0 };
        let rect = Rect::from_min_max(pos2(rect.left(), rect.top() - gap::S), pos2(rect.right(), rect.bottom() - foot));
        if let Some(print) = failed {
            let below = Rect::from_min_max(rect.left_bottom(), pos2(rect.right(), rect.bottom() + foot));
            ui.painter().hline(below.x_range(), below.top(), theme::palette(ui).hairline());
            bare(ui, below, gap::M, |ui| advice(ui, &print, cx));
        }
        let columns = columns(rect.width(), cx);
        let (lines, order, list) = (&self.lines, &self.order, &mut self.list);
        let at = |line: usize| order.get(line).and_then(|n| lines.get(*n));
        let cell_cx = &*cx;
        if order.is_empty() {
            bare(ui, rect, gap::L, |ui| ui.label(theme::text(cell_cx.w.t("prints-none")).weak()));
            return;
        }
        let out = bare(ui, rect, 0.0, |ui| {
            let (up, down) = (cell_cx.w.t("list-sorted-up"), cell_cx.w.t("list-sorted-down"));
            List::new(list_id(), &cell_cx.w.t("prints-title"), &columns, order.len()).order_words(&up, &down).show(
                ui,
                list,
                |ui, line, column| {
                    if let Some(print) = at(line) {
                        cell(ui, print, column, cell_cx);
                    }
                },
                |line| at(line).map_or_else(String::new, |p| line_name(p, cell_cx)),
            )
        });
        if out.sorted {
            self.sift();
        }
        if out.opened.is_some() {
            self.view(cx);
        }
    }
}

fn sort_key(line: &PrintLine, column: usize) -> (u8, String, i64, u64) {
    let newest = -line.at.timestamp();
    match column {
        1 => (0, line.name.shown().to_lowercase(), newest, line.id),
        2 => (0, line.number.to_string(), newest, line.id),
        3 => (0, paper_id(line.paper).to_owned(), newest, line.id),
        4 => (0, String::new(), newest, line.id),
        _ => (rank(line.state), String::new(), newest, line.id),
    }
}

fn columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let wide = room > 900.0;
    vec![
        Column::new(cx.w.t("list-state"), Width::Exact(118.0)).sorts(),
        Column::new(cx.w.t("list-name"), Width::Rest(140.0)).sorts(),
        Column::new(cx.w.t("list-number"), Width::Exact(if wide { 196.0 } else { 170.0 })).sorts(),
        Column::new(cx.w.t("list-paper"), Width::Exact(if wide { 130.0 } else { 100.0 })).sorts(),
        Column::new(cx.w.t("list-time"), Width::Exact(if wide { 150.0 } else { 80.0 })).sorts(),
        Column::new(cx.w.t("prints-reason"), Width::Exact(if wide { 310.0 } else { 176.0 })),
    ]
}

fn cell(ui: &mut Ui, print: &PrintLine, column: usize, cx: &Cx<'_>) {
    let plain = |text: String| egui::Label::new(theme::text(text)).truncate();
    match column {
        0 => {
            let (id, tone) = state_words(print.state);
            tag(ui, &cx.w.t(id), tone);
        }
        1 => drop(name_pair(ui, &print.name, cx.lang())),
        2 => drop(ui.add(plain(print.number.to_string()))),
        3 => drop(ui.add(plain(cx.w.t(paper_id(print.paper)).into_owned()))),
        4 => drop(ui.add(plain(date_time(print.at, cx.today())))),
        _ => {
            let reason = reason(print, cx);
            let ink = theme::palette(ui).ink_of(if print.failure.is_empty() { Tone::Plain } else { Tone::Error });
            ui.add(egui::Label::new(theme::text(reason).color(ink)).truncate());
        }
    }
}

/// Why it failed, how often it was tried, and where it goes.
fn reason(print: &PrintLine, cx: &Cx<'_>) -> String {
    if print.failure.is_empty() {
        return print.printer.clone();
    }
    format!("{} · {}", short(print, cx), cx.w.count("prints-tries", u64::from(print.tries)))
}

/// What failed, without the values that the whole sentence was told with: they are not kept with the paper.
fn short(print: &PrintLine, cx: &Cx<'_>) -> String {
    let id = format!("{}.short", print.failure);
    if cx.w.has(&id) { cx.w.t(&id) } else { cx.w.t("prints-failed") }.into_owned()
}

/// Under the list: what failed, that the record is safe, and what to do now.
fn advice(ui: &mut Ui, print: &PrintLine, cx: &Cx<'_>) {
    let id = &print.failure;
    let parts = ["safe", "act"].map(|part| format!("{id}.{part}"));
    let parts = parts.iter().filter(|part| cx.w.has(part)).map(|part| cx.w.with(part, &[("printer", &print.printer)]));
    let rest = parts.collect::<Vec<_>>().join(" ");
    said_line(ui, &Said::hint(format!("{}. {rest}", short(print, cx))));
}

fn line_name(print: &PrintLine, cx: &Cx<'_>) -> String {
    let (id, _) = state_words(print.state);
    format!("{}, {}, {}, {}", cx.w.t(id), print.name.shown(), print.number, cx.w.t(paper_id(print.paper)))
}
