//! The event: which side is in charge of what, as named officers said. Pure: statements come in, in any order; a moment is an argument.
//!
//! **The rule.** A statement covers a module at a counter when it names neither, or just these. Of the statements that cover it and had
//! begun by the moment asked, the one that began last holds; of two that begin in the same minute the narrower one (hospital, module,
//! counter, module at a counter), then the one said last. So an order holds until the next one that covers the same place, as an order
//! on the wall does: a laboratory that was left on the central system in one event is not forgotten there in the next.

use super::number::CounterCode;
use chrono::{DateTime, FixedOffset, SubsecRound as _, Timelike as _};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A part of the hospital's work that the central system runs as one, and gives back as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Module {
    /// Out-patients: registration, queue, receipts.
    Opd,
    /// Emergency arrivals.
    Er,
    /// In-patients: admission, transfer, discharge, beds.
    Ipd,
    Lab,
    /// MLC, birth, still-birth, death and cause of death.
    Registers,
    /// Indents of the wards.
    Indent,
}

impl Module {
    pub const ALL: [Self; 6] = [Self::Opd, Self::Er, Self::Ipd, Self::Lab, Self::Registers, Self::Indent];

    /// As in JSON and on the command line; its words are `module-CODE`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opd => "opd",
            Self::Er => "er",
            Self::Ipd => "ipd",
            Self::Lab => "lab",
            Self::Registers => "registers",
            Self::Indent => "indent",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.code() == text.trim().to_lowercase())
    }
}

/// Who has the records of a place: this program, or the central system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    #[default]
    Manual,
    Central,
}

impl Side {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Central => "central",
        }
    }

    /// True for what an entry does not have to say.
    #[must_use]
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
    pub const fn is_manual(&self) -> bool {
        matches!(self, Self::Manual)
    }
}

/// What a statement is about: the hospital, one module, one counter, or one module at one counter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Scope {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<Module>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<CounterCode>,
}

/// Not a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a scope is hospital, opd, K7 or opd@K7")]
pub struct ScopeError;

/// `hospital`, `opd`, `K7`, `opd@K7`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.module, &self.counter) {
            (None, None) => f.write_str("hospital"),
            (Some(module), None) => f.write_str(module.code()),
            (None, Some(counter)) => write!(f, "{counter}"),
            (Some(module), Some(counter)) => write!(f, "{}@{counter}", module.code()),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = ScopeError;
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let text = text.trim();
        let counter = |text: &str| CounterCode::new(&text.to_uppercase()).map(Some).map_err(|_shape| ScopeError);
        if text.eq_ignore_ascii_case("hospital") {
            return Ok(Self::default());
        }
        if let Some((module, at)) = text.split_once('@') {
            return Ok(Self { module: Some(Module::parse(module).ok_or(ScopeError)?), counter: counter(at)? });
        }
        match Module::parse(text) {
            Some(module) => Ok(Self { module: Some(module), counter: None }),
            None => Ok(Self { module: None, counter: counter(text)? }),
        }
    }
}

impl Scope {
    /// True for the whole hospital.
    #[must_use]
    pub const fn is_hospital(&self) -> bool {
        self.module.is_none() && self.counter.is_none()
    }

    /// Hospital 0, module 1, counter 2, module at a counter 3.
    const fn narrowness(&self) -> u8 {
        self.module.is_some() as u8 + 2 * self.counter.is_some() as u8
    }

    /// True when a statement about this scope is one about that place too. No module: what belongs to none, as signing in.
    fn covers(&self, module: Option<Module>, counter: Option<&CounterCode>) -> bool {
        (self.module.is_none() || self.module == module) && (self.counter.is_none() || self.counter.as_ref() == counter)
    }
}

/// An officer said that a side is in charge from a minute on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub scope: Scope,
    pub side: Side,
    /// From when on.
    pub from: DateTime<FixedOffset>,
    pub reason: String,
    /// Login of the officer.
    pub officer: String,
    /// When it was said, by the clock of the counter where it was.
    pub said: DateTime<FixedOffset>,
    /// What tells two statements of one moment apart, alike at every counter: the packed address of the entry.
    pub key: i64,
}

/// Everything that was said, in no order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charges(Vec<Statement>);

impl FromIterator<Statement> for Charges {
    fn from_iter<T: IntoIterator<Item = Statement>>(all: T) -> Self {
        let mut all: Vec<Statement> = all.into_iter().collect();
        all.sort_by_key(|statement| (minute(statement.from), statement.said, statement.key));
        all.dedup_by_key(|statement| statement.key);
        Self(all)
    }
}

