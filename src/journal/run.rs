//! Unbroken runs of an installation's entries, and the Merkle tree over them: how two readers with no network between them find out whether
//! they have the same.

use super::ChainHash;
use crate::hospital::number::CounterCode;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// An unbroken run of an installation's entries, with the hash of its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub counter: CounterCode,
    pub letter: char,
    /// Sequences, both inclusive.
    pub first: u64,
    pub last: u64,
    /// Hash of the entry `last`; it stands for the whole chain up to it.
    pub hash: ChainHash,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {}–{}", self.counter, self.letter, self.first, self.last)
    }
}

/// The root of the Merkle tree over entries' hashes, as in RFC 6962 §2.1: leaves and nodes are hashed with different prefixes, a tree of n
/// leaves is split at the largest power of two below n.
#[derive(Debug, Clone, Default)]
pub struct Root {
    /// Roots of the full trees so far, the largest first, each with its height.
    peaks: Vec<(u32, [u8; 32])>,
    leaves: u64,
}

impl Root {
    /// Adds the next entry.
    pub fn push(&mut self, entry: &ChainHash) {
        let mut node: [u8; 32] = Sha256::new().chain_update([0]).chain_update(entry.0).finalize().into();
        let mut height = 0;
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == height) {
            node = join(&left, &node);
            height += 1;
        }
        self.peaks.push((height, node));
        self.leaves += 1;
    }

    /// Entries so far.
    #[must_use]
    pub const fn leaves(&self) -> u64 {
        self.leaves
    }

    /// The root; of nothing, SHA-256 of nothing.
    #[must_use]
    pub fn hash(&self) -> ChainHash {
        let joined = self.peaks.iter().rev().map(|(_, node)| *node).reduce(|right, left| join(&left, &right));
        ChainHash(joined.unwrap_or_else(|| Sha256::digest([]).into()))
    }
}

fn join(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962 §2.1, word for word.
    fn by_definition(leaves: &[ChainHash]) -> [u8; 32] {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => Sha256::new().chain_update([0]).chain_update(one.0).finalize().into(),
            many => {
                let split = (many.len() - 1).ilog2();
                let (left, right) = many.split_at(1 << split);
                join(&by_definition(left), &by_definition(right))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition() {
        let leaves: Vec<ChainHash> = (0..70u8).map(|n| ChainHash([n; 32])).collect();
        let mut root = Root::default();
        assert_eq!(root.hash().0, by_definition(&[]));
        for n in 1..=leaves.len() {
            root.push(&leaves[n - 1]);
            assert_eq!((root.hash().0, root.leaves()), (by_definition(&leaves[..n]), n as u64));
        }
        let mut other = Root::default();
        leaves.iter().rev().for_each(|leaf| other.push(leaf));
        assert_ne!(other.hash(), root.hash(), "the order counts");
    }
}
