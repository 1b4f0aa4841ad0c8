//! Own records and the patient index in one list, and a half-filled form as a question to the index.

use super::taking::{age_of, titled};
use super::views::Matches;
use super::views::{CentralLine, CentralPatient, Match, Matched, Origin, PersonLine, Why};
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::age_text;
use crate::hospital::identifiers::{AbhaNumber, Mobile};
use crate::hospital::opd_form::{OpdForm, ascii_digits};
use crate::hospital::person::{Relation, Relative};
use crate::hospital::sex::Sex;
use crate::index::{Ask, Head, Hit};
use crate::problem::Problem;
use chrono::NaiveDate;

/// Puts what the index answered among our own lines: whoever is registered here already is shown once, as ours. An index in
/// trouble leaves our own lines as they are.
pub(super) fn with_central(mut ours: Vec<Match>, central: Option<Result<Vec<Match>, Problem>>, most: usize) -> Matches {
    let (theirs, trouble) = match central {
        None => (Vec::new(), None),
        Some(Ok(theirs)) => (theirs, None),
        Some(Err(problem)) => (Vec::new(), Some(problem)),
    };
    for their in theirs {
        let known = ours.iter_mut().find(|our| !their.who.uhid.is_empty() && our.who.uhid == their.who.uhid);
        match known.map(|our| &mut our.origin) {
            Some(Origin::Here { central, .. }) => *central = true,
            Some(Origin::Central(_)) => {}
            None => ours.push(their),
        }
    }
    // Equal ones stay in order: ours first, they have a file here.
    ours.sort_by(|a, b| b.score.total_cmp(&a.score));
    ours.truncate(most);
    Matches { lines: ours, trouble }
}

/// A line of the index's answer.
pub(super) fn of_hit(hit: Hit, head: &Head, today: NaiveDate) -> Match {
    let matched = Matched {
        uhid: hit.person.uhid.clone(),
        index: head.id.clone(),
        day: head.day,
        score: percent(hit.score),
        bits: whole_bits(hit.bits),
        why: hit.why.iter().map(|why| why_code(*why)).collect(),
    };
    let who = person_line(&hit.person, today);
    let origin = Origin::Central(Box::new(CentralLine { person: hit.person, matched }));
    Match { who, origin, score: hit.score, why: hit.why }
}

/// Somebody who was named by the central number.
pub(super) fn by_number(person: CentralPatient, head: &Head) -> CentralLine {
    let why = vec![why_code(Why::SameUhid)];
    let matched = Matched { uhid: person.uhid.clone(), index: head.id.clone(), day: head.day, score: 100, bits: 0, why };
    CentralLine { person, matched }
}

fn person_line(person: &CentralPatient, today: NaiveDate) -> PersonLine {
    let relation = person.relation.unwrap_or(Relation::CareOf);
    PersonLine {
        name: titled(&person.name, &[]),
        relative: person.relative.as_ref().map(|name| Relative { relation, name: titled(name, &[]) }),
        sex: person.sex.unwrap_or(Sex::Unknown),
        age: age_of(person.born, today),
        mobile: person.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
        place: person.place.clone(),
        uhid: person.uhid.clone(),
    }
}

/// `same-mobile`, `age-apart:2`: as an entry keeps a reason.
fn why_code(why: Why) -> String {
    let id = why.why_id();
    let code = id.strip_prefix("why-").unwrap_or(id);
    match why {
        Why::AgeApart(years) => format!("{code}:{years}"),
        _ => code.to_owned(),
    }
}

/// 0.0–1.0 as 0–100.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0–100 before")]
fn percent(score: f32) -> u8 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u8
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to what fits before")]
fn whole_bits(bits: f32) -> i16 {
    bits.clamp(f32::from(i16::MIN), f32::from(i16::MAX)).round() as i16
}

/// A half-filled form as a question; `None` where it says too little of a person.
pub(super) fn ask_of_form(form: &OpdForm, today: NaiveDate) -> Option<Ask> {
    let digits = |text: &str| ascii_digits(text).chars().filter(char::is_ascii_digit).collect::<String>();
    let text = |typed: &str| typed.trim().to_owned();
    let age = age_text::read(&form.age, today).ok();
    let ask = Ask {
        name: text(&form.name),
        name_hi: text(&form.name_hi),
        relation: Relation::parse(&form.relation),
        relative: text(&form.relative_name),
        relative_hi: text(&form.relative_name_hi),
        sex: Sex::parse(&form.sex),
        birth_year: age.and_then(|age| age.birth_year()),
        round_age: age.is_some_and(|age| is_round(age, today)),
        born: age.and_then(|age| if let Age::Born(day) = age { Some(day) } else { None }),
        mobile: Mobile::parse(&ascii_digits(&form.mobile)).map(|m| m.digits().to_owned()).unwrap_or_default(),
        uhid: text(&form.uhid),
        abha: AbhaNumber::parse(&ascii_digits(&form.abha)).map(|a| a.digits().to_owned()).unwrap_or_default(),
        pin: Some(digits(&form.pin)).filter(|pin| pin.len() == 6).unwrap_or_default(),
        place: text(&form.address),
        typing: false,
        ..Ask::default()
    };
    // Sex, age and place alone are half a village's.
    let said = [&ask.name, &ask.name_hi, &ask.mobile, &ask.uhid, &ask.abha];
    said.iter().any(|text| !text.is_empty()).then_some(ask)
}

/// People past their youth say their age in fives; a day of birth is none of these.
fn is_round(age: Age, today: NaiveDate) -> bool {
    let shown = age.shown(today);
    !matches!(age, Age::Born(_)) && shown.unit == AgeUnit::Years && shown.value >= 25 && shown.value.is_multiple_of(5)
}
