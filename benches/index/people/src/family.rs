//! Households: who is whose son, daughter, wife; what they share; how the counter wrote one of them down.

use crate::chance::{Chance, mixed};
use crate::naming::{Faith, Fixed, House, Name, Whose, faith, name, origin, surname};
use crate::places::{Place, Places};
use crate::record::{Record, date, day, push_abha, push_day, push_digits, push_mobile, years_between};
use crate::words::Words;

/// A person by number: which of which household, registered when.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub household: u64,
    pub seed: u64,
    pub at: u8,
    pub size: u8,
    /// Day from which the ages of the household are counted.
    pub founded: i32,
    /// Day of registering.
    pub today: i32,
}

/// Tells people from their numbers.
#[derive(Debug)]
pub struct Teller<'a> {
    words: &'a Words,
    places: &'a Places,
    fixed: Fixed,
}

/// A place in the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Head,
    Wife,
    Father,
    Mother,
    Grandfather,
    Son(u8),
    Daughter(u8),
    SonsWife(u8),
    DaughtersHusband(u8),
    Brother(u8),
    BrothersWife(u8),
    Baby,
}
use Role::{Baby, Brother, BrothersWife, Daughter, DaughtersHusband, Father, Grandfather, Head, Mother, Son, SonsWife, Wife};

/// Who of a household comes to the hospital.
const HOUSEHOLDS: [[Role; 6]; 10] = [
    [Wife, Head, Son(0), Daughter(0), Mother, Son(1)],
    [Head, Wife, Daughter(0), Son(0), Son(1), Mother],
    [Wife, Daughter(0), Daughter(1), Son(0), Head, Mother],
    [Wife, Son(0), Son(1), Daughter(0), Head, Father],
    [Mother, Head, Wife, Son(0), Brother(0), BrothersWife(0)],
    [Head, Brother(0), Wife, BrothersWife(0), Mother, Son(0)],
    [Wife, BrothersWife(0), Head, Brother(0), Daughter(0), BrothersWife(1)],
    [Baby, Wife, Head, Son(0), Daughter(0), Mother],
    [Father, Head, Mother, Wife, Son(0), Daughter(0)],
    [SonsWife(0), Son(0), Wife, Head, Daughter(0), Son(1)],
];

/// Those who come alone, and how often.
const ALONE: [Role; 9] = [Head, Wife, Son(0), Daughter(0), Mother, Father, Brother(0), BrothersWife(0), Baby];
const ALONE_WEIGHTS: [u16; 9] = [32, 27, 15, 12, 5, 4, 2, 1, 2];

/// What all of a household have.
struct Home {
    house: House,
    place: Place,
    head_born: i32,
    /// Seed of the household's names.
    seed: u64,
    twins: bool,
}

/// How a counter writes.
struct Hand {
    capitals: bool,
    latin: bool,
    hindi: bool,
}

impl<'a> Teller<'a> {
    #[must_use]
    pub fn new(words: &'a Words, places: &'a Places) -> Self {
        Self { words, places, fixed: Fixed::find(words) }
    }

    /// Fills everything but the UHID.
    pub fn tell(&self, member: Member, out: &mut Record) {
        let mut chance = Chance::of(member.seed, member.household);
        let home = self.home(&member, &mut chance);
        let mobile_seed = chance.number();
        let has_mobile = !chance.percent(8);
        let template = chance.below(HOUSEHOLDS.len());
        let mut own = Chance::of(home.seed, 5000 + u64::from(member.at));
        let (year, ..) = date(member.today);
        let role = role(&home, &member, template, year, &mut own);
        let born = Self::born(&home, role, member.today);
        let hand = Hand { capitals: own.percent(60), latin: !own.rarely(18), hindi: own.percent(34) };
        self.push_who(&home, role, born, &hand, &member, &mut own, out);
        push_when(born, member.today, &mut own, out);
        if has_mobile {
            // One phone for all, but some have their own.
            let own_phone = member.size > 1 && own.percent(6);
            push_mobile(&mut out.mobile, &mut Chance::new(if own_phone { own.number() } else { mobile_seed }));
        }
        if own.percent(35) && role != Baby {
            push_abha(&mut out.abha, &mut own);
        }
        self.push_where(home.place, hand.capitals, &mut own, out);
    }

