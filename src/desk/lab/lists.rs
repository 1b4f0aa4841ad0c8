//! The laboratory's lists on paper: what is pending, what waits on a bench, who was called, how long it took. Reads only; works over any
//! connection.

use super::board::{Sight, lab_board, worklist};
use super::papers::{patient_of, same, shown, ward_of, word};
use super::views::TubeLine;
use crate::desk::cases::Of;
use crate::desk::papers::{Printed, person_of};
use crate::hospital::forms::choice;
use crate::hospital::lab::{Accession, Catalogue, LabValue, TubePlace};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Masters};
use crate::journal::EntryId;
use crate::journal::fold::{OrderState, ResultState, TubeState};
use crate::paper::{
    CallLogPaper, CallRow, CallValue, LabHead, PendingPaper, PendingRow, TatGroup, TatPaper, TatSpan, UncalledRow, WorklistPaper,
    WorklistRow, call_log, pending_list, tat_summary, worklist as worklist_paper,
};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow, View};
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Timelike as _};
use std::collections::{BTreeMap, HashMap};

/// Days before the first of a list from which orders are looked at: a result may come long after its order.
const BEFORE_DAYS: i64 = 7;
/// Days that one list spans at most.
const SPAN_DAYS_MAX: i64 = 62;

fn head<'a>((masters, file, by, now): Of<'a>, counter: &'a str) -> LabHead<'a> {
    LabHead { hospital: &masters.hospital, mode: file.mode, at: now, by, counter, copy: 0 }
}

fn named(of: Of<'_>, what: &str, rest: &str) -> (String, String) {
    let file = of.1;
    let counter = file.installation();
    let mark = if file.mode == Mode::Demo { "DEMO-" } else { "" };
    let name = format!("{mark}lab-{what}-{counter}-{rest}");
    (counter, name)
}

/// Orders by their address, for the patient of a line.
fn by_id(rows: Vec<CaseRow>) -> HashMap<EntryId, CaseRow> {
    rows.into_iter().map(|row| (row.id.clone(), row)).collect()
}

/// Every tube that has not ended, with where it is and how old; of one group or of all.
///
/// # Errors
/// A problem of the disk.
pub fn pending_paper(view: View<'_>, of: Of<'_>, sight: Sight, panel: &str) -> Result<Printed, Problem> {
    let (masters, _, _, now) = of;
    let (counter, name) = named(of, "pending", &now.format("%Y-%m-%d-%H%M").to_string());
    let catalogue = Catalogue::of(masters);
    let orders = by_id(view.open_cases(CaseKind::Order, None)?);
    let board = lab_board(view, masters, sight, now)?;
    let line = |line: TubeLine| pending_row(masters, &orders, line, now);
    let lines: Vec<PendingRow> =
        board.lines.into_iter().filter(|l| panel.is_empty() || l.panels.iter().any(|p| p == panel)).filter_map(line).collect();
    let group = group_name(&catalogue, panel);
    let pages = pending_list(&PendingPaper { head: head(of, &counter), group: &group, lines: &lines });
    Ok(Printed { pages, name })
}

fn group_name(catalogue: &Catalogue, panel: &str) -> Bilingual {
    if panel.is_empty() {
        return Bilingual::default();
    }
    catalogue.panel(panel).map_or_else(|| same(panel), |p| p.name.clone())
}

fn pending_row(
    masters: &Masters,
    orders: &HashMap<EntryId, CaseRow>,
    line: TubeLine,
    now: DateTime<FixedOffset>,
) -> Option<PendingRow> {
    let row = orders.get(&line.order)?;
    Some(PendingRow {
        accession: line.accession,
        tube: line.kind,
        patient: patient_of(masters, row, now),
        ward: ward_of(masters, &line.ward),
        urgent: line.urgent,
        tests: line.asked,
        stands: line.stands,
        at: line.at,
        collected: line.collected,
        limit: line.limit.map(|limit| (limit.test, limit.until)),
        since: line.since,
        by: person_of(masters, &line.by),
        critical: line.critical,
        recollect: line.recollect,
    })
}

