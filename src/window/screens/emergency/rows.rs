//! The lines of the emergency board: arrivals under their triage category, packs that wait under what happened.

use super::triage;
use crate::desk::cases::CaseRow;
use crate::window::state::Cx;
use std::collections::{BTreeMap, BTreeSet};

/// One line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Heading of a category, by its place in the scale; none for a category that the pack no longer knows.
    Category { at: Option<usize>, count: usize },
    /// Heading of the packs of an event: how many nobody wears yet.
    Event { name: String, left: usize, open: bool },
    /// An arrival, by its place among the rows.
    Arrival(usize),
}

/// True for a pack that nobody wears yet.
#[must_use]
pub fn waits(row: &CaseRow) -> bool {
    row.case.arrival().is_some_and(|a| a.waiting)
}

/// The event of a prepared pack.
#[must_use]
pub fn event(row: &CaseRow) -> &str {
    row.case.arrival().and_then(|a| a.arrival.pack.as_ref()).map_or("", |p| p.event.as_str())
}

/// What an arrival is found by: numbers, names, complaint, event.
fn key(row: &CaseRow) -> String {
    let mut key = String::new();
    let number = row.case.number.as_ref().map_or("", |n| n.as_str());
    let patient = row.patient.as_ref().map(|p| &p.patient);
    let names = patient.map(|p| [p.details.name.latin.as_deref(), p.details.name.devanagari.as_deref()]);
    let complaint = row.case.arrival().map_or("", |a| a.arrival.sheet.get("complaint"));
    let texts = [number, patient.map_or("", |p| p.number.as_str()), complaint, event(row)];
    for text in texts.into_iter().chain(names.into_iter().flatten().flatten()) {
        key.push_str(text);
        key.push(' ');
    }
    key.to_lowercase()
}

/// Puts the rows in order: the most urgent category first, inside it who has waited longest; then the packs, an event closed until it
/// is opened or something is looked for.
#[must_use]
pub fn arrange(rows: &[CaseRow], typed: &str, opened: &BTreeSet<String>, cx: &Cx<'_>) -> Vec<Line> {
    let wanted = typed.trim().to_lowercase();
    let fits = |row: &CaseRow| wanted.is_empty() || key(row).contains(&wanted);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut packs: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| fits(row)) {
        if waits(row) {
            packs.entry(event(row)).or_default().push(n);
        } else {
            groups.entry(triage::of(row, cx).map_or(usize::MAX, |(at, _)| at)).or_default().push(n);
        }
    }
    let mut lines = Vec::new();
    for (at, mut group) in groups {
        group.sort_by_key(|n| rows.get(*n).map(|row| row.case.at));
        lines.push(Line::Category { at: (at != usize::MAX).then_some(at), count: group.len() });
        lines.extend(group.into_iter().map(Line::Arrival));
    }
    for (name, mut group) in packs {
        let open = opened.contains(name) || !wanted.is_empty();
        lines.push(Line::Event { name: name.to_owned(), left: group.len(), open });
        if open {
            group.sort_by_key(|n| rows.get(*n).and_then(|row| row.case.number.clone()).map(|number| number.to_string()));
            lines.extend(group.into_iter().map(Line::Arrival));
        }
    }
    lines
}
