//! Lines of laboratory orders, their tubes, results and calls, and of rolls of labels.

use super::columns::ORDER_FIELDS;
use super::csv_out::Line;
use super::rows::number_of;
use super::{Batch, CaseRow};
use crate::hospital::forms::{FormId, choice_text};
use crate::hospital::lab::{Accession, AccessionParts, Catalogue, LabValue, tube};
use crate::hospital::pack::Lang;
use crate::journal::Told;
use crate::journal::fold::{OrderState, ReleasedLine, ResultState, TubeState, Typing};
use std::io::Write;

/// Between several values told in one cell.
const BETWEEN: &str = "; ";

fn joined(labels: impl Iterator<Item = Accession>) -> String {
    labels.map(|label| label.to_string()).collect::<Vec<_>>().join(" ")
}

fn is_restricted(catalogue: &Catalogue, test: &str) -> bool {
    catalogue.test(test).is_some_and(|test| test.limit.restricted)
}

pub(super) fn order_line<W: Write>(
    line: &mut Line<'_, W>,
    (batch, catalogue): (&Batch<'_>, &Catalogue),
    row: &CaseRow<'_>,
    state: &OrderState,
) -> csv::Result<()> {
    let (case, order, masters) = (row.case, &state.order, batch.masters);
    line.plain(&row.id.to_string())?;
    line.said(Some(&order.number))?;
    line.address(case.patient.as_ref())?;
    line.said(row.patient_number)?;
    line.address(order.from.as_ref())?;
    line.time(Some(case.at))?;
    line.time(Some(case.entered))?;
    line.truth(case.is_late())?;
    line.plain(&case.by)?;
    line.plain(match state.results.iter().filter(|result| result.released.is_some()).count() {
        _ if case.cancelled.is_some() => "cancelled",
        0 => "open",
        some if some < state.results.len() => "partial",
        _ => "complete",
    })?;
    line.truth(order.urgent)?;
    line.plain(&order.ward)?;
    line.text(masters.ward(&order.ward).map_or("", |ward| &ward.name.en))?;
    let doctor = masters.doctor(order.sheet.get("doctor"));
    line.plain(order.sheet.get("doctor"))?;
    line.text(doctor.map_or(order.sheet.get("doctor_name"), |doctor| &doctor.name.en))?;
    line.text(doctor.map_or("", |doctor| &doctor.registration))?;
    line.carried(ORDER_FIELDS, |form| (form == FormId::LabOrder).then_some(&order.sheet))?;
    line.text(&order.tests.join(" "))?;
    line.plain(&joined(state.tubes.iter().map(|tube| tube.accession)))?;
    line.truth(order.tests.iter().any(|test| is_restricted(catalogue, test)))?;
    overrides(line, state)?;
    line.text(&state.conclusion)?;
    reports(line, state)?;
    let strays = state.stray.iter().map(|stray| format!("{} {} {} ({})", stray.tube, stray.test, stray.value, stray.entry));
    line.text(&strays.collect::<Vec<_>>().join(BETWEEN))?;
    let misfits = state.tubes.iter().map(|tube| tube.misfits.len()).sum::<usize>() + case.misfits.len();
    line.plain(&misfits.to_string())?;
    line.origin(row)?;
    line.end()
}

/// Rules that were passed over, and each reason once.
fn overrides<W: Write>(line: &mut Line<'_, W>, state: &OrderState) -> csv::Result<()> {
    let all = &state.order.overrides;
    line.text(&all.iter().map(|one| one.rule.as_str()).collect::<Vec<_>>().join(" "))?;
    let mut reasons: Vec<&str> = all.iter().map(|one| one.reason.as_str()).collect();
    reasons.dedup();
    line.text(&reasons.join(BETWEEN))
}

/// When the report was last printed, and last handed over.
fn reports<W: Write>(line: &mut Line<'_, W>, state: &OrderState) -> csv::Result<()> {
    let last = |what| state.told.iter().rev().find(|told| told.what == what);
    let (printed, handed) = (last(Told::Reported), last(Told::Handed));
    line.time(printed.map(|told| told.at))?;
    line.plain(printed.map_or("", |told| &told.by))?;
    line.time(handed.map(|told| told.at))?;
    line.maybe(handed.map(|told| told.whom.as_str()))?;
    line.plain(handed.map_or("", |told| &told.by))
}

pub(super) fn tube_lines<W: Write>(
    line: &mut Line<'_, W>,
    catalogue: &Catalogue,
    row: &CaseRow<'_>,
    state: &OrderState,
) -> csv::Result<()> {
    for (one, sequence) in state.tubes.iter().zip(1_u32..) {
        line.plain(&row.id.to_string())?;
        line.said(Some(&state.order.number))?;
        line.number(Some(sequence))?;
        tube_cells(line, catalogue, state, one)?;
        line.truth(row.case.cancelled.is_some())?;
        line.end()?;
    }
    Ok(())
}

fn tube_cells<W: Write>(line: &mut Line<'_, W>, catalogue: &Catalogue, state: &OrderState, one: &TubeState) -> csv::Result<()> {
    // The labels of other tubes as they are now.
    let now = |label: Option<Accession>| label.map(|label| state.tube(label).map_or(label, |tube| tube.accession));
    let label = |label: Option<Accession>| label.map_or_else(String::new, |label| label.to_string());
    line.plain(&one.accession.to_string())?;
    line.plain(&joined(one.was.iter().copied()))?;
    line.text(&one.kind)?;
    line.text(&tube(&one.kind).name.en)?;
    line.text(&one.specimen)?;
    line.plain(one.tests.iter().find_map(|test| catalogue.test(test)).map_or("", |test| &test.specimen_sct))?;
    line.text(&one.tests.join(" "))?;
    line.plain(&label(now(one.replaces)))?;
    line.plain(&label(now(one.replaced_by)))?;
    line.time(one.way.collected)?;
    line.time(one.way.received)?;
    line.time(one.way.ended)?;
    line.plain(one.stands.code())?;
    line.text(&one.at)?;
    line.time(Some(one.since))?;
    line.plain(&one.by)?;
    line.plain(&one.why)?;
    line.text(&one.note)?;
    line.text(&one.told)?;
    line.plain(&one.misfits.len().to_string())
}

pub(super) fn result_lines<W: Write>(
    line: &mut Line<'_, W>,
    catalogue: &Catalogue,
    row: &CaseRow<'_>,
    state: &OrderState,
) -> csv::Result<()> {
    for (result, sequence) in state.results.iter().zip(1_u32..) {
        let test = catalogue.test(&result.test);
        line.plain(&row.id.to_string())?;
        line.said(Some(&state.order.number))?;
        line.said(row.patient_number)?;
        line.number(Some(sequence))?;
        line.plain(&result.tube.to_string())?;
        line.text(&result.test)?;
        line.text(test.map_or("", |test| &test.name.en))?;
        line.plain(test.map_or("", |test| &test.loinc))?;
        line.truth(is_restricted(catalogue, &result.test))?;
        line.plain(result.phase.code())?;
        line.truth(result.released.is_some())?;
        let typing = result.released.as_ref().map(|line| &line.typing).or_else(|| result.entered());
        value(line, typing.map(|t| &t.value), test.map_or("", |test| &test.limit.list))?;
        typed(line, row, typing)?;
        released(line, result)?;
        let delta = typing.and_then(|t| t.value.delta.as_ref());
        line.maybe(delta.map(|previous| previous.value.as_str()))?;
        line.time(delta.map(|previous| previous.at))?;
        line.truth(result.reported)?;
        line.truth(result.handed)?;
        line.truth(row.case.cancelled.is_some())?;
        line.end()?;
    }
    Ok(())
}

/// The value and what it was held against.
fn value<W: Write>(line: &mut Line<'_, W>, value: Option<&LabValue>, list: &str) -> csv::Result<()> {
    let typed = value.map_or("", |value| &value.value);
    let number = if list.is_empty() { number_of(typed) } else { None };
    line.text(typed)?;
    line.plain(number.map_or("", |(comparator, _)| comparator))?;
    line.plain(number.map_or("", |(_, number)| number))?;
    line.text(if list.is_empty() { "" } else { choice_text(list, typed, Lang::En) })?;
    line.text(value.map_or("", |value| &value.unit))?;
    line.plain(value.map_or("", |value| value.flag.code()))?;
    for end in [value.map_or("", |value| &value.low), value.map_or("", |value| &value.high)] {
        line.plain(number_of(end).map_or("", |(_, number)| number))?;
    }
    line.truth(value.is_some_and(|value| value.calculated))
}

/// Which entry holds the value, and who wrote it.
fn typed<W: Write>(line: &mut Line<'_, W>, row: &CaseRow<'_>, typing: Option<&Typing>) -> csv::Result<()> {
    line.address(typing.map(|t| &t.entry))?;
    line.plain(typing.map_or("", |t| if t.typed { "typed" } else { "analyser" }))?;
    line.time(typing.map(|t| t.at))?;
    line.time(typing.and_then(|t| row.case.steps.iter().find(|step| step.entry == t.entry)).map(|step| step.entered))?;
    line.plain(typing.map_or("", |t| &t.by))
}

/// Who released it, what was released before, and what waits.
fn released<W: Write>(line: &mut Line<'_, W>, result: &ResultState) -> csv::Result<()> {
    let now = result.released.as_ref();
    let earlier = |line: &ReleasedLine| format!("{} ({}, {})", line.typing.value.value, line.by, super::time_text(line.at));
    let waiting = |t: &Typing| format!("{} ({}, {})", t.value.value, t.by, super::time_text(t.at));
    line.time(now.map(|line| line.at))?;
    line.plain(now.map_or("", |line| &line.by))?;
    line.truth(result.is_amended())?;
    line.text(&result.before.iter().map(earlier).collect::<Vec<_>>().join(BETWEEN))?;
    line.maybe(now.filter(|_now| result.is_amended()).map(|line| line.typing.reason.as_str()))?;
    line.text(&result.live.iter().map(waiting).collect::<Vec<_>>().join(BETWEEN))
}

pub(super) fn call_lines<W: Write>(
    line: &mut Line<'_, W>,
    catalogue: &Catalogue,
    row: &CaseRow<'_>,
    state: &OrderState,
) -> csv::Result<()> {
    for told in &state.calls {
        let nothing = [(String::new(), String::new())];
        let values = if told.call.values.is_empty() { nothing.as_slice() } else { &told.call.values };
        for ((test, value), sequence) in values.iter().zip(1_u32..) {
            line.plain(&told.entry.to_string())?;
            line.number(Some(sequence))?;
            line.plain(&row.id.to_string())?;
            line.said(Some(&state.order.number))?;
            line.said(row.patient_number)?;
            line.text(test)?;
            line.text(value)?;
            line.truth(is_restricted(catalogue, test))?;
            line.text(&told.call.whom)?;
            line.time(Some(told.call.at))?;
            line.truth(told.call.read_back)?;
            line.plain(&told.by)?;
            line.text(&told.call.note)?;
            line.truth(row.case.cancelled.is_some())?;
            line.end()?;
        }
    }
    Ok(())
}

pub(super) fn roll_line<W: Write>(
    line: &mut Line<'_, W>,
    row: &CaseRow<'_>,
    (first, count): (Accession, u32),
) -> csv::Result<()> {
    let parts = first.parts().filter(|_parts| count > 0);
    let last = parts.map(|parts| AccessionParts { serial: parts.serial.saturating_add(count - 1), ..parts });
    let last = last.and_then(|last| Accession::new(&last).ok());
    line.plain(&row.id.to_string())?;
    line.plain(&first.to_string())?;
    line.plain(&last.map_or_else(String::new, |last| last.to_string()))?;
    line.number(Some(count))?;
    line.time(Some(row.case.entered))?;
    line.plain(&row.case.by)?;
    line.origin(row)?;
    line.end()
}
