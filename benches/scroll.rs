//! The day register with 100,000 lines, scrolled: see `common::stage`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::folder;
use common::stage::{Stage, key, measure, wheel};
use egui::Key;
use std::time::{Duration, Instant};

const PATIENTS: u64 = 100_000;

fn main() {
    let desk = common::desk(PATIENTS);
    let (login, at) = (desk.user().login.clone(), desk.store().last_time().unwrap());
    let lines = desk.store().read().unwrap().visits_of_day(at.date_naive()).unwrap().len();
    drop(desk);
    let home = folder(&format!("demo-{PATIENTS}"));
    let mut stage = Stage::open(&home, &login, at);
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
