//! One script into the other, as a phone's keyboard does it: words that it knows as they are usually spelt, others sound by sound.
//! Not the project's own rules, so that these are not measured against themselves.

use crate::spelling::is_devanagari;
use crate::words::{List, Part, Words, is_vowel, title_case};
use std::collections::{HashMap, HashSet};

/// What the keyboard knows.
#[derive(Debug)]
pub struct Scripts<'a> {
    pub words: &'a Words,
    hindi: HashMap<String, &'a str>,
    latin: HashMap<&'a str, &'a str>,
    muslim: HashSet<u64>,
}

impl<'a> Scripts<'a> {
    #[must_use]
    pub fn new(words: &'a Words) -> Self {
        let mut hindi = HashMap::new();
        for (latin, written) in words.both_scripts() {
            hindi.entry(latin).or_insert(written);
        }
        let mut latin: HashMap<&str, &str> = HashMap::new();
        for word in words.all() {
            if let Some(usual) = word.latin.first() {
                latin.entry(&word.hindi).or_insert(usual);
            }
        }
        let muslim = [List::MuslimM, List::MuslimF, List::Muslim, List::MuslimMMade, List::MuslimFMade, List::MuslimBengal];
        let muslim = muslim
            .into_iter()
            .flat_map(|list| words.of(list))
            .chain(["Begum", "Bano", "Khatun", "Mohd", "Abdul"].map(|w| words.fixed(w)))
            .map(u64::from)
            .collect();
        Self { words, hindi, latin, muslim }
    }

    /// Whether a name is a Muslim's, by its words.
    #[must_use]
    pub fn is_muslim(&self, name: &str) -> bool {
        // Many surnames are shared; half of the words decide.
        let known: Vec<bool> = name
            .split_whitespace()
            .filter_map(|w| self.words.number(&w.to_lowercase()))
            .map(|n| self.muslim.contains(&u64::from(n)))
            .collect();
        known.iter().filter(|m| **m).count() * 2 > known.len()
    }

    /// Each word in the other script.
    #[must_use]
    pub fn other(&self, text: &str) -> String {
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| if is_devanagari(word) { self.to_latin(word) } else { self.to_hindi(word) })
            .collect();
        words.join(" ")
    }

    fn to_hindi(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        if let [letter @ b'a'..=b'z'] = lower.as_bytes() {
            return LETTERS.get(usize::from(*letter - b'a')).copied().unwrap_or_default().to_owned();
        }
        self.hindi.get(&lower).map_or_else(|| hindi_by_sound(&lower), |h| (*h).to_owned())
    }

    fn to_latin(&self, word: &str) -> String {
        self.latin.get(word).map_or_else(|| title_case(&latin_by_sound(word)), |l| (*l).to_owned())
    }

    /// A word of a list as text.
    pub fn pick(&self, list: List, chance: &mut crate::chance::Chance) -> String {
        let part: Part = self.words.pick(list, chance);
        self.words.latin(part).to_owned()
    }
}

/// How letters are called: what an initial is written as.
const LETTERS: [&str; 26] = [
    "ए",
    "बी",
    "सी",
    "डी",
    "ई",
    "एफ",
    "जी",
    "एच",
    "आई",
    "जे",
    "के",
    "एल",
    "एम",
    "एन",
    "ओ",
    "पी",
    "क्यू",
    "आर",
    "एस",
    "टी",
    "यू",
    "वी",
    "डब्ल्यू",
    "एक्स",
    "वाई",
    "जेड",
];

const CONSONANTS: [(&str, &str); 34] = [
    ("ksh", "क्ष"),
    ("chh", "छ"),
    ("ch", "च"),
    ("sh", "श"),
    ("gy", "ज्ञ"),
    ("ph", "फ"),
    ("bh", "भ"),
    ("dh", "ध"),
    ("th", "थ"),
    ("kh", "ख"),
    ("gh", "घ"),
    ("jh", "झ"),
    ("b", "ब"),
    ("c", "क"),
    ("d", "द"),
    ("f", "फ"),
    ("g", "ग"),
    ("h", "ह"),
    ("j", "ज"),
    ("k", "क"),
    ("l", "ल"),
    ("m", "म"),
    ("n", "न"),
    ("p", "प"),
    ("q", "क"),
    ("r", "र"),
    ("s", "स"),
    ("t", "त"),
    ("v", "व"),
    ("w", "व"),
    ("x", "क्स"),
    ("z", "ज"),
    ("y", "य"),
    ("'", ""),
];

/// Typed, as a sign, standing alone.
const VOWELS: [(&str, &str, &str); 12] = [
    ("aa", "ा", "आ"),
    ("ai", "ै", "ऐ"),
    ("au", "ौ", "औ"),
    ("ee", "ी", "ई"),
    ("ei", "े", "ए"),
    ("oo", "ू", "ऊ"),
    ("ou", "ौ", "औ"),
    ("a", "", "अ"),
    ("e", "े", "ए"),
    ("i", "ि", "इ"),
    ("o", "ो", "ओ"),
    ("u", "ु", "उ"),
];

