//! A stay in the wards: request, admission, transfer, swap, discharge, and what was taken back. One state machine, and the board it gives.
//!
//! The machine says which step may follow which; the journal's fold runs it over whatever entries there are, in causal order. A step that
//! does not fit (two counters did not know of each other) is kept and named as a conflict: no stay is lost, no bed silently double-booked.
//! Source: HL7 v2.5.1 chapter 3 (ADT A01–A17), in the words of Indian hospital forms.

use super::number::Number;
use super::pack::{Bed, Ward};
use super::sex::Sex;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Where somebody lies, and under whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Ward code of the pack.
    pub ward: String,
    /// Bed code; without one the patient is on the ward's floor, trolley or with the mother.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bed: Option<String>,
    pub department: String,
    /// Consultant's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// How a stay ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Relieved,
    Cured,
    Same,
    Worse,
    Lama,
    Absconded,
    Referred,
    #[serde(rename = "died-under-48")]
    DiedUnder48,
    #[serde(rename = "died-48")]
    Died48,
    Dor,
}

impl Outcome {
    pub const ALL: [Self; 10] = [
        Self::Relieved,
        Self::Cured,
        Self::Same,
        Self::Worse,
        Self::Lama,
        Self::Absconded,
        Self::Referred,
        Self::DiedUnder48,
        Self::Died48,
        Self::Dor,
    ];

    /// Code in list `outcome` of the forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relieved => "relieved",
            Self::Cured => "cured",
            Self::Same => "same",
            Self::Worse => "worse",
            Self::Lama => "lama",
            Self::Absconded => "absconded",
            Self::Referred => "referred",
            Self::DiedUnder48 => "died-under-48",
            Self::Died48 => "died-48",
            Self::Dor => "dor",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == text)
    }

    #[must_use]
    pub const fn is_death(self) -> bool {
        matches!(self, Self::DiedUnder48 | Self::Died48)
    }
}

/// Where a stay stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// A bed was asked for.
    #[default]
    Requested,
    Admitted,
    Discharged,
    /// The request or the admission was taken back.
    Cancelled,
}

/// One step of a stay, as the machine sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Request {
        at: DateTime<FixedOffset>,
    },
    Admit {
        number: Number,
        to: Place,
        at: DateTime<FixedOffset>,
    },
    /// A transfer that is meant; holds the bed.
    Plan {
        to: Place,
        at: DateTime<FixedOffset>,
    },
    /// A transfer done. `to` without a plan may be anywhere else.
    Move {
        to: Place,
        at: DateTime<FixedOffset>,
    },
    Discharge {
        outcome: Outcome,
        at: DateTime<FixedOffset>,
    },
}

/// Why a step cannot follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Misfit {
    #[error("the stay has not begun")]
    NotAdmitted,
    #[error("admitted already")]
    AdmittedAlready,
    #[error("discharged already")]
    DischargedAlready,
    #[error("before the admission or the step before")]
    TooEarly,
    #[error("the patient is there already")]
    SamePlace,
}

impl Misfit {
    /// Message of its sentence: `problem-stay-…`.
    #[must_use]
    pub const fn problem_id(self) -> &'static str {
        match self {
            Self::NotAdmitted => "problem-stay-not-admitted",
            Self::AdmittedAlready => "problem-stay-admitted",
            Self::DischargedAlready => "problem-stay-discharged",
            Self::TooEarly => "problem-stay-early",
            Self::SamePlace => "problem-stay-same-place",
        }
    }
}

/// A place with the times between which it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub place: Place,
    pub from: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<FixedOffset>>,
}

/// A planned transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub place: Place,
    pub at: DateTime<FixedOffset>,
}

/// A stay, as far as its steps have brought it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Course {
    pub phase: Phase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<DateTime<FixedOffset>>,
    /// In-patient number, once admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Places in order; the last is where the patient is, or was last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharged: Option<DateTime<FixedOffset>>,
}

