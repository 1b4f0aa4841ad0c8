//! What every paper of a case is made from (a stay, an arrival, a medico-legal case, a birth, a death, an indent), and what they share.

use super::both::{age, both, both_with, joined, label, moment, same};
use super::kit::{FRAME, Made, Row, Type, name_rows};
use super::opd::age_and_sex;
use super::{band, face, official, slips};
use crate::hospital::age::Age;
use crate::hospital::forms::{FormId, Item as Field, ItemKind, Sheet, form as form_of, shown};
use crate::hospital::ipd::Course;
use crate::hospital::number::{Mode, Number};
use crate::hospital::pack::{Bilingual, Hospital, Lang, Masters};
use crate::hospital::person::Relation;
use crate::journal::Patient;
use crate::journal::fold::is_late;
use crate::paper::layout::{Align, Pen, one_line, two_lines_if_needed};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One case, as its papers need it. Borrowed from the desk; holds no handle to anything.
#[derive(Clone, Copy)]
pub struct CasePaper<'a> {
    pub hospital: &'a Hospital,
    pub masters: &'a Masters,
    pub mode: Mode,
    /// `None`: an indent for the ward.
    pub patient: Option<&'a Patient>,
    /// Of this case: in-patient, emergency, MLC, birth, still-birth, death, cause or indent number.
    pub number: &'a Number,
    pub form: FormId,
    /// Judged values of the form.
    pub sheet: &'a Sheet,
    /// When it happened.
    pub at: DateTime<FixedOffset>,
    /// When it was entered. More than half an hour later makes it a late entry, and the paper says so.
    pub entered: DateTime<FixedOffset>,
    /// The day of printing; an age is shown as of this day.
    pub today: NaiveDate,
    /// Who entered it.
    pub by: &'a Bilingual,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
    /// The entry's QR texts (`NR1:…`), in order.
    pub qr: &'a [String],
    /// 1, or n after n - 1 corrections.
    pub version: u32,
    pub course: Option<&'a Course>,
    /// Discharge form of a stay.
    pub ending: Option<&'a Sheet>,
    /// The transfer that a transfer slip is about.
    pub transfer: Option<&'a Sheet>,
    /// Of a newborn.
    pub mother: Option<&'a Patient>,
    /// Number of the MLC, empty when it is marked without one.
    pub mlc: Option<&'a str>,
    /// Police intimations, hand-overs to the registrar, issues; in order.
    pub notes: &'a [CaseNote<'a>],
    /// Mass casualty: what happened, and the pack's running number.
    pub pack: Option<(&'a str, u32)>,
}

/// What was added to a case after it was entered.
#[derive(Clone, Copy)]
pub struct CaseNote<'a> {
    pub form: FormId,
    pub sheet: &'a Sheet,
    pub at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
}

/// Which paper of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseForm {
    AdmissionSlip,
    FaceSheet,
    Wristband,
    TransferSlip,
    DischargeSlip,
    ArrivalSlip,
    /// The official form: MLC sheet, Forms 1 to 4; an indent comes as a slip.
    Sheet,
}

impl CaseForm {
    pub const ALL: [Self; 7] = [
        Self::AdmissionSlip,
        Self::FaceSheet,
        Self::Wristband,
        Self::TransferSlip,
        Self::DischargeSlip,
        Self::ArrivalSlip,
        Self::Sheet,
    ];
}

/// Lays out a paper of a case. Slips come on any sheet or roll, the face sheet and official forms on A4 whatever is asked for, a
/// wristband on a band: on the one that fits the age, unless one is asked for.
#[must_use]
pub fn case_paper(kind: CaseForm, form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let slip_size = if Size::ALL.contains(&size) { size } else { Size::default() };
    match kind {
        CaseForm::AdmissionSlip => slips::admission(form, slip_size),
        CaseForm::TransferSlip => slips::transfer(form, slip_size),
        CaseForm::DischargeSlip => slips::discharge(form, slip_size),
        CaseForm::ArrivalSlip => slips::arrival(form, slip_size),
        CaseForm::FaceSheet => face::face_sheet(form),
        CaseForm::Wristband => band::wristband(form, size),
        CaseForm::Sheet if form.form == FormId::Indent => super::indent::indent(form, slip_size),
        CaseForm::Sheet => official::sheet(form, official::Copy::Original),
    }
}

/// A medico-legal sheet is made in duplicate: the original's pages, then those of the second copy of the set.
#[must_use]
pub fn case_in_duplicate(form: &CasePaper<'_>) -> Vec<Page> {
    let mut pages = official::sheet(form, official::Copy::Original);
    pages.extend(official::sheet(form, official::Copy::Second));
    pages
}

