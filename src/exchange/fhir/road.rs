//! The hand-over's road in FHIR R4: each record a transaction of its own, one Bundle on one line, loadable by itself.
//!
//! What a record needs of an earlier one is named by a conditional reference (`Patient?identifier=…`, FHIR R4, http.html#trules): the
//! receiver puts in what it has under that number, and refuses the whole transaction where it has nothing or more than one. So no
//! record ever makes a person by the way, and one whose identity was refused is refused too. A patient who is linked to a person of the
//! central system is that person in every record; nothing of ours ever writes on that Patient.
//!
//! Pure: the same record gives the same bytes, whenever. Never believes that a record was taken; that is `answers`.

use super::super::{Batch, CameFrom, CaseRow, PatientRow, Record, VisitRow, Void, What, case_of_mode, may_leave, same_mode};
use super::lab::{About, Lab, Part};
use super::parts::{Agents, Doctors, Frame, Inside, Stamp, Who, provenance};
use super::patient::{self, As};
use super::{cases, doctor_of, encounter, lab, register, unwritable, void_of};
use crate::hospital::pack::Masters;
use crate::journal::RecordKey;
use crate::journal::fold::{CaseBody, OrderState};
use crate::problem::{Problem, Trouble};

/// Turns records into transactions. Kept for a whole hand-over: what is the same in all of them is rendered once.
pub struct FhirRoad<'a> {
    masters: &'a Masters,
    batch: Batch<'a>,
    frame: Frame,
    doctors: Doctors,
    lab: Lab,
    agents: Agents,
}

/// What one record is written with.
struct Writing<'b> {
    frame: &'b Frame,
    masters: &'b Masters,
    doctors: &'b Doctors,
    lab: &'b Lab,
    agents: &'b mut Agents,
    key: &'b RecordKey,
    /// The patient as the receiver finds them.
    subject: Option<String>,
    inside: Inside,
    line: &'b mut Vec<u8>,
}

type Written = serde_json::Result<bool>;

impl<'a> FhirRoad<'a> {
    /// # Errors
    /// Refused for a drill.
    pub fn new(batch: &Batch<'a>) -> Result<Self, Problem> {
        may_leave(batch.mode)?;
        let frame = Frame::new(batch);
        let (doctors, lab) = (Doctors::new(batch, &frame), Lab::new(batch, &frame));
        Ok(Self { masters: batch.masters, batch: *batch, frame, doctors, lab, agents: Agents::default() })
    }

    /// Appends the record's transaction and a line feed; nothing where it fails.
    ///
    /// # Errors
    /// A number of another mode; a record whose patient or rows are missing or of another kind (`problem-export-order`).
    pub fn record(&mut self, record: &Record<'_>, into: &mut Vec<u8>) -> Result<(), Problem> {
        self.check(record)?;
        let before = into.len();
        let patient = record.patient;
        let who = |row: &PatientRow<'_>| self.frame.by(row.linked.map_or(Who::Ours(row.number), Who::Central));
        self.frame.begin_record(record.key, into);
        let mut writing = Writing {
            frame: &self.frame,
            masters: self.masters,
            doctors: &self.doctors,
            lab: &self.lab,
            agents: &mut self.agents,
            key: record.key,
            subject: patient.map(who),
            inside: Inside::default(),
            line: into,
        };
        let done = match (record.what, patient) {
            (What::Identity, Some(row)) => {
                writing.identity(row, As::Record { leads: row.there.leads, parted: false }, row.voided)
            }
            (What::Merge { leads, parted: None }, Some(row)) => {
                writing.identity(row, As::Record { leads: Some(leads.number), parted: false }, row.voided)
            }
            // The person as they are, in place of the one who was merged.
            (What::Merge { parted, .. }, Some(row)) => writing.identity(row, As::Record { leads: None, parted: true }, parted),
            (What::Visit(row), Some(_)) => writing.visit(row),
            (What::Case(row, from), _) => writing.case(row, from),
            (What::Result(row, from), Some(_)) => writing.order(row, from, Part::Results),
            _ => Ok(false),
        };
        if matches!(done, Ok(true)) {
            into.extend_from_slice(b"]}\n");
            return Ok(());
        }
        into.truncate(before);
        done.map_err(|e| unwritable(&e))?;
        Err(Problem::new(Trouble::Damaged, "problem-export-order").with("number", name(record)))
    }

    /// No number of a drill, or of the demo among real ones.
    fn check(&self, record: &Record<'_>) -> Result<(), Problem> {
        let mode = self.batch.mode;
        record.patient.map_or(Ok(()), |row| same_mode(row.number, mode))?;
        match record.what {
            What::Identity => Ok(()),
            What::Merge { leads, .. } => same_mode(leads.number, mode),
            What::Visit(row) => same_mode(&row.visit.number, mode),
            What::Case(row, from) | What::Result(row, from) => {
                case_of_mode(row, mode)?;
                from.case.map_or(Ok(()), |case| case_of_mode(case, mode))?;
                from.visit.map_or(Ok(()), |visit| same_mode(&visit.visit.number, mode))
            }
        }
    }
}

fn name(record: &Record<'_>) -> String {
    record.number().map_or_else(|| record.key.to_string(), ToString::to_string)
}

