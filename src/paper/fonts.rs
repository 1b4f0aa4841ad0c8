//! The four faces that papers and the window are set in: Noto Sans and Noto Sans Devanagari, regular and bold.
//!
//! Owns the embedded files and what is parsed from them once. Never lays anything out.
//! Source: Debian package `fonts-noto-core`, SIL Open Font License 1.1 (`assets/fonts/OFL.txt`).

/// Noto Sans Regular: Latin letters, digits, `₹`.
pub const SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// Noto Sans Bold.
pub const SANS_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
/// Noto Sans Devanagari Regular.
pub const DEVANAGARI: &[u8] = include_bytes!("../../assets/fonts/NotoSansDevanagari-Regular.ttf");
/// Noto Sans Devanagari Bold.
pub const DEVANAGARI_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansDevanagari-Bold.ttf");

use harfrust::ShaperData;
use skrifa::prelude::{LocationRef, Size as PixelSize};
use skrifa::{FontRef, MetadataProvider as _};
use std::sync::LazyLock;

/// One of the four faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    Sans,
    SansBold,
    Devanagari,
    DevanagariBold,
}

/// What is parsed of a face, once for the program's life.
pub(super) struct Parsed {
    pub font: FontRef<'static>,
    pub shaper: ShaperData,
    pub units_per_em: f32,
    /// Advance of a space, font units.
    pub space: Space,
}

/// The space of a face.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub glyph: u16,
    pub advance: i32,
}

static FACES: LazyLock<Option<[Parsed; 4]>> = LazyLock::new(|| {
    Some([Parsed::read(SANS)?, Parsed::read(SANS_BOLD)?, Parsed::read(DEVANAGARI)?, Parsed::read(DEVANAGARI_BOLD)?])
});

impl Face {
    pub const ALL: [Self; 4] = [Self::Sans, Self::SansBold, Self::Devanagari, Self::DevanagariBold];

    /// The font file.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Sans => SANS,
            Self::SansBold => SANS_BOLD,
            Self::Devanagari => DEVANAGARI,
            Self::DevanagariBold => DEVANAGARI_BOLD,
        }
    }

    /// PostScript name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sans => "NotoSans-Regular",
            Self::SansBold => "NotoSans-Bold",
            Self::Devanagari => "NotoSansDevanagari-Regular",
            Self::DevanagariBold => "NotoSansDevanagari-Bold",
        }
    }

    #[must_use]
    pub const fn bold(self) -> bool {
        matches!(self, Self::SansBold | Self::DevanagariBold)
    }

    /// `None` only when an embedded file is not a font, which a test excludes.
    pub(super) fn parsed(self) -> Option<&'static Parsed> {
        FACES.as_ref().map(|[sans, sans_bold, deva, deva_bold]| match self {
            Self::Sans => sans,
            Self::SansBold => sans_bold,
            Self::Devanagari => deva,
            Self::DevanagariBold => deva_bold,
        })
    }

    /// Font units in an em.
    #[must_use]
    pub fn units_per_em(self) -> f32 {
        self.parsed().map_or(1000.0, |p| p.units_per_em)
    }
}

impl Parsed {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let metrics = font.metrics(PixelSize::unscaled(), LocationRef::default());
        let glyph = font.charmap().map(' ')?;
        let advance = font.glyph_metrics(PixelSize::unscaled(), LocationRef::default()).advance_width(glyph)?;
        Some(Self {
            shaper: ShaperData::new(&font),
            units_per_em: f32::from(metrics.units_per_em),
            space: Space { glyph: u16::try_from(glyph.to_u32()).ok()?, advance: whole(advance) },
            font,
        })
    }
}

/// The nearest whole number of a value that is known to be small.
#[allow(clippy::cast_possible_truncation, reason = "font units and dots stay far below the limits of i32; `as` saturates")]
pub(super) fn whole(value: f32) -> i32 {
    value.round() as i32
}

/// The nearest whole number of a value that is known to be small and not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dots and pixels; `as` saturates at 0 and at the top")]
pub(super) fn count(value: f32) -> u32 {
    value.round() as u32
}

/// A count as a length.
#[allow(clippy::cast_precision_loss, reason = "counts of dots, modules and lines stay below 2^24")]
pub(super) fn length(count: usize) -> f32 {
    count as f32
}
