//! Results: typed or from a file, judged against the range of this patient, compared with the last one, released by another person.

use super::order::beside;
use super::subject::{order_of, tube_of};
use super::tubes::gone;
use super::{Desk, Done};
use crate::hospital::forms::{FormId, Known, Sheet, form};
use crate::hospital::lab::TubePlace;
use crate::hospital::lab::{
    Catalogue, LabValue, LabWarning, Previous, Subject, calculate, calculated, differs, judge_value, same_value,
};
use crate::hospital::opd_form::{Field, Remark};
use crate::hospital::permissions::Right;
use crate::hospital::sex::Sex;
use crate::journal::fold::{OrderState, ResultPhase, ResultState, TubeState, Typing, order_after, order_with};
use crate::journal::{Body, Released, ResultSource};
use crate::problem::Problem;
use crate::store::CaseRow;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Names of the form that are no test.
fn is_test(code: &str) -> bool {
    form(FormId::LabResult).item(code).is_none() && !matches!(code, "patient" | "record" | "stay" | "arrival")
}

/// A remark beside the box of one test.
fn at_test(test: &str, id: &'static str, mut args: Vec<(&'static str, String)>) -> Remark {
    args.push(("test", test.to_owned()));
    Remark { field: Field::Item("values"), id, args }
}

impl Desk {
    /// Types results of one tube: field by field, the test's code is the field's name. The same again is the blind second typing of what
    /// is critical.
    pub(super) fn enter_results(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::EnterResults)?;
        let catalogue = self.catalogue();
        let fields = values.part(form(FormId::LabResult));
        let sheet = self.judged(FormId::LabResult, &fields, &Known::default())?;
        let accession = self.accession(sheet.get("tube"))?;
        let row = self.order_of_tube(accession)?;
        let order = order_of(&row)?;
        let tube = tube_of(order, accession)?;
        if !gives_results(order, tube) {
            return Err(gone(tube, accession));
        }
        let who = subject_of(&row, tube, self.now());
        let (mut judged, mut faults) = (Vec::new(), Vec::new());
        for (code, text) in values.iter().filter(|(code, text)| is_test(code) && !text.trim().is_empty()) {
            match Self::judge_one((&catalogue, order, tube), code, text, (&who, sheet.get("reason"))) {
                Ok(value) => judged.push(value),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(Problem::refused("problem-form").beside(faults));
        }
        if judged.is_empty() {
            return Err(beside("values", "fault-lab-no-values", Vec::new()));
        }
        let at = self.when(&sheet, "at");
        self.save_results((&catalogue, &row, tube), judged, at, (ResultSource::Typed, sheet.get("reason")))
    }

    fn judge_one(
        (catalogue, order, tube): (&Catalogue, &OrderState, &TubeState),
        code: &str,
        text: &str,
        (who, reason): (&Subject, &str),
    ) -> Result<LabValue, Remark> {
        let def = catalogue.test(code).ok_or_else(|| at_test(code, "fault-lab-not-asked", Vec::new()))?;
        let result = order.result(&def.code).filter(|r| r.tube == tube.accession);
        let result = result.ok_or_else(|| at_test(&def.code, "fault-lab-not-asked", Vec::new()))?;
        let value = judge_value(def, text, who).map_err(|fault| at_test(&def.code, fault.id, fault.args))?;
        if let Some(released) = &result.released {
            if reason.is_empty() {
                return Err(at_test(&def.code, "fault-lab-amend-reason", Vec::new()));
            }
            if released.typing.value.value == value.value && result.live.is_empty() {
                return Err(at_test(&def.code, "fault-lab-same", Vec::new()));
            }
        }
        Ok(value)
    }

