//! One record of the hand-over, as every road gets it: the unit that is sent, answered and corrected by itself.

use super::rows::{CaseRow, PatientRow, VisitRow, Void};
use crate::hospital::number::Number;
use crate::journal::fold::{CaseBody, OrderState};
use crate::journal::{RecordKey, RecordKind, Stage};

/// A record with what a receiver needs to know of its patient.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub key: &'a RecordKey,
    /// Whose it is; none for an indent of a ward. `linked` of it says whether the central system has the person.
    pub patient: Option<&'a PatientRow<'a>>,
    pub what: What<'a>,
}

/// What a record tells. Its own row; the rows it needs to be understood come with it.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// A new person, or, where `patient.linked` names one, that the person is known there under that number.
    Identity,
    /// The record's patient and this one are one person: `leads` stays. Or a person said after all that they are two.
    Merge {
        leads: &'a PatientRow<'a>,
        parted: Option<Void<'a>>,
    },
    Visit(&'a VisitRow<'a>),
    /// An arrival, a stay, a laboratory order, or a record of a register, by the kind of the key.
    Case(&'a CaseRow<'a>, CameFrom<'a>),
    /// The released results of an order.
    Result(&'a CaseRow<'a>, CameFrom<'a>),
}

/// The visit, stay or arrival that an order came from, where there is one.
#[derive(Clone, Copy, Default)]
pub struct CameFrom<'a> {
    pub visit: Option<&'a VisitRow<'a>>,
    pub case: Option<&'a CaseRow<'a>>,
}

impl Record<'_> {
    /// In which step of the upload it leaves.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self.key.kind {
            RecordKind::Identity if self.patient.is_none_or(|patient| patient.linked.is_none()) => Stage::Identities,
            RecordKind::Identity | RecordKind::Merge => Stage::Links,
            RecordKind::Arrival | RecordKind::Stay if self.goes_on() => Stage::Here,
            RecordKind::Visit | RecordKind::Arrival | RecordKind::Stay => Stage::Over,
            RecordKind::Order => Stage::Orders,
            RecordKind::Result => Stage::Results,
            _ => Stage::Registers,
        }
    }

    /// True for a stay or an arrival that is not over: the patient is in the house.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let What::Case(row, _) = self.what else { return false };
        if row.case.cancelled.is_some() {
            return false;
        }
        match &row.case.body {
            CaseBody::Stay(stay) => stay.course.discharged.is_none(),
            CaseBody::Arrival(arrival) => arrival.left.is_none() && !arrival.waiting,
            CaseBody::Record(_) | CaseBody::Order(_) | CaseBody::Roll { .. } => false,
        }
    }

    /// The order of an order's record or of its results.
    #[must_use]
    pub fn order(&self) -> Option<&OrderState> {
        match self.what {
            What::Case(row, _) | What::Result(row, _) => row.case.order(),
            _ => None,
        }
    }

    /// The number that people say of it: the patient's for an identity, else its own.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self.what {
            What::Identity | What::Merge { .. } => self.patient.map(|patient| patient.number),
            What::Visit(row) => Some(&row.visit.number),
            What::Case(row, _) | What::Result(row, _) => row.case.number.as_ref(),
        }
    }

    /// True where the record was taken back: it is told as entered in error, or not at all.
    #[must_use]
    pub fn taken_back(&self) -> bool {
        match self.what {
            What::Merge { parted: Some(_), .. } => true,
            What::Identity | What::Merge { .. } => self.patient.is_some_and(|patient| patient.voided.is_some()),
            What::Visit(row) => row.voided.is_some(),
            What::Case(row, _) | What::Result(row, _) => row.case.cancelled.is_some(),
        }
    }
}
