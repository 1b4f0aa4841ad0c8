//! One pass over all records: where each stands, what leaves now, and the totals that both sides compare. Constant memory but for what is
//! set aside.

use super::records::{Stop, Take, each_record};
use crate::exchange::{PatientRow, Record, There, What};
use crate::hospital::number::Number;
use crate::hospital::pack::{HandoverRules, Masters};
use crate::journal::fold::{HandPhase, HandState, StayState};
use crate::journal::{EntryId, Mark, RecordKey, RecordKind, Road, Stage};
use crate::problem::{Problem, Trouble};
use crate::reconcile::{Again, Basis, FixIt, Standing, faults, needs, standing};
use crate::store::{AsideRow, StoreError, View};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The roads as a pass needs them: which records they carry, and the bytes of one. Pure and deterministic.
pub(super) trait Roads {
    /// False for a record that a road has no place for.
    fn carries(&self, road: Road, record: &Record<'_>) -> bool;

    /// Puts the record's bytes on a road into `into`, and gives their mark.
    fn bytes(&mut self, road: Road, record: &Record<'_>, into: &mut Vec<u8>) -> Result<Mark, Problem>;

    /// The value of a field of the record, by its name in the CSV tables; empty where it has none.
    fn field(&mut self, record: &Record<'_>, name: &str) -> Result<String, Problem>;
}

/// What a pass looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassWish {
    pub road: Road,
    /// All where empty.
    pub stages: Vec<Stage>,
    pub again: AgainWish,
    /// Only the records of this clerk: 1 of 5. A patient's records go to one clerk.
    pub share: Option<Share>,
}

/// Versions that leave once more though nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AgainWish {
    /// In a batch, and not answered.
    pub made: bool,
    pub refused: bool,
}

/// One clerk's part of the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// From 1.
    pub nth: u16,
    pub of: u16,
}

impl Share {
    /// Whether a record is in it: by its patient, so that nobody's records are split between two clerks.
    fn has(self, record: &Record<'_>) -> bool {
        let whose = record.patient.map_or(record.key.of.packed(), |patient| patient.id.packed());
        // Neighbouring addresses go to different clerks, and the counters' ends with them.
        let spread = whose.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        spread % u64::from(self.of.max(1)) == u64::from(self.nth.saturating_sub(1))
    }
}

/// Records of a kind by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KindCounts {
    /// All that were saved; the sum of those below.
    pub saved: u64,
    /// Taken back before they ever left.
    pub void: u64,
    pub received: u64,
    /// In a batch, not answered.
    pub made: u64,
    pub refused: u64,
    pub contradicted: u64,
    pub excepted: u64,
    /// Set aside by the pre-flight.
    pub aside: u64,
    /// Fit to leave on the road asked for.
    pub leaves: u64,
    /// Of these, and of those received, older versions that were there before.
    pub again: u64,
    /// The road has no place for them.
    pub no_road: u64,
}

impl KindCounts {
    fn add(&mut self, standing: &Standing) {
        self.saved += 1;
        match standing {
            Standing::Void => self.void += 1,
            Standing::Received => self.received += 1,
            Standing::Made => self.made += 1,
            Standing::Refused => self.refused += 1,
            Standing::Contradicted => self.contradicted += 1,
            Standing::Excepted => self.excepted += 1,
            Standing::Aside(_) => self.aside += 1,
            Standing::NoRoad => self.no_road += 1,
            Standing::Leaves { again } => {
                self.leaves += 1;
                self.again += u64::from(*again);
            }
        }
    }

    /// Neither received nor explained.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.saved - self.void - self.received - self.excepted
    }
}

/// Where a line of the control totals is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ControlKey {
    pub day: NaiveDate,
    /// Installation that began the record: `K7A`.
    pub counter: String,
    /// Department's or ward's code; empty where the record has none.
    pub department: String,
    pub kind: RecordKind,
}

