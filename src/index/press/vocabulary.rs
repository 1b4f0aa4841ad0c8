//! Words of the index: what names, relatives and places are cut into, known by heart for each word as written, so that a person costs
//! a few lookups.
//!
//! A word that stands alone in any name it is in is looked up by its face. Where titles or marks of a relation are about, the whole name
//! decides (`names::tokens_of`).

use super::doubles::Bits;
use super::faces::List;
use super::intern::Interner;
use crate::hospital::names::{Piece, Token, piece, token_of_word, tokens, tokens_of};
use crate::index::IndexError;
use crate::index::texts::BOTH;
use crate::index::words::skeleton;

/// Longer words are not looked for: a word's length is one byte in the file, and nobody types this.
const WORD_BYTES_MAX: usize = 120;
/// Faces whose pieces are kept in memory; the most used come first.
const PIECES_KEPT: u32 = 8192;
/// Faces between two looks at whether to go on.
const TELL_FACES: u32 = 1 << 13;

/// All different words.
pub(super) struct Vocabulary {
    words: Interner,
    /// From the order in which they came to their order in the file, and back.
    last: Vec<u32>,
    order: Vec<u32>,
}

impl Vocabulary {
    fn new(words: Interner) -> Self {
        let mut keyed: Vec<(u64, u32)> =
            (0..words.len()).map(|word| (skeleton(&token_of_word(text(&words, word)).sound_text()), word)).collect();
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| words.get(a.1).cmp(words.get(b.1))));
        let order: Vec<u32> = keyed.into_iter().map(|(_, word)| word).collect();
        let mut last = vec![0; order.len()];
        for (to, from) in (0..).zip(&order) {
            if let Some(slot) = last.get_mut(*from as usize) {
                *slot = to;
            }
        }
        Self { words, last, order }
    }

    fn number(&self, came: u32) -> u32 {
        self.last.get(came as usize).copied().unwrap_or(0)
    }

    /// Number of a word in the order of the file.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.words.find(word.as_bytes()).map(|came| self.number(came))
    }

    /// The word of a number.
    pub fn get(&self, number: u32) -> &str {
        self.order.get(number as usize).map_or("", |came| text(&self.words, *came))
    }

    pub fn len(&self) -> u32 {
        self.words.len()
    }
}

fn text(words: &Interner, word: u32) -> &str {
    std::str::from_utf8(words.get(word)).unwrap_or_default()
}

/// Lists of numbers, one behind the other.
#[derive(Default)]
struct Lists {
    numbers: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, at: u32) -> &[u32] {
        let at = at as usize;
        let end = self.ends.get(at).map_or(0, |e| *e as usize);
        let start = at.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |e| *e as usize);
        self.numbers.get(start..end).unwrap_or_default()
    }
}

/// The words of every face and place.
pub(super) struct Cut {
    pub vocabulary: Vocabulary,
    faces: List,
    of_face: Lists,
    of_place: Lists,
    /// Faces that another word of the name may take out of it, or that take others out.
    depends: Bits,
    pieces: Vec<Option<[Piece; 2]>>,
}

/// Cuts all faces; `tell` hears how many. Places follow by [`Cut::place`].
pub(super) fn cut(
    faces: List,
    pins: impl Iterator<Item = u32>,
    tell: &mut dyn FnMut(u64) -> Result<(), IndexError>,
) -> Result<Cut, IndexError> {
    let (mut words, mut of_face, mut depends) = (Interner::default(), Lists::default(), Bits::new(faces.len()));
    for number in 0..faces.len() {
        let start = of_face.numbers.len();
        if !cut_face(faces.get(number), &mut words, &mut of_face.numbers, start) {
            depends.set(number);
        }
        of_face.end();
        if number.is_multiple_of(TELL_FACES) {
            tell(u64::from(number))?;
        }
    }
    for pin in pins.filter(|pin| *pin > 0) {
        words.intern(pin.to_string().as_bytes());
    }
    let vocabulary = Vocabulary::new(words);
    for word in &mut of_face.numbers {
        *word = vocabulary.number(*word);
    }
    let pieces = vec![None; PIECES_KEPT.min(faces.len()) as usize];
    Ok(Cut { vocabulary, faces, of_face, of_place: Lists::default(), depends, pieces })
}

