//! Jobs and events of wards, emergency and registers; each arm calls one function of the desk.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, Size, long_thread};
use crate::desk::cases::{CaseWish, CensusTaken, Dated, Done, DueLine, FormDraft, WardBoard, WardLine};
use crate::desk::views::PatientLine;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::permissions::Right;
use crate::journal::{EntryId, PaperKind};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be asked about wards, emergency and registers.
#[derive(Clone)]
pub enum CaseJob {
    /// Save what a form says. Whom it is about stands in the values: `patient`, `stay`, `record`, `arrival`, by any of our numbers
    /// or by address. Answer: `Filled`, or `Refused` with [`JobKind::Fill`].
    Fill { form: FormId, values: Sheet },
    /// What the records know for a form already. Answer: `Prefilled`.
    Prefill { form: FormId, values: Sheet },
    /// The whole bed board. Answer: `Board`.
    Board,
    /// One stay, arrival or record. Answer: `Case`.
    Open { id: EntryId },
    /// Open cases of a kind. Answer: `Cases`.
    List { kind: CaseKind },
    /// A register by date. Answer: `Book`.
    Book { kind: CaseKind, from: NaiveDate, to: NaiveDate },
    /// What the law's clocks ask for. Answer: `Due`.
    Due,
    /// Keep the forms that are typed and not saved. No answer unless it fails.
    KeepForms { forms: Vec<FormDraft> },
    /// A starting census from a CSV. Answer: `CensusTaken`.
    TakeCensus { file: PathBuf },
    /// Print a case's paper again. Answer: `Reprinted`.
    Reprint { case: EntryId, paper: PaperKind, size: Size },
    /// Print a list, or save it as PDF into a folder. Answer: `ListPrinted`.
    PrintList { list: ListPaper, to: Option<PathBuf> },
}

/// A paper that no entry asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPaper {
    /// The shift census of a ward.
    Census {
        ward: String,
    },
    /// A register by date.
    Book {
        kind: CaseKind,
        dated: Dated,
        from: NaiveDate,
        to: NaiveDate,
    },
    /// The number-gap report over all series.
    Gaps,
    /// Tubes that have not ended, of a group or (`""`) of all.
    LabPending {
        panel: String,
    },
    /// What waits on a bench.
    Worklist {
        panel: String,
    },
    LabCalls {
        from: NaiveDate,
        to: NaiveDate,
    },
    LabTat {
        from: NaiveDate,
        to: NaiveDate,
    },
}

/// What comes of it.
#[derive(Clone)]
pub enum CaseEvent {
    Filled(Box<Done>),
    Prefilled {
        form: FormId,
        values: Sheet,
        /// Whom the form is about, where it names somebody known here.
        about: Option<Box<PatientLine>>,
    },
    Board {
        wards: Arc<Vec<WardLine>>,
        boards: Arc<Vec<WardBoard>>,
    },
    Case(Box<CaseRow>),
    Cases {
        kind: CaseKind,
        rows: Arc<Vec<CaseRow>>,
    },
    Book {
        kind: CaseKind,
        from: NaiveDate,
        to: NaiveDate,
        rows: Arc<Vec<CaseRow>>,
    },
    Due(Arc<Vec<DueLine>>),
    CensusTaken(Box<CensusTaken>),
    /// Forms that this person had begun; told after the sign-in.
    Kept(Vec<FormDraft>),
    ListPrinted {
        at: Option<PathBuf>,
    },
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &CaseJob) -> JobKind {
    match job {
        CaseJob::Fill { .. } | CaseJob::Prefill { .. } => JobKind::Fill,
        CaseJob::Board | CaseJob::Open { .. } | CaseJob::List { .. } | CaseJob::Due => JobKind::Case,
        CaseJob::Book { .. } | CaseJob::PrintList { .. } => JobKind::Book,
        CaseJob::TakeCensus { .. } => JobKind::Census,
        CaseJob::KeepForms { .. } => JobKind::Draft,
        CaseJob::Reprint { .. } => JobKind::Reprint,
    }
}

impl DeskThread {
    pub(super) fn case(&mut self, job: CaseJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            CaseJob::Fill { form, values } => {
                let wish = CaseWish(Some(desk.counter().settings.size));
                let done = desk.fill(form, &values, wish)?;
                self.after_save(done.prints.clone(), Event::Case(CaseEvent::Filled(Box::new(done))));
            }
            CaseJob::KeepForms { forms } => desk.keep_forms(&forms)?,
            CaseJob::Reprint { case, paper, size } => {
                let (copy, ids) = desk.reprint_case(&case, paper, size)?;
                self.after_save(ids, Event::Reprinted { visit: case, copy });
            }
            CaseJob::TakeCensus { file } => {
                let bytes = crate::disk::read(&file)?;
                let taken = desk.take_census(&bytes)?;
                self.after_save(Vec::new(), Event::Case(CaseEvent::CensusTaken(Box::new(taken))));
            }
            other => {
                let told = self.case_asked(other)?;
                if let Some(told) = told {
                    self.out.send(Event::Case(told));
                }
            }
        }
        Ok(())
    }

    fn case_asked(&self, job: CaseJob) -> Result<Option<CaseEvent>, Problem> {
        let State::Open(desk) = &self.state else { return Ok(None) };
        Ok(Some(match job {
            CaseJob::Prefill { form, values } => {
                let about = desk.about(&values)?.map(Box::new);
                CaseEvent::Prefilled { form, values: desk.prefilled(form, &values)?, about }
            }
            CaseJob::Board => {
                let (wards, boards) = desk.board()?;
                CaseEvent::Board { wards: Arc::new(wards), boards: Arc::new(boards) }
            }
            CaseJob::Open { id } => CaseEvent::Case(Box::new(desk.case(&id)?)),
            CaseJob::List { kind } => CaseEvent::Cases { kind, rows: Arc::new(desk.open_cases(kind)?) },
            CaseJob::Book { kind, from, to } => {
                CaseEvent::Book { kind, from, to, rows: Arc::new(desk.register_between(kind, from, to)?) }
            }
            CaseJob::Due => CaseEvent::Due(Arc::new(desk.due()?)),
            CaseJob::PrintList { list, to } => {
                desk.may(match list {
                    ListPaper::Census { .. } => Right::RunWard,
                    ListPaper::Book { .. } | ListPaper::Gaps => Right::ReadRegisters,
                    ListPaper::LabPending { .. } | ListPaper::Worklist { .. } | ListPaper::LabTat { .. } => Right::HandleTubes,
                    ListPaper::LabCalls { .. } => Right::ReadResults,
                })?;
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::PrintList { list, to }));
                return Ok(None);
            }
            CaseJob::Fill { .. } | CaseJob::Reprint { .. } | CaseJob::TakeCensus { .. } | CaseJob::KeepForms { .. } => {
                return Ok(None);
            }
        }))
    }
}
