//! Made-up arrivals, packs and records for the screens of emergency and registers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's own helpers fail loudly")]

use crate::lists_world::{file, id, masters, now, number};
use chrono::TimeDelta;
use nirantar::desk::cases::{CaseRow, Done, DueKind, DueLine, WardLine};
use nirantar::desk::settings::Settings;
use nirantar::desk::views::{Person, Status};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::number::{Mode, Series};
use nirantar::hospital::permissions::Role;
use nirantar::hospital::person::PersonName;
use nirantar::journal::fold::{ArrivalState, CaseBody, CaseState, PatientState, RecordState, StepKind, StepLine, VoidMark};
use nirantar::journal::{Arrival, EntryId, Pack, Patient, Register};
use nirantar::worker::{Event, Found};
use std::collections::BTreeMap;

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    pairs.iter().fold(Sheet::default(), |sheet, (code, value)| sheet.with(code, *value))
}

fn patient(n: u32) -> PatientState {
    let details = file(n as usize).details;
    PatientState {
        patient: Patient { number: number(Series::Patient, n), details, matched: None },
        registered: now(),
        by: "asha".to_owned(),
        amended: None,
        voided: None,
        conflict: false,
        unknown: false,
        identified: None,
        same_as: Vec::new(),
        led_by: Vec::new(),
        parted: None,
        copied: false,
        heads: Vec::new(),
    }
}

fn step(entry: EntryId, kind: StepKind) -> StepLine {
    StepLine {
        entry,
        kind,
        at: now(),
        entered: now(),
        by: "asha".to_owned(),
        note: String::new(),
        tubes: Vec::new(),
        tests: Vec::new(),
        cancelled: None,
    }
}

fn row(own: EntryId, series: Series, n: u32, minutes: i64, kind: StepKind, body: CaseBody) -> CaseRow {
    let case = CaseState {
        patient: Some(id(u64::from(n))),
        number: Some(number(series, n)),
        at: now() - TimeDelta::minutes(minutes),
        entered: now(),
        by: "asha".to_owned(),
        cancelled: None,
        misfits: Vec::new(),
        copies: BTreeMap::new(),
        steps: vec![step(own.clone(), kind)],
        heads: Vec::new(),
        body,
    };
    CaseRow { id: own, case, patient: Some(patient(n)) }
}

/// Somebody in the emergency for so many minutes: address 500 + n, patient n.
pub fn arrival(n: u32, values: &[(&str, &str)], minutes: i64) -> CaseRow {
    let at = now() - TimeDelta::minutes(minutes);
    let arrival = Arrival { number: number(Series::Emergency, n), at, unknown: false, pack: None, sheet: sheet(values) };
    let state = ArrivalState { arrival, waiting: false, left: None, ending: Sheet::default() };
    row(id(500 + u64::from(n)), Series::Emergency, n, minutes, StepKind::Arrived, CaseBody::Arrival(state))
}

/// A pack that nobody wears yet.
pub fn pack(n: u32) -> CaseRow {
    with(arrival(n, &[], 30), |row| {
        row.patient.as_mut().unwrap().unknown = true;
        if let CaseBody::Arrival(state) = &mut row.case.body {
            state.waiting = true;
            state.arrival.pack = Some(Pack { event: "Bus at Ashram".to_owned(), no: n });
        }
    })
}

/// A record of a register: address 800 + n, patient n.
pub fn record(n: u32, register: Register, values: &[(&str, &str)]) -> CaseRow {
    let state = RecordState { register, sheet: sheet(values), version: 1, conflict: false, child: false, notes: Vec::new() };
    row(id(800 + u64::from(n)), register.series(), n, 10, StepKind::Recorded, CaseBody::Record(state))
}

pub fn correct(row: &mut CaseRow) {
    if let CaseBody::Record(state) = &mut row.case.body {
        state.version = 2;
    }
}

pub fn cancel(row: &mut CaseRow) {
    row.case.cancelled = Some(VoidMark { at: now(), by: "asha".to_owned(), reason: "entered twice".to_owned() });
}

/// The row, changed.
pub fn with(mut row: CaseRow, change: impl FnOnce(&mut CaseRow)) -> CaseRow {
    change(&mut row);
    row
}

/// What the desk answers to an unknown arrival: address 500 + n.
pub fn done(n: u32) -> Done {
    let unknown =
        PersonName { honorific: None, latin: Some(format!("Unknown {n}")), devanagari: Some(format!("अज्ञात {n}")) };
    Done {
        form: FormId::Arrival,
        entry: id(500 + u64::from(n)),
        case: Some(id(500 + u64::from(n))),
        patient: Some(id(500 + u64::from(n))),
        patient_number: Some(number(Series::Patient, n)),
        number: Some(number(Series::Emergency, n)),
        name: Some(unknown),
        at: now(),
        warnings: Vec::new(),
        prints: vec![1, 2],
        more: Vec::new(),
        tubes: Vec::new(),
        lab_warnings: Vec::new(),
    }
}

/// Something due in so many hours, or so many hours ago; about case 900 + n.
pub fn due(kind: DueKind, n: u32, hours: i64) -> DueLine {
    DueLine {
        kind,
        case: id(900 + u64::from(n)),
        number: Some(number(Series::Emergency, n)),
        register: None,
        patient: Some(id(u64::from(n))),
        name: Some(file(n as usize).details.name),
        since: now(),
        due: now() + TimeDelta::hours(hours),
        overdue: hours < 0,
    }
}

/// Two wards: 27 patients in beds.
pub fn wards() -> Vec<WardLine> {
    let ward = |code: &str, taken, free| WardLine { code: code.to_owned(), beds: 30, taken, free, ..WardLine::default() };
    vec![ward("MED-M1", 20, 10), ward("SUR-F1", 7, 23)]
}

/// The worker's first word: a counter.
pub fn found() -> Event {
    let masters = masters();
    let counter = masters.counters[0].clone();
    let (users, settings) = (masters.users.clone(), Settings::default());
    Event::Started(Found::Counter { masters, counter, users, settings: Box::new(settings) })
}

/// The supervisor signed in.
pub fn signed_in() -> Event {
    let masters = masters();
    let counter = masters.counters[0].clone();
    let status = Status {
        second_waiting: 0,
        hospital: masters.hospital.name.clone(),
        site: "DEMO".to_owned(),
        central_system: "e-Hospital".to_owned(),
        mode: Mode::Event,
        since: now(),
        counter: counter.code.clone(),
        letter: 'A',
        counter_name: counter.name,
        numbers_left: 5782,
        numbers_low: false,
        patients: 0,
        visits_today: 0,
        waiting: Vec::new(),
        not_handed_over: 0,
        not_exported: 0,
        prints_waiting: 0,
        prints_failed: 0,
        printer_failure: String::new(),
        clock_behind: false,
        central: Vec::new(),
    };
    let name = masters.users[0].name.clone();
    let person = Person { login: "meena".to_owned(), name, roles: vec![Role::Supervisor], first_password: false };
    Event::SignedIn { person, status: Box::new(status), draft: None }
}