fn minute(at: DateTime<FixedOffset>) -> i64 {
    at.trunc_subsecs(0).with_second(0).unwrap_or(at).timestamp()
}

impl Charges {
    /// What was said, by the minute from which it holds.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.0
    }

    /// The statement that holds for a module at a counter at a moment; `None` where nobody said anything.
    /// Without a counter: what holds where no counter is an exception.
    #[must_use]
    pub fn holding(
        &self,
        module: Option<Module>,
        counter: Option<&CounterCode>,
        at: DateTime<FixedOffset>,
    ) -> Option<&Statement> {
        let at = minute(at);
        self.0
            .iter()
            .filter(|s| minute(s.from) <= at && s.scope.covers(module, counter))
            .max_by_key(|s| (minute(s.from), s.scope.narrowness(), s.said, s.key))
    }

    /// Which side is in charge. Where nobody said anything it is this program: a counter is set up because the central system is down.
    #[must_use]
    pub fn in_charge(&self, module: Option<Module>, counter: Option<&CounterCode>, at: DateTime<FixedOffset>) -> Side {
        self.holding(module, counter, at).map_or(Side::Manual, |statement| statement.side)
    }

    /// Counters at which a module is on another side than in the rest of the hospital.
    #[must_use]
    pub fn exceptions(&self, module: Module, at: DateTime<FixedOffset>) -> Vec<(&CounterCode, Side)> {
        let rest = self.in_charge(Some(module), None, at);
        let mut counters: Vec<&CounterCode> = self.0.iter().filter_map(|s| s.scope.counter.as_ref()).collect();
        counters.sort_unstable();
        counters.dedup();
        let side = |counter| self.in_charge(Some(module), Some(counter), at);
        counters.into_iter().map(|counter| (counter, side(counter))).filter(|(_, side)| *side != rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2022-{text}:00+05:30")).unwrap()
    }

    fn said(scope: &str, side: Side, from: &str, key: i64) -> Statement {
        Statement {
            scope: scope.parse().unwrap(),
            side,
            from: at(from),
            reason: "…".to_owned(),
            officer: "rao".to_owned(),
            said: at(from),
            key,
        }
    }

    fn code(text: &str) -> CounterCode {
        CounterCode::new(text).unwrap()
    }

    /// The fortnight: down, OPD back, one counter of it not, laboratory back, all back, down again.
    fn fortnight() -> Charges {
        use Side::{Central, Manual};
        Charges::from_iter([
            said("hospital", Manual, "11-23T07:00", 1),
            said("opd", Central, "12-06T08:00", 2),
            said("opd@K7", Manual, "12-06T09:00", 3),
            said("lab", Central, "12-12T08:00", 4),
            said("L1", Manual, "12-12T08:00", 5),
            said("hospital", Central, "12-20T08:00", 6),
            said("hospital", Manual, "12-28T10:00", 7),
            said("er", Central, "12-28T10:00", 8),
        ])
    }

    #[test]
    fn the_side_in_charge_is_as_was_said() {
        let charges = fortnight();
        for (moment, place, side, key) in [
            ("11-23T06:59", "opd@K7", "manual", 0),
            ("11-23T07:00", "opd@K7", "manual", 1),
            ("12-06T07:59", "opd@K7", "manual", 1),
            ("12-06T08:00", "opd@K7", "central", 2),
            ("12-06T09:00", "opd@K7", "manual", 3),
            ("12-06T09:00", "opd@K8", "central", 2),
            ("12-06T09:00", "lab@K7", "manual", 1),
            // Said for one minute: the narrower holds, whoever spoke first.
            ("12-12T08:00", "lab@L1", "manual", 5),
            ("12-12T08:00", "lab@L2", "central", 4),
            ("12-12T08:00", "L1", "manual", 5),
            // What belongs to no module follows only what was said of the counter or the hospital.
            ("12-13T08:00", "K7", "manual", 1),
            // A later word on everything ends every exception before it.
            ("12-20T08:00", "opd@K7", "central", 6),
            ("12-20T08:00", "lab@L1", "central", 6),
            ("12-28T10:00", "opd@K8", "manual", 7),
            ("12-28T10:00", "er@E1", "central", 8),
        ] {
            let scope: Scope = place.parse().unwrap();
            let (module, counter) = (scope.module, scope.counter.as_ref());
            let held = charges.holding(module, counter, at(moment)).map_or(0, |s| s.key);
            assert_eq!((charges.in_charge(module, counter, at(moment)).code(), held), (side, key), "{place} at {moment}");
        }
    }

    #[test]
    fn counters_that_differ_are_named() {
        let charges = fortnight();
        let (k7, l1) = (code("K7"), code("L1"));
        assert_eq!(charges.exceptions(Module::Opd, at("12-07T08:00")), [(&k7, Side::Manual)]);
        assert_eq!(charges.exceptions(Module::Lab, at("12-13T08:00")), [(&l1, Side::Manual)]);
        assert_eq!(charges.exceptions(Module::Lab, at("12-21T08:00")), []);
    }

    #[test]
    fn a_mistake_is_put_right_by_saying_it_again_for_the_same_minute() {
        let mut wrong = said("opd", Side::Central, "12-01T10:00", 1);
        let mut right = said("opd", Side::Manual, "12-01T10:00", 2);
        wrong.said = at("12-01T10:00");
        right.said = at("12-01T10:05");
        let charges = Charges::from_iter([right, wrong]);
        assert_eq!(charges.in_charge(Some(Module::Opd), None, at("12-01T10:01")), Side::Manual);
    }

    #[test]
    fn a_scope_is_read_as_it_is_written_and_nothing_else_is_one() {
        for text in ["hospital", "opd", "registers", "K7", "L12", "lab@L1"] {
            assert_eq!(text.parse::<Scope>().map(|s| s.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(" OPD@k7 ".parse::<Scope>().map(|s| s.to_string()), Ok("opd@K7".to_owned()));
        for text in ["", "ward", "opd@", "@K7", "opd@ward", "opd@K7@K8", "K1234"] {
            assert_eq!(text.parse::<Scope>(), Err(ScopeError), "{text}");
        }
        let json = serde_json::to_string(&"lab@L1".parse::<Scope>().unwrap()).unwrap();
        assert_eq!(json, r#"{"module":"lab","counter":"L1"}"#);
        assert_eq!(serde_json::from_str::<Scope>("{}").unwrap(), Scope::default());
    }

    fn any_scope() -> impl Strategy<Value = Scope> {
        let module = prop::option::of(prop::sample::select(Module::ALL.as_slice()));
        let counter = prop::option::of(prop::sample::select(vec!["K7", "L1"]).prop_map(code));
        (module, counter).prop_map(|(module, counter)| Scope { module, counter })
    }

    fn any_statement() -> impl Strategy<Value = Statement> {
        (any_scope(), any::<bool>(), 0..6_i64, 0..4_i64, 0..20_i64).prop_map(|(scope, central, from, told, key)| Statement {
            scope,
            side: if central { Side::Central } else { Side::Manual },
            from: at("12-01T10:00") + chrono::TimeDelta::minutes(from),
            reason: String::new(),
            officer: String::new(),
            said: at("12-01T10:00") + chrono::TimeDelta::minutes(told),
            key,
        })
    }

    proptest! {
        /// Whatever the order in which statements reach a counter, and however often, it says the same.
        #[test]
        fn any_order_of_arrival_gives_the_same_answer(
            // One entry, one statement: the same key is the same statement.
            all in prop::collection::vec(any_statement(), 0..12).prop_map(|mut all| {
                all.sort_by_key(|s| s.key);
                all.dedup_by_key(|s| s.key);
                all
            }),
            swaps in prop::collection::vec((0..12_usize, 0..12_usize), 0..20),
            minutes in 0..8_i64,
            place in any_scope(),
        ) {
            let mut other = all.clone();
            other.extend(all.iter().take(3).cloned());
            for (a, b) in swaps {
                if a < other.len() && b < other.len() {
                    other.swap(a, b);
                }
            }
            let (one, two) = (Charges::from_iter(all.clone()), Charges::from_iter(other));
            prop_assert_eq!(&one, &two);
            let moment = at("12-01T10:00") + chrono::TimeDelta::minutes(minutes);
            let held = one.holding(place.module, place.counter.as_ref(), moment);
            prop_assert_eq!(held, two.holding(place.module, place.counter.as_ref(), moment));
            // What holds covers the place and has begun; nothing that covers it began after it.
            let covering = |s: &&Statement| s.from <= moment
                && (s.scope.module.is_none() || s.scope.module == place.module)
                && (s.scope.counter.is_none() || s.scope.counter == place.counter);
            match held {
                None => prop_assert_eq!(all.iter().filter(covering).count(), 0),
                Some(held) => {
                    prop_assert!(covering(&held));
                    prop_assert!(all.iter().filter(covering).all(|s| s.from <= held.from));
                }
            }
        }
    }
}
