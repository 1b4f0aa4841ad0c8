//! The words of names: read from `data/`, the rarer ones made of parts, every one in both scripts with the spellings it goes by.
//!
//! How often a listed word occurs falls with its place in the list as 1 / (place + a little), Mandelbrot's form of Zipf's law;
//! a made word is as rare as its parts together.

use crate::chance::{Chance, Table, mixed};
use crate::spelling;
use std::collections::HashMap;

const GIVEN: &str = include_str!("../data/given.txt");
const SURNAMES: &str = include_str!("../data/surnames.txt");
const PARTS: &str = include_str!("../data/parts.txt");
/// The names that the project knows: spellings are taken from there, and names that the lists here lack.
const KNOWN: &str = include_str!("../../../../assets/names.csv");

/// Share in percent of the first spelling, where the list says nothing.
const FIRST: u8 = 86;
/// The same for words made of parts: nobody knows how they are spelt.
const FIRST_MADE: u8 = 64;

/// A name's word in both scripts.
#[derive(Debug, Clone)]
pub struct Word {
    /// Spellings, the usual one first.
    pub latin: Vec<Box<str>>,
    /// Share of the first spelling in percent; what is left goes by halves.
    first: u8,
    pub hindi: Box<str>,
}

/// A word as one person spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    pub word: u32,
    pub spelling: u8,
}

/// A list to choose from.
#[derive(Debug, Default)]
struct Pool {
    words: Vec<u32>,
    table: Table,
}

/// Everything names are made of.
#[derive(Debug)]
pub struct Words {
    all: Vec<Word>,
    order: Vec<Pool>,
    /// Words by all their spellings, in lower case; of two, the one that stands first in the lists.
    usual: HashMap<String, u32>,
}

/// Pools in the order of their numbers, so that choosing needs no look-up.
macro_rules! pools {
    ($($variant:ident $name:literal)*) => {
        /// A list of names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum List { $($variant),* }
        const LISTS: &[&str] = &[$($name),*];
    };
}

pools! {
    NorthF "north female" NorthFYoung "north female young" NorthM "north male" NorthMYoung "north male young"
    MuslimM "muslim male" MuslimF "muslim female" SikhM "sikh male" SikhF "sikh female"
    ChristianM "christian male" ChristianF "christian female" EastM "east male" EastF "east female"
    WestM "west male" WestF "west female" SouthM "south male" SouthF "south female"
    NorthFMade "north female made" NorthMMade "north male made" MuslimMMade "muslim male made" MuslimFMade "muslim female made"
    SikhMade "sikh made" EastMMade "east male made" EastFMade "east female made" SouthMMade "south male made"
    SouthFMade "south female made" SurnameMade "surname made"
    Common "common" Bihar "bihar" Jharkhand "jharkhand" Haryana "haryana" Punjabi "punjabi" Pahari "pahari" Rajasthan "rajasthan"
    Mp "mp" Muslim "muslim" MuslimBengal "muslim bengal" Sikh "sikh" Christian "christian" ChristianTribal "christian tribal"
    Bengal "bengal" Odisha "odisha" Assam "assam" Marathi "marathi" Gujarat "gujarat" South "south" Fixed "fixed"
}

/// Beginnings, ends, the list that they make.
const MADE: [(&str, &str, &str); 11] = [
    ("north male first", "north male last", "north male made"),
    ("north root", "north root end", "north male made"),
    ("north female first", "north female last", "north female made"),
    ("muslim male first", "muslim male last", "muslim male made"),
    ("muslim female first", "muslim female last", "muslim female made"),
    ("sikh first", "sikh last", "sikh made"),
    ("east male first", "east male last", "east male made"),
    ("east female first", "east female last", "east female made"),
    ("south male first", "south male last", "south male made"),
    ("south female first", "south female last", "south female made"),
    ("surname first", "surname last", "surname made"),
];

struct Entry<'a> {
    latin: &'a str,
    hindi: &'a str,
    first: Option<u8>,
    also: Vec<&'a str>,
}

