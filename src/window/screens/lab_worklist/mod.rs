//! What waits on a bench.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The screen.
#[derive(Default)]
pub struct LabWorklistScreen;

impl Screen for LabWorklistScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
