//! The patient part of a form: known here, new, or known to nobody yet.

use super::Desk;
use crate::hospital::age::Age;
use crate::hospital::forms::{FormId, Sheet, form};
use crate::hospital::names::{self, Kind};
use crate::hospital::number::{Number, Series};
use crate::hospital::opd_form::{Field, OpdForm, Remark, judge_details};
use crate::hospital::person::{Address, Details, MobileOwner, PersonName};
use crate::hospital::sex::Sex;
use crate::journal::{EntryId, Matched, Patient};
use crate::problem::Problem;

/// Under this name the values of a form say what they were filled from, as JSON; see [`crate::desk::views::fill_sheet`].
pub(in crate::desk) const MATCHED: &str = "matched";

/// The patient that a case is about: whose id where known, and the copy that the entry carries.
pub(in crate::desk) struct Who {
    pub of: Option<EntryId>,
    pub patient: Patient,
    pub heads: Vec<EntryId>,
}

impl Desk {
    /// The patient named, or a new one from the fields of form `person`.
    pub(in crate::desk) fn who(&self, values: &Sheet) -> Result<Who, Problem> {
        if let Some((id, state)) = self.patient_named(values)? {
            // What was matched stands in the entry that took it, not in every copy.
            let patient = Patient { matched: None, ..state.patient };
            return Ok(Who { of: Some(id), patient, heads: state.heads });
        }
        let details = self.new_details(values)?;
        let matched = matched_of(values);
        Ok(Who { of: None, patient: Patient { number: self.next_number(Series::Patient)?, details, matched }, heads: Vec::new() })
    }

    /// Details of a patient who is not known here.
    pub(super) fn new_details(&self, values: &Sheet) -> Result<Details, Problem> {
        let form = opd_form(values, self.masters());
        let judged = judge_details(&form, self.masters(), self.today(), None);
        judged.details.ok_or_else(|| Problem::refused("problem-form").beside(judged.faults))
    }

    /// Details of somebody whom nobody knows: a name that says so, and what can be seen.
    pub(super) fn unknown_details(&self, values: &Sheet, arrival: &Number) -> Result<Details, Problem> {
        let text = |code: &str| values.get(code).trim();
        let mut faults = Vec::new();
        let sex = if text("sex").is_empty() { Some(Sex::Unknown) } else { Sex::parse(text("sex")) };
        if sex.is_none() {
            faults.push(Remark { field: Field::Sex, id: "fault-sex", args: Vec::new() });
        }
        let age = match text("age") {
            "" => Some(Age::Unknown(self.today())),
            // What is seen is a guess, whether or not the registrar writes the sign.
            typed => crate::hospital::age_text::read(typed, self.today()).ok(),
        };
        if age.is_none() {
            faults.push(Remark { field: Field::Age, id: "fault-age", args: Vec::new() });
        }
        match (sex, age) {
            (Some(sex), Some(age)) => Ok(Details {
                name: unknown_name(arrival),
                relative: None,
                sex,
                age: guessed(age),
                mobile: None,
                mobile_of: MobileOwner::Own,
                address: Address::default(),
                category: self.masters().categories.first().map(|c| c.code.clone()).unwrap_or_default(),
                scheme: None,
                uhid: None,
                abha: None,
                abha_address: None,
                aadhaar: None,
            }),
            _ => Err(Problem::refused("problem-form").beside(faults)),
        }
    }
}

fn guessed(age: Age) -> Age {
    match age {
        Age::Said { value, unit: crate::hospital::age::AgeUnit::Years, on } => Age::About { years: value, on },
        other => other,
    }
}

/// `Unknown 12` / `अज्ञात 12`: the serial of the arrival, so that two unknown patients are told apart.
fn unknown_name(arrival: &Number) -> PersonName {
    let serial = arrival.parts().map_or(0, |p| p.serial);
    PersonName {
        honorific: None, latin: Some(format!("Unknown {serial}")), devanagari: Some(format!("अज्ञात {serial}"))
    }
}

/// The fields of form `person` as the out-patients' form, which judges a patient.
pub(super) fn opd_form(values: &Sheet, masters: &crate::hospital::pack::Masters) -> OpdForm {
    let category = match values.get("category").trim() {
        "" => masters.categories.first().map(|c| c.code.clone()).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    OpdForm { category, ..person_form(values) }
}

/// The same without what the hospital adds: whom the form is about so far.
#[must_use]
pub fn person_form(values: &Sheet) -> OpdForm {
    let text = |code: &str| values.get(code).trim().to_owned();
    let matched = matched_of(values);
    // What has no box in this form came with the match, and goes with it.
    let came_along = matched.is_some();
    let beside = |code: &str| if came_along { text(code) } else { String::new() };
    // A relative whose name was changed in its box is another one.
    let same_relative = names::compare(values.get("relative_name"), values.get("relative_name_hi")).kind != Kind::Different;
    OpdForm {
        title: beside("title"),
        relative_name_hi: if same_relative { beside("relative_name_hi") } else { String::new() },
        abha: beside("abha"),
        name: text("name"),
        name_hi: text("name_hi"),
        relation: text("relation"),
        relative_name: text("relative_name"),
        sex: text("sex"),
        age: text("age"),
        mobile: text("mobile"),
        pin: text("pin"),
        address: text("address"),
        uhid: text("uhid"),
        matched,
        ..OpdForm::default()
    }
}

/// The person of the patient index that the values were filled from, while they still have that person's number.
pub(in crate::desk) fn matched_of(values: &Sheet) -> Option<Matched> {
    let text = values.get(MATCHED).trim();
    let matched: Matched = serde_json::from_str(text).ok()?;
    let form = OpdForm { uhid: values.get("uhid").to_owned(), matched: Some(matched), ..OpdForm::default() };
    form.still_matched().cloned()
}

/// True when the form says anything of a new patient.
pub(super) fn names_somebody(values: &Sheet) -> bool {
    form(FormId::Person)
        .items
        .iter()
        .any(|i| matches!(i.code.as_str(), "name" | "name_hi") && !values.get(&i.code).trim().is_empty())
}

/// Two parts of a form: what is wrong in either is told at once.
pub(in crate::desk) fn all_told<A, B>(person: Result<A, Problem>, rest: Result<B, Problem>) -> Result<(A, B), Problem> {
    match (person, rest) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut a), Err(b)) if !a.remarks.is_empty() => {
            a.remarks.extend(b.remarks);
            Err(a)
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}
