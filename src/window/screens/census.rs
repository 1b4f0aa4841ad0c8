//! The starting census: who lay in bed when the event began. A ward's beds as a grid to type along, or a file. Each row that is saved is
//! an admission like any other, marked as taken over; its number appears when the desk said so.

use super::form::Picks;
use super::{Screen, take_focus};
use crate::desk::cases::{BedLine, BedLook, CensusFault, CensusTaken, Done, WardBoard};
use crate::hospital::forms::{FormId, Item, ItemKind, Sheet, form};
use crate::hospital::opd_form::Remark;
use crate::hospital::sex::Sex;
use crate::problem::remark_text;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Button, Combo, Field, Pick, Said, bare, head, in_language, pane, panes, said_line, tag};
use crate::words::grouped;
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind};
use egui::{Align, Id, Layout, Rect, ScrollArea, Sense, Ui, pos2, vec2};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

const ROW_HEIGHT: f32 = 44.0;
const HEAD_HEIGHT: f32 = 32.0;
const BED_WIDTH: f32 = 104.0;
const FILE_WIDTH: f32 = 264.0;
const FILE_HEIGHT: f32 = 212.0;
/// Width of the room under which the file's pane stands below.
const NARROW: f32 = 900.0;
/// Columns: form, field, share of the width.
const COLUMNS: [(FormId, &str, f32); 8] = [
    (FormId::Person, "name", 1.7),
    (FormId::Person, "sex", 0.65),
    (FormId::Person, "age", 0.7),
    (FormId::Person, "uhid", 1.1),
    (FormId::Admission, "at", 1.1),
    (FormId::Admission, "department", 1.1),
    (FormId::Admission, "doctor", 1.3),
    (FormId::Admission, "diagnosis", 1.5),
];

/// The screen.
#[derive(Default)]
pub struct CensusScreen {
    boards: Arc<Vec<WardBoard>>,
    ward: String,
    /// What was typed, by bed.
    rows: BTreeMap<String, Sheet>,
    saved: BTreeMap<String, Box<Done>>,
    remarks: BTreeMap<String, Vec<Remark>>,
    /// The bed whose row is being typed.
    at: String,
    /// The bed whose row is being saved.
    saving: Option<String>,
    picks: Picks,
    file: String,
    taking: bool,
    taken: Option<Box<CensusTaken>>,
    focus: Option<Id>,
}

fn cell_id(bed: &str, code: &str) -> Id {
    Id::unique(("census", bed, code))
}

fn ward_id() -> Id {
    Id::unique("census-ward")
}

fn item(id: FormId, code: &str) -> Option<&'static Item> {
    form(id).item(code)
}

impl Screen for CensusScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(if self.at.is_empty() { ward_id() } else { cell_id(&self.at, "name") });
        cx.send(Job::Case(CaseJob::Board));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Case(CaseEvent::Board { boards, .. }) => {
                self.boards = boards.clone();
                self.picks.take_board(boards);
            }
            Event::Case(CaseEvent::Filled(done)) => {
                if let Some(bed) = self.saving.take() {
                    self.row_saved(&bed, done, cx);
                }
            }
            Event::Case(CaseEvent::CensusTaken(taken)) => {
                self.taking = false;
                self.taken = Some(taken.clone());
                cx.send(Job::Case(CaseJob::Board));
            }
            Event::Refused { job: JobKind::Census, .. } => self.taking = false,
            Event::Refused { job: JobKind::Fill, problem } => {
                let Some(bed) = self.saving.take() else { return false };
                let told = problem.remarks.iter().any(|r| shown(r.field.code()));
                self.focus = problem.remarks.iter().find(|r| shown(r.field.code())).map(|r| cell_id(&bed, r.field.code()));
                self.remarks.insert(bed, problem.remarks.clone());
                return told;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Fill => self.save(cx),
            _ => return false,
        }
        true
    }

    fn scan(&mut self, _text: &str, _cx: &mut Cx<'_>) -> bool {
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        take_focus(ui, &mut self.focus);
        let saved = cx.w.count("census-saved", self.saved.len() as u64);
        let mut save = false;
        head(ui, &cx.w.t("census-title"), &saved, |ui| {
            let label = cx.w.t("census-save-row");
            let ready = self.saving.is_none() && !self.at.is_empty();
            save = ui.add(Button::primary(&label).key("Ctrl Enter").enabled(ready).no_focus()).clicked();
        });
        if save {
            cx.wish(Wish::Run(UiCommand::Fill));
        }
        let room = ui.available_rect_before_wrap();
        let [left, right] = if room.width() < NARROW {
            // A row needs the whole width; the file goes under it.
            let split = room.bottom() - FILE_HEIGHT;
            [
                Rect::from_min_max(room.min, pos2(room.right(), split)),
                Rect::from_min_max(pos2(room.left(), split + gap::L), room.max),
            ]
        } else {
            panes(ui, [0.0, FILE_WIDTH])
        };
        pane(ui, left, 0.0, |ui| self.grid(ui, cx));
        pane(ui, right, gap::M, |ui| self.file_pane(ui, cx));
    }
}

