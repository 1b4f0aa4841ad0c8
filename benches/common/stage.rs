//! The real app over the real worker, frame by frame, without a GPU: what each frame costs the program itself, drawing and tessellating.
//! Keys and wheel come in as a window system would send them.

use super::{Times, goal, line};
use chrono::{DateTime, FixedOffset};
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, pos2, vec2};
use nirantar::desk::Place;
use nirantar::window::app::App;
use nirantar::window::routes::Route;
use nirantar::worker;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Frames of one measurement.
const FRAMES: usize = 1_000;

/// The window's stand-in.
pub struct Stage {
    ctx: egui::Context,
    pub app: App,
    seconds: f64,
}

pub fn measure(stage: &mut Stage, what: &str, input: impl Fn(usize) -> Vec<Event>) {
    for n in 0..50 {
        stage.frame(input(n));
    }
    let mut times = Times::default();
    for n in 0..FRAMES {
        times.push(stage.frame(input(n)).0);
    }
    line(&format!("  {what}, own work of a frame"), &times);
    goal(&format!("  {what}: p99, ms"), times.at(0.99), 8.0);
    goal(&format!("  {what}: longest, ms"), times.at(1.0), 16.0);
}

pub fn wheel(points: f32) -> Vec<Event> {
    let place = Event::PointerMoved(pos2(700.0, 400.0));
    let turn = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    vec![place, turn]
}

pub fn key(key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![event(true), event(false)]
}

impl Stage {
    /// Opens a counter's window and signs in who signed in last.
    pub fn open(home: &Path, login: &str, at: DateTime<FixedOffset>) -> Self {
        let password = std::fs::read_to_string(home.join("password")).unwrap();
        let mut stage = Self::new(Place::new(&home.join("counter")), at);
        stage.until(|app| *app.route() == Route::SignIn);
        stage.write(login);
        stage.press(Key::Enter);
        stage.write(password.lines().next().unwrap());
        stage.press(Key::Enter);
        stage.until(|app| app.route().inside());
        stage
    }

    pub fn new(place: Place, at: DateTime<FixedOffset>) -> Self {
        let ctx = egui::Context::default();
        let link = worker::start_with(place, Arc::new(move || at), Arc::new(|| {}));
        let app = App::new(&ctx, link, Box::new(move || at));
        Self { ctx, app, seconds: 0.0 }
    }

    /// One frame, as the window does it up to the point where triangles go to OpenGL: how long, and how many shapes.
    pub fn frame(&mut self, events: Vec<Event>) -> (Duration, usize) {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(1366.0, 728.0))),
            time: Some(self.seconds),
            focused: true,
            events,
            ..RawInput::default()
        };
        let before = Instant::now();
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        let shapes = output.shapes.len();
        drop(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        (before.elapsed(), shapes)
    }

    pub fn until(&mut self, there: impl Fn(&App) -> bool) {
        let before = Instant::now();
        while !there(&self.app) {
            self.frame(Vec::new());
            assert!(before.elapsed() < Duration::from_mins(1), "the window did not go on from {:?}", self.app.route());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.rest();
    }

    /// A second without input, so that no scanner is suspected and focus settles.
    pub fn rest(&mut self) {
        for _ in 0..60 {
            self.frame(Vec::new());
        }
    }

    pub fn press(&mut self, pressed: Key) {
        self.frame(key(pressed));
        self.rest();
    }

    /// Types as a person does.
    pub fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.frame(vec![Event::Text(c.to_string())]);
            for _ in 0..6 {
                self.frame(Vec::new());
            }
        }
        self.rest();
    }
}
