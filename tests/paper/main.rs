//! The papers, as people and machines read them: every form in every size, drawn, read back, measured.

mod build;
mod golden;
mod layout;
mod look;
mod read_back;
