//! Searching: what was asked becomes lists of people with weights, the best are read and judged.

mod expand;
mod gather;
mod near;

use super::open::{Index, NumberKind};
use super::section::Section;
use super::words::{Field, ListAt, Words, skeleton};
use super::{Ask, Bits, Digits, Hit, IndexError, bucket, shape_of};
use crate::hospital::central::CentralPatient;
use crate::hospital::matching::{self, Side};
use crate::hospital::names::{self, Token};
use crate::hospital::sex::Sex;
use expand::expand;
pub(super) use expand::{Spelling, popular};
use gather::{Group, Question, bits, gather};

/// Lines of an answer.
pub const HITS_MAX: usize = 20;
/// People that are read and judged.
const JUDGED_MAX: usize = 48;
/// People whose number begins as typed, looked at.
const NUMBERS_MAX: usize = 400;
/// Words whose spellings are kept, about 200 bytes each.
const SPELT_MAX: usize = 10_000;
/// Share of all evidence asked for that a person must have.
const LEAST: f32 = 0.34;
/// A field where a word is not looked for.
const NOT_THERE: f32 = 60.0;
/// How alike words of places must be: there are many of them, and each is a list to read.
const PLACE_MIN: f32 = 0.8;
/// Share of its uses that a word must have in a field to be taken for one of it.
const USED_MIN: f32 = 0.02;
/// Bits added for a word that is there at all: what its absence would take away.
const THERE: f32 = 2.5;

/// The word of the vocabulary spelt exactly so.
pub(super) fn exactly(words: &Words, typed: &Token) -> Option<u32> {
    let key = skeleton(&typed.sound_text());
    words.between(key, key).find(|word| words.is(*word, &typed.plain))
}

impl Index {
    /// People that fit what is asked, best first, at most [`HITS_MAX`].
    ///
    /// # Errors
    /// [`IndexError::Stopped`] when `stop` says so; damaged, or the disk.
    pub fn search(&self, ask: &Ask, stop: &dyn Fn() -> bool) -> Result<Vec<Hit>, IndexError> {
        if ask.is_empty() || self.people == 0 {
            return Ok(Vec::new());
        }
        let asked = Asked::new(ask, self);
        let question = self.question(ask, &asked)?;
        let found = gather(self, question, stop)?;
        for (id, _) in &found {
            self.person_soon(*id);
        }
        let mut hits = Vec::with_capacity(found.len());
        for (id, _) in found {
            if stop() {
                return Err(IndexError::Stopped);
            }
            hits.push(self.judge(&asked, self.person(id)?));
        }
        hits.sort_by(|a: &Hit, b| b.bits.total_cmp(&a.bits));
        hits.truncate(HITS_MAX);
        Ok(hits)
    }

    fn judge(&self, asked: &Asked, person: CentralPatient) -> Hit {
        let known = Side::from(&person);
        let judged = matching::judge(&asked.side_for(&known), &known, &self.weights, self);
        Hit { person, score: judged.score, bits: judged.bits, why: judged.why }
    }

    /// What is asked, as lists and weights.
    fn question(&self, ask: &Ask, asked: &Asked) -> Result<Question, IndexError> {
        let mut groups = Vec::new();
        let last = |n: usize, of: &[Token]| ask.typing && n + 1 == of.len();
        for word in &asked.words {
            groups.push(self.word_group(&word.spellings, word.less));
        }
        let nothing = asked.words.is_empty();
        for (n, word) in asked.side.names.first().into_iter().flatten().enumerate() {
            let begun = nothing && last(n, asked.side.names.first().map_or(&[], Vec::as_slice));
            groups.push(self.word_group(&self.spellings(word, begun), [0.0, 4.5, NOT_THERE]));
        }
        for word in asked.side.relatives.first().into_iter().flatten() {
            groups.push(self.word_group(&self.spellings(word, false), [4.5, 0.5, NOT_THERE]));
        }
        for word in &asked.side.place {
            groups.push(self.word_group(&self.spellings(word, false), [NOT_THERE, NOT_THERE, 0.0]));
        }
        groups.push(self.pin_group(&ask.pin));
        groups.push(self.numbers_group(Digits { mobile: &ask.mobile, uhid: ask.uhid.trim(), pin: "" }, &ask.abha)?);
        for digits in &ask.digits {
            let may_be = Digits::of(digits);
            let mut group = self.numbers_group(may_be, "")?;
            group.join(self.pin_group(may_be.pin));
            groups.push(group);
        }
        groups.push(self.four_group(ask));
        Ok(Question { groups, bonus: bonus(ask.birth_year, ask.sex), keep: JUDGED_MAX, least: LEAST })
    }

