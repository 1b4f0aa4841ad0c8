//! How the event stands, for screens, papers and the command line.

use crate::hospital::event::{Charges, Module, Side, Statement};
use crate::hospital::number::CounterCode;
use crate::journal::{EntryId, Incident, RosterLine};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, Timelike as _};

/// Which side is in charge, and who said so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    pub side: Side,
    /// Nobody said anything: manual since the counters were set up.
    pub by: Option<Statement>,
}

/// One module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleStanding {
    pub module: Module,
    /// In the hospital.
    pub standing: Standing,
    /// At the counter where it is asked.
    pub here: Standing,
    /// Counters on the other side than the rest of the hospital.
    pub exceptions: Vec<(CounterCode, Side)>,
}

/// A declaration or an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    pub id: EntryId,
    pub statement: Statement,
    /// Login of who worked at the counter then.
    pub by: String,
    /// Our pack gives its officer the right to say it. It counts either way, as every entry that is signed; the control room looks into it.
    pub entitled: bool,
}

/// What is manual and what is central now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventStatus {
    pub at: DateTime<FixedOffset>,
    pub hospital: Standing,
    pub modules: Vec<ModuleStanding>,
    /// Everything that was said, the latest first.
    pub said: Vec<SaidLine>,
}

/// An incident, ready to be shown.
pub type IncidentView = Incident;

/// A line of the roster, and whether it holds now.
#[derive(Debug, Clone, PartialEq)]
pub struct OnDuty {
    pub line: RosterLine,
    pub now: bool,
}

/// What holds for a module at a counter.
pub(super) fn standing(
    charges: &Charges,
    module: Option<Module>,
    counter: Option<&CounterCode>,
    at: DateTime<FixedOffset>,
) -> Standing {
    let by = charges.holding(module, counter, at).cloned();
    Standing { side: by.as_ref().map_or(Side::Manual, |statement| statement.side), by }
}

/// Each module as it stands.
pub(super) fn modules(charges: &Charges, here: &CounterCode, at: DateTime<FixedOffset>) -> Vec<ModuleStanding> {
    let one = |module: Module| ModuleStanding {
        module,
        standing: standing(charges, Some(module), None, at),
        here: standing(charges, Some(module), Some(here), at),
        exceptions: charges.exceptions(module, at).into_iter().map(|(counter, side)| (counter.clone(), side)).collect(),
    };
    Module::ALL.into_iter().map(one).collect()
}

/// The day and the shift of a moment, as list `roster_shift` has them: the night belongs to the day on which it began.
#[must_use]
pub fn shift_at(at: DateTime<FixedOffset>) -> (NaiveDate, &'static str) {
    let day = at.date_naive();
    match at.hour() {
        8..14 => (day, "morning"),
        14..20 => (day, "afternoon"),
        20.. => (day, "night"),
        _ => (day.checked_sub_days(Days::new(1)).unwrap_or(day), "night"),
    }
}

/// True when a line of the roster holds at a moment.
pub(super) fn is_on_duty(line: &RosterLine, at: DateTime<FixedOffset>) -> bool {
    let (day, shift) = shift_at(at);
    match line.sheet.get("shift") {
        "whole" => line.sheet.is("day", &at.date_naive().to_string()),
        own => own == shift && line.sheet.is("day", &day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::forms::Sheet;

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_began() {
        for (time, day, shift) in [
            ("2022-11-23T08:00:00+05:30", "2022-11-23", "morning"),
            ("2022-11-23T13:59:00+05:30", "2022-11-23", "morning"),
            ("2022-11-23T14:00:00+05:30", "2022-11-23", "afternoon"),
            ("2022-11-23T20:00:00+05:30", "2022-11-23", "night"),
            ("2022-11-24T07:59:00+05:30", "2022-11-23", "night"),
        ] {
            let at = DateTime::parse_from_rfc3339(time).unwrap();
            let (of, name) = shift_at(at);
            assert_eq!((of.to_string().as_str(), name), (day, shift), "{time}");
            let line = |day: &str, shift: &str| RosterLine {
                id: "K7A-1".parse().unwrap(),
                by: String::new(),
                sheet: Sheet::from([("day", day), ("shift", shift)]),
            };
            assert!(is_on_duty(&line(day, shift), at), "{time}");
            assert!(is_on_duty(&line(&at.date_naive().to_string(), "whole"), at), "{time}");
            assert!(!is_on_duty(&line("2022-11-25", shift), at), "{time}");
        }
    }
}
