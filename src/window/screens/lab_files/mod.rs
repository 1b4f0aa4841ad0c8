//! Analysers' files.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The screen.
#[derive(Default)]
pub struct LabFilesScreen;

impl Screen for LabFilesScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
