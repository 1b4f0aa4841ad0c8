//! Where papers go: a CUPS queue, an ESC/POS or ZPL device, a folder.
//!
//! Owns sending finished bytes and saying why it failed. Never lays out, never retries by itself (the print queue does), never waits
//! for ever: each printer has a time limit with a name.

mod cups;
mod device;
mod folder;

pub use cups::{Cups, system_printers};
pub use device::Device;
pub use folder::Folder;

use super::{Page, PaperError, Size, escpos, pdf, zpl};
use crate::problem::Problem;
use std::path::PathBuf;

/// In which form a printer takes a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Pdf,
    /// Raster for a roll printer.
    EscPos,
    /// Raster for a label printer.
    Zpl,
}

impl Format {
    /// The pages in this form. An ESC/POS printer cuts after each page.
    ///
    /// # Errors
    /// As [`pdf`], [`escpos`] and [`zpl`].
    pub fn encode(self, pages: &[Page], title: &str) -> Result<Vec<u8>, PaperError> {
        match self {
            Self::Pdf => pdf(pages, title),
            Self::EscPos | Self::Zpl if pages.is_empty() => Err(PaperError::Empty),
            Self::EscPos => pages.iter().map(escpos).collect::<Result<Vec<_>, _>>().map(|all| all.concat()),
            Self::Zpl => pages.iter().map(zpl).collect::<Result<Vec<_>, _>>().map(|all| all.concat()),
        }
    }
}

/// One paper, ready to send.
#[derive(Clone)]
pub struct PrintFile {
    /// What the job and the file are called, without an ending: `MK7A-004218-T-slip`. Never a person's name.
    pub name: String,
    pub size: Size,
    /// In the printer's [`Format`].
    pub bytes: Vec<u8>,
}

impl PrintFile {
    /// The name with everything taken out that a file system or a command line might take for something else.
    #[must_use]
    pub fn safe_name(&self) -> String {
        let kept: String =
            self.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(NAME_CHARS_MAX).collect();
        let kept = kept.trim_matches('-').to_owned();
        if kept.is_empty() { "paper".to_owned() } else { kept }
    }
}

/// Longest file name kept, characters, without its ending.
const NAME_CHARS_MAX: usize = 80;

/// Takes finished papers.
pub trait Printer {
    /// The form it wants.
    fn format(&self) -> Format;

    /// Hands the paper over. `Ok` means that the queue, device or folder has taken all of it.
    ///
    /// # Errors
    /// Why not; see [`PrinterError`]. The paper may be sent again.
    fn send(&self, job: &PrintFile) -> Result<(), PrinterError>;
}

/// Why a paper did not get out. Every one of them leaves the record saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrinterError {
    /// No such queue or device, or no printing system.
    #[error("there is no printer {printer}")]
    Missing { printer: String },
    #[error("{printer} is out of paper")]
    Paper { printer: String },
    #[error("{printer} refused: {why}")]
    Refused { printer: String, why: String },
    #[error("{printer} did not answer within {secs} s")]
    Timeout { printer: String, secs: u64 },
    #[error("the folder {folder} cannot be written: {why}")]
    Folder { folder: PathBuf, why: String },
}

impl PrinterError {
    /// The id of its sentence, kept with a failed paper in the print queue.
    #[must_use]
    pub const fn problem_id(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "problem-printer-missing",
            Self::Paper { .. } => "problem-printer-paper",
            Self::Refused { .. } => "problem-printer-refused",
            Self::Timeout { .. } => "problem-printer-timeout",
            Self::Folder { .. } => "problem-printer-folder",
        }
    }
}

impl From<PrinterError> for Problem {
    fn from(error: PrinterError) -> Self {
        let problem = Self::device(error.problem_id());
        match error {
            PrinterError::Missing { printer } | PrinterError::Paper { printer } => problem.with("printer", printer),
            PrinterError::Refused { printer, why } => problem.with("printer", printer).with("why", why),
            PrinterError::Timeout { printer, secs } => problem.with("printer", printer).with("secs", secs.to_string()),
            PrinterError::Folder { folder, why } => problem.with("folder", folder.display().to_string()).with("why", why),
        }
    }
}
