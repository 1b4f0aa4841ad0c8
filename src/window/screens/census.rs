//! The starting census.

use super::Screen;
use crate::window::state::Cx;
use egui::Ui;

/// The starting census.
#[derive(Default)]
pub struct CensusScreen;

impl Screen for CensusScreen {
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
