//! Real paper sizes.

use serde::{Deserialize, Serialize};

/// A paper that OPD papers come on.
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
}
