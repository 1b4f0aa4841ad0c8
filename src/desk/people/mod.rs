//! Made-up out-patients for the demo hospital and for tests: believable, various, and the same for a seed on every machine.
//!
//! Nobody in here lives. Names are drawn word by word from a table of common names, mobiles have `000` in the middle, ABHA numbers
//! start with the sandbox's `91`, PINs are of the real directory so that districts fill. Reads no clock and no chance of the
//! machine's: the seed is all. Fills forms as a clerk would type them; saving is the desk's.

mod dice;
mod naming;
mod places;
#[cfg(test)]
mod tests;

use crate::hospital::identifiers::AbhaNumber;
use crate::hospital::opd_form::OpdForm;
use crate::hospital::person::Relation;
use dice::Dice;
use naming::{Name, Naming};
use places::{PLACES, Place};

/// Households that are remembered, so that some patients share a mobile, a place and a surname.
const HOUSEHOLDS_KEPT: usize = 64;

/// Departments that most people come for, with their share of the door. Others share the rest.
const BUSY: [(&str, u64); 14] = [
    ("MED", 22),
    ("ORT", 14),
    ("EYE", 9),
    ("SUR", 9),
    ("DER", 9),
    ("ENT", 8),
    ("OBG", 12),
    ("PED", 12),
    ("CAR", 5),
    ("PUL", 4),
    ("GAS", 4),
    ("NEU", 4),
    ("DEN", 5),
    ("PSY", 3),
];
const REMARKS: [&str; 10] = [
    "Fever for three days",
    "घुटने में दर्द",
    "Wheelchair",
    "Old papers with patient",
    "साथ में बेटा है",
    "Came from camp",
    "Hard of hearing",
    "Interpreter needed",
    "पेट दर्द",
    "BP check",
];
const REFERRERS: [&str; 8] = [
    "PHC Deoli",
    "CHC Mehrauli",
    "District hospital",
    "Dr Iyer, private clinic",
    "प्राथमिक स्वास्थ्य केंद्र",
    "ESI dispensary",
    "Mobile medical unit",
    "Civil hospital",
];

/// Out-patients without end, as forms. `departments` are codes of the pack; each form names one of them as its clinic.
pub fn people(seed: u64, departments: &[String]) -> impl Iterator<Item = OpdForm> + use<> {
    People { dice: Dice::new(seed), naming: Naming::new(), departments: departments.to_vec(), households: Vec::new(), made: 0 }
}

struct People {
    dice: Dice,
    naming: Naming,
    departments: Vec<String>,
    households: Vec<Household>,
    made: usize,
}

/// What people under one roof share.
#[derive(Clone)]
struct Household {
    mobile: String,
    region: naming::Region,
    surname: Option<naming::Word>,
    head: Name,
    place: &'static Place,
    address: String,
}

/// How old somebody is, and how it was said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Years {
    Newborn,
    Infant,
    Child(u64),
    Grown(u64),
}

impl Iterator for People {
    type Item = OpdForm;

    fn next(&mut self) -> Option<OpdForm> {
        let shared = self.dice.chance(18).then(|| self.dice.pick(&self.households).cloned()).flatten();
        let at_home = shared.is_some();
        let household = shared.unwrap_or_else(|| self.household());
        let years = self.years();
        let woman = self.dice.chance(51);
        let mut form = OpdForm::default();
        self.person(&mut form, &household, years, woman);
        self.where_from(&mut form, &household, at_home, years);
        self.identifiers(&mut form);
        self.category(&mut form, years);
        self.visit(&mut form, years, woman);
        if !at_home {
            if self.households.len() < HOUSEHOLDS_KEPT {
                self.households.push(household);
            } else if let Some(slot) = self.households.get_mut(self.made % HOUSEHOLDS_KEPT) {
                *slot = household;
            }
        }
        self.made += 1;
        Some(form)
    }
}

impl People {
    fn household(&mut self) -> Household {
        let region = Naming::region(&mut self.dice);
        let surname = self.naming.surname(&mut self.dice, region);
        let head = self.naming.man(&mut self.dice, region, surname, true);
        let place = self.dice.pick(&PLACES).unwrap_or(&places::HOME);
        Household { mobile: mobile(&mut self.dice), region, surname, head, place, address: place.address(&mut self.dice) }
    }

