//! Papers of the laboratory: what they say, that nothing lies on anything else, and that machines read every label.

use crate::cases::{Stay, band_cases};
use crate::golden::said;
use crate::lab_cases::{
    Report, call_pages, every_lab_paper, labels, pending_pages, rejection_pages, requisition_pages, tat_pages, worklist_pages,
};
use crate::look::{folder, keep};
use crate::read_back::{burnt, codes, drawn, keep_pgm, picture, run};
use nirantar::paper::printers::Format;
use nirantar::paper::{CaseForm, CodeKind, Item, Page, PaperError, Size, escpos, zpl};

#[test]
fn lab_papers_to_look_at() {
    for (name, pages) in every_lab_paper() {
        keep(&format!("lab-{name}"), &pages);
    }
}

/// The records' own codes are named, not spelt out.
fn without_records(pages: &[Page]) -> String {
    let text = said(pages);
    let lines = text.lines().map(|line| if line.starts_with("[Qr NR1:") { "[Qr NR1:…]" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn golden_labels() {
    for (name, pages) in labels() {
        insta::assert_snapshot!(format!("label-{name}"), said(&pages));
    }
}

#[test]
fn golden_slips() {
    for (name, pages) in [
        ("requisition-a6", requisition_pages(false, Size::A6)),
        ("requisition-a4-hard", requisition_pages(true, Size::A4)),
        ("rejection-80mm", rejection_pages(false, Size::Roll80)),
        ("rejection-a6-hard", rejection_pages(true, Size::A6)),
    ] {
        insta::assert_snapshot!(name, without_records(&pages));
    }
}

#[test]
fn golden_reports() {
    for (name, report) in [
        ("report", Report::ordinary()),
        ("report-hard", Report::hard()),
        ("report-newborn", Report::newborn()),
        ("report-restricted", Report::restricted()),
        ("report-waiting", Report::waiting()),
    ] {
        insta::assert_snapshot!(name, without_records(&report.pages()));
    }
}

#[test]
fn golden_lists() {
    for (name, pages) in [
        ("worklist", worklist_pages(5)),
        ("worklist-empty", worklist_pages(0)),
        ("pending", pending_pages(7)),
        ("pending-empty", pending_pages(0)),
        ("calls", call_pages(5)),
        ("calls-empty", call_pages(0)),
        ("tat", tat_pages(false)),
        ("tat-many", tat_pages(true)),
    ] {
        insta::assert_snapshot!(name, said(&pages));
    }
}

/// The label as a picture of the bytes that a label printer gets.
fn zpl_picture(name: &str, page: &Page) -> std::path::PathBuf {
    let text = String::from_utf8(zpl(page).unwrap()).unwrap();
    let (head, rest) = text.split_once("^GFA,").unwrap();
    assert!(head.starts_with("^XA^PW400^LL200^LH0,0^FO0,0"), "{head}");
    let mut parts = rest.splitn(4, ',');
    let [bytes, all, wide]: [usize; 3] = std::array::from_fn(|_| parts.next().unwrap().parse().unwrap());
    let hex = parts.next().unwrap().strip_suffix("^FS^PQ1^XZ\n").unwrap();
    assert_eq!((bytes, all, wide, hex.len()), (10_000, 10_000, 50, 20_000), "{name}");
    let gray: Vec<u8> = hex
        .bytes()
        .map(|digit| char::from(digit).to_digit(16).unwrap())
        .flat_map(|four| (0..4).rev().map(move |bit| if four >> bit & 1 == 1 { 0 } else { 255 }))
        .collect();
    keep_pgm(&format!("zpl-{name}"), 400, &gray)
}

#[test]
fn every_label_is_read_from_the_dots_of_label_and_roll_printers() {
    for (name, pages) in labels() {
        for (i, page) in pages.iter().enumerate() {
            let name = format!("{name}-{i}");
            let accession = drawn(page);
            assert_eq!(accession.len(), 1);
            assert_eq!(codes(&zpl_picture(&name, page)), accession, "{name} as ZPL");
            let (wide, gray) = burnt(page);
            assert_eq!(wide, 384 + 80, "fits the head of a 58 mm roll");
            assert_eq!(codes(&keep_pgm(&format!("burnt-label-{name}"), wide, &gray)), accession, "{name} on a roll");
        }
    }
}

#[test]
fn every_code_of_the_laboratory_is_read_from_the_pdf() {
    for (name, pages) in every_lab_paper().into_iter().filter(|(name, _)| !name.contains("a5-")) {
        let pdf = keep(&format!("read-lab-{name}"), &pages);
        for (i, page) in pages.iter().enumerate() {
            let mut read = codes(&picture(&pdf, i + 1, 203));
            read.dedup();
            let mut all = drawn(page);
            all.dedup();
            assert_eq!(read, all, "{name}, page {}", i + 1);
        }
    }
}

#[test]
fn bars_of_a_label_are_whole_dots_high_enough_and_free_at_both_ends() {
    for (name, pages) in labels() {
        for page in &pages {
            assert!((page.width - 50.0).abs() < 0.01 && (page.height - 25.0).abs() < 0.01);
            let bars: Vec<_> =
                page.items.iter().filter_map(|i| if let Item::Code(code) = i { Some(code) } else { None }).collect();
            let [code] = bars.as_slice() else { panic!("{name}: one code") };
            assert_eq!((code.kind, code.columns), (CodeKind::Code128, 90), "{name}: ten digits of set C");
            for edge in [code.area.x, code.area.y, code.area.right(), code.area.bottom()] {
                assert!((edge * 8.0 - (edge * 8.0).round()).abs() < 0.001, "{name}: {edge} mm is no dot");
            }
            assert!(code.area.h >= 10.0, "{name}");
            // Analysers ask for 5 mm.
            let free = |other: &Item| {
                let b = other.bounds().unwrap();
                let level = b.y < code.area.bottom() && b.bottom() > code.area.y;
                !level || b.x >= code.area.right() + 5.0 || b.right() <= code.area.x - 5.0
            };
            let others = page.items.iter().filter(|i| !matches!(i, Item::Code(_)) && i.bounds().is_some());
            assert!(others.into_iter().all(free), "{name}");
            assert!(code.area.x >= 5.0, "{name}");
        }
    }
}

#[test]
fn a_wristband_comes_out_of_a_roll_printer_lengthwise() {
    for (name, stay, size) in band_cases() {
        let page = &stay.pages(CaseForm::Wristband, size)[0];
        let (wide, gray) = burnt(page);
        // 22 mm of the band across, its print along.
        assert_eq!(wide, 176 + 80, "{name}");
        let read = codes(&keep_pgm(&format!("burnt-band-{name}"), wide, &gray));
        assert_eq!(read.first(), Some(&stay.patient.as_ref().unwrap().number.to_string()), "{name}");
    }
    let sheet = Stay::admitted().pages(CaseForm::AdmissionSlip, Size::A6);
    assert_eq!(escpos(&sheet[0]), Err(PaperError::TooWide { dots: 744, max: 576 }));
    let sheet = Stay::admitted().pages(CaseForm::FaceSheet, Size::A4);
    assert!(matches!(zpl(&sheet[0]), Err(PaperError::TooWide { .. })));
    assert!(zpl(&band_cases()[0].1.pages(CaseForm::Wristband, Size::Band)[0]).is_ok());
}

#[test]
fn a_roll_of_labels_is_one_file() {
    let (_, pages) = labels().pop().unwrap();
    let bytes = Format::Zpl.encode(&pages, "labels").unwrap();
    assert_eq!(bytes.windows(3).filter(|w| w == b"^XA").count(), 12);
    assert!(Format::Zpl.encode(&[], "labels").is_err());
}

#[test]
fn ordinary_pages_do_not_tell_of_restricted_results() {
    let pages = Report::restricted().pages();
    let texts: Vec<String> = pages.iter().map(|page| page.texts().join(" ")).collect();
    let [ordinary, restricted] = texts.as_slice() else { panic!("{} pages", texts.len()) };
    for word in ["HIV", "एचआईवी", "CONFIDENTIAL", "PROVISIONAL", "Reactive"] {
        assert!(!ordinary.contains(word), "{word}");
        assert!(restricted.contains(word), "{word}");
    }
    assert!(ordinary.contains("Page 1 of 1") && restricted.contains("Page 1 of 1"), "each part counts by itself");
    assert!(!restricted.contains("hyperkalaemia") && !restricted.contains("Potassium"));
    let codes = |page: &Page| drawn(page).len();
    assert_eq!((codes(&pages[0]), codes(&pages[1])), (3, 4), "the restricted tube stands on its own pages only");
}

#[test]
fn nothing_of_a_long_report_is_lost() {
    let report = Report::hard();
    let pages = report.pages();
    let every: Vec<String> = pages.iter().map(|page| page.texts().join(" ")).collect();
    let all = every.join(" ");
    let squeeze = |text: &str| text.replace([' ', '\u{a0}'], "");
    for result in report.panels.iter().flat_map(|p| &p.results) {
        assert!(squeeze(&all).contains(&squeeze(&result.name.en)), "{}", result.name.en);
    }
    assert!(squeeze(&all).contains(&squeeze("Advised: serum ferritin, iron studies.")));
    for (i, text) in every.iter().enumerate() {
        for part in ["NOT A REAL PATIENT", "DUPLICATE 3", "AMENDED REPORT", "PROVISIONAL: 2 tests", "MANUAL MODE", "XK7A-004218-"]
        {
            assert!(text.contains(part), "page {} lacks {part}", i + 1);
        }
    }
    for name in [&report.who.name.hi, &report.who.name.en] {
        assert!(squeeze(&every[0]).contains(&squeeze(name)) && squeeze(&every[1]).contains(&squeeze(name)));
    }
}

#[test]
fn text_of_a_report_can_be_searched() {
    let pdf = keep("text-lab-report", &Report::ordinary().pages());
    let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    for part in
        ["6.8", "CRITICAL HIGH", "mmol/L", "3.5 – 5.1", "Sunita Devi", "सुनीता देवी", "Changed: earlier 4.8", "[1]", "Read back"]
    {
        assert!(text.contains(part), "lacks {part}:\n{text}");
    }
    assert!(folder().join("text-lab-report.pdf").exists());
}

#[test]
fn every_tube_of_a_requisition_is_on_one_page_exactly() {
    for size in Size::ALL {
        let pages = requisition_pages(true, size);
        let text: Vec<String> = pages.iter().map(|page| page.texts().join("|")).collect();
        for serial in 318..330 {
            let spaced = crate::lab_cases::accession(serial).spaced();
            assert_eq!(text.iter().filter(|t| t.contains(&spaced)).count(), 1, "{spaced} on {size:?}");
        }
        assert_eq!(
            pages.iter().flat_map(drawn).filter(|code| code.starts_with("NR1:")).count(),
            1,
            "the record is on the last page"
        );
    }
}
