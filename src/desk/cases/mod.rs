//! Wards, emergency and registers: every form a person fills is one [`Desk::fill`], from the window and the command line alike.

mod board;
mod census;
mod drafts;
mod due;
mod emergency;
mod gaps;
mod papers;
pub(in crate::desk) mod people;
mod registers;
mod stays;
mod subject;

pub use crate::store::{CaseKind, CaseRow};
pub use board::{BedLine, BedLook, Occupant, WardBoard, WardLine, bed_look, board, ward_line};
pub use census::{CensusFault, CensusTaken, census_columns};
pub use drafts::FormDraft;
pub use due::{DueKind, DueLine, POLICE_HOURS, REGISTRAR_DAYS};
pub use gaps::{SeriesRanges, series_ranges, series_ranges_of};
pub use papers::{Dated, Of, book_paper, census_paper, gap_paper};
pub(in crate::desk) use people::MATCHED;
pub use people::person_form;

use super::Desk;
use crate::hospital::forms::{FormId, Judging, Known, Sheet, form, judge, judge_rules};
use crate::hospital::ipd::BedWarning;
use crate::hospital::lab::{Accession, LabWarning};
use crate::hospital::number::Number;
use crate::hospital::person::PersonName;
use crate::journal::{Body, Entry, EntryId, PaperKind};
use crate::paper::Size;
use crate::problem::Problem;
use crate::store::NewPrint;
use chrono::{DateTime, FixedOffset};

/// What came of a form. Exists only after COMMIT.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    pub form: FormId,
    /// The entry that was saved; the last one where there were several.
    pub entry: EntryId,
    /// The stay, arrival or record it is about.
    pub case: Option<EntryId>,
    pub patient: Option<EntryId>,
    pub patient_number: Option<Number>,
    /// In-patient, emergency or register number.
    pub number: Option<Number>,
    pub name: Option<PersonName>,
    pub at: DateTime<FixedOffset>,
    /// What a person should look at; nothing was refused for it.
    pub warnings: Vec<BedWarning>,
    pub prints: Vec<u64>,
    /// Cases made along with it: the packs of a mass casualty.
    pub more: Vec<EntryId>,
    /// Tubes that a form of the laboratory made or moved.
    pub tubes: Vec<Accession>,
    /// What the laboratory should look at; nothing was refused for it.
    pub lab_warnings: Vec<LabWarning>,
}

/// Papers that come out by themselves: on which size, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseWish(pub Option<Size>);

impl CaseWish {
    /// The papers of a step on the counter's slip size; a form has a size of its own, a wristband that of its wearer.
    pub(in crate::desk) fn papers(self, kinds: &[PaperKind], band: Size) -> Vec<NewPrint> {
        let Some(size) = self.0 else { return Vec::new() };
        let size_of = |paper| match paper {
            PaperKind::Wristband => band,
            PaperKind::TubeLabels => Size::Label,
            PaperKind::Sheet | PaperKind::FaceSheet | PaperKind::LabReport | PaperKind::RestrictedReport => Size::A4,
            _ => size,
        };
        kinds.iter().map(|paper| NewPrint { paper: *paper, size: size_of(*paper), copy: 0 }).collect()
    }
}

impl Desk {
    /// Saves what a form says. Which patient, stay or record it is about stands in the values too: `patient`, `stay`, `record`
    /// or `bed`, by any of our numbers.
    ///
    /// # Errors
    /// `problem-form` with a remark beside each bad field; or a problem of right, state or disk. Then nothing was saved.
    pub fn fill(&mut self, id: FormId, values: &Sheet, wish: CaseWish) -> Result<Done, Problem> {
        match id {
            FormId::Request => self.request_bed(values),
            FormId::Admission => self.admit(values, wish),
            FormId::Transfer => self.transfer(values, wish),
            FormId::Swap => self.swap(values, wish),
            FormId::Discharge => self.discharge(values, wish),
            FormId::Cancel => self.cancel(values),
            FormId::Bed => self.mark_bed(values),
            FormId::Arrival => self.arrive(values, wish),
            FormId::Prepare => self.prepare_packs(values, wish),
            FormId::Leave => self.leave(values),
            FormId::Identify => self.identify(values, wish),
            FormId::Mlc | FormId::Birth | FormId::Stillbirth | FormId::Death | FormId::Cause | FormId::Indent => {
                self.record(id, values, wish)
            }
            FormId::Police | FormId::Registrar | FormId::Issue => self.note(id, values),
            FormId::Correction => self.correct(values, wish),
            FormId::LabOrder
            | FormId::LabStep
            | FormId::LabReject
            | FormId::LabRecollect
            | FormId::LabRelabel
            | FormId::LabRoll
            | FormId::LabResult
            | FormId::LabVerify
            | FormId::LabCall
            | FormId::LabTell => self.lab(id, values, wish),
            FormId::Event | FormId::Incident | FormId::IncidentLine | FormId::Roster | FormId::RosterStrike | FormId::Shift => {
                self.fill_book(id, values)
            }
            FormId::Person => Err(Problem::refused("problem-not-found")),
        }
    }

    /// The values of a form, judged, with the rules between its fields.
    pub(in crate::desk) fn judged(&self, id: FormId, values: &Sheet, known: &Known) -> Result<Sheet, Problem> {
        let with = Judging { masters: self.masters(), now: self.now() };
        let sheet = judge(form(id), values, with).map_err(|faults| Problem::refused("problem-form").beside(faults))?;
        let faults = judge_rules(id, &sheet, known);
        if faults.is_empty() { Ok(sheet) } else { Err(Problem::refused("problem-form").beside(faults)) }
    }

    /// When it happened: as the field says, or now.
    pub(in crate::desk) fn when(&self, sheet: &Sheet, field: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(sheet.get(field)).unwrap_or_else(|_empty| self.now())
    }

    /// Appends a step of a case and tells what came of it.
    pub(in crate::desk) fn take_step(
        &mut self,
        id: FormId,
        row: &CaseRow,
        body: Body,
        papers: &[NewPrint],
    ) -> Result<Done, Problem> {
        let (entry, _signed, prints) = self.append(body, row.case.heads.clone(), papers)?;
        self.done(id, &entry, Some(&row.id), prints)
    }

    pub(in crate::desk) fn done(
        &self,
        id: FormId,
        entry: &Entry,
        case: Option<&EntryId>,
        prints: Vec<u64>,
    ) -> Result<Done, Problem> {
        let rows = self.rows()?;
        let row = case.map(|case| rows.case(case)).transpose()?.flatten();
        let patient_id = row.as_ref().and_then(|row| row.case.patient.clone());
        let patient = row.as_ref().and_then(|row| row.patient.as_ref()).map(|p| &p.patient);
        Ok(Done {
            form: id,
            entry: entry.header.id(),
            case: case.cloned(),
            patient: patient_id,
            patient_number: patient.map(|p| p.number.clone()),
            number: row.as_ref().and_then(|row| row.case.number.clone()),
            name: patient.map(|p| p.details.name.clone()),
            at: entry.header.time,
            warnings: Vec::new(),
            prints,
            more: Vec::new(),
            tubes: Vec::new(),
            lab_warnings: Vec::new(),
        })
    }
}
