//! How Indians spell one sound in two ways, in Latin letters and in Devanagari; and how a hand slips.

use crate::chance::Chance;
use crate::words::is_vowel;

/// Where in a word a rule holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    Start,
    End,
    /// Not the first letter.
    Inside,
}
use Where::{Anywhere, End, Inside, Start};

/// Spellings that are taken for one another: how often the first becomes the second, and the second the first.
const PAIRS: [(&str, &str, Where, u16, u16); 47] = [
    ("aa", "a", Anywhere, 6, 0),
    ("aa", "a", Start, 0, 2),
    ("ee", "i", Inside, 10, 3),
    ("oo", "u", Inside, 10, 2),
    ("sh", "s", Anywhere, 6, 1),
    ("v", "w", Anywhere, 8, 4),
    ("v", "b", Anywhere, 4, 1),
    ("th", "t", Inside, 5, 1),
    ("dh", "d", Anywhere, 3, 0),
    ("bh", "b", Anywhere, 1, 0),
    ("kh", "k", Anywhere, 1, 0),
    ("ksh", "x", Anywhere, 5, 5),
    ("ksh", "chh", Anywhere, 1, 0),
    ("ph", "f", Anywhere, 6, 3),
    ("z", "j", Anywhere, 8, 0),
    ("y", "i", Inside, 2, 1),
    ("ai", "e", Inside, 3, 0),
    ("au", "o", Inside, 4, 0),
    ("e", "i", Inside, 3, 1),
    ("o", "u", Inside, 2, 1),
    ("endra", "ender", End, 9, 5),
    ("endra", "inder", End, 4, 2),
    ("indra", "inder", End, 4, 2),
    ("handra", "hander", End, 4, 3),
    ("esh", "es", End, 3, 0),
    ("eet", "it", End, 7, 4),
    ("een", "in", End, 5, 3),
    ("deep", "dip", End, 6, 3),
    ("prasad", "parsad", Anywhere, 5, 3),
    ("pra", "par", Start, 6, 3),
    ("shri", "sri", Anywhere, 5, 3),
    ("chh", "ch", Anywhere, 4, 1),
    ("gy", "jn", Anywhere, 2, 0),
    ("lakshm", "laxm", Start, 6, 3),
    ("krishn", "krishan", Anywhere, 4, 2),
    ("avtar", "autar", Anywhere, 5, 3),
    ("ia", "iya", End, 5, 3),
    ("ri", "ry", End, 1, 2),
    ("dhary", "dhari", End, 5, 3),
    ("ati", "atee", End, 1, 0),
    ("wati", "vati", End, 7, 4),
    ("rv", "rb", Inside, 2, 1),
    ("q", "k", Anywhere, 5, 0),
    ("c", "ch", Start, 1, 1),
    ("mm", "m", Inside, 3, 0),
    ("nn", "n", Inside, 3, 0),
    ("ll", "l", Inside, 3, 0),
];

/// The same in Devanagari.
const SIGNS: [(&str, &str, u16); 20] = [
    ("ि", "ी", 9),
    ("ु", "ू", 9),
    ("श", "स", 8),
    ("ष", "श", 6),
    ("व", "ब", 7),
    ("ण", "न", 7),
    ("ं", "न्", 5),
    ("ं", "म्", 2),
    ("े", "ै", 4),
    ("ो", "ौ", 4),
    ("ज़", "ज", 8),
    ("फ़", "फ", 8),
    ("क़", "क", 6),
    ("ख़", "ख", 6),
    ("ड़", "र", 4),
    ("क्ष", "छ", 4),
    ("ऋ", "रि", 3),
    ("ृ", "्रि", 3),
    ("ज्ञ", "ग्य", 5),
    ("ँ", "ं", 2),
];

#[must_use]
pub fn is_devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c))
}

/// The word as another clerk spells it; `None` where there is but one way. Lower case where it is Latin.
#[must_use]
pub fn respelt(word: &str, chance: &mut Chance) -> Option<String> {
    if is_devanagari(word) { respelt_hindi(word, chance) } else { respelt_latin(&word.to_lowercase(), chance) }
}

