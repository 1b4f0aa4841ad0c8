//! Bundles from a face's point of view: made, planned, taken over the real worker; the watched stick; the second medium; merges and the
//! control room's figures.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{Hospital, forms, password_of};
use nirantar::desk::settings::Settings;
use nirantar::desk::{BundleWish, Place, SecondStanding, SetUp, set_up, system_clock};
use nirantar::hospital::number::CounterCode;
use nirantar::journal::EntryId;
use nirantar::worker::{CarryEvent, CarryJob, ControlEvent, ControlJob, Event, Found, Job, JobKind, Link, start_with};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;
use zeroize::Zeroizing;

const OFFICER: &str = "meena";

/// A face at a counter, signed in.
struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn at(folder: &Path, login: &str) -> Self {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        // A full wake-up queue means that the face has been woken already.
        let link = start_with(
            Place::new(folder),
            system_clock(),
            Arc::new(move || {
                wake.try_send(()).ok();
            }),
        );
        let face = Self { link, woken };
        face.until("start", |e| matches!(e, Event::Started(Found::Counter { .. })).then_some(()));
        face.send(Job::SignIn { login: login.to_owned(), password: Zeroizing::new(password_of(login)) });
        face.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
        face
    }

    /// The next event that `pick` takes. Fails after a minute: on a loaded machine everything here takes far less.
    fn until<T>(&self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.link.next() {
                if let Some(got) = pick(event) {
                    return got;
                }
            }
            self.woken.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("no {what} within a minute"));
        }
    }

    fn send(&self, job: Job) {
        self.link.send(job).unwrap();
    }

    fn register(&self, n: u64) -> EntryId {
        self.send(Job::Register { form: Box::new(forms(n, 1).pop().unwrap()) });
        self.until("saved", |e| if let Event::Saved(saved) = e { Some(saved.patient_id) } else { None })
    }

    /// Makes a bundle for the control room and gives the file.
    fn make(&self, folder: &Path, all: bool) -> PathBuf {
        let wish = BundleWish { to: Vec::new(), all, folder: folder.to_owned() };
        self.send(Job::Carry(CarryJob::Make { wish }));
        let made = self.until("bundle", |e| if let Event::Carry(CarryEvent::Made(made)) = e { Some(made) } else { None });
        assert_eq!(made.made.files.len(), 1);
        let sheet = made.sheet.as_ref().expect("a sheet");
        assert!(std::fs::read(sheet).unwrap().starts_with(b"%PDF"), "the receipt sheet lies beside it");
        assert_eq!(made.printed, None);
        assert_eq!(made.safe, cfg!(target_os = "linux"));
        made.made.files[0].path.clone()
    }

    fn plan(&self, path: &Path) -> Arc<Vec<nirantar::worker::Planned>> {
        self.send(Job::Carry(CarryJob::Plan { paths: vec![path.to_owned()] }));
        self.until("plan", |e| if let Event::Carry(CarryEvent::Plans(plans)) = e { Some(plans) } else { None })
    }

    /// Takes all of it; new entries.
    fn take(&self, plans: &[nirantar::worker::Planned]) -> u64 {
        let plans = plans.iter().filter_map(|(_, plan)| plan.clone().ok()).collect();
        self.send(Job::Carry(CarryJob::Take { plans }));
        let taken = self.until("taken", |e| if let Event::Carry(CarryEvent::Taken(taken)) = e { Some(taken) } else { None });
        taken.iter().map(|one| one.done.taken.new).sum()
    }

    fn stick(&self) -> Arc<Vec<nirantar::desk::StickBundle>> {
        self.until("stick", |e| if let Event::Carry(CarryEvent::OnStick(list)) = e { Some(list) } else { None })
    }

    fn refused(&self, job: JobKind) -> &'static str {
        self.until("refusal", |e| match e {
            Event::Refused { job: of, problem } if of == job => Some(problem.id),
            _ => None,
        })
    }
}

fn world() -> (Hospital, PathBuf, PathBuf) {
    let hospital = Hospital::new(OFFICER, &system_clock(), |_masters| {});
    let stick = hospital.folder.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let control = hospital.folder.path().join("C1");
    let request = SetUp {
        pack: &hospital.folder.path().join("hospital.pack"),
        counter: CounterCode::new("C1").unwrap(),
        login: OFFICER,
        password: &password_of(OFFICER),
        new_password: "",
        reason: "test",
        drill: false,
    };
    set_up(&Place::new(&control), &request, &system_clock()).unwrap();
    (hospital, stick, control)
}