/// What waits on a bench.
///
/// # Errors
/// `problem-panel-unknown`, or a problem of the disk.
pub fn bench_paper(view: View<'_>, of: Of<'_>, panel: &str) -> Result<Printed, Problem> {
    let (masters, _, _, now) = of;
    let list = worklist(view, masters, panel, now)?;
    let bench = if list.panel.is_empty() { "all" } else { list.panel.as_str() };
    let (counter, name) = named(of, "worklist", &format!("{bench}-{}", now.format("%Y-%m-%d-%H%M")));
    let orders = view.open_cases(CaseKind::Order, None)?;
    let of_row = |row: &'_ CaseRow| row.case.order().map(|o| o.tubes.iter().map(|t| t.accession).collect::<Vec<_>>());
    let mut by_tube: HashMap<Accession, &CaseRow> = HashMap::new();
    for row in &orders {
        by_tube.extend(of_row(row).into_iter().flatten().map(|tube| (tube, row)));
    }
    let mut lines = Vec::new();
    for line in &list.lines {
        let Some(row) = by_tube.get(&line.accession) else { continue };
        let tube = row.case.order().and_then(|o| o.tube(line.accession));
        lines.push(WorklistRow {
            accession: line.accession,
            patient: patient_of(masters, row, now),
            urgent: line.urgent,
            collected: line.collected,
            tube: tube.map_or_else(String::new, |t| t.kind.clone()),
            specimen: tube.map_or_else(String::new, |t| t.specimen.clone()),
            tests: line.tests.clone(),
        });
    }
    let bench = group_name(&Catalogue::of(masters), &list.panel);
    let pages = worklist_paper(&WorklistPaper { head: head(of, &counter), bench: &bench, lines: &lines });
    Ok(Printed { pages, name })
}

fn span(from: NaiveDate, to: NaiveDate) -> Result<(), Problem> {
    let days = to.signed_duration_since(from).num_days();
    if (0..=SPAN_DAYS_MAX).contains(&days) {
        return Ok(());
    }
    Err(Problem::refused("problem-register-span").with("max", SPAN_DAYS_MAX.to_string()))
}

fn orders_since(view: View<'_>, from: NaiveDate, to: NaiveDate) -> Result<Vec<CaseRow>, Problem> {
    let mut rows = view.cases_between(CaseKind::Order, from - Duration::days(BEFORE_DAYS), to)?;
    rows.retain(|row| row.case.cancelled.is_none());
    Ok(rows)
}

/// The calls about critical values of some days, and the values that nobody was told of.
///
/// # Errors
/// `problem-register-span`, or a problem of the disk.
pub fn calls_paper(view: View<'_>, of: Of<'_>, sight: Sight, (from, to): (NaiveDate, NaiveDate)) -> Result<Printed, Problem> {
    span(from, to)?;
    let (masters, _, _, now) = of;
    let catalogue = Catalogue::of(masters);
    let (counter, name) = named(of, "calls", &format!("{from}-{to}"));
    let (mut lines, mut uncalled) = (Vec::new(), Vec::new());
    for row in orders_since(view, from, to)? {
        let Some(order) = row.case.order() else { continue };
        lines.extend(call_rows((masters, &catalogue, sight), &row, order, (from, to), now));
        uncalled.extend(uncalled_rows((masters, &catalogue, sight), &row, order, now));
    }
    lines.sort_by_key(|line: &CallRow| line.at);
    uncalled.sort_by_key(|line: &UncalledRow| line.since);
    let pages = call_log(&CallLogPaper { head: head(of, &counter), from, to, lines: &lines, uncalled: &uncalled });
    Ok(Printed { pages, name })
}

type Sees<'a> = (&'a Masters, &'a Catalogue, Sight);

fn call_value((_, catalogue, sight): Sees<'_>, value: &LabValue) -> CallValue {
    let def = catalogue.test(&value.test);
    let hidden = !sight.results || (!sight.restricted && def.is_some_and(|d| d.limit.restricted));
    CallValue {
        name: def.map_or_else(|| same(&value.test), |d| d.name.clone()),
        value: if hidden { super::HIDDEN.to_owned() } else { def.map_or_else(|| value.value.clone(), |d| shown(d, value).en) },
        unit: value.unit.clone(),
        flag: value.flag,
    }
}

