//! Asking for tests: what an order would be, the order itself, and labels printed ahead of it.

use super::views::{LabPlan, PlannedTube};
use super::{Desk, Done};
use crate::desk::cases::CaseWish;
use crate::hospital::forms::{FormId, Known, Sheet};
use crate::hospital::lab::{Accession, AccessionError, AccessionKind, AccessionParts, Catalogue, LabWarning, TestDef};
use crate::hospital::number::Series;
use crate::hospital::opd_form::{Field, Remark};
use crate::hospital::permissions::Right;
use crate::journal::fold::ResultPhase;
use crate::journal::{Body, EntryId, Override, PaperKind, Requisition, Tube};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::Installation;
use chrono::{DateTime, Duration, FixedOffset};
use std::collections::BTreeSet;

/// Why a tube cannot be numbered: the serials are used up, or the installation's letter has none.
fn no_number(error: &AccessionError, installation: &Installation) -> Problem {
    if *error == AccessionError::Letter {
        let problem = Problem::refused("problem-tube-letter").with("letter", installation.letter.to_string());
        return problem.with("counter", installation.counter.to_string());
    }
    Problem::refused("problem-series-end")
}

/// Field of the form that a remark stands beside.
pub(super) fn beside(code: &'static str, id: &'static str, args: Vec<(&'static str, String)>) -> Problem {
    Problem::refused("problem-form").beside(vec![Remark { field: Field::Item(code), id, args }])
}

impl Desk {
    /// What an order would be: its tests, its tubes, what to look at and what would need an override. Saves nothing.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn lab_plan(&self, values: &Sheet) -> Result<LabPlan, Problem> {
        self.may(Right::Find)?;
        let catalogue = self.catalogue();
        let (defs, unknown) = catalogue.expand(values.get("tests"));
        let patient = self.patient_named(values).ok().flatten().map(|(id, _)| id);
        let mut plan = self.planned(&catalogue, &defs, patient.as_ref())?;
        plan.unknown = unknown;
        Ok(plan)
    }

    fn planned(&self, catalogue: &Catalogue, defs: &[&TestDef], patient: Option<&EntryId>) -> Result<LabPlan, Problem> {
        let tubes = catalogue.tubes_for(defs);
        let mut plan = LabPlan {
            tests: defs.iter().map(|def| def.code.clone()).collect(),
            unknown: Vec::new(),
            tubes: tubes.into_iter().map(|t| PlannedTube { kind: t.kind, specimen: t.specimen, tests: t.tests }).collect(),
            warnings: Vec::new(),
            overrides: Vec::new(),
        };
        if catalogue.rules.urgent_only {
            let calm: Vec<&str> = defs.iter().filter(|d| !d.limit.urgent).map(|d| d.code.as_str()).collect();
            if !calm.is_empty() {
                plan.overrides.push(LabWarning::new("lab-rule-urgent-only", vec![("tests", calm.join(", "))]));
            }
        }
        self.capacity(catalogue, defs, &mut plan)?;
        if let Some(patient) = patient {
            plan.warnings.extend(self.duplicates(catalogue, defs, patient)?);
        }
        Ok(plan)
    }

    fn capacity(&self, catalogue: &Catalogue, defs: &[&TestDef], plan: &mut LabPlan) -> Result<(), Problem> {
        let asked: BTreeSet<&str> = defs.iter().map(|d| d.panel.as_str()).collect();
        for (group, taken, capacity) in super::board::capacity(self.rows()?, catalogue, self.today())? {
            if !asked.contains(group.as_str()) || taken < capacity {
                continue;
            }
            let args = vec![("panel", group.clone()), ("taken", taken.to_string()), ("capacity", capacity.to_string())];
            if catalogue.panel(&group).is_some_and(|p| p.enforced) {
                plan.overrides.push(LabWarning::new("lab-rule-capacity", args));
            } else {
                plan.warnings.push(LabWarning::new("lab-warning-capacity", args));
            }
        }
        Ok(())
    }

    /// The same test for the same patient a short while ago.
    fn duplicates(&self, catalogue: &Catalogue, defs: &[&TestDef], patient: &EntryId) -> Result<Vec<LabWarning>, Problem> {
        let hours = i64::from(catalogue.rules.duplicate_hours);
        if hours == 0 {
            return Ok(Vec::new());
        }
        let (now, mut all) = (self.now(), Vec::new());
        for row in self.rows()?.cases_of_patient(patient)?.into_iter().rev().filter(|row| row.case.cancelled.is_none()) {
            let Some(order) = row.case.order() else { continue };
            if now.signed_duration_since(row.case.at) > Duration::hours(hours) {
                continue;
            }
            // A test whose tube was rejected is not done twice by asking again.
            let alive = |code: &str| order.result(code).is_some_and(|r| r.phase != ResultPhase::Recollect);
            let again: Vec<&str> = defs.iter().map(|d| d.code.as_str()).filter(|code| alive(code)).collect();
            if !again.is_empty() {
                let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
                let at = crate::hospital::forms::write_moment(row.case.at);
                let args = vec![("tests", again.join(", ")), ("number", number), ("at", at)];
                all.push(LabWarning::new("lab-warning-duplicate", args));
            }
        }
        Ok(all)
    }

    /// Takes an order: patient, tests, tubes with their numbers, all in one entry.
    pub(super) fn order_tests(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::OrderTests)?;
        let (who, sheet) =
            crate::desk::cases::people::all_told(self.who(values), self.judged(FormId::LabOrder, values, &Known::default()))?;
        let catalogue = self.catalogue();
        let (defs, unknown) = catalogue.expand(sheet.get("tests"));
        if !unknown.is_empty() || defs.is_empty() {
            return Err(beside("tests", "fault-lab-tests", vec![("tests", unknown.join(", "))]));
        }
        let plan = self.planned(&catalogue, &defs, who.of.as_ref())?;
        let overrides = self.overridden(&plan, sheet.get("override"))?;
        let at = self.when(&sheet, "at");
        let urgent = !sheet.is("urgency", "routine");
        let collected = self.collected(&sheet, values, at);
        let tubes = self.numbered_tubes(&plan.tubes, sheet.get("labels"))?;
        let from = who.of.as_ref().map(|of| self.comes_from(of)).transpose()?.flatten();
        let ward = match sheet.get("ward") {
            "" => from.as_ref().map(|(_, ward)| ward.clone()).unwrap_or_default(),
            ward => ward.to_owned(),
        };
        let accessions: Vec<Accession> = tubes.iter().map(|tube| tube.accession).collect();
        let preprinted = !sheet.get("labels").is_empty();
        let mut rest = sheet;
        for code in ["tests", "urgency", "ward", "at", "collected", "labels", "override"] {
            rest.set(code, "");
        }
        let order = Requisition {
            number: self.next_number(Series::Requisition)?,
            at,
            urgent,
            tests: plan.tests.clone(),
            tubes,
            collected,
            ward,
            from: from.map(|(id, _)| id),
            overrides,
            sheet: rest,
        };
        let kinds: &[PaperKind] =
            if preprinted { &[PaperKind::Requisition] } else { &[PaperKind::TubeLabels, PaperKind::Requisition] };
        let body = Body::Ordered { of: who.of, patient: who.patient, order };
        let (entry, _signed, prints) = self.append(body, who.heads, &wish.papers(kinds, Size::Band))?;
        let done = self.done(FormId::LabOrder, &entry, Some(&entry.header.id()), prints)?;
        Ok(Done { tubes: accessions, lab_warnings: plan.warnings, ..done })
    }

    /// When the tubes were filled: with the order, unless somebody says another time or `-` for not yet.
    pub(super) fn collected(&self, sheet: &Sheet, values: &Sheet, at: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        match values.get("collected").trim() {
            "-" => None,
            "" => Some(at),
            _ => Some(self.when(sheet, "collected")),
        }
    }

    /// What is passed over, by somebody who may, with a reason.
    fn overridden(&self, plan: &LabPlan, reason: &str) -> Result<Vec<Override>, Problem> {
        let Some(first) = plan.overrides.first() else { return Ok(Vec::new()) };
        if reason.is_empty() {
            return Err(beside("override", first.id, first.args.clone()));
        }
        self.may(Right::OverrideLab)?;
        let rule = |id: &str| id.trim_start_matches("lab-rule-").to_owned();
        Ok(plan.overrides.iter().map(|w| Override { rule: rule(w.id), reason: reason.to_owned() }).collect())
    }

    /// Each planned tube with its number: the next ones of this counter, or those on labels printed ahead, in the order of draw.
    pub(super) fn numbered_tubes(&self, planned: &[PlannedTube], labels: &str) -> Result<Vec<Tube>, Problem> {
        let given = if labels.trim().is_empty() { Vec::new() } else { self.free_labels(labels)? };
        if !given.is_empty() && given.len() != planned.len() {
            let args = vec![("labels", given.len().to_string()), ("tubes", planned.len().to_string())];
            return Err(beside("labels", "fault-lab-labels-count", args));
        }
        let numbered = planned.iter().zip(0u32..).map(|(tube, nth)| {
            let accession = match given.get(nth as usize) {
                Some(accession) => *accession,
                None => self.next_accession(AccessionKind::Tube, nth)?,
            };
            let PlannedTube { kind, specimen, tests } = tube.clone();
            Ok(Tube { accession, kind, specimen, tests, replaces: None })
        });
        numbered.collect()
    }

    /// Labels printed ahead that no tube has yet.
    pub(super) fn free_labels(&self, text: &str) -> Result<Vec<Accession>, Problem> {
        let labels = self.tubes_named(&Sheet::from([("tube", text)]))?;
        for label in &labels {
            let told = |id: &'static str| beside("labels", id, vec![("tube", label.spaced())]);
            let parts = label.parts().ok_or_else(|| told("fault-lab-label-free"))?;
            if parts.kind != AccessionKind::Label {
                return Err(told("fault-lab-label-kind"));
            }
            let own = self.store.installation();
            let here = parts.counter == own.counter && parts.letter == own.letter;
            if here && parts.serial >= self.store.next_serial(Series::Label) {
                return Err(told("fault-lab-label-free"));
            }
            if !self.rows()?.orders_of_tube(*label)?.is_empty() {
                return Err(told("fault-lab-label-used"));
            }
        }
        Ok(labels)
    }

    /// The next accession number of a kind, `ahead` of those that are not saved yet.
    pub(super) fn next_accession(&self, kind: AccessionKind, ahead: u32) -> Result<Accession, Problem> {
        let installation = self.store.installation();
        Accession::new(&AccessionParts {
            mode: installation.mode,
            kind,
            counter: installation.counter.clone(),
            letter: installation.letter,
            serial: self.store.next_serial(kind.series()).saturating_add(ahead),
        })
        .map_err(|error| no_number(&error, installation))
    }

    /// The stay, arrival or visit that an order most likely comes from, and the ward of a stay.
    fn comes_from(&self, patient: &EntryId) -> Result<Option<(EntryId, String)>, Problem> {
        if let Some(stay) = self.open_stay(patient)? {
            let ward = stay.case.stay().and_then(|s| s.course.place()).map(|p| p.ward.clone()).unwrap_or_default();
            return Ok(Some((stay.id, ward)));
        }
        let rows = self.rows()?;
        let open = |row: &crate::store::CaseRow| row.case.arrival().is_some_and(|a| a.left.is_none());
        if let Some(arrival) = rows.cases_of_patient(patient)?.into_iter().rev().find(open) {
            return Ok(Some((arrival.id, String::new())));
        }
        let today = self.today();
        let visit = rows.visits_of_patient(patient)?.into_iter().rev();
        let visit = visit.into_iter().find(|v| v.visit.voided.is_none() && v.visit.at.date_naive() == today);
        Ok(visit.map(|v| (v.id, String::new())))
    }

    /// Labels printed before there are patients, from a range of their own.
    pub(super) fn print_roll(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::OrderTests)?;
        let sheet = self.judged(FormId::LabRoll, values, &Known::default())?;
        let count: u32 = sheet.get("count").parse().unwrap_or(0);
        let first = self.next_accession(AccessionKind::Label, 0)?;
        let run = first.run(count);
        if run.len() < count as usize {
            return Err(Problem::refused("problem-labels-end").with("left", run.len().to_string()));
        }
        let papers = wish.papers(&[PaperKind::TubeLabels], Size::Band);
        let (entry, _signed, prints) = self.append(Body::LabelRoll { first, count }, Vec::new(), &papers)?;
        let done = self.done(FormId::LabRoll, &entry, Some(&entry.header.id()), prints)?;
        Ok(Done { tubes: run, ..done })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says by failing")]

    use super::*;
    use crate::hospital::number::{CounterCode, Mode};
    use crate::hospital::pack::Lang;
    use ed25519_dalek::SigningKey;

    /// What is told at an installation of this letter about its tube of this serial.
    fn told(letter: char, serial: u32) -> Problem {
        let counter = CounterCode::new("L1").unwrap();
        let parts = AccessionParts { mode: Mode::Event, kind: AccessionKind::Tube, counter: counter.clone(), letter, serial };
        let signing = SigningKey::from_bytes(&[1; 32]);
        let installation = Installation { site: "TEST".into(), mode: Mode::Event, counter, letter, signing };
        no_number(&Accession::new(&parts).unwrap_err(), &installation)
    }

    #[test]
    fn a_letter_without_tube_numbers_is_not_called_the_end_of_the_numbers() {
        assert_eq!(told('J', 40_000).id, "problem-series-end");
        let letter = told('K', 1);
        assert_eq!(letter.id, "problem-tube-letter");
        for lang in [Lang::En, Lang::Hi] {
            let what = letter.told(lang).what;
            assert!(what.contains('K') && what.contains("L1") && what.contains('J'), "{what}");
        }
    }
}