    fn home(&self, member: &Member, chance: &mut Chance) -> Home {
        let place = self.places.pick(chance);
        let from = origin(self.places.region(place), chance);
        let faith = faith(from, chance);
        let surname = surname(self.words, from, faith, chance);
        let (year, ..) = date(member.founded);
        // Young families come more often.
        let young = chance.percent(42);
        let head_born = year - 21 - chance.between(0, 18) - if young { 0 } else { chance.between(4, 34) };
        Home { house: House { from, faith, surname }, place, head_born, seed: chance.number(), twins: chance.percent(4) }
    }

    /// Day of birth; the same whoever asks.
    fn born(home: &Home, role: Role, today: i32) -> i32 {
        let year = birth_year(home, role, today);
        let mut chance = Chance::of(home.seed, 7000 + number(role, home));
        let at = day(year, 1, 1) + chance.between(0, 364);
        if role == Baby { today - chance.between(0, 25) } else { at.min(today) }
    }

    /// Name of one of the household, alike in everybody's papers.
    fn name_of(&self, home: &Home, role: Role, today: i32) -> Name {
        let whose =
            Whose { female: is_female(role), birth_year: birth_year(home, role, today), married: is_married(home, role, today) };
        let mut chance = Chance::of(home.seed, number_of_name(role));
        name(self.words, &self.fixed, &home.house, whose, &mut chance)
    }

    #[allow(clippy::too_many_arguments, reason = "one row is written in one place")]
    fn push_who(&self, home: &Home, role: Role, born: i32, hand: &Hand, member: &Member, own: &mut Chance, out: &mut Record) {
        let name = self.name_of(home, role, member.today);
        let age = years_between(born, member.today);
        let female = is_female(role) || (role == Baby && own.percent(48));
        let (relation, relative) = relation(home, role, age, own);
        let mut relative_name = self.name_of(home, relative, member.today);
        if relative_name.parts().first().map(|p| p.word) == name.parts().first().map(|p| p.word) {
            // Nobody is named after the living father.
            relative_name = self.name_of(home, Grandfather, member.today);
        }
        if role == Baby {
            self.push_baby(&relative_name, hand, own, out);
        } else {
            let title = title(home, female, age, is_married(home, role, member.today), own);
            // Nobody is called R Devi.
            let initials = !female && own.rarely(27);
            self.push_name(&name, title, initials, hand, &mut out.name, &mut out.name_hi);
        }
        out.sex.push_str(match own.below(1000) {
            0..4 => "",
            4 => "O",
            _ if female => "F",
            _ => "M",
        });
        if own.rarely(28) && role != Baby {
            return;
        }
        out.relation.push_str(relation);
        let late = relation != "C/o" && role != Baby && age > 38 && own.percent(9);
        let before = if late {
            Some(("Late", "स्व."))
        } else if own.percent(5) && !is_female(relative) {
            Some(("Shri", "श्री"))
        } else {
            None
        };
        let shorter = own.percent(38) && relative_name.parts().len() > 1 && home.house.faith != Faith::Muslim;
        let relative_name = if shorter { relative_name.only_first() } else { relative_name };
        self.push_name(&relative_name, before, false, hand, &mut out.relative, &mut out.relative_hi);
    }

    /// A new-born has no name yet.
    fn push_baby(&self, mother: &Name, hand: &Hand, own: &mut Chance, out: &mut Record) {
        let before = match own.below(10) {
            0..6 => ("B/o", "बी/ओ"),
            6..9 => ("Baby of", "बेबी ऑफ"),
            _ => ("Baby", "बेबी"),
        };
        self.push_name(mother, Some(before), false, hand, &mut out.name, &mut out.name_hi);
    }

