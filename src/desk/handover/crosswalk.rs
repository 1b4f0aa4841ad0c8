//! Which central number a patient of ours has now: linked before it left, or given when it arrived. Numbers stay; slips of the event
//! answer with the UHID.

use super::super::Desk;
use super::super::lookup::{leading, patient_line};
use super::super::views::PatientLine;
use crate::exchange::{CrosswalkCsv, CrosswalkFile};
use crate::hospital::permissions::Right;
use crate::journal::carrier::is_code;
use crate::journal::fold::HandPhase;
use crate::journal::{EntryId, RecordKey, RecordKind};
use crate::problem::Problem;
use crate::store::{StoreError, View};

/// How a patient came to a central number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crossed {
    /// The person was known there; matched.
    Linked,
    /// The central system gave it for a new person.
    Given,
}

impl Crossed {
    /// As in the CSV and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Given => "given",
        }
    }
}

/// A patient's central number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    pub uhid: String,
    pub how: Crossed,
    /// The central system said that it has the patient's record.
    pub received: bool,
}

/// A line of the crosswalk.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosswalkLine {
    pub line: PatientLine,
    pub crossing: Crossing,
    /// Accession numbers of the patient's tubes that are still worked on.
    pub tubes: Vec<String>,
}

/// The central number of a patient; where the record was merged, of the one who leads if it has none of its own.
///
/// # Errors
/// A problem of the disk.
pub fn crossing(view: View<'_>, patient: &EntryId) -> Result<Option<Crossing>, Problem> {
    if let Some(own) = own_crossing(view, patient)? {
        return Ok(Some(own));
    }
    let Some(state) = view.patient(patient)? else { return Ok(None) };
    match leading(view, &state)? {
        Some((leads, _)) if leads != *patient => Ok(own_crossing(view, &leads)?),
        _ => Ok(None),
    }
}

fn own_crossing(view: View<'_>, patient: &EntryId) -> Result<Option<Crossing>, StoreError> {
    let hand = view.hand(&RecordKey { kind: RecordKind::Identity, of: patient.clone() })?;
    let received = hand.as_ref().is_some_and(|hand| hand.phase == HandPhase::Received);
    if let Some(uhid) = view.linking(patient)?.and_then(|link| link.uhid().map(str::to_owned)) {
        return Ok(Some(Crossing { uhid, how: Crossed::Linked, received }));
    }
    let central = hand.map(|hand| hand.central().to_owned()).filter(|central| !central.is_empty());
    Ok(central.map(|uhid| Crossing { uhid, how: Crossed::Given, received }))
}

/// Patients of ours who are the person of a central number: linked to it, or given it.
///
/// # Errors
/// A problem of the disk.
pub fn of_central(view: View<'_>, uhid: &str) -> Result<Vec<EntryId>, StoreError> {
    let given = view.hands_of_central(uhid)?.into_iter().filter(|key| key.kind == RecordKind::Identity).map(|key| key.of);
    let mut patients = view.linked_to(uhid)?;
    patients.extend(given);
    patients.sort();
    patients.dedup();
    Ok(patients)
}

/// Hands every patient with a central number on to `take`, in order of address.
///
/// # Errors
/// A problem of the disk, or what `take` returns.
pub fn each_crossing(view: View<'_>, take: &mut dyn FnMut(CrosswalkLine) -> Result<bool, Problem>) -> Result<(), Problem> {
    let mut more = true;
    view.each_whole(|whole| {
        if !more || whole.patient.voided.is_some() {
            return Ok(());
        }
        if let Some(crossing) = crossing(view, &whole.id)? {
            let orders = whole.cases.iter().filter(|(_, case)| case.cancelled.is_none()).filter_map(|(_, case)| case.order());
            let tubes = orders.flat_map(|order| order.tubes.iter().filter(|tube| tube.replaced_by.is_none()));
            let tubes = tubes.map(|tube| tube.accession.to_string()).collect();
            more = take(CrosswalkLine { line: patient_line(whole.id.clone(), &whole.patient), crossing, tubes })?;
        }
        Ok::<(), Problem>(())
    })
}

/// The crosswalk as CSV (RFC 4180, UTF-8): for wards, or for analysers.
///
/// # Errors
/// A problem of the disk.
pub fn crosswalk_csv(
    view: View<'_>,
    which: CrosswalkFile,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<Vec<u8>>, Problem> {
    let mut file = CrosswalkCsv::new(which)?;
    let (mut done, mut whole) = (0, true);
    each_crossing(view, &mut |line| {
        let (number, uhid) = (line.line.number.as_str(), line.crossing.uhid.as_str());
        let hindi = line.line.name.devanagari.as_deref().unwrap_or_default();
        let name = line.line.name.latin.as_deref().unwrap_or(hindi);
        match which {
            CrosswalkFile::Patients => {
                let received = if line.crossing.received { "yes" } else { "no" };
                file.line(&[number, uhid, line.crossing.how.code(), received, name, hindi, line.line.sex.code()])?;
            }
            CrosswalkFile::Tubes => line.tubes.iter().try_for_each(|tube| file.line(&[tube, number, uhid, name]))?,
        }
        done += 1;
        whole = progress(done);
        Ok(whole)
    })?;
    Ok(if whole { Some(file.finish()?) } else { None })
}

impl Desk {
    /// Who a scan, a number of either side or a name means, each with the central number: one where it means one, else those who fit.
    ///
    /// # Errors
    /// `problem-slip-…`, or a problem of right or disk.
    pub fn crosswalk_find(&mut self, text: &str) -> Result<Vec<(PatientLine, Option<Crossing>)>, Problem> {
        let lines = match self.crossed_patient(text) {
            Ok(id) => vec![self.file(&id)?.line],
            Err(problem) if is_code(text) => return Err(problem),
            // Of this house only: where the index is open, its people would crowd ours out.
            Err(_several) => self.searcher()?.search(text)?.lines.iter().filter_map(|found| found.ours().cloned()).collect(),
        };
        let with_number = |line: PatientLine| self.crossing(&line.id).map(|crossing| (line, crossing));
        lines.into_iter().map(with_number).collect()
    }

    /// The central number of a patient.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn crossing(&self, patient: &EntryId) -> Result<Option<Crossing>, Problem> {
        self.may(Right::Find)?;
        crossing(self.rows()?, patient)
    }

    /// Patients of ours who have a central number.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn of_central(&self, uhid: &str) -> Result<Vec<PatientLine>, Problem> {
        self.may(Right::Find)?;
        let rows = self.rows()?;
        let mut lines = Vec::new();
        for id in of_central(rows, uhid)? {
            lines.extend(rows.patient(&id)?.map(|state| patient_line(id.clone(), &state)));
        }
        Ok(lines)
    }
}
