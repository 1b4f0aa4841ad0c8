//! The wards at the left: code, name, a bar and how full in per cent. Typing filters by ward or bed.

use super::{WardScreen, board_id, filter_id};
use crate::desk::cases::WardLine;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::Field;
use crate::words::grouped;
use egui::{CornerRadius, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const LINE_HEIGHT: f32 = 46.0;
const FOOT_HEIGHT: f32 = 40.0;
const BAR_WIDTH: f32 = 56.0;
const BAR_WIDTH_NARROW: f32 = 30.0;
/// Width of a line under which its bar is short, so that the code stays whole.
const NARROW: f32 = 190.0;
/// Per cent from which a ward counts as full.
pub(super) const FULL_PER_CENT: u32 = 90;

impl WardScreen {
    pub(super) fn side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let before = self.filter.clone();
        self.side_keys(ui, cx);
        ui.add_space(gap::S + 1.0);
        let entered = ui
            .horizontal(|ui| {
                ui.add_space(gap::S + 1.0);
                let width = ui.available_width() - gap::S - 1.0;
                let (label, hint) = (cx.w.t("ward-filter"), cx.w.t("ward-filter-hint"));
                Field::new(filter_id(), &label, &mut self.filter).hint(&hint).hide_label().width(width).stays().show(ui).entered
            })
            .inner;
        ui.add_space(gap::S);
        let shown = self.fitting(cx);
        if before != self.filter {
            self.follow_filter(&shown);
        }
        if entered {
            self.filter.clear();
            self.focus = Some(board_id());
        }
        self.ward_lines(ui, &shown, cx);
        self.sum(ui, cx);
    }

    /// Wards that fit what was typed: by code, by name in either language, or by a bed's code.
    fn fitting(&self, cx: &Cx<'_>) -> Vec<WardLine> {
        let wanted = self.filter.trim().to_lowercase();
        let fits = |line: &&WardLine| {
            let ward = cx.masters().and_then(|m| m.ward(&line.code));
            wanted.is_empty()
                || line.code.to_lowercase().contains(&wanted)
                || ward.is_some_and(|w| w.name.en.to_lowercase().contains(&wanted) || w.name.hi.contains(&wanted))
                || self.bed_like(line, &wanted).is_some()
        };
        self.wards.iter().filter(fits).cloned().collect()
    }

    fn bed_like(&self, line: &WardLine, wanted: &str) -> Option<String> {
        let board = self.boards.iter().find(|b| b.ward == line.code)?;
        let starts = wanted.len() > line.code.len() && wanted.starts_with(&line.code.to_lowercase());
        let found = board.beds.iter().filter(|_| starts).find(|bed| bed.code.to_lowercase().starts_with(wanted));
        found.map(|bed| bed.code.clone())
    }

    /// What was typed names a ward or a bed: it is shown at once.
    fn follow_filter(&mut self, shown: &[WardLine]) {
        let wanted = self.filter.trim().to_lowercase();
        let Some(first) = shown.first().filter(|_| !wanted.is_empty()) else { return };
        if shown.iter().all(|line| line.code != self.ward) || shown.len() == 1 {
            self.choose_ward(&first.code);
        }
        if let Some(bed) = self.bed_like(first, &wanted) {
            self.mark_bed(&bed);
        }
    }

    /// Up and down in the box go along the wards that fit.
    fn side_keys(&mut self, ui: &Ui, cx: &Cx<'_>) {
        if !ui.memory(|m| m.has_focus(filter_id())) {
            return;
        }
        let (down, up) =
            ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowDown), i.consume_key(Modifiers::NONE, Key::ArrowUp)));
        if down || up {
            let shown = self.fitting(cx);
            self.step_ward(&shown, down);
        }
    }

    /// The ward before or after the one shown.
    pub(super) fn step_ward(&mut self, shown: &[WardLine], down: bool) {
        let at = shown.iter().position(|line| line.code == self.ward);
        let to = match (at, down) {
            (Some(at), true) => (at + 1).min(shown.len().saturating_sub(1)),
            (Some(at), false) => at.saturating_sub(1),
            (None, _) => 0,
        };
        if let Some(line) = shown.get(to) {
            self.choose_ward(&line.code.clone());
        }
    }

    fn ward_lines(&mut self, ui: &mut Ui, shown: &[WardLine], cx: &Cx<'_>) {
        let height = (ui.available_height() - FOOT_HEIGHT).max(80.0);
        let follow = std::mem::take(&mut self.side_scroll);
        let mut clicked = None;
        let hairline = theme::palette(ui).hairline();
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), hairline);
        let scroll = ScrollArea::vertical().id_salt("ward-side").max_height(height).min_scrolled_height(height);
        scroll.auto_shrink([false, false]).animated(false).show(ui, |ui| {
            for line in shown {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_HEIGHT), Sense::hover());
                let chosen = line.code == self.ward;
                if chosen && follow {
                    ui.scroll_to_rect(rect, None);
                }
                if ui.is_rect_visible(rect) && ward_line(ui, rect, line, chosen, cx) {
                    clicked = Some(line.code.clone());
                }
            }
        });
        if let Some(code) = clicked {
            self.choose_ward(&code);
            self.focus = Some(board_id());
        }
    }

    fn sum(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let hairline = theme::palette(ui).hairline();
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), hairline);
        let (taken, beds) = self.whole_sum();
        let text = cx.w.with("ward-whole-sum", &[("taken", &grouped(taken)), ("beds", &grouped(beds))]);
        ui.add_space(gap::S + 2.0);
        ui.horizontal(|ui| {
            ui.add_space(gap::M);
            ui.add(egui::Label::new(theme::label(text)).truncate());
        });
    }

    /// Patients in beds and beds of the whole hospital.
    pub(super) fn whole_sum(&self) -> (u64, u64) {
        self.wards.iter().fold((0, 0), |(taken, beds), w| (taken + u64::from(w.taken), beds + u64::from(w.beds)))
    }
}

