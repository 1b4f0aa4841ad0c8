//! Slips as they come off a scanner: real papers of real entries, drawn, damaged, read.

#![allow(dead_code, reason = "tests and benches share this file, each with its part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "helpers of tests fail as tests do"
)]

pub mod damage;

use damage::{Damage, Dice, FINER, Gray, SCAN_DPI, scanned};
use nirantar::paper::{CodeKind, Item, Page, preview};
use nirantar::scan;

/// A page as the scanner would see it were it perfect, at `FINER` × 200 dpi.
pub fn drawn(page: &Page) -> Gray {
    let pixels = (page.width / 25.4 * SCAN_DPI * FINER).round();
    let picture = preview(page, pixels as u32).unwrap();
    Gray::of_rgba(picture.width, picture.height, &picture.pixels)
}

/// The texts of an entry's codes on a page.
pub fn codes_of(page: &Page) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Code(code) if code.kind == CodeKind::Qr && code.text.starts_with("NR") => Some(code.text.clone()),
        _ => None,
    };
    page.items.iter().filter_map(text).collect()
}

/// What became of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Every code of the page was read.
    pub read: bool,
    /// A text came out that stands nowhere on the page.
    pub wrong: bool,
}

/// Damages a page and reads it.
pub fn read_back(page: &Page, damage: &Damage, dice: &mut Dice) -> Outcome {
    read_scan(&scanned(&drawn(page), damage, dice), &codes_of(page))
}

/// Reads a scan that should hold these codes.
pub fn read_scan(picture: &Gray, wanted: &[String]) -> Outcome {
    let gray = scan::Gray::new(picture.width, picture.height, picture.pixels.clone()).unwrap();
    let sheet = scan::read_sheet(&gray).unwrap();
    let read = !wanted.is_empty() && wanted.iter().all(|text| sheet.texts.contains(text));
    Outcome { read, wrong: sheet.texts.iter().any(|text| !wanted.contains(text)) }
}

/// Several pages on the glass of one A4 scanner, one below or beside the other, each a little askew.
pub fn on_one_glass(pages: &[Gray]) -> Gray {
    let (width, height) = (1654, 2339);
    let mut glass = Gray::blank(width, height, 245);
    let (mut x, mut y, mut row) = (6, 6, 0);
    for page in pages {
        if x + page.width > width {
            (x, y, row) = (6, y + row, 0);
        }
        assert!(x + page.width <= width && y + page.height <= height, "the glass is too small for these papers");
        for (from, to) in page.pixels.chunks_exact(page.width).zip(glass.pixels.chunks_exact_mut(width).skip(y)) {
            to[x..x + page.width].copy_from_slice(from);
        }
        (x, row) = (x + page.width, row.max(page.height));
    }
    glass
}
