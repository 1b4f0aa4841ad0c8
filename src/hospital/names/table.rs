//! The tables of names: common names in both scripts (`assets/names.csv`) and spellings that mean one name
//! (`assets/name_aliases.txt`). Read once; never changed at run time.

use super::quick::QuickMap;
use super::scripts::as_tamil_tells;
pub(super) use super::words::{is_particle, is_prefix};
use std::hash::Hasher as _;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// What a word of a name is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A woman's given name.
    Female,
    /// A man's given name.
    Male,
    /// Stands after a given name and tells little: `Devi`, `Kumar`, `Bano`.
    Particle,
    Surname,
}

/// Where, or among whom, a name is common. Only for made-up people; a name proves nothing about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    North,
    Muslim,
    Sikh,
    Christian,
    East,
    West,
    South,
}

/// A common name in both scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownName {
    pub latin: &'static str,
    pub devanagari: &'static str,
    pub kind: NameKind,
    pub region: Region,
    /// Other Latin spellings of the same Devanagari form, parted by blanks.
    also: &'static str,
}

impl KnownName {
    /// Every Latin spelling, the usual one first.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.latin).chain(self.also.split_whitespace())
    }
}

static NAMES: &str = include_str!("../../../assets/names.csv");
static MORE: &str = include_str!("../../../assets/names_more.csv");
static ALIASES: &str = include_str!("../../../assets/name_aliases.txt");

static KNOWN: LazyLock<Vec<KnownName>> = LazyLock::new(|| NAMES.lines().skip(1).filter_map(read_line).collect());

/// To be raised when code of this room changes how a name is cut into words: [`edition`] sees all else by itself.
const RULES: u32 = 1;

/// Usual Latin and Devanagari spellings of all names of the tables; those that made-up people have come first.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let more = MORE.lines().skip(1).filter(|l| !l.starts_with('#')).filter_map(|line| line.split_once(','));
    KNOWN.iter().map(|name| (name.latin, name.devanagari)).chain(more)
}

/// Lower-case Latin spelling, and its folded form, to Devanagari.
static TO_DEVANAGARI: LazyLock<QuickMap<String, &'static str>> = LazyLock::new(|| {
    let mut map = QuickMap::default();
    for name in KNOWN.iter() {
        for spelling in name.spellings() {
            map.entry(lower_letters(spelling)).or_insert(name.devanagari);
        }
    }
    for (latin, devanagari) in pairs() {
        map.entry(lower_letters(latin)).or_insert(devanagari);
    }
    // Spellings that only sound like one come after all that are written so.
    for (latin, devanagari) in pairs() {
        let loose: String = super::key::loose(&lower_letters(latin)).as_slice().iter().collect();
        map.entry(format!("~{loose}")).or_insert(devanagari);
    }
    map
});

/// Folded Devanagari to the usual Latin spelling.
static TO_LATIN: LazyLock<QuickMap<String, &'static str>> = LazyLock::new(|| {
    let mut map = QuickMap::default();
    for (latin, devanagari) in pairs() {
        map.entry(fold_devanagari(&devanagari.nfc().collect::<String>())).or_insert(latin);
    }
    map
});

/// What Tamil can tell of a Devanagari name to its usual Latin spelling; the more common name comes first.
static TAMIL: LazyLock<QuickMap<String, &'static str>> = LazyLock::new(|| {
    let mut map = QuickMap::default();
    for (latin, devanagari) in pairs() {
        map.entry(as_tamil_tells(devanagari)).or_insert(latin);
    }
    map
});

/// Any spelling in lower case to the one that stands for its group.
static CANONICAL: LazyLock<QuickMap<String, String>> = LazyLock::new(|| {
    let mut map: QuickMap<String, String> = QuickMap::default();
    for line in ALIASES.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        for word in std::iter::once(first).chain(words) {
            map.entry(word.to_owned()).or_insert_with(|| first.to_owned());
        }
    }
    for name in KNOWN.iter() {
        let main = lower_letters(name.latin);
        let group = map.get(&main).cloned().unwrap_or(main);
        for other in name.spellings().skip(1) {
            map.entry(lower_letters(other)).or_insert_with(|| group.clone());
        }
    }
    map
});

