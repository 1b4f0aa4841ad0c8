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
/// Sounds of a whole name that are compared when it is cut otherwise, and how long it must be for a slip to be let pass.
const RUN_MAX: usize = 40;
const JOINED_MIN: usize = 10;
const JOINED: f32 = 0.9;
/// Two words are taken for one from so many sounds on.
const MERGED_MIN: usize = 5;
/// Letters of a word in which a slip is looked for, and of one that may have two.
const SLIPPED_MIN: usize = 3;
const SLIPPED_TWICE_MIN: usize = 6;
/// `Ram Bilas`, `Ramvilas`: what the joint may cost.
const MERGED_SLIP: f32 = 0.35;

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

/// Whether a sign within the names tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Apart {
    #[default]
    No,
    /// Other initials: `K. Ramesh`, `S. Ramesh`.
    Initials,
    /// `Baby I`, `Baby II`.
    Twins,
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
    /// What says that they are two, however alike the rest is.
    pub apart: Apart,
    /// Every word of the shorter name fits or is a slip away.
    pub covered: bool,
    fits: Fits,
    slips: Fits,
}

impl Compared {
    /// The same, as the second name sees it.
    fn turned(mut self) -> Self {
        for (i, j) in &mut self.fits.pairs {
            std::mem::swap(i, j);
        }
        self
    }

    /// The words that fit, as places in the first name and in the second.
    pub fn fits(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.fits.iter()
    }

    /// Words that do not fit and are a slip of the pen apart: as often as not two names (Ramesh, Rajesh).
    pub fn slips(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.slips.iter()
    }
}

/// Pairs of words that fit, on the stack.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Fits {
    pairs: [(u8, u8); WORDS_MAX],
    len: usize,
}

impl Fits {
    fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pairs.iter().take(self.len).map(|(i, j)| (usize::from(*i), usize::from(*j)))
    }

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
    // Where words fit several as well, their order decides: so both ways round are worked out in one.
    let longer = a.len().cmp(&b.len());
    let order = longer.then_with(|| a.iter().map(|word| &word.plain).cmp(b.iter().map(|word| &word.plain)));
    if order == Ordering::Greater { compare_ordered(b, a).turned() } else { compare_ordered(a, b) }
}