    fn years(&mut self) -> Years {
        match self.dice.below(100) {
            0..=2 => Years::Newborn,
            3..=7 => Years::Infant,
            8..=20 => Years::Child(self.dice.between(1, 14)),
            21..=82 => Years::Grown(self.dice.between(15, 59)),
            // The older, the fewer.
            _ => Years::Grown(60 + self.dice.below(37).min(self.dice.below(37))),
        }
    }

    fn person(&mut self, form: &mut OpdForm, home: &Household, years: Years, woman: bool) {
        let dice = &mut self.dice;
        let adult = matches!(years, Years::Grown(_));
        let (name, relation, relative) = if years == Years::Newborn {
            let mother = self.naming.woman(dice, home.region, home.surname, true);
            (mother.as_baby(), Relation::BabyOf, Some(mother))
        } else {
            let name = if woman {
                self.naming.woman(dice, home.region, home.surname, adult)
            } else {
                self.naming.man(dice, home.region, home.surname, adult)
            };
            let married = woman && matches!(years, Years::Grown(21..));
            let relation = match (woman, married) {
                _ if dice.chance(4) => Relation::CareOf,
                (true, true) => Relation::WifeOf,
                (true, false) => Relation::DaughterOf,
                (false, _) => Relation::SonOf,
            };
            let relative = dice.chance(88).then(|| home.head.clone()).filter(|head| head.latin != name.latin);
            (name, relation, relative)
        };
        // A few come unconscious, or without anybody who knows them.
        if adult && dice.chance(1) && dice.chance(40) {
            "unknown".clone_into(&mut form.name);
            letter(woman).clone_into(&mut form.sex);
            form.age = format!("~{}", dice.between(3, 7) * 10);
            return;
        }
        write_name(dice, &name, &mut form.name, &mut form.name_hi);
        if let Some(relative) = relative {
            relation.code().clone_into(&mut form.relation);
            write_name(dice, &relative, &mut form.relative_name, &mut form.relative_name_hi);
        }
        title(dice, years, woman).clone_into(&mut form.title);
        if dice.below(400) == 0 { "O" } else { letter(woman) }.clone_into(&mut form.sex);
        form.age = age_text(dice, years);
    }

    fn where_from(&mut self, form: &mut OpdForm, home: &Household, at_home: bool, years: Years) {
        let dice = &mut self.dice;
        if at_home || dice.chance(85) {
            form.mobile.clone_from(&home.mobile);
            let owner = match years {
                Years::Grown(_) if !at_home || dice.chance(40) => "own",
                _ if dice.chance(95) => "relative",
                _ => "other",
            };
            owner.clone_into(&mut form.mobile_of);
        }
        if dice.chance(80) {
            home.place.pin.clone_into(&mut form.pin);
        }
        if dice.chance(85) {
            form.address.clone_from(&home.address);
        }
    }

    fn identifiers(&mut self, form: &mut OpdForm) {
        let dice = &mut self.dice;
        if dice.chance(22) {
            form.abha = abha(dice);
            if dice.chance(50) {
                let handle: String = form.name.chars().filter(char::is_ascii_alphabetic).take(10).collect();
                if handle.len() >= 4 {
                    form.abha_address = format!("{}{}@sbx", handle.to_lowercase(), dice.between(10, 9999));
                }
            }
        }
        if dice.chance(14) {
            form.uhid = format!("10{:07}", dice.below(10_000_000));
        }
        if dice.chance(6) {
            form.aadhaar = format!("{:04}", dice.below(10_000));
        }
    }

    fn category(&mut self, form: &mut OpdForm, years: Years) {
        let dice = &mut self.dice;
        let category = match (dice.below(100), years) {
            (0..=49, Years::Grown(70..)) => "SNR",
            (0..=41, _) => "GEN",
            (42..=62, _) => "OBC",
            (63..=75, _) => "SC",
            (76..=81, _) => "ST",
            (82..=86, _) => "EWS",
            (87..=97, _) => "BPL",
            _ => "STAFF",
        };
        category.clone_into(&mut form.category);
        let scheme = match dice.below(100) {
            0..=11 => "PMJAY",
            12..=14 => "CGHS",
            15..=16 => "ECHS",
            17..=19 => "ESI",
            _ => "",
        };
        scheme.clone_into(&mut form.scheme);
    }