/// One ward. True when it was clicked.
fn ward_line(ui: &Ui, rect: Rect, line: &WardLine, chosen: bool, cx: &Cx<'_>) -> bool {
    let colours = theme::palette(ui);
    let response = ui.interact(rect, Id::unique(("ward-line", &line.code)), Sense::CLICK);
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if chosen { colours.soft } else { colours.sunken });
    }
    if chosen {
        let mark = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(mark, 0.0, colours.primary);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
    let name = super::ward_name(&line.code, cx);
    let per_cent = line.per_cent();
    let full = per_cent >= FULL_PER_CENT;
    let font = if chosen { theme::bold(size::TEXT) } else { theme::regular(size::TEXT) };
    let inner = rect.shrink2(vec2(gap::M, 0.0));
    let top = inner.top() + 14.0;
    let number = ui.painter().layout_no_wrap(format!("{per_cent} %"), font.clone(), colours.ink);
    let number_left = inner.right() - number.size().x;
    ui.painter().galley(pos2(number_left, top - number.size().y / 2.0), number, colours.ink);
    let width = if rect.width() < NARROW { BAR_WIDTH_NARROW } else { BAR_WIDTH };
    let bar = Rect::from_min_size(pos2(inner.right() - 34.0 - width, top - 4.0), vec2(width, 8.0));
    paint_bar(ui, bar, per_cent, full);
    text_line(ui, &line.code, font, colours.ink, (inner.left(), top, bar.left() - gap::S - inner.left()));
    let under = (inner.left(), rect.bottom() - 14.0, inner.width());
    text_line(ui, &name, theme::regular(size::LABEL - 0.5), colours.muted, under);
    let said = format!("{}, {name}, {per_cent} %, {}", line.code, super::counts(line, cx));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &said));
    response.clicked()
}

fn text_line(ui: &Ui, text: &str, font: egui::FontId, ink: egui::Color32, (left, middle, room): (f32, f32, f32)) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, ink);
}

fn paint_bar(ui: &Ui, rect: Rect, per_cent: u32, full: bool) {
    let colours = theme::palette(ui);
    let radius = CornerRadius::same(4);
    ui.painter().rect_filled(rect, radius, colours.track);
    let tone = if full { Tone::Error } else { Tone::Plain };
    #[allow(clippy::cast_precision_loss, reason = "a hundred at most")]
    let width = rect.width() * (per_cent.min(100) as f32) / 100.0;
    if per_cent > 0 {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(width.max(4.0), rect.height())), radius, colours.bar(tone));
    }
}
