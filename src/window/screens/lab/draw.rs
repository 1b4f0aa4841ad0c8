//! Tiles, the line with filter, group and capacity, the table of tubes. Draws only; the words of a line are made when it is in sight.

use super::rows::{Row, column, row};
use super::{LabScreen, Sieve, list_id, tiles};
use crate::window::commands::{LabKey, UiCommand, line_of};
use crate::window::state::Cx;
use crate::window::theme::{self, FIELD_HEIGHT, Tone, gap, size};
use crate::window::widgets::{Bar, Button, Column, Combo, List, Pick, Width, bar, bare, pane, tag};
use egui::{
    Color32, CornerRadius, Id, Label, Rect, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use std::rc::Rc;

/// Width of the room under which columns and words are left out.
pub const NARROW: f32 = 960.0;
const ROW_HEIGHT: f32 = 33.0;
/// Height of the panel of the marked tube, and of the window's room from which on it is shown.
const DETAIL_HEIGHT: f32 = 172.0;
const DETAIL_ROOM_MIN: f32 = 430.0;
const PROMPT_HEIGHT: f32 = 62.0;
const BAR_WIDTH: f32 = 44.0;

/// A button at the head with its key.
pub fn head_button(ui: &mut Ui, key: LabKey, id: &str, filled: bool, cx: &Cx<'_>) -> Option<LabKey> {
    let line = line_of(UiCommand::Tube(key))?;
    let may = line.right.is_none_or(|right| cx.may(right));
    if !may {
        return None;
    }
    let label = cx.w.t(id);
    let button = if filled { Button::primary(&label) } else { Button::secondary(&label) };
    ui.add(button.key(line.cap).no_focus()).clicked().then_some(key)
}

/// The cap of a tube, with its colour's name for those who do not see it.
pub fn tube_mark(ui: &mut Ui, colour: [u8; 3], name: &str) {
    mark(ui, vec2(10.0, 16.0), colour, name);
}

/// The same, as tall as a heading.
pub fn tube_mark_tall(ui: &mut Ui, colour: [u8; 3], name: &str) {
    mark(ui, vec2(14.0, 26.0), colour, name);
}

fn mark(ui: &mut Ui, extent: egui::Vec2, colour: [u8; 3], name: &str) {
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    if ui.is_rect_visible(rect) {
        let radius = CornerRadius { nw: 2, ne: 2, sw: 5, se: 5 };
        let edge = Stroke::new(1.0, theme::palette(ui).ink.gamma_multiply(0.25));
        ui.painter().rect(rect, radius, theme::cap(colour), edge, StrokeKind::Inside);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.on_hover_text(name);
}

impl LabScreen {
    pub(super) fn room(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let counts = self.counts;
        if let Some(tile) = tiles::show(ui, &counts, self.sieve.tile, cx) {
            self.choose_tile(Some(tile));
        }
        self.tools(ui, cx);
        let room = ui.available_rect_before_wrap();
        let shows_detail = !self.closed && room.height() > DETAIL_ROOM_MIN && self.marked.is_some();
        let detail = if shows_detail { DETAIL_HEIGHT + gap::M } else { 0.0 };
        let prompt = if self.prompt.is_some() { PROMPT_HEIGHT + gap::M } else { 0.0 };
        let table = Rect::from_min_max(room.min, pos2(room.right(), room.bottom() - detail - prompt));
        pane(ui, table, 0.0, |ui| self.table(ui, cx));
        if prompt > 0.0 {
            let at = Rect::from_min_size(pos2(room.left(), table.bottom() + gap::M), vec2(room.width(), PROMPT_HEIGHT));
            self.show_prompt(ui, at, cx);
        }
        if shows_detail {
            let at = Rect::from_min_max(pos2(room.left(), room.bottom() - DETAIL_HEIGHT), room.max);
            pane(ui, at, 0.0, |ui| self.detail_pane(ui, at, cx));
        }
    }

    /// Filter, group, and how much of the day's capacity is taken.
    fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let line = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), FIELD_HEIGHT));
        let narrow = line.width() < NARROW;
        bare(ui, line, 0.0, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                self.filter(ui, if narrow { 250.0 } else { 330.0 }, cx);
                self.group(ui, if narrow { 180.0 } else { 210.0 }, cx);
                let order = self.order_words(cx);
                ui.label(theme::label(order));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let (text, tone) = self.capacity(cx);
                    let ink = theme::palette(ui).ink_of(tone);
                    let text = theme::label(text);
                    let text = if tone == Tone::Plain { text } else { text.color(ink) };
                    ui.add(Label::new(text).truncate());
                });
            });
        });
        ui.add_space(gap::XS);
    }

    fn group(&mut self, ui: &mut Ui, width: f32, cx: &Cx<'_>) {
        let name = |code: &str| {
            let known = cx.masters().and_then(|m| m.lab_panels.iter().find(|p| p.code == code));
            known.map_or_else(|| code.to_owned(), |p| p.name.get(cx.lang()).to_owned())
        };
        let mut picks = vec![Pick::new("", cx.w.t("lb-group-all"))];
        picks.extend(self.groups.iter().map(|code| {
            let shown = name(code);
            let pick = Pick::new(code.clone(), shown.clone());
            if shown == *code { pick } else { pick.words(code.as_str()) }
        }));
        let mut group = self.sieve.group.clone();
        ui.allocate_ui(vec2(width, FIELD_HEIGHT), |ui| {
            Combo::new(Id::unique("lab-group"), &cx.w.t("lb-group"), &mut group, &picks).bare().width(width).show(ui);
        });
        let known = group.is_empty() || picks.iter().any(|p| p.key == group);
        if known {
            self.change(Sieve { group, ..self.sieve.clone() });
        }
    }

    /// In which order the lines stand, and how many they are.
    fn order_words(&self, cx: &Cx<'_>) -> String {
        let lines = cx.w.count("lb-tubes", self.shown.len() as u64);
        let by = match self.list.sort {
            None => cx.w.t("lb-sort-urgent"),
            Some((column::TUBE, _)) => cx.w.t("lb-sort-tube"),
            Some((column::PATIENT, _)) => cx.w.t("lb-sort-patient"),
            Some((column::PLACE, _)) => cx.w.t("lb-sort-place"),
            Some((column::AGE, _)) => cx.w.t("lb-sort-age"),
            Some(_) => cx.w.t("lb-sort-last"),
        };
        format!("{lines} · {by}")
    }

    /// `CBC 118 of 200 today`: of the group shown, else of those nearest to their limit.
    fn capacity(&self, cx: &Cx<'_>) -> (String, Tone) {
        let own = |code: &str| self.sieve.group.is_empty() || self.sieve.group == code;
        let mut all: Vec<&(String, u32, u32)> = self.board.capacity.iter().filter(|(code, ..)| own(code)).collect();
        all.sort_by_key(|(_, taken, of)| std::cmp::Reverse(u64::from(*taken) * 1000 / u64::from((*of).max(1))));
        all.truncate(3);
        let full = all.iter().any(|(_, taken, of)| taken >= of);
        let said = |(code, taken, of): &&(String, u32, u32)| {
            cx.w.with("lb-capacity", &[("panel", code), ("taken", &taken.to_string()), ("of", &of.to_string())])
        };
        let text = all.iter().map(said).collect::<Vec<_>>().join(" · ");
        let text = if text.is_empty() { text } else { cx.w.with("lb-capacity-today", &[("all", &text)]) };
        (text, if full { Tone::Warning } else { Tone::Plain })
    }

    fn table(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let columns = columns(ui.available_width(), cx);
        if self.shown.is_empty() {
            let id = match (self.known, self.board.lines.is_empty()) {
                (false, _) => "lb-reading",
                (true, true) => "lb-none",
                (true, false) => "lb-no-match",
            };
            let rect = ui.available_rect_before_wrap();
            // The list keeps the keyboard although it is empty.
            ui.interact(rect, list_id(), Sense::focusable_noninteractive())
                .widget_info(|| WidgetInfo::labeled(Role::Table, true, cx.w.t("lb-list").as_ref()));
            bare(ui, rect, gap::L, |ui| ui.add(Label::new(theme::text(cx.w.t(id)).weak()).wrap()));
            return;
        }
        let catalogue = self.catalogue(cx);
        let (board, shown, rows) = (&self.board, &self.shown, &self.rows);
        let narrow = columns.len() <= column::REMARK;
        let known = |line: usize| -> Option<Rc<Row>> {
            let n = *shown.get(line)?;
            let mut rows = rows.borrow_mut();
            let slot = rows.get_mut(n)?;
            if slot.is_none() {
                *slot = Some(Rc::new(row(board.lines.get(n)?, &catalogue, cx)));
            }
            slot.clone()
        };
        let (up, down) = (cx.w.t("list-sorted-up"), cx.w.t("list-sorted-down"));
        let out = List::new(list_id(), &cx.w.t("lb-list"), &columns, shown.len())
            .row_height(ROW_HEIGHT)
            .padding(gap::S)
            .order_words(&up, &down)
            .show(
                ui,
                &mut self.list,
                |ui, line, at| {
                    if let Some(row) = known(line) {
                        cell(ui, &row, if narrow && at == column::LAST { column::REMARK } else { at }, cx);
                    }
                },
                |line| known(line).map_or_else(String::new, |row| row.spoken.clone()),
            );
        if out.sorted {
            self.sift = true;
        }
        let before = self.marked.clone();
        self.mark();
        if self.marked != before && self.prompt.take().is_some() {
            self.focus = Some(list_id());
        }
        if out.opened.is_some() {
            self.act(LabKey::Type, cx);
        }
    }
}

