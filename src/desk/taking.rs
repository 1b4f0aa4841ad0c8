//! Taking a person of the patient index: their details into a form, and what the entry keeps of the match. Pure.
//!
//! The index says how somebody is called; the name typed was the question. Everything else that was typed now stays: it may have changed
//! since the index's day, or the index knows nothing of it.

use super::cases::MATCHED;
use super::views::{CentralLine, CentralPatient};
use crate::hospital::age::Age;
use crate::hospital::age_text;
use crate::hospital::central::Born;
use crate::hospital::forms::Sheet;
use crate::hospital::identifiers::{AbhaNumber, Mobile};
use crate::hospital::names::{self, Kind, NameKind};
use crate::hospital::opd_form::{Field, OpdForm};
use crate::hospital::pack::{Bilingual, Masters};
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::scan::proper;
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};

/// Fills the out-patients' form from a person of the index. Answers the fields in which what was typed stays although the index says
/// otherwise.
pub fn fill_form(line: &CentralLine, form: &mut OpdForm, masters: &Masters, today: NaiveDate) -> Vec<Field> {
    let person = &line.person;
    let titles = &masters.hospital.honorifics;
    if form.matched.is_some() {
        forget_other(form);
    }
    let name = titled(&person.name, titles);
    if let Some(title) = &name.honorific {
        form.title.clone_from(title);
    }
    put_name(name, [&mut form.name, &mut form.name_hi]);
    form.uhid.clone_from(&person.uhid);
    form.matched = Some(line.matched.clone());
    let mut kept = Vec::new();
    fill_relative(person, form, titles, &mut kept);
    fill_sex(person.sex, form, &mut kept);
    fill_age(person.born, form, today, &mut kept);
    let mut put = |field: Field, slot: &mut String, value: String| {
        if slot.trim().is_empty() {
            *slot = value;
        } else if !value.is_empty() && !same(slot, &value) {
            kept.push(field);
        }
    };
    put(Field::Mobile, &mut form.mobile, person.mobile.as_ref().map(Mobile::grouped).unwrap_or_default());
    put(Field::Pin, &mut form.pin, person.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default());
    put(Field::Address, &mut form.address, person.place.clone());
    put(Field::Abha, &mut form.abha, person.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default());
    kept.sort_unstable();
    kept
}

/// The same for a form with fields of form `person`: admission, arrival, identification, laboratory order. Title, the relative's name in
/// the other script and ABHA have no box there; they come along and count while the UHID is the match's.
pub fn fill_sheet(line: &CentralLine, values: &mut Sheet, masters: &Masters, today: NaiveDate) -> Vec<Field> {
    let typed = |code: &str| values.get(code).to_owned();
    let mut form = OpdForm {
        title: typed("title"),
        relation: typed("relation"),
        relative_name: typed("relative_name"),
        relative_name_hi: typed("relative_name_hi"),
        sex: typed("sex"),
        age: typed("age"),
        mobile: typed("mobile"),
        pin: typed("pin"),
        address: typed("address"),
        abha: typed("abha"),
        matched: serde_json::from_str(values.get(MATCHED)).ok(),
        ..OpdForm::default()
    };
    let kept = fill_form(line, &mut form, masters, today);
    if form.relative_name.is_empty() {
        // The one box that there is takes either script.
        form.relative_name = std::mem::take(&mut form.relative_name_hi);
    }
    let pairs = [
        ("title", form.title),
        ("name", form.name),
        ("name_hi", form.name_hi),
        ("relation", form.relation),
        ("relative_name", form.relative_name),
        ("relative_name_hi", form.relative_name_hi),
        ("sex", form.sex),
        ("age", form.age),
        ("mobile", form.mobile),
        ("pin", form.pin),
        ("address", form.address),
        ("uhid", form.uhid),
        ("abha", form.abha),
        (MATCHED, serde_json::to_string(&line.matched).unwrap_or_default()),
    ];
    for (code, value) in pairs {
        values.set(code, value);
    }
    kept
}

