//! What a person in the laboratory should look at although nothing was refused.

/// A sentence of the words' files with its values: `lab-warning-duplicate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabWarning {
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl LabWarning {
    #[must_use]
    pub const fn new(id: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { id, args }
    }
}
