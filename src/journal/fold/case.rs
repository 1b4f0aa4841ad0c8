//! Stays, arrivals, records of registers and beds, folded out of their entries. The same for every order of arrival; nothing is lost:
//! a step that does not fit is kept and named.

use super::order::{self, OrderState, TubeState};
use super::{VoidMark, causal, heads, is_false, known_of};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::{BedStatus, Course, Misfit, Phase, Step};
use crate::hospital::lab::{Accession, TubeStep};
use crate::hospital::number::Number;
use crate::journal::{Admission, Arrival, BedMark, Body, Entry, EntryId, PaperKind, Register, Told};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Minutes between what happened and its entry, from which on the entry counts as late.
const LATE_MINS: i64 = 30;

/// A stay, an arrival or a record, as its entries leave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseState {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<EntryId>,
    /// The number people say; a request that was not admitted has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// When it happened.
    pub at: DateTime<FixedOffset>,
    /// When it was entered.
    pub entered: DateTime<FixedOffset>,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<VoidMark>,
    /// Steps that did not fit: two counters did not know of each other. A person repairs them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<(EntryId, Misfit)>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub copies: BTreeMap<PaperKind, u32>,
    /// What was done, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepLine>,
    pub heads: Vec<EntryId>,
    pub body: CaseBody,
}

impl CaseState {
    /// True when it was entered long after it happened.
    #[must_use]
    pub fn is_late(&self) -> bool {
        is_late(self.at, self.entered)
    }

    /// The stay, where it is one.
    #[must_use]
    pub const fn stay(&self) -> Option<&StayState> {
        if let CaseBody::Stay(stay) = &self.body { Some(stay) } else { None }
    }

    #[must_use]
    pub const fn arrival(&self) -> Option<&ArrivalState> {
        if let CaseBody::Arrival(arrival) = &self.body { Some(arrival) } else { None }
    }

    #[must_use]
    pub const fn record(&self) -> Option<&RecordState> {
        if let CaseBody::Record(record) = &self.body { Some(record) } else { None }
    }

    #[must_use]
    pub const fn order(&self) -> Option<&OrderState> {
        if let CaseBody::Order(order) = &self.body { Some(order) } else { None }
    }
}

/// True when something was entered long after it happened.
#[must_use]
pub fn is_late(at: DateTime<FixedOffset>, entered: DateTime<FixedOffset>) -> bool {
    entered.signed_duration_since(at).num_minutes() > LATE_MINS
}

/// Which of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "case")]
pub enum CaseBody {
    Stay(Box<StayState>),
    Arrival(ArrivalState),
    Record(RecordState),
    /// A laboratory order.
    Order(Box<OrderState>),
    /// A roll of tube labels, printed before there were patients.
    Roll {
        first: Accession,
        count: u32,
    },
}

/// What a step was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    Requested,
    Admitted,
    Planned,
    Transferred,
    Swapped,
    Discharged,
    Arrived,
    Filled,
    Left,
    Recorded,
    Corrected,
    Noted,
    Ordered,
    Collected,
    Sent,
    Received,
    Benched,
    Rejected,
    Discarded,
    Recollected,
    Relabelled,
    Resulted,
    Verified,
    Called,
    Reported,
    Handed,
}

impl StepKind {
    /// Message of its word: `step-admitted`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Requested => "step-requested",
            Self::Admitted => "step-admitted",
            Self::Planned => "step-planned",
            Self::Transferred => "step-transferred",
            Self::Swapped => "step-swapped",
            Self::Discharged => "step-discharged",
            Self::Arrived => "step-arrived",
            Self::Filled => "step-filled",
            Self::Left => "step-left",
            Self::Recorded => "step-recorded",
            Self::Corrected => "step-corrected",
            Self::Noted => "step-noted",
            Self::Ordered => "step-ordered",
            Self::Collected => "step-collected",
            Self::Sent => "step-sent",
            Self::Received => "step-received",
            Self::Benched => "step-benched",
            Self::Rejected => "step-rejected",
            Self::Discarded => "step-discarded",
            Self::Recollected => "step-recollected",
            Self::Relabelled => "step-relabelled",
            Self::Resulted => "step-resulted",
            Self::Verified => "step-verified",
            Self::Called => "step-called",
            Self::Reported => "step-reported",
            Self::Handed => "step-handed",
        }
    }
}

