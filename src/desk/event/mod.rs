//! The event: who is in charge, declared and ended by named officers; incidents, duty roster, shifts, notices, drills.

use super::Desk;
use crate::hospital::event::{Module, Side};
use crate::journal::{Body, Register};
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

impl Desk {
    /// Which side is in charge of what an entry is about, as this counter knows.
    pub(super) fn side_of(&self, body: &Body, at: DateTime<FixedOffset>) -> Result<Side, Problem> {
        let charges = self.store.charges()?;
        if charges.statements().is_empty() {
            return Ok(Side::Manual);
        }
        Ok(charges.in_charge(self.module_of(body)?, Some(&self.counter.file.counter), at))
    }

    /// The module whose record an entry is: what its kind does not say, the case that it is about does.
    fn module_of(&self, body: &Body) -> Result<Option<Module>, Problem> {
        let (None, Body::Corrected { of, .. } | Body::Cancelled { of, .. } | Body::Reprinted { of, .. }) = (body.module(), body)
        else {
            return Ok(body.module());
        };
        let rows = self.rows()?;
        let Some(case) = rows.case(of)?.map(|row| row.case) else {
            return Ok(rows.visit(of)?.map(|_visit| Module::Opd));
        };
        Ok(Some(match case.record().map(|record| record.register) {
            Some(Register::Indent) => Module::Indent,
            Some(_) => Module::Registers,
            None if case.arrival().is_some() => Module::Er,
            None if case.stay().is_some() => Module::Ipd,
            None => Module::Lab,
        }))
    }
}
