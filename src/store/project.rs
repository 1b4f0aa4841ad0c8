//! Rows derived from entries. The same rows come out whatever order the entries come in.

use super::StoreError;
use super::append::read_entry;
use super::{cases, handover, many};
use crate::hospital::number::{CounterCode, Mode, Series};
use crate::hospital::opd::{QueueState, Token, Visit};
use crate::journal::fold::{self, PatientState, VisitState};
use crate::journal::{Body, Book, Entry, EntryId, Header};
use chrono::{DateTime, Datelike as _, FixedOffset};
use rusqlite::{Connection, params};

/// Code of a voided visit in the queue column.
pub(super) const VOIDED: i64 = 9;

/// Name of a number series in the `series` table.
#[must_use]
pub fn series_name(mode: Mode, counter: &CounterCode, letter: char, series: Series) -> String {
    let mode = match mode {
        Mode::Event => "event",
        Mode::Drill => "drill",
        Mode::Demo => "demo",
    };
    format!("{mode}/{counter}{letter}/{}", series.letter())
}

/// Name of a clinic's tokens of a day at one counter.
pub(super) fn token_name(day: i64, clinic: &str, counter: &CounterCode, letter: char) -> String {
    format!("token/{day}/{clinic}/{counter}{letter}")
}

/// Days since 0001-01-01 of the local date.
#[must_use]
pub(super) fn day_of(time: DateTime<FixedOffset>) -> i64 {
    i64::from(time.date_naive().num_days_from_ce())
}

/// Writes what follows from one entry that is in the journal already.
pub(super) fn apply(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    rows(connection, entry)?;
    match &entry.body {
        Body::ForkSettled { of, .. } => many::refold(connection, of),
        _ => Ok(()),
    }
}

/// The rows of what an entry is about.
pub(super) fn rows(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let id = entry.header.id();
    let subjects = entry.body.of().into_iter().chain(entry.body.also_of()).map(EntryId::packed);
    for subject in subjects.chain(entry.body.book().map(Book::subject)) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO link (subject, entry) VALUES (?1, ?2)")?
            .execute([subject, id.packed()])?;
    }
    bump_series(connection, entry)?;
    many::hold(connection, &id)?;
    many::keep_moment(connection, entry)?;
    match &entry.body {
        Body::Registered { .. } => {
            let entries = of_subject(connection, &id, entry)?;
            write_patient(connection, &id, fold::patient(&id, &entries))?;
            write_visit(connection, &id, fold::visit(&id, &entries))
        }
        Body::Visited { of, .. } => {
            let visit_entries = of_subject(connection, &id, entry)?;
            write_visit(connection, &id, fold::visit(&id, &visit_entries))?;
            let patient_entries = of_subject(connection, of, entry)?;
            write_patient(connection, of, fold::patient(of, &patient_entries))
        }
        Body::Amended { of, .. } => {
            let entries = of_subject(connection, of, entry)?;
            write_patient(connection, of, fold::patient(of, &entries))
        }
        Body::Voided { of, .. } | Body::Moved { of, .. } | Body::Queue { of, .. } => {
            let entries = of_subject(connection, of, entry)?;
            write_visit(connection, of, fold::visit(of, &entries))?;
            write_patient(connection, of, fold::patient(of, &entries))
        }
        other if handover::is_about_handover(other) => handover::apply(connection, entry),
        other if is_about_cases(other) => cases::apply(connection, entry),
        _ => Ok(()),
    }
}

/// True for what changes a patient beside the queue, a stay, an arrival, a record, an order or a bed. Every kind stands here, so that a
/// new one is thought about.
const fn is_about_cases(body: &Body) -> bool {
    match body {
        Body::Reprinted { .. }
        | Body::Requested { .. }
        | Body::Admitted { .. }
        | Body::Transferred { .. }
        | Body::Swapped { .. }
        | Body::Discharged { .. }
        | Body::Cancelled { .. }
        | Body::BedMarked { .. }
        | Body::Arrived { .. }
        | Body::Filled { .. }
        | Body::Left { .. }
        | Body::Identified { .. }
        | Body::Recorded { .. }
        | Body::Corrected { .. }
        | Body::Noted { .. }
        | Body::Ordered { .. }
        | Body::Tubed { .. }
        | Body::Relabelled { .. }
        | Body::LabelRoll { .. }
        | Body::TubeStepped { .. }
        | Body::Resulted { .. }
        | Body::Verified { .. }
        | Body::Called { .. }
        | Body::ReportTold { .. }
        | Body::Merged { .. }
        | Body::Unmerged { .. } => true,
        Body::Registered { .. }
        | Body::Visited { .. }
        | Body::Amended { .. }
        | Body::Voided { .. }
        | Body::Moved { .. }
        | Body::Queue { .. }
        | Body::LabFile { .. }
        | Body::ForkSettled { .. }
        | Body::BundleMade { .. }
        | Body::BundleTaken { .. }
        | Body::BlockIssued { .. }
        | Body::BlockRevoked { .. }
        | Body::CounterOpened { .. }
        | Body::PackTaken { .. }
        | Body::SessionOpened { .. }
        | Body::IndexOpened { .. }
        | Body::IndexClosed { .. }
        | Body::HubNamed { .. }
        | Body::Exported { .. }
        | Body::EventDeclared { .. }
        | Body::EventEnded { .. }
        | Body::IncidentLogged { .. }
        | Body::RosterSet { .. }
        | Body::RosterStruck { .. }
        | Body::ShiftHanded { .. }
        | Body::MatchPassed { .. }
        | Body::MatchDecided { .. }
        | Body::MatchSeconded { .. }
        | Body::MatchUndone { .. }
        | Body::MatchApart { .. }
        | Body::HandoverMade { .. }
        | Body::HandoverSent { .. }
        | Body::HandoverAnswered { .. }
        | Body::HandoverExcepted { .. }
        | Body::HandoverReadmitted { .. }
        | Body::HandoverSettled { .. }
        | Body::HandoverCertified { .. }
        | Body::CounterArchived { .. }
        | Body::DrillBegan { .. }
        | Body::DrillEnded { .. } => false,
    }
}

