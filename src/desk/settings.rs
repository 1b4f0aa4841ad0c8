//! What one counter has been told about itself: printer, paper, language, sizes. Kept beside the database, not secret.

use crate::hospital::pack::Lang;
use crate::paper::Size;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where papers go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum PrinterChoice {
    /// A folder; each paper is a PDF in it. What a counter without a printer starts with.
    #[default]
    Folder,
    /// A CUPS queue, through `lp`.
    Cups { name: String },
    /// An ESC/POS device or file (`/dev/usb/lp0`), written as raster.
    EscPos { device: PathBuf },
}

/// Settings of one counter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub lang: Lang,
    pub printer: PrinterChoice,
    /// Paper of the slip that comes out at saving.
    pub size: Size,
    /// Also print a receipt of its own.
    pub receipt: bool,
    /// Size of all text, 0.75–2.0.
    pub zoom: f32,
    pub dark: bool,
    /// Clinic shown first in the queue.
    pub clinic: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            printer: PrinterChoice::default(),
            size: Size::A6,
            receipt: false,
            zoom: 1.0,
            dark: false,
            clinic: String::new(),
        }
    }
}
