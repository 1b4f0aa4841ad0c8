//! What fields of a form say to each other, and to what is known of the patient and the stay.

use super::judge::remark;
use super::{FormId, Sheet, cause, form, write_moment};
use crate::hospital::age::Age;
use crate::hospital::opd_form::Remark;
use chrono::{DateTime, FixedOffset, Months, NaiveDate};

/// Weeks of pregnancy from which a child born dead is a still-birth to be registered (RBD rules of the states).
pub const STILL_BIRTH_WEEKS: u32 = 28;
/// Youngest mother that is believed, in years.
const MOTHER_YEARS_MIN: u32 = 10;
/// Hours after admission that part the two outcomes of death in a hospital's census.
pub const DEATH_HOURS: i64 = 48;

/// What is known besides the form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// Age of the patient; of the mother for a birth.
    pub age: Option<Age>,
    pub admitted: Option<DateTime<FixedOffset>>,
}

/// Rules of a form that was judged field by field.
#[must_use]
pub fn judge_rules(id: FormId, sheet: &Sheet, known: &Known) -> Vec<Remark> {
    let mut rules = Rules { id, sheet, known, faults: Vec::new() };
    match id {
        FormId::Cause => {
            rules.faults.extend(cause::judge_lines(sheet));
            rules.death("died");
        }
        FormId::Death => rules.death("died"),
        FormId::Discharge | FormId::Leave => rules.discharge(),
        FormId::Birth => rules.birth(),
        FormId::Stillbirth => rules.still_birth(),
        FormId::Mlc => rules.order("arrived", "made", "fault-mlc-made"),
        FormId::Transfer => rules.after_admission("at", "fault-before-admission"),
        _ => {}
    }
    rules.faults
}

struct Rules<'a> {
    id: FormId,
    sheet: &'a Sheet,
    known: &'a Known,
    faults: Vec<Remark>,
}

impl Rules<'_> {
    fn fault(&mut self, code: &str, id: &'static str, args: &[(&'static str, &str)]) {
        if let Some(item) = form(self.id).item(code) {
            self.faults.push(remark(item, id, args));
        }
    }

    fn moment(&self, code: &str) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(self.sheet.get(code)).ok()
    }

    fn number(&self, code: &str) -> Option<u32> {
        self.sheet.get(code).parse().ok()
    }

    fn order(&mut self, first: &str, then: &str, id: &'static str) {
        if let (Some(a), Some(b)) = (self.moment(first), self.moment(then))
            && b < a
        {
            self.fault(then, id, &[("first", &write_moment(a))]);
        }
    }

    fn after_admission(&mut self, code: &str, id: &'static str) {
        if let (Some(admitted), Some(at)) = (self.known.admitted, self.moment(code))
            && at < admitted
        {
            self.fault(code, id, &[("admitted", &write_moment(admitted))]);
        }
    }

    /// The latest day on which somebody of that age can have been born: an age that was said is a year or two off.
    fn born_at_latest(&self) -> Option<NaiveDate> {
        match self.known.age? {
            Age::Born(day) => Some(day),
            said => said.born_about()?.checked_sub_months(Months::new(24)),
        }
    }

    fn death(&mut self, code: &str) {
        if let (Some(born), Some(died)) = (self.born_at_latest(), self.moment(code))
            && died.date_naive() < born
        {
            self.fault(code, "fault-death-before-birth", &[("born", &born.format("%d-%m-%Y").to_string())]);
        }
        self.after_admission(code, "fault-death-before-admission");
    }

    fn discharge(&mut self) {
        self.after_admission("at", "fault-discharge-before-admission");
        let (Some(admitted), Some(at)) = (self.known.admitted, self.moment("at")) else { return };
        let hours = at.signed_duration_since(admitted).num_hours();
        let wrong = match self.sheet.get("outcome") {
            "died-under-48" => hours >= DEATH_HOURS,
            "died-48" => (0..DEATH_HOURS).contains(&hours),
            _ => false,
        };
        if wrong {
            let hours = hours.to_string();
            self.fault("outcome", "fault-death-hours", &[("hours", &hours), ("admitted", &write_moment(admitted))]);
        }
    }

    /// The child cannot be older than its mother, nor she a child herself.
    fn birth(&mut self) {
        let mother = self.known.age.and_then(|age| age.born_about());
        if let (Some(mother), Some(born)) = (mother, self.moment("born"))
            && mother.checked_add_months(Months::new(MOTHER_YEARS_MIN * 12)).is_some_and(|day| born.date_naive() < day)
        {
            self.fault("born", "fault-newborn-older", &[("mother", &mother.format("%d-%m-%Y").to_string())]);
        }
        if let (Some(married), Some(age)) = (self.number("mother_married_age"), self.number("mother_age"))
            && married > age
        {
            self.fault("mother_married_age", "fault-married-age", &[("age", &age.to_string())]);
        }
    }

    fn still_birth(&mut self) {
        if let Some(weeks) = self.number("weeks").filter(|weeks| *weeks < STILL_BIRTH_WEEKS) {
            let (weeks, least) = (weeks.to_string(), STILL_BIRTH_WEEKS.to_string());
            self.fault("weeks", "fault-still-birth-weeks", &[("weeks", &weeks), ("least", &least)]);
        }
        self.birth();
    }
}
