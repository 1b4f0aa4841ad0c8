//! The window: egui screens over the worker's link. Owns what is drawn and what was typed; holds no rule, never queries,
//! never waits, never spawns.

pub mod commands;
pub mod routes;
pub mod screens;
pub mod state;
