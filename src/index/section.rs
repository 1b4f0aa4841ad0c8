//! The parts of the file, in their order. `format.md` tells what is in each.

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Buckets,
    Faces,
    Places,
    Templates,
    Records,
    Blocks,
    Words,
    Lists,
    Four,
    Mobiles,
    Uhids,
    Abhas,
    Directory,
    Weights,
    Facts,
}

impl Section {
    pub const ALL: [Self; 15] = [
        Self::Buckets,
        Self::Faces,
        Self::Places,
        Self::Templates,
        Self::Records,
        Self::Blocks,
        Self::Words,
        Self::Lists,
        Self::Four,
        Self::Mobiles,
        Self::Uhids,
        Self::Abhas,
        Self::Directory,
        Self::Weights,
        Self::Facts,
    ];

    /// As errors and figures call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buckets => "buckets",
            Self::Faces => "faces",
            Self::Places => "places",
            Self::Templates => "templates",
            Self::Records => "records",
            Self::Blocks => "blocks",
            Self::Words => "words",
            Self::Lists => "lists",
            Self::Four => "four",
            Self::Mobiles => "mobiles",
            Self::Uhids => "uhids",
            Self::Abhas => "abhas",
            Self::Directory => "directory",
            Self::Weights => "weights",
            Self::Facts => "facts",
        }
    }

    /// Its place in the order.
    pub(super) fn at(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or(0)
    }
}
