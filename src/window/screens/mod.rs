//! One file a screen. A screen draws, keeps what was typed, and leaves jobs and wishes in [`Cx`]; it holds no rule,
//! queries nothing and never waits.

use super::commands::UiCommand;
use super::routes::Route;
use super::state::Cx;
use crate::worker::Event;

/// What every screen is. All screens of a person live as long as that person is signed in; nothing typed is lost by leaving.
pub trait Screen {
    /// The window comes to this screen: ask the worker for what it shows, put the focus where typing starts.
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {}

    /// An event came. Every screen hears every event, shown or not. True when it has dealt with a `Refused`
    /// or `NotHere` of its own, so that the app need not show it in the banner.
    fn hear(&mut self, _event: &Event, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A key of the table that is this screen's own was pressed. True when it was used.
    fn command(&mut self, _command: UiCommand, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// Draws itself into the space between band, side bar and status line.
    fn draw(&mut self, ui: &mut egui::Ui, cx: &mut Cx<'_>);
}