#[test]
fn bundles_are_made_planned_and_taken_through_two_folders() {
    let (hospital, stick, control) = world();
    let counter = Face::at(&hospital.folder.path().join("counter"), OFFICER);
    counter.register(1);
    counter.make(&stick, false);
    counter.register(2);
    counter.make(&stick, false);
    // Nothing but the last bundle's own entry is new now; after that bundle there is always that one.
    let room = Face::at(&control, OFFICER);
    let plans = room.plan(&stick);
    assert_eq!(plans.len(), 2, "a folder is read as a whole");
    let new: u64 = plans.iter().map(|(_, plan)| plan.as_ref().unwrap().plan.new_entries()).sum();
    assert!(new > 2);
    assert_eq!(room.take(&plans), new);
    assert_eq!(room.take(&plans), 0, "twice is as once");
    room.send(Job::Control(ControlJob::Look));
    let view = room.until("view", |e| if let Event::Control(ControlEvent::View(view)) = e { Some(view) } else { None });
    let line = view.counters.iter().find(|line| line.code.as_str() == "K7").unwrap();
    assert_eq!((line.installations[0].entries, line.installations[0].gaps.len()), (new, 0));
    assert_eq!(view.hours[0].iter().chain(&view.hours[1]).sum::<u64>(), 2);
    // What is no bundle, and a folder without one, each get a sentence.
    let strange = stick.join("strange.nrb");
    common::put(&strange, b"not a bundle");
    let plans = room.plan(&strange);
    assert_eq!(plans[0].1.as_ref().unwrap_err().id, "problem-bundle-not");
    let empty = hospital.folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    room.send(Job::Carry(CarryJob::Plan { paths: vec![empty] }));
    assert_eq!(room.refused(JobKind::Carry), "problem-bundle-none");
}

#[test]
fn the_watched_stick_tells_of_what_was_not_taken() {
    let (hospital, stick, control) = world();
    let counter = Face::at(&hospital.folder.path().join("counter"), OFFICER);
    counter.register(1);
    let made = counter.make(&hospital.folder.path().join("made"), false);
    let room = Face::at(&control, OFFICER);
    room.send(Job::KeepSettings { settings: Settings { stick: Some(stick.clone()), ..Settings::default() } });
    // Below the watched folder, as a stick appears below /media/NAME; what is no bundle says nothing.
    let inside = stick.join("STICK");
    std::fs::create_dir(&inside).unwrap();
    common::put(&inside.join("picture.nrb"), b"something else");
    let there = inside.join(made.file_name().unwrap());
    std::fs::copy(&made, &there).unwrap();
    let told = room.stick();
    assert_eq!((told.len(), told[0].from.as_str(), told[0].path.as_path()), (1, "K7A", there.as_path()));
    let plans = room.plan(&there);
    assert!(room.take(&plans) > 0);
    assert!(room.stick().is_empty(), "taken: nothing waits");
    // Another stick with another bundle; then it is pulled out.
    counter.register(2);
    let next = counter.make(&hospital.folder.path().join("made"), false);
    let there = inside.join("next.nrb");
    std::fs::copy(&next, &there).unwrap();
    assert_eq!(room.stick()[0].path, there);
    std::fs::remove_dir_all(&inside).unwrap();
    assert!(room.stick().is_empty());
    // At the counter that made them they are no news.
    counter.send(Job::KeepSettings { settings: Settings { stick: made.parent().map(Path::to_owned), ..Settings::default() } });
    counter.register(3);
    counter.send(Job::SignOut);
    let silent = counter.until("sign-out", |e| match e {
        Event::Carry(CarryEvent::OnStick(list)) => Some(list.is_empty()),
        Event::SignedOut => Some(true),
        _ => None,
    });
    assert!(silent);
}

