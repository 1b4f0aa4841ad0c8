//! From a saved visit to its paper: gathers what the paper says and lays it out. Reads only; works over any connection.

use super::Desk;
use super::lab::tells_restricted;
use super::place::CounterFile;
use super::views::VisitLine;
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Department, Masters};
use crate::hospital::permissions::Right;
use crate::journal::sheaf::{SheafCode, to_sheaves};
use crate::journal::{Body, Entry, EntryId, PaperKind, Patient, Signed, carrier};
use crate::paper::{self, CodePages, DayCode, OpdPaper, Page, RecoveryForm, RegisterForm, RegisterLine, Size};
use crate::problem::Problem;
use crate::store::{View, VisitRow};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Which paper of which visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperJob {
    pub visit: EntryId,
    pub paper: PaperKind,
    pub size: Size,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
}

/// A paper, laid out.
pub struct Printed {
    pub pages: Vec<Page>,
    /// File name without ending, and title for the printer: `MK7A-004218-T-slip`.
    pub name: String,
}

/// Lays a paper out.
///
/// # Errors
/// `problem-not-found`, or a problem of the disk.
pub fn lay_out(
    view: View<'_>,
    masters: &Masters,
    file: &CounterFile,
    job: &PaperJob,
    now: DateTime<FixedOffset>,
) -> Result<Printed, Problem> {
    if job.paper.is_lab() {
        return super::lab::papers::lay_out(view, masters, file, job, now);
    }
    if !job.paper.is_opd() {
        return super::case_papers::lay_out(view, masters, file, job, now);
    }
    let row = view.visit(&job.visit)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
    let qr = codes(view, &row)?;
    let name = paper_name(&row.patient.patient, &row, job);
    let main = super::lookup::leading(view, &row.patient)?.map(|(_, state)| state.patient.number);
    let draw = |form: &OpdPaper<'_>| paper::opd_paper(job.paper, &OpdPaper { main: main.as_ref(), ..*form }, job.size);
    let pages = with_form(masters, file, &row, job, now.date_naive(), &qr, draw)?;
    Ok(Printed { pages, name })
}

fn paper_name(patient: &Patient, row: &VisitRow, job: &PaperJob) -> String {
    let kind = job.paper.code();
    let copy = if job.copy == 0 { String::new() } else { format!("-duplicate-{}", job.copy) };
    format!("{}-{}-{kind}{copy}", patient.number, row.visit.visit.number)
}

fn with_form<T>(
    masters: &Masters,
    file: &CounterFile,
    row: &VisitRow,
    job: &PaperJob,
    today: NaiveDate,
    qr: &[String],
    then: impl FnOnce(&OpdPaper<'_>) -> T,
) -> Result<T, Problem> {
    let gone = || Problem::damaged("problem-pack-lacks");
    let visit = &row.visit.visit;
    let clinic = masters.clinic(&visit.clinic).ok_or_else(gone)?;
    let none = Department { code: clinic.department.clone(), name: clinic.name.clone() };
    let details = &row.patient.patient.details;
    let category = masters.category(&details.category).or_else(|| masters.categories.first()).ok_or_else(gone)?;
    let by = person_of(masters, &row.visit.by);
    // The counter that registered, which may be another than this one.
    let counter = installation_of(&job.visit);
    Ok(then(&OpdPaper {
        hospital: &masters.hospital,
        mode: visit.number.parts().map_or(file.mode, |p| p.mode),
        patient: &row.patient.patient,
        main: None,
        visit,
        department: masters.department(&clinic.department).unwrap_or(&none),
        clinic,
        doctor: visit.doctor.as_deref().and_then(|d| masters.doctor(d)),
        category,
        scheme: details.scheme.as_deref().and_then(|s| masters.scheme(s)),
        at: row.visit.at,
        today,
        by: &by,
        counter: &counter,
        copy: job.copy,
        qr,
    }))
}

/// A person's name by login; the login where the pack of today does not know it.
pub(super) fn person_of(masters: &Masters, login: &str) -> Bilingual {
    masters.user(login).map_or_else(|| Bilingual { en: login.to_owned(), hi: login.to_owned() }, |u| u.name.clone())
}

pub(super) fn installation_of(id: &EntryId) -> String {
    format!("{}{}", id.counter, id.letter)
}

/// The record's own QR codes: the entry that opened the visit, and the latest that changed patient or clinic since.
fn codes(view: View<'_>, row: &VisitRow) -> Result<Vec<String>, Problem> {
    let mut ids = vec![row.id.clone()];
    let trail = view.trail(&row.visit.patient)?;
    let latest = |wanted: fn(&Body, &EntryId) -> bool| {
        trail.iter().rev().find(|e: &&Entry| wanted(&e.body, &row.id) && e.header.id() > row.id).map(|e| e.header.id())
    };
    ids.extend(latest(|body, _visit| matches!(body, Body::Amended { .. })));
    ids.extend(latest(|body, visit| matches!(body, Body::Moved { of, .. } if of == visit)));
    codes_of(view, &ids)
}

/// Entries as the texts of QR codes, in order.
pub(super) fn codes_of(view: View<'_>, ids: &[EntryId]) -> Result<Vec<String>, Problem> {
    let mut all = Vec::new();
    for id in ids {
        let signed = view.signed(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        all.extend(carrier::to_codes(&signed).map_err(|_long| Problem::damaged("problem-entry-damaged"))?);
    }
    Ok(all)
}

/// A paper as PDF.
///
/// # Errors
/// As [`lay_out`].
pub fn paper_pdf(printed: &Printed) -> Result<Vec<u8>, Problem> {
    Ok(paper::pdf(&printed.pages, &printed.name)?)
}

impl Desk {
    /// Lays a paper of a visit out.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn lay_out(&self, job: &PaperJob) -> Result<Printed, Problem> {
        self.may(Self::right_to_read(job.paper))?;
        lay_out(self.rows()?, self.masters(), &self.counter.file, job, self.now())
    }

    /// The right to look at a paper.
    #[must_use]
    pub const fn right_to_read(paper: PaperKind) -> Right {
        match paper {
            PaperKind::LabReport => Right::ReadResults,
            PaperKind::RestrictedReport => Right::ReadRestricted,
            _ => Right::Find,
        }
    }

    /// The day register, laid out.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn day_register(&self, day: NaiveDate) -> Result<Printed, Problem> {
        let (lines, codes) = (self.register_lines(day)?, day_codes(self.rows()?, (self.masters(), &self.counter.file), day)?);
        Ok(register_paper((lines, &codes), self.masters(), &self.counter.file, &self.user.name, (day, self.now())))
    }

    /// The visits of a day that this counter registered.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn register_lines(&self, day: NaiveDate) -> Result<Vec<VisitLine>, Problem> {
        self.may(Right::DayRegister)?;
        register_lines(self.rows()?, &self.counter.file, day)
    }
}