/// Adds the words of a face; says whether each is a part of any name it stands in.
fn cut_face(face: &str, words: &mut Interner, out: &mut Vec<u32>, start: usize) -> bool {
    let mut plain = true;
    for side in face.split(BOTH) {
        plain &= !side.contains(char::is_whitespace);
        for written in side.split_whitespace() {
            for word in piece(written).words {
                plain &= word.is_name();
                if word.token.plain.is_empty() || word.token.plain.len() > WORD_BYTES_MAX {
                    continue;
                }
                let number = words.intern(word.token.plain.as_bytes());
                if !out.get(start..).unwrap_or_default().contains(&number) {
                    out.push(number);
                }
            }
        }
    }
    plain
}

impl Cut {
    /// Adds the words of the next place.
    pub fn place(&mut self, place: &str, pin: u32) {
        let start = self.of_place.numbers.len();
        let pin = Some(pin.to_string()).filter(|_| pin > 0);
        let words = tokens(place).into_iter().map(|token| token.plain).chain(pin);
        for word in words.filter_map(|word| self.vocabulary.find(&word)) {
            if !self.of_place.numbers.get(start..).unwrap_or_default().contains(&word) {
                self.of_place.numbers.push(word);
            }
        }
        self.of_place.end();
    }

    /// Words of a place, each once.
    pub fn of_place(&self, place: u32) -> &[u32] {
        self.of_place.get(place)
    }

    /// Words of a name into `out`, each once; `own` are the faces of a Devanagari name of its own.
    pub fn of_name(&mut self, faces: &[u32], own: &[u32], out: &mut Vec<u32>) {
        out.clear();
        for list in [faces, own] {
            if list.iter().any(|face| self.depends.get(*face)) {
                self.whole(list, out);
            } else {
                for face in list {
                    out.extend_from_slice(self.of_face.get(*face));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
    }

    fn whole(&mut self, list: &[u32], out: &mut Vec<u32>) {
        for face in list {
            self.keep(*face);
        }
        let loose: Vec<Option<[Piece; 2]>> =
            list.iter().map(|face| self.kept(*face).is_none().then(|| pieces(self.faces.get(*face)))).collect();
        if list.iter().any(|face| self.faces.get(*face).contains(char::is_whitespace)) {
            return self.spoken(list, out);
        }
        for side in [0, 1] {
            let pieces =
                list.iter().zip(&loose).filter_map(|(face, loose)| loose.as_ref().or_else(|| self.kept(*face))?.get(side));
            let found: Vec<&Token> = tokens_of(pieces);
            out.extend(found.into_iter().filter_map(|token| self.vocabulary.find(&token.plain)));
        }
    }

    /// A name with blanks inside a word: put together and cut anew.
    fn spoken(&self, list: &[u32], out: &mut Vec<u32>) {
        let (mut first, mut second) = (String::new(), String::new());
        for face in list {
            let (one, other) = self.faces.get(*face).split_once(BOTH).unwrap_or((self.faces.get(*face), ""));
            for (text, word) in [(&mut first, one), (&mut second, other)] {
                text.push_str(word);
                text.push(' ');
            }
        }
        let found = tokens(&first).into_iter().chain(tokens(&second));
        out.extend(found.filter_map(|token| self.vocabulary.find(&token.plain)));
    }

    fn kept(&self, face: u32) -> Option<&[Piece; 2]> {
        self.pieces.get(face as usize)?.as_ref()
    }

    fn keep(&mut self, face: u32) {
        if let Some(slot @ None) = self.pieces.get_mut(face as usize) {
            *slot = Some(pieces(self.faces.get(face)));
        }
    }

    /// A word as written.
    pub fn face(&self, number: u32) -> &str {
        self.faces.get(number)
    }
}

fn pieces(face: &str) -> [Piece; 2] {
    let (one, other) = face.split_once(BOTH).unwrap_or((face, ""));
    [piece(one), if other.is_empty() { Piece::default() } else { piece(other) }]
}
