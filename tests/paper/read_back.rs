//! What machines read from the papers: codes by `zbarimg`, text by `pdftotext`. Debian: zbar-tools, poppler-utils.

use crate::build::{Case, number};
use crate::cases::{Stay, band_cases, census_lines, census_pages, every_case_paper};
use crate::look::{KEY, KINDS, SIZES, folder, keep, recovery_pages};
use nirantar::hospital::number::{Mode, Series};
use nirantar::paper::{CaseForm, Code, Item, Page, Size, escpos, preview, slip};
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(program: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).output().unwrap_or_else(|e| panic!("{program}: {e}"));
    String::from_utf8(out.stdout).unwrap()
}

/// Every code in a picture, sorted.
pub fn codes(picture: &Path) -> Vec<String> {
    // Only our kinds of code: lines of small type look like others to a reader.
    let ours = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable"];
    let out = run("zbarimg", &[&ours[..], &[picture.to_str().unwrap()]].concat());
    let mut codes: Vec<String> = out.lines().map(str::to_owned).collect();
    codes.sort();
    codes
}

fn expected(case: &Case, bar_code: &str) -> Vec<String> {
    let mut codes = case.qr.clone();
    codes.push(bar_code.to_owned());
    codes.sort();
    codes
}

#[allow(clippy::disallowed_methods, reason = "a torn test file harms nobody")]
pub fn keep_pgm(name: &str, width: usize, gray: &[u8]) -> PathBuf {
    let path = folder().join(format!("{name}.pgm"));
    let mut bytes = format!("P5 {width} {} 255\n", gray.len() / width).into_bytes();
    bytes.extend(gray);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What an ESC/POS printer would burn, with the edges of the paper that its head does not reach.
pub fn burnt(page: &Page) -> (usize, Vec<u8>) {
    let bytes = escpos(page).unwrap();
    assert!(bytes.starts_with(&[0x1B, b'@']));
    assert!(bytes.ends_with(&[0x1D, b'V', 1]));
    let (mut at, mut wide, mut rows) = (2, 0, Vec::new());
    while bytes[at..].starts_with(&[0x1D, b'v', b'0', 0]) {
        let word = |i: usize| usize::from(bytes[at + i]) + 256 * usize::from(bytes[at + i + 1]);
        let (bytes_wide, high) = (word(4), word(6));
        for row in bytes[at + 8..at + 8 + bytes_wide * high].chunks(bytes_wide) {
            rows.extend([255; 40]);
            rows.extend(row.iter().flat_map(|byte| (0..8).map(move |i| if byte >> (7 - i) & 1 == 1 { 0 } else { 255 })));
            rows.extend([255; 40]);
        }
        wide = bytes_wide * 8 + 80;
        at += 8 + bytes_wide * high;
    }
    assert_eq!(bytes[at..at + 3], [0x1B, b'd', 4]);
    (wide, rows)
}

#[test]
fn codes_are_read_from_the_pdf_in_every_size() {
    for (case_name, case) in Case::all() {
        for (size, size_name) in SIZES {
            let name = format!("read-{case_name}-{size_name}");
            let pdf = keep(&name, &slip(&case.form(), size));
            let out = folder().join(&name);
            run("pdftoppm", &["-r", "200", "-gray", "-singlefile", pdf.to_str().unwrap(), out.to_str().unwrap()]);
            let read: Vec<String> = codes(&out.with_extension("pgm"));
            let bar = case.patient.number.as_str();
            // On the narrowest roll the long number of the demo goes without its hyphens.
            let bar = if size == Size::Roll58 && bar.len() > 15 { bar.replace('-', "") } else { bar.to_owned() };
            assert_eq!(read, expected(&case, &bar), "{name}");
        }
    }
}

#[test]
fn codes_are_read_from_the_rolls_dots() {
    for (case_name, case) in Case::all() {
        for (size, dots) in [(Size::Roll80, 576), (Size::Roll58, 384)] {
            let pages = slip(&case.form(), size);
            let (wide, gray) = burnt(&pages[0]);
            assert_eq!(wide, dots + 80);
            let picture = keep_pgm(&format!("burnt-{case_name}-{dots}"), wide, &gray);
            let read = codes(&picture);
            for text in &case.qr {
                assert!(read.contains(text), "{case_name} on {dots} dots");
            }
            let plain: Vec<String> = read.iter().map(|code| code.replace('-', "")).collect();
            assert!(plain.contains(&case.patient.number.as_str().replace('-', "")), "{case_name} on {dots} dots: {read:?}");
        }
    }
}

#[test]
fn codes_are_read_from_the_preview() {
    let case = Case::ordinary();
    let page = &slip(&case.form(), Size::A6)[0];
    let picture = preview(page, 1000).unwrap();
    assert_eq!((picture.width, picture.height, picture.pixels.len()), (1000, 1410, 1000 * 1410 * 4));
    let gray: Vec<u8> = picture.pixels.chunks(4).map(|p| p[0]).collect();
    assert_eq!(codes(&keep_pgm("preview", 1000, &gray)), expected(&case, case.patient.number.as_str()));
    assert!(preview(page, 100_000).is_err());
}

#[test]
fn text_can_be_searched() {
    let case = Case::ordinary();
    for (kind, kind_name) in KINDS {
        for (size, size_name) in SIZES {
            let name = format!("text-{kind_name}-{size_name}");
            let pdf = keep(&name, &nirantar::paper::opd_paper(kind, &case.form(), size));
            let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
            for part in ["MK7A-004218-", "Sunita Devi", "सुनीता देवी", "राजकीय आदर्श चिकित्सालय", "MANUAL MODE", "मैनुअल मोड"]
            {
                assert!(text.contains(part), "{name} lacks {part}:\n{text}");
            }
            assert!(!text.contains("9810442217"), "the mobile number is masked");
        }
    }
}

#[test]
fn the_recovery_key_is_read_from_its_sheet() {
    let pdf = keep("read-recovery", &recovery_pages(KEY));
    let out = folder().join("read-recovery");
    run("pdftoppm", &["-r", "150", "-gray", "-singlefile", pdf.to_str().unwrap(), out.to_str().unwrap()]);
    assert_eq!(codes(&out.with_extension("pgm")), [KEY]);
    let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    assert!(text.contains("Keep this sheet in the safe"));
}

#[test]
fn the_whole_register_is_searchable_text() {
    let pdf = keep("text-register", &crate::look::register_pages(240));
    let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    for serial in 1..=240 {
        let number = number(Mode::Event, Series::Patient, serial);
        assert!(text.contains(number.as_str()), "{number}");
    }
    assert_eq!(text.matches("Page 2 of").count(), 1);
}

/// Every code on a page, sorted.
pub fn drawn(page: &Page) -> Vec<String> {
    let code = |item: &Item| if let Item::Code(Code { text, .. }) = item { Some(text.clone()) } else { None };
    let mut all: Vec<String> = page.items.iter().filter_map(code).collect();
    all.sort();
    all
}

/// A page of a PDF as a picture, `dpi` dots an inch.
pub fn picture(pdf: &Path, page: usize, dpi: u32) -> PathBuf {
    let out = pdf.with_extension(format!("{page}"));
    let (dpi, page) = (dpi.to_string(), page.to_string());
    let (from, to) = (pdf.to_str().unwrap(), out.to_str().unwrap());
    run("pdftoppm", &["-r", &dpi, "-f", &page, "-l", &page, "-gray", "-singlefile", from, to]);
    PathBuf::from(format!("{to}.pgm"))
}

#[test]
fn every_code_of_a_case_is_read() {
    // Of the slips' cases one size each suffices: the others are measured in the layout's tests.
    let every = every_case_paper()
        .into_iter()
        .filter(|(name, _)| !name.contains("a4-") && !name.contains("a5-") && !name.ends_with("-full"));
    for (name, pages) in every {
        let pdf = keep(&format!("read-{name}"), &pages);
        for (i, page) in pages.iter().enumerate() {
            let (expected, dpi) = (drawn(page), if name.starts_with("census") { 300 } else { 203 });
            let mut read = codes(&picture(&pdf, i + 1, dpi));
            read.dedup();
            let mut all = expected.clone();
            all.dedup();
            assert_eq!(read, all, "{name}, page {}", i + 1);
        }
    }
}

#[test]
fn a_wristband_is_scanned_at_both_ends_and_holds_the_number_alone() {
    for (name, stay, size) in band_cases() {
        let pages = stay.pages(CaseForm::Wristband, size);
        assert_eq!(pages.len(), 1);
        let number = stay.patient.as_ref().unwrap().number.to_string();
        assert_eq!(drawn(&pages[0]), [number.clone(), number.clone()], "{name}");
        // Dots of a 203 dpi printer, eight a millimetre, black or white.
        let wide = if size == Size::Band { 2232 } else { 1424 };
        let picture = preview(&pages[0], u32::try_from(wide).unwrap()).unwrap();
        let gray: Vec<u8> = picture.pixels.chunks(4).map(|p| if p[0] < 128 { 0 } else { 255 }).collect();
        let high = gray.len() / wide;
        // What a reader sees of a round wrist: one end of the print.
        for (half, from) in [("left", 0), ("right", wide / 2)] {
            let seen: Vec<u8> = (0..high).flat_map(|y| gray[y * wide + from..y * wide + from + wide / 2].to_vec()).collect();
            let read = codes(&keep_pgm(&format!("band-{name}-{half}"), wide / 2, &seen));
            assert_eq!(read, std::slice::from_ref(&number), "{name} {half}");
        }
    }
}

#[test]
fn a_slip_for_relatives_holds_no_cause_and_no_record() {
    let pages = Stay::cause().pages(CaseForm::Sheet, Size::A4);
    assert_eq!(pages.len(), 1, "the certificate is one page");
    let pdf = keep("read-cause", &pages);
    let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    let (above, slip) = text.split_once("cut here").unwrap();
    assert!(above.contains("Dengue shock syndrome"));
    assert!(slip.contains("Sunita Devi") && !slip.contains("Dengue"), "{slip}");
    let bottom = pages[0]
        .items
        .iter()
        .filter_map(|i| if let Item::Code(c) = i { Some(c.area.bottom()) } else { None })
        .fold(0.0, f32::max);
    assert!(bottom < 150.0, "the record's code stands above the cut");
}

#[test]
fn every_patient_of_a_census_is_on_paper() {
    let pdf = keep("text-census", &census_pages(44));
    let text = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    for line in census_lines(44) {
        if let Some(who) = line.who {
            assert!(text.contains(who.number.as_str()));
        }
        if let Some(bed) = line.bed {
            assert!(text.contains(&bed));
        }
    }
}
