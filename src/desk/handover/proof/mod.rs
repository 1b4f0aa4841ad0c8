//! The proof of a hand-over, on paper: exceptions, what has to be mended, number gaps of all series, control totals, the certificate.
//!
//! Gathers from the rows and lays out; the figures come from one pass over all records, never from what somebody remembers.

mod certificate;
mod lists;
mod series;
mod totals;

pub use certificate::{CertificateLine, Certified, CertifyWish, Reckoned};
pub use lists::mend_id;
pub use series::{NumberSeries, number_series};
pub use totals::{ControlCheck, check_control};

use super::super::Desk;
use super::super::papers::person_of;
use super::super::place::CounterFile;
use super::make::HandoverSource;
use crate::hospital::event::{Charges, Module, Side};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::journal::{Book, EntryId, Header, RecordKey, RecordKind, statement};
use crate::paper::{EventSpan, HandHead, OfficerLine};
use crate::problem::Problem;
use crate::store::View;
use crate::words::words;
use chrono::{DateTime, FixedOffset};

/// Records between two words on progress.
const PROGRESS_EVERY: u64 = 500;

/// A text of the words in both languages, with values alike in both.
pub(in crate::desk) fn both(id: &str, values: &[(&str, &str)]) -> Bilingual {
    Bilingual { en: words(Lang::En).with(id, values), hi: words(Lang::Hi).with(id, values) }
}

/// What papers of a drill or the demo are called by, so that nobody files them with real ones.
pub(in crate::desk) const fn paper_mark(mode: Mode) -> &'static str {
    match mode {
        Mode::Event => "",
        Mode::Drill => "DRILL-",
        Mode::Demo => "DEMO-",
    }
}

/// From when to when the hospital worked without its central system, by what was declared until `upto`: a moment, and the entry
/// before which it was said where that is of the same second. It has ended only when no part of
/// the work is in manual mode any more.
///
/// # Errors
/// A problem of the disk.
pub(in crate::desk) fn event_span(
    view: View<'_>,
    file: &CounterFile,
    (upto, before): (DateTime<FixedOffset>, Option<&EntryId>),
) -> Result<EventSpan, Problem> {
    let book = view.book(Book::Event)?;
    let last = (upto, before.map_or(i64::MAX, EntryId::packed));
    let was_said = |header: &Header| (header.time, header.id().packed()) <= last;
    let charges: Charges = book.iter().filter(|entry| was_said(&entry.header)).filter_map(statement).collect();
    let said = charges.statements();
    let began = said.iter().find(|said| said.side == Side::Manual).map_or(file.since, |said| said.from);
    let central = |at: DateTime<FixedOffset>| {
        let whole = |module: &Module| {
            charges.in_charge(Some(*module), None, at) == Side::Central && charges.exceptions(*module, at).is_empty()
        };
        charges.in_charge(None, None, at) == Side::Central && Module::ALL.iter().all(whole)
    };
    let mut ended = None;
    for at in said.iter().map(|said| said.from).filter(|at| *at <= upto) {
        ended = if central(at) { ended.or(Some(at)) } else { None };
    }
    Ok(EventSpan { began, ended })
}

/// An officer as papers name one.
pub(in crate::desk) fn officer_line(masters: &Masters, login: &str) -> OfficerLine {
    let roles = masters.user(login).map(|user| user.roles.clone()).unwrap_or_default();
    let text = |lang| {
        let names = roles.iter().map(|role| words(lang).t(&format!("role-{}", role.code())).into_owned());
        names.collect::<Vec<_>>().join(", ")
    };
    OfficerLine {
        name: person_of(masters, login),
        login: login.to_owned(),
        role: Bilingual { en: text(Lang::En), hi: text(Lang::Hi) },
    }
}

/// A record's own number, else its address; and whose it is.
fn named(view: View<'_>, key: &RecordKey) -> Result<(String, Bilingual), Problem> {
    let (number, patient) = match key.kind {
        RecordKind::Identity | RecordKind::Merge => (None, Some(key.of.clone())),
        RecordKind::Visit => {
            let row = view.visit(&key.of)?;
            (row.as_ref().map(|row| row.visit.visit.number.to_string()), row.map(|row| row.visit.patient))
        }
        _ => {
            let row = view.case(&key.of)?;
            let number = row.as_ref().and_then(|row| row.case.number.as_ref()).map(ToString::to_string);
            (number, row.and_then(|row| row.case.patient))
        }
    };
    let state = patient.map(|id| view.patient(&id)).transpose()?.flatten();
    let own = || state.as_ref().map(|state| state.patient.number.to_string());
    let of_patient = matches!(key.kind, RecordKind::Identity | RecordKind::Merge);
    let number = number.or_else(|| if of_patient { own() } else { None }).unwrap_or_else(|| key.of.to_string());
    let name = state.as_ref().map(|state| state.patient.details.name.clone()).unwrap_or_default();
    Ok((number, Bilingual { en: name.latin.unwrap_or_default(), hi: name.devanagari.unwrap_or_default() }))
}

/// What the papers of the hand-over are made from: at the desk, or on a thread beside it. Whose right it is was asked before.
pub struct HandPapers<'a> {
    pub(in crate::desk) source: HandoverSource<'a>,
    /// Whoever makes them, as papers name one.
    by: Bilingual,
    /// This installation, as printed.
    pub(in crate::desk) counter: String,
}

impl<'a> HandPapers<'a> {
    #[must_use]
    pub fn of(source: HandoverSource<'a>) -> Self {
        Self { source, by: person_of(source.masters, source.by), counter: source.file.installation() }
    }

    pub(in crate::desk) const fn view(&self) -> View<'a> {
        self.source.view
    }

    pub(in crate::desk) const fn masters(&self) -> &'a Masters {
        self.source.masters
    }

    pub(in crate::desk) const fn mode(&self) -> Mode {
        self.source.file.mode
    }

    /// The head of a paper of the hand-over.
    pub(in crate::desk) fn head(&self, copy: u32) -> HandHead<'_> {
        let HandoverSource { masters, file, now, .. } = self.source;
        HandHead { hospital: &masters.hospital, mode: file.mode, counter: &self.counter, at: now, by: &self.by, copy }
    }

    /// The event up to now.
    pub(in crate::desk) fn event_span(&self) -> Result<EventSpan, Problem> {
        event_span(self.view(), self.source.file, (self.source.now, None))
    }
}

impl Desk {
    pub(in crate::desk) fn hand_papers(&self) -> Result<HandPapers<'_>, Problem> {
        Ok(HandPapers::of(self.handover_source()?))
    }
}

/// `K7A` of an address.
fn installation(id: &EntryId) -> String {
    format!("{}{}", id.counter, id.letter)
}