fn respelt_latin(word: &str, chance: &mut Chance) -> Option<String> {
    if word.len() < 3 {
        return None;
    }
    let mut ways: Vec<(String, u16)> = Vec::new();
    for (a, b, place, often, back) in PAIRS {
        if often > 0 {
            ways.extend(replaced(word, a, b, place).map(|w| (w, often)));
        }
        if back > 0 {
            ways.extend(replaced(word, b, a, place).map(|w| (w, back)));
        }
    }
    ends(word, &mut ways);
    ways.retain(|(w, _)| w != word && w.len() > 2);
    chosen(ways, chance)
}

/// What comes and goes at the end, and the `h` and the doubled letters inside.
fn ends(word: &str, ways: &mut Vec<(String, u16)>) {
    if let Some(short) = word.strip_suffix('a').filter(|s| s.len() > 3 && !s.ends_with(is_vowel) && !s.ends_with("dr")) {
        ways.push((short.to_owned(), 3));
    } else if word.ends_with("av") || word.ends_with("endr") || word.ends_with("ant") {
        ways.push((format!("{word}a"), 2));
    }
    if let Some(short) = word.strip_suffix("ee") {
        ways.push((format!("{short}i"), 4));
    } else if let Some(short) = word.strip_suffix('i').filter(|s| s.len() > 2) {
        ways.push((format!("{short}y"), 1));
        ways.push((format!("{short}ee"), 2));
    }
    // A schwa that one says and the other does not: Rajkumar, Rajakumar; Nirmala, Nirmla.
    let letters: Vec<char> = word.chars().collect();
    for at in 3..letters.len().saturating_sub(2) {
        let around = |step: usize| letters.get(step).copied().unwrap_or('a');
        if around(at) == 'a' && !is_vowel(around(at - 1)) && !is_vowel(around(at + 1)) && is_vowel(around(at + 2)) {
            let dropped: String = letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
            ways.push((dropped, 4));
        }
    }
}

fn chosen(ways: Vec<(String, u16)>, chance: &mut Chance) -> Option<String> {
    let weights: Vec<u16> = ways.iter().map(|(_, w)| *w).collect();
    let at = chance.weighed(&weights);
    ways.into_iter().nth(at).map(|(w, _)| w)
}

/// The word with the first fitting `a` written `b`.
fn replaced(word: &str, a: &str, b: &str, place: Where) -> Option<String> {
    let at = match place {
        Start => word.starts_with(a).then_some(0),
        End => word.ends_with(a).then(|| word.len() - a.len()),
        Anywhere => word.find(a),
        Inside => word.match_indices(a).map(|(at, _)| at).find(|at| *at > 0),
    }?;
    let (before, rest) = word.split_at_checked(at)?;
    let after = rest.strip_prefix(a)?;
    // `s` of `sh`, `t` of `th`, `a` of `aa` are no letters of their own; nor are they made longer than they can be.
    let grows = b.len() > a.len() && b.starts_with(a);
    let next = after.chars().next().unwrap_or(' ');
    if grows && (next == 'h' || b.ends_with(next) || (is_vowel(next) && b.ends_with(is_vowel))) {
        return None;
    }
    let single_vowel = a.len() == 1 && a.starts_with(is_vowel);
    // A doubled letter is one.
    if a.len() == 1 && (before.ends_with(a) || after.starts_with(a)) {
        return None;
    }
    let near_vowel = before.ends_with(is_vowel) || after.starts_with(is_vowel) || (b.len() > 1 && after.starts_with('y'));
    // `h` belongs to the letter before it, and two vowels are one sound.
    if (single_vowel && near_vowel) || (a.len() == 1 && !single_vowel && next == 'h' && !grows) {
        return None;
    }
    Some(format!("{before}{b}{after}"))
}

fn respelt_hindi(word: &str, chance: &mut Chance) -> Option<String> {
    let mut ways = Vec::new();
    for (a, b, often) in SIGNS {
        ways.extend(replaced_sign(word, a, b).map(|w| (w, often)));
        if often > 2 {
            ways.extend(replaced_sign(word, b, a).map(|w| (w, often / 3)));
        }
    }
    chosen(ways, chance)
}

fn replaced_sign(word: &str, a: &str, b: &str) -> Option<String> {
    let (before, after) = word.split_once(a)?;
    // A letter that carries a nukta is another one, a dot needs a syllable, a nasal is no dot before a vowel.
    if after.starts_with('\u{93c}') || (b.ends_with('्') && (after.is_empty() || after.starts_with(|c| !('क'..='ह').contains(&c))))
    {
        return None;
    }
    let bare = |c: char| matches!(c, '्' | '\u{93c}');
    if b.ends_with('\u{93c}') && before.is_empty() && after.starts_with(bare) {
        return None;
    }
    (b != "र" || !before.ends_with('्')).then(|| format!("{before}{b}{after}"))
}

