//! How sure a score is, as a person would say it. A name alone is a few in a hundred among millions who may be called so: a figure there
//! says nothing to a clerk, so it is told only from *probably* on.

/// How sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Alike, and others may be too: ask more.
    Open,
    Likely,
    Certain,
}

impl Sure {
    /// Of a score, 0.0–1.0.
    #[must_use]
    pub fn of(score: f32) -> Self {
        match score {
            s if s >= 0.9 => Self::Certain,
            s if s >= 0.5 => Self::Likely,
            _ => Self::Open,
        }
    }

    /// Of a score as an entry keeps it.
    #[must_use]
    pub fn of_percent(score: u8) -> Self {
        Self::of(f32::from(score) / 100.0)
    }

    /// As ids of words end in it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}
