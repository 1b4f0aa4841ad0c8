//! Words in both languages at once, as papers carry them.

use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::pack::{Bilingual, Lang};
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use crate::paper::layout::one_line;
use crate::words::words;
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

/// A text of `paper.ftl` in both languages.
pub fn both(id: &str) -> Bilingual {
    Bilingual { en: words(Lang::En).t(id).into_owned(), hi: words(Lang::Hi).t(id).into_owned() }
}

/// The same, with values put in; each value in the language of its text.
pub fn both_with(id: &str, values: &[(&str, &Bilingual)]) -> Bilingual {
    let fill = |lang: Lang| {
        let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.get(lang))).collect();
        words(lang).with(id, &args)
    };
    Bilingual { en: fill(Lang::En), hi: fill(Lang::Hi) }
}

/// A text that is alike in both languages: a number, a date.
pub fn same(text: &str) -> Bilingual {
    Bilingual { en: text.to_owned(), hi: text.to_owned() }
}

/// Chosen by a count.
pub fn counted(id: &str, n: u64) -> Bilingual {
    Bilingual { en: words(Lang::En).count(id, n), hi: words(Lang::Hi).count(id, n) }
}

/// `hindi · english`.
pub fn joined(text: &Bilingual) -> String {
    one_line(&text.hi, &text.en)
}

/// `hindi · english` of a word.
pub fn label(id: &str) -> String {
    joined(&both(id))
}

/// How old on `today`, in words.
pub fn age(age: &Age, today: NaiveDate) -> Bilingual {
    let shown = age.shown(today);
    let id = match (shown.unit, shown.value) {
        (AgeUnit::Days, 0) => "paper-age-newborn",
        (AgeUnit::Days, _) => "paper-age-days",
        (AgeUnit::Months, _) => "paper-age-months",
        (AgeUnit::Years, _) if shown.about => "paper-age-about",
        (AgeUnit::Years, _) => "paper-age-years",
    };
    counted(id, u64::from(shown.value))
}

pub fn sex(sex: Sex) -> Bilingual {
    both(match sex {
        Sex::Female => "paper-sex-female",
        Sex::Male => "paper-sex-male",
        Sex::Other => "paper-sex-other",
        Sex::Unknown => "paper-sex-unknown",
    })
}

/// What the named relative is to the patient, as a label beside the relative's name.
pub fn relation(relation: Relation) -> Bilingual {
    both(match relation {
        Relation::SonOf | Relation::DaughterOf => "paper-relative-parent",
        Relation::WifeOf => "paper-relative-husband",
        Relation::HusbandOf => "paper-relative-wife",
        Relation::CareOf => "paper-relative-care",
        Relation::FatherOf | Relation::MotherOf => "paper-relative-child",
        Relation::BabyOf => "paper-relative-mother",
    })
}

/// `24-11-2022`.
pub fn date(day: NaiveDate) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

/// `24-11-2022 09:14`.
pub fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%d-%m-%Y %H:%M").to_string()
}