/// What a match taken before has filled, and no other person may be given.
fn forget_other(form: &mut OpdForm) {
    for text in
        [&mut form.title, &mut form.relation, &mut form.relative_name, &mut form.relative_name_hi, &mut form.sex, &mut form.abha]
    {
        text.clear();
    }
}

/// The index's relative, unless another one was typed.
fn fill_relative(person: &CentralPatient, form: &mut OpdForm, titles: &[Bilingual], kept: &mut Vec<Field>) {
    let Some(relative) = person.relative.as_ref().map(|name| titled(name, titles)) else { return };
    let said = if form.relative_name.trim().is_empty() { &form.relative_name_hi } else { &form.relative_name };
    let is_said = |name: &String| names::compare(said, name).kind != Kind::Different;
    if !said.trim().is_empty() && !relative.latin.iter().chain(&relative.devanagari).any(is_said) {
        kept.push(Field::RelativeName);
        return;
    }
    put_name(relative, [&mut form.relative_name, &mut form.relative_name_hi]);
    person.relation.unwrap_or(Relation::CareOf).code().clone_into(&mut form.relation);
}

/// A name of the index in both scripts. In a script that the index lacks, what was typed stays where it is the same name.
fn put_name(known: PersonName, typed: [&mut String; 2]) {
    let shown = known.shown().to_owned();
    for (slot, text) in typed.into_iter().zip([known.latin, known.devanagari]) {
        match text {
            Some(text) => *slot = text,
            None if names::compare(slot, &shown).kind >= Kind::Alike => {}
            None => slot.clear(),
        }
    }
}

fn fill_sex(sex: Option<Sex>, form: &mut OpdForm, kept: &mut Vec<Field>) {
    let Some(sex) = sex else { return };
    match Sex::parse(&form.sex) {
        Some(said) if said != sex && said != Sex::Unknown => kept.push(Field::Sex),
        _ => sex.code().clone_into(&mut form.sex),
    }
}

/// A date of birth is better than what somebody says; a year that was worked out once is not.
fn fill_age(born: Born, form: &mut OpdForm, today: NaiveDate, kept: &mut Vec<Field>) {
    let said = age_text::read(&form.age, today).ok().and_then(|age| age.birth_year());
    match born {
        Born::Day(day) => form.age = age_text::write(&Age::Born(day), today),
        Born::Year(year) if said.is_none() => form.age = about(year, today),
        Born::Year(year) => {
            if said.is_some_and(|said| said.abs_diff(i32::from(year)) > 1) {
                kept.push(Field::Age);
            }
        }
        Born::Unknown => {}
    }
}

/// `~45`: the year was worked out from an age.
fn about(year: u16, today: NaiveDate) -> String {
    let years = u16::try_from(today.year() - i32::from(year)).unwrap_or(0);
    age_text::write(&Age::About { years, on: today }, today)
}

/// The age of somebody of the index, as a line shows it.
pub(super) fn age_of(born: Born, today: NaiveDate) -> Age {
    match born {
        Born::Day(day) => Age::Born(day),
        Born::Year(year) => Age::About { years: u16::try_from(today.year() - i32::from(year)).unwrap_or(0), on: today },
        Born::Unknown => Age::Unknown(today),
    }
}

/// Cuts a title of the pack off the front of the name, and writes capitals as people do.
pub(super) fn titled(name: &PersonName, titles: &[Bilingual]) -> PersonName {
    let mut honorific = name.honorific.clone();
    let mut bare = |text: &Option<String>| -> Option<String> {
        let text = text.as_deref()?.trim();
        let (first, rest) = text.split_once(|c: char| c.is_whitespace()).unwrap_or((text, ""));
        // A title that nothing follows is the name.
        let title = title(first, titles).filter(|_| !rest.trim().is_empty() && !is_particle(rest));
        let text = if title.is_some() { rest.trim() } else { text };
        honorific = honorific.take().or_else(|| title.map(|t| t.en.clone()));
        Some(proper(text)).filter(|t| !t.is_empty())
    };
    let (latin, devanagari) = (bare(&name.latin), bare(&name.devanagari));
    let honorific = honorific.map(|said| title(&said, titles).map_or(said, |known| known.en.clone()));
    PersonName { honorific, latin, devanagari }
}

