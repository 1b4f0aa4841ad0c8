//! Two names, a line each: however they are written, they are as alike this way round as that, and cut into the same words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nirantar::hospital::names::{Kind, Piece, compare, key, piece, to_devanagari, to_latin, token_of_word, tokens, tokens_of};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once('\n').unwrap_or((&text, ""));
    let (there, back) = (compare(a, b), compare(b, a));
    assert!((0.0..=1.0).contains(&there.score));
    assert_eq!((there.kind, there.score), (back.kind, back.score), "{a:?} {b:?}");
    for name in [a, b] {
        let words = tokens(name);
        let pieces: Vec<Piece> = name.split_whitespace().map(piece).collect();
        assert!(words.iter().eq(tokens_of(&pieces)));
        // The index keeps words plain only.
        assert!(
            words
                .iter()
                .all(|word| !word.plain.is_empty() && token_of_word(&word.plain) == *word && key(&word.plain) == word.key)
        );
        let itself = compare(name, name);
        assert_eq!(itself.kind, if words.is_empty() { Kind::Different } else { Kind::Same });
        drop(to_devanagari(&to_latin(name)));
        drop(to_latin(&to_devanagari(name)));
    }
});
