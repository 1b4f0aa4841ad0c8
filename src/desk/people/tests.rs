//! The made-up people are various, and each form could be typed at a counter.

use super::people;
use super::places::PLACES;
use crate::hospital::age_text;
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin, district_choices};
use crate::hospital::opd_form::{OpdForm, is_devanagari};
use crate::hospital::person::Relation;
use std::collections::{HashMap, HashSet};

fn departments() -> Vec<String> {
    ["MED", "ORT", "PED", "OBG", "EYE", "LAB", "COM"].map(str::to_owned).to_vec()
}

fn some(count: usize) -> Vec<OpdForm> {
    people(7, &departments()).take(count).collect()
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let text = |seed| serde_json::to_string(&people(seed, &departments()).take(300).collect::<Vec<_>>()).unwrap();
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

#[test]
fn every_form_can_be_saved() {
    let today = "2022-11-24".parse().unwrap();
    for form in some(3000) {
        assert!(!form.name.is_empty() || !form.name_hi.is_empty());
        assert!(["F", "M", "O"].contains(&form.sex.as_str()));
        assert!(age_text::read(&form.age, today).is_ok(), "{}", form.age);
        assert!(form.mobile.is_empty() || Mobile::parse(&form.mobile).is_ok_and(|m| m.digits().get(2..5) == Some("000")));
        assert!(form.pin.is_empty() || !district_choices(&Pin::parse(&form.pin).unwrap()).is_empty(), "{}", form.pin);
        assert!(form.abha.is_empty() || AbhaNumber::parse(&form.abha).is_ok_and(|n| n.check_digit_fits()));
        assert!(form.uhid.is_empty() || (form.uhid.len() == 9 && form.uhid.bytes().all(|b| b.is_ascii_digit())));
        assert!(form.relation.is_empty() || Relation::parse(&form.relation).is_some());
        assert!(departments().contains(&form.clinic) && form.clinic != "LAB");
        assert!(form == form.swept() || !form.aadhaar.is_empty(), "looks like an Aadhaar number");
    }
    assert!(PLACES.iter().all(|p| !district_choices(&Pin::parse(p.pin).unwrap()).is_empty()));
}

#[test]
fn there_are_all_kinds_of_people() {
    let forms = some(3000);
    let share = |what: &str, least: usize, most: usize, is: &dyn Fn(&OpdForm) -> bool| {
        let found = forms.iter().filter(|f| is(f)).count();
        assert!((least..=most).contains(&found), "{what}: {found} of {}", forms.len());
    };
    share("Hindi only", 250, 700, &|f| f.name.is_empty() || is_devanagari(&f.name));
    share("both scripts", 600, 1400, &|f| !f.name.is_empty() && !f.name_hi.is_empty());
    share("single names", 60, 700, &|f| f.name.split(' ').count() == 1 && !f.name.is_empty());
    share("newborns of today", 10, 120, &|f| f.age == "0 d");
    share("babies", 40, 200, &|f| f.relation == "B/o");
    share("about", 60, 500, &|f| f.age.starts_with('~'));
    share("dates of birth", 80, 500, &|f| f.age.matches('-').count() == 2);
    share("no mobile", 150, 700, &|f| f.mobile.is_empty());
    share("ABHA", 400, 900, &|f| !f.abha.is_empty());
    share("UHID", 200, 700, &|f| !f.uhid.is_empty());
    share("MLC", 20, 120, &|f| f.mlc);
    share("follow-up", 400, 1000, &|f| f.visit == "follow-up");
    share("women", 1200, 1800, &|f| f.sex == "F");
    share("other sex", 1, 30, &|f| f.sex == "O");
    share("paediatrics", 150, 700, &|f| f.clinic == "PED");
    share("free", 200, 700, &|f| ["BPL", "SNR", "STAFF"].contains(&f.category.as_str()));
    let mut mobiles: HashMap<&str, HashSet<&str>> = HashMap::new();
    for form in forms.iter().filter(|f| !f.mobile.is_empty()) {
        mobiles.entry(&form.mobile).or_default().insert(&form.name);
    }
    assert!(mobiles.values().filter(|names| names.len() > 1).count() > 100, "households share a mobile");
    let names: HashSet<&str> = forms.iter().map(|f| f.name.as_str()).collect();
    assert!(names.len() > 1200, "{}", names.len());
}

#[test]
fn no_departments_is_no_panic() {
    assert!(people(1, &[]).take(50).all(|f| f.clinic.is_empty()));
}
