//! Pictures and PDF pages of scanned papers → the texts of the QR codes on them. Knows pixels, no patients and no entries.
//!
//! Owns the limits on what a hostile file may cost. Never opens a file, never keeps a text longer than it takes to hand it on, and lets no
//! fault of a decoder through: whatever a file holds, the answer is texts or a [`ScanError`].

mod gray;
mod pages;
mod pdf;
mod read;
mod regions;

pub use gray::Gray;
pub use pages::{Page, read_file};
pub use read::{Sheet, read_sheet};

/// Largest file that is read, bytes.
pub const FILE_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Most pages of one file.
pub const PAGES_MAX: usize = 5_000;
/// Most pixels of one page: A4 at 600 dpi in black and white has 35 million.
pub const PAGE_PIXELS_MAX: u64 = 48_000_000;
/// Widest or highest page, pixels.
pub const PAGE_SIDE_MAX: u32 = 16_000;
/// Most codes of one page: a register's has some thirty.
pub const PAGE_CODES_MAX: usize = 300;

/// Why a file or a page could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    #[error("the file is larger than 512 MiB")]
    FileTooLarge,
    #[error("the file is no picture (PNG, JPEG, TIFF) and no PDF")]
    Kind,
    #[error("the file has more than 5,000 pages")]
    Pages,
    #[error("the picture is larger than 48 million pixels")]
    Pixels,
    #[error("the file is damaged or only partly there")]
    Damaged,
    #[error("the PDF is locked with a password")]
    Locked,
}

/// Runs what other people's decoders do: a panic of theirs is a damaged file, never the end of the program.
fn guarded<T>(work: impl FnOnce() -> Result<T, ScanError>) -> Result<T, ScanError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(Err(ScanError::Damaged))
}
