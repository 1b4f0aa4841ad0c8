//! State is a fold: a patient or a visit is what its entries say, in causal order, whatever order they arrived in.
//!
//! Nothing overwrites: two amendments that did not know of each other are a conflict, both kept.

mod case;
mod handover;
mod linking;
mod order;

pub use case::{
    ArrivalState, BedState, CaseBody, CaseState, NoteLine, RecordState, StayState, StepKind, StepLine, bed, case, is_late,
};
pub use handover::{HandLine, HandPhase, HandState, MadeMark, ReceivedMark, Told as HandTold, hand};
pub use linking::{LinkLine, LinkState, Linking, Told as LinkTold, linking};
pub use order::{
    CallLine, ConclusionLine, OrderState, ReleasedLine, ResultPhase, ResultState, StrayLine, ToldLine, TubeState, Typing,
    order_after, order_with,
};

use super::{Body, ClockTrust, Entry, EntryId, Matched, PaperKind, Patient, VoidScope};
use crate::hospital::opd::{QueueState, Visit};
use crate::hospital::person::{Details, PersonName};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A patient as the entries leave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientState {
    pub patient: Patient,
    pub registered: DateTime<FixedOffset>,
    pub by: String,
    /// When last amended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended: Option<DateTime<FixedOffset>>,
    /// The whole registration was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<VoidMark>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub conflict: bool,
    /// Nobody knows who it is: an unconscious or mass-casualty patient, not identified yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unknown: bool,
    /// How an unknown patient was identified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified: Option<IdentifiedMark>,
    /// Other records of the same person here: found when an unknown patient was identified, or merged. Both numbers stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<EntryId>,
    /// Of these, records that lead since a person merged this one with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub led_by: Vec<EntryId>,
    /// The last merge of this record into another that a person took back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parted: Option<PartedMark>,
    /// Known only from the copy in a later visit; the registration itself has not arrived.
    #[serde(default, skip_serializing_if = "is_false")]
    pub copied: bool,
    /// What the next entry about this patient builds on.
    pub heads: Vec<EntryId>,
}

/// From whom a record was parted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartedMark {
    /// The record that led while they were one.
    pub leads: EntryId,
    pub mark: VoidMark,
}

/// How and when an unknown patient became known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifiedMark {
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub how: String,
    /// What the patient was called until then.
    pub was: PersonName,
}

/// Who took something back, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidMark {
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub reason: String,
}

impl VoidMark {
    fn of(entry: &Entry, reason: &str) -> Self {
        Self { at: entry.header.time, by: entry.header.by.clone(), reason: reason.to_owned() }
    }
}

/// A visit as the entries leave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitState {
    pub visit: Visit,
    pub patient: EntryId,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    #[serde(default)]
    pub state: QueueState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<DateTime<FixedOffset>>,
    /// When the token was done with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<VoidMark>,
    /// The clock had been set back when the visit was opened.
    #[serde(default, skip_serializing_if = "is_false")]
    pub clock_behind: bool,
    /// Reprints per paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub copies: BTreeMap<PaperKind, u32>,
    pub heads: Vec<EntryId>,
}

/// Outcome of a prepared pack that was not needed; in list `er_outcome`.
const UNUSED: &str = "unused";

fn is_false(value: &bool) -> bool {
    !*value
}

/// Folds a patient out of the entries about it (its registration, and all that name it). `None` while nothing tells who it is.
#[must_use]
pub fn patient(id: &EntryId, entries: &[Entry]) -> Option<PatientState> {
    let mut ordered = causal(entries);
    let mut state = base_patient(id, &ordered)?;
    let mut amendments: Vec<(&EntryId, &Details)> = Vec::new();
    let known = known_of(&ordered);
    let ids: Vec<EntryId> = ordered.iter().map(|e| e.header.id()).collect();
    let gone = cancelled(&ordered, id);
    for (entry, entry_id) in ordered.iter().zip(&ids) {
        if gone.contains(entry_id) {
            continue;
        }
        match &entry.body {
            Body::Amended { of, details, matched, .. } if of == id => {
                let before = known.get(entry_id);
                // An amendment replaces those it knew of; one it did not know of stays beside it as a conflict.
                amendments.retain(|(other, _)| !before.is_some_and(|b| b.contains(*other)));
                amendments.push((entry_id, details));
                state.amended = state.amended.max(Some(entry.header.time));
                take_match(&mut state, matched.as_ref());
            }
            Body::Identified { of, is, details, how, matched } if of == id => {
                let before = known.get(entry_id);
                amendments.retain(|(other, _)| !before.is_some_and(|b| b.contains(*other)));
                amendments.push((entry_id, details));
                state.unknown = false;
                let (at, by, was) = (entry.header.time, entry.header.by.clone(), state.patient.details.name.clone());
                state.identified.get_or_insert(IdentifiedMark { at, by, how: how.clone(), was });
                state.same_as.extend(is.clone());
                take_match(&mut state, matched.as_ref());
            }
            Body::Identified { of, is: Some(is), .. } if is == id => state.same_as.push(of.clone()),
            // The report of a birth that was none takes its newborn back.
            Body::Cancelled { of, what, reason, .. } if of == id && what == id && is_born(&ordered, id) => {
                state.voided.get_or_insert_with(|| VoidMark::of(entry, reason));
            }
            // A prepared pack that nobody needed: its numbers stay used, no patient is behind them.
            Body::Left { of, sheet, .. } if of == id && sheet.is("outcome", UNUSED) => {
                state.voided.get_or_insert_with(|| VoidMark::of(entry, sheet.get("remarks")));
            }
            Body::Voided { of, scope: VoidScope::Registration, reason } if of == id => {
                // The first void stands; a second one from elsewhere changes nothing.
                state.voided.get_or_insert_with(|| VoidMark::of(entry, reason));
            }
            _ => {}
        }
    }
    if let Some((_, details)) = amendments.last() {
        state.patient.details = (*details).clone();
    }
    join(&mut state, id, &ordered);
    let first = amendments.first().map(|(_, d)| *d);
    state.conflict = amendments.iter().any(|(_, d)| Some(*d) != first);
    // Who is merged and parted again is as before: what is said of the details builds on what was said of them.
    ordered.retain(|entry| !is_of_person(&entry.body));
    state.heads = heads(&ordered);
    Some(state)
}

