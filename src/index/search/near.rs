//! Edit distance for many words at once, and the skeletons one slip away.

use crate::index::words::{SKELETON_MAX, shift};

/// A typed word, ready to be held against many: the bit-parallel distance of Hyyrö (2003), a slip being a letter dropped, added,
/// changed, or swapped with its neighbour.
pub(super) struct Pattern {
    masks: [u64; 128],
    len: u32,
}

impl Pattern {
    /// Of the word's first 64 bytes.
    pub fn new(word: &str) -> Self {
        let mut masks = [0; 128];
        for (at, byte) in word.bytes().take(64).enumerate() {
            if let Some(mask) = masks.get_mut(usize::from(byte & 127)) {
                *mask |= 1 << at;
            }
        }
        Self { masks, len: u32::try_from(word.len().min(64)).unwrap_or(64) }
    }

    /// Slips between the two; and the fewest between the word and any beginning of `other`.
    pub fn slips(&self, other: &[u8]) -> (u32, u32) {
        if self.len == 0 {
            return (u32::try_from(other.len()).unwrap_or(u32::MAX), 0);
        }
        let last = 1_u64 << (self.len - 1);
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let (mut slips, mut fewest) = (self.len, self.len);
        for byte in other {
            let here = self.masks.get(usize::from(byte & 127)).copied().unwrap_or(0);
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let (mut more, mut less) = (down | !(diagonal | up), diagonal & up);
            if more & last != 0 {
                slips += 1;
            } else if less & last != 0 {
                slips -= 1;
            }
            fewest = fewest.min(slips);
            more = (more << 1) | 1;
            less <<= 1;
            up = less | !(diagonal | more);
            down = more & diagonal;
            before = here;
        }
        (slips, fewest)
    }
}

/// Letters that stand in skeletons behind the first: b c d f g j k l n p r s t.
const LETTERS: [u8; 13] = [2, 3, 4, 6, 7, 10, 11, 12, 14, 16, 18, 19, 20];
/// And in front: a vowel, h.
const FRONT: [u8; 2] = [27, 8];

/// Skeletons one slip away, each once, the skeleton itself first.
pub(super) fn neighbours(skeleton: u64) -> Vec<u64> {
    let letters: Vec<u8> = (0..SKELETON_MAX).map(|at| letter(skeleton, at)).take_while(|code| *code != 0).collect();
    let mut all = Vec::with_capacity(16 * (2 * letters.len() + 1));
    let mut edit = Vec::with_capacity(letters.len() + 1);
    for at in 0..=letters.len() {
        let (front, behind) = letters.split_at_checked(at).unwrap_or((&letters, &[]));
        let others = LETTERS.iter().chain(FRONT.iter().filter(|_| at == 0));
        let mut put = |middle: &[u8], behind: &[u8]| {
            edit.clear();
            edit.extend(front.iter().chain(middle).chain(behind));
            all.push(pack(&edit));
        };
        for other in others {
            put(&[*other], behind);
        }
        let Some((here, after)) = behind.split_first() else { continue };
        put(&[], after);
        for other in LETTERS.iter().chain(FRONT.iter().filter(|_| at == 0)) {
            put(&[*other], after);
        }
        if let Some((next, after)) = after.split_first() {
            put(&[*next, *here], after);
        }
    }
    all.sort_unstable();
    all.dedup();
    all.retain(|other| *other != skeleton && *other != 0);
    all.insert(0, skeleton);
    all
}

fn letter(skeleton: u64, at: u32) -> u8 {
    u8::try_from((skeleton >> shift(at)) & 31).unwrap_or(0)
}

/// As one number; letters side by side that are alike count once.
fn pack(letters: &[u8]) -> u64 {
    let (mut out, mut len, mut last) = (0, 0, 0);
    for letter in letters {
        if *letter != last && len < SKELETON_MAX {
            out |= u64::from(*letter) << shift(len);
            len += 1;
        }
        last = *letter;
    }
    out
}

/// The greatest skeleton that begins with this one.
pub(super) fn last_that_begins(skeleton: u64) -> u64 {
    let used = (0..SKELETON_MAX).take_while(|at| letter(skeleton, *at) != 0).count();
    match u32::try_from(used) {
        Ok(0) | Err(_) => u64::MAX,
        Ok(used) => skeleton | ((1_u64 << shift(used - 1)) - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::words::skeleton;
    use proptest::prelude::*;

    /// Optimal string alignment by the book.
    fn plain(a: &[u8], b: &[u8]) -> u32 {
        let mut rows = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(rows[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        u32::try_from(rows[a.len()][b.len()]).unwrap()
    }

    proptest! {
        #[test]
        fn slips_are_counted_as_the_book_does(a in "[a-d]{0,12}", b in "[a-d]{0,12}") {
            let (whole, begun) = Pattern::new(&a).slips(b.as_bytes());
            prop_assert_eq!(whole, plain(a.as_bytes(), b.as_bytes()));
            let fewest = (0..=b.len()).map(|n| plain(a.as_bytes(), &b.as_bytes()[..n])).min();
            prop_assert_eq!(Some(begun), fewest);
        }

        #[test]
        fn one_consonant_wrong_is_a_neighbour(word in "[bkstdgjlnr]a[bkstdgjlnr]i[bkstdgjlnr]o", at in 0_usize..3, other in "[bkstdgjlnr]") {
            // Three alike are one letter of the skeleton: there one wrong is two.
            let letters: Vec<char> = word.chars().step_by(2).collect();
            prop_assume!(letters[0] != letters[1] || letters[1] != letters[2]);
            let mut wrong = word.clone();
            wrong.replace_range(at * 2..=at * 2, &other);
            prop_assert!(neighbours(skeleton(&word)).contains(&skeleton(&wrong)), "{} {}", word, wrong);
        }
    }

    #[test]
    fn beginnings() {
        let (low, high) = (skeleton("su"), last_that_begins(skeleton("su")));
        for (word, within) in [("sunita", true), ("sarala", true), ("tara", false), ("s", true), ("rani", false)] {
            assert_eq!((low..=high).contains(&skeleton(word)), within, "{word}");
        }
    }
}
