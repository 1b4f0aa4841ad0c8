//! A button with the key that does the same. One filled (primary) button a screen.

use super::focus::halo;
use super::key_cap::{key_cap_size, paint_key_cap};
use crate::window::theme::{self, FIELD_HEIGHT, Palette, RADIUS, gap, size};
use egui::{
    Color32, CornerRadius, Galley, Response, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, accesskit::Role, pos2, vec2,
};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Danger,
    /// Text and key only.
    Quiet,
}

/// A button. `ui.add(Button::primary("Save and print").key("Ctrl Enter"))`.
#[must_use = "add it to a Ui"]
pub struct Button<'a> {
    kind: Kind,
    label: &'a str,
    key: Option<&'a str>,
    enabled: bool,
    width: Option<f32>,
    name: Option<&'a str>,
    tip: Option<&'a str>,
    focusable: bool,
}

impl<'a> Button<'a> {
    const fn new(kind: Kind, label: &'a str) -> Self {
        Self { kind, label, key: None, enabled: true, width: None, name: None, tip: None, focusable: true }
    }

    /// The one filled button of a screen.
    pub const fn primary(label: &'a str) -> Self {
        Self::new(Kind::Primary, label)
    }

    /// Any other button.
    pub const fn secondary(label: &'a str) -> Self {
        Self::new(Kind::Secondary, label)
    }

    /// What cannot be undone.
    pub const fn danger(label: &'a str) -> Self {
        Self::new(Kind::Danger, label)
    }

    /// Without an edge.
    pub const fn quiet(label: &'a str) -> Self {
        Self::new(Kind::Quiet, label)
    }

    /// The key that does the same, shown beside the label.
    pub const fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// Greyed out when false.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Exactly this wide.
    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// A name for those who cannot see it, where the label alone says too little.
    pub const fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Shown while the pointer rests on it.
    pub const fn tip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Leaves the focus where it is: for buttons whose key is always at hand.
    pub const fn no_focus(mut self) -> Self {
        self.focusable = false;
        self
    }

    fn paint(&self, ui: &Ui, response: &Response, galley: Arc<Galley>) {
        let colours = theme::palette(ui);
        let (ground, edge, ink) = self.colours(colours, response);
        let rect = response.rect;
        ui.painter().rect(rect, CornerRadius::same(RADIUS), ground, Stroke::new(1.0, edge), StrokeKind::Inside);
        let cap = self.key.map_or(0.0, |key| key_cap_size(ui, key).x + gap::S + 2.0);
        let left = rect.center().x - f32::midpoint(galley.size().x, cap);
        let text_end = left + galley.size().x;
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
        if let Some(key) = self.key {
            let at = pos2(text_end + gap::S + 2.0, rect.center().y);
            let filled = matches!(self.kind, Kind::Primary | Kind::Danger) && self.enabled;
            let (ground, edge, ink) = if filled {
                (ink.gamma_multiply(0.16), ink.gamma_multiply(0.45), ink)
            } else {
                (colours.surface, colours.line, colours.muted)
            };
            paint_key_cap(ui.painter(), at, key, ground, edge, ink);
        }
        if response.has_focus() {
            halo(ui, rect);
        }
    }

    fn colours(&self, colours: &Palette, response: &Response) -> (Color32, Color32, Color32) {
        let over = response.hovered();
        if !self.enabled {
            return (colours.sunken, colours.line, colours.muted);
        }
        match self.kind {
            Kind::Primary => {
                let ground = if over { colours.primary_hover } else { colours.primary };
                (ground, ground, colours.on_primary)
            }
            Kind::Danger => (colours.error.ink, colours.error.ink, colours.error.ground),
            Kind::Secondary => (if over { colours.sunken } else { colours.surface }, colours.edge, colours.ink),
            Kind::Quiet => (if over { colours.sunken } else { Color32::TRANSPARENT }, Color32::TRANSPARENT, colours.primary),
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let font = if self.kind == Kind::Primary { theme::bold(size::TEXT) } else { theme::regular(size::TEXT) };
        let cap = self.key.map_or(0.0, |key| key_cap_size(ui, key).x + gap::S + 2.0);
        let pad = if self.kind == Kind::Quiet { gap::S } else { gap::L };
        let room = self.width.map_or(f32::INFINITY, |w| (w - cap - gap::S * 2.0).max(24.0));
        let galley = ui.painter().layout(self.label.to_owned(), font, Color32::PLACEHOLDER, room);
        let width = self.width.unwrap_or(galley.size().x + cap + 2.0 * pad);
        let height = (galley.size().y + 2.0 * gap::S).max(FIELD_HEIGHT + 2.0);
        let sense = match (self.enabled, self.focusable) {
            (false, _) => Sense::hover(),
            (true, true) => Sense::click(),
            (true, false) => Sense::CLICK,
        };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        if ui.is_rect_visible(rect) {
            self.paint(ui, &response, galley);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, self.enabled, self.name.unwrap_or(self.label)));
        if let Some(key) = self.key {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
        }
        match self.tip {
            Some(tip) => response.on_hover_text(tip),
            None => response,
        }
    }
}
