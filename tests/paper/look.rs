//! Writes every paper as PDF, roll raster and preview into the test's own folder, for eyes.

use crate::build::{Case, at, hospital, register, text, today};
use crate::cases::every_case_paper;
use nirantar::hospital::number::Mode;
use nirantar::journal::PaperKind;
use nirantar::paper::{Page, RecoveryForm, RegisterForm, Size, day_register, opd_paper, pdf, recovery_sheet};
use std::path::PathBuf;

pub const KINDS: [(PaperKind, &str); 4] =
    [(PaperKind::Slip, "slip"), (PaperKind::OpdCard, "card"), (PaperKind::Receipt, "receipt"), (PaperKind::Token, "token")];

pub const SIZES: [(Size, &str); 5] =
    [(Size::A4, "a4"), (Size::A5, "a5"), (Size::A6, "a6"), (Size::Roll80, "80mm"), (Size::Roll58, "58mm")];

pub fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[allow(clippy::disallowed_methods, reason = "a torn test file harms nobody")]
pub fn keep(name: &str, pages: &[Page]) -> PathBuf {
    let path = folder().join(format!("{name}.pdf"));
    std::fs::write(&path, pdf(pages, name).unwrap()).unwrap();
    path
}

#[test]
fn papers_to_look_at() {
    for (case_name, case) in Case::all() {
        for (kind, kind_name) in KINDS {
            for (size, size_name) in SIZES {
                let pages = opd_paper(kind, &case.form(), size);
                if !pages.is_empty() {
                    keep(&format!("{kind_name}-{size_name}-{case_name}"), &pages);
                }
            }
        }
    }
}

#[test]
fn case_papers_to_look_at() {
    for (name, pages) in every_case_paper() {
        keep(&name, &pages);
    }
}

pub fn register_pages(count: u32) -> Vec<Page> {
    let (hospital, by, lines) = (hospital(), text("आशा वर्मा", "Asha Verma"), register(count));
    day_register(&RegisterForm {
        hospital: &hospital,
        mode: Mode::Event,
        counter: "K7A",
        day: today(),
        printed_at: at(),
        by: &by,
        lines: &lines,
    })
}

pub fn recovery_pages(key: &str) -> Vec<Page> {
    let hospital = hospital();
    recovery_sheet(&RecoveryForm { hospital: &hospital, mode: Mode::Event, counter: "K7A", key, at: at() })
}

/// As long as an `age` secret key.
pub const KEY: &str = "AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQ";

#[test]
fn sheets_to_look_at() {
    for count in [0, 7, 240] {
        keep(&format!("register-{count}"), &register_pages(count));
    }
    keep("recovery-long", &recovery_pages(KEY));
    keep("recovery-groups", &recovery_pages("K4TR-88WQ-2MNB-7XCD-P0LA-9ZVF-3HGJ-6SYE"));
}