impl Course {
    /// Takes a step, or says why it cannot follow; then nothing changed.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn take(&mut self, step: &Step) -> Result<(), Misfit> {
        match step {
            Step::Request { at } => self.request(*at),
            Step::Admit { number, to, at } => self.admit(number, to, *at),
            Step::Plan { to, at } => self.plan(to, *at),
            Step::Move { to, at } => self.move_to(to, *at),
            Step::Discharge { outcome, at } => self.discharge(*outcome, *at),
        }
    }

    fn request(&mut self, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        if self.requested.is_some() || self.number.is_some() {
            return Err(Misfit::AdmittedAlready);
        }
        self.requested = Some(at);
        Ok(())
    }

    fn admit(&mut self, number: &Number, to: &Place, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        if self.number.is_some() {
            return Err(Misfit::AdmittedAlready);
        }
        self.phase = Phase::Admitted;
        self.number = Some(number.clone());
        self.held.push(Held { place: to.clone(), from: at, to: None });
        Ok(())
    }

    /// Only somebody who is in can be moved or discharged, and not before the last step.
    fn inside(&self, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        match self.phase {
            Phase::Requested | Phase::Cancelled => Err(Misfit::NotAdmitted),
            Phase::Discharged => Err(Misfit::DischargedAlready),
            Phase::Admitted if self.held.last().is_some_and(|held| at < held.from) => Err(Misfit::TooEarly),
            Phase::Admitted => Ok(()),
        }
    }

    fn plan(&mut self, to: &Place, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        self.inside(at)?;
        if self.place() == Some(to) {
            return Err(Misfit::SamePlace);
        }
        self.plan = Some(Plan { place: to.clone(), at });
        Ok(())
    }

    fn move_to(&mut self, to: &Place, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        self.inside(at)?;
        if self.place() == Some(to) {
            return Err(Misfit::SamePlace);
        }
        if let Some(last) = self.held.last_mut() {
            last.to = Some(at);
        }
        self.held.push(Held { place: to.clone(), from: at, to: None });
        self.plan = None;
        Ok(())
    }

    fn discharge(&mut self, outcome: Outcome, at: DateTime<FixedOffset>) -> Result<(), Misfit> {
        self.inside(at)?;
        if let Some(last) = self.held.last_mut() {
            last.to = Some(at);
        }
        self.phase = Phase::Discharged;
        self.outcome = Some(outcome);
        self.discharged = Some(at);
        self.plan = None;
        Ok(())
    }

    /// Where the patient is now; `None` unless admitted.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.held.last().filter(|held| self.phase == Phase::Admitted && held.to.is_none()).map(|held| &held.place)
    }

    /// The bed now.
    #[must_use]
    pub fn bed(&self) -> Option<&str> {
        self.place().and_then(|place| place.bed.as_deref())
    }

    /// When admitted.
    #[must_use]
    pub fn admitted(&self) -> Option<DateTime<FixedOffset>> {
        self.held.first().map(|held| held.from)
    }

    /// The place of before, where it was left.
    #[must_use]
    pub fn last_place(&self) -> Option<&Place> {
        self.held.last().map(|held| &held.place)
    }
}

/// What a person says of a bed that nobody lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum BedStatus {
    #[default]
    Free,
    Reserved,
    Cleaning,
    OutOfOrder,
}

impl BedStatus {
    pub const ALL: [Self; 4] = [Self::Free, Self::Reserved, Self::Cleaning, Self::OutOfOrder];

    /// Code in list `bed_status` of the forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Reserved => "reserved",
            Self::Cleaning => "cleaning",
            Self::OutOfOrder => "out-of-order",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }
}

/// What should be looked at before somebody is put into a bed. A person decides; nothing is refused for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BedWarning {
    /// A woman in a men's ward, or the other way round.
    Sex,
    /// Needs isolation, the bed is none.
    Isolation,
    /// An isolation bed, but no isolation is needed.
    IsolationBed,
    /// A cradle and no infant, or an infant in a bed of the grown.
    Cradle,
    Reserved,
    Cleaning,
    OutOfOrder,
}

impl BedWarning {
    /// Message of its sentence.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Sex => "bed-warning-sex",
            Self::Isolation => "bed-warning-isolation",
            Self::IsolationBed => "bed-warning-isolation-bed",
            Self::Cradle => "bed-warning-cradle",
            Self::Reserved => "bed-warning-reserved",
            Self::Cleaning => "bed-warning-cleaning",
            Self::OutOfOrder => "bed-warning-out-of-order",
        }
    }
}

/// Who is to lie in a bed, as far as its rules ask.
#[derive(Debug, Clone, Copy)]
pub struct Lying {
    pub sex: Sex,
    /// Younger than a month.
    pub newborn: bool,
    /// Needs to be alone.
    pub isolation: bool,
}

