//! A person as a run holds them: the key that people are ordered by, and the record with numbers that are still of this build.

use super::intern::{Interner, hash, short};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::opd_form::is_devanagari;
use crate::hospital::person::{PersonName, Relation};
use crate::index::bucket;
use crate::index::codec::Bytes;
use crate::index::record::{FACES_MAX, Record};
use crate::index::texts::{BOTH, UHID_DIGITS_MAX};
use chrono::Datelike as _;

/// Words of a place; what is more is joined into the last.
const PLACE_WORDS_MAX: usize = 255;
/// Bytes of a key in a run.
pub(super) const KEY_BYTES: usize = 32;

/// What people are ordered by. No two people of an index have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Bucket, PIN, hash of the place, hash of the UHID's shape.
    pub major: u128,
    /// The number of the UHID.
    pub number: u64,
    /// Hash of the whole UHID: for two shapes with one hash.
    pub tie: u32,
    /// Which row of the export, from 0.
    pub row: u32,
}

impl Key {
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.extend(self.major.to_le_bytes());
        out.extend(self.number.to_le_bytes());
        out.extend(self.tie.to_le_bytes());
        out.extend(self.row.to_le_bytes());
    }

    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (major, rest) = bytes.split_first_chunk::<16>()?;
        let (number, rest) = rest.split_first_chunk::<8>()?;
        let (tie, rest) = rest.split_first_chunk::<4>()?;
        let (row, _) = rest.split_first_chunk::<4>()?;
        Some(Self {
            major: u128::from_le_bytes(*major),
            number: u64::from_le_bytes(*number),
            tie: u32::from_le_bytes(*tie),
            row: u32::from_le_bytes(*row),
        })
    }

    /// Birth year and sex, as `format.md` has them.
    pub const fn bucket(&self) -> u16 {
        (self.major >> 96 & 0xFFFF) as u16
    }
}

/// Texts of all people read so far.
#[derive(Default)]
pub(super) struct Texts {
    pub faces: Interner,
    /// A place as bytes: its PIN and the numbers of its words, four bytes each.
    pub places: Interner,
    /// Shapes of UHIDs.
    pub shapes: Interner,
}

/// Turns people into numbers. Keeps its buffers from row to row.
#[derive(Default)]
pub(super) struct Cutter {
    pub texts: Texts,
    text: Vec<u8>,
    place: Vec<u8>,
}

impl Cutter {
    /// Fills `out` and tells the key. `None`: a UHID of more digits than there can be.
    pub fn cut(&mut self, person: &CentralPatient, row: u32, out: &mut Record) -> Option<Key> {
        out.clear();
        let (shape, number) = self.shape(&person.uhid)?;
        (out.template, out.number) = (shape.0, number);
        out.relation = person.relation.map_or(0, relation_number);
        self.name(&person.name, &mut out.name, &mut out.name_hi);
        if let Some(relative) = &person.relative {
            self.name(relative, &mut out.relative, &mut out.relative_hi);
        }
        out.day = if let Born::Day(day) = person.born { u16::try_from(day.ordinal()).ok() } else { None };
        out.mobile = person.mobile.as_ref().and_then(|m| m.digits().parse().ok());
        out.abha = person.abha.as_ref().and_then(|a| a.digits().parse().ok());
        let pin = person.pin.as_ref().and_then(|p| p.as_str().parse().ok()).unwrap_or(0);
        out.place = self.place(pin, &person.place);
        let place_hash = short(hash(person.place.as_bytes()));
        let major = u128::from(bucket(person.born.year(), person.sex)) << 96
            | u128::from(pin) << 64
            | u128::from(place_hash) << 32
            | u128::from(shape.1);
        Some(Key { major, number, tie: short(hash(person.uhid.as_bytes())), row })
    }

    /// Number and hash of the shape, and the number that the digits make.
    pub fn shape(&mut self, uhid: &str) -> Option<((u32, u32), u64)> {
        self.text.clear();
        let (mut number, mut digits) = (0_u64, 0);
        for byte in uhid.bytes() {
            if byte.is_ascii_digit() {
                digits += 1;
                number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                self.text.push(b'9');
            } else {
                self.text.push(byte);
            }
        }
        (digits <= UHID_DIGITS_MAX).then(|| ((self.texts.shapes.intern(&self.text), short(hash(&self.text))), number))
    }

    /// Names in both scripts with the same number of words are pairs; else each script has its own list.
    fn name(&mut self, name: &PersonName, faces: &mut Vec<u32>, own: &mut Vec<u32>) {
        match [&name.latin, &name.devanagari].map(|text| text.as_deref().filter(|t| !t.is_empty())) {
            [Some(latin), Some(devanagari)] => {
                let pairs = latin.split(' ').count() == devanagari.split(' ').count() && !latin.contains(BOTH);
                if pairs {
                    self.pairs(latin, devanagari, faces);
                } else {
                    self.words(latin, FACES_MAX, faces);
                    self.words(devanagari, FACES_MAX, own);
                }
            }
            [Some(latin), None] => self.words(latin, FACES_MAX, faces),
            // One byte less than as a list of its own; the reader tells the script by the letters.
            [None, Some(devanagari)] if is_devanagari(devanagari) => self.words(devanagari, FACES_MAX, faces),
            [None, Some(devanagari)] => self.words(devanagari, FACES_MAX, own),
            [None, None] => {}
        }
    }

