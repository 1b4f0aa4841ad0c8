//! Judging invented people.

use super::*;
use crate::hospital::names::tokens;

/// A side from a name and a relative.
fn side(name: &str, relation: Option<Relation>, relative: &str) -> Side {
    let words = |text: &str| if text.is_empty() { Vec::new() } else { vec![tokens(text)] };
    Side { names: words(name), relation, relatives: words(relative), ..Side::default() }
}

fn sunita() -> Side {
    Side {
        sex: Some(Sex::Female),
        birth_year: Some(1988),
        mobile: "9812000345".to_owned(),
        pin: "800001".to_owned(),
        place: tokens("Rampur, Patna"),
        ..side("Sunita Devi", Some(Relation::WifeOf), "Mohan Ram")
    }
}

fn judged(a: &Side, b: &Side) -> Judged {
    judge(a, b, &Weights::of(40_000_000.0), &Unknown)
}

#[test]
fn nothing_known_adds_nothing() {
    let got = judge(&Side::default(), &sunita(), &Weights::default(), &Unknown);
    assert!(got.bits.abs() < f32::EPSILON, "{got:?}");
    assert!(got.why.is_empty());
    assert!((f64::from(got.score) - 0.7 / 50_000.0).abs() < 1e-6);
}

#[test]
fn the_example_of_the_issue() {
    let asked = Side {
        birth_year: Some(1990),
        ..Side { mobile: "9812000345".to_owned(), ..side("Suneeta Devi", Some(Relation::DaughterOf), "Mohan Ram") }
    };
    let known = Side { relation: Some(Relation::DaughterOf), pin: String::new(), ..sunita() };
    let got = judged(&asked, &known);
    let mut why = got.why.clone();
    why.sort_by_key(|w| w.why_id());
    assert_eq!(why, [Why::AgeApart(2), Why::NameAlike, Why::SameKin(Kin::Father), Why::SameMobile]);
}
