//! Learning: from made-up comparison vectors whose m and u are known.

use super::*;
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{Mobile, Pin};
use crate::hospital::person::PersonName;

/// A generator that is the same everywhere (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }

    fn pick(&mut self, chances: &[f64]) -> usize {
        let mut left = self.roll() * chances.iter().sum::<f64>();
        chances
            .iter()
            .position(|c| {
                left -= c;
                left < 0.0
            })
            .unwrap_or(chances.len() - 1)
    }
}

/// Weights that differ from those set by hand in every field.
fn truth() -> Weights {
    let mut truth = Weights::of(1e6);
    let mut set = |field: Field, m: &[f64], u: &[f64]| {
        *truth.table_mut(field) = Table { m: m.to_vec(), u: u.to_vec() };
    };
    set(
        Field::Name,
        &[0.3, 0.25, 0.1, 0.05, 0.05, 0.06, 0.06, 0.03, 0.03, 0.02, 0.02, 0.02, 0.01],
        &[0.002, 0.002, 0.003, 0.002, 0.004, 0.007, 0.008, 0.01, 0.012, 0.01, 0.05, 0.05, 0.84],
    );
    set(
        Field::Relative,
        &[0.3, 0.3, 0.15, 0.02, 0.05, 0.05, 0.03, 0.04, 0.06],
        &[0.003, 0.003, 0.004, 0.002, 0.01, 0.01, 0.05, 0.2, 0.718],
    );
    set(Field::Sex, &[0.97, 0.03], &[0.52, 0.48]);
    set(
        Field::Birth,
        &[0.2, 0.05, 0.2, 0.2, 0.15, 0.1, 0.05, 0.03, 0.02],
        &[0.001, 0.003, 0.02, 0.04, 0.04, 0.1, 0.15, 0.2, 0.446],
    );
    set(Field::Mobile, &[0.7, 0.05, 0.02, 0.01, 0.22], &[0.001, 0.001, 0.001, 0.001, 0.996]);
    set(Field::Pin, &[0.6, 0.1, 0.1, 0.2], &[0.01, 0.01, 0.1, 0.88]);
    set(Field::Place, &[0.4, 0.2, 0.1, 0.1, 0.2], &[0.03, 0.03, 0.02, 0.12, 0.8]);
    truth
}

#[derive(Clone, Copy)]
enum Class {
    One,
    House,
    Strangers,
}

fn vector(dice: &mut Dice, truth: &Weights, class: Class, without: &[Field]) -> Levels {
    let mut levels = Levels::default();
    for field in Field::ALL {
        let table = truth.table(field);
        let chances = match class {
            Class::One => &table.m,
            Class::House if field.of_household() => &table.m,
            Class::House | Class::Strangers => &table.u,
        };
        let at = dice.pick(chances);
        // A tenth is not known.
        if without.contains(&field) || dice.roll() < 0.1 {
            continue;
        }
        match field {
            Field::Name => levels.name = Some(NameLevel::ALL[at]),
            Field::Relative => levels.relative = Some(RelativeLevel::ALL[at]),
            Field::Sex => levels.sex = Some(SexLevel::ALL[at]),
            Field::Birth => levels.birth = Some(BirthLevel::ALL[at]),
            Field::Mobile => levels.mobile = Some(MobileLevel::ALL[at]),
            Field::Pin => levels.pin = Some(PinLevel::ALL[at]),
            Field::Place => levels.place = Some(PlaceLevel::ALL[at]),
            Field::Uhid | Field::Abha => {}
        }
    }
    levels
}

/// `pairs` of each block; `one`, `house` of a hundred are one person and one household, the rest strangers.
fn samples(pairs: usize, random: usize, one: f64, house: f64) -> Samples {
    let (truth, mut dice) = (truth(), Dice(7));
    let class = |roll: f64, one: f64, house: f64| {
        if roll < one {
            Class::One
        } else if roll < one + house {
            Class::House
        } else {
            Class::Strangers
        }
    };
    let by_house = (0..pairs).map(|_| {
        let class = class(dice.roll(), one, house);
        vector(&mut dice, &truth, class, &[Field::Mobile])
    });
    let by_house = by_house.collect();
    let by_name = (0..pairs).map(|_| {
        let class = class(dice.roll(), one, 0.0);
        vector(&mut dice, &truth, class, &[Field::Name, Field::Birth])
    });
    let by_name = by_name.collect();
    let random = (0..random).map(|_| vector(&mut dice, &truth, Class::Strangers, &[])).collect();
    Samples { random, by_house, by_name, people: 1e6, same_mobile: None, others: 2.0 }
}

