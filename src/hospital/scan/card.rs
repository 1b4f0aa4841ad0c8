//! The person that a card names, and how the form is filled with it. What a card says is claimed, as if typed.

use crate::hospital::age::Age;
use crate::hospital::age_text;
use crate::hospital::identifiers::{AadhaarTail, AbhaAddress, AbhaNumber, Mobile, Pin, mask_aadhaar, state_code, state_name};
use crate::hospital::opd_form::{Field, NAME_CHARS_MAX, OpdForm, TEXT_CHARS_MAX, is_devanagari, tidy};
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use chrono::NaiveDate;

/// Most words of a relative's name that are cut off the front of an address without a comma.
const RELATIVE_WORDS_MAX: usize = 4;
/// Words that begin an address and end the relative's name before them.
const ADDRESS_WORDS: [&str; 34] = [
    "h.no", "h.no.", "hno", "h", "house", "makan", "flat", "plot", "gali", "street", "lane", "road", "village", "vill", "vill.",
    "vpo", "post", "po", "ps", "ward", "near", "behind", "opp", "opposite", "sector", "block", "mohalla", "quarter", "qtr",
    "room", "tehsil", "dist", "r/o", "at",
];
/// Old or official names of states that cards carry, with their LGD codes.
const STATE_ALIASES: [(&str, u8); 9] = [
    ("nct of delhi", 7),
    ("new delhi", 7),
    ("orissa", 21),
    ("pondicherry", 34),
    ("uttaranchal", 5),
    ("uttrakhand", 5),
    ("andaman and nicobar", 35),
    ("dadra and nagar haveli", 38),
    ("daman and diu", 38),
];

/// A person as a card names them. Empty or `None`: the card does not say.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CardPerson {
    pub name: String,
    pub sex: Option<Sex>,
    /// A date of birth, or about so many years where the card has the year only.
    pub age: Option<Age>,
    pub mobile: Option<Mobile>,
    pub relation: Option<Relation>,
    pub relative_name: String,
    /// House, street, village.
    pub line: String,
    pub district: String,
    /// LGD state code.
    pub state: Option<u8>,
    pub pin: Option<Pin>,
    pub abha: Option<AbhaNumber>,
    pub abha_address: Option<AbhaAddress>,
    pub aadhaar_tail: Option<AadhaarTail>,
}

/// No personal data in logs.
impl std::fmt::Debug for CardPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardPerson(…)")
    }
}

impl CardPerson {
    /// Fills the form as if typed. What a person typed before stays; answers the fields in which the card says something else.
    pub fn fill(&self, form: &mut OpdForm) -> Vec<Field> {
        let mut other = Vec::new();
        let mut put = |field: Field, slot: &mut String, value: String| {
            if slot.trim().is_empty() {
                *slot = value;
            } else if !value.is_empty() && !same(slot, &value) {
                other.push(field);
            }
        };
        put(Field::Mobile, &mut form.mobile, self.mobile.as_ref().map(Mobile::grouped).unwrap_or_default());
        let (latin, devanagari) =
            if is_devanagari(&self.name) { (String::new(), self.name.clone()) } else { (self.name.clone(), String::new()) };
        put(Field::Name, &mut form.name, latin);
        put(Field::NameHi, &mut form.name_hi, devanagari);
        if !self.relative_name.is_empty() && form.relative_name.trim().is_empty() && form.relative_name_hi.trim().is_empty() {
            // The relation belongs to the name: never one of the card with one that was typed.
            self.relation.unwrap_or(Relation::CareOf).code().clone_into(&mut form.relation);
            let slot = if is_devanagari(&self.relative_name) { &mut form.relative_name_hi } else { &mut form.relative_name };
            self.relative_name.clone_into(slot);
        } else {
            put(Field::RelativeName, &mut form.relative_name, self.relative_name.clone());
        }
        put(Field::Sex, &mut form.sex, self.sex.map(|s| s.code().to_owned()).unwrap_or_default());
        put(Field::Age, &mut form.age, self.age.map(as_typed).unwrap_or_default());
        put(Field::Pin, &mut form.pin, self.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default());
        put(Field::District, &mut form.district, self.district.clone());
        put(Field::State, &mut form.state, self.state.map(|s| s.to_string()).unwrap_or_default());
        put(Field::Address, &mut form.address, self.line.clone());
        put(Field::Abha, &mut form.abha, self.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default());
        let address = self.abha_address.as_ref().map(|a| a.as_str().to_owned());
        put(Field::AbhaAddress, &mut form.abha_address, address.unwrap_or_default());
        put(Field::Aadhaar, &mut form.aadhaar, self.aadhaar_tail.as_ref().map(AadhaarTail::masked).unwrap_or_default());
        other
    }
}

/// The age as a person would type it on the day it was read.
fn as_typed(age: Age) -> String {
    let on = match age {
        Age::Born(date) => date,
        Age::Said { on, .. } | Age::About { on, .. } | Age::Unknown(on) => on,
    };
    age_text::write(&age, on)
}

