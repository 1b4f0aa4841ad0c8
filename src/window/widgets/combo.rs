//! A drop-down that filters as one types. Complete without a mouse: type, arrows, Enter or Tab takes, Esc leaves it as it was.

use super::Said;
use super::field::{field_frame, label_line, ring, select_all_when_tabbed_into, tell};
use super::focus::{enter_moves, into_sight};
use super::icon::{Icon, paint_icon};
use crate::window::theme::{self, FIELD_HEIGHT, Tone, gap, size};
use egui::{
    Align, Align2, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Popup, PopupCloseBehavior, Response, ScrollArea,
    Sense, TextEdit, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

/// Lines of the list drawn at most.
const SHOWN_MAX: usize = 60;
/// Height of the list, in points.
const LIST_HEIGHT_MAX: f32 = 288.0;
const LINE_HEIGHT: f32 = 32.0;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pick {
    /// What the form keeps: `ORT-14`.
    pub key: String,
    /// What is shown.
    pub text: String,
    /// Shown muted at the end of the line: `Room 14`.
    pub detail: String,
    /// Other words it is found by: the name in the other language.
    pub words: String,
    /// Can be taken, and says why one would not: `closed today`.
    pub muted: bool,
}

impl Pick {
    #[must_use]
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { key: key.into(), text: text.into(), ..Self::default() }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }

    #[must_use]
    pub const fn muted(mut self, muted: bool) -> Self {
        self.muted = muted;
        self
    }

    fn shown(&self) -> String {
        if self.detail.is_empty() { self.text.clone() } else { format!("{} · {}", self.text, self.detail) }
    }
}

/// Which picks fit what was typed, the likeliest first: the whole key, then a beginning of key or text, then of a word, then anywhere.
#[must_use]
pub fn filter(picks: &[Pick], typed: &str) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let rank = |pick: &Pick| -> Option<u8> {
        if typed.is_empty() {
            return Some(0);
        }
        let (key, text) = (pick.key.to_lowercase(), pick.text.to_lowercase());
        let rest = format!("{} {} {}", text, pick.words.to_lowercase(), pick.detail.to_lowercase());
        if key == typed || text == typed {
            Some(0)
        } else if key.starts_with(&typed) || text.starts_with(&typed) {
            Some(1)
        } else if rest.split([' ', '-', '/', '(', '·']).any(|w| w.starts_with(&typed)) {
            Some(2)
        } else {
            (key.contains(&typed) || rest.contains(&typed)).then_some(3)
        }
    };
    let mut found: Vec<(u8, usize)> = picks.iter().enumerate().filter_map(|(n, p)| rank(p).map(|r| (r, n))).collect();
    found.sort_by_key(|(r, _)| *r);
    found.into_iter().map(|(_, n)| n).collect()
}

/// The drop-down. The value is the key of a pick; what fits none stays as typed, so that the form can say what is wrong.
#[must_use = "call show"]
pub struct Combo<'a> {
    id: Id,
    label: &'a str,
    value: &'a mut String,
    picks: &'a [Pick],
    hint: &'a str,
    said: Option<&'a Said>,
    width: Option<f32>,
    bare: bool,
}

/// What is typed while the field has the focus.
#[derive(Clone, Default)]
struct Typing {
    text: String,
    open: bool,
    /// Which line of the filtered list is marked.
    at: usize,
    /// True once a letter was typed or a line marked.
    touched: bool,
    /// The value when the field got the focus: what Esc brings back.
    before: String,
    /// What was said beneath when the list was drawn last.
    told: Option<String>,
}

impl<'a> Combo<'a> {
    pub const fn new(id: Id, label: &'a str, value: &'a mut String, picks: &'a [Pick]) -> Self {
        Self { id, label, value, picks, hint: "", said: None, width: None, bare: false }
    }

