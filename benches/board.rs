//! The bed board of 2,500 beds, nearly all taken: one ward, and the whole hospital; see `common::stage`.

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
use egui::Key;
use nirantar::desk::cases::CaseWish;
use nirantar::desk::people::people;
use nirantar::desk::{make_demo, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use std::time::{Duration, Instant};

/// Of a hundred beds, those that nobody lies in.
const FREE_IN_HUNDRED: usize = 7;

fn main() {
    let home = folder("demo-board");
    let mut desk = open(&home).unwrap_or_else(|| {
        let made = make_demo(&home, &system_clock()).unwrap();
        made.counter.sign_in(&made.login, &made.password).map_err(|(_counter, problem)| problem).unwrap()
    });
    let beds: Vec<String> = desk.masters().beds.iter().map(|b| b.code.clone()).collect();
    let taken = desk.board().unwrap().0.iter().map(|w| w.taken).sum::<u32>();
    if taken == 0 {
        eprintln!("putting patients into {} beds; this is done once", beds.len());
        for (n, (bed, form)) in beds.iter().zip(people(common::SEED, &["MED".to_owned()])).enumerate() {
            if n % 100 < FREE_IN_HUNDRED {
                continue;
            }
            let values = Sheet::from([
                ("bed", bed.as_str()),
                ("name", &form.name),
                ("name_hi", &form.name_hi),
                ("sex", &form.sex),
                ("age", &form.age),
            ]);
            desk.fill(FormId::Admission, &values, CaseWish::default()).unwrap();
        }
    }
    let before = Instant::now();
    let board = desk.board().unwrap();
    let taken: u32 = board.0.iter().map(|w| w.taken).sum();
    println!("board: {} beds, {taken} taken; read and worked out in {:.1} ms", beds.len(), millis(before.elapsed()));
    assert!(taken > 2_000, "the board is full");
    let (login, at) = (desk.user().login.clone(), desk.store().last_time().unwrap());
    drop(desk);
    let mut stage = Stage::open(&home, &login, at);
    let before = Instant::now();
    stage.press(Key::F6);
    while stage.frame(Vec::new()).1 < 200 {
        assert!(before.elapsed() < Duration::from_mins(1), "the board did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    goal("  from F6 to the board, s", before.elapsed().as_secs_f64(), 2.0);
    measure(&mut stage, "one ward, arrows", |n| key(if n % 60 < 30 { Key::ArrowDown } else { Key::ArrowUp }));
    stage.press(Key::O);
    measure(&mut stage, "2,500 beds, still", |_| Vec::new());
    measure(&mut stage, "2,500 beds, wheel", |n| wheel(if n % 400 < 200 { -240.0 } else { 240.0 }));
}
