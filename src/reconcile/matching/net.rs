//! A net of keys: those asked, found by what two of their traits make together. A row drawn through it touches whom it may be, and each
//! touch is weighed roughly. Several keys, because each field may be wrong (multi-pass blocking: Christen, *Data Matching*, 2012, ch. 4).

use super::traits::{Keys, Traits, tells};
use crate::index::{Field, Index};
use std::collections::HashMap;

/// Sixteenths of a bit.
pub(super) type Rough = i32;

/// Years by which an age may be wrong where no number says who it is.
pub(super) const YEARS_APART: i16 = 10;
/// Years of birth that one part of the net is made for.
const BAND_YEARS: i16 = 4;
/// Bits of the hash that lead to its entries; and how many more mark in a map of bits what is there at all.
const LEAD_MIN: u32 = 6;
const LEAD_MAX: u32 = 22;
const MARK_MORE: u32 = 5;
/// A pair of words that, by chance, more people than this have together finds nobody.
const PAIR_MAX: f64 = 4_000.0;
/// A name alone finds people where at most so many have it.
const ALONE_MAX: f64 = 2_500.0;

/// What two traits make together.
#[derive(Clone, Copy)]
enum Kind {
    Mobile = 1,
    Abha,
    NameRelative,
    NamePin,
    NamePlace,
    RelativePin,
    RelativePlace,
    TwoNames,
    Name,
}

fn hash(kind: Kind, a: u32, b: u32) -> u32 {
    let mixed = ((u64::from(a) << 32 | u64::from(b)) ^ (kind as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93))
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u32::try_from((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32).unwrap_or(0)
}

/// What a person is found by: hands each to `each`, `may` says which pairs of words are rare enough.
fn keys_of(traits: &Traits, may: &impl Fn(Kind, u32, u32) -> bool, each: &mut impl FnMut(Kind, u32)) {
    let mut put = |kind: Kind, a: u32, b: u32| {
        if may(kind, a, b) {
            each(kind, hash(kind, a, b));
        }
    };
    if traits.mobile != 0 {
        put(Kind::Mobile, traits.mobile, 0);
    }
    if traits.abha != 0 {
        let low = u32::try_from(traits.abha & 0xFFFF_FFFF).unwrap_or(0);
        put(Kind::Abha, low, u32::try_from(traits.abha >> 32).unwrap_or(0));
    }
    let (names, relatives) = (traits.names.all(), traits.relatives.all());
    for (at, name) in names.iter().enumerate() {
        for relative in relatives {
            put(Kind::NameRelative, *name, *relative);
        }
        if traits.pin != 0 {
            put(Kind::NamePin, *name, traits.pin);
        }
        traits.places.all().iter().for_each(|place| put(Kind::NamePlace, *name, *place));
        for other in names.iter().skip(at + 1) {
            put(Kind::TwoNames, *name.min(other), *name.max(other));
        }
        put(Kind::Name, *name, 0);
    }
    for relative in relatives {
        if traits.pin != 0 {
            put(Kind::RelativePin, *relative, traits.pin);
        }
        traits.places.all().iter().for_each(|place| put(Kind::RelativePlace, *relative, *place));
    }
}

/// What the words of a field are worth, in bits, beside their keys.
type Worth = [u8; super::traits::KEYS_MAX];

/// One who is asked, ready to be weighed against rows.
#[derive(Clone, Copy)]
struct Wanted {
    traits: Traits,
    names: Worth,
    relatives: Worth,
    places: Worth,
}

/// Those asked, with all their keys.
pub(super) struct Net {
    wanted: Vec<Wanted>,
    /// Birth years alone, side by side: most who are touched go by them.
    years: Vec<i16>,
    /// Hash of a key, and who has it; sorted. [`BY_NUMBER`] marks a key that finds people of any age.
    entries: Vec<(u32, u32)>,
}

/// Beside the number of who is asked: found by a number that is theirs.
const BY_NUMBER: u32 = 1 << 31;

/// The part of a net in which people born in some years can be found: the index comes in the order of years, and a small net stays at hand.
pub(super) struct Band<'a> {
    net: &'a Net,
    /// First and last year of the rows that may be drawn through it; 0 and 0: any.
    years: (i16, i16),
    entries: Vec<(u32, u32)>,
    /// One bit for each hash's first bits: whether there is any such entry.
    marks: Vec<u64>,
    /// Where the entries of each hash's first bits begin.
    leads: Vec<u32>,
    /// How many of the first bits of a hash lead to its entries.
    lead: u32,
}