    /// Saves judged values of a tube with what is worked out from them, and what changed since the last time.
    pub(super) fn save_results(
        &mut self,
        (catalogue, row, tube): (&Catalogue, &CaseRow, &TubeState),
        mut values: Vec<LabValue>,
        at: DateTime<FixedOffset>,
        (source, reason): (ResultSource, &str),
    ) -> Result<Done, Problem> {
        let order = order_of(row)?;
        let who = subject_of(row, tube, self.now());
        let as_if = |value: &LabValue| Typing {
            entry: self.store.next_id(),
            value: value.clone(),
            at,
            by: self.user.login.clone(),
            typed: source.is_typed(),
            reason: String::new(),
            mark: String::new(),
        };
        let after = order_with(order, tube.accession, values.iter().map(as_if).collect());
        values.extend(worked_out(catalogue, &after, tube, &values, &who));
        let before = self.last_results(row)?;
        for value in &mut values {
            let Some((was, when)) = before.get(&value.test) else { continue };
            let hours = at.signed_duration_since(*when).num_hours();
            if catalogue.test(&value.test).is_some_and(|def| differs(def, &value.value, was, hours)) {
                value.delta = Some(Previous { value: was.clone(), at: *when });
            }
        }
        let tests: Vec<String> = values.iter().map(|v| v.test.clone()).collect();
        let body = Body::Resulted { of: row.id.clone(), tube: tube.accession, at, values, source, reason: reason.to_owned() };
        let (entry, _signed, prints) = self.append(body, row.case.heads.clone(), &[])?;
        // What is told comes from the entry itself: the rows follow a moment later.
        let after = order_after(order, &entry);
        Ok(Done {
            form: FormId::LabResult,
            entry: entry.header.id(),
            case: Some(row.id.clone()),
            patient: row.case.patient.clone(),
            patient_number: row.patient.as_ref().map(|p| p.patient.number.clone()),
            number: row.case.number.clone(),
            name: row.patient.as_ref().map(|p| p.patient.details.name.clone()),
            at: entry.header.time,
            warnings: Vec::new(),
            prints,
            more: Vec::new(),
            tubes: vec![tube.accession],
            lab_warnings: result_warnings(&after, &tests),
        })
    }

    /// The last released value of each test in the patient's other orders, under any of the patient's numbers here.
    fn last_results(&self, row: &CaseRow) -> Result<BTreeMap<String, (String, DateTime<FixedOffset>)>, Problem> {
        let mut last: BTreeMap<String, (String, DateTime<FixedOffset>)> = BTreeMap::new();
        let Some(patient) = &row.case.patient else { return Ok(last) };
        let same = row.patient.as_ref().map(|p| p.same_as.clone()).unwrap_or_default();
        for patient in std::iter::once(patient).chain(&same) {
            for other in self.rows()?.cases_of_patient(patient)?.into_iter().filter(|other| other.id != row.id) {
                let Some(order) = other.case.order().filter(|_| other.case.cancelled.is_none()) else { continue };
                for released in order.results.iter().filter_map(|r| r.released.as_ref()) {
                    let (value, at) = (&released.typing.value, released.typing.at);
                    if last.get(&value.test).is_none_or(|(_, before)| *before < at) {
                        last.insert(value.test.clone(), (value.value.clone(), at));
                    }
                }
            }
        }
        Ok(last)
    }