#[test]
fn known_weights_are_found_again() {
    let learnt = learn(&samples(15_000, 60_000, 0.2, 0.6));
    assert!(learnt.by_house.converged && learnt.by_house.sound, "{:?}", learnt.by_house);
    assert!(learnt.by_name.converged && learnt.by_name.sound, "{:?}", learnt.by_name);
    assert!((learnt.by_house.matches - 3_000.0).abs() < 200.0, "{:?}", learnt.by_house);
    let truth = truth();
    for field in [Field::Name, Field::Relative, Field::Sex, Field::Birth, Field::Mobile, Field::Pin, Field::Place] {
        let found = &learnt.fields[&field];
        let (m, u) = (found.m.as_ref().unwrap(), found.u.as_ref().unwrap());
        for (at, (m, u)) in m.iter().zip(u).enumerate() {
            let (true_m, true_u) = (truth.table(field).m[at], truth.table(field).u[at]);
            assert!((m - true_m).abs() < 0.03 + 0.05 * true_m, "{field:?} {at}: m {m} not {true_m}");
            assert!((u - true_u).abs() < 0.002 + 0.03 * true_u, "{field:?} {at}: u {u} not {true_u}");
        }
    }
    let weights = Weights::from_learnt(&learnt);
    assert_eq!(weights.uhid, Weights::of(1e6).uhid);
    assert_ne!(weights.name, Weights::of(1e6).name);
}

#[test]
fn weights_fall_from_near_to_far() {
    for samples in [samples(300, 3_000, 0.5, 0.2), samples(2_000, 20_000, 0.3, 0.5), samples(6_000, 5_000, 0.05, 0.9)] {
        let weights = Weights::from_learnt(&learn(&samples));
        for field in Field::ALL {
            let table = weights.table(field);
            let bits: Vec<f64> = (0..field.levels()).map(|at| table.bits(at)).collect();
            assert!(bits.windows(2).all(|w| w[0] >= w[1] - 1e-9), "{field:?} {bits:?}");
            assert!(bits.iter().all(|b| b.is_finite()));
        }
    }
}

#[test]
fn too_little_keeps_what_was_set_by_hand() {
    let hand = Weights::of(1e6);
    let nothing = learn(&Samples { people: 1e6, ..Samples::default() });
    assert_eq!(Weights::from_learnt(&nothing), hand);
    assert!(!nothing.by_house.converged);
    // Field by field: u from chance pairs, m from neither block.
    let few = learn(&samples(100, 5_000, 0.2, 0.6));
    assert!(few.fields[&Field::Name].m.is_none() && few.fields[&Field::Name].u.is_some());
    // PIN in so few records that it is left.
    let mut no_pin = samples(5_000, 5_000, 0.2, 0.6);
    let strip = |sample: &Sample| -> Sample { sample.each().map(|levels| Levels { pin: None, ..levels }).collect() };
    no_pin =
        Samples { random: strip(&no_pin.random), by_house: strip(&no_pin.by_house), by_name: strip(&no_pin.by_name), ..no_pin };
    let weights = Weights::from_learnt(&learn(&no_pin));
    assert_eq!(weights.pin, hand.pin);
    assert_ne!(weights.place, hand.place);
}

#[test]
fn households_without_doubles_teach_no_m() {
    let learnt = learn(&samples(5_000, 10_000, 0.0, 0.9));
    let name = &learnt.fields[&Field::Name];
    assert!(name.m.is_none(), "{:?} {:?}", learnt.by_house, name.m);
}

#[test]
fn what_was_never_seen_has_a_chance_still() {
    let mut sample = samples(3_000, 5_000, 0.4, 0.4);
    sample.same_mobile = Some(3e-6);
    let weights = Weights::from_learnt(&learn(&sample));
    assert!((weights.mobile.u[0] - 3e-6).abs() < 1e-7);
    for field in Field::ALL {
        assert!(weights.table(field).m.iter().chain(&weights.table(field).u).all(|c| *c > 0.0), "{field:?}");
    }
}

#[test]
fn how_many_share_a_house_is_learnt() {
    // 2 others on the average, of whom a fifth are the same person again.
    let weights = Weights::from_learnt(&learn(&samples(5_000, 10_000, 0.2, 0.6)));
    assert!((weights.others - 1.6).abs() < 0.1, "{}", weights.others);
    // Nobody lives with another: whoever has the same address is the same person, whatever the name.
    let alone = Weights::from_learnt(&learn(&samples(5_000, 10_000, 1.0, 0.0)));
    assert!(alone.others < 0.1, "{}", alone.others);
    assert!((Weights::from_learnt(&learn(&samples(100, 5_000, 0.2, 0.6))).others - Weights::of(1e6).others).abs() < 1e-9);
    let here = |name: &str| Side {
        names: vec![super::super::names::tokens(name)],
        mobile: "9812000345".to_owned(),
        pin: "800001".to_owned(),
        place: super::super::names::tokens("Rampur"),
        ..Side::default()
    };
    let bits = |weights: &Weights| judge(&here("Sunita Devi"), &here("Gopal Das"), weights, &Unknown).bits;
    assert!(bits(&alone) > bits(&weights) + 3.0, "{} {}", bits(&alone), bits(&weights));
}

