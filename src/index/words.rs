//! The vocabulary: every word of every name and place, those that sound alike side by side, each with where its lists of people lie.

use super::codec::{Bytes, Short, push_varint};

/// What a list of people is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Relative,
    Place,
}

impl Field {
    pub const ALL: [Self; 3] = [Self::Name, Self::Relative, Self::Place];
}

/// Where a list lies in `lists`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListAt {
    pub start: u64,
    pub bytes: u32,
    pub count: u32,
}

/// Bits of a letter in a skeleton.
const BITS: u32 = 5;
/// Letters of a skeleton; what is longer is cut.
pub(super) const SKELETON_MAX: u32 = 12;

/// What stays of a word's sound when vowels and `h` behind the first letter are dropped, as one number that sorts like the letters:
/// five bits a letter from the top. All vowels in front are one letter, and so are m and n, b and v. A blocking key (Christen,
/// *Data Matching*, 2012, ch. 4) for finding; never for judging.
#[must_use]
pub fn skeleton(sound: &str) -> u64 {
    let (mut out, mut len, mut last) = (0_u64, 0, 0);
    for (at, letter) in sound.bytes().enumerate() {
        let code = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' if at == 0 => 27,
            b'h' if at == 0 => 8,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'h' => continue,
            b'm' => 14,
            b'v' | b'w' => 2,
            b'a'..=b'z' => letter - b'a' + 1,
            b'0'..=b'9' => 28 + letter % 3,
            _ => 31,
        };
        if code == last {
            continue;
        }
        last = code;
        if len == SKELETON_MAX {
            break;
        }
        out |= u64::from(code) << shift(len);
        len += 1;
    }
    out
}

/// How far the letter at this place is from the right-hand end.
pub(super) const fn shift(at: u32) -> u32 {
    64 - BITS * (at + 1)
}

/// The vocabulary in memory.
#[derive(Default)]
pub(super) struct Words {
    text: Vec<u8>,
    text_ends: Vec<u32>,
    sound: Vec<u8>,
    sound_ends: Vec<u32>,
    /// First byte of the word's lists in `lists`.
    starts: Vec<u64>,
    counts: Vec<[u32; 3]>,
    bytes: Vec<[u32; 3]>,
    /// Skeletons that occur, ascending, and the first word of each.
    skeletons: Vec<u64>,
    firsts: Vec<u32>,
}

/// Writes one word behind the one before it.
pub(super) fn push_word(before: &str, word: &str, sound: &str, lists: [(u32, u32); 3], out: &mut Vec<u8>) {
    let shared = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count().min(usize::from(u8::MAX));
    let rest = word.as_bytes().get(shared..).unwrap_or_default();
    let small = |len: usize| u8::try_from(len).unwrap_or(u8::MAX);
    out.extend([small(shared), small(rest.len())]);
    out.extend(rest.iter().take(usize::from(u8::MAX)));
    out.push(small(sound.len()));
    out.extend(sound.bytes().take(usize::from(u8::MAX)));
    for (count, bytes) in lists {
        push_varint(u64::from(count), out);
        if count > 0 {
            push_varint(u64::from(bytes), out);
        }
    }
}

impl Words {
    pub fn decode(section: &[u8]) -> Result<Self, Short> {
        let mut bytes = Bytes(section);
        let count = bytes.size()?;
        let mut words = Self::default();
        let (mut start, mut before) = (0_u64, 0..0);
        for _ in 0..count {
            let (shared, rest) = (usize::from(bytes.u8()?), usize::from(bytes.u8()?));
            let from = words.text.len();
            let kept = before.start..(before.start + shared).min(before.end);
            words.text.extend_from_within(kept);
            words.text.extend_from_slice(bytes.take(rest)?);
            before = from..words.text.len();
            words.text_ends.push(u32::try_from(words.text.len()).map_err(|_big| Short)?);
            let sound = usize::from(bytes.u8()?);
            words.push_sound(bytes.take(sound)?)?;
            start = words.push_lists(start, &mut bytes)?;
        }
        Ok(words)
    }

    fn push_sound(&mut self, sound: &[u8]) -> Result<(), Short> {
        let number = u32::try_from(self.sound_ends.len()).map_err(|_big| Short)?;
        let key = skeleton(std::str::from_utf8(sound).map_err(|_not_text| Short)?);
        match self.skeletons.last() {
            Some(last) if *last == key => {}
            Some(last) if *last > key => return Err(Short),
            _ => {
                self.skeletons.push(key);
                self.firsts.push(number);
            }
        }
        self.sound.extend_from_slice(sound);
        self.sound_ends.push(u32::try_from(self.sound.len()).map_err(|_big| Short)?);
        Ok(())
    }

