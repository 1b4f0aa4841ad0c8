//! A choice of two to five, all visible. Arrows go along, a first letter picks, in either language.

use super::Said;
use super::combo::Pick;
use super::field::{label_line, ring, tell};
use super::focus::{enter_moves, letters, takes_letters};
use crate::window::theme::{self, FIELD_HEIGHT, RADIUS, gap, size};
use egui::{
    Align, CornerRadius, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

/// The choice. The value is the key of the pick; a value that is none of them leaves all unmarked.
#[must_use = "call show"]
pub struct Segmented<'a> {
    id: Id,
    label: &'a str,
    value: &'a mut String,
    picks: &'a [Pick],
    said: Option<&'a Said>,
    width: Option<f32>,
}

impl<'a> Segmented<'a> {
    pub const fn new(id: Id, label: &'a str, value: &'a mut String, picks: &'a [Pick]) -> Self {
        Self { id, label, value, picks, said: None, width: None }
    }

    pub const fn said(mut self, said: Option<&'a Said>) -> Self {
        self.said = said;
        self
    }

    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Draws it. The response is marked changed when another one was picked.
    pub fn show(self, ui: &mut Ui) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let before = self.value.clone();
        let mut response = ui
            .allocate_ui_with_layout(vec2(width, FIELD_HEIGHT), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = gap::XS;
                label_line(ui, self.label, None);
                let (rect, _) = ui.allocate_exact_size(vec2(width, FIELD_HEIGHT), Sense::hover());
                enter_moves(ui, self.id);
                let response = ui.interact(rect, self.id, Sense::focusable_noninteractive());
                read_keys(ui, &response, self.value, self.picks);
                segments(ui, rect, self.id, self.value, self.picks);
                let tone = self.said.map(|s| s.tone);
                edge(ui, rect, &response, tone);
                response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, self.label));
                tell(ui, self.id, self.said);
                response
            })
            .inner;
        if before != *self.value {
            response.mark_changed();
        }
        response
    }
}

fn edge(ui: &Ui, rect: Rect, response: &Response, tone: Option<theme::Tone>) {
    let colours = theme::palette(ui);
    let (width, ink) = match tone {
        Some(tone @ (theme::Tone::Error | theme::Tone::Warning)) => (2.0, colours.ink_of(tone)),
        _ if response.has_focus() => (2.0, colours.primary),
        _ => (1.0, colours.edge),
    };
    ui.painter().rect_stroke(rect, CornerRadius::same(RADIUS), Stroke::new(width, ink), StrokeKind::Inside);
    if response.has_focus() {
        ring(ui, rect, tone);
    }
}

fn read_keys(ui: &Ui, response: &Response, value: &mut String, picks: &[Pick]) {
    if !response.has_focus() {
        return;
    }
    takes_letters(ui, response.id);
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    let at = picks.iter().position(|p| p.key == *value);
    let (right, left) =
        ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowRight), i.consume_key(Modifiers::NONE, Key::ArrowLeft)));
    let last = picks.len().saturating_sub(1);
    let next = match (right, left, at) {
        (true, _, None) => Some(0),
        (true, _, Some(at)) => Some((at + 1).min(last)),
        (_, true, None) => Some(last),
        (_, true, Some(at)) => Some(at.saturating_sub(1)),
        _ => None,
    };
    let typed = letters(ui).into_iter().filter_map(|letter| by_letter(picks, at, &letter)).next_back();
    if let Some(pick) = typed.or(next).and_then(|n| picks.get(n)) {
        value.clone_from(&pick.key);
    }
}

/// The next pick after `at` whose text, key or other word begins with the letter.
fn by_letter(picks: &[Pick], at: Option<usize>, letter: &str) -> Option<usize> {
    let letter = letter.to_lowercase();
    let begins =
        |p: &Pick| [p.text.as_str(), &p.key].into_iter().chain(p.words.split(' ')).any(|t| t.to_lowercase().starts_with(&letter));
    let start = at.map_or(0, |a| a + 1);
    (0..picks.len()).map(|n| (start + n) % picks.len()).find(|n| picks.get(*n).is_some_and(begins))
}

fn segments(ui: &Ui, rect: Rect, id: Id, value: &mut String, picks: &[Pick]) {
    let colours = theme::palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), colours.surface);
    let mut left = rect.left();
    for (n, (pick, width)) in picks.iter().zip(widths(ui, rect.width(), picks)).enumerate() {
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let response = ui.interact(part, id.with(n), Sense::CLICK);
        if response.clicked() {
            value.clone_from(&pick.key);
            ui.memory_mut(|m| m.request_focus(id));
        }
        let chosen = *value == pick.key;
        segment(ui, part, (n == 0, n + 1 == picks.len()), chosen, &response, &pick.text);
        let before = n.checked_sub(1).and_then(|n| picks.get(n)).is_some_and(|p| p.key == *value);
        if n > 0 && !chosen && !before {
            ui.painter().vline(part.left(), part.y_range().shrink(1.0), colours.hairline());
        }
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &pick.text));
    }
}

/// All parts equally wide where every text fits; else each by the length of its text.
fn widths(ui: &Ui, room: f32, picks: &[Pick]) -> Vec<f32> {
    let needs: Vec<f32> = picks
        .iter()
        .map(|p| {
            ui.painter().layout_no_wrap(p.text.clone(), theme::bold(size::TEXT), egui::Color32::PLACEHOLDER).size().x + gap::L
        })
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "a handful of picks")]
    let equal = room / picks.len().max(1) as f32;
    if needs.iter().all(|need| *need <= equal) {
        return vec![equal; picks.len()];
    }
    let sum: f32 = needs.iter().sum();
    needs.into_iter().map(|need| need * room / sum.max(1.0)).collect()
}

fn segment(ui: &Ui, part: Rect, (first, last): (bool, bool), chosen: bool, response: &Response, text: &str) {
    let colours = theme::palette(ui);
    let (l, r) = (if first { RADIUS } else { 0 }, if last { RADIUS } else { 0 });
    let corners = CornerRadius { nw: l, sw: l, ne: r, se: r };
    let ground = if chosen {
        colours.primary
    } else if response.hovered() {
        colours.sunken
    } else {
        colours.surface
    };
    ui.painter().rect_filled(part, corners, ground);
    let (ink, font) =
        if chosen { (colours.on_primary, theme::bold(size::TEXT)) } else { (colours.ink, theme::regular(size::TEXT)) };
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(part.width() - gap::S);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(part.center() - galley.size() / 2.0, galley, ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_round_in_both_languages() {
        let picks = [Pick::new("F", "महिला").words("Female"), Pick::new("M", "पुरुष").words("Male"), Pick::new("O", "अन्य")];
        assert_eq!(by_letter(&picks, None, "पु"), Some(1));
        assert_eq!(by_letter(&picks, None, "f"), Some(0));
        assert_eq!(by_letter(&picks, Some(0), "m"), Some(1));
        assert_eq!(by_letter(&picks, None, "z"), None);
        assert_eq!(by_letter(&[], None, "z"), None);
    }
}
