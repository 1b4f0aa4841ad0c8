//! How the hand-over stands: records by kind and phase, what the last pre-flight found, the burn-down.

use super::super::Desk;
use super::pass::{KindCounts, PassWish, Passed};
use super::typing::patient_of;
use crate::hospital::permissions::Right;
use crate::journal::fold::{HandPhase, HandState, Linking};
use crate::journal::{Answer, Body, RecordKey, RecordKind, Road, StrayAnswer};
use crate::problem::Problem;
use crate::reconcile::FixIt;
use crate::store::{BatchRow, HandCount, View};
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fact of the records: what the last pre-flight counted.
const FACT: &str = "handover-check";

/// What the last pre-flight counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckFigures {
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub road: Road,
    pub kinds: BTreeMap<RecordKind, KindCounts>,
    /// Entries in the journal at that time: more now means that something was saved since.
    pub entries: u64,
    /// Visits and cases in the rows at that time: what came since is open too.
    #[serde(default)]
    pub rows: u64,
}

/// Records of a kind, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindLine {
    pub kind: RecordKind,
    /// As of the last pre-flight; never fewer than have left.
    pub saved: u64,
    pub void: u64,
    pub aside: u64,
    /// In batches that nobody said were sent.
    pub made: u64,
    pub sent: u64,
    pub received: u64,
    pub refused: u64,
    pub contradicted: u64,
    pub excepted: u64,
}

impl KindLine {
    /// Neither received, nor excepted, nor taken back.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.saved.saturating_sub(self.void + self.received + self.excepted)
    }
}

/// How it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoverStatus {
    pub kinds: Vec<KindLine>,
    pub check: Option<CheckFigures>,
    /// Entries were saved since the last pre-flight.
    pub stale: bool,
    pub links: Vec<(Linking, u64)>,
    /// Pairs of patients that a pass thought to be one and nobody looked at.
    pub batches: Vec<BatchRow>,
}

impl HandoverStatus {
    /// All kinds together: saved, received, explained, open.
    #[must_use]
    pub fn total(&self) -> (u64, u64, u64, u64) {
        self.kinds.iter().fold((0, 0, 0, 0), |(saved, received, explained, open), line| {
            (saved + line.saved, received + line.received, explained + line.void + line.excepted, open + line.open())
        })
    }
}

/// Receipts of one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnHour {
    pub day: NaiveDate,
    pub hour: u32,
    pub received: u64,
    pub refused: u64,
}

/// A record that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    pub key: RecordKey,
    pub number: String,
    /// Whose it is, as written; empty for a ward's.
    pub name: String,
    pub what: OpenWhat,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenWhat {
    /// Set aside, with what has to be mended.
    Aside(Vec<FixIt>),
    Refused(String),
    Contradicted(Vec<String>),
    Excepted {
        by: String,
        reason: String,
    },
    /// In a batch, not answered.
    Made {
        batch: String,
    },
}

/// Which list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenList {
    Aside,
    Refused,
    Contradicted,
    Excepted,
    Made,
}

impl OpenList {
    pub const ALL: [Self; 5] = [Self::Aside, Self::Refused, Self::Contradicted, Self::Excepted, Self::Made];

    /// As on the command line and in words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aside => "aside",
            Self::Refused => "refused",
            Self::Contradicted => "contradicted",
            Self::Excepted => "excepted",
            Self::Made => "made",
        }
    }
}

/// Reads how it stands.
///
/// # Errors
/// A problem of the disk.
pub fn handover_status(view: View<'_>) -> Result<HandoverStatus, Problem> {
    let check = last_check(view)?;
    let kinds = kind_lines(&view.hand_counts()?, check.as_ref());
    let entries = view.held()?.iter().map(|run| run.last - run.first + 1).sum::<u64>();
    let stale = check.as_ref().is_none_or(|check| check.entries != entries);
    let (links, batches) = (view.linking_counts()?, view.batches()?);
    Ok(HandoverStatus { kinds, check, stale, links, batches })
}

