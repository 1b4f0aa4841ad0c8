//! Rows of stays, arrivals, registers and beds, and the questions that boards and registers ask of them.

use super::append::read_entry;
use super::project::{day_of, now_at, of_subject, write_patient, write_visit};
use super::{StoreError, View};
use crate::hospital::ipd::Phase;
use crate::hospital::lab::Accession;
use crate::hospital::number::CounterCode;
use crate::journal::fold::{self, BedState, CaseBody, CaseState, OrderState, PatientState, VisitState};
use crate::journal::{Body, Entry, EntryId, Register};
use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, Rows, params};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// What a case is, in column `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseKind {
    Stay,
    Arrival,
    Register(Register),
    /// A laboratory order.
    Order,
    /// A roll of tube labels.
    Roll,
}

impl CaseKind {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::Arrival => "arrival",
            Self::Register(register) => register.code(),
            Self::Order => "order",
            Self::Roll => "roll",
        }
    }
}

/// A case with its patient as known now; an indent may have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    pub id: EntryId,
    pub case: CaseState,
    pub patient: Option<PatientState>,
}

/// A patient with everything that is kept of them.
#[derive(Debug, Clone)]
pub struct Whole {
    pub id: EntryId,
    pub patient: PatientState,
    /// The birth report that began the patient.
    pub birth: Option<CaseState>,
    pub visits: Vec<(EntryId, VisitState)>,
    pub cases: Vec<(EntryId, CaseState)>,
}

/// Everything that an entry touches is folded anew: its subjects and the beds it names.
pub(super) fn apply(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let own = entry.header.id();
    for subject in entry.body.of().into_iter().chain(entry.body.also_of()).chain(std::iter::once(&own)) {
        fold_subject(connection, subject, entry)?;
    }
    if let Some(bed) = bed_of(&entry.body) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO bed_link (bed, entry) VALUES (?1, ?2)")?
            .execute(params![bed, own.packed()])?;
        write_bed(connection, bed, entry)?;
    }
    if let Body::Cancelled { what, .. } = &entry.body
        && let Some(gone) = read_entry(connection, what)?
        && let Some(bed) = bed_of(&gone.body)
    {
        write_bed(connection, bed, entry)?;
    }
    Ok(())
}

/// Folds whatever begins at an address, or is said of it: a patient, a visit, a case. `just` is at hand already.
pub(super) fn fold_subject(connection: &Connection, subject: &EntryId, just: &Entry) -> Result<(), StoreError> {
    let entries = of_subject(connection, subject, just)?;
    write_patient(connection, subject, fold::patient(subject, &entries))?;
    write_visit(connection, subject, fold::visit(subject, &entries))?;
    write_case(connection, subject, fold::case(subject, &entries))
}

/// How the fold words the rows of orders; one more whenever it says more, or other things, of the same entries.
const ORDERS_FOLD: &str = "2";