    /// An example, shown while empty.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    pub const fn said(mut self, said: Option<&'a Said>) -> Self {
        self.said = said;
        self
    }

    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// A cell of a grid: the label is only for the screen reader, the sentence stands elsewhere.
    pub const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Draws it. The response is marked changed when the value changed.
    pub fn show(mut self, ui: &mut Ui) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let before = self.value.clone();
        let mut response = ui
            .allocate_ui_with_layout(vec2(width, FIELD_HEIGHT), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = gap::XS;
                if self.bare {
                    return self.field(ui, width).accessible_name(self.label);
                }
                let label = label_line(ui, self.label, None);
                let response = self.field(ui, width).labelled_by(label.id);
                tell(ui, self.id, self.said);
                response
            })
            .inner;
        if before != *self.value {
            response.mark_changed();
        }
        response
    }

    fn shown_value(&self) -> String {
        self.shown_of(self.value)
    }

    fn shown_of(&self, value: &str) -> String {
        self.picks.iter().find(|p| p.key == value).map_or_else(|| value.to_owned(), Pick::shown)
    }

    fn untouched(&self) -> Typing {
        Typing { text: self.shown_value(), before: self.value.clone(), ..Typing::default() }
    }

    fn field(&mut self, ui: &mut Ui, width: f32) -> Response {
        let store = self.id.with("typing");
        let had_focus = ui.memory(|m| m.has_focus(self.id));
        let kept: Option<Typing> = ui.data(|d| d.get_temp(store));
        let mut typing = kept.unwrap_or_else(|| self.untouched());
        let marked = (typing.at, typing.touched);
        if had_focus {
            self.keys(ui, &mut typing);
        }
        enter_moves(ui, self.id);
        let response = self.edit(ui, &mut typing, width);
        if response.changed() {
            typing = Typing { open: true, touched: true, at: 0, ..typing };
        }
        // The value follows what is typed and marked at once: a key such as Ctrl+Enter saves what the eye sees.
        if typing.touched && (response.changed() || (typing.at, typing.touched) != marked) {
            self.take(&typing);
        }
        if response.clicked() && response.has_focus() {
            typing.open = true;
        }
        // A new fault is not hidden behind the list.
        let told = self.said.map(|said| said.text.clone());
        if told != typing.told {
            typing.open &= told.is_none();
            typing.told = told;
        }
        if typing.open && response.has_focus() {
            self.list(ui, &response, &mut typing);
        }
        if response.has_focus() {
            ui.data_mut(|d| d.insert_temp(store, typing));
        } else {
            ui.data_mut(|d| d.remove::<Typing>(store));
        }
        response
    }

    fn edit(&self, ui: &mut Ui, typing: &mut Typing, width: f32) -> Response {
        let colours = theme::palette(ui);
        let focus = ui.memory(|m| m.has_focus(self.id));
        let tone = self.said.map(|s| s.tone);
        let mut frame = field_frame(colours, focus, tone, false);
        // Room for the arrow.
        frame.inner_margin.right += 18;
        let filter =
            EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: typing.open, ..EventFilter::default() };
        let edit = TextEdit::singleline(&mut typing.text)
            .id(self.id)
            .frame(frame)
            .font(theme::regular(size::TEXT))
            .text_color(colours.ink)
            .hint_text(egui::RichText::new(self.hint).color(colours.muted))
            .align(Align2::LEFT_CENTER)
            .return_key(None)
            .event_filter(filter)
            .desired_width(width)
            .min_size(vec2(width, FIELD_HEIGHT));
        let response = ui.add(edit);
        let centre = pos2(response.rect.right() - 16.0, response.rect.center().y);
        paint_icon(ui.painter(), egui::Rect::from_center_size(centre, vec2(12.0, 12.0)), Icon::Down, colours.muted);
        if response.has_focus() {
            ring(ui, response.rect, tone);
        }
        select_all_when_tabbed_into(ui, &response, &typing.text);
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_role(Role::EditableComboBox);
            node.set_expanded(typing.open);
        });
        response
    }

    fn keys(&mut self, ui: &Ui, typing: &mut Typing) {
        let (down, up, esc) = ui.input_mut(|i| {
            let down = i.consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = i.consume_key(Modifiers::NONE, Key::ArrowUp);
            (down, up, typing.open && i.consume_key(Modifiers::NONE, Key::Escape))
        });
        if esc {
            self.value.clone_from(&typing.before);
            *typing = self.untouched();
            return;
        }
        if !(down || up) {
            return;
        }
        if !typing.open {
            // An untouched field opens with the whole list, the present choice marked.
            let at = self.picks.iter().position(|p| p.key == *self.value).unwrap_or(0);
            *typing = Typing { open: true, at, ..typing.clone() };
            return;
        }
        let last = self.found(typing).len().saturating_sub(1);
        typing.at = if down { (typing.at + 1).min(last) } else { typing.at.saturating_sub(1) };
        typing.touched = true;
    }

    fn found(&self, typing: &Typing) -> Vec<usize> {
        // Until a letter is typed the text is the present choice, which would filter all others out.
        let typed = if typing.text == self.shown_of(&typing.before) { "" } else { &typing.text };
        filter(self.picks, typed)
    }

    fn take(&mut self, typing: &Typing) {
        let found = self.found(typing);
        if typing.text.trim().is_empty() && typing.at == 0 {
            self.value.clear();
            return;
        }
        match found.get(typing.at).and_then(|n| self.picks.get(*n)) {
            Some(pick) => self.value.clone_from(&pick.key),
            None => typing.text.trim().clone_into(self.value),
        }
    }

    fn list(&mut self, ui: &Ui, response: &Response, typing: &mut Typing) {
        let found = self.found(typing);
        if found.is_empty() {
            return;
        }
        let colours = theme::palette(ui);
        let frame = Frame::new()
            .fill(colours.surface)
            .stroke(egui::Stroke::new(1.0, colours.edge))
            .corner_radius(theme::RADIUS)
            .inner_margin(Margin::same(4));
        let mut clicked = None;
        Popup::from_response(response)
            .id(self.id.with("list"))
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .gap(4.0)
            .frame(frame)
            .width(response.rect.width().max(280.0))
            .show(|ui| {
                ui.set_width(response.rect.width().max(280.0) - 10.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                ScrollArea::vertical().max_height(LIST_HEIGHT_MAX).show(ui, |ui| {
                    for (line, n) in found.iter().enumerate().take(SHOWN_MAX) {
                        let Some(pick) = self.picks.get(*n) else { continue };
                        if line_of(ui, self.id.with(("line", *n)), pick, line == typing.at).clicked() {
                            clicked = Some(line);
                        }
                    }
                });
            });
        if let Some(line) = clicked {
            typing.at = line;
            self.take(typing);
            *typing = self.untouched();
        }
    }
}

