//! The pre-flight: what keeps one record from leaving, each with the sentence that says what to do.

use crate::exchange::{Record, What};
use crate::hospital::pack::HandoverRules;
use crate::journal::fold::{CaseBody, Linking};
use crate::journal::{RecordKey, RecordKind};
use serde::{Deserialize, Serialize};

/// One thing to mend before a record can leave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FixIt {
    /// No matching pass and no person said whether the central system has this patient.
    MatchFirst,
    /// A person has to decide who it is.
    Doubtful,
    /// A first person linked below the threshold; a second one has to agree.
    SecondPerson,
    /// Two counters changed the patient apart.
    Conflict,
    /// Steps that do not fit, from counters that did not know of each other.
    Misfit,
    /// Two corrections of a register's record that did not know of each other.
    TwoCorrections,
    /// A field that the central system wants is empty: its name.
    Missing(String),
    /// A record that it builds on cannot leave, or was refused.
    WaitsFor(RecordKey),
    /// The road cannot write it: id of the problem's sentence.
    Unwritable(String),
}

impl FixIt {
    /// Id of its sentence in the words' files.
    #[must_use]
    pub const fn word_id(&self) -> &'static str {
        match self {
            Self::MatchFirst => "fix-match-first",
            Self::Doubtful => "fix-doubtful",
            Self::SecondPerson => "fix-second-person",
            Self::Conflict => "fix-conflict",
            Self::Misfit => "fix-misfit",
            Self::TwoCorrections => "fix-two-corrections",
            Self::Missing(_) => "fix-missing",
            Self::WaitsFor(_) => "fix-waits-for",
            Self::Unwritable(_) => "fix-unwritable",
        }
    }

    /// What stands in the sentence besides: a field's name, a record.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Missing(text) | Self::Unwritable(text) => text.clone(),
            Self::WaitsFor(key) => key.to_string(),
            _ => String::new(),
        }
    }
}

/// What the record itself does not say.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    pub rules: &'a HandoverRules,
    /// What is known of the patient's link; `None` before anything was said of it.
    pub linking: Option<Linking>,
}

/// What has to be mended in the record itself. `field` gives the value of a field by its name, as the CSV tables have it.
#[must_use]
pub fn faults(record: &Record<'_>, basis: Basis<'_>, field: &mut dyn FnMut(&str) -> String) -> Vec<FixIt> {
    let mut faults = Vec::new();
    match record.what {
        What::Identity => identity(record, basis, &mut faults),
        What::Merge { leads, parted } => {
            if leads.conflict && parted.is_none() {
                faults.push(FixIt::Conflict);
            }
        }
        What::Visit(_) => {}
        What::Case(row, _) | What::Result(row, _) => {
            if !row.case.misfits.is_empty() {
                faults.push(FixIt::Misfit);
            }
            if let CaseBody::Record(state) = &row.case.body
                && state.conflict
            {
                faults.push(FixIt::TwoCorrections);
            }
        }
    }
    if !record.taken_back() {
        let wanted = basis.rules.required(record.key.kind.code()).iter();
        faults.extend(wanted.filter(|name| field(name).is_empty()).map(|name| FixIt::Missing(name.clone())));
    }
    faults
}

fn identity(record: &Record<'_>, basis: Basis<'_>, faults: &mut Vec<FixIt>) {
    let Some(patient) = record.patient else { return };
    if patient.conflict {
        faults.push(FixIt::Conflict);
    }
    // Who nobody knows cannot be anybody of the index.
    if patient.unknown || record.taken_back() || !basis.rules.match_first {
        return;
    }
    match basis.linking {
        Some(Linking::Linked | Linking::New) => {}
        Some(Linking::Doubtful) => faults.push(FixIt::Doubtful),
        Some(Linking::Proposed) => faults.push(FixIt::SecondPerson),
        Some(Linking::Open) | None => faults.push(FixIt::MatchFirst),
    }
}

/// The records that this one builds on: they have to be there first.
#[must_use]
pub fn needs(record: &Record<'_>) -> Vec<RecordKey> {
    let identity = |of: &crate::journal::EntryId| RecordKey { kind: RecordKind::Identity, of: of.clone() };
    let own = record.patient.map(|patient| identity(patient.id));
    match record.what {
        What::Identity => Vec::new(),
        What::Merge { leads, parted: None } => own.into_iter().chain([identity(leads.id)]).collect(),
        What::Merge { .. } | What::Visit(_) => own.into_iter().collect(),
        What::Case(row, came) => {
            let visit = came.visit.map(|visit| RecordKey { kind: RecordKind::Visit, of: visit.id.clone() });
            let stay_or_arrival = came.case.and_then(|case| {
                let kind = match &case.case.body {
                    CaseBody::Stay(_) if case.case.number.is_some() => RecordKind::Stay,
                    CaseBody::Arrival(_) => RecordKind::Arrival,
                    _ => return None,
                };
                Some(RecordKey { kind, of: case.id.clone() })
            });
            let of_order = row.case.order().is_some();
            own.into_iter().chain(visit.into_iter().chain(stay_or_arrival).filter(|_| of_order)).collect()
        }
        What::Result(row, _) => own.into_iter().chain([RecordKey { kind: RecordKind::Order, of: row.id.clone() }]).collect(),
    }
}
