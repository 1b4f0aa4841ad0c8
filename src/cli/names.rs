//! `names compare A B`: are these two one person, and why. Needs no counter, reads no clock.

use super::args::{Common, CompareArgs, NamesCommand};
use super::out::Out;
use super::say;
use crate::hospital::identifiers::{Mobile, Pin};
use crate::hospital::matching::{Judged, Side, Sure, Unknown, Weights, judge};
use crate::hospital::names::tokens;
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use serde_json::json;

/// The prior: as if A was one of so many lines of a list that B is compared with.
const LINES: f64 = 20.0;
/// Ages are compared by the year of birth; which year is now does not matter.
const ANY_YEAR: i32 = 2000;

pub fn run(common: &Common, command: &NamesCommand, out: &mut Out) {
    let NamesCommand::Compare(args) = command;
    let judged = compare(args);
    let why: Vec<String> = judged.why.iter().map(|why| why.text(common.lang())).collect();
    let score = (f64::from(judged.score) * 1000.0).round() / 1000.0;
    let sure = Sure::of(judged.score);
    let id = match sure {
        Sure::Certain => "cli-names-same",
        Sure::Likely => "cli-names-likely",
        Sure::Open => "cli-names-unlikely",
    };
    let reasons = if why.is_empty() { say(common, "cli-names-nothing", &[]) } else { why.join(", ") };
    let hundredths = format!("{:.0}", score * 100.0);
    out.line(&say(common, id, &[("score", &hundredths), ("why", &reasons)]));
    // What is only likely is not the same where something speaks against it: another husband.
    let against = judged.why.iter().any(|why| why.speaks_against());
    let same = sure == Sure::Certain || (sure == Sure::Likely && !against);
    out.value(&json!({ "same": same, "score": score, "why": why }));
}

fn compare(args: &CompareArgs) -> Judged {
    let a = One {
        name: &args.a,
        relative: args.relative_a.as_deref(),
        age: args.age_a,
        sex: args.sex_a,
        mobile: args.mobile_a.as_ref(),
        pin: args.pin_a.as_ref(),
        place: args.place_a.as_deref(),
    };
    let b = One {
        name: &args.b,
        relative: args.relative_b.as_deref(),
        age: args.age_b,
        sex: args.sex_b,
        mobile: args.mobile_b.as_ref(),
        pin: args.pin_b.as_ref(),
        place: args.place_b.as_deref(),
    };
    judge(&a.side(), &b.side(), &Weights::of(LINES), &Unknown)
}

/// One of the two, as typed.
struct One<'a> {
    name: &'a str,
    relative: Option<&'a str>,
    age: Option<u16>,
    sex: Option<Sex>,
    mobile: Option<&'a Mobile>,
    pin: Option<&'a Pin>,
    place: Option<&'a str>,
}

impl One<'_> {
    fn side(&self) -> Side {
        let (own, behind) = at_relation(self.name);
        let relative = self.relative.unwrap_or(behind);
        let words = |text: &str| vec![tokens(text)].into_iter().filter(|words| !words.is_empty()).collect();
        Side {
            names: words(own),
            relation: relative.split_whitespace().next().filter(|mark| mark.contains('/')).and_then(Relation::parse),
            relatives: words(relative),
            sex: self.sex,
            birth_year: self.age.map(|age| ANY_YEAR - i32::from(age)),
            round_age: self.age.is_some_and(|age| age >= 25 && age.is_multiple_of(5)),
            mobile: self.mobile.map(|m| m.digits().to_owned()).unwrap_or_default(),
            pin: self.pin.map(|p| p.as_str().to_owned()).unwrap_or_default(),
            place: tokens(self.place.unwrap_or_default()),
            ..Side::default()
        }
    }
}

/// Cuts `Sunita W/o Mohan` in front of the relation.
fn at_relation(name: &str) -> (&str, &str) {
    let mark = |word: &&str| word.contains('/') && Relation::parse(word).is_some();
    let found = name.split_whitespace().skip(1).find(mark).and_then(|word| name.find(word));
    found.and_then(|at| name.split_at_checked(at)).unwrap_or((name, ""))
}
