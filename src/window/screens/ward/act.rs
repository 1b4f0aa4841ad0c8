//! What the keys of the board do: each opens the form that does it, filled with what the board knows, or asks for a paper.

use super::{Spot, WardScreen, board_id};
use crate::desk::cases::{BedLook, Occupant};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::sex::Sex;
use crate::journal::PaperKind;
use crate::paper::Size;
use crate::window::commands::WardKey;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::worker::{CaseJob, Job, ListPaper};

impl WardScreen {
    pub(super) fn act(&mut self, key: WardKey, cx: &mut Cx<'_>) {
        match key {
            WardKey::Admit => {
                let values = self.admission();
                form(FormId::Admission, values, cx);
            }
            WardKey::Transfer => self.transfer(cx),
            WardKey::Swap => self.swap(cx),
            WardKey::Discharge => self.about_stay(FormId::Discharge, cx),
            WardKey::Cancel => {
                if let Some(who) = self.marked().and_then(Spot::one) {
                    form(FormId::Cancel, stay(who), cx);
                }
            }
            WardKey::Request => {
                let department = cx.masters().and_then(|m| m.ward(&self.ward)).map(|w| w.department.clone());
                let values = Sheet::from([("ward", self.ward.as_str())]).with("department", department.unwrap_or_default());
                form(FormId::Request, values, cx);
            }
            WardKey::Mark => self.mark(cx),
            WardKey::FaceSheet => self.reprint(PaperKind::FaceSheet, Size::A4, cx),
            WardKey::Wristband => self.reprint(PaperKind::Wristband, Size::A6, cx),
            WardKey::Census => self.census(cx),
            WardKey::Birth => {
                if let Some(who) = self.marked().and_then(Spot::inside).filter(|who| who.sex != Sex::Male) {
                    form(FormId::Birth, Sheet::from([("patient", who.patient_number.as_str())]), cx);
                }
            }
            WardKey::Indent => form(FormId::Indent, Sheet::from([("ward", self.ward.as_str())]), cx),
            WardKey::NewCensus => cx.go(Route::Census),
            WardKey::Whole => {
                self.whole = !self.whole;
                self.focus = Some(board_id());
                self.scroll = true;
            }
            WardKey::Order => {
                if let Some(who) = self.marked().and_then(Spot::one) {
                    cx.go(Route::LabOrder { values: Sheet::from([("patient", who.patient_number.as_str())]) });
                }
            }
            WardKey::Open => {
                if let Some(who) = self.marked().and_then(Spot::one) {
                    cx.go(Route::Patient(who.patient.clone()));
                }
            }
        }
    }

    /// Enter on a place: a free bed is for admitting, a patient's file for looking; or the other half of a swap.
    pub(super) fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.swapping.is_some() {
            return self.swap(cx);
        }
        match self.marked() {
            Some(Spot::Bed(bed)) if bed.look == BedLook::Free => self.act(WardKey::Admit, cx),
            Some(Spot::Request(_)) => self.act(WardKey::Admit, cx),
            Some(_) => self.act(WardKey::Open, cx),
            None => {}
        }
    }

    /// What the board knows of an admission: the bed that is marked, or whose request it is.
    pub(super) fn admission(&self) -> Sheet {
        let values = Sheet::from([("ward", self.ward.as_str())]);
        match self.marked() {
            Some(Spot::Bed(bed)) if bed.who.is_empty() => values.with("bed", bed.code.as_str()),
            Some(Spot::Request(who)) => values
                .with("patient", who.patient_number.as_str())
                .with("department", who.department.as_str())
                .with("doctor", who.doctor.clone().unwrap_or_default())
                .with("diagnosis", who.diagnosis.as_str()),
            _ => values,
        }
    }

    fn about_stay(&self, id: FormId, cx: &mut Cx<'_>) {
        if let Some(who) = self.marked().and_then(Spot::inside) {
            form(id, stay(who), cx);
        }
    }

    /// Somebody moves; or, on a bed that is held for somebody, that one comes.
    fn transfer(&self, cx: &mut Cx<'_>) {
        let Some(spot) = self.marked() else { return };
        if let Spot::Bed(bed) = spot
            && bed.who.is_empty()
        {
            let Some(who) = bed.planned.first() else { return };
            let values = stay(who).with("ward", self.ward.as_str()).with("bed", bed.code.as_str());
            return form(FormId::Transfer, values, cx);
        }
        let Some(who) = spot.inside() else { return };
        form(FormId::Transfer, stay(who), cx);
    }

    /// First the one, then the other.
    fn swap(&mut self, cx: &mut Cx<'_>) {
        let Some(who) = self.marked().and_then(Spot::inside).cloned() else { return };
        match self.swapping.take() {
            Some(first) if first.case != who.case => {
                let with = who.number.as_ref().unwrap_or(&who.patient_number);
                form(FormId::Swap, stay(&first).with("with", with.as_str()), cx);
            }
            Some(_) => {}
            None => self.swapping = Some(Box::new(who)),
        }
    }

    fn mark(&self, cx: &mut Cx<'_>) {
        let Some(Spot::Bed(bed)) = self.marked() else { return };
        if !bed.who.is_empty() {
            return;
        }
        let status = if bed.look == BedLook::Free { "cleaning" } else { "free" };
        form(FormId::Bed, Sheet::from([("bed", bed.code.as_str()), ("status", status)]), cx);
    }

    fn reprint(&mut self, paper: PaperKind, size: Size, cx: &mut Cx<'_>) {
        if let Some(case) = self.marked().and_then(Spot::inside).map(|who| who.case.clone()) {
            self.reprinting = Some(case.clone());
            cx.send(Job::Case(CaseJob::Reprint { case, paper, size }));
        }
    }

    fn census(&mut self, cx: &mut Cx<'_>) {
        if !self.ward.is_empty() {
            self.printing = true;
            cx.send(Job::Case(CaseJob::PrintList { list: ListPaper::Census { ward: self.ward.clone() }, to: None }));
        }
    }

    /// Of two patients in one bed the `n`-th stays; the other has to move.
    pub(super) fn stays(&self, n: usize, cx: &mut Cx<'_>) -> bool {
        let Some(Spot::Bed(bed)) = self.marked() else { return false };
        if bed.look != BedLook::Conflict || n >= bed.who.len() {
            return false;
        }
        let Some(other) = bed.who.iter().enumerate().find(|(at, _)| *at != n).map(|(_, who)| who) else { return false };
        let reason = cx.w.with("ward-conflict-reason", &[("bed", &bed.code)]);
        form(FormId::Transfer, stay(other).with("ward", self.ward.as_str()).with("reason", reason), cx);
        true
    }
}

/// The stay of somebody, by its address.
fn stay(who: &Occupant) -> Sheet {
    Sheet::from([("stay", who.case.to_string().as_str())])
}

fn form(id: FormId, values: Sheet, cx: &mut Cx<'_>) {
    cx.go(Route::Form { form: id, values });
}
