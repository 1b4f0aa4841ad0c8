//! The threads themselves.
use super::{Link, Wake};
use std::path::PathBuf;

/// Starts the worker over a data folder.
#[must_use]
pub fn start(_data: PathBuf, _wake: Wake) -> Link {
    let (link, _jobs, _events) = Link::pair();
    link
}