    fn push_name(
        &self,
        name: &Name,
        before: Option<(&str, &str)>,
        initials: bool,
        hand: &Hand,
        latin: &mut String,
        hindi: &mut String,
    ) {
        let parts = name.parts();
        if hand.latin {
            let start = latin.len();
            if let Some((title, _)) = before {
                latin.push_str(title);
            }
            for (at, part) in parts.iter().enumerate() {
                if latin.len() > start {
                    latin.push(' ');
                }
                let word = self.words.latin(*part);
                let short = initials && at + 1 < parts.len();
                latin.push_str(if short { word.get(..1).unwrap_or(word) } else { word });
            }
            if hand.capitals {
                latin.make_ascii_uppercase();
            }
        }
        if hand.hindi || !hand.latin {
            if let Some((_, title)) = before {
                hindi.push_str(title);
            }
            for part in parts {
                if !hindi.is_empty() {
                    hindi.push(' ');
                }
                hindi.push_str(self.words.hindi(*part));
            }
        }
    }

    fn push_where(&self, place: Place, capitals: bool, own: &mut Chance, out: &mut Record) {
        if !own.rarely(25) {
            push_digits(&mut out.pin, u64::from(self.places.pin(place)), 6);
        }
        if !own.rarely(15) {
            self.places.push_village(&mut out.village, place);
        }
        out.district.push_str(self.places.district(place));
        if capitals {
            out.village.make_ascii_uppercase();
            out.district.make_ascii_uppercase();
        }
    }
}

/// Birth date or age, as the counter was told.
fn push_when(born: i32, today: i32, own: &mut Chance, out: &mut Record) {
    push_day(&mut out.registered_on, today);
    let age = years_between(born, today).max(0);
    if own.percent(45) {
        // On the first of January are born all who only know the year.
        let (year, ..) = date(born);
        push_day(&mut out.born, if age > 12 && own.percent(14) { day(year, 1, 1) } else { born });
        return;
    }
    let told = match age {
        31.. if own.percent(22) => (age + 5) / 10 * 10,
        31.. if own.percent(28) => (age + 2) / 5 * 5,
        16..=30 if own.percent(12) => (age + 2) / 5 * 5,
        31.. if own.percent(30) => age + own.between(-2, 2),
        _ => age,
    };
    push_digits(&mut out.age, u64::try_from(told).unwrap_or(0), 1);
}

const fn number(role: Role, home: &Home) -> u64 {
    match role {
        // Twins have one birthday.
        Son(1) | Daughter(1) if home.twins => 100,
        other => number_of_name(other),
    }
}

const fn number_of_name(role: Role) -> u64 {
    match role {
        Head => 0,
        Wife => 1,
        Father => 2,
        Mother => 3,
        Grandfather => 4,
        Baby => 5,
        Son(k) => 100 + k as u64,
        Daughter(k) => 200 + k as u64,
        SonsWife(k) => 300 + k as u64,
        DaughtersHusband(k) => 400 + k as u64,
        Brother(k) => 500 + k as u64,
        BrothersWife(k) => 600 + k as u64,
    }
}

const fn is_female(role: Role) -> bool {
    matches!(role, Wife | Mother | Daughter(_) | SonsWife(_) | BrothersWife(_))
}

fn is_married(home: &Home, role: Role, today: i32) -> bool {
    match role {
        Daughter(_) => daughter_married(home, role, date(today).0 - birth_year(home, role, today)),
        Son(_) | Baby => false,
        _ => true,
    }
}

fn daughter_married(home: &Home, role: Role, age: i32) -> bool {
    age > 28 || (age > 20 && mixed(home.seed ^ number_of_name(role)) % 100 < 60)
}

