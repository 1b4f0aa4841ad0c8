//! How people of one region and faith are called: which lists their names come from, what stands behind the given name.

use crate::chance::Chance;
use crate::places::Region;
use crate::words::{List, Part, Words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faith {
    Hindu,
    Muslim,
    Sikh,
    Christian,
}

/// What a family shares.
#[derive(Debug, Clone, Copy)]
pub struct House {
    /// Where the family comes from; of the capital's people most came from elsewhere.
    pub from: Region,
    pub faith: Faith,
    pub surname: Part,
}

/// Whom a name is for.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    pub female: bool,
    pub birth_year: i32,
    pub married: bool,
}

/// Words of a name, at most four.
#[derive(Debug, Clone, Copy, Default)]
pub struct Name {
    parts: [Part; 4],
    len: u8,
}

impl Name {
    fn push(&mut self, part: Part) {
        if let Some(slot) = self.parts.get_mut(usize::from(self.len)) {
            *slot = part;
            self.len += 1;
        }
    }

    /// Its first word alone.
    #[must_use]
    pub const fn only_first(mut self) -> Self {
        self.len = 1;
        self
    }

    #[must_use]
    pub fn parts(&self) -> &[Part] {
        self.parts.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// Words that stand in many names, found once.
#[derive(Debug)]
pub struct Fixed {
    devi: u32,
    kumar: u32,
    kumari: u32,
    singh: u32,
    bai: u32,
    rani: u32,
    kaur: u32,
    mohd: u32,
    abdul: u32,
    begum: u32,
    bano: u32,
    khatun: u32,
    bibi: u32,
    parveen: u32,
    jahan: u32,
    nisha: u32,
    ahmad: u32,
    ali: u32,
    khan: u32,
    ben: u32,
    bhai: u32,
    /// Lal, Ram, Prasad … behind a man's name, the most frequent first.
    behind: Vec<u32>,
}

impl Fixed {
    #[must_use]
    pub fn find(words: &Words) -> Self {
        let w = |latin| words.fixed(latin);
        Self {
            devi: w("Devi"),
            kumar: w("Kumar"),
            kumari: w("Kumari"),
            singh: w("Singh"),
            bai: w("Bai"),
            rani: w("Rani"),
            kaur: w("Kaur"),
            mohd: w("Mohd"),
            abdul: w("Abdul"),
            begum: w("Begum"),
            bano: w("Bano"),
            khatun: w("Khatun"),
            bibi: w("Bibi"),
            parveen: w("Parveen"),
            jahan: w("Jahan"),
            nisha: w("Nisha"),
            ahmad: w("Ahmad"),
            ali: w("Ali"),
            khan: w("Khan"),
            ben: w("Ben"),
            bhai: w("Bhai"),
            behind: [
                "Lal", "Ram", "Prasad", "Pal", "Das", "Chand", "Nath", "Babu", "Narayan", "Kishor", "Bahadur", "Dayal",
                "Swaroop", "Charan",
            ]
            .map(w)
            .to_vec(),
        }
    }
}

/// Weights of Lal, Ram, Prasad … in `Fixed::behind`.
const BEHIND: [u16; 14] = [34, 17, 13, 7, 6, 6, 3, 4, 3, 3, 2, 2, 2, 2];

/// Where the families of a region came from.
pub fn origin(region: Region, chance: &mut Chance) -> Region {
    use Region::{Bengal, Bihar, Capital, Haryana, Hills, Jharkhand, Mp, North, Punjab, Rajasthan, South};
    let at = |chance: &mut Chance, weights: &[u16], of: &[Region]| of.get(chance.weighed(weights)).copied().unwrap_or(North);
    match region {
        Capital => at(
            chance,
            &[43, 17, 13, 11, 5, 5, 3, 1, 1, 1],
            &[North, Bihar, Haryana, Punjab, Hills, Rajasthan, Bengal, Mp, South, Jharkhand],
        ),
        Haryana => at(chance, &[72, 14, 5, 9], &[Haryana, North, Bihar, Punjab]),
        North => at(chance, &[94, 4, 2], &[North, Bihar, Hills]),
        other => other,
    }
}

pub fn faith(from: Region, chance: &mut Chance) -> Faith {
    let weights: [u16; 4] = match from {
        Region::Capital | Region::North => [795, 200, 3, 2],
        Region::Bihar => [825, 170, 1, 4],
        Region::Jharkhand => [810, 130, 2, 58],
        Region::Haryana => [915, 60, 23, 2],
        Region::Punjab => [560, 25, 400, 15],
        Region::Rajasthan => [895, 95, 8, 2],
        Region::Hills => [910, 80, 8, 2],
        Region::Bengal => [720, 265, 1, 14],
        Region::Odisha => [930, 30, 0, 40],
        Region::Assam => [650, 290, 0, 60],
        Region::Mp => [915, 75, 2, 8],
        Region::Kashmir => [300, 670, 30, 0],
        Region::Marathi => [840, 120, 2, 38],
        Region::Gujarat => [900, 95, 1, 4],
        Region::South => [800, 110, 0, 90],
    };
    [Faith::Hindu, Faith::Muslim, Faith::Sikh, Faith::Christian].get(chance.weighed(&weights)).copied().unwrap_or(Faith::Hindu)
}

/// A family's surname.
pub fn surname(words: &Words, from: Region, faith: Faith, chance: &mut Chance) -> Part {
    let list = match (faith, from) {
        (Faith::Muslim, Region::Bengal | Region::Assam) => List::MuslimBengal,
        (Faith::Muslim, _) => List::Muslim,
        (Faith::Sikh, _) => List::Sikh,
        (Faith::Christian, Region::Jharkhand | Region::Odisha | Region::Mp) => List::ChristianTribal,
        (Faith::Christian, _) => List::Christian,
        (Faith::Hindu, _) if chance.percent(4) => List::SurnameMade,
        (Faith::Hindu, Region::Capital | Region::North | Region::Kashmir) => List::Common,
        (Faith::Hindu, Region::Bihar) => List::Bihar,
        (Faith::Hindu, Region::Jharkhand) => List::Jharkhand,
        (Faith::Hindu, Region::Haryana) => List::Haryana,
        (Faith::Hindu, Region::Punjab) => List::Punjabi,
        (Faith::Hindu, Region::Rajasthan) => List::Rajasthan,
        (Faith::Hindu, Region::Hills) => List::Pahari,
        (Faith::Hindu, Region::Mp) => List::Mp,
        (Faith::Hindu, Region::Bengal) => List::Bengal,
        (Faith::Hindu, Region::Odisha) => List::Odisha,
        (Faith::Hindu, Region::Assam) => List::Assam,
        (Faith::Hindu, Region::Marathi) => List::Marathi,
        (Faith::Hindu, Region::Gujarat) => List::Gujarat,
        (Faith::Hindu, Region::South) => List::South,
    };
    words.pick(list, chance)
}

/// A given name of its time and people.
fn given(words: &Words, house: &House, whose: Whose, chance: &mut Chance) -> Part {
    // Rare and long names are the old people's; the young have fewer, and others.
    let made = chance.percent(match whose.birth_year {
        ..1972 => 40,
        1972..1997 => 22,
        _ => 9,
    });
    let young = chance.percent(match whose.birth_year {
        ..1988 => 0,
        1988..2000 => 25,
        _ => 68,
    });
    let east = matches!(house.from, Region::Bengal | Region::Odisha | Region::Assam) && chance.percent(75);
    let west = matches!(house.from, Region::Marathi | Region::Gujarat) && !young;
    let [woman, man, rare_woman, rare_man] = match house.faith {
        Faith::Muslim => [List::MuslimF, List::MuslimM, List::MuslimFMade, List::MuslimMMade],
        Faith::Sikh => [List::SikhF, List::SikhM, List::SikhMade, List::SikhMade],
        Faith::Christian => [List::ChristianF, List::ChristianM, List::ChristianF, List::ChristianM],
        Faith::Hindu if house.from == Region::South => [List::SouthF, List::SouthM, List::SouthFMade, List::SouthMMade],
        Faith::Hindu if east => [List::EastF, List::EastM, List::EastFMade, List::EastMMade],
        Faith::Hindu if west => [List::WestF, List::WestM, List::WestF, List::WestM],
        Faith::Hindu if young => [List::NorthFYoung, List::NorthMYoung, List::NorthFYoung, List::NorthMYoung],
        Faith::Hindu => [List::NorthF, List::NorthM, List::NorthFMade, List::NorthMMade],
    };
    let list = match (whose.female, made) {
        (true, false) => woman,
        (false, false) => man,
        (true, true) => rare_woman,
        (false, true) => rare_man,
    };
    words.pick(list, chance)
}

/// A person's whole name.
pub fn name(words: &Words, fixed: &Fixed, house: &House, whose: Whose, chance: &mut Chance) -> Name {
    let mut name = Name::default();
    let given = given(words, house, whose, chance);
    match house.faith {
        Faith::Muslim => muslim(words, fixed, house, whose, given, &mut name, chance),
        Faith::Sikh => {
            name.push(given);
            name.push(words.spelt(if whose.female { fixed.kaur } else { fixed.singh }, chance));
            if chance.percent(18) {
                name.push(house.surname);
            }
        }
        Faith::Christian => {
            name.push(given);
            if chance.percent(90) {
                name.push(house.surname);
            }
        }
        Faith::Hindu if whose.female => hindu_woman(words, fixed, house, whose, given, &mut name, chance),
        Faith::Hindu => hindu_man(words, fixed, house, given, &mut name, chance),
    }
    // Ram Ram, Ramdevi Devi: one is enough.
    if let [first, second, ..] = name.parts()
        && words.latin(*first).to_ascii_lowercase().ends_with(&words.latin(*second).to_ascii_lowercase())
    {
        name.len = 1;
    }
    name
}

fn muslim(words: &Words, fixed: &Fixed, house: &House, whose: Whose, given: Part, name: &mut Name, chance: &mut Chance) {
    if !whose.female {
        match chance.weighed(&[33, 31, 13, 11, 6, 5]) {
            0 => {
                name.push(given);
                name.push(house.surname);
            }
            1 => {
                name.push(words.spelt(fixed.mohd, chance));
                name.push(given);
            }
            2 => {
                name.push(given);
                name.push(words.spelt(
                    if chance.percent(33) {
                        fixed.ahmad
                    } else if chance.percent(45) {
                        fixed.ali
                    } else {
                        fixed.khan
                    },
                    chance,
                ));
            }
            3 => name.push(given),
            4 => {
                name.push(words.spelt(fixed.mohd, chance));
                name.push(given);
                name.push(house.surname);
            }
            _ => {
                name.push(words.spelt(fixed.abdul, chance));
                name.push(given);
            }
        }
        return;
    }
    name.push(given);
    // Begum, Bano, Khatun, Bibi, Parveen, Jahan, Nisha, surname, nothing.
    let weights: [u16; 9] = match house.from {
        Region::Bengal | Region::Assam => [12, 2, 30, 34, 3, 0, 1, 10, 8],
        Region::Bihar | Region::Jharkhand => [6, 6, 46, 3, 12, 2, 4, 5, 16],
        _ => [19, 19, 8, 1, 12, 6, 5, 17, 15],
    };
    let endings = [fixed.begum, fixed.bano, fixed.khatun, fixed.bibi, fixed.parveen, fixed.jahan, fixed.nisha];
    match chance.weighed(&weights) {
        7 => name.push(house.surname),
        at => {
            if let Some(word) = endings.get(at) {
                name.push(words.spelt(*word, chance));
            }
        }
    }
}

fn hindu_woman(words: &Words, fixed: &Fixed, house: &House, whose: Whose, given: Part, name: &mut Name, chance: &mut Chance) {
    use Region::{Assam, Bengal, Bihar, Gujarat, Haryana, Hills, Jharkhand, Marathi, Mp, Odisha, Punjab, Rajasthan, South};
    name.push(given);
    // Devi, surname, Kumari, nothing, Bai, Rani, Ben.
    let weights: [u16; 7] = match (house.from, whose.married) {
        (Bihar, true) => [54, 24, 10, 7, 0, 2, 0],
        (Bihar | Jharkhand, false) => [4, 34, 50, 8, 0, 2, 0],
        (Jharkhand, true) => [42, 42, 8, 6, 0, 2, 0],
        (Haryana, true) => [23, 48, 5, 17, 1, 6, 0],
        (Punjab, true) => [16, 50, 6, 9, 0, 19, 0],
        (Rajasthan, true) => [30, 48, 2, 9, 11, 0, 0],
        (Hills, true) => [40, 51, 2, 6, 0, 1, 0],
        (Mp, true) => [12, 44, 1, 8, 34, 1, 0],
        (Bengal | Odisha | Assam, _) => [6, 88, 1, 5, 0, 0, 0],
        (Marathi, _) => [1, 82, 0, 5, 12, 0, 0],
        (Gujarat, _) => [1, 50, 0, 4, 0, 0, 45],
        (South, _) => [6, 30, 2, 52, 4, 6, 0],
        (_, true) => [29, 45, 11, 11, 0, 3, 0],
        (_, false) => [1, 54, 30, 13, 0, 2, 0],
    };
    match chance.weighed(&weights) {
        0 => name.push(words.spelt(fixed.devi, chance)),
        1 => name.push(house.surname),
        2 => {
            name.push(words.spelt(fixed.kumari, chance));
            if chance.percent(12) {
                name.push(house.surname);
            }
        }
        4 => name.push(words.spelt(fixed.bai, chance)),
        5 => name.push(words.spelt(fixed.rani, chance)),
        6 => {
            name.push(words.spelt(fixed.ben, chance));
            name.push(house.surname);
        }
        _ => {}
    }
}

fn hindu_man(words: &Words, fixed: &Fixed, house: &House, given: Part, name: &mut Name, chance: &mut Chance) {
    use Region::{Assam, Bengal, Bihar, Gujarat, Haryana, Hills, Jharkhand, Marathi, Mp, Odisha, Punjab, Rajasthan, South};
    name.push(given);
    // Surname, Kumar, Kumar and surname, Singh, Lal and such, nothing, Bhai.
    let weights: [u16; 7] = match house.from {
        Bihar => [40, 29, 6, 9, 12, 4, 0],
        Jharkhand => [55, 21, 4, 8, 8, 4, 0],
        Haryana => [32, 26, 3, 25, 8, 6, 0],
        Punjab => [53, 30, 4, 3, 7, 3, 0],
        Rajasthan => [48, 13, 4, 18, 13, 4, 0],
        Hills => [46, 12, 2, 31, 6, 3, 0],
        Mp => [50, 13, 5, 15, 12, 5, 0],
        Bengal | Odisha | Assam => [90, 4, 3, 1, 1, 1, 0],
        Marathi => [92, 3, 1, 1, 1, 2, 0],
        Gujarat => [55, 4, 3, 1, 1, 1, 35],
        South => [40, 12, 2, 1, 5, 40, 0],
        _ => [33, 24, 6, 18, 14, 5, 0],
    };
    match chance.weighed(&weights) {
        0 => name.push(house.surname),
        1 => name.push(words.spelt(fixed.kumar, chance)),
        2 => {
            name.push(words.spelt(fixed.kumar, chance));
            name.push(house.surname);
        }
        3 => name.push(words.spelt(fixed.singh, chance)),
        4 => {
            let word = fixed.behind.get(chance.weighed(&BEHIND)).copied().unwrap_or_default();
            name.push(words.spelt(word, chance));
        }
        6 => {
            name.push(words.spelt(fixed.bhai, chance));
            name.push(house.surname);
        }
        _ => {}
    }
}