/// Rows of the keyboard; a finger hits what lies beside.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A key beside this one.
fn neighbour(letter: char, chance: &mut Chance) -> Option<char> {
    let (row, at) = KEYS.iter().enumerate().find_map(|(r, keys)| keys.find(letter).map(|at| (r, at)))?;
    let beside = |row: usize, at: usize| KEYS.get(row).and_then(|k| k.chars().nth(at));
    let mut near: Vec<char> = Vec::new();
    near.extend(at.checked_sub(1).and_then(|a| beside(row, a)));
    near.extend(beside(row, at + 1));
    near.extend(row.checked_sub(1).and_then(|r| beside(r, at)));
    near.extend(beside(row + 1, at));
    chance.pick(&near).copied()
}

/// A slip of the finger: another key, one left out, one twice, two swapped. `first`: at the first letter, else behind it.
#[must_use]
pub fn slipped(word: &str, first: bool, chance: &mut Chance) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return None;
    }
    let at = if first { 0 } else { 1 + chance.below(letters.len() - 1) };
    let old = letters.get(at).copied()?;
    match chance.below(4) {
        0 => {
            let other = if is_devanagari(word) {
                chance.pick(&['क', 'र', 'त', 'न', 'म', 'ल', 'स']).copied()
            } else {
                neighbour(old.to_ascii_lowercase(), chance)
            };
            *letters.get_mut(at)? = other?;
        }
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, old),
        _ => {
            let next = if at + 1 < letters.len() { at + 1 } else { at.checked_sub(1).filter(|b| *b > 0)? };
            letters.swap(at, next);
        }
    }
    let out: String = letters.into_iter().collect();
    let bare = |c: char| ('\u{93e}'..='\u{94d}').contains(&c) || ('\u{900}'..='\u{903}').contains(&c) || c == '\u{93c}';
    // No keyboard lets a sign stand before its letter.
    (out != word && !out.starts_with(bare)).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn all(word: &str) -> BTreeSet<String> {
        let mut chance = Chance::new(1);
        (0..4000).filter_map(|_| respelt(word, &mut chance)).collect()
    }

    #[test]
    fn spellings_that_registers_have_are_made() {
        for (word, other) in [
            ("Sunita", "suneeta"),
            ("Pooja", "puja"),
            ("Lakshmi", "laxmi"),
            ("Vimla", "bimla"),
            ("Rajendra", "rajender"),
            ("Phoolmati", "foolmati"),
            ("Rizwan", "rijwan"),
            ("Nirmala", "nirmla"),
            ("Pradeep", "pardeep"),
            ("Shiv", "siv"),
            ("Ramavtar", "ramautar"),
            ("सुनीता", "सुनिता"),
            ("रेणु", "रेनु"),
            ("ज़रीना", "जरीना"),
        ] {
            assert!(all(word).contains(other), "{word} → {other}: {:?}", all(word));
        }
        assert_eq!(respelt("Om", &mut Chance::new(1)), None);
    }

    #[test]
    fn no_spelling_is_the_word_itself_or_unreadable() {
        for word in ["Sunita", "Shyam", "Krishna", "Dhananjay", "Mohammad", "Chhotelal", "सिंह", "ज़फ़र"] {
            for other in all(word) {
                assert_ne!(other, word.to_lowercase());
                assert!(!other.contains("hh") || other.contains("chh"), "{word}: {other}");
                assert!(!other.contains("aaa") && !other.contains("iii") && !other.contains("eee"), "{word}: {other}");
            }
        }
    }

    #[test]
    fn a_finger_slips_once() {
        let mut chance = Chance::new(2);
        for _ in 0..500 {
            let Some(out) = slipped("sunita", false, &mut chance) else { continue };
            assert!(out.starts_with('s') && out != "sunita" && (5..=7).contains(&out.len()), "{out}");
        }
        let first: BTreeSet<String> = (0..500).filter_map(|_| slipped("sunita", true, &mut chance)).collect();
        assert!(first.contains("aunita") && first.contains("unita") && first.contains("usnita"), "{first:?}");
        assert_eq!(slipped("ram", false, &mut chance), None);
    }
}
