//! A lasting sentence across the screen about a device or a disk: what happened, is the record safe, what to do now.

use super::button::Button;
use super::icon::paint_icon;
use super::text_marks::{icon_of, told_as};
use crate::problem::Told;
use crate::window::theme::{self, Tone, gap, size};
use egui::{Align, Frame, Layout, Margin, Sense, Ui, accesskit::Role, vec2};

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BannerOut {
    pub acted: bool,
    pub dismissed: bool,
}

/// A banner.
#[must_use = "call show"]
pub struct Banner<'a> {
    tone: Tone,
    told: &'a Told,
    action: Option<(&'a str, &'a str)>,
    dismiss: Option<(&'a str, &'a str)>,
}

impl<'a> Banner<'a> {
    pub const fn new(tone: Tone, told: &'a Told) -> Self {
        Self { tone, told, action: None, dismiss: None }
    }

    /// A button that does something about it: label and key (may be empty).
    pub const fn action(mut self, label: &'a str, key: &'a str) -> Self {
        self.action = Some((label, key));
        self
    }

    /// A button that closes it: label and key (may be empty).
    pub const fn dismiss(mut self, label: &'a str, key: &'a str) -> Self {
        self.dismiss = Some((label, key));
        self
    }

    pub fn show(self, ui: &mut Ui) -> BannerOut {
        let pair = theme::palette(ui).pair_of(self.tone);
        let mut out = BannerOut::default();
        Frame::new().fill(pair.ground).inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
            let line = vec2(ui.available_width(), theme::FIELD_HEIGHT + 2.0);
            ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
                if let Some((label, key)) = self.dismiss {
                    out.dismissed = press(ui, label, key);
                }
                if let Some((label, key)) = self.action {
                    out.acted = press(ui, label, key);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.sentences(ui));
            });
        });
        out
    }

    fn sentences(&self, ui: &mut Ui) {
        let pair = theme::palette(ui).pair_of(self.tone);
        ui.spacing_mut().item_spacing.x = gap::S;
        if let Some(icon) = icon_of(self.tone) {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
            paint_icon(ui.painter(), rect, icon, pair.ink);
        }
        let rest = [self.told.safe.as_str(), &self.told.act].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        let mut job = egui::text::LayoutJob::default();
        let format = |font| egui::TextFormat { font_id: font, color: pair.ink, ..egui::TextFormat::default() };
        job.append(&self.told.what, 0.0, format(theme::bold(size::TEXT)));
        job.append(&rest, gap::S, format(theme::regular(size::TEXT)));
        let response = ui.add(egui::Label::new(job).wrap());
        told_as(&response, Role::Alert, &self.told.line());
    }
}

fn press(ui: &mut Ui, label: &str, key: &str) -> bool {
    let button = Button::secondary(label);
    ui.add(if key.is_empty() { button } else { button.key(key) }).clicked()
}
