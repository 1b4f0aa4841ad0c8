//! The jobs of a person who is signed in. Each arm calls one function of the desk and tells what came of it.

use super::desk_thread::{DeskThread, State};
use super::{Event, EventNews, Job, JobKind, long_thread, print_thread, search_thread};
use crate::desk::{Desk, PrintWish, queues};
use crate::hospital::permissions::Right;
use crate::journal::PaperKind;
use crate::journal::carrier::part_of;
use crate::journal::sheaf::is_sheaf;
use crate::problem::Problem;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::SystemTime;

/// Packs that are offered at set-up at most.
const PACKS_MAX: usize = 50;

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &Job) -> JobKind {
    match job {
        Job::FindPacks | Job::ReadPack { .. } => JobKind::ReadPack,
        Job::SetUp { .. } | Job::Demo | Job::RecoverySheet { .. } => JobKind::SetUp,
        Job::SignIn { .. } | Job::SignOut | Job::NewLetter { .. } => JobKind::SignIn,
        Job::ChangePassword { .. } => JobKind::ChangePassword,
        Job::Register { .. } => JobKind::Register,
        Job::Amend { .. } => JobKind::Amend,
        Job::Void { .. } => JobKind::Void,
        Job::Move { .. } => JobKind::Move,
        Job::Reprint { .. } => JobKind::Reprint,
        Job::Step { .. } | Job::CallNext { .. } | Job::Queues { .. } => JobKind::Queue,
        Job::KeepDraft { .. } | Job::ReadDraft => JobKind::Draft,
        Job::Search { .. } | Job::Similar { .. } => JobKind::Search,
        Job::Patient { .. } => JobKind::Patient,
        Job::Scan { .. } => JobKind::Scan,
        Job::DayRegister { .. } | Job::PrintRegister { .. } => JobKind::DayRegister,
        Job::Prints | Job::RetryPrint { .. } | Job::CancelPrint { .. } | Job::PrintToFolder { .. } => JobKind::Print,
        Job::Preview { .. } => JobKind::Preview,
        Job::Export { .. } => JobKind::Export,
        Job::Verify => JobKind::Verify,
        Job::KeepSettings { .. } | Job::Printers => JobKind::Settings,
        Job::Case(job) => super::cases::kind(job),
        Job::Lab(job) => super::lab::kind(job),
        Job::Index(job) => super::index::kind(job),
        Job::Event(job) => super::event::kind(job),
        Job::Drill(_) => JobKind::Drill,
        Job::Hub(_) => JobKind::Hub,
        Job::Papers(_) => JobKind::Papers,
        Job::Rebuild(_) => JobKind::Rebuild,
        Job::Carry(_) => JobKind::Carry,
        Job::Control(job) => super::control::kind(job),
        Job::Handover(job) => super::handover::kind(job),
        Job::Archive(_) => JobKind::Archive,
        Job::Cancel | Job::Figures { .. } | Job::Close => JobKind::Other,
    }
}

