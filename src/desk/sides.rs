//! People as the matcher sees them: of a half-filled form, and of what was typed into the search box.

use super::lookup::Typed;
use crate::hospital::age::AgeUnit;
use crate::hospital::age_text;
use crate::hospital::identifiers::Mobile;
use crate::hospital::matching::{Side, is_round};
use crate::hospital::names::{self, Kind, Token};
use crate::hospital::opd_form::OpdForm;
use crate::hospital::person::{Details, PersonName, Relation};
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use std::borrow::Cow;

pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Token>> {
    texts.into_iter().map(names::tokens).filter(|words| !words.is_empty()).collect()
}

/// What a half-filled form says of a person.
pub(super) fn of_form(form: &OpdForm, today: NaiveDate) -> Side {
    let mut side = Side {
        names: words([form.name.as_str(), form.name_hi.as_str()]),
        relation: Relation::parse(&form.relation),
        relatives: words([form.relative_name.as_str(), form.relative_name_hi.as_str()]),
        sex: Sex::parse(&form.sex),
        mobile: Mobile::parse(&form.mobile).map_or_else(|_half| digits(&form.mobile), |m| m.digits().to_owned()),
        pin: digits(&form.pin),
        place: names::tokens(&format!("{} {}", form.address, form.district)),
        uhid: form.uhid.trim().to_owned(),
        abha: digits(&form.abha),
        ..Side::default()
    };
    if let Ok(age) = age_text::read(&form.age, today) {
        side.put_age(&age);
    }
    side
}

/// What was typed, once as the name of the patient and once as the relative's: made once for a search.
pub(super) struct AskedWords {
    as_name: Side,
    as_relative: Side,
}

impl AskedWords {
    pub(super) fn new(typed: &Typed, today: NaiveDate) -> Self {
        let rest = Side {
            sex: typed.sex,
            birth_year: typed.age.map(|age| today.year() - i32::from(age)),
            round_age: typed.age.is_some_and(is_round),
            mobile: typed.mobile.clone(),
            ..Side::default()
        };
        let words = vec![typed.words.clone()];
        Self { as_name: Side { names: words.clone(), ..rest.clone() }, as_relative: Side { relatives: words, ..rest } }
    }

    /// The two sides to compare: the words typed as what they fit of this patient; every word must fit the name or the relative.
    /// A name is cut into words only when those before it did not fit, because that costs most of a search.
    pub(super) fn sides(&self, typed: &Typed, details: &Details, today: NaiveDate) -> Option<(Cow<'_, Side>, Side)> {
        let shown = details.age.shown(today);
        // The digits may be of another number: then the mobile says nothing.
        let fits = |mobile: &str| mobile.starts_with(&typed.mobile) || mobile.ends_with(&typed.mobile);
        let mut known = Side {
            sex: Some(details.sex),
            birth_year: shown.known.then(|| today.year() - if shown.unit == AgeUnit::Years { i32::from(shown.value) } else { 0 }),
            mobile: details.mobile.as_ref().map(Mobile::digits).filter(|m| fits(m)).unwrap_or_default().to_owned(),
            relation: details.relative.as_ref().map(|r| r.relation),
            ..Side::default()
        };
        if let Some(name) = fitting(typed, &details.name, &mut known.names) {
            known.names = vec![name];
            return Some((Cow::Borrowed(&self.as_name), known));
        }
        if let Some(relative) = details.relative.as_ref().and_then(|r| fitting(typed, &r.name, &mut known.relatives)) {
            (known.names, known.relatives) = (Vec::new(), vec![relative]);
            return Some((Cow::Borrowed(&self.as_relative), known));
        }
        // `sunita mohan`: her name and her husband's.
        let (mut of_name, mut of_relative) = (Vec::new(), Vec::new());
        for word in &typed.words {
            let fits = |names: &[Vec<Token>]| names.iter().flatten().any(|part| word_fits(word, part));
            if fits(&known.names) {
                of_name.push(word.clone());
            } else if fits(&known.relatives) {
                of_relative.push(word.clone());
            } else {
                return None;
            }
        }
        let full = |words: Vec<Token>| if words.is_empty() { Vec::new() } else { vec![words] };
        let asked = Side { names: full(of_name), relatives: full(of_relative), ..self.as_name.clone() };
        Some((Cow::Owned(asked), known))
    }
}

/// The words of the first script in which the name fits what was typed; those of the others are put into `cut`.
fn fitting(typed: &Typed, name: &PersonName, cut: &mut Vec<Vec<Token>>) -> Option<Vec<Token>> {
    let mut scripts = [name.latin.as_deref(), name.devanagari.as_deref()];
    if typed.hindi {
        scripts.reverse();
    }
    for text in scripts.into_iter().flatten() {
        let known = names::tokens(text);
        if names::compare_tokens(&typed.words, &known).kind != Kind::Different {
            return Some(known);
        }
        cut.push(known);
    }
    None
}

fn word_fits(word: &Token, part: &Token) -> bool {
    let one = std::slice::from_ref;
    part.plain.starts_with(&word.plain) || names::compare_tokens(one(word), one(part)).kind != Kind::Different
}