    /// Releases results that another person entered. A critical value first has to be told and read back.
    pub(super) fn verify_results(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::VerifyResults)?;
        let sheet = self.judged(FormId::LabVerify, values, &Known::default())?;
        let (row, tube) = self.order_named(sheet.get("tube"))?;
        let order = order_of(&row)?;
        self.identity_is_sure(&row)?;
        let catalogue = self.catalogue();
        let (only, unknown) = catalogue.expand(sheet.get("tests"));
        if !unknown.is_empty() {
            return Err(beside("tests", "fault-lab-tests", vec![("tests", unknown.join(", "))]));
        }
        let tube = tube.and_then(|accession| order.tube(accession)).map(|tube| tube.accession);
        let wanted = |result: &&ResultState| {
            (only.is_empty() || only.iter().any(|def| def.code == result.test)) && tube.is_none_or(|tube| result.tube == tube)
        };
        let ready: Vec<(&ResultState, &Typing)> =
            order.results.iter().filter(wanted).filter_map(|r| Some((r, r.entered()?))).collect();
        if ready.is_empty() {
            let waiting =
                order.results.iter().filter(wanted).find(|r| matches!(r.phase, ResultPhase::Second | ResultPhase::Mismatch));
            let id = waiting.map_or("problem-verify-nothing", |_| "problem-verify-second");
            return Err(Problem::refused(id).with("test", waiting.map_or_else(String::new, |r| r.test.clone())));
        }
        let ready = self.well_founded(&catalogue, (&row, order), ready);
        if ready.is_empty() {
            return Err(Problem::refused("problem-verify-inputs"));
        }
        self.may_release(&catalogue, order, &ready)?;
        self.judged_for_whom_it_is(&catalogue, (&row, order), &ready)?;
        let results = ready.iter().map(|(r, t)| Released { test: r.test.clone(), entry: t.entry.clone() }).collect();
        let body = Body::Verified { of: row.id.clone(), results, conclusion: sheet.get("conclusion").to_owned() };
        let done = self.take_step(FormId::LabVerify, &row, body, &[])?;
        Ok(Done { tubes: tube.into_iter().collect(), ..done })
    }

    fn may_release(&self, catalogue: &Catalogue, order: &OrderState, ready: &[(&ResultState, &Typing)]) -> Result<(), Problem> {
        let me = &self.user.login;
        let list = |tests: Vec<&str>| tests.join(", ");
        let own: Vec<&str> =
            ready.iter().filter(|(r, _)| r.live.iter().any(|t| t.typed && t.by == *me)).map(|(r, _)| r.test.as_str()).collect();
        if !own.is_empty() {
            return Err(Problem::refused("problem-verify-own").with("tests", list(own)));
        }
        let secret = |code: &str| catalogue.test(code).is_some_and(|def| def.limit.restricted);
        if ready.iter().any(|(r, _)| secret(&r.test)) {
            self.may(Right::ReadRestricted)?;
        }
        let uncalled: Vec<&str> = ready
            .iter()
            .filter(|(_, t)| t.value.flag.is_critical() && !order.was_called(&t.value))
            .map(|(r, _)| r.test.as_str())
            .collect();
        if !uncalled.is_empty() {
            return Err(Problem::refused("problem-verify-uncalled").with("tests", list(uncalled)));
        }
        Ok(())
    }

    /// Without what is worked out from values that are neither released nor in this release, or that would come out otherwise now.
    fn well_founded<'o>(
        &self,
        catalogue: &Catalogue,
        (row, order): (&CaseRow, &OrderState),
        ready: Vec<(&'o ResultState, &'o Typing)>,
    ) -> Vec<(&'o ResultState, &'o Typing)> {
        let mut standing: BTreeMap<String, String> = BTreeMap::new();
        for line in order.results.iter().filter_map(|r| r.released.as_ref()) {
            standing.insert(line.typing.value.test.clone(), line.typing.value.value.clone());
        }
        for (result, typing) in &ready {
            standing.insert(result.test.clone(), typing.value.value.clone());
        }
        let formulas: Vec<&str> = ready.iter().filter(|(_, t)| t.value.calculated).map(|(r, _)| r.test.as_str()).collect();
        for code in &formulas {
            standing.remove(*code);
        }
        let now = self.now();
        let sound = |(result, typing): &(&ResultState, &Typing)| {
            if !typing.value.calculated {
                return true;
            }
            let Some(tube) = order.tube(result.tube) else { return false };
            let again = calculate(&formulas, &standing, &subject_of(row, tube, now));
            let same = |value: &str| catalogue.test(&result.test).is_some_and(|def| same_value(def, value, &typing.value.value));
            again.iter().any(|(code, value)| *code == result.test && same(value))
        };
        ready.into_iter().filter(sound).collect()
    }

    /// A value is held against the range of who the patient is now: an unknown one may have been identified since it was typed.
    fn judged_for_whom_it_is(
        &self,
        catalogue: &Catalogue,
        (row, order): (&CaseRow, &OrderState),
        ready: &[(&ResultState, &Typing)],
    ) -> Result<(), Problem> {
        let other = |(result, typing): &&(&ResultState, &Typing)| {
            let (Some(def), Some(tube)) = (catalogue.test(&result.test), order.tube(result.tube)) else { return false };
            let value = &typing.value;
            let again = judge_value(def, &value.value, &subject_of(row, tube, self.now()));
            again.is_ok_and(|again| (again.flag, again.low, again.high) != (value.flag, value.low.clone(), value.high.clone()))
        };
        let tests: Vec<&str> = ready.iter().filter(other).map(|(r, _)| r.test.as_str()).collect();
        if tests.is_empty() { Ok(()) } else { Err(Problem::refused("problem-verify-judged").with("tests", tests.join(", "))) }
    }

    /// Nothing is released or printed of a patient of whom nobody is sure, where the site says so.
    pub(in crate::desk) fn identity_is_sure(&self, row: &CaseRow) -> Result<(), Problem> {
        if !self.masters().lab.block_doubtful {
            return Ok(());
        }
        let doubt = row.patient.as_ref().is_none_or(|p| p.unknown || p.conflict || p.voided.is_some());
        let claimed = |accession| -> Result<bool, Problem> { Ok(self.rows()?.orders_of_tube(accession)?.len() > 1) };
        let mut doubt = doubt;
        for tube in order_of(row)?.tubes.iter().filter(|tube| !tube.is_gone()) {
            doubt |= claimed(tube.accession)?;
        }
        let number = row.patient.as_ref().map_or_else(String::new, |p| p.patient.number.to_string());
        if doubt { Err(Problem::refused("problem-identity-doubtful").with("number", number)) } else { Ok(()) }
    }
}

