//! Indian mobile numbers: ten digits, the first 6–9. A household's key, never a person's identity.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Ten digits, without country code.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

/// Why a text is not a mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MobileError {
    #[error("a mobile number has 10 digits and starts with 6, 7, 8 or 9")]
    Shape,
}

impl Mobile {
    /// Reads `98104 42217`, `+91-98104-42217`, `09810442217`.
    ///
    /// # Errors
    /// [`MobileError::Shape`] for anything that is not ten digits starting 6–9 after the prefix is taken off.
    pub fn parse(text: &str) -> Result<Self, MobileError> {
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
        let digits = match plain.len() {
            13 => plain.strip_prefix("+91"),
            12 => plain.strip_prefix("91"),
            11 => plain.strip_prefix('0'),
            _ => Some(plain.as_str()),
        }
        .ok_or(MobileError::Shape)?;
        let good = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) && digits.starts_with(['6', '7', '8', '9']);
        if good { Ok(Self(digits.to_owned())) } else { Err(MobileError::Shape) }
    }

    /// The ten digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `+919810442217` (E.164).
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+91{}", self.0)
    }

    /// `98104 42217`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let (head, tail) = self.0.split_at_checked(5).unwrap_or((&self.0, ""));
        format!("{head} {tail}")
    }

    /// `98xxx x2217`, as printed on a slip that others may see.
    #[must_use]
    pub fn masked(&self) -> String {
        let part = |skip: usize, take: usize| self.0.chars().skip(skip).take(take).collect::<String>();
        format!("{}xxx x{}", part(0, 2), part(6, 4))
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mobile(…)")
    }
}

impl TryFrom<String> for Mobile {
    type Error = MobileError;
    fn try_from(text: String) -> Result<Self, MobileError> {
        Self::parse(&text)
    }
}

impl From<Mobile> for String {
    fn from(mobile: Mobile) -> Self {
        mobile.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_come_off() {
        for text in ["9810442217", "98104 42217", "+91 98104-42217", "919810442217", "09810442217"] {
            assert_eq!(Mobile::parse(text).unwrap().digits(), "9810442217", "{text}");
        }
        for bad in ["", "981044221", "5810442217", "98104422177", "+92 9810442217", "९८१०४४२२१७"] {
            assert!(Mobile::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Mobile::parse("9810442217").unwrap().masked(), "98xxx x2217");
    }
}
