//! How far one record is on its way to the central system, folded out of what was said of it. The same for every order of arrival.
//! Nothing is received without an answer for that very version of that very record.

use crate::journal::{Answer, Body, Entry, EntryId, Mark, RecordKey, RecordKind, Road, Stage};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one entry says of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HandLine {
    Made { batch: String, road: Road, stage: Stage, mark: Mark },
    Answered { mark: Mark, answer: Answer },
    Excepted { reason: String },
    Readmitted { what: EntryId },
    Settled { central: String },
}

/// A line with the entry it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub entry: EntryId,
    pub at: DateTime<FixedOffset>,
    /// Login.
    pub by: String,
    pub lines: Vec<HandLine>,
}

impl Told {
    /// What an entry of the hand-over says, record by record, in the order of its lines.
    #[must_use]
    pub fn of(entry: &Entry) -> Vec<(RecordKey, HandLine)> {
        match &entry.body {
            Body::HandoverMade { batch, road, stage, lines, .. } => lines
                .iter()
                .map(|line| {
                    let made = HandLine::Made { batch: batch.clone(), road: *road, stage: *stage, mark: line.mark };
                    (line.record.clone(), made)
                })
                .collect(),
            Body::HandoverAnswered { lines, .. } => lines
                .iter()
                .map(|line| (line.record.clone(), HandLine::Answered { mark: line.mark, answer: line.answer.clone() }))
                .collect(),
            Body::HandoverExcepted { record, reason } => {
                vec![(record.clone(), HandLine::Excepted { reason: reason.clone() })]
            }
            Body::HandoverReadmitted { record, what, .. } => {
                vec![(record.clone(), HandLine::Readmitted { what: what.clone() })]
            }
            Body::HandoverSettled { record, central, .. } => {
                vec![(record.clone(), HandLine::Settled { central: central.clone() })]
            }
            _ => Vec::new(),
        }
    }
}

/// Where a record stands. Before its first batch it has no state: it is saved, and the pre-flight says whether it is fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HandPhase {
    /// In a batch, not answered. Whether the batch was sent is the batch's.
    Made,
    Received,
    Refused,
    /// The central system gave two numbers for it: a person says which counts.
    Contradicted,
    /// An officer said that it will not go.
    Excepted,
}

impl HandPhase {
    pub const ALL: [Self; 5] = [Self::Made, Self::Received, Self::Refused, Self::Contradicted, Self::Excepted];

    /// As in rows and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Received => "received",
            Self::Refused => "refused",
            Self::Contradicted => "contradicted",
            Self::Excepted => "excepted",
        }
    }
}

/// The last batch that a record left in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeMark {
    pub batch: String,
    pub road: Road,
    pub stage: Stage,
    pub mark: Mark,
    pub at: DateTime<FixedOffset>,
    pub by: String,
}

/// The last receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedMark {
    /// The central number; empty where the road gives none.
    pub central: String,
    pub mark: Mark,
    pub at: DateTime<FixedOffset>,
    /// The entry that holds it.
    pub entry: EntryId,
}

/// One record's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandState {
    pub phase: HandPhase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<MadeMark>,
    /// Batches it left in so far.
    pub batches: u32,
    /// Stays when a corrected version leaves: the older one is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<ReceivedMark>,
    /// Why the last version was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refused: String,
    /// The numbers that contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub centrals: Vec<String>,
    /// Why it will not go, and the entry that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excepted: Option<(EntryId, String)>,
}

impl HandState {
    /// The central number, where exactly one is known.
    #[must_use]
    pub fn central(&self) -> &str {
        if self.phase == HandPhase::Contradicted {
            return "";
        }
        self.received.as_ref().map_or("", |received| &received.central)
    }

    /// True where this version of the record has its receipt.
    #[must_use]
    pub fn has_received(&self, mark: Mark) -> bool {
        self.phase == HandPhase::Received && self.received.as_ref().is_some_and(|received| received.mark == mark)
    }
}

/// Folds a record's way; `None` while nothing was said.
#[must_use]
pub fn hand(kind: RecordKind, told: &[Told]) -> Option<HandState> {
    let mut ordered: Vec<&Told> = told.iter().collect();
    ordered.sort_by_key(|told| (told.at, told.entry.packed()));
    let mut way = Way { is_person: kind == RecordKind::Identity, ..Way::default() };
    for told in &ordered {
        for line in &told.lines {
            way.take(told, line);
        }
    }
    let some = !ordered.iter().all(|told| told.lines.is_empty());
    some.then(|| way.state())
}

