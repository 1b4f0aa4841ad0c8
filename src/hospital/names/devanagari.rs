//! Latin letters to Devanagari: a good guess for the form's second box and the bilingual slip, which the clerk may mend.
//!
//! Common names come from the table; all else by rules that know how Hindi is spelt (no virama where a schwa is only silent).

use super::key::is_vowel;
use super::table::devanagari_of;

const VIRAMA: char = '्';

/// Ends of compound names, which are spelt on their own: `Shivnath` is शिव + नाथ.
const ENDS: [(&str, &str); 30] = [
    ("endra", "ेंद्र"),
    ("ender", "ेंदर"),
    ("inder", "िंदर"),
    ("eshwar", "ेश्वर"),
    ("ishwar", "ीश्वर"),
    ("preet", "प्रीत"),
    ("nandan", "नंदन"),
    ("charan", "चरण"),
    ("prasad", "प्रसाद"),
    ("chand", "चंद"),
    ("bahadur", "बहादुर"),
    ("kumar", "कुमार"),
    ("nath", "नाथ"),
    ("wati", "वती"),
    ("vati", "वती"),
    ("deep", "दीप"),
    ("jeet", "जीत"),
    ("jit", "जीत"),
    ("veer", "वीर"),
    ("swami", "स्वामी"),
    ("wala", "वाला"),
    ("wal", "वाल"),
    ("pal", "पाल"),
    ("lal", "लाल"),
    ("das", "दास"),
    ("ram", "राम"),
    ("raj", "राज"),
    ("dev", "देव"),
    ("esh", "ेश"),
    ("een", "ीन"),
];

/// What consonants are written as, longest first.
const CONSONANTS: [(&str, &str); 36] = [
    ("ksh", "क्ष"),
    ("chh", "छ"),
    ("shr", "श्र"),
    ("dny", "ज्ञ"),
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
    ("zh", "झ"),
    ("ck", "क"),
    ("b", "ब"),
    ("c", "क"),
    ("d", "द"),
    ("f", "फ़"),
    ("g", "ग"),
    ("h", "ह"),
    ("j", "ज"),
    ("k", "क"),
    ("l", "ल"),
    ("m", "म"),
    ("n", "न"),
    ("p", "प"),
    ("q", "क़"),
    ("r", "र"),
    ("s", "स"),
    ("t", "त"),
    ("v", "व"),
    ("w", "व"),
    ("x", "क्स"),
    ("z", "ज़"),
];

/// Vowels: how they are typed, as a sign behind a consonant, and standing alone.
const VOWELS: [(&str, &str, &str); 17] = [
    ("aa", "ा", "आ"),
    ("ai", "ै", "ऐ"),
    ("au", "ौ", "औ"),
    ("ee", "ी", "ई"),
    ("ea", "ी", "ई"),
    ("ei", "े", "ए"),
    ("ie", "ी", "ई"),
    ("ii", "ी", "ई"),
    ("oo", "ू", "ऊ"),
    ("uu", "ू", "ऊ"),
    ("ou", "ौ", "औ"),
    ("oa", "ो", "ओ"),
    ("a", "", "अ"),
    ("e", "े", "ए"),
    ("i", "ि", "इ"),
    ("o", "ो", "ओ"),
    ("u", "ु", "उ"),
];

/// How letters are called, for initials: `K.` is के.
const LETTERS: [&str; 26] = [
    "ए",
    "बी",
    "सी",
    "डी",
    "ई",
    "एफ़",
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
    "ज़ेड",
];

/// A name guessed into Devanagari: `Sunita Devi` → सुनीता देवी. Words already in Devanagari, digits and marks stay.
#[must_use]
pub fn to_devanagari(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 3);
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let latin = is_latin(first);
        let end = rest.find(|c| is_latin(c) != latin).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if latin {
            out.push_str(&word(run));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out
}

const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\'' | '’')
}

fn word(word: &str) -> String {
    let lower: String = word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    if let (1, Some(c)) = (lower.len(), lower.bytes().next()) {
        return LETTERS.get(usize::from(c.saturating_sub(b'a'))).copied().unwrap_or_default().to_owned();
    }
    devanagari_of(&lower).map_or_else(|| compound(&lower), str::to_owned)
}

/// A known beginning and a known end, else one of the usual ends, else sound by sound.
pub(super) fn compound(word: &str) -> String {
    for (end, written) in ENDS {
        let Some(start) = word.strip_suffix(end).filter(|s| s.len() >= 2) else { continue };
        let vowel_sign = !written.starts_with(|c: char| ('क'..='ह').contains(&c));
        // A sign needs a consonant before it; a consonant begins a part of its own.
        match (vowel_sign, start.ends_with(is_vowel)) {
            (true, false) => return by_rule(start, false) + written,
            (false, _) => {
                return devanagari_of(start).map_or_else(|| by_rule(start, false), str::to_owned) + written;
            }
            (true, true) => {}
        }
    }
    by_rule(word, true)
}

#[derive(Clone, Copy)]
enum Sound {
    Consonant(&'static str, &'static str),
    Vowel { typed: &'static str, sign: &'static str, alone: &'static str },
}

fn sounds(word: &str) -> Vec<Sound> {
    let mut out = Vec::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let skip = match sound(rest, out.last()) {
            Some((sound, len)) => {
                out.push(sound);
                len
            }
            None => c.len_utf8(),
        };
        rest = rest.get(skip..).unwrap_or_default();
    }
    out
}