    /// Lists of a typed word: its spellings, in each field. `less`: bits that a field takes off; more than any word has: not looked in.
    fn word_group(&self, spellings: &[Spelling], less: [f32; 3]) -> Group {
        let mut group = Group::default();
        // A rarer spelling of a common name says no more than the common one: all that are as likely or likelier count too.
        let mut sums = [0_u64; 3];
        for (n, alike) in spellings.chunk_by(|a, b| a.like.total_cmp(&b.like).is_eq()).enumerate() {
            let like = alike.first().map_or(0.0, |s| s.like);
            for ((field, less), sum) in Field::ALL.into_iter().zip(less).zip(&mut sums) {
                // In a field where the word is an exception, only the word itself.
                if less >= NOT_THERE || (n > 0 && less > 3.0) || (field == Field::Place && like < PLACE_MIN) {
                    continue;
                }
                let lists: Vec<ListAt> = alike.iter().filter_map(|s| self.words.list(s.word, field)).collect();
                *sum += lists.iter().map(|l| u64::from(l.count)).sum::<u64>();
                let weight = rarity(*sum, self.people) + THERE - misspelt(like) - less;
                for list in lists {
                    group.add(self, Section::Lists, list, bits(weight.max(0.5)));
                }
            }
        }
        group
    }

    /// Words of the index that this one may be. Kept: with each key all words but the last are asked for again.
    pub(super) fn spellings(&self, word: &Token, begun: bool) -> Vec<Spelling> {
        let asked = (word.plain.clone(), begun);
        if let Some(known) = self.spelt.borrow().get(&asked) {
            return known.clone();
        }
        let found = expand(&self.words, &self.popular, word, begun);
        let mut spelt = self.spelt.borrow_mut();
        if spelt.len() >= SPELT_MAX {
            spelt.clear();
        }
        spelt.insert(asked, found.clone());
        found
    }

    /// People whose mobile, UHID or ABHA number is the one asked for, or begins so.
    fn numbers_group(&self, asked: Digits<'_>, abha: &str) -> Result<Group, IndexError> {
        let mut group = Group::default();
        let mut add = |found: Vec<super::numbers::Numbered>, weight: f32| {
            for number in found {
                group.short.push((number.id, bits(weight)));
                group.max = group.max.max(bits(weight));
            }
        };
        if let Some((low, high)) = begins(asked.mobile, 10) {
            let weight = if asked.mobile.len() == 10 { 20.0 } else { 14.0 };
            let base = super::record::MOBILE_BASE;
            if high >= base {
                let range = ((0, low.saturating_sub(base)), (0, high - base));
                add(self.numbered(NumberKind::Mobile, range.0, range.1, NUMBERS_MAX)?, weight);
            }
        }
        if let Some((low, high)) = begins(abha, 14) {
            add(self.numbered(NumberKind::Abha, (0, low), (0, high), NUMBERS_MAX)?, 30.0);
        }
        if let Some((shape, number)) = shape_of(asked.uhid).filter(|(shape, _)| !shape.is_empty()) {
            for (template, digits) in self.shapes(&shape) {
                let ten = 10_u64.saturating_pow(digits);
                let (low, high) = (number.saturating_mul(ten), number.saturating_mul(ten).saturating_add(ten - 1));
                let weight = if digits == 0 { 32.0 } else { 12.0 };
                add(self.numbered(NumberKind::Uhid, (template, low), (template, high), NUMBERS_MAX)?, weight);
            }
        }
        Ok(group)
    }

    /// People of places with this PIN code.
    fn pin_group(&self, pin: &str) -> Group {
        if pin.len() < 4 {
            return Group::default();
        }
        let spellings = self.spellings(&names::token_of_word(pin), pin.len() < 6);
        self.word_group(&spellings, [NOT_THERE, NOT_THERE, 0.0])
    }

