//! A text field: label above, what is typed, a sentence beneath. It keeps what was typed, good or bad.

use super::focus::{enter_moves, enter_taken};
use super::text_marks::said_line;
use super::{Said, key_cap::key_cap};
use crate::window::theme::{self, FIELD_HEIGHT, Palette, RADIUS, Tone, gap, size};
use egui::{
    Align, Align2, CornerRadius, Frame, Id, Layout, Margin, Response, Stroke, StrokeKind, TextEdit, Ui,
    accesskit::Invalid,
    text::{CCursor, CCursorRange},
    vec2,
};

/// Longest text a field takes, in characters.
const CHARS_MAX: usize = 500;

/// A labelled text field. `Field::new(id, "Mobile", &mut form.mobile).hint("98104 42217").show(ui)`.
#[must_use = "call show"]
pub struct Field<'a> {
    id: Id,
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    key: Option<&'a str>,
    said: Option<&'a Said>,
    width: Option<f32>,
    chars_max: usize,
    password: bool,
    read_only: bool,
    lines: usize,
    stays: bool,
    hide_label: bool,
    bare: bool,
}

/// What happened to a field in this frame.
pub struct FieldOut {
    pub response: Response,
    /// The focus left it: the time to judge.
    pub left: bool,
    /// Enter was pressed in it (the focus has gone on, unless [`Field::stays`]).
    pub entered: bool,
}

impl FieldOut {
    /// True when the text changed in this frame.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.response.changed()
    }
}

impl<'a> Field<'a> {
    /// A field. The label is also its name for a screen reader.
    pub const fn new(id: Id, label: &'a str, text: &'a mut String) -> Self {
        Self {
            id,
            label,
            text,
            hint: "",
            key: None,
            said: None,
            width: None,
            chars_max: CHARS_MAX,
            password: false,
            read_only: false,
            lines: 1,
            stays: false,
            hide_label: false,
            bare: false,
        }
    }

    /// An example, shown while the field is empty.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The key that jumps here, shown beside the label.
    pub const fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// The sentence beneath.
    pub const fn said(mut self, said: Option<&'a Said>) -> Self {
        self.said = said;
        self
    }

    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub const fn chars_max(mut self, chars: usize) -> Self {
        self.chars_max = chars;
        self
    }

    /// Shows dots.
    pub const fn password(mut self) -> Self {
        self.password = true;
        self
    }

    /// Can be read, not typed into, and is passed over by Enter and Tab.
    pub const fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// More than one line; Enter still goes on.
    pub const fn lines(mut self, lines: usize) -> Self {
        self.lines = lines;
        self
    }

    /// Enter is told by [`FieldOut::entered`] and the focus stays: a search box.
    pub const fn stays(mut self) -> Self {
        self.stays = true;
        self
    }

    /// True while nothing is typed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The label is only for the screen reader.
    pub const fn hide_label(mut self) -> Self {
        self.hide_label = true;
        self
    }

