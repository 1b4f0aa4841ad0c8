//! Temporary: replaced by branch `identity`.
#[derive(Debug, Clone)]
pub struct Token { pub plain: String, pub key: String }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind { Same, Alike, Begins, Different }
#[derive(Debug, Clone, Copy)]
pub struct Likeness { pub kind: Kind, pub score: f32 }
#[must_use]
pub fn tokens(name: &str) -> Vec<Token> { name.to_lowercase().split_whitespace().map(|w| Token { plain: w.to_owned(), key: w.to_owned() }).collect() }
#[must_use]
pub fn compare(a: &str, b: &str) -> Likeness { if a.eq_ignore_ascii_case(b) { Likeness { kind: Kind::Same, score: 1.0 } } else { Likeness { kind: Kind::Different, score: 0.0 } } }
