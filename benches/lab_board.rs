//! The laboratory's board with 3,200 open tubes: arrows, wheel, a tile, typing into the filter; see `common::stage`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::stage::{Stage, key, measure, wheel};
use common::{folder, goal, millis, open};
use egui::{Event, Key};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::people::people;
use nirantar::desk::{make_demo, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use std::time::{Duration, Instant};

/// Tubes that have not ended.
const TUBES: usize = 3_200;
/// What is asked for, one after the other: each makes one or two tubes.
const TESTS: [&str; 5] = ["NA, K, CL, UREA", "CBC", "LFT, CBC", "RBS", "CREAT, K, PT"];
/// Tubes received with one form: its field holds so many.
const BATCH: usize = 50;

fn main() {
    let home = folder("demo-lab-board");
    let mut desk = open(&home).unwrap_or_else(|| {
        let made = make_demo(&home, &system_clock()).unwrap();
        made.counter.sign_in(&made.login, &made.password).map_err(|(_counter, problem)| problem).unwrap()
    });
    let mut tubes = desk.lab_board().unwrap().lines.len();
    if tubes < TUBES {
        eprintln!("ordering {TUBES} tubes; this is done once");
        let mut made = Vec::new();
        for (n, form) in people(common::SEED, &["MED".to_owned()]).enumerate() {
            if tubes >= TUBES {
                break;
            }
            let values = Sheet::from([
                ("name", form.name.as_str()),
                ("name_hi", &form.name_hi),
                ("sex", &form.sex),
                ("age", &form.age),
                ("tests", TESTS[n % TESTS.len()]),
                ("urgency", if n % 3 == 0 { "routine" } else { "urgent" }),
                ("override", "bench"),
            ]);
            let done = desk.fill(FormId::LabOrder, &values, CaseWish::default()).unwrap();
            tubes += done.tubes.len();
            made.extend(done.tubes);
        }
        // Six of ten batches have come.
        for batch in made.chunks(BATCH).filter(|batch| batch[0].to_string().ends_with(['0', '2', '4', '5', '6', '8'])) {
            let named = batch.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let values = Sheet::from([("tube", named.as_str()), ("step", "received")]);
            desk.fill(FormId::LabStep, &values, CaseWish::default()).unwrap();
        }
    }
    let before = Instant::now();
    let board = desk.lab_board().unwrap();
    println!("lab board: {} tubes; read and worked out in {:.1} ms", board.lines.len(), millis(before.elapsed()));
    assert!(board.lines.len() >= TUBES, "the board is full");
    let (login, at) = (desk.user().login.clone(), desk.store().last_time().unwrap());
    drop(desk);
    let mut stage = Stage::open(&home, &login, at);
    let before = Instant::now();
    stage.press(Key::F7);
    while stage.frame(Vec::new()).1 < 150 {
        assert!(before.elapsed() < Duration::from_mins(1), "the board did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    goal("  from F7 to the board, s", before.elapsed().as_secs_f64(), 2.0);
    measure(&mut stage, "3,200 tubes, still", |_| Vec::new());
    measure(&mut stage, "3,200 tubes, arrows", |n| key(if n % 60 < 30 { Key::ArrowDown } else { Key::ArrowUp }));
    measure(&mut stage, "3,200 tubes, wheel", |n| wheel(if n % 400 < 200 { -240.0 } else { 240.0 }));
    measure(&mut stage, "3,200 tubes, a page at a time", |n| key(if n % 80 < 40 { Key::PageDown } else { Key::PageUp }));
    measure(&mut stage, "3,200 tubes, another order each time", |n| if n % 20 == 0 { key(Key::S) } else { Vec::new() });
    stage.press(Key::Slash);
    measure(&mut stage, "3,200 tubes, typing into the filter", |n| match n % 40 {
        0 | 8 | 16 => vec![Event::Text("a".to_owned())],
        24 | 30 | 36 => key(Key::Backspace),
        _ => Vec::new(),
    });
}
