//! Pages of a PDF → grey: our own drawn papers, and what scanners send (JPEG, fax and JBIG2 pictures within).

use super::gray::Gray;
use super::{PAGES_MAX, ScanError, guarded, pages::sides_are_good};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Dots per inch that a page is drawn at: a scanner's usual 200, with room for its own rounding.
const DPI: f32 = 240.0;
const POINTS_PER_INCH: f32 = 72.0;
/// Longest side of a drawn page, pixels: A3 at 240 dpi has 3,970.
const SIDE_MAX: f32 = 4_400.0;

/// Draws each page in turn; `each` gets its number, how many there are, and the page, and says whether to go on.
pub fn pages(bytes: Vec<u8>, each: &mut dyn FnMut(usize, usize, Result<Gray, ScanError>) -> bool) -> Result<(), ScanError> {
    let pdf = guarded(|| {
        Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => ScanError::Locked,
            LoadPdfError::Invalid => ScanError::Damaged,
        })
    })?;
    let of = guarded(|| Ok(pdf.pages().len()))?;
    if of > PAGES_MAX {
        return Err(ScanError::Pages);
    }
    if of == 0 {
        return Err(ScanError::Damaged);
    }
    for number in 1..=of {
        let gray = guarded(|| pdf.pages().get(number - 1).ok_or(ScanError::Damaged).and_then(draw));
        if !each(number, of, gray) {
            break;
        }
    }
    Ok(())
}

fn draw(page: &Page<'_>) -> Result<Gray, ScanError> {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !longest.is_finite() || width.min(height) < 1.0 {
        return Err(ScanError::Damaged);
    }
    let scale = (DPI / POINTS_PER_INCH).min(SIDE_MAX / longest);
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    // A cache for each page: of a long file nothing is kept that the next page does not need.
    let cache = RenderCache::new();
    let drawn = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    if !sides_are_good(width, height) {
        return Err(ScanError::Pixels);
    }
    let luma = |r: u8, g: u8, b: u8| (u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000;
    let pixels = drawn.data().iter().map(|c| u8::try_from(luma(c.r, c.g, c.b)).unwrap_or(255)).collect();
    let side = |v: u32| usize::try_from(v).unwrap_or(0);
    Gray::new(side(width), side(height), pixels).ok_or(ScanError::Damaged)
}