#[test]
fn weights_are_kept_as_json() {
    let weights = Weights::from_learnt(&learn(&samples(2_000, 10_000, 0.3, 0.4)));
    let text = serde_json::to_string(&weights).unwrap();
    let back: Weights = serde_json::from_str(&text).unwrap();
    for field in Field::ALL {
        for at in 0..field.levels() {
            assert!((back.table(field).bits(at) - weights.table(field).bits(at)).abs() < 1e-9);
        }
    }
    assert_eq!(back.clone().of_these_levels(), back);
    // Of a version that knew fewer levels.
    let mut old = back;
    old.place.m.pop();
    assert_eq!(old.of_these_levels(), Weights::of(1e6));
    // A table that is too short, or not of numbers that make sense, weighs nothing.
    let odd = Table { m: vec![0.5, f64::NAN], u: vec![0.0] };
    assert!(odd.bits(0).abs() < f64::EPSILON && odd.bits(1).abs() < f64::EPSILON);
}

/// Invented people: each mobile has three of one house, and one of a hundred of them is there twice.
fn patients(number: u32) -> Vec<CentralPatient> {
    let given = ["Sunita", "Mohan", "Anil", "Rekha", "Salim", "Farida", "Gopal", "Lata", "Imran", "Pooja"];
    let last = ["Devi", "Kumar", "Yadav", "Khan", "Das", "Sharma", "Paswan"];
    let mut dice = Dice(3);
    let mut out = Vec::new();
    let mut any = |n: usize| dice.pick(&vec![1.0; n]);
    for n in 0..number {
        let name = format!("{} {}", given[any(given.len())], last[any(last.len())]);
        let person = CentralPatient {
            uhid: format!("U{n}"),
            name: PersonName { latin: Some(name), ..PersonName::default() },
            born: Born::Year(u16::try_from(1940 + any(70)).unwrap()),
            sex: Some([Sex::Female, Sex::Male][any(2)]),
            mobile: Mobile::parse(&format!("98{:08}", n / 3)).ok(),
            ..CentralPatient::default()
        };
        if n % 100 == 0 {
            out.push(CentralPatient { uhid: format!("D{n}"), ..person.clone() });
        }
        out.push(person);
    }
    out
}

#[test]
fn pairs_are_picked_in_any_order_and_bounded_memory() {
    let mut people = patients(30_000);
    let mut collector = Collector::keeping(10_000, 200);
    for person in &people {
        collector.take(person);
    }
    let one = collector.samples();
    people.reverse();
    let mut collector = Collector::keeping(10_000, 200);
    for person in &people {
        collector.take(person);
    }
    assert_eq!(one, collector.samples());
    assert!((one.people - 30_300.0).abs() < 0.5);
    // Three of a house: two others each, of 30,300.
    let share = one.same_mobile.unwrap();
    assert!((share / (2.03 / 30_300.0) - 1.0).abs() < 0.05, "{share}");
    assert!(one.random.pairs() > 4_000, "{}", one.random.pairs());
    assert!(one.by_house.pairs() > 3_000 && one.by_house.pairs() < 15_000, "{}", one.by_house.pairs());
    assert!(one.by_house.each().all(|l| l.mobile == Some(MobileLevel::Same)));
    assert!(one.by_name.each().all(|l| l.name == Some(NameLevel::Same)));
    // Without mobiles the house is place and PIN, which then say nothing.
    let mut collector = Collector::keeping(10_000, 200);
    for person in people.iter().take(3_000) {
        let pin = person.mobile.as_ref().and_then(|m| Pin::parse(&format!("11{}", m.digits().get(6..)?)).ok());
        collector.take(&CentralPatient { mobile: None, pin, place: "Rampur".to_owned(), ..person.clone() });
    }
    let by_place = collector.samples();
    assert!(by_place.by_house.pairs() > 2_000 && by_place.same_mobile.is_none(), "{}", by_place.by_house.pairs());
    assert!(by_place.by_house.each().all(|l| l.pin.is_none() && l.place.is_none() && l.name.is_some()));
    assert!((1.5..3.0).contains(&by_place.others), "{}", by_place.others);
    // One number with thousands of owners takes no more room than others.
    let mut collector = Collector::default();
    for n in 0..5_000 {
        collector.take(&CentralPatient {
            uhid: format!("U{n}"),
            mobile: Mobile::parse("9999999999").ok(),
            ..CentralPatient::default()
        });
    }
    assert!(collector.samples().by_house.pairs() < 1_000);
}
