//! An unknown patient in one key.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// An unknown patient in one key.
#[derive(Default)]
pub struct UnknownScreen;

impl Screen for UnknownScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