/// How many people have a word, by its key; asked of the index once a word.
pub(super) struct Counts {
    people: f64,
    names: HashMap<u32, f64>,
    relatives: HashMap<u32, f64>,
    places: HashMap<u32, f64>,
}

impl Counts {
    /// Counted from the words of the index.
    pub fn new(index: &Index) -> Self {
        let people = f64::from(index.people().max(1));
        let mut counts = Self { people, names: HashMap::new(), relatives: HashMap::new(), places: HashMap::new() };
        index.each_word(&mut |token, [name, relative, place]| {
            let key = super::traits::key_of(token);
            *counts.names.entry(key).or_default() += f64::from(name);
            *counts.relatives.entry(key).or_default() += f64::from(relative);
            *counts.places.entry(key | 1).or_default() += f64::from(place);
        });
        counts
    }

    fn of(&self, field: Field, key: u32) -> f64 {
        let counts = match field {
            Field::Name => &self.names,
            Field::Relative => &self.relatives,
            Field::Place => &self.places,
        };
        counts.get(&key).copied().unwrap_or(0.0).max(1.0)
    }

    /// Bits that a word is worth.
    fn worth(&self, field: Field, keys: &Keys) -> Worth {
        let mut worth = Worth::default();
        for (slot, key) in worth.iter_mut().zip(keys.all()) {
            let bits = (self.people / self.of(field, *key)).log2().clamp(0.5, 16.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let quarter = (bits * 4.0) as u8;
            *slot = quarter;
        }
        worth
    }

    /// Whether so few people are found by it that it is worth looking.
    fn rare(&self, kind: Kind, a: u32, b: u32) -> bool {
        let together = |x: Field, y: Field| self.of(x, a) * self.of(y, b) / self.people <= PAIR_MAX;
        match kind {
            Kind::NameRelative if a == b => self.of(Field::Name, a) <= PAIR_MAX,
            Kind::NameRelative => (tells(a) || tells(b)) && together(Field::Name, Field::Relative),
            Kind::TwoNames => tells(a) && tells(b) && together(Field::Name, Field::Name),
            Kind::Name => self.of(Field::Name, a) <= ALONE_MAX,
            _ => true,
        }
    }
}

impl Net {
    pub fn new(traits: &[Traits], counts: &Counts) -> Self {
        let mut entries = Vec::with_capacity(traits.len() * 16);
        let rare = |kind: Kind, a: u32, b: u32| counts.rare(kind, a, b);
        for (at, traits) in (0..BY_NUMBER).zip(traits) {
            keys_of(traits, &rare, &mut |kind, hash| {
                let by_number = matches!(kind, Kind::Mobile | Kind::Abha);
                entries.push((hash, if by_number { at | BY_NUMBER } else { at }));
            });
        }
        entries.sort_unstable();
        entries.dedup();
        let wanted = |traits: &Traits| Wanted {
            traits: *traits,
            names: counts.worth(Field::Name, &traits.names),
            relatives: counts.worth(Field::Relative, &traits.relatives),
            places: counts.worth(Field::Place, &traits.places),
        };
        let years = traits.iter().map(|traits| traits.year).collect();
        Self { wanted: traits.iter().map(wanted).collect(), years, entries }
    }

    /// The part of the net for rows of this year (0: not known) and of a few after it.
    pub fn band(&self, year: i16) -> Band<'_> {
        let years = if year == 0 { (0, 0) } else { (year, year.saturating_add(BAND_YEARS - 1)) };
        let near = |at: u32| {
            let asked = self.years.get((at & !BY_NUMBER) as usize).copied().unwrap_or(0);
            let (first, last) = (years.0.saturating_sub(YEARS_APART), years.1.saturating_add(YEARS_APART));
            at & BY_NUMBER != 0 || year == 0 || asked == 0 || (first..=last).contains(&asked)
        };
        let entries: Vec<(u32, u32)> = self.entries.iter().filter(|entry| near(entry.1)).copied().collect();
        let lead = entries.len().max(1).ilog2().clamp(LEAD_MIN, LEAD_MAX);
        let mut band = Band {
            net: self,
            years,
            marks: vec![0; 1 << (lead + MARK_MORE - 6)],
            leads: vec![0; (1 << lead) + 1],
            lead,
            entries,
        };
        band.fill();
        band
    }
}