/// `Kumar कुमार 97 Kr, …`: sections of entries.
fn sections(text: &str) -> Vec<(&str, Vec<Entry<'_>>)> {
    let mut out: Vec<(&str, Vec<Entry<'_>>)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        if let Some(name) = line.strip_prefix('[') {
            out.push((name.trim_end_matches(']'), Vec::new()));
        } else if let Some((_, entries)) = out.last_mut() {
            entries.extend(line.split(',').filter_map(entry));
        }
    }
    out
}

fn entry(text: &str) -> Option<Entry<'_>> {
    let mut words = text.split_whitespace().peekable();
    let (latin, hindi) = (words.next()?, words.next()?);
    let first = words.peek().and_then(|w| w.parse().ok());
    if first.is_some() {
        words.next();
    }
    Some(Entry { latin, hindi, first, also: words.collect() })
}

impl Words {
    /// Reads the lists and makes the long tail.
    #[must_use]
    pub fn load() -> Self {
        let mut made = Maker::default();
        let parts = sections(PARTS);
        let find = |name: &str| parts.iter().find(|(n, _)| *n == name).map(|(_, e)| e.as_slice()).unwrap_or_default();
        // First, for only these say how they are spelt.
        for entry in find("fixed") {
            made.add("fixed", entry, 1.0);
        }
        for (name, entries) in sections(GIVEN).iter().chain(&sections(SURNAMES)) {
            // Surnames are steeper: a few stand for half the people.
            let flat = if name.contains("male") { 20.0 } else { 3.0 };
            for (at, entry) in entries.iter().enumerate() {
                made.add(name, entry, 1.0 / (as_part(at) + flat));
            }
        }
        made.known();
        for (first, last, to) in MADE {
            made.compose(find(first), find(last), to);
        }
        made.finish()
    }

    /// A word of a list, spelt one way or the other.
    pub fn pick(&self, list: List, chance: &mut Chance) -> Part {
        let Some(pool) = self.order.get(list as usize) else { return Part::default() };
        let word = pool.words.get(pool.table.pick(chance)).copied().unwrap_or_default();
        self.spelt(word, chance)
    }

    /// A word as somebody writes it.
    pub fn spelt(&self, word: u32, chance: &mut Chance) -> Part {
        let Some(entry) = self.all.get(word as usize) else { return Part::default() };
        let mut spelling = 0;
        if entry.latin.len() > 1 && chance.below(100) >= usize::from(entry.first) {
            spelling = 1;
            while usize::from(spelling) + 1 < entry.latin.len() && chance.percent(45) {
                spelling += 1;
            }
        }
        Part { word, spelling }
    }

    /// Words of a list.
    pub fn of(&self, list: List) -> impl Iterator<Item = u32> + '_ {
        self.order.get(list as usize).into_iter().flat_map(|p| p.words.iter().copied())
    }

    /// A word by its usual spelling, in lower case.
    #[must_use]
    pub fn number(&self, lower: &str) -> Option<u32> {
        self.usual.get(lower).copied()
    }

    /// Number of a word that stands in the list of fixed words.
    #[must_use]
    pub fn fixed(&self, latin: &str) -> u32 {
        let fixed = self.order.get(List::Fixed as usize);
        let mut words = fixed.into_iter().flat_map(|p| &p.words).copied();
        words
            .find(|w| self.all.get(*w as usize).is_some_and(|e| e.latin.first().is_some_and(|l| &**l == latin)))
            .unwrap_or_default()
    }

    #[must_use]
    pub fn latin(&self, part: Part) -> &str {
        self.all.get(part.word as usize).and_then(|w| w.latin.get(usize::from(part.spelling))).map_or("", |l| l)
    }

    #[must_use]
    pub fn hindi(&self, part: Part) -> &str {
        self.all.get(part.word as usize).map_or("", |w| &w.hindi)
    }

    /// Every spelling in lower case with its Devanagari; what is spelt so most often wins.
    #[must_use]
    pub fn both_scripts(&self) -> Vec<(String, &str)> {
        self.all.iter().flat_map(|w| w.latin.iter().map(|l| (l.to_lowercase(), &*w.hindi))).collect()
    }

    /// All words of all lists.
    #[must_use]
    pub fn all(&self) -> &[Word] {
        &self.all
    }
}

