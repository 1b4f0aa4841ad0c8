//! The whole hospital at a glance (O): each ward a line with its bar and every bed as a tile. Only lines in sight are laid out.

use super::panel::back_button;
use super::side::FULL_PER_CENT;
use super::{WardScreen, board_id};
use crate::desk::cases::{BedLook, WardBoard, WardLine};
use crate::window::commands::{UiCommand, WardKey};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Palette, gap, size};
use crate::window::widgets::{BedGround, head, pane};
use crate::words::grouped;
use egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

const TILE: f32 = 13.0;
const STEP: f32 = 16.0;
const LINE_MIN: f32 = 40.0;
/// Name, bar and numbers take this much at the left of the tiles.
const LEFT: f32 = 400.0;
const BAR_WIDTH: f32 = 88.0;
const LEGEND_HEIGHT: f32 = 42.0;
const LOOKS: [BedLook; 6] =
    [BedLook::Taken, BedLook::Free, BedLook::Reserved, BedLook::Cleaning, BedLook::OutOfOrder, BedLook::Conflict];

impl WardScreen {
    pub(super) fn whole(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (taken, beds) = self.whole_sum();
        let per_cent = (taken * 100).checked_div(beds).unwrap_or(0);
        let aside = cx.w.with(
            "ward-whole-aside",
            &[("taken", &grouped(taken)), ("beds", &grouped(beds)), ("percent", &per_cent.to_string())],
        );
        let mut back = false;
        head(ui, &cx.w.t("ward-whole-title"), &aside, |ui| back = back_button(ui, cx));
        if back {
            cx.wish(Wish::Run(UiCommand::Ward(WardKey::Whole)));
        }
        let room = ui.available_rect_before_wrap();
        let whole = ui.interact(room, board_id(), Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, cx.w.t("ward-whole-title").as_ref()));
        if whole.has_focus() {
            self.whole_keys(ui);
        }
        pane(ui, room, 0.0, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            legend(ui, cx);
            self.lines(ui, cx);
        });
    }

    fn whole_keys(&mut self, ui: &Ui) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(board_id(), filter));
        let (down, up, enter) = ui.input_mut(|i| {
            let mut on = |key| i.consume_key(Modifiers::NONE, key);
            (on(Key::ArrowDown), on(Key::ArrowUp), on(Key::Enter))
        });
        if down || up {
            self.step_ward(&self.wards.clone(), down);
            self.whole = true;
        }
        if enter {
            self.whole = false;
            self.scroll = true;
        }
    }

    fn lines(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let (wards, boards) = (self.wards.clone(), self.boards.clone());
        let follow = std::mem::take(&mut self.scroll);
        let mut opened: Option<(String, usize)> = None;
        ScrollArea::vertical().id_salt("ward-whole").auto_shrink([false, false]).animated(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let columns = columns(ui.available_width() - LEFT - gap::L);
            for (line, board) in wards.iter().zip(boards.iter()) {
                #[allow(clippy::cast_precision_loss, reason = "a hundred rows at most")]
                let rows = board.beds.len().div_ceil(columns) as f32;
                let height = STEP.mul_add(rows, gap::M).max(LINE_MIN);
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
                let chosen = line.code == self.ward;
                if chosen && follow {
                    ui.scroll_to_rect(rect, None);
                }
                if ui.is_rect_visible(rect)
                    && let Some(tile) = ward_row(ui, rect, (line, board), columns, chosen, cx)
                {
                    opened = Some((line.code.clone(), tile));
                }
            }
        });
        if let Some((ward, tile)) = opened {
            self.choose_ward(&ward);
            self.at = tile;
            self.focus = Some(board_id());
        }
    }
}

/// Tiles side by side, whole tens where there is room.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a hundred tiles at most")]
fn columns(width: f32) -> usize {
    let all = (width / STEP).floor().max(1.0) as usize;
    if all >= 20 { all / 10 * 10 } else { all }
}

/// What a tile is filled with: a taken bed is the dark one.
fn paint_tile(painter: &egui::Painter, rect: Rect, look: BedLook, colours: &Palette) {
    let (fill, edge) = match look {
        BedLook::Taken => (colours.primary, colours.primary),
        BedLook::Free => (colours.ok.ground, colours.ok.ink),
        BedLook::Reserved => (colours.info.ground, colours.info.ink),
        BedLook::Cleaning => (colours.surface, colours.muted),
        BedLook::OutOfOrder => (colours.track, colours.muted),
        BedLook::Conflict => (colours.error.ink, colours.error.ink),
    };
    painter.rect(rect, CornerRadius::same(2), fill, egui::Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    let stroke = egui::Stroke::new(1.5, edge);
    match look {
        // A sign in each that could be mistaken: nothing is said by colour alone.
        BedLook::Cleaning => {
            painter.line_segment([rect.left_bottom() + vec2(2.0, -2.0), rect.right_top() + vec2(-2.0, 2.0)], stroke);
        }
        BedLook::OutOfOrder => {
            painter.line_segment([rect.left_bottom() + vec2(3.0, -3.0), rect.right_top() + vec2(-3.0, 3.0)], stroke);
            painter.line_segment([rect.left_top() + vec2(3.0, 3.0), rect.right_bottom() + vec2(-3.0, -3.0)], stroke);
        }
        BedLook::Reserved => {
            painter.circle_filled(rect.center(), 2.0, edge);
        }
        BedLook::Conflict => {
            let ink = egui::Stroke::new(1.5, colours.error.ground);
            painter.line_segment([rect.center_top() + vec2(0.0, 3.0), rect.center_bottom() + vec2(0.0, -5.5)], ink);
            painter.circle_filled(rect.center_bottom() + vec2(0.0, -3.5), 1.0, colours.error.ground);
        }
        BedLook::Taken | BedLook::Free => {}
    }
}

fn legend(ui: &mut Ui, cx: &Cx<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LEGEND_HEIGHT), Sense::hover());
    let colours = theme::palette(ui);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
    let mut left = rect.left() + gap::M;
    for look in LOOKS {
        let tile = Rect::from_min_size(pos2(left, rect.center().y - TILE / 2.0), vec2(TILE, TILE));
        paint_tile(ui.painter(), tile, look, colours);
        left = tile.right() + gap::XS + 2.0;
        let word = cx.w.t(look.word_id()).into_owned();
        let galley = ui.painter().layout_no_wrap(word, theme::regular(size::LABEL), colours.ink);
        let width = galley.size().x;
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, colours.ink);
        left += width + gap::L;
    }
}