    fn words(&mut self, text: &str, most: usize, out: &mut Vec<u32>) {
        out.extend(text.splitn(most, ' ').map(|word| self.texts.faces.intern(word.as_bytes())));
    }

    fn pairs(&mut self, latin: &str, devanagari: &str, out: &mut Vec<u32>) {
        for (a, b) in latin.splitn(FACES_MAX, ' ').zip(devanagari.splitn(FACES_MAX, ' ')) {
            self.text.clear();
            self.text.extend_from_slice(a.as_bytes());
            self.text.extend_from_slice(BOTH.encode_utf8(&mut [0; 4]).as_bytes());
            self.text.extend_from_slice(b.as_bytes());
            out.push(self.texts.faces.intern(&self.text));
        }
    }

    fn place(&mut self, pin: u32, place: &str) -> u32 {
        self.place.clear();
        self.place.extend(pin.to_le_bytes());
        if !place.is_empty() {
            for word in place.splitn(PLACE_WORDS_MAX, ' ') {
                self.place.extend(self.texts.faces.intern(word.as_bytes()).to_le_bytes());
            }
        }
        self.texts.places.intern(&self.place)
    }
}

/// As in the file: from 1 in the order of [`Relation::ALL`].
fn relation_number(relation: Relation) -> u8 {
    Relation::ALL.iter().position(|r| *r == relation).and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

/// PIN and words of a place of [`Texts::places`].
pub(super) fn place_parts(bytes: &[u8]) -> (u32, impl Iterator<Item = u32> + '_) {
    let (all, _) = bytes.as_chunks::<4>();
    let (pin, words) = all.split_first().map_or((0, [].as_slice()), |(pin, words)| (u32::from_le_bytes(*pin), words));
    (pin, words.iter().map(|word| u32::from_le_bytes(*word)))
}

/// Appends a row as a run holds it.
pub(super) fn encode(key: &Key, record: &Record, out: &mut Vec<u8>) {
    key.encode(out);
    record.encode(0, out);
}

/// Reads a row of a run; `None`: it is none.
pub(super) fn decode(bytes: &[u8], record: &mut Record) -> Option<Key> {
    let (key, rest) = bytes.split_at_checked(KEY_BYTES)?;
    record.decode(0, &mut Bytes(rest)).ok()?;
    Key::decode(key)
}

/// What one UHID and row are in the lists that find a UHID that comes twice.
pub(super) fn uhid_entry(shape: u32, number: u64, row: u32, gone: bool) -> u128 {
    u128::from(shape) << 96 | u128::from(number) << 32 | u128::from(row) << 1 | u128::from(gone)
}

/// Rows of an export, at most: a row and whether it is gone go into four bytes.
pub(super) const ROWS_MAX: u32 = u32::MAX >> 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::identifiers::{Mobile, Pin};
    use crate::hospital::sex::Sex;
    use chrono::NaiveDate;

    fn person() -> CentralPatient {
        CentralPatient {
            uhid: "AB/00123".into(),
            name: PersonName {
                latin: Some("Smt. SUNITA DEVI".into()),
                devanagari: Some("श्रीमती सुनीता देवी".into()),
                honorific: None,
            },
            relation: Some(Relation::WifeOf),
            relative: Some(PersonName {
                latin: Some("Mohan".into()), devanagari: Some("मोहन लाल".into()), honorific: None
            }),
            sex: Some(Sex::Female),
            born: Born::Day(NaiveDate::from_ymd_opt(1990, 2, 1).unwrap()),
            mobile: Some(Mobile::parse("9810442217").unwrap()),
            abha: None,
            pin: Some(Pin::parse("110029").unwrap()),
            place: "Village  Rampur".into(),
        }
    }

    #[test]
    fn a_person_becomes_numbers() {
        let (mut cutter, mut record) = (Cutter::default(), Record::default());
        let key = cutter.cut(&person(), 7, &mut record).unwrap();
        assert_eq!((key.bucket(), key.number, key.row), (91 * 4 + 1, 123, 7));
        let text = |face: u32| String::from_utf8(cutter.texts.faces.get(face).to_vec()).unwrap();
        assert_eq!(
            record.name.iter().map(|f| text(*f)).collect::<Vec<_>>(),
            ["Smt.\u{1F}श्रीमती", "SUNITA\u{1F}सुनीता", "DEVI\u{1F}देवी"]
        );
        assert!(record.name_hi.is_empty());
        assert_eq!(
            record.relative.iter().chain(&record.relative_hi).map(|f| text(*f)).collect::<Vec<_>>(),
            ["Mohan", "मोहन", "लाल"]
        );
        assert_eq!((record.day, record.mobile), (Some(32), Some(9_810_442_217)));
        assert_eq!(cutter.texts.shapes.get(record.template), b"AB/99999");
        let (pin, words) = place_parts(cutter.texts.places.get(record.place));
        assert_eq!((pin, words.map(text).collect::<Vec<_>>().join(" ")), (110_029, "Village  Rampur".into()));
        let mut bytes = Vec::new();
        encode(&key, &record, &mut bytes);
        let mut back = Record::default();
        assert_eq!(decode(&bytes, &mut back), Some(key));
        assert_eq!(back, record);
    }

    #[test]
    fn a_number_of_nineteen_digits_is_none() {
        let mut cutter = Cutter::default();
        assert!(cutter.shape("1234567890123456789").is_none());
        assert_eq!(cutter.shape("123456789012345678").unwrap().1, 123_456_789_012_345_678);
    }
}
