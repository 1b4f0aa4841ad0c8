//! The crosswalk on paper: slips and labels for charts, labels of tubes with the UHID beside the accession number, the register of all.
//!
//! The old number stays true: what is printed here says which other number the same patient has now.

use super::super::Desk;
use super::super::lab::papers::label_of;
use super::super::lookup::leading;
use super::super::papers::Printed;
use super::crosswalk::{Crossing, crossing, each_crossing};
use super::proof::{HandPapers, paper_mark};
use crate::hospital::lab::Catalogue;
use crate::hospital::pack::{Bilingual, Masters};
use crate::hospital::permissions::Right;
use crate::journal::fold::PatientState;
use crate::journal::{EntryId, RecordKey, RecordKind};
use crate::paper::{
    self, ChartLabel, CrosswalkRegister, CrosswalkRow, CrosswalkSlip, LabPatient, Page, Size, UhidTube, uhid_tube_labels,
};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow, View};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Patients on one paper: more are printed ward by ward.
pub const CROSSWALK_MAX: usize = 20_000;

/// Whose papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrosswalkWho {
    All,
    Patient(EntryId),
    /// Who lies in this ward now.
    Ward(String),
    /// Who came to this clinic, on any day or on one.
    Clinic(String, Option<NaiveDate>),
    /// Who was registered or came again on this day.
    Day(NaiveDate),
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrosswalkPaper {
    Slips(Size),
    ChartLabels,
    TubeLabels,
    Register,
}

/// One patient, ready for any of them.
struct Crossed {
    who: LabPatient,
    also: Vec<String>,
    crossing: Crossing,
    place: Bilingual,
    since: DateTime<FixedOffset>,
    cases: Vec<CaseRow>,
}

