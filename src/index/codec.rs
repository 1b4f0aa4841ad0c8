//! Numbers as bytes: LEB128 varints, zigzag, and a reader that runs off its end with an error instead of a panic.

/// The bytes end before what should be there, or are no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short;

pub(super) fn push_varint(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let low = low_byte(value & 0x7F);
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

/// The lowest eight bits.
const fn low_byte(value: u64) -> u8 {
    value.to_le_bytes()[0]
}

pub(super) const fn zigzag(value: i64) -> u64 {
    (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned()
}

pub(super) const fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// Reads from the front.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn u8(&mut self) -> Result<u8, Short> {
        let (first, rest) = self.0.split_first().ok_or(Short)?;
        self.0 = rest;
        Ok(*first)
    }

    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Short> {
        let (front, rest) = self.0.split_at_checked(len).ok_or(Short)?;
        self.0 = rest;
        Ok(front)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (front, rest) = self.0.split_first_chunk::<N>().ok_or(Short)?;
        self.0 = rest;
        Ok(*front)
    }

    pub fn u16(&mut self) -> Result<u16, Short> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, Short> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64, Short> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// Five bytes.
    pub fn u40(&mut self) -> Result<u64, Short> {
        Ok(small(&self.array::<5>()?))
    }

    /// Six bytes.
    pub fn u48(&mut self) -> Result<u64, Short> {
        Ok(small(&self.array::<6>()?))
    }

    pub fn varint(&mut self) -> Result<u64, Short> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Short)
    }

    /// A varint that counts things in memory.
    pub fn size(&mut self) -> Result<usize, Short> {
        usize::try_from(self.varint()?).map_err(|_big| Short)
    }

    pub fn varint32(&mut self) -> Result<u32, Short> {
        u32::try_from(self.varint()?).map_err(|_big| Short)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A number of fewer than eight bytes.
fn small(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// The lowest five bytes of a number.
pub(super) fn push_u40(value: u64, out: &mut Vec<u8>) {
    out.extend(value.to_le_bytes().iter().take(5));
}

/// The lowest six bytes of a number.
pub(super) fn push_u48(value: u64, out: &mut Vec<u8>) {
    out.extend(value.to_le_bytes().iter().take(6));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(value: u64, signed: i64) {
            let mut out = Vec::new();
            push_varint(value, &mut out);
            push_varint(zigzag(signed), &mut out);
            let mut bytes = Bytes(&out);
            prop_assert_eq!(bytes.varint(), Ok(value));
            prop_assert_eq!(bytes.varint().map(unzigzag), Ok(signed));
            prop_assert!(bytes.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut rest = Bytes(&bytes);
            while rest.varint().is_ok() {}
        }
    }
}
