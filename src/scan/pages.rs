//! Files of scans → pages in grey: PNG, JPEG, TIFF of many pages, PDF. What a file is, its first bytes say, not its name.

use super::gray::Gray;
use super::read::{Sheet, read_sheet};
use super::{FILE_BYTES_MAX, PAGE_PIXELS_MAX, PAGE_SIDE_MAX, PAGES_MAX, ScanError, guarded, pdf};
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A page of a file, read.
pub struct Page {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    pub sheet: Result<Sheet, ScanError>,
}

/// What a decoder may take while it works, bytes.
const DECODER_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// A page of more pixels was scanned finer than codes need: A4 at 300 dpi has 8.7 million.
const PIXELS_ENOUGH: usize = 12_000_000;

/// Reads a whole file, page by page. `each` sees every page and says whether to go on.
///
/// # Errors
/// [`ScanError`] when the file itself cannot be read; what is wrong with one page stands in that page.
pub fn read_file(bytes: Vec<u8>, each: &mut dyn FnMut(Page) -> bool) -> Result<(), ScanError> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
        return Err(ScanError::FileTooLarge);
    }
    if bytes.iter().take(1024).copied().collect::<Vec<u8>>().windows(5).any(|five| five == b"%PDF-") {
        return pdf::pages(bytes, &mut |number, of, gray| each(read(number, of, gray)));
    }
    match image::guess_format(&bytes) {
        Ok(ImageFormat::Tiff) => tiff(bytes, each),
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => {
            let page = read(1, 1, guarded(|| picture(&bytes, format)));
            // The only page is the last one anyway.
            each(page);
            Ok(())
        }
        _ => Err(ScanError::Kind),
    }
}

fn read(number: usize, of: usize, gray: Result<Gray, ScanError>) -> Page {
    Page { number, of, sheet: gray.and_then(|gray| read_sheet(&enough(gray))) }
}

fn enough(mut gray: Gray) -> Gray {
    while gray.pixels().len() > PIXELS_ENOUGH {
        let Some(half) = gray.halved() else { break };
        gray = half;
    }
    gray
}

/// True where a page of these sides may be looked at.
pub(super) fn sides_are_good(width: u32, height: u32) -> bool {
    let pixels = u64::from(width) * u64::from(height);
    width > 0 && height > 0 && width.max(height) <= PAGE_SIDE_MAX && pixels <= PAGE_PIXELS_MAX
}

fn picture(bytes: &[u8], format: ImageFormat) -> Result<Gray, ScanError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(PAGE_SIDE_MAX);
    limits.max_image_height = Some(PAGE_SIDE_MAX);
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if !sides_are_good(width, height) {
        return Err(ScanError::Pixels);
    }
    let gray = DynamicImage::from_decoder(decoder).map_err(damaged)?.into_luma8();
    let side = |v: u32| usize::try_from(v).unwrap_or(0);
    Gray::new(side(width), side(height), gray.into_raw()).ok_or(ScanError::Damaged)
}

fn damaged(error: image::ImageError) -> ScanError {
    if matches!(error, image::ImageError::Limits(_)) { ScanError::Pixels } else { ScanError::Damaged }
}

/// The decoder reads a TIFF's first picture; each page in turn is made the first by naming its directory in the head.
fn tiff(mut bytes: Vec<u8>, each: &mut dyn FnMut(Page) -> bool) -> Result<(), ScanError> {
    let directories = directories(&bytes)?;
    let of = directories.len();
    for (directory, number) in directories.into_iter().zip(1..) {
        if let Some(head) = bytes.get_mut(FIRST_DIRECTORY_AT..FIRST_DIRECTORY_AT + 4) {
            head.copy_from_slice(&directory);
        }
        let gray = guarded(|| picture(&bytes, ImageFormat::Tiff));
        if !each(read(number, of, gray)) {
            break;
        }
    }
    Ok(())
}

/// Where the head of a TIFF names its first directory (TIFF 6.0, section 2).
const FIRST_DIRECTORY_AT: usize = 4;

/// Places of a TIFF's directories, one a page, as the file writes them.
fn directories(bytes: &[u8]) -> Result<Vec<[u8; 4]>, ScanError> {
    let little = bytes.starts_with(b"II");
    let four = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at.checked_add(4)?)?.try_into().ok() };
    let place = |raw: [u8; 4]| usize::try_from(if little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) }).ok();
    let mut found: Vec<[u8; 4]> = Vec::new();
    let mut next = four(FIRST_DIRECTORY_AT).ok_or(ScanError::Damaged)?;
    while let Some(at) = place(next).filter(|at| *at > 0) {
        // A chain that comes back to itself has no end.
        if found.contains(&next) {
            break;
        }
        found.push(next);
        if found.len() > PAGES_MAX {
            return Err(ScanError::Pages);
        }
        let Some([a, b]) = bytes.get(at..at.saturating_add(2)).and_then(|raw| <[u8; 2]>::try_from(raw).ok()) else { break };
        let entries = usize::from(if little { u16::from_le_bytes([a, b]) } else { u16::from_be_bytes([a, b]) });
        let Some(after) = four(at + 2 + 12 * entries) else { break };
        next = after;
    }
    if found.is_empty() { Err(ScanError::Damaged) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_luma8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn pages(bytes: Vec<u8>) -> Result<Vec<(usize, usize, Option<ScanError>)>, ScanError> {
        let mut seen = Vec::new();
        read_file(bytes, &mut |page| {
            seen.push((page.number, page.of, page.sheet.err()));
            true
        })?;
        Ok(seen)
    }

    #[test]
    fn what_is_no_scan_is_said() {
        assert_eq!(pages(b"hello".to_vec()), Err(ScanError::Kind));
        assert_eq!(pages(Vec::new()), Err(ScanError::Kind));
        assert_eq!(pages(b"GIF89a\0\0\0\0".to_vec()), Err(ScanError::Kind));
        assert_eq!(pages(b"%PDF-1.7\nnothing".to_vec()), Err(ScanError::Damaged));
        assert_eq!(pages(png(40, 30)), Ok(vec![(1, 1, None)]));
        let mut cut = png(400, 300);
        cut.truncate(cut.len() / 2);
        assert_eq!(pages(cut), Ok(vec![(1, 1, Some(ScanError::Damaged))]));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        assert_eq!(pages(png(16_000, 4_000)), Ok(vec![(1, 1, Some(ScanError::Pixels))]));
        assert_eq!(pages(png(20_000, 2)), Ok(vec![(1, 1, Some(ScanError::Pixels))]));
    }

    #[test]
    fn a_tiff_that_turns_in_a_circle_ends() {
        let mut one = Cursor::new(Vec::new());
        DynamicImage::new_luma8(30, 30).write_to(&mut one, ImageFormat::Tiff).unwrap();
        let bytes = one.into_inner();
        assert_eq!(pages(bytes.clone()), Ok(vec![(1, 1, None)]));
        // A head that names a directory at its own place: whatever is read there, it ends.
        let mut circle = bytes;
        circle[4..8].copy_from_slice(&4u32.to_le_bytes());
        assert!(pages(circle).unwrap().iter().all(|(_, _, fault)| fault.is_some()));
        assert_eq!(pages(b"II*\0\0\0\0\0".to_vec()), Err(ScanError::Damaged));
    }
}
