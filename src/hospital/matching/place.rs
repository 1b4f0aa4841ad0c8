//! Places as written in one line: which words they share.

use super::levels::PlaceLevel;
use crate::hospital::names::{Kind, Token, compare_tokens};

/// Words of an address that name no place.
const SAYS_NOTHING: [&str; 28] = [
    "village", "vill", "vil", "gram", "gaon", "post", "po", "ps", "thana", "tehsil", "teh", "tahsil", "block", "district",
    "dist", "distt", "jila", "zila", "ward", "no", "house", "hno", "near", "road", "gali", "state", "pin", "mohalla",
];
/// Most words that are looked at.
const WORDS_MAX: usize = 12;

pub(super) fn place(asked: &[Token], known: &[Token]) -> Option<PlaceLevel> {
    let words = |side: &'_ [Token]| side.iter().filter(|w| says(w)).count().min(WORDS_MAX);
    let (few, many) = (words(asked), words(known));
    if few == 0 || many == 0 {
        return None;
    }
    let (short, long) = if few <= many { (asked, known) } else { (known, asked) };
    let (mut all, mut exact, mut fit) = (0, 0, 0);
    for word in short.iter().filter(|w| says(w)).take(WORDS_MAX) {
        all += 1;
        if long.iter().any(|other| other.plain == word.plain) {
            exact += 1;
        } else if long.iter().any(|other| sounds(word, other)) {
            fit += 1;
        }
    }
    Some(if exact == all {
        PlaceLevel::Same
    } else if exact + fit == all {
        PlaceLevel::Sounds
    } else if exact + fit > 0 {
        PlaceLevel::Some
    } else {
        PlaceLevel::Other
    })
}

/// House numbers and words like `village` tell no places apart.
fn says(word: &Token) -> bool {
    word.plain.len() > 1 && !word.plain.bytes().any(|b| b.is_ascii_digit()) && !SAYS_NOTHING.contains(&word.plain.as_str())
}

/// The key throws most words out before anything is compared.
fn sounds(word: &Token, other: &Token) -> bool {
    let one = std::slice::from_ref;
    word.key == other.key && compare_tokens(one(word), one(other)).kind >= Kind::Alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::names::tokens;

    #[test]
    fn places() {
        for (asked, known, level) in [
            ("Rampur", "Vill. Rampur, Danapur, Patna", Some(PlaceLevel::Same)),
            ("Raampur Patna", "Rampur, Danapur, Patna", Some(PlaceLevel::Sounds)),
            ("Belchi, Patna", "Rampur, Danapur, Patna", Some(PlaceLevel::Some)),
            ("Belchi", "Rampur, Danapur, Patna", Some(PlaceLevel::Other)),
            ("H.No 12", "Rampur", None),
            ("", "Rampur", None),
        ] {
            assert_eq!(place(&tokens(asked), &tokens(known)), level, "{asked} / {known}");
        }
    }
}
