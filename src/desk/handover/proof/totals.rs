//! Control totals of both sides: ours by a pass over all records, theirs by the central team's own counts.

use super::super::pass::{ControlCounts, ControlKey, Passed};
use super::both;
use crate::exchange::{CentralCounts, ControlRow, CountedBy};
use crate::hospital::number::CounterCode;
use crate::hospital::pack::{Bilingual, Masters};
use crate::journal::{RecordKind, TotalLine};
use crate::paper::{ControlBy, ControlLine, ControlTable, kind_words};
use std::collections::BTreeMap;

/// Both sides beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ControlCheck {
    /// Ours, with theirs where they were asked, in order of day, counter, department, kind.
    pub rows: Vec<ControlRow>,
    /// Those of them that differ.
    pub differing: Vec<ControlRow>,
}

/// Our totals as rows; with the central team's counts beside the receipts where there are any. Where no row of theirs names an installation
/// letter (`K7`, not `K7A`), ours are counted by counter too.
#[must_use]
pub fn check_control(passed: &Passed, central: Option<&CentralCounts>) -> ControlCheck {
    let bare = central.is_some_and(|central| central.counts.keys().all(|by| CounterCode::new(&by.counter).is_ok()));
    let mut rows: BTreeMap<CountedBy, ControlRow> = BTreeMap::new();
    for (key, counts) in &passed.control {
        let by = counted_by(key, bare);
        let row = rows.entry(by.clone()).or_insert_with(|| empty(by, central.is_some()));
        row.saved += counts.saved;
        row.received += counts.received;
        row.explained += counts.explained;
    }
    for (by, count) in central.iter().flat_map(|central| &central.counts) {
        rows.entry(by.clone()).or_insert_with(|| empty(by.clone(), true)).central = Some(*count);
    }
    let rows: Vec<ControlRow> = rows.into_values().collect();
    let differing = rows.iter().filter(|row| row.central.is_some_and(|central| central != row.received)).cloned().collect();
    ControlCheck { rows, differing }
}

/// What the central team says nothing of, it counts none of.
fn empty(by: CountedBy, asked: bool) -> ControlRow {
    ControlRow { by, saved: 0, received: 0, explained: 0, central: asked.then_some(0) }
}

fn counted_by(key: &ControlKey, bare: bool) -> CountedBy {
    let counter = if bare { key.counter.trim_end_matches(char::is_alphabetic) } else { &key.counter };
    CountedBy { day: key.day, counter: counter.to_owned(), department: key.department.clone(), kind: key.kind }
}

/// Records of each kind, in the order of the hand-over; what was taken back before it left counts as explained.
pub(super) fn total_lines(passed: &Passed) -> Vec<TotalLine> {
    let line = |(kind, counts): (&RecordKind, &super::super::pass::KindCounts)| TotalLine {
        kind: *kind,
        saved: counts.saved,
        received: counts.received,
        excepted: counts.excepted + counts.void,
        open: counts.open(),
    };
    passed.kinds.iter().map(line).collect()
}

/// The tables of the certificate's annex.
pub(super) fn control_tables(passed: &Passed, masters: &Masters) -> Vec<ControlTable> {
    let table = |by, name: &dyn Fn(&ControlKey) -> (String, Bilingual)| {
        let mut lines: BTreeMap<String, (Bilingual, ControlCounts)> = BTreeMap::new();
        for (key, counts) in &passed.control {
            let (order, name) = name(key);
            let (_, sum) = lines.entry(order).or_insert_with(|| (name, ControlCounts::default()));
            sum.saved += counts.saved;
            sum.received += counts.received;
            sum.explained += counts.explained;
        }
        ControlTable { by, lines: lines.into_values().map(|(name, counts)| control_line(name, counts)).collect() }
    };
    let same = |text: String| Bilingual { en: text.clone(), hi: text };
    let department = |code: &str| {
        let known = masters.department(code).map(|department| department.name.clone());
        let ward = || masters.ward(code).map(|ward| ward.name.clone());
        let none = || if code.is_empty() { both("proof-no-department", &[]) } else { same(code.to_owned()) };
        known.or_else(ward).unwrap_or_else(none)
    };
    vec![
        table(ControlBy::Day, &|key| (key.day.to_string(), same(key.day.format("%d-%m-%Y").to_string()))),
        table(ControlBy::Counter, &|key| (key.counter.clone(), same(key.counter.clone()))),
        table(ControlBy::Department, &|key| (key.department.clone(), department(&key.department))),
        table(ControlBy::Kind, &|key| (format!("{:02}", key.kind as u8), kind_words(key.kind))),
    ]
}

const fn control_line(name: Bilingual, counts: ControlCounts) -> ControlLine {
    ControlLine {
        name,
        saved: counts.saved,
        received: counts.received,
        excepted: counts.explained,
        open: counts.saved.saturating_sub(counts.received + counts.explained),
        central: None,
    }
}