    /// Shapes of UHIDs that begin with this one, and how many digits they have more.
    fn shapes(&self, begin: &str) -> Vec<(u32, u32)> {
        let digits = |shape: &str| u32::try_from(shape.bytes().filter(|b| *b == b'9').count()).unwrap_or(0);
        let lower = begin.to_lowercase();
        let fits = |shape: &str| shape.to_lowercase().starts_with(&lower);
        let mut found: Vec<(u32, u32)> =
            self.templates().filter(|(_, shape)| fits(shape)).map(|(n, shape)| (n, digits(shape) - digits(begin))).collect();
        found.sort_by_key(|(_, more)| *more);
        found.truncate(8);
        found
    }

    fn four_group(&self, ask: &Ask) -> Group {
        let mut group = Group::default();
        let whole = |mobile: &&str| mobile.len() == 10;
        let typed = ask.digits.iter().map(|digits| Digits::of(digits).mobile);
        let mobile = std::iter::once(ask.mobile.as_str()).chain(typed).find(whole).unwrap_or_default();
        let four = if mobile.len() == 10 { mobile.get(6..).unwrap_or_default() } else { ask.last_four.as_str() };
        let list = four.parse::<usize>().ok().filter(|_| four.len() == 4).and_then(|n| self.four.get(n)).copied();
        if let Some(list) = list.filter(|l| l.count > 0) {
            group.add(self, Section::Four, list, bits(if mobile.len() == 10 { 4.0 } else { 11.0 }));
        }
        group
    }
}

/// The numbers of so many digits that begin with what was typed.
fn begins(typed: &str, digits: u32) -> Option<(u64, u64)> {
    let number: u64 = typed.parse().ok()?;
    let more = digits.checked_sub(u32::try_from(typed.len()).ok()?).filter(|more| *more < digits - 4)?;
    let ten = 10_u64.pow(more);
    Some((number * ten, number * ten + (ten - 1)))
}

/// Bits that a word is worth which so many people have.
fn rarity(count: u64, people: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a logarithm of counts")]
    let bits = (f64::from(people) / (count.max(1) as f64)).log2() as f32;
    bits.clamp(0.0, 16.0)
}

/// Bits that a spelling loses against the word as typed.
fn misspelt(like: f32) -> f32 {
    match like {
        l if l >= 0.99 => 0.0,
        l if l >= 0.95 => 0.7,
        l if l >= 0.90 => 1.5,
        l if l >= 0.86 => 2.5,
        l if l >= 0.75 => 4.0,
        _ => 5.5,
    }
}

/// Evidence of birth year and sex for each bucket, the least 0.
fn bonus(year: Option<i32>, sex: Option<Sex>) -> Vec<Bits> {
    const AGE: f32 = 8.0;
    const SEX: f32 = 4.0;
    (0..super::open::BUCKETS)
        .map(|at| {
            let known = i32::try_from(at / 4).ok().filter(|y| *y > 0).map(|y| y - 1 + super::open::FIRST_YEAR);
            let age = match (year, known) {
                (None, _) => 0.0,
                (Some(_), None) => AGE,
                (Some(asked), Some(known)) => AGE + age_bits(asked.abs_diff(known)),
            };
            let same = sex.map(|sex| usize::from(bucket(None, Some(sex))));
            let sex = match (same, at % 4) {
                (None | Some(0), _) => 0.0,
                (Some(_), 0) => SEX,
                (Some(asked), known) if asked == known => SEX + 1.0,
                _ => 0.0,
            };
            bits(age + sex)
        })
        .collect()
}

const fn age_bits(apart: u32) -> f32 {
    match apart {
        0 => 4.0,
        1 => 3.6,
        2 => 2.8,
        3 => 1.6,
        4 | 5 => 0.4,
        6..=10 => -3.0,
        _ => -8.0,
    }
}

/// What is asked, cut into words.
struct Asked {
    side: Side,
    digits: Vec<String>,
    /// Words that may be of the name, the relative, or the place.
    words: Vec<FreeWord>,
}

/// A word typed into the search box.
struct FreeWord {
    token: Token,
    spellings: Vec<Spelling>,
    /// Bits that each field takes off: how seldom the word stands there.
    less: [f32; 3],
    place: bool,
}

