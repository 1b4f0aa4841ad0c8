//! Which registers there are, and what each shows: its kind, its form, its columns.

use crate::desk::cases::{CaseKind, CaseRow};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::Phase;
use crate::journal::Register;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A register on the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Book {
    #[default]
    Mlc,
    Birth,
    Stillbirth,
    Death,
    Cause,
    Indent,
    Admissions,
    Discharges,
    Arrivals,
}

/// A column that shows a field of the record: its code and width. A narrow list leaves the last ones out.
pub type FieldColumn = (&'static str, f32);

impl Book {
    /// In the order of the shelf; the keys 1 to 9 open them.
    pub const ALL: [Self; 9] = [
        Self::Mlc,
        Self::Birth,
        Self::Stillbirth,
        Self::Death,
        Self::Cause,
        Self::Indent,
        Self::Admissions,
        Self::Discharges,
        Self::Arrivals,
    ];

    /// Message of its name.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Mlc => "books-mlc",
            Self::Birth => "books-birth",
            Self::Stillbirth => "books-stillbirth",
            Self::Death => "books-death",
            Self::Cause => "books-cause",
            Self::Indent => "books-indent",
            Self::Admissions => "books-admissions",
            Self::Discharges => "books-discharges",
            Self::Arrivals => "books-arrivals",
        }
    }

    #[must_use]
    pub const fn kind(self) -> CaseKind {
        match self {
            Self::Mlc => CaseKind::Register(Register::Mlc),
            Self::Birth => CaseKind::Register(Register::Birth),
            Self::Stillbirth => CaseKind::Register(Register::Stillbirth),
            Self::Death => CaseKind::Register(Register::Death),
            Self::Cause => CaseKind::Register(Register::Cause),
            Self::Indent => CaseKind::Register(Register::Indent),
            Self::Admissions | Self::Discharges => CaseKind::Stay,
            Self::Arrivals => CaseKind::Arrival,
        }
    }

    /// The register of a kind; of stays the admissions.
    #[must_use]
    pub fn of(kind: CaseKind) -> Self {
        Self::ALL.into_iter().find(|book| book.kind() == kind).unwrap_or_default()
    }

    /// The form that begins a record in it.
    #[must_use]
    pub const fn form(self) -> FormId {
        match self {
            Self::Mlc => FormId::Mlc,
            Self::Birth => FormId::Birth,
            Self::Stillbirth => FormId::Stillbirth,
            Self::Death => FormId::Death,
            Self::Cause => FormId::Cause,
            Self::Indent => FormId::Indent,
            Self::Admissions => FormId::Admission,
            Self::Discharges => FormId::Discharge,
            Self::Arrivals => FormId::Arrival,
        }
    }

    /// What is done about a record of it, and how that is called.
    #[must_use]
    pub const fn settles(self) -> Option<(FormId, &'static str)> {
        match self {
            Self::Mlc => Some((FormId::Police, "books-police")),
            Self::Birth | Self::Stillbirth | Self::Death => Some((FormId::Registrar, "books-registrar")),
            Self::Indent => Some((FormId::Issue, "books-issue")),
            Self::Cause | Self::Admissions | Self::Discharges | Self::Arrivals => None,
        }
    }

    /// True for a register of its own forms: its records can be corrected and printed.
    #[must_use]
    pub const fn is_register(self) -> bool {
        matches!(self.kind(), CaseKind::Register(_))
    }

    /// Fields shown in columns of their own.
    #[must_use]
    pub const fn columns(self) -> &'static [FieldColumn] {
        match self {
            Self::Mlc => &[("kind", 150.0), ("police_station", 130.0), ("brought_by", 120.0), ("nature", 110.0)],
            Self::Birth => &[("child_sex", 100.0), ("father_name", 160.0), ("weight_grams", 100.0), ("delivery", 130.0)],
            Self::Stillbirth => &[("child_sex", 100.0), ("father_name", 160.0), ("weeks", 100.0), ("cause", 180.0)],
            Self::Death => &[("died", 150.0), ("place", 150.0), ("informant_name", 150.0)],
            Self::Cause => &[("line_a", 200.0), ("line_b", 180.0), ("manner", 110.0)],
            Self::Indent => &[("ward", 130.0), ("to", 120.0), ("items", 240.0)],
            Self::Admissions => &[("ward", 130.0), ("bed", 110.0), ("doctor", 150.0), ("diagnosis", 180.0)],
            Self::Discharges => &[("discharged", 140.0), ("outcome", 160.0), ("ward", 130.0), ("final_diagnosis", 180.0)],
            Self::Arrivals => &[("triage", 110.0), ("condition", 120.0), ("complaint", 170.0), ("outcome", 120.0)],
        }
    }

    /// Message of the heading over the names: the mother's in births, who asked in indents.
    #[must_use]
    pub const fn name_id(self) -> &'static str {
        match self {
            Self::Birth | Self::Stillbirth => "books-mother",
            Self::Indent => "books-asked-by",
            _ => "list-name",
        }
    }
}

/// The values of a row by code, out of whatever its case keeps them in; with the form that says how each is read.
#[must_use]
pub fn value_of<'a>(row: &'a CaseRow, code: &str) -> Option<(FormId, &'a Sheet)> {
    if let Some(record) = row.case.record() {
        return Some((record.register.form(), &record.sheet));
    }
    if let Some(arrival) = row.case.arrival() {
        let left = code == "outcome";
        return Some(if left { (FormId::Leave, &arrival.ending) } else { (FormId::Arrival, &arrival.arrival.sheet) });
    }
    let stay = row.case.stay()?;
    Some(if stay.ending.get(code).is_empty() { (FormId::Admission, &stay.sheet) } else { (FormId::Discharge, &stay.ending) })
}

/// When a stay ended, for the register of discharges.
#[must_use]
pub fn discharged(row: &CaseRow) -> Option<DateTime<FixedOffset>> {
    row.case.stay().and_then(|stay| stay.course.discharged)
}

/// True when the row belongs into the register between these days.
#[must_use]
pub fn belongs(book: Book, row: &CaseRow, from: NaiveDate, to: NaiveDate) -> bool {
    match book {
        Book::Discharges => discharged(row).is_some_and(|at| (from..=to).contains(&at.date_naive())),
        Book::Admissions => {
            row.case.stay().is_some_and(|stay| stay.course.phase != Phase::Requested && row.case.number.is_some())
        }
        _ => true,
    }
}

/// When the row's own event was: a discharge counts by its end.
#[must_use]
pub fn when(book: Book, row: &CaseRow) -> DateTime<FixedOffset> {
    if book == Book::Discharges { discharged(row).unwrap_or(row.case.at) } else { row.case.at }
}
