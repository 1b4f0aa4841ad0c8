//! Slips off the scanner: 500 printed slips at 200 dpi, each turned by any angle, noisy, folded, with a tenth of its paper torn off at a corner.
//! Goals: at least 99 % read, none read wrong, less than 300 ms an A4 page. Then the same with coffee, pens, shade, blur and faxes.
//!
//! `cargo bench --bench papers_in -- [SLIPS]`
#![allow(missing_docs, reason = "a program of its own")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a bench may stop, and speaks")]
#![allow(clippy::cast_precision_loss, reason = "figures for people")]

#[path = "../tests/scan_world/mod.rs"]
mod scan_world;

use nirantar::desk::people::people;
use nirantar::desk::{Desk, PaperJob, PrintWish, make_demo, system_clock};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::PaperKind;
use nirantar::paper::{Page, Size};
use scan_world::damage::{Damage, Dice, scanned};
use scan_world::{codes_of, drawn, read_scan};
use std::time::Instant;

const SLIPS: usize = 500;
const SIZES: [Size; 4] = [Size::A6, Size::Roll80, Size::A5, Size::A4];

fn main() {
    let slips = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(SLIPS);
    let folder = tempfile::tempdir().unwrap();
    let made = make_demo(folder.path(), &system_clock()).unwrap();
    let mut desk = made.counter.sign_in(&made.login, &made.password).map_err(|(_, problem)| problem).unwrap();
    let departments: Vec<String> = desk.masters().departments.iter().map(|d| d.code.clone()).collect();
    let forms: Vec<OpdForm> = people(500, &departments).take(slips).collect();
    let pages: Vec<(Size, Page)> = forms.iter().enumerate().map(|(at, form)| print(&mut desk, form, SIZES[at % 4])).collect();
    println!("| damage | paper | slips | read | missed | wrong | mean ms | worst ms |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, damage) in [("clean", clean as fn(&mut Dice) -> Damage), ("asked", Damage::asked), ("rough", Damage::rough)] {
        let tries = tried(&pages, damage);
        for size in SIZES {
            row(name, &format!("{size:?}"), tries.iter().filter(|one| one.size == size));
        }
        row(name, "all", tries.iter());
    }
    desk.close().unwrap();
}

const fn clean(_dice: &mut Dice) -> Damage {
    Damage::none()
}

fn print(desk: &mut Desk, form: &OpdForm, size: Size) -> (Size, Page) {
    let visit = desk.register(form, &PrintWish::default()).unwrap().visit_id;
    let job = PaperJob { visit, paper: PaperKind::Slip, size, copy: 0 };
    (size, desk.lay_out(&job).unwrap().pages.remove(0))
}

/// A slip that was damaged and read.
struct Try {
    size: Size,
    read: bool,
    wrong: bool,
    millis: f64,
}

/// Every slip once, on two threads: damaging a picture takes longer than reading it.
fn tried(pages: &[(Size, Page)], damage: fn(&mut Dice) -> Damage) -> Vec<Try> {
    let one = |at: usize, (size, page): &(Size, Page)| {
        let mut dice = Dice::new(at as u64);
        let damage = damage(&mut dice);
        let picture = scanned(&drawn(page), &damage, &mut dice);
        let started = Instant::now();
        let outcome = read_scan(&picture, &codes_of(page));
        Try { size: *size, read: outcome.read, wrong: outcome.wrong, millis: started.elapsed().as_secs_f64() * 1000.0 }
    };
    let half = |odd: usize| pages.iter().enumerate().filter(|(at, _)| at % 2 == odd).map(|(at, page)| one(at, page)).collect();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| -> Vec<Try> { half(1) });
        let mut all: Vec<Try> = half(0);
        all.extend(other.join().unwrap());
        all
    })
}

fn row<'a>(name: &str, paper: &str, tries: impl Iterator<Item = &'a Try>) {
    let tries: Vec<&Try> = tries.collect();
    let (all, read) = (tries.len(), tries.iter().filter(|one| one.read).count());
    let (missed, wrong) = (all - read, tries.iter().filter(|one| one.wrong).count());
    let mean = tries.iter().map(|one| one.millis).sum::<f64>() / all.max(1) as f64;
    let worst = tries.iter().map(|one| one.millis).fold(0.0, f64::max);
    println!("| {name} | {paper} | {all} | {read} | {missed} | {wrong} | {mean:.0} | {worst:.0} |");
}
