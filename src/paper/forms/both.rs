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
pub fn age(age: Age, today: NaiveDate) -> Bilingual {
    let shown = age.shown(today);
    if !shown.known {
        return both(shown.word_id());
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids with their attributes, as they stand in a file.
    fn ids(file: &str) -> Vec<String> {
        let mut message = String::new();
        let mut ids = Vec::new();
        for line in file.lines() {
            let Some((id, _)) = line.split_once('=') else { continue };
            let id = id.trim();
            if line.starts_with("    .") {
                ids.push(format!("{message}{id}"));
            } else if line.starts_with("pa") || line.starts_with("pr") {
                id.clone_into(&mut message);
                ids.push(message.clone());
            }
        }
        ids
    }

    #[test]
    fn both_languages_are_whole_and_differ() {
        let (en, hi) = (
            concat!(
                include_str!("../../../assets/words/en/paper.ftl"),
                include_str!("../../../assets/words/en/paperhandover.ftl")
            ),
            concat!(
                include_str!("../../../assets/words/hi/paper.ftl"),
                include_str!("../../../assets/words/hi/paperhandover.ftl")
            ),
        );
        assert_eq!(ids(en), ids(hi));
        for id in ids(en) {
            assert!(words(Lang::En).has(&id) && words(Lang::Hi).has(&id), "{id}");
            if id != "paper-register-fee" {
                let hindi = words(Lang::Hi).t(&id);
                assert!(hindi.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c)), "{id} is not in Hindi: {hindi}");
            }
        }
    }

    #[test]
    fn every_id_in_the_forms_is_in_the_words() {
        let sources = [
            include_str!("band.rs"),
            include_str!("book.rs"),
            include_str!("both.rs"),
            include_str!("card.rs"),
            include_str!("case.rs"),
            include_str!("cause.rs"),
            include_str!("census.rs"),
            include_str!("face.rs"),
            include_str!("flow.rs"),
            include_str!("handover/after/mod.rs"),
            include_str!("handover/after/parts.rs"),
            include_str!("handover/archive.rs"),
            include_str!("handover/certificate.rs"),
            include_str!("handover/crosswalk.rs"),
            include_str!("handover/labels.rs"),
            include_str!("handover/lists.rs"),
            include_str!("handover/mod.rs"),
            include_str!("handover/series.rs"),
            include_str!("handover/totals.rs"),
            include_str!("indent.rs"),
            include_str!("kit.rs"),
            include_str!("lab/call.rs"),
            include_str!("lab/label.rs"),
            include_str!("lab/mod.rs"),
            include_str!("lab/pending.rs"),
            include_str!("lab/reject.rs"),
            include_str!("lab/report.rs"),
            include_str!("lab/requisition.rs"),
            include_str!("lab/result.rs"),
            include_str!("lab/sheet.rs"),
            include_str!("lab/tat.rs"),
            include_str!("lab/worklist.rs"),
            include_str!("notice.rs"),
            include_str!("official.rs"),
            include_str!("opd.rs"),
            include_str!("receipt.rs"),
            include_str!("recovery.rs"),
            include_str!("register.rs"),
            include_str!("shift.rs"),
            include_str!("slip.rs"),
            include_str!("slips.rs"),
            include_str!("summary.rs"),
            include_str!("token.rs"),
            include_str!("../printers.rs"),
            include_str!("../error.rs"),
        ];
        let quoted = sources.iter().flat_map(|source| source.split('"'));
        let named: Vec<&str> = quoted.filter(|text| text.starts_with("paper-") || text.starts_with("problem-p")).collect();
        assert!(named.len() > 80);
        for id in named.into_iter().filter(|id| !matches!(*id, "paper-" | "problem-p") && !id.contains('{')) {
            assert!(words(Lang::En).has(id), "{id}");
        }
    }
}