/// One line of a case's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    pub entry: EntryId,
    pub kind: StepKind,
    /// When it happened, and when it was entered.
    pub at: DateTime<FixedOffset>,
    pub entered: DateTime<FixedOffset>,
    pub by: String,
    /// Where to, why, or what else is worth a line. For people only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The tubes it is about, by the labels they had then, the new label of a tube last; empty when it is about the whole order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tubes: Vec<Accession>,
    /// Tests that were asked for, measured or released by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<VoidMark>,
}

impl StepLine {
    /// True when it was entered long after it happened.
    #[must_use]
    pub fn is_late(&self) -> bool {
        is_late(self.at, self.entered)
    }

    /// Whether it is about this tube, by any label the tube has or had; what is about the whole order is about each.
    #[must_use]
    pub fn is_about(&self, tube: &TubeState) -> bool {
        self.tubes.is_empty() || self.tubes.iter().any(|label| tube.is(*label))
    }
}

/// A stay in the wards.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StayState {
    #[serde(flatten)]
    pub course: Course,
    /// Department asked for, while it is a request.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub request: Sheet,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub ending: Sheet,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mother: Option<EntryId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EntryId>,
}

/// Somebody in the emergency department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalState {
    #[serde(flatten)]
    pub arrival: Arrival,
    /// A prepared pack that nobody wears yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub waiting: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub ending: Sheet,
}

/// A record of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordState {
    pub register: Register,
    pub sheet: Sheet,
    /// 1, and one more for each correction.
    pub version: u32,
    /// Two corrections did not know of each other.
    #[serde(default, skip_serializing_if = "is_false")]
    pub conflict: bool,
    /// The record began a patient of its own: the newborn.
    #[serde(default, skip_serializing_if = "is_false")]
    pub child: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteLine>,
}

impl RecordState {
    /// The notes of one form: police told, registrar, issue.
    pub fn notes_of(&self, form: FormId) -> impl Iterator<Item = &NoteLine> {
        self.notes.iter().filter(move |note| note.form == form)
    }
}

/// Something done about a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteLine {
    pub entry: EntryId,
    pub form: FormId,
    pub sheet: Sheet,
    pub at: DateTime<FixedOffset>,
    pub by: String,
}

/// Folds a stay, an arrival or a record out of the entries that name it. `None` while the one that began it has not arrived.
#[must_use]
pub fn case(id: &EntryId, entries: &[Entry]) -> Option<CaseState> {
    let mut ordered = causal(entries);
    ordered.retain(|entry| is_of_case(id, entry));
    let opening = ordered.iter().find(|entry| entry.header.id() == *id)?;
    let cancelled: BTreeMap<EntryId, VoidMark> = ordered
        .iter()
        .filter_map(|entry| match &entry.body {
            Body::Cancelled { of, what, also, reason } if of == id || also.as_ref() == Some(id) => {
                Some((what.clone(), VoidMark::of(entry, reason)))
            }
            _ => None,
        })
        .rev()
        .collect();
    let mut state = open(id, opening)?;
    for entry in &ordered {
        let gone = cancelled.get(&entry.header.id());
        state.steps.extend(step_line(id, entry, gone));
        if let Body::Reprinted { paper, copy, .. } = &entry.body {
            let most = state.copies.entry(*paper).or_default();
            *most = (*most).max(*copy);
        }
        if gone.is_none() {
            take(id, &mut state, entry);
        }
    }
    state.cancelled = cancelled.get(id).cloned();
    if let (Some(_), CaseBody::Stay(stay)) = (&state.cancelled, &mut state.body) {
        stay.course.phase = Phase::Cancelled;
    }
    if let CaseBody::Record(record) = &mut state.body {
        correct(&ordered, &cancelled, record);
    }
    if let CaseBody::Order(order) = &mut state.body {
        let standing: Vec<&Entry> = ordered.iter().copied().filter(|e| !cancelled.contains_key(&e.header.id())).collect();
        order::take_all(order, &standing, &known_of(&ordered), state.cancelled.is_some());
    }
    state.heads = heads(&ordered);
    Some(state)
}