/// Totals of one key on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ControlCounts {
    /// Here.
    pub saved: u64,
    /// There, by its receipts.
    pub received: u64,
    /// Excepted, or taken back before they left.
    pub explained: u64,
}

/// What a pass found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passed {
    pub kinds: BTreeMap<RecordKind, KindCounts>,
    pub control: BTreeMap<ControlKey, ControlCounts>,
    pub aside: Vec<AsideRow>,
}

/// A record that leaves now.
pub(super) struct Leaving<'a> {
    pub record: &'a Record<'a>,
    pub stage: Stage,
    pub mark: Mark,
    pub bytes: &'a [u8],
}

/// What a pass reads from.
#[derive(Clone, Copy)]
pub(super) struct PassSource<'a> {
    pub view: View<'a>,
    pub masters: &'a Masters,
}

struct Pass<'a> {
    source: PassSource<'a>,
    wish: &'a PassWish,
    passed: Passed,
    /// Records that keep those that build on them.
    blocked: BTreeSet<RecordKey>,
    spare: Vec<u8>,
}

/// Goes over all records. `leave` gets those that leave now; `progress` hears records done, `false` from it cancels (`None`).
pub(super) fn pass(
    source: PassSource<'_>,
    wish: &PassWish,
    roads: &mut dyn Roads,
    progress: &mut dyn FnMut(u64) -> bool,
    leave: &mut dyn FnMut(&Leaving<'_>) -> Result<(), Problem>,
) -> Result<Option<Passed>, Problem> {
    let mut pass =
        Pass { source, wish, passed: Passed::default(), blocked: BTreeSet::new(), spare: Vec::with_capacity(16 * 1024) };
    let mut done = 0_u64;
    let take: Take<'_> = &mut |record| {
        if wish.share.is_none_or(|share| share.has(record)) {
            pass.one(record, roads, leave)?;
        }
        done += 1;
        if done.is_multiple_of(PROGRESS_EVERY) && !progress(done) {
            return Err(Stop::Cancelled);
        }
        Ok(())
    };
    match each_record(source.view, take) {
        Ok(()) => Ok(Some(pass.passed)),
        Err(Stop::Cancelled) => Ok(None),
        Err(Stop::Problem(problem)) => Err(problem),
    }
}

/// Records between two words on progress.
const PROGRESS_EVERY: u64 = 500;

