//! Typing records into the central system's own screen: the last road, which needs nothing of it. One record after the other, its fields
//! in that screen's order. What comes back is `typed`'s.

use super::super::Desk;
use super::make::{HandoverSource, MadeBatch, check_into};
use super::pass::PassWish;
use super::records::{Stop, of_case, of_whole};
use super::roads::OpenRoads;
use super::status::{OpenWhat, open_line};
use crate::exchange::Record;
use crate::exchange::sheets::{Field, value_of};
use crate::journal::fold::HandPhase;
use crate::journal::{EntryId, MadeLine, RecordKey, RecordKind, Road, Stage, batch_name};
use crate::problem::Problem;
use crate::store::{BatchCount, View};
use std::collections::{BTreeMap, BTreeSet};

/// The next record to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypingRecord {
    pub key: RecordKey,
    /// Number that people say of it, and whose it is.
    pub number: String,
    pub name: String,
    /// In the order of the central screen; where the pack names none, all that are filled.
    pub fields: Vec<Field>,
    /// The central number of the patient, where it is known: the screen is opened by it.
    pub uhid: String,
    /// It was taken back here after its batch was made.
    pub taken_back: bool,
}

/// Batches of a clerk's records, made without a file. `None` when `progress` says to stop.
///
/// # Errors
/// Refused for a drill; a problem of the disk.
pub fn typing_batches(
    source: HandoverSource<'_>,
    wish: &PassWish,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Vec<MadeBatch>>, Problem> {
    let mut stages: BTreeMap<Stage, Vec<MadeLine>> = BTreeMap::new();
    let wish = PassWish { road: Road::Typing, ..wish.clone() };
    let passed = check_into(source, &wish, progress, &mut |leaving| {
        let line = MadeLine { record: leaving.record.key.clone(), mark: leaving.mark };
        stages.entry(leaving.stage).or_default().push(line);
        Ok(())
    })?;
    let most = usize::from(source.masters.handover.batch.max(1));
    let cut = stages.iter().flat_map(|(stage, lines)| lines.chunks(most).map(|lines| (*stage, lines)));
    let batches = cut.map(|(stage, lines)| {
        let name = batch_name(Road::Typing, lines);
        MadeBatch { name, road: Road::Typing, stage, file: String::new(), sum: None, lines: lines.to_vec() }
    });
    Ok(passed.map(|_| batches.collect()))
}

/// A clerk's batches by name, with their place in the order of the upload.
pub(super) type TypingBatches = BTreeMap<String, (Stage, usize)>;

/// The batches that a clerk took to type.
pub(super) fn batches_of(view: View<'_>, login: &str) -> Result<TypingBatches, Problem> {
    let all = view.batches()?.into_iter().enumerate();
    let own = all.filter(|(_, batch)| batch.road == Road::Typing && batch.by == login);
    Ok(own.map(|(place, batch)| (batch.name, (batch.stage, place))).collect())
}

/// The first record of a clerk that waits, in the order of the upload; those of `later` only when no other is left, in their own order.
fn first(view: View<'_>, login: &str, later: &[RecordKey]) -> Result<Option<RecordKey>, Problem> {
    let (batches, put_off) = (batches_of(view, login)?, later.iter().collect::<BTreeSet<_>>());
    let mut waiting: Vec<(&(Stage, usize), BatchCount)> = Vec::new();
    for count in view.batch_counts()? {
        if let Some(place) = batches.get(&count.batch).filter(|_| count.phase == HandPhase::Made) {
            waiting.push((place, count));
        }
    }
    waiting.sort_by_key(|(place, count)| (**place, count.kind));
    for (_, BatchCount { batch, kind, .. }) in &waiting {
        let mut after: Option<EntryId> = None;
        while let Some(key) = view.first_to_type(batch, *kind, after.as_ref())? {
            if !put_off.contains(&key) {
                return Ok(Some(key));
            }
            after = Some(key.of);
        }
    }
    for key in later {
        let made = view.hand(key)?.filter(|hand| hand.phase == HandPhase::Made).and_then(|hand| hand.made);
        let Some(made) = made.filter(|made| batches.contains_key(&made.batch)) else { continue };
        // Asked for by itself: it may wait for its patient's answer again.
        let before = EntryId { sequence: key.of.sequence.saturating_sub(1), ..key.of.clone() };
        if view.first_to_type(&made.batch, key.kind, Some(&before))?.as_ref() == Some(key) {
            return Ok(Some(key.clone()));
        }
    }
    Ok(None)
}

/// Whose record it is.
pub(super) fn patient_of(view: View<'_>, key: &RecordKey) -> Result<Option<EntryId>, Problem> {
    Ok(match key.kind {
        RecordKind::Identity | RecordKind::Merge => Some(key.of.clone()),
        RecordKind::Visit => view.visit(&key.of)?.map(|row| row.visit.patient),
        _ => view.case(&key.of)?.and_then(|row| row.case.patient),
    })
}

/// Hands one record on, with all that it is told with.
pub(super) fn with_record(
    view: View<'_>,
    key: &RecordKey,
    take: &mut dyn FnMut(&Record<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut only = |record: &Record<'_>| if record.key == key { take(record).map_err(Stop::Problem) } else { Ok(()) };
    let whole = patient_of(view, key)?.map(|id| view.whole_of(&id)).transpose()?.flatten();
    let done = match &whole {
        Some(whole) => of_whole(view, whole, &mut only),
        None => match view.case(&key.of)? {
            Some(row) => of_case(view, &row.id, &row.case, &mut only),
            None => Ok(()),
        },
    };
    match done {
        Ok(()) | Err(Stop::Cancelled) => Ok(()),
        Err(Stop::Problem(problem)) => Err(problem),
    }
}

/// The fields of a record in the order of the central screen, and whether it was taken back.
fn fields(source: &HandoverSource<'_>, key: &RecordKey) -> Result<(Vec<Field>, bool), Problem> {
    let (mut roads, mut found, mut taken_back) = (OpenRoads::new(source.batch()), Vec::new(), false);
    with_record(source.view, key, &mut |record| {
        (found, taken_back) = (roads.fields(record)?, record.taken_back());
        Ok(())
    })?;
    let wanted = source.masters.handover.typed(key.kind.code());
    if wanted.is_empty() {
        found.retain(|(_, value)| !value.is_empty());
        return Ok((found, taken_back));
    }
    Ok((wanted.iter().map(|name| (name.clone(), value_of(&found, name))).collect(), taken_back))
}

impl Desk {
    /// Takes a clerk's share of the backlog: what can leave now, and is in nobody's batch. Gives how many records there are to type.
    ///
    /// # Errors
    /// A problem of right or disk; what was written before it stands.
    pub fn begin_typing(&mut self, wish: &PassWish, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<u64>, Problem> {
        self.may_hand_over()?;
        let batches = typing_batches(self.handover_source()?, wish, progress)?;
        let Some(batches) = batches else { return Ok(None) };
        let records = batches.iter().map(|batch| batch.lines.len() as u64).sum();
        batches.into_iter().try_for_each(|batch| self.note_batch(batch))?;
        Ok(Some(records))
    }

    /// The next record of whoever works here; `None` when all are typed. What was put off for `later` comes after all others.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn next_to_type(&self, later: &[RecordKey]) -> Result<Option<TypingRecord>, Problem> {
        self.may_hand_over()?;
        first(self.rows()?, &self.user.login, later)?.map(|key| self.to_type(&key)).transpose()
    }

    /// One record as it is to be typed.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn to_type(&self, key: &RecordKey) -> Result<TypingRecord, Problem> {
        self.may_hand_over()?;
        let view = self.rows()?;
        let (fields, taken_back) = fields(&self.handover_source()?, key)?;
        let line = open_line(view, key.clone(), OpenWhat::Made { batch: String::new() })?;
        let crossing = patient_of(view, key)?.map(|id| super::crossing(view, &id)).transpose()?.flatten();
        let uhid = crossing.map(|crossing| crossing.uhid).unwrap_or_default();
        Ok(TypingRecord { key: key.clone(), number: line.number, name: line.name, fields, uhid, taken_back })
    }
}
