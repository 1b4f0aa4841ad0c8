//! A table of any length: only the lines in sight are drawn. One stop of the keyboard; arrows, Page, Home, End move, Enter opens.

use super::focus::halo;
use super::icon::{Icon, paint_icon};
use crate::window::theme::{self, RADIUS, ROW_HEIGHT, gap, size};
use egui::{
    Align, CornerRadius, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};
use egui_extras::{Column as Width_, TableBuilder, TableRow};

const HEAD_HEIGHT: f32 = 34.0;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    Exact(f32),
    /// Takes what is left; not less than this.
    Rest(f32),
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    pub title: String,
    pub width: Width,
    /// Can be sorted by.
    pub sorts: bool,
    /// Numbers stand at the right.
    pub right: bool,
}

impl Column {
    #[must_use]
    pub fn new(title: impl Into<String>, width: Width) -> Self {
        Self { title: title.into(), width, sorts: false, right: false }
    }

    #[must_use]
    pub const fn sorts(mut self) -> Self {
        self.sorts = true;
        self
    }

    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// What a list remembers between frames.
#[derive(Debug, Clone, Default)]
pub struct ListState {
    /// The marked line.
    pub chosen: usize,
    /// Column and *descending*.
    pub sort: Option<(usize, bool)>,
    scroll: bool,
}

impl ListState {
    /// Marks a line and brings it into sight.
    pub const fn choose(&mut self, line: usize) {
        self.chosen = line;
        self.scroll = true;
    }
}

/// What happened in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListOut {
    /// Enter or a double click.
    pub opened: Option<usize>,
    /// Another line was marked.
    pub moved: bool,
    /// Another order was asked for.
    pub sorted: bool,
    /// The list has the keyboard.
    pub focus: bool,
}

/// The list. `show` gets a cell painter `(ui, line, column)` and a namer `line -> name for a screen reader`.
#[must_use = "call show"]
pub struct List<'a> {
    id: Id,
    name: &'a str,
    columns: &'a [Column],
    lines: usize,
    row_height: f32,
    /// Between a column's edge and its text.
    padding: f32,
    /// `{ascending, descending}`, for a screen reader.
    order_words: (&'a str, &'a str),
}

impl<'a> List<'a> {
    pub const fn new(id: Id, name: &'a str, columns: &'a [Column], lines: usize) -> Self {
        Self { id, name, columns, lines, row_height: ROW_HEIGHT, padding: gap::M, order_words: ("", "") }
    }

    pub const fn row_height(mut self, height: f32) -> Self {
        self.row_height = height;
        self
    }

    pub const fn padding(mut self, padding: f32) -> Self {
        self.padding = padding;
        self
    }

    /// What a screen reader says of a sorted column.
    pub const fn order_words(mut self, up: &'a str, down: &'a str) -> Self {
        self.order_words = (up, down);
        self
    }