fn compare_ordered(a: &[Token], b: &[Token]) -> Compared {
    let mut out = Compared {
        likeness: Likeness { kind: Kind::Different, score: 0.0 },
        sounds: false,
        swapped: false,
        first: 0.0,
        apart: Apart::No,
        covered: false,
        fits: Fits::default(),
        slips: Fits::default(),
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
    let score = if let Some(score) = joined(&a, &b) {
        out.fits.push(0, 0);
        (out.sounds, out.first) = (score >= SOUNDS, 1.0);
        score
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
#[derive(Clone, Copy)]
struct Part<'a> {
    plain: &'a str,
    canonical: &'a str,
    sound: &'a [char],
    initial: bool,
    particle: bool,
    /// Which of twins: `I`, `II`, `1`, `2`.
    ordinal: bool,
}

impl Part<'_> {
    const NONE: Self = Self { plain: "", canonical: "", sound: &[], initial: false, particle: false, ordinal: false };

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

/// The words of a name, on the stack.
struct Parts<'a> {
    all: [Part<'a>; WORDS_MAX],
    len: usize,
}

impl<'a> std::ops::Deref for Parts<'a> {
    type Target = [Part<'a>];

    fn deref(&self) -> &Self::Target {
        self.all.get(..self.len).unwrap_or_default()
    }
}

fn parts(tokens: &[Token]) -> Parts<'_> {
    let more = tokens.len() > 1;
    let mut parts = Parts { all: [Part::NONE; WORDS_MAX], len: tokens.len().min(WORDS_MAX) };
    for ((at, token), slot) in tokens.iter().enumerate().zip(&mut parts.all) {
        *slot = part(at, more, token);
    }
    parts
}

fn part(at: usize, more: bool, token: &Token) -> Part<'_> {
    let canonical = token.canonical();
    Part {
        plain: &token.plain,
        canonical,
        sound: token.sound(),
        initial: token.plain.chars().nth(1).is_none(),
        // What stands first is the name itself (Devi Lal, Lal Bahadur), but for the words that many names begin with.
        particle: if at == 0 { more && is_prefix(canonical) } else { is_particle(canonical) },
        ordinal: matches!(token.plain.as_str(), "i" | "ii" | "iii" | "iv" | "1" | "2" | "3" | "4"),
    }
}

/// Words that make another person of a short name: Ram Lal and Ram Das are brothers, Ram Lal and Ram Devi a man and a woman,
/// as are Harpreet Singh and Harpreet Kaur. Both are canonical.
fn clash(x: &str, y: &str) -> bool {
    let mans = |word| matches!(word, "lal" | "das" | "prasad" | "chand" | "nath");
    let womans = matches!(y, "devi" | "kumari" | "bai" | "begum" | "bano" | "khatun" | "bibi" | "rani" | "ben");
    (mans(x) && (mans(y) || womans)) || (x == "singh" && y == "kaur")
}

/// `Ram Lal` and `Ramlal`: the same sounds, or letters, cut otherwise. A slip in a long name is let pass.
fn joined(a: &[Part<'_>], b: &[Part<'_>]) -> Option<f32> {
    if a.len() == b.len() {
        return None;
    }
    let letters = |parts: &[Part<'_>]| parts.iter().map(|p| p.plain.len()).sum::<usize>();
    let sounds = |parts: &[Part<'_>]| parts.iter().map(|p| p.sound.len()).sum::<usize>();
    // Where words meet, a doubled sound counts once.
    if sounds(a).abs_diff(sounds(b)) > a.len() + b.len() && letters(a) != letters(b) {
        return None;
    }
    let (x, y) = (Run::of(a), Run::of(b));
    let same_letters = || a.iter().flat_map(|p| p.plain.bytes()).eq(b.iter().flat_map(|p| p.plain.bytes()));
    if x.sounds() == y.sounds() || (letters(a) == letters(b) && same_letters()) {
        return Some(0.97);
    }
    let longest = x.len.max(y.len);
    // What is one word on one side: else a word that is missing would be cut up.
    let near = a.len().min(b.len()) == 1 && longest >= JOINED_MIN && longest - x.len.min(y.len) <= 1 && longest < RUN_MAX;
    let likeness = || 1.0 - distance(x.sounds(), y.sounds()) / ratio(longest, 1);
    near.then(likeness).filter(|l| *l >= JOINED).map(|l| l.min(0.95))
}

/// The sounds of words in a row, a doubled one once, on the stack.
struct Run {
    letters: [char; RUN_MAX],
    len: usize,
}

impl Run {
    fn of(parts: &[Part<'_>]) -> Self {
        let mut run = Self { letters: ['\0'; RUN_MAX], len: 0 };
        for c in parts.iter().flat_map(|p| p.sound) {
            if run.sounds().last() != Some(c)
                && let Some(slot) = run.letters.get_mut(run.len)
            {
                *slot = *c;
                run.len += 1;
            }
        }
        run
    }

    fn sounds(&self) -> &[char] {
        self.letters.get(..self.len).unwrap_or_default()
    }
}

/// Which words are taken.
#[derive(Default)]
struct Taken {
    a: [bool; WORDS_MAX],
    b: [bool; WORDS_MAX],
}

/// Likeness of each word of one name with each of the other, on the stack.
struct Grid {
    cells: [f32; WORDS_MAX * WORDS_MAX],
    wide: usize,
}

impl Grid {
    fn of(a: &[Part<'_>], b: &[Part<'_>]) -> Self {
        let mut grid = Self { cells: [0.0; WORDS_MAX * WORDS_MAX], wide: b.len() };
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
        for ((x, y), slot) in pairs.zip(&mut grid.cells) {
            *slot = word_likeness(x, y);
        }
        grid
    }

    /// The best pair that is left. The same place wins among equals, so that order is only swapped where it is.
    fn best(&self, a: &[Part<'_>], b: &[Part<'_>], taken: &Taken) -> Option<(f32, usize, usize)> {
        let mut best: Option<(f32, usize, usize)> = None;
        for ((i, x), (row, _)) in
            a.iter().enumerate().zip(self.cells.chunks(self.wide.max(1)).zip(&taken.a)).filter(|(_, (_, t))| !**t)
        {
            for ((j, y), (likeness, _)) in b.iter().enumerate().zip(row.iter().zip(&taken.b)).filter(|(_, (_, t))| !**t) {
                // A word and a particle that do not fit are two words left over, not one that differs.
                let pair = *likeness >= ALIKE || x.particle == y.particle;
                let better =
                    |(old, k, l): (f32, usize, usize)| *likeness > old || (*likeness >= old && i.abs_diff(j) < k.abs_diff(l));
                if pair && best.is_none_or(better) {
                    best = Some((*likeness, i, j));
                }
            }
        }
        best
    }
}

/// Pairs the words, best pairs first, and weighs what fits against what does not.
fn aligned(a: &[Part<'_>], b: &[Part<'_>], out: &mut Compared) -> f32 {
    let mut taken = Taken::default();
    let (mut good, mut all, mut swapped, mut sounds, mut other) = (0.0, 0.0, false, true, false);
    let merged = merged(a, b).map(|(i, j)| ([i, i + 1], [j, j])).or_else(|| merged(b, a).map(|(j, i)| ([i, i], [j, j + 1])));
    if let Some((of_a, of_b)) = merged {
        for (side, places) in [(&mut taken.a, of_a), (&mut taken.b, of_b)] {
            for place in places {
                if let Some(slot) = side.get_mut(place) {
                    *slot = true;
                }
            }
        }
        // Two words' worth.
        (good, all) = (2.0 * SOUNDS, 2.0);
        out.fits.push(of_a[0], of_b[0]);
    }
    let grid = Grid::of(a, b);
    while let Some((likeness, i, j)) = grid.best(a, b, &taken) {
        let (Some(x), Some(y)) = (a.get(i), b.get(j)) else { break };
        let (Some(taken_a), Some(taken_b)) = (taken.a.get_mut(i), taken.b.get_mut(j)) else { break };
        (*taken_a, *taken_b) = (true, true);
        match (x, y) {
            _ if likeness >= ALIKE => out.fits.push(i, j),
            _ if x.ordinal && y.ordinal => out.apart = Apart::Twins,
            _ if x.initial && y.initial && out.apart == Apart::No => out.apart = Apart::Initials,
            _ if slips_apart(x.plain, y.plain).is_some() => out.slips.push(i, j),
            _ => other |= !(x.particle && y.particle),
        }
        let (value, weight) = worth(x, y, likeness);
        good += value * weight;
        all += weight;
        swapped |= i != j && likeness >= ALIKE && a.len() == b.len();
        sounds &= likeness >= SOUNDS || (x.particle && y.particle);
    }
    let left = |parts: &[Part<'_>], taken: &[bool; WORDS_MAX]| -> f32 {
        parts.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(p, _)| p.weight() * 0.25).sum()
    };
    let all = all + left(a, &taken.a) + left(b, &taken.b);
    let score = if all > 0.0 { good / all } else { 0.0 };
    let none_left =
        |parts: &[Part<'_>], taken: &[bool; WORDS_MAX]| parts.iter().zip(taken).all(|(p, taken)| *taken || p.particle);
    out.covered = !other && (none_left(a, &taken.a) || none_left(b, &taken.b));
    (out.sounds, out.swapped) = (sounds && score >= ALIKE, swapped);
    if swapped { score * 0.98 } else { score }
}

/// Two neighbours of `a` that are one word of `b`: `Om Prakash Gupta`, `Omprakash`.
fn merged(a: &[Part<'_>], b: &[Part<'_>]) -> Option<(usize, usize)> {
    for (i, pair) in a.windows(2).enumerate() {
        let [x, y] = pair else { continue };
        let len = x.sound.len() + y.sound.len();
        // `S Sharma` is not Sharma.
        if x.initial || y.initial || len < MERGED_MIN {
            continue;
        }
        let fits = |word: &Part<'_>| word.sound.len() == len || word.sound.len() + 1 == len;
        let whole = |word: &Part<'_>| {
            fits(word) && word.sound.first() == x.sound.first() && {
                let run = Run::of(pair);
                run.sounds() == word.sound || distance(run.sounds(), word.sound) < MERGED_SLIP
            }
        };
        if let Some(j) = b.iter().position(whole) {
            return Some((i, j));
        }
    }
    None
}

/// Value and weight of two words that were paired.
fn worth(x: &Part<'_>, y: &Part<'_>, likeness: f32) -> (f32, f32) {
    let weight = f32::midpoint(x.weight(), y.weight());
    match likeness {
        fit if fit >= ALIKE => (fit, weight),
        _ if x.ordinal && y.ordinal => (0.0, 1.0),
        _ if x.particle && y.particle && (clash(x.canonical, y.canonical) || clash(y.canonical, x.canonical)) => (0.0, 0.5),
        _ if x.particle && y.particle => (0.0, weight * 0.5),
        poor => (poor * 0.6, weight),
    }
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

/// How many slips of the pen are between two words as written: a letter wrong, missing, too much, or two neighbours exchanged. One, or two in
/// a long word; `None` where there are more.
#[must_use]
pub fn slips_apart(a: &str, b: &str) -> Option<u8> {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let most = match long {
        _ if short < SLIPPED_MIN => return None,
        SLIPPED_TWICE_MIN.. => 2,
        _ => 1,
    };
    (0..=most).find(|slips| within(a.as_bytes(), b.as_bytes(), *slips))
}

fn within(a: &[u8], b: &[u8], slips: u8) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b) else { return a.len().max(b.len()) <= usize::from(slips) };
    let Some(left) = slips.checked_sub(1) else { return false };
    let swapped = match (a_rest, b_rest) {
        ([x2, a_rest @ ..], [y2, b_rest @ ..]) => x == y2 && y == x2 && within(a_rest, b_rest, left),
        _ => false,
    };
    swapped || within(a_rest, b_rest, left) || within(a_rest, b, left) || within(a, b_rest, left)
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
    if x.ordinal && y.ordinal {
        return 0.0;
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
    let likeness = match (before_indra(a), before_indra(b)) {
        // Mahendra, Mohinder: one ending, which too many names have to count in full.
        (Some(a), Some(b)) => 1.0 - distance(a, b) / ratio(a.len().max(b.len()) + 2, 1),
        _ if honoured(a, b) || honoured(b, a) => 0.9,
        _ => 1.0 - distance(a, b) / ratio(longest, 1),
    };
    likeness.clamp(0.0, 0.96)
}

/// `Ramaben` is Rama, `Maheshbhai` Mahesh.
fn honoured(a: &[char], b: &[char]) -> bool {
    matches!(a, [stem @ .., 'b', 'e', 'n'] | [stem @ .., 'b', 'a', 'i'] if stem.len() >= 3 && stem == b)
}

/// What stands before `-ndra`, `-nder`, `-ndar`, `-ndr`.
fn before_indra(sound: &[char]) -> Option<&[char]> {
    match sound {
        [stem @ .., 'n', 'd', 'r', 'a'] | [stem @ .., 'n', 'd', 'e' | 'a' | 'i', 'r'] | [stem @ .., 'n', 'd', 'r'] => Some(stem),
        _ => None,
    }
}

/// Edit distance with costs for what Indian spelling does: vowels slide, `a` and `h` come and go, neighbours swap.
fn distance(a: &[char], b: &[char]) -> f32 {
    const SIDE: usize = 41;
    // Three rows: the one before, the one above, and this one, which take turns.
    let mut rows = [[0.0f32; SIDE]; 3];
    let b = b.get(..SIDE - 1).unwrap_or(b);
    let [mut before, mut above, mut row] = rows.each_mut();
    let mut sum = 0.0;
    for (j, slot) in above.iter_mut().skip(1).take(b.len()).enumerate() {
        sum += drop_cost(b, j);
        *slot = sum;
    }
    for (i, x) in a.iter().enumerate() {
        let dropped = drop_cost(a, i);
        let mut left = above.first().copied().unwrap_or_default() + dropped;
        if let Some(slot) = row.first_mut() {
            *slot = left;
        }
        let corners = above.windows(2).zip(b).zip(row.iter_mut().skip(1));
        for (j, ((corner, y), slot)) in corners.enumerate() {
            let [aslant, over] = corner else { continue };
            let mut best = aslant + change_cost(*x, *y, i.min(j) == 0);
            best = best.min(over + dropped).min(left + drop_cost(b, j));
            let swap = i > 0 && j > 0 && x != y && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swap {
                // At the end a vowel comes or goes: Kamal, Kamla.
                let end = i + 1 == a.len() && j + 1 == b.len() && (is_vowel(*x) || is_vowel(*y));
                best = best.min(before.get(j - 1).copied().unwrap_or(f32::MAX) + if end { 0.9 } else { 0.7 });
            }
            *slot = best;
            left = best;
        }
        (before, above, row) = (above, row, before);
    }
    above.get(b.len()).copied().unwrap_or(f32::MAX)
}

/// What it costs that one name has this letter and the other has none.
fn drop_cost(word: &[char], at: usize) -> f32 {
    let last = at + 1 == word.len();
    match word.get(at) {
        // The last vowel often tells a woman's name from a man's; nearly always in Nasir, Nasira and Aditi, Aditya.
        Some('a') if last => match word {
            [.., 'i', 'd' | 'k' | 'l' | 'm' | 'n' | 'r', 'a'] | [.., 'i', 'a'] => 1.0,
            _ => 0.6,
        },
        Some('a') if at > 0 => 0.3,
        Some('h') if at > 0 => 0.2,
        Some('i') if !last && at > 0 => 0.6,
        _ => 1.0,
    }
}

fn change_cost(x: char, y: char, first: bool) -> f32 {
    match (x, y) {
        _ if x == y => 0.0,
        ('i', 'e') | ('e', 'i') | ('u', 'o') | ('o', 'u') => {
            if first {
                0.5
            } else {
                0.35
            }
        }
        ('b', 'v') | ('v', 'b') | ('p', 'f') | ('f', 'p') => 0.3,
        _ if is_vowel(x) && is_vowel(y) => 0.9,
        _ => 1.0,
    }
}