/// Folds every order anew where the rows are in the words of an earlier program: what asks of them would miss what they did not say yet,
/// and a verification would find them changed. Done once.
pub(super) fn refold_orders(connection: &Connection) -> Result<(), StoreError> {
    let known = "SELECT value FROM fact WHERE name = 'orders-fold'";
    let known: Option<String> = connection.query_row(known, [], |row| row.get(0)).optional()?;
    if known.as_deref() == Some(ORDERS_FOLD) {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    let ids: Vec<i64> = {
        let mut statement = transaction.prepare("SELECT id FROM episode WHERE kind = 'order'")?;
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
    };
    for id in ids.into_iter().filter_map(EntryId::unpacked) {
        let Some(opening) = read_entry(&transaction, &id)? else { continue };
        let entries = of_subject(&transaction, &id, &opening)?;
        write_case(&transaction, &id, fold::case(&id, &entries))?;
    }
    transaction.execute("INSERT OR REPLACE INTO fact VALUES ('orders-fold', ?1)", [ORDERS_FOLD])?;
    Ok(transaction.commit()?)
}

/// The bed whose state an entry changes.
fn bed_of(body: &Body) -> Option<&str> {
    match body {
        Body::BedMarked { bed, .. } => Some(bed),
        Body::Transferred { left, .. } | Body::Discharged { left, .. } => left.as_deref(),
        _ => None,
    }
}

fn write_bed(connection: &Connection, bed: &str, just: &Entry) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("SELECT entry FROM bed_link WHERE bed = ?1")?;
    let ids = statement.query_map([bed], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids.into_iter().filter_map(EntryId::unpacked) {
        let Some(entry) = now_at(connection, &id, just)? else { continue };
        if !is_cancelled(connection, &entry, just)? {
            entries.push(entry);
        }
    }
    match fold::bed(bed, &entries) {
        Some(state) => connection
            .prepare_cached("INSERT OR REPLACE INTO bed (code, state) VALUES (?1, ?2)")?
            .execute(params![bed, serde_json::to_string(&state)?])?,
        None => connection.prepare_cached("DELETE FROM bed WHERE code = ?1")?.execute([bed])?,
    };
    Ok(())
}

fn is_cancelled(connection: &Connection, entry: &Entry, just: &Entry) -> Result<bool, StoreError> {
    let Some(of) = entry.body.of() else { return Ok(false) };
    let id = entry.header.id();
    let all = of_subject(connection, of, just)?;
    let mut gone = all.iter().chain(std::iter::once(just));
    Ok(gone.any(|other| matches!(&other.body, Body::Cancelled { what, .. } if *what == id)))
}

const WRITE: &str = "INSERT OR REPLACE INTO episode (id, kind, patient, day, open, ward, bed, plan, number, state)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

fn write_case(connection: &Connection, id: &EntryId, state: Option<CaseState>) -> Result<(), StoreError> {
    let Some(state) = state else { return Ok(()) };
    let (kind, open, ward, bed, plan) = columns(&state);
    connection.prepare_cached(WRITE)?.execute(params![
        id.packed(),
        kind.code(),
        state.patient.as_ref().map(EntryId::packed),
        day_of(state.at),
        i64::from(open && state.cancelled.is_none()),
        ward,
        bed,
        plan,
        state.number.as_ref().map_or("", |n| n.as_str()),
        serde_json::to_string(&state)?
    ])?;
    if let CaseBody::Order(order) = &state.body {
        write_tubes(connection, id, order)?;
    }
    Ok(())
}

/// The labels of an order's tubes, old ones too: a tube is found by whatever stands on it. The same for every order of arrival.
fn write_tubes(connection: &Connection, id: &EntryId, order: &OrderState) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM tube WHERE episode = ?1")?.execute([id.packed()])?;
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO tube (accession, episode) VALUES (?1, ?2)")?;
    for tube in &order.tubes {
        for accession in std::iter::once(&tube.accession).chain(&tube.was) {
            statement.execute(params![accession.to_string(), id.packed()])?;
        }
    }
    Ok(())
}

/// Kind, open, ward, bed, planned bed; of an order its tests instead of a planned bed.
fn columns(state: &CaseState) -> (CaseKind, bool, String, String, String) {
    let none = String::new;
    match &state.body {
        CaseBody::Stay(stay) => {
            let place = stay.course.place();
            let ward = place.map_or_else(|| stay.request.get("ward").to_owned(), |p| p.ward.clone());
            let bed = place.and_then(|p| p.bed.clone()).unwrap_or_default();
            let plan = stay.course.plan.as_ref().and_then(|p| p.place.bed.clone()).unwrap_or_default();
            (CaseKind::Stay, matches!(stay.course.phase, Phase::Requested | Phase::Admitted), ward, bed, plan)
        }
        CaseBody::Arrival(arrival) => (CaseKind::Arrival, arrival.left.is_none(), none(), none(), none()),
        CaseBody::Record(record) => {
            let ward = record.sheet.get("ward").to_owned();
            (CaseKind::Register(record.register), true, ward, none(), none())
        }
        CaseBody::Order(order) => {
            let tests = if state.cancelled.is_some() { none() } else { order.order.tests.join(" ") };
            (CaseKind::Order, !order.is_over(), order.order.ward.clone(), none(), tests)
        }
        CaseBody::Roll { .. } => (CaseKind::Roll, false, none(), none(), none()),
    }
}

const CASES: &str = "SELECT e.id, e.state, p.state FROM episode e LEFT JOIN patient p ON p.id = e.patient";

type Raw = (i64, String, Option<String>);

const PATIENTS_WHOLE: &str = "SELECT p.id, p.state, b.state FROM patient p
  LEFT JOIN episode b ON b.id = p.id AND b.kind = 'birth' ORDER BY p.id";
const VISITS_BY: &str = "SELECT patient, id, state FROM visit ORDER BY patient, id";
const CASES_BY: &str = "SELECT patient, id, state FROM episode WHERE patient IS NOT NULL ORDER BY patient, id";

/// Rows in order of their patient, read one ahead.
struct Ahead<'s> {
    rows: Rows<'s>,
    next: Option<(i64, i64, String)>,
}

