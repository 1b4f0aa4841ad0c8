//! The laboratory's board: every tube that has not ended, where it is, how old it is against what it keeps. Reads only; works over any
//! connection.

use super::Desk;
use super::views::{LabBoard, LabWorklist, TestMark, TubeLimit, TubeLine, WorklistLine};
use crate::hospital::age::Age;
use crate::hospital::lab::{Catalogue, Flag, TestDef, TubePlace, limit_of};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::hospital::sex::Sex;
use crate::journal::fold::{OrderState, ResultPhase, ResultState, TubeState};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow, View};
use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What a person may see of results on a list.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    pub results: bool,
    pub restricted: bool,
}

/// The board of all open orders.
///
/// # Errors
/// A problem of the disk.
pub fn lab_board(view: View<'_>, masters: &Masters, sight: Sight, now: DateTime<FixedOffset>) -> Result<LabBoard, Problem> {
    let catalogue = Catalogue::of(masters);
    let rows = view.open_cases(CaseKind::Order, None)?;
    let mut lines: Vec<TubeLine> = rows.iter().flat_map(|row| tube_lines(row, &catalogue, sight)).collect();
    let rejected = |l: &&TubeLine| l.stands == TubePlace::Rejected && l.since.date_naive() == now.date_naive();
    let rejected_today = lines.iter().filter(rejected).count() as u64;
    // A rejected tube stays in sight until it is collected again; one that was is history.
    lines.retain(|line| !line.stands.is_final() || line.recollect);
    claimed_twice(&mut lines);
    lines.sort_by_key(|line| (!line.urgent, line.collected.unwrap_or(line.since), line.accession));
    Ok(LabBoard { rejected_today, capacity: capacity(view, &catalogue, now.date_naive())?, lines })
}

/// One label on two patients: neither is to be trusted.
fn claimed_twice(lines: &mut [TubeLine]) {
    let mut seen: BTreeMap<_, u32> = BTreeMap::new();
    for line in lines.iter() {
        *seen.entry(line.accession).or_default() += 1;
    }
    for line in lines.iter_mut().filter(|line| seen.get(&line.accession).is_some_and(|n| *n > 1)) {
        line.doubtful = true;
    }
}

/// Orders of a day per group that has a capacity.
///
/// # Errors
/// A problem of the disk.
pub(super) fn capacity(view: View<'_>, catalogue: &Catalogue, day: NaiveDate) -> Result<Vec<(String, u32, u32)>, Problem> {
    let limited: Vec<_> = catalogue.panels.iter().filter(|panel| panel.capacity > 0).collect();
    if limited.is_empty() {
        return Ok(Vec::new());
    }
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for tests in view.tests_ordered_on(day)? {
        let groups: BTreeSet<&str> = tests.split(' ').filter_map(|t| catalogue.test(t)).map(|def| def.panel.as_str()).collect();
        for group in groups {
            *taken.entry(group.to_owned()).or_default() += 1;
        }
    }
    Ok(limited.into_iter().map(|p| (p.code.clone(), taken.get(&p.code).copied().unwrap_or(0), p.capacity)).collect())
}

/// The tubes of an order as lines, also those that have ended.
#[must_use]
pub fn tube_lines(row: &CaseRow, catalogue: &Catalogue, sight: Sight) -> Vec<TubeLine> {
    let Some(order) = row.case.order() else { return Vec::new() };
    order.tubes.iter().map(|tube| tube_line(row, order, tube, (catalogue, sight))).collect()
}

fn tube_line(row: &CaseRow, order: &OrderState, tube: &TubeState, (catalogue, sight): (&Catalogue, Sight)) -> TubeLine {
    let patient = row.patient.as_ref();
    let details = patient.map(|p| &p.patient.details);
    let results: Vec<&ResultState> = order.results_of(tube).collect();
    let defs = || tube.tests.iter().filter_map(|code| catalogue.test(code));
    let seen = |code: &str| sight.results && (sight.restricted || !catalogue.test(code).is_some_and(|d| d.limit.restricted));
    let mut panels: Vec<String> = Vec::new();
    defs().for_each(|def| {
        if !panels.contains(&def.panel) {
            panels.push(def.panel.clone());
        }
    });
    let measured = results.iter().all(|r| !matches!(r.phase, ResultPhase::Awaited | ResultPhase::Recollect));
    TubeLine {
        order: row.id.clone(),
        number: row.case.number.clone(),
        accession: tube.accession,
        was: tube.was.clone(),
        kind: tube.kind.clone(),
        patient: row.case.patient.clone(),
        patient_number: patient.map(|p| p.patient.number.clone()),
        name: details.map(|d| d.name.clone()).unwrap_or_default(),
        sex: details.map_or(Sex::Unknown, |d| d.sex),
        age: details.map_or(Age::Unknown(row.case.at.date_naive()), |d| d.age),
        doubtful: patient.is_none_or(|p| p.unknown || p.conflict || p.voided.is_some()),
        urgent: order.order.urgent,
        ward: order.order.ward.clone(),
        panels,
        tests: tube.tests.iter().map(|code| mark(code, order.result(code), seen(code))).collect(),
        asked: catalogue.short(&tube.tests),
        stands: tube.stands,
        at: tube.at.clone(),
        since: tube.since,
        by: tube.by.clone(),
        collected: tube.way.collected,
        limit: if measured || tube.is_gone() { None } else { limit(tube, defs()) },
        critical: order
            .uncalled()
            .filter(|v| results.iter().any(|r| r.test == v.test))
            .map(|v| critical(v, seen(&v.test)))
            .collect(),
        why: tube.why.clone(),
        recollect: results.iter().any(|r| r.phase == ResultPhase::Recollect),
        misfits: tube.misfits.len(),
    }
}