/// A patient, a visit and a case may share an address; only what is said of the case counts here.
fn is_of_case(id: &EntryId, entry: &Entry) -> bool {
    match &entry.body {
        Body::Requested { .. } | Body::Arrived { .. } | Body::Recorded { .. } | Body::Ordered { .. } | Body::LabelRoll { .. } => {
            entry.header.id() == *id
        }
        Body::Admitted { request, .. } => request.as_ref().map_or(entry.header.id() == *id, |request| request == id),
        Body::Transferred { .. }
        | Body::Swapped { .. }
        | Body::Discharged { .. }
        | Body::Cancelled { .. }
        | Body::Filled { .. }
        | Body::Left { .. }
        | Body::Corrected { .. }
        | Body::Noted { .. }
        | Body::Tubed { .. }
        | Body::Relabelled { .. }
        | Body::TubeStepped { .. }
        | Body::Resulted { .. }
        | Body::Verified { .. }
        | Body::Called { .. }
        | Body::ReportTold { .. }
        | Body::Reprinted { .. } => true,
        _ => false,
    }
}

fn open(id: &EntryId, opening: &Entry) -> Option<CaseState> {
    let own = |of: &Option<EntryId>| of.clone().or_else(|| Some(id.clone()));
    let (patient, number, at, body) = match &opening.body {
        Body::Requested { of, request, .. } => {
            let (department, sheet) = (request.department.clone(), request.sheet.clone());
            let stay = StayState { department, request: sheet, ..StayState::default() };
            (own(of), None, request.at, CaseBody::Stay(Box::new(stay)))
        }
        Body::Admitted { of, stay, .. } => (own(of), Some(stay.number.clone()), stay.at, CaseBody::Stay(Box::default())),
        Body::Arrived { of, arrival, .. } => {
            let waiting = arrival.pack.is_some();
            let state = ArrivalState { arrival: arrival.clone(), waiting, left: None, ending: Sheet::default() };
            (own(of), Some(arrival.number.clone()), arrival.at, CaseBody::Arrival(state))
        }
        Body::Recorded { register, of, number, at, sheet, child } => {
            let record = RecordState {
                register: *register,
                sheet: sheet.clone(),
                version: 1,
                conflict: false,
                child: child.is_some(),
                notes: Vec::new(),
            };
            (of.clone(), Some(number.clone()), *at, CaseBody::Record(record))
        }
        Body::Ordered { of, order, .. } => {
            let state = order::open(order, opening);
            (own(of), Some(order.number.clone()), order.at, CaseBody::Order(Box::new(state)))
        }
        Body::LabelRoll { first, count } => {
            (None, first.number(), opening.header.time, CaseBody::Roll { first: *first, count: *count })
        }
        _ => return None,
    };
    Some(CaseState {
        patient,
        number,
        at,
        entered: opening.header.time,
        by: opening.header.by.clone(),
        cancelled: None,
        misfits: Vec::new(),
        copies: BTreeMap::new(),
        steps: Vec::new(),
        heads: Vec::new(),
        body,
    })
}