impl Ahead<'_> {
    /// The rows of a patient; those of patients before, who are not here, are passed over.
    fn of<T: DeserializeOwned>(&mut self, patient: i64) -> Result<Vec<(EntryId, T)>, StoreError> {
        let mut of = Vec::new();
        loop {
            if self.next.is_none() {
                let Some(row) = self.rows.next()? else { return Ok(of) };
                self.next = Some((row.get(0)?, row.get(1)?, row.get(2)?));
            }
            let Some((whose, id, state)) = self.next.take_if(|(whose, ..)| *whose <= patient) else { return Ok(of) };
            if whose == patient {
                of.push((EntryId::unpacked(id).ok_or(StoreError::Damaged)?, serde_json::from_str(&state)?));
            }
        }
    }
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn parse((id, case, patient): Raw) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        id: EntryId::unpacked(id).ok_or(StoreError::Damaged)?,
        case: serde_json::from_str(&case)?,
        patient: patient.map(|p| serde_json::from_str(&p)).transpose()?,
    })
}

impl View<'_> {
    fn cases(&self, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<CaseRow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{CASES} {rest}"))?;
        let mut rows = statement.query(values)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(parse(raw(row)?)?);
        }
        Ok(out)
    }

    /// One stay, arrival or record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn case(&self, id: &EntryId) -> Result<Option<CaseRow>, StoreError> {
        Ok(self.cases("WHERE e.id = ?1", params![id.packed()])?.pop())
    }

    /// The case that has this number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn case_by_number(&self, number: &str) -> Result<Option<CaseRow>, StoreError> {
        Ok(self.cases("WHERE e.number = ?1", params![number])?.pop())
    }

    /// All cases of a patient, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_of_patient(&self, patient: &EntryId) -> Result<Vec<CaseRow>, StoreError> {
        self.cases("WHERE e.patient = ?1 ORDER BY e.day, e.id", params![patient.packed()])
    }

    /// Cases of a kind that are still open, oldest first; of one ward, or of all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_cases(&self, kind: CaseKind, ward: Option<&str>) -> Result<Vec<CaseRow>, StoreError> {
        match ward {
            Some(ward) => {
                self.cases("WHERE e.kind = ?1 AND e.open = 1 AND e.ward = ?2 ORDER BY e.day, e.id", params![kind.code(), ward])
            }
            None => self.cases("WHERE e.kind = ?1 AND e.open = 1 ORDER BY e.day, e.id", params![kind.code()]),
        }
    }

    /// Cases of a kind that happened on the days from the first to the last; cancelled ones too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_between(&self, kind: CaseKind, from: NaiveDate, to: NaiveDate) -> Result<Vec<CaseRow>, StoreError> {
        let days = |day: NaiveDate| i64::from(day.num_days_from_ce());
        self.cases("WHERE e.kind = ?1 AND e.day BETWEEN ?2 AND ?3 ORDER BY e.id", params![kind.code(), days(from), days(to)])
    }

    /// Hands every entry of one installation on, in order, without keeping them in memory.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_entry(&self, counter: &CounterCode, letter: char, mut each: impl FnMut(Entry)) -> Result<(), StoreError> {
        let (first, last) = EntryId::packed_range(counter, letter);
        let mut statement = self.0.prepare_cached("SELECT id FROM journal WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
        let mut rows = statement.query([first, last])?;
        while let Some(row) = rows.next()? {
            let Some(id) = EntryId::unpacked(row.get(0)?) else { continue };
            if let Some(entry) = read_entry(self.0, &id)? {
                each(entry);
            }
        }
        Ok(())
    }

    /// The orders that claim a tube: one, or more where two counters gave one label to two patients.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn orders_of_tube(&self, accession: Accession) -> Result<Vec<CaseRow>, StoreError> {
        self.cases("JOIN tube t ON t.episode = e.id WHERE t.accession = ?1 ORDER BY e.id", params![accession.to_string()])
    }

    /// Cases in which a step did not fit, because two counters did not know of each other.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_with_misfits(&self, most: usize) -> Result<Vec<CaseRow>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.cases("WHERE instr(e.state, '\"misfits\":[') > 0 ORDER BY e.id LIMIT ?1", params![most])
    }

    /// The tests of each order of a day that stands, separated by spaces.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tests_ordered_on(&self, day: NaiveDate) -> Result<Vec<String>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT plan FROM episode WHERE kind = 'order' AND day = ?1 AND plan <> ''")?;
        let rows = statement.query_map([i64::from(day.num_days_from_ce())], |row| row.get(0))?;
        Ok(rows.collect::<Result<Vec<String>, _>>()?)
    }

    /// Who lies in a bed, or is meant for it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn in_bed(&self, bed: &str) -> Result<Vec<CaseRow>, StoreError> {
        self.cases("WHERE e.kind = 'stay' AND e.open = 1 AND (e.bed = ?1 OR e.plan = ?1) ORDER BY e.id", params![bed])
    }

    /// Hands every case on to `each`, by patient, without keeping them in memory.
    ///
    /// # Errors
    /// [`StoreError`], or what `each` returns.
    pub fn each_case<E: From<StoreError>>(&self, mut each: impl FnMut(CaseRow) -> Result<(), E>) -> Result<(), E> {
        let other = |e: rusqlite::Error| E::from(StoreError::from(e));
        let mut statement = self.0.prepare_cached(&format!("{CASES} ORDER BY e.patient, e.id")).map_err(other)?;
        let mut rows = statement.query([]).map_err(other)?;
        while let Some(row) = rows.next().map_err(other)? {
            each(parse(raw(row).map_err(other)?)?)?;
        }
        Ok(())
    }

    /// One patient with their visits and cases.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn whole_of(&self, id: &EntryId) -> Result<Option<Whole>, StoreError> {
        let Some(patient) = self.patient(id)? else { return Ok(None) };
        let mut visits: Vec<_> = self.visits_of_patient(id)?.into_iter().map(|row| (row.id, row.visit)).collect();
        visits.sort_by_key(|(id, _)| id.packed());
        let mut cases: Vec<_> = self.cases_of_patient(id)?.into_iter().map(|row| (row.id, row.case)).collect();
        cases.sort_by_key(|(id, _)| id.packed());
        let birth = self.cases("WHERE e.id = ?1 AND e.kind = 'birth'", params![id.packed()])?.pop().map(|row| row.case);
        Ok(Some(Whole { id: id.clone(), patient, birth, visits, cases }))
    }

    /// Hands every patient on to `each`, in order of address, with their visits and cases, without keeping them in memory.
    ///
    /// # Errors
    /// [`StoreError`], or what `each` returns.
    pub fn each_whole<E: From<StoreError>>(&self, mut each: impl FnMut(Whole) -> Result<(), E>) -> Result<(), E> {
        let other = |e: rusqlite::Error| E::from(StoreError::from(e));
        let prepare = |sql: &str| self.0.prepare_cached(sql).map_err(other);
        let (mut patients, mut visits, mut cases) = (prepare(PATIENTS_WHOLE)?, prepare(VISITS_BY)?, prepare(CASES_BY)?);
        let mut patients = patients.query([]).map_err(other)?;
        let mut visits = Ahead { rows: visits.query([]).map_err(other)?, next: None };
        let mut cases = Ahead { rows: cases.query([]).map_err(other)?, next: None };
        while let Some(row) = patients.next().map_err(other)? {
            let (id, patient, birth): Raw = raw(row).map_err(other)?;
            each(Whole {
                id: EntryId::unpacked(id).ok_or(StoreError::Damaged)?,
                patient: serde_json::from_str(&patient).map_err(StoreError::from)?,
                birth: birth.map(|b| serde_json::from_str(&b)).transpose().map_err(StoreError::from)?,
                visits: visits.of(id)?,
                cases: cases.of(id)?,
            })?;
        }
        Ok(())
    }

    /// Hands every case of nobody on to `each`: indents of a ward, records of patients who did not arrive here.
    ///
    /// # Errors
    /// [`StoreError`], or what `each` returns.
    pub fn each_loose_case<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(EntryId, CaseState) -> Result<(), E>,
    ) -> Result<(), E> {
        let other = |e: rusqlite::Error| E::from(StoreError::from(e));
        let mut statement = self.0.prepare_cached(&format!("{CASES} WHERE p.id IS NULL ORDER BY e.id")).map_err(other)?;
        let mut rows = statement.query([]).map_err(other)?;
        while let Some(row) = rows.next().map_err(other)? {
            let row = parse(raw(row).map_err(other)?)?;
            each(row.id, row.case)?;
        }
        Ok(())
    }

    /// All stays, arrivals and records.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_total(&self) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM episode", params![])
    }

    /// What was said last of each bed that something was said of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn beds(&self) -> Result<HashMap<String, BedState>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT code, state FROM bed")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|(code, state)| Ok((code, serde_json::from_str(&state)?))).collect()
    }

    /// What was said last of a bed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn bed(&self, code: &str) -> Result<Option<BedState>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT state FROM bed WHERE code = ?1")?;
        let state: Option<String> = statement.query_row([code], |row| row.get(0)).optional()?;
        Ok(state.map(|s| serde_json::from_str(&s)).transpose()?)
    }

    /// Open cases of a kind.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_count(&self, kind: CaseKind) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM episode WHERE kind = ?1 AND open = 1", params![kind.code()])
    }
}
