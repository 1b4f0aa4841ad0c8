//! The roads that a pass writes records for, each opened when it is first asked for.

use super::pass::Roads;
use crate::exchange::fhir::FhirRoad;
use crate::exchange::hl7::{self, Hl7Road};
use crate::exchange::sheets::{Field, SheetsRoad, value_of};
use crate::exchange::{Batch, Record};
use crate::journal::{Mark, RecordKey, Road};
use crate::problem::Problem;

/// All roads for one counter's records.
pub(super) struct OpenRoads<'a> {
    batch: Batch<'a>,
    fhir: Option<FhirRoad<'a>>,
    hl7: Option<Hl7Road<'a>>,
    sheets: Option<SheetsRoad<'a>>,
    /// Fields of the record that was asked for last: the pre-flight asks for one after the other.
    asked: Option<(RecordKey, Vec<Field>)>,
}

impl<'a> OpenRoads<'a> {
    pub(super) const fn new(batch: Batch<'a>) -> Self {
        Self { batch, fhir: None, hl7: None, sheets: None, asked: None }
    }

    /// The record's fields, as [`SheetsRoad::fields`] gives them.
    pub(super) fn fields(&mut self, record: &Record<'_>) -> Result<Vec<Field>, Problem> {
        self.sheets()?.fields(record)
    }

    fn sheets(&mut self) -> Result<&SheetsRoad<'a>, Problem> {
        match &mut self.sheets {
            Some(road) => Ok(road),
            none => Ok(none.insert(SheetsRoad::new(&self.batch)?)),
        }
    }
}

impl Roads for OpenRoads<'_> {
    fn carries(&self, road: Road, record: &Record<'_>) -> bool {
        match road {
            Road::Fhir | Road::Csv | Road::Xlsx | Road::Typing => true,
            Road::Hl7 => Hl7Road::carries(record),
        }
    }

    fn bytes(&mut self, road: Road, record: &Record<'_>, into: &mut Vec<u8>) -> Result<Mark, Problem> {
        match road {
            Road::Fhir => {
                match &mut self.fhir {
                    Some(road) => road,
                    none => none.insert(FhirRoad::new(&self.batch)?),
                }
                .record(record, into)?;
                Ok(Mark::of(into))
            }
            Road::Hl7 => {
                match &mut self.hl7 {
                    Some(road) => road,
                    none => none.insert(Hl7Road::new(&self.batch)?),
                }
                .record(record, into)?;
                Ok(hl7::mark(into))
            }
            // Both tables' roads and typing tell the same rows.
            Road::Csv | Road::Xlsx | Road::Typing => {
                self.sheets()?.record(record, into)?;
                Ok(Mark::of(into))
            }
        }
    }

    fn field(&mut self, record: &Record<'_>, name: &str) -> Result<String, Problem> {
        let fields = match self.asked.take().filter(|(of, _)| of == record.key) {
            Some((_, fields)) => fields,
            None => self.fields(record)?,
        };
        let value = value_of(&fields, name);
        self.asked = Some((record.key.clone(), fields));
        Ok(value)
    }
}
