//! How alike two names are, as Indian registers write them: other spelling, other script, initials, dropped surname, swapped
//! order, `Devi` here and `Kumari` there, `Mohd` for Mohammad.
//!
//! A spelling is compared by what it sounds like (`key::loose`), with an edit distance whose costs know which letters
//! Indians write for one another. Plain Jaro-Winkler was measured in the design and takes Mohan for Mohini.

use super::key::is_vowel;
use super::plain::{Token, tokens};
use super::table::{is_particle, is_prefix};
use std::cmp::Ordering;

/// From this likeness on, two words are spellings of one name.
const ALIKE: f32 = 0.86;
/// From this likeness on, two words differ in spelling only.
const SOUNDS: f32 = 0.97;
/// From this length on, in sounds, a wrong first letter may be a slip.
const SLIP_MIN: usize = 8;
/// Most words of a name that are compared.
const WORDS_MAX: usize = 8;

/// In which way two names are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Different,
    /// One begins like the other: a surname dropped, or not typed to the end.
    Begins,
    /// Sound alike: spelling, order, initials, words that tell little.
    Alike,
    /// Word for word the same, in either script.
    Same,
}

/// How alike two names are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    pub kind: Kind,
    /// 0.0–1.0.
    pub score: f32,
}

/// Compares two names as written, in either script.
#[must_use]
pub fn compare(a: &str, b: &str) -> Likeness {
    compare_tokens(&tokens(a), &tokens(b))
}

/// Compares two names already cut into words; for one name against many.
#[must_use]
pub fn compare_tokens(a: &[Token], b: &[Token]) -> Likeness {
    compare_words(a, b).likeness
}

/// Two names compared, with what a judge of persons needs besides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    pub likeness: Likeness,
    /// Alike, and every word fits by sound, alias or as the same sounds cut otherwise: a matter of spelling only.
    pub sounds: bool,
    /// The words fit in another order.
    pub swapped: bool,
    /// How alike the words are that stand first, 0.0–1.0.
    pub first: f32,
    fits: Fits,
}

impl Compared {
    /// The words that fit, as places in the first name and in the second.
    pub fn fits(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.fits.pairs.iter().take(self.fits.len).map(|(i, j)| (usize::from(*i), usize::from(*j)))
    }
}

/// Pairs of words that fit, on the stack.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Fits {
    pairs: [(u8, u8); WORDS_MAX],
    len: usize,
}

impl Fits {
    fn push(&mut self, i: usize, j: usize) {
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        if let Some(slot) = self.pairs.get_mut(self.len) {
            *slot = (small(i), small(j));
            self.len += 1;
        }
    }
}

/// Compares two names word by word.
#[must_use]
pub fn compare_words(a: &[Token], b: &[Token]) -> Compared {
    let mut out = Compared {
        likeness: Likeness { kind: Kind::Different, score: 0.0 },
        sounds: false,
        swapped: false,
        first: 0.0,
        fits: Fits::default(),
    };
    if a.is_empty() || b.is_empty() {
        return out;
    }
    if a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.plain == y.plain) {
        (0..a.len()).for_each(|at| out.fits.push(at, at));
        return Compared { likeness: Likeness { kind: Kind::Same, score: 1.0 }, sounds: true, first: 1.0, ..out };
    }
    let (a, b) = (parts(a), parts(b));
    out.first = first_likeness(&a, &b);
    let score = if sounds_joined(&a, &b) {
        out.fits.push(0, 0);
        (out.sounds, out.first) = (true, 1.0);
        0.97
    } else {
        aligned(&a, &b, &mut out)
    };
    out.likeness = if score >= ALIKE {
        Likeness { kind: Kind::Alike, score }
    } else {
        let begun = match a.len().cmp(&b.len()) {
            Ordering::Less => begins(&a, &b),
            Ordering::Greater => begins(&b, &a),
            Ordering::Equal => begins(&a, &b).or_else(|| begins(&b, &a)),
        };
        begun.map_or(Likeness { kind: Kind::Different, score }, |s| Likeness { kind: Kind::Begins, score: s.max(score) })
    };
    out
}

