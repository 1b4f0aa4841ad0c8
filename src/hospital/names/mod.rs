//! Indian names: the same person's name in two scripts and many spellings.
//!
//! Owns normalising, transliteration both ways, the blocking key for indexes, and the comparison of two names. Pure: knows no
//! patient, no file, no index; the tables are part of the program. Never decides that two people are one, only how alike two
//! names are. Rules and measured lists: `formats.md` §6 of the design.

mod compare;
mod devanagari;
mod key;
mod latin;
mod plain;
mod quick;
mod scripts;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_pairs;
mod words;

pub use compare::{Apart, Compared, Kind, Likeness, compare, compare_tokens, compare_words, slips_apart};
pub use devanagari::to_devanagari;
pub use key::key;
pub use latin::to_latin;
pub use plain::{Piece, Token, Word, piece, token_of_word, tokens, tokens_of};
pub use table::{KnownName, NameKind, Region, edition, known};
