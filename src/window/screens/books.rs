//! Registers by date.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// Registers by date.
#[derive(Default)]
pub struct BooksScreen;

impl Screen for BooksScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
