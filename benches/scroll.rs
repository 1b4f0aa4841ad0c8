//! The day register with 100,000 lines, scrolled: what each frame costs the program itself, drawing and tessellating, without a GPU.
//! The real app over the real worker and the kept counter; keys and wheel come in as a window system would send them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use chrono::{DateTime, FixedOffset};
use common::{Times, folder, goal, line};
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, pos2, vec2};
use nirantar::desk::Place;
use nirantar::window::app::App;
use nirantar::window::routes::Route;
use nirantar::worker;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PATIENTS: u64 = 100_000;
const FRAMES: usize = 1_000;

struct Stage {
    ctx: egui::Context,
    app: App,
    seconds: f64,
}

fn main() {
    let desk = common::desk(PATIENTS);
    let (login, at) = (desk.user().login.clone(), desk.store().last_time().unwrap());
    let lines = desk.store().read().unwrap().visits_of_day(at.date_naive()).unwrap().len();
    drop(desk);
    let home = folder(&format!("demo-{PATIENTS}"));
    let password = std::fs::read_to_string(home.join("password")).unwrap();
    let mut stage = Stage::new(Place::new(&home.join("counter")), at);
    stage.until(|app| *app.route() == Route::SignIn);
    stage.write(&login);
    stage.press(Key::Enter);
    stage.write(password.lines().next().unwrap());
    stage.press(Key::Enter);
    stage.until(|app| app.route().inside());
    stage.press(Key::F9);
    let before = Instant::now();
    // The list is there when the first page of it is drawn.
    while stage.frame(Vec::new()).1 < 300 {
        assert!(before.elapsed() < Duration::from_mins(1), "the register did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("scroll: day register of {lines} visits, there {:.2} s after F9", before.elapsed().as_secs_f64());
    measure(&mut stage, "wheel", |n| wheel(if n % 400 < 200 { -240.0 } else { 240.0 }));
    measure(&mut stage, "page down", |n| key(if n % 400 < 300 { Key::PageDown } else { Key::PageUp }));
    measure(&mut stage, "to the end and back", |n| key(if n % 2 == 0 { Key::End } else { Key::Home }));
}

fn measure(stage: &mut Stage, what: &str, input: impl Fn(usize) -> Vec<Event>) {
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

fn wheel(points: f32) -> Vec<Event> {
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

fn key(key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![event(true), event(false)]
}

impl Stage {
    fn new(place: Place, at: DateTime<FixedOffset>) -> Self {
        let ctx = egui::Context::default();
        let link = worker::start_with(place, Arc::new(move || at), Arc::new(|| {}));
        let app = App::new(&ctx, link, Box::new(move || at));
        Self { ctx, app, seconds: 0.0 }
    }

    /// One frame, as the window does it up to the point where triangles go to OpenGL: how long, and how many shapes.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, usize) {
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

    fn until(&mut self, there: impl Fn(&App) -> bool) {
        let before = Instant::now();
        while !there(&self.app) {
            self.frame(Vec::new());
            assert!(before.elapsed() < Duration::from_mins(1), "the window did not go on from {:?}", self.app.route());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.rest();
    }

    /// A second without input, so that no scanner is suspected and focus settles.
    fn rest(&mut self) {
        for _ in 0..60 {
            self.frame(Vec::new());
        }
    }

    fn press(&mut self, pressed: Key) {
        self.frame(key(pressed));
        self.rest();
    }

    /// Types as a person does.
    fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.frame(vec![Event::Text(c.to_string())]);
            for _ in 0..6 {
                self.frame(Vec::new());
            }
        }
        self.rest();
    }
}
