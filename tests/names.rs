//! `names compare` as a person and a program meet it; the desk's own *is it one of these?* over the same judge.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

mod common;

use common::{Answer, Demo, SUPERVISOR, is_hindi, program};
use nirantar::desk::views::{Match, Why};
use nirantar::desk::{Desk, PrintWish};
use nirantar::hospital::matching::Kin;
use nirantar::hospital::opd_form::OpdForm;
use serde_json::Value;

fn compare(args: &[&str]) -> Answer {
    Answer::of(program().args(["names", "compare"]).args(args).output().unwrap())
}

fn json(args: &[&str]) -> Value {
    let answer = compare(&[args, &["--json"]].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(answer.out.trim()).unwrap()
}

#[test]
fn a_program_gets_same_score_and_why() {
    let args = ["--relative-a", "S/o Mohan", "--relative-b", "S/o Mohan", "--age-a", "34", "--age-b", "36"];
    let mobile = ["--mobile-a", "9812000345", "--mobile-b", "9812000345"];
    let got = json(&[&["Ramesh Kumar", "Rameshh Kr"], &args[..], &mobile[..]].concat());
    assert_eq!(got["same"], true);
    assert!(got["score"].as_f64().unwrap() > 0.9, "{got}");
    let mut why: Vec<&str> = got["why"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
    why.sort_unstable();
    assert_eq!(why, ["age 2 years apart", "name sounds alike", "same father", "same mobile"]);
    assert_eq!(got.as_object().unwrap().len(), 3);
}

#[test]
fn names_alone() {
    for (a, b, same) in [
        ("Sunita Devi", "सुनीता देवी", true),
        ("Sunita Devi", "Suneeta", true),
        ("Mohd. Salim", "Mohammad Saleem", true),
        ("K. Ramesh", "Ramesh K", true),
        ("Sunita W/o Mohan", "Sunita W/o Mohan Lal", true),
        ("Ramesh Kumar", "Rajesh Kumar", false),
        ("Kiran Devi", "Karan Devi", false),
        ("Baby I Sunita", "Baby II Sunita", false),
        ("Sunita W/o Mohan", "Sunita W/o Gopal", false),
        ("", "Sunita", false),
        ("", "", false),
    ] {
        let got = json(&[a, b]);
        assert_eq!(got["same"], same, "{a} / {b}: {got}");
        assert_eq!(json(&[b, a])["score"], got["score"], "{a} / {b}");
    }
}

#[test]
fn what_else_is_known_counts() {
    let score = |more: &[&str]| json(&[&["Sunita Devi", "Sunita Kumari"], more].concat())["score"].as_f64().unwrap();
    let alone = score(&[]);
    assert!(score(&["--age-a", "30", "--age-b", "30"]) > alone);
    assert!(score(&["--age-a", "30", "--age-b", "60"]) < alone);
    assert!(score(&["--sex-a", "F", "--sex-b", "M"]) < alone);
    assert!(score(&["--pin-a", "800001", "--pin-b", "800001"]) > alone);
    assert!(score(&["--place-a", "Rampur", "--place-b", "Belchi"]) < alone);
    // Known of one only: nothing.
    assert!((score(&["--age-a", "30"]) - alone).abs() < 1e-9);
}

#[test]
fn both_languages_and_faults() {
    let english = compare(&["Sunita Devi", "Suneeta Devi"]).done().out;
    assert!(english.contains("name sounds alike"), "{english}");
    let hindi = compare(&["Sunita Devi", "Suneeta Devi", "--lang", "hi"]).done().out;
    assert!(is_hindi(&hindi) && hindi.contains("मिलता-जुलता नाम"), "{hindi}");
    let unlikely = compare(&["Sunita Devi", "Gopal Das"]).done().out;
    assert_ne!(unlikely.split(':').next(), english.split(':').next());
    for wrong in [&["Sunita"][..], &["A", "B", "--age-a", "300"], &["A", "B", "--sex-a", "x"], &["A", "B", "--mobile-a", "12"]] {
        assert_eq!(compare(wrong).code, 2, "{wrong:?}");
    }
}

/// A desk with three of one house and a namesake.
fn house() -> (Demo, Desk) {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let form = |name: &str, relation: &str, relative: &str, sex: &str, age: &str, mobile: &str| OpdForm {
        name: name.into(),
        relation: relation.into(),
        relative_name: relative.into(),
        sex: sex.into(),
        age: age.into(),
        mobile: mobile.into(),
        clinic: "MED-1".into(),
        category: "GEN".into(),
        ..OpdForm::default()
    };
    for form in [
        form("Sunita Devi", "W/o", "Mohan Ram", "F", "34", "9812000345"),
        form("Mohan Ram", "S/o", "Gopal Ram", "M", "38", "9812000345"),
        form("Rajesh Ram", "S/o", "Mohan Ram", "M", "12", "9812000345"),
        form("Sunita Devi", "W/o", "Anil Paswan", "F", "61", "9812000999"),
    ] {
        desk.register(&form, &PrintWish::default()).unwrap();
    }
    (demo, desk)
}

fn similar(desk: &mut Desk, form: &OpdForm) -> Vec<Match> {
    // Writes what the search reads.
    desk.find("x").unwrap();
    desk.searcher().unwrap().similar(form).unwrap().lines
}

fn names(lines: &[Match]) -> Vec<&str> {
    lines.iter().map(|m| m.who.name.shown()).collect()
}

#[test]
fn is_it_one_of_these() {
    let (_demo, mut desk) = house();
    let typed = OpdForm {
        name: "Suneeta Devi".into(),
        relation: "W/o".into(),
        relative_name: "Mohan".into(),
        sex: "F".into(),
        age: "35".into(),
        mobile: "9812000345".into(),
        ..OpdForm::default()
    };
    let lines = similar(&mut desk, &typed);
    assert_eq!(lines[0].who.name.shown(), "Sunita Devi");
    assert!(lines[0].score > 0.9, "{}", lines[0].score);
    assert!(lines[0].why.contains(&Why::SameMobile) && lines[0].why.contains(&Why::KinAlike(Kin::Husband)), "{:?}", lines[0].why);
    // The others of the house stay in sight, far below; the namesake of another house and age does not.
    assert_eq!(lines.len(), 3, "{:?}", names(&lines));
    assert!(lines[1..].iter().all(|m| m.score < 0.05 && m.why.contains(&Why::SameMobile)), "{lines:?}");
    // A brother of the same house is nobody that is known.
    let brother = OpdForm { name: "Ramesh Ram".into(), sex: "M".into(), age: "10".into(), relation: "S/o".into(), ..typed };
    let lines = similar(&mut desk, &brother);
    assert_eq!(lines.len(), 3, "{:?}", names(&lines));
    assert!(lines.iter().all(|m| m.score < 0.5), "{:?}", lines.iter().map(|m| m.score).collect::<Vec<_>>());
}

#[test]
fn a_half_filled_form_offers_who_is_likely() {
    let (_demo, mut desk) = house();
    let form = |name: &str, age: &str| OpdForm { name: name.into(), sex: "F".into(), age: age.into(), ..OpdForm::default() };
    assert_eq!(similar(&mut desk, &form("Sunita Devi", "34")).len(), 1);
    assert_eq!(similar(&mut desk, &form("सुनीता देवी", "36")).len(), 1);
    assert_eq!(similar(&mut desk, &form("Sunita Devi", "37")).len(), 1, "three years apart");
    assert!(similar(&mut desk, &form("Sunita Devi", "48")).is_empty());
    assert!(similar(&mut desk, &form("Kavita Devi", "34")).is_empty());
}

#[test]
fn a_search_says_whose_name_it_is() {
    let (_demo, mut desk) = house();
    let first = |desk: &mut Desk, text: &str| {
        let lines = desk.find(text).unwrap().lines;
        (
            names(&lines).first().map(|n| (*n).to_owned()).unwrap_or_default(),
            lines.first().map(|m| m.why.clone()).unwrap_or_default(),
        )
    };
    assert_eq!(first(&mut desk, "mohan ram"), ("Mohan Ram".to_owned(), vec![Why::SameName]));
    let of_mohan = desk.find("mohan ram").unwrap().lines;
    assert!(of_mohan.iter().any(|m| m.why == [Why::SameKin(Kin::Husband)]), "{of_mohan:?}");
    assert_eq!(first(&mut desk, "rajes ram").0, "Rajesh Ram");
    let (name, why) = first(&mut desk, "sunita mohan");
    assert_eq!(name, "Sunita Devi");
    assert!(why.contains(&Why::KinAlike(Kin::Husband)), "{why:?}");
    // The age and the digits beside a name tell the two namesakes apart.
    assert_eq!(desk.find("sunita devi").unwrap().lines.len(), 2);
    assert_eq!(desk.find("sunita devi 34").unwrap().lines.len(), 1);
    let lines = desk.find("sunita devi 0999").unwrap().lines;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].why.contains(&Why::SameLastFour), "{:?}", lines[0].why);
}
