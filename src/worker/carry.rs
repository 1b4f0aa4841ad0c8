//! Jobs and events of bundles. Making, reading and writing to sticks is the long thread's; what leaves and what is taken, the desk writes down.

use super::desk_thread::{DeskThread, State};
use super::long_thread::{Ask as LongAsk, Long, out_of_queue};
use super::threads::{Back, In, Session};
use super::{Event, JobKind, stick_thread};
use crate::desk::settings::PrinterChoice;
use crate::desk::{
    BundleDone, BundlePlan, BundleSource, BundleWish, BundlesMade, Gate, Printed, SentBundle, StickBundle, bundles_in, paper_pdf,
    plan_bundle, write_bundles,
};
use crate::disk;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::Reader;
use crate::vault::Identity;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What can be asked about bundles.
#[derive(Clone)]
pub enum CarryJob {
    /// Progress events of [`JobKind::Carry`]; answer: `Made`, or `Cancelled`, or `Refused`.
    Make { wish: BundleWish },
    /// Read files, or the bundles of a folder, and say what they would bring. Progress of each file; answer: `Plans`.
    Plan { paths: Vec<PathBuf> },
    /// What left here, and whether its receipts have come. Answer: `Sent`.
    Sent,
    /// Take in what was planned. Answer: `Taken`.
    Take { plans: Vec<Arc<BundlePlan>> },
}

/// What comes of it.
#[derive(Clone)]
pub enum CarryEvent {
    Made(Arc<CarryMade>),
    Plans(Arc<Vec<Planned>>),
    Taken(Arc<Vec<CarryTaken>>),
    Sent(Arc<Vec<SentBundle>>),
    /// Bundles of other counters that lie on the watched stick and were not taken in; told when that changes.
    OnStick(Arc<Vec<StickBundle>>),
}

/// A bundle that was made and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryMade {
    pub made: BundlesMade,
    /// Where the receipt sheet lies; none where nothing was new.
    pub sheet: Option<PathBuf>,
    /// It was also sent to the printer; or why not.
    pub printed: Option<Problem>,
    /// Everything is on the medium: it can be pulled out.
    pub safe: bool,
}

/// A file as it was read, or why it could not be.
pub type Planned = (PathBuf, Result<Arc<BundlePlan>, Problem>);

/// What one file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryTaken {
    pub file: PathBuf,
    pub done: BundleDone,
}

/// What the long thread is asked.
pub(super) enum Ask {
    Make {
        wish: BundleWish,
    },
    Plan {
        paths: Vec<PathBuf>,
        identities: Vec<Identity>,
        own_last: u64,
    },
    /// The desk has written down what left: the sheet, and everything to the medium.
    Finish {
        made: Box<BundlesMade>,
        sheet: Option<Box<Printed>>,
        folder: PathBuf,
    },
}

impl DeskThread {
    pub(super) fn carry(&mut self, job: CarryJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        desk.may(Right::CarryRecords)?;
        // The long thread reads over a connection of its own: what was saved last must be in the rows.
        desk.rows()?;
        let ask = match job {
            CarryJob::Make { wish } => Ask::Make { wish },
            CarryJob::Plan { paths } => {
                Ask::Plan { paths, identities: desk.identities.clone(), own_last: desk.store().last_sequence() }
            }
            CarryJob::Sent => {
                let sent = Arc::new(desk.sent_bundles()?);
                self.out.send(Event::Carry(CarryEvent::Sent(sent)));
                return Ok(());
            }
            CarryJob::Take { plans } => return self.take_bundles(&plans),
        };
        self.sides.cancel.store(false, Ordering::Relaxed);
        drop(self.sides.long.send(LongAsk::Carry(ask)));
        Ok(())
    }