    fn push_lists(&mut self, start: u64, bytes: &mut Bytes<'_>) -> Result<u64, Short> {
        let (mut counts, mut lens, mut end) = ([0; 3], [0; 3], start);
        for (count, len) in counts.iter_mut().zip(&mut lens) {
            *count = bytes.varint32()?;
            if *count > 0 {
                *len = bytes.varint32()?;
                end = end.checked_add(u64::from(*len)).ok_or(Short)?;
            }
        }
        self.starts.push(start);
        self.counts.push(counts);
        self.bytes.push(lens);
        Ok(end)
    }

    pub const fn count(&self) -> usize {
        self.starts.len()
    }

    fn slice<'a>(bytes: &'a [u8], ends: &[u32], word: u32) -> &'a [u8] {
        let at = usize::try_from(word).unwrap_or(usize::MAX);
        let place = |n: usize| ends.get(n).and_then(|end| usize::try_from(*end).ok());
        let start = at.checked_sub(1).map_or(Some(0), place);
        start.zip(place(at)).and_then(|(start, end)| bytes.get(start..end)).unwrap_or_default()
    }

    /// The word.
    pub fn text(&self, word: u32) -> &str {
        std::str::from_utf8(Self::slice(&self.text, &self.text_ends, word)).unwrap_or_default()
    }

    /// Whether it is this very word.
    pub fn is(&self, word: u32, text: &str) -> bool {
        Self::slice(&self.text, &self.text_ends, word) == text.as_bytes()
    }

    /// Whether it begins with this text.
    pub fn begins(&self, word: u32, text: &str) -> bool {
        Self::slice(&self.text, &self.text_ends, word).starts_with(text.as_bytes())
    }

    /// How it sounds.
    pub fn sound(&self, word: u32) -> &[u8] {
        Self::slice(&self.sound, &self.sound_ends, word)
    }

    /// Words of all fields together that many people have.
    pub fn count_of(&self, word: u32, field: Field) -> u32 {
        let at = usize::try_from(word).unwrap_or(usize::MAX);
        self.counts.get(at).and_then(|c| c.get(field as usize)).copied().unwrap_or(0)
    }

    /// Where the list of a word lies, if anybody has it.
    pub fn list(&self, word: u32, field: Field) -> Option<ListAt> {
        let at = usize::try_from(word).ok()?;
        let (counts, bytes) = (self.counts.get(at)?, self.bytes.get(at)?);
        let before: u64 = bytes.iter().take(field as usize).map(|b| u64::from(*b)).sum();
        let (count, bytes) = (*counts.get(field as usize)?, *bytes.get(field as usize)?);
        (count > 0).then_some(ListAt { start: self.starts.get(at)? + before, bytes, count })
    }

    /// Words whose skeleton lies in a range of numbers, both ends included.
    pub fn between(&self, low: u64, high: u64) -> std::ops::Range<u32> {
        let first =
            |at: usize| self.firsts.get(at).copied().unwrap_or_else(|| u32::try_from(self.starts.len()).unwrap_or(u32::MAX));
        first(self.skeletons.partition_point(|s| *s < low))..first(self.skeletons.partition_point(|s| *s <= high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn skeletons_of_names_that_sound_alike() {
        for (a, b) in [("sunita", "suneta"), ("mohamad", "muhamad"), ("biman", "vimam"), ("usa", "asa")] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("sunita"), skeleton("sumitra"));
        assert!(skeleton("ram") < skeleton("rames"), "a beginning sorts before what it begins");
    }

    proptest! {
        #[test]
        fn a_vocabulary_comes_back(words in prop::collection::btree_set("[a-z]{1,12}", 1..60)) {
            let mut words: Vec<(u64, String)> = words.into_iter().map(|w| (skeleton(&w), w)).collect();
            words.sort();
            let mut out = Vec::new();
            push_varint(words.len() as u64, &mut out);
            let mut before = "";
            for (n, (_, word)) in (0..).zip(&words) {
                push_word(before, word, word, [(n, n * 2), (0, 0), (1, 3)], &mut out);
                before = word;
            }
            let read = Words::decode(&out).unwrap();
            prop_assert_eq!(read.count(), words.len());
            let mut start = 0;
            for (n, (key, word)) in (0..).zip(&words) {
                prop_assert_eq!(read.text(n), word);
                prop_assert_eq!(read.sound(n), word.as_bytes());
                prop_assert!(read.between(*key, *key).contains(&n));
                let list = read.list(n, Field::Name);
                prop_assert_eq!(list, (n > 0).then_some(ListAt { start, bytes: n * 2, count: n }));
                start += u64::from(if n > 0 { n * 2 } else { 0 });
                prop_assert_eq!(read.list(n, Field::Relative), None);
                prop_assert_eq!(read.list(n, Field::Place), Some(ListAt { start, bytes: 3, count: 1 }));
                start += 3;
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _any = Words::decode(&bytes);
        }
    }
}