#[allow(clippy::cast_precision_loss, reason = "a place in a list")]
const fn as_part(n: usize) -> f64 {
    n as f64
}

/// Words while they are gathered.
#[derive(Default)]
struct Maker {
    all: Vec<Word>,
    by_name: HashMap<String, u32>,
    pools: HashMap<String, (Vec<u32>, Vec<f64>)>,
}

impl Maker {
    fn add(&mut self, pool: &str, entry: &Entry<'_>, weight: f64) {
        let key = format!("{}\u{1f}{}", entry.latin, entry.hindi);
        let number = if let Some(number) = self.by_name.get(&key) {
            *number
        } else {
            let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            let latin = std::iter::once(entry.latin).chain(entry.also.iter().copied()).map(Into::into).collect();
            self.all.push(Word { latin, first: entry.first.unwrap_or(FIRST), hindi: entry.hindi.into() });
            self.by_name.insert(key, number);
            number
        };
        let (words, weights) = self.pools.entry(pool.to_owned()).or_default();
        if !words.contains(&number) {
            words.push(number);
            weights.push(weight);
        }
    }

    /// Spellings of the project's table, and the names in it that the lists lack, each as frequent as the middle of its list.
    fn known(&mut self) {
        for line in KNOWN.lines().skip(1) {
            let mut columns = line.split(',');
            let (Some(latin), Some(hindi), Some(kind), Some(from)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let also: Vec<&str> = columns.next().unwrap_or_default().split_whitespace().collect();
            if let Some(word) = self.by_name.get(&format!("{latin}\u{1f}{hindi}")).and_then(|n| self.all.get_mut(*n as usize)) {
                for spelling in also {
                    if !word.latin.iter().any(|l| &**l == spelling) {
                        word.latin.push(spelling.into());
                    }
                }
                continue;
            }
            let people = match from {
                "u" => "muslim",
                "k" => "sikh",
                "c" => "christian",
                "e" => "east",
                "w" => "west",
                "t" => "south",
                _ => "north",
            };
            let sex = match kind {
                "f" => "female",
                "m" => "male",
                _ => continue,
            };
            self.add(&format!("{people} {sex}"), &Entry { latin, hindi, first: None, also }, 1.0 / 130.0);
        }
    }

    /// Every beginning with every end, as far as it is a name.
    fn compose(&mut self, firsts: &[Entry<'_>], lasts: &[Entry<'_>], pool: &str) {
        for (i, first) in firsts.iter().enumerate() {
            for (j, last) in lasts.iter().enumerate() {
                let Some((latin, hindi)) = joined(first, last) else { continue };
                if self.by_name.contains_key(&format!("{latin}\u{1f}{hindi}")) {
                    continue;
                }
                // Some fit well and some hardly: no two names are equally rare.
                let fits = mixed(i as u64 * 1009 + j as u64 * 13 + pool.len() as u64) % 100;
                let weight = [0.1, 0.2, 0.5, 1.0, 3.0].get(usize::try_from(fits / 20).unwrap_or(0)).copied().unwrap_or(1.0);
                let entry = Entry { latin: &latin, hindi: &hindi, first: Some(FIRST_MADE), also: Vec::new() };
                let number = self.all.len();
                self.add_new(pool, &entry, weight / ((as_part(i) + 6.0) * (as_part(j) + 6.0)));
                debug_assert_eq!(self.all.len(), number + 1);
            }
        }
    }

    /// As `add`, for a word that is surely new: the pools of made words are long.
    fn add_new(&mut self, pool: &str, entry: &Entry<'_>, weight: f64) {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(Word { latin: vec![entry.latin.into()], first: entry.first.unwrap_or(FIRST), hindi: entry.hindi.into() });
        self.by_name.insert(format!("{}\u{1f}{}", entry.latin, entry.hindi), number);
        let (words, weights) = self.pools.entry(pool.to_owned()).or_default();
        words.push(number);
        weights.push(weight);
    }

    fn finish(mut self) -> Words {
        for (at, word) in self.all.iter_mut().enumerate() {
            respell(word, at as u64);
        }
        let mut pools: HashMap<String, Pool> =
            self.pools.into_iter().map(|(name, (words, weights))| (name, Pool { table: Table::new(&weights), words })).collect();
        let order = LISTS.iter().map(|name| pools.remove(*name).unwrap_or_default()).collect();
        debug_assert!(pools.is_empty(), "a list that nobody asks for: {:?}", pools.keys());
        let mut usual = HashMap::new();
        for (at, word) in self.all.iter().enumerate() {
            for spelling in &word.latin {
                usual.entry(spelling.to_lowercase()).or_insert(u32::try_from(at).unwrap_or(0));
            }
        }
        Words { all: self.all, order, usual }
    }
}

/// Adds the spellings that clerks are sure to have made of it, up to four in all.
fn respell(word: &mut Word, seed: u64) {
    let mut chance = Chance::of(99, seed);
    let Some(usual) = word.latin.first().cloned() else { return };
    if usual.len() < 4 || word.first > 90 {
        return;
    }
    for _ in 0..6 {
        if word.latin.len() >= 4 {
            return;
        }
        let other = spelling::respelt(&usual, &mut chance).map(|o| title_case(&o));
        if let Some(other) = other.filter(|o| !word.latin.iter().any(|l| **l == **o)) {
            word.latin.push(other.into());
        }
    }
}

/// `sunita` → `Sunita`.
#[must_use]
pub fn title_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

/// Both parts in both scripts, or nothing where they do not go together.
fn joined(first: &Entry<'_>, last: &Entry<'_>) -> Option<(String, String)> {
    let begin = first.latin.to_lowercase();
    if begin.ends_with(last.latin) || begin == last.latin {
        return None;
    }
    let is_sign = |c: char| ('\u{93e}'..='\u{94c}').contains(&c) || c == 'ः';
    let is_consonant = |c: char| ('क'..='ह').contains(&c) || c == '\u{93c}';
    let sign = last.hindi.starts_with(is_sign);
    let closed = first.hindi.ends_with(is_consonant);
    let latin_vowels = begin.ends_with(is_vowel) && last.latin.starts_with(is_vowel);
    if (sign && !closed) || latin_vowels {
        return None;
    }
    Some((format!("{}{}", first.latin, last.latin), format!("{}{}", first.hindi, last.hindi)))
}

#[must_use]
pub const fn is_vowel(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_list_is_there_and_nothing_is_left_over() {
        let words = Words::load();
        for (at, pool) in words.order.iter().enumerate() {
            assert!(pool.words.len() > 15, "{}: {}", LISTS[at], pool.words.len());
        }
    }

    #[test]
    fn there_are_sixty_thousand_spellings_in_two_scripts() {
        let words = Words::load();
        let spellings: HashSet<String> = words.both_scripts().into_iter().map(|(l, _)| l).collect();
        assert!((50_000..120_000).contains(&spellings.len()), "{}", spellings.len());
        for word in words.all() {
            assert!(word.hindi.chars().all(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{word:?}");
            assert!(word.latin.iter().all(|l| l.chars().all(|c| c.is_ascii_alphabetic() || c == '\'')), "{word:?}");
        }
    }

    #[test]
    fn parts_join_in_both_scripts() {
        let part = |latin, hindi| Entry { latin, hindi, first: None, also: Vec::new() };
        assert_eq!(joined(&part("Ram", "राम"), &part("autar", "औतार")), Some(("Ramautar".into(), "रामऔतार".into())));
        assert_eq!(joined(&part("Sur", "सुर"), &part("endra", "ेंद्र")), Some(("Surendra".into(), "सुरेंद्र".into())));
        assert_eq!(joined(&part("Sita", "सीता"), &part("endra", "ेंद्र")), None);
        assert_eq!(joined(&part("Ram", "राम"), &part("ram", "राम")), None);
    }

    #[test]
    fn usual_spellings_are_usual() {
        let words = Words::load();
        let (mut chance, kumar) = (Chance::new(5), words.fixed("Kumar"));
        let usual = (0..1000).filter(|_| words.latin(words.spelt(kumar, &mut chance)) == "Kumar").count();
        assert!((960..=1000).contains(&usual), "{usual}");
    }
}
