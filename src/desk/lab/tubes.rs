//! The way of tubes: collected, sent, received, on the bench, rejected, collected again, relabelled.

use super::order::beside;
use super::subject::{order_of, tube_of};
use super::views::PlannedTube;
use super::{Desk, Done};
use crate::desk::cases::CaseWish;
use crate::hospital::forms::{FormId, Known, Sheet};
use crate::hospital::lab::{Accession, AccessionKind, LabWarning, TestDef, TubeMisfit, TubePlace, TubeStep, limit_of};
use crate::hospital::permissions::Right;
use crate::journal::fold::{OrderState, ResultPhase, ResultState, StepKind, TubeState};
use crate::journal::{Body, EntryId, PaperKind, Tube};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::CaseRow;
use chrono::{DateTime, Duration, FixedOffset};

/// What is said of tubes in one step.
struct Said {
    step: TubeStep,
    at: DateTime<FixedOffset>,
    place: String,
    why: String,
    note: String,
    told: String,
}

/// Tubes with the order that each belongs to.
type OfOrders = Vec<(CaseRow, Vec<Accession>)>;

impl Desk {
    /// Tubes are somewhere else now. All are judged before anything is saved; then each order gets its entry.
    pub(super) fn step_tubes(&mut self, values: &Sheet) -> Result<Done, Problem> {
        self.may(Right::HandleTubes)?;
        let sheet = self.judged(FormId::LabStep, values, &Known::default())?;
        let step = TubeStep::parse(sheet.get("step")).ok_or_else(|| beside("step", "fault-item-choice", Vec::new()))?;
        let text = |code: &str| sheet.get(code).to_owned();
        let (place, note, at) = (text("place"), text("note"), self.when(&sheet, "at"));
        let said = Said { step, at, place, why: String::new(), note, told: String::new() };
        let all = self.of_orders(&self.tubes_named(&sheet)?, false)?;
        for (row, tubes) in &all {
            let order = order_of(row)?;
            for accession in tubes {
                may_step(tube_of(order, *accession)?, *accession, &said)?;
            }
        }
        let mut warnings = Vec::new();
        if matches!(step, TubeStep::Received | TubeStep::Bench) {
            for (row, tubes) in &all {
                warnings.extend(self.too_old(order_of(row)?, tubes, said.at));
            }
        }
        let done = self.save_steps(FormId::LabStep, all, &said, CaseWish::default())?;
        Ok(Done { lab_warnings: warnings, ..done })
    }

    /// Tubes grouped by order. `claimed`: a tube that two orders claim stands under both.
    fn of_orders(&self, tubes: &[Accession], claimed: bool) -> Result<OfOrders, Problem> {
        let mut all: OfOrders = Vec::new();
        for accession in tubes {
            let rows = if claimed {
                let mut rows = self.rows()?.orders_of_tube(*accession)?;
                rows.retain(|row| row.case.cancelled.is_none());
                if rows.is_empty() {
                    return Err(Problem::refused("problem-tube-unknown").with("tube", accession.spaced()));
                }
                rows
            } else {
                vec![self.order_of_tube(*accession)?]
            };
            for row in rows {
                match all.iter_mut().find(|(known, _)| known.id == row.id) {
                    Some((_, tubes)) => tubes.push(*accession),
                    None => all.push((row, vec![*accession])),
                }
            }
        }
        Ok(all)
    }

    fn save_steps(&mut self, id: FormId, all: OfOrders, said: &Said, wish: CaseWish) -> Result<Done, Problem> {
        let mut done: Option<Done> = None;
        let papers = wish.papers(&[PaperKind::RejectionSlip], Size::Band);
        for (row, tubes) in all {
            let body = Body::TubeStepped {
                of: row.id.clone(),
                tubes: tubes.clone(),
                step: said.step,
                at: said.at,
                place: said.place.clone(),
                why: said.why.clone(),
                note: said.note.clone(),
                told: said.told.clone(),
            };
            let (entry, _signed, prints) = self.append(body, row.case.heads.clone(), &papers)?;
            let one = self.done(id, &entry, Some(&row.id), prints)?;
            done = Some(match done {
                None => Done { tubes, more: vec![row.id], ..one },
                Some(mut all) => {
                    all.tubes.extend(tubes);
                    all.more.push(row.id);
                    all.prints.extend(one.prints);
                    all
                }
            });
        }
        done.ok_or_else(|| Problem::refused("problem-not-found"))
    }