fn read_line(line: &'static str) -> Option<KnownName> {
    let mut cells = line.split(',');
    let (latin, devanagari) = (cells.next()?, cells.next()?);
    let kind = match cells.next()? {
        "f" => NameKind::Female,
        "m" => NameKind::Male,
        "p" => NameKind::Particle,
        "s" => NameKind::Surname,
        _ => return None,
    };
    let region = match cells.next()? {
        "n" => Region::North,
        "u" => Region::Muslim,
        "k" => Region::Sikh,
        "c" => Region::Christian,
        "e" => Region::East,
        "w" => Region::West,
        "t" => Region::South,
        _ => return None,
    };
    Some(KnownName { latin, devanagari, kind, region, also: cells.next()? })
}

/// The common names, in the order of the file.
#[must_use]
pub fn known() -> &'static [KnownName] {
    &KNOWN
}

fn lower_letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The Devanagari form of a lower-case Latin word, as written or as it sounds.
pub(super) fn devanagari_of(word: &str) -> Option<&'static str> {
    TO_DEVANAGARI.get(word).copied().or_else(|| {
        let loose: String = super::key::loose(word).as_slice().iter().collect();
        // Two or three letters sound like too many names.
        (loose.chars().count() > 3).then(|| TO_DEVANAGARI.get(&format!("~{loose}")).copied())?
    })
}

/// The usual Latin spelling of a Devanagari word.
pub(super) fn latin_of(word: &str) -> Option<&'static str> {
    TO_LATIN.get(&fold_devanagari(word)).copied()
}

/// The usual Latin spelling of a Tamil word read as Devanagari. Two letters are too many names.
pub(super) fn latin_of_tamil(word: &str) -> Option<&'static str> {
    let told = as_tamil_tells(word);
    if told.chars().count() > 2 { TAMIL.get(&told).copied() } else { None }
}

/// The spelling that stands for a lower-case word's group; the word itself when it is in none.
pub(super) fn canonical(word: &str) -> &str {
    group(word).unwrap_or(word)
}

/// The spelling that stands for a lower-case word's group, if it is in one.
pub(super) fn group(word: &str) -> Option<&'static str> {
    CANONICAL.get(word).map(String::as_str)
}

/// What of the tables and rules was new when the terms of a database, or the words of an index, were made: another number, and the
/// same name may be cut and sound otherwise. Told from the tables themselves and from what the rules make of all names in them.
pub fn edition() -> u64 {
    static EDITION: LazyLock<u64> = LazyLock::new(|| {
        let mut hash = super::quick::Hash::default();
        for text in [NAMES, MORE, ALIASES, super::words::WORDS, super::scripts::RULES] {
            hash.write(text.as_bytes());
        }
        for (latin, devanagari) in pairs() {
            hash.write(super::latin::compound(devanagari).as_bytes());
            hash.write(super::key::key(latin).as_bytes());
            for sound in super::key::loose(&lower_letters(latin)).as_slice() {
                hash.write_u32(u32::from(*sound));
            }
        }
        hash.write_u32(RULES);
        hash.finish()
    });
    *EDITION
}

/// One spelling of what Hindi and its neighbours write in several, of a word in composed form (NFC): without nukta and the virama of
/// the end, half nasals and chandrabindu as anusvara, vowels of one length.
fn fold_devanagari(word: &str) -> String {
    let chars: Vec<char> = word.chars().filter(|c| !matches!(c, '\u{093C}' | '\u{200C}' | '\u{200D}')).collect();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let half_nasal = matches!(c, 'ङ' | 'ञ' | 'ण' | 'न' | 'म') && chars.get(at + 1) == Some(&'\u{094D}');
        let before_stop = chars.get(at + 2).is_some_and(|n| ('क'..='भ').contains(n) && !matches!(n, 'ङ' | 'ञ' | 'ण' | 'न'));
        if half_nasal && before_stop {
            out.push('ं');
            at += 2;
        } else {
            out.push(folded(*c));
            at += 1;
        }
    }
    if out.ends_with('\u{094D}') {
        out.pop();
    }
    out
}

const fn folded(c: char) -> char {
    match c {
        'ँ' => 'ं',
        'ी' => 'ि',
        'ू' => 'ु',
        'ॆ' => 'े',
        'ॊ' => 'ो',
        'ऎ' => 'ए',
        'ऒ' => 'ओ',
        'ऱ' => 'र',
        'ऩ' => 'न',
        c => c,
    }
}
