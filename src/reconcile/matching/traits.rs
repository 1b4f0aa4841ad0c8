//! What a person is found by: few numbers of 32 bits, of the index's rows and of those asked alike, so that millions are compared cheaply.
//! A word's number comes from its skeleton ([`skeleton`]), which is the same for spellings and scripts. For finding only, never for judging.

use crate::hospital::matching::Side;
use crate::hospital::names::{Token, piece};
use crate::hospital::sex::Sex;
use crate::index::{BOTH, Field, Index, Row, skeleton};

/// Words of a name, a relative or a place by which a person is found; the words of who is asked have near spellings beside them.
pub(super) const KEYS_MAX: usize = 6;
/// Keys of one written word: `Ram-Lal` has two, a word in both scripts may have.
const FACE_KEYS: usize = 3;
/// A word of so many people, as a share of all, tells a place apart; `Nagar` and a district do not.
const PLACE_SHARE: f64 = 0.002;
/// A word that fewer people are called by may be a slip of the pen: what it is near to is looked for too.
const CALLED_MIN: u32 = 40;
/// Near spellings of such a word.
const NEAR_MAX: usize = 3;
/// Smallest mobile, less one: 0 is no mobile.
const MOBILE_BASE: u64 = 5_999_999_999;

/// A few keys, in order, each once.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(super) struct Keys {
    count: u8,
    keys: [u32; KEYS_MAX],
}

impl Keys {
    pub fn push(&mut self, key: u32) {
        if !self.all().contains(&key)
            && let Some(slot) = self.keys.get_mut(usize::from(self.count))
        {
            *slot = key;
            self.count += 1;
        }
    }

