//! The window. See `crate::window`.
use super::Failure;
use super::args::{Common, WindowArgs};
pub fn open(_common: &Common, _args: &WindowArgs) -> Result<(), Failure> {
    Ok(())
}
