//! The whole crowd of patients: who is in row 17, worked out from the seed and the number alone, so that nothing is kept in memory
//! and a person registered again years later is the same person.

use crate::chance::{Chance, mixed};
use crate::family::{Member, Teller};
use crate::places::Places;
use crate::record::{Record, date, day, push_digits};
use crate::respoil;
use crate::script::Scripts;
use crate::words::Words;

/// Rows in which households are laid out together.
const CELL: u64 = 64;
const SLOTS: usize = 64;
/// Most cells in which the members of one household come on different days; fewer where these would be more than some weeks.
const GROUP: u64 = 1024;
/// Of all rows, a group is at most this part: seven weeks.
const WEEKS: u64 = 150;
/// First and last day of registering; the last is the day of the export.
pub const FIRST: i32 = day(2006, 4, 1);
pub const TODAY: i32 = day(2026, 11, 22);
/// Of a thousand rows, how many are somebody registered again.
const AGAIN: u64 = 15;
const LAYOUTS: usize = 512;

/// Where in its household a slot of a cell is.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    first: u8,
    size: u8,
}

/// Everybody.
#[derive(Debug)]
pub struct Crowd<'a> {
    teller: Teller<'a>,
    scripts: Scripts<'a>,
    people: u64,
    seed: u64,
    /// Cells of a group.
    group: u64,
    layouts: Vec<[Slot; SLOTS]>,
    /// First row of each year from 2006 on.
    years: Vec<u64>,
}

impl<'a> Crowd<'a> {
    #[must_use]
    pub fn new(words: &'a Words, places: &'a Places, people: u64, seed: u64) -> Self {
        let layouts = (0..LAYOUTS).map(|at| layout(&mut Chance::of(seed ^ 0x51, at as u64))).collect();
        let mut crowd = Self {
            teller: Teller::new(words, places),
            scripts: Scripts::new(words),
            people,
            seed,
            group: (people / CELL / WEEKS).clamp(1, GROUP),
            layouts,
            years: Vec::new(),
        };
        crowd.years = (2006..=2027).map(|year| crowd.first_row_from(day(year, 1, 1))).collect();
        crowd
    }

    /// Fills the row; says whose number it also is, where the person is in it already.
    pub fn tell(&self, row: u64, out: &mut Record) -> Option<u64> {
        if let Some(earlier) = self.earlier(row) {
            self.tell_first(earlier, out);
            let mut chance = Chance::of(self.seed ^ 0xD0B1E, row);
            respoil::registered_again(out, &self.scripts, self.day(row), &mut chance);
            out.uhid.clear();
            self.push_uhid(&mut out.uhid, row);
            return Some(earlier);
        }
        self.tell_first(row, out);
        None
    }

    /// Number of a row.
    pub fn push_uhid(&self, out: &mut String, row: u64) {
        // Two at neighbouring counters: the later one is saved first.
        let swapped = if mixed(row / 2 + 9).is_multiple_of(40) { row ^ 1 } else { row };
        let row = if swapped < self.people { swapped } else { row };
        let gap = mixed(row ^ 0x6A9) % 3;
        let (year, ..) = date(self.day(row));
        let part = row * 100 / self.people.max(1);
        if part < 25 {
            return push_digits(out, 100_000_000 + row * 3 + gap, 9);
        }
        let at = usize::try_from(year - 2006).unwrap_or(0);
        let of_year = row.saturating_sub(self.years.get(at).copied().unwrap_or(0)) * 3 + gap + 1;
        push_digits(out, u64::try_from(year).unwrap_or(0), 4);
        if part < 60 {
            out.push('/');
            push_digits(out, of_year, 7);
        } else {
            push_digits(out, of_year, 8);
        }
    }

    /// Row of the same person, earlier, where this row is somebody registered again.
    fn earlier(&self, row: u64) -> Option<u64> {
        let rows = row / (CELL * self.group) * (CELL * self.group);
        if rows == 0 || !self.is_again(row) {
            return None;
        }
        let mut at = Chance::of(self.seed ^ 0xEA, row).number() % rows;
        while self.is_again(at) {
            at += 1;
        }
        // The next that is no repetition may be in this group: then it is this row's own time, which is as good.
        (at < row).then_some(at)
    }

    fn is_again(&self, row: u64) -> bool {
        // The first group has nobody before it.
        row >= CELL * self.group && mixed(row ^ mixed(self.seed)) % 1000 < AGAIN
    }

    fn tell_first(&self, row: u64, out: &mut Record) {
        let (cell, slot) = self.place(row);
        let layout = usize::try_from(mixed(cell ^ self.seed) % LAYOUTS as u64).unwrap_or(0);
        let Slot { first, size } = self.layouts.get(layout).and_then(|l| l.get(slot)).copied().unwrap_or_default();
        let at = u8::try_from(slot).unwrap_or(0) - first.min(u8::try_from(slot).unwrap_or(0));
        let household = cell * CELL + u64::from(first);
        out.clear();
        self.push_uhid(&mut out.uhid, row);
        let member = Member {
            household,
            seed: self.seed,
            at,
            size,
            founded: self.day((cell * CELL).min(self.people)),
            today: self.day(row),
        };
        self.teller.tell(member, out);
    }

