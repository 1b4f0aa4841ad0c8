//! Keys of the screens that make papers of the hand-over: crosswalk, proof, and a paper that is shown. The table of what they do is `commands`.

/// What a key of the crosswalk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrossKey {
    /// Of the patient found: slip, label for the chart, labels of the tubes.
    Slip,
    Chart,
    Tubes,
    File,
    /// Papers of many.
    Many,
}

/// What a key of the proof does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProofKey {
    /// The n-th section.
    Section(u8),
    /// Count what the section shows.
    Count,
    /// The section's paper.
    Paper,
    /// Take a certificate in from its codes.
    Take,
}

/// What a key does with a paper that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetKey {
    Print,
    Save,
    Next,
    Before,
}