/// Same letters and digits, whatever the case and the blanks.
fn same(typed: &str, card: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(typed) == plain(card)
}

/// One line without control characters, whole Aadhaar numbers masked, not longer than a form takes.
pub(super) fn clean(text: &str) -> String {
    masked(&tidy(text), TEXT_CHARS_MAX)
}

/// Not longer than that, whole Aadhaar numbers masked: also one that only the cut has made of a longer number.
fn masked(text: &str, chars_max: usize) -> String {
    let mut text = mask_aadhaar(text);
    while text.chars().count() > chars_max {
        text = mask_aadhaar(&text.chars().take(chars_max).collect::<String>());
    }
    text
}

/// A name as people write it: words all in capitals become `Sunita Devi`.
#[must_use]
pub fn proper(text: &str) -> String {
    let text = masked(text, NAME_CHARS_MAX);
    if text.chars().any(char::is_lowercase) {
        return text;
    }
    let mut after_letter = false;
    text.chars()
        .map(|c| {
            let out = if after_letter { c.to_lowercase().next().unwrap_or(c) } else { c };
            after_letter = c.is_alphabetic() || c == '\'';
            out
        })
        .collect()
}

/// A date of birth or a year; nothing else counts on a card.
pub(super) fn birth(text: &str, today: NaiveDate) -> Option<Age> {
    age_text::read(text, today).ok().filter(|age| !matches!(age, Age::Said { .. }))
}

/// A state by LGD code or by name, old names included.
pub(super) fn state(text: &str) -> Option<u8> {
    let text = text.trim();
    if let Ok(code) = text.parse::<u8>() {
        return state_name(code).map(|_| code);
    }
    let plain = text.replace('&', "and").to_lowercase();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    state_code(&plain).or_else(|| STATE_ALIASES.iter().find(|(name, _)| *name == plain).map(|(_, code)| *code))
}

/// `S/O: Mohan Ram` into relation and name; a name alone is *care of*.
pub(super) fn split_careof(text: &str) -> (Option<Relation>, String, String) {
    let (relation, rest) = relation_prefix(text);
    if rest.is_empty() {
        return (None, String::new(), String::new());
    }
    (Some(relation.unwrap_or(Relation::CareOf)), proper(rest), String::new())
}

/// An address that begins `W/O Mohan Ram 12 Gali No 4` into relation, name and the rest.
pub(super) fn split_relative(address: &str) -> (Option<Relation>, String, String) {
    let (Some(relation), rest) = relation_prefix(address) else { return (None, String::new(), address.to_owned()) };
    let (name, line) = match rest.split_once(',') {
        Some((name, line)) if name_words(name) == name.split_whitespace().count() => (name.trim().to_owned(), line.trim()),
        _ => {
            let take = name_words(rest);
            let words: Vec<&str> = rest.split_whitespace().collect();
            let name = words.iter().take(take).copied().collect::<Vec<_>>().join(" ");
            let line = rest.strip_prefix(&name).unwrap_or_default().trim_start_matches([',', ' ', '-']);
            (name.trim_end_matches(',').to_owned(), line)
        }
    };
    if name.is_empty() { (None, String::new(), address.to_owned()) } else { (Some(relation), proper(&name), line.to_owned()) }
}

/// How many words at the front are a person's name: up to a number or a word of an address.
fn name_words(text: &str) -> usize {
    let ends = |word: &str| {
        word.contains(|c: char| c.is_numeric() || c == '#')
            || ADDRESS_WORDS.contains(&word.trim_end_matches(',').to_lowercase().as_str())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.iter().position(|w| ends(w)) {
        Some(at) => at.min(RELATIVE_WORDS_MAX),
        None if words.len() <= RELATIVE_WORDS_MAX => words.len(),
        // Nothing says where the name ends; most relatives are written with two words.
        None => 2,
    }
}

/// `S/O`, `W/o:` … off the front.
fn relation_prefix(text: &str) -> (Option<Relation>, &str) {
    let text = text.trim();
    let mut chars = text.chars();
    let (first, slash, o) = (chars.next(), chars.next(), chars.next());
    let ends = chars.clone().next().is_none_or(|c| !c.is_alphabetic());
    let relation = match (first, slash, o) {
        (Some(letter), Some('/'), Some('o' | 'O')) if ends => Relation::parse(&format!("{letter}/o")),
        _ => None,
    };
    let rest = if relation.is_some() { chars.as_str() } else { text };
    (relation, rest.trim_start_matches([':', ' ', '-', ',', '.']).trim())
}

/// House, street and village in one line, each part once, without what the district says already.
pub(super) fn address_line(parts: &[String], district: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for part in parts {
        let said = part.eq_ignore_ascii_case(district) || kept.iter().any(|k| k.eq_ignore_ascii_case(part));
        if !part.is_empty() && !said {
            kept.push(part.clone());
        }
    }
    masked(&kept.join(", "), TEXT_CHARS_MAX)
}
