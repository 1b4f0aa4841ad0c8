//! What may take longer than a blink: lists of a day, pictures of papers, exports, verification. Reads only.

use super::carry;
use super::handover;
use super::threads::{Back, In, Out, Session};
use super::{CaseEvent, ControlEvent, Event, ExportForm, IndexEvent, JobKind, LabEvent, ListPaper, PaperEvent, Picture, Size};
use crate::desk::cases::{book_paper, census_paper, gap_paper};
use crate::desk::lab::{
    Sight, WorklistForm, bench_paper, calls_paper, lab_board, pending_paper, tat_paper, worklist, worklist_file,
};
use crate::desk::papers_in::{BundleKeys, missing, missing_paper, read_papers};
use crate::desk::printing::to_folder;
use crate::desk::{
    Central, ControlSource, ExportKind, ExportSource, IndexWay, KnownRoots, PaperJob, Printed, control_view, day_codes, lay_out,
    register_lines, register_paper, verify, write_export,
};
use crate::disk;
use crate::hospital::permissions::Right;
use crate::journal::{EntryId, PaperKind};
use crate::paper;
use crate::problem::Problem;
use crate::store::Reader;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

/// What is asked of this thread. The right to it was checked by the desk thread.
pub(super) enum Ask {
    Open(Box<Session>),
    Shut,
    DayRegister {
        day: NaiveDate,
    },
    PrintRegister {
        day: NaiveDate,
        to: Option<PathBuf>,
    },
    Preview {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
        copy: u32,
        width_px: u32,
    },
    PrintToFolder {
        id: u64,
        to: PathBuf,
    },
    Export {
        form: ExportForm,
        to: PathBuf,
        upto: u64,
    },
    Verify,
    PrintList {
        list: ListPaper,
        to: Option<PathBuf>,
    },
    /// A paper that the desk has laid out.
    Out {
        printed: Box<Printed>,
        to: Option<PathBuf>,
    },
    LabBoard,
    /// The whole hospital.
    Control,
    CheckIndex {
        way: Box<IndexWay>,
    },
    ReadPapers {
        files: Vec<PathBuf>,
        keys: Box<BundleKeys>,
    },
    PrintMissing {
        to: Option<PathBuf>,
    },
    Worklist {
        panel: String,
    },
    SaveWorklist {
        panel: String,
        form: WorklistForm,
        to: PathBuf,
    },
    Carry(carry::Ask),
    Handover(handover::ReadAsk),
}

/// What the person of a session may see of results.
fn sight(session: &Session) -> Sight {
    let may = |right| session.user.roles.iter().any(|role| role.may(right));
    Sight { results: may(Right::ReadResults), restricted: may(Right::ReadRestricted) }
}

/// What this thread has at hand.
pub(super) struct Long<'a> {
    pub out: &'a Out,
    pub back: &'a SyncSender<In>,
    cancel: &'a AtomicBool,
    /// Roots of shifts that were compared already, of the counter that is open.
    roots: RefCell<KnownRoots>,
    /// The patient index, as it was opened last to look somebody up.
    pub central: RefCell<Option<(IndexWay, Central)>>,
}

pub(super) fn run(asks: &Receiver<Ask>, out: &Out, back: &SyncSender<In>, cancel: &AtomicBool) {
    let mut open: Option<(Box<Session>, Reader)> = None;
    let long = Long { out, back, cancel, roots: RefCell::default(), central: RefCell::default() };
    while let Ok(ask) = asks.recv() {
        match ask {
            Ask::Open(session) => match session.reader() {
                Ok(reader) => {
                    long.roots.take();
                    long.central.take();
                    open = Some((session, reader));
                }
                Err(error) => out.send(Event::Refused { job: JobKind::Other, problem: error.into() }),
            },
            Ask::Shut => {
                long.central.take();
                open = None;
            }
            ask => {
                if let Some((session, reader)) = &open {
                    let job = kind(&ask);
                    if let Err(problem) = long.work(ask, session, reader) {
                        out.send(Event::Refused { job, problem });
                    }
                }
            }
        }
    }
}

