//! From a page in grey to the texts of its codes: the whole page first, then what looks like a code and was not read, with more and more patience.

use super::gray::{Area, Gray};
use super::regions::Tiles;
use super::{PAGE_CODES_MAX, ScanError, guarded};
use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::multi::MultipleBarcodeReader as _;
use rxing::qrcode::cpp_port::QrReader;
use rxing::qrcode::cpp_port::detector::FindFinderPatterns;
use rxing::{BarcodeFormat, Binarizer, BinaryBitmap, DecodeHints, Luma8Source};

/// What was found on one page.
#[derive(Clone, Default)]
pub struct Sheet {
    /// Texts of the codes, each once, in the order they were found.
    pub texts: Vec<String>,
    /// Places that are certainly a code of which nothing could be read.
    pub unread: usize,
}

/// One way to prepare a part of the page.
#[derive(Clone, Copy)]
enum Step {
    /// As it is, black below the page's own middle.
    Plain,
    /// As it is, black by neighbourhood.
    Neighbours,
    /// Twice as large, black at the middle between dark and light around: reads nearly all that can be read.
    Middle,
    /// Half as large again, black below the mean around: what is blotted.
    Mean,
    /// Three times as large, black below the mean around: folds within the code.
    Fine,
    /// Softened first: grain and faxes.
    Soft,
    /// Twice as large, black by neighbourhood.
    Large,
}

/// On a whole page, in this order: both are fast.
const PAGE_STEPS: [Step; 2] = [Step::Plain, Step::Neighbours];
/// On each region that is left.
const REGION_STEPS: [Step; 5] = [Step::Middle, Step::Large, Step::Mean, Step::Fine, Step::Soft];
/// Largest region that is enlarged threefold, pixels.
const FINE_PIXELS_MAX: usize = 1_500_000;
/// Most regions that are looked at one by one: a page of noise must not take minutes.
const REGIONS_MAX: usize = 64;

struct Code {
    text: String,
    corners: Vec<(f32, f32)>,
}

/// Reads every QR code of a page, turned any way.
///
/// # Errors
/// [`ScanError::Damaged`] where the reader itself fails on it.
pub fn read_sheet(page: &Gray) -> Result<Sheet, ScanError> {
    let clean = page.without_specks();
    // Softened, or the grain of a scan would look like modules.
    let mut tiles = Tiles::of(&clean.softened().at_middle(8));
    let mut sheet = Sheet::default();
    for step in PAGE_STEPS {
        let found = guarded(|| Ok(attempt(&clean, step)))?;
        take(found, (0.0, 0.0), &mut tiles, &mut sheet);
    }
    for step in REGION_STEPS {
        for area in tiles.regions().into_iter().take(REGIONS_MAX) {
            let Some(part) = clean.part(area) else { continue };
            let found = guarded(|| Ok(attempt(&part, step)))?;
            take(found, offset(area), &mut tiles, &mut sheet);
        }
    }
    for area in tiles.regions().into_iter().take(REGIONS_MAX) {
        let Some(part) = clean.part(area) else { continue };
        if guarded(|| Ok(finders(&part) >= FINDERS_OF_A_CODE))? {
            sheet.unread += 1;
        }
    }
    Ok(sheet)
}

/// Finder patterns that only a code has, not chance.
const FINDERS_OF_A_CODE: usize = 2;

fn offset(area: Area) -> (f32, f32) {
    let place = |v: usize| f32::from(u16::try_from(v).unwrap_or(u16::MAX));
    (place(area.left), place(area.top))
}

fn take(found: Vec<Code>, at: (f32, f32), tiles: &mut Tiles, sheet: &mut Sheet) {
    for code in found {
        let corners: Vec<(f32, f32)> = code.corners.iter().map(|(x, y)| (x + at.0, y + at.1)).collect();
        tiles.done(&corners);
        if sheet.texts.len() < PAGE_CODES_MAX && !sheet.texts.contains(&code.text) {
            sheet.texts.push(code.text);
        }
    }
}

/// Tries one step; corners in the part's own pixels.
fn attempt(part: &Gray, step: Step) -> Vec<Code> {
    let (image, neighbours, halves): (Option<Gray>, bool, u16) = match step {
        Step::Plain => (None, false, 2),
        Step::Neighbours => (None, true, 2),
        Step::Middle => (part.enlarged(4).map(|large| large.at_middle(12)), false, 4),
        Step::Mean => (part.enlarged(3).map(|large| large.at_mean(37, 4)), false, 3),
        Step::Fine if part.pixels().len() > FINE_PIXELS_MAX => return Vec::new(),
        Step::Fine => (part.enlarged(6).map(|large| large.at_mean(75, 4)), false, 6),
        Step::Soft => (part.softened().enlarged(4).map(|large| large.at_middle(12)), false, 4),
        Step::Large => (part.enlarged(4), true, 4),
    };
    let scale = f32::from(halves) / 2.0;
    let mut found = codes(image.as_ref().unwrap_or(part), neighbours);
    for (x, y) in found.iter_mut().flat_map(|code| &mut code.corners) {
        (*x, *y) = (*x / scale, *y / scale);
    }
    found
}

fn source(image: &Gray) -> Option<Luma8Source<'_>> {
    let (width, height) = (u32::try_from(image.width()).ok()?, u32::try_from(image.height()).ok()?);
    Luma8Source::new_with_slice(image.pixels(), width, height).ok()
}

fn codes(image: &Gray, neighbours: bool) -> Vec<Code> {
    let Some(source) = source(image) else { return Vec::new() };
    if neighbours { decode(HybridBinarizer::new(source)) } else { decode(GlobalHistogramBinarizer::new(source)) }
}

fn decode<B: Binarizer>(binarizer: B) -> Vec<Code> {
    let formats = std::iter::once(BarcodeFormat::QR_CODE).collect();
    let hints = DecodeHints { TryHarder: Some(true), PossibleFormats: Some(formats), ..DecodeHints::default() };
    let mut image = BinaryBitmap::new(binarizer);
    let found = QrReader.decode_multiple_with_hints(&mut image, &hints).unwrap_or_default();
    let of = |result: rxing::RXingResult| Code {
        corners: result.getPoints().iter().map(|point| (point.x, point.y)).collect(),
        text: result.getText().to_owned(),
    };
    found.into_iter().take(PAGE_CODES_MAX).map(of).collect()
}

fn finders(part: &Gray) -> usize {
    let Some(large) = part.enlarged(4).map(|large| large.at_middle(12)) else { return 0 };
    let Some(source) = source(&large) else { return 0 };
    let image = BinaryBitmap::new(GlobalHistogramBinarizer::new(source));
    FindFinderPatterns(image.get_black_matrix(), true, 0).len()
}