/// Said of who somebody is elsewhere, not of the details.
const fn is_of_person(body: &Body) -> bool {
    matches!(
        body,
        Body::Merged { .. }
            | Body::Unmerged { .. }
            | Body::MatchDecided { .. }
            | Body::MatchSeconded { .. }
            | Body::MatchUndone { .. }
            | Body::MatchApart { .. }
    )
}

/// Merges that were not undone.
fn join(state: &mut PatientState, id: &EntryId, ordered: &[&Entry]) {
    let undone: BTreeSet<&EntryId> = ordered
        .iter()
        .filter_map(|entry| match &entry.body {
            Body::Unmerged { what, .. } => Some(what),
            _ => None,
        })
        .collect();
    for entry in ordered.iter().filter(|entry| !undone.contains(&entry.header.id())) {
        match &entry.body {
            Body::Merged { of, with, .. } if of == id && with != id => state.same_as.push(with.clone()),
            Body::Merged { of, with, .. } if with == id && of != id => {
                state.same_as.push(of.clone());
                state.led_by.push(of.clone());
            }
            _ => {}
        }
    }
    state.parted = ordered.iter().rev().find_map(|entry| parted(entry, id, ordered));
    for ids in [&mut state.same_as, &mut state.led_by] {
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
    }
}

/// That this entry parts the patient from who led.
fn parted(entry: &Entry, id: &EntryId, ordered: &[&Entry]) -> Option<PartedMark> {
    let Body::Unmerged { what, reason, .. } = &entry.body else { return None };
    ordered.iter().filter(|merged| merged.header.id() == *what).find_map(|merged| match &merged.body {
        Body::Merged { of, with, .. } if with == id && of != id => {
            Some(PartedMark { leads: of.clone(), mark: VoidMark::of(entry, reason) })
        }
        _ => None,
    })
}

/// The latest match stands: who is amended without one is still the person that was taken.
fn take_match(state: &mut PatientState, matched: Option<&Matched>) {
    if let Some(matched) = matched {
        state.patient.matched = Some(matched.clone());
    }
}

/// Entries about this subject that were taken back.
fn cancelled(ordered: &[&Entry], id: &EntryId) -> BTreeSet<EntryId> {
    let what = |entry: &&Entry| match &entry.body {
        Body::Cancelled { of, what, .. } if of == id => Some(what.clone()),
        _ => None,
    };
    ordered.iter().filter_map(what).collect()
}

fn is_born(ordered: &[&Entry], id: &EntryId) -> bool {
    ordered.iter().any(|entry| entry.header.id() == *id && matches!(&entry.body, Body::Recorded { child: Some(_), .. }))
}

fn base_patient(id: &EntryId, ordered: &[&Entry]) -> Option<PatientState> {
    let make = |entry: &Entry, patient: &Patient, copied: bool| PatientState {
        unknown: matches!(&entry.body, Body::Arrived { of: None, arrival, .. } if arrival.unknown || arrival.pack.is_some()),
        identified: None,
        same_as: Vec::new(),
        led_by: Vec::new(),
        parted: None,
        patient: patient.clone(),
        registered: entry.header.time,
        by: entry.header.by.clone(),
        amended: None,
        voided: None,
        conflict: false,
        copied,
        heads: Vec::new(),
    };
    let told = |wanted: fn(&Entry, Option<&EntryId>, &EntryId) -> bool| {
        ordered.iter().find_map(|entry| {
            let (of, patient) = entry.body.patient()?;
            wanted(entry, of, id).then_some((*entry, patient))
        })
    };
    let own = told(|entry, of, id| of.is_none() && entry.header.id() == *id).map(|(entry, patient)| make(entry, patient, false));
    own.or_else(|| told(|_entry, of, id| of == Some(id)).map(|(entry, patient)| make(entry, patient, true)))
}

