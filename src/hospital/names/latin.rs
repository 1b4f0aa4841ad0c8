//! Devanagari, and other Indian scripts read as Devanagari, to Latin letters as Indian papers spell it: Hunterian without marks,
//! unspoken schwas left out.
//!
//! Common names come from the table with their usual spelling; all else by rule, compounds part by part.

use super::scripts::{Script, digit, in_devanagari, script};
use super::table::{latin_of, latin_of_tamil};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

const NUKTA: char = '\u{093C}';
const VIRAMA: char = '\u{094D}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Vowel {
    /// The `a` that every consonant carries; spoken or not.
    Inherent,
    /// Cut off by a virama, or found unspoken.
    Silent,
    Said(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nasal {
    No,
    Anusvara,
    Chandrabindu,
}

/// Consonants and the vowel after them.
struct Syllable {
    onset: Vec<(char, &'static str)>,
    vowel: Vowel,
    nasal: Nasal,
}

/// A text with its words of Indian scripts in Latin letters, each with a capital: सुनीता देवी, সুনীতা দেবী → `Sunita Devi`.
/// Other letters stay.
#[must_use]
pub fn to_latin(text: &str) -> String {
    let joiner = |c: char| matches!(c, '\u{200C}' | '\u{200D}');
    let ready = is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains(joiner);
    let text = if ready { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().filter(|c| !joiner(*c)).collect()) };
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(first) = rest.chars().next() {
        let of = script(first);
        let end = rest.find(|c| script(c) != of).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match of {
            Some(of) => out.push_str(&word(run, of)),
            None => out.extend(run.chars().map(other)),
        }
        rest = after;
    }
    out
}

/// Digits become ASCII, dandas and the abbreviation sign a full stop.
fn other(c: char) -> char {
    if matches!(c, '।' | '॥' | '॰' | '૰') { '.' } else { digit(c).unwrap_or(c) }
}

fn word(word: &str, script: Script) -> String {
    if script == Script::Devanagari {
        return latin_of(word).map_or_else(|| compound(word), str::to_owned);
    }
    let read = in_devanagari(word, script);
    let known = latin_of(&read).or_else(|| if script == Script::Tamil { latin_of_tamil(&read) } else { None });
    known.map_or_else(|| by_rule_of(&read, script), str::to_owned)
}

/// Second parts that begin with a syllable whose vowel the rule would leave out: रामचरण is राम + चरण.
const SECOND_PARTS: [&str; 36] = [
    "चरण",
    "चरन",
    "शरण",
    "सरन",
    "भजन",
    "बचन",
    "वचन",
    "दयाल",
    "कली",
    "मती",
    "वती",
    "बली",
    "रतन",
    "करन",
    "करण",
    "जतन",
    "सजीवन",
    "दरश",
    "पति",
    "लता",
    "कमल",
    "मणि",
    "मनी",
    "नरायन",
    "नारायण",
    "सहाय",
    "खिलावन",
    "सिंगार",
    "निवास",
    "नरेश",
    "बहादुर",
    "किशोर",
    "बिहारी",
    "अवतार",
    "गोपाल",
    "प्रसाद",
];

/// A name of two parts, each by the table or by rule; else the whole by rule.
pub(super) fn compound(word: &str) -> String {
    let parts = SECOND_PARTS.iter().find_map(|end| word.strip_suffix(end).map(|start| (start, *end)));
    let Some((first, second)) = parts.filter(|(first, _)| stands_alone(first)) else { return by_rule(word) };
    let part = |part: &str| latin_of(part).map_or_else(|| by_rule(part), str::to_owned);
    part(first) + &part(second).to_lowercase()
}

/// Ends with a vowel, and is more than a bare consonant: श्री + पति, but not त + लता.
fn stands_alone(part: &str) -> bool {
    let syllables = syllables(part);
    syllables.last().is_some_and(|s| s.vowel != Vowel::Silent && (syllables.len() > 1 || s.vowel != Vowel::Inherent))
}

/// Transliterates one word by rule alone.
pub(super) fn by_rule(word: &str) -> String {
    by_rule_of(word, Script::Devanagari)
}

/// As [`by_rule`], with the habits of the script that the word was written in.
fn by_rule_of(word: &str, script: Script) -> String {
    let mut syllables = syllables(word);
    drop_last_schwa(&mut syllables, script);
    if script.drops_inside() {
        drop_schwas(&mut syllables);
    }
    let mut out = String::with_capacity(word.len());
    for (at, syllable) in syllables.iter().enumerate() {
        push_onset(syllable, &mut out);
        match syllable.vowel {
            Vowel::Inherent => out.push('a'),
            Vowel::Said(vowel) => out.push_str(vowel),
            Vowel::Silent => {}
        }
        let next = syllables.get(at + 1).and_then(|s| s.onset.first()).map(|(c, _)| *c);
        out.push_str(nasal(syllable, next, at == 0));
    }
    let mut chars = out.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn push_onset(syllable: &Syllable, out: &mut String) {
    let mut before = None;
    let mut rest = syllable.onset.as_slice();
    while let Some(((c, latin), after)) = rest.split_first() {
        rest = after;
        let next = after.first().map(|(c, _)| *c);
        match (*c, next) {
            ('क', Some('ष')) => out.push_str("ksh"),
            ('ज', Some('ञ')) => out.push_str("gy"),
            // द्वि, श्व, स्वा are spelt with w; र्व and a lone व with v.
            ('व', _) if before.is_some_and(|b| b != 'र') => out.push('w'),
            ('च', Some('छ')) => {}
            _ => out.push_str(latin),
        }
        if matches!((*c, next), ('क', Some('ष')) | ('ज', Some('ञ'))) {
            rest = after.get(1..).unwrap_or_default();
        }
        before = Some(*c);
    }
}

/// A nasal takes the place of the consonant behind it; at the end it is `m` after a bare `a` (शिवं), else `n` (मियाँ).
fn nasal(syllable: &Syllable, next: Option<char>, only: bool) -> &'static str {
    match (syllable.nasal, next) {
        (Nasal::No, _) => "",
        // माँ is Ma.
        (Nasal::Chandrabindu, None) if only => "",
        (Nasal::Anusvara, None) if syllable.vowel == Vowel::Inherent && !only => "m",
        (_, Some('प' | 'फ' | 'ब' | 'भ' | 'म')) => "m",
        // सिंह is spelt Singh; संहिता is not.
        (_, Some('ह')) if syllable.vowel == Vowel::Said("i") => "ng",
        _ => "n",
    }
}

fn syllables(word: &str) -> Vec<Syllable> {
    let mut out: Vec<Syllable> = Vec::new();
    let mut chars = word.chars().peekable();
    let start = |onset, vowel| Syllable { onset, vowel, nasal: Nasal::No };
    while let Some(c) = chars.next() {
        if let Some(latin) = consonant(c) {
            let nukta = chars.next_if_eq(&NUKTA).and_then(|_| with_nukta(c));
            let sound = (c, nukta.unwrap_or(latin));
            match out.last_mut() {
                Some(last) if last.vowel == Vowel::Silent => {
                    last.onset.push(sound);
                    last.vowel = Vowel::Inherent;
                }
                _ => out.push(start(vec![sound], Vowel::Inherent)),
            }
        } else if let Some(vowel) = independent(c) {
            out.push(start(Vec::new(), Vowel::Said(vowel)));
        } else if let Some(last) = out.last_mut() {
            match c {
                VIRAMA => last.vowel = Vowel::Silent,
                'ं' => last.nasal = Nasal::Anusvara,
                'ँ' => last.nasal = Nasal::Chandrabindu,
                _ => last.vowel = sign(c).map_or(last.vowel, Vowel::Said),
            }
        }
    }
    out
}

/// Leaves out the schwa at the end of a word, where its script's readers do.
fn drop_last_schwa(syllables: &mut [Syllable], script: Script) {
    let alone = syllables.len() < 2;
    if !alone
        && script.drops_last()
        && let Some(last) = syllables.last_mut()
        && last.vowel == Vowel::Inherent
        && last.nasal == Nasal::No
        && !keeps_final(&last.onset)
        && !(script.keeps_last_after_two() && last.onset.len() > 1)
    {
        last.vowel = Vowel::Silent;
    }
}

/// Leaves out the schwas inside a word that nobody says: between V·C and C·V, from the right.
fn drop_schwas(syllables: &mut [Syllable]) {
    let count = syllables.len();
    for at in (1..count.saturating_sub(1)).rev() {
        let Some([before, this, next]) = syllables.get_mut(at - 1..at + 2) else { continue };
        let alone = this.vowel == Vowel::Inherent && this.nasal == Nasal::No && this.onset.len() == 1;
        let open = before.vowel != Vowel::Silent && before.nasal == Nasal::No;
        let light = next.vowel != Vowel::Silent
            && (next.onset.len() == 1 || (next.onset.len() == 2 && next.onset.get(1).is_some_and(|(c, _)| *c == 'र')));
        // भगवती, पार्वती, सुमति: the suffix keeps its vowel.
        let wati =
            at + 2 == count && (starts(this, 'व') || starts(this, 'म')) && starts(next, 'त') && next.vowel == Vowel::Said("i");
        if alone && open && light && !wati {
            this.vowel = Vowel::Silent;
        }
    }
}

fn starts(syllable: &Syllable, c: char) -> bool {
    syllable.onset.first().is_some_and(|(first, _)| *first == c)
}

/// चन्द्र, सत्य, कृष्ण, विश्व keep the last `a`: a consonant before y, v, or a stop before r, l, n, m.
fn keeps_final(onset: &[(char, &str)]) -> bool {
    let [.., (before, _), (last, _)] = onset else { return false };
    match last {
        'य' | 'व' => before != last,
        'र' | 'ल' | 'न' | 'ण' | 'म' => before != last && !matches!(before, 'र' | 'ल' | 'न' | 'ण' | 'म' | 'य' | 'व'),
        _ => false,
    }
}

const fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "k",
        'ख' => "kh",
        'ग' | 'ॻ' => "g",
        'घ' => "gh",
        'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' | 'ॼ' => "j",
        'झ' | 'ॹ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' | 'ॾ' => "d",
        'ढ' | 'ध' => "dh",
        'प' => "p",
        'फ' => "ph",
        'ब' | 'ॿ' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' | 'ॺ' => "y",
        'र' | 'ऱ' => "r",
        'ल' | 'ळ' => "l",
        'ऴ' => "zh",
        'व' => "v",
        'श' | 'ष' => "sh",
        'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

const fn with_nukta(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "q",
        'ज' => "z",
        'ड' => "r",
        'ढ' => "rh",
        'फ' => "f",
        _ => return None,
    })
}

const fn independent(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' | 'ॲ' | 'ऄ' => "a",
        'इ' | 'ई' => "i",
        'उ' | 'ऊ' => "u",
        'ऋ' | 'ॠ' => "ri",
        'ऌ' => "lri",
        'ए' | 'ऍ' | 'ऎ' => "e",
        'ऐ' => "ai",
        'ओ' | 'ऑ' | 'ऒ' => "o",
        'औ' => "au",
        'ॐ' => "om",
        _ => return None,
    })
}

const fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        'ा' => "a",
        'ि' | 'ी' => "i",
        'ु' | 'ू' => "u",
        'ृ' | 'ॄ' => "ri",
        'े' | 'ॅ' | 'ॆ' => "e",
        'ै' => "ai",
        'ो' | 'ॉ' | 'ॊ' => "o",
        'ौ' => "au",
        _ => return None,
    })
}
