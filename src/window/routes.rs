//! Where the window can be. One route, one screen. Owns no state of a screen and decides nothing about rights.

use crate::journal::{EntryId, PaperKind};
use crate::paper::Size;
use chrono::NaiveDate;

/// A place in the window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// Waiting for the worker's first word.
    #[default]
    Starting,
    /// Nothing set up yet, or a counter that cannot be opened.
    Welcome,
    SetUp,
    SignIn,
    Home,
    Opd,
    Find,
    Patient(EntryId),
    Queue,
    Register(Option<NaiveDate>),
    Prints,
    Preview {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
    },
    Settings,
    Export,
    Verify,
    Help,
}

impl Route {
    /// True where somebody must have signed in.
    #[must_use]
    pub const fn inside(&self) -> bool {
        !matches!(self, Self::Starting | Self::Welcome | Self::SetUp | Self::SignIn)
    }
}