fn take(id: &EntryId, state: &mut CaseState, entry: &Entry) {
    match &mut state.body {
        CaseBody::Stay(stay) => {
            let Some(step) = stay_step(id, entry) else { return };
            match stay.course.take(&step) {
                Err(misfit) => state.misfits.push((entry.header.id(), misfit)),
                Ok(()) => match &entry.body {
                    Body::Admitted { stay: admission, .. } => {
                        admitted(stay, admission);
                        state.number = Some(admission.number.clone());
                        state.at = admission.at;
                    }
                    Body::Discharged { sheet, .. } => stay.ending = sheet.clone(),
                    _ => {}
                },
            }
        }
        CaseBody::Arrival(arrival) => match &entry.body {
            Body::Filled { sheet, .. } => {
                arrival.waiting = false;
                arrival.arrival.sheet = sheet.clone();
            }
            Body::Left { at, sheet, .. } => {
                // The first stands; another that did not know of it is named.
                if arrival.left.is_some() {
                    state.misfits.push((entry.header.id(), Misfit::DischargedAlready));
                } else {
                    arrival.left = Some(*at);
                    arrival.ending = sheet.clone();
                }
            }
            _ => {}
        },
        CaseBody::Record(record) => {
            if let Body::Noted { form, sheet, .. } = &entry.body {
                let (entry, at, by) = (entry.header.id(), entry.header.time, entry.header.by.clone());
                record.notes.push(NoteLine { entry, form: *form, sheet: sheet.clone(), at, by });
            }
        }
        // An order is folded as a whole, see `order::take_all`; a roll has one entry.
        CaseBody::Order(_) | CaseBody::Roll { .. } => {}
    }
}

fn admitted(stay: &mut StayState, admission: &Admission) {
    stay.sheet = admission.sheet.clone();
    stay.mother.clone_from(&admission.mother);
    stay.from.clone_from(&admission.from);
}

fn stay_step(id: &EntryId, entry: &Entry) -> Option<Step> {
    Some(match &entry.body {
        Body::Requested { request, .. } => Step::Request { at: request.at },
        Body::Admitted { stay, .. } => Step::Admit { number: stay.number.clone(), to: stay.place.clone(), at: stay.at },
        Body::Transferred { to, at, planned: true, .. } => Step::Plan { to: to.clone(), at: *at },
        Body::Transferred { to, at, .. } => Step::Move { to: to.clone(), at: *at },
        Body::Swapped { of, to, with_to, at, .. } => {
            Step::Move { to: if of == id { to.clone() } else { with_to.clone() }, at: *at }
        }
        Body::Discharged { outcome, at, .. } => Step::Discharge { outcome: *outcome, at: *at },
        _ => return None,
    })
}

/// Corrections: the last one that knew of all others counts; those that did not know of each other are a conflict.
fn correct(ordered: &[&Entry], cancelled: &BTreeMap<EntryId, VoidMark>, record: &mut RecordState) {
    let known = known_of(ordered);
    let mut standing: Vec<(EntryId, &Sheet)> = Vec::new();
    for entry in ordered {
        let id = entry.header.id();
        if let Body::Corrected { sheet, .. } = &entry.body
            && !cancelled.contains_key(&id)
        {
            record.version += 1;
            standing.retain(|(other, _)| !known.get(&id).is_some_and(|all| all.contains(other)));
            standing.push((id, sheet));
        }
    }
    if let Some((_, sheet)) = standing.last() {
        record.sheet = (*sheet).clone();
    }
    let different: BTreeSet<String> =
        standing.iter().map(|(_, sheet)| format!("{:?}", sheet.iter().collect::<Vec<_>>())).collect();
    record.conflict = different.len() > 1;
}

fn step_line(id: &EntryId, entry: &Entry, gone: Option<&VoidMark>) -> Option<StepLine> {
    use StepKind as K;
    let time = entry.header.time;
    let bed = |place: &crate::hospital::ipd::Place| place.bed.clone().unwrap_or_else(|| place.ward.clone());
    let (kind, at, note) = match &entry.body {
        Body::Requested { request, .. } => (K::Requested, request.at, request.department.clone()),
        Body::Admitted { stay, .. } => (K::Admitted, stay.at, bed(&stay.place)),
        Body::Transferred { to, at, planned, reason, .. } => {
            (if *planned { K::Planned } else { K::Transferred }, *at, format!("{} · {reason}", bed(to)))
        }
        Body::Swapped { of, to, with_to, at, reason, .. } => {
            (K::Swapped, *at, format!("{} · {reason}", bed(if of == id { to } else { with_to })))
        }
        Body::Discharged { outcome, at, .. } => (K::Discharged, *at, outcome.code().to_owned()),
        Body::Arrived { arrival, .. } => (K::Arrived, arrival.at, String::new()),
        Body::Filled { .. } => (K::Filled, time, String::new()),
        Body::Left { at, sheet, .. } => (K::Left, *at, sheet.get("outcome").to_owned()),
        Body::Recorded { at, .. } => (K::Recorded, *at, String::new()),
        Body::Corrected { reason, .. } => (K::Corrected, time, reason.clone()),
        Body::Noted { form, .. } => (K::Noted, time, form.code().to_owned()),
        body => lab_step(body, time)?,
    };
    let (entry_id, by) = (entry.header.id(), entry.header.by.clone());
    let (tubes, tests) = tubes_and_tests(&entry.body);
    Some(StepLine { entry: entry_id, kind, at, entered: time, by, note, tubes, tests, cancelled: gone.cloned() })
}