/// All entries about a subject: the one that began it and those that name it. `just` is at hand already. Which of two entries counts at
/// an address says nothing of what they are about.
pub(super) fn of_subject(connection: &Connection, subject: &EntryId, just: &Entry) -> Result<Vec<Entry>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT entry FROM link WHERE subject = ?1")?;
    let ids = statement.query_map([subject.packed()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut entries = Vec::with_capacity(ids.len() + 1);
    let others = ids.into_iter().filter_map(EntryId::unpacked).filter(|id| *id != *subject);
    for id in std::iter::once(subject.clone()).chain(others) {
        entries.extend(now_at(connection, &id, just)?.filter(|entry| !matches!(entry.body, Body::ForkSettled { .. })));
    }
    Ok(entries)
}

/// The entry at an address; `just` is at hand already, unless another one claims its address.
pub(super) fn now_at(connection: &Connection, id: &EntryId, just: &Entry) -> Result<Option<Entry>, StoreError> {
    if *id == just.header.id() && !many::is_forked(connection, id)? {
        return Ok(Some(just.clone()));
    }
    read_entry(connection, id)
}

pub(super) fn write_patient(connection: &Connection, id: &EntryId, state: Option<PatientState>) -> Result<(), StoreError> {
    let Some(state) = state else { return Ok(()) };
    connection
        .prepare_cached("INSERT INTO patient (id, state) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET state = excluded.state")?
        .execute(params![id.packed(), serde_json::to_string(&state)?])?;
    Ok(())
}

const WRITE_VISIT: &str = "INSERT INTO visit (id, patient, day, clinic, queue, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
  ON CONFLICT (id) DO UPDATE SET clinic = excluded.clinic, queue = excluded.queue, state = excluded.state";

pub(super) fn write_visit(connection: &Connection, id: &EntryId, state: Option<VisitState>) -> Result<(), StoreError> {
    let Some(state) = state else { return Ok(()) };
    let queue = if state.voided.is_some() { VOIDED } else { queue_code(state.state) };
    connection.prepare_cached(WRITE_VISIT)?.execute(params![
        id.packed(),
        state.patient.packed(),
        day_of(state.at),
        state.visit.clinic,
        queue,
        serde_json::to_string(&state)?
    ])?;
    Ok(())
}

/// The queue column's code of a state.
pub(super) const fn queue_code(state: QueueState) -> i64 {
    match state {
        QueueState::Waiting => 0,
        QueueState::Called => 1,
        QueueState::Skipped => 2,
        QueueState::Done => 3,
    }
}

fn bump_series(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    for number in entry.body.numbers() {
        if let Some(parts) = number.parts() {
            bump(connection, &series_name(parts.mode, &parts.counter, parts.letter, parts.series), parts.serial)?;
        }
    }
    match &entry.body {
        Body::Registered { visit, .. } | Body::Visited { visit, .. } => bump_token(connection, &entry.header, visit),
        Body::Moved { clinic, token, .. } => token_bump(connection, &entry.header, clinic, token),
        _ => Ok(()),
    }
}

fn bump_token(connection: &Connection, header: &Header, visit: &Visit) -> Result<(), StoreError> {
    token_bump(connection, header, &visit.clinic, &visit.token)
}

fn token_bump(connection: &Connection, header: &Header, clinic: &str, token: &Token) -> Result<(), StoreError> {
    bump(connection, &token_name(day_of(header.time), clinic, &header.counter, header.letter), token.serial)
}

fn bump(connection: &Connection, name: &str, serial: u32) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO series (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
        )?
        .execute(params![name, serial])?;
    Ok(())
}
