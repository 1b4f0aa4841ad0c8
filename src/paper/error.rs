//! What can go wrong between a page and its bytes. Names no patient.

/// A page that cannot become bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("the paper has no page")]
    Empty,
    #[error("a page is {dots} dots wide; a roll printer takes at most {max}")]
    TooWide { dots: u32, max: u32 },
    #[error("a picture of {width} x {height} pixels is too large")]
    TooLarge { width: u32, height: u32 },
    #[error("a font cannot be read: {0}")]
    Font(String),
    #[error("text of {chars} characters does not fit a code")]
    Code { chars: usize },
}

impl From<PaperError> for crate::problem::Problem {
    fn from(error: PaperError) -> Self {
        Self::device("problem-paper").with("why", error.to_string())
    }
}
