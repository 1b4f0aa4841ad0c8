//! All provisional patients against the whole patient index, and among each other, in one pass: who is surely who, what a person must look
//! at, who is new.
//!
//! The index is read once from front to back (`gather`): every row is drawn through a net of the keys of those asked (`net`, `traits`), which
//! costs less than a search for each of them; the few who fit best are judged by the one matcher there is (`verdict`). Proposes only.
//!
//! Run it on as many threads as there are: each with an index of its own ([`Index::another`]) and its [`Slice`].
//! ```text
//! let matcher = Matcher::new(&index, asked, thresholds);
//! let gathered = Gathered::join(each slice: matcher.gather(&index, slice, on)?);
//! let proposals = each slice: matcher.judge(&index, &gathered, slice, on)?, one behind the other;
//! let pairs = Pair::join(each slice: matcher.pairs(&index, slice, on)?) and Pair::of_one_central(&proposals);
//! ```

mod gather;
mod net;
mod pairs;
#[cfg(test)]
mod tests;
mod traits;
mod verdict;

pub use gather::Gathered;
pub use pairs::Pair;

use crate::hospital::matching::{Side, Weights, Why};
use crate::hospital::person::Details;
use crate::index::Index;
use net::{Counts, Net};
use std::ops::Range;
use traits::{Texts, Traits};

/// Candidates of a doubtful proposal.
pub const CANDIDATES_MAX: usize = 8;

/// A provisional patient, as far as matching needs to know.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Packed address of the patient.
    pub key: i64,
    details: Details,
    unknown: bool,
}

impl Asked {
    /// `unknown`: nobody knows who it is; such a patient is never matched.
    #[must_use]
    pub fn new(key: i64, details: Details, unknown: bool) -> Self {
        // What matching does not read is not carried about by the hundred thousand.
        let details = Details { category: String::new(), scheme: None, abha_address: None, aadhaar: None, ..details };
        Self { key, details, unknown }
    }

    fn side(&self) -> Side {
        Side::from(&self.details)
    }
}

/// From where on something is proposed. Odds are log2 of them: 10 is 1,000 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Odds from which a person of the index is surely it.
    pub sure: f32,
    /// Odds from which somebody is shown to a person.
    pub doubtful: f32,
    /// Bits that the second-best must be behind the best, or neither is sure.
    pub apart: f32,
    /// Odds from which two provisional patients are surely one.
    pub sure_pair: f32,
}

impl Default for Thresholds {
    /// Set on generated people (`benches/fortnight/README.md`), not on those of a hospital: the pack may say otherwise.
    fn default() -> Self {
        Self { sure: 7.0, doubtful: -6.0, apart: 6.0, sure_pair: 6.0 }
    }
}

/// One part of so many; parts of one whole share nothing and leave nothing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// From 0.
    pub part: usize,
    pub of: usize,
}

impl Slice {
    /// All of it.
    pub const WHOLE: Self = Self { part: 0, of: 1 };

    /// Every part.
    pub fn parts(of: usize) -> impl Iterator<Item = Self> {
        (0..of.max(1)).map(move |part| Self { part, of: of.max(1) })
    }

    fn of_all(self, count: usize) -> Range<usize> {
        let of = self.of.max(1);
        let end = |part: usize| count / of * part + count % of * part / of;
        end(self.part.min(of))..end((self.part + 1).min(of))
    }
}

/// Somebody of the index who may be the patient.
#[derive(Clone, PartialEq)]
pub struct Candidate {
    /// Number in the index: `Index::person` reads the record.
    pub number: u32,
    pub uhid: String,
    /// How likely, 0.0–1.0.
    pub score: f32,
    /// Weight of the evidence, log2 of the odds ratio.
    pub bits: f32,
    pub why: Vec<Why>,
}

/// No patient in logs.
impl std::fmt::Debug for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Candidate({}, {:.1})", self.number, self.bits)
    }
}

/// Why the best is not sure, or nobody was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody knows who the patient is.
    Unknown,
    /// Not enough speaks for anybody.
    TooLittle,
    /// Another fits nearly as well: a twin, a father and a son of one name, somebody who is in the index twice.
    Alike,
    /// The UHID that was typed is somebody else's: another name or another sex.
    UhidOfAnother,
    /// Nobody fits, and the UHID that was typed is nobody's: a slip in it, or a number of elsewhere.
    UhidNotThere,
    /// Another UHID was typed than the best has.
    OtherUhid,
    OtherAbha,
    OtherSex,
    OtherName,
    /// The relative is another: an uncle and a nephew of one name share all else.
    OtherRelative,
    /// Part of the index could not be read, and the patient may be there.
    Damaged,
}

impl Reason {
    pub const ALL: [Self; 11] = [
        Self::Unknown,
        Self::TooLittle,
        Self::Alike,
        Self::UhidOfAnother,
        Self::UhidNotThere,
        Self::OtherUhid,
        Self::OtherAbha,
        Self::OtherSex,
        Self::OtherName,
        Self::OtherRelative,
        Self::Damaged,
    ];

    /// Message of the reason in the words' files.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Unknown => "match-reason-unknown",
            Self::TooLittle => "match-reason-too-little",
            Self::Alike => "match-reason-alike",
            Self::UhidOfAnother => "match-reason-uhid-of-another",
            Self::UhidNotThere => "match-reason-uhid-not-there",
            Self::OtherUhid => "match-reason-other-uhid",
            Self::OtherAbha => "match-reason-other-abha",
            Self::OtherSex => "match-reason-other-sex",
            Self::OtherName => "match-reason-other-name",
            Self::OtherRelative => "match-reason-other-relative",
            Self::Damaged => "match-reason-damaged",
        }
    }
}

/// What is proposed for a patient.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// This person of the index, and no other.
    Sure(Candidate),
    /// A person must look: best first, at most [`CANDIDATES_MAX`]; nobody, where the index could not be read or has not the UHID typed.
    Doubtful(Vec<Candidate>),
    /// Nobody of the index.
    New,
}

/// A patient and what is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub key: i64,
    pub verdict: Verdict,
    /// Why it is not sure; `None` for who is sure or new.
    pub reason: Option<Reason>,
}

/// Those asked, ready to be matched: shared by all threads and never changed.
pub struct Matcher {
    /// In the order of the index, so that who is asked one after the other is read from pages that lie together.
    asked: Vec<Asked>,
    traits: Vec<Traits>,
    thresholds: Thresholds,
    weights: Weights,
    net: Net,
    texts: Texts,
}

/// No patient in logs.
impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matcher({})", self.asked.len())
    }
}

impl Matcher {
    /// Takes in those who are asked, in any order.
    #[must_use]
    pub fn new(index: &Index, asked: Vec<Asked>, thresholds: Thresholds) -> Self {
        let mut both: Vec<(Traits, Asked)> = asked.into_iter().map(|one| (traits_of(&one, index), one)).collect();
        both.sort_by_key(|(traits, one)| (traits.year, traits.sex, traits.pin, one.key));
        let (traits, asked): (Vec<_>, Vec<_>) = both.into_iter().unzip();
        let net = Net::new(&traits, &Counts::new(index));
        Self { asked, traits, thresholds, weights: index.weights().clone(), net, texts: Texts::new(index) }
    }

    /// How many are asked.
    #[must_use]
    pub fn count(&self) -> usize {
        self.asked.len()
    }
}

/// Nothing of who is unknown: nobody is found by it.
fn traits_of(one: &Asked, index: &Index) -> Traits {
    if one.unknown { Traits::default() } else { traits::of_side(&one.side(), index) }
}
