//! Jobs and events of the crosswalk. Who somebody is now, the desk says at once; papers of many and files are made beside it.

use super::super::HandoverEvent;
use super::beside::Beside;
use super::paper_out::LaidOut;
use crate::desk::Desk;
use crate::desk::handover::{CrosswalkFile, CrosswalkPaper, CrosswalkWho, HandPapers, crosswalk_csv};
use crate::desk::views::{Crossing, PatientLine};
use crate::disk;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::Reader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What can be asked of the crosswalk.
#[derive(Clone)]
pub enum CrosswalkJob {
    /// A scan, a number of either side, a name. Answer: `Found`.
    Find { text: String },
    /// Lay a paper out. Progress of [`super::super::JobKind::Crosswalk`]; answer: `Paper`, or `Cancelled`.
    Paper { who: CrosswalkWho, paper: CrosswalkPaper },
    /// Write the files for wards and analysers into a folder. Progress as above; answer: `Files`, or `Cancelled`.
    Files { to: PathBuf },
    /// Stop what runs.
    Stop,
}

/// What comes of it.
#[derive(Clone)]
pub enum CrosswalkEvent {
    Found { text: String, lines: Arc<Vec<(PatientLine, Option<Crossing>)>> },
    Paper(LaidOut),
    Files { at: Vec<PathBuf> },
}

/// What is done beside the desk.
pub(in crate::worker) enum Work {
    Paper { who: CrosswalkWho, paper: CrosswalkPaper },
    Files { to: PathBuf },
}

/// Which of it is done beside the desk; the right to it is checked here. The others come back.
pub(super) fn to_work(desk: &Desk, job: CrosswalkJob) -> Result<Result<Work, CrosswalkJob>, Problem> {
    desk.may(Right::Find)?;
    Ok(match job {
        CrosswalkJob::Paper { who, paper } => Ok(Work::Paper { who, paper }),
        CrosswalkJob::Files { to } => Ok(Work::Files { to }),
        other => Err(other),
    })
}

/// Answers at once.
pub(super) fn find(desk: &mut Desk, text: String) -> Result<HandoverEvent, Problem> {
    let lines = Arc::new(desk.crosswalk_find(&text)?);
    Ok(HandoverEvent::Crosswalk(CrosswalkEvent::Found { text, lines }))
}

impl Beside<'_> {
    pub(super) fn crosswalk(&self, work: Work, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let event = match work {
            Work::Paper { who, paper } => {
                let papers = HandPapers::of(self.source(reader));
                papers.crosswalk(&who, paper, &mut |done, of| self.progress(done, of))?.map(|p| CrosswalkEvent::Paper(p.into()))
            }
            Work::Files { to } => self.crosswalk_files(&to, reader)?.map(|at| CrosswalkEvent::Files { at }),
        };
        Ok(event.map(HandoverEvent::Crosswalk))
    }

    /// Both files, whole; none of them is left half written.
    fn crosswalk_files(&self, to: &Path, reader: &Reader) -> Result<Option<Vec<PathBuf>>, Problem> {
        let view = reader.read();
        let all = 2 * view.patients_total()?;
        let mut files = Vec::new();
        for (which, before) in [(CrosswalkFile::Patients, 0), (CrosswalkFile::Tubes, all / 2)] {
            let bytes = crosswalk_csv(view, which, &mut |done| self.progress(before + done, all))?;
            let Some(bytes) = bytes else { return Ok(None) };
            files.push((to.join(which.file()), bytes));
        }
        disk::make_folder(to)?;
        for (path, bytes) in &files {
            disk::write(path, bytes)?;
        }
        Ok(Some(files.into_iter().map(|(path, _)| path).collect()))
    }
}
