//! How a person, an age, a date, a sum are written on the screen. Text only, no drawing but the name in both scripts.

use crate::desk::views::{PatientLine, PersonLine};
use crate::hospital::age::Age;
use crate::hospital::pack::Lang;
use crate::hospital::person::{PersonName, Relation, Relative};
use crate::hospital::sex::Sex;
use crate::window::theme::{self, size};
use crate::words::{Words, grouped};
use chrono::{DateTime, FixedOffset, NaiveDate};
use egui::{Response, RichText, Ui};

/// `34 y`, `8 m`, `~35 y`, on a day, in a language.
#[must_use]
pub fn age(age: &Age, today: NaiveDate, words: &Words) -> String {
    words.age(age.shown(today))
}

/// `F`, `M` … as the language writes it short.
#[must_use]
pub fn sex(sex: Sex, words: &Words) -> String {
    words.t(&format!("sex-{}.short", sex.code())).into_owned()
}

/// `F · 34 y`.
#[must_use]
pub fn age_sex(of: &Age, of_sex: Sex, today: NaiveDate, words: &Words) -> String {
    format!("{} · {}", sex(of_sex, words), age(of, today, words))
}

/// `W/o Mohan Ram`, the relation as the language writes it.
#[must_use]
pub fn relative(of: &Relative, words: &Words) -> String {
    format!("{} {}", words.t(relation_id(of.relation)), in_language(&of.name, words.lang()))
}

const fn relation_id(relation: Relation) -> &'static str {
    match relation {
        Relation::SonOf => "relation-son-of",
        Relation::DaughterOf => "relation-daughter-of",
        Relation::WifeOf => "relation-wife-of",
        Relation::HusbandOf => "relation-husband-of",
        Relation::CareOf => "relation-care-of",
        Relation::FatherOf => "relation-father-of",
        Relation::MotherOf => "relation-mother-of",
        Relation::BabyOf => "relation-baby-of",
    }
}

/// The name in the script of the language where it was typed in it, else as it was typed.
#[must_use]
pub fn in_language(name: &PersonName, lang: Lang) -> &str {
    match lang {
        Lang::En => name.latin.as_deref().or(name.devanagari.as_deref()),
        Lang::Hi => name.devanagari.as_deref().or(name.latin.as_deref()),
    }
    .unwrap_or("")
}

/// The name in the script that is not shown first; none where it was typed in one script only.
#[must_use]
pub fn second_script(name: &PersonName, lang: Lang) -> Option<&str> {
    let (latin, devanagari) = (name.latin.as_deref()?, name.devanagari.as_deref()?);
    Some(match lang {
        Lang::En => devanagari,
        Lang::Hi => latin,
    })
}

/// The name in both scripts: the one of the language bold, the other beside it, muted.
pub fn name_pair(ui: &mut Ui, name: &PersonName, lang: Lang) -> Response {
    let first = in_language(name, lang);
    let response = ui.label(RichText::new(first).font(theme::bold(size::TEXT)));
    if let Some(second) = second_script(name, lang) {
        ui.label(RichText::new(second).font(theme::regular(size::TEXT)).weak());
    }
    response
}

/// `W/o Mohan Ram · F · 33 y · Sangam Vihar`: relation, sex, age, place, as far as known.
#[must_use]
pub fn who_line(line: &PatientLine, today: NaiveDate, words: &Words) -> String {
    person_line(&PersonLine::from(line), today, words)
}

/// The same of anybody, known here or in the patient index.
#[must_use]
pub fn person_line(line: &PersonLine, today: NaiveDate, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(of) = &line.relative {
        parts.push(relative(of, words));
    }
    parts.push(age_sex(&line.age, line.sex, today, words));
    if !line.place.is_empty() {
        parts.push(line.place.clone());
    }
    parts.join(" · ")
}

/// `21-11-2026`, of a day.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// `24-11-2022`.
#[must_use]
pub fn date(at: DateTime<FixedOffset>) -> String {
    at.format("%d-%m-%Y").to_string()
}

/// `09:14`.
#[must_use]
pub fn time(at: DateTime<FixedOffset>) -> String {
    at.format("%H:%M").to_string()
}

/// The time alone for today, else date and time.
#[must_use]
pub fn date_time(at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    if at.date_naive() == today { time(at) } else { format!("{} {}", date(at), time(at)) }
}

/// `₹ 1,250`.
#[must_use]
pub fn money(rupees: u64) -> String {
    format!("₹ {}", grouped(rupees))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn name(latin: Option<&str>, devanagari: Option<&str>) -> PersonName {
        PersonName { honorific: None, latin: latin.map(Into::into), devanagari: devanagari.map(Into::into) }
    }

    #[test]
    fn a_name_is_shown_in_the_language_and_kept_in_its_script() {
        let both = name(Some("Sunita"), Some("सुनीता"));
        assert_eq!(in_language(&both, Lang::Hi), "सुनीता");
        assert_eq!(second_script(&both, Lang::Hi), Some("Sunita"));
        assert_eq!(in_language(&name(Some("Sunita"), None), Lang::Hi), "Sunita");
        assert_eq!(second_script(&name(None, Some("सुनीता")), Lang::En), None);
    }

    #[test]
    fn money_and_times() {
        assert_eq!(money(120_000), "₹ 1,20,000");
        let at = DateTime::parse_from_rfc3339("2022-11-24T09:04:00+05:30").unwrap();
        assert_eq!(date_time(at, at.date_naive()), "09:04");
        assert_eq!(date_time(at, at.date_naive().succ_opt().unwrap()), "24-11-2022 09:04");
        assert!(words(Lang::En).has("list-cancel"));
    }
}