/// The visits of a day that one counter registered; what came in from other counters' slips stands in their registers.
///
/// # Errors
/// A problem of the disk.
pub fn register_lines(view: View<'_>, file: &CounterFile, day: NaiveDate) -> Result<Vec<VisitLine>, Problem> {
    let own = view.visits_of_day(day)?.into_iter().filter(|row| row.id.counter == file.counter);
    Ok(own.map(super::lookup::visit_line).collect())
}

/// A day of one counter in codes.
pub struct DayCodes {
    pub codes: Vec<DayCode>,
    /// Entries that stand in none: they tell results that the law keeps confidential, and anybody can read a code.
    pub left_out: Vec<String>,
}

/// Every entry that a counter wrote on a day, as the codes of its register; without those that tell restricted results.
///
/// # Errors
/// A problem of the disk.
pub fn day_codes(view: View<'_>, (masters, file): (&Masters, &CounterFile), day: NaiveDate) -> Result<DayCodes, Problem> {
    let secret = |signed: &Signed| signed.entry().is_ok_and(|entry| tells_restricted(masters, &entry.body));
    let (left_out, open): (Vec<_>, Vec<_>) =
        view.signed_of_day(&file.counter, day)?.into_iter().partition(|(_, signed)| secret(signed));
    let left_out = left_out.iter().map(|(id, _)| id.to_string()).collect();
    let (ids, entries): (Vec<_>, Vec<_>) = open.into_iter().unzip();
    let codes = to_sheaves(&entries).map_err(|_too_long| Problem::device("problem-internal"))?;
    let of = |code: SheafCode| {
        let (first, last) = (ids.get(code.first), ids.get(code.last));
        let first_words = first.map(ToString::to_string).unwrap_or_default();
        let entries = match last.filter(|last| Some(*last) != first) {
            Some(last) => format!("{first_words}–{}", last.sequence),
            None => first_words,
        };
        DayCode { text: code.text, entries }
    };
    Ok(DayCodes { codes: codes.into_iter().map(of).collect(), left_out })
}

/// The day register of one counter, laid out from its lines; the codes of its entries stand on pages of their own behind it.
#[must_use]
pub fn register_paper(
    (lines, codes): (Vec<VisitLine>, &DayCodes),
    masters: &Masters,
    file: &CounterFile,
    by: &Bilingual,
    (day, printed_at): (NaiveDate, DateTime<FixedOffset>),
) -> Printed {
    let lines: Vec<RegisterLine> = lines.into_iter().map(register_line).collect();
    let counter = file.installation();
    let form =
        RegisterForm { hospital: &masters.hospital, mode: file.mode, counter: &counter, day, printed_at, by, lines: &lines };
    let mark = if file.mode == Mode::Demo { "DEMO-" } else { "" };
    let mut pages = paper::day_register(&form);
    if !codes.codes.is_empty() {
        let (hospital, mode, counter) = (&masters.hospital, file.mode, counter.as_str());
        pages.extend(paper::code_pages(&CodePages {
            hospital,
            mode,
            counter,
            day,
            printed_at,
            by,
            codes: &codes.codes,
            left_out: &codes.left_out,
        }));
    }
    Printed { pages, name: format!("{mark}register-{counter}-{day}") }
}

/// The recovery sheet of a counter just set up, as PDF.
///
/// # Errors
/// A [`Problem`] when it cannot be laid out.
pub fn recovery_pdf(masters: &Masters, file: &CounterFile, key: &str, at: DateTime<FixedOffset>) -> Result<Vec<u8>, Problem> {
    let counter = file.installation();
    let form = RecoveryForm { hospital: &masters.hospital, mode: file.mode, counter: &counter, key, at };
    Ok(paper::pdf(&paper::recovery_sheet(&form), &format!("recovery-{counter}"))?)
}

fn register_line(line: VisitLine) -> RegisterLine {
    RegisterLine {
        new_patient: line.id == line.patient,
        number: line.patient_number,
        visit: line.number,
        token: line.token.label,
        name: line.name,
        relative: line.relative,
        age: line.age,
        sex: line.sex,
        clinic: line.clinic,
        rupees: line.rupees,
        receipt: line.receipt,
        exempt: line.exempt,
        at: line.at,
        by: line.by,
        voided: line.voided,
    }
}