impl FreeWord {
    fn new(token: Token, begun: bool, index: &Index) -> Self {
        let spellings = index.spellings(&token, begun);
        let sure = spellings.iter().filter(|s| s.like >= 0.9);
        let counts = sure.fold([0.0_f32; 3], |mut sums, s| {
            for (sum, field) in sums.iter_mut().zip(Field::ALL) {
                *sum += number(index.words.count_of(s.word, field));
            }
            sums
        });
        let all: f32 = counts.iter().sum::<f32>().max(1.0);
        // A search box is for people: the name first, where the word is used for both.
        let seldom = |at: usize, also: f32| {
            let share = counts.get(at).copied().unwrap_or(0.0) / all;
            if share > 0.0 { (-share.log2()).min(12.0) + also } else { also }
        };
        let less = [seldom(0, 0.0), seldom(1, 1.0), seldom(2, 0.5)];
        Self { token, spellings, less, place: counts.get(2).copied().unwrap_or(0.0) / all >= USED_MIN }
    }
}

fn number(count: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share is worked out of it")]
    let number = count as f32;
    number
}

impl Asked {
    fn new(ask: &Ask, index: &Index) -> Self {
        let scripts = |a: &str, b: &str| -> Vec<Vec<Token>> {
            [a, b].into_iter().map(names::tokens).filter(|words| !words.is_empty()).collect()
        };
        let side = Side {
            names: scripts(&ask.name, &ask.name_hi),
            relation: ask.relation,
            relatives: scripts(&ask.relative, &ask.relative_hi),
            sex: ask.sex,
            birth_year: ask.birth_year,
            born: ask.born,
            mobile: if ask.mobile.is_empty() { ask.last_four.clone() } else { ask.mobile.clone() },
            pin: ask.pin.clone(),
            place: names::tokens(&ask.place),
            uhid: ask.uhid.clone(),
            abha: ask.abha.clone(),
            round_age: ask.round_age,
        };
        let words = names::tokens(&ask.words.join(" "));
        let last = words.len().saturating_sub(1);
        let words =
            words.into_iter().enumerate().map(|(n, token)| FreeWord::new(token, ask.typing && n == last, index)).collect();
        Self { side, digits: ask.digits.clone(), words }
    }

    /// The free words put where they fit this person best; what fits nowhere is a name.
    fn side_for(&self, known: &Side) -> Side {
        let mut side = self.side.clone();
        self.put_digits(known, &mut side);
        if self.words.is_empty() {
            return side;
        }
        let (mut name, mut relative) = (Vec::new(), Vec::new());
        for word in &self.words {
            let token = &word.token;
            let fit = |words: &[Vec<Token>]| words.iter().map(|w| best_fit(token, w)).fold(0.0, f32::max);
            let (as_name, as_relative) = (fit(&known.names), fit(&known.relatives));
            let as_place = if word.place { best_fit(token, &known.place) } else { 0.0 };
            if as_name >= as_relative && as_name >= as_place {
                name.push(token.clone());
            } else if as_relative >= as_place {
                relative.push(token.clone());
            } else {
                side.place.push(token.clone());
            }
        }
        for (words, side) in [(name, &mut side.names), (relative, &mut side.relatives)] {
            if !words.is_empty() {
                side.push(words);
            }
        }
        side
    }

    /// Digits as what they are here; as nothing else they speak against nobody, but as a whole mobile.
    fn put_digits(&self, known: &Side, side: &mut Side) {
        for Digits { mobile, uhid, pin } in self.digits.iter().map(|digits| Digits::of(digits)) {
            if known.uhid.starts_with(uhid) {
                uhid.clone_into(&mut side.uhid);
            } else if !pin.is_empty() && known.pin == pin {
                pin.clone_into(&mut side.pin);
            } else if mobile.len() == 10 || !mobile.is_empty() && known.mobile.starts_with(mobile) {
                mobile.clone_into(&mut side.mobile);
            }
        }
    }
}

fn best_fit(word: &Token, words: &[Token]) -> f32 {
    let one = std::slice::from_ref;
    words.iter().map(|other| names::compare_tokens(one(word), one(other)).score).fold(0.0, f32::max)
}