impl CasePaper<'_> {
    pub(super) const fn made(&self) -> Made<'_> {
        let kept = !matches!(self.form, FormId::Indent);
        Made { hospital: self.hospital, at: self.entered, by: self.by, counter: self.counter, kept }
    }

    /// The number that is printed large and as a bar code: the patient's, else the case's.
    pub(super) fn main_number(&self) -> &str {
        self.patient.map_or(self.number.as_str(), |p| p.number.as_str())
    }

    /// `34 वर्ष, महिला · 34 y, Female`; a dash when nobody is known.
    pub(super) fn age_and_sex(&self) -> String {
        self.patient.map_or_else(|| "–".to_owned(), |p| age_and_sex(&p.details, self.today))
    }

    /// Name, relative, mother of a newborn, age and sex.
    pub(super) fn who_rows(&self, t: Type) -> Vec<Row> {
        let Some(patient) = self.patient else { return Vec::new() };
        let mut rows = name_rows(&patient.details, self.hospital, t);
        if let Some(mother) = self.mother_line() {
            // The relative of a newborn is the mother, who stands here with her number.
            let baby = patient.details.relative.as_ref().is_some_and(|r| r.relation == Relation::BabyOf);
            rows.truncate(if baby { 1 } else { rows.len() });
            rows.push(Row::new(label("paper-case-mother"), mother, t.body()));
        }
        rows.push(Row::new(label("paper-age-sex"), self.age_and_sex(), t.body()));
        rows
    }

    /// A newborn's mother with her number.
    pub(super) fn mother_line(&self) -> Option<String> {
        let mother = self.mother?;
        let name = super::kit::full_name(&mother.details.name, self.hospital);
        Some(format!("{} · {}", joined(&name), mother.number))
    }

    /// A value of a sheet in both languages; empty when there is none.
    pub(super) fn value(&self, form: FormId, sheet: &Sheet, code: &str) -> String {
        form_of(form).item(code).map_or_else(String::new, |item| self.shown(item, sheet.get(code)))
    }

    /// A kept value as it stands on paper: `hindi · english`. Ages are those of the day it happened.
    pub(super) fn shown(&self, item: &Field, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        let day = self.at.date_naive();
        match &item.kind {
            ItemKind::Age => Age::try_from(value.to_owned()).map_or_else(|_typed| value.to_owned(), |a| joined(&age(a, day))),
            ItemKind::Doctor => self.doctor(value),
            _ => {
                let of = |lang| shown(item, value, self.masters, day, lang);
                one_line(&of(Lang::Hi), &of(Lang::En))
            }
        }
    }

    /// `डॉ॰ मीनाक्षी अय्यर · Dr Meenakshi Iyer (DMC-00000)`.
    pub(super) fn doctor(&self, code: &str) -> String {
        let known = |d: &crate::hospital::pack::Doctor| match d.registration.as_str() {
            "" => joined(&d.name),
            registration => format!("{} ({registration})", joined(&d.name)),
        };
        self.masters.doctor(code).map_or_else(|| code.to_owned(), known)
    }

    pub(super) fn ward(&self, code: &str) -> Bilingual {
        self.masters.ward(code).map_or_else(|| same(code), |ward| ward.name.clone())
    }

    pub(super) fn department(&self, code: &str) -> String {
        self.masters.department(code).map_or_else(|| code.to_owned(), |d| joined(&d.name))
    }

    /// Numbers that tell the case apart, as `label, number`.
    pub(super) fn number_row(&self, t: Type) -> Row {
        Row::new(label(self.number_id()), self.number.as_str(), t.body().bold())
    }

    /// `एमएलसी सं॰ · MLC no. LK7A-000012-3`.
    pub(super) fn number_line(&self) -> String {
        format!("{} {}", label(self.number_id()), self.number)
    }

    /// Message of what the case's number is called.
    pub(super) const fn number_id(&self) -> &'static str {
        match self.form {
            FormId::Arrival => "paper-case-number-emergency",
            FormId::Mlc => "paper-case-number-mlc",
            FormId::Birth => "paper-case-number-birth",
            FormId::Stillbirth => "paper-case-number-stillbirth",
            FormId::Death => "paper-case-number-death",
            FormId::Cause => "paper-case-number-cause",
            FormId::Indent => "paper-case-number-indent",
            _ => "paper-case-number-stay",
        }
    }

    /// Late entry, correction, medico-legal case: what has to be seen before the rest.
    pub(super) fn marks(&self, pen: &mut Pen, t: Type) {
        if let Some(number) = self.mlc {
            let words = both("paper-mlc");
            let number = if number.is_empty() { String::new() } else { format!(" · {number}") };
            let style = t.body().bold();
            let text = two_lines_if_needed(&words.hi, &format!("{}{number}", words.en), style, pen.width - t.mm(2.0));
            pen.skip(t.mm(1.4));
            black_bar(pen, &text, t);
        }
        for line in self.small_marks() {
            pen.skip(t.mm(1.2));
            let top = pen.y;
            let mut inner = Pen::new(pen.x + t.mm(1.2), pen.y + t.mm(0.3), pen.width - t.mm(2.4));
            inner.shrunk(&line, t.small().bold(), 2, t.mm(2.0));
            pen.y = inner.y + t.mm(0.3);
            pen.keep(inner);
            pen.frame_from(top, FRAME, 0.0, Ink::Black);
        }
    }

    /// The lines of a late entry and of a correction, where it is one.
    pub(super) fn small_marks(&self) -> Vec<String> {
        let mut all = Vec::new();
        if is_late(self.at, self.entered) {
            let times = [("at", &same(&moment(self.at))), ("entered", &same(&moment(self.entered)))];
            all.push(joined(&both_with("paper-case-late", &times)));
        }
        all.extend(self.version_words());
        all
    }

    /// `संस्करण 2, संशोधित · Version 2, corrected`, of what was corrected.
    pub(super) fn version_words(&self) -> Option<String> {
        let words = || joined(&both_with("paper-case-version", &[("n", &same(&self.version.to_string()))]));
        (self.version > 1).then(words)
    }
}

/// White words on black over the whole column.
pub(super) fn black_bar(pen: &mut Pen, text: &str, t: Type) {
    let style = t.body().bold().ink(Ink::White);
    let mut inner = Pen::new(pen.x + t.mm(0.6), pen.y + t.mm(0.3), pen.width - t.mm(1.2));
    inner.aligned(text, style, Align::Centre);
    inner.skip(t.mm(0.4));
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y - pen.y), ink: Ink::Black });
    pen.follow(inner);
}