impl Pass<'_> {
    fn one(
        &mut self,
        record: &Record<'_>,
        roads: &mut dyn Roads,
        leave: &mut dyn FnMut(&Leaving<'_>) -> Result<(), Problem>,
    ) -> Result<(), Stop> {
        let hand = self.source.view.hand(record.key)?;
        let (road, again) = (self.wish.road, Again { made: self.wish.again.made, refused: self.wish.again.refused });
        let carried = roads.carries(road, record);
        let found = if hand.is_none() && record.taken_back() { Vec::new() } else { self.faults(record, roads)? };
        let known = self.source.known(record, hand.as_ref())?;
        let mut writing = Writing { roads, record, there: known.there(), spare: std::mem::take(&mut self.spare), trouble: None };
        let mut is_version = |on: Road, mark: Mark| writing.is_version(on, mark);
        let mut stands = standing(hand.as_ref(), (record.taken_back(), carried), again, &mut is_version, || found);
        let leaves = matches!(stands, Standing::Leaves { .. });
        let mark = if leaves { writing.bytes(road, known.there()) } else { None };
        let Writing { spare, trouble, .. } = writing;
        if let Some(problem) = trouble {
            stands = unwritable(problem)?;
        }
        self.count(record, &stands);
        match stands {
            Standing::Aside(faults) => {
                let faults = serde_json::to_string(&faults).map_err(|_json| Problem::device("problem-internal"))?;
                self.passed.aside.push(AsideRow { key: record.key.clone(), faults });
                self.blocked.insert(record.key.clone());
            }
            Standing::Refused | Standing::Contradicted | Standing::Excepted => {
                self.blocked.insert(record.key.clone());
            }
            Standing::Leaves { .. } => self.leaves(record, mark, &spare, leave)?,
            Standing::Void | Standing::NoRoad | Standing::Received | Standing::Made => {}
        }
        self.spare = spare;
        Ok(())
    }

    fn leaves(
        &self,
        record: &Record<'_>,
        mark: Option<Mark>,
        bytes: &[u8],
        leave: &mut dyn FnMut(&Leaving<'_>) -> Result<(), Problem>,
    ) -> Result<(), Stop> {
        let stage = record.stage();
        let wanted = self.wish.stages.is_empty() || self.wish.stages.contains(&stage);
        if let Some(mark) = mark.filter(|_| wanted) {
            leave(&Leaving { record, stage, mark, bytes })?;
        }
        Ok(())
    }

    fn faults(&self, record: &Record<'_>, roads: &mut dyn Roads) -> Result<Vec<FixIt>, Stop> {
        let rules = &self.source.masters.handover;
        let mut trouble = None;
        let mut found = faults(record, self.basis(record, rules)?, &mut |name| {
            roads.field(record, name).unwrap_or_else(|problem| {
                trouble = Some(problem);
                String::new()
            })
        });
        if let Some(problem) = trouble {
            return Err(problem.into());
        }
        for need in needs(record) {
            if self.blocked.contains(&need) || self.leads_is_blocked(record, &need, rules)? {
                found.push(FixIt::WaitsFor(need));
            }
        }
        Ok(found)
    }

    fn basis<'r>(&self, record: &Record<'_>, rules: &'r HandoverRules) -> Result<Basis<'r>, Stop> {
        let linking = match (record.key.kind, record.patient) {
            (RecordKind::Identity, Some(patient)) => self.source.view.linking(patient.id)?.map(|link| link.linking),
            _ => None,
        };
        Ok(Basis { rules, linking })
    }

    /// Who leads a merge may come later in the pass: looked at for itself.
    fn leads_is_blocked(&self, record: &Record<'_>, need: &RecordKey, rules: &HandoverRules) -> Result<bool, Stop> {
        let What::Merge { leads, .. } = record.what else { return Ok(false) };
        if need.of != *leads.id {
            return Ok(false);
        }
        let identity = Record { key: need, patient: Some(leads), what: What::Identity };
        Ok(match self.source.view.hand(need)?.map(|hand| hand.phase) {
            Some(HandPhase::Made | HandPhase::Received) => false,
            Some(HandPhase::Refused | HandPhase::Contradicted | HandPhase::Excepted) => true,
            None => !faults(&identity, self.basis(&identity, rules)?, &mut |_name| "?".to_owned()).is_empty(),
        })
    }

    fn count(&mut self, record: &Record<'_>, stands: &Standing) {
        self.passed.kinds.entry(record.key.kind).or_default().add(stands);
        let key = ControlKey {
            day: day(record),
            counter: format!("{}{}", record.key.of.counter, record.key.of.letter),
            department: department(record, self.source.masters),
            kind: record.key.kind,
        };
        let counts = self.passed.control.entry(key).or_default();
        counts.saved += 1;
        counts.received += u64::from(*stands == Standing::Received);
        counts.explained += u64::from(matches!(stands, Standing::Void | Standing::Excepted));
    }
}

/// What the central system has of a person by its receipts; see [`There`].
#[derive(Default)]
struct Known {
    number: Option<String>,
    leads: Option<Number>,
}

impl Known {
    fn there(&self) -> There<'_> {
        There { number: self.number.as_deref(), leads: self.leads.as_ref() }
    }
}

