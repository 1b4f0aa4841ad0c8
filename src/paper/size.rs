//! Real paper sizes.

use crate::hospital::age::{Age, AgeUnit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A paper that papers come on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    A4,
    A5,
    #[default]
    A6,
    /// Roll 80 mm wide, 72 mm printable (576 dots at 203 dpi).
    #[serde(rename = "80mm")]
    Roll80,
    /// Roll 58 mm wide, 48 mm printable (384 dots at 203 dpi).
    #[serde(rename = "58mm")]
    Roll58,
    /// Wristband of the grown, 279 x 25 mm, printed along its length.
    Band,
    /// Wristband of a child, 178 x 25 mm.
    #[serde(rename = "child-band")]
    BandChild,
    /// Label of a tube, 50 x 25 mm.
    Label,
}

/// Oldest age, in whole years, that wears a child's band.
const BAND_CHILD_YEARS_MAX: u16 = 11;

impl Size {
    /// Every size that a patient's papers come on, sheets first. Wristbands ([`Size::BANDS`]) and labels are no such sizes.
    pub const ALL: [Self; 5] = [Self::A4, Self::A5, Self::A6, Self::Roll80, Self::Roll58];
    /// Wristbands; nothing else is printed on them.
    pub const BANDS: [Self; 2] = [Self::Band, Self::BandChild];

    /// The wristband for somebody of this age.
    #[must_use]
    pub fn band(age: &Age, today: NaiveDate) -> Self {
        let shown = age.shown(today);
        let child = shown.known && (shown.unit != AgeUnit::Years || shown.value <= BAND_CHILD_YEARS_MAX);
        if child { Self::BandChild } else { Self::Band }
    }

    #[must_use]
    pub const fn is_band(self) -> bool {
        matches!(self, Self::Band | Self::BandChild)
    }

    /// Width of the paper, millimetres (ISO 216; rolls by name).
    #[must_use]
    pub const fn width_mm(self) -> f32 {
        match self {
            Self::A4 => 210.0,
            Self::A5 => 148.0,
            Self::A6 => 105.0,
            Self::Roll80 => 80.0,
            Self::Roll58 => 58.0,
            Self::Band => 279.0,
            Self::BandChild => 178.0,
            Self::Label => 50.0,
        }
    }

    /// Height of a sheet, millimetres; a roll has none.
    #[must_use]
    pub const fn height_mm(self) -> Option<f32> {
        match self {
            Self::A4 => Some(297.0),
            Self::A5 => Some(210.0),
            Self::A6 => Some(148.0),
            Self::Band | Self::BandChild | Self::Label => Some(25.0),
            Self::Roll80 | Self::Roll58 => None,
        }
    }

    /// Empty edge left and right, millimetres. On a roll it is what the printer's head cannot reach.
    #[must_use]
    pub const fn margin_mm(self) -> f32 {
        match self {
            Self::A4 => 12.0,
            Self::A5 => 8.0,
            Self::A6 => 6.0,
            Self::Roll80 => 4.0,
            Self::Roll58 => 5.0,
            Self::Band | Self::BandChild => 1.5,
            Self::Label => 1.0,
        }
    }

    #[must_use]
    pub const fn is_roll(self) -> bool {
        matches!(self, Self::Roll80 | Self::Roll58)
    }
}