    pub fn all(&self) -> &[u32] {
        self.keys.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// What a person is found by; 0 and no keys are not known.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(super) struct Traits {
    pub year: i16,
    pub sex: u8,
    pub mobile: u32,
    pub abha: u64,
    pub pin: u32,
    pub names: Keys,
    pub relatives: Keys,
    pub places: Keys,
}

/// The number of a word; its lowest bit is 1 where the word tells who is meant.
fn key(skeleton: u64, tells: bool) -> u32 {
    let mixed = (skeleton ^ (skeleton >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    (u32::try_from(mixed).unwrap_or(0) & !1) | u32::from(tells)
}

pub(super) const fn tells(key: u32) -> bool {
    key & 1 == 1
}

pub(super) fn key_of(word: &Token) -> u32 {
    key(skeleton(&word.sound_text()), word.plain.len() > 1 && !word.tells_little())
}

/// The words that tell; where none does, the others.
fn chosen(keys: impl Iterator<Item = u32> + Clone, out: &mut Keys) {
    keys.clone().filter(|key| tells(*key)).for_each(|key| out.push(key));
    if out.count == 0 {
        keys.for_each(|key| out.push(key));
    }
}

pub(super) const fn sex_code(sex: Option<Sex>) -> u8 {
    match sex {
        None | Some(Sex::Unknown) => 0,
        Some(Sex::Female) => 1,
        Some(Sex::Male) => 2,
        Some(Sex::Other) => 3,
    }
}

fn mobile_code(digits: u64) -> u32 {
    digits.checked_sub(MOBILE_BASE).and_then(|mobile| u32::try_from(mobile).ok()).unwrap_or(0)
}

/// Whether a word tells places apart: few have it, and it is no house number.
fn place_tells(index: &Index, skeleton: u64) -> bool {
    let people = f64::from(index.people().max(1));
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = index.people_with(skeleton, Field::Place) as f64 / people;
    share <= PLACE_SHARE || people < 10_000.0
}

fn is_place(word: &Token) -> bool {
    word.plain.len() > 2 && !word.plain.bytes().any(|b| b.is_ascii_digit())
}

/// Of who is asked.
pub(super) fn of_side(side: &Side, index: &Index) -> Traits {
    let mut traits = Traits {
        year: side.birth_year.and_then(|year| i16::try_from(year).ok()).unwrap_or(0),
        sex: sex_code(side.sex),
        mobile: if side.mobile.len() == 10 { side.mobile.parse().map_or(0, mobile_code) } else { 0 },
        abha: side.abha.parse().unwrap_or(0),
        pin: side.pin.parse().unwrap_or(0),
        ..Traits::default()
    };
    for (scripts, out) in [(&side.names, &mut traits.names), (&side.relatives, &mut traits.relatives)] {
        chosen(scripts.iter().flatten().map(key_of), out);
        for word in scripts.iter().flatten().filter(|word| tells(key_of(word)) && index.people_called(word) < CALLED_MIN) {
            index.skeletons_near(word).into_iter().take(NEAR_MAX).for_each(|near| out.push(key(near, true)));
        }
    }
    for word in side.place.iter().filter(|word| is_place(word)) {
        let skeleton = skeleton(&word.sound_text());
        if place_tells(index, skeleton) {
            traits.places.push(key(skeleton, true));
        }
    }
    traits
}

/// Keys of every text of the index, by number.
pub(super) struct Texts {
    faces: Vec<[u32; FACE_KEYS]>,
    places: Vec<(u32, [u32; FACE_KEYS])>,
}

impl Texts {
    pub fn new(index: &Index) -> Self {
        let mut skeletons = Vec::new();
        let faces: Vec<_> = index.faces().map(|face| face_keys(face, &mut skeletons)).collect();
        let mut telling: std::collections::HashMap<u64, bool> = std::collections::HashMap::new();
        let mut tells = |face: u32| -> Option<u32> {
            let skeleton: u64 = *skeletons.get(usize::try_from(face).ok()?)?;
            let tells = skeleton != 0 && *telling.entry(skeleton).or_insert_with(|| place_tells(index, skeleton));
            tells.then(|| key(skeleton, true))
        };
        let mut place = |number: u32| {
            let (pin, words) = index.place_at(number).unwrap_or_default();
            let mut keys = [0; FACE_KEYS];
            for (slot, key) in keys.iter_mut().zip(words.into_iter().filter_map(&mut tells)) {
                *slot = key;
            }
            (pin, keys)
        };
        let places = (0..index.places()).map(&mut place).collect();
        Self { faces, places }
    }

    fn keys(&self, faces: [&[u32]; 2], out: &mut Keys) {
        let of = |face: &u32| usize::try_from(*face).ok().and_then(|at| self.faces.get(at));
        chosen(faces.into_iter().flatten().filter_map(of).flatten().copied().filter(|key| *key != 0), out);
    }

    /// Of a row of the index.
    pub fn of_row(&self, row: &Row<'_>) -> Traits {
        let mut traits = Traits {
            year: row.birth_year.and_then(|year| i16::try_from(year).ok()).unwrap_or(0),
            sex: sex_code(row.sex),
            mobile: row.mobile.map_or(0, mobile_code),
            abha: row.abha.unwrap_or(0),
            ..Traits::default()
        };
        self.keys(row.name, &mut traits.names);
        self.keys(row.relative, &mut traits.relatives);
        if let Some((pin, keys)) = usize::try_from(row.place).ok().and_then(|at| self.places.get(at)) {
            traits.pin = *pin;
            keys.iter().filter(|key| **key != 0).for_each(|key| traits.places.push(*key));
        }
        traits
    }
}

/// Keys of a written word as of a name; its skeleton as of a place, 0 where it is none, is put at the end of `places`.
fn face_keys(face: &str, places: &mut Vec<u64>) -> [u32; FACE_KEYS] {
    let (mut keys, mut place) = (Keys::default(), 0);
    for script in face.split(BOTH) {
        for word in piece(script).words.iter().filter(|word| !word.relation_mark() && !word.token.plain.is_empty()) {
            if place == 0 && is_place(&word.token) {
                place = skeleton(&word.token.sound_text());
            }
            if !word.title() {
                keys.push(key_of(&word.token));
            }
        }
    }
    places.push(place);
    let mut out = [0; FACE_KEYS];
    out.iter_mut().zip(keys.all()).for_each(|(slot, key)| *slot = *key);
    out
}
