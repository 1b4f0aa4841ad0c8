//! A name cut into words that can be stored and compared: lower case, Latin letters, titles and relations taken off.
//!
//! Two steps, so that a builder of millions of names can keep the first by heart: [`piece`] knows one written word alone,
//! [`tokens_of`] applies what only the whole name tells (titles stand before a name, `S/o` ends it). [`tokens`] is both.

use super::key::{key_of, loose};
use super::latin::to_latin;
use super::scripts::{digit, is_indic, script};
use super::table::{group, is_particle, is_prefix};
use super::words::{Role, role};
use crate::hospital::opd_form::is_devanagari;
use std::borrow::{Borrow, Cow};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// One word of a name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// Lower case, Latin letters, as spelt: what a prefix search looks in.
    pub plain: String,
    /// Blocking key: the same for spellings that sound alike.
    pub key: String,
    /// The spelling that stands for its group of aliases.
    group: Option<&'static str>,
    /// How it sounds; made once, since one name is compared with many.
    sound: Box<[char]>,
}

impl Token {
    fn new(plain: String) -> Self {
        let group = group(&plain);
        let sound = loose(group.unwrap_or(&plain));
        Self { key: key_of(&sound), plain, group, sound: sound.as_slice().into() }
    }

    /// The spelling that stands for it and its aliases.
    #[must_use]
    pub fn canonical(&self) -> &str {
        self.group.unwrap_or(&self.plain)
    }

    /// True where it tells little of who is meant: `Devi`, `Kumar`, `Mohd`.
    #[must_use]
    pub fn tells_little(&self) -> bool {
        is_particle(self.canonical()) || is_prefix(self.canonical())
    }

    /// How it sounds, vowels kept: of its canonical spelling.
    #[must_use]
    pub const fn sound(&self) -> &[char] {
        &self.sound
    }

    /// [`Self::sound`] as text.
    #[must_use]
    pub fn sound_text(&self) -> String {
        self.sound().iter().collect()
    }
}

/// No personal data in logs.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The token of a word that [`tokens`] has made plain before: lower case, Latin letters.
#[must_use]
pub fn token_of_word(plain: &str) -> Token {
    Token::new(plain.to_owned())
}

/// A word with what it is in a name.
#[derive(Debug, Clone)]
pub struct Word {
    pub token: Token,
    role: Role,
    /// Tells little behind a given name: `Devi`, `Kumar`.
    pub particle: bool,
}

impl Word {
    /// Stands before a name and is no part of it.
    #[must_use]
    pub const fn title(&self) -> bool {
        self.role.is_title()
    }

    /// A part of the name wherever it stands: neither title nor kin nor mark of a relation.
    #[must_use]
    pub const fn is_name(&self) -> bool {
        matches!(self.role, Role::Name)
    }

    /// What follows names somebody else: `S/o`.
    #[must_use]
    pub const fn relation_mark(&self) -> bool {
        matches!(self.role, Role::Mark | Role::BabyOf)
    }
}

/// What stands between two blanks of a name: most often one word, but `Ram-Lal` is two and `W/o.Mohan` a mark and a word.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub words: Vec<Word>,
}

/// Cuts one blank-separated word as written.
#[must_use]
pub fn piece(written: &str) -> Piece {
    let mut words = Vec::with_capacity(1);
    cut(written, &mut words);
    Piece { words }
}

fn cut(written: &str, words: &mut Vec<Word>) {
    let composed = if written.is_ascii() || is_nfc_quick(written.chars()) == IsNormalized::Yes {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(written.nfc().collect::<String>())
    };
    let mut rest: &str = &composed;
    while !rest.is_empty() {
        if let Some((role, after)) = relation_mark(rest) {
            words.push(Word { token: Token::new(String::new()), role, particle: false });
            rest = after;
        } else {
            let (first, after) = rest.split_once(is_break).unwrap_or((rest, ""));
            words.extend(word(first));
            rest = after;
        }
    }
}

fn word(written: &str) -> Option<Word> {
    let mut lower = letters(written);
    // मो0, डा०: a nought for the sign of abbreviation.
    if lower.ends_with('0') && is_indic(&lower) {
        lower.truncate(lower.trim_end_matches('0').len());
    }
    let mut role = role(&lower);
    let plain = if is_indic(&lower) {
        let plain = letters(&to_latin(&lower));
        // The table has titles in two scripts; those of the others are known by their Latin form.
        if !is_devanagari(&lower) && super::words::role(&plain).is_title() {
            role = Role::Title;
        }
        plain
    } else {
        lower
    };
    if plain.is_empty() {
        return None;
    }
    let token = Token::new(plain);
    let particle = is_particle(token.canonical());
    Some(Word { token, role, particle })
}