impl Desk {
    /// Lays the crosswalk out for some or all patients. `progress` hears patients done and in all; `None` when it says to stop.
    ///
    /// # Errors
    /// `problem-crosswalk-none` where none of them has a central number yet, `problem-crosswalk-many`, `problem-ward-unknown`,
    /// `problem-clinic-unknown`; or a problem of right or disk.
    pub fn crosswalk_paper(
        &self,
        who: &CrosswalkWho,
        paper: CrosswalkPaper,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Printed>, Problem> {
        self.may(Right::Find)?;
        self.hand_papers()?.crosswalk(who, paper, progress)
    }

    /// The patient that a scan, one of our numbers or a central number means, where it means exactly one.
    ///
    /// # Errors
    /// `problem-number-unknown`; `problem-slip-…`; a problem of right or disk.
    pub fn crossed_patient(&mut self, text: &str) -> Result<EntryId, Problem> {
        let unknown =
            || Problem::refused("problem-number-unknown").with("number", crate::hospital::identifiers::mask_aadhaar(text));
        if let [one] = self.of_central(text.trim())?.as_slice() {
            return Ok(one.id.clone());
        }
        self.scan(text)?.ok_or_else(unknown)
    }
}

impl HandPapers<'_> {
    /// Lays the crosswalk out for some or all patients. `progress` hears patients done and in all; `None` when it says to stop.
    ///
    /// # Errors
    /// As [`Desk::crosswalk_paper`], but for the right.
    pub fn crosswalk(
        &self,
        who: &CrosswalkWho,
        paper: CrosswalkPaper,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Printed>, Problem> {
        let ids = self.crossed_ids(who)?;
        let total = ids.len() as u64;
        let mut all = Vec::with_capacity(ids.len());
        for (done, id) in (0_u64..).zip(&ids) {
            all.extend(self.crossed(id)?);
            if !progress(done, total) {
                return Ok(None);
            }
        }
        if all.is_empty() {
            return Err(Problem::refused("problem-crosswalk-none"));
        }
        let (name, pages) = match paper {
            CrosswalkPaper::Slips(size) => ("slips", self.slips(&all, size)),
            CrosswalkPaper::ChartLabels => ("labels", self.chart_labels(&all)),
            CrosswalkPaper::TubeLabels => ("tubes", self.tube_labels(&all)),
            CrosswalkPaper::Register => ("register", self.register_pages(&all, &self.crosswalk_about(who))),
        };
        if pages.is_empty() {
            return Err(Problem::refused("problem-crosswalk-none"));
        }
        Ok(Some(Printed { pages, name: format!("{}crosswalk-{name}-{}", paper_mark(self.mode()), self.counter) }))
    }

    /// The patients that are meant, those with a central number and others, each once.
    fn crossed_ids(&self, who: &CrosswalkWho) -> Result<Vec<EntryId>, Problem> {
        let (view, masters) = (self.view(), self.masters());
        let mut ids: Vec<EntryId> = match who {
            CrosswalkWho::Patient(id) => vec![id.clone()],
            CrosswalkWho::Ward(code) => {
                let ward =
                    masters.ward(code).ok_or_else(|| Problem::refused("problem-ward-unknown").with("ward", code.clone()))?;
                view.open_cases(CaseKind::Stay, Some(&ward.code))?.into_iter().filter_map(|row| row.case.patient).collect()
            }
            CrosswalkWho::Day(day) => view.visits_of_day(*day)?.into_iter().map(|row| row.visit.patient).collect(),
            CrosswalkWho::Clinic(code, day) => {
                let unknown = || Problem::refused("problem-clinic-unknown").with("clinic", code.clone());
                let clinic = masters.clinic(code).ok_or_else(unknown)?;
                match day {
                    Some(day) => view.visits_of_clinic(*day, &clinic.code)?.into_iter().map(|row| row.visit.patient).collect(),
                    None => of_clinic(view, &clinic.code)?,
                }
            }
            CrosswalkWho::All => {
                let mut all = Vec::new();
                each_crossing(view, &mut |line| {
                    all.push(line.line.id);
                    Ok(all.len() <= CROSSWALK_MAX)
                })?;
                all
            }
        };
        ids.sort();
        ids.dedup();
        if ids.len() > CROSSWALK_MAX {
            return Err(Problem::refused("problem-crosswalk-many").with("n", CROSSWALK_MAX.to_string()));
        }
        Ok(ids)
    }

    /// One of them; `None` where the patient has no central number, or was taken back.
    fn crossed(&self, id: &EntryId) -> Result<Option<Crossed>, Problem> {
        let (view, masters) = (self.view(), self.masters());
        let Some(state) = view.patient(id)?.filter(|state| state.voided.is_none()) else { return Ok(None) };
        let Some(crossing) = crossing(view, id)? else { return Ok(None) };
        let doubtful = state.unknown || state.conflict;
        let details = &state.patient.details;
        let who =
            LabPatient::of(state.patient.number.as_str(), details, &masters.hospital, self.source.now.date_naive(), doubtful);
        let mut also = Vec::new();
        for other in &state.same_as {
            also.extend(view.patient(other)?.map(|other| other.patient.number.to_string()));
        }
        let cases = view.cases_of_patient(id)?;
        let place = place_of(view, masters, id, &cases)?;
        let since = since(view, id, &state)?;
        Ok(Some(Crossed { who, also, crossing, place, since, cases }))
    }

    /// What a register is of, in words.
    fn crosswalk_about(&self, who: &CrosswalkWho) -> Bilingual {
        let masters = self.masters();
        let same = |text: String| Bilingual { en: text.clone(), hi: text };
        match who {
            CrosswalkWho::All | CrosswalkWho::Patient(_) => Bilingual::default(),
            CrosswalkWho::Ward(code) => masters.ward(code).map_or_else(|| same(code.clone()), |ward| ward.name.clone()),
            CrosswalkWho::Clinic(code, _) => {
                masters.clinic(code).map_or_else(|| same(code.clone()), |clinic| clinic.name.clone())
            }
            CrosswalkWho::Day(day) => same(day.format("%d-%m-%Y").to_string()),
        }
    }

    fn slips(&self, all: &[Crossed], size: Size) -> Vec<Page> {
        let slip = |one: &Crossed| {
            paper::crosswalk_slip(
                &CrosswalkSlip {
                    head: self.head(0),
                    who: &one.who,
                    also: &one.also,
                    uhid: &one.crossing.uhid,
                    place: &one.place,
                    since: one.since,
                },
                size,
            )
        };
        all.iter().flat_map(slip).collect()
    }

    fn chart_labels(&self, all: &[Crossed]) -> Vec<Page> {
        let head = self.head(0);
        let labels: Vec<ChartLabel<'_>> =
            all.iter().map(|one| ChartLabel { head, who: &one.who, uhid: &one.crossing.uhid }).collect();
        paper::chart_labels(&labels)
    }

    /// A label for each tube that can still give a result.
    fn tube_labels(&self, all: &[Crossed]) -> Vec<Page> {
        let catalogue = Catalogue::of(self.masters());
        let mut pages = Vec::new();
        for one in all {
            for row in one.cases.iter().filter(|row| row.case.cancelled.is_none()) {
                let Some(order) = row.case.order() else { continue };
                for tube in order.tubes.iter().filter(|tube| !tube.is_gone()) {
                    let tests = catalogue.short(&tube.tests);
                    let label = label_of((self.masters(), self.mode()), (order, tube, &tests), (&one.who, &catalogue.rules), 0);
                    pages.extend(uhid_tube_labels(&[UhidTube { label, uhid: &one.crossing.uhid }]));
                }
            }
        }
        pages
    }

    fn register_pages(&self, all: &[Crossed], about: &Bilingual) -> Vec<Page> {
        let row = |one: &Crossed| CrosswalkRow {
            who: one.who.clone(),
            uhid: one.crossing.uhid.clone(),
            place: one.place.clone(),
            since: one.since,
        };
        let rows: Vec<CrosswalkRow> = all.iter().map(row).collect();
        paper::crosswalk_register(&CrosswalkRegister { head: self.head(0), about, rows: &rows })
    }
}

/// Everybody who ever came to a clinic.
fn of_clinic(view: View<'_>, clinic: &str) -> Result<Vec<EntryId>, Problem> {
    let mut ids = Vec::new();
    view.each_whole(|whole| {
        if whole.visits.iter().any(|(_, visit)| visit.voided.is_none() && visit.visit.clinic == clinic) {
            ids.push(whole.id);
        }
        Ok::<(), Problem>(())
    })?;
    Ok(ids)
}

/// Ward and bed where the patient lies now, else the clinic of the last visit; may be empty.
fn place_of(view: View<'_>, masters: &Masters, id: &EntryId, cases: &[CaseRow]) -> Result<Bilingual, Problem> {
    let stay = cases.iter().rev().filter(|row| row.case.cancelled.is_none()).find_map(|row| row.case.stay()?.course.place());
    if let Some(place) = stay {
        let ward = masters
            .ward(&place.ward)
            .map_or_else(|| Bilingual { en: place.ward.clone(), hi: place.ward.clone() }, |ward| ward.name.clone());
        let bed = place.bed.as_deref().unwrap_or_default();
        return Ok(Bilingual { en: format!("{} {bed}", ward.en), hi: format!("{} {bed}", ward.hi) });
    }
    let last = view.visits_of_patient(id)?.into_iter().rev().find(|row| row.visit.voided.is_none());
    let clinic = last.and_then(|row| masters.clinic(&row.visit.visit.clinic).map(|clinic| clinic.name.clone()));
    Ok(clinic.unwrap_or_default())
}

/// When the number came: with the receipt, or when the link was said.
fn since(view: View<'_>, id: &EntryId, state: &PatientState) -> Result<DateTime<FixedOffset>, Problem> {
    let said = |id: &EntryId| -> Result<Option<DateTime<FixedOffset>>, Problem> {
        let hand = view.hand(&RecordKey { kind: RecordKind::Identity, of: id.clone() })?;
        if let Some(received) = hand.and_then(|hand| hand.received) {
            return Ok(Some(received.at));
        }
        let link = view.linking(id)?.and_then(|link| link.said);
        Ok(link.map(|(entry, _)| view.entry(&entry)).transpose()?.flatten().map(|entry| entry.header.time))
    };
    let own = said(id)?;
    let leads = match own {
        Some(_) => None,
        None => leading(view, state)?.map(|(leads, _)| said(&leads)).transpose()?.flatten(),
    };
    Ok(own.or(leads).unwrap_or(state.registered))
}