/// Whom a value is judged for: sex and age on the day the tube was filled.
pub(super) fn subject_of(row: &CaseRow, tube: &TubeState, now: DateTime<FixedOffset>) -> Subject {
    let day = tube.way.collected.unwrap_or(now).date_naive();
    row.patient
        .as_ref()
        .map_or(Subject { sex: Sex::Unknown, days: None }, |p| Subject::of(p.patient.details.sex, &p.patient.details.age, day))
}

/// True while a tube can give results: not rejected; once thrown away by rule, only what is released is amended.
pub(super) fn gives_results(order: &OrderState, tube: &TubeState) -> bool {
    match tube.way.place {
        TubePlace::Rejected => false,
        TubePlace::Discarded => order.results_of(tube).any(|result| result.released.is_some()),
        _ => true,
    }
}

/// Tests that are worked out from what will stand once the new values are saved. What was measured is left alone.
fn worked_out(catalogue: &Catalogue, after: &OrderState, tube: &TubeState, new: &[LabValue], who: &Subject) -> Vec<LabValue> {
    let mut standing: BTreeMap<String, String> = BTreeMap::new();
    // What waits to be typed again stands for nothing, and neither does the released value that it is to replace.
    for result in after.results.iter().filter(|r| !matches!(r.phase, ResultPhase::Second | ResultPhase::Mismatch)) {
        if let Some(value) = result.value() {
            standing.insert(value.test.clone(), value.value.clone());
        }
    }
    let measured = |code: &str| {
        let result = after.result(code);
        result.is_some_and(|r| r.live.iter().any(|t| !t.value.calculated) || r.value().is_some_and(|v| !v.calculated))
    };
    let given = |code: &str| new.iter().any(|value| value.test == code);
    let wanted: Vec<&str> =
        tube.tests.iter().map(String::as_str).filter(|code| calculated(code) && !given(code) && !measured(code)).collect();
    // What is to be worked out anew must not stand in its own way.
    for code in &wanted {
        standing.remove(*code);
    }
    let changed = |code: &str, value: &str| after.result(code).and_then(ResultState::value).is_none_or(|v| v.value != value);
    calculate(&wanted, &standing, who)
        .into_iter()
        .filter(|(code, value)| changed(code, value))
        .filter_map(|(code, value)| {
            let judged = judge_value(catalogue.test(&code)?, &value, who).ok()?;
            Some(LabValue { calculated: true, ..judged })
        })
        .collect()
}

/// What somebody should look at after results were typed.
fn result_warnings(order: &OrderState, tests: &[String]) -> Vec<LabWarning> {
    let mut all = Vec::new();
    for result in order.results.iter().filter(|r| tests.contains(&r.test)) {
        let of = |id: &'static str| LabWarning::new(id, vec![("test", result.test.clone())]);
        match result.phase {
            ResultPhase::Second => all.push(of("lab-warning-second")),
            ResultPhase::Mismatch => all.push(of("lab-warning-mismatch")),
            _ => {}
        }
        let Some(value) = result.entered().map(|t| &t.value) else { continue };
        let shown = vec![("test", result.test.clone()), ("value", format!("{} {}", value.value, value.unit))];
        if value.flag.is_critical() && !order.was_called(value) {
            all.push(LabWarning::new("lab-warning-critical", shown.clone()));
        }
        if let Some(was) = &value.delta {
            let mut args = shown;
            args.push(("before", was.value.clone()));
            args.push(("at", crate::hospital::forms::write_moment(was.at)));
            all.push(LabWarning::new("lab-warning-delta", args));
        }
    }
    all
}
