//! Everything a person can do, one function each. Checks the right, appends entries, says what to print. No screen, no SQL text.

pub mod people;
pub mod settings;
pub mod views;
