//! The papers, as people and machines read them: every form in every size, drawn, read back, measured.

mod build;
mod look;