fn call_rows(
    sees: Sees<'_>,
    row: &CaseRow,
    order: &OrderState,
    (from, to): (NaiveDate, NaiveDate),
    now: DateTime<FixedOffset>,
) -> Vec<CallRow> {
    let lines = order.calls.iter().filter(|line| (from..=to).contains(&line.call.at.date_naive()));
    let all_typings = |r: &'_ ResultState| {
        let released = r.released.iter().chain(&r.before).map(|line| line.typing.clone());
        r.live.iter().chain(&r.replaced).cloned().chain(released).collect::<Vec<_>>()
    };
    lines
        .map(|line| {
            let mut known_at = None;
            let mut values = Vec::new();
            for (test, told) in &line.call.values {
                let typed = order.result(test).map(all_typings).unwrap_or_default();
                let Some(typing) = typed.into_iter().find(|t| t.value.value == *told) else { continue };
                known_at = known_at.max(Some(typing.at));
                values.push(call_value(sees, &typing.value));
            }
            CallRow {
                at: line.call.at,
                known_at,
                patient: patient_of(sees.0, row, now),
                number: row.case.number.as_ref().map_or_else(String::new, ToString::to_string),
                ward: ward_of(sees.0, &order.order.ward),
                values,
                whom: line.call.whom.clone(),
                read_back: line.call.read_back,
                note: line.call.note.clone(),
                by: person_of(sees.0, &line.by),
            }
        })
        .collect()
}

fn uncalled_rows(sees: Sees<'_>, row: &CaseRow, order: &OrderState, now: DateTime<FixedOffset>) -> Vec<UncalledRow> {
    let of_tube = |tube: &TubeState| {
        let values: Vec<&LabValue> =
            order.uncalled().filter(|v| order.result(&v.test).is_some_and(|r| r.tube == tube.accession)).collect();
        let since = values.iter().filter_map(|v| order.result(&v.test)?.live.last().map(|t| t.at)).min();
        (!values.is_empty()).then(|| UncalledRow {
            accession: tube.accession,
            patient: patient_of(sees.0, row, now),
            number: row.case.number.as_ref().map_or_else(String::new, ToString::to_string),
            ward: ward_of(sees.0, &order.order.ward),
            values: values.into_iter().map(|v| call_value(sees, v)).collect(),
            since: since.unwrap_or(tube.since),
        })
    };
    order.tubes.iter().filter_map(of_tube).collect()
}

/// How long tubes took, group by group: from collection until received, and until the last result was released.
///
/// # Errors
/// `problem-register-span`, or a problem of the disk.
pub fn tat_paper(view: View<'_>, of: Of<'_>, (from, to): (NaiveDate, NaiveDate)) -> Result<Printed, Problem> {
    span(from, to)?;
    let catalogue = Catalogue::of(of.0);
    let (counter, name) = named(of, "tat", &format!("{from}-{to}"));
    let mut tally = Tally::default();
    for row in orders_since(view, from, to)? {
        if let Some(order) = row.case.order() {
            order.tubes.iter().for_each(|tube| tally.take(&catalogue, order, tube, (from, to)));
        }
    }
    let mut reasons: Vec<(Bilingual, u32)> = tally
        .reasons
        .iter()
        .map(|(why, n)| (choice("lab_reject", why).map_or_else(|| word(why), |c| c.name.clone()), *n))
        .collect();
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let pages = tat_summary(&TatPaper {
        head: head(of, &counter),
        from,
        to,
        collected: tally.collected,
        received: tally.received,
        rejected: tally.rejected,
        pending: tally.pending,
        groups: &tally.groups(&catalogue),
        reasons: &reasons,
        hours: tally.hours,
    });
    Ok(Printed { pages, name })
}

/// The laboratory of some days in figures: tubes, results, and how long they took.
#[derive(Debug, Clone, Default)]
pub struct LabSpan {
    pub collected: u64,
    pub received: u64,
    pub rejected: u64,
    /// Results, not tubes.
    pub released: u64,
    pub groups: Vec<TatGroup>,
}

/// Days that are read at once: what is ordered in them fits the memory.
const DAYS_AT_ONCE: i64 = 7;