    /// Tubes that are older than their tests keep.
    fn too_old(&self, order: &OrderState, tubes: &[Accession], now: DateTime<FixedOffset>) -> Vec<LabWarning> {
        let catalogue = self.catalogue();
        let old = |tube: &TubeState| {
            let (test, hours) = limit_of(tube.tests.iter().filter_map(|code| catalogue.test(code)))?;
            let age = now.signed_duration_since(tube.way.collected?);
            (age > Duration::hours(i64::from(hours))).then(|| too_old_warning(tube, test, age, hours))
        };
        tubes.iter().filter_map(|accession| order.tube(*accession)).filter_map(old).collect()
    }

    /// A tube that gives no result: why, and who was told. Nothing that was released is taken back by it.
    pub(super) fn reject_tubes(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::HandleTubes)?;
        let sheet = self.judged(FormId::LabReject, values, &Known::default())?;
        let said = Said {
            step: TubeStep::Rejected,
            at: self.when(&sheet, "at"),
            place: String::new(),
            why: sheet.get("why").to_owned(),
            note: sheet.get("note").to_owned(),
            told: sheet.get("told").to_owned(),
        };
        let all = self.of_orders(&self.tubes_named(&sheet)?, true)?;
        for (row, tubes) in &all {
            let order = order_of(row)?;
            for accession in tubes {
                let tube = tube_of(order, *accession)?;
                may_step(tube, *accession, &said)?;
                if order.results_of(tube).any(|result| result.released.is_some()) {
                    return Err(Problem::refused("problem-tube-released").with("tube", accession.spaced()));
                }
            }
        }
        self.save_steps(FormId::LabReject, all, &said, wish)
    }

    /// A new tube for the tests of a rejected one.
    pub(super) fn recollect(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::OrderTests)?;
        let (typed, later) = without_dash(values, "collected");
        let sheet = self.judged(FormId::LabRecollect, &typed, &Known::default())?;
        let tubes = self.tubes_named(&sheet)?;
        let [accession] = tubes.as_slice() else { return Err(beside("tube", "fault-lab-one-tube", Vec::new())) };
        let row = self.order_of_tube(*accession)?;
        let order = order_of(&row)?;
        let tube = tube_of(order, *accession)?;
        let tests: Vec<String> = tube
            .tests
            .iter()
            .filter(|code| order.result(code).is_some_and(|r| r.phase == ResultPhase::Recollect && r.tube == tube.accession))
            .cloned()
            .collect();
        if tests.is_empty() {
            return Err(Problem::refused("problem-tube-not-rejected").with("tube", accession.spaced()));
        }
        let planned = PlannedTube { kind: tube.kind.clone(), specimen: tube.specimen.clone(), tests };
        let old = tube.accession;
        let tubes: Vec<Tube> = self.numbered_tubes(&[planned], sheet.get("labels"))?;
        let tubes: Vec<Tube> = tubes.into_iter().map(|tube| Tube { replaces: Some(old), ..tube }).collect();
        let accessions = tubes.iter().map(|tube| tube.accession).collect();
        let (at, reason) = (self.now(), sheet.get("reason").to_owned());
        let collected = if later { None } else { Some(self.when(&sheet, "collected")) };
        let body = Body::Tubed { of: row.id.clone(), at, tubes, collected, reason };
        let kinds: &[PaperKind] = if sheet.get("labels").is_empty() { &[PaperKind::TubeLabels] } else { &[] };
        let done = self.take_step(FormId::LabRecollect, &row, body, &wish.papers(kinds, Size::Band))?;
        Ok(Done { tubes: accessions, ..done })
    }

    /// An order, or a step of a tube, may be taken back while nothing of it is released; results are amended, never taken back.
    pub(in crate::desk) fn may_take_back(&self, order: &OrderState, step: &EntryId, row: &CaseRow) -> Result<(), Problem> {
        let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
        let valued = |r: &ResultState| r.released.is_some() || !r.live.is_empty();
        if *step == row.id && order.results.iter().any(valued) {
            return Err(Problem::refused("problem-order-results").with("number", number));
        }
        let Some(step) = row.case.steps.iter().find(|s| s.entry == *step) else {
            return Err(Problem::refused("problem-step-stays"));
        };
        match step.kind {
            StepKind::Ordered => self.may(Right::OrderTests),
            StepKind::Collected | StepKind::Sent => self.may(Right::HandleTubes),
            StepKind::Received | StepKind::Benched | StepKind::Discarded => self.may(Right::EnterResults),
            StepKind::Rejected => {
                self.may(Right::EnterResults)?;
                // What was collected again has taken the tests over: the rejected tube cannot come back beside it.
                let again = order.tubes.iter().filter(|t| step.is_about(t)).any(|t| t.replaced_by.is_some());
                if again { Err(Problem::refused("problem-step-not-last")) } else { Ok(()) }
            }
            _ => Err(Problem::refused("problem-step-stays")),
        }
    }

    /// Another label on a tube: one printed ahead, or a new one. The old one still finds the tube.
    pub(super) fn relabel(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        self.may(Right::OrderTests)?;
        let sheet = self.judged(FormId::LabRelabel, values, &Known::default())?;
        let old = self.accession(sheet.get("tube"))?;
        let row = self.order_of_tube(old)?;
        let tube = tube_of(order_of(&row)?, old)?;
        if tube.is_gone() {
            return Err(gone(tube, old));
        }
        let (of, from) = (row.id.clone(), tube.accession);
        let given = sheet.get("to");
        let to = if given.is_empty() {
            self.next_accession(AccessionKind::Tube, 0)?
        } else {
            let told = |problem: Problem| Problem { remarks: problem.remarks.into_iter().map(beside_to).collect(), ..problem };
            let labels = self.free_labels(given).map_err(told)?;
            *labels.first().ok_or_else(|| Problem::refused("problem-not-found"))?
        };
        let body = Body::Relabelled { of, tube: from, to, reason: sheet.get("reason").to_owned() };
        let kinds: &[PaperKind] = if given.is_empty() { &[PaperKind::TubeLabels] } else { &[] };
        let done = self.take_step(FormId::LabRelabel, &row, body, &wish.papers(kinds, Size::Band))?;
        Ok(Done { tubes: vec![to], ..done })
    }
}