    /// A cell of a grid: the sentence stands elsewhere.
    pub const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Draws it.
    pub fn show(mut self, ui: &mut Ui) -> FieldOut {
        let width = self.width.unwrap_or_else(|| ui.available_width());
        ui.allocate_ui_with_layout(vec2(width, FIELD_HEIGHT), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = gap::XS;
            let label = (!self.hide_label).then(|| label_line(ui, self.label, self.key));
            let entered = if self.stays { enter_taken(ui, self.id) } else { enter_moves(ui, self.id) };
            let response = self.edit(ui, width);
            let response = match label {
                Some(label) => response.labelled_by(label.id),
                None => response.accessible_name(self.label),
            };
            if !self.bare {
                tell(ui, self.id, self.said);
            }
            let left = response.lost_focus();
            FieldOut { response, left, entered }
        })
        .inner
    }

    fn edit(&mut self, ui: &mut Ui, width: f32) -> Response {
        let focus = ui.memory(|m| m.has_focus(self.id));
        let colours = theme::palette(ui);
        let frame = field_frame(colours, focus, self.said.map(|s| s.tone), self.read_only);
        #[allow(clippy::cast_precision_loss, reason = "a handful of lines")]
        let height = 20.0f32.mul_add((self.lines.max(1) - 1) as f32, FIELD_HEIGHT);
        let edit = if self.lines > 1 {
            TextEdit::multiline(self.text).desired_rows(self.lines)
        } else {
            TextEdit::singleline(self.text)
        };
        let response = ui.add(
            edit.id(self.id)
                .frame(frame)
                .font(theme::regular(size::TEXT))
                .text_color(colours.ink)
                .hint_text(egui::RichText::new(self.hint).color(colours.muted))
                .password(self.password)
                .interactive(!self.read_only)
                .char_limit(self.chars_max)
                .align(if self.lines > 1 { Align2::LEFT_TOP } else { Align2::LEFT_CENTER })
                .return_key(None)
                .desired_width(width)
                .min_size(vec2(width, height)),
        );
        if response.has_focus() {
            ring(ui, response.rect, self.said.map(|s| s.tone));
        }
        select_all_when_tabbed_into(ui, &response, self.text);
        response
    }
}

/// The label above a field, with the key that jumps there.
pub fn label_line(ui: &mut Ui, label: &str, key: Option<&str>) -> Response {
    let Some(key) = key else { return ui.label(theme::label(label)) };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        let response = ui.label(theme::label(label));
        key_cap(ui, key);
        response
    })
    .inner
}

/// Ground and edge of a field. The room inside stays the same whatever the edge's width.
pub fn field_frame(colours: &Palette, focus: bool, tone: Option<Tone>, read_only: bool) -> Frame {
    let width = if focus || tone.is_some_and(|t| t != Tone::Info && t != Tone::Ok) { 2.0 } else { 1.0 };
    let edge = match tone {
        Some(tone @ (Tone::Error | Tone::Warning)) => colours.ink_of(tone),
        _ if focus => colours.primary,
        _ if read_only => colours.line,
        _ => colours.edge,
    };
    let fill = match tone {
        Some(tone @ (Tone::Error | Tone::Warning)) if !focus => colours.pair_of(tone).ground,
        _ if read_only => colours.sunken,
        _ => colours.surface,
    };
    let side = if width > 1.0 { 9 } else { 10 };
    let (top, bottom) = if width > 1.0 { (5, 5) } else { (6, 6) };
    Frame::new().fill(fill).stroke(Stroke::new(width, edge)).corner_radius(CornerRadius::same(RADIUS)).inner_margin(Margin {
        left: side,
        right: side,
        top,
        bottom,
    })
}

/// The halo of a field with the focus, outside its edge.
pub fn ring(ui: &Ui, rect: egui::Rect, tone: Option<Tone>) {
    let colours = theme::palette(ui);
    let halo = match tone {
        Some(tone @ (Tone::Error | Tone::Warning)) => colours.ink_of(tone).gamma_multiply(0.25),
        _ => colours.halo,
    };
    let radius = CornerRadius::same(RADIUS + 2);
    ui.painter().rect_stroke(rect, radius, Stroke::new(3.0, halo), StrokeKind::Outside);
}

/// The sentence beneath a field; also told to a screen reader with the field.
pub fn tell(ui: &mut Ui, id: Id, said: Option<&Said>) {
    let Some(said) = said else { return };
    said_line(ui, said);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(said.text.clone());
        if said.tone == Tone::Error {
            node.set_invalid(Invalid::True);
        }
    });
}

/// Coming into a field by key marks all of it, as everywhere on a desk: typing replaces.
pub fn select_all_when_tabbed_into(ui: &Ui, response: &Response, text: &str) {
    let by_pointer = ui.input(|i| i.pointer.any_pressed() || i.pointer.any_released());
    if !response.gained_focus() || by_pointer {
        return;
    }
    let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), response.id, state);
    ui.ctx().request_repaint();
}