impl Band<'_> {
    fn fill(&mut self) {
        for (hash, _) in &self.entries {
            let mark = hash >> (32 - self.lead - MARK_MORE);
            if let Some(word) = self.marks.get_mut((mark >> 6) as usize) {
                *word |= 1 << (mark & 63);
            }
            if let Some(count) = self.leads.get_mut((hash >> (32 - self.lead)) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for lead in &mut self.leads {
            sum += *lead;
            *lead = sum;
        }
    }

    /// Whether it is the part for rows of this year.
    pub const fn covers(&self, year: i16) -> bool {
        self.years.0 <= year && year <= self.years.1
    }

    fn touched(&self, hash: u32) -> &[(u32, u32)] {
        let mark = hash >> (32 - self.lead - MARK_MORE);
        if self.marks.get((mark >> 6) as usize).is_none_or(|word| word >> (mark & 63) & 1 == 0) {
            return &[];
        }
        let lead = (hash >> (32 - self.lead)) as usize;
        let (Some(from), Some(to)) = (self.leads.get(lead), self.leads.get(lead + 1)) else { return &[] };
        self.entries.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// Hands everybody whom a row touches to `each`, once, with what speaks for it roughly. `seen`: for each asked, the last row that touched
    /// it; `number` is another for each row.
    pub fn draw(&self, row: &Traits, number: u32, seen: &mut [u32], each: &mut impl FnMut(u32, Rough)) {
        keys_of(row, &|_, _, _| true, &mut |_, hash| {
            for (_, at) in self.touched(hash).iter().filter(|entry| entry.0 == hash) {
                let at = at & !BY_NUMBER;
                let place = at as usize;
                let Some(last) = seen.get_mut(place).filter(|last| **last != number) else { continue };
                *last = number;
                let apart = self.net.years.get(place).map_or(0, |year| years_apart(*year, row.year));
                let Some(wanted) = self.net.wanted.get(place) else { continue };
                let by_number = || {
                    wanted.traits.mobile != 0 && wanted.traits.mobile == row.mobile
                        || wanted.traits.abha != 0 && wanted.traits.abha == row.abha
                };
                if apart <= YEARS_APART || by_number() {
                    each(at, weigh(wanted, row, apart));
                }
            }
        });
    }
}

/// Years between two births; 0 where one is not known.
pub(super) const fn years_apart(a: i16, b: i16) -> i16 {
    if a == 0 || b == 0 { 0 } else { (a - b).abs() }
}

/// What speaks for one person, roughly: enough to know whom to judge.
fn weigh(wanted: &Wanted, row: &Traits, apart: i16) -> Rough {
    let (asked, mut bits) = (&wanted.traits, 0);
    bits += fitting(&asked.names, &wanted.names, &row.names, 18 * 16, 5 * 16);
    bits += fitting(&asked.relatives, &wanted.relatives, &row.relatives, 10 * 16, 2 * 16);
    let place = fitting(&asked.places, &wanted.places, &row.places, 9 * 16, 16);
    let pin = match (asked.pin, row.pin) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => 7 * 16,
        (a, b) if a / 1000 == b / 1000 => 16,
        _ => -32,
    };
    bits += place.max(pin) + place.min(pin) / 3;
    bits += match (asked.year, row.year, apart) {
        (0, ..) | (_, 0, _) => 0,
        (.., 0) => 64,
        (.., 1) => 56,
        (.., 2) => 44,
        (.., 3) => 26,
        (.., 4 | 5) => 6,
        (.., 6..=10) => -48,
        _ => -128,
    };
    bits += match (asked.sex, row.sex) {
        (0 | 3, _) | (_, 0 | 3) => 0,
        (a, b) if a == b => 16,
        _ => -96,
    };
    bits += match (asked.mobile, row.mobile) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => 17 * 16,
        _ => -24,
    };
    if asked.abha != 0 && asked.abha == row.abha {
        bits += 25 * 16;
    }
    bits
}

/// What the words that fit are worth, `most` at most; `less` is taken where none fits though both have some.
fn fitting(asked: &Keys, worth: &Worth, known: &Keys, most: Rough, less: Rough) -> Rough {
    if asked.all().is_empty() || known.all().is_empty() {
        return 0;
    }
    let fits = asked.all().iter().zip(worth).filter(|(key, _)| known.all().contains(key));
    let sum: Rough = fits.map(|(_, worth)| Rough::from(*worth) * 4).sum();
    if sum == 0 { -less } else { sum.min(most) }
}