/// `Baby Devi` is a name: what follows could not stand alone.
fn is_particle(text: &str) -> bool {
    names::known().iter().any(|n| n.kind == NameKind::Particle && (same(text, n.latin) || same(text, n.devanagari)))
}

/// The title of the pack that a word is, with or without its dot.
fn title<'a>(word: &str, titles: &'a [Bilingual]) -> Option<&'a Bilingual> {
    titles.iter().find(|title| same(word, &title.en) || same(word, &title.hi))
}

/// Same letters and digits, whatever the case, the dots and the blanks.
fn same(one: &str, other: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::identifiers::Pin;
    use crate::hospital::pack::{check, demo};
    use crate::journal::Matched;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 8).unwrap()
    }

    fn masters() -> Masters {
        check(&demo::files()).unwrap()
    }

    fn line(name: PersonName, born: Born) -> CentralLine {
        let person = CentralPatient {
            uhid: "104882217".to_owned(),
            name,
            relation: Some(Relation::WifeOf),
            relative: Some(named("SHRI MOHAN LAL", "")),
            sex: Some(Sex::Female),
            born,
            mobile: Mobile::parse("9812000345").ok(),
            abha: None,
            pin: Pin::parse("110029").ok(),
            place: "Kotla".to_owned(),
        };
        let matched = Matched {
            uhid: person.uhid.clone(),
            index: "00112233445566ff".to_owned(),
            day: today(),
            score: 97,
            bits: 25,
            why: Vec::new(),
        };
        CentralLine { person, matched }
    }

    fn named(latin: &str, devanagari: &str) -> PersonName {
        let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        PersonName { honorific: None, latin: some(latin), devanagari: some(devanagari) }
    }

    #[test]
    fn a_title_of_the_pack_goes_where_titles_stand_and_a_name_stays_a_name() {
        let titles = masters().hospital.honorifics;
        for (latin, devanagari, title, name, name_hi) in [
            ("SMT. SUNITA DEVI", "श्रीमती सुनीता देवी", "Smt", "Sunita Devi", "सुनीता देवी"),
            ("Sunita Devi", "श्रीमती सुनीता देवी", "Smt", "Sunita Devi", "सुनीता देवी"),
            // `Devi` stands with no other name: `Baby` is hers.
            ("BABY DEVI", "", "", "Baby Devi", ""),
            ("BABY SUNITA", "", "Baby", "Sunita", ""),
            ("KUMARI", "कुमारी", "", "Kumari", "कुमारी"),
            ("DR JAYA NAIR", "डॉ. जया नायर", "Dr", "Jaya Nair", "जया नायर"),
        ] {
            let cut = titled(&named(latin, devanagari), &titles);
            let told = [cut.honorific, cut.latin, cut.devanagari].map(Option::unwrap_or_default);
            assert_eq!(told, [title, name, name_hi], "{latin} {devanagari}");
        }
    }

    #[test]
    fn what_was_typed_now_and_may_have_changed_stays() {
        let masters = masters();
        let mut form = OpdForm {
            name: "sunit".to_owned(),
            mobile: "98120 00345".to_owned(),
            pin: "110001".to_owned(),
            age: "40".to_owned(),
            clinic: "MED-1".to_owned(),
            abha: "91-0000-0000-0018".to_owned(),
            ..OpdForm::default()
        };
        let kept = fill_form(&line(named("SUNITA DEVI", ""), Born::Year(1961)), &mut form, &masters, today());
        assert_eq!(kept, [Field::Age, Field::Pin], "said 40, the index reckons 65; another PIN");
        assert_eq!((form.name.as_str(), form.age.as_str(), form.pin.as_str()), ("Sunita Devi", "40", "110001"));
        assert_eq!((form.relative_name.as_str(), form.relation.as_str(), form.address.as_str()), ("Mohan Lal", "W/o", "Kotla"));
        assert_eq!((form.clinic.as_str(), form.abha.as_str()), ("MED-1", "91-0000-0000-0018"), "a card was shown");
        assert!(form.still_matched().is_some());
        form.uhid = " 104 882 217 ".to_owned();
        assert!(form.still_matched().is_some(), "blanks make nobody else");
        form.uhid = "104882218".to_owned();
        assert!(form.still_matched().is_none());
    }

    #[test]
    fn what_contradicts_the_index_stays_and_is_told() {
        let masters = masters();
        let typed = OpdForm {
            name_hi: "सुनीता देवी".to_owned(),
            title: "Dr".to_owned(),
            sex: "m".to_owned(),
            relation: "D/o".to_owned(),
            relative_name: "Suresh".to_owned(),
            ..OpdForm::default()
        };
        let mut form = typed.clone();
        let kept = fill_form(&line(named("SUNITA DEVI", ""), Born::Unknown), &mut form, &masters, today());
        assert_eq!(kept, [Field::RelativeName, Field::Sex]);
        assert_eq!([&form.name, &form.name_hi, &form.title], ["Sunita Devi", "सुनीता देवी", "Dr"]);
        assert_eq!([&form.sex, &form.relation, &form.relative_name], ["m", "D/o", "Suresh"]);
        // Sounds alike, or is begun: the index knows how it is written.
        for said in ["mohn lal", "moh"] {
            let mut form = OpdForm { relative_name: said.to_owned(), name_hi: "सु".to_owned(), ..OpdForm::default() };
            let kept = fill_form(&line(named("SUNITA DEVI", ""), Born::Unknown), &mut form, &masters, today());
            assert_eq!((form.relative_name.as_str(), form.relation.as_str(), kept.len()), ("Mohan Lal", "W/o", 0), "{said}");
            assert_eq!(form.name_hi, "", "half a name in the other script is none");
        }
    }

    #[test]
    fn another_persons_details_do_not_stay() {
        let masters = masters();
        let mut first = line(named("DR SUNITA DEVI", "सुनीता देवी"), Born::Unknown);
        first.person.abha = AbhaNumber::parse("91-0000-0000-0018").ok();
        let mut second = line(named("RAM KUMAR", ""), Born::Unknown);
        (second.person.uhid, second.person.relative, second.person.sex) = ("104882218".to_owned(), None, None);
        let mut form = OpdForm::default();
        fill_form(&first, &mut form, &masters, today());
        assert_eq!((form.title.as_str(), form.sex.as_str(), form.abha.is_empty()), ("Dr", "F", false));
        fill_form(&second, &mut form, &masters, today());
        let left = [&form.title, &form.name_hi, &form.relation, &form.relative_name, &form.sex, &form.abha];
        assert_eq!(left, [""; 6]);
    }

    #[test]
    fn a_day_of_birth_is_better_than_an_age_and_a_year_is_about() {
        let masters = masters();
        let age = |born: Born, typed: &str| {
            let mut form = OpdForm { age: typed.to_owned(), ..OpdForm::default() };
            fill_form(&line(named("SUNITA", ""), born), &mut form, &masters, today());
            form.age
        };
        let day = Born::Day(NaiveDate::from_ymd_opt(1988, 4, 17).unwrap());
        assert_eq!(age(day, "40"), "17-04-1988");
        assert_eq!(age(Born::Year(1961), ""), "~65 y");
        assert_eq!(age(Born::Year(2030), ""), "~0 y", "a year that lies ahead is nobody's");
        assert_eq!(age(Born::Unknown, "34"), "34");
    }
}
