//! Lists of texts that people's records point to: words as written (faces), places, shapes of UHIDs. Held whole in memory.

use super::codec::{Bytes, Short, push_varint};

/// Bytes of a text that people have: a row of an export has no more. Who makes a file with its key can make it say anything; nobody is to
/// wait for a name of gigabytes.
const TEXT_BYTES_MAX: usize = 65_535;
/// Stands between the two scripts of one word.
pub const BOTH: char = '\u{1F}';

/// Texts by number.
#[derive(Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Texts {
    /// Writes the list as it stands in the file.
    #[cfg_attr(not(test), allow(dead_code, reason = "the press writes its lists text by text"))]
    pub fn encode<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> Vec<u8> {
        let mut out = Vec::new();
        push_varint(texts.len() as u64, &mut out);
        for text in texts {
            Self::push(text, &mut out);
        }
        out
    }

    /// One text, as it stands behind the count.
    pub fn push(text: &str, out: &mut Vec<u8>) {
        push_varint(text.len() as u64, out);
        out.extend_from_slice(text.as_bytes());
    }

    pub fn decode(section: &[u8]) -> Result<Self, Short> {
        let mut bytes = Bytes(section);
        let count = bytes.size()?;
        let mut texts = Self { bytes: Vec::with_capacity(section.len()), ends: Vec::with_capacity(count.min(section.len())) };
        for _ in 0..count {
            let len = bytes.size()?;
            let text = bytes.take(len).ok().filter(|text| text.len() <= TEXT_BYTES_MAX).ok_or(Short)?;
            std::str::from_utf8(text).map_err(|_not_text| Short)?;
            texts.bytes.extend_from_slice(text);
            texts.ends.push(u32::try_from(texts.bytes.len()).map_err(|_big| Short)?);
        }
        Ok(texts)
    }

    pub fn get(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let bytes = self.bytes.get(usize::try_from(start).ok()?..usize::try_from(*self.ends.get(at)?).ok()?)?;
        std::str::from_utf8(bytes).ok()
    }

    pub const fn count(&self) -> usize {
        self.ends.len()
    }
}

/// Appends a word to a text.
pub(super) fn join(text: &mut String, word: &str) -> Result<(), Short> {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
    if text.len() > TEXT_BYTES_MAX { Err(Short) } else { Ok(()) }
}

/// Places: a PIN (0: none) and words.
#[derive(Default)]
pub(super) struct Places {
    pins: Vec<u32>,
    words: Vec<u8>,
    starts: Vec<u32>,
}

impl Places {
    /// One place, as it stands behind the count. `before`: the PIN of the place before it.
    pub fn push(pin: u32, before: u32, faces: &[u32], out: &mut Vec<u8>) {
        push_varint(u64::from(pin.saturating_sub(before)), out);
        let count = faces.len().min(usize::from(u8::MAX));
        out.push(u8::try_from(count).unwrap_or(u8::MAX));
        for face in faces.iter().take(count) {
            push_varint(u64::from(*face), out);
        }
    }

    pub fn decode(section: &[u8]) -> Result<Self, Short> {
        let mut bytes = Bytes(section);
        let count = bytes.size()?;
        let mut places = Self { pins: Vec::new(), words: Vec::with_capacity(section.len()), starts: Vec::new() };
        let mut pin = 0_u32;
        for _ in 0..count {
            pin = pin.checked_add(bytes.varint32()?).ok_or(Short)?;
            let start = bytes.0;
            let words = bytes.u8()?;
            for _ in 0..words {
                bytes.varint32()?;
            }
            places.pins.push(pin);
            places.starts.push(u32::try_from(places.words.len()).map_err(|_big| Short)?);
            places.words.extend_from_slice(start.get(..start.len() - bytes.0.len()).ok_or(Short)?);
        }
        Ok(places)
    }

    /// PIN and words of a place.
    pub fn get(&self, number: u32, faces: &Texts) -> Result<(u32, String), Short> {
        let at = usize::try_from(number).map_err(|_big| Short)?;
        let start = usize::try_from(*self.starts.get(at).ok_or(Short)?).map_err(|_big| Short)?;
        let mut bytes = Bytes(self.words.get(start..).ok_or(Short)?);
        let count = bytes.u8()?;
        let mut text = String::new();
        for _ in 0..count {
            join(&mut text, faces.get(bytes.varint32()?).ok_or(Short)?)?;
        }
        Ok((*self.pins.get(at).ok_or(Short)?, text))
    }

    /// PIN and faces of a place.
    pub fn faces_of(&self, number: u32) -> Result<(u32, Vec<u32>), Short> {
        let at = usize::try_from(number).map_err(|_big| Short)?;
        let start = usize::try_from(*self.starts.get(at).ok_or(Short)?).map_err(|_big| Short)?;
        let mut bytes = Bytes(self.words.get(start..).ok_or(Short)?);
        let count = bytes.u8()?;
        let faces = (0..count).map(|_| bytes.varint32()).collect::<Result<_, _>>()?;
        Ok((*self.pins.get(at).ok_or(Short)?, faces))
    }

    pub const fn count(&self) -> usize {
        self.pins.len()
    }
}

/// Digits of a UHID, at most.
pub const UHID_DIGITS_MAX: usize = 18;

/// Cuts a UHID into its shape, each digit written `9`, and the number that its digits make. `None`: too many digits.
#[must_use]
pub fn shape_of(uhid: &str) -> Option<(String, u64)> {
    let (mut shape, mut number, mut digits) = (String::with_capacity(uhid.len()), 0_u64, 0);
    for c in uhid.chars() {
        if let Some(digit) = c.to_digit(10) {
            digits += 1;
            if digits > UHID_DIGITS_MAX {
                return None;
            }
            number = number * 10 + u64::from(digit);
            shape.push('9');
        } else {
            shape.push(c);
        }
    }
    Some((shape, number))
}

/// Puts the digits back into the shape.
pub(super) fn uhid_of(shape: &str, number: u64) -> String {
    let count = shape.chars().filter(|c| *c == '9').count();
    let digits = format!("{number:0count$}");
    let mut digits = digits.chars();
    shape.chars().map(|c| if c == '9' { digits.next().unwrap_or('9') } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_uhid_comes_back_from_its_shape() {
        for uhid in ["10234567", "000123", "AIIMS/2022/000451", "A-1", "NIC", ""] {
            let (shape, number) = shape_of(uhid).unwrap();
            assert_eq!(uhid_of(&shape, number), uhid);
        }
        assert_eq!(shape_of("1234567890123456789"), None);
    }

    proptest! {
        #[test]
        fn texts_come_back(texts: Vec<String>) {
            let list = Texts::decode(&Texts::encode(texts.iter().map(String::as_str))).unwrap();
            prop_assert_eq!(list.count(), texts.len());
            for (n, text) in (0..).zip(&texts) {
                prop_assert_eq!(list.get(n), Some(text.as_str()));
            }
            prop_assert_eq!(list.get(u32::try_from(texts.len()).unwrap()), None);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            drop(Texts::decode(&bytes));
            drop(Places::decode(&bytes));
        }
    }
}
