//! People as the matcher sees them: of a patient's record here, and of the central system's.

use super::Side;
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::names::{self, Token};
use crate::hospital::person::{Details, PersonName};

/// From this age on, ages are said in fives and tens.
const ROUND_FROM: u16 = 25;

/// Whether an age in years was said as a round number.
#[must_use]
pub const fn is_round(years: u16) -> bool {
    years >= ROUND_FROM && years.is_multiple_of(5)
}

fn words(name: &PersonName) -> Vec<Vec<Token>> {
    name.latin.iter().chain(&name.devanagari).map(|text| names::tokens(text)).filter(|words| !words.is_empty()).collect()
}

impl Side {
    /// What an age tells of the birth.
    pub fn put_age(&mut self, age: &Age) {
        self.birth_year = age.birth_year();
        match *age {
            Age::Born(day) => self.born = Some(day),
            Age::About { .. } => self.round_age = true,
            Age::Said { value, unit: AgeUnit::Years, .. } => self.round_age = is_round(value),
            Age::Said { .. } | Age::Unknown(_) => {}
        }
    }
}

impl From<&Details> for Side {
    fn from(details: &Details) -> Self {
        let relative = details.relative.as_ref();
        let mut side = Self {
            names: words(&details.name),
            relation: relative.map(|r| r.relation),
            relatives: relative.map(|r| words(&r.name)).unwrap_or_default(),
            sex: Some(details.sex),
            mobile: details.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
            pin: details.address.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default(),
            place: names::tokens(&format!("{} {}", details.address.line, details.address.district)),
            uhid: details.uhid.clone().unwrap_or_default(),
            abha: details.abha.as_ref().map(|a| a.digits().to_owned()).unwrap_or_default(),
            ..Self::default()
        };
        side.put_age(&details.age);
        side
    }
}

impl From<&CentralPatient> for Side {
    fn from(person: &CentralPatient) -> Self {
        Self {
            names: words(&person.name),
            relation: person.relation,
            relatives: person.relative.as_ref().map(words).unwrap_or_default(),
            sex: person.sex,
            birth_year: person.born.year(),
            born: if let Born::Day(day) = person.born { Some(day) } else { None },
            // Only the year is kept: on which day the age was said is not known.
            round_age: false,
            mobile: person.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
            pin: person.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default(),
            place: names::tokens(&person.place),
            uhid: person.uhid.clone(),
            abha: person.abha.as_ref().map(|a| a.digits().to_owned()).unwrap_or_default(),
        }
    }
}
