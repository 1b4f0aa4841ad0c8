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
    /// A label printer's device or file, written as ZPL II.
    Zpl { device: PathBuf },
}

/// Settings of one counter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub lang: Lang,
    pub printer: PrinterChoice,
    /// Where the labels of tubes go.
    pub labels: PrinterChoice,
    /// Paper of the slip that comes out at saving.
    pub size: Size,
    /// Also print a receipt of its own.
    pub receipt: bool,
    /// Size of all text, 0.75–2.0.
    pub zoom: f32,
    pub dark: bool,
    /// Clinic shown first in the queue.
    pub clinic: String,
    /// File of the patient index; from the counter's folder where it is not absolute. None: `patients.nidx` there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<PathBuf>,
    /// Folder on another disk or a stick into which every entry is written too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<PathBuf>,
    /// Address of the hub, without its password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// Folder that the scanner puts its files into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scans: Option<PathBuf>,
    /// A stick, or a folder below which sticks appear (`/media/NAME`): bundles on it are told of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stick: Option<PathBuf>,
    /// Where bundles were written last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundles: Option<PathBuf>,
    /// Where batches of the hand-over were written last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            printer: PrinterChoice::default(),
            labels: PrinterChoice::default(),
            size: Size::A6,
            receipt: false,
            zoom: 1.0,
            dark: false,
            clinic: String::new(),
            index: None,
            second: None,
            hub: None,
            scans: None,
            stick: None,
            bundles: None,
            handover: None,
        }
    }
}

impl Settings {
    /// Where a paper of this size goes.
    #[must_use]
    pub const fn printer_for(&self, size: Size) -> &PrinterChoice {
        match size {
            Size::Label => &self.labels,
            _ => &self.printer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_a_printer_of_their_own_and_old_settings_still_read() {
        let old = r#"{"lang":"hi","printer":{"kind":"cups","name":"front"},"size":"80mm"}"#;
        let mut settings: Settings = serde_json::from_str(old).unwrap();
        assert_eq!(*settings.printer_for(Size::Label), PrinterChoice::Folder);
        settings.labels = PrinterChoice::Zpl { device: PathBuf::from("/dev/usb/lp1") };
        let text = serde_json::to_string(&settings).unwrap();
        assert!(text.contains(r#""labels":{"kind":"zpl","device":"/dev/usb/lp1"}"#), "{text}");
        let read: Settings = serde_json::from_str(&text).unwrap();
        assert_eq!(read.printer_for(Size::Label), &settings.labels);
        assert_eq!(read.printer_for(Size::Band), &settings.printer);
    }
}
