//! The bed board.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The bed board.
#[derive(Default)]
pub struct WardScreen;

impl Screen for WardScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
