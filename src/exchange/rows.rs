//! What an export is fed with: the batch once, then patients, each followed by their visits and cases, laboratory orders last.

use crate::hospital::lab::TubePlace;
use crate::hospital::number::{CounterCode, Mode, Number};
use crate::hospital::opd::{QueueState, Visit};
use crate::hospital::pack::Masters;
use crate::hospital::person::{Details, PersonName};
use crate::journal::fold::{CaseState, IdentifiedMark, TubeState};
use crate::journal::{EntryId, Matched};
use chrono::{DateTime, FixedOffset};

/// One export: whose, made where, when and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// Names for the codes in the rows.
    pub masters: &'a Masters,
    pub mode: Mode,
    /// The counter that exports; rows may come from others.
    pub counter: &'a CounterCode,
    /// Its installation letter.
    pub letter: char,
    /// When the export is made. Only the manifest says it, so that the same records give the same data files.
    pub made: DateTime<FixedOffset>,
    /// Login of the person who exports.
    pub by: &'a str,
}

/// A void: the record stays, and is handed over as entered in error.
#[derive(Clone, Copy)]
pub struct Void<'a> {
    pub at: DateTime<FixedOffset>,
    /// Login.
    pub by: &'a str,
    pub reason: &'a str,
}

/// A patient as known now, all amendments in.
#[derive(Clone, Copy)]
pub struct PatientRow<'a> {
    /// The entry that began the patient.
    pub id: &'a EntryId,
    /// Provisional number.
    pub number: &'a Number,
    pub details: &'a Details,
    /// When registered.
    pub at: DateTime<FixedOffset>,
    /// Login of the registrar.
    pub by: &'a str,
    /// When last amended.
    pub amended: Option<DateTime<FixedOffset>>,
    /// Two amendments that did not know of each other.
    pub conflict: bool,
    /// The whole registration was voided.
    pub voided: Option<Void<'a>>,
    /// Nobody knows who it is.
    pub unknown: bool,
    /// A prepared pack that nobody wears: there is no person behind the numbers yet.
    pub waiting: bool,
    pub identified: Option<&'a IdentifiedMark>,
    /// Numbers of the same person's other records here.
    pub same_as: &'a [Number],
    pub died: Option<Died>,
    pub mother: Option<Mother<'a>>,
    /// Code of list `birth_order`, where there is a birth report; else empty.
    pub birth_order: &'a str,
    /// The person of the patient index that the record was filled from.
    pub matched: Option<&'a Matched>,
    /// The central number that the matching or a person linked this patient to; never one that the central system gave a new patient.
    pub linked: Option<&'a str>,
    pub there: There<'a>,
}

/// What the central system has of a patient by its own receipts. A change that puts something in place of what is there says it back,
/// so that it is not lost; what is said back makes no new version of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct There<'a> {
    /// The central number that it gave the new person.
    pub number: Option<&'a str>,
    /// Number of the patient who leads, where it took the merge.
    pub leads: Option<&'a Number>,
}

impl There<'_> {
    /// Everything that was ever said back of this: nothing, a part, all.
    pub fn parts(self) -> impl Iterator<Item = Self> {
        let (number, leads) = (self.number, self.leads);
        let all = [Self::default(), Self { number, leads: None }, Self { number: None, leads }, self];
        let mut seen: Vec<Self> = Vec::with_capacity(all.len());
        all.into_iter().filter(move |part| {
            let new = !seen.contains(part);
            seen.push(*part);
            new
        })
    }
}

/// That a patient died, and when, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Died {
    At(DateTime<FixedOffset>),
    /// Brought dead.
    Before,
}

/// A newborn's mother, who is a patient here herself.
#[derive(Clone, Copy)]
pub struct Mother<'a> {
    pub number: &'a Number,
    pub name: &'a PersonName,
}

/// A stay, an arrival, a record of a register, a laboratory order or a roll of its labels; of the patient fed before it, where it has one.
#[derive(Clone, Copy)]
pub struct CaseRow<'a> {
    /// The entry that began it.
    pub id: &'a EntryId,
    pub case: &'a CaseState,
    /// The patient's number; none for an indent of a ward.
    pub patient_number: Option<&'a Number>,
    /// The mother's, of a newborn's stay.
    pub mother_number: Option<&'a Number>,
    /// The newborn's, of a birth report.
    pub child_number: Option<&'a Number>,
}

/// A visit of the patient fed before it.
#[derive(Clone, Copy)]
pub struct VisitRow<'a> {
    /// The entry that began the visit; equal to the patient's for a first visit.
    pub id: &'a EntryId,
    pub patient: &'a EntryId,
    pub patient_number: &'a Number,
    /// As it stands: a move to another clinic is in.
    pub visit: &'a Visit,
    pub at: DateTime<FixedOffset>,
    /// Login of the registrar.
    pub by: &'a str,
    pub state: QueueState,
    /// When the token was done.
    pub done: Option<DateTime<FixedOffset>>,
    /// The counter's clock had been set back when this was written.
    pub clock_behind: bool,
    pub voided: Option<Void<'a>>,
}

/// False for a tube that is a label so far: nobody said that it was filled, or had it in hand.
pub(super) fn was_filled(tube: &TubeState) -> bool {
    tube.way.place != TubePlace::Labelled || tube.way.collected.is_some()
}

/// A laboratory value that is a number, as its comparator (`<`, `<=`, `>`, `>=` or nothing) and the number as JSON and XML write it,
/// its digits untouched: `6.80` says more than `6.8`.
pub(super) fn number_of(value: &str) -> Option<(&str, &str)> {
    let number = value.trim_start_matches(['<', '>', '=']);
    let comparator = value.strip_suffix(number).filter(|c| matches!(*c, "" | "<" | "<=" | ">" | ">="))?;
    let number = number.trim();
    let (whole, part) = number
        .strip_prefix('-')
        .unwrap_or(number)
        .split_once('.')
        .map_or_else(|| (number.strip_prefix('-').unwrap_or(number), None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let leading = whole.len() > 1 && whole.starts_with('0');
    (digits(whole) && !leading && part.is_none_or(digits)).then_some((comparator, number))
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn numbers_keep_their_digits() {
        for (typed, told) in [
            ("6.80", ("", "6.80")),
            ("<0.5", ("<", "0.5")),
            (">= 1000", (">=", "1000")),
            ("-2.3", ("", "-2.3")),
            ("0", ("", "0")),
        ] {
            assert_eq!(number_of(typed), Some(told), "{typed}");
        }
        for other in ["", "<", "positive", "1:80", "=5", "><5", "05", ".5", "5.", "1e3", "--2", "6,8", "६.८", "NaN"] {
            assert_eq!(number_of(other), None, "{other}");
        }
    }
}