fn lab_step(body: &Body, time: DateTime<FixedOffset>) -> Option<(StepKind, DateTime<FixedOffset>, String)> {
    use StepKind as K;
    Some(match body {
        Body::Ordered { order, .. } => (K::Ordered, order.at, String::new()),
        Body::LabelRoll { first, count } => (K::Ordered, time, format!("{first} + {count}")),
        Body::Tubed { at, .. } => (K::Recollected, *at, String::new()),
        Body::Relabelled { reason, .. } => (K::Relabelled, time, reason.clone()),
        Body::TubeStepped { step, at, place, .. } => {
            let kind = match step {
                TubeStep::Collected => K::Collected,
                TubeStep::Sent => K::Sent,
                TubeStep::Received => K::Received,
                TubeStep::Bench => K::Benched,
                TubeStep::Rejected => K::Rejected,
                TubeStep::Discarded => K::Discarded,
            };
            (kind, *at, place.clone())
        }
        Body::Resulted { at, .. } => (K::Resulted, *at, String::new()),
        Body::Verified { .. } => (K::Verified, time, String::new()),
        Body::Called { call, .. } => (K::Called, call.at, call.whom.clone()),
        Body::ReportTold { what: Told::Reported, at, .. } => (K::Reported, *at, String::new()),
        Body::ReportTold { what: Told::Handed, at, whom, .. } => (K::Handed, *at, whom.clone()),
        _ => return None,
    })
}

/// The tubes and tests that a step of an order names.
fn tubes_and_tests(body: &Body) -> (Vec<Accession>, Vec<String>) {
    match body {
        Body::Ordered { order, .. } => (Vec::new(), order.tests.clone()),
        Body::Tubed { tubes, .. } => (tubes.iter().map(|tube| tube.accession).collect(), Vec::new()),
        Body::Relabelled { tube, to, .. } => (vec![*tube, *to], Vec::new()),
        Body::TubeStepped { tubes, .. } => (tubes.clone(), Vec::new()),
        Body::Resulted { tube, values, .. } => (vec![*tube], values.iter().map(|value| value.test.clone()).collect()),
        Body::Verified { results, .. } => (Vec::new(), results.iter().map(|result| result.test.clone()).collect()),
        _ => (Vec::new(), Vec::new()),
    }
}

/// What was said last of a bed that nobody lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BedState {
    #[serde(flatten)]
    pub mark: BedMark,
    pub since: DateTime<FixedOffset>,
    pub by: String,
    pub heads: Vec<EntryId>,
}

/// Folds a bed out of the marks on it and the stays that left it. Steps that were taken back are left out by the caller.
#[must_use]
pub fn bed(code: &str, entries: &[Entry]) -> Option<BedState> {
    let ordered = causal(entries);
    let (mark, since, by) = ordered.iter().rev().find_map(|entry| match &entry.body {
        Body::BedMarked { bed, at, mark } if bed == code => Some((mark.clone(), *at, &entry.header.by)),
        Body::Transferred { left: Some(left), at, .. } | Body::Discharged { left: Some(left), at, .. } if left == code => {
            let mark = BedMark { status: BedStatus::Cleaning, until: None, reason: String::new() };
            Some((mark, *at, &entry.header.by))
        }
        _ => None,
    })?;
    Some(BedState { mark, since, by: by.clone(), heads: heads(&ordered) })
}