fn beside_to(remark: crate::hospital::opd_form::Remark) -> crate::hospital::opd_form::Remark {
    crate::hospital::opd_form::Remark { field: crate::hospital::opd_form::Field::Item("to"), ..remark }
}

/// The form without a dash in a field, and whether there was one: *not yet*.
pub(super) fn without_dash(values: &Sheet, code: &str) -> (Sheet, bool) {
    if values.get(code).trim() == "-" { (values.clone().with(code, ""), true) } else { (values.clone(), false) }
}

fn too_old_warning(tube: &TubeState, test: &TestDef, age: Duration, hours: u32) -> LabWarning {
    let args = vec![
        ("tube", tube.accession.spaced()),
        ("test", test.code.clone()),
        ("age", format!("{}:{:02}", age.num_hours(), age.num_minutes() % 60)),
        ("hours", hours.to_string()),
    ];
    LabWarning::new("lab-warning-old", args)
}

/// Whether a step fits, as a sentence.
fn may_step(tube: &TubeState, accession: Accession, said: &Said) -> Result<(), Problem> {
    // A collection that is told late only fills its time in.
    if said.step == TubeStep::Collected && tube.way.collected.is_none() && !tube.is_gone() {
        return Ok(());
    }
    if tube.is_gone() {
        return Err(gone(tube, accession));
    }
    if said.step == TubeStep::Discarded && tube.stands < TubePlace::Reported {
        return Err(Problem::refused("problem-tube-open").with("tube", accession.spaced()));
    }
    tube.way.may(said.step).map_err(|misfit| match misfit {
        TubeMisfit::Gone => gone(tube, accession),
        TubeMisfit::Again => of_tube("problem-tube-again", tube, accession),
        TubeMisfit::Back => of_tube("problem-tube-back", tube, accession),
    })
}

fn of_tube(id: &'static str, tube: &TubeState, accession: Accession) -> Problem {
    let since = crate::hospital::forms::write_moment(tube.since);
    Problem::refused(id).with("tube", accession.spaced()).with("since", since).with("by", tube.by.clone())
}

/// A tube that can give no result any more.
pub(super) fn gone(tube: &TubeState, accession: Accession) -> Problem {
    of_tube("problem-tube-gone", tube, accession)
}