fn columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let narrow = room < NARROW;
    let title = |id: &str| cx.w.t(id).into_owned();
    let exact = |wide: f32, low: f32| Width::Exact(if narrow { low } else { wide });
    let mut all = vec![
        Column::new(title("lb-column-tube"), exact(122.0, 114.0)).sorts(),
        Column::new(title("lb-column-patient"), Width::Rest(if narrow { 110.0 } else { 190.0 })).sorts(),
        Column::new(title("lb-column-tests"), exact(172.0, 126.0)),
        Column::new(title("lb-column-place"), exact(190.0, 110.0)).sorts(),
        Column::new(title("lb-column-age"), exact(158.0, 126.0)).sorts(),
    ];
    // Where there is little room, who had it last stands only in the panel beneath.
    if !narrow {
        all.push(Column::new(title("lb-column-last"), Width::Exact(106.0)).sorts());
    }
    all.push(Column::new(title("lb-column-remark"), exact(158.0, 138.0)));
    all
}

fn cell(ui: &mut Ui, row: &Row, at: usize, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let small = |text: &str, ink: Color32| RichText::new(text).font(theme::regular(size::LABEL)).color(ink);
    let narrow = at == column::AGE && ui.available_width() < 130.0;
    match at {
        column::TUBE => {
            tube_mark(ui, row.colour, &row.tube);
            ui.add(Label::new(small(&row.accession, colours.ink)).truncate());
        }
        column::PATIENT => {
            let mut job = egui::text::LayoutJob::default();
            job.append(&row.name, 0.0, egui::TextFormat::simple(theme::bold(size::LABEL), colours.ink));
            job.append(&row.about, gap::XS, egui::TextFormat::simple(theme::regular(size::LABEL), colours.muted));
            ui.add(Label::new(job).truncate());
        }
        column::TESTS => {
            if row.urgent {
                tag(ui, &cx.w.t("lb-urgent"), Tone::Error);
            }
            ui.add(Label::new(tests(row, colours)).truncate());
        }
        column::PLACE => drop(ui.add(Label::new(small(&row.place, colours.ink)).truncate())),
        column::AGE => {
            if let Some((share, tone)) = row.share {
                let width = if narrow { BAR_WIDTH / 2.0 } else { BAR_WIDTH };
                bar(ui, &Bar { value: u64::from(share), of: 100, width, tone }, &row.age);
            }
            ui.add(Label::new(small(&row.age, colours.ink)).truncate());
        }
        column::LAST => {
            let mut job = egui::text::LayoutJob::default();
            job.append(&row.by, 0.0, egui::TextFormat::simple(theme::regular(size::LABEL), colours.ink));
            job.append(&row.since, gap::XS, egui::TextFormat::simple(theme::regular(size::LABEL), colours.muted));
            ui.add(Label::new(job).truncate());
        }
        _ => {
            let ink = if row.tone == Tone::Plain { colours.muted } else { colours.ink_of(row.tone) };
            let font = if row.tone == Tone::Error { theme::bold(size::LABEL) } else { theme::regular(size::LABEL) };
            ui.add(Label::new(RichText::new(&row.remark).font(font).color(ink)).truncate());
        }
    }
}

fn tests(row: &Row, colours: &theme::Palette) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    for (n, (text, tone)) in row.tests.iter().enumerate() {
        let (font, ink) = match tone {
            Tone::Plain => (theme::regular(size::LABEL), colours.ink),
            tone => (theme::bold(size::LABEL), colours.ink_of(*tone)),
        };
        job.append(text, if n == 0 { 0.0 } else { gap::XS + 1.0 }, egui::TextFormat::simple(font, ink));
    }
    job
}
