//! The papers, as people and machines read them: every form in every size, drawn, read back, measured.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops; the lints' own exception covers only functions marked as tests"
)]

mod build;
mod cases;
mod event;
mod golden;
mod hand_after;
mod hand_cases;
mod handover;
mod lab;
mod lab_cases;
mod layout;
mod look;
mod read_back;