fn critical(value: &crate::hospital::lab::LabValue, seen: bool) -> String {
    if seen { format!("{} {} {}", value.test, value.value, value.flag.code()) } else { value.test.clone() }
}

fn mark(code: &str, result: Option<&ResultState>, seen: bool) -> TestMark {
    let flag = result.filter(|_| seen).and_then(|r| r.value()).map_or(Flag::Normal, |value| value.flag);
    TestMark { code: code.to_owned(), phase: result.map_or(ResultPhase::Awaited, |r| r.phase), flag }
}

/// When the tube is too old for the first of its tests.
fn limit<'d>(tube: &TubeState, defs: impl Iterator<Item = &'d TestDef>) -> Option<TubeLimit> {
    let (test, hours) = limit_of(defs)?;
    let until = tube.way.collected? + Duration::hours(i64::from(hours));
    Some(TubeLimit { test: test.code.clone(), hours, until })
}

impl Desk {
    /// What this person may see of results.
    #[must_use]
    pub fn sight(&self) -> Sight {
        Sight { results: self.may(Right::ReadResults).is_ok(), restricted: self.may(Right::ReadRestricted).is_ok() }
    }

    /// The laboratory's board.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn lab_board(&self) -> Result<LabBoard, Problem> {
        self.may(Right::Find)?;
        lab_board(self.rows()?, self.masters(), self.sight(), self.now())
    }

    /// What waits on a bench: tubes with a test of the group (`""`: of any) that has no value yet, urgent first, oldest first.
    ///
    /// # Errors
    /// `problem-panel-unknown`, or a problem of right or disk.
    pub fn worklist(&self, panel: &str) -> Result<LabWorklist, Problem> {
        self.may(Right::HandleTubes)?;
        worklist(self.rows()?, self.masters(), panel, self.now())
    }
}

/// See [`Desk::worklist`].
///
/// # Errors
/// `problem-panel-unknown`, or a problem of the disk.
pub fn worklist(view: View<'_>, masters: &Masters, panel: &str, now: DateTime<FixedOffset>) -> Result<LabWorklist, Problem> {
    let catalogue = Catalogue::of(masters);
    let panel = panel.trim().to_ascii_uppercase();
    if !panel.is_empty() && catalogue.tests_of(&panel).next().is_none() {
        return Err(Problem::refused("problem-panel-unknown").with("panel", panel));
    }
    let of_bench = |code: &str| panel.is_empty() || catalogue.test(code).is_some_and(|def| def.panel == panel);
    let sight = Sight { results: false, restricted: false };
    let board = lab_board(view, masters, sight, now)?;
    let waits = |line: &TubeLine| {
        let open = |mark: &&TestMark| mark.phase == ResultPhase::Awaited && of_bench(&mark.code);
        line.tests.iter().filter(open).map(|mark| mark.code.clone()).filter(|c| !crate::hospital::lab::calculated(c)).collect()
    };
    let line = |line: TubeLine| {
        let tests: Vec<String> = waits(&line);
        (!tests.is_empty() && !line.stands.is_final()).then(|| WorklistLine {
            accession: line.accession,
            patient_number: line.patient_number,
            specimen: line
                .tests
                .first()
                .and_then(|mark| catalogue.test(&mark.code))
                .map_or_else(String::new, |def| def.specimen.clone()),
            name: line.name,
            sex: line.sex,
            age: line.age,
            urgent: line.urgent,
            collected: line.collected,
            stands: line.stands,
            tests,
        })
    };
    Ok(LabWorklist { lines: board.lines.into_iter().filter_map(line).collect(), panel })
}