/// True for fields that have a column.
fn shown(code: &str) -> bool {
    COLUMNS.iter().any(|(_, c, _)| *c == code)
}

impl CensusScreen {
    fn beds(&self) -> Vec<BedLine> {
        self.boards.iter().find(|b| b.ward == self.ward).map(|b| b.beds.clone()).unwrap_or_default()
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        let Some(row) = self.rows.get(&self.at).filter(|_| self.saving.is_none()) else { return };
        let mut values = row.filled();
        values.set("ward", self.ward.as_str());
        values.set("bed", self.at.as_str());
        values.set("source", "census");
        self.remarks.remove(&self.at);
        self.saving = Some(self.at.clone());
        cx.send(Job::Case(CaseJob::Fill { form: FormId::Admission, values }));
    }

    fn row_saved(&mut self, bed: &str, done: &Done, cx: &mut Cx<'_>) {
        self.saved.insert(bed.to_owned(), Box::new(done.clone()));
        self.rows.remove(bed);
        let number = done.number.as_ref().map(ToString::to_string).unwrap_or_default();
        cx.say(cx.w.with("census-said", &[("bed", bed), ("number", &number)]));
        cx.send(Job::Case(CaseJob::Board));
        let beds = self.beds();
        let after = beds.iter().skip_while(|b| b.code != bed).skip(1);
        let next = after.chain(beds.iter()).find(|b| b.who.is_empty() && !self.saved.contains_key(&b.code));
        self.at = next.map(|b| b.code.clone()).unwrap_or_default();
        self.focus = Some(if self.at.is_empty() { ward_id() } else { cell_id(&self.at, "name") });
    }