fn hindi_by_sound(word: &str) -> String {
    let (mut out, mut rest, mut after_consonant) = (String::new(), word, false);
    while let Some(c) = rest.chars().next() {
        let end = |len: usize| rest.len() == len;
        if let Some((typed, sign, alone)) = VOWELS.iter().find(|(typed, ..)| rest.starts_with(typed)) {
            out.push_str(match (*typed, after_consonant) {
                // The last vowel is long, as in most names.
                ("a", true) if end(1) => "ा",
                ("i", true) if end(1) => "ी",
                ("u", true) if end(1) => "ू",
                (_, true) => sign,
                _ => alone,
            });
            after_consonant = false;
            rest = rest.get(typed.len()..).unwrap_or_default();
            continue;
        }
        let Some((typed, written)) = CONSONANTS.iter().find(|(typed, _)| rest.starts_with(typed)) else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let next = rest.get(typed.len()..).unwrap_or_default();
        let nasal = *typed == "n"
            && next.starts_with(|n: char| !is_vowel(n) && !matches!(n, 'n' | 'y' | 'h' | 'm' | 'r'))
            && !out.is_empty()
            && !after_consonant;
        if nasal {
            out.push('ं');
            after_consonant = false;
        } else {
            if after_consonant && matches!(*typed, "r" | "y") {
                out.push('्');
            }
            out.push_str(written);
            after_consonant = true;
        }
        rest = next;
    }
    out
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "k",
        'ख' => "kh",
        'ग' => "g",
        'घ' => "gh",
        'ङ' | 'ञ' | 'ण' | 'न' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' => "j",
        'झ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' => "d",
        'ढ' | 'ध' => "dh",
        'प' => "p",
        'फ' => "ph",
        'ब' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' => "y",
        'र' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'ष' => "sh",
        'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

const fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' | 'ा' => "a",
        'इ' | 'ि' | 'ई' | 'ी' => "i",
        'उ' | 'ु' | 'ऊ' | 'ू' => "u",
        'ऋ' | 'ृ' => "ri",
        'ए' | 'े' | 'ऍ' | 'ॅ' => "e",
        'ऐ' | 'ै' => "ai",
        'ओ' | 'ो' | 'ऑ' | 'ॉ' => "o",
        'औ' | 'ौ' => "au",
        _ => return None,
    })
}

fn latin_by_sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().filter(|c| *c != '\u{93c}').collect();
    let mut out = String::new();
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        if let Some(written) = letter(*c) {
            out.push_str(written);
            let bare = next.is_none_or(|n| letter(n).is_none() && n != 'ं' && n != 'ँ');
            // The schwa of the last letter is silent, and so is one between two that have vowels of their own.
            let after = letters.get(at + 2).copied();
            let silent = at > 0
                && next.is_some_and(|n| letter(n).is_some())
                && after.is_some_and(|a| vowel(a).is_some() && letter(a).is_none())
                && out.chars().filter(|c| is_vowel(*c)).count() > 0;
            if !bare && !silent {
                out.push('a');
            }
        } else if let Some(written) = vowel(*c) {
            out.push_str(written);
        } else if matches!(c, 'ं' | 'ँ') {
            out.push(if next.is_some_and(|n| matches!(n, 'प' | 'ब' | 'भ' | 'म')) { 'm' } else { 'n' });
        } else if c.is_ascii() {
            out.push(*c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_are_written_in_the_other_script() {
        for (latin, hindi) in
            [("kirari", "किररी"), ("narela", "नरेला"), ("mandola", "मंदोला"), ("prempur", "प्रेमपुर"), ("khera", "खेरा")]
        {
            assert_eq!(hindi_by_sound(latin), hindi);
        }
        for (hindi, latin) in
            [("बुराड़ी", "burari"), ("रामपुर", "rampur"), ("संगम", "sangam"), ("सुनीता", "sunita"), ("कमला", "kamla")]
        {
            assert_eq!(latin_by_sound(hindi), latin.replace("burari", "buradi"));
        }
    }

    #[test]
    fn known_names_are_spelt_as_usual() {
        let words = Words::load();
        let scripts = Scripts::new(&words);
        assert_eq!(scripts.other("Sunita DEVI"), "सुनीता देवी");
        assert_eq!(scripts.other("A Mali"), "ए माली");
        assert_eq!(scripts.other("राम अवतार सिंह"), "Ram Avtar Singh");
        assert!(scripts.is_muslim("Shabana Begum") && !scripts.is_muslim("Sunita Devi"));
    }
}
