//! Registering, amending, voiding, sending to another clinic, printing again.

use super::Desk;
use super::views::Saved;
use crate::hospital::identifiers::mask_aadhaar;
use crate::hospital::number::{Number, NumberParts, Series};
use crate::hospital::opd::{Fee, Token, Visit};
use crate::hospital::opd_form::{FeeWish, Judged, OpdForm, VisitWish, judge, judge_details, tidy};
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::journal::{Body, Entry, EntryId, Matched, PaperKind, Patient, VoidScope};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::{NewPrint, VisitRow};

/// Which papers come out when a registration is saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintWish(pub Vec<(PaperKind, Size)>);

impl PrintWish {
    fn new_prints(&self) -> Vec<NewPrint> {
        self.0.iter().map(|(paper, size)| NewPrint { paper: *paper, size: *size, copy: 0 }).collect()
    }
}

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 300;

impl Desk {
    /// Saves a registration: a new patient, or a visit of one known here. Numbers exist only in the answer, after COMMIT.
    ///
    /// # Errors
    /// `problem-form` with a remark beside each bad field; or a problem of right, disk or series.
    pub fn register(&mut self, form: &OpdForm, wish: &PrintWish) -> Result<Saved, Problem> {
        self.may(Right::RegisterOpd)?;
        let known = self.known_patient(&form.patient)?;
        let matched = form.still_matched().cloned();
        let judged = judge(form, self.masters(), self.today(), known.as_ref().map(|(_, p)| &p.details));
        let (details, visit) = whole(judged)?;
        if matches!(visit.fee, FeeWish::Exempt { asked: true, .. }) {
            self.may(Right::ExemptFee)?;
        }
        let body = match known {
            None => Body::Registered {
                patient: Patient { number: self.next_number(Series::Patient)?, details, matched },
                visit: self.numbered(visit)?,
            },
            Some((of, known)) => {
                if known.details != details {
                    // The patient's own entry says what changed; the visit's copy only makes its slip whole.
                    self.amend_to(&of, details.clone(), "returning visit", matched)?;
                }
                Body::Visited {
                    of,
                    patient: Patient { number: known.number, details, matched: None },
                    visit: self.numbered(visit)?,
                }
            }
        };
        let on = self.heads_of_patient(&body)?;
        let mut wish = wish.new_prints();
        if !matches!(&body, Body::Registered { visit, .. } | Body::Visited { visit, .. } if matches!(visit.fee, Fee::Paid { .. }))
        {
            wish.retain(|print| print.paper != PaperKind::Receipt);
        }
        let (entry, _signed, prints) = self.append(body, on, &wish)?;
        self.saved(entry, prints)
    }

    fn heads_of_patient(&self, body: &Body) -> Result<Vec<EntryId>, Problem> {
        Ok(match body.of() {
            Some(of) => self.rows()?.patient(of)?.map(|p| p.heads).unwrap_or_default(),
            None => Vec::new(),
        })
    }

