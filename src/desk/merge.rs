//! Own records and the patient index in one list, and a half-filled form as a question to the index.

use super::taking::{age_of, titled};
use super::views::Matches;
use super::views::{CentralLine, CentralPatient, Match, Matched, Origin, PersonLine, Sure, Why};
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
    // Whoever is nearly certain to be ours comes before the index's own, however sure that is: taking that one would make a second file.
    let is_ours = |m: &Match| m.ours().is_some() && m.sure() == Sure::Certain;
    ours.sort_by(|a, b| is_ours(b).cmp(&is_ours(a)).then_with(|| b.score.total_cmp(&a.score)));
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
pub(super) fn why_code(why: Why) -> String {
    let id = why.why_id();
    let code = id.strip_prefix("why-").unwrap_or(id);
    match why {
        Why::AgeApart(years) => format!("{code}:{years}"),
        _ => code.to_owned(),
    }
}

/// 0.0–1.0 as 0–100.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0–100 before")]
pub(super) fn percent(score: f32) -> u8 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::views::PatientLine;
    use crate::hospital::central::Born;
    use crate::hospital::identifiers::Mobile as OwnMobile;
    use crate::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
    use crate::hospital::person::PersonName;
    use chrono::DateTime;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 8).unwrap()
    }

    fn ours(uhid: &str, score: f32) -> Match {
        let (mode, series, counter) = (Mode::Event, Series::Patient, CounterCode::new("K7").unwrap());
        let parts = NumberParts { mode, series, counter, letter: 'A', serial: 4218 };
        let line = PatientLine {
            id: "K7A-3".parse().unwrap(),
            number: Number::new(&parts).unwrap(),
            name: PersonName { latin: Some("Sunita Devi".to_owned()), ..PersonName::default() },
            relative: None,
            sex: Sex::Female,
            age: Age::Unknown(today()),
            mobile: String::new(),
            place: String::new(),
            uhid: uhid.to_owned(),
            registered: DateTime::from_timestamp(1_700_000_000, 0).unwrap().fixed_offset(),
            voided: false,
            conflict: false,
            last_clinic: String::new(),
            also: Vec::new(),
        };
        Match::here(line, score, vec![Why::SameName])
    }

    fn theirs(uhid: &str, score: f32) -> Match {
        let person = CentralPatient {
            uhid: uhid.to_owned(),
            name: PersonName { latin: Some("SUNITA DEVI".to_owned()), ..PersonName::default() },
            born: Born::Year(1980),
            mobile: OwnMobile::parse("9812000345").ok(),
            ..CentralPatient::default()
        };
        let matched = Matched {
            uhid: uhid.to_owned(),
            index: "00112233445566ff".to_owned(),
            day: today(),
            score: percent(score),
            bits: 9,
            why: vec![why_code(Why::AgeApart(2)), why_code(Why::SameName)],
        };
        let who = person_line(&person, today());
        Match { who, origin: Origin::Central(Box::new(CentralLine { person, matched })), score, why: vec![Why::SameName] }
    }

    #[test]
    fn who_is_in_both_is_shown_once_as_ours_and_best_comes_first() {
        let own = vec![ours("104882217", 0.6), ours("", 0.4)];
        let found =
            with_central(own, Some(Ok(vec![theirs("104882217", 0.9), theirs("104882218", 0.9), theirs("104882219", 0.4)])), 9);
        let told: Vec<(&str, bool)> = found.lines.iter().map(|m| (m.who.uhid.as_str(), m.ours().is_some())).collect();
        assert_eq!(told, [("104882218", false), ("104882217", true), ("", true), ("104882219", false)], "equal ones: ours first");
        let marks: Vec<bool> = found.lines.iter().map(|m| matches!(m.origin, Origin::Here { central: true, .. })).collect();
        assert_eq!(marks, [false, true, false, false]);
        assert_eq!(with_central(vec![ours("", 0.5)], Some(Ok(vec![theirs("1", 0.9), theirs("2", 0.8)])), 2).lines.len(), 2);
    }

    #[test]
    fn an_index_in_trouble_leaves_our_own_lines() {
        let found = with_central(vec![ours("", 0.5)], Some(Err(Problem::damaged("problem-index-damaged"))), 9);
        assert_eq!((found.lines.len(), found.trouble.map(|p| p.id)), (1, Some("problem-index-damaged")));
        assert_eq!(with_central(vec![ours("", 0.5)], None, 9).trouble, None);
    }

    #[test]
    fn a_form_asks_only_when_it_says_who() {
        let asks = |form: OpdForm| ask_of_form(&form, today());
        assert!(asks(OpdForm { sex: "F".into(), age: "40".into(), address: "Kotla".into(), ..OpdForm::default() }).is_none());
        assert!(asks(OpdForm { mobile: "98120".into(), ..OpdForm::default() }).is_none(), "half a mobile");
        let ask =
            asks(OpdForm { name: " Sunita ".into(), age: "40".into(), pin: "१10029".into(), ..OpdForm::default() }).unwrap();
        assert_eq!((ask.name.as_str(), ask.birth_year, ask.round_age, ask.pin.as_str()), ("Sunita", Some(1986), true, "110029"));
        assert!(!asks(OpdForm { name: "Sunita".into(), age: "41".into(), ..OpdForm::default() }).unwrap().round_age);
    }

    #[test]
    fn ours_comes_first_where_it_is_nearly_certain() {
        for (score, first) in [(0.95, true), (0.6, false)] {
            let merged = with_central(vec![ours("", score)], Some(Ok(vec![theirs("9", 0.99)])), 5);
            assert_eq!(merged.lines.first().map(|m| m.ours().is_some()), Some(first), "{score}");
        }
    }

    #[test]
    fn scores_and_reasons_are_kept_in_numbers_and_ids() {
        let line = theirs("1", 0.973);
        let matched = &line.central().unwrap().matched;
        assert_eq!((matched.score, matched.why.as_slice()), (97, ["age-apart:2".to_owned(), "same-name".to_owned()].as_slice()));
        assert_eq!([percent(-1.0), percent(2.0), percent(f32::NAN)], [0, 100, 0]);
        assert_eq!([whole_bits(1e9), whole_bits(-3.6)], [i16::MAX, -4]);
    }
}
