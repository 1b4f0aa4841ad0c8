//! The emergency department.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The emergency department.
#[derive(Default)]
pub struct EmergencyScreen;

impl Screen for EmergencyScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