const fn kind(ask: &Ask) -> JobKind {
    match ask {
        Ask::Open(_) | Ask::Shut => JobKind::Other,
        Ask::DayRegister { .. } | Ask::PrintRegister { .. } => JobKind::DayRegister,
        Ask::Preview { .. } => JobKind::Preview,
        Ask::PrintToFolder { .. } => JobKind::Print,
        Ask::Export { .. } => JobKind::Export,
        Ask::Verify => JobKind::Verify,
        Ask::PrintList { .. } | Ask::Out { .. } => JobKind::Book,
        Ask::LabBoard => JobKind::Lab,
        Ask::Control => JobKind::Control,
        Ask::CheckIndex { .. } => JobKind::IndexCheck,
        Ask::ReadPapers { .. } | Ask::PrintMissing { .. } => JobKind::Papers,
        Ask::Worklist { .. } | Ask::SaveWorklist { .. } => JobKind::Worklist,
        Ask::Carry(_) => JobKind::Carry,
        Ask::Handover(ask) if ask.is_of_matching() => JobKind::Review,
        Ask::Handover(_) => JobKind::Handover,
    }
}

/// Sends a list to the printer, or writes it into a folder; says where.
pub(super) fn out_of_queue(session: &Session, printed: &Printed, to: Option<&Path>) -> Result<Option<PathBuf>, Problem> {
    handover::put_out((&session.settings, &session.place), printed, to)
}