    /// The patient that a form names by one of our numbers.
    fn known_patient(&self, number: &str) -> Result<Option<(EntryId, Patient)>, Problem> {
        if number.trim().is_empty() {
            return Ok(None);
        }
        let id = self
            .patient_by_number(number)?
            .ok_or_else(|| Problem::refused("problem-number-unknown").with("number", mask_aadhaar(number)))?;
        let state = self.rows()?.patient(&id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        if state.voided.is_some() {
            return Err(Problem::refused("problem-patient-voided").with("number", state.patient.number.to_string()));
        }
        Ok(Some((id, state.patient)))
    }

    fn numbered(&self, wish: VisitWish) -> Result<Visit, Problem> {
        let fee = match wish.fee {
            FeeWish::Pay { rupees } => Fee::Paid { rupees, receipt: self.next_number(Series::Receipt)? },
            FeeWish::Exempt { reason, .. } => Fee::Exempt { reason },
        };
        Ok(Visit {
            number: self.next_number(Series::Visit)?,
            token: self.next_token(&wish.clinic)?,
            clinic: wish.clinic,
            room: wish.room,
            doctor: wish.doctor,
            kind: wish.kind,
            referred_by: wish.referred_by,
            mlc: wish.mlc,
            fee,
            remarks: wish.remarks,
        })
    }

    pub(super) fn next_number(&self, series: Series) -> Result<Number, Problem> {
        let installation = self.store.installation();
        let parts = NumberParts {
            mode: installation.mode,
            series,
            counter: installation.counter.clone(),
            letter: installation.letter,
            serial: self.store.next_serial(series),
        };
        Number::new(&parts).map_err(|_end| Problem::refused("problem-series-end"))
    }

    /// The next token of a clinic today. Within this counter's own share it is a bare number;
    /// otherwise the label carries the counter's code, so that two counters cannot call the same token.
    pub(super) fn next_token(&self, clinic: &str) -> Result<Token, Problem> {
        let installation = self.store.installation();
        let last = self.store.token_last(self.today(), clinic)?;
        let share = self.masters().tokens.iter().find(|s| s.clinic == clinic && s.counter == installation.counter);
        let serial = share.map_or(last + 1, |s| (last + 1).max(s.from));
        let own = share.is_some_and(|s| serial <= s.to) && installation.letter == 'A';
        let label = if own { serial.to_string() } else { format!("{}-{serial}", installation.counter) };
        Ok(Token { serial, label })
    }

    /// What is told of an entry once it is saved.
    pub(super) fn saved(&self, entry: Entry, prints: Vec<u64>) -> Result<Saved, Problem> {
        let (id, at) = (entry.header.id(), entry.header.time);
        let (visit_id, patient_id, patient, visit) = match entry.body {
            Body::Registered { patient, visit } => (id.clone(), id, patient, visit),
            Body::Visited { of, patient, visit } => (id, of, patient, visit),
            body => {
                let row = self.visit_row(body.of().unwrap_or(&id))?;
                (row.id, row.visit.patient, row.patient.patient, row.visit.visit)
            }
        };
        let (rupees, receipt) = match visit.fee {
            Fee::Paid { rupees, receipt } => (rupees, Some(receipt)),
            Fee::Exempt { .. } => (0, None),
        };
        Ok(Saved {
            visit_id,
            patient_id,
            patient: patient.number,
            visit: visit.number,
            token: visit.token,
            clinic: visit.clinic,
            room: visit.room,
            receipt,
            rupees,
            at,
            name: patient.details.name,
            prints,
        })
    }

    pub(super) fn visit_row(&self, id: &EntryId) -> Result<VisitRow, Problem> {
        self.rows()?.visit(id)?.ok_or_else(|| Problem::refused("problem-not-found"))
    }

    /// Changes what is known of a patient. The earlier entry stays.
    ///
    /// # Errors
    /// `problem-form` with remarks, or a problem of right or disk.
    pub fn amend(&mut self, patient: &EntryId, form: &OpdForm, reason: &str) -> Result<(), Problem> {
        self.may(Right::AmendPatient)?;
        let state = self.rows()?.patient(patient)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let judged = judge_details(form, self.masters(), self.today(), Some(&state.patient.details));
        let details = judged.details.ok_or_else(|| Problem::refused("problem-form").beside(judged.faults))?;
        let reason = checked_reason(reason)?;
        if details == state.patient.details {
            return Err(Problem::refused("problem-nothing-changed"));
        }
        self.amend_to(patient, details, &reason, form.still_matched().cloned())
    }

    fn amend_to(&mut self, patient: &EntryId, details: Details, reason: &str, matched: Option<Matched>) -> Result<(), Problem> {
        let on = self.rows()?.patient(patient)?.map(|p| p.heads).unwrap_or_default();
        self.append(Body::Amended { of: patient.clone(), details, reason: reason.to_owned(), matched }, on, &[])?;
        Ok(())
    }

    /// Takes a visit, or a whole registration, back. It stays readable and its numbers stay used.
    ///
    /// # Errors
    /// `problem-voided-already`, `problem-void-scope`, or a problem of right or disk.
    pub fn void(&mut self, visit: &EntryId, scope: VoidScope, reason: &str) -> Result<(), Problem> {
        self.may(Right::VoidVisit)?;
        let row = self.open_visit(visit)?;
        let reason = checked_reason(reason)?;
        if scope == VoidScope::Registration {
            let others = self.rows()?.visits_of_patient(&row.visit.patient)?;
            let others_stand = others.iter().any(|v| v.id != *visit && v.visit.voided.is_none());
            if row.visit.patient != *visit || others_stand {
                return Err(Problem::refused("problem-void-scope"));
            }
        }
        self.append(Body::Voided { of: visit.clone(), scope, reason }, row.visit.heads, &[])?;
        Ok(())
    }

    /// Sends a visit to another clinic, with a new token there and a new slip.
    ///
    /// # Errors
    /// `problem-form` beside the clinic, or a problem of right or disk.
    pub fn change_clinic(
        &mut self,
        visit: &EntryId,
        clinic: &str,
        doctor: &str,
        reason: &str,
        wish: &PrintWish,
    ) -> Result<Saved, Problem> {
        self.may(Right::ChangeDepartment)?;
        let row = self.open_visit(visit)?;
        let mut form = OpdForm::from_details(&row.patient.patient.details, self.today());
        clinic.clone_into(&mut form.clinic);
        doctor.clone_into(&mut form.doctor);
        let (_details, wanted) = whole(judge(&form, self.masters(), self.today(), Some(&row.patient.patient.details)))?;
        if wanted.clinic == row.visit.visit.clinic && wanted.doctor == row.visit.visit.doctor {
            return Err(Problem::refused("problem-nothing-changed"));
        }
        let token = self.next_token(&wanted.clinic)?;
        let body = Body::Moved {
            of: visit.clone(),
            clinic: wanted.clinic,
            room: wanted.room,
            doctor: wanted.doctor,
            token,
            reason: checked_reason(reason)?,
        };
        let (entry, _signed, ids) = self.append(body, row.visit.heads, &wish.new_prints())?;
        self.saved(entry, ids)
    }

    /// Prints a paper again, marked DUPLICATE with its count.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn reprint(&mut self, visit: &EntryId, paper: PaperKind, size: Size) -> Result<(u32, Vec<u64>), Problem> {
        self.may(Right::Reprint)?;
        let row = self.open_visit(visit)?;
        if paper == PaperKind::Receipt && matches!(row.visit.visit.fee, Fee::Exempt { .. }) {
            return Err(Problem::refused("problem-no-receipt"));
        }
        let copy = row.visit.copies.get(&paper).copied().unwrap_or(0) + 1;
        let body = Body::Reprinted { of: visit.clone(), paper, copy };
        let (_entry, _signed, ids) = self.append(body, row.visit.heads, &[NewPrint { paper, size, copy }])?;
        Ok((copy, ids))
    }

    /// A visit that was not voided.
    pub(super) fn open_visit(&self, id: &EntryId) -> Result<VisitRow, Problem> {
        let row = self.visit_row(id)?;
        if row.visit.voided.is_some() { Err(Problem::refused("problem-voided-already")) } else { Ok(row) }
    }
}

fn whole(judged: Judged) -> Result<(Details, VisitWish), Problem> {
    match (judged.details, judged.visit) {
        (Some(details), Some(visit)) if judged.faults.is_empty() => Ok((details, visit)),
        _ => Err(Problem::refused("problem-form").beside(judged.faults)),
    }
}

pub(super) fn checked_reason(reason: &str) -> Result<String, Problem> {
    let reason = mask_aadhaar(&tidy(reason));
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        return Err(Problem::refused("problem-reason").with("max", REASON_CHARS_MAX.to_string()));
    }
    Ok(reason)
}