    fn visit(&mut self, form: &mut OpdForm, years: Years, woman: bool) {
        form.clinic = self.department(years, woman);
        let dice = &mut self.dice;
        if dice.chance(24) { "follow-up" } else { "new" }.clone_into(&mut form.visit);
        if dice.chance(10) {
            dice.pick(&REFERRERS).copied().unwrap_or_default().clone_into(&mut form.referred_by);
        }
        if dice.chance(9) {
            dice.pick(&REMARKS).copied().unwrap_or_default().clone_into(&mut form.remarks);
        }
        form.mlc = dice.chance(2);
        if dice.chance(2) {
            "exempt: camp patient".clone_into(&mut form.fee);
        }
    }

    /// A department's code: children mostly to paediatrics, nobody to a department that is not for them.
    fn department(&mut self, years: Years, woman: bool) -> String {
        let child = !matches!(years, Years::Grown(_));
        let weight = |code: &str| -> u64 {
            let busy = BUSY.iter().find(|(known, _)| *known == code).map_or(1, |(_, share)| *share * 4);
            match code {
                "PED" | "PSU" | "NEO" if !child => 0,
                "PED" => busy * 5,
                "OBG" if !woman || child => 0,
                "GER" if !matches!(years, Years::Grown(60..)) => 0,
                // Behind the OPD: nobody registers for them at the door.
                "LAB" | "RAD" | "NUC" | "TRM" | "FOR" | "ANE" => 0,
                _ => busy,
            }
        };
        let all: u64 = self.departments.iter().map(|code| weight(code)).sum();
        let mut at = self.dice.below(all.max(1));
        let drawn = self.departments.iter().find(|code| {
            let here = at < weight(code);
            at = at.saturating_sub(weight(code));
            here
        });
        drawn.or_else(|| self.departments.first()).cloned().unwrap_or_default()
    }
}

const fn letter(woman: bool) -> &'static str {
    if woman { "F" } else { "M" }
}

/// In which box or boxes the clerk typed the name: Latin, Devanagari, or both.
fn write_name(dice: &mut Dice, name: &Name, latin: &mut String, hindi: &mut String) {
    match dice.below(100) {
        0..=49 => latin.clone_from(&name.latin),
        50..=84 => {
            latin.clone_from(&name.latin);
            hindi.clone_from(&name.hindi);
        }
        // Typed with the Hindi keyboard into the first box.
        85..=89 => latin.clone_from(&name.hindi),
        _ => hindi.clone_from(&name.hindi),
    }
}

fn title(dice: &mut Dice, years: Years, woman: bool) -> &'static str {
    if dice.chance(45) {
        return "";
    }
    match (years, woman) {
        (Years::Newborn, _) => "Baby",
        (Years::Infant | Years::Child(_), false) => "Master",
        (Years::Infant | Years::Child(_) | Years::Grown(..=20), true) => "Kumari",
        (Years::Grown(_), true) => "Smt",
        (Years::Grown(_), false) => "Shri",
    }
}

/// The age as clerks type it.
fn age_text(dice: &mut Dice, years: Years) -> String {
    let years = match years {
        Years::Newborn => return format!("{} d", dice.below(12) * dice.below(3)),
        Years::Infant if dice.chance(60) => return format!("{} m", dice.between(1, 23)),
        Years::Infant => return format!("{} दिन", dice.between(12, 28)),
        Years::Child(years) | Years::Grown(years) => years,
    };
    match dice.below(100) {
        60..=74 => format!("{years} y"),
        75..=79 => format!("{years} वर्ष"),
        // Nobody is sure; such ages are round.
        80..=89 if years >= 25 => format!("~{}", years / 5 * 5),
        // A date of birth far enough back to be past in any year this runs.
        90..=99 if years >= 25 => {
            format!("{:02}-{:02}-{}", dice.between(1, 28), dice.between(1, 12), 2022 - years)
        }
        // Most clerks type the number and nothing else.
        _ => years.to_string(),
    }
}

/// Ten digits with `000` in the middle.
fn mobile(dice: &mut Dice) -> String {
    format!("{}{}000{:05}", dice.between(6, 9), dice.below(10), dice.below(100_000))
}

/// A sandbox number (`91…`) with the check digit that fits.
fn abha(dice: &mut Dice) -> String {
    let body = dice.below(100_000_000_000);
    (0..10)
        .filter_map(|check| AbhaNumber::parse(&format!("91{body:011}{check}")).ok())
        .find(AbhaNumber::check_digit_fits)
        .map(|number| number.grouped())
        .unwrap_or_default()
}