fn last_check(view: View<'_>) -> Result<Option<CheckFigures>, Problem> {
    Ok(view.fact(FACT)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Each kind by where it stands: saved and set aside as of the last pre-flight, what left as of now.
fn kind_lines(counts: &[HandCount], check: Option<&CheckFigures>) -> Vec<KindLine> {
    let mut kinds: BTreeMap<RecordKind, KindLine> = BTreeMap::new();
    let line = |kind| KindLine {
        kind,
        saved: 0,
        void: 0,
        aside: 0,
        made: 0,
        sent: 0,
        received: 0,
        refused: 0,
        contradicted: 0,
        excepted: 0,
    };
    for (kind, counts) in check.iter().flat_map(|check| &check.kinds) {
        let (saved, void, aside) = (counts.saved, counts.void, counts.aside);
        kinds.insert(*kind, KindLine { saved, void, aside, ..line(*kind) });
    }
    for count in counts {
        let of = kinds.entry(count.kind).or_insert_with(|| line(count.kind));
        let place = match (count.phase, count.sent) {
            (HandPhase::Made, false) => &mut of.made,
            (HandPhase::Made, true) => &mut of.sent,
            (HandPhase::Received, _) => &mut of.received,
            (HandPhase::Refused, _) => &mut of.refused,
            (HandPhase::Contradicted, _) => &mut of.contradicted,
            (HandPhase::Excepted, _) => &mut of.excepted,
        };
        *place += count.records;
    }
    for of in kinds.values_mut() {
        let left = of.made + of.sent + of.received + of.refused + of.contradicted + of.excepted;
        of.saved = of.saved.max(left);
    }
    kinds.into_values().collect()
}

/// Records that are neither received nor explained, for the status line. Before any pre-flight visits and cases stand for all records;
/// after it, what was saved since is counted with it.
///
/// # Errors
/// A problem of the disk.
pub(in crate::desk) fn not_handed_over(view: View<'_>, counts: &[HandCount], rows: u64) -> Result<u64, Problem> {
    let check = last_check(view)?;
    let kinds = kind_lines(counts, check.as_ref());
    if let Some(check) = check {
        return Ok(kinds.iter().map(KindLine::open).sum::<u64>() + rows.saturating_sub(check.rows));
    }
    let counted = |line: &&KindLine| !matches!(line.kind, RecordKind::Identity | RecordKind::Merge | RecordKind::Result);
    let done: u64 = kinds.iter().filter(counted).map(|line| line.received + line.excepted).sum();
    Ok(rows.saturating_sub(done))
}

/// Receipts and refusals by the hour in which they were written down, in order.
///
/// # Errors
/// A problem of the disk.
pub fn burn_down(view: View<'_>) -> Result<Vec<BurnHour>, Problem> {
    let mut hours: BTreeMap<(NaiveDate, u32), (u64, u64)> = BTreeMap::new();
    for entry in view.entries_of_kind("handover.answered")? {
        let Body::HandoverAnswered { lines, .. } = &entry.body else { continue };
        let at = hours.entry((entry.header.time.date_naive(), entry.header.time.hour())).or_default();
        let received = lines.iter().filter(|line| matches!(line.answer, Answer::Received { .. })).count() as u64;
        at.0 += received;
        at.1 += lines.len() as u64 - received;
    }
    Ok(hours.into_iter().map(|((day, hour), (received, refused))| BurnHour { day, hour, received, refused }).collect())
}

/// Answers that were not taken, the latest first.
///
/// # Errors
/// A problem of the disk.
pub fn stray_answers(view: View<'_>, most: usize) -> Result<Vec<(String, StrayAnswer)>, Problem> {
    let mut strays = Vec::new();
    for entry in view.entries_of_kind("handover.answered")?.into_iter().rev() {
        if let Body::HandoverAnswered { source, strays: found, .. } = entry.body {
            strays.extend(found.into_iter().map(|stray| (source.clone(), stray)));
        }
        if strays.len() >= most {
            break;
        }
    }
    strays.truncate(most);
    Ok(strays)
}

/// Records that a person has to look at.
///
/// # Errors
/// A problem of the disk.
pub fn open_records(view: View<'_>, which: OpenList, most: usize) -> Result<Vec<OpenLine>, Problem> {
    let mut lines = Vec::new();
    if which == OpenList::Aside {
        for row in view.aside(most)? {
            let faults = serde_json::from_str(&row.faults).map_err(|_json| Problem::damaged("problem-entry-damaged"))?;
            lines.push(open_line(view, row.key, OpenWhat::Aside(faults))?);
        }
        return Ok(lines);
    }
    let phase = match which {
        OpenList::Refused => HandPhase::Refused,
        OpenList::Contradicted => HandPhase::Contradicted,
        OpenList::Excepted => HandPhase::Excepted,
        OpenList::Made | OpenList::Aside => HandPhase::Made,
    };
    for (key, hand) in view.hands(phase, None, most)? {
        // Refused, and taken back since: nobody waits for it, there or here.
        if hand.phase == HandPhase::Refused && hand.received.is_none() && is_taken_back(view, &key)? {
            continue;
        }
        let what = what_of(view, &hand)?;
        lines.push(open_line(view, key, what)?);
    }
    Ok(lines)
}

fn is_taken_back(view: View<'_>, key: &RecordKey) -> Result<bool, Problem> {
    Ok(match key.kind {
        RecordKind::Identity => view.patient(&key.of)?.is_some_and(|state| state.voided.is_some()),
        RecordKind::Merge => view.patient(&key.of)?.is_some_and(|state| state.voided.is_some() || state.led_by.is_empty()),
        RecordKind::Visit => view.visit(&key.of)?.is_some_and(|row| row.visit.voided.is_some()),
        _ => view.case(&key.of)?.is_some_and(|row| row.case.cancelled.is_some()),
    })
}

fn what_of(view: View<'_>, hand: &HandState) -> Result<OpenWhat, Problem> {
    Ok(match hand.phase {
        HandPhase::Refused => OpenWhat::Refused(hand.refused.clone()),
        HandPhase::Contradicted => OpenWhat::Contradicted(hand.centrals.clone()),
        HandPhase::Excepted => {
            let (entry, reason) = hand.excepted.clone().ok_or_else(|| Problem::damaged("problem-entry-damaged"))?;
            let by = view.entry(&entry)?.map(|entry| entry.header.by).unwrap_or_default();
            OpenWhat::Excepted { by, reason }
        }
        HandPhase::Made | HandPhase::Received => {
            OpenWhat::Made { batch: hand.made.as_ref().map(|made| made.batch.clone()).unwrap_or_default() }
        }
    })
}

pub(super) fn open_line(view: View<'_>, key: RecordKey, what: OpenWhat) -> Result<OpenLine, Problem> {
    let number = match key.kind {
        RecordKind::Identity | RecordKind::Merge => None,
        RecordKind::Visit => view.visit(&key.of)?.map(|row| row.visit.visit.number.to_string()),
        _ => view.case(&key.of)?.and_then(|row| row.case.number).map(|number| number.to_string()),
    };
    let patient = patient_of(view, &key)?;
    let state = patient.map(|id| view.patient(&id)).transpose()?.flatten();
    let own = || state.as_ref().map(|state| state.patient.number.to_string()).unwrap_or_default();
    let number = number.unwrap_or_else(own);
    let name = state.as_ref().map(|state| state.patient.details.name.clone());
    let name = name.and_then(|name| name.latin.or(name.devanagari)).unwrap_or_default();
    Ok(OpenLine { key, number, name, what })
}

impl Desk {
    /// How the hand-over stands.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn handover_status(&self) -> Result<HandoverStatus, Problem> {
        self.may(Right::SeeHospital)?;
        handover_status(self.rows()?)
    }

    /// Keeps what a pre-flight counted and set aside. That of one clerk's share says nothing of the whole.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn keep_check(&mut self, passed: &Passed, wish: &PassWish) -> Result<(), Problem> {
        if wish.share.is_some() {
            return Ok(());
        }
        let entries = self.rows()?.held()?.iter().map(|run| run.last - run.first + 1).sum();
        let (at, by) = (self.now(), self.user.login.clone());
        let view = self.rows()?;
        let rows = view.visits_total()? + view.cases_total()?;
        let figures = CheckFigures { at, by, road: wish.road, kinds: passed.kinds.clone(), entries, rows };
        let text = serde_json::to_string(&figures).map_err(|_json| Problem::device("problem-internal"))?;
        self.store.set_aside(&passed.aside)?;
        Ok(self.store.keep_fact(FACT, &text)?)
    }
}
