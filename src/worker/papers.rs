//! Jobs and events of papers that come in. The long thread reads the files, which may take minutes; the tray and the taking are the desk's.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, long_thread, stick_thread};
use crate::desk::papers_in::{BundleKeys, PaperPlan, PaperTaken, Reads};
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What can be asked of papers that come in.
#[derive(Clone)]
pub enum PaperJob {
    /// Read files, and the files of folders. Progress events of [`JobKind::Papers`]; answer: `Plan`, or `Cancelled`.
    Read { files: Vec<PathBuf> },
    /// Read what lies in the scanner's folder and was not read yet. Answers as to `Read`.
    ReadNew,
    /// One code from the reader, laid into the tray. Answer: `Plan`.
    Code { text: String },
    /// What lies in the tray. Answer: `Plan`.
    Look,
    /// Take in what lies in the tray. Answer: `Taken`, then `Plan`.
    Take,
    /// Empty the tray. Answer: `Plan`.
    Forget,
    /// The list of what was not seen of other installations, to the printer or into a folder. Answer: `MissingPrinted`.
    PrintMissing { to: Option<PathBuf> },
}

/// What comes of it.
#[derive(Clone)]
pub enum PaperEvent {
    Plan(Arc<PaperPlan>),
    Taken(PaperTaken),
    MissingPrinted {
        at: Option<PathBuf>,
    },
    /// So many files in the scanner's folder were not read yet; told when that changes.
    ScansWaiting(u64),
}

impl DeskThread {
    pub(super) fn papers(&mut self, job: PaperJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            PaperJob::Read { files } => {
                desk.may(Right::Find)?;
                self.sides.cancel.store(false, Ordering::Relaxed);
                drop(self.sides.long.send(long_thread::Ask::ReadPapers { files, keys: Box::new(desk.bundle_keys()) }));
            }
            PaperJob::ReadNew => {
                desk.may(Right::Find)?;
                let files = desk.scans_waiting();
                self.sides.cancel.store(false, Ordering::Relaxed);
                drop(self.sides.long.send(long_thread::Ask::ReadPapers { files, keys: Box::new(desk.bundle_keys()) }));
            }
            PaperJob::Code { text } => {
                desk.lay_in_code(&text)?;
                self.tell_papers()?;
            }
            PaperJob::Look => self.tell_papers()?,
            PaperJob::Take => {
                let ready = desk.papers_plan()?.plan.entries.len() as u64;
                let out = self.out.clone();
                let taken = desk.take_papers(&mut |done| {
                    if done % PROGRESS_EVERY == 0 {
                        out.send(Event::Progress { job: JobKind::Papers, done, of: ready });
                    }
                })?;
                self.busy = true;
                self.out.send(Event::Papers(PaperEvent::Taken(taken)));
                drop(self.sides.stick.send(stick_thread::Ask::Look));
                self.tell_papers()?;
                self.send_status();
            }
            PaperJob::Forget => {
                desk.forget_papers();
                self.tell_papers()?;
            }
            PaperJob::PrintMissing { to } => {
                desk.may(Right::DayRegister)?;
                desk.rows()?;
                drop(self.sides.long.send(long_thread::Ask::PrintMissing { to }));
            }
        }
        Ok(())
    }

    /// What the long thread read goes into the tray.
    pub(super) fn papers_read(&mut self, reads: Reads) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let plan = Arc::new(desk.lay_in(reads)?);
        self.out.send(Event::Papers(PaperEvent::Plan(plan)));
        drop(self.sides.stick.send(stick_thread::Ask::Look));
        Ok(())
    }

    /// Hands the scanner's folder, where one was chosen, to the thread that watches it.
    pub(super) fn look_at_scans(&self) {
        let State::Open(desk) = &self.state else { return };
        let place = desk.place();
        let folder = desk.counter().settings.scans.as_ref().filter(|_| desk.may(Right::Find).is_ok());
        let with = folder.map(|folder| {
            let (folder, keys) = (place.folder().join(folder), BundleKeys { identities: Vec::new(), ..desk.bundle_keys() });
            Box::new(stick_thread::Scans { place: place.clone(), folder, keys })
        });
        drop(self.sides.stick.send(stick_thread::Ask::Scans(with)));
    }

    pub(super) fn tell_papers(&self) -> Result<(), Problem> {
        if let State::Open(desk) = &self.state {
            self.out.send(Event::Papers(PaperEvent::Plan(Arc::new(desk.papers_plan()?))));
        }
        Ok(())
    }
}

/// Entries between two events of progress.
const PROGRESS_EVERY: u64 = 50;