impl Writing<'_> {
    fn identity(&mut self, row: &PatientRow<'_>, way: As<'_>, void: Option<Void<'_>>) -> Written {
        let urn = patient::write((self.frame, self.masters), row, way, self.line)?;
        self.told(&Stamp::of_record(self.key, row.at, row.by), void, &[&urn])
    }

    /// Its state goes on after a hand-over, so it is brought up to date by every one.
    fn visit(&mut self, row: &VisitRow<'_>) -> Written {
        let Some(subject) = self.subject.take() else { return Ok(false) };
        let doctor = row.visit.doctor.as_deref().and_then(|code| self.doctors.get(code));
        self.inside.with_doctor(doctor, self.line);
        let urn = encounter::write((self.frame, self.masters), row, (&subject, doctor), (true, self.line))?;
        self.told(&Stamp::of_record(self.key, row.at, row.by), row.voided, &[&urn])
    }

    fn case(&mut self, row: &CaseRow<'_>, came_from: CameFrom<'_>) -> Written {
        let doctor = row.case.stay().and_then(doctor_of).and_then(|code| self.doctors.get(code));
        let from = (self.frame, self.masters);
        let urn = match (&row.case.body, self.subject.as_deref()) {
            (CaseBody::Record(record), subject) => register::write(from, (row, record), subject, self.line)?,
            (CaseBody::Order(_), _) => return self.order(row, came_from, Part::Order),
            (CaseBody::Stay(stay), Some(patient_urn)) => {
                self.inside.with_doctor(doctor, self.line);
                let into = cases::Into { patient_urn, doctor, places: &mut self.inside.places, line: self.line };
                Some(cases::stay(from, row, stay, into)?)
            }
            (CaseBody::Arrival(arrival), Some(patient_urn)) => {
                let into = cases::Into { patient_urn, doctor, places: &mut self.inside.places, line: self.line };
                Some(cases::arrival(from, row, arrival, into)?)
            }
            (CaseBody::Stay(_) | CaseBody::Arrival(_) | CaseBody::Roll { .. }, _) => None,
        };
        let Some(urn) = urn else { return Ok(false) };
        self.told(&Stamp::of_record(self.key, row.case.entered, &row.case.by), void_of(row), &[&urn])
    }

    fn order(&mut self, row: &CaseRow<'_>, came_from: CameFrom<'_>, part: Part) -> Written {
        let (Some(order), Some(subject)) = (row.case.order(), self.subject.take()) else { return Ok(false) };
        let requester = self.doctors.get(order.order.sheet.get("doctor")).filter(|_doctor| part == Part::Order);
        self.inside.with_doctor(requester, self.line);
        if part == Part::Results {
            self.releasers(order);
        }
        let encounter = self.encounter(came_from);
        let about = About {
            frame: self.frame,
            masters: self.masters,
            lab: self.lab,
            doctors: self.doctors,
            row,
            order,
            patient_urn: &subject,
            encounter: encounter.as_deref(),
            requester,
            part,
        };
        let written = lab::write(&about, self.line)?;
        for (stamp, targets) in &written.stamps {
            self.provenance(stamp, None, &texts(targets))?;
        }
        for (stamp, reason, targets) in &written.voids {
            self.provenance(stamp, Some(reason), &texts(targets))?;
        }
        let stamp = Stamp::of_record(self.key, row.case.entered, &row.case.by);
        match (part, void_of(row)) {
            (Part::Results, void) => {
                let void = void.filter(|_void| !written.all.is_empty());
                self.void(void, &texts(&written.all))?;
                Ok(!written.all.is_empty())
            }
            (Part::Order | Part::Whole, void) => self.told(&stamp, void, &texts(&written.own)),
        }
    }

    fn releasers(&mut self, order: &OrderState) {
        for released in order.results.iter().filter_map(|result| result.released.as_ref()) {
            self.inside.with_doctor(self.doctors.of_login(&released.by), self.line);
        }
    }

    /// Where an order came from, as the receiver finds it.
    fn encounter(&self, from: CameFrom<'_>) -> Option<String> {
        let visit = from.visit.map(|row| self.frame.visit.reference("Encounter", row.visit.number.as_str()));
        visit.or_else(|| from.case.map(|row| self.frame.entry.reference("Encounter", &row.id.to_string())))
    }

    /// Who wrote it, and who took it back.
    fn told(&mut self, stamp: &Stamp, void: Option<Void<'_>>, targets: &[&str]) -> Written {
        self.provenance(stamp, None, targets)?;
        self.void(void, targets)?;
        Ok(true)
    }

    fn void(&mut self, void: Option<Void<'_>>, targets: &[&str]) -> serde_json::Result<()> {
        let Some(void) = void else { return Ok(()) };
        self.provenance(&Stamp::of_record(self.key, void.at, void.by), Some(void.reason), targets)
    }

    fn provenance(&mut self, stamp: &Stamp, void: Option<&str>, targets: &[&str]) -> serde_json::Result<()> {
        provenance((self.frame, self.masters, self.agents), stamp, void, targets, self.line)
    }
}

fn texts(urns: &[String]) -> Vec<&str> {
    urns.iter().map(String::as_str).collect()
}