    /// Which slot of which cell a row is: odd slots come at other times than their cell's even ones.
    fn place(&self, row: u64) -> (u64, usize) {
        let group = row / (CELL * self.group);
        let first = group * self.group;
        let cells = self.group.min((self.people.div_ceil(CELL)).saturating_sub(first)).max(1);
        let (cell, slot) = (row / CELL - first, row % CELL);
        let late = if slot % 2 == 1 { mixed(slot + group * 64) % cells } else { 0 };
        (first + (cell + cells - late) % cells, usize::try_from(slot).unwrap_or(0))
    }

    /// Day of a row's registration: every year more come than the year before.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "days of twenty years")]
    fn day(&self, row: u64) -> i32 {
        let part = row as f64 / self.people.max(1) as f64;
        FIRST + (f64::from(TODAY - FIRST) * part.powf(0.8)) as i32
    }

    fn first_row_from(&self, day: i32) -> u64 {
        let (mut low, mut high) = (0, self.people);
        while low < high {
            let middle = u64::midpoint(low, high);
            if self.day(middle) < day { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// A cell's households: two thirds of the people alone, the others by two to six.
fn layout(chance: &mut Chance) -> [Slot; SLOTS] {
    let mut slots = [Slot::default(); SLOTS];
    let mut at: u8 = 0;
    while usize::from(at) < slots.len() {
        let left = 64 - at;
        // Persons: 68, 13, 9, 6, 3, 1 of a hundred.
        let size = [1u8, 2, 3, 4, 5, 6].get(chance.weighed(&[6800, 650, 300, 150, 60, 17])).copied().unwrap_or(1).min(left);
        for slot in slots.iter_mut().skip(usize::from(at)).take(usize::from(size)) {
            *slot = Slot { first: at, size };
        }
        at += size;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};
    use std::sync::LazyLock;

    const MANY: u64 = 150_000;

    type Filled = fn(&Record) -> bool;

    /// A small hospital, told once for all tests.
    static ALL: LazyLock<Vec<(Record, Option<u64>)>> = LazyLock::new(|| all(MANY));

    fn all(people: u64) -> Vec<(Record, Option<u64>)> {
        let (words, places) = (Words::load(), Places::load());
        let crowd = Crowd::new(&words, &places, people, 1);
        let mut record = Record::default();
        (0..people)
            .map(|row| {
                let earlier = crowd.tell(row, &mut record);
                (record.clone(), earlier)
            })
            .collect()
    }

    fn percent(all: &[(Record, Option<u64>)], is: impl Fn(&Record) -> bool) -> f64 {
        f64::from(u32::try_from(all.iter().filter(|(r, _)| is(r)).count()).unwrap()) * 100.0
            / f64::from(u32::try_from(all.len()).unwrap())
    }

    fn has(record: &Record, word: &str) -> bool {
        record.name.split(' ').any(|w| w.eq_ignore_ascii_case(word))
    }

    #[test]
    fn the_head_of_the_names_is_as_in_the_north() {
        let all = &*ALL;
        for (spellings, low, high) in [
            (&["Devi"][..], 9.5, 12.5),
            (&["Kumar"], 9.5, 12.5),
            (&["Singh"], 7.0, 10.0),
            (&["Kumari"], 3.5, 5.0),
            (&["Mohd", "Md", "Mohammad", "Mohammed"], 2.2, 4.0),
            (&["Lal"], 1.2, 2.2),
            (&["Sharma"], 1.1, 2.2),
            (&["Yadav"], 1.1, 2.2),
            (&["Ram"], 0.9, 1.8),
            (&["Begum", "Begam"], 0.8, 1.5),
            (&["Khan"], 0.6, 1.5),
            (&["Gupta"], 0.5, 1.2),
            (&["Kaur"], 0.8, 1.8),
        ] {
            let share = percent(all, |r| spellings.iter().any(|s| has(r, s)));
            assert!((low..=high).contains(&share), "{spellings:?}: {share:.2} %");
        }
    }

    #[test]
    fn columns_are_filled_as_often_as_they_should() {
        let all = &*ALL;
        let shares: [(&str, f64, f64, Filled); 10] = [
            ("mobile", 90.5, 93.5, |r| !r.mobile.is_empty()),
            ("abha", 33.0, 36.0, |r| !r.abha.is_empty()),
            ("born", 43.0, 46.0, |r| !r.born.is_empty()),
            ("born or age", 100.0, 100.0, |r| r.born.is_empty() != r.age.is_empty()),
            ("Devanagari", 33.0, 37.0, |r| !r.name_hi.is_empty()),
            ("Devanagari only", 1.3, 2.5, |r| r.name.is_empty()),
            ("no name", 0.0, 0.0, |r| r.name.is_empty() && r.name_hi.is_empty()),
            ("capitals", 57.0, 62.0, |r| !r.name.is_empty() && r.name == r.name.to_uppercase()),
            ("one word", 6.5, 10.0, |r| !r.name.is_empty() && !r.name.contains(' ')),
            ("PIN", 96.5, 98.5, |r| r.pin.len() == 6),
        ];
        for (what, low, high, is) in shares {
            let share = percent(all, is);
            assert!((low..=high).contains(&share), "{what}: {share:.2} %");
        }
    }

    #[test]
    fn a_third_share_a_phone_with_up_to_five_others() {
        let all = &*ALL;
        let mut of: HashMap<&str, u32> = HashMap::new();
        // Those registered again have the phone they had.
        for (record, _) in all.iter().filter(|(r, earlier)| !r.mobile.is_empty() && earlier.is_none()) {
            *of.entry(&record.mobile).or_default() += 1;
        }
        let share = percent(all, |r| of.get(r.mobile.as_str()).is_some_and(|n| *n > 1));
        assert!((24.0..33.0).contains(&share), "{share}");
        assert!(of.values().all(|n| *n <= 6));
    }

    #[test]
    fn relations_fit_sex_and_age() {
        let all = &*ALL;
        for (r, _) in all.iter().filter(|(_, earlier)| earlier.is_none()) {
            let age = r.age_on(crate::record::day_of(&r.registered_on).unwrap()).unwrap();
            assert!((0..=115).contains(&age), "{r:?}");
            match (r.relation.as_str(), r.sex.as_str()) {
                ("S/o", "F") | ("D/o" | "W/o", "M") => panic!("{r:?}"),
                ("W/o", _) => assert!(age >= 15, "{r:?}"),
                ("B/o", _) => assert!(age == 0, "{r:?}"),
                _ => {}
            }
            assert_eq!(r.relation.is_empty(), r.relative.is_empty() && r.relative_hi.is_empty(), "{r:?}");
            assert!(r.abha.is_empty() || luhn_fits(&r.abha), "{r:?}");
            assert!(r.mobile.is_empty() || (r.mobile.len() == 10 && r.mobile.starts_with(['6', '7', '8', '9'])), "{r:?}");
        }
    }

    fn luhn_fits(digits: &str) -> bool {
        let all: Vec<u8> = digits.bytes().map(|b| b - b'0').collect();
        all.len() == 14 && crate::record::luhn(&all[..13]) == all[13]
    }

    #[test]
    fn numbers_are_unlike_and_mostly_rise() {
        let all = &*ALL;
        let numbers: HashSet<&str> = all.iter().map(|(r, _)| r.uhid.as_str()).collect();
        assert_eq!(numbers.len(), all.len());
        let falls = all.windows(2).filter(|w| w[0].0.uhid.len() == w[1].0.uhid.len() && w[0].0.uhid > w[1].0.uhid).count();
        assert!((500..5000).contains(&falls), "{falls}");
        let shapes: HashSet<(usize, bool)> = all.iter().map(|(r, _)| (r.uhid.len(), r.uhid.contains('/'))).collect();
        assert_eq!(shapes.len(), 3);
    }

    #[test]
    fn somebody_registered_again_is_the_same_somebody() {
        let all = &*ALL;
        let again: Vec<(&Record, &Record)> =
            all.iter().filter_map(|(r, earlier)| Some((r, &all[usize::try_from((*earlier)?).unwrap()].0))).collect();
        assert!((2000..2500).contains(&again.len()), "{}", again.len());
        for (later, first) in &again {
            assert!(later.uhid != first.uhid && later.registered_on >= first.registered_on, "{later:?} {first:?}");
            assert_eq!(later.district, first.district);
        }
        let year = |r: &Record| 2026 - r.age_on(TODAY).unwrap();
        let near = again.iter().filter(|(l, f)| (year(l) - year(f)).abs() <= 5).count();
        assert!(near * 100 > again.len() * 97, "{near} of {}", again.len());
        let alike = again.iter().filter(|(l, f)| l.name.eq_ignore_ascii_case(&f.name)).count() * 100 / again.len();
        assert!((15..70).contains(&alike), "{alike} %");
    }

    #[test]
    fn a_row_is_the_same_whoever_asks_when() {
        let (words, places) = (Words::load(), Places::load());
        let crowd = Crowd::new(&words, &places, 100_000, 7);
        let (mut a, mut b) = (Record::default(), Record::default());
        for row in [99_999, 3, 70_001, 3] {
            crowd.tell(row, &mut a);
            crowd.tell(row + 1, &mut b);
            crowd.tell(row, &mut b);
            assert_eq!(a, b);
        }
        let other = Crowd::new(&words, &places, 100_000, 8);
        crowd.tell(5, &mut a);
        other.tell(5, &mut b);
        assert_ne!(a.name, b.name);
    }
}
