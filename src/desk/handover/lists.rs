//! What the matching screen reads: counts, the patients of one state, pairs of ours that look like one person. Reads beside the desk.

use super::super::lookup::patient_line;
use super::review::{PairOpen, ReviewLine};
use crate::journal::fold::Linking;
use crate::problem::Problem;
use crate::store::View;

/// Pairs that are looked through, merged ones among them; a fortnight of a big hospital has some ten thousand.
const PAIRS_READ_MAX: usize = 100_000;

/// Patients of one state of their link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkList {
    pub which: Linking,
    pub counts: Vec<(Linking, u64)>,
    /// Patients of whom no pass and no person said anything.
    pub unmatched: u64,
    /// Pairs of ours that a person is to look at.
    pub pairs: u64,
    pub lines: Vec<ReviewLine>,
    /// There are more than these.
    pub more: bool,
}

impl LinkList {
    /// Reads the patients of a state, at most so many.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn read(view: View<'_>, which: Linking, most: usize) -> Result<Self, Problem> {
        let counts = view.linking_counts()?;
        let mut lines = Vec::new();
        for (id, link) in view.linkings(which, None, most)? {
            let Some(state) = view.patient(&id)? else { continue };
            lines.push(ReviewLine { line: patient_line(id, &state), link });
        }
        let all = counts.iter().find(|(of, _)| *of == which).map_or(0, |(_, n)| *n);
        let more = all > lines.len() as u64;
        let pairs = open_pairs(view, most)?.len() as u64;
        Ok(Self { which, counts, unmatched: view.unlinked_count()?, pairs, lines, more })
    }
}

/// Pairs that nobody merged or said are two, at most so many.
///
/// # Errors
/// A problem of the disk.
pub fn open_pairs(view: View<'_>, most: usize) -> Result<Vec<PairOpen>, Problem> {
    let mut pairs = Vec::new();
    for pair in view.pairs(PAIRS_READ_MAX)? {
        let (Some(one), Some(other)) = (view.patient(&pair.of)?, view.patient(&pair.with)?) else { continue };
        if one.same_as.contains(&pair.with) || one.voided.is_some() || other.voided.is_some() {
            continue;
        }
        let (one, other) = (patient_line(pair.of, &one), patient_line(pair.with, &other));
        if pairs.len() >= most {
            break;
        }
        pairs.push(PairOpen { one, other, score: pair.score, why: pair.why });
    }
    Ok(pairs)
}
