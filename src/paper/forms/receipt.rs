//! receipt

use super::OpdPaper;
use crate::paper::{Page, Size};

/// Lays it out.
#[must_use]
pub fn receipt(_form: &OpdPaper<'_>, _size: Size) -> Vec<Page> {
    Vec::new()
}
