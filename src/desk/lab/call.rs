//! Who was told: the call about a critical value, the report printed, the report in somebody's hands.

use super::order::beside;
use super::subject::order_of;
use super::{Desk, Done};
use crate::desk::cases::CaseWish;
use crate::hospital::forms::{FormId, Known, Sheet};
use crate::hospital::lab::LabValue;
use crate::hospital::permissions::Right;
use crate::journal::fold::{OrderState, ResultState};
use crate::journal::{Body, Call, PaperKind, Told};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::NewPrint;

impl Desk {
    /// Writes down who was told of critical values, when, and whether they were read back. Without read-back nothing is released.
    pub(super) fn note_call(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::EnterResults)?;
        let sheet = self.judged(FormId::LabCall, values, &Known::default())?;
        let (row, tube) = self.order_named(sheet.get("tube"))?;
        let order = order_of(&row)?;
        let (only, unknown) = self.catalogue_codes(sheet.get("tests"));
        if !unknown.is_empty() {
            return Err(beside("tests", "fault-lab-tests", vec![("tests", unknown.join(", "))]));
        }
        let tube = tube.and_then(|accession| order.tube(accession)).map(|tube| tube.accession);
        let about = |value: &&LabValue| {
            (only.is_empty() || only.contains(&value.test))
                && order.result(&value.test).is_some_and(|r| tube.is_none_or(|tube| r.tube == tube))
        };
        let named = order.results.iter().filter_map(ResultState::value).filter(|v| !only.is_empty() && only.contains(&v.test));
        let told: Vec<(String, String)> = order
            .uncalled()
            .filter(about)
            .chain(named.filter(|v| order.was_called(v) || !v.flag.is_critical()))
            .map(|value| (value.test.clone(), value.value.clone()))
            .collect();
        if told.is_empty() {
            return Err(Problem::refused("problem-call-nothing"));
        }
        let call = Call {
            values: told,
            whom: sheet.get("whom").to_owned(),
            at: self.when(&sheet, "at"),
            read_back: sheet.is("read_back", "yes"),
            note: sheet.get("note").to_owned(),
        };
        let done = self.take_step(FormId::LabCall, &row, Body::Called { of: row.id.clone(), call }, &[])?;
        Ok(Done { tubes: tube.into_iter().collect(), ..done })
    }

    fn catalogue_codes(&self, text: &str) -> (Vec<String>, Vec<String>) {
        let catalogue = self.catalogue();
        let (defs, unknown) = catalogue.expand(text);
        (defs.into_iter().map(|def| def.code.clone()).collect(), unknown)
    }

    /// Prints the report of what is released, or writes down into whose hands it came.
    pub(super) fn tell_report(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::ReadResults)?;
        let sheet = self.judged(FormId::LabTell, values, &Known::default())?;
        let (row, _) = self.order_named(sheet.get("tube"))?;
        let order = order_of(&row)?;
        if !order.has_report() {
            return Err(Problem::refused("problem-report-nothing"));
        }
        self.identity_is_sure(&row)?;
        // What this person may not read is on no paper that they print or hand over.
        let limits = &self.masters().lab_limits;
        let secret = |test: &str| limits.iter().any(|l| l.code == test && l.restricted);
        let released = || order.results.iter().filter(|r| r.released.is_some()).map(|r| r.test.clone());
        let all = self.may(Right::ReadRestricted).is_ok() || !released().any(|test| secret(&test));
        let tests: Vec<String> = if all { Vec::new() } else { released().filter(|test| !secret(test)).collect() };
        if !all && tests.is_empty() {
            self.may(Right::ReadRestricted)?;
        }
        let what = if sheet.is("what", "handed") { Told::Handed } else { Told::Reported };
        let papers = if what == Told::Reported { self.report_papers(order, wish) } else { Vec::new() };
        let (at, whom) = (self.when(&sheet, "at"), sheet.get("whom").to_owned());
        self.take_step(FormId::LabTell, &row, Body::ReportTold { of: row.id.clone(), what, at, whom, tests }, &papers)
    }

    /// The report, and a sheet of its own for what the law restricts, where this person may print it. The same report again is a duplicate.
    fn report_papers(&self, order: &OrderState, wish: CaseWish) -> Vec<NewPrint> {
        let released = |r: &&ResultState| r.released.is_some();
        let new = order.results.iter().filter(released).any(|r| !r.reported);
        let before = order.told.iter().filter(|line| line.what == Told::Reported).count();
        let copy = if new { 0 } else { u32::try_from(before).unwrap_or(u32::MAX) };
        let limits = &self.masters().lab_limits;
        let secret = |test: &str| limits.iter().any(|l| l.code == test && l.restricted);
        let mut kinds = Vec::new();
        if order.results.iter().filter(released).any(|r| !secret(&r.test)) {
            kinds.push(PaperKind::LabReport);
        }
        if order.results.iter().filter(released).any(|r| secret(&r.test)) && self.may(Right::ReadRestricted).is_ok() {
            kinds.push(PaperKind::RestrictedReport);
        }
        wish.papers(&kinds, Size::Band).into_iter().map(|print| NewPrint { copy, ..print }).collect()
    }
}