impl Long<'_> {
    fn work(&self, ask: Ask, session: &Session, reader: &Reader) -> Result<(), Problem> {
        let now = (session.clock)();
        match ask {
            Ask::Open(_) | Ask::Shut => {}
            Ask::DayRegister { day } => {
                let lines = Arc::new(register_lines(reader.read(), &session.file, day)?);
                self.out.send(Event::DayRegister { day, lines });
            }
            Ask::PrintRegister { day, to } => self.register(session, reader, day, to)?,
            Ask::Preview { visit, paper, size, copy, width_px } => {
                let job = PaperJob { visit: visit.clone(), paper, size, copy };
                let printed = lay_out(reader.read(), &session.masters, &session.file, &job, now)?;
                let page = printed.pages.first().ok_or_else(|| Problem::refused("problem-not-found"))?;
                let image = paper::preview(page, width_px)?;
                let image = Arc::new(Picture { width: image.width, height: image.height, rgba: image.pixels });
                self.out.send(Event::Preview { visit, paper, size, image });
            }
            Ask::PrintToFolder { id, to } => {
                let row = reader.read().print(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
                let job = PaperJob { visit: row.visit, paper: row.paper, size: row.size, copy: row.copy };
                let at = to_folder(reader.read(), (&session.masters, &session.file), &job, &to, now)?;
                self.printed_elsewhere(id, &at);
            }
            Ask::Export { form, to, upto } => self.export(session, reader, form, &to, upto)?,
            Ask::Verify => self.verify(session, reader)?,
            Ask::PrintList { list, to } => self.list(session, reader, &list, to)?,
            Ask::Out { printed, to } => {
                let at = out_of_queue(session, &printed, to.as_deref())?;
                self.out.send(Event::Case(CaseEvent::ListPrinted { at }));
            }
            Ask::LabBoard => {
                let board = lab_board(reader.read(), &session.masters, sight(session), now)?;
                self.out.send(Event::Lab(LabEvent::Board(Arc::new(board))));
            }
            Ask::Control => {
                let source = ControlSource { view: reader.read(), masters: &session.masters, file: &session.file, now };
                let view = control_view(&source, &mut self.roots.borrow_mut())?;
                self.out.send(Event::Control(ControlEvent::View(Arc::new(view))));
            }
            Ask::CheckIndex { way } => self.check_index(&way)?,
            Ask::ReadPapers { files, keys } => self.read_papers(&files, &keys)?,
            Ask::PrintMissing { to } => {
                let of = (&*session.masters, &session.file, &session.user.name, now);
                let printed = missing_paper(&missing(reader.read(), &session.file)?, of);
                let at = out_of_queue(session, &printed, to.as_deref())?;
                self.out.send(Event::Papers(PaperEvent::MissingPrinted { at }));
            }
            Ask::Carry(ask) => self.carry(ask, session, reader)?,
            Ask::Handover(ask) => self.handover(ask, session, reader)?,
            Ask::Worklist { panel } => {
                let list = worklist(reader.read(), &session.masters, &panel, now)?;
                self.out.send(Event::Lab(LabEvent::Worklist(Arc::new(list))));
            }
            Ask::SaveWorklist { panel, form, to } => {
                let (name, bytes, lines) = worklist_file(reader.read(), (&session.masters, &session.file), (&panel, form), now)?;
                disk::make_folder(&to)?;
                let at = to.join(name);
                disk::write(&at, &bytes)?;
                self.out.send(Event::Lab(LabEvent::WorklistSaved { at, lines }));
            }
        }
        Ok(())
    }

    fn printed_elsewhere(&self, id: u64, at: &Path) {
        let update = crate::store::PrintUpdate {
            state: crate::store::PrintState::Printed,
            failure: String::new(),
            printer: at.display().to_string(),
            tried: true,
        };
        drop(self.back.send(In::Back(Back::Printed { id, update })));
    }

    fn register(&self, session: &Session, reader: &Reader, day: NaiveDate, to: Option<PathBuf>) -> Result<(), Problem> {
        let lines = register_lines(reader.read(), &session.file, day)?;
        let codes = day_codes(reader.read(), (&session.masters, &session.file), day)?;
        let printed =
            register_paper((lines, &codes), &session.masters, &session.file, &session.user.name, (day, (session.clock)()));
        let at = out_of_queue(session, &printed, to.as_deref())?;
        self.out.send(Event::RegisterPrinted { at });
        Ok(())
    }

    fn list(&self, session: &Session, reader: &Reader, list: &ListPaper, to: Option<PathBuf>) -> Result<(), Problem> {
        let of = (&*session.masters, &session.file, &session.user.name, (session.clock)());
        let printed = match list {
            ListPaper::Census { ward } => census_paper(reader.read(), of, ward)?,
            ListPaper::Book { kind, dated, from, to } => book_paper(reader.read(), of, (*kind, *dated), (*from, *to))?,
            ListPaper::Gaps => gap_paper(reader.read(), of)?,
            ListPaper::LabPending { panel } => pending_paper(reader.read(), of, sight(session), panel)?,
            ListPaper::Worklist { panel } => bench_paper(reader.read(), of, panel)?,
            ListPaper::LabCalls { from, to } => calls_paper(reader.read(), of, sight(session), (*from, *to))?,
            ListPaper::LabTat { from, to } => tat_paper(reader.read(), of, (*from, *to))?,
        };
        let at = out_of_queue(session, &printed, to.as_deref())?;
        self.out.send(Event::Case(CaseEvent::ListPrinted { at }));
        Ok(())
    }

    fn read_papers(&self, files: &[PathBuf], keys: &BundleKeys) -> Result<(), Problem> {
        let read = read_papers(files, keys, &mut |done, of| {
            self.out.send(Event::Progress { job: JobKind::Papers, done, of });
            !self.cancel.load(Ordering::Relaxed)
        })?;
        match read {
            Some(reads) => drop(self.back.send(In::Back(Back::PapersRead(Box::new(reads))))),
            None => self.out.send(Event::Cancelled { job: JobKind::Papers }),
        }
        Ok(())
    }

    fn export(&self, session: &Session, reader: &Reader, form: ExportForm, to: &Path, upto: u64) -> Result<(), Problem> {
        let kind = match form {
            ExportForm::Csv => ExportKind::Csv,
            ExportForm::Fhir => ExportKind::Fhir,
        };
        let source = ExportSource {
            view: reader.read(),
            masters: &session.masters,
            file: &session.file,
            signing: &session.signing,
            by: &session.user.login,
            now: (session.clock)(),
            upto,
        };
        match write_export(&source, kind, to, &mut |done, of| self.progress(JobKind::Export, done, of))? {
            Some(done) => drop(self.back.send(In::Back(Back::Exported(Box::new(done))))),
            None => self.out.send(Event::Cancelled { job: JobKind::Export }),
        }
        Ok(())
    }

    fn verify(&self, session: &Session, reader: &Reader) -> Result<(), Problem> {
        match verify(reader, &session.pack, &session.file, &mut |done, of| self.progress(JobKind::Verify, done, of))? {
            Some(verdict) => self.out.send(Event::Verified(verdict)),
            None => self.out.send(Event::Cancelled { job: JobKind::Verify }),
        }
        Ok(())
    }

    fn check_index(&self, way: &IndexWay) -> Result<(), Problem> {
        let central = way.open()?.ok_or_else(|| Problem::refused("problem-index-closed"))?;
        match central.check(&mut |done, of| self.progress(JobKind::IndexCheck, done, of))? {
            Some(checked) => self.out.send(Event::Index(IndexEvent::Checked(checked))),
            None => self.out.send(Event::Cancelled { job: JobKind::IndexCheck }),
        }
        Ok(())
    }

    /// Tells how far it is; `false` when a person has cancelled.
    pub(super) fn progress(&self, job: JobKind, done: u64, of: u64) -> bool {
        self.out.send(Event::Progress { job, done, of });
        !self.cancel.load(Ordering::Relaxed)
    }
}