/// Likeness of the words that the names begin with; what many names begin with (`Mohd`) is passed over.
fn first_likeness(a: &[Part<'_>], b: &[Part<'_>]) -> f32 {
    let first = |parts: &[Part<'_>]| parts.iter().position(|p| !p.particle && !p.initial).unwrap_or(0);
    a.get(first(a)).zip(b.get(first(b))).map_or(0.0, |(x, y)| word_likeness(x, y))
}

/// A word with what comparing needs.
struct Part<'a> {
    plain: &'a str,
    canonical: &'a str,
    sound: &'a [char],
    initial: bool,
    particle: bool,
}

impl Part<'_> {
    const fn weight(&self) -> f32 {
        if self.particle {
            0.25
        } else if self.initial {
            0.4
        } else {
            1.0
        }
    }
}

fn parts(tokens: &[Token]) -> Vec<Part<'_>> {
    let more = tokens.len() > 1;
    tokens.iter().take(WORDS_MAX).enumerate().map(|(at, token)| part(at, more, token)).collect()
}

fn part(at: usize, more: bool, token: &Token) -> Part<'_> {
    let canonical = token.canonical();
    Part {
        plain: &token.plain,
        canonical,
        sound: token.sound(),
        initial: token.plain.chars().count() == 1,
        // What stands first is the name itself (Devi Lal, Lal Bahadur), but for the words that many names begin with.
        particle: if at == 0 { more && is_prefix(canonical) } else { is_particle(canonical) },
    }
}

/// `Ram Lal` and `Ramlal`: the same sounds, cut otherwise.
fn sounds_joined(a: &[Part<'_>], b: &[Part<'_>]) -> bool {
    fn letters<'a>(parts: &'a [Part<'_>]) -> impl Iterator<Item = char> + use<'a> {
        parts.iter().flat_map(|p| p.sound.iter().copied())
    }
    a.len() != b.len() && letters(a).eq(letters(b))
}

/// Pairs the words, best pairs first, and weighs what fits against what does not.
fn aligned(a: &[Part<'_>], b: &[Part<'_>], out: &mut Compared) -> f32 {
    let (mut used_a, mut used_b) = ([false; WORDS_MAX], [false; WORDS_MAX]);
    let mut pairs: Vec<(f32, usize, usize)> = Vec::with_capacity(a.len() * b.len());
    for (i, x) in a.iter().enumerate() {
        pairs.extend(b.iter().enumerate().map(|(j, y)| (word_likeness(x, y), i, j)));
    }
    // The same place wins among equals, so that order is only swapped where it is.
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.abs_diff(p.2).cmp(&q.1.abs_diff(q.2))));
    let (mut good, mut all, mut swapped) = (0.0, 0.0, false);
    let mut sounds = true;
    for (likeness, i, j) in pairs {
        let (Some(x), Some(y)) = (a.get(i), b.get(j)) else { continue };
        let (Some(taken_a), Some(taken_b)) = (used_a.get_mut(i), used_b.get_mut(j)) else { continue };
        // A word and a particle that do not fit are two words left over, not one that differs.
        if *taken_a || *taken_b || (likeness < ALIKE && x.particle != y.particle) {
            continue;
        }
        (*taken_a, *taken_b) = (true, true);
        let weight = f32::midpoint(x.weight(), y.weight());
        let (value, weight) = match likeness {
            fit if fit >= ALIKE => (fit, weight),
            _ if x.particle && y.particle => (0.0, weight * 0.5),
            poor => (poor * 0.6, weight),
        };
        good += value * weight;
        all += weight;
        swapped |= i != j && likeness >= ALIKE && a.len() == b.len();
        sounds &= likeness >= SOUNDS || (x.particle && y.particle);
        if likeness >= ALIKE {
            out.fits.push(i, j);
        }
    }
    let left = |parts: &[Part<'_>], used: &[bool; WORDS_MAX]| -> f32 {
        parts.iter().zip(used).filter(|(_, used)| !**used).map(|(p, _)| p.weight() * 0.25).sum()
    };
    let all = all + left(a, &used_a) + left(b, &used_b);
    let score = if all > 0.0 { good / all } else { 0.0 };
    (out.sounds, out.swapped) = (sounds && score >= ALIKE, swapped);
    if swapped { score * 0.98 } else { score }
}

