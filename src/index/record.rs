//! One person of the file as bytes: numbers that point into the lists of texts. Year of birth and sex are told by the place in the file.

use super::codec::{Bytes, Short, push_u48, push_varint, unzigzag, zigzag};

/// People in a block: what is read and walked through to get at one.
pub(super) const BLOCK: u32 = 64;
/// Smallest mobile there is; kept is the difference.
pub(super) const MOBILE_BASE: u64 = 6_000_000_000;
/// Faces of a name; what is more is joined into the last.
pub(super) const FACES_MAX: usize = 15;

/// Longer than any record: four lists of 15 numbers of five bytes at most, and what else there is.
pub(super) const RECORD_BYTES_MAX: u64 = 400;

const SAME_PLACE: u8 = 1;
const DAY: u8 = 2;
const MOBILE: u8 = 4;
const ABHA: u8 = 8;
const OWN_DEVANAGARI: u8 = 16;
const OWN_DEVANAGARI_RELATIVE: u8 = 32;
const TEMPLATE_FAR: u8 = 15;

/// A person as the file holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub template: u32,
    pub number: u64,
    /// 0 none, from 1 in the order of `Relation::ALL`.
    pub relation: u8,
    pub name: Vec<u32>,
    /// The Devanagari name's faces, where it is not word for word the Latin one's.
    pub name_hi: Vec<u32>,
    pub relative: Vec<u32>,
    pub relative_hi: Vec<u32>,
    /// 1–366, where the day of birth is known.
    pub day: Option<u16>,
    pub mobile: Option<u64>,
    pub abha: Option<u64>,
    pub place: u32,
}

impl Record {
    /// Empties it for the next.
    pub fn clear(&mut self) {
        let Self { name, name_hi, relative, relative_hi, .. } = self;
        for list in [name, name_hi, relative, relative_hi] {
            list.clear();
        }
        (self.day, self.mobile, self.abha) = (None, None, None);
    }

    /// Appends it. `place_before`: place of the one before in the block, 0 before the first.
    pub fn encode(&self, place_before: u32, out: &mut Vec<u8>) {
        let mut flags = 0;
        let mut flag = |on: bool, bit: u8| flags |= if on { bit } else { 0 };
        flag(self.place == place_before, SAME_PLACE);
        flag(self.day.is_some(), DAY);
        flag(self.mobile.is_some(), MOBILE);
        flag(self.abha.is_some(), ABHA);
        flag(!self.name_hi.is_empty(), OWN_DEVANAGARI);
        flag(!self.relative_hi.is_empty(), OWN_DEVANAGARI_RELATIVE);
        let near = u8::try_from(self.template).ok().filter(|t| *t < TEMPLATE_FAR).unwrap_or(TEMPLATE_FAR);
        let count = |list: &[u32]| u8::try_from(list.len().min(FACES_MAX)).unwrap_or(0);
        out.extend([flags, self.relation | (near << 4), count(&self.name) | (count(&self.relative) << 4)]);
        if near == TEMPLATE_FAR {
            push_varint(u64::from(self.template), out);
        }
        push_varint(self.number, out);
        let push_faces =
            |list: &[u32], out: &mut Vec<u8>| list.iter().take(FACES_MAX).for_each(|f| push_varint(u64::from(*f), out));
        push_faces(&self.name, out);
        push_faces(&self.relative, out);
        for own in [&self.name_hi, &self.relative_hi].into_iter().filter(|own| !own.is_empty()) {
            out.push(count(own));
            push_faces(own, out);
        }
        if let Some(day) = self.day {
            out.extend(day.to_le_bytes());
        }
        if let Some(mobile) = self.mobile {
            out.extend(u32::try_from(mobile.saturating_sub(MOBILE_BASE)).unwrap_or(u32::MAX).to_le_bytes());
        }
        if let Some(abha) = self.abha {
            push_u48(abha, out);
        }
        if self.place != place_before {
            push_varint(zigzag(i64::from(self.place) - i64::from(place_before)), out);
        }
    }

    /// Reads the next one of a block into `self`.
    pub fn decode(&mut self, place_before: u32, bytes: &mut Bytes<'_>) -> Result<(), Short> {
        self.clear();
        let (flags, mixed, counts) = (bytes.u8()?, bytes.u8()?, bytes.u8()?);
        self.relation = mixed & 15;
        self.template = if mixed >> 4 == TEMPLATE_FAR { bytes.varint32()? } else { u32::from(mixed >> 4) };
        self.number = bytes.varint()?;
        read_faces(counts & 15, bytes, &mut self.name)?;
        read_faces(counts >> 4, bytes, &mut self.relative)?;
        for (bit, own) in [(OWN_DEVANAGARI, &mut self.name_hi), (OWN_DEVANAGARI_RELATIVE, &mut self.relative_hi)] {
            if flags & bit != 0 {
                let count = bytes.u8()?;
                read_faces(count, bytes, own)?;
            }
        }
        self.day = (flags & DAY != 0).then(|| bytes.u16()).transpose()?;
        self.mobile = (flags & MOBILE != 0).then(|| bytes.u32().map(|m| MOBILE_BASE + u64::from(m))).transpose()?;
        self.abha = (flags & ABHA != 0).then(|| bytes.u48()).transpose()?;
        self.place = if flags & SAME_PLACE != 0 {
            place_before
        } else {
            let moved = unzigzag(bytes.varint()?);
            u32::try_from(i64::from(place_before).checked_add(moved).ok_or(Short)?).map_err(|_far| Short)?
        };
        Ok(())
    }
}

fn read_faces(count: u8, bytes: &mut Bytes<'_>, out: &mut Vec<u32>) -> Result<(), Short> {
    for _ in 0..count {
        out.push(bytes.varint32()?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn any_record()(
            template in 0_u32..40, number in 0_u64..1_000_000_000_000_000_000, relation in 0_u8..9,
            name in prop::collection::vec(0_u32..5_000_000, 0..=FACES_MAX), name_hi in prop::collection::vec(0_u32..900, 0..4),
            relative in prop::collection::vec(0_u32..300, 0..=FACES_MAX), relative_hi in prop::collection::vec(0_u32..300, 0..3),
            day in prop::option::of(1_u16..=366), mobile in prop::option::of(6_000_000_000_u64..=9_999_999_999),
            abha in prop::option::of(0_u64..100_000_000_000_000), place in 0_u32..3_000_000,
        ) -> Record {
            Record { template, number, relation, name, name_hi, relative, relative_hi, day, mobile, abha, place }
        }
    }

    proptest! {
        #[test]
        fn a_block_comes_back(people in prop::collection::vec(any_record(), 1..64)) {
            let (mut out, mut place) = (Vec::new(), 0);
            for person in &people {
                person.encode(place, &mut out);
                place = person.place;
            }
            let (mut bytes, mut place, mut read) = (Bytes(&out), 0, Record::default());
            for person in &people {
                read.decode(place, &mut bytes).unwrap();
                prop_assert_eq!(&read, person);
                place = read.place;
            }
            prop_assert!(bytes.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let (mut rest, mut record) = (Bytes(&bytes), Record::default());
            while record.decode(0, &mut rest).is_ok() && !rest.is_empty() {}
        }
    }
}
