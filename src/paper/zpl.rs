//! A page as ZPL II, the language of label printers: one label with one picture, because no such printer shapes Hindi.
//!
//! Owns the text. Commands (Zebra's ZPL II programming guide): `^XA` … `^XZ` a label, `^PW` its width and `^LL` its length in dots, `^FO`
//! a place, `^GFA` a picture as hexadecimal, `^FS` its end, `^PQ` how many. Bars are whole dots, as on every other printer.

use super::PaperError;
use super::page::{Page, Rect};
use super::raster::dots;
use std::fmt::Write as _;

/// 203 dpi, counted by these printers as 8 dots a millimetre.
const DOTS_PER_MM: f32 = 8.0;
/// Widest line of a four-inch printer.
const DOTS_MAX: u32 = 832;

/// The whole page as one label. What is too wide but low enough, as a wristband is, comes out lengthwise.
///
/// # Errors
/// [`PaperError::TooWide`] when the page fits no label printer, [`PaperError::TooLarge`] when it is metres long.
pub fn zpl(page: &Page) -> Result<Vec<u8>, PaperError> {
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    let dots = dots(page, whole, DOTS_PER_MM)?.fitting(DOTS_MAX)?;
    let rows: Vec<Vec<u8>> = dots.rows().collect();
    let bytes_wide = rows.first().map_or(0, Vec::len);
    let bytes = bytes_wide * rows.len();
    let mut out = format!("^XA^PW{}^LL{}^LH0,0^FO0,0^GFA,{bytes},{bytes},{bytes_wide},", dots.width, dots.height);
    for byte in rows.iter().flatten() {
        // Writing into a text does not fail.
        write!(out, "{byte:02X}").ok();
    }
    out.push_str("^FS^PQ1^XZ\n");
    Ok(out.into_bytes())
}
