//! How a name sounds: the blocking key (consonants only) and the loose spelling (vowels kept) that comparisons use.
//!
//! Rules: `formats.md` §6.2. A key is for finding candidates; it throws Kiran and Karan together on purpose.

use super::latin::to_latin;
use super::scripts::is_indic;
use super::table::canonical;
use std::borrow::Cow;

/// Longest word that is looked at, in letters.
const LETTERS_MAX: usize = 40;

/// A word as it sounds, on the stack.
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

/// The word as it sounds, vowels kept. `word` is in lower case.
pub(super) fn loose(word: &str) -> Loose {
    let mut out = Loose::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let skip = if let Some((sound, len)) = sound(rest.as_bytes()) {
            sound.chars().for_each(|c| out.push(c));
            len
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(skip..).unwrap_or_default();
    }
    out
}

/// What the letters at the start sound like, and how many they are; the longest group wins. `None`: as written.
const fn sound(rest: &[u8]) -> Option<(&'static str, usize)> {
    Some(match rest {
        [b'k', b's', b'h', ..] => ("ks", 3),
        [b'k', b'c', b'h', ..] | [b'c', b'h', b'h', ..] => ("c", 3),
        [b'd', b'n', b'y', ..] => ("g", 3),
        // Between vowels `aw`, `ow` are a vowel and a consonant: Pawar, Jawahar.
        [b'a' | b'o', b'w', b'a' | b'e' | b'i' | b'o' | b'u', ..] => return None,
        [b'c', b'h', ..] => ("c", 2),
        [b's', b'h', ..] => ("s", 2),
        [b'g', b'y' | b'h', ..] | [b'j', b'n', ..] => ("g", 2),
        [b'p', b'h', ..] => ("f", 2),
        [b'b', b'h', ..] => ("b", 2),
        [b'd', b'h', ..] => ("d", 2),
        [b't', b'h', ..] => ("t", 2),
        [b'k', b'h', ..] | [b'c', b'k', ..] => ("k", 2),
        [b'j' | b'z', b'h', ..] => ("j", 2),
        [b'r', b'h', ..] => ("r", 2),
        [b'e', b'e', ..] | [b'i', b'i' | b'y', ..] => ("i", 2),
        [b'o' | b'u', b'o', ..] | [b'u', b'u', ..] => ("u", 2),
        [b'o' | b'a', b'u' | b'w', ..] => ("o", 2),
        [b'a', b'a', ..] => ("a", 2),
        [b'c', b'e' | b'i', ..] => ("s", 1),
        [b'c' | b'q', ..] => ("k", 1),
        [b'x', ..] => ("ks", 1),
        [b'z', ..] => ("j", 1),
        [b'w', ..] => ("v", 1),
        [b'y', ..] => ("i", 1),
        _ => return None,
    })
}

pub(super) const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Blocking key of one word: spellings of one name get the same key, aliases first. Either script, any case.
#[must_use]
pub fn key(word: &str) -> String {
    let word = if is_indic(word) { Cow::Owned(to_latin(word)) } else { Cow::Borrowed(word) };
    let lower: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    key_of(&loose(canonical(&lower)))
}

/// First letter kept (any vowel as `V`), vowels and `h` dropped behind it, `v` as `b`, final `m` as `n`.
pub(super) fn key_of(loose: &Loose) -> String {
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
