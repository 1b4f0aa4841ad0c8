//! How a name sounds: the blocking key (consonants only) and the loose spelling (vowels kept) that comparisons use.
//!
//! Rules: `formats.md` §6.2. A key is for finding candidates; it throws Kiran and Karan together on purpose.

use super::latin::to_latin;
use super::table::canonical;
use crate::hospital::opd_form::is_devanagari;
use std::borrow::Cow;

/// Longest word that is looked at, in letters.
const LETTERS_MAX: usize = 40;

/// A word as it sounds, on the stack.
#[derive(Clone, Copy)]
pub(super) struct Loose {
    letters: [char; LETTERS_MAX],
    len: usize,
}

impl Loose {
    const fn new() -> Self {
        Self { letters: ['\0'; LETTERS_MAX], len: 0 }
    }

    /// Adds a letter; a doubled one counts once.
    fn push(&mut self, c: char) {
        if self.as_slice().last() == Some(&c) {
            return;
        }
        if let Some(slot) = self.letters.get_mut(self.len) {
            *slot = c;
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[char] {
        self.letters.get(..self.len).unwrap_or_default()
    }
}

/// What groups of letters sound like, longest first; letters in no row stand for themselves.
const SOUNDS: [(&str, &str); 38] = [
    ("ksh", "ks"),
    ("kch", "c"),
    ("chh", "c"),
    ("dny", "g"),
    ("ch", "c"),
    ("sh", "s"),
    ("gy", "g"),
    ("jn", "g"),
    ("ph", "f"),
    ("bh", "b"),
    ("dh", "d"),
    ("th", "t"),
    ("kh", "k"),
    ("gh", "g"),
    ("jh", "j"),
    ("rh", "r"),
    ("zh", "j"),
    ("ck", "k"),
    ("ee", "i"),
    ("ii", "i"),
    ("oo", "u"),
    ("uu", "u"),
    ("ou", "o"),
    ("au", "o"),
    ("ow", "o"),
    ("aw", "o"),
    ("aa", "a"),
    ("iy", "i"),
    ("ce", "se"),
    ("ci", "si"),
    ("c", "k"),
    ("x", "ks"),
    ("z", "j"),
    ("w", "v"),
    ("q", "k"),
    ("y", "i"),
    ("ai", "ai"),
    ("ay", "ai"),
];

/// The word as it sounds, vowels kept. `word` is in lower case.
pub(super) fn loose(word: &str) -> Loose {
    let mut out = Loose::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let sound = if c.is_ascii_alphabetic() { sound(rest) } else { None };
        let skip = if let Some((from, to)) = sound {
            to.chars().for_each(|c| out.push(c));
            from.len()
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(skip..).unwrap_or_default();
    }
    out
}

fn sound(rest: &str) -> Option<(&'static str, &'static str)> {
    // `aw` before a vowel is a consonant: Pawar, Jawahar.
    let aw_is_v = rest.starts_with("aw") && rest.chars().nth(2).is_some_and(is_vowel);
    let ow_is_v = rest.starts_with("ow") && rest.chars().nth(2).is_some_and(is_vowel);
    SOUNDS.iter().copied().find(|(from, _)| rest.starts_with(from) && !(aw_is_v && *from == "aw") && !(ow_is_v && *from == "ow"))
}

pub(super) const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Blocking key of one word: spellings of one name get the same key, aliases first. Either script, any case.
#[must_use]
pub fn key(word: &str) -> String {
    let word = if is_devanagari(word) { Cow::Owned(to_latin(word)) } else { Cow::Borrowed(word) };
    let lower: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    key_of(&loose(canonical(&lower)))
}

/// First letter kept (any vowel as `V`), vowels and `h` dropped behind it, `v` as `b`, final `m` as `n`.
fn key_of(loose: &Loose) -> String {
    let mut out = String::with_capacity(loose.len);
    for (at, c) in loose.as_slice().iter().enumerate() {
        let c = match *c {
            c if is_vowel(c) && at == 0 => 'V',
            c if is_vowel(c) || (c == 'h' && at > 0) => continue,
            'v' => 'b',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    if out.len() > 1 && out.ends_with('m') {
        out.pop();
        out.push('n');
    }
    out
}
