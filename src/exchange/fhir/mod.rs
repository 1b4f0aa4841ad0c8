//! Patients, visits, stays and arrivals as FHIR R4 transactions, one Bundle a line (NDJSON), after the Indian profiles (NRCES 6.5.0).
//!
//! A bundle holds the Organization, the Practitioners of its encounters, one Patient (a newborn with the mother as RelatedPerson),
//! that patient's Encounters with the wards and beds they lay in (Location), laboratory orders with what came of them (ServiceRequest,
//! Specimen, Observation, DiagnosticReport, see `lab`), and their Provenance. Nothing in it depends on the time of
//! the export or on chance: every id is a UUIDv5 (RFC 9562) of site and entry, so the same records give the same bytes. Every
//! resource is created conditionally on its business identifier; a Provenance, which has none, is PUT under its id. What goes on
//! after a hand-over is PUT on its identifier, so that it also corrects what a receiver took in before: a voided visit, each stay and
//! arrival, each order with its tubes and results, a patient who was unknown or has died.
//!
//! Record by record, as the hand-over needs it, the same resources leave on [`FhirRoad`], each record loadable by itself; there the
//! registers (MLC, births, deaths, causes, indents) leave too, as the answers to their form (QuestionnaireResponse, see `register`).
//! They are legal papers with no resource of their own in these profiles, and an Observation made of them would claim more than the
//! form says. In a patient's bundle here they are left out: of a birth its newborn is there, of a death when the patient died.
//!
//! Left out on both: next of kin, belongings, operations and advice at discharge belong
//! into a document (DischargeSummary), which only the doctor who signs it can make. Places that were taken back are not handed over.
//! Of the laboratory: values that nobody released, and labels that nobody filled.

mod cases;
mod codes;
mod encounter;
mod lab;
mod lab_types;
mod parts;
mod patient;
mod places;
mod register;
mod road;
mod types;

pub use road::FhirRoad;

use super::counted::{self, Out};
use super::manifest::{FileSum, Form, Manifest, Tally};
use super::{Batch, CaseRow, PatientRow, VisitRow, Void, case_of_mode, file_name, may_leave, not_written, same_mode};
use crate::hospital::pack::Hospital;
use crate::journal::EntryId;
use crate::journal::fold::{CaseBody, OrderState, StayState};
use crate::problem::{Problem, Trouble};
use lab::Lab;
use parts::{Agents, Doctors, Frame, Inside, Stamp};
use std::io::Write;

/// Name of the data file (see [`super::file_name`]).
pub const BUNDLES_FILE: &str = "bundles.ndjson";

/// The identifier system that the site's central numbers stand under in FHIR.
#[must_use]
pub fn uhid_system(hospital: &Hospital) -> String {
    format!("{}/uhid", hospital.identifier_base)
}

