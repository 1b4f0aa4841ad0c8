//! Whether a patient of ours is a person whom the central system has, folded out of what passes and people said. The same for every
//! order of arrival. A link is said beside the records; nothing of either is overwritten, and it can be taken back.

use crate::journal::{Body, Entry, EntryId, MatchLine, Matched, Verdict};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one entry says of a patient's link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkLine {
    Passed(MatchLine),
    Decided {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<Matched>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        second: bool,
    },
    Seconded {
        what: EntryId,
        agrees: bool,
    },
    Undone {
        what: EntryId,
    },
}

/// A line with the entry it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub entry: EntryId,
    pub at: DateTime<FixedOffset>,
    /// Login.
    pub by: String,
    pub line: LinkLine,
}

impl Told {
    /// What an entry says of patients' links.
    #[must_use]
    pub fn of(entry: &Entry) -> Vec<(EntryId, LinkLine)> {
        match &entry.body {
            Body::MatchPassed { lines, .. } => {
                lines.iter().map(|line| (line.of.clone(), LinkLine::Passed(line.clone()))).collect()
            }
            Body::MatchDecided { of, link, second, .. } => {
                vec![(of.clone(), LinkLine::Decided { link: link.clone(), second: *second })]
            }
            Body::MatchSeconded { of, what, agrees, .. } => {
                vec![(of.clone(), LinkLine::Seconded { what: what.clone(), agrees: *agrees })]
            }
            Body::MatchUndone { of, what, .. } => vec![(of.clone(), LinkLine::Undone { what: what.clone() })],
            _ => Vec::new(),
        }
    }
}

/// What is known of a patient's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Linking {
    /// Matched, and a person is to decide.
    Doubtful,
    /// A person linked it below the threshold of the pass: a second one is to look.
    Proposed,
    /// The person is known there.
    Linked,
    /// Nobody there is this person.
    New,
    /// What was said was taken back, and nothing else stands.
    Open,
}

impl Linking {
    pub const ALL: [Self; 5] = [Self::Doubtful, Self::Proposed, Self::Linked, Self::New, Self::Open];

    /// As in rows and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Proposed => "proposed",
            Self::Linked => "linked",
            Self::New => "new",
            Self::Open => "open",
        }
    }
}

/// One patient's link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkState {
    pub linking: Linking,
    /// The person linked or proposed; or who came near in the last pass, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Matched>,
    /// Why a pass left it to a person; see [`MatchLine::doubt`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doubt: String,
    /// The entry that says what stands now, and who wrote it; a pass's own line says `by` whoever ran it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<(EntryId, String)>,
    /// False where the pass said it by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub person: bool,
    /// Login of the second person who agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub second: String,
}

impl LinkState {
    /// The central number of a link that counts.
    #[must_use]
    pub fn uhid(&self) -> Option<&str> {
        if self.linking != Linking::Linked {
            return None;
        }
        self.found.first().map(|matched| matched.uhid.as_str())
    }
}

/// Folds a patient's link; `None` while nothing was said.
#[must_use]
pub fn linking(told: &[Told]) -> Option<LinkState> {
    if told.is_empty() {
        return None;
    }
    let mut ordered: Vec<&Told> = told.iter().collect();
    ordered.sort_by_key(|told| (told.at, told.entry.packed()));
    let undone: BTreeSet<&EntryId> =
        ordered.iter().filter_map(|told| if let LinkLine::Undone { what } = &told.line { Some(what) } else { None }).collect();
    let standing = || ordered.iter().rev().filter(|told| !undone.contains(&told.entry));
    let seconds = |of: &Told| seconds(&ordered, of);
    // A person's word stands before any pass; the last one that was not turned down by the second person.
    let decided = standing().find_map(|told| match &told.line {
        LinkLine::Decided { link, second } if *second && link.is_some() => match seconds(told) {
            Some((_, false)) => None,
            Some((by, true)) => Some((told, link, Linking::Linked, by)),
            None => Some((told, link, Linking::Proposed, "")),
        },
        LinkLine::Decided { link, .. } => Some((told, link, if link.is_some() { Linking::Linked } else { Linking::New }, "")),
        _ => None,
    });
    if let Some((told, link, linking, second)) = decided {
        return Some(LinkState {
            linking,
            found: link.iter().cloned().collect(),
            doubt: String::new(),
            said: Some((told.entry.clone(), told.by.clone())),
            person: true,
            second: second.to_owned(),
        });
    }
    let passed = standing().find_map(|told| if let LinkLine::Passed(line) = &told.line { Some((told, line)) } else { None });
    Some(passed.map_or_else(
        || LinkState {
            linking: Linking::Open,
            found: Vec::new(),
            doubt: String::new(),
            said: None,
            person: false,
            second: String::new(),
        },
        |(told, line)| LinkState {
            linking: match line.verdict {
                Verdict::Sure => Linking::Linked,
                Verdict::Doubtful => Linking::Doubtful,
                Verdict::New => Linking::New,
            },
            found: line.found.clone(),
            doubt: line.doubt.clone(),
            said: Some((told.entry.clone(), told.by.clone())),
            person: false,
            second: String::new(),
        },
    ))
}

/// What a second person, who is another than the first, said of a decision last.
fn seconds<'a>(ordered: &[&'a Told], of: &Told) -> Option<(&'a str, bool)> {
    ordered.iter().rev().find_map(|told| match &told.line {
        LinkLine::Seconded { what, agrees } if *what == of.entry && told.by != of.by => Some((told.by.as_str(), *agrees)),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