/// The shorter name is how the longer one begins; its last word need not be typed to the end.
fn begins(short: &[Part<'_>], long: &[Part<'_>]) -> Option<f32> {
    let (last, firsts) = short.split_last()?;
    if !firsts.iter().zip(long).all(|(x, y)| word_likeness(x, y) >= ALIKE) {
        return None;
    }
    let other = long.get(firsts.len())?;
    if word_likeness(last, other) >= ALIKE && !last.initial {
        return Some(0.8);
    }
    let typed = last.plain.chars().count();
    let sound = last.sound;
    let start = other.plain.starts_with(last.plain) || (sound.len() > 1 && other.sound.starts_with(sound));
    if !start || typed < 2 {
        return None;
    }
    let share = ratio(sound.len().min(other.sound.len()), other.sound.len());
    Some(0.55 + 0.25 * share)
}

fn ratio(part: usize, whole: usize) -> f32 {
    let small = |n: usize| u16::try_from(n).map_or(f32::MAX, f32::from);
    if whole == 0 { 0.0 } else { small(part) / small(whole) }
}

fn word_likeness(x: &Part<'_>, y: &Part<'_>) -> f32 {
    if x.plain == y.plain {
        return 1.0;
    }
    if x.canonical == y.canonical {
        return 0.97;
    }
    if x.initial || y.initial {
        let first = |p: &Part<'_>| p.canonical.chars().next();
        // Two different initials are two different names.
        return if first(x) == first(y) && x.initial != y.initial { 0.87 } else { 0.0 };
    }
    let (a, b) = (x.sound, y.sound);
    if a == b {
        return 0.97;
    }
    let longest = a.len().max(b.len());
    // Another first sound is another name, unless the word is long enough for a slip of the finger.
    let other_start = a.first().zip(b.first()).is_none_or(|(x, y)| change_cost(*x, *y, true) >= 1.0);
    if other_start && longest < SLIP_MIN {
        return 0.3;
    }
    let cost = distance(a, b);
    (1.0 - cost / ratio(longest, 1)).clamp(0.0, 0.96)
}

/// Edit distance with costs for what Indian spelling does: vowels slide, `a` and `h` come and go, neighbours swap.
fn distance(a: &[char], b: &[char]) -> f32 {
    const SIDE: usize = 41;
    let mut before = [0.0f32; SIDE];
    let mut above = [0.0f32; SIDE];
    let mut row = [0.0f32; SIDE];
    let at = |row: &[f32; SIDE], j: usize| row.get(j).copied().unwrap_or(f32::MAX);
    let set = |row: &mut [f32; SIDE], j: usize, value: f32| {
        if let Some(slot) = row.get_mut(j) {
            *slot = value;
        }
    };
    for j in 0..b.len() {
        let value = at(&above, j) + drop_cost(b, j);
        set(&mut above, j + 1, value);
    }
    for (i, x) in a.iter().enumerate() {
        let value = at(&above, 0) + drop_cost(a, i);
        set(&mut row, 0, value);
        for (j, y) in b.iter().enumerate() {
            let swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) && x != y;
            let mut best = at(&above, j) + change_cost(*x, *y, i.min(j) == 0);
            best = best.min(at(&above, j + 1) + drop_cost(a, i)).min(at(&row, j) + drop_cost(b, j));
            if swap {
                best = best.min(at(&before, j - 1) + 0.7);
            }
            set(&mut row, j + 1, best);
        }
        (before, above) = (above, row);
    }
    at(&above, b.len())
}

/// What it costs that one name has this letter and the other has none.
fn drop_cost(word: &[char], at: usize) -> f32 {
    let last = at + 1 == word.len();
    match word.get(at) {
        // The last vowel often tells a woman's name from a man's.
        Some('a') if last => 0.6,
        Some('a') if at > 0 => 0.3,
        Some('h') if at > 0 => 0.2,
        Some('i') if !last && at > 0 => 0.6,
        _ => 1.0,
    }
}

fn change_cost(x: char, y: char, first: bool) -> f32 {
    match (x, y) {
        _ if x == y => 0.0,
        ('i', 'e') | ('e', 'i') | ('u', 'o') | ('o', 'u') if !first => 0.35,
        ('b', 'v') | ('v', 'b') | ('p', 'f') | ('f', 'p') => 0.3,
        _ if is_vowel(x) && is_vowel(y) => 0.9,
        _ => 1.0,
    }
}
