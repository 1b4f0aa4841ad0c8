//! Typing records into the central system's own screen: the last road, which needs nothing of it. One record after the other, its fields
//! in that screen's order; what comes back is typed or scanned, and is the receipt.

use super::super::Desk;
use super::make::{HandoverSource, MadeBatch, check_into};
use super::pass::PassWish;
use super::records::{Stop, of_case, of_whole};
use super::roads::OpenRoads;
use super::status::{OpenWhat, open_line};
use crate::exchange::Record;
use crate::exchange::sheets::{Field, value_of};
use crate::journal::fold::{HandPhase, HandState};
use crate::journal::{Answer, AnswerLine, Body, MadeLine, RecordKey, RecordKind, Road, Stage, batch_name};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Source of answers that were typed.
pub const TYPED: &str = "typed";
/// A longer pause between two records is no typing.
const PAUSE_SECS_MAX: i64 = 600;
/// Longest central number or reason that is taken, in characters.
const ANSWER_CHARS_MAX: usize = 200;

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
}

/// How far one clerk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypingPace {
    /// Still to be typed by this clerk.
    pub left: u64,
    pub typed: u64,
    /// Median of the seconds from one answer to the next; pauses of more than ten minutes are left out.
    pub secs: Option<u32>,
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

/// A clerk's records that wait to be typed, in the order of the upload.
fn waiting(view: View<'_>, login: &str) -> Result<Vec<(RecordKey, HandState)>, Problem> {
    let mut all = Vec::new();
    for batch in view.batches()?.into_iter().filter(|batch| batch.road == Road::Typing && batch.by == login) {
        let of_batch = view.hands_of_batch(&batch.name)?;
        all.extend(of_batch.into_iter().filter(|(_, hand)| hand.phase == HandPhase::Made).map(|line| (batch.stage, line)));
    }
    all.sort_by(|(a, (key_a, _)), (b, (key_b, _))| (a, key_a).cmp(&(b, key_b)));
    all.dedup_by(|(_, (a, _)), (_, (b, _))| a == b);
    Ok(all.into_iter().map(|(_, line)| line).collect())
}

/// Whose record it is.
pub(super) fn patient_of(view: View<'_>, key: &RecordKey) -> Result<Option<crate::journal::EntryId>, Problem> {
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

/// The fields of a record in the order of the central screen.
fn fields(source: &HandoverSource<'_>, key: &RecordKey) -> Result<Vec<Field>, Problem> {
    let (mut roads, mut found) = (OpenRoads::new(source.batch()), Vec::new());
    with_record(source.view, key, &mut |record| {
        found = roads.fields(record)?;
        Ok(())
    })?;
    let wanted = source.masters.handover.typed(key.kind.code());
    if wanted.is_empty() {
        found.retain(|(_, value)| !value.is_empty());
        return Ok(found);
    }
    Ok(wanted.iter().map(|name| (name.clone(), value_of(&found, name))).collect())
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

    /// The next record of whoever works here; `None` when all are typed.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn next_to_type(&self) -> Result<Option<TypingRecord>, Problem> {
        self.may_hand_over()?;
        let view = self.rows()?;
        for (key, _) in waiting(view, &self.user.login)? {
            if self.waits_for_identity(&key)? {
                continue;
            }
            return self.to_type(&key).map(Some);
        }
        Ok(None)
    }

    /// One record as it is to be typed.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn to_type(&self, key: &RecordKey) -> Result<TypingRecord, Problem> {
        self.may_hand_over()?;
        let view = self.rows()?;
        let fields = fields(&self.handover_source()?, key)?;
        let line = open_line(view, key.clone(), OpenWhat::Made { batch: String::new() })?;
        let crossing = patient_of(view, key)?.map(|id| super::crossing(view, &id)).transpose()?.flatten();
        let uhid = crossing.map(|crossing| crossing.uhid).unwrap_or_default();
        Ok(TypingRecord { key: key.clone(), number: line.number, name: line.name, fields, uhid })
    }

    /// A record whose patient the central system did not take waits.
    fn waits_for_identity(&self, key: &RecordKey) -> Result<bool, Problem> {
        let view = self.rows()?;
        let Some(of) = patient_of(view, key)?.filter(|_| key.kind != RecordKind::Identity) else { return Ok(false) };
        let hand = view.hand(&RecordKey { kind: RecordKind::Identity, of })?;
        Ok(hand.is_none_or(|hand| hand.phase != HandPhase::Received && hand.received.is_none()))
    }

    /// It was typed: the central number that came back, empty where none did; or why it was not taken.
    ///
    /// # Errors
    /// `problem-typing-not`, `problem-typing-uhid`, or a problem of right or disk.
    pub fn typed(&mut self, key: &RecordKey, answer: Answer) -> Result<(), Problem> {
        self.may_hand_over()?;
        let hand = self.rows()?.hand(key)?.filter(|hand| hand.phase == HandPhase::Made);
        let made = hand.and_then(|hand| hand.made).filter(|made| made.road == Road::Typing);
        let made = made.ok_or_else(|| Problem::refused("problem-typing-not"))?;
        let answer = match answer {
            Answer::Received { central } => {
                let central = central.trim().to_owned();
                let wanted = key.kind == RecordKind::Identity;
                if wanted && !self.masters().hospital.uhid.fits(&central) {
                    return Err(Problem::refused("problem-typing-uhid").with("uhid", central));
                }
                if central.chars().count() > ANSWER_CHARS_MAX {
                    return Err(Problem::refused("problem-typing-uhid").with("uhid", ""));
                }
                Answer::Received { central }
            }
            Answer::Refused { reason } => Answer::Refused { reason: super::super::register::checked_reason(&reason)? },
        };
        let lines = vec![AnswerLine { record: key.clone(), mark: made.mark, answer }];
        let body = Body::HandoverAnswered { source: TYPED.to_owned(), sum: None, lines, strays: Vec::new() };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }

    /// How far whoever works here is.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn typing_pace(&self) -> Result<TypingPace, Problem> {
        self.may_hand_over()?;
        let view = self.rows()?;
        let login = &self.user.login;
        let left = waiting(view, login)?.len() as u64;
        let entries = view.entries_of_kind("handover.answered")?;
        let mut times: Vec<DateTime<FixedOffset>> = entries
            .iter()
            .filter(|entry| entry.header.by == *login)
            .filter(|entry| matches!(&entry.body, Body::HandoverAnswered { source, .. } if source == TYPED))
            .map(|entry| entry.header.time)
            .collect();
        times.sort();
        let gaps = times.windows(2).filter_map(|pair| Some(pair.get(1)?.signed_duration_since(*pair.first()?).num_seconds()));
        let mut secs: Vec<u32> =
            gaps.filter(|secs| (0..=PAUSE_SECS_MAX).contains(secs)).filter_map(|secs| u32::try_from(secs).ok()).collect();
        secs.sort_unstable();
        Ok(TypingPace { left, typed: times.len() as u64, secs: secs.get(secs.len() / 2).copied() })
    }
}
