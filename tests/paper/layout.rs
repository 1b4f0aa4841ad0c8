//! Nothing runs off a paper, nothing lies on anything else, and equal papers are equal bytes.

use crate::build::{Case, today};
use crate::cases::{Stay, every_case_paper};
use crate::lab_cases::every_lab_paper;
use crate::look::{KEY, KINDS, SIZES, recovery_pages, register_pages};
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::number::Mode;
use nirantar::paper::{CaseForm, Ink, Item, Page, Rect, Size, case_in_duplicate, opd_paper, pdf, slip};

/// Every paper of every case, with its name.
fn every_paper() -> Vec<(String, Vec<Page>)> {
    let mut all = Vec::new();
    for (case_name, case) in Case::all() {
        for (kind, kind_name) in KINDS {
            for (size, size_name) in SIZES {
                all.push((format!("{kind_name} {size_name} {case_name}"), opd_paper(kind, &case.form(), size)));
            }
        }
    }
    all.extend(every_case_paper());
    all.extend(every_lab_paper());
    all.extend(crate::event::every());
    all.extend(crate::hand_cases::every());
    all.push(("register".to_owned(), register_pages(97)));
    all.push(("recovery".to_owned(), recovery_pages(KEY)));
    all
}

#[test]
fn everything_stands_within_the_printable_part() {
    for (name, pages) in every_paper() {
        assert!(!pages.is_empty(), "{name}");
        for page in &pages {
            let sheet = Rect::new(0.0, 0.0, page.width, page.height);
            assert!(page.printable.within(&sheet, 0.01), "{name}");
            for item in &page.items {
                let bounds = item.bounds().unwrap_or_default();
                // Letters may lean over the edge of their column by a hair.
                let inside = item.bounds().is_none() || bounds.within(&page.printable, 0.35);
                assert!(inside, "{name}: {item:?} at {bounds:?}, printable {:?}", page.printable);
            }
        }
    }
}

#[test]
fn no_letter_is_missing_from_the_fonts() {
    for (name, pages) in every_paper() {
        for item in pages.iter().flat_map(|page| &page.items) {
            let Item::Text(run) = item else { continue };
            assert!(!run.text.is_empty() && run.glyphs.iter().all(|glyph| glyph.id != 0), "{name}: a box for {}", run.text);
        }
    }
}

#[test]
fn no_text_lies_on_other_text_or_on_a_code() {
    for (name, pages) in every_paper() {
        for page in &pages {
            let inked: Vec<(&Item, Rect)> = page
                .items
                .iter()
                .filter(|item| matches!(item, Item::Text(_) | Item::Code(_)))
                .filter_map(|item| item.bounds().map(|b| (item, b)))
                .collect();
            for (i, (a, a_box)) in inked.iter().enumerate() {
                for (b, b_box) in &inked[i + 1..] {
                    assert!(!overlap(a_box, b_box), "{name}: {} on {}", said(a), said(b));
                }
            }
        }
    }
}

/// More than a mark of one line that touches a mark of the next.
fn overlap(a: &Rect, b: &Rect) -> bool {
    let wide = a.right().min(b.right()) - a.x.max(b.x);
    let high = a.bottom().min(b.bottom()) - a.y.max(b.y);
    wide > 0.3 && high > 0.22 * a.h.min(b.h)
}

fn said(item: &Item) -> &str {
    match item {
        Item::Text(run) => &run.text,
        Item::Code(code) => &code.text,
        _ => "",
    }
}

#[test]
fn codes_have_their_quiet_zone() {
    for (name, pages) in every_paper() {
        for page in &pages {
            for item in &page.items {
                let Item::Code(code) = item else { continue };
                let module = code.area.w / f32::from(u16::try_from(code.columns).unwrap());
                assert!(module >= 0.249, "{name}: a module of {module} mm cannot be relied on");
                let quiet = if code.modules.len() == code.columns { (10.0 * module, 0.0) } else { (4.0 * module, 4.0 * module) };
                let zone = Rect::new(
                    code.area.x - quiet.0,
                    code.area.y - quiet.1,
                    code.area.w + 2.0 * quiet.0,
                    code.area.h + 2.0 * quiet.1,
                );
                assert!(zone.x >= -0.01 && zone.right() <= page.width + 0.01, "{name}: quiet zone over the edge");
                for other in page.items.iter().filter(|other| *other != item) {
                    let Some(bounds) = other.bounds().filter(|_| !matches!(other, Item::Fill { ink: Ink::White, .. })) else {
                        continue;
                    };
                    let touches = bounds.x < zone.right() - 0.05
                        && bounds.right() > zone.x + 0.05
                        && bounds.y < zone.bottom() - 0.05
                        && bounds.bottom() > zone.y + 0.05;
                    assert!(!touches, "{name}: {other:?} {} in a quiet zone", said(other));
                }
            }
        }
    }
}