    fn take_bundles(&mut self, plans: &[Arc<BundlePlan>]) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let of = plans.iter().map(|plan| plan.plan.entries.len() as u64).sum();
        let (mut taken, mut before, mut refused) = (Vec::with_capacity(plans.len()), 0, None);
        for plan in plans {
            let out = &self.out;
            let told = desk.take_bundle(plan, &mut |n| out.send(Event::Progress { job: JobKind::Carry, done: before + n, of }));
            match told {
                Ok(done) => taken.push(CarryTaken { file: plan.path.clone(), done }),
                Err(problem) => {
                    refused = Some(problem);
                    break;
                }
            }
            before += plan.plan.entries.len() as u64;
        }
        // What was taken before the trouble stays taken, and is told.
        if !taken.is_empty() || refused.is_none() {
            self.after_save(Vec::new(), Event::Carry(CarryEvent::Taken(Arc::new(taken))));
        }
        drop(self.sides.stick.send(stick_thread::Ask::Look));
        refused.map_or(Ok(()), Err)
    }

    /// The bundles are written: now they have left.
    pub(super) fn bundled(&mut self, made: Box<BundlesMade>, folder: PathBuf) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        desk.note_bundles(&made)?;
        let sheet = if made.files.is_empty() { None } else { Some(Box::new(desk.bundle_paper(&made)?)) };
        drop(self.sides.long.send(LongAsk::Carry(Ask::Finish { made, sheet, folder })));
        Ok(())
    }

    /// Hands the watched stick, where one was chosen, to its thread.
    pub(super) fn look_at_stick(&self) {
        let State::Open(desk) = &self.state else { return };
        let watched = desk.counter().settings.stick.clone().filter(|_| desk.may(Right::CarryRecords).is_ok());
        let with = watched.map(|folder| Box::new((super::desk_thread::session_of(desk), folder)));
        drop(self.sides.stick.send(stick_thread::Ask::Open(with)));
    }
}

impl Long<'_> {
    pub(super) fn carry(&self, ask: Ask, session: &Session, reader: &Reader) -> Result<(), Problem> {
        match ask {
            Ask::Make { wish } => self.make(&wish, session, reader),
            Ask::Plan { paths, identities, own_last } => self.plan(&paths, (&identities, own_last), session, reader),
            Ask::Finish { made, sheet, folder } => {
                let told = finish(*made, sheet.as_deref(), folder, session)?;
                self.out.send(Event::Carry(CarryEvent::Made(Arc::new(told))));
                Ok(())
            }
        }
    }

    fn make(&self, wish: &BundleWish, session: &Session, reader: &Reader) -> Result<(), Problem> {
        let source = BundleSource {
            view: reader.read(),
            pack: &session.pack,
            file: &session.file,
            signing: &session.signing,
            now: (session.clock)(),
        };
        match write_bundles(&source, wish, &mut |done, of| self.progress(JobKind::Carry, done, of))? {
            Some(made) => {
                let back = Back::Bundled { made: Box::new(made), folder: wish.folder.clone() };
                drop(self.back.send(In::Back(back)));
            }
            None => self.out.send(Event::Cancelled { job: JobKind::Carry }),
        }
        Ok(())
    }

    fn plan(
        &self,
        paths: &[PathBuf],
        (identities, own_last): (&[Identity], u64),
        session: &Session,
        reader: &Reader,
    ) -> Result<(), Problem> {
        let files = bundles_in(paths)?;
        if files.is_empty() {
            let where_ = paths.first().map(|p| p.display().to_string()).unwrap_or_default();
            return Err(Problem::refused("problem-bundle-none").with("path", where_));
        }
        let gate = Gate::new(reader.read(), &session.pack, &session.file, own_last);
        let mut plans = Vec::with_capacity(files.len());
        for path in files {
            let progress = &mut |done, of| self.progress(JobKind::Carry, done, of);
            let planned = plan_bundle(&gate, (&session.file, identities), &path, progress);
            let Some(planned) = planned.transpose() else {
                self.out.send(Event::Cancelled { job: JobKind::Carry });
                return Ok(());
            };
            plans.push((path, planned.map(Arc::new)));
        }
        self.out.send(Event::Carry(CarryEvent::Plans(Arc::new(plans))));
        Ok(())
    }
}

/// The receipt sheet beside the bundles and on the printer; then everything to the medium.
fn finish(made: BundlesMade, sheet: Option<&Printed>, folder: PathBuf, session: &Session) -> Result<CarryMade, Problem> {
    let mut told = CarryMade { made, sheet: None, printed: None, safe: false };
    let Some(sheet) = sheet else { return Ok(told) };
    let path = folder.join(format!("{}.pdf", sheet.name));
    disk::write(&path, &paper_pdf(sheet)?)?;
    told.sheet = Some(path);
    if session.settings.printer != PrinterChoice::Folder {
        // The bundle is made whether the paper comes out or not.
        let copy = Printed { pages: sheet.pages.clone(), name: sheet.name.clone() };
        told.printed = out_of_queue(session, &copy, None).err();
    }
    told.safe = disk::sync_medium(&folder)?;
    Ok(told)
}
