//! Which order and which tube a form is about: by the label a tube has or had, by a requisition's number, by address.

use super::Desk;
use crate::hospital::forms::Sheet;
use crate::hospital::identifiers::mask_aadhaar;
use crate::hospital::lab::{Accession, AccessionError};
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::journal::fold::{CaseBody, OrderState, ResultPhase, TubeState};
use crate::problem::Problem;
use crate::store::CaseRow;

/// Most tubes that one form names.
const TUBES_MAX: usize = 200;

/// The order of a row that was found as one.
pub(super) fn order_of(row: &CaseRow) -> Result<&OrderState, Problem> {
    row.case.order().ok_or_else(|| Problem::refused("problem-not-found"))
}

/// The tube of an order by its label.
pub(super) fn tube_of(order: &OrderState, accession: Accession) -> Result<&TubeState, Problem> {
    order.tube(accession).ok_or_else(|| Problem::refused("problem-tube-unknown").with("tube", accession.spaced()))
}

impl Desk {
    /// Reads an accession number of this event: a drill's tube is no patient's, and the other way round.
    pub(super) fn accession(&self, text: &str) -> Result<Accession, Problem> {
        let shown = || mask_aadhaar(text.trim());
        let read = Accession::parse(text).map_err(|error| match error {
            AccessionError::Check => Problem::refused("problem-tube-check").with("tube", shown()),
            _ => Problem::refused("problem-tube-shape").with("tube", shown()),
        })?;
        let mode = read.parts().map(|parts| parts.mode);
        if mode != Some(self.counter.file.mode) {
            return Err(Problem::refused("problem-tube-mode").with("tube", read.spaced()));
        }
        Ok(read)
    }

    /// The one order that a tube belongs to. Two orders that claim it are a mismatch that blocks everything but a rejection.
    pub(super) fn order_of_tube(&self, accession: Accession) -> Result<CaseRow, Problem> {
        let mut rows = self.rows()?.orders_of_tube(accession)?;
        rows.retain(|row| row.case.cancelled.is_none());
        if rows.is_empty()
            && let Some(gone) = self.rows()?.orders_of_tube(accession)?.pop()
        {
            let number = gone.case.number.as_ref().map_or_else(String::new, ToString::to_string);
            return Err(Problem::refused("problem-order-cancelled").with("number", number));
        }
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(row),
            (Some(_), false) => Err(Problem::refused("problem-tube-claimed").with("tube", accession.spaced())),
            (None, _) => Err(Problem::refused("problem-tube-unknown").with("tube", accession.spaced())),
        }
    }

    /// The order that `tube` names, and the tube where it names one.
    pub(super) fn order_named(&self, text: &str) -> Result<(CaseRow, Option<Accession>), Problem> {
        let text = text.trim();
        let ten_digits = text.chars().filter(|c| !matches!(c, ' ' | '-')).all(|c| c.is_ascii_digit()) && !text.is_empty();
        if ten_digits {
            let accession = self.accession(text)?;
            return Ok((self.order_of_tube(accession)?, Some(accession)));
        }
        let by_address = text.parse::<EntryId>().ok().map(|id| self.rows()?.case(&id).map_err(Problem::from)).transpose()?;
        let row = match by_address.flatten() {
            Some(row) => Some(row),
            None => self.case_named(text)?,
        };
        match row.filter(|row| row.case.order().is_some()) {
            Some(row) if row.case.cancelled.is_some() => {
                Err(Problem::refused("problem-order-cancelled").with("number", mask_aadhaar(text)))
            }
            Some(row) => Ok((row, None)),
            None => Err(Problem::refused("problem-number-unknown").with("number", mask_aadhaar(text))),
        }
    }

    /// The tubes that a form names, separated by spaces, commas or lines; ten digits may have spaces within when alone.
    pub(super) fn tubes_named(&self, values: &Sheet) -> Result<Vec<Accession>, Problem> {
        let text = values.get("tube").trim();
        if Accession::parse(text).is_ok() {
            return Ok(vec![self.accession(text)?]);
        }
        let words: Vec<&str> = text.split([',', ';', '\n', ' ']).filter(|word| !word.is_empty()).collect();
        if words.is_empty() || words.len() > TUBES_MAX {
            return Err(Problem::refused("problem-tube-shape").with("tube", mask_aadhaar(text)));
        }
        let mut all = Vec::with_capacity(words.len());
        for word in words {
            let accession = self.accession(word)?;
            if all.contains(&accession) {
                return Err(Problem::refused("problem-tube-twice").with("tube", accession.spaced()));
            }
            all.push(accession);
        }
        Ok(all)
    }

    /// An order by a scan or a number, for a screen: without what this person may not read.
    ///
    /// # Errors
    /// `problem-tube-…`, `problem-number-unknown`, or a problem of right or disk.
    pub fn lab_find(&self, text: &str) -> Result<(CaseRow, Option<Accession>), Problem> {
        self.may(Right::Find)?;
        let (mut row, tube) = self.order_named(text)?;
        self.hide(&mut row);
        Ok((row, tube))
    }

    /// Takes out of an order what this person may not read: every value without the right to results, restricted ones without the right
    /// to those, and for everybody the first typing of what has to be typed again blind.
    pub fn hide(&self, row: &mut CaseRow) {
        let reads = self.may(Right::ReadResults).is_ok();
        let restricted = self.may(Right::ReadRestricted).is_ok();
        let CaseBody::Order(order) = &mut row.case.body else { return };
        let limits = &self.masters().lab_limits;
        let secret_test = |test: &String| limits.iter().any(|l| l.code == *test && l.restricted);
        if !restricted || !reads {
            order.conclusions.retain(|line| reads && !line.tests.iter().any(secret_test));
            order.conclusion = order.conclusions.last().map(|line| line.text.clone()).unwrap_or_default();
        }
        for result in &mut order.results {
            let secret = limits.iter().any(|l| l.code == result.test && l.restricted);
            let hidden = !reads || (secret && !restricted);
            let blind = matches!(result.phase, ResultPhase::Second | ResultPhase::Mismatch);
            for typing in result.live.iter_mut().chain(&mut result.replaced).filter(|_| hidden || blind) {
                HIDDEN.clone_into(&mut typing.value.value);
                typing.value.flag = crate::hospital::lab::Flag::Normal;
                typing.value.delta = None;
            }
            for line in result.released.iter_mut().chain(&mut result.before).filter(|_| hidden) {
                HIDDEN.clone_into(&mut line.typing.value.value);
                line.typing.value.flag = crate::hospital::lab::Flag::Normal;
                line.typing.value.delta = None;
            }
            if hidden {
                let test = &result.test;
                let of_test = order.calls.iter_mut().flat_map(|line| &mut line.call.values).filter(|(t, _)| t == test);
                of_test.for_each(|(_, value)| HIDDEN.clone_into(value));
                order.stray.iter_mut().filter(|line| line.test == *test).for_each(|line| HIDDEN.clone_into(&mut line.value));
            }
        }
    }
}

/// What stands instead of a value that a person may not read.
pub const HIDDEN: &str = "•••";