    fn grid(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(room.min, vec2(room.width(), 86.0));
        bare(ui, top, gap::M, |ui| self.ward_box(ui, cx));
        let widths = widths(room.width() - 2.0 * gap::M - BED_WIDTH);
        let body = Rect::from_min_max(pos2(room.left(), top.bottom()), room.max);
        bare(ui, body, 0.0, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            heads(ui, &widths, cx);
            let beds = self.beds();
            ScrollArea::vertical().id_salt(("census-rows", &self.ward)).auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for bed in &beds {
                    self.row(ui, bed, &widths, cx);
                }
            });
        });
    }

    fn ward_box(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(picks) = self.picks.of(&ItemKind::Ward, ("", ""), cx) else { return };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            let label = cx.w.t("census-ward");
            let response = Combo::new(ward_id(), &label, &mut self.ward, &picks).width(320.0).show(ui);
            if response.lost_focus() || response.changed() {
                let free = self.beds().into_iter().find(|b| b.who.is_empty() && !self.saved.contains_key(&b.code));
                self.at = free.map(|b| b.code).unwrap_or_default();
            }
            ui.vertical(|ui| {
                ui.add_space(22.0);
                ui.add(egui::Label::new(theme::label(cx.w.t("census-what"))).wrap());
            });
        });
    }

    fn row(&mut self, ui: &mut Ui, bed: &BedLine, widths: &[f32], cx: &Cx<'_>) {
        let remarks = self.remarks.get(&bed.code).cloned().unwrap_or_default();
        let said: Vec<String> = remarks.iter().map(|r| remark_text(r, cx.lang())).collect();
        #[allow(clippy::cast_precision_loss, reason = "a handful of sentences")]
        let height = ROW_HEIGHT + 22.0 * said.len() as f32;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let colours = theme::palette(ui);
        let done = self.saved.get(&bed.code).cloned();
        if done.is_some() || !bed.who.is_empty() {
            ui.painter().rect_filled(rect, 0.0, colours.sunken);
        } else if self.at == bed.code {
            ui.painter().rect_filled(rect, 0.0, colours.soft);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
        let line = Rect::from_min_size(rect.min, vec2(rect.width(), ROW_HEIGHT)).shrink2(vec2(gap::M, 0.0));
        bare(ui, line, 0.0, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = gap::XS;
                let (cell, _) = ui.allocate_exact_size(vec2(BED_WIDTH - gap::XS, ROW_HEIGHT), Sense::hover());
                let at = pos2(cell.left(), cell.center().y);
                ui.painter().text(at, egui::Align2::LEFT_CENTER, &bed.code, theme::bold(size::LABEL), colours.ink);
                match done {
                    Some(done) => saved_row(ui, &done, cx),
                    None if !bed.who.is_empty() => taken_row(ui, bed, cx),
                    None => self.cells(ui, bed, (widths, &remarks), cx),
                }
            });
        });
        if !said.is_empty() {
            let under = Rect::from_min_max(pos2(rect.left() + gap::M + BED_WIDTH, rect.top() + ROW_HEIGHT), rect.max);
            bare(ui, under, 0.0, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for text in said {
                    said_line(ui, &Said::fault(text));
                }
            });
        }
    }

    fn cells(&mut self, ui: &mut Ui, bed: &BedLine, (widths, remarks): (&[f32], &[Remark]), cx: &Cx<'_>) {
        let saving = self.saving.as_deref() == Some(bed.code.as_str());
        for ((id, code, _), width) in COLUMNS.iter().zip(widths) {
            let Some(item) = item(*id, code) else { continue };
            let picks = match item.kind {
                ItemKind::Sex => Some(sexes(cx)),
                _ => self.picks.of(&item.kind, ("", ""), cx),
            };
            let row = self.rows.entry(bed.code.clone()).or_default();
            let bad = remarks.iter().any(|r| r.field.code() == *code);
            let name = format!("{}, {}", bed.code, item.label.get(cx.lang()));
            let changed = cell(ui, (cell_id(&bed.code, code), &name, *width), (row.entry(code), bad, saving), picks.as_deref());
            if changed.1 {
                self.at.clone_from(&bed.code);
            }
            if changed.0
                && let Some(all) = self.remarks.get_mut(&bed.code)
            {
                all.retain(|r| r.field.code() != *code);
            }
        }
    }

    fn file_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        ui.label(theme::strong(cx.w.t("census-file-title")));
        ui.add(egui::Label::new(theme::label(cx.w.t("census-file-what"))).wrap());
        let (label, hint) = (cx.w.t("census-file"), cx.w.t("census-file-hint"));
        let out = Field::new(Id::unique("census-file"), &label, &mut self.file).hint(&hint).stays().show(ui);
        let take = cx.w.t(if self.taking { "census-taking" } else { "census-take" });
        let ready = !self.taking && !self.file.trim().is_empty();
        let pressed = ui.add(Button::secondary(&take).enabled(ready)).clicked();
        if ready && (pressed || out.entered) {
            self.taking = true;
            self.taken = None;
            cx.send(Job::Case(CaseJob::TakeCensus { file: PathBuf::from(self.file.trim()) }));
        }
        if let Some(taken) = &self.taken {
            result(ui, taken, cx);
        }
    }
}

/// In one letter: a cell has no room for more.
fn sexes(cx: &Cx<'_>) -> Arc<Vec<Pick>> {
    let pick = |sex: &Sex| Pick::new(sex.code(), crate::window::widgets::sex(*sex, cx.w)).words(sex_word(*sex, cx));
    Arc::new(Sex::ALL.iter().map(pick).collect())
}