#[test]
fn records_are_compared_merged_and_parted() {
    let (hospital, ..) = world();
    let face = Face::at(&hospital.folder.path().join("counter"), OFFICER);
    let (one, other) = (face.register(5), face.register(5));
    face.send(Job::Control(ControlJob::Compare { one: one.clone(), other: other.clone() }));
    let compared = |e| if let Event::Control(ControlEvent::Compared(evidence)) = e { Some(evidence) } else { None };
    let evidence = face.until("evidence", compared);
    assert!(evidence.score > 80 && evidence.merged.is_none());
    let merge = |reason: &str| ControlJob::Merge { keep: one.clone(), with: other.clone(), reason: reason.to_owned() };
    face.send(Job::Control(merge("")));
    assert_eq!(face.refused(JobKind::Merge), "problem-reason");
    face.send(Job::Control(merge("same card")));
    face.until("merged", |e| matches!(e, Event::Control(ControlEvent::Merged { .. })).then_some(()));
    face.send(Job::Control(ControlJob::Compare { one: one.clone(), other: other.clone() }));
    assert!(face.until("evidence", compared).merged.is_some());
    face.send(Job::Control(ControlJob::Part { one: one.clone(), other: other.clone(), reason: "brothers".to_owned() }));
    face.until("parted", |e| matches!(e, Event::Control(ControlEvent::Parted { .. })).then_some(()));
    // Who may not see the hospital is told so.
    face.send(Job::SignOut);
    face.until("sign-out", |e| matches!(e, Event::SignedOut).then_some(()));
    let clerk = "asha";
    face.send(Job::SignIn { login: clerk.to_owned(), password: Zeroizing::new(password_of(clerk)) });
    face.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
    for (job, kind) in [(ControlJob::Look, JobKind::Control), (merge("x"), JobKind::Merge)] {
        face.send(Job::Control(job));
        assert_eq!(face.refused(kind), "problem-no-right");
    }
}

fn standing(face: &Face, what: &str, wanted: impl Fn(&SecondStanding) -> bool) {
    face.until(what, |e| matches!(e, Event::Second(standing) if wanted(&standing)).then_some(()));
}

#[test]
fn the_second_medium_is_pulled_out_and_put_back_and_nobody_waits() {
    let (hospital, stick, _) = world();
    let folder = hospital.folder.path().join("counter");
    let counter = Face::at(&folder, OFFICER);
    counter.send(Job::KeepSettings { settings: Settings { second: Some(stick.clone()), ..Settings::default() } });
    standing(&counter, "whole", |s| *s == SecondStanding::Whole);
    counter.register(1);
    let on_it = |medium: &Path| -> u64 {
        let files = nirantar::desk::bundles_in(&[medium.read_dir().unwrap().next().unwrap().unwrap().path()]).unwrap();
        files.iter().map(|file| std::fs::metadata(file).unwrap().len()).sum()
    };
    let away = stick.with_extension("away");
    std::fs::rename(&stick, &away).unwrap();
    let before = on_it(&away);
    counter.register(2);
    standing(
        &counter,
        "trouble",
        |s| matches!(s, SecondStanding::Trouble { problem, .. } if problem.id == "problem-second-gone"),
    );
    counter.register(3);
    std::fs::rename(&away, &stick).unwrap();
    standing(&counter, "whole again", |s| *s == SecondStanding::Whole);
    assert!(on_it(&stick) > before, "what was saved meanwhile is on it");
    counter.send(Job::Close);
    counter.until("close", |e| matches!(e, Event::Closed).then_some(()));
}

/// A medium that hangs: opening what lies on it never ends, as on a stick with a loose contact or a dead network drive.
#[cfg(unix)]
#[test]
fn a_second_medium_that_hangs_holds_nobody_up() {
    let (hospital, stick, _) = world();
    let folder = hospital.folder.path().join("counter");
    let counter = Face::at(&folder, OFFICER);
    let settings = Settings { second: Some(stick.clone()), ..Settings::default() };
    counter.send(Job::KeepSettings { settings });
    standing(&counter, "whole", |s| *s == SecondStanding::Whole);
    counter.send(Job::SignOut);
    counter.until("signed out", |e| matches!(e, Event::SignedOut).then_some(()));
    let hanging = stick.read_dir().unwrap().next().unwrap().unwrap().path().join("999999.nrb");
    assert!(std::process::Command::new("mkfifo").arg(&hanging).status().unwrap().success());
    counter.send(Job::SignIn { login: OFFICER.to_owned(), password: Zeroizing::new(password_of(OFFICER)) });
    standing(&counter, "being asked", |s| *s == SecondStanding::Asking);
    counter.register(1);
    counter.register(2);
    counter.send(Job::Close);
    counter.until("close", |e| matches!(e, Event::Closed).then_some(()));
    // A command ends too, and says why the medium has not everything.
    let mut command = common::program();
    command.arg("--data").arg(&folder).args(["--user", OFFICER, "--password-file"]);
    let password = hospital.folder.path().join("password-of-officer");
    common::put(&password, password_of(OFFICER).as_bytes());
    let answer = common::Answer::of(command.arg(&password).args(["--lang", "en", "find", "nobody"]).output().unwrap()).done();
    assert!(answer.err.contains("does not answer") && common::is_sentence(answer.err.trim()), "{}", answer.err);
}
