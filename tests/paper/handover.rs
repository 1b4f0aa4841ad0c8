//! Papers of the hand-over: what they say, whole and partial, and what machines read from them.

use crate::golden::said;
use crate::hand_after::{Much, after_pages};
use crate::hand_cases::{
    Gaps, Stand, UHID, archive_pages, certificate_pages, chart_pages, crosswalk_pages, every, exceptions_pages, series_pages,
    slip_pages, tube_pages,
};
use crate::look::{SIZES, keep};
use crate::read_back::{burnt, codes, drawn, keep_pgm, picture, run};
use nirantar::hospital::number::Mode;
use nirantar::paper::{Page, Size, escpos, pdf, zpl};

/// The records' own codes are named, not spelt out.
fn without_records(pages: &[Page]) -> String {
    let text = said(pages);
    let lines = text.lines().map(|line| if line.starts_with("[Qr NR1:") { "[Qr NR1:…]" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn papers_of_the_hand_over_to_look_at() {
    for (name, pages) in every() {
        keep(&format!("hand-{name}"), &pages);
    }
}

#[test]
fn golden_papers_of_the_hand_over() {
    for (name, pages) in every() {
        insta::assert_snapshot!(name, without_records(&pages));
    }
}

#[test]
fn a_certificate_with_anything_open_never_looks_complete() {
    for (stand, partial) in [(Stand::Whole, false), (Stand::Partial, true), (Stand::Hard, true)] {
        for page in certificate_pages(Mode::Event, stand) {
            let text = page.texts().join(" ");
            assert_eq!(text.contains("PARTIAL hand-over"), partial, "{text}");
            assert_eq!(text.contains("आंशिक"), partial, "{text}");
            assert!(!partial || !text.contains("पूर्ण:"), "{text}");
        }
    }
}

#[test]
fn numbers_without_a_reason_are_never_called_explained() {
    for (gaps, says, not) in [
        (Gaps::None, "WHOLE: no number is missing", "EXPLAINED"),
        (Gaps::Explained, "EXPLAINED: every missing number", "NOT EXPLAINED"),
        (Gaps::Open, "NOT EXPLAINED: look into each", "EXPLAINED: every"),
    ] {
        let text = series_pages(gaps, 12)[0].texts().join(" ");
        assert!(text.contains(says) && !text.contains(not), "{text}");
    }
}

#[test]
fn an_archive_whose_key_is_there_is_not_called_wiped() {
    let text = |hard| archive_pages(hard)[0].texts().join(" ");
    assert!(text(false).contains("SEALED AND WIPED") && !text(false).contains("NOT WIPED"));
    for part in ["SEALED, NOT WIPED", "मिटाया नहीं गया", "The key is not destroyed", "Two officers must order it"]
    {
        assert!(text(true).contains(part), "lacks {part}");
    }
    assert!(!text(true).contains("AND WIPED"));
}

#[test]
fn every_code_of_the_hand_over_is_read_from_the_pdf() {
    for (name, pages) in every().into_iter().filter(|(name, _)| !name.contains("-many")) {
        let pdf = keep(&format!("read-hand-{name}"), &pages);
        for (i, page) in pages.iter().enumerate().filter(|(_, page)| !drawn(page).is_empty()) {
            let (mut read, mut all) = (codes(&picture(&pdf, i + 1, 203)), drawn(page));
            read.dedup();
            all.dedup();
            assert_eq!(read, all, "{name}, page {}", i + 1);
        }
    }
}

#[test]
fn a_slip_for_the_chart_has_both_numbers_as_codes() {
    for (size, name) in SIZES {
        let page = &slip_pages(false, size)[0];
        let plain: Vec<String> = drawn(page).into_iter().map(|code| code.replace('-', "")).collect();
        assert_eq!(plain.iter().filter(|code| *code == UHID).count(), 2, "{name}: bars and QR");
        assert!(plain.iter().any(|code| code.starts_with("MK7A004218")), "{name}: {plain:?}");
        if size.is_roll() {
            let (wide, gray) = burnt(page);
            let read = codes(&keep_pgm(&format!("burnt-crosswalk-{name}"), wide, &gray));
            assert_eq!(read.iter().filter(|code| *code == UHID).count(), 2, "{name}: {read:?}");
        }
    }
}

#[test]
fn labels_are_read_from_the_dots_of_label_and_roll_printers() {
    for (i, page) in chart_pages().iter().chain(&tube_pages()).enumerate() {
        let mut all = drawn(page);
        all.dedup();
        let (wide, gray) = burnt(page);
        let mut read = codes(&keep_pgm(&format!("burnt-uhid-label-{i}"), wide, &gray));
        read.dedup();
        assert_eq!(read, all, "label {i}");
        assert!(String::from_utf8(zpl(page).unwrap()).unwrap().starts_with("^XA^PW400^LL200"));
        assert!(escpos(page).is_ok());
    }
    let tube = tube_pages()[0].texts().join(" ");
    assert!(tube.contains("UHID 104882217") && tube.contains("MK7A-004218"), "both numbers: {tube}");
    let bars = crate::lab_cases::accession(318).to_string();
    assert_eq!(drawn(&tube_pages()[0]), [bars], "the accession number stays the tube's only code");
}

#[test]
fn both_scripts_can_be_searched() {
    for (name, pages, parts) in [
        ("certificate", certificate_pages(Mode::Event, Stand::Partial), ["PARTIAL", "आंशिक", "1,71,950"]),
        ("exceptions", exceptions_pages(7), ["Sunita Devi", "सुनीता देवी", "Entered twice"]),
        ("crosswalk", crosswalk_pages(9), ["MK7A-004218", "सुनीता देवी", "104882217"]),
        ("slip", slip_pages(false, Size::A6), ["MK7A-004218", "सुनीता देवी", "104882217"]),
    ] {
        let pdf = keep(&format!("text-hand-{name}"), &pages);
        let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
        for part in parts {
            assert!(text.contains(part), "{name} lacks {part}:\n{text}");
        }
    }
}

#[test]
fn equal_forms_of_the_hand_over_are_equal_bytes() {
    for ((name, pages), (_, again)) in every().into_iter().zip(every()) {
        assert_eq!(pdf(&pages, &name).unwrap(), pdf(&again, &name).unwrap(), "{name}");
    }
}

#[test]
fn a_drill_is_said_on_every_page_of_the_hand_over() {
    let drills = ["certificate-hard", "exceptions-many", "series-open", "crosswalk-many", "after-hard"];
    let every: Vec<_> = every().into_iter().filter(|(name, _)| drills.contains(&name.as_str())).collect();
    assert_eq!(every.len(), drills.len());
    for (name, pages) in every {
        for (i, page) in pages.iter().enumerate() {
            let text = page.texts().join(" ");
            for part in ["DRILL", "अभ्यास", "DUPLICATE 2"] {
                assert!(text.contains(part), "{name}, page {}, lacks {part}", i + 1);
            }
        }
    }
    let label = chart_pages()[2].texts().join(" ");
    assert!(label.contains("DRILL") && label.contains("अभ्यास"), "{label}");
}

#[test]
fn every_figure_of_the_after_action_report_is_said_in_digits() {
    let pages = after_pages(Much::Ordinary);
    let text = pages.iter().flat_map(Page::texts).collect::<Vec<_>>().join(" ");
    for part in [
        "1,18,204",
        "1,71,950",
        "166:40",
        "206:40",
        "206:40",
        "37,380",
        "184",
        "0:38",
        "3:10",
        "4,100",
        "44,702",
        "74,310",
        "8,219",
        "35,675",
        "11,388",
        "14",
        "1,206",
        "Since 14-12-2022 19:00 no record is open.",
        "पीसी ख़राब हुआ",
    ] {
        assert!(text.contains(part), "lacks {part}: {text}");
    }
    let open = after_pages(Much::Hard).iter().flat_map(Page::texts).collect::<Vec<_>>().join(" ");
    assert!(open.contains("248 records have no receipt yet.") && !open.contains("no record is open"));
}
