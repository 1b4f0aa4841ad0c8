//! From a typed word to the words of the index that it may be: other spellings, other scripts, slips of the finger, and what it begins.

use super::near::{Pattern, last_that_begins, neighbours};
use crate::hospital::names::{self, Kind, Token};
use crate::index::words::{Field, Words, skeleton};

/// A word of the index that may be meant, and how likely, 0.0–1.0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::index) struct Spelling {
    pub word: u32,
    pub like: f32,
}

/// Spellings of one word that are looked for.
const SPELLINGS_MAX: usize = 24;
/// Of them with another skeleton: each lies elsewhere in the file.
const FAR_MAX: usize = 10;
/// Words that a beginning may be.
const BEGUN_MAX: usize = 48;
/// A beginning that so many words have is looked for among the common ones only.
const BEGUN_LOOKED_AT: u32 = 60_000;
/// Below this two words are not spellings of one.
const LIKE_MIN: f32 = 0.66;
/// From here on they are, with some certainty.
const LIKE_NEAR: f32 = 0.86;
/// How likely a word is that the typed one begins.
pub(super) const LIKE_BEGUN: f32 = 0.9;
/// And one that it begins but for a slip.
const LIKE_BEGUN_BADLY: f32 = 0.8;

/// Words that many people have, for beginnings of a letter or two.
pub(in crate::index) fn popular(words: &Words, people: u32) -> Vec<u32> {
    let enough = (people / 20_000).max(2);
    let count = u32::try_from(words.count()).unwrap_or(u32::MAX);
    (0..count).filter(|word| common(words, *word) >= enough).collect()
}

/// How many people have a word, in their name or a relative's.
fn common(words: &Words, word: u32) -> u32 {
    words.count_of(word, Field::Name).max(words.count_of(word, Field::Relative)).max(words.count_of(word, Field::Place))
}

/// The words of the index that a typed word may be, likeliest first. `begun`: it is still being typed.
pub(super) fn expand(words: &Words, popular: &[u32], typed: &Token, begun: bool) -> Vec<Spelling> {
    let sound: String = typed.sound_text();
    let key = skeleton(&sound);
    let pattern = Pattern::new(&sound);
    let mut near = Vec::new();
    let allowed = slips_allowed(sound.len());
    for (n, other) in neighbours(key).into_iter().enumerate() {
        for word in words.between(other, other) {
            let heard = words.sound(word);
            // Longer or shorter by more than that is more slips than that.
            let slips = if heard.len().abs_diff(sound.len()) > allowed as usize { u32::MAX } else { pattern.slips(heard).0 };
            if slips <= allowed || words.is(word, &typed.plain) {
                near.push((slips, n > 0, word));
            }
        }
    }
    near.sort_by_key(|(slips, far, word)| (*slips, *far, std::cmp::Reverse(common(words, *word))));
    let mut far_taken = 0;
    near.retain(|(_, far, _)| {
        far_taken += usize::from(*far);
        !*far || far_taken <= FAR_MAX
    });
    near.truncate(SPELLINGS_MAX * 3 / 2);
    let mut found: Vec<Spelling> =
        near.into_iter().map(|(_, _, word)| Spelling { word, like: likeness(words.text(word), typed) }).collect();
    // A beginning of few letters is near to too many words.
    let least = if begun && sound.len() < 5 { LIKE_NEAR } else { LIKE_MIN };
    found.retain(|s| s.like >= least);
    found.sort_by(|a, b| b.like.total_cmp(&a.like));
    found.truncate(SPELLINGS_MAX);
    if begun {
        begins(words, popular, typed, &pattern, &mut found);
    }
    found
}

const fn slips_allowed(len: usize) -> u32 {
    match len {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

fn likeness(word: &str, typed: &Token) -> f32 {
    if word == typed.plain {
        return 1.0;
    }
    let one = std::slice::from_ref;
    let other = names::token_of_word(word);
    let like = names::compare_tokens(one(typed), one(&other));
    if like.kind == Kind::Begins { like.score.min(0.7) } else { like.score }
}

/// Adds words that the typed one begins.
fn begins(words: &Words, popular: &[u32], typed: &Token, pattern: &Pattern, found: &mut Vec<Spelling>) {
    let sound: String = typed.sound_text();
    let key = skeleton(&sound);
    let range = words.between(key, last_that_begins(key));
    let mut begun: Vec<(u32, bool, u32, u32)> = Vec::new();
    let mut look = |word: u32| {
        let as_written = words.begins(word, &typed.plain);
        // A slip in what was typed so far, once it is long enough to tell.
        let slips = if as_written || words.sound(word).starts_with(sound.as_bytes()) {
            0
        } else if sound.len() >= 5 {
            pattern.slips(words.sound(word)).1
        } else {
            u32::MAX
        };
        if slips <= 1 {
            begun.push((slips, !as_written, u32::MAX - common(words, word), word));
        }
    };
    if range.len() <= BEGUN_LOOKED_AT as usize {
        range.for_each(&mut look);
    } else {
        let from = popular.partition_point(|word| *word < range.start);
        popular.iter().skip(from).take_while(|word| range.contains(word)).copied().for_each(&mut look);
    }
    begun.sort_unstable();
    let new = begun.into_iter().filter(|(.., word)| !found.iter().any(|s| s.word == *word && s.like >= LIKE_BEGUN));
    let more: Vec<Spelling> = new
        .take(BEGUN_MAX)
        .map(|(slips, .., word)| Spelling { word, like: if slips == 0 { LIKE_BEGUN } else { LIKE_BEGUN_BADLY } })
        .collect();
    found.retain(|s| !more.iter().any(|m| m.word == s.word));
    found.extend(more);
    found.sort_by(|a, b| b.like.total_cmp(&a.like));
}
