//! The roads that a pass writes records for, each opened when it is first asked for.

use super::pass::Roads;
use crate::exchange::fhir::FhirRoad;
use crate::exchange::hl7::{self, Hl7Road};
use crate::exchange::{Batch, Record};
use crate::journal::{Mark, Road};
use crate::problem::Problem;

/// All roads for one counter's records.
pub(super) struct OpenRoads<'a> {
    batch: Batch<'a>,
    fhir: Option<FhirRoad<'a>>,
    hl7: Option<Hl7Road<'a>>,
}

impl<'a> OpenRoads<'a> {
    pub(super) const fn new(batch: Batch<'a>) -> Self {
        Self { batch, fhir: None, hl7: None }
    }
}

impl Roads for OpenRoads<'_> {
    fn carries(&self, road: Road, record: &Record<'_>) -> bool {
        match road {
            Road::Fhir | Road::Csv | Road::Xlsx | Road::Typing => true,
            Road::Hl7 => Hl7Road::carries(record.key.kind),
        }
    }

    fn bytes(&mut self, road: Road, record: &Record<'_>, into: &mut Vec<u8>) -> Result<Mark, Problem> {
        match road {
            Road::Fhir => {
                if self.fhir.is_none() {
                    self.fhir = Some(FhirRoad::new(&self.batch)?);
                }
                if let Some(road) = &mut self.fhir {
                    road.record(record, into)?;
                }
                Ok(Mark::of(into))
            }
            Road::Hl7 => {
                if self.hl7.is_none() {
                    self.hl7 = Some(Hl7Road::new(&self.batch)?);
                }
                if let Some(road) = &self.hl7 {
                    road.record(record, into)?;
                }
                Ok(hl7::mark(into))
            }
            Road::Csv | Road::Xlsx | Road::Typing => Ok(Mark::of(into)),
        }
    }

    fn field(&mut self, _record: &Record<'_>, _name: &str) -> Result<String, Problem> {
        Ok("?".to_owned())
    }
}
