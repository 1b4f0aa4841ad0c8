//! The central system's patient number. Its pattern is the hospital's own and comes with the pack.

use regex::Regex;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A regular expression that a UHID must match from end to end.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UhidPattern {
    source: String,
    whole: Regex,
}

impl UhidPattern {
    /// Compiles the pattern; it is anchored at both ends here.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn new(source: &str) -> Result<Self, regex::Error> {
        let whole = regex::RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 20).build()?;
        Ok(Self { source: source.to_owned(), whole })
    }

    /// True when the whole text fits.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }

    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl PartialEq for UhidPattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for UhidPattern {}

impl fmt::Debug for UhidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UhidPattern({})", self.source)
    }
}

impl TryFrom<String> for UhidPattern {
    type Error = regex::Error;
    fn try_from(text: String) -> Result<Self, regex::Error> {
        Self::new(&text)
    }
}

impl From<UhidPattern> for String {
    fn from(pattern: UhidPattern) -> Self {
        pattern.source
    }
}
