//! A saved visit to its slip: read, laid out in both languages with its QR code, written as PDF. How long, and how large.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench stops and prints"
)]

mod common;

use common::{Times, goal, line};
use criterion::Criterion;
use nirantar::desk::views::VisitLine;
use nirantar::desk::{Desk, PaperJob, paper_pdf};
use nirantar::journal::PaperKind;
use nirantar::paper::Size;
use std::hint::black_box;
use std::time::Instant;

const PAPERS: [(&str, PaperKind, Size); 6] = [
    ("slip A6", PaperKind::Slip, Size::A6),
    ("slip 80 mm", PaperKind::Slip, Size::Roll80),
    ("slip 58 mm", PaperKind::Slip, Size::Roll58),
    ("OPD card A5", PaperKind::OpdCard, Size::A5),
    ("token 80 mm", PaperKind::Token, Size::Roll80),
    ("receipt A6", PaperKind::Receipt, Size::A6),
];

fn main() {
    let desk = common::desk(1_000);
    let lines = visits(&desk);
    println!("papers of {} visits, laid out and written as PDF", lines.len());
    for (name, kind, size) in PAPERS {
        one(&desk, &lines, name, kind, size);
    }
    let mut criterion = Criterion::default().configure_from_args();
    let job = PaperJob { visit: lines[0].id.clone(), paper: PaperKind::Slip, size: Size::A6, copy: 0 };
    criterion.bench_function("slip A6 as PDF", |b| b.iter(|| paper_pdf(&desk.lay_out(black_box(&job)).unwrap()).unwrap()));
    criterion.final_summary();
}

fn visits(desk: &Desk) -> Vec<VisitLine> {
    let days: std::collections::BTreeSet<_> = [desk.today(), desk.today().pred_opt().unwrap()].into();
    let mut lines: Vec<VisitLine> = days.into_iter().flat_map(|day| desk.register_lines(day).unwrap()).collect();
    if lines.is_empty() {
        // The kept counter is of another day: take its patients by name.
        lines = desk
            .searcher()
            .unwrap()
            .search("a")
            .unwrap()
            .lines
            .into_iter()
            .filter_map(|m| m.ours().cloned())
            .flat_map(|line| desk.file(&line.id).unwrap().visits)
            .collect();
    }
    lines.truncate(300);
    lines
}

fn one(desk: &Desk, lines: &[VisitLine], name: &str, kind: PaperKind, size: Size) {
    let (mut times, mut largest) = (Times::default(), 0);
    for visit in lines.iter().filter(|l| kind != PaperKind::Receipt || l.receipt.is_some()) {
        let job = PaperJob { visit: visit.id.clone(), paper: kind, size, copy: 0 };
        let before = Instant::now();
        let pdf = paper_pdf(&desk.lay_out(&job).unwrap()).unwrap();
        times.push(before.elapsed());
        largest = largest.max(pdf.len());
    }
    line(&format!("  {name}"), &times);
    #[allow(clippy::cast_precision_loss, reason = "bytes of one paper")]
    let kilobytes = largest as f64 / 1000.0;
    if kind == PaperKind::Slip {
        goal(&format!("  {name}: median, ms"), times.at(0.5), 5.0);
        goal(&format!("  {name}: largest, KB"), kilobytes, 40.0);
    } else {
        println!("  {name}: largest {kilobytes:.1} KB");
    }
}