impl DeskThread {
    pub(super) fn inside(&mut self, job: Job) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Err(Problem::refused("problem-not-signed-in")) };
        match job {
            Job::Register { form } => {
                let wish = wish(desk, true);
                let saved = desk.register(&form, &wish)?;
                self.after_save(saved.prints.clone(), Event::Saved(Box::new(saved)));
                // Nobody waits for it; and a disk that refuses here must not make a saved patient look refused.
                if let State::Open(desk) = &mut self.state
                    && let Err(problem) = desk.forget_draft()
                {
                    self.out.send(Event::Refused { job: JobKind::Draft, problem });
                }
            }
            Job::Amend { patient, form, reason } => {
                desk.amend(&patient, &form, &reason)?;
                let file = Box::new(desk.file(&patient)?);
                self.after_save(Vec::new(), Event::Amended { file });
            }
            Job::Void { visit, scope, reason } => {
                desk.void(&visit, scope, &reason)?;
                self.after_save(Vec::new(), Event::Voided { visit });
            }
            Job::Move { visit, clinic, doctor, reason } => {
                let wish = wish(desk, false);
                let saved = desk.change_clinic(&visit, &clinic, &doctor, &reason, &wish)?;
                self.after_save(saved.prints.clone(), Event::Moved(Box::new(saved)));
            }
            Job::Reprint { visit, paper, size } => {
                let (copy, ids) = desk.reprint(&visit, paper, size)?;
                self.after_save(ids, Event::Reprinted { visit, copy });
            }
            Job::Step { visit, step } => {
                desk.step(&visit, step)?;
                self.after_save(Vec::new(), Event::Stepped { visit });
            }
            Job::CallNext { clinic } => match desk.call_next(&clinic)? {
                Some(line) => self.after_save(Vec::new(), Event::Called { line: Box::new(line) }),
                None => self.out.send(Event::NobodyWaits { clinic }),
            },
            Job::Case(job) => self.case(job)?,
            Job::Lab(job) => self.lab(job)?,
            Job::Index(job) => self.index(job)?,
            Job::Event(job) => self.event(job)?,
            Job::Hub(job) => self.hub(job)?,
            Job::Papers(job) => self.papers(job)?,
            Job::Carry(job) => self.carry(job)?,
            Job::Control(job) => self.control(job)?,
            Job::Handover(job) => self.handover(job)?,
            other => self.asked(other)?,
        }
        Ok(())
    }

    pub(super) fn after_save(&mut self, prints: Vec<u64>, event: Event) {
        self.out.send(event);
        self.busy = true;
        // The rows are written with it, so that the print thread finds its paper.
        self.send_status();
        for id in prints {
            drop(self.sides.print.send(print_thread::Ask::Print(id)));
        }
    }

    /// Questions, and what changes no record.
    fn asked(&mut self, job: Job) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            Job::ChangePassword { old, new } => {
                desk.change_password(&old, &new)?;
                self.out.send(Event::PasswordChanged);
            }
            Job::KeepDraft { form } => desk.keep_draft(&form)?,
            Job::ReadDraft => {
                let (person, status) = (desk.person(), Box::new(desk.status()?));
                let draft = desk.draft()?.map(Box::new);
                self.out.send(Event::SignedIn { person, status, draft });
            }
            Job::Patient { id } => self.out.send(Event::File(Box::new(desk.file(&id)?))),
            Job::Scan { text } => self.scan(text)?,
            Job::Queues { clinic } => {
                desk.may(Right::Find)?;
                let all = queues(desk.rows()?, desk.masters(), desk.today())?;
                let of = clinic.map(|c| desk.clinic_lines(&c).map(|lines| (c, lines))).transpose()?;
                self.out.send(Event::Queues { all, of });
            }
            Job::Figures { day } => self.out.send(Event::Figures(Box::new(desk.figures(day)?))),
            Job::Prints => self.out.send(Event::Prints(desk.prints()?)),
            Job::RetryPrint { id } => {
                desk.retry_print(id)?;
                drop(self.sides.print.send(print_thread::Ask::Print(id)));
                self.prints_changed()?;
            }
            Job::CancelPrint { id } => {
                desk.cancel_print(id)?;
                self.prints_changed()?;
            }
            other => self.aside(other)?,
        }
        Ok(())
    }

    fn prints_changed(&self) -> Result<(), Problem> {
        if let State::Open(desk) = &self.state {
            self.out.send(Event::Prints(desk.prints()?));
        }
        self.send_status();
        Ok(())
    }

    fn scan(&mut self, text: String) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let found = desk.scan(&text);
        // What the reader typed may lie in the tray now: parts of a slip, or a register's code.
        if part_of(&text).is_some() || is_sheaf(&text) {
            self.tell_papers()?;
        }
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let found = found?;
        match found {
            Some(id) => {
                // A notice on the wall: the order is taken in, and every later entry says so.
                if let Some(line) = desk.said(&id)? {
                    self.after_save(Vec::new(), Event::OfEvent(EventNews::Taken(Box::new(line))));
                } else {
                    self.out.send(Event::File(Box::new(desk.file(&id)?)));
                }
            }
            None => self.out.send(Event::NotHere { text }),
        }
        Ok(())
    }

    /// What the side threads do; the right to it is checked here.
    fn aside(&self, job: Job) -> Result<(), Problem> {
        let State::Open(desk) = &self.state else { return Ok(()) };
        // The side threads read over connections of their own: what was saved last must be in the rows.
        desk.rows()?;
        let long = |ask| drop(self.sides.long.send(ask));
        match job {
            Job::Search { serial, text } => {
                desk.may(Right::Find)?;
                drop(self.sides.search.send(search_thread::Ask::Search { serial, text }));
            }
            Job::Similar { serial, form } => {
                desk.may(Right::Find)?;
                drop(self.sides.search.send(search_thread::Ask::Similar { serial, form }));
            }
            Job::DayRegister { day } => {
                desk.may(Right::DayRegister)?;
                long(long_thread::Ask::DayRegister { day });
            }
            Job::PrintRegister { day, to } => {
                desk.may(Right::DayRegister)?;
                long(long_thread::Ask::PrintRegister { day, to });
            }
            Job::Preview { visit, paper, size, width_px } => {
                desk.may(Desk::right_to_read(paper))?;
                long(long_thread::Ask::Preview { visit, paper, size, copy: 0, width_px });
            }
            Job::PrintToFolder { id, to } => {
                desk.may(Right::PrintQueue)?;
                if let Some(row) = desk.rows()?.print(id)? {
                    desk.may(Desk::right_to_read(row.paper))?;
                }
                long(long_thread::Ask::PrintToFolder { id, to });
            }
            Job::Export { form, to } => {
                desk.may_export()?;
                self.sides.cancel.store(false, Ordering::Relaxed);
                long(long_thread::Ask::Export { form, to, upto: desk.store().last_sequence() });
            }
            Job::Verify => {
                desk.may(Right::Verify)?;
                self.sides.cancel.store(false, Ordering::Relaxed);
                long(long_thread::Ask::Verify);
            }
            // Everything else was dealt with before it could come here.
            _ => {}
        }
        Ok(())
    }
}