/// Folds a visit out of the entries about it. `None` while the entry that opened it has not arrived.
#[must_use]
pub fn visit(id: &EntryId, entries: &[Entry]) -> Option<VisitState> {
    // A first visit has its patient's address; what is said of the patient, or of a stay, is not said of the visit.
    let of_visit = |entry: &Entry| match entry.body {
        Body::Registered { .. } | Body::Visited { .. } => entry.header.id() == *id,
        Body::Voided { .. } | Body::Moved { .. } | Body::Reprinted { .. } | Body::Queue { .. } => true,
        _ => false,
    };
    let mut ordered = causal(entries);
    ordered.retain(|entry| of_visit(entry));
    let (opening, opened, patient) = ordered.iter().find_map(|entry| match &entry.body {
        Body::Registered { visit, .. } if entry.header.id() == *id => Some((entry, visit, id)),
        Body::Visited { visit, of, .. } if entry.header.id() == *id => Some((entry, visit, of)),
        _ => None,
    })?;
    let mut state = VisitState {
        visit: opened.clone(),
        patient: patient.clone(),
        at: opening.header.time,
        by: opening.header.by.clone(),
        state: QueueState::Waiting,
        called: None,
        done: None,
        voided: None,
        clock_behind: opening.header.clock == ClockTrust::Behind,
        copies: BTreeMap::new(),
        heads: Vec::new(),
    };
    for entry in &ordered {
        if entry.body.of() == Some(id) {
            step(&mut state, entry);
        }
    }
    state.heads = heads(&ordered);
    Some(state)
}

fn step(state: &mut VisitState, entry: &Entry) {
    match &entry.body {
        Body::Voided { reason, .. } => {
            state.voided.get_or_insert_with(|| VoidMark::of(entry, reason));
        }
        Body::Moved { clinic, room, doctor, token, .. } => {
            state.visit.clinic.clone_from(clinic);
            state.visit.room.clone_from(room);
            state.visit.doctor.clone_from(doctor);
            state.visit.token = token.clone();
            state.state = QueueState::Waiting;
            state.called = None;
        }
        Body::Reprinted { paper, copy, .. } => {
            let most = state.copies.entry(*paper).or_default();
            *most = (*most).max(*copy);
        }
        Body::Queue { step, .. } => {
            if let Some(next) = state.state.after(*step) {
                state.state = next;
                match next {
                    QueueState::Called => state.called = Some(entry.header.time),
                    QueueState::Done => state.done = Some(entry.header.time),
                    QueueState::Waiting | QueueState::Skipped => {}
                }
            }
        }
        _ => {}
    }
}

/// The entries in an order in which each comes after those it builds on; ties by time, then by address. The same for every order of arrival.
fn causal(entries: &[Entry]) -> Vec<&Entry> {
    let mut waiting: BTreeMap<(DateTime<FixedOffset>, EntryId), &Entry> =
        entries.iter().map(|e| ((e.header.time, e.header.id()), e)).collect();
    let mut left: BTreeSet<EntryId> = waiting.keys().map(|(_, id)| id.clone()).collect();
    let mut ordered = Vec::with_capacity(entries.len());
    while !waiting.is_empty() {
        let ready = waiting.iter().find(|((_, id), e)| !e.header.on.iter().any(|on| on != id && left.contains(on)));
        // A circle cannot be signed honestly; if one is forged, time decides.
        let Some(key) = ready.or_else(|| waiting.iter().next()).map(|(key, _)| key.clone()) else { break };
        left.remove(&key.1);
        ordered.extend(waiting.remove(&key));
    }
    ordered
}

/// Everything each entry knew of, directly or through others.
fn known_of(ordered: &[&Entry]) -> BTreeMap<EntryId, BTreeSet<EntryId>> {
    let mut known: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
    for entry in ordered {
        let mut all = BTreeSet::new();
        for on in &entry.header.on {
            all.extend(known.get(on).into_iter().flatten().cloned());
            all.insert(on.clone());
        }
        known.insert(entry.header.id(), all);
    }
    known
}

/// Entries that no other builds on.
fn heads(ordered: &[&Entry]) -> Vec<EntryId> {
    let built_on: BTreeSet<&EntryId> = ordered.iter().flat_map(|e| &e.header.on).collect();
    let mut heads: Vec<EntryId> = ordered.iter().map(|e| e.header.id()).filter(|id| !built_on.contains(id)).collect();
    heads.sort();
    heads
}
