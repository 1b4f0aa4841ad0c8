//! ABHA number (14 digits) and ABHA address (`name@abdm`).
//!
//! Sources: NHA's PHR framework for shape and grouping; the check digit is Luhn over all 14 digits, found on every
//! sandbox-issued number in public samples but stated in no official document. So it warns and never blocks.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Fourteen digits, kept without hyphens.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AbhaNumber(String);

/// `<name>@abdm` or `@sbx`, lower case.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AbhaAddress(String);

/// Why a text is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AbhaError {
    #[error("an ABHA number has 14 digits, for example 91-0000-0000-0018")]
    Digits,
    #[error("an ABHA address looks like name@abdm")]
    Address,
}

impl AbhaNumber {
    /// Reads 14 digits with or without hyphens and spaces.
    ///
    /// # Errors
    /// [`AbhaError::Digits`] when there are not exactly fourteen, or anything else stands between them.
    pub fn parse(text: &str) -> Result<Self, AbhaError> {
        let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        if digits.len() == 14 && digits.bytes().all(|b| b.is_ascii_digit()) { Ok(Self(digits)) } else { Err(AbhaError::Digits) }
    }

    /// The fourteen digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// True when the Luhn check digit fits. A soft warning only.
    #[must_use]
    pub fn check_digit_fits(&self) -> bool {
        let sum: u32 = self
            .0
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| {
                let digit = u32::from(b - b'0');
                let value = if i % 2 == 1 { digit * 2 } else { digit };
                if value > 9 { value - 9 } else { value }
            })
            .sum();
        sum.is_multiple_of(10)
    }

    /// `91-0000-0000-0018`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut out = String::with_capacity(17);
        for (i, c) in self.0.chars().enumerate() {
            if matches!(i, 2 | 6 | 10) {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// `XX-XXXX-XXXX-0018`, for screens and papers that others see.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("XX-XXXX-XXXX-{}", self.0.chars().skip(10).collect::<String>())
    }
}

impl fmt::Debug for AbhaNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AbhaNumber(…)")
    }
}

impl TryFrom<String> for AbhaNumber {
    type Error = AbhaError;
    fn try_from(text: String) -> Result<Self, AbhaError> {
        Self::parse(&text)
    }
}

impl From<AbhaNumber> for String {
    fn from(number: AbhaNumber) -> Self {
        number.0
    }
}

impl AbhaAddress {
    /// Reads an address; a legacy or default one (`<14 digits>@abdm`) is taken too.
    ///
    /// # Errors
    /// [`AbhaError::Address`] when the part before `@` is not 1 or 4–64 letters, digits, `.` or `_`, or the part after is not `abdm`/`sbx`.
    pub fn parse(text: &str) -> Result<Self, AbhaError> {
        let text = text.trim().to_ascii_lowercase();
        let (local, domain) = text.split_once('@').ok_or(AbhaError::Address)?;
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let inner = local.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let length = local.len() == 1 || (4..=64).contains(&local.len());
        if length && inner && edge(local.chars().next()) && edge(local.chars().last()) && matches!(domain, "abdm" | "sbx") {
            Ok(Self(text))
        } else {
            Err(AbhaError::Address)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AbhaAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AbhaAddress(…)")
    }
}

impl TryFrom<String> for AbhaAddress {
    type Error = AbhaError;
    fn try_from(text: String) -> Result<Self, AbhaError> {
        Self::parse(&text)
    }
}

impl From<AbhaAddress> for String {
    fn from(address: AbhaAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digit_is_luhn() {
        for (number, fits) in [
            ("91-0000-0000-0018", true),
            ("91-0000-0000-0026", true),
            ("22-1234-5678-9019", true),
            ("91-1234-5678-9015", true),
            ("91-1234-5678-9012", false),
        ] {
            assert_eq!(AbhaNumber::parse(number).unwrap().check_digit_fits(), fits, "{number}");
        }
    }

    #[test]
    fn shapes() {
        assert_eq!(AbhaNumber::parse("91 0000 0000 0018").unwrap().grouped(), "91-0000-0000-0018");
        assert_eq!(AbhaNumber::parse("91000000000018").unwrap().masked(), "XX-XXXX-XXXX-0018");
        for bad in ["", "91-0000-0000-001", "91-0000-0000-00181", "९१०००००००००००१८", "91/0000/0000/0018"]
        {
            assert!(AbhaNumber::parse(bad).is_err(), "{bad}");
        }
        for good in ["sunita.devi@sbx", "Sunita_Devi@abdm", "91000000000018@abdm"] {
            assert!(AbhaAddress::parse(good).is_ok(), "{good}");
        }
        for bad in ["sunita", "@abdm", ".sunita@abdm", "sunita@gmail.com", "su nita@abdm"] {
            assert!(AbhaAddress::parse(bad).is_err(), "{bad}");
        }
    }
}