/// Which papers come out by themselves, as the settings say.
fn wish(desk: &Desk, receipt: bool) -> PrintWish {
    let settings = &desk.counter().settings;
    let mut papers = vec![(PaperKind::Slip, settings.size)];
    if receipt && settings.receipt {
        papers.push((PaperKind::Receipt, settings.size));
    }
    PrintWish(papers)
}

/// Pack files near the counter, newest first.
pub(super) fn packs_near(data: &Path) -> Vec<PathBuf> {
    files_near(data, &["pack"])
}

/// Analysers' files near the counter, newest first.
pub(super) fn analyser_files_near(data: &Path) -> Vec<PathBuf> {
    files_near(data, &["astm", "ast", "lis", "hl7", "oru"])
}

/// Files of a kind where people put them: beside the data, at home, on sticks; newest first.
fn files_near(data: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let home = std::env::home_dir();
    let mut folders: Vec<PathBuf> = vec![data.to_owned()];
    folders.extend(data.parent().map(Path::to_owned));
    for folder in ["", "Downloads", "Desktop", "Documents"] {
        folders.extend(home.as_ref().map(|h| h.join(folder)));
    }
    for sticks in ["/media", "/run/media", "/mnt"] {
        for user in entries(Path::new(sticks)) {
            folders.extend(entries(&user));
            folders.push(user);
        }
    }
    let mut packs: Vec<(SystemTime, PathBuf)> = Vec::new();
    for path in folders.iter().flat_map(|f| entries(f)) {
        let fits = path.extension().is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending)));
        if fits && !packs.iter().any(|(_, p)| *p == path) {
            let at = std::fs::metadata(&path).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            packs.push((at, path));
        }
    }
    packs.sort();
    packs.into_iter().rev().map(|(_, path)| path).take(PACKS_MAX).collect()
}

/// What lies in a folder, at most a thousand things; nothing where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).map(|list| list.take(1000).filter_map(|e| e.ok().map(|e| e.path())).collect()).unwrap_or_default()
}
