//! The registers: MLC, birth, still-birth, death, cause of death, indents; corrections, and what was done about a record.

use super::subject::subject;
use super::{CaseWish, Desk, Done};
use crate::hospital::age::Age;
use crate::hospital::forms::{FormId, Known, Sheet, form};
use crate::hospital::number::Series;
use crate::hospital::permissions::Right;
use crate::hospital::person::{Details, MobileOwner, PersonName, Relation, Relative};
use crate::hospital::sex::Sex;
use crate::journal::fold::PatientState;
use crate::journal::{Body, EntryId, PaperKind, Patient, Register};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow};
use chrono::{DateTime, NaiveDate};

/// Days that one look into a register spans at most.
pub const REGISTER_DAYS_MAX: i64 = 400;

impl Desk {
    pub(super) const fn register_right(register: Register) -> Right {
        if matches!(register, Register::Indent) { Right::Indent } else { Right::KeepRegisters }
    }

    /// Writes a record into its register.
    pub(super) fn record(&mut self, id: FormId, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        let register = Register::of_form(id).ok_or_else(|| Problem::refused("problem-not-found"))?;
        self.may(Self::register_right(register))?;
        let about = match register {
            Register::Indent => self.patient_named(&Sheet::from([("patient", values.get("patient"))]))?,
            _ => self.patient_named(values)?,
        };
        let values = self.filled_in(register, values, about.as_ref())?;
        let known = self.known_of(about.as_ref())?;
        let sheet = self.judged(id, &values, &known)?;
        self.once(register, about.as_ref().map(|(id, _)| id))?;
        let child = match register {
            Register::Birth => Some(self.newborn(&sheet, about.as_ref().map(|(_, state)| state))?),
            _ => None,
        };
        let body = Body::Recorded {
            register,
            of: about.as_ref().map(|(id, _)| id.clone()),
            number: self.next_number(register.series())?,
            at: DateTime::parse_from_rfc3339(sheet.get(register.when())).unwrap_or_else(|_now| self.now()),
            sheet,
            child,
        };
        let on = about.map(|(_, state)| state.heads).unwrap_or_default();
        let (entry, _signed, prints) = self.append(body, on, &wish.papers(&[PaperKind::Sheet], Size::Band))?;
        self.done(id, &entry, Some(&entry.header.id()), prints)
    }

    /// Nobody dies twice, and has one certificate of the cause.
    fn once(&self, register: Register, about: Option<&EntryId>) -> Result<(), Problem> {
        let (Register::Death | Register::Cause, Some(about)) = (register, about) else { return Ok(()) };
        let cases = self.rows()?.cases_of_patient(about)?;
        let same = |row: &&CaseRow| row.case.cancelled.is_none() && row.case.record().is_some_and(|r| r.register == register);
        match cases.iter().find(same) {
            Some(row) => {
                let number = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
                Err(Problem::refused("problem-record-there").with("number", number))
            }
            None => Ok(()),
        }
    }

    fn known_of(&self, about: Option<&(EntryId, PatientState)>) -> Result<Known, Problem> {
        let Some((id, state)) = about else { return Ok(Known::default()) };
        let stay = self.rows()?.cases_of_patient(id)?.into_iter().rev().find(|row| row.case.stay().is_some());
        let admitted = stay.and_then(|row| row.case.stay().and_then(|s| s.course.admitted()));
        Ok(Known { age: Some(state.patient.details.age), admitted })
    }

    /// What the records know already is filled in where the form was left empty.
    fn filled_in(&self, register: Register, values: &Sheet, about: Option<&(EntryId, PatientState)>) -> Result<Sheet, Problem> {
        let mut values = values.clone();
        for (code, value) in self.prefill(register.form(), about)?.iter() {
            match values.get(code).trim() {
                "" => values.set(code, value),
                // Emptied on purpose.
                "-" => values.set(code, ""),
                _ => {}
            }
        }
        Ok(values)
    }