/// Reads the laboratory's figures of tubes collected on some days, however many.
///
/// # Errors
/// A problem of the disk.
pub fn lab_span(view: View<'_>, masters: &Masters, (from, to): (NaiveDate, NaiveDate)) -> Result<LabSpan, Problem> {
    let catalogue = Catalogue::of(masters);
    let (mut tally, mut released, mut first) = (Tally::default(), 0_u64, from);
    while first <= to {
        let days = (first, to.min(first + Duration::days(DAYS_AT_ONCE - 1)));
        for row in orders_since(view, days.0, days.1)? {
            let Some(order) = row.case.order() else { continue };
            order.tubes.iter().for_each(|tube| tally.take(&catalogue, order, tube, days));
            if (days.0..=days.1).contains(&row.case.at.date_naive()) {
                released += order.results.iter().filter(|result| result.released.is_some()).count() as u64;
            }
        }
        first = days.1 + Duration::days(1);
    }
    Ok(LabSpan {
        collected: tally.collected.into(),
        received: tally.received.into(),
        rejected: tally.rejected.into(),
        released,
        groups: tally.groups(&catalogue),
    })
}

#[derive(Default)]
struct Tally {
    collected: u32,
    received: u32,
    rejected: u32,
    pending: u32,
    hours: [u32; 24],
    reasons: BTreeMap<String, u32>,
    /// Minutes until received, until verified, of each tube by group.
    spans: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Tally {
    fn take(&mut self, catalogue: &Catalogue, order: &OrderState, tube: &TubeState, (from, to): (NaiveDate, NaiveDate)) {
        let Some(collected) = tube.way.collected.filter(|at| (from..=to).contains(&at.date_naive())) else { return };
        self.collected += 1;
        if let Some(hour) = self.hours.get_mut(collected.hour() as usize) {
            *hour += 1;
        }
        self.received += u32::from(tube.way.received.is_some());
        self.pending += u32::from(!tube.stands.is_final() && tube.stands < TubePlace::Verified);
        if tube.stands == TubePlace::Rejected {
            self.rejected += 1;
            *self.reasons.entry(tube.why.clone()).or_default() += 1;
        }
        let Some(received) = tube.way.received else { return };
        let mut groups: BTreeMap<&str, Option<DateTime<FixedOffset>>> = BTreeMap::new();
        for result in order.results_of(tube) {
            let Some(def) = catalogue.test(&result.test) else { continue };
            let at = result.before.first().or(result.released.as_ref()).map(|line| line.at);
            let last = groups.entry(&def.panel).or_insert(at);
            *last = last.zip(at).map(|(a, b)| a.max(b));
        }
        let minutes = |at: DateTime<FixedOffset>| u32::try_from(at.signed_duration_since(collected).num_minutes()).unwrap_or(0);
        for (group, verified) in groups {
            if let Some(verified) = verified {
                self.spans.entry(group.to_owned()).or_default().push((minutes(received), minutes(verified)));
            }
        }
    }

    fn groups(&self, catalogue: &Catalogue) -> Vec<TatGroup> {
        let of = |(group, spans): (&String, &Vec<(u32, u32)>)| TatGroup {
            name: group_name(catalogue, group),
            count: u32::try_from(spans.len()).unwrap_or(u32::MAX),
            median: quantile(spans, 50),
            p90: quantile(spans, 90),
        };
        let mut all: Vec<(usize, TatGroup)> = self
            .spans
            .iter()
            .map(|pair| (catalogue.tests.iter().position(|t| t.panel == *pair.0).unwrap_or(usize::MAX), of(pair)))
            .collect();
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, group)| group).collect()
    }
}

/// The smallest value that so many per cent do not exceed (nearest rank).
fn quantile(spans: &[(u32, u32)], per_cent: usize) -> TatSpan {
    let at = |mut values: Vec<u32>| {
        values.sort_unstable();
        let rank = (values.len() * per_cent).div_ceil(100).saturating_sub(1);
        values.get(rank).copied().unwrap_or(0)
    };
    TatSpan { to_received: at(spans.iter().map(|s| s.0).collect()), to_verified: at(spans.iter().map(|s| s.1).collect()) }
}