/// The rules of sex, isolation, cradle and state.
#[must_use]
pub fn warnings(ward: &Ward, bed: &Bed, status: BedStatus, who: Lying) -> Vec<BedWarning> {
    let mut all = Vec::new();
    let wrong_sex = matches!((ward.sex.as_str(), who.sex), ("F", Sex::Male) | ("M", Sex::Female));
    if wrong_sex && !who.newborn {
        all.push(BedWarning::Sex);
    }
    let alone = matches!(bed.kind.as_str(), "isolation" | "private");
    if who.isolation && !alone {
        all.push(BedWarning::Isolation);
    }
    if bed.kind == "isolation" && !who.isolation {
        all.push(BedWarning::IsolationBed);
    }
    if (bed.kind == "cradle") != who.newborn && (bed.kind == "cradle" || bed.kind == "general") {
        all.push(BedWarning::Cradle);
    }
    all.extend(match status {
        BedStatus::Free => None,
        BedStatus::Reserved => Some(BedWarning::Reserved),
        BedStatus::Cleaning => Some(BedWarning::Cleaning),
        BedStatus::OutOfOrder => Some(BedWarning::OutOfOrder),
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::number::{CounterCode, Mode, NumberParts, Series};
    use proptest::prelude::*;

    fn at(minute: u32) -> DateTime<FixedOffset> {
        let start = DateTime::parse_from_rfc3339("2022-11-24T06:00:00+05:30").unwrap();
        start + chrono::Duration::minutes(i64::from(minute))
    }

    fn place(bed: u8) -> Place {
        let bed = (bed != 0).then(|| format!("MED-M1-0{bed}"));
        Place { ward: "MED-M1".into(), bed, department: "MED".into(), doctor: None, unit: String::new() }
    }

    fn number(serial: u32) -> Number {
        let counter = CounterCode::new("W2").unwrap();
        Number::new(&NumberParts { mode: Mode::Event, series: Series::Admission, counter, letter: 'A', serial }).unwrap()
    }

    fn step() -> impl Strategy<Value = Step> {
        let when = 0u32..300;
        prop_oneof![
            when.clone().prop_map(|m| Step::Request { at: at(m) }),
            (1u32..4, 0u8..4, when.clone()).prop_map(|(n, bed, m)| Step::Admit { number: number(n), to: place(bed), at: at(m) }),
            (0u8..4, when.clone()).prop_map(|(bed, m)| Step::Plan { to: place(bed), at: at(m) }),
            (0u8..4, when.clone()).prop_map(|(bed, m)| Step::Move { to: place(bed), at: at(m) }),
            (0usize..10, when).prop_map(|(n, m)| Step::Discharge { outcome: Outcome::ALL[n], at: at(m) }),
        ]
    }

    /// The rules once more, as sentences over everything that was accepted so far.
    fn allowed(history: &[Step], step: &Step) -> bool {
        let arrived = |s: &&Step| matches!(s, Step::Admit { .. } | Step::Move { .. });
        let admitted = history.iter().any(|s| matches!(s, Step::Admit { .. }));
        let discharged = history.iter().any(|s| matches!(s, Step::Discharge { .. }));
        let last = history.iter().rev().find(arrived);
        let (when, where_to) = match step {
            Step::Request { .. } => return history.is_empty(),
            Step::Admit { .. } => return !admitted,
            Step::Plan { to, at } | Step::Move { to, at } => (at, Some(to)),
            Step::Discharge { at, .. } => (at, None),
        };
        let (Some(Step::Admit { to: here, at: since, .. } | Step::Move { to: here, at: since }), false) = (last, discharged)
        else {
            return false;
        };
        when >= since && where_to != Some(here)
    }

    proptest! {
        #[test]
        fn the_machine_keeps_the_rules(steps in proptest::collection::vec(step(), 0..14)) {
            let mut course = Course::default();
            let mut history: Vec<Step> = Vec::new();
            for step in &steps {
                let before = course.clone();
                let fits = allowed(&history, step);
                prop_assert_eq!(course.take(step).is_ok(), fits, "{:?} after {:?}", step, history);
                if fits {
                    history.push(step.clone());
                } else {
                    prop_assert_eq!(&course, &before, "a step that is refused changes nothing");
                }
                let out = history.iter().any(|s| matches!(s, Step::Discharge { .. }));
                let places: Vec<&Place> = history.iter().filter_map(|s| match s {
                    Step::Admit { to, .. } | Step::Move { to, .. } => Some(to),
                    _ => None,
                }).collect();
                prop_assert_eq!(course.place(), places.last().copied().filter(|_| !out));
                prop_assert_eq!(course.held.len(), places.len(), "every place stays readable");
                prop_assert!(course.held.iter().zip(course.held.iter().skip(1)).all(|(a, b)| a.to == Some(b.from)));
                let planned = history.iter().rev().take_while(|s| !matches!(s, Step::Move { .. } | Step::Discharge { .. }));
                prop_assert_eq!(course.plan.is_some(), planned.clone().any(|s| matches!(s, Step::Plan { .. })));
            }
        }
    }

    #[test]
    fn beds_warn_of_what_a_person_should_look_at() {
        let ward = |sex: &str| Ward {
            code: "W".into(),
            name: crate::hospital::pack::Bilingual::default(),
            department: "MED".into(),
            floor: crate::hospital::pack::Bilingual::default(),
            sex: sex.into(),
        };
        let bed = |kind: &str| Bed { code: "W-01".into(), ward: "W".into(), kind: kind.into() };
        let who = |sex, newborn, isolation| Lying { sex, newborn, isolation };
        let free = BedStatus::Free;
        for (found, expected) in [
            (warnings(&ward("F"), &bed("general"), free, who(Sex::Female, false, false)), vec![]),
            (warnings(&ward("F"), &bed("general"), free, who(Sex::Male, false, false)), vec![BedWarning::Sex]),
            (warnings(&ward("F"), &bed("cradle"), free, who(Sex::Male, true, false)), vec![]),
            (warnings(&ward("any"), &bed("cradle"), free, who(Sex::Male, false, false)), vec![BedWarning::Cradle]),
            (warnings(&ward("any"), &bed("general"), free, who(Sex::Other, false, true)), vec![BedWarning::Isolation]),
            (warnings(&ward("any"), &bed("isolation"), free, who(Sex::Other, false, false)), vec![BedWarning::IsolationBed]),
            (warnings(&ward("any"), &bed("icu"), BedStatus::Cleaning, who(Sex::Male, false, false)), vec![BedWarning::Cleaning]),
        ] {
            assert_eq!(found, expected);
        }
    }
}
