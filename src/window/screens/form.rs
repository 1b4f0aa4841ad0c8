//! Any form, drawn from its fields.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// Any form, drawn from its fields.
#[derive(Default)]
pub struct FormScreen;

impl Screen for FormScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
