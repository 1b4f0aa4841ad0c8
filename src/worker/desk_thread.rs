//! The desk's thread: one job after the other, the only writer. An arm of its dispatcher only delegates.

use super::handover::Stops;
use super::jobs;
use super::rebuild::Prepared;
use super::threads::{Back, In, Out, Session, Sides};
use super::{
    CaseEvent, DemoSignIn, Event, Found, Job, JobKind, Secret, hub_thread, long_thread, print_thread, search_thread,
    second_thread, stick_thread,
};
use crate::desk::settings::Settings;
use crate::desk::{Clock, Counter, Desk, Place, Standing, make_demo, make_demo_index, recovery_pdf, set_up};
use crate::disk;
use crate::hospital::pack::User;
use crate::problem::Problem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;
use zeroize::Zeroizing;

/// People of the demo's patient index: as many as are made in a second on a slow PC.
const DEMO_PEOPLE: usize = 1_500;
/// How long the desk has nothing to do before it writes search terms, in milliseconds.
const IDLE_MILLIS: u64 = 40;
/// How long signing out waits for the second medium, in milliseconds.
const SECOND_WAIT_MILLIS: u64 = 2_000;

pub(super) enum State {
    /// No counter here, or one that cannot be opened.
    Nothing,
    Shut(Box<Counter>),
    Open(Box<Desk>),
}

pub(super) struct DeskThread {
    pub place: Place,
    /// The folder whose counter is open: the counter's own, its drill's or the demo's.
    pub at: Place,
    pub clock: Clock,
    pub out: Out,
    pub sides: Sides,
    pub state: State,
    /// Shown once at set-up; forgotten at the first sign-in.
    recovery: Option<Secret>,
    /// Something was saved since the last idle moment.
    pub busy: bool,
    /// What was read for a rebuild.
    pub prepared: Option<Box<Prepared>>,
    /// True as long as the hub's thread is to work; gone where there is no hub.
    pub hub_wanted: Option<Arc<AtomicBool>>,
    pub stops: Stops,
}

impl DeskThread {
    pub fn new(place: Place, clock: Clock, out: Out, sides: Sides) -> Self {
        Self {
            at: place.clone(),
            place,
            clock,
            out,
            sides,
            state: State::Nothing,
            recovery: None,
            busy: false,
            prepared: None,
            hub_wanted: None,
            stops: Stops::default(),
        }
    }

    pub fn run(mut self, inbox: &Receiver<In>) {
        self.look();
        loop {
            let wait = if self.busy { Duration::from_millis(IDLE_MILLIS) } else { Duration::from_hours(1) };
            match inbox.recv_timeout(wait) {
                Ok(In::Job(Job::Close) | In::End) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(In::Job(job)) => {
                    // Somebody who types all the time must not keep the last patient from being found.
                    if self.busy && matches!(job, Job::Search { .. } | Job::Similar { .. }) {
                        self.idle();
                    }
                    self.guarded(job);
                }
                Ok(In::Back(back)) => self.back(back),
                Err(RecvTimeoutError::Timeout) => self.idle(),
            }
        }
        self.shut();
        self.out.send(Event::Closed);
    }