/// The words of a name, in order, for storing and searching.
#[must_use]
pub fn tokens(name: &str) -> Vec<Token> {
    let mut words = Vec::with_capacity(4);
    name.split_whitespace().for_each(|written| cut(written, &mut words));
    chosen(words.into_iter()).into_iter().map(|word| word.token).collect()
}

/// The words of a name whose pieces are known: the same as [`tokens`] of the whole.
#[must_use]
pub fn tokens_of<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> Vec<&'a Token> {
    chosen(pieces.into_iter().flat_map(|piece| &piece.words)).into_iter().map(|word| &word.token).collect()
}

/// The words that are the name: titles, relation marks and what follows a relation in the middle taken off.
fn chosen<W: Borrow<Word>>(words: impl Iterator<Item = W>) -> Vec<W> {
    let mut name: Vec<W> = Vec::with_capacity(4);
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let role = word.borrow().role;
        let relation = match role {
            Role::Mark | Role::BabyOf => true,
            // Alone or last it may be the beginning of a name that is being typed.
            Role::Weak => words.peek().is_some(),
            Role::Of => words.peek().is_some() && name.last().is_none_or(|w| w.borrow().role != Role::Name),
            Role::Whose => words.peek().is_some_and(|w| w.borrow().role.is_kin()) && !name.is_empty(),
            Role::Name | Role::Title | Role::Late | Role::Kin | Role::TitleOrKin => false,
        };
        if !relation {
            name.push(word);
            continue;
        }
        if role == Role::Of {
            while name.last().is_some_and(|w| w.borrow().role.is_kin()) {
                name.pop();
            }
        }
        // `Baby B/o Sunita`, `Son of Ram`: nobody was named yet. In `Baby W/o Ram`, Baby was.
        if matches!(role, Role::BabyOf | Role::Of) && name.iter().all(|w| w.borrow().role.is_title()) {
            name.clear();
        }
        if !name.is_empty() {
            // `Ram S/o Mohan`: the rest names somebody else.
            break;
        }
    }
    without_titles(name)
}

/// Takes titles off the front while a name is left behind them, and `(late)` off the end.
fn without_titles<W: Borrow<Word>>(mut name: Vec<W>) -> Vec<W> {
    while name.len() > 1 && name.last().is_some_and(|w| w.borrow().role == Role::Late) {
        name.pop();
    }
    let mut start = 0;
    while name.get(start).is_some_and(|w| w.borrow().role.is_title())
        && name.get(start + 1..).is_some_and(|rest| rest.iter().any(|w| !w.borrow().particle))
    {
        start += 1;
    }
    if start > 0 {
        name.drain(..start);
    }
    name
}

/// `S/o`, `W/O:` … at the start, and what is glued to it: `W/o.Mohan`.
fn relation_mark(written: &str) -> Option<(Role, &str)> {
    let &[letter, b'/', b'o' | b'O', ..] = written.as_bytes() else { return None };
    let role = match letter.to_ascii_lowercase() {
        b'b' => Role::BabyOf,
        b's' | b'd' | b'w' | b'c' | b'h' | b'f' | b'm' => Role::Mark,
        _ => return None,
    };
    let rest = written.get(3..)?;
    // `S/om`: no mark, but a slash in a name; `S/oMohan` is one.
    let glued = rest.chars().next().is_none_or(|c| !c.is_lowercase());
    glued.then_some((role, rest))
}

/// A joiner inside a word only tells how to draw it.
fn is_break(c: char) -> bool {
    if c.is_ascii() {
        return !(c.is_ascii_alphanumeric() || matches!(c, '\'' | '`'));
    }
    !(script(c).is_some() || c.is_alphanumeric() || matches!(c, '’' | '\u{200C}' | '\u{200D}'))
}

/// Lower case, without apostrophes; accents of Latin letters taken off, Indian scripts kept whole.
fn letters(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if script(c).is_some() {
            out.push(c);
        } else if let Some(digit) = digit(c) {
            out.push(digit);
        } else {
            out.extend(std::iter::once(c).nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
        }
    }
    out
}
