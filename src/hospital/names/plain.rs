//! A name cut into words that can be stored and compared: lower case, Latin letters, titles and relations taken off.

use super::key::{Loose, key_of, loose};
use super::latin::to_latin;
use super::table::{canonical, group, is_particle, is_prefix};
use crate::hospital::opd_form::is_devanagari;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// One word of a name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// Lower case, Latin letters, as spelt: what a prefix search looks in.
    pub plain: String,
    /// Blocking key: the same for spellings that sound alike.
    pub key: String,
    /// The spelling that stands for its group of aliases.
    group: Option<&'static str>,
    /// How it sounds; made once, since one name is compared with many.
    sound: Loose,
}

impl Token {
    fn new(plain: String) -> Self {
        let group = group(&plain);
        let sound = loose(group.unwrap_or(&plain));
        Self { key: key_of(&sound), plain, group, sound }
    }

    /// The spelling that stands for it and its aliases.
    pub(super) fn canonical(&self) -> &str {
        self.group.unwrap_or(&self.plain)
    }

    /// True where it tells little of who is meant: `Devi`, `Kumar`, `Mohd`.
    #[must_use]
    pub fn tells_little(&self) -> bool {
        is_particle(self.canonical()) || is_prefix(self.canonical())
    }

    pub(super) fn sound(&self) -> &[char] {
        self.sound.as_slice()
    }
}

/// No personal data in logs.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Words before a name that are not part of it. Only taken off the front, and only while a name is left.
const HONORIFICS: [&str; 34] = [
    "shri",
    "shree",
    "sri",
    "smt",
    "shrimati",
    "srimati",
    "sushri",
    "km",
    "kum",
    "kumari",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "baby",
    "master",
    "mst",
    "late",
    "haji",
    "hajji",
    "maulana",
    "sardar",
    "sardarni",
    "pt",
    "pandit",
    "prof",
    "er",
    "adv",
    "श्री",
    "श्रीमती",
    "सुश्री",
    "कुमारी",
    "कु",
];
const HONORIFICS_HINDI: [&str; 14] =
    ["डॉ", "डा", "बेबी", "मास्टर", "स्व", "स्वर्गीय", "हाजी", "मौलाना", "सरदार", "पं", "पंडित", "प्रो", "नवजात", "शिशु"];

/// The words of a name, in order, for storing and searching.
#[must_use]
pub fn tokens(name: &str) -> Vec<Token> {
    words(name)
        .into_iter()
        .map(|word| if is_devanagari(&word) { letters(&to_latin(&word)) } else { word })
        .filter(|plain| !plain.is_empty())
        .map(Token::new)
        .collect()
}

/// Words in lower case, their script kept, titles, relation marks and what follows a relation in the middle taken off.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let composed = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect::<String>()) };
    for piece in composed.split_whitespace() {
        if is_relation_mark(piece) {
            if words.is_empty() {
                continue;
            }
            // `Ram S/o Mohan`: the rest names somebody else.
            break;
        }
        words.extend(piece.split(is_break).map(letters).filter(|w| !w.is_empty()));
    }
    let title = |word: &String| HONORIFICS.contains(&word.as_str()) || HONORIFICS_HINDI.contains(&word.as_str());
    let mut start = 0;
    while words.get(start).is_some_and(title)
        && words.get(start + 1..).is_some_and(|rest| rest.iter().any(|w| !is_particle(canonical(w))))
    {
        start += 1;
    }
    words.split_off(start)
}

/// `S/o`, `W/O:`, `b/o` …
fn is_relation_mark(piece: &str) -> bool {
    let mut chars = piece.chars();
    let letter = chars.next().is_some_and(|c| "sdwchfmb".contains(c.to_ascii_lowercase()));
    letter
        && chars.next() == Some('/')
        && matches!(chars.next(), Some('o' | 'O'))
        && !chars.as_str().contains(char::is_alphabetic)
}

fn is_break(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '`') || is_devanagari_letter(c))
}

fn is_devanagari_letter(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{0966}'..='\u{096F}' | '\u{0971}'..='\u{097F}')
}

/// Lower case, without apostrophes; accents of Latin letters taken off, Devanagari kept whole.
fn letters(word: &str) -> String {
    let keep = |c: &char| c.is_alphanumeric() || is_devanagari_letter(*c);
    if word.is_ascii() {
        return word.chars().filter(keep).map(|c| c.to_ascii_lowercase()).collect();
    }
    word.chars()
        .flat_map(|c| if is_devanagari_letter(c) { vec![c] } else { std::iter::once(c).nfd().collect() })
        .filter(keep)
        .flat_map(char::to_lowercase)
        .collect()
}
