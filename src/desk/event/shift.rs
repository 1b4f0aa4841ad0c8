//! A shift hands a counter over: what it did, which numbers it gave out, what is open. The entry says from which entry to which.

use super::super::Desk;
use super::super::cases::series_ranges_of;
use crate::hospital::forms::{FormId, Known, Sheet};
use crate::hospital::pack::{Bilingual, Lang};
use crate::hospital::permissions::Right;
use crate::journal::{Body, Book, ChainHash, Entry, EntryId, incidents};
use crate::paper::SeriesRange;
use crate::problem::Problem;
use crate::store::{CaseKind, Held};
use crate::words::words;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// What the next shift finds open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMatter {
    pub what: Bilingual,
    pub count: u64,
}

/// A shift that was handed over, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftLine {
    pub id: EntryId,
    pub to: DateTime<FixedOffset>,
    pub giver: String,
    pub taker: String,
    pub note: String,
    /// First and last entry, by sequence.
    pub entries: (u64, u64),
}

/// Everything on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftSheet {
    pub id: EntryId,
    pub from: DateTime<FixedOffset>,
    pub to: DateTime<FixedOffset>,
    pub giver: String,
    pub taker: String,
    pub note: String,
    /// Merkle root over its entries.
    pub root: Option<ChainHash>,
    /// First and last entry, by sequence.
    pub entries: (u64, u64),
    /// What was done, by kind; nothing that was not done.
    pub volumes: Vec<(Bilingual, u64)>,
    pub series: Vec<SeriesRange>,
    pub open: Vec<OpenMatter>,
    /// Incidents that are not over, a sentence each.
    pub incidents: Vec<String>,
}

fn both(id: &str) -> Bilingual {
    Bilingual { en: words(Lang::En).t(id).into_owned(), hi: words(Lang::Hi).t(id).into_owned() }
}

impl Desk {
    pub(super) fn shift_body(&self, values: &Sheet) -> Result<Body, Problem> {
        self.may(Right::HandShift)?;
        let sheet = self.judged(FormId::Shift, values, &Known::default())?;
        let before = self.last_shift()?;
        let (from, first) = before.map_or((self.counter.file.since, 1), |(to, last)| (to, last + 1));
        let last = self.store.last_sequence();
        let (counter, letter) = (self.counter.file.counter.clone(), self.counter.file.letter);
        Ok(Body::ShiftHanded {
            from: DateTime::parse_from_rfc3339(sheet.get("from")).unwrap_or(from),
            to: self.now(),
            giver: self.user.name.get(self.masters().hospital.languages.first().copied().unwrap_or_default()).to_owned(),
            taker: sheet.get("taker").to_owned(),
            first,
            last,
            root: self.root_of(&Held { counter, letter, first, last })?,
            tells: self.tells()?,
            note: sheet.get("note").to_owned(),
        })
    }

    /// When the last shift of this installation ended, and its last entry.
    fn last_shift(&self) -> Result<Option<(DateTime<FixedOffset>, u64)>, Problem> {
        let own =
            |entry: &Entry| entry.header.counter == self.counter.file.counter && entry.header.letter == self.counter.file.letter;
        let shifts = self.rows()?.book(Book::Shifts)?.into_iter().filter(own);
        let ends = shifts.filter_map(|entry| match entry.body {
            Body::ShiftHanded { to, last, .. } => Some((to, last)),
            _ => None,
        });
        Ok(ends.max_by_key(|(_, last)| *last))
    }