/// A ward's line. Answers which tile was clicked; the first where it was beside them.
fn ward_row(
    ui: &Ui,
    rect: Rect,
    (line, board): (&WardLine, &WardBoard),
    columns: usize,
    chosen: bool,
    cx: &Cx<'_>,
) -> Option<usize> {
    let colours = theme::palette(ui);
    let response = ui.interact(rect, Id::unique(("ward-whole", &line.code)), Sense::CLICK);
    if chosen {
        ui.painter().rect_filled(rect, 0.0, colours.soft);
        let mark = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(mark, 0.0, colours.primary);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
    let name = super::ward_name(&line.code, cx);
    left_part(ui, rect, line, &name);
    let origin = pos2(rect.left() + LEFT, rect.top() + gap::S);
    let mut over = None;
    let pointer = response.hover_pos();
    for (n, bed) in board.beds.iter().enumerate() {
        #[allow(clippy::cast_precision_loss, reason = "a hundred tiles at most")]
        let at = origin + vec2(STEP * (n % columns) as f32, STEP * (n / columns) as f32);
        let tile = Rect::from_min_size(at, vec2(TILE, TILE));
        paint_tile(ui.painter(), tile, bed.look, colours);
        if pointer.is_some_and(|p| tile.expand(1.5).contains(p)) {
            over = Some(n);
            ui.painter().rect_stroke(tile, CornerRadius::same(2), egui::Stroke::new(2.0, colours.ink), egui::StrokeKind::Outside);
        }
    }
    let said = format!("{}, {name}, {} %, {}", line.code, line.per_cent(), super::counts(line, cx));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &said));
    let response = match over.and_then(|n| board.beds.get(n)) {
        Some(bed) => response.on_hover_text_at_pointer(format!("{} · {}", bed.code, cx.w.t(bed.look.word_id()))),
        None => response,
    };
    response.clicked().then(|| over.unwrap_or(0))
}

fn left_part(ui: &Ui, rect: Rect, line: &WardLine, name: &str) {
    let colours = theme::palette(ui);
    let middle = rect.top() + LINE_MIN / 2.0;
    let left = rect.left() + gap::M;
    let bar = Rect::from_min_size(pos2(rect.left() + LEFT - gap::L - 96.0 - BAR_WIDTH, middle - 5.0), vec2(BAR_WIDTH, 10.0));
    let text = |text: String, font: egui::FontId, ink: Color32, at: egui::Pos2, room: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text, font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, ink);
    };
    let room = bar.left() - left - gap::S;
    text(line.code.clone(), theme::bold(size::LABEL), colours.ink, pos2(left, middle - 8.0), room);
    text(name.to_owned(), theme::regular(size::LABEL - 0.5), colours.muted, pos2(left, middle + 8.0), room);
    stacked(ui, bar, line);
    let numbers = format!("{}/{}", line.taken, line.beds);
    text(numbers, theme::regular(size::LABEL), colours.muted, pos2(bar.right() + gap::S, middle), 52.0);
    let full = line.per_cent() >= FULL_PER_CENT;
    let ink = if full { colours.error.ink } else { colours.ink };
    text(format!("{} %", line.per_cent()), theme::bold(size::LABEL), ink, pos2(bar.right() + gap::S + 50.0, middle), 48.0);
}

/// Taken, reserved, being cleaned, out of order, one after the other; what is left is free.
fn stacked(ui: &Ui, rect: Rect, line: &WardLine) {
    let colours = theme::palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::same(3), colours.ok.ground);
    let full = line.per_cent() >= FULL_PER_CENT;
    let taken = if full { colours.error.ink } else { colours.primary };
    let mut left = rect.left();
    for (n, fill) in [
        (line.taken, taken),
        (line.reserved, colours.info.ink),
        (line.cleaning, BedGround::Cleaning.ink(colours)),
        (line.out_of_order, colours.edge),
    ] {
        #[allow(clippy::cast_precision_loss, reason = "a ward has no thousand beds")]
        let width = rect.width() * n as f32 / line.beds.max(1) as f32;
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        ui.painter().rect_filled(part, CornerRadius::same(if n == line.beds { 3 } else { 0 }), fill);
        left += width;
    }
    ui.painter().rect_stroke(rect, CornerRadius::same(3), colours.hairline(), egui::StrokeKind::Outside);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tens_are_easy_to_count() {
        assert_eq!(columns(700.0), 40);
        assert_eq!(columns(200.0), 12);
        assert_eq!(columns(0.0), 1);
    }
}