    /// What the records know for a form about somebody; the window shows it before anything is typed.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn prefilled(&self, id: FormId, values: &Sheet) -> Result<Sheet, Problem> {
        self.may(Right::Find)?;
        if matches!(id, FormId::Correction) {
            return Ok(self.record_named(values)?.case.record().map(|r| r.sheet.clone()).unwrap_or_default());
        }
        if id == FormId::Arrival && !values.get("arrival").trim().is_empty() {
            return Ok(self
                .arrival_named(values)?
                .and_then(|row| row.case.arrival().map(|a| a.arrival.sheet.clone()))
                .unwrap_or_default());
        }
        let about = self.patient_named(values)?;
        self.prefill(id, about.as_ref())
    }

    fn prefill(&self, id: FormId, about: Option<&(EntryId, PatientState)>) -> Result<Sheet, Problem> {
        let mut sheet = Sheet::default();
        let fields = form(id);
        let mut put = |code: &str, value: &str| {
            if fields.item(code).is_some() && !value.is_empty() {
                sheet.set(code, value);
            }
        };
        let Some((patient, state)) = about else { return Ok(sheet) };
        let details = &state.patient.details;
        let birth = matches!(id, FormId::Birth | FormId::Stillbirth);
        if birth {
            put("mother_name", details.name.shown());
            if let Some(father) = details.relative.as_ref().filter(|r| r.relation == Relation::WifeOf) {
                put("father_name", father.name.shown());
            }
            let age = details.age.shown(self.today());
            put("mother_age", &if age.known { age.value.to_string() } else { String::new() });
            put("mother_mobile", details.mobile.as_ref().map_or("", |m| m.digits()));
        } else {
            put("name", if state.unknown { "" } else { details.name.shown() });
            put("sex", details.sex.code());
            put("age", &details.age.to_string());
            put("relation", details.relative.as_ref().map_or("", |r| r.relation.code()));
            put("relation_name", details.relative.as_ref().map_or("", |r| r.name.shown()));
            put("relative_name", details.relative.as_ref().map_or("", |r| r.name.shown()));
            put("address", &details.address.line);
        }
        for prefix in ["birth_addr_", "death_addr_", "perm_addr_"] {
            put(&format!("{prefix}locality"), &details.address.line);
            put(&format!("{prefix}district"), &details.address.district);
            put(&format!("{prefix}pin"), details.address.pin.as_ref().map_or("", |p| p.as_str()));
            put(&format!("{prefix}state"), &details.address.state.map_or(String::new(), |s| s.to_string()));
        }
        let cases = self.rows()?.cases_of_patient(patient)?;
        if let Some(stay) = cases.iter().rev().find_map(|row| row.case.stay()) {
            if let Some(died) =
                stay.course.discharged.filter(|_| stay.course.outcome.is_some_and(crate::hospital::ipd::Outcome::is_death))
            {
                put("died", &died.to_rfc3339());
            }
            if id == FormId::Cause {
                put("ward", stay.course.last_place().map_or("", |p| p.ward.as_str()));
            }
        }
        if let Some(arrival) = cases.iter().rev().find_map(|row| row.case.arrival()) {
            put("arrived", &arrival.arrival.at.to_rfc3339());
            for code in ["mark_1", "mark_2", "brought_by", "brought_name"] {
                put(code, arrival.arrival.sheet.get(code));
            }
            put("police_station", arrival.arrival.sheet.get("station"));
        }
        if id == FormId::Mlc {
            put("made", &self.now().to_rfc3339());
        }
        Ok(sheet)
    }

    /// The newborn of a birth report: `B/o Sunita Devi I`, the second of twins `… II`, until it is named.
    fn newborn(&self, sheet: &Sheet, mother: Option<&PatientState>) -> Result<Patient, Problem> {
        let nth = match sheet.get("order") {
            order if order.ends_with("-2") => " II",
            order if order.ends_with("-3") => " III",
            _ => " I",
        };
        let of = |name: Option<&String>, before: &str, after: &str| name.map(|n| format!("{before}{n}{after}{nth}"));
        let typed = sheet.get("mother_name").to_owned();
        let hindi = crate::hospital::opd_form::is_devanagari(&typed);
        let written = PersonName {
            honorific: None,
            latin: Some(typed.clone()).filter(|_| !hindi),
            devanagari: Some(typed).filter(|_| hindi),
        };
        let mothers = mother.map_or(&written, |state| &state.patient.details.name);
        let born = DateTime::parse_from_rfc3339(sheet.get("born")).unwrap_or_else(|_now| self.now());
        let details = mother.map(|state| &state.patient.details);
        Ok(Patient {
            number: self.next_number(Series::Patient)?,
            matched: None,
            details: Details {
                name: PersonName {
                    honorific: None,
                    latin: of(mothers.latin.as_ref(), "B/o ", ""),
                    devanagari: of(mothers.devanagari.as_ref(), "", " का शिशु"),
                },
                relative: Some(Relative { relation: Relation::BabyOf, name: mothers.clone() }),
                sex: Sex::parse(sheet.get("child_sex")).unwrap_or(Sex::Unknown),
                age: Age::Born(born.date_naive()),
                mobile: details.and_then(|d| d.mobile.clone()),
                mobile_of: MobileOwner::Relative,
                address: details.map(|d| d.address.clone()).unwrap_or_default(),
                category: details.map_or_else(
                    || self.masters().categories.first().map(|c| c.code.clone()).unwrap_or_default(),
                    |d| d.category.clone(),
                ),
                scheme: None,
                uhid: None,
                abha: None,
                abha_address: None,
                aadhaar: None,
            },
        })
    }

    /// Something was done about a record: police told, handed to the registrar, indent issued or refused.
    pub(super) fn note(&mut self, id: FormId, values: &Sheet) -> Result<Done, Problem> {
        let row = self.record_named(values)?;
        let record = row.case.record().ok_or_else(|| Problem::refused("problem-not-found"))?;
        self.may(Self::register_right(record.register))?;
        let fits = match id {
            FormId::Police => record.register == Register::Mlc,
            FormId::Issue => record.register == Register::Indent,
            _ => !matches!(record.register, Register::Mlc | Register::Indent),
        };
        if !fits {
            return Err(Problem::refused("problem-note-register").with("number", subject(values)));
        }
        if row.case.cancelled.is_some() {
            return Err(Problem::refused("problem-record-cancelled").with("number", subject(values)));
        }
        let closed = |note: &crate::journal::fold::NoteLine| !note.sheet.is("outcome", "part");
        if id == FormId::Issue && record.notes_of(FormId::Issue).any(closed) {
            return Err(Problem::refused("problem-indent-closed").with("number", subject(values)));
        }
        let when = if id == FormId::Registrar { "sent" } else { "at" };
        let values = if values.get(when).trim().is_empty() { values.clone().with(when, "now") } else { values.clone() };
        let sheet = self.judged(id, &values, &Known::default())?;
        self.take_step(id, &row, Body::Noted { of: row.id.clone(), form: id, sheet }, &[])
    }

    /// A new version of a record; the earlier ones stay. Fields that are not given stay as they were; `-` empties one.
    pub(super) fn correct(&mut self, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        let row = self.record_named(values)?;
        let record = row.case.record().ok_or_else(|| Problem::refused("problem-not-found"))?;
        self.may(Self::register_right(record.register))?;
        if row.case.cancelled.is_some() {
            return Err(Problem::refused("problem-record-cancelled").with("number", subject(values)));
        }
        let why =
            self.judged(FormId::Correction, &Sheet::from([("reason", values.get("correction_reason"))]), &Known::default())?;
        let id = record.register.form();
        let mut merged = record.sheet.clone();
        for (code, value) in values.part(form(id)).iter() {
            merged.set(code, if value.trim() == "-" { "" } else { value });
        }
        let about = row.case.patient.clone().zip(row.patient.clone());
        let sheet = self.judged(id, &merged, &self.known_of(about.as_ref())?)?;
        if sheet == record.sheet {
            return Err(Problem::refused("problem-nothing-changed"));
        }
        let body = Body::Corrected { of: row.id.clone(), sheet, reason: why.get("reason").to_owned() };
        self.take_step(FormId::Correction, &row, body, &wish.papers(&[PaperKind::Sheet], Size::Band))
    }

    /// A register by date. Cancelled records stand in it too, struck out.
    ///
    /// # Errors
    /// `problem-register-span`, or a problem of right or disk.
    pub fn register_between(&self, kind: CaseKind, from: NaiveDate, to: NaiveDate) -> Result<Vec<CaseRow>, Problem> {
        self.may(Right::ReadRegisters)?;
        let days = to.signed_duration_since(from).num_days();
        if !(0..=REGISTER_DAYS_MAX).contains(&days) {
            return Err(Problem::refused("problem-register-span").with("max", REGISTER_DAYS_MAX.to_string()));
        }
        let mut rows = self.rows()?.cases_between(kind, from, to)?;
        for row in &mut rows {
            self.hide(row);
        }
        Ok(rows)
    }

    /// A case's paper once more, marked DUPLICATE with its count.
    ///
    /// # Errors
    /// `problem-identity-doubtful` for a report of a patient of whom nobody is sure; a problem of right or disk.
    pub fn reprint_case(
        &mut self,
        case: &EntryId,
        paper: PaperKind,
        size: crate::paper::Size,
    ) -> Result<(u32, Vec<u64>), Problem> {
        self.may(Right::Reprint)?;
        self.may(Self::right_to_read(paper))?;
        let row = self.case(case)?;
        if matches!(paper, PaperKind::LabReport | PaperKind::RestrictedReport) {
            self.identity_is_sure(&row)?;
        }
        let copy = row.case.copies.get(&paper).copied().unwrap_or(0) + 1;
        let body = Body::Reprinted { of: row.id.clone(), paper, copy };
        let (_entry, _signed, ids) = self.append(body, row.case.heads, &[crate::store::NewPrint { paper, size, copy }])?;
        Ok((copy, ids))
    }
}
