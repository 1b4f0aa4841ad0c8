//! Patients and visits as FHIR R4 transactions, one Bundle a line (NDJSON), after the Indian profiles (NRCES 6.5.0).
//!
//! A bundle holds the Organization, the Practitioners of its visits, one Patient and that patient's Encounters with their
//! Provenance. Nothing in it depends on the time of the export or on chance: every id is a UUIDv5 (RFC 9562) of site and
//! entry, so the same records give the same bytes. Every resource is created conditionally on its business identifier;
//! a Provenance, which has none, is PUT under its id; a voided Encounter is PUT on its identifier, so that it also corrects
//! what a receiver took in before.

mod codes;
mod encounter;
mod parts;
mod patient;
mod types;

use super::counted::{self, Out};
use super::manifest::{FileSum, Form, Manifest, Tally};
use super::{Batch, PatientRow, VisitRow, file_name, may_leave, not_written, same_mode};
use crate::journal::EntryId;
use crate::problem::{Problem, Trouble};
use parts::{Agents, Doctors, Frame, Stamp};
use std::io::Write;

/// Name of the data file (see [`super::file_name`]).
pub const BUNDLES_FILE: &str = "bundles.ndjson";

/// Writes the file, bundle by bundle. Feed a patient, then that patient's visits, then the next patient.
pub struct FhirExport<'a, W: Write> {
    batch: Batch<'a>,
    frame: Frame,
    doctors: Doctors,
    out: Out<W>,
    tally: Tally,
    agents: Agents,
    open: Option<Open>,
    /// The bundle being made; kept between bundles for its room.
    line: Vec<u8>,
}

/// What is left to write: the manifest; and the caller's writer, to commit.
pub struct FhirFinished<W> {
    pub manifest: Manifest,
    pub bundles: W,
}

/// The bundle that is open.
struct Open {
    patient: EntryId,
    /// `urn:uuid:…` of the Patient.
    urn: String,
    /// Who registered the patient when; written unless a visit of the same entry says it.
    stamp: Option<Stamp>,
    /// Codes of the doctors already in the bundle.
    doctors: Vec<String>,
}

impl<'a, W: Write> FhirExport<'a, W> {
    /// Starts the file.
    ///
    /// # Errors
    /// Refused for a drill.
    pub fn new(batch: Batch<'a>, bundles: W) -> Result<Self, Problem> {
        may_leave(batch.mode)?;
        let frame = Frame::new(&batch);
        let doctors = Doctors::new(&batch, &frame);
        Ok(Self {
            batch,
            frame,
            doctors,
            out: counted::out(bundles),
            tally: Tally::default(),
            agents: Agents::default(),
            open: None,
            line: Vec::new(),
        })
    }

    /// Ends the bundle before and begins the patient's.
    ///
    /// # Errors
    /// A number of another mode; a device problem.
    pub fn patient(&mut self, row: &PatientRow<'_>) -> Result<(), Problem> {
        same_mode(row.number, self.batch.mode)?;
        self.close()?;
        self.tally.patient(row.voided.is_some());
        self.frame.begin(row.id, &mut self.line);
        let urn = patient::write(&self.frame, self.batch.masters, row, &mut self.line).map_err(|e| unwritable(&e))?;
        let stamp = Stamp::new(row.id, row.at, row.by);
        self.open = Some(Open { patient: row.id.clone(), urn, stamp: Some(stamp), doctors: Vec::new() });
        Ok(())
    }

    /// Adds a visit to the bundle that is open.
    ///
    /// # Errors
    /// A visit of another patient than the one fed last; a number of another mode; a device problem.
    pub fn visit(&mut self, row: &VisitRow<'_>) -> Result<(), Problem> {
        same_mode(&row.visit.number, self.batch.mode)?;
        let Some(open) = self.open.as_mut().filter(|o| o.patient == *row.patient) else {
            return Err(Problem::new(Trouble::Damaged, "problem-export-order").with("number", row.visit.number.as_str()));
        };
        self.tally.visit(row.at, row.voided.is_some());
        let doctor = row.visit.doctor.as_deref().and_then(|code| self.doctors.get(code));
        if let Some(doctor) = doctor
            && !open.doctors.contains(&doctor.code)
        {
            parts::next(&mut self.line);
            self.line.extend_from_slice(&doctor.entry);
            open.doctors.push(doctor.code.clone());
        }
        let (masters, line) = (self.batch.masters, &mut self.line);
        let first = row.id == row.patient;
        let encounter = encounter::write(&self.frame, masters, row, (&open.urn, doctor), line).map_err(|e| unwritable(&e))?;
        let mut targets = vec![encounter.as_str()];
        if first {
            open.stamp = None;
            targets.push(open.urn.as_str());
        }
        let stamp = Stamp::new(row.id, row.at, row.by);
        parts::provenance((&self.frame, self.batch.masters, &mut self.agents), &stamp, None, &targets, line)
            .map_err(|e| unwritable(&e))?;
        if let Some(void) = row.voided {
            let stamp = Stamp::new(row.id, void.at, void.by);
            parts::provenance(
                (&self.frame, self.batch.masters, &mut self.agents),
                &stamp,
                Some(void.reason),
                &[&encounter],
                line,
            )
            .map_err(|e| unwritable(&e))?;
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// A device problem.
    pub fn finish(mut self) -> Result<FhirFinished<W>, Problem> {
        self.close()?;
        let (sum, bundles) = counted::finish(self.out).map_err(|e| not_written(&e))?;
        let files = vec![FileSum::new(&file_name(self.batch.mode, BUNDLES_FILE), sum)];
        Ok(FhirFinished { manifest: Manifest::new(&self.batch, Form::Fhir, &self.tally, files), bundles })
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(open) = self.open.take() else { return Ok(()) };
        if let Some(stamp) = open.stamp {
            parts::provenance((&self.frame, self.batch.masters, &mut self.agents), &stamp, None, &[&open.urn], &mut self.line)
                .map_err(|e| unwritable(&e))?;
        }
        self.line.extend_from_slice(b"]}\n");
        self.out.write_all(&self.line).map_err(|e| not_written(&e))?;
        self.line.clear();
        Ok(())
    }
}

/// Texts and numbers into memory: only a program's fault could end here.
fn unwritable(_error: &serde_json::Error) -> Problem {
    Problem::device("problem-export-write")
}
