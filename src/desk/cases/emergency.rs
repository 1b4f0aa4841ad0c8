//! The emergency department: arrivals known and unknown, packs for a mass casualty, who leaves, who turns out to be who.

use super::people::{Who, all_told, matched_of, names_somebody};
use super::{CaseWish, Desk, Done};
use crate::hospital::forms::{FormId, Known, Sheet, form};
use crate::hospital::number::{Number, Series};
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::fold::PatientState;
use crate::journal::{Arrival, Body, Entry, EntryId, Matched, Pack, PaperKind, Patient};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::CaseRow;

impl Desk {
    /// Somebody comes. Without a name the patient is unknown; a pack's number fills that pack.
    pub(super) fn arrive(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::TakeArrivals)?;
        let said = !values.get("arrival").trim().is_empty();
        let there = self.arrival_named(values)?.filter(|row| said || row.case.arrival().is_some_and(|a| a.waiting));
        if let Some(row) = there {
            return self.fill_arrival(&row, values, wish);
        }
        if said {
            let number = crate::hospital::identifiers::mask_aadhaar(values.get("arrival"));
            return Err(Problem::refused("problem-number-unknown").with("number", number));
        }
        let values = self.with_triage(values);
        let number = self.next_number(Series::Emergency)?;
        let named = self.patient_named(&values)?.is_some();
        let unknown = !named && !names_somebody(&values);
        let who = if unknown {
            self.unknown_details(&values, &number).and_then(|details| {
                let patient = Patient { number: self.next_number(Series::Patient)?, details, matched: None };
                Ok(Who { of: None, patient, heads: Vec::new() })
            })
        } else {
            self.who(&values)
        };
        let (who, sheet) = all_told(who, self.judged(FormId::Arrival, &values, &Known::default()))?;
        let arrival = Arrival { number, at: self.when(&sheet, "at"), unknown, pack: None, sheet };
        let band = Size::band(&who.patient.details.age, self.today());
        let body = Body::Arrived { of: who.of, patient: who.patient, arrival };
        let papers = wish.papers(&[PaperKind::ArrivalSlip, PaperKind::Wristband], band);
        let (entry, _signed, prints) = self.append(body, who.heads, &papers)?;
        self.done(FormId::Arrival, &entry, Some(&entry.header.id()), prints)
    }

    /// Nobody types a triage category for somebody who is carried in: the most urgent one stands until a person says otherwise.
    fn with_triage(&self, values: &Sheet) -> Sheet {
        let first = self.masters().triage.first().map(|t| t.code.clone());
        match first.filter(|_| values.get("triage").trim().is_empty()) {
            Some(triage) => values.clone().with("triage", triage),
            None => values.clone(),
        }
    }

    /// More is known of an arrival: a pack finds its patient, a triage category changes. The same number; what is not typed stays.
    fn fill_arrival(&mut self, row: &CaseRow, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        let (patient, state) =
            row.case.patient.as_ref().zip(row.patient.as_ref()).ok_or_else(|| Problem::refused("problem-not-found"))?;
        let arrival = row.case.arrival().ok_or_else(|| Problem::refused("problem-no-patient"))?;
        if arrival.left.is_some() || row.case.cancelled.is_some() {
            return Err(Problem::refused("problem-arrival-left"));
        }
        let mut merged = arrival.arrival.sheet.clone();
        for (code, value) in values.part(form(FormId::Arrival)).iter().filter(|(_, value)| !value.trim().is_empty()) {
            merged.set(code, if value.trim() == "-" { "" } else { value });
        }
        let details = self.details_after(state, values, &arrival.arrival.number);
        let (details, sheet) = all_told(details, self.judged(FormId::Arrival, &self.with_triage(&merged), &Known::default()))?;
        let changed = details != state.patient.details;
        if !changed && !arrival.waiting && sheet == arrival.arrival.sheet {
            return Err(Problem::refused("problem-nothing-changed"));
        }
        let entry = self.append(Body::Filled { of: row.id.clone(), sheet }, row.case.heads.clone(), &[])?.0;
        let named = state.unknown && names_somebody(values);
        let matched = matched_of(values).filter(|_| names_somebody(values));
        let entry = if changed { self.say_who(patient, details, named, matched)? } else { entry };
        // The wristband on the wrist stays; the slip now says who it is.
        let prints = self.print_again(row, &wish.papers(&[PaperKind::ArrivalSlip], Size::Band))?;
        self.done(FormId::Arrival, &entry, Some(&row.id), prints)
    }

    /// What is known of the patient once the form is taken: a name makes known, sex and age by the eye correct what was seen.
    fn details_after(&self, state: &PatientState, values: &Sheet, arrival: &Number) -> Result<Details, Problem> {
        let typed = |code: &str| !values.get(code).trim().is_empty();
        if names_somebody(values) {
            return self.new_details(values);
        }
        let known = &state.patient.details;
        if !state.unknown || !(typed("sex") || typed("age")) {
            return Ok(known.clone());
        }
        let seen = self.unknown_details(values, arrival)?;
        let sex = if typed("sex") { seen.sex } else { known.sex };
        let age = if typed("age") { seen.age } else { known.age };
        Ok(Details { sex, age, ..known.clone() })
    }

    fn say_who(&mut self, patient: &EntryId, details: Details, named: bool, matched: Option<Matched>) -> Result<Entry, Problem> {
        let on = self.rows()?.patient(patient)?.map(|p| p.heads).unwrap_or_default();
        let body = if named {
            Body::Identified { of: patient.clone(), is: None, details, how: "pack filled".to_owned(), matched }
        } else {
            Body::Amended { of: patient.clone(), details, reason: "pack filled".to_owned(), matched }
        };
        Ok(self.append(body, on, &[])?.0)
    }

    fn print_again(&mut self, row: &CaseRow, papers: &[crate::store::NewPrint]) -> Result<Vec<u64>, Problem> {
        let mut ids = Vec::new();
        for paper in papers {
            let copies = self.rows()?.case(&row.id)?.map(|r| (r.case.copies, r.case.heads)).unwrap_or_default();
            let copy = copies.0.get(&paper.paper).copied().unwrap_or(0) + 1;
            let body = Body::Reprinted { of: row.id.clone(), paper: paper.paper, copy };
            ids.extend(self.append(body, copies.1, &[crate::store::NewPrint { copy, ..*paper }])?.2);
        }
        Ok(ids)
    }

    /// Prints `count` packs before anybody knows the patients: each a number of its own, a slip and a wristband.
    pub(super) fn prepare_packs(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::TakeArrivals)?;
        let sheet = self.judged(FormId::Prepare, values, &Known::default())?;
        let count: u32 = sheet.get("count").parse().unwrap_or(0);
        let event = sheet.get("event").to_owned();
        let before = self.packs_of(&event)?;
        let mut last = None;
        let (mut more, mut prints) = (Vec::new(), Vec::new());
        for no in before + 1..=before + count {
            let number = self.next_number(Series::Emergency)?;
            let details = self.unknown_details(&Sheet::default(), &number)?;
            let patient = Patient { number: self.next_number(Series::Patient)?, details, matched: None };
            let pack = Some(Pack { event: event.clone(), no });
            let arrival = Arrival { number, at: self.now(), unknown: true, pack, sheet: Sheet::default() };
            let body = Body::Arrived { of: None, patient, arrival };
            let (entry, _signed, ids) =
                self.append(body, Vec::new(), &wish.papers(&[PaperKind::ArrivalSlip, PaperKind::Wristband], Size::Band))?;
            more.push(entry.header.id());
            prints.extend(ids);
            last = Some(entry);
        }
        let entry = last.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let done = self.done(FormId::Prepare, &entry, Some(&entry.header.id()), prints)?;
        Ok(Done { more, ..done })
    }

    /// Packs of an event so far: a second lot goes on counting.
    fn packs_of(&self, event: &str) -> Result<u32, Problem> {
        let open = self.rows()?.open_cases(crate::store::CaseKind::Arrival, None)?;
        let packs = open.iter().filter_map(|row| row.case.arrival()?.arrival.pack.as_ref());
        Ok(packs.filter(|pack| pack.event == event).map(|pack| pack.no).max().unwrap_or(0))
    }

    /// Leaves the emergency department.
    pub(super) fn leave(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::TakeArrivals)?;
        let row = self.arrival_named(values)?.ok_or_else(|| Problem::refused("problem-no-patient"))?;
        let arrival = row.case.arrival().ok_or_else(|| Problem::refused("problem-no-patient"))?;
        if arrival.left.is_some() || row.case.cancelled.is_some() {
            return Err(Problem::refused("problem-arrival-left"));
        }
        let values = if values.get("at").trim().is_empty() { values.clone().with("at", "now") } else { values.clone() };
        let known = Known { age: None, admitted: Some(arrival.arrival.at) };
        let sheet = self.judged(FormId::Leave, &values, &known)?;
        // A pack is unused only while nobody wears it.
        if sheet.is("outcome", "unused") && !arrival.waiting {
            return Err(Problem::refused("problem-pack-used"));
        }
        let body = Body::Left { of: row.id.clone(), at: self.when(&sheet, "at"), sheet };
        self.take_step(FormId::Leave, &row, body, &[])
    }

    /// An unknown patient is known now: as somebody who has a number here, or by name. The number on the wrist stays.
    pub(super) fn identify(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::TakeArrivals)?;
        let sheet = self.judged(FormId::Identify, values, &Known::default())?;
        let (patient, state) = self.patient_named(values)?.ok_or_else(|| Problem::refused("problem-no-patient"))?;
        if !state.unknown {
            return Err(Problem::refused("problem-known-already").with("number", state.patient.number.to_string()));
        }
        let other = match sheet.get("is") {
            "" => None,
            number => self.patient_named(&Sheet::from([("patient", number)]))?,
        };
        if other.as_ref().is_some_and(|(id, _)| *id == patient) {
            return Err(Problem::refused("problem-same-patient"));
        }
        let (is, details, matched) = match other {
            Some((id, known)) => (Some(id), known.patient.details, None),
            None => (None, self.new_details(values)?, matched_of(values)),
        };
        let body = Body::Identified { of: patient, is, details, how: sheet.get("how").to_owned(), matched };
        let (entry, _signed, _ids) = self.append(body, state.heads, &[])?;
        let row = self.arrival_named(values)?;
        let prints = match &row {
            Some(row) => self.print_again(row, &wish.papers(&[PaperKind::ArrivalSlip], Size::Band))?,
            None => Vec::new(),
        };
        self.done(FormId::Identify, &entry, row.as_ref().map(|row| &row.id), prints)
    }
}