    pub fn show(
        self,
        ui: &mut Ui,
        state: &mut ListState,
        mut cell: impl FnMut(&mut Ui, usize, usize),
        mut namer: impl FnMut(usize) -> String,
    ) -> ListOut {
        let mut out = ListOut::default();
        state.chosen = state.chosen.min(self.lines.saturating_sub(1));
        let rect = ui.available_rect_before_wrap();
        let whole = ui.interact(rect, self.id, Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::Table, true, self.name));
        ui.ctx().accesskit_node_builder(self.id, |node| node.set_row_count(self.lines));
        out.focus = whole.has_focus();
        if out.focus {
            self.keys(ui, rect.height(), state, &mut out);
        }
        self.table(ui, state, &mut out, &mut cell, &mut namer);
        if whole.has_focus() {
            halo(ui, rect);
        }
        out
    }

    fn keys(&self, ui: &Ui, height: f32, state: &mut ListState, out: &mut ListOut) {
        ui.memory_mut(|m| m.set_focus_lock_filter(self.id, EventFilter { vertical_arrows: true, ..EventFilter::default() }));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen lines fit a screen")]
        let page = ((height - HEAD_HEIGHT) / self.row_height).max(1.0) as usize;
        let last = self.lines.saturating_sub(1);
        let before = state.chosen;
        ui.input_mut(|i| {
            let mut on = |key| i.consume_key(Modifiers::NONE, key);
            if on(Key::ArrowDown) {
                state.chosen = (state.chosen + 1).min(last);
            }
            if on(Key::ArrowUp) {
                state.chosen = state.chosen.saturating_sub(1);
            }
            if on(Key::PageDown) {
                state.chosen = (state.chosen + page).min(last);
            }
            if on(Key::PageUp) {
                state.chosen = state.chosen.saturating_sub(page);
            }
            if on(Key::Home) {
                state.chosen = 0;
            }
            if on(Key::End) {
                state.chosen = last;
            }
            if on(Key::Enter) && self.lines > 0 {
                out.opened = Some(state.chosen);
            }
        });
        if before != state.chosen {
            out.moved = true;
            state.scroll = true;
        }
    }

    fn table(
        &self,
        ui: &mut Ui,
        state: &mut ListState,
        out: &mut ListOut,
        cell: &mut dyn FnMut(&mut Ui, usize, usize),
        namer: &mut dyn FnMut(usize) -> String,
    ) {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let colours = theme::palette(ui);
        ui.visuals_mut().selection.bg_fill = colours.soft;
        ui.visuals_mut().widgets.hovered.bg_fill = colours.sunken;
        let mut table = TableBuilder::new(ui)
            .id_salt(self.id)
            .sense(Sense::CLICK)
            .auto_shrink([false, false])
            .min_scrolled_height(0.0)
            .animate_scrolling(false)
            .cell_layout(Layout::left_to_right(Align::Center));
        for column in self.columns {
            table = table.column(match column.width {
                Width::Exact(width) => Width_::exact(width).clip(true),
                Width::Rest(least) => Width_::remainder().at_least(least).clip(true),
            });
        }
        if std::mem::take(&mut state.scroll) {
            table = table.scroll_to_row(state.chosen, None);
        }
        let table = table.header(HEAD_HEIGHT, |row| self.head(row, state, out));
        table.body(|body| {
            body.rows(self.row_height, self.lines, |row| self.line(row, state, out, cell, namer));
        });
    }

    fn head(&self, mut row: TableRow<'_, '_>, state: &mut ListState, out: &mut ListOut) {
        for (n, column) in self.columns.iter().enumerate() {
            row.col(|ui| {
                let colours = theme::palette(ui);
                let rect = ui.max_rect();
                let (nw, ne) = (if n == 0 { RADIUS - 1 } else { 0 }, if n + 1 == self.columns.len() { RADIUS - 1 } else { 0 });
                ui.painter().rect_filled(rect, CornerRadius { nw, ne, sw: 0, se: 0 }, colours.sunken);
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
                let sorted = state.sort.filter(|(by, _)| *by == n);
                let response = self.head_cell(ui, n, column, sorted);
                if column.sorts && response.clicked() {
                    state.sort = Some((n, sorted.is_some_and(|(_, down)| !down)));
                    out.sorted = true;
                }
            });
        }
    }

    fn head_cell(&self, ui: &Ui, n: usize, column: &Column, sorted: Option<(usize, bool)>) -> Response {
        let colours = theme::palette(ui);
        let rect = ui.max_rect();
        let sense = if column.sorts { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, self.id.with(("head", n)), sense);
        let ink = if sorted.is_some() { colours.ink } else { colours.muted };
        let mut job = egui::text::LayoutJob::simple_singleline(column.title.clone(), theme::bold(size::LABEL), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 2.0 * gap::S);
        let galley = ui.painter().layout_job(job);
        let left = if column.right { rect.right() - self.padding - galley.size().x } else { rect.left() + self.padding };
        let text = Rect::from_min_size(pos2(left, rect.center().y - galley.size().y / 2.0), galley.size());
        ui.painter().galley(text.min, galley, ink);
        if let Some((_, down)) = sorted {
            let x = if column.right { text.left() - 9.0 } else { text.right() + 9.0 };
            let at = Rect::from_center_size(pos2(x, rect.center().y), vec2(10.0, 10.0));
            paint_icon(ui.painter(), at, if down { Icon::Down } else { Icon::Up }, colours.primary);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect.shrink(1.0), 4.0, Stroke::new(2.0, colours.primary), egui::StrokeKind::Inside);
        }
        if column.sorts {
            let order = sorted.map_or("", |(_, down)| if down { self.order_words.1 } else { self.order_words.0 });
            let name = if order.is_empty() { column.title.clone() } else { format!("{}, {order}", column.title) };
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        }
        response
    }

    fn line(
        &self,
        mut row: TableRow<'_, '_>,
        state: &mut ListState,
        out: &mut ListOut,
        cell: &mut dyn FnMut(&mut Ui, usize, usize),
        namer: &mut dyn FnMut(usize) -> String,
    ) {
        let line = row.index();
        let chosen = line == state.chosen;
        row.set_selected(chosen);
        let mut response: Option<Response> = None;
        for (n, column) in self.columns.iter().enumerate() {
            let layout = if column.right { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
            let (_, part) = row.col(|ui| {
                let rect = ui.max_rect();
                let colours = theme::palette(ui);
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
                let inner = rect.shrink2(vec2(self.padding, 0.0));
                ui.scope_builder(egui::UiBuilder::new().max_rect(inner).layout(layout), |ui| {
                    ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
                    // egui would tint the text of a marked line.
                    ui.visuals_mut().override_text_color = Some(colours.ink);
                    cell(ui, line, n);
                });
            });
            response = Some(response.map_or_else(|| part.clone(), |r| r.union(part.clone())));
        }
        let Some(response) = response else { return };
        if response.clicked() {
            out.moved |= state.chosen != line;
            state.chosen = line;
        }
        if response.double_clicked() {
            out.opened = Some(line);
        }
        let name = namer(line);
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, &name));
    }
}
