//! The results of an order: typing and releasing.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The screen.
#[derive(Default)]
pub struct LabResultsScreen;

impl Screen for LabResultsScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
