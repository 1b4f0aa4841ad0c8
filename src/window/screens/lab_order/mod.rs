//! A new requisition (Shift F7).

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The screen.
#[derive(Default)]
pub struct LabOrderScreen;

impl Screen for LabOrderScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
