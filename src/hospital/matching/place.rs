//! Places as written in one line: which words they share.

use super::levels::PlaceLevel;
use crate::hospital::names::{Kind, Token, compare_tokens, slips_apart};

/// Words of an address that name no place.
const SAYS_NOTHING: [&str; 36] = [
    "village", "vill", "vil", "gram", "gaon", "post", "po", "ps", "thana", "tehsil", "teh", "tahsil", "block", "district",
    "dist", "distt", "jila", "zila", "ward", "no", "house", "hno", "near", "road", "gali", "state", "pin", "mohalla", "street",
    "lane", "avenue", "place", "court", "sector", "sec", "phase",
];
/// Most words that are looked at.
const WORDS_MAX: usize = 12;
/// Letters of a word in which a slip is let pass: of shorter ones Rampur is as good a place as Raipur.
const SLIP_MIN: usize = 7;
/// So many of the pairs of letters of the shorter place are in the longer one, where most of it is the same.
const MOST: f64 = 0.7;

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
        } else if long.iter().any(|other| sounds(word, other) || slipped(word, other)) {
            fit += 1;
        }
    }
    Some(if exact == all {
        PlaceLevel::Same
    } else if exact + fit == all {
        PlaceLevel::Sounds
    } else if Letters::of(asked).shared(&Letters::of(known)) >= MOST {
        PlaceLevel::Most
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

fn slipped(word: &Token, other: &Token) -> bool {
    word.plain.len().min(other.plain.len()) >= SLIP_MIN && slips_apart(&word.plain, &other.plain).is_some()
}

/// Which pairs of neighbouring letters occur, one bit for each of 26 × 26; blanks do not count.
struct Letters([u64; 11]);

impl Letters {
    fn of(place: &[Token]) -> Self {
        let mut bits = [0u64; 11];
        let mut letters = place.iter().filter(|w| says(w)).flat_map(|w| w.plain.bytes()).filter(u8::is_ascii_lowercase);
        let mut before = letters.next();
        for letter in letters {
            let at = usize::from(before.unwrap_or(letter) - b'a') * 26 + usize::from(letter - b'a');
            if let Some(word) = bits.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
            before = Some(letter);
        }
        Self(bits)
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// Share of the one with fewer pairs that the other has too.
    fn shared(&self, other: &Self) -> f64 {
        let both: u32 = self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum();
        f64::from(both) / f64::from(self.count().min(other.count()).max(1))
    }
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
            ("Tilakhera", "Tilakhers", Some(PlaceLevel::Sounds)),
            ("Chandni Nagar, Loni", "Chandninagar Loni Border", Some(PlaceLevel::Most)),
            ("Belchi, Patna", "Rampur, Danapur, Patna", Some(PlaceLevel::Some)),
            ("Rampur", "Raipur", Some(PlaceLevel::Other)),
            ("Belchi", "Rampur, Danapur, Patna", Some(PlaceLevel::Other)),
            ("H.No 12", "Rampur", None),
            ("", "Rampur", None),
        ] {
            assert_eq!(place(&tokens(asked), &tokens(known)), level, "{asked} / {known}");
        }
    }
}
