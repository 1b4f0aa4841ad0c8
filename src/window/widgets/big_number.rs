//! A number with what it counts: a panel of the home screen, or a number that is called out.

use super::card::card_edge;
use crate::window::theme::{self, Tone, size};
use egui::{Response, RichText, Ui, WidgetInfo, accesskit::Role, vec2};

/// A figure in a card.
#[must_use = "call show"]
pub struct BigNumber<'a> {
    number: &'a str,
    caption: &'a str,
    tone: Tone,
    size: f32,
    width: Option<f32>,
}

impl<'a> BigNumber<'a> {
    pub const fn new(number: &'a str, caption: &'a str) -> Self {
        Self { number, caption, tone: Tone::Plain, size: size::FIGURE, width: None }
    }

    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// As large as a number that is called out.
    pub const fn called(mut self) -> Self {
        self.size = size::BIG;
        self
    }

    /// As large as the number just given out.
    pub const fn huge(mut self) -> Self {
        self.size = size::HUGE;
        self
    }

    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let colours = theme::palette(ui);
        let ink = colours.ink_of(self.tone);
        let edge = if self.tone == Tone::Plain { colours.line } else { ink };
        let response = card_edge(ui, edge, 12, |ui| {
            if let Some(width) = self.width {
                ui.set_width(width - 26.0);
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                ui.label(RichText::new(self.number).font(theme::bold(self.size)).color(ink));
                ui.add(egui::Label::new(theme::label(self.caption)).wrap());
            });
        })
        .response;
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, format!("{}: {}", self.caption, self.number)));
        response
    }
}