/// What is gathered while the lines go by.
#[derive(Default)]
struct Way<'a> {
    made: Option<MadeMark>,
    /// The line that says so.
    since: Option<&'a Told>,
    batches: u32,
    is_person: bool,
    /// Versions of a person that said that the person is known there under a number.
    links: BTreeSet<[u8; 16]>,
    answers: Vec<(&'a Told, Mark, &'a Answer)>,
    excepted: Vec<(EntryId, String)>,
    readmitted: BTreeSet<EntryId>,
    settled: Option<(&'a Told, &'a str)>,
}

impl<'a> Way<'a> {
    fn take(&mut self, told: &'a Told, line: &'a HandLine) {
        match line {
            HandLine::Made { batch, road, stage, mark } => {
                self.batches += 1;
                self.since = Some(told);
                if self.is_person && *stage == Stage::Links {
                    self.links.insert(mark.0);
                }
                let (at, by) = (told.at, told.by.clone());
                self.made = Some(MadeMark { batch: batch.clone(), road: *road, stage: *stage, mark: *mark, at, by });
            }
            HandLine::Answered { mark, answer } => self.answers.push((told, *mark, answer)),
            HandLine::Excepted { reason } => self.excepted.push((told.entry.clone(), reason.clone())),
            HandLine::Readmitted { what } => {
                self.readmitted.insert(what.clone());
            }
            HandLine::Settled { central } => self.settled = Some((told, central)),
        }
    }

    fn receipts(&self) -> impl Iterator<Item = (&'a Told, Mark, &'a str)> {
        self.answers.iter().filter_map(|(told, mark, answer)| match answer {
            Answer::Received { central } => Some((*told, *mark, central.as_str())),
            Answer::Refused { .. } => None,
        })
    }

    /// The number that a receipt gives. One for a link gives none: it repeats the number that we named, and which may be taken back.
    fn given(&self, mark: Mark, central: &'a str) -> &'a str {
        if self.links.contains(&mark.0) { "" } else { central }
    }

    /// The numbers given, once each; what a person settled stands until the central system says another one after it.
    fn centrals(&self) -> Vec<String> {
        let after = self.settled.map(|(told, _)| (told.at, told.entry.packed()));
        let given = self.receipts().filter(|(told, ..)| after.is_none_or(|after| (told.at, told.entry.packed()) > after));
        let settled = self.settled.map(|(_, central)| central);
        let mut centrals: Vec<String> =
            settled.into_iter().chain(given.map(|(_, mark, central)| self.given(mark, central))).map(str::to_owned).collect();
        centrals.retain(|central| !central.is_empty());
        let mut seen = BTreeSet::new();
        centrals.retain(|central| seen.insert(central.clone()));
        centrals
    }

    fn state(self) -> HandState {
        let centrals = self.centrals();
        let current = self.made.as_ref().map(|made| made.mark).or_else(|| self.answers.last().map(|(_, mark, _)| *mark));
        let of_current = |mark: &Mark| Some(*mark) == current;
        let last = self.receipts().filter(|(_, mark, _)| of_current(mark)).last().or_else(|| self.receipts().last());
        let received = last.map(|(told, mark, _)| ReceivedMark {
            central: centrals.first().cloned().unwrap_or_default(),
            mark,
            at: told.at,
            entry: told.entry.clone(),
        });
        // A version that leaves once more, unchanged, waits again: what was said of it before is said of the batch before.
        let since = self.since.map(|told| (told.at, told.entry.packed()));
        let refusal = self.answers.iter().rev().find_map(|(told, mark, answer)| match answer {
            Answer::Refused { reason }
                if of_current(mark) && since.is_none_or(|since| (told.at, told.entry.packed()) > since) =>
            {
                Some(reason.clone())
            }
            _ => None,
        });
        let excepted = self.excepted.iter().rev().find(|(entry, _)| !self.readmitted.contains(entry)).cloned();
        let has_current = received.as_ref().is_some_and(|received| of_current(&received.mark));
        let phase = match () {
            () if centrals.len() > 1 => HandPhase::Contradicted,
            () if has_current => HandPhase::Received,
            () if excepted.is_some() => HandPhase::Excepted,
            () if refusal.is_some() => HandPhase::Refused,
            () => HandPhase::Made,
        };
        let refused = if phase == HandPhase::Refused { refusal.unwrap_or_default() } else { String::new() };
        let centrals = if phase == HandPhase::Contradicted { centrals } else { Vec::new() };
        HandState { phase, made: self.made, batches: self.batches, received, refused, centrals, excepted }
    }
}

#[cfg(test)]
mod tests;
