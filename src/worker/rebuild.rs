//! Rebuilding the counter of a PC that died: read and plan, then set up and fill. Nobody is signed in meanwhile, so the desk's thread does it
//! itself; the router hears when a person stops it.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, Secret};
use crate::desk::papers_in::{
    BundleKeys, MissingOf, OtherKey, PaperTaken, Reads, Rebuild, RebuildPlan, Tray, plan_rebuild, read_papers, rebuild,
    rebuild_keys,
};
use crate::desk::{Desk, SetUp};
use crate::hospital::number::CounterCode;
use crate::problem::Problem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What can be asked.
#[derive(Clone)]
pub enum RebuildJob {
    /// Read what is there and say what would be done. Progress events of [`JobKind::Rebuild`]; answer: `Plan`, or `Cancelled`, or `Refused`.
    /// Asked again with the same files and another key, only what is still sealed is read.
    Plan(Box<RebuildWish>),
    /// Do what was planned. Answer: `Done`, then [`Event::SetUpDone`] with the recovery key.
    Do,
    /// Forget what was read.
    Forget,
}

/// What is to be rebuilt, by whom, from what.
#[derive(Clone)]
pub struct RebuildWish {
    pub pack: PathBuf,
    pub counter: CounterCode,
    pub login: String,
    pub password: Secret,
    pub new_password: Secret,
    pub reason: String,
    pub drill: bool,
    /// Letter that the dead PC had, where a person knows it.
    pub dead: Option<char>,
    /// Files and folders: second media, bundles, scans.
    pub files: Vec<PathBuf>,
    pub other: Option<OtherKey>,
}

/// What comes of it.
#[derive(Clone)]
pub enum RebuildEvent {
    Plan(Arc<RebuildPlan>),
    Done(Arc<RebuildDone>),
}

/// A counter that was made anew.
#[derive(Debug, Clone)]
pub struct RebuildDone {
    pub taken: PaperTaken,
    pub missing: Vec<MissingOf>,
}

/// What was read for a rebuild and waits for a person's word.
pub(super) struct Prepared {
    wish: RebuildWish,
    tray: Tray,
}

impl RebuildWish {
    fn set_up(&self) -> SetUp<'_> {
        SetUp {
            pack: &self.pack,
            counter: self.counter.clone(),
            login: &self.login,
            password: &self.password,
            new_password: &self.new_password,
            reason: &self.reason,
            drill: self.drill,
        }
    }

    /// The same files, for the same counter.
    fn reads_as(&self, other: &Self) -> bool {
        (&self.pack, &self.counter, &self.files, self.drill) == (&other.pack, &other.counter, &other.files, other.drill)
    }
}

impl DeskThread {
    pub(super) fn rebuild(&mut self, job: RebuildJob) -> Result<(), Problem> {
        match job {
            RebuildJob::Plan(wish) => self.plan_rebuild(*wish),
            RebuildJob::Do => self.do_rebuild(),
            RebuildJob::Forget => {
                self.prepared = None;
                Ok(())
            }
        }
    }

    fn plan_rebuild(&mut self, wish: RebuildWish) -> Result<(), Problem> {
        let keys = rebuild_keys(&self.place, &wish.set_up(), wish.other.as_slice())?;
        let before = self.prepared.take().filter(|before| before.wish.reads_as(&wish));
        let mut tray = before.map(|before| before.tray).unwrap_or_default();
        let again = tray.sealed();
        let first = again.is_empty();
        if first {
            tray = Tray::default();
        }
        let Some(reads) = self.read_for(if first { &wish.files } else { &again }, &keys)? else {
            self.out.send(Event::Cancelled { job: JobKind::Rebuild });
            return Ok(());
        };
        if first {
            tray.lay(reads);
        } else {
            tray.opened(reads);
        }
        let plan = plan_rebuild(&self.place, &keys, (&wish.set_up(), wish.dead), (&tray, &self.clock))?;
        self.prepared = Some(Box::new(Prepared { wish, tray }));
        self.out.send(Event::Rebuild(RebuildEvent::Plan(Arc::new(plan))));
        Ok(())
    }

    fn read_for(&self, files: &[PathBuf], keys: &BundleKeys) -> Result<Option<Reads>, Problem> {
        read_papers(files, keys, &mut |done, of| {
            self.out.send(Event::Progress { job: JobKind::Rebuild, done, of });
            !self.sides.stop_desk.load(Ordering::Relaxed)
        })
    }

    fn do_rebuild(&mut self) -> Result<(), Problem> {
        let Some(prepared) = self.prepared.take() else { return Err(Problem::refused("problem-rebuild-plan")) };
        let Prepared { wish, tray } = *prepared;
        if matches!(self.state, State::Open(_)) {
            return Err(Problem::refused("problem-set-up-already").with("path", self.place.folder().display().to_string()));
        }
        let made = match rebuild(&self.place, &Rebuild { set_up: wish.set_up(), dead: wish.dead }, &tray, &self.clock) {
            Ok(made) => made,
            Err(problem) => {
                // What was read stays read: a mended password is enough.
                self.prepared = Some(Box::new(Prepared { wish, tray }));
                return Err(problem);
            }
        };
        let password = if wish.new_password.is_empty() { &wish.password } else { &wish.new_password };
        let counter = match made.counter.sign_in(&wish.login, password) {
            Err((counter, problem)) => {
                self.out.send(Event::Refused { job: JobKind::Rebuild, problem });
                *counter
            }
            Ok(mut desk) => {
                desk.take_over(tray);
                match self.fill(&mut desk) {
                    Ok(done) => self.out.send(Event::Rebuild(RebuildEvent::Done(Arc::new(done)))),
                    Err(problem) => self.out.send(Event::Refused { job: JobKind::Rebuild, problem }),
                }
                desk.close()?
            }
        };
        self.set_up_done(counter, made.recovery_key, None);
        Ok(())
    }

    fn fill(&self, desk: &mut Desk) -> Result<RebuildDone, Problem> {
        let of = desk.papers_plan()?.plan.entries.len() as u64;
        let taken = desk.take_papers(&mut |done| {
            if done % PROGRESS_EVERY == 0 {
                self.out.send(Event::Progress { job: JobKind::Rebuild, done, of });
            }
        })?;
        Ok(RebuildDone { taken, missing: desk.missing()? })
    }
}

/// Entries between two events of progress.
const PROGRESS_EVERY: u64 = 200;
