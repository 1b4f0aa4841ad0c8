//! Jobs and events of the laboratory. What is saved goes through [`super::CaseJob::Fill`] like every form; here is what is asked.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, long_thread};
use crate::desk::lab::{LabBoard, LabFileTaken, LabPlan, LabWorklist, WorklistForm};
use crate::hospital::forms::Sheet;
use crate::hospital::lab::Accession;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::CaseRow;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be asked of the laboratory.
#[derive(Clone)]
pub enum LabJob {
    /// Every tube that has not ended. Answer: `Board`.
    Board,
    /// What an order would be: form `lab-order` as typed so far. Answer: `Plan` with the same serial.
    Plan { serial: u64, values: Sheet },
    /// The order of a tube or requisition, by scan or typed number. Answer: `Order`, or `Refused` with [`JobKind::Lab`].
    Find { text: String },
    /// Analysers' files where people put them: at home, on sticks. Answer: `Files`.
    Files,
    /// Results from an analyser's file. Answer: `FileTaken`.
    TakeFile { file: PathBuf },
    /// What waits on a bench: panel code, or empty for all. Answer: `Worklist`.
    Worklist { panel: String },
    /// The same as a file for an analyser. Answer: `WorklistSaved`.
    SaveWorklist { panel: String, form: WorklistForm, to: PathBuf },
}

/// What comes of it.
#[derive(Clone)]
pub enum LabEvent {
    Board(Arc<LabBoard>),
    Plan {
        serial: u64,
        plan: Box<LabPlan>,
    },
    Order {
        row: Box<CaseRow>,
        /// The tube that was asked for, where it was one.
        tube: Option<Accession>,
    },
    /// Newest first.
    Files(Vec<PathBuf>),
    FileTaken(Box<LabFileTaken>),
    Worklist(Arc<LabWorklist>),
    WorklistSaved {
        at: PathBuf,
        lines: usize,
    },
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &LabJob) -> JobKind {
    match job {
        LabJob::Board | LabJob::Find { .. } => JobKind::Lab,
        LabJob::Plan { .. } => JobKind::Fill,
        LabJob::Files | LabJob::TakeFile { .. } => JobKind::LabFile,
        LabJob::Worklist { .. } | LabJob::SaveWorklist { .. } => JobKind::Worklist,
    }
}

impl DeskThread {
    pub(super) fn lab(&mut self, job: LabJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let told = match job {
            // Thousands of tubes are read beside the saving, not before it.
            LabJob::Board => {
                desk.may(Right::Find)?;
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::LabBoard));
                return Ok(());
            }
            LabJob::Plan { serial, values } => LabEvent::Plan { serial, plan: Box::new(desk.lab_plan(&values)?) },
            LabJob::Find { text } => {
                let (row, tube) = desk.lab_find(&text)?;
                LabEvent::Order { row: Box::new(row), tube }
            }
            LabJob::Files => {
                let files = super::jobs::analyser_files_near(desk.counter().place.folder());
                self.out.send(Event::Lab(LabEvent::Files(files)));
                return Ok(());
            }
            LabJob::TakeFile { file } => {
                let bytes = crate::disk::read(&file)?;
                let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                let taken = desk.take_lab_file(&name, &bytes)?;
                self.after_save(Vec::new(), Event::Lab(LabEvent::FileTaken(Box::new(taken))));
                return Ok(());
            }
            LabJob::Worklist { panel } => {
                desk.may(Right::HandleTubes)?;
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::Worklist { panel }));
                return Ok(());
            }
            LabJob::SaveWorklist { panel, form, to } => {
                desk.may(Right::HandleTubes)?;
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::SaveWorklist { panel, form, to }));
                return Ok(());
            }
        };
        self.out.send(Event::Lab(told));
        Ok(())
    }
}