fn birth_year(home: &Home, role: Role, today: i32) -> i32 {
    let head = home.head_born;
    let some = |role: Role, width: u64| i32::try_from(mixed(home.seed ^ (31 * number_of_name(role) + 7)) % width).unwrap_or(0);
    match role {
        Head => head,
        Wife => head - 1 + some(Wife, 5),
        Father => head - 20 - some(Father, 14),
        Mother => head - 18 - some(Mother, 13),
        Grandfather => head - 52,
        Son(k) | Daughter(k) => {
            let k = if home.twins { 0 } else { k };
            let before = if matches!(role, Daughter(_)) { 2 } else { 0 };
            head + 20 + before + i32::from(k) * 4 + some(Son(k), 8)
        }
        SonsWife(k) => birth_year(home, Son(k), today) + 1 + some(role, 4),
        DaughtersHusband(k) => birth_year(home, Daughter(k), today) - 1 - some(role, 5),
        Brother(k) => head - 6 + some(role, 12) + i32::from(k),
        // The youngest head of a household is 21.
        BrothersWife(k) => head - 9 + some(role, 9) + i32::from(k.min(2)),
        Baby => date(today).0,
    }
}

/// Which role, as far as there is such a person at the time.
fn role(home: &Home, member: &Member, template: usize, year: i32, own: &mut Chance) -> Role {
    let wanted = if member.size == 1 {
        ALONE.get(own.weighed(&ALONE_WEIGHTS)).copied().unwrap_or(Head)
    } else {
        HOUSEHOLDS.get(template).and_then(|t| t.get(usize::from(member.at))).copied().unwrap_or(Head)
    };
    let age = year - birth_year(home, wanted, member.today);
    let fits = match wanted {
        Baby => (18..42).contains(&(year - birth_year(home, Wife, member.today))),
        SonsWife(_) => (19..95).contains(&age),
        _ => (0..100).contains(&age),
    };
    match wanted {
        _ if fits => wanted,
        // There is always a brother, and his wife.
        Daughter(_) | SonsWife(_) | Mother | Baby => BrothersWife(2 + member.at),
        _ => Brother(2 + member.at),
    }
}

fn relation(home: &Home, role: Role, age: i32, own: &mut Chance) -> (&'static str, Role) {
    match role {
        Head | Brother(_) | DaughtersHusband(_) => ("S/o", Father),
        Wife => ("W/o", Head),
        Father | Grandfather => ("S/o", Grandfather),
        Mother => ("W/o", Father),
        Son(_) | Daughter(_) if age < 15 && own.percent(7) => ("C/o", Head),
        Son(_) => ("S/o", Head),
        Daughter(k) if daughter_married(home, role, age) => ("W/o", DaughtersHusband(k)),
        Daughter(_) => ("D/o", Head),
        SonsWife(k) => ("W/o", Son(k)),
        BrothersWife(k) => ("W/o", Brother(k)),
        Baby => ("B/o", Wife),
    }
}

/// What some counters write before a name.
fn title(home: &Home, female: bool, age: i32, married: bool, own: &mut Chance) -> Option<(&'static str, &'static str)> {
    let muslim = home.house.faith == Faith::Muslim;
    match (female, own.below(1000)) {
        (true, 0..70) if married && !muslim => Some(("Smt", "श्रीमती")),
        (true, 70..82) => Some(("Mrs", "श्रीमती")).filter(|_| married),
        (true, 82..100) if !married && age > 12 => Some(("Km", "कु.")),
        (true, 100..150) if age < 4 => Some(("Baby", "बेबी")),
        (false, 0..34) if age > 25 && !muslim => Some(("Shri", "श्री")),
        (false, 34..56) if age > 16 => Some(("Mr", "श्री")),
        (false, 56..120) if age < 10 => Some(("Master", "मास्टर")),
        (false, 120..126) if muslim && age > 50 => Some(("Haji", "हाजी")),
        _ => None,
    }
}