#[test]
fn a_name_of_120_characters_is_whole() {
    let case = Case::longest();
    let squeeze = |text: &str| text.replace([' ', '\u{a0}'], "");
    for (size, size_name) in SIZES {
        for (kind, kind_name) in KINDS {
            let text: String = opd_paper(kind, &case.form(), size)[0].texts().concat();
            let name = &case.patient.details.name;
            for part in [name.latin.as_ref().unwrap(), name.devanagari.as_ref().unwrap()] {
                assert!(squeeze(&text).contains(&squeeze(part)), "{kind_name} {size_name} lacks {part}");
            }
        }
    }
}

#[test]
fn long_names_are_whole_on_the_papers_of_a_stay() {
    let stay = Stay::longest();
    let squeeze = |text: &str| text.replace([' ', '\u{a0}'], "");
    let name = &stay.patient.as_ref().unwrap().details.name;
    for (kind, size) in [
        (CaseForm::AdmissionSlip, Size::A6),
        (CaseForm::TransferSlip, Size::Roll58),
        (CaseForm::DischargeSlip, Size::A5),
        (CaseForm::FaceSheet, Size::A4),
        (CaseForm::Wristband, Size::Band),
        (CaseForm::Wristband, Size::BandChild),
    ] {
        let text: String = stay.pages(kind, size)[0].texts().concat();
        for part in [name.latin.as_ref().unwrap(), name.devanagari.as_ref().unwrap()] {
            assert!(squeeze(&text).contains(&squeeze(part)), "{kind:?} {size:?} lacks {part}");
        }
    }
}

#[test]
fn a_drill_a_duplicate_and_a_correction_say_so_on_every_page() {
    let mut stay = Stay::mlc();
    stay.mode = Mode::Drill;
    stay.copy = 2;
    stay.version = 3;
    for (i, page) in stay.paper(case_in_duplicate).iter().enumerate() {
        let text = page.texts().join(" ");
        for part in ["NOT A REAL PATIENT", "DUPLICATE 2", "MLC", "Version 3, corrected"] {
            assert!(text.contains(part), "page {} lacks {part}", i + 1);
        }
    }
    for kind in CaseForm::ALL.into_iter().filter(|k| *k != CaseForm::Sheet) {
        let text = Stay::longest().pages(kind, Size::A5)[0].texts().join(" ");
        assert!(text.contains("NOT A REAL PATIENT") && text.contains("DUPLICATE 2"), "{kind:?}");
    }
}

#[test]
fn a_late_entry_is_one_after_half_an_hour() {
    let (late, in_time) = (Stay { late: true, ..Stay::admitted() }, Stay::admitted());
    let text = |stay: &Stay| stay.pages(CaseForm::AdmissionSlip, Size::A6)[0].texts().join(" ");
    assert!(text(&late).contains("LATE ENTRY: happened 24-11-2022 09:14, entered 24-11-2022 12:14"));
    assert!(!text(&in_time).contains("LATE ENTRY"));
}

#[test]
fn a_child_wears_a_childs_band() {
    let said = |value, unit| Age::Said { value, unit, on: today() };
    assert_eq!(Size::band(&said(11, AgeUnit::Years), today()), Size::BandChild);
    assert_eq!(Size::band(&said(12, AgeUnit::Years), today()), Size::Band);
    assert_eq!(Size::band(&said(30, AgeUnit::Days), today()), Size::BandChild);
    let page = &Stay::newborn().pages(CaseForm::Wristband, Size::A6)[0];
    assert!((page.width - 178.0).abs() < 0.01 && (page.height - 25.0).abs() < 0.01);
    assert!(Size::BANDS.iter().all(|band| !Size::ALL.contains(band)));
}

#[test]
fn equal_forms_are_equal_bytes_and_a_slip_is_small() {
    for (case_name, case) in Case::all() {
        for (size, size_name) in SIZES {
            let bytes = || pdf(&slip(&case.form(), size), "slip").unwrap();
            let first = bytes();
            assert_eq!(first, bytes(), "{case_name} {size_name}");
            assert!(first.len() <= 40_000, "{case_name} {size_name}: {} bytes", first.len());
        }
    }
    assert!(pdf(&[], "nothing").is_err());
}

#[test]
fn a_roll_is_as_long_as_what_is_on_it() {
    let long = &slip(&Case::longest().form(), Size::Roll80)[0];
    let short = &slip(&Case::sparse().form(), Size::Roll80)[0];
    assert!(short.height + 60.0 < long.height);
    assert!((short.printable.w * 8.0 - 576.0).abs() < 0.01);
}
