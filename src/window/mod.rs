//! The window: egui screens over the worker's link. Owns what is drawn and what was typed; holds no rule, never queries,
//! never waits, never spawns.

pub mod app;
pub mod commands;
mod draft;
pub mod keys;
mod paper_keys;
pub mod routes;
pub mod scanner;
pub mod screens;
mod shell;
pub mod state;
pub mod theme;
pub mod widgets;

use crate::problem::Problem;
use crate::worker;
use app::{App, Clock};
use std::path::PathBuf;
use std::sync::Arc;

/// Size at the start: made for a 1366×768 monitor.
const START_SIZE: [f32; 2] = [1366.0, 768.0];
/// Smallest size at which every screen can be used, in points.
const SMALLEST_SIZE: [f32; 2] = [960.0, 600.0];

/// How the window is started.
#[derive(Default)]
pub struct Options {
    /// Told once, after the first frame that a person can use; the window then closes. For measuring the start.
    pub on_usable: Option<Box<dyn FnOnce()>>,
    /// The computer's clock where `None`.
    pub clock: Option<Clock>,
}

/// Opens the window over a data folder and comes back when it was closed and everything is written.
///
/// # Errors
/// `problem-display` when there is no display or no way to draw on it.
pub fn run(data: PathBuf, options: Options) -> Result<(), Problem> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Nirantar")
        .with_app_id("nirantar")
        .with_inner_size(START_SIZE)
        .with_min_inner_size(SMALLEST_SIZE)
        .with_maximized(true);
    let native = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let start =
        move |cx: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
            let ctx = cx.egui_ctx.clone();
            let clock = crate::desk::system_clock();
            let link = worker::start(data, Arc::new(move || ctx.request_repaint()));
            let mut app = App::new(&cx.egui_ctx, link, options.clock.unwrap_or_else(|| Box::new(move || clock())));
            if let Some(tell) = options.on_usable {
                app.on_usable(tell);
            }
            Ok(Box::new(app))
        };
    eframe::run_native("nirantar", native, Box::new(start))
        .map_err(|error| Problem::device("problem-display").with("why", error.to_string()))
}