    /// A fault in one job must not take the counter down: what was committed is safe, the person is told, work goes on.
    fn guarded(&mut self, job: Job) {
        let kind = jobs::kind(&job);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.job(job)));
        let result = done.unwrap_or_else(|_panic| Err(Problem::device("problem-internal")));
        if let Err(problem) = result {
            self.out.send(Event::Refused { job: kind, problem });
        }
    }

    fn job(&mut self, job: Job) -> Result<(), Problem> {
        match job {
            Job::FindPacks => {
                self.out.send(Event::Packs(jobs::packs_near(self.place.folder())));
                Ok(())
            }
            Job::ReadPack { file } => self.read_pack(file),
            Job::SetUp { .. } => self.set_up(job),
            Job::Demo => self.demo(),
            Job::RecoverySheet { to } => self.recovery_sheet(&to),
            Job::SignIn { login, password } => self.sign_in(&login, &password),
            Job::NewLetter { login, password, reason } => self.new_letter(&login, &password, &reason),
            Job::Drill(job) => self.drill(job),
            Job::Rebuild(job) => self.rebuild(job),
            Job::Archive(job) => self.archive(job),
            Job::SignOut => {
                self.shut();
                self.out.send(Event::SignedOut);
                Ok(())
            }
            Job::KeepSettings { settings } => self.keep_settings(settings),
            Job::Printers => {
                self.out.send(Event::Printers(crate::paper::printers::system_printers()));
                Ok(())
            }
            Job::Cancel => {
                self.sides.cancel.store(true, Ordering::Relaxed);
                self.stops.stop_work();
                Ok(())
            }
            other => self.inside(other),
        }
    }

    pub(super) fn look(&mut self) {
        let found = match self.place.look() {
            Ok(Standing::Empty) => Found::Nothing,
            Err(problem) => Found::Broken(problem),
            Ok(Standing::Ready { file, .. }) => {
                let half_archived = file.archived.is_some_and(|archived| archived.wiped.is_none());
                match Counter::open(self.place.clone(), Arc::clone(&self.clock)) {
                    Ok(counter) => self.take_counter(counter),
                    Err(problem) => self.found_archived(half_archived).unwrap_or(Found::Broken(problem)),
                }
            }
        };
        self.out.send(Event::Started(found));
        self.tell_drill();
    }

    pub(super) fn take_counter(&mut self, counter: Counter) -> Found {
        let found = match counter.masters.counter(&counter.file.counter) {
            Some(own) => Found::Counter {
                masters: Arc::clone(&counter.masters),
                counter: own.clone(),
                users: people(&counter),
                settings: Box::new(counter.settings.clone()),
            },
            None => Found::Broken(Problem::damaged("problem-pack-lacks")),
        };
        self.at = counter.place.clone();
        self.state = State::Shut(Box::new(counter));
        found
    }

    fn read_pack(&self, file: std::path::PathBuf) -> Result<(), Problem> {
        let pack = crate::desk::read_pack_file(&file)?;
        self.out.send(Event::PackRead { file, masters: Arc::new(pack.masters().clone()) });
        Ok(())
    }

    fn set_up(&mut self, job: Job) -> Result<(), Problem> {
        let Job::SetUp { pack, counter, login, password, new_password, reason, drill } = job else { return Ok(()) };
        let request = crate::desk::SetUp {
            pack: &pack,
            counter,
            login: &login,
            password: &password,
            new_password: &new_password,
            reason: &reason,
            drill,
        };
        let done = set_up(&self.place, &request, &self.clock)?;
        self.set_up_done(done.counter, done.recovery_key, None);
        Ok(())
    }

    fn demo(&mut self) -> Result<(), Problem> {
        let folder = self.place.demo();
        let counter_folder = Place::new(&folder.join("counter"));
        if matches!(counter_folder.look()?, Standing::Ready { .. }) {
            let counter = Counter::open(counter_folder, Arc::clone(&self.clock))?;
            let password = disk::read(&folder.join("password"))?;
            let password = Zeroizing::new(String::from_utf8_lossy(&password).trim().to_owned());
            let demo = DemoSignIn { login: counter.file.last_user.clone(), password };
            self.set_up_done(counter, Zeroizing::new(String::new()), Some(demo));
            return Ok(());
        }
        let made = make_demo(&folder, &self.clock)?;
        // A demo without an index is a demo still.
        drop(make_demo_index(&folder, DEMO_PEOPLE, 1, &self.clock));
        self.set_up_done(made.counter, made.recovery_key, Some(DemoSignIn { login: made.login, password: made.password }));
        Ok(())
    }

    pub(super) fn set_up_done(&mut self, counter: Counter, recovery_key: Secret, demo: Option<DemoSignIn>) {
        if let Found::Counter { masters, counter, users, settings } = self.take_counter(counter) {
            self.recovery = Some(recovery_key.clone());
            self.out.send(Event::SetUpDone { masters, counter, users, recovery_key, settings: *settings, demo });
        }
    }

    fn recovery_sheet(&self, to: &std::path::Path) -> Result<(), Problem> {
        let (State::Shut(counter), Some(key)) = (&self.state, &self.recovery) else {
            return Err(Problem::refused("problem-recovery-gone"));
        };
        let pdf = recovery_pdf(&counter.masters, &counter.file, key, (self.clock)())?;
        let path = if to.is_dir() {
            to.join(format!("recovery-{}{}.pdf", counter.file.counter, counter.file.letter))
        } else {
            to.to_owned()
        };
        if let Some(folder) = path.parent() {
            disk::make_folder(folder)?;
        }
        disk::write_private(&path, &pdf)?;
        self.out.send(Event::RecoverySheetSaved { at: path });
        Ok(())
    }

    fn sign_in(&mut self, login: &str, password: &str) -> Result<(), Problem> {
        self.shut();
        let counter = match std::mem::replace(&mut self.state, State::Nothing) {
            State::Shut(counter) => *counter,
            other => {
                self.state = other;
                return Err(Problem::refused("problem-not-set-up").with("path", self.place.folder().display().to_string()));
            }
        };
        match counter.sign_in(login, password) {
            Err((counter, problem)) => {
                self.state = State::Shut(counter);
                Err(problem)
            }
            Ok(desk) => self.opened(desk),
        }
    }

    fn opened(&mut self, desk: Desk) -> Result<(), Problem> {
        self.recovery = None;
        self.state = State::Open(Box::new(desk));
        self.open_sides()?;
        let State::Open(desk) = &self.state else { return Ok(()) };
        let (person, status) = (desk.person(), Box::new(desk.status()?));
        let draft = desk.draft()?.map(Box::new);
        let forms = desk.kept_forms()?;
        self.out.send(Event::SignedIn { person, status, draft });
        if !forms.is_empty() {
            self.out.send(Event::Case(CaseEvent::Kept(forms)));
        }
        // A hub whose address no longer reads must not keep anybody from working.
        if let Err(problem) = self.open_hub() {
            self.out.send(Event::Refused { job: JobKind::Hub, problem });
        }
        self.look_at_index()
    }

    /// Gives the side threads what they need of the open counter.
    pub(super) fn open_sides(&mut self) -> Result<(), Problem> {
        let State::Open(desk) = &self.state else { return Ok(()) };
        let session = session_of(desk);
        drop(self.sides.search.send(search_thread::Ask::Open(Box::new(session.clone()))));
        drop(self.sides.long.send(long_thread::Ask::Open(Box::new(session.clone()))));
        drop(self.sides.print.send(print_thread::Ask::Open(Box::new(session))));
        for row in desk.rows()?.prints_to_do()? {
            drop(self.sides.print.send(print_thread::Ask::Print(row.id)));
        }
        self.look_at_second();
        self.look_at_stick();
        self.look_at_scans();
        Ok(())
    }

    /// Hands the second medium, where one was chosen, to its thread.
    fn look_at_second(&mut self) {
        let State::Open(desk) = &mut self.state else { return };
        let way = match desk.second_way() {
            Ok(way) => way,
            Err(problem) => {
                self.out.send(Event::Refused { job: JobKind::Other, problem });
                None
            }
        };
        let with = way.map(|way| Box::new((session_of(desk), way)));
        drop(self.sides.second.send(second_thread::Ask::Open(with)));
    }

    fn new_letter(&mut self, login: &str, password: &str, reason: &str) -> Result<(), Problem> {
        self.shut();
        if let State::Shut(counter) = &mut self.state {
            counter.new_letter(login, password, reason)?;
        }
        self.sign_in(login, password)
    }

    fn keep_settings(&mut self, mut settings: Settings) -> Result<(), Problem> {
        // Where the records are sent is named by a job of its own, with a right and an entry.
        match &self.state {
            State::Open(desk) => settings.hub.clone_from(&desk.counter().settings.hub),
            State::Shut(counter) => settings.hub.clone_from(&counter.settings.hub),
            State::Nothing => {}
        }
        let before = match &self.state {
            State::Open(desk) => (desk.counter().settings.index.clone(), desk.counter().settings.second.clone()),
            _ => (None, None),
        };
        let stick = if let State::Open(desk) = &self.state { desk.counter().settings.stick.clone() } else { None };
        let other_stick = stick != settings.stick;
        let scans = if let State::Open(desk) = &self.state { desk.counter().settings.scans.clone() } else { None };
        let other_scans = scans != settings.scans;
        let (moved, other_medium) = (before.0 != settings.index, before.1 != settings.second);
        let place = match &mut self.state {
            State::Open(desk) => {
                desk.set_settings(settings.clone());
                desk.place().clone()
            }
            State::Shut(counter) => {
                counter.settings = settings.clone();
                counter.place.clone()
            }
            State::Nothing => return Ok(()),
        };
        place.keep_settings(&settings)?;
        drop(self.sides.print.send(print_thread::Ask::Settings(Box::new(settings.clone()))));
        self.out.send(Event::Settings(settings));
        if other_medium {
            self.look_at_second();
        }
        if other_stick {
            self.look_at_stick();
        }
        if other_scans {
            self.look_at_scans();
        }
        if moved { self.look_at_index() } else { Ok(()) }
    }

    /// Closes the records and takes the key from the side threads.
    pub(super) fn shut(&mut self) {
        self.shut_sides();
        self.busy = false;
        self.state = match std::mem::replace(&mut self.state, State::Nothing) {
            State::Open(desk) => match desk.close() {
                Ok(counter) => State::Shut(Box::new(counter)),
                Err(problem) => {
                    self.out.send(Event::Refused { job: JobKind::Other, problem });
                    Counter::open(self.at.clone(), Arc::clone(&self.clock)).map_or(State::Nothing, |c| State::Shut(Box::new(c)))
                }
            },
            other => other,
        };
    }

    /// Takes the key from the side threads.
    pub(super) fn shut_sides(&mut self) {
        self.shut_hub();
        self.stops.stop_all();
        drop(self.sides.search.send(search_thread::Ask::Shut));
        drop(self.sides.long.send(long_thread::Ask::Shut));
        drop(self.sides.print.send(print_thread::Ask::Shut));
        drop(self.sides.stick.send(stick_thread::Ask::Open(None)));
        drop(self.sides.stick.send(stick_thread::Ask::Scans(None)));
        self.shut_second();
    }

    /// Lets the second medium's thread write what waits; no longer than somebody stands before a screen that says nothing.
    fn shut_second(&mut self) {
        let State::Open(desk) = &mut self.state else { return };
        // Rows of the last saves first: that thread reads them.
        if desk.counter().settings.second.is_none() || desk.rows().is_err() {
            return;
        }
        let (done, heard) = sync_channel(1);
        if self.sides.second.send(second_thread::Ask::Shut(done)).is_ok() {
            // Heard or not, the records are closed now.
            let _heard = heard.recv_timeout(Duration::from_millis(SECOND_WAIT_MILLIS));
        }
        let upto = self.sides.second_upto.load(Ordering::Relaxed);
        if upto > 0 {
            // A disk that refuses now says so when the records are closed.
            drop(desk.note_second(upto));
        }
    }

    fn idle(&mut self) {
        self.busy = false;
        if let State::Open(desk) = &mut self.state
            && let Err(problem) = desk.idle()
        {
            self.out.send(Event::Refused { job: JobKind::Other, problem });
        }
    }

    fn back(&mut self, back: Back) {
        let back = match back {
            Back::Hand(step) => return self.hand_step(*step),
            other => other,
        };
        let State::Open(desk) = &mut self.state else { return };
        let result = match back {
            Back::Printed { id, update } => desk.note_print(id, &update).map(|line| {
                if let Some(line) = line {
                    self.out.send(Event::Print(Box::new(line)));
                }
            }),
            Back::PapersRead(reads) => self.papers_read(*reads),
            Back::Exported(done) => desk.note_export(&done).map(|()| {
                self.out.send(Event::Exported { to: done.folder.clone(), patients: done.patients, visits: done.visits });
            }),
            Back::HubOpened(opened) => desk.keep_hub_key(&opened),
            Back::FromHub { serial, entries } => {
                let done = desk.take_from_hub(&entries).map(drop);
                return self.ask_hub(hub_thread::Ask::Taken { serial, done });
            }
            Back::HubMark { serial, mark } => {
                let done = desk.keep_hub_mark(&mark);
                return self.ask_hub(hub_thread::Ask::Taken { serial, done });
            }
            Back::Bundled { made, folder } => {
                if let Err(problem) = self.bundled(made, folder) {
                    self.out.send(Event::Refused { job: JobKind::Carry, problem });
                }
                Ok(())
            }
            // Was dealt with above.
            Back::Hand(_) => Ok(()),
        };
        if let Err(problem) = result {
            self.out.send(Event::Refused { job: JobKind::Print, problem });
        }
        self.send_status();
    }

    /// Tells what the band and the status line say now.
    pub fn send_status(&self) {
        if let State::Open(desk) = &self.state {
            match desk.status() {
                Ok(mut status) => {
                    let upto = self.sides.second_upto.load(Ordering::Relaxed);
                    status.second_waiting = if upto > 0 { desk.store().last_sequence().saturating_sub(upto) } else { 0 };
                    self.out.send(Event::Status(Box::new(status)));
                    self.nudge_hub();
                }
                Err(problem) => self.out.send(Event::Refused { job: JobKind::Other, problem }),
            }
        }
    }
}

fn people(counter: &Counter) -> Vec<User> {
    // Who signed in last stands first: on most mornings it is the same person.
    let mut users: Vec<User> = counter.masters.users.iter().filter(|u| u.may_open(&counter.file.counter)).cloned().collect();
    users.sort_by_key(|u| u.login != counter.file.last_user);
    users
}

pub(super) fn session_of(desk: &Desk) -> Session {
    let counter = desk.counter();
    Session {
        place: counter.place.clone(),
        file: counter.file.clone(),
        masters: Arc::clone(&counter.masters),
        pack: Arc::clone(&counter.pack),
        settings: counter.settings.clone(),
        user: desk.user().clone(),
        key: desk.key().clone(),
        signing: desk.store().installation().signing.clone(),
        clock: Arc::clone(&counter.clock),
    }
}