/// Writes the file, bundle by bundle. Feed a patient, then that patient's visits and cases, then the next patient.
pub struct FhirExport<'a, W: Write> {
    batch: Batch<'a>,
    frame: Frame,
    doctors: Doctors,
    lab: Lab,
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
    inside: Inside,
    /// `urn:uuid:…` of the Encounters already in the bundle.
    encounters: Vec<String>,
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
        let lab = Lab::new(&batch, &frame);
        Ok(Self {
            batch,
            frame,
            doctors,
            lab,
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
        self.line.clear();
        self.frame.begin(row.id, None, &mut self.line);
        let from = (&self.frame, self.batch.masters);
        let urn = patient::write(from, row, patient::As::Whole, &mut self.line).map_err(|e| unwritable(&e))?;
        let stamp = Stamp::new(row.id, row.at, row.by);
        self.open =
            Some(Open { patient: row.id.clone(), urn, stamp: Some(stamp), inside: Inside::default(), encounters: Vec::new() });
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
        open.inside.with_doctor(doctor, &mut self.line);
        let (masters, line) = (self.batch.masters, &mut self.line);
        let encounter = encounter::write((&self.frame, masters), row, (&open.urn, doctor), (row.voided.is_some(), line))
            .map_err(|e| unwritable(&e))?;
        self.provenances(&[&encounter], &Stamp::new(row.id, row.at, row.by), row.voided)?;
        self.open.iter_mut().for_each(|open| open.encounters.push(encounter.clone()));
        Ok(())
    }

    /// Adds a stay, an arrival or a laboratory order to the bundle that is open. An order comes after what it came from.
    ///
    /// # Errors
    /// A case of another patient than the one fed last; a number of another mode; a device problem.
    pub fn case(&mut self, row: &CaseRow<'_>) -> Result<(), Problem> {
        case_of_mode(row, self.batch.mode)?;
        // Registers and rolls of labels have no resource here.
        if matches!(row.case.body, CaseBody::Record(_) | CaseBody::Roll { .. }) {
            return Ok(());
        }
        let Some(open) = self.open.as_mut().filter(|o| Some(&o.patient) == row.case.patient.as_ref()) else {
            let number = row.case.number.as_ref().map_or_else(|| row.id.to_string(), ToString::to_string);
            return Err(Problem::new(Trouble::Damaged, "problem-export-order").with("number", number));
        };
        self.tally.case(row.case, Form::Fhir);
        let doctor = row.case.stay().and_then(doctor_of).and_then(|code| self.doctors.get(code));
        open.inside.with_doctor(doctor, &mut self.line);
        let from = (&self.frame, self.batch.masters);
        let into = cases::Into { patient_urn: &open.urn, doctor, places: &mut open.inside.places, line: &mut self.line };
        let encounter = match &row.case.body {
            CaseBody::Stay(stay) => cases::stay(from, row, stay, into),
            CaseBody::Arrival(arrival) => cases::arrival(from, row, arrival, into),
            CaseBody::Order(order) => return self.order(row, order),
            CaseBody::Record(_) | CaseBody::Roll { .. } => return Ok(()),
        };
        let encounter = encounter.map_err(|e| unwritable(&e))?;
        self.provenances(&[&encounter], &Stamp::new(row.id, row.case.entered, &row.case.by), void_of(row))?;
        self.open.iter_mut().for_each(|open| open.encounters.push(encounter.clone()));
        Ok(())
    }

    /// An order with its tubes and what was released of it, and who did what.
    fn order(&mut self, row: &CaseRow<'_>, order: &OrderState) -> Result<(), Problem> {
        let Some(open) = self.open.as_mut() else { return Ok(()) };
        let requester = self.doctors.get(order.order.sheet.get("doctor"));
        open.inside.with_doctor(requester, &mut self.line);
        for released in order.results.iter().filter_map(|result| result.released.as_ref()) {
            open.inside.with_doctor(self.doctors.of_login(&released.by), &mut self.line);
        }
        let encounter = order.order.from.as_ref().map(|from| self.frame.urn("Encounter", from));
        let about = lab::About {
            frame: &self.frame,
            masters: self.batch.masters,
            lab: &self.lab,
            doctors: &self.doctors,
            row,
            order,
            patient_urn: &open.urn,
            encounter: encounter.as_deref().filter(|urn| open.encounters.iter().any(|there| there == urn)),
            requester,
            part: lab::Part::Whole,
        };
        let written = lab::write(&about, &mut self.line).map_err(|e| unwritable(&e))?;
        let all: Vec<&str> = written.all.iter().map(String::as_str).collect();
        let own: Vec<&str> = written.own.iter().map(String::as_str).collect();
        self.provenances(&own, &Stamp::new(row.id, row.case.entered, &row.case.by), None)?;
        for (stamp, targets) in &written.stamps {
            self.provenance(stamp, None, &targets.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        for (stamp, reason, targets) in &written.voids {
            self.provenance(stamp, Some(reason), &targets.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        match void_of(row) {
            Some(void) => self.provenance(&Stamp::new(row.id, void.at, void.by), Some(void.reason), &all),
            None => Ok(()),
        }
    }

    /// Who wrote resources, and the Patient where the same entry began both; who took them back.
    fn provenances(&mut self, resources: &[&str], stamp: &Stamp, void: Option<Void<'_>>) -> Result<(), Problem> {
        let patient = self.open.as_mut().and_then(|open| {
            let same = open.stamp.take_if(|own| own.id() == stamp.id()).is_some();
            same.then(|| open.urn.clone())
        });
        let targets: Vec<&str> = resources.iter().copied().chain(patient.as_deref()).collect();
        self.provenance(stamp, None, &targets)?;
        match void {
            Some(void) => self.provenance(&Stamp::new(stamp.id(), void.at, void.by), Some(void.reason), resources),
            None => Ok(()),
        }
    }

    fn provenance(&mut self, stamp: &Stamp, void: Option<&str>, targets: &[&str]) -> Result<(), Problem> {
        let by = (&self.frame, self.batch.masters, &mut self.agents);
        parts::provenance(by, stamp, void, targets, &mut self.line).map_err(|e| unwritable(&e))
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
            self.provenance(&stamp, None, &[&open.urn])?;
        }
        self.line.extend_from_slice(b"]}\n");
        self.out.write_all(&self.line).map_err(|e| not_written(&e))?;
        self.line.clear();
        Ok(())
    }
}

/// The consultant now or last; of a request, the one asked for.
fn doctor_of(stay: &StayState) -> Option<&str> {
    let asked = Some(stay.request.get("doctor")).filter(|code| !code.is_empty());
    stay.course.last_place().map_or(asked, |place| place.doctor.as_deref())
}

fn void_of<'r>(row: &CaseRow<'r>) -> Option<Void<'r>> {
    row.case.cancelled.as_ref().map(|mark| Void { at: mark.at, by: &mark.by, reason: &mark.reason })
}

/// Texts and numbers into memory: only a program's fault could end here.
fn unwritable(_error: &serde_json::Error) -> Problem {
    Problem::device("problem-export-write")
}
