//! What each paper says, as text, in the order it stands.

use crate::build::Case;
use crate::look::{KINDS, recovery_pages, register_pages};
use nirantar::paper::{Item, Page, Size, opd_paper};
use std::fmt::Write as _;

/// Runs of one baseline on one line of text; codes and frames are named.
fn said(pages: &[Page]) -> String {
    let mut out = String::new();
    for (i, page) in pages.iter().enumerate() {
        writeln!(out, "-- page {} of {}: {} x {:.0} mm", i + 1, pages.len(), page.width, page.height).unwrap();
        let mut baseline = None;
        for item in &page.items {
            let (y, text) = match item {
                Item::Text(run) => (run.y, run.text.clone()),
                Item::Code(code) => (code.area.bottom(), format!("[{:?} {}]", code.kind, code.text)),
                Item::Fill { .. } | Item::Frame { .. } => continue,
            };
            if baseline.is_some_and(|before: f32| (before - y).abs() > 0.01) {
                out.push('\n');
            }
            out.push_str(&text);
            baseline = Some(y);
        }
        out.push('\n');
    }
    out
}

#[test]
fn ordinary_papers() {
    for (kind, name) in KINDS {
        insta::assert_snapshot!(format!("{name}-a6-ordinary"), said(&opd_paper(kind, &Case::ordinary().form(), Size::A6)));
    }
}

#[test]
fn slips_of_every_case() {
    for (name, case) in Case::all() {
        let mut case = case;
        case.qr = case.qr.iter().enumerate().map(|(i, _)| format!("NR1:{i}")).collect();
        insta::assert_snapshot!(format!("slip-80mm-{name}"), said(&opd_paper(KINDS[0].0, &case.form(), Size::Roll80)));
    }
}

#[test]
fn register_and_recovery_sheet() {
    insta::assert_snapshot!("register", said(&register_pages(23)));
    insta::assert_snapshot!("recovery", said(&recovery_pages("K4TR-88WQ-2MNB-7XCD-P0LA-9ZVF-3HGJ-6SYE")));
}