impl PassSource<'_> {
    /// Of the records that can take the place of a person there; of all others nothing.
    fn known(&self, record: &Record<'_>, hand: Option<&HandState>) -> Result<Known, StoreError> {
        let kind = record.key.kind;
        let given = |hand: Option<&HandState>| hand.map(HandState::central).filter(|given| !given.is_empty()).map(str::to_owned);
        let other = |kind| self.view.hand(&RecordKey { kind, of: record.key.of.clone() });
        match (kind, record.patient) {
            (RecordKind::Merge, Some(patient)) if patient.linked.is_none() => {
                Ok(Known { number: given(other(RecordKind::Identity)?.as_ref()), leads: None })
            }
            (RecordKind::Identity, Some(patient)) if hand.is_some() => {
                let number = given(hand).filter(|_given| patient.linked.is_none());
                let merged = other(RecordKind::Merge)?.is_some_and(|merge| merge.received.is_some());
                Ok(Known { number, leads: if merged { self.leads(&record.key.of)? } else { None } })
            }
            _ => Ok(Known::default()),
        }
    }

    /// Number of the patient who leads this one, while the merge stands.
    fn leads(&self, patient: &EntryId) -> Result<Option<Number>, StoreError> {
        let leads = self.view.patient(patient)?.and_then(|state| state.led_by.first().cloned());
        Ok(leads.map(|leads| self.view.patient(&leads)).transpose()?.flatten().map(|state| state.patient.number))
    }
}

/// A record on its way onto a road.
struct Writing<'w> {
    roads: &'w mut dyn Roads,
    record: &'w Record<'w>,
    there: There<'w>,
    spare: Vec<u8>,
    trouble: Option<Problem>,
}

impl Writing<'_> {
    /// The record's bytes in `spare`, and their mark.
    fn bytes(&mut self, on: Road, there: There<'_>) -> Option<Mark> {
        self.spare.clear();
        let row = self.record.patient.map(|row| PatientRow { there, ..*row });
        let record = Record { patient: row.as_ref(), ..*self.record };
        match self.roads.bytes(on, &record, &mut self.spare) {
            Ok(mark) => Some(mark),
            Err(problem) => {
                self.trouble = Some(problem);
                None
            }
        }
    }

    /// Whether it says now what the version of this mark said, whatever of the other side's was said back in it.
    fn is_version(&mut self, on: Road, mark: Mark) -> bool {
        let mut parts = self.there.parts();
        parts.any(|there| self.bytes(on, there).is_none_or(|now| now == mark))
    }
}

/// One record that cannot be written keeps nobody else's back; a disk in trouble does.
fn unwritable(problem: Problem) -> Result<Standing, Problem> {
    if problem.trouble == Trouble::Device {
        Err(problem)
    } else {
        Ok(Standing::Aside(vec![FixIt::Unwritable(problem.id.to_owned())]))
    }
}

/// The local day on which it happened.
fn day(record: &Record<'_>) -> NaiveDate {
    let at = match record.what {
        What::Identity | What::Merge { .. } => record.patient.map(|patient| patient.at),
        What::Visit(row) => Some(row.at),
        What::Case(row, _) | What::Result(row, _) => Some(row.case.at),
    };
    at.map_or(NaiveDate::MIN, |at| at.date_naive())
}

/// The department of a visit's clinic, of a stay, or of the ward that ordered tests.
fn department(record: &Record<'_>, masters: &Masters) -> String {
    let of_ward = |ward: &str| masters.ward(ward).map_or_else(|| ward.to_owned(), |ward| ward.department.clone());
    match record.what {
        What::Identity | What::Merge { .. } => String::new(),
        What::Visit(row) => masters.clinic(&row.visit.clinic).map(|clinic| clinic.department.clone()).unwrap_or_default(),
        What::Case(row, _) | What::Result(row, _) => {
            if let Some(order) = row.case.order() {
                return of_ward(&order.order.ward);
            }
            // As the record itself says it, wherever it goes: where the patient lies, or lay last.
            let of_stay = |stay: &StayState| stay.course.last_place().map_or(&stay.department, |place| &place.department).clone();
            row.case.stay().map(of_stay).unwrap_or_default()
        }
    }
}