pub fn line_of(ui: &mut Ui, id: Id, pick: &Pick, marked: bool) -> Response {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_HEIGHT), Sense::hover());
    let response = ui.interact(rect, id, Sense::CLICK);
    if marked {
        into_sight(ui, ui.scope_id(), id, rect);
    }
    let ground = if marked || response.hovered() { colours.soft } else { colours.surface };
    ui.painter().rect_filled(rect, 4.0, ground);
    let inner = rect.shrink2(vec2(gap::S, 0.0));
    let ink = if pick.muted { colours.muted } else { colours.ink };
    let detail_ink = if pick.muted { colours.ink_of(Tone::Warning) } else { colours.muted };
    let detail = ui.painter().layout_no_wrap(pick.detail.clone(), theme::regular(size::LABEL), detail_ink);
    let room = inner.width() - detail.size().x - gap::S;
    let font = if marked { theme::bold(size::TEXT) } else { theme::regular(size::TEXT) };
    let mut job = egui::text::LayoutJob::simple_singleline(pick.text.clone(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let text = ui.painter().layout_job(job);
    ui.painter().galley(pos2(inner.left(), inner.center().y - text.size().y / 2.0), text, ink);
    let at = pos2(inner.right() - detail.size().x, inner.center().y - detail.size().y / 2.0);
    ui.painter().galley(at, detail, detail_ink);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, pick.shown()));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks() -> Vec<Pick> {
        vec![
            Pick::new("MED-3", "Medicine").words("मेडिसिन").detail("Room 3"),
            Pick::new("ORT-14", "Orthopaedics").words("हड्डी रोग").detail("Room 14"),
            Pick::new("ORT-15", "Orthopaedics, children").words("बाल हड्डी रोग").detail("Room 15"),
            Pick::new("SKN-2", "Skin (Dermatology)").words("त्वचा रोग"),
        ]
    }

    #[test]
    fn filters_by_code_name_other_language_and_room() {
        let found = |typed: &str| filter(&picks(), typed);
        assert_eq!(found(""), vec![0, 1, 2, 3]);
        assert_eq!(found("ort-15"), vec![2]);
        assert_eq!(found("ortho"), vec![1, 2]);
        assert_eq!(found("हड्डी"), vec![1, 2]);
        assert_eq!(found("derm"), vec![3]);
        assert_eq!(found("14"), vec![1]);
        assert_eq!(found("opaed"), vec![1, 2]);
        assert_eq!(found("xyz"), Vec::<usize>::new());
    }
}