fn sex_word(sex: Sex, cx: &Cx<'_>) -> String {
    cx.w.t(&format!("sex-{}", sex.code())).into_owned()
}

/// Widths of the cells, a share of what there is each.
fn widths(room: f32) -> Vec<f32> {
    #[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
    let room = room - gap::XS * COLUMNS.len() as f32;
    let all: f32 = COLUMNS.iter().map(|(_, _, share)| share).sum();
    COLUMNS.iter().map(|(_, _, share)| (room * share / all).floor()).collect()
}

fn heads(ui: &mut Ui, widths: &[f32], cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD_HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), 0.0, colours.sunken);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
    let mut left = rect.left() + gap::M;
    let bed = cx.w.t("census-bed").into_owned();
    let labels = COLUMNS.iter().map(|(_, code, _)| cx.w.t(&format!("census-head-{code}")).into_owned());
    for (text, width) in [bed].into_iter().chain(labels).zip([BED_WIDTH - gap::XS].into_iter().chain(widths.iter().copied())) {
        let mut job = egui::text::LayoutJob::simple_singleline(text, theme::bold(size::LABEL), colours.muted);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width - gap::XS);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, colours.muted);
        left += width + gap::XS;
    }
}

/// One box of a row. Answers whether its text changed and whether it has the focus.
fn cell(
    ui: &mut Ui,
    (id, name, width): (Id, &str, f32),
    (text, bad, saving): (&mut String, bool, bool),
    picks: Option<&Vec<Pick>>,
) -> (bool, bool) {
    let fault = bad.then(|| Said::fault(String::new()));
    let response = ui
        .add_enabled_ui(!saving, |ui| match picks {
            Some(picks) => Combo::new(id, name, text, picks).said(fault.as_ref()).width(width).bare().show(ui),
            None => Field::new(id, name, text).said(fault.as_ref()).width(width).hide_label().bare().show(ui).response,
        })
        .inner;
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand(6.0), None);
    }
    (response.changed(), response.has_focus())
}

fn saved_row(ui: &mut Ui, done: &Done, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.x = gap::M;
    tag(ui, &cx.w.t("census-row-saved"), Tone::Ok);
    if let Some(number) = &done.number {
        ui.label(theme::strong(number.as_str()));
    }
    if let Some(name) = &done.name {
        ui.add(egui::Label::new(theme::text(in_language(name, cx.lang()))).truncate());
    }
}

fn taken_row(ui: &mut Ui, bed: &BedLine, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.x = gap::M;
    let tone = if bed.look == BedLook::Conflict { Tone::Error } else { Tone::Plain };
    tag(ui, &cx.w.t(bed.look.word_id()), tone);
    for who in &bed.who {
        ui.label(theme::label(who.number.as_ref().unwrap_or(&who.patient_number).as_str()));
        ui.add(egui::Label::new(theme::text(in_language(&who.name, cx.lang())).weak()).truncate());
    }
}

fn result(ui: &mut Ui, taken: &CensusTaken, cx: &Cx<'_>) {
    let n = taken.taken.len() as u64;
    said_line(ui, &Said { tone: Tone::Ok, text: cx.w.count("census-taken", n) });
    if taken.known > 0 {
        said_line(ui, &Said::info(cx.w.count("census-known", taken.known)));
    }
    if taken.faults.is_empty() {
        return;
    }
    said_line(ui, &Said::fault(cx.w.count("census-faults", taken.faults.len() as u64)));
    ScrollArea::vertical().id_salt("census-faults").auto_shrink([false, false]).show(ui, |ui| {
        for fault in &taken.faults {
            let place = cx.w.with("census-line", &[("line", &grouped(fault.line)), ("column", &fault.column)]);
            ui.label(theme::strong(place).size(size::LABEL));
            ui.add(egui::Label::new(theme::label(sentence(fault, cx)).color(theme::palette(ui).ink)).wrap());
            ui.add_space(gap::XS);
        }
    });
}

fn sentence(fault: &CensusFault, cx: &Cx<'_>) -> String {
    let args: Vec<(&str, &str)> = fault.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    cx.w.with(fault.id, &args)
}
