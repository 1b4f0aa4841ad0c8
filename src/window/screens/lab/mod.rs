//! The laboratory's board (F7).

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The screen.
#[derive(Default)]
pub struct LabScreen;

impl Screen for LabScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