fn sound(rest: &str, before: Option<&Sound>) -> Option<(Sound, usize)> {
    let after_vowel = matches!(before, Some(Sound::Vowel { .. }));
    let next = rest.chars().nth(1);
    match (rest.chars().next()?, next) {
        // `y` before a vowel is a consonant, as is the one of Sanjay; else a vowel.
        ('y', Some(n)) if is_vowel(n) => return Some((Sound::Consonant("y", "य"), 1)),
        ('y', None) if after_vowel => return Some((Sound::Consonant("y", "य"), 1)),
        ('y', _) => return Some((Sound::Vowel { typed: "i", sign: "ि", alone: "इ" }, 1)),
        ('c', Some('e' | 'i')) => return Some((Sound::Consonant("s", "स"), 1)),
        _ => {}
    }
    let vowel = VOWELS.iter().find(|(typed, ..)| rest.starts_with(typed));
    if let Some((typed, sign, alone)) = vowel {
        return Some((Sound::Vowel { typed, sign, alone }, typed.len()));
    }
    let gy_inside = rest.starts_with("gy") && before.is_some();
    CONSONANTS
        .iter()
        .find(|(typed, _)| rest.starts_with(typed) && !(gy_inside && *typed == "gy"))
        .map(|(typed, written)| (Sound::Consonant(typed, written), typed.len()))
}

/// Sound by sound. `whole`: the word ends here, so its last vowel is long.
fn by_rule(word: &str, whole: bool) -> String {
    let sounds = sounds(word);
    let mut out = String::with_capacity(word.len() * 3);
    for (at, sound) in sounds.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|b| sounds.get(b));
        let next = sounds.get(at + 1);
        match *sound {
            Sound::Consonant(typed, written) => match next {
                Some(Sound::Consonant(after, _)) if typed == "n" && nasal_before(after) => push_nasal(&mut out, before),
                Some(Sound::Consonant("p" | "b" | "bh" | "ph", _)) if typed == "m" => push_nasal(&mut out, before),
                Some(Sound::Consonant(after, _)) => {
                    out.push_str(written);
                    if joined(typed, after, at == 0) && !after_nasal(before, after) {
                        out.push(VIRAMA);
                    }
                }
                _ => out.push_str(written),
            },
            Sound::Vowel { typed, sign, alone } => {
                let last = next.is_none() && whole;
                let vowel = if whole { vowel(&sounds, at, typed, last) } else { None };
                match before {
                    Some(Sound::Consonant(..)) => out.push_str(vowel.map_or(sign, |(sign, _)| sign)),
                    // Two vowels in a row: Priya without its y, Sonia.
                    Some(Sound::Vowel { typed: "i" | "ee", .. }) if typed.starts_with('a') => out.push_str("या"),
                    _ => out.push_str(vowel.map_or(alone, |(_, alone)| alone)),
                }
            }
        }
    }
    out
}

/// A nasal is a dot over the syllable when there is one to put it on.
fn push_nasal(out: &mut String, before: Option<&Sound>) {
    match before {
        Some(Sound::Vowel { .. }) => out.push('ं'),
        _ => out.push_str("न्"),
    }
}

/// चंदनी, not चंद्नी: behind a nasal only `r` and `y` join.
fn after_nasal(before: Option<&Sound>, after: &str) -> bool {
    matches!(before, Some(Sound::Consonant("n" | "m", _))) && !matches!(after, "r" | "y")
}

fn nasal_before(consonant: &str) -> bool {
    matches!(
        consonant,
        "k" | "kh" | "g" | "gh" | "ch" | "chh" | "j" | "jh" | "z" | "t" | "th" | "d" | "dh" | "s" | "sh" | "c" | "q" | "w"
    )
}

/// The longer sign, where a vowel's place in the word asks for one.
fn vowel(sounds: &[Sound], at: usize, typed: &str, last: bool) -> Option<(&'static str, &'static str)> {
    let long_a = ("ा", "आ");
    match typed {
        "a" if last => Some(long_a),
        "a" if short_word(sounds, at) => Some(long_a),
        "i" if last => Some(("ी", "ई")),
        "u" if last => Some(("ू", "ऊ")),
        _ => None,
    }
}

/// Ram, Lal, Khan; Rani, Mala, Radha: the first `a` of a short word is long.
fn short_word(sounds: &[Sound], at: usize) -> bool {
    let consonants = |part: &[Sound]| part.iter().all(|s| matches!(s, Sound::Consonant(..)));
    let (Some(before), Some(after)) = (sounds.get(..at), sounds.get(at + 1..)) else { return false };
    let closed = matches!(after, [Sound::Consonant(..)]);
    let open = matches!(after, [Sound::Consonant(..), Sound::Vowel { .. }]);
    before.len() <= 1 && consonants(before) && !before.is_empty() && (closed || open)
}

/// Whether two consonants are written as one. Where Hindi only leaves a schwa unsaid (रामलाल, बलबीर) they are not.
fn joined(first: &str, second: &str, at_start: bool) -> bool {
    let same = first == second || second.strip_suffix('h') == Some(first);
    if same || at_start || second == "y" {
        return true;
    }
    match (first, second) {
        ("l" | "n" | "m" | "r" | "h" | "v" | "w" | "y", "r") | ("l" | "n" | "m" | "r", "w" | "v") => false,
        (_, "r") => true,
        pair => matches!(
            pair,
            ("s" | "sh" | "d" | "t", "v" | "w")
                | ("s" | "sh" | "ksh", "t" | "th" | "k" | "kh" | "p" | "n" | "m" | "ch" | "l")
                | ("r", "m" | "t" | "th" | "d" | "dh" | "j" | "k" | "g" | "n" | "s" | "sh" | "ch")
                | ("k" | "kh" | "p", "t")
                | ("t" | "g" | "d", "n" | "m")
                | ("b" | "p", "d")
                | ("l", "p" | "k" | "m")
        ),
    }
}
