//! The fields of the record in the order of the central screen: a key each, a mark that moves, what was copied. A value leaves by the
//! clipboard only.

use super::{Mode, TypingScreen, answer};
use crate::desk::views::TypingRecord;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Icon, Said, into_sight, key_cap_size, paint_icon, paint_key_cap};
use egui::{Color32, Context, Id, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// Keys of the fields, in their order: figures, then letters that do nothing else in the pane. Further fields are reached by the mark.
const KEYS: [(Key, &str); 31] = [
    (Key::Num1, "1"),
    (Key::Num2, "2"),
    (Key::Num3, "3"),
    (Key::Num4, "4"),
    (Key::Num5, "5"),
    (Key::Num6, "6"),
    (Key::Num7, "7"),
    (Key::Num8, "8"),
    (Key::Num9, "9"),
    (Key::A, "A"),
    (Key::B, "B"),
    (Key::C, "C"),
    (Key::D, "D"),
    (Key::E, "E"),
    (Key::F, "F"),
    (Key::G, "G"),
    (Key::I, "I"),
    (Key::J, "J"),
    (Key::K, "K"),
    (Key::M, "M"),
    (Key::N, "N"),
    (Key::O, "O"),
    (Key::P, "P"),
    (Key::Q, "Q"),
    (Key::S, "S"),
    (Key::T, "T"),
    (Key::V, "V"),
    (Key::W, "W"),
    (Key::X, "X"),
    (Key::Y, "Y"),
    (Key::Z, "Z"),
];
const ROW_MIN: f32 = 25.0;
/// Width of a field's name.
const NAME_WIDTH: f32 = 96.0;
/// Width of the sign of what was copied, clear of the scroll bar.
const SIGN_WIDTH: f32 = 28.0;

type Fields = [(String, String)];

/// The first field from a place on that has a value.
pub(super) fn next_filled(fields: &Fields, from: usize) -> Option<usize> {
    fields.iter().enumerate().skip(from).find(|(_, (_, value))| !value.is_empty()).map(|(n, _)| n)
}

/// A field's name as people say it; the column's own where the words have none.
fn name_of(column: &str, cx: &Cx<'_>) -> String {
    let id = format!("typing-field-{column}");
    if cx.w.has(&id) { cx.w.t(&id).into_owned() } else { column.replace('_', " ") }
}

/// Takes a key that makes no text. True when it was pressed.
pub(super) fn pressed(ctx: &Context, key: Key) -> bool {
    ctx.input_mut(|i| {
        let hit = i.consume_key(Modifiers::NONE, key);
        if hit {
            // Its letter must not land in a box that gets the focus in this frame.
            i.events.retain(|event| !matches!(event, egui::Event::Text(_)));
        }
        hit
    })
}

impl TypingScreen {
    /// The keys of the fields, while no box has the focus.
    pub(super) fn field_keys(&mut self, ctx: &Context, record: &TypingRecord, cx: &Cx<'_>) {
        let fields = record.fields.as_slice();
        let hit = KEYS.iter().position(|(key, _)| pressed(ctx, *key)).filter(|n| *n < fields.len());
        if let Some(n) = hit {
            self.copy(ctx, fields, n, cx);
        }
        if pressed(ctx, Key::Space) || pressed(ctx, Key::Enter) {
            self.copy(ctx, fields, self.work.mark, cx);
        }
        if pressed(ctx, Key::U) && !record.uhid.is_empty() {
            ctx.copy_text(record.uhid.clone());
            self.said = Some(said(cx.w.with("typing-said-uhid", &[("uhid", &record.uhid)])));
        }
        let last = fields.len().saturating_sub(1);
        for (key, mark) in [
            (Key::ArrowDown, (self.work.mark + 1).min(last)),
            (Key::ArrowUp, self.work.mark.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(ctx, key) {
                self.work.mark = mark;
            }
        }
    }

    /// Copies a field and moves the mark to the next one that has a value; after the last comes the number that came back.
    fn copy(&mut self, ctx: &Context, fields: &Fields, n: usize, cx: &Cx<'_>) {
        let Some((column, value)) = fields.get(n) else { return };
        // Nothing is copied of an empty field, and the mark goes on.
        if !value.is_empty() {
            ctx.copy_text(value.clone());
            self.said = Some(said(cx.w.with("typing-said-copied", &[("field", &name_of(column, cx))])));
        }
        if let Some(copied) = self.work.copied.get_mut(n) {
            *copied = true;
        }
        let next = next_filled(fields, n + 1);
        self.work.mark = next.unwrap_or(fields.len());
        if next.is_none() {
            self.pane_focus = Some(answer::number_id());
        }
    }

    pub(super) fn field_rows(&mut self, ui: &mut Ui, record: &TypingRecord, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (n, (column, value)) in record.fields.iter().enumerate() {
            if self.row(ui, n, &name_of(column, cx), value, cx) && self.mode == Mode::Fields {
                let ctx = ui.ctx().clone();
                self.copy(&ctx, &record.fields, n, cx);
            }
        }
    }

    /// One field: key, name, value, and whether it was copied. True when it was clicked.
    fn row(&self, ui: &mut Ui, n: usize, name: &str, value: &str, cx: &Cx<'_>) -> bool {
        let colours = theme::palette(ui);
        let (here, copied) = (self.work.mark == n, self.work.copied.get(n).is_some_and(|copied| *copied));
        let cap = KEYS.get(n).map_or("", |(_, cap)| cap);
        let cap_width = key_cap_size(ui, "W").x.max(20.0);
        let width = ui.available_width();
        let value_width = width - gap::S - cap_width - gap::S - NAME_WIDTH - gap::S - SIGN_WIDTH;
        let bold = if here { theme::bold(size::TEXT) } else { theme::regular(size::TEXT) };
        let shown = if value.is_empty() { "–" } else { value };
        let ink = if value.is_empty() { colours.muted } else { colours.ink };
        let layout = |text: &str, font, ink: Color32, width: f32| ui.painter().layout(text.to_owned(), font, ink, width);
        let name_text = layout(name, theme::regular(size::LABEL), colours.muted, NAME_WIDTH);
        let value_text = layout(shown, bold, ink, value_width);
        let height = (name_text.size().y.max(value_text.size().y) + 4.0).max(ROW_MIN);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::CLICK);
        let ground = if here {
            colours.soft
        } else if response.hovered() {
            colours.sunken
        } else {
            colours.surface
        };
        let painter = ui.painter();
        painter.rect_filled(rect, 0.0, ground);
        if here {
            painter.rect_filled(Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom())), 0.0, colours.primary);
            into_sight(ui, Id::unique("typing-fields"), (n, height.to_bits()), rect.expand2(vec2(0.0, ROW_MIN)));
        }
        let line = |galley: &egui::Galley| rect.top() + 2.0 + ((ROW_MIN - 4.0 - first_line(galley)) / 2.0).max(0.0);
        let mut left = rect.left() + gap::S;
        if !cap.is_empty() {
            let at = pos2(left, rect.top() + ROW_MIN / 2.0);
            paint_key_cap(painter, at, cap, colours.surface, colours.line, colours.muted);
        }
        left += cap_width + gap::S;
        painter.galley(pos2(left, line(&name_text)), name_text, colours.muted);
        left += NAME_WIDTH + gap::S;
        painter.galley(pos2(left, line(&value_text)), value_text, ink);
        if copied {
            let sign =
                Rect::from_center_size(pos2(rect.right() - SIGN_WIDTH / 2.0, rect.top() + ROW_MIN / 2.0), vec2(12.0, 12.0));
            paint_icon(painter, sign, Icon::Ok, colours.ink_of(Tone::Ok));
        }
        let mut told = format!("{name}: {}", if value.is_empty() { cx.w.t("typing-empty") } else { value.into() });
        for (is, word) in [(copied, "typing-copied"), (here, "typing-now")] {
            if is {
                told = format!("{told}, {}", cx.w.t(word));
            }
        }
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, here, &told));
        if !cap.is_empty() {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(cap));
        }
        response.clicked()
    }
}

/// Height of the first line of a text.
fn first_line(galley: &egui::Galley) -> f32 {
    galley.rows.first().map_or(0.0, |row| row.rect().height())
}

const fn said(text: String) -> Said {
    Said { tone: Tone::Ok, text }
}
