//! What each paper says, as text, in the order it stands.

use crate::build::Case;
use crate::cases::{Stay, book_pages, census_pages, gap_pages};
use crate::look::{KINDS, recovery_pages, register_pages};
use nirantar::hospital::forms::FormId;
use nirantar::hospital::number::Series;
use nirantar::paper::{CaseForm, Item, Page, Size, case_in_duplicate, opd_paper};
use std::fmt::Write as _;

/// Runs of one baseline on one line of text; codes and frames are named.
pub fn said(pages: &[Page]) -> String {
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

/// The records' own codes are named, not spelt out.
fn plain(mut stay: Stay) -> Stay {
    stay.qr = stay.qr.iter().enumerate().map(|(i, _)| format!("NR1:{i}")).collect();
    stay
}

/// Which paper, its golden file, of what case, in which size.
type CasePage = (CaseForm, &'static str, fn() -> Stay, Size);

#[test]
fn papers_of_a_stay() {
    let papers: [CasePage; 8] = [
        (CaseForm::AdmissionSlip, "admission-slip-a6", Stay::admitted, Size::A6),
        (CaseForm::TransferSlip, "transfer-slip-a5", Stay::transferred, Size::A5),
        (CaseForm::DischargeSlip, "discharge-slip-80mm", Stay::discharged, Size::Roll80),
        (CaseForm::DischargeSlip, "discharge-slip-a6-longest", Stay::longest, Size::A6),
        (CaseForm::FaceSheet, "face-open", Stay::admitted, Size::A4),
        (CaseForm::FaceSheet, "face-ended", Stay::discharged, Size::A4),
        (CaseForm::Wristband, "band", Stay::admitted, Size::Band),
        (CaseForm::Wristband, "band-newborn", Stay::newborn, Size::BandChild),
    ];
    for (kind, name, stay, size) in papers {
        insta::assert_snapshot!(name, said(&plain(stay()).pages(kind, size)));
    }
}

#[test]
fn papers_of_the_emergency_and_of_the_ward() {
    let papers: [CasePage; 5] = [
        (CaseForm::ArrivalSlip, "arrival-slip-a6", Stay::arrived, Size::A6),
        (CaseForm::ArrivalSlip, "arrival-slip-58mm-pack", Stay::pack, Size::Roll58),
        (CaseForm::Wristband, "band-pack", Stay::pack, Size::Band),
        (CaseForm::Sheet, "indent-a6", Stay::indent, Size::A6),
        (CaseForm::Sheet, "indent-a5-long", Stay::long_indent, Size::A5),
    ];
    for (kind, name, stay, size) in papers {
        insta::assert_snapshot!(name, said(&plain(stay()).pages(kind, size)));
    }
    insta::assert_snapshot!("census", said(&census_pages(9)));
}

#[test]
fn official_forms() {
    for (name, stay) in [
        ("form-1-birth", Stay::birth()),
        ("form-2-death", Stay::death()),
        ("form-3-stillbirth", Stay::stillbirth()),
        ("form-4-cause", Stay::cause()),
        ("form-4-blank", Stay::blank(FormId::Cause, Series::Cause)),
    ] {
        insta::assert_snapshot!(name, said(&plain(stay).pages(CaseForm::Sheet, Size::A4)));
    }
    insta::assert_snapshot!("form-mlc-in-duplicate", said(&plain(Stay::mlc()).paper(case_in_duplicate)));
}

#[test]
fn registers() {
    insta::assert_snapshot!("book", said(&book_pages(7)));
    insta::assert_snapshot!("book-empty", said(&book_pages(0)));
    insta::assert_snapshot!("gaps", said(&gap_pages()));
}