    /// The shifts that were handed over at this counter, the latest first.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn shifts(&self) -> Result<Vec<EntryId>, Problem> {
        self.may(Right::HandShift)?;
        let mut all: Vec<EntryId> = self.rows()?.book(Book::Shifts)?.iter().map(|entry| entry.header.id()).collect();
        all.retain(|id| id.counter == self.counter.file.counter);
        all.reverse();
        Ok(all)
    }

    /// The same with what a list says of each.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn shift_lines(&self) -> Result<Vec<ShiftLine>, Problem> {
        self.may(Right::HandShift)?;
        let own = |entry: &Entry| entry.header.counter == self.counter.file.counter;
        let line = |entry: Entry| {
            let id = entry.header.id();
            match entry.body {
                Body::ShiftHanded { to, giver, taker, note, first, last, .. } => {
                    Some(ShiftLine { id, to, giver, taker, note, entries: (first, last) })
                }
                _ => None,
            }
        };
        Ok(self.rows()?.book(Book::Shifts)?.into_iter().filter(own).filter_map(line).rev().collect())
    }

    /// The sheet of a shift. What is open is what is open now.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right or disk.
    pub fn shift_sheet(&self, id: &EntryId) -> Result<ShiftSheet, Problem> {
        self.may(Right::HandShift)?;
        let entry = self.rows()?.entry(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let Body::ShiftHanded { from, to, giver, taker, first, last, note, root, .. } = entry.body else {
            return Err(Problem::refused("problem-not-found"));
        };
        let mut volumes: BTreeMap<usize, u64> = BTreeMap::new();
        self.rows()?.each_entry(&id.counter, id.letter, |entry| {
            if (first..=last).contains(&entry.header.sequence)
                && let Some(at) = KINDS.iter().position(|(kind, _)| *kind == entry.body.kind())
            {
                *volumes.entry(at).or_default() += 1;
            }
        })?;
        let named = |(at, count): (usize, u64)| KINDS.get(at).map(|(_, word)| (both(word), count));
        Ok(ShiftSheet {
            id: id.clone(),
            from,
            to,
            giver,
            taker,
            note,
            root,
            entries: (first, last),
            volumes: volumes.into_iter().filter_map(named).collect(),
            series: series_ranges_of(self.rows()?, (&id.counter, id.letter), first..=last)?
                .into_iter()
                .map(|(_, range)| range)
                .filter(|range| range.count > 0)
                .collect(),
            open: self.open_matters()?,
            incidents: self.open_incidents()?,
        })
    }

    fn open_matters(&self) -> Result<Vec<OpenMatter>, Problem> {
        let rows = self.rows()?;
        let (waiting, failed, _) = rows.print_counts()?;
        let open = |kind| -> Result<u64, Problem> { Ok(rows.open_cases(kind, None)?.len() as u64) };
        let mut counts = vec![
            ("shift-open-prints", waiting + failed),
            ("shift-open-arrivals", open(CaseKind::Arrival)?),
            ("shift-open-stays", open(CaseKind::Stay)?),
            ("shift-open-orders", open(CaseKind::Order)?),
        ];
        if self.may(Right::ReadRegisters).is_ok() {
            let mut due: BTreeMap<&'static str, u64> = BTreeMap::new();
            for line in self.due()? {
                *due.entry(line.kind.word_id()).or_default() += 1;
            }
            counts.extend(due);
        }
        Ok(counts.into_iter().filter(|(_, n)| *n > 0).map(|(id, count)| OpenMatter { what: both(id), count }).collect())
    }

    fn open_incidents(&self) -> Result<Vec<String>, Problem> {
        let all = incidents(&self.rows()?.book(Book::Incidents)?);
        Ok(all
            .iter()
            .filter(|incident| incident.is_open())
            .map(|incident| format!("{}: {}", incident.id, incident.now("what")))
            .collect())
    }
}

/// Kinds of entries that a shift is measured by, and their words.
const KINDS: [(&str, &str); 18] = [
    ("opd.registered", "shift-kind-registered"),
    ("opd.visited", "shift-kind-visited"),
    ("visit.voided", "shift-kind-voided"),
    ("patient.amended", "shift-kind-amended"),
    ("er.arrived", "shift-kind-arrived"),
    ("ipd.requested", "shift-kind-requested"),
    ("ipd.admitted", "shift-kind-admitted"),
    ("ipd.transferred", "shift-kind-transferred"),
    ("ipd.discharged", "shift-kind-discharged"),
    ("register.recorded", "shift-kind-recorded"),
    ("lab.ordered", "shift-kind-ordered"),
    ("lab.stepped", "shift-kind-stepped"),
    ("lab.resulted", "shift-kind-resulted"),
    ("lab.verified", "shift-kind-verified"),
    ("lab.called", "shift-kind-called"),
    ("paper.reprinted", "shift-kind-reprinted"),
    ("case.cancelled", "shift-kind-cancelled"),
    ("export.made", "shift-kind-exported"),
];
