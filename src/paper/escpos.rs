//! A page as ESC/POS bytes: always a raster, because no such printer has Hindi letters.
//!
//! Owns the bytes. Commands (Epson's ESC/POS reference): `ESC @` start, `GS v 0` raster, `ESC d n` feed, `GS V 1` cut.

use super::PaperError;
use super::page::Page;
use super::raster::dots;

/// 203 dpi, counted by these printers as 8 dots a millimetre.
pub const DOTS_PER_MM: f32 = 8.0;
/// Widest line of an 80 mm printer.
pub const DOTS_MAX: u32 = 576;
/// Rows sent in one command. Small printers have no room for more.
const BAND_ROWS: usize = 128;
/// Lines fed at the end, so that the cut falls below the paper's last line.
const FEED_LINES: u8 = 4;

/// The printable part of the page for a roll printer. What is too wide but low enough, as a wristband is, comes out lengthwise.
///
/// # Errors
/// [`PaperError::TooWide`] when the page fits no roll, [`PaperError::TooLarge`] when it is metres long.
pub fn escpos(page: &Page) -> Result<Vec<u8>, PaperError> {
    let dots = dots(page, page.printable, DOTS_PER_MM)?.fitting(DOTS_MAX)?;
    let too_large = PaperError::TooLarge { width: dots.width, height: dots.height };
    let mut out = vec![0x1B, b'@'];
    let rows: Vec<Vec<u8>> = dots.rows().collect();
    for band in rows.chunks(BAND_ROWS) {
        let bytes_wide = band.first().map_or(0, Vec::len);
        let [low, high] = u16::try_from(bytes_wide).map_err(|_wide| too_large.clone())?.to_le_bytes();
        let [rows_low, rows_high] = u16::try_from(band.len()).map_err(|_long| too_large.clone())?.to_le_bytes();
        out.extend([0x1D, b'v', b'0', 0, low, high, rows_low, rows_high]);
        out.extend(band.concat());
    }
    out.extend([0x1B, b'd', FEED_LINES, 0x1D, b'V', 1]);
    Ok(out)
}
